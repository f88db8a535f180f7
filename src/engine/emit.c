/* The verdicts, in order: each row judged by several threads, written by one at a time. */
#include "engine/fast_state.h"

#include "engine/output.h"
#include "engine/tail.h"
#include "sheet/csv.h"

#define OUT_MAX ((size_t)256 << 20)

/* The text of a piece, waiting for its turn. */
struct piece {
	struct buf text;
	uint64_t k, end; /* its number, and the row behind its last */
	int result;
};
/* A piece that is ready before its turn is put aside while the next one is written. */
#define PIECES_HELD 2

struct out {
	struct buf text;  /* of the piece at hand */
	struct piece piece[PIECES_HELD];
	unsigned first, held;
	struct buf cells; /* converted texts of one row, or of all rows of the piece */
	struct verdict_base base; /* with the words of the thread */
	const struct seen *seen, *seen_end; /* of the piece, from the row at hand on */
	padan_row *rows;
	struct tails *tails; /* for CSV; without them it takes longer */
	uint64_t quick[QUICK_ALL + 1]; /* rows written by emit_quick_csv */
	bool several;                  /* rows are named SHEET!ROW */
	size_t run;                    /* of the row at hand, in the list's runs of numbers */
	uint16_t district[256];        /* where in sum a district was last found, by the low bits of its code */
	padan_summary sum;
};

/* Where in o->sum the district of a region is; the first one met stands for those of more kecamatan than a city has. */
static size_t district_of(struct out *o, uint64_t region)
{
	padan_summary *s = &o->sum;
	uint32_t code = (uint32_t)(region >= 1000000 ? region / 10000 : region);
	size_t i = o->district[code & 255];
	if (LIKELY(i < s->district_count && s->district[i].code == code))
		return i;
	for (i = 0; i < s->district_count; i++)
		if (s->district[i].code == code)
			break;
	if (i == s->district_count) {
		if (i == PADAN_DISTRICTS_MAX)
			i = 0;
		else
			s->district[s->district_count++].code = code;
	}
	o->district[code & 255] = (uint16_t)i;
	return i;
}

static void count_district(struct out *o, uint64_t region, bool looked_up, bool not_found)
{
	if (looked_up) {
		size_t i = district_of(o, region);
		o->sum.district[i].rows++;
		o->sum.district[i].not_found += not_found;
	}
}

static void count_row(const struct fast *f, struct out *o, const struct list_row *r, const struct finding *d, uint32_t own,
		      uint64_t region)
{
	padan_summary *s = &o->sum;
	uint32_t bits = d->reasons;
	bool looked = f->base.registry && r->nik_state == NIK_VALID && !r->broken;
	s->participants++;
	s->verdict[d->verdict]++;
	s->status_deceased += r->deceased && !r->broken;
	while (bits) {
		s->reason[__builtin_ctz(bits)]++;
		bits &= bits - 1;
	}
	s->looked_up += looked;
	s->not_found += looked && own == REG_NONE;
	count_district(o, region, looked, own == REG_NONE);
}

/* Appends s as UTF-8 to cells and returns where. */
static struct str cell_utf8(struct buf *cells, struct str s)
{
	size_t at = cells->len;
	csv_to_utf8(cells, s);
	return str_of(cells->ptr + at, cells->len - at);
}

static padan_str pub(struct str s)
{
	return (padan_str){ s.ptr, s.len };
}

/* Fills the texts of one row; they live in o->cells, which has room. */
static void row_texts(const struct fast *f, struct out *o, const struct list_row *r, uint64_t i, uint64_t nik,
		      const struct finding *d, padan_row *row)
{
	struct list_texts t;
	struct buf *c = &o->cells;
	size_t at;
	list_texts(&f->list, r, &t);
	row->sheet = pub(list_sheet(&f->list, i));
	at = c->len;
	if (r->psnoka) {
		buf_addu0(c, r->psnoka, 13);
		row->no_peserta = (padan_str){ c->ptr + at, 13 };
	} else {
		row->no_peserta = pub(cell_utf8(c, t.psnoka));
	}
	at = c->len;
	if (r->nik) {
		buf_addu0(c, r->nik, 16);
		row->nik = (padan_str){ c->ptr + at, 16 };
	} else {
		row->nik = pub(cell_utf8(c, t.nik));
	}
	row->nama = pub(cell_utf8(c, t.name));
	at = c->len;
	if (nik)
		buf_addu0(c, nik, 16);
	row->nik_registry = (padan_str){ c->ptr + at, nik ? 16 : 0 };
	if (d->verdict == PADAN_LAYAK && d->reasons == 0 && d->own_by_name && !d->list_deceased && !d->deceased_mark &&
	    d->own_facts.status == REG_ALIVE) {
		row->explanation = pub(S("Cocok dengan registri."));
	} else {
		at = c->len;
		explain(c, d);
		row->explanation = (padan_str){ c->ptr + at, c->len - at };
	}
	row->segment = r->segment ? (padan_str){ f->list.load.segments->one[r->segment].text,
						 f->list.load.segments->one[r->segment].len }
				  : (padan_str){ "", 0 };
}

