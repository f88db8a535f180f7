/* Which column holds what: headings found by the alias tables of FACTS section 2 (lists) and 3.1/3.2 (extracts). */
#ifndef PADAN_COLUMNS_H
#define PADAN_COLUMNS_H
#include "sheet/sheet.h"

enum field {
	F_PSNOKA, F_NOKA, F_NIK, F_KK, F_NAMA, F_PISA, F_TEMPAT_LAHIR, F_TANGGAL_LAHIR, F_JK, F_ALAMAT, F_RT, F_RW,
	F_KELURAHAN, /* name or code (NMDESA, KELURAHAN, KEL_NAME, KDDESA); the short number NO_KEL is a field of its own */
	F_KECAMATAN, F_KAB, F_PROVINSI, F_IBU, F_SEGMEN, F_STATUS, F_TGL_STATUS, F_TGL_MENINGGAL, F_TGL_PINDAH,
	F_NO_PROP, F_NO_KAB, F_NO_KEC, F_NO_KEL, F_BULAN, F_TAHUN, F_URUT /* NO */,
	F_BLNTAG, F_IURAN, F_BANTUAN, /* of a billing detail: month billed for, the city's contribution, its aid */
	F_MUTASI, F_TMT, /* of data mutasi: what changes, and since when */
	FIELD_COUNT
};
/* LIST_TAGIHAN: the detail of a bill (FACTS 2, layout F); LIST_MUTASI: who was added and removed: people as in a BNBA, but a
 * name is not needed. */
enum list_kind { LIST_BNBA, LIST_REGISTRY, LIST_TAGIHAN, LIST_MUTASI };

#define HEADER_ROWS_MAX 50  /* headings are looked for in this many rows */
#define HEADER_COLS_MAX 512 /* and columns */
struct layout {
	enum list_kind kind;
	uint64_t header_first, header_last; /* sheet rows of the heading; last = first + 1 for one split over two rows */
	uint32_t ncol;                      /* columns of the heading, up to its last non-empty cell */
	int16_t col[FIELD_COUNT];           /* column of each field, -1 when the list lacks it */
};
struct column_map { /* --map FIELD=HEADING */
	enum field field;
	struct str heading;
};

/* Name of a field as used by --map ("NIK", "NAMA", "TGLLHR", ...) and back; false when unknown. Any alias of the field
 * is accepted by the parser. */
struct str field_name(enum field f);
bool field_parse(enum field *ret, struct str s);
/* True when heading text s is an alias of field f in lists of that kind: letters and digits only are compared, without
 * case; notes in parentheses and format notes are looked through, but "NAMA (KK)" is not the participant's name. */
bool heading_is(struct str s, enum field f, enum list_kind kind);
/* Finds the heading among the first rows (at most HEADER_ROWS_MAX; rows behind the heading are looked at as samples,
 * so give some more). Hidden rows and rows with a long number or a date are no headings. E_FORMAT with a sentence
 * naming what is missing when there is none: needed are a name and a NIK column, or a name and a birth-date column (a
 * registry: NIK and name; a billing detail: card number or NIK, and the month or the money; data mutasi:
 * card number or NIK, and what changes or a name), and every
 * heading a --map names. *ret is set on success only.
 *
 * A heading over two rows: a column's heading is both its cells read together ("TANGGAL" over "LAHIR", "IBU KANDUNG"
 * over "NAMA"; an upper cell is merged over the empty ones to its right), else the lower one, else the upper one where
 * the lower is empty. A column whose title speaks of somebody else ("KEPALA KELUARGA" over "NIK") is nobody's.
 * When two columns claim one field, the alias that stands first in the table wins, then the leftmost column.
 * "TEMPAT/TANGGAL LAHIR" in one column is no birth date, as nobody reads "BATAM, 04-06-1975"; merged over two columns
 * of which the second holds dates it is both, and a birth date too where bare dates stand under it. In an extract with
 * several status columns one that holds words is preferred to one of codes. */
int layout_find(struct layout *ret, const struct sheet_row *rows, size_t nrow, enum list_kind kind,
		const struct column_map *map, size_t nmap, struct err *err);

enum row_class {
	ROW_PARTICIPANT, /* or registry person */
	ROW_NAME_ONLY,   /* a name without any number: a participant only if an identified one follows in the sheet */
	ROW_BLANK,
	ROW_TITLE,       /* group headings, notes, legends, signature blocks */
	ROW_HEADING,     /* the heading again */
	ROW_TOTAL,       /* JUMLAH, TOTAL, SUB TOTAL, ... */
};
/* Class of a row below the heading. A participant has a number where NIK or card number stand, or a name with a birth
 * date, a KK number, a sex, or a serial number and something more; or is one whose cells stand in the wrong columns.
 * No word makes a title or total of such a row: people may be called TOTAL. For ROW_TOTAL, *ret_stated (may be NULL)
 * is the number of people it states, or -1 (also for totals of families or money), and *ret_grand (may be NULL) tells
 * a total of the whole list from a subtotal, as far as its words say: a bare "JUMLAH" is taken for the whole. Else
 * they are set to -1 and false. Never allocates. */
enum row_class row_classify(const struct layout *l, const struct sheet_row *row, int64_t *ret_stated, bool *ret_grand);
#endif
