#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#undef setjmp /* a macro of libc, a name base.h bans */

#include "base/base.h"
#include "engine/doubles.h"

/* Rows of a list without texts of their own: all have the name "A". */
static void make(struct list *l, uint64_t rows)
{
	uint64_t first;
	uint32_t text;
	memset(l, 0, sizeof(*l));
	table_init(&l->load.table, sizeof(struct list_row));
	assert_int_equal(table_reserve(&l->load.table, rows, &first, NULL), 0);
	assert_int_equal(table_reserve_text(&l->load.table, 1, &text, NULL), 0);
	*table_text_at(&l->load.table, text) = 'A';
	l->load.has[F_PSNOKA] = l->load.has[F_KK] = l->load.has[F_TANGGAL_LAHIR] = true;
	for (uint64_t i = 0; i < rows; i++)
		*list_row(l, i) = (struct list_row){ .nik_state = NIK_EMPTY, .name_len = 1, .name = { text, 0 } };
}

static uint32_t number(uint32_t *seed)
{
	*seed = *seed * 1664525U + 1013904223U;
	return *seed >> 8;
}

/* Rows of the same value, told by sorting. */
struct one {
	uint64_t key;
	uint64_t row;
};
static int one_cmp(const void *a, const void *b)
{
	const struct one *x = a, *y = b;
	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	return x->row < y->row ? -1 : x->row > y->row;
}

static void check_niks(const struct list *l, const struct doubles *d)
{
	size_t n = 0, rows = (size_t)list_rows(l), groups = 0, named = 0;
	struct one *all = malloc((rows + 1) * sizeof(*all));
	uint8_t *seen = calloc(rows + 1, 1);
	assert_non_null(all);
	assert_non_null(seen);
	for (size_t i = 0; i < rows; i++) {
		const struct list_row *r = list_row(l, i);
		if (r->nik_state == NIK_VALID && !r->broken && !r->dropped)
			all[n++] = (struct one){ r->nik, i };
		else
			assert_int_equal(r->nik_double, 0);
	}
	if (n)
		qsort(all, n, sizeof(*all), one_cmp);
	for (size_t i = 0; i < n; i++) {
		bool twice = (i > 0 && all[i - 1].key == all[i].key) || (i + 1 < n && all[i + 1].key == all[i].key);
		assert_int_equal(list_row(l, all[i].row)->nik_double, twice);
		groups += twice && (i == 0 || all[i - 1].key != all[i].key);
		named += twice;
	}
	assert_int_equal(d->ngroup, groups);
	for (size_t g = 0; g < d->ngroup; g++) {
		const struct nik_group *k = &d->group[g];
		assert_true(k->n >= 2);
		for (size_t i = 0; i < k->n; i++) {
			uint32_t row = d->row[k->first + i];
			assert_true(list_row(l, row)->nik == k->nik);
			assert_true(i == 0 || d->row[k->first + i - 1] < row);
			assert_int_equal(seen[row]++, 0);
			named--;
		}
	}
	assert_int_equal(named, 0);
	free(all);
	free(seen);
}

static void check_psnokas(const struct list *l)
{
	size_t n = 0, rows = (size_t)list_rows(l);
	struct one *all = malloc((rows + 1) * sizeof(*all));
	assert_non_null(all);
	for (size_t i = 0; i < rows; i++)
		if (list_row(l, i)->psnoka && !list_row(l, i)->broken && !list_row(l, i)->dropped)
			all[n++] = (struct one){ list_row(l, i)->psnoka, i };
		else
			assert_int_equal(list_row(l, i)->psnoka_double, 0);
	if (n)
		qsort(all, n, sizeof(*all), one_cmp);
	for (size_t i = 0; i < n; i++)
		assert_int_equal(list_row(l, all[i].row)->psnoka_double,
				 (i > 0 && all[i - 1].key == all[i].key) || (i + 1 < n && all[i + 1].key == all[i].key));
	free(all);
}

static void run(uint64_t rows, uint32_t values, unsigned threads, uint32_t seed)
{
	struct list l;
	struct doubles d;
	make(&l, rows);
	for (uint64_t i = 0; i < rows; i++) {
		struct list_row *r = list_row(&l, i);
		r->nik = UINT64_C(2171010101900000) + number(&seed) % values;
		r->nik_state = number(&seed) % 8 ? NIK_VALID : NIK_EMPTY;
		r->psnoka = number(&seed) % values;
		r->broken = number(&seed) % 16 == 0;
		r->dropped = number(&seed) % 16 == 0;
		/* The same day and card of a family, each pair under two NIKs. */
		r->kk = number(&seed) % values;
		r->birth = number(&seed) % 4 ? 19900604U | BIRTH_OK << BIRTH_KEPT_STATE : 0;
	}
	assert_int_equal(doubles_find(&d, &l, threads, NULL), 0);
	check_niks(&l, &d);
	check_psnokas(&l);
	for (uint64_t i = 0; i < rows && rows <= 700; i++) {
		const struct list_row *a = list_row(&l, i);
		bool twice = false;
		for (uint64_t j = 0; j < rows && a->birth && a->kk && !a->broken && !a->dropped; j++) {
			const struct list_row *b = list_row(&l, j);
			twice |= j != i && !b->broken && !b->dropped && a->birth == b->birth && a->kk == b->kk &&
				 !(a->nik == b->nik && a->nik_state == NIK_VALID && b->nik_state == NIK_VALID);
		}
		assert_int_equal(a->person_double, twice);
	}
	doubles_clear(&d);
	table_clear(&l.load.table);
}

/* Few values and many, lists of one part and of many, blocks full to the last entry. */
static void as_sorting_tells(void **state)
{
	static const uint64_t rows[] = { 0, 1, 2, 63, 64, 65, 127, 128, 129, 700, 8192, 8193, 40000, 300000 };
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		for (unsigned threads = 1; threads <= 3; threads += 2) {
			run(rows[i], (uint32_t)rows[i] * 8 + 1, threads, (uint32_t)i * 7 + threads);
			if (rows[i] <= 700)
				run(rows[i], (uint32_t)rows[i] / 4 + 1, threads, (uint32_t)i * 5 + threads);
		}
}

/* Everybody has the same number: all in one part. */
static void all_the_same(void **state)
{
	struct list l;
	struct doubles d;
	(void)state;
	make(&l, 50000);
	for (uint64_t i = 0; i < 50000; i++) {
		list_row(&l, i)->nik = UINT64_C(2171010406905001);
		list_row(&l, i)->nik_state = NIK_VALID;
	}
	assert_int_equal(doubles_find(&d, &l, 2, NULL), 0);
	assert_int_equal(d.ngroup, 1);
	assert_int_equal(d.group[0].n, 50000);
	check_niks(&l, &d);
	doubles_clear(&d);
	table_clear(&l.load.table);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(as_sorting_tells),
		cmocka_unit_test(all_the_same),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
