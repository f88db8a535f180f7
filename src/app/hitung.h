/* A bill recomputed (SOP 070 step 4): our own people of each contribution month at the rate in force, against what BPJS asks, person by
 * person where it sent the detail. Finds what the auditors look for (FACTS section 5: 2.A to 2.F), who is billed after death, after moving,
 * or after being deactivated, and says where every rupiah of the difference comes from. */
#ifndef PADAN_HITUNG_H
#define PADAN_HITUNG_H
#include "app/cx.h"

/* tagihan_orang.cacat */
#define TAGIHAN_NIK 1    /* no possible NIK */
#define TAGIHAN_SEGMEN 2 /* a segment that is not the city's */

/* Recomputes inside the caller's transaction: writes selisih and selisih_orang anew (what was settled stays settled where its
 * figures did not change), tagihan.ringkasan and tagihan.dihitung_s.
 *
 * Own people of contribution month M: those the BA Rekonsiliasi of month N closes with (N = M - 1, or M: setting tagihan.bulan_iuran): the
 * list of its case, each person once, without those whose deactivation BPJS carried out, plus the BA's corrections; the BA's figures alone
 * where it came on paper. Less those other bills ask for already. Money is owed back for months after that of death or move.
 *
 * ringkasan: { tagihan, sendiri, beda, orang_tagihan, orang_sendiri, kredit_terbuka, rincian, bulan[] { bulan, sumber, orang_tagihan,
 * orang_sendiri, tarif, jumlah_tagihan, jumlah_sendiri, beda }, urai[] { apa, jumlah } (sums to beda),
 * uji[] { jenis, orang, jumlah, diuji } } */
int hitung_tagihan(struct cx *cx, int64_t tagihan, struct err *err);
/* Our own people of a contribution month as above, less those of bills there are already; 0 when no BA says: what a new bill is expected
 * to ask for. Without `daftar` as the BA states them, which both sides know, and nothing is counted. */
int hitung_jumlah(struct cx *cx, int64_t bulan, bool daftar, int64_t *ret, struct err *err);
/* What the city pays for one person in a month yyyymm, rupiah; 0 when no rate is known for it. */
int hitung_tarif(struct cx *cx, int64_t bulan, int64_t *ret, struct err *err);
#endif