/* The texts of one row are at most its own bytes thrice (Windows-1252) and a sentence. */
static bool room_for_row(struct out *o, const struct list_row *r)
{
	return buf_room(&o->cells, (size_t)r->name_len * 3 + 3 * 512 + 4096);
}

/* The finding of a row that the exact pass has settled. */
static void quick_finding(uint8_t q, struct finding *d, int *ret_score)
{
	memset(d, 0, sizeof(*d));
	d->own = true;
	d->own_by_name = true;
	d->verdict = PADAN_LAYAK;
	d->own_facts.status = REG_ALIVE;
	d->reasons = (q & QUICK_KK_DIFFERS ? R(KK_BEDA) : 0) | (q & QUICK_ADDRESS_DIFFERS ? R(ALAMAT_BEDA) : 0) |
		     (q & QUICK_REGION_UNKNOWN ? R(WILAYAH_NIK_TIDAK_DIKENAL) : 0);
	d->own_pair = (struct pair){ .name = { NAME_SAME, 1000, 0 },
				     .birth = q & QUICK_BIRTH_ABSENT ? BIRTH_A_ABSENT : BIRTH_A_SAME,
				     .sex = q & QUICK_SEX_ABSENT ? 0 : 1,
				     .kk = q & QUICK_KK_DIFFERS ? -1 : q & QUICK_KK_ABSENT ? 0 : 1,
				     .addr = q & QUICK_ADDRESS_DIFFERS ? -1 : 0 };
	*ret_score = weight_own(&d->own_pair);
}

static int quick_texts(struct quick_text *text, struct err *err)
{
	struct buf b;
	buf_init(&b, 4096);
	for (unsigned q = 0; q <= QUICK_ALL; q++) {
		struct quick_text *t = &text[q];
		struct finding d;
		int score;
		quick_finding((uint8_t)q, &d, &score);
		t->reasons = d.reasons;
		buf_reset(&b);
		buf_add(&b, S(",LAYAK,"));
		output_reasons(&b, d.reasons);
		buf_addc(&b, ',');
		MUST(b.error || b.len <= sizeof(t->before));
		t->before_len = (uint8_t)b.len;
		if (!b.error)
			memcpy(t->before, b.ptr, b.len);
		buf_reset(&b);
		buf_addc(&b, ',');
		buf_addu(&b, (uint64_t)score);
		buf_addc(&b, ',');
		explain(&b, &d);
		buf_addc(&b, '\n');
		MUST(b.error || b.len <= sizeof(t->behind));
		t->behind_len = (uint8_t)b.len;
		if (!b.error)
			memcpy(t->behind, b.ptr, b.len);
		if (b.error)
			break;
	}
	buf_clear(&b);
	return b.error ? NOMEM(err) : OK;
}

/* n bytes of a text with room for most, and bytes behind them: copies of fixed size cost less than a loop. */
static inline char *put(char *to, const char *from, size_t n, size_t few, size_t most)
{
	memcpy(to, from, few);
	if (UNLIKELY(n > few))
		memcpy(to + few, from + few, most - few);
	return to + n;
}

#define QUICK_ROW 512 /* bytes that emit_quick_csv writes at most */
#define ROWS_AHEAD 24 /* rows whose names are asked for before they are written */

/* A row's number and a comma; there is room. */
static inline void add_number(struct out *o, uint64_t number)
{
	struct buf *b = &o->text;
	if (LIKELY(number < 100000000))
		b->len = (size_t)(put_short(b->ptr + b->len, (uint32_t)number) - b->ptr);
	else
		buf_addu(b, number);
	b->ptr[b->len++] = ',';
}

