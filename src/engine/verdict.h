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
/* Everything the verdicts read. */
struct verdict_base {
	const struct list *list;
	const struct padan_registry *registry; /* NULL: none. verdict_row looks at no record: they may have been given back */
	const struct criteria *criteria;
	const struct weight_model *model;
	const struct candidate *candidate;     /* rising by row */
	size_t ncandidate;
	const struct twin *twin;               /* rising by row */
	size_t ntwin;
	bool national;
	tanggal as_of;
	struct name_words *words;              /* of the thread, NULL: none */
	const struct seen *seen;               /* of the row at hand and its record; NULL: it has none */
};
/* Finds the record under a row's own NIK that fits it best; *ret_conflict as in struct finding. */
uint32_t verdict_own(const struct verdict_base *b, const struct list_row *r, bool *ret_conflict);
/* The marks in front of the list's name: NAME_H_NEWBORN_MARK (BY NY), NAME_H_DECEASED_MARK (ALM). */
uint16_t verdict_marks(const struct list *l, const struct list_row *r);
/* Judges row i. ret_nik: of the registry's person to be named, 0: none; ret_score: 0..1000, -1. */
void verdict_row(const struct verdict_base *b, uint64_t i, struct finding *f, uint64_t *ret_nik, int *ret_score);
#endif
