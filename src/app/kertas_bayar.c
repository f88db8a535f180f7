#include "app/kertas_bayar.h"
#include "app/kertas_alat.h"
#include "app/setelan.h"
#include "base/rupiah.h"

#define DOTS "........................................"
#define METERAI_FROM INT64_C(5000000) /* UU 10/2020: receipts above five million */

struct lembar {
	struct cx *cx;
	struct paper *p;
	const struct val *f;
	int64_t day;
};

static struct str dots(struct str s) { return s.len ? s : S(DOTS); }
static struct str at(const struct lembar *l, const char *path)
{
	const struct val *v = val_path(l->f, str_c(path));
	return v && v->kind == VAL_STR ? v->s : S("");
}
static int64_t num(const struct lembar *l, const char *path)
{
	const struct val *v = val_path(l->f, str_c(path));
	return v && v->kind == VAL_INT ? v->i : 0;
}
static struct str day_at(const struct lembar *l, const char *path)
{
	int64_t d = num(l, path);
	return d ? kertas_tanggal(l->cx->mem, d) : S(DOTS);
}
/* "Nomor 12/X/2026 tanggal 3 Juli 2026" */
static struct str number_and_day(const struct lembar *l, const char *what)
{
	struct str n = dots(at(l, cx_textf(l->cx->mem, "%s.nomor", what).ptr)), d = day_at(l, cx_textf(l->cx->mem, "%s.tanggal", what).ptr);
	return cx_textf(l->cx->mem, "Nomor %.*s tanggal %.*s", (int)n.len, n.ptr, (int)d.len, d.ptr);
}
/* Words of an amount as a paper begins them. */
static struct str words(const struct lembar *l, int64_t n)
{
	struct str w = kertas_kata(l->cx->mem, n);
	return cx_textf(l->cx->mem, "%c%.*s rupiah", ch_upper(w.ptr[0]), (int)w.len - 1, w.ptr + 1);
}
static struct str money(const struct lembar *l, int64_t n) { return kertas_uang(l->cx->mem, n); }
static struct str count(const struct lembar *l, int64_t n) { return kertas_angka(l->cx->mem, n); }
#define T(...) cx_textf(l->cx->mem, __VA_ARGS__)
#define P(s) (int)(s).len, (s).ptr

static struct paper_signer signer(const struct lembar *l, const char *who, struct str above, struct str office, bool meterai)
{
	struct str title = at(l, T("%s.sebutan", who).ptr);
	return (struct paper_signer){ .above = above, .office = office.len ? office : title, .name = dots(at(l, T("%s.nama", who).ptr)),
				      .rank = at(l, T("%s.pangkat", who).ptr), .nip = at(l, T("%s.nip", who).ptr), .meterai = meterai };
}

/* --- berita acara ----------------------------------------------------------------------------------------------------------- */

static void party(const struct lembar *l, const char *no, const char *who, struct str org, const char *called)
{
	struct str address = at(l, T("%s.alamat", who).ptr), nip = at(l, T("%s.nip", who).ptr);
	struct paper_field f[] = { { T("%s. Nama", no), dots(at(l, T("%s.nama", who).ptr)) },
				   { S("    NIP"), nip.len ? nip : S("-") },
				   { S("    Jabatan"), dots(at(l, T("%s.jabatan", who).ptr)) },
				   { S("    Instansi"), org },
				   { S("    Alamat"), dots(address) } };
	paper_fields(l->p, f, COUNT(f), 32);
	paper_para(l->p, T("selanjutnya disebut **%s**;", called), PAPER_LEFT, 8, 2);
}

static void opening(const struct lembar *l, const char *title)
{
	struct str bpjs = at(l, "pihak_dua.instansi");
	paper_title(l->p, str_c(title), T("NOMOR: %.*s", P(dots(at(l, "nomor")))));
	kertas_pembuka(l->cx, l->p, l->day);
	party(l, "1", "pihak_satu", setelan_text(l->cx, "kantor.nama_lengkap"), "PIHAK KESATU");
	party(l, "2", "pihak_dua", bpjs.len ? bpjs : S("BPJS Kesehatan"), "PIHAK KEDUA");
}

