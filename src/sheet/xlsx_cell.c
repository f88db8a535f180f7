#include "sheet/xlsx_cell.h"

#include "base/base.h"
#include "sheet/xlsx_rows.h"
#include "sheet/xlsx_xml.h"

#define ROW_SHARED_MAX ((size_t)4 << 20)
#define SHEET_SHARED_MAX ((uint64_t)8 << 30)
#define BAD(c, err, what) \
	FAIL((err), E_FORMAT, "lembar \"%s\" baris %" PRIu64 ": " what "; buka di Excel, simpan ulang, lalu ulangi", \
	     (c)->sheet, (c)->row)

int cells_init(struct cells *c, struct xlsx *x, const char *sheet, struct err *err)
{
	*c = (struct cells){ .x = x, .sheet = sheet };
	buf_init(&c->fetched, ROW_SHARED_MAX);
	c->cell = malloc(SHEET_COLS_MAX * sizeof(*c->cell));
	c->set = malloc(SHEET_COLS_MAX * sizeof(*c->set));
	c->later = malloc(SHEET_COLS_MAX * sizeof(*c->later));
	if (!c->cell || !c->set || !c->later) {
		cells_clear(c);
		return NOMEM(err);
	}
	for (size_t i = 0; i < SHEET_COLS_MAX; i++)
		c->cell[i] = (struct cell){ .ptr = "" };
	return OK;
}

void cells_clear(struct cells *c)
{
	free(c->cell);
	free(c->set);
	free(c->later);
	buf_clear(&c->fetched);
}

void cells_begin(struct cells *c, uint64_t number)
{
	char digits[24], mask[8] = { 0 };
	int n;
	for (uint32_t i = 0; i < c->nset; i++)
		c->cell[c->set[i]] = (struct cell){ .ptr = "" };
	c->nset = c->nlater = 0;
	c->next_col = 0;
	c->shared_bytes = 0;
	if (c->row == number)
		return;
	c->row = number;
	n = snprintf(digits, sizeof(digits), "%" PRIu64 "\"", number);
	assert(n >= 2 && n <= 8);
	memset(c->ref_tail, 0, sizeof(c->ref_tail));
	memcpy(c->ref_tail, digits, (size_t)n);
	memset(mask, 0xff, (size_t)n);
	memcpy(&c->ref_bits, c->ref_tail, 8);
	memcpy(&c->ref_mask, mask, 8);
	c->ref_len = (unsigned)n - 1;
}

int cells_column(struct cells *c, struct str ref, uint32_t *ret, struct err *err)
{
	uint32_t col = 0;
	size_t n = 0;
	if (!ref.ptr) {
		col = c->next_col + 1;
	} else {
		for (; n < ref.len && n < 4 && ch_alpha(ref.ptr[n]); n++)
			col = col * 26 + (uint32_t)(ch_upper(ref.ptr[n]) - 'A' + 1);
		if (col == 0 || ref.len - n != c->ref_len || memcmp(ref.ptr + n, c->ref_tail, c->ref_len) != 0)
			return BAD(c, err, "alamat sel salah");
	}
	if (col > SHEET_COLS_MAX)
		return FAIL(err, E_LIMIT, "lembar \"%s\" baris %" PRIu64 ": lebih dari %d kolom", c->sheet, c->row,
			    SHEET_COLS_MAX);
	if (col <= c->next_col)
		return BAD(c, err, "sel-selnya tidak berurutan");
	c->next_col = col;
	*ret = col - 1;
	return OK;
}

static struct later *put_off(struct cells *c, uint32_t col, enum later_how how)
{
	struct later *l = &c->later[c->nlater++];
	assert(c->nlater <= SHEET_COLS_MAX);
	*l = (struct later){ .col = col, .how = (uint8_t)how };
	return l;
}

