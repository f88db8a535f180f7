/* Zip archives made in memory for tests: small, and wrong in any way a test asks for. */
#ifndef PADAN_TEST_MAKE_ZIP_H
#define PADAN_TEST_MAKE_ZIP_H
#include "base/buf.h"

#include <sys/mman.h>
#include <unistd.h>
#include <zlib.h>

struct make_zip {
	struct buf out;      /* local parts; what a test puts in first stands in front of the archive */
	struct buf dir;
	size_t count;
	uint64_t shift;      /* taken off all offsets: bytes in front that the archive does not know of */
	bool descriptors;    /* sizes behind the data instead of in front */
	bool zip64;
	/* Lies about the next part. */
	uint16_t flags;
	int32_t method;      /* -1: the true one */
	int64_t say_size;    /* -1: the true one */
	int64_t say_packed;
	int64_t say_offset;
	uint32_t crc_xor;
};

static inline void make_zip_init(struct make_zip *m)
{
	*m = (struct make_zip){ .method = -1, .say_size = -1, .say_packed = -1, .say_offset = -1 };
	buf_init(&m->out, (size_t)1 << 30);
	buf_init(&m->dir, (size_t)1 << 28);
}

static inline void make_zip_clear(struct make_zip *m)
{
	buf_clear(&m->out);
	buf_clear(&m->dir);
}

static inline void put_le(struct buf *b, uint64_t v, unsigned n)
{
	for (unsigned i = 0; i < n; i++)
		buf_addc(b, (char)(i < 8 ? v >> (8 * i) & 0xff : 0));
}

/* Raw deflate of data; level 0 to 9. */
static inline void make_deflate(struct buf *out, struct str data, int level)
{
	z_stream z = { 0 };
	char chunk[16384];
	int r;
	MUST(deflateInit2(&z, level, Z_DEFLATED, -15, 9, Z_DEFAULT_STRATEGY) == Z_OK);
	z.next_in = (Bytef *)(uintptr_t)data.ptr;
	z.avail_in = (uInt)data.len;
	do {
		z.next_out = (Bytef *)chunk;
		z.avail_out = sizeof(chunk);
		r = deflate(&z, Z_FINISH);
		buf_add(out, str_of(chunk, sizeof(chunk) - z.avail_out));
	} while (r == Z_OK);
	MUST(r == Z_STREAM_END && deflateEnd(&z) == Z_OK);
}

/* A part whose packed bytes are given as they are. */
static inline void make_zip_packed(struct make_zip *m, struct str name, struct str packed, uint64_t size, uint32_t crc,
				   uint16_t method)
{
	uint64_t at = m->out.len - m->shift, n = packed.len;
	uint16_t flags = (uint16_t)(m->flags | (m->descriptors ? 8 : 0));
	crc ^= m->crc_xor;
	method = m->method >= 0 ? (uint16_t)m->method : method;
	size = m->say_size >= 0 ? (uint64_t)m->say_size : size;
	n = m->say_packed >= 0 ? (uint64_t)m->say_packed : n;
	at = m->say_offset >= 0 ? (uint64_t)m->say_offset : at;
	put_le(&m->out, 0x04034b50, 4);
	put_le(&m->out, m->zip64 ? 45 : 20, 2);
	put_le(&m->out, flags, 2);
	put_le(&m->out, method, 2);
	put_le(&m->out, 0, 4);
	put_le(&m->out, m->descriptors ? 0 : crc, 4);
	put_le(&m->out, m->descriptors ? 0 : m->zip64 ? UINT32_MAX : n, 4);
	put_le(&m->out, m->descriptors ? 0 : m->zip64 ? UINT32_MAX : size, 4);
	put_le(&m->out, name.len, 2);
	put_le(&m->out, m->zip64 ? 20 : 0, 2);
	buf_add(&m->out, name);
	if (m->zip64) {
		put_le(&m->out, 1, 2);
		put_le(&m->out, 16, 2);
		put_le(&m->out, size, 8);
		put_le(&m->out, n, 8);
	}
	buf_add(&m->out, packed);
	if (m->descriptors) {
		put_le(&m->out, 0x08074b50, 4);
		put_le(&m->out, crc, 4);
		put_le(&m->out, n, 4);
		put_le(&m->out, size, 4);
	}
	put_le(&m->dir, 0x02014b50, 4);
	put_le(&m->dir, 45, 2);
	put_le(&m->dir, m->zip64 ? 45 : 20, 2);
	put_le(&m->dir, flags, 2);
	put_le(&m->dir, method, 2);
	put_le(&m->dir, 0, 4);
	put_le(&m->dir, crc, 4);
	put_le(&m->dir, m->zip64 ? UINT32_MAX : n, 4);
	put_le(&m->dir, m->zip64 ? UINT32_MAX : size, 4);
	put_le(&m->dir, name.len, 2);
	put_le(&m->dir, m->zip64 ? 28 : 0, 2);
	put_le(&m->dir, 0, 10);
	put_le(&m->dir, m->zip64 ? UINT32_MAX : at, 4);
	buf_add(&m->dir, name);
	if (m->zip64) {
		put_le(&m->dir, 1, 2);
		put_le(&m->dir, 24, 2);
		put_le(&m->dir, size, 8);
		put_le(&m->dir, n, 8);
		put_le(&m->dir, at, 8);
	}
	m->count++;
	m->flags = 0;
	m->method = -1;
	m->say_size = m->say_packed = m->say_offset = -1;
	m->crc_xor = 0;
}

