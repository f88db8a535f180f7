#include "app/terima.h"
#include "app/audit.h"
#include "app/berkas.h"
#include "app/kasus.h"
#include "app/kertas.h"
#include "app/kertas_bayar.h"
#include "app/nomor.h"
#include "app/rekap.h"
#include "app/rekon.h"
#include "app/setelan.h"
#include "app/setuju.h"

#define PEOPLE_SHOWN 300

static const char *const figures[] = { "awal", "tambah", "kurang", "nonaktif", "koreksi", "akhir" };

static struct val kasus_param(struct cx *cx, int64_t kasus) { return OBJ(cx, { "kasus", val_int(kasus) }, { "id", val_int(kasus) }); }

static int set_rekon(struct cx *cx, int64_t kasus, int64_t rekon, struct err *err)
{
	struct val p = OBJ(cx, { "id", val_int(kasus) }, { "rekon", val_int(rekon) });
	TRY(db_run(cx->db, Q_KASUS_REKON, &p, NULL, err));
	return audit_write(cx, "terima.ba", kasus_objek(cx, kasus), NULL, &p, STR_NONE, err);
}

int terima_dari_rekon(struct cx *cx, int64_t periode, int64_t rekon, struct err *err)
{
	int64_t id;
	struct val k, p = OBJ(cx, { "sop", val_c("070") }, { "periode", val_int(periode) });
	TRY(db_int(cx->db, Q_KASUS_PERIODE, &p, 0, &id, err));
	if (!id)
		TRY(kasus_open(cx, "070", periode, &id, err));
	TRY(kasus_get(cx, id, &k, err));
	if (!str_eq(val_getstr(&k, "status"), S("berjalan")) || val_geti(&k, "langkah", 0) != 1)
		return OK;
	return set_rekon(cx, id, rekon, err);
}

int terima_buka(struct cx *cx, int64_t periode, int64_t *ret_id, bool *ret_ba, struct err *err)
{
	struct val r, p = OBJ(cx, { "periode", val_int(periode) });
	TRY(kasus_open(cx, "070", periode, ret_id, err));
	int rc = ONE(cx, Q_HITUNG_SUMBER, &p, &r, err);
	*ret_ba = rc == OK;
	if (rc < 0)
		return rc == E_NOTFOUND ? OK : rc;
	return set_rekon(cx, *ret_id, val_geti(&r, "rekon", 0), err);
}

/* --- a BA from paper ------------------------------------------------------------------------------------------------------ */

static int count_at(const struct val *list, size_t n, bool sign, int64_t *ret, struct err *err)
{
	struct str s = cx_teks_ke(list, n);
	bool minus = sign && s.len && s.ptr[0] == '-';
	if (minus)
		s = str_of(s.ptr + 1, s.len - 1);
	*ret = 0;
	if (s.len && (!str_digits(s) || s.len > 8))
		return FAIL(err, E_REFUSED, "Isi angka orang sebagai bilangan bulat, tanpa titik atau huruf.");
	for (size_t i = 0; i < s.len; i++)
		*ret = *ret * 10 + (s.ptr[i] - '0');
	if (minus)
		*ret = -*ret;
	return OK;
}

static int typed_rows(struct cx *cx, const struct terima_luar *t, struct val *rows, struct err *err)
{
	for (size_t i = 0; i < 20; i++) {
		int64_t f[5] = { 0 };
		struct str name = cx_teks_ke(t->segmen, i);
		if (!name.len)
			continue;
		TRY(count_at(t->awal, i, false, &f[0], err));
		TRY(count_at(t->tambah, i, false, &f[1], err));
		TRY(count_at(t->kurang, i, false, &f[2], err));
		TRY(count_at(t->koreksi, i, true, &f[4], err));
		int64_t end = f[0] + f[1] - f[2] + f[4];
		if (end < 0)
			return FAIL(err, E_REFUSED, "Segmen %.*s: jumlah akhir di bawah nol; periksa lagi angkanya.",
				    (int) name.len, name.ptr);
		struct val *o = val_push(cx->mem, rows, OBJ(cx, { "segmen", val_str(name) }));
		for (size_t k = 0; k < 5; k++)
			val_set(cx->mem, o, figures[k], val_int(f[k]));
		val_set(cx->mem, o, "akhir", val_int(end));
	}
	return rows->items.n ? OK : FAIL(err, E_REFUSED, "Isi sedikitnya satu segmen dari berita acara itu.");
}

