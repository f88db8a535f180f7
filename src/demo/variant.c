/* The habits of FACTS 11, one function each: the same person's name as another clerk wrote it. */
#include "demo/names.h"

#define WORDS_MAX 12

struct words {
	size_t n;
	struct demo_word w[WORDS_MAX];
};

static void words_of(struct words *ws, const struct demo_name *in)
{
	size_t i = 0;
	ws->n = 0;
	while (i < in->len && ws->n < WORDS_MAX) {
		size_t from = i;
		while (i < in->len && in->text[i] != ' ')
			i++;
		if (i > from)
			ws->w[ws->n++] = (struct demo_word){ in->text + from, i - from };
		i++;
	}
}

static bool word_is(const struct demo_word *w, const char *s)
{
	return w->len == strlen(s) && memcmp(w->ptr, s, w->len) == 0;
}

static void join_words(struct demo_name *out, const struct words *ws)
{
	struct demo_name n = { 0, { 0 } };
	for (size_t i = 0; i < ws->n; i++) {
		if (i)
			name_add(&n, " ", 1);
		name_add(&n, ws->w[i].ptr, ws->w[i].len);
	}
	*out = n;
}

static bool differs(const struct demo_name *a, const struct demo_name *b)
{
	return a->len && (a->len != b->len || memcmp(a->text, b->text, a->len) != 0);
}

/* A name with BIN, BR or ALIAS inside must not have its words moved or cut: that would change who is whose
 * child. */
static bool has_link(const struct words *ws)
{
	static const char *const link[] = { "BIN", "BINTI", "BR", "ALIAS", "@" };
	for (size_t i = 0; i < ws->n; i++)
		for (size_t k = 0; k < COUNT(link); k++)
			if (word_is(&ws->w[i], link[k]))
				return true;
	return false;
}

static bool vary_title(struct demo_name *out, const struct demo_name *in, struct demo_rng *r)
{
	static const char *const title[] = { "H",    "HJ",   "H.",    "HJ.",  "DR. ", "DRG.",	  "DRS.",
					     "DRA.", "IR.",  "PROF.", "K.H.", "UST.", "SDR.",	  "NY.",
					     "TN.",  "HAJI", "HJ",    "DR.",  "IR",   "PROF. DR." };
	const char *t = title[rng_below(r, COUNT(title))];
	struct demo_name n = { 0, { 0 } };
	name_add(&n, t, strlen(t));
	if (t[strlen(t) - 1] != ' ')
		name_add(&n, " ", 1);
	name_add(&n, in->text, in->len);
	*out = n;
	return true;
}

static bool vary_title_end(struct demo_name *out, const struct demo_name *in, struct demo_rng *r)
{
	static const char *const title[] = { " S.E",	     ", SE",   " ST",	      ", S.PD",	   " S.PD",
					     ", S.KOM",	     " S.KEP", ", S.KEP, NS", " AMD",	   ", A.MD",
					     ", A.MD.KEB",   " M.M",   ", M.KES",     " S.H",	   ", SH",
					     ", S.H., M.H.", " SP.OG", ", S.PD.I",    ", SE., MM", ", S.SOS",
					     ", S.T.",	     ", S.AG" };
	const char *t = title[rng_below(r, COUNT(title))];
	struct demo_name n = *in;
	name_add(&n, t, strlen(t));
	*out = n;
	return true;
}

