/* Months of an office as they may come: people join and leave, rates change, bills are right and wrong in known ways, claims, part payments.
 * What the program says is compared with a plain count of the same months. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#undef setjmp /* a macro of libc, a name base.h bans */

#include "app/anggaran.h"
#include "app/buku.h"
#include "app/hitung.h"
#include "app/rekon.h"
#include "app/setelan.h"
#include "iuran.h"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define MONTHS 4000
#else
#define MONTHS 100000
#endif
#define PER_WORLD 12
#define PEOPLE 12

static uint64_t state = 20261123;

static uint64_t rnd(void)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return state;
}
static int64_t pick(int64_t n) { return (int64_t)(rnd() % (uint64_t)n); }
static bool one_in(int n) { return pick(n) == 0; }

/* The plain side: what is true, kept beside. */
struct world {
	struct dunia *d;
	int64_t row[PEOPLE * 4];  /* participant rows */
	bool there[PEOPLE * 4];   /* is on the list */
	int64_t people;
	int64_t rate, iuran, bantuan;
	int64_t before_akhir, before_koreksi;
	bool first;
	/* the ledger, by year 0: all */
	int64_t pagu, billed, realised, sent, claimed, used;
};

static void set_rate(struct world *x, int64_t from)
{
	struct dunia_kerja w0 = { .d = x->d }, *w = &w0;
	x->iuran = 30000 + pick(9000);
	x->bantuan = pick(3000);
	x->rate = x->iuran + x->bantuan;
	struct val p =
		OBJ(&x->d->cx, { "berlaku", val_int(from) }, { "total", val_int(x->rate + 4200) }, { "pusat", val_int(4200) },
		    { "pemda_iuran", val_int(x->iuran) }, { "pemda_bantuan", val_int(x->bantuan) }, { "dasar", val_c("uji") });
	HARUS(db_run(x->d->db, Q_TARIF_TULIS, &p, NULL, &w->salah));
}

/* All accounts of the ledger, and what they must be. */
static void check_ledger(struct world *x)
{
	struct dunia_kerja w0 = { .d = x->d }, *w = &w0;
	static const char *const names[] = { "pagu", "tersedia", "tagihan", "realisasi", "utang", "beban", "kas", "piutang" };
	int64_t is[COUNT(names)], sum = 0;
	for (size_t i = 0; i < COUNT(names); i++) {
		HARUS(buku_saldo(&x->d->cx, 0, STR_NONE, names[i], &is[i], &w->salah));
		sum += is[i];
	}
	assert_int_equal(sum, 0);
	assert_int_equal(is[0], -x->pagu);
	assert_int_equal(is[1], x->pagu - x->billed);
	assert_true(is[1] >= 0);
	assert_int_equal(is[2], x->billed - x->realised);
	assert_int_equal(is[3], x->realised);
	assert_int_equal(is[4], x->sent - x->billed);
	assert_int_equal(is[6], -x->sent);
	assert_int_equal(is[7], x->claimed - x->used);
}

/* A bill as it was planted. */
struct bill {
	int64_t id, month, owed_people; /* what we owe by our own count */
	bool detail;
	int64_t total, expected_total;  /* letter; what it should have been */
	int64_t twice, strangers, missing, wrong_rate, wrong_rate_n, letter_off;
};

static int by_orang(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;
	int64_t p = kunci_orang(x[0]), q = kunci_orang(y[0]);
	return p < q ? -1 : p > q;
}

