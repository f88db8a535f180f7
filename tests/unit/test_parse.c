#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#undef setjmp /* a macro of libc, a name base.h bans */

#include "http/http.h"

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

static void decodes(struct str text, bool plus, struct str want)
{
	struct str got = STR_NONE;
	if (!http_url_decode(&got, &mem, text, plus) || !str_eq(got, want)) {
		print_error("\"%.*s\" became \"%.*s\"\n", (int)text.len, text.ptr, (int)got.len, got.ptr);
		fail();
	}
}

static void url_decode(void **state)
{
	(void)state;
	decodes(S(""), false, S(""));
	decodes(S("abc-._~"), false, S("abc-._~"));
	decodes(S("%41%6a%6A"), false, S("Ajj"));
	decodes(S("%C3%a9"), false, S("\xC3\xA9"));
	decodes(S("%25"), false, S("%"));
	decodes(S("%2525"), false, S("%25")); /* once */
	decodes(S("%2B%2b"), true, S("++"));
	decodes(S("a+b"), true, S("a b"));
	decodes(S("a+b"), false, S("a+b"));
	decodes(S("%FF%80"), false, S("\xFF\x80"));
	decodes(S("%01%0d%0A"), false, S("\x01\r\n"));
	decodes(STR_NONE, true, S(""));
	struct str a, b;
	assert_true(http_url_decode(&a, &mem, S("x"), false));
	assert_int_equal(a.ptr[1], 0); /* a NUL behind it */
	/* what is decoded is a copy */
	char text[] = "ab";
	assert_true(http_url_decode(&b, &mem, str_c(text), false));
	text[0] = 'z';
	assert_true(str_eq(b, S("ab")));
}

static void bad_escapes(void **state)
{
	static const char *const texts[] = { "%", "a%", "%4", "a%4", "%%", "%%41", "%G1", "%1G", "%zz", "% 1", "%-1",
		"%+1",
					     "%4%31", "%u0041", "%\xC3\xA9", "abc%4", "%:0", "%/0", "%@1", "%`1" };
	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++) {
		struct str got;
		if (http_url_decode(&got, &mem, str_c(texts[i]), true)) {
			print_error("\"%s\" was decoded\n", texts[i]);
			fail();
		}
	}
	/* the escape ends where the slice ends, whatever stands behind it */
	struct str got;
	assert_false(http_url_decode(&got, &mem, str_of("%41", 2), false));
	assert_false(http_url_decode(&got, &mem, str_of("%41", 1), false));
	/* a NUL, written either way */
	assert_false(http_url_decode(&got, &mem, S("a%00"), false));
	assert_false(http_url_decode(&got, &mem, S("%00"), true));
	assert_false(http_url_decode(&got, &mem, S("a\0b"), false));
}

static void out_of_memory(void **state)
{
	struct arena small;
	struct str got;
	struct http_pair *p;
	(void)state;
	arena_init(&small, 0, 64);
	static const char text[] =
		"a=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
	assert_false(http_url_decode(&got, &small, str_c(text), false));
	assert_true(http_parse_form(&p, &small, str_c(text), 10, NULL) < 0);
	arena_clear(&small);
}

/* "a=1&b=" as the parser saw it: name, value, name, value ... */
static void pairs(const struct http_pair *p, size_t n, const char *const *want)
{
	size_t i = 0;
	for (; p; p = p->next, i++) {
		assert_true(i < n);
		if (!str_eq(p->name, str_c(want[2 * i])) || !str_eq(p->value, str_c(want[2 * i + 1]))) {
			print_error("pair %zu: \"%.*s\" = \"%.*s\"\n", i, (int)p->name.len, p->name.ptr,
				(int)p->value.len, p->value.ptr);
			fail();
		}
		/* ptr NULL would say that there is no such field */
		assert_non_null(p->value.ptr);
	}
	assert_int_equal(i, n);
}

static void forms(void **state)
{
	struct http_pair *p = NULL;
	(void)state;
	assert_int_equal(http_parse_form(&p, &mem, S("a=1&b=2+3&c=%26%3D&a=4"), 10, NULL), OK);
	pairs(p, 4, (const char *const[]){ "a", "1", "b", "2 3", "c", "&=", "a", "4" });
	assert_int_equal(http_parse_form(&p, &mem, S("a&b=&=c&d=e=f"), 10, NULL), OK);
	pairs(p, 4, (const char *const[]){ "a", "", "b", "", "", "c", "d", "e=f" });
	assert_int_equal(http_parse_form(&p, &mem, S("&&a=1&&"), 1, NULL), OK);
	pairs(p, 1, (const char *const[]){ "a", "1" });
	assert_int_equal(http_parse_form(&p, &mem, S("%61+b=c"), 10, NULL), OK);
	pairs(p, 1, (const char *const[]){ "a b", "c" });
	assert_int_equal(http_parse_form(&p, &mem, S(""), 10, NULL), OK);
	assert_null(p);
	assert_int_equal(http_parse_form(&p, &mem, STR_NONE, 0, NULL), OK);
	assert_null(p);
	assert_int_equal(http_parse_form(&p, &mem, S("&&&"), 0, NULL), OK);
	assert_null(p);
}

