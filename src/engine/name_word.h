/* What is kept of a word of names: of name_words.c, which meets words as they come, and of name_book.c, which has them under numbers. */
#ifndef PADAN_NAME_WORD_H
#define PADAN_NAME_WORD_H
#include "base/str.h"

#define WORD_MAX 16   /* letters of a kept word */
#define FOLDED_MAX 20 /* and folded */

/* What every name asks of a word, half a line of the cache. low and high are its letters (word_letters); both 0: none. */
struct word {
	uint64_t low, high;
	uint64_t sum;      /* hash_u64 of the token, what the key is made of */
	uint32_t letters;
	uint8_t code, flen;
	uint8_t kind;      /* enum word_kind */
	uint8_t marks;     /* WORD_OLD ... */
};
/* What a name with such a word takes. */
enum word_kind {
	WORD_UNKNOWN, /* the long way: the tables tell more of it than is told here, or its folded form is too long */
	WORD_PLAIN,   /* no table knows it */
	WORD_SHORT,   /* an abbreviation, the same wherever it stands */
	WORD_FRONT,   /* a title where the name begins, an ordinary word elsewhere */
	WORD_BIN,     /* what follows is the father */
	WORD_BORU,    /* what follows is the clan */
};
/* WORD_OLD and WORD_JAY, old spelling and a J, together change how the whole name is read. WORD_MARKED: a name that begins with it may
 * bear a mark (BY NY, ALM). WORD_TAIL: with other words before it, it may be a title. WORD_ODD: neither WORD_PLAIN nor WORD_SHORT. */
enum { WORD_OLD = 1, WORD_JAY = 2, WORD_WIDE = 4, WORD_MARKED = 8, WORD_TAIL = 16, WORD_ODD = 32 };
_Static_assert(sizeof(struct word) == 32, "two words of a line");
/* And what only the whole form asks. */
struct word_text {
	uint32_t token;
	uint8_t abbr;      /* of an abbreviation, as in struct name_form */
	char folded[FOLDED_MAX];
};

/* Of the two numbers of n letters, which bits are theirs. */
static const uint64_t word_keep[WORD_MAX + 1][2] = {
	{ 0, 0 },
	{ 0xFF, 0 },
	{ 0xFFFF, 0 },
	{ 0xFFFFFF, 0 },
	{ 0xFFFFFFFF, 0 },
	{ 0xFFFFFFFFFF, 0 },
	{ 0xFFFFFFFFFFFF, 0 },
	{ 0xFFFFFFFFFFFFFF, 0 },
	{ UINT64_MAX, 0 },
	{ UINT64_MAX, 0xFF },
	{ UINT64_MAX, 0xFFFF },
	{ UINT64_MAX, 0xFFFFFF },
	{ UINT64_MAX, 0xFFFFFFFF },
	{ UINT64_MAX, 0xFFFFFFFFFF },
	{ UINT64_MAX, 0xFFFFFFFFFFFF },
	{ UINT64_MAX, 0xFFFFFFFFFFFFFF },
	{ UINT64_MAX, UINT64_MAX },
};
/* The n letters at w, at most WORD_MAX, as two numbers, the first one lowest, zeros behind. Sixteen bytes can be read there. */
static inline void word_letters(const char *w, size_t n, uint64_t *ret_low, uint64_t *ret_high)
{
	uint64_t low, high;
	memcpy(&low, w, 8);
	memcpy(&high, w + 8, 8);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	low = __builtin_bswap64(low);
	high = __builtin_bswap64(high);
#endif
	*ret_low = low & word_keep[n][0];
	*ret_high = high & word_keep[n][1];
}
/* The other way: always WORD_MAX bytes, zeros behind. */
static inline void word_put(char *to, const struct word *w)
{
	uint64_t low = w->low, high = w->high;
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	low = __builtin_bswap64(low);
	high = __builtin_bswap64(high);
#endif
	memcpy(to, &low, 8);
	memcpy(to + 8, &high, 8);
}
/* Letter i, 0 behind the last. */
static inline char word_letter(const struct word *w, size_t i) { return (char)((i < 8 ? w->low >> 8 * i : w->high >> 8 * (i - 8)) & 0xFF); }
static inline uint64_t word_hash(uint64_t low, uint64_t high) { return (low ^ high * 31) * UINT64_C(0xd6e8feb86659fd93); }
/* Fills in all but low and high of a word of n capital letters. */
void word_learn(struct word *c, struct word_text *text, const char *w, size_t n);
#endif
