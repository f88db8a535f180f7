/* The record: append-only, each entry bound to the one before it by a hash. An entry is written in the transaction of the
 * change it tells of; the dispatcher refuses to commit a change without one. */
#ifndef PADAN_AUDIT_H
#define PADAN_AUDIT_H
#include "app/cx.h"

/* aksi: "keputusan.catat"; objek: "kasus/5/peserta/000123". before/after may be NULL. NIKs stand masked in it, except where
 * the value itself is what changed. */
int audit_write(struct cx *cx, const char *aksi, struct str objek, const struct val *before, const struct val *after,
		struct str alasan, struct err *err);
/* Walks the whole chain. OK, or E_FORMAT whose text names the first broken entry. *ret_n entries seen, ret_head (65 bytes)
 * the last hash as hexadecimal. */
int audit_verify(struct db *db, int64_t *ret_n, char ret_head[65], struct err *err);
#endif
