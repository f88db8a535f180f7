#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#undef setjmp /* a macro of libc, a name base.h bans */

#include "app/rincian.h"

static void months_as_files_write_them(void **state)
{
	static const struct {
		const char *text;
		int64_t month;
	} cases[] = { { "202607", 202607 },
		      { "072026", 202607 },
		      { "2026-07", 202607 },
		      { "07-2026", 202607 },
		      { "7/2026", 202607 },
		      { "2026/7", 202607 },
		      { "Juli 2026", 202607 },
		      { "JULI 2026", 202607 },
		      { "jul-2026", 202607 },
		      { "2026 Juli", 202607 },
		      { "01-07-2026", 202607 },
		      { "2026-07-01", 202607 },
		      { "20260701", 202607 },
		      { "46204", 202607 },
		      { " 202607 ", 202607 },
		      { "Agustus 2026", 202608 },
		      { "Agt 2026", 202608 },
		      { "May 2026", 202605 },
		      { "Mei 2026", 202605 },
		      { "Desember 2026", 202612 },
		      { "Dec 2026", 202612 },
		      { "", 0 },
		      { "202613", 0 },
		      { "000000", 0 },
		      { "13-2026", 0 },
		      { "Juli", 0 },
		      { "2026", 0 },
		      { "lupa", 0 },
		      { "190001", 0 },
		      { "Foo 2026", 0 } };
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		int64_t got = rincian_bulan(str_c(cases[i].text));
		if (got != cases[i].month)
			print_error("'%s': %lld\n", cases[i].text, (long long)got);
		assert_int_equal(got, cases[i].month);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(months_as_files_write_them) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
