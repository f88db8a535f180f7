#include "engine/name_book.h"

#include "base/par.h"
#include "sheet/sheet.h"

#if defined(__x86_64__)
#include <emmintrin.h>
#endif

#define SLOT_BITS 17

struct name_book *name_book_new(void)
{
	struct name_book *b = calloc(1, sizeof(*b));
	if (!b)
		return NULL;
	/* What is not touched takes no memory. */
	b->word = calloc(BOOK_WORDS + 1, sizeof(*b->word));
	b->text = calloc(BOOK_WORDS + 1, sizeof(*b->text));
	b->len = calloc(BOOK_WORDS + 1, sizeof(*b->len));
	b->slot = calloc((size_t)1 << SLOT_BITS, sizeof(*b->slot));
	if (b->word && b->text && b->len && b->slot)
		return b;
	name_book_free(b);
	return NULL;
}

void name_book_free(struct name_book *b)
{
	if (!b)
		return;
	free(b->word);
	free(b->text);
	free(b->len);
	free(b->slot);
	free(b);
}

/* The number of a word, or 0 and the free slot where it may be put. */
static inline uint32_t number_of(const struct name_book *b, uint64_t low, uint64_t high, size_t *ret_slot)
{
	size_t at = (size_t)(word_hash(low, high) >> (64 - SLOT_BITS));
	for (;;) {
		uint32_t number = __atomic_load_n(&b->slot[at], __ATOMIC_ACQUIRE);
		const struct word *w = &b->word[number];
		if (LIKELY(w->low == low && w->high == high) || !number) {
			*ret_slot = at;
			return number;
		}
		at = (at + 1) & (((size_t)1 << SLOT_BITS) - 1);
	}
}

/* Another thread may be putting the same word in: it takes one slot, and a number that is lost may be anybody's. */
static __attribute__((noinline)) uint32_t put_in(struct name_book *b, uint64_t low, uint64_t high, size_t len)
{
	uint32_t number = 0, have;
	size_t at;
	while ((have = number_of(b, low, high, &at)) == 0) {
		uint16_t none = 0;
		if (!number) {
			number = __atomic_load_n(&b->n, __ATOMIC_RELAXED);
			if (number >= BOOK_WORDS || (number = __atomic_fetch_add(&b->n, 1, __ATOMIC_RELAXED) + 1) > BOOK_WORDS)
				return 0;
			b->word[number].low = low;
			b->word[number].high = high;
			b->len[number] = (uint8_t)len;
		}
		if (__atomic_compare_exchange_n(&b->slot[at], &none, (uint16_t)number, false, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE))
			return number;
	}
	return have;
}

/* Which of the first len bytes at p are blanks, and the one behind them; false when any is neither blank nor a capital letter. ROW_WIDE
 * bytes can be read. */
static inline bool blanks_of(const char *p, size_t len, uint64_t *ret)
{
	uint64_t letter = 0, blank = 0, all = (UINT64_C(1) << len) - 1;
#if defined(__x86_64__)
	for (unsigned i = 0; i < BOOK_NAME_MAX; i += 16) {
		__m128i v = _mm_loadu_si128((const void *)(p + i)), rank = _mm_sub_epi8(v, _mm_set1_epi8('A'));
		letter |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(_mm_min_epu8(rank, _mm_set1_epi8(25)), rank)) << i;
		blank |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(v, _mm_set1_epi8(' '))) << i;
	}
#else
	for (unsigned i = 0; i < len; i++) {
		letter |= (uint64_t)((unsigned char)(p[i] - 'A') < 26) << i;
		blank |= (uint64_t)(p[i] == ' ') << i;
	}
#endif
	*ret = blank | UINT64_C(1) << len;
	return ((letter | blank) & all) == all;
}
_Static_assert(BOOK_NAME_MAX + WORD_MAX <= ROW_WIDE, "the last word may be read whole");

/* grow: NULL, or b. */
static inline __attribute__((always_inline)) uint64_t numbers_of(const struct name_book *b, struct name_book *grow, struct str s, bool wide)
{
	char room[ROW_WIDE];
	const char *p = s.ptr;
	uint64_t blank, words = 0;
	size_t at = 0, slot;
	if (s.len == 0 || s.len > BOOK_NAME_MAX)
		return 0;
	if (UNLIKELY(!wide)) {
		memset(room, 0, sizeof(room));
		memcpy(room, s.ptr, s.len);
		p = room;
	}
	if (UNLIKELY(!blanks_of(p, s.len, &blank)))
		return 0;
	for (unsigned n = 0; at <= s.len; n++) {
		size_t len = (size_t)__builtin_ctzll(blank >> at);
		uint64_t low, high;
		uint32_t number;
		if (UNLIKELY(len - 1 >= WORD_MAX || n == BOOK_NAME_WORDS))
			return 0;
		word_letters(p + at, len, &low, &high);
		number = number_of(b, low, high, &slot);
		if (UNLIKELY(!number) && (!grow || (number = put_in(grow, low, high, len)) == 0))
			return 0;
		words |= (uint64_t)number << 16 * n;
		at += len + 1;
	}
	return words;
}

uint64_t name_book_add(struct name_book *b, struct str s, bool wide) { return numbers_of(b, b, s, wide); }
uint64_t name_book_find(const struct name_book *b, struct str s, bool wide) { return b ? numbers_of(b, NULL, s, wide) : 0; }

struct learning {
	struct name_book *b;
	uint32_t next;
};
#define LEARN_RANGE 64

static void learn_worker(void *ctx, unsigned t)
{
	struct learning *l = ctx;
	(void)t;
	for (;;) {
		uint32_t from = __atomic_fetch_add(&l->next, LEARN_RANGE, __ATOMIC_RELAXED);
		if (from > l->b->n)
			return;
		for (uint32_t i = from; i < from + LEARN_RANGE && i <= l->b->n; i++) {
			char letters[WORD_MAX];
			word_put(letters, &l->b->word[i]);
			word_learn(&l->b->word[i], &l->b->text[i], letters, l->b->len[i]);
		}
	}
}

void name_book_learn(struct name_book *b, unsigned threads)
{
	struct learning l = { b, 1 };
	/* Threads that found it full have counted on. */
	if (b->n > BOOK_WORDS)
		b->n = BOOK_WORDS;
	par_run(threads, learn_worker, &l);
}

bool name_kept_same(const struct name_book *b, struct name_kept x, struct name_kept y)
{
	char rx[BOOK_NAME_ROOM], ry[BOOK_NAME_ROOM];
	if (x.words && y.words)
		return x.words == y.words;
	if ((x.words || y.words) && b->n < BOOK_WORDS)
		return false;
	return str_eq(name_book_text(b, x, rx), name_book_text(b, y, ry));
}
