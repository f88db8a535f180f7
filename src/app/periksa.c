#include "app/periksa.h"
#include "app/audit.h"
#include "app/berkas.h"
#include "app/kasus.h"
#include "app/setelan.h"
#include <padan.h>

#define HOLD_S (15 * 60) /* a row taken and left comes back to the queue after that */

static struct str objek(struct cx *cx, int64_t kasus, int64_t no)
{
	return cx_textf(cx->mem, "kasus/%" PRId64 "/baris/%" PRId64, kasus, no);
}

const char *alasan_usul(int64_t utama)
{
	switch (utama) {
	case PADAN_MENINGGAL: return "MENINGGAL";
	case PADAN_PINDAH_DOMISILI: return "PINDAH_DOMISILI";
	case PADAN_NIK_TIDAK_DITEMUKAN: return "NIK_TIDAK_DITEMUKAN";
	case PADAN_NIK_TIDAK_SAH: case PADAN_NIK_KOSONG: return "NIK_TIDAK_SAH";
	case PADAN_NIK_GANDA: return "GANDA_NIK";
	case PADAN_ORANG_GANDA: case PADAN_PESERTA_GANDA: return "DUA_KARTU";
	case PADAN_NIK_NONAKTIF: return "NIK_NONAKTIF";
	case PADAN_NAMA_BEDA: case PADAN_TANGGAL_LAHIR_BEDA: case PADAN_NIK_MILIK_ORANG_LAIN: return "DATA_TIDAK_PADAN";
	case PADAN_SEGMEN_LAIN: return "PINDAH_SEGMEN_PPU";
	default: return "LAINNYA";
	}
}

int periksa_queue(struct cx *cx, int64_t kasus, int64_t ekstrak, struct err *err)
{
	struct val k, d, e = val_null;
	TRY(kasus_at(cx, kasus, AT(2), &k, err));
	int64_t daftar = val_geti(&k, "daftar", 0);
	struct val pd = OBJ(cx, { "id", val_int(daftar) }), pe = OBJ(cx, { "id", val_int(ekstrak) });
	int rc = ONE(cx, Q_DAFTAR_ID, &pd, &d, err);
	if (rc == E_NOTFOUND)
		return FAIL(err, E_REFUSED, "Belum ada daftar peserta yang berlaku.");
	if (rc < 0)
		return rc;
	rc = ekstrak ? ONE(cx, Q_EKSTRAK_ID, &pe, &e, err) : ONE(cx, Q_EKSTRAK_TERAKHIR, NULL, &e, err);
	if (rc == E_NOTFOUND && ekstrak)
		return FAIL(err, E_NOTFOUND, "Ekstrak itu tidak ada.");
	if (rc < 0 && rc != E_NOTFOUND)
		return rc;
	bool with = rc == OK;
	struct val p = OBJ(cx, { "kasus", val_int(kasus) }, { "daftar", val_int(daftar) },
			   { "ekstrak", with ? val_int(val_geti(&e, "id", 0)) : val_null },
			   { "per_tanggal", val_int(cx_today(cx)) }, { "hash_daftar", val_str(val_getstr(&d, "berkas")) },
			   { "hash_ekstrak", with ? val_str(val_getstr(&e, "berkas")) : val_c("") },
			   { "kriteria", val_str(setelan_text(cx, "kriteria")) }, { "program", val_c(PADAN_VERSION) },
			   { "now", val_int(cx->now_s) });
	TRY(db_run(cx->db, Q_PERIKSA_TAMBAH, &p, NULL, err));
	int64_t id = db_last_id(cx->db);
	TRY(audit_write(cx, "periksa.mulai", kasus_objek(cx, kasus), NULL, &p, STR_NONE, err));
	return kerja_add(cx, "periksa", id, kasus, NULL, err);
}

int ekstrak_add(struct cx *cx, const struct val *file, int64_t hari, struct str cakupan, struct str catatan, int64_t *ret_id,
		struct err *err)
{
	TRY(berkas_take(cx, file, STR_NONE, err));
	struct val p = OBJ(cx, { "berkas", val_str(val_getstr(file, "hash")) }, { "nama", val_str(val_getstr(file, "nama")) },
			   { "tanggal", val_int(hari) }, { "cakupan", val_str(cakupan.len ? cakupan : S("kota")) },
			   { "catatan", val_str(catatan.ptr ? catatan : S("")) }, { "now", val_int(cx->now_s) },
			   { "oleh", cx->user ? val_int(cx->user->id) : val_null });
	TRY(db_run(cx->db, Q_EKSTRAK_TAMBAH, &p, NULL, err));
	*ret_id = db_last_id(cx->db);
	return audit_write(cx, "ekstrak.terima", cx_textf(cx->mem, "ekstrak/%" PRId64, *ret_id), NULL, &p, STR_NONE, err);
}

