#include "app/periksa.h"
#include "app/audit.h"
#include "app/cacah.h"
#include "app/kasus.h"
#include "app/rekap.h"
#include "base/wilayah.h"
#include "render/tabel.h"
#include "web/pages/bagan.h"
#include "web/pages/banding.h"
#include "web/pages/pages.h"
#include <padan.h>
#include <unistd.h>

#define PAGE_ROWS 50

static struct str case_page(struct cx *cx, int64_t id, const char *page) { return cx_textf(cx->mem, "/kasus/%" PRId64 "/%s", id, page); }

static struct str row_page(struct cx *cx, int64_t id, int64_t no) { return cx_textf(cx->mem, "/kasus/%" PRId64 "/baris/%" PRId64, id, no); }

/* --- overview --------------------------------------------------------------------------------------------------------- */

static void put_main_reasons(struct cx *cx, struct val *rows)
{
	int64_t most = 1;
	for (const struct val_item *i = rows->items.first; i; i = i->next)
		if (val_geti(&i->v, "jumlah", 0) > most)
			most = val_geti(&i->v, "jumlah", 0);
	for (struct val_item *i = rows->items.first; i; i = i->next) {
		int64_t u = val_geti(&i->v, "utama", -1);
		val_set(cx->mem, &i->v, "kode", val_c(padan_reason_name((int)u) ? padan_reason_name((int)u) : "LAINNYA"));
		val_set(cx->mem, &i->v, "teks", val_c(padan_reason_text((int)u) ? padan_reason_text((int)u) : ""));
		val_set(cx->mem, &i->v, "usul", val_c(alasan_usul(u)));
		val_set(cx->mem, &i->v, "paling", val_int(most));
		val_set(cx->mem, &i->v, "pasti", val_bool(val_geti(&i->v, "putusan", 0) == PADAN_TIDAK_LAYAK));
	}
}

static int put_summary(struct cx *cx, const struct val *k, struct val *out, struct err *err)
{
	struct val q, summary = val_obj(), rows,
		      p = OBJ(cx, { "periksa", val_int(val_geti(k, "periksa", 0)) },
			      { "id", val_int(val_geti(k, "periksa", 0)) }, { "kasus", val_int(val_geti(k, "id", 0)) });
	TRY(ONE(cx, Q_PERIKSA_ID, &p, &q, err));
	if (val_parse(&summary, cx->mem, val_getstr(&q, "ringkasan"), 20000, NULL) < 0)
		summary = val_obj();
	val_set(cx->mem, &q, "ringkasan", val_null);
	val_set(cx->mem, out, "periksa", q);
	struct cacah c;
	struct cacah_wilayah w;
	TRY(cacah_temuan(cx, val_geti(k, "periksa", 0), &c, err));
	TRY(cacah_wilayah(cx, val_geti(k, "periksa", 0), &w, err));
	static const char *const names[] = { "layak", "tinjau", "tidak_layak" };
	struct val sums = val_obj();
	int64_t open = 0, need = 0;
	for (int v = 0; v < 3; v++) {
		const struct cacah_putusan *n = &c.putusan[v];
		val_set(cx->mem, &sums, names[v],
			n->ada ? cacah_putusan(cx, &c, v) : OBJ(cx, { "jumlah", val_int(0) }, { "diputus", val_int(0) }));
		need += v > 0 ? n->jumlah : 0;
		open += v > 0 ? n->jumlah - n->diputus : 0;
	}
	struct kalender cal;
	struct val progress;
	TRY(jadwal_kalender(cx, &cal, err));
	TRY(bagan_kemajuan(cx, &cal, k, need, need - open, &progress, err));
	val_set(cx->mem, out, "kemajuan", progress);
	val_set(cx->mem, &sums, "belum", val_int(open));
	val_set(cx->mem, out, "hitung", sums);
	val_set(cx->mem, out, "registri", val_get(&summary, "registri") ? *val_get(&summary, "registri") : val_int(0));
	val_set(cx->mem, out, "registri_tanggal", val_int(val_geti(&summary, "registri_tanggal", 0)));
	val_set(cx->mem, out, "tak_lengkap", val_bool(val_geti(&q, "tak_lengkap", 0) != 0));
	rows = cacah_utama(cx, &c);
	put_main_reasons(cx, &rows);
	val_set(cx->mem, out, "utama", rows);
	rows = cacah_kecamatan(cx, &w);
	for (struct val_item *i = rows.items.first; i; i = i->next)
		val_set(cx->mem, &i->v, "nama_wilayah", val_str(rekap_wilayah(cx->mem, val_geti(&i->v, "kecamatan", 0))));
	static const struct bagan_bagian parts[] = { { "tidak_layak", "TIDAK_LAYAK" }, { "tinjau", "TINJAU" } };
	val_set(cx->mem, out, "wilayah",
		bagan_mendatar(cx, "wilayah", "grafik.temuan_wilayah", "orang", &rows, "nama_wilayah", parts, COUNT(parts)));
	val_set(cx->mem, out, "kecamatan", rows);
	val_set(cx->mem, out, "keputusan", cacah_keputusan(cx, &c));
	return OK;
}

