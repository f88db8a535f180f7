#include "render/scan.h"
#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

static const char not_one[] = "harus PDF, JPEG, atau PNG; pindai ulang, atau simpan ulang sebagai PDF";
static const char pdf_cut[] = "PDF ini terpotong atau rusak; buka lalu simpan ulang (cetak ke PDF), atau pindai ulang";
static const char pdf_locked[] = "PDF ini terkunci; simpan ulang tanpa kata sandi dan tanpa pembatasan (cetak ke PDF), atau pindai ulang";
static const char picture_cut[] = "gambar ini terpotong atau rusak; simpan ulang atau pindai ulang";
static const char picture_large[] = "gambar ini terlalu besar (lebih dari 40 juta titik); pindai ulang dengan 200 sampai 300 dpi";
static const char picture_ink[] = "gambar ini memakai warna cetak (CMYK); simpan ulang sebagai PDF atau sebagai JPEG biasa (RGB)";
static const char mixed[] = "berkas ini sekaligus berkas jenis lain; simpan ulang sebagai PDF, atau pindai ulang";

static uint32_t be(const unsigned char *p, unsigned n)
{
	uint32_t x = 0;
	for (unsigned i = 0; i < n; i++)
		x = x << 8 | p[i];
	return x;
}

static bool pixels_ok(uint64_t w, uint64_t h)
{
	return w && h && w * h <= SCAN_PIXELS_MAX;
}

/* Readers of ZIP look at the end and readers of PDF near the beginning, wherever the picture is: one file, two contents. */
static bool is_mixed(struct str s, enum scan_kind kind)
{
	if (kind != SCAN_PDF && memmem(s.ptr, s.len < 1029 ? s.len : 1029, "%PDF-", 5))
		return true;
	size_t from = s.len > 65557 ? s.len - 65557 : 0;
	for (const char *p = s.ptr + from, *end = s.ptr + s.len; end - p >= 22; p++) {
		p = memmem(p, (size_t)(end - p), "PK\5\6", 4);
		if (!p || end - p < 22)
			break;
		if ((size_t)(end - p) == 22u + (unsigned char)p[20] + ((size_t)(unsigned char)p[21] << 8))
			return true;
	}
	return false;
}

/* --- PDF ------------------------------------------------------------------------------------------------------------------ */

static bool is_space(char c)
{
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0;
}

static const char *last_of(struct str s, struct str word)
{
	for (size_t at = s.len < word.len ? 0 : s.len - word.len + 1; at-- > 0;)
		if (memcmp(s.ptr + at, word.ptr, word.len) == 0)
			return s.ptr + at;
	return NULL;
}

/* A trailer, or the dictionary of a cross-reference stream, names its encryption: /Encrypt 5 0 R, /Encrypt<<...>>. */
static bool names_encryption(struct str s)
{
	for (const char *p = s.ptr, *end = s.ptr + s.len; (p = memmem(p, (size_t)(end - p), "/Encrypt", 8)); p += 8)
		if (p + 8 < end && (is_space(p[8]) || p[8] == '<'))
			return true;
	return false;
}

static struct str window(struct str s, size_t from, size_t n)
{
	from = from < s.len ? from : s.len;
	return str_of(s.ptr + from, n < s.len - from ? n : s.len - from);
}

static const char *pdf_fault(struct str s)
{
	struct str tail = window(s, s.len > 2048 ? s.len - 2048 : 0, 2048);
	const char *eof = last_of(tail, S("%%EOF")), *start = last_of(tail, S("startxref")), *end = s.ptr + s.len;
	if (s.len < 60 || !(s.ptr[5] == '1' || s.ptr[5] == '2') || s.ptr[6] != '.' || !ch_digit(s.ptr[7]) || !eof || !start || start > eof)
		return pdf_cut;
	for (const char *p = eof + 5; p < end; p++)
		if (!is_space(*p))
			return pdf_cut;
	size_t at = 0;
	const char *p = start + 9;
	while (p < eof && is_space(*p))
		p++;
	if (p == eof || !ch_digit(*p))
		return pdf_cut;
	while (p < eof && ch_digit(*p) && at < SCAN_BYTES_MAX)
		at = at * 10 + (size_t)(*p++ - '0');
	if (at >= (size_t)(start - s.ptr))
		return pdf_cut;
	struct str table = window(s, at, 4096);
	while (table.len && is_space(*table.ptr))
		table = str_of(table.ptr + 1, table.len - 1);
	if (!str_starts(table, S("xref")) && !(table.len && ch_digit(*table.ptr)))
		return pdf_cut;
	size_t before = (size_t)(start - s.ptr);
	return names_encryption(table) || names_encryption(window(s, before > 4096 ? before - 4096 : 0, 4096)) ? pdf_locked : NULL;
}

