/* BPJS's list of changes of a month (data mutasi): who was added and who was taken off. What the lists of two months show is
 * held against it (FACTS section 5). */
#ifndef PADAN_MUTASI_H
#define PADAN_MUTASI_H
#include "app/cx.h"

/* Takes a file of changes. arah: "tambah" or "kurang" for the whole file, "kolom" when a column of it says so; it replaces what
 * was taken before for that direction. E_REFUSED when no row can be used. Opens its own transaction,
 * once the file is read. */
int mutasi_berkas(struct cx *cx, int64_t kasus, const struct val *file, struct str arah, int64_t *ret_tambah, int64_t *ret_kurang,
		  struct err *err);
/* { tambah, kurang } counts. */
int mutasi_lihat(struct cx *cx, int64_t kasus, struct val *ret, struct err *err);
#endif