HANDLER(p_periksa)
{
	struct val k, rows, job = val_null, p;
	int64_t id = val_geti(in, "id", 0);
	TRY(put_case(cx, id, "periksa", out, &k, err));
	p = OBJ(cx, { "kasus", val_int(id) });
	TRY(ALL(cx, Q_PERIKSA_KASUS, &p, &rows, err));
	const struct val *last = rows.items.first ? &rows.items.first->v : NULL;
	if (last) {
		struct val pj = OBJ(cx, { "jenis", val_c("periksa") }, { "sasaran", val_int(val_geti(last, "id", 0)) });
		int rc = ONE(cx, Q_KERJA_SASARAN, &pj, &job, err);
		if (rc < 0 && rc != E_NOTFOUND)
			return rc;
	}
	struct str status = val_getstr(&job, "status");
	bool running = str_eq(status, S("antre")) || str_eq(status, S("jalan"));
	int64_t all = val_geti(&job, "jumlah", 0), done = val_geti(&job, "selesai", 0);
	if (job.kind == VAL_OBJ)
		val_set(cx->mem, &job, "persen", val_int(all > 0 ? (done > all ? all : done) * 100 / all : 0));
	val_set(cx->mem, out, "jalan", val_bool(running));
	val_set(cx->mem, out, "pekerjaan", job);
	val_set(cx->mem, out, "riwayat", rows);
	TRY(ALL(cx, Q_EKSTRAK_SEMUA, NULL, &rows, err));
	val_set(cx->mem, out, "ekstrak", rows);
	val_set(cx->mem, out, "kemajuan", val_null);
	val_set(cx->mem, out, "wilayah", val_null);
	val_set(cx->mem, out, "ada", val_bool(val_geti(&k, "periksa", 0) != 0));
	return val_geti(&k, "periksa", 0) ? put_summary(cx, &k, out, err) : OK;
}

HANDLER(p_periksa_ulang)
{
	int64_t id = val_geti(in, "id", 0);
	TRY(periksa_queue(cx, id, val_geti(in, "ekstrak", 0), err));
	val_set(cx->mem, out, "lanjut", val_str(case_page(cx, id, "periksa")));
	val_set(cx->mem, out, "pesan", val_c("Daftar diperiksa ulang. Keputusan yang sudah dibuat tetap."));
	return OK;
}

HANDLER(p_ekstrak_semua)
{
	(void)in;
	struct val rows;
	TRY(ALL(cx, Q_EKSTRAK_SEMUA, NULL, &rows, err));
	val_set(cx->mem, out, "judul", val_c("Ekstrak Dukcapil"));
	val_set(cx->mem, out, "ekstrak", rows);
	val_set(cx->mem, out, "gagal", val_null);
	val_set(cx->mem, out, "isian", val_obj());
	return OK;
}

HANDLER(p_ekstrak_kirim)
{
	int64_t id, day = val_geti(in, "tanggal", 0);
	if (day > cx_today(cx))
		return FAIL(err, E_REFUSED, "Tanggal ekstrak tidak boleh di masa depan.");
	TRY(ekstrak_add(cx, val_get(in, "berkas"), day, val_getstr(in, "cakupan"), val_getstr(in, "catatan"), &id, err));
	val_set(cx->mem, out, "id", val_int(id));
	val_set(cx->mem, out, "lanjut", val_c("/ekstrak"));
	val_set(cx->mem, out, "pesan", val_c("Ekstrak disimpan. Pilih di halaman pemeriksaan untuk memakainya."));
	return OK;
}