/* --- JPEG ----------------------------------------------------------------------------------------------------------------- */

static uint32_t tiff(const unsigned char *p, unsigned n, bool little)
{
	uint32_t x = 0;
	for (unsigned i = 0; i < n; i++)
		x |= (uint32_t)p[i] << 8 * (little ? i : n - 1 - i);
	return x;
}

/* Tag 0x0112 of the first directory of an EXIF segment; 1 when there is none. */
static unsigned exif_turn(const unsigned char *p, size_t n)
{
	if (n < 14 || memcmp(p, "Exif\0\0", 6) != 0)
		return 1;
	p += 6;
	n -= 6;
	bool little = p[0] == 'I';
	size_t at = tiff(p + 4, 4, little);
	if (at > n - 2)
		return 1;
	size_t tags = tiff(p + at, 2, little);
	for (at += 2; tags-- > 0 && at + 12 <= n; at += 12)
		if (tiff(p + at, 2, little) == 0x0112) {
			unsigned turn = tiff(p + at + 8, 2, little);
			return turn >= 1 && turn <= 8 ? turn : 1;
		}
	return 1;
}

/* Frame header: baseline, extended and progressive Huffman; what no reader of PDF knows is refused. */
static const char *jpeg_frame(unsigned char mark, const unsigned char *p, size_t n, struct scan_info *info)
{
	if (mark > 0xC2)
		return picture_cut;
	if (info->width || n < 6 || p[0] != 8 || n < 6u + 3u * p[5])
		return picture_cut;
	info->height = be(p + 1, 2);
	info->width = be(p + 3, 2);
	info->channels = p[5];
	if (!info->width || !info->height)
		return picture_cut;
	if (p[5] == 4)
		return picture_ink;
	if (p[5] != 1 && p[5] != 3)
		return picture_cut;
	return pixels_ok(info->width, info->height) ? NULL : picture_large;
}

/* Behind a scan's header: the next mark that is neither a stuffed FF nor a restart; n when there is none. */
static size_t jpeg_skip_data(const unsigned char *p, size_t at, size_t n)
{
	while (at + 1 < n) {
		const unsigned char *ff = memchr(p + at, 0xFF, n - 1 - at);
		if (!ff)
			return n;
		at = (size_t)(ff - p);
		if (ff[1] != 0 && ff[1] != 0xFF && !(ff[1] >= 0xD0 && ff[1] <= 0xD7))
			return at;
		at += ff[1] == 0xFF ? 1 : 2;
	}
	return n;
}

static const char *jpeg_fault(struct str s, struct scan_info *info)
{
	const unsigned char *p = (const unsigned char *)s.ptr;
	size_t at = 2;
	bool data = false;
	info->turn = 1;
	while (at + 2 <= s.len) {
		if (p[at] != 0xFF)
			return picture_cut;
		unsigned char mark = p[at + 1];
		if (mark == 0xFF) { /* filling */
			at++;
			continue;
		}
		at += 2;
		if (mark == 0xD9) {
			info->used = at;
			return data ? NULL : picture_cut;
		}
		if (mark == 0x01)
			continue;
		if (mark < 0xC0 || (mark >= 0xD0 && mark <= 0xD8) || at + 2 > s.len)
			return picture_cut;
		size_t n = be(p + at, 2);
		if (n < 2 || n > s.len - at)
			return picture_cut;
		const char *fault = NULL;
		if (mark <= 0xCF && mark != 0xC4 && mark != 0xC8 && mark != 0xCC)
			fault = jpeg_frame(mark, p + at + 2, n - 2, info);
		if (fault)
			return fault;
		if (mark == 0xE1 && info->turn == 1)
			info->turn = exif_turn(p + at + 2, n - 2);
		at += n;
		if (mark == 0xDA) {
			if (!info->width)
				return picture_cut;
			data = true;
			at = jpeg_skip_data(p, at, s.len);
		}
	}
	return picture_cut;
}

/* --- PNG ------------------------------------------------------------------------------------------------------------------ */

