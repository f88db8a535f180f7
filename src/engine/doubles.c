#include "engine/doubles.h"

#include "base/big.h"
#include "base/hash.h"
#include "base/par.h"
#include "engine/name.h"
#include "engine/weight.h"

#define PERSON_GROUP_MAX 200 /* a larger group of one birth date and KK is compared with its neighbours only */
#define RANGE 8192
#define STEP 64 /* rows whose memory is asked for at once */

struct keyed {
	uint64_t key;
	uint32_t row;
};
/* By what rows may be the same. */
enum { BY_NIK, BY_PSNOKA, BY_BIRTH_KK, BY_BIRTH_MOTHER, BY_COUNT };
typedef uint64_t (*key_fn)(const struct list *l, const struct list_row *r); /* 0: takes no part */

/* Two bits a row's key hashes to: seen, seen again. What is seen again is looked at more closely. */
struct filter {
	uint64_t *seen, *again;
	uint64_t bits;
};
struct found {
	struct keyed *ptr;
	size_t n, cap;
};
/* All keys of the list, in one go over it to mark and one to collect. */
struct search {
	struct list *l;
	key_fn key[BY_COUNT];  /* NULL: not asked for */
	struct filter filter[BY_COUNT];
	struct found found[BY_COUNT][PAR_THREADS_MAX];
	struct found all[BY_COUNT];    /* rows whose key stands twice, rising by key and row */
	struct found person[BY_COUNT]; /* rows of persons who stand twice under different NIKs */
	uint64_t next;
	bool collect, failed;
};

static void failed(struct search *s)
{
	__atomic_store_n(&s->failed, true, __ATOMIC_RELAXED);
}

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
	return r->kk && birth ? hash_mix(r->kk, birth) | 1 : 0;
}

static uint64_t key_birth_mother(const struct list *l, const struct list_row *r)
{
	uint64_t birth = r->birth & BIRTH_KEPT_DATE;
	uint32_t mother;
	if (!r->has_mother || !birth)
		return 0;
	memcpy(&mother, table_text(&l->load.table, r->text), sizeof(mother));
	return hash_mix((uint64_t)mother + 1, birth) | 1;
}

static size_t filter_words(const struct filter *f) { return (size_t)(f->bits / 64 + 1); }

static bool filter_init(struct filter *f, uint64_t bits)
{
	f->bits = bits;
	f->seen = big_alloc(filter_words(f) * sizeof(*f->seen));
	f->again = big_alloc(filter_words(f) * sizeof(*f->again));
	return f->seen && f->again;
}

static void filter_clear(struct filter *f)
{
	big_free(f->seen, filter_words(f) * sizeof(*f->seen));
	big_free(f->again, filter_words(f) * sizeof(*f->again));
	f->seen = f->again = NULL;
}

static inline uint64_t filter_bit(const struct filter *f, uint64_t hash)
{
	return (uint64_t)((__extension__(unsigned __int128) hash) * f->bits >> 64);
}

static void filter_mark(struct filter *f, uint64_t bit)
{
	uint64_t mask = (uint64_t)1 << (bit & 63);
	if (__atomic_load_n(&f->seen[bit >> 6], __ATOMIC_RELAXED) & mask ||
	    __atomic_fetch_or(&f->seen[bit >> 6], mask, __ATOMIC_RELAXED) & mask)
		__atomic_fetch_or(&f->again[bit >> 6], mask, __ATOMIC_RELAXED);
}

static inline bool filter_again(const struct filter *f, uint64_t bit) { return f->again[bit >> 6] >> (bit & 63) & 1; }

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

/* Marks or collects the rows from..from+n-1 by one key. */
static void filter_rows(struct search *s, unsigned t, int by, uint64_t from, uint64_t n)
{
	struct filter *f = &s->filter[by];
	uint64_t key[STEP], bit[STEP];
	for (uint64_t k = 0; k < n; k++) {
		const struct list_row *r = list_row(s->l, from + k);
		key[k] = r->broken || r->dropped ? 0 : s->key[by](s->l, r);
		bit[k] = filter_bit(f, hash_u64(key[k]));
		__builtin_prefetch(s->collect ? &f->again[bit[k] >> 6] : &f->seen[bit[k] >> 6]);
	}
	for (uint64_t k = 0; k < n; k++) {
		if (!key[k])
			continue;
		if (!s->collect)
			filter_mark(f, bit[k]);
		else if (filter_again(f, bit[k]) && !found_add(&s->found[by][t], key[k], from + k))
			failed(s);
	}
}

