#include "app/setelan.h"
#include "app/audit.h"

const struct setelan setelan_table[] = {
	{ "kantor.pemda", "PEMERINTAH KOTA BATAM", "teks", "Baris pertama kop surat" },
	{ "kantor.nama", "DINAS KESEHATAN", "teks", "Baris kedua kop surat" },
	{ "kantor.nama_lengkap", "Dinas Kesehatan Kota Batam", "teks", "Nama kantor di layar dan di dalam surat" },
	{ "kantor.alamat", "Jalan Contoh Nomor 1, Batam 29400", "baris", "Alamat, telepon, dan pos-el di kop surat" },
	{ "kantor.tempat", "Batam", "teks", "Tempat surat dibuat" },
	{ "kantor.kode_kota", "2171", "bilangan", "Kode kabupaten/kota (Kemendagri)" },
	{ "bpjs.tujuan", "Kepala BPJS Kesehatan Cabang Batam", "teks", "Tujuan surat" },
	{ "bpjs.tempat", "Batam", "teks", "Tempat tujuan surat" },
	{ "bpjs.nama", "BPJS Kesehatan Cabang Batam", "teks", "Nama BPJS Kesehatan di berita acara dan kwitansi" },
	{ "bpjs.alamat", "", "baris", "Alamat BPJS Kesehatan di berita acara" },
	{ "bpjs.npwp", "", "teks", "NPWP BPJS Kesehatan (Resume Kontrak)" },
	{ "bpjs.bank", "", "teks", "Bank penerima" },
	{ "bpjs.rekening", "", "teks", "Nomor rekening penerima" },
	{ "surat.tembusan", "Wali Kota Batam (sebagai laporan)\nKepala Dinas Kependudukan dan Pencatatan Sipil Kota Batam", "baris",
	  "Tembusan surat pengantar" },
	{ "surat.kertas", "F4", "F4|A4", "Ukuran kertas" },
	{ "surat.nomor_cara", "agenda", "agenda|blok|register", "Nomor surat: diketik dari buku agenda/SRIKANDI, dari blok sekretariat, atau diberikan Padan" },
	{ "surat.nomor_blok", "", "baris", "Blok nomor dari sekretariat, satu nomor satu baris; dipakai berurutan" },
	{ "surat.nomor_pola", "400.7/{urut}/{bulan_romawi}/{tahun}", "teks", "Pola nomor bila diberikan Padan" },
	{ "ba.nomor_cara", "register", "agenda|blok|register", "Nomor berita acara: diketik dari buku agenda, dari blok sekretariat, atau diberikan Padan" },
	{ "ba.nomor_blok", "", "baris", "Blok nomor berita acara, satu nomor satu baris; dipakai berurutan" },
	{ "ba.nomor_pola", "900.1/{urut}/BA-JKN/{bulan_romawi}/{tahun}", "teks", "Pola nomor berita acara bila diberikan Padan" },
	{ "kwitansi.nomor_cara", "register", "agenda|blok|register", "Nomor kwitansi: diketik, dari blok, atau diberikan Padan" },
	{ "kwitansi.nomor_blok", "", "baris", "Blok nomor kwitansi, satu nomor satu baris; dipakai berurutan" },
	{ "kwitansi.nomor_pola", "{urut}/KWT-JKN/{bulan_romawi}/{tahun}", "teks", "Pola nomor kwitansi bila diberikan Padan" },
	{ "kwitansi.asal", "padan", "padan|keuangan", "Kwitansi pembayaran: disusun Padan lalu ditegaskan Keuangan, atau diunggah dari Keuangan" },
	{ "bayar.penyetuju", "bendahara+kadis", "bendahara+kadis|kadis|bendahara", "Siapa yang menyetujui BA Rekonsiliasi (SOP 070 langkah 2)" },
	{ "tagihan.bulan_iuran", "bulan_berikut", "bulan_berikut|bulan_ini", "BA Rekonsiliasi suatu bulan menjadi dasar iuran bulan berikutnya, atau bulan yang sama" },
	{ "tagihan.jatuh_tempo", "10", "bilangan", "Tanggal jatuh tempo tagihan bila surat tagihan tidak menyebutnya (atau menurut PKS)" },
	{ "keuangan.rekening", "pecah", "pecah|satu", "Iuran dan bantuan iuran dibukukan pada dua rekening, atau semua pada satu" },
	{ "keuangan.rekening_iuran", "5.1.02.02.02.0003", "teks", "Kode rekening iuran" },
	{ "keuangan.uraian_iuran", "Belanja Iuran Jaminan Kesehatan bagi Peserta PBPU dan BP Kelas 3", "teks", "Uraian rekening iuran" },
	{ "keuangan.rekening_bantuan", "5.1.02.02.02.0004", "teks", "Kode rekening bantuan iuran" },
	{ "keuangan.uraian_bantuan", "Belanja Bantuan Iuran Jaminan Kesehatan bagi Peserta PBPU dan BP Kelas 3", "teks", "Uraian rekening bantuan iuran" },
	{ "anggaran.urusan", "Urusan Pemerintahan Wajib yang Berkaitan dengan Pelayanan Dasar", "teks", "Urusan (Kartu Kendali)" },
	{ "anggaran.bidang", "Kesehatan", "teks", "Bidang urusan" },
	{ "anggaran.unit", "Dinas Kesehatan", "teks", "Unit organisasi" },
	{ "anggaran.sub_unit", "Dinas Kesehatan", "teks", "Sub unit organisasi" },
	{ "anggaran.program", "Program Pemenuhan Upaya Kesehatan Perorangan dan Upaya Kesehatan Masyarakat", "teks", "Program" },
	{ "anggaran.kegiatan", "Penyediaan Layanan Kesehatan untuk UKM dan UKP Rujukan Tingkat Daerah Kabupaten/Kota", "teks", "Kegiatan" },
	{ "anggaran.sub_kegiatan", "Pengelolaan Jaminan Kesehatan Masyarakat", "teks", "Sub kegiatan" },
	{ "anggaran.kode_sub_kegiatan", "1.02.02.2.02.0026", "teks", "Kode sub kegiatan" },
	{ "bundel.tanda_tangan", "pindaian", "pindaian|cetak", "Dokumen pembayaran dalam berkas: pindaian bertanda tangan wajib, atau cukup cetakan yang ditandatangani di Keuangan" },
	{ "bpjs.cabang", "Batam", "teks", "Cabang BPJS Kesehatan; Virtual Account cabang lain ditolak" },
	{ "dokumen.peringatan", "60", "bilangan", "Peringatan berapa hari sebelum PKS, MoU, SK Kacab, atau DPA berakhir" },
	{ "program.mulai", "201601", "bilangan", "Bulan mulai program (yyyymm); iuran sebelum bulan ini ditandai" },
	{ "surat.sifat", "Segera", "teks", "Sifat surat pengantar" },
	{ "jadwal.tanggal", "25", "bilangan", "Tanggal surat pengantar tiap bulan (SOP 072 langkah 3)" },
	{ "jadwal.bila_libur", "maju", "maju|mundur|tetap", "Bila tanggal itu bukan hari kerja" },
	{ "jadwal.hari", "kerja", "kerja|kalender", "\"Hari\" pada SOP dihitung sebagai" },
	{ "jadwal.peringatan", "3", "bilangan", "Peringatan berapa hari kerja sebelum tenggat" },
	{ "usul.tmt", "bulan_berikut", "bulan_berikut|bulan_ini", "Bulan mulai nonaktif bila BPJS tidak menyebutnya" },
	{ "usul.batas_permil", "100", "bilangan", "Usulan di atas sekian per seribu peserta ditandai tidak wajar" },
	{ "kriteria", "", "baris", "Kriteria pemeriksaan yang berbeda dari bawaan (KODE = TIDAK_LAYAK|TINJAU|CATATAN|MATI)" },
};
const size_t setelan_count = COUNT(setelan_table);

