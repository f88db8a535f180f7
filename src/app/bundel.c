#include "app/bundel.h"
#include "app/anggaran.h"
#include "app/audit.h"
#include "app/bayar.h"
#include "app/berkas.h"
#include "app/buku.h"
#include "app/bundel_pdf.h"
#include "app/dokumen.h"
#include "app/kasus.h"
#include "app/paket.h"
#include "app/rekap.h"
#include "app/setelan.h"
#include "app/tagihan.h"
#include "base/rupiah.h"

/* What a document of the SOP is here, and where it is mended. */
enum source { FROM_STANDING, FROM_BILL, FROM_BA, FROM_PAPER };
static const struct {
	const char *kode, *nama; /* nama as SOP 070 step 6 prints it */
	enum source from;
} thirteen[] = {
	{ "pks", "PKS", FROM_STANDING },
	{ "surat_tagihan", "Surat tagihan", FROM_BILL },
	{ "ba_rekonsiliasi", "BA rekonsiliasi", FROM_BA },
	{ "kartu_kendali", "Kartu Kendali", FROM_PAPER },
	{ "dpa", "Fotokopi DPA", FROM_STANDING },
	{ "mou", "Fotokopi MoU", FROM_STANDING },
	{ "sk_kacab", "SK Kacab BPJS Kesehatan", FROM_STANDING },
	{ "virtual_account", "Virtual Account", FROM_STANDING },
	{ "kwitansi", "Kwitansi Pembayaran dari Keuangan", FROM_PAPER },
	{ "ba_serah_terima", "BA serah terima pekerjaan", FROM_PAPER },
	{ "ba_penyelesaian", "BA penyelesaian pekerjaan", FROM_PAPER },
	{ "resume_kontrak", "Resume Kontrak", FROM_PAPER },
	{ "ba_pembayaran", "BA Pembayaran", FROM_PAPER },
};

struct check {
	struct cx *cx;
	int64_t tagihan, today;
	struct val bill, facts, papers;
	struct err *err;
};

static void fault(struct check *c, struct val *row, struct str text, struct str where)
{
	struct val *list = (struct val *)(uintptr_t)val_get(row, "masalah");
	val_push(c->cx->mem, list, OBJ(c->cx, { "teks", val_str(text) }, { "alamat", val_str(where) }));
}

static struct str page(struct check *c, const char *tail) { return cx_textf(c->cx->mem, "/tagihan/%" PRId64 "%s", c->tagihan, tail); }

static bool has(struct str s, struct str word)
{
	for (size_t i = 0; word.len && i + word.len <= s.len; i++)
		if (str_ieq(str_of(s.ptr + i, word.len), word))
			return true;
	return false;
}

/* The account is the bill's, and of the branch that bills. */
static void check_account(struct check *c, const struct val *d, struct val *row)
{
	struct str va = val_getstr(&c->bill, "va"), mine = val_getstr(d, "va"), branch = val_getstr(d, "cabang");
	struct str ours = setelan_text(c->cx, "bpjs.cabang");
	if (va.len && !dokumen_angka_sama(va, mine))
		fault(c, row,
		      cx_textf(c->cx->mem, "Nomor pada dokumen (%.*s) lain dari yang tertulis di surat tagihan (%.*s).",
			       (int) mine.len, mine.ptr, (int) va.len, va.ptr),
		      S("/dokumen"));
	if (branch.len && ours.len && !has(branch, ours))
		fault(c, row,
		      cx_textf(c->cx->mem, "Virtual Account ini milik cabang %.*s, bukan cabang %.*s.", (int) branch.len,
			       branch.ptr, (int) ours.len, ours.ptr),
		      S("/dokumen"));
}

static int check_standing(struct check *c, const char *kode, struct val *row)
{
	struct val d, loose, p = OBJ(c->cx, { "tagihan", val_int(c->tagihan) }, { "jenis", val_c(kode) }, { "hari", val_int(c->today) });
	int rc = dokumen_pada(c->cx, kode, c->today, &d, c->err);
	if (rc < 0 && rc != E_NOTFOUND)
		return rc;
	if (rc == E_NOTFOUND) {
		fault(c, row, S("Belum ada. Catat dokumennya dengan pindaian dan masa berlakunya."), S("/dokumen"));
		return OK;
	}
	val_set(c->cx->mem, row, "berkas", *val_get(&d, "berkas"));
	val_set(c->cx->mem, row, "nomor", *val_get(&d, "nomor"));
	val_set(c->cx->mem, row, "tanggal", *val_get(&d, "tanggal"));
	val_set(c->cx->mem, row, "berlaku_sampai", *val_get(&d, "selesai"));
	struct str state = val_getstr(&d, "keadaan");
	if (!str_eq(state, S("berlaku"))) {
		int have = ONE(c->cx, Q_KELONGGARAN_SATU, &p, &loose, c->err);
		if (have < 0 && have != E_NOTFOUND)
			return have;
		if (have == OK)
			val_set(c->cx->mem, row, "longgar", loose);
		else
			fault(c, row,
			      str_eq(state, S("berakhir")) ? S("Masa berlakunya sudah habis. Catat penggantinya, atau minta "
							       "kelonggaran Kepala Dinas.")
			      : str_eq(state, S("belum_mulai")) ? S("Masa berlakunya belum mulai. Catat yang berlaku hari ini, "
								    "atau minta kelonggaran Kepala Dinas.")
								: S("Belum ditandatangani. Catat yang sudah ditandatangani, "
								    "atau minta kelonggaran Kepala Dinas."),
			      S("/dokumen"));
		val_set(c->cx->mem, row, "bisa_longgar", val_bool(true));
	}
	if (strcmp(kode, "virtual_account") == 0)
		check_account(c, &d, row);
	return OK;
}

