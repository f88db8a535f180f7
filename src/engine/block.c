#include "engine/block.h"

#include "base/par.h"
#include "engine/ask.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

/* A record that stands in a block of a row that asks. */
struct hit {
	uint32_t ask;    /* its number, and above ASK_NUMBER_BITS the enum ask_kind */
	uint32_t record;
};
struct hits {
	struct hit *ptr;
	size_t n, cap;
};

struct search {
	const struct candidate_job *job;
	struct asks asks;
	struct hits hits[PAR_THREADS_MAX];
	size_t hits_most; /* of a thread */
	uint64_t next;
	bool crowded; /* some ask met more records of a kind than are used */
	bool over;    /* there are more hits than that */
	int error;
};

static bool births_alike(tanggal a, tanggal b)
{
	int y = tanggal_year(a);
	if (y == tanggal_year(b) && (tanggal_month(a) == tanggal_month(b) || tanggal_day(a) == tanggal_day(b)))
		return true;
	return ask_days(a) == ask_days(b) && ask_years_alike(y, tanggal_year(b));
}

bool block_holds(const struct facts *a, const struct name_form *na, const struct facts *b, const struct name_form *nb)
{
	bool born = a->birth_state == BIRTH_OK && b->birth_state == BIRTH_OK;
	bool code = ask_words_meet(na->code, na->ntoken, nb->code, nb->ntoken);
	bool key = na->ntoken && nb->ntoken && na->key == nb->key;
	return (code && born && a->birth == b->birth && (!a->sex || !b->sex || a->sex == b->sex)) || (a->kk && a->kk == b->kk) ||
	       (key && born && births_alike(a->birth, b->birth)) || (code && a->addr && a->addr == b->addr) ||
	       (key && a->mother && a->mother == b->mother) || (key && !born);
}

static void failed(struct search *s)
{
	__atomic_store_n(&s->error, E_NOMEM, __ATOMIC_RELAXED);
}

/* --- the registry streams by --- */

#define SCAN_STEP NAME_BRIEFS
#define SCAN_RANGE 4096
#define PROBES_MAX ASK_KINDS
#define PROBE_NONE UINT32_MAX

/* A record, and the groups of asks of its birth date that its sex does not contradict. */
struct passer {
	struct ask_person is;
	uint32_t from, end; /* in asks.group */
};
/* Records that follow one another, as a household's do, under a hash they share, on their way through the lookup. */
struct probe {
	uint32_t hash, at;
	uint8_t record, last; /* of the step */
	uint8_t kind;
};
/* A record and an ask that seem to share a block. */
struct pairing {
	uint32_t ask;
	uint8_t record; /* of the step */
	uint8_t kind;
};
#define PAIRINGS 256
#define HITS_OF_ONE ((size_t)ASK_KINDS * (BLOCK_RECORDS_MAX + 1))
/* Some records on their way. */
struct step {
	struct passer passer[SCAN_STEP];
	struct probe probe[SCAN_STEP * PROBES_MAX];
	struct pairing pairing[PAIRINGS];
	size_t nprobe, npairing;
	uint32_t kk, address; /* the probe of the record before, by its KK and its address */
	uint64_t first; /* record */
	const struct facts *facts;
	struct hits *hits;
};

/* False: there is no memory. */
static inline bool hit_add(struct search *s, struct hits *h, uint32_t ask, enum ask_kind kind, uint64_t record)
{
	if (UNLIKELY(h->n >= s->hits_most)) {
		__atomic_store_n(&s->over, true, __ATOMIC_RELAXED);
		return true;
	}
	if (h->n == h->cap) {
		size_t cap = h->cap ? h->cap + h->cap / 2 : 4096;
		struct hit *p = realloc(h->ptr, cap * sizeof(*p));
		if (!p)
			return false;
		h->ptr = p;
		h->cap = cap;
	}
	h->ptr[h->n++] = (struct hit){ ask | (uint32_t)kind << ASK_NUMBER_BITS, (uint32_t)record };
	return true;
}

