#include "sheet/zip.h"

#include "base/base.h"

#include <errno.h>
#include <isa-l/crc.h>
#include <isa-l/igzip_lib.h>
#include <sys/stat.h>
#include <unistd.h>

#define EOCD_SIZE 22
#define EOCD_TAIL (EOCD_SIZE + 65535)
#define LOCATOR_SIZE 20
#define EOCD64_SIZE 56
#define CENTRAL_SIZE 46
#define LOCAL_SIZE 30
#define DIRECTORY_MAX ((uint64_t)4 << 20)
#define INPUT_SIZE ((size_t)64 << 10)
#define FLAG_ENCRYPTED 0x2041 /* classic, strong, and the masked directory of strong encryption */
#define SIG_EOCD 0x06054b50u
#define SIG_LOCATOR 0x07064b50u
#define SIG_EOCD64 0x06064b50u
#define SIG_CENTRAL 0x02014b50u
#define SIG_LOCAL 0x04034b50u

#define DAMAGED(err, what) FAIL((err), E_FORMAT, "berkas .xlsx rusak (" what "); buka di Excel, simpan ulang, lalu ulangi")

struct part {
	struct str name;
	uint64_t offset; /* of the local header, in the file */
	uint64_t limit;  /* where the next part or the directory begins */
	uint64_t packed;
	uint64_t size;
	uint32_t crc;
	uint16_t method;
	uint16_t flags;
	bool counted;
};
struct zip {
	int fd;
	uint64_t file_size;
	uint64_t unpacked; /* of parts opened so far */
	size_t count;
	struct part *part;
	size_t *order; /* work space for the checks */
	char *names;
};
struct ziparc_stream {
	const struct zip *zip;
	const struct part *part;
	uint64_t in_off;  /* next packed byte to read from the file */
	uint64_t in_left; /* packed bytes not read yet */
	uint64_t out;
	uint32_t crc;
	bool ended;
	struct inflate_state inflate;
	unsigned char in[INPUT_SIZE];
};
struct directory {
	uint64_t at;    /* of the first entry, in the file */
	uint64_t size;
	uint64_t count;
	uint64_t shift; /* bytes in front of the archive */
};

static uint16_t le16(const unsigned char *p)
{
	return (uint16_t)(p[0] | p[1] << 8);
}

static uint32_t le32(const unsigned char *p)
{
	return (uint32_t)le16(p) | (uint32_t)le16(p + 2) << 16;
}

static uint64_t le64(const unsigned char *p)
{
	return (uint64_t)le32(p) | (uint64_t)le32(p + 4) << 32;
}

static int read_at(const struct zip *z, void *to, size_t n, uint64_t off, struct err *err)
{
	char *p = to;
	if (off > z->file_size || n > z->file_size - off)
		return DAMAGED(err, "isinya terpotong");
	while (n) {
		ssize_t g = pread(z->fd, p, n, (off_t)off);
		if (g < 0 && errno == EINTR)
			continue;
		if (g < 0)
			return FAIL(err, E_IO, "berkas tidak dapat dibaca: %s", errno_text(errno));
		if (g == 0)
			return FAIL(err, E_IO, "berkas memendek selagi dibaca");
		p += g;
		off += (uint64_t)g;
		n -= (size_t)g;
	}
	return OK;
}

/* The end record that reaches exactly to the end of the file, else the last one that lies within it. -1: none. */
static int64_t find_eocd(const unsigned char *tail, size_t len)
{
	int64_t found = -1;
	for (size_t i = len < EOCD_SIZE ? 0 : len - EOCD_SIZE + 1; i-- > 0;) {
		size_t room = len - EOCD_SIZE - i;
		if (le32(tail + i) != SIG_EOCD || le16(tail + i + 20) > room)
			continue;
		if (le16(tail + i + 20) == room)
			return (int64_t)i;
		if (found < 0)
			found = (int64_t)i;
	}
	return found;
}

