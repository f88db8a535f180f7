/* Months of an office as they may come: people join, leave, die and stand twice on a list, rates change, bills are right and wrong in known
 * ways, late months, several bills a month, months on paper or without a BA, claims, part payments. What the program says is compared with a
 * plain count of the same months, which knows nothing of tables and keys. */
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
#define MONTHS 10000
#else
#define MONTHS 100000
#endif
#define PER_WORLD 12
#define PEOPLE 8

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

/* --- the plain side: what is true, kept beside ------------------------------------------------------------------------------ */

struct truth { /* a contribution month, and the BA before it */
	int64_t bulan, rate, kasus, koreksi, akhir, own_n;
	bool known, named, own[PEOPLE + 1];
};
struct ask { /* somebody proposed for deactivation */
	int64_t n, kasus, periode, gone; /* gone: month of death or move */
	char apa;                        /* as usulan_satu.apa */
	bool done, refused;
};
struct row { /* somebody billed */
	int64_t bill, no, n, bulan, amount, key;
	bool nik;  /* without a card number */
	bool back; /* claimed, or accepted by the head */
};
struct line {
	int64_t bulan, people, rate, amount;
	bool iuran;
};
struct bill {
	int64_t id, bulan, total, less, more;
	bool detail, returned;
	struct line line[2];
	size_t lines, from, to; /* its rows */
};
struct world {
	struct dunia *d;
	int64_t peserta[PEOPLE + 1], again[PEOPLE + 1]; /* rows of participants; 0: that person stands on lists once */
	bool there[PEOPLE + 1];
	int64_t people, rate, iuran, bantuan, closing; /* closing: of the BA before, -1: there was none */
	struct truth month[PER_WORLD];
	struct ask ask[PER_WORLD * PEOPLE];
	struct row row[PER_WORLD * PEOPLE * 8];
	struct bill bill[PER_WORLD * 3];
	size_t months, asks, rows, bills;
	/* the ledger; the budget of 2016 and 2017 in its two accounts */
	int64_t pagu, billed, realised, sent, claimed, used, free[2][2];
};

static const char *const accounts[] = { "5.1.02.02.02.0003", "5.1.02.02.02.0004" };

static struct truth *truth_of(struct world *x, int64_t bulan)
{
	for (size_t i = 0; i < x->months; i++)
		if (x->month[i].bulan == bulan)
			return &x->month[i];
	return NULL;
}

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

/* --- what must be found ------------------------------------------------------------------------------------------------------ */

struct hit {
	const char *kind;
	int64_t bill, no, amount; /* bill 0: somebody who is on no bill */
};
struct expected {
	struct hit hit[PER_WORLD * PEOPLE * 8];
	size_t hits;
	struct plain {
		const char *kind;
		int64_t people, sum;
	} plain[16];
	size_t plains;
	int64_t people, owed;
};

static void hit(struct expected *e, const char *kind, int64_t bill, int64_t no, int64_t amount)
{
	assert_true(e->hits < COUNT(e->hit));
	e->hit[e->hits++] = (struct hit){ kind, bill, no, amount };
}

/* A difference of money that nobody's name stands for. */
static void plain(struct expected *e, const char *kind, int64_t people, int64_t sum)
{
	for (size_t i = 0; i < e->plains; i++)
		if (strcmp(e->plain[i].kind, kind) == 0) {
			e->plain[i].people += people;
			e->plain[i].sum += sum;
			return;
		}
	e->plain[e->plains++] = (struct plain){ kind, people, sum };
}

static bool other_bill(const struct bill *mine, const struct bill *b) { return b->id != mine->id && !b->returned; }

/* Some other bill asks for that person and month by name. Our own are known by card and NIK; key: of a stranger, 0: ours. */
static bool elsewhere(const struct world *x, const struct bill *b, int64_t bulan, int64_t n, int64_t key)
{
	for (size_t i = 0; i < x->bills; i++)
		for (size_t k = x->bill[i].from; other_bill(b, &x->bill[i]) && k < x->bill[i].to; k++)
			if (x->row[k].bulan == bulan && x->row[k].n == n && (!key || x->row[k].key == key))
				return true;
	return false;
}

/* People other letters ask for; *ret_unnamed: one of them does not say whom. */
static int64_t by_letters(const struct world *x, const struct bill *b, int64_t bulan, bool *ret_unnamed)
{
	int64_t n = 0;
	*ret_unnamed = false;
	for (size_t i = 0; i < x->bills; i++)
		for (size_t k = 0; other_bill(b, &x->bill[i]) && k < x->bill[i].lines; k++)
			if (x->bill[i].line[k].bulan == bulan) {
				n += x->bill[i].line[k].people;
				*ret_unnamed |= !x->bill[i].detail;
			}
	return n;
}

static int64_t room_for(const struct truth *t, int64_t others)
{
	/* each person once, however often a list has them */
	int64_t n = (t->named ? t->own_n + t->koreksi : t->akhir) - others;
	return n > 0 ? n : 0;
}

