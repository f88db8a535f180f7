#include "engine/name_words.h"

#include "base/hash.h"
#include "engine/name_tables.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#define CACHE_BITS 13
#define WORD_MAX 16   /* letters of a cached word */
#define FOLDED_MAX 20 /* and folded */
#define WORDS_MAX 8  /* more: the long way */
#define NAME_BYTES 48
#define NAME_LONG 44  /* longer: the long way; folded it must not pass NAME_LETTERS_MAX */

/* A word that no table knows: what every name asks of it, half a line of the cache. low and high are its letters, zeros behind; both 0: a
 * free slot. */
struct word {
	uint64_t low, high;
	uint64_t sum;      /* hash_u64 of the token, what the key is made of */
	uint32_t letters;
	uint8_t code, flen;
	bool ordinary;     /* false: the tables know it, or its folded form is too long for here */
	uint8_t marks;     /* WORD_* */
};
/* WORD_OLD and WORD_JAY, old spelling and a J, together change how the whole name is read. */
enum { WORD_OLD = 1, WORD_JAY = 2, WORD_WIDE = 4 };
_Static_assert(sizeof(struct word) == 32, "two words of a line");
/* And what only the whole form asks. */
struct word_text {
	uint32_t token;
	char folded[FOLDED_MAX];
};
struct name_words {
	struct word slot[1 << CACHE_BITS];
	struct word_text text[1 << CACHE_BITS];
	unsigned turn; /* which of two places the next new word takes */
};

struct name_words *name_words_new(void)
{
	/* The two places of a word in one line. */
	struct name_words *w = aligned_alloc(64, (sizeof(*w) + 63) & ~(size_t)63);
	if (w)
		memset(w, 0, sizeof(*w));
	return w;
}

void name_words_free(struct name_words *w)
{
	free(w);
}

static void learn(struct word *c, struct word_text *text, const char *w, size_t n)
{
	struct name_form f;
	uint64_t pack = 0;
	name_prepare(&f, str_of(w, n));
	for (size_t i = 0; i < n; i++)
		pack = name_pack_add(pack, w[i]);
	c->marks = (uint8_t)((name_old_spelling(w, n) ? WORD_OLD : 0) | (memchr(w, 'J', n) ? WORD_JAY : 0) | (f.wide ? WORD_WIDE : 0));
	c->ordinary = n >= 2 && f.ntoken == 1 && f.marks == 0 && f.flen <= FOLDED_MAX && (n > NAME_PACK_MAX || !name_word_find(pack));
	if (!c->ordinary)
		return;
	c->letters = f.letters;
	c->sum = hash_u64(f.token[0]);
	c->code = f.code[0];
	c->flen = f.flen;
	text->token = f.token[0];
	memcpy(text->folded, f.folded, f.flen);
}

/* The place of a word that is not in the one it takes first: each has two, or what few words share, they would go on taking from each
 * other. */
static __attribute__((noinline)) struct word *word_elsewhere(struct name_words *words, struct word *c, uint64_t low, uint64_t high,
							     const char *w, size_t n, bool *ret_new)
{
	struct word *other = &words->slot[(size_t)(c - words->slot) ^ 1];
	if (LIKELY(other->low == low && other->high == high))
		return other;
	*ret_new = true;
	if (c->low && (!other->low || words->turn++ & 1))
		c = other;
	learn(c, &words->text[c - words->slot], w, n);
	c->low = low;
	c->high = high;
	return c;
}

