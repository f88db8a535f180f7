#include "app/bayar.h"
#include "app/anggaran.h"
#include "app/audit.h"
#include "app/berkas.h"
#include "app/bundel.h"
#include "app/dokumen.h"
#include "app/kasus.h"
#include "app/kertas_bayar.h"
#include "app/nomor.h"
#include "app/pihak.h"
#include "app/rekap.h"
#include "app/setelan.h"
#include "app/tagihan.h"
#include "base/rupiah.h"

const struct bayar_kertas bayar_kertas_table[] = {
	{ "kwitansi", "Kwitansi Pembayaran", "kwitansi", true },
	{ "ba_serah_terima", "BA Serah Terima Pekerjaan", "ba", true },
	{ "ba_penyelesaian", "BA Penyelesaian Pekerjaan", "ba", true },
	{ "ba_pembayaran", "BA Pembayaran", "ba", true },
	{ "kartu_kendali", "Kartu Kendali", NULL, false },
	{ "resume_kontrak", "Resume Kontrak", NULL, false },
};
const size_t bayar_kertas_count = COUNT(bayar_kertas_table);

static const struct bayar_kertas *paper_of(struct str kode)
{
	for (size_t i = 0; i < bayar_kertas_count; i++)
		if (str_eq(kode, str_c(bayar_kertas_table[i].kode)))
			return &bayar_kertas_table[i];
	return NULL;
}

static int newest(struct cx *cx, int64_t tagihan, const char *jenis, struct val *ret, struct err *err)
{
	struct val p = OBJ(cx, { "tagihan", val_int(tagihan) }, { "jenis", val_c(jenis) });
	*ret = val_null;
	int rc = ONE(cx, Q_SURAT_TAGIHAN_TERAKHIR, &p, ret, err);
	return rc == E_NOTFOUND ? OK : rc;
}

/* "Juli 2026", "Juli - September 2026": the months that are billed for the first time. */
static struct str months_text(struct cx *cx, const struct val *rows, int64_t otherwise)
{
	int64_t from = 0, to = 0;
	for (const struct val_item *i = rows->items.first; i; i = i->next) {
		int64_t m = val_geti(&i->v, "bulan", 0);
		if (!str_eq(val_getstr(&i->v, "jenis"), S("iuran")) || !m)
			continue;
		from = !from || m < from ? m : from;
		to = m > to ? m : to;
	}
	if (!from)
		from = to = otherwise;
	if (from == to)
		return cx_textf(cx->mem, "%s %d", bulan_nama((int)(from % 100)), (int)(from / 100));
	if (from / 100 == to / 100)
		return cx_textf(cx->mem, "%s - %s %d", bulan_nama((int)(from % 100)), bulan_nama((int)(to % 100)), (int)(to / 100));
	return cx_textf(cx->mem, "%s %d - %s %d", bulan_nama((int) (from % 100)), (int) (from / 100),
			bulan_nama((int) (to % 100)), (int) (to / 100));
}

