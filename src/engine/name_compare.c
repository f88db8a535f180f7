/* Comparing two prepared names. docs/names.md tells the steps. Everything here works on the pair put in a fixed order
 * first, so that the result cannot depend on which name came first. */
#include "engine/name_distance.h"
#include "engine/name_tables.h"

#define TYPO_FOLDED_MIN 8  /* letters a folded name needs before a typing error is allowed on top of other habits */
#define TYPO_WORD_MIN 6    /* letters the word needs when it is both folded and mistyped */
#define TYPO_MOVED_MIN 4   /* letters the word needs when it is both moved and mistyped */
#define NEAR_SCORE 920
#define FATHER_SCORE 850   /* fathers' names less alike than this contradict */
#define VIEWS_MAX 7
#define SCORE_HABIT 990
#define SCORE_TYPO 950
#define SCORE_STEP 5       /* for each further habit */
#define SCORE_NEAR_MIN 700
#define SCORE_NEAR_MAX 940
#define SCORE_FAR_MAX (NEAR_SCORE - 1)

#define JOINED_MAX NAME_JOINED_MAX

/* Some of the words of a form, in the order in which they are to be read. */
struct view {
	const struct name_form *f;
	uint8_t n;
	uint8_t at[NAME_TOKENS_MAX];
	uint16_t why;  /* NAME_H_* that this reading needs */
	bool complete; /* words behind these are left out on purpose (a father, a clan): nothing is missing */
};

static struct str word_clean(const struct name_form *f, unsigned i)
{
	return str_of(f->clean + f->start[i], f->wlen[i]);
}
static struct str word_folded(const struct name_form *f, unsigned i)
{
	return str_of(f->folded + f->fstart[i], f->fwlen[i]);
}
/* The word with an abbreviation written out, spelling as it is. */
static struct str word_full(const struct name_form *f, unsigned i)
{
	return f->abbr[i] ? name_written_out_word(f->abbr[i]) : word_clean(f, i);
}

/* ---- two views word by word ---- */

struct match {
	const struct view *a, *b;
	uint8_t to_b[NAME_TOKENS_MAX]; /* word of b that a's word is, or FREE */
	bool taken[NAME_TOKENS_MAX];   /* b's words */
	uint8_t free_a, free_b;        /* words without partner */
	uint16_t initials;             /* words of a whose partner they are by first letter */
	bool whole;                    /* some partner is a whole word */
	uint16_t habits;
};
#define FREE 255

static uint16_t word_habits(const struct name_form *a, unsigned i, const struct name_form *b, unsigned j)
{
	if (str_eq(word_clean(a, i), word_clean(b, j)))
		return 0;
	uint16_t h = a->abbr[i] || b->abbr[j] ? NAME_H_ABBREV : 0;
	return h | name_spelling_habits(word_full(a, i), a->old, word_full(b, j), b->old);
}

static bool is_initial(const struct name_form *f, unsigned i)
{
	return f->wlen[i] == 1;
}

/* One of the words is the other's first letter, as written or as folded. */
static bool initial_fits(const struct name_form *a, unsigned i, const struct name_form *b, unsigned j)
{
	if (!is_initial(a, i) && !is_initial(b, j))
		return false;
	char x = a->clean[a->start[i]], y = b->clean[b->start[j]];
	return x == y || (!a->abbr[i] && !b->abbr[j] && a->folded[a->fstart[i]] == b->folded[b->fstart[j]]);
}

enum pairing { PAIR_FOLDED, PAIR_WIDE, PAIR_INITIAL };
static bool words_pair(enum pairing how, const struct name_form *a, unsigned i, const struct name_form *b, unsigned j)
{
	switch (how) {
	case PAIR_FOLDED:
		/* Z and SY both fold to S, yet they are not each other. */
		return a->token[i] == b->token[j] && str_eq(word_folded(a, i), word_folded(b, j)) &&
		       ((!a->wide && !b->wide) ||
			name_spelling_alike(word_full(a, i), a->old, word_full(b, j), b->old, true));
	case PAIR_WIDE:
		return name_spelling_alike(word_full(a, i), a->old, word_full(b, j), b->old, false);
	case PAIR_INITIAL:
		return initial_fits(a, i, b, j);
	}
	return false;
}

