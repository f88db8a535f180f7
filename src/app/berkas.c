#include "app/berkas.h"
#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

struct str berkas_path(const struct office *office, struct arena *mem, struct str hash)
{
	return cx_textf(mem, "%s/files/%.2s/%.*s", office->dir, hash.ptr, (int)hash.len, hash.ptr);
}

static int sync_path(const char *path, int flags)
{
	int fd = open(path, flags | O_CLOEXEC);
	if (fd < 0)
		return -1;
	int rc = fsync(fd);
	close(fd);
	return rc;
}

/* Content first, then its name, then the folder: a row never points to what a power cut can take away. */
static int settle(struct cx *cx, const char *from, struct str hash, struct err *err)
{
	struct str to = berkas_path(cx->office, cx->mem, hash);
	struct str dir = cx_textf(cx->mem, "%s/files/%.2s", cx->office->dir, hash.ptr);
	if (access(to.ptr, F_OK) == 0) {
		unlink(from);
		return OK;
	}
	if (mkdir(dir.ptr, 0700) < 0 && errno != EEXIST)
		return FAIL(err, E_IO, "berkas tidak bisa disimpan: %s", errno_text(errno));
	if (sync_path(from, O_RDONLY) < 0 || rename(from, to.ptr) < 0 || sync_path(dir.ptr, O_RDONLY | O_DIRECTORY) < 0)
		return FAIL(err, E_IO, "berkas tidak bisa disimpan: %s", errno_text(errno));
	return OK;
}

static int row(struct cx *cx, struct str hash, struct str nama, struct str jenis, int64_t size, struct str place, struct err *err)
{
	struct val p = OBJ(cx, { "hash", val_str(hash) }, { "nama", val_str(nama) }, { "jenis", val_str(jenis.ptr ? jenis : S("")) },
			   { "ukuran", val_int(size) }, { "now", val_int(cx->now_s) },
			   { "oleh", cx->user ? val_int(cx->user->id) : val_null }, { "tempat", val_str(place.ptr ? place : S("")) });
	return db_run(cx->db, Q_BERKAS_TAMBAH, &p, NULL, err);
}

int berkas_take(struct cx *cx, const struct val *upload, struct str place, struct err *err)
{
	struct str path = val_getstr(upload, "path"), hash = val_getstr(upload, "hash");
	if (!path.len || hash.len != 64)
		return FAIL(err, E_REFUSED, "berkas harus dipilih");
	TRY(settle(cx, path.ptr, hash, err));
	TRY(row(cx, hash, val_getstr(upload, "nama"), val_getstr(upload, "jenis"), val_geti(upload, "ukuran", 0), place, err));
	if (place.len) {
		struct val p = OBJ(cx, { "hash", val_str(hash) }, { "tempat", val_str(place) });
		TRY(db_run(cx->db, Q_BERKAS_TEMPAT, &p, NULL, err));
	}
	return OK;
}

static int file_hash(struct cx *cx, const char *path, struct str *ret, int64_t *ret_size, struct err *err)
{
	crypto_generichash_state h;
	unsigned char sum[32], block[65536];
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n = -1;
	if (fd < 0)
		return FAIL(err, E_IO, "berkas tidak bisa dibuka: %s", errno_text(errno));
	crypto_generichash_init(&h, NULL, 0, sizeof sum);
	*ret_size = 0;
	while ((n = read(fd, block, sizeof block)) > 0) {
		crypto_generichash_update(&h, block, (unsigned long long)n);
		*ret_size += n;
	}
	close(fd);
	if (n < 0)
		return FAIL(err, E_IO, "berkas tidak bisa dibaca: %s", errno_text(errno));
	crypto_generichash_final(&h, sum, sizeof sum);
	char *hex = arena_alloc(cx->mem, 65);
	MUST(hex);
	sodium_bin2hex(hex, 65, sum, sizeof sum);
	*ret = str_of(hex, 64);
	return OK;
}

int berkas_move(struct cx *cx, const char *from, const char *nama, const char *jenis, struct str *ret_hash, struct err *err)
{
	struct str hash;
	int64_t size;
	TRY(file_hash(cx, from, &hash, &size, err));
	TRY(settle(cx, from, hash, err));
	TRY(row(cx, hash, str_c(nama), str_c(jenis), size, STR_NONE, err));
	*ret_hash = hash;
	return OK;
}

int berkas_upload(struct cx *cx, struct str path, struct str nama, struct val *ret, struct err *err)
{
	struct str hash;
	int64_t size;
	TRY(file_hash(cx, path.ptr, &hash, &size, err));
	*ret = OBJ(cx, { "path", val_str(path) }, { "nama", val_str(nama) }, { "jenis", val_c("") }, { "ukuran", val_int(size) },
		   { "hash", val_str(hash) });
	return OK;
}

static int spool_bytes(struct cx *cx, struct str bytes, struct str *ret, struct err *err)
{
	struct str path = cx_textf(cx->mem, "%s/spool/buat-XXXXXX", cx->office->dir);
	char *name = arena_alloc(cx->mem, path.len + 1);
	MUST(name);
	memcpy(name, path.ptr, path.len + 1);
	int fd = mkstemp(name);
	if (fd < 0)
		return FAIL(err, E_IO, "berkas tidak bisa ditulis: %s", errno_text(errno));
	size_t done = 0;
	while (done < bytes.len) {
		ssize_t n = write(fd, bytes.ptr + done, bytes.len - done);
		if (n < 0 && errno != EINTR) {
			int rc = FAIL(err, E_IO, "berkas tidak bisa ditulis: %s", errno_text(errno));
			close(fd);
			unlink(name);
			return rc;
		}
		done += n > 0 ? (size_t)n : 0;
	}
	close(fd);
	*ret = str_of(name, path.len);
	return OK;
}

int berkas_upload_bytes(struct cx *cx, struct str bytes, struct str nama, struct val *ret, struct err *err)
{
	struct str path;
	TRY(spool_bytes(cx, bytes, &path, err));
	return berkas_upload(cx, path, nama, ret, err);
}

int berkas_put(struct cx *cx, struct str bytes, const char *nama, const char *jenis, struct str *ret_hash, struct err *err)
{
	struct str path;
	TRY(spool_bytes(cx, bytes, &path, err));
	int rc = berkas_move(cx, path.ptr, nama, jenis, ret_hash, err);
	if (rc < 0)
		unlink(path.ptr);
	return rc;
}