static int put_bill(struct cx *cx, const struct val *t, struct val *f, struct err *err)
{
	struct val rows, rate, p = OBJ(cx, { "tagihan", val_int(val_geti(t, "id", 0)) }, { "periode", val_int(val_geti(t, "bulan", 0)) });
	int64_t people = 0;
	TRY(ALL(cx, Q_TAGIHAN_BARIS, &p, &rows, err));
	for (const struct val_item *i = rows.items.first; i; i = i->next)
		if (str_eq(val_getstr(&i->v, "jenis"), S("iuran")))
			people += val_geti(&i->v, "orang", 0);
	struct val bill = OBJ(cx, { "id", val_int(val_geti(t, "id", 0)) }, { "nomor", val_str(val_getstr(t, "nomor")) },
			      { "tanggal", val_int(val_geti(t, "tanggal", 0)) }, { "jatuh_tempo", val_int(val_geti(t, "jatuh_tempo", 0)) },
			      { "va", val_str(val_getstr(t, "va")) }, { "jumlah", val_int(val_geti(t, "jumlah", 0)) }, { "baris", rows });
	val_set(cx->mem, f, "tagihan", bill);
	val_set(cx->mem, f, "orang", val_int(people));
	val_set(cx->mem, f, "bulan", val_int(val_geti(t, "bulan", 0)));
	val_set(cx->mem, f, "bulan_teks", val_str(months_text(cx, &rows, val_geti(t, "bulan", 0))));
	val_set(cx->mem, f, "jumlah", val_int(val_geti(t, "jumlah", 0)));
	int rc = ONE(cx, Q_TARIF_PADA, &p, &rate, err);
	if (rc < 0)
		return rc == E_NOTFOUND ? FAIL(err, E_REFUSED, "Tarif iuran untuk bulan itu belum ada.") : rc;
	val_set(cx->mem, &rate, "pemda", val_int(val_geti(&rate, "pemda_iuran", 0) + val_geti(&rate, "pemda_bantuan", 0)));
	val_set(cx->mem, f, "tarif", rate);
	struct val accounts;
	TRY(anggaran_pecah(cx, val_geti(t, "bulan", 0), val_geti(t, "jumlah", 0), &accounts, err));
	val_set(cx->mem, f, "rekening", accounts);
	return OK;
}

static int put_records(struct cx *cx, const struct val *t, struct val *f, struct err *err)
{
	struct val k, r, p = OBJ(cx, { "id", val_int(val_geti(t, "kasus", 0)) });
	TRY(kasus_get(cx, val_geti(t, "kasus", 0), &k, err));
	val_set(cx->mem, f, "kasus", val_int(val_geti(&k, "id", 0)));
	val_set(cx->mem, f, "periode", val_int(val_geti(&k, "periode", 0)));
	val_set(cx->mem, &p, "id", val_int(val_geti(&k, "rekon", 0)));
	int rc = ONE(cx, Q_REKON_ID, &p, &r, err);
	if (rc == OK) {
		struct val rows;
		int64_t end = 0;
		TRY(val_parse(&rows, cx->mem, val_getstr(&r, "angka"), 10000, err));
		for (const struct val_item *i = rows.items.first; i; i = i->next)
			end += val_geti(&i->v, "akhir", 0);
		val_set(cx->mem, f, "rekon",
			OBJ(cx, { "nomor", val_str(val_getstr(&r, "nomor")) },
			    { "tanggal", val_int(val_geti(&r, "tanggal", 0)) }, { "versi", val_int(val_geti(&r, "versi", 0)) },
			    { "hash", val_str(val_getstr(&r, "hash")) }, { "akhir", val_int(end) }));
	} else if (rc != E_NOTFOUND) {
		return rc;
	}
	return OK;
}

/* The names of the programme as the DPA has them. */
static void put_budget(struct cx *cx, int64_t tahun, struct val *f)
{
	static const char *const names[] = { "urusan",	"bidang",   "unit",	    "sub_unit",
					     "program", "kegiatan", "sub_kegiatan", "kode_sub_kegiatan" };
	struct val b = OBJ(cx, { "tahun", val_int(tahun) });
	for (size_t i = 0; i < COUNT(names); i++)
		val_set(cx->mem, &b, names[i], val_str(setelan_text(cx, cx_textf(cx->mem, "anggaran.%s", names[i]).ptr)));
	val_set(cx->mem, f, "anggaran", b);
}

static int put_issued(struct cx *cx, int64_t tagihan, struct val *f, struct err *err)
{
	struct val all = val_obj(), s;
	for (size_t i = 0; i < bayar_kertas_count; i++) {
		if (!bayar_kertas_table[i].diterbitkan)
			continue;
		TRY(newest(cx, tagihan, bayar_kertas_table[i].kode, &s, err));
		if (s.kind == VAL_OBJ && val_getstr(&s, "nomor").len)
			val_set(cx->mem, &all, bayar_kertas_table[i].kode,
				OBJ(cx, { "nomor", val_str(val_getstr(&s, "nomor")) }, { "tanggal", val_int(val_geti(&s, "tanggal", 0)) }));
	}
	val_set(cx->mem, f, "surat", all);
	return OK;
}

