#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#undef setjmp /* a macro of libc, a name base.h bans */

#include "base/arena.h"

static void aligned_and_apart(void **state)
{
	struct arena a;
	char *p[200];
	(void)state;
	arena_init(&a, 256, 0);
	for (size_t i = 0; i < COUNT(p); i++) {
		p[i] = arena_alloc(&a, i * 3 + 1);
		assert_non_null(p[i]);
		assert_int_equal((uintptr_t)p[i] % 16, 0);
		memset(p[i], (int)i, i * 3 + 1);
	}
	for (size_t i = 0; i < COUNT(p); i++)
		for (size_t k = 0; k < i * 3 + 1; k++)
			assert_int_equal((unsigned char)p[i][k], i);
	arena_clear(&a);
	assert_int_equal(a.used, 0);
	assert_null(a.head);
	assert_non_null(arena_alloc(&a, 10)); /* ready again */
	arena_clear(&a);
	arena_clear(&a);
}

static void limits(void **state)
{
	struct arena a;
	(void)state;
	arena_init(&a, 0, 64);
	assert_non_null(arena_alloc(&a, 33)); /* 48 */
	assert_int_equal(a.used, 48);
	assert_null(arena_alloc(&a, 17));
	assert_non_null(arena_alloc(&a, 16));
	assert_null(arena_alloc(&a, 1));
	assert_int_equal(a.used, 64);
	arena_clear(&a);
	assert_non_null(arena_alloc(&a, 64));
	arena_clear(&a);
	assert_null(arena_alloc(&a, 65));
	assert_null(arena_alloc(&a, SIZE_MAX));
	assert_null(arena_alloc(&a, SIZE_MAX - 8));
	arena_clear(&a);
	arena_init(&a, 0, 0);
	assert_null(arena_alloc(&a, SIZE_MAX / 2));
	assert_non_null(arena_alloc(&a, 1 << 20)); /* larger than a chunk */
	arena_clear(&a);
}

static void texts(void **state)
{
	struct arena a;
	struct str s, t;
	char text[] = "AMINAH";
	(void)state;
	arena_init(&a, 0, 0);
	s = arena_str(&a, str_of(text, 6));
	text[0] = 'x';
	assert_true(str_eq(s, S("AMINAH")));
	assert_int_equal(s.ptr[6], 0);
	t = arena_str(&a, STR_NONE);
	assert_non_null(t.ptr);
	assert_int_equal(t.len, 0);
	assert_int_equal(t.ptr[0], 0);
	arena_clear(&a);
	arena_init(&a, 0, 16);
	assert_non_null(arena_str(&a, S("123456789012345")).ptr);
	assert_null(arena_str(&a, S("x")).ptr);
	arena_clear(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(aligned_and_apart),
		cmocka_unit_test(limits),
		cmocka_unit_test(texts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
