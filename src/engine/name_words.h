/* Names by their words: what name_prepare says, several times faster. Most names are of ordinary words that come again and
 * again, so each word is folded once and kept; a name with anything else goes the long way. */
#ifndef PADAN_NAME_WORDS_H
#define PADAN_NAME_WORDS_H
#include "engine/name.h"
#include "engine/name_book.h"

/* key, letters, ntoken, flen and code[0..ntoken-1] of struct name_form, and what else the search for candidates asks of every name. */
struct name_brief {
	uint32_t key, letters;
	uint32_t least, most; /* letters that no reading of the name lacks, and that some reading has */
	uint8_t ntoken, flen;
	bool sure; /* no word is an initial, which stands for any letters: least and most hold */
	bool wide; /* some letter may have more than one reading */
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
	unsigned apart_a = (unsigned)__builtin_popcount(a->least & ~b->most), apart_b = (unsigned)__builtin_popcount(b->least & ~a->most);
	unsigned only_a = (unsigned)__builtin_popcount(a->letters & ~b->letters);
	unsigned only_b = (unsigned)__builtin_popcount(b->letters & ~a->letters);
	unsigned la = a->flen, lb = b->flen, shared = la - only_a < lb - only_b ? la - only_a : lb - only_b;
	unsigned need = name_code_first(a->code[0]) == name_code_first(b->code[0]) ? 158 : 174;
	return a->sure && b->sure && apart_a && apart_b && apart_a + apart_b > (a->wide || b->wide ? 6 : 4) && la <= 64 && lb <= 64 &&
	       shared * (la + lb) * 100 < la * lb * need;
}
/* The words met; of one thread. */
struct name_words;
/* NULL: no memory. */
struct name_words *name_words_new(void);
void name_words_free(struct name_words *w);
/* As name_prepare, of a name as rows keep it; w may be NULL, and so may b, a book that was learnt, where there are but texts. */
void name_prepare_kept(struct name_form *f, struct name_words *w, const struct name_book *b, struct name_kept name);
#define NAME_BRIEFS 16
/* In brief, of n names, at most NAME_BRIEFS: in less time than one by one. */
void name_briefs(struct name_brief *ret, struct name_words *w, const struct name_book *b, const struct name_kept *name, size_t n);
#endif