static void filter_worker(void *ctx, unsigned t)
{
	struct search *s = ctx;
	for (;;) {
		uint64_t from = __atomic_fetch_add(&s->next, RANGE, __ATOMIC_RELAXED), end = from + RANGE;
		if (from >= list_rows(s->l))
			return;
		if (end > list_rows(s->l))
			end = list_rows(s->l);
		for (uint64_t i = from; i < end; i += STEP)
			for (int by = 0; by < BY_COUNT; by++)
				if (s->key[by])
					filter_rows(s, t, by, i, end - i < STEP ? end - i : STEP);
	}
}

static int keyed_cmp(const void *a, const void *b)
{
	const struct keyed *x = a, *y = b;
	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	return x->row < y->row ? -1 : x->row > y->row;
}

/* What was found by one key, filtered once more by other bits of the hash, and sorted. */
static bool settle_key(struct search *s, int by)
{
	struct found *all = &s->all[by], one = { 0 };
	struct filter f = { 0 };
	size_t n = 0;
	bool good;
	for (unsigned t = 0; t < PAR_THREADS_MAX; t++)
		n += s->found[by][t].n;
	good = filter_init(&f, n * 16 + 64);
	for (unsigned t = 0; good && t < PAR_THREADS_MAX; t++) {
		one = s->found[by][t];
		for (size_t i = 0; i < one.n; i++)
			filter_mark(&f, filter_bit(&f, hash_mix(one.ptr[i].key, 1)));
	}
	for (unsigned t = 0; good && t < PAR_THREADS_MAX; t++) {
		one = s->found[by][t];
		for (size_t i = 0; good && i < one.n; i++)
			if (filter_again(&f, filter_bit(&f, hash_mix(one.ptr[i].key, 1))))
				good = found_add(all, one.ptr[i].key, one.ptr[i].row);
	}
	filter_clear(&f);
	if (all->n)
		qsort(all->ptr, all->n, sizeof(*all->ptr), keyed_cmp);
	return good;
}

