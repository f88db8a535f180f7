#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#undef setjmp /* a macro of libc, a name base.h bans */

#include "make_zip.h"
#include "sheet/zip.h"

/* Opens what m makes; the code of ziparc_open. */
static int open_made(struct make_zip *m, struct zip **ret, int *ret_fd, struct err *err)
{
	make_zip_finish(m);
	*ret_fd = make_fd(buf_str(&m->out));
	make_zip_clear(m);
	return ziparc_open(ret, *ret_fd, err);
}

static int read_part(struct zip *z, const char *name, struct buf *out, struct err *err)
{
	int i = ziparc_find(z, str_c(name)), r;
	struct ziparc_stream *s;
	char block[1000];
	size_t n = 0;
	assert_true(i >= 0);
	r = ziparc_stream_open(&s, z, (size_t)i, err);
	if (r < 0)
		return r;
	do {
		r = ziparc_stream_read(s, block, sizeof(block), &n, err);
		buf_add(out, str_of(block, n));
	} while (r == OK && n);
	ziparc_stream_close(s);
	return r;
}

static void text_of(struct buf *b, size_t n)
{
	for (size_t i = 0; b->len < n; i++)
		buf_addf(b, "baris %zu; ", i * i);
}

/* Stored and deflated, with and without descriptors, zip64, and bytes in front that the offsets know of or not. */
static void test_read(void **state)
{
	struct buf text, got;
	(void)state;
	buf_init(&text, 1 << 20);
	buf_init(&got, 1 << 20);
	text_of(&text, 300000);
	for (unsigned how = 0; how < 32; how++) {
		struct make_zip m;
		struct err err = { 0 };
		struct zip *z;
		int fd;
		make_zip_init(&m);
		m.descriptors = how & 1;
		m.zip64 = how & 2;
		if (how & 4)
			buf_add(&m.out, S("#!/bin/sh\nPK\5\6 in front\n"));
		if (how & 8)
			m.shift = m.out.len;
		make_zip_add(&m, "a.txt", S("halo"), how & 16 ? -1 : 6);
		make_zip_add(&m, "xl\\b.txt", buf_str(&text), how & 16 ? 0 : 9);
		make_zip_add(&m, "kosong", S(""), how & 16 ? -1 : 1);
		assert_int_equal(open_made(&m, &z, &fd, &err), OK);
		assert_int_equal(ziparc_count(z), 3);
		buf_reset(&got);
		assert_int_equal(read_part(z, "A.TXT", &got, &err), OK);
		assert_true(str_eq(buf_str(&got), S("halo")));
		buf_reset(&got);
		assert_int_equal(read_part(z, "xl/b.txt", &got, &err), OK);
		assert_true(str_eq(buf_str(&got), buf_str(&text)));
		buf_reset(&got);
		assert_int_equal(read_part(z, "kosong", &got, &err), OK);
		assert_int_equal(got.len, 0);
		assert_int_equal(ziparc_find(z, S("tidak ada")), -1);
		ziparc_close(z);
		close(fd);
	}
	buf_clear(&text);
	buf_clear(&got);
}

enum lie { LIE_CRC, LIE_SIZE_MORE, LIE_SIZE_LESS, LIE_PACKED_MORE, LIE_PACKED_LESS, LIE_METHOD, LIE_ENCRYPTED, LIE_COUNT };

/* What the directory promises is checked; the sentence names the trouble. */
static void test_lies(void **state)
{
	static const struct {
		int code;
		const char *word;
	} want[LIE_COUNT] = { { E_FORMAT, "CRC" }, { E_FORMAT, "rusak" }, { E_FORMAT, "rusak" }, { E_FORMAT, "rusak" },
			      { E_FORMAT, "rusak" }, { E_FORMAT, "cara yang tidak dikenal" },
			      { E_FORMAT, "kata sandi" } };
	(void)state;
	for (int lie = 0; lie < LIE_COUNT; lie++)
		for (int level = -1; level <= 9; level += 10)
			for (int descriptors = 0; descriptors < 2; descriptors++) {
				struct make_zip m;
				struct err err = { 0 };
				struct buf got;
				struct zip *z;
				int fd, r;
				buf_init(&got, 1 << 20);
				make_zip_init(&m);
				m.descriptors = descriptors;
				m.crc_xor = lie == LIE_CRC;
				m.say_size = lie == LIE_SIZE_MORE ? 101 : lie == LIE_SIZE_LESS ? 99 : -1;
				m.say_packed = lie == LIE_PACKED_MORE ? 105 : lie == LIE_PACKED_LESS ? 3 : -1;
				m.method = lie == LIE_METHOD ? 12 : -1;
				m.flags = lie == LIE_ENCRYPTED;
				make_zip_add(&m, "a", S("0123456789012345678901234567890123456789012345678901234567890123456789"
							"012345678901234567890123456789"), level);
				make_zip_add(&m, "b", S("sesudahnya sesudahnya sesudahnya sesudahnya sesudahnya sesudahnya "
							"sesudahnya sesudahnya sesudahnya sesudahnya sesudahnya"), -1);
				r = open_made(&m, &z, &fd, &err);
				if (r == OK) {
					r = read_part(z, "a", &got, &err);
					ziparc_close(z);
				}
				assert_int_equal(r, want[lie].code);
				assert_non_null(strstr(err.msg, want[lie].word));
				buf_clear(&got);
				close(fd);
			}
}

