#include "engine/doubles.h"

#include "base/big.h"
#include "base/hash.h"
#include "base/par.h"
#include "engine/name_words.h"
#include "engine/weight.h"

#define PERSONS_MAX 200 /* rows of one birth date and KK or mother that a row before them is compared with */
#define RANGE 8192
#define PART_ROWS 4096 /* of a part, about: the filter of that many stays in the first cache */
#define PART_BITS_MAX 11
#define AHEAD 768     /* bytes of rows that are asked for before they are read */
#define BLOCK 64       /* entries that are taken at once */
#define BLOCKS 16      /* blocks that a thread takes at once */

struct keyed {
	uint64_t key;
	uint32_t row;
};
typedef uint64_t (*key_fn)(const struct list *l, const struct list_row *r); /* 0: takes no part */

/* What of the keys' hashes is kept, the row's number below: rows are dealt out by the first bits of the hash, so that those of one key come
 * together, and a part is small enough to be looked at without waiting for memory. */
#define ENTRY_ROW UINT64_C(0xFFFFFFFF)
#define ENTRY_HASH 32 /* the hash from here on */

struct found {
	struct keyed *ptr;
	size_t n, cap;
};
/* Two bits of what a key hashes to: seen, seen again. */
struct filter {
	uint64_t seen, again;
};
/* What one thread has. */
struct worker {
	size_t *end;             /* of each part: behind its last entry; a multiple of BLOCK: a block must be taken for the next */
	uint32_t block, blocks;  /* taken and not yet in use */
	struct filter *filter;
	size_t filter_cap;
	uint64_t *named;         /* entries of the part at hand whose hash may stand twice */
	size_t named_cap;
	struct found found;      /* of them those with the same hash */
	struct found all;        /* rows whose key stands twice, group by group, rising within */
};
/* The search by one key. */
struct search {
	struct list *l;
	key_fn key;
	void (*group)(struct search *s, const struct keyed *k, size_t n); /* what to do with those of one key; NULL: keep them */
	unsigned threads, part_bits;
	uint64_t *entry;
	uint32_t *before; /* of a block: the one before it in its part, 0: none; no block has the number 0 */
	uint32_t nblock;
	struct worker worker[PAR_THREADS_MAX];
	uint32_t taken; /* blocks */
	uint64_t next;
	bool failed;
};

static void failed(struct search *s)
{
	__atomic_store_n(&s->failed, true, __ATOMIC_RELAXED);
}

/* One multiplication for all rows of a list: what is the same by it is compared once more. */
static inline uint64_t fold(uint64_t a, uint64_t b)
{
	__extension__ unsigned __int128 p = (unsigned __int128)a * b;
	return (uint64_t)p ^ (uint64_t)(p >> 64);
}

static inline uint64_t key_hash(uint64_t key) { return fold(key ^ UINT64_C(0x9E3779B97F4A7C15), UINT64_C(0xd6e8feb86659fd93)); }

static uint64_t key_nik(const struct list *l, const struct list_row *r)
{
	(void)l;
	return r->nik_state == NIK_VALID ? r->nik : 0;
}

static uint64_t key_psnoka(const struct list *l, const struct list_row *r)
{
	(void)l;
	return r->psnoka;
}

static uint64_t key_birth_kk(const struct list *l, const struct list_row *r)
{
	uint64_t birth = r->birth & BIRTH_KEPT_DATE;
	(void)l;
	return r->kk && birth ? fold(r->kk ^ UINT64_C(0x9E3779B97F4A7C15), birth * UINT64_C(0xd6e8feb86659fd93)) | 1 : 0;
}

static uint64_t key_birth_mother(const struct list *l, const struct list_row *r)
{
	uint64_t birth = r->birth & BIRTH_KEPT_DATE;
	uint32_t mother;
	if (!r->has_mother || !birth)
		return 0;
	memcpy(&mother, table_text(&l->load.table, r->name[0]), sizeof(mother));
	return hash_mix((uint64_t)mother + 1, birth) | 1;
}

static bool found_add(struct found *f, uint64_t key, uint64_t row)
{
	if (f->n == f->cap) {
		size_t cap = f->cap ? f->cap * 2 : 1024;
		struct keyed *p = realloc(f->ptr, cap * sizeof(*p));
		if (!p)
			return false;
		f->ptr = p;
		f->cap = cap;
	}
	f->ptr[f->n++] = (struct keyed){ key, (uint32_t)row };
	return true;
}

