/* SOP 070 steps 4 to 6: bills, their papers, the bundle, Finance, payment; and the standing papers. */
#include "app/audit.h"
#include "app/bayar.h"
#include "app/bundel.h"
#include "app/dokumen.h"
#include "app/hitung.h"
#include "app/keberatan.h"
#include "app/rincian.h"
#include "app/kasus.h"
#include "app/nomor.h"
#include "app/setelan.h"
#include "app/tagihan.h"
#include "base/rupiah.h"
#include "web/pages/pages.h"

#define NAME_ROWS 100

static int go(struct cx *cx, struct val *out, int64_t id, const char *tail, const char *message)
{
	val_set(cx->mem, out, "lanjut", val_str(cx_textf(cx->mem, "/tagihan/%" PRId64 "%s", id, tail)));
	val_set(cx->mem, out, "pesan", val_c(message));
	return OK;
}

/* --- step 4: the bills of a month --------------------------------------------------------------------------------------------- */

static void add_line(struct cx *cx, struct val *list, struct str jenis, struct str segmen, struct str bulan, struct val orang,
		     struct val tarif, struct val jumlah, struct val uraian)
{
	val_push(cx->mem, list,
		 OBJ(cx, { "jenis", val_str(jenis) }, { "segmen", val_str(segmen) }, { "bulan", val_str(bulan) }, { "orang", orang },
		     { "tarif", tarif }, { "jumlah", jumlah }, { "uraian", uraian }));
}

/* What was typed stands there again when it was refused. */
static size_t typed_lines(struct cx *cx, const struct val *was, struct val *list)
{
	const struct val *kinds = was ? val_get(was, "baris_jenis") : NULL;
	size_t n = kinds && kinds->kind == VAL_LIST ? kinds->items.n : 0;
	for (size_t i = 0; i < n; i++)
		add_line(cx, list, cx_teks_ke(kinds, i), cx_teks_ke(val_get(was, "baris_segmen"), i),
			 cx_teks_ke(val_get(was, "baris_bulan"), i), val_str(cx_teks_ke(val_get(was, "baris_orang"), i)),
			 val_str(cx_teks_ke(val_get(was, "baris_tarif"), i)),
			 val_str(cx_teks_ke(val_get(was, "baris_jumlah"), i)),
			 val_str(cx_teks_ke(val_get(was, "baris_uraian"), i)));
	return n;
}

/* The line a new bill should have: our own people of the month at the rate in force; and room for late ones, corrections, credits. */
static int expected_lines(struct cx *cx, const struct val *k, const struct val *was, struct val *out, struct err *err)
{
	int64_t month = val_geti(k, "periode", 0), people = 0, rate;
	if (str_eq(setelan_text(cx, "tagihan.bulan_iuran"), S("bulan_berikut")))
		month = bulan_sesudah(month, 1);
	struct val *list = val_set(cx->mem, out, "baris_baru", val_list());
	struct str text = month_text(cx, month);
	val_set(cx->mem, out, "bulan", val_str(text));
	if (typed_lines(cx, was, list))
		return OK;
	TRY(hitung_tarif(cx, month, &rate, err));
	/* Where a bill stands already another one is for something else; the guest sees what was agreed with him. */
	bool first = true;
	for (const struct val_item *i = val_get(out, "tagihan")->items.first; i; i = i->next)
		first &= str_eq(val_getstr(&i->v, "status"), S("dikembalikan"));
	if (first && (cx->user->roles & (R_PEMBAYARAN | R_BPJS)))
		TRY(hitung_jumlah(cx, month, !is_guest(cx), &people, err));
	add_line(cx, list, S("iuran"), S("PBPU dan BP Pemda"), text, people ? val_int(people) : val_null, val_int(rate), val_null, val_null);
	for (int i = 0; i < 5; i++)
		add_line(cx, list, S("koreksi"), S(""), S(""), val_null, val_null, val_null, val_null);
	return OK;
}

