#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#undef setjmp /* a macro of libc, a name base.h bans */

#include "app/kalender.h"

static struct kalender k;

static int setup(void **state)
{
	(void)state;
	kalender_init(&k);
	return 0;
}

/* The instant of an hour of a day of the office. */
static int64_t at(tanggal t, int hour, int minute) { return kalender_saat(&k, t, hour * 60 + minute); }

static void refused(void)
{
	struct err err = { 0 };
	assert_int_equal(kalender_check(&k, &err), E_ARG);
	assert_true(err.msg[0]);
	kalender_init(&k);
}

static void settings(void **state)
{
	struct err err = { 0 };
	(void)state;
	assert_int_equal(kalender_check(&k, &err), OK);
	k.biasa[0].tutup = k.biasa[0].buka - 1;
	refused();
	k.biasa[1].tutup = 1441;
	refused();
	k.ramadan[1].buka = -1;
	refused();
	k.biasa[2].istirahat_mulai = 420; /* before the office opens */
	refused();
	k.biasa[2].istirahat_selesai = k.biasa[2].tutup + 1;
	refused();
	k.biasa[2].istirahat_mulai = k.biasa[2].istirahat_selesai + 1;
	refused();
	k.biasa[2].istirahat_mulai = k.biasa[2].buka; /* nothing is left of the day */
	k.biasa[2].istirahat_selesai = k.biasa[2].tutup;
	refused();
	k.biasa[5] = k.biasa[0]; /* a Saturday, but not in Ramadan */
	refused();
	memset(k.biasa, 0, sizeof k.biasa);
	memset(k.ramadan, 0, sizeof k.ramadan);
	refused();
	k.offset_menit = 900;
	refused();
	k.offset_menit = -900;
	refused();
	k.hitungan = (enum hitungan_hari)7;
	refused();
	k.aturan = (enum aturan_libur)7;
	refused();
	const struct hari_kantor none = { 20230229, true, S("x") };
	k.hari = &none;
	k.hari_n = 1;
	refused();
	const struct ramadan turned = { 20240409, 20240312, false };
	k.bulan_ramadan = &turned;
	k.bulan_ramadan_n = 1;
	refused();
	/* a day without a break, and one the office does not work */
	k.biasa[3].istirahat_mulai = k.biasa[3].istirahat_selesai = 0;
	k.biasa[4].tutup = k.biasa[4].buka;
	k.ramadan[4].tutup = k.ramadan[4].buka;
	assert_int_equal(kalender_check(&k, &err), OK);
}

static void instants(void **state)
{
	int32_t second = -1;
	(void)state;
	/* 2024-06-19 00.00 WIB is 17.00 of the day before at Greenwich */
	assert_true(at(20240619, 0, 0) == 1718730000);
	assert_int_equal(kalender_tanggal(&k, 1718730000, &second), 20240619);
	assert_int_equal(second, 0);
	assert_int_equal(kalender_tanggal(&k, 1718730000 - 1, &second), 20240618);
	assert_int_equal(second, 86399);
	assert_int_equal(kalender_tanggal(&k, 0, &second), 19700101);
	assert_int_equal(second, 7 * 3600);
	assert_int_equal(kalender_tanggal(&k, at(19651231, 23, 59), NULL), 19651231);
	assert_true(at(20240619, 24, 0) == at(20240620, 0, 0));
	/* beyond the calendar: the nearest day */
	assert_int_equal(kalender_tanggal(&k, INT64_MIN, NULL), 10101);
	assert_int_equal(kalender_tanggal(&k, INT64_MAX, NULL), 99991231);
	k.offset_menit = -300;
	assert_int_equal(kalender_tanggal(&k, 0, NULL), 19691231);
	assert_int_equal(hari_minggu(20240101), 0);
	assert_int_equal(hari_minggu(20240107), 6);
	assert_int_equal(hari_minggu(20000229), 1);
	assert_string_equal(hari_sebutan(20240101), "Senin");
	assert_string_equal(hari_sebutan(20240616), "Minggu");
}