int terima_luar(struct cx *cx, int64_t kasus, const struct terima_luar *t, struct err *err)
{
	struct val k, rows = val_list(), r;
	TRY(kasus_at(cx, kasus, BAYAR(1), &k, err));
	if (val_geti(&k, "asal", 0) && val_geti(&k, "asal", 0) != kasus)
		return FAIL(err, E_REFUSED, "Bulan ini sudah punya BA Rekonsiliasi dari SOP 072; perbaiki di sana.");
	if (!t->pindaian || !val_getstr(t->pindaian, "hash").len)
		return FAIL(err, E_REFUSED, "Lampirkan pindaian BA Rekonsiliasi yang bertanda tangan.");
	TRY(typed_rows(cx, t, &rows, err));
	TRY(berkas_take(cx, t->pindaian, t->tempat, err));
	struct val facts = OBJ(cx, { "kasus", val_int(kasus) }, { "periode", val_int(val_geti(&k, "periode", 0)) }, { "angka", rows },
			       { "pindaian", val_str(val_getstr(t->pindaian, "hash")) }, { "nomor", val_str(t->nomor) });
	struct val p = OBJ(cx, { "kasus", val_int(kasus) }, { "tanggal", val_int(t->tanggal) }, { "angka", val_str(cx_json(cx, &rows)) },
			   { "hash", val_str(rekap_hash(cx, &facts)) }, { "pindaian", val_str(val_getstr(t->pindaian, "hash")) },
			   { "now", val_int(cx->now_s) }, { "oleh", val_int(cx->user->id) });
	TRY(db_run(cx->db, Q_REKON_LUAR_GANTI, &p, NULL, err));
	TRY(db_run(cx->db, Q_REKON_TAMBAH_LUAR, &p, NULL, err));
	struct val pk = kasus_param(cx, kasus);
	TRY(ONE(cx, Q_REKON_TERAKHIR, &pk, &r, err));
	struct val s = OBJ(cx, { "kasus", val_int(kasus) }, { "jenis", val_c("ba_rekonsiliasi") }, { "nomor", val_str(t->nomor) },
			   { "tanggal", val_int(t->tanggal) }, { "fakta", val_str(cx_json(cx, &facts)) }, { "hash", *val_get(&p, "hash") },
			   { "status", val_c("final") }, { "pdf", *val_get(&p, "pindaian") }, { "lampiran", val_null },
			   { "now", val_int(cx->now_s) }, { "oleh", val_int(cx->user->id) });
	TRY(db_run(cx->db, Q_SURAT_TAMBAH, &s, NULL, err));
	return set_rekon(cx, kasus, val_geti(&r, "id", 0), err);
}

/* --- what step 1 checks --------------------------------------------------------------------------------------------------- */

static int64_t figure_of(const struct val *rows, struct str segmen, const char *key)
{
	for (const struct val_item *i = rows->items.first; i; i = i->next)
		if (str_eq(val_getstr(&i->v, "segmen"), segmen))
			return val_geti(&i->v, key, 0);
	return 0;
}

static void problem(struct cx *cx, struct val *list, struct str text) { val_push(cx->mem, list, OBJ(cx, { "teks", val_str(text) })); }

static int check_figures(struct cx *cx, const struct val *k, struct val *rows, struct val *problems, struct val *ret_before,
			 struct err *err)
{
	struct val before, old, p = OBJ(cx, { "periode", val_int(val_geti(k, "periode", 0)) });
	int rc = ONE(cx, Q_REKON_SEBELUM, &p, &before, err);
	if (rc < 0 && rc != E_NOTFOUND)
		return rc;
	*ret_before = rc == OK ? val_int(val_geti(&before, "periode", 0)) : val_null;
	if (rc == OK)
		TRY(val_parse(&old, cx->mem, val_getstr(&before, "angka"), 10000, err));
	for (struct val_item *i = rows->items.first; i; i = i->next) {
		struct str name = val_getstr(&i->v, "segmen");
		int64_t end = val_geti(&i->v, "awal", 0) + val_geti(&i->v, "tambah", 0) - val_geti(&i->v, "kurang", 0) -
			      val_geti(&i->v, "nonaktif", 0) + val_geti(&i->v, "koreksi", 0);
		if (end != val_geti(&i->v, "akhir", 0))
			problem(cx, problems,
				cx_textf(cx->mem, "%.*s: aktif akhir tidak sama dengan awal + tambah - kurang.", (int) name.len,
					 name.ptr));
		if (rc != OK)
			continue;
		int64_t was = figure_of(&old, name, "akhir"), opening = val_geti(&i->v, "awal", 0);
		val_set(cx->mem, &i->v, "akhir_lalu", val_int(was));
		if (was != opening)
			problem(cx, problems,
				cx_textf(cx->mem, "%.*s: aktif awal %" PRId64 " orang, padahal akhir bulan sebelumnya %" PRId64 " orang.",
					 (int)name.len, name.ptr, opening, was));
	}
	return OK;
}

