#include "cmd/kantor.h"
#include "app/berkas.h"
#include "secret/keyring.h"
#include "secret/password.h"
#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

int64_t kantor_now(void *ctx)
{
	(void)ctx;
	return time(NULL);
}

static int folder(const char *dir, const char *name, struct err *err)
{
	char path[3200];
	snprintf(path, sizeof path, "%s%s%s", dir, name[0] ? "/" : "", name);
	if (mkdir(path, 0700) < 0 && errno != EEXIST)
		return FAIL(err, E_IO, "folder %s tidak bisa dibuat: %s", path, errno_text(errno));
	return OK;
}

static int own_name(struct kantor *k, struct err *err)
{
	ssize_t n = readlink("/proc/self/exe", k->exe, sizeof k->exe - 1);
	if (n <= 0)
		return FAIL(err, E_IO, "program tidak menemukan dirinya sendiri");
	k->exe[n] = 0;
	return OK;
}

/* One program at a time may be the server of a directory. */
static int take_lock(struct kantor *k, struct err *err)
{
	char path[3100];
	snprintf(path, sizeof path, "%s/kunci.berjalan", k->dir);
	k->lock = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0600);
	if (k->lock < 0)
		return FAIL(err, E_IO, "folder data tidak bisa ditulis: %s", errno_text(errno));
	if (flock(k->lock, LOCK_EX | LOCK_NB) < 0)
		return FAIL(err, E_BUSY, "folder data ini sedang dipakai oleh padan yang lain");
	return OK;
}

int kantor_open(struct kantor *k, const char *dir, unsigned how, struct err *err)
{
	bool create = (how & KANTOR_BARU) != 0;
	/* What the office writes is nobody else's. */
	umask(077);
	memset(k, 0, sizeof *k);
	k->lock = -1;
	if (sodium_init() < 0)
		return FAIL(err, E_IO, "pustaka kripto tidak bisa disiapkan");
	db_setup();
	arena_init(&k->mem, 0, (size_t)16 << 20);
	if (snprintf(k->dir, sizeof k->dir, "%s", dir) >= (int)sizeof k->dir)
		return FAIL(err, E_ARG, "nama folder terlalu panjang");
	snprintf(k->db_path, sizeof k->db_path, "%s/padan.db", k->dir);
	TRY(own_name(k, err));
	if (create) {
		static const char *const folders[] = { "", "files", "secrets", "spool" };
		for (size_t i = 0; i < COUNT(folders); i++)
			TRY(folder(k->dir, folders[i], err));
	} else if (access(k->db_path, F_OK) != 0) {
		return FAIL(err, E_NOTFOUND, "%s bukan folder data Padan; buat dengan: padan init %s", dir, dir);
	}
	if (how & KANTOR_KUNCI)
		TRY(take_lock(k, err));
	TRY(keyring_open(&k->keys, k->dir, create, err));
	TRY(password_gate_new(&k->passwords, 2, err));
	TRY(sop_set_load(&k->sop, &k->mem, err));
	TRY(db_open(&k->db, k->db_path, create, err));
	TRY(db_migrate(k->db, kantor_now(NULL), err));
	k->office = (struct office){ .dir = k->dir, .exe = k->exe, .keys = k->keys, .passwords = k->passwords, .sop = &k->sop };
	return OK;
}

void kantor_close(struct kantor *k)
{
	db_close(k->db);
	password_gate_free(k->passwords);
	keyring_close(k->keys);
	arena_clear(&k->mem);
	if (k->lock >= 0)
		close(k->lock);
	k->lock = -1;
}

int kantor_write(struct cx *cx, int (*fn)(struct cx *cx, void *ctx, struct err *err), void *ctx, struct err *err)
{
	TRY(db_begin(cx->db, true, err));
	cx->audited = false;
	int rc = fn(cx, ctx, err);
	if (rc >= 0 && db_changes(cx->db) > 0 && !cx->audited)
		rc = FAIL(err, E_DB, "perubahan tanpa catatan audit");
	if (rc < 0) {
		db_rollback(cx->db);
		return rc;
	}
	return db_commit(cx->db, err);
}

static void note_failure(void *ctx, const char *line)
{
	struct err *err = ctx;
	(void)FAIL(err, E_REFUSED, "%s", line);
}

int kantor_jobs(struct kantor *k, int64_t (*now)(void *ctx), void *now_ctx, struct err *err)
{
	struct err failed = { 0 };
	struct pekerja w = { .db = k->db,
			     .office = &k->office,
			     .exe = k->exe,
			     .now_s = now,
			     .now_ctx = now_ctx,
			     .log = note_failure,
			     .log_ctx = &failed };
	int rc;
	while ((rc = pekerja_one(&w, err)) > 0)
		;
	return rc == OK && failed.code ? FAIL(err, E_REFUSED, "%s", failed.msg) : rc;
}

int kantor_unggah(struct cx *cx, const char *path, struct val *ret, struct err *err)
{
	struct str to = cx_textf(cx->mem, "%s/spool/impor-%d-%zu", cx->office->dir, (int)getpid(), cx->mem->used);
	char buf[1 << 16];
	bool good = true;
	ssize_t n = 0;
	int in = open(path, O_RDONLY | O_CLOEXEC);
	if (in < 0)
		return FAIL(err, E_IO, "%s tidak bisa dibuka: %s", path, errno_text(errno));
	int out = open(to.ptr, O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600);
	while (out >= 0 && good && (n = read(in, buf, sizeof buf)) > 0)
		good = write(out, buf, (size_t)n) == n;
	close(in);
	if (out < 0 || close(out) < 0 || !good || n < 0) {
		unlink(to.ptr);
		return FAIL(err, E_IO, "%s tidak bisa disalin: %s", path, errno_text(errno));
	}
	const char *slash = strrchr(path, '/');
	return berkas_upload(cx, to, arena_str(cx->mem, str_c(slash ? slash + 1 : path)), ret, err);
}
