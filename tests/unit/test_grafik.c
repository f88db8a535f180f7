#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#undef setjmp /* a macro of libc, a name base.h bans */

#include "web/grafik.h"

#define LABELS                                                                                                                          \
	S("orang\torang\tpeople\nMENINGGAL\tMeninggal\tDeceased\ngrafik.kosong\tBelum ada angka.\tNo figures yet.\n"                     \
	  "grafik.nol\tSemua masih nol.\tAll zero so far.\ngrafik.tabel\tAda di tabel.\tIn the table.\nLAINNYA\tLainnya\tOther\n"        \
	  "jahat\t<b>\"'&\t<b>\n")

static struct arena mem;
static struct tmpl_set *set;
static struct buf out;

static int setup(void **state)
{
	const struct tmpl_text t = { "uji", "{{g|grafik}}", 12 };
	struct err err = { 0 };
	(void)state;
	arena_init(&mem, 0, 0);
	buf_init(&out, 1 << 20);
	assert_int_equal(tmpl_load(&set, &t, 1, S(""), LABELS, &err), OK);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	tmpl_free(set);
	buf_clear(&out);
	arena_clear(&mem);
	return 0;
}

static struct val ints(const int64_t *v, size_t n)
{
	struct val list = val_list();
	for (size_t i = 0; i < n; i++)
		val_push(&mem, &list, v[i] == INT64_MIN ? val_null : val_int(v[i]));
	return list;
}

static struct val chart(const char *shape, const char *unit, const char *axis, struct val names)
{
	struct val g = val_obj();
	val_set(&mem, &g, "id", val_c("uji"));
	val_set(&mem, &g, "judul", val_c("Judul"));
	val_set(&mem, &g, "bentuk", val_c(shape));
	val_set(&mem, &g, "satuan", val_c(unit));
	val_set(&mem, &g, "sumbu", val_c(axis));
	val_set(&mem, &g, "kategori", names);
	val_set(&mem, &g, "seri", val_list());
	return g;
}

static void series(struct val *g, const char *name, const char *shape, struct val values)
{
	struct val s = val_obj();
	val_set(&mem, &s, "nama", val_c(name));
	val_set(&mem, &s, "bentuk", val_c(shape));
	val_set(&mem, &s, "nilai", values);
	for (struct val_item *i = g->items.first; i; i = i->next)
		if (str_eq(i->key, S("seri")))
			val_push(&mem, &i->v, s);
}

static size_t count(const char *what)
{
	size_t n = 0, len = strlen(what);
	for (size_t i = 0; i + len <= out.len; i++)
		n += memcmp(out.ptr + i, what, len) == 0;
	return n;
}

static void has(const char *what)
{
	if (!count(what)) {
		print_error("%s is not in\n%.*s\n", what, (int)out.len, out.ptr);
		fail();
	}
}

static void draw(const struct val *g, enum tmpl_lang lang)
{
	buf_reset(&out);
	grafik_svg(&out, g, set, lang);
	assert_int_equal(out.error, 0);
	/* Whatever the numbers: well formed, nothing the content security policy forbids, no number that is none. */
	assert_int_equal(count("<svg"), count("</svg>"));
	assert_int_equal(count("<text"), count("</text>"));
	assert_int_equal(count("<title"), count("</title>"));
	assert_int_equal(count(" style="), 0);
	assert_int_equal(count("<script"), 0);
	assert_int_equal(count("NaN"), 0);
	assert_int_equal(count("=\"-"), count("dx=\"-"));
}

static const int64_t months[] = { 202511, 202512, 202601, 202602 };

static void test_scale(void **state)
{
	static const struct {
		uint64_t max, step;
		unsigned n;
	} table[] = {
		{ 0, 1, 1 }, { 1, 1, 1 }, { 5, 1, 5 }, { 6, 2, 3 }, { 10, 2, 5 }, { 11, 5, 3 }, { 26, 10, 3 }, { 190, 50, 4 },
		{ 533, 200, 3 }, { 1000001, 500000, 3 }, { INT64_MAX, UINT64_C(2000000000000000000), 5 },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		struct grafik_skala s = grafik_skala(table[i].max, 5);
		assert_int_equal(s.step, table[i].step);
		assert_int_equal(s.n, table[i].n);
		assert_true(s.step * s.n >= table[i].max);
	}
	/* It ends, whatever is asked. */
	assert_true(grafik_skala(UINT64_MAX, 1).n >= 1);
}

static void test_place(void **state)
{
	(void)state;
	assert_int_equal(grafik_letak(0, 100, 1800), 0);
	assert_int_equal(grafik_letak(50, 100, 1800), 900);
	assert_int_equal(grafik_letak(100, 100, 1800), 1800);
	assert_int_equal(grafik_letak(101, 100, 1800), 1800);
	assert_int_equal(grafik_letak(1, 3, 10), 3);
	assert_int_equal(grafik_letak(5, 0, 10), 0);
	assert_int_equal(grafik_letak(INT64_MAX / 2, INT64_MAX, 1000), 500);
	assert_int_equal(grafik_letak(UINT64_MAX, UINT64_MAX, 1800), 1800);
}