/* Names: who joined and left between the two lists against BPJS's data mutasi. */
static int check_names(struct cx *cx, const struct val *k, struct val *ret, struct val *problems, struct err *err)
{
	struct val src, before, counts, people;
	int64_t origin = val_geti(k, "asal", 0), mine = val_geti(k, "id", 0);
	val_set(cx->mem, ret, "beda", val_null);
	val_set(cx->mem, ret, "orang", val_list());
	if (!origin || origin == mine)
		return OK;
	TRY(kasus_get(cx, origin, &src, err));
	struct val p = OBJ(cx, { "sop", val_c("072") }, { "periode", val_int(val_geti(&src, "periode", 0)) });
	int rc = ONE(cx, Q_KASUS_SEBELUM, &p, &before, err);
	if (rc < 0)
		return rc == E_NOTFOUND ? OK : rc; /* the first month: nothing to hold it against */
	struct val q = OBJ(cx, { "baru", val_int(val_geti(&src, "daftar", 0)) }, { "lama", val_int(val_geti(&before, "daftar", 0)) },
			   { "kasus", val_int(origin) }, { "apa", val_c("") }, { "batas", val_int(PEOPLE_SHOWN) });
	TRY(ONE(cx, Q_TERIMA_BEDA, &q, &counts, err));
	bool have = val_geti(&counts, "tambah", 0) + val_geti(&counts, "kurang", 0) > 0;
	val_set(cx->mem, &counts, "ada_mutasi", val_bool(have));
	val_set(cx->mem, ret, "beda", counts);
	if (!have) {
		problem(cx, problems, S("Data mutasi belum diterima; nama yang masuk dan keluar belum bisa dicocokkan."));
		return OK;
	}
	TRY(ALL(cx, Q_TERIMA_ORANG, &q, &people, err));
	val_set(cx->mem, ret, "orang", people);
	static const struct {
		const char *key, *text;
	} words[] = { { "masuk_saja", "orang baru di BNBA tanpa mutasi tambah" },
		      { "keluar_saja", "orang hilang dari BNBA tanpa mutasi kurang" },
		      { "tambah_saja", "mutasi tambah yang tidak ada di BNBA" },
		      { "kurang_saja", "mutasi kurang yang masih ada di BNBA" } };
	for (size_t i = 0; i < COUNT(words); i++)
		if (val_geti(&counts, words[i].key, 0))
			problem(cx, problems, cx_textf(cx->mem, "%" PRId64 " %s.", val_geti(&counts, words[i].key, 0), words[i].text));
	return OK;
}

static struct val sums(struct cx *cx, const struct val *rows)
{
	struct val sum = val_obj();
	for (size_t k = 0; k < COUNT(figures); k++) {
		int64_t n = 0;
		for (const struct val_item *i = rows->items.first; i; i = i->next)
			n += val_geti(&i->v, figures[k], 0);
		val_set(cx->mem, &sum, figures[k], val_int(n));
	}
	return sum;
}

