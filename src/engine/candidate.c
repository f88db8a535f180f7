#include "engine/candidate.h"

#include "base/par.h"
#include "engine/block.h"
#include "engine/name_words.h"

struct search {
	const struct candidate_job *job;
	struct block_lists lists;
	struct candidate *result;
	uint64_t next;
	int error;
};

/* Working memory of one thread. */
struct pool {
	uint32_t *record; /* considered */
	uint32_t *taken;  /* of each NIK weighed */
	int32_t *weight;
	uint64_t *nik;
	size_t cap;
	struct name_words *words;
};

static bool pool_room(struct pool *p, size_t n)
{
	size_t cap = p->cap ? p->cap : 1024;
	uint32_t *r, *t;
	int32_t *w;
	uint64_t *k;
	if (n <= p->cap)
		return true;
	while (cap < n)
		cap *= 2;
	r = realloc(p->record, cap * sizeof(*r));
	if (r)
		p->record = r;
	t = realloc(p->taken, cap * sizeof(*t));
	if (t)
		p->taken = t;
	w = realloc(p->weight, cap * sizeof(*w));
	if (w)
		p->weight = w;
	k = realloc(p->nik, cap * sizeof(*k));
	if (k)
		p->nik = k;
	if (!r || !t || !w || !k)
		return false;
	p->cap = cap;
	return true;
}

static int u32_cmp(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
	return x < y ? -1 : x > y;
}

/* The distinct records considered for row q, rising. */
static bool considered(const struct search *s, struct pool *p, size_t q, size_t *ret_n)
{
	const uint32_t *list = s->lists.record + s->lists.start[q];
	size_t n = s->lists.n[q], m = 0;
	if (!pool_room(p, n + 1))
		return false;
	if (n > 48) {
		memcpy(p->record, list, n * sizeof(*list));
		qsort(p->record, n, sizeof(*list), u32_cmp);
	} else {
		for (size_t i = 0; i < n; i++) {
			size_t k = i;
			for (; k > 0 && p->record[k - 1] > list[i]; k--)
				p->record[k] = p->record[k - 1];
			p->record[k] = list[i];
		}
	}
	for (size_t i = 0; i < n; i++)
		if (m == 0 || p->record[i] != p->record[m - 1])
			p->record[m++] = p->record[i];
	*ret_n = m;
	return true;
}

/* What has been weighed of one row's candidates: the better record of each NIK. */
struct weighed {
	size_t n;
	int32_t best;
};

static void weigh_one(const struct search *s, struct pool *p, uint32_t record, const struct list_row *r,
		      const struct facts *f, const struct name_form *name, struct weighed *k)
{
	const struct padan_registry *g = s->job->registry;
	const struct reg_row *rr = reg_row(g, record);
	struct name_form reg_form;
	struct facts rf;
	struct pair pair;
	int32_t w, rest;
	size_t same;
	reg_facts(g, rr, &rf);
	pair_facts(&pair, f, &rf);
	rest = weight_rest(s->job->model, &pair, r->nik, rr->nik);
	/* However well the name fits, this one would not be heard beside the best: its name need not be fetched. */
	if (k->n && rest + WEIGHT_NAME_MAX < k->best - WEIGHT_NEGLIGIBLE)
		return;
	if (str_eq(reg_name(g, rr), list_name(s->job->list, r)))
		reg_form = *name;
	else
		name_prepare_words(&reg_form, p->words, reg_name(g, rr));
	name_compare(&pair.name, name, &reg_form);
	if (pair.name.grade == NAME_FAR || pair.name.grade == NAME_ABSENT || !block_holds(f, name, &rf, &reg_form))
		return;
	w = weight_pair(s->job->model, &pair, name, &reg_form, r->nik, rr->nik);
	for (same = rr->twice ? 0 : k->n; same < k->n && p->nik[same] != rr->nik; same++)
		;
	if (same < k->n && (p->weight[same] > w || (p->weight[same] == w && p->taken[same] < record)))
		return;
	p->taken[same] = record;
	p->weight[same] = w;
	p->nik[same] = rr->nik;
	k->best = k->n == 0 || w > k->best ? w : k->best;
	k->n += same == k->n;
}