static struct bill send_bill(struct world *x, int64_t kasus, int64_t month, const bool *own, int64_t own_n, int64_t koreksi,
			     int64_t credit)
{
	struct dunia *d = x->d;
	struct bill b = { .month = month, .detail = !one_in(3) };
	int64_t rows[PEOPLE * 8][2];
	int64_t n = 0, sum = 0, use = credit && !one_in(4) ? credit : 0;
	for (int64_t i = 0; i < x->people; i++) {
		if (!own[i])
			continue;
		if (b.detail && one_in(25)) {
			b.missing++;
			continue;
		}
		int64_t amount = x->rate;
		if (b.detail && one_in(30)) {
			amount += 1 + pick(5000);
			b.wrong_rate += amount - x->rate;
			b.wrong_rate_n++;
		}
		rows[n][0] = i + 1;
		rows[n++][1] = amount;
		if (b.detail && one_in(30)) {
			rows[n][0] = i + 1;
			rows[n++][1] = x->rate;
			b.twice++;
		}
	}
	if (b.detail && one_in(10)) {
		rows[n][0] = 900000 + pick(1000);
		rows[n++][1] = x->rate;
		b.strangers++;
	}
	for (int64_t i = 0; i < n; i++)
		sum += rows[i][1];
	int64_t people = n, extra = 0;
	b.detail = b.detail && n > 0;
	if (!b.detail) {
		b.missing = b.twice = 0;
		extra = one_in(5) ? pick(5) - 2 : 0;
		people = own_n + koreksi + extra;
		if (people < 0)
			people = 0;
		sum = people * x->rate;
		b.strangers = people - (own_n + koreksi); /* more or fewer people, without names */
	}
	b.letter_off = one_in(15) ? pick(2000) - 1000 : 0;
	if (sum - use + b.letter_off < 0) {
		use = 0;
		b.letter_off = 0;
	}
	b.total = sum - use + b.letter_off;
	b.expected_total = (own_n + koreksi) * x->rate - credit;
	b.owed_people = own_n + koreksi;
	b.id = dunia_tagihan(d, kasus, month, b.total);
	dunia_garis(d, b.id, 1, "iuran", month, people, x->rate, sum);
	if (use)
		dunia_garis(d, b.id, 2, "kredit", month, 0, 0, -use);
	if (b.detail) {
		qsort(rows, (size_t)n, sizeof rows[0], by_orang);
		for (int64_t i = 0; i < n; i++)
			dunia_rincian(d, b.id, i + 1, month, rows[i][0], rows[i][1]);
		dunia_rincian_selesai(d, b.id, n);
	}
	return b;
}

static int64_t kind_of(const struct val *rows, const char *jenis, const char *what)
{
	for (const struct val_item *i = rows->items.first; i; i = i->next)
		if (str_eq(val_getstr(&i->v, "jenis"), str_c(jenis)))
			return val_geti(&i->v, what, 0);
	return 0;
}

static void check_bill(struct world *x, const struct bill *b, int64_t credit)
{
	struct dunia_kerja w0 = { .d = x->d }, *w = &w0;
	struct cx *cx = &x->d->cx;
	struct val t, sums, kinds, p = OBJ(cx, { "id", val_int(b->id) }, { "tagihan", val_int(b->id) });
	HARUS(hitung_tagihan(cx, b->id, &w->salah));
	HARUS(ONE(cx, Q_TAGIHAN_ID, &p, &t, &w->salah));
	HARUS(val_parse(&sums, cx->mem, val_getstr(&t, "ringkasan"), 20000, &w->salah));
	HARUS(ALL(cx, Q_SELISIH_TAGIHAN, &p, &kinds, &w->salah));
	/* the bill is the sum of its people */
	assert_int_equal(val_geti(&sums, "tagihan", -1), b->total);
	assert_int_equal(val_geti(&sums, "sendiri", -1), b->expected_total);
	assert_int_equal(val_geti(&sums, "orang_sendiri", -1), b->owed_people);
	assert_int_equal(val_geti(&sums, "kredit_terbuka", -1), credit);
	assert_int_equal(val_geti(&sums, "beda", -1), b->total - b->expected_total);
	int64_t parts = 0;
	for (const struct val_item *i = val_get(&sums, "urai")->items.first; i; i = i->next)
		parts += val_geti(&i->v, "jumlah", 0);
	assert_int_equal(parts, b->total - b->expected_total);
	/* each planted fault is found, and nothing else */
	if (b->detail) {
		assert_int_equal(kind_of(&kinds, "ganda", "orang"), b->twice);
		assert_int_equal(kind_of(&kinds, "tak_dikenal", "orang"), b->strangers);
		assert_int_equal(kind_of(&kinds, "tak_ditagih", "orang"), b->missing);
		assert_int_equal(kind_of(&kinds, "tarif", "orang"), b->wrong_rate_n);
		assert_int_equal(kind_of(&kinds, "tarif", "jumlah"), b->wrong_rate);
	} else {
		assert_int_equal(kind_of(&kinds, "jumlah_orang", "orang"), b->strangers);
		assert_int_equal(kind_of(&kinds, "jumlah_orang", "jumlah"), b->strangers * x->rate);
	}
	assert_int_equal(kind_of(&kinds, "hitungan", "jumlah"), b->letter_off);
	/* names carry the whole of what they stand for */
	static const char *const named[] = { "ganda", "tak_dikenal", "tak_ditagih", "tarif", "diminta_nonaktif", "lalu" };
	for (size_t k = 0; k < COUNT(named); k++) {
		struct val names, q = OBJ(cx, { "tagihan", val_int(b->id) }, { "jenis", val_c(named[k]) },
					  { "batas", val_int(1000) }, { "lewat", val_int(0) });
		int64_t sum = 0;
		HARUS(ALL(cx, Q_SELISIH_NAMA, &q, &names, &w->salah));
		for (const struct val_item *i = names.items.first; i; i = i->next)
			sum += val_geti(&i->v, "jumlah", 0);
		if (b->detail || strcmp(named[k], "tarif") != 0) {
			assert_int_equal((int64_t)names.items.n, kind_of(&kinds, named[k], "orang"));
			assert_int_equal(sum, kind_of(&kinds, named[k], "jumlah"));
		}
	}
}

