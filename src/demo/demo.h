/* `padan demo`: a made-up city of any size. Writes an extract of its civil registry, lists of participants in the
 * layouts offices send (FACTS section 2), and the truth about every row of the list. Everything is computed from the
 * seed; the same options give the same bytes. No person exists, and no NIK could be a real one (serials from 5001). */
#ifndef PADAN_DEMO_DEMO_H
#define PADAN_DEMO_DEMO_H
#include "base/date.h"
#include "base/err.h"

/* Layouts of the list. */
enum {
	DEMO_BPJS = 1 << 0,        /* ; BOM CRLF apostrophes dd-mm-yyyy */
	DEMO_KANTOR = 1 << 1,      /* XLSX as an office gets it: titles, two-row heading, JUMLAH, signature */
	DEMO_RINGKAS = 1 << 2,     /* PSNOKA;NIK;NAMA;SEGMEN;BULAN;TAHUN */
	DEMO_SK = 1 << 3,          /* comma, yyyy-mm-dd, sex 1/2 */
	DEMO_TANPA_KK = 1 << 4,    /* tab, no KK */
	DEMO_TANPA_LAHIR = 1 << 5, /* comma, no birth date */
	DEMO_TANPA_JK = 1 << 6,    /* ; no sex, dd-Mmm-yyyy */
	DEMO_AMERIKA = 1 << 7,     /* comma, m/d/yyyy after re-saving */
	DEMO_LATIN1 = 1 << 8,      /* pipe, Windows-1252 */
	DEMO_KECAMATAN = 1 << 9,   /* XLSX, a sheet for each kecamatan, shared strings, subtotals, headings again */
	DEMO_LAYOUT_ALL = (1 << 10) - 1,
	DEMO_LAYOUT_DEFAULT = DEMO_BPJS | DEMO_KANTOR
};
#define DEMO_LAYOUT_COUNT 10
#define DEMO_ROWS_MAX UINT64_C(13000000)
#define DEMO_XLSX_ROWS_MAX UINT64_C(1000000) /* a sheet holds 1,048,576 */

struct demo_options {
	const char *dir;      /* made when it is not there */
	uint64_t seed;
	uint64_t rows;        /* of the list; 0: 20000 */
	unsigned ratio;       /* registry people per 1000 rows; 0: 1300; at least 1000 */
	tanggal as_of;        /* 0: 2026-10-31 */
	unsigned layouts;     /* bits; 0: DEMO_LAYOUT_DEFAULT */
	bool no_xlsx;         /* leave the XLSX layouts out */
	unsigned defects;     /* percent of the usual share of defects, 0 .. 300; 100 is usual */
	unsigned city;        /* 0 or 2171 */
	/* Told about each file once it stands; may be NULL. */
	void (*wrote)(void *ctx, const char *path, uint64_t rows, uint64_t bytes);
	void *ctx;
};
#define DEMO_OPTIONS_INIT { NULL, 1, 20000, 1300, 20261031, DEMO_LAYOUT_DEFAULT, false, 100, 2171, NULL, NULL }

/* Writes DIR/kependudukan.csv, DIR/kebenaran.csv (baris,no_peserta,kelas_cacat,nik_benar; baris counts participants
 * from 1) and DIR/bnba-LAYOUT.csv or .xlsx. Files are written under temporary names and renamed when all are complete;
 * on failure none is left and older ones stand. E_ARG, E_IO, E_NOMEM. */
int demo_write(const struct demo_options *opt, struct err *err);
/* Name of the layout with that bit number ("bpjs"), NULL behind the last; and the bit of a name ("all": every one), 0
 * when unknown. */
const char *demo_layout_name(unsigned i);
unsigned demo_layout_parse(const char *name);
#endif
