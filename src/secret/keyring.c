#include "secret/keyring.h"
#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

struct keyring {
	unsigned char master[crypto_kdf_KEYBYTES];
};

static int read_key(const char *path, unsigned char out[crypto_kdf_KEYBYTES], struct err *err)
{
	struct stat st;
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return errno == ENOENT ? E_NOTFOUND : FAIL(err, E_IO, "kunci kantor tidak bisa dibuka: %s", errno_text(errno));
	int rc = OK;
	if (fstat(fd, &st) < 0 || (st.st_mode & 077) != 0)
		rc = FAIL(err, E_FORMAT, "berkas kunci kantor bisa dibaca orang lain; batasi dengan chmod 600");
	else if (read(fd, out, crypto_kdf_KEYBYTES) != crypto_kdf_KEYBYTES)
		rc = FAIL(err, E_FORMAT, "berkas kunci kantor tidak utuh");
	close(fd);
	return rc;
}

static int make_key(const char *path, unsigned char out[crypto_kdf_KEYBYTES], struct err *err)
{
	crypto_kdf_keygen(out);
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0)
		return FAIL(err, E_IO, "kunci kantor tidak bisa dibuat: %s", errno_text(errno));
	bool good = write(fd, out, crypto_kdf_KEYBYTES) == crypto_kdf_KEYBYTES && fsync(fd) == 0;
	good = close(fd) == 0 && good;
	if (!good) {
		unlink(path);
		return FAIL(err, E_IO, "kunci kantor tidak bisa ditulis");
	}
	return OK;
}

int keyring_open(struct keyring **ret, const char *dir, bool create, struct err *err)
{
	char path[4200];
	if (sodium_init() < 0)
		return FAIL(err, E_IO, "pustaka kriptografi tidak bisa dipakai");
	struct keyring *k = sodium_malloc(sizeof *k);
	if (!k)
		return NOMEM(err);
	snprintf(path, sizeof path, "%s/secrets/kunci", dir);
	int rc = read_key(path, k->master, err);
	if (rc == E_NOTFOUND)
		rc = create ? make_key(path, k->master, err) : FAIL(err, E_NOTFOUND, "kunci kantor tidak ada di folder data ini");
	if (rc < 0) {
		sodium_free(k);
		return rc;
	}
	sodium_mprotect_readonly(k);
	*ret = k;
	return OK;
}

void keyring_close(struct keyring *k)
{
	if (k)
		sodium_free(k);
}

void keyring_key(const struct keyring *k, const char *purpose, unsigned char out[32])
{
	char context[crypto_kdf_CONTEXTBYTES] = { 0 };
	for (size_t i = 0; i < sizeof context && purpose[i]; i++)
		context[i] = purpose[i];
	crypto_kdf_derive_from_key(out, 32, 1, context, k->master);
}

static struct str hex(const unsigned char *bytes, size_t n, struct arena *mem)
{
	char *p = arena_alloc(mem, 2 * n + 1);
	MUST(p);
	sodium_bin2hex(p, 2 * n + 1, bytes, n);
	return str_of(p, 2 * n);
}

struct str keyring_mac(const struct keyring *k, const char *purpose, struct str text, struct arena *mem)
{
	unsigned char key[32], sum[32];
	keyring_key(k, purpose, key);
	crypto_generichash(sum, sizeof sum, (const unsigned char *)(text.ptr ? text.ptr : ""), text.len, key, sizeof key);
	sodium_memzero(key, sizeof key);
	return hex(sum, sizeof sum, mem);
}

#define BASE64 sodium_base64_VARIANT_URLSAFE_NO_PADDING

struct str keyring_seal(const struct keyring *k, const char *purpose, struct str text, struct arena *mem)
{
	unsigned char key[32];
	size_t n = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES + text.len, cap = sodium_base64_ENCODED_LEN(n, BASE64);
	unsigned char *raw = arena_alloc(mem, n);
	char *out = arena_alloc(mem, cap);
	MUST(raw && out);
	keyring_key(k, purpose, key);
	randombytes_buf(raw, crypto_secretbox_NONCEBYTES);
	crypto_secretbox_easy(raw + crypto_secretbox_NONCEBYTES, (const unsigned char *)text.ptr, text.len, raw, key);
	sodium_memzero(key, sizeof key);
	sodium_bin2base64(out, cap, raw, n, BASE64);
	return str_c(out);
}

int keyring_open_text(const struct keyring *k, const char *purpose, struct str sealed, struct arena *mem, struct str *ret, struct err *err)
{
	unsigned char key[32];
	size_t n, head = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES;
	unsigned char *raw = arena_alloc(mem, sealed.len + 1);
	MUST(raw);
	if (sodium_base642bin(raw, sealed.len, sealed.ptr, sealed.len, NULL, &n, NULL, BASE64) != 0 || n < head)
		return FAIL(err, E_FORMAT, "rahasia tersimpan tidak utuh");
	char *out = arena_alloc(mem, n - head + 1);
	MUST(out);
	keyring_key(k, purpose, key);
	int rc = crypto_secretbox_open_easy((unsigned char *)out, raw + crypto_secretbox_NONCEBYTES,
					    n - crypto_secretbox_NONCEBYTES, raw, key);
	sodium_memzero(key, sizeof key);
	if (rc != 0)
		return FAIL(err, E_FORMAT, "rahasia tersimpan bukan milik kunci kantor ini");
	out[n - head] = 0;
	*ret = str_of(out, n - head);
	return OK;
}

struct str secret_new(struct arena *mem)
{
	unsigned char raw[32];
	char *out = arena_alloc(mem, sodium_base64_ENCODED_LEN(sizeof raw, BASE64));
	MUST(out);
	randombytes_buf(raw, sizeof raw);
	sodium_bin2base64(out, sodium_base64_ENCODED_LEN(sizeof raw, BASE64), raw, sizeof raw, BASE64);
	return str_c(out);
}

struct str secret_hash(struct str secret, struct arena *mem)
{
	unsigned char sum[32];
	crypto_generichash(sum, sizeof sum, (const unsigned char *)(secret.ptr ? secret.ptr : ""), secret.len, NULL, 0);
	return hex(sum, sizeof sum, mem);
}

bool secret_equal(struct str a, struct str b)
{
	return a.len == b.len && sodium_memcmp(a.ptr ? a.ptr : "", b.ptr ? b.ptr : "", a.len) == 0;
}
