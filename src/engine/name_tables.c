#include "engine/name_tables.h"

enum rule_place { RULE_ANYWHERE, RULE_START, RULE_INNER, RULE_END };
enum rule_condition { RULE_ALWAYS, RULE_VOWEL, RULE_CONSONANT, RULE_LIQUID, RULE_LONG, RULE_SHORT,
		      RULE_OLD_WORD, RULE_OLD_NAME };
struct name_rule {
	char from[6], to[4];
	uint8_t nfrom, nto;
	uint8_t place, condition;
	uint8_t kind; /* NAME_H_OLD or NAME_H_FOLD */
	char wide;    /* symbol of the wide form, 0: what the rule gives is all there is to it */
	bool several; /* the symbol has several readings */
};
#include "name_tables.gen.h"

#define WORD_LONG 5  /* RULE_LONG: so many letters or more */
#define WORD_SHORT 5 /* RULE_SHORT: so many or fewer */

const struct name_word *name_word_find(uint64_t key)
{
	size_t i = (size_t)((key * NAME_WORD_MULTIPLIER) >> (64 - NAME_WORD_BITS));
	while (name_word_used[i / 64] >> (i % 64) & 1) {
		if (name_words[i].key == key)
			return &name_words[i];
		i = (i + 1) & (COUNT(name_words) - 1);
	}
	return NULL;
}

bool name_back_ends(uint64_t pack, size_t n)
{
	for (size_t i = 0; i < COUNT(name_words); i++)
		if (name_words[i].back && name_words[i].key >> 5 * n && (name_words[i].key & ((UINT64_C(1) << 5 * n) - 1)) == pack)
			return true;
	return false;
}

bool name_back_possible(size_t letters)
{
	return letters <= NAME_BACK_LETTERS;
}

struct str name_written_out_word(uint8_t abbr)
{
	assert(abbr < COUNT(name_written_out));
	return str_c(name_written_out[abbr]);
}

#define BIT(c) (UINT32_C(1) << ((c) & 31))
#define VOWELS (BIT('A') | BIT('E') | BIT('I') | BIT('O') | BIT('U'))

static inline bool letter_in(uint32_t set, char c)
{
	return set >> (c & 31) & 1;
}

bool name_old_spelling(const char *w, size_t n)
{
	for (size_t i = 0; i + 1 < n; i++)
		if ((w[i] == 'O' && w[i + 1] == 'E') || (w[i + 1] == 'J' && letter_in(BIT('D') | BIT('S') | BIT('T'), w[i])))
			return true;
	return false;
}

static bool condition_holds(const struct name_rule *r, const char *w, size_t n, size_t after, bool old)
{
	char next = after < n ? w[after] : '\0';
	switch ((enum rule_condition)r->condition) {
	case RULE_ALWAYS:
		return true;
	case RULE_VOWEL:
		return letter_in(VOWELS, next);
	case RULE_CONSONANT:
		return !letter_in(VOWELS | BIT('Y') | BIT('\0'), next);
	case RULE_LIQUID:
		return next == 'L' || next == 'R';
	case RULE_LONG:
		return n >= WORD_LONG;
	case RULE_SHORT:
		return n <= WORD_SHORT;
	case RULE_OLD_WORD:
		return old && name_old_spelling(w, n);
	case RULE_OLD_NAME:
		return old;
	}
	return false;
}

/* Goes through the rules that begin with letter i of the word, from rule k - 1 on; NULL when none applies. */
static const struct name_rule *rule_among(unsigned k, const char *w, size_t n, size_t i, bool old)
{
	for (const struct name_rule *r = &name_rules[k - 1]; r < name_rules + COUNT(name_rules); r++) {
		size_t after = i + r->nfrom;
		if (r->from[0] != w[i])
			break;
		if (after > n || (r->nfrom > 1 && w[i + 1] != r->from[1]) ||
		    (r->nfrom > 2 && memcmp(w + i, r->from, r->nfrom) != 0))
			continue;
		if ((r->place == RULE_START && i != 0) || (r->place == RULE_INNER && i == 0) ||
		    (r->place == RULE_END && after != n))
			continue;
		if (r->condition == RULE_ALWAYS || condition_holds(r, w, n, after, old))
			return r;
	}
	return NULL;
}