static void closing(const struct lembar *l)
{
	paper_para(l->p, S("Demikian Berita Acara ini dibuat dengan sebenarnya untuk dipergunakan sebagaimana mestinya."),
		   PAPER_JUSTIFY, 0, 4);
	struct str bpjs = at(l, "pihak_dua.instansi");
	struct paper_signer s[2] = { signer(l, "pihak_dua", S("PIHAK KEDUA"),
					    at(l, "pihak_dua.jabatan").len ? at(l, "pihak_dua.jabatan") : bpjs, false),
				     signer(l, "pihak_satu", S("PIHAK KESATU"), STR_NONE, false) };
	paper_signers(l->p, s, 2);
}

static void basis(const struct lembar *l, const char *heading)
{
	struct str lines[] = { T("Perjanjian Kerja Sama %.*s", P(number_and_day(l, "pks"))),
			       T("Berita Acara Rekonsiliasi %.*s", P(number_and_day(l, "rekon"))),
			       T("Surat tagihan %.*s", P(number_and_day(l, "tagihan"))) };
	paper_list(l->p, str_c(heading), lines, COUNT(lines));
}

static void bill_table(const struct lembar *l)
{
	struct paper_column c[] = { { S("No."), 0.5, PAPER_CENTER },	   { S("Uraian"), 3.4, PAPER_LEFT },
				    { S("Bulan iuran"), 1.5, PAPER_LEFT }, { S("Jiwa"), 1.1, PAPER_RIGHT },
				    { S("Tarif"), 1.4, PAPER_RIGHT },	   { S("Jumlah"), 2, PAPER_RIGHT } };
	const struct val *rows = val_path(l->f, S("tagihan.baris"));
	static const struct {
		const char *kode, *teks;
	} kinds[] = { { "iuran", "Iuran" }, { "susulan", "Iuran susulan" }, { "koreksi", "Koreksi" }, { "kredit", "Kredit" } };
	int no = 0;
	paper_table(l->p, c, COUNT(c), 0);
	for (const struct val_item *i = rows ? rows->items.first : NULL; i; i = i->next) {
		struct str text = val_getstr(&i->v, "uraian"), segment = val_getstr(&i->v, "segmen"), kind = val_getstr(&i->v, "jenis");
		for (size_t k = 0; k < COUNT(kinds); k++)
			if (str_eq(kind, str_c(kinds[k].kode)))
				kind = str_c(kinds[k].teks);
		int64_t people = val_geti(&i->v, "orang", 0), rate = val_geti(&i->v, "tarif", 0);
		struct str cells[] = { T("%d", ++no),
				       T("%.*s%s%.*s%s%.*s", P(kind), segment.len ? " " : "", P(segment), text.len ? ": " : "",
					 P(text)),
				       kertas_bulan(l->cx->mem, val_geti(&i->v, "bulan", 0)),
				       people ? count(l, people) : S(""),
				       rate ? money(l, rate) : S(""),
				       money(l, val_geti(&i->v, "jumlah", 0)) };
		paper_row(l->p, cells, false);
	}
	struct str total[] = { S(""), S("Jumlah"), S(""), S(""), S(""), money(l, num(l, "jumlah")) };
	paper_row(l->p, total, true);
	paper_table_end(l->p);
	paper_gap(l->p, 2);
}

