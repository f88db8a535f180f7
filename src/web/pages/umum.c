#include "app/audit.h"
#include "app/berkas.h"
#include "app/kasus.h"
#include "app/peran.h"
#include "app/rekap.h"
#include "app/setelan.h"
#include "web/pages/bagan.h"
#include "web/pages/pages.h"
#include <padan.h>

HANDLER(p_sehat)
{
	(void)in;
	int version;
	TRY(db_schema_version(cx->db, &version, err));
	val_set(cx->mem, out, "sehat", val_bool(true));
	val_set(cx->mem, out, "versi", val_c(PADAN_VERSION));
	val_set(cx->mem, out, "skema", val_int(version));
	return OK;
}

HANDLER(p_openapi)
{
	(void)in;
	struct buf b;
	buf_init(&b, (size_t)8 << 20);
	web_openapi(&b);
	struct str text = arena_str(cx->mem, buf_str(&b));
	buf_clear(&b);
	if (!text.ptr)
		return NOMEM(err);
	val_set(cx->mem, out, "_isi", OBJ(cx, { "jenis", val_c("application/json") }, { "isi", val_str(text) }));
	return OK;
}

static int set_choice(struct cx *cx, struct val *out, const char *name, struct str value, struct str back)
{
	struct val *list = val_set(cx->mem, out, "_kue", val_list());
	val_push(cx->mem, list, OBJ(cx, { "nama", val_c(name) }, { "nilai", val_str(value) }, { "umur", val_int(31536000) }));
	/* Only a path of our own. */
	bool own = back.len && back.ptr[0] == '/' && !(back.len > 1 && (back.ptr[1] == '/' || back.ptr[1] == '\\'));
	val_set(cx->mem, out, "lanjut", own ? val_str(back) : val_c("/"));
	return OK;
}

HANDLER(p_bahasa)
{
	(void)err;
	return set_choice(cx, out, "padan_bahasa", val_getstr(in, "bahasa"), val_getstr(in, "kembali"));
}

HANDLER(p_tema)
{
	(void)err;
	return set_choice(cx, out, "padan_tema", val_getstr(in, "tema"), val_getstr(in, "kembali"));
}

/* What is late or nearly so, with the people and the money that wait on it. */
static void put_warnings(struct cx *cx, const struct val *cases, struct val *out)
{
	struct val *list = val_set(cx->mem, out, "peringatan", val_list());
	for (const struct val_item *i = cases->items.first; i; i = i->next) {
		const struct val *steps = val_get(&i->v, "langkah_kartu");
		for (const struct val_item *s = steps ? steps->items.first : NULL; s; s = s->next) {
			const struct val *when = val_get(&s->v, "jadwal");
			struct str kind = val_getstr(when, "kelas");
			bool late = str_eq(kind, S("bad"));
			if (!val_true(when) || !val_geti(when, "alarm", 0) || (!late && !str_eq(kind, S("warn"))))
				continue;
			int64_t people = val_geti(&i->v, "menunggu_orang", 0);
			val_push(cx->mem, list,
				 OBJ(cx, { "kasus", val_int(val_geti(&i->v, "id", 0)) },
				     { "periode", val_int(val_geti(&i->v, "periode", 0)) },
				     { "langkah", val_int(val_geti(&s->v, "no", 0)) }, { "lewat", val_bool(late) },
				     { "sisa", val_int(val_geti(when, "sisa", 0)) },
				     { "tenggat", val_int(val_geti(when, "tenggat", 0)) }, { "orang", val_int(people) },
				     { "uang", val_int(people * rekap_tarif(cx, val_geti(&i->v, "periode", 0))) }));
		}
	}
}

/* The way to the day of the letter: days of the month gone, and the day it is due. */
static void put_days(struct cx *cx, const struct kalender *k, struct val *kase)
{
	int64_t periode = val_geti(kase, "periode", 0), today = cx_today(cx);
	int y = (int)(periode / 100), m = (int)(periode % 100);
	tanggal due = kalender_tanggal_bulanan(k, y, m, (int)setelan_int(cx, "jadwal.tanggal"), k->aturan), first = y * 10000 + m * 100 + 1;
	int days = tanggal_days(m == 12 ? (y + 1) * 10000 + 101 : first + 100) - tanggal_days(first);
	val_set(cx->mem, kase, "hari",
		!due || today / 100 != periode || val_geti(kase, "langkah", 0) > 3
			? val_null
			: OBJ(cx, { "jumlah", val_int(days) }, { "lewat", val_int(today % 100) },
			      { "jatuh", val_int(due % 100) }, { "tanggal", val_int(due) },
			      { "sisa", val_int(kalender_hari_kerja(k, (tanggal)today, due)) }));
}

