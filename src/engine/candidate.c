#include "engine/candidate.h"

#include "base/hash.h"
#include "base/par.h"

enum block { B_BIRTH = 1, B_KK, B_NAME_YEAR, B_NAME_DAY, B_ADDR, B_MOTHER, B_NAME_ROW_UNBORN, B_NAME_REG_UNBORN };
#define KEYS_MAX (2 * NAME_TOKENS_MAX + 8)

/* One block of one row that asks. */
struct entry {
	uint32_t hash, query;
};
/* A record that falls into a block: run is the index of the block's first entry. */
struct hit {
	uint32_t run, record;
};
struct hits {
	struct hit *ptr;
	size_t n, cap;
};

struct search {
	const struct candidate_job *job;
	struct entry *entry;
	size_t nentry, cap_entry;
	uint64_t *bitmap;      /* which hashes there are, by their high bits */
	unsigned bitmap_shift;
	uint32_t *first;       /* entries by the high bits of their hash */
	unsigned first_shift;
	uint32_t *run_count;   /* records met, at a block's first entry */
	struct hits hits[PAR_THREADS_MAX];
	uint32_t *run_record;  /* records sorted by run */
	uint64_t *run_start;   /* where a run's records begin; run_start[nentry] is the end */
	struct candidate *result;
	uint64_t next_record, next_query;
	int error;
};

static uint32_t block_hash(enum block b, uint64_t x, uint64_t y)
{
	return (uint32_t)(hash_mix(x * 16 + (uint64_t)b, y) >> 32);
}

/* A row asks by the code of its first word only; a record answers by each of its codes, once. */
static bool code_skipped(const struct name_form *n, size_t i, bool is_row)
{
	if (is_row && i > 0)
		return true;
	for (size_t k = 0; k < i; k++)
		if (n->code[k] == n->code[i])
			return true;
	return false;
}

static uint64_t day_pair(tanggal t)
{
	int d = tanggal_day(t), m = tanggal_month(t);
	return (uint64_t)(d < m ? d * 100 + m : m * 100 + d);
}

/* Hashes of the blocks f stands in; is_row tells which side of the one-sided block. */
static size_t block_keys(uint32_t ret[KEYS_MAX], const struct facts *f, const struct name_form *n, bool is_row)
{
	size_t k = 0;
	bool born = f->birth_state == BIRTH_OK;
	for (size_t i = 0; i < n->ntoken; i++) {
		if (code_skipped(n, i, is_row))
			continue;
		if (born)
			ret[k++] = block_hash(B_BIRTH, (uint64_t)f->birth, n->code[i]);
		if (f->addr)
			ret[k++] = block_hash(B_ADDR, f->addr, n->code[i]);
	}
	if (f->kk)
		ret[k++] = block_hash(B_KK, f->kk, 0);
	if (n->ntoken == 0)
		return k;
	if (born) {
		ret[k++] = block_hash(B_NAME_YEAR, n->key, (uint64_t)tanggal_year(f->birth));
		ret[k++] = block_hash(B_NAME_DAY, n->key, day_pair(f->birth));
	}
	if (f->mother)
		ret[k++] = block_hash(B_MOTHER, n->key, f->mother);
	if (!born || !is_row)
		ret[k++] = block_hash(B_NAME_ROW_UNBORN, n->key, 0);
	if (!born || is_row)
		ret[k++] = block_hash(B_NAME_REG_UNBORN, n->key, 0);
	return k;
}

