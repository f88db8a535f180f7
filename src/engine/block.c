#include "engine/block.h"

#include "base/big.h"
#include "base/hash.h"
#include "base/par.h"
#include "engine/name_words.h"

enum block {
	B_BIRTH = 1, B_KK, B_YEAR_MONTH, B_YEAR_DAY, B_DECADE, B_UNIT, B_CENTURY, B_ADDR, B_MOTHER, B_NAME_ROW_UNBORN, B_NAME_REG_UNBORN
};
#define KEYS_MAX (4 * NAME_TOKENS_MAX + 10)

/* One block of one row that asks. */
struct entry {
	uint32_t hash, query;
};
struct entries {
	struct entry *ptr;
	size_t n, cap;
};
/* A record that falls into a block. */
struct hit {
	uint32_t hash, record;
};
struct hits {
	struct hit *ptr;
	size_t n, cap;
};
/* Which of many hashes are among a few: a bit each, by their high bits. What is not in it is surely not among them. */
struct sieve {
	uint64_t *bits;
	size_t size;
	unsigned shift;
};

struct search {
	const struct candidate_job *job;
	struct sieve names, addresses, hashes; /* of the rows that ask */
	struct entries part[PAR_THREADS_MAX];
	uint32_t *entry;                       /* by bucket: the row that asks, and above it what the bucket leaves of the hash */
	uint32_t *first;                       /* of each bucket */
	uint16_t *run_count;                   /* records met, at a block's first entry; at most BLOCK_RECORDS_MAX + 1 and some */
	unsigned query_bits;
	size_t nentry, first_size, entry_size, count_size;
	unsigned first_shift;
	struct hits hits[PAR_THREADS_MAX];
	struct block_lists *lists;
	uint64_t next;
	bool no_sex;                           /* some row that asks is of unknown sex */
	int error;
};

/* --- blocks --- */

static inline uint32_t block_hash(enum block b, uint64_t x, uint64_t y)
{
	return (uint32_t)(hash_mix(x * 16 + (uint64_t)b, y) >> 32);
}