/* Every row of data/hari_libur.csv is a day off, and every other day from Monday to Friday is not. */
static void the_published_days(void **state)
{
	static const struct {
		const char *word;
		enum hari_jenis kind;
	} kinds[] = { { "libur_nasional", HARI_LIBUR_NASIONAL }, { "cuti_bersama", HARI_CUTI_BERSAMA },
		{ "libur_khusus", HARI_LIBUR_KHUSUS } };
	char line[400];
	int holidays = 0, on_weekdays = 0, first = 0, last = 0;
	struct str name;
	(void)state;
	FILE *f = fopen(PADAN_SOURCE_DIR "/data/hari_libur.csv", "r");
	assert_non_null(f);
	while (fgets(line, sizeof line, f)) {
		tanggal t = strlen(line) > 10 ? tanggal_parse_iso(str_of(line, 10)) : 0;
		if (!t)
			continue;
		assert_false(kalender_kerja(&k, t));
		enum hari_jenis kind = kalender_jenis(&k, t, &name);
		bool same = false;
		for (size_t i = 0; i < COUNT(kinds); i++)
			same |= kind == kinds[i].kind && strstr(line, kinds[i].word);
		assert_true(same);
		assert_true(name.len > 0);
		holidays++;
		on_weekdays += hari_minggu(t) < 5;
		first = first ? first : tanggal_year(t);
		last = tanggal_year(t);
	}
	fclose(f);
	assert_true(holidays > 60);
	int off = 0;
	for (int32_t d = tanggal_days(first * 10000 + 101), end = tanggal_days(last * 10000 + 1231); d <= end; d++) {
		tanggal t = tanggal_from_days(d);
		bool weekend = hari_minggu(t) > 4, works = kalender_kerja(&k, t);
		assert_false(weekend && works);
		off += !weekend && !works;
		enum hari_jenis kind = kalender_jenis(&k, t, &name);
		assert_int_equal(kind == HARI_KERJA, works);
		assert_int_equal(name.ptr == NULL, works);
	}
	assert_int_equal(off, on_weekdays);
}

static void why_a_day_is_off(void **state)
{
	struct str name;
	(void)state;
	assert_int_equal(kalender_jenis(&k, 20240916, &name), HARI_LIBUR_NASIONAL);
	assert_true(str_eq(name, S("Maulid Nabi Muhammad")));
	/* a Saturday, told as the holiday */
	assert_int_equal(kalender_jenis(&k, 20240210, &name), HARI_LIBUR_NASIONAL);
	assert_int_equal(kalender_jenis(&k, 20240209, &name), HARI_CUTI_BERSAMA);
	assert_int_equal(kalender_jenis(&k, 20241127, &name), HARI_LIBUR_KHUSUS);
	assert_int_equal(kalender_jenis(&k, 20240615, &name), HARI_AKHIR_PEKAN);
	assert_true(str_eq(name, S("Sabtu")));
	assert_int_equal(kalender_jenis(&k, 20240619, &name), HARI_KERJA);
	assert_null(name.ptr);
	assert_int_equal(kalender_jenis(&k, 20240619, NULL), HARI_KERJA);
	assert_false(kalender_kerja(&k, 0));
	assert_false(kalender_kerja(&k, -1));
	assert_false(kalender_kerja(&k, 20230230));
	assert_false(kalender_kerja(&k, 20241301));
}

static void the_office_knows_better(void **state)
{
	const struct hari_kantor own[] = {
		{ 20240619, true, S("Pindah gedung") },
		{ 20240620, true, S("") },
		{ 20240916, false, S("") },         /* worked on all the same */
		{ 20240615, false, S("") },         /* no working day of a Saturday */
		{ 20240621, true, S("Salah tik") },
		{ 20240621, false, S("") },         /* the last entry of a day holds */
	};
	struct str name;
	(void)state;
	k.hari = own;
	k.hari_n = COUNT(own);
	assert_int_equal(kalender_check(&k, NULL), OK);
	assert_int_equal(kalender_jenis(&k, 20240619, &name), HARI_LIBUR_KANTOR);
	assert_true(str_eq(name, S("Pindah gedung")));
	assert_int_equal(kalender_jenis(&k, 20240620, &name), HARI_LIBUR_KANTOR);
	assert_true(str_eq(name, S("Libur kantor")));
	assert_true(kalender_kerja(&k, 20240916));
	assert_false(kalender_kerja(&k, 20240615));
	assert_true(kalender_kerja(&k, 20240621));
	assert_false(kalender_kerja(&k, 20240619));
	assert_int_equal(kalender_kerja_berikut(&k, 20240614), 20240621); /* 17 and 18 are Idul Adha */
}