/* again: the entry of a cell that was put off before, NULL otherwise. */
static int set_shared(struct cells *c, uint32_t col, struct str v, struct later *again, struct err *err)
{
	struct strings *strings = c->x->strings;
	struct str text;
	uint64_t i, at;
	int r;
	if (!xml_uint(&i, v, UINT32_MAX) || i >= strings_count(strings))
		return BAD(c, err, "sel menunjuk teks bersama yang tidak ada");
	r = strings_get(strings, i, &text, &at, err);
	if (r < 0)
		return r;
	c->shared_bytes += text.len;
	c->shared_total += text.len;
	if (c->shared_bytes > ROW_SHARED_MAX || c->shared_total > SHEET_SHARED_MAX)
		return FAIL(err, E_LIMIT, "lembar \"%s\" baris %" PRIu64 ": teksnya terlalu besar", c->sheet, c->row);
	c->cell[col] = (struct cell){ .ptr = text.ptr, .len = (uint32_t)text.len };
	if (!text.ptr) {
		c->cell[col].ptr = "";
		again = again ? again : put_off(c, col, LATER_FETCH);
		again->how = LATER_FETCH;
		again->at = at;
	}
	return OK;
}

static bool is_number(struct str s)
{
	bool digit = false;
	for (size_t i = 0; i < s.len; i++) {
		char ch = s.ptr[i];
		if (ch_digit(ch))
			digit = true;
		else if (ch != '.' && ch != '-' && ch != '+' && ch != 'E' && ch != 'e')
			return false;
	}
	return digit;
}

static struct str trim(struct str s)
{
	while (s.len && (unsigned char)*s.ptr <= ' ')
		s = str_of(s.ptr + 1, s.len - 1);
	while (s.len && (unsigned char)s.ptr[s.len - 1] <= ' ')
		s.len--;
	return s;
}

static void set_number(struct cells *c, uint32_t col, uint32_t style, struct str v)
{
	struct cell *cell = &c->cell[col];
	v = trim(v);
	*cell = (struct cell){ .ptr = v.ptr, .len = (uint32_t)v.len };
	if (is_number(v))
		cell->kind = style < c->x->nstyle && c->x->date_style[style] ? CELL_DATE : CELL_NUMBER;
}

/* v is decoded. */
static int set_value(struct cells *c, uint32_t col, enum cell_type type, uint32_t style, char *v, size_t n,
		     struct later *again, struct err *err)
{
	struct cell *cell = &c->cell[col];
	switch (type) {
	case TYPE_SHARED:
		return set_shared(c, col, trim(str_of(v, n)), again, err);
	case TYPE_NUMBER:
		set_number(c, col, style, str_of(v, n));
		return OK;
	case TYPE_BOOL:
		*cell = xml_true(trim(str_of(v, n))) ? (struct cell){ .ptr = "TRUE", .len = 4 } :
						       (struct cell){ .ptr = "FALSE", .len = 5 };
		return OK;
	case TYPE_DAY: /* 2026-10-31T00:00:00: readers of dates want a blank there */
		for (size_t i = 0; i < n; i++)
			if (v[i] == 'T')
				v[i] = ' ';
		break;
	case TYPE_INLINE:
	case TYPE_TEXT:
	case TYPE_ERROR:
		break;
	}
	*cell = (struct cell){ .ptr = v, .len = (uint32_t)n, .kind = type == TYPE_ERROR ? CELL_ERROR : CELL_TEXT };
	return OK;
}

int cells_set(struct cells *c, uint32_t col, enum cell_type type, uint32_t style, char *v, size_t n, bool special,
	      struct err *err)
{
	struct later *l;
	if (n > CELL_MAX)
		return FAIL(err, E_LIMIT, "lembar \"%s\" baris %" PRIu64 ": satu sel lebih besar dari 1 MiB", c->sheet,
			    c->row);
	if (n == 0)
		return OK;
	c->set[c->nset++] = (uint16_t)col;
	if (!special)
		return set_value(c, col, type, style, v, n, NULL, err);
	l = put_off(c, col, type == TYPE_INLINE || type == TYPE_TEXT ? LATER_DECODE : LATER_VALUE);
	l->type = (uint8_t)type;
	l->style = style;
	c->cell[col] = (struct cell){ .ptr = v, .len = (uint32_t)n };
	return OK;
}

