/* padan restore: an archive of padan backup into a folder that does not exist yet, proven before it gets its name. */
#include "cmd/cadangan.h"
#include "app/audit.h"
#include "cmd/cmd.h"
#include "cmd/kantor.h"
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

struct reader {
	FILE *f;
	crypto_secretstream_xchacha20poly1305_state st;
	unsigned char buf[CADANGAN_CHUNK];
	size_t at, n;
	bool last;
};

/* 1 bytes taken, 0 the archive ends here, negative: broken. */
static int get(struct reader *r, void *data, size_t n, struct err *err)
{
	unsigned char *p = data, in[CADANGAN_SEALED];
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
	char name[CADANGAN_NAME_MAX + 1], path[3400];
	unsigned char buf[32768];
	int rc = get(r, &name_len, sizeof name_len, err);
	if (rc <= 0)
		return rc;
	if (get(r, &size, sizeof size, err) <= 0 || name_len > CADANGAN_NAME_MAX || get(r, name, name_len, err) <= 0)
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

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *at)
{
	(void)st;
	(void)kind;
	(void)at;
	return remove(path);
}

/* What an earlier try left half done. */
static void remove_part(const char *part) { (void)nftw(part, remove_one, 16, FTW_DEPTH | FTW_PHYS); }

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
	else if (fread(magic, 1, 8, r->f) != 8 || memcmp(magic, CADANGAN_MAGIC, 8) != 0 ||
		 fread(salt, 1, sizeof salt, r->f) != sizeof salt || fread(header, 1, sizeof header, r->f) != sizeof header)
		rc = FAIL(err, E_FORMAT, "%s bukan cadangan Padan", from);
	if (rc == OK)
		rc = cadangan_key(pass, key, salt, err);
	if (rc == OK && crypto_secretstream_xchacha20poly1305_init_pull(&r->st, header, key) != 0)
		rc = FAIL(err, E_FORMAT, "cadangan rusak");
	bool made = rc == OK;
	if (made) {
		remove_part(part);
		rc = make_folders(part, err);
	}
	if (rc == OK) {
		while ((rc = take_entry(r, part, err)) > 0)
			;
		if (rc == OK)
			rc = proves(part, err);
	}
	if (rc == OK && rename(part, dir) != 0)
		rc = FAIL(err, E_IO, "%s tidak bisa dibuat: %s", dir, errno_text(errno));
	if (rc < 0 && made)
		remove_part(part);
	if (r->f)
		fclose(r->f);
	sodium_memzero(key, sizeof key);
	sodium_memzero(r, sizeof *r);
	free(r);
	return rc;
}

int cmd_restore(int argc, char **argv)
{
	static const struct option longs[] = {
		{ "data", required_argument, NULL, 'd' },
		{ "sandi-berkas", required_argument, NULL, 's' },
		{ "help", no_argument, NULL, 'h' },
		{ NULL, 0, NULL, 0 },
	};
	return cadangan_command(argc, argv, "restore", longs, restore);
}