static void ba_serah_terima(const struct lembar *l)
{
	struct str n = count(l, num(l, "orang")), w = kertas_kata(l->cx->mem, num(l, "orang")), month = dots(at(l, "bulan_teks"));
	opening(l, "BERITA ACARA SERAH TERIMA PEKERJAAN");
	basis(l, "Berdasarkan:");
	paper_para(l->p,
		   T("PIHAK KEDUA menyerahkan kepada PIHAK KESATU, dan PIHAK KESATU menerima dari PIHAK KEDUA, hasil pekerjaan "
		     "berupa pelayanan "
		     "kepesertaan Jaminan Kesehatan bagi peserta PBPU dan BP Pemerintah Daerah bulan **%.*s** sebanyak **%.*s "
		     "(%.*s) jiwa** dengan rincian:",
		     P(month), P(n), P(w)),
		   PAPER_JUSTIFY, 0, 2);
	bill_table(l);
	paper_para(l->p, S("Pekerjaan tersebut diterima dalam keadaan baik dan lengkap."), PAPER_JUSTIFY, 0, 2);
	closing(l);
}

static void ba_penyelesaian(const struct lembar *l)
{
	struct str n = count(l, num(l, "orang")), w = kertas_kata(l->cx->mem, num(l, "orang")), month = dots(at(l, "bulan_teks"));
	opening(l, "BERITA ACARA PENYELESAIAN PEKERJAAN");
	basis(l, "Berdasarkan:");
	paper_para(l->p,
		   T("kedua pihak menyatakan bahwa pekerjaan penyelenggaraan Jaminan Kesehatan bagi peserta PBPU dan BP "
		     "Pemerintah Daerah bulan **%.*s** "
		     "sebanyak **%.*s (%.*s) jiwa** telah dilaksanakan dan selesai **100%% (seratus persen)**.",
		     P(month), P(n), P(w)),
		   PAPER_JUSTIFY, 0, 2);
	bill_table(l);
	closing(l);
}

static void ba_pembayaran(const struct lembar *l)
{
	struct str sum = money(l, num(l, "jumlah")), w = words(l, num(l, "jumlah")), month = dots(at(l, "bulan_teks")),
		   va = at(l, "tagihan.va");
	opening(l, "BERITA ACARA PEMBAYARAN");
	struct str lines[] = { T("Perjanjian Kerja Sama %.*s", P(number_and_day(l, "pks"))),
			       T("Surat tagihan %.*s", P(number_and_day(l, "tagihan"))),
			       T("Berita Acara Serah Terima Pekerjaan %.*s", P(number_and_day(l, "surat.ba_serah_terima"))),
			       T("Berita Acara Penyelesaian Pekerjaan %.*s", P(number_and_day(l, "surat.ba_penyelesaian"))) };
	paper_list(l->p, S("Berdasarkan:"), lines, COUNT(lines));
	paper_para(l->p,
		   T("PIHAK KEDUA berhak menerima pembayaran dari PIHAK KESATU atas iuran Jaminan Kesehatan peserta PBPU dan "
		     "BP Pemerintah Daerah bulan "
		     "**%.*s** sebesar:",
		     P(month)),
		   PAPER_JUSTIFY, 0, 2);
	paper_para(l->p, T("**100%% x %.*s = %.*s**", P(sum), P(sum)), PAPER_CENTER, 0, 1);
	paper_para(l->p, T("(%.*s)", P(w)), PAPER_CENTER, 0, 3);
	const struct val *accounts = val_get(l->f, "rekening");
	if (accounts && accounts->items.n > 1) {
		struct paper_column c[] = { { S("Kode rekening"), 2, PAPER_LEFT },
					    { S("Uraian"), 5, PAPER_LEFT },
					    { S("Jumlah"), 2, PAPER_RIGHT } };
		paper_table(l->p, c, COUNT(c), 0);
		for (const struct val_item *i = accounts->items.first; i; i = i->next) {
			struct str cells[] = { val_getstr(&i->v, "kode"), val_getstr(&i->v, "uraian"),
					       money(l, val_geti(&i->v, "jumlah", 0)) };
			paper_row(l->p, cells, false);
		}
		paper_table_end(l->p);
		paper_gap(l->p, 2);
	}
	struct str bank = at(l, "pihak_dua.bank"), account = at(l, "pihak_dua.rekening");
	if (va.len)
		paper_para(l->p, T("Pembayaran dilakukan melalui Virtual Account **%.*s**.", P(va)), PAPER_JUSTIFY, 0, 2);
	else if (account.len)
		paper_para(l->p, T("Pembayaran dilakukan melalui rekening **%.*s** pada %.*s.", P(account), P(dots(bank))),
			   PAPER_JUSTIFY, 0, 2);
	closing(l);
}

