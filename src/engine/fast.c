#include "engine/fast.h"

#include "base/hash.h"
#include "base/par.h"
#include "base/wilayah.h"
#include "engine/output.h"
#include "engine/verdict.h"
#include "sheet/csv.h"

#include <pthread.h>

#define RANGE 4096 /* rows of one piece of output */
#define STEP 16    /* rows whose memory is asked for at once */
#define OUT_MAX ((size_t)256 << 20)

/* The note a settled row carries, and its sentence: eight of each, made once. */
struct quick_text {
	char reasons[64], sentence[128];
	uint8_t reasons_len, sentence_len;
};

struct fast {
	const padan_options *opt;
	const padan_sink *sink;
	unsigned threads;
	struct list list;
	struct criteria criteria;
	struct weight_model model;
	struct doubles doubles;
	struct verdict_base base;
	uint32_t *own;
	uint8_t *quick;  /* QUICK_* of rows whose verdict is LAYAK beyond question, else 0 */
	struct quick_text *quick_text; /* eight */
	bool quick_ok;   /* the criteria leave the notes notes */
	struct twin *twin;
	uint32_t *ask[PAR_THREADS_MAX]; /* rows that look for a candidate, of one thread */
	size_t nask[PAR_THREADS_MAX], cap_ask[PAR_THREADS_MAX];
	uint32_t *asking;
	size_t nasking;
	struct candidate *candidate;
	uint64_t next;
	/* Output: whose turn it is. */
	pthread_mutex_t lock;
	pthread_cond_t turn_cond;
	uint64_t turn;
	int error;
	struct err err;
	padan_summary *summary;
};

/* What the exact pass saw of a healthy row, so that its record need not be fetched a second time. */
enum {
	QUICK = 1,
	QUICK_KK_DIFFERS = 2,
	QUICK_KK_ABSENT = 4,
	QUICK_ADDRESS_DIFFERS = 8,
	QUICK_BIRTH_ABSENT = 16,
	QUICK_SEX_ABSENT = 32,
	QUICK_REGION_UNKNOWN = 64,
};

static bool stopped(const struct fast *f)
{
	return f->opt->stop && *f->opt->stop;
}

static void fail(struct fast *f, int code, const char *msg)
{
	(void)pthread_mutex_lock(&f->lock);
	if (!f->error) {
		f->error = code;
		(void)FAIL(&f->err, code, "%s", msg);
	}
	(void)pthread_mutex_unlock(&f->lock);
}

/* ---- second pass: exact by NIK ---- */

static bool ask(struct fast *f, unsigned t, uint64_t row)
{
	if (f->nask[t] == f->cap_ask[t]) {
		size_t cap = f->cap_ask[t] ? f->cap_ask[t] * 2 : 1024;
		uint32_t *p = realloc(f->ask[t], cap * sizeof(*p));
		if (!p)
			return false;
		f->ask[t] = p;
		f->cap_ask[t] = cap;
	}
	f->ask[t][f->nask[t]++] = (uint32_t)row;
	return true;
}

/* QUICK_* of a row whose name is the record's to the byte; 0 when anything but notes is to be said. */
static uint8_t quick_look(const struct fast *f, const struct list_row *r, const struct reg_row *g, const struct pair *p,
			  const struct facts *row)
{
	struct str name = list_name(&f->list, r);
	char c = ch_upper(name.ptr[0]);
	if (!f->quick_ok || g->status != REG_ALIVE || g->outside || g->twice || r->nik_double || r->person_double ||
	    r->psnoka_double || r->other_segment || r->deceased || p->sex < 0 || row->birth_state == BIRTH_BAD)
		return 0;
	if (p->birth != BIRTH_A_SAME && p->birth != BIRTH_A_ABSENT)
		return 0;
	/* Names that may bear a mark (BY NY, ALM) take the long way. */
	if (c == 'A' || c == 'B')
		if (name.len < 3 || ch_upper(name.ptr[1]) == 'L' || ch_upper(name.ptr[1]) == 'Y' || ch_upper(name.ptr[1]) == 'A' ||
		    ch_upper(name.ptr[1]) == 'I')
			return 0;
	return (uint8_t)(QUICK | (p->kk < 0 ? QUICK_KK_DIFFERS : 0) | (p->kk == 0 ? QUICK_KK_ABSENT : 0) |
			 (p->addr < 0 ? QUICK_ADDRESS_DIFFERS : 0) | (p->birth == BIRTH_A_ABSENT ? QUICK_BIRTH_ABSENT : 0) |
			 (p->sex == 0 ? QUICK_SEX_ABSENT : 0) |
			 (wilayah_prefix_known((uint32_t)(r->nik / UINT64_C(10000000000))) ? 0 : QUICK_REGION_UNKNOWN));
}

