#include "engine/ask.h"

#include "base/big.h"
#include "base/par.h"

#define RANGE 1024
#define STEP 16
#define HASHES (ASK_KINDS - 1) /* of an ask: all kinds but ASK_BIRTH */

struct make {
	struct asks *a;
	uint32_t *hash;  /* HASHES of each ask, 0: none */
	uint32_t *group; /* of each ask, NO_GROUP: it has no birth date */
	uint64_t next;
	uint32_t least, most; /* days */
	void (*each)(struct make *m, uint64_t ask);
	void (*fetch)(const struct make *m, uint64_t ask); /* asks for what each will change */
};
#define NO_GROUP UINT32_MAX

bool ask_years_alike(int a, int b)
{
	return a / 10 == b / 10 || (a / 100 == b / 100 && a % 10 == b % 10) || a % 100 == b % 100;
}

bool ask_words_meet(const uint8_t *a, size_t na, const uint8_t *b, size_t nb)
{
	return na && nb && memchr(b, a[0], nb) && memchr(a, b[0], na);
}

void ask_person(struct ask_person *ret, const struct facts *f)
{
	ret->birth = f->birth_state == BIRTH_OK ? f->birth : 0;
	ret->sex = f->sex == 'L' ? ASK_MALE : f->sex == 'P' ? ASK_FEMALE : ASK_UNKNOWN;
	ret->century_open = f->century_open;
}

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

static bool name_sieve_init(struct name_sieve *v, size_t n)
{
	unsigned bits = 4;
	while (bits < 26 && ((size_t)8 << bits) < n)
		bits++;
	v->shift = 32 - bits;
	v->size = ((size_t)64 << bits) + 64;
	v->room = big_alloc(v->size);
	v->bits = (uint64_t *)(((uintptr_t)v->room + 63) & ~(uintptr_t)63);
	return v->room != NULL;
}

static inline void name_sieve_add(struct name_sieve *v, uint32_t key, uint32_t hash)
{
	uint64_t *line = v->bits + (name_sieve_line(v, key) - v->bits);
	__atomic_fetch_or(&line[hash >> 1 & 7], (uint64_t)1 << (hash >> 4 & 63), __ATOMIC_RELAXED);
}

static void sieve_clear(struct sieve *v)
{
	big_free(v->bits, v->size);
	v->bits = NULL;
}

static inline void sieve_add(struct sieve *v, uint32_t hash)
{
	uint32_t at = hash >> v->shift;
	__atomic_fetch_or(&v->bits[at >> 6], (uint64_t)1 << (at & 63), __ATOMIC_RELAXED);
}

/* The next rows for a thread; false: there are none. */
static bool next_rows(struct make *m, uint64_t *ret_from, uint64_t *ret_end)
{
	uint64_t n = m->a->job->nrows;
	*ret_from = __atomic_fetch_add(&m->next, RANGE, __ATOMIC_RELAXED);
	*ret_end = *ret_from + RANGE < n ? *ret_from + RANGE : n;
	return *ret_from < n;
}

static void take_hashes(uint32_t *h, const struct ask_person *k, const struct facts *f)
{
	uint32_t key = k->name.ntoken ? k->name.key : 0;
	h[ASK_KK - 1] = f->kk ? ask_hash(ASK_KK, f->kk, 0) : 0;
	h[ASK_MONTH - 1] = key && k->birth ? ask_hash(ASK_MONTH, key, ask_year_month(k->birth)) : 0;
	h[ASK_DAY - 1] = key && k->birth ? ask_hash(ASK_DAY, key, ask_year_day(k->birth)) : 0;
	h[ASK_DAYS - 1] = key && k->birth ? ask_hash(ASK_DAYS, key, ask_days(k->birth)) : 0;
	h[ASK_ADDRESS - 1] = f->addr && k->name.ntoken ? ask_hash(ASK_ADDRESS, f->addr, 0) : 0;
	h[ASK_MOTHER - 1] = key && f->mother ? ask_hash(ASK_MOTHER, key, f->mother) : 0;
	/* Without a birth date, every record of the name is met; with one, those without. */
	h[ASK_NAME - 1] = key ? ask_hash(ASK_NAME, key, k->birth != 0) : 0;
}

static void atomic_least(uint32_t *at, uint32_t v)
{
	uint32_t have = __atomic_load_n(at, __ATOMIC_RELAXED);
	while (v < have && !__atomic_compare_exchange_n(at, &have, v, true, __ATOMIC_RELAXED, __ATOMIC_RELAXED))
		;
}

