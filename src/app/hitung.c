#include "app/hitung.h"
#include "app/buku.h"
#include "app/dokumen.h"
#include "app/hitung_orang.h"
#include "app/rekon.h"
#include "app/setelan.h"
#include "app/tagihan.h"
#include "base/rupiah.h"

/* What may differ, in the order a page shows them. per_orang: known only from BPJS's detail. */
enum kind {
	K_HITUNGAN, K_RINCIAN, K_VA_BEDA, K_TANPA_BA, K_JUMLAH_ORANG, K_TAK_DIKENAL, K_TAK_DITAGIH, K_GANDA, K_SEBELUM_PROGRAM, K_TARIF,
	K_NIK, K_SEGMEN, K_PBI, K_MENINGGAL, K_PINDAH, K_DIMINTA_NONAKTIF, K_LALU, K_KREDIT, K_KOREKSI, K_KOREKSI_BA, KINDS
};
static const struct {
	const char *kode;
	bool auditor, per_orang;
} kinds[KINDS] = {
	[K_HITUNGAN] = { "hitungan", false, false },
	[K_RINCIAN] = { "rincian", false, false },
	[K_VA_BEDA] = { "va_beda", false, false },
	[K_TANPA_BA] = { "tanpa_ba", false, false },
	[K_JUMLAH_ORANG] = { "jumlah_orang", false, false },
	[K_TAK_DIKENAL] = { "tak_dikenal", false, true },
	[K_TAK_DITAGIH] = { "tak_ditagih", false, true },
	[K_GANDA] = { "ganda", true, true },
	[K_SEBELUM_PROGRAM] = { "sebelum_program", true, false },
	[K_TARIF] = { "tarif", true, false },
	[K_NIK] = { "nik", true, true },
	[K_SEGMEN] = { "segmen", true, true },
	[K_PBI] = { "pbi", true, true },
	[K_MENINGGAL] = { "sesudah_meninggal", true, true },
	[K_PINDAH] = { "sesudah_pindah", true, true },
	[K_DIMINTA_NONAKTIF] = { "diminta_nonaktif", true, true },
	[K_LALU] = { "lalu", true, true },
	[K_KREDIT] = { "kredit_belum", false, false },
	[K_KOREKSI] = { "tambahan", false, false },
	[K_KOREKSI_BA] = { "koreksi_ba", false, false },
};

#define MONTHS_MAX 120
struct month {
	int64_t bulan, rate;
	bool iuran;                      /* the bill is for this month, not only for late ones of it */
	int64_t line_people, line_sum;
	bool known, named;               /* there is a BA; and its list */
	int64_t kasus, daftar, closing, koreksi;
	int64_t other_people;            /* billed by other bills for this month, by their letters */
	int64_t expected, detail_people, detail_sum;
};

struct work {
	struct cx *cx;
	struct err *err;
	int64_t tagihan, total, credit, start;
	bool detail;
	struct month month[MONTHS_MAX];
	size_t months;
	struct usulan_semua asked;
	struct tagih_semua billed;
	struct val lines;
	int64_t people[KINDS], sum[KINDS], named[KINDS];
	bool found[KINDS], tested[KINDS];
	int64_t outside;                 /* of the detail: rows that are not ours to pay at all */
	int64_t wrong_rate;              /* what ours are billed above or below the rate */
	int64_t before;                  /* of a letter without a detail: lines before the programme */
};

int hitung_tarif(struct cx *cx, int64_t bulan, int64_t *ret, struct err *err)
{
	struct val t, p = OBJ(cx, { "periode", val_int(bulan) });
	int rc = ONE(cx, Q_TARIF_PADA, &p, &t, err);
	*ret = rc == OK ? val_geti(&t, "pemda_iuran", 0) + val_geti(&t, "pemda_bantuan", 0) : 0;
	return rc == E_NOTFOUND ? OK : rc;
}

/* Amounts of a bill are bounded (tagihan.c, rincian.c), so sums of them fit; what does not is a bug. */
static void add(int64_t *to, int64_t n) { MUST(!__builtin_add_overflow(*to, n, to)); }

static void count(struct work *w, enum kind k, int64_t people, int64_t amount)
{
	w->found[k] = true;
	add(&w->people[k], people);
	add(&w->sum[k], amount);
}

static struct str month_text(struct cx *cx, int64_t m) { return cx_textf(cx->mem, "%s %d", bulan_nama((int)(m % 100)), (int)(m / 100)); }

/* --- names ------------------------------------------------------------------------------------------------------------------- */

/* A row of some bill's detail under a kind. */
static int name_row(struct work *w, enum kind k, int64_t tagihan, int64_t no, int64_t amount, struct str why)
{
	count(w, k, 1, amount);
	struct db_bind b[] = { bind_int(w->tagihan),
			       bind_text(str_c(kinds[k].kode)),
			       bind_int(++w->named[k]),
			       bind_int(tagihan),
			       bind_int(no),
			       bind_int(amount),
			       bind_text(why) };
	return db_quick(w->cx->db, Q_SELISIH_ORANG_RINCIAN, b, COUNT(b), NULL, NULL, w->err);
}

