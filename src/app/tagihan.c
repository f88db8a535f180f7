#include "app/tagihan.h"
#include "app/audit.h"
#include "app/bayar.h"
#include "app/berkas.h"
#include "app/buku.h"
#include "app/dokumen.h"
#include "app/hitung.h"
#include "app/kasus.h"
#include "app/kertas_bayar.h"
#include "app/nomor.h"
#include "app/pihak.h"
#include "app/rekap.h"
#include "app/setelan.h"
#include "base/rupiah.h"

#define LINES_MAX 60

struct str tagihan_objek(struct cx *cx, const struct val *t)
{
	return cx_textf(cx->mem, "kasus/%" PRId64 "/tagihan/%" PRId64, val_geti(t, "kasus", 0), val_geti(t, "id", 0));
}

int tagihan_get(struct cx *cx, int64_t id, struct val *ret, struct err *err)
{
	struct val p = OBJ(cx, { "id", val_int(id) });
	int rc = ONE(cx, Q_TAGIHAN_ID, &p, ret, err);
	return rc == E_NOTFOUND ? FAIL(err, E_NOTFOUND, "Tagihan itu tidak ada.") : rc;
}

int tagihan_pada(struct cx *cx, int64_t id, const char *status, struct val *ret, struct err *err)
{
	static const struct {
		const char *status, *text;
	} words[] = { { "diperiksa", "masih diperiksa (langkah 4)" },
		      { "dikembalikan", "sudah dikembalikan kepada BPJS Kesehatan" },
		      { "disiapkan", "sedang disiapkan dokumennya (langkah 5)" },
		      { "diajukan", "sudah di langkah 6" },
		      { "selesai", "sudah selesai" } };
	TRY(tagihan_get(cx, id, ret, err));
	if (str_eq(val_getstr(ret, "status"), str_c(status)))
		return OK;
	for (size_t i = 0; i < COUNT(words); i++)
		if (str_eq(val_getstr(ret, "status"), str_c(words[i].status)))
			return FAIL(err, E_REFUSED, "Tagihan ini %s; tindakan itu bukan bagiannya.", words[i].text);
	return FAIL(err, E_REFUSED, "Tagihan ini tidak bisa diubah.");
}

int tagihan_boleh(struct cx *cx, const struct val *t, struct err *err)
{
	unsigned role = cx->user->own;
	/* From step 5 on: the kwitansi is Finance's, or confirmed there. */
	bool early = str_eq(val_getstr(t, "status"), S("diperiksa")) || str_eq(val_getstr(t, "status"), S("dikembalikan"));
	if ((role & R_KEUANGAN) && early)
		return FAIL(err, E_DENIED, "Tagihan ini belum sampai kepada Bagian Keuangan.");
	return OK;
}

/* --- recording ------------------------------------------------------------------------------------------------------------ */

/* "202607" or "2026-07"; 0 when it is no month. */
static int64_t month_of(struct str s)
{
	int64_t n = 0;
	size_t digits = 0;
	for (size_t i = 0; i < s.len; i++) {
		if (i == 4 && s.ptr[i] == '-')
			continue;
		if (!ch_digit(s.ptr[i]) || ++digits > 6)
			return 0;
		n = n * 10 + (s.ptr[i] - '0');
	}
	return digits == 6 && n % 100 >= 1 && n % 100 <= 12 && n >= 201401 && n <= 209912 ? n : 0;
}

struct line {
	struct str jenis, segmen, uraian;
	int64_t bulan, orang;
	rupiah tarif, jumlah;
};

static int line_error(struct err *err, size_t no, const char *what) { return FAIL(err, E_REFUSED, "Baris %zu: %s", no + 1, what); }

