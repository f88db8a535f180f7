#include "sheet/sheet.h"

#include "base/base.h"
#include "sheet/xlsx_book.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#define HEAD_SIZE 65536
#define OLE_FREE 0xfffffffau /* sector numbers from here on are marks */
#define OLE_HOPS_MAX 65536

struct looked {
	int fd;
	uint64_t size;
	const unsigned char *head;
	size_t len;
};

static bool begins(const struct looked *f, const char *magic, size_t n)
{
	return f->len >= n && memcmp(f->head, magic, n) == 0;
}

static int read_some(int fd, void *to, size_t n, uint64_t off, size_t *ret, struct err *err)
{
	size_t got = 0;
	while (got < n) {
		ssize_t g = pread(fd, (char *)to + got, n - got, (off_t)(off + got));
		if (g < 0 && errno == EINTR)
			continue;
		if (g < 0)
			return FAIL(err, E_IO, "berkas tidak dapat dibaca: %s", errno_text(errno));
		if (g == 0)
			break;
		got += (size_t)g;
	}
	*ret = got;
	return OK;
}

/* --- OLE2 (MS-CFB): the names of its directory tell .xls from an encrypted .xlsx. --- */

struct ole {
	const struct looked *file;
	unsigned shift;      /* of a sector */
	uint32_t difat_next; /* first sector of the list of FAT sectors that goes on behind the header */
};

