#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#undef setjmp /* a macro of libc, a name base.h bans */

#include "app/cx.h"
#include "web/tmpl.h"

#define WORDS S("# Bahasa\nSimpan\tSave\nBatas <b>\tLimit <b>\n")
#define LABELS S("nonaktif\tDinonaktifkan\tDeactivated\ntunda\tDitunda\t\n")

static struct arena mem;
static char said[400]; /* names the model lacked, each with a blank behind it */

static int setup(void **state)
{
	(void)state;
	arena_init(&mem, 0, 0);
	said[0] = 0;
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	arena_clear(&mem);
	return 0;
}

static void lacks(void *ctx, struct str name)
{
	size_t n = strlen(said);
	(void)ctx;
	snprintf(said + n, sizeof said - n, "%.*s ", (int)name.len, name.ptr);
}

static struct tmpl_set *load(const char *text)
{
	const struct tmpl_text t = { "uji", text, strlen(text) };
	struct tmpl_set *set = NULL;
	struct err err = { 0 };
	if (tmpl_load(&set, &t, 1, WORDS, LABELS, &err) != OK) {
		print_error("%s: %s\n", text, err.msg);
		fail();
	}
	return set;
}

static void render_in(enum tmpl_lang lang, const char *text, const struct val *model, const char *want)
{
	struct tmpl_set *set = load(text);
	struct buf out;
	struct err err = { 0 };
	buf_init(&out, 1 << 20);
	assert_int_equal(tmpl_render(set, "uji", model, lang, &out, lacks, NULL, &err), OK);
	if (!str_eq(buf_str(&out), str_c(want))) {
		print_error("%s\ngave   %.*s\nwanted %s\n", text, (int)out.len, out.ptr, want);
		fail();
	}
	buf_clear(&out);
	tmpl_free(set);
}

static void render(const char *text, const struct val *model, const char *want)
{
	render_in(LANG_ID, text, model, want);
}

/* {"a":...}: the model of a test as JSON. */
static const struct val *model(const char *json)
{
	struct val *v = arena_alloc(&mem, sizeof *v);
	struct err err = { 0 };
	if (!v || val_parse(v, &mem, str_c(json), 1000, &err) != OK) {
		print_error("%s\n", err.msg);
		fail();
	}
	return v;
}

static void refused(const char *text)
{
	const struct tmpl_text t[] = { { "lain", "baik", 4 }, { "kasus/uji", text, strlen(text) } };
	struct tmpl_set *set = NULL;
	struct err err = { 0 };
	if (tmpl_load(&set, t, 2, WORDS, LABELS, &err) != E_FORMAT || !strstr(err.msg, "kasus/uji")) {
		print_error("%s: %d %s\n", text, err.code, err.msg);
		fail();
	}
	assert_null(set);
}

static void text(void **state)
{
	const struct val *m =
		model("{\"a\":\"<b>&\\\"'x\",\"n\":-5,\"t\":true,\"k\":null,\"o\":{\"b\":{\"c\":\"d\"}}}");
	(void)state;
	render("tanpa isian { } {", m, "tanpa isian { } {");
	render("", m, "");
	render("[{{a}}]", m, "[&lt;b&gt;&amp;&quot;&#39;x]");
	render("{{ n }} {{o.b.c}}", m, "-5 d");
	render("[{{k}}]", m, "[]");
	render("{{a}}{{n}}", m, "&lt;b&gt;&amp;&quot;&#39;x-5");
	assert_string_equal(said, "");
	render("[{{x}}{{o.x.c}}{{n.b}}]", m, "[]");
	assert_string_equal(said, "x o.x.c n.b ");
}

static void attributes(void **state)
{
	const struct val *m = model("{\"a\":\"\\\" onclick='x' <>\"}");
	(void)state;
	render("<p title=\"{{a}}\">", m, "<p title=\"&quot; onclick=&#39;x&#39; &lt;&gt;\">");
	render("<p title='{{a}}'>", m, "<p title='&quot; onclick=&#39;x&#39; &lt;&gt;'>");
	render("<p title=\"x {{a}} y\" lang=\"id\">{{a}}</p>", m,
	       "<p title=\"x &quot; onclick=&#39;x&#39; &lt;&gt; y\" lang=\"id\">"
	       "&quot; onclick=&#39;x&#39; &lt;&gt;</p>");
	/* a condition may stand in a tag, a value may not */
	render("<option{{#if a}} selected{{/if}}>", m, "<option selected>");
	/* what stands in quotes is no tag's end */
	render("<p title=\"a > b\" lang=\"{{a}}\">", model("{\"a\":\"id\"}"), "<p title=\"a > b\" lang=\"id\">");
}