/* One line as typed; *ret_used is false for an empty one. Whatever the letter says is kept; only what cannot be read is refused. */
static int read_line(const struct tagihan_baru *t, size_t i, struct line *l, bool *ret_used, struct err *err)
{
	struct str sum = cx_teks_ke(t->jumlah_baris, i), people = cx_teks_ke(t->orang, i), rate = cx_teks_ke(t->tarif, i),
		   month = cx_teks_ke(t->bulan_baris, i);
	*ret_used = false;
	*l = (struct line){ .jenis = cx_teks_ke(t->jenis, i), .segmen = cx_teks_ke(t->segmen, i), .uraian = cx_teks_ke(t->uraian, i) };
	if (!sum.len && !people.len)
		return OK;
	static const char *const kinds[] = { "iuran", "susulan", "koreksi", "kredit" };
	bool known = false;
	for (size_t k = 0; k < COUNT(kinds); k++)
		known |= str_eq(l->jenis, str_c(kinds[k]));
	if (!known)
		return line_error(err, i, "jenis harus iuran, susulan, koreksi, atau kredit.");
	l->bulan = month.len ? month_of(month) : t->bulan;
	if (!l->bulan)
		return line_error(err, i, "bulan iuran tidak terbaca; tulis misalnya 2026-07.");
	rupiah n = { 0 };
	if (people.len && (!rupiah_parse(&n, people) || n.n < 0 || n.n > 100000000))
		return line_error(err, i, "jumlah orang tidak terbaca.");
	l->orang = n.n;
	if (rate.len && (!rupiah_parse(&l->tarif, rate) || l->tarif.n < 0))
		return line_error(err, i, "tarif tidak terbaca; tulis rupiah bulat, misalnya 37.800.");
	if (sum.len) {
		if (!rupiah_parse(&l->jumlah, sum))
			return line_error(err, i, "jumlah tidak terbaca; tulis rupiah bulat tanpa sen.");
	} else if (!rupiah_times(&l->jumlah, l->tarif, l->orang)) {
		return line_error(err, i, "jumlahnya terlalu besar.");
	}
	if (str_eq(l->jenis, S("kredit")) && l->jumlah.n > 0)
		l->jumlah.n = -l->jumlah.n;
	*ret_used = true;
	return OK;
}

static int store_lines(struct cx *cx, int64_t id, const struct tagihan_baru *t, struct err *err)
{
	rupiah sum = { 0 };
	int64_t no = 0;
	for (size_t i = 0; i < LINES_MAX; i++) {
		struct line l;
		bool used;
		TRY(read_line(t, i, &l, &used, err));
		if (!used)
			continue;
		if (!rupiah_add(&sum, l.jumlah))
			return line_error(err, i, "jumlah semua baris terlalu besar.");
		struct val p = OBJ(cx, { "tagihan", val_int(id) }, { "no", val_int(++no) }, { "jenis", val_str(l.jenis) },
				   { "segmen", val_str(l.segmen) }, { "bulan", val_int(l.bulan) }, { "orang", val_int(l.orang) },
				   { "tarif", val_int(l.tarif.n) }, { "jumlah", val_int(l.jumlah.n) }, { "uraian", val_str(l.uraian) });
		TRY(db_run(cx->db, Q_TAGIHAN_BARIS_TAMBAH, &p, NULL, err));
	}
	if (!no)
		return FAIL(err, E_REFUSED, "Isi sedikitnya satu baris tagihan: bulan, jumlah orang, tarif.");
	return OK;
}

/* Puts the case where its bills are: the least far of them. */
static int follow(struct cx *cx, int64_t kasus, struct err *err)
{
	struct val k, p = OBJ(cx, { "kasus", val_int(kasus) });
	int64_t to;
	TRY(db_int(cx->db, Q_TAGIHAN_LANGKAH, &p, 4, &to, err));
	TRY(kasus_get(cx, kasus, &k, err));
	if (!str_eq(val_getstr(&k, "status"), S("berjalan")))
		return OK;
	if (to == 9)
		return kasus_finish(cx, &k, S("SPM atau bukti transfer diterima"), err);
	int64_t at = val_geti(&k, "langkah", 0);
	return to == at || at < 4 ? OK : kasus_move(cx, &k, (int)to, to > at ? "maju" : "kembali", STR_NONE, err);
}

static int follow_all(struct cx *cx, int64_t id, struct err *err)
{
	struct val rows, p = OBJ(cx, { "tagihan", val_int(id) });
	TRY(ALL(cx, Q_TAGIHAN_KASUSNYA, &p, &rows, err));
	for (const struct val_item *i = rows.items.first; i; i = i->next)
		TRY(follow(cx, val_geti(&i->v, "kasus", 0), err));
	return OK;
}

