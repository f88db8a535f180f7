#include "app/daftar.h"
#include "app/berkas.h"
#include "app/kasus.h"
#include "app/mutasi.h"
#include "app/rekap.h"
#include "app/surat.h"
#include "web/pages/pages.h"
#include <padan.h>

#define PREVIEW_ROWS 30
#define FAULT_ROWS 200

static struct str case_page(struct cx *cx, int64_t id, const char *page) { return cx_textf(cx->mem, "/kasus/%" PRId64 "/%s", id, page); }

HANDLER(p_daftar_semua)
{
	struct val rows, p = OBJ(cx, { "kasus", val_int(val_geti(in, "id", 0)) });
	TRY(put_case(cx, val_geti(in, "id", 0), "daftar", out, NULL, err));
	TRY(ALL(cx, Q_DAFTAR_KASUS, &p, &rows, err));
	/* The guest sees what the guest sent. */
	struct val *shown = val_set(cx->mem, out, "daftar", val_list());
	for (const struct val_item *i = rows.items.first; i; i = i->next)
		if (!is_guest(cx) || str_eq(val_getstr(&i->v, "peran"), S("bpjs")))
			val_push(cx->mem, shown, i->v);
	struct val changes;
	TRY(mutasi_lihat(cx, val_geti(in, "id", 0), &changes, err));
	val_set(cx->mem, out, "mutasi", changes);
	val_set(cx->mem, out, "pengirim", val_str(is_guest(cx) ? cx->user->nama : S("BPJS Kesehatan")));
	return OK;
}

HANDLER(p_daftar_kirim)
{
	int64_t kasus = val_geti(in, "id", 0), id = 0;
	const struct val *files = val_get(in, "berkas");
	struct str jenis = val_getstr(in, "jenis"), note = STR_NONE;
	/* Several files at once are one list in parts: each is added to the one before, and the last accepted brings all. */
	for (const struct val_item *i = files->items.first; i; i = i->next) {
		struct str one = STR_NONE;
		TRY(daftar_upload(cx, kasus, &i->v, id ? S("tambah") : jenis, val_getstr(in, "pengirim"), val_getstr(in, "lembar"),
				  val_getstr(in, "tempat"), id, &id, &one, err));
		if (one.len)
			note = one;
	}
	val_set(cx->mem, out, "id", val_int(id));
	val_set(cx->mem, out, "lanjut", val_str(cx_textf(cx->mem, "/daftar/%" PRId64, id)));
	if (!note.len)
		note = files->items.n > 1 ? cx_textf(cx->mem, "%zu berkas diterima dan sedang dibaca sebagai satu daftar.", files->items.n)
					  : S("Berkas diterima dan sedang dibaca.");
	val_set(cx->mem, out, "pesan", val_str(note));
	return OK;
}

/* One cell of the list that is typed: quotes doubled, nothing that would end the row. */
static void cell(struct buf *b, struct str s, const char *end)
{
	buf_addc(b, '"');
	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] == '"')
			buf_addc(b, '"');
		buf_addc(b, s.ptr[i] == '\n' || s.ptr[i] == '\r' ? ' ' : s.ptr[i]);
	}
	buf_addf(b, "\"%s", end);
}

