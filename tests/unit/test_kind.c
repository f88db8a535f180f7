#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#undef setjmp /* a macro of libc, a name base.h bans */

#include "make_zip.h"
#include "sheet/sheet.h"

static enum file_kind kind_of(struct str s)
{
	int fd = make_fd(s);
	enum file_kind kind;
	assert_int_equal(file_kind_of(&kind, fd, NULL), OK);
	assert_int_equal(lseek(fd, 0, SEEK_CUR), (off_t)s.len); /* not moved */
	close(fd);
	return kind;
}

static void test_text(void **state)
{
	(void)state;
	assert_int_equal(kind_of(S("")), FILE_EMPTY);
	assert_int_equal(kind_of(S("\xef\xbb\xbf \r\n")), FILE_EMPTY);
	assert_int_equal(kind_of(S("NIK;NAMA\n2171010101015001;SITI\n")), FILE_CSV);
	assert_int_equal(kind_of(S("\xef\xbb\xbfNIK;NAMA\n")), FILE_CSV);
	assert_int_equal(kind_of(S("NIK;NAMA\n1;Andr\xe9\n")), FILE_CSV);
	assert_int_equal(kind_of(S("NAMA\n<SITI>\n")), FILE_CSV);
	assert_int_equal(kind_of(S("\xff\xfeN\0I\0K\0")), FILE_OTHER);
	assert_int_equal(kind_of(S("NIK\0;NAMA")), FILE_OTHER);
	assert_int_equal(kind_of(S("  <HTML><table>")), FILE_OTHER);
	assert_int_equal(kind_of(S("<?xml version=\"1.0\"?><Workbook/>")), FILE_OTHER);
	assert_int_equal(kind_of(S("{\\rtf1 x}")), FILE_OTHER);
	assert_int_equal(kind_of(S("%PDF-1.7\n%\xe2\xe3")), FILE_PDF);
	assert_int_equal(kind_of(S("\x89PNG\r\n\x1a\n")), FILE_OTHER);
	assert_int_equal(kind_of(S("\x1f\x8b\x08\x01\x02\x03")), FILE_OTHER);
}

static enum file_kind kind_of_zip(const char *const *name, const char *const *text, size_t n, bool encrypted, bool front)
{
	struct make_zip m;
	enum file_kind kind;
	make_zip_init(&m);
	if (front)
		buf_add(&m.out, S("MZ\0\0 something in front"));
	for (size_t i = 0; i < n; i++) {
		m.flags = encrypted;
		make_zip_add(&m, name[i], str_c(text[i]), -1);
	}
	make_zip_finish(&m);
	kind = kind_of(buf_str(&m.out));
	make_zip_clear(&m);
	return kind;
}

static void test_zip(void **state)
{
	static const char types[] = "<Types><Override PartName=\"/buku/b.xml\" ContentType=\"application/vnd.openxml"
				    "formats-officedocument.spreadsheetml.sheet.main+xml\"/></Types>";
	static const char typesb[] = "<Types><Override PartName=\"/xl/b.bin\" ContentType=\"application/vnd.ms-excel."
				     "sheet.binary.macroEnabled.main\"/></Types>";
	const char *one[] = { "xl/workbook.xml" }, *bin[] = { "xl/workbook.bin" }, *txt[] = { "daftar.csv" };
	const char *typed[] = { "[Content_Types].xml", "buku/b.xml" }, *typedb[] = { "[Content_Types].xml", "xl/b.bin" };
	const char *any[] = { "<workbook/>", "x" };
	(void)state;
	assert_int_equal(kind_of_zip(one, any, 1, false, false), FILE_XLSX);
	assert_int_equal(kind_of_zip(one, any, 1, false, true), FILE_XLSX);
	assert_int_equal(kind_of_zip(one, any, 1, true, false), FILE_ENCRYPTED);
	assert_int_equal(kind_of_zip(bin, any, 1, false, false), FILE_XLSB);
	assert_int_equal(kind_of_zip(txt, any, 1, false, false), FILE_ZIP);
	assert_int_equal(kind_of_zip(txt, any, 1, true, false), FILE_ENCRYPTED);
	assert_int_equal(kind_of_zip(typed, (const char *[]){ types, "x" }, 2, false, false), FILE_XLSX);
	assert_int_equal(kind_of_zip(typedb, (const char *[]){ typesb, "x" }, 2, false, false), FILE_XLSB);
	assert_int_equal(kind_of_zip((const char *[]){ "mimetype", "content.xml" },
				     (const char *[]){ "application/vnd.oasis.opendocument.spreadsheet", "x" }, 2, false,
				     false), FILE_ODS);
	assert_int_equal(kind_of_zip((const char *[]){ "mimetype", "content.xml" },
				     (const char *[]){ "application/vnd.oasis.opendocument.text", "x" }, 2, false, false),
			 FILE_ZIP);
	/* Cut short: the reader of workbooks says what is wrong. */
	assert_int_equal(kind_of(S("PK\3\4\x14\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x0f\0\0\0xl/workbook.xmlhalo")),
			 FILE_XLSX);
	assert_int_equal(kind_of(S("PK\3\4\x14\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x05\0\0\0a.txthalo")), FILE_ZIP);
}

