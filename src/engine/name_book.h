/* The words of the registry's names, each under a number. A name of a few of them is kept as their numbers: eight bytes that tell it from
 * any other, and lead to all that is to be known of its words, which is worked out once for all who bear them. */
#ifndef PADAN_NAME_BOOK_H
#define PADAN_NAME_BOOK_H
#include "engine/name_word.h"
#include "sheet/sheet.h"

#include <pthread.h>
#if defined(__x86_64__)
#include <emmintrin.h>
#endif

#define BOOK_WORDS 65535
#define BOOK_NAME_WORDS 4
#define BOOK_WORD_MAX 14  /* letters of a word */
#define BOOK_NAME_MAX 48  /* bytes of a name */
#define BOOK_NAME_ROOM 96 /* bytes that name_book_text may write to */

/* Where words are found by their letters. high is 0 where none is, else the word's letters behind the eighth and, above, its number. */
struct book_slot {
	uint64_t low, high;
};
#define BOOK_HIGH ((UINT64_C(1) << 48) - 1)
struct book_table {
	struct book_table *smaller; /* what it took the place of, which others may be reading still */
	size_t mask;
	unsigned shift;
	struct book_slot slot[];
};
/* Filled while the registry is read, by several threads at once; only read afterwards. */
struct name_book {
	struct book_table *table;
	struct word *word;      /* by number; 0 is none */
	struct word_text *text;
	uint8_t *len;
	uint32_t n;
	pthread_mutex_t lock;   /* of who puts a word in */
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

/* The number of the word of those letters, 0: it has none (yet). */
static inline uint32_t book_number(const struct name_book *b, uint64_t low, uint64_t high)
{
	const struct book_table *t = __atomic_load_n(&b->table, __ATOMIC_ACQUIRE);
	size_t at = (size_t)(word_hash(low, high) >> t->shift);
	for (;;) {
		uint64_t have = __atomic_load_n(&t->slot[at].high, __ATOMIC_ACQUIRE);
		if (LIKELY((have & BOOK_HIGH) == high && __atomic_load_n(&t->slot[at].low, __ATOMIC_RELAXED) == low) || !have)
			return (uint32_t)(have >> 48);
		at = (at + 1) & t->mask;
	}
}

/* The blanks among the first len bytes at p, as bits, and a bit behind them. ROW_WIDE bytes can be read. */
static inline uint64_t book_blanks(const char *p, size_t len)
{
	uint64_t blank = 0;
#if defined(__x86_64__)
	for (unsigned i = 0; i < BOOK_NAME_MAX && i < len; i += 16)
		blank |= (uint64_t)(uint32_t)_mm_movemask_epi8(
				 _mm_cmpeq_epi8(_mm_loadu_si128((const void *)(p + i)), _mm_set1_epi8(' ')))
			 << i;
#else
	for (unsigned i = 0; i < len; i++)
		blank |= (uint64_t)(p[i] == ' ') << i;
#endif
	return blank | UINT64_C(1) << len;
}

/* The numbers of a name's words; 0 unless it is one to BOOK_NAME_WORDS words that have numbers, one blank between them. ROW_WIDE bytes can
 * be read from s.ptr on. */
static inline uint64_t name_book_find_wide(const struct name_book *b, struct str s)
{
	uint64_t blank, words = 0;
	size_t at = 0;
	if (UNLIKELY(s.len > BOOK_NAME_MAX))
		return 0;
	blank = book_blanks(s.ptr, s.len);
	/* What is found has its letters' bytes, and whatever else a name is made of is not found. */
	for (unsigned n = 0; at <= s.len; n += 16) {
		size_t len = (size_t)__builtin_ctzll(blank >> at);
		uint64_t low, high;
		uint32_t number;
		if (UNLIKELY(len > BOOK_WORD_MAX || n == 16 * BOOK_NAME_WORDS))
			return 0;
		word_letters(s.ptr + at, len, &low, &high);
		number = book_number(b, low, high);
		if (UNLIKELY(!number))
			return 0;
		words |= (uint64_t)number << n;
		at += len + 1;
	}
	return words;
}
/* The same of any name; b may be NULL, which knows no word. */
uint64_t name_book_find(const struct name_book *b, struct str s);
/* The same, and words of capital letters that are unknown are put in, as long as there is room. */
uint64_t name_book_add(struct name_book *b, struct str s);
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
