#include "render/xlsx_check.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#define BLOCK ((size_t)256 << 10)
#define EDGE ((size_t)8 << 10) /* more than stands before <sheetData> or behind </sheetData> in our own sheets */
#define NOT_WHOLE(err) FAIL((err), E_IO, "berkas hasil tidak tersimpan utuh; periksa ruang disk, lalu ulangi")

struct entry {
	char name[64];
	uint64_t at; /* of the local header */
	uint64_t packed, size;
	uint32_t crc;
};
/* What is kept of a part while it streams by. */
struct part {
	char head[EDGE];
	char tail[2 * EDGE];
	size_t head_len, tail_len;
	uint64_t size;
	uLong crc;
};
struct check {
	int fd;
	const uint64_t *sheet_bytes;
	size_t nsheet;
	size_t seen;
	unsigned char in[BLOCK], out[BLOCK];
	struct part part;
};

static bool read_at(int fd, void *ptr, size_t n, uint64_t at)
{
	char *p = ptr;
	while (n) {
		ssize_t r = pread(fd, p, n, (off_t)at);
		if (r < 0 && errno == EINTR)
			continue;
		if (r <= 0)
			return false;
		p += r;
		n -= (size_t)r;
		at += (uint64_t)r;
	}
	return true;
}

static uint32_t u16(const unsigned char *p) { return (uint32_t)p[0] | (uint32_t)p[1] << 8; }
static uint32_t u32(const unsigned char *p) { return u16(p) | u16(p + 2) << 16; }

static void part_feed(struct part *p, const unsigned char *data, size_t n)
{
	size_t k = n < EDGE - p->head_len ? n : EDGE - p->head_len;
	p->crc = crc32_z(p->crc, data, n);
	p->size += n;
	memcpy(p->head + p->head_len, data, k);
	p->head_len += k;
	if (n >= EDGE) {
		memcpy(p->tail, data + n - EDGE, EDGE);
		p->tail_len = EDGE;
		return;
	}
	if (p->tail_len + n > sizeof(p->tail)) {
		memmove(p->tail, p->tail + p->tail_len - EDGE, EDGE);
		p->tail_len = EDGE;
	}
	memcpy(p->tail + p->tail_len, data, n);
	p->tail_len += n;
}

static int part_inflate(struct check *c, z_stream *z, uint64_t at, uint64_t left, struct err *err)
{
	int r = Z_OK;
	while (r != Z_STREAM_END) {
		if (z->avail_in == 0) {
			size_t n = left < BLOCK ? (size_t)left : BLOCK;
			if (n == 0 || !read_at(c->fd, c->in, n, at))
				return NOT_WHOLE(err);
			at += n;
			left -= n;
			z->next_in = c->in;
			z->avail_in = (uInt)n;
		}
		z->next_out = c->out;
		z->avail_out = (uInt)BLOCK;
		r = inflate(z, Z_NO_FLUSH);
		if (r != Z_OK && r != Z_STREAM_END)
			return r == Z_MEM_ERROR ? NOMEM(err) : NOT_WHOLE(err);
		part_feed(&c->part, c->out, BLOCK - z->avail_out);
	}
	return left || z->avail_in ? NOT_WHOLE(err) : OK;
}

static int part_read(struct check *c, const struct entry *e, struct err *err)
{
	unsigned char h[30];
	z_stream z = { 0 };
	int r;
	if (!read_at(c->fd, h, sizeof(h), e->at) || u32(h) != 0x04034b50 || u16(h + 8) != Z_DEFLATED)
		return NOT_WHOLE(err);
	if (inflateInit2(&z, -MAX_WBITS) != Z_OK)
		return NOMEM(err);
	c->part.head_len = c->part.tail_len = 0;
	c->part.size = 0;
	c->part.crc = crc32_z(0, NULL, 0);
	r = part_inflate(c, &z, e->at + sizeof(h) + u16(h + 26) + u16(h + 28), e->packed, err);
	inflateEnd(&z);
	if (r < 0)
		return r;
	return c->part.size == e->size && c->part.crc == e->crc ? OK : NOT_WHOLE(err);
}

