/* The list in memory: 48 bytes and perhaps some texts of each row. */
#ifndef PADAN_LIST_H
#define PADAN_LIST_H
#include "engine/load.h"
#include "engine/name_book.h"

/* A row's texts are the hash of the mother's name, where there is one, in four bytes, the name, in numbers of words or in bytes, and what
 * no number says of NIK and participant number. Most rows have nothing but a name in words, and no texts. */
struct __attribute__((packed, aligned(4))) list_row {
	uint64_t nik : 54;     /* the digits when there are exactly 16, whatever they say */
	uint64_t nik_state : 4;
	uint64_t sex : 2;      /* 0 none, 1 L, 2 P */
	uint64_t broken : 1;
	uint64_t deceased : 1;
	uint64_t other_segment : 1;
	uint64_t name_only : 1;
	uint64_t kk : 54;
	uint64_t region_high : 2;
	uint64_t extra : 1;    /* texts of NIK and participant number stand behind the name */
	uint64_t nik_double : 1, psnoka_double : 1, person_double : 1;
	uint64_t dropped : 1;  /* a name-only row behind the last participant: no participant */
	uint64_t has_mother : 1;
	uint64_t quick : 1;      /* its verdict is LAYAK beyond question; addr holds QUICK_* instead of the address */
	uint64_t words : 1;      /* the name is kept in words */
	uint64_t psnoka : 44;
	uint64_t name_len : 12;  /* bytes */
	uint64_t segment : 8;
	uint32_t region_low;
	uint32_t birth;        /* date_raw while loading, then as birth_keep */
	uint32_t addr;
	uint32_t name[2];      /* list_has_text: where the texts are; else the name in words */
	uint32_t own;          /* the registry's record under the row's NIK, REG_NONE: none, or not looked up yet */
};
_Static_assert(sizeof(struct list_row) == 48, "memory per row is promised in docs/verify.md");
#define LIST_NAME_MAX 4095

struct list {
	struct load load;
	const struct name_book *book; /* of the registry, which must stay; NULL: names are texts */
	enum date_order order;
	tanggal as_of;
};
/* Reads a BNBA; its names are kept in words of book, which may be NULL. E_FORMAT when its NIK column is spoilt as a column or it has no
 * participant row. */
int list_load(struct list *ret, const char *path, const struct name_book *book, const struct load_options *opt, struct err *err);
/* False when the list surely has no such column; true also when that cannot be told without reading it: a workbook, standard input, a file
 * with a fault. */
bool list_may_have(const char *path, enum field f, const struct load_options *opt);
/* Refuses (E_FORMAT) a NIK column that a spreadsheet has turned into numbers: FACTS 2. label names the file. */
int list_check_nik(const struct load_counts *c, const char *label, struct err *err);
void list_clear(struct list *l);
static inline uint64_t list_rows(const struct list *l) { return l->load.table.rows; }
static inline struct list_row *list_row(const struct list *l, uint64_t i) { return table_row(&l->load.table, i); }
static inline void list_row_fetch(const struct list *l, uint64_t i) { fetch_bytes(list_row(l, i), sizeof(struct list_row)); }
static inline bool list_has_text(const struct list_row *r) { return !r->words || r->has_mother || r->extra; }
/* What list_name reads of the texts. The row is read here. */
static inline void list_name_fetch(const struct list *l, const struct list_row *r)
{
	if (UNLIKELY(list_has_text(r)))
		fetch_bytes(table_text(&l->load.table, r->name[0]), (size_t)4 * r->has_mother + (r->words ? 8U : r->name_len) + 1U);
}
/* No text of row i or any behind it lies before this; 0 where that is not soon told. */
uint32_t list_text_from(const struct list *l, uint64_t i);
/* Row i as a person sees it in the sheet. */
static inline uint64_t list_number(const struct list *l, uint64_t i) { return load_number(&l->load, i); }
/* Facts of a row under the list's date order. */
void list_facts(const struct list *l, const struct list_row *r, struct facts *ret);
struct name_kept list_name_text(const struct list *l, const struct list_row *r);
static inline struct name_kept list_name(const struct list *l, const struct list_row *r)
{
	if (LIKELY(!list_has_text(r)))
		return (struct name_kept){ .words = r->name[0] | (uint64_t)r->name[1] << 32 };
	return list_name_text(l, r);
}
/* Texts of a row, as raw bytes of the file. */
struct list_texts {
	char room[BOOK_NAME_ROOM]; /* where name may lie */
	struct str name, nik, psnoka; /* nik, psnoka: ptr NULL when the number says it all */
};
void list_texts(const struct list *l, const struct list_row *r, struct list_texts *ret);
/* Name of the sheet of row i, empty when rows are numbers alone. */
struct str list_sheet(const struct list *l, uint64_t i);
#endif
