/* How the rows of the made-up list are laid out: columns, separators, dates, encodings. */
#ifndef PADAN_DEMO_LAYOUT_H
#define PADAN_DEMO_LAYOUT_H
#include "base/buf.h"
#include "demo/rows.h"

enum demo_col {
	COL_END, COL_URUT, COL_PSNOKA, COL_NOKA, COL_NAMA, COL_SEX_NUMBER, COL_SEX_LETTER, COL_SEX_WORD, COL_BIRTH, COL_NIK,
	COL_KK, COL_PISAT, COL_KAWIN, COL_NOPPK, COL_NMPPK, COL_ALAMAT, COL_DATI2, COL_KDDESA, COL_NMDESA, COL_NMKEC,
	COL_KELAS, COL_STATUS, COL_SEGMEN, COL_BULAN, COL_TAHUN, COL_TMPLHR, COL_IBU, COL_RT, COL_RW, COL_PROVINSI,
	COL_KOSONG, COL_HUBUNGAN, COL_DTKS
};
enum demo_date { DATE_STYLE_DMY, DATE_STYLE_ISO, DATE_STYLE_US, DATE_STYLE_MONTH, DATE_STYLE_TIME, DATE_STYLE_SERIAL };

struct demo_layout {
	const char *name, *file;
	bool xlsx;
	char sep;
	bool bom, crlf, apostrophe, latin1, quote_all_text;
	enum demo_date date;
	const char *segment;
	const char *heading; /* the heading line, fields separated by ; whatever sep is */
	uint8_t col[24];
};
extern const struct demo_layout demo_layouts[];

/* A value as the layout writes it, without quoting; at most 400 bytes. Returns its length. */
#define DEMO_CELL 400
size_t layout_cell(char out[DEMO_CELL], const struct demo_layout *l, enum demo_col col, const struct demo_list *list,
		   const struct demo_row *row);
/* The heading line of a text layout, and one row. */
void layout_heading(struct buf *out, const struct demo_layout *l);
void layout_row(struct buf *out, const struct demo_layout *l, const struct demo_list *list, const struct demo_row *row);
/* Adds a field, quoted as RFC 4180 asks. */
void csv_field(struct buf *out, char sep, const char *s, size_t len);
#endif