/* Gives partners to free words; a word's own place is tried first. */
static void pair_words(struct match *m, enum pairing how)
{
	const struct view *a = m->a, *b = m->b;
	for (unsigned i = 0; i < a->n; i++) {
		unsigned found = FREE;
		if (m->to_b[i] != FREE)
			continue;
		if (i < b->n && !m->taken[i] && words_pair(how, a->f, a->at[i], b->f, b->at[i]))
			found = i;
		for (unsigned j = 0; j < b->n && found == FREE; j++)
			if (!m->taken[j] && words_pair(how, a->f, a->at[i], b->f, b->at[j]))
				found = j;
		if (found == FREE)
			continue;
		m->to_b[i] = (uint8_t)found;
		m->taken[found] = true;
		m->free_a--;
		m->free_b--;
		if (how == PAIR_INITIAL) {
			m->initials |= (uint16_t)(1U << i);
			m->habits |= NAME_H_INITIAL;
		} else {
			m->whole |= !is_initial(a->f, a->at[i]) || !is_initial(b->f, b->at[found]);
			m->habits |= word_habits(a->f, a->at[i], b->f, b->at[found]);
		}
	}
}

/* True when the partners stand in the same order on both sides. */
static bool in_order(const struct match *m)
{
	unsigned next = 0;
	for (unsigned i = 0; i < m->a->n; i++) {
		if (m->to_b[i] == FREE)
			continue;
		if (m->to_b[i] < next)
			return false;
		next = m->to_b[i];
	}
	return true;
}

/* The free words of one side written together, spelling as it is. Returns the letters. */
static size_t join_free(char *dst, const struct match *m, bool side_b, unsigned n)
{
	const struct view *v = side_b ? m->b : m->a;
	size_t len = 0;
	for (unsigned i = 0; i < n; i++) {
		if (side_b ? m->taken[i] : m->to_b[i] != FREE)
			continue;
		struct str w = word_full(v->f, v->at[i]);
		if (len + w.len > JOINED_MAX)
			break;
		memcpy(dst + len, w.ptr, w.len);
		len += w.len;
	}
	return len;
}

/* Words with partners before the first word without; where these differ, joining them changes the order too. */
static unsigned partners_before(const struct match *m, bool side_b)
{
	unsigned i = 0, n = side_b ? m->b->n : m->a->n;
	while (i < n && (side_b ? m->taken[i] : m->to_b[i] != FREE))
		i++;
	return i;
}

static bool free_initial(const struct match *m)
{
	for (unsigned i = 0; i < m->a->n; i++)
		if (m->to_b[i] == FREE && is_initial(m->a->f, m->a->at[i]))
			return true;
	for (unsigned j = 0; j < m->b->n; j++)
		if (!m->taken[j] && is_initial(m->b->f, m->b->at[j]))
			return true;
	return false;
}

/* The only free word among the first n of one side's view; FREE: there is none, or several. */
static unsigned only_free(const struct match *m, bool side_b, unsigned n)
{
	unsigned found = FREE;
	for (unsigned i = 0; i < n; i++) {
		if (side_b ? m->taken[i] : m->to_b[i] != FREE)
			continue;
		if (found != FREE)
			return FREE;
		found = (side_b ? m->b : m->a)->at[i];
	}
	return found;
}

