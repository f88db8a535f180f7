/* Samples for the auditor: random or by value, of a population of a period. The same seed gives the same sample as long as
 * the population is the same, on any machine. */
#ifndef PADAN_SAMPEL_H
#define PADAN_SAMPEL_H
#include "app/cx.h"

#define SAMPEL_MAX 500
struct sampel_minta {
	struct str populasi; /* tagihan: people and months billed; nonaktif: deactivations carried out; selisih: differences found */
	struct str cara;     /* acak: each row alike; nilai: each rupiah alike (systematic, one in every interval) */
	struct str benih;    /* seed */
	int64_t dari, sampai, n; /* months yyyymm, both included; 1 to SAMPEL_MAX rows */
};
/* { baris[] { no, nama, no_peserta, nik, bulan, jumlah, nomor, tagihan, peserta }, populasi_n, populasi_jumlah, selang }. By
 * value a row larger than the interval comes once. E_REFUSED: nothing to choose from, or nothing has a value. */
int sampel_ambil(struct cx *cx, const struct sampel_minta *m, struct val *ret, struct err *err);
#endif
