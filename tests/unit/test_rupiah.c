#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#undef setjmp /* a macro of libc, a name base.h bans */

#include "base/rupiah.h"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define WORDS_TRIED 200000
#else
#define WORDS_TRIED 2000000
#endif

static struct buf out;

static int setup(void **state)
{
	(void)state;
	buf_init(&out, 1000);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	buf_clear(&out);
	return 0;
}

/* What was written since the last call. */
static void wrote(const char *want)
{
	assert_int_equal(out.error, 0);
	if (!str_eq(buf_str(&out), str_c(want))) {
		print_error("got \"%.*s\", wanted \"%s\"\n", (int)out.len, out.ptr, want);
		fail();
	}
	buf_reset(&out);
}

static void sums(void **state)
{
	(void)state;
	rupiah a = { 40 };
	assert_true(rupiah_add(&a, (rupiah){ 2 }));
	assert_int_equal(a.n, 42);
	assert_true(rupiah_sub(&a, (rupiah){ 50 }));
	assert_int_equal(a.n, -8);
	a.n = INT64_MAX;
	assert_false(rupiah_add(&a, (rupiah){ 1 }));
	assert_true(a.n == INT64_MAX); /* untouched */
	assert_true(rupiah_add(&a, (rupiah){ 0 }));
	a.n = INT64_MIN;
	assert_false(rupiah_sub(&a, (rupiah){ 1 }));
	assert_false(rupiah_add(&a, (rupiah){ -1 }));
	assert_true(a.n == INT64_MIN);
	a.n = 0;
	assert_false(rupiah_sub(&a, (rupiah){ INT64_MIN }));
	assert_int_equal(a.n, 0);
}

static void persons_times_rate(void **state)
{
	rupiah r = { 7 };
	(void)state;
	assert_true(rupiah_times(&r, (rupiah){ 37800 }, 90732));
	assert_true(r.n == INT64_C(3429669600));
	assert_true(rupiah_times(&r, (rupiah){ 37800 }, 0));
	assert_int_equal(r.n, 0);
	assert_true(rupiah_times(&r, (rupiah){ 37800 }, -2));
	assert_int_equal(r.n, -75600);
	r.n = 7;
	assert_false(rupiah_times(&r, (rupiah){ 37800 }, INT64_MAX / 1000));
	assert_false(rupiah_times(&r, (rupiah){ INT64_MIN }, -1));
	assert_int_equal(r.n, 7);
}

static void formats(void **state)
{
	(void)state;
	rupiah_format(&out, (rupiah){ INT64_C(3429669600) });
	wrote("Rp3.429.669.600,00");
	rupiah_format(&out, (rupiah){ -1000 });
	wrote("-Rp1.000,00");
	rupiah_format(&out, (rupiah){ 0 });
	wrote("Rp0,00");
	rupiah_format(&out, (rupiah){ 999 });
	wrote("Rp999,00");
	rupiah_format(&out, (rupiah){ INT64_MAX });
	wrote("Rp9.223.372.036.854.775.807,00");
	rupiah_format(&out, (rupiah){ INT64_MIN });
	wrote("-Rp9.223.372.036.854.775.808,00");
	angka_format(&out, 1234567);
	wrote("1.234.567");
	angka_format(&out, 0);
	wrote("0");
	angka_format(&out, 100);
	wrote("100");
	angka_format(&out, 1000);
	wrote("1.000");
	angka_format(&out, -999999);
	wrote("-999.999");
	angka_format(&out, INT64_MIN);
	wrote("-9.223.372.036.854.775.808");
}

static void parses(void **state)
{
	static const struct {
		const char *text;
		int64_t n;
	} c[] = {
		{ "3429669600", 3429669600 },
		{ "3.429.669.600", 3429669600 },
		{ "Rp3.429.669.600,00", 3429669600 },
		{ "Rp. 3.429.669.600,-", 3429669600 },
		{ "  rp 3429669600  ", 3429669600 },
		{ "RP37.800,--", 37800 },
		{ "0", 0 },
		{ "Rp0,00", 0 },
		{ "-Rp1.000,00", -1000 },
		{ "-1000", -1000 },
		{ "9223372036854775807", INT64_MAX },
		{ "9.223.372.036.854.775.807,00", INT64_MAX },
		{ "-9223372036854775807", -INT64_MAX },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(c); i++) {
		rupiah r = { 7 };
		if (!rupiah_parse(&r, str_c(c[i].text)) || r.n != c[i].n) {
			print_error("\"%s\": %lld\n", c[i].text, (long long)r.n);
			fail();
		}
	}
}