/* The row of a finding with the person on it. */
static int finding(struct cx *cx, int64_t kasus, int64_t no, unsigned steps, struct val *k, struct val *t, struct val *p, struct err *err)
{
	TRY(steps ? kasus_at(cx, kasus, steps, k, err) : kasus_get(cx, kasus, k, err));
	if (!val_geti(k, "periksa", 0))
		return FAIL(err, E_REFUSED, "Daftar ini belum selesai diperiksa.");
	struct val pt = OBJ(cx, { "periksa", val_int(val_geti(k, "periksa", 0)) }, { "no", val_int(no) });
	int rc = ONE(cx, Q_TEMUAN_SATU, &pt, t, err);
	if (rc == E_NOTFOUND)
		return FAIL(err, E_NOTFOUND, "Baris itu tidak ada di daftar.");
	if (rc < 0)
		return rc;
	struct val pp = OBJ(cx, { "id", val_int(val_geti(t, "peserta", 0)) });
	return ONE(cx, Q_PESERTA_ID, &pp, p, err);
}

static int check_decision(const struct putusan_orang *d, int64_t putusan, struct err *err)
{
	bool off = str_eq(d->hasil, S("nonaktif"));
	if (off && !d->alasan.len)
		return FAIL(err, E_REFUSED, "Alasan penonaktifan harus dipilih.");
	if (off && putusan < PADAN_TIDAK_LAYAK && !d->catatan.len && !(d->file && val_getstr(d->file, "hash").len))
		return FAIL(err, E_REFUSED, "Temuan ini belum pasti: tulis dasar keputusan atau lampirkan buktinya.");
	if (str_eq(d->alasan, S("LAINNYA")) && !d->catatan.len)
		return FAIL(err, E_REFUSED, "Untuk alasan lainnya, tulis alasannya di catatan.");
	if (str_eq(d->hasil, S("koreksi")) && !d->koreksi.len)
		return FAIL(err, E_REFUSED, "Tulis data yang seharusnya.");
	return OK;
}

/* Anything that changes who is proposed takes the case back before the papers: they no longer say what is so. */
static int reopen(struct cx *cx, const struct val *k, int64_t id, struct err *err)
{
	if (val_geti(k, "langkah", 0) < 4)
		return OK;
	struct val now;
	TRY(kasus_void_approval(cx, id, "keputusan atas peserta berubah", err));
	TRY(kasus_get(cx, id, &now, err));
	return kasus_move(cx, &now, 3, "kembali", S("keputusan atas peserta berubah"), err);
}

