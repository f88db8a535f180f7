#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#undef setjmp /* a macro of libc, a name base.h bans */

#include "base/val.h"

#define NODES 1000

static struct arena mem;

static int setup(void **state)
{
	(void)state;
	arena_init(&mem, 0, 0);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	arena_clear(&mem);
	return 0;
}

static void json_is(const struct val *v, const char *want)
{
	struct buf out;
	buf_init(&out, 1 << 20);
	val_json(&out, v);
	assert_int_equal(out.error, 0);
	if (!str_eq(buf_str(&out), str_c(want))) {
		print_error("got %.*s, wanted %s\n", (int)out.len, out.ptr, want);
		fail();
	}
	buf_clear(&out);
}

/* Reads text and writes it again. */
static void read_as(struct str text, const char *want)
{
	struct val v;
	struct err err = { 0 };
	if (val_parse(&v, &mem, text, NODES, &err) != OK) {
		print_error("%.*s: %s\n", (int)text.len, text.ptr, err.msg);
		fail();
	}
	json_is(&v, want);
}

static void refused(struct str text)
{
	struct val v = val_int(7);
	struct err err = { 0 };
	if (val_parse(&v, &mem, text, NODES, &err) != E_FORMAT || err.code != E_FORMAT || !err.msg[0]) {
		print_error("not refused: %.*s\n", (int)text.len, text.ptr);
		fail();
	}
	assert_true(v.kind == VAL_INT && v.i == 7); /* results only on success */
}

static void objects_and_lists(void **state)
{
	(void)state;
	struct val o = val_obj();
	struct val *rows = val_set(&mem, &o, "rows", val_list());
	struct val *first = val_push(&mem, rows, val_obj());
	val_set(&mem, first, "nama", val_c("AMINAH"));
	val_push(&mem, rows, val_int(-3));
	val_set(&mem, &o, "ada", val_bool(true));
	val_set(&mem, &o, "kosong", val_null);
	json_is(&o, "{\"rows\":[{\"nama\":\"AMINAH\"},-3],\"ada\":true,\"kosong\":null}");
	/* a member set again keeps its place */
	val_set(&mem, &o, "rows", val_int(1));
	val_sets(&mem, &o, str_of("adalah", 3), val_bool(false));
	json_is(&o, "{\"rows\":1,\"ada\":false,\"kosong\":null}");
	val_put(&mem, &o, S("baru"), val_c(NULL));
	assert_int_equal(o.items.n, 4);
	json_is(&o, "{\"rows\":1,\"ada\":false,\"kosong\":null,\"baru\":null}");
	json_is(NULL, "null");
}

static void looking_up(void **state)
{
	(void)state;
	struct val o = val_obj();
	struct val *a = val_set(&mem, &o, "a", val_obj());
	struct val *b = val_set(&mem, a, "b", val_obj());
	val_set(&mem, b, "c", val_int(5));
	val_set(&mem, &o, "s", val_c("teks"));
	val_set(&mem, &o, "t", val_bool(true));
	val_set(&mem, &o, "l", val_list());
	assert_int_equal(val_path(&o, S("a.b.c"))->i, 5);
	assert_ptr_equal(val_path(&o, S("a")), val_get(&o, "a"));
	assert_ptr_equal(val_path(&o, S("")), &o);
	assert_null(val_path(&o, S("a.x.c")));
	assert_null(val_path(&o, S("s.b")));
	assert_null(val_path(&o, S("a.b.c.d")));
	assert_null(val_path(NULL, S("a")));
	assert_null(val_get(NULL, "a"));
	assert_null(val_get(val_get(&o, "s"), "a"));
	assert_null(val_get(val_get(&o, "l"), "a"));
	assert_null(val_gets(&o, S("ab")));
	assert_int_equal(val_geti(&o, "t", 9), 1);
	assert_int_equal(val_geti(&o, "s", 9), 9);
	assert_int_equal(val_geti(&o, "x", -1), -1);
	assert_true(str_eq(val_getstr(&o, "s"), S("teks")));
	assert_null(val_getstr(&o, "t").ptr);
	assert_null(val_getstr(&o, "x").ptr);
}

static void truth(void **state)
{
	(void)state;
	struct val list = val_list(), obj = val_obj(), v;
	assert_false(val_true(NULL));
	assert_false(val_true(&val_null));
	assert_false(val_true(&list));
	assert_false(val_true(&obj));
	v = val_int(0);
	assert_false(val_true(&v));
	v = val_bool(false);
	assert_false(val_true(&v));
	v = val_c("");
	assert_false(val_true(&v));
	v = val_c("0"); /* a text, not a number */
	assert_true(val_true(&v));
	v = val_int(-1);
	assert_true(val_true(&v));
	val_push(&mem, &list, val_null);
	val_set(&mem, &obj, "a", val_null);
	assert_true(val_true(&list));
	assert_true(val_true(&obj));
}