/* --- the table of participants ------------------------------------------------------------------------------------------ */

static int reason_bit(struct str code)
{
	for (int i = 0; i < PADAN_REASON_COUNT; i++)
		if (str_eq(code, str_c(padan_reason_name(i))))
			return i;
	return -1;
}

static struct val table_params(struct cx *cx, const struct val *k, const struct val *in)
{
	int bit = reason_bit(val_getstr(in, "alasan"));
	struct str v = val_getstr(in, "putusan"), hasil = val_getstr(in, "hasil");
	int verdict = str_eq(v, S("LAYAK")) ? 0 : str_eq(v, S("TINJAU")) ? 1 : str_eq(v, S("TIDAK_LAYAK")) ? 2 : -1;
	return OBJ(cx, { "periksa", val_int(val_geti(k, "periksa", 0)) }, { "putusan", val_int(verdict) },
		   { "alasan", val_int(bit >= 0 ? (int64_t)1 << bit : 0) }, { "kecamatan", val_int(val_geti(in, "kecamatan", 0)) },
		   { "hasil", val_str(hasil.ptr ? hasil : S("")) });
}

static void decorate(struct cx *cx, struct val *rows)
{
	name_regions(cx, rows);
	for (struct val_item *i = rows->items.first; i; i = i->next) {
		int64_t v = val_geti(&i->v, "putusan", 0);
		val_put(cx->mem, &i->v, S("kode_putusan"), val_c(padan_verdict_name((int)v)));
		val_put(cx->mem, &i->v, S("alasan_kode"), reason_list(cx, val_geti(&i->v, "alasan", 0)));
	}
}

/* What the table is narrowed to, for the form, and as the tail of an address. */
static struct str put_filter(struct cx *cx, const struct val *in, struct val *out)
{
	static const char *const keys[] = { "putusan", "alasan", "hasil", "urut", "kecamatan" };
	struct val chosen = val_obj();
	struct buf q;
	buf_init(&q, 2000);
	for (size_t i = 0; i < COUNT(keys); i++) {
		const struct val *v = val_get(in, keys[i]);
		bool some = val_true(v);
		val_set(cx->mem, &chosen, keys[i], some ? *v : val_c(""));
		if (some && v->kind == VAL_STR)
			buf_addf(&q, "&%s=%.*s", keys[i], (int)v->s.len, v->s.ptr);
		else if (some)
			buf_addf(&q, "&%s=%" PRId64, keys[i], v->i);
	}
	val_set(cx->mem, out, "saring", chosen);
	struct str query = arena_str(cx->mem, buf_str(&q));
	buf_clear(&q);
	return query;
}

/* The statement that asks least for what the table is narrowed to. */
static enum query page_query(const struct val *p, struct str order)
{
	if (str_eq(order, S("risiko")))
		return Q_TEMUAN_HALAMAN_RISIKO;
	if (str_eq(order, S("wilayah")))
		return Q_TEMUAN_HALAMAN_WILAYAH;
	int64_t verdict = val_geti(p, "putusan", -1);
	if (verdict == 0 || val_geti(p, "alasan", 0) || val_geti(p, "kecamatan", 0) || val_getstr(p, "hasil").len)
		return Q_TEMUAN_HALAMAN;
	return verdict < 0 ? Q_TEMUAN_HALAMAN_SEMUA : Q_TEMUAN_HALAMAN_PUTUSAN;
}

