#include "app/telusur.h"
#include "app/audit.h"
#include "app/kertas_alat.h"
#include "app/kunci.h"
#include "app/rekap.h"
#include "app/setelan.h"
#include "base/nik.h"
#include "padan.h"

struct story {
	struct cx *cx;
	struct err *err;
	struct val person, *parts, *rows; /* rows: of the part that is being written */
	int64_t month, period;
};

static void part(struct story *s, const char *title)
{
	struct val *p = val_push(s->cx->mem, s->parts, OBJ(s->cx, { "judul", val_c(title) }));
	s->rows = val_set(s->cx->mem, p, "baris", val_list());
}

static void say(struct story *s, const char *label, struct str text)
{
	if (text.len)
		val_push(s->cx->mem, s->rows, OBJ(s->cx, { "label", val_c(label) }, { "teks", val_str(text) }));
}

static struct str when(struct story *s, int64_t at)
{
	if (!at)
		return S("");
	int64_t local = at + 7 * 3600, day = tanggal_from_days((int32_t)(local / 86400));
	struct str d = kertas_tanggal(s->cx->mem, day);
	return cx_textf(s->cx->mem, "%.*s pukul %02d.%02d", (int)d.len, d.ptr, (int)(local / 3600 % 24), (int)(local / 60 % 60));
}

static struct str day(struct story *s, int64_t t) { return t ? kertas_tanggal(s->cx->mem, t) : S(""); }
static struct str by(struct story *s, struct str who, int64_t at)
{
	struct str w = when(s, at);
	return who.len && w.len ? cx_textf(s->cx->mem, "%.*s, %.*s", (int)who.len, who.ptr, (int)w.len, w.ptr) : who.len ? who : w;
}

#define T(fmt, ...) cx_textf(s->cx->mem, fmt, __VA_ARGS__)
#define P(x) (int)(x).len, (x).ptr

static struct str numbered(struct story *s, const struct val *v)
{
	struct str n = val_getstr(v, "nomor"), d = day(s, val_geti(v, "tanggal", 0));
	return n.len ? T("Nomor %.*s tanggal %.*s", P(n), P(d)) : d;
}

/* --- SOP 072 ---------------------------------------------------------------------------------------------------------------- */

static int import_row(struct story *s, const struct val *b)
{
	part(s, "Baris daftar dari BPJS Kesehatan");
	say(s, "Periode", kertas_bulan(s->cx->mem, val_geti(b, "periode", 0)));
	say(s, "Berkas", val_getstr(b, "berkas_nama"));
	say(s, "Sidik berkas", val_getstr(b, "berkas"));
	struct str sheet = val_getstr(b, "lembar");
	say(s, "Baris",
	    sheet.len ? T("%" PRId64 ", lembar %.*s", val_geti(b, "baris", 0), P(sheet))
		      : T("%" PRId64, val_geti(b, "baris", 0)));
	say(s, "Diterima", by(s, val_getstr(b, "oleh"), val_geti(b, "dibuat_s", 0)));
	say(s, "Nama tertulis", val_getstr(b, "nama"));
	say(s, "Segmen", val_getstr(b, "segmen"));
	return OK;
}

static int verified(struct story *s, const struct val *b)
{
	struct val t, r, p = OBJ(s->cx, { "periksa", val_int(val_geti(b, "periksa", 0)) }, { "no", val_int(val_geti(b, "no", 0)) },
				 { "nik", val_str(val_getstr(b, "nik")) });
	if (!val_geti(b, "periksa", 0))
		return OK;
	TRY(ONE(s->cx, Q_TELUSUR_TEMUAN, &p, &t, s->err));
	part(s, "Pemeriksaan terhadap data kependudukan");
	say(s, "Per tanggal", day(s, val_geti(&t, "per_tanggal", 0)));
	say(s, "Program", val_getstr(&t, "program"));
	say(s, "Sidik ekstrak Dukcapil", val_getstr(&t, "hash_ekstrak"));
	say(s, "Sidik kriteria", val_getstr(&t, "hash_kriteria"));
	say(s, "Putusan", str_c(padan_verdict_name((int)val_geti(&t, "putusan", 0))));
	say(s, "Penjelasan", val_getstr(&t, "penjelasan"));
	int rc = ONE(s->cx, Q_TELUSUR_REGISTRI, &p, &r, s->err);
	if (rc < 0)
		return rc == E_NOTFOUND ? OK : rc;
	say(s, "Menurut Dukcapil", T("%.*s, status %.*s", P(val_getstr(&r, "nama")), P(val_getstr(&r, "status"))));
	say(s, "Tanggal status", day(s, val_geti(&r, "tanggal_status", 0)));
	return OK;
}

