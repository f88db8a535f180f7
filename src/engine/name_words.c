#include "engine/name_words.h"

#include "base/hash.h"
#include "engine/name_tables.h"

#define CACHE_BITS 13
#define WORD_MAX 16   /* letters of a cached word */
#define FOLDED_MAX 20 /* and folded */
#define WORDS_MAX 8  /* more: the long way */
#define NAME_BYTES 48
#define NAME_LONG 44  /* longer: the long way; folded it must not pass NAME_LETTERS_MAX */

/* A word that no table knows. low and high are its letters, zeros behind; both 0: a free slot. */
struct word {
	uint64_t low, high;
	uint64_t sum;      /* hash_u64 of the token, what the key is made of */
	uint32_t token, letters;
	uint8_t code, flen;
	bool ordinary;     /* false: the tables know it, or its folded form is too long for here */
	bool old, jay;     /* old spelling; a J. Together they change how the whole name is read */
	bool wide;
	char folded[FOLDED_MAX];
};
struct name_words {
	struct word slot[1 << CACHE_BITS];
	unsigned turn; /* which of two places the next new word takes */
};

struct name_words *name_words_new(void)
{
	return calloc(1, sizeof(struct name_words));
}

void name_words_free(struct name_words *w)
{
	free(w);
}

static void learn(struct word *c, const char *w, size_t n)
{
	struct name_form f;
	uint64_t pack = 0;
	name_prepare(&f, str_of(w, n));
	for (size_t i = 0; i < n; i++)
		pack = name_pack_add(pack, w[i]);
	c->old = name_old_spelling(w, n);
	c->jay = memchr(w, 'J', n) != NULL;
	c->wide = f.wide;
	c->ordinary = n >= 2 && f.ntoken == 1 && f.marks == 0 && f.flen <= FOLDED_MAX && (n > NAME_PACK_MAX || !name_word_find(pack));
	if (!c->ordinary)
		return;
	c->token = f.token[0];
	c->sum = hash_u64(f.token[0]);
	c->letters = f.letters;
	c->code = f.code[0];
	c->flen = f.flen;
	memcpy(c->folded, f.folded, f.flen);
}

static const struct word *word_of(struct name_words *words, const char *w, size_t n, bool *ret_new)
{
	uint64_t low, high;
	struct word *c;
	memcpy(&low, w, 8);
	memcpy(&high, w + 8, 8);
	/* The letters' place in the number differs between machines, but only equality counts. */
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	low = __builtin_bswap64(low);
	high = __builtin_bswap64(high);
#endif
	low = n >= 8 ? low : low & ~(~UINT64_C(0) << 8 * n);
	high = n >= 16 ? high : n <= 8 ? 0 : high & ~(~UINT64_C(0) << 8 * (n - 8));
	c = &words->slot[((low ^ high * 31) * UINT64_C(0xd6e8feb86659fd93)) >> (64 - CACHE_BITS)];
	*ret_new = false;
	if (UNLIKELY(c->low != low || c->high != high)) {
		/* Each word has two places: what few words share, they would go on taking from each other. */
		struct word *other = &words->slot[(size_t)(c - words->slot) ^ 1];
		if (LIKELY(other->low == low && other->high == high))
			return other;
		*ret_new = true;
		if (c->low && (!other->low || words->turn++ & 1))
			c = other;
		learn(c, w, n);
		c->low = low;
		c->high = high;
	}
	return c;
}

#define EACH(byte) (UINT64_C(0x0101010101010101) * (byte))

/* Capitals of s, blanks and what is behind as 0, in out; the bits of *ret_blank tell which are 0. Eight bytes at a time. False when s has
 * anything but letters and blanks. */