struct joined {
	char full[2][JOINED_MAX], folded[2][2 * JOINED_MAX + 2];
	size_t nfull[2], nfolded[2];
};
static void joined_make(struct joined *j, const struct match *m, unsigned na, unsigned nb)
{
	bool wide = false;
	j->nfull[0] = join_free(j->full[0], m, false, na);
	j->nfull[1] = join_free(j->full[1], m, true, nb);
	for (int k = 0; k < 2; k++) {
		const struct name_form *f = (k ? m->b : m->a)->f;
		unsigned only = only_free(m, k != 0, k ? nb : na);
		struct str w = word_folded(f, only == FREE ? 0 : only);
		/* A word by itself has been folded before, unless it was cut. */
		if (only != FREE && f->flen < NAME_LETTERS_MAX && w.len <= sizeof(j->folded[k])) {
			memcpy(j->folded[k], w.ptr, w.len);
			j->nfolded[k] = w.len;
		} else {
			j->nfolded[k] = name_fold(j->folded[k], j->full[k], j->nfull[k], f->old, &wide);
		}
	}
}
static struct str joined_full(const struct joined *j, int k)
{
	return str_of(j->full[k], j->nfull[k]);
}
static struct str joined_folded(const struct joined *j, int k)
{
	return str_of(j->folded[k], j->nfolded[k]);
}

/* The free words are the same once written together. */
static bool joined_fits(struct match *m, const struct joined *j)
{
	if (j->nfull[0] == 0 || j->nfull[1] == 0)
		return false;
	const struct name_form *a = m->a->f, *b = m->b->f;
	bool alike = str_eq(joined_folded(j, 0), joined_folded(j, 1));
	if (a->wide || b->wide)
		alike = name_spelling_alike(joined_full(j, 0), a->old, joined_full(j, 1), b->old, alike);
	if (alike)
		m->habits |= NAME_H_JOIN | name_spelling_habits(joined_full(j, 0), a->old, joined_full(j, 1), b->old);
	return alike;
}

/* A typing error in a name as written: the same number of words, all but one letter for letter the same. */
static bool typo_as_written(const struct view *a, const struct view *b, bool written_out)
{
	unsigned differ = 0, at = 0;
	if (a->n != b->n)
		return false;
	for (unsigned i = 0; i < a->n; i++) {
		struct str x = written_out ? word_full(a->f, a->at[i]) : word_clean(a->f, a->at[i]);
		struct str y = written_out ? word_full(b->f, b->at[i]) : word_clean(b->f, b->at[i]);
		if (str_eq(x, y))
			continue;
		differ++;
		at = i;
		if (differ > 1)
			return false;
	}
	/* A single letter stands for a word: another letter is another word. */
	return differ == 1 && !is_initial(a->f, a->at[at]) && !is_initial(b->f, b->at[at]) &&
	       name_one_edit(written_out ? word_full(a->f, a->at[at]) : word_clean(a->f, a->at[at]),
			written_out ? word_full(b->f, b->at[at]) : word_clean(b->f, b->at[at]));
}

static unsigned folded_letters(const struct view *v)
{
	unsigned n = 0;
	for (unsigned i = 0; i < v->n; i++)
		n += v->f->fwlen[v->at[i]];
	return n;
}

/* The last word of three or more is missing on the shorter side. */
static bool cut_fits(struct match *m, bool long_is_b)
{
	const struct view *s = long_is_b ? m->a : m->b, *l = long_is_b ? m->b : m->a;
	unsigned last = l->n - 1U, free_short = long_is_b ? m->free_a : m->free_b;
	unsigned free_long = long_is_b ? m->free_b : m->free_a;
	if (l->n < 3 || s->n >= l->n + 1U || s->complete || (long_is_b ? m->taken[last] : m->to_b[last] != FREE) ||
	    is_initial(s->f, s->at[s->n - 1]) || !in_order(m))
		return false;
	if (m->initials && (long_is_b ? m->initials >> (s->n - 1) & 1 : !m->whole))
		return false;
	for (unsigned i = 0; !long_is_b && i < m->a->n; i++)
		if ((m->initials >> i & 1) && m->to_b[i] + 1U == s->n)
			return false;
	if (free_short == 0)
		return free_long == 1;
	struct joined j;
	joined_make(&j, m, long_is_b ? m->a->n : last, long_is_b ? last : m->b->n);
	return joined_fits(m, &j);
}

/* One typing error between the folded forms of words that are further apart as written: long enough (FITRI is not
 * PUTRI); they differ (alike in folding only, HASYIM is not HAZIM), and not in a last letter where only one of the words
 * has a final H: AMINAH and AMINI are two letters apart, however the H is folded. */