static void how_sure(void **state)
{
	(void)state;
	assert_int_equal(kalender_kepastian(&k, 20240101, 20261231), KEPASTIAN_SKB);
	assert_int_equal(kalender_kepastian(&k, 20261231, 20270101), KEPASTIAN_PERKIRAAN);
	assert_int_equal(kalender_kepastian(&k, 20270101, 20261231), KEPASTIAN_PERKIRAAN); /* in either order */
	assert_int_equal(kalender_kepastian(&k, 20231231, 20240102), KEPASTIAN_TIDAK_ADA);
	assert_int_equal(kalender_kepastian(&k, 20270101, 20280101), KEPASTIAN_TIDAK_ADA);
	k.pasti_sampai = 2028;
	assert_int_equal(kalender_kepastian(&k, 20270101, 20281231), KEPASTIAN_SKB);
	assert_int_equal(kalender_kepastian(&k, 20270101, 20290101), KEPASTIAN_TIDAK_ADA);
}

static void counting_days(void **state)
{
	(void)state;
	/* Friday before Idul Fitri 2024: off from Monday 8 to Monday 15 April */
	assert_int_equal(kalender_kerja_berikut(&k, 20240405), 20240416);
	assert_int_equal(kalender_kerja_sebelum(&k, 20240416), 20240405);
	assert_int_equal(kalender_kerja_berikut(&k, 20240410), 20240416);
	assert_int_equal(kalender_kerja_berikut(&k, 20240619), 20240620); /* never the day itself */
	assert_int_equal(kalender_tambah(&k, 20240405, 1, HITUNG_HARI_KERJA), 20240416);
	assert_int_equal(kalender_tambah(&k, 20240405, 2, HITUNG_HARI_KERJA), 20240417);
	assert_int_equal(kalender_tambah(&k, 20240405, 2, HITUNG_HARI_KALENDER), 20240407);
	assert_int_equal(kalender_tambah(&k, 20240417, -2, HITUNG_HARI_KERJA), 20240405);
	assert_int_equal(kalender_tambah(&k, 20240301, -1, HITUNG_HARI_KALENDER), 20240229);
	assert_int_equal(kalender_tambah(&k, 20240406, 0, HITUNG_HARI_KERJA), 20240406);
	assert_int_equal(kalender_tambah(&k, 99991231, 1, HITUNG_HARI_KALENDER), 0);
	assert_int_equal(kalender_tambah(&k, 99991231, 1, HITUNG_HARI_KERJA), 0);
	assert_int_equal(kalender_tambah(&k, 10101, -1, HITUNG_HARI_KALENDER), 0);
	assert_int_equal(kalender_hari_kerja(&k, 20240405, 20240416), 1);
	assert_int_equal(kalender_hari_kerja(&k, 20240405, 20240405), 0);
	assert_int_equal(kalender_hari_kerja(&k, 20240405, 20240414), 0);
	assert_int_equal(kalender_hari_kerja(&k, 20240617, 20240621), 3);
	assert_int_equal(kalender_hari_kerja(&k, 20240621, 20240617), -3);
	/* 2025: 365 days less 104 of weekends less the holidays from Monday to Friday */
	int n = 0;
	for (tanggal t = 20250101; t; t = kalender_tambah(&k, t, 1, HITUNG_HARI_KALENDER)) {
		n += kalender_kerja(&k, t);
		if (t == 20251231)
			break;
	}
	assert_int_equal(kalender_hari_kerja(&k, 20241231, 20251231), n);
	/* an office that never works */
	memset(k.biasa, 0, sizeof k.biasa);
	assert_int_equal(kalender_kerja_berikut(&k, 20240101), 0);
	assert_int_equal(kalender_kerja_sebelum(&k, 20240101), 0);
	assert_int_equal(kalender_tambah(&k, 20240101, 3, HITUNG_HARI_KERJA), 0);
}