/* --- kwitansi ---------------------------------------------------------------------------------------------------------------- */

/* "2.195 jiwa x Rp37.800,00", and what corrections and credits make of it; where lines have rates of their own, the bill says them. */
static struct str people_and_rate(const struct lembar *l, int64_t sum)
{
	const struct val *lines = val_path(l->f, S("tagihan.baris"));
	int64_t rate = 0, people = 0, product = 0;
	bool one = true;
	for (const struct val_item *i = lines && lines->kind == VAL_LIST ? lines->items.first : NULL; i; i = i->next) {
		struct str kind = val_getstr(&i->v, "jenis");
		if (!str_eq(kind, S("iuran")) && !str_eq(kind, S("susulan")))
			continue;
		one &= !rate || rate == val_geti(&i->v, "tarif", 0);
		rate = val_geti(&i->v, "tarif", 0);
		people += val_geti(&i->v, "orang", 0);
		product += val_geti(&i->v, "jumlah", 0);
	}
	struct str who = count(l, people ? people : num(l, "orang"));
	if (!one || !rate || product != people * rate)
		return T("%.*s jiwa menurut rincian pada", P(who));
	int64_t gap = sum - product;
	struct str each = money(l, rate), more = money(l, gap < 0 ? -gap : gap);
	if (!gap)
		return T("%.*s jiwa x %.*s sesuai", P(who), P(each));
	return T("%.*s jiwa x %.*s, %s koreksi dan kredit %.*s, sesuai", P(who), P(each), gap < 0 ? "dikurangi" : "ditambah", P(more));
}

static void kwitansi(const struct lembar *l)
{
	int64_t sum = num(l, "jumlah");
	struct buf codes;
	buf_init(&codes, 1000);
	const struct val *accounts = val_get(l->f, "rekening");
	for (const struct val_item *i = accounts ? accounts->items.first : NULL; i; i = i->next) {
		buf_addf(&codes, "%s%.*s", codes.len ? "\n" : "", P(val_getstr(&i->v, "kode")));
		if (accounts->items.n > 1)
			buf_addf(&codes, " (%.*s)", P(money(l, val_geti(&i->v, "jumlah", 0))));
	}
	struct str year = T("%" PRId64, num(l, "anggaran.tahun")), code = arena_str(l->cx->mem, buf_str(&codes));
	buf_clear(&codes);
	struct paper_field head[] = { { S("Tahun anggaran"), year },
				      { S("Kode rekening"), dots(code) },
				      { S("No. bukti / BKU"), dots(at(l, "nomor")) } };
	paper_fields(l->p, head, COUNT(head), 40);
	paper_gap(l->p, 3);
	paper_title(l->p, S("KWITANSI"), STR_NONE);
	struct str office = setelan_text(l->cx, "kantor.nama_lengkap"), w = words(l, sum), month = dots(at(l, "bulan_teks"));
	struct paper_field f[] = {
		{ S("Sudah terima dari"), T("Kuasa Pengguna Anggaran %.*s", P(office)) },
		{ S("Uang sejumlah"), w },
		{ S("Untuk pembayaran"), T("Iuran Jaminan Kesehatan peserta PBPU dan BP Pemerintah Daerah bulan %.*s sebanyak "
					   "%.*s surat tagihan %.*s",
					   P(month), P(people_and_rate(l, sum)), P(number_and_day(l, "tagihan"))) },
	};
	paper_fields(l->p, f, COUNT(f), 40);
	paper_gap(l->p, 2);
	paper_para(l->p, T("**Jumlah: %.*s**", P(money(l, sum))), PAPER_LEFT, 0, 4);
	struct str place = setelan_text(l->cx, "kantor.tempat");
	struct str when = l->day ? kertas_tanggal(l->cx->mem, l->day) : S("....................");
	struct paper_signer top[2] = { signer(l, "penanda.pa", S("Setuju dibayar,\nPengguna/Kuasa Pengguna Anggaran"), STR_NONE,
					      false),
				       signer(l, "pihak_dua", T("%.*s, %.*s\nYang menerima,", P(place), P(when)),
					      at(l, "pihak_dua.instansi"), sum > METERAI_FROM) };
	struct paper_signer low[2] = { signer(l, "penanda.bendahara", S("Lunas dibayar,"), S("Bendahara Pengeluaran"), false),
				       signer(l, "penanda.pptk", S("Mengetahui,"), S("Pejabat Pelaksana Teknis Kegiatan"), false) };
	paper_signers(l->p, top, 2);
	paper_gap(l->p, 4);
	paper_signers(l->p, low, 2);
}