static const struct setelan *find(struct str nama)
{
	for (size_t i = 0; i < setelan_count; i++)
		if (nama.len && nama.ptr[0] == setelan_table[i].nama[0] && str_eq(nama, str_c(setelan_table[i].nama)))
			return &setelan_table[i];
	return NULL;
}

static const struct val *written(struct cx *cx, const char *nama)
{
	if (cx->setelan.kind == VAL_NULL) {
		struct val rows;
		cx->setelan = val_obj();
		if (ALL(cx, Q_SETELAN_SEMUA, NULL, &rows, NULL) == OK)
			for (const struct val_item *i = rows.items.first; i; i = i->next)
				val_put(cx->mem, &cx->setelan, val_getstr(&i->v, "nama"), val_str(val_getstr(&i->v, "nilai")));
	}
	return val_get(&cx->setelan, nama);
}

struct str setelan_raw(struct cx *cx, const char *nama)
{
	const struct val *v = written(cx, nama);
	return v ? v->s : STR_NONE;
}

struct str setelan_text(struct cx *cx, const char *nama)
{
	const struct val *v = written(cx, nama);
	if (v)
		return v->s;
	const struct setelan *s = find(str_c(nama));
	MUST(s);
	return str_c(s->bawaan);
}

int64_t setelan_int(struct cx *cx, const char *nama)
{
	struct str s = setelan_text(cx, nama);
	int64_t n = 0;
	for (size_t i = 0; i < s.len && i < 15 && ch_digit(s.ptr[i]); i++)
		n = n * 10 + (s.ptr[i] - '0');
	return n;
}

