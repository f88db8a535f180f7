/* THE RULE TABLE: one row per reason of the contract (docs/verify.md), and the criteria that override it. */
#ifndef PADAN_RULES_H
#define PADAN_RULES_H
#include "base/err.h"
#include "base/str.h"
#include "padan.h"

enum rule_action { RULE_OFF, RULE_NOTE, RULE_TINJAU, RULE_TIDAK_LAYAK };
struct rule {
	const char *name;
	uint8_t action;      /* by default */
	bool conditional;    /* TIDAK_LAYAK only where its own condition holds (the `hard` bit), else TINJAU; no
	                      * criteria can take the condition away */
	const char *text;    /* Indonesian, for recaps */
};
extern const struct rule rules[PADAN_REASON_COUNT];

#define CRITERIA_HASH_SIZE 65
struct criteria {
	uint8_t action[PADAN_REASON_COUNT]; /* enum rule_action */
	uint32_t off;                       /* reasons whose action is RULE_OFF */
	uint16_t candidate_min;             /* ambang.kandidat: thousandths, 500..1000 */
	uint16_t not_found_warn;            /* ambang.tidak_ditemukan: thousandths */
	char hash[CRITERIA_HASH_SIZE];      /* BLAKE2b-256 of the criteria in force, written in their canonical form */
};
/* Reads a criteria file: lines "KODE = TIDAK_LAYAK | TINJAU | CATATAN | MATI" or "ambang.NAMA = number", # comments.
 * Empty text gives the contract's defaults. E_FORMAT names the line. */
int criteria_parse(struct criteria *ret, struct str text, struct err *err);
/* The hardest verdict among the reasons that count. */
enum padan_verdict_kind criteria_verdict(const struct criteria *c, uint32_t reasons, uint32_t hard);
/* The reasons without those the criteria turn off. */
uint32_t criteria_filter(const struct criteria *c, uint32_t reasons);
#define R(code) (UINT32_C(1) << PADAN_##code)
#endif