/* The blocks of docs/matching.md, to the letter: hashes may collide. */
static bool block_holds(const struct facts *a, const struct name_form *na, const struct facts *b,
			const struct name_form *nb)
{
	bool born = a->birth_state == BIRTH_OK && b->birth_state == BIRTH_OK, a_in_b = false, b_in_a = false, code, key;
	for (size_t k = 0; k < nb->ntoken && na->ntoken; k++)
		a_in_b |= na->code[0] == nb->code[k];
	for (size_t i = 0; i < na->ntoken && nb->ntoken; i++)
		b_in_a |= nb->code[0] == na->code[i];
	code = a_in_b && b_in_a;
	key = na->ntoken && nb->ntoken && na->key == nb->key;
	return (code && born && a->birth == b->birth) || (a->kk && a->kk == b->kk) ||
	       (key && born &&
		(tanggal_year(a->birth) == tanggal_year(b->birth) || day_pair(a->birth) == day_pair(b->birth))) ||
	       (code && a->addr && a->addr == b->addr) || (key && a->mother && a->mother == b->mother) || (key && !born);
}

static int add_entries(struct search *s, uint32_t query, const uint32_t *keys, size_t n, struct err *err)
{
	if (s->nentry + n > s->cap_entry) {
		size_t cap = s->cap_entry ? s->cap_entry * 2 : 4096;
		struct entry *p = realloc(s->entry, cap * sizeof(*p));
		if (!p)
			return NOMEM(err);
		s->entry = p;
		s->cap_entry = cap;
	}
	for (size_t i = 0; i < n; i++)
		s->entry[s->nentry++] = (struct entry){ keys[i], query };
	return OK;
}

static int make_entries(struct search *s, struct err *err)
{
	const struct candidate_job *j = s->job;
	for (size_t q = 0; q < j->nrows; q++) {
		const struct list_row *r = list_row(j->list, j->rows[q]);
		uint32_t keys[KEYS_MAX];
		struct name_form name;
		struct facts f;
		int e;
		list_facts(j->list, r, &f);
		name_prepare(&name, list_name(j->list, r));
		e = add_entries(s, (uint32_t)q, keys, block_keys(keys, &f, &name, true), err);
		if (e < 0)
			return e;
	}
	return s->nentry > UINT32_MAX - 1 ? FAIL(err, E_LIMIT, "terlalu banyak baris yang perlu dicari orangnya") : OK;
}

/* Sorts entries by hash (stable: by query within), eight bits at a time. */
static int sort_entries(struct search *s, struct err *err)
{
	struct entry *from = s->entry, *to = malloc((s->nentry + 1) * sizeof(*to));
	if (!to)
		return NOMEM(err);
	for (unsigned shift = 0; shift < 32; shift += 8) {
		size_t at[257] = { 0 };
		for (size_t i = 0; i < s->nentry; i++)
			at[(from[i].hash >> shift & 255) + 1]++;
		for (size_t i = 1; i < 257; i++)
			at[i] += at[i - 1];
		for (size_t i = 0; i < s->nentry; i++)
			to[at[from[i].hash >> shift & 255]++] = from[i];
		{
			struct entry *t = from;
			from = to;
			to = t;
		}
	}
	s->entry = from;
	free(to);
	return OK;
}

static int make_lookup(struct search *s, struct err *err)
{
	unsigned bits = 10, map_bits;
	while (bits < 26 && ((size_t)1 << bits) < s->nentry)
		bits++;
	map_bits = bits + 4;
	s->first_shift = 32 - bits;
	s->bitmap_shift = 32 - map_bits;
	s->first = malloc((((size_t)1 << bits) + 1) * sizeof(*s->first));
	s->bitmap = calloc(((size_t)1 << map_bits) / 64, sizeof(*s->bitmap));
	s->run_count = calloc(s->nentry + 1, sizeof(*s->run_count));
	if (!s->first || !s->bitmap || !s->run_count)
		return NOMEM(err);
	for (size_t i = 0, b = 0; b <= (size_t)1 << bits; b++) {
		while (i < s->nentry && s->entry[i].hash >> s->first_shift < b)
			i++;
		s->first[b] = (uint32_t)i;
	}
	for (size_t i = 0; i < s->nentry; i++) {
		uint32_t at = s->entry[i].hash >> s->bitmap_shift;
		s->bitmap[at >> 6] |= (uint64_t)1 << (at & 63);
	}
	return OK;
}

