#include "sheet/peek.h"
#include "sheet/csv.h"
#include "sheet/source.h"
#include "sheet/xlsx.h"

#define PEEK_BYTES (256 << 10)

static void put_cell(char to[PEEK_TEXT + 1], struct str s)
{
	struct buf b;
	buf_init(&b, 1 << 20);
	s = str_trim(s);
	csv_to_utf8(&b, str_of(s.ptr, s.len < 4 * PEEK_TEXT ? s.len : 4 * PEEK_TEXT));
	size_t n = b.len < PEEK_TEXT ? b.len : PEEK_TEXT;
	if (n < b.len)
		while (n && ((unsigned char)b.ptr[n] & 0xC0) == 0x80)
			n--;
	for (size_t i = 0; i < n; i++)
		to[i] = (unsigned char)b.ptr[i] < 0x20 ? ' ' : b.ptr[i];
	to[n] = 0;
	buf_clear(&b);
}

static int take_row(void *ctx, const struct sheet_row *row, struct err *err)
{
	struct peek *p = ctx;
	bool any = false;
	(void)err;
	for (uint32_t i = 0; i < row->ncell && !any; i++)
		any = row->cell[i].len > 0;
	if (!any || row->hidden)
		return 0;
	if (p->nrow == PEEK_ROWS)
		return 1;
	struct peek_row *to = &p->row[p->nrow++];
	to->number = row->number;
	to->ncell = row->ncell < PEEK_COLS ? row->ncell : PEEK_COLS;
	for (uint32_t i = 0; i < to->ncell; i++)
		put_cell(to->cell[i], row_cell(row, (int)i));
	return 0;
}

static size_t cells(const struct peek *p)
{
	size_t n = 0;
	for (size_t i = 0; i < p->nrow; i++)
		n += p->row[i].ncell;
	return n;
}

static int peek_csv(struct peek *ret, const struct source *src, struct err *err)
{
	static const char seps[] = { ';', ',', '\t', '|' };
	size_t n = src->size < PEEK_BYTES ? (size_t)src->size : PEEK_BYTES, best = 0;
	char *text = malloc(n + 1);
	struct peek *one = calloc(1, sizeof(*one));
	int r = text && one ? source_read(src, text, n, 0, err) : NOMEM(err);
	size_t from = r == OK && n >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
	for (size_t i = 0; r == OK && i < COUNT(seps); i++) {
		struct csv_scanner s = { 0 };
		uint64_t number = 1;
		size_t end;
		memset(one, 0, sizeof(*one));
		r = csv_scanner_init(&s, seps[i], err);
		if (r < 0)
			break;
		/* Faults of the text are told by the real reading; here only its first rows count. */
		(void)csv_scan(&s, text, from, n, n, n == src->size, &number, &end, take_row, one, NULL);
		csv_scanner_clear(&s);
		if (cells(one) > best) {
			best = cells(one);
			*ret = *one;
		}
	}
	free(text);
	free(one);
	return r;
}

static int peek_xlsx(struct peek *ret, const struct source *src, const char *sheet, struct err *err)
{
	struct xlsx *x;
	size_t at = SIZE_MAX;
	int r = xlsx_open(&x, src->fd, err);
	if (r < 0)
		return r;
	for (size_t i = 0; i < xlsx_sheet_count(x); i++) {
		struct xlsx_sheet s = xlsx_sheet_at(x, i);
		if (i < COUNT(ret->sheet)) {
			(void)snprintf(ret->sheet[i].name, sizeof(ret->sheet[i].name), "%.*s", (int)s.name.len, s.name.ptr);
			ret->sheet[i].hidden = s.hidden;
			ret->nsheet = i + 1;
		}
		if (at == SIZE_MAX && (sheet && strcmp(sheet, "*") != 0 ? str_eq(s.name, str_c(sheet)) : !s.hidden))
			at = i;
	}
	if (at != SIZE_MAX)
		r = xlsx_read(x, at, take_row, ret, NULL, err);
	xlsx_close(x);
	return r < 0 ? r : OK;
}

int peek_file(struct peek *ret, const char *path, const char *sheet, struct err *err)
{
	struct source src;
	memset(ret, 0, sizeof(*ret));
	int r = source_open(&src, path, NULL, err);
	if (r < 0)
		return r;
	r = src.kind == FILE_XLSX ? peek_xlsx(ret, &src, sheet, err) : peek_csv(ret, &src, err);
	source_close(&src);
	return r;
}

int peek_heading(const struct peek *p)
{
	int best = -1;
	uint32_t most = 0;
	for (size_t i = 0; i < p->nrow; i++) {
		uint32_t filled = 0;
		for (uint32_t k = 0; k < p->row[i].ncell; k++)
			filled += p->row[i].cell[k][0] && !ch_digit(p->row[i].cell[k][0]);
		if (filled > most) {
			most = filled;
			best = (int)i;
		}
	}
	return best;
}