/* A participant that came on paper: a list of one row, which goes the same way as a file. */
HANDLER(p_daftar_ketik)
{
	static const char *const columns[] = { "no_peserta", "nik", "no_kk", "nama", "lahir", "jk", "alamat", "segmen" };
	int64_t kasus = val_geti(in, "id", 0), birth = val_geti(in, "lahir", 0), id;
	struct val k, file;
	struct buf b;
	TRY(kasus_get(cx, kasus, &k, err));
	buf_init(&b, 65536);
	buf_addf(&b, "PSNOKA;NIK;KKNO;NAMA;TGLLHR;JENKEL;ALAMAT;SEGMEN\n");
	for (size_t i = 0; i < COUNT(columns); i++) {
		struct str s = strcmp(columns[i], "lahir") == 0
				       ? cx_textf(cx->mem, "%02d-%02d-%04d", (int)(birth % 100), (int)(birth / 100 % 100), (int)(birth / 10000))
				       : val_getstr(in, columns[i]);
		cell(&b, s, i + 1 < COUNT(columns) ? ";" : "\n");
	}
	int rc = berkas_upload_bytes(cx, buf_str(&b), S("diketik.csv"), &file, err);
	buf_clear(&b);
	if (rc < 0)
		return rc;
	TRY(daftar_upload(cx, kasus, &file, val_geti(&k, "daftar", 0) ? S("tambah") : S("ganti"), val_getstr(in, "pengirim"), STR_NONE,
			  val_getstr(in, "tempat"), 0, &id, NULL, err));
	val_set(cx->mem, out, "id", val_int(id));
	val_set(cx->mem, out, "lanjut", val_str(cx_textf(cx->mem, "/daftar/%" PRId64, id)));
	val_set(cx->mem, out, "pesan", val_c("Peserta yang diketik sedang dibaca; terima pratinjaunya agar berlaku."));
	return OK;
}

HANDLER(p_mutasi)
{
	int64_t id = val_geti(in, "id", 0), added, gone;
	TRY(mutasi_berkas(cx, id, val_get(in, "berkas"), val_getstr(in, "arah"), &added, &gone, err));
	val_set(cx->mem, out, "tambah", val_int(added));
	val_set(cx->mem, out, "kurang", val_int(gone));
	val_set(cx->mem, out, "lanjut", val_str(case_page(cx, id, "daftar")));
	val_set(cx->mem, out, "pesan",
		val_str(cx_textf(cx->mem, "Data mutasi dicatat: %" PRId64 " tambah, %" PRId64 " kurang.", added, gone)));
	return OK;
}

static const struct {
	int bit;
	const char *teks;
} fault_words[] = {
	{ PADAN_FAULT_ROW, "isi baris bergeser atau terpotong" }, { PADAN_FAULT_NIK_EMPTY, "NIK kosong" }, { PADAN_FAULT_NIK, "NIK tidak mungkin" },
	{ PADAN_FAULT_BIRTH, "tanggal lahir bukan tanggal" }, { PADAN_FAULT_BIRTH_EMPTY, "tanggal lahir kosong" },
	{ PADAN_FAULT_NO_PESERTA, "nomor peserta tidak sah" }, { PADAN_FAULT_NAMA, "nama kosong" }, { PADAN_FAULT_SEX, "jenis kelamin bukan L atau P" },
};

static struct str fault_text(struct cx *cx, int64_t bits)
{
	struct buf b;
	buf_init(&b, 4096);
	for (size_t i = 0; i < COUNT(fault_words); i++)
		if (bits & fault_words[i].bit)
			buf_addf(&b, "%s%s", b.len ? "; " : "", fault_words[i].teks);
	struct str s = arena_str(cx->mem, buf_str(&b));
	buf_clear(&b);
	return s;
}

static int put_job(struct cx *cx, const struct val *d, struct val *out, struct err *err)
{
	struct val job = val_null, p = OBJ(cx, { "jenis", val_c("baca") }, { "sasaran", val_int(val_geti(d, "id", 0)) });
	int rc = ONE(cx, Q_KERJA_SASARAN, &p, &job, err);
	if (rc < 0 && rc != E_NOTFOUND)
		return rc;
	int64_t all = val_geti(&job, "jumlah", 0), done = val_geti(&job, "selesai", 0);
	if (rc == OK)
		val_set(cx->mem, &job, "persen", val_int(all > 0 ? (done > all ? all : done) * 100 / all : 0));
	val_set(cx->mem, out, "pekerjaan", job);
	val_set(cx->mem, out, "sedang", val_bool(str_eq(val_getstr(d, "status"), S("dibaca"))));
	return OK;
}