/* What we asked before about somebody who is billed; true: is no longer ours. */
static bool expect_asked(const struct world *x, struct expected *e, const struct row *r)
{
	bool dead = false, moved = false, done = false;
	for (size_t i = 0; i < x->asks; i++) {
		const struct ask *a = &x->ask[i];
		if (a->n != r->n || a->refused)
			continue;
		dead |= a->apa == 'M' && a->gone < r->bulan;
		moved |= a->apa == 'P' && a->gone < r->bulan;
		done |= a->done && a->periode < r->bulan;
	}
	if (dead)
		hit(e, "sesudah_meninggal", r->bill, r->no, r->amount);
	if (moved)
		hit(e, "sesudah_pindah", r->bill, r->no, r->amount);
	if (done)
		hit(e, "diminta_nonaktif", r->bill, r->no, r->amount);
	return dead || moved || done;
}

static void expect_month(struct world *x, struct expected *e, const struct bill *b, int64_t bulan, bool iuran)
{
	static const struct truth none = { 0 };
	const struct truth *t = truth_of(x, bulan);
	bool billed[PEOPLE + 1] = { false }, unnamed;
	int64_t counted = 0, owed, room;
	t = t ? t : &none;
	room = room_for(t, by_letters(x, b, bulan, &unnamed));
	for (size_t k = b->from; k < b->to; k++) {
		const struct row *r = &x->row[k];
		if (r->bulan != bulan)
			continue;
		bool ours = t->named && r->n <= x->people && t->own[r->n], gone = expect_asked(x, e, r), again = false;
		for (size_t j = b->from; j < k; j++)
			again |= x->row[j].bulan == bulan && x->row[j].n == r->n && (ours || x->row[j].key == r->key);
		if (again || elsewhere(x, b, bulan, r->n, ours ? 0 : r->key)) {
			hit(e, "ganda", r->bill, r->no, r->amount);
		} else if (!t->known) {
			hit(e, "tanpa_ba", r->bill, r->no, r->amount);
		} else if (t->named && !ours) {
			if (!gone)
				hit(e, "tak_dikenal", r->bill, r->no, r->amount);
		} else {
			counted++;
			if (ours)
				billed[r->n] = true;
			if (r->amount != t->rate)
				hit(e, "tarif", r->bill, r->no, r->amount - t->rate);
		}
	}
	owed = counted;
	if (t->named && iuran && !unnamed) {
		owed = t->koreksi;
		for (int64_t n = 1; n <= x->people; n++) {
			if (!t->own[n] || elsewhere(x, b, bulan, n, 0))
				continue;
			owed++;
			if (!billed[n])
				hit(e, "tak_ditagih", 0, 0, -t->rate);
		}
		if (t->koreksi)
			plain(e, "koreksi_ba", -t->koreksi, -t->koreksi * t->rate);
	} else if (t->known && !t->named) {
		owed = iuran || room < counted ? room : counted;
		if (owed != counted)
			plain(e, "jumlah_orang", counted - owed, (counted - owed) * t->rate);
	}
	e->people += owed;
	e->owed += owed * t->rate;
}

static void expect_line(struct world *x, struct expected *e, const struct bill *b, const struct line *l)
{
	const struct truth *t = truth_of(x, l->bulan);
	bool unnamed;
	int64_t room = t->known ? room_for(t, by_letters(x, b, l->bulan, &unnamed)) : 0;
	int64_t owed = l->iuran || room < l->people ? room : l->people;
	/* what the list has twice is in the BA, so a letter that ties to the BA bills it twice */
	int64_t twice = t->named ? t->akhir - t->own_n - t->koreksi : 0, over = l->people > owed ? l->people - owed : 0;
	twice = twice < over ? twice : over;
	if (twice)
		plain(e, "ganda", twice, twice * t->rate);
	if (l->people - owed - twice)
		plain(e, t->known ? "jumlah_orang" : "tanpa_ba", l->people - owed - twice, (l->people - owed - twice) * t->rate);
	if (l->people && l->rate != t->rate)
		plain(e, "tarif", l->people, l->people * (l->rate - t->rate));
	e->people += owed;
	e->owed += owed * t->rate;
}

/* Paid before death or move was known, and not claimed since. */
static void expect_past(const struct world *x, struct expected *e, const struct bill *b)
{
	for (size_t i = 0; i < x->asks; i++) {
		const struct ask *a = &x->ask[i];
		const struct truth *t = &x->month[x->months - 1];
		if (!a->apa || a->refused || !t->named || a->kasus != t->kasus)
			continue;
		for (size_t k = 0; k < b->from; k++) {
			const struct row *r = &x->row[k];
			bool paid = r->n == a->n && r->bulan > a->gone && r->bulan < b->bulan && !r->back;
			for (size_t j = 0; j < x->bills; j++)
				paid &= x->bill[j].id != r->bill || !x->bill[j].returned;
			if (paid)
				hit(e, "lalu", r->bill, r->no, r->amount);
		}
	}
}