/* Replaces the fields of d by those of the zip64 end record when there is one right before the end record at `end`. */
static int read_eocd64(const struct zip *z, struct directory *d, uint64_t *end, struct err *err)
{
	unsigned char loc[LOCATOR_SIZE], rec[EOCD64_SIZE];
	uint64_t at, declared;
	int r;
	if (*end < LOCATOR_SIZE + EOCD64_SIZE)
		return OK;
	r = read_at(z, loc, sizeof(loc), *end - LOCATOR_SIZE, err);
	if (r < 0)
		return r;
	if (le32(loc) != SIG_LOCATOR)
		return OK;
	/* With bytes in front of the archive the place it states is wrong; the record has no variable part in practice. */
	declared = le64(loc + 8);
	at = *end - LOCATOR_SIZE - EOCD64_SIZE;
	r = read_at(z, rec, sizeof(rec), at, err);
	if (r == OK && le32(rec) != SIG_EOCD64 && declared <= at) {
		at = declared;
		r = read_at(z, rec, sizeof(rec), at, err);
	}
	if (r < 0)
		return r;
	if (le32(rec) != SIG_EOCD64 || le32(rec + 16) != 0 || le32(rec + 20) != 0 || le64(rec + 24) != le64(rec + 32))
		return DAMAGED(err, "penutup zip64 salah");
	d->count = le64(rec + 32);
	d->size = le64(rec + 40);
	d->at = le64(rec + 48);
	*end = at;
	return OK;
}

static int find_directory(const struct zip *z, struct directory *ret, struct err *err)
{
	size_t len = z->file_size < EOCD_TAIL ? (size_t)z->file_size : EOCD_TAIL;
	unsigned char *tail = malloc(len + 1);
	struct directory d = { 0 };
	uint64_t end;
	int64_t i;
	int r;
	if (!tail)
		return NOMEM(err);
	r = read_at(z, tail, len, z->file_size - len, err);
	if (r < 0)
		goto out;
	i = find_eocd(tail, len);
	if (i < 0) {
		r = DAMAGED(err, "daftar isinya tidak ada, mungkin salinannya terpotong");
		goto out;
	}
	end = z->file_size - len + (uint64_t)i;
	d.count = le16(tail + i + 10);
	d.size = le32(tail + i + 12);
	d.at = le32(tail + i + 16);
	/* 0xffff stands there when the zip64 record tells. */
	if ((le16(tail + i + 4) != 0 && le16(tail + i + 4) != 0xffff) || le16(tail + i + 8) != d.count) {
		r = DAMAGED(err, "terbagi atas beberapa berkas");
		goto out;
	}
	r = read_eocd64(z, &d, &end, err);
	if (r < 0)
		goto out;
	if (d.count > ZIP_PARTS_MAX)
		r = FAIL(err, E_LIMIT, "berkas .xlsx memuat %" PRIu64 " bagian, paling banyak %d", d.count, ZIP_PARTS_MAX);
	else if (d.size > end || d.at > end - d.size || d.size < d.count * CENTRAL_SIZE)
		r = DAMAGED(err, "daftar isinya salah");
	else if (d.size > DIRECTORY_MAX)
		r = FAIL(err, E_LIMIT, "daftar isi berkas .xlsx terlalu besar");
	d.shift = r == OK ? end - d.size - d.at : 0;
	d.at += d.shift;
	*ret = d;
out:
	free(tail);
	return r;
}

/* Fills the 64-bit values that stand in the extra field of a directory entry. False when they are missing. */
static bool read_extra64(struct part *p, uint64_t *offset, const unsigned char *x, size_t len)
{
	uint64_t *want[3], n = 0;
	if (p->size == UINT32_MAX)
		want[n++] = &p->size;
	if (p->packed == UINT32_MAX)
		want[n++] = &p->packed;
	if (*offset == UINT32_MAX)
		want[n++] = offset;
	if (n == 0)
		return true;
	while (len >= 4) {
		size_t size = le16(x + 2);
		if (size > len - 4)
			return false;
		if (le16(x) == 1) {
			if (size < n * 8)
				return false;
			for (uint64_t i = 0; i < n; i++)
				*want[i] = le64(x + 4 + i * 8);
			return true;
		}
		x += 4 + size;
		len -= 4 + size;
	}
	return false;
}

