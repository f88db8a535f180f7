#include "render/xlsx_paper.h" /* first: xlsxwriter uses calls that base.h bans */
#include "render/tabel.h"
#include "base/buf.h"

#define COLUMNS_MAX 40

struct tabel {
	lxw_workbook *wb;
	lxw_worksheet *ws;
	lxw_format *title, *head, *text, *number, *bold, *bold_number;
	struct tabel_column column[COLUMNS_MAX];
	size_t n;
	uint32_t row, first;
	lxw_error error;
	struct buf cell;
};

int tabel_new(struct tabel **ret, const char *path, struct err *err)
{
	struct tabel *t = calloc(1, sizeof *t);
	if (!t)
		return NOMEM(err);
	lxw_workbook_options opt = { .constant_memory = LXW_TRUE };
	t->wb = workbook_new_opt(path, &opt);
	if (!t->wb) {
		free(t);
		return FAIL(err, E_IO, "lembar kerja tidak bisa dibuat");
	}
	/* The same content gives the same bytes. */
	lxw_doc_properties props = { .created = 946684800 };
	workbook_set_properties(t->wb, &props);
	buf_init(&t->cell, 32768);
	t->title = workbook_add_format(t->wb);
	t->head = workbook_add_format(t->wb);
	t->text = workbook_add_format(t->wb);
	t->number = workbook_add_format(t->wb);
	t->bold = workbook_add_format(t->wb);
	t->bold_number = workbook_add_format(t->wb);
	format_set_bold(t->title);
	format_set_bold(t->head);
	format_set_bg_color(t->head, 0xDDE6EE);
	format_set_border(t->head, LXW_BORDER_THIN);
	format_set_text_wrap(t->head);
	format_set_num_format(t->text, "@");
	format_set_num_format(t->number, "#,##0");
	format_set_bold(t->bold);
	format_set_num_format(t->bold, "@");
	format_set_bold(t->bold_number);
	format_set_num_format(t->bold_number, "#,##0");
	*ret = t;
	return OK;
}

static void note(struct tabel *t, lxw_error e)
{
	if (e != LXW_NO_ERROR && t->error == LXW_NO_ERROR)
		t->error = e;
}

/* What a cell may hold: no control bytes, valid UTF-8. */
static const char *clean(struct tabel *t, struct str s)
{
	buf_reset(&t->cell);
	if (s.len > 30000)
		s.len = 30000;
	while (s.len) {
		size_t ok = str_utf8_valid(s);
		for (size_t i = 0; i < ok; i++)
			buf_addc(&t->cell, (unsigned char)s.ptr[i] < 32 || s.ptr[i] == 127 ? ' ' : s.ptr[i]);
		if (ok == s.len)
			break;
		buf_add(&t->cell, S("?"));
		s = str_of(s.ptr + ok + 1, s.len - ok - 1);
	}
	buf_addc(&t->cell, 0);
	return t->cell.error ? "" : t->cell.ptr;
}

void tabel_sheet(struct tabel *t, const char *name, const char *const *titles, size_t n_titles, const struct tabel_column *c, size_t n)
{
	MUST(n <= COLUMNS_MAX);
	t->ws = workbook_add_worksheet(t->wb, name);
	if (!t->ws) {
		t->error = LXW_ERROR_PARAMETER_VALIDATION;
		return;
	}
	memcpy(t->column, c, n * sizeof *c);
	t->n = n;
	t->row = 0;
	for (size_t i = 0; i < n; i++)
		note(t, worksheet_set_column(t->ws, (lxw_col_t)i, (lxw_col_t)i, c[i].width, NULL));
	for (size_t i = 0; i < n_titles; i++)
		note(t, worksheet_write_string(t->ws, t->row++, 0, titles[i], i ? NULL : t->title));
	if (n_titles)
		t->row++;
	for (size_t i = 0; i < n; i++)
		note(t, worksheet_write_string(t->ws, t->row, (lxw_col_t)i, c[i].heading, t->head));
	t->first = t->row++;
	worksheet_freeze_panes(t->ws, t->row, 0);
	worksheet_set_landscape(t->ws);
	worksheet_fit_to_pages(t->ws, 1, 0);
	worksheet_repeat_rows(t->ws, t->first, t->first);
}

static bool whole(struct str s, double *ret)
{
	int64_t x = 0;
	bool minus = s.len && s.ptr[0] == '-';
	struct str d = str_of(s.ptr + minus, s.len - minus);
	if (!str_digits(d) || d.len > 15)
		return false;
	for (size_t i = 0; i < d.len; i++)
		x = x * 10 + (d.ptr[i] - '0');
	*ret = (double)(minus ? -x : x);
	return true;
}

void tabel_row(struct tabel *t, const struct str *cells, bool bold)
{
	if (!t->ws || t->error)
		return;
	for (size_t i = 0; i < t->n; i++) {
		double v;
		if (t->column[i].number && whole(cells[i], &v))
			note(t, worksheet_write_number(t->ws, t->row, (lxw_col_t)i, v, bold ? t->bold_number : t->number));
		else if (cells[i].len)
			note(t, worksheet_write_string(t->ws, t->row, (lxw_col_t)i, clean(t, cells[i]), bold ? t->bold : t->text));
	}
	t->row++;
}

int tabel_finish(struct tabel *t, struct err *err)
{
	if (t->ws && t->row > t->first + 1)
		worksheet_autofilter(t->ws, t->first, 0, t->row - 1, (lxw_col_t)(t->n - 1));
	lxw_error e = workbook_close(t->wb);
	lxw_error first = t->error ? t->error : e;
	buf_clear(&t->cell);
	free(t);
	if (first == LXW_ERROR_WORKSHEET_INDEX_OUT_OF_RANGE)
		return FAIL(err, E_LIMIT, "lembar kerja paling banyak 1.048.576 baris: saring dahulu, atau ekspor sebagai CSV");
	return first ? FAIL(err, E_IO, "lembar kerja tidak bisa ditulis: %s", lxw_strerror(first)) : OK;
}
