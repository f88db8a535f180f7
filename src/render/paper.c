/* A paper is drawn twice: first every page onto a recording of its own, then, when their number is known, onto the PDF with
 * the foot of each page. */
#include "render/paper.h"
#include <cairo-pdf.h>
#include <pango/pangocairo.h>
#include <qrencode.h>
#include <math.h>
#include <time.h>

#define MM (72.0 / 25.4)
#define COLUMNS_MAX 24
#define FOOT_MM 12.0

struct table {
	struct paper_column c[COLUMNS_MAX];
	double width[COLUMNS_MAX];
	char *heading[COLUMNS_MAX];
	size_t n;
	double pt, heading_h;
	bool open, due; /* due: the heading waits for its first row, so that it never stands alone */
};

/* The last line or block, not drawn yet: signatures that come next must not stand on another page. */
struct held {
	enum { HELD_NONE, HELD_PARA, HELD_FIELD, HELD_ITEM, HELD_ROW } kind;
	char *text[COLUMNS_MAX]; /* paragraph; label, value; number, line; cells */
	enum paper_align align;
	double indent, gap, h;   /* points; gap below it; height of a row */
	bool bold, ends_table;
};

struct paper {
	struct paper_config config;
	char *title, *author, *footer, *font;
	double w, h, left, right, top, bottom; /* points; the four edges of the text */
	double y;
	cairo_surface_t **page;
	size_t pages, cap;
	cairo_t *cr;
	struct table t;
	struct held held;
	int error;
	char why[160];
};

static char *copy(struct str s)
{
	char *c = malloc(s.len + 1);
	if (c) {
		if (s.len)
			memcpy(c, s.ptr, s.len);
		c[s.len] = 0;
	}
	return c;
}

static void fail(struct paper *p, int code, const char *why)
{
	if (!p->error) {
		p->error = code;
		snprintf(p->why, sizeof p->why, "%s", why);
	}
}

static void drop_held(struct paper *p)
{
	for (size_t i = 0; i < COLUMNS_MAX; i++)
		free(p->held.text[i]);
	p->held = (struct held){ 0 };
}

static void new_page(struct paper *p)
{
	if (p->error)
		return;
	if (p->pages == p->cap) {
		size_t cap = p->cap ? p->cap * 2 : 8;
		cairo_surface_t **more = realloc(p->page, cap * sizeof(cairo_surface_t *));
		if (!more) {
			fail(p, E_NOMEM, "memori tidak cukup");
			return;
		}
		p->page = more;
		p->cap = cap;
	}
	if (p->cr)
		cairo_destroy(p->cr);
	cairo_rectangle_t extent = { 0, 0, p->w, p->h };
	cairo_surface_t *s = cairo_recording_surface_create(CAIRO_CONTENT_COLOR_ALPHA, &extent);
	p->page[p->pages++] = s;
	p->cr = cairo_create(s);
	p->y = p->top;
}

int paper_new(struct paper **ret, const struct paper_config *config, struct err *err)
{
	struct paper *p = calloc(1, sizeof *p);
	if (!p)
		return NOMEM(err);
	p->config = *config;
	p->title = copy(config->title);
	p->author = copy(config->author);
	p->footer = copy(config->footer);
	p->font = copy(config->font.len ? config->font : S("Liberation Sans"));
	if (!p->config.font_pt)
		p->config.font_pt = 11;
	if (!p->config.line_spacing)
		p->config.line_spacing = 1.25;
	p->w = (config->size == PAPER_F4 ? 215 : 210) * MM;
	p->h = (config->size == PAPER_F4 ? 330 : 297) * MM;
	if (config->landscape) {
		double t = p->w;
		p->w = p->h;
		p->h = t;
	}
	p->left = (config->margin_left_mm ? config->margin_left_mm : 30) * MM;
	p->right = p->w - (config->margin_right_mm ? config->margin_right_mm : 25) * MM;
	p->top = (config->margin_top_mm ? config->margin_top_mm : 25) * MM;
	p->bottom = p->h - (config->margin_bottom_mm ? config->margin_bottom_mm : 25) * MM;
	if (!p->title || !p->author || !p->footer || !p->font) {
		paper_free(p);
		return NOMEM(err);
	}
	new_page(p);
	*ret = p;
	return OK;
}