static void expect_open(struct make_zip *m, int code, const char *word)
{
	struct err err = { 0 };
	struct zip *z = NULL;
	int fd;
	assert_int_equal(open_made(m, &z, &fd, &err), code);
	assert_non_null(strstr(err.msg, word));
	close(fd);
}

static void test_refused(void **state)
{
	struct make_zip m;
	char name[600];
	(void)state;
	make_zip_init(&m);
	make_zip_add(&m, "sama", S("1"), -1);
	make_zip_add(&m, "SAMA", S("2"), -1);
	expect_open(&m, E_FORMAT, "bernama sama");

	make_zip_init(&m); /* two entries, one stream */
	make_zip_add(&m, "aa", S("1111111111111111"), -1);
	m.say_offset = 0;
	make_zip_add(&m, "bb", S("1111111111111111"), -1);
	expect_open(&m, E_FORMAT, "bertumpang tindih");

	make_zip_init(&m);
	m.say_offset = 1 << 20;
	make_zip_add(&m, "a", S("1"), -1);
	expect_open(&m, E_FORMAT, "letak");

	memset(name, 'n', sizeof(name) - 1);
	name[sizeof(name) - 1] = 0;
	make_zip_init(&m);
	make_zip_add(&m, name, S("1"), -1);
	expect_open(&m, E_FORMAT, "nama");

	for (int zip64 = 0; zip64 < 2; zip64++) { /* 16-bit counts wrap to 4,464 */
		make_zip_init(&m);
		m.zip64 = zip64;
		for (int i = 0; i < (zip64 ? 70000 : 2001); i++) {
			(void)snprintf(name, sizeof(name), "n%d", i);
			make_zip_add(&m, name, S(""), -1);
		}
		expect_open(&m, E_LIMIT, "bagian");
	}
	make_zip_init(&m);
	make_zip_add(&m, "a", S("1"), -1);
	m.count = 5; /* a lying end record */
	expect_open(&m, E_FORMAT, "daftar isi");
	make_zip_init(&m);
	make_zip_add(&m, "a", S("1"), -1);
	make_zip_add(&m, "b", S("1"), -1);
	m.count = 1;
	expect_open(&m, E_FORMAT, "lebih panjang");
}

/* Cut at every byte: never opened, never read past. */
static void test_truncated(void **state)
{
	struct make_zip m;
	(void)state;
	make_zip_init(&m);
	make_zip_add(&m, "a.txt", S("halo halo halo halo"), 6);
	make_zip_finish(&m);
	for (size_t n = 0; n < m.out.len; n++) {
		struct err err = { 0 };
		struct zip *z;
		int fd = make_fd(str_of(m.out.ptr, n));
		assert_int_equal(ziparc_open(&z, fd, &err), E_FORMAT);
		assert_true(err.msg[0] != 0);
		close(fd);
	}
	make_zip_clear(&m);
}

/* Twenty million zeros: refused by the promise alone. A lie about the size does not help. */
static void test_bomb(void **state)
{
	struct buf zeros, got;
	(void)state;
	buf_init(&zeros, 30 << 20);
	buf_init(&got, 30 << 20);
	assert_true(buf_room(&zeros, 20000000));
	memset(zeros.ptr, 'x', 20000000);
	zeros.len = 20000000;
	for (int lie = 0; lie < 2; lie++) {
		struct make_zip m;
		struct err err = { 0 };
		struct zip *z;
		int fd;
		make_zip_init(&m);
		m.say_size = lie ? 1000000 : -1;
		make_zip_add(&m, "bom", buf_str(&zeros), 9);
		assert_int_equal(open_made(&m, &z, &fd, &err), OK);
		assert_int_equal(read_part(z, "bom", &got, &err), lie ? E_FORMAT : E_LIMIT);
		assert_non_null(strstr(err.msg, lie ? "lebih panjang" : "memuai"));
		assert_true(got.len <= 1000000);
		ziparc_close(z);
		close(fd);
	}
	buf_clear(&zeros);
	buf_clear(&got);
}

/* 8 GiB in all, told by the sizes: nine parts that claim 1 GiB each. */
static void test_total(void **state)
{
	struct make_zip m;
	struct err err = { 0 };
	struct zip *z;
	struct ziparc_stream *s;
	struct buf fill;
	int fd, r = OK;
	(void)state;
	buf_init(&fill, 8 << 20);
	assert_true(buf_room(&fill, 6 << 20));
	memset(fill.ptr, 7, 6 << 20);
	fill.len = 6 << 20;
	make_zip_init(&m);
	for (int i = 0; i < 9; i++) {
		char name[8];
		(void)snprintf(name, sizeof(name), "p%d", i);
		m.say_size = 1 << 30;
		make_zip_packed(&m, str_c(name), buf_str(&fill), 0, 0, 8);
	}
	assert_int_equal(open_made(&m, &z, &fd, &err), OK);
	for (int again = 0; again < 2; again++) /* the same part counts once */
		for (size_t i = 0; i < 8; i++) {
			assert_int_equal(ziparc_stream_open(&s, z, i, &err), OK);
			ziparc_stream_close(s);
		}
	r = ziparc_stream_open(&s, z, 8, &err);
	assert_int_equal(r, E_LIMIT);
	assert_non_null(strstr(err.msg, "8 GiB"));
	ziparc_close(z);
	close(fd);
	buf_clear(&fill);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_read),  cmocka_unit_test(test_lies), cmocka_unit_test(test_refused),
		cmocka_unit_test(test_truncated), cmocka_unit_test(test_bomb), cmocka_unit_test(test_total),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
