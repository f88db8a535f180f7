/* Steps 3 to 5 of SOP 072 on paper: cover letter and recap (draft, approved, issued), receipt, BA Rekonsiliasi. All from
 * one set of facts; what is signed carries its hash. */
#ifndef PADAN_SURAT_H
#define PADAN_SURAT_H
#include "app/cx.h"

/* Step 3: makes (or makes anew) the drafts of letter and recap from what is decided now. */
int surat_draft(struct cx *cx, int64_t kasus, struct err *err);
/* Step 3 -> 4. E_REFUSED when the drafts no longer say what is decided. */
int surat_ask(struct cx *cx, int64_t kasus, struct str catatan, struct err *err);
/* What the head sees: the facts, odd cases, ten drawn at random, trend, and the hash an approval is bound to. */
int setuju_view(struct cx *cx, int64_t kasus, struct val *ret, struct err *err);
/* Step 4 for setuju.c: the hash of what the head is asked to approve, and what follows his word: the proposed people become the
 * frozen list that goes to BPJS (setuju), or back to step 3. */
int surat_sidik(struct cx *cx, const struct val *k, struct str *ret, struct err *err);
int surat_putus(struct cx *cx, const struct val *k, bool setuju, struct str catatan, struct err *err);
/* Step 5: gives the letter its number and day and makes it final. nomor is empty where Padan numbers. */
int surat_issue(struct cx *cx, int64_t kasus, struct str nomor, int64_t hari, struct err *err);
/* Voids the number of a letter that was not handed over yet; the letter waits for another. */
int nomor_void(struct cx *cx, int64_t kasus, int64_t surat, struct str alasan, struct err *err);
/* Receipt for BPJS for a list as received: a PDF, stored. */
int surat_receipt(struct cx *cx, int64_t daftar, struct str *ret_hash, struct err *err);
#endif
