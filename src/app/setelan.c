#include "app/setelan.h"
#include "app/audit.h"
#include "base/wilayah.h"
#include "engine/rules.h"

#define TEXT_MAX 300

const struct setelan_kelompok setelan_kelompok_table[] = {
	{ "kantor", "Kantor dan kop surat", "Tercetak di kop setiap surat dan di layar." },
	{ "surat", "Surat pengantar", "Isi tetap surat pengantar dan kertasnya." },
	{ "nomor", "Penomoran", "Dari mana nomor surat, berita acara, dan kwitansi diambil." },
	{ "jadwal", "Jadwal dan tenggat", "Kapan surat pengantar jatuh tempo dan kapan Padan memperingatkan." },
	{ "usulan", "Pemeriksaan dan usulan", "Aturan pemeriksaan dan penonaktifan." },
	{ "bpjs", "BPJS Kesehatan", "Kepada siapa surat ditujukan dan ke mana iuran dibayar." },
	{ "bayar", "Tagihan dan pembayaran", "Cara tagihan diterima, disetujui, dan diberkaskan (SOP 070)." },
	{ "rekening", "Rekening belanja", "Rekening tempat iuran dibukukan." },
	{ "anggaran", "Uraian anggaran", "Tercetak di Kartu Kendali dan dokumen pembayaran." },
};
const size_t setelan_kelompok_count = COUNT(setelan_kelompok_table);

