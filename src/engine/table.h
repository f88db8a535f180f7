/* Compact rows of one kind in fixed-size chunks, and their texts: 64 bytes a row is what the contract allows
 * (docs/adr/0002). Rows are addressed by index; nothing moves once it is committed. */
#ifndef PADAN_TABLE_H
#define PADAN_TABLE_H
#include "base/big.h"
#include "base/err.h"
#include "base/str.h"

#define TABLE_CHUNK_BITS 18 /* rows of a chunk */
#define TABLE_CHUNK_ROWS ((size_t)1 << TABLE_CHUNK_BITS)
#define TABLE_TEXT_BITS 22  /* bytes of a text chunk; no text crosses its end */
#define TABLE_TEXT_SIZE ((size_t)1 << TABLE_TEXT_BITS)
#define TABLE_ROWS_MAX ((uint64_t)0xFFFFFFF0) /* indexes are 32 bits */

struct table {
	size_t row_size;
	char **chunk, **text;
	size_t nchunk, cap_chunk, ntext, cap_text;
	uint64_t rows;
	uint64_t text_len; /* next free byte */
	size_t given_chunk, given_text; /* so many were given back */
	struct big_pages row_pages, text_pages;
};
void table_init(struct table *t, size_t row_size);
void table_clear(struct table *t);
static inline void *table_row(const struct table *t, uint64_t i)
{
	return t->chunk[i >> TABLE_CHUNK_BITS] + (i & (TABLE_CHUNK_ROWS - 1)) * t->row_size;
}
static inline const char *table_text(const struct table *t, uint32_t off)
{
	return t->text[off >> TABLE_TEXT_BITS] + (off & (TABLE_TEXT_SIZE - 1));
}
/* Asks for size bytes that are read soon; they may lie across two lines of the cache. */
static inline void fetch_bytes(const void *p, size_t size)
{
	__builtin_prefetch(p);
	__builtin_prefetch((const char *)p + size - 1);
}
/* The same, to be changed. */
static inline char *table_text_at(struct table *t, uint32_t off)
{
	return t->text[off >> TABLE_TEXT_BITS] + (off & (TABLE_TEXT_SIZE - 1));
}
/* Gives the memory of the rows before `rows` and of the texts before `text` back, as far as whole chunks go: none of them is looked at
 * again. One thread at a time. */
void table_give_back(struct table *t, uint64_t rows, uint32_t text);
/* Room for n more rows, beginning at *ret_first. One thread at a time. E_LIMIT past TABLE_ROWS_MAX. */
int table_reserve(struct table *t, uint64_t n, uint64_t *ret_first, struct err *err);
/* Room for len (at most TABLE_TEXT_SIZE) bytes of text in one piece. One thread at a time. */
int table_reserve_text(struct table *t, size_t len, uint32_t *ret_off, struct err *err);
#endif