/* What stands between the tags of one child of <c>. */
static int set_child(struct cells *c, uint32_t col, enum cell_type type, uint32_t style, bool rich, struct str inner,
		     struct err *err)
{
	struct later *l;
	if (inner.len > CELL_MAX)
		return FAIL(err, E_LIMIT, "lembar \"%s\" baris %" PRIu64 ": satu sel lebih besar dari 1 MiB", c->sheet,
			    c->row);
	if (inner.len == 0)
		return OK;
	c->set[c->nset++] = (uint16_t)col;
	c->cell[col] = (struct cell){ .ptr = inner.ptr, .len = (uint32_t)inner.len };
	l = put_off(c, col, rich ? LATER_RICH : LATER_VALUE);
	l->type = (uint8_t)(rich ? TYPE_INLINE : type);
	l->style = style;
	return OK;
}

int cells_set_body(struct cells *c, uint32_t col, enum cell_type type, uint32_t style, struct str body, struct err *err)
{
	const char *p = body.ptr, *end = p + body.len, *inner_end;
	bool have = false;
	struct xml_tok t;
	while (p < end && (p = xml_next(&t, p, end, true)) != NULL) {
		const char *inner = p;
		bool value, rich;
		int r;
		if (t.kind != XML_START || t.empty)
			continue;
		value = str_eq(t.name, S("v")) && type != TYPE_INLINE;
		rich = str_eq(t.name, S("is"));
		p = xml_skip(&t, p, end, &inner_end);
		if (!p)
			break;
		if (!value && !rich)
			continue;
		if (have)
			return BAD(c, err, "satu sel berisi dua nilai");
		have = true;
		r = set_child(c, col, type, style, rich, str_of(inner, (size_t)(inner_end - inner)), err);
		if (r < 0)
			return r;
	}
	return p ? OK : BAD(c, err, "isi sel salah");
}

/* Memory of the window behind a cell: ours to write, though readers of rows may not. */
static char *writable(const struct cell *cell)
{
	union {
		const char *in;
		char *out;
	} u = { .in = cell->ptr };
	return u.out;
}

static int finish_one(struct cells *c, struct later *l, struct err *err)
{
	struct cell *cell = &c->cell[l->col];
	char *p = writable(cell);
	struct str raw = str_of(p, cell->len);
	bool value = l->how == LATER_VALUE;
	int64_t n = l->how == LATER_DECODE ? xml_decode(p, raw, true) : xml_rich_text(p, raw, value);
	if (n < 0)
		return BAD(c, err, "isi sel salah");
	l->how = LATER_DONE;
	*cell = (struct cell){ .ptr = n ? p : "", .len = (uint32_t)n };
	/* A number, an index ...: what it means is told only now. */
	return value && n ? set_value(c, l->col, (enum cell_type)l->type, l->style, p, (size_t)n, l, err) : OK;
}

int cells_finish(struct cells *c, struct err *err)
{
	size_t need = 0;
	uint32_t n = c->nlater;
	for (uint32_t i = 0; i < n; i++) {
		int r = c->later[i].how == LATER_FETCH ? OK : finish_one(c, &c->later[i], err);
		if (r < 0)
			return r;
	}
	for (uint32_t i = 0; i < n; i++)
		need += c->later[i].how == LATER_FETCH ? c->cell[c->later[i].col].len : 0;
	if (need == 0)
		return OK;
	buf_reset(&c->fetched);
	if (!buf_room(&c->fetched, need))
		return NOMEM(err);
	for (uint32_t i = 0; i < n; i++) {
		struct cell *cell = &c->cell[c->later[i].col];
		char *to = c->fetched.ptr + c->fetched.len;
		int r;
		if (c->later[i].how != LATER_FETCH)
			continue;
		r = strings_copy(c->x->strings, to, c->later[i].at, cell->len, err);
		if (r < 0)
			return r;
		cell->ptr = to;
		c->fetched.len += cell->len;
	}
	return OK;
}
