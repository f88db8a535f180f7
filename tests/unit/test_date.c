#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#undef setjmp /* a macro of libc, a name base.h bans */

#include "base/date.h"

static void days_and_back(void **state)
{
	int32_t before = tanggal_days(tanggal_of(1, 1, 1)) - 1;
	int n = 0;
	(void)state;
	assert_int_equal(tanggal_days(19700101), 0);
	assert_int_equal(tanggal_days(20000301), 11017);
	assert_int_equal(tanggal_days(18991230), -25569);
	assert_int_equal(tanggal_days(20261123), 20780);
	for (int y = 1; y <= 9999; y++)
		for (int m = 1; m <= 12; m++)
			for (int d = 1; d <= 31; d++) {
				int32_t days;
				if (!tanggal_valid(y, m, d))
					continue;
				days = tanggal_days(tanggal_of(y, m, d));
				if (days != ++before || tanggal_from_days(days) != tanggal_of(y, m, d)) {
					print_error("%d-%d-%d\n", y, m, d);
					fail();
				}
				n++;
			}
	assert_int_equal(n, 3652059);
}

static void valid_days(void **state)
{
	(void)state;
	assert_true(tanggal_valid(2024, 2, 29));
	assert_false(tanggal_valid(2023, 2, 29));
	assert_false(tanggal_valid(1900, 2, 29));
	assert_true(tanggal_valid(2000, 2, 29));
	assert_false(tanggal_valid(2024, 2, 30));
	assert_false(tanggal_valid(2024, 4, 31));
	assert_false(tanggal_valid(2024, 13, 1));
	assert_false(tanggal_valid(2024, 0, 1));
	assert_false(tanggal_valid(2024, 1, 0));
	assert_false(tanggal_valid(0, 1, 1));
	assert_false(tanggal_valid(10000, 1, 1));
	assert_true(tanggal_valid(9999, 12, 31));
	assert_int_equal(tanggal_year(19900604), 1990);
	assert_int_equal(tanggal_month(19900604), 6);
	assert_int_equal(tanggal_day(19900604), 4);
}

static void iso_and_format(void **state)
{
	char out[10];
	(void)state;
	assert_int_equal(tanggal_parse_iso(S("1990-06-04")), 19900604);
	assert_int_equal(tanggal_parse_iso(S("2024-02-29")), 20240229);
	assert_int_equal(tanggal_parse_iso(S("2023-02-29")), 0);
	assert_int_equal(tanggal_parse_iso(S("1990/06/04")), 0);
	assert_int_equal(tanggal_parse_iso(S("04-06-1990")), 0);
	assert_int_equal(tanggal_parse_iso(S("1990-6-4")), 0);
	assert_int_equal(tanggal_parse_iso(S("1990-06-04 ")), 0);
	assert_int_equal(tanggal_parse_iso(S("")), 0);
	assert_int_equal(tanggal_parse_iso(S("0000-00-00")), 0);
	tanggal_format(out, 19900604);
	assert_memory_equal(out, "04-06-1990", 10);
	tanggal_format(out, 90101);
	assert_memory_equal(out, "01-01-0009", 10);
}

#define AS_OF 20261123
enum { D = DATE_DMY, M = DATE_MDY };
struct date_case {
	const char *text;
	enum date_shape shape;
	tanggal dmy, mdy;
};

/* Reads a copy that ends where the text ends, so that a sanitizer sees a byte read too far. */
static date_raw read_own(struct str s, bool serial, bool base1904)
{
	char *p = malloc(s.len ? s.len : 1);
	date_raw r;
	assert_non_null(p);
	if (s.len)
		memcpy(p, s.ptr, s.len);
	r = serial ? date_read_serial(str_of(p, s.len), base1904) : date_read(str_of(p, s.len));
	free(p);
	return r;
}

static void check(const struct date_case *c, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		date_raw r = read_own(str_c(c[i].text), false, false);
		tanggal dmy = date_resolve(r, DATE_DMY, AS_OF, NULL), mdy = date_resolve(r, DATE_MDY, AS_OF, NULL);
		if (date_raw_shape(r) != c[i].shape || dmy != c[i].dmy || mdy != c[i].mdy) {
			print_error("\"%s\": shape %d, %d, %d\n", c[i].text, date_raw_shape(r), dmy, mdy);
			fail();
		}
	}
}