/* --- kartu kendali, resume kontrak ------------------------------------------------------------------------------------------- */

static void kartu_kendali(const struct lembar *l)
{
	static const struct {
		const char *label, *path;
	} head[] = { { "Urusan", "anggaran.urusan" }, { "Bidang", "anggaran.bidang" }, { "Unit / sub unit", "anggaran.unit" },
		     { "Program", "anggaran.program" }, { "Kegiatan", "anggaran.kegiatan" } };
	struct paper_field f[COUNT(head) + 2];
	for (size_t i = 0; i < COUNT(head); i++)
		f[i] = (struct paper_field){ str_c(head[i].label), dots(at(l, head[i].path)) };
	f[2].value = T("%.*s / %.*s", P(f[2].value), P(dots(at(l, "anggaran.sub_unit"))));
	struct str code = at(l, "anggaran.kode_sub_kegiatan"), sub = at(l, "anggaran.sub_kegiatan");
	f[COUNT(head)] = (struct paper_field){ S("Sub kegiatan"), T("%.*s %.*s", P(code), P(dots(sub))) };
	f[COUNT(head) + 1] = (struct paper_field){ S("PPTK"), dots(at(l, "penanda.pptk.nama")) };
	paper_title(l->p, T("KARTU KENDALI KEGIATAN TAHUN ANGGARAN %" PRId64, num(l, "anggaran.tahun")), STR_NONE);
	paper_fields(l->p, f, COUNT(f), 40);
	paper_gap(l->p, 2);
	struct paper_column c[] = { { S("No."), 0.5, PAPER_CENTER },
				    { S("Kode rekening"), 1.7, PAPER_LEFT },
				    { S("Uraian"), 3.4, PAPER_LEFT },
				    { S("Pagu murni"), 1.9, PAPER_RIGHT },
				    { S("Pergeseran/perubahan"), 1.9, PAPER_RIGHT },
				    { S("Realisasi UP/GU/TU"), 1.4, PAPER_RIGHT },
				    { S("Realisasi LS (SP2D)"), 1.9, PAPER_RIGHT },
				    { S("Sisa pagu"), 1.9, PAPER_RIGHT } };
	const struct val *rows = val_path(l->f, S("kendali.rekening")), *sum = val_path(l->f, S("kendali.jumlah"));
	int no = 0;
	paper_table(l->p, c, COUNT(c), 8);
	for (const struct val_item *i = rows ? rows->items.first : NULL; i; i = i->next) {
		struct str cells[] = { T("%d", ++no),
				       val_getstr(&i->v, "kode"),
				       val_getstr(&i->v, "uraian"),
				       money(l, val_geti(&i->v, "murni", 0)),
				       money(l, val_geti(&i->v, "perubahan", 0)),
				       S("-"),
				       money(l, val_geti(&i->v, "realisasi", 0)),
				       money(l, val_geti(&i->v, "sisa", 0)) };
		paper_row(l->p, cells, false);
	}
	struct str total[] = { S(""),
			       S("JUMLAH"),
			       S(""),
			       money(l, val_geti(sum, "murni", 0)),
			       money(l, val_geti(sum, "perubahan", 0)),
			       S("-"),
			       money(l, val_geti(sum, "realisasi", 0)),
			       money(l, val_geti(sum, "sisa", 0)) };
	paper_row(l->p, total, true);
	paper_table_end(l->p);
	paper_gap(l->p, 2);
	paper_para(
		l->p,
		T("Tagihan yang sedang diajukan: %.*s (%.*s).", P(money(l, num(l, "jumlah"))), P(number_and_day(l, "tagihan"))),
		PAPER_LEFT, 0, 4);
	struct str place = setelan_text(l->cx, "kantor.tempat");
	struct paper_signer s[2] = { signer(l, "penanda.pa", S("Mengetahui,"), STR_NONE, false),
				     signer(l, "penanda.pptk",
					    T("%.*s, %.*s", P(place),
					      P(l->day ? kertas_tanggal(l->cx->mem, l->day) : S("...................."))),
					    S("Pejabat Pelaksana Teknis Kegiatan"), false) };
	paper_signers(l->p, s, 2);
}