static int read_entry(struct zip *z, struct part *p, const struct directory *d, const unsigned char *e, size_t left,
		      size_t *ret_len, char *name, struct err *err)
{
	size_t nlen, xlen, clen;
	uint64_t offset;
	if (left < CENTRAL_SIZE || le32(e) != SIG_CENTRAL)
		return DAMAGED(err, "daftar isinya salah");
	nlen = le16(e + 28);
	xlen = le16(e + 30);
	clen = le16(e + 32);
	if (nlen + xlen + clen > left - CENTRAL_SIZE)
		return DAMAGED(err, "daftar isinya terpotong");
	if (nlen == 0 || nlen > ZIP_NAME_MAX || memchr(e + CENTRAL_SIZE, 0, nlen))
		return DAMAGED(err, "nama bagiannya salah");
	*p = (struct part){ .name = str_of(name, nlen), .flags = le16(e + 8), .method = le16(e + 10),
			    .crc = le32(e + 16), .packed = le32(e + 20), .size = le32(e + 24) };
	memcpy(name, e + CENTRAL_SIZE, nlen);
	for (size_t i = 0; i < nlen; i++)
		if (name[i] == '\\')
			name[i] = '/';
	offset = le32(e + 42);
	if (!read_extra64(p, &offset, e + CENTRAL_SIZE + nlen, xlen))
		return DAMAGED(err, "ukuran zip64 tidak ada");
	if (offset > d->at - d->shift || p->packed > z->file_size)
		return DAMAGED(err, "letak bagiannya salah");
	p->offset = offset + d->shift;
	*ret_len = CENTRAL_SIZE + nlen + xlen + clen;
	return OK;
}

static int read_directory(struct zip *z, const struct directory *d, struct err *err)
{
	unsigned char *dir = malloc((size_t)d->size + 1);
	size_t left = (size_t)d->size, n = (size_t)d->count, at = 0, names = 0, len = 0;
	int r = OK;
	z->part = calloc(n + 1, sizeof(*z->part));
	z->order = calloc(n + 1, sizeof(*z->order));
	z->names = malloc((size_t)d->size + 1);
	if (!dir || !z->part || !z->order || !z->names)
		r = NOMEM(err);
	if (r == OK)
		r = read_at(z, dir, left, d->at, err);
	for (; r == OK && z->count < n; z->count++) {
		r = read_entry(z, &z->part[z->count], d, dir + at, left - at, &len, z->names + names, err);
		at += len;
		names += r == OK ? z->part[z->count].name.len : 0;
	}
	if (r == OK && at != left)
		r = DAMAGED(err, "daftar isinya lebih panjang daripada yang dinyatakan");
	free(dir);
	return r;
}

static int name_cmp(struct str a, struct str b)
{
	size_t n = a.len < b.len ? a.len : b.len;
	for (size_t i = 0; i < n; i++) {
		int c = (unsigned char)ch_upper(a.ptr[i]) - (unsigned char)ch_upper(b.ptr[i]);
		if (c)
			return c;
	}
	return a.len == b.len ? 0 : a.len < b.len ? -1 : 1;
}

static int by_name(const void *a, const void *b, void *part)
{
	const struct part *p = part;
	return name_cmp(p[*(const size_t *)a].name, p[*(const size_t *)b].name);
}

static int by_offset(const void *a, const void *b, void *part)
{
	const struct part *p = part;
	uint64_t x = p[*(const size_t *)a].offset, y = p[*(const size_t *)b].offset;
	return x < y ? -1 : x > y;
}

/* No two parts share a byte (the bomb that points many entries at one stream) nor a name. */
static int check_parts(struct zip *z, uint64_t end, struct err *err)
{
	for (size_t i = 0; i < z->count; i++)
		z->order[i] = i;
	qsort_r(z->order, z->count, sizeof(*z->order), by_offset, z->part);
	for (size_t i = 0; i < z->count; i++) {
		struct part *p = &z->part[z->order[i]];
		p->limit = i + 1 < z->count ? z->part[z->order[i + 1]].offset : end;
		if (p->limit < p->offset || p->limit - p->offset < LOCAL_SIZE + p->name.len ||
		    p->limit - p->offset - LOCAL_SIZE - p->name.len < p->packed)
			return DAMAGED(err, "bagian-bagiannya bertumpang tindih");
	}
	qsort_r(z->order, z->count, sizeof(*z->order), by_name, z->part);
	for (size_t i = 1; i < z->count; i++)
		if (name_cmp(z->part[z->order[i - 1]].name, z->part[z->order[i]].name) == 0)
			return DAMAGED(err, "dua bagian bernama sama");
	return OK;
}

int ziparc_open(struct zip **ret, int fd, struct err *err)
{
	struct zip *z = calloc(1, sizeof(*z));
	struct directory d = { 0 };
	struct stat st;
	int r;
	if (!z)
		return NOMEM(err);
	z->fd = fd;
	if (fstat(fd, &st) < 0 || st.st_size < 0)
		r = FAIL(err, E_IO, "berkas tidak dapat dibaca: %s", errno_text(errno));
	else {
		z->file_size = (uint64_t)st.st_size;
		r = find_directory(z, &d, err);
	}
	if (r == OK)
		r = read_directory(z, &d, err);
	if (r == OK)
		r = check_parts(z, d.at, err);
	if (r < 0) {
		ziparc_close(z);
		return r;
	}
	*ret = z;
	return OK;
}