int bayar_fakta(struct cx *cx, int64_t tagihan, struct val *ret, struct err *err)
{
	struct val t, table;
	*ret = val_obj();
	TRY(tagihan_get(cx, tagihan, &t, err));
	int64_t today = cx_today(cx);
	TRY(put_records(cx, &t, ret, err));
	TRY(put_bill(cx, &t, ret, err));
	put_budget(cx, val_geti(&t, "tanggal", 0) / 10000, ret);
	TRY(dokumen_isi(cx, today, ret, err));
	TRY(pihak_isi(cx, today, ret, err));
	TRY(put_issued(cx, tagihan, ret, err));
	TRY(anggaran_kendali(cx, val_geti(&t, "tanggal", 0) / 10000, today, &table, err));
	val_set(cx->mem, ret, "kendali", table);
	return OK;
}

/* What a paper rests on: the facts without those that only another paper uses, so that one paper's number does not remake the rest;
 * and the signers of its own day, so that a new head of office does not remake what the old one signed. */
static int paper_hash(struct cx *cx, const struct bayar_kertas *p, const struct val *facts, int64_t day, struct str *ret, struct err *err)
{
	static const char *const common[] = { "periode",  "orang",    "bulan_teks", "jumlah", "tagihan",
					      "rekening", "anggaran", "rekon",	    "pks",    "tarif" };
	static const char *const more[] = { "kendali", "surat", "dpa", "mou", "sk_kacab" };
	struct val v = OBJ(cx, { "kertas", val_c(p->kode) });
	for (size_t i = 0; i < COUNT(common); i++)
		if (val_get(facts, common[i]))
			val_set(cx->mem, &v, common[i], *val_get(facts, common[i]));
	for (size_t i = 0; i < COUNT(more) && !p->diterbitkan; i++)
		if (val_get(facts, more[i]))
			val_set(cx->mem, &v, more[i], *val_get(facts, more[i]));
	TRY(pihak_isi(cx, day, &v, err));
	*ret = rekap_hash(cx, &v);
	return OK;
}

static int print(struct cx *cx, const struct bayar_kertas *p, struct val facts, struct str hash, struct str nomor, int64_t hari, bool draft,
		 struct str *ret_pdf, struct err *err)
{
	val_set(cx->mem, &facts, "hash", val_str(hash));
	val_set(cx->mem, &facts, "nomor", val_str(nomor));
	val_set(cx->mem, &facts, "tanggal", val_int(hari));
	TRY(pihak_isi(cx, hari, &facts, err));
	return kertas_bayar(cx, p->kode, &facts, draft, ret_pdf, err);
}

static int add(struct cx *cx, int64_t tagihan, const struct bayar_kertas *p, const struct val *facts, struct str hash,
	       struct str nomor, int64_t hari, const char *status, struct str pdf, struct err *err)
{
	struct val q = OBJ(cx, { "kasus", val_int(val_geti(facts, "kasus", 0)) }, { "jenis", val_c(p->kode) }, { "nomor", val_str(nomor) },
			   { "tanggal", val_int(hari) }, { "fakta", val_str(cx_json(cx, facts)) }, { "hash", val_str(hash) },
			   { "status", val_c(status) }, { "pdf", val_str(pdf) }, { "lampiran", val_null }, { "now", val_int(cx->now_s) },
			   { "oleh", val_int(cx->user->id) }, { "tagihan", val_int(tagihan) });
	TRY(db_run(cx->db, Q_SURAT_TAGIHAN_BATAL, &q, NULL, err));
	return db_run(cx->db, Q_SURAT_TAGIHAN_TAMBAH, &q, NULL, err);
}