/* A name of at most 100 bytes. */
static inline char *put_name(char *to, const struct list *l, const struct list_row *r)
{
	struct name_kept n = list_name(l, r);
	if (LIKELY(n.words))
		return name_book_put(l->book, n.words, to);
	str_copy(to, n.text);
	return to + n.text.len;
}

/* Most rows of most lists: settled, with an ordinary name and number, straight into the CSV text. False when the row is
 * none of these. */
static bool emit_quick_csv(const struct fast *f, struct out *o, const struct list_row *r, uint64_t i)
{
	uint8_t q = quick_of(r);
	const struct quick_text *t;
	struct buf *b = &o->text;
	uint64_t nik = r->nik;
	char *p;
	if (!q || q & QUICK_QUOTED || r->dropped || r->extra || !r->psnoka || o->several)
		return false;
	if (UNLIKELY(b->cap - b->len < QUICK_ROW) && !buf_room(b, QUICK_ROW))
		return false;
	t = &f->quick_text[q];
	add_number(o, load_number_after(&f->list.load, i, &o->run));
	p = b->ptr + b->len;
	put_13_digits(p, r->psnoka);
	p[13] = ',';
	put_16_digits(p + 14, nik);
	p[30] = ',';
	p = put_name(p + 31, &f->list, r);
	p = put(p, t->before, t->before_len, 16, sizeof(t->before));
	memcpy(p, b->ptr + b->len + 14, 16);
	p = put(p + 16, t->behind, t->behind_len, 32, sizeof(t->behind));
	b->len = (size_t)(p - b->ptr);
	o->quick[q]++;
	/* Such a row was found in the registry: of its district only the count is to be told. */
	o->sum.district[district_of(o, (uint64_t)r->region_high << 32 | r->region_low)].rows++;
	return true;
}

/* Asks for what is read of the rows that come soon. */
static inline void fetch_ahead(const struct list *l, uint64_t i, uint64_t end)
{
	if (i + 2 * ROWS_AHEAD < end)
		__builtin_prefetch((const char *)list_row(l, i + 2 * ROWS_AHEAD) + sizeof(struct list_row) - 1);
	if (i + ROWS_AHEAD < end)
		list_name_fetch(l, list_row(l, i + ROWS_AHEAD));
}

/* Counts what emit_quick_csv left to be counted. */
static void count_quick(const struct fast *f, struct out *o)
{
	padan_summary *s = &o->sum;
	for (unsigned q = 0; q <= QUICK_ALL; q++) {
		uint32_t bits = f->quick_text[q].reasons;
		s->participants += o->quick[q];
		s->verdict[PADAN_LAYAK] += o->quick[q];
		s->looked_up += o->quick[q];
		for (; bits; bits &= bits - 1)
			s->reason[__builtin_ctz(bits)] += o->quick[q];
	}
}

/* A text of the list as a cell. */
static void add_text(struct out *o, struct str s)
{
	if (LIKELY(s.len && ch_alpha(s.ptr[0]) && output_plain(s))) {
		buf_add(&o->text, s);
		return;
	}
	buf_reset(&o->cells);
	output_csv_text(&o->text, cell_utf8(&o->cells, s));
}

/* A row whose finding is made, straight into the CSV text. False when that is for the long way. */
static bool emit_judged_csv(const struct fast *f, struct out *o, uint64_t i, const struct finding *d, uint64_t nik, int score)
{
	const struct list_row *r = list_row(&f->list, i);
	struct buf *b = &o->text;
	const struct tail *t;
	struct list_texts texts;
	if (o->several || !o->tails)
		return false;
	t = tail_of(o->tails, d);
	list_texts(&f->list, r, &texts);
	if (!t || !buf_room(b, QUICK_ROW + TAIL_TEXT) || !room_for_row(o, r))
		return false;
	add_number(o, load_number_after(&f->list.load, i, &o->run));
	if (LIKELY(r->psnoka)) {
		put_13_digits(b->ptr + b->len, r->psnoka);
		b->len += 13;
	} else {
		add_text(o, texts.psnoka);
	}
	buf_addc(b, ',');
	if (LIKELY(r->nik && b->cap - b->len >= 16)) {
		put_16_digits(b->ptr + b->len, r->nik);
		b->len += 16;
	} else if (r->nik) {
		buf_addu0(b, r->nik, 16);
	} else {
		add_text(o, texts.nik);
	}
	buf_addc(b, ',');
	add_text(o, texts.name);
	if (!buf_room(b, QUICK_ROW + TAIL_TEXT))
		return true;
	memcpy(b->ptr + b->len, t->text, t->before_len);
	b->len += t->before_len;
	if (nik) {
		put_16_digits(b->ptr + b->len, nik);
		b->len += 16;
	}
	b->ptr[b->len++] = ',';
	if (score >= 0)
		buf_addu(b, (uint64_t)score);
	memcpy(b->ptr + b->len, t->text + t->before_len, t->behind_len);
	b->len += t->behind_len;
	return true;
}

