#include "app/paket.h"
#include "app/berkas.h"
#include <unistd.h>
#include <zip.h>

struct paket {
	struct cx *cx;
	zip_t *zip;
	struct str path;
	struct val files;
};

int paket_buka(struct paket **ret, struct cx *cx, struct err *err)
{
	int code;
	struct paket *k = arena_alloc(cx->mem, sizeof *k);
	MUST(k);
	*k = (struct paket){ .cx = cx, .files = val_list(),
			     .path = cx_textf(cx->mem, "%s/spool/paket-%" PRId64 "-%d.zip", cx->office->dir, cx->now_s, (int)gettid()) };
	k->zip = zip_open(k->path.ptr, ZIP_CREATE | ZIP_TRUNCATE, &code);
	*ret = k;
	return k->zip ? OK : FAIL(err, E_IO, "paket tidak bisa ditulis");
}

static int add(struct paket *k, const char *name, zip_source_t *src, struct err *err)
{
	zip_int64_t at = src ? zip_file_add(k->zip, name, src, ZIP_FL_ENC_UTF_8) : -1;
	if (at < 0) {
		zip_source_free(src);
		return FAIL(err, E_IO, "paket tidak bisa disusun");
	}
	zip_file_set_mtime(k->zip, (zip_uint64_t)at, (time_t)k->cx->now_s, 0);
	return OK;
}

int paket_berkas(struct paket *k, const char *name, struct str hash, struct err *err)
{
	struct str path = berkas_path(k->cx->office, k->cx->mem, hash);
	struct val row, p = OBJ(k->cx, { "hash", val_str(hash) });
	TRY(db_one(k->cx->db, Q_BERKAS_CARI, &p, k->cx->mem, &row, err));
	TRY(add(k, name, zip_source_file(k->zip, path.ptr, 0, -1), err));
	val_push(k->cx->mem, &k->files,
		 OBJ(k->cx, { "nama", val_str(arena_str(k->cx->mem, str_c(name))) }, { "blake2b", val_str(hash) },
		     { "ukuran", val_int(val_geti(&row, "ukuran", 0)) }));
	return OK;
}

int paket_teks(struct paket *k, const char *name, struct str text, struct err *err)
{
	return add(k, name, zip_source_buffer(k->zip, text.ptr, text.len, 0), err);
}

const struct val *paket_isi(const struct paket *k) { return &k->files; }

int paket_tutup(struct paket *k, int rc, const char *name, struct str *ret_hash, struct err *err)
{
	if (rc < 0) {
		zip_discard(k->zip);
		return rc;
	}
	if (zip_close(k->zip) < 0) {
		zip_discard(k->zip);
		return FAIL(err, E_IO, "paket tidak bisa ditulis");
	}
	return berkas_move(k->cx, k->path.ptr, name, "application/zip", ret_hash, err);
}