static bool one_folded_edit(const struct joined *j)
{
	struct str x = joined_folded(j, 0), y = joined_folded(j, 1), p = joined_full(j, 0), q = joined_full(j, 1);
	if ((x.len > y.len ? x.len : y.len) < TYPO_WORD_MIN || str_eq(x, y) || !name_one_edit(x, y))
		return false;
	return x.ptr[x.len - 1] == y.ptr[y.len - 1] || (p.ptr[p.len - 1] == 'H') == (q.ptr[q.len - 1] == 'H');
}

static enum name_grade typo_grade(struct match *m, const struct joined *j, bool ordered)
{
	unsigned na = folded_letters(m->a), nb = folded_letters(m->b);
	if (typo_as_written(m->a, m->b, false) || typo_as_written(m->a, m->b, true))
		return NAME_TYPO;
	if ((na > nb ? na : nb) < TYPO_FOLDED_MIN || m->initials || free_initial(m) || m->free_a == 0 || m->free_b == 0)
		return NAME_FAR;
	if (!name_one_edit(joined_full(j, 0), joined_full(j, 1)) && !one_folded_edit(j))
		return NAME_FAR;
	if (!ordered && (j->nfull[0] < TYPO_MOVED_MIN || j->nfull[1] < TYPO_MOVED_MIN))
		return NAME_FAR;
	if (m->free_a != m->free_b)
		m->habits |= NAME_H_JOIN;
	if (!ordered)
		m->habits |= NAME_H_ORDER;
	return NAME_TYPO;
}

static uint32_t free_letters(const struct match *m, bool side_b)
{
	const struct view *v = side_b ? m->b : m->a;
	uint32_t letters = 0;
	for (unsigned i = 0; i < v->n; i++) {
		struct str w = word_folded(v->f, v->at[i]);
		for (size_t k = 0; k < w.len && !(side_b ? m->taken[i] : m->to_b[i] != FREE); k++)
			letters |= UINT32_C(1) << (w.ptr[k] - 'A');
	}
	return letters;
}

/* False only when the words without partner cannot be the same in other pieces, or but for one typing error: what may_fit says of whole
 * names, and two letters more, for words that end elsewhere fold otherwise there. */
static bool free_may_fit(const struct match *m)
{
	unsigned apart = (unsigned)__builtin_popcount(free_letters(m, false) ^ free_letters(m, true));
	return apart <= (m->a->f->wide || m->b->f->wide ? 8 : 6);
}

/* What becomes of the words that are left without partner. */
static enum name_grade settle_free(struct match *m)
{
	struct joined j;
	if (m->free_a && m->free_b && !free_may_fit(m)) {
		pair_words(m, PAIR_INITIAL);
	} else if (m->free_a && m->free_b) {
		bool in_place = in_order(m) && partners_before(m, false) == partners_before(m, true);
		joined_make(&j, m, m->a->n, m->b->n);
		/* Of one word each it is known that they do not pair. */
		if ((m->free_a > 1 || m->free_b > 1) && joined_fits(m, &j)) {
			m->habits |= in_place ? 0 : NAME_H_ORDER;
			return NAME_HABIT;
		}
		if (typo_grade(m, &j, in_place) == NAME_TYPO) {
			m->habits |= NAME_H_TYPO;
			return NAME_TYPO;
		}
		pair_words(m, PAIR_INITIAL);
	}
	bool ordered = in_order(m);
	if (m->initials && !m->whole && (!ordered || m->a->n != m->b->n || m->a->n < 2))
		return NAME_FAR;
	if (m->free_a == 0 && m->free_b == 0) {
		m->habits |= ordered ? 0 : NAME_H_ORDER;
		return NAME_HABIT;
	}
	if (!cut_fits(m, true) && !cut_fits(m, false))
		return NAME_FAR;
	m->habits |= NAME_H_CUT;
	return NAME_HABIT;
}

