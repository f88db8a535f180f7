#include "base/par.h"

#include <sched.h>

unsigned par_threads(unsigned wanted)
{
	cpu_set_t set;
	if (wanted == 0) {
		CPU_ZERO(&set);
		wanted = sched_getaffinity(0, sizeof(set), &set) == 0 ? (unsigned)CPU_COUNT(&set) : 1;
	}
	if (wanted < 1)
		wanted = 1;
	return wanted > PAR_THREADS_MAX ? PAR_THREADS_MAX : wanted;
}

struct par_call {
	void (*fn)(void *, unsigned);
	void *ctx;
	unsigned index;
	pthread_t thread;
	bool started;
};

static void *par_main(void *arg)
{
	struct par_call *c = arg;
	c->fn(c->ctx, c->index);
	return NULL;
}

void par_run(unsigned n, void (*fn)(void *ctx, unsigned index), void *ctx)
{
	struct par_call call[PAR_THREADS_MAX];
	assert(n >= 1 && n <= PAR_THREADS_MAX);
	for (unsigned i = 0; i + 1 < n; i++) {
		call[i] = (struct par_call){ .fn = fn, .ctx = ctx, .index = i };
		call[i].started = pthread_create(&call[i].thread, NULL, par_main, &call[i]) == 0;
	}
	fn(ctx, n - 1);
	for (unsigned i = 0; i + 1 < n; i++) {
		if (call[i].started)
			(void)pthread_join(call[i].thread, NULL);
		else
			fn(ctx, i);
	}
}

void par_turn_init(struct par_turn *t)
{
	t->now = 0;
	(void)pthread_mutex_init(&t->lock, NULL);
	(void)pthread_cond_init(&t->passed, NULL);
}

void par_turn_clear(struct par_turn *t)
{
	(void)pthread_mutex_destroy(&t->lock);
	(void)pthread_cond_destroy(&t->passed);
}

#if defined(__x86_64__)
#define PAUSE() __builtin_ia32_pause()
#else
#define PAUSE() ((void)0)
#endif
#define TURN_LOOKS 1000 /* some ten microseconds: about what it takes to go to sleep and be woken */

void par_turn_wait(struct par_turn *t, uint64_t k)
{
	for (unsigned i = 0; i < TURN_LOOKS; i++) {
		if (__atomic_load_n(&t->now, __ATOMIC_ACQUIRE) == k)
			return;
		PAUSE();
	}
	(void)pthread_mutex_lock(&t->lock);
	while (__atomic_load_n(&t->now, __ATOMIC_RELAXED) != k)
		(void)pthread_cond_wait(&t->passed, &t->lock);
	(void)pthread_mutex_unlock(&t->lock);
}

void par_turn_pass(struct par_turn *t)
{
	(void)pthread_mutex_lock(&t->lock);
	__atomic_store_n(&t->now, t->now + 1, __ATOMIC_RELEASE);
	(void)pthread_cond_broadcast(&t->passed);
	(void)pthread_mutex_unlock(&t->lock);
}
