#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#undef setjmp /* a macro of libc, a name base.h bans */

#include "base/nik.h"

/* Reads a copy that ends where the text ends, so that a sanitizer sees a byte read too far. */
static struct nik_fact read_text(const char *text)
{
	struct nik_fact f;
	size_t n = strlen(text);
	char *p = malloc(n ? n : 1);
	assert_non_null(p);
	memcpy(p, text, n);
	nik_read(&f, str_of(p, n), false);
	free(p);
	return f;
}

static void check_state(const char *file, int line, const char *text, enum nik_state want, uint64_t value)
{
	struct nik_fact f = read_text(text);
	if (f.state != want || f.value.n != value) {
		print_error("%s:%d: state %d, wanted %d\n", file, line, f.state, want);
		fail();
	}
}
#define STATE(text, want, value) check_state(__FILE__, __LINE__, text, want, UINT64_C(value))

static void possible_ones(void **state)
{
	(void)state;
	STATE("2171014406755001", NIK_VALID, 2171014406755001);
	STATE("1101010101015001", NIK_VALID, 1101010101015001); /* province 11 */
	STATE("9601013112995001", NIK_VALID, 9601013112995001); /* 96, above 2^53 */
	STATE("9171014106909999", NIK_VALID, 9171014106909999); /* a retired code */
	STATE("2171017112905001", NIK_VALID, 2171017112905001); /* day 71 */
	STATE("2171013102905001", NIK_VALID, 2171013102905001); /* 31 February is legacy, not an error */
	STATE("2171010101005001", NIK_VALID, 2171010101005001);
	/* cleaned */
	STATE("'2171014406755001", NIK_VALID, 2171014406755001);
	STATE("''2171014406755001", NIK_VALID, 2171014406755001);
	STATE("'2171014406755001'", NIK_VALID, 2171014406755001);
	STATE(" 2171014406755001 ", NIK_VALID, 2171014406755001);
	STATE("2171 0144 0675 5001", NIK_VALID, 2171014406755001);
	STATE("217101 440675 5001", NIK_VALID, 2171014406755001);
	STATE("2171014406755001\r\n", NIK_VALID, 2171014406755001);
	STATE("\xC2\xA0" "2171014406755001\xC2\xA0", NIK_VALID, 2171014406755001);
	STATE("2171\xC2\xA0" "014406755001", NIK_VALID, 2171014406755001);
	STATE("\xE2\x80\xAA" "2171014406755001\xE2\x80\xAC", NIK_VALID, 2171014406755001); /* direction marks */
	STATE("2171014406755001\xE2\x80\x8B", NIK_VALID, 2171014406755001);
	STATE("\xE2\x80\x99" "2171014406755001", NIK_VALID, 2171014406755001);
	STATE("=\"2171014406755001\"", NIK_VALID, 2171014406755001);
	STATE("`2171014406755001", NIK_VALID, 2171014406755001);
}

static void no_number(void **state)
{
	static const char *const empty[] = { "", " ", "-", "--", "0", "00000", "null", "NULL", "*", "***", ".", "'", "''", "'-",
		"n/a", "#N/A", "NaN", "None", "nihil", "TIDAK ADA", "tidak ada NIK", "BELUM ADA", "Kosong", "\xC2\xA0", "=\"\"",
		"- ", "000000000000000" };
	(void)state;
	for (size_t i = 0; i < COUNT(empty); i++) {
		struct nik_fact f = read_text(empty[i]);
		if (f.state != NIK_EMPTY || f.value.n) {
			print_error("\"%s\": %d\n", empty[i], f.state);
			fail();
		}
	}
	assert_int_equal(read_text("NA 12").state, NIK_BAD_CHARS);
	assert_int_equal(read_text("AMINAH").state, NIK_BAD_CHARS);
}

