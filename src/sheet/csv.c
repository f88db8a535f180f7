#include "sheet/csv.h"

#include "sheet/csv_ahead.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

int csv_scanner_init(struct csv_scanner *s, char sep, struct err *err)
{
	*s = (struct csv_scanner){ .sep = sep, .cell_cap = 64 };
	buf_init(&s->unquoted, CSV_RECORD_MAX * 2);
	s->cell = malloc(s->cell_cap * sizeof(*s->cell));
	return s->cell ? OK : NOMEM(err);
}

int csv_scanner_wide(struct csv_scanner *s, csv_plain_fn fn, struct err *err)
{
	s->wide = true;
	if (!fn)
		return OK;
	s->mark = malloc((1 + CSV_AHEAD_MARKS) * sizeof(*s->mark));
	s->end = malloc(CSV_AHEAD_MARKS * sizeof(*s->end));
	if (!s->mark || !s->end)
		return NOMEM(err);
	s->mark[0] = UINT32_MAX; /* a window begins behind it */
	s->plain = fn;
	return OK;
}

void csv_scanner_clear(struct csv_scanner *s)
{
	free(s->cell);
	free(s->mark);
	free(s->end);
	s->cell = NULL;
	s->mark = NULL;
	s->end = NULL;
	buf_clear(&s->unquoted);
}

/* Bit i of a mask: byte i of the 64 at p is the separator, LF, CR or a quote. p may be read 64 bytes far. */

#if defined(__x86_64__)
__attribute__((target("avx512bw"))) static inline uint64_t mask_avx512(const char *p, char sep)
{
	__m512i v = _mm512_loadu_si512((const void *)p);
	return _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8(sep)) | _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8('\n')) |
	       _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8('\r')) | _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8('"'));
}

__attribute__((target("avx2"))) static inline uint64_t mask_avx2(const char *p, char sep)
{
	uint64_t m = 0;
	for (int i = 0; i < 2; i++) {
		__m256i v = _mm256_loadu_si256((const __m256i *)(const void *)(p + 32 * i));
		__m256i e = _mm256_or_si256(_mm256_or_si256(_mm256_cmpeq_epi8(v, _mm256_set1_epi8(sep)),
							    _mm256_cmpeq_epi8(v, _mm256_set1_epi8('"'))),
					    _mm256_or_si256(_mm256_cmpeq_epi8(v, _mm256_set1_epi8('\n')),
							    _mm256_cmpeq_epi8(v, _mm256_set1_epi8('\r'))));
		m |= (uint64_t)(uint32_t)_mm256_movemask_epi8(e) << (32 * i);
	}
	return m;
}

static inline uint64_t mask_plain(const char *p, char sep)
{
	uint64_t m = 0;
	for (int i = 0; i < 4; i++) {
		__m128i v = _mm_loadu_si128((const __m128i *)(const void *)(p + 16 * i));
		__m128i e = _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8(sep)), _mm_cmpeq_epi8(v, _mm_set1_epi8('"'))),
					 _mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8('\n')),
						      _mm_cmpeq_epi8(v, _mm_set1_epi8('\r'))));
		m |= (uint64_t)(uint32_t)_mm_movemask_epi8(e) << (16 * i);
	}
	return m;
}
#else
static inline uint64_t mask_plain(const char *p, char sep)
{
	uint64_t m = 0;
	for (int i = 0; i < 64; i++)
		m |= (uint64_t)(p[i] == sep || p[i] == '\n' || p[i] == '\r' || p[i] == '"') << i;
	return m;
}
#endif
typedef uint64_t (*mask_fn)(const char *p, char sep);

/* Walks the marked bytes of a text. */
struct walk {
	const char *text;
	size_t len;
	size_t base;   /* of the 64 bytes in mask */
	uint64_t mask; /* marked bytes not yet taken */
	char sep;
};

static void walk_load(struct walk *w)
{
	if (w->len - w->base >= 64) {
		w->mask = mask_plain(w->text + w->base, w->sep);
	} else {
		char tail[64];
		size_t n = w->len - w->base;
		memset(tail, 0, sizeof(tail));
		memcpy(tail, w->text + w->base, n);
		w->mask = mask_plain(tail, w->sep) & (((uint64_t)1 << n) - 1);
	}
}

/* Position of the next separator or line end, or len. */
static inline size_t walk_next(struct walk *w)
{
	size_t at;
	do {
		while (UNLIKELY(w->mask == 0)) {
			if (w->base + 64 >= w->len) {
				w->base = w->len;
				return w->len;
			}
			w->base += 64;
			walk_load(w);
		}
		at = w->base + (size_t)__builtin_ctzll(w->mask);
		w->mask &= w->mask - 1;
	} while (w->text[at] == '"'); /* within a field a quote is a letter like others */
	return at;
}

