#include "engine/load.h"

#include "base/par.h"
#include "sheet/csv.h"

#define BLOCK ((uint64_t)1 << 20)
#define BLOCK_TAIL ((uint64_t)64 << 10) /* first read behind a block's end, for the record that crosses it */
#define HEAD_BYTES ((size_t)1 << 20)    /* where headings are looked for */
#define XLSX_BATCH 4096
#define BATCH_TEXT_MAX (TABLE_TEXT_SIZE / 2)

unsigned batch_segment(struct batch *b, struct str s)
{
	struct load_segments *g = b->segments;
	unsigned id = 0;
	s = str_unspreadsheet(s);
	if (s.len > sizeof(b->segment))
		s.len = sizeof(b->segment);
	if (s.len == 0)
		return 0;
	if (s.len == b->segment_len && memcmp(s.ptr, b->segment, s.len) == 0)
		return b->segment_id;
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
	memcpy(b->segment, s.ptr, s.len);
	b->segment_len = s.len;
	b->segment_id = id;
	return id;
}

static void counts_clear(struct load_counts *c)
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

uint64_t load_number(const struct load *l, uint64_t i)
{
	size_t lo = 0, hi = l->runs.n;
	/* The last run that does not begin behind i. */
	while (hi - lo > 1) {
		size_t mid = lo + (hi - lo) / 2;
		if (l->runs.ptr[mid].first <= i)
			lo = mid;
		else
			hi = mid;
	}
	return load_number_after(l, i, &lo);
}

static int batch_init(struct batch *b, const struct load_options *opt, const struct layout *l, struct load_segments *g,
		      bool csv, char sep, struct err *err)
{
	memset(b, 0, sizeof(*b));
	b->opt = opt;
	b->segments = g;
	b->sep = sep;
	counts_clear(&b->counts);
	buf_init(&b->text, TABLE_TEXT_SIZE);
	return reader_init(&b->reader, l, opt->city, opt->as_of, csv, err);
}

static void batch_clear(struct batch *b)
{
	reader_clear(&b->reader);
	buf_clear(&b->text);
	free(b->runs.ptr);
	free(b->rows);
	b->rows = NULL;
}

static void batch_reset(struct batch *b)
{
	b->n = b->runs.n = 0;
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

/* One row of the file, of any kind. */
static int batch_row(void *ctx, const struct sheet_row *row, struct err *err)
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
	memset(to, 0, b->opt->row_size);
	b->row = row;
	if (!b->opt->pack(b, to, &rec, row->number, cls == ROW_NAME_ONLY)) {
		c->skipped++;
		return b->text.error ? NOMEM(err) : OK;
	}
	if (UNLIKELY(!runs_add(&b->runs, b->n, row->number)))
		return NOMEM(err);
	b->n++;
	c->people++;
	if (cls == ROW_PARTICIPANT)
		c->last_identified = b->n;
	return b->text.error ? NOMEM(err) : OK;
}

