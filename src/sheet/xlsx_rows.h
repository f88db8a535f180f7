/* The rows of one sheet. Internal to the XLSX reader. */
#ifndef PADAN_XLSX_ROWS_H
#define PADAN_XLSX_ROWS_H
#include "sheet/xlsx.h"
#include "sheet/xlsx_book.h"

#define CELL_MAX ((size_t)1 << 20) /* bytes of one cell in the file; Excel's own limit is 32,767 characters */

/* xlsx_read without its outer checks. */
int rows_read(struct xlsx *x, const struct book_sheet *sheet, row_fn fn, void *ctx, struct xlsx_seen *seen,
	      struct err *err);
#endif