int putusan_set(struct cx *cx, int64_t kasus, int64_t no, const struct putusan_orang *d, struct err *err)
{
	struct val k, t, p, old = val_null;
	TRY(finding(cx, kasus, no, AT(2) | AT(3) | AT(4), &k, &t, &p, err));
	TRY(check_decision(d, val_geti(&t, "putusan", 0), err));
	struct val pk = OBJ(cx, { "kasus", val_int(kasus) }, { "kunci", val_str(val_getstr(&p, "kunci")) });
	int rc = ONE(cx, Q_KEPUTUSAN_CARI, &pk, &old, err);
	if (rc < 0 && rc != E_NOTFOUND)
		return rc;
	bool have = rc == OK;
	if (val_geti(&old, "versi", 0) != d->versi) {
		struct str who = val_getstr(&old, "oleh"), what = val_getstr(&old, "hasil");
		return FAIL(err, E_CONFLICT, "Sementara itu %.*s sudah memutuskan \"%.*s\" untuk peserta ini. Muat ulang untuk melihatnya.",
			    (int)who.len, who.ptr ? who.ptr : "", (int)what.len, what.ptr ? what.ptr : "");
	}
	struct str hash = d->file ? val_getstr(d->file, "hash") : STR_NONE;
	if (hash.len)
		TRY(berkas_take(cx, d->file, STR_NONE, err));
	else if (have)
		hash = val_getstr(&old, "berkas");
	struct val q = OBJ(cx, { "kasus", val_int(kasus) }, { "kunci", val_str(val_getstr(&p, "kunci")) },
			   { "peserta", val_int(val_geti(&p, "id", 0)) }, { "hasil", val_str(d->hasil) }, { "alasan", val_str(d->alasan.ptr ? d->alasan : S("")) },
			   { "catatan", val_str(d->catatan.ptr ? d->catatan : S("")) }, { "koreksi", val_str(d->koreksi.ptr ? d->koreksi : S("")) },
			   { "berkas", hash.len ? val_str(hash) : val_null }, { "sumber", val_str(d->sumber.ptr ? d->sumber : S("")) },
			   { "oleh", val_int(cx->user->id) }, { "now", val_int(cx->now_s) }, { "versi", val_int(d->versi) });
	int64_t n = 1;
	TRY(db_run(cx->db, have ? Q_KEPUTUSAN_UBAH : Q_KEPUTUSAN_TAMBAH, &q, &n, err));
	if (n != 1)
		return FAIL(err, E_CONFLICT, "Keputusan ini baru saja diubah orang lain.");
	struct val pt = OBJ(cx, { "periksa", val_int(val_geti(&k, "periksa", 0)) }, { "no", val_int(no) }, { "hasil", val_str(d->hasil) });
	TRY(db_run(cx->db, Q_TEMUAN_HASIL, &pt, NULL, err));
	TRY(reopen(cx, &k, kasus, err));
	struct val after = OBJ(cx, { "hasil", val_str(d->hasil) }, { "alasan", val_str(d->alasan) }, { "catatan", val_str(d->catatan) },
			       { "koreksi", val_str(d->koreksi) }, { "bukti", val_str(hash) });
	return audit_write(cx, "keputusan.catat", objek(cx, kasus, no), have ? &old : NULL, &after, d->catatan, err);
}

int putusan_undo(struct cx *cx, int64_t kasus, int64_t no, int64_t versi, struct err *err)
{
	struct val k, t, p, old;
	TRY(finding(cx, kasus, no, AT(2) | AT(3) | AT(4), &k, &t, &p, err));
	struct val pk = OBJ(cx, { "kasus", val_int(kasus) }, { "kunci", val_str(val_getstr(&p, "kunci")) }, { "versi", val_int(versi) });
	TRY(ONE(cx, Q_KEPUTUSAN_CARI, &pk, &old, err));
	int64_t n;
	TRY(db_run(cx->db, Q_KEPUTUSAN_HAPUS, &pk, &n, err));
	if (n != 1)
		return FAIL(err, E_CONFLICT, "Keputusan ini baru saja diubah orang lain.");
	struct val pt = OBJ(cx, { "periksa", val_int(val_geti(&k, "periksa", 0)) }, { "no", val_int(no) }, { "hasil", val_null });
	TRY(db_run(cx->db, Q_TEMUAN_HASIL, &pt, NULL, err));
	TRY(reopen(cx, &k, kasus, err));
	return audit_write(cx, "keputusan.batal", objek(cx, kasus, no), &old, NULL, STR_NONE, err);
}

