#include "base/big.h"

#include <sys/mman.h>

#define HUGE ((size_t)2 << 20)

/* Room to begin on a huge page's border; the slack is never touched. */
static size_t mapped_size(size_t n)
{
	return n + HUGE;
}

void *big_alloc(size_t n)
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
	(void)madvise(at, n, MADV_HUGEPAGE);
	return at;
}

void big_touch(void *p, size_t n)
{
#ifdef MADV_POPULATE_WRITE
	uintptr_t at = (uintptr_t)p & ~(uintptr_t)4095, end = ((uintptr_t)p + n + 4095) & ~(uintptr_t)4095;
	if (n >= 65536)
		(void)madvise((void *)at, end - at, MADV_POPULATE_WRITE);
#else
	(void)p;
	(void)n;
#endif
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
