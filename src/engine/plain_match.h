/* Who is compared with whom, the plain way: the person under a row's own NIK, doubles within the list, candidates.
 * docs/matching.md. */
#ifndef PADAN_PLAIN_MATCH_H
#define PADAN_PLAIN_MATCH_H
#include "engine/plain_people.h"

struct plain_match {
	struct plain_people *list;
	const struct plain_people *registry;  /* empty when there is none */
	int candidate_min;                    /* thousandths */
	struct plain_index registry_nik;
	struct weight_model model;
	/* Candidates of one row. */
	uint8_t *shared;                      /* with each record: bits of the kinds of blocks */
	struct plain_key *found;              /* NIK and position of every person considered */
	int32_t *weight;
	size_t cap;
};
struct plain_candidate {
	size_t at;        /* in the registry, PLAIN_NONE when no one is sure enough */
	struct pair pair;
	int32_t weight;
	int posterior;
};

/* Learns the registry. E_NOMEM. Release with plain_match_clear. */
int plain_match_init(struct plain_match *m, struct plain_people *list, const struct plain_people *registry,
		     int candidate_min, struct err *err);
void plain_match_clear(struct plain_match *m);
/* Fills own, own_pair, own_twice and own_conflict of every list row. */
void plain_match_own(struct plain_match *m);
/* Fills nik_double, kept, further, twin_row, orang_double and peserta_double of every list row; after plain_match_own. */
int plain_match_doubles(struct plain_match *m, struct err *err);
/* The registry person the row most surely is. */
int plain_match_candidate(struct plain_match *m, const struct plain_person *row, struct plain_candidate *ret, struct err *err);
/* W of docs/matching.md. */
int32_t plain_weigh(const struct plain_match *m, const struct pair *pair, const struct plain_person *row,
		    const struct plain_person *reg);
#endif
