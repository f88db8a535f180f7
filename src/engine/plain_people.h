/* The people of a list and of an extract as the plain engine holds them: everything of every row, in arrays. */
#ifndef PADAN_PLAIN_PEOPLE_H
#define PADAN_PLAIN_PEOPLE_H
#include "engine/plain_read.h"
#include "engine/record.h"
#include "engine/rules.h"
#include "engine/weight.h"

#define PLAIN_NONE SIZE_MAX

struct plain_person {
	struct record rec;
	struct facts f;          /* of rec, with birth, mother and status date settled */
	struct name_form name;
	uint64_t codes[4];       /* bit c: one of the name's words has the block code c */
	uint64_t row;
	const struct plain_sheet *sheet;
	bool name_only;
	/* Of list rows: what is known when the doubles are looked for. */
	size_t own;              /* the person under the row's own NIK, PLAIN_NONE */
	struct pair own_pair;
	bool own_twice, own_conflict;
	bool nik_double, kept, further, orang_double, peserta_double;
	uint64_t twin_row;
};
struct plain_people {
	struct plain_person *p;
	size_t n, cap;
};
/* Which numbers stand where: sorted by key, then by position. */
struct plain_key {
	uint64_t key;
	size_t at;
};
struct plain_index {
	struct plain_key *e;
	size_t n;
};

/* What one file gave beside its people. */
struct plain_counts {
	uint64_t blank, title, heading, total, above;
	int64_t stated;                          /* -1: nothing */
	uint64_t nik_filled, nik_spoilt, nik_16, nik_16_zero;
	struct date_votes birth, status;
	enum date_order birth_order, status_order;
	bool status_filled;                      /* registry: some status cell is not empty */
};

/* Reads the rows of all sheets of file. E_FORMAT when nobody is in it or its NIK column is spoilt. */
int plain_people_load(struct plain_people *ret, struct plain_counts *counts, const struct plain_file *file,
		      enum list_kind kind, const padan_options *opt, struct err *err);
void plain_people_clear(struct plain_people *p);

/* Index over the people whose key function gives a number other than 0. */
int plain_index_make(struct plain_index *ret, const struct plain_people *p,
		     uint64_t (*key)(const struct plain_person *), struct err *err);
void plain_index_clear(struct plain_index *ix);
void plain_index_sort(struct plain_index *ix);
/* First entry with that key, and how many there are (0: none). */
size_t plain_index_find(const struct plain_index *ix, uint64_t key, size_t *ret_first);
#endif
