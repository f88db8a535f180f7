#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#undef setjmp /* a macro of libc, a name base.h bans */

#include "web/form.h"

static struct arena mem;
static struct http_req req;
static struct http_pair *last; /* of the form */
static struct val in, faults;
static struct err err;

static int setup(void **state)
{
	(void)state;
	arena_init(&mem, 0, 0);
	req = (struct http_req){ .method = HTTP_POST, .mem = &mem };
	last = NULL;
	in = val_obj();
	faults = val_null;
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	arena_clear(&mem);
	return 0;
}

static struct http_pair *pair(const char *name, struct str value)
{
	struct http_pair *p = arena_alloc(&mem, sizeof *p);
	assert_non_null(p);
	*p = (struct http_pair){ str_c(name), value, NULL };
	return p;
}

/* One more field of the form. */
static void send_str(const char *name, struct str value)
{
	struct http_pair *p = pair(name, value);
	if (last)
		last->next = p;
	else
		req.form = p;
	last = p;
}

static void send(const char *name, const char *value) { send_str(name, str_c(value)); }

static void send_json(const char *body)
{
	req.form = last = NULL;
	req.headers = pair("content-type", S("application/json"));
	req.body = str_c(body);
}

static int read_form(const struct field *fields)
{
	in = val_obj();
	faults = val_null;
	err = (struct err){ 0 };
	return form_read(&in, &faults, fields, &req, &err);
}

/* What one value of one field becomes. */
static const struct val *one(const struct field *f, struct str value)
{
	struct field fields[] = { *f, { .kind = F_END } };
	req.form = last = NULL;
	send_str(f->name, value);
	int rc = read_form(fields);
	if (rc != OK) {
		print_error("%.*s: %s\n", (int)value.len, value.ptr, err.msg);
		fail();
	}
	assert_int_equal(faults.items.n, 0);
	const struct val *v = val_get(&in, f->name);
	assert_non_null(v);
	return v;
}

static void one_text(const struct field *f, struct str value, const char *want)
{
	const struct val *v = one(f, value);
	assert_int_equal(v->kind, VAL_STR);
	assert_true(str_eq(v->s, str_c(want)));
}

static void one_int(const struct field *f, const char *value, int64_t want)
{
	const struct val *v = one(f, str_c(value));
	assert_int_equal(v->kind, VAL_INT);
	assert_true(v->i == want);
}

static void one_fault(const struct field *f, struct str value)
{
	struct field fields[] = { *f, { .kind = F_END } };
	req.form = last = NULL;
	send_str(f->name, value);
	if (read_form(fields) != E_REFUSED) {
		print_error("%s took \"%.*s\"\n", f->name, (int)value.len, value.ptr);
		fail();
	}
	assert_true(val_getstr(&faults, f->name).len > 0);
	assert_int_equal(err.code, E_REFUSED);
	assert_non_null(strstr(err.msg, f->label ? f->label : f->name));
}

static void texts(void **state)
{
	const struct field f = { F_TEXT, "nama", .max = 5, .label = "Nama" },
			   any = { F_TEXT, "nama", .required = false };
	char many[202];
	(void)state;
	one_text(&f, S("  Siti \t"), "Siti");
	one_text(&f, S("\xC2\xA0Siti"), "Siti");
	/* letters, not bytes */
	one_text(&f, S("\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9"), "\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9");
	one_text(&f, S("12345"), "12345");
	one_text(&f, S(" 12345 "), "12345"); /* trimmed first */
	one_fault(&f, S("123456"));
	memset(many, 'x', sizeof many);
	assert_int_equal(one(&any, str_of(many, 200))->s.len, 200);
	one_fault(&any, str_of(many, 201));
	one_text(&any, S("<b>' OR 1=1"), "<b>' OR 1=1");
}

