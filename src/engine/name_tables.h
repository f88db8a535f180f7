/* The name tables of data/nama-*.tsv as constants, and reading letters by them. Private to name_*.c. */
#ifndef PADAN_NAME_TABLES_H
#define PADAN_NAME_TABLES_H
#include "engine/name.h"

/* Letters of several words written together, abbreviations written out. */
#define NAME_JOINED_MAX (2 * NAME_LETTERS_MAX)

enum name_place { NAME_ANY, NAME_FIRST, NAME_NOT_LAST };
enum name_mark { NAME_NO_MARK, NAME_BIN, NAME_BIN_INNER, NAME_BORU, NAME_ALIAS, NAME_ALIAS_DOT };
enum name_hint { NAME_HINT_NONE = 1, NAME_HINT_DECEASED, NAME_HINT_NEWBORN };

/* What the tables know of a word. front, back: enum name_hint, 0: no title. */
struct name_word {
	uint64_t key;                           /* name_pack of the word; 0: free slot */
	uint8_t front, back, mark, abbr, place; /* abbr: index of the word written out, 0: none */
	bool back_apart;                        /* a title behind the name only when written in several parts */
};
#define NAME_PACK_MAX 12
#define NAME_TITLE_WORDS 5   /* S.KEP., NS. and A.MD.KEB. are several words */
#define NAME_TITLE_LETTERS 4 /* of each of them */
static inline uint64_t name_pack_add(uint64_t key, char c) { return key << 5 | ((unsigned char)c & 31); }

/* The entry of a packed word of at most NAME_PACK_MAX letters, or NULL. */
const struct name_word *name_word_find(uint64_t key);
/* True when the letters of some title behind the name are more than those n and end with them. */
bool name_back_ends(uint64_t pack, size_t n);
/* True when a word of so many letters can end a group of titles behind a name. */
bool name_back_possible(size_t letters);
/* The word an abbreviation stands for (abbr as in struct name_word). */
struct str name_written_out_word(uint8_t abbr);

/* True when a word has OE, TJ, SJ or DJ. */
bool name_old_spelling(const char *w, size_t n);
/* Folds the capital letters of one word. old: some word of the name has old spelling. dst has room for 2 * n + 2
 * letters; the result never has more. *wide becomes true when a letter with more than one reading was met. Returns the
 * letters written. */
size_t name_fold(char *dst, const char *src, size_t n, bool old, bool *wide);
/* NAME_H_OLD and NAME_H_FOLD: the kinds of letter rules that tell two words apart which fold alike. */
uint16_t name_spelling_habits(struct str a, bool old_a, struct str b, bool old_b);
/* Letters with several readings: true when at each place some reading of both words agrees. folded_equal: the plain
 * folded forms are the same, which stands when the readings cannot be laid side by side. */
bool name_spelling_alike(struct str a, bool old_a, struct str b, bool old_b, bool folded_equal);
#endif
