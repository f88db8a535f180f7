#include "base/big.h"

#include <sys/mman.h>
#include <time.h>

#define HUGE ((size_t)2 << 20)
#define MIB ((size_t)1 << 20)
#define TOUCH_LEAST 65536 /* bytes; for less it is not worth a call */

/* Room to begin on a huge page's border; the slack is never touched. */
static size_t mapped_size(size_t n)
{
	return n + HUGE;
}

static void *alloc_on(size_t n, bool huge)
{
	char *p, *at;
	if (n < BIG_PIECE)
		return calloc(n ? n : 1, 1);
	if (n > SIZE_MAX / 2)
		return NULL;
	p = mmap(NULL, mapped_size(n), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	if (p == MAP_FAILED)
		return NULL;
	at = (char *)(((uintptr_t)p + HUGE) & ~(uintptr_t)(HUGE - 1));
	/* What lies before the border goes back at once; where the mapping began follows from n. */
	if (at > p)
		(void)munmap(p, (size_t)(at - p));
	(void)munmap(at + ((n + 4095) & ~(size_t)4095), (size_t)(p + mapped_size(n) - at) - ((n + 4095) & ~(size_t)4095));
	if (huge)
		(void)madvise(at, n, MADV_HUGEPAGE);
	return at;
}

void *big_alloc(size_t n)
{
	return alloc_on(n, true);
}

void big_touch(void *p, size_t n)
{
#ifdef MADV_POPULATE_WRITE
	uintptr_t at = (uintptr_t)p & ~(uintptr_t)4095, end = ((uintptr_t)p + n + 4095) & ~(uintptr_t)4095;
	if (n >= TOUCH_LEAST)
		(void)madvise((void *)at, end - at, MADV_POPULATE_WRITE);
#else
	(void)p;
	(void)n;
#endif
}

#define MISSES 200000 /* ns a MiB that ordinary pages cost later, when what stands on them is read */

/* Takes over what touching has cost since the last time, once it is enough to tell. */
static void learn(struct big_pages *p, int kind)
{
	uint64_t bytes = __atomic_load_n(&p->bytes[kind], __ATOMIC_RELAXED), ns = __atomic_load_n(&p->ns[kind], __ATOMIC_RELAXED);
	if (bytes < MIB)
		return;
	p->cost[kind] = ns / (bytes / MIB) + 1;
	__atomic_fetch_sub(&p->bytes[kind], bytes, __ATOMIC_RELAXED);
	__atomic_fetch_sub(&p->ns[kind], ns, __ATOMIC_RELAXED);
}

void *big_alloc_cheaper(struct big_pages *p, size_t n)
{
	bool ordinary;
	learn(p, 0);
	learn(p, 1);
	ordinary = p->cost[0] && (!p->cost[1] || p->cost[1] + MISSES < p->cost[0]);
	__atomic_store_n(&p->ordinary, ordinary, __ATOMIC_RELAXED);
	return alloc_on(n, !ordinary);
}

static uint64_t now_ns(void)
{
	struct timespec t;
	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000000000 + (uint64_t)t.tv_nsec;
}

void big_touch_counted(struct big_pages *p, void *at, size_t n)
{
	int kind = __atomic_load_n(&p->ordinary, __ATOMIC_RELAXED);
	uint64_t from;
	if (n < TOUCH_LEAST)
		return;
	from = now_ns();
	big_touch(at, n);
	__atomic_fetch_add(&p->ns[kind], now_ns() - from, __ATOMIC_RELAXED);
	__atomic_fetch_add(&p->bytes[kind], n, __ATOMIC_RELAXED);
}

void big_free(void *p, size_t n)
{
	if (!p)
		return;
	if (n < BIG_PIECE)
		free(p);
	else
		(void)munmap(p, (n + 4095) & ~(size_t)4095);
}
