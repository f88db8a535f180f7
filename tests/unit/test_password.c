#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#undef setjmp /* a macro of libc, a name base.h bans */

#include "base/par.h"
#include "secret/password.h"

static void reason(struct str password, struct str login, int want)
{
	struct err err = { 0 };
	int rc = password_check(password, login, &err);
	if (rc != want || (rc < 0 && !err.msg[0])) {
		print_error("\"%.*s\" for %.*s: %d %s\n", (int)password.len, password.ptr ? password.ptr : "", (int)login.len, login.ptr,
			rc, err.msg);
		fail();
	}
	/* a message goes to logs and screens */
	if (rc < 0 && password.len > 5)
		assert_null(strstr(err.msg, password.ptr));
}

static void length(void **state)
{
	char text[PASSWORD_MAX + 2];
	(void)state;
	reason(S(""), S("siti"), E_REFUSED);
	reason(STR_NONE, S("siti"), E_REFUSED);
	reason(S("kuda baterai"), S("siti"), OK);          /* twelve */
	reason(S("kuda bateri"), S("siti"), E_REFUSED);    /* eleven */
	/* letters are counted, not bytes */
	reason(S("k\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9zqwxv"), S("siti"), E_REFUSED);
	reason(S("k\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9zqwxvy"), S("siti"), OK);
	for (size_t i = 0; i < sizeof text; i++)
		text[i] = (char)('a' + i * 7 % 26);
	text[PASSWORD_MAX + 1] = 0;
	reason(str_of(text, PASSWORD_MAX + 1), S("siti"), E_REFUSED);
	text[PASSWORD_MAX] = 0;
	reason(str_of(text, PASSWORD_MAX), S("siti"), OK);
}

static void no_rules_about_kinds(void **state)
{
	(void)state;
	reason(S("sepatu hijau di atas meja"), S("siti"), OK);
	reason(S("HURUFBESARSAJA"), S("siti"), OK);
	reason(S("834192756031"), S("siti"), OK);
	reason(S("burung camar; perahu #3"), S("siti"), OK);
}

static void name_of_the_account(void **state)
{
	(void)state;
	reason(S("siti.rahma melaut"), S("siti.rahma"), E_REFUSED);
	reason(S("melaut SITI.Rahma"), S("siti.rahma"), E_REFUSED);
	reason(S("melaut siti rahma"), S("siti.rahma"), OK);
	reason(S("sepatu hijau besar"), S(""), OK);
	reason(S("sepatu hijau besar"), STR_NONE, OK);
	reason(S("пароль от моря"), S("siti"), OK);
}

static void what_is_tried_first(void **state)
{
	static const char *const texts[] = {
		"aaaaaaaaaaaa", "111111111111", "............", "passwordpassword", "PasswordPassword", "password1234",
		"1234password", "!!Password!!", "123456123456", "bismillah123", "Indonesia2024", "administrator1",
		"dinaskesehatan",
		"DinasKesehatan1", "bpjskesehatan#1", "kotabatam2025", "rahasia-rahasia", "qwertyqwerty", "123456789012", "098765432109",
		"qwertyuiop12", "abcdefghijkl", "p4ssw0rd1234", "R4h4sia-r4h4sia",
	};
	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++)
		reason(str_c(texts[i]), S("siti"), E_REFUSED);
}

struct attempt {
	struct password_gate *gate;
	struct str stored;
	bool fits[3];
};

static void attempt(void *ctx, unsigned i)
{
	struct attempt *a = ctx;
	a->fits[i] = password_fits(a->gate, a->stored, i == 1 ? S("sepatu hijau besa") : S("sepatu hijau besar"));
}

static void hash_and_fit(void **state)
{
	struct arena mem;
	struct password_gate *g = NULL;
	struct str a = STR_NONE, b = STR_NONE;
	(void)state;
	arena_init(&mem, 0, 0);
	assert_int_equal(password_gate_new(&g, 1, NULL), OK);
	assert_int_equal(password_hash(g, S("sepatu hijau besar"), &mem, &a, NULL), OK);
	assert_int_equal(password_hash(g, S("sepatu hijau besar"), &mem, &b, NULL), OK);
	/* OWASP's least: 19 MiB, two passes, one lane */
	assert_true(str_starts(a, S("$argon2id$v=19$m=19456,t=2,p=1$")));
	assert_false(str_eq(a, b)); /* salted */
	/* more at once than the gate lets in */
	struct attempt at = { g, a, { false, true, false } };
	par_run(3, attempt, &at);
	assert_true(at.fits[0]);
	assert_false(at.fits[1]);
	assert_true(at.fits[2]);
	/* no such account, and a stored text that is none */
	assert_false(password_fits(g, S(""), S("sepatu hijau besar")));
	assert_false(password_fits(g, STR_NONE, STR_NONE));
	assert_false(password_fits(g, S("bukan hash"), S("sepatu hijau besar")));
	char longer[400];
	memset(longer, 'x', sizeof longer);
	memcpy(longer, a.ptr, a.len);
	assert_false(password_fits(g, str_of(longer, sizeof longer), S("sepatu hijau besar")));
	assert_false(password_fits(g, str_of(a.ptr, a.len - 1), S("sepatu hijau besar")));
	password_gate_free(g);
	password_gate_free(NULL);
	arena_clear(&mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(length),
		cmocka_unit_test(no_rules_about_kinds),
		cmocka_unit_test(name_of_the_account),
		cmocka_unit_test(what_is_tried_first),
		cmocka_unit_test(hash_and_fit),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