static void shapes_of_facts(void **state)
{
	static const struct date_case c[] = {
		{ "04-06-1990", DATE_OPEN, 19900604, 19900406 },
		{ "04/06/1990", DATE_OPEN, 19900604, 19900406 },
		{ "04.06.1990", DATE_OPEN, 19900604, 19900406 },
		{ "4 6 1990", DATE_OPEN, 19900604, 19900406 },
		{ "4-6-1990", DATE_OPEN, 19900604, 19900406 },
		{ "4/6/1990", DATE_OPEN, 19900604, 19900406 },
		{ "14-06-1990", DATE_OPEN, 19900614, 0 },
		{ "06/14/1990", DATE_OPEN, 0, 19900614 },
		{ "6/4/90", DATE_OPEN, 19900406, 19900604 },
		{ "04-06-1990 00:00:00", DATE_OPEN, 19900604, 19900406 },
		{ "4/6/1990 12:00:00 AM", DATE_OPEN, 19900604, 19900406 },
		{ "04 - 06 - 1990", DATE_OPEN, 19900604, 19900406 },
		{ "1990-06-04", DATE_FIXED, 19900604, 19900604 },
		{ "1990/06/04", DATE_FIXED, 19900604, 19900604 },
		{ "1990-6-4", DATE_FIXED, 19900604, 19900604 },
		{ "1990-06-04T00:00:00", DATE_FIXED, 19900604, 19900604 },
		{ "1990-06-04T00:00:00.000Z", DATE_FIXED, 19900604, 19900604 },
		{ "1990-06-04 00:00:00+07:00", DATE_FIXED, 19900604, 19900604 },
		{ "19900604", DATE_FIXED, 19900604, 19900604 },
		/* no month 19: day, month, year without marks */
		{ "20061990", DATE_OPEN, 19900620, 0 },
		{ "19121985", DATE_OPEN, 19851219, 0 },
		{ "04061990", DATE_OPEN, 19900604, 19900406 },
		{ "18000101", DATE_FIXED, 18000101, 18000101 },
		{ "22001231", DATE_FIXED, 22001231, 22001231 },
		{ "20111012", DATE_FIXED, 20111012, 20111012 },
		{ "04-Jun-90", DATE_FIXED, 19900604, 19900604 },
		{ "04-Jun-1990", DATE_FIXED, 19900604, 19900604 },
		{ "4 Juni 1990", DATE_FIXED, 19900604, 19900604 },
		{ "4 juni 1990", DATE_FIXED, 19900604, 19900604 },
		{ "04 JUNE 1990", DATE_FIXED, 19900604, 19900604 },
		{ "June 4, 1990", DATE_FIXED, 19900604, 19900604 },
		{ "1990-Jun-04", DATE_FIXED, 19900604, 19900604 },
		{ "4\xC2\xA0Juni\xC2\xA0" "1990", DATE_FIXED, 19900604, 19900604 },
		{ "01-Jan-70", DATE_FIXED, 19700101, 19700101 },
		{ "17-Peb-1980", DATE_FIXED, 19800217, 19800217 },
		{ "17 Mei 1980", DATE_FIXED, 19800517, 19800517 },
		{ "17-May-80", DATE_FIXED, 19800517, 19800517 },
		{ "17-Agu-80", DATE_FIXED, 19800817, 19800817 },
		{ "17-Agt-80", DATE_FIXED, 19800817, 19800817 },
		{ "17 Agustus 1980", DATE_FIXED, 19800817, 19800817 },
		{ "17-Aug-80", DATE_FIXED, 19800817, 19800817 },
		{ "17-Okt-80", DATE_FIXED, 19801017, 19801017 },
		{ "17-Oct-80", DATE_FIXED, 19801017, 19801017 },
		{ "17-Nop-80", DATE_FIXED, 19801117, 19801117 },
		{ "17-Des-80", DATE_FIXED, 19801217, 19801217 },
		{ "17-Dec-80", DATE_FIXED, 19801217, 19801217 },
		{ "17 Desember 1980 00:00", DATE_FIXED, 19801217, 19801217 },
		/* what a spreadsheet leaves around it */
		{ "'04-06-1990", DATE_OPEN, 19900604, 19900406 },
		{ " 04-06-1990 ", DATE_OPEN, 19900604, 19900406 },
		{ "=\"04-06-1990\"", DATE_OPEN, 19900604, 19900406 },
	};
	(void)state;
	check(c, COUNT(c));
}

