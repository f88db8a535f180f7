/* The first rows of a sheet: which columns they name. */
#ifndef PADAN_HEAD_H
#define PADAN_HEAD_H
#include "engine/load.h"

/* Copies of the first rows of a sheet. */
struct head {
	struct sheet_row row[HEADER_ROWS_MAX];
	struct cell *cell[HEADER_ROWS_MAX];
	char *text[HEADER_ROWS_MAX];
	size_t n;
};
void head_clear(struct head *h);
/* A row_fn whose context is the head: keeps the first HEADER_ROWS_MAX rows, then ends the reading with 1. */
int head_row(void *ctx, const struct sheet_row *row, struct err *err);
/* How many fields a layout found. */
size_t head_found(const struct layout *l);
/* Fills columns, the text used for the summary ("NIK=NO KTP, ..."), and headings of l, whose layout is set. */
void head_describe(struct load *l, const struct head *h);
/* Notes which fields the sheets read so far have. */
void head_note_fields(struct load *l, const struct layout *found);
#endif
