#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#undef setjmp /* a macro of libc, a name base.h bans */

#include "secret/keyring.h"
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static struct arena mem;
static char dir[64], file[128];

static int setup(void **state)
{
	char secrets[128];
	(void)state;
	arena_init(&mem, 0, 0);
	snprintf(dir, sizeof dir, "/tmp/padan-kunci-XXXXXX");
	if (!mkdtemp(dir))
		return -1;
	snprintf(secrets, sizeof secrets, "%s/secrets", dir);
	snprintf(file, sizeof file, "%s/secrets/kunci", dir);
	return mkdir(secrets, 0700);
}

static int teardown(void **state)
{
	char secrets[128];
	(void)state;
	arena_clear(&mem);
	snprintf(secrets, sizeof secrets, "%s/secrets", dir);
	unlink(file);
	rmdir(secrets);
	return rmdir(dir);
}

static void write_key(size_t n, mode_t mode)
{
	char bytes[64];
	memset(bytes, 'k', sizeof bytes);
	unlink(file);
	int fd = open(file, O_WRONLY | O_CREAT | O_EXCL, 0600);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, bytes, n), n);
	assert_int_equal(fchmod(fd, mode), 0);
	close(fd);
}

static struct keyring *keyring(void)
{
	struct keyring *k = NULL;
	struct err err = { 0 };
	if (keyring_open(&k, dir, true, &err) != OK)
		print_error("%s\n", err.msg);
	assert_non_null(k);
	return k;
}

