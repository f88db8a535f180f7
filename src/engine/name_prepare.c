/* Preparing a name: letters, titles, particles, abbreviations, folding. docs/names.md tells the steps. */
#include "engine/name_tables.h"
#include "base/hash.h"

#define RAW_TOKENS 24
#define RAW_LETTERS 192

struct raw_token {
	uint8_t start, len;
	bool dot;                      /* a dot follows */
	bool alias;                    /* no word but @ or an opening bracket */
	uint64_t pack;                 /* 0: too long for the tables */
	const struct name_word *entry; /* NULL: an ordinary word */
};
#define PAD 16 /* letters copied at a time */
struct raw_name {
	char letters[RAW_LETTERS + PAD];
	unsigned n;
	struct raw_token t[RAW_TOKENS];
};

/* What a byte or character does in a name, beside the letters. */
enum { BREAK = 0, JOINS = 1, DOT = 2, MARK = 3, MORE = 4 };
#define ROW8(v) v, v, v, v, v, v, v, v
#define ROW32(v) ROW8(v), ROW8(v), ROW8(v), ROW8(v)
static const uint8_t byte_class[256] = {
	['\''] = JOINS, ['`'] = JOINS, ['.'] = DOT, ['@'] = MARK, ['('] = MARK, ['['] = MARK,
	['A'] = 'A', ['B'] = 'B', ['C'] = 'C', ['D'] = 'D', ['E'] = 'E', ['F'] = 'F', ['G'] = 'G', ['H'] = 'H', ['I'] = 'I',
	['J'] = 'J', ['K'] = 'K', ['L'] = 'L', ['M'] = 'M', ['N'] = 'N', ['O'] = 'O', ['P'] = 'P', ['Q'] = 'Q', ['R'] = 'R',
	['S'] = 'S', ['T'] = 'T', ['U'] = 'U', ['V'] = 'V', ['W'] = 'W', ['X'] = 'X', ['Y'] = 'Y', ['Z'] = 'Z',
	['a'] = 'A', ['b'] = 'B', ['c'] = 'C', ['d'] = 'D', ['e'] = 'E', ['f'] = 'F', ['g'] = 'G', ['h'] = 'H', ['i'] = 'I',
	['j'] = 'J', ['k'] = 'K', ['l'] = 'L', ['m'] = 'M', ['n'] = 'N', ['o'] = 'O', ['p'] = 'P', ['q'] = 'Q', ['r'] = 'R',
	['s'] = 'S', ['t'] = 'T', ['u'] = 'U', ['v'] = 'V', ['w'] = 'W', ['x'] = 'X', ['y'] = 'Y', ['z'] = 'Z',
	[0x80] = MORE, MORE, MORE, MORE, MORE, MORE, MORE, MORE, ROW8(MORE), ROW8(MORE), ROW8(MORE), ROW32(MORE),
	ROW32(MORE), ROW32(MORE),
};
/* Base letters of U+00C0..U+017F; '.' is no letter. */
static const char latin_base[] =
	"AAAAAAACEEEEIIIIDNOOOOO.OUUUUYTSAAAAAAACEEEEIIIIDNOOOOO.OUUUUYTY"
	"AAAAAACCCCCCCCDDDDEEEEEEEEEEGGGGGGGGHHHHIIIIIIIIIIIIJJKKKLLLLLLLLLLNNNNNNNNNOOOOOOOORRRRRRSSSSSSSSTTTTTTUU"
	"UUUUUUUUUUWWYYYZZZZZZS";

/* Class of a code point from U+0080 on. */
static uint8_t point_class(uint32_t u)
{
	if (u >= 0xC0 && u <= 0x17F) {
		char c = latin_base[u - 0xC0];
		return c == '.' ? BREAK : (uint8_t)c;
	}
	if ((u >= 0x300 && u <= 0x36F) || (u >= 0x2018 && u <= 0x201B) || (u >= 0x200B && u <= 0x200D))
		return JOINS;
	if (u == 0xB4 || u == 0xAD || u == 0x2B9 || u == 0x2BB || u == 0x2BC || u == 0x2BE || u == 0x2BF || u == 0x2032 ||
	    u == 0xFEFF)
		return JOINS;
	return BREAK;
}