static int cover(struct cx *cx, int64_t id, int64_t kasus, const struct val *months, struct err *err)
{
	struct val p = OBJ(cx, { "tagihan", val_int(id) }, { "kasus", val_int(kasus) });
	TRY(db_run(cx->db, Q_TAGIHAN_KASUS_TAMBAH, &p, NULL, err));
	for (const struct val_item *i = months && months->kind == VAL_LIST ? months->items.first : NULL; i; i = i->next) {
		struct str s = i->v.kind == VAL_STR ? str_trim(i->v.s) : S("");
		struct val other, q = OBJ(cx, { "sop", val_c("070") }, { "periode", val_int(month_of(s)) });
		if (!s.len)
			continue;
		int rc = ONE(cx, Q_KASUS_PERIODE_LENGKAP, &q, &other, err);
		if (rc < 0 && rc != E_NOTFOUND)
			return rc;
		if (rc == E_NOTFOUND || val_geti(&other, "langkah", 0) < 4 || !str_eq(val_getstr(&other, "status"), S("berjalan")))
			return FAIL(err, E_REFUSED,
				    "Bulan %.*s belum sampai di langkah 4: BA Rekonsiliasinya belum diserahterimakan.",
				    (int) s.len, s.ptr);
		val_set(cx->mem, &p, "kasus", val_int(val_geti(&other, "id", 0)));
		TRY(db_run(cx->db, Q_TAGIHAN_KASUS_TAMBAH, &p, NULL, err));
	}
	return OK;
}

/* The day a bill is due when its letter does not say: as the PKS has it, else as the office set it; the last of the month at most. */
static int due_day(struct cx *cx, const struct tagihan_baru *t, int64_t *ret, struct err *err)
{
	struct val d;
	int64_t day = setelan_int(cx, "tagihan.jatuh_tempo");
	int rc = dokumen_pada(cx, "pks", t->tanggal, &d, err);
	if (rc < 0 && rc != E_NOTFOUND)
		return rc;
	struct str text = rc == OK ? val_getstr(&d, "jatuh_tempo") : S("");
	if (text.len && text.len <= 2 && str_digits(text))
		day = text.len == 2 ? (text.ptr[0] - '0') * 10 + text.ptr[1] - '0' : text.ptr[0] - '0';
	while (day > 1 && !tanggal_valid((int)(t->bulan / 100), (int)(t->bulan % 100), (int)day))
		day--;
	*ret = t->bulan * 100 + (day > 0 ? day : 10);
	return OK;
}

int tagihan_tambah(struct cx *cx, int64_t kasus, const struct tagihan_baru *t, int64_t *ret_id, struct err *err)
{
	struct val k, row;
	bool have = t->surat && val_getstr(t->surat, "hash").len;
	TRY(kasus_at(cx, kasus, BAYAR(4) | BAYAR(5) | BAYAR(6), &k, err));
	if (!have)
		return FAIL(err, E_REFUSED, "Lampirkan pindaian surat tagihan.");
	if (t->jumlah < 0 || t->jumlah > INT64_C(1000000000000000))
		return FAIL(err, E_REFUSED, "Jumlah tagihan di luar jangkauan.");
	int64_t due = t->jatuh_tempo;
	if (!due)
		TRY(due_day(cx, t, &due, err));
	if (have)
		TRY(berkas_take(cx, t->surat, t->tempat, err));
	struct val p = OBJ(cx, { "kasus", val_int(kasus) }, { "nomor", val_str(t->nomor) }, { "tanggal", val_int(t->tanggal) },
			   { "bulan", val_int(t->bulan) }, { "jatuh_tempo", val_int(due) }, { "va", val_str(t->va.ptr ? t->va : S("")) },
			   { "jumlah", val_int(t->jumlah) }, { "surat", have ? val_str(val_getstr(t->surat, "hash")) : val_null },
			   { "now", val_int(cx->now_s) }, { "oleh", val_int(cx->user->id) });
	int rc = db_run(cx->db, Q_TAGIHAN_TAMBAH, &p, NULL, err);
	if (rc < 0)
		return rc == E_CONFLICT ? FAIL(err, E_CONFLICT, "Surat tagihan nomor %.*s sudah dicatat.", (int) t->nomor.len,
					       t->nomor.ptr)
					: rc;
	*ret_id = db_last_id(cx->db);
	TRY(store_lines(cx, *ret_id, t, err));
	TRY(cover(cx, *ret_id, kasus, t->meliputi, err));
	TRY(hitung_tagihan(cx, *ret_id, err));
	TRY(tagihan_get(cx, *ret_id, &row, err));
	TRY(audit_write(cx, "tagihan.catat", tagihan_objek(cx, &row), NULL, &p, STR_NONE, err));
	return follow_all(cx, *ret_id, err);
}