/* In the order of the page. kelompok, nama, bawaan, jenis, teks, bantu, least, most, must not be empty. */
const struct setelan setelan_table[] = {
	{ "kantor", "kantor.pemda", "PEMERINTAH KOTA BATAM", "teks", "Baris pertama kop surat",
	  "Nama pemerintah daerah, huruf besar.", 0, 0, true },
	{ "kantor", "kantor.nama", "DINAS KESEHATAN", "teks", "Baris kedua kop surat",
	  "Nama dinas, huruf besar.", 0, 0, true },
	{ "kantor", "kantor.nama_lengkap", "Dinas Kesehatan Kota Batam", "teks", "Nama kantor di layar dan di dalam surat",
	  "", 0, 0, true },
	{ "kantor", "kantor.alamat", "Jalan Contoh Nomor 1, Batam 29400", "baris", "Alamat, telepon, dan pos-el di kop surat",
	  "Satu baris atau lebih.", 0, 0, false },
	{ "kantor", "kantor.tempat", "Batam", "teks", "Tempat surat dibuat",
	  "", 0, 0, true },
	{ "kantor", "kantor.kode_kota", "2171", "bilangan", "Kode kabupaten/kota (Kemendagri)",
	  "Empat angka; NIK dari kota lain dikenali darinya.", 1101, 9999, true },
	{ "surat", "surat.sifat", "Segera", "teks", "Sifat surat pengantar",
	  "Misalnya Biasa, Segera, atau Penting.", 0, 0, true },
	{ "surat", "surat.tembusan", "Wali Kota Batam (sebagai laporan)\nKepala Dinas Kependudukan dan Pencatatan Sipil Kota Batam", "baris", "Tembusan surat pengantar",
	  "Satu tembusan satu baris.", 0, 0, false },
	{ "surat", "surat.kertas", "F4", "F4|A4", "Ukuran kertas",
	  "", 0, 0, true },
	{ "nomor", "surat.nomor_cara", "agenda", "agenda|blok|register", "Nomor surat",
	  "", 0, 0, true },
	{ "nomor", "surat.nomor_blok", "", "baris", "Blok nomor surat dari sekretariat",
	  "Satu nomor satu baris; dipakai berurutan.", 0, 0, false },
	{ "nomor", "surat.nomor_pola", "400.7/{urut}/{bulan_romawi}/{tahun}", "pola", "Pola nomor surat bila diberikan Padan",
	  "Harus memuat {urut}; boleh {bulan_romawi} dan {tahun}.", 0, 0, true },
	{ "nomor", "ba.nomor_cara", "register", "agenda|blok|register", "Nomor berita acara",
	  "", 0, 0, true },
	{ "nomor", "ba.nomor_blok", "", "baris", "Blok nomor berita acara",
	  "Satu nomor satu baris; dipakai berurutan.", 0, 0, false },
	{ "nomor", "ba.nomor_pola", "900.1/{urut}/BA-JKN/{bulan_romawi}/{tahun}", "pola", "Pola nomor berita acara bila diberikan Padan",
	  "Harus memuat {urut}; boleh {bulan_romawi} dan {tahun}.", 0, 0, true },
	{ "nomor", "kwitansi.nomor_cara", "register", "agenda|blok|register", "Nomor kwitansi",
	  "", 0, 0, true },
	{ "nomor", "kwitansi.nomor_blok", "", "baris", "Blok nomor kwitansi",
	  "Satu nomor satu baris; dipakai berurutan.", 0, 0, false },
	{ "nomor", "kwitansi.nomor_pola", "{urut}/KWT-JKN/{bulan_romawi}/{tahun}", "pola", "Pola nomor kwitansi bila diberikan Padan",
	  "Harus memuat {urut}; boleh {bulan_romawi} dan {tahun}.", 0, 0, true },
	{ "jadwal", "jadwal.tanggal", "25", "bilangan", "Tanggal surat pengantar tiap bulan",
	  "SOP 072 langkah 3; di bulan yang lebih pendek dipakai hari terakhirnya.", 1, 31, true },
	{ "jadwal", "jadwal.bila_libur", "maju", "maju|mundur|tetap", "Bila tanggal itu bukan hari kerja",
	  "", 0, 0, true },
	{ "jadwal", "jadwal.hari", "kerja", "kerja|kalender", "\"Hari\" pada SOP dihitung sebagai",
	  "", 0, 0, true },
	{ "jadwal", "jadwal.peringatan", "3", "bilangan", "Peringatan berapa hari kerja sebelum tenggat",
	  "", 0, 60, true },
	{ "usulan", "usul.tmt", "bulan_berikut", "bulan_berikut|bulan_ini", "Bulan mulai nonaktif bila BPJS tidak menyebutnya",
	  "", 0, 0, true },
	{ "usulan", "usul.batas_permil", "100", "bilangan", "Usulan di atas sekian per seribu peserta ditandai tidak wajar",
	  "", 0, 1000, true },
	{ "usulan", "kriteria", "", "kriteria", "Kriteria pemeriksaan yang berbeda dari bawaan",
	  "Satu baris satu aturan: KODE = TIDAK_LAYAK, TINJAU, CATATAN, atau MATI. Kosong: semua menurut bawaan.", 0, 0, false },
	{ "bpjs", "bpjs.tujuan", "Kepala BPJS Kesehatan Cabang Batam", "teks", "Tujuan surat",
	  "", 0, 0, true },
	{ "bpjs", "bpjs.tempat", "Batam", "teks", "Tempat tujuan surat",
	  "", 0, 0, true },
	{ "bpjs", "bpjs.nama", "BPJS Kesehatan Cabang Batam", "teks", "Nama BPJS Kesehatan di berita acara dan kwitansi",
	  "", 0, 0, true },
	{ "bpjs", "bpjs.cabang", "Batam", "teks", "Cabang BPJS Kesehatan",
	  "Virtual Account cabang lain ditolak.", 0, 0, true },
	{ "bpjs", "bpjs.alamat", "", "baris", "Alamat BPJS Kesehatan di berita acara",
	  "", 0, 0, false },
	{ "bpjs", "bpjs.npwp", "", "teks", "NPWP BPJS Kesehatan",
	  "Untuk Resume Kontrak.", 0, 0, false },
	{ "bpjs", "bpjs.bank", "", "teks", "Bank penerima",
	  "", 0, 0, false },
	{ "bpjs", "bpjs.rekening", "", "teks", "Nomor rekening penerima",
	  "", 0, 0, false },
	{ "bayar", "bayar.penyetuju", "bendahara+kadis", "bendahara+kadis|kadis|bendahara", "Siapa yang menyetujui BA Rekonsiliasi",
	  "SOP 070 langkah 2.", 0, 0, true },
	{ "bayar", "tagihan.bulan_iuran", "bulan_berikut", "bulan_berikut|bulan_ini", "BA Rekonsiliasi suatu bulan menjadi dasar iuran",
	  "", 0, 0, true },
	{ "bayar", "tagihan.jatuh_tempo", "10", "bilangan", "Tanggal jatuh tempo tagihan",
	  "Bila surat tagihan dan PKS tidak menyebutnya.", 1, 31, true },
	{ "bayar", "kwitansi.asal", "padan", "padan|keuangan", "Kwitansi pembayaran",
	  "", 0, 0, true },
	{ "bayar", "bundel.tanda_tangan", "pindaian", "pindaian|cetak", "Dokumen pembayaran dalam berkas",
	  "", 0, 0, true },
	{ "bayar", "dokumen.peringatan", "60", "bilangan", "Peringatan berapa hari sebelum PKS, MoU, SK Kacab, atau DPA berakhir",
	  "", 0, 365, true },
	{ "bayar", "program.mulai", "201601", "bulan", "Bulan mulai program",
	  "Iuran sebelum bulan ini ditandai.", 0, 0, true },
	{ "rekening", "keuangan.rekening", "pecah", "pecah|satu", "Iuran dan bantuan iuran dibukukan pada",
	  "", 0, 0, true },
	{ "rekening", "keuangan.rekening_iuran", "5.1.02.02.02.0003", "teks", "Kode rekening iuran",
	  "", 0, 0, true },
	{ "rekening", "keuangan.uraian_iuran", "Belanja Iuran Jaminan Kesehatan bagi Peserta PBPU dan BP Kelas 3", "teks", "Uraian rekening iuran",
	  "", 0, 0, true },
	{ "rekening", "keuangan.rekening_bantuan", "5.1.02.02.02.0004", "teks", "Kode rekening bantuan iuran",
	  "", 0, 0, true },
	{ "rekening", "keuangan.uraian_bantuan", "Belanja Bantuan Iuran Jaminan Kesehatan bagi Peserta PBPU dan BP Kelas 3", "teks", "Uraian rekening bantuan iuran",
	  "", 0, 0, true },
	{ "anggaran", "anggaran.urusan", "Urusan Pemerintahan Wajib yang Berkaitan dengan Pelayanan Dasar", "teks", "Urusan",
	  "", 0, 0, false },
	{ "anggaran", "anggaran.bidang", "Kesehatan", "teks", "Bidang urusan",
	  "", 0, 0, false },
	{ "anggaran", "anggaran.unit", "Dinas Kesehatan", "teks", "Unit organisasi",
	  "", 0, 0, false },
	{ "anggaran", "anggaran.sub_unit", "Dinas Kesehatan", "teks", "Sub unit organisasi",
	  "", 0, 0, false },
	{ "anggaran", "anggaran.program", "Program Pemenuhan Upaya Kesehatan Perorangan dan Upaya Kesehatan Masyarakat", "teks", "Program",
	  "", 0, 0, false },
	{ "anggaran", "anggaran.kegiatan", "Penyediaan Layanan Kesehatan untuk UKM dan UKP Rujukan Tingkat Daerah Kabupaten/Kota", "teks", "Kegiatan",
	  "", 0, 0, false },
	{ "anggaran", "anggaran.sub_kegiatan", "Pengelolaan Jaminan Kesehatan Masyarakat", "teks", "Sub kegiatan",
	  "", 0, 0, false },
	{ "anggaran", "anggaran.kode_sub_kegiatan", "1.02.02.2.02.0026", "teks", "Kode sub kegiatan",
	  "", 0, 0, false },
};
const size_t setelan_count = COUNT(setelan_table);

