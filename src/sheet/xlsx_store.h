/* An append-only store of records: the first pages in memory, the rest in an unlinked temporary file that is read
 * through a small cache. */
#ifndef PADAN_XLSX_STORE_H
#define PADAN_XLSX_STORE_H
#include "base/err.h"

#define STORE_PAGE ((size_t)1 << 20) /* a record never crosses one */
#define STORE_CACHED ((size_t)4 << 10)

struct store {
	unsigned pages_max;  /* in memory */
	unsigned cache_max;  /* pages of STORE_CACHED bytes, a power of two */
	unsigned pages;      /* got so far */
	char **page;
	uint64_t len;        /* the place of the next record */
	char *tail;          /* page being filled that will go to the file */
	int fd;              /* -1: nothing in the file yet */
	char *cache;
	uint64_t *cached;    /* number of the page in each place of the cache, plus 1 */
};
/* Allocates nothing yet. */
void store_init(struct store *s, unsigned pages_max, unsigned cache_max);
void store_clear(struct store *s);
/* Room for a record of n bytes (n <= STORE_PAGE); *ret_at is its place for good. */
int store_append(struct store *s, const void *rec, size_t n, uint64_t *ret_at, struct err *err);
/* After the last append. */
int store_finish(struct store *s, struct err *err);
/* Pointer to a record that is in memory, NULL when it is in the file. */
const char *store_memory(const struct store *s, uint64_t at);
/* Copies a record of the file. */
int store_copy(struct store *s, void *to, uint64_t at, size_t n, struct err *err);
#endif
