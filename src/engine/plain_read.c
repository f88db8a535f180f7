#include "engine/plain_read.h"

#include "sheet/aliases.h"
#include "sheet/csv.h" /* the limits only */
#include "sheet/source.h"
#include "sheet/xlsx.h"

/* A list of rows that grows. */
struct rows {
	struct sheet_row *row;
	size_t n, cap;
};

static int rows_add(struct rows *to, const struct sheet_row *row, struct err *err)
{
	if (to->n == to->cap) {
		size_t cap = to->cap ? to->cap * 2 : 256;
		struct sheet_row *p = realloc(to->row, cap * sizeof(*p));
		if (!p)
			return NOMEM(err);
		to->row = p;
		to->cap = cap;
	}
	to->row[to->n++] = *row;
	return OK;
}

void plain_file_clear(struct plain_file *f)
{
	for (size_t i = 0; i < f->nsheet; i++)
		free(f->sheet[i].row);
	free(f->sheet);
	arena_clear(&f->mem);
	*f = (struct plain_file){ 0 };
}

static int add_sheet(struct plain_file *f, const struct plain_sheet *s, struct err *err)
{
	struct plain_sheet *p = realloc(f->sheet, (f->nsheet + 1) * sizeof(*p));
	if (!p)
		return NOMEM(err);
	f->sheet = p;
	f->sheet[f->nsheet++] = *s;
	return OK;
}

void plain_columns(char *out, size_t cap, const struct plain_sheet *s)
{
	size_t n = 0;
	out[0] = 0;
	for (size_t i = 0; i < s->nrow; i++) {
		if (s->row[i].number != s->layout.header_last)
			continue;
		for (enum field f = 0; f < FIELD_COUNT; f++) {
			struct str name = field_name(f), h = str_trim(row_cell(&s->row[i], s->layout.col[f]));
			int w;
			if (s->layout.col[f] < 0)
				continue;
			if (h.len == 0 && i > 0) /* the upper row of a split heading */
				h = str_trim(row_cell(&s->row[i - 1], s->layout.col[f]));
			w = snprintf(out + n, cap - n, "%s%.*s=%.*s", n ? ", " : "", (int)name.len, name.ptr,
				     (int)(h.len < 60 ? h.len : 60), h.ptr ? h.ptr : "");
			if (w < 0 || (size_t)w >= cap - n) {
				out[n] = 0;
				return;
			}
			n += (size_t)w;
		}
		return;
	}
}

static void add_utf8(struct buf *out, unsigned c)
{
	if (c < 0x80) {
		buf_addc(out, (char)c);
	} else if (c < 0x800) {
		buf_addc(out, (char)(0xC0 + c / 64));
		buf_addc(out, (char)(0x80 + c % 64));
	} else {
		buf_addc(out, (char)(0xE0 + c / 4096));
		buf_addc(out, (char)(0x80 + c / 64 % 64));
		buf_addc(out, (char)(0x80 + c % 64));
	}
}

void plain_utf8(struct buf *out, struct str s)
{
	/* 0x80 to 0x9F of Windows-1252; five of them stand for nothing. */
	static const uint16_t high[32] = {
		0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
		0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
		0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178,
	};
	if (str_utf8_valid(s) == s.len) {
		buf_add(out, s);
		return;
	}
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];
		add_utf8(out, c >= 0x80 && c <= 0x9F ? high[c - 0x80] : c);
	}
}

/* ---- CSV ---- */

struct text {
	const char *p;
	size_t len, at;
	char sep;
	uint64_t number; /* of the record that comes next */
	bool strict;     /* say no to what cannot be read; while separators are tried, take it as it comes */
};

static bool at_line_end(const struct text *t)
{
	return t->at == t->len || t->p[t->at] == '\n' || t->p[t->at] == '\r';
}

/* One field into b; stops at the separator or the line end behind it. */
static int read_field(struct text *t, struct buf *b, struct err *err)
{
	buf_reset(b);
	if (t->at < t->len && t->p[t->at] == '"') {
		t->at++;
		for (;;) {
			if (t->at == t->len) {
				if (t->strict)
					return FAIL(err, E_FORMAT, "baris %" PRIu64 ": tanda kutip tidak ditutup", t->number);
				break;
			}
			if (t->p[t->at] == '"') {
				t->at++;
				if (t->at == t->len || t->p[t->at] != '"')
					break;
			}
			buf_addc(b, t->p[t->at++]);
		}
	}
	while (!at_line_end(t) && t->p[t->at] != t->sep)
		buf_addc(b, t->p[t->at++]);
	return b->error ? NOMEM(err) : OK;
}

