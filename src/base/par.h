/* Running one function in several threads. */
#ifndef PADAN_PAR_H
#define PADAN_PAR_H
#include "base/base.h"

#include <pthread.h>

#define PAR_THREADS_MAX 64

/* Threads to use: wanted, or the processors this process may run on; at least 1, at most PAR_THREADS_MAX. */
unsigned par_threads(unsigned wanted);
/* Calls fn(ctx, 0 .. n-1), each in its own thread (the last in the caller's), and waits for all. Where a thread cannot
 * be made its call runs in the caller's thread; fn must not wait for another index that has not begun. */
void par_run(unsigned n, void (*fn)(void *ctx, unsigned index), void *ctx);

/* Whose turn it is among threads that work side by side and put down in order: 0, 1, 2 ... All zeros but for par_turn_init. */
struct par_turn {
	uint64_t now;
	pthread_mutex_t lock;
	pthread_cond_t passed;
};
void par_turn_init(struct par_turn *t);
void par_turn_clear(struct par_turn *t);
/* Waits until it is turn k; who has the turn passes it on. What was done before in that turn is seen by the next. */
void par_turn_wait(struct par_turn *t, uint64_t k);
/* The same without waiting: false when it is not turn k yet. */
static inline bool par_turn_come(const struct par_turn *t, uint64_t k) { return __atomic_load_n(&t->now, __ATOMIC_ACQUIRE) == k; }
void par_turn_pass(struct par_turn *t);
#endif
