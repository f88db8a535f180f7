#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#undef setjmp /* a macro of libc, a name base.h bans */

#include "pdf_tool.h"
#include "render/paper.h"

#include <locale.h>
#include <zlib.h>

#define MADE 1687651200 /* 2023-06-25 00.00 UTC */

static struct buf pdf, plain;

static int setup(void **state)
{
	(void)state;
	buf_init(&pdf, 64 << 20);
	buf_init(&plain, 256 << 20);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	buf_clear(&pdf);
	buf_clear(&plain);
	return 0;
}

static struct paper *paper(const struct paper_config *config)
{
	static const struct paper_config usual = { .size = PAPER_F4, .title = { "Surat", 5 },
						    .author = { "Dinas", 5 }, .made_s = MADE };
	struct paper *p = NULL;
	assert_int_equal(paper_new(&p, config ? config : &usual, NULL), OK);
	return p;
}

/* Ends a paper that must be good; its bytes are in pdf. */
static void finish(struct paper *p)
{
	struct err err = { 0 };
	buf_reset(&pdf);
	if (paper_finish(p, &pdf, &err) != OK) {
		print_error("%s\n", err.msg);
		fail();
	}
	paper_free(p);
	assert_true(str_starts(buf_str(&pdf), S("%PDF-")));
	assert_non_null(memmem(pdf.ptr + pdf.len - 20, 20, "%%EOF", 5));
}

static void finish_fails(struct paper *p, int code)
{
	struct err err = { 0 };
	buf_reset(&pdf);
	assert_int_equal(paper_finish(p, &pdf, &err), code);
	assert_int_equal(err.code, code);
	assert_true(err.msg[0]);
	assert_int_equal(pdf.len, 0);
	paper_free(p);
}

/* The file with its compressed parts behind it: some versions of Cairo keep the list of the pages in one. */
static struct str readable(void)
{
	static unsigned char chunk[65536];
	buf_reset(&plain);
	buf_add(&plain, buf_str(&pdf));
	const char *end = pdf.ptr + pdf.len;
	for (char *s = pdf.ptr; (s = memmem(s, (size_t)(end - s), "stream\n", 7)); s += 7) {
		z_stream z = { .next_in = (unsigned char *)s + 7, .avail_in = (unsigned)(end - s - 7) };
		assert_int_equal(inflateInit(&z), Z_OK);
		int rc;
		do {
			z.next_out = chunk;
			z.avail_out = sizeof chunk;
			rc = inflate(&z, Z_NO_FLUSH);
			if (rc == Z_OK || rc == Z_STREAM_END)
				buf_add(&plain, str_of((char *)chunk, sizeof chunk - z.avail_out));
		} while (rc == Z_OK);
		inflateEnd(&z);
	}
	assert_int_equal(plain.error, 0);
	return buf_str(&plain);
}

static int pages(void)
{
	struct str s = readable();
	const char *at = memmem(s.ptr, s.len, "/Count ", 7);
	assert_non_null(at);
	return (int)strtol(at + 7, NULL, 10);
}

static void page_is(double width_mm, double height_mm)
{
	struct str s = readable();
	const char *at = memmem(s.ptr, s.len, "/MediaBox [ 0 0 ", 16);
	assert_non_null(at);
	char *next;
	double w = strtod(at + 16, &next) * 25.4 / 72, h = strtod(next, NULL) * 25.4 / 72;
	assert_true(w > width_mm - 0.1 && w < width_mm + 0.1);
	assert_true(h > height_mm - 0.1 && h < height_mm + 0.1);
}

static const struct paper_column columns[] = {
	{ { "No.", 3 }, 1, PAPER_CENTER }, { { "Nama", 4 }, 4, PAPER_LEFT }, { { "Jumlah", 6 }, 2, PAPER_RIGHT },
};