/* The place a person begins at: the procedure, its running months, and who waits for whom. */
HANDLER(p_beranda)
{
	(void)in;
	struct val rows, p = OBJ(cx, { "sop", val_c("072") }, { "semua", val_int(0) }, { "batas", val_int(12) });
	struct kalender cal;
	bool people = (cx->user->roles & (R_OFFICE | R_AUDITOR | R_BPJS)) != 0;
	val_set(cx->mem, out, "judul", val_c("Beranda"));
	TRY(jadwal_kalender(cx, &cal, err));
	rows = val_list();
	if (people)
		TRY(ALL(cx, Q_KASUS_DAFTAR, &p, &rows, err));
	for (struct val_item *i = rows.items.first; i; i = i->next)
		TRY(put_steps(cx, &cal, &i->v, &i->v, err));
	for (struct val_item *i = rows.items.first; i; i = i->next)
		put_days(cx, &cal, &i->v);
	put_warnings(cx, &rows, out);
	struct val reasons = val_null;
	if (people && !is_guest(cx))
		TRY(bagan_alasan(cx, &reasons, err));
	val_set(cx->mem, out, "alasan_bulan", reasons);
	val_set(cx->mem, out, "kasus", rows);
	val_set(cx->mem, out, "melihat_peserta", val_bool(people));
	struct val done = val_list(), pa = OBJ(cx, { "sop", val_c("072") }, { "semua", val_int(1) }, { "batas", val_int(6) });
	if (people)
		TRY(ALL(cx, Q_KASUS_DAFTAR, &pa, &done, err));
	struct val *past = val_set(cx->mem, out, "selesai", val_list());
	for (const struct val_item *i = done.items.first; i; i = i->next)
		if (!str_eq(val_getstr(&i->v, "status"), S("berjalan")))
			val_push(cx->mem, past, i->v);
	struct val pt = OBJ(cx, { "periode", val_int(999912) });
	struct val trend = val_list();
	if (people && !is_guest(cx))
		TRY(ALL(cx, Q_TREN, &pt, &trend, err));
	val_set(cx->mem, out, "tren", trend);
	val_set(cx->mem, out, "hari_ini", val_int(cx_today(cx)));
	/* Whoever works on payment finds it here too: months that run, what waits at Finance. */
	struct val months = val_list(), box = val_list();
	if (cx->user->roles & (R_PEMBAYARAN | R_BENDAHARA | R_KADIS | R_KASI))
		TRY(bayar_bulan(cx, &cal, 12, true, &months, err));
	if (cx->user->own & R_KEUANGAN)
		TRY(bayar_kotak(cx, &box, err));
	val_set(cx->mem, out, "bulan_bayar", months);
	val_set(cx->mem, out, "kotak", box);
	const struct sop_def *def = sop_set_find(cx->office->sop, S("072"));
	val_set(cx->mem, out, "sop_nomor", val_str(def->nomor));
	val_set(cx->mem, out, "sop_judul", val_str(def->judul));
	return OK;
}

/* --- procedures, calendar --------------------------------------------------------------------------------------------------- */

HANDLER(p_sop_semua)
{
	(void)in;
	(void)err;
	struct val *list = val_set(cx->mem, out, "sop", val_list());
	val_set(cx->mem, out, "judul", val_c("Prosedur (SOP)"));
	for (size_t i = 0; i < cx->office->sop->n; i++) {
		const struct sop_def *d = cx->office->sop->def[i];
		val_push(cx->mem, list,
			 OBJ(cx, { "kode", val_str(d->kode) }, { "nomor", val_str(d->nomor) }, { "judul", val_str(d->judul) },
			     { "revisi", val_str(d->revisi) }, { "langkah", val_int((int64_t)d->langkah_n) },
			     { "efektif", val_int(d->tanggal_efektif) }));
	}
	return OK;
}

static struct val texts(struct cx *cx, const struct sop_daftar *d)
{
	struct val list = val_list();
	for (size_t i = 0; i < d->n; i++)
		val_push(cx->mem, &list, val_str(d->isi[i]));
	return list;
}