static void expect_bill(struct world *x, struct expected *e, const struct bill *b, int64_t credit)
{
	int64_t sum = b->more - b->less, wrong = 0, wrong_lines = 0, people = 0, money = 0;
	for (size_t i = 0; i < b->lines; i++) {
		int64_t off = b->line[i].amount - b->line[i].people * b->line[i].rate;
		sum += b->line[i].amount;
		wrong += off;
		wrong_lines += off != 0;
		people += b->line[i].people;
		money += b->line[i].amount;
	}
	int64_t gap = b->total - sum + (b->detail ? 0 : wrong);
	if (gap || wrong_lines)
		plain(e, "hitungan", 0, gap);
	if (b->more)
		plain(e, "tambahan", 0, b->more);
	if (credit != b->less)
		plain(e, "kredit_belum", 0, credit - b->less);
	if (b->detail) {
		for (size_t i = 0; i < x->months; i++) {
			bool iuran = false, here = false;
			for (size_t k = 0; k < b->lines; k++)
				if (b->line[k].bulan == x->month[i].bulan) {
					here = true;
					iuran |= b->line[k].iuran;
				}
			for (size_t k = b->from; k < b->to; k++)
				here |= x->row[k].bulan == x->month[i].bulan;
			if (here)
				expect_month(x, e, b, x->month[i].bulan, iuran);
		}
		for (size_t k = b->from; k < b->to; k++)
			money -= x->row[k].amount;
		people -= (int64_t)(b->to - b->from);
		if (people || money)
			plain(e, "rincian", people, money);
	} else {
		for (size_t k = 0; k < b->lines; k++)
			expect_line(x, e, b, &b->line[k]);
	}
	expect_past(x, e, b);
}

/* --- and what is found ------------------------------------------------------------------------------------------------------- */

static const struct val *kind_row(const struct val *rows, const char *jenis)
{
	for (const struct val_item *i = rows->items.first; i; i = i->next)
		if (str_eq(val_getstr(&i->v, "jenis"), str_c(jenis)))
			return &i->v;
	return NULL;
}

static int64_t kind_of(const struct val *rows, const char *jenis, const char *what) { return val_geti(kind_row(rows, jenis), what, 0); }

/* One kind, with its names, against what is expected of it; answers whether something is. */
static bool check_kind(struct world *x, const struct bill *b, const struct expected *e, const struct val *kinds, const char *jenis)
{
	struct dunia_kerja w0 = { .d = x->d }, *w = &w0;
	struct cx *cx = &x->d->cx;
	int64_t people = 0, sum = 0, named = 0;
	bool any = false;
	for (size_t i = 0; i < e->hits; i++)
		if (strcmp(e->hit[i].kind, jenis) == 0) {
			named++;
			sum += e->hit[i].amount;
		}
	int64_t named_sum = sum;
	people = named;
	for (size_t i = 0; i < e->plains; i++)
		if (strcmp(e->plain[i].kind, jenis) == 0) {
			any = true;
			people += e->plain[i].people;
			sum += e->plain[i].sum;
		}
	if (kind_of(kinds, jenis, "orang") != people || kind_of(kinds, jenis, "jumlah") != sum)
		print_error("bill %" PRId64 " of %" PRId64 ", %s: %" PRId64 " people, %" PRId64 "; expected %" PRId64 ", %" PRId64 "\n", b->id,
			    b->bulan, jenis, kind_of(kinds, jenis, "orang"), kind_of(kinds, jenis, "jumlah"), people, sum);
	assert_int_equal(kind_of(kinds, jenis, "orang"), people);
	assert_int_equal(kind_of(kinds, jenis, "jumlah"), sum);
	if (!named)
		return any;
	struct val names, q = OBJ(cx, { "tagihan", val_int(b->id) }, { "jenis", val_c(jenis) }, { "batas", val_int(1000) },
				  { "lewat", val_int(0) });
	HARUS(ALL(cx, Q_SELISIH_NAMA, &q, &names, &w->salah));
	for (const struct val_item *i = names.items.first; i; i = i->next)
		named_sum -= val_geti(&i->v, "jumlah", 0);
	assert_int_equal(names.items.n, named);
	assert_int_equal(named_sum, 0);
	return true;
}