static inline struct word *word_place(struct name_words *words, uint64_t low, uint64_t high)
{
	return &words->slot[((low ^ high * 31) * UINT64_C(0xd6e8feb86659fd93)) >> (64 - CACHE_BITS)];
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

/* The n letters at w as two numbers, zeros behind. Sixteen bytes can be read there. */
static inline void letters_plain(const char *w, size_t n, uint64_t *ret_low, uint64_t *ret_high)
{
	uint64_t low, high;
	memcpy(&low, w, 8);
	memcpy(&high, w + 8, 8);
	/* The letters' place in the number differs between machines, but only equality counts. */
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	low = __builtin_bswap64(low);
	high = __builtin_bswap64(high);
#endif
	*ret_low = n >= 8 ? low : low & ~(~UINT64_C(0) << 8 * n);
	*ret_high = n >= 16 ? high : n <= 8 ? 0 : high & ~(~UINT64_C(0) << 8 * (n - 8));
}

/* The words of a name that may be nothing but ordinary ones. */
struct split {
	char capitals[NAME_BYTES + 16];
	uint64_t low[WORDS_MAX], high[WORDS_MAX];
	struct word *word[WORDS_MAX]; /* first the place where to look for it */
	uint8_t at[WORDS_MAX], len[WORDS_MAX];
	size_t n; /* 0: the long way */
	uint64_t sum;
};

typedef bool (*capitals_fn)(char out[NAME_BYTES + 16], struct str s, uint64_t *ret_blank);
typedef void (*letters_fn)(const char *w, size_t n, uint64_t *ret_low, uint64_t *ret_high);

/* The words of a name, not looked up yet, but asked for. from: where letters_of is to read the name. */
static inline __attribute__((always_inline)) void split_by(struct split *s, struct name_words *words, struct str raw, const char *from,
							   capitals_fn capitals_of, letters_fn letters_of)
{
	size_t at = 0, n = 0;
	uint64_t blank;
	s->n = 0;
	if (!capitals_of(s->capitals, raw, &blank))
		return;
	while (at < raw.len) {
		size_t end = at + (size_t)__builtin_ctzll(blank >> at), len = end - at;
		if (len == 0) {
			at++;
			continue;
		}
		if (len > WORD_MAX || n == WORDS_MAX)
			return;
		letters_of(from + at, len, &s->low[n], &s->high[n]);
		s->word[n] = word_place(words, s->low[n], s->high[n]);
		__builtin_prefetch(s->word[n]);
		s->at[n] = (uint8_t)at;
		s->len[n++] = (uint8_t)len;
		at = end + 1;
	}
	/* Two short words at the end may together be a title (S KEP). */
	s->n = n > 1 && s->len[n - 1] <= 4 && s->len[n - 2] <= 4 ? 0 : n;
}

#if defined(__x86_64__)
#define WIDE "avx512bw,avx512vl,bmi,bmi2"

/* As capitals, every byte at once. */
__attribute__((target(WIDE))) static inline bool capitals_wide(char out[NAME_BYTES + 16], struct str s, uint64_t *ret_blank)
{
	uint64_t all = (UINT64_C(1) << s.len) - 1;
	__m512i up = _mm512_and_si512(_mm512_maskz_loadu_epi8(all, s.ptr), _mm512_set1_epi8((char)0xDF));
	uint64_t letter = _mm512_cmplt_epu8_mask(_mm512_sub_epi8(up, _mm512_set1_epi8('A')), _mm512_set1_epi8(26));
	uint64_t blank = _mm512_testn_epi8_mask(up, up);
	_mm512_storeu_si512(out, up);
	*ret_blank = ~letter;
	return (letter | blank) == ~UINT64_C(0);
}

/* As letters_plain; from the text itself, what lies behind the word unread: the capitals are on their way to memory still. */
__attribute__((target(WIDE))) static inline void letters_wide(const char *w, size_t n, uint64_t *ret_low, uint64_t *ret_high)
{
	__m128i v = _mm_and_si128(_mm_maskz_loadu_epi8((__mmask16)((1U << n) - 1), w), _mm_set1_epi8((char)0xDF));
	*ret_low = (uint64_t)_mm_cvtsi128_si64(v);
	*ret_high = (uint64_t)_mm_extract_epi64(v, 1);
}

__attribute__((target(WIDE))) static void split_wide(struct split *s, struct name_words *words, struct str raw)
{
	split_by(s, words, raw, raw.ptr, capitals_wide, letters_wide);
}
#endif

static void split_begin(struct split *s, struct name_words *words, struct str raw)
{
	s->n = 0;
	if (!words || raw.len == 0 || raw.len > NAME_LONG)
		return;
#if defined(__x86_64__)
	if (__builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl")) {
		split_wide(s, words, raw);
		return;
	}
#endif
	split_by(s, words, raw, s->capitals, capitals, letters_plain);
}

/* Looks the words up; false: the long way. */
static bool split_end(struct split *s, struct name_words *words)
{
	unsigned marks = 0;
	s->sum = 0;
	for (size_t i = 0; i < s->n; i++) {
		struct word *w = s->word[i];
		bool fresh = false;
		if (UNLIKELY(w->low != s->low[i] || w->high != s->high[i]))
			w = word_elsewhere(words, w, s->low[i], s->high[i], s->capitals + s->at[i], s->len[i], &fresh);
		if (!w->ordinary)
			return false;
		/* Two words of one name that share a slot would take each other's place. */
		for (size_t k = 0; fresh && k < i; k++)
			if (s->word[k] == w)
				return false;
		s->word[i] = w;
		s->sum += w->sum;
		marks |= w->marks;
	}
	return s->n > 0 && (marks & (WORD_OLD | WORD_JAY)) != (WORD_OLD | WORD_JAY);
}

static void brief_end(struct name_brief *ret, struct split *s, struct name_words *words, struct str raw)
{
	struct name_form f;
	if (split_end(s, words)) {
		unsigned flen = 0;
		ret->letters = 0;
		for (size_t i = 0; i < s->n; i++) {
			ret->code[i] = s->word[i]->code;
			ret->letters |= s->word[i]->letters;
			flen += s->word[i]->flen;
		}
		ret->flen = (uint8_t)flen;
		ret->plain = true;
		ret->ntoken = (uint8_t)s->n;
		ret->key = (uint32_t)(hash_u64(s->sum + s->n) | 1);
		return;
	}
	name_prepare(&f, raw);
	ret->key = f.key;
	ret->letters = f.letters;
	ret->flen = f.flen;
	ret->plain = f.nother == 0 && f.marga == 0 && memchr(f.wlen, 1, f.ntoken) == NULL;
	ret->ntoken = f.ntoken;
	memcpy(ret->code, f.code, sizeof(ret->code));
}

void name_brief(struct name_brief *ret, struct name_words *words, struct str raw)
{
	struct split s;
	split_begin(&s, words, raw);
	brief_end(ret, &s, words, raw);
}

void name_briefs(struct name_brief *ret, struct name_words *words, const struct str *raw, size_t n)
{
	struct split s[NAME_BRIEFS];
	assert(n <= NAME_BRIEFS);
	for (size_t i = 0; i < n; i++)
		split_begin(&s[i], words, raw[i]);
	for (size_t i = 0; i < n; i++)
		brief_end(&ret[i], &s[i], words, raw[i]);
}

void name_prepare_words(struct name_form *f, struct name_words *words, struct str raw)
{
	struct split s;
	unsigned len = 0, flen = 0;
	split_begin(&s, words, raw);
	if (!split_end(&s, words)) {
		name_prepare(f, raw);
		return;
	}
	memset(f, 0, offsetof(struct name_form, clean)); /* the letters are told by len */
	for (size_t i = 0; i < s.n; i++) {
		const struct word *w = s.word[i];
		const struct word_text *text = &words->text[w - words->slot];
		/* Of fixed size: what is too much is overwritten or never read, and all of NAME_LONG fits. */
		memcpy(f->clean + len, s.capitals + s.at[i], WORD_MAX);
		memcpy(f->folded + flen, text->folded, FOLDED_MAX);
		f->start[i] = (uint8_t)len;
		f->wlen[i] = s.len[i];
		f->fstart[i] = (uint8_t)flen;
		f->fwlen[i] = w->flen;
		f->token[i] = text->token;
		f->code[i] = w->code;
		f->letters |= w->letters;
		f->wide |= (w->marks & WORD_WIDE) != 0;
		len += s.len[i];
		flen += w->flen;
	}
	f->ntoken = (uint8_t)s.n;
	f->len = (uint8_t)len;
	f->flen = (uint8_t)flen;
	f->key = (uint32_t)(hash_u64(s.sum + s.n) | 1);
}