static void whole_addresses(void **state)
{
	static const char *const ours[] = { "/kasus/5", "?hal=2", "#atas", "/", "/a?b=1" };
	static const char *const others[] = { "javascript:alert(1)", " javascript:x", "JaVaScRiPt:x",
		"data:text/html,x",
					      "//jahat.id/x", "http://jahat.id", "https:jahat.id", "kasus/5",
					      "vbscript:x", "\\\\jahat.id", "", "/\\jahat.id", "/\t/jahat.id", "/\n/jahat.id" };
	(void)state;
	for (size_t i = 0; i < COUNT(ours); i++) {
		struct val m = val_obj();
		char want[100];
		assert(ours[i]);
		val_set(&mem, &m, "u", val_c(ours[i]));
		snprintf(want, sizeof want, "<a href=\"%s\">", ours[i]);
		render("<a href=\"{{u}}\">", &m, want);
	}
	for (size_t i = 0; i < COUNT(others); i++) {
		struct val m = val_obj();
		val_set(&mem, &m, "u", val_c(others[i]));
		render("<a href=\"{{u}}\">", &m, "<a href=\"#\">");
		render("<img src='{{u}}'>", &m, "<img src='#'>");
		render("<form method=\"post\" action=\"{{u}}\">", &m, "<form method=\"post\" action=\"#\">");
	}
	/* however the attribute is written */
	struct val bad = val_obj();
	val_set(&mem, &bad, "u", val_c("javascript:x"));
	render("<a HREF='{{u}}'>", &bad, "<a HREF='#'>");
	render("<a href = \"{{u}}\">", &bad, "<a href = \"#\">");
	render("<a class=\"x\"href=\"{{u}}\">", &bad, "<a class=\"x\"href=\"#\">");
	render("<!-- it's -- a > b --><a href=\"{{u}}\">", &bad, "<!-- it's -- a > b --><a href=\"#\">");
	/* a picture may be data, a link not */
	val_set(&mem, &bad, "u", val_c("data:image/svg+xml,%3Csvg xmlns='x'%3E"));
	render("<img src=\"{{u}}\">", &bad, "<img src=\"data:image/svg+xml,%3Csvg xmlns=&#39;x&#39;%3E\">");
	render("<a href=\"{{u}}\">", &bad, "<a href=\"#\">");
	render("<a href=\"{{u}}\">", model("{\"u\":\"/a\\\"b&c\"}"), "<a href=\"/a&quot;b&amp;c\">");
}

static void parts_of_addresses(void **state)
{
	const struct val *m = model("{\"a\":\"a/b?c=d&e #\\\"<\\u00e9\",\"n\":5,\"z\":\"x-1_y.z~\"}");
	(void)state;
	render("<a href=\"/cari?q={{a}}\">", m, "<a href=\"/cari?q=a%2Fb%3Fc%3Dd%26e%20%23%22%3C%C3%A9\">");
	render("<a href=\"/kasus/{{n}}/{{z}}\">", m, "<a href=\"/kasus/5/x-1_y.z~\">");
	render("<a href=\"{{n}}\">", m, "<a href=\"#\">"); /* no address of its own */
	/* the next attribute is none, nor is what is no address */
	render("<a href=\"/x\" title=\"{{z}} {{a}}\">", m,
		"<a href=\"/x\" title=\"x-1_y.z~ a/b?c=d&amp;e #&quot;&lt;\xC3\xA9\">");
	/* a second value is a part, whatever came first */
	render("<a href=\"{{p}}{{a}}\">", model("{\"p\":\"/\",\"a\":\"/jahat.id\"}"), "<a href=\"/%2Fjahat.id\">");
}

