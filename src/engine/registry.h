/* The civil registry in memory: 36 bytes and perhaps some texts of each record, an index on NIK, and the words of its names. Only records
 * with a possible NIK are kept. */
#ifndef PADAN_REGISTRY_H
#define PADAN_REGISTRY_H
#include "engine/load.h"
#include "engine/name_book.h"

/* A record's texts are the status date and the hash of the mother's name, four bytes each where there are any, and behind them the name:
 * the numbers of its words, or its bytes. Most records have nothing but a name in words, and no texts. */
struct __attribute__((packed, aligned(4))) reg_row {
	uint64_t nik : 54;
	uint64_t sex : 2;
	uint64_t twice : 1;      /* the NIK stands on another record too */
	uint64_t outside : 1;
	uint64_t status_empty : 1;
	uint64_t status : 3;
	uint64_t has_date : 1, has_mother : 1;
	uint64_t kk : 54;
	uint64_t status_date_state : 2;
	uint64_t region_high : 2;
	uint64_t words : 1;      /* the name is kept in words */
	uint64_t spare : 5;
	uint32_t birth;          /* date_raw while loading, then as birth_keep; the status date likewise a tanggal */
	uint32_t region_low, addr;
	uint32_t name[2];        /* reg_has_text: where the texts are, and the length of a name in bytes; else the name in words */
};
_Static_assert(sizeof(struct reg_row) == 36, "memory per record is promised in docs/verify.md");

struct padan_registry {
	struct load load;
	struct name_book *book;
	uint32_t *slot;       /* record + 1 in the low row_bits, registry_tag above; 0: free. Linear probing from registry_slot.
	                       * NULL: given back */
	unsigned row_bits;
	uint64_t slots;
	size_t slot_size;     /* bytes */
	uint64_t unknown_status;
	tanggal date;         /* latest status date not after the as-of day, 0: none */
	bool has_status;      /* a status column that says anything */
	bool mothers;         /* false: names of mothers were left out, wherever they stand */
	bool only;            /* it is asked about one list only: registry_give_back once nothing is asked any more */
};

/* mothers: the names of mothers are wanted. */
int registry_load(struct padan_registry **ret, const char *path, const struct load_options *opt, bool mothers, struct err *err);
void registry_free(struct padan_registry *r);
/* Gives the memory of records and index back; what counts and words tell stays. registry_free is still due. */
void registry_give_back(struct padan_registry *g);
static inline uint64_t registry_rows(const struct padan_registry *g) { return g->load.table.rows; }
static inline struct reg_row *reg_row(const struct padan_registry *g, uint64_t i) { return table_row(&g->load.table, i); }
static inline void reg_row_fetch(const struct padan_registry *g, uint64_t i) { fetch_bytes(reg_row(g, i), sizeof(struct reg_row)); }
static inline bool reg_has_text(const struct reg_row *r) { return !r->words || r->has_date || r->has_mother; }
/* What reg_name and reg_facts read of the texts. The record is read here. */
static inline void reg_text_fetch(const struct padan_registry *g, const struct reg_row *r)
{
	if (UNLIKELY(reg_has_text(r)))
		fetch_bytes(table_text(&g->load.table, r->name[0]), (size_t)4 * (r->has_date + r->has_mother) + 16);
}
static inline uint64_t registry_slot(const struct padan_registry *g, uint64_t hash)
{
	return (uint64_t)((__extension__(unsigned __int128) hash) * g->slots >> 64);
}
/* What the bits above the record's leave of the hash: most of what is met on the way is told apart by it, unread. */
static inline uint32_t registry_tag(const struct padan_registry *g, uint64_t hash) { return (uint32_t)(hash << g->row_bits); }
static inline uint32_t registry_mask(const struct padan_registry *g) { return (uint32_t)((UINT64_C(1) << g->row_bits) - 1); }
/* The record that hash most likely stands for, told from the index alone; REG_NONE: it stands for none. */
static inline uint32_t registry_likely(const struct padan_registry *g, uint64_t hash)
{
	uint64_t at = registry_slot(g, hash);
	uint32_t have, tag = registry_tag(g, hash), mask = registry_mask(g);
	while ((have = g->slot[at]) != 0) {
		if ((have & ~mask) == tag)
			return (have & mask) - 1;
		if (++at == g->slots)
			at = 0;
	}
	return REG_NONE;
}
/* First record (lowest index) of a NIK, REG_NONE when there is none. */
uint32_t registry_find(const struct padan_registry *g, uint64_t nik);
/* All records of a NIK in the extract's order, at most max of them; returns how many. */
size_t registry_find_all(const struct padan_registry *g, uint64_t nik, uint32_t *ret, size_t max);
struct name_kept reg_name_text(const struct padan_registry *g, const struct reg_row *r);
static inline struct name_kept reg_name(const struct padan_registry *g, const struct reg_row *r)
{
	if (LIKELY(!reg_has_text(r)))
		return (struct name_kept){ .words = r->name[0] | (uint64_t)r->name[1] << 32 };
	return reg_name_text(g, r);
}
void reg_facts(const struct padan_registry *g, const struct reg_row *r, struct facts *ret);
#endif