/* What each row asks for. m->most is the least of the days' complements until all is read. */
static void read_worker(void *ctx, unsigned t)
{
	struct make *m = ctx;
	const struct candidate_job *j = m->a->job;
	uint64_t from, end;
	uint32_t least = UINT32_MAX, most = UINT32_MAX;
	while (next_rows(m, &from, &end))
		for (uint64_t q = from; q < end; q++) {
			const struct list_row *r = list_row(j->list, j->rows[q]);
			struct ask_person *k = &m->a->ask[q].is;
			struct name_kept name = list_name(j->list, r);
			struct facts f;
			if (q + STEP < end)
				list_row_fetch(j->list, j->rows[q + STEP]);
			if (q + STEP / 2 < end)
				list_name_fetch(j->list, list_row(j->list, j->rows[q + STEP / 2]));
			list_facts(j->list, r, &f);
			name_briefs(&k->name, j->words[t], j->list->book, &name, 1);
			ask_person(k, &f);
			ask_nik_bits(k->nik, r->nik);
			m->a->ask[q].kk = ask_bits(f.kk);
			m->a->ask[q].addr = ask_bits(f.addr);
			m->a->ask[q].mother = ask_bits(f.mother);
			if (k->name.ntoken)
				name_sieve_add(&m->a->names, k->name.key, k->name.key);
			take_hashes(&m->hash[q * HASHES], k, &f);
			if (!k->birth || !k->name.ntoken)
				continue;
			least = ask_day(k->birth) < least ? ask_day(k->birth) : least;
			most = ~ask_day(k->birth) < most ? ~ask_day(k->birth) : most;
		}
	atomic_least(&m->least, least);
	atomic_least(&m->most, most);
}

static void each_worker(void *ctx, unsigned t)
{
	struct make *m = ctx;
	uint64_t from, end;
	(void)t;
	while (next_rows(m, &from, &end))
		for (uint64_t q = from; q < end; q++) {
			if (q + STEP < end)
				m->fetch(m, q + STEP);
			m->each(m, q);
		}
}

/* Calls each for all asks, side by side, and fetch well before it. */
static void run_each(struct make *m, void (*each)(struct make *m, uint64_t ask), void (*fetch)(const struct make *m, uint64_t ask))
{
	m->each = each;
	m->fetch = fetch;
	m->next = 0;
	par_run(m->a->job->threads, each_worker, m);
}

static void fetch_counts(const struct make *m, uint64_t q)
{
	const struct asks *a = m->a;
	for (size_t i = 0; i < HASHES; i++) {
		uint32_t h = m->hash[q * HASHES + i];
		__builtin_prefetch(&a->first[ask_bucket(a, h) + 2], 1);
		sieve_fetch(&a->hashes, h);
	}
	__builtin_prefetch(name_sieve_line(&a->names, a->ask[q].is.name.key), 1);
}

static void count_ask(struct make *m, uint64_t q)
{
	struct asks *a = m->a;
	const struct ask_person *k = &a->ask[q].is;
	for (size_t i = 0; i < HASHES; i++) {
		uint32_t h = m->hash[q * HASHES + i];
		if (!h)
			continue;
		__atomic_fetch_add(&a->first[ask_bucket(a, h) + 2], 1, __ATOMIC_RELAXED);
		sieve_add(&a->hashes, h);
		if (k->name.ntoken)
			name_sieve_add(&a->names, k->name.key, h);
	}
	m->group[q] = NO_GROUP;
	if (k->birth && k->name.ntoken) {
		m->group[q] = (ask_day(k->birth) - a->first_day) * ASK_SEXES + k->sex;
		__atomic_fetch_add(&a->group[m->group[q] + 2], 1, __ATOMIC_RELAXED);
	}
}

static uint64_t born_entry(const struct asks *a, uint64_t q)
{
	const struct name_brief *n = &a->ask[q].is.name;
	uint64_t e = q | (n->ntoken > ASK_BORN_CODES ? ASK_BORN_MORE : 0);
	for (unsigned i = 0; i < n->ntoken && i < ASK_BORN_CODES; i++)
		e |= (uint64_t)n->code[i] << (56 - 8 * i);
	return e;
}

static void fetch_places(const struct make *m, uint64_t q)
{
	const struct asks *a = m->a;
	for (size_t i = 0; i < HASHES; i++)
		__builtin_prefetch(&a->first[ask_bucket(a, m->hash[q * HASHES + i]) + 1], 1);
	/* Where entries will come is not known yet, but nearly: counts of buckets that others filled since move it by a few. */
	if (q >= STEP / 2) {
		uint64_t near = q - STEP / 2;
		for (size_t i = 0; i < HASHES; i++)
			__builtin_prefetch(&a->entry[__atomic_load_n(&a->first[ask_bucket(a, m->hash[near * HASHES + i]) + 1],
								     __ATOMIC_RELAXED)], 1);
	}
}

