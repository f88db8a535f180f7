#include "app/unggahan.h"
#include "app/berkas.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#define ROOM ((uint64_t) 32 << 20) /* bytes the disk keeps for the database when a file is let in */

static struct str folder(struct cx *cx)
{
	return cx_textf(cx->mem, "%s/unggahan", cx->office->dir);
}

static struct str path_of(struct cx *cx, int64_t id)
{
	return cx_textf(cx->mem, "%s/unggahan/%" PRId64, cx->office->dir, id);
}

/* What is on the disk for certain: what was acknowledged, and never more than there is (a restored office has rows without bytes). */
static int64_t certain(struct cx *cx, const struct val *row)
{
	struct stat st;
	int64_t at = val_geti(row, "posisi", 0);
	if (stat(path_of(cx, val_geti(row, "id", 0)).ptr, &st) < 0)
		return 0;
	return st.st_size < at ? (int64_t) st.st_size : at;
}

static struct val shown(struct cx *cx, const struct val *row)
{
	struct str next = val_getstr(row, "lanjut");
	bool done = next.len != 0;
	return OBJ(cx, { "id", val_int(val_geti(row, "id", 0)) },
		   { "tujuan", val_str(val_getstr(row, "tujuan")) },
		   { "nama", val_str(val_getstr(row, "nama")) },
		   { "ukuran", val_int(val_geti(row, "ukuran", 0)) },
		   { "posisi", val_int(done ? val_geti(row, "ukuran", 0) : certain(cx, row)) },
		   { "potong", val_int(UNGGAHAN_POTONG) }, { "lanjut", done ? val_str(next) : val_null });
}

static int own(struct cx *cx, int64_t id, struct val *ret, struct err *err)
{
	struct val p = OBJ(cx, { "id", val_int(id) }, { "pengguna", val_int(cx->user->id) });
	int rc = ONE(cx, Q_UNGGAHAN_ID, &p, ret, err);
	return rc == E_NOTFOUND
		       ? FAIL(err, E_NOTFOUND,
			      "Unggahan itu tidak ada, atau sudah lebih dari sehari; mulai lagi dari awal.")
		       : rc;
}

/* --- beginning ------------------------------------------------------------------------------------------------------------ */

static int check_room(struct cx *cx, int64_t size, struct err *err)
{
	struct statvfs fs;
	if (mkdir(folder(cx).ptr, 0700) < 0 && errno != EEXIST)
		return FAIL(err, E_IO,
			    "Penyimpanan tidak bisa ditulis; unggahan tidak bisa dimulai. Beri tahu "
			    "administrator.");
	if (statvfs(folder(cx).ptr, &fs) == 0 &&
	    (uint64_t) fs.f_bavail * fs.f_frsize < (uint64_t) size + ROOM)
		return FAIL(err, E_IO,
			    "Penyimpanan server tidak cukup untuk berkas ini. Beri tahu administrator; kirim "
			    "lagi sesudah ada tempat.");
	return OK;
}

static int check_limits(struct cx *cx, const struct unggahan_baru *b, struct err *err)
{
	struct val sums, p = OBJ(cx, { "pengguna", val_int(cx->user->id) });
	if (b->ukuran <= 0)
		return FAIL(err, E_REFUSED, "Berkas ini kosong.");
	if (b->ukuran > UNGGAHAN_UKURAN)
		return FAIL(err, E_REFUSED,
			    "Berkas ini lebih besar dari 200 MB. Bagi menurut kecamatan, lalu kirim sebagai "
			    "tambahan.");
	TRY(ONE(cx, Q_UNGGAHAN_JUMLAH, &p, &sums, err));
	if (val_geti(&sums, "n", 0) >= UNGGAHAN_BANYAK ||
	    val_geti(&sums, "ukuran", 0) + b->ukuran > UNGGAHAN_ORANG)
		return FAIL(err, E_REFUSED,
			    "Terlalu banyak unggahan Anda yang belum selesai. Selesaikan atau batalkan "
			    "dahulu salah satunya.");
	return check_room(cx, b->ukuran, err);
}

static int begin(struct cx *cx, const struct unggahan_baru *b, struct val *ret, struct err *err)
{
	struct val p =
		OBJ(cx, { "pengguna", val_int(cx->user->id) }, { "tujuan", val_str(b->tujuan) },
		    { "nama", val_str(b->nama) }, { "jenis", val_str(b->jenis.ptr ? b->jenis : S("")) },
		    { "ukuran", val_int(b->ukuran) }, { "diubah", val_int(b->diubah) },
		    { "now", val_int(cx->now_s) });
	int rc = ONE(cx, Q_UNGGAHAN_SAMA, &p, ret, err);
	if (rc == OK) {
		struct val t =
			OBJ(cx, { "id", val_int(val_geti(ret, "id", 0)) }, { "now", val_int(cx->now_s) });
		return db_run(cx->db, Q_UNGGAHAN_SENTUH, &t, NULL, err);
	}
	if (rc != E_NOTFOUND)
		return rc;
	TRY(check_limits(cx, b, err));
	TRY(db_run(cx->db, Q_UNGGAHAN_TAMBAH, &p, NULL, err));
	return own(cx, db_last_id(cx->db), ret, err);
}