HANDLER(p_tagihan_semua)
{
	struct val k, rows, d;
	int64_t id = val_geti(in, "id", 0);
	TRY(put_case(cx, id, "tagihan", out, &k, err));
	if (val_geti(&k, "langkah", 0) < 4)
		return FAIL(err, E_REFUSED, "Tagihan dibuka sesudah serah terima ditandatangani kedua pihak (langkah 4).");
	struct val p = OBJ(cx, { "kasus", val_int(id) });
	TRY(ALL(cx, Q_TAGIHAN_PER_KASUS, &p, &rows, err));
	val_set(cx->mem, out, "tagihan", rows);
	TRY(expected_lines(cx, &k, val_get(in, "_isian"), out, err));
	int rc = dokumen_pada(cx, "virtual_account", cx_today(cx), &d, err);
	if (rc < 0 && rc != E_NOTFOUND)
		return rc;
	val_set(cx->mem, out, "va", val_str(rc == OK && !is_guest(cx) ? val_getstr(&d, "va") : S("")));
	val_set(cx->mem, out, "hari_ini", val_str(today_text(cx)));
	return OK;
}

HANDLER(p_tagihan_kirim)
{
	int64_t id = val_geti(in, "id", 0), bill, lines;
	struct tagihan_baru t = { .nomor = val_getstr(in, "nomor"),
				  .va = val_getstr(in, "va"),
				  .tempat = val_getstr(in, "tempat"),
				  .tanggal = val_geti(in, "tanggal", 0),
				  .bulan = val_geti(in, "bulan", 0),
				  .jatuh_tempo = val_geti(in, "jatuh_tempo", 0),
				  .jumlah = val_geti(in, "jumlah", 0),
				  .jenis = val_get(in, "baris_jenis"),
				  .segmen = val_get(in, "baris_segmen"),
				  .bulan_baris = val_get(in, "baris_bulan"),
				  .orang = val_get(in, "baris_orang"),
				  .tarif = val_get(in, "baris_tarif"),
				  .jumlah_baris = val_get(in, "baris_jumlah"),
				  .uraian = val_get(in, "baris_uraian"),
				  .surat = file_or_null(in, "surat"),
				  .meliputi = val_get(in, "meliputi") };
	TRY(db_begin(cx->db, true, err));
	int rc = tagihan_tambah(cx, id, &t, &bill, err);
	if (rc == OK)
		rc = db_commit(cx->db, err);
	if (rc < 0) {
		db_rollback(cx->db);
		return rc;
	}
	/* The detail is read by a child and stored in its own transaction: the bill stands even where the file is rubbish. */
	struct err why = { 0 };
	if (file_or_null(in, "rincian") && rincian_baca(cx, bill, val_get(in, "rincian"), &lines, &why) < 0) {
		val_set(cx->mem, out, "id", val_int(bill));
		return go(cx, out, bill, "", cx_textf(cx->mem, "Tagihan dicatat, tetapi rinciannya tidak terbaca: %s", why.msg).ptr);
	}
	val_set(cx->mem, out, "id", val_int(bill));
	return go(cx, out, bill, "", "Tagihan dicatat dan dihitung ulang.");
}

/* A bill is money, not people: a guest sees his bill, what was returned and why. */
HANDLER(p_tagihan)
{
	int64_t id = val_geti(in, "id", 0);
	TRY(tagihan_lihat(cx, id, out, err));
	val_set(cx->mem, out, "tab_bayar", val_c("tagihan"));
	val_set(cx->mem, out, "_tempat", val_c("/bayar"));
	const struct val *t = val_get(out, "tagihan");
	struct str status = val_getstr(t, "status"), number = val_getstr(t, "nomor");
	val_set(cx->mem, out, "judul", val_str(cx_textf(cx->mem, "Tagihan %.*s", (int)number.len, number.ptr)));
	val_set(cx->mem, out, "diperiksa", val_bool(str_eq(status, S("diperiksa"))));
	val_set(cx->mem, out, "lewat_empat",
		val_bool(str_eq(status, S("disiapkan")) || str_eq(status, S("diajukan")) || str_eq(status, S("selesai"))));
	val_set(cx->mem, out, "di_enam", val_bool(str_eq(status, S("diajukan")) || str_eq(status, S("selesai"))));
	if (is_guest(cx)) {
		val_set(cx->mem, out, "selisih", val_list());
		val_set(cx->mem, out, "ringkasan", val_null);
	}
	struct val letters = val_list();
	const struct val *papers = val_get(out, "surat");
	for (const struct val_item *i = papers->items.first; i; i = i->next)
		if (str_eq(val_getstr(&i->v, "jenis"), S("surat_keberatan")) &&
		    (!is_guest(cx) || str_eq(val_getstr(&i->v, "status"), S("final"))))
			val_push(cx->mem, &letters, i->v);
	val_set(cx->mem, out, "surat", letters);
	val_set(cx->mem, out, "unduh_rincian", val_bool((cx->user->roles & (R_PEMBAYARAN | R_KASI | R_AUDITOR)) != 0));
	val_set(cx->mem, out, "nomor_sendiri", val_bool(nomor_sendiri(cx, "surat")));
	val_set(cx->mem, out, "hari_ini", val_str(today_text(cx)));
	val_set(cx->mem, out, "gagal", val_null);
	val_set(cx->mem, out, "isian", val_obj());
	return OK;
}