/* Claims a difference or two back, and accepts the bill. */
static void accept(struct world *x, struct bill *b, int64_t credit)
{
	struct dunia_kerja w0 = { .d = x->d }, *w = &w0;
	struct cx *cx = &x->d->cx;
	struct val kinds, lines, p = OBJ(cx, { "tagihan", val_int(b->id) });
	int64_t claims = 0, less = 0;
	HARUS(ALL(cx, Q_SELISIH_TAGIHAN, &p, &kinds, &w->salah));
	static const char *const back[] = { "ganda", "tak_dikenal", "jumlah_orang" };
	for (size_t k = 0; k < COUNT(back); k++) {
		int64_t sum = kind_of(&kinds, back[k], "jumlah");
		if (sum <= 0 || one_in(2))
			continue;
		struct val q =
			OBJ(cx, { "tagihan", val_int(b->id) }, { "jenis", val_c(back[k]) }, { "status", val_c("kredit") },
			    { "catatan", val_c("uji") }, { "berkas", val_null }, { "oleh", val_int(1) }, { "now", val_int(1) });
		HARUS(db_run(cx->db, Q_SELISIH_URUS, &q, NULL, &w->salah));
		/* the same person twice over is one claim a month */
		if (strcmp(back[k], "ganda") == 0 && b->detail) {
			struct val names, n = OBJ(cx, { "tagihan", val_int(b->id) }, { "jenis", val_c("ganda") },
						  { "batas", val_int(1000) }, { "lewat", val_int(0) });
			HARUS(ALL(cx, Q_SELISIH_NAMA, &n, &names, &w->salah));
			assert_int_equal((int64_t)names.items.n * x->rate, sum);
		}
		claims += sum;
	}
	HARUS(buku_tagihan(cx, b->id, &w->salah));
	HARUS(ALL(cx, Q_TAGIHAN_BARIS, &p, &lines, &w->salah));
	for (const struct val_item *i = lines.items.first; i; i = i->next)
		if (val_geti(&i->v, "jumlah", 0) < 0)
			less -= val_geti(&i->v, "jumlah", 0);
	x->billed += b->total;
	x->claimed += claims;
	x->used += less < credit ? less : credit;
	struct val s = OBJ(cx, { "id", val_int(b->id) }, { "status", val_c("diajukan") }, { "alasan", val_null });
	HARUS(db_run(cx->db, Q_TAGIHAN_STATUS, &s, NULL, &w->salah));
	check_ledger(x);
}

static int64_t payment(struct world *x, const struct bill *b, const char *jenis, int64_t amount, int part)
{
	struct dunia_kerja w0 = { .d = x->d }, *w = &w0;
	struct cx *cx = &x->d->cx;
	struct str number = cx_textf(cx->mem, "%s/%" PRId64 "/%d", jenis, b->id, part);
	struct val q = OBJ(cx, { "tagihan", val_int(b->id) }, { "jenis", val_c(jenis) }, { "nomor", val_str(number) },
			   { "tanggal", val_int(b->month * 100 + 9) }, { "jumlah", val_int(amount) }, { "kanal", val_c("OB") },
			   { "tujuan", val_c("") }, { "berkas", val_null }, { "dari_kertas", val_int(0) },
			   { "now", val_int(1) }, { "oleh", val_int(1) });
	HARUS(db_run(cx->db, Q_BAYAR_TAMBAH, &q, NULL, &w->salah));
	int64_t id = db_last_id(cx->db);
	HARUS(buku_setel(cx, b->id, number, S("uji"), &w->salah));
	return id;
}

