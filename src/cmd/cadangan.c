/* padan backup and padan restore: one encrypted file that holds the database as of one moment, every file it names, the
 * secrets and padan.conf. Files never change once their row is there, so a snapshot of the database and the files it names
 * are consistent without stopping anybody.
 * Form: "PADANBK1", salt of Argon2id, then libsodium's secretstream in chunks; inside it entries of u16 name length, u64
 * size, name, bytes; the last chunk carries the final tag, so that a cut archive is refused. */
#include "app/audit.h"
#include "cmd/cmd.h"
#include "cmd/kantor.h"
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <sodium.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAGIC "PADANBK1"
#define CHUNK 65536
#define SEALED (CHUNK + crypto_secretstream_xchacha20poly1305_ABYTES)
#define NAME_MAX_LEN 200

static void usage(FILE *to)
{
	(void)fputs("Pemakaian: padan backup --data FOLDER --sandi-berkas BERKAS CADANGAN\n"
		    "           padan restore --data FOLDER_BARU --sandi-berkas BERKAS CADANGAN\n\n"
		    "Cadangan dienkripsi dengan kata sandi di baris pertama BERKAS (sedikitnya 12 huruf). Tanpa kata\n"
		    "sandi itu cadangan tidak bisa dipulihkan: simpan di tempat lain. backup boleh dijalankan selagi\n"
		    "server bekerja. restore hanya menulis ke folder yang belum ada.\n", to);
}

static int read_pass(const char *path, unsigned char key[32], const unsigned char *salt, struct err *err)
{
	char line[300];
	FILE *f = path ? fopen(path, "re") : NULL;
	if (!f || !fgets(line, sizeof line, f)) {
		if (f)
			fclose(f);
		return FAIL(err, E_IO, "berkas kata sandi tidak bisa dibaca");
	}
	fclose(f);
	size_t n = strcspn(line, "\r\n");
	if (n < 12) {
		sodium_memzero(line, sizeof line);
		return FAIL(err, E_REFUSED, "kata sandi cadangan sedikitnya 12 huruf");
	}
	int rc = crypto_pwhash(key, 32, line, n, salt, crypto_pwhash_OPSLIMIT_MODERATE, crypto_pwhash_MEMLIMIT_MODERATE, crypto_pwhash_ALG_ARGON2ID13);
	sodium_memzero(line, sizeof line);
	return rc == 0 ? OK : NOMEM(err);
}

/* --- writing ----------------------------------------------------------------------------------------------------------- */

struct writer {
	FILE *f;
	crypto_secretstream_xchacha20poly1305_state st;
	unsigned char buf[CHUNK];
	size_t n;
	bool bad;
	struct err *err;
	const char *dir;
	int64_t files;
};

static void seal(struct writer *w, bool last)
{
	unsigned char out[SEALED];
	unsigned long long len;
	crypto_secretstream_xchacha20poly1305_push(&w->st, out, &len, w->buf, w->n, NULL, 0, last ? crypto_secretstream_xchacha20poly1305_TAG_FINAL : 0);
	if (fwrite(out, 1, (size_t)len, w->f) != len)
		w->bad = true;
	w->n = 0;
}