static int decided(struct story *s, int64_t kasus)
{
	struct val d, rows, p = OBJ(s->cx, { "kasus", val_int(kasus) }, { "kunci", val_str(val_getstr(&s->person, "kunci")) },
				    { "nik", val_str(val_getstr(&s->person, "nik")) });
	int rc = ONE(s->cx, Q_KEPUTUSAN_CARI, &p, &d, s->err);
	if (rc < 0 && rc != E_NOTFOUND)
		return rc;
	if (rc == OK) {
		part(s, "Keputusan petugas");
		say(s, "Hasil", val_getstr(&d, "hasil"));
		say(s, "Alasan", val_getstr(&d, "alasan"));
		say(s, "Catatan", val_getstr(&d, "catatan"));
		say(s, "Oleh", by(s, val_getstr(&d, "oleh"), val_geti(&d, "waktu_s", 0)));
		say(s, "Bukti", val_getstr(&d, "berkas"));
	}
	if (!val_getstr(&s->person, "nik").len)
		return OK;
	TRY(ALL(s->cx, Q_BUKTI_NIK, &p, &rows, s->err));
	for (const struct val_item *i = rows.items.first; i; i = i->next) {
		part(s, "Jawaban Dukcapil");
		say(s, "Tanggal", day(s, val_geti(&i->v, "tanggal", 0)));
		say(s, "Jawaban", T("%.*s (%.*s)", P(val_getstr(&i->v, "jawaban")), P(val_getstr(&i->v, "sumber"))));
		say(s, "Bukti", val_getstr(&i->v, "berkas"));
	}
	return OK;
}

static int approvals(struct story *s, int64_t kasus, const char *title)
{
	struct val rows, p = OBJ(s->cx, { "kasus", val_int(kasus) });
	TRY(ALL(s->cx, Q_SETUJU_KASUS, &p, &rows, s->err));
	if (!rows.items.n)
		return OK;
	part(s, title);
	for (const struct val_item *i = rows.items.first; i; i = i->next) {
		struct str who = by(s, val_getstr(&i->v, "oleh"), val_geti(&i->v, "waktu_s", 0)), hash = val_getstr(&i->v, "hash");
		struct str as = val_getstr(&i->v, "sebagai");
		say(s, str_eq(val_getstr(&i->v, "hasil"), S("setuju")) ? "Setuju" : "Tidak",
		    T("%.*s%s%.*s%s (sidik %.16s)", P(who), as.len ? " sebagai " : "", P(as),
		      val_geti(&i->v, "batal_s", 0) ? ", kemudian batal" : "", hash.len >= 16 ? hash.ptr : "-"));
	}
	return OK;
}

static int proposed(struct story *s, int64_t kasus)
{
	struct val u, rows, sent, p = OBJ(s->cx, { "kasus", val_int(kasus) }, { "kunci", val_str(val_getstr(&s->person, "kunci")) });
	TRY(ALL(s->cx, Q_TELUSUR_SURAT, &p, &rows, s->err));
	if (rows.items.n)
		part(s, "Surat SOP 072");
	for (const struct val_item *i = rows.items.first; i; i = i->next)
		say(s, str_eq(val_getstr(&i->v, "jenis"), S("ba_rekonsiliasi")) ? "BA Rekonsiliasi"
		       : str_eq(val_getstr(&i->v, "jenis"), S("surat_pengantar")) ? "Surat pengantar"
										  : "Surat",
		    numbered(s, &i->v));
	TRY(approvals(s, kasus, "Persetujuan Kepala Dinas (SOP 072 langkah 4)"));
	int rc = ONE(s->cx, Q_TELUSUR_USULAN, &p, &u, s->err);
	if (rc < 0)
		return rc == E_NOTFOUND ? OK : rc;
	part(s, "Usulan penonaktifan dan jawaban BPJS Kesehatan");
	say(s, "Alasan", val_getstr(&u, "alasan"));
	say(s, "Mulai", kertas_bulan(s->cx->mem, val_geti(&u, "tmt", 0)));
	rc = ONE(s->cx, Q_TELUSUR_PENGAJUAN, &p, &sent, s->err);
	if (rc < 0 && rc != E_NOTFOUND)
		return rc;
	if (rc == OK) {
		say(s, "Diserahkan", when(s, val_geti(&sent, "diserahkan_s", 0)));
		say(s, "Diterima BPJS", when(s, val_geti(&sent, "diterima_s", 0)));
	}
	struct str why = val_getstr(&u, "alasan_tolak");
	say(s, "Jawaban", T("%.*s%s%.*s", P(val_getstr(&u, "jawaban")), why.len ? ": " : "", P(why)));
	say(s, "Dijawab", when(s, val_geti(&u, "dijawab_s", 0)));
	return OK;
}