static bool hit_add(struct hits *h, uint32_t run, uint32_t record)
{
	if (h->n == h->cap) {
		size_t cap = h->cap ? h->cap * 2 : 4096;
		struct hit *p = realloc(h->ptr, cap * sizeof(*p));
		if (!p)
			return false;
		h->ptr = p;
		h->cap = cap;
	}
	h->ptr[h->n++] = (struct hit){ run, record };
	return true;
}

static bool probe(struct search *s, struct hits *h, uint32_t hash, uint32_t record)
{
	uint32_t at = hash >> s->bitmap_shift;
	if (!(s->bitmap[at >> 6] >> (at & 63) & 1))
		return true;
	for (uint32_t i = s->first[hash >> s->first_shift]; i < s->nentry && s->entry[i].hash <= hash; i++)
		if (s->entry[i].hash == hash) {
			/* One past the limit is enough to know that a block is too common. */
			if (__atomic_fetch_add(&s->run_count[i], 1, __ATOMIC_RELAXED) > BLOCK_RECORDS_MAX)
				return true;
			return hit_add(h, i, record);
		}
	return true;
}

static void scan_worker(void *ctx, unsigned t)
{
	struct search *s = ctx;
	const struct padan_registry *g = s->job->registry;
	for (;;) {
		uint64_t from = __atomic_fetch_add(&s->next_record, 4096, __ATOMIC_RELAXED), end = from + 4096;
		if (from >= registry_rows(g) || (s->job->stop && *s->job->stop))
			return;
		if (end > registry_rows(g))
			end = registry_rows(g);
		for (uint64_t i = from; i < end; i++) {
			const struct reg_row *r = reg_row(g, i);
			uint32_t keys[KEYS_MAX];
			struct name_form name;
			struct facts f;
			size_t n;
			reg_facts(r, &f);
			name_prepare(&name, reg_name(g, r));
			n = block_keys(keys, &f, &name, false);
			for (size_t k = 0; k < n; k++)
				if (!probe(s, &s->hits[t], keys[k], (uint32_t)i)) {
					__atomic_store_n(&s->error, E_NOMEM, __ATOMIC_RELAXED);
					return;
				}
		}
	}
}

/* Records of each block, block by block. */
static int gather(struct search *s, struct err *err)
{
	uint64_t total = 0, sum = 0;
	for (unsigned t = 0; t < s->job->threads; t++)
		total += s->hits[t].n;
	s->run_start = calloc(s->nentry + 2, sizeof(*s->run_start));
	s->run_record = malloc((size_t)(total + 1) * sizeof(*s->run_record));
	if (!s->run_start || !s->run_record)
		return NOMEM(err);
	for (unsigned t = 0; t < s->job->threads; t++)
		for (size_t i = 0; i < s->hits[t].n; i++)
			if (s->run_count[s->hits[t].ptr[i].run] <= BLOCK_RECORDS_MAX)
				s->run_start[s->hits[t].ptr[i].run]++;
	for (size_t i = 0; i <= s->nentry; i++) {
		uint64_t n = s->run_start[i];
		s->run_start[i] = sum;
		sum += n;
	}
	for (unsigned t = 0; t < s->job->threads; t++) {
		for (size_t i = 0; i < s->hits[t].n; i++) {
			struct hit h = s->hits[t].ptr[i];
			if (s->run_count[h.run] <= BLOCK_RECORDS_MAX)
				s->run_record[s->run_start[h.run]++] = h.record;
		}
		free(s->hits[t].ptr);
		s->hits[t] = (struct hits){ 0 };
	}
	/* run_start now holds each run's end, which is the next one's start: shift back. */
	memmove(s->run_start + 1, s->run_start, (s->nentry + 1) * sizeof(*s->run_start));
	s->run_start[0] = 0;
	return OK;
}

