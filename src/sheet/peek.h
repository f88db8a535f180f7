/* The first rows of a file whose heading was not understood, so that a person can say which column is which. */
#ifndef PADAN_PEEK_H
#define PADAN_PEEK_H
#include "sheet/sheet.h"

#define PEEK_ROWS 12
#define PEEK_COLS 40
#define PEEK_TEXT 80
struct peek {
	size_t nrow;
	struct peek_row {
		uint64_t number;
		uint32_t ncell;
		char cell[PEEK_COLS][PEEK_TEXT + 1]; /* UTF-8, cut */
	} row[PEEK_ROWS];
	size_t nsheet;
	struct {
		char name[64];
		bool hidden;
	} sheet[64];
};
/* Rows of the named sheet (NULL: the first visible one) that hold anything. About 40 KiB; the caller gives it. */
int peek_file(struct peek *ret, const char *path, const char *sheet, struct err *err);
/* The row that most looks like a heading: the first of those with most cells filled; -1 when there is none. */
int peek_heading(const struct peek *p);
#endif
