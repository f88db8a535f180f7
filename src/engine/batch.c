#include "engine/batch.h"

#include "base/big.h"
#include "sheet/csv.h"

static unsigned segment_find(struct load_segments *g, struct str s)
{
	unsigned id = 0;
	s = str_unspreadsheet(s);
	if (s.len > sizeof(g->one[0].text))
		s.len = sizeof(g->one[0].text);
	if (s.len == 0)
		return 0;
	(void)pthread_mutex_lock(&g->lock);
	for (size_t i = 1; i < g->n && !id; i++)
		if (g->one[i].len == s.len && memcmp(g->one[i].text, s.ptr, s.len) == 0)
			id = (unsigned)i;
	if (!id && g->n < LOAD_SEGMENTS) {
		id = (unsigned)g->n++;
		memcpy(g->one[id].text, s.ptr, s.len);
		g->one[id].len = (uint8_t)s.len;
	}
	(void)pthread_mutex_unlock(&g->lock);
	return id;
}

unsigned batch_segment(struct batch *b, struct str s)
{
	if (s.len == 0)
		return 0;
	if (UNLIKELY(b->segment_turn != b->reader.segment_turn)) {
		b->segment_id = segment_find(b->segments, s);
		b->segment_turn = b->reader.segment_turn;
	}
	return b->segment_id;
}

void counts_clear(struct load_counts *c)
{
	*c = (struct load_counts){ .stated = -1, .stated_sub = -1 };
}

static void votes_add(struct date_votes *a, const struct date_votes *b)
{
	a->dmy += b->dmy;
	a->mdy += b->mdy;
	a->both += b->both;
	a->short_year += b->short_year;
	a->bad += b->bad;
}

static void counts_add(struct load_counts *a, const struct load_counts *b)
{
	a->people += b->people;
	a->blank += b->blank;
	a->title += b->title;
	a->heading += b->heading;
	a->total += b->total;
	a->above += b->above;
	a->hidden_rows += b->hidden_rows;
	a->nik_filled += b->nik_filled;
	a->nik_spoilt += b->nik_spoilt;
	a->nik_16 += b->nik_16;
	a->nik_16_zero += b->nik_16_zero;
	a->status_filled += b->status_filled;
	a->skipped += b->skipped;
	if (b->stated >= 0)
		a->stated = b->stated;
	if (b->stated_sub >= 0)
		a->stated_sub = (a->stated_sub < 0 ? 0 : a->stated_sub) + b->stated_sub;
	votes_add(&a->birth, &b->birth);
	votes_add(&a->status, &b->status);
}

/* Row first has this number. */
static bool runs_add(struct load_runs *r, uint64_t first, uint64_t number)
{
	const struct load_run *last = r->n ? &r->ptr[r->n - 1] : NULL;
	if (last && number - last->number == first - last->first)
		return true;
	if (r->n == r->cap) {
		size_t cap = r->cap ? r->cap * 2 : 64;
		struct load_run *p = realloc(r->ptr, cap * sizeof(*p));
		if (!p)
			return false;
		r->ptr = p;
		r->cap = cap;
	}
	r->ptr[r->n++] = (struct load_run){ first, number };
	return true;
}

int batch_init(struct batch *b, const struct load_options *opt, const struct layout *l, struct load_segments *g,
		      bool csv, char sep, struct err *err)
{
	memset(b, 0, sizeof(*b));
	b->opt = opt;
	b->segments = g;
	b->sep = sep;
	b->ncol = l->ncol;
	b->bias = BATCH_NO_RUN;
	counts_clear(&b->counts);
	buf_init(&b->text, TABLE_TEXT_SIZE);
	return reader_init(&b->reader, l, opt->city, opt->as_of, csv, err);
}

void batch_clear(struct batch *b)
{
	reader_clear(&b->reader);
	buf_clear(&b->text);
	free(b->runs.ptr);
	free(b->rows);
	b->rows = NULL;
}

void batch_reset(struct batch *b)
{
	b->n = b->runs.n = 0;
	b->bias = BATCH_NO_RUN;
	buf_reset(&b->text);
	counts_clear(&b->counts);
}

static int batch_grow(struct batch *b, struct err *err)
{
	size_t cap = b->cap ? b->cap * 2 : 1024;
	char *p = realloc(b->rows, cap * b->opt->row_size);
	if (!p)
		return NOMEM(err);
	b->rows = p;
	b->cap = cap;
	return OK;
}