static int check_bill(struct check *c, struct val *row)
{
	val_set(c->cx->mem, row, "nomor", *val_get(&c->bill, "nomor"));
	val_set(c->cx->mem, row, "tanggal", *val_get(&c->bill, "tanggal"));
	val_set(c->cx->mem, row, "berkas", *val_get(&c->bill, "surat"));
	if (!val_getstr(&c->bill, "surat").len)
		fault(c, row, S("Pindaian surat tagihan belum dilampirkan."), page(c, ""));
	return OK;
}

static int check_ba(struct check *c, struct val *row)
{
	struct val k, r, p;
	TRY(kasus_get(c->cx, val_geti(&c->bill, "kasus", 0), &k, c->err));
	p = OBJ(c->cx, { "id", val_int(val_geti(&k, "rekon", 0)) }, { "kasus", val_int(val_geti(&k, "id", 0)) });
	struct str where = cx_textf(c->cx->mem, "/kasus/%" PRId64 "/serah", val_geti(&k, "id", 0));
	int rc = ONE(c->cx, Q_REKON_ID, &p, &r, c->err);
	if (rc < 0 && rc != E_NOTFOUND)
		return rc;
	if (rc == E_NOTFOUND) {
		fault(c, row, S("Belum ada."), where);
		return OK;
	}
	bool scan = val_getstr(&r, "pindaian").len > 0;
	val_set(c->cx->mem, row, "nomor", *val_get(&r, "nomor"));
	val_set(c->cx->mem, row, "tanggal", *val_get(&r, "tanggal"));
	val_set(c->cx->mem, row, "berkas", scan ? *val_get(&r, "pindaian") : *val_get(&r, "pdf"));
	if (!str_eq(val_getstr(&r, "status"), S("disepakati")))
		fault(c, row, S("Berita acara ini sudah diganti dengan versi lain."), where);
	return OK;
}

/* The figures a stored paper shows against those of now: the same number, date, amount, period, party, account. */
static int check_agrees(struct check *c, const struct val *paper, struct val *row)
{
	static const struct {
		const char *path, *what;
	} same[] = { { "tagihan.nomor", "Nomor surat tagihan" },
		     { "tagihan.tanggal", "Tanggal surat tagihan" },
		     { "tagihan.jumlah", "Jumlah" },
		     { "tagihan.va", "Virtual Account" },
		     { "bulan_teks", "Bulan" },
		     { "orang", "Jumlah peserta" },
		     { "rekon.nomor", "Nomor BA Rekonsiliasi" },
		     { "pks.nomor", "Nomor PKS" },
		     { "pihak_dua.rekening", "Rekening penerima" } };
	struct val was, p = OBJ(c->cx, { "tagihan", val_int(c->tagihan) }, { "jenis", val_str(val_getstr(paper, "kode")) }), s;
	TRY(ONE(c->cx, Q_SURAT_TAGIHAN_TERAKHIR, &p, &s, c->err));
	TRY(val_parse(&was, c->cx->mem, val_getstr(&s, "fakta"), 100000, c->err));
	for (size_t i = 0; i < COUNT(same); i++) {
		const struct val *a = val_path(&was, str_c(same[i].path)), *b = val_path(&c->facts, str_c(same[i].path));
		bool eq = (!val_true(a) && !val_true(b)) ||
			  (a && b && a->kind == b->kind &&
			   (a->kind == VAL_INT ? a->i == b->i : a->kind == VAL_STR && str_eq(a->s, b->s)));
		if (!eq)
			fault(c, row,
			      cx_textf(c->cx->mem, "%s di dokumen ini lain dari data sekarang. Susun ulang.", same[i].what),
			      page(c, "/dokumen"));
	}
	return OK;
}

static int check_paper(struct check *c, const char *kode, struct val *row)
{
	const struct val *paper = NULL;
	for (const struct val_item *i = val_get(&c->papers, "dokumen")->items.first; i; i = i->next)
		if (str_eq(val_getstr(&i->v, "kode"), str_c(kode)))
			paper = &i->v;
	if (!paper || !val_true(val_get(paper, "terbit"))) {
		fault(c, row, S("Belum terbit."), page(c, "/dokumen"));
		return OK;
	}
	bool scan = val_getstr(paper, "pindaian").len > 0, must = str_eq(setelan_text(c->cx, "bundel.tanda_tangan"), S("pindaian"));
	val_set(c->cx->mem, row, "nomor", *val_get(paper, "nomor"));
	val_set(c->cx->mem, row, "tanggal", *val_get(paper, "tanggal"));
	val_set(c->cx->mem, row, "berkas", scan ? *val_get(paper, "pindaian") : *val_get(paper, "pdf"));
	val_set(c->cx->mem, row, "cetak", *val_get(paper, "pdf"));
	val_set(c->cx->mem, row, "perlu_pindaian", val_bool(must && !scan && !val_true(val_get(paper, "keuangan"))));
	if (!val_true(val_get(paper, "cocok")))
		fault(c, row, S("Datanya berubah sesudah dokumen ini dibuat. Susun ulang."), page(c, "/dokumen"));
	if (must && !scan && !val_true(val_get(paper, "keuangan")))
		fault(c, row, S("Pindaian yang bertanda tangan belum dilampirkan."),
		      page(c, cx_textf(c->cx->mem, "/berkas#tanda-tangan-%d", (int) val_geti(row, "no", 0)).ptr));
	if (strcmp(kode, "kwitansi") == 0 && !val_true(val_get(&c->papers, "kwitansi_tegas")))
		fault(c, row, S("Belum ditegaskan Bagian Keuangan."), page(c, "/dokumen"));
	return check_agrees(c, paper, row);
}

