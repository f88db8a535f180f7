#include "app/kertas.h"
#include "app/kertas_alat.h"
#include "app/rekap.h"
#include "app/setelan.h"
#include "base/rupiah.h"

/* "MENINGGAL" -> "Meninggal dunia": as the papers say it. */
static const struct {
	const char *kode, *teks;
} reason_words[] = {
	{ "MENINGGAL", "Meninggal dunia" },
	{ "PINDAH_DOMISILI", "Pindah domisili ke luar daerah" },
	{ "NIK_TIDAK_DITEMUKAN", "NIK tidak ditemukan dalam data kependudukan" },
	{ "NIK_TIDAK_SAH", "NIK tidak sah" },
	{ "DATA_TIDAK_PADAN", "Data tidak padan dengan data kependudukan" },
	{ "GANDA_NIK", "NIK ganda" },
	{ "DUA_KARTU", "Satu orang dua kartu" },
	{ "NIK_NONAKTIF", "NIK nonaktif" },
	{ "PINDAH_SEGMEN_PPU", "Pindah ke segmen PPU" },
	{ "PINDAH_SEGMEN_PBI", "Pindah ke segmen PBI JK" },
	{ "PINDAH_MANDIRI", "Pindah ke segmen mandiri" },
	{ "MAMPU", "Sudah mampu" },
	{ "MENOLAK", "Minta keluar dari kepesertaan" },
	{ "TIDAK_DITEMUKAN_ALAMAT", "Alamat tidak ditemukan" },
	{ "WNA", "Bukan penduduk (WNA)" },
	{ "PEKERJA_MIGRAN", "Pekerja migran" },
	{ "LAINNYA", "Lainnya" },
};

static struct str reason_word(struct str kode)
{
	for (size_t i = 0; i < COUNT(reason_words); i++)
		if (str_eq(kode, str_c(reason_words[i].kode)))
			return str_c(reason_words[i].teks);
	return kode;
}

static void reason_table(struct cx *cx, struct paper *p, const struct val *facts)
{
	struct paper_column c[] = { { S("No."), 0.6, PAPER_CENTER },
				    { S("Alasan penonaktifan"), 5, PAPER_LEFT },
				    { S("Jumlah (jiwa)"), 1.6, PAPER_RIGHT } };
	const struct val *rows = val_get(facts, "alasan");
	int no = 0;
	paper_table(p, c, COUNT(c), 0);
	for (const struct val_item *i = rows ? rows->items.first : NULL; i; i = i->next) {
		struct str cells[] = { cx_textf(cx->mem, "%d", ++no), reason_word(val_getstr(&i->v, "alasan")),
				       kertas_angka(cx->mem, val_geti(&i->v, "jumlah", 0)) };
		paper_row(p, cells, false);
	}
	struct str total[] = { S(""), S("Jumlah"),
			       kertas_angka(cx->mem, val_geti(facts, "diusulkan", 0) + val_geti(facts, "baris_ganda", 0)) };
	paper_row(p, total, true);
	paper_table_end(p);
}

static size_t lines(struct str text, struct str *out, size_t max)
{
	size_t n = 0;
	while (text.len && n < max) {
		size_t k = 0;
		while (k < text.len && text.ptr[k] != '\n')
			k++;
		struct str line = str_trim(str_of(text.ptr, k));
		if (line.len)
			out[n++] = line;
		size_t skip = k < text.len ? k + 1 : k;
		text = str_of(text.ptr + skip, text.len - skip);
	}
	return n;
}

