/* Step 4 of SOP 070: BPJS's bill. What the letter says is kept as it is; hitung.c recomputes it per person, and the bill goes on only
 * when every difference is explained, claimed back, or accepted by the head. A month may have several bills, and a bill may cover
 * several months; a case stands at the step of the bill that is least far. */
#ifndef PADAN_TAGIHAN_H
#define PADAN_TAGIHAN_H
#include "app/cx.h"

/* The lines are lists of texts of equal length, as a form sends them; rows without an amount are skipped. */
struct tagihan_baru {
	struct str nomor, va, tempat;
	int64_t tanggal, bulan, jatuh_tempo, jumlah; /* jatuh_tempo 0: by the office's rule */
	const struct val *jenis, *segmen, *bulan_baris, *orang, *tarif, *jumlah_baris, *uraian;
	const struct val *surat;    /* scan of the letter; may be NULL from BPJS's own account */
	const struct val *meliputi; /* list of other months yyyymm (texts) whose BA this bill covers too; may be NULL */
};
/* Records a bill of a case at step 4 or later; it is recomputed at once. E_CONFLICT: that number is recorded already. */
int tagihan_tambah(struct cx *cx, int64_t kasus, const struct tagihan_baru *t, int64_t *ret_id, struct err *err);
/* The row. E_NOTFOUND. */
int tagihan_get(struct cx *cx, int64_t id, struct val *ret, struct err *err);
/* The row, if it has that status, else E_REFUSED that says where it stands. */
int tagihan_pada(struct cx *cx, int64_t id, const char *status, struct val *ret, struct err *err);
/* { tagihan, baris[], selisih[], ringkasan{}, kasus{}, terbuka, kelonggaran... } for the page. */
int tagihan_lihat(struct cx *cx, int64_t id, struct val *ret, struct err *err);
/* What is done about one kind of difference. cara: diterangkan | kredit (the payment clerk), diterima (the head; alasan required). */
int tagihan_urus(struct cx *cx, int64_t id, struct str jenis, struct str cara, struct str catatan, const struct val *berkas,
		 struct err *err);
/* Back to BPJS for a corrected bill. */
int tagihan_kembali(struct cx *cx, int64_t id, struct str alasan, struct err *err);
/* Step 4 -> 5: the budget is charged (refused where it does not suffice) and the drafts of the papers appear. */
int tagihan_lanjut(struct cx *cx, int64_t id, struct err *err);
int tagihan_status(struct cx *cx, int64_t id, const char *status, struct err *err);
/* "kasus/12/tagihan/3" in cx->mem. */
struct str tagihan_objek(struct cx *cx, const struct val *tagihan);
/* Whether whoever is signed in may see this bill: Finance sees it once it is accepted. E_DENIED. */
int tagihan_boleh(struct cx *cx, const struct val *tagihan, struct err *err);
#endif