static void conditions(void **state)
{
	const struct val *m =
		model("{\"a\":\"x\",\"n\":3,\"z\":0,\"e\":\"\",\"l\":[],\"l1\":[0],"
		      "\"o\":{\"b\":\"y\"},\"t\":true,\"f\":false}");
	(void)state;
	render("{{#if a}}ya{{/if}}", m, "ya");
	render("{{#if a}}ya{{#else}}tidak{{/if}}.", m, "ya.");
	render("{{#if z}}ya{{#else}}tidak{{/if}}.", m, "tidak.");
	render("{{#if e}}1{{/if}}{{#if l}}2{{/if}}{{#if f}}3{{/if}}{{#if x}}4{{/if}}{{#if o.x}}5{{/if}}", m, "");
	render("{{#if l1}}1{{/if}}{{#if o}}2{{/if}}{{#if t}}3{{/if}}{{#if o.b}}4{{/if}}", m, "1234");
	render("{{#if !e}}1{{/if}}{{#if !x}}2{{/if}}{{#if !a}}3{{/if}}", m, "12");
	render("{{#if a == \"x\"}}1{{/if}}{{#if a == \"y\"}}2{{/if}}", m, "1");
	render("{{#if a != \"y\"}}3{{/if}}{{#if a != \"x\"}}4{{/if}}", m, "3");
	render("{{#if n == \"3\"}}1{{/if}}{{#if o.b == \"y\"}}2{{/if}}", m, "12");
	render("{{#if x == \"\"}}3{{/if}}{{#if x != \"y\"}}4{{/if}}", m, "4");
	render("{{#if e == \"\"}}1{{/if}}{{#if a==\"x\"}}2{{/if}}", m, "12");
	/* in one another */
	render("{{#if a}}{{#if z}}1{{#else}}{{#if n}}2{{/if}}3{{/if}}{{#else}}4{{/if}}5", m, "235");
	assert_string_equal(said, ""); /* to ask whether something is there is no fault */
}

static void loops(void **state)
{
	const struct val *m =
		model("{\"r\":[{\"b\":\"1\",\"s\":[\"p\",\"q\"]},{\"b\":\"2\",\"s\":[]},{\"b\":\"<\",\"s\":[7]}],"
				    "\"b\":\"luar\",\"l\":[],\"t\":\"teks\",\"o\":{\"r\":[1,2]}}");
	(void)state;
	render("{{#for x in r}}{{@no}}{{x.b}} {{/for}}", m, "11 22 3&lt; ");
	render("{{#for x in l}}{{x}}{{#else}}kosong{{/for}}.", m, "kosong.");
	render("{{#for x in r}}{{x.b}}{{#else}}kosong{{/for}}.", m, "12&lt;.");
	render("[{{#for x in l}}{{x}}{{/for}}]", m, "[]");
	render("{{#for x in o.r}}{{x}}{{b}};{{/for}}", m, "1luar;2luar;");
	render("{{#for b in o.r}}{{b}}{{/for}}{{b}}", m, "12luar"); /* the nearest name counts, and only inside */
	render("{{#for x in t}}1{{#else}}2{{/for}}", m, "2");       /* no list */
	assert_string_equal(said, "");
	render("{{#for x in tidak.ada}}1{{#else}}2{{/for}}", m, "2");
	assert_string_equal(said, "tidak.ada ");
}

static void loops_in_loops(void **state)
{
	const struct val *m =
		model("{\"r\":[{\"b\":\"1\",\"s\":[\"p\",\"q\"]},{\"b\":\"2\",\"s\":[]},{\"b\":\"3\",\"s\":[\"z\"]}]}");
	(void)state;
	render("{{#for x in r}}({{x.b}}{{#for y in x.s}}[{{@no}}{{y}}{{x.b}}]{{#else}}-{{/for}}{{@no}}){{/for}}", m,
	       "(1[1p1][2q1]1)(2-2)(3[1z3]3)");
	render("{{#for x in r}}{{#for x in x.s}}{{x}}{{/for}}{{x.b}}{{/for}}", m, "pq12z3");
	render("{{#for x in r}}{{#if x.s}}{{#for y in x.s}}{{#if y == \"q\"}}!{{#else}}{{y}}{{/if}}{{/for}}"
	       "{{#else}}0{{/if}}{{/for}}", m, "p!0z");
	render("{{#for x in r}}{{#if @no == \"2\"}}dua{{/if}}{{/for}}", m, "dua");
}

