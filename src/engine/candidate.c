#include "engine/candidate.h"

#include "base/par.h"
#include "engine/block.h"

struct search {
	const struct candidate_job *job;
	struct block_lists lists;
	struct candidate *result;
	uint64_t next;
	int error;
};

/* Working memory of one thread. */
struct pool {
	uint64_t *order;  /* of the rows of a step: the records considered, as considered_key, those of one row together */
	uint32_t *taken;  /* of each NIK weighed */
	int32_t *weight;
	uint64_t *nik;
	size_t cap;
	struct name_words *words;
};

static bool pool_room(struct pool *p, size_t n)
{
	size_t cap = p->cap ? p->cap : 1024;
	uint32_t *t;
	int32_t *w;
	uint64_t *k, *o;
	if (n <= p->cap)
		return true;
	while (cap < n)
		cap *= 2;
	o = realloc(p->order, cap * sizeof(*o));
	if (o)
		p->order = o;
	t = realloc(p->taken, cap * sizeof(*t));
	if (t)
		p->taken = t;
	w = realloc(p->weight, cap * sizeof(*w));
	if (w)
		p->weight = w;
	k = realloc(p->nik, cap * sizeof(*k));
	if (k)
		p->nik = k;
	if (!o || !t || !w || !k)
		return false;
	p->cap = cap;
	return true;
}

/* Sorts by weight without the name, the heaviest first, and by record. */
static inline uint64_t considered_key(int32_t rest, uint32_t record)
{
	return (uint64_t)((uint32_t)INT32_MAX - (uint32_t)rest) << 32 | record;
}
static inline int32_t considered_rest(uint64_t key) { return (int32_t)((uint32_t)INT32_MAX - (uint32_t)(key >> 32)); }
static inline uint32_t considered_record(uint64_t key) { return (uint32_t)key; }

static int key_cmp(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
	return x < y ? -1 : x > y;
}

/* A row on its way through a step. */
struct asking {
	const struct list_row *row;
	struct facts f;
	uint64_t *order; /* in the pool */
	size_t n;
};

/* What has been weighed of one row's candidates: the better record of each NIK. */
struct weighed {
	size_t n;
	int32_t best; /* WEIGHT_MIN at least: what is less comes to nothing */
};

/* The distinct records considered for row q that may come to something, the most promising first. */
static void consider(const struct search *s, size_t q, struct asking *a)
{
	const struct padan_registry *g = s->job->registry;
	const uint32_t *list = s->lists.record + s->lists.start[q];
	size_t n = 0, m = 0;
	for (size_t i = 0; i < s->lists.n[q]; i++) {
		const struct reg_row *rr = reg_row(g, list[i]);
		struct facts rf;
		struct pair pair;
		int32_t rest;
		/* One that stands in several blocks with the row mostly comes from them one after the other. */
		if ((a->f.nik && rr->nik == a->f.nik) || (i > 0 && list[i] == list[i - 1]))
			continue;
		reg_facts(g, rr, &rf);
		pair_facts(&pair, &a->f, &rf);
		rest = weight_rest(s->job->model, &pair, a->row->nik, rr->nik);
		if (!weight_negligible(rest, WEIGHT_MIN))
			a->order[n++] = considered_key(rest, list[i]);
	}
	if (n > 48) {
		qsort(a->order, n, sizeof(*a->order), key_cmp);
	} else {
		for (size_t i = 1; i < n; i++) {
			uint64_t key = a->order[i];
			size_t k = i;
			for (; k > 0 && a->order[k - 1] > key; k--)
				a->order[k] = a->order[k - 1];
			a->order[k] = key;
		}
	}
	for (size_t i = 0; i < n; i++)
		if (m == 0 || a->order[i] != a->order[m - 1])
			a->order[m++] = a->order[i];
	a->n = m;
}