static int name_own(struct work *w, enum kind k, int64_t peserta, int64_t bulan, int64_t amount, struct str why)
{
	count(w, k, 1, amount);
	struct db_bind b[] = { bind_int(w->tagihan),	bind_text(str_c(kinds[k].kode)),
			       bind_int(++w->named[k]), bind_int(peserta),
			       bind_int(bulan),		bind_int(amount),
			       bind_text(why) };
	return db_quick(w->cx->db, Q_SELISIH_ORANG_PESERTA, b, COUNT(b), NULL, NULL, w->err);
}

/* --- the letter ---------------------------------------------------------------------------------------------------------------- */

static struct month *month_of(struct work *w, int64_t bulan)
{
	for (size_t i = 0; i < w->months; i++)
		if (w->month[i].bulan == bulan)
			return &w->month[i];
	if (w->months == MONTHS_MAX)
		return NULL;
	w->month[w->months] = (struct month){ .bulan = bulan };
	return &w->month[w->months++];
}

static int read_lines(struct work *w)
{
	struct val p = OBJ(w->cx, { "tagihan", val_int(w->tagihan) });
	int64_t sum = 0, less = 0, more = 0, wrong = 0, wrong_lines = 0;
	TRY(ALL(w->cx, Q_TAGIHAN_BARIS, &p, &w->lines, w->err));
	for (const struct val_item *i = w->lines.items.first; i; i = i->next) {
		struct str kind = val_getstr(&i->v, "jenis");
		int64_t amount = val_geti(&i->v, "jumlah", 0), people = val_geti(&i->v, "orang", 0);
		rupiah product = { 0 };
		add(&sum, amount);
		if (!str_eq(kind, S("iuran")) && !str_eq(kind, S("susulan"))) {
			add(amount < 0 ? &less : &more, amount);
			continue;
		}
		struct month *m = month_of(w, val_geti(&i->v, "bulan", 0));
		if (!m)
			return FAIL(w->err, E_LIMIT, "Tagihan itu meliputi terlalu banyak bulan.");
		m->iuran |= str_eq(kind, S("iuran"));
		add(&m->line_people, people);
		add(&m->line_sum, amount);
		if (!rupiah_times(&product, (rupiah){ val_geti(&i->v, "tarif", 0) }, people))
			return FAIL(w->err, E_LIMIT, "Jumlah satu baris tagihan terlalu besar.");
		add(&wrong, amount - product.n);
		wrong_lines += amount != product.n;
	}
	/* With a detail each person is priced, and a line's own product says nothing about money. */
	int64_t gap = w->total - sum + (w->detail ? 0 : wrong);
	if (gap || wrong_lines)
		count(w, K_HITUNGAN, 0, gap);
	if (more)
		count(w, K_KOREKSI, 0, more);
	if (w->credit + less)
		count(w, K_KREDIT, 0, w->credit + less);
	return OK;
}

static int check_account(struct work *w, const struct val *t)
{
	struct val d;
	int rc = dokumen_pada(w->cx, "virtual_account", cx_today(w->cx), &d, w->err);
	if (rc < 0)
		return rc == E_NOTFOUND ? OK : rc;
	struct str a = val_getstr(t, "va"), b = val_getstr(&d, "va");
	w->tested[K_VA_BEDA] = true;
	if (a.len && b.len && !dokumen_angka_sama(a, b))
		count(w, K_VA_BEDA, 0, 0);
	return OK;
}

/* --- what we owe for a month ------------------------------------------------------------------------------------------------------ */

static int64_t source_month(struct cx *cx, int64_t bulan)
{
	return str_eq(setelan_text(cx, "tagihan.bulan_iuran"), S("bulan_ini")) ? bulan : bulan_sesudah(bulan, -1);
}

static int find_source(struct work *w, struct month *m)
{
	struct val r, rows, others, p = OBJ(w->cx, { "periode", val_int(source_month(w->cx, m->bulan)) }, { "bulan", val_int(m->bulan) },
					    { "tagihan", val_int(w->tagihan) });
	TRY(hitung_tarif(w->cx, m->bulan, &m->rate, w->err));
	TRY(ALL(w->cx, Q_HITUNG_LAIN, &p, &others, w->err));
	for (const struct val_item *i = others.items.first; i; i = i->next)
		add(&m->other_people, val_geti(&i->v, "orang", 0));
	int rc = ONE(w->cx, Q_HITUNG_SUMBER, &p, &r, w->err);
	if (rc < 0)
		return rc == E_NOTFOUND ? OK : rc;
	m->known = true;
	m->kasus = val_geti(&r, "kasus", 0);
	m->daftar = val_geti(&r, "daftar", 0);
	m->named = m->daftar != 0;
	TRY(val_parse(&rows, w->cx->mem, val_getstr(&r, "angka"), 10000, w->err));
	for (const struct val_item *i = rows.items.first; i; i = i->next) {
		add(&m->closing, val_geti(&i->v, "akhir", 0));
		add(&m->koreksi, rekon_tanpa_nama(&i->v));
	}
	return OK;
}