int tagihan_status(struct cx *cx, int64_t id, const char *status, struct err *err)
{
	struct val p = OBJ(cx, { "id", val_int(id) }, { "status", val_c(status) }, { "alasan", val_null });
	TRY(db_run(cx->db, Q_TAGIHAN_STATUS, &p, NULL, err));
	return follow_all(cx, id, err);
}

/* --- seeing and settling ---------------------------------------------------------------------------------------------------- */

/* A bill that does not add up in itself cannot be explained away by us: it is corrected by BPJS, or the head accepts it. */
static bool only_head(struct str jenis)
{
	return str_eq(jenis, S("hitungan")) || str_eq(jenis, S("rincian"));
}

int tagihan_lihat(struct cx *cx, int64_t id, struct val *ret, struct err *err)
{
	struct val t, rows, sums, p = OBJ(cx, { "tagihan", val_int(id) });
	TRY(tagihan_get(cx, id, &t, err));
	TRY(tagihan_boleh(cx, &t, err));
	TRY(val_parse(&sums, cx->mem, val_getstr(&t, "ringkasan"), 20000, err));
	val_set(cx->mem, &t, "ringkasan", val_null);
	val_set(cx->mem, ret, "tagihan", t);
	val_set(cx->mem, ret, "ringkasan", sums);
	TRY(ALL(cx, Q_TAGIHAN_BARIS, &p, &rows, err));
	val_set(cx->mem, ret, "baris", rows);
	TRY(ALL(cx, Q_SELISIH_TAGIHAN, &p, &rows, err));
	int64_t open = 0;
	for (struct val_item *i = rows.items.first; i; i = i->next) {
		struct str kind = val_getstr(&i->v, "jenis");
		open += str_eq(val_getstr(&i->v, "status"), S("terbuka"));
		/* What may be done about it: the page offers nothing that would be refused. */
		bool ours = !only_head(kind) && !str_eq(kind, S("va_beda"));
		val_set(cx->mem, &i->v, "bisa_terang", val_bool(ours));
		val_set(cx->mem, &i->v, "bisa_tuntut",
			val_bool(ours && !str_eq(kind, S("kredit_belum")) && val_geti(&i->v, "jumlah", 0) > 0));
		val_set(cx->mem, &i->v, "bisa_terima", val_bool(!str_eq(kind, S("va_beda"))));
	}
	val_set(cx->mem, ret, "selisih", rows);
	val_set(cx->mem, ret, "terbuka", val_int(open));
	TRY(ALL(cx, Q_TAGIHAN_KASUSNYA, &p, &rows, err));
	val_set(cx->mem, ret, "meliputi", rows);
	TRY(ALL(cx, Q_SURAT_TAGIHAN_SEMUA, &p, &rows, err));
	val_set(cx->mem, ret, "surat", rows);
	return OK;
}