/* Class of what starts at s.ptr[i], a byte above 0x7F; *n is its length in bytes. What is no UTF-8 is Windows-1252. */
static uint8_t wide_class(struct str s, size_t i, size_t *n)
{
	const unsigned char *p = (const unsigned char *)s.ptr + i;
	unsigned want = p[0] >= 0xF0 ? 4 : p[0] >= 0xE0 ? 3 : 2;
	*n = 1;
	if (p[0] >= 0xC2 && p[0] <= 0xF4 && s.len - i >= want && str_utf8_valid(str_of(s.ptr + i, want)) == want) {
		uint32_t u = p[0] & (0x7FU >> want);
		for (unsigned k = 1; k < want; k++)
			u = u << 6 | (p[k] & 0x3FU);
		*n = want;
		return point_class(u);
	}
	if (p[0] >= 0xE0 && p[0] <= 0xF4 && s.len - i > 1 && s.len - i < want && (p[1] & 0xC0) == 0x80) {
		*n = s.len - i; /* a character cut off by the end of the cell */
		return BREAK;
	}
	switch (p[0]) {
	case 0x91: case 0x92: case 0xB4:
		return JOINS;
	case 0x8A: case 0x9A:
		return 'S';
	case 0x8E: case 0x9E:
		return 'Z';
	case 0x9F:
		return 'Y';
	default:
		return p[0] >= 0xC0 ? point_class(p[0]) : BREAK;
	}
}

/* Ends the word that has been read, if any. False: the name is full. */
static inline bool token_end(struct raw_name *r, unsigned start, unsigned end, uint64_t pack)
{
	unsigned len = end - start;
	if (len == 0)
		return true;
	struct raw_token *t = &r->t[r->n++];
	*t = (struct raw_token){ (uint8_t)start, (uint8_t)len, false, false, 0, NULL };
	if (len <= NAME_PACK_MAX) {
		t->pack = pack;
		t->entry = name_word_find(pack);
	}
	return r->n < RAW_TOKENS;
}

static void read_words(struct raw_name *r, struct str s)
{
	unsigned start = 0, end = 0;
	uint64_t pack = 0;
	r->n = 0;
	for (size_t i = 0; i < s.len;) {
		size_t n = 1;
		uint8_t k = byte_class[(unsigned char)s.ptr[i]];
		if (UNLIKELY(k == MORE))
			k = wide_class(s, i, &n);
		i += n;
		if (LIKELY(k > MORE)) {
			if (end == RAW_LETTERS)
				break;
			r->letters[end++] = (char)k;
			pack = name_pack_add(pack, (char)k);
			continue;
		}
		if (k == JOINS)
			continue;
		if (!token_end(r, start, end, pack))
			return;
		if (k == DOT && r->n > 0 && start < end)
			r->t[r->n - 1].dot = true;
		start = end;
		pack = 0;
		if (k == MARK && r->n > 0) {
			r->t[r->n++] = (struct raw_token){ (uint8_t)start, 0, false, true, 0, NULL };
			if (r->n == RAW_TOKENS)
				return;
		}
	}
	(void)token_end(r, start, end, pack);
}

/* Which words of a raw name are what. */
struct plan {
	unsigned lo, hi;           /* without titles */
	unsigned lead, trail;      /* words of the title groups next to the name */
	uint16_t marks;
	uint32_t extra;
};

static void take_off(struct plan *p, uint64_t pack, uint8_t hint)
{
	p->marks |= NAME_H_TITLE;
	if (hint == NAME_HINT_DECEASED)
		p->marks |= NAME_H_DECEASED_MARK;
	if (hint == NAME_HINT_NEWBORN)
		p->marks |= NAME_H_NEWBORN_MARK;
	p->extra += (uint32_t)hash_u64(pack) | 1;
}

/* True when a word of two letters or more stands among the words lo..hi-1: so much must stay of a name. */
static bool name_left(const struct raw_name *r, unsigned lo, unsigned hi)
{
	for (unsigned i = lo; i < hi; i++)
		if (r->t[i].len >= 2)
			return true;
	return false;
}

/* Entry of k words written together, NULL when there is none. */
static const struct name_word *joined_entry(const struct raw_name *r, unsigned first, unsigned k, unsigned word_max)
{
	uint64_t pack = 0;
	unsigned len = 0;
	if (k == 1)
		return r->t[first].entry;
	for (unsigned i = first; i < first + k; i++) {
		len += r->t[i].len;
		if (r->t[i].len > word_max || r->t[i].len == 0 || len > NAME_PACK_MAX)
			return NULL;
	}
	unsigned start = r->t[first].start;
	for (unsigned i = 0; i < len; i++)
		pack = name_pack_add(pack, r->letters[start + i]);
	return name_word_find(pack);
}

