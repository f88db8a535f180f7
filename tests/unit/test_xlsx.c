#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#undef setjmp /* a macro of libc, a name base.h bans */

#include "make_zip.h"
#include "sheet/xlsx.h"
#include "sheet/xlsx_book.h"

#define SHEET(rows) "<worksheet xmlns=\"" MAKE_MAIN "\"><sheetData>" rows "</sheetData></worksheet>"

/* Rows as text: "1:a|#12|@27549|!#N/A\n", '~' behind the number of a hidden row. */
struct dump {
	struct buf text;
	uint64_t rows, stop_at;
	int stop_with;
};

static int dump_row(void *ctx, const struct sheet_row *row, struct err *err)
{
	static const char mark[] = { [CELL_TEXT] = 0, [CELL_NUMBER] = '#', [CELL_DATE] = '@', [CELL_ERROR] = '!' };
	struct dump *d = ctx;
	(void)err;
	d->rows++;
	buf_addf(&d->text, "%" PRIu64 "%s:", row->number, row->hidden ? "~" : "");
	for (uint32_t i = 0; i < row->ncell; i++) {
		if (i)
			buf_addc(&d->text, '|');
		if (mark[row->cell[i].kind])
			buf_addc(&d->text, mark[row->cell[i].kind]);
		buf_add(&d->text, row_cell(row, (int)i));
	}
	buf_addc(&d->text, '\n');
	return d->rows == d->stop_at ? d->stop_with : 0;
}

static int read_fd(int fd, struct dump *d, struct xlsx_seen *seen, struct err *err)
{
	struct xlsx *x;
	int r = xlsx_open(&x, fd, err);
	if (r < 0)
		return r;
	r = xlsx_read(x, 0, dump_row, d, seen, err);
	xlsx_close(x);
	return r;
}

static int read_made(struct make_zip *m, struct dump *d, struct err *err)
{
	struct xlsx_seen seen;
	int fd, r;
	make_zip_finish(m);
	fd = make_fd(buf_str(&m->out));
	make_zip_clear(m);
	r = read_fd(fd, d, &seen, err);
	close(fd);
	return r;
}

static int read_book(const struct make_book *b, struct dump *d, struct err *err)
{
	struct make_zip m;
	*d = (struct dump){ 0 };
	buf_init(&d->text, 64 << 20);
	make_zip_init(&m);
	make_book_parts(&m, b, 6);
	return read_made(&m, d, err);
}

static void expect(const struct make_book *b, const char *rows)
{
	struct err err = { 0 };
	struct dump d;
	int r = read_book(b, &d, &err);
	if (r != OK)
		fail_msg("%s", err.msg);
	buf_addc(&d.text, 0);
	assert_string_equal(d.text.ptr, rows);
	buf_clear(&d.text);
}
static void expect_sheet(const char *sheet, const char *rows)
{
	expect(&(struct make_book){ .sheet = str_c(sheet) }, rows);
}
static void refuse(const struct make_book *b, int code, const char *word)
{
	struct err err = { 0 };
	struct dump d;
	int r = read_book(b, &d, &err);
	if (r != code || !strstr(err.msg, word))
		fail_msg("%.200s: %d, wanted %d and \"%s\": %s", b->sheet.ptr, r, code, word, err.msg);
	buf_clear(&d.text);
}
static void refuse_sheet(const char *sheet, int code, const char *word)
{
	refuse(&(struct make_book){ .sheet = str_c(sheet) }, code, word);
}

static const char styles[] =
	"<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"dd\\-mm\\-yyyy;@\"/><numFmt numFmtId=\"165\" "
	"formatCode=\"&quot;hari&quot; 0\"/></numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs count=\"5\">"
	"<xf numFmtId=\"0\"/><xf numFmtId=\"14\"><alignment/></xf><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/><xf numFmtId='49'"
	"/></cellXfs><dxfs><dxf><numFmt numFmtId=\"165\" formatCode=\"yyyy\"/></dxf></dxfs></styleSheet>";
