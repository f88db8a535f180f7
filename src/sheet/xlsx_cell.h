/* One row while it is read. Cells point into the window; what must be decoded is decoded once the row is whole, because
 * a row that goes on behind the window is looked at again from its beginning. Internal to the XLSX reader. */
#ifndef PADAN_XLSX_CELL_H
#define PADAN_XLSX_CELL_H
#include "base/buf.h"
#include "sheet/xlsx_book.h"

enum cell_type { TYPE_NUMBER, TYPE_SHARED, TYPE_INLINE, TYPE_TEXT, TYPE_BOOL, TYPE_ERROR, TYPE_DAY };
enum later_how {
	LATER_DECODE, /* the cell is XML text without tags */
	LATER_RICH,   /* ... the inside of <is> */
	LATER_VALUE,  /* ... the inside of a <v> that is not plain text */
	LATER_FETCH,  /* ... a shared string in the temporary file, at `at` */
	LATER_DONE,
};
struct later {
	uint32_t col;
	uint8_t how;
	uint8_t type;
	uint32_t style;
	uint64_t at;
};
struct cells {
	struct xlsx *x;
	const char *sheet;       /* name for messages */
	struct cell *cell;       /* SHEET_COLS_MAX, empty unless set in this row */
	uint16_t *set;           /* columns set in this row, rising */
	struct later *later;     /* at most one for each column */
	uint32_t nset, nlater;
	uint32_t next_col;       /* the least column that may come now */
	uint64_t row;            /* number of the row */
	char ref_tail[8];        /* its digits and a quote, as a reference ends */
	uint64_t ref_bits, ref_mask;
	unsigned ref_len;        /* digits only */
	size_t shared_bytes;     /* of shared strings in this row */
	uint64_t shared_total;   /* ... in this sheet */
	struct buf fetched;
};
int cells_init(struct cells *c, struct xlsx *x, const char *sheet, struct err *err);
void cells_clear(struct cells *c);
/* Begins row `number` with no cells. */
void cells_begin(struct cells *c, uint64_t number);
/* Column of a cell: by its reference up to the closing quote (ref.ptr NULL: the next one). E_FORMAT when it is no
 * reference of this row or does not rise. */
int cells_column(struct cells *c, struct str ref, uint32_t *ret, struct err *err);
/* Sets a cell to raw value v of that type; special: v holds escapes or is not ASCII. */
int cells_set(struct cells *c, uint32_t col, enum cell_type type, uint32_t style, char *v, size_t n, bool special,
	      struct err *err);
/* Sets a cell from all that stands between <c> and </c>. */
int cells_set_body(struct cells *c, uint32_t col, enum cell_type type, uint32_t style, struct str body, struct err *err);
/* Does what was put off. */
int cells_finish(struct cells *c, struct err *err);
#endif