void paper_free(struct paper *p)
{
	if (!p)
		return;
	if (p->cr)
		cairo_destroy(p->cr);
	for (size_t i = 0; i < p->pages; i++)
		cairo_surface_destroy(p->page[i]);
	for (size_t i = 0; i < p->t.n; i++)
		free(p->t.heading[i]);
	drop_held(p);
	free(p->page);
	free(p->title);
	free(p->author);
	free(p->footer);
	free(p->font);
	free(p);
}

/* --- text ------------------------------------------------------------------------------------------------------------------ */

/* Whether a run opened before `from` is closed again, with something in between: a row of dashes to write on is none. */
static bool closes(struct str s, size_t from, char mark)
{
	const char pair[] = { mark, mark };
	const char *at = from < s.len ? memmem(s.ptr + from, s.len - from, pair, 2) : NULL;
	return at && at > s.ptr + from;
}

/* Takes the marks ** and __ out of the text and turns them into attributes; one without a partner stays what it is. */
static char *inline_runs(struct str s, PangoAttrList *list)
{
	char *out = malloc(s.len + 1);
	size_t n = 0, bold = SIZE_MAX, under = SIZE_MAX;
	if (!out)
		return NULL;
	for (size_t i = 0; i < s.len; i++) {
		bool pair = i + 1 < s.len && s.ptr[i] == s.ptr[i + 1];
		if (pair && (s.ptr[i] == '*' || s.ptr[i] == '_')) {
			size_t *open = s.ptr[i] == '*' ? &bold : &under;
			if (*open == SIZE_MAX) {
				if (closes(s, i + 2, s.ptr[i])) {
					*open = n;
				} else {
					out[n++] = s.ptr[i];
					out[n++] = s.ptr[i];
				}
			} else {
				PangoAttribute *a = s.ptr[i] == '*' ? pango_attr_weight_new(PANGO_WEIGHT_BOLD)
								    : pango_attr_underline_new(PANGO_UNDERLINE_SINGLE);
				a->start_index = (guint)*open;
				a->end_index = (guint)n;
				pango_attr_list_insert(list, a);
				*open = SIZE_MAX;
			}
			i++;
			continue;
		}
		out[n++] = s.ptr[i];
	}
	out[n] = 0;
	return out;
}

struct style {
	double pt;
	bool bold, underline, literal;
	enum paper_align align;
	double spacing; /* 0: the paper's */
};