static void includes(void **state)
{
	static const char page[] = "[{{> bagian/a}}|{{#for x in r}}{{> b}}{{/for}}]";
	static const struct tmpl_text t[] = {
		{ "hal", page, sizeof page - 1 },
		{ "bagian/a", "{{a}}", 5 },
		{ "b", "{{x}}{{>bagian/a}}", 18 },
	};
	struct tmpl_set *set = NULL;
	struct buf out;
	struct err err = { 0 };
	(void)state;
	assert_int_equal(tmpl_load(&set, t, COUNT(t), STR_NONE, STR_NONE, &err), OK);
	buf_init(&out, 1000);
	const struct val *m = model("{\"a\":\"&\",\"r\":[1,2]}");
	assert_int_equal(tmpl_render(set, "hal", m, LANG_ID, &out, NULL, NULL, &err), OK);
	assert_true(str_eq(buf_str(&out), S("[&amp;|1&amp;2&amp;]")));
	assert_int_equal(tmpl_render(set, "bagian", model("{}"), LANG_ID, &out, NULL, NULL, &err), E_NOTFOUND);
	assert_int_equal(tmpl_render(set, "", model("{}"), LANG_ID, &out, NULL, NULL, &err), E_NOTFOUND);
	buf_clear(&out);
	tmpl_free(set);
	tmpl_free(NULL);
	refused("{{> tidak/ada}}");
	refused("<p class=\"{{> bagian/a}}\">");
	refused("{{>}}");
}

static void formats(void **state)
{
	const struct val *m =
		model("{\"n\":1234567,\"t\":20230625,\"b\":202306,\"s\":1687700400,"
		      "\"k\":\"2171014406755001\",\"u\":1536,\"h\":\"0123456789abcdef0123\","
		      "\"c\":\"nonaktif\",\"d\":\"tunda\",\"l\":\"tak_dikenal\",\"z\":0,\"q\":\"<\",\"p\":15}");
	(void)state;
	render("{{n|angka}} {{n|rupiah}} {{n | angka}} {{n}}", m, "1.234.567 Rp1.234.567,00 1.234.567 1234567");
	render("{{t|tanggal}}, {{b|bulan}}, {{t|lahir}}", m, "25 Juni 2023, Juni 2023, 25-06-2023");
	render_in(LANG_EN, "{{t|tanggal}}, {{b|bulan}}", m, "25 June 2023, June 2023");
	render("{{s|waktu}}; {{s|jam}}", m, "25 Juni 2023 pukul 20.40; 20.40"); /* WIB */
	render_in(LANG_EN, "{{s|waktu}}; {{s|jam}}", m, "25 June 2023, 20:40; 20:40");
	render("{{z|tanggal}}{{z|waktu}}{{z|lahir}}", m, "\xE2\x80\x93\xE2\x80\x93\xE2\x80\x93");
	render("{{u|ukuran}} {{z|ukuran}} {{n|ukuran}}", m, "1,5 KB 0 B 1,1 MB");
	render("{{h|ringkas}} {{q|ringkas}}", m, "0123456789ab &lt;");
	render("{{p|permil}}", m, "1,5 %");
	render("{{c|label}} {{d|label}} {{l|label}}", m, "Dinonaktifkan Ditunda tak_dikenal");
	render_in(LANG_EN, "{{c|label}} {{d|label}} {{l|label}}", m, "Deactivated Ditunda tak_dikenal");
	/* a NIK: where it was issued, and nothing more */
	render("{{n|nik}}", model("{\"n\":2171014406755001}"), "•"); /* a NIK is never a number */
	struct tmpl_set *set = load("{{k|nik}}");
	struct buf out;
	buf_init(&out, 1000);
	assert_int_equal(tmpl_render(set, "uji", m, LANG_ID, &out, NULL, NULL, NULL), OK);
	assert_true(str_starts(buf_str(&out), S("2171\xE2\x80\xA2")));
	for (size_t i = 4; i < out.len; i++)
		assert_false(ch_digit(out.ptr[i]));
	buf_clear(&out);
	tmpl_free(set);
}

