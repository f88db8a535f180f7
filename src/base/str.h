/* struct str: a slice that never owns. */
#ifndef PADAN_STR_H
#define PADAN_STR_H
#include "base/base.h"

struct str {
	const char *ptr;
	size_t len;
};
#define S(lit) ((struct str){ "" lit, sizeof(lit) - 1 })
#define STR_NONE ((struct str){ NULL, 0 })

/* A literal in a table. */
#define STR_LIT(text) { text, sizeof(text) - 1 }
static inline struct str str_of(const char *ptr, size_t len) { return (struct str){ ptr, len }; }
static inline struct str str_c(const char *c) { return (struct str){ c, c ? strlen(c) : 0 }; }
static inline bool str_eq(struct str a, struct str b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}
/* The same, without a call where the texts have the same address, or another length, end or beginning: for keys. */
static inline bool str_same(struct str a, struct str b)
{
	if (a.len != b.len)
		return false;
	if (a.ptr == b.ptr || a.len == 0)
		return true;
	return a.ptr[a.len - 1] == b.ptr[b.len - 1] && a.ptr[0] == b.ptr[0] && memcmp(a.ptr, b.ptr, a.len) == 0;
}
static inline bool ch_digit(char c) { return c >= '0' && c <= '9'; }
static inline bool ch_alpha(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }
static inline char ch_upper(char c) { return c >= 'a' && c <= 'z' ? (char)(c - 32) : c; }

/* Bytewise order; a shorter prefix comes first. */
int str_cmp(struct str a, struct str b);
/* Equal when ASCII letters are compared without case. */
bool str_ieq(struct str a, struct str b);
bool str_starts(struct str s, struct str prefix);
bool str_istarts(struct str s, struct str prefix);
/* A letter of ASCII, a digit or a mark: no white space, and no part of one. */
static inline bool ch_solid(char c) { return c > ' ' && c < 0x7F; }
struct str str_trim_long(struct str s);
/* Without white space at both ends: ASCII blanks, tab, CR, LF, and the no-break spaces U+00A0, U+202F, U+FEFF in
 * UTF-8. */
static inline struct str str_trim(struct str s)
{
	return s.len && ch_solid(s.ptr[0]) && ch_solid(s.ptr[s.len - 1]) ? s : str_trim_long(s);
}
struct str str_unspreadsheet_long(struct str s);
/* What a spreadsheet left around a value: outer blanks, a leading apostrophe (straight or curly, single or doubled),
 * and the formula text ="..." (as it stands once CSV quotes are undone). The slice points into s. */
static inline struct str str_unspreadsheet(struct str s)
{
	/* Nothing to take off behind a letter or digit and before what is no blank: nearly always. */
	if (s.len && (ch_alpha(s.ptr[0]) || ch_digit(s.ptr[0])) && ch_solid(s.ptr[s.len - 1]))
		return s;
	return str_unspreadsheet_long(s);
}
/* Number of leading bytes that are valid UTF-8; s.len when all are. Overlong forms, surrogates and values above
 * U+10FFFF are not valid. */
size_t str_utf8_valid(struct str s);
/* True when s is all ASCII digits and not empty. */
bool str_digits(struct str s);
/* The bytes of a short text: in two overlapping pieces, without the start-up of a general copy. */
static inline void str_copy(char *to, struct str s)
{
	size_t n = s.len;
	if (n > 16) {
		for (size_t i = 0; i < n - 16; i += 16)
			memcpy(to + i, s.ptr + i, 16);
		memcpy(to + n - 16, s.ptr + n - 16, 16);
	} else if (n >= 8) {
		memcpy(to, s.ptr, 8);
		memcpy(to + n - 8, s.ptr + n - 8, 8);
	} else if (n >= 4) {
		memcpy(to, s.ptr, 4);
		memcpy(to + n - 4, s.ptr + n - 4, 4);
	} else {
		for (size_t i = 0; i < n; i++)
			to[i] = s.ptr[i];
	}
}
/* The n (at most 8) bytes at p as a number whose lowest byte is the first. */
static inline uint64_t str_word(const char *p, size_t n)
{
	uint64_t v = 0;
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	memcpy(&v, p, n);
#else
	for (size_t i = 0; i < n; i++)
		v |= (uint64_t)(unsigned char)p[i] << 8 * i;
#endif
	return v;
}
/* Eight digits in a word of str_word as four numbers of two, 16 bits each, the first lowest; false when a byte is no digit. */
static inline bool word_pairs(uint64_t v, uint64_t *ret)
{
	*ret = (v & UINT64_C(0x0F0F0F0F0F0F0F0F)) * 2561 >> 8 & UINT64_C(0x00FF00FF00FF00FF);
	return ((v & UINT64_C(0xF0F0F0F0F0F0F0F0)) | (((v + UINT64_C(0x0606060606060606)) & UINT64_C(0xF0F0F0F0F0F0F0F0)) >> 4)) ==
	       UINT64_C(0x3333333333333333);
}
/* Such four numbers as one: fours, then eight. */
static inline uint32_t pairs_number(uint64_t v)
{
	v = v * 6553601 >> 16;
	return (uint32_t)((v & UINT64_C(0x0000FFFF0000FFFF)) * UINT64_C(42949672960001) >> 32);
}
/* The eight bytes at p as a number; false when one is no digit. */
static inline bool str_eight(const char *p, uint32_t *ret)
{
	uint64_t pairs;
	if (!word_pairs(str_word(p, 8), &pairs))
		return false;
	*ret = pairs_number(pairs);
	return true;
}
#endif