static void weigh_one(const struct search *s, struct pool *p, uint32_t record, const struct asking *a, const struct name_form *name,
		      struct weighed *k)
{
	const struct padan_registry *g = s->job->registry;
	const struct reg_row *rr = reg_row(g, record);
	const struct name_form *reg_form = name; /* where the two are the same to the byte */
	struct name_form other;
	struct facts rf;
	struct pair pair;
	int32_t w;
	size_t same;
	reg_facts(g, rr, &rf);
	if (!name_kept_same(g->book, reg_name(g, rr), list_name(s->job->list, a->row))) {
		name_prepare_kept(&other, p->words, g->book, reg_name(g, rr));
		reg_form = &other;
	}
	pair_compare(&pair, &a->f, name, &rf, reg_form);
	if (pair.name.grade == NAME_FAR || pair.name.grade == NAME_ABSENT || !block_holds(&a->f, name, &rf, reg_form))
		return;
	w = weight_pair(s->job->model, &pair, name, reg_form, a->row->nik, rr->nik);
	for (same = rr->twice ? 0 : k->n; same < k->n && p->nik[same] != rr->nik; same++)
		;
	if (same < k->n && (p->weight[same] > w || (p->weight[same] == w && p->taken[same] < record)))
		return;
	p->taken[same] = record;
	p->weight[same] = w;
	p->nik[same] = rr->nik;
	k->best = w > k->best ? w : k->best;
	k->n += same == k->n;
}

/* Weighs them until the rest is negligible: their names need not even be fetched. Returns how many were weighed. */
static size_t weigh(const struct search *s, struct pool *p, const struct asking *a, const struct name_form *name)
{
	struct weighed k = { 0, WEIGHT_MIN };
	for (size_t i = 0; i < a->n && !weight_negligible(considered_rest(a->order[i]), k.best); i++)
		weigh_one(s, p, considered_record(a->order[i]), a, name, &k);
	return k.n;
}

int32_t candidate_own_weight(const struct list *l, const struct padan_registry *g, const struct weight_model *m, struct name_words *words,
			     const struct list_row *r, uint32_t record, const struct pair *p)
{
	struct name_form na, nb;
	name_prepare_kept(&na, words, l->book, list_name(l, r));
	name_prepare_kept(&nb, words, l->book, reg_name(g, reg_row(g, record)));
	return weight_pair(m, p, &na, &nb, r->nik, r->nik);
}

/* What the verdict will tell of the row and that record, while they are at hand. */
static void keep(const struct candidate_job *j, struct name_words *words, const struct list_row *r, uint32_t record, int32_t weight,
		 struct candidate *ret)
{
	const struct padan_registry *g = j->registry;
	struct facts row, person;
	struct pair p;
	seen_look(j->list, g, words, r, record, &p, &row, &person);
	ret->nik = reg_row(g, record)->nik;
	ret->seen = seen_keep(&p, &person, reg_row(g, record)->twice);
	if (r->own == REG_NONE)
		return;
	seen_look(j->list, g, words, r, r->own, &p, &row, &person);
	ret->far_better = weight >= candidate_own_weight(j->list, g, j->model, words, r, r->own, &p) + WEIGHT_FAR_BETTER;
}

static void search_one(struct search *s, struct pool *p, const struct asking *a, struct candidate *c)
{
	const struct candidate_job *j = s->job;
	struct name_form name;
	size_t n, best = 0;
	int posterior;
	if (a->n == 0)
		return;
	name_prepare_kept(&name, p->words, j->list->book, list_name(j->list, a->row));
	n = weigh(s, p, a, &name);
	if (n == 0)
		return;
	for (size_t i = 1; i < n; i++)
		if (p->weight[i] > p->weight[best] || (p->weight[i] == p->weight[best] && p->nik[i] < p->nik[best]))
			best = i;
	posterior = weight_posterior(j->model, p->weight[best], p->weight, n);
	if (posterior < j->posterior_min || p->weight[best] < WEIGHT_MIN)
		return;
	c->posterior = (int16_t)posterior;
	keep(j, p->words, a->row, p->taken[best], p->weight[best], c);
}

/* How much less than the most promising a record may promise for its name to be asked for ahead. */
#define FETCH_BEHIND (16 * WEIGHT_BIT)

