#include "sheet/xlsx_rows.h"

#include "base/base.h"
#include "sheet/xlsx_cell.h"
#include "sheet/xlsx_part.h"
#include "sheet/xlsx_scan.h"

#define BAD(s, err, what) \
	FAIL((err), E_FORMAT, "lembar \"%s\" baris %" PRIu64 ": " what "; buka di Excel, simpan ulang, lalu ulangi", \
	     (s)->name, (s)->cells.row)

/* Where a look at a piece of the sheet ended. */
enum { DONE = 1, AGAIN = 2 /* it goes on behind the window */, STOPPED = -100 /* fn said so */ };

struct rows {
	struct xml_part part;
	struct cells cells;
	struct str prefix;   /* of the names of the spreadsheet language */
	char prefix_mem[32];
	char name[80];       /* of the sheet, for messages */
	uint64_t last;       /* number of the last row */
	row_fn fn;
	void *ctx;
	int stopped; /* what fn returned */
	struct xlsx_seen *seen;
};
struct cell_tag {
	enum cell_type type;
	uint32_t style;
	struct str ref;
};

static bool is_ours(const struct rows *s, const struct xml_tok *t, struct str name)
{
	return str_eq(t->name, name) && str_eq(t->prefix, s->prefix);
}

static enum cell_type cell_type(struct str t)
{
	if (str_eq(t, S("s")))
		return TYPE_SHARED;
	if (str_eq(t, S("inlineStr")))
		return TYPE_INLINE;
	if (str_eq(t, S("str")))
		return TYPE_TEXT;
	if (str_eq(t, S("b")))
		return TYPE_BOOL;
	if (str_eq(t, S("e")))
		return TYPE_ERROR;
	return str_eq(t, S("d")) ? TYPE_DAY : TYPE_NUMBER;
}

/* <c r="A1" s="1" t="s"> as every common writer puts it: attributes in this order, double quotes. p stands behind
 * "<c". Where the tag ends (on '>' or "/>"), NULL when it is written in another way. */
static char *tag_fast(struct rows *s, struct cell_tag *tag, uint32_t *ret_col, char *p)
{
	struct cells *c = &s->cells;
	uint32_t col = 0, style = 0;
	uint64_t bits;
	char *from;
	if (memcmp(p, " r=\"", 4) != 0)
		return NULL;
	p += 4;
	for (from = p; *p >= 'A' && *p <= 'Z' && p - from < 3; p++)
		col = col * 26 + (uint32_t)(*p - 'A' + 1);
	memcpy(&bits, p, 8);
	if ((bits & c->ref_mask) != c->ref_bits || col <= c->next_col || col > SHEET_COLS_MAX)
		return NULL;
	p += c->ref_len + 1;
	if (memcmp(p, " s=\"", 4) == 0) {
		p += 4;
		for (from = p; ch_digit(*p) && p - from < 8; p++)
			style = style * 10 + (uint32_t)(*p - '0');
		if (*p++ != '"')
			return NULL;
	}
	tag->type = TYPE_NUMBER;
	if (memcmp(p, " t=\"", 4) == 0) {
		char *close;
		p += 4;
		for (close = p; close - p < 10 && *close != '"' && *close;)
			close++;
		if (*close != '"')
			return NULL;
		tag->type = cell_type(str_of(p, (size_t)(close - p)));
		p = close + 1;
	}
	tag->style = style;
	c->next_col = col;
	*ret_col = col - 1;
	return p;
}

/* <is><t>text</t></is></c> or <v>text</v></c>, p standing behind <c ...>. Where it ends; NULL when it is anything else
 * or not yet whole. */
static char *body_fast(struct rows *s, const struct cell_tag *tag, uint32_t col, char *p, int *ret, struct err *err)
{
	bool special = false;
	char *end;
	if (tag->type == TYPE_INLINE) {
		if (memcmp(p, "<is><t", 6) != 0)
			return NULL;
		if (p[6] == '>')
			p += 7;
		else if (memcmp(p + 6, " xml:space=\"preserve\">", 22) == 0)
			p += 28;
		else
			return NULL;
		end = scan_text(p, &special);
		if (memcmp(end, "</t></is></c>", 13) != 0)
			return NULL;
		*ret = cells_set(&s->cells, col, tag->type, tag->style, p, (size_t)(end - p), special, err);
		return end + 13;
	}
	if (memcmp(p, "<v>", 3) != 0)
		return NULL;
	p += 3;
	end = scan_text(p, &special);
	if (memcmp(end, "</v></c>", 8) != 0)
		return NULL;
	*ret = cells_set(&s->cells, col, tag->type, tag->style, p, (size_t)(end - p), special, err);
	return end + 8;
}

static void tag_slow(struct cell_tag *tag, struct str attrs)
{
	struct str name, value;
	uint64_t n;
	*tag = (struct cell_tag){ .type = TYPE_NUMBER };
	while (xml_attr(&attrs, &name, &value)) {
		if (str_eq(name, S("r")))
			tag->ref = value;
		else if (str_eq(name, S("t")))
			tag->type = cell_type(value);
		else if (str_eq(name, S("s")) && xml_uint(&n, value, UINT32_MAX))
			tag->style = (uint32_t)n;
	}
}