static void found_clear(struct found *f)
{
	free(f->ptr);
	*f = (struct found){ 0 };
}

/* ---- dealing rows out by the hash of their key ---- */

/* Where the next entry of a part goes whose last block is full. */
static size_t begin_block(struct search *s, struct worker *w, size_t end)
{
	if (!w->blocks) {
		w->blocks = BLOCKS;
		w->block = __atomic_fetch_add(&s->taken, BLOCKS, __ATOMIC_RELAXED);
		MUST(w->block + BLOCKS <= s->nblock);
	}
	s->before[w->block] = end ? (uint32_t)((end - 1) / BLOCK) : 0;
	w->blocks--;
	return (size_t)w->block++ * BLOCK;
}

/* Rows from..from+n-1, all of one chunk. */
static inline __attribute__((always_inline)) void deal_rows(struct search *s, struct worker *w, uint64_t from, uint64_t n, key_fn key_of)
{
	const struct list *l = s->l;
	const struct list_row *row = list_row(l, from);
	uint64_t *entry = s->entry;
	size_t *end = w->end;
	unsigned bits = s->part_bits;
	for (uint64_t k = 0; k < n; k++) {
		const struct list_row *r = row + k;
		uint64_t key = r->broken || r->dropped ? 0 : key_of(l, r), hash = key_hash(key);
		size_t *e = &end[hash >> (64 - bits)], at = *e;
		__builtin_prefetch((const char *)r + AHEAD);
		if (!key)
			continue;
		if (UNLIKELY(at % BLOCK == 0))
			at = begin_block(s, w, at);
		entry[at] = (hash << bits & ~ENTRY_ROW) | (from + k);
		*e = at + 1;
	}
}

static void deal_worker(void *ctx, unsigned t)
{
	struct search *s = ctx;
	struct worker *w = &s->worker[t];
	for (;;) {
		uint64_t from = __atomic_fetch_add(&s->next, RANGE, __ATOMIC_RELAXED), n = RANGE;
		if (from >= list_rows(s->l))
			return;
		if (n > list_rows(s->l) - from)
			n = list_rows(s->l) - from;
		/* Once for each kind of key, so that none is asked for through a pointer for every row. */
		if (s->key == key_nik)
			deal_rows(s, w, from, n, key_nik);
		else if (s->key == key_psnoka)
			deal_rows(s, w, from, n, key_psnoka);
		else if (s->key == key_birth_kk)
			deal_rows(s, w, from, n, key_birth_kk);
		else
			deal_rows(s, w, from, n, s->key);
	}
}

/* ---- a part: what stands twice in it ---- */

static int keyed_cmp(const void *a, const void *b)
{
	const struct keyed *x = a, *y = b;
	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	return x->row < y->row ? -1 : x->row > y->row;
}

/* The entries of a part: a run of at most a block at a time. */
struct walk {
	const struct search *s;
	uint64_t part;
	unsigned thread; /* whose entries come next */
	size_t block;    /* the next of this thread, 0: its last one */
};

static bool walk_next(struct walk *w, const uint64_t **ret, size_t *ret_n)
{
	const struct search *s = w->s;
	size_t block = w->block;
	*ret_n = BLOCK;
	if (!block) {
		while (w->thread < s->threads && !s->worker[w->thread].end[w->part])
			w->thread++;
		if (w->thread == s->threads)
			return false;
		block = (s->worker[w->thread].end[w->part] - 1) / BLOCK;
		*ret_n = s->worker[w->thread].end[w->part] - block * BLOCK;
	}
	*ret = s->entry + block * BLOCK;
	w->block = s->before[block];
	if (!w->block)
		w->thread++;
	for (size_t k = 0; k < BLOCK; k += 8)
		__builtin_prefetch(s->entry + w->block * BLOCK + k);
	return true;
}

/* Where in a filter of that many bits 32 bits of hash are. */
static inline uint64_t filter_bit(uint64_t hash, uint64_t bits) { return hash * bits >> 32; }

static inline void filter_mark(struct filter *f, uint64_t bit)
{
	uint64_t mask = UINT64_C(1) << (bit & 63), seen = f[bit >> 6].seen;
	f[bit >> 6].again |= seen & mask;
	f[bit >> 6].seen = seen | mask;
}

