/* An office opened from its data directory: what serve, init, import, audit and backup begin with. */
#ifndef PADAN_CMD_KANTOR_H
#define PADAN_CMD_KANTOR_H
#include "app/cx.h"
#include "app/jadwal.h"
#include "app/pekerja.h"

struct kantor {
	char dir[3000], db_path[3100], exe[1024];
	struct office office;
	struct keyring *keys;
	struct password_gate *passwords;
	struct arena mem; /* of the procedures */
	struct sop_set sop;
	struct db *db;
	int lock;         /* held while a program may change the directory; -1 */
};
enum { KANTOR_BARU = 1, /* make what is not there */ KANTOR_KUNCI = 2 /* refuse while another program holds it */ };
/* Opens, migrates. All of it is given back by kantor_close, also after a failure. */
int kantor_open(struct kantor *k, const char *dir, unsigned how, struct err *err);
void kantor_close(struct kantor *k);
/* Now, in seconds. ctx may be NULL. */
int64_t kantor_now(void *ctx);
/* Runs fn in a write transaction of its own; nothing stays when it fails. */
int kantor_write(struct cx *cx, int (*fn)(struct cx *cx, void *ctx, struct err *err), void *ctx, struct err *err);
/* Runs all waiting jobs in this thread; E_REFUSED with the job's sentence when one failed. */
int kantor_jobs(struct kantor *k, int64_t (*now)(void *ctx), void *now_ctx, struct err *err);

/* The made-up office of init --demo: people, three past months, one waiting list. rows of a month. */
int contoh_isi(struct kantor *k, uint64_t rows, struct err *err);
/* Fingerprint and size of a file that is on the disk already, copied into the spool so that the store may take it:
 * { path, nama, jenis, ukuran, hash }. */
int kantor_unggah(struct cx *cx, const char *path, struct val *ret, struct err *err);
#endif