static const char strings[] =
	"<?xml version=\"1.0\"?><sst xmlns=\"x\" count=\"6\"><si><t>SITI</t></si><si><t xml:space=\"preserve\"> a &amp; b </t></si>"
	"<si><r><rPr><b/></rPr><t>tebal</t></r><r><t xml:space=\"preserve\"> tipis</t></r><rPh sb=\"0\" eb=\"1\"><t>fon</t></rPh>"
	"<phoneticPr fontId=\"1\"/></si><si/><si><t/></si>\n<si><!-- x --><t>baris_x000D_\nbaru</t></si></sst>";

static void test_types(void **state)
{
	(void)state;
	expect(&(struct make_book){
		       .sheet = S(SHEET(
			       "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c><c r=\"C1\" t=\"s\"><v>2</v></c>"
			       "<c r=\"D1\" t=\"s\"><v>3</v></c><c r=\"E1\" t=\"s\"><v>4</v></c><c r=\"F1\" t=\"s\"><v>5</v></c></row>"
			       "<row r=\"2\"><c r=\"A2\"><v>1</v></c><c r=\"B2\" s=\"1\"><v>27549</v></c><c r=\"C2\" s=\"2\" t=\"n\"><v>27549.5</v>"
			       "</c><c r=\"D2\" s=\"3\"><v>2.171010101010001E15</v></c><c r=\"E2\" s=\"4\"><v>7</v></c><c r=\"F2\" s=\"99\"><v>8</v>"
			       "</c></row><row r=\"3\"><c r=\"A3\" t=\"b\"><v>1</v></c><c r=\"B3\" t=\"b\"><v>0</v></c><c r=\"C3\" t=\"e\"><v>#N/A</v>"
			       "</c><c r=\"D3\" t=\"str\"><f>A1&amp;\"&lt;\"</f><v>SITI&lt;</v></c><c r=\"E3\" t=\"d\"><v>2026-10-31T00:00:00</v></c>"
			       "<c r=\"F3\" s=\"1\"><f>TODAY()</f><v>46000</v></c><c r=\"G3\" s=\"1\" t=\"inlineStr\"><is><t>x</t></is></c></row>")),
		       .styles = str_c(styles), .strings = str_c(strings) },
	       "1:SITI| a & b |tebal tipis|||baris\r\nbaru\n"
	       "2:#1|@27549|@27549.5|#2.171010101010001E15|#7|#8\n"
	       "3:TRUE|FALSE|!#N/A|SITI<|2026-10-31 00:00:00|@46000|x\n");
}

static void test_text(void **state)
{
	(void)state;
	expect_sheet(SHEET("<row><c t=\"inlineStr\"><is><t>&lt;&gt;&amp;&quot;&apos;&#65;&#x42;&#x1F600;</t></is></c>"
			   "<c t=\"inlineStr\"><is><t>_x0041__x005F_x0042__xD83D__xDE00__xD83D_ _xZZZZ_ _x0000_</t></is></c>"
			   "<c t=\"inlineStr\"><is><t>a\r\nb\tc\rd</t></is></c><c t=\"inlineStr\"><is><t><![CDATA[<&amp;>]]>!</t></is></c>"
			   "<c t=\"inlineStr\"><is><r><t>s</t></r><r><t>t</t></r><rPh sb=\"0\" eb=\"0\"><t>no</t></rPh></is></c>"
			   "<c t=\"inlineStr\"><!-- </c> --><is><t>u<!-- v -->w</t></is></c><c t=\"inlineStr\"><is><t/></is></c>"
			   "<c t=\"inlineStr\"><is/></c><c t=\"inlineStr\"/><c><v/></c><c><v> 12 </v></c><c><v>1<![CDATA[2]]></v></c>"
			   "<c t=\"inlineStr\"><is><t>É \xe2\x80\x99</t></is></c></row>"),
		     "1:<>&\"'AB\xf0\x9f\x98\x80|A_x0042_\xf0\x9f\x98\x80_xD83D_ _xZZZZ_ _x0000_|a\nb\tc\nd|<&amp;>!|st|uw|||||#12|"
		     "#12|É \xe2\x80\x99\n");
}