static void test_stacked(void **state)
{
	static const int64_t a[] = { 10, 20, 0, 1234 }, b[] = { 5, 0, 0, 1 };
	(void)state;
	struct val g = chart("tegak", "orang", "bulan", ints(months, 4));
	series(&g, "MENINGGAL", "batang", ints(a, 4));
	series(&g, "LAINNYA", "batang", ints(b, 4));
	draw(&g, LANG_ID);
	has("role=\"img\"");
	has("aria-labelledby=\"g-uji-t g-uji-d\"");
	has("<title id=\"g-uji-t\">Judul</title>");
	has("Tertinggi: Februari 2026, 1.235 orang. Ada di tabel.");
	has(">2025</text>");
	has(">2026</text>");
	has(">Nov</text>");
	has("Februari 2026 · Meninggal: 1.234 orang");
	/* No rectangle for a zero; beside them two in the legend. */
	assert_int_equal(count("<rect"), 5 + 2);
	assert_int_equal(count("class=\"sum\""), 3);
	draw(&g, LANG_EN);
	has("Highest: February 2026, 1.235 people. In the table.");
	has("Deceased");
}

static void test_lines(void **state)
{
	static const int64_t days[] = { 20261029, 20261030, 20261031, 20261101, 20261102 };
	static const int64_t done[] = { INT64_MIN, 3, 7, 9, INT64_MIN }, aim[] = { 0, 2, 4, 6, 8 }, alone[] = { INT64_MIN, INT64_MIN, 4, INT64_MIN, 5 };
	(void)state;
	struct val g = chart("tegak", "orang", "hari", ints(days, 5)), mark = val_obj();
	series(&g, "MENINGGAL", "bidang", ints(done, 5));
	series(&g, "LAINNYA", "sasaran", ints(aim, 5));
	series(&g, "jahat", "garis", ints(alone, 5));
	val_set(&mem, &mark, "di", val_int(3));
	val_set(&mem, &mark, "teks", val_c("jahat"));
	val_set(&mem, &g, "batas", mark);
	draw(&g, LANG_ID);
	assert_int_equal(count("<polyline"), 4);
	assert_int_equal(count("<polygon"), 1);
	assert_int_equal(count("putus"), 2);
	has("Meninggal, terakhir: 1 November 2026, 9 orang.");
	has("class=\"due\"");
	has("&lt;b&gt;&quot;&#39;&amp;");
	assert_int_equal(count("<b>"), 0);
	has(">1</text>");
	has(">Nov</text>");
	val_set(&mem, &mark, "di", val_int(99));
	val_set(&mem, &g, "batas", mark);
	draw(&g, LANG_ID);
	assert_int_equal(count("class=\"due\""), 0);
}

static void test_money(void **state)
{
	static const int64_t used[] = { 1500000000, 1800000000, INT64_MIN, INT64_MIN }, later[] = { INT64_MIN, INT64_MIN, 2000000000, 2400000000 };
	(void)state;
	struct val g = chart("tegak", "rupiah", "bulan", ints(months, 4));
	series(&g, "MENINGGAL", "batang", ints(used, 4));
	series(&g, "LAINNYA", "ramal", ints(later, 4));
	draw(&g, LANG_ID);
	has(">miliar rupiah</text>");
	has(">2,5</text>");
	has("Rp2.400.000.000,00");
	has("s2 ramal");
	assert_int_equal(count("class=\"sum\""), 0);
	draw(&g, LANG_EN);
	has(">billion rupiah</text>");
	has(">2.5</text>");
}

static void test_lying(void **state)
{
	int64_t v[60];
	struct val names = val_list();
	(void)state;
	for (int i = 0; i < 60; i++) {
		char name[60];
		snprintf(name, sizeof name, "Kecamatan Nomor Panjang Sekali %d", i);
		val_push(&mem, &names, val_str(arena_str(&mem, str_c(i == 59 ? "<i>" : name))));
		v[i] = i == 59 ? 5000 : 100 - i;
	}
	struct val g = chart("mendatar", "orang", "teks", names);
	series(&g, "MENINGGAL", "batang", ints(v, 60));
	draw(&g, LANG_ID);
	/* The largest first, the shortest together. */
	const char *first = memmem(out.ptr, out.len, "&lt;i&gt;</text>", 16), *second = memmem(out.ptr, out.len, "Kecamatan Nomor Panj…", 23);
	assert_non_null(first);
	assert_non_null(second);
	assert_true(first < second);
	has("Lainnya");
	has(">5.000</text>");
	assert_int_equal(count("<rect"), 41);
	assert_int_equal(count("class=\"legend\""), 0);
}

