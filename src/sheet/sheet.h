/* Rows of a list, whatever file they came in. Readers push rows; nobody sees the file format above this layer. */
#ifndef PADAN_SHEET_H
#define PADAN_SHEET_H
#include "base/err.h"
#include "base/str.h"

enum cell_kind {
	CELL_TEXT,
	CELL_NUMBER, /* a number cell of a spreadsheet: text is the number as stored in the file */
	CELL_DATE,   /* a number cell shown as a date: text is the serial number */
	CELL_ERROR,  /* #N/A and its kind */
};
struct cell {
	const char *ptr; /* UTF-8 (CSV: raw bytes, see csv.h), not trimmed; valid until the row function returns */
	uint32_t len;
	uint8_t kind;
};
#define ROW_WIDE 64
struct sheet_row {
	uint64_t number;         /* as a person sees it, from 1 */
	uint32_t ncell;          /* cells present; missing trailing cells are empty */
	bool hidden;             /* the row is hidden in the spreadsheet */
	bool multiline;          /* CSV: a quoted field holds a line break */
	bool wide;               /* ROW_WIDE bytes can be read from each cell's begin on, however short it is */
	const struct cell *cell;
};
static inline struct str row_cell(const struct sheet_row *r, int col)
{
	return col >= 0 && (uint32_t)col < r->ncell ? str_of(r->cell[col].ptr, r->cell[col].len) : STR_NONE;
}
static inline enum cell_kind row_kind(const struct sheet_row *r, int col)
{
	return col >= 0 && (uint32_t)col < r->ncell ? (enum cell_kind)r->cell[col].kind : CELL_TEXT;
}
/* Gets each row in order. A non-zero result stops the reader, which returns it. */
typedef int (*row_fn)(void *ctx, const struct sheet_row *row, struct err *err);

/* What a file is, told from its first bytes, never from its name. */
enum file_kind {
	FILE_CSV,       /* text */
	FILE_XLSX,      /* zip with xl/workbook.xml */
	FILE_XLS,       /* OLE2 with a Workbook/Book stream */
	FILE_ENCRYPTED, /* OLE2 with EncryptedPackage, or a zip whose entries are encrypted */
	FILE_XLSB,
	FILE_ODS,
	FILE_ZIP,       /* some other zip */
	FILE_PDF,
	FILE_OTHER,     /* binary, image, HTML, UTF-16 text, ... */
	FILE_EMPTY,
};
/* fd must be seekable (pread is used; the offset is not moved). Kinds Padan cannot read are not an error here. */
int file_kind_of(enum file_kind *ret, int fd, struct err *err);
/* One Indonesian sentence for a kind that cannot be read: its name and what to do ("Berkas ini .xls (Excel 97-2003).
 * Buka di Excel, simpan sebagai .xlsx, lalu ulangi."). NULL for CSV and XLSX. */
const char *file_kind_advice(enum file_kind kind);
#endif
