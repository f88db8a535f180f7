/* Cuts the same bytes in one piece and in several: the records must be the same. */
#include "sheet/csv.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct sum {
	uint64_t hash, rows;
};

static int add_row(void *ctx, const struct sheet_row *row, struct err *err)
{
	struct sum *s = ctx;
	struct buf b;
	(void)err;
	s->rows++;
	for (uint32_t i = 0; i < row->ncell; i++) {
		for (uint32_t k = 0; k < row->cell[i].len; k++)
			s->hash = (s->hash ^ (unsigned char)row->cell[i].ptr[k]) * UINT64_C(1099511628211);
		s->hash = s->hash * 31 + 7;
	}
	buf_init(&b, 1 << 22);
	if (row->ncell)
		csv_to_utf8(&b, str_of(row->cell[0].ptr, row->cell[0].len));
	MUST(b.error || str_utf8_valid(buf_str(&b)) == b.len);
	buf_clear(&b);
	(void)csv_swallowed(row, ';', 4);
	s->hash = s->hash * 131 + row->number;
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *)data;
	struct csv_scanner s;
	struct sum whole = { 0, 0 }, parts = { 0, 0 };
	struct err err = { 0 };
	uint64_t number = 1;
	size_t end, at = 0;
	int a, b = OK;
	MUST(csv_scanner_init(&s, ';', &err) == OK);
	a = csv_scan(&s, text, 0, size, size, true, &number, &end, add_row, &whole, &err);
	MUST(a != CSV_MORE);
	number = 1;
	while (at < size && b == OK) {
		size_t stop = at + 1 + size / 5;
		b = csv_scan(&s, text, at, size, stop < size ? stop : size, true, &number, &end, add_row, &parts, &err);
		MUST(b != OK || end > at);
		at = end;
	}
	MUST((a == OK) == (b == OK));
	MUST(a != OK || (whole.hash == parts.hash && whole.rows == parts.rows));
	csv_scanner_clear(&s);
	return 0;
}