static void numbers_written(void **state)
{
	(void)state;
	struct val v = val_int(INT64_C(9007199254740992));
	json_is(&v, "9007199254740992");
	v = val_int(INT64_C(-9007199254740992));
	json_is(&v, "-9007199254740992");
	/* beyond 2^53 a reader with doubles would change the digits */
	v = val_int(INT64_C(9007199254740993));
	json_is(&v, "\"9007199254740993\"");
	v = val_int(INT64_C(-9007199254740993));
	json_is(&v, "\"-9007199254740993\"");
	v = val_int(INT64_MIN);
	json_is(&v, "\"-9223372036854775808\"");
}

static void text_written(void **state)
{
	(void)state;
	struct val v = val_c("a\"b\\c\nd\te\x7f/<");
	json_is(&v, "\"a\\\"b\\\\c\\nd\\u0009e\\u007f/<\"");
	v = val_str(S("a\0b"));
	json_is(&v, "\"a\\u0000b\"");
	v = val_c("K\xC3\xA9 \xF0\x9F\x98\x80");
	json_is(&v, "\"K\xC3\xA9 \xF0\x9F\x98\x80\"");
	/* bytes that are no UTF-8 */
	v = val_c("a\xE9z");
	json_is(&v, "\"a\xEF\xBF\xBDz\"");
	v = val_c("\xC3");
	json_is(&v, "\"\xEF\xBF\xBD\"");
	v = val_str(STR_NONE);
	json_is(&v, "\"\"");
	struct val o = val_obj();
	val_set(&mem, &o, "a\"", val_int(1));
	json_is(&o, "{\"a\\\"\":1}");
}