static int check_all(struct check *c, struct val *ret, int64_t *ret_missing)
{
	*ret = val_list();
	*ret_missing = 0;
	for (size_t i = 0; i < COUNT(thirteen); i++) {
		struct val row = OBJ(c->cx, { "no", val_int((int64_t) i + 1) }, { "kode", val_c(thirteen[i].kode) },
				     { "nama", val_c(thirteen[i].nama) }, { "berkas", val_null }, { "nomor", val_c("") },
				     { "tanggal", val_int(0) }, { "longgar", val_null }, { "bisa_longgar", val_bool(false) },
				     { "berlaku_sampai", val_int(0) }, { "cetak", val_null },
				     { "perlu_pindaian", val_bool(false) }, { "masalah", val_list() });
		struct val *at = val_push(c->cx->mem, ret, row);
		switch (thirteen[i].from) {
		case FROM_STANDING: TRY(check_standing(c, thirteen[i].kode, at)); break;
		case FROM_BILL: TRY(check_bill(c, at)); break;
		case FROM_BA: TRY(check_ba(c, at)); break;
		case FROM_PAPER: TRY(check_paper(c, thirteen[i].kode, at)); break;
		}
		bool whole = val_get(at, "masalah")->items.n == 0;
		val_set(c->cx->mem, at, "lengkap", val_bool(whole));
		*ret_missing += !whole;
	}
	return OK;
}

static int begin(struct check *c, struct cx *cx, int64_t tagihan, struct err *err)
{
	*c = (struct check){ .cx = cx, .tagihan = tagihan, .today = cx_today(cx), .err = err, .papers = val_obj() };
	TRY(tagihan_get(cx, tagihan, &c->bill, err));
	TRY(tagihan_boleh(cx, &c->bill, err));
	TRY(bayar_fakta(cx, tagihan, &c->facts, err));
	return bayar_lihat(cx, tagihan, &c->papers, err);
}

static int newest(struct cx *cx, int64_t tagihan, struct val *ret, struct err *err)
{
	struct val p = OBJ(cx, { "tagihan", val_int(tagihan) });
	*ret = val_null;
	int rc = ONE(cx, Q_BUNDEL_TERAKHIR, &p, ret, err);
	return rc == E_NOTFOUND ? OK : rc;
}

static bool sent(const struct val *b) { return b->kind == VAL_OBJ && val_geti(b, "diajukan_s", 0) && !val_geti(b, "dikembalikan_s", 0); }

int bundel_terkirim(struct cx *cx, int64_t tagihan, bool *ret, struct err *err)
{
	struct val b;
	TRY(newest(cx, tagihan, &b, err));
	*ret = sent(&b);
	return OK;
}

/* The newest bundle that was sent before `than`; null when there is none. */
static const struct val *sent_before(const struct val *all, int64_t than)
{
	for (const struct val_item *i = all->items.first; i; i = i->next)
		if (val_geti(&i->v, "versi", 0) < than && val_geti(&i->v, "diajukan_s", 0))
			return &i->v;
	return NULL;
}

/* Names of the documents that are not what Finance was sent last time: another file, number or day. */
static int changed_since(struct cx *cx, const struct val *was, const struct val *rows, struct val *ret, struct err *err)
{
	struct val old;
	*ret = val_list();
	if (!was)
		return OK;
	TRY(val_parse(&old, cx->mem, val_getstr(was, "isi"), 20000, err));
	for (const struct val_item *i = rows->items.first; i; i = i->next)
		for (const struct val_item *k = old.items.first; k; k = k->next)
			if (str_eq(val_getstr(&i->v, "kode"), val_getstr(&k->v, "kode")) &&
			    !(str_eq(val_getstr(&i->v, "berkas"), val_getstr(&k->v, "berkas")) &&
			      str_eq(val_getstr(&i->v, "nomor"), val_getstr(&k->v, "nomor")) &&
			      val_geti(&i->v, "tanggal", 0) == val_geti(&k->v, "tanggal", 0)))
				val_push(cx->mem, ret, OBJ(cx, { "nama", val_str(val_getstr(&i->v, "nama")) }));
	return OK;
}

