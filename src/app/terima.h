/* Steps 1 and 2 of SOP 070: the BA Rekonsiliasi that SOP 072 ended with (the same record) or one entered from paper, checked
 * against lists and data mutasi; and the approval by treasurer and head. */
#ifndef PADAN_TERIMA_H
#define PADAN_TERIMA_H
#include "app/cx.h"

/* Called when a BA is agreed: opens the payment case of that month, or hands the new version to the one that waits for it. */
int terima_dari_rekon(struct cx *cx, int64_t periode, int64_t rekon, struct err *err);
/* Opens a month by hand: with the BA of SOP 072 where one was agreed (*ret_ba), else one is to be entered from paper.
 * E_CONFLICT: it is open. */
int terima_buka(struct cx *cx, int64_t periode, int64_t *ret_id, bool *ret_ba, struct err *err);
/* A BA that was not made in Padan: segment rows typed from its scan. awal .. koreksi are lists of numbers as text, one a row. */
struct terima_luar {
	const struct val *segmen, *awal, *tambah, *kurang, *koreksi; /* lists of texts, as long as segmen */
	struct str nomor, catatan, tempat;
	int64_t tanggal;
	const struct val *pindaian;
};
int terima_luar(struct cx *cx, int64_t kasus, const struct terima_luar *t, struct err *err);

/* { kasus, rekon, segmen[], jumlah{}, mutasi{}, beda{}, orang[], masalah[], hash, diganti }: what step 1 shows and step 2 approves.
 * aktif(N) = aktif(N-1) + tambah - kurang, down to named people. */
int terima_lihat(struct cx *cx, int64_t kasus, struct val *ret, struct err *err);
/* Step 1 -> 2. catatan explains differences; required where there are some. */
int terima_selesai(struct cx *cx, int64_t kasus, struct str catatan, struct err *err);

/* Step 2, for setuju.c: who must approve (setting bayar.penyetuju), the hash of what is shown, what follows. A "Tidak" goes back to
 * step 1 and reopens the reconciliation with BPJS (or asks for a new paper). */
unsigned terima_penyetuju(struct cx *cx);
int terima_sidik(struct cx *cx, const struct val *k, struct str *ret, struct err *err);
int terima_putus(struct cx *cx, const struct val *k, bool setuju, struct str catatan, struct err *err);
#endif
