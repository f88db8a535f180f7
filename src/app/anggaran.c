#include "app/anggaran.h"
#include "app/audit.h"
#include "app/berkas.h"
#include "app/buku.h"
#include "app/setelan.h"
#include "base/rupiah.h"

struct val anggaran_rekening(struct cx *cx)
{
	struct val list = val_list();
	val_push(cx->mem, &list, OBJ(cx, { "kode", val_str(setelan_text(cx, "keuangan.rekening_iuran")) },
				     { "uraian", val_str(setelan_text(cx, "keuangan.uraian_iuran")) }));
	if (str_eq(setelan_text(cx, "keuangan.rekening"), S("pecah")))
		val_push(cx->mem, &list, OBJ(cx, { "kode", val_str(setelan_text(cx, "keuangan.rekening_bantuan")) },
					     { "uraian", val_str(setelan_text(cx, "keuangan.uraian_bantuan")) }));
	return list;
}

int anggaran_pecah(struct cx *cx, int64_t bulan, int64_t jumlah, struct val *ret, struct err *err)
{
	struct val rate, p = OBJ(cx, { "periode", val_int(bulan) });
	*ret = anggaran_rekening(cx);
	int64_t second = 0;
	if (ret->items.n > 1) {
		int rc = ONE(cx, Q_TARIF_PADA, &p, &rate, err);
		if (rc < 0)
			return rc == E_NOTFOUND ? FAIL(err, E_REFUSED, "Tarif iuran untuk bulan %" PRId64 " belum ada.", bulan) : rc;
		int64_t aid = val_geti(&rate, "pemda_bantuan", 0), whole = val_geti(&rate, "pemda_iuran", 0) + aid;
		rupiah scaled;
		if (!rupiah_times(&scaled, (rupiah){ jumlah }, aid))
			return FAIL(err, E_LIMIT, "Jumlah itu terlalu besar.");
		second = whole ? scaled.n / whole : 0;
	}
	for (struct val_item *i = ret->items.first; i; i = i->next)
		val_set(cx->mem, &i->v, "jumlah", val_int(i == ret->items.first ? jumlah - second : second));
	return OK;
}

int anggaran_kendali(struct cx *cx, int64_t tahun, int64_t sampai, struct val *ret, struct err *err)
{
	static const char *const figures[] = { "murni", "perubahan", "pagu", "realisasi", "tagihan", "sisa", "tersedia" };
	struct val found, rows = anggaran_rekening(cx), sum = val_obj(),
			  p = OBJ(cx, { "tahun", val_int(tahun) }, { "sampai", val_int(sampai) });
	TRY(ALL(cx, Q_BUKU_KENDALI, &p, &found, err));
	/* An account with movements that the settings no longer name still shows. */
	for (const struct val_item *f = found.items.first; f; f = f->next) {
		bool known = false;
		for (const struct val_item *i = rows.items.first; i; i = i->next)
			known |= str_eq(val_getstr(&i->v, "kode"), val_getstr(&f->v, "rekening"));
		if (!known)
			val_push(cx->mem, &rows, OBJ(cx, { "kode", val_str(val_getstr(&f->v, "rekening")) }, { "uraian", val_c("") }));
	}
	for (struct val_item *i = rows.items.first; i; i = i->next) {
		const struct val *f = NULL;
		for (const struct val_item *k = found.items.first; k; k = k->next)
			if (str_eq(val_getstr(&i->v, "kode"), val_getstr(&k->v, "rekening")))
				f = &k->v;
		int64_t granted = val_geti(f, "murni", 0) + val_geti(f, "perubahan", 0), paid = val_geti(f, "realisasi", 0);
		for (size_t k = 0; k < COUNT(figures); k++)
			val_set(cx->mem, &i->v, figures[k], val_int(val_geti(f, figures[k], 0)));
		val_set(cx->mem, &i->v, "pagu", val_int(granted));
		val_set(cx->mem, &i->v, "sisa", val_int(granted - paid));
	}
	for (size_t k = 0; k < COUNT(figures); k++) {
		rupiah n = { 0 };
		for (const struct val_item *i = rows.items.first; i; i = i->next)
			if (!rupiah_add(&n, (rupiah){ val_geti(&i->v, figures[k], 0) }))
				return FAIL(err, E_LIMIT, "Jumlah anggaran terlalu besar.");
		val_set(cx->mem, &sum, figures[k], val_int(n.n));
	}
	*ret = OBJ(cx, { "tahun", val_int(tahun) }, { "rekening", rows }, { "jumlah", sum });
	return OK;
}