static void does_not_parse(void **state)
{
	static const char *const texts[] = {
		"", " ", "Rp", "Rp.", "-", "-Rp", ",00", "Rp,00", "abc", "12a", "a12", "1 000", "--5", "+5",
		"1.000,50", "1000,5", "0,01",            /* sen */
		"1,000", "1,000.00",                     /* English points */
		"1.00", "1.0000", "1234.567", ".500", "1..000", "1.000.", "1.000.00",
		"1.5", "1e3", "Rp Rp 5", "5 Rp", "Rp-5", "1.000,00,00",
		"9223372036854775808",                   /* 2^63 */
		"18446744073709551616",                  /* 2^64: 0 if it wrapped */
		"18446744073709551617", "99999999999999999999999999", "-9223372036854775809",
	};
	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++) {
		rupiah r = { 7 };
		if (rupiah_parse(&r, str_c(texts[i]))) {
			print_error("\"%s\" was read\n", texts[i]);
			fail();
		}
	}
	rupiah r;
	assert_false(rupiah_parse(&r, STR_NONE));
	assert_false(rupiah_parse(&r, S("1\0" "0")));
}

static void round_trip(void **state)
{
	(void)state;
	int64_t n = 1;
	for (int i = 0; i < 62; i++, n = n * 2 + (i & 1)) {
		for (int sign = -1; sign <= 1; sign += 2) {
			rupiah r = { 0 };
			rupiah_format(&out, (rupiah){ n * sign });
			assert_true(rupiah_parse(&r, buf_str(&out)));
			assert_true(r.n == n * sign);
			buf_reset(&out);
			angka_format(&out, n * sign);
			assert_true(rupiah_parse(&r, buf_str(&out)));
			assert_true(r.n == n * sign);
			buf_reset(&out);
		}
	}
}

static void in_words(void **state)
{
	static const struct {
		int64_t n;
		const char *words;
	} c[] = {
		{ 0, "nol" },
		{ 1, "satu" },
		{ 9, "sembilan" },
		{ 10, "sepuluh" },
		{ 11, "sebelas" },
		{ 12, "dua belas" },
		{ 19, "sembilan belas" },
		{ 20, "dua puluh" },
		{ 21, "dua puluh satu" },
		{ 99, "sembilan puluh sembilan" },
		{ 100, "seratus" },
		{ 101, "seratus satu" },
		{ 111, "seratus sebelas" },
		{ 200, "dua ratus" },
		{ 999, "sembilan ratus sembilan puluh sembilan" },
		{ 1000, "seribu" },
		{ 1001, "seribu satu" },
		{ 1100, "seribu seratus" },
		{ 1999, "seribu sembilan ratus sembilan puluh sembilan" },
		{ 2000, "dua ribu" },
		{ 11000, "sebelas ribu" },
		{ 21000, "dua puluh satu ribu" },
		{ 37800, "tiga puluh tujuh ribu delapan ratus" },
		{ 100000, "seratus ribu" },
		{ 101000, "seratus satu ribu" }, /* seribu only where the group is one */
		{ 1000000, "satu juta" },
		{ 1001000, "satu juta seribu" },
		{ 2001001, "dua juta seribu satu" },
		{ 2026, "dua ribu dua puluh enam" },
		{ 1000000000, "satu miliar" },
		{ 3429669600, "tiga miliar empat ratus dua puluh sembilan juta enam ratus enam puluh sembilan ribu "
			      "enam ratus" },
		{ 1000000000000, "satu triliun" },
		{ 1000000000001, "satu triliun satu" },
		{ -5, "minus lima" },
		{ -1000, "minus seribu" },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(c); i++) {
		terbilang(&out, c[i].n);
		wrote(c[i].words);
	}
	/* the ends of the range */
	terbilang(&out, INT64_MIN);
	assert_true(str_starts(buf_str(&out), S("minus sembilan ")));
	buf_reset(&out);
	terbilang(&out, INT64_MAX);
	assert_true(str_starts(buf_str(&out), S("sembilan ")));
}

/* --- words read back by somebody who has never seen the writer ------------------------------------------------------------ */

struct words {
	struct str rest;
	bool bad;
};

/* Takes the next word if it is w. Words are parted by one blank. */
static bool takes(struct words *t, const char *w)
{
	size_t n = strlen(w);
	if (!str_starts(t->rest, str_c(w)) || (t->rest.len > n && t->rest.ptr[n] != ' '))
		return false;
	n += t->rest.len > n;
	/* a blank at the end, or two in a row, belong to nobody */
	t->bad |= t->rest.len == n && t->rest.ptr[n - 1] == ' ';
	t->rest = str_of(t->rest.ptr + n, t->rest.len - n);
	return true;
}