/* Wherever in a text a letter stands, however long the text: written and read back. */
static void letters_everywhere(void **state)
{
	static const char *const by[] = { "\"", "\\\"", "\\", "\\\\", "\n", "\\n", "\x01", "\\u0001", "\x7F", "\\u007f", "\x1F", "\\u001f",
					  "\xC3\xA9", "\xC3\xA9", "/", "/", " ", " ", "~", "~" };
	(void)state;
	for (size_t len = 0; len < 30; len++)
		for (size_t at = 0; at <= len; at++)
			for (size_t k = 0; k < COUNT(by); k += 2) {
				char plain[100], want[200];
				struct val v;
				struct err err;
				snprintf(plain, sizeof plain, "%.*s%s%.*s", (int)at, "abcdefghijklmnopqrstuvwxyz0123456789", by[k],
					 (int)(len - at), "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
				snprintf(want, sizeof want, "\"%.*s%s%.*s\"", (int)at, "abcdefghijklmnopqrstuvwxyz0123456789", by[k + 1],
					 (int)(len - at), "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
				v = val_c(plain);
				json_is(&v, want);
				assert_int_equal(val_parse(&v, &mem, str_c(want), NODES, &err), OK);
				assert_true(str_eq(v.s, str_c(plain)));
			}
}

static void reading(void **state)
{
	(void)state;
	read_as(S("{}"), "{}");
	read_as(S(" [ ] "), "[]");
	read_as(S("\t{\"a\" : [1, -2 ,true,false,null], \"b\":{\"c\":\"d\"}}\r\n"),
		"{\"a\":[1,-2,true,false,null],\"b\":{\"c\":\"d\"}}");
	read_as(S("\"\\\"\\\\\\/\\n\\u00e9\\u20AC\\ud83d\\ude00\""),
		"\"\\\"\\\\/\\n\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80\"");
	read_as(S("\"\\b\\f\\r\\t\""), "\"\\u0008\\u000c\\u000d\\u0009\"");
	read_as(S("\"\\u0041\\\\u0041\""), "\"A\\\\u0041\"");
	read_as(S("0"), "0");
	read_as(S("-0"), "0");
	read_as(S("\"\""), "\"\"");
}

static void numbers_read(void **state)
{
	struct val v;
	(void)state;
	assert_int_equal(val_parse(&v, &mem, S("9223372036854775807"), NODES, NULL), OK);
	assert_true(v.kind == VAL_INT && v.i == INT64_MAX);
	assert_int_equal(val_parse(&v, &mem, S("-9223372036854775808"), NODES, NULL), OK);
	assert_true(v.kind == VAL_INT && v.i == INT64_MIN);
	/* no number is rounded: what is no int64 stays the text it was */
	static const char *const texts[] = { "9223372036854775808", "-9223372036854775809", "1.5", "1e3", "-0.25E-2",
					     "123456789012345678901234567890" };
	for (size_t i = 0; i < COUNT(texts); i++) {
		assert_int_equal(val_parse(&v, &mem, str_c(texts[i]), NODES, NULL), OK);
		assert_int_equal(v.kind, VAL_STR);
		assert_true(str_eq(v.s, str_c(texts[i])));
	}
}

static void no_json(void **state)
{
	(void)state;
	static const char *const texts[] = {
		"", " ", "{", "}", "[", "]", "[1", "[1,", "[1,]", "[,1]", "[1 2]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}",
		"{\"a\" 1}", "{a:1}", "{'a':1}", "{1:1}", "{\"a\":1 \"b\":2}", "{\"a\":1", "1 2", "{}{}", "nul", "True",
		"truex", "01", "-", "-01", "+1", ".5", "1.", "1-2", "1..2", "1.2.3", "1e", "1e+", "1e5.0", "NaN", "\"", "\"a", "\"\\\"", "\"\\x\"", "\"\\u12\"",
		"\"\\u12g4\"",
		"\"\\", "\"a\nb\"", "\"a\tb\"", "// x\n1", "[1]x",
		"\"\\u0000\"",       /* a NUL */
		"\"\\ud83d\"",       /* halves of a pair */
		"\"\\ude00\"", "\"\\ud83dx\"", "\"\\ud83d\\u0041\"", "\"\\ud83d\\n00000\"",
		"\"a\xE9z\"",        /* no UTF-8 */
		"\"\xC0\x80\"", "\"\xED\xA0\x80\"",
	};
	for (size_t i = 0; i < COUNT(texts); i++)
		refused(str_c(texts[i]));
	refused(S("\"a\0b\""));
	refused(S("1\0"));
	refused(S("[\0]"));
	refused(STR_NONE);
}

static void duplicate_members(void **state)
{
	(void)state;
	refused(S("{\"a\":1,\"a\":1}"));
	refused(S("{\"a\":1,\"b\":{\"c\":1,\"c\":2}}"));
	refused(S("{\"a\":1,\"\\u0061\":2}")); /* the same name, written otherwise */
	read_as(S("{\"a\":{\"a\":1},\"b\":{\"a\":1}}"), "{\"a\":{\"a\":1},\"b\":{\"a\":1}}");
}

static void the_place_of_a_fault(void **state)
{
	struct val v;
	struct err err;
	(void)state;
	assert_int_equal(val_parse(&v, &mem, S("{\"a\":1,\"b\":?}"), NODES, &err), E_FORMAT);
	assert_non_null(strstr(err.msg, "11"));
}

static void limits(void **state)
{
	struct val v;
	char text[128];
	(void)state;
	for (size_t n = 30; n <= 34; n++) {
		memset(text, '[', n);
		memset(text + n, ']', n);
		int want = n <= 32 ? OK : E_FORMAT;
		assert_int_equal(val_parse(&v, &mem, str_of(text, 2 * n), NODES, NULL), want);
	}
	assert_int_equal(val_parse(&v, &mem, S("[1,2,3]"), 4, NULL), OK);
	assert_int_equal(val_parse(&v, &mem, S("[1,2,3]"), 3, NULL), E_FORMAT);
	assert_int_equal(val_parse(&v, &mem, S("{\"a\":{\"b\":1}}"), 3, NULL), OK);
	assert_int_equal(val_parse(&v, &mem, S("{\"a\":{\"b\":1}}"), 2, NULL), E_FORMAT);
	assert_int_equal(val_parse(&v, &mem, S("1"), 0, NULL), E_FORMAT);
	/* a long row of openings ends early, whatever its length */
	static char deep[100000];
	memset(deep, '[', sizeof deep);
	assert_int_equal(val_parse(&v, &mem, str_of(deep, sizeof deep), 1000000, NULL), E_FORMAT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(objects_and_lists, setup, teardown),
		cmocka_unit_test_setup_teardown(looking_up, setup, teardown),
		cmocka_unit_test_setup_teardown(truth, setup, teardown),
		cmocka_unit_test_setup_teardown(numbers_written, setup, teardown),
		cmocka_unit_test_setup_teardown(text_written, setup, teardown),
		cmocka_unit_test_setup_teardown(letters_everywhere, setup, teardown),
		cmocka_unit_test_setup_teardown(reading, setup, teardown),
		cmocka_unit_test_setup_teardown(numbers_read, setup, teardown),
		cmocka_unit_test_setup_teardown(no_json, setup, teardown),
		cmocka_unit_test_setup_teardown(duplicate_members, setup, teardown),
		cmocka_unit_test_setup_teardown(the_place_of_a_fault, setup, teardown),
		cmocka_unit_test_setup_teardown(limits, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
