/* struct arena: memory of one lifetime, freed whole. A function that takes `struct arena *mem` puts its result there
 * and nobody frees it. */
#ifndef PADAN_ARENA_H
#define PADAN_ARENA_H
#include "base/err.h"
#include "base/str.h"

struct arena_chunk;
struct arena {
	struct arena_chunk *head;
	size_t chunk_size;
	size_t used;  /* bytes given out */
	size_t limit; /* never gives out more than this */
};

/* chunk_size 0: 64 KiB. limit 0: none. */
void arena_init(struct arena *a, size_t chunk_size, size_t limit);
void arena_clear(struct arena *a);
/* n bytes aligned to 16, not cleared; NULL when the limit or the memory is reached. */
void *arena_alloc(struct arena *a, size_t n);
/* A copy of s with a NUL behind it (not counted in len); ptr NULL on failure. */
struct str arena_str(struct arena *a, struct str s);
#endif
