#include "app/surat.h"
#include "app/audit.h"
#include "app/berkas.h"
#include "app/daftar.h"
#include "app/kasus.h"
#include "app/kertas.h"
#include "app/nomor.h"
#include "app/rekap.h"
#include "app/setelan.h"
#include "base/rupiah.h"

static int paper_row_add(struct cx *cx, int64_t kasus, const char *jenis, const struct val *facts, struct str pdf, struct str attach,
			 struct err *err)
{
	struct val p =
		OBJ(cx, { "kasus", val_int(kasus) }, { "jenis", val_c(jenis) }, { "nomor", val_c("") },
		    { "tanggal", val_int(cx_today(cx)) }, { "fakta", val_str(cx_json(cx, facts)) },
		    { "hash", val_str(rekap_hash(cx, facts)) }, { "status", val_c("draf") },
		    { "pdf", pdf.len ? val_str(pdf) : val_null }, { "lampiran", attach.len ? val_str(attach) : val_null },
		    { "now", val_int(cx->now_s) }, { "oleh", val_int(cx->user->id) });
	return db_run(cx->db, Q_SURAT_TAMBAH, &p, NULL, err);
}

int surat_draft(struct cx *cx, int64_t kasus, struct err *err)
{
	struct val k, facts;
	struct str letter, recap, sheet;
	TRY(kasus_at(cx, kasus, AT(3), &k, err));
	TRY(rekap_facts(cx, &k, &facts, err));
	TRY(rekap_xlsx(cx, &k, &facts, &sheet, err));
	TRY(kertas_pengantar(cx, &k, &facts, S(""), 0, &letter, err));
	TRY(kertas_rekap(cx, &k, &facts, S(""), 0, &recap, err));
	static const char *const kinds[] = { "surat_pengantar", "rekapitulasi" };
	for (size_t i = 0; i < COUNT(kinds); i++) {
		struct val p = OBJ(cx, { "kasus", val_int(kasus) }, { "jenis", val_c(kinds[i]) });
		TRY(db_run(cx->db, Q_SURAT_BATAL_KASUS, &p, NULL, err));
	}
	TRY(paper_row_add(cx, kasus, kinds[0], &facts, letter, STR_NONE, err));
	TRY(paper_row_add(cx, kasus, kinds[1], &facts, recap, sheet, err));
	struct val after = OBJ(cx, { "hash", val_str(rekap_hash(cx, &facts)) }, { "diusulkan", val_int(val_geti(&facts, "diusulkan", 0)) });
	return audit_write(cx, "surat.draf", kasus_objek(cx, kasus), NULL, &after, STR_NONE, err);
}

static int newest(struct cx *cx, int64_t kasus, const char *jenis, struct val *ret, struct err *err)
{
	struct val p = OBJ(cx, { "kasus", val_int(kasus) }, { "jenis", val_c(jenis) });
	return ONE(cx, Q_SURAT_TERAKHIR, &p, ret, err);
}

int surat_ask(struct cx *cx, int64_t kasus, struct str catatan, struct err *err)
{
	struct val k, facts, s;
	TRY(kasus_at(cx, kasus, AT(3), &k, err));
	int rc = newest(cx, kasus, "surat_pengantar", &s, err);
	if (rc == E_NOTFOUND)
		return FAIL(err, E_REFUSED, "Susun dahulu surat pengantar dan rekapitulasinya.");
	if (rc < 0)
		return rc;
	TRY(rekap_facts(cx, &k, &facts, err));
	if (!str_eq(rekap_hash(cx, &facts), val_getstr(&s, "hash")))
		return FAIL(err, E_REFUSED, "Keputusan berubah sesudah surat disusun. Susun ulang surat dan rekapitulasinya.");
	return kasus_move(cx, &k, 4, "maju", catatan, err);
}

/* --- approval ------------------------------------------------------------------------------------------------------ */