/* What whoever is signed in may do with each payment: nothing is offered that would be refused. */
static void offer(struct cx *cx, const struct val *bill, struct val *pays)
{
	bool done = str_eq(val_getstr(bill, "status"), S("selesai"));
	for (struct val_item *i = pays->items.first; i; i = i->next) {
		bool paper = val_geti(&i->v, "dari_kertas", 0) != 0, confirmed = val_geti(&i->v, "ditegaskan", 0) != 0;
		bool alive = !val_geti(&i->v, "batal_s", 0), mine = val_geti(&i->v, "oleh_id", 0) == cx->user->id;
		bool closes = done && (!paper || confirmed) && !str_eq(val_getstr(&i->v, "jenis"), S("transfer"));
		val_set(cx->mem, &i->v, "bisa_tegas",
			val_bool(paper && !confirmed && alive && !mine && (cx->user->roles & (R_KEUANGAN | R_BENDAHARA | R_PEMBAYARAN))));
		val_set(cx->mem, &i->v, "bisa_batal", val_bool(alive && !closes && (cx->user->roles & (R_KEUANGAN | R_BENDAHARA))));
	}
}

int bundel_lihat(struct cx *cx, int64_t tagihan, struct val *ret, struct err *err)
{
	struct check c;
	struct val rows, b, pays, all, p = OBJ(cx, { "tagihan", val_int(tagihan) }, { "jenis", val_c("transfer") });
	int64_t missing, paid;
	TRY(begin(&c, cx, tagihan, err));
	TRY(newest(cx, tagihan, &b, err));
	if ((cx->user->own & R_KEUANGAN) && (b.kind != VAL_OBJ || !val_geti(&b, "diajukan_s", 0)))
		return FAIL(err, E_DENIED, "Berkas ini belum diajukan kepada Bagian Keuangan.");
	/* What Finance has is what was sent, not what the records say since. */
	if (sent(&b)) {
		TRY(val_parse(&rows, cx->mem, val_getstr(&b, "isi"), 20000, err));
		missing = 0;
	} else {
		TRY(check_all(&c, &rows, &missing));
	}
	TRY(ALL(cx, Q_BAYAR_TAGIHAN, &p, &pays, err));
	TRY(ALL(cx, Q_BUNDEL_SEMUA, &p, &all, err));
	TRY(db_int(cx->db, Q_BAYAR_SAH, &p, 0, &paid, err));
	struct val changed;
	/* Against what Finance had in its hands before this. */
	TRY(changed_since(cx, sent_before(&all, sent(&b) ? val_geti(&b, "versi", 0) : INT64_MAX), &rows, &changed, err));
	offer(cx, &c.bill, &pays);
	val_set(cx->mem, ret, "berubah", changed);
	val_set(cx->mem, &c.bill, "ringkasan", val_null);
	val_set(cx->mem, ret, "tagihan", c.bill);
	val_set(cx->mem, ret, "dokumen", rows);
	val_set(cx->mem, ret, "kurang", val_int(missing));
	val_set(cx->mem, ret, "diajukan", val_bool(sent(&b)));
	val_set(cx->mem, ret, "diterima", val_bool(sent(&b) && val_geti(&b, "diterima_s", 0)));
	val_set(cx->mem, ret, "bundel", b);
	val_set(cx->mem, ret, "riwayat", all);
	val_set(cx->mem, ret, "bayar", pays);
	val_set(cx->mem, ret, "terbayar", val_int(paid));
	val_set(cx->mem, ret, "sisa", val_int(val_geti(&c.bill, "jumlah", 0) - paid));
	return OK;
}

int bundel_longgar(struct cx *cx, int64_t tagihan, struct str jenis, struct str alasan, int64_t sampai, struct err *err)
{
	struct val t;
	bool standing = false;
	TRY(tagihan_get(cx, tagihan, &t, err));
	for (size_t i = 0; i < COUNT(thirteen); i++)
		standing |= thirteen[i].from == FROM_STANDING && str_eq(jenis, str_c(thirteen[i].kode));
	if (!standing)
		return FAIL(err, E_REFUSED,
			    "Kelonggaran hanya untuk dokumen tetap (PKS, MoU, SK Kacab, DPA, Virtual Account). Anggaran dan "
			    "jumlah tidak mengenal kelonggaran.");
	if (sampai < cx_today(cx))
		return FAIL(err, E_REFUSED, "Batas waktunya sudah lewat.");
	struct val p = OBJ(cx, { "tagihan", val_int(tagihan) }, { "jenis", val_str(jenis) }, { "alasan", val_str(alasan) },
			   { "sampai", val_int(sampai) }, { "oleh", val_int(cx->user->id) }, { "now", val_int(cx->now_s) });
	TRY(db_run(cx->db, Q_KELONGGARAN_TULIS, &p, NULL, err));
	return audit_write(cx, "bundel.longgar", tagihan_objek(cx, &t), NULL, &p, alasan, err);
}

/* --- making and sending --------------------------------------------------------------------------------------------------- */