static void check_bill(struct world *x, const struct bill *b, const struct expected *e, int64_t credit)
{
	static const char *const all[] = { "hitungan",	   "rincian", "va_beda", "tanpa_ba",	 "jumlah_orang",     "tak_dikenal",
					   "tak_ditagih",  "ganda",   "tarif",	 "nik",		 "sebelum_program",  "segmen",
					   "pbi",	   "lalu",    "tambahan", "kredit_belum", "sesudah_meninggal", "sesudah_pindah",
					   "koreksi_ba",   "diminta_nonaktif" };
	struct dunia_kerja w0 = { .d = x->d }, *w = &w0;
	struct cx *cx = &x->d->cx;
	struct val t, sums, kinds, p = OBJ(cx, { "id", val_int(b->id) }, { "tagihan", val_int(b->id) });
	HARUS(hitung_tagihan(cx, b->id, &w->salah));
	HARUS(ONE(cx, Q_TAGIHAN_ID, &p, &t, &w->salah));
	HARUS(val_parse(&sums, cx->mem, val_getstr(&t, "ringkasan"), 20000, &w->salah));
	HARUS(ALL(cx, Q_SELISIH_TAGIHAN, &p, &kinds, &w->salah));
	/* each planted fault is found with its names, and nothing else is */
	size_t found = 0;
	for (size_t k = 0; k < COUNT(all); k++)
		found += check_kind(x, b, e, &kinds, all[k]);
	assert_int_equal(kinds.items.n, found);
	/* the bill is the sum of its people, and the difference is explained to the rupiah */
	assert_int_equal(val_geti(&sums, "tagihan", -1), b->total);
	assert_int_equal(val_geti(&sums, "orang_sendiri", -1), e->people);
	assert_int_equal(val_geti(&sums, "sendiri", -1), e->owed - credit);
	assert_int_equal(val_geti(&sums, "kredit_terbuka", -1), credit);
	assert_int_equal(val_geti(&sums, "beda", -1), b->total - (e->owed - credit));
	int64_t parts = 0;
	for (const struct val_item *i = val_get(&sums, "urai")->items.first; i; i = i->next)
		parts += val_geti(&i->v, "jumlah", 0);
	assert_int_equal(parts, b->total - (e->owed - credit));
}

/* --- the ledger -------------------------------------------------------------------------------------------------------------- */

static int64_t balance(struct world *x, int64_t year, const char *account, const char *akun)
{
	struct dunia_kerja w0 = { .d = x->d }, *w = &w0;
	int64_t n;
	HARUS(buku_saldo(&x->d->cx, year, account ? str_c(account) : STR_NONE, akun, &n, &w->salah));
	return n;
}

/* All accounts, and what they must be. */
static void check_ledger(struct world *x)
{
	static const char *const names[] = { "pagu", "tersedia", "tagihan", "realisasi", "utang", "beban", "kas", "piutang" };
	int64_t is[COUNT(names)], sum = 0;
	for (size_t i = 0; i < COUNT(names); i++)
		sum += is[i] = balance(x, 0, NULL, names[i]);
	assert_int_equal(sum, 0);
	assert_int_equal(is[0], -x->pagu);
	assert_int_equal(is[1], x->pagu - x->billed);
	assert_int_equal(is[2], x->billed - x->realised);
	assert_int_equal(is[3], x->realised);
	assert_int_equal(is[4], x->sent - x->billed);
	assert_int_equal(is[6], -x->sent);
	assert_int_equal(is[7], x->claimed - x->used);
}

static void check_budget(struct world *x, int64_t year)
{
	for (int k = 0; k < 2; k++) {
		assert_int_equal(balance(x, year, accounts[k], "tersedia"), x->free[year - 2016][k]);
		assert_true(x->free[year - 2016][k] >= 0);
	}
}

static void grant(struct world *x, int64_t year, int k, int64_t amount)
{
	struct dunia_kerja w0 = { .d = x->d }, *w = &w0;
	struct buku_baris row = { str_c(accounts[k]), "pagu", "tersedia", amount };
	struct buku_jurnal j = { .tahun = year, .tanggal = year * 10000 + 102, .jenis = "dpa_murni", .nomor = S("DPA"), .uraian = S("DPA") };
	HARUS(buku_catat(&x->d->cx, &j, &row, 1, &w->salah));
	x->pagu += amount;
	x->free[year - 2016][k] += amount;
}

static int64_t bill_balance(struct world *x, const struct bill *b, const char *akun)
{
	struct dunia_kerja w0 = { .d = x->d }, *w = &w0;
	struct cx *cx = &x->d->cx;
	struct val rows, p = OBJ(cx, { "tagihan", val_int(b->id) }, { "akun", val_c(akun) });
	int64_t n = 0;
	HARUS(ALL(cx, Q_BUKU_SALDO_TAGIHAN, &p, &rows, &w->salah));
	for (const struct val_item *i = rows.items.first; i; i = i->next)
		n += val_geti(&i->v, "jumlah", 0);
	return n;
}

/* --- a bill comes, is settled and paid ---------------------------------------------------------------------------------------- */

static void bill_row(struct world *x, struct bill *b, int64_t n, int64_t bulan, int64_t rate)
{
	assert_true(x->rows < COUNT(x->row));
	bool nik = one_in(20);
	x->row[x->rows++] = (struct row){ .n = n, .bulan = bulan, .amount = one_in(20) ? rate + pick(8000) - 3000 : rate, .nik = nik,
					  .key = dunia_kunci(x->d, n, nik) };
	b->to = x->rows;
}

