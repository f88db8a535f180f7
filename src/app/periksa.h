/* Step 2 of SOP 072: the runs of the engine, and what a person decides about each finding. */
#ifndef PADAN_PERIKSA_H
#define PADAN_PERIKSA_H
#include "app/cacah.h"

/* Queues a run over the list in force: against the extract of that id, or the newest one when 0 (none at all is fine). */
int periksa_queue(struct cx *cx, int64_t kasus, int64_t ekstrak, struct err *err);
/* Takes an extract of the registry into the store. */
int ekstrak_add(struct cx *cx, const struct val *file, int64_t hari, struct str cakupan, struct str catatan, int64_t *ret_id,
		struct err *err);

/* A decision on one row. hasil: pertahankan, koreksi, nonaktif, tunda. versi is the one the person saw (0: none yet):
 * E_CONFLICT when somebody decided meanwhile. */
struct putusan_orang {
	struct str hasil, alasan, catatan, koreksi, sumber;
	const struct val *file; /* evidence, may be NULL */
	int64_t versi;
};
int putusan_set(struct cx *cx, int64_t kasus, int64_t no, const struct putusan_orang *d, struct err *err);
int putusan_undo(struct cx *cx, int64_t kasus, int64_t no, int64_t versi, struct err *err);
/* The same decision on all open rows of one verdict and main reason; *ret_n how many. "nonaktif" only where the verdict
 * is TIDAK_LAYAK: a doubt is decided one person at a time. */
int putusan_bulk(struct cx *cx, int64_t kasus, int64_t putusan, int64_t utama, struct str hasil, struct str catatan, int64_t *ret_n,
		 struct err *err);
/* The next row for this person, taken so that nobody else gets it for 15 minutes; -1 when there is none. */
int antre_next(struct cx *cx, int64_t kasus, int64_t except, int64_t putusan, int64_t utama, int64_t *ret_no, struct err *err);
/* Side by side: { baris, peserta, registri, calon, keputusan, bukti, keluarga }. */
int orang_show(struct cx *cx, int64_t kasus, int64_t no, struct val *ret, struct err *err);
/* An answer of Dukcapil about the NIK of a row, by hand from the portal. */
int bukti_add(struct cx *cx, int64_t kasus, int64_t no, int64_t hari, struct str jawaban, struct str rincian, const struct val *file,
	      struct err *err);
/* Ends step 2: what is not decided rolls over, by number and name, to the next month. */
int periksa_finish(struct cx *cx, int64_t kasus, struct str catatan, struct err *err);
/* How many findings fit { periksa, putusan (-1 any), alasan (bit, 0 any), kecamatan (0 any), hasil ("" any, "belum") }. known: the
 * counts by district, if they were read already; NULL otherwise. */
int temuan_jumlah(struct cx *cx, const struct val *p, const struct cacah_wilayah *known, int64_t *ret, struct err *err);
/* Code of the reason for which a finding is proposed (FACTS section 4), by the main reason's bit; "LAINNYA" else. */
const char *alasan_usul(int64_t utama);
#endif