static int verification(struct story *s)
{
	struct val rows, p = OBJ(s->cx, { "kunci", val_str(val_getstr(&s->person, "kunci")) }, { "periode", val_int(s->period) });
	TRY(ALL(s->cx, Q_TELUSUR_BARIS, &p, &rows, s->err));
	if (!rows.items.n) {
		part(s, "Baris daftar dari BPJS Kesehatan");
		say(s, "Periode", T("%.*s: tidak ada dalam daftar", P(kertas_bulan(s->cx->mem, s->period))));
		return OK;
	}
	for (const struct val_item *i = rows.items.first; i; i = i->next) {
		TRY(import_row(s, &i->v));
		TRY(verified(s, &i->v));
	}
	int64_t kasus = val_geti(&rows.items.first->v, "kasus", 0);
	TRY(decided(s, kasus));
	return proposed(s, kasus);
}

/* --- SOP 070 ---------------------------------------------------------------------------------------------------------------- */

static int differences(struct story *s, int64_t tagihan)
{
	struct val rows, p = OBJ(s->cx, { "tagihan", val_int(tagihan) }, { "bulan", val_int(s->month) },
				 { "no_peserta", val_str(val_getstr(&s->person, "no_peserta")) },
				 { "nik", val_str(val_getstr(&s->person, "nik")) });
	TRY(ALL(s->cx, Q_TELUSUR_SELISIH, &p, &rows, s->err));
	for (const struct val_item *i = rows.items.first; i; i = i->next) {
		struct str what = val_getstr(&i->v, "keterangan"), note = val_getstr(&i->v, "catatan");
		say(s, "Selisih", T("%.*s, %.*s", P(what), P(kertas_uang(s->cx->mem, val_geti(&i->v, "jumlah", 0)))));
		say(s, "Diurus", T("%.*s: %.*s (%.*s)", P(val_getstr(&i->v, "status")), P(note),
				   P(by(s, val_getstr(&i->v, "oleh"), val_geti(&i->v, "waktu_s", 0)))));
	}
	return OK;
}

static int papers(struct story *s, int64_t tagihan)
{
	static const struct {
		const char *kode, *nama;
	} names[] = { { "kwitansi", "Kwitansi" },
		      { "ba_serah_terima", "BA Serah Terima Pekerjaan" },
		      { "ba_penyelesaian", "BA Penyelesaian Pekerjaan" },
		      { "ba_pembayaran", "BA Pembayaran" },
		      { "surat_keberatan", "Surat keberatan" } };
	struct val rows, b, p = OBJ(s->cx, { "tagihan", val_int(tagihan) });
	TRY(ALL(s->cx, Q_TELUSUR_KERTAS, &p, &rows, s->err));
	part(s, "Dokumen pembayaran");
	for (const struct val_item *i = rows.items.first; i; i = i->next)
		for (size_t k = 0; k < COUNT(names); k++)
			if (str_eq(val_getstr(&i->v, "jenis"), str_c(names[k].kode)))
				say(s, names[k].nama, numbered(s, &i->v));
	int rc = ONE(s->cx, Q_BUNDEL_TERAKHIR, &p, &b, s->err);
	if (rc < 0 && rc != E_NOTFOUND)
		return rc;
	if (rc == OK) {
		say(s, "Berkas tiga belas dokumen",
		    T("versi %" PRId64 ", sidik %.*s", val_geti(&b, "versi", 0), P(val_getstr(&b, "hash"))));
		say(s, "Diajukan", when(s, val_geti(&b, "diajukan_s", 0)));
		say(s, "Diterima Bagian Keuangan", by(s, val_getstr(&b, "penerima"), val_geti(&b, "diterima_s", 0)));
	}
	TRY(ALL(s->cx, Q_BAYAR_TAGIHAN, &p, &rows, s->err));
	part(s, "Pembayaran");
	for (const struct val_item *i = rows.items.first; i; i = i->next) {
		static const char *const label[][2] = {
			{ "spp", "SPP" }, { "spm", "SPM" }, { "sp2d", "SP2D" }, { "transfer", "Bukti transfer" }
		};
		struct str channel = val_getstr(&i->v, "kanal");
		for (size_t k = 0; k < COUNT(label); k++)
			if (str_eq(val_getstr(&i->v, "jenis"), str_c(label[k][0])))
				say(s, label[k][1],
				    T("%.*s, %.*s%s%.*s%s", P(numbered(s, &i->v)), P(kertas_uang(s->cx->mem, val_geti(&i->v, "jumlah", 0))),
				      channel.len ? ", " : "", P(channel), val_geti(&i->v, "batal_s", 0) ? " (dibatalkan)" : ""));
	}
	if (!rows.items.n)
		say(s, "Pembayaran", S("belum ada"));
	return OK;
}