int tagihan_urus(struct cx *cx, int64_t id, struct str jenis, struct str cara, struct str catatan, const struct val *berkas,
		 struct err *err)
{
	struct val t, d, q = OBJ(cx, { "tagihan", val_int(id) }, { "jenis", val_str(jenis) });
	bool head = str_eq(cara, S("diterima")), credit = str_eq(cara, S("kredit"));
	TRY(tagihan_pada(cx, id, "diperiksa", &t, err));
	int rc = ONE(cx, Q_SELISIH_SATU, &q, &d, err);
	if (rc < 0)
		return rc == E_NOTFOUND ? FAIL(err, E_NOTFOUND, "Selisih itu tidak ada (lagi).") : rc;
	if (!catatan.len)
		return FAIL(err, E_REFUSED, "Tulis penjelasannya: apa sebabnya dan apa dasarnya.");
	if (head && !(cx->user->roles & R_KADIS))
		return FAIL(err, E_DENIED, "Hanya Kepala Dinas yang bisa menerima selisih apa adanya.");
	if (!head && !(cx->user->roles & R_PEMBAYARAN))
		return FAIL(err, E_DENIED, "Selisih diterangkan oleh Petugas Pembayaran.");
	if (!head && only_head(jenis))
		return FAIL(err, E_REFUSED,
			    "Tagihan yang tidak cocok dengan dirinya sendiri dikembalikan ke BPJS Kesehatan untuk diperbaiki, "
			    "atau diterima Kepala Dinas dengan alasan.");
	if (str_eq(jenis, S("va_beda")))
		return FAIL(err, E_REFUSED,
			    "Kembalikan tagihan ini, atau catat dokumen Virtual Account yang baru di Dokumen tetap lalu hitung "
			    "ulang.");
	if (credit && str_eq(jenis, S("kredit_belum")))
		return FAIL(
			err, E_REFUSED,
			"Piutang ini sudah tercatat; kembalikan tagihannya agar dipotong, atau terangkan kapan akan dipotong.");
	if (credit && val_geti(&d, "jumlah", 0) <= 0)
		return FAIL(err, E_REFUSED, "Tidak ada uang yang bisa dituntut kembali dari selisih ini.");
	if (head && val_geti(&t, "oleh_id", 0) == cx->user->id)
		return FAIL(err, E_DENIED, "Anda yang mencatat tagihan ini, jadi yang menerima selisihnya harus orang lain.");
	struct str file = berkas ? val_getstr(berkas, "hash") : STR_NONE;
	if (file.len)
		TRY(berkas_take(cx, berkas, STR_NONE, err));
	struct val p = OBJ(cx, { "tagihan", val_int(id) }, { "jenis", val_str(jenis) }, { "status", val_str(cara) },
			   { "catatan", val_str(catatan) }, { "berkas", file.len ? val_str(file) : val_null },
			   { "oleh", val_int(cx->user->id) }, { "now", val_int(cx->now_s) });
	TRY(db_run(cx->db, Q_SELISIH_URUS, &p, NULL, err));
	return audit_write(cx, "selisih.urus", tagihan_objek(cx, &t), &d, &p, catatan, err);
}

int tagihan_kembali(struct cx *cx, int64_t id, struct str alasan, struct err *err)
{
	struct val t;
	TRY(tagihan_pada(cx, id, "diperiksa", &t, err));
	struct val p = OBJ(cx, { "id", val_int(id) }, { "status", val_c("dikembalikan") }, { "alasan", val_str(alasan) });
	TRY(db_run(cx->db, Q_TAGIHAN_STATUS, &p, NULL, err));
	TRY(audit_write(cx, "tagihan.kembali", tagihan_objek(cx, &t), NULL, NULL, alasan, err));
	return follow_all(cx, id, err);
}

int tagihan_lanjut(struct cx *cx, int64_t id, struct err *err)
{
	struct val t, p = OBJ(cx, { "tagihan", val_int(id) });
	int64_t open;
	TRY(tagihan_pada(cx, id, "diperiksa", &t, err));
	TRY(hitung_tagihan(cx, id, err));
	TRY(db_int(cx->db, Q_SELISIH_TERBUKA, &p, 0, &open, err));
	if (open)
		return FAIL(err, E_REFUSED,
			    "Masih ada %" PRId64
			    " jenis selisih yang belum diterangkan, dituntut kembali, atau diterima Kepala Dinas.",
			    open);
	TRY(buku_tagihan(cx, id, err));
	TRY(bayar_susun(cx, id, err));
	TRY(audit_write(cx, "tagihan.lanjut", tagihan_objek(cx, &t), NULL, NULL, STR_NONE, err));
	return tagihan_status(cx, id, "disiapkan", err);
}