/* True when the code of word i was met before. */
static inline bool code_met(const struct name_brief *n, size_t i)
{
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

static uint64_t sex_code(char sex) { return sex == 'L' ? 1 : sex == 'P' ? 2 : 0; }

/* Which of its blocks somebody is looked for in. */
struct asked {
	bool name, address; /* some row has that name key; that address */
	bool no_sex;        /* some row is of unknown sex */
};

/* The code of each one's first word is among the other's: a pair of them, the row's first one first. */
static size_t word_keys(uint32_t *ret, const struct facts *f, const struct name_brief *n, bool is_row, struct asked by)
{
	bool born = f->birth_state == BIRTH_OK;
	uint64_t sex = sex_code(f->sex);
	size_t k = 0;
	for (size_t i = 0; i < n->ntoken; i++) {
		uint64_t pair = is_row ? (uint64_t)n->code[0] << 8 | n->code[i] : (uint64_t)n->code[i] << 8 | n->code[0];
		if (code_met(n, i))
			continue;
		/* A row asks by its own sex; a record answers those it does not contradict. */
		for (uint64_t s = 0; born && s < 3; s++)
			if (s == sex || (!is_row && (sex == 0 || (s == 0 && by.no_sex))))
				ret[k++] = block_hash(B_BIRTH, (uint64_t)f->birth, pair << 2 | s);
		if (f->addr && by.address)
			ret[k++] = block_hash(B_ADDR, f->addr, pair);
	}
	return k;
}

/* The same name, and a birth date that is right in two of its parts. */
static size_t name_keys(uint32_t *ret, const struct facts *f, uint64_t key)
{
	uint64_t y = (uint64_t)tanggal_year(f->birth), m = (uint64_t)tanggal_month(f->birth), d = (uint64_t)tanggal_day(f->birth);
	uint64_t days = day_pair(f->birth) * 10000;
	ret[0] = block_hash(B_YEAR_MONTH, key, y * 100 + m);
	ret[1] = block_hash(B_YEAR_DAY, key, y * 100 + d);
	ret[2] = block_hash(B_DECADE, key, days + y / 10);
	ret[3] = block_hash(B_UNIT, key, days + y / 100 * 10 + y % 10);
	ret[4] = block_hash(B_CENTURY, key, days + y % 100);
	return 5;
}

/* Hashes of the blocks f stands in; is_row tells which side of the one-sided blocks. */
static size_t block_keys(uint32_t ret[KEYS_MAX], const struct facts *f, const struct name_brief *n, bool is_row, struct asked by)
{
	size_t k = word_keys(ret, f, n, is_row, by);
	bool born = f->birth_state == BIRTH_OK;
	if (f->kk)
		ret[k++] = block_hash(B_KK, f->kk, 0);
	if (n->ntoken == 0 || !by.name)
		return k;
	if (born)
		k += name_keys(ret + k, f, n->key);
	if (f->mother)
		ret[k++] = block_hash(B_MOTHER, n->key, f->mother);
	if (!born || !is_row)
		ret[k++] = block_hash(B_NAME_ROW_UNBORN, n->key, 0);
	if (!born || is_row)
		ret[k++] = block_hash(B_NAME_REG_UNBORN, n->key, 0);
	return k;
}

/* Years that differ in one digit, or in the century. */
static bool years_alike(int a, int b)
{
	return a / 10 == b / 10 || (a / 100 == b / 100 && a % 10 == b % 10) || a % 100 == b % 100;
}

static bool births_alike(tanggal a, tanggal b)
{
	int y = tanggal_year(a);
	if (y == tanggal_year(b) && (tanggal_month(a) == tanggal_month(b) || tanggal_day(a) == tanggal_day(b)))
		return true;
	return day_pair(a) == day_pair(b) && years_alike(y, tanggal_year(b));
}

bool block_holds(const struct facts *a, const struct name_form *na, const struct facts *b, const struct name_form *nb)
{
	bool born = a->birth_state == BIRTH_OK && b->birth_state == BIRTH_OK, a_in_b = false, b_in_a = false, code, key;
	for (size_t k = 0; k < nb->ntoken && na->ntoken; k++)
		a_in_b |= na->code[0] == nb->code[k];
	for (size_t i = 0; i < na->ntoken && nb->ntoken; i++)
		b_in_a |= nb->code[0] == na->code[i];
	code = a_in_b && b_in_a;
	key = na->ntoken && nb->ntoken && na->key == nb->key;
	return (code && born && a->birth == b->birth && (!a->sex || !b->sex || a->sex == b->sex)) || (a->kk && a->kk == b->kk) ||
	       (key && born && births_alike(a->birth, b->birth)) || (code && a->addr && a->addr == b->addr) ||
	       (key && a->mother && a->mother == b->mother) || (key && !born);
}

/* --- the rows that ask --- */

static bool sieve_init(struct sieve *v, size_t n)
{
	unsigned bits = 10;
	while (bits < 30 && ((size_t)1 << bits) < n * 16)
		bits++;
	v->shift = 32 - bits;
	v->size = ((size_t)1 << bits) / 8;
	v->bits = big_alloc(v->size);
	return v->bits != NULL;
}

static inline void sieve_add(struct sieve *v, uint32_t hash)
{
	uint32_t at = hash >> v->shift;
	__atomic_fetch_or(&v->bits[at >> 6], (uint64_t)1 << (at & 63), __ATOMIC_RELAXED);
}

static inline bool sieve_has(const struct sieve *v, uint32_t hash)
{
	uint32_t at = hash >> v->shift;
	return v->bits[at >> 6] >> (at & 63) & 1;
}

static inline void sieve_fetch(const struct sieve *v, uint32_t hash)
{
	__builtin_prefetch(&v->bits[hash >> v->shift >> 6]);
}

static void failed(struct search *s)
{
	__atomic_store_n(&s->error, E_NOMEM, __ATOMIC_RELAXED);
}

static bool add_entries(struct entries *e, uint32_t query, const uint32_t *keys, size_t n)
{
	if (e->n + n > e->cap) {
		size_t cap = e->cap ? e->cap * 2 : 4096;
		struct entry *p = realloc(e->ptr, cap * sizeof(*p));
		if (!p)
			return false;
		e->ptr = p;
		e->cap = cap;
	}
	for (size_t i = 0; i < n; i++)
		e->ptr[e->n++] = (struct entry){ keys[i], query };
	return true;
}

#define ASK_RANGE 1024
#define ASK_STEP 16
static void ask_worker(void *ctx, unsigned t)
{
	struct search *s = ctx;
	const struct candidate_job *j = s->job;
	struct name_words *words = s->job->words[t];
	bool good = true;
	while (good) {
		uint64_t from = __atomic_fetch_add(&s->next, ASK_RANGE, __ATOMIC_RELAXED), end = from + ASK_RANGE;
		if (from >= j->nrows)
			break;
		end = end > j->nrows ? j->nrows : end;
		for (uint64_t q = from; good && q < end; q++) {
			const struct list_row *r = list_row(j->list, j->rows[q]);
			uint32_t keys[KEYS_MAX];
			struct name_brief name;
			struct facts f;
			if (q + ASK_STEP < end)
				list_row_fetch(j->list, j->rows[q + ASK_STEP]);
			if (q + ASK_STEP / 2 < end)
				list_name_fetch(j->list, list_row(j->list, j->rows[q + ASK_STEP / 2]));
			list_facts(j->list, r, &f);
			name_brief(&name, words, list_name(j->list, r));
			sieve_add(&s->names, name.key);
			sieve_add(&s->addresses, f.addr);
			if (!f.sex)
				__atomic_store_n(&s->no_sex, true, __ATOMIC_RELAXED);
			good = add_entries(&s->part[t], (uint32_t)q, keys,
					   block_keys(keys, &f, &name, true, (struct asked){ true, true, true }));
		}
	}
	if (!good)
		failed(s);
}

/* Entries by the high bits of their hash: first[b]..first[b + 1] are those of bucket b, two or so. */
static inline size_t bucket(const struct search *s, uint32_t hash) { return hash >> s->first_shift; }
static inline uint32_t entry_mark(const struct search *s, uint32_t hash) { return (uint32_t)((uint64_t)hash << s->query_bits); }
static inline uint32_t entry_query(const struct search *s, uint32_t e) { return (uint32_t)(e & ((UINT64_C(1) << s->query_bits) - 1)); }
/* What is equal in two entries of one bucket that have the same hash. */
static inline uint32_t entry_hash(const struct search *s, uint32_t e) { return e & ~(uint32_t)((UINT64_C(1) << s->query_bits) - 1); }

static void count_worker(void *ctx, unsigned t)
{
	struct search *s = ctx;
	for (size_t i = 0; i < s->part[t].n; i++) {
		__atomic_fetch_add(&s->first[bucket(s, s->part[t].ptr[i].hash) + 2], 1, __ATOMIC_RELAXED);
		sieve_add(&s->hashes, s->part[t].ptr[i].hash);
	}
}

static void place_worker(void *ctx, unsigned t)
{
	struct search *s = ctx;
	for (size_t i = 0; i < s->part[t].n; i++) {
		struct entry e = s->part[t].ptr[i];
		s->entry[__atomic_fetch_add(&s->first[bucket(s, e.hash) + 1], 1, __ATOMIC_RELAXED)] = entry_mark(s, e.hash) | e.query;
	}
	free(s->part[t].ptr);
	s->part[t] = (struct entries){ 0 };
}

static int make_entries(struct search *s, struct err *err)
{
	unsigned threads = s->job->threads, bits = 10;
	s->next = 0;
	if (!sieve_init(&s->names, s->job->nrows) || !sieve_init(&s->addresses, s->job->nrows))
		return NOMEM(err);
	par_run(threads, ask_worker, s);
	for (unsigned t = 0; t < threads; t++)
		s->nentry += s->part[t].n;
	if (s->nentry > UINT32_MAX - 1)
		return FAIL(err, E_LIMIT, "terlalu banyak baris yang perlu dicari orangnya");
	/* As many buckets as half the entries, and so many that query and the rest of the hash fit 32 bits. */
	while (s->query_bits < 32 && ((size_t)1 << s->query_bits) < s->job->nrows)
		s->query_bits++;
	while (bits < 31 && (((size_t)2 << bits) < s->nentry || bits < s->query_bits))
		bits++;
	s->first_shift = 32 - bits;
	s->first_size = (((size_t)1 << bits) + 2) * sizeof(*s->first);
	s->first = big_alloc(s->first_size);
	s->entry_size = (s->nentry + 1) * sizeof(*s->entry);
	s->entry = big_alloc(s->entry_size);
	s->count_size = (s->nentry + 1) * sizeof(*s->run_count);
	s->run_count = big_alloc(s->count_size);
	if (s->error || !s->first || !s->entry || !s->run_count || !sieve_init(&s->hashes, s->nentry))
		return NOMEM(err);
	par_run(threads, count_worker, s);
	for (size_t b = 0; b < (size_t)1 << bits; b++)
		s->first[b + 1] += s->first[b];
	par_run(threads, place_worker, s);
	return OK;
}

/* --- the registry streams by --- */

static bool hit_add(struct hits *h, uint32_t hash, uint32_t record)
{
	if (h->n == h->cap) {
		size_t cap = h->cap ? h->cap + h->cap / 2 : 4096;
		struct hit *p = realloc(h->ptr, cap * sizeof(*p));
		if (!p)
			return false;
		h->ptr = p;
		h->cap = cap;
	}
	h->ptr[h->n++] = (struct hit){ hash, record };
	return true;
}

/* A record under one of its blocks, on its way through the lookup. */
struct probe {
	uint32_t hash, record, at;
};
#define SCAN_STEP NAME_BRIEFS
#define SCAN_RANGE 4096

/* The entries of a block: counts the record and notes it. */
static bool probe_entry(struct search *s, struct hits *h, const struct probe *p)
{
	uint32_t end = s->first[bucket(s, p->hash) + 1], mark = entry_mark(s, p->hash);
	for (uint32_t i = p->at; i < end; i++)
		if (entry_hash(s, s->entry[i]) == mark) {
			/* One past the limit is enough to know that a block is too common. */
			if (__atomic_load_n(&s->run_count[i], __ATOMIC_RELAXED) > BLOCK_RECORDS_MAX ||
			    __atomic_fetch_add(&s->run_count[i], 1, __ATOMIC_RELAXED) > BLOCK_RECORDS_MAX)
				return true;
			return hit_add(h, p->hash, p->record);
		}
	return true;
}

/* Takes n probes through sieve, index and entries; each is asked for well before it is read, for none fits the cache. */
static bool probe_all(struct search *s, struct hits *h, struct probe *p, size_t n)
{
	size_t m = 0;
	for (size_t i = 0; i < n; i++)
		if (sieve_has(&s->hashes, p[i].hash)) {
			p[m] = p[i];
			__builtin_prefetch(&s->first[bucket(s, p[m++].hash)]);
		}
	for (size_t i = 0; i < m; i++) {
		p[i].at = s->first[bucket(s, p[i].hash)];
		__builtin_prefetch(&s->entry[p[i].at]);
		__builtin_prefetch(&s->run_count[p[i].at], 1);
	}
	for (size_t i = 0; i < m; i++)
		if (!probe_entry(s, h, &p[i]))
			return false;
	return true;
}

/* Records from..end-1 through all their blocks. */
static bool scan_records(struct search *s, struct hits *h, struct name_words *words, uint64_t from, uint64_t end)
{
	const struct padan_registry *g = s->job->registry;
	struct probe p[SCAN_STEP * KEYS_MAX];
	struct str text[SCAN_STEP];
	struct name_brief name[SCAN_STEP];
	size_t n = 0;
	for (uint64_t i = from; i < end; i++) {
		text[i - from] = reg_name(g, reg_row(g, i));
		if (i + 2 * SCAN_STEP < registry_rows(g))
			reg_text_fetch(g, reg_row(g, i + 2 * SCAN_STEP));
	}
	name_briefs(name, words, text, (size_t)(end - from));
	for (uint64_t i = from; i < end; i++) {
		const struct name_brief *b = &name[i - from];
		uint32_t keys[KEYS_MAX];
		struct facts f;
		size_t nkeys;
		reg_facts(g, reg_row(g, i), &f);
		nkeys = block_keys(keys, &f, b, false,
				   (struct asked){ sieve_has(&s->names, b->key), sieve_has(&s->addresses, f.addr), s->no_sex });
		for (size_t k = 0; k < nkeys; k++) {
			p[n++] = (struct probe){ keys[k], (uint32_t)i, 0 };
			sieve_fetch(&s->hashes, keys[k]);
		}
	}
	return probe_all(s, h, p, n);
}

static void scan_worker(void *ctx, unsigned t)
{
	struct search *s = ctx;
	uint64_t rows = registry_rows(s->job->registry);
	struct name_words *words = s->job->words[t];
	bool good = true;
	while (good) {
		uint64_t from = __atomic_fetch_add(&s->next, SCAN_RANGE, __ATOMIC_RELAXED), end = from + SCAN_RANGE;
		if (from >= rows || (s->job->stop && *s->job->stop))
			break;
		if (end > rows)
			end = rows;
		for (; good && from < end; from += SCAN_STEP)
			good = scan_records(s, &s->hits[t], words, from, end - from < SCAN_STEP ? end : from + SCAN_STEP);
	}
	if (!good)
		failed(s);
}

/* --- from blocks to rows --- */

#define HIT_STEP 12
/* For each row that asks in the blocks of thread t's hits: counts a record (first time) or puts it down (second). */
static void gather(struct search *s, unsigned t, bool put)
{
	const struct hits *h = &s->hits[t];
	for (size_t i = 0; i < h->n; i++) {
		struct hit x = h->ptr[i];
		uint32_t mark = entry_mark(s, x.hash), e = s->first[bucket(s, x.hash)], end = s->first[bucket(s, x.hash) + 1];
		if (i + 2 * HIT_STEP < h->n)
			__builtin_prefetch(&s->first[bucket(s, h->ptr[i + 2 * HIT_STEP].hash)]);
		if (i + HIT_STEP < h->n) {
			uint32_t ahead = s->first[bucket(s, h->ptr[i + HIT_STEP].hash)];
			__builtin_prefetch(&s->entry[ahead]);
			__builtin_prefetch(&s->run_count[ahead]);
		}
		while (e < end && entry_hash(s, s->entry[e]) != mark)
			e++;
		if (e == end || s->run_count[e] > BLOCK_RECORDS_MAX)
			continue;
		for (; e < end; e++) {
			uint64_t *at;
			if (entry_hash(s, s->entry[e]) != mark)
				continue;
			at = &s->lists->start[entry_query(s, s->entry[e]) + (put ? 1 : 2)];
			if (put)
				s->lists->record[__atomic_fetch_add(at, 1, __ATOMIC_RELAXED)] = x.record;
			else
				__atomic_fetch_add(at, 1, __ATOMIC_RELAXED);
		}
	}
}

static void gather_count(void *ctx, unsigned t) { gather(ctx, t, false); }
static void gather_put(void *ctx, unsigned t)
{
	struct search *s = ctx;
	gather(s, t, true);
	free(s->hits[t].ptr);
	s->hits[t] = (struct hits){ 0 };
}

static int make_lists(struct search *s, struct err *err)
{
	size_t n = s->job->nrows;
	struct block_lists *l = s->lists;
	l->start = calloc(n + 3, sizeof(*l->start));
	if (!l->start)
		return NOMEM(err);
	par_run(s->job->threads, gather_count, s);
	for (size_t q = 0; q < n; q++)
		l->start[q + 2] += l->start[q + 1];
	l->record = malloc((size_t)(l->start[n + 1] + 1) * sizeof(*l->record));
	if (!l->record)
		return NOMEM(err);
	par_run(s->job->threads, gather_put, s);
	return OK;
}

static void sieves_clear(struct search *s)
{
	struct sieve *all[] = { &s->names, &s->addresses, &s->hashes };
	for (size_t i = 0; i < COUNT(all); i++) {
		big_free(all[i]->bits, all[i]->size);
		all[i]->bits = NULL;
	}
}

int block_find(const struct candidate_job *job, struct block_lists *ret, struct err *err)
{
	struct search *s = calloc(1, sizeof(*s));
	int r;
	*ret = (struct block_lists){ 0 };
	if (!s)
		return NOMEM(err);
	s->job = job;
	s->lists = ret;
	r = make_entries(s, err);
	if (r == OK) {
		s->next = 0;
		par_run(job->threads, scan_worker, s);
		sieves_clear(s);
		r = s->error ? NOMEM(err) : make_lists(s, err);
	}
	if (r == OK && job->stop && *job->stop)
		r = FAIL(err, E_STOP, "dihentikan");
	for (unsigned t = 0; t < job->threads; t++) {
		free(s->part[t].ptr);
		free(s->hits[t].ptr);
	}
	sieves_clear(s);
	big_free(s->first, s->first_size);
	big_free(s->entry, s->entry_size);
	big_free(s->run_count, s->count_size);
	free(s);
	if (r < 0)
		block_lists_clear(ret);
	return r;
}

void block_lists_clear(struct block_lists *l)
{
	free(l->start);
	free(l->record);
	*l = (struct block_lists){ 0 };
}
