#include "sheet/xlsx.h"

#include "base/base.h"
#include "sheet/xlsx_rows.h"

int xlsx_open(struct xlsx **ret, int fd, struct err *err)
{
	struct xlsx *x = calloc(1, sizeof(*x));
	int r;
	if (!x)
		return NOMEM(err);
	arena_init(&x->mem, 0, 0);
	r = ziparc_open(&x->zip, fd, err);
	if (r == OK)
		r = book_load(x, err);
	if (r < 0) {
		xlsx_close(x);
		return r;
	}
	*ret = x;
	return OK;
}

void xlsx_close(struct xlsx *x)
{
	if (!x)
		return;
	strings_free(x->strings);
	ziparc_close(x->zip);
	arena_clear(&x->mem);
	free(x);
}

size_t xlsx_sheet_count(const struct xlsx *x)
{
	return x->nsheet;
}

struct xlsx_sheet xlsx_sheet_at(const struct xlsx *x, size_t i)
{
	assert(i < x->nsheet);
	return (struct xlsx_sheet){ x->sheet[i].name, x->sheet[i].hidden };
}

int xlsx_read(struct xlsx *x, size_t i, row_fn fn, void *ctx, struct xlsx_seen *seen, struct err *err)
{
	assert(i < x->nsheet);
	if (seen)
		*seen = (struct xlsx_seen){ .base1904 = x->base1904 };
	return rows_read(x, &x->sheet[i], fn, ctx, seen, err);
}

bool xlsx_base1904(const struct xlsx *x)
{
	return x->base1904;
}

bool xlsx_col_hidden(const struct xlsx *x, uint32_t col)
{
	return col < SHEET_COLS_MAX && (x->hidden_col[col / 8] >> (col & 7) & 1);
}