static int store_row(struct arena *mem, struct sheet_row *ret, const struct cell *cell, uint32_t n, struct err *err)
{
	struct cell *p = arena_alloc(mem, n * sizeof(*p));
	if (!p)
		return NOMEM(err);
	for (uint32_t i = 0; i < n; i++) {
		struct str s = arena_str(mem, str_of(cell[i].ptr, cell[i].len));
		if (!s.ptr)
			return NOMEM(err);
		p[i] = (struct cell){ .ptr = s.ptr, .len = cell[i].len, .kind = cell[i].kind };
	}
	ret->cell = p;
	ret->ncell = n;
	return OK;
}

/* Reads the record at t->at. cell has room for CSV_FIELDS_MAX. */
static int read_record(struct text *t, struct arena *mem, struct cell *cell, struct sheet_row *ret, struct err *err)
{
	struct buf b;
	size_t start = t->at;
	uint32_t n = 0;
	int r = OK;
	buf_init(&b, SIZE_MAX / 2);
	*ret = (struct sheet_row){ .number = t->number };
	for (;;) {
		struct str s;
		r = read_field(t, &b, err);
		if (r < 0)
			break;
		if (n == CSV_FIELDS_MAX || t->at - start > CSV_RECORD_MAX) {
			r = FAIL(err, E_LIMIT, "baris %" PRIu64 ": baris ini terlalu panjang; mungkin ada tanda kutip yang "
				 "tidak ditutup", t->number);
			break;
		}
		if (t->strict && b.len && memchr(b.ptr, 0, b.len)) {
			r = FAIL(err, E_FORMAT, "baris %" PRIu64 ": ada bita NUL; simpan ulang berkas ini sebagai CSV",
				 t->number);
			break;
		}
		s = arena_str(mem, buf_str(&b));
		if (!s.ptr) {
			r = NOMEM(err);
			break;
		}
		cell[n++] = (struct cell){ .ptr = s.ptr, .len = (uint32_t)s.len, .kind = CELL_TEXT };
		if (t->at < t->len && t->p[t->at] == t->sep) {
			t->at++;
			continue;
		}
		break;
	}
	buf_clear(&b);
	if (r < 0) {
		if (err)
			err->row = t->number;
		return r;
	}
	if (t->at + 1 < t->len && t->p[t->at] == '\r' && t->p[t->at + 1] == '\n')
		t->at += 2;
	else if (t->at < t->len)
		t->at++;
	t->number++;
	ret->ncell = n;
	ret->cell = arena_alloc(mem, n * sizeof(*cell));
	if (!ret->cell)
		return NOMEM(err);
	memcpy((void *)(uintptr_t)ret->cell, cell, n * sizeof(*cell));
	return OK;
}

/* Records until max of them were read or the text ends. */
static int read_records(struct rows *to, struct text *t, struct arena *mem, size_t max, struct err *err)
{
	struct cell *cell = calloc(CSV_FIELDS_MAX, sizeof(*cell));
	int r = OK;
	if (!cell)
		return NOMEM(err);
	while (r == OK && t->at < t->len && to->n < max) {
		struct sheet_row row;
		r = read_record(t, mem, cell, &row, err);
		if (r == OK)
			r = rows_add(to, &row, err);
	}
	free(cell);
	return r;
}

/* How good a separator is: the fields its heading has, 0 when there is no heading. err tells why there is none. */
static int try_separator(size_t *ret_fields, size_t *ret_cells, struct text t, char sep, const struct plain_want *want,
			 struct err *err)
{
	struct rows rows = { 0 };
	struct arena mem;
	struct layout l;
	int r;
	*ret_fields = *ret_cells = 0;
	t.sep = sep;
	t.strict = false;
	arena_init(&mem, 0, 0);
	r = read_records(&rows, &t, &mem, HEADER_ROWS_MAX, err);
	for (size_t i = 0; i < rows.n; i++)
		*ret_cells += rows.row[i].ncell;
	if (r == OK) {
		r = layout_find(&l, rows.row, rows.n, want->kind, want->map, want->nmap, err);
		for (size_t i = 0; r == OK && i < FIELD_COUNT; i++)
			*ret_fields += l.col[i] >= 0;
	}
	arena_clear(&mem);
	free(rows.row);
	return r;
}

/* The separator whose heading has most fields; the first of , ; tab | on a tie. Where none has a heading, the error is
 * that of the one that cuts the rows into most cells. */