static void unknown_and_no_dates(void **state)
{
	static const struct date_case c[] = {
		{ "", DATE_EMPTY, 0, 0 },           { "-", DATE_EMPTY, 0, 0 },          { "0", DATE_EMPTY, 0, 0 },
		{ "NULL", DATE_EMPTY, 0, 0 },       { "n/a", DATE_EMPTY, 0, 0 },        { "'", DATE_EMPTY, 0, 0 },
		{ "00-00-0000", DATE_EMPTY, 0, 0 }, { "0000-00-00", DATE_EMPTY, 0, 0 }, { "00/00/0000", DATE_EMPTY, 0, 0 },
		{ "0000-00-00 00:00:00", DATE_EMPTY, 0, 0 }, { "00000000", DATE_EMPTY, 0, 0 }, { "00-00-00", DATE_EMPTY, 0, 0 },
		{ "01-01-1900", DATE_EMPTY, 0, 0 }, { "1900-01-01", DATE_EMPTY, 0, 0 }, { "1/1/1900", DATE_EMPTY, 0, 0 },
		{ "00-01-1900", DATE_EMPTY, 0, 0 }, { "1/0/1900", DATE_EMPTY, 0, 0 },   { "1900-01-00", DATE_EMPTY, 0, 0 },
		{ "30-12-1899", DATE_EMPTY, 0, 0 }, { "1899-12-30", DATE_EMPTY, 0, 0 }, { "12/30/1899", DATE_EMPTY, 0, 0 },
		{ "0001-01-01", DATE_EMPTY, 0, 0 }, { "01-01-0001", DATE_EMPTY, 0, 0 }, { "19000101", DATE_EMPTY, 0, 0 },
		{ "1-Jan-1900", DATE_EMPTY, 0, 0 },
		/* near them, but days */
		{ "02-01-1900", DATE_OPEN, 19000102, 19000201 },
		{ "01-02-1900", DATE_OPEN, 19000201, 19000102 },
		{ "29-12-1899", DATE_OPEN, 18991229, 0 },
		{ "01-01-00", DATE_OPEN, 20000101, 20000101 },
		{ "01-Jan-01", DATE_FIXED, 20010101, 20010101 },
		{ "31-12-99", DATE_OPEN, 19991231, 0 },
		/* no dates */
		{ "32-01-1990", DATE_BAD, 0, 0 },   { "13-13-1990", DATE_BAD, 0, 0 },   { "1990-13-01", DATE_BAD, 0, 0 },
		{ "00-06-1990", DATE_BAD, 0, 0 },   { "1990-06-00", DATE_BAD, 0, 0 },   { "1990", DATE_BAD, 0, 0 },
		{ "06-1990", DATE_BAD, 0, 0 },      { "BATAM", DATE_BAD, 0, 0 },        { "BATAM, 04-06-1990", DATE_BAD, 0, 0 },
		{ "04-06-1990x", DATE_BAD, 0, 0 },  { "04-06-199", DATE_BAD, 0, 0 },    { "04-06-19900", DATE_BAD, 0, 0 },
		{ "4 Xxx 1990", DATE_BAD, 0, 0 },   { "4 Ju 1990", DATE_BAD, 0, 0 },    { "Juni Juni 1990", DATE_BAD, 0, 0 },
		{ "04-06", DATE_BAD, 0, 0 },        { "2171014406755001", DATE_BAD, 0, 0 }, { "27549", DATE_BAD, 0, 0 },
		{ "04--", DATE_BAD, 0, 0 },         { "-04-06-1990", DATE_BAD, 0, 0 },  { "04-06-1990 / 05", DATE_BAD, 0, 0 },
		{ "04", DATE_BAD, 0, 0 },           { "04-06-", DATE_BAD, 0, 0 },       { "4 \xC2 6 1990", DATE_BAD, 0, 0 },
		{ "04-06/1990", DATE_OPEN, 19900604, 19900406 }, { "04/06-1990", DATE_OPEN, 19900604, 19900406 },
		{ "1a-06-1990", DATE_BAD, 0, 0 },   { "19a0-06-04", DATE_BAD, 0, 0 },   { "1990-0x-04", DATE_BAD, 0, 0 },
		{ "123-06-1990", DATE_BAD, 0, 0 },  { "1990-06-123", DATE_BAD, 0, 0 },
		/* shapes of dates that no calendar has */
		{ "31-02-1990", DATE_OPEN, 0, 0 },  { "1990-02-31", DATE_FIXED, 0, 0 }, { "29-02-1990", DATE_OPEN, 0, 0 },
		{ "29-02-1992", DATE_OPEN, 19920229, 0 }, { "31-04-1990", DATE_OPEN, 0, 0 }, { "30 Feb 1990", DATE_FIXED, 0, 0 },
	};
	(void)state;
	check(c, COUNT(c));
	/* NULs inside are no separators */
	assert_int_equal(date_raw_shape(date_read(str_of("4\0" "6\0" "1990", 8))), DATE_BAD);
	assert_int_equal(date_raw_shape(date_read(str_of("04-06-1990 \0", 12))), DATE_BAD);
	assert_int_equal(date_raw_shape(date_read(STR_NONE)), DATE_EMPTY);
}