int anggaran_ramal(struct cx *cx, int64_t tahun, int64_t tambah_orang, struct val *ret, struct err *err)
{
	struct val table, bill, rate, p = OBJ(cx, { "tahun", val_int(tahun) }, { "periode", val_int(tahun * 100 + 12) });
	int64_t last = 0;
	TRY(anggaran_kendali(cx, tahun, 99991231, &table, err));
	int64_t free = val_geti(val_get(&table, "jumlah"), "tersedia", 0);
	int rc = ONE(cx, Q_TAGIHAN_DITERIMA_TERAKHIR, &p, &bill, err);
	if (rc < 0 && rc != E_NOTFOUND)
		return rc;
	TRY(db_int(cx->db, Q_TAGIHAN_BULAN_TERAKHIR, NULL, 0, &last, err));
	int64_t each = ONE(cx, Q_TARIF_PADA, &p, &rate, NULL) == OK
			       ? val_geti(&rate, "pemda_iuran", 0) + val_geti(&rate, "pemda_bantuan", 0)
			       : 0;
	int64_t months = rc == OK && val_geti(&bill, "bulan_n", 0) > 1 ? val_geti(&bill, "bulan_n", 1) : 1;
	int64_t people = rc == OK ? val_geti(&bill, "orang", 0) / months : 0;
	rupiah monthly, more, need;
	if (tambah_orang < 0 || tambah_orang > 10000000)
		return FAIL(err, E_REFUSED, "Isi jumlah orang antara 0 dan 10.000.000.");
	if (!rupiah_times(&monthly, (rupiah){ each }, people) || !rupiah_times(&more, (rupiah){ each }, tambah_orang))
		return FAIL(err, E_LIMIT, "Jumlahnya terlalu besar.");
	int64_t next = last ? bulan_sesudah(last, 1) : tahun * 100 + 1;
	if (next / 100 < tahun)
		next = tahun * 100 + 1;
	int64_t left = next / 100 > tahun ? 0 : 13 - next % 100, both = monthly.n + more.n;
	if (!rupiah_times(&need, (rupiah){ both }, left))
		return FAIL(err, E_LIMIT, "Jumlahnya terlalu besar.");
	int64_t lasts = both > 0 ? free / both : left,
		out = both > 0 && lasts < left ? bulan_sesudah(next, (int) (lasts < 0 ? 0 : lasts)) : 0;
	*ret = OBJ(cx, { "sebulan", val_int(monthly.n) }, { "orang", val_int(people) }, { "tarif", val_int(each) },
		   { "sisa", val_int(free) }, { "mulai", val_int(next) }, { "bulan_tersisa", val_int(left) },
		   { "perlu", val_int(need.n) }, { "kurang", val_int(need.n > free ? need.n - free : 0) },
		   { "habis", val_int(out) }, { "ada", val_bool(rc == OK) }, { "tambah_orang", val_int(tambah_orang) },
		   { "tambah_sebulan", val_int(more.n) }, { "tambah_sisa_tahun", val_int(more.n * left) });
	return OK;
}

/* --- entries from paper ------------------------------------------------------------------------------------------------------- */

