/* One person's month as one file: from the row of the list, through verification, decision, letter, approvals and BA, to the
 * bill, its papers and the proof of transfer. What the auditor opens from a sample, and prints. */
#ifndef PADAN_TELUSUR_H
#define PADAN_TELUSUR_H
#include "app/cx.h"

/* { peserta{ id, nama, no_peserta, nik }, bulan, periode, bagian[] { judul, baris[] { label, teks } } } of contribution month yyyymm. NIKs
 * are whole: whoever shows it masks them. E_NOTFOUND: no such person. */
int telusur_lihat(struct cx *cx, int64_t peserta, int64_t bulan, struct val *ret, struct err *err);
/* The same as a stored PDF with masked NIKs; *ret_hash names it. */
int telusur_pdf(struct cx *cx, int64_t peserta, int64_t bulan, struct str *ret_hash, struct err *err);
#endif