/* Whether two that have the same birth date and sex, or the same hash, really stand in a block of that kind. What hashes alone tell may
 * be wrong, as rarely as hashes meet: block_holds has the last word. */
static bool meet(enum ask_kind kind, const struct ask_person *a, const struct ask_person *r)
{
	switch (kind) {
	case ASK_BIRTH:
	case ASK_ADDRESS:
		return ask_words_meet(a->name.code, a->name.ntoken, r->name.code, r->name.ntoken);
	case ASK_DAYS:
		return ask_years_alike(tanggal_year(a->birth), tanggal_year(r->birth));
	default:
		return true;
	}
}

static int bits_agree(uint16_t bits, uint64_t fact) { return !bits || !fact ? 0 : ask_bits(fact) == bits ? 1 : -1; }

/* Whether a record is nobody to an ask of the same name, who was born on another day: of what is not known here (region, NIK if they may be
 * near), the best is thought. weight_rest would say so, too; most of them are strangers. */
static bool hopeless(const struct search *s, const struct ask *a, const struct ask_person *r, const struct facts *f)
{
	struct facts row = { .birth = a->is.birth, .birth_state = BIRTH_OK, .century_open = a->is.century_open };
	struct pair p = { .birth = birth_compare(&row, f), .region = 1 };
	uint8_t nik[2];
	if (p.birth != BIRTH_A_DIFFER)
		return false;
	ask_nik_bits(nik, f->nik);
	if (nik[0] == a->is.nik[0] || nik[1] == a->is.nik[1])
		return false;
	p.sex = a->is.sex == ASK_UNKNOWN || r->sex == ASK_UNKNOWN ? 0 : a->is.sex == r->sex ? 1 : -1;
	p.kk = bits_agree(a->kk, f->kk);
	p.addr = bits_agree(a->addr, f->addr);
	p.mother = bits_agree(a->mother, f->mother);
	return weight_negligible(weight_rest(s->job->model, &p, 0, 0), WEIGHT_MIN);
}

/* The pairings of a step: counts each, and notes those whose names do not tell that they will come to nothing. */
static inline __attribute__((always_inline)) bool take_all_by(struct search *s, struct step *p)
{
	bool good = true;
	for (size_t i = 0; good && i < p->npairing; i++) {
		const struct pairing *x = &p->pairing[i];
		bool by_birth = x->kind == ASK_MONTH || x->kind == ASK_DAY || x->kind == ASK_DAYS;
		struct ask *a = &s->asks.ask[x->ask];
		const struct ask_person *r = &p->passer[x->record].is;
		if (!meet((enum ask_kind)x->kind, &a->is, r))
			continue;
		/* One past the limit is enough to know that the kind is of no use. */
		if (__atomic_load_n(&a->met[x->kind], __ATOMIC_RELAXED) > BLOCK_RECORDS_MAX ||
		    __atomic_fetch_add(&a->met[x->kind], 1, __ATOMIC_RELAXED) > BLOCK_RECORDS_MAX ||
		    (by_birth ? hopeless(s, a, r, &p->facts[x->record]) : name_brief_far(&a->is.name, &r->name)))
			continue;
		__atomic_fetch_add(&a->kept, 1, __ATOMIC_RELAXED);
		good = hit_add(s, p->hits, x->ask, (enum ask_kind)x->kind, p->first + x->record);
	}
	p->npairing = 0;
	return good;
}

#if defined(__x86_64__)
__attribute__((target("popcnt"))) static bool take_all_popcnt(struct search *s, struct step *p)
{
	return take_all_by(s, p);
}
#endif

static bool take_all(struct search *s, struct step *p)
{
#if defined(__x86_64__)
	if (LIKELY(__builtin_cpu_supports("popcnt")))
		return take_all_popcnt(s, p);
#endif
	return take_all_by(s, p);
}