static inline bool filter_again(const struct filter *f, uint64_t bit) { return f[bit >> 6].again >> (bit & 63) & 1; }

/* Room for n more without keeping what was there. */
static bool room(void *ptr, size_t *cap, size_t n, size_t size)
{
	void *p;
	memcpy(&p, ptr, sizeof(p));
	if (n <= *cap)
		return true;
	free(p);
	p = malloc((n + n / 4) * size);
	memcpy(ptr, &p, sizeof(p));
	*cap = p ? n + n / 4 : 0;
	return p != NULL;
}

/* A filter for n hashes, empty, and its bits; 0: no memory. One for more than 32 bits can tell is for a part made of the same keys. */
static uint64_t filter_for(struct worker *w, size_t n)
{
	uint64_t bits = n < UINT32_MAX / 16 - 64 ? n * 16 + 64 : UINT32_MAX - 64;
	size_t words = (size_t)(bits / 64 + 1);
	if (!room(&w->filter, &w->filter_cap, words, sizeof(*w->filter)))
		return 0;
	memset(w->filter, 0, words * sizeof(*w->filter));
	return bits;
}

/* Entries of a part whose bit was met twice: to w->named. False: no memory. */
static bool name_part(struct search *s, struct worker *w, uint64_t part, size_t *ret_n)
{
	size_t n = 0, len, m = 0;
	const uint64_t *e;
	uint64_t bits;
	for (struct walk at = { s, part, 0, 0 }; walk_next(&at, &e, &len);)
		n += len;
	bits = filter_for(w, n);
	if (!bits)
		return false;
	for (struct walk at = { s, part, 0, 0 }; walk_next(&at, &e, &len);)
		for (size_t k = 0; k < len; k++)
			filter_mark(w->filter, filter_bit(e[k] >> ENTRY_HASH, bits));
	for (struct walk at = { s, part, 0, 0 }; walk_next(&at, &e, &len);) {
		if (m + len > w->named_cap) {
			size_t cap = w->named_cap ? w->named_cap * 2 : 4096;
			uint64_t *p = realloc(w->named, cap * sizeof(*p));
			if (!p)
				return false;
			w->named = p;
			w->named_cap = cap;
		}
		for (size_t k = 0; k < len; k++) {
			w->named[m] = e[k];
			m += filter_again(w->filter, filter_bit(e[k] >> ENTRY_HASH, bits));
		}
	}
	*ret_n = m;
	return true;
}

/* The same once more, by what the hash's bits are when they are mixed: hardly any is left that has no double. False: no memory. */
static bool name_again(struct worker *w, size_t *n)
{
	uint64_t bits = filter_for(w, *n);
	size_t m = 0;
	if (!bits)
		return false;
	for (size_t i = 0; i < *n; i++)
		filter_mark(w->filter, filter_bit((uint32_t)(w->named[i] >> ENTRY_HASH) * UINT32_C(0x9E3779B1), bits));
	for (size_t i = 0; i < *n; i++) {
		uint64_t e = w->named[i];
		w->named[m] = e;
		m += filter_again(w->filter, filter_bit((uint32_t)(e >> ENTRY_HASH) * UINT32_C(0x9E3779B1), bits));
	}
	*n = m;
	return true;
}

static int entry_cmp(const void *a, const void *b)
{
	const uint64_t *x = a, *y = b;
	return *x < *y ? -1 : *x > *y;
}

/* Rising: in place where they are few. */
static void sort_entries(uint64_t *e, size_t n)
{
	if (n > 48) {
		qsort(e, n, sizeof(*e), entry_cmp);
		return;
	}
	for (size_t i = 1; i < n; i++) {
		uint64_t x = e[i];
		size_t k = i;
		for (; k > 0 && e[k - 1] > x; k--)
			e[k] = e[k - 1];
		e[k] = x;
	}
}

/* The named whose whole hash stands twice: to w->found. */
static bool same_hash(struct worker *w, size_t n)
{
	const uint64_t *e = w->named;
	w->found.n = 0;
	sort_entries(w->named, n);
	for (size_t i = 0; i < n; i++)
		if (((i > 0 && (e[i] ^ e[i - 1]) >> ENTRY_HASH == 0) || (i + 1 < n && (e[i] ^ e[i + 1]) >> ENTRY_HASH == 0)) &&
		    !found_add(&w->found, 0, e[i] & ENTRY_ROW))
			return false;
	return true;
}

