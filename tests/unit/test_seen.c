#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#undef setjmp /* a macro of libc, a name base.h bans */

#include "engine/seen.h"

static uint32_t number(uint64_t *seed, uint32_t below)
{
	*seed = *seed * UINT64_C(6364136223846793005) + 1442695040888963407;
	return (uint32_t)(*seed >> 33) % below;
}

/* What is kept comes back, every value a pair or a record can have among others. */
static void kept_and_taken(void **state)
{
	uint64_t seed = 7;
	(void)state;
	for (int i = 0; i < 20000; i++) {
		struct pair p = { .name = { (enum name_grade)number(&seed, NAME_ABSENT + 1), (uint16_t)number(&seed, 1001),
					    (uint16_t)number(&seed, 1U << NAME_H_COUNT) },
				  .birth = (enum birth_agree)number(&seed, BIRTH_A_DIFFER + 1),
				  .sex = (int)number(&seed, 3) - 1,
				  .kk = (int)number(&seed, 3) - 1,
				  .addr = (int)number(&seed, 3) - 1,
				  .mother = (int)number(&seed, 3) - 1,
				  .region = (int)number(&seed, 3) - 1 };
		struct facts f = { .birth = (tanggal)(number(&seed, 2) ? 99991231 : 18000101 + number(&seed, 2200000)),
				   .birth_state = (uint8_t)number(&seed, BIRTH_OK + 1),
				   .status = (uint8_t)number(&seed, REG_UNKNOWN + 1),
				   .status_date_state = (uint8_t)number(&seed, SDATE_OK + 1),
				   .status_date = (tanggal)(number(&seed, 2) ? 0 : 20261231),
				   .outside = number(&seed, 2) };
		bool twice = number(&seed, 2);
		struct seen s = seen_keep(&p, &f, twice);
		struct pair q;
		struct facts g;
		seen_take(&s, &q, &g);
		assert_memory_equal(&p, &q, sizeof(p));
		assert_int_equal(f.birth, g.birth);
		assert_int_equal(f.birth_state, g.birth_state);
		assert_int_equal(f.status, g.status);
		assert_int_equal(f.status_date, g.status_date);
		assert_int_equal(f.status_date_state, g.status_date_state);
		assert_int_equal(f.outside, g.outside);
		assert_int_equal(s.twice, twice);
		/* Whoever keeps it sets the rest. */
		assert_int_equal(s.row, 0);
		assert_false(s.conflict);
		assert_false(s.newborn);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(kept_and_taken) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
