/* Running one function in several threads. */
#ifndef PADAN_PAR_H
#define PADAN_PAR_H
#include "base/base.h"

#define PAR_THREADS_MAX 64

/* Threads to use: wanted, or the processors this process may run on; at least 1, at most PAR_THREADS_MAX. */
unsigned par_threads(unsigned wanted);
/* Calls fn(ctx, 0 .. n-1), each in its own thread (the last in the caller's), and waits for all. Where a thread cannot
 * be made its call runs in the caller's thread; fn must not wait for another index that has not begun. */
void par_run(unsigned n, void (*fn)(void *ctx, unsigned index), void *ctx);
#endif