static int digit(struct words *t, int from)
{
	static const char *const names[] = { "", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan" };
	for (int i = from; i <= 9; i++)
		if (takes(t, names[i]))
			return i;
	return 0;
}

/* 1 to 999, 0 when there is none here. */
static int hundreds(struct words *t)
{
	struct words at = *t;
	int n = 0, d;
	if (takes(t, "seratus")) {
		n = 100;
		at = *t;
	} else if ((d = digit(t, 2)) && takes(t, "ratus")) {
		n = d * 100;
		at = *t;
	} else {
		*t = at;
	}
	if (takes(t, "sepuluh"))
		return n + 10;
	if (takes(t, "sebelas"))
		return n + 11;
	d = digit(t, 2);
	if (d && takes(t, "belas"))
		return n + 10 + d;
	if (d && takes(t, "puluh"))
		return n + d * 10 + digit(t, 1);
	if (d)
		return n + d;
	*t = at;
	return n + digit(t, 1);
}

/* -1: no number of this language. */
static int64_t read_words(struct str s)
{
	static const struct {
		const char *name;
		int64_t of;
	} groups[] = { { "triliun", INT64_C(1000000000000) }, { "miliar", 1000000000 }, { "juta", 1000000 }, { "ribu", 1000 } };
	struct words t = { s, false };
	int64_t n = 0;
	if (takes(&t, "nol"))
		return t.rest.len || t.bad ? -1 : 0;
	for (size_t i = 0; i < COUNT(groups); i++) {
		struct words at = t;
		int g = hundreds(&t);
		if (g && takes(&t, groups[i].name) && !(g == 1 && groups[i].of == 1000)) {
			n += g * groups[i].of;
			continue;
		}
		t = at;
		if (groups[i].of == 1000 && takes(&t, "seribu"))
			n += 1000;
	}
	n += hundreds(&t);
	return n == 0 || t.rest.len || t.bad ? -1 : n;
}

static void words_read_back(void **state)
{
	static const char *const wrong[] = {
		"sejuta",	"seratus seribu",    "satu ribu", "satu ratus", "satu belas",  "satu  juta", " satu",
		"satu ",	"dua puluh sepuluh", "ribu",	  "satu dua",	"seribu juta", "nol satu",   "",
		"seratus  satu"
	};
	uint64_t x = 88172645463325252;
	int64_t limit = INT64_C(1000000000000000);
	(void)state;
	for (size_t i = 0; i < COUNT(wrong); i++)
		assert_int_equal(read_words(str_c(wrong[i])), -1);
	for (int64_t i = 0; i < WORDS_TRIED; i++) {
		x ^= x << 13;
		x ^= x >> 7;
		x ^= x << 17;
		/* all sizes alike; and the neighbours of round numbers */
		int64_t n = i < 120000 ? i : (int64_t)(x % (uint64_t)limit);
		for (int64_t cut = (int64_t)(x >> 48) % 16; i >= 120000 && cut > 0; cut--)
			n /= 10;
		if (i % 7 == 0) {
			int64_t round = 1;
			for (int64_t k = (int64_t)(x >> 40) % 15; k > 0; k--)
				round *= 10;
			n = round * (1 + (int64_t)(x >> 20) % 9) + (int64_t)(x % 3) - 1;
		}
		n = n >= limit ? limit - 1 : n;
		terbilang(&out, n);
		if (read_words(buf_str(&out)) != n)
			print_error("%lld: %.*s\n", (long long)n, (int)out.len, out.ptr);
		assert_int_equal(read_words(buf_str(&out)), n);
		buf_reset(&out);
	}
	terbilang(&out, limit);
	wrote("satu kuadriliun");
}

static void names_of_the_calendar(void **state)
{
	(void)state;
	assert_string_equal(bulan_romawi(1), "I");
	assert_string_equal(bulan_romawi(4), "IV");
	assert_string_equal(bulan_romawi(9), "IX");
	assert_string_equal(bulan_romawi(11), "XI");
	assert_string_equal(bulan_romawi(12), "XII");
	assert_string_equal(bulan_romawi(0), "");
	assert_string_equal(bulan_romawi(13), "");
	assert_string_equal(bulan_nama(1), "Januari");
	assert_string_equal(bulan_nama(6), "Juni");
	assert_string_equal(bulan_nama(12), "Desember");
	assert_string_equal(bulan_nama(0), "");
	assert_string_equal(bulan_nama(-1), "");
	assert_string_equal(bulan_nama(13), "");
	assert_string_equal(hari_nama(0), "Minggu");
	assert_string_equal(hari_nama(3), "Rabu");
	assert_string_equal(hari_nama(6), "Sabtu");
	assert_string_equal(hari_nama(-1), "");
	assert_string_equal(hari_nama(7), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sums),
		cmocka_unit_test(persons_times_rate),
		cmocka_unit_test_setup_teardown(formats, setup, teardown),
		cmocka_unit_test(parses),
		cmocka_unit_test(does_not_parse),
		cmocka_unit_test_setup_teardown(round_trip, setup, teardown),
		cmocka_unit_test_setup_teardown(in_words, setup, teardown),
		cmocka_unit_test_setup_teardown(words_read_back, setup, teardown),
		cmocka_unit_test(names_of_the_calendar),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
