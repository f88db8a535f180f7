/* The office's time (FACTS section 7): which days it works, which hours, and what a time standard of a procedure means on
 * the calendar. Instants are seconds UTC, days are tanggal in the office's own zone; no clock is read here. */
#ifndef PADAN_KALENDER_H
#define PADAN_KALENDER_H
#include "base/date.h"
#include "base/err.h"

/* Why a day is no working day. A holiday that falls on a weekend is told as the holiday. */
enum hari_jenis {
	HARI_KERJA,
	HARI_AKHIR_PEKAN,
	HARI_LIBUR_NASIONAL, /* SKB 3 Menteri */
	HARI_CUTI_BERSAMA,   /* the same decree */
	HARI_LIBUR_KHUSUS,   /* Keppres: election days */
	HARI_LIBUR_KANTOR,   /* entered by the office */
};
/* How sure the days off of a span of time are. Ordered: the larger the less sure. */
enum kepastian {
	KEPASTIAN_SKB,       /* the decree of every year in it is out */
	KEPASTIAN_PERKIRAAN, /* a year in it is an estimate: say so wherever the day is shown */
	KEPASTIAN_TIDAK_ADA, /* nothing is known but weekends and fixed entries of the office */
};
/* What "hari" means in the procedures: they do not say (FACTS section 0). */
enum hitungan_hari { HITUNG_HARI_KERJA, HITUNG_HARI_KALENDER };
/* Where a fixed day of the month goes that is no working day. */
enum aturan_libur {
	ATURAN_MAJU,   /* the working day before (default) */
	ATURAN_MUNDUR, /* the working day after */
	ATURAN_TETAP,  /* stays */
};

/* Office hours of one weekday, minutes from midnight. buka == tutup: the office does not work on it. A break of no length
 * is none. */
struct jam_kerja {
	int16_t buka, tutup, istirahat_mulai, istirahat_selesai;
};
struct ramadan {
	tanggal mulai, selesai; /* both in it */
	bool perkiraan;
};
/* A day as the office has it, over the published table; the last entry of a day holds. libur false strikes a holiday, it
 * does not make a Saturday a working day. */
struct hari_kantor {
	tanggal tanggal;
	bool libur;
	struct str nama; /* as people are told; empty: "Libur kantor" */
};

/* Settings of one office; arrays stay the caller's and must outlive it. */
struct kalender {
	int offset_menit;              /* of the zone, east of UTC: WIB 420, no summer time */
	struct jam_kerja biasa[7];     /* Monday first */
	struct jam_kerja ramadan[7];   /* the same days work */
	enum hitungan_hari hitungan;
	enum aturan_libur aturan;
	const struct hari_kantor *hari;
	size_t hari_n;
	const struct ramadan *bulan_ramadan; /* the office's own periods; bulan_ramadan_n 0: those of the table */
	size_t bulan_ramadan_n;
	int pasti_sampai;              /* the office entered the decrees up to this year itself; 0: as the table says */
};

/* WIB, hours of Perpres 21/2023 (Mon-Thu 07.30-16.00 with 60 minutes, Fri to 16.30 with 90; Ramadan 08.00-15.00 with 30, Fri
 * to 15.30 with 60), working days, rule "maju", the published table. */
void kalender_init(struct kalender *k);
/* E_ARG with a sentence for the administrator when settings contradict themselves. The other functions expect settings
 * that passed. */
int kalender_check(const struct kalender *k, struct err *err);

/* --- instants and days ------------------------------------------------------------------------------------------ */

/* The office's day of an instant; *ret_detik (may be NULL) the second of that day. Instants beyond the years 1 to 9999
 * count as the nearest day in them. */
tanggal kalender_tanggal(const struct kalender *k, int64_t saat_s, int32_t *ret_detik);
/* The instant of a minute (0 to 1440) of a day of the office. */
int64_t kalender_saat(const struct kalender *k, tanggal t, int menit);
/* 0 Monday to 6 Sunday. */
int hari_minggu(tanggal t);
/* "Senin" to "Minggu". */
const char *hari_sebutan(tanggal t);

/* --- working days ----------------------------------------------------------------------------------------------- */

/* t must be a day of the calendar in all that follow; 0 and other nonsense is never a working day. */
bool kalender_kerja(const struct kalender *k, tanggal t);
/* Why not: the kind, and in *ret_nama (may be NULL) what to tell ("Sabtu", "Maulid Nabi Muhammad"; none for a working
 * day). The text is constant or the office's own. */
