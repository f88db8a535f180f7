/* The alias tables of headings: FACTS section 2 (lists), 3.1 and 3.2 (extracts), and what offices write besides. */
#ifndef PADAN_ALIASES_H
#define PADAN_ALIASES_H
#include "sheet/columns.h"

#define ALIAS_T 4 /* in the detail of a bill only */
#define ALIAS_M 8 /* in data mutasi only */
#define ALIAS_B 13 /* in a BNBA list, and so in the detail of a bill and in data mutasi */
#define ALIAS_R 2 /* in a registry extract */
#define ALIAS_BR 15

/* The order of the rows is the order of preference within a field. A field of FIELD_COUNT is a heading that looks like
 * a field once two heading rows are joined, and is none (the name of the head of a family). */
struct alias {
	char text[32]; /* letters and digits only, capitals */
	uint8_t len;
	uint8_t field;
	uint8_t kinds;
};
extern const struct alias aliases[];
extern const size_t alias_count;

#define HEADING_MAX 48 /* letters and digits of a heading; a longer text is none */
/* Letters and digits of s in capitals, every other byte dropped (blanks, no-break spaces, marks); the length, or
 * HEADING_MAX when they do not fit in HEADING_MAX - 1. */
size_t heading_squash(char out[HEADING_MAX], struct str s);
/* Index into aliases of squashed text, -1 when there is none of that kind. */
int alias_find(const char *text, size_t len, enum list_kind kind);
/* What heading text means: its field (FIELD_COUNT for a known non-field) and, lower is better, its rank among headings
 * of that field. Looks through notes in parentheses, format notes ("dd-mm-yyyy", "16 digit", "sesuai KTP") and
 * alternatives ("NIK / NO KTP"). False when it is no alias. */
bool heading_field(struct str s, enum list_kind kind, enum field *ret, int *ret_rank);
/* Whom a text is about: the person of the row, the same person as another office knows them (DUKCAPIL in a list, BPJS in
 * an extract), or somebody or something else (the mother, the head of the family, the health facility). As a note
 * ("NAMA (IBU)") or as a title over several columns ("IBU KANDUNG" over NIK, NAMA). */
enum heading_owner { OWNER_ROW, OWNER_SOURCE, OWNER_OTHER };
enum heading_owner heading_owner(struct str s, enum list_kind kind);
#define RANK_SOURCE 10000 /* added to the rank of a heading of OWNER_SOURCE: taken only where there is no other */
#endif
