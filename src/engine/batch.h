/* Rows of a file on their way into the table: read and packed by one thread, numbered and copied when their turn has come. */
#ifndef PADAN_BATCH_H
#define PADAN_BATCH_H
#include "engine/load.h"
#include "engine/record_parts.h"

#define BATCH_NO_RUN (UINT64_MAX / 2)
struct batch {
	const struct load_options *opt;
	const struct sheet_row *row; /* the one at hand, for pack */
	struct reader reader;
	char *rows;
	size_t n, cap;
	struct buf text;
	struct load_runs runs;       /* from its own first row and number */
	uint64_t bias;               /* a row of the last run has the number of its place and this; BATCH_NO_RUN: there is none */
	uint32_t ncol;               /* fields of a plain record */
	struct load_counts counts;
	struct load_segments *segments;
	unsigned segment_turn, segment_id; /* the reader's turn that the last number was given in, and the number */
	char sep;
	bool relative;    /* row numbers count from the block's start: nothing is above the heading */
};

/* sep: of a text table, csv true. */
int batch_init(struct batch *b, const struct load_options *opt, const struct layout *l, struct load_segments *g, bool csv, char sep,
	       struct err *err);
void batch_clear(struct batch *b);
/* Empties it for the next rows. */
void batch_reset(struct batch *b);
/* One row of the file, of any kind: a row_fn whose context is the batch. */
int batch_row(void *ctx, const struct sheet_row *row, struct err *err);
/* Room in the table for the batch, whose numbers count from number_base; one thread at a time. Counts are added here. */
int batch_reserve(struct batch *b, struct load *l, uint64_t number_base, uint64_t *ret_first, uint32_t *ret_text, struct err *err);
/* Into the room that batch_reserve gave; several threads at once. */
void batch_copy(const struct batch *b, struct load *l, uint64_t first, uint32_t text);
/* Number of a segment text within the batch, for pack: 0 for an empty one and when there are too many. */
unsigned batch_segment(struct batch *b, struct str s);
void counts_clear(struct load_counts *c);

/* For plain records (record_parts.h), which are taken where there is room for one more. *ret: the place of the next row, to be
 * filled before batch_taken; NULL: the record must come as a row. */
static inline void *batch_place(struct batch *b, const struct csv_plain *p)
{
	/* Behind a row of its own kind it is no row above the heading, either. */
	if (UNLIKELY(p->number - b->bias != b->n || p->n != b->ncol || b->n == b->cap || b->text.error))
		return NULL;
	return b->rows + b->n * b->opt->row_size;
}
/* Counts a record of read_plain that was packed. */
static inline void batch_taken(struct batch *b, const struct record *rec)
{
	struct load_counts *c = &b->counts;
	c->nik_filled++;
	c->nik_16++;
	c->nik_16_zero += rec->nik_text.ptr[15] == '0';
	date_vote(&c->birth, rec->birth);
	c->last_identified = ++b->n;
	c->people++;
}
/* Appends a name: the numbers of its words, or, where there are none, its bytes. name_kept_at reads it again. */
static inline void batch_name(struct batch *b, uint64_t words, struct str name)
{
	buf_add(&b->text, words ? str_of((const char *)&words, sizeof(words)) : name);
}
#endif
