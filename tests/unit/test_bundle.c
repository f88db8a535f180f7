#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#undef setjmp /* a macro of libc, a name base.h bans */

#include "pdf_tool.h"
#include "render/bundle.h"
#include "scans.h"

#define MADE 1687651200 /* 2023-06-25 00.00 UTC */
#define FILES 12

static struct buf b, out, text;
static char dir[] = "/tmp/padan-bundel-XXXXXX";
static char name[FILES + 1][80]; /* the last: the bundle */
static struct bundle_pages pages[BUNDLE_PARTS_MAX];
static uint32_t total;
static struct err err;

static int setup(void **state)
{
	(void)state;
	memcpy(dir + sizeof dir - 7, "XXXXXX", 6);
	assert_non_null(mkdtemp(dir));
	for (int i = 0; i <= FILES; i++)
		snprintf(name[i], sizeof name[i], "%s/%d", dir, i);
	buf_init(&b, 256 << 20);
	buf_init(&out, 256 << 20);
	buf_init(&text, 64 << 20);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	for (int i = 0; i <= FILES; i++)
		unlink(name[i]);
	rmdir(dir);
	buf_clear(&b);
	buf_clear(&out);
	buf_clear(&text);
	return 0;
}

static const char *save(int i)
{
	file_put(name[i], buf_str(&b));
	buf_reset(&b);
	return name[i];
}

static const char *a_pdf(int i, const char *word, int n, const char *page)
{
	scan_pdf(&b, word, n, page);
	return save(i);
}

static const struct str subtitle[] = { { "Tagihan iuran bulan Juni 2023", 29 }, { "Nomor 12/TAG/2023", 17 } };

static int make(const struct bundle_part *parts, size_t n)
{
	const struct bundle_cover cover = {
		.office = { S("PEMERINTAH KOTA BATAM"), S("DINAS KESEHATAN"), S("Jalan Raja Haji"), STR_NONE },
		.heading = S("BUNDEL PEMBAYARAN"),
		.subtitle = subtitle,
		.n_subtitle = COUNT(subtitle),
		.hash = S("0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9"),
		.stamp = S("sidik 0a1b2c3d"),
		.author = S("Dinas Kesehatan"),
		.size = PAPER_F4,
		.made_s = MADE,
	};
	struct bundle *bundle = NULL;
	const struct bundle_watch watch = { NULL, NULL };
	err = (struct err){ 0 };
	assert_int_equal(bundle_new(&bundle, &err), OK);
	int rc = bundle_make(bundle, &cover, parts, n, name[FILES], watch, pages, &total, &err);
	bundle_free(bundle);
	return rc;
}

static void makes(const struct bundle_part *parts, size_t n)
{
	if (make(parts, n) != OK) {
		print_error("%s\n", err.msg);
		fail();
	}
	const char *check[] = { "qpdf", "--check", name[FILES], NULL };
	if (tool_run(&text, check) != 0) {
		print_error("%.*s\n", (int)text.len, text.ptr);
		fail();
	}
}

static const char *text_of(int page)
{
	pdf_text(&text, name[FILES], page);
	buf_addc(&text, 0);
	return text.ptr;
}

/* Words of the page with this one, and its place from the right and the bottom of the page, in points. */
static void place_of(int page, const char *word, double *right, double *bottom)
{
	char no[12], want[80];
	snprintf(no, sizeof no, "%d", page);
	snprintf(want, sizeof want, ">%s</word>", word);
	const char *words[] = { "pdftotext", "-bbox", "-f", no, "-l", no, name[FILES], "-", NULL };
	assert_int_equal(tool_run(&text, words), 0);
	buf_addc(&text, 0);
	const char *size = strstr(text.ptr, "<page width=\""), *at = strstr(text.ptr, want);
	assert_non_null(size);
	if (!at) {
		print_error("page %d does not say %s: %s\n", page, word, text.ptr);
		fail();
	}
	char *next;
	double w = strtod(size + 13, &next), h = strtod(next + 10, NULL);
	while (strncmp(at, "xMax=", 5) != 0)
		at--;
	*right = w - strtod(at + 6, &next);
	*bottom = h - strtod(next + 8, NULL);
}