static void serials(void **state)
{
	static const struct {
		const char *text;
		enum date_shape shape;
		tanggal t1900, t1904;
	} c[] = {
		{ "27549", DATE_FIXED, 19750604, 19790605 },
		{ "27549.5", DATE_FIXED, 19750604, 19790605 },
		{ "27549.0", DATE_FIXED, 19750604, 19790605 },
		{ "2", DATE_FIXED, 19000102, 19040103 },
		{ "59", DATE_FIXED, 19000228, 19040229 },
		{ "61", DATE_FIXED, 19000301, 19040302 },
		{ "25569", DATE_FIXED, 19700101, 19740102 },
		{ "36526", DATE_FIXED, 20000101, 20040102 },
		{ "46349", DATE_FIXED, 20261123, 20301124 },
	};
	static const char *const bad[] = { "", "-1", "x", "2.17E+4", "27549.x", "27549 ", "3000001", "99999999999999999999", "." };
	(void)state;
	for (size_t i = 0; i < COUNT(c); i++) {
		date_raw r = read_own(str_c(c[i].text), true, false);
		assert_int_equal(date_raw_shape(r), c[i].shape);
		assert_int_equal(date_resolve(r, DATE_DMY, AS_OF, NULL), c[i].t1900);
		assert_int_equal(date_resolve(r, DATE_MDY, AS_OF, NULL), c[i].t1900); /* the order is certain */
		r = read_own(str_c(c[i].text), true, true);
		assert_int_equal(date_resolve(r, DATE_DMY, AS_OF, NULL), c[i].t1904);
	}
	assert_int_equal(date_raw_shape(date_read_serial(S("60"), false)), DATE_BAD); /* the false 29-02-1900 */
	assert_int_equal(date_resolve(date_read_serial(S("60"), true), DATE_DMY, AS_OF, NULL), 19040301);
	assert_int_equal(date_raw_shape(date_read_serial(S("0"), false)), DATE_EMPTY);
	assert_int_equal(date_raw_shape(date_read_serial(S("0.5"), false)), DATE_EMPTY);
	assert_int_equal(date_raw_shape(date_read_serial(S("1"), false)), DATE_EMPTY);
	for (size_t i = 0; i < COUNT(bad); i++)
		assert_int_equal(date_raw_shape(read_own(str_c(bad[i]), true, false)), DATE_BAD);
}

