/* Large tables that are read at random: zeroed memory on huge pages where the system has them. A miss in the page
 * tables costs more than one in the cache, on virtual machines above all. */
#ifndef PADAN_BIG_H
#define PADAN_BIG_H
#include "base/base.h"

#define BIG_PIECE ((size_t)1 << 20)
/* n zeroed bytes, NULL when there are none to be had. Give back with big_free and the same n (NULL is fine), or in pieces of at least
 * BIG_PIECE bytes each, multiples of 4,096. */
void *big_alloc(size_t n);
/* Of memory from big_alloc, n bytes that will all be written now: their pages at one go. */
void big_touch(void *p, size_t n);

/* A table that grows, and is written from one end to the other: which pages are had cheaper? Huge ones save misses, and cost little where
 * the system has them at hand. Where it has none (a virtual machine whose host takes back what is free in large pieces), one costs many
 * times what the ordinary ones do that are left. What touching costs tells. Zeroed: nothing is known yet. */
struct big_pages {
	bool ordinary;            /* what was got last */
	uint64_t cost[2];         /* of touching huge ones, and ordinary ones: ns a MiB, 0: not known */
	uint64_t ns[2], bytes[2]; /* the same since */
};
/* As big_alloc, on the pages that cost less so far; the first on huge ones, the second on ordinary ones. One thread at a time. */
void *big_alloc_cheaper(struct big_pages *p, size_t n);
/* As big_touch, for what was got last (or before: near enough), and counts what it costs. */
void big_touch_counted(struct big_pages *p, void *at, size_t n);
void big_free(void *p, size_t n);
#endif
