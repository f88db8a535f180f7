#include "app/buku.h"
#include "app/anggaran.h"
#include "app/audit.h"
#include "app/tagihan.h"
#include "base/rupiah.h"

int buku_catat(struct cx *cx, const struct buku_jurnal *j, const struct buku_baris *b, size_t n, struct err *err)
{
	struct val rows = val_list();
	int64_t no = 0;
	for (size_t i = 0; i < n; i++) {
		MUST(b[i].jumlah >= 0);
		if (!b[i].jumlah)
			continue;
		val_push(cx->mem, &rows,
			 OBJ(cx, { "no", val_int(++no) }, { "rekening", val_str(b[i].rekening) }, { "dari", val_c(b[i].dari) },
			     { "ke", val_c(b[i].ke) }, { "jumlah", val_int(b[i].jumlah) }));
	}
	if (!no)
		return OK;
	struct val p = OBJ(cx, { "tanggal", val_int(j->tanggal) }, { "tahun", val_int(j->tahun) }, { "jenis", val_c(j->jenis) },
			   { "tagihan", j->tagihan ? val_int(j->tagihan) : val_null },
			   { "nomor", val_str(j->nomor.ptr ? j->nomor : S("")) }, { "uraian", val_str(j->uraian) },
			   { "berkas", j->berkas.len ? val_str(j->berkas) : val_null }, { "now", val_int(cx->now_s) },
			   { "oleh", val_int(cx->user->id) });
	TRY(db_run(cx->db, Q_JURNAL_TAMBAH, &p, NULL, err));
	int64_t id = db_last_id(cx->db);
	for (struct val_item *i = rows.items.first; i; i = i->next) {
		struct val q = i->v;
		val_set(cx->mem, &q, "jurnal", val_int(id));
		val_set(cx->mem, &q, "tahun", val_int(j->tahun));
		TRY(db_run(cx->db, Q_BUKU_TAMBAH, &q, NULL, err));
	}
	struct val after = OBJ(cx, { "jenis", val_c(j->jenis) }, { "tahun", val_int(j->tahun) }, { "baris", rows });
	return audit_write(cx, "buku.catat", cx_textf(cx->mem, "jurnal/%" PRId64, id), NULL, &after, j->uraian, err);
}

int buku_saldo(struct cx *cx, int64_t tahun, struct str rekening, const char *akun, int64_t *ret, struct err *err)
{
	struct val p = OBJ(cx, { "tahun", val_int(tahun) }, { "rekening", val_str(rekening.ptr ? rekening : S("")) },
			   { "akun", val_c(akun) });
	return db_int(cx->db, Q_BUKU_SALDO, &p, 0, ret, err);
}

/* --- a bill --------------------------------------------------------------------------------------------------------------- */

/* What of the bill's reductions is the deduction of a claim: never more than is open. */
static int credit_used(struct cx *cx, int64_t tagihan, int64_t *ret, struct err *err)
{
	int64_t less, open;
	struct val p = OBJ(cx, { "tagihan", val_int(tagihan) });
	TRY(db_int(cx->db, Q_TAGIHAN_POTONGAN, &p, 0, &less, err));
	TRY(buku_saldo(cx, 0, STR_NONE, "piutang", &open, err));
	*ret = less < open ? less : open;
	if (*ret < 0)
		*ret = 0;
	return OK;
}

int buku_tagihan(struct cx *cx, int64_t tagihan, struct err *err)
{
	struct val t, parts, p = OBJ(cx, { "tagihan", val_int(tagihan) });
	int64_t used, claim, more;
	TRY(tagihan_get(cx, tagihan, &t, err));
	int64_t year = val_geti(&t, "tanggal", 0) / 10000, sum = val_geti(&t, "jumlah", 0);
	TRY(anggaran_pecah(cx, val_geti(&t, "bulan", 0), sum, &parts, err));
	TRY(credit_used(cx, tagihan, &used, err));
	TRY(db_int(cx->db, Q_KLAIM_TAGIHAN, &p, 0, &claim, err));
	TRY(db_int(cx->db, Q_KLAIM_TANPA_NAMA, &p, 0, &more, err));
	struct buku_baris rows[8];
	size_t n = 0;
	struct str first = S("");
	for (const struct val_item *i = parts.items.first; i; i = i->next) {
		struct str account = val_getstr(&i->v, "kode");
		int64_t part = val_geti(&i->v, "jumlah", 0), left;
		TRY(buku_saldo(cx, year, account, "tersedia", &left, err));
		if (part > left)
			return FAIL(err, E_REFUSED,
				    "Anggaran %" PRId64 " rekening %.*s tinggal %s, sedangkan tagihan ini memerlukan %s. "
							"Kurang %s; catat DPA perubahan atau pergeseran di halaman Anggaran.",
				    year, (int) account.len, account.ptr, cx_rupiah(cx, left).ptr, cx_rupiah(cx, part).ptr,
				    cx_rupiah(cx, part - left).ptr);
		if (!first.len)
			first = account;
		MUST(n + 2 <= COUNT(rows));
		rows[n++] = (struct buku_baris){ account, "tersedia", "tagihan", part };
		rows[n++] = (struct buku_baris){ account, "utang", "beban", part };
	}
	MUST(n + 2 <= COUNT(rows));
	rows[n++] = (struct buku_baris){ first, "piutang", "beban", used };
	rows[n++] = (struct buku_baris){ first, "beban", "piutang", claim + more };
	struct str number = val_getstr(&t, "nomor");
	struct buku_jurnal j = { .tahun = year, .tanggal = cx_today(cx), .jenis = "tagihan", .tagihan = tagihan, .nomor = number,
				 .uraian = cx_textf(cx->mem, "Tagihan %.*s diterima", (int)number.len, number.ptr) };
	return buku_catat(cx, &j, rows, n, err);
}

