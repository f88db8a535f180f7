/* Step 1 of SOP 072: the list as BPJS sent it. A file is kept unchanged, read in the background into a preview with every
 * fault of every row, and counts only once somebody accepts it; until step 3 it can be taken back. */
#ifndef PADAN_DAFTAR_H
#define PADAN_DAFTAR_H
#include "app/cx.h"

/* Takes an uploaded list { path, nama, ukuran, hash } for a case and queues its reading. jenis: "ganti" (the whole list) or
 * "tambah" (more people beside the list in force). lembar may be empty. sesudah: a list sent in the same breath that this one is added
 * to (files by kecamatan), 0: none. E_CONFLICT when the same file was taken before for this period; *ret_note (may be NULL) tells
 * when another period has it. */
int daftar_upload(struct cx *cx, int64_t kasus, const struct val *file, struct str jenis, struct str pengirim, struct str lembar,
		  struct str place, int64_t sesudah, int64_t *ret_id, struct str *ret_note, struct err *err);
/* Reads it again with another column map: list of "FIELD=HEADING"; and what was sent to be added to it. */
int daftar_remap(struct cx *cx, int64_t id, const struct val *map, struct str lembar, struct err *err);
/* Accepts a preview: it is the list of the period now, the run over it is queued, step 1 ends. Those it was sent to be added to come with
 * it: their rows are in it. E_CONFLICT when one of them could not be read, or the list in force changed. A list that was in force is
 * replaced; decisions on unchanged people stay, an approval is void. */
int daftar_accept(struct cx *cx, int64_t id, struct err *err);
/* Throws a preview away, or takes back the accepted list while the case stands before step 3. */
int daftar_cancel(struct cx *cx, int64_t id, struct str alasan, struct err *err);
int daftar_get(struct cx *cx, int64_t id, struct val *ret, struct err *err);
/* The previews a preview was sent together with: those before it that come along when it is accepted (nearest first), and the last one
 * behind it, 0: none. */
int daftar_bersama(struct cx *cx, const struct val *d, struct val *ret_sebelum, int64_t *ret_terakhir, struct err *err);

/* Bits of baris.cacat beside those of padan.h's faults. */
#endif
