#include "web/pages/bagan.h"
#include "app/setelan.h"

#define MONTHS	 12
#define REASONS	 6 /* with colours of their own; the rest together */
#define DAYS_MAX 92
#define WIB_S	 (7 * 3600)

static struct val chart(struct cx *cx, const char *id, const char *judul, const char *bentuk,
			const char *satuan, const char *sumbu, struct val kategori, struct val seri)
{
	return OBJ(cx, { "id", val_c(id) }, { "judul", val_c(judul) }, { "bentuk", val_c(bentuk) },
		   { "satuan", val_c(satuan) }, { "sumbu", val_c(sumbu) }, { "kategori", kategori },
		   { "seri", seri });
}

static struct val series(struct cx *cx, struct str nama, const char *bentuk, struct val nilai)
{
	return OBJ(cx, { "nama", val_str(nama) }, { "bentuk", val_c(bentuk) }, { "nilai", nilai });
}

/* --- reasons by month --------------------------------------------------------------------------------------------------- */

struct reason {
	struct str kode;
	int64_t sum, month[MONTHS];
};

static struct reason *reason_of(struct reason *list, size_t *n, size_t max, struct str kode)
{
	for (size_t i = 0; i < *n; i++)
		if (str_eq(list[i].kode, kode))
			return &list[i];
	if (*n == max)
		return &list[max - 1];
	list[*n] = (struct reason){ .kode = kode };
	return &list[(*n)++];
}

static void by_sum(struct reason *list, size_t n)
{
	for (size_t i = 1; i < n; i++)
		for (size_t k = i; k && list[k - 1].sum < list[k].sum; k--) {
			struct reason t = list[k];
			list[k] = list[k - 1];
			list[k - 1] = t;
		}
}

/* All beyond the most frequent become one. */
static size_t fold(struct reason *list, size_t n)
{
	if (n <= REASONS + 1)
		return n;
	struct reason *rest = &list[REASONS];
	for (size_t i = REASONS + 1; i < n; i++) {
		rest->sum += list[i].sum;
		for (size_t m = 0; m < MONTHS; m++)
			rest->month[m] += list[i].month[m];
	}
	rest->kode = S("LAINNYA");
	return REASONS + 1;
}

static int months_between(int64_t a, int64_t b)
{
	return (int) ((b / 100 - a / 100) * 12 + b % 100 - a % 100);
}

int bagan_alasan(struct cx *cx, struct val *ret, struct err *err)
{
	struct val rows, names = val_list(), lines = val_list(), codes = val_list(), table = val_list();
	struct reason list[40];
	size_t n = 0;
	*ret = val_null;
	TRY(ALL(cx, Q_TREN_ALASAN, NULL, &rows, err));
	if (!rows.items.n)
		return OK;
	/* Newest first, a row for each answer to each reason. */
	int64_t last = val_geti(&rows.items.first->v, "periode", 0), first = last;
	for (const struct val_item *i = rows.items.first; i; i = i->next) {
		int64_t at = val_geti(&i->v, "periode", 0), count = val_geti(&i->v, "jumlah", 0);
		int back = months_between(at, last);
		if (back < 0 || back >= MONTHS)
			continue;
		first = at < first ? at : first;
		struct reason *r = reason_of(list, &n, COUNT(list), val_getstr(&i->v, "alasan"));
		r->sum += count;
		r->month[back] += count;
	}
	by_sum(list, n);
	n = fold(list, n);
	int span = months_between(first, last) + 1;
	for (int back = span - 1; back >= 0; back--)
		val_push(cx->mem, &names, val_int(bulan_sesudah(last, -back)));
	for (size_t k = 0; k < n; k++) {
		struct val v = val_list();
		for (int back = span - 1; back >= 0; back--)
			val_push(cx->mem, &v, val_int(list[k].month[back]));
		val_push(cx->mem, &lines, series(cx, list[k].kode, "batang", v));
		val_push(cx->mem, &codes, val_str(list[k].kode));
	}
	for (int back = 0; back < span; back++) {
		struct val cells = val_list();
		int64_t sum = 0;
		for (size_t k = 0; k < n; k++) {
			val_push(cx->mem, &cells, val_int(list[k].month[back]));
			sum += list[k].month[back];
		}
		val_push(cx->mem, &table,
			 OBJ(cx, { "periode", val_int(bulan_sesudah(last, -back)) }, { "sel", cells },
			     { "jumlah", val_int(sum) }));
	}
	*ret = OBJ(
		cx,
		{ "grafik", chart(cx, "alasan", "grafik.alasan", "tegak", "orang", "bulan", names, lines) },
		{ "alasan", codes }, { "bulan", table });
	return OK;
}

/* --- lying bars --------------------------------------------------------------------------------------------------------- */