static void bytes_no_text_holds(void **state)
{
	const struct field f = { F_TEXT, "nama", .label = "Nama" }, area = { F_AREA, "catatan", .required = false };
	const struct str bad[] = { S("a\x01z"), S("a\0z"), S("a\x1bz"), S("a\x1fz"), S("a\xE9z"), S("a\xC3"), S("a\x7f"), S("a\xC2\x85z"),
		S("\xC0\xAF"), S("\xED\xA0\x80") };
	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++) {
		one_fault(&f, bad[i]);
		one_fault(&area, bad[i]);
	}
	/* lines and tabs in an area, not in a line */
	one_text(&area, S("a\r\nb\tc\n"), "a\r\nb\tc");
	one_fault(&f, S("a\nb"));
	one_fault(&f, S("a\rb"));
	one_fault(&f, S("a\tb"));
}

static void areas(void **state)
{
	const struct field f = { F_AREA, "catatan", .required = false }, small = { F_AREA, "catatan", .max = 10 };
	static char many[4001];
	(void)state;
	memset(many, 'x', sizeof many);
	assert_int_equal(one(&f, str_of(many, 201))->s.len, 201); /* longer than a line may be */
	one_fault(&small, str_of(many, 11));
}

static void secrets(void **state)
{
	const struct field f = { F_SECRET, "sandi", .max = 20 };
	(void)state;
	one_text(&f, S("  dua kata "), "  dua kata "); /* blanks belong to it */
	one_fault(&f, S("a\nb"));
	one_fault(&f, S("123456789012345678901"));
}

static void integers(void **state)
{
	const struct field f = { F_INT, "jumlah", .max = 100 }, any = { F_INT, "jumlah", .required = false };
	static const char *const bad[] = { "1.5", "1,000", "abc", "1e3", "0x10", "--1", "+1", "1 2", "-",
		"12345678901234567890" };
	(void)state;
	one_int(&f, "100", 100);
	one_int(&f, "0", 0);
	one_int(&f, " 007 ", 7);
	one_int(&any, "123456789012345678", INT64_C(123456789012345678));
	one_fault(&f, S("101"));
	for (size_t i = 0; i < COUNT(bad); i++)
		one_fault(&any, str_c(bad[i]));
}

static void dates(void **state)
{
	const struct field f = { F_DATE, "tanggal", .label = "Tanggal" };
	static const char *const bad[] = { "2023-02-29", "2024-13-01", "2024-00-10", "2024-01-00", "20230229",
		"00000000", "-2023010",
					   "25-06-2023", "2024-1-1", "kemarin", "2024-01-01T00:00", "0" };
	(void)state;
	one_int(&f, "2023-06-25", 20230625);
	one_int(&f, "20230625", 20230625);
	one_int(&f, "2024-02-29", 20240229);
	for (size_t i = 0; i < COUNT(bad); i++)
		one_fault(&f, str_c(bad[i]));
}

static void months(void **state)
{
	const struct field f = { F_MONTH, "periode", .required = false };
	static const char *const bad[] = { "2023-13", "2023-00", "202313", "202300", "2023", "2023-6", "2023/06",
		"2023-06-01", "-20236", "Juni" };
	(void)state;
	one_int(&f, "2023-06", 202306);
	one_int(&f, "202312", 202312);
	for (size_t i = 0; i < COUNT(bad); i++)
		one_fault(&f, str_c(bad[i]));
}

static void money(void **state)
{
	const struct field f = { F_MONEY, "nilai", .required = false };
	(void)state;
	one_int(&f, "Rp3.429.669.600,00", INT64_C(3429669600));
	one_int(&f, "3429669600", INT64_C(3429669600));
	one_fault(&f, S("1.000,50"));
	one_fault(&f, S("banyak"));
	one_fault(&f, S("9223372036854775808"));
}