HANDLER(p_peserta)
{
	struct val k, rows, p;
	int64_t id = val_geti(in, "id", 0), page = val_geti(in, "hal", 1), total;
	TRY(put_case(cx, id, "peserta", out, &k, err));
	p = table_params(cx, &k, in);
	struct cacah_wilayah w;
	TRY(cacah_wilayah(cx, val_geti(&k, "periksa", 0), &w, err));
	TRY(temuan_jumlah(cx, &p, &w, &total, err));
	put_pager(cx, out, page < 1 ? 1 : page, PAGE_ROWS, total, put_filter(cx, in, out));
	val_set(cx->mem, &p, "batas", val_int(PAGE_ROWS));
	val_set(cx->mem, &p, "lewat", val_int((val_geti(val_get(out, "pager"), "halaman", 1) - 1) * PAGE_ROWS));
	TRY(ALL(cx, page_query(&p, val_getstr(in, "urut")), &p, &rows, err));
	decorate(cx, &rows);
	val_set(cx->mem, out, "baris", rows);
	struct val reasons = val_list();
	for (int i = 0; i < PADAN_REASON_COUNT; i++)
		val_push(cx->mem, &reasons, OBJ(cx, { "kode", val_c(padan_reason_name(i)) }, { "teks", val_c(padan_reason_text(i)) },
						{ "dipilih", val_bool(str_eq(val_getstr(in, "alasan"), str_c(padan_reason_name(i)))) }));
	val_set(cx->mem, out, "alasan_semua", reasons);
	rows = val_list();
	for (size_t i = 0; i < w.n; i++)
		if (!i || w.sel[i].kecamatan != w.sel[i - 1].kecamatan)
			val_push(cx->mem, &rows,
				 OBJ(cx, { "kecamatan", val_int(w.sel[i].kecamatan) },
				     { "nama_wilayah", val_str(rekap_wilayah(cx->mem, w.sel[i].kecamatan)) },
				     { "dipilih", val_bool(w.sel[i].kecamatan == val_geti(in, "kecamatan", -1)) }));
	val_set(cx->mem, out, "kecamatan_semua", rows);
	return OK;
}

struct export_job {
	struct cx *cx;
	struct tabel *t;
	FILE *csv;
	struct arena mem;
	bool nik; /* whole NIKs: the reveal is in the record */
};

static const struct tabel_column export_columns[] = {
	{ "BARIS", 8, true }, { "NO PESERTA", 16, false }, { "NIK", 19, false }, { "NAMA", 30, false }, { "LAHIR", 12, false }, { "JK", 5, false },
	{ "KELURAHAN", 20, false }, { "SEGMEN", 16, false }, { "PUTUSAN", 14, false }, { "ALASAN", 34, false }, { "KEPUTUSAN", 14, false },
	{ "PENJELASAN", 60, false },
};

static int export_row(void *ctx, const struct val *row)
{
	struct export_job *e = ctx;
	struct arena *m = &e->mem;
	struct str c[COUNT(export_columns)], nik = val_getstr(row, "nik");
	struct buf b;
	int64_t birth = val_geti(row, "lahir", 0), reasons = val_geti(row, "alasan", 0);
	buf_init(&b, 4096);
	for (int i = 0; i < PADAN_REASON_COUNT; i++)
		if (reasons >> i & 1)
			buf_addf(&b, "%s%s", b.len ? ";" : "", padan_reason_name(i));
	c[0] = cx_textf(m, "%" PRId64, val_geti(row, "baris", 0));
	c[1] = val_getstr(row, "no_peserta");
	c[2] = nik;
	if (!e->nik && nik.len)
		c[2] = cx_textf(m, "%.*s************", nik.len < 10 ? 0 : 4, nik.ptr);
	c[3] = val_getstr(row, "nama");
	c[4] = birth > 0 ? cx_textf(m, "%02d-%02d-%04d", (int)(birth % 100), (int)(birth / 100 % 100), (int)(birth / 10000)) : S("");
	c[5] = val_getstr(row, "jk");
	c[6] = rekap_wilayah(m, val_geti(row, "wilayah", 0));
	c[7] = val_getstr(row, "segmen");
	c[8] = str_c(padan_verdict_name((int)val_geti(row, "putusan", 0)));
	c[9] = arena_str(m, buf_str(&b));
	c[10] = val_getstr(row, "hasil");
	c[11] = val_getstr(row, "penjelasan");
	buf_clear(&b);
	if (e->t)
		tabel_row(e->t, c, false);
	for (size_t i = 0; e->csv && i < COUNT(c); i++) {
		/* A text that a spreadsheet would run as a formula gets an apostrophe (CWE-1236). */
		bool formula = c[i].len && strchr("=+-@\t\r", c[i].ptr[0]);
		fputs(formula ? "\"'" : "\"", e->csv);
		for (size_t k = 0; k < c[i].len; k++) {
			if (c[i].ptr[k] == '"')
				fputc('"', e->csv);
			fputc(c[i].ptr[k], e->csv);
		}
		fputs(i + 1 < COUNT(c) ? "\"," : "\"\n", e->csv);
	}
	if (m->used > 1 << 20)
		arena_clear(m);
	return e->csv && ferror(e->csv) ? E_IO : 0;
}