static int by_month_and_key(const void *a, const void *b)
{
	const struct row *x = a, *y = b;
	if (x->bulan != y->bulan)
		return x->bulan < y->bulan ? -1 : 1;
	/* whoever is billed twice: the cheaper one first, so that both sides know which row is which */
	return x->key != y->key ? (x->key < y->key ? -1 : 1) : (x->amount > y->amount) - (x->amount < y->amount);
}

/* Whom the detail has: all of ours, with faults; or a few late ones of a second bill. */
static void plan_rows(struct world *x, struct bill *b, const struct truth *t, bool second)
{
	for (int64_t n = 1; n <= x->people; n++) {
		bool usual = second ? one_in(5) : t->own[n] ? !one_in(15) : one_in(12);
		for (int times = usual; times; times = one_in(15))
			bill_row(x, b, n, t->bulan, t->rate);
	}
	if (one_in(10))
		bill_row(x, b, 900000 + pick(1000), t->bulan, t->rate);
	/* late ones of the month before, rightly or not, on a line of their own or hidden among this month's */
	if (x->months > 1 && one_in(4))
		for (int64_t i = 1 + pick(3); i > 0; i--)
			bill_row(x, b, 1 + pick(x->people), t[-1].bulan, t[-1].rate);
	if (x->rows == b->from)
		bill_row(x, b, 1, t->bulan, t->rate);
	qsort(x->row + b->from, b->to - b->from, sizeof x->row[0], by_month_and_key);
}

/* The letter's lines follow the detail, more or less. */
static void plan_lines(struct world *x, struct bill *b, const struct truth *t, bool second)
{
	bool late = x->months > 1 && one_in(3), hidden = !late;
	b->line[0] = (struct line){ .bulan = t->bulan, .rate = t->rate, .iuran = true };
	b->lines = 1;
	if (late)
		b->line[b->lines++] = (struct line){ .bulan = t[-1].bulan, .rate = t[-1].rate };
	if (b->detail) {
		for (size_t k = b->from; k < b->to; k++) {
			struct line *l = &b->line[!hidden && x->row[k].bulan != t->bulan];
			l->people++;
			l->amount += x->row[k].amount;
		}
	} else {
		b->line[0].people = second ? pick(3) : t->named ? t->own_n + t->koreksi : t->akhir;
		b->line[0].people += one_in(5) ? pick(5) - 2 : 0;
		if (b->line[0].people < 0)
			b->line[0].people = 0;
		b->line[1].people = late ? pick(3) : 0;
		for (size_t i = 0; i < b->lines; i++) {
			b->line[i].rate += one_in(15) ? pick(5000) - 2000 : 0;
			b->line[i].amount = b->line[i].people * b->line[i].rate;
		}
	}
	if (one_in(15))
		b->line[0].people += 1;
	if (one_in(15))
		b->line[0].amount += pick(9000);
}

static void store_bill(struct world *x, struct bill *b, int64_t kasus)
{
	struct dunia *d = x->d;
	int64_t no = 0;
	b->id = dunia_tagihan(d, kasus, b->bulan, b->total);
	for (size_t i = 0; i < b->lines; i++)
		dunia_garis(d, b->id, ++no, b->line[i].iuran ? "iuran" : "susulan", b->line[i].bulan, b->line[i].people, b->line[i].rate,
			    b->line[i].amount);
	if (b->less)
		dunia_garis(d, b->id, ++no, one_in(2) ? "kredit" : "koreksi", b->bulan, 0, 0, -b->less);
	if (b->more)
		dunia_garis(d, b->id, ++no, "koreksi", b->bulan, 0, 0, b->more);
	for (size_t k = b->from; k < b->to; k++) {
		x->row[k].bill = b->id;
		x->row[k].no = (int64_t)(k - b->from + 1);
		dunia_rincian(d, b->id, x->row[k].no, x->row[k].bulan, x->row[k].n, x->row[k].nik,
			      x->row[k].amount);
	}
	if (b->detail)
		dunia_rincian_selesai(d, b->id, (int64_t)(b->to - b->from));
}

static struct bill *send_bill(struct world *x, int64_t kasus, bool second, int64_t credit)
{
	const struct truth *t = &x->month[x->months - 1];
	struct bill *b = &x->bill[x->bills];
	*b = (struct bill){ .bulan = t->bulan, .detail = !one_in(3), .from = x->rows, .to = x->rows };
	if (b->detail)
		plan_rows(x, b, t, second);
	plan_lines(x, b, t, second);
	for (size_t i = 0; i < b->lines; i++)
		b->total += b->line[i].amount;
	b->more = one_in(15) ? 1 + pick(20000) : 0;
	b->less = credit && !one_in(4) ? credit : one_in(20) ? 1 + pick(20000) : 0;
	if (b->less > b->total)
		b->less = 0;
	b->total += b->more - b->less;
	int64_t off = one_in(15) ? pick(2000) - 1000 : 0;
	b->total = b->total + off > 0 ? b->total + off : b->total;
	store_bill(x, b, kasus);
	x->bills++;
	return b;
}