static void test_shapes(void **state)
{
	char want[16384 + 16];
	size_t n;
	(void)state;
	/* Prefixes, quotes, order of attributes, blanks, unknown elements, gaps, a row without cells, a hidden one. */
	expect_sheet("<?xml version='1.0' encoding='utf-8'?><!-- x --><x:worksheet xmlns:x=\"" MAKE_MAIN "\"><x:sheetData>\n<x:row "
		     "spans='1:3' r='2' ><x:c t='inlineStr' r='B2' ><x:is><x:t>a</x:t></x:is></x:c >\n<x:c r=\"d2\"><x:v>1</x:v></x:c>"
		     "<x:ext><x:c r=\"Z9\"/></x:ext></x:row><x:row r=\"5\" hidden='1'/><x:row hidden=\"true\"></x:row>"
		     "<x:row r=\"9\"><x:c r=\"A9\"><x:f>1</x:f></x:c><x:c><x:v>2</x:v></x:c></x:row></x:sheetData></x:worksheet>",
		     "2:|a||#1\n5~:\n6~:\n9:|#2\n");
	n = (size_t)snprintf(want, sizeof(want), "1048576:");
	memset(want + n, '|', 16383);
	memcpy(want + n + 16383, "x\n", 3);
	expect_sheet("\xef\xbb\xbf<worksheet><sheetData><row r=\"1048576\"><c r=\"XFD1048576\" t=\"str\"><v>x</v></c></row>"
		     "</sheetData></worksheet>", want);
	/* Cells of one row do not stay in the next. */
	expect_sheet(SHEET("<row><c r=\"A1\"><v>1</v></c><c r=\"B1\"><v>2</v></c></row><row><c r=\"B2\"><v>3</v></c></row><row>"
			   "<c r=\"C3\" t=\"str\"><v>4</v></c></row>"),
		     "1:#1|#2\n2:|#3\n3:||4\n");
	expect_sheet("<worksheet><sheetData/></worksheet>", "");
	expect_sheet("<worksheet><sheetPr/></worksheet>", "");
}

