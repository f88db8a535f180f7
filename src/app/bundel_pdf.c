#include "app/bundel_pdf.h"
#include "app/anak.h"
#include "app/berkas.h"
#include "app/setelan.h"
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static int out_file(struct cx *cx, struct str *ret, struct err *err)
{
	struct str path = cx_textf(cx->mem, "%s/spool/bundel-XXXXXX", cx->office->dir);
	char *name = arena_alloc(cx->mem, path.len + 1);
	MUST(name);
	memcpy(name, path.ptr, path.len + 1);
	int fd = mkstemp(name);
	if (fd < 0)
		return FAIL(err, E_IO, "bundel tidak bisa ditulis: %s", errno_text(errno));
	close(fd);
	*ret = str_of(name, path.len);
	return OK;
}

static struct str job_text(struct cx *cx, const struct bundel_sampul *s, const struct bundel_part *parts, size_t n, struct str to)
{
	struct val kop = OBJ(cx, { "pemda", val_str(setelan_text(cx, "kantor.pemda")) },
			     { "kantor", val_str(setelan_text(cx, "kantor.nama")) },
			     { "alamat", val_str(setelan_text(cx, "kantor.alamat")) });
	struct val lines = val_list(), list = val_list();
	for (size_t i = 0; i < s->n_baris; i++)
		val_push(cx->mem, &lines, val_str(s->baris[i]));
	for (size_t i = 0; i < n; i++)
		val_push(cx->mem, &list,
			 OBJ(cx, { "judul", val_str(parts[i].judul) }, { "nomor", val_str(parts[i].nomor) },
			     { "tanggal", val_str(parts[i].tanggal) }, { "catatan", val_str(parts[i].catatan) },
			     { "path", parts[i].hash.len ? val_str(berkas_path(cx->office, cx->mem, parts[i].hash)) : val_null }));
	struct val job = OBJ(cx, { "ke", val_str(to) }, { "ukuran", val_str(setelan_text(cx, "surat.kertas")) }, { "kop", kop },
			     { "judul", val_str(s->judul) }, { "baris", lines }, { "sidik", val_str(s->sidik) }, { "cap", val_str(s->cap) },
			     { "pembuat", val_str(setelan_text(cx, "kantor.nama_lengkap")) }, { "dibuat_s", val_int(s->dibuat_s) },
			     { "bagian", list });
	struct buf b;
	buf_init(&b, 4 << 20);
	val_json(&b, &job);
	struct str text = b.error ? STR_NONE : arena_str(cx->mem, buf_str(&b));
	buf_clear(&b);
	return text;
}

/* The child is believed as far as its file looks like what it was to make. */
static int looks_right(const char *path, struct err *err)
{
	char head[5] = { 0 };
	struct stat st;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	bool good = fd >= 0 && fstat(fd, &st) == 0 && st.st_size > 100 && read(fd, head, sizeof head) == (ssize_t)sizeof head &&
		    memcmp(head, "%PDF-", 5) == 0;
	if (fd >= 0)
		close(fd);
	return good ? OK : FAIL(err, E_FORMAT, "bundel tidak jadi; hubungi administrator");
}

static int run(struct cx *cx, struct str job, const struct bundel_part *parts, size_t n, struct val *ret, struct err *err)
{
	const char *argv[] = { "padan", "worker", "bundel", NULL };
	struct anak *a = NULL;
	struct anak_frame f;
	size_t part = 0;
	bool told = false;
	TRY(anak_start(&a, cx->office->exe, argv, job, err));
	int rc;
	while ((rc = anak_next(a, &f, err)) > 0) {
		if (f.kind == BINGKAI_PROGRESS && f.n_ints >= 1 && f.ints[0] >= 1 && (uint64_t)f.ints[0] <= n) {
			part = (size_t)f.ints[0];
		} else if (f.kind == BINGKAI_INFO && f.n_texts) {
			rc = val_parse(ret, cx->mem, arena_str(cx->mem, f.texts[0]), 1000, err);
			if (rc < 0)
				break;
			told = true;
		}
	}
	anak_end(a);
	if (rc == OK && !told)
		rc = FAIL(err, E_FORMAT, "bundel tidak jadi; hubungi administrator");
	/* It was stopped by a limit, over this part. */
	if (rc == E_FORMAT && part) {
		struct str t = parts[part - 1].judul;
		rc = FAIL(err, E_REFUSED,
			  "Bagian %zu (%.*s): berkas ini terlalu besar atau terlalu rumit untuk disusun; simpan ulang dengan ukuran lebih "
			  "kecil (cetak ke PDF), atau pindai ulang dengan 200 dpi.",
			  part, t.len < 120 ? (int)t.len : 120, t.ptr);
	}
	if (rc == E_REFUSED && err)
		err->row = part;
	return rc;
}

int bundel_pdf_buat(struct cx *cx, const struct bundel_sampul *sampul, const struct bundel_part *parts, size_t n, struct val *ret,
		    struct str *ret_path, struct err *err)
{
	struct str path;
	if (!n || n > BUNDEL_PARTS_MAX)
		return FAIL(err, E_REFUSED, "sebuah bundel berisi 1 sampai %d bagian", BUNDEL_PARTS_MAX);
	TRY(out_file(cx, &path, err));
	struct str job = job_text(cx, sampul, parts, n, path);
	int rc = job.len ? run(cx, job, parts, n, ret, err) : FAIL(err, E_LIMIT, "keterangan bundel terlalu panjang");
	if (rc == OK)
		rc = looks_right(path.ptr, err);
	if (rc < 0)
		unlink(path.ptr);
	else
		*ret_path = path;
	return rc;
}

int bundel_pdf_susun(struct cx *cx, const struct bundel_sampul *sampul, const struct bundel_part *parts, size_t n, const char *nama,
		     struct val *ret, struct str *ret_hash, struct err *err)
{
	struct str path = { 0 };
	TRY(bundel_pdf_buat(cx, sampul, parts, n, ret, &path, err));
	int rc = berkas_move(cx, path.ptr, nama, "application/pdf", ret_hash, err);
	if (rc < 0)
		unlink(path.ptr);
	return rc;
}
