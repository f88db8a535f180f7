#include "secret/password.h"
#include <pthread.h>
#include <sodium.h>

#define OPS 2
#define MEM ((size_t)19 << 20)

struct password_gate {
	pthread_mutex_t lock;
	pthread_cond_t free_cond;
	unsigned free;
	char nobody[crypto_pwhash_STRBYTES]; /* what is hashed against when there is no such account */
};

int password_gate_new(struct password_gate **ret, unsigned at_once, struct err *err)
{
	struct password_gate *g = calloc(1, sizeof *g);
	if (!g || sodium_init() < 0) {
		free(g);
		return NOMEM(err);
	}
	pthread_mutex_init(&g->lock, NULL);
	pthread_cond_init(&g->free_cond, NULL);
	g->free = at_once ? at_once : 2;
	char random[32];
	randombytes_buf(random, sizeof random);
	if (crypto_pwhash_str_alg(g->nobody, random, sizeof random, OPS, MEM, crypto_pwhash_ALG_ARGON2ID13) != 0) {
		password_gate_free(g);
		return NOMEM(err);
	}
	*ret = g;
	return OK;
}

void password_gate_free(struct password_gate *g)
{
	if (!g)
		return;
	pthread_mutex_destroy(&g->lock);
	pthread_cond_destroy(&g->free_cond);
	free(g);
}

static void enter(struct password_gate *g)
{
	pthread_mutex_lock(&g->lock);
	while (!g->free)
		pthread_cond_wait(&g->free_cond, &g->lock);
	g->free--;
	pthread_mutex_unlock(&g->lock);
}

static void leave(struct password_gate *g)
{
	pthread_mutex_lock(&g->lock);
	g->free++;
	pthread_cond_signal(&g->free_cond);
	pthread_mutex_unlock(&g->lock);
}

/* What is tried first, in Indonesia and elsewhere; compared without case and without what stands around it. */
static const char *const common[] = {
	"password",  "katasandi", "rahasia",	   "bismillah",	    "indonesia", "sayangku",	   "qwerty",	    "123456",
	"12345678",  "123456789", "1234567890",	   "112233",	    "654321",	 "abcdef",	   "abc123",	    "iloveyou",
	"letmein",   "welcome",	  "selamatdatang", "administrator", "dinkes",	 "dinaskesehatan", "bpjskesehatan", "batam",
	"kotabatam", "merdeka",	  "garuda",	   "jakarta",	    "sayang",	 "cintaku",	   "alhamdulillah", "asdfghjkl",
	"zxcvbnm",   "000000",	  "111111",	   "puskesmas",	    "kesehatan", "pemkobatam",
};

/* Every byte of a letter beyond ASCII counts as one. */
static bool is_letter(char c) { return ch_alpha(c) || (unsigned char)c >= 0x80; }

static size_t core_of(char *out, size_t cap, struct str s)
{
	size_t from = 0, to = s.len, n = 0;
	/* Digits and marks hung on a common word make no other word. */
	while (from < to && !is_letter(s.ptr[from]))
		from++;
	while (to > from && !is_letter(s.ptr[to - 1]))
		to--;
	if (from == to) {
		from = 0;
		to = s.len;
	}
	for (size_t i = from; i < to && n < cap; i++)
		if (is_letter(s.ptr[i]) || ch_digit(s.ptr[i]))
			out[n++] = ch_alpha(s.ptr[i]) ? (char)(s.ptr[i] | 32) : s.ptr[i];
	return n;
}

/* Digits written for letters: p4ssw0rd. */
static void plain_letters(char *s, size_t n)
{
	static const char from[] = "013457", to[] = "oieast";
	for (size_t i = 0; i < n; i++) {
		const char *p = s[i] ? strchr(from, s[i]) : NULL;
		if (p)
			s[i] = to[p - from];
	}
}

/* A walk along the digits, the alphabet or a row of keys. */
static bool is_walk(const char *s, size_t n)
{
	static const char *const ways[] = { "01234567890123456789", "09876543210987654321", "abcdefghijklmnopqrstuvwxyz",
					    "qwertyuiopasdfghjklzxcvbnm" };
	for (size_t w = 0; w < COUNT(ways); w++)
		for (const char *at = ways[w]; strlen(at) >= n; at++)
			if (memcmp(at, s, n) == 0)
				return true;
	return false;
}

static bool is_repeated(const char *s, size_t n, const char *word, size_t len)
{
	if (len == 0 || n == 0 || n % len)
		return false;
	for (size_t i = 0; i < n; i += len)
		if (memcmp(s + i, word, len) != 0)
			return false;
	return true;
}

static bool holds(struct str s, struct str part)
{
	if (part.len < 4)
		return false;
	for (size_t i = 0; i + part.len <= s.len; i++)
		if (str_ieq(str_of(s.ptr + i, part.len), part))
			return true;
	return false;
}

int password_check(struct str password, struct str login, struct err *err)
{
	char core[PASSWORD_MAX];
	size_t letters = 0;
	for (size_t i = 0; i < password.len; i++)
		letters += ((unsigned char)password.ptr[i] & 0xC0) != 0x80;
	if (letters < PASSWORD_MIN)
		return FAIL(err, E_REFUSED, "Kata sandi harus paling sedikit %d huruf. Beberapa kata yang mudah Anda ingat lebih baik daripada satu kata rumit.",
			    PASSWORD_MIN);
	if (password.len > PASSWORD_MAX)
		return FAIL(err, E_REFUSED, "Kata sandi paling panjang %d byte (sekitar satu byte per huruf).", PASSWORD_MAX);
	if (holds(password, login))
		return FAIL(err, E_REFUSED, "Kata sandi tidak boleh memuat nama akun.");
	size_t n = core_of(core, sizeof core, password);
	bool same = true;
	for (size_t i = 1; i < n; i++)
		same &= core[i] == core[0];
	bool bad = same || n < 3 || is_walk(core, n);
	for (size_t i = 0; i < COUNT(common) && !bad; i++)
		bad = is_repeated(core, n, common[i], strlen(common[i]));
	plain_letters(core, n);
	for (size_t i = 0; i < COUNT(common) && !bad; i++)
		bad = is_repeated(core, n, common[i], strlen(common[i]));
	return bad ? FAIL(err, E_REFUSED, "Kata sandi ini termasuk yang paling mudah ditebak. Pilih yang lain.") : OK;
}

int password_hash(struct password_gate *g, struct str password, struct arena *mem, struct str *ret, struct err *err)
{
	char *out = arena_alloc(mem, crypto_pwhash_STRBYTES);
	if (!out)
		return NOMEM(err);
	enter(g);
	int rc = crypto_pwhash_str_alg(out, password.ptr, password.len, OPS, MEM, crypto_pwhash_ALG_ARGON2ID13);
	leave(g);
	if (rc != 0)
		return NOMEM(err);
	*ret = str_c(out);
	return OK;
}

bool password_fits(struct password_gate *g, struct str stored, struct str password)
{
	char text[crypto_pwhash_STRBYTES];
	bool have = stored.len > 0 && stored.len < sizeof text;
	memset(text, 0, sizeof text);
	memcpy(text, have ? stored.ptr : g->nobody, have ? stored.len : sizeof text);
	enter(g);
	int rc = crypto_pwhash_str_verify(text, password.ptr ? password.ptr : "", password.len);
	leave(g);
	return have && rc == 0;
}