static void table(struct paper *p, int rows, struct str heading)
{
	struct paper_column c[COUNT(columns)];
	memcpy(c, columns, sizeof c);
	c[1].heading = heading;
	paper_table(p, c, COUNT(c), 0);
	for (int i = 0; i < rows; i++) {
		char no[12];
		snprintf(no, sizeof no, "%d", i + 1);
		const struct str cells[] = { str_c(no), S("AMINAH BINTI ABDULLAH"), S("1.234.567") };
		paper_row(p, cells, i == rows - 1);
	}
	paper_table_end(p);
}

/* A paper with every block there is. */
static void everything(bool draft, int64_t made_s)
{
	/* one dark dot */
	static const unsigned char png[] = {
		0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48, 0x44,
		0x52, 0x00, 0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x00, 0x00, 0x00, 0x00, 0x3a,
		0x7e, 0x9b, 0x55, 0x00, 0x00, 0x00, 0x0a, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9c, 0x63, 0x50,
		0x00, 0x00, 0x00, 0x22, 0x00, 0x21, 0xe3, 0xef, 0x67, 0x0b, 0x00, 0x00, 0x00, 0x00, 0x49,
		0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82,
	};
	const struct paper_config config = { .size = PAPER_F4, .title = S("Berita Acara"),
					     .author = S("Dinas Kesehatan"), .made_s = made_s,
					     .footer = S("Dicetak oleh Padan"), .draft = draft };
	const struct paper_office office = { S("PEMERINTAH KOTA BATAM"), S("DINAS KESEHATAN"),
					     S("Jalan Raja Haji\nBatam"),
					     str_of((const char *)png, sizeof png) };
	const struct paper_field fields[] = { { S("Nomor"), S("400.7/1/VI/2023") },
					      { S("Hal"), S("Penonaktifan peserta & lampiran") } };
	const struct paper_signer signers[] = {
		{ S("PIHAK KEDUA"), S("Kepala Cabang"), S("BUDI"), STR_NONE, STR_NONE, true },
		{ S("Batam, 25 Juni 2023\nPIHAK KESATU"), S("Plt. Kepala Dinas"), S("SITI"), S("Pembina"),
		  S("196001011990011001"), false },
	};
	const struct str copies[] = { S("Wali Kota Batam"), S("Arsip") };
	struct paper *p = paper(&config);
	paper_kop(p, &office);
	paper_letter_head(p, fields, COUNT(fields), S("Batam, 25 Juni 2023"),
		S("Yth. Kepala BPJS Kesehatan\ndi Batam"));
	paper_title(p, S("BERITA ACARA"), S("NOMOR: 1"));
	paper_para(p, S("Pada hari ini **Minggu** __dua puluh lima__ Juni \xE2\x80\x93 <b>&amp;</b>"),
		   PAPER_JUSTIFY, 10, 4);
	paper_fields(p, fields, COUNT(fields), 40);
	paper_gap(p, 5);
	table(p, 60, S("Nama"));
	paper_signers(p, signers, COUNT(signers));
	paper_signers(p, signers, 1);
	paper_list(p, S("Tembusan:"), copies, COUNT(copies));
	paper_qr(p, S("padan:0123456789abcdef"), S("0123 4567 89ab cdef"));
	finish(p);
}

static void the_same_bytes(void **state)
{
	struct buf first;
	(void)state;
	everything(false, MADE);
	buf_init(&first, 64 << 20);
	buf_add(&first, buf_str(&pdf));
	everything(true, MADE); /* something else in between */
	assert_false(str_eq(buf_str(&first), buf_str(&pdf)));
	everything(false, MADE + 1);
	assert_false(str_eq(buf_str(&first), buf_str(&pdf)));
	/* neither the place nor the language of the machine */
	setenv("TZ", "Asia/Jakarta", 1);
	setenv("LANG", "id_ID.UTF-8", 1);
	tzset();
	setlocale(LC_ALL, "");
	everything(false, MADE);
	setlocale(LC_ALL, "C");
	unsetenv("TZ");
	assert_true(str_eq(buf_str(&first), buf_str(&pdf)));
	buf_clear(&first);
}