static void test_refused(void **state)
{
	(void)state;
	refuse_sheet("<!DOCTYPE x [<!ENTITY a \"b\">]>" SHEET(""), E_FORMAT, "DOCTYPE");
	refuse_sheet(SHEET("<row><!ENTITY a \"b\"></row>"), E_FORMAT, "DOCTYPE");
	refuse_sheet(SHEET("<row><c t=\"str\"><v>&a;</v></c></row>"), E_FORMAT, "baris 1");
	refuse_sheet(SHEET("<row><c t=\"str\"><v>&#0;</v></c></row>"), E_FORMAT, "baris 1");
	refuse_sheet(SHEET("<row><c t=\"str\"><v>&#xD800;</v></c></row>"), E_FORMAT, "baris 1");
	refuse_sheet(SHEET("<row><c t=\"str\"><v>\xc0\xaf</v></c></row>"), E_FORMAT, "baris 1");
	refuse_sheet(SHEET("<row><c t=\"str\"><v>a\x01</v></c></row>"), E_FORMAT, "baris 1");
	refuse_sheet(SHEET("<row r=\"2\"/><row r=\"2\"/>"), E_FORMAT, "tidak menaik");
	refuse_sheet(SHEET("<row r=\"2\"/><row r=\"1\"/>"), E_FORMAT, "tidak menaik");
	refuse_sheet(SHEET("<row r=\"0\"/>"), E_FORMAT, "tidak menaik");
	refuse_sheet(SHEET("<row r=\"-1\"/>"), E_FORMAT, "nomor baris");
	refuse_sheet(SHEET("<row r=\"1048577\"/>"), E_LIMIT, "1048576");
	refuse_sheet(SHEET("<row r=\"1048576\"/><row/>"), E_LIMIT, "1048576");
	refuse_sheet(SHEET("<row r=\"1\"><c r=\"XFE1\"/></row>"), E_LIMIT, "16384");
	refuse_sheet(SHEET("<row r=\"1\"><c r=\"XFD1\"/><c/></row>"), E_LIMIT, "16384");
	refuse_sheet(SHEET("<row r=\"1\"><c r=\"AAAA1\"/></row>"), E_LIMIT, "kolom");
	refuse_sheet(SHEET("<row r=\"1\"><c r=\"B1\"/><c r=\"A1\"/></row>"), E_FORMAT, "berurutan");
	refuse_sheet(SHEET("<row r=\"1\"><c r=\"A1\"/><c r=\"A1\"/></row>"), E_FORMAT, "berurutan");
	refuse_sheet(SHEET("<row r=\"1\"><c r=\"A2\"/></row>"), E_FORMAT, "alamat");
	refuse_sheet(SHEET("<row r=\"1\"><c r=\"1\"/></row>"), E_FORMAT, "alamat");
	refuse_sheet(SHEET("<row r=\"1\"><c r=\"\"/></row>"), E_FORMAT, "alamat");
	refuse_sheet(SHEET("<row><c t=\"s\"><v>0</v></c></row>"), E_FORMAT, "teks bersama");
	refuse_sheet(SHEET("<row><c><v>1</v><v>2</v></c></row>"), E_FORMAT, "dua nilai");
	refuse_sheet(SHEET("<row><c><v>1</c></v></row>"), E_FORMAT, "XML");
	refuse_sheet(SHEET("<row><row/></row>"), E_FORMAT, "baris di dalam baris");
	refuse_sheet(SHEET("<row><c r=A1/></row>"), E_FORMAT, "XML");
	refuse_sheet(SHEET("<row><c r=\"<\"/></row>"), E_FORMAT, "XML");
	refuse_sheet("<worksheet><sheetData><row><c><v>1</v>", E_FORMAT, "terpotong");
	refuse_sheet("<worksheet><sheetData><row/></worksheet>", E_FORMAT, "rusak");
	refuse_sheet("<workshop/>", E_FORMAT, "rusak");
	refuse_sheet("", E_FORMAT, "terpotong");
	refuse(&(struct make_book){ .sheet = S(SHEET("")), .strings = S(" ") }, E_FORMAT, "terpotong");
	refuse(&(struct make_book){ .sheet = S("<\0w\0") }, E_FORMAT, "UTF-16");
	refuse(&(struct make_book){ .sheet = S("\xff\xfe<\0w\0") }, E_FORMAT, "UTF-16");
	refuse(&(struct make_book){ .sheet = S("<worksheet><sheetData>\0</sheetData></worksheet>") }, E_FORMAT, "nol");
	refuse_sheet("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>" SHEET(""), E_FORMAT, "UTF-8");
	refuse_sheet("<?xml version=\"1.0\" encoding=\"UTF-16\"?>" SHEET(""), E_FORMAT, "UTF-8");
	refuse(&(struct make_book){ .sheet = S(SHEET("")), .strings = S("<sst><si><t>a</si></sst>") }, E_FORMAT, "rusak");
	refuse(&(struct make_book){ .sheet = S(SHEET("")), .strings = S("<sst><si><t>&x;</t></si></sst>") }, E_FORMAT,
	       "teks bersama nomor 1");
	refuse(&(struct make_book){ .sheet = S(SHEET("")), .strings = S("<!DOCTYPE a><sst/>") }, E_FORMAT, "DOCTYPE");
	refuse(&(struct make_book){ .sheet = S(SHEET("")), .styles = S("<styleSheet><a></styleSheet>") }, E_FORMAT, "rusak");
	refuse(&(struct make_book){ .sheet = S(SHEET("")), .book = S("<workbook/>") }, E_FORMAT, "lembar");
	refuse(&(struct make_book){ 0 }, E_FORMAT, "tidak ada isinya");
}

static void repeat(struct buf *b, struct str s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		buf_add(b, s);
}

