#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#undef setjmp /* a macro of libc, a name base.h bans */

#include "base/str.h"

static void check(struct str got, const char *want)
{
	if (!str_eq(got, str_c(want))) {
		print_error("got \"%.*s\", wanted \"%s\"\n", (int)got.len, got.ptr, want);
		fail();
	}
}

static void equality_and_order(void **state)
{
	(void)state;
	assert_true(str_eq(S("abc"), S("abc")));
	assert_false(str_eq(S("abc"), S("abd")));
	assert_false(str_eq(S("abc"), S("ab")));
	assert_true(str_eq(STR_NONE, S("")));
	assert_int_equal(str_cmp(S("a"), S("a")), 0);
	assert_true(str_cmp(S("a"), S("b")) < 0);
	assert_true(str_cmp(S("b"), S("a")) > 0);
	assert_true(str_cmp(S("a"), S("ab")) < 0);
	assert_true(str_cmp(S("ab"), S("a")) > 0);
	assert_true(str_cmp(STR_NONE, S("a")) < 0);
	assert_int_equal(str_cmp(STR_NONE, S("")), 0);
	assert_true(str_cmp(S("\x7f"), S("\x80")) < 0); /* bytes have no sign */
	assert_true(str_ieq(S("Kota BATAM"), S("KOTA batam")));
	assert_false(str_ieq(S("a"), S("ab")));
	assert_false(str_ieq(S("@"), S("`"))); /* 32 apart, but no letters */
	assert_false(str_ieq(S("\xC9"), S("\xE9")));
	assert_true(str_ieq(STR_NONE, STR_NONE));
	assert_true(str_starts(S("JUMLAH"), S("JUM")));
	assert_true(str_starts(S("JUMLAH"), S("")));
	assert_false(str_starts(S("JU"), S("JUM")));
	assert_false(str_starts(S("JUMLAH"), S("jum")));
	assert_true(str_istarts(S("JUMLAH"), S("jum")));
	assert_false(str_istarts(S("J"), S("jum")));
	assert_int_equal(str_c(NULL).len, 0);
	assert_int_equal(str_c("abc").len, 3);
}

static void trimming(void **state)
{
	(void)state;
	check(str_trim(S("  a b\t\r\n")), "a b");
	check(str_trim(S("\xC2\xA0 a\xC2\xA0\xE2\x80\xAF")), "a");
	check(str_trim(S("\xEF\xBB\xBFNIK")), "NIK");
	check(str_trim(S("\v\fa")), "a");
	check(str_trim(S("   ")), "");
	check(str_trim(S("\xC2\xA0")), "");
	check(str_trim(STR_NONE), "");
	/* halves of characters stay */
	check(str_trim(S("a\xA0")), "a\xA0");
	check(str_trim(S("\xC2")), "\xC2");
	check(str_trim(S("\xC3\xA0")), "\xC3\xA0");
}

static void what_spreadsheets_leave(void **state)
{
	(void)state;
	check(str_unspreadsheet(S("AMINAH")), "AMINAH");
	check(str_unspreadsheet(S("'2171014406755001")), "2171014406755001");
	check(str_unspreadsheet(S("  '2171014406755001 ")), "2171014406755001");
	check(str_unspreadsheet(S("''2171")), "2171");
	check(str_unspreadsheet(S("\xE2\x80\x98" "2171")), "2171");
	check(str_unspreadsheet(S("\xE2\x80\x99" "2171")), "2171");
	check(str_unspreadsheet(S("`2171")), "2171");
	check(str_unspreadsheet(S("' 2171")), "2171");
	check(str_unspreadsheet(S("=\"2171\"")), "2171");
	check(str_unspreadsheet(S(" =\" 2171 \" ")), "2171");
	check(str_unspreadsheet(S("=\"'2171\"")), "2171");
	check(str_unspreadsheet(S("=\"\"")), "");
	check(str_unspreadsheet(S("=\"")), "=\"");
	check(str_unspreadsheet(S("='2171")), "='2171");
	check(str_unspreadsheet(S("'")), "");
	check(str_unspreadsheet(S("''\'a")), "'a"); /* two at most */
	check(str_unspreadsheet(S("NU'MAN")), "NU'MAN");
	check(str_unspreadsheet(S("a ")), "a");
	check(str_unspreadsheet(S(" a")), "a");
	check(str_unspreadsheet(S("")), "");
	check(str_unspreadsheet(STR_NONE), "");
	check(str_unspreadsheet(S("M.")), "M.");
}

static void utf8(void **state)
{
	static const struct {
		const char *text;
		size_t len, valid;
	} c[] = {
		{ "abc", 3, 3 },
		{ "", 0, 0 },
		{ "a\xC3\xA9z", 4, 4 },
		{ "\xE2\x82\xAC", 3, 3 },
		{ "\xF0\x9F\x98\x80", 4, 4 },
		{ "\xC3", 1, 0 },
		{ "a\xE2\x82", 3, 1 },
		{ "\xF0\x9F\x98", 3, 0 },
		{ "\x80", 1, 0 },
		{ "\xC0\x80", 2, 0 },         /* overlong */
		{ "\xC1\xBF", 2, 0 },
		{ "\xE0\x9F\xBF", 3, 0 },
		{ "\xE0\xA0\x80", 3, 3 },
		{ "\xF0\x8F\xBF\xBF", 4, 0 },
		{ "\xF0\x90\x80\x80", 4, 4 },
		{ "\xED\x9F\xBF", 3, 3 },
		{ "\xED\xA0\x80", 3, 0 },     /* a surrogate */
		{ "\xEE\x80\x80", 3, 3 },
		{ "\xF4\x8F\xBF\xBF", 4, 4 },
		{ "\xF4\x90\x80\x80", 4, 0 }, /* above U+10FFFF */
		{ "\xF5\x80\x80\x80", 4, 0 },
		{ "\xFF", 1, 0 },
		{ "ab\xE9z", 4, 2 },           /* Windows-1252 */
		{ "\xC3" "A", 2, 0 },
		{ "a\0b", 3, 3 },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(c); i++)
		assert_int_equal(str_utf8_valid(str_of(c[i].text, c[i].len)), c[i].valid);
	assert_int_equal(str_utf8_valid(STR_NONE), 0);
}

static void digits(void **state)
{
	(void)state;
	assert_true(str_digits(S("0123456789")));
	assert_false(str_digits(S("")));
	assert_false(str_digits(S("12a")));
	assert_false(str_digits(S("12 ")));
	assert_false(str_digits(S("/")));
	assert_false(str_digits(S(":")));
	assert_false(str_digits(S("\xB2")));
	assert_int_equal(ch_upper('z'), 'Z');
	assert_int_equal(ch_upper('{'), '{');
	assert_true(ch_alpha('A') && ch_alpha('z') && !ch_alpha('[') && !ch_alpha('@'));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(equality_and_order),
		cmocka_unit_test(trimming),
		cmocka_unit_test(what_spreadsheets_leave),
		cmocka_unit_test(utf8),
		cmocka_unit_test(digits),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