/* Room in the table for the batch, whose numbers count from number_base; under the turn. Counts are added here. */
static int batch_reserve(struct batch *b, struct load *l, uint64_t number_base, uint64_t *ret_first, uint32_t *ret_text,
			 struct err *err)
{
	struct load_sheet *sheet = &l->sheet[l->nsheet - 1];
	int r = table_reserve(&l->table, b->n, ret_first, err);
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

static void batch_copy(const struct batch *b, struct load *l, uint64_t first, uint32_t text)
{
	size_t size = b->opt->row_size;
	if (b->text.len)
		memcpy(l->table.text[text >> TABLE_TEXT_BITS] + (text & (TABLE_TEXT_SIZE - 1)), b->text.ptr, b->text.len);
	for (size_t i = 0; i < b->n; i++) {
		char *row = b->rows + i * size;
		b->opt->fix(row, text);
		memcpy(table_row(&l->table, first + i), row, size);
	}
}

/* ---- CSV ---- */

struct csv_load {
	struct load *load;
	const struct source *src;
	const struct load_options *opt;
	uint64_t start, blocks;
	char sep;
	struct load_segments *segments;
	/* The turn: which block may commit, and where the one before it ended. */
	pthread_mutex_t lock;
	pthread_cond_t turn_cond;
	uint64_t next, turn;
	uint64_t chain_pos, chain_number;
	int error;
	struct err err;
};

/* One thread's buffer of a piece of the file. */
struct piece {
	char *ptr;
	size_t cap, len;
	uint64_t at;  /* file position of ptr[0] */
	bool final;
};

static int piece_read(struct piece *p, const struct source *src, uint64_t at, size_t n, struct err *err)
{
	if (n > p->cap) {
		char *q = realloc(p->ptr, n);
		if (!q)
			return NOMEM(err);
		p->ptr = q;
		p->cap = n;
	}
	p->at = at;
	p->len = src->size - at < n ? (size_t)(src->size - at) : n;
	p->final = at + p->len == src->size;
	return source_read(src, p->ptr, p->len, at, err);
}

/* Scans the records that begin in [at, block_end). *ret_end: file position where the next record begins. */
static int scan_piece(struct csv_load *c, struct batch *b, struct csv_scanner *s, struct piece *p, uint64_t at,
		      uint64_t block_end, uint64_t *number, uint64_t *ret_end, struct err *err)
{
	size_t want = (size_t)(block_end - at + BLOCK_TAIL);
	uint64_t first_number = *number;
	for (;;) {
		size_t end;
		int r;
		if (p->at > at || p->at + p->len < block_end || (!p->final && p->at + p->len - at < want)) {
			r = piece_read(p, c->src, at, want, err);
			if (r < 0)
				return r;
			if (memchr(p->ptr, 0, p->len))
				return FAIL(err, E_FORMAT, "%s memuat byte NUL: bukan berkas teks yang utuh",
					    c->src->label);
		}
		*number = first_number;
		r = csv_scan(s, p->ptr, (size_t)(at - p->at), p->len, (size_t)(block_end - p->at), p->final, number, &end,
			     batch_row, b, err);
		*ret_end = p->at + end;
		if (r != CSV_MORE)
			return r;
		/* A record longer than the tail: once more with room for the longest we take. */
		want = (size_t)(block_end - at) + CSV_RECORD_MAX + 4096 > want ? (size_t)(block_end - at) + CSV_RECORD_MAX + 4096
									   : want * 2;
		batch_reset(b);
		p->len = 0;
	}
}

/* First record that begins at or behind `at`, taking every line end for a record's. */
static uint64_t guess_start(const struct piece *p, uint64_t at)
{
	const char *from = p->ptr + (at - 1 - p->at), *end = p->ptr + p->len, *nl;
	nl = memchr(from, '\n', (size_t)(end - from));
	return nl ? p->at + (uint64_t)(nl + 1 - p->ptr) : p->at + p->len;
}

static void wait_turn(struct csv_load *c, uint64_t k)
{
	(void)pthread_mutex_lock(&c->lock);
	while (c->turn != k)
		(void)pthread_cond_wait(&c->turn_cond, &c->lock);
	(void)pthread_mutex_unlock(&c->lock);
}

static void pass_turn(struct csv_load *c)
{
	(void)pthread_mutex_lock(&c->lock);
	c->turn++;
	(void)pthread_cond_broadcast(&c->turn_cond);
	(void)pthread_mutex_unlock(&c->lock);
}

static void csv_fail(struct csv_load *c, int code, const struct err *err)
{
	(void)pthread_mutex_lock(&c->lock);
	if (!c->error) {
		c->error = code;
		c->err = *err;
	}
	(void)pthread_mutex_unlock(&c->lock);
}

/* Holding the turn of block k, whose numbers begin at from: settles its true start, commits, and returns what the copy outside needs. */
static int settle_block(struct csv_load *c, struct batch *b, struct csv_scanner *s, struct piece *p, uint64_t block_end,
			uint64_t guess, int scanned, uint64_t *end, uint64_t from, uint64_t number, uint64_t *ret_first,
			uint32_t *ret_text, struct err *err)
{
	uint64_t count = number - from, base = from ? 0 : c->chain_number;
	int r;
	if (c->chain_pos >= block_end) {
		batch_reset(b);
		return batch_reserve(b, c->load, 0, ret_first, ret_text, err);
	}
	if (scanned < 0 || guess != c->chain_pos) {
		number = c->chain_number;
		batch_reset(b);
		b->relative = false;
		r = scan_piece(c, b, s, p, c->chain_pos, block_end, &number, end, err);
		if (r < 0)
			return r;
		count = number - c->chain_number;
		base = 0;
	}
	r = batch_reserve(b, c->load, base, ret_first, ret_text, err);
	c->chain_pos = *end;
	c->chain_number += count;
	return r;
}

static int csv_block(struct csv_load *c, struct batch *b, struct csv_scanner *s, struct piece *p, uint64_t k,
		     struct err *err)
{
	uint64_t begin = c->start + k * BLOCK, block_end = begin + BLOCK, guess = begin, end = begin, number, first;
	uint32_t text;
	int r = OK;
	if (block_end > c->src->size)
		block_end = c->src->size;
	batch_reset(b);
	b->relative = k > 0;
	number = k > 0 ? 0 : 1;
	p->len = 0;
	if (k > 0) {
		r = piece_read(p, c->src, begin - 1, (size_t)(block_end - begin + 1 + BLOCK_TAIL), err);
		if (r == OK && memchr(p->ptr, 0, p->len))
			r = FAIL(err, E_FORMAT, "%s memuat byte NUL: bukan berkas teks yang utuh", c->src->label);
		if (r == OK)
			guess = guess_start(p, begin);
	}
	if (r == OK && guess < block_end)
		r = scan_piece(c, b, s, p, guess, block_end, &number, &end, err);
	else if (r == OK)
		end = guess;
	wait_turn(c, k);
	if (!c->error) {
		r = settle_block(c, b, s, p, block_end, guess, r, &end, k > 0 ? 0 : 1, number, &first, &text, err);
		if (r < 0)
			csv_fail(c, r, err);
		else if (c->opt->progress)
			c->opt->progress(c->opt->progress_ctx, c->opt->kind != LIST_REGISTRY ? "membaca daftar" : "membaca registri",
					 block_end, c->src->size);
		if (c->opt->stop && *c->opt->stop && !c->error) {
			r = FAIL(err, E_STOP, "dihentikan");
			csv_fail(c, r, err);
		}
	} else {
		r = c->error;
	}
	pass_turn(c);
	if (r == OK)
		batch_copy(b, c->load, first, text);
	return r;
}

static void csv_worker(void *ctx, unsigned index)
{
	struct csv_load *c = ctx;
	struct batch b;
	struct csv_scanner s = { 0 };
	struct piece p = { 0 };
	struct err err = { 0 };
	int r = batch_init(&b, c->opt, &c->load->layout, c->segments, true, c->sep, &err);
	(void)index;
	if (r == OK)
		r = csv_scanner_init(&s, c->sep, &err);
	if (r < 0)
		csv_fail(c, r, &err);
	for (;;) {
		uint64_t k = __atomic_fetch_add(&c->next, 1, __ATOMIC_RELAXED);
		if (k >= c->blocks)
			break;
		if (r < 0 || __atomic_load_n(&c->error, __ATOMIC_ACQUIRE)) {
			wait_turn(c, k);
			pass_turn(c);
			continue;
		}
		(void)csv_block(c, &b, &s, &p, k, &err);
	}
	free(p.ptr);
	csv_scanner_clear(&s);
	batch_clear(&b);
}

/* Copies of the first rows of a sheet. */
struct head {
	struct sheet_row row[HEADER_ROWS_MAX];
	struct cell *cell[HEADER_ROWS_MAX];
	char *text[HEADER_ROWS_MAX];
	size_t n;
};

static void head_clear(struct head *h)
{
	for (size_t i = 0; i < h->n; i++) {
		free(h->cell[i]);
		free(h->text[i]);
	}
	h->n = 0;
}

static int head_row(void *ctx, const struct sheet_row *row, struct err *err)
{
	struct head *h = ctx;
	size_t len = 0, at = 0, k = h->n;
	if (k == HEADER_ROWS_MAX || row->number > HEADER_ROWS_MAX)
		return 1;
	for (uint32_t i = 0; i < row->ncell; i++)
		len += row->cell[i].len;
	h->cell[k] = malloc((row->ncell + 1) * sizeof(struct cell));
	h->text[k] = malloc(len + 1);
	h->n++;
	if (!h->cell[k] || !h->text[k])
		return NOMEM(err);
	for (uint32_t i = 0; i < row->ncell; i++) {
		h->cell[k][i] = row->cell[i];
		h->cell[k][i].ptr = h->text[k] + at;
		if (row->cell[i].len)
			memcpy(h->text[k] + at, row->cell[i].ptr, row->cell[i].len);
		at += row->cell[i].len;
	}
	h->row[k] = *row;
	h->row[k].cell = h->cell[k];
	return 0;
}

static size_t layout_found(const struct layout *l)
{
	size_t n = 0;
	for (size_t i = 0; i < FIELD_COUNT; i++)
		n += l->col[i] >= 0;
	return n;
}

static struct str heading_text(const struct load *l, const struct head *h, int col, size_t max)
{
	struct str text = STR_NONE;
	for (size_t i = 0; i < h->n; i++)
		if (h->row[i].number >= l->layout.header_first && h->row[i].number <= l->layout.header_last) {
			struct str t = str_trim(row_cell(&h->row[i], col));
			if (t.len && t.len < max)
				text = t;
		}
	return text;
}

static void list_headings(struct load *l, const struct head *h)
{
	buf_reset(&l->headings);
	for (int col = 0; col < (int)l->layout.ncol && col < 200; col++) {
		struct str text = heading_text(l, h, col, 80), field = STR_NONE;
		for (int f = 0; f < FIELD_COUNT; f++)
			if (l->layout.col[f] == col)
				field = field_name((enum field)f);
		for (size_t i = 0; i < text.len; i++)
			buf_addc(&l->headings, (unsigned char)text.ptr[i] < 0x20 ? ' ' : text.ptr[i]);
		buf_addc(&l->headings, '\t');
		buf_add(&l->headings, field);
		buf_addc(&l->headings, '\n');
	}
}

/* The text used for the summary: "NIK <- NO KTP, ...". */
static void describe_columns(struct load *l, const struct head *h)
{
	size_t at = 0;
	list_headings(l, h);
	for (int f = 0; f < FIELD_COUNT; f++) {
		struct str name = field_name((enum field)f), text;
		int col = l->layout.col[f], n;
		if (col < 0)
			continue;
		text = heading_text(l, h, col, 40);
		n = snprintf(l->columns + at, sizeof(l->columns) - at, "%s%.*s=%.*s", at ? ", " : "", (int)name.len, name.ptr,
			     (int)text.len, text.len ? text.ptr : "");
		if (n < 0 || (size_t)n >= sizeof(l->columns) - at)
			break;
		at += (size_t)n;
	}
	for (char *p = l->columns; *p; p++)
		if ((unsigned char)*p < 0x20)
			*p = ' ';
}

static int csv_layout(struct load *l, const struct source *src, const struct load_options *opt, uint64_t start,
		      char *ret_sep, struct err *err)
{
	static const char seps[] = { ';', ',', '\t', '|' };
	size_t n = src->size - start < HEAD_BYTES ? (size_t)(src->size - start) : HEAD_BYTES, best = 0;
	char *text = malloc(n + 1);
	struct err first = { 0 };
	struct head h = { .n = 0 };
	int r = text ? source_read(src, text, n, start, err) : NOMEM(err);
	for (size_t i = 0; i < COUNT(seps) && r >= 0; i++) {
		struct csv_scanner s = { 0 };
		struct layout found;
		uint64_t number = 1;
		size_t end;
		struct err e = { 0 };
		head_clear(&h);
		r = csv_scanner_init(&s, seps[i], err);
		if (r < 0)
			break;
		r = csv_scan(&s, text, 0, n, n, start + n == src->size, &number, &end, head_row, &h, &e);
		csv_scanner_clear(&s);
		if (r == E_NOMEM)
			break;
		/* A scan that fails in the head may still have shown the heading; the real scan tells. */
		r = layout_find(&found, h.row, h.n, opt->kind, opt->map, opt->nmap, &e);
		if (r == OK && layout_found(&found) > best) {
			best = layout_found(&found);
			*ret_sep = seps[i];
			l->layout = found;
			describe_columns(l, &h);
		}
		if (r < 0 && (first.code == 0 || layout_found(&found) > 0))
			first = e;
		if (r < 0 && r != E_NOMEM)
			r = OK;
	}
	head_clear(&h);
	free(text);
	if (r < 0)
		return r;
	if (best == 0) {
		if (err)
			*err = first;
		return first.code ? first.code : FAIL(err, E_FORMAT, "judul kolom tidak ditemukan");
	}
	return OK;
}

static void note_fields(struct load *l, const struct layout *found)
{
	for (size_t f = 0; f < FIELD_COUNT; f++)
		l->has[f] |= found->col[f] >= 0;
}

/* Where the text begins: behind a byte-order mark. */
static int text_start(const struct source *src, uint64_t *ret, struct err *err)
{
	char bom[3];
	int r = src->size >= 3 ? source_read(src, bom, 3, 0, err) : OK;
	*ret = r == OK && src->size >= 3 && memcmp(bom, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
	return r;
}

int load_fields(const struct source *src, const struct load_options *opt, bool ret[FIELD_COUNT])
{
	struct load *l = calloc(1, sizeof(*l));
	uint64_t start = 0;
	char sep;
	int r = l ? text_start(src, &start, NULL) : E_NOMEM;
	if (r == OK) {
		buf_init(&l->headings, 1 << 20);
		r = csv_layout(l, src, opt, start, &sep, NULL);
		for (size_t f = 0; r == OK && f < FIELD_COUNT; f++)
			ret[f] = l->layout.col[f] >= 0;
		buf_clear(&l->headings);
	}
	free(l);
	return r;
}

static int load_csv(struct load *l, const struct source *src, const struct load_options *opt, struct err *err)
{
	struct csv_load c = { .load = l, .src = src, .opt = opt, .segments = l->segments };
	unsigned threads = par_threads(opt->threads);
	int r = text_start(src, &c.start, err);
	if (r < 0)
		return r;
	if (src->size == c.start)
		return FAIL(err, E_FORMAT, "berkas kosong");
	r = csv_layout(l, src, opt, c.start, &c.sep, err);
	if (r < 0)
		return r;
	l->csv = true;
	note_fields(l, &l->layout);
	c.blocks = (src->size - c.start + BLOCK - 1) / BLOCK;
	c.chain_pos = c.start;
	c.chain_number = 1;
	if (threads > c.blocks)
		threads = (unsigned)c.blocks;
	(void)pthread_mutex_init(&c.lock, NULL);
	(void)pthread_cond_init(&c.turn_cond, NULL);
	par_run(threads, csv_worker, &c);
	(void)pthread_mutex_destroy(&c.lock);
	(void)pthread_cond_destroy(&c.turn_cond);
	if (c.error && err)
		*err = c.err;
	return c.error;
}

/* ---- XLSX ---- */

struct xlsx_load {
	struct load *load;
	struct batch batch;
	struct xlsx *x;
	bool *hide;            /* columns not read, ncol of them; NULL: none hidden */
	uint32_t nhide;
	uint32_t hidden_used;  /* of them, with something in the first rows */
	struct cell *cell;
	size_t cap;
	uint64_t rows;
};

static int xlsx_flush(struct xlsx_load *x, struct err *err)
{
	uint64_t first;
	uint32_t text;
	int r = batch_reserve(&x->batch, x->load, 0, &first, &text, err);
	if (r == OK)
		batch_copy(&x->batch, x->load, first, text);
	batch_reset(&x->batch);
	return r;
}

/* The row without its hidden columns. */
static int hide_columns(struct xlsx_load *x, struct sheet_row *row, struct err *err)
{
	if (row->ncell > x->cap) {
		struct cell *c = realloc(x->cell, row->ncell * sizeof(*c));
		if (!c)
			return NOMEM(err);
		x->cell = c;
		x->cap = row->ncell;
	}
	if (row->ncell)
		memcpy(x->cell, row->cell, row->ncell * sizeof(*x->cell));
	for (uint32_t i = 0; i < row->ncell && i < x->nhide; i++)
		if (x->hide[i])
			x->cell[i] = (struct cell){ "", 0, CELL_TEXT };
	row->cell = x->cell;
	return OK;
}

static int xlsx_row(void *ctx, const struct sheet_row *row, struct err *err)
{
	struct xlsx_load *x = ctx;
	const struct load_options *opt = x->batch.opt;
	struct sheet_row copy = *row;
	int r;
	if (x->hide) {
		r = hide_columns(x, &copy, err);
		if (r < 0)
			return r;
	}
	r = batch_row(&x->batch, &copy, err);
	if (r)
		return r;
	if (x->batch.n >= XLSX_BATCH || x->batch.text.len > BATCH_TEXT_MAX) {
		r = xlsx_flush(x, err);
		if (r < 0)
			return r;
	}
	if ((++x->rows & 1023) == 0) {
		if (opt->stop && *opt->stop)
			return FAIL(err, E_STOP, "dihentikan");
		if (opt->progress)
			opt->progress(opt->progress_ctx, opt->kind != LIST_REGISTRY ? "membaca daftar" : "membaca registri", x->rows,
				      0);
	}
	return OK;
}

/* Which hidden columns stay unread: all but those whose heading --map names. */
static int hidden_columns(struct xlsx_load *x, const struct head *h, const struct load_options *opt, struct err *err)
{
	uint32_t n = 0;
	for (uint32_t c = 0; c < CSV_FIELDS_MAX; c++)
		if (xlsx_col_hidden(x->x, c))
			n = c + 1;
	free(x->hide);
	x->hide = NULL;
	x->nhide = n;
	x->hidden_used = 0;
	if (n == 0)
		return OK;
	x->hide = calloc(n, sizeof(*x->hide));
	if (!x->hide)
		return NOMEM(err);
	for (uint32_t c = 0; c < n; c++) {
		bool asked = false, used = false;
		if (!xlsx_col_hidden(x->x, c))
			continue;
		for (size_t i = 0; i < h->n; i++) {
			struct str t = str_trim(row_cell(&h->row[i], (int)c));
			used |= t.len > 0;
			for (size_t k = 0; k < opt->nmap; k++)
				asked |= t.len > 0 && str_ieq(t, str_trim(opt->map[k].heading));
		}
		x->hide[c] = !asked;
		x->hidden_used += !asked && used;
	}
	return OK;
}

static int sheet_layout(struct xlsx_load *x, size_t i, const struct load_options *opt, struct layout *ret, struct head *h,
			struct err *err)
{
	int r;
	head_clear(h);
	r = xlsx_read(x->x, i, head_row, h, NULL, err);
	if (r < 0)
		return r;
	r = hidden_columns(x, h, opt, err);
	if (r < 0)
		return r;
	for (size_t k = 0; k < h->n && x->hide; k++)
		for (uint32_t c = 0; c < h->row[k].ncell && c < x->nhide; c++)
			if (x->hide[c])
				h->cell[k][c].len = 0;
	return layout_find(ret, h->row, h->n, opt->kind, opt->map, opt->nmap, err);
}

static int read_sheet(struct xlsx_load *x, size_t i, const struct load_options *opt, const struct layout *layout,
		      struct err *err)
{
	struct load *l = x->load;
	struct load_sheet *sheet;
	struct xlsx_seen seen = { 0 };
	struct xlsx_sheet info = xlsx_sheet_at(x->x, i);
	struct load_sheet *grown = realloc(l->sheet, (l->nsheet + 1) * sizeof(*grown));
	int r;
	if (!grown)
		return NOMEM(err);
	l->sheet = grown;
	sheet = &l->sheet[l->nsheet++];
	memset(sheet, 0, sizeof(*sheet));
	sheet->first = l->table.rows;
	note_fields(l, layout);
	(void)snprintf(sheet->name, sizeof(sheet->name), "%.*s", (int)info.name.len, info.name.ptr);
	r = batch_init(&x->batch, opt, layout, l->segments, false, 0, err);
	if (r == OK) {
		x->batch.reader.base1904 = xlsx_base1904(x->x);
		r = xlsx_read(x->x, i, xlsx_row, x, &seen, err);
	}
	if (r == OK)
		r = xlsx_flush(x, err);
	batch_clear(&x->batch);
	return r;
}

static void add_hidden_sheet(struct load *l, struct str name)
{
	size_t at = strlen(l->hidden_sheets);
	(void)snprintf(l->hidden_sheets + at, sizeof(l->hidden_sheets) - at, "%s%.*s", at ? ", " : "", (int)name.len,
		       name.ptr);
}

static int load_xlsx(struct load *l, const struct source *src, const struct load_options *opt, struct err *err)
{
	struct xlsx_load x = { .load = l };
	struct head h = { .n = 0 };
	struct err first = { 0 }, e = { 0 };
	bool all = opt->sheet && strcmp(opt->sheet, "*") == 0, any = false;
	size_t chosen[LOAD_SHEETS_MAX], n = 0;
	struct layout found;
	char names[200] = "";
	int r = xlsx_open(&x.x, src->fd, err);
	if (r < 0)
		return r;
	for (size_t i = 0; i < xlsx_sheet_count(x.x) && r == OK; i++) {
		struct xlsx_sheet s = xlsx_sheet_at(x.x, i);
		bool named = opt->sheet && !all && str_eq(s.name, str_c(opt->sheet));
		if (s.hidden && !named) {
			add_hidden_sheet(l, s.name);
			continue;
		}
		if (opt->sheet && !all && !named)
			continue;
		any = true;
		r = sheet_layout(&x, i, opt, &found, &h, &e);
		if (r == E_FORMAT && first.code == 0)
			first = e;
		if (r == OK && n == LOAD_SHEETS_MAX)
			r = FAIL(&e, E_LIMIT, "lebih dari %d lembar", LOAD_SHEETS_MAX);
		if (r == OK) {
			size_t at = strlen(names);
			if (n == 0) {
				l->layout = found;
				describe_columns(l, &h);
			}
			chosen[n++] = i;
			(void)snprintf(names + at, sizeof(names) - at, "%s%.*s", at ? ", " : "", (int)s.name.len, s.name.ptr);
		} else if (r == E_FORMAT && (e.code == E_FORMAT)) {
			r = OK; /* a sheet without a list: a cover, notes */
		}
	}
	if (r < 0 && err)
		*err = e;
	if (r == OK && !any)
		r = FAIL(err, E_FORMAT, opt->sheet && !all ? "lembar yang diminta tidak ada" : "tidak ada lembar yang terlihat");
	else if (r == OK && n == 0) {
		if (err)
			*err = first;
		r = first.code ? first.code : E_FORMAT;
	} else if (r == OK && n > 1 && !all)
		r = FAIL(err, E_FORMAT, "beberapa lembar berisi daftar: %s; pilih dengan --sheet NAMA atau --sheet '*'", names);
	l->several = all && n > 1;
	for (size_t i = 0; i < n && r == OK; i++) {
		/* Sheets may differ in layout, so each is read by its own. */
		r = sheet_layout(&x, chosen[i], opt, &found, &h, err);
		l->hidden_columns += x.hidden_used;
		if (r == OK)
			r = read_sheet(&x, chosen[i], opt, &found, err);
	}
	head_clear(&h);
	free(x.hide);
	free(x.cell);
	xlsx_close(x.x);
	return r;
}

int load_file(struct load *ret, const struct source *src, const struct load_options *opt, struct err *err)
{
	int r;
	memset(ret, 0, sizeof(*ret));
	table_init(&ret->table, opt->row_size, opt->kind == LIST_REGISTRY);
	buf_init(&ret->headings, 1 << 20);
	counts_clear(&ret->counts);
	ret->segments = calloc(1, sizeof(*ret->segments));
	if (!ret->segments)
		return NOMEM(err);
	(void)pthread_mutex_init(&ret->segments->lock, NULL);
	ret->segments->n = 1;
	if (src->kind == FILE_XLSX) {
		r = load_xlsx(ret, src, opt, err);
	} else {
		ret->sheet = calloc(1, sizeof(*ret->sheet));
		ret->nsheet = 1;
		r = ret->sheet ? load_csv(ret, src, opt, err) : NOMEM(err);
	}
	if (r < 0)
		load_clear(ret);
	return r;
}

void load_clear(struct load *l)
{
	table_clear(&l->table);
	buf_clear(&l->headings);
	free(l->runs.ptr);
	free(l->sheet);
	if (l->segments)
		(void)pthread_mutex_destroy(&l->segments->lock);
	free(l->segments);
	memset(l, 0, sizeof(*l));
}