static void put(struct writer *w, const void *data, size_t n)
{
	const unsigned char *p = data;
	while (n) {
		size_t k = CHUNK - w->n < n ? CHUNK - w->n : n;
		memcpy(w->buf + w->n, p, k);
		w->n += k;
		p += k;
		n -= k;
		if (w->n == CHUNK)
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
	return w->bad || fflush(w->f) != 0 || fsync(fileno(w->f)) != 0 ? FAIL(err, E_IO, "cadangan tidak bisa ditulis: %s", errno_text(errno)) : OK;
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
	int rc = read_pass(pass, key, salt, err);
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
		bool ok = fwrite(MAGIC, 1, 8, w->f) == 8 && fwrite(salt, 1, sizeof salt, w->f) == sizeof salt && fwrite(header, 1, sizeof header, w->f) == sizeof header;
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

/* --- reading ------------------------------------------------------------------------------------------------------------ */

struct reader {
	FILE *f;
	crypto_secretstream_xchacha20poly1305_state st;
	unsigned char buf[CHUNK];
	size_t at, n;
	bool last;
};

/* 1 bytes taken, 0 the archive ends here, negative: broken. */
static int get(struct reader *r, void *data, size_t n, struct err *err)
{
	unsigned char *p = data, in[SEALED];
	bool first = true;
	while (n) {
		if (r->at == r->n) {
			if (r->last)
				return first ? 0 : FAIL(err, E_FORMAT, "cadangan terpotong");
			size_t len = fread(in, 1, sizeof in, r->f);
			unsigned long long out;
			unsigned char tag;
			if (!len || crypto_secretstream_xchacha20poly1305_pull(&r->st, r->buf, &out, &tag, in, len, NULL, 0) != 0)
				return FAIL(err, E_FORMAT, "cadangan rusak, terpotong, atau kata sandinya salah");
			r->n = (size_t)out;
			r->at = 0;
			r->last = tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL;
			continue;
		}
		size_t k = r->n - r->at < n ? r->n - r->at : n;
		memcpy(p, r->buf + r->at, k);
		r->at += k;
		p += k;
		n -= k;
		first = false;
	}
	return 1;
}

/* Only names a backup of ours has. */
static bool good_name(const char *s)
{
	if (strcmp(s, "padan.db") == 0 || strcmp(s, "secrets/kunci") == 0 || strcmp(s, "padan.conf") == 0)
		return true;
	if (strncmp(s, "files/", 6) != 0 || strlen(s) != 6 + 3 + 64 || s[8] != '/')
		return false;
	for (const char *p = s + 6; *p; p++)
		if (!(ch_digit(*p) || (*p >= 'a' && *p <= 'f') || p == s + 8))
			return false;
	return s[6] == s[9] && s[7] == s[10];
}

static int check_hash(const char *name, crypto_generichash_state *h, struct err *err)
{
	unsigned char hash[32];
	char hex[65];
	crypto_generichash_final(h, hash, sizeof hash);
	sodium_bin2hex(hex, sizeof hex, hash, sizeof hash);
	return strncmp(name, "files/", 6) != 0 || strcmp(name + 9, hex) == 0 ? OK : FAIL(err, E_FORMAT, "berkas %.20s di cadangan rusak", name);
}

static int take_entry(struct reader *r, const char *dir, struct err *err)
{
	uint16_t name_len;
	uint64_t size;
	char name[NAME_MAX_LEN + 1], path[3400];
	unsigned char buf[32768];
	int rc = get(r, &name_len, sizeof name_len, err);
	if (rc <= 0)
		return rc;
	if (get(r, &size, sizeof size, err) <= 0 || name_len > NAME_MAX_LEN || get(r, name, name_len, err) <= 0)
		return FAIL(err, E_FORMAT, "cadangan terpotong");
	name[name_len] = 0;
	if (!good_name(name))
		return FAIL(err, E_FORMAT, "cadangan memuat nama yang tidak dikenal");
	snprintf(path, sizeof path, "%s/%.8s", dir, name);
	if (strncmp(name, "files/", 6) == 0 && mkdir(path, 0700) < 0 && errno != EEXIST)
		return FAIL(err, E_IO, "folder tidak bisa dibuat: %s", errno_text(errno));
	snprintf(path, sizeof path, "%s/%s", dir, name);
	int fd = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
	if (fd < 0)
		return FAIL(err, E_IO, "%s tidak bisa ditulis: %s", name, errno_text(errno));
	crypto_generichash_state h;
	crypto_generichash_init(&h, NULL, 0, 32);
	rc = OK;
	while (rc == OK && size) {
		size_t n = size < sizeof buf ? (size_t)size : sizeof buf;
		if (get(r, buf, n, err) <= 0)
			rc = E_FORMAT;
		else if (write(fd, buf, n) != (ssize_t)n)
			rc = FAIL(err, E_IO, "%s tidak bisa ditulis: %s", name, errno_text(errno));
		crypto_generichash_update(&h, buf, n);
		size -= n;
	}
	if (rc == OK && fsync(fd) != 0)
		rc = FAIL(err, E_IO, "%s tidak bisa ditulis", name);
	close(fd);
	return rc == OK ? (check_hash(name, &h, err) == OK ? 1 : E_FORMAT) : rc;
}

static int proves(const char *dir, struct err *err)
{
	char path[3400], head[65];
	struct db *db = NULL;
	int64_t n = 0;
	snprintf(path, sizeof path, "%s/padan.db", dir);
	TRY(db_open(&db, path, false, err));
	int rc = db_check(db, err);
	if (rc == OK)
		rc = audit_verify(db, &n, head, err);
	db_close(db);
	if (rc == OK)
		printf("Pulih: catatan audit utuh (%" PRId64 " catatan).\n", n);
	return rc;
}

static int make_folders(const char *dir, struct err *err)
{
	static const char *const folders[] = { "", "/files", "/secrets", "/spool" };
	for (size_t i = 0; i < COUNT(folders); i++) {
		char path[3400];
		snprintf(path, sizeof path, "%s%s", dir, folders[i]);
		if (mkdir(path, 0700) < 0)
			return FAIL(err, E_IO, "folder %s tidak bisa dibuat: %s", path, errno_text(errno));
	}
	return OK;
}

static int restore(const char *dir, const char *pass, const char *from, struct err *err)
{
	unsigned char key[32], salt[crypto_pwhash_SALTBYTES], header[crypto_secretstream_xchacha20poly1305_HEADERBYTES];
	char magic[8], part[3200];
	struct reader *r = calloc(1, sizeof *r);
	if (!r)
		return NOMEM(err);
	snprintf(part, sizeof part, "%s.pulih", dir);
	r->f = fopen(from, "re");
	int rc = OK;
	if (access(dir, F_OK) == 0)
		rc = FAIL(err, E_REFUSED, "%s sudah ada; pulihkan ke folder baru", dir);
	else if (!r->f)
		rc = FAIL(err, E_IO, "%s tidak bisa dibuka: %s", from, errno_text(errno));
	else if (fread(magic, 1, 8, r->f) != 8 || memcmp(magic, MAGIC, 8) != 0 || fread(salt, 1, sizeof salt, r->f) != sizeof salt ||
		 fread(header, 1, sizeof header, r->f) != sizeof header)
		rc = FAIL(err, E_FORMAT, "%s bukan cadangan Padan", from);
	if (rc == OK)
		rc = read_pass(pass, key, salt, err);
	if (rc == OK && crypto_secretstream_xchacha20poly1305_init_pull(&r->st, header, key) != 0)
		rc = FAIL(err, E_FORMAT, "cadangan rusak");
	if (rc == OK)
		rc = make_folders(part, err);
	if (rc == OK) {
		while ((rc = take_entry(r, part, err)) > 0)
			;
		if (rc == OK)
			rc = proves(part, err);
	}
	if (rc == OK && rename(part, dir) != 0)
		rc = FAIL(err, E_IO, "%s tidak bisa dibuat: %s", dir, errno_text(errno));
	if (r->f)
		fclose(r->f);
	sodium_memzero(key, sizeof key);
	sodium_memzero(r, sizeof *r);
	free(r);
	return rc;
}

static int command(int argc, char **argv, const char *name, int (*fn)(const char *, const char *, const char *, struct err *))
{
	static const struct option longs[] = { { "data", required_argument, NULL, 'd' }, { "sandi-berkas", required_argument, NULL, 's' },
					       { "help", no_argument, NULL, 'h' }, { NULL, 0, NULL, 0 } };
	const char *data = NULL, *pass = NULL;
	int c;
	while ((c = getopt_long(argc, argv, "", longs, NULL)) != -1) {
		switch (c) {
		case 'd': data = optarg; break;
		case 's': pass = optarg; break;
		case 'h': usage(stdout); return EXIT_OK;
		default: usage(stderr); return EXIT_USAGE;
		}
	}
	if (!data || !pass || optind + 1 != argc) {
		usage(stderr);
		return EXIT_USAGE;
	}
	struct err err = { 0 };
	int rc = sodium_init() < 0 ? FAIL(&err, E_IO, "pustaka kripto tidak bisa disiapkan") : fn(data, pass, argv[optind], &err);
	if (rc < 0)
		(void)fprintf(stderr, "padan %s: %s\n", name, err.msg);
	return rc == OK ? EXIT_OK : EXIT_INPUT;
}

int cmd_backup(int argc, char **argv) { return command(argc, argv, "backup", backup); }
int cmd_restore(int argc, char **argv) { return command(argc, argv, "restore", restore); }