static void json(void **state)
{
	const struct val *m = model("{\"a\":{\"x\":\"</script><!--\\\"&\",\"y\":[1,true,null]}}");
	(void)state;
	render("<script type=\"application/json\">{{a|json}}</script>", m,
	       "<script type=\"application/json\">"
	       "{\"x\":\"\\u003c/script>\\u003c!--\\\"&\",\"y\":[1,true,null]}</script>");
	render("<div data-isi=\"{{a|json}}\">", m,
	       "<div data-isi=\"{&quot;x&quot;:&quot;\\u003c/script&gt;\\u003c!--\\&quot;&amp;&quot;,"
	       "&quot;y&quot;:[1,true,null]}\">");
}

static void words(void **state)
{
	const struct val *m = model("{}");
	(void)state;
	render("{{_ Simpan}}", m, "Simpan");
	render_in(LANG_EN, "{{_ Simpan}}, {{_  Simpan }}", m, "Save, Save");
	render_in(LANG_EN, "{{_ Belum ada}}", m, "Belum ada"); /* without a translation it stays */
	render("{{_ Batas <b>}}", m, "Batas &lt;b&gt;");
	render_in(LANG_EN, "<p title=\"{{_ Batas <b>}}\">", m, "<p title=\"Limit &lt;b&gt;\">");
	struct tmpl_set *set = load("");
	assert_true(str_eq(tmpl_label(set, S("nonaktif"), LANG_ID), S("Dinonaktifkan")));
	assert_true(str_eq(tmpl_label(set, S("nonaktif"), LANG_EN), S("Deactivated")));
	assert_true(str_eq(tmpl_label(set, S("tunda"), LANG_EN), S("Ditunda")));
	assert_true(str_eq(tmpl_label(set, S("lain"), LANG_EN), S("lain")));
	assert_true(str_eq(tmpl_label(set, S("Simpan"), LANG_EN), S("Simpan"))); /* a word is no label */
	struct buf out;
	struct val v = val_int(5000);
	buf_init(&out, 100);
	tmpl_format(set, &out, &v, S("rupiah"), LANG_ID);
	v = val_c("<&>"); /* unescaped */
	tmpl_format(set, &out, &v, S(""), LANG_ID);
	v = val_c("nonaktif");
	tmpl_format(set, &out, &v, S("label"), LANG_EN);
	assert_true(str_eq(buf_str(&out), S("Rp5.000,00<&>Deactivated")));
	buf_clear(&out);
	tmpl_free(set);
}

static void constructs_refused(void **state)
{
	static const char *const texts[] = {
		/* not closed, not opened, crossed */
		"{{a", "{{", "{{a}", "{{#if a}}", "{{#for x in a}}", "{{#if a}}{{#else}}", "{{/if}}", "{{/for}}",
		"{{#else}}",
		"{{#if a}}{{/for}}", "{{#for x in a}}{{/if}}", "{{#if a}}{{#for x in b}}{{/if}}{{/for}}",
		"{{#if a}}{{#else}}{{#else}}{{/if}}", "{{#for x in a}}{{#else}}{{#else}}{{/for}}",
		"{{#if a}}{{/if}}{{/if}}",
		/* words that are none of the language */
		"{{}}", "{{ }}", "{{#unless a}}{{/unless}}", "{{#for x}}{{/for}}", "{{#for x of a}}{{/for}}",
		"{{#for x in}}{{/for}}",
		"{{#if a == x}}{{/if}}", "{{#if a == \"x}}{{/if}}", "{{#if a == 5}}{{/if}}", "{{#if a}}{{/ if}}",
		"{{|angka}}",
		"{{a|tidak_ada}}", "{{a|Angka}}",
		/* a value in a tag but outside quotes */
		"<p {{a}}>", "<p class={{a}}>", "<{{a}}>", "<p title=\"x\" {{a}}>", "<a href={{a}}>",
		"<p {{a|angka}}>", "<p {{_ Simpan}}>",
		/* words where an address belongs */
		"<a href=\"{{_ Simpan}}\">",
		/* script and style */
		"<script>{{a}}</script>", "<script>var a = \"{{a}}\";</script>",
		"<script type=\"module\">{{a}}</script>", "<style>{{a}}</style>",
		"<style>p { color: {{a|angka}} }</style>", "<script>{{#if b}}{{a}}{{/if}}</script>",
		"<script>{{_ Simpan}}</script>", "<script\t>{{a}}</script>", "<SCRIPT>{{a}}</SCRIPT>",
		"<script>{{> lain}}</script>", "<p title=\"{{> lain}}\">",
		"{{a.b.c.d.e}}",
		/* a condition turned round twice, parts and loops without end */
		"{{#if !a == \"x\"}}{{/if}}", "{{> kasus/uji}}",
		"{{#for a in b}}{{#for a in b}}{{#for a in b}}{{#for a in b}}{{#for a in b}}{{#for a in b}}{{#for a in b}}"
		"{{#for a in b}}{{#for a in b}}{{/for}}{{/for}}{{/for}}{{/for}}{{/for}}{{/for}}{{/for}}{{/for}}{{/for}}",
	};
	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++)
		refused(texts[i]);
	/* the script has ended */
	render("<script>x</script>{{a}}<style>y</style>{{a}}", model("{\"a\":\"1\"}"),
		"<script>x</script>1<style>y</style>1");
}

