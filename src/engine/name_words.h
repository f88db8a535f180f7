/* Names by their words: what name_prepare says, several times faster. Most names are of ordinary words that come again and
 * again, so each word is folded once and kept; a name with anything else goes the long way. */
#ifndef PADAN_NAME_WORDS_H
#define PADAN_NAME_WORDS_H
#include "engine/name.h"

/* key, letters, ntoken, flen, wide and code[0..ntoken-1] of struct name_form: what the search for candidates asks of every name. */
struct name_brief {
	uint32_t key, letters;
	uint8_t ntoken, flen;
	bool plain; /* surely nothing but main words, none of them an initial */
	bool wide;
	uint8_t code[NAME_TOKENS_MAX];
};
/* Class of the letter a code's word begins with. */
static inline unsigned name_code_first(uint8_t code) { return (code - 1U) / NAME_CODE_NEXT; }
/* True only when name_compare would say NAME_FAR or NAME_ABSENT, told from the letters two names do not share: so many that no reading
 * can fit (may_fit in name_compare.c), neither name is part of the other, and, were all the others in their places, Jaro-Winkler would
 * still be below .92. That needs shared/la + shared/lb of at least 1.6 when all of the first four letters are alike, and 1.76 when the
 * first one is not; what lies within a hundredth or two of it is left to name_compare. */
static inline bool name_brief_far(const struct name_brief *a, const struct name_brief *b)
{
	unsigned only_a = (unsigned)__builtin_popcount(a->letters & ~b->letters);
	unsigned only_b = (unsigned)__builtin_popcount(b->letters & ~a->letters);
	unsigned la = a->flen, lb = b->flen, shared = la - only_a < lb - only_b ? la - only_a : lb - only_b;
	unsigned need = name_code_first(a->code[0]) == name_code_first(b->code[0]) ? 158 : 174;
	return a->plain && b->plain && only_a + only_b > (a->wide || b->wide ? 6 : 4) && only_a && only_b && la <= 64 && lb <= 64 &&
	       shared * (la + lb) * 100 < la * lb * need;
}
/* The words met; of one thread. */
struct name_words;
/* NULL: no memory. */
struct name_words *name_words_new(void);
void name_words_free(struct name_words *w);
/* As name_prepare; w may be NULL. */
void name_prepare_words(struct name_form *f, struct name_words *w, struct str raw);
void name_brief(struct name_brief *ret, struct name_words *w, struct str raw);
#define NAME_BRIEFS 16
/* Of n names, at most NAME_BRIEFS, in less time than one by one. */
void name_briefs(struct name_brief *ret, struct name_words *w, const struct str *raw, size_t n);
#endif
