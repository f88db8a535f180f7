#include "demo/xlsxout.h"

#include <errno.h>
#include <zlib.h>

#include "base/hash.h"

#define PARTS_MAX    40
#define XML_CHUNK    (256u << 10)
#define SHARED_CACHE (1u << 16)

/* One compressed part: into the file, or (shared strings, while sheets are being written) into memory. */
struct deflater {
	z_stream z;
	uint64_t raw;
	uint32_t crc;
	bool open;
};
struct part {
	char name[48];
	uint64_t offset, packed, raw;
	uint32_t crc;
};
struct xlsx_out {
	FILE *f;
	bool shared;
	int error;
	int sys_errno;
	struct buf xml;
	struct deflater sheet, strings;
	struct buf strings_xml, strings_packed;
	uint64_t string_count, string_uses;
	struct {
		uint64_t hash;
		uint32_t index;
	} * cache;
	struct part part[PARTS_MAX];
	size_t nparts, nsheets;
	char sheet_name[PARTS_MAX][32];
	uint64_t row;
	uint8_t packed[64 << 10];
};

static void fail_io(struct xlsx_out *x)
{
	if (!x->error) {
		x->error = E_IO;
		x->sys_errno = errno;
	}
}

static void put(struct xlsx_out *x, const void *p, size_t n)
{
	if (!x->error && n && fwrite(p, 1, n, x->f) != n)
		fail_io(x);
}

static void deflater_start(struct xlsx_out *x, struct deflater *d)
{
	memset(d, 0, sizeof(*d));
	if (deflateInit2(&d->z, 1, Z_DEFLATED, -15, 9, Z_DEFAULT_STRATEGY) != Z_OK) {
		x->error = E_NOMEM;
		return;
	}
	d->open = true;
}

/* Compresses text; the result goes to memory or, when memory is NULL, to the file. */
static void deflater_add(struct xlsx_out *x, struct deflater *d, struct buf *text, int flush,
			 struct buf *memory)
{
	if (text->error && !x->error)
		x->error = text->error;
	if (x->error || !d->open)
		return;
	d->crc = (uint32_t)crc32(d->crc, (const Bytef *)text->ptr, (uInt)text->len);
	d->raw += text->len;
	d->z.next_in = (Bytef *)text->ptr;
	d->z.avail_in = (uInt)text->len;
	do {
		d->z.next_out = x->packed;
		d->z.avail_out = sizeof(x->packed);
		if (deflate(&d->z, flush) == Z_STREAM_ERROR) {
			x->error = E_FORMAT;
			return;
		}
		size_t n = sizeof(x->packed) - d->z.avail_out;
		if (memory)
			buf_add(memory, str_of((const char *)x->packed, n));
		else
			put(x, x->packed, n);
	} while (d->z.avail_out == 0);
	buf_reset(text);
}

static void deflater_end(struct deflater *d)
{
	if (d->open)
		(void)deflateEnd(&d->z);
	d->open = false;
}

static void le(struct buf *b, uint64_t v, unsigned bytes)
{
	for (unsigned i = 0; i < bytes; i++, v >>= 8)
		buf_addc(b, (char)(unsigned char)(v & 0xff));
}

/* The local header is written twice: first as a place holder, then with the sizes. */
static void local_header(struct xlsx_out *x, const struct part *p)
{
	struct buf h;
	size_t nl = strlen(p->name);
	buf_init(&h, 512);
	le(&h, 0x04034b50, 4);
	le(&h, 20, 2);
	le(&h, 0, 2);
	le(&h, 8, 2);
	le(&h, 0, 2);
	le(&h, 0x21, 2); /* 1 January 1980: the bytes depend on the seed only */
	le(&h, p->crc, 4);
	le(&h, p->packed, 4);
	le(&h, p->raw, 4);
	le(&h, nl, 2);
	le(&h, 0, 2);
	buf_add(&h, str_of(p->name, nl));
	if (h.error && !x->error)
		x->error = h.error;
	put(x, h.ptr, h.len);
	buf_clear(&h);
}

static struct part *part_start(struct xlsx_out *x, const char *name)
{
	struct part *p = &x->part[x->nparts < PARTS_MAX ? x->nparts++ : PARTS_MAX - 1];
	off_t at = ftello(x->f);
	memset(p, 0, sizeof(*p));
	(void)snprintf(p->name, sizeof(p->name), "%s", name);
	if (at < 0)
		fail_io(x);
	p->offset = (uint64_t)at;
	local_header(x, p);
	return p;
}