static int64_t at_least_zero(int64_t n) { return n > 0 ? n : 0; }

/* The same people as with a detail: each once, however often the list has them. */
static int count_own(struct work *w, const struct month *m, int64_t *ret)
{
	struct val p = OBJ(w->cx, { "daftar", val_int(m->daftar) }, { "kasus", val_int(m->kasus) });
	TRY(db_int(w->cx->db, Q_HITUNG_DAFTAR_JUMLAH, &p, 0, ret, w->err));
	add(ret, m->koreksi);
	return OK;
}

int hitung_jumlah(struct cx *cx, int64_t bulan, bool daftar, int64_t *ret, struct err *err)
{
	struct month m = { .bulan = bulan };
	struct work *w = arena_alloc(cx->mem, sizeof *w);
	MUST(w);
	memset(w, 0, sizeof *w);
	w->cx = cx;
	w->err = err;
	TRY(find_source(w, &m));
	*ret = m.closing;
	if (daftar && m.named)
		TRY(count_own(w, &m, ret));
	*ret = at_least_zero(*ret - m.other_people);
	return OK;
}

/* Without names: people are counted, and the rate of each line is looked at. */
static int compare_counts(struct work *w, struct month *m)
{
	int64_t all = m->closing;
	if (m->named)
		TRY(count_own(w, m, &all));
	int64_t whole = at_least_zero(all - m->other_people);
	/* Nothing is owed for it at all, and it is counted once: by its lines. */
	if (m->bulan < w->start)
		return OK;
	/* Late ones are as many as they are, as far as there is room for them. */
	m->expected = !m->known ? 0 : m->iuran || whole < m->line_people ? whole : m->line_people;
	rupiah gap = { 0 };
	if (!rupiah_times(&gap, (rupiah){ m->rate }, m->line_people - m->expected))
		return FAIL(w->err, E_LIMIT, "Jumlah peserta tagihan terlalu besar.");
	if (!m->known && m->line_people != m->expected)
		count(w, K_TANPA_BA, m->line_people - m->expected, gap.n);
	if (!m->known)
		return OK;
	/* The BA counts rows: who stands on its list twice is in it twice, and is billed twice by a letter that ties to it. */
	int64_t twice = at_least_zero(m->closing - all), over = at_least_zero(m->line_people - m->expected);
	twice = twice < over ? twice : over;
	if (twice) {
		count(w, K_GANDA, twice, twice * m->rate);
		add(&w->outside, twice * m->rate);
	}
	if (m->line_people - m->expected - twice)
		count(w, K_JUMLAH_ORANG, m->line_people - m->expected - twice, gap.n - twice * m->rate);
	return OK;
}

static int compare_lines(struct work *w)
{
	for (const struct val_item *i = w->lines.items.first; i; i = i->next) {
		struct str kind = val_getstr(&i->v, "jenis");
		int64_t people = val_geti(&i->v, "orang", 0), bulan = val_geti(&i->v, "bulan", 0), rate = val_geti(&i->v, "tarif", 0);
		if (!str_eq(kind, S("iuran")) && !str_eq(kind, S("susulan")))
			continue;
		rupiah gap = { 0 };
		if (bulan < w->start) {
			if (!rupiah_times(&gap, (rupiah){ rate }, people))
				return FAIL(w->err, E_LIMIT, "Jumlah satu baris tagihan terlalu besar.");
			count(w, K_SEBELUM_PROGRAM, people, gap.n);
			add(&w->before, gap.n);
			continue;
		}
		if (!rupiah_times(&gap, (rupiah){ rate - month_of(w, bulan)->rate }, people))
			return FAIL(w->err, E_LIMIT, "Jumlah satu baris tagihan terlalu besar.");
		if (gap.n) {
			count(w, K_TARIF, people, gap.n);
			add(&w->wrong_rate, gap.n);
		}
	}
	return OK;
}

/* --- person by person ---------------------------------------------------------------------------------------------------------- */

struct side {
	struct milik own;
	struct kunci_peta pbi;
	struct kunci_peta other; /* people of other bills for this month */
	struct val others;
};

/* Somebody of another bill; our own are known by either number. */
static int other_row(void *ctx, const struct db_cell *c)
{
	struct side *s = ctx;
	size_t at = milik_cari(&s->own, c[0].i, hitung_nik(c[1].s));
	if (at != SIZE_MAX)
		s->own.list[at].tanda |= ORANG_DI_LAIN;
	return peta_tambah(&s->other, c[0].i, 1) ? OK : E_NOMEM;
}