static uint32_t ole_u32(const unsigned char *p)
{
	return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

/* The number at index i of sector n; a mark when it is not there. */
static uint32_t ole_at(const struct ole *o, uint32_t n, uint32_t i)
{
	unsigned char b[4];
	size_t got = 0;
	uint64_t off = (((uint64_t)n + 1) << o->shift) + (uint64_t)i * 4;
	if (n >= OLE_FREE || read_some(o->file->fd, b, sizeof(b), off, &got, NULL) < 0 || got != sizeof(b))
		return UINT32_MAX;
	return ole_u32(b);
}

/* The sector that follows sector n. */
static uint32_t ole_next(const struct ole *o, uint32_t n)
{
	uint32_t per = 1u << (o->shift - 2), fat = n / per, hops = 0, difat = o->difat_next;
	if (fat < 109)
		return ole_at(o, ole_u32(o->file->head + 76 + 4 * fat), n % per);
	for (fat -= 109; fat >= per - 1 && hops < OLE_HOPS_MAX; fat -= per - 1, hops++)
		difat = ole_at(o, difat, per - 1);
	return ole_at(o, ole_at(o, difat, fat), n % per);
}

static bool ole_name(const unsigned char *e, const char *name)
{
	size_t n = strlen(name);
	if (e[64] + 256u * e[65] != 2 * (n + 1))
		return false;
	for (size_t i = 0; i < n; i++)
		if (ch_upper((char)e[2 * i]) != ch_upper(name[i]) || e[2 * i + 1] != 0)
			return false;
	return true;
}

static enum file_kind ole_kind(const struct looked *f)
{
	struct ole o = { .file = f };
	enum file_kind kind = FILE_OTHER;
	uint32_t n, hops = 0;
	unsigned char e[128];
	if (f->len < 512)
		return FILE_OTHER;
	o.shift = f->head[30] == 12 ? 12 : 9;
	o.difat_next = ole_u32(f->head + 68);
	for (n = ole_u32(f->head + 48); n < OLE_FREE && hops < 1024; n = ole_next(&o, n), hops++)
		for (uint32_t i = 0; i < 1u << (o.shift - 7); i++) {
			size_t got = 0;
			uint64_t off = (((uint64_t)n + 1) << o.shift) + (uint64_t)i * sizeof(e);
			if (read_some(f->fd, e, sizeof(e), off, &got, NULL) < 0 || got != sizeof(e))
				return kind;
			if (ole_name(e, "EncryptedPackage"))
				return FILE_ENCRYPTED;
			if (ole_name(e, "Workbook") || ole_name(e, "Book"))
				kind = FILE_XLS;
		}
	return kind;
}

/* --- zip --- */

static bool is_ods(struct zip *z)
{
	static const char wanted[] = "application/vnd.oasis.opendocument.spreadsheet";
	int i = ziparc_find(z, S("mimetype"));
	struct ziparc_stream *s;
	char text[64];
	size_t n = 0;
	bool yes;
	if (i < 0 || ziparc_stream_open(&s, z, (size_t)i, NULL) < 0)
		return false;
	yes = ziparc_stream_read(s, text, sizeof(text), &n, NULL) == OK && n >= sizeof(wanted) - 1 &&
	      memcmp(text, wanted, sizeof(wanted) - 1) == 0;
	ziparc_stream_close(s);
	return yes;
}

static bool encrypted(const struct zip *z)
{
	for (size_t i = 0; i < ziparc_count(z); i++)
		if (ziparc_at(z, i).encrypted)
			return true;
	return false;
}

/* A zip whose directory cannot be read: when its first part is one of a workbook, the reader of workbooks will say what
 * is wrong with it. */
static enum file_kind broken_zip(const struct looked *f)
{
	static const struct str first[] = { { "[Content_Types].xml", 19 }, { "_rels/", 6 }, { "xl/", 3 },
					    { "docProps/", 9 } };
	size_t n = f->len >= 30 ? f->head[26] + 256u * f->head[27] : 0;
	const char *name = (const char *)f->head + 30;
	for (size_t i = 0; i < COUNT(first); i++)
		if (n >= first[i].len && f->len >= 30 + n && memcmp(name, first[i].ptr, first[i].len) == 0)
			return FILE_XLSX;
	return FILE_ZIP;
}

/* FILE_OTHER: no zip at all. */
static enum file_kind zip_kind(const struct looked *f)
{
	bool pk = begins(f, "PK\3\4", 4), binary = false;
	enum file_kind kind = FILE_ZIP;
	struct zip *z;
	int book = -1;
	if (ziparc_open(&z, f->fd, NULL) < 0)
		return pk ? broken_zip(f) : FILE_OTHER;
	if (encrypted(z))
		kind = FILE_ENCRYPTED;
	else if (is_ods(z))
		kind = FILE_ODS;
	else if (book_find(z, &book, &binary, NULL) < 0)
		kind = ziparc_find(z, S("[Content_Types].xml")) >= 0 ? FILE_XLSX : FILE_ZIP;
	else if (book >= 0 && binary)
		kind = FILE_XLSB;
	else if (book >= 0 && (ziparc_find(z, S("xl/workbook.xml")) >= 0 || ziparc_find(z, S("word/document.xml")) < 0))
		kind = FILE_XLSX;
	ziparc_close(z);
	return kind;
}

/* --- text --- */

static bool is_markup(const struct looked *f)
{
	static const struct str start[] = { { "<!DOCTYPE", 9 }, { "<html", 5 }, { "<head", 5 }, { "<body", 5 },
					    { "<table", 6 }, { "<?xml", 5 }, { "<meta", 5 }, { "{\\rtf", 5 },
					    { "<style", 6 }, { "<script", 7 }, { "<div", 4 }, { "<!--", 4 } };
	struct str s = str_trim(str_of((const char *)f->head, f->len));
	for (size_t i = 0; i < COUNT(start); i++)
		if (str_istarts(s, start[i]))
			return true;
	return false;
}

/* Control characters that no table in text has. */
static bool is_binary(const struct looked *f)
{
	size_t odd = 0;
	for (size_t i = 0; i < f->len; i++) {
		unsigned char c = f->head[i];
		if (c == 0)
			return true;
		odd += c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != '\v' && c != 0x1a;
	}
	return odd > f->len / 100;
}

static enum file_kind look(const struct looked *f)
{
	static const struct str other[] = { { "\xff\xfe", 2 }, { "\xfe\xff", 2 }, { "\x1f\x8b", 2 }, { "7z\xbc\xaf", 4 },
					    { "Rar!\x1a\x07", 6 }, { "\x89PNG", 4 }, { "\xff\xd8\xff", 3 },
					    { "GIF8", 4 } };
	enum file_kind kind;
	if (f->size == 0 || (f->len == f->size && str_trim(str_of((const char *)f->head, f->len)).len == 0))
		return FILE_EMPTY;
	if (begins(f, "PK\3\4", 4) || begins(f, "PK\5\6", 4))
		return zip_kind(f);
	if (begins(f, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8))
		return ole_kind(f);
	if (memmem(f->head, f->len < 1024 ? f->len : 1024, "%PDF-", 5))
		return FILE_PDF;
	for (size_t i = 0; i < COUNT(other); i++)
		if (begins(f, other[i].ptr, other[i].len))
			return FILE_OTHER;
	if (is_markup(f))
		return FILE_OTHER;
	if (!is_binary(f))
		return FILE_CSV;
	/* A workbook with other bytes in front. */
	kind = zip_kind(f);
	return kind;
}

int file_kind_of(enum file_kind *ret, int fd, struct err *err)
{
	unsigned char *head = malloc(HEAD_SIZE);
	struct looked f = { .fd = fd, .head = head };
	struct stat st;
	int r;
	if (!head)
		return NOMEM(err);
	if (fstat(fd, &st) < 0 || st.st_size < 0)
		r = FAIL(err, E_IO, "berkas tidak dapat dibaca: %s", errno_text(errno));
	else
		r = read_some(fd, head, HEAD_SIZE, 0, &f.len, err);
	if (r == OK) {
		f.size = (uint64_t)st.st_size;
		*ret = look(&f);
	}
	free(head);
	return r;
}

const char *file_kind_advice(enum file_kind kind)
{
	switch (kind) {
	case FILE_CSV:
	case FILE_XLSX:
		return NULL;
	case FILE_XLS:
		return "Berkas ini .xls (Excel 97-2003). Buka di Excel, simpan sebagai .xlsx, lalu ulangi.";
	case FILE_ENCRYPTED:
		return "Berkas ini dikunci dengan kata sandi. Buka di Excel dengan kata sandinya, simpan tanpa kata sandi, "
		       "lalu ulangi.";
	case FILE_XLSB:
		return "Berkas ini .xlsb (buku kerja biner Excel). Buka di Excel, simpan sebagai .xlsx, lalu ulangi.";
	case FILE_ODS:
		return "Berkas ini .ods (LibreOffice atau OpenOffice). Buka di LibreOffice, simpan sebagai .xlsx, lalu "
		       "ulangi.";
	case FILE_ZIP:
		return "Berkas ini arsip zip, bukan daftar. Keluarkan dulu berkas .xlsx atau .csv di dalamnya, lalu ulangi.";
	case FILE_PDF:
		return "Berkas ini PDF, yang tidak dapat dibaca sebagai daftar. Mintalah berkas .xlsx atau .csv aslinya.";
	case FILE_EMPTY:
		return "Berkas ini kosong. Periksa apakah pengirimannya sudah lengkap, lalu ulangi.";
	case FILE_OTHER:
		break;
	}
	return "Berkas ini bukan .xlsx atau .csv. Buka di Excel, simpan sebagai .xlsx, lalu ulangi.";
}