static bool exact_row(struct fast *f, unsigned t, uint64_t i)
{
	const struct list_row *r = list_row(&f->list, i);
	const struct padan_registry *g = f->base.registry;
	struct facts row, reg;
	struct pair p;
	bool conflict;
	if (r->broken || r->dropped)
		return true;
	if (f->own[i] == REG_NONE)
		return ask(f, t, i);
	if (reg_row(g, f->own[i])->twice)
		f->own[i] = verdict_own(g, &f->model, &f->list, r, &conflict);
	verdict_pair(g, &f->list, r, f->own[i], &p, &row, &reg);
	if (p.name.grade == NAME_SAME && p.name.score == 1000)
		f->quick[i] = quick_look(f, r, reg_row(g, f->own[i]), &p, &row);
	/* Where the record is not the row's person by name, somebody else is looked for. */
	return pair_name_fits(&p) ? true : ask(f, t, i);
}

static void exact_worker(void *ctx, unsigned t)
{
	struct fast *f = ctx;
	const struct padan_registry *g = f->base.registry;
	uint64_t rows = list_rows(&f->list);
	for (;;) {
		uint64_t from = __atomic_fetch_add(&f->next, RANGE, __ATOMIC_RELAXED), end = from + RANGE;
		if (from >= rows || stopped(f))
			return;
		if (end > rows)
			end = rows;
		/* Slots, then records, then names: each asked for well before it is read. */
		for (uint64_t i = from; i < end; i += STEP) {
			uint64_t n = end - i < STEP ? end - i : STEP;
			for (uint64_t k = 0; k < n; k++) {
				const struct list_row *r = list_row(&f->list, i + k);
				if (r->nik_state == NIK_VALID)
					__builtin_prefetch(&g->slot[registry_slot(g, hash_u64(r->nik))]);
			}
			for (uint64_t k = 0; k < n; k++) {
				const struct list_row *r = list_row(&f->list, i + k);
				uint32_t have;
				if (r->nik_state != NIK_VALID)
					continue;
				have = g->slot[registry_slot(g, hash_u64(r->nik))];
				if (have)
					__builtin_prefetch(reg_row(g, have - 1));
			}
			for (uint64_t k = 0; k < n; k++) {
				const struct list_row *r = list_row(&f->list, i + k);
				f->own[i + k] = r->nik_state == NIK_VALID ? registry_find(g, r->nik) : REG_NONE;
				if (f->own[i + k] != REG_NONE)
					__builtin_prefetch(table_text(&g->load.table, reg_row(g, f->own[i + k])->text));
			}
			for (uint64_t k = 0; k < n; k++)
				if (!exact_row(f, t, i + k)) {
					fail(f, E_NOMEM, "memori tidak cukup");
					return;
				}
		}
	}
}

static int u32_cmp(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
	return x < y ? -1 : x > y;
}

static int exact_pass(struct fast *f, struct err *err)
{
	size_t n = 0;
	f->own = malloc((size_t)(list_rows(&f->list) + 1) * sizeof(*f->own));
	if (!f->own)
		return NOMEM(err);
	f->quick = calloc((size_t)list_rows(&f->list) + 1, 1);
	if (!f->quick)
		return NOMEM(err);
	memset(f->own, 0xFF, (size_t)(list_rows(&f->list) + 1) * sizeof(*f->own));
	f->base.own = f->own;
	f->next = 0;
	par_run(f->threads, exact_worker, f);
	if (f->error) {
		*err = f->err;
		return f->error;
	}
	for (unsigned t = 0; t < f->threads; t++)
		n += f->nask[t];
	f->asking = malloc((n + 1) * sizeof(*f->asking));
	if (!f->asking)
		return NOMEM(err);
	for (unsigned t = 0; t < f->threads; t++) {
		if (f->nask[t])
			memcpy(f->asking + f->nasking, f->ask[t], f->nask[t] * sizeof(*f->asking));
		f->nasking += f->nask[t];
		free(f->ask[t]);
		f->ask[t] = NULL;
	}
	qsort(f->asking, f->nasking, sizeof(*f->asking), u32_cmp);
	return OK;
}