static int make_pdf(struct check *c, const struct val *rows, struct str hash, struct str *ret, struct err *err)
{
	struct cx *cx = c->cx;
	struct bundel_part parts[COUNT(thirteen)];
	struct val pages;
	size_t n = 0;
	for (const struct val_item *i = rows->items.first; i && n < COUNT(parts); i = i->next)
		parts[n++] = (struct bundel_part){ .judul = val_getstr(&i->v, "nama"),
						   .nomor = val_getstr(&i->v, "nomor"),
						   .tanggal = cx_hari(cx, val_geti(&i->v, "tanggal", 0)),
						   .catatan = val_get(&i->v, "longgar")->kind == VAL_OBJ
								      ? S("dengan kelonggaran Kepala Dinas")
								      : S(""),
						   .hash = val_getstr(&i->v, "berkas") };
	struct str number = val_getstr(&c->bill, "nomor"), month = val_getstr(&c->facts, "bulan_teks");
	struct str lines[] = { cx_textf(cx->mem, "Iuran Jaminan Kesehatan %.*s", (int)month.len, month.ptr),
			       cx_textf(cx->mem, "Surat tagihan %.*s", (int)number.len, number.ptr),
			       cx_textf(cx->mem, "Jumlah %s", cx_rupiah(cx, val_geti(&c->bill, "jumlah", 0)).ptr) };
	struct bundel_sampul cover = { .judul = S("BERKAS PERMOHONAN PEMBAYARAN"), .baris = lines, .n_baris = COUNT(lines), .sidik = hash,
				       .cap = number, .dibuat_s = cx->now_s };
	return bundel_pdf_susun(cx, &cover, parts, n, "berkas-pembayaran.pdf", &pages, ret, err);
}

static int make_zip(struct check *c, const struct val *rows, struct str pdf, struct str manifest, struct str *ret, struct err *err)
{
	struct cx *cx = c->cx;
	struct paket *k;
	struct val file;
	TRY(paket_buka(&k, cx, err));
	int rc = paket_berkas(k, "berkas-pembayaran.pdf", pdf, err);
	for (const struct val_item *i = rows->items.first; i && rc == OK; i = i->next) {
		struct str hash = val_getstr(&i->v, "berkas"), kode = val_getstr(&i->v, "kode");
		struct val q = OBJ(cx, { "hash", val_str(hash) });
		rc = ONE(cx, Q_BERKAS_CARI, &q, &file, err);
		if (rc < 0)
			break;
		struct str kind = val_getstr(&file, "jenis");
		const char *ext = str_eq(kind, S("image/jpeg")) ? "jpg" : str_eq(kind, S("image/png")) ? "png" : "pdf";
		rc = paket_berkas(
			k, cx_textf(cx->mem, "%02d-%.*s.%s", (int) val_geti(&i->v, "no", 0), (int) kode.len, kode.ptr, ext).ptr,
			hash, err);
	}
	if (rc == OK)
		rc = paket_teks(k, "manifes.json", manifest, err);
	return paket_tutup(k, rc, "berkas-pembayaran.zip", ret, err);
}

int bundel_susun(struct cx *cx, int64_t tagihan, struct err *err)
{
	struct check c;
	struct val rows, b;
	int64_t missing;
	struct str pdf, zip;
	TRY(begin(&c, cx, tagihan, err));
	if (!str_eq(val_getstr(&c.bill, "status"), S("diajukan")))
		return FAIL(err, E_REFUSED, "Berkas disusun di langkah 6, sesudah dokumen pembayaran terbit.");
	TRY(newest(cx, tagihan, &b, err));
	if (sent(&b))
		return FAIL(err, E_REFUSED, "Berkas ini sudah diajukan kepada Bagian Keuangan.");
	TRY(check_all(&c, &rows, &missing));
	for (const struct val_item *i = rows.items.first; i && missing; i = i->next)
		if (!val_true(val_get(&i->v, "lengkap"))) {
			struct str name = val_getstr(&i->v, "nama"), what = val_getstr(&val_get(&i->v, "masalah")->items.first->v, "teks");
			return FAIL(err, E_REFUSED, "%" PRId64 " dokumen belum lengkap. %.*s: %.*s", missing, (int) name.len,
				    name.ptr, (int) what.len, what.ptr);
		}
	struct val facts = OBJ(cx, { "tagihan", val_str(val_getstr(&c.bill, "nomor")) },
			       { "jumlah", val_int(val_geti(&c.bill, "jumlah", 0)) }, { "dokumen", rows });
	struct str hash = rekap_hash(cx, &facts), manifest = cx_json(cx, &facts);
	TRY(make_pdf(&c, &rows, hash, &pdf, err));
	TRY(make_zip(&c, &rows, pdf, manifest, &zip, err));
	struct val p = OBJ(cx, { "tagihan", val_int(tagihan) }, { "isi", val_str(cx_json(cx, &rows)) },
			   { "hash", val_str(hash) }, { "pdf", val_str(pdf) }, { "zip", val_str(zip) },
			   { "now", val_int(cx->now_s) }, { "oleh", val_int(cx->user->id) });
	TRY(db_run(cx->db, Q_BUNDEL_BUANG, &p, NULL, err));
	TRY(db_run(cx->db, Q_BUNDEL_TAMBAH, &p, NULL, err));
	struct val after = OBJ(cx, { "hash", val_str(hash) }, { "pdf", val_str(pdf) }, { "zip", val_str(zip) });
	return audit_write(cx, "bundel.susun", tagihan_objek(cx, &c.bill), NULL, &after, STR_NONE, err);
}