static bool from_finance(struct cx *cx, const struct bayar_kertas *p)
{
	return strcmp(p->kode, "kwitansi") == 0 && str_eq(setelan_text(cx, "kwitansi.asal"), S("keuangan"));
}

/* One paper as the facts are now. A paper that says so already is left alone. */
static int remake(struct cx *cx, int64_t tagihan, const struct bayar_kertas *p, const struct val *facts, bool *ret_made, struct err *err)
{
	struct val s;
	struct str hash, pdf;
	TRY(newest(cx, tagihan, p->kode, &s, err));
	bool issued = p->diterbitkan && s.kind == VAL_OBJ && str_eq(val_getstr(&s, "status"), S("final"));
	int64_t day = issued ? val_geti(&s, "tanggal", 0) : cx_today(cx);
	TRY(paper_hash(cx, p, facts, day, &hash, err));
	*ret_made = false;
	if (s.kind == VAL_OBJ && str_eq(val_getstr(&s, "hash"), hash))
		return OK;
	if (from_finance(cx, p))
		return OK; /* its own form: it is Finance that makes it anew */
	struct str nomor = issued ? val_getstr(&s, "nomor") : S("");
	bool draft = p->diterbitkan && !issued;
	TRY(print(cx, p, *facts, hash, nomor, day, draft, &pdf, err));
	*ret_made = true;
	return add(cx, tagihan, p, facts, hash, nomor, day, draft ? "draf" : "final", pdf, err);
}

int bayar_susun(struct cx *cx, int64_t tagihan, struct err *err)
{
	struct val facts, t;
	int64_t n = 0;
	TRY(tagihan_get(cx, tagihan, &t, err));
	TRY(bayar_fakta(cx, tagihan, &facts, err));
	for (size_t i = 0; i < bayar_kertas_count; i++) {
		bool made;
		TRY(remake(cx, tagihan, &bayar_kertas_table[i], &facts, &made, err));
		n += made;
	}
	struct val after = OBJ(cx, { "dibuat", val_int(n) });
	return audit_write(cx, "dokumen.susun", tagihan_objek(cx, &t), NULL, &after, STR_NONE, err);
}

int bayar_terbit(struct cx *cx, int64_t tagihan, struct str jenis, struct str nomor, int64_t hari, struct err *err)
{
	struct val t, s, facts;
	struct str number, pdf, hash;
	const struct bayar_kertas *p = paper_of(jenis);
	TRY(tagihan_pada(cx, tagihan, "disiapkan", &t, err));
	if (!p || !p->diterbitkan)
		return FAIL(err, E_NOTFOUND, "Dokumen itu tidak diberi nomor di langkah ini.");
	if (from_finance(cx, p))
		return FAIL(err, E_REFUSED, "Kwitansi dibuat Bagian Keuangan; unggah kwitansinya di sini.");
	if (!hari || hari > cx_today(cx) + 100)
		return FAIL(err, E_REFUSED, "Isi tanggal dokumen; tidak boleh jauh di depan.");
	if (hari < val_geti(&t, "tanggal", 0))
		return FAIL(err, E_REFUSED, "Tanggal dokumen tidak bisa sebelum tanggal surat tagihan.");
	TRY(newest(cx, tagihan, p->kode, &s, err));
	if (s.kind == VAL_OBJ && str_eq(val_getstr(&s, "status"), S("final")))
		return FAIL(err, E_REFUSED, "%s sudah terbit dengan nomor %.*s.", p->nama, (int) val_getstr(&s, "nomor").len,
			    val_getstr(&s, "nomor").ptr);
	TRY(nomor_beri(cx, p->nomor, val_geti(&t, "kasus", 0), s.kind == VAL_OBJ ? val_geti(&s, "id", 0) : 0, nomor, hari, &number, err));
	TRY(bayar_fakta(cx, tagihan, &facts, err));
	TRY(paper_hash(cx, p, &facts, hari, &hash, err));
	TRY(print(cx, p, facts, hash, number, hari, false, &pdf, err));
	TRY(add(cx, tagihan, p, &facts, hash, number, hari, "final", pdf, err));
	struct val after = OBJ(cx, { "dokumen", val_str(jenis) }, { "nomor", val_str(number) }, { "tanggal", val_int(hari) },
			       { "hash", val_str(hash) });
	TRY(audit_write(cx, "dokumen.terbit", tagihan_objek(cx, &t), NULL, &after, STR_NONE, err));
	/* Resume Kontrak names the numbers of the others. */
	return bayar_susun(cx, tagihan, err);
}