static void test_limits(void **state)
{
	struct buf b;
	(void)state;
	buf_init(&b, 64 << 20);
	/* Depth, within a cell and outside. */
	for (int cell = 0; cell < 2; cell++) {
		buf_reset(&b);
		buf_add(&b, cell ? S("<worksheet><sheetData><row><c>") : S("<worksheet>"));
		repeat(&b, S("<a>"), 20000);
		repeat(&b, S("</a>"), 20000);
		buf_add(&b, S("</worksheet>"));
		refuse(&(struct make_book){ .sheet = buf_str(&b) }, E_FORMAT, cell ? "XML" : "terlalu dalam");
	}
	/* A cell just below the limit, and one above it, whole and without end. */
	for (int how = 0; how < 3; how++) {
		buf_reset(&b);
		buf_add(&b, S("<worksheet><sheetData><row><c t=\"inlineStr\"><is><t>"));
		for (size_t i = 0; b.len < (how == 0 ? 1000000u : how == 1 ? 1100000u : 9000000u); i++)
			buf_addf(&b, "%zu ", i * 7919);
		buf_add(&b, S("</t></is></c></row></sheetData></worksheet>"));
		if (how == 0) {
			struct err err = { 0 };
			struct dump d;
			assert_int_equal(read_book(&(struct make_book){ .sheet = buf_str(&b) }, &d, &err), OK);
			assert_true(d.text.len > 999900);
			buf_clear(&d.text);
		} else {
			refuse(&(struct make_book){ .sheet = buf_str(&b) }, E_LIMIT, "baris 1: satu sel");
		}
	}
	/* A shared string above the limit. */
	buf_reset(&b);
	buf_add(&b, S("<sst><si><t>"));
	for (size_t i = 0; b.len < 1100000; i++)
		buf_addf(&b, "%zu ", i * 7919);
	buf_add(&b, S("</t></si></sst>"));
	refuse(&(struct make_book){ .sheet = S(SHEET("")), .strings = buf_str(&b) }, E_LIMIT, "1 MiB");
	/* One text of 900 kB named by eight cells of a row. */
	b.len = 900000;
	buf_add(&b, S("</t></si></sst>"));
	refuse(&(struct make_book){ .sheet = S(SHEET("<row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>0</v></c><c t=\"s\"><v>0</v></c>"
						     "<c t=\"s\"><v>0</v></c><c t=\"s\"><v>0</v></c></row>")),
				    .strings = buf_str(&b) }, E_LIMIT, "terlalu besar");
	/* Blanks without end. */
	buf_reset(&b);
	buf_add(&b, S("<worksheet><sheetData><row>"));
	for (size_t i = 0; b.len < 12000000; i++)
		buf_addf(&b, "%s%zu", "\n", i * 7919);
	refuse(&(struct make_book){ .sheet = buf_str(&b) }, E_LIMIT, "");
	buf_clear(&b);
}

/* Rows of every size around the edges of the reader's blocks, in several ways of writing, against what was written. */
static void test_blocks(void **state)
{
	struct buf sheet, want;
	uint32_t rng = 12345;
	(void)state;
	buf_init(&sheet, 64 << 20);
	buf_init(&want, 64 << 20);
	buf_add(&sheet, S("<worksheet><sheetData>"));
	for (unsigned row = 1; sheet.len < 12000000; row++) {
		unsigned ncell = row % 97 == 0 ? 9000 : row % 13;
		buf_addf(&sheet, "<row r=\"%u\">", row);
		buf_addf(&want, "%u:", row);
		for (unsigned i = 0; i < ncell; i++) {
			unsigned len = (rng = rng * 1103515245 + 12345) >> 16 & 31, how = rng >> 24 & 3;
			if (row % 1000 == 3)
				len = 30000;
			buf_addf(&sheet, how == 3 ? "<c t='inlineStr' ><is><t>" : "<c t=\"inlineStr\"><is><t>");
			if (i)
				buf_addc(&want, '|');
			for (unsigned k = 0; k < len; k++) {
				buf_add(&sheet, how == 1 ? S("&lt;") : S("n"));
				buf_addc(&want, how == 1 ? '<' : 'n');
			}
			buf_addf(&sheet, how == 2 ? "</t ></is></c>" : "</t></is></c>");
		}
		buf_add(&sheet, S("</row>"));
		buf_addc(&want, '\n');
	}
	buf_add(&sheet, S("</sheetData></worksheet>"));
	buf_addc(&want, 0);
	expect(&(struct make_book){ .sheet = buf_str(&sheet) }, want.ptr);
	buf_clear(&sheet);
	buf_clear(&want);
}

