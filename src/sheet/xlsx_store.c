#include "sheet/xlsx_store.h"

#include "base/base.h"
#include "sheet/source.h"

#include <errno.h>
#include <unistd.h>

void store_init(struct store *s, unsigned pages_max, unsigned cache_max)
{
	*s = (struct store){ .pages_max = pages_max, .cache_max = cache_max, .fd = -1 };
}

void store_clear(struct store *s)
{
	for (unsigned i = 0; s->page && i < s->pages; i++)
		free(s->page[i]);
	free(s->page);
	free(s->tail);
	free(s->cache);
	free(s->cached);
	if (s->fd >= 0)
		(void)close(s->fd);
	store_init(s, s->pages_max, s->cache_max);
}

static int write_tail(struct store *s, size_t n, uint64_t page, struct err *err)
{
	uint64_t off = (page - s->pages_max) * STORE_PAGE;
	const char *p = s->tail;
	if (s->fd < 0)
		s->fd = source_temp();
	if (s->fd < 0)
		return FAIL(err, E_IO, "berkas sementara tidak dapat dibuat: %s", errno_text(errno));
	while (n) {
		ssize_t w = pwrite(s->fd, p, n, (off_t)off);
		if (w < 0 && errno == EINTR)
			continue;
		if (w <= 0)
			return FAIL(err, E_IO, "berkas sementara tidak dapat ditulis: %s",
				    w < 0 ? errno_text(errno) : "cakram penuh");
		p += w;
		off += (uint64_t)w;
		n -= (size_t)w;
	}
	return OK;
}

/* Makes the page that `at` begins the one to be filled. */
static int begin_page(struct store *s, uint64_t at, struct err *err)
{
	uint64_t n = at / STORE_PAGE;
	if (n < s->pages_max) {
		if (!s->page)
			s->page = calloc(s->pages_max, sizeof(*s->page));
		if (s->page)
			s->page[n] = malloc(STORE_PAGE);
		if (!s->page || !s->page[n])
			return NOMEM(err);
		s->pages = (unsigned)n + 1;
		return OK;
	}
	if (!s->tail) {
		s->tail = malloc(STORE_PAGE);
		return s->tail ? OK : NOMEM(err);
	}
	return write_tail(s, STORE_PAGE, n - 1, err);
}

int store_append(struct store *s, const void *rec, size_t n, uint64_t *ret_at, struct err *err)
{
	uint64_t at = s->len;
	size_t used = at % STORE_PAGE;
	char *page;
	assert(n <= STORE_PAGE);
	if (used && n > STORE_PAGE - used) {
		at += STORE_PAGE - used;
		used = 0;
	}
	if (used == 0 && n) {
		int r = begin_page(s, at, err);
		if (r < 0)
			return r;
	}
	page = at / STORE_PAGE < s->pages_max ? (s->page ? s->page[at / STORE_PAGE] : NULL) : s->tail;
	if (n)
		memcpy(page + used, rec, n);
	s->len = at + n;
	*ret_at = at;
	return OK;
}

int store_finish(struct store *s, struct err *err)
{
	int r = OK;
	if (!s->tail)
		return OK;
	if (s->len > (uint64_t)s->pages_max * STORE_PAGE)
		r = write_tail(s, (size_t)((s->len - 1) % STORE_PAGE) + 1, (s->len - 1) / STORE_PAGE, err);
	free(s->tail);
	s->tail = NULL;
	s->cache = malloc((size_t)s->cache_max * STORE_CACHED);
	s->cached = calloc(s->cache_max, sizeof(*s->cached));
	return r < 0 ? r : s->cache && s->cached ? OK : NOMEM(err);
}

const char *store_memory(const struct store *s, uint64_t at)
{
	return at / STORE_PAGE < s->pages_max ? s->page[at / STORE_PAGE] + at % STORE_PAGE : NULL;
}

static int load_cached(struct store *s, uint64_t n, struct err *err)
{
	uint64_t slot = n & (s->cache_max - 1), off = n * STORE_CACHED;
	char *p = s->cache + slot * STORE_CACHED;
	size_t left = STORE_CACHED;
	if (s->cached[slot] == n + 1)
		return OK;
	s->cached[slot] = 0;
	while (left) {
		ssize_t g = pread(s->fd, p, left, (off_t)off);
		if (g < 0 && errno == EINTR)
			continue;
		if (g < 0)
			return FAIL(err, E_IO, "berkas sementara tidak dapat dibaca: %s", errno_text(errno));
		if (g == 0)
			break; /* the last page is short */
		p += g;
		off += (uint64_t)g;
		left -= (size_t)g;
	}
	s->cached[slot] = n + 1;
	return OK;
}

int store_copy(struct store *s, void *to, uint64_t at, size_t n, struct err *err)
{
	uint64_t off = at - (uint64_t)s->pages_max * STORE_PAGE;
	char *out = to;
	while (n) {
		uint64_t page = off / STORE_CACHED;
		size_t in = off % STORE_CACHED, part = STORE_CACHED - in < n ? STORE_CACHED - in : n;
		int r = load_cached(s, page, err);
		if (r < 0)
			return r;
		memcpy(out, s->cache + (page & (s->cache_max - 1)) * STORE_CACHED + in, part);
		out += part;
		off += part;
		n -= part;
	}
	return OK;
}
