/* What the charts of the pages show, as the model web/grafik.h draws and the API hands out. One statement a chart at most. */
#ifndef PADAN_BAGAN_H
#define PADAN_BAGAN_H
#include "app/kalender.h"
#include "app/cx.h"

/* Proposals by reason over the last twelve months up to the newest one with any: { grafik, alasan[] (codes, most frequent first, the rare
 * ones as LAINNYA), bulan[] { periode, sel[], jumlah } newest first }; null when nothing was ever proposed. */
int bagan_alasan(struct cx *cx, struct val *ret, struct err *err);

/* Rows as lying bars: `nama` is the member that names a bar, parts the members stacked in it, at most four. Rows of the same name are
 * added up. */
struct bagan_bagian {
	const char *medan, *nama; /* member of a row; label code of the part */
};
struct val bagan_mendatar(struct cx *cx, const char *id, const char *judul, const char *satuan, const struct val *rows, const char *nama,
			  const struct bagan_bagian *parts, size_t n);
/* By kecamatan (member nama_wilayah), one number: what most pages want. */
struct val bagan_wilayah(struct cx *cx, const char *judul, const char *satuan, const struct val *rows, const char *nama, const char *medan);

/* How many of the rows that need a person are decided, day by day, against the straight line from the beginning of step 2 to the day
 * of the letter (SOP 072 step 3: the 25th): { grafik, perlu, diputus, jatuh, hari[] { tanggal, diputus, sasaran } }; hari has the days
 * on which something moved. A decision counts on
 * the day it was last recorded. Null before step 2 has begun. */
int bagan_kemajuan(struct cx *cx, const struct kalender *cal, const struct val *kasus, int64_t perlu, int64_t diputus, struct val *ret,
		   struct err *err);

/* The budget of a year by month, summed up from January: { grafik, bulan[] { bulan, realisasi, tagihan, perkiraan, pagu } }; ramal is
 * what anggaran_ramal answered. Months to come have the forecast instead of what was paid. */
int bagan_anggaran(struct cx *cx, int64_t tahun, const struct val *ramal, struct val *ret, struct err *err);
#endif