static size_t group_len(const struct keyed *all, size_t n, size_t i)
{
	size_t len = 1;
	while (i + len < n && all[i + len].key == all[i].key)
		len++;
	return len;
}

/* Each run of equal keys. */
#define EACH_GROUP(all, i, len) \
	for (size_t i = 0, len = 0; i < (all)->n && ((len) = group_len((all)->ptr, (all)->n, i), true); i += (len))

/* Of those with the same hash those with the same key, to the end of w->all. */
static bool settle_part(struct search *s, struct worker *w)
{
	struct found *f = &w->found;
	bool good = true;
	for (size_t i = 0; i < f->n; i++)
		list_row_fetch(s->l, f->ptr[i].row);
	for (size_t i = 0; i < f->n; i++)
		f->ptr[i].key = s->key(s->l, list_row(s->l, f->ptr[i].row));
	if (f->n)
		qsort(f->ptr, f->n, sizeof(*f->ptr), keyed_cmp);
	EACH_GROUP(f, i, len)
		for (size_t k = 0; len > 1 && k < len && good; k++)
			good = found_add(&w->all, f->ptr[i + k].key, f->ptr[i + k].row);
	return good;
}

/* Rows of one key: the same person under different NIKs? Each row is compared with those behind it, however many it is like. */
static void mark_persons(struct search *s, const struct keyed *k, size_t n)
{
	const struct list *l = s->l;
	for (size_t i = 0; i + 1 < n; i++) {
		struct list_row *a = list_row(l, k[i].row);
		struct name_form na;
		struct facts fa;
		bool prepared = false;
		size_t end = n - i - 1 > PERSONS_MAX ? i + 1 + PERSONS_MAX : n;
		list_facts(l, a, &fa);
		for (size_t j = i + 1; j < end; j++) {
			struct list_row *b = list_row(l, k[j].row);
			struct name_form nb;
			struct name_verdict v;
			struct facts fb;
			list_facts(l, b, &fb);
			if ((fa.nik && fa.nik == fb.nik) || fa.birth != fb.birth ||
			    !((fa.kk && fa.kk == fb.kk) || (fa.mother && fa.mother == fb.mother)))
				continue;
			if (!prepared)
				name_prepare_kept(&na, NULL, l->book, list_name(l, a));
			prepared = true;
			name_prepare_kept(&nb, NULL, l->book, list_name(l, b));
			name_compare(&v, &na, &nb);
			if ((v.grade == NAME_SAME || v.grade == NAME_HABIT) && !(v.habits & NAME_H_NEWBORN_MARK))
				a->person_double = b->person_double = 1;
		}
	}
}

static void mark_psnoka(struct search *s, const struct keyed *k, size_t n)
{
	for (size_t i = 0; i < n; i++)
		list_row(s->l, k[i].row)->psnoka_double = 1;
}

static void mark_nik(struct search *s, const struct keyed *k, size_t n)
{
	for (size_t i = 0; i < n; i++)
		list_row(s->l, k[i].row)->nik_double = 1;
}

#define PERSON_STEP 16
/* With the len found from i on: asks for as many rows and names that come soon. */
static void fetch_persons(const struct list *l, const struct found *all, size_t i, size_t len)
{
	for (size_t k = i + PERSON_STEP; k < i + PERSON_STEP + len && k + PERSON_STEP < all->n; k++) {
		list_row_fetch(l, all->ptr[k + PERSON_STEP].row);
		list_name_fetch(l, list_row(l, all->ptr[k].row));
	}
}

/* Part by part, side by side. A row is of one part and one group: what is marked on it no other thread looks at. */
static void part_worker(void *ctx, unsigned t)
{
	struct search *s = ctx;
	struct worker *w = &s->worker[t];
	for (;;) {
		uint64_t part = __atomic_fetch_add(&s->next, 1, __ATOMIC_RELAXED);
		size_t n;
		if (part >> s->part_bits)
			break;
		if (!name_part(s, w, part, &n) || !name_again(w, &n) || !same_hash(w, n) || !settle_part(s, w)) {
			failed(s);
			return;
		}
	}
	EACH_GROUP(&w->all, i, len) {
		fetch_persons(s->l, &w->all, i, len);
		s->group(s, w->all.ptr + i, len);
	}
}

