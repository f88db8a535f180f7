/* How many findings of each kind a run has: from the two tables that triggers keep (docs/adr/0004), read once each and added up
 * here. */
#ifndef PADAN_CACAH_H
#define PADAN_CACAH_H
#include "app/cx.h"
#include <padan.h>

struct cacah {
	struct cacah_putusan {
		bool ada;
		int64_t jumlah, diputus, nonaktif, tunda, koreksi;
	} putusan[3]; /* by verdict */
	struct cacah_alasan {
		int64_t jumlah, belum;
	} alasan[3][PADAN_REASON_COUNT + 1]; /* by verdict and main reason; the last: none */
	struct cacah_hasil {
		struct str hasil;
		int64_t jumlah;
	} hasil[8]; /* decisions by their outcome */
	size_t hasil_n;
};
int cacah_temuan(struct cx *cx, int64_t periksa, struct cacah *ret, struct err *err);
/* { putusan, jumlah, diputus, nonaktif, tunda, koreksi } of a verdict that was given. */
struct val cacah_putusan(struct cx *cx, const struct cacah *c, int putusan);
/* [{ putusan, utama, jumlah, belum }]: what needs a decision, by main reason; the graver verdict first, then the more frequent. */
struct val cacah_utama(struct cx *cx, const struct cacah *c);
/* [{ hasil, jumlah }] by name. */
struct val cacah_keputusan(struct cx *cx, const struct cacah *c);

struct cacah_wilayah {
	struct cacah_sel {
		int64_t kecamatan, putusan, jumlah;
		struct str hasil;
	} *sel; /* in the order of the districts */
	size_t n, cap;
};
int cacah_wilayah(struct cx *cx, int64_t periksa, struct cacah_wilayah *ret, struct err *err);
/* [{ kecamatan, jumlah, tinjau, tidak_layak, nonaktif }] */
struct val cacah_kecamatan(struct cx *cx, const struct cacah_wilayah *w);
/* Of one verdict (-1 any), district (0 any), outcome ("" any, "belum" none yet). */
int64_t cacah_jumlah(const struct cacah_wilayah *w, int64_t putusan, int64_t kecamatan, struct str hasil);
#endif