/* SP2D and transfers in any order and in parts, some of them taken back. */
static void pay(struct world *x, const struct bill *b)
{
	struct dunia_kerja w0 = { .d = x->d }, *w = &w0;
	struct cx *cx = &x->d->cx;
	int64_t sp2d = 0, sent = 0;
	for (int part = 0; part < 6 && (sp2d < b->total || sent < b->total); part++) {
		bool transfer = sp2d == b->total || (sent < b->total && one_in(2));
		int64_t *done = transfer ? &sent : &sp2d, left = b->total - *done, before_r = sp2d > sent ? sp2d : sent,
			before_s = sent;
		int64_t amount = part >= 4 || left < 2 || one_in(2) ? left : 1 + pick(left);
		int64_t id = payment(x, b, transfer ? "transfer" : "sp2d", amount, part);
		*done += amount;
		x->realised += (sp2d > sent ? sp2d : sent) - before_r;
		x->sent += sent - before_s;
		check_ledger(x);
		if (one_in(6)) {
			struct val q = OBJ(cx, { "id", val_int(id) }, { "now", val_int(2) }, { "alasan", val_c("uji") });
			before_r = sp2d > sent ? sp2d : sent;
			before_s = sent;
			HARUS(db_run(cx->db, Q_BAYAR_BATAL, &q, NULL, &w->salah));
			HARUS(buku_setel(cx, b->id, S("batal"), S("uji"), &w->salah));
			*done -= amount;
			x->realised += (sp2d > sent ? sp2d : sent) - before_r;
			x->sent += sent - before_s;
			check_ledger(x);
		}
	}
}

static int64_t figure(const struct val *rows, const char *what)
{
	int64_t n = 0;
	for (const struct val_item *i = rows->items.first; i; i = i->next)
		n += val_geti(&i->v, what, 0);
	return n;
}

static void one_month(struct world *x, int64_t periode)
{
	struct dunia_kerja w0 = { .d = x->d }, *w = &w0;
	struct dunia *d = x->d;
	struct cx *cx = &d->cx;
	int64_t daftar, month = bulan_sesudah(periode, 1), n = 0, own_n = 0, credit;
	bool own[PEOPLE * 4] = { false };
	cx->setelan = val_null;
	if (one_in(9))
		set_rate(x, month);
	int64_t kasus = dunia_kasus(d, "072", periode, &daftar), bayar = dunia_kasus(d, "070", periode, NULL);
	for (int64_t i = 0; i < x->people; i++) {
		if (one_in(10))
			x->there[i] = !x->there[i];
		if (!x->there[i])
			continue;
		dunia_baris(d, daftar, n++, x->row[i]);
		own[i] = true;
		own_n++;
		if (one_in(12)) {
			bool done = !one_in(3);
			dunia_usulan(d, kasus, i + 1, x->row[i], "NIK_GANDA", month,
				     done	 ? "dikerjakan"
				     : one_in(2) ? "ditolak"
						 : "belum");
			if (done) {
				own[i] = false;
				own_n--;
				x->there[i] = false;
			}
		}
	}
	/* the BA's figures are the program's own; its opening is last month's closing */
	struct val ba;
	HARUS(rekon_hitung(cx, kasus, &ba, &w->salah));
	struct val rows = *val_get(&ba, "segmen");
	int64_t koreksi = own_n && rows.items.n && one_in(12) ? pick(3) - 1 : 0;
	assert_int_equal(figure(&rows, "akhir"), own_n);
	if (!x->first)
		assert_int_equal(figure(&rows, "awal"), x->before_akhir);
	x->first = false;
	x->before_akhir = own_n;
	if (!rows.items.n)
		val_push(cx->mem, &rows, OBJ(cx, { "segmen", val_c("") }));
	val_set(cx->mem, &rows.items.first->v, "koreksi", val_int(koreksi));
	val_set(cx->mem, &rows.items.first->v, "akhir", val_int(val_geti(&rows.items.first->v, "akhir", 0) + koreksi));
	int64_t rekon = dunia_ba(d, kasus, cx_json(cx, &rows));
	struct val p = OBJ(cx, { "id", val_int(bayar) }, { "rekon", val_int(rekon) });
	HARUS(db_run(d->db, Q_KASUS_REKON, &p, NULL, &w->salah));
	HARUS(buku_saldo(cx, 0, STR_NONE, "piutang", &credit, &w->salah));
	assert_int_equal(credit, x->claimed - x->used);
	struct bill b = send_bill(x, bayar, month, own, own_n, koreksi, credit);
	check_bill(x, &b, credit);
	accept(x, &b, credit);
	if (b.total)
		pay(x, &b);
}