/* Compares two views: NAME_HABIT, NAME_TYPO or NAME_FAR (does not fit), habits in *ret. */
static enum name_grade compare_words(const struct view *a, const struct view *b, uint16_t *ret)
{
	struct match m = { .a = a, .b = b, .free_a = a->n, .free_b = b->n };
	memset(m.to_b, FREE, sizeof(m.to_b));
	pair_words(&m, PAIR_FOLDED);
	if ((a->f->wide || b->f->wide) && m.free_a && m.free_b)
		pair_words(&m, PAIR_WIDE);
	enum name_grade grade = settle_free(&m);
	*ret = m.habits | a->why | b->why;
	return grade;
}

/* ---- the readings of a name ---- */

static void view_main(struct view *v, const struct name_form *f, unsigned n)
{
	v->f = f;
	v->n = (uint8_t)n;
	v->why = 0;
	v->complete = n < f->ntoken;
	for (unsigned i = 0; i < n; i++)
		v->at[i] = (uint8_t)i;
	for (unsigned i = f->ntoken; i < (unsigned)f->ntoken + f->nother; i++)
		v->complete |= f->part[i] == NAME_PART_FATHER || f->part[i] == NAME_PART_ALIAS;
}

/* The main words with the parts of the set (bit: enum name_part) in their places. False: f has none of them. */
static bool view_with(struct view *v, const struct name_form *f, unsigned parts)
{
	unsigned all = f->ntoken + f->nother, n = 0, other = 0;
	bool alone = parts == 1U << NAME_PART_ALIAS; /* the other name stands for the whole */
	v->f = f;
	v->why = 0;
	v->complete = false;
	for (unsigned i = f->ntoken; i < all; i++)
		if (f->part[i] == NAME_PART_LEAD && (parts & 1U << NAME_PART_LEAD))
			v->at[n++] = (uint8_t)i;
	for (unsigned i = 0; i < f->ntoken && !alone; i++)
		v->at[n++] = (uint8_t)i;
	for (unsigned i = f->ntoken; i < all; i++) {
		if (!(parts & 1U << f->part[i])) {
			v->complete |= f->part[i] == NAME_PART_FATHER || f->part[i] == NAME_PART_ALIAS;
			continue;
		}
		other++;
		if (f->part[i] != NAME_PART_LEAD)
			v->at[n++] = (uint8_t)i;
	}
	v->n = (uint8_t)n;
	return other > 0;
}

/* All readings of a name, the plain one first. */
static unsigned views_make(struct view *v, const struct name_form *f)
{
	static const uint8_t parts[] = {
		1U << NAME_PART_LEAD,
		1U << NAME_PART_TRAIL,
		1U << NAME_PART_FATHER,
		1U << NAME_PART_FATHER | 1U << NAME_PART_MARK | 1U << NAME_PART_ALIAS,
		1U << NAME_PART_ALIAS,
	};
	unsigned n = 1;
	view_main(&v[0], f, f->ntoken);
	for (unsigned i = 0; f->nother && i < COUNT(parts); i++) {
		if (!view_with(&v[n], f, parts[i]))
			continue;
		v[n].why = parts[i] >= 1U << NAME_PART_MARK ? NAME_H_BIN : 0;
		n++;
	}
	if (f->marga) {
		view_main(&v[n], f, f->marga);
		v[n++].why = NAME_H_BIN;
	}
	return n;
}
_Static_assert(VIEWS_MAX >= 7, "plain, five sets of parts, without marga");

