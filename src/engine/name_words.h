/* Names by their words: what name_prepare says, several times faster. Most names are of ordinary words that come again and
 * again, so each word is folded once and kept; a name with anything else goes the long way. */
#ifndef PADAN_NAME_WORDS_H
#define PADAN_NAME_WORDS_H
#include "engine/name.h"

/* ntoken, key and code[0..ntoken-1] of struct name_form: what the search for candidates asks of every name. */
struct name_brief {
	uint32_t key;
	uint8_t ntoken;
	uint8_t code[NAME_TOKENS_MAX];
};
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
