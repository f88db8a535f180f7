#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#undef setjmp /* a macro of libc, a name base.h bans */

#include "engine/table.h"

struct thing {
	uint64_t a;
	uint32_t b;
	uint32_t c;
};

static void rows_keep_their_place(void **state)
{
	struct table t;
	uint64_t first, want = 0;
	struct thing *early;
	(void)state;
	table_init(&t, sizeof(struct thing));
	assert_int_equal(table_reserve(&t, 3, &first, NULL), OK);
	assert_int_equal(first, 0);
	early = table_row(&t, 1);
	/* Odd portions, so that one crosses the end of each chunk. */
	want = 3;
	while (t.rows < 3 * TABLE_CHUNK_ROWS) {
		assert_int_equal(table_reserve(&t, 99991, &first, NULL), OK);
		assert_int_equal(first, want);
		want += 99991;
	}
	assert_int_equal(t.rows, want);
	for (uint64_t i = 0; i < t.rows; i++) {
		struct thing *p = table_row(&t, i);
		assert_true(p->a == 0 && p->b == 0 && p->c == 0);
		*p = (struct thing){ i, (uint32_t)(i * 7), (uint32_t)~i };
	}
	for (uint64_t i = 0; i < t.rows; i++) {
		struct thing *p = table_row(&t, i);
		assert_true(p->a == i && p->b == (uint32_t)(i * 7) && p->c == (uint32_t)~i);
	}
	assert_ptr_equal(early, table_row(&t, 1)); /* nothing moves */
	assert_int_equal(early->a, 1);
	table_clear(&t);
	assert_int_equal(t.rows, 0);
	assert_int_equal(t.row_size, sizeof(struct thing));
	/* A cleared table serves again. */
	assert_int_equal(table_reserve(&t, 1, &first, NULL), OK);
	assert_int_equal(first, 0);
	table_clear(&t);
}

static void one_portion_over_many_chunks(void **state)
{
	struct table t;
	uint64_t first;
	(void)state;
	table_init(&t, 8);
	assert_int_equal(table_reserve(&t, 40 * TABLE_CHUNK_ROWS + 1, &first, NULL), OK);
	*(uint64_t *)table_row(&t, 40 * TABLE_CHUNK_ROWS) = 5;
	*(uint64_t *)table_row(&t, 0) = 6;
	assert_int_equal(*(uint64_t *)table_row(&t, 40 * TABLE_CHUNK_ROWS), 5);
	table_clear(&t);
}

static void too_many_rows(void **state)
{
	struct table t;
	struct err err = { 0 };
	uint64_t first = 77;
	(void)state;
	table_init(&t, 16);
	assert_int_equal(table_reserve(&t, TABLE_ROWS_MAX + 1, &first, &err), E_LIMIT);
	assert_int_equal(table_reserve(&t, UINT64_MAX, &first, &err), E_LIMIT);
	assert_int_equal(err.code, E_LIMIT);
	assert_true(err.msg[0] != 0);
	assert_int_equal(first, 77);
	assert_int_equal(table_reserve(&t, 10, &first, &err), OK);
	assert_int_equal(table_reserve(&t, TABLE_ROWS_MAX - 9, &first, &err), E_LIMIT);
	assert_int_equal(t.rows, 10); /* a refusal takes nothing */
	table_clear(&t);
}

static void texts_in_one_piece(void **state)
{
	enum { N = 1200 };
	struct table t;
	uint32_t off[N], last = 0;
	const char *address[N];
	(void)state;
	table_init(&t, 8);
	for (uint32_t i = 0; i < N; i++) {
		size_t len = (size_t)i * 7919 % 20011;
		assert_int_equal(table_reserve_text(&t, len, &off[i], NULL), OK);
		assert_true(off[i] >= last);
		last = off[i] + (uint32_t)len;
		/* No text crosses the end of a chunk. */
		if (len)
			assert_int_equal(off[i] / TABLE_TEXT_SIZE, (off[i] + len - 1) / TABLE_TEXT_SIZE);
		address[i] = table_text(&t, off[i]);
		memset(t.text[off[i] >> TABLE_TEXT_BITS] + (off[i] & (TABLE_TEXT_SIZE - 1)), (int)(i % 251 + 1), len);
	}
	assert_true(t.text_len > 2 * TABLE_TEXT_SIZE);
	for (uint32_t i = 0; i < N; i++) {
		const char *p = table_text(&t, off[i]);
		assert_ptr_equal(p, address[i]);
		for (size_t k = 0; k < (size_t)i * 7919 % 20011; k++)
			if ((unsigned char)p[k] != i % 251 + 1)
				fail_msg("text %u is overwritten", i);
	}
	table_clear(&t);
}

