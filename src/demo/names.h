/* Names of the made-up city: built by the customs of Batam's people (FACTS 11), and spelt otherwise by the habits a
 * verification must see through. */
#ifndef PADAN_DEMO_NAMES_H
#define PADAN_DEMO_NAMES_H
#include "demo/rng.h"
#include "demo/words.h"

#define DEMO_NAME 128 /* bytes of a name with its NUL */

struct demo_name {
	size_t len;
	char text[DEMO_NAME];
};

void name_add(struct demo_name *n, const char *s, size_t len);

/* A new name. family (may be NULL) is the family's marga or surname; born is the birth year: fashions change. */
void name_build(struct demo_name *out, struct demo_rng *r, enum demo_custom custom, bool female,
		const struct demo_word *family, int born);
/* A family name by that custom; NULL where families have none. */
const struct demo_word *name_family(struct demo_rng *r, enum demo_custom custom);

/* How a variant differs; the measure of a verification is that it is still the same name. */
enum name_variant {
	VARIANT_TITLE, VARIANT_TITLE_END, VARIANT_ABBREV, VARIANT_OLD, VARIANT_FOLD, VARIANT_ORDER, VARIANT_JOIN,
	VARIANT_SPLIT, VARIANT_CUT, VARIANT_INITIAL, VARIANT_LETTER, VARIANT_BIN,
	NAME_VARIANT_COUNT
};
/* Spells in by that habit; false (out untouched) where the name gives no occasion. out never equals in. */
bool name_vary(struct demo_name *out, const struct demo_name *in, enum name_variant v, struct demo_rng *r);
/* Any habit that the name gives occasion for, now and then a title besides. A name always has one (a wrong letter). */
void name_vary_any(struct demo_name *out, const struct demo_name *in, struct demo_rng *r);

/* True when no habit and no slip of the hand makes one name of the other: at least four letter edits apart (spaces
 * aside, words in either order), no word of one the beginning of all the other has to tell. */
bool name_far(const struct demo_name *a, const struct demo_name *b);
#endif