/* An ask is far away: it is asked for, and looked at with the others of the step. */
static inline bool take(struct search *s, struct step *p, size_t record, uint32_t ask, enum ask_kind kind)
{
	fetch_bytes(&s->asks.ask[ask], sizeof(struct ask));
	p->pairing[p->npairing++] = (struct pairing){ ask, (uint8_t)record, (uint8_t)kind };
	return p->npairing < PAIRINGS || take_all(s, p);
}

static void probe_add(const struct search *s, struct step *p, size_t record, enum ask_kind kind, uint32_t hash)
{
	p->probe[p->nprobe++] = (struct probe){ hash, 0, (uint8_t)record, (uint8_t)record, (uint8_t)kind };
	sieve_fetch(&s->asks.hashes, hash);
}

/* The same of a number that the record before may have too; *shared: the probe of that one, PROBE_NONE: it has none. */
static void probe_shared(const struct search *s, struct step *p, size_t record, enum ask_kind kind, uint64_t number, uint64_t before,
			 uint32_t *shared)
{
	if (*shared != PROBE_NONE && number == before) {
		p->probe[*shared].last = (uint8_t)record;
		return;
	}
	*shared = (uint32_t)p->nprobe;
	probe_add(s, p, record, kind, ask_hash(kind, number, 0));
}

/* What is to be looked up for record i of all, asked for but not looked at yet. */
static void look_up(const struct search *s, struct step *p, size_t i, const struct facts *all)
{
	const struct facts *f = &all[i], *before = &all[i > 0 ? i - 1 : 0];
	struct passer *k = &p->passer[i];
	const struct asks *a = &s->asks;
	uint32_t day;
	ask_person(&k->is, f);
	k->from = k->end = 0;
	if (f->kk)
		probe_shared(s, p, i, ASK_KK, f->kk, before->kk, &p->kk);
	else
		p->kk = PROBE_NONE;
	if (k->is.name.ntoken == 0) {
		p->address = PROBE_NONE;
		return;
	}
	if (f->addr)
		probe_shared(s, p, i, ASK_ADDRESS, f->addr, before->addr, &p->address);
	else
		p->address = PROBE_NONE;
	if (k->is.birth) {
		day = ask_day(k->is.birth) - a->first_day;
		if (day < a->groups / ASK_SEXES) {
			k->from = day * ASK_SEXES + (k->is.sex == ASK_FEMALE);
			k->end = day * ASK_SEXES + ASK_SEXES - (k->is.sex == ASK_MALE);
			__builtin_prefetch(&a->group[k->from]);
		}
	}
	__builtin_prefetch(name_sieve_line(&a->names, k->is.name.key));
}

/* A kind that goes by the name, if some row asks for it. */
static void look_up_kind(const struct search *s, struct step *p, size_t i, const uint64_t *line, enum ask_kind kind, uint64_t rest)
{
	uint32_t hash = ask_hash(kind, p->passer[i].is.name.key, rest);
	if (name_sieve_has(line, hash))
		probe_add(s, p, i, kind, hash);
}

static void look_up_name(const struct search *s, struct step *p, size_t i, const struct facts *f)
{
	const struct ask_person *r = &p->passer[i].is;
	const uint64_t *line = name_sieve_line(&s->asks.names, r->name.key);
	if (r->name.ntoken == 0 || !name_sieve_has(line, r->name.key))
		return;
	if (r->birth) {
		look_up_kind(s, p, i, line, ASK_MONTH, ask_year_month(r->birth));
		look_up_kind(s, p, i, line, ASK_DAY, ask_year_day(r->birth));
		look_up_kind(s, p, i, line, ASK_DAYS, ask_days(r->birth));
	} else {
		look_up_kind(s, p, i, line, ASK_NAME, 1);
	}
	if (f->mother)
		look_up_kind(s, p, i, line, ASK_MOTHER, f->mother);
	look_up_kind(s, p, i, line, ASK_NAME, 0);
}