static int choose_separator(struct text *t, const struct plain_want *want, struct err *err)
{
	static const char seps[] = { ',', ';', '\t', '|' };
	size_t best = 0, most = 0;
	int result = E_FORMAT;
	for (size_t i = 0; i < sizeof(seps); i++) {
		struct err e = { 0 };
		size_t fields, cells;
		int r = try_separator(&fields, &cells, *t, seps[i], want, &e);
		if (r == E_NOMEM)
			return NOMEM(err);
		if (fields > best) {
			best = fields;
			t->sep = seps[i];
			result = OK;
		} else if (best == 0 && cells > most) {
			most = cells;
			result = r;
			if (err)
				*err = e;
		}
	}
	return result;
}

/* A quote that was never closed swallows the rows up to the next one: then whole rows stand inside one cell. */
static bool is_swallowed(const struct sheet_row *row, char sep, uint32_t ncol)
{
	if (ncol < 3)
		return false;
	for (uint32_t i = 0; i < row->ncell; i++) {
		uint32_t seps = 0, lines = 0;
		bool whole = false;
		for (uint32_t k = 0; k < row->cell[i].len; k++) {
			char c = row->cell[i].ptr[k];
			if (c == '\n' || c == '\r') {
				lines++;
				seps = 0;
			} else if (c == sep && ++seps == ncol - 1) {
				whole = true;
			}
		}
		if (lines && whole)
			return true;
	}
	return false;
}

static int read_csv(struct plain_file *f, const struct source *src, const struct plain_want *want, struct err *err)
{
	struct plain_sheet s = { 0 };
	struct rows rows = { 0 };
	struct text t = { .number = 1 };
	char *text = malloc(src->size + 1);
	int r;
	if (!text)
		return NOMEM(err);
	r = source_read(src, text, src->size, 0, err);
	if (r == OK) {
		t.p = text;
		t.len = src->size;
		if (t.len >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0)
			t.at = 3;
		r = choose_separator(&t, want, err);
	}
	if (r == OK) {
		t.strict = true;
		r = read_records(&rows, &t, &f->mem, SIZE_MAX, err);
	}
	if (r == OK)
		r = layout_find(&s.layout, rows.row, rows.n < HEADER_ROWS_MAX ? rows.n : HEADER_ROWS_MAX, want->kind, want->map,
				want->nmap, err);
	for (size_t i = 0; r == OK && i < rows.n; i++)
		if (rows.row[i].number > s.layout.header_last && is_swallowed(&rows.row[i], t.sep, s.layout.ncol)) {
			r = FAIL(err, E_FORMAT, "baris %" PRIu64 ": tanda kutip tidak ditutup", rows.row[i].number);
			if (err)
				err->row = rows.row[i].number;
		}
	free(text);
	s.row = rows.row;
	s.nrow = rows.n;
	if (r == OK)
		r = add_sheet(f, &s, err);
	if (r < 0)
		free(rows.row);
	return r;
}

/* ---- XLSX ---- */

struct collect {
	struct arena *mem;
	struct rows rows;
};

static int collect_row(void *ctx, const struct sheet_row *row, struct err *err)
{
	struct collect *c = ctx;
	struct sheet_row copy = *row;
	int r = store_row(c->mem, &copy, row->cell, row->ncell, err);
	return r < 0 ? r : rows_add(&c->rows, &copy, err);
}

static bool bears_map(struct str cell, const struct plain_want *want)
{
	char a[HEADING_MAX], b[HEADING_MAX];
	size_t n = heading_squash(a, cell);
	if (n == 0 || n == HEADING_MAX)
		return false;
	for (size_t i = 0; i < want->nmap; i++)
		if (heading_squash(b, want->map[i].heading) == n && memcmp(a, b, n) == 0)
			return true;
	return false;
}

/* Empties the columns that are hidden and not asked for, in every row. */
static void hide_columns(struct plain_sheet *s, const struct xlsx *x, const struct plain_want *want)
{
	uint32_t width = 0;
	for (size_t i = 0; i < s->nrow; i++)
		if (s->row[i].ncell > width)
			width = s->row[i].ncell;
	for (uint32_t c = 0; c < width; c++) {
		bool asked = false, filled = false;
		if (!xlsx_col_hidden(x, c))
			continue;
		for (size_t i = 0; i < s->nrow && i < HEADER_ROWS_MAX; i++)
			asked |= bears_map(row_cell(&s->row[i], (int)c), want);
		if (asked)
			continue;
		for (size_t i = 0; i < s->nrow; i++)
			if (c < s->row[i].ncell) {
				struct cell *cell = (struct cell *)(uintptr_t)&s->row[i].cell[c];
				filled |= cell->len > 0;
				*cell = (struct cell){ .ptr = "", .len = 0, .kind = CELL_TEXT };
			}
		s->hidden_columns += filled;
	}
}