int unggahan_begin(struct cx *cx, const struct unggahan_baru *b, struct val *ret, struct err *err)
{
	struct val row;
	TRY(db_begin(cx->db, true, err));
	int rc = begin(cx, b, &row, err);
	if (rc < 0) {
		db_rollback(cx->db);
		return rc;
	}
	TRY(db_commit(cx->db, err));
	*ret = shown(cx, &row);
	return OK;
}

int unggahan_look(struct cx *cx, int64_t id, struct val *ret, struct err *err)
{
	struct val row;
	TRY(own(cx, id, &row, err));
	*ret = shown(cx, &row);
	return OK;
}

int unggahan_list(struct cx *cx, struct str tujuan, struct val *ret, struct err *err)
{
	struct val rows, p = OBJ(cx, { "pengguna", val_int(cx->user->id) },
				 { "tujuan", val_str(tujuan.ptr ? tujuan : S("")) });
	TRY(ALL(cx, Q_UNGGAHAN_TERBUKA, &p, &rows, err));
	*ret = val_list();
	for (const struct val_item *i = rows.items.first; i; i = i->next)
		val_push(cx->mem, ret, shown(cx, &i->v));
	return OK;
}

/* --- pieces ------------------------------------------------------------------------------------------------------------------ */

static bool write_all(int fd, struct str isi, int64_t at)
{
	while (isi.len) {
		ssize_t n = pwrite(fd, isi.ptr, isi.len, (off_t) at);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		isi = str_of(isi.ptr + n, isi.len - (size_t) n);
		at += n;
	}
	return fdatasync(fd) == 0;
}

static int advance(struct cx *cx, const struct val *row, int64_t to, struct err *err)
{
	int64_t n;
	struct val p = OBJ(cx, { "id", val_int(val_geti(row, "id", 0)) },
			   { "lama", val_int(val_geti(row, "posisi", 0)) }, { "baru", val_int(to) },
			   { "now", val_int(cx->now_s) });
	TRY(db_begin(cx->db, true, err));
	int rc = db_run(cx->db, Q_UNGGAHAN_MAJU, &p, &n, err);
	if (rc == OK && n != 1)
		rc = FAIL(err, E_CONFLICT, "Unggahan ini sedang diteruskan di tempat lain.");
	if (rc < 0) {
		db_rollback(cx->db);
		return rc;
	}
	return db_commit(cx->db, err);
}

static int append(struct cx *cx, int fd, int64_t id, int64_t posisi, struct str isi, struct val *ret,
		  struct err *err)
{
	struct val row;
	struct stat st;
	if (flock(fd, LOCK_EX | LOCK_NB) < 0)
		return FAIL(err, E_BUSY, "Potongan lain dari berkas ini sedang disimpan.");
	TRY(own(cx, id, &row, err));
	if (fstat(fd, &st) < 0)
		return FAIL(err, E_IO, "Unggahan tidak bisa dibaca: %s", errno_text(errno));
	int64_t at = val_geti(&row, "posisi", 0), size = val_geti(&row, "ukuran", 0);
	if (st.st_size < at)
		at = st.st_size;
	if (val_getstr(&row, "lanjut").len || posisi != at)
		return FAIL(err, E_CONFLICT, "Berkas ini sudah sampai bita %" PRId64 ", bukan %" PRId64 ".",
			    at, posisi);
	if ((int64_t) isi.len > size - at)
		return FAIL(err, E_LIMIT, "Potongan ini melewati ujung berkas.");
	if (!write_all(fd, isi, at)) {
		int why = errno;
		(void) !ftruncate(fd, (off_t) at);
		return FAIL(err, E_IO,
			    "Penyimpanan server penuh atau tidak bisa ditulis (%s). Yang sudah terkirim "
			    "tetap tersimpan. Beri tahu administrator.",
			    errno_text(why));
	}
	TRY(advance(cx, &row, at + (int64_t) isi.len, err));
	val_set(cx->mem, &row, "posisi", val_int(at + (int64_t) isi.len));
	*ret = shown(cx, &row);
	return OK;
}

