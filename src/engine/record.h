/* One row of cells becomes one record of facts. Pure reading, row by row; what needs the whole list (date order,
 * doubles, a NIK column spoilt as a column) is decided by the engines. */
#ifndef PADAN_RECORD_H
#define PADAN_RECORD_H
#include "engine/fingerprint.h"
#include "engine/person.h"
#include "sheet/columns.h"

struct region_slot {
	uint64_t hash; /* of the text and its kecamatan, 0: free */
	uint64_t region;
};
#define REGION_SLOTS 1024
/* A word of a status column and what it means. */
struct status_slot {
	uint64_t first, second; /* its up to 16 bytes, as of str_word; zeros behind */
	uint8_t len, value;     /* len 0: free */
};
#define STATUS_SLOTS 16
/* How rows are read: one per thread. */
struct reader {
	const struct layout *layout;
	uint32_t city;           /* PPKK */
	tanggal as_of;
	bool csv;                /* the number of fields of a row counts */
	bool base1904;
	struct status_slot status[STATUS_SLOTS];
	struct region_slot *region; /* cache of REGION_SLOTS, owned */
	/* The last segment and the last address met: they stand in runs. */
	char segment[64], address[128];
	uint8_t segment_len, address_len;
	bool segment_other;
	unsigned segment_turn; /* counts the times that the segment was another than the row's before */
	uint32_t address_hash;
};
int reader_init(struct reader *r, const struct layout *l, uint32_t city, tanggal as_of, bool csv, struct err *err);
void reader_clear(struct reader *r);

/* Slices point into the row. */
struct record {
	struct facts f;         /* birth is not resolved yet; mother and names are texts here */
	struct nik_fact nik;
	bool broken;            /* BARIS_RUSAK */
	bool deceased;          /* a list's own STATUS says so */
	bool other_segment;     /* SEGMEN_LAIN */
	bool psnoka_bad;        /* something stands there, but no number of up to 13 digits */
	bool status_said;       /* registry: the status cell holds something */
	bool status_empty;      /* registry: neither it nor a date of death or move does */
	uint64_t psnoka;        /* 0: none */
	date_raw birth;         /* shape of the birth-date cell */
	date_raw status_date;   /* registry: shape of the status date cell that goes with the status */
	struct str nik_text, name, mother, segment; /* cleaned of apostrophes and outer blanks */
	struct str psnoka_text; /* likewise, where psnoka is 0 */
};
/* row_class tells what the row is; ret is filled for ROW_PARTICIPANT and ROW_NAME_ONLY only. For ROW_TOTAL see
 * row_classify. */
enum row_class record_read(struct record *ret, struct reader *r, const struct sheet_row *row, int64_t *ret_stated,
			   bool *ret_grand);
/* Settles birth_state, birth and century_open of f under the column's order (docs/matching.md). */
void record_birth(struct facts *f, date_raw raw, enum date_order order, tanggal as_of);
/* The same as rows keep it (birth_keep). Most days are there in every month, and in a year between. */
static inline uint32_t birth_settle(date_raw raw, enum date_order order, tanggal as_of)
{
	uint32_t year = raw >> 4 & 0x3FFF, first = raw >> 18 & 0x7F, second = raw >> 25;
	bool swap = (raw & 7) == DATE_OPEN && order == DATE_DMY;
	uint32_t month = swap ? second : first, day = swap ? first : second;
	struct facts f = { 0 };
	if (LIKELY(((raw & 15) == DATE_OPEN || (raw & 15) == DATE_FIXED) && month - 1 < 12 && day - 1 < 28 && year > 1870 &&
		   (int)year < tanggal_year(as_of)))
		return (uint32_t)tanggal_of((int)year, (int)month, (int)day) | (uint32_t)BIRTH_OK << BIRTH_KEPT_STATE;
	record_birth(&f, raw, order, as_of);
	return birth_keep(&f);
}
/* Settles status_date_state and status_date. */
void record_status_date(struct facts *f, date_raw raw, enum date_order order);
#endif