/* Both names give a father and the two are plainly not the same. */
static bool fathers_differ(const struct name_form *a, const struct name_form *b)
{
	struct view v[2];
	const struct name_form *f[2] = { a, b };
	struct str first[2];
	uint16_t habits;
	for (int k = 0; k < 2; k++) {
		v[k].f = f[k];
		v[k].n = 0;
		v[k].why = 0;
		v[k].complete = false;
		for (unsigned i = f[k]->ntoken; i < (unsigned)f[k]->ntoken + f[k]->nother; i++)
			if (f[k]->part[i] == NAME_PART_FATHER)
				v[k].at[v[k].n++] = (uint8_t)i;
		if (v[k].n == 0)
			return false;
		first[k] = word_folded(f[k], v[k].at[0]);
	}
	for (unsigned i = 0; i < v[0].n; i++)
		for (unsigned j = 0; j < v[1].n; j++)
			if (a->token[v[0].at[i]] == b->token[v[1].at[j]] ||
			    initial_fits(a, v[0].at[i], b, v[1].at[j]))
				return false;
	return compare_words(&v[0], &v[1], &habits) == NAME_FAR && name_jaro_winkler(first[0], first[1]) < FATHER_SCORE;
}

/* Habits the words taken off tell: titles, and bin or an alias that only one name has. */
static uint16_t extra_habits(const struct name_form *a, const struct name_form *b)
{
	return a->extra == b->extra ? 0 : (a->marks | b->marks) & (NAME_H_TITLE | NAME_H_BIN);
}

/* The best grade over all readings. */
static enum name_grade compare_readings(const struct name_form *a, const struct name_form *b, uint16_t *ret)
{
	struct view va[VIEWS_MAX], vb[VIEWS_MAX];
	unsigned na = views_make(va, a), nb = views_make(vb, b);
	enum name_grade best = NAME_FAR;
	for (unsigned i = 0; i < na; i++) {
		for (unsigned j = 0; j < nb; j++) {
			uint16_t h;
			if (a->marga && b->marga && i == na - 1 && j == nb - 1)
				continue; /* with both clans left out, sisters-in-law would be one */
			enum name_grade g = compare_words(&va[i], &vb[j], &h);
			if (g < best || (g == best && g != NAME_FAR &&
					 __builtin_popcount(h) < __builtin_popcount(*ret))) {
				best = g;
				*ret = h;
			}
		}
	}
	return best;
}

/* All words of one stand in the other, or the letters of one begin those of the other. */
static bool is_part_of(const struct name_form *a, const struct name_form *b)
{
	const struct name_form *s = a->flen <= b->flen ? a : b, *l = s == a ? b : a;
	if (s->flen >= 3 && memcmp(s->folded, l->folded, s->flen) == 0)
		return true;
	if (s->ntoken >= l->ntoken)
		return false;
	bool letters = false;
	for (unsigned i = 0; i < s->ntoken; i++) {
		bool found = false;
		for (unsigned j = 0; j < l->ntoken && !found; j++)
			found = s->token[i] == l->token[j];
		if (!found)
			return false;
		letters |= s->fwlen[i] >= 3;
	}
	return letters;
}

static bool shares_word(const struct name_form *a, const struct name_form *b)
{
	for (unsigned i = 0; i < a->ntoken; i++)
		for (unsigned j = 0; j < b->ntoken; j++)
			if (a->token[i] == b->token[j])
				return true;
	return false;
}

/* False only when no reading can fit: saves the careful way for the usual stranger. Order, joining and spelling leave
 * the set of folded letters alone, one typing error changes up to four letters of it (folding may make another letter
 * of its neighbour), a letter with several readings two more; a word cut off leaves a part of it. */
static bool may_fit(const struct name_form *a, const struct name_form *b)
{
	uint32_t only_a = a->least & ~b->most, only_b = b->least & ~a->most;
	if (name_has_initial(a) || name_has_initial(b))
		return true;
	if (__builtin_popcount(only_a) + __builtin_popcount(only_b) <= (a->wide || b->wide ? 6 : 4))
		return true;
	return (only_a == 0 || only_b == 0) && (a->nother || b->nother || a->marga || b->marga || shares_word(a, b));
}

static void grade_rest(struct name_verdict *ret, const struct name_form *a, const struct name_form *b,
		       bool contradicted)
{
	unsigned score = name_jaro_winkler(str_of(a->folded, a->flen), str_of(b->folded, b->flen));
	ret->habits = 0;
	if (contradicted || score >= NEAR_SCORE || is_part_of(a, b)) {
		ret->grade = NAME_NEAR;
		score = score < SCORE_NEAR_MIN ? SCORE_NEAR_MIN : score > SCORE_NEAR_MAX ? SCORE_NEAR_MAX : score;
	} else {
		ret->grade = NAME_FAR;
		score = score > SCORE_FAR_MAX ? SCORE_FAR_MAX : score;
	}
	ret->score = (uint16_t)score;
}