static bool fits(const struct setelan *s, struct str v)
{
	struct str kind = str_c(s->jenis);
	if (str_eq(kind, S("teks")) || str_eq(kind, S("baris")))
		return true;
	if (str_eq(kind, S("bilangan")))
		return str_digits(v) && v.len <= 9;
	while (kind.len) {
		size_t n = 0;
		while (n < kind.len && kind.ptr[n] != '|')
			n++;
		if (str_eq(str_of(kind.ptr, n), v))
			return true;
		size_t skip = n < kind.len ? n + 1 : n;
		kind = str_of(kind.ptr + skip, kind.len - skip);
	}
	return false;
}

int setelan_set(struct cx *cx, struct str nama, struct str nilai, struct err *err)
{
	const struct setelan *s = find(nama);
	if (!s)
		return FAIL(err, E_NOTFOUND, "setelan itu tidak ada");
	if (!fits(s, nilai))
		return FAIL(err, E_REFUSED, "%s: nilai tidak diterima", s->teks);
	struct str before = setelan_text(cx, s->nama);
	if (str_eq(before, nilai))
		return OK;
	struct val p = OBJ(cx, { "nama", val_str(nama) }, { "nilai", val_str(nilai.ptr ? nilai : S("")) }, { "now", val_int(cx->now_s) },
			   { "oleh", cx->user ? val_int(cx->user->id) : val_null });
	TRY(db_run(cx->db, Q_SETELAN_TULIS, &p, NULL, err));
	cx->setelan = val_null;
	struct val a = OBJ(cx, { "nilai", val_str(before) }), b = OBJ(cx, { "nilai", val_str(nilai) });
	return audit_write(cx, "setelan.ubah", cx_textf(cx->mem, "setelan/%s", s->nama), &a, &b, STR_NONE, err);
}

int setelan_list(struct cx *cx, struct val *ret, struct err *err)
{
	(void)err;
	*ret = val_list();
	for (size_t i = 0; i < setelan_count; i++) {
		const struct setelan *s = &setelan_table[i];
		struct val *o = val_push(cx->mem, ret, OBJ(cx, { "nama", val_c(s->nama) }, { "teks", val_c(s->teks) },
				   { "jenis", val_c(s->jenis) }, { "nilai", val_str(setelan_text(cx, s->nama)) },
				   { "bawaan", val_c(s->bawaan) }));
		if (!strchr(s->jenis, '|'))
			continue;
		struct val *choices = val_set(cx->mem, o, "pilihan", val_list());
		for (const char *p = s->jenis; *p;) {
			size_t n = strcspn(p, "|");
			val_push(cx->mem, choices, val_str(str_of(p, n)));
			p += n + (p[n] == '|');
		}
	}
	return OK;
}