static bool emit_row(const struct fast *f, struct out *o, uint64_t i, size_t *n)
{
	const struct list_row *r = list_row(&f->list, i);
	struct finding d;
	uint64_t nik;
	int score;
	padan_row *row = &o->rows[*n];
	if (r->dropped)
		return true;
	if (r->quick) {
		quick_finding(quick_of(r), &d, &score);
		nik = r->nik;
	} else {
		while (o->seen < o->seen_end && o->seen->row < i % FAST_RANGE)
			o->seen++;
		o->base.seen = o->seen < o->seen_end && o->seen->row == i % FAST_RANGE ? o->seen : NULL;
		verdict_row(&o->base, i, &d, &nik, &score);
	}
	if (f->sink->format == PADAN_FORMAT_CSV && emit_judged_csv(f, o, i, &d, nik, score)) {
		count_row(f, o, r, &d, r->own, (uint64_t)r->region_high << 32 | r->region_low);
		return !o->text.error;
	}
	memset(row, 0, sizeof(*row));
	row->row = load_number_after(&f->list.load, i, &o->run);
	row->reasons = d.reasons;
	row->verdict = (uint8_t)d.verdict;
	row->score = (int16_t)score;
	row->region = (uint64_t)r->region_high << 32 | r->region_low;
	if (f->sink->format != PADAN_FORMAT_ROWS)
		buf_reset(&o->cells);
	if (!room_for_row(o, r))
		return false;
	row_texts(f, o, r, i, nik, &d, row);
	count_row(f, o, r, &d, r->own, row->region);
	if (f->sink->format == PADAN_FORMAT_CSV)
		output_csv(&o->text, row);
	else if (f->sink->format == PADAN_FORMAT_JSON)
		output_json(&o->text, row);
	else
		(*n)++;
	return !o->text.error;
}

/* Rows as structs: texts must not move, so that a piece is emitted in runs that fit. */
static int emit_rows(struct fast *f, struct out *o, uint64_t from, uint64_t end)
{
	uint64_t i = from;
	while (i < end) {
		size_t n = 0;
		int r;
		buf_reset(&o->cells);
		for (; i < end; i++) {
			const struct list_row *lr = list_row(&f->list, i);
			if (n && o->cells.cap - o->cells.len < (size_t)lr->name_len * 3 + 3 * 512 + 4096)
				break;
			if (!emit_row(f, o, i, &n))
				return E_NOMEM;
		}
		r = n ? f->sink->rows(f->sink->ctx, o->rows, n) : 0;
		if (r)
			return r < 0 ? r : E_IO;
	}
	return OK;
}

static void add_summary(padan_summary *a, const padan_summary *b)
{
	a->participants += b->participants;
	for (size_t i = 0; i < 3; i++)
		a->verdict[i] += b->verdict[i];
	for (size_t i = 0; i < PADAN_REASON_COUNT; i++)
		a->reason[i] += b->reason[i];
	a->status_deceased += b->status_deceased;
	a->looked_up += b->looked_up;
	a->not_found += b->not_found;
	for (size_t i = 0; i < b->district_count; i++) {
		size_t k;
		for (k = 0; k < a->district_count && a->district[k].code != b->district[i].code; k++)
			;
		if (k == a->district_count) {
			if (k == PADAN_DISTRICTS_MAX)
				k = 0;
			else
				a->district[a->district_count++].code = b->district[i].code;
		}
		a->district[k].rows += b->district[i].rows;
		a->district[k].not_found += b->district[i].not_found;
	}
}

