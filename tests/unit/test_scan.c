#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#undef setjmp /* a macro of libc, a name base.h bans */

#include "pdf_tool.h"
#include "render/scan.h"
#include "scans.h"

static struct buf b, other;

static int setup(void **state)
{
	(void)state;
	buf_init(&b, 128 << 20);
	buf_init(&other, 128 << 20);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	buf_clear(&b);
	buf_clear(&other);
	return 0;
}

static struct scan_info good(struct str s)
{
	struct scan_info info = { 0 };
	const char *fault = scan_fault(s, &info);
	if (fault) {
		print_error("%s\n", fault);
		fail();
	}
	return info;
}

static void refused(struct str s, const char *word)
{
	struct scan_info info = { .width = 77 };
	const char *fault = scan_fault(s, &info);
	assert_non_null(fault);
	assert_int_equal(info.width, 77);
	if (!strstr(fault, word)) {
		print_error("\"%s\" instead of one with \"%s\"\n", fault, word);
		fail();
	}
}

/* At whatever byte it is cut, it is no scan any more. */
static void refused_when_cut(struct str s)
{
	for (size_t n = 0; n + 1 < s.len; n++) {
		/* a copy of that size, so that a look behind its end is seen by the checker of memory */
		char *cut = malloc(n ? n : 1);
		assert_non_null(cut);
		memcpy(cut, s.ptr, n);
		if (!scan_fault(str_of(cut, n), NULL)) {
			print_error("cut at %zu of %zu it is taken\n", n, s.len);
			fail();
		}
		free(cut);
	}
}

static void whole_ones(void **state)
{
	(void)state;
	scan_png(&b, 40, 20);
	struct scan_info i = good(buf_str(&b));
	assert_int_equal(i.kind, SCAN_PNG);
	assert_int_equal(i.width, 40);
	assert_int_equal(i.height, 20);
	refused_when_cut(buf_str(&b));
	buf_reset(&b);
	scan_jpeg(&b, 64, 32, 0);
	i = good(buf_str(&b));
	assert_int_equal(i.kind, SCAN_JPEG);
	assert_int_equal(i.width, 64);
	assert_int_equal(i.height, 32);
	assert_int_equal(i.turn, 1);
	refused_when_cut(buf_str(&b));
	buf_reset(&b);
	scan_jpeg(&b, 64, 32, 6);
	i = good(buf_str(&b));
	assert_int_equal(i.turn, 6);
	refused_when_cut(buf_str(&b));
	buf_reset(&b);
	scan_pdf(&b, "a", 3, PAGE_A4);
	i = good(buf_str(&b));
	assert_int_equal(i.kind, SCAN_PDF);
	assert_int_equal(i.used, b.len);
	refused_when_cut(buf_str(&b));
}

static void not_a_scan(void **state)
{
	(void)state;
	refused(S(""), "kosong");
	refused(S("%PDF a"), "harus PDF");
	refused(S("%PDF-1.4 uji"), "terpotong");
	refused(S("\x89PNG uji"), "harus PDF");
	refused(S("GIF89a.................................................................."), "harus PDF, JPEG, atau PNG");
	refused(S("PK\3\4............................................................."), "harus PDF");
	refused(S("<html><body>surat</body></html>                                      "), "harus PDF");
	refused(S("\xFF\xD8\xFF\xD9"), "terpotong");
	refused(S("\x89PNG\r\n\x1A\n"), "terpotong");
	scan_pdf(&b, "a", 1, PAGE_A4);
	buf_add(&other, S("\n\n"));
	buf_add(&other, buf_str(&b));
	refused(buf_str(&other), "harus PDF"); /* something before its beginning */
}

static void bytes_that_flip(void **state)
{
	(void)state;
	scan_png(&b, 16, 16);
	/* every chunk has its sum */
	for (size_t i = 0; i < b.len; i++) {
		b.ptr[i] = (char)(b.ptr[i] ^ 0x20);
		assert_non_null(scan_fault(buf_str(&b), NULL));
		b.ptr[i] = (char)(b.ptr[i] ^ 0x20);
	}
	good(buf_str(&b));
}

static void too_large(void **state)
{
	(void)state;
	scan_jpeg(&b, 8, 8, 0);
	char *size = memmem(b.ptr, b.len, "\x08\0\x08\0\x08", 5);
	assert_non_null(size);
	memcpy(size + 1, "\xFF\xFF\xFF\xFF", 4);
	refused(buf_str(&b), "40 juta titik");
	memcpy(size + 1, "\0\0\0\x08", 4);
	refused(buf_str(&b), "rusak");
	buf_reset(&b);
	buf_add(&b, S("\x89PNG\r\n\x1A\n"));
	put_chunk(&b, "IHDR", S("\0\1\0\0\0\1\0\0\x08\0\0\0\0"));
	put_chunk(&b, "IDAT", S("x"));
	put_chunk(&b, "IEND", S(""));
	refused(buf_str(&b), "40 juta titik");
	assert_true(buf_room(&other, SCAN_BYTES_MAX + 1));
	memset(other.ptr, 0, SCAN_BYTES_MAX + 1);
	memcpy(other.ptr, "%PDF-1.4", 8);
	refused(str_of(other.ptr, SCAN_BYTES_MAX + 1), "50 MB");
}

