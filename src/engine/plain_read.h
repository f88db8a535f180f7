/* Reading for the slow plain engine: the whole file in memory, one character after the other. */
#ifndef PADAN_PLAIN_READ_H
#define PADAN_PLAIN_READ_H
#include "base/arena.h"
#include "base/buf.h"
#include "sheet/columns.h"

struct plain_sheet {
	struct str name;          /* empty for CSV */
	struct sheet_row *row;    /* visible rows only, from the first of the sheet on */
	size_t nrow;
	struct layout layout;
	bool base1904;
	uint64_t hidden_rows;
	uint64_t hidden_columns;  /* with something in them, not read */
};
struct plain_file {
	struct arena mem;         /* holds every cell */
	struct plain_sheet *sheet;
	size_t nsheet;
	bool csv;
	char hidden_sheets[256];
	char label[64];
};

/* What is to be read of a file. */
struct plain_want {
	enum list_kind kind;
	const char *sheet;             /* NULL: the only visible one with a heading; "*": all visible ones; else by name */
	const struct column_map *map;
	size_t nmap;
};

/* Reads every sheet that is wanted and has a heading; docs/matching.md, "Reading". Release with plain_file_clear.
 * E_IO, E_FORMAT, E_LIMIT, E_NOMEM. */
int plain_file_read(struct plain_file *ret, const char *path, const struct plain_want *want, struct err *err);
void plain_file_clear(struct plain_file *f);
/* "NIK=NO KTP, NAMA=NAMA PESERTA": which heading gave which field. */
void plain_columns(char *out, size_t cap, const struct plain_sheet *s);
/* Appends s as UTF-8: as it is when it is valid UTF-8, else read as Windows-1252. */
void plain_utf8(struct buf *out, struct str s);
#endif