static void count_nik(struct load_counts *c, const struct nik_fact *f)
{
	c->nik_filled += f->state != NIK_EMPTY;
	c->nik_spoilt += f->state == NIK_SPOILT;
	if (f->value.n) {
		c->nik_16++;
		c->nik_16_zero += f->value.n % 10 == 0;
	}
}

int batch_row(void *ctx, const struct sheet_row *row, struct err *err)
{
	struct batch *b = ctx;
	struct load_counts *c = &b->counts;
	const struct layout *l = b->reader.layout;
	struct record rec;
	int64_t stated = -1;
	bool grand = false;
	enum row_class cls;
	void *to;
	if (!b->relative && row->number <= l->header_last) {
		c->above++;
		return OK;
	}
	if (row->hidden) {
		c->hidden_rows++;
		return OK;
	}
	if (row->ncell == 1 && row->cell[0].len == 0) {
		c->blank++;
		return OK;
	}
	if (UNLIKELY(row->multiline) && b->reader.csv && csv_swallowed(row, b->sep, l->ncol))
		return FAIL(err, E_FORMAT, "baris %" PRIu64 ": tanda kutip dibuka tetapi tidak ditutup", row->number);
	cls = record_read(&rec, &b->reader, row, &stated, &grand);
	switch (cls) {
	case ROW_BLANK:
		c->blank++;
		return OK;
	case ROW_TITLE:
		c->title++;
		return OK;
	case ROW_HEADING:
		c->heading++;
		return OK;
	case ROW_TOTAL:
		c->total++;
		if (stated >= 0 && grand)
			c->stated = stated;
		else if (stated >= 0)
			c->stated_sub = (c->stated_sub < 0 ? 0 : c->stated_sub) + stated;
		return OK;
	case ROW_PARTICIPANT:
	case ROW_NAME_ONLY:
		break;
	}
	if (b->n == b->cap) {
		int r = batch_grow(b, err);
		if (r < 0)
			return r;
	}
	count_nik(c, &rec.nik);
	if (!rec.broken) {
		date_vote(&c->birth, rec.birth);
		if (l->kind == LIST_REGISTRY)
			date_vote(&c->status, rec.status_date);
	}
	c->status_filled += rec.status_said;
	to = b->rows + b->n * b->opt->row_size;
	b->row = row;
	if (!b->opt->pack(b, to, &rec, row->number, cls == ROW_NAME_ONLY)) {
		c->skipped++;
		return b->text.error ? NOMEM(err) : OK;
	}
	if (UNLIKELY(!runs_add(&b->runs, b->n, row->number)))
		return NOMEM(err);
	b->bias = row->number - b->n;
	b->n++;
	c->people++;
	if (cls == ROW_PARTICIPANT)
		c->last_identified = b->n;
	return b->text.error ? NOMEM(err) : OK;
}

int batch_reserve(struct batch *b, struct load *l, uint64_t number_base, uint64_t *ret_first, uint32_t *ret_text,
			 struct err *err)
{
	struct load_sheet *sheet = &l->sheet[l->nsheet - 1];
	int r = b->text.error ? NOMEM(err) : table_reserve(&l->table, b->n, ret_first, err);
	if (r == OK)
		r = table_reserve_text(&l->table, b->text.len, ret_text, err);
	if (r < 0)
		return r;
	for (size_t i = 0; i < b->runs.n; i++)
		if (!runs_add(&l->runs, *ret_first + b->runs.ptr[i].first, b->runs.ptr[i].number + number_base))
			return NOMEM(err);
	counts_add(&l->counts, &b->counts);
	if (b->counts.last_identified)
		sheet->last_identified = *ret_first + b->counts.last_identified;
	return OK;
}

void batch_copy(const struct batch *b, struct load *l, uint64_t first, uint32_t text)
{
	size_t size = b->opt->row_size;
	if (b->text.len) {
		char *at = l->table.text[text >> TABLE_TEXT_BITS] + (text & (TABLE_TEXT_SIZE - 1));
		big_touch_counted(&l->table.text_pages, at, b->text.len);
		memcpy(at, b->text.ptr, b->text.len);
	}
	for (size_t i = 0; i < b->n; i++)
		b->opt->fix(b->rows + i * size, text);
	/* In as many pieces as there are chunks. */
	for (size_t i = 0, n; i < b->n; i += n) {
		size_t room = TABLE_CHUNK_ROWS - (size_t)((first + i) & (TABLE_CHUNK_ROWS - 1));
		n = b->n - i < room ? b->n - i : room;
		big_touch_counted(&l->table.row_pages, table_row(&l->table, first + i), n * size);
		memcpy(table_row(&l->table, first + i), b->rows + i * size, n * size);
	}
}
