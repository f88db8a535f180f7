#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#undef setjmp /* a macro of libc, a name base.h bans */

#include "base/err.h"

#include "base/str.h"

static void filled(void **state)
{
	struct err e = { .row = 7 };
	(void)state;
	assert_int_equal(FAIL(&e, E_FORMAT, "baris %d: %s", 3, "salah"), E_FORMAT);
	assert_int_equal(e.code, E_FORMAT);
	assert_string_equal(e.msg, "baris 3: salah");
	assert_non_null(strstr(e.file, "test_err"));
	assert_true(e.line > 0);
	assert_int_equal(e.row, 7); /* who knows the row sets it */
	assert_int_equal(NOMEM(&e), E_NOMEM);
	assert_string_equal(e.msg, "memori tidak cukup");
	assert_int_equal(FAIL(NULL, E_IO, "x %d", 1), E_IO); /* nobody asks */
}

static void one_line(void **state)
{
	struct err e;
	(void)state;
	FAIL(&e, E_ARG, "berkas \"%s\"", "a\nb\tc\x1b[31m\x7f");
	assert_string_equal(e.msg, "berkas \"a b c [31m \"");
}

static void cut_off_at_a_character(void **state)
{
	struct err e;
	char text[900];
	(void)state;
	for (size_t shift = 0; shift < 3; shift++) {
		size_t n = shift;
		memset(text, 'x', shift);
		while (n + 3 < sizeof(text)) {
			memcpy(text + n, "\xE2\x82\xAC", 3);
			n += 3;
		}
		text[n] = 0;
		FAIL(&e, E_FORMAT, "%s", text);
		n = strlen(e.msg);
		assert_true(n < sizeof(e.msg) && n + 4 > sizeof(e.msg));
		assert_int_equal(str_utf8_valid(str_c(e.msg)), n);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(filled),
		cmocka_unit_test(one_line),
		cmocka_unit_test(cut_off_at_a_character),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
