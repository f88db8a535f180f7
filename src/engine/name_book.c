#include "engine/name_book.h"

#include "base/par.h"

_Static_assert(BOOK_NAME_MAX + WORD_MAX <= ROW_WIDE, "the last word may be read whole");

#define FIRST_BITS 12
static struct book_table *table_new(unsigned bits)
{
	struct book_table *t = calloc(1, sizeof(*t) + sizeof(t->slot[0]) * ((size_t)1 << bits));
	if (t) {
		t->shift = 64 - bits;
		t->mask = ((size_t)1 << bits) - 1;
	}
	return t;
}

struct name_book *name_book_new(void)
{
	struct name_book *b = calloc(1, sizeof(*b));
	if (!b)
		return NULL;
	(void)pthread_mutex_init(&b->lock, NULL);
	b->table = table_new(FIRST_BITS);
	/* What is not touched takes no memory. */
	b->word = calloc(BOOK_WORDS + 1, sizeof(*b->word));
	b->text = calloc(BOOK_WORDS + 1, sizeof(*b->text));
	b->len = calloc(BOOK_WORDS + 1, sizeof(*b->len));
	if (b->table && b->word && b->text && b->len)
		return b;
	name_book_free(b);
	return NULL;
}

void name_book_free(struct name_book *b)
{
	if (!b)
		return;
	while (b->table) {
		struct book_table *smaller = b->table->smaller;
		free(b->table);
		b->table = smaller;
	}
	free(b->word);
	free(b->text);
	free(b->len);
	(void)pthread_mutex_destroy(&b->lock);
	free(b);
}

static void slot_fill(struct book_table *t, uint64_t low, uint64_t high, uint32_t number)
{
	size_t at = (size_t)(word_hash(low, high) >> t->shift);
	while (t->slot[at].high)
		at = (at + 1) & t->mask;
	__atomic_store_n(&t->slot[at].low, low, __ATOMIC_RELAXED);
	__atomic_store_n(&t->slot[at].high, high | (uint64_t)number << 48, __ATOMIC_RELEASE);
}

/* Twice the room, when half of it is taken. False: no memory. */
static bool room_for_one(struct name_book *b)
{
	struct book_table *t = b->table, *larger;
	if (b->n < t->mask / 2)
		return true;
	larger = table_new(64 - t->shift + 1);
	if (!larger)
		return false;
	for (uint32_t i = 1; i <= b->n; i++)
		slot_fill(larger, b->word[i].low, b->word[i].high, i);
	larger->smaller = t;
	__atomic_store_n(&b->table, larger, __ATOMIC_RELEASE);
	return true;
}

/* The number of a word, which it may get now; 0: there is no room. */
static uint32_t put_in(struct name_book *b, uint64_t low, uint64_t high, size_t len)
{
	uint32_t number;
	(void)pthread_mutex_lock(&b->lock);
	number = book_number(b, low, high);
	if (!number && b->n < BOOK_WORDS && room_for_one(b)) {
		number = ++b->n;
		b->word[number].low = low;
		b->word[number].high = high;
		b->len[number] = (uint8_t)len;
		slot_fill(b->table, low, high, number);
	}
	(void)pthread_mutex_unlock(&b->lock);
	return number;
}

uint64_t name_book_find(const struct name_book *b, struct str s)
{
	char room[ROW_WIDE] = { 0 };
	if (!b || s.len == 0 || s.len > BOOK_NAME_MAX)
		return 0;
	memcpy(room, s.ptr, s.len);
	return name_book_find_wide(b, str_of(room, s.len));
}

uint64_t name_book_add(struct name_book *b, struct str s)
{
	char room[ROW_WIDE] = { 0 };
	uint64_t words = 0;
	unsigned n = 0;
	if (s.len == 0 || s.len > BOOK_NAME_MAX)
		return 0;
	memcpy(room, s.ptr, s.len);
	/* All of it first: the words of what is no name in words get no numbers. */
	for (size_t i = 0, from = 0; i <= s.len; i++) {
		if (i == s.len || room[i] == ' ') {
			if (i == from || i - from > BOOK_WORD_MAX || ++n > BOOK_NAME_WORDS)
				return 0;
			from = i + 1;
		} else if (room[i] < 'A' || room[i] > 'Z') {
			return 0;
		}
	}
	for (size_t at = 0, i = 0; i < n; i++) {
		size_t len = (size_t)__builtin_ctzll(book_blanks(room, s.len) >> at);
		uint64_t low, high;
		uint32_t number;
		word_letters(room + at, len, &low, &high);
		number = put_in(b, low, high, len);
		if (!number)
			return 0;
		words |= (uint64_t)number << 16 * i;
		at += len + 1;
	}
	return words;
}

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