/* The window ends within the row: a cell that is too large by now is not waited for. */
static int wait_more(struct rows *s, const struct xml_tok *t, const char *from, struct err *err)
{
	if (t->kind != XML_NEED)
		return t->kind == XML_BAD ? BAD(s, err, "XML-nya salah") : part_fail(&s->part, t->kind, err);
	if ((size_t)(s->part.end - from) > CELL_MAX + 4096)
		return FAIL(err, E_LIMIT, "lembar \"%s\" baris %" PRIu64 ": satu sel lebih besar dari 1 MiB", s->name,
			    s->cells.row);
	return AGAIN;
}

/* A cell written in any way; t is its tag, p stands behind it. */
static int cell_slow(struct rows *s, struct xml_tok *t, char **p, struct err *err)
{
	const char *body_end, *next, *from = *p;
	struct cell_tag tag;
	uint32_t col;
	int r;
	tag_slow(&tag, t->attrs);
	r = cells_column(&s->cells, tag.ref, &col, err);
	if (r < 0 || t->empty)
		return r;
	next = xml_skip(t, from, s->part.end, &body_end);
	if (!next)
		return wait_more(s, t, from, err);
	*p += next - from;
	return cells_set_body(&s->cells, col, tag.type, tag.style, str_of(from, (size_t)(body_end - from)), err);
}

/* Anything within a row that is no cell in its common form. DONE: the row has ended. */
static int piece_slow(struct rows *s, char **p, struct err *err)
{
	const char *from = *p, *body_end;
	struct xml_tok t;
	const char *next = xml_next(&t, from, s->part.end, false);
	if (!next)
		return wait_more(s, &t, from, err);
	*p += next - from;
	if (t.kind == XML_END)
		return is_ours(s, &t, S("row")) ? DONE : BAD(s, err, "XML-nya salah");
	if (t.kind != XML_START)
		return OK;
	if (is_ours(s, &t, S("c")))
		return cell_slow(s, &t, p, err);
	if (is_ours(s, &t, S("row")))
		return BAD(s, err, "ada baris di dalam baris");
	if (t.empty)
		return OK;
	from = *p;
	next = xml_skip(&t, from, s->part.end, &body_end);
	if (!next)
		return wait_more(s, &t, from, err);
	*p += next - from;
	return OK;
}

/* The cells of a row, *p standing behind its tag. */
static int row_cells(struct rows *s, char **ret_p, struct err *err)
{
	bool common = s->prefix.len == 0;
	char *p = *ret_p;
	int r = OK;
	while (r == OK) {
		struct cell_tag tag;
		uint32_t col, before = s->cells.next_col;
		char *q;
		if (common && p[0] == '<' && p[1] == 'c' && (q = tag_fast(s, &tag, &col, p + 2)) != NULL) {
			if (q[0] == '/' && q[1] == '>') {
				p = q + 2;
				continue;
			}
			q = q[0] == '>' ? body_fast(s, &tag, col, q + 1, &r, err) : NULL;
			if (q) {
				p = q;
				continue;
			}
			s->cells.next_col = before;
		} else if (common && memcmp(p, "</row>", 6) == 0) {
			p += 6;
			r = DONE;
			break;
		}
		r = piece_slow(s, &p, err);
	}
	*ret_p = p;
	return r;
}

static int row_number(struct rows *s, struct str attrs, bool *ret_hidden, uint64_t *ret, struct err *err)
{
	struct str name, value, number = STR_NONE;
	*ret_hidden = false;
	while (xml_attr(&attrs, &name, &value)) {
		if (str_eq(name, S("r")))
			number = value;
		else if (str_eq(name, S("hidden")))
			*ret_hidden = xml_true(value);
	}
	*ret = s->last + 1;
	if (number.ptr && !xml_uint(ret, number, UINT64_MAX))
		return FAIL(err, E_FORMAT, "lembar \"%s\": nomor baris sesudah baris %" PRIu64 " salah; buka di Excel, "
			    "simpan ulang, lalu ulangi", s->name, s->last);
	if (*ret > SHEET_ROWS_MAX)
		return FAIL(err, E_LIMIT, "lembar \"%s\": lebih dari %d baris", s->name, SHEET_ROWS_MAX);
	if (*ret <= s->last)
		return FAIL(err, E_FORMAT, "lembar \"%s\": nomor baris sesudah baris %" PRIu64 " tidak menaik; buka di "
			    "Excel, simpan ulang, lalu ulangi", s->name, s->last);
	return OK;
}