static void part_end(struct xlsx_out *x, struct part *p, const struct deflater *d)
{
	off_t end = ftello(x->f);
	if (end < 0) {
		fail_io(x);
		return;
	}
	p->packed = (uint64_t)end - p->offset - 30 - strlen(p->name);
	p->raw = d->raw;
	p->crc = d->crc;
	if (p->raw > UINT32_MAX || (uint64_t)end > UINT32_MAX) {
		x->error = E_LIMIT;
		return;
	}
	if (fseeko(x->f, (off_t)p->offset, SEEK_SET) != 0)
		fail_io(x);
	local_header(x, p);
	if (fseeko(x->f, end, SEEK_SET) != 0)
		fail_io(x);
}

int xlsx_out_open(struct xlsx_out **ret, const char *path, bool shared, struct err *err)
{
	struct xlsx_out *x = calloc(1, sizeof(*x));
	if (!x)
		return NOMEM(err);
	x->shared = shared;
	buf_init(&x->xml, 8u << 20);
	buf_init(&x->strings_xml, 8u << 20);
	buf_init(&x->strings_packed, (size_t)2 << 30);
	x->f = fopen(path, "wb");
	if (!x->f) {
		int e = errno;
		free(x);
		return FAIL(err, E_IO, "berkas \"%.200s\" tidak dapat ditulis: %s", path, errno_text(e));
	}
	if (shared) {
		x->cache = calloc(SHARED_CACHE, sizeof(*x->cache));
		if (!x->cache)
			x->error = E_NOMEM;
		deflater_start(x, &x->strings);
	}
	*ret = x;
	return OK;
}

void xlsx_out_sheet(struct xlsx_out *x, const char *name)
{
	char part[48];
	if (x->nsheets >= PARTS_MAX - 8) {
		x->error = E_LIMIT;
		return;
	}
	(void)snprintf(x->sheet_name[x->nsheets], sizeof(x->sheet_name[0]), "%.31s", name);
	(void)snprintf(part, sizeof(part), "xl/worksheets/sheet%zu.xml", ++x->nsheets);
	(void)part_start(x, part);
	deflater_start(x, &x->sheet);
	buf_add(&x->xml,
		S("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>"
		  "<worksheet "
		  "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>"));
}

void xlsx_out_sheet_end(struct xlsx_out *x, const char *merges)
{
	buf_add(&x->xml, S("</sheetData>"));
	if (merges) {
		unsigned n = 1;
		for (const char *p = merges; *p; p++)
			n += *p == ',';
		buf_addf(&x->xml, "<mergeCells count=\"%u\"><mergeCell ref=\"", n);
		for (const char *p = merges; *p; p++)
			if (*p == ',')
				buf_add(&x->xml, S("\"/><mergeCell ref=\""));
			else
				buf_addc(&x->xml, *p);
		buf_add(&x->xml, S("\"/></mergeCells>"));
	}
	buf_add(&x->xml, S("</worksheet>"));
	deflater_add(x, &x->sheet, &x->xml, Z_FINISH, NULL);
	part_end(x, &x->part[x->nparts - 1], &x->sheet);
	deflater_end(&x->sheet);
}

void xlsx_out_row(struct xlsx_out *x, uint64_t row)
{
	x->row = row;
	buf_add(&x->xml, S("<row r=\""));
	buf_addu(&x->xml, row);
	buf_add(&x->xml, S("\">"));
}

void xlsx_out_row_end(struct xlsx_out *x)
{
	buf_add(&x->xml, S("</row>"));
	if (x->xml.len >= XML_CHUNK)
		deflater_add(x, &x->sheet, &x->xml, Z_NO_FLUSH, NULL);
}

static void escape(struct buf *b, struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i];
		if (c == '&')
			buf_add(b, S("&amp;"));
		else if (c == '<')
			buf_add(b, S("&lt;"));
		else if (c == '>')
			buf_add(b, S("&gt;"));
		else
			buf_addc(b, c);
	}
}

static void cell_start(struct xlsx_out *x, unsigned col)
{
	buf_add(&x->xml, S("<c r=\""));
	buf_addc(&x->xml, (char)('A' + (int)col % 26));
	buf_addu(&x->xml, x->row);
	buf_addc(&x->xml, '"');
}

static uint32_t shared_index(struct xlsx_out *x, struct str s)
{
	uint64_t h = hash_str(s) | 1;
	size_t slot = (size_t)(h >> 40) & (SHARED_CACHE - 1);
	x->string_uses++;
	if (!x->cache || x->cache[slot].hash == h)
		return x->cache ? x->cache[slot].index : 0;
	/* A string that fell out of the cache simply stands twice; readers do not mind. */
	x->cache[slot].hash = h;
	x->cache[slot].index = (uint32_t)x->string_count;
	buf_add(&x->strings_xml, S("<si><t xml:space=\"preserve\">"));
	escape(&x->strings_xml, s);
	buf_add(&x->strings_xml, S("</t></si>"));
	if (x->strings_xml.len >= XML_CHUNK) {
		deflater_add(x, &x->strings, &x->strings_xml, Z_NO_FLUSH, &x->strings_packed);
	}
	return (uint32_t)x->string_count++;
}