static void forms_refused(void **state)
{
	struct http_pair *p;
	struct err err;
	(void)state;
	static const char *const texts[] = { "a=%", "a=%4", "%=1", "a=1&b=%zz", "a=%00", "%00=1", "a=%4&b=1" };
	for (size_t i = 0; i < COUNT(texts); i++) {
		assert_int_equal(http_parse_form(&p, &mem, str_c(texts[i]), 10, &err), E_FORMAT);
		assert_int_equal(err.code, E_FORMAT);
	}
	assert_int_equal(http_parse_form(&p, &mem, S("a=1&b=2&c=3"), 3, &err), OK);
	assert_int_equal(http_parse_form(&p, &mem, S("a=1&b=2&c=3&d"), 3, &err), E_LIMIT);
	assert_int_equal(http_parse_form(&p, &mem, S("a"), 0, &err), E_LIMIT);
}

static void cookies(void **state)
{
	struct http_pair *p = NULL;
	struct err err;
	(void)state;
	assert_int_equal(http_parse_cookies(&p, &mem, S("a=1; b=2;c=3 ; d=\"x y\""), 10, NULL), OK);
	pairs(p, 4, (const char *const[]){ "a", "1", "b", "2", "c", "3", "d", "x y" });
	assert_int_equal(http_parse_cookies(&p, &mem, S(" a = b=c ; d=; e; ;; f=\""), 10, NULL), OK);
	pairs(p, 4, (const char *const[]){ "a", "b=c", "d", "", "e", "", "f", "\"" });
	/* a cookie is no form: nothing in it is decoded */
	assert_int_equal(http_parse_cookies(&p, &mem, S("a=%41+b&c=1"), 10, NULL), OK);
	pairs(p, 1, (const char *const[]){ "a", "%41+b&c=1" });
	assert_int_equal(http_parse_cookies(&p, &mem, S(""), 0, NULL), OK);
	assert_null(p);
	assert_int_equal(http_parse_cookies(&p, &mem, S("a=1;b=2"), 2, &err), OK);
	assert_int_equal(http_parse_cookies(&p, &mem, S("a=1;b=2;c"), 2, &err), E_LIMIT);
	assert_int_equal(err.code, E_LIMIT);
}

static void first_of_a_name(void **state)
{
	(void)state;
	struct http_pair b = { S("b"), S("3"), NULL }, a2 = { S("a"), S("2"), &b }, a = { S("a"), S("1"), &a2 };
	struct http_req req = { .query = &a, .headers = &a2, .cookies = &b };
	assert_true(str_eq(http_query(&req, "a"), S("1")));
	assert_true(str_eq(http_query(&req, "b"), S("3")));
	assert_null(http_query(&req, "c").ptr);
	assert_null(http_query(&req, "A").ptr);
	assert_null(http_query(&req, "").ptr);
	assert_true(str_eq(http_header(&req, "a"), S("2")));
	assert_true(str_eq(http_cookie(&req, "b"), S("3")));
	assert_null(http_cookie(&req, "a").ptr);
	assert_null(http_form(&req, "a").ptr);
}

static void response_headers(void **state)
{
	(void)state;
	struct http_resp resp = { .mem = &mem, .file_fd = -1 };
	char value[] = "satu";
	http_resp_header(&resp, "X-A", str_c(value));
	value[0] = 'z'; /* the value was copied */
	/* an answer cannot be split by what somebody typed */
	http_resp_header(&resp, "Location", S("/a\r\nSet-Cookie: x=1"));
	http_resp_header(&resp, "Location", S("/a\rb"));
	http_resp_header(&resp, "Location", S("/a\n"));
	http_resp_header(&resp, "Location", S("/a\0b"));
	http_resp_header(&resp, "X-B", S(""));
	http_resp_header(&resp, "X-A", S("dua"));
	pairs(resp.headers, 3, (const char *const[]){ "X-A", "satu", "X-B", "", "X-A", "dua" });
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(url_decode, setup, teardown),
		cmocka_unit_test_setup_teardown(bad_escapes, setup, teardown),
		cmocka_unit_test(out_of_memory),
		cmocka_unit_test_setup_teardown(forms, setup, teardown),
		cmocka_unit_test_setup_teardown(forms_refused, setup, teardown),
		cmocka_unit_test_setup_teardown(cookies, setup, teardown),
		cmocka_unit_test(first_of_a_name),
		cmocka_unit_test_setup_teardown(response_headers, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