static void impossible_ones(void **state)
{
	(void)state;
	STATE("217101440675500", NIK_BAD_LENGTH, 0);
	STATE("21710144067550011", NIK_BAD_LENGTH, 0);
	STATE("1", NIK_BAD_LENGTH, 0);
	STATE("21710144067550012171014406755001217101440675500121", NIK_BAD_LENGTH, 0);
	STATE("217101440675500O", NIK_BAD_CHARS, 0);
	STATE("2171-0144-0675-5001", NIK_BAD_CHARS, 0); /* never made a zero */
	STATE("2171********5001", NIK_BAD_CHARS, 0);
	STATE("NIK2171014406755", NIK_BAD_CHARS, 0);
	STATE("1001014406755001", NIK_BAD_REGION, 1001014406755001);
	STATE("9701014406755001", NIK_BAD_REGION, 9701014406755001);
	STATE("0171014406755001", NIK_BAD_REGION, 171014406755001);
	STATE("2100014406755001", NIK_BAD_REGION, 2100014406755001);
	STATE("2171004406755001", NIK_BAD_REGION, 2171004406755001);
	STATE("2171010006755001", NIK_BAD_DATE, 2171010006755001);
	STATE("2171013206755001", NIK_BAD_DATE, 2171013206755001);
	STATE("2171014006755001", NIK_BAD_DATE, 2171014006755001);
	STATE("2171017206755001", NIK_BAD_DATE, 2171017206755001);
	STATE("2171019906755001", NIK_BAD_DATE, 2171019906755001);
	STATE("2171014400755001", NIK_BAD_DATE, 2171014400755001);
	STATE("2171014413755001", NIK_BAD_DATE, 2171014413755001);
	STATE("2171014406750000", NIK_BAD_SERIAL, 2171014406750000);
	STATE("1234567890123456", NIK_BAD_PATTERN, 1234567890123456);
	STATE("1111111111111111", NIK_BAD_PATTERN, 1111111111111111);
	STATE("9999999999999999", NIK_BAD_PATTERN, 9999999999999999);
	STATE("0000000000000000", NIK_BAD_PATTERN, 0);
}

static void spoilt_by_a_spreadsheet(void **state)
{
	static const char *const spoilt[] = { "2,17105E+15", "2.17105E+15", "2.17105e+15", "2,17E15", "2171014406755001.0",
		"2.171.014.406.755.001", "2,171,014,406,755,001", "2171014406755000,00", "'2,17105E+15" };
	struct nik_fact f;
	(void)state;
	for (size_t i = 0; i < COUNT(spoilt); i++)
		STATE(spoilt[i], NIK_SPOILT, 0);
	/* a number cell has lost its last digit, whatever it shows */
	nik_read(&f, S("2171014406755001"), true);
	assert_int_equal(f.state, NIK_SPOILT);
	assert_int_equal(f.value.n, 0);
	nik_read(&f, S("2.171014406755E+15"), true);
	assert_int_equal(f.state, NIK_SPOILT);
	nik_read(&f, S(""), true);
	assert_int_equal(f.state, NIK_EMPTY);
	nik_read(&f, S("0"), true);
	assert_int_equal(f.state, NIK_EMPTY);
}

/* Every byte that is no digit, at every place of an otherwise good number. */
static void every_wrong_byte(void **state)
{
	(void)state;
	for (size_t at = 0; at < 16; at++)
		for (int c = 0; c < 256; c++) {
			char t[16];
			struct nik_fact f;
			memcpy(t, "2171014406755001", 16);
			t[at] = (char)c;
			nik_read(&f, str_of(t, 16), false);
			if (c >= '0' && c <= '9')
				assert_true(f.value.n != 0);
			else if (f.state == NIK_VALID || f.value.n != 0)
				fail();
		}
}