static void sizes(void **state)
{
	(void)state;
	finish(paper(NULL));
	assert_int_equal(pages(), 1); /* an empty paper is one page */
	page_is(215, 330);
	const struct paper_config wide = { .size = PAPER_F4, .landscape = true };
	finish(paper(&wide));
	page_is(330, 215);
	const struct paper_config a4 = { .size = PAPER_A4 };
	finish(paper(&a4));
	page_is(210, 297);
	paper_free(NULL);
	paper_free(paper(NULL)); /* never finished */
}

static void several_pages(void **state)
{
	(void)state;
	struct paper *p = paper(NULL);
	paper_para(p, S("satu"), PAPER_LEFT, 0, 0);
	paper_page_break(p);
	paper_para(p, S("dua"), PAPER_LEFT, 0, 0);
	finish(p);
	assert_int_equal(pages(), 2);
	/* some hundred short paragraphs, and one long one, which is broken line by line */
	p = paper(NULL);
	for (int i = 0; i < 200; i++)
		paper_para(p, S("Satu alinea pendek."), PAPER_LEFT, 0, 2);
	finish(p);
	int n = pages();
	assert_true(n > 3 && n < 12);
	struct buf text;
	buf_init(&text, 1 << 20);
	for (int i = 0; i < 4000; i++)
		buf_add(&text, S("kata demi kata "));
	p = paper(NULL);
	paper_para(p, buf_str(&text), PAPER_JUSTIFY, 0, 0);
	finish(p);
	n = pages();
	assert_true(n > 10 && n < 30);
	/* larger letters and wider margins take more room */
	const struct paper_config roomy = { .size = PAPER_F4, .font_pt = 16, .margin_left_mm = 50,
		.margin_right_mm = 50 };
	p = paper(&roomy);
	paper_para(p, buf_str(&text), PAPER_JUSTIFY, 0, 0);
	finish(p);
	assert_true(pages() > 2 * n);
	buf_clear(&text);
}

static int pages_of_table(int rows, struct str heading)
{
	struct paper *p = paper(NULL);
	table(p, rows, heading);
	finish(p);
	return pages();
}

static void a_heading_on_each_page(void **state)
{
	(void)state;
	assert_int_equal(pages_of_table(0, S("Nama")), 1);
	assert_int_equal(pages_of_table(5, S("Nama")), 1);
	int low = pages_of_table(600, S("Nama"));
	assert_true(low > 8 && low < 30);
	/* a heading of ten lines once would cost a page at most; on each page it costs a part of each */
	assert_true(pages_of_table(600, S("a\nb\nc\nd\ne\nf\ng\nh\ni\nj")) >= low + 2);
}

static void two_tables(void **state)
{
	(void)state;
	struct paper *p = paper(NULL);
	table(p, 3, S("Nama"));
	table(p, 80, S("Lain"));
	finish(p);
	assert_true(pages() >= 2);
}

static void rows_taller_than_a_page(void **state)
{
	struct buf tall;
	(void)state;
	buf_init(&tall, 1 << 20);
	for (int i = 0; i < 300; i++)
		buf_add(&tall, S("baris\n"));
	const struct str cells[] = { S("1"), buf_str(&tall), S("2") };
	struct paper *p = paper(NULL);
	paper_table(p, columns, COUNT(columns), 0);
	paper_row(p, cells, false);
	/* the fault stays, whatever comes behind it */
	const struct str good[] = { S("1"), S("a"), S("2") };
	paper_row(p, good, false);
	paper_table_end(p);
	paper_para(p, S("sesudahnya"), PAPER_LEFT, 0, 0);
	paper_page_break(p);
	paper_qr(p, S("x"), S("y"));
	finish_fails(p, E_LIMIT);
	/* a tall one that fits a page of its own is none */
	p = paper(NULL);
	paper_table(p, columns, COUNT(columns), 0);
	const struct str half[] = { S("1"), str_of(tall.ptr, 30 * 6), S("2") };
	for (int i = 0; i < 4; i++)
		paper_row(p, half, false);
	paper_table_end(p);
	finish(p);
	assert_true(pages() > 1);
	buf_clear(&tall);
}

