/* What was found about one row, and the one Indonesian sentence that says it. */
#ifndef PADAN_EXPLAIN_H
#define PADAN_EXPLAIN_H
#include "base/buf.h"
#include "engine/rules.h"
#include "engine/weight.h"

struct finding {
	uint32_t reasons; /* bits of enum padan_reason, already filtered by the criteria */
	uint32_t hard;    /* the conditional ones whose condition holds */
	enum padan_verdict_kind verdict;
	enum nik_state nik_state;
	/* The person under the row's own NIK. */
	bool own;              /* there is one */
	struct pair own_pair;  /* how its facts agree */
	struct facts own_facts;
	bool own_twice;        /* the registry has the NIK on several records */
	bool own_by_name;      /* name fits */
	bool own_conflict;     /* another record with the NIK also fits this row, with another status or
	                        * another answer to whether its address is outside the city */
	/* The candidate under another NIK. */
	bool candidate;
	struct pair candidate_pair;
	struct facts candidate_facts;
	bool far_better;       /* NIK_MILIK_ORANG_LAIN because the candidate fits far better */
	bool has_registry;     /* a registry was given */
	bool national;
	bool list_deceased;    /* the list's own STATUS says deceased */
	bool newborn;          /* the list's name is BY NY ... */
	bool deceased_mark;    /* ALM. stands before the list's name */
	bool further;          /* NIK_GANDA: a further row of the same person */
	bool kept;             /* NIK_GANDA: the row that is kept */
	uint64_t twin_row;     /* NIK_GANDA: another row with the NIK (the kept one, or the first other); 0: none */
	tanggal as_of;
};
/* The reasons and the hard bits that one registry person's status gives: MENINGGAL, PINDAH_DOMISILI, NIK_NONAKTIF,
 * BELUM_DIPERIKSA (unknown status). own_pair, own_facts, own_by_name and as_of of f must be set. */
void finding_status(struct finding *f);
/* The reasons that own_pair and own_facts give beside the status and the name: TANGGAL_LAHIR_BEDA,
 * JENIS_KELAMIN_BEDA, KK_BEDA, ALAMAT_BEDA. */
void finding_facts(struct finding *f);
/* All that the sentence, the verdict and its reasons are made of, but the date and the row number they may tell: findings with the same
 * key say the same, with their own dates and numbers. */
void explain_key(const struct finding *f, uint64_t ret[2]);
/* Appends the sentence. Never a NIK, a name or an address. */
void explain(struct buf *out, const struct finding *f);
#endif