HANDLER(p_tagihan_rincian)
{
	int64_t id = val_geti(in, "id", 0), lines;
	TRY(rincian_baca(cx, id, val_get(in, "rincian"), &lines, err));
	val_set(cx->mem, out, "jumlah", val_int(lines));
	return go(cx, out, id, "", cx_textf(cx->mem, "Rincian dibaca: %" PRId64 " baris; tagihan dihitung ulang.", lines).ptr);
}

HANDLER(p_tagihan_pbi)
{
	int64_t id = val_geti(in, "id", 0), lines;
	TRY(rincian_pbi(cx, val_geti(in, "bulan", 0), val_get(in, "berkas"), &lines, err));
	val_set(cx->mem, out, "jumlah", val_int(lines));
	TRY(db_begin(cx->db, true, err));
	int rc = hitung_tagihan(cx, id, err);
	if (rc == OK)
		rc = db_commit(cx->db, err);
	if (rc < 0)
		db_rollback(cx->db);
	TRY(rc);
	return go(cx, out, id, "", cx_textf(cx->mem, "Daftar PBI JK dibaca: %" PRId64 " orang; tagihan dihitung ulang.", lines).ptr);
}

HANDLER(p_tagihan_hitung)
{
	struct val t;
	TRY(hitung_tagihan(cx, val_geti(in, "id", 0), err));
	TRY(tagihan_get(cx, val_geti(in, "id", 0), &t, err));
	struct val after = OBJ(cx, { "ringkasan", val_str(val_getstr(&t, "ringkasan")) });
	TRY(audit_write(cx, "tagihan.hitung", tagihan_objek(cx, &t), NULL, &after, STR_NONE, err));
	return go(cx, out, val_geti(in, "id", 0), "", "Tagihan dihitung ulang.");
}

HANDLER(p_selisih)
{
	struct val rows, d;
	int64_t id = val_geti(in, "id", 0), page = val_geti(in, "hal", 1);
	struct str kind = val_getstr(in, "jenis");
	TRY(tagihan_lihat(cx, id, out, err));
	val_set(cx->mem, out, "tab_bayar", val_c("tagihan"));
	val_set(cx->mem, out, "_tempat", val_c("/bayar"));
	struct val p = OBJ(cx, { "tagihan", val_int(id) }, { "jenis", val_str(kind) }, { "batas", val_int(NAME_ROWS) },
			   { "lewat", val_int((page < 1 ? 0 : page - 1) * NAME_ROWS) });
	int rc = ONE(cx, Q_SELISIH_SATU, &p, &d, err);
	if (rc < 0)
		return rc == E_NOTFOUND ? FAIL(err, E_NOTFOUND, "Selisih itu tidak ada (lagi).") : rc;
	TRY(ALL(cx, Q_SELISIH_NAMA, &p, &rows, err));
	val_set(cx->mem, out, "judul", val_c("Selisih tagihan"));
	val_set(cx->mem, out, "orang", rows);
	val_set(cx->mem, out, "satu", d);
	val_set(cx->mem, out, "surat", val_list());
	int64_t total;
	TRY(db_int(cx->db, Q_SELISIH_NAMA_JUMLAH, &p, 0, &total, err));
	put_pager(cx, out, page < 1 ? 1 : page, NAME_ROWS, total, STR_NONE);
	return OK;
}

