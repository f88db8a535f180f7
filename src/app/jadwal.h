/* The procedure of a case on the calendar: which step, until when, whose days (FACTS section 7; SOP "mutu baku"). */
#ifndef PADAN_JADWAL_H
#define PADAN_JADWAL_H
#include "app/cx.h"
#include "app/kalender.h"
#include "app/sop_def.h"

struct sop_set {
	const struct sop_def *def[2];
	size_t n;
};
/* Reads the definitions the program carries into mem. */
int sop_set_load(struct sop_set *ret, struct arena *mem, struct err *err);
/* "072" or "070-rev03"; NULL when there is none. */
const struct sop_def *sop_set_find(const struct sop_set *s, struct str kode);

/* The office's calendar from its settings; days live in cx->mem. */
int jadwal_kalender(struct cx *cx, struct kalender *ret, struct err *err);
/* How the running step of a case stands: { tenggat, sisa, lewat, kelas ("ok" "warn" "bad" "idle"), alarm, perkiraan, kita, mereka,
 * persen } ; mulai_s is when the step began. */
int jadwal_langkah(struct cx *cx, const struct kalender *k, const struct val *kasus, const struct sop_langkah *step, int64_t mulai_s,
		   struct val *ret, struct err *err);
/* Marks a wait on somebody ("bpjs", "dukcapil", "keuangan", "lain") and ends it. */
int tunggu_buka(struct cx *cx, int64_t kasus, struct str pihak, struct str alasan, struct err *err);
int tunggu_tutup(struct cx *cx, int64_t kasus, int64_t id, struct err *err);
#endif