static int pbi_row(void *ctx, const struct db_cell *c)
{
	return peta_tambah(ctx, c[0].s.len == 16 ? hitung_nik(c[0].s) : 0, 1) ? OK : E_NOMEM;
}

static int load_side(struct work *w, const struct month *m, struct side *s)
{
	struct cx *cx = w->cx;
	struct val p = OBJ(cx, { "bulan", val_int(m->bulan) }, { "tagihan", val_int(w->tagihan) });
	if (m->named)
		TRY(milik_muat(&s->own, cx, m->daftar, m->kasus, &w->asked, w->err));
	TRY(ALL(cx, Q_HITUNG_LAIN, &p, &s->others, w->err));
	for (const struct val_item *i = s->others.items.first; i; i = i->next) {
		struct db_bind b[] = { bind_int(m->bulan), bind_int(val_geti(&i->v, "id", 0)) };
		int rc = val_geti(&i->v, "rincian_baris", 0)
				 ? db_scan(cx->db, Q_HITUNG_LAIN_ORANG, b, COUNT(b), other_row, s, w->err)
				 : OK;
		if (rc < 0)
			return rc == E_NOMEM ? NOMEM(w->err) : rc;
	}
	struct db_bind b[] = { bind_int(m->bulan) };
	int rc = db_scan(cx->db, Q_HITUNG_PBI, b, COUNT(b), pbi_row, &s->pbi, w->err);
	w->tested[K_PBI] |= s->pbi.n > 0;
	return rc == E_NOMEM ? NOMEM(w->err) : rc;
}

static bool in_set(const struct kunci_peta *p, int64_t key)
{
	size_t pos = SIZE_MAX;
	uint32_t at;
	return peta_cari(p, key, &pos, &at);
}

/* Month of death or move as the registry has it, else that of the case which found it. */
static int went_when(struct work *w, const struct usulan_satu *u, int64_t *ret_month, struct str *ret_text)
{
	struct db_bind b[] = { bind_int(u->kasus), bind_int(u->peserta) };
	int64_t day = 0;
	bool row;
	TRY(db_quick(w->cx->db, Q_HITUNG_TANGGAL, b, COUNT(b), &row, &day, w->err));
	bool known = row && tanggal_valid((int)(day / 10000), (int)(day / 100 % 100), (int)(day % 100));
	const char *what = u->apa == 'M' ? "meninggal" : "pindah";
	*ret_month = known ? day / 100 : u->periode;
	if (known) {
		struct str d = cx_hari(w->cx, day);
		*ret_text = cx_textf(w->cx->mem, "%s %.*s", what, (int)d.len, d.ptr);
	} else {
		*ret_text = cx_textf(w->cx->mem, "%s, ditemukan pada pemeriksaan %d-%02d", what, (int) (u->periode / 100),
				     (int) (u->periode % 100));
	}
	return OK;
}

/* Somebody taken off and added again since is rightly billed. */
static int came_back(struct work *w, const struct usulan_satu *u, int64_t bulan, bool *ret)
{
	struct val row, p = OBJ(w->cx, { "id", val_int(u->peserta) });
	TRY(ONE(w->cx, Q_HITUNG_KUNCI, &p, &row, w->err));
	struct db_bind b[] = { bind_text(val_getstr(&row, "kunci")), bind_int(u->periode), bind_int(bulan) };
	return db_quick(w->cx->db, Q_HITUNG_KEMBALI_AKTIF, b, COUNT(b), ret, NULL, w->err);
}

struct asked_of {
	const struct tagih_orang *o;
	bool seen[K_LALU], gone;
};

static int asked_gone(struct work *w, const struct usulan_satu *u, struct asked_of *a)
{
	enum kind k = u->apa == 'M' ? K_MENINGGAL : K_PINDAH;
	struct str why;
	int64_t month;
	bool back;
	TRY(came_back(w, u, a->o->bulan, &back));
	TRY(went_when(w, u, &month, &why));
	/* Nobody comes back from the dead; a move may be undone. */
	if (month >= a->o->bulan || a->seen[k] || (u->apa != 'M' && back))
		return OK;
	a->seen[k] = a->gone = true;
	return name_row(w, k, w->tagihan, a->o->no, a->o->jumlah, why);
}

static int asked_off(struct work *w, const struct usulan_satu *u, struct asked_of *a)
{
	bool back;
	if (!u->dikerjakan || u->tmt > a->o->bulan || a->seen[K_DIMINTA_NONAKTIF])
		return OK;
	TRY(came_back(w, u, a->o->bulan, &back));
	if (back)
		return OK;
	struct str since = month_text(w->cx, u->tmt);
	a->seen[K_DIMINTA_NONAKTIF] = a->gone = true;
	return name_row(w, K_DIMINTA_NONAKTIF, w->tagihan, a->o->no, a->o->jumlah,
			cx_textf(w->cx->mem, "nonaktif mulai %.*s atas permintaan", (int)since.len, since.ptr));
}

