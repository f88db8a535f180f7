#include "app/ajuan.h"
#include "app/kasus.h"
#include "app/rekap.h"
#include "app/rekon.h"
#include "app/setelan.h"
#include "app/surat.h"
#include "web/pages/pages.h"

#define ANSWER_ROWS 100

static struct str case_page(struct cx *cx, int64_t id, const char *page) { return cx_textf(cx->mem, "/kasus/%" PRId64 "/%s", id, page); }

static int go(struct cx *cx, struct val *out, int64_t id, const char *page, struct str message)
{
	val_set(cx->mem, out, "lanjut", val_str(case_page(cx, id, page)));
	val_set(cx->mem, out, "pesan", val_str(message));
	return OK;
}

static void put_letter(struct cx *cx, struct val *out)
{
	const struct val *rows = val_get(out, "surat");
	val_set(cx->mem, out, "pengantar", val_null);
	val_set(cx->mem, out, "rekapitulasi", val_null);
	for (const struct val_item *i = rows->items.last ? rows->items.first : NULL; i; i = i->next) {
		struct str kind = val_getstr(&i->v, "jenis");
		const char *key = str_eq(kind, S("surat_pengantar")) ? "pengantar"
				  : str_eq(kind, S("rekapitulasi"))  ? "rekapitulasi"
								     : NULL;
		if (key && !val_true(val_get(out, key)) && !str_eq(val_getstr(&i->v, "status"), S("batal"))) {
			struct val s = i->v;
			val_set(cx->mem, &s, "terbit", val_bool(str_eq(val_getstr(&s, "status"), S("final"))));
			val_set(cx->mem, out, key, s);
		}
	}
}

HANDLER(p_ajuan)
{
	struct val k, rows;
	int64_t id = val_geti(in, "id", 0), page = val_geti(in, "hal", 1);
	struct str which = val_getstr(in, "jawaban");
	TRY(put_case(cx, id, "pengajuan", out, &k, err));
	struct val keep = *val_get(out, "kasus");
	if (val_geti(&k, "langkah", 0) < 5)
		return FAIL(err, E_REFUSED, "Pengajuan dibuka sesudah usulan disetujui (langkah 5).");
	TRY(ajuan_lihat(cx, id, out, err));
	val_set(cx->mem, out, "kasus", keep);
	put_letter(cx, out);
	const struct val *package = val_get(out, "pengajuan"), *letter = val_get(out, "pengantar");
	bool handed = val_geti(package, "diserahkan_s", 0) != 0, guest = is_guest(cx);
	val_set(cx->mem, out, "diserahkan", val_bool(handed));
	/* A guest sees what was handed to him, nothing before. */
	if (guest && !handed) {
		val_set(cx->mem, out, "pengajuan", val_null);
		val_set(cx->mem, out, "pengantar", val_null);
		val_set(cx->mem, out, "rekapitulasi", val_null);
		val_set(cx->mem, out, "ringkas",
			OBJ(cx, { "jumlah", val_int(0) }, { "belum", val_int(0) }, { "dikerjakan", val_int(0) },
			    { "ditolak", val_int(0) }));
	}
	if (guest)
		val_set(cx->mem, out, "masih_ditagih", val_list());
	val_set(cx->mem, out, "surat", val_null);
	if (page < 1)
		page = 1;
	struct val p = OBJ(cx, { "kasus", val_int(id) }, { "jawaban", val_str(which.ptr ? which : S("")) },
			   { "batas", val_int(ANSWER_ROWS) }, { "lewat", val_int((page - 1) * ANSWER_ROWS) });
	rows = val_list();
	if (!guest || handed)
		TRY(ALL(cx, Q_USULAN_HALAMAN, &p, &rows, err));
	name_regions(cx, &rows);
	val_set(cx->mem, out, "usulan", rows);
	val_set(cx->mem, out, "jawaban", val_str(which.ptr ? which : S("")));
	int64_t total = val_geti(val_get(out, "ringkas"),
				 which.len ? (str_eq(which, S("belum"))	    ? "belum"
					      : str_eq(which, S("ditolak")) ? "ditolak"
									    : "dikerjakan")
					   : "jumlah",
				 0);
	put_pager(cx, out, page, ANSWER_ROWS, total, which.len ? cx_textf(cx->mem, "&jawaban=%.*s", (int)which.len, which.ptr) : STR_NONE);
	val_set(cx->mem, out, "padan_menomori", val_bool(!str_eq(setelan_text(cx, "surat.nomor_cara"), S("agenda"))));
	val_set(cx->mem, out, "terbit", val_bool(val_geti(letter, "terbit", 0) != 0));
	val_set(cx->mem, out, "paket_ada", val_bool(val_true(val_get(out, "pengajuan"))));
	val_set(cx->mem, out, "hari_ini",
		val_str(cx_textf(cx->mem, "%04d-%02d-%02d", cx_today(cx) / 10000, cx_today(cx) / 100 % 100,
				 cx_today(cx) % 100)));
	return OK;
}