static void resume_kontrak(const struct lembar *l)
{
	struct str worth = num(l, "pks.nilai") ? money(l, num(l, "pks.nilai")) : S("sesuai jumlah peserta tiap bulan");
	struct str value = T("%.*s jiwa, %.*s, %.*s", P(count(l, num(l, "orang"))), P(dots(at(l, "bulan_teks"))),
			     P(money(l, num(l, "jumlah"))));
	struct str term = T("%.*s sampai dengan %.*s", P(day_at(l, "pks.mulai")), P(day_at(l, "pks.selesai")));
	struct str va = at(l, "tagihan.va"), bank = at(l, "pihak_dua.bank"), account = at(l, "pihak_dua.rekening");
	struct str to = va.len ? T("Virtual Account %.*s", P(va)) : T("%.*s %.*s", P(dots(account)), P(bank));
	const struct {
		const char *label;
		struct str value;
	} rows[] = { { "Nomor dan tanggal DPA", number_and_day(l, "dpa") },
		     { "Kode kegiatan/sub kegiatan",
		       T("%.*s %.*s", P(at(l, "anggaran.kode_sub_kegiatan")), P(at(l, "anggaran.sub_kegiatan"))) },
		     { "Nomor dan tanggal kontrak (PKS)", number_and_day(l, "pks") },
		     { "Nama perusahaan", dots(at(l, "pihak_dua.instansi")) },
		     { "Alamat", dots(at(l, "pihak_dua.alamat")) },
		     { "Nilai kontrak", worth },
		     { "Nomor dan tanggal BA kemajuan (rekonsiliasi)", number_and_day(l, "rekon") },
		     { "Nomor dan tanggal BA pembayaran", number_and_day(l, "surat.ba_pembayaran") },
		     { "Nomor dan tanggal BA penyelesaian hasil pekerjaan", number_and_day(l, "surat.ba_penyelesaian") },
		     { "Nomor dan tanggal BA serah terima pekerjaan", number_and_day(l, "surat.ba_serah_terima") },
		     { "Uraian dan volume pekerjaan", value },
		     { "Cara pembayaran",
		       at(l, "pks.cara_bayar").len ? at(l, "pks.cara_bayar") : S("Setiap bulan sesuai surat tagihan (LS)") },
		     { "Jangka waktu pelaksanaan", term },
		     { "Tanggal penyelesaian pekerjaan", day_at(l, "surat.ba_penyelesaian.tanggal") },
		     { "Ketentuan sanksi/denda", at(l, "pks.sanksi").len ? at(l, "pks.sanksi") : S("Sesuai PKS") },
		     { "NPWP", dots(at(l, "pihak_dua.npwp")) },
		     { "Nomor rekening bank", to } };
	paper_title(l->p, S("RESUME KONTRAK"), STR_NONE);
	struct paper_column c[] = { { S("No."), 0.5, PAPER_CENTER }, { S("Uraian"), 3, PAPER_LEFT }, { S("Keterangan"), 5, PAPER_LEFT } };
	paper_table(l->p, c, COUNT(c), 0);
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct str cells[] = { T("%zu", i + 1), str_c(rows[i].label), rows[i].value };
		paper_row(l->p, cells, false);
	}
	paper_table_end(l->p);
	paper_gap(l->p, 4);
	struct str place = setelan_text(l->cx, "kantor.tempat");
	struct paper_signer s =
		signer(l, "penanda.pa",
		       T("%.*s, %.*s", P(place), P(l->day ? kertas_tanggal(l->cx->mem, l->day) : S("...................."))),
		       STR_NONE, false);
	paper_signers(l->p, &s, 1);
}

