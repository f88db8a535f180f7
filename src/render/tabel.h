/* Plain tables for people as XLSX: text cells stay text (NIK, card numbers), frozen heading, filters, widths. Rows are
 * written as they come, in constant memory. */
#ifndef PADAN_TABEL_H
#define PADAN_TABEL_H
#include "base/err.h"
#include "base/str.h"

struct tabel_column {
	const char *heading;
	double width;   /* letters */
	bool number;    /* whole numbers, with thousands dots */
};
struct tabel;
/* Begins a workbook at path. */
int tabel_new(struct tabel **ret, const char *path, struct err *err);
/* Begins a sheet; titles (lines above the heading) may be NULL. Sheets are filled one after another. */
void tabel_sheet(struct tabel *t, const char *name, const char *const *titles, size_t n_titles, const struct tabel_column *c, size_t n);
/* One row: a text for each column; a number column reads its digits. */
void tabel_row(struct tabel *t, const struct str *cells, bool bold);
/* Closes the file and frees t, whether or not it went well. */
int tabel_finish(struct tabel *t, struct err *err);
#endif
