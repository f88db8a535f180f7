/* The jobs of a list: reading it into a preview (baca), storing the engine's verdicts (hasil), and making its names
 * searchable. */
#ifndef PADAN_BACA_H
#define PADAN_BACA_H
#include "app/pekerja.h"

int baca_run(struct pekerja *w, struct cx *cx, const struct val *job, struct err *err);
int baca_failed(struct pekerja *w, struct cx *cx, const struct val *job, const struct err *why);
int hasil_run(struct pekerja *w, struct cx *cx, const struct val *job, struct err *err);
int hasil_failed(struct pekerja *w, struct cx *cx, const struct val *job, const struct err *why);

/* Makes the names of lists in force searchable. */
int nama_run(struct pekerja *w, struct cx *cx, const struct val *job, struct err *err);
int nama_failed(struct pekerja *w, struct cx *cx, const struct val *job, const struct err *why);

/* Rows of a batch between two commits: other writers wait no longer than one. */
#define BATCH 25000
/* Tells how far a job is; inside the batch's transaction. */
int job_progress(struct cx *cx, const struct val *job, const char *tahap, int64_t done, int64_t total, struct err *err);
#endif