/* --- payments --------------------------------------------------------------------------------------------------------------- */

static int paid_by(struct cx *cx, int64_t tagihan, const char *jenis, int64_t *ret, struct err *err)
{
	struct val p = OBJ(cx, { "tagihan", val_int(tagihan) }, { "jenis", val_c(jenis) });
	return db_int(cx->db, Q_BAYAR_SAH, &p, 0, ret, err);
}

static int bill_balances(struct cx *cx, int64_t tagihan, const char *akun, struct val *ret, int64_t *ret_sum, struct err *err)
{
	struct val p = OBJ(cx, { "tagihan", val_int(tagihan) }, { "akun", val_c(akun) });
	TRY(ALL(cx, Q_BUKU_SALDO_TAGIHAN, &p, ret, err));
	*ret_sum = 0;
	for (const struct val_item *i = ret->items.first; i; i = i->next)
		*ret_sum += val_geti(&i->v, "jumlah", 0);
	return OK;
}

/* Rows that move `amount` by account as far as `open` has it there: as the rate divides it, the rest where there is room. */
static int spread(struct cx *cx, int64_t bulan, int64_t amount, const struct val *open, const char *dari, const char *ke,
		  struct buku_baris *rows, size_t *n, size_t max, struct err *err)
{
	struct val parts;
	int64_t rest = 0;
	TRY(anggaran_pecah(cx, bulan, amount, &parts, err));
	size_t from = *n;
	for (const struct val_item *o = open->items.first; o; o = o->next) {
		struct str account = val_getstr(&o->v, "rekening");
		int64_t want = 0, room = val_geti(&o->v, "jumlah", 0);
		room = room < 0 ? -room : room;
		for (const struct val_item *i = parts.items.first; i; i = i->next)
			if (str_eq(val_getstr(&i->v, "kode"), account))
				want = val_geti(&i->v, "jumlah", 0);
		MUST(*n < max);
		rows[(*n)++] = (struct buku_baris){ account, dari, ke, want < room ? want : room };
	}
	int64_t done = 0;
	for (size_t i = from; i < *n; i++)
		done += rows[i].jumlah;
	rest = amount - done;
	size_t i = from;
	for (const struct val_item *o = open->items.first; o && rest > 0; o = o->next, i++) {
		int64_t room = val_geti(&o->v, "jumlah", 0);
		room = (room < 0 ? -room : room) - rows[i].jumlah;
		int64_t add = rest < room ? rest : room;
		rows[i].jumlah += add;
		rest -= add;
	}
	return rest ? FAIL(err, E_REFUSED, "Pembayaran melebihi yang terbuka dari tagihan ini.") : OK;
}

int buku_setel(struct cx *cx, int64_t tagihan, struct str nomor, struct str uraian, struct err *err)
{
	struct val t, open, owed;
	struct buku_baris rows[12];
	size_t n = 0;
	int64_t sp2d, sent, realised, still, debt;
	TRY(tagihan_get(cx, tagihan, &t, err));
	TRY(paid_by(cx, tagihan, "sp2d", &sp2d, err));
	TRY(paid_by(cx, tagihan, "transfer", &sent, err));
	int64_t month = val_geti(&t, "bulan", 0), want = sp2d > sent ? sp2d : sent, sum = val_geti(&t, "jumlah", 0);
	struct val done;
	TRY(bill_balances(cx, tagihan, "tagihan", &open, &still, err));
	TRY(bill_balances(cx, tagihan, "realisasi", &done, &realised, err));
	if (want > realised)
		TRY(spread(cx, month, want - realised, &open, "tagihan", "realisasi", rows, &n, COUNT(rows), err));
	else if (want < realised)
		TRY(spread(cx, month, realised - want, &done, "realisasi", "tagihan", rows, &n, COUNT(rows), err));
	TRY(bill_balances(cx, tagihan, "utang", &owed, &debt, err));
	int64_t paid = sum + debt; /* debt stands negative: -sum at first, 0 when all is paid */
	struct val moved;
	int64_t cash;
	TRY(bill_balances(cx, tagihan, "kas", &moved, &cash, err));
	if (sent > paid)
		TRY(spread(cx, month, sent - paid, &owed, "kas", "utang", rows, &n, COUNT(rows), err));
	else if (sent < paid)
		TRY(spread(cx, month, paid - sent, &moved, "utang", "kas", rows, &n, COUNT(rows), err));
	struct buku_jurnal j = { .tahun = val_geti(&t, "tanggal", 0) / 10000,
				 .tanggal = cx_today(cx),
				 .jenis = "bayar",
				 .tagihan = tagihan,
				 .nomor = nomor,
				 .uraian = uraian };
	return buku_catat(cx, &j, rows, n, err);
}