static void yes_and_no(void **state)
{
	const struct field f[] = { { F_BOOL, "setuju", .required = false }, { .kind = F_END } };
	(void)state;
	assert_int_equal(one(f, S("1"))->i, 1);
	assert_int_equal(one(f, S("on"))->i, 1);
	assert_int_equal(one(f, S("0"))->i, 0);
	assert_int_equal(one(f, S("false"))->i, 0);
	assert_int_equal(one(f, S(""))->i, 0);
	/* a browser sends nothing for a box that is not ticked */
	req.form = last = NULL;
	assert_int_equal(read_form(f), OK);
	assert_int_equal(val_get(&in, "setuju")->kind, VAL_BOOL);
	assert_int_equal(val_get(&in, "setuju")->i, 0);
}

static void choices(void **state)
{
	const struct field f = { F_CHOICE, "hasil", .choices = "nonaktif|tunda|a b", .label = "Hasil" };
	static const char *const bad[] = { "Tunda", "tund", "tundaa", "nonaktif|tunda", "|", "lain", "a" };
	(void)state;
	one_text(&f, S("nonaktif"), "nonaktif");
	one_text(&f, S(" tunda "), "tunda");
	one_text(&f, S("a b"), "a b");
	for (size_t i = 0; i < COUNT(bad); i++)
		one_fault(&f, str_c(bad[i]));
}

static void several_of_one_name(void **state)
{
	const struct field f[] = { { F_MANY, "pilih", .required = true, .label = "Pilihan" }, { .kind = F_END } };
	(void)state;
	send("pilih", "a");
	send("lain", "x");
	send("pilih", "");
	send("pilih", "c");
	assert_int_equal(read_form(f), OK);
	const struct val *v = val_get(&in, "pilih");
	assert_int_equal(v->kind, VAL_LIST);
	assert_int_equal(v->items.n, 3);
	assert_true(str_eq(v->items.first->v.s, S("a")));
	assert_true(str_eq(v->items.last->v.s, S("c")));
	req.form = last = NULL;
	assert_int_equal(read_form(f), E_REFUSED);
	assert_true(val_getstr(&faults, "pilih").len > 0);
	send_json("{\"pilih\":[\"a\",\"b\"]}");
	assert_int_equal(read_form(f), OK);
	assert_int_equal(val_get(&in, "pilih")->items.n, 2);
	/* each is a text like any other */
	static const char *const bad[] = { "{\"pilih\":[\"a\",null]}", "{\"pilih\":[{\"x\":1}]}", "{\"pilih\":[[2]]}",
					   "{\"pilih\":[\"a\\u0001\"]}", "{\"pilih\":[true]}" };
	for (size_t i = 0; i < COUNT(bad); i++) {
		send_json(bad[i]);
		assert_int_equal(read_form(f), E_REFUSED);
		assert_true(val_getstr(&faults, "pilih").len > 0);
	}
}

static void several_with_rubbish(void **state)
{
	const struct field f[] = { { F_MANY, "pilih", .required = true, .label = "Pilihan" }, { .kind = F_END } };
	(void)state;
	send("pilih", " a ");
	send("pilih", "b\x7f");
	assert_int_equal(read_form(f), E_REFUSED);
	req.form = last = NULL;
	send("pilih", " a ");
	assert_int_equal(read_form(f), OK);
	assert_true(str_eq(val_get(&in, "pilih")->items.first->v.s, S("a")));
}

