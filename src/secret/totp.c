#include "secret/totp.h"
#include <liboath/oath.h>
#include <sodium.h>

#define STEP 30
#define SECRET_MIN 16 /* bytes, RFC 4226 section 4, R6 */

struct str totp_secret(struct arena *mem)
{
	static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
	char *out = arena_alloc(mem, 33);
	MUST(out);
	for (int i = 0; i < 32; i++)
		out[i] = alphabet[randombytes_uniform(32)];
	out[32] = 0;
	return str_of(out, 32);
}

static void escape(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];
		if (ch_alpha((char)c) || ch_digit((char)c) || strchr("-._~", c))
			buf_addc(out, (char)c);
		else
			buf_addf(out, "%%%02X", c);
	}
}

struct str totp_uri(struct arena *mem, struct str secret, struct str login, struct str office)
{
	struct buf b;
	buf_init(&b, 2000);
	buf_add(&b, S("otpauth://totp/Padan:"));
	escape(&b, login);
	buf_add(&b, S("?secret="));
	escape(&b, secret);
	buf_add(&b, S("&issuer="));
	escape(&b, office.len ? office : S("Padan"));
	struct str s = arena_str(mem, buf_str(&b));
	buf_clear(&b);
	MUST(s.ptr);
	return s;
}

/* Six digits of a step; false when the secret is none. */
static bool code_of(struct str secret, int64_t step, char out[7])
{
	char *raw = NULL;
	size_t n = 0;
	if (oath_base32_decode(secret.ptr, secret.len, &raw, &n) != OATH_OK)
		return false;
	if (n < SECRET_MIN) {
		free(raw);
		return false;
	}
	int rc = oath_hotp_generate(raw, n, (uint64_t)step, 6, false, OATH_HOTP_DYNAMIC_TRUNCATION, out);
	sodium_memzero(raw, n);
	free(raw);
	return rc == OATH_OK;
}

int totp_code(struct str secret, int64_t now_s, char out[7])
{
	return code_of(secret, now_s / STEP, out) ? OK : E_FORMAT;
}

int64_t totp_step(struct str secret, struct str code, int64_t now_s, int64_t after)
{
	int64_t found = 0;
	char want[7];
	if (code.len != 6 || !str_digits(code))
		return 0;
	for (int64_t step = now_s / STEP - 1; step <= now_s / STEP + 1; step++)
		if (code_of(secret, step, want) && sodium_memcmp(want, code.ptr, 6) == 0 && step > after)
			found = step;
	return found;
}