/* Entry e of asks.born and a record: each one's first word is among the other's, or may be. */
static inline bool words_may_meet(uint64_t e, const struct name_brief *n)
{
	bool meets = e & ASK_BORN_MORE;
	for (unsigned i = 0; i < ASK_BORN_CODES; i++)
		meets |= (uint8_t)(e >> (32 + 8 * i)) == n->code[0];
	return meets && memchr(n->code, (int)(e >> 56), n->ntoken);
}

/* The first of born[from..end) whose first code is not below code. */
static uint32_t born_from(const uint64_t *born, uint32_t from, uint32_t end, unsigned code)
{
	while (from < end) {
		uint32_t mid = from + (end - from) / 2;
		if (born[mid] >> 56 < code)
			from = mid + 1;
		else
			end = mid;
	}
	return from;
}

static bool take_entry(struct search *s, struct step *p, size_t i, uint64_t entry)
{
	return take(s, p, i, (uint32_t)(entry & (ASK_BORN_MORE - 1)), ASK_BIRTH);
}

#if defined(__x86_64__)
/* Four entries at a time, eight bits of a mask each; what is read behind the last is not looked at. The record has at most as many words as
 * an entry has codes. */
__attribute__((target("avx2"))) static bool take_born_avx2(struct search *s, struct step *p, size_t i, uint32_t from, uint32_t end,
							   const struct name_brief *n)
{
	const uint64_t *born = s->asks.born;
	__m256i code[ASK_BORN_CODES];
	for (unsigned k = 0; k < ASK_BORN_CODES; k++)
		code[k] = _mm256_set1_epi8((char)n->code[k < n->ntoken ? k : 0]);
	for (uint32_t e = from; e < end; e += 4) {
		__m256i v = _mm256_loadu_si256((const void *)(born + e)), first = _mm256_cmpeq_epi8(v, code[0]);
		__m256i any = _mm256_or_si256(_mm256_or_si256(first, _mm256_cmpeq_epi8(v, code[1])),
					      _mm256_or_si256(_mm256_cmpeq_epi8(v, code[2]), _mm256_cmpeq_epi8(v, code[3])));
		uint32_t hit = (uint32_t)_mm256_movemask_epi8(any) & 0x80808080, with;
		if (LIKELY(hit == 0))
			continue;
		with = ((uint32_t)_mm256_movemask_epi8(first) & 0xF0F0F0F0) | ((uint32_t)_mm256_movemask_epi8(v) & 0x08080808);
		for (; hit; hit &= hit - 1) {
			uint32_t k = (uint32_t)__builtin_ctz(hit) / 8;
			if ((with >> 8 * k & 0xFF) && e + k < end && !take_entry(s, p, i, born[e + k]))
				return false;
		}
	}
	return true;
}
#endif

static bool take_born(struct search *s, struct step *p, size_t i, uint32_t from, uint32_t end, const struct name_brief *n)
{
	const uint64_t *born = s->asks.born;
#if defined(__x86_64__)
	if (end - from >= 4 && n->ntoken <= ASK_BORN_CODES && __builtin_cpu_supports("avx2"))
		return take_born_avx2(s, p, i, from, end, n);
#endif
	for (uint32_t e = from; e < end; e++)
		if (UNLIKELY(words_may_meet(born[e], n)) && !take_entry(s, p, i, born[e]))
			return false;
	return true;
}

/* A long group, by the first words of its asks. */
static bool take_long(struct search *s, struct step *p, size_t i, uint32_t from, uint32_t end, const struct name_brief *n)
{
	const uint64_t *born = s->asks.born;
	bool good = true;
	for (unsigned k = 0; good && k < n->ntoken; k++) {
		uint32_t at = born_from(born, from, end, n->code[k]);
		if (!memchr(n->code, n->code[k], k))
			good = take_born(s, p, i, at, born_from(born, at, end, n->code[k] + 1U), n);
	}
	return good;
}

