#include "app/kalender.h"
#include "libur.gen.h"

#define DAY_S 86400
/* Civil seconds of 0001-01-01 and of the end of 9999-12-31: beyond them there is no tanggal. */
#define CIVIL_MIN (-(int64_t)719162 * DAY_S)
#define CIVIL_MAX ((int64_t)2932897 * DAY_S - 1)
#define DAYS_MIN (-719162)
#define DAYS_MAX 2932896
/* A search for a working day gives up after this many days off in a row. */
#define SEARCH_MAX 731

static const char *const day_names[7] = { "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu" };

#define AT(h, m) ((h) * 60 + (m))

void kalender_init(struct kalender *k)
{
	*k = (struct kalender){ .offset_menit = 420, .hitungan = HITUNG_HARI_KERJA, .aturan = ATURAN_MAJU };
	for (int w = 0; w < 4; w++) {
		k->biasa[w] = (struct jam_kerja){ AT(7, 30), AT(16, 0), AT(12, 0), AT(13, 0) };
		k->ramadan[w] = (struct jam_kerja){ AT(8, 0), AT(15, 0), AT(12, 0), AT(12, 30) };
	}
	k->biasa[4] = (struct jam_kerja){ AT(7, 30), AT(16, 30), AT(11, 30), AT(13, 0) };
	k->ramadan[4] = (struct jam_kerja){ AT(8, 0), AT(15, 30), AT(11, 30), AT(12, 30) };
}

static bool opens(const struct jam_kerja *j) { return j->tutup > j->buka; }

static bool valid(tanggal t)
{
	return t > 0 && tanggal_valid(tanggal_year(t), tanggal_month(t), tanggal_day(t));
}

static int check_hours(const struct jam_kerja *j, const char *when, int w, struct err *err)
{
	if (j->buka == j->tutup)
		return OK;
	if (j->buka < 0 || j->tutup > 1440 || j->buka > j->tutup)
		return FAIL(err, E_ARG, "jam kerja %s hari %s: jam tutup harus sesudah jam buka", when, day_names[w]);
	if (j->istirahat_mulai > j->istirahat_selesai ||
	    (j->istirahat_mulai < j->istirahat_selesai &&
	     (j->istirahat_mulai < j->buka || j->istirahat_selesai > j->tutup)))
		return FAIL(err, E_ARG, "jam istirahat %s hari %s harus berada di dalam jam kerja", when, day_names[w]);
	if (j->istirahat_selesai - j->istirahat_mulai >= j->tutup - j->buka)
		return FAIL(err, E_ARG, "jam istirahat %s hari %s menghabiskan jam kerja", when, day_names[w]);
	return OK;
}

int kalender_check(const struct kalender *k, struct err *err)
{
	int open = 0;
	if (k->offset_menit < -14 * 60 || k->offset_menit > 14 * 60)
		return FAIL(err, E_ARG, "zona waktu %d menit dari UTC tidak ada", k->offset_menit);
	for (int w = 0; w < 7; w++) {
		if (check_hours(&k->biasa[w], "biasa", w, err) < 0 || check_hours(&k->ramadan[w], "Ramadan", w, err) < 0)
			return E_ARG;
		if (opens(&k->biasa[w]) != opens(&k->ramadan[w]))
			return FAIL(err, E_ARG, "hari %s bekerja di luar Ramadan atau di dalamnya saja; isi keduanya", day_names[w]);
		open += opens(&k->biasa[w]);
	}
	if (open == 0)
		return FAIL(err, E_ARG, "tidak ada hari kerja; isi jam kerja sedikitnya satu hari");
	if (k->hitungan != HITUNG_HARI_KERJA && k->hitungan != HITUNG_HARI_KALENDER)
		return FAIL(err, E_ARG, "hitungan hari harus hari kerja atau hari kalender");
	if (k->aturan != ATURAN_MAJU && k->aturan != ATURAN_MUNDUR && k->aturan != ATURAN_TETAP)
		return FAIL(err, E_ARG, "aturan tanggal yang jatuh pada hari libur harus maju, mundur, atau tetap");
	for (size_t i = 0; i < k->hari_n; i++)
		if (!valid(k->hari[i].tanggal))
			return FAIL(err, E_ARG, "hari libur kantor ke-%zu bukan tanggal yang sah", i + 1);
	for (size_t i = 0; i < k->bulan_ramadan_n; i++)
		if (!valid(k->bulan_ramadan[i].mulai) || !valid(k->bulan_ramadan[i].selesai) ||
		    k->bulan_ramadan[i].selesai < k->bulan_ramadan[i].mulai)
			return FAIL(err, E_ARG, "masa Ramadan ke-%zu tidak sah", i + 1);
	return OK;
}

