/* xlsx_read FILE: reads every row of every sheet and prints how many rows and non-empty cells there are, and
 * their bytes. The counterpart of read_openpyxl.py. */
#include "base/base.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

#include "sheet/xlsx.h"

struct count {
	uint64_t rows, cells, bytes;
};

static int count_row(void *ctx, const struct sheet_row *row, struct err *err)
{
	struct count *n = ctx;

	(void)err;
	n->rows++;
	for (uint32_t i = 0; i < row->ncell; i++) {
		n->cells += row->cell[i].len > 0;
		n->bytes += row->cell[i].len;
	}
	return 0;
}

static int count_file(struct count *n, int fd, struct err *err)
{
	struct xlsx *x;
	int r = xlsx_open(&x, fd, err);

	if (r < 0)
		return r;
	for (size_t i = 0; r == 0 && i < xlsx_sheet_count(x); i++)
		r = xlsx_read(x, i, count_row, n, NULL, err);
	xlsx_close(x);
	return r;
}

int main(int argc, char **argv)
{
	struct count n = { 0 };
	struct err err = { 0 };
	int fd, r;

	if (argc != 2) {
		fprintf(stderr, "usage: %s FILE\n", argv[0]);
		return 2;
	}
	fd = open(argv[1], O_RDONLY | O_CLOEXEC);
	if (fd < 0) {
		perror(argv[1]);
		return 3;
	}
	r = count_file(&n, fd, &err);
	close(fd);
	if (r < 0) {
		fprintf(stderr, "%s: %s\n", argv[1], err.msg);
		return 1;
	}
	printf("%" PRIu64 " %" PRIu64 " %" PRIu64 "\n", n.rows, n.cells, n.bytes);
	return 0;
}
