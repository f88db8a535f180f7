/* Files, kept by the hash of their content (BLAKE2b-256) under files/aa/, never changed and never overwritten. */
#ifndef PADAN_BERKAS_H
#define PADAN_BERKAS_H
#include "app/cx.h"

/* Takes an uploaded file { path, nama, jenis, ukuran, hash } into the store and writes its row; the content is on the disk
 * before the row is. place is where the paper original lies ("Lemari 2, map Juni"), may be empty. */
int berkas_take(struct cx *cx, const struct val *upload, struct str place, struct err *err);
/* Stores bytes made here (a PDF). *ret_hash lives in cx->mem. */
int berkas_put(struct cx *cx, struct str bytes, const char *nama, const char *jenis, struct str *ret_hash, struct err *err);
/* Moves a file made here (a workbook) into the store; from is gone afterwards. */
int berkas_move(struct cx *cx, const char *from, const char *nama, const char *jenis, struct str *ret_hash, struct err *err);
/* The upload { path, nama, jenis, ukuran, hash } of a file that lies in the spool already, and of bytes typed or made here. */
int berkas_upload(struct cx *cx, struct str path, struct str nama, struct val *ret, struct err *err);
int berkas_upload_bytes(struct cx *cx, struct str bytes, struct str nama, struct val *ret, struct err *err);
/* Path of a stored file, in cx->mem. */
struct str berkas_path(const struct office *office, struct arena *mem, struct str hash);
#endif