static int learn_model(struct fast *f, struct err *err)
{
	const struct padan_registry *g = f->base.registry;
	uint64_t stride = weight_stride(registry_rows(g));
	int r = weight_model_init(&f->model, registry_rows(g), err);
	for (uint64_t i = 0; i < registry_rows(g) && r == OK; i += stride) {
		struct name_form name;
		name_prepare(&name, reg_name(g, reg_row(g, i)));
		r = weight_model_add(&f->model, &name, err);
	}
	weight_model_finish(&f->model);
	f->base.model = &f->model;
	return r;
}

/* ---- NIK_GANDA: which row of a group is kept ---- */

static int own_score(const struct fast *f, uint32_t row)
{
	struct facts fr, fg;
	struct pair p;
	if (!f->base.registry || f->own[row] == REG_NONE)
		return -1;
	verdict_pair(f->base.registry, &f->list, list_row(&f->list, row), f->own[row], &p, &fr, &fg);
	return weight_own(&p);
}

static bool same_person(const struct list *l, uint32_t kept, uint32_t row)
{
	const struct list_row *a = list_row(l, row), *b = list_row(l, kept);
	struct name_form na, nb;
	struct facts fa, fb;
	struct pair p;
	list_facts(l, a, &fa);
	list_facts(l, b, &fb);
	name_prepare(&na, list_name(l, a));
	name_prepare(&nb, list_name(l, b));
	pair_compare(&p, &fa, &na, &fb, &nb);
	return p.birth == BIRTH_A_SAME && pair_name_fits(&p);
}

static int twin_cmp(const void *a, const void *b)
{
	const struct twin *x = a, *y = b;
	return x->row < y->row ? -1 : x->row > y->row;
}

static int settle_twins(struct fast *f, struct err *err)
{
	size_t n = 0;
	for (size_t i = 0; i < f->doubles.ngroup; i++)
		n += f->doubles.group[i].n;
	f->twin = malloc((n + 1) * sizeof(*f->twin));
	if (!f->twin)
		return NOMEM(err);
	n = 0;
	for (size_t i = 0; i < f->doubles.ngroup; i++) {
		const struct nik_group *g = &f->doubles.group[i];
		const uint32_t *row = &f->doubles.row[g->first];
		uint32_t kept = 0;
		int best = own_score(f, row[0]);
		for (uint32_t k = 1; k < g->n; k++) {
			int s = own_score(f, row[k]);
			if (s > best) {
				best = s;
				kept = k;
			}
		}
		for (uint32_t k = 0; k < g->n; k++) {
			struct twin *t = &f->twin[n++];
			*t = (struct twin){ .row = row[k], .other = row[kept] };
			if (k == kept) {
				t->kind = TWIN_KEPT;
				t->other = row[kept == 0 ? 1 : 0];
			} else {
				t->kind = same_person(&f->list, row[kept], row[k]) ? TWIN_FURTHER : TWIN_STRANGER;
			}
		}
	}
	qsort(f->twin, n, sizeof(*f->twin), twin_cmp);
	f->base.twin = f->twin;
	f->base.ntwin = n;
	return OK;
}

/* ---- the verdicts, in order ---- */

struct out {
	struct buf text;  /* what goes to the sink */
	struct buf cells; /* converted texts of one row, or of all rows of the piece */
	padan_row *rows;
	padan_summary sum;
};