/* *ret_why: why the sheet is no list (code 0: it is one). */
static int read_sheet(struct plain_file *f, struct xlsx *x, size_t i, const struct plain_want *want, struct err *ret_why,
		      struct err *err)
{
	struct collect c = { .mem = &f->mem };
	struct plain_sheet s = { 0 };
	int r = xlsx_read(x, i, collect_row, &c, NULL, err);
	*ret_why = (struct err){ 0 };
	s.row = c.rows.row;
	for (size_t k = 0; k < c.rows.n; k++) {
		if (c.rows.row[k].hidden)
			s.hidden_rows++;
		else
			s.row[s.nrow++] = c.rows.row[k];
	}
	if (r == OK) {
		s.base1904 = xlsx_base1904(x);
		hide_columns(&s, x, want);
		s.name = arena_str(&f->mem, xlsx_sheet_at(x, i).name);
		r = s.name.ptr ? OK : NOMEM(err);
	}
	if (r == OK && layout_find(&s.layout, s.row, s.nrow < HEADER_ROWS_MAX ? s.nrow : HEADER_ROWS_MAX, want->kind,
				   want->map, want->nmap, ret_why) < 0) {
		free(s.row);
		return OK;
	}
	if (r == OK)
		r = add_sheet(f, &s, err);
	if (r < 0)
		free(s.row);
	return r;
}

static void name_hidden(struct plain_file *f, struct str name)
{
	size_t n = strlen(f->hidden_sheets);
	if (n + name.len + 3 > sizeof(f->hidden_sheets))
		return;
	(void)snprintf(f->hidden_sheets + n, sizeof(f->hidden_sheets) - n, "%s%.*s", n ? ", " : "", (int)name.len, name.ptr);
}

static int refuse_several(const struct plain_file *f, struct err *err)
{
	char names[300];
	size_t n = 0;
	for (size_t i = 0; i < f->nsheet && n < sizeof(names) - 1; i++) {
		int w = snprintf(names + n, sizeof(names) - n, "%s%.*s", i ? ", " : "", (int)f->sheet[i].name.len,
				 f->sheet[i].name.ptr);
		n = w < 0 ? n : n + (size_t)w;
	}
	return FAIL(err, E_FORMAT, "beberapa lembar berisi daftar: %s; pilih dengan --sheet NAMA atau --sheet '*'", names);
}

static int read_xlsx(struct plain_file *f, const struct source *src, const struct plain_want *want, struct err *err)
{
	bool all = want->sheet && strcmp(want->sheet, "*") == 0, by_name = want->sheet && !all;
	struct err first = { 0 }, why;
	struct xlsx *x;
	size_t tried = 0;
	int r = xlsx_open(&x, src->fd, err);
	if (r < 0)
		return r;
	for (size_t i = 0; r == OK && i < xlsx_sheet_count(x); i++) {
		struct xlsx_sheet sh = xlsx_sheet_at(x, i);
		if (by_name ? !str_eq(sh.name, str_c(want->sheet)) : sh.hidden) {
			if (sh.hidden)
				name_hidden(f, sh.name);
			continue;
		}
		r = read_sheet(f, x, i, want, &why, err);
		if (tried++ == 0)
			first = why;
	}
	xlsx_close(x);
	if (r < 0)
		return r;
	if (tried && f->nsheet == 0) {
		if (err)
			*err = first;
		return first.code;
	}
	if (tried == 0)
		return by_name ? FAIL(err, E_FORMAT, "tidak ada lembar bernama \"%s\"", want->sheet)
			       : FAIL(err, E_FORMAT, "semua lembar tersembunyi; pilih satu dengan --sheet NAMA");
	return f->nsheet > 1 && !want->sheet ? refuse_several(f, err) : OK;
}

int plain_file_read(struct plain_file *ret, const char *path, const struct plain_want *want, struct err *err)
{
	struct plain_file f = { 0 };
	struct source src;
	int r = source_open(&src, path, NULL, err);
	if (r < 0)
		return r;
	arena_init(&f.mem, 1 << 20, 0);
	(void)snprintf(f.label, sizeof(f.label), "%s", src.label);
	f.csv = src.kind == FILE_CSV;
	r = f.csv ? read_csv(&f, &src, want, err) : read_xlsx(&f, &src, want, err);
	source_close(&src);
	if (r < 0) {
		plain_file_clear(&f);
		return r;
	}
	*ret = f;
	return OK;
}
