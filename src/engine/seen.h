/* How a row of the list and a record of the registry agree, and what of the record its verdict tells: looked at once, kept in 16 bytes, so
 * that the verdicts need no record any more. */
#ifndef PADAN_SEEN_H
#define PADAN_SEEN_H
#include "engine/list.h"
#include "engine/name_words.h"
#include "engine/registry.h"
#include "engine/weight.h"

struct seen {
	uint64_t row : 12;        /* of the range, below FAST_RANGE; whoever keeps it sets it, and what comes last here */
	uint64_t grade : 3, score : 10, habits : NAME_H_COUNT, status_date : 27;
	uint64_t born : 27, birth_state : 2, birth : 3;
	uint64_t sex : 2, kk : 2, addr : 2, mother : 2, region : 2; /* 1 more than in struct pair */
	uint64_t status : 3, status_date_state : 2, outside : 1, twice : 1;
	uint64_t conflict : 1; /* of one that stands twice: as in struct finding */
	uint64_t newborn : 1;  /* the list's name is BY NY ..., and the record's is not */
};
_Static_assert(sizeof(struct seen) == 16, "one of these for every fifth row");

/* Compares a row with a record. words: of the thread, NULL: none. */
void seen_look(const struct list *l, const struct padan_registry *g, struct name_words *words, const struct list_row *r, uint32_t record,
	       struct pair *ret, struct facts *row_facts, struct facts *reg_facts_);
/* What seen_look told of the record, to be kept. */
struct seen seen_keep(const struct pair *p, const struct facts *record, bool twice);
/* The same as it was, as far as it was kept. */
void seen_take(const struct seen *s, struct pair *ret_pair, struct facts *ret_record);
#endif
