/* What rows that ask keep of themselves, in a few bits, tells records apart only where they differ. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#undef setjmp /* a macro of libc, a name base.h bans */

#include "engine/ask.h"

static uint64_t next(uint64_t *seed) { return *seed = hash_u64(*seed + 0x9E37); }

static bool some_bits_same(uint64_t a, uint64_t b)
{
	uint8_t x[2], y[2];
	ask_nik_bits(x, a);
	ask_nik_bits(y, b);
	return x[0] == y[0] || x[1] == y[1];
}

/* One digit wrong, or two neighbours swapped, wherever they are. */
static void near_niks(void **state)
{
	uint64_t seed = 20261201;
	size_t apart = 0;
	(void)state;
	for (int i = 0; i < 2000; i++) {
		uint64_t nik = UINT64_C(1000000000000000) + next(&seed) % UINT64_C(8999999999999999);
		for (uint64_t place = 1; place <= UINT64_C(1000000000000000); place *= 10) {
			uint64_t digit = nik / place % 10, before = nik / place / 10 % 10;
			for (uint64_t other = 0; other < 10; other++)
				assert_true(some_bits_same(nik, nik - digit * place + other * place));
			if (place < UINT64_C(1000000000000000))
				assert_true(some_bits_same(nik, nik - (digit + 10 * before) * place + (before + 10 * digit) * place));
		}
		apart += !some_bits_same(nik, UINT64_C(1000000000000000) + next(&seed) % UINT64_C(8999999999999999));
	}
	assert_true(apart > 1900);
}

static void facts(void **state)
{
	uint64_t seed = 20261202;
	size_t apart = 0;
	(void)state;
	assert_int_equal(ask_bits(0), 0);
	for (int i = 0; i < 10000; i++) {
		uint64_t a = next(&seed) | 1, b = next(&seed) | 1;
		assert_true(ask_bits(a) != 0);
		assert_int_equal(ask_bits(a), ask_bits(a));
		apart += ask_bits(a) != ask_bits(b);
	}
	assert_true(apart > 9990);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(near_niks),
		cmocka_unit_test(facts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
