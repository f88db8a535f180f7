/* Approvals of both procedures: somebody other than the makers says yes or no to exactly what had a hash; from paper too, where
 * it counts once a second person has confirmed it. What is decided on, by whom, and what follows is one row of a table in
 * setuju.c for each step that asks for it. Maker is never checker, and no setting turns that off. */
#ifndef PADAN_SETUJU_H
#define PADAN_SETUJU_H
#include "app/cx.h"

/* What a step asks to be approved. */
struct setuju_hal {
	const char *sop;
	int langkah;
	/* Roles that must all say yes (bits); whoever of them says no, sends it back. */
	unsigned (*perlu)(struct cx *cx);
	/* Hash of what is to be approved as it is now; E_REFUSED when it cannot be approved at all. */
	int (*sidik)(struct cx *cx, const struct val *k, struct str *ret, struct err *err);
	/* All said yes (setuju), or one said no (kembali): what follows. */
	int (*putus)(struct cx *cx, const struct val *k, bool setuju, struct str catatan, struct err *err);
	/* Counts what the present user made of it. */
	enum query pembuat;
};
/* The row for the step the case stands at; E_REFUSED when that step asks for no approval. */
int setuju_hal_dari(struct cx *cx, int64_t kasus, struct val *ret_kasus, const struct setuju_hal **ret, struct err *err);

/* The word of the signed-in person; hasil "setuju" or "kembali" (needs catatan). E_CONFLICT when it changed since it was shown. */
int setuju_decide(struct cx *cx, int64_t kasus, struct str hasil, struct str hash, struct str catatan, struct err *err);
/* The same recorded by a clerk from a signed paper. peran: as whom it was signed, empty where only one role decides. */
struct setuju_kertas {
	struct str hasil, hash, catatan, penanda, tempat, peran;
	int64_t tanggal;
	const struct val *pindaian;
};
int setuju_paper(struct cx *cx, int64_t kasus, const struct setuju_kertas *s, struct err *err);
int setuju_confirm(struct cx *cx, int64_t kasus, int64_t id, struct err *err);
/* Which of the needed roles have said yes to that hash: list of { peran, nama, sudah, oleh, waktu_s }. */
int setuju_tanda(struct cx *cx, int64_t kasus, const struct setuju_hal *h, struct str hash, struct val *ret, struct err *err);
#endif
