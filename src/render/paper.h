/* Office papers as PDF (Cairo, Pango). A paper is described block by block from top to bottom; the renderer breaks lines
 * and pages, repeats table headings, keeps a signature block together, numbers the pages, and prints hash and QR where
 * asked. The same description always gives the same bytes.
 * Forms: FACTS section 6 (kop, surat dinas, berita acara), paper F4 215x330 mm or A4, margins 2.5/3/3/2.5 cm as settings. */
#ifndef PADAN_PAPER_H
#define PADAN_PAPER_H
#include "base/arena.h"
#include "base/buf.h"

enum paper_size { PAPER_F4, PAPER_A4 };
enum paper_align { PAPER_LEFT, PAPER_CENTER, PAPER_RIGHT, PAPER_JUSTIFY };

struct paper_office {              /* kop surat */
	struct str line1;          /* PEMERINTAH KOTA BATAM */
	struct str line2;          /* DINAS KESEHATAN */
	struct str address;        /* one or two lines, "\n" between */
	struct str emblem_png;     /* bytes of a PNG, empty: none is drawn */
};
struct paper_config {
	enum paper_size size;
	bool landscape;
	double margin_top_mm, margin_right_mm, margin_bottom_mm, margin_left_mm; /* 0: 25, 25, 25, 30 */
	struct str font;           /* empty: Liberation Sans (Arial metrics) */
	double font_pt;            /* 0: 11 */
	double line_spacing;       /* 0: 1.25 */
	struct str title;          /* PDF metadata */
	struct str author;
	int64_t made_s;            /* seconds since 1970, for the metadata; nothing reads the clock */
	struct str footer;         /* small text at the foot of each page, left; page "Halaman 1 dari 3" stands right */
	bool no_foot;              /* pages carry neither footer nor number: somebody else numbers them */
	bool draft;                /* "DRAF" across each page, pale */
};

struct paper;
int paper_new(struct paper **ret, const struct paper_config *config, struct err *err);
void paper_free(struct paper *p); /* NULL is fine */

void paper_kop(struct paper *p, const struct paper_office *office);
/* Text of a paragraph is plain; **bold** and __underlined__ mark inline runs; a mark without a partner and
 * everything else is literal. */
void paper_para(struct paper *p, struct str text, enum paper_align align, double indent_mm, double space_after_mm);
void paper_title(struct paper *p, struct str title, struct str number); /* centred, bold, underlined; NOMOR: ... below */
void paper_gap(struct paper *p, double mm);
/* "Nomor : 400.7/..." : label, colon, wrapped value; labels share one column. */
struct paper_field {
	struct str label, value;
};
void paper_fields(struct paper *p, const struct paper_field *f, size_t n, double label_mm);
/* Nomor, Sifat, Lampiran, Hal at the left, place and date at the right, and the addressee below (lines by "\n"). */
void paper_letter_head(struct paper *p, const struct paper_field *f, size_t n, struct str place_date, struct str addressee);

struct paper_column {
	struct str heading;
	double weight;             /* share of the width */
	enum paper_align align;
};
/* Starts a table; rows follow with paper_row; the heading is repeated on each page. A row with bold set is a total. A
 * numeric column's text is put as given. font_pt 0: two points below the paper's. */
void paper_table(struct paper *p, const struct paper_column *c, size_t n, double font_pt);
void paper_row(struct paper *p, const struct str *cells, bool bold);
void paper_table_end(struct paper *p);

struct paper_signer {
	struct str above;          /* "Batam, 25 Juni 2023" or "PIHAK KEDUA" ; may hold "\n" */
	struct str office;         /* "Plt. Kepala Dinas Kesehatan" ; may hold "\n" */
	struct str name;           /* bold underlined */
	struct str rank;           /* pangkat, may be empty */
	struct str nip;            /* printed as "NIP. ..." when not empty */
	bool meterai;              /* a framed place of 25x35 mm, labelled "meterai" */
};
/* One to three signers side by side (one stands at the right); never torn from the last line, field or row above them: what
 * does not fit moves on together (of a long paragraph its last two lines). */
void paper_signers(struct paper *p, const struct paper_signer *s, size_t n);
/* A numbered list below a heading: "Tembusan:" */
void paper_list(struct paper *p, struct str heading, const struct str *lines, size_t n);
/* A QR code of payload (an opaque address or id, never a NIK) with small text at its side, e.g. the hash in words. */
void paper_qr(struct paper *p, struct str payload, struct str text);
void paper_page_break(struct paper *p);
/* Ends the paper and appends the PDF to out. Sticky errors of the blocks above come out here. */
int paper_finish(struct paper *p, struct buf *out, struct err *err);
#endif