struct val bagan_mendatar(struct cx *cx, const char *id, const char *judul, const char *satuan,
			  const struct val *rows, const char *nama, const struct bagan_bagian *parts,
			  size_t n)
{
	struct val names = val_list(), values[4] = { val_list(), val_list(), val_list(), val_list() },
		   lines = val_list();
	MUST(n <= COUNT(values));
	for (const struct val_item *i = rows ? rows->items.first : NULL; i; i = i->next) {
		struct val_item *at = names.items.first, *v[COUNT(values)];
		for (size_t k = 0; k < n; k++)
			v[k] = values[k].items.first;
		for (; at && !str_eq(at->v.s, val_getstr(&i->v, nama)); at = at->next)
			for (size_t k = 0; k < n; k++)
				v[k] = v[k]->next;
		if (!at)
			val_push(cx->mem, &names, val_str(val_getstr(&i->v, nama)));
		for (size_t k = 0; k < n; k++) {
			if (at)
				v[k]->v.i += val_geti(&i->v, parts[k].medan, 0);
			else
				val_push(cx->mem, &values[k], val_int(val_geti(&i->v, parts[k].medan, 0)));
		}
	}
	for (size_t k = 0; k < n; k++)
		val_push(cx->mem, &lines, series(cx, str_c(parts[k].nama), "batang", values[k]));
	return chart(cx, id, judul, "mendatar", satuan, "teks", names, lines);
}

struct val bagan_wilayah(struct cx *cx, const char *judul, const char *satuan, const struct val *rows,
			 const char *nama, const char *medan)
{
	const struct bagan_bagian part = { medan, "grafik.jumlah" };
	return bagan_mendatar(cx, "wilayah", judul, satuan, rows, nama, &part, 1);
}

/* --- progress to the day of the letter ---------------------------------------------------------------------------------------- */

struct progress {
	int32_t first, last, begin, due, today; /* days since 1970 */
	int64_t need, done;			/* as the findings say now */
	int64_t recorded;			/* decisions with a time, all of them */
};

/* The days recorded are those of decisions; where findings and decisions differ in number (one person on two rows, somebody no
 * longer on the list) the line is scaled so that it ends at what the findings say. */
static int64_t shown(const struct progress *p, int64_t sum)
{
	if (!p->recorded || p->recorded == p->done)
		return sum < p->need ? sum : p->need;
	/* Both are counts of rows of one list: the product fits. */
	return sum * p->done / p->recorded;
}

static int64_t target(const struct progress *p, int32_t day)
{
	if (day >= p->due)
		return p->need;
	return day <= p->begin ? 0 : p->need * (day - p->begin) / (p->due - p->begin);
}

static void frame(struct progress *p, int64_t periode)
{
	tanggal first = (tanggal) (periode * 100 + 1), next = (tanggal) (bulan_sesudah(periode, 1) * 100 + 1);
	int32_t from = tanggal_days(first);
	p->first = p->begin < from ? p->begin : from;
	if (p->first < from - 31)
		p->first = from - 31;
	if (p->begin < p->first)
		p->begin = p->first;
	int32_t end = tanggal_days(next) - 1;
	p->last = p->last > end ? p->last : end;
	if (p->last > p->first + DAYS_MAX - 1)
		p->last = p->first + DAYS_MAX - 1;
}

int bagan_kemajuan(struct cx *cx, const struct kalender *cal, const struct val *kasus, int64_t perlu,
		   int64_t diputus, struct val *ret, struct err *err)
{
	struct val rows, days = val_list(), done = val_list(), aim = val_list(), lines = val_list(),
			 table = val_list(), p = OBJ(cx, { "kasus", val_int(val_geti(kasus, "id", 0)) });
	int64_t periode = val_geti(kasus, "periode", 0), sum = 0, told = 0;
	tanggal due = kalender_tanggal_bulanan(cal, (int) (periode / 100), (int) (periode % 100),
					       (int) setelan_int(cx, "jadwal.tanggal"), cal->aturan);
	struct progress g = { .due = due ? tanggal_days(due) : 0,
			      .today = (int32_t) ((cx->now_s + WIB_S) / 86400),
			      .need = perlu,
			      .done = diputus };
	*ret = val_null;
	TRY(ALL(cx, Q_HARIAN_KASUS, &p, &rows, err));
	if (!rows.items.n || !due || perlu <= 0)
		return OK;
	/* The first row is the day step 2 began or the first decision, whichever came earlier; the step's own row counts nothing. */
	g.begin = (int32_t) val_geti(&rows.items.first->v, "hari", 0);
	for (const struct val_item *i = rows.items.first; i; i = i->next) {
		g.recorded += val_geti(&i->v, "jumlah", 0);
		g.last = (int32_t) val_geti(&i->v, "hari", 0);
	}
	if (diputus < perlu && str_eq(val_getstr(kasus, "status"), S("berjalan")) && g.today > g.last)
		g.last = g.today;
	frame(&g, periode);
	const struct val_item *next = rows.items.first;
	for (int32_t d = g.first; d <= g.last; d++) {
		while (next && (val_geti(&next->v, "hari", 0) <= d || d == g.last)) {
			sum += val_geti(&next->v, "jumlah", 0);
			next = next->next;
		}
		bool known = d >= g.begin && d <= g.today;
		val_push(cx->mem, &days, val_int(tanggal_from_days(d)));
		val_push(cx->mem, &done, known ? val_int(shown(&g, sum)) : val_null);
		val_push(cx->mem, &aim, d >= g.begin ? val_int(target(&g, d)) : val_null);
		/* In the table the days on which something moved, the day of the letter, and where it stands. */
		bool moved = sum != told || d == g.due || d == g.begin ||
			     d == (g.today < g.last ? g.today : g.last);
		told = sum;
		if (known && moved)
			val_push(cx->mem, &table,
				 OBJ(cx, { "tanggal", val_int(tanggal_from_days(d)) },
				     { "diputus", val_int(shown(&g, sum)) },
				     { "sasaran", val_int(target(&g, d)) }));
	}
	val_push(cx->mem, &lines, series(cx, S("grafik.diputuskan"), "bidang", done));
	val_push(cx->mem, &lines, series(cx, S("grafik.sasaran"), "sasaran", aim));
	struct val c = chart(cx, "kemajuan", "grafik.kemajuan", "tegak", "baris_perlu", "hari", days, lines);
	val_set(cx->mem, &c, "batas",
		OBJ(cx, { "di", val_int(g.due - g.first) }, { "teks", val_c("Surat pengantar") }));
	*ret = OBJ(cx, { "grafik", c }, { "perlu", val_int(perlu) }, { "diputus", val_int(diputus) },
		   { "jatuh", val_int(due) }, { "hari", table });
	return OK;
}