int bundel_ajukan(struct cx *cx, int64_t tagihan, struct err *err)
{
	struct check c;
	struct val b, rows;
	int64_t n, missing;
	TRY(begin(&c, cx, tagihan, err));
	TRY(newest(cx, tagihan, &b, err));
	if (b.kind != VAL_OBJ || val_geti(&b, "dikembalikan_s", 0))
		return FAIL(err, E_REFUSED, "Susun dahulu berkasnya.");
	TRY(check_all(&c, &rows, &missing));
	struct val facts = OBJ(cx, { "tagihan", val_str(val_getstr(&c.bill, "nomor")) },
			       { "jumlah", val_int(val_geti(&c.bill, "jumlah", 0)) }, { "dokumen", rows });
	if (missing || !str_eq(rekap_hash(cx, &facts), val_getstr(&b, "hash")))
		return FAIL(err, E_CONFLICT, "Dokumen berubah sesudah berkas disusun. Susun ulang berkasnya lalu ajukan.");
	struct val p =
		OBJ(cx, { "id", val_int(val_geti(&b, "id", 0)) }, { "now", val_int(cx->now_s) },
		    { "kasus", val_int(val_geti(&c.bill, "kasus", 0)) }, { "pihak", val_c("keuangan") },
		    { "alasan", val_c("berkas pembayaran diperiksa Bagian Keuangan") }, { "oleh", val_int(cx->user->id) });
	TRY(db_run(cx->db, Q_BUNDEL_AJUKAN, &p, &n, err));
	if (!n)
		return FAIL(err, E_REFUSED, "Berkas ini sudah diajukan.");
	TRY(db_run(cx->db, Q_TUNGGU_BUKA, &p, NULL, err));
	return audit_write(cx, "bundel.ajukan", tagihan_objek(cx, &c.bill), NULL, &p, STR_NONE, err);
}

/* What waits for Finance in that case waits no more. */
static int end_waits(struct cx *cx, int64_t kasus, struct err *err)
{
	struct val rows, p = OBJ(cx, { "kasus", val_int(kasus) });
	TRY(ALL(cx, Q_TUNGGU_KASUS, &p, &rows, err));
	for (const struct val_item *i = rows.items.first; i; i = i->next)
		if (str_eq(val_getstr(&i->v, "pihak"), S("keuangan")) && !val_geti(&i->v, "selesai_s", 0)) {
			struct val q = OBJ(cx, { "id", val_int(val_geti(&i->v, "id", 0)) }, { "kasus", val_int(kasus) },
					   { "now", val_int(cx->now_s) });
			TRY(db_run(cx->db, Q_TUNGGU_TUTUP, &q, NULL, err));
		}
	return OK;
}

/* Finance's word, or a clerk with Finance's paper; the clerk is not the one who made the bundle. */
static int finance_says(struct cx *cx, int64_t tagihan, const struct val *scan, struct val *t, struct val *b, struct val *p,
			struct err *err)
{
	bool finance = (cx->user->own & R_KEUANGAN) != 0;
	struct str paper = scan ? val_getstr(scan, "hash") : STR_NONE;
	TRY(tagihan_pada(cx, tagihan, "diajukan", t, err));
	TRY(newest(cx, tagihan, b, err));
	if (!sent(b))
		return FAIL(err, E_REFUSED, "Tidak ada berkas yang sedang di Bagian Keuangan.");
	if (!finance && !paper.len)
		return FAIL(err, E_REFUSED, "Lampirkan pindaian tanda terima atau nota pengembalian dari Bagian Keuangan.");
	if (!finance && val_geti(b, "oleh_id", 0) == cx->user->id)
		return FAIL(err, E_DENIED, "Anda yang menyusun berkas ini; jawaban Bagian Keuangan dicatat oleh orang lain.");
	if (paper.len)
		TRY(berkas_take(cx, scan, STR_NONE, err));
	*p = OBJ(cx, { "id", val_int(val_geti(b, "id", 0)) }, { "now", val_int(cx->now_s) }, { "oleh", val_int(cx->user->id) },
		 { "kertas", paper.len ? val_str(paper) : val_null });
	return OK;
}

int bundel_terima(struct cx *cx, int64_t tagihan, const struct val *scan, struct err *err)
{
	struct val t, b, p;
	int64_t n;
	TRY(finance_says(cx, tagihan, scan, &t, &b, &p, err));
	TRY(db_run(cx->db, Q_BUNDEL_TERIMA, &p, &n, err));
	if (!n)
		return FAIL(err, E_REFUSED, "Berkas ini sudah diterima Bagian Keuangan.");
	TRY(end_waits(cx, val_geti(&t, "kasus", 0), err));
	return audit_write(cx, "bundel.terima", tagihan_objek(cx, &t), NULL, &p, STR_NONE, err);
}

int bundel_kembali(struct cx *cx, int64_t tagihan, struct str alasan, const struct val *scan, struct err *err)
{
	struct val t, b, p;
	int64_t n, spm;
	TRY(finance_says(cx, tagihan, scan, &t, &b, &p, err));
	struct val q = OBJ(cx, { "tagihan", val_int(tagihan) }, { "jenis", val_c("spm") });
	TRY(db_int(cx->db, Q_BAYAR_SAH, &q, 0, &spm, err));
	if (spm)
		return FAIL(err, E_REFUSED, "SPM sudah terbit; berkasnya tidak bisa dikembalikan lagi.");
	val_set(cx->mem, &p, "alasan", val_str(alasan));
	TRY(db_run(cx->db, Q_BUNDEL_KEMBALI, &p, &n, err));
	if (!n)
		return FAIL(err, E_REFUSED, "Berkas ini sudah dikembalikan.");
	TRY(end_waits(cx, val_geti(&t, "kasus", 0), err));
	TRY(audit_write(cx, "bundel.kembali", tagihan_objek(cx, &t), NULL, &p, alasan, err));
	/* The papers are mended where they are made. */
	return tagihan_status(cx, tagihan, "disiapkan", err);
}