void ziparc_close(struct zip *z)
{
	if (!z)
		return;
	free(z->part);
	free(z->order);
	free(z->names);
	free(z);
}

size_t ziparc_count(const struct zip *z)
{
	return z->count;
}

struct ziparc_entry ziparc_at(const struct zip *z, size_t i)
{
	const struct part *p = &z->part[i];
	assert(i < z->count);
	return (struct ziparc_entry){ p->name, p->packed, p->size, (p->flags & FLAG_ENCRYPTED) != 0 };
}

int ziparc_find(const struct zip *z, struct str name)
{
	size_t lo = 0, hi = z->count;
	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		int c = name_cmp(z->part[z->order[mid]].name, name);
		if (c == 0)
			return (int)z->order[mid];
		if (c < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return -1;
}

/* What the directory promises must be acceptable before the first byte is unpacked. */
static int check_promise(const struct zip *z, const struct part *p, struct err *err)
{
	int shown = p->name.len > 80 ? 80 : (int)p->name.len;
	if (p->flags & FLAG_ENCRYPTED)
		return FAIL(err, E_FORMAT, "bagian %.*s disandi; buka berkasnya di Excel dengan kata sandi, simpan "
			    "tanpa kata sandi, lalu ulangi", shown, p->name.ptr);
	if (p->method != 0 && p->method != 8)
		return FAIL(err, E_FORMAT, "bagian %.*s dimampatkan dengan cara yang tidak dikenal (%u)", shown,
			    p->name.ptr, p->method);
	if (p->method == 0 && p->packed != p->size)
		return DAMAGED(err, "ukuran bagiannya salah");
	if (p->size > ZIP_RATIO_FREE && p->size / ZIP_RATIO_MAX > p->packed)
		return FAIL(err, E_LIMIT, "bagian %.*s memuai lebih dari %d kali; berkas ini tidak wajar dan ditolak",
			    shown, p->name.ptr, ZIP_RATIO_MAX);
	if (p->size > ZIP_TOTAL_MAX || (!p->counted && z->unpacked > ZIP_TOTAL_MAX - p->size))
		return FAIL(err, E_LIMIT, "isi berkas .xlsx lebih besar dari %d GiB", (int)(ZIP_TOTAL_MAX >> 30));
	return OK;
}

/* The local header must tell the same as the directory: a reader that believes the other one would see another file. */
static int check_local(const struct zip *z, const struct part *p, uint64_t *ret_data, struct err *err)
{
	unsigned char h[LOCAL_SIZE + ZIP_NAME_MAX];
	size_t nlen = p->name.len;
	uint64_t head;
	int r = read_at(z, h, LOCAL_SIZE + nlen, p->offset, err);
	if (r < 0)
		return r;
	head = LOCAL_SIZE + nlen + le16(h + 28);
	if (le32(h) != SIG_LOCAL || le16(h + 26) != nlen || le16(h + 8) != p->method ||
	    ((le16(h + 6) ^ p->flags) & (FLAG_ENCRYPTED | 8)) != 0)
		return DAMAGED(err, "kepala bagiannya tidak cocok dengan daftar isi");
	for (size_t i = 0; i < nlen; i++)
		if ((h[LOCAL_SIZE + i] == '\\' ? '/' : (char)h[LOCAL_SIZE + i]) != p->name.ptr[i])
			return DAMAGED(err, "nama bagiannya tidak cocok dengan daftar isi");
	if (!(p->flags & 8) && (le32(h + 14) != p->crc ||
				(le32(h + 18) != UINT32_MAX && le32(h + 18) != (uint32_t)p->packed) ||
				(le32(h + 22) != UINT32_MAX && le32(h + 22) != (uint32_t)p->size)))
		return DAMAGED(err, "ukuran bagiannya tidak cocok dengan daftar isi");
	if (p->limit - p->offset < head || p->limit - p->offset - head < p->packed)
		return DAMAGED(err, "bagian-bagiannya bertumpang tindih");
	*ret_data = p->offset + head;
	return OK;
}

int ziparc_stream_open(struct ziparc_stream **ret, struct zip *z, size_t i, struct err *err)
{
	struct part *p = &z->part[i];
	struct ziparc_stream *s;
	uint64_t data;
	int r;
	assert(i < z->count);
	r = check_promise(z, p, err);
	if (r == OK)
		r = check_local(z, p, &data, err);
	if (r < 0)
		return r;
	s = malloc(sizeof(*s));
	if (!s)
		return NOMEM(err);
	s->zip = z;
	s->part = p;
	s->in_off = data;
	s->in_left = p->packed;
	s->out = 0;
	s->crc = 0;
	s->ended = false;
	memset(&s->inflate, 0, sizeof(s->inflate));
	isal_inflate_init(&s->inflate);
	s->inflate.crc_flag = ISAL_DEFLATE;
	if (!p->counted)
		z->unpacked += p->size;
	p->counted = true;
	*ret = s;
	return OK;
}

void ziparc_stream_close(struct ziparc_stream *s)
{
	free(s);
}

static int fill_input(struct ziparc_stream *s, struct err *err)
{
	size_t n = s->in_left < INPUT_SIZE ? (size_t)s->in_left : INPUT_SIZE;
	int r = read_at(s->zip, s->in, n, s->in_off, err);
	if (r < 0)
		return r;
	s->in_off += n;
	s->in_left -= n;
	s->inflate.next_in = s->in;
	s->inflate.avail_in = (uint32_t)n;
	return OK;
}

static int inflate_some(struct ziparc_stream *s, unsigned char *to, size_t cap, size_t *ret_len, struct err *err)
{
	struct inflate_state *f = &s->inflate;
	size_t got = 0;
	while (got < cap && f->block_state != ISAL_BLOCK_FINISH) {
		uint32_t want = cap - got > (1u << 30) ? 1u << 30 : (uint32_t)(cap - got), before;
		int r = OK;
		if (f->avail_in == 0 && s->in_left)
			r = fill_input(s, err);
		if (r < 0)
			return r;
		before = f->avail_in;
		f->next_out = to + got;
		f->avail_out = want;
		if (isal_inflate(f) != ISAL_DECOMP_OK)
			return DAMAGED(err, "mampatannya salah");
		got += want - f->avail_out;
		if (f->avail_out == want && before == f->avail_in && s->in_left == 0 &&
		    f->block_state != ISAL_BLOCK_FINISH)
			return DAMAGED(err, "mampatannya terpotong");
	}
	*ret_len = got;
	return OK;
}

static int check_end(struct ziparc_stream *s, struct err *err)
{
	/* Whole bytes the inflater took in but did not use. */
	uint64_t unused = s->in_left + s->inflate.avail_in;
	if (s->part->method == 8 && s->inflate.read_in_length > 0)
		unused += (uint64_t)s->inflate.read_in_length / 8;
	if (s->out != s->part->size || unused != 0)
		return DAMAGED(err, "ukuran bagiannya salah");
	if (s->crc != s->part->crc)
		return DAMAGED(err, "jumlah periksa CRC salah");
	s->ended = true;
	return OK;
}

int ziparc_stream_read(struct ziparc_stream *s, void *to, size_t cap, size_t *ret_len, struct err *err)
{
	uint64_t left = s->part->size - s->out;
	size_t n = 0;
	int r = OK;
	*ret_len = 0;
	if (s->ended || cap == 0)
		return OK;
	if (s->part->method == 8) {
		unsigned char extra;
		size_t more = 0;
		n = left < cap ? (size_t)left : cap;
		r = inflate_some(s, to, n, &n, err);
		if (r == OK && s->out + n == s->part->size) {
			/* The stream must end here; one byte more and the directory lied. */
			r = inflate_some(s, &extra, 1, &more, err);
			if (r == OK && more)
				r = DAMAGED(err, "isi bagiannya lebih panjang daripada yang dinyatakan");
		} else if (r == OK && n < cap) {
			r = DAMAGED(err, "isi bagiannya lebih pendek daripada yang dinyatakan");
		}
	} else {
		n = left < cap ? (size_t)left : cap;
		r = read_at(s->zip, to, n, s->in_off, err);
		s->in_off += n;
		s->in_left -= n;
	}
	if (r < 0)
		return r;
	s->crc = crc32_gzip_refl(s->crc, to, n);
	s->out += n;
	if (s->out == s->part->size)
		r = check_end(s, err);
	*ret_len = r == OK ? n : 0;
	return r;
}