/* --- step 3, objection ------------------------------------------------------------------------------------------------------- */

static void serah_dokumen(const struct lembar *l)
{
	struct str month = num(l, "periode") ? kertas_bulan(l->cx->mem, num(l, "periode")) : S(DOTS);
	opening(l, "BERITA ACARA SERAH TERIMA DOKUMEN");
	paper_para(l->p,
		   T("PIHAK KESATU menyerahkan kepada PIHAK KEDUA, dan PIHAK KEDUA menerima dari PIHAK KESATU, dokumen "
		     "kepesertaan PBPU dan BP Pemerintah Daerah "
		     "bulan **%.*s** sebagai berikut:",
		     P(month)),
		   PAPER_JUSTIFY, 0, 2);
	struct paper_column c[] = { { S("No."), 0.5, PAPER_CENTER },
				    { S("Dokumen"), 3.4, PAPER_LEFT },
				    { S("Nomor"), 2.4, PAPER_LEFT },
				    { S("Tanggal"), 1.6, PAPER_LEFT },
				    { S("Keterangan"), 2.6, PAPER_LEFT } };
	const struct val *rows = val_get(l->f, "isi");
	paper_table(l->p, c, COUNT(c), 0);
	for (const struct val_item *i = rows ? rows->items.first : NULL; i; i = i->next) {
		int64_t d = val_geti(&i->v, "tanggal", 0);
		struct str cells[] = { T("%" PRId64, val_geti(&i->v, "no", 0)), val_getstr(&i->v, "dokumen"), val_getstr(&i->v, "nomor"),
				       d ? kertas_tanggal(l->cx->mem, d) : S(""), val_getstr(&i->v, "keterangan") };
		paper_row(l->p, cells, false);
	}
	paper_table_end(l->p);
	paper_gap(l->p, 3);
	paper_para(
		l->p,
		S("Sejak ditandatangani kedua pihak, isi dokumen tersebut menjadi dasar surat tagihan dan tidak diubah lagi."),
		PAPER_JUSTIFY, 0, 2);
	closing(l);
}