HANDLER(p_selisih_urus)
{
	int64_t id = val_geti(in, "id", 0);
	TRY(tagihan_urus(cx, id, val_getstr(in, "jenis"), val_getstr(in, "cara"), val_getstr(in, "catatan"),
			 file_or_null(in, "bukti"), err));
	return go(cx, out, id, "", "Selisih dicatat.");
}

HANDLER(p_tagihan_kembali)
{
	int64_t id = val_geti(in, "id", 0);
	TRY(tagihan_kembali(cx, id, val_getstr(in, "alasan"), err));
	return go(cx, out, id, "", "Tagihan dikembalikan kepada BPJS Kesehatan.");
}

HANDLER(p_tagihan_lanjut)
{
	int64_t id = val_geti(in, "id", 0);
	TRY(tagihan_lanjut(cx, id, err));
	return go(cx, out, id, "/dokumen", "Tagihan diterima; draf dokumen pembayaran tersusun.");
}

HANDLER(p_keberatan)
{
	int64_t id = val_geti(in, "id", 0);
	bool issue = val_geti(in, "terbit", 0) != 0;
	TRY(keberatan_susun(cx, id, val_getstr(in, "nomor"), val_geti(in, "tanggal", 0), issue, err));
	return go(cx, out, id, "", issue ? "Surat keberatan terbit." : "Draf surat keberatan tersusun.");
}

/* --- step 5 ------------------------------------------------------------------------------------------------------------------- */

HANDLER(p_dokumen_bayar)
{
	int64_t id = val_geti(in, "id", 0);
	struct val t;
	bool sent;
	TRY(tagihan_get(cx, id, &t, err));
	TRY(tagihan_boleh(cx, &t, err));
	TRY(bundel_terkirim(cx, id, &sent, err));
	if (str_eq(val_getstr(&t, "status"), S("diperiksa")) || str_eq(val_getstr(&t, "status"), S("dikembalikan")))
		return FAIL(err, E_REFUSED, "Dokumen pembayaran dibuka sesudah tagihan diterima (langkah 5).");
	TRY(bayar_lihat(cx, id, out, err));
	val_set(cx->mem, &t, "ringkasan", val_null);
	val_set(cx->mem, out, "tagihan", t);
	val_set(cx->mem, out, "judul", val_c("Dokumen pembayaran"));
	val_set(cx->mem, out, "tab_bayar", val_c("dokumen"));
	val_set(cx->mem, out, "_tempat", val_c("/bayar"));
	val_set(cx->mem, out, "di_langkah", val_bool(str_eq(val_getstr(&t, "status"), S("disiapkan"))));
	val_set(cx->mem, out, "susun_lagi",
		val_bool(str_eq(val_getstr(&t, "status"), S("diajukan")) && !sent && !val_true(val_get(out, "siap"))));
	val_set(cx->mem, out, "di_enam",
		val_bool(str_eq(val_getstr(&t, "status"), S("diajukan")) || str_eq(val_getstr(&t, "status"), S("selesai"))));
	val_set(cx->mem, out, "hari_ini", val_str(today_text(cx)));
	val_set(cx->mem, out, "gagal", val_null);
	val_set(cx->mem, out, "isian", val_obj());
	return OK;
}

HANDLER(p_dokumen_susun)
{
	int64_t id = val_geti(in, "id", 0);
	struct val t;
	bool sent;
	TRY(tagihan_get(cx, id, &t, err));
	TRY(bundel_terkirim(cx, id, &sent, err));
	if (sent || !str_eq(val_getstr(&t, "status"), S("diajukan")))
		TRY(tagihan_pada(cx, id, "disiapkan", &t, err));
	TRY(bayar_susun(cx, id, err));
	return go(cx, out, id, "/dokumen", "Dokumen disusun ulang dari data sekarang.");
}

HANDLER(p_dokumen_terbit)
{
	int64_t id = val_geti(in, "id", 0);
	TRY(bayar_terbit(cx, id, val_getstr(in, "jenis"), val_getstr(in, "nomor"), val_geti(in, "tanggal", 0), err));
	return go(cx, out, id, "/dokumen", "Dokumen terbit dengan nomornya.");
}