static void made_once(void **state)
{
	struct keyring *k = NULL;
	struct stat st;
	struct err err = { 0 };
	unsigned char a[32], b[32];
	(void)state;
	assert_true(keyring_open(&k, dir, false, &err) < 0);
	assert_true(err.code < 0);
	assert_null(k);
	assert_int_equal(stat(file, &st), -1);
	k = keyring();
	assert_int_equal(stat(file, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	keyring_key(k, "sesi", a);
	keyring_close(k);
	/* the same key again, and not another one made */
	k = keyring();
	keyring_key(k, "sesi", b);
	assert_memory_equal(a, b, 32);
	keyring_close(k);
	assert_int_equal(keyring_open(&k, dir, false, &err), OK);
	keyring_close(k);
	keyring_close(NULL);
}

static void files_refused(void **state)
{
	struct keyring *k = NULL;
	struct err err = { 0 };
	(void)state;
	write_key(31, 0600);
	assert_int_equal(keyring_open(&k, dir, true, &err), E_FORMAT);
	write_key(0, 0600);
	assert_int_equal(keyring_open(&k, dir, true, &err), E_FORMAT);
	/* others can read it */
	write_key(32, 0640);
	assert_int_equal(keyring_open(&k, dir, true, &err), E_FORMAT);
	write_key(32, 0604);
	assert_int_equal(keyring_open(&k, dir, true, &err), E_FORMAT);
	assert_null(k);
	write_key(32, 0600);
	assert_int_equal(keyring_open(&k, dir, false, &err), OK);
	keyring_close(k);
	k = NULL;
	assert_int_equal(keyring_open(&k, "/tmp/padan-tidak-ada", true, &err), E_IO);
	assert_null(k);
}

static void purposes(void **state)
{
	unsigned char a[32], b[32], other[32];
	(void)state;
	struct keyring *k = keyring();
	keyring_key(k, "sesi", a);
	keyring_key(k, "sesi", b);
	assert_memory_equal(a, b, 32);
	keyring_key(k, "totp", b);
	assert_memory_not_equal(a, b, 32);
	keyring_key(k, "delapanx", a); /* eight letters, the last counts */
	keyring_key(k, "delapany", b);
	assert_memory_not_equal(a, b, 32);
	keyring_key(k, "sesi", a);
	keyring_close(k);
	/* another office's key */
	write_key(32, 0600);
	k = keyring();
	keyring_key(k, "sesi", other);
	assert_memory_not_equal(a, other, 32);
	keyring_close(k);
}

static void macs(void **state)
{
	(void)state;
	struct keyring *k = keyring();
	struct str a = keyring_mac(k, "sesi", S("teks"), &mem);
	assert_int_equal(a.len, 64);
	for (size_t i = 0; i < a.len; i++)
		assert_true(ch_digit(a.ptr[i]) || (a.ptr[i] >= 'a' && a.ptr[i] <= 'f'));
	assert_true(secret_equal(a, keyring_mac(k, "sesi", S("teks"), &mem)));
	assert_false(secret_equal(a, keyring_mac(k, "sesi", S("teks "), &mem)));
	assert_false(secret_equal(a, keyring_mac(k, "totp", S("teks"), &mem)));
	assert_true(secret_equal(keyring_mac(k, "sesi", S(""), &mem), keyring_mac(k, "sesi", STR_NONE, &mem)));
	keyring_close(k);
}

static void seals(void **state)
{
	const struct str texts[] = { S("GEZDGNBVGY3TQOJQ"), S(""), S("a\0b\xFF"), S("x") };
	struct str back;
	(void)state;
	struct keyring *k = keyring();
	for (size_t i = 0; i < COUNT(texts); i++) {
		struct str a = keyring_seal(k, "totp", texts[i], &mem), b = keyring_seal(k, "totp", texts[i], &mem);
		assert_false(str_eq(a, b)); /* a nonce of its own each time */
		assert_int_equal(str_utf8_valid(a), a.len);
		assert_int_equal(keyring_open_text(k, "totp", a, &mem, &back, NULL), OK);
		assert_true(str_eq(back, texts[i]));
		assert_int_equal(keyring_open_text(k, "totp", b, &mem, &back, NULL), OK);
		assert_true(str_eq(back, texts[i]));
	}
	keyring_close(k);
}

static void seals_refused(void **state)
{
	struct str back = S("tetap");
	struct err err = { 0 };
	(void)state;
	struct keyring *k = keyring();
	struct str a = keyring_seal(k, "totp", S("rahasia"), &mem);
	char text[200];
	assert_true(a.len < sizeof text);
	/* every letter counts: nonce, authenticator and text */
	for (size_t i = 0; i < a.len; i++) {
		memcpy(text, a.ptr, a.len);
		text[i] = text[i] == 'A' ? 'Q' : 'A';
		assert_int_equal(keyring_open_text(k, "totp", str_of(text, a.len), &mem, &back, &err), E_FORMAT);
	}
	for (size_t n = 0; n < a.len; n++)
		assert_int_equal(keyring_open_text(k, "totp", str_of(a.ptr, n), &mem, &back, &err), E_FORMAT);
	memcpy(text, a.ptr, a.len);
	text[a.len] = 'A';
	assert_int_equal(keyring_open_text(k, "totp", str_of(text, a.len + 1), &mem, &back, &err), E_FORMAT);
	assert_int_equal(keyring_open_text(k, "totp", S("bukan base64!"), &mem, &back, &err), E_FORMAT);
	assert_int_equal(keyring_open_text(k, "sesi", a, &mem, &back, &err), E_FORMAT); /* another purpose */
	assert_true(str_eq(back, S("tetap")));
	keyring_close(k);
	write_key(32, 0600);
	k = keyring();
	assert_int_equal(keyring_open_text(k, "totp", a, &mem, &back, &err), E_FORMAT); /* another office */
	keyring_close(k);
}

static void new_secrets(void **state)
{
	(void)state;
	struct str a = secret_new(&mem), b = secret_new(&mem);
	assert_int_equal(a.len, 43);
	assert_int_equal(b.len, 43);
	assert_false(str_eq(a, b));
	for (size_t i = 0; i < a.len; i++)
		assert_true(ch_alpha(a.ptr[i]) || ch_digit(a.ptr[i]) || a.ptr[i] == '-' || a.ptr[i] == '_');
	struct str ha = secret_hash(a, &mem), hb = secret_hash(b, &mem);
	assert_int_equal(ha.len, 64);
	assert_true(str_eq(ha, secret_hash(a, &mem)));
	assert_false(str_eq(ha, hb));
	assert_true(str_eq(secret_hash(STR_NONE, &mem), secret_hash(S(""), &mem)));
}

static void equal(void **state)
{
	(void)state;
	assert_true(secret_equal(S("abc"), S("abc")));
	assert_false(secret_equal(S("abc"), S("abd")));
	assert_false(secret_equal(S("abc"), S("ab")));
	assert_false(secret_equal(S(""), S("a")));
	assert_true(secret_equal(S(""), STR_NONE));
	assert_true(secret_equal(S("a\0b"), S("a\0b")));
	assert_false(secret_equal(S("a\0b"), S("a\0c")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(made_once, setup, teardown),
		cmocka_unit_test_setup_teardown(files_refused, setup, teardown),
		cmocka_unit_test_setup_teardown(purposes, setup, teardown),
		cmocka_unit_test_setup_teardown(macs, setup, teardown),
		cmocka_unit_test_setup_teardown(seals, setup, teardown),
		cmocka_unit_test_setup_teardown(seals_refused, setup, teardown),
		cmocka_unit_test_setup_teardown(new_secrets, setup, teardown),
		cmocka_unit_test(equal),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