static int pages_of(const char *path)
{
	const char *words[] = { "qpdf", "--show-npages", path, NULL };
	assert_int_equal(tool_run(&text, words), 0);
	buf_addc(&text, 0);
	return (int)strtol(text.ptr, NULL, 10);
}

static void in_order(void **state)
{
	(void)state;
	scan_png(&b, 300, 200);
	save(2);
	scan_jpeg(&b, 160, 240, 0);
	save(3);
	const struct bundle_part parts[] = {
		{ S("Surat tagihan"), S("1/TAG"), S("2 Juni 2023"), STR_NONE, a_pdf(0, "satu", 3, PAGE_A4) },
		{ S("Berita acara"), S("2/BA"), S("3 Juni 2023"), S("belum ada; menyusul"), NULL },
		{ S("Surat pengantar & \"kutip\" (uji)"), S("3/SP"), S("4 Juni 2023"), STR_NONE, a_pdf(1, "dua", 2, PAGE_A4) },
		{ S("Kuitansi"), STR_NONE, STR_NONE, STR_NONE, name[2] },
		{ S("Foto"), STR_NONE, STR_NONE, STR_NONE, name[3] },
	};
	makes(parts, COUNT(parts));
	assert_int_equal(total, 8);
	assert_int_equal(pages_of(name[FILES]), 8);
	assert_int_equal(pages[0].from, 2);
	assert_int_equal(pages[0].to, 4);
	assert_int_equal(pages[1].from, 0);
	assert_int_equal(pages[2].from, 5);
	assert_int_equal(pages[3].from, 7);
	assert_int_equal(pages[4].to, 8);
	const char *s = text_of(1);
	assert_non_null(strstr(s, "DINAS KESEHATAN"));
	assert_non_null(strstr(s, "BUNDEL PEMBAYARAN"));
	assert_non_null(strstr(s, "Nomor 12/TAG/2023"));
	assert_non_null(strstr(s, "2\xE2\x80\x93" "4"));
	assert_non_null(strstr(s, "belum ada; menyusul"));
	assert_non_null(strstr(s, "5\xE2\x80\x93" "6"));
	assert_non_null(strstr(s, "Sidik isi: 0a1b2c3d4e5f"));
	static const char *const want[] = { "ISI satu HALAMAN 1", "ISI satu HALAMAN 2", "ISI satu HALAMAN 3", "ISI dua HALAMAN 1",
					    "ISI dua HALAMAN 2" };
	for (int i = 0; i < 8; i++) {
		char stamp[60];
		s = text_of(i + 1);
		snprintf(stamp, sizeof stamp, "%d / 8 \xC2\xB7 sidik 0a1b2c3d", i + 1);
		assert_non_null(strstr(s, stamp));
		if (i >= 1 && i <= 5)
			assert_non_null(strstr(s, want[i - 1]));
		assert_null(strstr(s, "Halaman 1 dari"));
	}
	/* bookmarks */
	const char *words[] = { "qpdf", "--json=2", "--json-key=outlines", name[FILES], NULL };
	assert_int_equal(tool_run(&text, words), 0);
	buf_addc(&text, 0);
	const char *one = strstr(text.ptr, "\"Surat tagihan\""), *two = strstr(text.ptr, "\"Surat pengantar & \\\"kutip\\\" (uji)\"");
	assert_non_null(one);
	assert_non_null(two);
	assert_true(one < two);
	assert_null(strstr(text.ptr, "Berita acara"));
}

static void the_same_bytes(void **state)
{
	(void)state;
	scan_png(&b, 300, 200);
	save(2);
	const struct bundle_part parts[] = {
		{ S("Surat"), S("1"), S("2 Juni 2023"), STR_NONE, a_pdf(0, "satu", 2, PAGE_A4) },
		{ S("Gambar"), S("1"), S("2 Juni 2023"), STR_NONE, name[2] },
	};
	makes(parts, COUNT(parts));
	file_get(&out, name[FILES]);
	struct buf first;
	buf_init(&first, 64 << 20);
	buf_add(&first, buf_str(&out));
	unlink(name[FILES]);
	makes(parts, COUNT(parts));
	file_get(&out, name[FILES]);
	assert_true(str_eq(buf_str(&first), buf_str(&out)));
	buf_clear(&first);
}