static int check_one(struct work *w, const struct usulan_satu *u, struct asked_of *a)
{
	if (u->apa)
		TRY(asked_gone(w, u, a));
	return asked_off(w, u, a);
}

/* What the proposals say of a billed row; *ret_gone: why that person is no longer ours. */
static int check_asked(struct work *w, const struct tagih_orang *o, bool *ret_gone)
{
	struct asked_of a = { .o = o };
	size_t pos = SIZE_MAX;
	uint32_t i;
	while (peta_cari(&w->asked.by_key, o->orang, &pos, &i))
		TRY(check_one(w, &w->asked.list[i], &a));
	/* By NIK only where there is no card: a NIK may stand wrongly on somebody else's card. */
	for (pos = SIZE_MAX; o->tanpa_kartu && peta_cari(&w->asked.by_nik, o->nik, &pos, &i);)
		TRY(check_one(w, &w->asked.list[i], &a));
	*ret_gone |= a.gone;
	return OK;
}

static int check_flags(struct work *w, const struct side *s, const struct tagih_orang *o)
{
	w->tested[K_SEGMEN] |= o->bersegmen;
	w->tested[K_NIK] |= o->nik || (o->cacat & TAGIHAN_NIK);
	if (o->bulan < w->start)
		TRY(name_row(w, K_SEBELUM_PROGRAM, w->tagihan, o->no, o->jumlah, S("bulan iuran sebelum program dimulai")));
	if (o->cacat & TAGIHAN_NIK)
		TRY(name_row(w, K_NIK, w->tagihan, o->no, o->jumlah, S("NIK kosong atau tidak sah")));
	if (o->cacat & TAGIHAN_SEGMEN)
		TRY(name_row(w, K_SEGMEN, w->tagihan, o->no, o->jumlah, S("bukan segmen PBPU dan BP Pemda")));
	if (o->nik && in_set(&s->pbi, o->nik))
		TRY(name_row(w, K_PBI, w->tagihan, o->no, o->jumlah, S("pada bulan yang sama ditanggung sebagai PBI JK")));
	return OK;
}

static int twice_where(struct work *w, const struct tagih_orang *o, bool elsewhere, struct str *ret)
{
	struct db_bind b[] = { bind_int(o->bulan), bind_int(o->orang), bind_int(w->tagihan) };
	int64_t other;
	bool row;
	struct val t;
	TRY(db_quick(w->cx->db, Q_HITUNG_LAIN_SATU, b, COUNT(b), &row, &other, w->err));
	*ret = elsewhere ? S("sudah ditagih dengan surat lain, memakai nomor lain") : S("ditagih lebih dari sekali dalam tagihan ini");
	if (!row)
		return OK;
	TRY(tagihan_get(w->cx, other, &t, w->err));
	struct str number = val_getstr(&t, "nomor");
	*ret = cx_textf(w->cx->mem, "sudah ditagih dengan surat %.*s", (int)number.len, number.ptr);
	return OK;
}

/* One row of the detail against our own people. */
static int check_row(struct work *w, struct month *m, struct side *s, const struct tagih_orang *o, bool again)
{
	bool gone = false, elsewhere = in_set(&s->other, o->orang);
	size_t at = m->named ? milik_cari(&s->own, o->orang, o->nik) : SIZE_MAX;
	TRY(check_flags(w, s, o));
	TRY(check_asked(w, o, &gone));
	/* The same person under two numbers: the first row is the one we owe. */
	again |= at != SIZE_MAX && (s->own.list[at].tanda & ORANG_DITAGIH);
	elsewhere |= at != SIZE_MAX && (s->own.list[at].tanda & ORANG_DI_LAIN);
	if (again || elsewhere) {
		struct str where;
		TRY(twice_where(w, o, elsewhere, &where));
		add(&w->outside, o->jumlah);
		return name_row(w, K_GANDA, w->tagihan, o->no, o->jumlah, where);
	}
	if (!m->known) {
		add(&w->outside, o->jumlah);
		return name_row(w, K_TANPA_BA, w->tagihan, o->no, o->jumlah, S("bulan itu tidak punya BA Rekonsiliasi di Padan"));
	}
	if (m->named && at == SIZE_MAX) {
		add(&w->outside, o->jumlah);
		return gone ? OK : name_row(w, K_TAK_DIKENAL, w->tagihan, o->no, o->jumlah, S("tidak ada dalam daftar BA Rekonsiliasi"));
	}
	if (m->named)
		s->own.list[at].tanda |= ORANG_DITAGIH;
	m->detail_people++;
	if (o->jumlah == m->rate)
		return OK;
	struct str a = cx_rupiah(w->cx, o->jumlah), b = cx_rupiah(w->cx, m->rate);
	add(&w->wrong_rate, o->jumlah - m->rate);
	return name_row(w, K_TARIF, w->tagihan, o->no, o->jumlah - m->rate,
			cx_textf(w->cx->mem, "ditagih %.*s, tarifnya %.*s", (int)a.len, a.ptr, (int)b.len, b.ptr));
}