/* fn stops the reader in the midst of a big part: at once, with its own result, and nothing is left behind. */
static void test_stop(void **state)
{
	struct buf sheet;
	(void)state;
	buf_init(&sheet, 64 << 20);
	buf_add(&sheet, S("<worksheet><sheetData>"));
	for (unsigned row = 1; row <= 100000; row++)
		buf_addf(&sheet, "<row r=\"%u\"><c r=\"A%u\" t=\"str\"><v>%u</v></c></row>", row, row, row * 7919);
	buf_add(&sheet, S("</sheetData></worksheet>"));
	for (int with = -6; with <= 42; with += 48)
		for (uint64_t at = 1; at <= 20000; at += 1999) {
			struct dump d = { .stop_at = at, .stop_with = with };
			struct make_zip m;
			struct err err = { 0 };
			buf_init(&d.text, 64 << 20);
			make_zip_init(&m);
			make_book_parts(&m, &(struct make_book){ .sheet = buf_str(&sheet) }, 1);
			assert_int_equal(read_made(&m, &d, &err), with);
			assert_int_equal(d.rows, at);
			buf_clear(&d.text);
		}
	buf_clear(&sheet);
}

static void add_text(struct make_zip *m, const char *name, const char *text)
{
	make_zip_add(m, name, str_c(text), 6);
}

/* Another layout of the parts, the strict namespace, several sheets of every state, days from 1904, hidden columns. */
static void test_book(void **state)
{
	struct make_zip m;
	struct err err = { 0 };
	struct dump d = { 0 };
	struct xlsx_seen seen;
	struct xlsx *x;
	int fd;
	(void)state;
	make_zip_init(&m);
	add_text(&m, "_rels/.rels", "<Relationships><Relationship Id='a' Type='http://purl.oclc.org/ooxml/officeDocument/"
				    "relationships/officeDocument' Target='/buku/isi/b.xml'/></Relationships>");
	add_text(&m, "buku/isi/b.xml",
		 "<w:workbook xmlns:w='http://purl.oclc.org/ooxml/spreadsheetml/main' xmlns:q='x'><w:workbookPr date1904='true'/>"
		 "<w:sheets><w:sheet name='Grafik' sheetId='1' q:id='g'/><w:sheet name='A &amp; B' sheetId='2' q:id='s1' state='hidden'/>"
		 "<w:sheet name='C' sheetId='3' state='veryHidden' q:id='s2'/><w:sheet name='D' sheetId='4' q:id='s3'/></w:sheets>"
		 "</w:workbook>");
	add_text(&m, "buku/isi/_rels/b.xml.rels",
		 "<Relationships><Relationship Id='g' Type='x/chartsheet' Target='g.xml'/><Relationship Id='s1' Type='x/worksheet' "
		 "Target='../lembar/./1.xml'/><Relationship Id='s2' Type='x/worksheet' Target='/buku/isi/2.xml'/><Relationship "
		 "Id='s3' Type='x/worksheet' Target='3.xml'/><Relationship Id='l' Type='x/sharedStrings' Target='http://x/' "
		 "TargetMode='External'/></Relationships>");
	add_text(&m, "buku/lembar/1.xml", "<worksheet><cols><col min='2' max='3' hidden='1'/><col min='16384' max='99999' hidden='1'/>"
					  "<col min='5' max='5'/></cols><sheetData><row r='1' hidden='1'/><row r='2'/></sheetData></worksheet>");
	add_text(&m, "buku/isi/2.xml", SHEET("<row><c><v>2</v></c></row>"));
	add_text(&m, "buku/isi/3.xml", SHEET("<row><c><v>3</v></c></row>"));
	make_zip_finish(&m);
	fd = make_fd(buf_str(&m.out));
	make_zip_clear(&m);
	buf_init(&d.text, 1 << 20);
	assert_int_equal(xlsx_open(&x, fd, &err), OK);
	assert_int_equal(xlsx_sheet_count(x), 3);
	assert_true(str_eq(xlsx_sheet_at(x, 0).name, S("A & B")) && xlsx_sheet_at(x, 0).hidden);
	assert_true(xlsx_sheet_at(x, 1).hidden && !xlsx_sheet_at(x, 2).hidden);
	assert_true(xlsx_base1904(x));
	assert_int_equal(xlsx_read(x, 0, dump_row, &d, &seen, &err), OK);
	assert_int_equal(seen.rows, 2);
	assert_int_equal(seen.hidden_rows, 1);
	assert_int_equal(seen.hidden_cols, 3);
	assert_true(seen.base1904);
	assert_true(xlsx_col_hidden(x, 1) && xlsx_col_hidden(x, 2) && xlsx_col_hidden(x, 16383));
	assert_false(xlsx_col_hidden(x, 0) || xlsx_col_hidden(x, 3) || xlsx_col_hidden(x, 4) || xlsx_col_hidden(x, 99998));
	assert_int_equal(xlsx_read(x, 2, dump_row, &d, NULL, &err), OK);
	assert_false(xlsx_col_hidden(x, 1));
	assert_int_equal(xlsx_read(x, 1, dump_row, &d, NULL, &err), OK);
	assert_int_equal(xlsx_read(x, 1, dump_row, &d, NULL, &err), OK);
	buf_addc(&d.text, 0);
	assert_string_equal(d.text.ptr, "1~:\n2:\n1:#3\n1:#2\n1:#2\n");
	buf_clear(&d.text);
	xlsx_close(x);
	close(fd);
}

