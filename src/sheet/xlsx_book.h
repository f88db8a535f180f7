/* What a workbook says about itself: its parts, sheets and styles. Internal to the XLSX reader. */
#ifndef PADAN_XLSX_BOOK_H
#define PADAN_XLSX_BOOK_H
#include "base/arena.h"
#include "sheet/sheet.h"
#include "sheet/xlsx_strings.h"
#include "sheet/zip.h"

#define SHEET_ROWS_MAX 1048576
#define SHEET_COLS_MAX 16384
#define STYLES_MAX 131072

struct book_sheet {
	struct str name;
	bool hidden;
	size_t part;
};
struct xlsx {
	struct zip *zip;
	struct arena mem;
	struct book_sheet *sheet;
	size_t nsheet;
	bool base1904;
	struct strings *strings;  /* NULL: none */
	uint8_t *date_style;      /* one for each cell style: 1 when its numbers are shown as dates */
	uint32_t nstyle;
	uint8_t hidden_col[SHEET_COLS_MAX / 8]; /* of the sheet being read */
};

/* Part that holds the workbook, -1 when the archive is none: by _rels/.rels, then [Content_Types].xml, then its usual
 * name. *ret_binary tells that it is the binary kind (.xlsb). */
int book_find(struct zip *z, int *ret_part, bool *ret_binary, struct err *err);
/* Fills x (which has its zip) from the workbook, its relations, styles and shared strings. */
int book_load(struct xlsx *x, struct err *err);
/* True when a number format code shows a date or a time: d, m, y, h or s outside quotes, brackets and escapes. */
bool book_format_is_date(struct str code);
/* The built-in number formats that show a date or a time (ECMA-376 part 1, 18.8.30). */
bool book_builtin_is_date(uint64_t id);
/* xlsx_styles.c: which cell styles show dates. */
int book_load_styles(struct xlsx *x, size_t part, struct err *err);
#endif