int putusan_bulk(struct cx *cx, int64_t kasus, int64_t putusan, int64_t utama, struct str hasil, struct str catatan, int64_t *ret_n,
		 struct err *err)
{
	struct val k;
	TRY(kasus_at(cx, kasus, AT(2), &k, err));
	if (!val_geti(&k, "periksa", 0))
		return FAIL(err, E_REFUSED, "Daftar ini belum selesai diperiksa.");
	if (str_eq(hasil, S("nonaktif")) && putusan != PADAN_TIDAK_LAYAK)
		return FAIL(err, E_REFUSED, "Temuan yang belum pasti diputuskan satu per satu; yang bisa sekaligus hanya TIDAK_LAYAK.");
	if (str_eq(hasil, S("koreksi")))
		return FAIL(err, E_REFUSED, "Koreksi data diputuskan satu per satu.");
	struct val q = OBJ(cx, { "kasus", val_int(kasus) }, { "periksa", val_int(val_geti(&k, "periksa", 0)) },
			   { "putusan", val_int(putusan) }, { "utama", val_int(utama) }, { "hasil", val_str(hasil) },
			   { "alasan", val_c(str_eq(hasil, S("nonaktif")) ? alasan_usul(utama) : "") },
			   { "catatan", val_str(catatan.ptr ? catatan : S("")) }, { "sumber", val_c("sekaligus") },
			   { "oleh", val_int(cx->user->id) }, { "now", val_int(cx->now_s) });
	TRY(db_run(cx->db, Q_KEPUTUSAN_MASSAL, &q, NULL, err));
	TRY(db_run(cx->db, Q_TEMUAN_MASSAL, &q, ret_n, err));
	if (!*ret_n)
		return FAIL(err, E_REFUSED, "Tidak ada lagi temuan serupa yang belum diputuskan.");
	struct val after = OBJ(cx, { "putusan", val_int(putusan) }, { "utama", val_c(padan_reason_name((int)utama)) },
			       { "hasil", val_str(hasil) }, { "jumlah", val_int(*ret_n) });
	return audit_write(cx, "keputusan.sekaligus", kasus_objek(cx, kasus), NULL, &after, catatan, err);
}

int antre_next(struct cx *cx, int64_t kasus, int64_t except, int64_t putusan, int64_t utama, int64_t *ret_no, struct err *err)
{
	struct val k;
	TRY(kasus_at(cx, kasus, AT(2), &k, err));
	struct val q = OBJ(cx, { "periksa", val_int(val_geti(&k, "periksa", 0)) }, { "kecuali", val_int(except) },
			   { "saya", val_int(cx->user->id) }, { "basi", val_int(cx->now_s - HOLD_S) }, { "putusan", val_int(putusan) },
			   { "utama", val_int(utama) }, { "now", val_int(cx->now_s) }, { "no", val_int(0) });
	int64_t no;
	TRY(db_int(cx->db, Q_TEMUAN_BERIKUT, &q, -1, &no, err));
	*ret_no = no;
	if (no < 0)
		return OK;
	val_set(cx->mem, &q, "no", val_int(no));
	TRY(db_run(cx->db, Q_TEMUAN_PEGANG, &q, NULL, err));
	/* Taking a row from the queue changes nothing of the case; it is no event of the record. */
	cx->audited = true;
	return OK;
}

static int one_or_null(struct cx *cx, enum query q, const struct val *p, struct val *out, const char *key, struct err *err)
{
	struct val row = val_null;
	int rc = ONE(cx, q, p, &row, err);
	if (rc < 0 && rc != E_NOTFOUND)
		return rc;
	val_set(cx->mem, out, key, rc == OK ? row : val_null);
	return OK;
}

int orang_show(struct cx *cx, int64_t kasus, int64_t no, struct val *ret, struct err *err)
{
	struct val k, t, p, rows;
	TRY(finding(cx, kasus, no, 0, &k, &t, &p, err));
	struct val periksa = val_int(val_geti(&k, "periksa", 0));
	struct val own = OBJ(cx, { "periksa", periksa }, { "nik", val_str(val_getstr(&p, "nik")) });
	TRY(one_or_null(cx, Q_REGISTRI_NIK, &own, ret, "registri", err));
	struct str cand = val_getstr(&t, "nik_registri");
	if (cand.len && !str_eq(cand, val_getstr(&p, "nik"))) {
		struct val other = OBJ(cx, { "periksa", periksa }, { "nik", val_str(cand) });
		TRY(one_or_null(cx, Q_REGISTRI_NIK, &other, ret, "calon", err));
	} else {
		val_set(cx->mem, ret, "calon", val_null);
	}
	struct val pk = OBJ(cx, { "kasus", val_int(kasus) }, { "kunci", val_str(val_getstr(&p, "kunci")) });
	TRY(one_or_null(cx, Q_KEPUTUSAN_CARI, &pk, ret, "keputusan", err));
	struct val pn = OBJ(cx, { "nik", val_str(val_getstr(&p, "nik")) });
	rows = val_list();
	if (val_getstr(&p, "nik").len)
		TRY(ALL(cx, Q_BUKTI_NIK, &pn, &rows, err));
	val_set(cx->mem, ret, "bukti", rows);
	struct val pf = OBJ(cx, { "periksa", periksa }, { "kk", val_str(val_getstr(&p, "no_kk")) }, { "no", val_int(no) });
	rows = val_list();
	if (val_getstr(&p, "no_kk").len == 16)
		TRY(ALL(cx, Q_TEMUAN_KELUARGA, &pf, &rows, err));
	val_set(cx->mem, ret, "keluarga", rows);
	val_set(cx->mem, ret, "kasus", k);
	val_set(cx->mem, ret, "temuan", t);
	val_set(cx->mem, ret, "peserta", p);
	return OK;
}

