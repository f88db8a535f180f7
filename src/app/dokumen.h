/* Standing papers: kept once with their validity, used by every bill while in force. PKS (Dinkes - BPJS, yearly), MoU (Wali Kota -
 * BPJS), SK Kacab (the branch head's authority), DPA, the paper of the Virtual Account (FACTS section 6). */
#ifndef PADAN_DOKUMEN_H
#define PADAN_DOKUMEN_H
#include "app/cx.h"

struct dokumen_jenis {
	const char *kode, *nama;
	const char *rincian; /* what its form asks beside number and validity: "nilai cara_bayar sanksi", names of members of rincian */
};
extern const struct dokumen_jenis dokumen_jenis_table[];
extern const size_t dokumen_jenis_count;

struct dokumen_baru {
	struct str jenis, nomor, tempat;
	int64_t tanggal, mulai, selesai, nilai;
	bool ditandatangani;
	const struct val *rincian; /* an object of texts, the members named by its kind */
	const struct val *berkas;  /* scan */
};
/* Records one. E_REFUSED: validity the wrong way round, no scan. */
int dokumen_tambah(struct cx *cx, const struct dokumen_baru *d, int64_t *ret_id, struct err *err);
int dokumen_cabut(struct cx *cx, int64_t id, struct str alasan, struct err *err);
/* The paper of that kind for a day: in force on it, else the newest there is. E_NOTFOUND when there is none. Members of rincian stand
 * in *ret too; keadaan is one of berlaku, berakhir, belum_mulai, belum_ditandatangani. */
int dokumen_pada(struct cx *cx, const char *jenis, int64_t hari, struct val *ret, struct err *err);
/* All, newest first, each with keadaan, sisa (days left) and segera (ends within setting dokumen.peringatan days). */
int dokumen_semua(struct cx *cx, struct val *ret, struct err *err);
/* Those that ended or end soon without a follower: for the warnings on the home pages. */
int dokumen_peringatan(struct cx *cx, struct val *ret, struct err *err);
/* "1700000001" and "17 0000-0001" are the same account. */
bool dokumen_angka_sama(struct str a, struct str b);
/* Adds pks, mou, sk_kacab, dpa, va_dok to the facts of a paper. */
int dokumen_isi(struct cx *cx, int64_t hari, struct val *fakta, struct err *err);
#endif