static void the_25th(void **state)
{
	static const struct {
		int year, month;
		tanggal before, after;
	} c[] = {
		{ 2024, 5, 20240522, 20240527 },  /* a Saturday behind two days off */
		{ 2024, 8, 20240823, 20240826 },  /* a Sunday */
		{ 2026, 1, 20260123, 20260126 },  /* a Sunday */
		{ 2024, 12, 20241224, 20241227 }, /* a holiday in the week */
		{ 2024, 6, 20240625, 20240625 },  /* a Tuesday like any other */
	};
	(void)state;
	for (size_t i = 0; i < COUNT(c); i++) {
		assert_int_equal(kalender_tanggal_bulanan(&k, c[i].year, c[i].month, 25, ATURAN_MAJU), c[i].before);
		assert_int_equal(kalender_tanggal_bulanan(&k, c[i].year, c[i].month, 25, ATURAN_MUNDUR), c[i].after);
		assert_int_equal(kalender_tanggal_bulanan(&k, c[i].year, c[i].month, 25, ATURAN_TETAP),
				 tanggal_of(c[i].year, c[i].month, 25));
	}
	/* a shorter month: its last */
	assert_int_equal(kalender_tanggal_bulanan(&k, 2024, 2, 31, ATURAN_TETAP), 20240229);
	assert_int_equal(kalender_tanggal_bulanan(&k, 2025, 2, 29, ATURAN_TETAP), 20250228);
	assert_int_equal(kalender_tanggal_bulanan(&k, 2024, 4, 31, ATURAN_TETAP), 20240430);
	/* over the end of the month and of the year */
	assert_int_equal(kalender_tanggal_bulanan(&k, 2025, 1, 1, ATURAN_MAJU), 20241231);
	assert_int_equal(kalender_tanggal_bulanan(&k, 2024, 3, 31, ATURAN_MUNDUR), 20240401);
	assert_int_equal(kalender_tanggal_bulanan(&k, 2024, 13, 25, ATURAN_MAJU), 0);
	assert_int_equal(kalender_tanggal_bulanan(&k, 2024, 0, 25, ATURAN_MAJU), 0);
	assert_int_equal(kalender_tanggal_bulanan(&k, 2024, 5, 0, ATURAN_MAJU), 0);
}

static void minutes_of_a_day(void **state)
{
	(void)state;
	/* Wednesday: 07.30 to 16.00, lunch from 12 to 13 */
	assert_int_equal(kalender_menit_kerja(&k, at(20240619, 0, 0), at(20240619, 24, 0)), 450);
	assert_int_equal(kalender_menit_kerja(&k, at(20240619, 11, 30), at(20240619, 13, 30)), 60);
	assert_int_equal(kalender_menit_kerja(&k, at(20240619, 12, 10), at(20240619, 12, 50)), 0);
	assert_int_equal(kalender_menit_kerja(&k, at(20240619, 12, 30), at(20240619, 13, 5)), 5);
	assert_int_equal(kalender_menit_kerja(&k, at(20240619, 6, 0), at(20240619, 7, 45)), 15);
	assert_int_equal(kalender_menit_kerja(&k, at(20240619, 15, 50), at(20240619, 22, 0)), 10);
	/* Friday: to 16.30, the break from 11.30 to 13 */
	assert_int_equal(kalender_menit_kerja(&k, at(20240621, 0, 0), at(20240621, 24, 0)), 450);
	assert_int_equal(kalender_menit_kerja(&k, at(20240621, 11, 0), at(20240621, 13, 30)), 60);
	/* over a weekend, and over days off */
	assert_int_equal(kalender_menit_kerja(&k, at(20240621, 16, 0), at(20240624, 8, 0)), 60);
	assert_int_equal(kalender_menit_kerja(&k, at(20240615, 0, 0), at(20240619, 0, 0)), 0);
	assert_int_equal(kalender_menit_kerja(&k, at(20240405, 15, 0), at(20240416, 8, 0)), 60); /* to 15.30: Ramadan */
	/* seconds, and what is not after */
	assert_int_equal(kalender_detik_kerja(&k, at(20240619, 9, 0), at(20240619, 9, 0) + 59), 59);
	assert_int_equal(kalender_menit_kerja(&k, at(20240619, 9, 0), at(20240619, 9, 0) + 59), 0);
	assert_int_equal(kalender_detik_kerja(&k, at(20240619, 10, 0), at(20240619, 9, 0)), 0);
	assert_int_equal(kalender_detik_kerja(&k, at(20240619, 9, 0), at(20240619, 9, 0)), 0);
}