static bool vary_abbrev(struct demo_name *out, const struct demo_name *in, struct demo_rng *r)
{
	static const struct {
		const char *word;
		const char *as[10];
	} table[] = {
		{ "MUHAMMAD",
		  { "M", "M.", "MUH", "MUH.", "MHD", "MOH", "MOCH", "MUHD", "MUHAMAD", "MOHAMMAD" } },
		{ "MOHAMMAD",
		  { "M", "MOH", "MOH.", "MOHD", "MOHAMAD", "MUHAMMAD", "MHD", "MOCHAMAD", "MD", "MUH." } },
		{ "ABDUL", { "ABD", "ABD.", "AB", "AB.", "ABDOEL", "ABD", "ABD.", "AB", "ABDOEL", "ABD" } },
		{ "AHMAD",
		  { "A", "A.", "ACHMAD", "AKHMAD", "ACHMAD", "AKHMAD", "A.", "ACHMAD", "AKHMAD", "A" } },
		{ "SITI", { "ST", "ST.", "STI", "SITTI", "ST", "STI.", "ST.", "ST", "STI", "ST" } },
		{ "NUR", { "NOOR", "NOER", "NOOR", "NOER", "NOOR", "NOER", "NOOR", "NOER", "NOOR", "NOER" } },
	};
	struct words ws;
	words_of(&ws, in);
	if (ws.n < 2)
		return false;
	for (size_t i = 0; i + 1 < ws.n; i++)
		for (size_t k = 0; k < COUNT(table); k++)
			if (word_is(&ws.w[i], table[k].word)) {
				const char *as = table[k].as[rng_below(r, COUNT(table[k].as))];
				ws.w[i] = (struct demo_word){ as, strlen(as) };
				join_words(out, &ws);
				return true;
			}
	return false;
}

/* The whole name in the spelling of before 1972. J for Y only where another sign of that spelling shows. */
static bool vary_old(struct demo_name *out, const struct demo_name *in)
{
	struct demo_name n = { 0, { 0 } };
	bool sign = false;
	for (size_t i = 0; i < in->len; i++) {
		char c = in->text[i], next = i + 1 < in->len ? in->text[i + 1] : 0;
		char before = i > 0 ? in->text[i - 1] : ' ';
		/* Foreign CH and CK, and what is spelt the old way already (TJIA, WIDJAJA), stay. */
		bool tj = c == 'C' && next != 'H' && next != 'K';
		bool dj = c == 'J' && !strchr("TDSN", before) && !memchr(in->text, 'J', i);
		bool j = c == 'Y' && next && strchr("AIUEO", next) && !strchr("TD", before);
		sign |= c == 'U' || dj || tj;
		if (c == 'U')
			name_add(&n, "OE", 2);
		else if (dj)
			name_add(&n, "DJ", 2);
		else if (tj)
			name_add(&n, "TJ", 2);
		else if (c == 'K' && next == 'H')
			name_add(&n, "CH", 2), i++;
		else if (j)
			name_add(&n, "J", 1);
		else
			name_add(&n, &c, 1);
	}
	if (!sign)
		return false;
	*out = n;
	return differs(out, in);
}

/* The folds, left to right: what is written, what another clerk wrote. */
static const struct {
	const char *from, *to;
	bool inner; /* not at the beginning of a word */
	bool final; /* only at the end of a word */
} folds[] = {
	{ "NN", "N", false, false },  { "MM", "M", false, false },  { "LL", "L", false, false },
	{ "SS", "S", false, false },  { "DD", "D", false, false },  { "F", "P", false, false },
	{ "F", "V", false, false },   { "V", "F", false, false },   { "V", "P", false, false },
	{ "Z", "S", false, false },   { "Z", "J", false, false },   { "SY", "S", false, false },
	{ "SY", "SH", false, false }, { "TH", "T", false, false },  { "KH", "H", false, false },
	{ "Q", "K", false, false },   { "Y", "I", true, true },	    { "I", "Y", true, true },
	{ "AH", "A", true, true },    { "I", "IE", true, true },    { "IY", "Y", true, false },
	{ "YI", "I", true, false },   { "IA", "IYA", true, false }, { "F", "FF", true, false },
	{ "T", "TT", true, false },   { "L", "LL", true, false },   { "T", "TH", true, true },
	{ "'", "", true, false },
};

