/* What the compiler is to know of the engine before it is built for good: how often each turn is taken when lists are verified. Run by
 * `make build` with an engine that counts (docs/adr/0008); of no use otherwise. */
#include "base/base.h"
#include "demo/demo.h"
#include "padan.h"

#define ROWS 40000

static int count(void *ctx, const char *text, size_t len)
{
	(void)text;
	*(uint64_t *)ctx += len;
	return 0;
}

static int count_rows(void *ctx, const padan_row *row, size_t n)
{
	(void)row;
	*(uint64_t *)ctx += n;
	return 0;
}

/* One list of the folder as the command would verify it. */
static bool verify(const char *dir, const char *list, bool rows)
{
	padan_options opt = PADAN_OPTIONS_INIT;
	padan_registry *registry = NULL;
	padan_summary *summary = calloc(1, sizeof(*summary));
	padan_err err = { 0 };
	uint64_t total = 0;
	padan_sink sink = { .format = rows ? PADAN_FORMAT_ROWS : PADAN_FORMAT_CSV, .rows = count_rows, .text = count, .ctx = &total };
	char people[4096], path[4096];
	int r = PADAN_ENOMEM;
	(void)snprintf(people, sizeof(people), "%s/kependudukan.csv", dir);
	(void)snprintf(path, sizeof(path), "%s/%s", dir, list);
	opt.as_of = 20261031;
	opt.threads = 1; /* the same counts each time */
	opt.list = path;
	if (summary)
		r = padan_registry_load(&registry, people, &opt, &err);
	if (r == 0)
		r = padan_verify(registry, path, &opt, &sink, summary, &err);
	padan_registry_free(registry);
	free(summary);
	if (r < 0 || total == 0)
		(void)fprintf(stderr, "train: %s: %s\n", path, err.msg);
	return r == 0 && total > 0;
}

int main(int argc, char **argv)
{
	static const struct {
		const char *list;
		bool rows;
	} runs[] = { { "bnba-bpjs.csv", false }, { "bnba-kantor.xlsx", true }, { "bnba-sk.csv", false } };
	struct demo_options opt = DEMO_OPTIONS_INIT;
	struct err err = { 0 };
	if (argc != 2)
		return 2;
	opt.dir = argv[1];
	opt.rows = ROWS;
	opt.seed = 20261130;
	opt.layouts = DEMO_BPJS | DEMO_KANTOR | DEMO_SK;
	if (demo_write(&opt, &err) < 0) {
		(void)fprintf(stderr, "train: %s\n", err.msg);
		return 1;
	}
	for (size_t i = 0; i < COUNT(runs); i++)
		if (!verify(argv[1], runs[i].list, runs[i].rows))
			return 1;
	return 0;
}
