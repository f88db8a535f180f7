#include "engine/doubles.h"

#include "base/big.h"
#include "base/hash.h"
#include "base/par.h"
#include "engine/name.h"
#include "engine/weight.h"

#define PERSON_GROUP_MAX 200 /* a larger group of one birth date and KK is compared with its neighbours only */
#define RANGE 8192

struct keyed {
	uint64_t key;
	uint32_t row;
};
typedef uint64_t (*key_fn)(const struct list *l, const struct list_row *r); /* 0: takes no part */

/* Two bits a row's key hashes to: seen, seen again. What is seen again is looked at exactly. */
struct filter {
	const struct list *l;
	key_fn key;
	uint64_t *seen, *again;
	uint64_t bits, next;
	struct keyed *found[PAR_THREADS_MAX];
	size_t nfound[PAR_THREADS_MAX], cap[PAR_THREADS_MAX];
	bool collect, failed;
};

static uint64_t filter_bit(const struct filter *f, uint64_t key)
{
	return (uint64_t)((__extension__(unsigned __int128) hash_u64(key)) * f->bits >> 64);
}

static void filter_mark(struct filter *f, uint64_t bit)
{
	uint64_t mask = (uint64_t)1 << (bit & 63);
	if (__atomic_load_n(&f->seen[bit >> 6], __ATOMIC_RELAXED) & mask ||
	    __atomic_fetch_or(&f->seen[bit >> 6], mask, __ATOMIC_RELAXED) & mask)
		__atomic_fetch_or(&f->again[bit >> 6], mask, __ATOMIC_RELAXED);
}

static void filter_collect(struct filter *f, unsigned t, uint64_t key, uint64_t row)
{
	if (f->nfound[t] == f->cap[t]) {
		size_t cap = f->cap[t] ? f->cap[t] * 2 : 1024;
		struct keyed *p = realloc(f->found[t], cap * sizeof(*p));
		if (!p) {
			__atomic_store_n(&f->failed, true, __ATOMIC_RELAXED);
			return;
		}
		f->found[t] = p;
		f->cap[t] = cap;
	}
	f->found[t][f->nfound[t]++] = (struct keyed){ key, (uint32_t)row };
}

static void filter_worker(void *ctx, unsigned t)
{
	struct filter *f = ctx;
	for (;;) {
		uint64_t from = __atomic_fetch_add(&f->next, RANGE, __ATOMIC_RELAXED), end = from + RANGE;
		if (from >= list_rows(f->l))
			return;
		if (end > list_rows(f->l))
			end = list_rows(f->l);
		for (uint64_t i = from; i < end; i += 16) {
			uint64_t key[16], bit[16], n = end - i < 16 ? end - i : 16;
			for (uint64_t k = 0; k < n; k++) {
				const struct list_row *r = list_row(f->l, i + k);
				key[k] = r->broken || r->dropped ? 0 : f->key(f->l, r);
				bit[k] = key[k] ? filter_bit(f, key[k]) : 0;
				__builtin_prefetch(f->collect ? &f->again[bit[k] >> 6] : &f->seen[bit[k] >> 6]);
			}
			for (uint64_t k = 0; k < n; k++) {
				if (!key[k])
					continue;
				if (!f->collect)
					filter_mark(f, bit[k]);
				else if (f->again[bit[k] >> 6] >> (bit[k] & 63) & 1)
					filter_collect(f, t, key[k], i + k);
			}
		}
	}
}

static int keyed_cmp(const void *a, const void *b)
{
	const struct keyed *x = a, *y = b;
	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	return x->row < y->row ? -1 : x->row > y->row;
}

/* Rows whose key may stand twice, sorted by key and row. The array is the caller's. */
static int suspects(const struct list *l, key_fn key, unsigned threads, struct keyed **ret, size_t *ret_n, struct err *err)
{
	struct filter f = { .l = l, .key = key, .bits = list_rows(l) * 16 + 64 };
	struct keyed *all = NULL;
	size_t words = (size_t)(f.bits / 64 + 1), n = 0;
	f.seen = big_alloc(words * sizeof(*f.seen));
	f.again = big_alloc(words * sizeof(*f.again));
	if (f.seen && f.again) {
		par_run(threads, filter_worker, &f);
		f.collect = true;
		f.next = 0;
		par_run(threads, filter_worker, &f);
		for (unsigned t = 0; t < threads; t++)
			n += f.nfound[t];
		all = malloc((n + 1) * sizeof(*all));
	}
	big_free(f.seen, words * sizeof(*f.seen));
	big_free(f.again, words * sizeof(*f.again));
	n = 0;
	for (unsigned t = 0; t < threads; t++) {
		if (all && f.nfound[t])
			memcpy(all + n, f.found[t], f.nfound[t] * sizeof(*all));
		n += f.nfound[t];
		free(f.found[t]);
	}
	if (!all || f.failed) {
		free(all);
		return NOMEM(err);
	}
	qsort(all, n, sizeof(*all), keyed_cmp);
	*ret = all;
	*ret_n = n;
	return OK;
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
	struct facts f;
	if (!r->kk)
		return 0;
	list_facts(l, r, &f);
	return f.birth ? hash_mix(r->kk, (uint64_t)f.birth) | 1 : 0;
}

