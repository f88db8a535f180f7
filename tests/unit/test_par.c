#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#undef setjmp /* a macro of libc, a name base.h bans */

#include "base/par.h"

#include <pthread.h>
#include <sched.h>

struct seen {
	unsigned calls[PAR_THREADS_MAX];
	pthread_t thread[PAR_THREADS_MAX];
};

static void note(void *ctx, unsigned index)
{
	struct seen *s = ctx;
	/* Give the caller a chance to return too early. */
	for (int i = 0; i < 100; i++)
		(void)sched_yield();
	s->calls[index]++;
	s->thread[index] = pthread_self();
}

static void every_index_once(void **state)
{
	(void)state;
	for (unsigned n = 1; n <= PAR_THREADS_MAX; n++) {
		struct seen s = { 0 };
		par_run(n, note, &s);
		for (unsigned i = 0; i < PAR_THREADS_MAX; i++)
			assert_int_equal(s.calls[i], i < n);
		assert_true(pthread_equal(s.thread[n - 1], pthread_self()));
	}
}

static void own_threads(void **state)
{
	struct seen s = { 0 };
	(void)state;
	par_run(4, note, &s);
	for (unsigned i = 0; i < 3; i++)
		assert_false(pthread_equal(s.thread[i], pthread_self()));
}

static void bounds(void **state)
{
	cpu_set_t all, one;
	(void)state;
	assert_int_equal(par_threads(1), 1);
	assert_int_equal(par_threads(5), 5);
	assert_int_equal(par_threads(PAR_THREADS_MAX), PAR_THREADS_MAX);
	assert_int_equal(par_threads(PAR_THREADS_MAX + 1), PAR_THREADS_MAX);
	assert_int_equal(par_threads(UINT32_MAX), PAR_THREADS_MAX);
	assert_in_range(par_threads(0), 1, PAR_THREADS_MAX);
	/* Processors this process may run on, not those the machine has. */
	assert_int_equal(sched_getaffinity(0, sizeof(all), &all), 0);
	CPU_ZERO(&one);
	for (size_t i = 0; i < CPU_SETSIZE; i++)
		if (CPU_ISSET(i, &all)) {
			CPU_SET(i, &one);
			break;
		}
	assert_int_equal(sched_setaffinity(0, sizeof(one), &one), 0);
	assert_int_equal(par_threads(0), 1);
	assert_int_equal(sched_setaffinity(0, sizeof(all), &all), 0);
	assert_int_equal(par_threads(0), CPU_COUNT(&all) > PAR_THREADS_MAX ? PAR_THREADS_MAX : CPU_COUNT(&all));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_index_once),
		cmocka_unit_test(own_threads),
		cmocka_unit_test(bounds),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