static void ramadan_hours(void **state)
{
	(void)state;
	assert_false(kalender_ramadan(&k, 20240311));
	assert_true(kalender_ramadan(&k, 20240312));
	assert_true(kalender_ramadan(&k, 20240409));
	assert_false(kalender_ramadan(&k, 20240410));
	/* Wednesday: 08.00 to 15.00 with half an hour; Friday to 15.30 with an hour */
	assert_int_equal(kalender_menit_kerja(&k, at(20240313, 0, 0), at(20240313, 24, 0)), 390);
	assert_int_equal(kalender_menit_kerja(&k, at(20240313, 7, 30), at(20240313, 8, 30)), 30);
	assert_int_equal(kalender_menit_kerja(&k, at(20240313, 11, 30), at(20240313, 13, 0)), 60);
	assert_int_equal(kalender_menit_kerja(&k, at(20240313, 14, 30), at(20240313, 16, 0)), 30);
	assert_int_equal(kalender_menit_kerja(&k, at(20240315, 0, 0), at(20240315, 24, 0)), 390);
	assert_int_equal(kalender_menit_kerja(&k, at(20240315, 11, 0), at(20240315, 13, 0)), 60);
	/* the office's own period takes the place of the table */
	const struct ramadan own = { 20240620, 20240620, false };
	k.bulan_ramadan = &own;
	k.bulan_ramadan_n = 1;
	assert_false(kalender_ramadan(&k, 20240313));
	assert_int_equal(kalender_menit_kerja(&k, at(20240313, 0, 0), at(20240313, 24, 0)), 450);
	assert_int_equal(kalender_menit_kerja(&k, at(20240620, 0, 0), at(20240620, 24, 0)), 390);
}

static void minutes_ahead(void **state)
{
	(void)state;
	assert_true(kalender_tambah_menit(&k, at(20240619, 11, 30), 60) == at(20240619, 13, 30));
	assert_true(kalender_tambah_menit(&k, at(20240619, 12, 15), 30) == at(20240619, 13, 30));
	assert_true(kalender_tambah_menit(&k, at(20240619, 15, 45), 30) == at(20240620, 7, 45));
	assert_true(kalender_tambah_menit(&k, at(20240621, 16, 20), 20) == at(20240624, 7, 40));
	assert_true(kalender_tambah_menit(&k, at(20240615, 9, 0), 10) == at(20240619, 7, 40));
	assert_true(kalender_tambah_menit(&k, at(20240619, 9, 0), 0) == at(20240619, 9, 0));
	/* exactly to the break and to the closing, not to their other side */
	assert_true(kalender_tambah_menit(&k, at(20240619, 11, 30), 30) == at(20240619, 12, 0));
	assert_true(kalender_tambah_menit(&k, at(20240619, 15, 30), 30) == at(20240619, 16, 0));
	/* one undoes the other */
	for (int minute = 0; minute < 14 * 1440; minute += 97)
		for (int n = 1; n < 2000; n = n * 3 + 1) {
			int64_t from = at(20240405, 0, 0) + (int64_t)minute * 60;
			assert_int_equal(kalender_menit_kerja(&k, from, kalender_tambah_menit(&k, from, n)), n);
		}
	memset(k.biasa, 0, sizeof k.biasa);
	assert_true(kalender_tambah_menit(&k, at(20240619, 9, 0), 1) == INT64_MAX);
}