/* Of the candidates those of the rows from..end-1, rising by row as they are. */
static void take_candidates(const struct fast *f, struct out *o, uint64_t from, uint64_t end)
{
	const struct verdict_base *all = &f->base;
	size_t first = candidate_first(all->candidate, all->ncandidate, from), n = 0;
	while (first + n < all->ncandidate && all->candidate[first + n].row < end)
		n++;
	o->base.candidate = all->candidate + first;
	o->base.ncandidate = n;
}

/* Ends the turn of the rows up to end: result is what became of them. No row before end is looked at any more, and what it took serves
 * the text that is being written: memory that has been in use costs less than memory that has not. */
static void pass_on(struct fast *f, uint64_t end, int result)
{
	if (end < list_rows(&f->list))
		table_give_back(&f->list.load.table, end, list_text_from(&f->list, end));
	if (f->opt->progress && result == OK)
		f->opt->progress(f->opt->progress_ctx, "memutuskan", end, list_rows(&f->list));
	if (fast_stopped(f))
		fast_fail(f, E_STOP, "dihentikan");
	else if (result < 0)
		fast_fail(f, result, result == E_NOMEM ? "memori tidak cukup" : "hasil tidak dapat ditulis");
	par_turn_pass(&f->turn);
}

/* Waits for the turn of the piece that is held longest, and hands it to the sink. */
static void hand_over(struct fast *f, struct out *o)
{
	struct piece *p = &o->piece[o->first];
	int r = p->result;
	par_turn_wait(&f->turn, p->k);
	if (!fast_failed(f) && r == OK && p->text.len)
		r = f->sink->text(f->sink->ctx, p->text.ptr, p->text.len);
	pass_on(f, p->end, r > 0 ? E_IO : r);
	o->first = (o->first + 1) % PIECES_HELD;
	o->held--;
}

static int emit_text(struct fast *f, struct out *o, uint64_t from, uint64_t end)
{
	bool csv = f->sink->format == PADAN_FORMAT_CSV;
	size_t n = 0;
	buf_reset(&o->text);
	for (uint64_t i = from; i < end; i++) {
		fetch_ahead(&f->list, i, end);
		if (csv && emit_quick_csv(f, o, list_row(&f->list, i), i))
			continue;
		if (!emit_row(f, o, i, &n))
			return E_NOMEM;
	}
	return OK;
}

static void emit_piece(struct fast *f, struct out *o, uint64_t k, bool text)
{
	uint64_t from = k * FAST_RANGE, end = from + FAST_RANGE, rows = list_rows(&f->list);
	if (end > rows)
		end = rows;
	if (f->range) {
		o->seen = f->seen[f->range[k].thread] + f->range[k].seen;
		o->seen_end = o->seen + f->range[k].nseen;
		take_candidates(f, o, from, end);
	}
	if (text) {
		struct piece *p;
		struct buf free_one;
		int r = emit_text(f, o, from, end);
		if (o->held == PIECES_HELD)
			hand_over(f, o);
		p = &o->piece[(o->first + o->held++) % PIECES_HELD];
		free_one = p->text;
		*p = (struct piece){ .text = o->text, .k = k, .end = end, .result = r };
		o->text = free_one;
		while (o->held && par_turn_come(&f->turn, o->piece[o->first].k))
			hand_over(f, o);
	} else {
		int r = OK;
		par_turn_wait(&f->turn, k);
		if (!fast_failed(f))
			r = emit_rows(f, o, from, end);
		pass_on(f, end, r > 0 ? E_IO : r);
	}
}

static void emit_worker(void *ctx, unsigned t)
{
	struct fast *f = ctx;
	struct out *o = calloc(1, sizeof(*o));
	uint64_t pieces = (list_rows(&f->list) + FAST_RANGE - 1) / FAST_RANGE;
	bool text = f->sink->format != PADAN_FORMAT_ROWS;
	if (o) {
		o->base = f->base;
		o->base.words = f->words[t];
		o->several = f->list.load.several;
		buf_init(&o->text, OUT_MAX);
		for (unsigned i = 0; i < PIECES_HELD; i++)
			buf_init(&o->piece[i].text, OUT_MAX);
		buf_init(&o->cells, OUT_MAX);
		o->tails = f->sink->format == PADAN_FORMAT_CSV ? tails_new() : NULL;
		o->rows = malloc((text ? 1 : FAST_RANGE) * sizeof(*o->rows));
	}
	if (!o || !o->rows || !buf_room(&o->cells, text ? 65536 : (size_t)4 << 20))
		fast_fail(f, E_NOMEM, "memori tidak cukup");
	for (;;) {
		uint64_t k = __atomic_fetch_add(&f->next, 1, __ATOMIC_RELAXED);
		if (k >= pieces)
			break;
		if (fast_failed(f)) {
			while (o && o->held)
				hand_over(f, o);
			par_turn_wait(&f->turn, k);
			par_turn_pass(&f->turn);
			continue;
		}
		emit_piece(f, o, k, text);
	}
	while (o && o->held)
		hand_over(f, o);
	if (o) {
		count_quick(f, o);
		(void)pthread_mutex_lock(&f->lock);
		add_summary(f->summary, &o->sum);
		(void)pthread_mutex_unlock(&f->lock);
		buf_clear(&o->text);
		for (unsigned i = 0; i < PIECES_HELD; i++)
			buf_clear(&o->piece[i].text);
		buf_clear(&o->cells);
		tails_free(o->tails);
		free(o->rows);
	}
	free(o);
}