int bayar_kwitansi(struct cx *cx, int64_t tagihan, struct str nomor, int64_t hari, int64_t jumlah, const struct val *berkas,
		   struct err *err)
{
	struct val t, facts;
	struct str hash;
	const struct bayar_kertas *p = paper_of(S("kwitansi"));
	TRY(tagihan_pada(cx, tagihan, "disiapkan", &t, err));
	if (!from_finance(cx, p))
		return FAIL(err, E_REFUSED, "Menurut setelan, kwitansi disusun di sini lalu ditegaskan Bagian Keuangan.");
	if (jumlah != val_geti(&t, "jumlah", 0)) {
		struct buf b;
		buf_init(&b, 200);
		rupiah_format(&b, (rupiah){ val_geti(&t, "jumlah", 0) });
		int rc = FAIL(err, E_REFUSED,
			      "Jumlah pada kwitansi tidak sama dengan tagihan (%.*s). Minta Bagian Keuangan memperbaikinya.",
			      (int) b.len, b.ptr);
		buf_clear(&b);
		return rc;
	}
	if (hari < val_geti(&t, "tanggal", 0))
		return FAIL(err, E_REFUSED, "Tanggal kwitansi tidak bisa sebelum tanggal surat tagihan.");
	TRY(berkas_take(cx, berkas, STR_NONE, err));
	TRY(bayar_fakta(cx, tagihan, &facts, err));
	TRY(paper_hash(cx, p, &facts, hari, &hash, err));
	TRY(add(cx, tagihan, p, &facts, hash, nomor, hari, "final", val_getstr(berkas, "hash"), err));
	struct val after = OBJ(cx, { "nomor", val_str(nomor) }, { "tanggal", val_int(hari) }, { "jumlah", val_int(jumlah) });
	TRY(audit_write(cx, "dokumen.kwitansi_keuangan", tagihan_objek(cx, &t), NULL, &after, STR_NONE, err));
	return bayar_susun(cx, tagihan, err);
}

/* The confirmation is bound to the hash of the paper: a paper made anew asks for another. */
static int confirmed(struct cx *cx, const struct val *t, struct str hash, struct val *ret, struct err *err)
{
	struct val p = OBJ(cx, { "kasus", val_int(val_geti(t, "kasus", 0)) }, { "langkah", val_int(5) }, { "hash", val_str(hash) });
	TRY(ALL(cx, Q_SETUJU_TANDA, &p, ret, err));
	return OK;
}