/* An OLE2 file of 512-byte sectors whose directory of four entries is sector `at`, behind `fat` sectors of FAT. */
static void make_ole(struct buf *b, const char *name, bool second_sector)
{
	static const char magic[] = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
	char head[512] = { 0 }, sector[512];
	buf_init(b, 1 << 20);
	memcpy(head, magic, 8);
	head[30] = 9;
	head[48] = 1; /* directory in sector 1 */
	memset(head + 68, 0xfe, 4);
	memset(head + 76, 0xff, 436);
	memset(head + 76, 0, 4); /* FAT in sector 0 */
	buf_add(b, str_of(head, 512));
	memset(sector, 0xff, 512);
	memcpy(sector + 4, "\2\0\0\0", 4); /* sector 1 goes on in sector 2, which is the last */
	memcpy(sector + 8, "\xfe\xff\xff\xff", 4);
	buf_add(b, str_of(sector, 512));
	for (int i = 1; i <= 2; i++) {
		memset(sector, 0, 512);
		if (i == 1 + second_sector) {
			for (size_t k = 0; name[k]; k++)
				sector[128 + 2 * k] = name[k];
			sector[128 + 64] = (char)(2 * (strlen(name) + 1));
		}
		buf_add(b, str_of(sector, 512));
	}
}

static void test_ole(void **state)
{
	static const struct {
		const char *name;
		enum file_kind kind;
	} want[] = { { "Workbook", FILE_XLS }, { "BOOK", FILE_XLS }, { "EncryptedPackage", FILE_ENCRYPTED },
		     { "WordDocument", FILE_OTHER } };
	struct buf b;
	(void)state;
	for (size_t i = 0; i < COUNT(want); i++)
		for (int second = 0; second < 2; second++) {
			make_ole(&b, want[i].name, second);
			assert_int_equal(kind_of(buf_str(&b)), want[i].kind);
			b.len = 600; /* cut: no directory, no crash */
			assert_int_equal(kind_of(buf_str(&b)), FILE_OTHER);
			buf_clear(&b);
		}
	make_ole(&b, "x", false);
	memcpy(b.ptr + 512 + 4, "\1\0\0\0", 4); /* a chain that bites its tail ends all the same */
	assert_int_equal(kind_of(buf_str(&b)), FILE_OTHER);
	buf_clear(&b);
}

static void test_advice(void **state)
{
	(void)state;
	assert_null(file_kind_advice(FILE_CSV));
	assert_null(file_kind_advice(FILE_XLSX));
	for (int k = FILE_XLS; k <= FILE_EMPTY; k++) {
		const char *s = file_kind_advice((enum file_kind)k);
		assert_non_null(s);
		assert_true(strlen(s) > 30 && s[strlen(s) - 1] == '.');
	}
	assert_string_equal(file_kind_advice(FILE_XLS),
			    "Berkas ini .xls (Excel 97-2003). Buka di Excel, simpan sebagai .xlsx, lalu ulangi.");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_text),
		cmocka_unit_test(test_zip),
		cmocka_unit_test(test_ole),
		cmocka_unit_test(test_advice),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