static bool look_at_born(struct search *s, struct step *p, size_t i)
{
	const struct asks *a = &s->asks;
	const struct passer *k = &p->passer[i];
	const struct name_brief *n = &k->is.name;
	uint32_t from = a->group[k->from], end = a->group[k->end];
	bool good = true;
	if (LIKELY(end - from <= ASK_GROUP_LONG))
		return take_born(s, p, i, from, end, n);
	for (uint32_t g = k->from; good && g < k->end; g++) {
		bool is_long = a->group[g + 1] - a->group[g] > ASK_GROUP_LONG;
		good = (is_long ? take_long : take_born)(s, p, i, a->group[g], a->group[g + 1], n);
	}
	return good;
}

static bool look_at_hash(struct search *s, struct step *p, const struct probe *b)
{
	const struct asks *a = &s->asks;
	uint32_t end = a->first[ask_bucket(a, b->hash) + 1], mark = ask_mark(a, b->hash);
	for (uint32_t e = b->at; e < end; e++)
		for (size_t i = b->record; i <= b->last && ask_entry_hash(a, a->entry[e]) == mark; i++)
			if (!take(s, p, i, ask_entry_number(a, a->entry[e]), (enum ask_kind)b->kind))
				return false;
	return true;
}

/* Takes what is to be looked up through sieve, index and entries; each is asked for well before it is read, for none fits the cache. */
static bool look(struct search *s, struct step *p, size_t n)
{
	const struct asks *a = &s->asks;
	size_t m = 0;
	bool good = true;
	for (size_t i = 0; i < n; i++)
		fetch_bytes(&a->born[a->group[p->passer[i].from]], 9 * sizeof(*a->born));
	for (size_t i = 0; i < p->nprobe; i++)
		if (sieve_has(&a->hashes, p->probe[i].hash)) {
			p->probe[m] = p->probe[i];
			__builtin_prefetch(&a->first[ask_bucket(a, p->probe[m++].hash)]);
		}
	for (size_t i = 0; good && i < n; i++)
		good = p->passer[i].end == 0 || look_at_born(s, p, i);
	for (size_t i = 0; i < m; i++) {
		p->probe[i].at = a->first[ask_bucket(a, p->probe[i].hash)];
		__builtin_prefetch(&a->entry[p->probe[i].at]);
	}
	for (size_t i = 0; good && i < m; i++)
		good = look_at_hash(s, p, &p->probe[i]);
	return good && take_all(s, p);
}

/* Records from..end-1 through all their blocks. */
static bool scan_records(struct search *s, struct hits *h, struct name_words *words, uint64_t from, uint64_t end)
{
	const struct padan_registry *g = s->job->registry;
	struct step p;
	struct name_kept kept[SCAN_STEP];
	struct name_brief name[SCAN_STEP];
	struct facts f[SCAN_STEP];
	size_t n = (size_t)(end - from);
	assert(n > 0 && n <= SCAN_STEP);
	_Static_assert(TABLE_CHUNK_ROWS % SCAN_RANGE == 0 && SCAN_RANGE % SCAN_STEP == 0, "steps lie within chunks");
	p.nprobe = p.npairing = 0;
	p.kk = p.address = PROBE_NONE;
	p.first = from;
	p.hits = h;
	p.facts = f;
	const struct reg_row *row = reg_row(g, from); /* and those behind it: a step does not cross the end of a chunk */
	for (size_t i = 0; i < n; i++)
		kept[i] = reg_name(g, &row[i]);
	for (size_t i = 0; i < SCAN_STEP && from + i + 2 * SCAN_STEP < registry_rows(g); i++)
		reg_text_fetch(g, reg_row(g, from + i + 2 * SCAN_STEP));
	name_briefs(name, words, g->book, kept, n);
	for (size_t i = 0; i < n; i++) {
		p.passer[i].is.name = name[i];
		reg_facts(g, &row[i], &f[i]);
		look_up(s, &p, i, f);
	}
	for (size_t i = 0; i < n; i++)
		look_up_name(s, &p, i, &f[i]);
	return look(s, &p, n);
}

