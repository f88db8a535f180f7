#include "app/serah.h"
#include "app/audit.h"
#include "app/berkas.h"
#include "app/kasus.h"
#include "app/kertas.h"
#include "app/kertas_bayar.h"
#include "app/nomor.h"
#include "app/pihak.h"
#include "app/rekap.h"

static int payment_case(struct cx *cx, int64_t kasus, struct val *ret, struct err *err)
{
	return kasus_at(cx, kasus, BAYAR(3), ret, err);
}

/* The BA gets its number here, where both parties sign it; one made in Padan is printed anew with it. */
static int number_ba(struct cx *cx, struct val *r, int64_t hari, struct str typed, struct err *err)
{
	struct val s, k, p = OBJ(cx, { "kasus", val_int(val_geti(r, "kasus", 0)) }, { "jenis", val_c("ba_rekonsiliasi") },
				 { "hash", val_str(val_getstr(r, "hash")) });
	struct str number, pdf;
	if (val_getstr(r, "nomor").len || str_eq(val_getstr(r, "sumber"), S("luar")))
		return OK;
	TRY(ONE(cx, Q_SURAT_SIDIK, &p, &s, err));
	TRY(nomor_beri(cx, "ba", val_geti(r, "kasus", 0), val_geti(&s, "id", 0), typed, hari, &number, err));
	val_set(cx->mem, r, "nomor", val_str(number));
	TRY(kasus_get(cx, val_geti(r, "kasus", 0), &k, err));
	TRY(kertas_rekonsiliasi(cx, &k, r, &pdf, err));
	struct val q = OBJ(cx, { "id", val_int(val_geti(&s, "id", 0)) }, { "nomor", val_str(number) }, { "pdf", val_str(pdf) });
	val_set(cx->mem, r, "pdf", val_str(pdf));
	return db_run(cx->db, Q_SURAT_NOMORI, &q, NULL, err);
}

static void item(struct cx *cx, struct val *list, const char *what, struct str nomor, int64_t hari, struct str note)
{
	val_push(cx->mem, list,
		 OBJ(cx, { "no", val_int((int64_t) list->items.n + 1) }, { "dokumen", val_c(what) },
		     { "nomor", val_str(nomor.ptr ? nomor : S("")) }, { "tanggal", val_int(hari) },
		     { "keterangan", val_str(note.ptr ? note : S("")) }));
}

/* What is handed over: the BA, the list in soft copy, data mutasi, with what identifies each. */
static int contents(struct cx *cx, const struct val *k, const struct val *r, struct val *ret, struct err *err)
{
	struct str hash = val_getstr(r, "hash");
	*ret = val_list();
	item(cx, ret, "Berita Acara Rekonsiliasi Data Peserta", val_getstr(r, "nomor"), val_geti(r, "tanggal", 0),
	     cx_textf(cx->mem, "sidik %.16s", hash.ptr));
	int64_t origin = val_geti(k, "asal", 0);
	if (!origin || origin == val_geti(k, "id", 0))
		return OK;
	struct val rows, counts, p = OBJ(cx, { "kasus", val_int(origin) });
	TRY(ALL(cx, Q_DAFTAR_KASUS, &p, &rows, err));
	for (const struct val_item *i = rows.items.first; i; i = i->next)
		if (str_eq(val_getstr(&i->v, "status"), S("berlaku")))
			item(cx, ret, "Data peserta BNBA (salinan lunak)", STR_NONE, 0,
			     cx_textf(cx->mem, "%.*s, %" PRId64 " peserta", (int) val_getstr(&i->v, "nama").len,
				      val_getstr(&i->v, "nama").ptr, val_geti(&i->v, "baris", 0)));
	TRY(ONE(cx, Q_MUTASI_JUMLAH, &p, &counts, err));
	int64_t in = val_geti(&counts, "tambah", 0), gone = val_geti(&counts, "kurang", 0);
	if (in + gone)
		item(cx, ret, "Data mutasi peserta", STR_NONE, 0, cx_textf(cx->mem, "%" PRId64 " tambah, %" PRId64 " kurang", in, gone));
	return OK;
}