static void deadlines(void **state)
{
	(void)state;
	struct tenggat d = kalender_tenggat(&k, at(20240405, 9, 0), 2, SATUAN_HARI);
	assert_int_equal(d.tanggal, 20240417);
	assert_true(d.saat_s == at(20240417, 16, 0)); /* the office closes */
	assert_true(d.alarm);
	assert_int_equal(d.kepastian, KEPASTIAN_SKB);
	d = kalender_tenggat(&k, at(20240620, 15, 30), 60, SATUAN_MENIT);
	assert_int_equal(d.tanggal, 20240621);
	assert_true(d.saat_s == at(20240621, 8, 0));
	assert_false(d.alarm); /* minutes are shown and ring no bell */
	d = kalender_tenggat(&k, at(20261230, 9, 0), 5, SATUAN_HARI);
	assert_int_equal(d.kepastian, KEPASTIAN_PERKIRAAN);
	k.hitungan = HITUNG_HARI_KALENDER;
	d = kalender_tenggat(&k, at(20240405, 9, 0), 2, SATUAN_HARI);
	assert_int_equal(d.tanggal, 20240407);
	assert_true(d.saat_s == at(20240407, 24, 0)); /* a Sunday to its end */
	d = kalender_tenggat_hari(&k, 20240524);
	assert_int_equal(d.tanggal, 20240524);
	assert_true(d.alarm);
	k.hitungan = HITUNG_HARI_KERJA;
	memset(k.biasa, 0, sizeof k.biasa);
	d = kalender_tenggat(&k, at(20240405, 9, 0), 2, SATUAN_HARI);
	assert_int_equal(d.tanggal, 0);
	d = kalender_tenggat(&k, at(20240405, 9, 0), 2, SATUAN_MENIT);
	assert_int_equal(d.tanggal, 0);
}

static void days_left(void **state)
{
	(void)state;
	struct sisa s = kalender_sisa(&k, 20240628, 20240624);
	assert_false(s.lewat);
	assert_int_equal(s.hari, 4);
	s = kalender_sisa(&k, 20240628, 20240628);
	assert_false(s.lewat);
	assert_int_equal(s.hari, 0);
	s = kalender_sisa(&k, 20240628, 20240629); /* over, by no working day yet */
	assert_true(s.lewat);
	assert_int_equal(s.hari, 0);
	s = kalender_sisa(&k, 20240628, 20240702);
	assert_true(s.lewat);
	assert_int_equal(s.hari, 2);
	k.hitungan = HITUNG_HARI_KALENDER;
	s = kalender_sisa(&k, 20240628, 20240629);
	assert_true(s.lewat);
	assert_int_equal(s.hari, 1);
	s = kalender_sisa(&k, 20240701, 20240628);
	assert_false(s.lewat);
	assert_int_equal(s.hari, 3);
}

/* The parts make the whole, whatever the waits are. */
static struct bagi_waktu split(int64_t from, int64_t to, const struct tunggu *t, size_t n)
{
	struct bagi_waktu b = kalender_bagi(&k, from, to, t, n);
	int64_t seconds = 0;
	int days = 0;
	for (int i = 0; i < PIHAK_COUNT; i++) {
		assert_true(b.detik[i] >= 0 && b.hari[i] >= 0);
		seconds += b.detik[i];
		days += b.hari[i];
	}
	assert_true(seconds == kalender_detik_kerja(&k, from, to));
	tanggal a = kalender_tanggal(&k, from, NULL), z = kalender_tanggal(&k, to, NULL);
	int want = k.hitungan == HITUNG_HARI_KERJA ? kalender_hari_kerja(&k, a, z) : tanggal_days(z) - tanggal_days(a);
	assert_int_equal(days, from < to ? want : 0);
	return b;
}