static void texts_at_a_border(void **state)
{
	struct table t;
	uint32_t a, b, c, d;
	(void)state;
	table_init(&t, 8);
	assert_int_equal(table_reserve_text(&t, TABLE_TEXT_SIZE, &a, NULL), OK); /* a whole chunk fits */
	assert_int_equal(a, 0);
	assert_int_equal(table_reserve_text(&t, 0, &b, NULL), OK);
	assert_non_null(table_text(&t, b)); /* also an empty text has an address */
	assert_int_equal(table_reserve_text(&t, 1, &c, NULL), OK);
	assert_int_equal(table_reserve_text(&t, TABLE_TEXT_SIZE, &d, NULL), OK);
	assert_int_equal(d % TABLE_TEXT_SIZE, 0);
	assert_true(d > c);
	table_clear(&t);
}

static void too_much_text(void **state)
{
	struct table t;
	struct err err = { 0 };
	uint32_t off = 0;
	int r = OK;
	size_t n = 0;
	(void)state;
	table_init(&t, 8);
	while (r == OK && n < 2000) {
		r = table_reserve_text(&t, TABLE_TEXT_SIZE, &off, &err);
		n += r == OK;
	}
	assert_int_equal(r, E_LIMIT);
	assert_int_equal(n, 1023); /* 4 GiB less one byte */
	table_clear(&t);
}

static void given_back(void **state)
{
	struct table t;
	uint64_t first;
	uint32_t a, b;
	(void)state;
	table_init(&t, sizeof(struct thing));
	assert_int_equal(table_reserve(&t, 3 * TABLE_CHUNK_ROWS, &first, NULL), OK);
	assert_int_equal(table_reserve_text(&t, TABLE_TEXT_SIZE - 1, &a, NULL), OK);
	assert_int_equal(table_reserve_text(&t, 9, &b, NULL), OK);
	for (uint64_t i = 0; i < t.rows; i++)
		((struct thing *)table_row(&t, i))->a = i;
	memcpy(table_text_at(&t, b), "BUDI UTOM", 9);
	/* What is not whole stays: chunk 0 ends with row TABLE_CHUNK_ROWS - 1. */
	table_give_back(&t, TABLE_CHUNK_ROWS - 1, a);
	assert_int_equal(((struct thing *)table_row(&t, 5))->a, 5);
	table_give_back(&t, TABLE_CHUNK_ROWS, a);
	assert_null(t.chunk[0]);
	assert_non_null(t.text[0]);
	table_give_back(&t, 2 * TABLE_CHUNK_ROWS + 1, b);
	assert_null(t.chunk[1]);
	assert_null(t.text[0]);
	/* What was given back stays so, and the others are there. */
	table_give_back(&t, 0, 0);
	for (uint64_t i = 2 * TABLE_CHUNK_ROWS; i < t.rows; i++)
		assert_int_equal(((struct thing *)table_row(&t, i))->a, i);
	assert_memory_equal(table_text(&t, b), "BUDI UTOM", 9);
	table_clear(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_keep_their_place),
		cmocka_unit_test(one_portion_over_many_chunks),
		cmocka_unit_test(too_many_rows),
		cmocka_unit_test(texts_in_one_piece),
		cmocka_unit_test(texts_at_a_border),
		cmocka_unit_test(too_much_text),
		cmocka_unit_test(given_back),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