int setuju_view(struct cx *cx, int64_t kasus, struct val *ret, struct err *err)
{
	struct val k, facts, rows, s;
	TRY(kasus_get(cx, kasus, &k, err));
	TRY(rekap_shown(cx, &k, &facts, err));
	struct str hash = rekap_hash(cx, &facts);
	uint32_t seed = 0;
	for (size_t i = 0; i < 8; i++)
		seed = seed * 16 + (uint32_t)(hash.ptr[i] <= '9' ? hash.ptr[i] - '0' : hash.ptr[i] - 'a' + 10);
	int64_t today = cx_today(cx);
	struct val p = OBJ(cx, { "kasus", val_int(kasus) }, { "periksa", val_int(val_geti(&k, "periksa", 0)) }, { "benih", val_int(seed) },
			   { "anak", val_int(today - 180000) }, { "periode", val_int(val_geti(&k, "periode", 0)) });
	val_set(cx->mem, ret, "kasus", k);
	val_set(cx->mem, ret, "fakta", facts);
	val_set(cx->mem, ret, "hash", val_str(hash));
	TRY(ALL(cx, Q_USUL_ACAK, &p, &rows, err));
	val_set(cx->mem, ret, "acak", rows);
	TRY(ALL(cx, Q_USUL_GANJIL, &p, &rows, err));
	val_set(cx->mem, ret, "ganjil", rows);
	TRY(ALL(cx, Q_TREN, &p, &rows, err));
	val_set(cx->mem, ret, "tren", rows);
	TRY(ALL(cx, Q_SETUJU_KASUS, &p, &rows, err));
	val_set(cx->mem, ret, "persetujuan", rows);
	/* What was decided otherwise since it was returned. */
	int64_t since = 0;
	for (const struct val_item *i = rows.items.first; i; i = i->next)
		if (!since && str_eq(val_getstr(&i->v, "hasil"), S("kembali")))
			since = val_geti(&i->v, "waktu_s", 0);
	val_set(cx->mem, &p, "sejak", val_int(since));
	struct val changed = val_list();
	if (since)
		TRY(ALL(cx, Q_KEPUTUSAN_SEJAK, &p, &changed, err));
	val_set(cx->mem, ret, "dikembalikan_s", val_int(since));
	val_set(cx->mem, ret, "perubahan", changed);
	TRY(ALL(cx, Q_SURAT_KASUS, &p, &rows, err));
	val_set(cx->mem, ret, "surat", rows);
	int rc = newest(cx, kasus, "surat_pengantar", &s, err);
	if (rc < 0 && rc != E_NOTFOUND)
		return rc;
	val_set(cx->mem, ret, "cocok", val_bool(rc == OK && str_eq(val_getstr(&s, "hash"), hash)));
	int64_t people = val_geti(&facts, "peserta", 0), n = val_geti(&facts, "diusulkan", 0);
	val_set(cx->mem, ret, "permil", val_int(people ? n * 1000 / people : 0));
	val_set(cx->mem, ret, "tidak_wajar", val_bool(people && n * 1000 / people > setelan_int(cx, "usul.batas_permil")));
	return OK;
}

/* The proposed people become the frozen list that goes to BPJS. */
struct freeze {
	struct cx *cx;
	int64_t kasus, tmt;
	struct err *err;
	int rc;
};

static int freeze_row(void *ctx, const struct val *row)
{
	struct freeze *f = ctx;
	struct val p = OBJ(f->cx, { "kasus", val_int(f->kasus) }, { "kunci", val_str(val_getstr(row, "kunci")) },
			   { "peserta", val_int(val_geti(row, "peserta", 0)) }, { "alasan", val_str(val_getstr(row, "alasan")) },
			   { "tmt", val_int(f->tmt) });
	f->rc = db_run(f->cx->db, Q_USULAN_ISI, &p, NULL, f->err);
	return f->rc < 0 ? 1 : 0;
}

int surat_putus(struct cx *cx, const struct val *k, bool setuju, struct str catatan, struct err *err)
{
	int64_t id = val_geti(k, "id", 0), periode = val_geti(k, "periode", 0);
	if (!setuju)
		return kasus_move(cx, k, 3, "kembali", catatan, err);
	struct val p = OBJ(cx, { "kasus", val_int(id) }, { "periksa", val_int(val_geti(k, "periksa", 0)) }, { "batas", val_int(2000000) },
			   { "lewat", val_int(0) });
	TRY(db_run(cx->db, Q_USULAN_HAPUS, &p, NULL, err));
	int64_t next = bulan_sesudah(periode, 1);
	struct freeze f = { cx, id, str_eq(setelan_text(cx, "usul.tmt"), S("bulan_ini")) ? periode : next, err, OK };
	int rc = db_each(cx->db, Q_USUL_DAFTAR, &p, freeze_row, &f, err);
	if (rc < 0 || f.rc < 0)
		return rc < 0 ? rc : f.rc;
	TRY(db_run(cx->db, Q_MASIH_TAGIH_ISI, &p, NULL, err));
	return kasus_move(cx, k, 5, "maju", catatan, err);
}

int surat_sidik(struct cx *cx, const struct val *k, struct str *ret, struct err *err)
{
	struct val facts, s;
	TRY(rekap_facts(cx, k, &facts, err));
	int rc = newest(cx, val_geti(k, "id", 0), "surat_pengantar", &s, err);
	if (rc < 0)
		return rc == E_NOTFOUND ? FAIL(err, E_REFUSED, "Surat pengantar belum ada.") : rc;
	*ret = rekap_hash(cx, &facts);
	if (!str_eq(*ret, val_getstr(&s, "hash")))
		return FAIL(err, E_CONFLICT, "Keputusan berubah sesudah surat disusun; kembalikan agar suratnya disusun ulang.");
	return OK;
}

/* --- issuing --------------------------------------------------------------------------------------------------------- */

