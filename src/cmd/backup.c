/* padan backup: one encrypted file that holds the database as of one moment, every file it names, the secrets and padan.conf.
 * Files never change once their row is there, so a snapshot of the database and the files it names are consistent without
 * stopping anybody. */
#include "cmd/cadangan.h"
#include "cmd/cmd.h"
#include "cmd/kantor.h"
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

struct writer {
	FILE *f;
	crypto_secretstream_xchacha20poly1305_state st;
	unsigned char buf[CADANGAN_CHUNK];
	size_t n;
	bool bad;
	struct err *err;
	const char *dir;
	int64_t files;
};

static void seal(struct writer *w, bool last)
{
	unsigned char out[CADANGAN_SEALED];
	unsigned long long len;
	crypto_secretstream_xchacha20poly1305_push(&w->st, out, &len, w->buf, w->n, NULL, 0,
						   last ? crypto_secretstream_xchacha20poly1305_TAG_FINAL : 0);
	if (fwrite(out, 1, (size_t)len, w->f) != len)
		w->bad = true;
	w->n = 0;
}

static void put(struct writer *w, const void *data, size_t n)
{
	const unsigned char *p = data;
	while (n) {
		size_t k = CADANGAN_CHUNK - w->n < n ? CADANGAN_CHUNK - w->n : n;
		memcpy(w->buf + w->n, p, k);
		w->n += k;
		p += k;
		n -= k;
		if (w->n == CADANGAN_CHUNK)
			seal(w, false);
	}
}

static int put_file(struct writer *w, const char *path, const char *name, struct err *err)
{
	struct stat st;
	unsigned char buf[32768];
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0 || fstat(fd, &st) < 0) {
		if (fd >= 0)
			close(fd);
		return FAIL(err, E_IO, "%s tidak bisa dibaca: %s", name, errno_text(errno));
	}
	uint16_t name_len = (uint16_t)strlen(name);
	uint64_t size = (uint64_t)st.st_size, done = 0;
	put(w, &name_len, sizeof name_len);
	put(w, &size, sizeof size);
	put(w, name, name_len);
	ssize_t n;
	while (done < size && (n = read(fd, buf, sizeof buf)) > 0) {
		if ((uint64_t)n > size - done)
			n = (ssize_t)(size - done);
		put(w, buf, (size_t)n);
		done += (uint64_t)n;
	}
	close(fd);
	if (done != size)
		return FAIL(err, E_IO, "%s berubah selagi dibaca", name);
	return w->bad ? FAIL(err, E_IO, "cadangan tidak bisa ditulis: %s", errno_text(errno)) : OK;
}

static int put_stored(void *ctx, const struct val *row)
{
	struct writer *w = ctx;
	struct str h = val_getstr(row, "hash");
	char path[3300], name[120];
	snprintf(name, sizeof name, "files/%.2s/%.*s", h.ptr, (int)h.len, h.ptr);
	snprintf(path, sizeof path, "%s/%s", w->dir, name);
	w->files++;
	return put_file(w, path, name, w->err) < 0 ? 1 : 0;
}

static int write_all(struct writer *w, const char *copy, struct err *err)
{
	static const char *const extra[] = { "secrets/kunci", "padan.conf" };
	struct db *db = NULL;
	TRY(put_file(w, copy, "padan.db", err));
	for (size_t i = 0; i < COUNT(extra); i++) {
		char path[3300];
		snprintf(path, sizeof path, "%s/%s", w->dir, extra[i]);
		if (access(path, R_OK) == 0)
			TRY(put_file(w, path, extra[i], err));
	}
	TRY(db_open(&db, copy, false, err));
	int rc = db_each(db, Q_BERKAS_SEMUA, NULL, put_stored, w, err);
	db_close(db);
	if (rc != OK)
		return rc < 0 ? rc : E_IO;
	seal(w, true);
	return w->bad || fflush(w->f) != 0 || fsync(fileno(w->f)) != 0
		       ? FAIL(err, E_IO, "cadangan tidak bisa ditulis: %s", errno_text(errno))
		       : OK;
}

static int backup(const char *dir, const char *pass, const char *to, struct err *err)
{
	char db_path[3100], copy[3100], part[3100];
	unsigned char key[32], salt[crypto_pwhash_SALTBYTES], header[crypto_secretstream_xchacha20poly1305_HEADERBYTES];
	struct db *db = NULL;
	struct writer *w = calloc(1, sizeof *w);
	if (!w)
		return NOMEM(err);
	snprintf(db_path, sizeof db_path, "%s/padan.db", dir);
	snprintf(copy, sizeof copy, "%s/spool/cadangan-%d.db", dir, (int)getpid());
	snprintf(part, sizeof part, "%s.bagian", to);
	randombytes_buf(salt, sizeof salt);
	w->dir = dir;
	w->err = err;
	int rc = cadangan_key(pass, key, salt, err);
	if (rc == OK)
		rc = db_open(&db, db_path, false, err);
	if (rc == OK)
		rc = db_copy_to(db, copy, err);
	db_close(db);
	if (rc == OK) {
		int fd = open(part, O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600);
		w->f = fd >= 0 ? fdopen(fd, "w") : NULL;
		if (!w->f)
			rc = FAIL(err, E_IO, "%s tidak bisa ditulis: %s", part, errno_text(errno));
	}
	if (rc == OK) {
		crypto_secretstream_xchacha20poly1305_init_push(&w->st, header, key);
		bool ok = fwrite(CADANGAN_MAGIC, 1, 8, w->f) == 8 && fwrite(salt, 1, sizeof salt, w->f) == sizeof salt &&
			  fwrite(header, 1, sizeof header, w->f) == sizeof header;
		rc = ok ? write_all(w, copy, err) : FAIL(err, E_IO, "cadangan tidak bisa ditulis");
	}
	if (w->f && fclose(w->f) != 0 && rc == OK)
		rc = FAIL(err, E_IO, "cadangan tidak bisa ditulis");
	if (rc == OK && rename(part, to) != 0)
		rc = FAIL(err, E_IO, "%s tidak bisa ditulis: %s", to, errno_text(errno));
	if (rc == OK)
		printf("Cadangan ditulis ke %s: basis data dan %" PRId64 " berkas.\n", to, w->files);
	else
		unlink(part);
	unlink(copy);
	sodium_memzero(key, sizeof key);
	sodium_memzero(w, sizeof *w);
	free(w);
	return rc;
}

int cmd_backup(int argc, char **argv)
{
	static const struct option longs[] = {
		{ "data", required_argument, NULL, 'd' },
		{ "sandi-berkas", required_argument, NULL, 's' },
		{ "help", no_argument, NULL, 'h' },
		{ NULL, 0, NULL, 0 },
	};
	return cadangan_command(argc, argv, "backup", longs, backup);
}