static bool png_head_ok(const unsigned char *p)
{
	/* depths of each colour type, one bit each (ISO 15948 11.2.2) */
	static const uint32_t depths[] = { 1u << 1 | 1u << 2 | 1u << 4 | 1u << 8 | 1u << 16, 0, 1u << 8 | 1u << 16,
					   1u << 1 | 1u << 2 | 1u << 4 | 1u << 8, 1u << 8 | 1u << 16, 0, 1u << 8 | 1u << 16 };
	return p[8] <= 16 && p[9] < COUNT(depths) && depths[p[9]] >> p[8] & 1 && p[10] == 0 && p[11] == 0 && p[12] <= 1 &&
	       be(p, 4) < 1u << 31 && be(p + 4, 4) < 1u << 31 && be(p, 4) && be(p + 4, 4);
}

static const char *png_fault(struct str s, struct scan_info *info)
{
	const unsigned char *p = (const unsigned char *)s.ptr;
	size_t at = 8;
	bool data = false;
	while (s.len - at >= 12) {
		size_t n = be(p + at, 4);
		const unsigned char *body = p + at + 8;
		if (n > s.len - at - 12 || crc32(0, p + at + 4, (uInt)n + 4) != be(body + n, 4))
			return picture_cut;
		bool head = memcmp(p + at + 4, "IHDR", 4) == 0;
		if (head != (at == 8) || (head && (n != 13 || !png_head_ok(body))))
			return picture_cut;
		if (head) {
			info->width = be(body, 4);
			info->height = be(body + 4, 4);
			if (!pixels_ok(info->width, info->height))
				return picture_large;
		}
		data |= memcmp(p + at + 4, "IDAT", 4) == 0;
		at += 12 + n;
		if (memcmp(p + at - 12 - n + 4, "IEND", 4) == 0) {
			info->used = at;
			return data && n == 0 ? NULL : picture_cut;
		}
	}
	return picture_cut;
}

/* --- any ------------------------------------------------------------------------------------------------------------------ */

const char *scan_fault(struct str s, struct scan_info *ret)
{
	struct scan_info info = { .kind = SCAN_NONE, .turn = 1, .used = s.len };
	const char *fault = NULL;
	if (!s.len)
		return "berkas ini kosong; pindai ulang";
	if (s.len > SCAN_BYTES_MAX)
		return "berkas ini lebih besar dari 50 MB; pindai ulang dengan 200 sampai 300 dpi, atau bagi menjadi beberapa berkas";
	if (str_starts(s, S("%PDF-"))) {
		info.kind = SCAN_PDF;
		fault = pdf_fault(s);
	} else if (str_starts(s, S("\xFF\xD8\xFF"))) {
		info.kind = SCAN_JPEG;
		fault = jpeg_fault(s, &info);
	} else if (str_starts(s, S("\x89PNG\r\n\x1A\n"))) {
		info.kind = SCAN_PNG;
		fault = png_fault(s, &info);
	} else {
		fault = not_one;
	}
	if (!fault && is_mixed(s, info.kind))
		fault = mixed;
	if (!fault && ret)
		*ret = info;
	return fault;
}

int scan_check(const char *path, struct scan_info *ret, struct err *err)
{
	struct stat st;
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0 || fstat(fd, &st) < 0 || !S_ISREG(st.st_mode)) {
		int number = fd < 0 ? errno : EISDIR;
		if (fd >= 0)
			close(fd);
		return FAIL(err, E_IO, "berkas tidak bisa dibaca: %s", errno_text(number));
	}
	size_t n = (size_t)st.st_size;
	bool looked_at = n && n <= SCAN_BYTES_MAX;
	void *p = looked_at ? mmap(NULL, n, PROT_READ, MAP_PRIVATE, fd, 0) : NULL;
	close(fd);
	if (p == MAP_FAILED)
		return NOMEM(err);
	/* An empty file and one that is too large are refused by their size alone. */
	const char *fault = scan_fault(str_of(p ? p : "", n), ret);
	if (p)
		munmap(p, n);
	return fault ? FAIL(err, E_REFUSED, "%s", fault) : OK;
}

const char *scan_type(enum scan_kind kind)
{
	switch (kind) {
	case SCAN_PDF: return "application/pdf";
	case SCAN_JPEG: return "image/jpeg";
	case SCAN_PNG: return "image/png";
	default: return "application/octet-stream";
	}
}