static int make_final(struct cx *cx, const struct val *s, struct str nomor, int64_t hari, struct str pdf, struct err *err)
{
	struct val p = OBJ(cx, { "id", val_int(val_geti(s, "id", 0)) }, { "pdf", val_str(pdf) },
			   { "lampiran", val_getstr(s, "lampiran").len ? val_str(val_getstr(s, "lampiran")) : val_null },
			   { "nomor", val_str(nomor) }, { "hash", val_str(val_getstr(s, "hash")) },
			   { "fakta", val_str(val_getstr(s, "fakta")) }, { "tanggal", val_int(hari) });
	return db_run(cx->db, Q_SURAT_FINAL, &p, NULL, err);
}

int surat_issue(struct cx *cx, int64_t kasus, struct str nomor, int64_t hari, struct err *err)
{
	struct val k, letter, recap, facts;
	struct str number, pdf;
	TRY(kasus_at(cx, kasus, AT(5), &k, err));
	TRY(newest(cx, kasus, "surat_pengantar", &letter, err));
	TRY(newest(cx, kasus, "rekapitulasi", &recap, err));
	if (str_eq(val_getstr(&letter, "status"), S("final")))
		return FAIL(err, E_REFUSED, "Surat pengantar sudah terbit.");
	if (!hari)
		hari = cx_today(cx);
	TRY(val_parse(&facts, cx->mem, val_getstr(&letter, "fakta"), 1000000, err));
	TRY(nomor_beri(cx, "surat", kasus, val_geti(&letter, "id", 0), nomor, hari, &number, err));
	TRY(kertas_pengantar(cx, &k, &facts, number, hari, &pdf, err));
	TRY(make_final(cx, &letter, number, hari, pdf, err));
	TRY(kertas_rekap(cx, &k, &facts, number, hari, &pdf, err));
	TRY(make_final(cx, &recap, number, hari, pdf, err));
	struct val after = OBJ(cx, { "nomor", val_str(number) }, { "tanggal", val_int(hari) },
			       { "hash", val_str(val_getstr(&letter, "hash")) });
	return audit_write(cx, "surat.terbit", kasus_objek(cx, kasus), NULL, &after, STR_NONE, err);
}

int nomor_void(struct cx *cx, int64_t kasus, int64_t surat, struct str alasan, struct err *err)
{
	int64_t n;
	struct val k, s, a, ps = OBJ(cx, { "id", val_int(surat) }, { "kasus", val_int(kasus) });
	TRY(kasus_at(cx, kasus, AT(5), &k, err));
	int rc = ONE(cx, Q_SURAT_ID, &ps, &s, err);
	if (rc < 0 || val_geti(&s, "kasus", 0) != kasus)
		return rc == OK || rc == E_NOTFOUND ? FAIL(err, E_NOTFOUND, "Surat itu tidak ada.") : rc;
	if (ONE(cx, Q_AJUAN_TERAKHIR, &ps, &a, NULL) == OK && val_geti(&a, "diserahkan_s", 0))
		return FAIL(err, E_REFUSED, "Surat ini sudah diserahkan kepada BPJS Kesehatan; nomornya tidak bisa dibatalkan.");
	struct val p = OBJ(cx, { "surat", val_int(surat) }, { "alasan", val_str(alasan) });
	TRY(db_run(cx->db, Q_NOMOR_BATAL, &p, &n, err));
	if (!n)
		return FAIL(err, E_REFUSED, "Surat itu tidak bernomor, atau nomornya sudah dibatalkan.");
	/* Letter and recap wait for a number again; a package made with the old one is no package any more. */
	TRY(db_run(cx->db, Q_SURAT_TANPA_NOMOR, &ps, NULL, err));
	TRY(db_run(cx->db, Q_AJUAN_BUANG, &ps, NULL, err));
	return audit_write(cx, "nomor.batal", cx_textf(cx->mem, "kasus/%" PRId64 "/surat/%" PRId64, kasus, surat), NULL, NULL, alasan, err);
}

int surat_receipt(struct cx *cx, int64_t daftar, struct str *ret_hash, struct err *err)
{
	struct val d, k;
	TRY(daftar_get(cx, daftar, &d, err));
	if (!val_geti(&d, "baris", 0))
		return FAIL(err, E_REFUSED, "Daftar ini belum selesai dibaca.");
	TRY(kasus_get(cx, val_geti(&d, "kasus", 0), &k, err));
	TRY(kertas_tanda_terima(cx, &k, &d, ret_hash, err));
	struct val after = OBJ(cx, { "pdf", val_str(*ret_hash) });
	return audit_write(cx, "tanda_terima.cetak",
			   cx_textf(cx->mem, "kasus/%" PRId64 "/daftar/%" PRId64, val_geti(&d, "kasus", 0), daftar), NULL,
			   &after, STR_NONE, err);
}