/* Fields a person can point a column to: what --map takes. */
static const struct {
	const char *kode, *teks;
} fields[] = {
	{ "PSNOKA", "Nomor peserta" }, { "NIK", "NIK" }, { "KKNO", "Nomor KK" }, { "NAMA", "Nama" }, { "TGLLHR", "Tanggal lahir" }, { "TMPLHR", "Tempat lahir" },
	{ "JENKEL", "Jenis kelamin" }, { "ALAMAT", "Alamat" }, { "KELURAHAN", "Kelurahan" }, { "KECAMATAN", "Kecamatan" }, { "NAMA_IBU", "Nama ibu" },
	{ "SEGMEN", "Segmen" }, { "STATUS", "Status" }, { "PISA", "Hubungan keluarga" },
};

static void put_columns(struct cx *cx, const struct val *info, struct val *out)
{
	const struct val *columns = val_get(info, "kolom");
	struct val *list = val_set(cx->mem, out, "medan", val_list());
	for (size_t f = 0; f < COUNT(fields); f++) {
		struct val *o = val_push(cx->mem, list, OBJ(cx, { "kode", val_c(fields[f].kode) }, { "teks", val_c(fields[f].teks) }));
		struct val *choices = val_set(cx->mem, o, "pilihan", val_list());
		struct str found = STR_NONE;
		for (const struct val_item *i = columns ? columns->items.first : NULL; i; i = i->next) {
			struct str title = val_getstr(&i->v, "judul");
			bool here = str_eq(val_getstr(&i->v, "medan"), str_c(fields[f].kode));
			if (here)
				found = title;
			if (title.len)
				val_push(cx->mem, choices, OBJ(cx, { "judul", val_str(title) }, { "dipilih", val_bool(here) }));
		}
		val_set(cx->mem, o, "judul", found.len ? val_str(found) : val_null);
	}
}

static int put_rows(struct cx *cx, const struct val *d, int64_t page, struct val *out, struct err *err)
{
	struct val rows, p = OBJ(cx, { "daftar", val_int(val_geti(d, "id", 0)) }, { "batas", val_int(PREVIEW_ROWS) },
				 { "lewat", val_int(0) });
	int64_t faults;
	TRY(ALL(cx, Q_BARIS_CONTOH, &p, &rows, err));
	name_regions(cx, &rows);
	val_set(cx->mem, out, "contoh_baris", rows);
	TRY(db_int(cx->db, Q_BARIS_CACAT_JUMLAH, &p, 0, &faults, err));
	put_pager(cx, out, page, FAULT_ROWS, faults, STR_NONE);
	val_set(cx->mem, &p, "batas", val_int(FAULT_ROWS));
	val_set(cx->mem, &p, "lewat", val_int((page - 1) * FAULT_ROWS));
	TRY(ALL(cx, Q_BARIS_CACAT, &p, &rows, err));
	for (struct val_item *i = rows.items.first; i; i = i->next)
		val_set(cx->mem, &i->v, "sebab", val_str(fault_text(cx, val_geti(&i->v, "cacat", 0))));
	val_set(cx->mem, out, "cacat", rows);
	val_set(cx->mem, out, "cacat_jumlah", val_int(faults));
	TRY(ALL(cx, Q_BARIS_SEGMEN, &p, &rows, err));
	val_set(cx->mem, out, "segmen", rows);
	return OK;
}