int kertas_pengantar(struct cx *cx, const struct val *kasus, const struct val *facts, struct str nomor, int64_t hari, struct str *ret_hash,
		     struct err *err)
{
	struct paper *p;
	struct str hash = rekap_hash(cx, facts), month = kertas_bulan(cx->mem, val_geti(kasus, "periode", 0));
	int64_t day = hari ? hari : cx_today(cx), n = val_geti(facts, "diusulkan", 0);
	TRY(kertas_mulai(cx, &p, "Surat pengantar penonaktifan peserta", false, !nomor.len,
		  cx_textf(cx->mem, "Sidik isi %.16s", hash.ptr), err));
	struct paper_field head[] = {
		{ S("Nomor"), nomor.len ? nomor : S("........................") },
		{ S("Sifat"), setelan_text(cx, "surat.sifat") },
		{ S("Lampiran"), S("1 (satu) berkas") },
		{ S("Hal"), cx_textf(cx->mem, "Permohonan Penonaktifan Peserta PBPU dan BP Pemda Bulan %s", month.ptr) }
	};
	struct str place = setelan_text(cx, "kantor.tempat");
	paper_letter_head(p, head, COUNT(head), cx_textf(cx->mem, "%s, %s", place.ptr, kertas_tanggal(cx->mem, day).ptr),
			  cx_textf(cx->mem, "Yth. %s\ndi\n%s", setelan_text(cx, "bpjs.tujuan").ptr, setelan_text(cx, "bpjs.tempat").ptr));
	paper_para(p,
		   cx_textf(cx->mem,
			    "Dalam rangka pemutakhiran data peserta Jaminan Kesehatan Nasional yang didaftarkan oleh "
			    "Pemerintah Daerah, bersama "
			    "ini disampaikan hasil verifikasi dan validasi data kependudukan atas %s peserta bulan %s. Dari "
			    "hasil tersebut terdapat "
			    "**%s (%s) jiwa** yang tidak lagi memenuhi kriteria dan dimohonkan untuk dinonaktifkan, dengan "
			    "rincian sebagai berikut:",
			    kertas_angka(cx->mem, val_geti(facts, "peserta", 0)).ptr, month.ptr, kertas_angka(cx->mem, n).ptr,
			    kertas_kata(cx->mem, n).ptr),
		   PAPER_JUSTIFY, 10, 2);
	reason_table(cx, p, facts);
	paper_gap(p, 2);
	paper_para(p,
		   S("Daftar nama peserta beserta rekapitulasinya terlampir. Penonaktifan dimohonkan berlaku mulai bulan "
		     "berikutnya, dan kiranya "
		     "hasilnya disampaikan kembali kepada kami untuk bahan rekonsiliasi."),
		   PAPER_JUSTIFY, 10, 2);
	paper_para(p, S("Demikian disampaikan, atas kerja sama Saudara diucapkan terima kasih."), PAPER_JUSTIFY, 10, 4);
	struct paper_signer s = { 0 };
	kertas_penanda(cx, day, &s);
	paper_signers(p, &s, 1);
	struct str copies[12];
	size_t copies_n = lines(setelan_text(cx, "surat.tembusan"), copies, COUNT(copies));
	if (copies_n)
		paper_list(p, S("Tembusan:"), copies, copies_n);
	kertas_sidik(cx, p, hash, "Surat ini dibuat dari usulan yang disetujui di Padan.");
	return kertas_selesai(cx, p, "surat-pengantar.pdf", ret_hash, err);
}

static void region_table(struct cx *cx, struct paper *p, const struct val *facts)
{
	struct paper_column c[] = { { S("Kecamatan"), 3, PAPER_LEFT },
				    { S("Alasan"), 5, PAPER_LEFT },
				    { S("Jumlah (jiwa)"), 1.6, PAPER_RIGHT } };
	const struct val *rows = val_get(facts, "kecamatan");
	struct str before = STR_NONE;
	paper_table(p, c, COUNT(c), 0);
	for (const struct val_item *i = rows ? rows->items.first : NULL; i; i = i->next) {
		struct str name = val_getstr(&i->v, "nama_wilayah");
		struct str cells[] = { str_eq(name, before) ? S("") : name, reason_word(val_getstr(&i->v, "alasan")),
				       kertas_angka(cx->mem, val_geti(&i->v, "jumlah", 0)) };
		before = name;
		paper_row(p, cells, false);
	}
	paper_table_end(p);
}

static void count_table(struct cx *cx, struct paper *p, const struct val *rows, const char *key, const char *heading)
{
	struct paper_column c[] = { { str_c(heading), 5, PAPER_LEFT }, { S("Jumlah (jiwa)"), 1.6, PAPER_RIGHT } };
	paper_table(p, c, COUNT(c), 0);
	for (const struct val_item *i = rows ? rows->items.first : NULL; i; i = i->next) {
		struct str name = val_getstr(&i->v, key);
		struct str cells[] = { name.len ? name : S("(kosong)"), kertas_angka(cx->mem, val_geti(&i->v, "jumlah", 0)) };
		paper_row(p, cells, false);
	}
	paper_table_end(p);
}