static void surat_keberatan(const struct lembar *l)
{
	struct str place = setelan_text(l->cx, "kantor.tempat"), sum = money(l, num(l, "jumlah")), w = words(l, num(l, "jumlah"));
	struct str to = setelan_text(l->cx, "bpjs.tujuan"), town = setelan_text(l->cx, "bpjs.tempat");
	struct paper_field head[] = { { S("Nomor"), dots(at(l, "nomor")) },
				      { S("Sifat"), S("Segera") },
				      { S("Lampiran"), at(l, "lampiran").len ? S("1 (satu) berkas") : S("-") },
				      { S("Hal"), S("Keberatan atas Surat Tagihan Iuran") } };
	paper_letter_head(l->p, head, COUNT(head), T("%.*s, %.*s", P(place), P(kertas_tanggal(l->cx->mem, l->day))),
			  T("Yth. %.*s\ndi\n%.*s", P(to), P(town)));
	paper_para(l->p,
		   T("Menindaklanjuti surat tagihan %.*s, kami telah menghitung ulang tagihan tersebut per peserta. Kami "
		     "mendapati selisih sebagai berikut:",
		     P(number_and_day(l, "tagihan"))),
		   PAPER_JUSTIFY, 10, 2);
	struct paper_column c[] = { { S("No."), 0.5, PAPER_CENTER },
				    { S("Selisih"), 5, PAPER_LEFT },
				    { S("Jiwa"), 1.2, PAPER_RIGHT },
				    { S("Jumlah"), 2, PAPER_RIGHT } };
	const struct val *rows = val_get(l->f, "selisih");
	int no = 0;
	paper_table(l->p, c, COUNT(c), 0);
	for (const struct val_item *i = rows ? rows->items.first : NULL; i; i = i->next) {
		struct str cells[] = { T("%d", ++no), val_getstr(&i->v, "teks"), count(l, val_geti(&i->v, "orang", 0)),
				       money(l, val_geti(&i->v, "jumlah", 0)) };
		paper_row(l->p, cells, false);
	}
	paper_table_end(l->p);
	paper_gap(l->p, 2);
	paper_para(l->p,
		   T("Sehubungan dengan itu kami mohon tagihan tersebut diperbaiki, atau selisih sebesar **%.*s (%.*s)** "
		     "diperhitungkan sebagai pengurang tagihan "
		     "berikutnya. Satu orang yang muncul pada lebih dari satu baris diperhitungkan satu kali untuk tiap bulan.%s",
		     P(sum), P(w), at(l, "lampiran").len ? " Rincian nama terlampir." : ""),
		   PAPER_JUSTIFY, 10, 2);
	paper_para(l->p, S("Demikian disampaikan, atas perhatian dan kerja sama Saudara diucapkan terima kasih."), PAPER_JUSTIFY, 10, 4);
	struct paper_signer s = { 0 };
	kertas_penanda(l->cx, l->day, &s);
	paper_signers(l->p, &s, 1);
}

/* --- the table ------------------------------------------------------------------------------------------------------------------ */

static const struct {
	const char *jenis, *judul, *berkas;
	bool landscape;
	void (*lay)(const struct lembar *l);
} papers[] = {
	{ "kwitansi", "Kwitansi", "kwitansi.pdf", false, kwitansi },
	{ "ba_serah_terima", "Berita Acara Serah Terima Pekerjaan", "ba-serah-terima.pdf", false, ba_serah_terima },
	{ "ba_penyelesaian", "Berita Acara Penyelesaian Pekerjaan", "ba-penyelesaian.pdf", false, ba_penyelesaian },
	{ "ba_pembayaran", "Berita Acara Pembayaran", "ba-pembayaran.pdf", false, ba_pembayaran },
	{ "kartu_kendali", "Kartu Kendali", "kartu-kendali.pdf", true, kartu_kendali },
	{ "resume_kontrak", "Resume Kontrak", "resume-kontrak.pdf", false, resume_kontrak },
	{ "serah_dokumen", "Berita Acara Serah Terima Dokumen", "ba-serah-terima-dokumen.pdf", false, serah_dokumen },
	{ "surat_keberatan", "Surat keberatan", "surat-keberatan.pdf", false, surat_keberatan },
};

int kertas_bayar(struct cx *cx, const char *jenis, const struct val *fakta, bool draf, struct str *ret_hash, struct err *err)
{
	for (size_t i = 0; i < COUNT(papers); i++) {
		if (strcmp(papers[i].jenis, jenis) != 0)
			continue;
		struct str hash = val_getstr(fakta, "hash");
		int64_t day = val_geti(fakta, "tanggal", 0);
		struct lembar l = { .cx = cx, .f = fakta, .day = day ? day : cx_today(cx) };
		TRY(kertas_mulai(cx, &l.p, papers[i].judul, papers[i].landscape, draf,
				 cx_textf(cx->mem, "Sidik isi %.16s", hash.ptr ? hash.ptr : ""), err));
		papers[i].lay(&l);
		if (hash.len)
			kertas_sidik(cx, l.p, hash, "Dokumen ini dibuat dari data yang tercatat di Padan.");
		return kertas_selesai(cx, l.p, papers[i].berkas, ret_hash, err);
	}
	return FAIL(err, E_NOTFOUND, "Dokumen itu tidak dikenal.");
}
