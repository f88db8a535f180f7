#include "engine/batch.h"
#include "engine/load_parts.h"

uint64_t load_number(const struct load *l, uint64_t i)
{
	size_t lo = 0, hi = l->runs.n;
	/* The last run that does not begin behind i. */
	while (hi - lo > 1) {
		size_t mid = lo + (hi - lo) / 2;
		if (l->runs.ptr[mid].first <= i)
			lo = mid;
		else
			hi = mid;
	}
	return load_number_after(l, i, &lo);
}

int load_file(struct load *ret, const struct source *src, const struct load_options *opt, struct err *err)
{
	int r;
	memset(ret, 0, sizeof(*ret));
	table_init(&ret->table, opt->row_size);
	buf_init(&ret->headings, 1 << 20);
	counts_clear(&ret->counts);
	ret->segments = calloc(1, sizeof(*ret->segments));
	if (!ret->segments)
		return NOMEM(err);
	(void)pthread_mutex_init(&ret->segments->lock, NULL);
	ret->segments->n = 1;
	if (src->kind == FILE_XLSX) {
		r = load_xlsx(ret, src, opt, err);
	} else {
		ret->sheet = calloc(1, sizeof(*ret->sheet));
		ret->nsheet = 1;
		r = ret->sheet ? load_csv(ret, src, opt, err) : NOMEM(err);
	}
	if (r < 0)
		load_clear(ret);
	return r;
}

void load_clear(struct load *l)
{
	table_clear(&l->table);
	buf_clear(&l->headings);
	free(l->runs.ptr);
	free(l->sheet);
	if (l->segments)
		(void)pthread_mutex_destroy(&l->segments->lock);
	free(l->segments);
	memset(l, 0, sizeof(*l));
}
