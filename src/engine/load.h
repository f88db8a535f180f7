/* Reading a list or an extract, of any kind, into a table. */
#ifndef PADAN_LOAD_H
#define PADAN_LOAD_H
#include "base/buf.h"
#include "engine/record.h"
#include "engine/table.h"
#include "sheet/csv.h"
#include "sheet/source.h"

#include <pthread.h>

/* What is counted while reading; parts of several threads are added. */
struct load_counts {
	uint64_t people, blank, title, heading, total, above, hidden_rows;
	int64_t stated;                  /* last total of the whole list, -1: none */
	int64_t stated_sub;              /* sum of subtotals, -1: none */
	struct date_votes birth, status;
	uint64_t nik_filled, nik_spoilt; /* NIK cells that are not empty; of them spoilt by a spreadsheet */
	uint64_t nik_16, nik_16_zero;    /* of 16 digits; of them ending in 0 */
	uint64_t status_filled;
	uint64_t skipped;                /* rows the table did not take */
	uint64_t last_identified;        /* 1 + index of the last ROW_PARTICIPANT within its part, 0: none */
};

struct batch;
#define REG_NONE UINT32_MAX /* no record of a registry */
/* Distinct segment texts of a list; number 0 is the empty one. */
#define LOAD_SEGMENTS 255
struct load_segments {
	pthread_mutex_t lock;
	size_t n;
	struct {
		char text[96];
		uint8_t len;
	} one[LOAD_SEGMENTS];
};
#define LOAD_SHEETS_MAX 256
struct load_sheet {
	uint64_t first;   /* index of its first row in the table */
	uint64_t last_identified; /* 1 + index of its last identified row; rows behind it that are names only are none */
	char name[128];
};

struct load_options {
	enum list_kind kind;
	uint32_t city;
	tanggal as_of;
	unsigned threads;
	const char *sheet;             /* NULL, a name, or "*" */
	const struct column_map *map;
	size_t nmap;
	const volatile int *stop;
	void (*progress)(void *ctx, const char *phase, uint64_t done, uint64_t total);
	void *progress_ctx;
	/* Packs a record into row (row_size bytes, all of them set) and its texts into b->text; false: the table does not take
	 * it. The text's offset within b->text is what goes into the row; load_fix turns it into the table's. */
	bool (*pack)(struct batch *b, void *row, const struct record *rec, uint64_t number, bool name_only);
	/* NULL, or takes a plain record of a text table; its context is the batch. */
	csv_plain_fn plain;
	/* Adds the text base of a batch to a row. */
	void (*fix)(void *row, uint32_t text_base);
	const void *pack_ctx; /* for pack, through b->opt */
	size_t row_size;
};

/* Rows of the table whose numbers follow one another. */
struct load_run {
	uint64_t first;  /* of the table */
	uint64_t number; /* in the sheet */
};
struct load_runs {
	struct load_run *ptr;
	size_t n, cap;
};

struct load {
	struct table table;
	struct load_runs runs;
	struct layout layout;      /* of the first sheet read */
	bool has[FIELD_COUNT];     /* fields that any sheet read has */
	struct load_counts counts;
	struct load_sheet *sheet;  /* one for CSV */
	size_t nsheet;
	bool several;              /* rows are named SHEET!ROW */
	bool csv;
	char hidden_sheets[256];
	uint64_t hidden_columns;
	char columns[512];
	struct buf headings;       /* a line for each column of the heading: its text, a tab, its field or nothing */
	struct load_segments *segments;
};

int load_file(struct load *ret, const struct source *src, const struct load_options *opt, struct err *err);
/* Which fields a text file's heading gives. */
int load_fields(const struct source *src, const struct load_options *opt, bool ret[FIELD_COUNT]);
void load_clear(struct load *l);
/* Row i of the table as a person sees it in the sheet. */
uint64_t load_number(const struct load *l, uint64_t i);
/* The same for a caller who asks in rising order: *at is where the last answer stood, 0 in the beginning. */
static inline uint64_t load_number_after(const struct load *l, uint64_t i, size_t *at)
{
	while (*at + 1 < l->runs.n && l->runs.ptr[*at + 1].first <= i)
		(*at)++;
	return l->runs.ptr[*at].number + (i - l->runs.ptr[*at].first);
}
#endif