/* However a page lies, the stamp is upright at the lower right of what is seen; the page's own text stays. */
static void turned_cropped_and_scaled(void **state)
{
	static const struct {
		const char *page;
		double w, h; /* as it is seen */
	} cases[] = {
		{ "/MediaBox[0 0 595 842]/Rotate 90", 842, 595 },
		{ "/MediaBox[0 0 595 842]/Rotate 180", 595, 842 },
		{ "/MediaBox[0 0 595 842]/Rotate 270", 842, 595 },
		{ "/MediaBox[0 0 595 842]/Rotate -90", 842, 595 },
		{ "/MediaBox[-100 -200 495 642]", 595, 842 },
		{ "/MediaBox[0 0 1190 1684]/CropBox[50 450 450 1050]", 400, 600 },
		{ "/MediaBox[595 842 0 0]/CropBox[50 450 450 700]/Rotate 90", 250, 400 },
		{ "/MediaBox[0 0 595 842]/UserUnit 2", 1190, 1684 },
		{ "/MediaBox[0 0 595 842]/CropBox[900 900 999 999]", 595, 842 },
		{ "/MediaBox[0 0 2384 3370]", 2384, 3370 },
		{ "/MediaBox[40 480 300 600]", 260, 120 },
	};
	(void)state;
	struct bundle_part parts[COUNT(cases)];
	for (size_t i = 0; i < COUNT(cases); i++) {
		parts[i] = (struct bundle_part){ S("Bagian"), STR_NONE, STR_NONE, STR_NONE, a_pdf((int)i, "putar", 1, cases[i].page) };
	}
	makes(parts, COUNT(cases));
	for (size_t i = 0; i < COUNT(cases); i++) {
		double right, bottom, w, h;
		int page = (int)i + 2;
		place_of(page, "0a1b2c3d", &right, &bottom);
		const char *size = strstr(text.ptr, "<page width=\"");
		char *next;
		w = strtod(size + 13, &next);
		h = strtod(next + 10, NULL);
		double scale = (w < h ? w : h) / 595;
		if (w < cases[i].w - 1 || w > cases[i].w + 1 || h < cases[i].h - 1 || h > cases[i].h + 1 || right < 10 * scale ||
		    right > 30 * scale || bottom < 10 * scale || bottom > 25 * scale) {
			print_error("%s: %.0f x %.0f, the stamp %.1f from the right and %.1f from the bottom\n", cases[i].page, w, h, right,
				    bottom);
			fail();
		}
		assert_non_null(strstr(text_of(page), "ISI putar HALAMAN 1"));
	}
}

static void pictures(void **state)
{
	(void)state;
	scan_jpeg(&b, 400, 240, 0);
	save(0);
	for (unsigned turn = 1; turn <= 8; turn++) {
		scan_jpeg(&b, 400, 240, turn);
		save((int)turn);
	}
	struct bundle_part parts[9];
	for (int i = 0; i < 9; i++)
		parts[i] = (struct bundle_part){ S("Foto"), STR_NONE, STR_NONE, STR_NONE, name[i] };
	makes(parts, 9);
	assert_int_equal(total, 10);
	/* dark stands where the first rows of the picture are seen: 1 above, 3 below, 6 at the right, 8 at the left */
	for (int i = 0; i < 9; i++) {
		char no[12];
		snprintf(no, sizeof no, "%d", i + 2);
		const char *words[] = { "pdftoppm", "-gray", "-r", "20", "-f", no, "-l", no, name[FILES], NULL };
		assert_int_equal(tool_run(&out, words), 0);
		char *next;
		assert_true(out.len > 20 && memcmp(out.ptr, "P5\n", 3) == 0);
		long w = strtol(out.ptr + 3, &next, 10), h = strtol(next, &next, 10);
		strtol(next, &next, 10);
		const unsigned char *p = (const unsigned char *)next + 1;
		assert_int_equal(out.ptr + out.len - (const char *)p, w * h);
		bool wide = i < 5;
		assert_true(wide ? w > h : h > w);
		/* one point in each half of the picture */
		unsigned above = p[h * 35 / 100 * w + w / 2], below = p[h * 60 / 100 * w + w / 2], left = p[h / 2 * w + w * 35 / 100],
			 right = p[h / 2 * w + w * 65 / 100];
		char dark = wide ? (above < below ? 't' : 'b') : (left < right ? 'l' : 'r');
		unsigned difference = wide ? (above < below ? below - above : above - below) : (left < right ? right - left : left - right);
		if (difference < 60 || dark != "tttbblrrl"[i]) {
			print_error("turn %d: dark at %c, above %u below %u left %u right %u\n", i, dark, above, below, left, right);
			fail();
		}
	}
}

