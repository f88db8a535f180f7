/* Cases: one SOP for one period. This is the only code that moves a case from step to step; several run at once, because
 * 30 + 2 + 12 days are longer than a month (FACTS section 0). */
#ifndef PADAN_KASUS_H
#define PADAN_KASUS_H
#include "app/cx.h"

/* Opens the case of a period at step 1; E_CONFLICT when there is one. */
int kasus_open(struct cx *cx, const char *sop, int64_t periode, int64_t *ret_id, struct err *err);
/* The row, with what it points to. E_NOTFOUND. */
int kasus_get(struct cx *cx, int64_t id, struct val *ret, struct err *err);
/* The row, if it is running and stands at one of the steps (bit i: step i), else E_REFUSED that says where it stands. */
int kasus_at(struct cx *cx, int64_t id, unsigned steps, struct val *ret, struct err *err);
#define AT(n) (1u << (n))          /* step n of SOP 072 */
#define BAYAR(n) (1u << ((n) + 16)) /* step n of SOP 070 */
/* Ends the present step and begins `to`. hasil: "maju" or "kembali". The versi of k guards against two at once:
 * E_CONFLICT. */
int kasus_move(struct cx *cx, const struct val *k, int to, const char *hasil, struct str catatan, struct err *err);
/* Ends the last step and with it the case. */
int kasus_finish(struct cx *cx, const struct val *k, struct str catatan, struct err *err);
/* Opens a finished case again at `to`, with a reason on record (SOP 070 step 2 "Tidak" reopens the reconciliation). */
int kasus_reopen(struct cx *cx, int64_t id, int to, struct str alasan, struct err *err);
/* What voids an approval voids it here: the reason is shown to the head. */
int kasus_void_approval(struct cx *cx, int64_t id, const char *alasan, struct err *err);

/* Queues a job; it is seen by the worker after the commit. */
int kerja_add(struct cx *cx, const char *jenis, int64_t sasaran, int64_t kasus, int64_t *ret_id, struct err *err);
/* "kasus/12" in cx->mem. */
struct str kasus_objek(struct cx *cx, int64_t id);
#endif