/* --- the budget by month ------------------------------------------------------------------------------------------------------- */

int bagan_anggaran(struct cx *cx, int64_t tahun, const struct val *ramal, struct val *ret, struct err *err)
{
	static const struct {
		const char *kode, *nama, *bentuk;
	} parts[] = { { "realisasi", "grafik.realisasi", "batang" },
		      { "tagihan", "grafik.tagihan", "batang" },
		      { "perkiraan", "grafik.perkiraan", "ramal" },
		      { "pagu", "grafik.pagu", "sasaran" } };
	struct val rows, months = val_list(), values[COUNT(parts)], lines = val_list(), table = val_list(),
			 p = OBJ(cx, { "tahun", val_int(tahun) });
	int64_t now[COUNT(parts)] = { 0 }, today = cx_today(cx) / 100,
		each = val_geti(ramal, "sebulan", 0) + val_geti(ramal, "tambah_sebulan", 0);
	int known = today / 100 > tahun ? 12 : today / 100 == tahun ? (int) (today % 100) : 0;
	TRY(ALL(cx, Q_BUKU_BULAN, &p, &rows, err));
	for (size_t k = 0; k < COUNT(parts); k++)
		values[k] = val_list();
	/* Forecast months are contribution months; a month that has booked something is known. */
	int64_t from = val_geti(ramal, "mulai", 0),
		left = val_true(val_get(ramal, "ada")) ? val_geti(ramal, "bulan_tersisa", 0) : 0;
	if (left > 0 && from / 100 == tahun && from % 100 - 1 > known)
		known = (int) (from % 100) - 1;
	for (const struct val_item *i = rows.items.first; i; i = i->next)
		if (val_geti(&i->v, "bulan", 0) > known)
			known = (int) val_geti(&i->v, "bulan", 0);
	const struct val_item *next = rows.items.first;
	for (int m = 1; m <= 12; m++) {
		for (; next && val_geti(&next->v, "bulan", 0) <= m; next = next->next)
			for (size_t k = 0; k < COUNT(parts); k++)
				now[k] += val_geti(&next->v, parts[k].kode, 0);
		int64_t ahead = left > 0 && m > known ? m - (from % 100) + 1 : 0;
		int64_t cell[] = { now[0], now[1], now[0] + now[1] + (ahead > 0 ? ahead * each : 0), now[3] };
		bool real = m <= known;
		val_push(cx->mem, &months, val_int(tahun * 100 + m));
		for (size_t k = 0; k < COUNT(parts); k++) {
			bool there = k == 3 || (k == 2 ? !real && left > 0 : real);
			val_push(cx->mem, &values[k], there ? val_int(cell[k]) : val_null);
		}
		val_push(cx->mem, &table,
			 OBJ(cx, { "bulan", val_int(tahun * 100 + m) },
			     { "realisasi", real ? val_int(cell[0]) : val_null },
			     { "tagihan", real ? val_int(cell[1]) : val_null },
			     { "perkiraan", !real && left > 0 ? val_int(cell[2]) : val_null },
			     { "pagu", val_int(cell[3]) }));
	}
	for (size_t k = 0; k < COUNT(parts); k++)
		val_push(cx->mem, &lines, series(cx, str_c(parts[k].nama), parts[k].bentuk, values[k]));
	*ret = OBJ(cx,
		   { "grafik",
		     chart(cx, "anggaran", "grafik.anggaran", "tegak", "rupiah", "bulan", months, lines) },
		   { "bulan", table });
	return OK;
}