/* What is seen of notes and signatures stays, hidden ones and everything that acts do not. */
static void notes_and_actions(void **state)
{
	static const char sign[] = "BT /F1 6 Tf 2 4 Td (TANDA TANGAN ELEKTR) Tj ET", ghost[] = "BT /F1 12 Tf 2 4 Td (GAIB) Tj ET";
	(void)state;
	scan_pdf(&b, "catat", 1,
		 "/MediaBox[0 0 595 842]/AA<</O<</S/JavaScript/JS(app.alert\\(1\\))>>>>/Annots["
		 "<</Type/Annot/Subtype/Widget/Rect[300 100 500 140]/AP<</N 6 0 R>>/A<</S/URI/URI(http://jahat.example)>>>>"
		 "<</Type/Annot/Subtype/Stamp/F 2/Rect[0 0 500 140]/AP<</N 7 0 R>>>>"
		 "<</Type/Annot/Subtype/Link/Rect[0 0 500 140]/A<</S/Launch/F(cmd.exe)>>>>"
		 "<</Type/Annot/Subtype/FileAttachment/Rect[0 0 9 9]/Contents(x)>>]");
	/* the streams the notes name: written behind, with a new table of their own by qpdf */
	char *table = memmem(b.ptr, b.len, "xref\n0 6", 8), *trailer = memmem(b.ptr, b.len, "trailer\n", 8);
	assert_non_null(table);
	assert_non_null(trailer);
	size_t at = (size_t)(table - b.ptr);
	buf_add(&out, str_of(b.ptr, at));
	size_t six = out.len;
	buf_addf(&out, "6 0 obj\n<</Type/XObject/Subtype/Form/BBox[0 0 100 20]/Matrix[2 0 0 2 7 9]/Resources<</Font<</F1 3 0 R>>>>"
		       "/Length %zu>>stream\n%s\nendstream\nendobj\n", strlen(sign), sign);
	size_t seven = out.len;
	buf_addf(&out, "7 0 obj\n<</Subtype/Form/BBox[0 0 9 9]/Resources<</Font<</F1 3 0 R>>>>/Length %zu>>stream\n"
		       "%s\nendstream\nendobj\n", strlen(ghost), ghost);
	size_t xref = out.len;
	buf_addf(&out, "xref\n0 8\n");
	buf_add(&out, str_of(table + 9, (size_t)(trailer - table) - 9));
	buf_addf(&out, "%010zu 00000 n \n%010zu 00000 n \ntrailer\n<</Size 8/Root 1 0 R>>\nstartxref\n%zu\n%%%%EOF\n", six, seven, xref);
	file_put(name[0], buf_str(&out));
	buf_reset(&b);
	const struct bundle_part parts[] = { { S("Surat"), S("1"), S("2"), STR_NONE, name[0] } };
	makes(parts, 1);
	const char *s = text_of(2);
	assert_non_null(strstr(s, "TANDA TANGAN ELEKTR"));
	assert_non_null(strstr(s, "ISI catat HALAMAN 1"));
	assert_null(strstr(s, "GAIB"));
	double right, bottom;
	place_of(2, "TANDA", &right, &bottom);
	assert_true(right > 95 && right < 295 && bottom > 100 && bottom < 140);
	const char *words[] = { "qpdf", "--qdf", "--object-streams=disable", name[FILES], "-", NULL };
	assert_int_equal(tool_run(&text, words), 0);
	static const char *const gone[] = { "/JavaScript", "/JS", "/URI", "/Launch", "/Annots", "/AA", "jahat", "cmd.exe" };
	for (size_t i = 0; i < COUNT(gone); i++)
		assert_null(memmem(text.ptr, text.len, gone[i], strlen(gone[i])));
	/* a field that is filled but has no look of its own would be lost without a word: refused */
	a_pdf(0, "isian", 1, PAGE_A4 "/Annots[<</Type/Annot/Subtype/Widget/FT/Tx/T(a)/V(1.000.000)/Rect[9 9 99 99]>>]");
	assert_int_equal(make(parts, 1), E_REFUSED);
	assert_non_null(strstr(err.msg, "isian formulir"));
	a_pdf(0, "isian", 1, PAGE_A4 "/Annots[<</Type/Annot/Subtype/Widget/FT/Tx/T(a)/V()/Rect[9 9 99 99]>>]");
	makes(parts, 1);
}

