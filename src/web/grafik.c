#include "web/grafik.h"
#include "base/date.h"
#include "base/rupiah.h"
#include "web/format.h"

/* Sizes in CSS pixels; across, texts stand at percents and the plot is stretched, so that letters keep their size on a phone. */
#define TOP	  22   /* above the highest mark */
#define PLOT	  180  /* from the lowest mark to the highest */
#define FOOT	  40   /* names of the categories */
#define ACROSS	  1000 /* width of the plot in its own units */
#define ROW	  26   /* a lying bar with its space */
#define NAMES	  34   /* percent for the names of lying bars */
#define BARS	  44   /* percent for the longest of them */
#define LONG_NAME 20   /* letters of a name beside its bar */
#define TICKS	  5
#define LYING_MAX 40

enum shape { BATANG, RAMAL, BIDANG, GARIS, SASARAN };
enum axis { BULAN, HARI, TEKS };
struct series {
	struct str name;
	enum shape shape;
	int64_t v[GRAFIK_KATEGORI];
	bool there[GRAFIK_KATEGORI];
};
struct chart {
	struct buf *out;
	const struct tmpl_set *set;
	enum tmpl_lang lang;
	const struct val *model;
	enum axis axis;
	struct str unit;
	struct val at[GRAFIK_KATEGORI]; /* categories */
	size_t n, m;
	struct series s[GRAFIK_SERI];
	uint64_t top; /* value at the upper edge */
	uint64_t per; /* marks are written in thousands, millions ... */
};

struct grafik_skala grafik_skala(uint64_t max, unsigned most)
{
	static const unsigned steps[] = { 1, 2, 5 };
	if (!max)
		return (struct grafik_skala){ 1, 1 };
	for (uint64_t ten = 1;; ten *= 10)
		for (size_t i = 0; i < COUNT(steps); i++) {
			uint64_t step = ten * steps[i], n = max / step + (max % step != 0);
			/* 5e18 is the last step that is asked for: twice that reaches any int64. */
			if (n <= most || step >= UINT64_C(5000000000000000000))
				return (struct grafik_skala){ step, (unsigned) n };
		}
}

unsigned grafik_letak(uint64_t v, uint64_t top, unsigned span)
{
	if (!top)
		return 0;
	if (v > top)
		v = top;
	while (top >> 40) {
		top >>= 1;
		v >>= 1;
	}
	return (unsigned) ((v * span + top / 2) / top);
}

/* --- words ------------------------------------------------------------------------------------------------------------ */

static bool english(const struct chart *c)
{
	return c->lang == LANG_EN;
}

static void escaped(struct chart *c, struct buf *text)
{
	html_escape(c->out, buf_str(text));
	buf_reset(text);
}

static void label(struct chart *c, struct str code)
{
	html_escape(c->out, tmpl_label(c->set, code, c->lang));
}

static const char *scale_word(const struct chart *c)
{
	static const struct {
		uint64_t per;
		const char *id, *en;
	} words[] = { { 1000, "ribu", "thousand" },
		      { 1000000, "juta", "million" },
		      { 1000000000, "miliar", "billion" },
		      { 1000000000000, "triliun", "trillion" } };
	for (size_t i = 0; i < COUNT(words); i++)
		if (words[i].per == c->per)
			return english(c) ? words[i].en : words[i].id;
	return "";
}

/* In the chart's scale, with one decimal where it matters. */
static void scaled(const struct chart *c, struct buf *b, uint64_t v)
{
	uint64_t whole = v / c->per, tenth = v % c->per / (c->per >= 10 ? c->per / 10 : 1);
	angka_format(b, (int64_t) (whole > INT64_MAX ? INT64_MAX : whole));
	if (tenth && c->per > 1)
		buf_addf(b, "%c%d", english(c) ? '.' : ',', (int) tenth);
}