#define SEARCH_RANGE 256
#define SEARCH_STEP 8
/* The rows from..end-1, at most SEARCH_STEP: they themselves, the records considered for them, and the names of the promising ones are
 * asked for before any of them is looked at. */
static bool search_rows(struct search *s, struct pool *p, uint64_t from, uint64_t end)
{
	const struct candidate_job *j = s->job;
	struct asking ask[SEARCH_STEP];
	size_t at = 0;
	for (uint64_t q = from; q < end; q++)
		list_row_fetch(j->list, j->rows[q]);
	for (uint64_t q = from; q < end; q++)
		for (size_t i = 0; i < s->lists.n[q]; i++)
			reg_row_fetch(j->registry, s->lists.record[s->lists.start[q] + i]);
	if (!pool_room(p, (size_t)(s->lists.start[end] - s->lists.start[from]) + 1))
		return false;
	for (uint64_t q = from; q < end; q++) {
		struct asking *a = &ask[q - from];
		a->row = list_row(j->list, j->rows[q]);
		a->order = p->order + at;
		at += s->lists.n[q];
		list_name_fetch(j->list, a->row);
		if (a->row->own != REG_NONE)
			reg_row_fetch(j->registry, a->row->own);
		list_facts(j->list, a->row, &a->f);
		consider(s, (size_t)q, a);
		for (size_t i = 0; i < a->n && considered_rest(a->order[i]) + FETCH_BEHIND >= considered_rest(a->order[0]); i++)
			reg_text_fetch(j->registry, reg_row(j->registry, considered_record(a->order[i])));
	}
	for (uint64_t q = from; q < end; q++) {
		s->result[q] = (struct candidate){ .row = j->rows[q] };
		search_one(s, p, &ask[q - from], &s->result[q]);
	}
	return true;
}

static void search_worker(void *ctx, unsigned t)
{
	struct search *s = ctx;
	struct pool p = { .words = s->job->words[t] };
	for (;;) {
		uint64_t from = __atomic_fetch_add(&s->next, SEARCH_RANGE, __ATOMIC_RELAXED), end = from + SEARCH_RANGE;
		if (from >= s->job->nrows || stop_asked(s->job->stop))
			break;
		if (end > s->job->nrows)
			end = s->job->nrows;
		for (uint64_t q = from; q < end; q += SEARCH_STEP)
			if (!search_rows(s, &p, q, end - q < SEARCH_STEP ? end : q + SEARCH_STEP))
				__atomic_store_n(&s->error, E_NOMEM, __ATOMIC_RELAXED);
	}
	free(p.order);
	free(p.taken);
	free(p.weight);
	free(p.nik);
}

/* Rows from..from+n-1 of all. Where memory is not for all at once, half of them and then the others: no row's candidates depend on which
 * rows ask beside it. */
static int search_part(const struct candidate_job *all, size_t from, size_t n, struct candidate *result, struct err *err)
{
	struct candidate_job job = *all;
	struct search s = { .job = &job, .result = result + from };
	int r;
	job.rows = all->rows + from;
	job.nrows = n;
	r = block_find(&job, &s.lists, err);
	if (r == BLOCK_OVER && n > 1) {
		r = search_part(all, from, n / 2, result, err);
		return r == OK ? search_part(all, from + n / 2, n - n / 2, result, err) : r;
	}
	if (r == OK) {
		par_run(job.threads, search_worker, &s);
		r = s.error ? NOMEM(err) : OK;
	}
	if (r == OK && stop_asked(job.stop))
		r = FAIL(err, E_STOP, "dihentikan");
	block_lists_clear(&s.lists);
	return r == BLOCK_OVER ? NOMEM(err) : r;
}

int candidate_search(const struct candidate_job *job, struct candidate **ret, struct err *err)
{
	struct candidate *result = calloc(job->nrows + 1, sizeof(*result));
	int r = OK;
	if (!result)
		return NOMEM(err);
	if (job->nrows)
		r = search_part(job, 0, job->nrows, result, err);
	if (r < 0) {
		free(result);
		return r;
	}
	*ret = result;
	return OK;
}