/* Rows of one key: the same person under different NIKs? Each row is named once, however many others it is like. */
static bool find_persons(const struct list *l, const struct keyed *k, size_t n, struct found *ret)
{
	bool *twice = n < 2 ? NULL : calloc(n, sizeof(*twice)), good = twice != NULL;
	if (n < 2)
		return true;
	for (size_t i = 0; good && i + 1 < n; i++) {
		const struct list_row *a = list_row(l, k[i].row);
		struct name_form na;
		struct facts fa;
		size_t end = n - i > PERSON_GROUP_MAX ? i + PERSON_GROUP_MAX : n;
		list_facts(l, a, &fa);
		name_prepare(&na, list_name(l, a));
		for (size_t j = i + 1; j < end; j++) {
			const struct list_row *b = list_row(l, k[j].row);
			struct name_form nb;
			struct name_verdict v;
			struct facts fb;
			list_facts(l, b, &fb);
			if ((fa.nik && fa.nik == fb.nik) || fa.birth != fb.birth ||
			    !((fa.kk && fa.kk == fb.kk) || (fa.mother && fa.mother == fb.mother)))
				continue;
			name_prepare(&nb, list_name(l, b));
			name_compare(&v, &na, &nb);
			if ((v.grade == NAME_SAME || v.grade == NAME_HABIT) && !(v.habits & NAME_H_NEWBORN_MARK))
				twice[i] = twice[j] = true;
		}
	}
	for (size_t i = 0; good && i < n; i++)
		good = !twice[i] || found_add(ret, 0, k[i].row);
	free(twice);
	return good;
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

#define PERSON_STEP 16
/* With the len found from i on: asks for as many rows and names that come soon. */
static void fetch_persons(const struct list *l, const struct found *all, size_t i, size_t len)
{
	for (size_t k = i + PERSON_STEP; k < i + PERSON_STEP + len && k + PERSON_STEP < all->n; k++) {
		list_row_fetch(l, all->ptr[k + PERSON_STEP].row);
		list_name_fetch(l, list_row(l, all->ptr[k].row));
	}
}

/* The keys one by one, side by side. Nothing of the list is changed here. */
static void settle_worker(void *ctx, unsigned t)
{
	struct search *s = ctx;
	(void)t;
	for (;;) {
		uint64_t by = __atomic_fetch_add(&s->next, 1, __ATOMIC_RELAXED);
		if (by >= BY_COUNT)
			return;
		if (!s->key[by])
			continue;
		if (!settle_key(s, (int)by))
			failed(s);
		if (by != BY_BIRTH_KK && by != BY_BIRTH_MOTHER)
			continue;
		EACH_GROUP(&s->all[by], i, len) {
			fetch_persons(s->l, &s->all[by], i, len);
			if (!find_persons(s->l, s->all[by].ptr + i, len, &s->person[by]))
				failed(s);
		}
	}
}

static int mark_niks(struct doubles *d, const struct search *s, struct err *err)
{
	const struct found *all = &s->all[BY_NIK];
	size_t rows = 0;
	d->group = malloc((all->n / 2 + 1) * sizeof(*d->group));
	d->row = malloc((all->n + 1) * sizeof(*d->row));
	if (!d->group || !d->row)
		return NOMEM(err);
	EACH_GROUP(all, i, len) {
		if (len < 2)
			continue;
		d->group[d->ngroup++] = (struct nik_group){ all->ptr[i].key, (uint32_t)rows, (uint32_t)len };
		for (size_t k = 0; k < len; k++) {
			d->row[rows++] = all->ptr[i + k].row;
			list_row(s->l, all->ptr[i + k].row)->nik_double = 1;
		}
	}
	return OK;
}

static void mark_others(const struct search *s)
{
	EACH_GROUP(&s->all[BY_PSNOKA], i, len)
		for (size_t k = 0; k < len && len > 1; k++)
			list_row(s->l, s->all[BY_PSNOKA].ptr[i + k].row)->psnoka_double = 1;
	for (int by = 0; by < BY_COUNT; by++)
		for (size_t i = 0; i < s->person[by].n; i++)
			list_row(s->l, s->person[by].ptr[i].row)->person_double = 1;
}

int doubles_find(struct doubles *ret, struct list *l, unsigned threads, struct err *err)
{
	const bool *has = l->load.has;
	struct search *s = calloc(1, sizeof(*s));
	int r = OK;
	memset(ret, 0, sizeof(*ret));
	if (!s)
		return NOMEM(err);
	s->l = l;
	s->key[BY_NIK] = key_nik;
	s->key[BY_PSNOKA] = has[F_PSNOKA] ? key_psnoka : NULL;
	s->key[BY_BIRTH_KK] = has[F_TANGGAL_LAHIR] && has[F_KK] ? key_birth_kk : NULL;
	s->key[BY_BIRTH_MOTHER] = has[F_TANGGAL_LAHIR] && has[F_IBU] ? key_birth_mother : NULL;
	for (int by = 0; by < BY_COUNT; by++)
		if (s->key[by] && !filter_init(&s->filter[by], list_rows(l) * 8 + 64))
			s->failed = true;
	if (!s->failed) {
		par_run(threads, filter_worker, s);
		s->collect = true;
		s->next = 0;
		par_run(threads, filter_worker, s);
	}
	for (int by = 0; by < BY_COUNT; by++)
		filter_clear(&s->filter[by]);
	s->next = 0;
	if (!s->failed)
		par_run(threads, settle_worker, s);
	r = s->failed ? NOMEM(err) : mark_niks(ret, s, err);
	if (r == OK)
		mark_others(s);
	else
		doubles_clear(ret);
	for (int by = 0; by < BY_COUNT; by++) {
		for (unsigned t = 0; t < PAR_THREADS_MAX; t++)
			found_clear(&s->found[by][t]);
		found_clear(&s->all[by]);
		found_clear(&s->person[by]);
	}
	free(s);
	return r;
}

void doubles_clear(struct doubles *d)
{
	free(d->group);
	free(d->row);
	memset(d, 0, sizeof(*d));
}