static bool capitals(char out[NAME_BYTES + 16], struct str s, uint64_t *ret_blank)
{
	uint64_t bad = 0, blank = 0;
	memset(out, 0, NAME_BYTES + 16);
	memcpy(out, s.ptr, s.len);
	for (unsigned i = 0; i < NAME_BYTES; i += 8) {
		uint64_t x, up, some;
		memcpy(&x, out + i, 8);
		up = x & EACH(0xDF);
		some = (up + EACH(0x7F)) & EACH(0x80); /* not 0; what is past 0x7F is bad anyway */
		bad |= x | ((up + EACH(0x7F - 'Z')) | (~(up + EACH(0x80 - 'A')) & some));
		memcpy(out + i, &up, 8);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
		some = __builtin_bswap64(some);
#endif
		blank |= ((~some & EACH(0x80)) >> 7) * UINT64_C(0x0102040810204080) >> 56 << i;
	}
	*ret_blank = blank | ~UINT64_C(0) << NAME_BYTES;
	return (bad & EACH(0x80)) == 0;
}

/* The words of a name that is nothing but ordinary ones. */
struct split {
	char capitals[NAME_BYTES + 16];
	const struct word *word[WORDS_MAX];
	uint8_t at[WORDS_MAX], len[WORDS_MAX];
	size_t n;
	uint64_t sum;
};

static bool split_words(struct split *s, struct name_words *words, struct str raw)
{
	size_t at = 0;
	uint64_t blank;
	bool old = false, jay = false;
	s->n = 0;
	s->sum = 0;
	if (!words || raw.len == 0 || raw.len > NAME_LONG || !capitals(s->capitals, raw, &blank))
		return false;
	while (at < raw.len) {
		size_t end = at + (size_t)__builtin_ctzll(blank >> at), len = end - at;
		const struct word *w;
		bool fresh;
		if (len == 0) {
			at++;
			continue;
		}
		if (len > WORD_MAX || s->n == WORDS_MAX)
			return false;
		w = word_of(words, s->capitals + at, len, &fresh);
		if (!w->ordinary)
			return false;
		/* Two words of one name that share a slot would take each other's place. */
		for (size_t k = 0; fresh && k < s->n; k++)
			if (s->word[k] == w)
				return false;
		s->sum += w->sum;
		old |= w->old;
		jay |= w->jay;
		s->word[s->n] = w;
		s->at[s->n] = (uint8_t)at;
		s->len[s->n++] = (uint8_t)len;
		at = end + 1;
	}
	if (s->n == 0 || (old && jay))
		return false;
	/* Two short words at the end may together be a title (S KEP). */
	return s->n == 1 || s->len[s->n - 1] > 4 || s->len[s->n - 2] > 4;
}

void name_brief(struct name_brief *ret, struct name_words *words, struct str raw)
{
	struct split s;
	struct name_form f;
	if (split_words(&s, words, raw)) {
		for (size_t i = 0; i < s.n; i++)
			ret->code[i] = s.word[i]->code;
		ret->ntoken = (uint8_t)s.n;
		ret->key = (uint32_t)(hash_u64(s.sum + s.n) | 1);
		return;
	}
	name_prepare(&f, raw);
	ret->key = f.key;
	ret->ntoken = f.ntoken;
	memcpy(ret->code, f.code, sizeof(ret->code));
}

void name_prepare_words(struct name_form *f, struct name_words *words, struct str raw)
{
	struct split s;
	unsigned len = 0, flen = 0;
	if (!split_words(&s, words, raw)) {
		name_prepare(f, raw);
		return;
	}
	memset(f, 0, offsetof(struct name_form, clean)); /* the letters are told by len */
	for (size_t i = 0; i < s.n; i++) {
		const struct word *w = s.word[i];
		/* Of fixed size: what is too much is overwritten or never read, and all of NAME_LONG fits. */
		memcpy(f->clean + len, s.capitals + s.at[i], WORD_MAX);
		memcpy(f->folded + flen, w->folded, FOLDED_MAX);
		f->start[i] = (uint8_t)len;
		f->wlen[i] = s.len[i];
		f->fstart[i] = (uint8_t)flen;
		f->fwlen[i] = w->flen;
		f->token[i] = w->token;
		f->code[i] = w->code;
		f->letters |= w->letters;
		f->wide |= w->wide;
		len += s.len[i];
		flen += w->flen;
	}
	f->ntoken = (uint8_t)s.n;
	f->len = (uint8_t)len;
	f->flen = (uint8_t)flen;
	f->key = (uint32_t)(hash_u64(s.sum + s.n) | 1);
}
