#include "sheet/xlsx_feed.h"

#include "base/base.h"

#include <pthread.h>
#include <signal.h>

#define BLOCK_SIZE ((size_t)256 << 10)
#define HEAD_SIZE ((size_t)64 << 10) /* room in front of a block for what is kept of the one before */
#define SLOTS 4
#define THREAD_FROM ((uint64_t)1 << 20) /* smaller parts are not worth a thread */
#define THREAD_STACK ((size_t)512 << 10)

struct slot {
	char *mem; /* head + block + FEED_SLACK */
	size_t len;
};
struct feed {
	struct ziparc_stream *stream;
	bool threaded;
	bool first;         /* nothing unpacked yet */
	size_t head, block; /* HEAD_SIZE and BLOCK_SIZE, less for a part that is smaller than a block */
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t changed;
	struct slot slot[SLOTS];
	uint64_t filled, taken, released; /* blocks; under the lock */
	bool ended, stop;                 /* under the lock */
	int status;                       /* of the unpacking; under the lock until ended */
	struct err err;
	char *end;          /* of the window */
	char none[FEED_SLACK]; /* window of an empty part */
	char *big;          /* window of a piece that fits into no slot */
	size_t big_cap;
};

/* The text must be UTF-8 without NUL. */
static int check_text(const char *p, size_t n, bool first, struct err *err)
{
	if (first && n >= 2 && ((p[0] == '\xff' && p[1] == '\xfe') || (p[0] == '\xfe' && p[1] == '\xff') ||
				(p[0] == '<' && p[1] == 0) || (p[0] == 0 && p[1] == '<')))
		return FAIL(err, E_FORMAT, "isi berkas .xlsx ditulis dalam UTF-16, bukan UTF-8; buka di Excel, simpan "
			    "ulang sebagai .xlsx, lalu ulangi");
	if (memchr(p, 0, n))
		return FAIL(err, E_FORMAT, "berkas .xlsx rusak (ada bita nol di dalam teks); buka di Excel, simpan ulang, "
			    "lalu ulangi");
	return OK;
}

static int fill_slot(struct feed *f, struct slot *s, struct err *err)
{
	char *to;
	size_t n = 0;
	int r;
	if (!s->mem) {
		s->mem = malloc(f->head + f->block + FEED_SLACK);
		if (!s->mem)
			return NOMEM(err);
	}
	to = s->mem + f->head;
	r = ziparc_stream_read(f->stream, to, f->block, &n, err);
	if (r == OK)
		r = check_text(to, n, f->first, err);
	if (r < 0)
		return r;
	if (f->first && n >= 3 && memcmp(to, "\xef\xbb\xbf", 3) == 0)
		memset(to, ' ', 3);
	f->first = false;
	memset(to + n, 0, FEED_SLACK);
	s->len = n;
	return OK;
}

static void *feed_main(void *arg)
{
	struct feed *f = arg;
	bool ended = false;
	while (!ended) {
		struct slot *s;
		int r;
		MUST(pthread_mutex_lock(&f->lock) == 0);
		while (f->filled - f->released == SLOTS && !f->stop)
			MUST(pthread_cond_wait(&f->changed, &f->lock) == 0);
		s = &f->slot[f->filled % SLOTS];
		ended = f->stop;
		MUST(pthread_mutex_unlock(&f->lock) == 0);
		if (ended)
			break;
		r = fill_slot(f, s, &f->err);
		ended = r < 0 || s->len == 0;
		MUST(pthread_mutex_lock(&f->lock) == 0);
		f->status = r;
		f->ended = ended;
		f->filled += !ended;
		MUST(pthread_cond_signal(&f->changed) == 0);
		MUST(pthread_mutex_unlock(&f->lock) == 0);
	}
	return NULL;
}

/* Signals are for the program's own threads. When no thread can be had the work is done without. */
static void start_thread(struct feed *f)
{
	pthread_attr_t attr;
	sigset_t all, old;
	if (pthread_attr_init(&attr) != 0)
		return;
	(void)pthread_attr_setstacksize(&attr, THREAD_STACK);
	MUST(sigfillset(&all) == 0 && pthread_sigmask(SIG_SETMASK, &all, &old) == 0);
	f->threaded = pthread_create(&f->thread, &attr, feed_main, f) == 0;
	MUST(pthread_sigmask(SIG_SETMASK, &old, NULL) == 0);
	(void)pthread_attr_destroy(&attr);
}

int feed_open(struct feed **ret, struct zip *z, size_t i, struct err *err)
{
	struct feed *f = calloc(1, sizeof(*f));
	int r;
	if (!f)
		return NOMEM(err);
	r = ziparc_stream_open(&f->stream, z, i, err);
	if (r < 0) {
		free(f);
		return r;
	}
	f->first = true;
	f->head = ziparc_at(z, i).size < BLOCK_SIZE ? 0 : HEAD_SIZE;
	f->block = ziparc_at(z, i).size < BLOCK_SIZE ? (size_t)ziparc_at(z, i).size + 1 : BLOCK_SIZE;
	f->end = f->none;
	MUST(pthread_mutex_init(&f->lock, NULL) == 0 && pthread_cond_init(&f->changed, NULL) == 0);
	if (ziparc_at(z, i).size >= THREAD_FROM)
		start_thread(f);
	*ret = f;
	return OK;
}