static void the_line_of_a_fault(void **state)
{
	static const char body[] = "satu\ndua\n\n<p {{a}}>\n";
	const struct tmpl_text t = { "kasus/daftar", body, sizeof body - 1 };
	struct tmpl_set *set = NULL;
	struct err err = { 0 };
	(void)state;
	assert_int_equal(tmpl_load(&set, &t, 1, STR_NONE, STR_NONE, &err), E_FORMAT);
	assert_non_null(strstr(err.msg, "kasus/daftar"));
	assert_non_null(strstr(err.msg, ":4:"));
}

static void too_large_a_page(void **state)
{
	struct tmpl_set *set = load("{{#for x in r}}0123456789{{/for}}");
	struct buf out;
	struct err err = { 0 };
	(void)state;
	buf_init(&out, 25);
	assert_int_equal(tmpl_render(set, "uji", model("{\"r\":[1,2,3]}"), LANG_ID, &out, NULL, NULL, &err), E_LIMIT);
	buf_clear(&out);
	tmpl_free(set);
}

/* Text, words and text again become one piece, but none that a condition or a loop jumps between. */
static void pieces(void **state)
{
	const struct val *m = model("{\"j\":1,\"n\":0,\"r\":[1,2],\"k\":[]}");
	(void)state;
	render("<b>{{_ Simpan}}</b> {{_ Simpan}}.", m, "<b>Simpan</b> Simpan.");
	render_in(LANG_EN, "<b>{{_ Simpan}}</b> {{_ Belum ada}}.", m, "<b>Save</b> Belum ada.");
	render_in(LANG_EN, "a{{#if n}}b{{_ Simpan}}{{/if}}c{{_ Simpan}}d", m, "acSaved");
	render("{{#if n}}b{{#else}}{{_ Simpan}}{{/if}}{{_ Simpan}}{{#if j}}x{{#else}}y{{/if}}z", m, "SimpanSimpanxz");
	render("{{#for x in r}}({{_ Simpan}}){{/for}}!{{#for x in k}}a{{#else}}b{{/for}}c", m, "(Simpan)(Simpan)!bc");
}