static struct val items(struct cx *cx, const struct sop_item *it, size_t n)
{
	struct val list = val_list();
	for (size_t i = 0; i < n; i++)
		val_push(cx->mem, &list,
			 OBJ(cx, { "teks", val_str(it[i].teks) }, { "tambahan", val_bool(it[i].tambahan) },
			     { "catatan", val_str(it[i].catatan.ptr ? it[i].catatan : S("")) }));
	return list;
}

static struct val notes(struct cx *cx, const struct sop_catatan *c, size_t n)
{
	struct val list = val_list();
	for (size_t i = 0; i < n; i++)
		val_push(cx->mem, &list, OBJ(cx, { "isi", val_str(c[i].isi) }, { "tambahan", val_bool(c[i].tambahan) }));
	return list;
}

/* The lane in which a step stands: of the actor named first. */
static size_t lane_of(const struct sop_def *d, size_t step)
{
	for (size_t l = 0; l < d->lajur_n; l++)
		if (d->lajur[l].peran & d->langkah[step].penanggung)
			return l;
	return 0;
}

/* Cells of the flow chart: a symbol in the lane of the actor, and the line from the step above: down into the symbol (n), down
 * from it (s), along the upper edge to the left (l) or right (r) where the actors change. */
static struct val lanes(struct cx *cx, const struct sop_def *d, size_t step)
{
	const struct sop_langkah *s = &d->langkah[step];
	struct val list = val_list();
	size_t here = lane_of(d, step), above = step ? lane_of(d, step - 1) : here;
	size_t low = here < above ? here : above, high = here < above ? above : here;
	for (size_t l = 0; l < d->lajur_n; l++) {
		bool mine = l == here, also = !mine && (d->lajur[l].peran & s->peran);
		bool across = step && low != high && l >= low && l <= high;
		const char *shape = s->simbol == SOP_KEPUTUSAN ? "diamond" : s->simbol == SOP_PROSES ? "" : "capsule";
		struct str arrows = cx_textf(cx->mem, "lane%s%s%s%s", step && mine ? " n" : "", mine && step + 1 < d->langkah_n ? " s" : "",
					     across && l > low ? " l" : "", across && l < high ? " r" : "");
		const char *word = s->simbol == SOP_MULAI	? "Mulai"
				   : s->simbol == SOP_SELESAI	? "Selesai"
				   : s->simbol == SOP_KEPUTUSAN ? "Setuju?"
								: "Kerja";
		val_push(cx->mem, &list,
			 OBJ(cx, { "simbol", val_bool(mine || also) }, { "bentuk", val_c(shape) }, { "kelas", val_str(arrows) },
			     { "wajik", val_bool(s->simbol == SOP_KEPUTUSAN) }, { "kata", val_c(word) }));
	}
	return list;
}

HANDLER(p_sop)
{
	const struct sop_def *d = sop_set_find(cx->office->sop, val_getstr(in, "kode"));
	if (!d && val_get(in, "kode") && val_get(in, "kode")->kind == VAL_INT)
		d = sop_set_find(cx->office->sop, cx_textf(cx->mem, "%03" PRId64, val_geti(in, "kode", 0)));
	if (!d)
		return FAIL(err, E_NOTFOUND, "Prosedur itu tidak ada.");
	val_set(cx->mem, out, "judul", val_str(cx_textf(cx->mem, "SOP %.*s", (int)d->prosedur.len, d->prosedur.ptr)));
	val_set(cx->mem, out, "identitas",
		OBJ(cx, { "kop", texts(cx, &d->kop) }, { "unit_kerja", val_str(d->unit_kerja) }, { "nomor", val_str(d->nomor) },
		    { "judul", val_str(d->judul) }, { "revisi", val_str(d->revisi) },
		    { "jabatan", val_str(d->disahkan_jabatan) }, { "nama", val_str(d->disahkan_nama) },
		    { "pembuatan", val_int(d->tanggal_pembuatan) }, { "tanggal_revisi", val_int(d->tanggal_revisi) },
		    { "efektif", val_int(d->tanggal_efektif) }, { "dasar", texts(cx, &d->dasar_hukum) },
		    { "kualifikasi", texts(cx, &d->kualifikasi) }, { "keterkaitan", texts(cx, &d->keterkaitan) },
		    { "peralatan", texts(cx, &d->peralatan) }, { "peringatan", val_str(d->peringatan) },
		    { "pencatatan", val_str(d->pencatatan) }, { "kode", val_str(d->kode) }));
	struct val *lane = val_set(cx->mem, out, "lajur", val_list());
	for (size_t i = 0; i < d->lajur_n; i++)
		val_push(cx->mem, lane, OBJ(cx, { "nama", val_str(d->lajur[i].nama) }, { "tambahan", val_bool(d->lajur[i].tambahan) }));
	struct val *steps = val_set(cx->mem, out, "langkah", val_list());
	for (size_t i = 0; i < d->langkah_n; i++) {
		const struct sop_langkah *s = &d->langkah[i];
		struct val arms = val_list();
		for (size_t a = 0; a < s->cabang_n; a++)
			val_push(cx->mem, &arms, OBJ(cx, { "jawaban", val_str(s->cabang[a].jawaban) }, { "ke", val_int(s->cabang[a].ke) }));
		val_push(cx->mem, steps,
			 OBJ(cx, { "no", val_int(s->no) }, { "kegiatan", val_str(s->kegiatan) }, { "sel", lanes(cx, d, i) },
			     { "kelengkapan", items(cx, s->kelengkapan, s->kelengkapan_n) },
			     { "waktu", val_str(s->waktu_teks) }, { "output", items(cx, s->output, s->output_n) },
			     { "cabang", arms }, { "catatan", notes(cx, s->catatan, s->catatan_n) }));
	}
	val_set(cx->mem, out, "catatan", notes(cx, d->catatan, d->catatan_n));
	return OK;
}