static bool vary_fold(struct demo_name *out, const struct demo_name *in, struct demo_rng *r)
{
	size_t start = rng_below(r, COUNT(folds));
	for (size_t k = 0; k < COUNT(folds); k++) {
		size_t f = (start + k) % COUNT(folds), fl = strlen(folds[f].from), tl = strlen(folds[f].to);
		for (size_t i = 0; i + fl <= in->len; i++) {
			bool at_start = i == 0 || in->text[i - 1] == ' ';
			bool at_end = i + fl == in->len || in->text[i + fl] == ' ';
			if (memcmp(in->text + i, folds[f].from, fl) != 0)
				continue;
			if ((folds[f].inner && at_start) || (folds[f].final && !at_end))
				continue;
			struct demo_name n = { 0, { 0 } };
			name_add(&n, in->text, i);
			name_add(&n, folds[f].to, tl);
			name_add(&n, in->text + i + fl, in->len - i - fl);
			*out = n;
			return true;
		}
	}
	return false;
}

static bool vary_order(struct demo_name *out, const struct demo_name *in, struct demo_rng *r)
{
	struct words ws;
	words_of(&ws, in);
	if (ws.n < 2 || has_link(&ws))
		return false;
	size_t i = rng_below(r, (uint32_t)ws.n - 1), j = ws.n > 2 && rng_percent(r, 40) ? ws.n - 1 : i + 1;
	struct demo_word t = ws.w[i];
	ws.w[i] = ws.w[j];
	ws.w[j] = t;
	join_words(out, &ws);
	return differs(out, in);
}

static bool vary_join(struct demo_name *out, const struct demo_name *in, struct demo_rng *r)
{
	struct words ws;
	words_of(&ws, in);
	if (ws.n < 2 || has_link(&ws))
		return false;
	size_t gap = 1 + rng_below(r, (uint32_t)ws.n - 1);
	struct demo_name n = { 0, { 0 } };
	for (size_t i = 0; i < ws.n; i++) {
		if (i && i != gap)
			name_add(&n, " ", 1);
		name_add(&n, ws.w[i].ptr, ws.w[i].len);
	}
	*out = n;
	return true;
}

static bool vary_split(struct demo_name *out, const struct demo_name *in, struct demo_rng *r)
{
	static const char *const front[] = { "NUR",   "SYAH",	"ABDUL", "SRI",	  "DWI", "TRI",	  "EKA",
					     "ZUL",   "KHAIR",	"SAI",	 "JAMAL", "ROS", "HERMA", "BUR",
					     "WIDYA", "LUMBAN", "SI",	 "HUTA",  "MAR", "SU" };
	struct words ws;
	words_of(&ws, in);
	size_t start = rng_below(r, COUNT(front));
	for (size_t k = 0; k < COUNT(front); k++) {
		const char *f = front[(start + k) % COUNT(front)];
		size_t fl = strlen(f);
		for (size_t i = 0; i < ws.n; i++) {
			if (ws.w[i].len < fl + 4 || memcmp(ws.w[i].ptr, f, fl) != 0)
				continue;
			size_t at = (size_t)(ws.w[i].ptr - in->text) + fl;
			struct demo_name n = { 0, { 0 } };
			name_add(&n, in->text, at);
			name_add(&n, " ", 1);
			name_add(&n, in->text + at, in->len - at);
			*out = n;
			return true;
		}
	}
	return false;
}

static bool vary_cut(struct demo_name *out, const struct demo_name *in)
{
	struct words ws;
	words_of(&ws, in);
	if (ws.n < 3 || has_link(&ws))
		return false;
	ws.n--;
	join_words(out, &ws);
	return true;
}

static bool vary_initial(struct demo_name *out, const struct demo_name *in, struct demo_rng *r)
{
	struct words ws;
	char ini[2];
	words_of(&ws, in);
	if (ws.n < 2 || has_link(&ws))
		return false;
	/* The name of call stays; one of the others is given by its letter. */
	size_t i = 1 + rng_below(r, (uint32_t)ws.n - 1);
	if (ws.w[i].len < 3 || ws.w[0].len < 3)
		return false;
	ini[0] = ws.w[i].ptr[0];
	ini[1] = '.';
	ws.w[i] = (struct demo_word){ ini, rng_percent(r, 50) ? 2 : 1 };
	join_words(out, &ws);
	return true;
}