static void parts(void **state)
{
	struct nik_fact f;
	(void)state;
	nik_describe(&f, S("2171014406755001"));
	assert_int_equal(f.state, NIK_VALID);
	assert_int_equal(f.day, 4);
	assert_int_equal(f.month, 6);
	assert_int_equal(f.year2, 75);
	assert_int_equal(f.sex, 'P');
	assert_int_equal(f.prefix, 217101);
	assert_int_equal(f.serial, 5001);
	assert_int_equal(f.odd, 0);
	nik_describe(&f, S("2171014006755001")); /* day 40 is nobody's */
	assert_int_equal(f.state, NIK_BAD_DATE);
	assert_int_equal(f.day, 40);
	assert_int_equal(f.sex, 'L');
	nik_describe(&f, S("2171013112005002"));
	assert_int_equal(f.sex, 'L');
	assert_int_equal(f.day, 31);
	assert_int_equal(f.month, 12);
	assert_int_equal(f.year2, 0);
	assert_int_equal(f.odd, 0);
	nik_describe(&f, S("2171013002905001"));
	assert_int_equal(f.state, NIK_VALID);
	assert_int_equal(f.odd, NIK_ODD_DAY);
	nik_describe(&f, S("2171012902915001")); /* the century is unknown: 29 February may be */
	assert_int_equal(f.odd, 0);
	nik_describe(&f, S("2171017106905001")); /* 31 June of a woman */
	assert_int_equal(f.odd, NIK_ODD_DAY);
	nik_describe(&f, S("2171990101905001"));
	assert_int_equal(f.state, NIK_VALID);
	assert_int_equal(f.odd, NIK_ODD_REGION);
	nik_describe(&f, S("9101010101905001")); /* recoded in 2022, still in people's numbers */
	assert_int_equal(f.odd & NIK_ODD_REGION, 0);
	nik_describe(&f, S("-"));
	assert_int_equal(f.state, NIK_EMPTY);
	assert_int_equal(f.prefix, 0);
}

static void written(void **state)
{
	char mask[NIK_MASK_SIZE], digits[16];
	(void)state;
	nik_mask(mask, (nik_num){ UINT64_C(2171014406755003) });
	assert_string_equal(mask, "2171\u2022\u2022\u2022\u2022\u2022\u2022\u2022\u20225003");
	nik_mask(mask, (nik_num){ 3 });
	assert_string_equal(mask, "0000\u2022\u2022\u2022\u2022\u2022\u2022\u2022\u20220003");
	nik_digits(digits, (nik_num){ UINT64_C(171014406755001) });
	assert_memory_equal(digits, "0171014406755001", 16);
	nik_digits(digits, (nik_num){ UINT64_C(9999999999999999) });
	assert_memory_equal(digits, "9999999999999999", 16);
}

static void kk_numbers(void **state)
{
	(void)state;
	assert_int_equal(kk_read(S("2171070901365700"), false), UINT64_C(2171070901365700));
	assert_int_equal(kk_read(S("'2171070901365700"), false), UINT64_C(2171070901365700));
	assert_int_equal(kk_read(S("2171 0709 0136 5700 "), false), UINT64_C(2171070901365700));
	assert_int_equal(kk_read(S("=\"2171070901365700\""), false), UINT64_C(2171070901365700));
	assert_int_equal(kk_read(S("'2171070901365700'"), false), UINT64_C(2171070901365700));
	assert_int_equal(kk_read(S("2171070901365700"), true), 0);
	assert_int_equal(kk_read(S("2,17107E+15"), false), 0);
	assert_int_equal(kk_read(S("2171070901365700.0"), false), 0);
	assert_int_equal(kk_read(S("217107090136570"), false), 0);
	assert_int_equal(kk_read(S("21710709013657000"), false), 0);
	assert_int_equal(kk_read(S("217107090136570O"), false), 0);
	assert_int_equal(kk_read(S("0000000000000000"), false), 0);
	assert_int_equal(kk_read(S("9999999999999999"), false), 0);
	assert_int_equal(kk_read(S("1234567890123456"), false), 0);
	assert_int_equal(kk_read(S("-"), false), 0);
	assert_int_equal(kk_read(S(""), false), 0);
	assert_int_equal(kk_read(STR_NONE, false), 0);
	assert_int_equal(kk_read(S("'"), false), 0);
}