/* --- instants and days ------------------------------------------------------------------------------------------ */

/* Seconds of the office's own wall clock since 1970-01-01 there. */
static int64_t civil(const struct kalender *k, int64_t saat_s)
{
	int64_t off = (int64_t)k->offset_menit * 60;
	if (saat_s < CIVIL_MIN - off)
		return CIVIL_MIN;
	return saat_s > CIVIL_MAX - off ? CIVIL_MAX : saat_s + off;
}

static int32_t civil_day(int64_t c) { return (int32_t)((c - CIVIL_MIN) / DAY_S) + DAYS_MIN; }

tanggal kalender_tanggal(const struct kalender *k, int64_t saat_s, int32_t *ret_detik)
{
	int64_t c = civil(k, saat_s);
	if (ret_detik)
		*ret_detik = (int32_t)((c - CIVIL_MIN) % DAY_S);
	return tanggal_from_days(civil_day(c));
}

int64_t kalender_saat(const struct kalender *k, tanggal t, int menit)
{
	return (int64_t)tanggal_days(t) * DAY_S + (int64_t)menit * 60 - (int64_t)k->offset_menit * 60;
}

/* 1970-01-01 was a Thursday. */
static int weekday(int32_t days) { return (int)(((int64_t)days - DAYS_MIN) % 7); }
_Static_assert((-DAYS_MIN) % 7 == 3, "0001-01-01 is a Monday");

int hari_minggu(tanggal t) { return valid(t) ? weekday(tanggal_days(t)) : 0; }
const char *hari_sebutan(tanggal t) { return valid(t) ? day_names[hari_minggu(t)] : ""; }

/* --- working days ----------------------------------------------------------------------------------------------- */

static const struct hari_kantor *office_entry(const struct kalender *k, tanggal t)
{
	for (size_t i = k->hari_n; i-- > 0;)
		if (k->hari[i].tanggal == t)
			return &k->hari[i];
	return NULL;
}

enum hari_jenis kalender_jenis(const struct kalender *k, tanggal t, struct str *ret_nama)
{
	struct str nothing;
	struct str *name = ret_nama ? ret_nama : &nothing;
	*name = STR_NONE;
	if (!valid(t))
		return HARI_AKHIR_PEKAN;
	int w = weekday(tanggal_days(t));
	const struct hari_kantor *own = office_entry(k, t);
	if (own && own->libur) {
		*name = own->nama.len ? own->nama : S("Libur kantor");
		return HARI_LIBUR_KANTOR;
	}
	if (!own) {
		size_t lo = 0, hi = COUNT(libur_table);
		while (lo < hi) {
			size_t mid = (lo + hi) / 2;
			if (libur_table[mid].tanggal < t)
				lo = mid + 1;
			else
				hi = mid;
		}
		if (lo < COUNT(libur_table) && libur_table[lo].tanggal == t) {
			*name = libur_table[lo].nama;
			return libur_table[lo].jenis;
		}
	}
	if (opens(&k->biasa[w]))
		return HARI_KERJA;
	*name = str_c(day_names[w]);
	return HARI_AKHIR_PEKAN;
}

