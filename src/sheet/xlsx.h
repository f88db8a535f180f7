/* Streaming XLSX reader: bounded memory whatever the file claims. */
#ifndef PADAN_XLSX_H
#define PADAN_XLSX_H
#include "sheet/sheet.h"

struct xlsx;
struct xlsx_sheet {
	struct str name;  /* UTF-8, lives in the xlsx */
	bool hidden;      /* hidden or veryHidden */
};
/* What was met while reading one sheet. */
struct xlsx_seen {
	uint64_t rows;
	uint64_t hidden_rows;
	uint32_t hidden_cols;   /* columns hidden in the sheet's <cols> (only those within 16384) */
	bool base1904;          /* of the workbook */
};

/* Reads the zip directory, the workbook, the styles and (into an indexed store: memory up to 48 MiB, the rest in an
 * unlinked temporary file) the shared strings. fd stays the caller's and must outlive the xlsx; only pread is used.
 * E_FORMAT with a sentence when the file is damaged or hostile, E_LIMIT when it passes a limit. */
int xlsx_open(struct xlsx **ret, int fd, struct err *err);
void xlsx_close(struct xlsx *x); /* NULL is fine */
size_t xlsx_sheet_count(const struct xlsx *x);
struct xlsx_sheet xlsx_sheet_at(const struct xlsx *x, size_t i);
/* Pushes every <row> of sheet i, in file order; row numbers must rise, cells are placed by their reference (or by
 * position where a writer leaves it out), gaps are empty cells. Hidden rows are pushed with hidden = true; the bitmap of
 * hidden columns is available from the first row on through xlsx_col_hidden. seen may be NULL. */
int xlsx_read(struct xlsx *x, size_t i, row_fn fn, void *ctx, struct xlsx_seen *seen, struct err *err);
/* The workbook counts days from 1904. */
bool xlsx_base1904(const struct xlsx *x);
bool xlsx_col_hidden(const struct xlsx *x, uint32_t col);
#endif