static void participant_numbers(void **state)
{
	static const struct {
		const char *text;
		uint64_t value;
		bool present;
	} c[] = {
		{ "0001234567890", 1234567890, true },
		{ "'0001234567890", 1234567890, true },
		{ "1234567890", 1234567890, true }, /* the zeros lost */
		{ "1234567890.0", 1234567890, true },
		{ "0001 2345 67890", 1234567890, true },
		{ " 0001234567890\xC2\xA0", 1234567890, true },
		{ "=\"0001234567890\"", 1234567890, true },
		{ "9999999999999", UINT64_C(9999999999999), true },
		{ "00001234567890", 0, true }, /* fourteen */
		{ "1,23457E+12", 0, true },
		{ "000123456789O", 0, true },
		{ "-", 0, true },
		{ "TIDAK ADA", 0, true },
		{ "0", 0, true },
		{ "", 0, false },
		{ "   ", 0, false },
		{ "'", 0, false },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(c); i++) {
		bool present = !c[i].present;
		size_t n = strlen(c[i].text);
		char *p = malloc(n ? n : 1);
		uint64_t v;
		assert_non_null(p);
		memcpy(p, c[i].text, n);
		v = peserta_read(str_of(p, n), &present);
		free(p);
		if (v != c[i].value || present != c[i].present) {
			print_error("\"%s\"\n", c[i].text);
			fail();
		}
	}
	assert_int_equal(peserta_read(S("0001234567890"), NULL), 1234567890);
	assert_int_equal(peserta_read(STR_NONE, NULL), 0);
}

/* The short ways to sixteen and thirteen digits say what the long ones say. */
static void ways_agree(void **state)
{
	static const char *const pattern[] = { "1234567890123456", "1111111111111111", "9999999999999999", "1201500112015001",
					       "0000000000000000", "2171014406755001", "2171010101010000", "1234567890124567" };
	uint64_t x = 88172645463325252U;
	(void)state;
	for (int i = 0; i < 400000; i++) {
		char text[18] = "";
		struct nik_fact a, b;
		bool present = false;
		uint64_t quick;
		size_t n = 0, len;
		x ^= x << 13, x ^= x >> 7, x ^= x << 17;
		if (x & 1)
			text[n++] = '\'';
		memcpy(text + n, pattern[(x >> 8) % COUNT(pattern)], 16);
		for (uint64_t k = 0; k < (x >> 16) % 4; k++)
			text[n + (x >> (20 + 8 * k)) % 16] = (char)('0' + (x >> (24 + 8 * k)) % 10);
		if ((x >> 52) % 10 == 0)
			text[(x >> 56) % 16] = "/:o '.-"[(x >> 60) % 7];
		len = n + 16;
		nik_read(&a, str_of(text, len), false);
		nik_read_long(&b, str_of(text, len), false);
		if (a.value.n != b.value.n || a.state != b.state || kk_read(str_of(text, len), false) != kk_read_long(str_of(text, len), false))
			fail_msg("%.*s", (int)len, text);
		len = n + 11 + x % 4;
		if (peserta_quick(str_of(text, len), &quick) && (quick != peserta_read(str_of(text, len), &present) || !present))
			fail_msg("%.*s", (int)len, text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(possible_ones),
		cmocka_unit_test(no_number),
		cmocka_unit_test(impossible_ones),
		cmocka_unit_test(spoilt_by_a_spreadsheet),
		cmocka_unit_test(every_wrong_byte),
		cmocka_unit_test(parts),
		cmocka_unit_test(written),
		cmocka_unit_test(kk_numbers),
		cmocka_unit_test(participant_numbers),
		cmocka_unit_test(ways_agree),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