bool kalender_kerja(const struct kalender *k, tanggal t)
{
	if (!valid(t) || !opens(&k->biasa[weekday(tanggal_days(t))]))
		return false;
	return kalender_jenis(k, t, NULL) == HARI_KERJA;
}

bool kalender_ramadan(const struct kalender *k, tanggal t)
{
	const struct ramadan *r = k->bulan_ramadan_n ? k->bulan_ramadan : ramadan_table;
	size_t n = k->bulan_ramadan_n ? k->bulan_ramadan_n : COUNT(ramadan_table);
	for (size_t i = 0; i < n; i++)
		if (t >= r[i].mulai && t <= r[i].selesai)
			return true;
	return false;
}

enum kepastian kalender_kepastian(const struct kalender *k, tanggal a, tanggal b)
{
	if (!valid(a) || !valid(b))
		return KEPASTIAN_TIDAK_ADA;
	int first = tanggal_year(a < b ? a : b), last = tanggal_year(a < b ? b : a);
	/* Years the office entered itself are as good as published. */
	int sure = k->pasti_sampai > LIBUR_TAHUN_PASTI ? k->pasti_sampai : LIBUR_TAHUN_PASTI;
	if (first < LIBUR_TAHUN_AWAL)
		return KEPASTIAN_TIDAK_ADA;
	if (last <= sure)
		return KEPASTIAN_SKB;
	return last <= LIBUR_TAHUN_AKHIR ? KEPASTIAN_PERKIRAAN : KEPASTIAN_TIDAK_ADA;
}

static tanggal search(const struct kalender *k, tanggal t, int step)
{
	if (!valid(t))
		return 0;
	int32_t days = tanggal_days(t);
	for (int i = 0; i < SEARCH_MAX; i++) {
		days += step;
		if (days < DAYS_MIN || days > DAYS_MAX)
			return 0;
		tanggal found = tanggal_from_days(days);
		if (kalender_kerja(k, found))
			return found;
	}
	return 0;
}

tanggal kalender_kerja_berikut(const struct kalender *k, tanggal t) { return search(k, t, 1); }
tanggal kalender_kerja_sebelum(const struct kalender *k, tanggal t) { return search(k, t, -1); }

tanggal kalender_tambah(const struct kalender *k, tanggal t, int n, enum hitungan_hari hitungan)
{
	if (!valid(t))
		return 0;
	if (hitungan == HITUNG_HARI_KALENDER) {
		int64_t days = (int64_t)tanggal_days(t) + n;
		return days < DAYS_MIN || days > DAYS_MAX ? 0 : tanggal_from_days((int32_t)days);
	}
	while (n != 0 && t != 0) {
		t = search(k, t, n > 0 ? 1 : -1);
		n += n > 0 ? -1 : 1;
	}
	return t;
}

int kalender_hari_kerja(const struct kalender *k, tanggal a, tanggal b)
{
	if (!valid(a) || !valid(b))
		return 0;
	if (b < a)
		return -kalender_hari_kerja(k, b, a);
	int n = 0;
	for (int32_t d = tanggal_days(a) + 1, end = tanggal_days(b); d <= end; d++)
		n += kalender_kerja(k, tanggal_from_days(d));
	return n;
}

tanggal kalender_tanggal_bulanan(const struct kalender *k, int tahun, int bulan, int hari, enum aturan_libur aturan)
{
	if (hari < 1 || hari > 31)
		return 0;
	while (hari > 28 && !tanggal_valid(tahun, bulan, hari))
		hari--;
	if (!tanggal_valid(tahun, bulan, hari))
		return 0;
	tanggal t = tanggal_of(tahun, bulan, hari);
	if (aturan == ATURAN_TETAP || kalender_kerja(k, t))
		return t;
	return search(k, t, aturan == ATURAN_MUNDUR ? 1 : -1);
}

