#include "base/par.h"

#include <pthread.h>
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