void xlsx_out_text(struct xlsx_out *x, unsigned col, struct str s)
{
	if (!s.len)
		return;
	cell_start(x, col);
	if (x->shared) {
		uint32_t i = shared_index(x, s);
		buf_add(&x->xml, S(" t=\"s\"><v>"));
		buf_addu(&x->xml, i);
		buf_add(&x->xml, S("</v></c>"));
		return;
	}
	buf_add(&x->xml, S(" t=\"inlineStr\"><is><t xml:space=\"preserve\">"));
	escape(&x->xml, s);
	buf_add(&x->xml, S("</t></is></c>"));
}

void xlsx_out_number(struct xlsx_out *x, unsigned col, struct str number, bool date)
{
	cell_start(x, col);
	buf_add(&x->xml, date ? S(" s=\"1\"><v>") : S(" s=\"0\"><v>"));
	buf_add(&x->xml, number);
	buf_add(&x->xml, S("</v></c>"));
}

static void small_part(struct xlsx_out *x, const char *name, struct buf *text)
{
	struct deflater d;
	struct part *p = part_start(x, name);
	deflater_start(x, &d);
	deflater_add(x, &d, text, Z_FINISH, NULL);
	part_end(x, p, &d);
	deflater_end(&d);
}

#define XML_HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>"
#define NS_MAIN	 "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define NS_REL	 "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define NS_PKG	 "http://schemas.openxmlformats.org/package/2006/"
#define CT_MAIN	 "application/vnd.openxmlformats-officedocument.spreadsheetml."

static void workbook_parts(struct xlsx_out *x)
{
	struct buf b;
	buf_init(&b, 1u << 16);
	buf_add(&b, S(XML_HEAD "<workbook xmlns=\"" NS_MAIN "\" xmlns:r=\"" NS_REL "\"><sheets>"));
	for (size_t i = 0; i < x->nsheets; i++)
		buf_addf(&b, "<sheet name=\"%s\" sheetId=\"%zu\" r:id=\"rId%zu\"/>", x->sheet_name[i], i + 1,
			 i + 1);
	buf_add(&b, S("</sheets></workbook>"));
	small_part(x, "xl/workbook.xml", &b);
	buf_add(&b, S(XML_HEAD "<Relationships xmlns=\"" NS_PKG "relationships\">"));
	for (size_t i = 0; i < x->nsheets; i++)
		buf_addf(&b,
			 "<Relationship Id=\"rId%zu\" Type=\"" NS_REL
			 "/worksheet\" Target=\"worksheets/sheet%zu.xml\"/>",
			 i + 1, i + 1);
	buf_add(&b, S("<Relationship Id=\"rIdS\" Type=\"" NS_REL "/styles\" Target=\"styles.xml\"/>"));
	if (x->shared)
		buf_add(&b, S("<Relationship Id=\"rIdT\" Type=\"" NS_REL
			      "/sharedStrings\" Target=\"sharedStrings.xml\"/>"));
	buf_add(&b, S("</Relationships>"));
	small_part(x, "xl/_rels/workbook.xml.rels", &b);
	buf_add(&b,
		S(XML_HEAD "<styleSheet xmlns=\"" NS_MAIN "\"><fonts count=\"1\"><font><sz val=\"11\"/><name "
			   "val=\"Calibri\"/></font></fonts><fills count=\"2\"><fill><patternFill "
			   "patternType=\"none\"/></fill>"
			   "<fill><patternFill patternType=\"gray125\"/></fill></fills><borders "
			   "count=\"1\"><border/></borders>"
			   "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" "
			   "borderId=\"0\"/></cellStyleXfs>"
			   "<cellXfs count=\"2\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" "
			   "xfId=\"0\"/>"
			   "<xf numFmtId=\"14\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" "
			   "applyNumberFormat=\"1\"/>"
			   "</cellXfs><cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" "
			   "builtinId=\"0\"/></cellStyles>"
			   "</styleSheet>"));
	small_part(x, "xl/styles.xml", &b);
	buf_add(&b, S(XML_HEAD "<Relationships xmlns=\"" NS_PKG
			       "relationships\"><Relationship Id=\"rId1\" Type=\"" NS_REL
			       "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"));
	small_part(x, "_rels/.rels", &b);
	buf_add(&b, S(XML_HEAD
		      "<Types xmlns=\"" NS_PKG "content-types\"><Default Extension=\"rels\" ContentType=\""
		      "application/vnd.openxmlformats-package.relationships+xml\"/><Default "
		      "Extension=\"xml\" ContentType=\""
		      "application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"" CT_MAIN
		      "sheet.main+xml\"/>"
		      "<Override PartName=\"/xl/styles.xml\" ContentType=\"" CT_MAIN "styles+xml\"/>"));
	for (size_t i = 0; i < x->nsheets; i++)
		buf_addf(&b,
			 "<Override PartName=\"/xl/worksheets/sheet%zu.xml\" ContentType=\"" CT_MAIN
			 "worksheet+xml\"/>",
			 i + 1);
	if (x->shared)
		buf_add(&b, S("<Override PartName=\"/xl/sharedStrings.xml\" ContentType=\"" CT_MAIN
			      "sharedStrings+xml\"/>"));
	buf_add(&b, S("</Types>"));
	small_part(x, "[Content_Types].xml", &b);
	buf_clear(&b);
}