/* The rule that applies at letter i of the word, or NULL: most letters have none. */
static inline const struct name_rule *rule_at(const char *w, size_t n, size_t i, bool old)
{
	unsigned k = name_rule_pair[w[i] & 31][i + 1 < n ? w[i + 1] & 31 : 0];
	return LIKELY(k == 0) ? NULL : rule_among(k, w, n, i, old);
}

size_t name_fold(char *dst, const char *src, size_t n, bool old, bool *wide)
{
	size_t o = 0;
	char last = '\0';
	for (size_t i = 0; i < n;) {
		const struct name_rule *r = rule_at(src, n, i, old);
		if (!r) {
			char c = src[i++];
			dst[o] = c;
			o += c != last; /* doubled letters become one */
			last = c;
			continue;
		}
		for (unsigned k = 0; k < r->nto; k++) {
			dst[o] = r->to[k];
			o += r->to[k] != last;
			last = r->to[k];
		}
		*wide |= r->several;
		i += r->nfrom;
	}
	if (o == 0 && n > 0)
		dst[o++] = src[0]; /* a rule must not make a word vanish */
	return o;
}

/* How often rules of each kind changed letters. */
struct fold_counts {
	uint8_t old, fold;
};

/* Folds as name_fold does, but letters with several readings become symbols ('a' ...); counts what rules did. */
static size_t fold_wide(char *dst, const char *src, size_t n, bool old, struct fold_counts *t)
{
	size_t o = 0;
	for (size_t i = 0; i < n;) {
		const struct name_rule *r = rule_at(src, n, i, old);
		const char *to = r ? r->to : src + i;
		size_t nto = r ? r->nto : 1;
		if (r && r->wide) {
			to = &r->wide;
			nto = 1;
		}
		for (size_t k = 0; k < nto; k++) {
			if (o > 0 && dst[o - 1] == to[k])
				t->fold++;
			else
				dst[o++] = to[k];
		}
		if (r && r->kind == NAME_H_OLD)
			t->old++;
		else if (r)
			t->fold++;
		i += r ? r->nfrom : 1;
	}
	if (o == 0 && n > 0)
		dst[o++] = src[0];
	return o;
}

/* Letters (bit i: 'A' + i) a letter or symbol may stand for. */
static uint32_t symbol_letters(char c)
{
	if (c >= 'A' && c <= 'Z')
		return name_letter_readings[c - 'A'];
	size_t i = (size_t)(c - 'a');
	return i < COUNT(name_symbol_readings) ? name_symbol_readings[i] : 0;
}

uint16_t name_spelling_habits(struct str a, bool old_a, struct str b, bool old_b)
{
	char buf[2 * NAME_JOINED_MAX + 2];
	struct fold_counts x = { 0, 0 }, y = { 0, 0 };
	if (str_eq(a, b))
		return 0;
	(void)fold_wide(buf, a.ptr, a.len, old_a, &x);
	(void)fold_wide(buf, b.ptr, b.len, old_b, &y);
	uint16_t h = 0;
	if (x.old != y.old)
		h |= NAME_H_OLD;
	if (x.fold != y.fold || h == 0)
		h |= NAME_H_FOLD;
	return h;
}

/* The letters (bit i: 'A' + i) that what fold_wide makes of a word may begin with; all when a rule makes nothing of its beginning. */
static uint32_t first_letters(struct str s, bool old)
{
	const struct name_rule *r = s.len ? rule_at(s.ptr, s.len, 0, old) : NULL;
	if (s.len == 0 || (r && !r->wide && r->nto == 0))
		return UINT32_MAX;
	return symbol_letters(!r ? s.ptr[0] : r->wide ? r->wide : r->to[0]);
}

bool name_spelling_alike(struct str a, bool old_a, struct str b, bool old_b, bool folded_equal)
{
	char x[2 * NAME_JOINED_MAX + 2], y[2 * NAME_JOINED_MAX + 2];
	struct fold_counts unused = { 0, 0 };
	if (old_a == old_b && str_eq(a, b))
		return true;
	if (!folded_equal && !(first_letters(a, old_a) & first_letters(b, old_b)))
		return false;
	size_t n = fold_wide(x, a.ptr, a.len, old_a, &unused);
	if (n != fold_wide(y, b.ptr, b.len, old_b, &unused))
		return folded_equal;
	for (size_t i = 0; i < n; i++)
		if ((symbol_letters(x[i]) & symbol_letters(y[i])) == 0)
			return false;
	return true;
}
