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
/* The eight decimal digits of v (below 10^8) as values 0..9, the first in the lowest byte: halves, pairs and digits are parted all at once,
 * by multiplications. */
static inline uint64_t eight_digits(uint32_t v)
{
	uint64_t x = v / 10000 | (uint64_t)(v % 10000) << 32, q;
	q = (x * 10486 >> 20) & UINT64_C(0x0000007F0000007F);
	x = q | (x - q * 100) << 16;
	q = (x * 103 >> 10) & UINT64_C(0x000F000F000F000F);
	return q | (x - q * 10) << 8;
}
#define EIGHT_ZEROS UINT64_C(0x3030303030303030) /* added to digits: their letters */
/* A number whose lowest byte is to come first. */
static inline void put_low_first(char *to, uint64_t x)
{
#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
	x = __builtin_bswap64(x);
#endif
	memcpy(to, &x, 8);
}
/* The 16 decimal digits of v (below 10^16). */
static inline void put_16_digits(char *to, uint64_t v)
{
	put_low_first(to, eight_digits((uint32_t)(v / 100000000)) + EIGHT_ZEROS);
	put_low_first(to + 8, eight_digits((uint32_t)(v % 100000000)) + EIGHT_ZEROS);
}
/* The 13 decimal digits of v (below 10^13). */
static inline void put_13_digits(char *to, uint64_t v)
{
	put_low_first(to, (eight_digits((uint32_t)(v / 100000000)) + EIGHT_ZEROS) >> 24);
	put_low_first(to + 5, eight_digits((uint32_t)(v % 100000000)) + EIGHT_ZEROS);
}
/* The decimal digits of v (below 10^8), returns what is behind them; eight bytes are written. */
static inline char *put_short(char *to, uint32_t v)
{
	uint64_t x = eight_digits(v);
	unsigned zeros = (unsigned)__builtin_ctzll(x | UINT64_C(1) << 56) / 8;
	put_low_first(to, (x + EIGHT_ZEROS) >> zeros * 8);
	return to + 8 - zeros;
}
/* Exactly n decimal digits of v at to, zeros in front; returns what is behind them. */
char *buf_digits(char *to, uint64_t v, unsigned n);
/* Exactly n decimal digits of v, zeros in front. */
void buf_addu0(struct buf *b, uint64_t v, unsigned n);
static inline struct str buf_str(const struct buf *b) { return str_of(b->ptr, b->len); }
#endif