static void four_inks(void **state)
{
	(void)state;
	scan_jpeg(&b, 8, 8, 0);
	char *frame = memmem(b.ptr, b.len, "\xFF\xC0\0\x0B", 4);
	assert_non_null(frame);
	size_t at = (size_t)(frame - b.ptr);
	buf_add(&other, str_of(b.ptr, at));
	buf_add(&other, S("\xFF\xC0\0\x14\x08\0\x08\0\x08\x04\1\x11\0\2\x11\0\3\x11\0\4\x11\0"));
	buf_add(&other, str_of(frame + 13, b.len - at - 13));
	refused(buf_str(&other), "CMYK");
}

static void locked(void **state)
{
	(void)state;
	scan_pdf(&b, "a", 1, PAGE_A4);
	char *at = memmem(b.ptr, b.len, "/Root 1 0 R>>", 13);
	assert_non_null(at);
	buf_add(&other, str_of(b.ptr, (size_t)(at - b.ptr)));
	buf_add(&other, S("/Encrypt 9 0 R"));
	buf_add(&other, str_of(at, b.len - (size_t)(at - b.ptr)));
	refused(buf_str(&other), "terkunci");
}

/* The ways of encryption there are, and the two ways to write the table. */
static void locked_by_a_program(void **state)
{
	char from[] = "/tmp/padan-pindai-XXXXXX", to[] = "/tmp/padan-pindai-XXXXXX";
	(void)state;
	close(mkstemp(from));
	close(mkstemp(to));
	scan_pdf(&b, "a", 2, PAGE_A4);
	file_put(from, buf_str(&b));
	for (int i = 0; i < 8; i++) {
		const char *words[] = { "qpdf",
					i & 1 ? "--object-streams=generate" : "--object-streams=disable",
					i & 2 ? "--linearize" : "--no-warn",
					"--encrypt",
					i & 4 ? "" : "buka",
					"milik",
					"256",
					"--",
					from,
					to,
					NULL };
		assert_int_equal(tool_run(&other, words), 0);
		struct err err = { 0 };
		assert_int_equal(scan_check(to, NULL, &err), E_REFUSED);
		assert_non_null(strstr(err.msg, "terkunci"));
		/* and the same without a lock is taken */
		const char *open[] = { "qpdf", words[1], words[2], from, to, NULL };
		assert_int_equal(tool_run(&other, open), 0);
		struct scan_info info;
		if (scan_check(to, &info, &err) != OK) {
			print_error("%d: %s\n", i, err.msg);
			fail();
		}
		assert_int_equal(info.kind, SCAN_PDF);
	}
	unlink(from);
	unlink(to);
	struct err err = { 0 };
	assert_int_equal(scan_check(to, NULL, &err), E_IO);
	assert_int_equal(scan_check("/tmp", NULL, &err), E_IO);
}

static void two_at_once(void **state)
{
	static const char zip_end[] = "PK\5\6\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0";
	struct str end = str_of(zip_end, 22);
	(void)state;
	for (int kind = 0; kind < 3; kind++) {
		buf_reset(&b);
		kind == 0 ? scan_png(&b, 8, 8) : kind == 1 ? scan_jpeg(&b, 8, 8, 0) : scan_pdf(&b, "a", 1, PAGE_A4);
		size_t n = b.len;
		if (kind < 2) {
			/* a camera's own things behind the picture are not part of it */
			buf_add(&b, S("SEFT kamera"));
			assert_int_equal(good(buf_str(&b)).used, n);
		}
		buf_add(&b, end);
		refused(buf_str(&b), kind < 2 ? "jenis lain" : "rusak");
	}
	/* a page description in the comment of a picture */
	buf_reset(&b);
	scan_jpeg(&b, 8, 8, 0);
	buf_add(&other, S("\xFF\xD8\xFF\xFE\0\x10%PDF-1.4\n%%abc"));
	buf_add(&other, str_of(b.ptr + 2, b.len - 2));
	refused(buf_str(&other), "jenis lain");
	/* a ZIP whose comment ends like a PDF */
	buf_reset(&b);
	scan_pdf(&b, "a", 1, PAGE_A4);
	size_t tail = 60;
	buf_reset(&other);
	buf_add(&other, str_of(b.ptr, b.len - tail));
	buf_add(&other, str_of(zip_end, 20));
	buf_addc(&other, (char)tail);
	buf_addc(&other, 0);
	buf_add(&other, str_of(b.ptr + b.len - tail, tail));
	assert_non_null(scan_fault(buf_str(&other), NULL));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(whole_ones, setup, teardown),
		cmocka_unit_test_setup_teardown(not_a_scan, setup, teardown),
		cmocka_unit_test_setup_teardown(bytes_that_flip, setup, teardown),
		cmocka_unit_test_setup_teardown(too_large, setup, teardown),
		cmocka_unit_test_setup_teardown(four_inks, setup, teardown),
		cmocka_unit_test_setup_teardown(locked, setup, teardown),
		cmocka_unit_test_setup_teardown(locked_by_a_program, setup, teardown),
		cmocka_unit_test_setup_teardown(two_at_once, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
