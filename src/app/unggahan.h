/* Files that arrive in pieces, so that a large one over a line that breaks goes on where it stopped: by the same browser, after a
 * reload, after the server died. Each piece is on the disk before it is acknowledged; how far a file is, the database says. An
 * upload belongs to one person and ends in one address (the route that takes the file, which does all the checks and writes the
 * audit entry); nobody else sees it, and what is left of it is swept away after a day.
 *
 * None of these runs in a transaction of the dispatcher's, but unggahan_done: beginning and appending change nothing that counts. */
#ifndef PADAN_UNGGAHAN_H
#define PADAN_UNGGAHAN_H
#include "app/cx.h"

#define UNGGAHAN_UKURAN ((int64_t)200 << 20)  /* of one file: issue "The office", step 1 */
#define UNGGAHAN_ORANG ((int64_t)1 << 30)     /* of one person's unfinished files together */
#define UNGGAHAN_BANYAK 20                    /* unfinished files of one person */
#define UNGGAHAN_POTONG (1 << 20)             /* what a client is asked to send at once; four times that is taken */
#define UNGGAHAN_UMUR_S 86400                 /* untouched for so long: swept */

struct unggahan_baru {
	struct str tujuan;   /* "/kasus/5/daftar" */
	struct str nama, jenis;
	int64_t ukuran, diubah; /* bytes; when the file was last changed, as the browser says (0: unknown) */
};
/* Begins one, or finds the person's own unfinished one of the same destination, name, size and change: *ret is { id, nama, ukuran,
 * posisi, potong, lanjut }. E_REFUSED beyond the limits, E_IO when the disk has no room for it. */
int unggahan_begin(struct cx *cx, const struct unggahan_baru *baru, struct val *ret, struct err *err);
/* The same of one that was begun; E_NOTFOUND also for somebody else's. lanjut is set once it ended somewhere. */
int unggahan_look(struct cx *cx, int64_t id, struct val *ret, struct err *err);
/* The person's unfinished ones for a destination, all where tujuan is empty. */
int unggahan_list(struct cx *cx, struct str tujuan, struct val *ret, struct err *err);
/* Appends a piece at posisi, which must be where the file ends: else E_CONFLICT, and nothing is written. E_LIMIT when it would grow
 * beyond its size, E_BUSY while another piece of it is written, E_IO when the disk takes no more: what was there stays. */
int unggahan_append(struct cx *cx, int64_t id, int64_t posisi, struct str isi, struct val *ret, struct err *err);
/* Throws one away. */
int unggahan_drop(struct cx *cx, int64_t id, struct err *err);
/* The finished file as an upload for berkas_take: { path, nama, jenis, ukuran, hash }, path being another name of it in the spool, so
 * that a refusal leaves it there for another try. tujuan is the address that asks. E_REFUSED when bytes are missing. */
int unggahan_take(struct cx *cx, int64_t id, struct str tujuan, struct val *ret, struct err *err);
/* Inside the transaction that took it: it is done, and led to lanjut. unggahan_forget removes the bytes once that is committed. */
int unggahan_done(struct cx *cx, int64_t id, struct str lanjut, struct err *err);
void unggahan_forget(struct cx *cx, int64_t id);
/* Removes what nobody touched for a day, and bytes no row knows of. At start and from time to time. */
int unggahan_sweep(struct cx *cx, struct err *err);
#endif
