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
void big_free(void *p, size_t n);
#endif