int unggahan_append(struct cx *cx, int64_t id, int64_t posisi, struct str isi, struct val *ret,
		    struct err *err)
{
	struct val row;
	TRY(own(cx, id, &row, err));
	/* Gone with its end somewhere: there is nothing to append to. */
	if (val_getstr(&row, "lanjut").len)
		return FAIL(err, E_CONFLICT, "Unggahan ini sudah selesai.");
	if (mkdir(folder(cx).ptr, 0700) < 0 && errno != EEXIST)
		return FAIL(err, E_IO, "Penyimpanan tidak bisa ditulis: %s", errno_text(errno));
	int fd = open(path_of(cx, id).ptr, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	if (fd < 0)
		return FAIL(err, E_IO,
			    "Penyimpanan server penuh atau tidak bisa ditulis (%s). Beri tahu administrator.",
			    errno_text(errno));
	int rc = append(cx, fd, id, posisi, isi, ret, err);
	close(fd);
	return rc;
}

/* --- the end ------------------------------------------------------------------------------------------------------------------- */

void unggahan_forget(struct cx *cx, int64_t id)
{
	unlink(path_of(cx, id).ptr);
}

int unggahan_drop(struct cx *cx, int64_t id, struct err *err)
{
	struct val row, p = OBJ(cx, { "id", val_int(id) });
	TRY(own(cx, id, &row, err));
	TRY(db_begin(cx->db, true, err));
	int rc = db_run(cx->db, Q_UNGGAHAN_HAPUS, &p, NULL, err);
	if (rc < 0) {
		db_rollback(cx->db);
		return rc;
	}
	TRY(db_commit(cx->db, err));
	unggahan_forget(cx, id);
	return OK;
}

int unggahan_take(struct cx *cx, int64_t id, struct str tujuan, struct val *ret, struct err *err)
{
	struct val row;
	struct str path = path_of(cx, id), name = STR_NONE;
	TRY(own(cx, id, &row, err));
	if (val_getstr(&row, "lanjut").len)
		return FAIL(err, E_CONFLICT, "Unggahan ini sudah selesai.");
	if (!str_eq(val_getstr(&row, "tujuan"), tujuan))
		return FAIL(err, E_REFUSED, "Unggahan ini dimulai untuk halaman lain.");
	if (certain(cx, &row) != val_geti(&row, "ukuran", 0))
		return FAIL(err, E_REFUSED, "Berkas ini belum terkirim seluruhnya.");
	for (int i = 0; i < 100 && !name.len; i++) {
		struct str to = cx_textf(cx->mem, "%s/spool/sambung-%" PRId64 "-%d", cx->office->dir, id, i);
		if (link(path.ptr, to.ptr) == 0)
			name = to;
		else if (errno != EEXIST)
			return FAIL(err, E_IO, "Unggahan tidak bisa diambil: %s", errno_text(errno));
	}
	if (!name.len)
		return FAIL(err, E_BUSY, "Unggahan ini sedang diperiksa.");
	int rc = berkas_upload(cx, name, val_getstr(&row, "nama"), ret, err);
	if (rc < 0) {
		unlink(name.ptr);
		return rc;
	}
	val_set(cx->mem, ret, "jenis", val_str(val_getstr(&row, "jenis")));
	return OK;
}

int unggahan_done(struct cx *cx, int64_t id, struct str lanjut, struct err *err)
{
	int64_t n;
	struct val p = OBJ(cx, { "id", val_int(id) }, { "lanjut", val_str(lanjut.len ? lanjut : S("/")) },
			   { "now", val_int(cx->now_s) });
	TRY(db_run(cx->db, Q_UNGGAHAN_SELESAI, &p, &n, err));
	/* Two requests ended with the same upload at the same moment: one of them is enough. */
	return n == 1 ? OK : FAIL(err, E_CONFLICT, "Unggahan ini sudah selesai.");
}

int unggahan_sweep(struct cx *cx, struct err *err)
{
	struct val rows, p = OBJ(cx, { "sebelum", val_int(cx->now_s - UNGGAHAN_UMUR_S) });
	TRY(db_begin(cx->db, true, err));
	int rc = db_run(cx->db, Q_UNGGAHAN_SAPU, &p, NULL, err);
	if (rc < 0) {
		db_rollback(cx->db);
		return rc;
	}
	TRY(db_commit(cx->db, err));
	/* The folder is read before the rows are: bytes of a row that begins meanwhile are not there yet. */
	struct val names = val_list();
	DIR *d = opendir(folder(cx).ptr);
	for (struct dirent *e; d && (e = readdir(d));)
		if (e->d_name[0] != '.')
			val_push(cx->mem, &names, val_str(arena_str(cx->mem, str_c(e->d_name))));
	if (d)
		closedir(d);
	TRY(ALL(cx, Q_UNGGAHAN_SEMUA_TERBUKA, NULL, &rows, err));
	for (const struct val_item *i = names.items.first; i; i = i->next) {
		bool known = false;
		for (const struct val_item *k = rows.items.first; k && !known; k = k->next)
			known = str_eq(i->v.s, cx_textf(cx->mem, "%" PRId64, val_geti(&k->v, "id", 0)));
		if (!known)
			unlink(cx_textf(cx->mem, "%s/unggahan/%s", cx->office->dir, i->v.s.ptr).ptr);
	}
	return OK;
}