/* --- payment --------------------------------------------------------------------------------------------------------------- */

/* FACTS section 6: SKN at most one billion, BI-FAST 250 million, RTGS above 100 million. */
static int check_channel(const struct bayar_baru *b, const struct val *t, struct err *err)
{
	if (!b->kanal.len)
		return FAIL(err, E_REFUSED, "Pilih kanal transfernya: SKN, RTGS, BI-FAST, VA, atau pemindahbukuan.");
	if (str_eq(b->kanal, S("SKN")) && b->jumlah > INT64_C(1000000000))
		return FAIL(err, E_REFUSED,
			    "SKN paling banyak Rp1.000.000.000,00 sekali transfer. Pakai RTGS, Virtual Account, atau "
			    "pemindahbukuan, atau bagi transfernya.");
	if (str_eq(b->kanal, S("BI-FAST")) && b->jumlah > INT64_C(250000000))
		return FAIL(err, E_REFUSED,
			    "BI-FAST paling banyak Rp250.000.000,00 sekali transfer. Pakai kanal lain atau bagi transfernya.");
	if (str_eq(b->kanal, S("RTGS")) && b->jumlah <= INT64_C(100000000))
		return FAIL(err, E_REFUSED,
			    "RTGS hanya untuk transfer di atas Rp100.000.000,00. Pakai SKN, BI-FAST, atau Virtual Account.");
	struct str va = val_getstr(t, "va");
	if (str_eq(b->kanal, S("VA")) && va.len && !dokumen_angka_sama(va, b->tujuan))
		return FAIL(err, E_REFUSED, "Virtual Account tujuan lain dari yang tertulis di surat tagihan (%.*s).", (int)va.len, va.ptr);
	return OK;
}

static int check_open(struct cx *cx, const struct val *t, const struct bayar_baru *b, struct err *err)
{
	int64_t so_far, whole = val_geti(t, "jumlah", 0);
	struct val p = OBJ(cx, { "tagihan", val_int(val_geti(t, "id", 0)) }, { "jenis", val_str(b->jenis) }, { "kecuali", val_int(0) });
	TRY(db_int(cx->db, Q_BAYAR_JUMLAH, &p, 0, &so_far, err));
	if (b->jumlah <= 0)
		return FAIL(err, E_REFUSED, "Jumlahnya harus lebih dari nol.");
	if (b->jumlah > whole - so_far)
		return FAIL(err, E_REFUSED,
			    "Jumlahnya melebihi yang masih terbuka dari tagihan ini (%s). Periksa lagi angkanya.",
			    cx_rupiah(cx, whole - so_far).ptr);
	return OK;
}

/* What counts: posts to the ledger; SPM, SP2D or the whole transfer fulfils step 6. */
static int counts(struct cx *cx, const struct val *t, struct str jenis, struct str nomor, struct err *err)
{
	static const char *const fulfilling[] = { "spm", "sp2d", "transfer" };
	int64_t bill = val_geti(t, "id", 0);
	if (str_eq(jenis, S("sp2d")) || str_eq(jenis, S("transfer")))
		TRY(buku_setel(cx, bill, nomor, str_eq(jenis, S("sp2d")) ? S("SP2D") : S("Bukti transfer"), err));
	if (!str_eq(val_getstr(t, "status"), S("diajukan")))
		return OK;
	for (size_t i = 0; i < COUNT(fulfilling); i++) {
		int64_t sum;
		struct val p = OBJ(cx, { "tagihan", val_int(bill) }, { "jenis", val_c(fulfilling[i]) });
		TRY(db_int(cx->db, Q_BAYAR_SAH, &p, 0, &sum, err));
		if (sum == val_geti(t, "jumlah", 0))
			return tagihan_status(cx, bill, "selesai", err);
	}
	return OK;
}

