/* The result of a verification as a workbook for people: sheet "Rekapitulasi", then "Daftar" (and "Daftar 2", ... where
 * one sheet does not hold the rows). Memory does not grow with the rows; they wait in unlinked temporary files. Cells
 * are texts and numbers, never formulas. */
#ifndef PADAN_RESULT_XLSX_H
#define PADAN_RESULT_XLSX_H
#include "base/err.h"
#include "base/str.h"
#include "padan.h"

/* What the head of the paper says. Texts are copied; empty ones are left out. */
struct result_xlsx_meta {
	struct str list_name;     /* file name of the list, without its directory */
	struct str registry_name; /* file name of the extract; empty: none was given */
	struct str office;        /* "Dinas Kesehatan Kota Batam" */
	int as_of;                /* yyyymmdd */
	unsigned city;            /* PPKK */
	const char *tmp_dir;      /* where the temporary files go; NULL: the directory of the result */
	uint32_t sheet_rows;      /* most participants on one sheet; 0: what the format allows, 1,048,575 */
};

struct result_xlsx;
/* Begins the workbook; path is made (or emptied at the end, when it exists) and must be the caller's own temporary name
 * if an older result is to survive a failure. E_IO when it or the temporary directory cannot be written, E_NOMEM. */
int result_xlsx_open(struct result_xlsx **ret, const char *path, const struct result_xlsx_meta *meta, struct err *err);
/* Adds n rows to the list and to the counts. After an error only result_xlsx_abort may follow. E_IO, E_NOMEM. */
int result_xlsx_rows(struct result_xlsx *x, const padan_row *rows, size_t n, struct err *err);
/* Writes the recapitulation, packs the file, reads it back, syncs it. x is gone afterwards, whatever the result; on
 * failure the caller deletes the file. E_IO (disk full), E_NOMEM. */
int result_xlsx_close(struct result_xlsx *x, const padan_summary *summary, struct err *err);
/* Gives up; the caller deletes the file. NULL is fine. */
void result_xlsx_abort(struct result_xlsx *x);
#endif