HANDLER(p_kalender)
{
	struct kalender k;
	int64_t month = val_geti(in, "bulan", 0), today = cx_today(cx);
	if (month < 190001 || month > 999812)
		month = today / 100;
	TRY(jadwal_kalender(cx, &k, err));
	int y = (int)(month / 100), m = (int)(month % 100);
	if (m < 1 || m > 12)
		return FAIL(err, E_REFUSED, "Bulan itu tidak ada.");
	tanggal first = y * 10000 + m * 100 + 1, due = kalender_tanggal_bulanan(&k, y, m, 25, k.aturan);
	struct val *weeks = val_set(cx->mem, out, "minggu", val_list()), *week = val_push(cx->mem, weeks, val_list());
	for (int i = 0; i < hari_minggu(first); i++)
		val_push(cx->mem, week, OBJ(cx, { "hari", val_int(0) }, { "kelas", val_c("") }, { "nama", val_null }));
	struct val *off = val_set(cx->mem, out, "libur", val_list());
	for (tanggal t = first; t / 100 == month; t = tanggal_from_days(tanggal_days(t) + 1)) {
		struct str name = STR_NONE;
		enum hari_jenis why = kalender_jenis(&k, t, &name);
		if (week->items.n == 7)
			week = val_push(cx->mem, weeks, val_list());
		val_push(cx->mem, week,
			 OBJ(cx, { "hari", val_int(t % 100) },
			     { "kelas", val_str(cx_textf(cx->mem, "%s%s%s", why != HARI_KERJA ? "off " : "",
							 t == due ? "due " : "", t == today ? "today" : "")) },
			     { "nama", name.len ? val_str(name) : val_null }));
		if (why > HARI_AKHIR_PEKAN)
			val_push(cx->mem, off,
				 OBJ(cx, { "tanggal", val_int(t) }, { "nama", val_str(name) },
				     { "kantor", val_bool(why == HARI_LIBUR_KANTOR) }));
	}
	val_set(cx->mem, out, "judul", val_c("Kalender kerja"));
	val_set(cx->mem, out, "bulan", val_int(month));
	val_set(cx->mem, out, "jatuh", val_int(due));
	val_set(cx->mem, out, "perkiraan", val_bool(kalender_kepastian(&k, first, first) != KEPASTIAN_SKB));
	val_set(cx->mem, out, "sebelum", val_str(cx_textf(cx->mem, "%04d%02d", m == 1 ? y - 1 : y, m == 1 ? 12 : m - 1)));
	val_set(cx->mem, out, "sesudah", val_str(cx_textf(cx->mem, "%04d%02d", m == 12 ? y + 1 : y, m == 12 ? 1 : m + 1)));
	val_set(cx->mem, out, "gagal", val_null);
	val_set(cx->mem, out, "isian", val_obj());
	return OK;
}

