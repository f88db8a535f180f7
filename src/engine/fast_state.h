/* What the parts of the fast engine share: the passes (fast.c) and the writing of the verdicts (emit.c). */
#ifndef PADAN_FAST_STATE_H
#define PADAN_FAST_STATE_H
#include "base/par.h"
#include "engine/verdict.h"

#include <pthread.h>

#define FAST_RANGE 4096 /* rows a thread takes at once */

/* What a settled row's line has before and behind the registry's NIK: one for each set of QUICK_*, made once. */
struct quick_text {
	char before[80], behind[144];
	uint8_t before_len, behind_len;
	uint32_t reasons;
};

/* What the exact pass left of the rows k * FAST_RANGE and on: where it stands among what thread has. */
struct fast_range {
	size_t ask, nask, seen, nseen;
	unsigned thread;
};

struct fast {
	const padan_options *opt;
	const padan_sink *sink;
	unsigned threads;
	struct list list;
	struct criteria criteria;
	struct weight_model model;
	struct doubles doubles;
	struct verdict_base base;
	struct name_words *words[PAR_THREADS_MAX]; /* of each thread, through all passes; a NULL among them only costs time */
	struct quick_text *quick_text; /* QUICK_ALL + 1 */
	bool quick_ok;   /* the criteria leave the notes notes */
	struct twin *twin;
	struct fast_range *range;
	uint32_t *ask[PAR_THREADS_MAX]; /* rows that look for a candidate, of one thread */
	size_t nask[PAR_THREADS_MAX], cap_ask[PAR_THREADS_MAX];
	struct seen *seen[PAR_THREADS_MAX]; /* rows with a record that are not settled */
	size_t nseen[PAR_THREADS_MAX], cap_seen[PAR_THREADS_MAX];
	uint32_t *asking;
	size_t nasking;
	struct candidate *candidate;
	uint64_t next;
	struct par_turn turn; /* to write */
	pthread_mutex_t lock;
	int error;
	struct err err;
	padan_summary *summary;
};

/* What the exact pass saw of a healthy row, so that its record need not be fetched a second time. */
enum {
	QUICK = 1,
	QUICK_KK_DIFFERS = 2,
	QUICK_KK_ABSENT = 4,
	QUICK_ADDRESS_DIFFERS = 8,
	QUICK_BIRTH_ABSENT = 16,
	QUICK_SEX_ABSENT = 32,
	QUICK_REGION_UNKNOWN = 64,
	QUICK_QUOTED = 128,     /* the name cannot stand in CSV as it is */
	QUICK_ALL = 255,
};

/* QUICK_* of a row whose verdict is LAYAK beyond question, else 0. */
static inline uint8_t quick_of(const struct list_row *r) { return r->quick ? (uint8_t)r->addr : 0; }
/* The stop flag of the options. */
static inline bool fast_stopped(const struct fast *f)
{
	return stop_asked(f->opt->stop);
}
/* Keeps the first failure of any thread. */
void fast_fail(struct fast *f, int code, const char *msg);
static inline bool fast_failed(const struct fast *f) { return __atomic_load_n(&f->error, __ATOMIC_ACQUIRE) != OK; }
/* Judges and writes every row in order; fills f->summary. */
int fast_emit(struct fast *f, struct err *err);
#endif
