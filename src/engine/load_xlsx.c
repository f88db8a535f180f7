#include "engine/batch.h"
#include "engine/head.h"
#include "engine/load_parts.h"

#include "sheet/csv.h"
#include "sheet/xlsx.h"

#define XLSX_BATCH 4096
#define BATCH_TEXT_MAX (TABLE_TEXT_SIZE / 2)

struct xlsx_load {
	struct load *load;
	struct batch batch;
	struct xlsx *x;
	bool *hide;            /* columns not read, ncol of them; NULL: none hidden */
	uint32_t nhide;
	uint32_t hidden_used;  /* of them, with something in the first rows */
	struct cell *cell;
	size_t cap;
	uint64_t rows;
};

static int xlsx_flush(struct xlsx_load *x, struct err *err)
{
	uint64_t first;
	uint32_t text;
	int r = batch_reserve(&x->batch, x->load, 0, &first, &text, err);
	if (r == OK)
		batch_copy(&x->batch, x->load, first, text);
	batch_reset(&x->batch);
	return r;
}

/* The row without its hidden columns. */
static int hide_columns(struct xlsx_load *x, struct sheet_row *row, struct err *err)
{
	if (row->ncell > x->cap) {
		struct cell *c = realloc(x->cell, row->ncell * sizeof(*c));
		if (!c)
			return NOMEM(err);
		x->cell = c;
		x->cap = row->ncell;
	}
	if (row->ncell)
		memcpy(x->cell, row->cell, row->ncell * sizeof(*x->cell));
	for (uint32_t i = 0; i < row->ncell && i < x->nhide; i++)
		if (x->hide[i])
			x->cell[i] = (struct cell){ "", 0, CELL_TEXT };
	row->cell = x->cell;
	return OK;
}

static int xlsx_row(void *ctx, const struct sheet_row *row, struct err *err)
{
	struct xlsx_load *x = ctx;
	const struct load_options *opt = x->batch.opt;
	struct sheet_row copy = *row;
	int r;
	if (x->hide) {
		r = hide_columns(x, &copy, err);
		if (r < 0)
			return r;
	}
	r = batch_row(&x->batch, &copy, err);
	if (r)
		return r;
	if (x->batch.n >= XLSX_BATCH || x->batch.text.len > BATCH_TEXT_MAX) {
		r = xlsx_flush(x, err);
		if (r < 0)
			return r;
	}
	if ((++x->rows & 1023) == 0) {
		if (stop_asked(opt->stop))
			return FAIL(err, E_STOP, "dihentikan");
		if (opt->progress)
			opt->progress(opt->progress_ctx, opt->kind != LIST_REGISTRY ? "membaca daftar" : "membaca registri", x->rows,
				      0);
	}
	return OK;
}

/* Which hidden columns stay unread: all but those whose heading --map names. */
static int hidden_columns(struct xlsx_load *x, const struct head *h, const struct load_options *opt, struct err *err)
{
	uint32_t n = 0;
	for (uint32_t c = 0; c < CSV_FIELDS_MAX; c++)
		if (xlsx_col_hidden(x->x, c))
			n = c + 1;
	free(x->hide);
	x->hide = NULL;
	x->nhide = n;
	x->hidden_used = 0;
	if (n == 0)
		return OK;
	x->hide = calloc(n, sizeof(*x->hide));
	if (!x->hide)
		return NOMEM(err);
	for (uint32_t c = 0; c < n; c++) {
		bool asked = false, used = false;
		if (!xlsx_col_hidden(x->x, c))
			continue;
		for (size_t i = 0; i < h->n; i++) {
			struct str t = str_trim(row_cell(&h->row[i], (int)c));
			used |= t.len > 0;
			for (size_t k = 0; k < opt->nmap; k++)
				asked |= t.len > 0 && str_ieq(t, str_trim(opt->map[k].heading));
		}
		x->hide[c] = !asked;
		x->hidden_used += !asked && used;
	}
	return OK;
}

static int sheet_layout(struct xlsx_load *x, size_t i, const struct load_options *opt, struct layout *ret, struct head *h,
			struct err *err)
{
	int r;
	head_clear(h);
	r = xlsx_read(x->x, i, head_row, h, NULL, err);
	if (r < 0)
		return r;
	r = hidden_columns(x, h, opt, err);
	if (r < 0)
		return r;
	for (size_t k = 0; k < h->n && x->hide; k++)
		for (uint32_t c = 0; c < h->row[k].ncell && c < x->nhide; c++)
			if (x->hide[c])
				h->cell[k][c].len = 0;
	return layout_find(ret, h->row, h->n, opt->kind, opt->map, opt->nmap, err);
}