static void one_world(struct dunia *d)
{
	struct dunia_kerja w0 = { .d = d }, *w = &w0;
	struct world x = { .d = d, .first = true, .people = 4 + pick(PEOPLE), .pagu = INT64_C(1000000000000) };
	HARUS(db_begin(d->db, true, &w->salah));
	set_rate(&x, 201601);
	for (int64_t i = 0; i < x.people; i++) {
		x.row[i] = dunia_peserta(d, i + 1);
		x.there[i] = !one_in(3);
	}
	/* budgets of all years, in both accounts */
	for (int64_t year = 2016; year <= 2020; year++) {
		struct buku_baris rows[] = { { S("5.1.02.02.02.0003"), "pagu", "tersedia", INT64_C(100000000000) },
					     { S("5.1.02.02.02.0004"), "pagu", "tersedia", INT64_C(100000000000) } };
		struct buku_jurnal j = { .tahun = year,
					 .tanggal = year * 10000 + 102,
					 .jenis = "dpa_murni",
					 .nomor = S("DPA"),
					 .uraian = S("DPA") };
		HARUS(buku_catat(&d->cx, &j, rows, COUNT(rows), &w->salah));
	}
	for (int m = 0; m < PER_WORLD; m++)
		one_month(&x, bulan_sesudah(201601, m));
	db_rollback(d->db);
	arena_clear(&d->mem);
	d->sidik = 1;
	d->cx.setelan = val_null;
}

static void months_as_they_may_come(void **unused)
{
	struct dunia d;
	(void)unused;
	dunia_buka(&d, ":memory:");
	for (int i = 0; i < MONTHS / PER_WORLD; i++)
		one_world(&d);
	dunia_tutup(&d);
}

/* Nothing that is not there can be spent. */
static void no_budget_no_bill(void **unused)
{
	struct dunia d;
	struct dunia_kerja w0 = { .d = &d }, *w = &w0;
	int64_t left;
	(void)unused;
	dunia_buka(&d, ":memory:");
	HARUS(db_begin(d.db, true, &w->salah));
	struct buku_baris rows[] = { { S("5.1.02.02.02.0003"), "pagu", "tersedia", 350000 },
				     { S("5.1.02.02.02.0004"), "pagu", "tersedia", 27999 } };
	struct buku_jurnal j = {
		.tahun = 2026, .tanggal = 20260102, .jenis = "dpa_murni", .nomor = S("DPA"), .uraian = S("DPA")
	};
	HARUS(buku_catat(&d.cx, &j, rows, COUNT(rows), &w->salah));
	int64_t kasus = dunia_kasus(&d, "070", 202606, NULL), bill = dunia_tagihan(&d, kasus, 202607, 378000);
	dunia_garis(&d, bill, 1, "iuran", 202607, 10, 37800, 378000);
	/* ten people: 350,000 are there to the rupiah, one rupiah of the aid is not */
	assert_int_equal(buku_tagihan(&d.cx, bill, &w->salah), E_REFUSED);
	HARUS(buku_saldo(&d.cx, 2026, STR_NONE, "tersedia", &left, &w->salah));
	assert_int_equal(left, 377999);
	rows[1].jumlah = 1;
	HARUS(buku_catat(&d.cx, &j, &rows[1], 1, &w->salah));
	HARUS(buku_tagihan(&d.cx, bill, &w->salah));
	HARUS(buku_saldo(&d.cx, 2026, STR_NONE, "tersedia", &left, &w->salah));
	assert_int_equal(left, 0);
	dunia_tutup(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(no_budget_no_bill), cmocka_unit_test(months_as_they_may_come) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
