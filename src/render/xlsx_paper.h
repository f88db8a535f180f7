/* Cell formats and safe cell texts of our workbooks. Internal to render. */
#ifndef PADAN_XLSX_PAPER_H
#define PADAN_XLSX_PAPER_H
#include <xlsxwriter.h> /* first: it uses calls that base.h bans */

#include "render/result_xlsx.h"

#define PAPER_TEXT_MAX 32767 /* longest text of a cell */

enum paper_format {
	/* Paper head */
	PF_OFFICE, PF_TITLE, PF_SUBTITLE, PF_LABEL, PF_VALUE, PF_WARN, PF_NOTE, PF_SECTION,
	/* Tables */
	PF_HEAD, PF_NO, PF_TEXT, PF_CODE, PF_COUNT, PF_SHARE, PF_TOTAL, PF_TOTAL_COUNT, PF_TOTAL_SHARE,
	PF_VERDICT_LAYAK, PF_VERDICT_TINJAU, PF_VERDICT_TIDAK_LAYAK,
	/* The list */
	PF_LIST_HEAD, PF_LIST_ROW, PF_LIST_TEXT, PF_LIST_WRAP, PF_LIST_ID, PF_LIST_SCORE,
	PF_LIST_LAYAK, PF_LIST_TINJAU, PF_LIST_TIDAK_LAYAK,
	PF_FORMATS
};
struct paper {
	lxw_format *format[PF_FORMATS];
	lxw_error error; /* the first one; sticky */
	char text[PAPER_TEXT_MAX + 1];
};

/* Makes the formats; false when memory is short. */
bool paper_init(struct paper *p, lxw_workbook *wb);
/* s made safe in p->text: cut to what a cell holds, control characters as blanks, invalid UTF-8 as U+FFFD, _x0041_ (an
 * escape of the format) kept as written. */
const char *paper_text(struct paper *p, struct str s);
void paper_put(struct paper *p, lxw_worksheet *ws, uint32_t row, int col, struct str s, enum paper_format f);
void paper_put_number(struct paper *p, lxw_worksheet *ws, uint32_t row, int col, double v, enum paper_format f);
/* s over the columns from..to of one row. */
void paper_merge(struct paper *p, lxw_worksheet *ws, uint32_t row, int from, int to, struct str s, enum paper_format f);
void paper_row_height(struct paper *p, lxw_worksheet *ws, uint32_t row, double points);
/* "23 November 2026" into out; "-" when there is no date. */
#define PAPER_DATE_SIZE 24
struct str paper_date(char out[PAPER_DATE_SIZE], int yyyymmdd);
#endif