/* Targets that leave the archive name nothing. */
static void test_paths(void **state)
{
	static const char *const target[] = { "../../etc/passwd", "../../../xl/worksheets/sheet1.xml", "/etc/passwd",
					      "worksheets/sheet1.xml/../../../..", "file:///etc/passwd", "", "." };
	(void)state;
	for (size_t i = 0; i < COUNT(target); i++) {
		struct make_zip m;
		struct err err = { 0 };
		struct dump d = { 0 };
		char rels[400];
		(void)snprintf(rels, sizeof(rels), "<Relationships><Relationship Id='rId1' Type='x/worksheet' Target='%s'/></Relationships>",
			       target[i]);
		buf_init(&d.text, 1000);
		make_zip_init(&m);
		add_text(&m, "xl/workbook.xml", "<workbook xmlns:r='r'><sheets><sheet name='a' r:id='rId1'/></sheets></workbook>");
		add_text(&m, "xl/_rels/workbook.xml.rels", rels);
		add_text(&m, "../../etc/passwd", SHEET(""));
		add_text(&m, "xl/worksheets/sheet1.xml", SHEET(""));
		assert_int_equal(read_made(&m, &d, &err), E_FORMAT);
		assert_non_null(strstr(err.msg, "tidak ada isinya"));
		buf_clear(&d.text);
	}
}

/* A wrong CRC is found though the rows have been read by then; a damaged stream by whatever shows it first. */
static void test_damage(void **state)
{
	(void)state;
	for (int how = 0; how < 2; how++) {
		struct make_zip m;
		struct err err = { 0 };
		struct dump d = { 0 };
		struct buf sheet;
		buf_init(&d.text, 64 << 20);
		buf_init(&sheet, 64 << 20);
		buf_add(&sheet, S("<worksheet><sheetData>"));
		for (unsigned row = 1; row <= 50000; row++)
			buf_addf(&sheet, "<row r=\"%u\"><c r=\"A%u\" t=\"str\"><v>%u</v></c></row>", row, row, row * 7919);
		buf_add(&sheet, S("</sheetData></worksheet>"));
		make_zip_init(&m);
		make_book_parts(&m, &(struct make_book){ .strings = S("<sst/>") }, 6);
		m.crc_xor = how == 0;
		make_zip_add(&m, "xl/worksheets/sheet1.xml", buf_str(&sheet), how == 0 ? -1 : 6);
		if (how == 1)
			memset(m.out.ptr + m.out.len / 2, 0x55, 200);
		assert_int_equal(read_made(&m, &d, &err), E_FORMAT);
		if (how == 0 && !strstr(err.msg, "CRC"))
			fail_msg("%s", err.msg);
		assert_true(d.rows > 1000);
		buf_clear(&d.text);
		buf_clear(&sheet);
	}
}

