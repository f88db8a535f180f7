#include "app/surat.h"
#include "app/audit.h"
#include "app/berkas.h"
#include "app/daftar.h"
#include "app/kasus.h"
#include "app/kertas.h"
#include "app/rekap.h"
#include "app/setelan.h"
#include "base/rupiah.h"

static struct str json(struct cx *cx, const struct val *v)
{
	struct buf b;
	buf_init(&b, 16 << 20);
	val_json(&b, v);
	struct str s = arena_str(cx->mem, buf_str(&b));
	buf_clear(&b);
	MUST(s.ptr);
	return s;
}

static int paper_row_add(struct cx *cx, int64_t kasus, const char *jenis, const struct val *facts, struct str pdf, struct str attach,
			 struct err *err)
{
	struct val p =
		OBJ(cx, { "kasus", val_int(kasus) }, { "jenis", val_c(jenis) }, { "nomor", val_c("") },
		    { "tanggal", val_int(cx_today(cx)) }, { "fakta", val_str(json(cx, facts)) },
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

/* Maker is never checker (and no setting turns that off): nobody approves or confirms what they received, decided on, proved,
 * drafted or sent up. The record tells, so that a decision undone or overwritten does not hide its maker. */
static int not_the_maker(struct cx *cx, int64_t kasus, struct err *err)
{
	struct val p = OBJ(cx, { "oleh", val_int(cx->user->id) }, { "objek", val_str(kasus_objek(cx, kasus)) },
			   { "dari", val_str(cx_textf(cx->mem, "kasus/%" PRId64 "/", kasus)) },
			   { "hingga", val_str(cx_textf(cx->mem, "kasus/%" PRId64 "0", kasus)) });
	int64_t n;
	TRY(db_int(cx->db, Q_PEMBUAT_JUMLAH, &p, 0, &n, err));
	return n ? FAIL(err, E_DENIED, "Anda ikut menyusun usulan ini, jadi persetujuannya harus oleh orang lain.") : OK;
}

static struct str signed_as(struct cx *cx, unsigned role)
{
	if (!(cx->user->own & role) && cx->user->delegasi)
		return cx_textf(cx->mem, "%.*s Kepala Dinas", (int)cx->user->awalan.len, cx->user->awalan.ptr);
	return S("Kepala Dinas");
}

static int record(struct cx *cx, int64_t kasus, struct str hasil, struct str hash, struct str catatan, struct str sebagai, struct str scan,
		  struct str penanda, int64_t hari, struct err *err)
{
	struct val p = OBJ(cx, { "kasus", val_int(kasus) }, { "langkah", val_int(4) }, { "hasil", val_str(hasil) },
			   { "hash", val_str(hash) }, { "catatan", val_str(catatan.ptr ? catatan : S("")) },
			   { "oleh", val_int(cx->user->id) }, { "sebagai", val_str(sebagai) },
			   { "delegasi", cx->user->delegasi ? val_int(cx->user->delegasi) : val_null },
			   { "now", val_int(cx->now_s) }, { "kertas", scan.len ? val_str(scan) : val_null },
			   { "penanda", val_str(penanda.ptr ? penanda : S("")) }, { "tanggal", val_int(hari) });
	TRY(db_run(cx->db, Q_SETUJU_TAMBAH, &p, NULL, err));
	return audit_write(cx,
			   scan.len			? "persetujuan.dari_dokumen"
			   : str_eq(hasil, S("setuju")) ? "persetujuan.setuju"
							: "persetujuan.kembali",
			   kasus_objek(cx, kasus), NULL, &p, catatan, err);
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

static int settle(struct cx *cx, const struct val *k, struct str hasil, struct str catatan, struct err *err)
{
	int64_t id = val_geti(k, "id", 0), periode = val_geti(k, "periode", 0);
	/* A word on paper nobody confirmed falls with the matter it was about. */
	struct val pending =
		OBJ(cx, { "kasus", val_int(id) }, { "now", val_int(cx->now_s) }, { "alasan", val_c("sudah ada putusan lain") });
	TRY(db_run(cx->db, Q_SETUJU_GUGUR_TUNDA, &pending, NULL, err));
	if (!str_eq(hasil, S("setuju")))
		return kasus_move(cx, k, 3, "kembali", catatan, err);
	struct val p = OBJ(cx, { "kasus", val_int(id) }, { "periksa", val_int(val_geti(k, "periksa", 0)) }, { "batas", val_int(2000000) },
			   { "lewat", val_int(0) });
	TRY(db_run(cx->db, Q_USULAN_HAPUS, &p, NULL, err));
	int64_t next = periode % 100 == 12 ? periode + 89 : periode + 1;
	struct freeze f = { cx, id, str_eq(setelan_text(cx, "usul.tmt"), S("bulan_ini")) ? periode : next, err, OK };
	int rc = db_each(cx->db, Q_USUL_DAFTAR, &p, freeze_row, &f, err);
	if (rc < 0 || f.rc < 0)
		return rc < 0 ? rc : f.rc;
	TRY(db_run(cx->db, Q_MASIH_TAGIH_ISI, &p, NULL, err));
	return kasus_move(cx, k, 5, "maju", catatan, err);
}

static int check_hash(struct cx *cx, int64_t kasus, struct val *k, struct str hash, struct err *err)
{
	struct val facts, s;
	TRY(kasus_at(cx, kasus, AT(4), k, err));
	TRY(rekap_facts(cx, k, &facts, err));
	int rc = newest(cx, kasus, "surat_pengantar", &s, err);
	if (rc < 0)
		return rc == E_NOTFOUND ? FAIL(err, E_REFUSED, "Surat pengantar belum ada.") : rc;
	struct str now = rekap_hash(cx, &facts);
	if (!str_eq(now, hash) || !str_eq(now, val_getstr(&s, "hash")))
		return FAIL(err, E_CONFLICT, "Usulan berubah sejak halaman ini dibuka; persetujuan hanya berlaku untuk yang Anda lihat. Muat ulang.");
	return OK;
}

int setuju_decide(struct cx *cx, int64_t kasus, struct str hasil, struct str hash, struct str catatan, struct err *err)
{
	struct val k;
	/* What is returned need not be what is on the papers any more. */
	if (str_eq(hasil, S("kembali")))
		TRY(kasus_at(cx, kasus, AT(4), &k, err));
	else
		TRY(check_hash(cx, kasus, &k, hash, err));
	TRY(not_the_maker(cx, kasus, err));
	if (str_eq(hasil, S("kembali")) && !catatan.len)
		return FAIL(err, E_REFUSED, "Tulis apa yang harus diperbaiki.");
	TRY(record(cx, kasus, hasil, hash, catatan, signed_as(cx, R_KADIS), STR_NONE, STR_NONE, 0, err));
	return settle(cx, &k, hasil, catatan, err);
}

int setuju_paper(struct cx *cx, int64_t kasus, struct str hasil, struct str hash, struct str catatan, const struct val *scan,
		 struct str penanda, int64_t hari, struct str place, struct err *err)
{
	struct val k;
	TRY(check_hash(cx, kasus, &k, hash, err));
	if (!penanda.len || hari <= 0 || hari > cx_today(cx))
		return FAIL(err, E_REFUSED, "Isi siapa yang menandatangani dan tanggalnya (tidak di masa depan).");
	if (str_eq(hasil, S("kembali")) && !catatan.len)
		return FAIL(err, E_REFUSED, "Tulis apa yang harus diperbaiki.");
	TRY(berkas_take(cx, scan, place, err));
	return record(cx, kasus, hasil, hash, catatan, S("dicatat dari dokumen"), val_getstr(scan, "hash"), penanda, hari, err);
}

int setuju_confirm(struct cx *cx, int64_t kasus, int64_t id, struct err *err)
{
	struct val s, k, p = OBJ(cx, { "id", val_int(id) }, { "oleh", val_int(cx->user->id) }, { "now", val_int(cx->now_s) });
	int rc = ONE(cx, Q_SETUJU_ID, &p, &s, err);
	if (rc < 0 || val_geti(&s, "kasus", 0) != kasus)
		return rc == OK || rc == E_NOTFOUND ? FAIL(err, E_NOTFOUND, "Persetujuan itu tidak ada.") : rc;
	if (!val_getstr(&s, "kertas").len || val_geti(&s, "ditegaskan", 0) || val_geti(&s, "batal_s", 0))
		return FAIL(err, E_REFUSED, "Persetujuan ini tidak menunggu penegasan.");
	if (val_geti(&s, "oleh", 0) == cx->user->id)
		return FAIL(err, E_DENIED, "Penegasan harus oleh orang lain daripada yang mencatat.");
	int64_t n;
	TRY(not_the_maker(cx, kasus, err));
	TRY(check_hash(cx, kasus, &k, val_getstr(&s, "hash"), err));
	TRY(db_run(cx->db, Q_SETUJU_TEGAS, &p, &n, err));
	if (n != 1)
		return FAIL(err, E_CONFLICT, "Persetujuan ini baru saja diubah orang lain.");
	TRY(audit_write(cx, "persetujuan.tegas", kasus_objek(cx, kasus), NULL, &p, STR_NONE, err));
	return settle(cx, &k, val_getstr(&s, "hasil"), val_getstr(&s, "catatan"), err);
}

/* --- issuing --------------------------------------------------------------------------------------------------------- */

static struct str from_pattern(struct cx *cx, int64_t urut, int64_t hari)
{
	struct str pattern = setelan_text(cx, "surat.nomor_pola");
	struct buf b;
	buf_init(&b, 400);
	for (size_t i = 0; i < pattern.len;) {
		struct str rest = str_of(pattern.ptr + i, pattern.len - i);
		if (str_starts(rest, S("{urut}"))) {
			buf_addf(&b, "%03" PRId64, urut);
			i += 6;
		} else if (str_starts(rest, S("{bulan_romawi}"))) {
			buf_add(&b, str_c(bulan_romawi((int)(hari / 100 % 100))));
			i += 14;
		} else if (str_starts(rest, S("{tahun}"))) {
			buf_addf(&b, "%04d", (int)(hari / 10000));
			i += 7;
		} else {
			buf_addc(&b, pattern.ptr[i++]);
		}
	}
	struct str s = arena_str(cx->mem, buf_str(&b));
	buf_clear(&b);
	return s;
}

/* The first number of the secretariat's block that was not given yet. */
static int from_block(struct cx *cx, struct val *p, struct str *ret, struct err *err)
{
	struct str rest = setelan_text(cx, "surat.nomor_blok");
	while (rest.len) {
		const char *end = memchr(rest.ptr, '\n', rest.len);
		size_t n = end ? (size_t)(end - rest.ptr) : rest.len, skip = end ? n + 1 : n;
		struct str line = str_trim(str_of(rest.ptr, n));
		int64_t used;
		rest = str_of(rest.ptr + skip, rest.len - skip);
		if (!line.len)
			continue;
		val_set(cx->mem, p, "nomor", val_str(line));
		TRY(db_int(cx->db, Q_NOMOR_ADA, p, 0, &used, err));
		if (!used) {
			*ret = line;
			return OK;
		}
	}
	return FAIL(err, E_REFUSED, "Blok nomor dari sekretariat sudah habis. Minta blok baru lalu isi di Setelan.");
}

/* The number is given in the transaction that issues the paper: no gap, no double. */
static int give_number(struct cx *cx, const struct val *s, struct str typed, int64_t hari, struct str *ret, struct err *err)
{
	struct val p = OBJ(cx, { "jenis", val_c("surat") }, { "tahun", val_int(hari / 10000) });
	int64_t urut = 0;
	bool own = str_eq(setelan_text(cx, "surat.nomor_cara"), S("register"));
	if (own)
		TRY(db_int(cx->db, Q_NOMOR_URUT, &p, 1, &urut, err));
	else if (str_eq(setelan_text(cx, "surat.nomor_cara"), S("blok")))
		TRY(from_block(cx, &p, &typed, err));
	else if (!typed.len)
		return FAIL(err, E_REFUSED, "Isi nomor surat dari buku agenda atau SRIKANDI.");
	*ret = own ? from_pattern(cx, urut, hari) : typed;
	struct val q = OBJ(cx, { "jenis", val_c("surat") }, { "tahun", val_int(hari / 10000) }, { "urut", val_int(urut) },
			   { "nomor", val_str(*ret) }, { "kasus", val_int(val_geti(s, "kasus", 0)) },
			   { "surat", val_int(val_geti(s, "id", 0)) }, { "now", val_int(cx->now_s) },
			   { "oleh", val_int(cx->user->id) });
	int rc = db_run(cx->db, Q_NOMOR_TAMBAH, &q, NULL, err);
	return rc == E_CONFLICT ? FAIL(err, E_CONFLICT, "Nomor surat itu sudah dipakai tahun ini.") : rc;
}

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
	TRY(give_number(cx, &letter, nomor, hari, &number, err));
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
