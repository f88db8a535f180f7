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

/* A record without oddities, by its borders: field i lies behind mark[i - 1] and before mark[i]; mark[-1] is there, too. A field that
 * begins with a quote ends with its closing one, and has none in between. No field holds a line break. */
struct csv_plain {
	const char *text;     /* what the marks count from; csv_scanner.wide holds for it */
	const uint32_t *mark;
	uint32_t n;           /* fields */
	uint64_t number;
};
/* The record is taken; false: it shall come as a row. */
typedef bool (*csv_plain_fn)(void *ctx, const struct csv_plain *p);
static inline struct str csv_plain_field(struct csv_plain p, int i)
{
	uint32_t from = p.mark[i - 1] + 1, quote = p.text[from] == '"';
	return str_of(p.text + from + quote, (size_t)p.mark[i] - from - 2 * quote);
}

/* Scanner of one thread. */
struct csv_scanner {
	char sep;
	struct cell *cell;
	size_t cell_cap;
	bool multiline;      /* of the record at hand */
	bool wide;           /* ROW_WIDE bytes can be read behind every text scanned */
	struct buf unquoted; /* fields that had doubled quotes */
	csv_plain_fn plain;  /* NULL, or what is asked before a record becomes a row */
	uint32_t *mark;      /* borders of the fields that were looked for ahead, and the ends of records among them */
	uint16_t *end;
};
int csv_scanner_init(struct csv_scanner *s, char sep, struct err *err);
void csv_scanner_clear(struct csv_scanner *s);

enum { CSV_MORE = 1 }; /* csv_scan: the last record needs more bytes than there are */
/* Tells the scanner that ROW_WIDE bytes can be read behind every text. fn (or NULL) is asked before the row function, with the same ctx.
 * E_NOMEM. */
int csv_scanner_wide(struct csv_scanner *s, csv_plain_fn fn, struct err *err);
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