HANDLER(p_daftar)
{
	struct val d, info = val_obj(), k;
	int64_t page = val_geti(in, "hal", 1);
	TRY(daftar_get(cx, val_geti(in, "id", 0), &d, err));
	if (is_guest(cx) && !str_eq(val_getstr(&d, "peran"), S("bpjs")))
		return FAIL(err, E_NOTFOUND, "Daftar itu tidak ada.");
	TRY(put_case(cx, val_geti(&d, "kasus", 0), "daftar", out, &k, err));
	if (val_parse(&info, cx->mem, val_getstr(&d, "info"), 20000, NULL) < 0)
		info = val_obj();
	TRY(put_job(cx, &d, out, err));
	TRY(put_rows(cx, &d, page < 1 ? 1 : page, out, err));
	put_columns(cx, &info, out);
	int64_t stated = val_geti(&info, "tertulis", -1), n = val_geti(&d, "baris", 0);
	val_set(cx->mem, &d, "beda_tertulis", val_bool(stated >= 0 && stated != n && !val_geti(&d, "induk", 0)));
	struct str status = val_getstr(&d, "status");
	struct val before = val_list();
	int64_t last = 0;
	if (!str_eq(status, S("berlaku")) && !str_eq(status, S("diganti")) && !str_eq(status, S("batal")))
		TRY(daftar_bersama(cx, &d, &before, &last, err));
	val_set(cx->mem, out, "bersama", before);
	val_set(cx->mem, out, "terakhir", val_int(last));
	val_set(cx->mem, &d, "pratinjau", val_bool(str_eq(status, S("pratinjau"))));
	val_set(cx->mem, &d, "gagal", val_bool(str_eq(status, S("gagal"))));
	val_set(cx->mem, &d, "berlaku", val_bool(str_eq(status, S("berlaku"))));
	/* Cells of a file that could not be read are nobody's columns yet, and not masked. */
	val_set(cx->mem, &info, "contoh", val_null);
	val_set(cx->mem, &d, "info", val_null);
	val_set(cx->mem, out, "boleh_mentah", val_bool((cx->user->roles & (R_PENGELOLA | R_KASI | R_AUDITOR)) != 0));
	val_set(cx->mem, out, "info", info);
	val_set(cx->mem, out, "bisa_batal", val_bool(str_eq(status, S("pratinjau")) || str_eq(status, S("gagal")) ||
						      (str_eq(status, S("berlaku")) && val_geti(&k, "langkah", 0) == 2)));
	val_set(cx->mem, out, "daftar", d);
	return OK;
}

HANDLER(p_daftar_kemajuan)
{
	struct val d;
	TRY(daftar_get(cx, val_geti(in, "id", 0), &d, err));
	if (is_guest(cx) && !str_eq(val_getstr(&d, "peran"), S("bpjs")))
		return FAIL(err, E_NOTFOUND, "Daftar itu tidak ada.");
	val_set(cx->mem, &d, "info", val_null);
	val_set(cx->mem, out, "daftar", d);
	return put_job(cx, &d, out, err);
}

HANDLER(p_daftar_kolom)
{
	int64_t id = val_geti(in, "id", 0);
	struct val map = val_list();
	for (size_t f = 0; f < COUNT(fields); f++) {
		struct str title = val_getstr(in, fields[f].kode);
		if (title.len)
			val_push(cx->mem, &map, val_str(cx_textf(cx->mem, "%s=%.*s", fields[f].kode, (int)title.len, title.ptr)));
	}
	TRY(daftar_remap(cx, id, &map, val_getstr(in, "lembar"), err));
	val_set(cx->mem, out, "lanjut", val_str(cx_textf(cx->mem, "/daftar/%" PRId64, id)));
	val_set(cx->mem, out, "pesan", val_c("Berkas dibaca ulang dengan kolom yang Anda pilih."));
	return OK;
}

HANDLER(p_daftar_terima)
{
	struct val d;
	int64_t id = val_geti(in, "id", 0);
	TRY(daftar_get(cx, id, &d, err));
	TRY(daftar_accept(cx, id, err));
	val_set(cx->mem, out, "lanjut", val_str(case_page(cx, val_geti(&d, "kasus", 0), "periksa")));
	val_set(cx->mem, out, "pesan", val_c("Daftar diterima dan sedang diperiksa."));
	return OK;
}

HANDLER(p_daftar_batal)
{
	struct val d;
	int64_t id = val_geti(in, "id", 0);
	TRY(daftar_get(cx, id, &d, err));
	TRY(daftar_cancel(cx, id, val_getstr(in, "alasan"), err));
	val_set(cx->mem, out, "lanjut", val_str(case_page(cx, val_geti(&d, "kasus", 0), "daftar")));
	val_set(cx->mem, out, "pesan", val_c("Daftar dibatalkan."));
	return OK;
}