static void strip_back(const struct raw_name *r, struct plan *p)
{
	while (p->hi - p->lo > 1) {
		const struct name_word *e = NULL;
		unsigned k, most = p->hi - p->lo - 1;
		if (r->t[p->hi - 1].len == 0) { /* a bracket with nothing behind */
			p->hi--;
			continue;
		}
		if (!name_back_possible(r->t[p->hi - 1].len))
			return;
		for (k = most < NAME_TITLE_WORDS ? most : NAME_TITLE_WORDS; k > 0; k--) {
			e = joined_entry(r, p->hi - k, k, NAME_TITLE_LETTERS);
			if (e && e->back && (k > 1 || !e->back_apart))
				break;
		}
		if (k == 0 || !name_left(r, p->lo, p->hi - k))
			return;
		p->hi -= k;
		p->trail = k;
		take_off(p, e->key, e->back);
	}
}

static void strip_front(const struct raw_name *r, struct plan *p)
{
	while (p->hi - p->lo > 1) {
		const struct name_word *e = NULL;
		unsigned k, most = p->hi - p->lo - 1;
		if (!r->t[p->lo].entry && r->t[p->lo].len > 1)
			return;
		/* K.H. and R.A. are written with blanks too; longer words stand alone. */
		for (k = r->t[p->lo].len == 1 ? (most < 3 ? most : 3) : 1; k > 0; k--) {
			e = joined_entry(r, p->lo, k, 1);
			if (e && e->front)
				break;
		}
		if (k == 0 || !name_left(r, p->lo + k, p->hi))
			return;
		p->lo += k;
		p->lead = k;
		take_off(p, e->key, e->front);
	}
}

/* Class of a letter for the block codes: letters that habits exchange share one. 0: not looked at. */
static const uint8_t first_class[32] = {
	['A' & 31] = 1, ['E' & 31] = 2, ['I' & 31] = 3, ['Y' & 31] = 3, ['J' & 31] = 3, ['O' & 31] = 4, ['U' & 31] = 4,
	['B' & 31] = 5, ['P' & 31] = 6, ['F' & 31] = 6, ['V' & 31] = 6, ['C' & 31] = 7, ['K' & 31] = 7, ['H' & 31] = 7,
	['Q' & 31] = 7, ['D' & 31] = 8, ['T' & 31] = 9, ['G' & 31] = 10, ['L' & 31] = 11, ['M' & 31] = 12,
	['N' & 31] = 13, ['R' & 31] = 14, ['S' & 31] = 15, ['Z' & 31] = 15, ['X' & 31] = 15, ['W' & 31] = 16,
};
static const uint8_t next_class[32] = {
	['B' & 31] = 1, ['P' & 31] = 2, ['F' & 31] = 2, ['V' & 31] = 2, ['C' & 31] = 3, ['K' & 31] = 3, ['Q' & 31] = 3,
	['D' & 31] = 4, ['T' & 31] = 5, ['G' & 31] = 6, ['L' & 31] = 7, ['M' & 31] = 8, ['N' & 31] = 9, ['R' & 31] = 10,
	['S' & 31] = 11, ['Z' & 31] = 11, ['X' & 31] = 11, ['J' & 31] = 11, ['W' & 31] = 12,
};

/* w is followed by at least PAD zeros. */
static inline uint8_t block_code(const char *w, size_t n)
{
	unsigned first = first_class[w[0] & 31], next = next_class[w[1] & 31];
	/* Most words have a consonant among letters two to four: taken without a branch. */
	next = next ? next : next_class[w[2] & 31];
	next = next ? next : next_class[w[3] & 31];
	for (size_t i = 4; i < n && UNLIKELY(next == 0); i++)
		next = next_class[w[i] & 31];
	return (uint8_t)((first - 1) * NAME_CODE_NEXT + next + 1);
}

/* Where the next word goes while a form is filled. */
struct filling {
	struct name_form *f;
	unsigned words, len, flen;
};

/* Copies n letters to dst, which has room for `room`; src can be read up to PAD letters further. */
static inline void put_letters(char *dst, size_t room, const char *src, size_t n)
{
	if (LIKELY(n <= PAD && room >= PAD))
		memcpy(dst, src, PAD); /* of fixed size: what is too much is overwritten or never read */
	else
		memcpy(dst, src, n);
}

