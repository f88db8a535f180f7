#include "engine/batch.h"
#include "engine/head.h"
#include "engine/load_parts.h"

#include "base/par.h"
#include "sheet/csv.h"

#define BLOCK ((uint64_t)512 << 10)
#define BLOCK_TAIL ((uint64_t)8 << 10) /* first read behind a block's end, for the record that crosses it */
#define HEAD_BYTES ((size_t)1 << 20)    /* where headings are looked for */

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
	par_turn_wait(&c->turn, k);
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
	par_turn_pass(&c->turn);
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
	if (r == OK)
		r = csv_scanner_wide(&s, c->opt->plain, &err);
	if (r < 0)
		csv_fail(c, r, &err);
	for (;;) {
		uint64_t k = __atomic_fetch_add(&c->next, 1, __ATOMIC_RELAXED);
		if (k >= c->blocks)
			break;
		if (r < 0 || __atomic_load_n(&c->error, __ATOMIC_ACQUIRE)) {
			par_turn_wait(&c->turn, k);
			par_turn_pass(&c->turn);
			continue;
		}
		(void)csv_block(c, &b, &s, &p, k, &err);
	}
	free(p.room);
	csv_scanner_clear(&s);
	batch_clear(&b);
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