static const struct {
	const char *kode, *jurnal, *dari, *ke;
	const char *dari2, *ke2; /* a second move of the same amount, NULL: none */
	bool bisa_kurang;        /* may be negative */
} kinds[] = {
	{ "murni", "dpa_murni", "pagu", "tersedia", NULL, NULL, false },
	{ "perubahan", "dpa_perubahan", "pagu", "tersedia", NULL, NULL, true },
	{ "geser", "geser", "pagu", "tersedia", NULL, NULL, true },
	/* Opening entries of an office that begins within a year: paid so far, billed and not paid, owed back by BPJS. */
	{ "realisasi", "saldo_awal", "tersedia", "realisasi", NULL, NULL, false },
	{ "utang", "saldo_awal", "tersedia", "tagihan", "utang", "beban", false },
	{ "bayar_utang", "saldo_awal", "tagihan", "realisasi", "kas", "utang", false },
	{ "kredit", "saldo_awal", "beban", "piutang", NULL, NULL, false },
};

static int kind_of(struct str kode)
{
	for (size_t i = 0; i < COUNT(kinds); i++)
		if (str_eq(kode, str_c(kinds[i].kode)))
			return (int)i;
	return -1;
}

int anggaran_catat(struct cx *cx, const struct anggaran_catat *a, int64_t *ret_id, struct err *err)
{
	int k = kind_of(a->jenis);
	const int64_t most = INT64_C(1000000000000000);
	if (k < 0)
		return FAIL(err, E_REFUSED, "Jenis catatan anggaran itu tidak dikenal.");
	if (a->tahun < 2014 || a->tahun > 2100)
		return FAIL(err, E_REFUSED, "Tahun anggaran di luar jangkauan.");
	if (a->iuran > most || a->bantuan > most || a->iuran < -most || a->bantuan < -most || (!a->iuran && !a->bantuan))
		return FAIL(err, E_REFUSED, "Isi jumlah rupiah untuk sedikitnya satu rekening.");
	if (!kinds[k].bisa_kurang && (a->iuran < 0 || a->bantuan < 0))
		return FAIL(err, E_REFUSED, "Jumlahnya tidak bisa di bawah nol.");
	if (str_eq(a->jenis, S("geser")) && a->iuran + a->bantuan != 0)
		return FAIL(err, E_REFUSED, "Pergeseran memindahkan: yang satu berkurang sebesar yang lain bertambah.");
	if (a->bantuan && !str_eq(setelan_text(cx, "keuangan.rekening"), S("pecah")))
		return FAIL(err, E_REFUSED, "Menurut setelan semua iuran dibukukan pada satu rekening; kosongkan rekening kedua.");
	if (!a->berkas || !val_getstr(a->berkas, "hash").len)
		return FAIL(err, E_REFUSED, "Lampirkan pindaian dasarnya (DPA, berita acara, atau bukti lain).");
	TRY(berkas_take(cx, a->berkas, a->tempat, err));
	struct val p = OBJ(cx, { "jenis", val_str(a->jenis) }, { "tahun", val_int(a->tahun) },
			   { "tanggal", val_int(a->tanggal) }, { "nomor", val_str(a->nomor) },
			   { "uraian", val_str(a->uraian.ptr ? a->uraian : S("")) }, { "iuran", val_int(a->iuran) },
			   { "bantuan", val_int(a->bantuan) }, { "berkas", val_str(val_getstr(a->berkas, "hash")) },
			   { "now", val_int(cx->now_s) }, { "oleh", val_int(cx->user->id) });
	TRY(db_run(cx->db, Q_TUNDA_TAMBAH, &p, NULL, err));
	*ret_id = db_last_id(cx->db);
	return audit_write(cx, "anggaran.catat", cx_textf(cx->mem, "anggaran/%" PRId64, *ret_id), NULL, &p, STR_NONE, err);
}