static bool vary_letter(struct demo_name *out, const struct demo_name *in, struct demo_rng *r)
{
	for (int tries = 0; tries < 40; tries++) {
		struct demo_name n = { 0, { 0 } };
		size_t i = rng_below(r, (uint32_t)in->len);
		char c = in->text[i], next = i + 1 < in->len ? in->text[i + 1] : 0, repl;
		/* Not the first letter, nor inside a word too short to be known again (BR). */
		size_t from = i, to = i;
		while (from > 0 && in->text[from - 1] != ' ')
			from--;
		while (to < in->len && in->text[to] != ' ')
			to++;
		if (!ch_alpha(c) || i == 0 || (to - from < 3 && in->len > 5))
			continue;
		name_add(&n, in->text, i);
		switch (rng_below(r, 4)) {
		case 0: /* wrong */
			repl = (char)('A' + (char)rng_below(r, 26));
			if (repl == c)
				continue;
			name_add(&n, &repl, 1);
			break;
		case 1: /* missing */
			if (in->text[i - 1] == ' ' && (next == ' ' || next == 0))
				continue;
			break;
		case 2: /* doubled */
			name_add(&n, &c, 1);
			name_add(&n, &c, 1);
			break;
		default: /* swapped with its neighbour */
			if (!ch_alpha(next) || next == c)
				continue;
			name_add(&n, &next, 1);
			name_add(&n, &c, 1);
			i++;
			break;
		}
		name_add(&n, in->text + i + 1, in->len - i - 1);
		if (!differs(&n, in))
			continue;
		*out = n;
		return true;
	}
	return false;
}

static bool vary_bin(struct demo_name *out, const struct demo_name *in, struct demo_rng *r)
{
	static const char *const bin[] = { "B.", "B", "BIN" }, *const binti[] = { "BT", "BTE", "BT.", "BTI" };
	struct words ws;
	words_of(&ws, in);
	for (size_t i = 1; i + 1 < ws.n; i++) {
		bool male = word_is(&ws.w[i], "BIN");
		if (!male && !word_is(&ws.w[i], "BINTI"))
			continue;
		if (rng_percent(r, 30)) { /* the father is left out */
			ws.n = i;
		} else {
			const char *s = male ? bin[rng_below(r, 2)] : binti[rng_below(r, 3)];
			ws.w[i] = (struct demo_word){ s, strlen(s) };
		}
		join_words(out, &ws);
		return true;
	}
	for (size_t i = 1; i + 1 < ws.n; i++)
		if (word_is(&ws.w[i], "BR")) {
			ws.w[i] = (struct demo_word){ "BORU", 4 };
			join_words(out, &ws);
			return true;
		}
	return false;
}

bool name_vary(struct demo_name *out, const struct demo_name *in, enum name_variant v, struct demo_rng *r)
{
	switch (v) {
	case VARIANT_TITLE:
		return vary_title(out, in, r);
	case VARIANT_TITLE_END:
		return vary_title_end(out, in, r);
	case VARIANT_ABBREV:
		return vary_abbrev(out, in, r);
	case VARIANT_OLD:
		return vary_old(out, in);
	case VARIANT_FOLD:
		return vary_fold(out, in, r);
	case VARIANT_ORDER:
		return vary_order(out, in, r);
	case VARIANT_JOIN:
		return vary_join(out, in, r);
	case VARIANT_SPLIT:
		return vary_split(out, in, r);
	case VARIANT_CUT:
		return vary_cut(out, in);
	case VARIANT_INITIAL:
		return vary_initial(out, in, r);
	case VARIANT_LETTER:
		return vary_letter(out, in, r);
	case VARIANT_BIN:
		return vary_bin(out, in, r);
	default:
		return false;
	}
}

