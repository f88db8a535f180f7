/* Step 6 of SOP 070: the thirteen documents, checked (present, in force, signed, agreeing), bundled, sent to Finance; what Finance
 * answers; SPP, SPM, SP2D and the proof of transfer. A document is a row of the table in bundel.c. */
#ifndef PADAN_BUNDEL_H
#define PADAN_BUNDEL_H
#include "app/cx.h"

/* { dokumen[13] { no, kode, nama, lengkap, longgar, berkas, nomor, tanggal, masalah[] {teks, alamat} }, kurang,
 *   bundel, riwayat[], berubah[] { nama } (since Finance last had it), bayar[] { bisa_tegas, bisa_batal ... }, terbayar, sisa } */
int bundel_lihat(struct cx *cx, int64_t tagihan, struct val *ret, struct err *err);
/* The head lets one standing paper pass that is not in force, until a day. */
int bundel_longgar(struct cx *cx, int64_t tagihan, struct str jenis, struct str alasan, int64_t sampai, struct err *err);
/* Makes the one PDF and the zip of originals. E_REFUSED with the first thing that is missing. */
int bundel_susun(struct cx *cx, int64_t tagihan, struct err *err);
/* Whether the bundle lies with Finance now: sent and not returned. */
int bundel_terkirim(struct cx *cx, int64_t tagihan, bool *ret, struct err *err);
/* Sends it: from now on it is Finance's turn. */
int bundel_ajukan(struct cx *cx, int64_t tagihan, struct err *err);
/* Finance has received the complete request; by a clerk with Finance's receipt (scan). Ends the SOP's last time standard. */
int bundel_terima(struct cx *cx, int64_t tagihan, const struct val *scan, struct err *err);
int bundel_kembali(struct cx *cx, int64_t tagihan, struct str alasan, const struct val *scan, struct err *err);

struct bayar_baru {
	struct str jenis, nomor, kanal, tujuan; /* jenis: spp, spm, sp2d, transfer; kanal: SKN, RTGS, BI-FAST, VA, OB */
	int64_t tanggal, jumlah;
	const struct val *berkas;               /* the paper or proof; required from a clerk */
};
/* Records one. By Finance it counts at once; by a clerk from paper once a second person has confirmed it. E_REFUSED: over a channel's
 * limit, more than is open, wrong Virtual Account. */
int bundel_bayar(struct cx *cx, int64_t tagihan, const struct bayar_baru *b, int64_t *ret_id, struct err *err);
int bundel_bayar_tegas(struct cx *cx, int64_t tagihan, int64_t id, struct err *err);
int bundel_bayar_batal(struct cx *cx, int64_t tagihan, int64_t id, struct str alasan, struct err *err);
/* True when every bill of the case lies with Finance: no deadline runs any more (closing note of the SOP). */
int bundel_di_keuangan(struct cx *cx, int64_t kasus, bool *ret, struct err *err);
#endif
