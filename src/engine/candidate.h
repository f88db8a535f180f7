/* The third pass: who could a row be whose NIK does not lead to its person? Blocks and weights: docs/matching.md.
 * Plain inputs (rows of the list that ask, a registry, a model) and plain outputs, so that it can run over partitions. */
#ifndef PADAN_CANDIDATE_H
#define PADAN_CANDIDATE_H
#include "engine/seen.h"

#define BLOCK_RECORDS_MAX 4096 /* a block with more records is too common to say anything, and is not used */

struct candidate {
	uint64_t nik;     /* of the registry's record, 0: none is sure enough */
	struct seen seen; /* of the row and that record */
	uint32_t row;     /* of the list */
	int16_t posterior;
	bool far_better;  /* by WEIGHT_FAR_BETTER than the record under the row's own NIK, if there is one */
};
struct candidate_job {
	const struct list *list;
	const struct padan_registry *registry;
	const struct weight_model *model;
	const uint32_t *rows; /* rows that ask, rising */
	size_t nrows;
	unsigned threads;
	struct name_words *const *words; /* one for each thread; a NULL among them only costs time */
	uint16_t posterior_min;
	const volatile int *stop;
};
/* Of n candidates rising by row, the first whose row is not below row; n when there is none. */
static inline size_t candidate_first(const struct candidate *c, size_t n, uint64_t row)
{
	size_t lo = 0, hi = n;
	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		if (c[mid].row < row)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}
/* W of a row and a record under its own NIK, whose pair is p. words: NULL: none. */
int32_t candidate_own_weight(const struct list *l, const struct padan_registry *g, const struct weight_model *m, struct name_words *words,
			     const struct list_row *r, uint32_t record, const struct pair *p);
/* One result for each row, in the same order. The array is the caller's to free. */
int candidate_search(const struct candidate_job *job, struct candidate **ret, struct err *err);
#endif