/* One whole <row> whose tag is t; p stands behind it. DONE, AGAIN or STOPPED. */
static int read_row(struct rows *s, const struct xml_tok *t, char **p, struct err *err)
{
	struct sheet_row row = { .cell = s->cells.cell };
	bool hidden;
	int r = row_number(s, t->attrs, &hidden, &row.number, err);
	if (r < 0)
		return r;
	cells_begin(&s->cells, row.number);
	if (!t->empty) {
		r = row_cells(s, p, err);
		if (r != DONE)
			return r;
		r = cells_finish(&s->cells, err);
		if (r < 0)
			return r;
	}
	s->last = row.number;
	row.hidden = hidden;
	row.ncell = s->cells.next_col;
	if (s->seen) {
		s->seen->rows++;
		s->seen->hidden_rows += hidden;
	}
	s->stopped = s->fn(s->ctx, &row, err);
	return s->stopped ? STOPPED : DONE;
}

/* Everything between <sheetData> and </sheetData>. */
static int read_data(struct rows *s, struct err *err)
{
	for (;;) {
		const char *body_end;
		struct xml_tok t;
		const char *next = xml_next(&t, s->part.p, s->part.end, false);
		char *p = s->part.p;
		int r = AGAIN;
		if (!next && t.kind != XML_NEED)
			return part_fail(&s->part, t.kind, err);
		if (next) {
			p += next - s->part.p;
			r = DONE;
			if (t.kind == XML_END)
				return is_ours(s, &t, S("sheetData")) ? OK : part_fail(&s->part, XML_BAD, err);
			if (t.kind == XML_START && is_ours(s, &t, S("row"))) {
				r = read_row(s, &t, &p, err);
			} else if (t.kind == XML_START && !t.empty) {
				next = xml_skip(&t, p, s->part.end, &body_end);
				if (!next && t.kind != XML_NEED)
					return part_fail(&s->part, t.kind, err);
				p += next ? next - p : 0;
				r = next ? DONE : AGAIN;
			}
		}
		if (r < 0)
			return r;
		if (r == DONE)
			s->part.p = p;
		else
			r = part_more(&s->part, s->part.p, err);
		if (r < 0)
			return r;
	}
}

static void hide_columns(struct rows *s, struct xlsx *x, struct str attrs)
{
	uint64_t from, to;
	if (!xml_true(xml_attr_get(attrs, S("hidden"))) ||
	    !xml_uint(&from, xml_attr_get(attrs, S("min")), UINT32_MAX) ||
	    !xml_uint(&to, xml_attr_get(attrs, S("max")), UINT32_MAX) || from == 0)
		return;
	for (uint64_t i = from; i <= to && i <= SHEET_COLS_MAX; i++) {
		uint8_t bit = (uint8_t)(1u << ((i - 1) & 7)), *at = &x->hidden_col[(i - 1) / 8];
		if (s->seen && !(*at & bit))
			s->seen->hidden_cols++;
		*at |= bit;
	}
}

/* The part up to and with its rows. */
static int read_sheet(struct rows *s, struct xlsx *x, struct err *err)
{
	struct xml_tok t;
	bool first = true;
	int r;
	while ((r = part_next(&s->part, &t, err)) > 0) {
		if (t.kind != XML_START)
			continue;
		if (first) {
			if (!str_eq(t.name, S("worksheet")) || t.prefix.len > sizeof(s->prefix_mem))
				return part_fail(&s->part, XML_BAD, err);
			if (t.prefix.len)
				memcpy(s->prefix_mem, t.prefix.ptr, t.prefix.len);
			s->prefix = str_of(s->prefix_mem, t.prefix.len);
			first = false;
		} else if (is_ours(s, &t, S("col"))) {
			hide_columns(s, x, t.attrs);
		} else if (is_ours(s, &t, S("sheetData")) && s->part.depth == (t.empty ? 1u : 2u)) {
			r = t.empty ? OK : read_data(s, err);
			return r < 0 ? r : feed_drain(s->part.feed, err);
		}
	}
	return r == 0 && first ? part_fail(&s->part, XML_NEED, err) : r;
}

/* At most 60 bytes, cut between characters. */
static void label(char out[80], struct str name)
{
	size_t n = name.len > 60 ? 60 : name.len;
	while (n < name.len && n && ((unsigned char)name.ptr[n] & 0xc0) == 0x80)
		n--;
	(void)snprintf(out, 80, "%.*s%s", (int)n, name.ptr, n < name.len ? "..." : "");
}

int rows_read(struct xlsx *x, const struct book_sheet *sheet, row_fn fn, void *ctx, struct xlsx_seen *seen,
	      struct err *err)
{
	struct rows s = { .fn = fn, .ctx = ctx, .seen = seen };
	int r;
	label(s.name, sheet->name);
	memset(x->hidden_col, 0, sizeof(x->hidden_col));
	r = cells_init(&s.cells, x, s.name, err);
	if (r < 0)
		return r;
	r = part_open(&s.part, x->zip, sheet->part, err);
	if (r == OK)
		r = read_sheet(&s, x, err);
	part_close(&s.part);
	cells_clear(&s.cells);
	return r == STOPPED ? s.stopped : r;
}