static void files(void **state)
{
	const struct field one_file[] = { { F_FILE, "berkas", .required = true, .label = "Berkas" },
		{ .kind = F_END } };
	const struct field more[] = { { F_FILES, "berkas", .required = false }, { .kind = F_END } };
	struct http_file b = { .field = S("berkas"), .filename = S("dua.csv"), .type = S("text/csv"),
		.path = "/tmp/2", .size = 7 };
	struct http_file empty = { .field = S("berkas"), .filename = S(""), .path = "/tmp/0", .next = &b };
	struct http_file other = { .field = S("lain"), .filename = S("lain.csv"), .path = "/tmp/3", .size = 9,
		.next = &empty };
	(void)state;
	memset(b.hash, 0xA5, sizeof b.hash);
	/* a browser sends an empty file where none was chosen */
	req.files = &other;
	assert_int_equal(read_form(one_file), OK);
	const struct val *v = val_get(&in, "berkas");
	assert_true(str_eq(val_getstr(v, "nama"), S("dua.csv")));
	assert_true(str_eq(val_getstr(v, "path"), S("/tmp/2")));
	assert_int_equal(val_geti(v, "ukuran", 0), 7);
	assert_true(str_eq(val_getstr(v, "hash"),
		S("a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5")));
	empty.next = NULL;
	assert_int_equal(read_form(one_file), E_REFUSED);
	assert_true(val_getstr(&faults, "berkas").len > 0);
	assert_int_equal(read_form(more), OK);
	assert_int_equal(val_get(&in, "berkas")->items.n, 0);
	empty.size = 1;
	empty.next = &b;
	assert_int_equal(read_form(more), OK);
	assert_int_equal(val_get(&in, "berkas")->items.n, 2);
	/* a field of text is no file */
	req.files = NULL;
	send("berkas", "/etc/passwd");
	assert_int_equal(read_form(one_file), E_REFUSED);
	assert_int_equal(val_get(&in, "berkas")->kind, VAL_NULL);
}

static const struct field person[] = {
	{ F_TEXT, "nama", true, .label = "Nama" },
	{ F_INT, "umur", .max = 150, .label = "Umur" },
	{ F_DATE, "mulai", true, .label = "Mulai" },
	{ .kind = F_END },
};

static void required(void **state)
{
	(void)state;
	send("umur", "200");
	assert_int_equal(read_form(person), E_REFUSED);
	/* all faults at once; the message tells the first */
	assert_int_equal(faults.items.n, 3);
	assert_true(val_getstr(&faults, "nama").len && val_getstr(&faults, "umur").len);
	assert_true(val_getstr(&faults, "mulai").len);
	assert_true(str_starts(str_c(err.msg), S("Nama")));
	req.form = last = NULL;
	send("nama", " \t ");
	send("mulai", "2024-01-01");
	assert_int_equal(read_form(person), E_REFUSED); /* blanks are nothing */
	assert_int_equal(faults.items.n, 1);
	req.form = last = NULL;
	send("nama", "Siti");
	send("mulai", "2024-01-01");
	assert_int_equal(read_form(person), OK);
	assert_int_equal(faults.kind, VAL_OBJ);
	assert_int_equal(faults.items.n, 0);
	assert_int_equal(val_get(&in, "umur")->kind, VAL_NULL); /* not sent and not required */
	req.form->next = NULL;
	last = req.form;
	send("umur", "");
	send("mulai", "2024-01-01");
	assert_int_equal(read_form(person), OK);
	assert_int_equal(val_get(&in, "umur")->kind, VAL_NULL);
}

static void not_declared(void **state)
{
	(void)state;
	send("nama", "Siti");
	send("mulai", "2024-01-01");
	send("peran", "admin");
	send("id", "1");
	assert_int_equal(read_form(person), OK);
	assert_int_equal(in.items.n, 3);
	assert_null(val_get(&in, "peran"));
	assert_null(val_get(&in, "id"));
	send_json("{\"nama\":\"Siti\",\"mulai\":\"2024-01-01\",\"peran\":\"admin\",\"x\":{\"y\":[1]}}");
	assert_int_equal(read_form(person), OK);
	assert_int_equal(in.items.n, 3);
	/* a table without fields */
	req = (struct http_req){ .mem = &mem };
	last = NULL;
	send("peran", "admin");
	assert_int_equal(read_form(NULL), OK);
	assert_int_equal(in.items.n, 0);
}