const struct setelan *setelan_find(struct str nama)
{
	for (size_t i = 0; i < setelan_count; i++)
		if (nama.len && nama.ptr[0] == setelan_table[i].nama[0] && str_eq(nama, str_c(setelan_table[i].nama)))
			return &setelan_table[i];
	return NULL;
}

/* nama, nilai */
static int keep_written(void *ctx, const struct db_cell *cells)
{
	struct cx *cx = ctx;
	val_put(cx->mem, &cx->setelan, arena_str(cx->mem, cells[0].s), val_str(arena_str(cx->mem, cells[1].s)));
	return 0;
}

static const struct val *written(struct cx *cx, const char *nama)
{
	if (cx->setelan.kind == VAL_NULL) {
		cx->setelan = val_obj();
		(void)db_scan(cx->db, Q_SETELAN_SEMUA, NULL, 0, keep_written, cx, NULL);
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
	const struct setelan *s = setelan_find(str_c(nama));
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

static bool is_choice(const char *choices, struct str v)
{
	for (const char *p = choices; *p;) {
		size_t n = strcspn(p, "|");
		if (str_eq(str_of(p, n), v))
			return true;
		p += n + (p[n] == '|');
	}
	return false;
}

static bool is(const struct setelan *s, const char *kind) { return strcmp(s->jenis, kind) == 0; }

static const char *check_number(struct cx *cx, const struct setelan *s, struct str v)
{
	int64_t n = 0;
	for (size_t i = 0; i < v.len && i < 10; i++)
		n = n * 10 + (v.ptr[i] - '0');
	if (!str_digits(v) || v.len > 9 || n < s->least || n > s->most)
		return cx_textf(cx->mem, "Isi bilangan dari %" PRId64 " sampai %" PRId64 ".", s->least, s->most).ptr;
	if (strcmp(s->nama, "kantor.kode_kota") == 0 && !wilayah_name((uint64_t)n, 4).ptr)
		return "Kabupaten/kota dengan kode itu tidak ada.";
	return NULL;
}

static const char *check_month(struct cx *cx, struct str v, struct str *ret)
{
	char t[7] = "";
	if (v.len == 7 && v.ptr[4] == '-')
		snprintf(t, sizeof t, "%.4s%.2s", v.ptr, v.ptr + 5);
	else if (v.len == 6)
		snprintf(t, sizeof t, "%.6s", v.ptr);
	int m = t[0] && str_digits(str_c(t)) ? (t[4] - '0') * 10 + t[5] - '0' : 0;
	if (m < 1 || m > 12 || t[0] != '2')
		return "Isi bulan, misalnya 2016-01.";
	*ret = arena_str(cx->mem, str_c(t));
	return NULL;
}

static const char *check_criteria(struct cx *cx, struct str v)
{
	struct criteria c;
	struct err err = { 0 };
	if (criteria_parse(&c, v, &err) == OK)
		return NULL;
	struct str s = arena_str(cx->mem, str_c(err.msg));
	return s.len ? s.ptr : "Kriteria tidak bisa dibaca.";
}

/* Trimmed, and lines as the program writes them: a browser ends them by CR LF. */
static struct str plain(struct cx *cx, struct str s)
{
	struct buf b;
	buf_init(&b, 65536);
	for (size_t i = 0; i < s.len; i++)
		if (s.ptr[i] != '\r')
			buf_addc(&b, s.ptr[i]);
	struct str t = str_trim(buf_str(&b));
	t = t.len ? arena_str(cx->mem, t) : S("");
	buf_clear(&b);
	return t;
}

const char *setelan_check(struct cx *cx, const struct setelan *s, struct str nilai, struct str *ret)
{
	struct str v = plain(cx, nilai);
	bool lines = is(s, "baris") || is(s, "kriteria");
	*ret = v;
	if (!v.len)
		return s->wajib ? "Tidak boleh kosong." : NULL;
	if (strchr(s->jenis, '|'))
		return is_choice(s->jenis, v) ? NULL : "Pilih salah satu.";
	if (is(s, "bilangan"))
		return check_number(cx, s, v);
	if (is(s, "bulan"))
		return check_month(cx, v, ret);
	if (!lines && (v.len > TEXT_MAX || memchr(v.ptr, '\n', v.len)))
		return "Paling panjang 300 huruf, satu baris.";
	if (is(s, "pola") && !memmem(v.ptr, v.len, "{urut}", 6))
		return "Pola harus memuat {urut}: tanpa itu semua nomor sama.";
	return is(s, "kriteria") ? check_criteria(cx, v) : NULL;
}

static int write_one(struct cx *cx, const struct setelan *s, struct str nilai, struct err *err)
{
	struct str before = setelan_text(cx, s->nama);
	struct val p = OBJ(cx, { "nama", val_c(s->nama) }, { "nilai", val_str(nilai) }, { "now", val_int(cx->now_s) },
			   { "oleh", cx->user ? val_int(cx->user->id) : val_null });
	TRY(db_run(cx->db, Q_SETELAN_TULIS, &p, NULL, err));
	struct val a = OBJ(cx, { "nilai", val_str(before) }), b = OBJ(cx, { "nilai", val_str(nilai) });
	return audit_write(cx, "setelan.ubah", cx_textf(cx->mem, "setelan/%s", s->nama), &a, &b, STR_NONE, err);
}

int setelan_set(struct cx *cx, struct str nama, struct str nilai, struct err *err)
{
	const struct setelan *s = setelan_find(nama);
	if (!s)
		return FAIL(err, E_NOTFOUND, "setelan itu tidak ada");
	struct str kept;
	const char *fault = setelan_check(cx, s, nilai, &kept);
	if (fault)
		return FAIL(err, E_REFUSED, "%s: %s", s->teks, fault);
	if (str_eq(setelan_text(cx, s->nama), kept))
		return OK;
	TRY(write_one(cx, s, kept, err));
	cx->setelan = val_null;
	return OK;
}

/* --- groups ------------------------------------------------------------------------------------------------------------- */

static const struct setelan_kelompok *group_of(struct str kode)
{
	for (size_t i = 0; i < setelan_kelompok_count; i++)
		if (str_eq(kode, str_c(setelan_kelompok_table[i].kode)))
			return &setelan_kelompok_table[i];
	return NULL;
}

static const struct val *row_of(const struct val *rows, const char *nama)
{
	for (const struct val_item *i = rows->items.first; i; i = i->next)
		if (str_eq(val_getstr(&i->v, "nama"), str_c(nama)))
			return &i->v;
	return NULL;
}

/* How often anything of the group was changed: it only grows. */
static int64_t version(const struct val *rows, const struct setelan_kelompok *g)
{
	int64_t sum = 0;
	for (size_t i = 0; i < setelan_count; i++)
		if (strcmp(setelan_table[i].kelompok, g->kode) == 0)
			sum += val_geti(row_of(rows, setelan_table[i].nama), "versi", 0);
	return sum;
}

/* Who changed the group last, for whoever came second. */
static int changed(struct cx *cx, const struct val *rows, const struct setelan_kelompok *g, struct err *err)
{
	const struct val *last = NULL;
	for (size_t i = 0; i < setelan_count; i++) {
		const struct val *r = strcmp(setelan_table[i].kelompok, g->kode) == 0 ? row_of(rows, setelan_table[i].nama) : NULL;
		if (r && (!last || val_geti(r, "diubah_s", 0) > val_geti(last, "diubah_s", 0)))
			last = r;
	}
	struct str who = val_getstr(last, "oleh");
	return FAIL(err, E_CONFLICT,
		    "%s baru saja diubah%s%s. Isian Anda belum disimpan: bandingkan dengan nilai yang berlaku, lalu simpan lagi.", g->nama,
		    who.len ? " oleh " : "", who.len ? arena_str(cx->mem, who).ptr : "");
}

static struct str wanted(struct cx *cx, const struct val *kept, const char *nama)
{
	const struct val *v = val_get(kept, nama);
	return v ? v->s : setelan_text(cx, nama);
}

/* Where numbers come from a block there has to be one. */
static void check_blocks(struct cx *cx, const struct setelan_kelompok *g, const struct val *kept, struct val *faults)
{
	static const char *const kinds[] = { "surat", "ba", "kwitansi" };
	for (size_t i = 0; strcmp(g->kode, "nomor") == 0 && i < COUNT(kinds); i++) {
		struct str block = cx_textf(cx->mem, "%s.nomor_blok", kinds[i]);
		if (str_eq(wanted(cx, kept, cx_textf(cx->mem, "%s.nomor_cara", kinds[i]).ptr), S("blok")) && !wanted(cx, kept,
			block.ptr).len)
			val_set(cx->mem, faults, block.ptr, val_c("Isi blok nomornya, atau pilih cara lain."));
	}
}

int setelan_set_group(struct cx *cx, struct str kelompok, int64_t versi, const struct val *nilai, struct val *faults,
	int64_t *ret_n, struct err *err)
{
	const struct setelan_kelompok *g = group_of(kelompok);
	struct val rows, kept = val_obj();
	*faults = val_obj();
	*ret_n = 0;
	if (!g)
		return FAIL(err, E_NOTFOUND, "Kelompok setelan itu tidak ada.");
	for (const struct val_item *i = nilai && nilai->kind == VAL_OBJ ? nilai->items.first : NULL; i; i = i->next) {
		const struct setelan *s = setelan_find(i->key);
		struct str v;
		if (!s || strcmp(s->kelompok, g->kode) != 0) {
			val_sets(cx->mem, faults, i->key, val_c("Setelan itu tidak ada di kelompok ini."));
			continue;
		}
		const char *fault = setelan_check(cx, s, i->v.s, &v);
		if (fault)
			val_set(cx->mem, faults, s->nama, val_c(fault));
		val_set(cx->mem, &kept, s->nama, val_str(v));
	}
	check_blocks(cx, g, &kept, faults);
	TRY(ALL(cx, Q_SETELAN_RINCI, NULL, &rows, err));
	if (version(&rows, g) != versi)
		return changed(cx, &rows, g, err);
	if (faults->items.n) {
		const struct setelan *s = setelan_find(faults->items.first->key);
		return FAIL(err, E_REFUSED, "%s: %.*s", s ? s->teks : "Setelan", (int)faults->items.first->v.s.len, faults->items.first->v.s.ptr);
	}
	for (const struct val_item *i = kept.items.first; i; i = i->next) {
		const struct setelan *s = setelan_find(i->key);
		if (str_eq(setelan_text(cx, s->nama), i->v.s))
			continue;
		TRY(write_one(cx, s, i->v.s, err));
		(*ret_n)++;
	}
	cx->setelan = val_null;
	return OK;
}

static struct val one(struct cx *cx, const struct setelan *s, const struct val *rows)
{
	const struct val *row = row_of(rows, s->nama);
	struct val o = OBJ(cx, { "nama", val_c(s->nama) }, { "teks", val_c(s->teks) }, { "bantu", val_c(s->bantu) }, { "jenis",
		val_c(s->jenis) },
			   { "nilai", val_str(setelan_text(cx, s->nama)) }, { "bawaan", val_c(s->bawaan) }, { "wajib", val_bool(s->wajib) },
			   { "diubah_s", val_int(val_geti(row, "diubah_s", 0)) }, { "oleh", val_str(val_getstr(row,
				"oleh").ptr ? val_getstr(row, "oleh") : S("")) },
			   { "pilihan", val_null });
	if (!strchr(s->jenis, '|'))
		return o;
	struct val *choices = val_set(cx->mem, &o, "pilihan", val_list());
	for (const char *p = s->jenis; *p;) {
		size_t n = strcspn(p, "|");
		/* Words of a choice belong to its setting: "padan" means something else elsewhere. */
		val_push(cx->mem, choices, OBJ(cx, { "nilai", val_str(str_of(p, n)) }, { "teks", val_str(cx_textf(cx->mem,
			"%s=%.*s", s->nama, (int)n, p)) }));
		p += n + (p[n] == '|');
	}
	return o;
}

int setelan_list(struct cx *cx, struct val *ret, struct err *err)
{
	struct val rows;
	TRY(ALL(cx, Q_SETELAN_RINCI, NULL, &rows, err));
	*ret = val_list();
	for (size_t g = 0; g < setelan_kelompok_count; g++) {
		const struct setelan_kelompok *k = &setelan_kelompok_table[g];
		struct val list = val_list();
		for (size_t i = 0; i < setelan_count; i++)
			if (strcmp(setelan_table[i].kelompok, k->kode) == 0)
				val_push(cx->mem, &list, one(cx, &setelan_table[i], &rows));
		val_push(cx->mem, ret, OBJ(cx, { "kode", val_c(k->kode) }, { "nama", val_c(k->nama) }, { "teks", val_c(k->teks) },
					   { "versi", val_int(version(&rows, k)) }, { "setelan", list }));
	}
	return OK;
}