void name_vary_any(struct demo_name *out, const struct demo_name *in, struct demo_rng *r)
{
	struct demo_name n = *in;
	uint32_t start = rng_below(r, NAME_VARIANT_COUNT);
	for (uint32_t k = 0; k < NAME_VARIANT_COUNT; k++) {
		enum name_variant v = (enum name_variant)((start + k) % NAME_VARIANT_COUNT);
		if (!name_vary(&n, in, v, r) || !differs(&n, in))
			continue;
		if (v > VARIANT_TITLE_END && rng_percent(r, 8)) {
			struct demo_name one = n;
			(void)name_vary(&n, &one, rng_percent(r, 50) ? VARIANT_TITLE : VARIANT_TITLE_END, r);
		}
		break;
	}
	*out = n;
}

static size_t edits(const char *a, size_t na, const char *b, size_t nb)
{
	uint8_t row[DEMO_NAME + 1];
	for (size_t j = 0; j <= nb; j++)
		row[j] = (uint8_t)j;
	for (size_t i = 1; i <= na; i++) {
		uint8_t diag = row[0];
		row[0] = (uint8_t)i;
		for (size_t j = 1; j <= nb; j++) {
			uint8_t up = row[j], best = (uint8_t)(diag + (a[i - 1] != b[j - 1]));
			if ((uint8_t)(up + 1) < best)
				best = (uint8_t)(up + 1);
			if ((uint8_t)(row[j - 1] + 1) < best)
				best = (uint8_t)(row[j - 1] + 1);
			diag = up;
			row[j] = best;
		}
	}
	return row[nb];
}

static void sort_words(struct words *ws)
{
	for (size_t i = 1; i < ws->n; i++)
		for (size_t j = i; j > 0; j--) {
			const struct demo_word *p = &ws->w[j - 1], *q = &ws->w[j];
			if (str_cmp(str_of(p->ptr, p->len), str_of(q->ptr, q->len)) <= 0)
				break;
			struct demo_word t = ws->w[j];
			ws->w[j] = ws->w[j - 1];
			ws->w[j - 1] = t;
		}
}

/* True when each word of a has a word of b within one letter, or is its initial. */
static bool words_within(const struct words *a, const struct words *b)
{
	for (size_t i = 0; i < a->n; i++) {
		bool found = false;
		for (size_t j = 0; j < b->n && !found; j++) {
			const struct demo_word *p = &a->w[i], *q = &b->w[j];
			found = edits(p->ptr, p->len, q->ptr, q->len) <= 1 ||
				((p->len <= 2 || q->len <= 2) && p->ptr[0] == q->ptr[0]);
		}
		if (!found)
			return false;
	}
	return true;
}

static void letters_of(struct demo_name *out, const struct words *ws)
{
	out->len = 0;
	for (size_t i = 0; i < ws->n; i++)
		for (size_t k = 0; k < ws->w[i].len; k++)
			if (ch_alpha(ws->w[i].ptr[k]))
				name_add(out, &ws->w[i].ptr[k], 1);
}

bool name_far(const struct demo_name *a, const struct demo_name *b)
{
	struct words wa, wb;
	struct demo_name la, lb;
	words_of(&wa, a);
	words_of(&wb, b);
	letters_of(&la, &wa);
	letters_of(&lb, &wb);
	size_t longer = la.len > lb.len ? la.len : lb.len, need = longer * 2 / 5 > 4 ? longer * 2 / 5 : 4;
	if (edits(la.text, la.len, lb.text, lb.len) < need || words_within(&wa, &wb) ||
	    words_within(&wb, &wa))
		return false;
	sort_words(&wa);
	sort_words(&wb);
	letters_of(&la, &wa);
	letters_of(&lb, &wb);
	return edits(la.text, la.len, lb.text, lb.len) >= need;
}