/* Forgets marked bytes before `to`. */
static void walk_seek(struct walk *w, size_t to)
{
	if (to >= w->len) {
		w->base = w->len;
		w->mask = 0;
		return;
	}
	w->base = to & ~(size_t)63;
	walk_load(w);
	w->mask &= ~(uint64_t)0 << (to & 63);
}

/* at: the next marked byte; the record is no plain one when there is none. */
#define NEXT_MARK() \
	do { \
		while (mask == 0) { \
			base += 64; \
			if (UNLIKELY(base + 64 > w->len)) \
				return 0; \
			mask = fn(text + base, w->sep); \
		} \
		at = text + base + (size_t)__builtin_ctzll(mask); \
		mask &= mask - 1; \
	} while (0)

/* A record that ends in LF or CRLF and whose quotes, if any, stand around whole fields of one line, as nearly all do, from
 * where w stands: its cells and where the next record begins. 0 when it is none of these or does not lie wholly in the text; w
 * is of no use then before walk_seek. */
static inline __attribute__((always_inline)) size_t plain_record(struct csv_scanner *s, struct walk *w, size_t record,
								 uint32_t *ret_n, mask_fn fn)
{
	const char *text = w->text, *field = text + record, *at;
	struct cell *c = s->cell, *last = c + s->cell_cap;
	uint64_t mask = w->mask;
	size_t base = w->base;
	do {
		NEXT_MARK();
		if (UNLIKELY(c == last))
			return 0;
		if (UNLIKELY(*at == '"')) {
			/* Up to the quote that closes the field; what stands between are letters. */
			if (at != field)
				return 0;
			do
				NEXT_MARK();
			while (*at == w->sep);
			if (*at != '"')
				return 0;
			*c++ = (struct cell){ field + 1, (uint32_t)(at - field - 1), CELL_TEXT };
			field = at + 1;
			NEXT_MARK();
			if (at != field)
				return 0;
		} else {
			*c++ = (struct cell){ field, (uint32_t)(at - field), CELL_TEXT };
		}
		field = at + 1;
	} while (*at == w->sep);
	if (*at == '\r') {
		/* Its LF is the next mark. */
		if (mask == 0 || text + base + (size_t)__builtin_ctzll(mask) != field || *field != '\n')
			return 0;
		mask &= mask - 1;
		field++;
	} else if (*at != '\n') {
		return 0;
	}
	if (UNLIKELY((size_t)(at - text) - record > CSV_RECORD_MAX))
		return 0;
	w->base = base;
	w->mask = mask;
	*ret_n = (uint32_t)(c - s->cell);
	return (size_t)(field - text);
}

typedef size_t (*record_fn)(struct csv_scanner *s, struct walk *w, size_t record, uint32_t *ret_n);

static size_t record_plain(struct csv_scanner *s, struct walk *w, size_t record, uint32_t *ret_n)
{
	return plain_record(s, w, record, ret_n, mask_plain);
}

#if defined(__x86_64__)
__attribute__((target("avx512bw"))) static size_t record_avx512(struct csv_scanner *s, struct walk *w, size_t record, uint32_t *ret_n)
{
	return plain_record(s, w, record, ret_n, mask_avx512);
}

__attribute__((target("avx2"))) static size_t record_avx2(struct csv_scanner *s, struct walk *w, size_t record, uint32_t *ret_n)
{
	return plain_record(s, w, record, ret_n, mask_avx2);
}
#endif

static record_fn record_best(void)
{
#if defined(__x86_64__)
	if (__builtin_cpu_supports("avx512bw"))
		return record_avx512;
	if (__builtin_cpu_supports("avx2"))
		return record_avx2;
#endif
	return record_plain;
}

static inline int cell_push(struct csv_scanner *s, size_t *n, const char *p, size_t len, uint64_t number, struct err *err)
{
	if (UNLIKELY(*n == s->cell_cap)) {
		struct cell *c;
		if (s->cell_cap >= CSV_FIELDS_MAX)
			return FAIL(err, E_LIMIT, "baris %" PRIu64 ": lebih dari %d kolom", number, CSV_FIELDS_MAX);
		c = realloc(s->cell, s->cell_cap * 2 * sizeof(*c));
		if (!c)
			return NOMEM(err);
		s->cell = c;
		s->cell_cap *= 2;
	}
	s->cell[(*n)++] = (struct cell){ p, (uint32_t)len, CELL_TEXT };
	return OK;
}