static void query_and_form(void **state)
{
	(void)state;
	req.query = pair("nama", S("dari alamat"));
	req.query->next = pair("mulai", S("20240101"));
	assert_int_equal(read_form(person), OK);
	assert_true(str_eq(val_getstr(&in, "nama"), S("dari alamat")));
	/* the form counts, and the first of a name */
	send("nama", "dari isian");
	send("nama", "kedua");
	assert_int_equal(read_form(person), OK);
	assert_true(str_eq(val_getstr(&in, "nama"), S("dari isian")));
	assert_int_equal(val_geti(&in, "mulai", 0), 20240101);
}

static void json(void **state)
{
	(void)state;
	send_json("{\"nama\":\" Siti \",\"umur\":40,\"mulai\":\"2024-01-01\"}");
	assert_int_equal(read_form(person), OK);
	assert_true(str_eq(val_getstr(&in, "nama"), S("Siti")));
	assert_int_equal(val_geti(&in, "umur", 0), 40);
	assert_int_equal(val_geti(&in, "mulai", 0), 20240101);
	send_json("{\"nama\":12,\"umur\":\"41\",\"mulai\":20240101}"); /* a number may be text and a text a number */
	assert_int_equal(read_form(person), OK);
	assert_true(str_eq(val_getstr(&in, "nama"), S("12")));
	assert_int_equal(val_geti(&in, "umur", 0), 41);
	send_json("{\"nama\":\"Siti\",\"umur\":null,\"mulai\":\"2024-01-01\"}");
	assert_int_equal(read_form(person), OK);
	assert_int_equal(val_get(&in, "umur")->kind, VAL_NULL);
	/* with parameters behind the type */
	req.headers = pair("content-type", S("application/json; charset=utf-8"));
	assert_int_equal(read_form(person), OK);
	/* the same limits */
	send_json("{\"nama\":\"a\\u0001b\",\"umur\":151,\"mulai\":\"2024-02-30\"}");
	assert_int_equal(read_form(person), E_REFUSED);
	assert_int_equal(faults.items.n, 3);
	send_json("{\"nama\":[\"Siti\"],\"umur\":{},\"mulai\":1.5}");
	assert_int_equal(read_form(person), E_REFUSED);
	assert_int_equal(faults.items.n, 3);
	send_json("{\"nama\":null,\"mulai\":\"2024-01-01\"}");
	assert_int_equal(read_form(person), E_REFUSED);
	const struct field box[] = { { F_BOOL, "a", .required = false }, { F_BOOL, "b", .required = false },
		{ .kind = F_END } };
	send_json("{\"a\":true,\"b\":false}");
	assert_int_equal(read_form(box), OK);
	assert_int_equal(val_geti(&in, "a", 9), 1);
	assert_int_equal(val_geti(&in, "b", 9), 0);
}

static void texts_by_name(void **state)
{
	const struct field f[] = { { F_MAP, "nilai", .required = true, .max = 10, .label = "Nilai" }, { .kind = F_END } };
	(void)state;
	send("nilai.kantor.nama", " Dinas\r\nKesehatan ");
	send("nilai", "x");
	send("nilai.", "x");
	send("nilaian.a", "x");
	assert_int_equal(read_form(f), E_REFUSED); /* too long */
	req.form = last = NULL;
	send("nilai.a.b", "dua\nbaris");
	send("nilai", "x");
	send("nilai.", "x");
	send("nilaian.a", "x");
	send("nilai.kosong", "");
	assert_int_equal(read_form(f), OK);
	const struct val *v = val_get(&in, "nilai");
	assert_int_equal(v->kind, VAL_OBJ);
	assert_int_equal(v->items.n, 2);
	assert_true(str_eq(val_getstr(v, "a.b"), S("dua\nbaris")));
	assert_int_equal(val_get(v, "kosong")->s.len, 0);
	send("nilai.c", "\x01");
	assert_int_equal(read_form(f), E_REFUSED);
	req.form = last = NULL;
	assert_int_equal(read_form(f), E_REFUSED);
	send_json("{\"nilai\":{\"a\":\"b\",\"n\":12}}");
	assert_int_equal(read_form(f), OK);
	assert_true(str_eq(val_getstr(val_get(&in, "nilai"), "n"), S("12")));
	static const char *const bad[] = { "{\"nilai\":[]}", "{\"nilai\":\"a\"}", "{\"nilai\":{}}", "{\"nilai\":null}", "{\"nilai\":{\"a\":{}}}",
					   "{\"nilai\":{\"a\":null}}", "{\"nilai\":{\"a\":true}}" };
	for (size_t i = 0; i < COUNT(bad); i++) {
		send_json(bad[i]);
		assert_int_equal(read_form(f), E_REFUSED);
	}
}