int kertas_rekap(struct cx *cx, const struct val *kasus, const struct val *facts, struct str nomor, int64_t hari, struct str *ret_hash,
		 struct err *err)
{
	struct paper *p;
	struct str hash = rekap_hash(cx, facts), month = kertas_bulan(cx->mem, val_geti(kasus, "periode", 0));
	const struct val *lalu = val_get(facts, "lalu");
	TRY(kertas_mulai(cx, &p, "Rekapitulasi penonaktifan peserta", false, !nomor.len,
			 cx_textf(cx->mem, "Sidik isi %.16s", hash.ptr), err));
	paper_title(p, S("REKAPITULASI PENONAKTIFAN PESERTA PBPU DAN BP PEMDA"), STR_NONE);
	struct paper_field f[] = {
		{ S("Bulan"), month },
		{ S("Lampiran surat"), nomor.len ? nomor : S("(draf)") },
		{ S("Peserta dalam daftar"), cx_textf(cx->mem, "%s jiwa", kertas_angka(cx->mem, val_geti(facts, "peserta", 0)).ptr) },
		{ S("Diusulkan nonaktif"), cx_textf(cx->mem, "%s jiwa", kertas_angka(cx->mem, val_geti(facts, "diusulkan", 0)).ptr) },
		{ S("Bulan lalu"), val_true(lalu) ? cx_textf(cx->mem, "%s jiwa diusulkan, %s dikerjakan, %s ditolak",
							     kertas_angka(cx->mem, val_geti(lalu, "jumlah", 0)).ptr,
							     kertas_angka(cx->mem, val_geti(lalu, "dikerjakan", 0)).ptr,
							     kertas_angka(cx->mem, val_geti(lalu, "ditolak", 0)).ptr)
						  : S("belum ada") },
		{ S("Iuran per bulan"), cx_textf(cx->mem, "%s (%s jiwa x %s)", kertas_uang(cx->mem, val_geti(facts, "uang", 0)).ptr,
						 kertas_angka(cx->mem, val_geti(facts, "diusulkan", 0)).ptr,
						 kertas_uang(cx->mem, val_geti(facts, "tarif", 0)).ptr) },
		{ S("Dibawa ke bulan depan"), cx_textf(cx->mem, "%s jiwa", kertas_angka(cx->mem, val_geti(facts, "ditunda", 0)).ptr) }
	};
	paper_fields(p, f, COUNT(f), 48);
	paper_gap(p, 2);
	paper_para(p, S("**Menurut alasan**"), PAPER_LEFT, 0, 1);
	reason_table(cx, p, facts);
	paper_para(p, S("**Menurut kecamatan**"), PAPER_LEFT, 0, 1);
	region_table(cx, p, facts);
	paper_para(p, S("**Menurut kelurahan**"), PAPER_LEFT, 0, 1);
	count_table(cx, p, val_get(facts, "kelurahan"), "nama_wilayah", "Kelurahan");
	paper_para(p, S("**Menurut segmen**"), PAPER_LEFT, 0, 1);
	count_table(cx, p, val_get(facts, "segmen"), "segmen", "Segmen");
	paper_gap(p, 3);
	struct paper_signer s = { .above = cx_textf(cx->mem, "%s, %s", setelan_text(cx, "kantor.tempat").ptr,
						    kertas_tanggal(cx->mem, hari ? hari : cx_today(cx)).ptr) };
	kertas_penanda(cx, hari ? hari : cx_today(cx), &s);
	paper_signers(p, &s, 1);
	kertas_sidik(cx, p, hash, "Rekapitulasi ini dibuat dari usulan yang sama dengan surat pengantarnya.");
	return kertas_selesai(cx, p, "rekapitulasi.pdf", ret_hash, err);
}