HANDLER(p_kwitansi)
{
	int64_t id = val_geti(in, "id", 0);
	TRY(bayar_kwitansi(cx, id, val_getstr(in, "nomor"), val_geti(in, "tanggal", 0), val_geti(in, "jumlah", 0),
			   val_get(in, "pindaian"), err));
	return go(cx, out, id, "/dokumen", "Kwitansi dari Bagian Keuangan dicatat.");
}

HANDLER(p_kwitansi_tegas)
{
	int64_t id = val_geti(in, "id", 0);
	TRY(bayar_kwitansi_tegas(cx, id, val_getstr(in, "hash"), file_or_null(in, "pindaian"), err));
	return go(cx, out, id, "/dokumen", "Kwitansi ditegaskan Bagian Keuangan.");
}

HANDLER(p_dokumen_pindaian)
{
	int64_t id = val_geti(in, "id", 0);
	TRY(bayar_pindaian(cx, id, val_getstr(in, "jenis"), val_get(in, "pindaian"), val_getstr(in, "tempat"), err));
	return go(cx, out, id, "/berkas", "Pindaian dilampirkan.");
}

HANDLER(p_dokumen_selesai)
{
	int64_t id = val_geti(in, "id", 0);
	TRY(bayar_selesai(cx, id, err));
	return go(cx, out, id, "/berkas", "Dokumen pembayaran lengkap. Periksa ketiga belas dokumennya lalu ajukan.");
}

/* --- step 6 ------------------------------------------------------------------------------------------------------------------- */

HANDLER(p_bundel)
{
	int64_t id = val_geti(in, "id", 0);
	TRY(bundel_lihat(cx, id, out, err));
	const struct val *t = val_get(out, "tagihan");
	struct str status = val_getstr(t, "status");
	if (!str_eq(status, S("diajukan")) && !str_eq(status, S("selesai")) && !str_eq(status, S("disiapkan")))
		return FAIL(err, E_REFUSED, "Berkas dibuka sesudah tagihan diterima.");
	val_set(cx->mem, out, "judul", val_c("Berkas permohonan pembayaran"));
	val_set(cx->mem, out, "tab_bayar", val_c("berkas"));
	val_set(cx->mem, out, "_tempat", val_c("/bayar"));
	val_set(cx->mem, out, "di_enam", val_bool(str_eq(status, S("diajukan"))));
	val_set(cx->mem, out, "selesai", val_bool(str_eq(status, S("selesai"))));
	val_set(cx->mem, out, "lunas", val_bool(val_geti(out, "sisa", 1) == 0));
	const struct sop_def *def = sop_set_find(cx->office->sop, S("070"));
	val_set(cx->mem, out, "catatan_sop", def && def->catatan_n ? val_str(def->catatan[0].isi) : val_null);
	val_set(cx->mem, out, "hari_ini", val_str(today_text(cx)));
	val_set(cx->mem, out, "gagal", val_null);
	val_set(cx->mem, out, "isian", val_obj());
	return OK;
}

HANDLER(p_bundel_longgar)
{
	int64_t id = val_geti(in, "id", 0);
	TRY(bundel_longgar(cx, id, val_getstr(in, "jenis"), val_getstr(in, "alasan"), val_geti(in, "sampai", 0), err));
	return go(cx, out, id, "/berkas", "Kelonggaran dicatat.");
}

HANDLER(p_bundel_susun)
{
	int64_t id = val_geti(in, "id", 0);
	TRY(bundel_susun(cx, id, err));
	return go(cx, out, id, "/berkas", "Berkas tersusun: satu PDF dan satu zip asli.");
}

HANDLER(p_bundel_ajukan)
{
	int64_t id = val_geti(in, "id", 0);
	TRY(bundel_ajukan(cx, id, err));
	return go(cx, out, id, "/berkas", "Permohonan diajukan kepada Bagian Keuangan.");
}

HANDLER(p_bundel_terima)
{
	int64_t id = val_geti(in, "id", 0);
	TRY(bundel_terima(cx, id, file_or_null(in, "pindaian"), err));
	return go(cx, out, id, "/berkas", "Bagian Keuangan menerima berkas lengkap.");
}