/* Weighs the considered records: those of the same KK or address first, for they may make the rest negligible. */
static size_t weigh(const struct search *s, struct pool *p, size_t n, const struct list_row *r, const struct facts *f,
		    const struct name_form *name)
{
	const struct padan_registry *g = s->job->registry;
	struct weighed k = { 0, 0 };
	size_t rest = 0;
	for (size_t i = 0; i < n; i++) {
		const struct reg_row *rr = reg_row(g, p->record[i]);
		if (f->nik && rr->nik == f->nik)
			continue;
		if ((f->kk && rr->kk == f->kk) || (f->addr && rr->addr == f->addr))
			weigh_one(s, p, p->record[i], r, f, name, &k);
		else
			p->record[rest++] = p->record[i];
	}
	for (size_t i = 0; i < rest; i++)
		weigh_one(s, p, p->record[i], r, f, name, &k);
	return k.n;
}

static bool search_one(struct search *s, struct pool *p, size_t q)
{
	const struct candidate_job *j = s->job;
	const struct list_row *r = list_row(j->list, j->rows[q]);
	struct candidate *c = &s->result[q];
	struct name_form name;
	struct facts f;
	size_t n, best = 0;
	int posterior;
	*c = (struct candidate){ .row = j->rows[q], .record = REG_NONE };
	if (s->lists.n[q] == 0)
		return true;
	if (!considered(s, p, q, &n))
		return false;
	list_facts(j->list, r, &f);
	name_prepare_words(&name, p->words, list_name(j->list, r));
	n = weigh(s, p, n, r, &f, &name);
	if (n == 0)
		return true;
	for (size_t i = 1; i < n; i++)
		if (p->weight[i] > p->weight[best] || (p->weight[i] == p->weight[best] && p->nik[i] < p->nik[best]))
			best = i;
	posterior = weight_posterior(j->model, p->weight[best], p->weight, n);
	if (posterior < j->posterior_min || p->weight[best] < WEIGHT_MIN)
		return true;
	c->record = p->taken[best];
	c->weight = p->weight[best];
	c->posterior = (int16_t)posterior;
	return true;
}

/* Asks for the rows from..end-1, the records considered for them, and their names, before any of them is looked at. */
static void fetch(const struct search *s, uint64_t from, uint64_t end)
{
	const struct candidate_job *j = s->job;
	for (uint64_t q = from; q < end; q++)
		list_row_fetch(j->list, j->rows[q]);
	for (uint64_t q = from; q < end; q++)
		for (size_t i = 0; i < s->lists.n[q]; i++)
			__builtin_prefetch(reg_row(j->registry, s->lists.record[s->lists.start[q] + i]));
	for (uint64_t q = from; q < end; q++)
		list_name_fetch(j->list, list_row(j->list, j->rows[q]));
	for (uint64_t q = from; q < end; q++)
		for (size_t i = 0; i < s->lists.n[q]; i++)
			reg_text_fetch(j->registry, reg_row(j->registry, s->lists.record[s->lists.start[q] + i]));
}

#define SEARCH_RANGE 256
#define SEARCH_STEP 8
static void search_worker(void *ctx, unsigned t)
{
	struct search *s = ctx;
	struct pool p = { .words = s->job->words[t] };
	for (;;) {
		uint64_t from = __atomic_fetch_add(&s->next, SEARCH_RANGE, __ATOMIC_RELAXED), end = from + SEARCH_RANGE;
		if (from >= s->job->nrows || (s->job->stop && *s->job->stop))
			break;
		if (end > s->job->nrows)
			end = s->job->nrows;
		for (uint64_t q = from; q < end; q++) {
			if ((q - from) % SEARCH_STEP == 0)
				fetch(s, q, end - q < SEARCH_STEP ? end : q + SEARCH_STEP);
			if (!search_one(s, &p, (size_t)q))
				__atomic_store_n(&s->error, E_NOMEM, __ATOMIC_RELAXED);
		}
	}
	free(p.record);
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
	if (r == OK && job.stop && *job.stop)
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