/* The same number on every machine. */
static inline uint64_t eight_letters(const char *w)
{
	uint64_t x;
	memcpy(&x, w, 8);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	x = __builtin_bswap64(x);
#endif
	return x;
}

/* Hash of a folded word, never 0; w can be read up to PAD letters further. */
static inline uint32_t word_hash(const char *w, size_t n)
{
	uint64_t h = n;
	for (; n > 8; w += 8, n -= 8) {
		h = (h ^ eight_letters(w)) * UINT64_C(0xd6e8feb86659fd93);
		h ^= h >> 32;
	}
	return (uint32_t)hash_u64(h ^ (eight_letters(w) & ~UINT64_C(0) >> (64 - 8 * n))) | 1;
}

static bool add_word(struct filling *w, const struct raw_name *r, unsigned first, unsigned k, enum name_part part,
		     uint8_t abbr)
{
	struct name_form *f = w->f;
	char folded[2 * NAME_LETTERS_MAX + 2 + PAD];
	unsigned n = 0, i = w->words;
	for (unsigned j = first; j < first + k; j++)
		n += r->t[j].len;
	if (i == NAME_TOKENS_MAX || w->len == NAME_LETTERS_MAX || w->flen == NAME_LETTERS_MAX || n == 0)
		return false;
	if (n > NAME_LETTERS_MAX - w->len)
		n = NAME_LETTERS_MAX - w->len;
	const char *letters = r->letters + r->t[first].start;
	struct str s = abbr ? name_written_out_word(abbr) : str_of(letters, n);
	put_letters(f->clean + w->len, NAME_LETTERS_MAX - w->len, letters, n);
	size_t m = name_fold(folded, s.ptr, s.len, f->old, &f->wide);
	memset(folded + m, 0, PAD);
	if (m > NAME_LETTERS_MAX - w->flen)
		m = NAME_LETTERS_MAX - w->flen;
	put_letters(f->folded + w->flen, NAME_LETTERS_MAX - w->flen, folded, m);
	f->start[i] = (uint8_t)w->len;
	f->wlen[i] = (uint8_t)n;
	f->fstart[i] = (uint8_t)w->flen;
	f->fwlen[i] = (uint8_t)m;
	f->part[i] = (uint8_t)part;
	f->abbr[i] = abbr;
	f->token[i] = word_hash(folded, m);
	f->code[i] = block_code(folded, m);
	w->len += n;
	w->flen += (unsigned)m;
	w->words++;
	return true;
}

/* Sorts the words between the titles into main words, father, alias. what[i]: enum name_part, or SKIP. */
#define SKIP 255
static unsigned sort_words(const struct raw_name *r, struct plan *p, uint8_t *what, unsigned *ret_marga)
{
	enum name_part now = NAME_PART_MAIN;
	unsigned mains = 0;
	*ret_marga = 0;
	for (unsigned i = p->lo; i < p->hi; i++) {
		const struct raw_token *t = &r->t[i];
		unsigned mark = t->entry ? t->entry->mark : t->alias ? NAME_ALIAS : NAME_NO_MARK;
		bool last = i + 1 == p->hi;
		if (i == p->lo || (mark == NAME_BIN_INNER && (last || now != NAME_PART_MAIN)) ||
		    (mark == NAME_ALIAS_DOT && (!t->dot || last)))
			mark = NAME_NO_MARK;
		if (mark == NAME_NO_MARK) {
			what[i] = (uint8_t)now;
			mains += now == NAME_PART_MAIN;
			continue;
		}
		what[i] = NAME_PART_MARK;
		p->marks |= NAME_H_BIN;
		p->extra += (uint32_t)hash_u64(t->pack + i) | 1;
		if (mark == NAME_BORU) {
			what[i] = SKIP;
			if (now == NAME_PART_MAIN && !last && *ret_marga == 0)
				*ret_marga = mains;
		} else if (mark == NAME_ALIAS || mark == NAME_ALIAS_DOT) {
			now = NAME_PART_ALIAS;
		} else if (now == NAME_PART_FATHER) {
			what[i] = SKIP; /* A BIN B BIN C */
		} else {
			now = NAME_PART_FATHER;
		}
	}
	return mains;
}

