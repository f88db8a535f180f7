#include "engine/batch.h"
#include "engine/head.h"
#include "engine/load_parts.h"

#include "base/par.h"
#include "sheet/csv.h"

#define BLOCK ((uint64_t)512 << 10)
#define BLOCK_TAIL ((uint64_t)8 << 10) /* first read behind a block's end, for the record that crosses it */
#define HEAD_BYTES ((size_t)1 << 20)    /* where headings are looked for, */
#define HEAD_FIRST ((size_t)64 << 10)   /* and first, for rows are seldom so long that it takes more */

struct csv_load {
	struct load *load;
	const struct source *src;
	const struct load_options *opt;
	uint64_t start, blocks;
	char sep;
	struct load_segments *segments;
	/* The turn: which block may commit, and where the one before it ended. */
	struct par_turn turn;
	pthread_mutex_t lock; /* of error and err */
	uint64_t next;
	uint64_t chain_pos, chain_number;
	int error;
	struct err err;
};

#define PAGE 4096
/* One thread's buffer of a piece of the file. */
struct piece {
	char *ptr;     /* as far behind a page's border as at is in the file: elsewhere copying costs some processors thrice */
	char *room;    /* of cap bytes and two pages, from a page's border on */
	size_t cap, len;
	uint64_t at;  /* file position of ptr[0] */
	bool final;
};

static int piece_read(struct piece *p, const struct source *src, uint64_t at, size_t n, struct err *err)
{
	if (n > p->cap) {
		size_t cap = (n + PAGE - 1) & ~(size_t)(PAGE - 1);
		free(p->room);
		p->cap = 0;
		p->room = aligned_alloc(PAGE, cap + 2 * PAGE);
		if (!p->room)
			return NOMEM(err);
		p->cap = cap;
	}
	p->ptr = p->room + at % PAGE;
	p->at = at;
	p->len = src->size - at < n ? (size_t)(src->size - at) : n;
	p->final = at + p->len == src->size;
	memset(p->ptr + p->len, 0, ROW_WIDE);
	return source_read(src, p->ptr, p->len, at, err);
}

