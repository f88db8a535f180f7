/* Small whole scans, made here. */
#ifndef PADAN_TEST_SCANS_H
#define PADAN_TEST_SCANS_H
#include "base/buf.h"
#include <zlib.h>

static inline void put_be(struct buf *b, uint32_t v, unsigned n)
{
	while (n-- > 0)
		buf_addc(b, (char)(v >> 8 * n & 255));
}

static inline void put_chunk(struct buf *b, const char *name, struct str body)
{
	size_t from = b->len + 4;
	put_be(b, (uint32_t)body.len, 4);
	buf_add(b, str_c(name));
	buf_add(b, body);
	put_be(b, (uint32_t)crc32(0, (const unsigned char *)b->ptr + from, (uInt)(b->len - from)), 4);
}

/* A grey PNG of w x h, a ramp from dark to light. */
static inline void scan_png(struct buf *b, uint32_t w, uint32_t h)
{
	struct buf raw, head;
	buf_init(&raw, 1 << 28);
	buf_init(&head, 64);
	for (uint32_t y = 0; y < h; y++) {
		buf_addc(&raw, 0);
		for (uint32_t x = 0; x < w; x++)
			buf_addc(&raw, (char)(x * 255 / w));
	}
	uLongf n = compressBound((uLong)raw.len);
	unsigned char *z = malloc(n);
	MUST(z && compress(z, &n, (unsigned char *)raw.ptr, (uLong)raw.len) == Z_OK);
	put_be(&head, w, 4);
	put_be(&head, h, 4);
	buf_add(&head, S("\x08\0\0\0\0"));
	buf_add(b, S("\x89PNG\r\n\x1A\n"));
	put_chunk(b, "IHDR", buf_str(&head));
	put_chunk(b, "IDAT", str_of((char *)z, n));
	put_chunk(b, "IEND", S(""));
	free(z);
	buf_clear(&raw);
	buf_clear(&head);
}

/* A grey baseline JPEG of w x h (multiples of 8): dark at the top, light below. turn 0: no EXIF. Every block is its level
 * alone: Huffman tables with one code for "12 bits follow" would do, here: 0 bits (as before), 10 bits, and end of block. */
static inline void scan_jpeg(struct buf *b, uint32_t w, uint32_t h, unsigned turn)
{
	buf_add(b, S("\xFF\xD8"));
	if (turn) {
		buf_add(b, S("\xFF\xE1\0\x22" "Exif\0\0" "II\x2A\0\x08\0\0\0" "\x01\0" "\x12\x01\x03\0\x01\0\0\0"));
		buf_addc(b, (char)turn);
		buf_add(b, S("\0\0\0" "\0\0\0\0"));
	}
	buf_add(b, S("\xFF\xDB\0\x43\0"));
	for (int i = 0; i < 64; i++)
		buf_addc(b, 1);
	buf_add(b, S("\xFF\xC0\0\x0B\x08"));
	put_be(b, h, 2);
	put_be(b, w, 2);
	buf_add(b, S("\x01\x01\x11\0"));
	/* DC: code 0 means nothing follows, code 10 means 10 bits follow; AC: code 0 ends the block */
	buf_add(b, S("\xFF\xC4\0\x15\0" "\x01\x01\0\0\0\0\0\0\0\0\0\0\0\0\0\0" "\0\x0A"));
	buf_add(b, S("\xFF\xC4\0\x14\x10" "\x01\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0" "\0"));
	buf_add(b, S("\xFF\xDA\0\x08\x01\x01\0\0\x3F\0"));
	uint32_t acc = 0, bits = 0, blocks = (w + 7) / 8 * ((h + 7) / 8);
	for (uint32_t i = 0; i < blocks; i++) {
		/* the first block is dark (-1000), the one where the lower half begins is 1023 + 977 lighter, in two steps */
		uint32_t half = (w + 7) / 8 * ((h + 7) / 8 / 2), code = 0, n = 2;
		if (i == 0)
			code = 2u << 11 | 23u << 1, n = 13; /* -1000: 10 bits of 1023 - 1000 */
		else if (i == half || i == half + 1)
			code = 2u << 11 | 1000u << 1, n = 13;
		acc = acc << n | code;
		bits += n;
		while (bits >= 8) {
			char c = (char)(acc >> (bits - 8) & 255);
			buf_addc(b, c);
			if (c == (char)0xFF)
				buf_addc(b, 0);
			bits -= 8;
		}
	}
	if (bits)
		buf_addc(b, (char)((acc << (8 - bits) | ((1u << (8 - bits)) - 1)) & 255));
	buf_add(b, S("\xFF\xD9"));
}

/* A PDF of n pages with text "ISI nama HALAMAN k", each with the given entries of its page dictionary. */
static inline void scan_pdf(struct buf *b, const char *name, int n, const char *page)
{
	size_t at[400], base = b->len, objects = 0;
	MUST(n < 150);
	buf_addf(b, "%%PDF-1.4\n");
#define OBJECT (at[++objects] = b->len - base, buf_addf(b, "%zu 0 obj\n", objects))
	OBJECT;
	buf_addf(b, "<</Type/Catalog/Pages 2 0 R>>\nendobj\n");
	OBJECT;
	buf_addf(b, "<</Type/Pages/Count %d/Kids[", n);
	for (int i = 0; i < n; i++)
		buf_addf(b, "%d 0 R ", 4 + 2 * i);
	buf_addf(b, "]>>\nendobj\n");
	OBJECT;
	buf_addf(b, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>\nendobj\n");
	for (int i = 0; i < n; i++) {
		char text[200];
		int len = snprintf(text, sizeof text, "BT /F1 18 Tf 60 500 Td (ISI %s HALAMAN %d) Tj ET", name, i + 1);
		OBJECT;
		buf_addf(b, "<</Type/Page/Parent 2 0 R/Resources<</Font<</F1 3 0 R>>>>/Contents %d 0 R%s>>\nendobj\n", 5 + 2 * i,
			 page);
		OBJECT;
		buf_addf(b, "<</Length %d>>stream\n%s\nendstream\nendobj\n", len, text);
	}
#undef OBJECT
	size_t xref = b->len - base;
	buf_addf(b, "xref\n0 %zu\n0000000000 65535 f \n", objects + 1);
	for (size_t i = 1; i <= objects; i++)
		buf_addf(b, "%010zu 00000 n \n", at[i]);
	buf_addf(b, "trailer\n<</Size %zu/Root 1 0 R>>\nstartxref\n%zu\n%%%%EOF\n", objects + 1, xref);
}
#define PAGE_A4 "/MediaBox[0 0 595 842]"
#endif
