/* What stands in a row of CSV behind the name: most rows that are not settled at once say what another said before. */
#ifndef PADAN_TAIL_H
#define PADAN_TAIL_H
#include "engine/explain.h"

#define TAIL_TEXT 472
struct tail {
	uint64_t key[2];
	uint16_t before_len, behind_len;
	uint16_t date_at; /* where in the text the one date stands that is told, 0: nowhere */
	bool used;
	char text[TAIL_TEXT]; /* ",PUTUSAN,ALASAN," and then ",PENJELASAN" to the end of the line */
};
struct tails;

/* NULL when there is no memory. Of one thread. Give back with tails_free (NULL is fine). */
struct tails *tails_new(void);
void tails_free(struct tails *t);
/* The texts of a finding, until the next call. NULL: too long, or no memory. */
const struct tail *tail_of(struct tails *t, const struct finding *f);
#endif