HANDLER(p_daftar_tanda)
{
	struct str hash;
	TRY(surat_receipt(cx, val_geti(in, "id", 0), &hash, err));
	val_set(cx->mem, out, "pdf", val_str(hash));
	val_set(cx->mem, out, "lanjut", val_str(cx_textf(cx->mem, "/berkas/%.*s", (int)hash.len, hash.ptr)));
	return OK;
}

#define BEDA_ROWS 100

HANDLER(p_beda)
{
	struct val k, before, counts, rows;
	int64_t id = val_geti(in, "id", 0), page = val_geti(in, "hal", 1);
	struct str what = val_getstr(in, "apa");
	if (!what.len)
		what = S("masuk");
	TRY(put_case(cx, id, "beda", out, &k, err));
	val_set(cx->mem, out, "apa", val_str(what));
	val_set(cx->mem, out, "jumlah", val_null);
	val_set(cx->mem, out, "baris", val_list());
	val_set(cx->mem, out, "sebelum", val_null);
	val_set(cx->mem, out, "ada_mutasi", val_bool(false));
	struct val p = OBJ(cx, { "sop", val_c("072") }, { "periode", val_int(val_geti(&k, "periode", 0)) }, { "kasus", val_int(id) },
			   { "baru", val_int(val_geti(&k, "daftar", 0)) }, { "batas", val_int(BEDA_ROWS) },
			   { "lewat", val_int((page < 1 ? 0 : page - 1) * BEDA_ROWS) });
	int rc = ONE(cx, Q_KASUS_SEBELUM, &p, &before, err);
	if (rc == E_NOTFOUND || !val_geti(&k, "daftar", 0)) {
		put_pager(cx, out, 1, BEDA_ROWS, 0, STR_NONE);
		return OK;
	}
	if (rc < 0)
		return rc;
	val_set(cx->mem, out, "sebelum", val_int(val_geti(&before, "periode", 0)));
	val_set(cx->mem, &p, "lama", val_int(val_geti(&before, "daftar", 0)));
	TRY(ONE(cx, Q_BEDA_JUMLAH, &p, &counts, err));
	int64_t added = val_geti(&counts, "masuk", 0), gone = val_geti(&counts, "keluar", 0), rate = rekap_tarif(cx, val_geti(&k, "periode", 0));
	val_set(cx->mem, &counts, "uang_masuk", val_int(added * rate));
	val_set(cx->mem, &counts, "uang_keluar", val_int(gone * rate));
	int64_t unasked;
	struct val changes;
	TRY(db_int(cx->db, Q_BEDA_TAK_DIMINTA, &p, 0, &unasked, err));
	TRY(mutasi_lihat(cx, id, &changes, err));
	val_set(cx->mem, &counts, "tak_diminta", val_int(unasked));
	val_set(cx->mem, &counts, "uang_tak_diminta", val_int(unasked * rate));
	val_set(cx->mem, out, "mutasi", changes);
	val_set(cx->mem, out, "ada_mutasi", val_bool(val_geti(&changes, "tambah", 0) + val_geti(&changes, "kurang", 0) > 0));
	val_set(cx->mem, out, "jumlah", counts);
	bool out_of = str_eq(what, S("keluar")), changed = str_eq(what, S("berubah"));
	TRY(ALL(cx, out_of ? Q_BEDA_KELUAR : changed ? Q_BEDA_BERUBAH : Q_BEDA_MASUK, &p, &rows, err));
	name_regions(cx, &rows);
	val_set(cx->mem, out, "baris", rows);
	put_pager(cx, out, page < 1 ? 1 : page, BEDA_ROWS, out_of ? gone : changed ? val_geti(&counts, "berubah", 0) : added,
		  cx_textf(cx->mem, "&apa=%.*s", (int)what.len, what.ptr));
	return OK;
}
