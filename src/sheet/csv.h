/* CSV and text tables. A file is cut into blocks that are scanned side by side; csv_scan reads whole records from a
 * piece of memory that begins at a record. Rules: RFC 4180; a quote opens only at the start of a field; text behind the
 * closing quote is part of the field; LF, CRLF and lone CR end a record outside quotes. Cells are raw bytes (UTF-8 or
 * Windows-1252; see csv_to_utf8). */
#ifndef PADAN_CSV_H
#define PADAN_CSV_H
#include "base/buf.h"
#include "sheet/sheet.h"

#define CSV_RECORD_MAX ((size_t)1 << 20) /* bytes of one record */
#define CSV_FIELDS_MAX 16384

struct csv_format {
	char sep;      /* , ; tab | */
	uint64_t start; /* bytes before the first record: the BOM */
};

/* Scanner of one thread. */
struct csv_scanner {
	char sep;
	struct cell *cell;
	size_t cell_cap;
	bool multiline;      /* of the record at hand */
	bool wide;           /* ROW_WIDE bytes can be read behind every text scanned; set by the owner */
	struct buf unquoted; /* fields that had doubled quotes */
};
int csv_scanner_init(struct csv_scanner *s, char sep, struct err *err);
void csv_scanner_clear(struct csv_scanner *s);

enum { CSV_MORE = 1 }; /* csv_scan: the last record needs more bytes than there are */
/* Scans records of text[from..len) until one ends at or behind `stop` or the text ends. final tells that nothing follows
 * the text in the file, so that its last record may lack a line end. *number is the number of the next record and is
 * counted up (blank lines count). *ret_end is where the next record begins. Calls fn for each record.
 * Returns OK, CSV_MORE (records before *ret_end were delivered), a negative code, or what fn returned. */
int csv_scan(struct csv_scanner *s, const char *text, size_t from, size_t len, size_t stop, bool final, uint64_t *number,
	     size_t *ret_end, row_fn fn, void *ctx, struct err *err);

/* True when a cell of the record holds a line break inside quotes and looks as if a quote was never closed: whole
 * records (ncol - 1 separators in one line) stand inside it. */
bool csv_swallowed(const struct sheet_row *row, char sep, uint32_t ncol);

/* Appends s as UTF-8: as it is when it is valid UTF-8, else read as Windows-1252. */
void csv_to_utf8(struct buf *out, struct str s);
#endif
