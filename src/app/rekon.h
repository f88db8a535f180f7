/* Step 5 of SOP 072, second half: the BA Rekonsiliasi. Opening + additions - removals - deactivations + corrections =
 * closing, per segment, each figure the count of people who can be named; what the two sides agree is the record the
 * payment procedure (SOP 070) begins with. */
#ifndef PADAN_REKON_H
#define PADAN_REKON_H
#include "app/cx.h"

/* Figures as they follow from lists and answers: { segmen[] {segmen, awal, tambah, kurang, nonaktif, koreksi, akhir, tanpa_nama},
 * jumlah {}, hash, sebelum }. awal is what the agreed BA before closed with; koreksi takes back that BA's corrections, else it is 0. */
int rekon_hitung(struct cx *cx, int64_t kasus, struct val *ret, struct err *err);

/* People a row of a BA's figures closes with and no list names: its own corrections, not those it takes back. */
int64_t rekon_tanpa_nama(const struct val *row);
/* Puts corrections into rows of rekon_hitung: a list of numbers as text, one a segment in their order; may be NULL or shorter. */
int rekon_koreksi(struct cx *cx, struct val *rows, const struct val *koreksi, struct err *err);

/* A draft. koreksi: list of numbers as text, one a segment in the order of rekon_hitung (may be empty). selisih: lines "what |
 * number | who mends it". sumber "padan", or "bpjs" with the scan of BPJS's own BA and its closing figure, which is compared
 * with ours. Replaces a draft nobody has agreed to; E_REFUSED while answers are missing. */
struct rekon_draf {
	const struct val *koreksi;
	struct str selisih, sumber;
	int64_t akhir_bpjs, tanggal;
	const struct val *pindaian; /* may be NULL */
};
int rekon_susun(struct cx *cx, int64_t kasus, const struct rekon_draf *d, struct err *err);
/* The office agrees: not the person who drafted it. */
int rekon_dinkes(struct cx *cx, int64_t kasus, struct str hash, struct err *err);
/* BPJS agrees: its guest, or a clerk from the signed paper (scan required; not the person who agreed for the office). */
int rekon_bpjs(struct cx *cx, int64_t kasus, struct str hash, const struct val *pindaian, struct err *err);
/* What was agreed is not agreed any more (SOP 070 step 2, "Tidak"): the case is open again at step 5 with a new version that both
 * sides must agree to; the earlier version stays on record. */
int rekon_buka_lagi(struct cx *cx, int64_t kasus, struct str alasan, struct err *err);
/* { kasus, hitung, rekonsiliasi (or null) } for the page. */
int rekon_lihat(struct cx *cx, int64_t kasus, struct val *ret, struct err *err);
#endif