static PangoLayout *layout(struct paper *p, struct str text, double width, const struct style *st)
{
	PangoLayout *l = pango_cairo_create_layout(p->cr);
	PangoFontDescription *d = pango_font_description_new();
	PangoAttrList *list = pango_attr_list_new();
	pango_font_description_set_family(d, p->font);
	pango_font_description_set_absolute_size(d, st->pt * PANGO_SCALE);
	if (st->bold)
		pango_font_description_set_weight(d, PANGO_WEIGHT_BOLD);
	pango_layout_set_font_description(l, d);
	pango_font_description_free(d);
	/* The same bytes on every machine: no hinting by the screen's settings. */
	cairo_font_options_t *o = cairo_font_options_create();
	cairo_font_options_set_hint_style(o, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(o, CAIRO_HINT_METRICS_OFF);
	pango_cairo_context_set_font_options(pango_layout_get_context(l), o);
	cairo_font_options_destroy(o);
	if (str_utf8_valid(text) != text.len)
		text = S("?");
	char *plain = st->literal ? copy(text) : inline_runs(text, list);
	if (!plain) {
		fail(p, E_NOMEM, "memori tidak cukup");
		plain = copy(S(""));
	}
	if (st->underline)
		pango_attr_list_insert(list, pango_attr_underline_new(PANGO_UNDERLINE_SINGLE));
	pango_layout_set_text(l, plain ? plain : "", -1);
	free(plain);
	pango_layout_set_attributes(l, list);
	pango_attr_list_unref(list);
	if (width > 0)
		pango_layout_set_width(l, (int)(width * PANGO_SCALE));
	pango_layout_set_wrap(l, PANGO_WRAP_WORD_CHAR);
	pango_layout_set_line_spacing(l, (float)(st->spacing > 0 ? st->spacing : p->config.line_spacing));
	pango_layout_set_alignment(l, st->align == PAPER_CENTER	 ? PANGO_ALIGN_CENTER
				      : st->align == PAPER_RIGHT ? PANGO_ALIGN_RIGHT
								 : PANGO_ALIGN_LEFT);
	pango_layout_set_justify(l, st->align == PAPER_JUSTIFY);
	return l;
}

static double height_of(PangoLayout *l)
{
	int h;
	pango_layout_get_size(l, NULL, &h);
	return (double)h / PANGO_SCALE;
}

static void draw(struct paper *p, PangoLayout *l, double x, double y)
{
	cairo_move_to(p->cr, x, y);
	pango_cairo_show_layout(p->cr, l);
}

/* Text from left over width, broken over pages line by line; at least two lines stay together. With `after`, that much
 * must fit below on the page of the last line; the last two lines move on for it. */
static void flow_before(struct paper *p, struct str text, double x, double width, const struct style *st, double after)
{
	if (p->error)
		return;
	PangoLayout *l = layout(p, text, width, st);
	double h = height_of(l);
	if (p->y + h + after <= p->bottom) {
		draw(p, l, x, p->y);
		p->y += h;
		g_object_unref(l);
		return;
	}
	PangoLayoutIter *it = pango_layout_get_iter(l);
	int lines = pango_layout_get_line_count(l), left = lines, along = lines <= 3 ? lines : 2;
	double used = 0;
	do {
		PangoRectangle box;
		pango_layout_iter_get_line_extents(it, NULL, &box);
		double top = (double)box.y / PANGO_SCALE, line_h = (double)box.height / PANGO_SCALE;
		bool orphan = left == lines && lines > 1 && p->y + 2 * line_h > p->bottom;
		bool torn = after > 0 && left == along && p->y + h - used + after > p->bottom && p->y + top - used > p->top;
		if (p->y + (top - used) + line_h > p->bottom || orphan || torn) {
			new_page(p);
			if (p->error)
				break;
			used = top;
		}
		double base = (double)pango_layout_iter_get_baseline(it) / PANGO_SCALE;
		cairo_move_to(p->cr, x + (double)box.x / PANGO_SCALE, p->y + base - used);
		pango_cairo_show_layout_line(p->cr, pango_layout_iter_get_line_readonly(it));
		if (--left == 0)
			p->y += top - used + line_h;
	} while (pango_layout_iter_next_line(it));
	pango_layout_iter_free(it);
	g_object_unref(l);
}

static void flow(struct paper *p, struct str text, double x, double width, const struct style *st)
{
	flow_before(p, text, x, width, st, 0);
}

static void keep(struct paper *p, double height)
{
	if (p->y + height > p->bottom && p->y > p->top)
		new_page(p);
}

static void put_held(struct paper *p, double after);

/* Every block begins here: what was held back is drawn now. */
static void release(struct paper *p)
{
	put_held(p, 0);
}

static void hold(struct paper *p, int kind, const struct str *text, size_t n)
{
	if (p->error)
		return;
	drop_held(p);
	for (size_t i = 0; i < n; i++) {
		p->held.text[i] = copy(text[i]);
		if (!p->held.text[i]) {
			fail(p, E_NOMEM, "memori tidak cukup");
			return;
		}
	}
	p->held.kind = kind;
}

void paper_para(struct paper *p, struct str text, enum paper_align align, double indent_mm, double space_after_mm)
{
	release(p);
	hold(p, HELD_PARA, &text, 1);
	p->held.align = align;
	p->held.indent = indent_mm * MM;
	p->held.gap = space_after_mm * MM;
}

static void put_para(struct paper *p, double after)
{
	const struct held *h = &p->held;
	struct style st = { .pt = p->config.font_pt, .align = h->align };
	flow_before(p, str_c(h->text[0]), p->left + h->indent, p->right - p->left - h->indent, &st, after);
}

void paper_gap(struct paper *p, double mm)
{
	*(p->held.kind ? &p->held.gap : &p->y) += mm * MM;
}

void paper_page_break(struct paper *p)
{
	release(p);
	new_page(p);
}

static void rule(struct paper *p, double y, double width)
{
	cairo_set_line_width(p->cr, width);
	cairo_move_to(p->cr, p->left, y);
	cairo_line_to(p->cr, p->right, y);
	cairo_stroke(p->cr);
}

struct png_bytes {
	struct str s;
	size_t at;
};

static cairo_status_t read_png(void *ctx, unsigned char *out, unsigned n)
{
	struct png_bytes *b = ctx;
	if (b->s.len - b->at < n)
		return CAIRO_STATUS_READ_ERROR;
	memcpy(out, b->s.ptr + b->at, n);
	b->at += n;
	return CAIRO_STATUS_SUCCESS;
}

void paper_kop(struct paper *p, const struct paper_office *office)
{
	release(p);
	if (p->error)
		return;
	double side = 0;
	/* A letterhead stands higher than the text. */
	p->y = p->top - 8 * MM;
	if (office->emblem_png.len) {
		struct png_bytes b = { office->emblem_png, 0 };
		cairo_surface_t *s = cairo_image_surface_create_from_png_stream(read_png, &b);
		if (cairo_surface_status(s) == CAIRO_STATUS_SUCCESS) {
			double ih = cairo_image_surface_get_height(s), scale = 22 * MM / ih;
			side = cairo_image_surface_get_width(s) * scale + 4 * MM;
			cairo_save(p->cr);
			cairo_translate(p->cr, p->left, p->y);
			cairo_scale(p->cr, scale, scale);
			cairo_set_source_surface(p->cr, s, 0, 0);
			cairo_paint(p->cr);
			cairo_restore(p->cr);
		}
		cairo_surface_destroy(s);
	}
	struct style one = { .pt = 14, .align = PAPER_CENTER, .spacing = 1.1 },
		     two = { .pt = 16, .bold = true, .align = PAPER_CENTER, .spacing = 1.1 },
		     small = { .pt = 9.5, .align = PAPER_CENTER, .spacing = 1.15, .literal = true };
	double x = p->left + side, w = p->right - p->left - side;
	flow(p, office->line1, x, w, &one);
	flow(p, office->line2, x, w, &two);
	flow(p, office->address, x, w, &small);
	p->y += 2 * MM;
	rule(p, p->y, 2.2);
	rule(p, p->y + 2.4, 0.7);
	p->y += 6 * MM;
}

void paper_title(struct paper *p, struct str title, struct str number)
{
	struct style st = {
		.pt = p->config.font_pt + 1, .bold = true, .underline = number.len > 0, .align = PAPER_CENTER, .literal = true
	};
	struct style plain = { .pt = p->config.font_pt, .align = PAPER_CENTER, .literal = true };
	release(p);
	flow(p, title, p->left, p->right - p->left, &st);
	if (number.len)
		flow(p, number, p->left, p->right - p->left, &plain);
	p->y += 4 * MM;
}

static double one_field(struct paper *p, const struct paper_field *f, double x, double label, double width, bool paint)
{
	struct style st = { .pt = p->config.font_pt, .literal = true, .spacing = 1.15 };
	PangoLayout *a = layout(p, f->label, label, &st), *c = layout(p, S(":"), 0, &st),
		    *v = layout(p, f->value, width - label - 4 * MM, &st);
	double h = fmax(height_of(a), height_of(v));
	if (paint) {
		draw(p, a, x, p->y);
		draw(p, c, x + label, p->y);
		draw(p, v, x + label + 4 * MM, p->y);
	}
	g_object_unref(a);
	g_object_unref(c);
	g_object_unref(v);
	return h + 0.8 * MM;
}

void paper_fields(struct paper *p, const struct paper_field *f, size_t n, double label_mm)
{
	for (size_t i = 0; i < n && !p->error; i++) {
		release(p);
		hold(p, HELD_FIELD, (const struct str[]){ f[i].label, f[i].value }, 2);
		p->held.indent = label_mm * MM;
	}
}

static void put_field(struct paper *p, double after)
{
	const struct paper_field f = { str_c(p->held.text[0]), str_c(p->held.text[1]) };
	keep(p, one_field(p, &f, p->left, p->held.indent, p->right - p->left, false) + after);
	if (!p->error)
		p->y += one_field(p, &f, p->left, p->held.indent, p->right - p->left, true);
}

void paper_letter_head(struct paper *p, const struct paper_field *f, size_t n, struct str place_date, struct str addressee)
{
	release(p);
	if (p->error)
		return;
	double side = 55 * MM, width = p->right - p->left - side - 5 * MM, top = p->y;
	struct style date = { .pt = p->config.font_pt, .literal = true, .align = PAPER_RIGHT },
		     to = { .pt = p->config.font_pt, .literal = true, .spacing = 1.15 };
	PangoLayout *l = layout(p, place_date, side, &date);
	draw(p, l, p->right - side, top);
	g_object_unref(l);
	for (size_t i = 0; i < n; i++)
		p->y += one_field(p, &f[i], p->left, 20 * MM, width, true);
	p->y += 5 * MM;
	flow(p, addressee, p->left, p->right - p->left, &to);
	p->y += 6 * MM;
}

/* --- tables ---------------------------------------------------------------------------------------------------------------- */

#define PAD (1.4 * MM)

static double row_height(struct paper *p, const struct str *cells, const struct style *st)
{
	double most = 0;
	for (size_t i = 0; i < p->t.n; i++) {
		PangoLayout *l = layout(p, cells[i], p->t.width[i] - 2 * PAD, st);
		most = fmax(most, height_of(l));
		g_object_unref(l);
	}
	return most + 1.6 * MM;
}

static void put_row(struct paper *p, const struct str *cells, bool heading, bool bold, double h)
{
	struct style st = { .pt = p->t.pt, .bold = heading || bold, .literal = true, .spacing = 1.1 };
	double x = p->left;
	for (size_t i = 0; i < p->t.n; i++) {
		if (heading || bold) {
			cairo_set_source_rgb(p->cr, 0.93, 0.94, 0.95);
			cairo_rectangle(p->cr, x, p->y, p->t.width[i], h);
			cairo_fill(p->cr);
			cairo_set_source_rgb(p->cr, 0, 0, 0);
		}
		cairo_set_line_width(p->cr, 0.5);
		cairo_rectangle(p->cr, x, p->y, p->t.width[i], h);
		cairo_stroke(p->cr);
		st.align = heading ? PAPER_CENTER : p->t.c[i].align;
		PangoLayout *l = layout(p, cells[i], p->t.width[i] - 2 * PAD, &st);
		double inner = heading ? (h - height_of(l)) / 2 : 0.8 * MM;
		draw(p, l, x + PAD, p->y + inner);
		g_object_unref(l);
		x += p->t.width[i];
	}
	p->y += h;
}

static void heading_cells(const struct paper *p, struct str *cells)
{
	for (size_t i = 0; i < p->t.n; i++)
		cells[i] = str_c(p->t.heading[i]);
}

static void put_heading(struct paper *p)
{
	struct str cells[COLUMNS_MAX];
	heading_cells(p, cells);
	put_row(p, cells, true, true, p->t.heading_h);
	p->t.due = false;
}

void paper_table(struct paper *p, const struct paper_column *c, size_t n, double font_pt)
{
	double sum = 0;
	release(p);
	if (p->error)
		return;
	if (n == 0 || n > COLUMNS_MAX || p->t.open) {
		fail(p, E_ARG, "tabel salah disusun");
		return;
	}
	p->t.n = 0;
	for (size_t i = 0; i < n; i++)
		sum += c[i].weight;
	for (size_t i = 0; i < n; i++) {
		p->t.c[i] = c[i];
		p->t.width[i] = (p->right - p->left) * c[i].weight / sum;
		p->t.heading[i] = copy(c[i].heading);
		if (!p->t.heading[i]) {
			fail(p, E_NOMEM, "memori tidak cukup");
			return;
		}
		p->t.n++;
	}
	p->t.pt = font_pt > 0 ? font_pt : p->config.font_pt - 2;
	struct style st = { .pt = p->t.pt, .bold = true, .literal = true, .spacing = 1.1 };
	struct str cells[COLUMNS_MAX];
	heading_cells(p, cells);
	p->t.heading_h = row_height(p, cells, &st);
	p->t.open = p->t.due = true;
}

void paper_row(struct paper *p, const struct str *cells, bool bold)
{
	release(p);
	if (p->error || !p->t.open)
		return;
	struct style st = { .pt = p->t.pt, .bold = bold, .literal = true, .spacing = 1.1 };
	double h = row_height(p, cells, &st);
	if (h + p->t.heading_h > p->bottom - p->top) {
		fail(p, E_LIMIT, "satu baris tabel lebih tinggi dari halaman");
		return;
	}
	hold(p, HELD_ROW, cells, p->t.n);
	p->held.bold = bold;
	p->held.h = h;
}

static void put_held_row(struct paper *p, double after)
{
	struct str cells[COLUMNS_MAX];
	for (size_t i = 0; i < p->t.n; i++)
		cells[i] = str_c(p->held.text[i]);
	double h = p->held.h, first = p->t.due ? p->t.heading_h : 0;
	if (p->y + first + h + after > p->bottom && p->y > p->top) {
		new_page(p);
		p->t.due = true;
	}
	if (p->error)
		return;
	if (p->t.due)
		put_heading(p);
	put_row(p, cells, false, p->held.bold, h);
}

static void forget_table(struct paper *p)
{
	for (size_t i = 0; i < p->t.n; i++)
		free(p->t.heading[i]);
	p->t.n = 0;
	p->t.open = p->t.due = false;
}

void paper_table_end(struct paper *p)
{
	if (p->held.kind == HELD_ROW) {
		p->t.open = false;
		p->held.ends_table = true;
	} else {
		/* no row came */
		if (p->t.due && !p->error) {
			keep(p, p->t.heading_h);
			if (!p->error)
				put_heading(p);
		}
		forget_table(p);
	}
	paper_gap(p, 3);
}

/* --- foot of a paper ---------------------------------------------------------------------------------------------------------- */

static double signer(struct paper *p, const struct paper_signer *s, double x, double w, bool paint)
{
	struct style st = { .pt = p->config.font_pt, .align = PAPER_CENTER, .literal = true, .spacing = 1.15 },
		     name = { .pt = p->config.font_pt, .align = PAPER_CENTER, .literal = true, .bold = true, .underline = true };
	char nip[80];
	snprintf(nip, sizeof nip, "NIP. %.*s", (int)s->nip.len, s->nip.len ? s->nip.ptr : "");
	const struct {
		struct str text;
		const struct style *style;
	} part[] = { { s->above, &st },	 { s->office, &st }, { STR_NONE, NULL },
		     { s->name, &name }, { s->rank, &st },   { s->nip.len ? str_c(nip) : STR_NONE, &st } };
	double y = p->y;
	for (size_t i = 0; i < COUNT(part); i++) {
		if (!part[i].style) {
			double gap = (s->meterai ? 27 : 20) * MM;
			if (paint && s->meterai) {
				struct style tiny = { .pt = 8, .align = PAPER_CENTER, .literal = true };
				cairo_set_line_width(p->cr, 0.5);
				cairo_rectangle(p->cr, x + (w - 35 * MM) / 2, y + 1 * MM, 35 * MM, 25 * MM);
				cairo_stroke(p->cr);
				PangoLayout *l = layout(p, S("meterai"), w, &tiny);
				draw(p, l, x, y + 12 * MM);
				g_object_unref(l);
			}
			y += gap;
			continue;
		}
		if (!part[i].text.len)
			continue;
		PangoLayout *l = layout(p, part[i].text, w, part[i].style);
		if (paint)
			draw(p, l, x, y);
		y += height_of(l);
		g_object_unref(l);
	}
	return y - p->y;
}

void paper_signers(struct paper *p, const struct paper_signer *s, size_t n)
{
	double most = 0, w = (p->right - p->left) / (n > 1 ? (double)n : 2);
	if (p->error || !n)
		return;
	for (size_t i = 0; i < n; i++)
		most = fmax(most, signer(p, &s[i], 0, w, false));
	put_held(p, most);
	keep(p, most);
	for (size_t i = 0; i < n && !p->error; i++)
		signer(p, &s[i], n == 1 ? p->left + w : p->left + w * (double)i, w, true);
	p->y += most + 5 * MM;
}

void paper_list(struct paper *p, struct str heading, const struct str *lines, size_t n)
{
	struct style st = { .pt = p->config.font_pt - 1, .literal = true, .spacing = 1.15 };
	release(p);
	keep(p, 14 * MM);
	flow(p, heading, p->left, p->right - p->left, &st);
	for (size_t i = 0; i < n && !p->error; i++) {
		char no[24];
		snprintf(no, sizeof no, "%zu.", i + 1);
		release(p);
		hold(p, HELD_ITEM, (const struct str[]){ str_c(no), lines[i] }, 2);
	}
	paper_gap(p, 3);
}

static void put_item(struct paper *p, double after)
{
	struct style st = { .pt = p->config.font_pt - 1, .literal = true, .spacing = 1.15 };
	struct str text = str_c(p->held.text[1]);
	double width = p->right - p->left - 6 * MM;
	PangoLayout *l = layout(p, text, width, &st);
	double h = height_of(l) + after;
	g_object_unref(l);
	/* A long item is broken like a paragraph, a short one goes along whole. */
	keep(p, h < (p->bottom - p->top) / 2 ? fmax(h, 6 * MM) : 6 * MM);
	if (p->error)
		return;
	l = layout(p, str_c(p->held.text[0]), 0, &st);
	draw(p, l, p->left, p->y);
	g_object_unref(l);
	flow_before(p, text, p->left + 6 * MM, width, &st, after);
}

/* Draws what was held back, on the page that has room for `after` more below it. */
static void put_held(struct paper *p, double after)
{
	double gap = p->held.gap, below = after > 0 ? after + gap : 0;
	if (!p->held.kind)
		return;
	if (!p->error) {
		switch (p->held.kind) {
		case HELD_PARA: put_para(p, below); break;
		case HELD_FIELD: put_field(p, below); break;
		case HELD_ITEM: put_item(p, below); break;
		case HELD_ROW: put_held_row(p, below); break;
		default: break;
		}
		p->y += gap;
	}
	if (p->held.ends_table)
		forget_table(p);
	drop_held(p);
}

void paper_qr(struct paper *p, struct str payload, struct str text)
{
	double size = 18 * MM;
	release(p);
	char *data = copy(payload);
	if (p->error || !data) {
		free(data);
		return;
	}
	QRcode *q = QRcode_encodeString8bit(data, 0, QR_ECLEVEL_M);
	free(data);
	if (!q) {
		fail(p, E_ARG, "kode QR tidak bisa dibuat");
		return;
	}
	keep(p, size + 2 * MM);
	double cell = size / q->width;
	for (int y = 0; y < q->width; y++)
		for (int x = 0; x < q->width; x++)
			if (q->data[y * q->width + x] & 1)
				cairo_rectangle(p->cr, p->left + x * cell, p->y + y * cell, cell, cell);
	cairo_fill(p->cr);
	QRcode_free(q);
	struct style st = { .pt = 8, .literal = true, .spacing = 1.2 };
	PangoLayout *l = layout(p, text, p->right - p->left - size - 4 * MM, &st);
	draw(p, l, p->left + size + 4 * MM, p->y + (size - height_of(l)) / 2);
	g_object_unref(l);
	p->y += size + 2 * MM;
}

/* --- the PDF ------------------------------------------------------------------------------------------------------------------ */

static cairo_status_t write_pdf(void *ctx, const unsigned char *data, unsigned n)
{
	struct buf *b = ctx;
	buf_add(b, str_of((const char *)data, n));
	return b->error ? CAIRO_STATUS_WRITE_ERROR : CAIRO_STATUS_SUCCESS;
}

static void draft_mark(struct paper *p)
{
	struct style st = { .pt = 120, .bold = true, .literal = true };
	PangoLayout *l = layout(p, S("DRAF"), 0, &st);
	int w, h;
	pango_layout_get_size(l, &w, &h);
	cairo_save(p->cr);
	cairo_translate(p->cr, p->w / 2, p->h / 2);
	cairo_rotate(p->cr, -0.9);
	cairo_set_source_rgba(p->cr, 0, 0, 0, 0.06);
	draw(p, l, -(double)w / PANGO_SCALE / 2, -(double)h / PANGO_SCALE / 2);
	cairo_restore(p->cr);
	g_object_unref(l);
}

static void foot(struct paper *p, size_t no)
{
	struct style st = { .pt = 8, .literal = true }, right = { .pt = 8, .literal = true, .align = PAPER_RIGHT };
	char text[60];
	snprintf(text, sizeof text, "Halaman %zu dari %zu", no, p->pages);
	double w = p->right - p->left, y = p->h - FOOT_MM * MM - 4;
	cairo_set_source_rgb(p->cr, 0.35, 0.35, 0.35);
	PangoLayout *a = layout(p, str_c(p->footer), w * 0.7, &st), *b = layout(p, str_c(text), w * 0.3, &right);
	draw(p, a, p->left, y);
	draw(p, b, p->left + w * 0.7, y);
	cairo_set_source_rgb(p->cr, 0, 0, 0);
	g_object_unref(a);
	g_object_unref(b);
}

static void metadata(struct paper *p, cairo_surface_t *s)
{
	struct tm t;
	time_t at = (time_t)p->config.made_s;
	char when[40];
	gmtime_r(&at, &t);
	strftime(when, sizeof when, "%Y-%m-%dT%H:%M:%SZ", &t);
	cairo_pdf_surface_set_metadata(s, CAIRO_PDF_METADATA_TITLE, p->title);
	cairo_pdf_surface_set_metadata(s, CAIRO_PDF_METADATA_AUTHOR, p->author);
	cairo_pdf_surface_set_metadata(s, CAIRO_PDF_METADATA_CREATE_DATE, when);
}

int paper_finish(struct paper *p, struct buf *out, struct err *err)
{
	release(p);
	if (p->t.open)
		fail(p, E_ARG, "tabel tidak ditutup");
	if (!p->error && cairo_status(p->cr) != CAIRO_STATUS_SUCCESS)
		fail(p, E_NOMEM, cairo_status_to_string(cairo_status(p->cr)));
	if (p->error)
		return FAIL(err, p->error, "dokumen tidak bisa dibuat: %s", p->why);
	cairo_surface_t *s = cairo_pdf_surface_create_for_stream(write_pdf, out, p->w, p->h);
	metadata(p, s);
	cairo_destroy(p->cr);
	p->cr = cairo_create(s);
	for (size_t i = 0; i < p->pages; i++) {
		if (p->config.draft)
			draft_mark(p);
		cairo_set_source_surface(p->cr, p->page[i], 0, 0);
		cairo_paint(p->cr);
		cairo_set_source_rgb(p->cr, 0, 0, 0);
		if (!p->config.no_foot)
			foot(p, i + 1);
		cairo_show_page(p->cr);
	}
	cairo_surface_finish(s);
	cairo_status_t status = cairo_surface_status(s);
	cairo_surface_destroy(s);
	if (status != CAIRO_STATUS_SUCCESS || out->error)
		return FAIL(err, out->error ? out->error : E_NOMEM, "dokumen tidak bisa dibuat: %s", cairo_status_to_string(status));
	return OK;
}