HANDLER(p_bundel_kembali)
{
	int64_t id = val_geti(in, "id", 0);
	TRY(bundel_kembali(cx, id, val_getstr(in, "alasan"), file_or_null(in, "pindaian"), err));
	if (cx->user->own & R_KEUANGAN) {
		val_set(cx->mem, out, "lanjut", val_c("/bayar"));
		val_set(cx->mem, out, "pesan", val_c("Berkas dikembalikan."));
		return OK;
	}
	return go(cx, out, id, "/dokumen", "Berkas dikembalikan.");
}

HANDLER(p_bayar_catat)
{
	int64_t id = val_geti(in, "id", 0), row;
	struct bayar_baru b = { .jenis = val_getstr(in, "jenis"),
				.nomor = val_getstr(in, "nomor"),
				.kanal = val_getstr(in, "kanal"),
				.tujuan = val_getstr(in, "tujuan"),
				.tanggal = val_geti(in, "tanggal", 0),
				.jumlah = val_geti(in, "jumlah", 0),
				.berkas = file_or_null(in, "pindaian") };
	TRY(bundel_bayar(cx, id, &b, &row, err));
	val_set(cx->mem, out, "id", val_int(row));
	return go(cx, out, id, "/berkas",
		  cx->user->own & R_KEUANGAN ? "Dicatat." : "Dicatat dari dokumen. Berlaku sesudah ditegaskan orang kedua.");
}

HANDLER(p_bayar_tegas)
{
	int64_t id = val_geti(in, "id", 0);
	TRY(bundel_bayar_tegas(cx, id, val_geti(in, "bayar", 0), err));
	return go(cx, out, id, "/berkas", "Ditegaskan.");
}

HANDLER(p_bayar_batal)
{
	int64_t id = val_geti(in, "id", 0);
	TRY(bundel_bayar_batal(cx, id, val_geti(in, "bayar", 0), val_getstr(in, "alasan"), err));
	return go(cx, out, id, "/berkas", "Catatan dibatalkan.");
}

/* --- standing papers ---------------------------------------------------------------------------------------------------------- */

HANDLER(p_dokumen)
{
	(void)in;
	struct val rows, *kinds = val_set(cx->mem, out, "jenis", val_list());
	TRY(dokumen_semua(cx, &rows, err));
	for (size_t i = 0; i < dokumen_jenis_count; i++)
		val_push(cx->mem, kinds,
			 OBJ(cx, { "kode", val_c(dokumen_jenis_table[i].kode) },
			     { "nama", val_c(dokumen_jenis_table[i].nama) }));
	val_set(cx->mem, out, "judul", val_c("Dokumen tetap"));
	val_set(cx->mem, out, "dokumen", rows);
	val_set(cx->mem, out, "hari_ini", val_str(today_text(cx)));
	val_set(cx->mem, out, "gagal", val_null);
	val_set(cx->mem, out, "isian", val_obj());
	return OK;
}

HANDLER(p_dokumen_tambah)
{
	int64_t id;
	struct dokumen_baru d = { .jenis = val_getstr(in, "jenis"),
				  .nomor = val_getstr(in, "nomor"),
				  .tempat = val_getstr(in, "tempat"),
				  .tanggal = val_geti(in, "tanggal", 0),
				  .mulai = val_geti(in, "mulai", 0),
				  .selesai = val_geti(in, "selesai", 0),
				  .nilai = val_geti(in, "nilai", 0),
				  .ditandatangani = val_geti(in, "ditandatangani", 0) != 0,
				  .rincian = in,
				  .berkas = file_or_null(in, "pindaian") };
	TRY(dokumen_tambah(cx, &d, &id, err));
	val_set(cx->mem, out, "id", val_int(id));
	val_set(cx->mem, out, "lanjut", val_c("/dokumen"));
	val_set(cx->mem, out, "pesan", val_c("Dokumen dicatat."));
	return OK;
}

HANDLER(p_dokumen_cabut)
{
	TRY(dokumen_cabut(cx, val_geti(in, "id", 0), val_getstr(in, "alasan"), err));
	val_set(cx->mem, out, "lanjut", val_c("/dokumen"));
	val_set(cx->mem, out, "pesan", val_c("Dokumen dicabut."));
	return OK;
}