/* A part, stored (level -1) or deflated. */
static inline void make_zip_add(struct make_zip *m, const char *name, struct str data, int level)
{
	uint32_t crc = (uint32_t)crc32(0, (const Bytef *)data.ptr, (uInt)data.len);
	struct buf packed;
	buf_init(&packed, (size_t)1 << 30);
	if (level >= 0)
		make_deflate(&packed, data, level);
	make_zip_packed(m, str_c(name), level >= 0 ? buf_str(&packed) : data, data.len, crc, level >= 0 ? 8 : 0);
	buf_clear(&packed);
}

/* Directory and end record. */
static inline void make_zip_finish(struct make_zip *m)
{
	uint64_t at = m->out.len - m->shift, n = m->dir.len;
	buf_add(&m->out, buf_str(&m->dir));
	if (m->zip64) {
		uint64_t end = m->out.len - m->shift;
		put_le(&m->out, 0x06064b50, 4);
		put_le(&m->out, 44, 8);
		put_le(&m->out, 45u << 16 | 45, 4);
		put_le(&m->out, 0, 8);
		put_le(&m->out, m->count, 8);
		put_le(&m->out, m->count, 8);
		put_le(&m->out, n, 8);
		put_le(&m->out, at, 8);
		put_le(&m->out, 0x07064b50, 4);
		put_le(&m->out, 0, 4);
		put_le(&m->out, end, 8);
		put_le(&m->out, 1, 4);
	}
	put_le(&m->out, 0x06054b50, 4);
	put_le(&m->out, 0, 4);
	put_le(&m->out, m->zip64 ? 0xffff : m->count, 2);
	put_le(&m->out, m->zip64 ? 0xffff : m->count, 2);
	put_le(&m->out, m->zip64 ? UINT32_MAX : n, 4);
	put_le(&m->out, m->zip64 ? UINT32_MAX : at, 4);
	put_le(&m->out, 0, 2);
	MUST(m->out.error == 0 && m->dir.error == 0);
}

/* The bytes as a file. */
static inline int make_fd(struct str s)
{
	int fd = memfd_create("test", MFD_CLOEXEC);
	MUST(fd >= 0);
	while (s.len) {
		ssize_t n = write(fd, s.ptr, s.len);
		MUST(n > 0);
		s = str_of(s.ptr + n, s.len - (size_t)n);
	}
	return fd;
}

/* A workbook of one sheet "Data" with these parts (ptr NULL: not there, or the usual one for book). */
struct make_book {
	struct str sheet, strings, styles, book;
};
static inline void make_book_parts(struct make_zip *m, const struct make_book *b, int level)
{
#define MAKE_X "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define MAKE_MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define MAKE_OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define MAKE_PACKAGE "http://schemas.openxmlformats.org/package/2006/relationships"
	static const char rels[] = MAKE_X "<Relationships xmlns=\"" MAKE_PACKAGE "\"><Relationship Id=\"rId1\" Type=\""
		MAKE_OFFICE "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>";
	static const char book[] = MAKE_X "<workbook xmlns=\"" MAKE_MAIN "\" xmlns:r=\"" MAKE_OFFICE "\"><sheets><sheet "
		"name=\"Data\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>";
	static const char book_rels[] = MAKE_X "<Relationships xmlns=\"" MAKE_PACKAGE "\">"
		"<Relationship Id=\"rId1\" Type=\"" MAKE_OFFICE "/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
		"<Relationship Id=\"rId2\" Type=\"" MAKE_OFFICE "/sharedStrings\" Target=\"sharedStrings.xml\"/>"
		"<Relationship Id=\"rId3\" Type=\"" MAKE_OFFICE "/styles\" Target=\"/xl/styles.xml\"/></Relationships>";
	make_zip_add(m, "_rels/.rels", str_c(rels), level);
	make_zip_add(m, "xl/workbook.xml", b->book.ptr ? b->book : str_c(book), level);
	make_zip_add(m, "xl/_rels/workbook.xml.rels", str_c(book_rels), level);
	if (b->styles.ptr)
		make_zip_add(m, "xl/styles.xml", b->styles, level);
	if (b->strings.ptr)
		make_zip_add(m, "xl/sharedStrings.xml", b->strings, level);
	if (b->sheet.ptr)
		make_zip_add(m, "xl/worksheets/sheet1.xml", b->sheet, level);
}
#endif
