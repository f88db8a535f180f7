/* XLSX: an input that begins with "PK" is a whole file; any other is the XML of a sheet, and behind lines of "%%" that
 * of the shared strings, the styles and the workbook, put into a sound archive. */
#include "base/base.h"

#include "sheet/xlsx.h"
#include "../unit/make_zip.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct seen {
	uint64_t last, stop_at;
};

static int see_row(void *ctx, const struct sheet_row *row, struct err *err)
{
	struct seen *s = ctx;
	(void)err;
	MUST(row->number > s->last && row->number <= 1048576 && row->ncell <= 16384);
	s->last = row->number;
	for (uint32_t i = 0; i < row->ncell; i++) {
		struct str c = row_cell(row, (int)i);
		MUST(c.ptr && str_utf8_valid(c) == c.len);
	}
	return s->last == s->stop_at ? 7 : 0;
}

static void read_all(int fd, uint64_t stop_at)
{
	struct err err = { 0 };
	struct xlsx *x;
	int r = xlsx_open(&x, fd, &err);
	MUST(r == OK || (r < 0 && err.msg[0]));
	for (size_t i = 0; r == OK && i < xlsx_sheet_count(x); i++) {
		struct seen s = { 0, stop_at };
		struct xlsx_seen seen;
		int got = xlsx_read(x, i, see_row, &s, &seen, &err);
		MUST(got == OK || got == 7 || (got < 0 && err.msg[0]));
		MUST(xlsx_sheet_at(x, i).name.len > 0);
	}
	if (r == OK)
		xlsx_close(x);
}

/* Takes what stands before the next "%%\n" off *s. */
static struct str cut(struct str *s)
{
	const char *p = s->ptr ? memmem(s->ptr, s->len, "%%\n", 3) : NULL;
	struct str first = *s;
	if (p) {
		first.len = (size_t)(p - s->ptr);
		*s = str_of(p + 3, s->len - first.len - 3);
	} else {
		*s = STR_NONE;
	}
	return first;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str s = str_of((const char *)data, size);
	struct make_zip m;
	struct make_book b;
	int fd;
	if (size >= 2 && memcmp(data, "PK", 2) == 0) {
		fd = make_fd(s);
	} else {
		b.sheet = cut(&s);
		b.strings = cut(&s);
		b.styles = cut(&s);
		b.book = s;
		make_zip_init(&m);
		make_book_parts(&m, &b, -1);
		make_zip_finish(&m);
		fd = make_fd(buf_str(&m.out));
		make_zip_clear(&m);
	}
	read_all(fd, size % 5 == 0 ? 2 : 0);
	(void)close(fd);
	return 0;
}
