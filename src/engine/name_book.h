/* The words of the registry's names, each under a number. A name of a few of them is kept as their numbers: eight bytes that tell it from
 * any other, and lead to all that is to be known of its words, which is worked out once for all who bear them. */
#ifndef PADAN_NAME_BOOK_H
#define PADAN_NAME_BOOK_H
#include "engine/name_word.h"

#define BOOK_WORDS 65535
#define BOOK_NAME_WORDS 4
#define BOOK_NAME_MAX 48  /* bytes of a name that is looked up */
#define BOOK_NAME_ROOM 96 /* bytes that name_book_text may write to */

/* Filled while the registry is read, by several threads at once; only read afterwards. */
struct name_book {
	struct word *word;      /* by number; 0 is none */
	struct word_text *text;
	uint8_t *len;
	uint16_t *slot;         /* numbers by the letters' hash, 0: free */
	uint32_t n;
};
/* A name as rows keep it. */
struct name_kept {
	uint64_t words;  /* their numbers, 16 bits each, the first lowest; 0: the name is text */
	struct str text; /* bytes of the file */
};
#define NAME_NUMBER 0xFFFF
/* One that stands among texts: eight bytes of numbers, or len bytes of the file. */
static inline struct name_kept name_kept_at(const char *p, bool words, size_t len)
{
	struct name_kept n = { 0 };
	if (words)
		memcpy(&n.words, p, sizeof(n.words));
	else
		n.text = str_of(p, len);
	return n;
}
/* NULL: no memory. */
struct name_book *name_book_new(void);
void name_book_free(struct name_book *b);
/* The numbers of a name's words; 0 for a name of anything but at most BOOK_NAME_WORDS words of capital letters, one blank between them.
 * wide: ROW_WIDE bytes can be read from s.ptr on. add puts unknown words in, as long as there is room; find (b may be NULL) says 0 of
 * them. */
uint64_t name_book_add(struct name_book *b, struct str s, bool wide);
uint64_t name_book_find(const struct name_book *b, struct str s, bool wide);
/* Works out what is to be known of all words; once, when the last was added. */
void name_book_learn(struct name_book *b, unsigned threads);
/* Writes the name of some words, and zeros behind it within BOOK_NAME_ROOM; returns where it ends. All four are written, whether there are
 * so many or not: how many comes next, no processor foretells. */
static inline char *name_book_put(const struct name_book *b, uint64_t words, char *to)
{
	word_put(to, &b->word[words & NAME_NUMBER]);
	to += b->len[words & NAME_NUMBER];
	for (int i = 1; i < BOOK_NAME_WORDS; i++) {
		words >>= 16;
		*to = ' ';
		to += words != 0;
		word_put(to, &b->word[words & NAME_NUMBER]);
		to += b->len[words & NAME_NUMBER];
	}
	return to;
}
/* The bytes of any kept name; those of words are put into room. */
static inline struct str name_book_text(const struct name_book *b, struct name_kept n, char room[BOOK_NAME_ROOM])
{
	return n.words ? str_of(room, (size_t)(name_book_put(b, n.words, room) - room)) : n.text;
}
/* The same to the byte. A text whose words all have numbers is no text, but for those read when the book was filled up. */
bool name_kept_same(const struct name_book *b, struct name_kept x, struct name_kept y);
#endif