static void settle(struct world *x, const struct bill *b, const char *jenis, const char *status)
{
	struct dunia_kerja w0 = { .d = x->d }, *w = &w0;
	struct cx *cx = &x->d->cx;
	struct val q = OBJ(cx, { "tagihan", val_int(b->id) }, { "jenis", val_c(jenis) }, { "status", val_c(status) },
			   { "catatan", val_c("uji") }, { "berkas", val_null }, { "oleh", val_int(1) }, { "now", val_int(1) });
	HARUS(db_run(cx->db, Q_SELISIH_URUS, &q, NULL, &w->salah));
}

static struct row *row_of(struct world *x, const struct hit *h)
{
	for (size_t k = 0; k < x->rows; k++)
		if (x->row[k].bill == h->bill && x->row[k].no == h->no)
			return &x->row[k];
	return NULL;
}

/* Claims some differences back, lets the head accept others; answers what is claimed: of a billed row its largest fault, once. */
static int64_t settle_all(struct world *x, const struct bill *b, const struct expected *e)
{
	static const char *const kinds[] = { "ganda",  "tak_dikenal",	    "tarif",	     "sesudah_meninggal", "sesudah_pindah", "lalu",
					     "tanpa_ba", "jumlah_orang", "diminta_nonaktif", "tambahan" };
	int64_t claim = 0;
	bool credit[COUNT(kinds)], accepted[COUNT(kinds)];
	for (size_t k = 0; k < COUNT(kinds); k++) {
		int64_t sum = 0, plain_sum = 0;
		for (size_t i = 0; i < e->hits; i++)
			sum += strcmp(e->hit[i].kind, kinds[k]) == 0 ? e->hit[i].amount : 0;
		for (size_t i = 0; i < e->plains; i++)
			plain_sum += strcmp(e->plain[i].kind, kinds[k]) == 0 ? e->plain[i].sum : 0;
		credit[k] = sum + plain_sum > 0 && one_in(2);
		accepted[k] = !credit[k] && one_in(5);
		if (credit[k] || accepted[k])
			settle(x, b, kinds[k], credit[k] ? "kredit" : "diterima");
		if (credit[k] && !sum)
			claim += plain_sum;
	}
	for (size_t i = 0; i < e->hits; i++) {
		int64_t most = 0;
		bool first = e->hit[i].bill != 0;
		for (size_t j = 0; j < i; j++)
			first &= e->hit[j].bill != e->hit[i].bill || e->hit[j].no != e->hit[i].no;
		for (size_t j = i; first && j < e->hits; j++)
			for (size_t k = 0; k < COUNT(kinds); k++) {
				if (e->hit[j].bill != e->hit[i].bill || e->hit[j].no != e->hit[i].no || e->hit[j].amount <= 0 ||
				    strcmp(e->hit[j].kind, kinds[k]) != 0)
					continue;
				if (credit[k] && e->hit[j].amount > most)
					most = e->hit[j].amount;
				if (credit[k] || accepted[k])
					row_of(x, &e->hit[j])->back = true;
			}
		claim += most;
	}
	return claim;
}

/* The budget as the two parts of the rate divide a bill; what is missing is refused to the rupiah, and granted then. */
static void charge(struct world *x, const struct bill *b)
{
	struct dunia_kerja w0 = { .d = x->d }, *w = &w0;
	const struct truth *t = &x->month[x->months - 1];
	int64_t year = b->bulan / 100, part[2] = { 0, b->total * x->bantuan / x->rate };
	part[0] = b->total - part[1];
	assert_int_equal(t->rate, x->rate);
	for (int k = 0; k < 2; k++) {
		int64_t short_of = part[k] - x->free[year - 2016][k];
		if (short_of <= 0)
			continue;
		assert_int_equal(buku_tagihan(&x->d->cx, b->id, &w->salah), E_REFUSED);
		if (short_of > 1 && one_in(4)) {
			grant(x, year, k, short_of - 1);
			assert_int_equal(buku_tagihan(&x->d->cx, b->id, &w->salah), E_REFUSED);
			short_of = 1;
		}
		grant(x, year, k, short_of + (one_in(2) ? 0 : pick(2000000)));
	}
	HARUS(buku_tagihan(&x->d->cx, b->id, &w->salah));
	x->free[year - 2016][0] -= part[0];
	x->free[year - 2016][1] -= part[1];
	check_budget(x, year);
}

static void accept(struct world *x, struct bill *b, const struct expected *e, int64_t credit)
{
	struct dunia_kerja w0 = { .d = x->d }, *w = &w0;
	struct cx *cx = &x->d->cx;
	int64_t claim = settle_all(x, b, e);
	if (one_in(10)) /* what is settled stays settled */
		check_bill(x, b, e, credit);
	charge(x, b);
	x->billed += b->total;
	x->claimed += claim;
	x->used += b->less < credit ? b->less : credit;
	struct val s = OBJ(cx, { "id", val_int(b->id) }, { "status", val_c("diajukan") }, { "alasan", val_null });
	HARUS(db_run(cx->db, Q_TAGIHAN_STATUS, &s, NULL, &w->salah));
}