int serah_susun(struct cx *cx, int64_t kasus, int64_t hari, struct str nomor_ba, struct err *err)
{
	struct val k, r, isi, pr, old, facts = val_obj();
	struct str pdf, hash;
	TRY(payment_case(cx, kasus, &k, err));
	pr = OBJ(cx, { "id", val_int(val_geti(&k, "rekon", 0)) }, { "kasus", val_int(kasus) }, { "now", val_int(cx->now_s) });
	int rc = ONE(cx, Q_SERAH_TERAKHIR, &pr, &old, err);
	if (rc < 0 && rc != E_NOTFOUND)
		return rc;
	if (rc == OK && (val_geti(&old, "dinas_s", 0) || val_geti(&old, "bpjs_s", 0)))
		return FAIL(err, E_REFUSED, "Serah terima ini sudah ditandatangani satu pihak; isinya tidak bisa diganti lagi.");
	TRY(ONE(cx, Q_REKON_ID, &pr, &r, err));
	TRY(number_ba(cx, &r, hari, nomor_ba, err));
	TRY(contents(cx, &k, &r, &isi, err));
	val_set(cx->mem, &facts, "kasus", val_int(kasus));
	val_set(cx->mem, &facts, "periode", val_int(val_geti(&k, "periode", 0)));
	val_set(cx->mem, &facts, "tanggal", val_int(hari));
	val_set(cx->mem, &facts, "isi", isi);
	hash = rekap_hash(cx, &facts);
	val_set(cx->mem, &facts, "hash", val_str(hash));
	val_set(cx->mem, &facts, "rekon", r);
	TRY(pihak_isi(cx, hari, &facts, err));
	TRY(kertas_bayar(cx, "serah_dokumen", &facts, false, &pdf, err));
	TRY(db_run(cx->db, Q_SERAH_BATAL, &pr, NULL, err));
	struct val p = OBJ(cx, { "kasus", val_int(kasus) }, { "rekon", val_int(val_geti(&r, "id", 0)) }, { "tanggal", val_int(hari) },
			   { "isi", val_str(cx_json(cx, &isi)) }, { "hash", val_str(hash) }, { "pdf", val_str(pdf) },
			   { "now", val_int(cx->now_s) }, { "oleh", val_int(cx->user->id) });
	TRY(db_run(cx->db, Q_SERAH_TAMBAH, &p, NULL, err));
	return audit_write(cx, "serah.susun", kasus_objek(cx, kasus), NULL, &p, STR_NONE, err);
}

static int as_shown(struct cx *cx, int64_t kasus, struct str hash, struct val *k, struct val *s, struct err *err)
{
	struct val p = OBJ(cx, { "kasus", val_int(kasus) });
	TRY(payment_case(cx, kasus, k, err));
	int rc = ONE(cx, Q_SERAH_TERAKHIR, &p, s, err);
	if (rc < 0)
		return rc == E_NOTFOUND ? FAIL(err, E_REFUSED, "Berita acara serah terima belum disusun.") : rc;
	if (!str_eq(val_getstr(s, "hash"), hash))
		return FAIL(err, E_CONFLICT, "Isi serah terima berubah sejak halaman ini dibuka. Muat ulang lalu periksa lagi.");
	return OK;
}

static int finish(struct cx *cx, int64_t kasus, struct err *err)
{
	struct val s, k, p = OBJ(cx, { "kasus", val_int(kasus) });
	TRY(ONE(cx, Q_SERAH_TERAKHIR, &p, &s, err));
	if (!val_geti(&s, "dinas_s", 0) || !val_geti(&s, "bpjs_s", 0))
		return OK;
	TRY(kasus_get(cx, kasus, &k, err));
	return kasus_move(cx, &k, 4, "maju", S("Serah terima ditandatangani kedua pihak"), err);
}