/* The strings were compressed while the sheets were written; the counts at their head are optional and left
 * out. */
static void strings_part(struct xlsx_out *x)
{
	struct buf head;
	struct deflater d;
	struct part *p = part_start(x, "xl/sharedStrings.xml");
	buf_add(&x->strings_xml, S("</sst>"));
	deflater_add(x, &x->strings, &x->strings_xml, Z_FINISH, &x->strings_packed);
	if (x->strings_packed.error && !x->error)
		x->error = x->strings_packed.error;
	buf_init(&head, 512);
	buf_add(&head, S(XML_HEAD "<sst xmlns=\"" NS_MAIN "\">"));
	/* A block that ends on a byte and does not end the stream may stand before the other stream. */
	deflater_start(x, &d);
	size_t head_len = head.len;
	deflater_add(x, &d, &head, Z_FULL_FLUSH, NULL);
	put(x, x->strings_packed.ptr, x->strings_packed.len);
	d.crc = (uint32_t)crc32_combine(d.crc, x->strings.crc, (z_off_t)x->strings.raw);
	d.raw = head_len + x->strings.raw;
	part_end(x, p, &d);
	deflater_end(&d);
	buf_clear(&head);
}

static void directory(struct xlsx_out *x)
{
	struct buf b;
	off_t at = ftello(x->f);
	buf_init(&b, 1u << 16);
	for (size_t i = 0; i < x->nparts; i++) {
		const struct part *p = &x->part[i];
		size_t nl = strlen(p->name);
		le(&b, 0x02014b50, 4);
		le(&b, 20, 2);
		le(&b, 20, 2);
		le(&b, 0, 2);
		le(&b, 8, 2);
		le(&b, 0, 2);
		le(&b, 0x21, 2);
		le(&b, p->crc, 4);
		le(&b, p->packed, 4);
		le(&b, p->raw, 4);
		le(&b, nl, 2);
		le(&b, 0, 12); /* extra, comment, disk, attributes */
		le(&b, p->offset, 4);
		buf_add(&b, str_of(p->name, nl));
	}
	size_t size = b.len;
	le(&b, 0x06054b50, 4);
	le(&b, 0, 4);
	le(&b, x->nparts, 2);
	le(&b, x->nparts, 2);
	le(&b, size, 4);
	le(&b, (uint64_t)at, 4);
	le(&b, 0, 2);
	if (at < 0)
		fail_io(x);
	else if ((uint64_t)at > UINT32_MAX)
		x->error = E_LIMIT;
	put(x, b.ptr, b.len);
	buf_clear(&b);
}

int xlsx_out_close(struct xlsx_out *x, uint64_t *ret_bytes, struct err *err)
{
	off_t size;
	int r;
	if (!x)
		return OK;
	if (!x->error && x->shared)
		strings_part(x);
	if (!x->error)
		workbook_parts(x);
	if (!x->error)
		directory(x);
	size = ftello(x->f);
	if (fclose(x->f) != 0)
		fail_io(x);
	deflater_end(&x->sheet);
	deflater_end(&x->strings);
	buf_clear(&x->xml);
	buf_clear(&x->strings_xml);
	buf_clear(&x->strings_packed);
	free(x->cache);
	r = x->error;
	if (r == E_IO)
		(void)FAIL(err, r, "berkas XLSX tidak dapat ditulis: %s", errno_text(x->sys_errno));
	else if (r == E_NOMEM)
		(void)NOMEM(err);
	else if (r)
		(void)FAIL(err, r, "berkas XLSX menjadi terlalu besar; kurangi jumlah baris");
	else if (ret_bytes)
		*ret_bytes = (uint64_t)size;
	free(x);
	return r;
}