/* A field that begins with a quote at text[at]. *ret_end: the first structural byte behind it, or len.
 * Returns CSV_MORE when the closing quote is not in the text. */
static int quoted(struct csv_scanner *s, struct walk *w, size_t at, bool final, uint64_t number, struct cell *ret,
		  size_t *ret_end, struct err *err)
{
	const char *text = w->text;
	size_t from = at + 1, p = from;
	bool doubled = false;
	for (;;) {
		const char *q = memchr(text + p, '"', w->len - p);
		if (!q) {
			if (w->len - at > CSV_RECORD_MAX || final)
				return FAIL(err, E_FORMAT, "baris %" PRIu64 ": tanda kutip dibuka tetapi tidak ditutup",
					    number);
			return CSV_MORE;
		}
		p = (size_t)(q - text) + 1;
		if (p < w->len && text[p] == '"') {
			doubled = true;
			p++;
			continue;
		}
		if (p == w->len && !final)
			return CSV_MORE; /* the quote may be the first of two */
		break;
	}
	/* p is behind the closing quote. */
	s->multiline |= memchr(text + from, '\n', p - 1 - from) || memchr(text + from, '\r', p - 1 - from);
	walk_seek(w, p);
	*ret_end = walk_next(w);
	if (!doubled && *ret_end == p) {
		*ret = (struct cell){ text + from, (uint32_t)(p - 1 - from), CELL_TEXT };
		return OK;
	}
	if (p - at > CSV_RECORD_MAX || *ret_end - p > CSV_RECORD_MAX)
		return FAIL(err, E_LIMIT, "baris %" PRIu64 ": baris lebih panjang dari 1 MiB", number);
	{
		struct buf *b = &s->unquoted;
		size_t start;
		/* Cells point into the buffer: it must not move while a record is gathered. */
		if (b->cap == 0 && !buf_room(b, CSV_RECORD_MAX * 2))
			return NOMEM(err);
		start = b->len;
		for (size_t i = from; i < p - 1; i++) {
			buf_addc(b, text[i]);
			if (text[i] == '"')
				i++;
		}
		buf_add(b, str_of(text + p, *ret_end - p));
		if (b->error)
			return FAIL(err, E_LIMIT, "baris %" PRIu64 ": baris lebih panjang dari 1 MiB", number);
		*ret = (struct cell){ b->ptr + start, (uint32_t)(b->len - start), CELL_TEXT };
	}
	return OK;
}

/* Any record, quotes and all. *ret_next: where the next one begins. CSV_MORE when it needs more bytes than there are. */
static int any_record(struct csv_scanner *s, struct walk *w, size_t record, bool final, uint64_t number, uint32_t *ret_n, size_t *ret_next,
		      struct err *err)
{
	const char *text = w->text;
	size_t field = record, n = 0, end = record, len = w->len;
	s->unquoted.len = 0;
	walk_seek(w, record);
	do {
		int r;
		if (field < len && text[field] == '"') {
			struct cell c = { 0 };
			r = quoted(s, w, field, final, number, &c, &end, err);
			if (r != OK)
				return r;
			r = cell_push(s, &n, c.ptr, c.len, number, err);
		} else {
			end = walk_next(w);
			r = cell_push(s, &n, text + field, end - field, number, err);
		}
		if (r < 0)
			return r;
		if (UNLIKELY(end - record > CSV_RECORD_MAX))
			return FAIL(err, E_LIMIT, "baris %" PRIu64 ": baris lebih panjang dari 1 MiB", number);
		if (UNLIKELY(end >= len && !final))
			return CSV_MORE;
		field = end + 1;
	} while (end < len && text[end] == s->sep);
	if (end < len && text[end] == '\r') {
		if (end + 1 == len && !final)
			return CSV_MORE;
		if (end + 1 < len && text[end + 1] == '\n') {
			field = end + 2;
			(void)walk_next(w);
		}
	}
	*ret_n = (uint32_t)n;
	*ret_next = end >= len ? len : field;
	return OK;
}

/* One record by way of its cells. w stands at the record. *ret_next: where the next one begins. */
static int scan_row(struct csv_scanner *s, struct walk *w, record_fn plain, size_t record, bool final, uint64_t number, size_t *ret_next,
		    row_fn fn, void *ctx, struct err *err)
{
	struct sheet_row row = { .number = number, .wide = s->wide };
	s->multiline = false;
	*ret_next = plain(s, w, record, &row.ncell);
	if (UNLIKELY(*ret_next == 0)) {
		int r = any_record(s, w, record, final, number, &row.ncell, ret_next, err);
		if (r != OK)
			return r;
		row.wide = false;
	}
	row.multiline = s->multiline;
	row.cell = s->cell;
	return fn(ctx, &row, err);
}

