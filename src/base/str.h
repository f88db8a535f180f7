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
/* Without white space at both ends: ASCII blanks, tab, CR, LF, and the no-break spaces U+00A0, U+202F, U+FEFF in
 * UTF-8. */
struct str str_trim(struct str s);
/* What a spreadsheet left around a value: outer blanks, a leading apostrophe (straight or curly, single or doubled),
 * and the formula text ="..." (as it stands once CSV quotes are undone). The slice points into s. */
struct str str_unspreadsheet(struct str s);
/* Number of leading bytes that are valid UTF-8; s.len when all are. Overlong forms, surrogates and values above
 * U+10FFFF are not valid. */
size_t str_utf8_valid(struct str s);
/* True when s is all ASCII digits and not empty. */
bool str_digits(struct str s);
#endif