/* Rows that look alike and rows that do not: each is asked for its own member. */
static void rows_of_other_shapes(void **state)
{
	struct val m = val_obj(), *rows = val_set(&mem, &m, "r", val_list());
	(void)state;
	for (int i = 0; i < 3; i++) {
		struct val *o = val_push(&mem, rows, val_obj());
		val_set(&mem, o, "a", val_int(i));
		val_set(&mem, o, "b", val_int(10 + i));
	}
	struct val *turned = val_push(&mem, rows, val_obj());
	val_set(&mem, turned, "b", val_int(13));
	val_set(&mem, turned, "c", val_int(99));
	val_set(&mem, turned, "a", val_int(3));
	struct val *less = val_push(&mem, rows, val_obj());
	val_set(&mem, less, "b", val_int(14));
	val_push(&mem, rows, val_int(7)); /* no object at all */
	struct val *last = val_push(&mem, rows, val_obj());
	val_set(&mem, last, "a", val_int(5));
	val_set(&mem, last, "b", val_int(15));
	render("{{#for x in r}}{{x.a}}-{{x.b}} {{/for}}", &m, "0-10 1-11 2-12 3-13 -14 - 5-15 ");
	assert_string_equal(said, "x.a x.a x.b ");
	/* Members that lie one behind another, as rows of the database do, and more added to some. */
	struct cx cx = { .mem = &mem };
	struct val n = val_obj(), *list = val_set(&mem, &n, "r", val_list());
	for (int i = 0; i < 4; i++) {
		struct val *o = val_push(&mem, list, OBJ(&cx, { "a", val_int(i) }, { "b", val_int(10 + i) }));
		if (i & 1)
			val_put(&mem, o, S("x"), val_c("ganjil"));
		val_put(&mem, o, S("c"), val_int(20 + i));
	}
	render("{{#for x in r}}{{x.c}}{{x.a}}{{x.b}} {{/for}}", &n, "20010 21111 22212 23313 ");
	/* The first name is the innermost loop's, else the model's. */
	val_set(&mem, &m, "x", val_c("luar"));
	render("{{x}}{{#for y in r}}{{#if y.c}}{{#for x in r}}{{#if x.c}}{{x.a}}{{/if}}{{/for}}{{x}}{{/if}}{{/for}}{{x}}", &m, "luar3luarluar");
}

/* Wherever in a text a letter stands, however long the text. */
static void escape_everywhere(void **state)
{
	static const char *const by[] = { "&", "&amp;", "<", "&lt;", ">", "&gt;", "\"", "&quot;", "'", "&#39;", "%", "%", "\xC3\xA9", "\xC3\xA9" };
	(void)state;
	for (size_t len = 0; len < 30; len++)
		for (size_t at = 0; at <= len; at++)
			for (size_t k = 0; k < COUNT(by); k += 2) {
				char plain[100], want[200];
				struct buf out;
				snprintf(plain, sizeof plain, "%.*s%s%.*s", (int)at, "abcdefghijklmnopqrstuvwxyz0123456789", by[k],
					 (int)(len - at), "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
				snprintf(want, sizeof want, "%.*s%s%.*s", (int)at, "abcdefghijklmnopqrstuvwxyz0123456789", by[k + 1],
					 (int)(len - at), "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
				buf_init(&out, 1000);
				html_escape(&out, str_c(plain));
				assert_true(str_eq(buf_str(&out), str_c(want)));
				buf_clear(&out);
			}
}

static void escape(void **state)
{
	struct buf out;
	(void)state;
	buf_init(&out, 1000);
	html_escape(&out, S("a<b>&\"'\xC3\xA9\0z"));
	html_escape(&out, STR_NONE);
	html_escape(&out, S("&amp;"));
	assert_true(str_eq(buf_str(&out), S("a&lt;b&gt;&amp;&quot;&#39;\xC3\xA9\0z&amp;amp;")));
	buf_clear(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(text, setup, teardown),
		cmocka_unit_test_setup_teardown(attributes, setup, teardown),
		cmocka_unit_test_setup_teardown(whole_addresses, setup, teardown),
		cmocka_unit_test_setup_teardown(parts_of_addresses, setup, teardown),
		cmocka_unit_test_setup_teardown(conditions, setup, teardown),
		cmocka_unit_test_setup_teardown(loops, setup, teardown),
		cmocka_unit_test_setup_teardown(loops_in_loops, setup, teardown),
		cmocka_unit_test_setup_teardown(includes, setup, teardown),
		cmocka_unit_test_setup_teardown(formats, setup, teardown),
		cmocka_unit_test_setup_teardown(json, setup, teardown),
		cmocka_unit_test_setup_teardown(words, setup, teardown),
		cmocka_unit_test_setup_teardown(constructs_refused, setup, teardown),
		cmocka_unit_test_setup_teardown(the_line_of_a_fault, setup, teardown),
		cmocka_unit_test_setup_teardown(too_large_a_page, setup, teardown),
		cmocka_unit_test_setup_teardown(pieces, setup, teardown),
		cmocka_unit_test_setup_teardown(rows_of_other_shapes, setup, teardown),
		cmocka_unit_test(escape_everywhere),
		cmocka_unit_test(escape),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