static void test_poor(void **state)
{
	static const int64_t zero[] = { 0, 0, 0, 0 }, one[] = { 7 }, below[] = { -5, 3, -1, 0 }, huge[] = { INT64_MAX, INT64_MAX, 1, INT64_MIN + 1 };
	(void)state;
	struct val g = chart("tegak", "orang", "bulan", val_list());
	draw(&g, LANG_ID);
	has("Belum ada angka.");
	g = chart("mendatar", "orang", "teks", val_list());
	series(&g, "MENINGGAL", "batang", val_list());
	draw(&g, LANG_ID);
	has("Belum ada angka.");
	g = chart("tegak", "orang", "bulan", ints(months, 4));
	series(&g, "MENINGGAL", "batang", ints(zero, 4));
	draw(&g, LANG_ID);
	has("Semua masih nol.");
	has(">1</text>");
	assert_int_equal(count("<rect"), 0);
	g = chart("tegak", "orang", "bulan", ints(months, 1));
	series(&g, "MENINGGAL", "batang", ints(one, 1));
	draw(&g, LANG_ID);
	/* One month is a column in the middle, not a wall. */
	has("x=\"430\"");
	has("width=\"140\"");
	g = chart("tegak", "orang", "bulan", ints(months, 4));
	series(&g, "MENINGGAL", "batang", ints(below, 4));
	draw(&g, LANG_ID);
	assert_int_equal(count("<rect"), 1);
	static const char *const shapes[] = { "tegak", "mendatar" }, *const units[] = { "orang", "rupiah" };
	for (size_t s = 0; s < 2; s++)
		for (size_t u = 0; u < 2; u++) {
			g = chart(shapes[s], units[u], "bulan", ints(months, 4));
			series(&g, "MENINGGAL", "batang", ints(huge, 4));
			series(&g, "LAINNYA", s ? "batang" : "garis", ints(huge, 4));
			draw(&g, LANG_ID);
		}
	/* What is no chart draws nothing. */
	g = val_int(5);
	draw(&g, LANG_ID);
	assert_int_equal(out.len, 0);
	g = val_obj();
	draw(&g, LANG_ID);
	has("Belum ada angka.");
}

static void test_many(void **state)
{
	int64_t days[150], v[150];
	(void)state;
	for (int i = 0; i < 150; i++) {
		days[i] = 20260101 + i % 28;
		v[i] = i;
	}
	struct val g = chart("tegak", "orang", "hari", ints(days, 150));
	for (int k = 0; k < 12; k++)
		series(&g, "MENINGGAL", k % 2 ? "garis" : "batang", ints(v, 150));
	draw(&g, LANG_ID);
	assert_int_equal(count("<polyline"), 4);
	has("149 orang");
}

static void test_id(void **state)
{
	static const int64_t one[] = { 7 };
	(void)state;
	struct val g = chart("tegak", "orang", "bulan", ints(months, 1));
	series(&g, "MENINGGAL", "batang", ints(one, 1));
	val_set(&mem, &g, "id", val_c("a\" onload=\"b"));
	draw(&g, LANG_ID);
	has("id=\"g-aonloadb-t\"");
	val_set(&mem, &g, "judul", val_c("<script>"));
	draw(&g, LANG_ID);
	has("&lt;script&gt;</title>");
}

static void test_template(void **state)
{
	static const int64_t one[] = { 7 };
	struct err err = { 0 };
	struct val model = val_obj();
	(void)state;
	struct val g = chart("tegak", "orang", "bulan", ints(months, 1));
	series(&g, "MENINGGAL", "batang", ints(one, 1));
	val_set(&mem, &model, "g", g);
	buf_reset(&out);
	assert_int_equal(tmpl_render(set, "uji", &model, LANG_ID, &out, NULL, NULL, &err), OK);
	has("<svg class=\"plot\"");
	/* Only between tags. */
	const char *bad = "<a title=\"{{g|grafik}}\">";
	const struct tmpl_text t = { "uji", bad, strlen(bad) };
	struct tmpl_set *other = NULL;
	assert_int_equal(tmpl_load(&other, &t, 1, S(""), LABELS, &err), E_FORMAT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_scale),
		cmocka_unit_test(test_place),
		cmocka_unit_test_setup_teardown(test_stacked, setup, teardown),
		cmocka_unit_test_setup_teardown(test_lines, setup, teardown),
		cmocka_unit_test_setup_teardown(test_money, setup, teardown),
		cmocka_unit_test_setup_teardown(test_lying, setup, teardown),
		cmocka_unit_test_setup_teardown(test_poor, setup, teardown),
		cmocka_unit_test_setup_teardown(test_many, setup, teardown),
		cmocka_unit_test_setup_teardown(test_id, setup, teardown),
		cmocka_unit_test_setup_teardown(test_template, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