/* The exact number with its unit, as a sentence has it. */
static void exact(const struct chart *c, struct buf *b, int64_t v)
{
	if (str_eq(c->unit, S("rupiah"))) {
		rupiah_format(b, (rupiah){ v });
		return;
	}
	angka_format(b, v);
	struct str unit = tmpl_label(c->set, c->unit, c->lang);
	if (unit.len)
		buf_addf(b, " %.*s", (int) unit.len, unit.ptr);
}

static void category(const struct chart *c, struct buf *b, size_t i)
{
	const struct val *v = &c->at[i];
	if (v->kind == VAL_STR)
		buf_add(b, tmpl_label(c->set, v->s, c->lang));
	else
		format_value(b, v, format_find(c->axis == BULAN ? S("bulan") : c->axis == HARI ? S("tanggal") : S("angka")), english(c));
}

static const char *short_month(const struct chart *c, int m)
{
	static const char *const id[] = { "Jan", "Feb", "Mar", "Apr", "Mei", "Jun",
					  "Jul", "Agu", "Sep", "Okt", "Nov", "Des" };
	static const char *const en[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
					  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
	return m < 1 || m > 12 ? "" : english(c) ? en[m - 1] : id[m - 1];
}

/* --- the model -------------------------------------------------------------------------------------------------------- */

static enum shape shape_of(struct str s)
{
	return str_eq(s, S("ramal"))	 ? RAMAL
	       : str_eq(s, S("bidang"))	 ? BIDANG
	       : str_eq(s, S("garis"))	 ? GARIS
	       : str_eq(s, S("sasaran")) ? SASARAN
					 : BATANG;
}

static bool stacked(const struct series *s)
{
	return s->shape <= RAMAL;
}

static uint64_t positive(const struct series *s, size_t i)
{
	return s->there[i] && s->v[i] > 0 ? (uint64_t) s->v[i] : 0;
}

static uint64_t plus(uint64_t a, uint64_t b)
{
	return a > INT64_MAX - b ? INT64_MAX : a + b;
}

static uint64_t column(const struct chart *c, size_t i)
{
	uint64_t sum = 0;
	for (size_t k = 0; k < c->m; k++)
		if (stacked(&c->s[k]))
			sum = plus(sum, positive(&c->s[k], i));
	return sum;
}

/* Before the first of them when there are too many: the last ones count. */
static size_t skipped(const struct val *list)
{
	return list && list->kind == VAL_LIST && list->items.n > GRAFIK_KATEGORI
		       ? list->items.n - GRAFIK_KATEGORI
		       : 0;
}

static void read_model(struct chart *c)
{
	const struct val *names = val_get(c->model, "kategori"), *series = val_get(c->model, "seri");
	struct str axis = val_getstr(c->model, "sumbu");
	size_t skip = skipped(names), at = 0;
	c->axis = str_eq(axis, S("bulan")) ? BULAN : str_eq(axis, S("hari")) ? HARI : TEKS;
	c->unit = val_getstr(c->model, "satuan");
	for (const struct val_item *i = names && names->kind == VAL_LIST ? names->items.first : NULL; i;
	     i = i->next, at++)
		if (at >= skip)
			c->at[c->n++] = i->v;
	for (const struct val_item *i = series && series->kind == VAL_LIST ? series->items.first : NULL;
	     i && c->m < GRAFIK_SERI; i = i->next) {
		struct series *s = &c->s[c->m++];
		const struct val *values = val_get(&i->v, "nilai");
		*s = (struct series){ .name = val_getstr(&i->v, "nama"),
				      .shape = shape_of(val_getstr(&i->v, "bentuk")) };
		at = 0;
		for (const struct val_item *v = values && values->kind == VAL_LIST ? values->items.first
										   : NULL;
		     v; v = v->next, at++)
			if (at >= skip && at - skip < c->n) {
				s->there[at - skip] = v->v.kind == VAL_INT;
				s->v[at - skip] = v->v.kind == VAL_INT ? v->v.i : 0;
			}
	}
}

static uint64_t highest(const struct chart *c)
{
	uint64_t most = 0;
	for (size_t i = 0; i < c->n; i++) {
		uint64_t here = column(c, i);
		for (size_t k = 0; k < c->m; k++)
			if (!stacked(&c->s[k]) && positive(&c->s[k], i) > here)
				here = positive(&c->s[k], i);
		most = here > most ? here : most;
	}
	return most;
}

/* Money is written in the largest unit there is, people in millions only when they no longer fit. */
static void set_scale(struct chart *c)
{
	bool money = str_eq(c->unit, S("rupiah"));
	c->per = 1;
	for (uint64_t per = 1000; per <= UINT64_C(1000000000000); per *= 1000)
		if (c->top >= per && (money || (per >= 1000000 && c->top >= 10 * per)))
			c->per = per;
}

/* --- what is said ------------------------------------------------------------------------------------------------------- */

/* The chart in a sentence or two, for whoever does not see it. */
static void describe(struct chart *c)
{
	struct buf b;
	uint64_t most = 0;
	size_t where = 0;
	bool columns = false;
	buf_init(&b, 4000);
	if (!c->n || !highest(c)) {
		label(c, !c->n ? S("grafik.kosong") : S("grafik.nol"));
		return;
	}
	for (size_t k = 0; k < c->m; k++)
		columns |= stacked(&c->s[k]);
	for (size_t i = 0; i < c->n; i++)
		if (column(c, i) > most) {
			most = column(c, i);
			where = i;
		}
	if (columns && most) {
		buf_addf(&b, english(c) ? "Highest: " : "Tertinggi: ");
		category(c, &b, where);
		buf_addf(&b, ", ");
		exact(c, &b, (int64_t) most);
		buf_addf(&b, ". ");
	}
	for (size_t k = 0; k < c->m; k++) {
		size_t last = c->n;
		for (size_t i = 0; i < c->n; i++)
			if (c->s[k].there[i])
				last = i;
		if (stacked(&c->s[k]) || last == c->n)
			continue;
		buf_add(&b, tmpl_label(c->set, c->s[k].name, c->lang));
		buf_addf(&b, english(c) ? ", last: " : ", terakhir: ");
		category(c, &b, last);
		buf_addf(&b, ", ");
		exact(c, &b, c->s[k].v[last]);
		buf_addf(&b, ". ");
	}
	escaped(c, &b);
	buf_clear(&b);
	label(c, S("grafik.tabel"));
}

static void open_svg(struct chart *c, unsigned height)
{
	char id[40] = "";
	struct str given = val_getstr(c->model, "id");
	size_t n = 0;
	for (size_t i = 0; i < given.len && n + 1 < sizeof id; i++)
		if (ch_alpha(given.ptr[i]) || ch_digit(given.ptr[i]) || given.ptr[i] == '-')
			id[n++] = given.ptr[i];
	id[n] = 0;
	buf_addf(c->out,
		 "<svg class=\"plot\" role=\"img\" width=\"100%%\" height=\"%u\""
		 " aria-labelledby=\"g-%s-t g-%s-d\"><title id=\"g-%s-t\">",
		 height, id, id, id);
	label(c, val_getstr(c->model, "judul"));
	buf_addf(c->out, "</title><desc id=\"g-%s-d\">", id);
	describe(c);
	buf_addf(c->out, "</desc>");
}

static void note(struct chart *c, struct str code, unsigned y)
{
	buf_addf(c->out, "<text class=\"note\" x=\"50%%\" y=\"%u\" text-anchor=\"middle\">", y);
	label(c, code);
	buf_addf(c->out, "</text>");
}

static void legend(struct chart *c)
{
	if (c->m < 2)
		return;
	buf_addf(c->out, "<ul class=\"legend\">");
	for (size_t k = 0; k < c->m; k++) {
		buf_addf(c->out, "<li><svg viewBox=\"0 0 12 12\" aria-hidden=\"true\">");
		if (stacked(&c->s[k]) || c->s[k].shape == BIDANG)
			buf_addf(c->out, "<rect class=\"s%zu%s\" width=\"12\" height=\"12\"/>", k + 1,
				 c->s[k].shape == RAMAL ? " ramal" : "");
		else
			buf_addf(c->out, "<path class=\"l%zu%s\" d=\"M0 6h12\"/>", k + 1,
				 c->s[k].shape == SASARAN ? " putus" : "");
		buf_addf(c->out, "</svg>");
		label(c, c->s[k].name);
		buf_addf(c->out, "</li>");
	}
	buf_addf(c->out, "</ul>");
}

/* What a pointer over a bar says. */
static void hint(struct chart *c, size_t i, const struct series *s)
{
	struct buf b;
	buf_init(&b, 1000);
	category(c, &b, i);
	if (c->m > 1) {
		buf_addf(&b, " · ");
		buf_add(&b, tmpl_label(c->set, s->name, c->lang));
	}
	buf_addf(&b, ": ");
	exact(c, &b, s->v[i]);
	buf_addf(c->out, "<title>");
	escaped(c, &b);
	buf_addf(c->out, "</title>");
	buf_clear(&b);
}

/* --- upright ------------------------------------------------------------------------------------------------------------- */

static unsigned middle(const struct chart *c, size_t i)
{
	return (unsigned) ((2 * i + 1) * ACROSS / (2 * c->n));
}

/* Percent of the whole width, two decimals, of a place in the plot. */
static void percent(struct buf *out, unsigned left, unsigned x)
{
	unsigned p = left * 100 + (100 - left) * 100 * x / ACROSS;
	buf_addf(out, "%u.%02u%%", p / 100, p % 100);
}

static unsigned marks(struct chart *c, struct grafik_skala scale)
{
	struct buf b;
	size_t longest = 0;
	buf_init(&b, 200);
	for (unsigned k = 0; k <= scale.n; k++) {
		scaled(c, &b, k * scale.step);
		longest = b.len > longest ? b.len : longest;
		buf_reset(&b);
	}
	/* 12 px letters on a phone of 340: two percent each. */
	unsigned left = 4 + 2 * (unsigned) (longest < 10 ? longest : 10);
	for (unsigned k = 0; k <= scale.n; k++) {
		unsigned y = TOP + PLOT - PLOT * k / scale.n;
		buf_addf(c->out,
			 "<line class=\"%s\" x1=\"%u%%\" x2=\"100%%\" y1=\"%u\" y2=\"%u\"/>"
			 "<text x=\"%u%%\" dx=\"-6\" y=\"%u\" text-anchor=\"end\">",
			 k ? "rule" : "base", left, y, y, left, y + 4);
		scaled(c, &b, k * scale.step);
		escaped(c, &b);
		buf_addf(c->out, "</text>");
	}
	struct str unit = tmpl_label(c->set, c->unit, c->lang);
	const char *word = scale_word(c);
	buf_addf(&b, "%s%s%.*s", word, *word ? " " : "", (int) unit.len, unit.len ? unit.ptr : "");
	buf_addf(c->out, "<text class=\"unit\" x=\"0\" y=\"10\">");
	escaped(c, &b);
	buf_addf(c->out, "</text>");
	buf_clear(&b);
	return left;
}

static void columns(struct chart *c)
{
	unsigned band = (unsigned) (ACROSS / c->n), wide = band * 7 / 10 < 140 ? band * 7 / 10 : 140;
	for (size_t i = 0; i < c->n; i++) {
		uint64_t sum = 0;
		for (size_t k = 0; k < c->m; k++) {
			const struct series *s = &c->s[k];
			uint64_t v = positive(s, i);
			if (!stacked(s) || !v)
				continue;
			unsigned low = grafik_letak(sum, c->top, PLOT * 10);
			sum = plus(sum, v);
			unsigned high = grafik_letak(sum, c->top, PLOT * 10);
			/* What is there is seen. */
			if (high < low + 10)
				high = low + 10;
			unsigned y = PLOT * 10 > high ? PLOT * 10 - high : 0;
			buf_addf(c->out,
				 "<rect class=\"s%zu%s\" x=\"%u\" y=\"%u.%u\" width=\"%u\" height=\"%u.%u\">",
				 k + 1, s->shape == RAMAL ? " ramal" : "", middle(c, i) - wide / 2, y / 10,
				 y % 10, wide, (high - low) / 10, (high - low) % 10);
			hint(c, i, s);
			buf_addf(c->out, "</rect>");
		}
	}
}

static void point(struct chart *c, const struct series *s, size_t i)
{
	unsigned y = PLOT * 10 - grafik_letak(positive(s, i), c->top, PLOT * 10);
	buf_addu(c->out, middle(c, i));
	buf_addc(c->out, ',');
	buf_addu(c->out, y / 10);
	buf_addc(c->out, '.');
	buf_addu(c->out, y % 10);
	buf_addc(c->out, ' ');
}

/* Each run of points that are there is one line, and one area where it has one; a lone point is a dot as wide as the line. */
static void line(struct chart *c, size_t k)
{
	const struct series *s = &c->s[k];
	for (size_t i = 0; i < c->n;) {
		size_t end = i;
		while (end < c->n && s->there[end])
			end++;
		if (end == i) {
			i++;
			continue;
		}
		if (s->shape == BIDANG) {
			buf_addf(c->out, "<polygon class=\"s%zu area\" points=\"%u,%u ", k + 1, middle(c, i),
				 PLOT);
			for (size_t p = i; p < end; p++)
				point(c, s, p);
			buf_addf(c->out, "%u,%u\"/>", middle(c, end - 1), PLOT);
		}
		buf_addf(c->out, "<polyline class=\"l%zu%s\" points=\"", k + 1,
			 s->shape == SASARAN ? " putus" : "");
		for (size_t p = i; p < end; p++)
			point(c, s, p);
		if (end == i + 1)
			point(c, s, i);
		buf_addf(c->out, "\"/>");
		i = end;
	}
}

static void name_at(struct chart *c, unsigned left, size_t i, unsigned y, const char *text)
{
	buf_addf(c->out, "<text x=\"");
	percent(c->out, left, middle(c, i));
	buf_addf(c->out, "\" y=\"%u\" text-anchor=\"middle\">", y);
	html_escape(c->out, str_c(text));
	buf_addf(c->out, "</text>");
}

static void names(struct chart *c, unsigned left)
{
	unsigned y = TOP + PLOT + 16;
	for (size_t i = 0; i < c->n; i++) {
		int64_t at = c->at[i].kind == VAL_INT ? c->at[i].i : 0;
		char text[80];
		if (c->axis == BULAN) {
			name_at(c, left, i, y, short_month(c, (int) (at % 100)));
			if (!i || at % 100 == 1) {
				snprintf(text, sizeof text, "%d", (int) (at / 100));
				name_at(c, left, i, y + 15, text);
			}
		} else if (c->axis == HARI) {
			int day = (int) (at % 100);
			/* Every fifth day, and the first of a month; the 30th would touch the next one's. */
			if (day == 1 || (day % 5 == 0 && (day != 30 || i + 1 == c->n)) ||
			    (!i && day % 5 != 4)) {
				snprintf(text, sizeof text, "%d", day);
				name_at(c, left, i, y, text);
			}
			if (!i || day == 1)
				name_at(c, left, i, y + 15, short_month(c, (int) (at / 100 % 100)));
		} else {
			struct buf b;
			buf_init(&b, 400);
			category(c, &b, i);
			snprintf(text, sizeof text, "%.*s",
				 (int) (b.len < sizeof text ? b.len : sizeof text - 1), b.len ? b.ptr : "");
			name_at(c, left, i, y, text);
			buf_clear(&b);
		}
	}
}

/* Sums above the columns, where there is room: a style sheet hides them on a phone. */
static void sums(struct chart *c, unsigned left)
{
	struct buf b;
	buf_init(&b, 100);
	for (size_t i = 0; i < c->n; i++) {
		uint64_t v = column(c, i);
		if (!v)
			continue;
		buf_addf(c->out, "<text class=\"sum\" x=\"");
		percent(c->out, left, middle(c, i));
		buf_addf(c->out, "\" y=\"%u\" text-anchor=\"middle\">",
			 TOP + PLOT - grafik_letak(v, c->top, PLOT) - 4);
		scaled(c, &b, v);
		escaped(c, &b);
		buf_addf(c->out, "</text>");
	}
	buf_clear(&b);
}

static void upright_mark(struct chart *c, unsigned left)
{
	const struct val *mark = val_get(c->model, "batas");
	int64_t at = val_geti(mark, "di", -1);
	if (at < 0 || (size_t) at >= c->n)
		return;
	buf_addf(c->out, "<line class=\"due\" x1=\"");
	percent(c->out, left, middle(c, (size_t) at));
	buf_addf(c->out, "\" x2=\"");
	percent(c->out, left, middle(c, (size_t) at));
	buf_addf(c->out, "\" y1=\"%d\" y2=\"%d\"/><text class=\"due\" x=\"", TOP - 6, TOP + PLOT);
	percent(c->out, left, middle(c, (size_t) at));
	buf_addf(c->out, "\" dx=\"-4\" y=\"%d\" text-anchor=\"end\">", TOP - 9);
	label(c, val_getstr(mark, "teks"));
	buf_addf(c->out, "</text>");
}

static void upright(struct chart *c)
{
	uint64_t most = highest(c);
	struct grafik_skala scale = grafik_skala(most, TICKS);
	bool only_columns = true;
	c->top = scale.step * scale.n;
	set_scale(c);
	open_svg(c, TOP + PLOT + FOOT);
	unsigned left = marks(c, scale);
	buf_addf(c->out,
		 "<svg x=\"%u%%\" y=\"%d\" width=\"%u%%\" height=\"%d\" viewBox=\"0 0 %d %d\" "
		 "preserveAspectRatio=\"none\">",
		 left, TOP, 100 - left, PLOT, ACROSS, PLOT);
	columns(c);
	for (size_t k = 0; k < c->m; k++)
		if (!stacked(&c->s[k])) {
			line(c, k);
			only_columns = false;
		}
	buf_addf(c->out, "</svg>");
	names(c, left);
	if (only_columns && c->per == 1 && c->n <= 12)
		sums(c, left);
	upright_mark(c, left);
	if (!most)
		note(c, S("grafik.nol"), TOP + PLOT / 2);
	buf_addf(c->out, "</svg>");
}

/* --- lying -------------------------------------------------------------------------------------------------------------- */

/* Longest first; equals keep the order they came in. */
static size_t order(struct chart *c, size_t *by)
{
	for (size_t i = 0; i < c->n; i++) {
		size_t at = i;
		for (; at && column(c, by[at - 1]) < column(c, i); at--)
			by[at] = by[at - 1];
		by[at] = i;
	}
	return c->n < LYING_MAX ? c->n : LYING_MAX;
}

static void lying_name(struct chart *c, struct str s, unsigned y)
{
	size_t letters = 0, cut = s.len;
	for (size_t i = 0; i < s.len; i++)
		if (((unsigned char) s.ptr[i] & 0xC0) != 0x80 && letters++ == LONG_NAME)
			cut = i;
	buf_addf(c->out, "<text x=\"%d%%\" y=\"%u\" text-anchor=\"end\">", NAMES, y);
	html_escape(c->out, str_of(s.ptr, cut));
	buf_addf(c->out, "%s</text>", cut < s.len ? "…" : "");
}

static void lying_row(struct chart *c, size_t row, struct str name, uint64_t sum, const size_t *which,
		      size_t n)
{
	unsigned y = 4 + (unsigned) row * ROW;
	struct buf b;
	uint64_t so_far = 0;
	buf_init(&b, 400);
	lying_name(c, name, y + 14);
	buf_addf(c->out,
		 "<svg x=\"%d%%\" y=\"%u\" width=\"%d%%\" height=\"%d\" viewBox=\"0 0 %d 18\" "
		 "preserveAspectRatio=\"none\">",
		 NAMES + 2, y, BARS, ROW - 8, ACROSS);
	for (size_t k = 0; k < c->m; k++) {
		uint64_t v = 0;
		for (size_t i = 0; i < n; i++)
			v = plus(v, positive(&c->s[k], which[i]));
		unsigned from = grafik_letak(so_far, c->top, ACROSS);
		so_far = plus(so_far, v);
		unsigned to = grafik_letak(so_far, c->top, ACROSS);
		if (!v)
			continue;
		buf_addf(c->out, "<rect class=\"s%zu\" x=\"%u\" width=\"%u\" height=\"18\"><title>", k + 1,
			 from, to > from + 3 ? to - from : 3);
		html_escape(c->out, name);
		if (c->m > 1) {
			buf_addf(c->out, " · ");
			label(c, c->s[k].name);
		}
		buf_addf(c->out, ": ");
		exact(c, &b, (int64_t) v);
		escaped(c, &b);
		buf_addf(c->out, "</title></rect>");
	}
	buf_addf(c->out, "</svg><text x=\"");
	unsigned end = (NAMES + 2) * 100 + BARS * 100 * grafik_letak(sum, c->top, ACROSS) / ACROSS;
	buf_addf(c->out, "%u.%02u%%\" dx=\"6\" y=\"%u\">", end / 100, end % 100, y + 14);
	scaled(c, &b, sum);
	if (c->per > 1)
		buf_addf(&b, " %s", scale_word(c));
	escaped(c, &b);
	buf_addf(c->out, "</text>");
	buf_clear(&b);
}

static void lying(struct chart *c)
{
	size_t by[GRAFIK_KATEGORI], n = order(c, by), rest = c->n - n;
	uint64_t others = 0;
	struct buf b;
	buf_init(&b, 1000);
	for (size_t i = n; i < c->n; i++)
		others = plus(others, column(c, by[i]));
	c->top = c->n ? column(c, by[0]) : 0;
	c->top = others > c->top ? others : c->top;
	set_scale(c);
	open_svg(c, (unsigned) (n + (rest != 0)) * ROW + 8);
	for (size_t i = 0; i < n; i++) {
		category(c, &b, by[i]);
		lying_row(c, i, buf_str(&b), column(c, by[i]), &by[i], 1);
		buf_reset(&b);
	}
	if (rest)
		lying_row(c, n, tmpl_label(c->set, S("LAINNYA"), c->lang), others, by + n, rest);
	buf_addf(c->out, "</svg>");
	buf_clear(&b);
}

void grafik_svg(struct buf *out, const struct val *model, const struct tmpl_set *set, enum tmpl_lang lang)
{
	/* Only the room of the categories and series there are is filled: it is made for many. */
	struct chart c;
	c.out = out;
	c.set = set;
	c.lang = lang;
	c.model = model;
	c.n = c.m = 0;
	c.top = 0;
	c.per = 1;
	if (!model || model->kind != VAL_OBJ)
		return;
	read_model(&c);
	if (!c.n || !c.m) {
		c.n = 0;
		open_svg(&c, 64);
		note(&c, S("grafik.kosong"), 36);
		buf_addf(out, "</svg>");
		return;
	}
	if (str_eq(val_getstr(model, "bentuk"), S("mendatar")))
		lying(&c);
	else
		upright(&c);
	legend(&c);
}