static void tables_put_together_wrongly(void **state)
{
	struct paper_column many[25];
	(void)state;
	struct paper *p = paper(NULL);
	paper_table(p, columns, COUNT(columns), 0);
	finish_fails(p, E_ARG); /* not ended */
	p = paper(NULL);
	paper_table(p, columns, 0, 0);
	finish_fails(p, E_ARG);
	for (size_t i = 0; i < COUNT(many); i++)
		many[i] = columns[0];
	p = paper(NULL);
	paper_table(p, many, COUNT(many), 0);
	finish_fails(p, E_ARG);
	p = paper(NULL);
	paper_table(p, columns, COUNT(columns), 0);
	paper_table(p, columns, COUNT(columns), 0);
	finish_fails(p, E_ARG);
}

static void texts_of_all_kinds(void **state)
{
	(void)state;
	struct paper *p = paper(NULL);
	const struct str texts[] = { S(""), STR_NONE, S("****"), S("**"), S("__a**b__c**"), S("*a_b*"),
		S("<span size=\"1\">&"), S("\xE9\xFF"),
				     S("\xF0\x9F\x98\x80"), S("\n\n\n"), S("\xD8\xB3\xD9\x84\xD8\xA7\xD9\x85") };
	for (size_t i = 0; i < COUNT(texts); i++) {
		const struct str cells[] = { texts[i], texts[i], texts[i] };
		const struct paper_field field = { texts[i], texts[i] };
		const struct paper_signer who = { texts[i], texts[i], texts[i], texts[i], texts[i], false };
		const struct paper_office office = { texts[i], texts[i], texts[i], S("bukan PNG") };
		paper_kop(p, &office);
		paper_para(p, texts[i], PAPER_JUSTIFY, 5, 1);
		paper_title(p, texts[i], texts[i]);
		paper_fields(p, &field, 1, 30);
		paper_table(p, columns, COUNT(columns), 9);
		paper_row(p, cells, true);
		paper_table_end(p);
		paper_list(p, texts[i], &texts[i], 1);
		paper_signers(p, &who, 1);
		paper_page_break(p);
	}
	paper_signers(p, NULL, 0);
	finish(p);
	assert_true(pages() > (int)COUNT(texts));
}

static void codes(void **state)
{
	char longer[4000];
	(void)state;
	memset(longer, 'x', sizeof longer);
	struct paper *p = paper(NULL);
	paper_qr(p, str_of(longer, 300), S("teks"));
	finish(p);
	p = paper(NULL);
	paper_qr(p, str_of(longer, sizeof longer), S("teks")); /* no code holds that much */
	finish_fails(p, E_ARG);
}

static void no_room_for_the_file(void **state)
{
	struct buf small;
	struct err err = { 0 };
	(void)state;
	struct paper *p = paper(NULL);
	paper_para(p, S("teks"), PAPER_LEFT, 0, 0);
	buf_init(&small, 200);
	assert_int_equal(paper_finish(p, &small, &err), E_LIMIT);
	paper_free(p);
	buf_clear(&small);
}

/* The text of the paper in pdf, as a reader takes it out; lives until the next call. */
static const char *text_of(int page)
{
	char path[] = "/tmp/padan-kertas-XXXXXX";
	int fd = mkstemp(path);
	assert_true(fd >= 0);
	close(fd);
	file_put(path, buf_str(&pdf));
	pdf_text(&plain, path, page);
	unlink(path);
	buf_addc(&plain, 0);
	assert_int_equal(plain.error, 0);
	return plain.ptr;
}

