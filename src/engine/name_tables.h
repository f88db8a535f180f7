/* The name tables of data/nama-*.tsv as constants, and reading letters by them. Private to name_*.c. */
#ifndef PADAN_NAME_TABLES_H
#define PADAN_NAME_TABLES_H
#include "engine/name.h"

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
static inline uint64_t name_pack_add(uint64_t key, char c) { return key << 5 | ((unsigned char)c & 31); }

/* The entry of a packed word of at most NAME_PACK_MAX letters, or NULL. */
const struct name_word *name_word_find(uint64_t key);
/* True when a word of so many letters can end a group of titles behind a name. */
bool name_back_possible(size_t letters);
/* The word an abbreviation stands for (abbr as in struct name_word). */
struct str name_written_out_word(uint8_t abbr);

/* How often rules of each kind changed letters. */
struct name_fold_counts {
	uint8_t old, fold;
};
/* True when a word has OE, TJ, SJ or DJ. */
bool name_old_spelling(const char *w, size_t n);
/* Folds the capital letters of one word. old: some word of the name has old spelling. dst has room for 2 * n + 2 letters;
 * the result never has more. *wide becomes true when a letter with more than one reading was met. Returns the letters
 * written. */
size_t name_fold(char *dst, const char *src, size_t n, bool old, bool *wide);
/* The same, slower: letters with several readings stay symbols ('a' ...), counts (may be NULL) tells what rules did. */
size_t name_fold_wide(char *dst, const char *src, size_t n, bool old, struct name_fold_counts *counts);
/* Letters (bit i: 'A' + i) a letter or symbol may stand for. */
uint32_t name_symbol_letters(char c);
#endif