static int64_t payment(struct world *x, const struct bill *b, const char *jenis, int64_t amount, int part)
{
	struct dunia_kerja w0 = { .d = x->d }, *w = &w0;
	struct cx *cx = &x->d->cx;
	struct str number = cx_textf(cx->mem, "%s/%" PRId64 "/%d", jenis, b->id, part);
	struct val q = OBJ(cx, { "tagihan", val_int(b->id) }, { "jenis", val_c(jenis) }, { "nomor", val_str(number) },
			   { "tanggal", val_int(b->bulan * 100 + 9) }, { "jumlah", val_int(amount) }, { "kanal", val_c("OB") },
			   { "tujuan", val_c("") }, { "berkas", val_null }, { "dari_kertas", val_int(0) },
			   { "now", val_int(1) }, { "oleh", val_int(1) });
	HARUS(db_run(cx->db, Q_BAYAR_TAMBAH, &q, NULL, &w->salah));
	int64_t id = db_last_id(cx->db);
	HARUS(buku_setel(cx, b->id, number, S("uji"), &w->salah));
	return id;
}

static void check_paid(struct world *x, const struct bill *b, int64_t sp2d, int64_t sent)
{
	int64_t realised = sp2d > sent ? sp2d : sent;
	assert_int_equal(bill_balance(x, b, "tagihan"), b->total - realised);
	assert_int_equal(bill_balance(x, b, "realisasi"), realised);
	assert_int_equal(bill_balance(x, b, "utang"), sent - b->total);
	assert_int_equal(bill_balance(x, b, "kas"), -sent);
}

/* SP2D and transfers in any order and in parts, some of them taken back, until all is paid. */
static void pay(struct world *x, const struct bill *b)
{
	struct dunia_kerja w0 = { .d = x->d }, *w = &w0;
	struct cx *cx = &x->d->cx;
	int64_t sp2d = 0, sent = 0;
	for (int part = 0; sp2d < b->total || sent < b->total; part++) {
		bool transfer = sp2d == b->total || (sent < b->total && one_in(2));
		int64_t *done = transfer ? &sent : &sp2d, left = b->total - *done;
		int64_t amount = part >= 2 || left < 2 || one_in(2) ? left : 1 + pick(left);
		int64_t id = payment(x, b, transfer ? "transfer" : "sp2d", amount, part);
		*done += amount;
		check_paid(x, b, sp2d, sent);
		if (one_in(8)) {
			struct val q = OBJ(cx, { "id", val_int(id) }, { "now", val_int(2) }, { "alasan", val_c("uji") });
			HARUS(db_run(cx->db, Q_BAYAR_BATAL, &q, NULL, &w->salah));
			HARUS(buku_setel(cx, b->id, S("batal"), S("uji"), &w->salah));
			*done -= amount;
			check_paid(x, b, sp2d, sent);
		}
	}
	x->realised += b->total;
	x->sent += b->total;
}

/* --- a month ------------------------------------------------------------------------------------------------------------------ */

static void propose(struct world *x, struct truth *t, int64_t n, int64_t periode)
{
	static const struct {
		const char *alasan;
		char apa;
	} why[] = { { "NIK_GANDA", 0 }, { "MENINGGAL", 'M' }, { "PINDAH_DOMISILI", 'P' } };
	size_t k = (size_t)pick(COUNT(why));
	struct ask a = { .n = n, .kasus = t->kasus, .periode = periode, .gone = periode, .apa = why[k].apa,
			 .done = !one_in(3), .refused = one_in(2) };
	a.refused &= !a.done;
	if (a.apa && one_in(2)) {
		a.gone = bulan_sesudah(periode, (int)-pick(5));
		dunia_registri(x->d, t->kasus, t->kasus, n, a.gone * 100 + 15);
	}
	dunia_usulan(x->d, t->kasus, n, x->peserta[n], why[k].alasan, t->bulan, a.done ? "dikerjakan" : a.refused ? "ditolak" : "belum");
	x->ask[x->asks++] = a;
	if (a.done) {
		t->own[n] = x->there[n] = false;
		t->own_n--;
	}
}

static int64_t figure(const struct val *rows, const char *what)
{
	int64_t n = 0;
	for (const struct val_item *i = rows->items.first; i; i = i->next)
		n += val_geti(&i->v, what, 0);
	return n;
}