static const struct paper_signer kadis = {
	{ "Batam, 25 Juni 2023", 19 }, { "Kepala Dinas", 12 }, { "SITI RAHMA", 10 }, { "Pembina", 7 }, { NULL, 0 }, false,
};

/* Whatever stands above the signatures, its last line is on their page; all of the text is there, once. */
static void signatures_keep_their_last_line(void **state)
{
	(void)state;
	for (int what = 0; what < 4; what++)
		for (int lines = 40; lines < 72; lines++) {
			struct paper *p = paper(NULL);
			for (int i = 0; i < lines; i++)
				paper_para(p, S("Satu alinea pendek."), PAPER_LEFT, 0, 0);
			const struct str cells[] = { S("7"), S("TERAKHIR"), S("1") };
			const struct paper_field field = { S("Hal"), S("TERAKHIR") };
			const struct str list[] = { S("pertama"), S("TERAKHIR") };
			if (what == 0)
				paper_para(p, S("TERAKHIR"), PAPER_JUSTIFY, 10, 4);
			else if (what == 1)
				paper_fields(p, &field, 1, 30);
			else if (what == 2)
				paper_list(p, S("Lampiran:"), list, 2);
			else {
				paper_table(p, columns, COUNT(columns), 0);
				paper_row(p, cells, false);
				paper_table_end(p);
			}
			paper_gap(p, 5);
			paper_signers(p, &kadis, 1);
			finish(p);
			int n = pages();
			assert_true(n <= 2);
			const char *s = text_of(n);
			assert_non_null(strstr(s, "SITI RAHMA"));
			if (!strstr(s, "TERAKHIR")) {
				print_error("kind %d, %d lines: the signatures stand alone\n", what, lines);
				fail();
			}
			if (what == 3)
				assert_non_null(strstr(s, "Jumlah")); /* the heading goes along */
			s = text_of(0);
			const char *once = strstr(s, "TERAKHIR"), *heading = strstr(s, "Jumlah");
			assert_non_null(once);
			assert_null(strstr(once + 1, "TERAKHIR"));
			if (heading) /* and stays nowhere without a row */
				assert_null(strstr(heading + 1, "Jumlah"));
		}
}

/* Of a long paragraph two lines go along, the others stay where there is room for them. */
static void signatures_take_two_lines_along(void **state)
{
	(void)state;
	bool torn = false;
	for (int lines = 40; lines < 66; lines++) {
		struct paper *p = paper(NULL);
		for (int i = 0; i < lines; i++)
			paper_para(p, S("Satu alinea pendek."), PAPER_LEFT, 0, 0);
		paper_para(p, S("baris-A\nbaris-B\nbaris-C\nbaris-D\nbaris-E"), PAPER_LEFT, 0, 4);
		paper_signers(p, &kadis, 1);
		finish(p);
		int n = pages();
		const char *s = text_of(n);
		assert_non_null(strstr(s, "baris-E"));
		assert_non_null(strstr(s, "baris-D"));
		assert_non_null(strstr(s, "SITI RAHMA"));
		torn |= n == 2 && !strstr(s, "baris-C");
		s = text_of(0);
		for (const char *c = "ABCDE"; *c; c++) {
			char word[] = "baris-X";
			word[6] = *c;
			const char *once = strstr(s, word);
			assert_non_null(once);
			assert_null(strstr(once + 1, word));
		}
	}
	assert_true(torn);
}

static void marks_without_a_partner(void **state)
{
	(void)state;
	struct paper *p = paper(NULL);
	paper_para(p, S("satu ** dua"), PAPER_LEFT, 0, 0);
	paper_para(p, S("tiga __ empat"), PAPER_LEFT, 0, 0);
	paper_para(p, S("**tebal** lalu ** sisa"), PAPER_LEFT, 0, 0);
	paper_para(p, S("isi: ________ titik"), PAPER_LEFT, 0, 0);
	finish(p);
	const char *s = text_of(0);
	assert_non_null(strstr(s, "satu ** dua"));
	assert_non_null(strstr(s, "tiga __ empat"));
	assert_non_null(strstr(s, "tebal lalu ** sisa"));
	assert_non_null(strstr(s, "isi: ________ titik"));
}

