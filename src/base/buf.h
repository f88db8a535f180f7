/* struct buf: growing output with a hard cap. Its error is sticky: write as often as you like, check once. */
#ifndef PADAN_BUF_H
#define PADAN_BUF_H
#include "base/err.h"
#include "base/str.h"

struct buf {
	char *ptr;
	size_t len;
	size_t cap;
	size_t max;
	int error; /* 0, E_NOMEM or E_LIMIT */
};

/* Empty buffer that will never hold more than max bytes (cap never passes max either). Allocates nothing yet. Release with buf_clear. */
void buf_init(struct buf *b, size_t max);
void buf_clear(struct buf *b);
/* Keeps the memory, forgets the content and the error. */
void buf_reset(struct buf *b);
/* Makes room for n more bytes; false (and the sticky error) when that is not possible. */
bool buf_room(struct buf *b, size_t n);
static inline void buf_add(struct buf *b, struct str s)
{
	if (s.len && (LIKELY(!b->error && s.len <= b->cap - b->len) || buf_room(b, s.len))) {
		memcpy(b->ptr + b->len, s.ptr, s.len);
		b->len += s.len;
	}
}
static inline void buf_addc(struct buf *b, char c)
{
	if (LIKELY(!b->error && b->len < b->cap) || buf_room(b, 1))
		b->ptr[b->len++] = c;
}
void buf_addf(struct buf *b, const char *fmt, ...) PRINTF_LIKE(2, 3);
/* Decimal digits of v. */
void buf_addu(struct buf *b, uint64_t v);
void buf_addi(struct buf *b, int64_t v);
/* Exactly n decimal digits of v at to, zeros in front; returns what is behind them. */
char *buf_digits(char *to, uint64_t v, unsigned n);
/* Exactly n decimal digits of v, zeros in front. */
void buf_addu0(struct buf *b, uint64_t v, unsigned n);
static inline struct str buf_str(const struct buf *b) { return str_of(b->ptr, b->len); }
#endif