int bukti_add(struct cx *cx, int64_t kasus, int64_t no, int64_t hari, struct str jawaban, struct str rincian, const struct val *file,
	      struct err *err)
{
	struct val k, t, p;
	TRY(finding(cx, kasus, no, AT(2) | AT(3), &k, &t, &p, err));
	struct str nik = val_getstr(&p, "nik");
	if (nik.len != 16)
		return FAIL(err, E_REFUSED, "Baris ini tidak punya NIK yang bisa dicari di portal.");
	if (hari > cx_today(cx))
		return FAIL(err, E_REFUSED, "Tanggal jawaban tidak boleh di masa depan.");
	struct str hash = file ? val_getstr(file, "hash") : STR_NONE;
	if (hash.len)
		TRY(berkas_take(cx, file, STR_NONE, err));
	struct val q = OBJ(cx, { "nik", val_str(nik) }, { "tanggal", val_int(hari) }, { "sumber", val_c("portal") },
			   { "jawaban", val_str(jawaban) }, { "rincian", val_str(rincian.ptr ? rincian : S("")) },
			   { "berkas", hash.len ? val_str(hash) : val_null }, { "now", val_int(cx->now_s) },
			   { "oleh", val_int(cx->user->id) });
	TRY(db_run(cx->db, Q_BUKTI_TAMBAH, &q, NULL, err));
	struct val after = OBJ(cx, { "sumber", val_c("portal") }, { "jawaban", val_str(jawaban) }, { "tanggal", val_int(hari) },
			       { "bukti", val_str(hash) });
	return audit_write(cx, "bukti.catat", objek(cx, kasus, no), NULL, &after, rincian, err);
}

int temuan_jumlah(struct cx *cx, const struct val *p, const struct cacah_wilayah *known, int64_t *ret, struct err *err)
{
	/* Only a reason that is not the main one, and a single kelurahan, need the rows themselves. */
	bool rows = val_geti(p, "alasan", 0) != 0 || val_geti(p, "kecamatan", 0) > 999999;
	struct cacah_wilayah w;
	if (rows)
		return db_int(cx->db, Q_TEMUAN_JUMLAH, p, 0, ret, err);
	if (!known)
		TRY(cacah_wilayah(cx, val_geti(p, "periksa", 0), &w, err));
	*ret = cacah_jumlah(known ? known : &w, val_geti(p, "putusan", -1), val_geti(p, "kecamatan", 0), val_getstr(p, "hasil"));
	return OK;
}

int periksa_finish(struct cx *cx, int64_t kasus, struct str catatan, struct err *err)
{
	struct val k, pk;
	int64_t n;
	TRY(kasus_at(cx, kasus, AT(2), &k, err));
	if (!val_geti(&k, "periksa", 0))
		return FAIL(err, E_REFUSED, "Pemeriksaan daftar belum selesai.");
	struct val pw = OBJ(cx, { "kasus", val_int(kasus) }, { "jenis", val_c("periksa") });
	TRY(db_int(cx->db, Q_KERJA_MENUNGGU, &pw, 0, &n, err));
	if (n)
		return FAIL(err, E_REFUSED, "Daftar masih diperiksa ulang. Tunggu sampai selesai.");
	pk = OBJ(cx, { "periksa", val_int(val_geti(&k, "periksa", 0)) }, { "putusan", val_int(PADAN_TIDAK_LAYAK) },
		 { "alasan", val_int(0) }, { "kecamatan", val_int(0) }, { "hasil", val_c("belum") });
	TRY(temuan_jumlah(cx, &pk, NULL, &n, err));
	if (n && !catatan.len)
		return FAIL(err, E_REFUSED, "Masih ada %" PRId64 " peserta TIDAK_LAYAK yang belum diputuskan. Putuskan, atau tulis alasan "
			    "mengapa mereka dibawa ke bulan depan.", n);
	return kasus_move(cx, &k, 3, "maju", catatan, err);
}