int kertas_tanda_terima(struct cx *cx, const struct val *kasus, const struct val *daftar, struct str *ret_hash, struct err *err)
{
	struct paper *p;
	struct str hash = val_getstr(daftar, "berkas");
	int64_t day = cx_today(cx);
	TRY(kertas_mulai(cx, &p, "Tanda terima data BNBA", false, false, S(""), err));
	paper_title(p, S("TANDA TERIMA DATA PESERTA (BNBA)"), STR_NONE);
	paper_para(p,
		   S("Telah diterima dari BPJS Kesehatan data peserta JKN yang didaftarkan oleh Pemerintah Daerah (by name by "
		     "address) sebagai berikut:"),
		   PAPER_JUSTIFY, 0, 3);
	struct paper_field f[] = {
		{ S("Bulan"), kertas_bulan(cx->mem, val_geti(kasus, "periode", 0)) },
		{ S("Nama berkas"), val_getstr(daftar, "nama") },
		{ S("Ukuran"), cx_textf(cx->mem, "%s byte", kertas_angka(cx->mem, val_geti(daftar, "ukuran", 0)).ptr) },
		{ S("Jumlah peserta"), cx_textf(cx->mem, "%s jiwa", kertas_angka(cx->mem, val_geti(daftar, "baris", 0)).ptr) },
		{ S("Pengirim"), val_getstr(daftar, "pengirim") },
		{ S("Diterima oleh"), val_getstr(daftar, "oleh") },
		{ S("Sidik berkas"), hash }
	};
	paper_fields(p, f, COUNT(f), 40);
	paper_gap(p, 6);
	struct paper_signer s[2] = {
		{ .above = S("Yang menyerahkan,"), .office = S("BPJS Kesehatan"), .name = S("..............................") },
		{ .above = cx_textf(cx->mem, "%s, %s\nYang menerima,", setelan_text(cx, "kantor.tempat").ptr,
				    kertas_tanggal(cx->mem, day).ptr),
		  .office = setelan_text(cx, "kantor.nama_lengkap"),
		  .name = val_getstr(daftar, "oleh") }
	};
	paper_signers(p, s, 2);
	kertas_sidik(cx, p, hash, "Sidik berkas: BLAKE2b-256 atas isi berkas yang diterima.");
	return kertas_selesai(cx, p, "tanda-terima.pdf", ret_hash, err);
}

static void rekon_table(struct cx *cx, struct paper *p, const struct val *angka_rows)
{
	static const char *const keys[] = { "awal", "tambah", "kurang", "nonaktif", "koreksi", "akhir" };
	struct paper_column c[] = { { S("Segmen"), 3, PAPER_LEFT },	   { S("Aktif awal"), 1.4, PAPER_RIGHT },
				    { S("Tambah"), 1.2, PAPER_RIGHT },	   { S("Kurang"), 1.2, PAPER_RIGHT },
				    { S("Nonaktif"), 1.3, PAPER_RIGHT },   { S("Koreksi"), 1.2, PAPER_RIGHT },
				    { S("Aktif akhir"), 1.4, PAPER_RIGHT } };
	int64_t sum[COUNT(keys)] = { 0 };
	paper_table(p, c, COUNT(c), 0);
	for (const struct val_item *i = angka_rows ? angka_rows->items.first : NULL; i; i = i->next) {
		struct str cells[COUNT(keys) + 1] = { val_getstr(&i->v, "segmen").len ? val_getstr(&i->v, "segmen") : S("(kosong)") };
		for (size_t k = 0; k < COUNT(keys); k++) {
			sum[k] += val_geti(&i->v, keys[k], 0);
			cells[k + 1] = kertas_angka(cx->mem, val_geti(&i->v, keys[k], 0));
		}
		paper_row(p, cells, false);
	}
	struct str total[COUNT(keys) + 1] = { S("Jumlah") };
	for (size_t k = 0; k < COUNT(keys); k++)
		total[k + 1] = kertas_angka(cx->mem, sum[k]);
	paper_row(p, total, true);
	paper_table_end(p);
}

