#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#undef setjmp /* a macro of libc, a name base.h bans */

#include "base/par.h"

#include <pthread.h>
#include <sched.h>
#include <unistd.h>

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

#define TURNS 2000
struct turns {
	struct par_turn turn;
	uint64_t next, done[TURNS], n, wrong; /* all but next are touched in turn only */
};

static void take_turns(void *ctx, unsigned index)
{
	struct turns *t = ctx;
	for (;;) {
		uint64_t k = __atomic_fetch_add(&t->next, 1, __ATOMIC_RELAXED);
		if (k >= TURNS)
			return;
		/* Some wait long enough to go to sleep. */
		if (k % 100 == index)
			(void)usleep(300);
		/* One that sees its turn need not wait; a turn gone by does not come again. */
		if (k % 3 || !par_turn_come(&t->turn, k))
			par_turn_wait(&t->turn, k);
		t->wrong += !par_turn_come(&t->turn, k) || par_turn_come(&t->turn, k - 1);
		t->done[t->n++] = k;
		par_turn_pass(&t->turn);
	}
}

static void one_after_another(void **state)
{
	struct turns *t = calloc(1, sizeof(*t));
	(void)state;
	assert_non_null(t);
	par_turn_init(&t->turn);
	par_run(5, take_turns, t);
	par_turn_clear(&t->turn);
	assert_int_equal(t->n, TURNS);
	assert_int_equal(t->wrong, 0);
	for (uint64_t k = 0; k < TURNS; k++)
		assert_int_equal(t->done[k], k);
	free(t);
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
		cmocka_unit_test(one_after_another),
		cmocka_unit_test(bounds),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
