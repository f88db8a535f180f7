#include "engine/table.h"

void table_init(struct table *t, size_t row_size)
{
	*t = (struct table){ .row_size = row_size };
}

void table_clear(struct table *t)
{
	for (size_t i = 0; i < t->nchunk; i++)
		big_free(t->chunk[i], TABLE_CHUNK_ROWS * t->row_size);
	for (size_t i = 0; i < t->ntext; i++)
		big_free(t->text[i], TABLE_TEXT_SIZE);
	free(t->chunk);
	free(t->text);
	table_init(t, t->row_size);
}

void table_give_back(struct table *t, uint64_t rows, uint32_t text)
{
	for (; t->given_chunk < rows >> TABLE_CHUNK_BITS; t->given_chunk++) {
		big_free(t->chunk[t->given_chunk], TABLE_CHUNK_ROWS * t->row_size);
		t->chunk[t->given_chunk] = NULL;
	}
	for (; t->given_text < text >> TABLE_TEXT_BITS; t->given_text++) {
		big_free(t->text[t->given_text], TABLE_TEXT_SIZE);
		t->text[t->given_text] = NULL;
	}
}

#define CHUNKS_AT_ONCE 8
/* Grows *list until it holds n chunks of size bytes. The more there are, the more are got at once, for threads that touch memory the first
 * time wait while one gets more; what is not touched costs nothing. */
static int chunks(char ***list, struct big_pages *pages, size_t *have, size_t *cap, size_t n, size_t size, struct err *err)
{
	while (*have < n) {
		size_t some = *have < 2 || size < BIG_PIECE ? 1 : *have < CHUNKS_AT_ONCE ? 2 : CHUNKS_AT_ONCE;
		char *p;
		if (*have + some > *cap) {
			size_t c = *cap ? *cap * 2 : 16;
			char **grown = realloc(*list, c * sizeof(*grown));
			if (!grown)
				return NOMEM(err);
			*list = grown;
			*cap = c;
		}
		p = big_alloc_cheaper(pages, some * size);
		if (!p)
			return NOMEM(err);
		for (size_t i = 0; i < some; i++)
			(*list)[(*have)++] = p + i * size;
	}
	return OK;
}

int table_reserve(struct table *t, uint64_t n, uint64_t *ret_first, struct err *err)
{
	int r;
	if (n > TABLE_ROWS_MAX || t->rows > TABLE_ROWS_MAX - n)
		return FAIL(err, E_LIMIT, "lebih dari 4 miliar baris");
	r = chunks(&t->chunk, &t->row_pages, &t->nchunk, &t->cap_chunk, (size_t)((t->rows + n + TABLE_CHUNK_ROWS - 1) >> TABLE_CHUNK_BITS),
		   TABLE_CHUNK_ROWS * t->row_size, err);
	if (r < 0)
		return r;
	*ret_first = t->rows;
	t->rows += n;
	return OK;
}

int table_reserve_text(struct table *t, size_t len, uint32_t *ret_off, struct err *err)
{
	uint64_t at = t->text_len;
	int r;
	assert(len <= TABLE_TEXT_SIZE);
	if ((at & (TABLE_TEXT_SIZE - 1)) + len > TABLE_TEXT_SIZE)
		at = (at + TABLE_TEXT_SIZE - 1) & ~(uint64_t)(TABLE_TEXT_SIZE - 1);
	if (at + len > UINT32_MAX)
		return FAIL(err, E_LIMIT, "nama-nama dalam berkas lebih dari 4 GiB");
	/* One chunk more than an empty text needs: its address must be one, too. */
	r = chunks(&t->text, &t->text_pages, &t->ntext, &t->cap_text, (size_t)((at + len) >> TABLE_TEXT_BITS) + 1, TABLE_TEXT_SIZE, err);
	if (r < 0)
		return r;
	*ret_off = (uint32_t)at;
	t->text_len = at + len;
	return OK;
}