int terima_lihat(struct cx *cx, int64_t kasus, struct val *ret, struct err *err)
{
	struct val k, r, rows, before, problems = val_list();
	TRY(kasus_get(cx, kasus, &k, err));
	val_set(cx->mem, ret, "kasus", k);
	val_set(cx->mem, ret, "rekon", val_null);
	val_set(cx->mem, ret, "segmen", val_list());
	val_set(cx->mem, ret, "jumlah", val_null);
	val_set(cx->mem, ret, "beda", val_null);
	val_set(cx->mem, ret, "orang", val_list());
	val_set(cx->mem, ret, "masalah", problems);
	val_set(cx->mem, ret, "diganti", val_bool(false));
	val_set(cx->mem, ret, "sebelum", val_null);
	val_set(cx->mem, ret, "hash", val_c(""));
	if (!val_geti(&k, "rekon", 0))
		return OK;
	struct val p = OBJ(cx, { "id", val_int(val_geti(&k, "rekon", 0)) });
	TRY(ONE(cx, Q_REKON_ID, &p, &r, err));
	TRY(val_parse(&rows, cx->mem, val_getstr(&r, "angka"), 10000, err));
	TRY(check_figures(cx, &k, &rows, &problems, &before, err));
	TRY(check_names(cx, &k, ret, &problems, err));
	struct val sum = sums(cx, &rows);
	struct val facts = OBJ(cx, { "rekon", val_str(val_getstr(&r, "hash")) }, { "versi", val_int(val_geti(&r, "versi", 0)) },
			       { "jumlah", sum }, { "masalah", problems });
	val_set(cx->mem, ret, "hash", val_str(rekap_hash(cx, &facts)));
	val_set(cx->mem, ret, "rekon", r);
	val_set(cx->mem, ret, "segmen", rows);
	val_set(cx->mem, ret, "jumlah", sum);
	val_set(cx->mem, ret, "masalah", problems);
	val_set(cx->mem, ret, "sebelum", before);
	val_set(cx->mem, ret, "diganti", val_bool(!str_eq(val_getstr(&r, "status"), S("disepakati"))));
	return OK;
}

int terima_selesai(struct cx *cx, int64_t kasus, struct str catatan, struct err *err)
{
	struct val k, seen = val_obj();
	TRY(kasus_at(cx, kasus, BAYAR(1), &k, err));
	TRY(terima_lihat(cx, kasus, &seen, err));
	if (!val_true(val_get(&seen, "rekon")))
		return FAIL(err, E_REFUSED, "BA Rekonsiliasi bulan ini belum ada.");
	if (val_true(val_get(&seen, "diganti")))
		return FAIL(err, E_REFUSED, "Berita acara ini sudah diganti; tunggu versi barunya disepakati dengan BPJS Kesehatan.");
	const struct val *problems = val_get(&seen, "masalah");
	if (problems->items.n && !catatan.len)
		return FAIL(err, E_REFUSED, "Masih ada %zu selisih. Terangkan dalam catatan sebelum dimintakan persetujuan.",
			    problems->items.n);
	TRY(audit_write(cx, "terima.selesai", kasus_objek(cx, kasus), NULL, problems, catatan, err));
	return kasus_move(cx, &k, 2, "maju", catatan, err);
}

/* --- step 2 --------------------------------------------------------------------------------------------------------------- */

unsigned terima_penyetuju(struct cx *cx)
{
	struct str s = setelan_text(cx, "bayar.penyetuju");
	return str_eq(s, S("kadis")) ? R_KADIS : str_eq(s, S("bendahara")) ? R_BENDAHARA : R_KADIS | R_BENDAHARA;
}

int terima_sidik(struct cx *cx, const struct val *k, struct str *ret, struct err *err)
{
	struct val seen = val_obj();
	TRY(terima_lihat(cx, val_geti(k, "id", 0), &seen, err));
	if (!val_true(val_get(&seen, "rekon")) || val_true(val_get(&seen, "diganti")))
		return FAIL(err, E_REFUSED, "Berita acara ini sudah diganti; kembalikan ke langkah 1.");
	*ret = val_getstr(&seen, "hash");
	return OK;
}

int terima_putus(struct cx *cx, const struct val *k, bool setuju, struct str catatan, struct err *err)
{
	int64_t origin = val_geti(k, "asal", 0), id = val_geti(k, "id", 0);
	if (setuju)
		return kasus_move(cx, k, 3, "maju", catatan, err);
	/* A mark already given was for what is now returned. */
	TRY(kasus_void_approval(cx, id, "dikembalikan", err));
	TRY(kasus_move(cx, k, 1, "kembali", catatan, err));
	if (origin && origin != id)
		return rekon_buka_lagi(cx, origin, catatan, err);
	struct val p = kasus_param(cx, id);
	TRY(db_run(cx->db, Q_REKON_LUAR_GANTI, &p, NULL, err));
	return audit_write(cx, "rekonsiliasi.buka_lagi", kasus_objek(cx, id), NULL, NULL, catatan, err);
}