/* A bill without a detail names nobody: it is the one of that month all the same. */
static int unnamed_bills(struct story *s, int64_t kasus)
{
	struct val rows, p = OBJ(s->cx, { "kasus", val_int(kasus) });
	TRY(ALL(s->cx, Q_TELUSUR_TAGIHAN, &p, &rows, s->err));
	if (!rows.items.n) {
		part(s, "Tagihan");
		say(s, "Bulan iuran", T("%.*s: tidak ada dalam rincian tagihan", P(kertas_bulan(s->cx->mem, s->month))));
	}
	for (const struct val_item *i = rows.items.first; i; i = i->next) {
		part(s, "Tagihan BPJS Kesehatan (tanpa rincian per peserta)");
		say(s, "Surat tagihan", numbered(s, &i->v));
		say(s, "Jumlah", kertas_uang(s->cx->mem, val_geti(&i->v, "jumlah", 0)));
		say(s, "Keadaan tagihan", val_getstr(&i->v, "status"));
		TRY(papers(s, val_geti(&i->v, "tagihan", 0)));
	}
	return OK;
}

static int bills(struct story *s, int64_t kasus)
{
	struct val rows, p = OBJ(s->cx, { "bulan", val_int(s->month) }, { "orang", val_int(kunci_angka(val_getstr(&s->person, "kunci"))) });
	TRY(ALL(s->cx, Q_TELUSUR_RINCIAN, &p, &rows, s->err));
	if (!rows.items.n)
		return unnamed_bills(s, kasus);
	for (const struct val_item *i = rows.items.first; i; i = i->next) {
		part(s, "Tagihan BPJS Kesehatan");
		say(s, "Surat tagihan", numbered(s, &i->v));
		say(s, "Bulan iuran", kertas_bulan(s->cx->mem, s->month));
		say(s, "Baris rincian",
		    T("%" PRId64 ", %.*s", val_geti(&i->v, "no", 0), P(kertas_uang(s->cx->mem, val_geti(&i->v, "jumlah", 0)))));
		say(s, "Jenis peserta", val_getstr(&i->v, "jenis"));
		say(s, "Keadaan tagihan", val_getstr(&i->v, "status"));
		TRY(differences(s, val_geti(&i->v, "tagihan", 0)));
		TRY(papers(s, val_geti(&i->v, "tagihan", 0)));
	}
	return OK;
}

static int payment(struct story *s)
{
	int64_t kasus;
	struct val r, h, p = OBJ(s->cx, { "sop", val_c("070") }, { "periode", val_int(s->period) });
	TRY(db_int(s->cx->db, Q_KASUS_PERIODE, &p, 0, &kasus, s->err));
	struct val pk = OBJ(s->cx, { "kasus", val_int(kasus) });
	int rc = kasus ? ONE(s->cx, Q_TELUSUR_REKON, &pk, &r, s->err) : E_NOTFOUND;
	if (rc < 0 && rc != E_NOTFOUND)
		return rc;
	if (rc == OK) {
		part(s, "BA Rekonsiliasi");
		say(s, "Berita acara", T("%.*s, versi %" PRId64, P(numbered(s, &r)), val_geti(&r, "versi", 0)));
		say(s, "Sidik", val_getstr(&r, "hash"));
		say(s, "Dinas Kesehatan", by(s, val_getstr(&r, "dinkes"), val_geti(&r, "dinkes_s", 0)));
		say(s, "BPJS Kesehatan", by(s, val_getstr(&r, "bpjs"), val_geti(&r, "bpjs_s", 0)));
		TRY(approvals(s, kasus, "Persetujuan pembayaran (SOP 070 langkah 2) dan penegasan kwitansi"));
		rc = ONE(s->cx, Q_SERAH_TERAKHIR, &pk, &h, s->err);
		if (rc < 0 && rc != E_NOTFOUND)
			return rc;
		if (rc == OK) {
			part(s, "Serah terima dokumen dengan BPJS Kesehatan");
			say(s, "Tanggal", day(s, val_geti(&h, "tanggal", 0)));
			say(s, "Dinas Kesehatan", by(s, val_getstr(&h, "dinas"), val_geti(&h, "dinas_s", 0)));
			say(s, "BPJS Kesehatan", by(s, val_getstr(&h, "bpjs_nama"), val_geti(&h, "bpjs_s", 0)));
		}
	}
	return bills(s, kasus);
}

