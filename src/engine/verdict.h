/* The verdict on one row, from what the passes found. */
#ifndef PADAN_VERDICT_H
#define PADAN_VERDICT_H
#include "engine/candidate.h"
#include "engine/doubles.h"
#include "engine/explain.h"
#include "engine/name_words.h"

enum twin_kind { TWIN_NONE, TWIN_KEPT, TWIN_FURTHER, TWIN_STRANGER };
/* What NIK_GANDA says of a row. */
struct twin {
	uint32_t row;
	uint32_t other; /* row index of the kept row, or for the kept row of the first other */
	uint8_t kind;   /* enum twin_kind */
};
/* How a row and the record under its NIK agree, and the record's status: so that the record need not be fetched again. */
struct own_seen {
	uint64_t row : 12;        /* of the range, below FAST_RANGE */
	uint64_t grade : 3, score : 10, habits : NAME_H_COUNT, status_date : 27;
	uint64_t born : 27, birth_state : 2, birth : 3;
	uint64_t sex : 2, kk : 2, addr : 2, mother : 2, region : 2; /* 1 more than in struct pair */
	uint64_t status : 3, status_date_state : 2, outside : 1, twice : 1;
	uint64_t conflict : 1; /* of one that stands twice: as in struct finding */
};
_Static_assert(sizeof(struct own_seen) == 16, "one of these for every fifth row");
struct own_seen verdict_seen(uint64_t row, const struct pair *p, const struct facts *record, bool twice, bool conflict);
/* Everything the verdicts read. */
struct verdict_base {
	const struct list *list;
	const struct padan_registry *registry; /* NULL: none */
	const struct criteria *criteria;
	const struct weight_model *model;
	const struct candidate *candidate;     /* rising by row */
	size_t ncandidate;
	const struct twin *twin;               /* rising by row */
	size_t ntwin;
	bool national;
	tanggal as_of;
	struct name_words *words;              /* of the thread, NULL: none */
	const struct own_seen *seen;           /* of the row at hand, NULL: look at its record */
};
/* Finds the record under a row's own NIK that fits it best; *ret_conflict as in struct finding. */
uint32_t verdict_own(const struct verdict_base *b, const struct list_row *r, bool *ret_conflict);
/* How a row and the record under its NIK agree; true when the names are the same to the byte. */
void verdict_pair(const struct verdict_base *b, const struct list_row *r, uint32_t record, struct pair *ret,
		  struct facts *row_facts, struct facts *reg_facts_);
/* Judges row i. ret_record: the registry record to be named, REG_NONE; ret_score: 0..1000, -1. */
void verdict_row(const struct verdict_base *b, uint64_t i, struct finding *f, uint32_t *ret_record, int *ret_score);
#endif