static bool same_letters(const struct name_form *a, const struct name_form *b)
{
	return a->len == b->len && memcmp(a->clean, b->clean, a->len) == 0;
}
static bool same_clean(const struct name_form *a, const struct name_form *b)
{
	return a->ntoken == b->ntoken && same_letters(a, b) && memcmp(a->wlen, b->wlen, a->ntoken) == 0;
}

/* Fixed order of a pair. */
static bool goes_first(const struct name_form *a, const struct name_form *b)
{
	int r = str_cmp(str_of(a->clean, a->len), str_of(b->clean, b->len));
	if (r == 0)
		r = memcmp(a->wlen, b->wlen, NAME_TOKENS_MAX);
	if (r == 0)
		r = (a->extra > b->extra) - (a->extra < b->extra);
	return r <= 0;
}

void name_compare(struct name_verdict *ret, const struct name_form *a, const struct name_form *b)
{
	uint16_t hints = ((a->marks | b->marks) & NAME_H_DECEASED_MARK) | ((a->marks ^ b->marks) & NAME_H_NEWBORN_MARK);
	*ret = (struct name_verdict){ NAME_ABSENT, 0, 0 };
	if (a->ntoken == 0 || b->ntoken == 0)
		return;
	bool same = same_clean(a, b);
	if (same && a->extra == b->extra) {
		*ret = (struct name_verdict){ NAME_SAME, 1000, hints };
		return;
	}
	if (!goes_first(a, b)) {
		const struct name_form *t = a;
		a = b;
		b = t;
	}
	uint16_t habits = 0;
	bool contradicted = (a->marks & b->marks & NAME_H_BIN) != 0 && fathers_differ(a, b);
	enum name_grade g = NAME_FAR;
	if (same && !contradicted) {
		g = NAME_HABIT;
	} else if (!contradicted && same_letters(a, b)) {
		g = NAME_HABIT;
		habits = NAME_H_JOIN;
	} else if (!contradicted && may_fit(a, b)) {
		g = compare_readings(a, b, &habits);
	}
	if (g == NAME_FAR) {
		grade_rest(ret, a, b, contradicted && same);
		ret->habits |= hints;
		return;
	}
	habits |= extra_habits(a, b);
	int extra = __builtin_popcount(habits & ~(unsigned)NAME_H_TYPO);
	ret->grade = g;
	ret->score = (uint16_t)(g == NAME_TYPO ? SCORE_TYPO - SCORE_STEP * extra
					       : SCORE_HABIT - SCORE_STEP * (extra > 0 ? extra - 1 : 0));
	ret->habits = habits | hints;
}

const char *name_grade_text(enum name_grade g)
{
	static const char *const text[] = {
		[NAME_ABSENT] = "KOSONG", [NAME_SAME] = "SAMA",  [NAME_HABIT] = "KEBIASAAN",
		[NAME_TYPO] = "SALAH_KETIK", [NAME_NEAR] = "MIRIP", [NAME_FAR] = "BEDA",
	};
	return (size_t)g < COUNT(text) ? text[g] : "";
}

const char *name_habit_text(unsigned bit)
{
	static const char *const text[NAME_H_COUNT] = {
		"gelar",
		"singkatan nama",
		"ejaan lama",
		"kebiasaan ejaan",
		"urutan kata",
		"kata yang disambung atau dipisah",
		"kata terakhir yang tidak ditulis",
		"inisial",
		"bin/binti/boru/alias",
		"salah ketik satu huruf",
		"tanda almarhum",
		"tanda bayi",
	};
	for (unsigned i = 0; i < NAME_H_COUNT; i++)
		if (bit == 1U << i)
			return text[i];
	return "";
}