enum hari_jenis kalender_jenis(const struct kalender *k, tanggal t, struct str *ret_nama);
bool kalender_ramadan(const struct kalender *k, tanggal t);
/* How sure the days off from a to b (both in it, in either order) are. */
enum kepastian kalender_kepastian(const struct kalender *k, tanggal a, tanggal b);
/* The nearest working day after / before t, never t itself. 0 when there is none within two years: the settings leave no
 * working day. */
tanggal kalender_kerja_berikut(const struct kalender *k, tanggal t);
tanggal kalender_kerja_sebelum(const struct kalender *k, tanggal t);
/* t plus n days (n may be negative) counted as said; t itself is not counted. 0 when the calendar ends before. */
tanggal kalender_tambah(const struct kalender *k, tanggal t, int n, enum hitungan_hari hitungan);
/* Working days after a up to and with b; negative when b is before a. */
int kalender_hari_kerja(const struct kalender *k, tanggal a, tanggal b);
/* The day of the month (a shorter month: its last) moved by the rule where it is no working day. SOP 072 step 3: the 25th.
 * 0 when the month is none. */
tanggal kalender_tanggal_bulanan(const struct kalender *k, int tahun, int bulan, int hari, enum aturan_libur aturan);

/* --- working time ----------------------------------------------------------------------------------------------- */

/* Net work seconds (office hours without breaks) from a to b; 0 when b is not after a. */
int64_t kalender_detik_kerja(const struct kalender *k, int64_t a, int64_t b);
/* The same in whole minutes. */
int64_t kalender_menit_kerja(const struct kalender *k, int64_t a, int64_t b);
/* The instant at which that many net work minutes have passed since saat_s; INT64_MAX when the settings leave no hours. */
int64_t kalender_tambah_menit(const struct kalender *k, int64_t saat_s, int menit);

/* --- time standards --------------------------------------------------------------------------------------------- */

enum satuan_waktu { SATUAN_MENIT, SATUAN_HARI };
struct tenggat {
	tanggal tanggal;   /* last day in time; 0 when the settings leave no working day before the calendar ends */
	int64_t saat_s;    /* last instant: the office's closing, or the end of a day it does not work */
	bool alarm;        /* false for minutes: net work, shown but never an alarm (FACTS section 0) */
	enum kepastian kepastian;
};
/* The deadline of a step begun at mulai_s. Days: the day of the start is not counted, k->hitungan says which days are. */
struct tenggat kalender_tenggat(const struct kalender *k, int64_t mulai_s, int nilai, enum satuan_waktu satuan);
/* The deadline that stands on a day by itself: the 25th. */
struct tenggat kalender_tenggat_hari(const struct kalender *k, tanggal t);

struct sisa {
	bool lewat; /* hari_ini is after the last day */
	int hari;   /* days left (0: it is today), or days over; counted by k->hitungan, so 0 over is possible on a weekend */
};
struct sisa kalender_sisa(const struct kalender *k, tanggal batas, tanggal hari_ini);

/* --- whose days --------------------------------------------------------------------------------------------------- */

enum pihak { PIHAK_KITA, PIHAK_BPJS, PIHAK_DUKCAPIL, PIHAK_KEUANGAN, PIHAK_LAIN };
#define PIHAK_COUNT 5
/* A wait on somebody. It never stops the procedure's time, it says whose days they are. */
struct tunggu {
	int64_t dari_s, sampai_s; /* sampai_s 0: still waiting */
	enum pihak pihak;
};
struct bagi_waktu {
	int hari[PIHAK_COUNT];      /* by k->hitungan; their sum is the elapsed days, the day of the start not counted */
	int64_t detik[PIHAK_COUNT]; /* net work seconds; their sum is kalender_detik_kerja */
};
/* Splits mulai_s..selesai_s. Where waits overlap, the one begun first holds the time (a tie: the earlier in the list). A day
 * is theirs when they held more than half of its office time up to selesai_s (a calendar day without office time: of its
 * hours), and goes to the one who held most of it. */
struct bagi_waktu kalender_bagi(const struct kalender *k, int64_t mulai_s, int64_t selesai_s, const struct tunggu *t, size_t n);
#endif
