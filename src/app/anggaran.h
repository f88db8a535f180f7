/* The budget on the ledger: DPA, shifts, opening entries; Kartu Kendali and the forecast (FACTS sections 5 and 6). */
#ifndef PADAN_ANGGARAN_H
#define PADAN_ANGGARAN_H
#include "app/cx.h"

/* The accounts in use, by setting keuangan.rekening: { kode, uraian } one or two. */
struct val anggaran_rekening(struct cx *cx);
/* An amount by account: [{ rekening, kode, uraian, jumlah }], in the proportion of the two parts of that month's rate; sums exactly. */
int anggaran_pecah(struct cx *cx, int64_t bulan, int64_t jumlah, struct val *ret, struct err *err);
/* { tahun, rekening[] { kode, uraian, murni, perubahan, pagu, realisasi, tagihan, sisa, tersedia }, jumlah{} } as of a day. */
int anggaran_kendali(struct cx *cx, int64_t tahun, int64_t sampai, struct val *ret, struct err *err);
/* { sebulan, orang, tarif, sisa, bulan_tersisa, perlu, kurang, habis (yyyymm, 0: lasts), tambah{ orang, sebulan, setahun } }:
 * from the newest accepted bill to December, and what n more people would cost. */
int anggaran_ramal(struct cx *cx, int64_t tahun, int64_t tambah_orang, struct val *ret, struct err *err);

struct anggaran_catat {
	struct str jenis;      /* murni, perubahan, geser; opening entries: realisasi, utang, bayar_utang, kredit */
	struct str nomor, uraian, tempat;
	int64_t tahun, tanggal;
	int64_t iuran, bantuan; /* rupiah of the two accounts; a shift or change may be negative */
	const struct val *berkas;
};
/* Records one, with its evidence; it counts once a second person has confirmed it. */
int anggaran_catat(struct cx *cx, const struct anggaran_catat *a, int64_t *ret_id, struct err *err);
int anggaran_tegas(struct cx *cx, int64_t id, struct err *err);
int anggaran_tolak(struct cx *cx, int64_t id, struct str alasan, struct err *err);
#endif
