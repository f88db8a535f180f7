#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#undef setjmp /* a macro of libc, a name base.h bans */

#include "base/fmt.h"

/* The same text, the same count and the same end as vsnprintf, in rooms of every size. */
static void same(const char *fmt, ...) PRINTF_LIKE(1, 2);
static void same(const char *fmt, ...)
{
	for (size_t room = 0; room < 80; room++) {
		char mine[80], theirs[80];
		va_list ap, again;
		memset(mine, '#', sizeof mine);
		memset(theirs, '#', sizeof theirs);
		va_start(ap, fmt);
		va_copy(again, ap);
		int n = fmt_v(mine, room, fmt, ap), m = vsnprintf(theirs, room, fmt, again);
		va_end(again);
		va_end(ap);
		assert_int_equal(n, m);
		size_t end = (size_t)m < room ? (size_t)m + 1 : room;
		assert_memory_equal(mine, theirs, end);
		/* Nothing behind its end is touched. */
		for (size_t i = end; i < sizeof mine; i++)
			assert_int_equal(mine[i], '#');
	}
}

static void numbers(void **state)
{
	(void)state;
	same("%s", "");
	same("plain");
	same("%d %d %d %i", 0, INT_MAX, INT_MIN, -7);
	same("%u %u", 0u, UINT_MAX);
	same("%ld %ld %lu", LONG_MAX, LONG_MIN, ULONG_MAX);
	same("%lld %llu", LLONG_MIN, ULLONG_MAX);
	same("%zu %zu", (size_t)0, SIZE_MAX);
	same("%x %X %lx %02X %04x", 0xabcdefu, 0xabcdefu, ULONG_MAX, 0xAu, 0x1Fu);
	same("%02d-%02d-%04d %05d|%5d|%3u", 3, 12, 2026, -42, -42, 12345u);
	same("%" PRId64 " %" PRIu64, INT64_MIN, UINT64_MAX);
	same("%u.%02u%%", 12u, 5u);
}

static void texts(void **state)
{
	(void)state;
	char open[3] = { 'a', 'b', 'c' }; /* without a NUL */
	same("%.*s|%.2s|%s", 3, open, open, "end");
	same("[%.0s]", "none of it"); /* ASan's vsnprintf wants a NUL here */
	same("%.*s", -1, "all of it");
	same("[%c%c]", 'x', 0x41);
	same("100%% of %s", "it");
	same("%s %s", "two", "words");
}

/* What it leaves to vsnprintf. */
static void others(void **state)
{
	(void)state;
	same("%s %5.2f %d", "x", 3.14159, 7);
	same("%-8s|%8s|%+d", "left", "right", 5);
	same("%#x %.3d %*d", 255u, 7, 6, 42);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(numbers), cmocka_unit_test(texts), cmocka_unit_test(others) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
