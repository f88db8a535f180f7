/* A zip of stored files with what identifies each: what goes to BPJS, and the originals of a payment bundle. */
#ifndef PADAN_PAKET_H
#define PADAN_PAKET_H
#include "app/cx.h"

struct paket;
/* Begins one in the spool. Everything after it must end in paket_tutup. E_IO. */
int paket_buka(struct paket **ret, struct cx *cx, struct err *err);
/* Adds the stored file of that hash under a name. */
int paket_berkas(struct paket *k, const char *name, struct str hash, struct err *err);
/* Adds a text; it must live until paket_tutup. */
int paket_teks(struct paket *k, const char *name, struct str text, struct err *err);
/* List of { nama, blake2b, ukuran } of the files so far. */
const struct val *paket_isi(const struct paket *k);
/* Writes it and takes it into the store under `name` when rc is OK, else drops it. Answers rc, or what went wrong here; k is gone. */
int paket_tutup(struct paket *k, int rc, const char *name, struct str *ret_hash, struct err *err);
#endif