static void a_piece(void **state)
{
	const struct field f[] = { { F_INT, "posisi", true, .label = "Posisi" }, { F_BODY, "isi", true, .label = "Isi" }, { .kind = F_END } };
	(void)state;
	req.query = pair("posisi", S("7"));
	req.headers = pair("content-type", S("application/octet-stream"));
	req.body = str_of("a\0\xff", 3);
	assert_int_equal(read_form(f), OK);
	assert_int_equal(val_geti(&in, "posisi", 0), 7);
	assert_int_equal(val_get(&in, "isi")->s.len, 3);
	assert_memory_equal(val_get(&in, "isi")->s.ptr, "a\0\xff", 3);
	req.headers = pair("content-type", S("text/plain"));
	assert_int_equal(read_form(f), E_REFUSED);
	req.headers = pair("content-type", S("application/octet-stream"));
	req.body = STR_NONE;
	assert_int_equal(read_form(f), E_REFUSED);
}

static void bodies_refused(void **state)
{
	static const char *const bodies[] = { "{", "[]", "\"Siti\"", "5", "{\"nama\":1,\"nama\":2}",
		"{\"nama\":\"\\u0000\"}", "nama=Siti" };
	(void)state;
	for (size_t i = 0; i < COUNT(bodies); i++) {
		send_json(bodies[i]);
		assert_int_equal(read_form(person), E_FORMAT);
		assert_true(err.msg[0]);
	}
	/* a body of another kind is not looked into */
	req.headers = pair("content-type", S("text/plain"));
	req.body = S("{\"nama\":\"Siti\",\"mulai\":\"2024-01-01\"}");
	assert_int_equal(read_form(person), E_REFUSED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(texts, setup, teardown),
		cmocka_unit_test_setup_teardown(bytes_no_text_holds, setup, teardown),
		cmocka_unit_test_setup_teardown(areas, setup, teardown),
		cmocka_unit_test_setup_teardown(secrets, setup, teardown),
		cmocka_unit_test_setup_teardown(integers, setup, teardown),
		cmocka_unit_test_setup_teardown(dates, setup, teardown),
		cmocka_unit_test_setup_teardown(months, setup, teardown),
		cmocka_unit_test_setup_teardown(money, setup, teardown),
		cmocka_unit_test_setup_teardown(yes_and_no, setup, teardown),
		cmocka_unit_test_setup_teardown(choices, setup, teardown),
		cmocka_unit_test_setup_teardown(several_of_one_name, setup, teardown),
		cmocka_unit_test_setup_teardown(several_with_rubbish, setup, teardown),
		cmocka_unit_test_setup_teardown(files, setup, teardown),
		cmocka_unit_test_setup_teardown(required, setup, teardown),
		cmocka_unit_test_setup_teardown(not_declared, setup, teardown),
		cmocka_unit_test_setup_teardown(query_and_form, setup, teardown),
		cmocka_unit_test_setup_teardown(json, setup, teardown),
		cmocka_unit_test_setup_teardown(texts_by_name, setup, teardown),
		cmocka_unit_test_setup_teardown(a_piece, setup, teardown),
		cmocka_unit_test_setup_teardown(bodies_refused, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