HANDLER(p_terbit)
{
	int64_t id = val_geti(in, "id", 0), day = val_geti(in, "tanggal", 0);
	if (day > cx_today(cx) + 100)
		return FAIL(err, E_REFUSED, "Tanggal surat terlalu jauh di depan.");
	TRY(surat_issue(cx, id, val_getstr(in, "nomor"), day, err));
	return go(cx, out, id, "pengajuan", S("Surat pengantar terbit dengan nomornya."));
}

HANDLER(p_paket)
{
	int64_t id = val_geti(in, "id", 0);
	TRY(ajuan_susun(cx, id, err));
	return go(cx, out, id, "pengajuan", S("Paket untuk BPJS Kesehatan tersusun."));
}

HANDLER(p_serah)
{
	int64_t id = val_geti(in, "id", 0);
	TRY(ajuan_serah(cx, id, val_getstr(in, "cara"), val_getstr(in, "penerima"), err));
	return go(cx, out, id, "pengajuan", S("Penyerahan dicatat."));
}

HANDLER(p_terima)
{
	int64_t id = val_geti(in, "id", 0);
	TRY(ajuan_terima(cx, id, err));
	return go(cx, out, id, "pengajuan", S("Paket dinyatakan diterima."));
}

HANDLER(p_jawab)
{
	int64_t id = val_geti(in, "id", 0);
	TRY(ajuan_jawab(cx, id, val_geti(in, "peserta", 0), val_getstr(in, "jawaban"), val_getstr(in, "alasan"),
			val_geti(in, "tmt", 0), file_or_null(in, "pindaian"), err));
	return go(cx, out, id, "pengajuan", S("Jawaban dicatat."));
}

HANDLER(p_jawab_semua)
{
	int64_t id = val_geti(in, "id", 0), n;
	TRY(ajuan_jawab_semua(cx, id, val_getstr(in, "jawaban"), val_getstr(in, "alasan"), file_or_null(in, "pindaian"), &n, err));
	val_set(cx->mem, out, "jumlah", val_int(n));
	return go(cx, out, id, "pengajuan", cx_textf(cx->mem, "Jawaban untuk %" PRId64 " peserta dicatat.", n));
}

HANDLER(p_jawab_berkas)
{
	int64_t id = val_geti(in, "id", 0), known, strange;
	TRY(ajuan_jawab_berkas(cx, id, val_get(in, "berkas"), &known, &strange, err));
	val_set(cx->mem, out, "dijawab", val_int(known));
	val_set(cx->mem, out, "asing", val_int(strange));
	return go(cx, out, id, "pengajuan",
		  strange ? cx_textf(cx->mem,
				     "%" PRId64 " jawaban dicatat; %" PRId64 " baris tidak cocok dengan usulan mana pun.",
				     known, strange)
			  : cx_textf(cx->mem, "%" PRId64 " jawaban dicatat.", known));
}

HANDLER(p_nomor_batal)
{
	int64_t id = val_geti(in, "id", 0);
	TRY(nomor_void(cx, id, val_geti(in, "surat", 0), val_getstr(in, "alasan"), err));
	return go(cx, out, id, "pengajuan", S("Nomor surat dibatalkan."));
}

