#include "engine/name_tables.h"

enum rule_place { RULE_ANYWHERE, RULE_START, RULE_INNER, RULE_END };
enum rule_condition { RULE_ALWAYS, RULE_VOWEL, RULE_CONSONANT, RULE_LIQUID, RULE_LONG, RULE_OLD_SIGN };
struct name_rule {
	char from[6], to[4];
	uint8_t nfrom, nto;
	uint8_t place, condition;
	uint8_t kind; /* NAME_H_OLD or NAME_H_FOLD */
	char wide;    /* symbol of the wide form, 0: the rule has one reading */
};
#include "name_tables.gen.h"

#define WORD_LONG 4 /* letters from which RULE_LONG applies: NUH and ALI stay what they are */

const struct name_word *name_word_find(uint64_t key)
{
	size_t i = (size_t)((key * NAME_WORD_MULTIPLIER) >> (64 - NAME_WORD_BITS));
	while (name_words[i].key != 0) {
		if (name_words[i].key == key)
			return &name_words[i];
		i = (i + 1) & (COUNT(name_words) - 1);
	}
	return NULL;
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

/* OE, TJ, SJ or DJ somewhere in the word. */
static bool has_old_sign(const char *w, size_t n)
{
	for (size_t i = 0; i + 1 < n; i++)
		if ((w[i] == 'O' && w[i + 1] == 'E') || (w[i + 1] == 'J' && letter_in(BIT('D') | BIT('S') | BIT('T'), w[i])))
			return true;
	return false;
}

static bool condition_holds(const struct name_rule *r, const char *w, size_t n, size_t after)
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
	case RULE_OLD_SIGN:
		return has_old_sign(w, n);
	}
	return false;
}

/* Goes through the rules that begin with letter i of the word, from rule k - 1 on; NULL when none applies. */
static const struct name_rule *rule_among(unsigned k, const char *w, size_t n, size_t i)
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
		if (r->condition == RULE_ALWAYS || condition_holds(r, w, n, after))
			return r;
	}
	return NULL;
}

/* The rule that applies at letter i of the word, or NULL: most letters have none. */
static inline const struct name_rule *rule_at(const char *w, size_t n, size_t i)
{
	unsigned k = name_rule_pair[w[i] & 31][i + 1 < n ? w[i + 1] & 31 : 0];
	return LIKELY(k == 0) ? NULL : rule_among(k, w, n, i);
}

size_t name_fold(char *dst, const char *src, size_t n, bool *wide)
{
	size_t o = 0;
	char last = '\0';
	for (size_t i = 0; i < n;) {
		const struct name_rule *r = rule_at(src, n, i);
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
		*wide |= r->wide != 0;
		i += r->nfrom;
	}
	if (o == 0 && n > 0)
		dst[o++] = src[0]; /* a rule must not make a word vanish */
	return o;
}

size_t name_fold_wide(char *dst, const char *src, size_t n, struct name_fold_counts *counts)
{
	struct name_fold_counts none = { 0, 0 };
	struct name_fold_counts *t = counts ? counts : &none;
	size_t o = 0;
	for (size_t i = 0; i < n;) {
		const struct name_rule *r = rule_at(src, n, i);
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

uint32_t name_symbol_letters(char c)
{
	if (c >= 'A' && c <= 'Z')
		return UINT32_C(1) << (c - 'A');
	size_t i = (size_t)(c - 'a');
	return i < COUNT(name_readings) ? name_readings[i] : 0;
}