static int district_cmp(const void *a, const void *b)
{
	const uint32_t *x = a, *y = b;
	return *x < *y ? -1 : *x > *y;
}

static void registry_summary(const struct fast *f, padan_summary *s)
{
	const struct padan_registry *g = f->base.registry;
	s->registry_date = f->opt->registry_date;
	s->registry_date_from = 1;
	if (!g)
		return;
	s->registry_records = registry_rows(g);
	s->registry_unknown_status = g->unknown_status;
	s->registry_has_status = g->has_status;
	if (!s->registry_date) {
		s->registry_date = g->date ? g->date : f->opt->as_of;
		s->registry_date_from = g->date ? 3 : 4;
	}
	if (g->unknown_status)
		s->warnings |= PADAN_WARN_UNKNOWN_STATUS;
	if (!g->has_status)
		s->warnings |= PADAN_WARN_NO_STATUS;
	if (s->not_found * 1000 > s->looked_up * f->criteria.not_found_warn) {
		s->incomplete = 1;
		s->warnings |= PADAN_WARN_INCOMPLETE;
	}
}

static void summarize(const struct fast *f, padan_summary *s)
{
	const struct load *l = &f->list.load;
	const struct load_counts *c = &l->counts;
	s->blank = c->blank;
	s->title = c->title;
	s->repeated_heading = c->heading;
	s->total_rows = c->total;
	s->above_heading = c->above;
	s->stated_total = c->stated >= 0 ? c->stated : c->stated_sub;
	s->hidden_rows = c->hidden_rows;
	s->hidden_columns = l->hidden_columns;
	(void)snprintf(s->hidden_sheets, sizeof(s->hidden_sheets), "%s", l->hidden_sheets);
	(void)snprintf(s->columns, sizeof(s->columns), "%s", l->columns);
	(void)snprintf(s->criteria_hash, sizeof(s->criteria_hash), "%s", f->criteria.hash);
	(void)snprintf(s->date_order, sizeof(s->date_order), "%s", f->list.order == DATE_MDY ? "MDY" : "DMY");
	s->short_years = c->birth.short_year;
	if (s->stated_total >= 0 && (uint64_t)s->stated_total != s->participants)
		s->warnings |= PADAN_WARN_STATED_TOTAL;
	if (s->short_years)
		s->warnings |= PADAN_WARN_SHORT_YEARS;
	if (s->hidden_rows || s->hidden_columns || s->hidden_sheets[0])
		s->warnings |= PADAN_WARN_HIDDEN;
	registry_summary(f, s);
	qsort(s->district, s->district_count, sizeof(s->district[0]), district_cmp);
}

int fast_emit(struct fast *f, struct err *err)
{
	int r;
	f->next = 0;
	f->quick_text = calloc(QUICK_ALL + 1, sizeof(*f->quick_text));
	r = f->quick_text ? quick_texts(f->quick_text, err) : NOMEM(err);
	if (r < 0)
		return r;
	if (f->sink->format == PADAN_FORMAT_CSV) {
		struct str h = output_csv_heading();
		r = f->sink->text(f->sink->ctx, h.ptr, h.len);
		if (r)
			return FAIL(err, r < 0 ? r : E_IO, "hasil tidak dapat ditulis");
	}
	par_run(f->threads, emit_worker, f);
	if (f->error) {
		*err = f->err;
		return f->error;
	}
	summarize(f, f->summary);
	return OK;
}
