/* The PDF of a payment bundle (SOP 070), put together from stored papers and scans in a child process (render/bundle.h). */
#ifndef PADAN_BUNDEL_PDF_H
#define PADAN_BUNDEL_PDF_H
#include "app/cx.h"

#define BUNDEL_PARTS_MAX 100

struct bundel_part {
	struct str judul, nomor, tanggal; /* as the contents page says them */
	struct str catatan;               /* below the title; may be empty */
	struct str hash;                  /* stored file: PDF, JPEG or PNG; empty: absent, only listed */
};
struct bundel_sampul {
	struct str judul;
	const struct str *baris;          /* lines below it */
	size_t n_baris;
	struct str sidik;                 /* hash of the bundle's content, on the contents page; may be empty */
	struct str cap;                   /* short, on each page behind 'n / total' */
	int64_t dibuat_s;                 /* into the file's own data: the same input with the same dibuat_s gives the same bytes */
};

/* Makes the PDF in the spool; *ret_path (in cx->mem) is the caller's to move (berkas_move) or to remove. *ret is { halaman,
 * bagian: [{ dari, sampai }] }, 0 for a part without pages. Reads settings, writes nothing to the database: it may take two
 * minutes, so do not call it inside a write transaction. A part that cannot be used: E_REFUSED, its number from 1 in
 * err->row, a sentence with its title and what to do; no file is left. */
int bundel_pdf_buat(struct cx *cx, const struct bundel_sampul *sampul, const struct bundel_part *parts, size_t n, struct val *ret,
		    struct str *ret_path, struct err *err);
/* The same, and stored as `nama`; *ret_hash (in cx->mem) names it. Needs a write transaction, which it holds for as long. */
int bundel_pdf_susun(struct cx *cx, const struct bundel_sampul *sampul, const struct bundel_part *parts, size_t n, const char *nama,
		     struct val *ret, struct str *ret_hash, struct err *err);
#endif