/* Plain records from where *at stands, until one ends at or behind stop; declined ones go as rows. *at and *number go along. Returns with
 * the record at *at not looked at where that is no plain one. */
static int scan_plain(struct csv_scanner *s, struct walk *w, record_fn plain, csv_ahead_fn ahead, size_t *at, size_t stop, bool final,
		      uint64_t *number, row_fn fn, void *ctx, struct err *err)
{
	while (*at < stop) {
		const char *text = w->text + *at;
		size_t begin = *at, n = w->len - begin < CSV_AHEAD ? w->len - begin : CSV_AHEAD;
		size_t ends = ahead(text, n, s->sep, s->mark, s->end);
		struct csv_plain p = { .text = text, .mark = s->mark + 1 };
		uint32_t *mark = s->mark + 1;
		if (ends == 0)
			return OK;
		for (size_t i = 0; i < ends && *at < stop; i++) {
			uint32_t last, back;
			p.n = (uint32_t)(s->mark + 1 + s->end[i] - mark);
			p.mark = mark;
			p.number = *number;
			mark += p.n;
			/* The CR of a line's end is no part of its last field. */
			last = mark[-1];
			back = last > 0 && text[last - 1] == '\r';
			mark[-1] = last - back;
			if (UNLIKELY(!s->plain(ctx, &p))) {
				size_t next;
				int r;
				walk_seek(w, *at);
				r = scan_row(s, w, plain, *at, final, *number, &next, fn, ctx, err);
				if (r)
					return r;
			}
			mark[-1] = last;
			(*number)++;
			*at = begin + last + 1;
		}
	}
	return OK;
}

int csv_scan(struct csv_scanner *s, const char *text, size_t from, size_t len, size_t stop, bool final, uint64_t *number,
	     size_t *ret_end, row_fn fn, void *ctx, struct err *err)
{
	struct walk w = { .text = text, .len = len, .sep = s->sep };
	record_fn plain = record_best();
	csv_ahead_fn ahead = csv_ahead_best();
	size_t record = from;
	*ret_end = from;
	walk_seek(&w, from);
	while (record < len && record < stop) {
		size_t next;
		int r = OK;
		if (s->plain) {
			r = scan_plain(s, &w, plain, ahead, &record, stop < len ? stop : len, final, number, fn, ctx, err);
			*ret_end = record;
			if (r || record >= len || record >= stop)
				return r;
			walk_seek(&w, record);
		}
		r = scan_row(s, &w, plain, record, final, *number, &next, fn, ctx, err);
		if (r)
			return r;
		(*number)++;
		record = next;
		*ret_end = record;
	}
	return OK;
}

bool csv_swallowed(const struct sheet_row *row, char sep, uint32_t ncol)
{
	if (ncol < 3)
		return false;
	for (uint32_t i = 0; i < row->ncell; i++) {
		const char *p = row->cell[i].ptr, *end = p + row->cell[i].len;
		uint32_t seps = 0;
		if (!memchr(p, '\n', row->cell[i].len) && !memchr(p, '\r', row->cell[i].len))
			continue;
		for (; p < end; p++) {
			if (*p == '\n' || *p == '\r')
				seps = 0;
			else if (*p == sep && ++seps >= ncol - 1)
				return true;
		}
	}
	return false;
}

static const uint16_t cp1252[32] = {
	0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0xFFFD,
	0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A,
	0x0153, 0xFFFD, 0x017E, 0x0178,
};

void csv_to_utf8(struct buf *out, struct str s)
{
	bool ascii = true;
	for (size_t i = 0; i < s.len; i++)
		ascii &= (unsigned char)s.ptr[i] < 0x80;
	if (ascii || str_utf8_valid(s) == s.len) {
		buf_add(out, s);
		return;
	}
	for (size_t i = 0; i < s.len; i++) {
		unsigned c = (unsigned char)s.ptr[i];
		if (c >= 0x80 && c < 0xA0)
			c = cp1252[c - 0x80];
		if (c < 0x80) {
			buf_addc(out, (char)c);
		} else if (c < 0x800) {
			buf_addc(out, (char)(0xC0 | c >> 6));
			buf_addc(out, (char)(0x80 | (c & 0x3F)));
		} else {
			buf_addc(out, (char)(0xE0 | c >> 12));
			buf_addc(out, (char)(0x80 | (c >> 6 & 0x3F)));
			buf_addc(out, (char)(0x80 | (c & 0x3F)));
		}
	}
}
