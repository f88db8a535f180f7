/* Who stands in a block with whom (docs/matching.md): for each row that asks, the registry records that are considered for
 * it. Records stream by once, against the blocks of all rows. */
#ifndef PADAN_BLOCK_H
#define PADAN_BLOCK_H
#include "engine/candidate.h"

struct block_lists {
	uint64_t *start;  /* where each row's records begin in record[], and the end of the last; of all rows that ask */
	uint16_t *n;      /* how many each row has */
	uint32_t *record; /* of one row in no order, the same one perhaps several times; none whose name is surely NAME_FAR */
};
#define BLOCK_HITS_LEAST 2000000 /* for so much there is always memory, and for one hit to two rows of both files */
#define BLOCK_OVER 1
/* Fills ret for job->rows. E_STOP when job->stop says so; BLOCK_OVER when so many stand in so many blocks that memory would not be kept
 * within bounds: to be asked for in parts. Release with block_lists_clear. */
int block_find(const struct candidate_job *job, struct block_lists *ret, struct err *err);
void block_lists_clear(struct block_lists *l);
/* The blocks to the letter: block_find's hashes may collide. a: the row. */
bool block_holds(const struct facts *a, const struct name_form *na, const struct facts *b, const struct name_form *nb);
#endif