static uint64_t key_birth_mother(const struct list *l, const struct list_row *r)
{
	struct facts f;
	if (!r->has_mother)
		return 0;
	list_facts(l, r, &f);
	return f.birth ? hash_mix((uint64_t)f.mother + 1, (uint64_t)f.birth) | 1 : 0;
}

/* The same person under different NIKs? */
static void mark_persons(struct list *l, const struct keyed *k, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct list_row *a = list_row(l, k[i].row);
		struct name_form na;
		struct facts fa;
		size_t end = n - i > PERSON_GROUP_MAX ? i + PERSON_GROUP_MAX : n;
		if (n - i < 2)
			break;
		list_facts(l, a, &fa);
		name_prepare(&na, list_name(l, a));
		for (size_t j = i + 1; j < end; j++) {
			struct list_row *b = list_row(l, k[j].row);
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
				a->person_double = b->person_double = 1;
		}
	}
}

/* Calls fn for each run of equal keys of at least two rows. */
#define EACH_GROUP(all, n, i, len)                                                                                  \
	for (size_t i = 0, len = 0; i < (n) && ((len) = group_len((all), (n), i), true); i += (len))

static size_t group_len(const struct keyed *all, size_t n, size_t i)
{
	size_t len = 1;
	while (i + len < n && all[i + len].key == all[i].key)
		len++;
	return len;
}

static int find_niks(struct doubles *d, struct list *l, unsigned threads, struct err *err)
{
	struct keyed *all;
	size_t n, rows = 0;
	int r = suspects(l, key_nik, threads, &all, &n, err);
	if (r < 0)
		return r;
	d->group = malloc((n / 2 + 1) * sizeof(*d->group));
	d->row = malloc((n + 1) * sizeof(*d->row));
	if (!d->group || !d->row) {
		free(all);
		return NOMEM(err);
	}
	EACH_GROUP(all, n, i, len) {
		if (len < 2)
			continue;
		d->group[d->ngroup++] = (struct nik_group){ all[i].key, (uint32_t)rows, (uint32_t)len };
		for (size_t k = 0; k < len; k++) {
			d->row[rows++] = all[i + k].row;
			list_row(l, all[i + k].row)->nik_double = 1;
		}
	}
	free(all);
	return OK;
}

static int find_persons(struct list *l, key_fn key, unsigned threads, struct err *err)
{
	struct keyed *all;
	size_t n;
	int r = suspects(l, key, threads, &all, &n, err);
	if (r < 0)
		return r;
	EACH_GROUP(all, n, i, len)
		mark_persons(l, all + i, len);
	free(all);
	return OK;
}

static int find_psnoka(struct list *l, unsigned threads, struct err *err)
{
	struct keyed *all;
	size_t n;
	int r = suspects(l, key_psnoka, threads, &all, &n, err);
	if (r < 0)
		return r;
	EACH_GROUP(all, n, i, len)
		for (size_t k = 0; k < len && len > 1; k++)
			list_row(l, all[i + k].row)->psnoka_double = 1;
	free(all);
	return OK;
}

int doubles_find(struct doubles *ret, struct list *l, unsigned threads, struct err *err)
{
	const bool *has = l->load.has;
	int r;
	memset(ret, 0, sizeof(*ret));
	r = find_niks(ret, l, threads, err);
	if (r == OK && has[F_PSNOKA])
		r = find_psnoka(l, threads, err);
	if (r == OK && has[F_TANGGAL_LAHIR] && has[F_KK])
		r = find_persons(l, key_birth_kk, threads, err);
	if (r == OK && has[F_TANGGAL_LAHIR] && has[F_IBU])
		r = find_persons(l, key_birth_mother, threads, err);
	if (r < 0)
		doubles_clear(ret);
	return r;
}

void doubles_clear(struct doubles *d)
{
	free(d->group);
	free(d->row);
	memset(d, 0, sizeof(*d));
}