HANDLER(p_ekspor)
{
	struct val k, p;
	int64_t id = val_geti(in, "id", 0), total;
	bool xlsx = str_eq(val_getstr(in, "bentuk"), S("xlsx")), full = val_geti(in, "nik", 0) != 0;
	TRY(kasus_get(cx, id, &k, err));
	p = table_params(cx, &k, in);
	TRY(temuan_jumlah(cx, &p, NULL, &total, err));
	if (full && !val_getstr(in, "tujuan").len)
		return FAIL(err, E_REFUSED, "Tulis untuk apa NIK lengkap diperlukan.");
	struct str path = cx_textf(cx->mem, "%s/spool/ekspor-%" PRId64 "-%" PRId64 "-%d.%s", cx->office->dir, id, cx->now_s, (int)(cx->mem->used & 0xFFFF),
				   xlsx ? "xlsx" : "csv");
	struct export_job e = { .cx = cx, .nik = full };
	arena_init(&e.mem, 0, 0);
	int rc = OK;
	if (xlsx) {
		rc = tabel_new(&e.t, path.ptr, err);
		if (rc == OK)
			tabel_sheet(e.t, "Peserta", NULL, 0, export_columns, COUNT(export_columns));
	} else {
		e.csv = fopen(path.ptr, "we");
		if (!e.csv)
			rc = FAIL(err, E_IO, "ekspor tidak bisa ditulis");
		for (size_t i = 0; e.csv && i < COUNT(export_columns); i++)
			fprintf(e.csv, "%s%s", export_columns[i].heading, i + 1 < COUNT(export_columns) ? "," : "\n");
	}
	if (rc == OK)
		rc = db_each(cx->db, Q_TEMUAN_EKSPOR, &p, export_row, &e, err);
	if (e.t) {
		int end = tabel_finish(e.t, rc < 0 ? NULL : err);
		rc = rc < 0 ? rc : end;
	}
	if (e.csv && fclose(e.csv) != 0 && rc == OK)
		rc = FAIL(err, E_IO, "ekspor tidak bisa ditulis");
	arena_clear(&e.mem);
	if (rc < 0) {
		unlink(path.ptr);
		return rc == E_IO ? FAIL(err, E_IO, "ekspor tidak bisa ditulis") : rc;
	}
	struct val after = OBJ(cx, { "baris", val_int(total) }, { "nik_lengkap", val_bool(full) });
	TRY(audit_write(cx, "peserta.ekspor", kasus_objek(cx, id), NULL, &after, val_getstr(in, "tujuan"), err));
	val_set(cx->mem, out, "_file",
		OBJ(cx, { "path", val_str(path) }, { "hapus", val_int(1) },
		    { "nama", val_str(cx_textf(cx->mem, "peserta-%" PRId64 ".%s", val_geti(&k, "periode", 0), xlsx ? "xlsx" : "csv")) },
		    { "jenis", val_c(xlsx ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" : "text/csv; charset=utf-8") }));
	return OK;
}

/* --- the workbench -------------------------------------------------------------------------------------------------------- */

HANDLER(p_antre)
{
	int64_t id = val_geti(in, "id", 0), no;
	const struct val *v = val_get(in, "putusan"), *u = val_get(in, "utama"), *x = val_get(in, "kecuali");
	TRY(antre_next(cx, id, x && x->kind == VAL_INT ? x->i : -1, v && v->kind == VAL_INT ? v->i : -1,
		       u && u->kind == VAL_INT ? u->i : -1, &no, err));
	val_set(cx->mem, out, "no", val_int(no));
	if (no < 0) {
		val_set(cx->mem, out, "lanjut", val_str(case_page(cx, id, "periksa")));
		val_set(cx->mem, out, "pesan", val_c("Antrean ini sudah habis."));
		return OK;
	}
	val_set(cx->mem, out, "lanjut", val_str(row_page(cx, id, no)));
	return OK;
}

static const char *const reasons_to_propose[] = {
	"MENINGGAL",
	"PINDAH_DOMISILI",
	"NIK_TIDAK_DITEMUKAN",
	"NIK_TIDAK_SAH",
	"DATA_TIDAK_PADAN",
	"GANDA_NIK",
	"DUA_KARTU",
	"NIK_NONAKTIF",
	"PINDAH_SEGMEN_PPU",
	"PINDAH_SEGMEN_PBI",
	"PINDAH_MANDIRI",
	"MAMPU",
	"MENOLAK",
	"TIDAK_DITEMUKAN_ALAMAT",
	"WNA",
	"PEKERJA_MIGRAN",
	"LAINNYA",
};

static int put_row(struct cx *cx, const struct val *in, struct val *out, struct err *err)
{
	struct val k;
	int64_t id = val_geti(in, "id", 0), no = val_geti(in, "no", 0);
	TRY(put_case(cx, id, "periksa", out, &k, err));
	struct val keep = *val_get(out, "kasus");
	TRY(orang_show(cx, id, no, out, err));
	val_set(cx->mem, out, "kasus", keep);
	struct val t = *val_get(out, "temuan"), people = *val_get(out, "peserta");
	val_set(cx->mem, &t, "kode_putusan", val_c(padan_verdict_name((int)val_geti(&t, "putusan", 0))));
	val_set(cx->mem, &t, "alasan_kode", reason_list(cx, val_geti(&t, "alasan", 0)));
	val_set(cx->mem, out, "temuan", t);
	val_set(cx->mem, &people, "nama_wilayah", val_str(rekap_wilayah(cx->mem, val_geti(&people, "wilayah", 0))));
	val_set(cx->mem, out, "peserta", people);
	const struct val *reg = val_get(out, "registri"), *cand = val_get(out, "calon");
	val_set(cx->mem, out, "banding", banding(cx, &people, val_true(reg) ? reg : val_true(cand) ? cand : NULL));
	val_set(cx->mem, out, "banding_dengan", val_c(val_true(reg) ? "registri" : val_true(cand) ? "calon" : ""));
	val_set(cx->mem, out, "banding_calon", val_true(reg) && val_true(cand) ? banding(cx, &people, cand) : val_null);
	struct val family = *val_get(out, "keluarga");
	decorate(cx, &family);
	val_set(cx->mem, out, "keluarga", family);
	struct str suggested = str_c(alasan_usul(val_geti(&t, "utama", -1)));
	const struct val *decided = val_get(out, "keputusan");
	if (val_true(decided) && val_getstr(decided, "alasan").len)
		suggested = val_getstr(decided, "alasan");
	struct val list = val_list();
	for (size_t i = 0; i < COUNT(reasons_to_propose); i++)
		val_push(cx->mem, &list, OBJ(cx, { "kode", val_c(reasons_to_propose[i]) }, { "dipilih", val_bool(str_eq(suggested, str_c(reasons_to_propose[i]))) }));
	val_set(cx->mem, out, "alasan_usul", list);
	struct val pn = OBJ(cx, { "periksa", val_int(val_geti(&k, "periksa", 0)) }, { "putusan", val_int(val_geti(&t, "putusan", 0)) },
			    { "utama", val_int(val_geti(&t, "utama", -1)) });
	int64_t like;
	TRY(db_int(cx->db, Q_TEMUAN_SERUPA, &pn, 0, &like, err));
	val_set(cx->mem, out, "serupa", val_int(like));
	int64_t at = val_geti(&k, "langkah", 0);
	val_set(cx->mem, out, "bisa_putus", val_bool((at >= 2 && at <= 4) && (cx->user->roles & R_PENGELOLA) && val_true(val_get(&keep, "berjalan"))));
	val_set(cx->mem, out, "dibuka", val_bool(false));
	val_set(cx->mem, out, "versi", val_int(val_true(decided) ? val_geti(decided, "versi", 0) : 0));
	val_set(cx->mem, out, "hari_ini", val_str(cx_textf(cx->mem, "%04d-%02d-%02d", cx_today(cx) / 10000, cx_today(cx) / 100 % 100, cx_today(cx) % 100)));
	return OK;
}

HANDLER(p_baris) { return put_row(cx, in, out, err); }

HANDLER(p_baris_putus)
{
	int64_t id = val_geti(in, "id", 0), no = val_geti(in, "no", 0), next;
	struct putusan_orang d = { .hasil = val_getstr(in, "hasil"),
				   .alasan = val_getstr(in, "alasan"),
				   .catatan = val_getstr(in, "catatan"),
				   .koreksi = val_getstr(in, "koreksi"),
				   .sumber = S("petugas"),
				   .versi = val_geti(in, "versi", 0) };
	bool known = !d.alasan.len;
	for (size_t i = 0; i < COUNT(reasons_to_propose); i++)
		known |= str_eq(d.alasan, str_c(reasons_to_propose[i]));
	if (!known)
		return FAIL(err, E_REFUSED, "Pilih alasan penonaktifan dari daftarnya.");
	const struct val *file = val_get(in, "bukti");
	d.file = file && file->kind == VAL_OBJ ? file : NULL;
	if (!str_eq(d.hasil, S("nonaktif")))
		d.alasan = S("");
	TRY(putusan_set(cx, id, no, &d, err));
	val_set(cx->mem, out, "pesan", val_c("Keputusan dicatat."));
	struct val k;
	TRY(kasus_get(cx, id, &k, err));
	/* The queue belongs to step 2; a decision mended later stays on its page. */
	if (val_geti(in, "lanjut_antre", 0) && val_geti(&k, "langkah", 0) == 2) {
		TRY(antre_next(cx, id, no, -1, -1, &next, err));
		val_set(cx->mem, out, "berikut", val_int(next));
		val_set(cx->mem, out, "lanjut", val_str(next < 0 ? case_page(cx, id, "periksa") : row_page(cx, id, next)));
		return OK;
	}
	val_set(cx->mem, out, "lanjut", val_str(row_page(cx, id, no)));
	return OK;
}

HANDLER(p_baris_batal)
{
	int64_t id = val_geti(in, "id", 0), no = val_geti(in, "no", 0);
	TRY(putusan_undo(cx, id, no, val_geti(in, "versi", 0), err));
	val_set(cx->mem, out, "lanjut", val_str(row_page(cx, id, no)));
	val_set(cx->mem, out, "pesan", val_c("Keputusan ditarik kembali."));
	return OK;
}

HANDLER(p_baris_bukti)
{
	int64_t id = val_geti(in, "id", 0), no = val_geti(in, "no", 0);
	const struct val *file = val_get(in, "bukti");
	TRY(bukti_add(cx, id, no, val_geti(in, "tanggal", 0), val_getstr(in, "jawaban"), val_getstr(in, "rincian"),
		      file && file->kind == VAL_OBJ ? file : NULL, err));
	val_set(cx->mem, out, "lanjut", val_str(row_page(cx, id, no)));
	val_set(cx->mem, out, "pesan", val_c("Jawaban Dukcapil dicatat."));
	return OK;
}

/* Showing whole numbers is an act of its own, with its purpose in the record. */
HANDLER(p_baris_buka)
{
	int64_t id = val_geti(in, "id", 0), no = val_geti(in, "no", 0);
	TRY(audit_write(cx, "nik.buka", cx_textf(cx->mem, "kasus/%" PRId64 "/baris/%" PRId64, id, no), NULL, NULL, val_getstr(in, "tujuan"), err));
	TRY(put_row(cx, in, out, err));
	val_set(cx->mem, out, "dibuka", val_bool(true));
	val_set(cx->mem, out, "_buka", val_bool(true));
	return OK;
}

HANDLER(p_sekaligus)
{
	int64_t id = val_geti(in, "id", 0), n;
	TRY(putusan_bulk(cx, id, val_geti(in, "putusan", -1), val_geti(in, "utama", -1), val_getstr(in, "hasil"),
			 val_getstr(in, "catatan"), &n, err));
	val_set(cx->mem, out, "jumlah", val_int(n));
	val_set(cx->mem, out, "lanjut", val_str(case_page(cx, id, "periksa")));
	val_set(cx->mem, out, "pesan", val_str(cx_textf(cx->mem, "%" PRId64 " keputusan dicatat sekaligus.", n)));
	return OK;
}

HANDLER(p_periksa_selesai)
{
	int64_t id = val_geti(in, "id", 0);
	TRY(periksa_finish(cx, id, val_getstr(in, "catatan"), err));
	val_set(cx->mem, out, "lanjut", val_str(case_page(cx, id, "rekap")));
	val_set(cx->mem, out, "pesan", val_c("Langkah 2 selesai. Susun surat pengantar dan rekapitulasi."));
	return OK;
}