HANDLER(p_libur_tambah)
{
	struct val p = OBJ(cx, { "tanggal", val_int(val_geti(in, "tanggal", 0)) }, { "nama", val_str(val_getstr(in, "nama")) },
			   { "libur", val_int(str_eq(val_getstr(in, "jenis"), S("libur"))) });
	TRY(db_run(cx->db, Q_LIBUR_TULIS, &p, NULL, err));
	TRY(audit_write(cx, "kalender.ubah", cx_textf(cx->mem, "kalender/%" PRId64, val_geti(in, "tanggal", 0)), NULL, &p, STR_NONE, err));
	val_set(cx->mem, out, "lanjut", val_str(cx_textf(cx->mem, "/kalender?bulan=%" PRId64, val_geti(in, "tanggal", 0) / 100)));
	val_set(cx->mem, out, "pesan", val_c("Kalender kantor diubah."));
	return OK;
}

/* --- record, files, search -------------------------------------------------------------------------------------------------- */

#define AUDIT_ROWS 100

HANDLER(p_audit)
{
	struct val rows;
	int64_t before = val_geti(in, "sebelum", 0);
	struct str what = val_getstr(in, "aksi");
	struct val p = OBJ(cx, { "sebelum_no", val_int(before > 0 ? before : INT64_MAX) },
			   { "aksi", val_str(what.ptr ? what : S("")) }, { "batas", val_int(AUDIT_ROWS) });
	TRY(ALL(cx, Q_AUDIT_HALAMAN, &p, &rows, err));
	val_set(cx->mem, out, "judul", val_c("Catatan audit"));
	val_set(cx->mem, out, "catatan", rows);
	val_set(cx->mem, out, "aksi", val_str(what.ptr ? what : S("")));
	const struct val *last = rows.items.last ? &rows.items.last->v : NULL;
	val_set(cx->mem, out, "berikut", val_int(rows.items.n == AUDIT_ROWS && last ? val_geti(last, "no", 0) : 0));
	return OK;
}

/* Who may have a stored file. Lists and extracts as they came hold whole NIKs of thousands: only those who work with them, and
 * with a purpose that stands in the record; packages and recaps with names go to them and to whom they were handed. */
static int may_have(struct cx *cx, const struct val *p, bool purpose, struct err *err)
{
	struct val what;
	int64_t handed = 0;
	unsigned role = cx->user->roles;
	TRY(ONE(cx, Q_BERKAS_ISI, p, &what, err));
	if (!(role & (R_OFFICE | R_AUDITOR))) {
		if (role & (R_BPJS | R_KEUANGAN))
			TRY(db_int(cx->db, role & R_BPJS ? Q_BERKAS_TAMU : Q_BERKAS_KEUANGAN, p, 0, &handed, err));
		return handed ? OK : FAIL(err, E_NOTFOUND, "Berkas itu tidak ada.");
	}
	if (val_geti(&what, "rincian", 0)) {
		if (!(role & (R_PEMBAYARAN | R_KASI | R_KADIS | R_AUDITOR)))
			return FAIL(err, E_DENIED, "Peran Anda tidak berwenang untuk ini: berkas ini memuat NIK lengkap.");
		return purpose ? OK
			       : FAIL(err, E_REFUSED,
				      "Berkas ini memuat NIK lengkap; unduh dari halaman tagihannya dengan menyebut "
				      "tujuannya.");
	}
	bool raw = val_geti(&what, "mentah", 0) != 0, names = val_geti(&what, "nama_lengkap", 0) != 0;
	if ((raw || names) && !(role & (R_PENGELOLA | R_KASI | R_KADIS | R_AUDITOR)))
		return FAIL(err, E_DENIED, "Peran Anda tidak berwenang untuk ini: berkas ini memuat NIK lengkap.");
	if (raw && !purpose)
		return FAIL(err, E_REFUSED,
			    "Berkas ini memuat NIK lengkap; unduh dari halaman daftar atau ekstrak dengan menyebut tujuannya.");
	return OK;
}

HANDLER(p_berkas)
{
	struct str hash = val_getstr(in, "hash"), why = val_getstr(in, "tujuan");
	struct val row, p = OBJ(cx, { "hash", val_str(hash.ptr ? hash : S("")) });
	int rc = ONE(cx, Q_BERKAS_CARI, &p, &row, err);
	if (rc < 0)
		return rc == E_NOTFOUND ? FAIL(err, E_NOTFOUND, "Berkas itu tidak ada.") : rc;
	TRY(may_have(cx, &p, why.len > 0, err));
	struct str kind = val_getstr(&row, "jenis");
	bool pdf = str_eq(kind, S("application/pdf"));
	/* What came from outside is never shown in our own origin. */
	val_set(cx->mem, out, "_file",
		OBJ(cx, { "path", val_str(berkas_path(cx->office, cx->mem, hash)) }, { "nama", val_str(val_getstr(&row, "nama")) },
		    { "jenis", pdf ? val_c("application/pdf") : val_c("application/octet-stream") }, { "tampil", val_int(pdf) }));
	struct val after = OBJ(cx, { "nama", val_str(val_getstr(&row, "nama")) });
	return audit_write(cx, "berkas.unduh", cx_textf(cx->mem, "berkas/%.16s", hash.ptr), NULL, &after, why, err);
}