static uint8_t abbreviation(const struct raw_token *t, unsigned at, unsigned mains)
{
	if (!t->entry || !t->entry->abbr)
		return 0;
	if ((t->entry->place == NAME_FIRST && (at != 0 || mains < 2)) ||
	    (t->entry->place == NAME_NOT_LAST && at + 1 >= mains))
		return 0;
	return t->entry->abbr;
}

/* Old spelling in some word; only names with a J need to know. */
static bool has_old_word(const struct raw_name *r)
{
	const struct raw_token *last = &r->t[r->n - 1];
	if (!memchr(r->letters, 'J', (size_t)last->start + last->len))
		return false;
	for (unsigned i = 0; i < r->n; i++)
		if (name_old_spelling(r->letters + r->t[i].start, r->t[i].len))
			return true;
	return false;
}

/* Folded letters of the words from..end-1 that are of a part; of all of them where that is NAME_PART_MAIN. */
static uint32_t word_letters(const struct name_form *f, unsigned from, unsigned end, enum name_part part)
{
	uint32_t letters = 0;
	for (unsigned i = from; i < end; i++)
		for (unsigned k = 0; k < f->fwlen[i] && (part == NAME_PART_MAIN || f->part[i] == part); k++)
			letters |= UINT32_C(1) << (f->folded[f->fstart[i] + k] - 'A');
	return letters;
}

static void finish(struct name_form *f)
{
	uint64_t sum = 0;
	for (unsigned i = 0; i < f->ntoken; i++)
		sum += hash_u64(f->token[i]);
	f->letters = f->most = word_letters(f, 0, f->ntoken, NAME_PART_MAIN);
	/* A clan may be left out, and an alias may stand for the whole. */
	f->least = f->marga ? word_letters(f, 0, f->marga, NAME_PART_MAIN) : f->letters;
	f->key = (uint32_t)(hash_u64(sum + f->ntoken) | 1);
}

void name_prepare(struct name_form *f, struct str raw)
{
	struct raw_name r;
	uint8_t what[RAW_TOKENS];
	memset(f, 0, offsetof(struct name_form, clean)); /* the letters are told by len */
	read_words(&r, raw);
	struct plan p = { 0, r.n, 0, 0, 0, 0 };
	if (r.n == 0)
		return;
	strip_back(&r, &p);
	strip_front(&r, &p);
	unsigned marga, at = 0, mains = sort_words(&r, &p, what, &marga);
	struct filling w = { f, 0, 0, 0 };
	f->old = has_old_word(&r);
	for (unsigned i = p.lo; i < p.hi; i++) {
		if (what[i] != NAME_PART_MAIN || r.t[i].len == 0)
			continue;
		if (!add_word(&w, &r, i, 1, NAME_PART_MAIN, abbreviation(&r.t[i], at, mains)))
			break;
		at++;
	}
	f->ntoken = (uint8_t)w.words;
	f->len = (uint8_t)w.len;
	f->flen = (uint8_t)w.flen;
	f->marga = (uint8_t)(marga < w.words ? marga : 0);
	f->marks = p.marks;
	f->extra = p.extra;
	if (f->ntoken == 0)
		return;
	finish(f);
	if (p.marks == 0)
		return;
	if (p.lead)
		(void)add_word(&w, &r, p.lo - p.lead, p.lead, NAME_PART_LEAD, 0);
	for (unsigned i = p.lo; i < p.hi; i++)
		if (what[i] != NAME_PART_MAIN && what[i] != SKIP && r.t[i].len > 0)
			(void)add_word(&w, &r, i, 1, (enum name_part)what[i], abbreviation(&r.t[i], i, i + 2));
	if (p.trail)
		(void)add_word(&w, &r, p.hi, p.trail, NAME_PART_TRAIL, 0);
	f->nother = (uint8_t)(w.words - f->ntoken);
	f->most |= word_letters(f, f->ntoken, w.words, NAME_PART_MAIN);
	if (memchr(f->part + f->ntoken, NAME_PART_ALIAS, f->nother))
		f->least &= word_letters(f, f->ntoken, w.words, NAME_PART_ALIAS);
	for (unsigned i = f->ntoken; i < w.words; i++)
		if (f->part[i] == NAME_PART_FATHER || f->part[i] == NAME_PART_ALIAS)
			f->extra += (uint32_t)hash_u64(f->token[i]) * (i + 1);
	f->extra |= 1;
}