int serah_dinas(struct cx *cx, int64_t kasus, struct str hash, struct err *err)
{
	struct val k, s;
	int64_t n;
	TRY(as_shown(cx, kasus, hash, &k, &s, err));
	if (val_geti(&s, "bpjs_oleh", 0) == cx->user->id)
		return FAIL(err, E_DENIED, "Anda yang mencatat tanda tangan BPJS Kesehatan; dinas diwakili orang lain.");
	struct val p = OBJ(cx, { "id", val_int(val_geti(&s, "id", 0)) }, { "oleh", val_int(cx->user->id) }, { "now", val_int(cx->now_s) });
	TRY(db_run(cx->db, Q_SERAH_DINAS, &p, &n, err));
	if (!n)
		return FAIL(err, E_REFUSED, "Dinas sudah menandatangani serah terima ini.");
	TRY(audit_write(cx, "serah.tanda_dinas", kasus_objek(cx, kasus), NULL, &p, STR_NONE, err));
	return finish(cx, kasus, err);
}

int serah_bpjs(struct cx *cx, int64_t kasus, const struct serah_bpjs *b, struct err *err)
{
	struct val k, s;
	int64_t n;
	bool guest = (cx->user->own & R_BPJS) != 0;
	TRY(as_shown(cx, kasus, b->hash, &k, &s, err));
	struct str scan = b->pindaian ? val_getstr(b->pindaian, "hash") : STR_NONE,
		   scan_ba = b->pindaian_ba ? val_getstr(b->pindaian_ba, "hash") : STR_NONE;
	if (!guest && (!scan.len || !scan_ba.len || !b->nama.len))
		return FAIL(err, E_REFUSED,
			    "Lampirkan pindaian serah terima dan pindaian BA Rekonsiliasi yang ditandatangani BPJS Kesehatan, "
			    "dan isi siapa yang menandatangani.");
	if (!guest && val_geti(&s, "dinas_oleh", 0) == cx->user->id)
		return FAIL(err, E_DENIED, "Anda sudah menandatangani atas nama dinas; tanda tangan BPJS dicatat oleh orang lain.");
	if (scan.len)
		TRY(berkas_take(cx, b->pindaian, STR_NONE, err));
	if (scan_ba.len) {
		struct val q = OBJ(cx, { "id", val_int(val_geti(&k, "rekon", 0)) }, { "pindaian", val_str(scan_ba) });
		TRY(berkas_take(cx, b->pindaian_ba, STR_NONE, err));
		TRY(db_run(cx->db, Q_REKON_PINDAIAN, &q, NULL, err));
	}
	struct val p = OBJ(cx, { "id", val_int(val_geti(&s, "id", 0)) }, { "oleh", val_int(cx->user->id) },
			   { "now", val_int(cx->now_s) }, { "nama", val_str(b->nama.len ? b->nama : cx->user->nama) },
			   { "pindaian", scan.len ? val_str(scan) : val_null });
	TRY(db_run(cx->db, Q_SERAH_BPJS, &p, &n, err));
	if (!n)
		return FAIL(err, E_REFUSED, "Tanda tangan BPJS Kesehatan sudah tercatat.");
	TRY(audit_write(cx, guest ? "serah.tanda_bpjs" : "serah.tanda_bpjs_dari_dokumen", kasus_objek(cx, kasus), NULL, &p, STR_NONE, err));
	return finish(cx, kasus, err);
}

int serah_lihat(struct cx *cx, int64_t kasus, struct val *ret, struct err *err)
{
	struct val k, s, r, isi, p = OBJ(cx, { "kasus", val_int(kasus) });
	TRY(kasus_get(cx, kasus, &k, err));
	val_set(cx->mem, ret, "kasus", k);
	val_set(cx->mem, ret, "serah", val_null);
	val_set(cx->mem, ret, "rekon", val_null);
	if (val_geti(&k, "rekon", 0)) {
		struct val pr = OBJ(cx, { "id", val_int(val_geti(&k, "rekon", 0)) });
		TRY(ONE(cx, Q_REKON_ID, &pr, &r, err));
		val_set(cx->mem, ret, "rekon", r);
	}
	int rc = ONE(cx, Q_SERAH_TERAKHIR, &p, &s, err);
	if (rc < 0)
		return rc == E_NOTFOUND ? OK : rc;
	TRY(val_parse(&isi, cx->mem, val_getstr(&s, "isi"), 1000, err));
	val_set(cx->mem, &s, "isi", isi);
	val_set(cx->mem, ret, "serah", s);
	return OK;
}
