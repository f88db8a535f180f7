#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#undef setjmp /* a macro of libc, a name base.h bans */

#include "base/big.h"

#include <stdio.h>
#include <unistd.h>

#define MIB ((size_t)1 << 20)

static const size_t sizes[] = {
	1, 2, 4095, 4096, 4097, 65536, MIB - 1, MIB, MIB + 1, 2 * MIB - 1, 2 * MIB, 2 * MIB + 1, 3 * MIB + 5, 9 * MIB,
};

static void zeroed_and_writable(void **state)
{
	(void)state;
	for (int round = 0; round < 3; round++) /* memory given back must come zeroed again */
		for (size_t i = 0; i < COUNT(sizes); i++) {
			unsigned char *p = big_alloc(sizes[i]), any = 0;
			assert_non_null(p);
			for (size_t k = 0; k < sizes[i]; k++)
				any |= p[k];
			assert_int_equal(any, 0);
			memset(p, 0xA5, sizes[i]);
			assert_int_equal(p[sizes[i] - 1], 0xA5);
			big_free(p, sizes[i]);
		}
}

static void apart_and_aligned(void **state)
{
	unsigned char *p[COUNT(sizes)];
	(void)state;
	for (size_t i = 0; i < COUNT(sizes); i++) {
		p[i] = big_alloc(sizes[i]);
		assert_non_null(p[i]);
		assert_int_equal((uintptr_t)p[i] % 8, 0);
		/* What may lie on huge pages begins on one. */
		if (sizes[i] >= 2 * MIB)
			assert_int_equal((uintptr_t)p[i] % (2 * MIB), 0);
		memset(p[i], (int)i + 1, sizes[i]);
	}
	for (size_t i = 0; i < COUNT(sizes); i++)
		for (size_t k = 0; k < sizes[i]; k++)
			if (p[i][k] != i + 1)
				fail_msg("table %zu is overwritten at %zu", i, k);
	for (size_t i = 0; i < COUNT(sizes); i++)
		big_free(p[i], sizes[i]);
}

static void nothing(void **state)
{
	void *p = big_alloc(0);
	(void)state;
	assert_non_null(p);
	big_free(p, 0);
	big_free(NULL, 0);
	big_free(NULL, 5 * MIB);
	assert_null(big_alloc(SIZE_MAX));
	assert_null(big_alloc(SIZE_MAX - 100));
	assert_null(big_alloc(SIZE_MAX / 2 + 1));
	assert_null(big_alloc(SIZE_MAX / 4));
}

/* Pages of address space this process holds. */
static size_t held(void)
{
	char line[128] = "";
	FILE *f = fopen("/proc/self/statm", "r");
	assert_non_null(f);
	assert_non_null(fgets(line, sizeof(line), f));
	(void)fclose(f);
	return (size_t)strtoull(line, NULL, 10);
}

static void all_of_it_goes_back(void **state)
{
	size_t before, after;
	(void)state;
	big_free(big_alloc(64 * MIB), 64 * MIB);
	before = held();
	for (int i = 0; i < 100; i++) {
		size_t n = 8 * MIB + (size_t)i * 1237;
		void *p = big_alloc(n);
		assert_non_null(p);
		big_free(p, n);
	}
	/* In pieces, too. */
	for (int i = 0; i < 100; i++) {
		size_t piece = BIG_PIECE + (size_t)(i % 5) * 4096 * 33;
		char *p = big_alloc(3 * piece);
		assert_non_null(p);
		memset(p, 1, 3 * piece);
		big_free(p + piece, piece);
		assert_int_equal(p[piece - 1], 1);
		assert_int_equal(p[2 * piece], 1);
		big_free(p, piece);
		big_free(p + 2 * piece, piece);
	}
	after = held();
	assert_true(after <= before + 64);
}

/* The next piece of a growing table after touching cost so much, in ns a MiB; 0: nothing was touched of that kind. */
static bool ordinary_after(struct big_pages *p, uint64_t huge, uint64_t ordinary)
{
	uint64_t cost[2] = { huge, ordinary };
	void *got;
	for (int kind = 0; kind < 2; kind++) {
		p->bytes[kind] = cost[kind] ? 8 * MIB : 0;
		p->ns[kind] = 8 * cost[kind];
	}
	got = big_alloc_cheaper(p, 4 * MIB);
	assert_non_null(got);
	big_free(got, 4 * MIB);
	return p->ordinary;
}

static void the_cheaper_pages(void **state)
{
	struct big_pages p = { 0 };
	unsigned char *at;
	(void)state;
	assert_false(ordinary_after(&p, 0, 0));
	assert_true(ordinary_after(&p, 150000, 0)); /* to know both */
	assert_false(ordinary_after(&p, 0, 400000));
	/* A little cheaper to touch is dearer to read. */
	assert_false(ordinary_after(&p, 500000, 0));
	/* What holds may change. */
	assert_true(ordinary_after(&p, 2000000, 0));
	assert_true(ordinary_after(&p, 0, 450000));
	assert_false(ordinary_after(&p, 0, 2100000));
	/* Touching is counted as of what was got last, and what is touched serves. */
	at = big_alloc_cheaper(&p, 4 * MIB);
	assert_non_null(at);
	p.bytes[0] = p.ns[0] = 0;
	big_touch_counted(&p, at, 2 * MIB);
	big_touch_counted(&p, at + 2 * MIB, 100); /* too little to tell anything */
	assert_int_equal(p.bytes[p.ordinary], 2 * MIB);
	assert_true(p.ns[p.ordinary] > 0);
	for (size_t i = 0; i < 4 * MIB; i++) {
		assert_int_equal(at[i], 0);
		at[i] = (unsigned char)i;
	}
	big_free(at, 4 * MIB);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(zeroed_and_writable),
		cmocka_unit_test(apart_and_aligned),
		cmocka_unit_test(nothing),
		cmocka_unit_test(all_of_it_goes_back),
		cmocka_unit_test(the_cheaper_pages),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
