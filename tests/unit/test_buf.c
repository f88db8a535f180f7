#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#undef setjmp /* a macro of libc, a name base.h bans */

#include "base/buf.h"

static void text_and_numbers(void **state)
{
	struct buf b;
	(void)state;
	buf_init(&b, 1 << 20);
	assert_int_equal(buf_str(&b).len, 0);
	buf_add(&b, S("abc"));
	buf_addc(&b, '-');
	buf_addu(&b, 0);
	buf_addc(&b, ' ');
	buf_addu(&b, UINT64_MAX);
	buf_addc(&b, ' ');
	buf_addu0(&b, 42, 5);
	buf_addc(&b, ' ');
	buf_addu0(&b, 123456, 3); /* the last three */
	buf_addu0(&b, 9, 0);
	buf_addf(&b, " %s/%d", "x", -7);
	buf_addf(&b, "%s", "");
	buf_add(&b, STR_NONE);
	assert_int_equal(b.error, 0);
	assert_true(str_eq(buf_str(&b), S("abc-0 18446744073709551615 00042 456 x/-7")));
	buf_reset(&b);
	assert_int_equal(b.len, 0);
	assert_non_null(b.ptr);
	buf_clear(&b);
	assert_null(b.ptr);
	assert_int_equal(b.max, 1 << 20);
	buf_clear(&b); /* twice is fine */
}

static void never_more_than_max(void **state)
{
	(void)state;
	/* small limits, below the first allocation, and limits that are no power of two */
	for (size_t max = 1; max < 2000; max = max * 3 + 1) {
		struct buf b;
		buf_init(&b, max);
		for (size_t i = 0; i < max; i++)
			buf_addc(&b, 'x');
		assert_int_equal(b.error, 0);
		assert_int_equal(b.len, max);
		assert_true(b.cap <= max);
		buf_addc(&b, 'y');
		assert_int_equal(b.error, E_LIMIT);
		assert_int_equal(b.len, max);
		buf_clear(&b);
	}
}

static void limit_in_one_go(void **state)
{
	struct buf b;
	(void)state;
	buf_init(&b, 10);
	buf_add(&b, S("12345"));
	buf_add(&b, S("123456"));
	assert_int_equal(b.error, E_LIMIT);
	assert_true(str_eq(buf_str(&b), S("12345"))); /* nothing of it */
	buf_add(&b, S("1"));                          /* sticky */
	assert_int_equal(b.len, 5);
	buf_addf(&b, "%d", 1);
	buf_addu0(&b, 1, 2);
	buf_addu(&b, 1);
	assert_int_equal(b.len, 5);
	assert_false(buf_room(&b, 0));
	buf_reset(&b);
	buf_add(&b, S("1234567890"));
	assert_int_equal(b.error, 0);
	buf_clear(&b);
	buf_init(&b, 0);
	buf_add(&b, S(""));
	assert_int_equal(b.error, 0);
	buf_addc(&b, 'x');
	assert_int_equal(b.error, E_LIMIT);
	buf_clear(&b);
	buf_init(&b, 100);
	assert_false(buf_room(&b, SIZE_MAX));
	assert_int_equal(b.error, E_LIMIT);
	buf_clear(&b);
}

static void formatted_to_the_brim(void **state)
{
	struct buf b;
	(void)state;
	buf_init(&b, 6);
	buf_addf(&b, "%s", "abcdef"); /* the NUL behind it counts for nothing */
	assert_int_equal(b.error, 0);
	assert_true(str_eq(buf_str(&b), S("abcdef")));
	buf_reset(&b);
	buf_addf(&b, "%s", "abcdefg");
	assert_int_equal(b.error, E_LIMIT);
	assert_int_equal(b.len, 0);
	buf_clear(&b);
}

static void grows_and_keeps(void **state)
{
	struct buf b;
	(void)state;
	buf_init(&b, 1 << 20);
	for (unsigned i = 0; i < 20000; i++)
		buf_addu0(&b, i, 5);
	assert_int_equal(b.error, 0);
	assert_int_equal(b.len, 100000);
	for (unsigned i = 0; i < 20000; i += 777) {
		char t[6];
		(void)snprintf(t, sizeof(t), "%05u", i);
		assert_memory_equal(b.ptr + (size_t)i * 5, t, 5);
	}
	assert_true(buf_room(&b, 1000));
	assert_true(b.cap - b.len >= 1000);
	buf_clear(&b);
}

/* Digits all at once, as one by one. */
static void digits_at_once(void **state)
{
	static const uint64_t edges[] = { 0, 9, 10, 99, 100, 9999, 10000, 99999999, 100000000, 9999999999999, 1000000000000,
					  2171010406905001, 9999999999999999 };
	(void)state;
	for (uint64_t i = 0; i < 200000; i++) {
		uint64_t v = i < COUNT(edges) ? edges[i] : i * UINT64_C(0x9E3779B97F4A7C15) % UINT64_C(10000000000000000) >> i % 54;
		char got[17] = { 0 }, want[24];
		put_16_digits(got, v);
		(void)snprintf(want, sizeof(want), "%016" PRIu64, v);
		assert_string_equal(got, want);
		memset(got, 0, sizeof(got));
		put_13_digits(got, v % UINT64_C(10000000000000));
		assert_string_equal(got, want + 3);
		memset(got, 0, sizeof(got));
		*put_short(got, (uint32_t)(v % 100000000)) = 0;
		(void)snprintf(want, sizeof(want), "%" PRIu64, v % 100000000);
		assert_string_equal(got, want);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_and_numbers),
		cmocka_unit_test(never_more_than_max),
		cmocka_unit_test(limit_in_one_go),
		cmocka_unit_test(formatted_to_the_brim),
		cmocka_unit_test(grows_and_keeps),
		cmocka_unit_test(digits_at_once),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