/* --- working time ----------------------------------------------------------------------------------------------- */

/* Office hours of a day: one or two pieces in seconds of the day; their number. */
static int pieces(const struct kalender *k, int32_t days, int32_t ret[2][2])
{
	tanggal t = tanggal_from_days(days);
	if (!kalender_kerja(k, t))
		return 0;
	const struct jam_kerja *j = &(kalender_ramadan(k, t) ? k->ramadan : k->biasa)[weekday(days)];
	int n = 0;
	bool rest = j->istirahat_selesai > j->istirahat_mulai;
	int cut[4] = { j->buka, rest ? j->istirahat_mulai : j->tutup, rest ? j->istirahat_selesai : j->tutup, j->tutup };
	for (int i = 0; i < 4; i += 2)
		if (cut[i + 1] > cut[i]) {
			ret[n][0] = cut[i] * 60;
			ret[n++][1] = cut[i + 1] * 60;
		}
	return n;
}

int64_t kalender_detik_kerja(const struct kalender *k, int64_t a, int64_t b)
{
	int64_t ca = civil(k, a), cb = civil(k, b), sum = 0;
	if (cb <= ca)
		return 0;
	int32_t p[2][2];
	for (int32_t d = civil_day(ca), last = civil_day(cb); d <= last; d++)
		for (int i = 0, n = pieces(k, d, p); i < n; i++) {
			int64_t from = (int64_t)d * DAY_S + p[i][0], to = (int64_t)d * DAY_S + p[i][1];
			from = from > ca ? from : ca;
			to = to < cb ? to : cb;
			sum += to > from ? to - from : 0;
		}
	return sum;
}

int64_t kalender_menit_kerja(const struct kalender *k, int64_t a, int64_t b) { return kalender_detik_kerja(k, a, b) / 60; }

int64_t kalender_tambah_menit(const struct kalender *k, int64_t saat_s, int menit)
{
	int64_t c = civil(k, saat_s), left = (int64_t)menit * 60;
	if (left <= 0)
		return saat_s;
	int32_t p[2][2];
	int idle = 0;
	for (int32_t d = civil_day(c); d <= DAYS_MAX && idle < SEARCH_MAX; d++) {
		int n = pieces(k, d, p);
		idle = n ? 0 : idle + 1;
		for (int i = 0; i < n; i++) {
			int64_t from = (int64_t)d * DAY_S + p[i][0], to = (int64_t)d * DAY_S + p[i][1];
			from = from > c ? from : c;
			if (to - from >= left)
				return from + left - (int64_t)k->offset_menit * 60;
			left -= to > from ? to - from : 0;
		}
	}
	return INT64_MAX;
}

/* --- time standards --------------------------------------------------------------------------------------------- */

struct tenggat kalender_tenggat_hari(const struct kalender *k, tanggal t)
{
	if (!valid(t))
		return (struct tenggat){ .saat_s = INT64_MAX, .alarm = true, .kepastian = KEPASTIAN_TIDAK_ADA };
	int32_t p[2][2];
	int n = pieces(k, tanggal_days(t), p);
	int64_t end = kalender_saat(k, t, 0) + (n ? p[n - 1][1] : DAY_S);
	return (struct tenggat){ t, end, true, kalender_kepastian(k, t, t) };
}

struct tenggat kalender_tenggat(const struct kalender *k, int64_t mulai_s, int nilai, enum satuan_waktu satuan)
{
	tanggal from = kalender_tanggal(k, mulai_s, NULL);
	struct tenggat due;
	if (satuan == SATUAN_HARI) {
		due = kalender_tenggat_hari(k, kalender_tambah(k, from, nilai, k->hitungan));
	} else {
		int64_t end = kalender_tambah_menit(k, mulai_s, nilai);
		due = (struct tenggat){ end == INT64_MAX ? 0 : kalender_tanggal(k, end, NULL), end, false, KEPASTIAN_SKB };
	}
	due.kepastian = kalender_kepastian(k, from, due.tanggal);
	return due;
}

