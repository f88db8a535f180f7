#include "engine/head.h"

void head_clear(struct head *h)
{
	for (size_t i = 0; i < h->n; i++) {
		free(h->cell[i]);
		free(h->text[i]);
	}
	h->n = 0;
}

int head_row(void *ctx, const struct sheet_row *row, struct err *err)
{
	struct head *h = ctx;
	size_t len = 0, at = 0, k = h->n;
	if (k == HEADER_ROWS_MAX || row->number > HEADER_ROWS_MAX)
		return 1;
	for (uint32_t i = 0; i < row->ncell; i++)
		len += row->cell[i].len;
	h->cell[k] = malloc((row->ncell + 1) * sizeof(struct cell));
	h->text[k] = malloc(len + 1);
	h->n++;
	if (!h->cell[k] || !h->text[k])
		return NOMEM(err);
	for (uint32_t i = 0; i < row->ncell; i++) {
		h->cell[k][i] = row->cell[i];
		h->cell[k][i].ptr = h->text[k] + at;
		if (row->cell[i].len)
			memcpy(h->text[k] + at, row->cell[i].ptr, row->cell[i].len);
		at += row->cell[i].len;
	}
	h->row[k] = *row;
	h->row[k].cell = h->cell[k];
	return 0;
}

size_t head_found(const struct layout *l)
{
	size_t n = 0;
	for (size_t i = 0; i < FIELD_COUNT; i++)
		n += l->col[i] >= 0;
	return n;
}

static struct str heading_text(const struct load *l, const struct head *h, int col, size_t max)
{
	struct str text = STR_NONE;
	for (size_t i = 0; i < h->n; i++)
		if (h->row[i].number >= l->layout.header_first && h->row[i].number <= l->layout.header_last) {
			struct str t = str_trim(row_cell(&h->row[i], col));
			if (t.len && t.len < max)
				text = t;
		}
	return text;
}

static void list_headings(struct load *l, const struct head *h)
{
	buf_reset(&l->headings);
	for (int col = 0; col < (int)l->layout.ncol && col < 200; col++) {
		struct str text = heading_text(l, h, col, 80), field = STR_NONE;
		for (int f = 0; f < FIELD_COUNT; f++)
			if (l->layout.col[f] == col)
				field = field_name((enum field)f);
		for (size_t i = 0; i < text.len; i++)
			buf_addc(&l->headings, (unsigned char)text.ptr[i] < 0x20 ? ' ' : text.ptr[i]);
		buf_addc(&l->headings, '\t');
		buf_add(&l->headings, field);
		buf_addc(&l->headings, '\n');
	}
}

void head_describe(struct load *l, const struct head *h)
{
	size_t at = 0;
	list_headings(l, h);
	for (int f = 0; f < FIELD_COUNT; f++) {
		struct str name = field_name((enum field)f), text;
		int col = l->layout.col[f], n;
		if (col < 0)
			continue;
		text = heading_text(l, h, col, 40);
		n = snprintf(l->columns + at, sizeof(l->columns) - at, "%s%.*s=%.*s", at ? ", " : "", (int)name.len, name.ptr,
			     (int)text.len, text.len ? text.ptr : "");
		if (n < 0 || (size_t)n >= sizeof(l->columns) - at)
			break;
		at += (size_t)n;
	}
	for (char *p = l->columns; *p; p++)
		if ((unsigned char)*p < 0x20)
			*p = ' ';
}

void head_note_fields(struct load *l, const struct layout *found)
{
	for (size_t f = 0; f < FIELD_COUNT; f++)
		l->has[f] |= found->col[f] >= 0;
}