static void test_formats(void **state)
{
	static const char *const date[] = { "dd/mm/yyyy", "m/d/yy h:mm", "[$-421]dd mmmm yyyy;@", "yyyy\\-mm\\-dd", "[h]:mm:ss",
					    "D MMM YY", "\"tgl\" d", "mmm", "hh:mm", "General;d" };
	static const char *const number[] = { "General", "0", "#,##0.00", "\"dmy\"0", "[Red]0", "0\\d", "_d0", "*y0", "@", "0.00E+00",
					      "[$Rp-421]#,##0", "", "\"unclosed d", "[d", "\\" };
	(void)state;
	for (size_t i = 0; i < COUNT(date); i++)
		if (!book_format_is_date(str_c(date[i])))
			fail_msg("%s", date[i]);
	for (size_t i = 0; i < COUNT(number); i++)
		if (book_format_is_date(str_c(number[i])))
			fail_msg("%s", number[i]);
	for (uint64_t id = 0; id < 100; id++)
		assert_int_equal(book_builtin_is_date(id), (id >= 14 && id <= 22) || (id >= 27 && id <= 36) ||
							   (id >= 45 && id <= 47) || (id >= 50 && id <= 58));
}

/* The same texts come out of the store whether their pages are in memory or in the temporary file. */
static void test_spill(void **state)
{
	struct buf part;
	struct make_zip m;
	struct err err = { 0 };
	struct zip *z;
	uint64_t count = 300000;
	int fd;
	(void)state;
	buf_init(&part, 64 << 20);
	buf_add(&part, S("<sst>"));
	for (uint64_t i = 0; i < count; i++) {
		buf_addf(&part, "<si><t>%" PRIu64 " ", i);
		if (i % 50000 == 7)
			for (int k = 0; k < 100000; k++)
				buf_addf(&part, "%d", k * 31 % 97);
		buf_add(&part, S("</t></si>"));
	}
	buf_add(&part, S("</sst>"));
	make_zip_init(&m);
	make_zip_add(&m, "s", buf_str(&part), 1);
	make_zip_finish(&m);
	fd = make_fd(buf_str(&m.out));
	assert_int_equal(ziparc_open(&z, fd, &err), OK);
	for (unsigned pages = 0; pages < 40; pages = pages * 3 + 1) {
		struct strings *s;
		assert_int_equal(strings_load_sized(&s, z, 0, pages, pages, &err), OK);
		assert_int_equal(strings_count(s), count);
		for (uint64_t k = 0; k < 40000; k++) {
			static char copy[STRING_MAX];
			uint64_t i = k * 7919 % count, at = 0;
			struct str t = STR_NONE;
			char want[32];
			int n = snprintf(want, sizeof(want), "%" PRIu64 " ", i);
			assert_int_equal(strings_get(s, i, &t, &at, &err), OK);
			if (!t.ptr) {
				assert_int_equal(strings_copy(s, copy, at, t.len, &err), OK);
				t.ptr = copy;
			}
			assert_true(i % 50000 == 7 ? t.len > 100000 : t.len == (size_t)n);
			assert_memory_equal(t.ptr, want, (size_t)n);
		}
		strings_free(s);
	}
	ziparc_close(z);
	close(fd);
	make_zip_clear(&m);
	buf_clear(&part);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_types),	cmocka_unit_test(test_text),  cmocka_unit_test(test_shapes),
		cmocka_unit_test(test_refused), cmocka_unit_test(test_limits), cmocka_unit_test(test_blocks),
		cmocka_unit_test(test_stop),	cmocka_unit_test(test_book),  cmocka_unit_test(test_paths),
		cmocka_unit_test(test_damage),	cmocka_unit_test(test_formats), cmocka_unit_test(test_spill),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