int bundel_bayar(struct cx *cx, int64_t tagihan, const struct bayar_baru *b, int64_t *ret_id, struct err *err)
{
	struct val t, bundle;
	bool finance = (cx->user->own & R_KEUANGAN) != 0, transfer = str_eq(b->jenis, S("transfer"));
	struct str file = b->berkas ? val_getstr(b->berkas, "hash") : STR_NONE;
	TRY(tagihan_get(cx, tagihan, &t, err));
	TRY(tagihan_boleh(cx, &t, err));
	TRY(newest(cx, tagihan, &bundle, err));
	if (!sent(&bundle) || !val_geti(&bundle, "diterima_s", 0))
		return FAIL(err, E_REFUSED, "SPP, SPM, SP2D, dan bukti transfer dicatat sesudah Bagian Keuangan menerima berkas lengkap.");
	if (!finance && !file.len)
		return FAIL(err, E_REFUSED, "Lampirkan pindaian dokumennya.");
	if (b->tanggal > cx_today(cx) || b->tanggal < val_geti(&t, "tanggal", 0))
		return FAIL(err, E_REFUSED, "Tanggalnya harus antara tanggal surat tagihan dan hari ini.");
	TRY(check_open(cx, &t, b, err));
	if (transfer)
		TRY(check_channel(b, &t, err));
	if (file.len)
		TRY(berkas_take(cx, b->berkas, STR_NONE, err));
	struct val p =
		OBJ(cx, { "tagihan", val_int(tagihan) }, { "jenis", val_str(b->jenis) }, { "nomor", val_str(b->nomor) },
		    { "tanggal", val_int(b->tanggal) }, { "jumlah", val_int(b->jumlah) },
		    { "kanal", val_str(transfer ? b->kanal : S("")) }, { "tujuan", val_str(b->tujuan.ptr ? b->tujuan : S("")) },
		    { "berkas", file.len ? val_str(file) : val_null }, { "dari_kertas", val_int(!finance) },
		    { "now", val_int(cx->now_s) }, { "oleh", val_int(cx->user->id) });
	int rc = db_run(cx->db, Q_BAYAR_TAMBAH, &p, NULL, err);
	if (rc < 0)
		return rc == E_CONFLICT
			       ? FAIL(err, E_CONFLICT, "Nomor %.*s sudah dicatat tahun ini.", (int) b->nomor.len, b->nomor.ptr)
			       : rc;
	*ret_id = db_last_id(cx->db);
	TRY(audit_write(cx, finance ? "bayar.catat" : "bayar.catat_dari_dokumen", tagihan_objek(cx, &t), NULL, &p, STR_NONE, err));
	return finance ? counts(cx, &t, b->jenis, b->nomor, err) : OK;
}

static int payment(struct cx *cx, int64_t tagihan, int64_t id, struct val *t, struct val *b, struct err *err)
{
	struct val p = OBJ(cx, { "id", val_int(id) });
	TRY(tagihan_get(cx, tagihan, t, err));
	TRY(tagihan_boleh(cx, t, err));
	int rc = ONE(cx, Q_BAYAR_ID, &p, b, err);
	if (rc < 0 || val_geti(b, "tagihan", 0) != tagihan)
		return rc == OK || rc == E_NOTFOUND ? FAIL(err, E_NOTFOUND, "Pembayaran itu tidak ada.") : rc;
	return OK;
}

int bundel_bayar_tegas(struct cx *cx, int64_t tagihan, int64_t id, struct err *err)
{
	struct val t, b;
	int64_t n;
	TRY(payment(cx, tagihan, id, &t, &b, err));
	if (!val_geti(&b, "dari_kertas", 0) || val_geti(&b, "ditegaskan", 0) || val_geti(&b, "batal_s", 0))
		return FAIL(err, E_REFUSED, "Catatan ini tidak menunggu penegasan.");
	if (val_geti(&b, "oleh", 0) == cx->user->id)
		return FAIL(err, E_DENIED, "Penegasan harus oleh orang lain daripada yang mencatat.");
	struct val p = OBJ(cx, { "id", val_int(id) }, { "oleh", val_int(cx->user->id) }, { "now", val_int(cx->now_s) });
	TRY(db_run(cx->db, Q_BAYAR_TEGAS, &p, &n, err));
	if (n != 1)
		return FAIL(err, E_CONFLICT, "Catatan ini baru saja diubah orang lain.");
	TRY(audit_write(cx, "bayar.tegas", tagihan_objek(cx, &t), NULL, &p, STR_NONE, err));
	return counts(cx, &t, val_getstr(&b, "jenis"), val_getstr(&b, "nomor"), err);
}

int bundel_bayar_batal(struct cx *cx, int64_t tagihan, int64_t id, struct str alasan, struct err *err)
{
	struct val t, b;
	int64_t n;
	TRY(payment(cx, tagihan, id, &t, &b, err));
	if (val_geti(&b, "batal_s", 0))
		return FAIL(err, E_REFUSED, "Catatan ini sudah dibatalkan.");
	bool counted = !val_geti(&b, "dari_kertas", 0) || val_geti(&b, "ditegaskan", 0);
	if (counted && str_eq(val_getstr(&t, "status"), S("selesai")) && !str_eq(val_getstr(&b, "jenis"), S("transfer")))
		return FAIL(err, E_REFUSED, "Tagihan ini sudah selesai dengan dokumen itu; tidak bisa dibatalkan lagi.");
	struct val p = OBJ(cx, { "id", val_int(id) }, { "now", val_int(cx->now_s) }, { "alasan", val_str(alasan) });
	TRY(db_run(cx->db, Q_BAYAR_BATAL, &p, &n, err));
	if (counted)
		TRY(buku_setel(cx, tagihan, val_getstr(&b, "nomor"),
			       cx_textf(cx->mem, "Dibatalkan: %.*s", (int) alasan.len, alasan.ptr), err));
	return audit_write(cx, "bayar.batal", tagihan_objek(cx, &t), NULL, &p, alasan, err);
}

int bundel_di_keuangan(struct cx *cx, int64_t kasus, bool *ret, struct err *err)
{
	int64_t n;
	struct val p = OBJ(cx, { "kasus", val_int(kasus) });
	TRY(db_int(cx->db, Q_BUNDEL_BELUM, &p, 1, &n, err));
	*ret = n == 0;
	return OK;
}