struct sisa kalender_sisa(const struct kalender *k, tanggal batas, tanggal hari_ini)
{
	if (!valid(batas) || !valid(hari_ini))
		return (struct sisa){ false, 0 };
	int n = k->hitungan == HITUNG_HARI_KERJA ? kalender_hari_kerja(k, hari_ini, batas) :
						   tanggal_days(batas) - tanggal_days(hari_ini);
	return (struct sisa){ hari_ini > batas, n < 0 ? -n : n };
}

/* --- whose days --------------------------------------------------------------------------------------------------- */

static int64_t wait_end(const struct tunggu *t) { return t->sampai_s ? t->sampai_s : INT64_MAX; }

/* Who holds the instant at, and until when (at most end) that cannot change. */
static enum pihak holder(const struct tunggu *t, size_t n, int64_t at, int64_t end, int64_t *ret_until)
{
	const struct tunggu *who = NULL;
	int64_t until = end;
	for (size_t i = 0; i < n; i++) {
		int64_t from = t[i].dari_s, to = wait_end(&t[i]);
		if (from > at && from < until)
			until = from;
		if (to > at && to < until)
			until = to;
		if (from <= at && at < to && (!who || from < who->dari_s))
			who = &t[i];
	}
	*ret_until = until;
	return who && (unsigned)who->pihak < PIHAK_COUNT ? who->pihak : PIHAK_KITA;
}

/* Seconds of a..b by who held them: office time, or all of it. */
static void held(const struct kalender *k, const struct tunggu *t, size_t n, int64_t a, int64_t b, bool all,
		 int64_t ret[PIHAK_COUNT])
{
	for (int64_t until; a < b; a = until) {
		enum pihak who = holder(t, n, a, b, &until);
		ret[who] += all ? until - a : kalender_detik_kerja(k, a, until);
	}
}

static int64_t total(const int64_t s[PIHAK_COUNT])
{
	int64_t sum = 0;
	for (int i = 0; i < PIHAK_COUNT; i++)
		sum += s[i];
	return sum;
}

static enum pihak day_owner(const struct kalender *k, const struct tunggu *t, size_t n, int64_t a, int64_t b)
{
	int64_t s[PIHAK_COUNT] = { 0 };
	held(k, t, n, a, b, false, s);
	if (total(s) == 0)
		held(k, t, n, a, b, true, s);
	if (2 * s[PIHAK_KITA] >= total(s))
		return PIHAK_KITA;
	int most = PIHAK_BPJS;
	for (int i = PIHAK_BPJS; i < PIHAK_COUNT; i++)
		if (s[i] > s[most])
			most = i;
	return (enum pihak)most;
}

struct bagi_waktu kalender_bagi(const struct kalender *k, int64_t mulai_s, int64_t selesai_s, const struct tunggu *t, size_t n)
{
	struct bagi_waktu out = { { 0 }, { 0 } };
	/* Into the calendar, so that no sum below can overflow. */
	int64_t off = (int64_t)k->offset_menit * 60, a = civil(k, mulai_s) - off, b = civil(k, selesai_s) - off;
	if (b <= a)
		return out;
	held(k, t, n, a, b, false, out.detik);
	for (int32_t d = civil_day(a + off) + 1, last = civil_day(b + off); d <= last; d++) {
		if (k->hitungan == HITUNG_HARI_KERJA && !kalender_kerja(k, tanggal_from_days(d)))
			continue;
		int64_t from = (int64_t)d * DAY_S - off, to = from + DAY_S;
		/* Somebody holds the last day even when the span ends with its first second. */
		to = to < b ? to : b > from ? b : from + 1;
		out.hari[day_owner(k, t, n, from, to)]++;
	}
	return out;
}