/* A page that leaves its state open, or closes what it did not open, does not move the stamp. */
static void careless_pages(void **state)
{
	(void)state;
	scan_pdf(&b, "Q", 1, PAGE_A4);
	char *at = memmem(b.ptr, b.len, "BT /F1 18 Tf", 12);
	assert_non_null(at);
	/* of the same length: the table stays right */
	memcpy(at, "Q Q 9 0 0 9 0 0 cm BT", 21);
	memcpy(at + 21, "  /F1 1 Tf", 10);
	const struct bundle_part parts[] = { { S("Surat"), S("1"), S("2"), STR_NONE, save(0) } };
	makes(parts, 1);
	double right, bottom;
	place_of(2, "0a1b2c3d", &right, &bottom);
	assert_true(right > 10 && right < 30 && bottom > 10 && bottom < 25);
}

static void refuses(const char *path, const char *word)
{
	const struct bundle_part parts[] = {
		{ S("Surat baik"), S("1"), S("2"), STR_NONE, name[FILES - 1] },
		{ S("Tidak ada"), S("1"), S("2"), STR_NONE, NULL },
		{ S("Lampiran Rusak"), S("1"), S("2"), STR_NONE, path },
	};
	assert_int_equal(make(parts, COUNT(parts)), E_REFUSED);
	assert_int_equal(err.row, 3);
	if (!strstr(err.msg, "Bagian 3 (Lampiran Rusak): ") || !strstr(err.msg, word)) {
		print_error("\"%s\" lacks \"%s\"\n", err.msg, word);
		fail();
	}
	assert_int_equal(access(name[FILES], F_OK), -1);
}