/* The BA's figures are the program's own, with a correction put in as people do; its opening is the closing of the BA before. */
static int64_t agree(struct world *x, struct truth *t, int64_t doubles)
{
	struct dunia_kerja w0 = { .d = x->d }, *w = &w0;
	struct cx *cx = &x->d->cx;
	struct val ba;
	HARUS(rekon_hitung(cx, t->kasus, &ba, &w->salah));
	struct val rows = *val_get(&ba, "segmen");
	assert_int_equal(figure(&rows, "akhir"), t->own_n + doubles);
	if (x->closing >= 0)
		assert_int_equal(figure(&rows, "awal"), x->closing);
	if (t->own_n && rows.items.n && one_in(8)) {
		t->koreksi = one_in(2) ? 1 : -1;
		struct val list = val_list();
		val_push(cx->mem, &list, val_c(t->koreksi > 0 ? "1" : "-1"));
		HARUS(rekon_koreksi(cx, &rows, &list, &w->salah));
	}
	t->akhir = x->closing = figure(&rows, "akhir");
	assert_int_equal(t->akhir, t->own_n + doubles + t->koreksi);
	assert_int_equal(t->akhir, figure(&rows, "awal") + figure(&rows, "tambah") - figure(&rows, "kurang") - figure(&rows, "nonaktif") +
					   figure(&rows, "koreksi"));
	t->known = t->named = true;
	return dunia_ba(x->d, t->kasus, cx_json(cx, &rows));
}

/* A month with a list and an agreed BA. */
static int64_t month_of_lists(struct world *x, struct truth *t, int64_t periode)
{
	int64_t daftar, no = 0, doubles = 0;
	t->kasus = dunia_kasus(x->d, "072", periode, &daftar);
	for (int64_t n = 1; n <= x->people; n++) {
		if (one_in(10))
			x->there[n] = !x->there[n];
		if (!x->there[n])
			continue;
		dunia_baris(x->d, daftar, no++, x->peserta[n]);
		t->own[n] = true;
		t->own_n++;
		if (x->again[n]) {
			dunia_baris(x->d, daftar, no++, x->again[n]);
			doubles++;
		} else if (one_in(10)) {
			propose(x, t, n, periode);
		}
	}
	return agree(x, t, doubles);
}

static void one_bill(struct world *x, int64_t kasus, bool second)
{
	struct dunia_kerja w0 = { .d = x->d }, *w = &w0;
	struct cx *cx = &x->d->cx;
	static struct expected e;
	int64_t credit = balance(x, 0, NULL, "piutang");
	assert_int_equal(credit, x->claimed - x->used);
	struct bill *b = send_bill(x, kasus, second, credit);
	e.hits = e.plains = 0;
	e.people = e.owed = 0;
	expect_bill(x, &e, b, credit);
	check_bill(x, b, &e, credit);
	if (one_in(12)) {
		struct val s = OBJ(cx, { "id", val_int(b->id) }, { "status", val_c("dikembalikan") }, { "alasan", val_c("uji") });
		HARUS(db_run(cx->db, Q_TAGIHAN_STATUS, &s, NULL, &w->salah));
		b->returned = true;
		return;
	}
	accept(x, b, &e, credit);
	if (b->total)
		pay(x, b);
}

static void one_month(struct world *x, int64_t periode)
{
	struct dunia_kerja w0 = { .d = x->d }, *w = &w0;
	struct cx *cx = &x->d->cx;
	struct truth *t = &x->month[x->months++];
	*t = (struct truth){ .bulan = bulan_sesudah(periode, 1) };
	cx->setelan = val_null;
	if (one_in(9))
		set_rate(x, t->bulan);
	t->rate = x->rate;
	int64_t bayar = dunia_kasus(x->d, "070", periode, NULL), rekon = 0;
	if (one_in(12)) { /* on paper */
		t->known = true;
		t->akhir = pick(PEOPLE);
		rekon = dunia_ba(x->d, bayar, cx_textf(cx->mem, "[{\"segmen\":\"\",\"akhir\":%" PRId64 "}]", t->akhir));
	} else if (!one_in(20)) {
		rekon = month_of_lists(x, t, periode);
	}
	if (rekon) {
		struct val p = OBJ(cx, { "id", val_int(bayar) }, { "rekon", val_int(rekon) });
		HARUS(db_run(cx->db, Q_KASUS_REKON, &p, NULL, &w->salah));
	}
	one_bill(x, bayar, false);
	if (one_in(4))
		one_bill(x, bayar, true);
	if (one_in(4) || x->months == PER_WORLD)
		check_ledger(x);
}

static void one_world(struct dunia *d)
{
	struct dunia_kerja w0 = { .d = d }, *w = &w0;
	static struct world x;
	memset(&x, 0, sizeof x);
	x.d = d;
	x.people = 3 + pick(PEOPLE - 2);
	x.closing = -1;
	HARUS(db_begin(d->db, true, &w->salah));
	set_rate(&x, 201601);
	for (int64_t n = 1; n <= x.people; n++) {
		x.peserta[n] = dunia_peserta(d, n);
		x.again[n] = one_in(20) ? dunia_peserta_ke(d, n, 2) : 0;
		x.there[n] = !one_in(3);
	}
	for (int64_t year = 2016; year <= 2017; year++)
		for (int k = 0; k < 2; k++)
			grant(&x, year, k, 1 + pick(2000000));
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