static void whose_days(void **state)
{
	const int64_t from = at(20240624, 9, 0), to = at(20240628, 16, 0); /* Monday to Friday */
	(void)state;
	struct bagi_waktu b = split(from, to, NULL, 0);
	assert_int_equal(b.hari[PIHAK_KITA], 4);
	const struct tunggu one = { at(20240625, 7, 30), at(20240626, 16, 0), PIHAK_BPJS };
	b = split(from, to, &one, 1);
	assert_int_equal(b.hari[PIHAK_BPJS], 2);
	assert_int_equal(b.hari[PIHAK_KITA], 2);
	assert_int_equal(b.detik[PIHAK_BPJS], 2 * 450 * 60);
	/* where two overlap, the one begun first holds the time */
	const struct tunggu two[] = { { at(20240626, 7, 30), at(20240627, 16, 0), PIHAK_DUKCAPIL }, one };
	b = split(from, to, two, 2);
	assert_int_equal(b.hari[PIHAK_BPJS], 2);
	assert_int_equal(b.hari[PIHAK_DUKCAPIL], 1);
	assert_int_equal(b.hari[PIHAK_KITA], 1);
	/* begun together: the earlier in the list */
	const struct tunggu tie[] = { { at(20240625, 7, 30), at(20240626, 16, 0), PIHAK_KEUANGAN }, one };
	b = split(from, to, tie, 2);
	assert_int_equal(b.hari[PIHAK_KEUANGAN], 2);
	assert_int_equal(b.hari[PIHAK_BPJS], 0);
	/* still waiting */
	const struct tunggu open = { at(20240627, 7, 0), 0, PIHAK_LAIN };
	b = split(from, to, &open, 1);
	assert_int_equal(b.hari[PIHAK_LAIN], 2);
	/* before and after the span */
	const struct tunggu outside[] = { { at(20240601, 0, 0), at(20240624, 8, 0), PIHAK_BPJS },
		{ at(20240701, 0, 0), 0, PIHAK_LAIN } };
	b = split(from, to, outside, 2);
	assert_int_equal(b.hari[PIHAK_KITA], 4);
	split(to, from, &one, 1);
	split(from, from, &one, 1);
}

static void more_than_half_a_day(void **state)
{
	const int64_t from = at(20240625, 16, 0), to = at(20240626, 16, 0); /* one day counts: Wednesday, 450 minutes */
	(void)state;
	struct tunggu t[] = { { at(20240626, 7, 30), at(20240626, 11, 15), PIHAK_BPJS }, { 0, 1, PIHAK_LAIN } };
	struct bagi_waktu b = split(from, to, t, 2);
	assert_int_equal(b.hari[PIHAK_KITA], 1); /* half of it is not more than half */
	t[0].sampai_s += 60;
	b = split(from, to, t, 2);
	assert_int_equal(b.hari[PIHAK_BPJS], 1);
	/* two of them together, and the day is whose part is larger */
	t[0] = (struct tunggu){ at(20240626, 7, 30), at(20240626, 9, 0), PIHAK_BPJS };
	t[1] = (struct tunggu){ at(20240626, 9, 0), at(20240626, 13, 0), PIHAK_DUKCAPIL };
	b = split(from, to, t, 2);
	assert_int_equal(b.hari[PIHAK_DUKCAPIL], 1);
	assert_int_equal(b.detik[PIHAK_BPJS], 90 * 60);
	/* calendar days: a Sunday has no office time, its hours count */
	k.hitungan = HITUNG_HARI_KALENDER;
	t[0] = (struct tunggu){ at(20240623, 0, 0), at(20240623, 13, 0), PIHAK_BPJS };
	b = split(at(20240622, 12, 0), at(20240624, 16, 0), t, 1);
	assert_int_equal(b.hari[PIHAK_BPJS], 1);
	assert_int_equal(b.hari[PIHAK_KITA], 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(settings, setup),
		cmocka_unit_test_setup(instants, setup),
		cmocka_unit_test_setup(the_published_days, setup),
		cmocka_unit_test_setup(why_a_day_is_off, setup),
		cmocka_unit_test_setup(the_office_knows_better, setup),
		cmocka_unit_test_setup(how_sure, setup),
		cmocka_unit_test_setup(counting_days, setup),
		cmocka_unit_test_setup(the_25th, setup),
		cmocka_unit_test_setup(minutes_of_a_day, setup),
		cmocka_unit_test_setup(ramadan_hours, setup),
		cmocka_unit_test_setup(minutes_ahead, setup),
		cmocka_unit_test_setup(deadlines, setup),
		cmocka_unit_test_setup(days_left, setup),
		cmocka_unit_test_setup(whose_days, setup),
		cmocka_unit_test_setup(more_than_half_a_day, setup),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