/* A row fits when it stands below the heading that is repeated, however tall that is. */
static void rows_below_the_real_heading(void **state)
{
	(void)state;
	struct buf text;
	buf_init(&text, 1 << 16);
	int most[2] = { 0, 0 };
	for (int tall = 0; tall < 2; tall++)
		for (int lines = 20; lines < 120; lines++) {
			struct paper_column c[COUNT(columns)];
			memcpy(c, columns, sizeof c);
			if (tall)
				c[1].heading = S("a\nb\nc\nd\ne\nf\ng\nh\ni\nj\nk\nl");
			buf_reset(&text);
			for (int i = 0; i < lines; i++)
				buf_addf(&text, "%sbaris", i ? "\n" : "");
			buf_addf(&text, "\nUJUNG");
			const struct str cells[] = { S("1"), buf_str(&text), S("2") };
			struct paper *p = paper(NULL);
			paper_para(p, S("Satu alinea pendek."), PAPER_LEFT, 0, 0);
			paper_table(p, c, COUNT(c), 0);
			paper_row(p, cells, false);
			paper_table_end(p);
			buf_reset(&pdf);
			if (paper_finish(p, &pdf, NULL) == OK) {
				assert_true(lines == 20 || most[tall] == lines - 1);
				most[tall] = lines;
				/* nothing stands below the text's edge of the page, 25 mm */
				char path[] = "/tmp/padan-kertas-XXXXXX";
				int fd = mkstemp(path);
				assert_true(fd >= 0);
				close(fd);
				file_put(path, buf_str(&pdf));
				const char *words[] = { "pdftotext", "-bbox", path, "-", NULL };
				assert_int_equal(tool_run(&plain, words), 0);
				unlink(path);
				buf_addc(&plain, 0);
				const char *end = strstr(plain.ptr, ">UJUNG<");
				assert_non_null(end);
				while (strncmp(end, "yMax=", 5) != 0)
					end--;
				double y = strtod(end + 6, NULL);
				if (y > (330 - 25) * 72 / 25.4) {
					print_error("%d lines below %s heading end at %.0f\n", lines, tall ? "a tall" : "the", y);
					fail();
				}
			}
			paper_free(p);
		}
	/* 280 mm of text: about 74 lines of 11 points; a heading of one line takes one or two of them, one of twelve twelve */
	if (most[0] - most[1] < 9 || most[0] - most[1] > 13) {
		print_error("%d lines below a low heading, %d below a tall one\n", most[0], most[1]);
		fail();
	}
	assert_true(most[0] > 60);
	buf_clear(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(signatures_keep_their_last_line, setup, teardown),
		cmocka_unit_test_setup_teardown(signatures_take_two_lines_along, setup, teardown),
		cmocka_unit_test_setup_teardown(marks_without_a_partner, setup, teardown),
		cmocka_unit_test_setup_teardown(rows_below_the_real_heading, setup, teardown),
		cmocka_unit_test_setup_teardown(the_same_bytes, setup, teardown),
		cmocka_unit_test_setup_teardown(sizes, setup, teardown),
		cmocka_unit_test_setup_teardown(several_pages, setup, teardown),
		cmocka_unit_test_setup_teardown(a_heading_on_each_page, setup, teardown),
		cmocka_unit_test_setup_teardown(two_tables, setup, teardown),
		cmocka_unit_test_setup_teardown(rows_taller_than_a_page, setup, teardown),
		cmocka_unit_test_setup_teardown(tables_put_together_wrongly, setup, teardown),
		cmocka_unit_test_setup_teardown(texts_of_all_kinds, setup, teardown),
		cmocka_unit_test_setup_teardown(codes, setup, teardown),
		cmocka_unit_test(no_room_for_the_file),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