int bayar_kwitansi_tegas(struct cx *cx, int64_t tagihan, struct str hash, const struct val *berkas, struct err *err)
{
	struct val t, s, have;
	bool finance = (cx->user->own & R_KEUANGAN) != 0;
	TRY(tagihan_get(cx, tagihan, &t, err));
	TRY(newest(cx, tagihan, "kwitansi", &s, err));
	if (s.kind != VAL_OBJ || !str_eq(val_getstr(&s, "status"), S("final")))
		return FAIL(err, E_REFUSED, "Kwitansi belum terbit.");
	if (!str_eq(val_getstr(&s, "hash"), hash))
		return FAIL(err, E_CONFLICT, "Kwitansi berubah sejak halaman ini dibuka. Muat ulang lalu periksa lagi.");
	TRY(confirmed(cx, &t, hash, &have, err));
	if (have.items.n)
		return FAIL(err, E_REFUSED, "Kwitansi ini sudah ditegaskan Bagian Keuangan.");
	struct str scan = berkas ? val_getstr(berkas, "hash") : STR_NONE;
	if (!finance && !scan.len)
		return FAIL(err, E_REFUSED, "Lampirkan pindaian kwitansi yang sudah ditegaskan Bagian Keuangan.");
	if (!finance && val_geti(&s, "oleh_id", 0) == cx->user->id)
		return FAIL(err, E_DENIED, "Penegasan dicatat oleh orang lain daripada yang menerbitkan kwitansi.");
	if (scan.len)
		TRY(berkas_take(cx, berkas, STR_NONE, err));
	struct val p =
		OBJ(cx, { "kasus", val_int(val_geti(&t, "kasus", 0)) }, { "langkah", val_int(5) }, { "hasil", val_c("setuju") },
		    { "hash", val_str(hash) }, { "catatan", val_c("kwitansi") }, { "oleh", val_int(cx->user->id) },
		    { "sebagai", val_c(finance ? "Bagian Keuangan" : "dicatat dari dokumen") }, { "peran", val_c("keuangan") },
		    { "delegasi", val_null }, { "now", val_int(cx->now_s) }, { "kertas", val_null }, { "penanda", val_c("") },
		    { "tanggal", val_int(0) });
	TRY(db_run(cx->db, Q_SETUJU_TAMBAH, &p, NULL, err));
	if (scan.len) {
		struct val q = OBJ(cx, { "id", val_int(val_geti(&s, "id", 0)) }, { "pindaian", val_str(scan) });
		TRY(db_run(cx->db, Q_SURAT_PINDAIAN, &q, NULL, err));
	}
	return audit_write(cx, finance ? "kwitansi.tegas" : "kwitansi.tegas_dari_dokumen", tagihan_objek(cx, &t), NULL, &p, STR_NONE, err);
}

int bayar_pindaian(struct cx *cx, int64_t tagihan, struct str jenis, const struct val *berkas, struct str tempat, struct err *err)
{
	struct val t, s;
	const struct bayar_kertas *p = paper_of(jenis);
	TRY(tagihan_get(cx, tagihan, &t, err));
	if (str_eq(val_getstr(&t, "status"), S("selesai")))
		return FAIL(err, E_REFUSED, "Tagihan ini sudah selesai; berkasnya tidak berubah lagi.");
	if (!p)
		return FAIL(err, E_NOTFOUND, "Dokumen itu tidak dikenal.");
	TRY(newest(cx, tagihan, p->kode, &s, err));
	if (s.kind != VAL_OBJ || !str_eq(val_getstr(&s, "status"), S("final")))
		return FAIL(err, E_REFUSED, "%s belum terbit; pindaian dilampirkan sesudah ditandatangani.", p->nama);
	TRY(berkas_take(cx, berkas, tempat, err));
	struct val q = OBJ(cx, { "id", val_int(val_geti(&s, "id", 0)) }, { "pindaian", val_str(val_getstr(berkas, "hash")) },
			   { "dokumen", val_str(jenis) });
	TRY(db_run(cx->db, Q_SURAT_PINDAIAN, &q, NULL, err));
	return audit_write(cx, "dokumen.pindaian", tagihan_objek(cx, &t), NULL, &q, STR_NONE, err);
}