/* ---- the whole ---- */

static void search_clear(struct search *s)
{
	big_free(s->entry, (size_t)s->nblock * BLOCK * sizeof(*s->entry));
	free(s->before);
	for (unsigned t = 0; t < s->threads; t++) {
		struct worker *w = &s->worker[t];
		free(w->end);
		free(w->filter);
		free(w->named);
		found_clear(&w->found);
		found_clear(&w->all);
	}
}

static bool search_init(struct search *s, struct list *l, unsigned threads)
{
	uint64_t rows = list_rows(l), parts;
	bool good = true;
	memset(s, 0, sizeof(*s));
	s->l = l;
	s->threads = threads;
	s->part_bits = 1;
	while (s->part_bits < PART_BITS_MAX && rows >> s->part_bits > PART_ROWS)
		s->part_bits++;
	parts = UINT64_C(1) << s->part_bits;
	/* Full blocks, and of each thread and part one that is not, and those a thread takes and does not use. */
	s->nblock = (uint32_t)(rows / BLOCK + threads * (parts + BLOCKS) + 1);
	s->entry = big_alloc((size_t)s->nblock * BLOCK * sizeof(*s->entry));
	s->before = malloc(s->nblock * sizeof(*s->before));
	for (unsigned t = 0; t < threads; t++) {
		s->worker[t].end = malloc((size_t)parts * sizeof(*s->worker[t].end));
		good = good && s->worker[t].end;
	}
	return good && s->entry && s->before;
}

/* All rows of which another has the same key: each group's to `group`, and in the workers' lists until the next search. */
static bool search_by(struct search *s, key_fn key, void (*group)(struct search *s, const struct keyed *k, size_t n))
{
	s->key = key;
	s->group = group;
	s->taken = 1;
	for (unsigned t = 0; t < s->threads; t++) {
		struct worker *w = &s->worker[t];
		w->blocks = 0;
		w->all.n = 0;
		memset(w->end, 0, sizeof(*w->end) << s->part_bits);
	}
	s->next = 0;
	par_run(s->threads, deal_worker, s);
	s->next = 0;
	par_run(s->threads, part_worker, s);
	return !s->failed;
}

/* The groups of the last search, which was by NIK. */
static bool take_groups(struct doubles *d, const struct search *s)
{
	size_t n = 0, rows = 0;
	for (unsigned t = 0; t < s->threads; t++)
		n += s->worker[t].all.n;
	d->group = malloc((n / 2 + 1) * sizeof(*d->group));
	d->row = malloc((n + 1) * sizeof(*d->row));
	if (!d->group || !d->row)
		return false;
	for (unsigned t = 0; t < s->threads; t++) {
		const struct found *all = &s->worker[t].all;
		EACH_GROUP(all, i, len) {
			d->group[d->ngroup++] = (struct nik_group){ all->ptr[i].key, (uint32_t)rows, (uint32_t)len };
			for (size_t k = 0; k < len; k++)
				d->row[rows++] = all->ptr[i + k].row;
		}
	}
	return true;
}

int doubles_find(struct doubles *ret, struct list *l, unsigned threads, struct err *err)
{
	const bool *has = l->load.has;
	struct search *s = malloc(sizeof(*s));
	bool good;
	memset(ret, 0, sizeof(*ret));
	if (!s)
		return NOMEM(err);
	good = search_init(s, l, threads);
	if (good && has[F_PSNOKA])
		good = search_by(s, key_psnoka, mark_psnoka);
	if (good && has[F_TANGGAL_LAHIR] && has[F_KK])
		good = search_by(s, key_birth_kk, mark_persons);
	if (good && has[F_TANGGAL_LAHIR] && has[F_IBU])
		good = search_by(s, key_birth_mother, mark_persons);
	good = good && search_by(s, key_nik, mark_nik) && take_groups(ret, s);
	search_clear(s);
	free(s);
	if (good)
		return OK;
	doubles_clear(ret);
	return NOMEM(err);
}

void doubles_clear(struct doubles *d)
{
	free(d->group);
	free(d->row);
	memset(d, 0, sizeof(*d));
}