int telusur_lihat(struct cx *cx, int64_t peserta, int64_t bulan, struct val *ret, struct err *err)
{
	struct val p = OBJ(cx, { "id", val_int(peserta) });
	struct story s = { .cx = cx, .err = err, .month = bulan, .period = bulan };
	int rc = ONE(cx, Q_PESERTA_ID, &p, &s.person, err);
	if (rc < 0)
		return rc == E_NOTFOUND ? FAIL(err, E_NOTFOUND, "Peserta itu tidak ada.") : rc;
	if (bulan < 201401 || bulan > 209912 || bulan % 100 < 1 || bulan % 100 > 12)
		return FAIL(err, E_REFUSED, "Pilih bulan iurannya.");
	if (!str_eq(setelan_text(cx, "tagihan.bulan_iuran"), S("bulan_ini")))
		s.period = bulan_sesudah(bulan, -1);
	s.parts = val_set(cx->mem, ret, "bagian", val_list());
	TRY(verification(&s));
	TRY(payment(&s));
	val_set(cx->mem, ret, "peserta",
		OBJ(cx, { "id", val_int(peserta) }, { "nama", val_str(val_getstr(&s.person, "nama")) },
		    { "no_peserta", val_str(val_getstr(&s.person, "no_peserta")) }, { "nik", val_str(val_getstr(&s.person, "nik")) }));
	val_set(cx->mem, ret, "bulan", val_int(bulan));
	val_set(cx->mem, ret, "periode", val_int(s.period));
	return OK;
}

int telusur_pdf(struct cx *cx, int64_t peserta, int64_t bulan, struct str *ret_hash, struct err *err)
{
	struct val v = val_obj();
	struct paper *p;
	struct nik_fact nik;
	char masked[NIK_MASK_SIZE] = "-";
	TRY(telusur_lihat(cx, peserta, bulan, &v, err));
	const struct val *who = val_get(&v, "peserta");
	nik_read(&nik, val_getstr(who, "nik"), false);
	if (nik.value.n)
		nik_mask(masked, nik.value);
	struct str hash = rekap_hash(cx, &v), month = kertas_bulan(cx->mem, bulan);
	TRY(kertas_mulai(cx, &p, "Berkas satu peserta", false, false, cx_textf(cx->mem, "Sidik isi %.16s", hash.ptr), err));
	paper_title(p, S("BERKAS SATU PESERTA"), STR_NONE);
	struct paper_field head[] = { { S("Nama"), val_getstr(who, "nama") }, { S("Nomor peserta"), val_getstr(who, "no_peserta") },
				      { S("NIK"), str_c(masked) }, { S("Bulan iuran"), month },
				      { S("Dibuat oleh"), cx->user->nama } };
	paper_fields(p, head, COUNT(head), 45);
	paper_gap(p, 3);
	for (const struct val_item *i = val_get(&v, "bagian")->items.first; i; i = i->next) {
		struct paper_field f[40];
		size_t n = 0;
		struct str title = val_getstr(&i->v, "judul");
		paper_para(p, cx_textf(cx->mem, "**%.*s**", (int)title.len, title.ptr), PAPER_LEFT, 0, 1);
		for (const struct val_item *k = val_get(&i->v, "baris")->items.first; k && n < COUNT(f); k = k->next)
			f[n++] = (struct paper_field){ val_getstr(&k->v, "label"), val_getstr(&k->v, "teks") };
		paper_fields(p, f, n, 45);
		paper_gap(p, 2);
	}
	kertas_sidik(cx, p, hash, "Berkas ini dibuat dari data yang tercatat di Padan.");
	TRY(kertas_selesai(cx, p, "berkas-satu-peserta.pdf", ret_hash, err));
	struct val after = OBJ(cx, { "bulan", val_int(bulan) }, { "pdf", val_str(*ret_hash) });
	return audit_write(cx, "telusur.cetak", cx_textf(cx->mem, "orang/%" PRId64, peserta), NULL, &after, STR_NONE, err);
}