static void parts_that_cannot_be_read(void **state)
{
	(void)state;
	a_pdf(FILES - 1, "baik", 1, PAGE_A4);
	a_pdf(0, "x", 2, PAGE_A4);
	for (int i = 0; i < 2; i++) {
		const char *words[] = { "qpdf", "--encrypt", i ? "" : "buka", "milik", "256", "--", name[0], name[1], NULL };
		assert_int_equal(tool_run(&text, words), 0);
		refuses(name[1], "terkunci");
	}
	file_get(&out, name[0]);
	file_put(name[1], str_of(out.ptr, out.len / 2));
	refuses(name[1], "rusak");
	/* a table that points beside its objects */
	char *at = memmem(out.ptr, out.len, "00000 n \n", 9);
	assert_non_null(at);
	for (int i = 0; i < 6; i++)
		at[i * 20 - 3] = (char)(at[i * 20 - 3] == '9' ? '0' : at[i * 20 - 3] + 1);
	file_put(name[1], buf_str(&out));
	refuses(name[1], "rusak");
	/* no pages; a page that is none; no size; a size of nothing */
	a_pdf(1, "x", 0, PAGE_A4);
	refuses(name[1], "rusak");
	a_pdf(1, "x", 1, "");
	refuses(name[1], "rusak");
	a_pdf(1, "x", 1, "/MediaBox[0 0 2 3]");
	refuses(name[1], "tidak wajar");
	a_pdf(1, "x", 1, "/MediaBox[0 0 200000 300000]");
	refuses(name[1], "tidak wajar");
	file_put(name[1], S("bukan apa-apa"));
	refuses(name[1], "harus PDF, JPEG, atau PNG");
	file_put(name[1], S(""));
	refuses(name[1], "kosong");
	refuses("/nonexistent", "tidak bisa dibaca");
	/* a PNG of the right frame whose picture is none */
	buf_add(&b, S("\x89PNG\r\n\x1A\n"));
	put_chunk(&b, "IHDR", S("\0\0\0\x08\0\0\0\x08\x08\0\0\0\0"));
	put_chunk(&b, "IDAT", S("bukan deflate"));
	put_chunk(&b, "IEND", S(""));
	refuses(save(1), "tidak bisa dibuka");
	/* content that does not inflate */
	scan_pdf(&b, "x", 1, PAGE_A4);
	char *length = memmem(b.ptr, b.len, "<</Length ", 10);
	assert_non_null(length);
	size_t head = (size_t)(length - b.ptr);
	buf_reset(&out);
	buf_add(&out, str_of(b.ptr, head));
	buf_addf(&out, "<</Filter/FlateDecode/Length 40>>stream\n%040d\nendstream\nendobj\n", 7);
	size_t xref = out.len;
	char *table = memmem(b.ptr, b.len, "xref\n0", 6);
	assert_non_null(table);
	buf_add(&out, str_of(table, (size_t)(b.ptr + b.len - table)));
	char *start = memmem(out.ptr, out.len, "startxref\n", 10);
	assert_non_null(start);
	out.len = (size_t)(start - out.ptr);
	buf_addf(&out, "startxref\n%zu\n%%%%EOF\n", xref);
	file_put(name[1], buf_str(&out));
	refuses(name[1], "rusak");
}

static void many_parts(void **state)
{
	static struct bundle_part parts[BUNDLE_PARTS_MAX];
	(void)state;
	a_pdf(0, "banyak", 90, PAGE_A4);
	a_pdf(1, "satu", 1, PAGE_A4);
	for (size_t i = 0; i < COUNT(parts); i++)
		parts[i] = (struct bundle_part){ S("Dokumen yang namanya cukup panjang sehingga barisnya menjadi dua"),
						 S("400.7/1/VI/2023"), S("25 Juni 2023"), STR_NONE, name[1] };
	makes(parts, COUNT(parts));
	int contents = (int)pages[0].from - 1;
	assert_true(contents > 2); /* the contents take several pages and know it */
	assert_int_equal(total, contents + 100);
	char range[20];
	snprintf(range, sizeof range, " %d\n", (int)total);
	assert_non_null(strstr(text_of(contents), range));
	assert_non_null(strstr(text_of((int)total), "ISI satu"));
	for (size_t i = 0; i < COUNT(parts); i++)
		parts[i].path = name[0];
	assert_int_equal(make(parts, COUNT(parts)), E_REFUSED);
	assert_non_null(strstr(err.msg, "2.000 halaman"));
	assert_int_equal(err.row, 23);
	assert_int_equal(make(parts, 0), E_ARG);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(in_order, setup, teardown),
		cmocka_unit_test_setup_teardown(the_same_bytes, setup, teardown),
		cmocka_unit_test_setup_teardown(turned_cropped_and_scaled, setup, teardown),
		cmocka_unit_test_setup_teardown(pictures, setup, teardown),
		cmocka_unit_test_setup_teardown(notes_and_actions, setup, teardown),
		cmocka_unit_test_setup_teardown(careless_pages, setup, teardown),
		cmocka_unit_test_setup_teardown(parts_that_cannot_be_read, setup, teardown),
		cmocka_unit_test_setup_teardown(many_parts, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