/* Working memory of one thread. */
struct pool {
	uint32_t *record; /* considered */
	uint32_t *taken;  /* of each NIK weighed */
	int32_t *weight;
	uint64_t *nik;
	size_t cap;
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

/* The distinct records of all blocks of a query, rising. */
static bool considered(const struct search *s, struct pool *p, const uint32_t *keys, size_t nkeys, size_t *ret_n)
{
	size_t n = 0, m = 0;
	for (size_t k = 0; k < nkeys; k++) {
		for (uint32_t i = s->first[keys[k] >> s->first_shift]; i < s->nentry && s->entry[i].hash <= keys[k]; i++) {
			uint64_t from, len;
			if (s->entry[i].hash != keys[k])
				continue;
			from = s->run_start[i];
			len = s->run_start[i + 1] - from;
			if (!pool_room(p, n + (size_t)len + 1))
				return false;
			if (len)
				memcpy(p->record + n, s->run_record + from, (size_t)len * sizeof(*p->record));
			n += (size_t)len;
			break;
		}
	}
	if (n > 1)
		qsort(p->record, n, sizeof(*p->record), u32_cmp);
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
	reg_facts(rr, &rf);
	pair_facts(&pair, f, &rf);
	rest = weight_rest(s->job->model, &pair, r->nik, rr->nik);
	/* However well the name fits, this one would not be heard beside the best: its name need not be fetched. */
	if (k->n && rest + WEIGHT_NAME_MAX < k->best - WEIGHT_NEGLIGIBLE)
		return;
	name_prepare(&reg_form, reg_name(g, rr));
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
	uint32_t keys[KEYS_MAX];
	struct name_form name;
	struct facts f;
	size_t n, best = 0;
	int posterior;
	*c = (struct candidate){ .row = j->rows[q], .record = REG_NONE };
	list_facts(j->list, r, &f);
	name_prepare(&name, list_name(j->list, r));
	if (!considered(s, p, keys, block_keys(keys, &f, &name, true), &n))
		return false;
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

static void search_worker(void *ctx, unsigned t)
{
	struct search *s = ctx;
	struct pool p = { 0 };
	(void)t;
	for (;;) {
		uint64_t from = __atomic_fetch_add(&s->next_query, 64, __ATOMIC_RELAXED), end = from + 64;
		if (from >= s->job->nrows || (s->job->stop && *s->job->stop))
			break;
		if (end > s->job->nrows)
			end = s->job->nrows;
		for (uint64_t q = from; q < end; q++)
			if (!search_one(s, &p, (size_t)q))
				__atomic_store_n(&s->error, E_NOMEM, __ATOMIC_RELAXED);
	}
	free(p.record);
	free(p.taken);
	free(p.weight);
	free(p.nik);
}

int candidate_search(const struct candidate_job *job, struct candidate **ret, struct err *err)
{
	struct search s = { .job = job };
	int r = OK;
	s.result = calloc(job->nrows + 1, sizeof(*s.result));
	if (!s.result)
		return NOMEM(err);
	if (job->nrows) {
		r = make_entries(&s, err);
		if (r == OK)
			r = sort_entries(&s, err);
		if (r == OK)
			r = make_lookup(&s, err);
		if (r == OK) {
			par_run(job->threads, scan_worker, &s);
			r = s.error ? NOMEM(err) : gather(&s, err);
		}
		if (r == OK) {
			par_run(job->threads, search_worker, &s);
			r = s.error ? NOMEM(err) : OK;
		}
		if (r == OK && job->stop && *job->stop)
			r = FAIL(err, E_STOP, "dihentikan");
	}
	for (unsigned t = 0; t < job->threads; t++)
		free(s.hits[t].ptr);
	free(s.entry);
	free(s.bitmap);
	free(s.first);
	free(s.run_count);
	free(s.run_record);
	free(s.run_start);
	if (r < 0) {
		free(s.result);
		return r;
	}
	*ret = s.result;
	return OK;
}