static void scan_worker(void *ctx, unsigned t)
{
	struct search *s = ctx;
	uint64_t rows = registry_rows(s->job->registry);
	struct name_words *words = s->job->words[t];
	bool good = true;
	while (good) {
		uint64_t from = __atomic_fetch_add(&s->next, SCAN_RANGE, __ATOMIC_RELAXED), end = from + SCAN_RANGE;
		if (from >= rows || stop_asked(s->job->stop) || __atomic_load_n(&s->over, __ATOMIC_RELAXED))
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

struct put {
	struct search *s;
	struct block_lists *to;
};
#define PUT_AHEAD 16

static void put_worker(void *ctx, unsigned t)
{
	struct put *p = ctx;
	struct search *s = p->s;
	struct hits *h = &s->hits[t];
	for (size_t i = 0; i < h->n; i++) {
		uint32_t ask = h->ptr[i].ask & ((1U << ASK_NUMBER_BITS) - 1), kind = h->ptr[i].ask >> ASK_NUMBER_BITS;
		if (i + 2 * PUT_AHEAD < h->n)
			__builtin_prefetch(&p->to->start[h->ptr[i + 2 * PUT_AHEAD].ask & ((1U << ASK_NUMBER_BITS) - 1)]);
		if (i + PUT_AHEAD < h->n)
			__builtin_prefetch(&p->to->record[p->to->start[h->ptr[i + PUT_AHEAD].ask & ((1U << ASK_NUMBER_BITS) - 1)]], 1);
		if (LIKELY(!s->crowded) || s->asks.ask[ask].met[kind] <= BLOCK_RECORDS_MAX)
			p->to->record[p->to->start[ask] + __atomic_fetch_add(&p->to->n[ask], 1, __ATOMIC_RELAXED)] = h->ptr[i].record;
	}
	free(h->ptr);
	*h = (struct hits){ 0 };
}

static int make_lists(struct search *s, struct block_lists *l, struct err *err)
{
	size_t n = s->job->nrows;
	struct put p = { s, l };
	l->start = malloc((n + 1) * sizeof(*l->start));
	l->n = calloc(n + 1, sizeof(*l->n));
	if (!l->start || !l->n)
		return NOMEM(err);
	l->start[0] = 0;
	for (size_t q = 0; q < n; q++) {
		const struct ask *a = &s->asks.ask[q];
		l->start[q + 1] = l->start[q] + a->kept;
		for (int k = 0; k < ASK_KINDS; k++)
			s->crowded |= a->met[k] > BLOCK_RECORDS_MAX;
	}
	l->record = malloc((size_t)(l->start[n] + 1) * sizeof(*l->record));
	if (!l->record)
		return NOMEM(err);
	par_run(s->job->threads, put_worker, &p);
	return OK;
}

int block_find(const struct candidate_job *job, struct block_lists *ret, struct err *err)
{
	struct search *s = calloc(1, sizeof(*s));
	uint64_t rows = list_rows(job->list) + registry_rows(job->registry);
	int r;
	*ret = (struct block_lists){ 0 };
	if (!s)
		return NOMEM(err);
	s->job = job;
	s->hits_most = (size_t)(rows / 2 > BLOCK_HITS_LEAST ? rows / 2 : BLOCK_HITS_LEAST) / job->threads;
	/* Those of one row have room, whichever thread meets them. */
	if (s->hits_most < HITS_OF_ONE)
		s->hits_most = HITS_OF_ONE;
	r = asks_make(&s->asks, job, err);
	if (r == OK) {
		par_run(job->threads, scan_worker, s);
		r = s->error ? NOMEM(err) : s->over ? BLOCK_OVER : make_lists(s, ret, err);
	}
	if (r >= 0 && stop_asked(job->stop))
		r = FAIL(err, E_STOP, "dihentikan");
	for (unsigned t = 0; t < job->threads; t++)
		free(s->hits[t].ptr);
	asks_clear(&s->asks);
	free(s);
	if (r != OK)
		block_lists_clear(ret);
	return r;
}

void block_lists_clear(struct block_lists *l)
{
	free(l->start);
	free(l->n);
	free(l->record);
	*l = (struct block_lists){ 0 };
}