int kertas_rekonsiliasi(struct cx *cx, const struct val *kasus, const struct val *rekon, struct str *ret_hash, struct err *err)
{
	struct paper *p;
	struct val rows, gaps;
	struct str hash = val_getstr(rekon, "hash"), month = kertas_bulan(cx->mem, val_geti(kasus, "periode", 0));
	int64_t day = val_geti(rekon, "tanggal", 0), total = 0;
	bool draft = !str_eq(val_getstr(rekon, "status"), S("disepakati"));
	TRY(val_parse(&rows, cx->mem, val_getstr(rekon, "angka"), 10000, err));
	TRY(val_parse(&gaps, cx->mem, val_getstr(rekon, "selisih"), 10000, err));
	for (const struct val_item *i = rows.items.first; i; i = i->next)
		total += val_geti(&i->v, "akhir", 0);
	TRY(kertas_mulai(cx, &p, "Berita Acara Rekonsiliasi", false, draft, cx_textf(cx->mem, "Sidik isi %.16s", hash.ptr), err));
	struct str number = val_getstr(rekon, "nomor");
	paper_title(p, S("BERITA ACARA REKONSILIASI DATA PESERTA"),
		    cx_textf(cx->mem, "NOMOR: %.*s", number.len ? (int) number.len : 40,
			     number.len ? number.ptr : "........................................"));
	struct str office = setelan_text(cx, "kantor.nama_lengkap");
	kertas_pembuka(cx, p, day);
	struct paper_signer s[2] = {
		{ .above = S("PIHAK KEDUA"), .office = S("BPJS Kesehatan"), .name = S("..............................") },
		{ .above = S("PIHAK KESATU") }
	};
	kertas_penanda(cx, day, &s[1]);
	struct paper_field one[] = { { S("1. Nama"), s[1].name },
				     { S("    Jabatan"), s[1].office },
				     { S("    Instansi"), office } },
			   two[] = { { S("2. Nama"), S("..............................") },
				     { S("    Jabatan"), S("..............................") },
				     { S("    Instansi"), S("BPJS Kesehatan") } };
	paper_fields(p, one, COUNT(one), 32);
	paper_para(p, S("selanjutnya disebut **PIHAK KESATU**;"), PAPER_LEFT, 8, 1);
	paper_fields(p, two, COUNT(two), 32);
	paper_para(p, S("selanjutnya disebut **PIHAK KEDUA**;"), PAPER_LEFT, 8, 2);
	paper_para(
		p,
		cx_textf(cx->mem,
			 "telah melakukan rekonsiliasi data peserta PBPU dan BP Pemda bulan %s dengan hasil sebagai berikut:",
			 month.ptr),
		PAPER_JUSTIFY, 0, 2);
	rekon_table(cx, p, &rows);
	paper_gap(p, 2);
	paper_para(
		p,
		cx_textf(
			cx->mem,
			"Jumlah peserta aktif akhir yang disepakati sebanyak **%s (%s) jiwa** dan menjadi dasar tagihan iuran.",
			kertas_angka(cx->mem, total).ptr, kertas_kata(cx->mem, total).ptr),
		PAPER_JUSTIFY, 0, 2);
	if (gaps.items.n) {
		struct str items[60];
		size_t n = 0;
		for (const struct val_item *i = gaps.items.first; i && n < COUNT(items); i = i->next)
			items[n++] = cx_textf(cx->mem, "%.*s: %s jiwa; diselesaikan oleh %.*s", (int)val_getstr(&i->v, "uraian").len,
					      val_getstr(&i->v, "uraian").ptr, kertas_angka(cx->mem, val_geti(&i->v, "jumlah", 0)).ptr,
					      (int)val_getstr(&i->v, "pihak").len, val_getstr(&i->v, "pihak").ptr);
		paper_list(p, S("Selisih dan tindak lanjut:"), items, n);
	}
	paper_para(p, S("Demikian Berita Acara ini dibuat dengan sebenarnya untuk dipergunakan sebagaimana mestinya."),
		   PAPER_JUSTIFY, 0, 4);
	paper_signers(p, s, 2);
	kertas_sidik(cx, p, hash, "Sidik angka rekonsiliasi dan nama-nama di belakangnya.");
	return kertas_selesai(cx, p, "ba-rekonsiliasi.pdf", ret_hash, err);
}
