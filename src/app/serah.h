/* Step 3 of SOP 070: the hand-over to BPJS. Both parties sign the BA Rekonsiliasi and a record that lists what is handed over. */
#ifndef PADAN_SERAH_H
#define PADAN_SERAH_H
#include "app/cx.h"

/* The hand-over record with its list. Making it gives the BA its number; each party signs on screen, or a clerk records the
 * signed papers (scans of the record and of the BA). When both have, both papers are frozen and step 4 begins. */
int serah_susun(struct cx *cx, int64_t kasus, int64_t hari, struct str nomor_ba, struct err *err);
int serah_dinas(struct cx *cx, int64_t kasus, struct str hash, struct err *err);
struct serah_bpjs {
	struct str hash, nama;
	const struct val *pindaian, *pindaian_ba; /* both required from a clerk; may be NULL from BPJS's own account */
};
int serah_bpjs(struct cx *cx, int64_t kasus, const struct serah_bpjs *s, struct err *err);
int serah_lihat(struct cx *cx, int64_t kasus, struct val *ret, struct err *err);
#endif