/* Ours that nobody billed, and how many we owe for. */
static int check_missing(struct work *w, struct month *m, struct side *s)
{
	int64_t owed = 0;
	bool letters_only = false;
	for (const struct val_item *i = s->others.items.first; i; i = i->next)
		letters_only |= !val_geti(&i->v, "rincian_baris", 0);
	for (size_t i = 0; i < s->own.n; i++) {
		bool elsewhere = (s->own.list[i].tanda & ORANG_DI_LAIN) != 0;
		owed += !elsewhere;
		if (elsewhere || (s->own.list[i].tanda & ORANG_DITAGIH) || letters_only)
			continue;
		TRY(name_own(w, K_TAK_DITAGIH, s->own.list[i].peserta, m->bulan, -m->rate,
			     S("ada dalam daftar BA Rekonsiliasi, tidak ditagih")));
	}
	/* Another bill without names took some of ours, nobody can say whom. */
	m->expected = letters_only ? m->detail_people : owed + m->koreksi;
	if (m->koreksi && !letters_only)
		count(w, K_KOREKSI_BA, -m->koreksi, -m->koreksi * m->rate);
	return OK;
}

static int compare_people(struct work *w, struct month *m, size_t from, size_t to)
{
	struct side s = { .others = val_list() };
	int rc = load_side(w, m, &s);
	for (size_t i = from; rc == OK && i < to; i++) {
		const struct tagih_orang *o = &w->billed.list[i];
		add(&m->detail_sum, o->jumlah);
		rc = check_row(w, m, &s, o, i > from && o[-1].orang == o->orang);
	}
	if (rc == OK) {
		int64_t whole = at_least_zero(m->closing - m->other_people);
		m->expected = m->detail_people;
		if (m->named && m->iuran)
			rc = check_missing(w, m, &s);
		else if (m->known && !m->named)
			m->expected = m->iuran || whole < m->detail_people ? whole : m->detail_people;
	}
	if (rc == OK && !m->named && m->known && m->detail_people != m->expected)
		count(w, K_JUMLAH_ORANG, m->detail_people - m->expected, (m->detail_people - m->expected) * m->rate);
	milik_bebas(&s.own);
	peta_bebas(&s.pbi);
	peta_bebas(&s.other);
	return rc;
}

static int compare_detail(struct work *w)
{
	int64_t people = 0, sum = 0;
	/* Months that stand in the detail only. */
	for (size_t i = 0; i < w->billed.n; i++)
		if ((!i || w->billed.list[i].bulan != w->billed.list[i - 1].bulan) && !month_of(w, w->billed.list[i].bulan))
			return FAIL(w->err, E_LIMIT, "Rincian itu meliputi terlalu banyak bulan.");
	for (size_t k = 0; k < w->months; k++) {
		struct month *m = &w->month[k];
		size_t from = 0, to;
		while (from < w->billed.n && w->billed.list[from].bulan != m->bulan)
			from++;
		for (to = from; to < w->billed.n && w->billed.list[to].bulan == m->bulan;)
			to++;
		if (!m->line_people && !m->rate)
			TRY(find_source(w, m));
		TRY(compare_people(w, m, from, to));
		add(&people, m->line_people - (int64_t)(to - from));
		add(&sum, m->line_sum - m->detail_sum);
	}
	if (people || sum)
		count(w, K_RINCIAN, people, sum);
	return OK;
}

/* --- money paid before death or move was known -------------------------------------------------------------------------------- */

struct paid_walk {
	struct work *w;
	struct str why;
	int rc;
	struct {
		int64_t tagihan, no, jumlah;
	} row[8];
	size_t n;
};

static int paid_row(void *ctx, const struct db_cell *c)
{
	struct paid_walk *p = ctx;
	if (p->n == COUNT(p->row))
		return OK;
	p->row[p->n].tagihan = c[0].i;
	p->row[p->n].no = c[1].i;
	p->row[p->n++].jumlah = c[2].i;
	return OK;
}

static int paid_month(struct work *w, int64_t orang, int64_t bulan, struct str why)
{
	struct paid_walk p = { .w = w, .why = why };
	struct db_bind b[] = { bind_int(bulan), bind_int(orang), bind_int(w->tagihan) };
	TRY(db_scan(w->cx->db, Q_HITUNG_BAYAR_LALU, b, COUNT(b), paid_row, &p, w->err));
	for (size_t i = 0; i < p.n; i++)
		TRY(name_row(w, K_LALU, p.row[i].tagihan, p.row[i].no, p.row[i].jumlah, why));
	return OK;
}