HANDLER(p_rekon)
{
	struct val k;
	int64_t id = val_geti(in, "id", 0);
	TRY(put_case(cx, id, "rekonsiliasi", out, &k, err));
	struct val keep = *val_get(out, "kasus");
	if (val_geti(&k, "langkah", 0) < 5)
		return FAIL(err, E_REFUSED, "Rekonsiliasi dibuka sesudah usulan disetujui (langkah 5).");
	TRY(rekon_lihat(cx, id, out, err));
	val_set(cx->mem, out, "kasus", keep);
	struct val r = *val_get(out, "rekonsiliasi"), pdf = val_null;
	const struct val *papers = val_get(out, "surat");
	for (const struct val_item *i = papers->items.first; i && pdf.kind == VAL_NULL; i = i->next)
		if (str_eq(val_getstr(&i->v, "jenis"), S("ba_rekonsiliasi")) && !str_eq(val_getstr(&i->v, "status"), S("batal")))
			pdf = *val_get(&i->v, "pdf");
	val_set(cx->mem, out, "pdf", pdf);
	/* Before there is a draft there is nothing a guest was given. */
	if (is_guest(cx) && r.kind != VAL_OBJ) {
		val_set(cx->mem, out, "hitung", val_null);
		val_set(cx->mem, out, "ringkas", OBJ(cx, { "jumlah", val_int(0) }, { "belum", val_int(0) }));
	}
	val_set(cx->mem, out, "surat", val_null);
	if (r.kind == VAL_OBJ) {
		val_set(cx->mem, &r, "sepakat", val_bool(str_eq(val_getstr(&r, "status"), S("disepakati"))));
		val_set(cx->mem, &r, "bpjs_sudah", val_bool(val_geti(&r, "bpjs_s", 0) != 0));
		val_set(cx->mem, &r, "dinkes_sudah", val_bool(val_geti(&r, "dinkes_s", 0) != 0));
		val_set(cx->mem, out, "rekonsiliasi", r);
	}
	val_set(cx->mem, out, "hari_ini",
		val_str(cx_textf(cx->mem, "%04d-%02d-%02d", cx_today(cx) / 10000, cx_today(cx) / 100 % 100,
				 cx_today(cx) % 100)));
	return OK;
}

HANDLER(p_rekon_susun)
{
	int64_t id = val_geti(in, "id", 0);
	struct rekon_draf d = { .koreksi = val_get(in, "koreksi"),
				.selisih = val_getstr(in, "selisih"),
				.sumber = val_getstr(in, "sumber"),
				.akhir_bpjs = val_geti(in, "akhir_bpjs", 0),
				.tanggal = val_geti(in, "tanggal", 0),
				.pindaian = file_or_null(in, "pindaian") };
	if (!d.sumber.len)
		d.sumber = S("padan");
	TRY(rekon_susun(cx, id, &d, err));
	return go(cx, out, id, "rekonsiliasi", S("Draf Berita Acara Rekonsiliasi tersusun."));
}

static int agreed(struct cx *cx, int64_t id, struct val *out, struct err *err)
{
	struct val k;
	TRY(kasus_get(cx, id, &k, err));
	bool done = str_eq(val_getstr(&k, "status"), S("selesai"));
	val_set(cx->mem, out, "selesai", val_bool(done));
	return go(cx, out, id, "rekonsiliasi",
		  done ? S("Kedua pihak sepakat. SOP 072 untuk bulan ini selesai.") : S("Kesepakatan dicatat."));
}

HANDLER(p_rekon_dinkes)
{
	TRY(rekon_dinkes(cx, val_geti(in, "id", 0), val_getstr(in, "hash"), err));
	return agreed(cx, val_geti(in, "id", 0), out, err);
}

HANDLER(p_rekon_bpjs)
{
	TRY(rekon_bpjs(cx, val_geti(in, "id", 0), val_getstr(in, "hash"), file_or_null(in, "pindaian"), err));
	return agreed(cx, val_geti(in, "id", 0), out, err);
}
