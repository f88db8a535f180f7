/* Step 5 of SOP 070: the papers of one bill, all made from one set of facts. A paper that was issued keeps its number; when a fact
 * changes, every paper that uses it is made again. Kwitansi comes from Finance (its own form, compared field by field) or is
 * prepared here and confirmed by Finance: setting kwitansi.asal. */
#ifndef PADAN_BAYAR_H
#define PADAN_BAYAR_H
#include "app/cx.h"

/* Papers made from the facts of a bill: { kode, nama, nomor (kind of number, NULL: none), langkah }. One row a paper. */
struct bayar_kertas {
	const char *kode, *nama, *nomor;
	bool diterbitkan; /* given a number and a day in step 5; else it follows the records until the bundle is made */
};
extern const struct bayar_kertas bayar_kertas_table[];
extern const size_t bayar_kertas_count;

/* The facts every paper of the bill reads (members: kertas_bayar.h). */
int bayar_fakta(struct cx *cx, int64_t tagihan, struct val *ret, struct err *err);
/* Makes the drafts, and makes anew whatever no longer says what the facts are; issued papers keep number and day. */
int bayar_susun(struct cx *cx, int64_t tagihan, struct err *err);
/* Gives a paper its number and day. nomor is empty where Padan numbers that kind. */
int bayar_terbit(struct cx *cx, int64_t tagihan, struct str jenis, struct str nomor, int64_t hari, struct err *err);
/* Finance's own kwitansi: its number, day and amount, compared with the bill; E_REFUSED when they differ. */
int bayar_kwitansi(struct cx *cx, int64_t tagihan, struct str nomor, int64_t hari, int64_t jumlah, const struct val *berkas,
		   struct err *err);
/* Finance confirms the kwitansi prepared here; from paper with a scan, by a clerk who did not issue it. */
int bayar_kwitansi_tegas(struct cx *cx, int64_t tagihan, struct str hash, const struct val *berkas, struct err *err);
/* The signed paper scanned back. */
int bayar_pindaian(struct cx *cx, int64_t tagihan, struct str jenis, const struct val *berkas, struct str tempat, struct err *err);
/* { dokumen[] {kode, nama, status, nomor, tanggal, pdf, pindaian, hash, cocok, menomori_sendiri} , siap, kwitansi_asal, kwitansi_tegas } */
int bayar_lihat(struct cx *cx, int64_t tagihan, struct val *ret, struct err *err);
/* Step 5 -> 6. */
int bayar_selesai(struct cx *cx, int64_t tagihan, struct err *err);
#endif
