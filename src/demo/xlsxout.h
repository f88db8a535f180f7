/* A streaming XLSX writer for the made-up lists: rows go straight through deflate into the file; memory does not grow
 * with the rows (shared strings are kept compressed). Errors are sticky and come out of xlsx_out_close. */
#ifndef PADAN_DEMO_XLSXOUT_H
#define PADAN_DEMO_XLSXOUT_H
#include "base/buf.h"

struct xlsx_out;
/* Starts a workbook at path (an existing file is overwritten). shared: text goes to the shared strings, else inline. */
int xlsx_out_open(struct xlsx_out **ret, const char *path, bool shared, struct err *err);
void xlsx_out_sheet(struct xlsx_out *x, const char *name);
/* Ends the sheet; merges is a comma-separated list of ranges ("B7:G7,J7:L7") or NULL. */
void xlsx_out_sheet_end(struct xlsx_out *x, const char *merges);
/* Row numbers from 1, rising; a row that is left out is blank. Columns from 0, rising. */
void xlsx_out_row(struct xlsx_out *x, uint64_t row);
void xlsx_out_text(struct xlsx_out *x, unsigned col, struct str s);
/* number as it shall stand in the file; date: shown as a date. */
void xlsx_out_number(struct xlsx_out *x, unsigned col, struct str number, bool date);
void xlsx_out_row_end(struct xlsx_out *x);
/* Completes the file and frees x; *ret_bytes is its size. On an error the file is left incomplete. NULL is fine. */
int xlsx_out_close(struct xlsx_out *x, uint64_t *ret_bytes, struct err *err);
#endif