void feed_close(struct feed *f)
{
	if (!f)
		return;
	if (f->threaded) {
		MUST(pthread_mutex_lock(&f->lock) == 0);
		f->stop = true;
		MUST(pthread_cond_signal(&f->changed) == 0);
		MUST(pthread_mutex_unlock(&f->lock) == 0);
		MUST(pthread_join(f->thread, NULL) == 0);
	}
	MUST(pthread_cond_destroy(&f->changed) == 0 && pthread_mutex_destroy(&f->lock) == 0);
	ziparc_stream_close(f->stream);
	for (size_t i = 0; i < SLOTS; i++)
		free(f->slot[i].mem);
	free(f->big);
	free(f);
}

/* The next block, still in its slot; NULL at the end. The blocks taken before stay until release(). */
static int take(struct feed *f, struct slot **ret, struct err *err)
{
	int r = OK;
	*ret = NULL;
	if (!f->threaded) {
		struct slot *s = &f->slot[f->taken % SLOTS];
		r = f->ended ? f->status : fill_slot(f, s, &f->err);
		f->status = r;
		f->ended = f->ended || r < 0 || s->len == 0;
		if (r == OK && !f->ended) {
			f->taken++;
			*ret = s;
		}
	} else {
		MUST(pthread_mutex_lock(&f->lock) == 0);
		while (f->filled == f->taken && !f->ended)
			MUST(pthread_cond_wait(&f->changed, &f->lock) == 0);
		if (f->filled > f->taken)
			*ret = &f->slot[f->taken++ % SLOTS];
		else
			r = f->status;
		MUST(pthread_mutex_unlock(&f->lock) == 0);
	}
	if (r < 0 && err)
		*err = f->err;
	return r;
}

/* Gives back all blocks but the last `but`. */
static void release(struct feed *f, uint64_t but)
{
	if (f->taken < but || f->released >= f->taken - but)
		return;
	if (f->threaded)
		MUST(pthread_mutex_lock(&f->lock) == 0);
	f->released = f->taken - but;
	if (f->threaded) {
		MUST(pthread_cond_signal(&f->changed) == 0);
		MUST(pthread_mutex_unlock(&f->lock) == 0);
	}
}

/* Puts what is kept into the big window and at least as much new text behind it, so that a caller who looks at the
 * whole again and again still does work in proportion to the text only. */
static int more_big(struct feed *f, const char *keep, size_t kept, char **ret, char **ret_end, struct err *err)
{
	size_t len = kept, need = 2 * kept + BLOCK_SIZE + FEED_SLACK;
	int got = 0;
	if (f->big_cap < need) {
		char *p = malloc(need);
		if (!p)
			return NOMEM(err);
		memcpy(p, keep, kept);
		free(f->big);
		f->big = p;
		f->big_cap = need;
	} else {
		memmove(f->big, keep, kept);
	}
	while (len < 2 * kept) {
		struct slot *s;
		int r = take(f, &s, err);
		if (r < 0)
			return r;
		if (!s)
			break;
		memcpy(f->big + len, s->mem + f->head, s->len);
		len += s->len;
		got = 1;
		release(f, 0);
	}
	release(f, 0);
	memset(f->big + len, 0, FEED_SLACK);
	*ret = f->big;
	f->end = *ret_end = f->big + len;
	return got;
}

int feed_more(struct feed *f, const char *keep, char **ret, char **ret_end, struct err *err)
{
	size_t kept = keep ? (size_t)(f->end - keep) : 0;
	struct slot *s;
	int r;
	if (kept > FEED_KEEP_MAX)
		return FAIL(err, E_LIMIT, "satu baris atau satu bagian XML lebih besar dari %zu MiB", FEED_KEEP_MAX >> 20);
	if (kept > HEAD_SIZE)
		return more_big(f, keep, kept, ret, ret_end, err);
	r = take(f, &s, err);
	if (r < 0)
		return r;
	if (!s) {
		*ret = f->end - kept;
		*ret_end = f->end;
		return 0;
	}
	assert(kept <= f->head);
	*ret = s->mem + f->head - kept;
	if (kept)
		memcpy(*ret, keep, kept);
	f->end = *ret_end = s->mem + f->head + s->len;
	release(f, 1);
	return 1;
}

int feed_drain(struct feed *f, struct err *err)
{
	struct slot *s;
	int r;
	do {
		r = take(f, &s, err);
		release(f, 0);
	} while (r == OK && s);
	return r;
}