/* Those whose death or move the newest of this bill's months brought to light: what earlier bills asked for them afterwards. */
static int check_past(struct work *w)
{
	int64_t first = INT64_MAX, from;
	struct val months;
	for (size_t i = 0; i < w->months; i++)
		if (w->month[i].iuran && w->month[i].bulan < first)
			first = w->month[i].bulan;
	if (first == INT64_MAX)
		return OK;
	struct val p = OBJ(w->cx, { "dari", val_int(bulan_sesudah(first, -60)) }, { "sampai", val_int(first) });
	TRY(ALL(w->cx, Q_HITUNG_BULAN_RINCIAN, &p, &months, w->err));
	w->tested[K_LALU] = months.items.n > 0;
	for (size_t i = 0; months.items.n && i < w->asked.n; i++) {
		const struct usulan_satu *u = &w->asked.list[i];
		bool here = false;
		struct str why;
		for (size_t k = 0; k < w->months; k++)
			here |= w->month[k].iuran && w->month[k].kasus == u->kasus;
		if (!u->apa || !here)
			continue;
		TRY(went_when(w, u, &from, &why));
		for (const struct val_item *m = months.items.first; m; m = m->next) {
			int64_t bulan = val_geti(&m->v, "bulan", 0);
			if (bulan <= from)
				continue;
			TRY(paid_month(w, u->orang, bulan, why));
			if (u->tanpa_kartu && u->tanpa_kartu != u->orang)
				TRY(paid_month(w, u->tanpa_kartu, bulan, why));
		}
	}
	return OK;
}

/* --- the result ------------------------------------------------------------------------------------------------------------------ */

static const struct val *settled(const struct val *old, const char *kode, int64_t people, int64_t sum)
{
	for (const struct val_item *i = old->items.first; i; i = i->next)
		if (str_eq(val_getstr(&i->v, "jenis"), str_c(kode)) && val_geti(&i->v, "orang", 0) == people &&
		    val_geti(&i->v, "jumlah", 0) == sum)
			return &i->v;
	return NULL;
}

static int store_kinds(struct work *w, const struct val *old)
{
	struct cx *cx = w->cx;
	for (size_t k = 0; k < KINDS; k++) {
		if (!w->found[k])
			continue;
		const struct val *was = settled(old, kinds[k].kode, w->people[k], w->sum[k]);
		struct val p = OBJ(cx, { "tagihan", val_int(w->tagihan) }, { "jenis", val_c(kinds[k].kode) },
				   { "orang", val_int(w->people[k]) }, { "jumlah", val_int(w->sum[k]) },
				   { "status", val_c("terbuka") }, { "catatan", val_c("") }, { "berkas", val_null },
				   { "oleh", val_null }, { "waktu_s", val_null });
		static const char *const keep[] = { "status", "catatan", "berkas", "oleh", "waktu_s" };
		for (size_t i = 0; was && i < COUNT(keep); i++)
			val_set(cx->mem, &p, keep[i], *val_get(was, keep[i]));
		TRY(db_run(cx->db, Q_SELISIH_TAMBAH, &p, NULL, w->err));
	}
	return OK;
}

static int by_month(const void *a, const void *b)
{
	const struct month *x = a, *y = b;
	return x->bulan < y->bulan ? -1 : x->bulan > y->bulan;
}

static void put_part(struct cx *cx, struct val *list, const char *apa, int64_t n)
{
	if (n)
		val_push(cx->mem, list, OBJ(cx, { "apa", val_c(apa) }, { "jumlah", val_int(n) }));
}

static struct val parts_of(struct work *w)
{
	struct val list = val_list();
	put_part(w->cx, &list, "hitungan", w->sum[K_HITUNGAN]);
	put_part(w->cx, &list, "rincian", w->sum[K_RINCIAN]);
	put_part(w->cx, &list, "luar", w->outside);
	put_part(w->cx, &list, "tanpa_ba", w->detail ? 0 : w->sum[K_TANPA_BA]);
	put_part(w->cx, &list, "sebelum_program", w->before);
	put_part(w->cx, &list, "jumlah_orang", w->sum[K_JUMLAH_ORANG]);
	put_part(w->cx, &list, "tak_ditagih", w->sum[K_TAK_DITAGIH]);
	put_part(w->cx, &list, "tarif", w->wrong_rate);
	put_part(w->cx, &list, "tambahan", w->sum[K_KOREKSI]);
	put_part(w->cx, &list, "koreksi_ba", w->sum[K_KOREKSI_BA]);
	put_part(w->cx, &list, "kredit_belum", w->sum[K_KREDIT]);
	return list;
}