static void columns_decide(void **state)
{
	static const char *const dmy[] = { "13-06-1990", "04-06-1990", "31-12-1990", "x", "", "1990-12-31", "01-02-90" };
	static const char *const mdy[] = { "6/13/1990", "6/4/1990", "12/31/1990", "13/6/1990" };
	struct date_votes v = { 0 };
	(void)state;
	for (size_t i = 0; i < COUNT(dmy); i++)
		date_vote(&v, date_read(str_c(dmy[i])));
	assert_int_equal(v.dmy, 2);
	assert_int_equal(v.mdy, 0);
	assert_int_equal(v.both, 2);
	assert_int_equal(v.bad, 1);
	assert_int_equal(v.short_year, 1);
	assert_int_equal(date_decide(&v), DATE_DMY);
	v = (struct date_votes){ 0 };
	assert_int_equal(date_decide(&v), DATE_DMY); /* nothing tells */
	for (size_t i = 0; i < COUNT(mdy); i++)
		date_vote(&v, date_read(str_c(mdy[i])));
	assert_int_equal(v.mdy, 2);
	assert_int_equal(v.dmy, 1);
	assert_int_equal(date_decide(&v), DATE_MDY); /* by majority */
	date_vote(&v, date_read(S("31/12/1990")));
	assert_int_equal(date_decide(&v), DATE_DMY); /* a draw is Indonesian */
	v = (struct date_votes){ 0 };
	date_vote(&v, date_read(S("04-Jun-90")));
	assert_int_equal(v.short_year, 1);
	assert_int_equal(v.dmy + v.mdy + v.both + v.bad, 0);
}

static void centuries(void **state)
{
	bool open;
	(void)state;
	assert_int_equal(date_resolve(date_read(S("04-06-26")), DATE_DMY, AS_OF, &open), 20260604);
	assert_true(open);
	assert_int_equal(date_resolve(date_read(S("23-11-26")), DATE_DMY, AS_OF, &open), 20261123);
	assert_int_equal(date_resolve(date_read(S("24-11-26")), DATE_DMY, AS_OF, &open), 19261124);
	assert_int_equal(date_resolve(date_read(S("04-06-27")), DATE_DMY, AS_OF, &open), 19270604);
	assert_int_equal(date_resolve(date_read(S("29-02-00")), DATE_DMY, AS_OF, &open), 20000229);
	assert_int_equal(date_resolve(date_read(S("29-02-96")), DATE_DMY, AS_OF, &open), 19960229);
	assert_int_equal(date_resolve(date_read(S("29-02-97")), DATE_DMY, AS_OF, &open), 0);
	assert_int_equal(date_resolve(date_read(S("04-06-90")), DATE_DMY, 0, &open), 20900604); /* no as-of day */
	assert_int_equal(date_resolve(date_read(S("04-06-1990")), DATE_DMY, AS_OF, &open), 19900604);
	assert_false(open);
	assert_int_equal(date_resolve(date_read(S("4 Jun 90")), DATE_MDY, AS_OF, &open), 19900604);
	assert_true(open);
	open = true;
	assert_int_equal(date_resolve(date_read(S("x")), DATE_DMY, AS_OF, &open), 0);
	assert_false(open);
}

/* The short way to the two common shapes says what the long one says: numbers of every size, and one byte in ten wrong. */
static void ways_agree(void **state)
{
	static const char odd[] = "-/. 0:9aT\xC2\n";
	uint64_t x = 88172645463325252U;
	(void)state;
	for (int i = 0; i < 400000; i++) {
		char text[11];
		unsigned a, b, y;
		x ^= x << 13, x ^= x >> 7, x ^= x << 17;
		a = (unsigned)(x >> 8) % 35, b = (unsigned)(x >> 16) % 35;
		y = x & 1 ? 1890 + (unsigned)(x >> 24) % 20 : x & 2 ? (unsigned)(x >> 24) % 10000 : (unsigned)(x >> 24) % 4;
		if (x & 4)
			(void)snprintf(text, sizeof(text), "%04u-%02u-%02u", y, b, a);
		else
			(void)snprintf(text, sizeof(text), x & 8 ? "%02u-%02u-%04u" : "%02u/%02u/%04u", a, b, y);
		if ((x >> 40) % 10 == 0)
			text[(x >> 44) % 10] = odd[(x >> 48) % (sizeof(odd) - 1)];
		if (date_read(str_of(text, 10)) != date_read_long(str_of(text, 10)))
			fail_msg("%s", text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(days_and_back),
		cmocka_unit_test(valid_days),
		cmocka_unit_test(iso_and_format),
		cmocka_unit_test(shapes_of_facts),
		cmocka_unit_test(unknown_and_no_dates),
		cmocka_unit_test(serials),
		cmocka_unit_test(columns_decide),
		cmocka_unit_test(centuries),
		cmocka_unit_test(ways_agree),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