static int read_sheet(struct xlsx_load *x, size_t i, const struct load_options *opt, const struct layout *layout,
		      struct err *err)
{
	struct load *l = x->load;
	struct load_sheet *sheet;
	struct xlsx_seen seen = { 0 };
	struct xlsx_sheet info = xlsx_sheet_at(x->x, i);
	struct load_sheet *grown = realloc(l->sheet, (l->nsheet + 1) * sizeof(*grown));
	int r;
	if (!grown)
		return NOMEM(err);
	l->sheet = grown;
	sheet = &l->sheet[l->nsheet++];
	memset(sheet, 0, sizeof(*sheet));
	sheet->first = l->table.rows;
	head_note_fields(l, layout);
	(void)snprintf(sheet->name, sizeof(sheet->name), "%.*s", (int)info.name.len, info.name.ptr);
	r = batch_init(&x->batch, opt, layout, l->segments, false, 0, err);
	if (r == OK) {
		x->batch.reader.base1904 = xlsx_base1904(x->x);
		r = xlsx_read(x->x, i, xlsx_row, x, &seen, err);
	}
	if (r == OK)
		r = xlsx_flush(x, err);
	batch_clear(&x->batch);
	return r;
}

static void add_hidden_sheet(struct load *l, struct str name)
{
	size_t at = strlen(l->hidden_sheets);
	(void)snprintf(l->hidden_sheets + at, sizeof(l->hidden_sheets) - at, "%s%.*s", at ? ", " : "", (int)name.len,
		       name.ptr);
}

int load_xlsx(struct load *l, const struct source *src, const struct load_options *opt, struct err *err)
{
	struct xlsx_load x = { .load = l };
	struct head h = { .n = 0 };
	struct err first = { 0 }, e = { 0 };
	bool all = opt->sheet && strcmp(opt->sheet, "*") == 0, any = false;
	size_t chosen[LOAD_SHEETS_MAX], n = 0;
	struct layout found;
	char names[200] = "";
	int r = xlsx_open(&x.x, src->fd, err);
	if (r < 0)
		return r;
	for (size_t i = 0; i < xlsx_sheet_count(x.x) && r == OK; i++) {
		struct xlsx_sheet s = xlsx_sheet_at(x.x, i);
		bool named = opt->sheet && !all && str_eq(s.name, str_c(opt->sheet));
		if (s.hidden && !named) {
			add_hidden_sheet(l, s.name);
			continue;
		}
		if (opt->sheet && !all && !named)
			continue;
		any = true;
		r = sheet_layout(&x, i, opt, &found, &h, &e);
		if (r == E_FORMAT && first.code == 0)
			first = e;
		if (r == OK && n == LOAD_SHEETS_MAX)
			r = FAIL(&e, E_LIMIT, "lebih dari %d lembar", LOAD_SHEETS_MAX);
		if (r == OK) {
			size_t at = strlen(names);
			if (n == 0) {
				l->layout = found;
				head_describe(l, &h);
			}
			chosen[n++] = i;
			(void)snprintf(names + at, sizeof(names) - at, "%s%.*s", at ? ", " : "", (int)s.name.len, s.name.ptr);
		} else if (r == E_FORMAT && (e.code == E_FORMAT)) {
			r = OK; /* a sheet without a list: a cover, notes */
		}
	}
	if (r < 0 && err)
		*err = e;
	if (r == OK && !any)
		r = FAIL(err, E_FORMAT, opt->sheet && !all ? "lembar yang diminta tidak ada" : "tidak ada lembar yang terlihat");
	else if (r == OK && n == 0) {
		if (err)
			*err = first;
		r = first.code ? first.code : E_FORMAT;
	} else if (r == OK && n > 1 && !all)
		r = FAIL(err, E_FORMAT, "beberapa lembar berisi daftar: %s; pilih dengan --sheet NAMA atau --sheet '*'", names);
	l->several = all && n > 1;
	for (size_t i = 0; i < n && r == OK; i++) {
		/* Sheets may differ in layout, so each is read by its own. */
		r = sheet_layout(&x, chosen[i], opt, &found, &h, err);
		l->hidden_columns += x.hidden_used;
		if (r == OK)
			r = read_sheet(&x, chosen[i], opt, &found, err);
	}
	head_clear(&h);
	free(x.hide);
	free(x.cell);
	xlsx_close(x.x);
	return r;
}