static struct val months_of(struct work *w, int64_t *ret_people, int64_t *ret_owed, int64_t *ret_billed)
{
	struct val list = val_list();
	qsort(w->month, w->months, sizeof w->month[0], by_month);
	for (size_t i = 0; i < w->months; i++) {
		const struct month *m = &w->month[i];
		int64_t owed = m->expected * m->rate;
		add(ret_people, m->expected);
		add(ret_owed, owed);
		add(ret_billed, m->line_people);
		val_push(w->cx->mem, &list,
			 OBJ(w->cx, { "bulan", val_int(m->bulan) },
			     { "sumber", val_c(!m->known  ? "tanpa_ba"
					       : m->named ? "daftar"
							  : "ba") },
			     { "orang_tagihan", val_int(m->line_people) }, { "orang_sendiri", val_int(m->expected) },
			     { "tarif", val_int(m->rate) }, { "jumlah_tagihan", val_int(m->line_sum) },
			     { "jumlah_sendiri", val_int(owed) }, { "beda", val_int(m->line_sum - owed) }));
	}
	return list;
}

static struct val tests_of(struct work *w)
{
	struct val list = val_list();
	for (size_t k = 0; k < KINDS; k++)
		if (kinds[k].auditor)
			val_push(w->cx->mem, &list,
				 OBJ(w->cx, { "jenis", val_c(kinds[k].kode) }, { "orang", val_int(w->people[k]) },
				     { "jumlah", val_int(w->sum[k]) },
				     { "diuji",
				       val_bool(w->tested[k] ||
						(w->detail && k != K_PBI && k != K_LALU && k != K_SEGMEN && k != K_NIK) ||
						!kinds[k].per_orang) }));
	return list;
}

static int store_result(struct work *w)
{
	struct cx *cx = w->cx;
	int64_t people = 0, owed = 0, billed = 0;
	struct val months = months_of(w, &people, &owed, &billed);
	struct val sums =
		OBJ(cx, { "tagihan", val_int(w->total) }, { "sendiri", val_int(owed - w->credit) },
		    { "beda", val_int(w->total - owed + w->credit) }, { "orang_tagihan", val_int(billed) },
		    { "orang_sendiri", val_int(people) }, { "kredit_terbuka", val_int(w->credit) },
		    { "rincian", val_bool(w->detail) }, { "bulan", months }, { "urai", parts_of(w) }, { "uji", tests_of(w) });
	struct val p = OBJ(cx, { "id", val_int(w->tagihan) }, { "ringkasan", val_str(cx_json(cx, &sums)) }, { "now", val_int(cx->now_s) });
	return db_run(cx->db, Q_TAGIHAN_DIHITUNG, &p, NULL, w->err);
}

static int newest_month(const struct work *w, int64_t *ret)
{
	*ret = 0;
	for (size_t i = 0; i < w->months; i++)
		if (w->month[i].bulan > *ret)
			*ret = w->month[i].bulan;
	for (size_t i = 0; i < w->billed.n; i++)
		if (w->billed.list[i].bulan > *ret)
			*ret = w->billed.list[i].bulan;
	return OK;
}

static int recompute(struct work *w, const struct val *t)
{
	struct cx *cx = w->cx;
	struct val old, p = OBJ(cx, { "tagihan", val_int(w->tagihan) });
	int64_t newest;
	w->start = setelan_int(cx, "program.mulai");
	w->total = val_geti(t, "jumlah", 0);
	w->detail = val_geti(t, "rincian_baris", 0) > 0;
	TRY(buku_saldo(cx, 0, STR_NONE, "piutang", &w->credit, w->err));
	w->credit = at_least_zero(w->credit);
	TRY(ALL(cx, Q_SELISIH_LAMA, &p, &old, w->err));
	TRY(db_run(cx->db, Q_SELISIH_HAPUS, &p, NULL, w->err));
	TRY(db_run(cx->db, Q_SELISIH_ORANG_HAPUS, &p, NULL, w->err));
	TRY(read_lines(w));
	TRY(check_account(w, t));
	for (size_t i = 0; i < w->months; i++)
		TRY(find_source(w, &w->month[i]));
	if (w->detail)
		TRY(tagih_muat(&w->billed, cx, w->tagihan, w->err));
	TRY(newest_month(w, &newest));
	TRY(usulan_muat(&w->asked, cx, bulan_sesudah(newest, 1), w->err));
	if (w->detail) {
		TRY(compare_detail(w));
	} else {
		for (size_t i = 0; i < w->months; i++)
			TRY(compare_counts(w, &w->month[i]));
		TRY(compare_lines(w));
	}
	TRY(check_past(w));
	TRY(store_kinds(w, &old));
	return store_result(w);
}

int hitung_tagihan(struct cx *cx, int64_t tagihan, struct err *err)
{
	struct val t;
	TRY(tagihan_pada(cx, tagihan, "diperiksa", &t, err));
	struct work *w = calloc(1, sizeof *w);
	if (!w)
		return NOMEM(err);
	w->cx = cx;
	w->err = err;
	w->tagihan = tagihan;
	int rc = recompute(w, &t);
	usulan_bebas(&w->asked);
	tagih_bebas(&w->billed);
	free(w);
	return rc;
}