static void count_district(padan_summary *s, uint64_t region, bool looked_up, bool not_found)
{
	uint32_t code = (uint32_t)(region >= 1000000 ? region / 10000 : region);
	size_t i;
	if (!looked_up)
		return;
	for (i = 0; i < s->district_count; i++)
		if (s->district[i].code == code)
			break;
	if (i == s->district_count) {
		if (i == PADAN_DISTRICTS_MAX)
			i = 0; /* more kecamatan than a city has: the rest counts under the first met */
		else
			s->district[s->district_count++].code = code;
	}
	s->district[i].rows++;
	s->district[i].not_found += not_found;
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
	count_district(s, region, looked, own == REG_NONE);
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
static void row_texts(const struct fast *f, struct out *o, const struct list_row *r, uint64_t i, uint32_t record,
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
	if (f->quick && f->quick[i]) {
		row->nik_registry = row->nik;
	} else if (record != REG_NONE) {
		buf_addu0(c, reg_row(f->base.registry, record)->nik, 16);
		row->nik_registry = (padan_str){ c->ptr + at, 16 };
	} else {
		row->nik_registry = (padan_str){ c->ptr + at, 0 };
	}
	if (d->verdict == PADAN_LAYAK && d->reasons == 0 && d->own && !d->list_deceased && !d->deceased_mark &&
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

static void quick_texts(struct quick_text text[8])
{
	for (unsigned k = 0; k < 8; k++) {
		uint8_t q = (uint8_t)(QUICK | (k & 1 ? QUICK_KK_DIFFERS : 0) | (k & 2 ? QUICK_ADDRESS_DIFFERS : 0) |
				      (k & 4 ? QUICK_REGION_UNKNOWN : 0));
		struct finding d;
		struct buf b;
		int score;
		buf_init(&b, 4096);
		quick_finding(q, &d, &score);
		output_reasons(&b, d.reasons);
		MUST(!b.error && b.len <= sizeof(text[k].reasons));
		text[k].reasons_len = (uint8_t)b.len;
		if (b.len)
			memcpy(text[k].reasons, b.ptr, b.len);
		buf_reset(&b);
		explain(&b, &d);
		MUST(!b.error && b.len <= sizeof(text[k].sentence));
		text[k].sentence_len = (uint8_t)b.len;
		memcpy(text[k].sentence, b.ptr, b.len);
		buf_clear(&b);
	}
}

/* True when a name can be written into CSV as it stands. */
static bool plain_name(struct str s)
{
	if (s.len == 0 || s.len > 100 || !ch_alpha(s.ptr[0]))
		return false;
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];
		if ((c >= 0x80) | (c == ',') | (c == '"') | (c < 0x20))
			return false;
	}
	return true;
}

/* Most rows of most lists: settled, with an ordinary name and number, straight into the CSV text. False when the row is
 * none of these. */
static bool emit_quick_csv(const struct fast *f, struct out *o, uint64_t i)
{
	const struct list_row *r = list_row(&f->list, i);
	uint8_t q = f->quick ? f->quick[i] : 0;
	struct str name;
	const struct quick_text *t;
	struct finding d;
	struct buf *b = &o->text;
	int score;
	if (!q || r->dropped || r->extra || !r->psnoka || f->list.load.several)
		return false;
	name = list_name(&f->list, r);
	if (!plain_name(name) || !buf_room(b, 512))
		return false;
	quick_finding(q, &d, &score);
	t = &f->quick_text[(q & QUICK_KK_DIFFERS ? 1 : 0) | (q & QUICK_ADDRESS_DIFFERS ? 2 : 0) |
			   (q & QUICK_REGION_UNKNOWN ? 4 : 0)];
	buf_addu(b, r->number);
	b->ptr[b->len++] = ',';
	buf_addu0(b, r->psnoka, 13);
	b->ptr[b->len++] = ',';
	buf_addu0(b, r->nik, 16);
	b->ptr[b->len++] = ',';
	memcpy(b->ptr + b->len, name.ptr, name.len);
	b->len += name.len;
	memcpy(b->ptr + b->len, ",LAYAK,", 7);
	b->len += 7;
	memcpy(b->ptr + b->len, t->reasons, t->reasons_len);
	b->len += t->reasons_len;
	b->ptr[b->len++] = ',';
	buf_addu0(b, r->nik, 16);
	b->ptr[b->len++] = ',';
	buf_addu(b, (uint64_t)score);
	b->ptr[b->len++] = ',';
	memcpy(b->ptr + b->len, t->sentence, t->sentence_len);
	b->len += t->sentence_len;
	b->ptr[b->len++] = '\n';
	count_row(f, o, r, &d, f->own[i], (uint64_t)r->region_high << 32 | r->region_low);
	return true;
}

static bool emit_row(const struct fast *f, struct out *o, uint64_t i, size_t *n)
{
	const struct list_row *r = list_row(&f->list, i);
	struct finding d;
	uint32_t record;
	int score;
	padan_row *row = &o->rows[*n];
	if (r->dropped)
		return true;
	if (f->quick && f->quick[i]) {
		quick_finding(f->quick[i], &d, &score);
		record = REG_NONE;
	} else {
		verdict_row(&f->base, i, &d, &record, &score);
	}
	memset(row, 0, sizeof(*row));
	row->row = r->number;
	row->reasons = d.reasons;
	row->verdict = (uint8_t)d.verdict;
	row->score = (int16_t)score;
	row->region = (uint64_t)r->region_high << 32 | r->region_low;
	if (f->sink->format != PADAN_FORMAT_ROWS)
		buf_reset(&o->cells);
	if (!room_for_row(o, r))
		return false;
	row_texts(f, o, r, i, record, &d, row);
	count_row(f, o, r, &d, f->own ? f->own[i] : REG_NONE, row->region);
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

static void wait_turn(struct fast *f, uint64_t k)
{
	(void)pthread_mutex_lock(&f->lock);
	while (f->turn != k)
		(void)pthread_cond_wait(&f->turn_cond, &f->lock);
	(void)pthread_mutex_unlock(&f->lock);
}

static void pass_turn(struct fast *f)
{
	(void)pthread_mutex_lock(&f->lock);
	f->turn++;
	(void)pthread_cond_broadcast(&f->turn_cond);
	(void)pthread_mutex_unlock(&f->lock);
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

/* Asks for the record of a row to come, and for the name of one a little nearer. */
static inline void fetch_ahead(const struct fast *f, uint64_t i, uint64_t end)
{
	const struct padan_registry *g = f->base.registry;
	if (!g)
		return;
	if (i + STEP < end && f->own[i + STEP] != REG_NONE && !f->quick[i + STEP])
		__builtin_prefetch(reg_row(g, f->own[i + STEP]));
	if (i + STEP / 2 < end && f->own[i + STEP / 2] != REG_NONE && !f->quick[i + STEP / 2])
		__builtin_prefetch(table_text(&g->load.table, reg_row(g, f->own[i + STEP / 2])->text));
}

static int emit_piece(struct fast *f, struct out *o, uint64_t k, bool text)
{
	uint64_t from = k * RANGE, end = from + RANGE, rows = list_rows(&f->list);
	bool csv = f->sink->format == PADAN_FORMAT_CSV;
	int r = OK;
	if (end > rows)
		end = rows;
	if (text) {
		size_t n = 0;
		buf_reset(&o->text);
		for (uint64_t i = from; i < end && r == OK; i++) {
			fetch_ahead(f, i, end);
			if (csv && emit_quick_csv(f, o, i))
				continue;
			if (!emit_row(f, o, i, &n))
				r = E_NOMEM;
		}
	}
	wait_turn(f, k);
	if (!f->error && r == OK) {
		if (text && o->text.len)
			r = f->sink->text(f->sink->ctx, o->text.ptr, o->text.len);
		else if (!text)
			r = emit_rows(f, o, from, end);
		if (r > 0)
			r = E_IO;
		if (f->opt->progress)
			f->opt->progress(f->opt->progress_ctx, "memutuskan", end, rows);
	}
	if (stopped(f))
		fail(f, E_STOP, "dihentikan");
	else if (r < 0)
		fail(f, r, r == E_NOMEM ? "memori tidak cukup" : "hasil tidak dapat ditulis");
	pass_turn(f);
	return r;
}

static void emit_worker(void *ctx, unsigned t)
{
	struct fast *f = ctx;
	struct out *o = calloc(1, sizeof(*o));
	uint64_t pieces = (list_rows(&f->list) + RANGE - 1) / RANGE;
	bool text = f->sink->format != PADAN_FORMAT_ROWS;
	(void)t;
	if (o) {
		buf_init(&o->text, OUT_MAX);
		buf_init(&o->cells, OUT_MAX);
		o->rows = malloc((text ? 1 : RANGE) * sizeof(*o->rows));
	}
	if (!o || !o->rows || !buf_room(&o->cells, text ? 65536 : (size_t)4 << 20))
		fail(f, E_NOMEM, "memori tidak cukup");
	for (;;) {
		uint64_t k = __atomic_fetch_add(&f->next, 1, __ATOMIC_RELAXED);
		if (k >= pieces)
			break;
		if (f->error) {
			wait_turn(f, k);
			pass_turn(f);
			continue;
		}
		(void)emit_piece(f, o, k, text);
	}
	if (o) {
		(void)pthread_mutex_lock(&f->lock);
		add_summary(f->summary, &o->sum);
		(void)pthread_mutex_unlock(&f->lock);
		buf_clear(&o->text);
		buf_clear(&o->cells);
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

/* "FIELD=HEADING" options. */
static int read_map(const padan_options *opt, struct column_map *map, size_t max, struct err *err)
{
	if (opt->map_count > max)
		return FAIL(err, E_ARG, "lebih dari %zu --map", max);
	for (size_t i = 0; i < opt->map_count; i++) {
		const char *eq = strchr(opt->map[i], '=');
		if (!eq || !field_parse(&map[i].field, str_of(opt->map[i], (size_t)(eq - opt->map[i]))))
			return FAIL(err, E_ARG, "--map harus berbentuk KOLOM=JUDUL, misalnya NIK=\"NO KTP\"");
		map[i].heading = str_c(eq + 1);
	}
	return OK;
}

static int passes(struct fast *f, struct err *err)
{
	struct candidate_job job = { .list = &f->list,
				     .registry = f->base.registry,
				     .model = &f->model,
				     .threads = f->threads,
				     .posterior_min = f->criteria.candidate_min,
				     .stop = f->opt->stop };
	int r = doubles_find(&f->doubles, &f->list, f->threads, err);
	if (r == OK && f->base.registry) {
		r = learn_model(f, err);
		if (r == OK)
			r = exact_pass(f, err);
		job.rows = f->asking;
		job.nrows = f->nasking;
		if (r == OK)
			r = candidate_search(&job, &f->candidate, err);
		f->base.candidate = f->candidate;
		f->base.ncandidate = f->nasking;
	}
	return r == OK ? settle_twins(f, err) : r;
}

static int emit(struct fast *f, struct err *err)
{
	f->next = 0;
	if (f->sink->format == PADAN_FORMAT_CSV) {
		struct str h = output_csv_heading();
		int r = f->sink->text(f->sink->ctx, h.ptr, h.len);
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

int fast_verify(const struct padan_registry *reg, const char *path, const padan_options *opt, const padan_sink *sink,
		padan_summary *ret_summary, struct err *err)
{
	struct fast *f = calloc(1, sizeof(*f));
	struct column_map map[FIELD_COUNT];
	struct err local = { 0 };
	struct load_options lo;
	int r;
	if (!err)
		err = &local;
	if (!f)
		return NOMEM(err);
	f->opt = opt;
	f->sink = sink;
	f->threads = par_threads((unsigned)opt->threads);
	f->summary = calloc(1, sizeof(*f->summary));
	(void)pthread_mutex_init(&f->lock, NULL);
	(void)pthread_cond_init(&f->turn_cond, NULL);
	r = f->summary ? criteria_parse(&f->criteria, str_of(opt->criteria, opt->criteria_len), err) : NOMEM(err);
	if (r == OK)
		r = read_map(opt, map, COUNT(map), err);
	if (r == OK) {
		lo = (struct load_options){ .city = (uint32_t)opt->city,
					    .as_of = opt->as_of,
					    .threads = f->threads,
					    .sheet = opt->sheet,
					    .map = map,
					    .nmap = opt->map_count,
					    .stop = opt->stop,
					    .progress = opt->progress,
					    .progress_ctx = opt->progress_ctx };
		r = list_load(&f->list, path, &lo, err);
	}
	if (r == OK) {
		f->base = (struct verdict_base){ .list = &f->list,
						 .registry = reg,
						 .criteria = &f->criteria,
						 .national = opt->national != 0,
						 .as_of = opt->as_of };
		f->quick_ok = f->criteria.action[PADAN_KK_BEDA] == RULE_NOTE &&
			      f->criteria.action[PADAN_ALAMAT_BEDA] == RULE_NOTE &&
			      f->criteria.action[PADAN_WILAYAH_NIK_TIDAK_DIKENAL] == RULE_NOTE;
		f->quick_text = calloc(8, sizeof(*f->quick_text));
		if (f->quick_text)
			quick_texts(f->quick_text);
		r = f->quick_text ? passes(f, err) : NOMEM(err);
		if (r == OK)
			r = emit(f, err);
		list_clear(&f->list);
	}
	if (r == OK)
		*ret_summary = *f->summary;
	for (unsigned t = 0; t < f->threads; t++)
		free(f->ask[t]);
	weight_model_clear(&f->model);
	doubles_clear(&f->doubles);
	free(f->own);
	free(f->quick);
	free(f->quick_text);
	free(f->twin);
	free(f->asking);
	free(f->candidate);
	free(f->summary);
	(void)pthread_mutex_destroy(&f->lock);
	(void)pthread_cond_destroy(&f->turn_cond);
	free(f);
	return r;
}
