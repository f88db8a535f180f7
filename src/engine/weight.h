/* How much agreement weighs: Fellegi-Sunter with integers, frequencies learnt from the registry. docs/matching.md.
 * All weights are in 1/16 bit. */
#ifndef PADAN_WEIGHT_H
#define PADAN_WEIGHT_H
#include "base/err.h"
#include "engine/name.h"
#include "engine/person.h"

#define WEIGHT_BIT 16
#define WEIGHT_MIN (18 * WEIGHT_BIT)        /* no candidate on less evidence than this, however few compete */
#define WEIGHT_FAR_BETTER (10 * WEIGHT_BIT) /* how much better another NIK's person must fit */
#define WEIGHT_DOUBT (3 * WEIGHT_BIT)       /* c: the odds that the person is not in the extract at all */
#define WEIGHT_SAMPLE 65536                 /* word frequencies are learnt from at most this many names */

/* Word frequencies of a registry: an open-addressed table of word hash -> count in the sample. */
struct weight_model {
	uint64_t records;      /* registry records */
	int32_t log2_records;  /* in 1/16 bit */
	uint64_t sampled;      /* names in the sample */
	int32_t log2_sampled;
	uint32_t *word, *count;
	uint32_t mask, used;
};
/* floor(16 * log2(v)), v >= 1. Exact: the same on every machine. */
int32_t log2_16(uint64_t v);

/* records: how many the registry has. The sample is every stride-th record beginning with record 0, stride =
 * ceil(records / WEIGHT_SAMPLE); weight_stride gives it. */
uint64_t weight_stride(uint64_t records);
int weight_model_init(struct weight_model *m, uint64_t records, struct err *err);
void weight_model_clear(struct weight_model *m);
/* Counts the words of one sampled name. */
int weight_model_add(struct weight_model *m, const struct name_form *name, struct err *err);
/* After the last weight_model_add. */
void weight_model_finish(struct weight_model *m);

struct pair {
	struct name_verdict name;
	enum birth_agree birth;
	int sex, kk, addr, mother, region; /* +1, 0, -1 */
};
void pair_compare(struct pair *ret, const struct facts *row, const struct name_form *row_name, const struct facts *reg,
		  const struct name_form *reg_name);
/* True when the name fits (docs/matching.md): SAME, or HABIT/TYPO without contradiction in birth date and sex. */
bool pair_name_fits(const struct pair *p);
/* The facts of a pair but its name. */
void pair_facts(struct pair *ret, const struct facts *row, const struct facts *reg);
/* W of a pair without what its names weigh; names weigh at most WEIGHT_NAME_MAX. */
#define WEIGHT_NAME_MAX (22 * WEIGHT_BIT)
int32_t weight_rest(const struct weight_model *m, const struct pair *p, uint64_t row_nik, uint64_t reg_nik);
/* W of a pair. row_nik/reg_nik: digits of the row's own NIK (0 when it has not exactly 16) against the person's. */
int32_t weight_pair(const struct weight_model *m, const struct pair *p, const struct name_form *row_name,
		    const struct name_form *reg_name, uint64_t row_nik, uint64_t reg_nik);
/* skor of the person under the row's own NIK: 1000 less penalties, 0..1000. */
int weight_own(const struct pair *p);
/* Weights that lie further below the best leave the posterior alone. */
#define WEIGHT_NEGLIGIBLE (12 * WEIGHT_BIT)
/* However well its name fits, one of that weight without it would not be heard beside the best. */
static inline bool weight_negligible(int32_t rest, int32_t best) { return rest + WEIGHT_NAME_MAX < best - WEIGHT_NEGLIGIBLE; }
/* Posterior in thousandths (0..999) of the candidate of weight best, the highest of the n weights w (it is one of
 * them), against all n and the doubt. */
int weight_posterior(const struct weight_model *m, int32_t best, const int32_t *w, size_t n);
#endif