static void place_ask(struct make *m, uint64_t q)
{
	struct asks *a = m->a;
	for (size_t i = 0; i < HASHES; i++) {
		uint32_t h = m->hash[q * HASHES + i];
		if (h)
			a->entry[__atomic_fetch_add(&a->first[ask_bucket(a, h) + 1], 1, __ATOMIC_RELAXED)] = ask_mark(a, h) | (uint32_t)q;
	}
	if (m->group[q] != NO_GROUP)
		a->born[__atomic_fetch_add(&a->group[m->group[q] + 1], 1, __ATOMIC_RELAXED)] = born_entry(a, q);
}

static int entry_cmp(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
	return x < y ? -1 : x > y;
}

/* Large groups are looked through by first words. */
static void sort_worker(void *ctx, unsigned t)
{
	struct make *m = ctx;
	struct asks *a = m->a;
	(void)t;
	for (;;) {
		uint64_t from = __atomic_fetch_add(&m->next, RANGE, __ATOMIC_RELAXED), end = from + RANGE;
		if (from >= a->groups)
			return;
		for (uint64_t g = from; g < end && g < a->groups; g++)
			if (a->group[g + 1] - a->group[g] > ASK_GROUP_LONG)
				qsort(a->born + a->group[g], a->group[g + 1] - a->group[g], sizeof(*a->born), entry_cmp);
	}
}

/* Room for the entries: as many buckets as half of them, and so many that number and the rest of the hash fit 32 bits. */
static int entry_room(struct asks *a, const struct make *m, struct err *err)
{
	size_t entries = a->job->nrows * HASHES, most = 0;
	unsigned bits = 10;
	for (size_t i = 0; i < entries; i++)
		most += m->hash[i] != 0;
	while (bits < 31 && (((size_t)2 << bits) < most || bits < a->number_bits))
		bits++;
	a->first_shift = 32 - bits;
	a->first_size = (((size_t)1 << bits) + 2) * sizeof(*a->first);
	a->first = big_alloc(a->first_size);
	a->entry_size = (most + 1) * sizeof(*a->entry);
	a->entry = big_alloc(a->entry_size);
	a->groups = m->least <= ~m->most ? (size_t)(~m->most - m->least + 1) * ASK_SEXES : 0;
	a->first_day = m->least;
	a->group_size = (a->groups + 2) * sizeof(*a->group);
	a->group = big_alloc(a->group_size);
	a->born_size = (a->job->nrows + ASK_BORN_BEHIND) * sizeof(*a->born);
	a->born = big_alloc(a->born_size);
	return a->first && a->entry && a->group && a->born && sieve_init(&a->hashes, most) ? OK : NOMEM(err);
}

static int lay_out(struct asks *a, struct make *m, struct err *err)
{
	unsigned threads = a->job->threads;
	int r;
	par_run(threads, read_worker, m);
	r = entry_room(a, m, err);
	if (r < 0)
		return r;
	run_each(m, count_ask, fetch_counts);
	for (size_t b = 1; b < a->first_size / sizeof(*a->first); b++)
		a->first[b] += a->first[b - 1];
	for (size_t g = 1; g < a->groups + 2; g++)
		a->group[g] += a->group[g - 1];
	run_each(m, place_ask, fetch_places);
	m->next = 0;
	par_run(threads, sort_worker, m);
	return OK;
}

int asks_make(struct asks *ret, const struct candidate_job *job, struct err *err)
{
	struct make m = { .a = ret, .least = UINT32_MAX, .most = UINT32_MAX };
	int r;
	*ret = (struct asks){ .job = job };
	while (ret->number_bits < 32 && (UINT64_C(1) << ret->number_bits) < job->nrows)
		ret->number_bits++;
	if (ret->number_bits > ASK_NUMBER_BITS)
		return FAIL(err, E_LIMIT, "terlalu banyak baris yang perlu dicari orangnya");
	ret->ask_size = (job->nrows + 1) * sizeof(*ret->ask);
	ret->ask = big_alloc(ret->ask_size);
	m.hash = malloc((job->nrows + 1) * HASHES * sizeof(*m.hash));
	m.group = malloc((job->nrows + 1) * sizeof(*m.group));
	if (ret->ask && m.hash && m.group && name_sieve_init(&ret->names, job->nrows))
		r = lay_out(ret, &m, err);
	else
		r = NOMEM(err);
	free(m.hash);
	free(m.group);
	return r;
}

void asks_clear(struct asks *a)
{
	big_free(a->ask, a->ask_size);
	big_free(a->born, a->born_size);
	big_free(a->group, a->group_size);
	big_free(a->entry, a->entry_size);
	big_free(a->first, a->first_size);
	big_free(a->names.room, a->names.size);
	sieve_clear(&a->hashes);
	*a = (struct asks){ 0 };
}