static int pending(struct cx *cx, int64_t id, struct val *ret, struct err *err)
{
	struct val p = OBJ(cx, { "id", val_int(id) });
	int rc = ONE(cx, Q_TUNDA_ID, &p, ret, err);
	if (rc < 0)
		return rc == E_NOTFOUND ? FAIL(err, E_NOTFOUND, "Catatan anggaran itu tidak ada.") : rc;
	if (val_geti(ret, "selesai_s", 0))
		return FAIL(err, E_REFUSED, "Catatan anggaran itu sudah ditegaskan atau ditolak.");
	return OK;
}

static int settle(struct cx *cx, const struct val *a, bool refused, struct str alasan, struct err *err)
{
	int64_t n;
	struct val p = OBJ(cx, { "id", val_int(val_geti(a, "id", 0)) }, { "now", val_int(cx->now_s) }, { "oleh", val_int(cx->user->id) },
			   { "ditolak", val_int(refused) }, { "alasan", val_str(alasan.ptr ? alasan : S("")) });
	TRY(db_run(cx->db, Q_TUNDA_SELESAI, &p, &n, err));
	if (n != 1)
		return FAIL(err, E_CONFLICT, "Catatan ini baru saja diubah orang lain.");
	return audit_write(cx, refused ? "anggaran.tolak" : "anggaran.tegas",
			   cx_textf(cx->mem, "anggaran/%" PRId64, val_geti(a, "id", 0)), NULL, &p, alasan, err);
}

/* One account's rows, the other way round where the amount is negative; nothing that is not there can be taken away. */
static int one_account(struct cx *cx, const struct val *a, int k, struct str account, int64_t amount, struct buku_baris *rows,
		       struct err *err)
{
	int64_t left;
	bool back = amount < 0;
	if (back)
		amount = -amount;
	rows[0] = (struct buku_baris){ account, back ? kinds[k].ke : kinds[k].dari, back ? kinds[k].dari : kinds[k].ke, amount };
	rows[1] = (struct buku_baris){ account, kinds[k].dari2, kinds[k].ke2, kinds[k].dari2 ? amount : 0 };
	if (!amount || (strcmp(rows[0].dari, "tersedia") != 0 && strcmp(rows[0].dari, "tagihan") != 0))
		return OK;
	TRY(buku_saldo(cx, val_geti(a, "tahun", 0), account, rows[0].dari, &left, err));
	if (amount > left)
		return FAIL(err, E_REFUSED, "Rekening %.*s tidak punya sisa sebesar itu.", (int)account.len, account.ptr);
	return OK;
}

int anggaran_tegas(struct cx *cx, int64_t id, struct err *err)
{
	struct val a;
	TRY(pending(cx, id, &a, err));
	if (val_geti(&a, "oleh", 0) == cx->user->id)
		return FAIL(err, E_DENIED, "Penegasan harus oleh orang lain daripada yang mencatat.");
	int k = kind_of(val_getstr(&a, "jenis"));
	MUST(k >= 0);
	struct buku_baris rows[4];
	TRY(one_account(cx, &a, k, setelan_text(cx, "keuangan.rekening_iuran"), val_geti(&a, "iuran", 0), &rows[0], err));
	TRY(one_account(cx, &a, k, setelan_text(cx, "keuangan.rekening_bantuan"), val_geti(&a, "bantuan", 0), &rows[2], err));
	TRY(settle(cx, &a, false, STR_NONE, err));
	struct str text = val_getstr(&a, "uraian"), number = val_getstr(&a, "nomor");
	struct buku_jurnal j = { .tahun = val_geti(&a, "tahun", 0),
				 .tanggal = val_geti(&a, "tanggal", 0),
				 .jenis = kinds[k].jurnal,
				 .nomor = number,
				 .uraian = text.len ? text : number,
				 .berkas = val_getstr(&a, "berkas") };
	return buku_catat(cx, &j, rows, COUNT(rows), err);
}

int anggaran_tolak(struct cx *cx, int64_t id, struct str alasan, struct err *err)
{
	struct val a;
	TRY(pending(cx, id, &a, err));
	return settle(cx, &a, true, alasan, err);
}