int bayar_lihat(struct cx *cx, int64_t tagihan, struct val *ret, struct err *err)
{
	struct val facts, t, s, marks = val_list();
	TRY(tagihan_get(cx, tagihan, &t, err));
	TRY(bayar_fakta(cx, tagihan, &facts, err));
	struct val *list = val_set(cx->mem, ret, "dokumen", val_list());
	bool done = str_eq(val_getstr(&t, "status"), S("selesai")), ready = true, sent;
	TRY(bundel_terkirim(cx, tagihan, &sent, err));
	bool own = str_eq(setelan_text(cx, "kwitansi.asal"), S("padan"));
	for (size_t i = 0; i < bayar_kertas_count; i++) {
		const struct bayar_kertas *p = &bayar_kertas_table[i];
		TRY(newest(cx, tagihan, p->kode, &s, err));
		bool have = s.kind == VAL_OBJ, final = have && str_eq(val_getstr(&s, "status"), S("final"));
		struct str hash;
		TRY(paper_hash(cx, p, &facts, final && p->diterbitkan ? val_geti(&s, "tanggal", 0) : cx_today(cx), &hash, err));
		/* What was paid with is not measured against records that went on since. */
		bool fits = have && (done || str_eq(val_getstr(&s, "hash"), hash));
		val_push(cx->mem, list,
			 OBJ(cx, { "kode", val_c(p->kode) }, { "nama", val_c(p->nama) },
			     { "diterbitkan", val_bool(p->diterbitkan) }, { "ada", val_bool(have) },
			     { "terbit", val_bool(final) }, { "cocok", val_bool(fits) },
			     { "keuangan", val_bool(from_finance(cx, p)) },
			     { "perlu", val_bool(!final || (!fits && from_finance(cx, p))) },
			     /* Finance sees the kwitansi first, the others with the bundle. */
			     { "boleh_lihat", val_bool(!(cx->user->own & R_KEUANGAN) || i == 0 || sent) },
			     { "sendiri", val_bool(p->nomor && nomor_sendiri(cx, p->nomor)) },
			     { "nomor", val_str(have ? val_getstr(&s, "nomor") : S("")) },
			     { "tanggal", val_int(have ? val_geti(&s, "tanggal", 0) : 0) },
			     { "versi", val_int(have ? val_geti(&s, "versi", 0) : 0) },
			     { "hash", val_str(have ? val_getstr(&s, "hash") : S("")) },
			     { "pdf", have ? *val_get(&s, "pdf") : val_null },
			     { "pindaian", have ? *val_get(&s, "pindaian") : val_null }));
		ready &= final && fits;
		if (i == 0 && final)
			TRY(confirmed(cx, &t, val_getstr(&s, "hash"), &marks, err));
	}
	val_set(cx->mem, ret, "kwitansi_padan", val_bool(own));
	val_set(cx->mem, ret, "kwitansi_tegas", val_bool(!own || marks.items.n > 0));
	val_set(cx->mem, ret, "kwitansi_oleh", marks.items.n ? val_str(val_getstr(&marks.items.first->v, "nama")) : val_null);
	val_set(cx->mem, ret, "siap", val_bool(ready));
	return OK;
}

int bayar_selesai(struct cx *cx, int64_t tagihan, struct err *err)
{
	struct val t, seen = val_obj();
	TRY(tagihan_pada(cx, tagihan, "disiapkan", &t, err));
	TRY(bayar_lihat(cx, tagihan, &seen, err));
	for (const struct val_item *i = val_get(&seen, "dokumen")->items.first; i; i = i->next) {
		struct str name = val_getstr(&i->v, "nama");
		if (!val_true(val_get(&i->v, "terbit")))
			return FAIL(err, E_REFUSED, "%.*s belum terbit.", (int)name.len, name.ptr);
		if (!val_true(val_get(&i->v, "cocok")))
			return FAIL(err, E_REFUSED, "%.*s tidak lagi sama dengan data; susun ulang dahulu.", (int)name.len, name.ptr);
	}
	TRY(audit_write(cx, "dokumen.selesai", tagihan_objek(cx, &t), NULL, NULL, STR_NONE, err));
	return tagihan_status(cx, tagihan, "diajukan", err);
}