/* True when the part's last tag closes its first one, the XML declaration aside. */
static bool part_closed(const struct part *p)
{
	const char *s = p->head, *end = p->head + p->head_len, *name, *tail;
	size_t n = 0, len = p->tail_len;
	s = memmem(s, p->head_len, "?>", 2);
	s = s ? memchr(s, '<', (size_t)(end - s)) : NULL;
	if (!s)
		return false;
	name = s + 1;
	while (name + n < end && name[n] != ' ' && name[n] != '>' && name[n] != '/')
		n++;
	while (len && (p->tail[len - 1] == '\n' || p->tail[len - 1] == '\r'))
		len--;
	tail = p->tail + len;
	if (len >= n + 3 && tail[-1] == '>' && memcmp(tail - n - 1, name, n) == 0 && memcmp(tail - n - 3, "</", 2) == 0)
		return true;
	/* A root without children: <a .../>, and nothing else. */
	return len >= 2 && memcmp(tail - 2, "/>", 2) == 0 && p->size < EDGE &&
	       !memchr(name, '<', (size_t)(end - name));
}

static bool sheet_whole(const struct part *p, uint64_t bytes)
{
	const char *from = memmem(p->head, p->head_len, "<sheetData>", 11);
	const char *to = memmem(p->tail, p->tail_len, "</sheetData>", 12);
	uint64_t first, last;
	if (!from || !to)
		return false;
	first = (uint64_t)(from - p->head) + 11;
	last = p->size - p->tail_len + (uint64_t)(to - p->tail);
	return last - first == bytes;
}

static int check_entry(struct check *c, const struct entry *e, struct err *err)
{
	static const char prefix[] = "xl/worksheets/sheet";
	size_t len = sizeof(prefix) - 1;
	int r = part_read(c, e, err);
	if (r < 0)
		return r;
	if (!part_closed(&c->part))
		return NOT_WHOLE(err);
	if (strncmp(e->name, prefix, len) == 0) {
		unsigned long i = strtoul(e->name + len, NULL, 10);
		if (i == 0 || i > c->nsheet || !sheet_whole(&c->part, c->sheet_bytes[i - 1]))
			return NOT_WHOLE(err);
		c->seen++;
	}
	return OK;
}

/* The directory: its place and number of entries. */
static int find_directory(struct check *c, uint64_t *ret_at, uint32_t *ret_count, struct err *err)
{
	struct stat st;
	unsigned char *end = c->in;
	size_t n;
	if (fstat(c->fd, &st) != 0 || st.st_size < 22)
		return NOT_WHOLE(err);
	n = (uint64_t)st.st_size < BLOCK ? (size_t)st.st_size : BLOCK;
	if (!read_at(c->fd, end, n, (uint64_t)st.st_size - n))
		return NOT_WHOLE(err);
	end += n - 22; /* we write no comment */
	if (u32(end) != 0x06054b50)
		return NOT_WHOLE(err);
	*ret_count = u16(end + 10);
	*ret_at = u32(end + 16);
	return OK;
}

static int check_all(struct check *c, struct err *err)
{
	uint64_t at = 0;
	uint32_t count = 0;
	int r = find_directory(c, &at, &count, err);
	if (r < 0)
		return r;
	for (uint32_t i = 0; i < count; i++) {
		struct entry e = { 0 };
		unsigned char h[46];
		uint32_t len;
		if (!read_at(c->fd, h, sizeof(h), at) || u32(h) != 0x02014b50)
			return NOT_WHOLE(err);
		e.crc = u32(h + 16);
		e.packed = u32(h + 20);
		e.size = u32(h + 24);
		e.at = u32(h + 42);
		len = u16(h + 28);
		if (!read_at(c->fd, e.name, len < sizeof(e.name) ? len : sizeof(e.name) - 1, at + sizeof(h)))
			return NOT_WHOLE(err);
		at += sizeof(h) + len + u16(h + 30) + u16(h + 32);
		r = check_entry(c, &e, err);
		if (r < 0)
			return r;
	}
	return c->seen == c->nsheet ? OK : NOT_WHOLE(err);
}

int xlsx_check(int fd, const uint64_t *sheet_bytes, size_t nsheet, struct err *err)
{
	struct check *c = malloc(sizeof(*c));
	int r;
	if (!c)
		return NOMEM(err);
	c->fd = fd;
	c->sheet_bytes = sheet_bytes;
	c->nsheet = nsheet;
	c->seen = 0;
	r = check_all(c, err);
	free(c);
	return r;
}