HANDLER(p_cari)
{
	(void)in;
	(void)err;
	val_set(cx->mem, out, "judul", val_c("Cari peserta"));
	val_set(cx->mem, out, "teks", val_c(""));
	val_set(cx->mem, out, "hasil", val_null);
	val_set(cx->mem, out, "gagal", val_null);
	return OK;
}

/* "siti aminah" as a phrase of the index of three letters; quotes doubled. */
static struct str phrase(struct cx *cx, struct str s)
{
	struct buf b;
	buf_init(&b, 1000);
	buf_addc(&b, '"');
	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] == '"')
			buf_addc(&b, '"');
		buf_addc(&b, s.ptr[i]);
	}
	buf_addc(&b, '"');
	struct str out = arena_str(cx->mem, buf_str(&b));
	buf_clear(&b);
	return out;
}

/* By POST, so that no name or number stands in an address, a log or a browser's history. */
HANDLER(p_cari_hasil)
{
	struct str text = val_getstr(in, "teks");
	struct val rows, p;
	enum query q = Q_CARI_NAMA;
	if (str_digits(text)) {
		if (text.len != 16 && text.len != 13)
			return FAIL(err, E_REFUSED, "Nomor harus lengkap: NIK 16 angka atau nomor peserta 13 angka.");
		q = text.len == 16 ? Q_CARI_NIK : Q_CARI_KARTU;
		p = OBJ(cx, { "teks", val_str(text.len == 16 ? text : cx_textf(cx->mem, "P%.*s", (int)text.len, text.ptr)) });
	} else {
		if (text.len < 3)
			return FAIL(err, E_REFUSED, "Ketik sedikitnya tiga huruf nama.");
		p = OBJ(cx, { "teks", val_str(phrase(cx, text)) });
	}
	TRY(ALL(cx, q, &p, &rows, err));
	name_regions(cx, &rows);
	val_set(cx->mem, out, "judul", val_c("Cari peserta"));
	val_set(cx->mem, out, "teks", val_str(text));
	val_set(cx->mem, out, "hasil", rows);
	val_set(cx->mem, out, "gagal", val_null);
	return OK;
}

HANDLER(p_orang)
{
	struct val who, rows, p = OBJ(cx, { "id", val_int(val_geti(in, "id", 0)) });
	int rc = ONE(cx, Q_PESERTA_ID, &p, &who, err);
	if (rc < 0)
		return rc == E_NOTFOUND ? FAIL(err, E_NOTFOUND, "Peserta itu tidak ada.") : rc;
	struct val pk = OBJ(cx, { "kunci", val_str(val_getstr(&who, "kunci")) }), pn = OBJ(cx, { "nik", val_str(val_getstr(&who, "nik")) });
	TRY(ALL(cx, Q_PESERTA_BULAN, &pk, &rows, err));
	for (struct val_item *i = rows.items.first; i; i = i->next) {
		const struct val *v = val_get(&i->v, "putusan");
		val_set(cx->mem, &i->v, "kode_putusan", v && v->kind == VAL_INT ? val_c(padan_verdict_name((int)v->i)) : val_null);
	}
	val_set(cx->mem, out, "bulan", rows);
	rows = val_list();
	if (val_getstr(&who, "nik").len)
		TRY(ALL(cx, Q_BUKTI_NIK, &pn, &rows, err));
	val_set(cx->mem, out, "bukti", rows);
	/* The key holds the card or the NIK itself. */
	val_set(cx->mem, &who, "kunci", val_null);
	val_set(cx->mem, &who, "nama_wilayah", val_str(rekap_wilayah(cx->mem, val_geti(&who, "wilayah", 0))));
	val_set(cx->mem, out, "peserta", who);
	val_set(cx->mem, out, "judul", val_c("Riwayat peserta"));
	return OK;
}
