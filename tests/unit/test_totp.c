#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#undef setjmp /* a macro of libc, a name base.h bans */

#include "secret/totp.h"

/* "12345678901234567890", the key of RFC 6238's appendix B */
#define SECRET S("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")

static void vectors(void **state)
{
	static const struct {
		int64_t now_s;
		const char *code;
	} c[] = {
		{ 59, "287082" },
		{ 1111111109, "081804" },
		{ 1111111111, "050471" },
		{ 1234567890, "005924" },
		{ 2000000000, "279037" },
		{ 20000000000, "353130" },
	};
	char code[7];
	(void)state;
	for (size_t i = 0; i < COUNT(c); i++) {
		assert_int_equal(totp_code(SECRET, c[i].now_s, code), OK);
		assert_string_equal(code, c[i].code);
		assert_true(totp_step(SECRET, str_c(c[i].code), c[i].now_s, 0) == c[i].now_s / 30);
	}
}

static void one_code_for_thirty_seconds(void **state)
{
	char a[7], b[7];
	(void)state;
	assert_int_equal(totp_code(SECRET, 1234567890, a), OK); /* 1234567890 is a multiple of 30 */
	assert_int_equal(totp_code(SECRET, 1234567919, b), OK);
	assert_string_equal(a, b);
	assert_int_equal(totp_code(SECRET, 1234567920, b), OK);
	assert_string_not_equal(a, b);
	assert_int_equal(totp_code(SECRET, 1234567889, b), OK);
	assert_string_not_equal(a, b);
}

static void a_step_before_and_behind(void **state)
{
	const int64_t step = 1234567890 / 30;
	(void)state;
	/* a clock may be a little off */
	for (int64_t off = -30; off < 60; off++)
		assert_true(totp_step(SECRET, S("005924"), 1234567890 + off, 0) == step);
	assert_int_equal(totp_step(SECRET, S("005924"), 1234567890 - 31, 0), 0);
	assert_int_equal(totp_step(SECRET, S("005924"), 1234567890 + 60, 0), 0);
}

static void a_code_counts_once(void **state)
{
	const int64_t step = 1234567890 / 30;
	(void)state;
	assert_true(totp_step(SECRET, S("005924"), 1234567890, step - 1) == step);
	assert_int_equal(totp_step(SECRET, S("005924"), 1234567890, step), 0);
	assert_int_equal(totp_step(SECRET, S("005924"), 1234567890 + 30, step), 0);
	assert_int_equal(totp_step(SECRET, S("005924"), 1234567890, step + 1), 0);
}

static void no_code(void **state)
{
	static const char *const codes[] = { "", "5924", "05924", "0005924", "005925", "00592a", " 05924", "005 24",
		"-05924", "+05924" };
	(void)state;
	for (size_t i = 0; i < COUNT(codes); i++)
		assert_int_equal(totp_step(SECRET, str_c(codes[i]), 1234567890, 0), 0);
	assert_int_equal(totp_step(SECRET, STR_NONE, 1234567890, 0), 0);
	assert_int_equal(totp_step(SECRET, S("00592\0"), 1234567890, 0), 0);
}

static void no_secret(void **state)
{
	char code[7];
	(void)state;
	assert_int_equal(totp_code(S("bukan base32!"), 59, code), E_FORMAT);
	assert_int_equal(totp_code(S("0189"), 59, code), E_FORMAT);
	/* too short to be a secret; of an empty one everybody knows the code */
	assert_int_equal(totp_code(S(""), 59, code), E_FORMAT);
	assert_int_equal(totp_code(S("GEZDGNBVGY3TQOJQ"), 59, code), E_FORMAT);
	assert_int_equal(totp_step(S("0189"), S("287082"), 59, 0), 0);
}

static void new_secrets(void **state)
{
	struct arena mem;
	char code[7];
	(void)state;
	arena_init(&mem, 0, 0);
	struct str a = totp_secret(&mem), b = totp_secret(&mem);
	assert_int_equal(a.len, 32); /* 160 bits, five a letter */
	assert_false(str_eq(a, b));
	for (size_t i = 0; i < a.len; i++)
		assert_true((a.ptr[i] >= 'A' && a.ptr[i] <= 'Z') || (a.ptr[i] >= '2' && a.ptr[i] <= '7'));
	assert_int_equal(totp_code(a, 1234567890, code), OK);
	assert_int_equal(strlen(code), 6);
	assert_true(totp_step(a, str_c(code), 1234567890, 0) == 1234567890 / 30);
	arena_clear(&mem);
}

static void address(void **state)
{
	struct arena mem;
	(void)state;
	arena_init(&mem, 0, 0);
	struct str s = totp_uri(&mem, SECRET, S("siti rahma&x"), S("Dinas Kesehatan"));
	assert_true(str_starts(s, S("otpauth://totp/")));
	assert_non_null(strstr(s.ptr, "secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"));
	assert_non_null(strstr(s.ptr, "siti%20rahma%26x"));
	assert_non_null(strstr(s.ptr, "issuer=Dinas%20Kesehatan"));
	assert_null(strchr(s.ptr, ' '));
	s = totp_uri(&mem, SECRET, S("siti"), STR_NONE);
	assert_non_null(strstr(s.ptr, "issuer="));
	arena_clear(&mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(vectors),
		cmocka_unit_test(one_code_for_thirty_seconds),
		cmocka_unit_test(a_step_before_and_behind),
		cmocka_unit_test(a_code_counts_once),
		cmocka_unit_test(no_code),
		cmocka_unit_test(no_secret),
		cmocka_unit_test(new_secrets),
		cmocka_unit_test(address),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