static int nul_met(const struct csv_load *c, struct err *err)
{
	return FAIL(err, E_FORMAT, "%s memuat byte NUL: bukan berkas teks yang utuh", c->src->label);
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
				return nul_met(c, err);
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

static void csv_fail(struct csv_load *c, int code, const struct err *err)
{
	(void)pthread_mutex_lock(&c->lock);
	if (!c->error) {
		c->err = *err;
		__atomic_store_n(&c->error, code, __ATOMIC_RELEASE);
	}
	(void)pthread_mutex_unlock(&c->lock);
}

/* A block whose records are packed, waiting for its turn. */
struct block {
	struct batch batch;
	uint64_t k, block_end;
	uint64_t guess, end;  /* where it was taken to begin, and where its last record ended */
	uint64_t number;      /* of the record behind; numbers count from 0, in the first block from 1 */
	int scanned;
};
/* What one thread holds. A block that is ready before its turn is put aside while the next one is read. */
#define BLOCKS_HELD 2
struct reading {
	struct csv_load *c;
	struct csv_scanner scanner;
	struct piece piece;
	struct block block[BLOCKS_HELD];
	unsigned first, held;
};

static void block_scan(struct reading *t, struct block *b, uint64_t k)
{
	struct csv_load *c = t->c;
	uint64_t begin = c->start + k * BLOCK;
	struct err err = { 0 }; /* of a start that may not be one: settle_block has the last word */
	b->k = k;
	b->block_end = begin + BLOCK > c->src->size ? c->src->size : begin + BLOCK;
	b->guess = b->end = begin;
	b->scanned = OK;
	batch_reset(&b->batch);
	b->batch.relative = k > 0;
	b->number = k > 0 ? 0 : 1;
	t->piece.len = 0;
	if (k > 0) {
		b->scanned = piece_read(&t->piece, c->src, begin - 1, (size_t)(b->block_end - begin + 1 + BLOCK_TAIL), &err);
		if (b->scanned == OK && memchr(t->piece.ptr, 0, t->piece.len))
			b->scanned = nul_met(c, &err);
		if (b->scanned == OK)
			b->guess = guess_start(&t->piece, begin);
	}
	if (b->scanned == OK && b->guess < b->block_end)
		b->scanned = scan_piece(c, &b->batch, &t->scanner, &t->piece, b->guess, b->block_end, &b->number, &b->end, &err);
	else if (b->scanned == OK)
		b->end = b->guess;
}

/* Holding the block's turn: settles its true start, commits, and returns what the copy outside needs. */
static int settle_block(struct reading *t, struct block *b, uint64_t *ret_first, uint32_t *ret_text, struct err *err)
{
	struct csv_load *c = t->c;
	uint64_t from = b->k > 0 ? 0 : 1, count = b->number - from, base = from ? 0 : c->chain_number;
	int r;
	if (c->chain_pos >= b->block_end) {
		batch_reset(&b->batch);
		return batch_reserve(&b->batch, c->load, 0, ret_first, ret_text, err);
	}
	if (b->scanned < 0 || b->guess != c->chain_pos) {
		b->number = c->chain_number;
		batch_reset(&b->batch);
		b->batch.relative = false;
		t->piece.len = 0;
		r = scan_piece(c, &b->batch, &t->scanner, &t->piece, c->chain_pos, b->block_end, &b->number, &b->end, err);
		if (r < 0)
			return r;
		count = b->number - c->chain_number;
		base = 0;
	}
	r = batch_reserve(&b->batch, c->load, base, ret_first, ret_text, err);
	c->chain_pos = b->end;
	c->chain_number += count;
	return r;
}

/* Waits for the turn of the block that is held longest, and puts it down. */
static void block_commit(struct reading *t)
{
	struct csv_load *c = t->c;
	struct block *b = &t->block[t->first];
	struct err err = { 0 };
	uint64_t first = 0;
	uint32_t text = 0;
	int r = E_STOP;
	par_turn_wait(&c->turn, b->k);
	if (!__atomic_load_n(&c->error, __ATOMIC_ACQUIRE)) {
		r = settle_block(t, b, &first, &text, &err);
		if (r < 0)
			csv_fail(c, r, &err);
		else if (c->opt->progress)
			c->opt->progress(c->opt->progress_ctx, c->opt->kind != LIST_REGISTRY ? "membaca daftar" : "membaca registri",
					 b->block_end, c->src->size);
		if (r == OK && stop_asked(c->opt->stop)) {
			r = FAIL(&err, E_STOP, "dihentikan");
			csv_fail(c, r, &err);
		}
	}
	par_turn_pass(&c->turn);
	if (r == OK)
		batch_copy(&b->batch, c->load, first, text);
	t->first = (t->first + 1) % BLOCKS_HELD;
	t->held--;
}

static int reading_init(struct reading *t, struct csv_load *c, struct err *err)
{
	int r = csv_scanner_init(&t->scanner, c->sep, err);
	t->c = c;
	if (r == OK)
		r = csv_scanner_wide(&t->scanner, c->opt->plain, err);
	for (unsigned i = 0; i < BLOCKS_HELD && r == OK; i++)
		r = batch_init(&t->block[i].batch, c->opt, &c->load->layout, c->segments, true, c->sep, err);
	return r;
}

static void reading_clear(struct reading *t)
{
	free(t->piece.room);
	csv_scanner_clear(&t->scanner);
	for (unsigned i = 0; i < BLOCKS_HELD; i++)
		batch_clear(&t->block[i].batch);
}

static void csv_worker(void *ctx, unsigned index)
{
	struct csv_load *c = ctx;
	struct reading *t = calloc(1, sizeof(*t));
	struct err err = { 0 };
	int r = t ? reading_init(t, c, &err) : NOMEM(&err);
	(void)index;
	if (r < 0)
		csv_fail(c, r, &err);
	for (;;) {
		uint64_t k = __atomic_fetch_add(&c->next, 1, __ATOMIC_RELAXED);
		if (k >= c->blocks)
			break;
		if (r < 0 || __atomic_load_n(&c->error, __ATOMIC_ACQUIRE)) {
			while (t && t->held)
				block_commit(t);
			par_turn_wait(&c->turn, k);
			par_turn_pass(&c->turn);
			continue;
		}
		if (t->held == BLOCKS_HELD)
			block_commit(t);
		block_scan(t, &t->block[(t->first + t->held) % BLOCKS_HELD], k);
		t->held++;
		while (t->held && par_turn_come(&c->turn, t->block[t->first].k))
			block_commit(t);
	}
	while (t && t->held)
		block_commit(t);
	if (t)
		reading_clear(t);
	free(t);
}

/* The layout that the first `most` bytes show. *ret_short: there is more of the file, and rows of it that belong to the head. */
static int layout_within(struct load *l, const struct source *src, const struct load_options *opt, uint64_t start, size_t most,
			 char *ret_sep, bool *ret_short, struct err *err)
{
	static const char seps[] = { ';', ',', '\t', '|' };
	size_t n = src->size - start < most ? (size_t)(src->size - start) : most, best = 0;
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
		*ret_short |= h.n < HEADER_ROWS_MAX && n < src->size - start;
		/* A scan that fails in the head may still have shown the heading; the real scan tells. */
		r = layout_find(&found, h.row, h.n, opt->kind, opt->map, opt->nmap, &e);
		if (r == OK && head_found(&found) > best) {
			best = head_found(&found);
			*ret_sep = seps[i];
			l->layout = found;
			head_describe(l, &h);
		}
		if (r < 0 && (first.code == 0 || head_found(&found) > 0))
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

static int csv_layout(struct load *l, const struct source *src, const struct load_options *opt, uint64_t start, char *ret_sep,
		      struct err *err)
{
	struct err first = { 0 };
	bool is_short = false;
	int r = layout_within(l, src, opt, start, HEAD_FIRST, ret_sep, &is_short, &first);
	if (is_short && r != E_NOMEM && r != E_IO)
		return layout_within(l, src, opt, start, HEAD_BYTES, ret_sep, &is_short, err);
	if (r < 0 && err)
		*err = first;
	return r;
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

int load_csv(struct load *l, const struct source *src, const struct load_options *opt, struct err *err)
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
	head_note_fields(l, &l->layout);
	c.blocks = (src->size - c.start + BLOCK - 1) / BLOCK;
	c.chain_pos = c.start;
	c.chain_number = 1;
	if (threads > c.blocks)
		threads = (unsigned)c.blocks;
	(void)pthread_mutex_init(&c.lock, NULL);
	par_turn_init(&c.turn);
	par_run(threads, csv_worker, &c);
	(void)pthread_mutex_destroy(&c.lock);
	par_turn_clear(&c.turn);
	if (c.error && err)
		*err = c.err;
	return c.error;
}
