#include "app/sampel.h"
#include "base/hash.h"

struct chosen {
	uint64_t key;    /* random: the n smallest; by value: the order */
	int64_t id[4];
	struct str kind; /* of a difference */
};
struct drawing {
	struct cx *cx;
	uint64_t seed;
	bool by_value;
	size_t n, have;
	int64_t rows, sum;        /* of the population */
	int64_t interval, next, run;
	struct chosen *list;      /* random: a heap, the largest key first */
};

static void sift(struct drawing *d, size_t i)
{
	for (;;) {
		size_t big = i, l = 2 * i + 1;
		if (l < d->have && d->list[l].key > d->list[big].key)
			big = l;
		if (l + 1 < d->have && d->list[l + 1].key > d->list[big].key)
			big = l + 1;
		if (big == i)
			return;
		struct chosen t = d->list[i];
		d->list[i] = d->list[big];
		d->list[big] = t;
		i = big;
	}
}

static struct chosen row_of(const struct db_cell *c, uint64_t key)
{
	return (struct chosen){ .key = key, .id = { c[0].i, c[1].i, c[2].i, c[3].i } };
}

static void put_random(struct drawing *d, const struct db_cell *c, struct str kind)
{
	uint64_t key = d->seed;
	for (int i = 0; i < 4; i++)
		key = hash_mix(key, (uint64_t)c[i].i);
	key = hash_mix(key, hash_str(kind));
	if (d->have == d->n && key >= d->list[0].key)
		return;
	struct chosen x = row_of(c, key);
	x.kind = arena_str(d->cx->mem, kind);
	if (d->have < d->n) {
		d->list[d->have++] = x;
		for (size_t i = d->have / 2; d->have == d->n && i-- > 0;)
			sift(d, i);
		return;
	}
	d->list[0] = x;
	sift(d, 0);
}

static void put_value(struct drawing *d, const struct db_cell *c, struct str kind)
{
	bool taken = false;
	d->run += c[4].i;
	while (d->next < d->run && d->have < d->n) {
		if (!taken) {
			struct chosen x = row_of(c, d->have);
			x.kind = arena_str(d->cx->mem, kind);
			d->list[d->have++] = x;
		}
		taken = true;
		d->next += d->interval;
	}
}

static int count_row(void *ctx, const struct db_cell *c)
{
	struct drawing *d = ctx;
	d->rows++;
	d->sum += c[4].i > 0 ? c[4].i : 0;
	return OK;
}

static int draw_row(void *ctx, const struct db_cell *c)
{
	struct drawing *d = ctx;
	if (!d->by_value)
		put_random(d, c, S(""));
	else if (c[4].i > 0)
		put_value(d, c, S(""));
	return OK;
}

static int draw_difference(void *ctx, const struct db_cell *c)
{
	struct drawing *d = ctx;
	if (!d->by_value)
		put_random(d, c, c[5].s);
	else if (c[4].i > 0)
		put_value(d, c, c[5].s);
	return OK;
}

static int by_key(const void *a, const void *b)
{
	const struct chosen *x = a, *y = b;
	return x->key < y->key ? -1 : x->key > y->key;
}

static const struct population {
	const char *kode;
	enum query rows, one;
	int (*draw)(void *ctx, const struct db_cell *c);
	int a, b, c; /* which cell the detail asks for as :a, :b, :c */
} populations[] = {
	{ "tagihan", Q_SAMPEL_TAGIHAN, Q_SAMPEL_TAGIHAN_SATU, draw_row, 0, 2, 3 },
	{ "nonaktif", Q_SAMPEL_NONAKTIF, Q_SAMPEL_NONAKTIF_SATU, draw_row, 1, 2, 3 },
	{ "selisih", Q_SAMPEL_SELISIH, Q_SAMPEL_SELISIH_SATU, draw_difference, 1, 2, 3 },
};

static int details(struct drawing *d, const struct population *q, struct val *ret, struct err *err)
{
	struct val *list = val_set(d->cx->mem, ret, "baris", val_list());
	qsort(d->list, d->have, sizeof *d->list, by_key);
	for (size_t i = 0; i < d->have; i++) {
		const struct chosen *x = &d->list[i];
		struct val row, p = OBJ(d->cx, { "a", val_int(x->id[q->a]) }, { "b", val_int(x->id[q->b]) }, { "c", val_int(x->id[q->c]) },
					{ "jenis", val_str(x->kind.ptr ? x->kind : S("")) });
		TRY(ONE(d->cx, q->one, &p, &row, err));
		val_set(d->cx->mem, &row, "no", val_int((int64_t)i + 1));
		val_push(d->cx->mem, list, row);
	}
	return OK;
}

int sampel_ambil(struct cx *cx, const struct sampel_minta *m, struct val *ret, struct err *err)
{
	const struct population *q = NULL;
	for (size_t i = 0; i < COUNT(populations); i++)
		if (str_eq(m->populasi, str_c(populations[i].kode)))
			q = &populations[i];
	if (!q)
		return FAIL(err, E_REFUSED, "Populasi itu tidak dikenal.");
	if (m->n < 1 || m->n > SAMPEL_MAX)
		return FAIL(err, E_REFUSED, "Sampel berisi 1 sampai %d.", SAMPEL_MAX);
	if (m->dari > m->sampai)
		return FAIL(err, E_REFUSED, "Bulan awal harus sebelum bulan akhir.");
	struct drawing d = { .cx = cx, .seed = hash_str(m->benih), .by_value = str_eq(m->cara, S("nilai")), .n = (size_t)m->n };
	struct db_bind b[] = { bind_int(m->dari), bind_int(m->sampai) };
	TRY(db_scan(cx->db, q->rows, b, COUNT(b), count_row, &d, err));
	if (!d.rows)
		return FAIL(err, E_REFUSED, "Tidak ada apa-apa dalam populasi itu pada periode ini.");
	if (d.by_value && !d.sum)
		return FAIL(err, E_REFUSED, "Populasi ini tidak bernilai rupiah; ambil sampel acak.");
	if (d.by_value) {
		d.interval = d.sum / m->n > 0 ? d.sum / m->n : 1;
		d.next = (int64_t)(d.seed % (uint64_t)d.interval);
	} else if ((int64_t)d.n > d.rows) {
		d.n = (size_t)d.rows;
	}
	d.list = calloc(d.n, sizeof *d.list);
	if (!d.list)
		return NOMEM(err);
	int rc = db_scan(cx->db, q->rows, b, COUNT(b), q->draw, &d, err);
	if (rc == OK)
		rc = details(&d, q, ret, err);
	free(d.list);
	val_set(cx->mem, ret, "populasi_n", val_int(d.rows));
	val_set(cx->mem, ret, "populasi_jumlah", val_int(d.sum));
	val_set(cx->mem, ret, "selang", val_int(d.interval));
	return rc;
}
