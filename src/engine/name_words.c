#include "engine/name_words.h"

#include "base/hash.h"
#include "engine/name_tables.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#define CACHE_BITS 13
#define WORDS_MAX 8  /* more: the long way */
#define NAME_BYTES 48
#define NAME_LONG 44  /* longer: the long way; folded it must not pass NAME_LETTERS_MAX */

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

static enum word_kind kind_of(const struct name_word *e, size_t n, const struct name_form *f)
{
	if (f->ntoken != 1 || f->marks != 0 || f->flen > FOLDED_MAX)
		return WORD_UNKNOWN;
	if (!e)
		return n >= 2 ? WORD_PLAIN : WORD_UNKNOWN;
	if (e->back)
		return WORD_UNKNOWN;
	if (e->front)
		return e->mark == NAME_NO_MARK && !e->abbr ? WORD_FRONT : WORD_UNKNOWN;
	if (e->mark != NAME_NO_MARK)
		return e->abbr ? WORD_UNKNOWN : e->mark == NAME_BIN ? WORD_BIN : e->mark == NAME_BORU ? WORD_BORU : WORD_UNKNOWN;
	return e->abbr && e->place == NAME_ANY && n >= 2 ? WORD_SHORT : WORD_UNKNOWN;
}

/* BY NY, BAYI, ALM and what begins like them. */
static bool begins_mark(const char *w, size_t n)
{
	if (n < 2)
		return false;
	return (w[0] == 'A' && w[1] == 'L') || (w[0] == 'B' && (w[1] == 'Y' || w[1] == 'I' || (n > 2 && w[1] == 'A' && w[2] == 'Y')));
}

void word_learn(struct word *c, struct word_text *text, const char *w, size_t n)
{
	struct name_form f;
	uint64_t pack = 0;
	name_prepare(&f, str_of(w, n));
	for (size_t i = 0; i < n; i++)
		pack = name_pack_add(pack, w[i]);
	c->marks = (uint8_t)((name_old_spelling(w, n) ? WORD_OLD : 0) | (memchr(w, 'J', n) ? WORD_JAY : 0) | (f.wide ? WORD_WIDE : 0) |
			      (begins_mark(w, n) ? WORD_MARKED : 0) | (n <= NAME_TITLE_LETTERS && name_back_ends(pack, n) ? WORD_TAIL : 0));
	c->kind = (uint8_t)kind_of(n <= NAME_PACK_MAX ? name_word_find(pack) : NULL, n, &f);
	c->marks |= c->kind != WORD_PLAIN && c->kind != WORD_SHORT ? WORD_ODD : 0;
	if (c->kind == WORD_UNKNOWN)
		return;
	c->letters = f.letters;
	c->sum = hash_u64(f.token[0]);
	c->code = f.code[0];
	c->flen = f.flen;
	text->token = f.token[0];
	text->abbr = f.abbr[0];
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
	word_learn(c, &words->text[c - words->slot], w, n);
	c->low = low;
	c->high = high;
	return c;
}

static inline struct word *word_place(struct name_words *words, uint64_t low, uint64_t high)
{
	return &words->slot[word_hash(low, high) >> (64 - CACHE_BITS)];
}

#define EACH16(byte) byte, byte, byte, byte, byte, byte, byte, byte, byte, byte, byte, byte, byte, byte, byte, byte
/* For what reads a few bytes behind a text, within its page, and looks at none of them. */
#if defined(__SANITIZE_ADDRESS__) || defined(__clang__)
#define NO_ASAN __attribute__((no_sanitize("address")))
#else
#define NO_ASAN
#endif
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

/* The words of a name that may be nothing but ordinary ones. */
struct split {
	const struct word *word[WORDS_MAX];
	uint8_t len[WORDS_MAX];
	size_t n; /* 0: the long way */
};
/* The same on its way from a text: word is the place where to look for it. */
struct splitting {
	struct split s;
	char capitals[NAME_BYTES + 16];
	uint64_t low[WORDS_MAX], high[WORDS_MAX];
	struct word *place[WORDS_MAX];
	uint8_t at[WORDS_MAX];
};

typedef bool (*capitals_fn)(char out[NAME_BYTES + 16], struct str s, uint64_t *ret_blank);
typedef void (*letters_fn)(const char *w, size_t n, uint64_t *ret_low, uint64_t *ret_high);

/* The words of a name, not looked up yet, but asked for. from: where letters_of is to read the name. */
static inline __attribute__((always_inline)) void split_by(struct splitting *s, struct name_words *words, struct str raw, const char *from,
							   capitals_fn capitals_of, letters_fn letters_of)
{
	size_t at = 0, n = 0;
	uint64_t blank;
	s->s.n = 0;
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
		s->place[n] = word_place(words, s->low[n], s->high[n]);
		__builtin_prefetch(s->place[n]);
		s->at[n] = (uint8_t)at;
		s->s.len[n++] = (uint8_t)len;
		at = end + 1;
	}
	s->s.n = n;
}

#if defined(__x86_64__)
/* As capitals and word_letters, from the text itself: the capitals are on their way to memory still. The text is read up to TEXT_READ
 * bytes far, which must not cross into another page. */
#define TEXT_READ 64
#define NARROW "avx2,bmi,bmi2"

static const uint8_t ones[2 * TEXT_READ] = { EACH16(0xFF), EACH16(0xFF), EACH16(0xFF), EACH16(0xFF) };

NO_ASAN __attribute__((target(NARROW))) static inline bool capitals_narrow(char out[NAME_BYTES + 16], struct str s, uint64_t *ret_blank)
{
	const uint8_t *keep = ones + TEXT_READ - s.len;
	uint64_t letter = 0, blank = 0;
	for (unsigned i = 0; i < TEXT_READ; i += 32) {
		__m256i v = _mm256_and_si256(_mm256_loadu_si256((const void *)(s.ptr + i)), _mm256_loadu_si256((const void *)(keep + i)));
		__m256i up = _mm256_and_si256(v, _mm256_set1_epi8((char)0xDF)), rank = _mm256_sub_epi8(up, _mm256_set1_epi8('A'));
		__m256i is = _mm256_cmpeq_epi8(_mm256_min_epu8(rank, _mm256_set1_epi8(25)), rank);
		__m256i parts = _mm256_or_si256(_mm256_cmpeq_epi8(up, _mm256_setzero_si256()),
						_mm256_or_si256(_mm256_cmpeq_epi8(v, _mm256_set1_epi8('.')),
								_mm256_cmpeq_epi8(v, _mm256_set1_epi8(','))));
		_mm256_storeu_si256((void *)(out + i), up);
		letter |= (uint64_t)(uint32_t)_mm256_movemask_epi8(is) << i;
		blank |= (uint64_t)(uint32_t)_mm256_movemask_epi8(parts) << i;
	}
	*ret_blank = ~letter;
	return (letter | blank) == ~UINT64_C(0);
}

NO_ASAN __attribute__((target(NARROW))) static inline void letters_narrow(const char *w, size_t n, uint64_t *ret_low, uint64_t *ret_high)
{
	__m128i v = _mm_and_si128(_mm_loadu_si128((const void *)w), _mm_loadu_si128((const void *)(ones + TEXT_READ - n)));
	v = _mm_and_si128(v, _mm_set1_epi8((char)0xDF));
	*ret_low = (uint64_t)_mm_cvtsi128_si64(v);
	*ret_high = (uint64_t)_mm_extract_epi64(v, 1);
}

NO_ASAN __attribute__((target(NARROW))) static void split_narrow(struct splitting *s, struct name_words *words, struct str raw)
{
	split_by(s, words, raw, raw.ptr, capitals_narrow, letters_narrow);
}

#define WIDE "avx512bw,avx512vl,bmi,bmi2"

/* The same, every byte at once, and nothing read behind the text. */
__attribute__((target(WIDE))) static inline bool capitals_wide(char out[NAME_BYTES + 16], struct str s, uint64_t *ret_blank)
{
	uint64_t all = (UINT64_C(1) << s.len) - 1;
	__m512i up = _mm512_and_si512(_mm512_maskz_loadu_epi8(all, s.ptr), _mm512_set1_epi8((char)0xDF));
	uint64_t letter = _mm512_cmplt_epu8_mask(_mm512_sub_epi8(up, _mm512_set1_epi8('A')), _mm512_set1_epi8(26));
	uint64_t blank = _mm512_testn_epi8_mask(up, up) | _mm512_cmpeq_epi8_mask(up, _mm512_set1_epi8('.' & 0xDF)) |
			 _mm512_cmpeq_epi8_mask(up, _mm512_set1_epi8(',' & 0xDF));
	_mm512_storeu_si512(out, up);
	*ret_blank = ~letter;
	return (letter | blank) == ~UINT64_C(0);
}

__attribute__((target(WIDE))) static inline void letters_wide(const char *w, size_t n, uint64_t *ret_low, uint64_t *ret_high)
{
	__m128i v = _mm_and_si128(_mm_maskz_loadu_epi8((__mmask16)((1U << n) - 1), w), _mm_set1_epi8((char)0xDF));
	*ret_low = (uint64_t)_mm_cvtsi128_si64(v);
	*ret_high = (uint64_t)_mm_extract_epi64(v, 1);
}

__attribute__((target(WIDE))) static void split_wide(struct splitting *s, struct name_words *words, struct str raw)
{
	split_by(s, words, raw, raw.ptr, capitals_wide, letters_wide);
}
#endif

static void split_begin(struct splitting *s, struct name_words *words, struct str raw)
{
	s->s.n = 0;
	if (!words || raw.len == 0 || raw.len > NAME_LONG)
		return;
#if defined(__x86_64__)
	if (__builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl")) {
		split_wide(s, words, raw);
		return;
	}
	if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2") && ((uintptr_t)raw.ptr & 4095) <= 4096 - TEXT_READ) {
		split_narrow(s, words, raw);
		return;
	}
#endif
	split_by(s, words, raw, s->capitals, capitals, word_letters);
}

/* Short words at the end may together be a title (S KEP): the long way. */
static bool title_at_end(const struct split *s)
{
	size_t most = s->n - 1 < NAME_TITLE_WORDS ? s->n - 1 : NAME_TITLE_WORDS, len = 0;
	for (size_t k = 1; k <= most; k++) {
		const struct name_word *e;
		uint64_t pack = 0;
		len += s->len[s->n - k];
		if (s->len[s->n - k] > NAME_TITLE_LETTERS || len > NAME_PACK_MAX)
			return false;
		for (size_t i = s->n - k; i < s->n && k > 1; i++)
			for (size_t c = 0; c < s->len[i]; c++)
				pack = name_pack_add(pack, word_letter(s->word[i], c));
		e = k > 1 ? name_word_find(pack) : NULL;
		if (e && e->back)
			return true;
	}
	return false;
}

/* marks: of all the words. False: the long way. */
static bool split_sound(const struct split *s, unsigned marks)
{
	return s->n > 0 && (marks & (WORD_OLD | WORD_JAY)) != (WORD_OLD | WORD_JAY) &&
	       (LIKELY(!(s->word[s->n - 1]->marks & WORD_TAIL)) || !title_at_end(s));
}

/* Looks the words up; false: the long way. */
static bool split_end(struct splitting *k, struct name_words *words)
{
	struct split *s = &k->s;
	unsigned marks = 0;
	for (size_t i = 0; i < s->n; i++) {
		struct word *w = k->place[i];
		bool fresh = false;
		if (UNLIKELY(w->low != k->low[i] || w->high != k->high[i]))
			w = word_elsewhere(words, w, k->low[i], k->high[i], k->capitals + k->at[i], s->len[i], &fresh);
		if (w->kind == WORD_UNKNOWN)
			return false;
		/* Two words of one name that share a slot would take each other's place. */
		for (size_t p = 0; fresh && p < i; p++)
			if (s->word[p] == w)
				return false;
		s->word[i] = w;
		marks |= w->marks;
	}
	return split_sound(s, marks);
}

/* The words of a name whose words have numbers; false: the long way. */
static inline bool split_kept(struct split *s, const struct name_book *b, uint64_t words)
{
	unsigned marks = 0;
	bool known = true;
	s->n = 0;
	for (; words; words >>= 16) {
		const struct word *w = &b->word[words & NAME_NUMBER];
		known &= w->kind != WORD_UNKNOWN;
		marks |= w->marks;
		s->word[s->n] = w;
		s->len[s->n++] = b->len[words & NAME_NUMBER];
	}
	return known && split_sound(s, marks);
}

/* The first word behind the titles; s->n: the long way. */
static size_t first_word(const struct split *s)
{
	size_t i = 0;
	/* A title of one letter and the next may be one of two (K H). */
	while (i + 1 < s->n && s->word[i]->kind == WORD_FRONT && (s->len[i] > 1 || s->len[i + 1] > 1))
		i++;
	return s->word[i]->kind <= WORD_FRONT && s->len[s->n - 1] > 1 ? i : s->n;
}

/* What is said of names in words: the main ones are counted. False: the long way. */
static bool brief_words(struct name_brief *ret, const struct split *s)
{
	unsigned flen = 0, n = 0, marks = 0;
	uint32_t letters = 0, most = 0, before_clan = 0;
	uint64_t sum = 0;
	size_t first = first_word(s), i;
	bool initial = false;
	/* Titles may yet be read as part of the name, and so may a father. */
	for (i = 0; i < first && i < s->n; i++) {
		most |= s->word[i]->letters;
		marks |= s->word[i]->marks;
		initial |= s->len[i] == 1;
	}
	for (; i < s->n; i++) {
		const struct word *w = s->word[i];
		if (UNLIKELY(w->kind >= WORD_FRONT)) {
			if (w->kind == WORD_BIN)
				break;
			if (w->kind == WORD_BORU) {
				/* The clan may be left out. */
				before_clan = before_clan ? before_clan : letters;
				continue;
			}
			if (s->len[i] == 1)
				return false;
		}
		ret->code[n++] = w->code;
		letters |= w->letters;
		sum += w->sum;
		flen += w->flen;
		marks |= w->marks;
	}
	for (; i < s->n; i++) {
		most |= s->word[i]->letters;
		marks |= s->word[i]->marks;
		initial |= s->len[i] == 1;
	}
	ret->wide = (marks & WORD_WIDE) != 0;
	ret->letters = letters;
	ret->least = before_clan ? before_clan : letters;
	ret->most = letters | most;
	ret->flen = (uint8_t)flen;
	ret->sure = !initial;
	ret->ntoken = (uint8_t)n;
	ret->key = (uint32_t)(hash_u64(sum + n) | 1);
	return n > 0;
}

static void brief_form(struct name_brief *ret, const struct name_form *f)
{
	ret->key = f->key;
	ret->letters = f->letters;
	ret->least = f->least;
	ret->most = f->most;
	ret->flen = f->flen;
	ret->wide = f->wide;
	ret->sure = !name_has_initial(f);
	ret->ntoken = f->ntoken;
	memcpy(ret->code, f->code, sizeof(ret->code));
}

static void brief_long(struct name_brief *ret, struct str raw)
{
	struct name_form f;
	name_prepare(&f, raw);
	brief_form(ret, &f);
}

static void brief_end(struct name_brief *ret, struct splitting *s, struct name_words *words, struct str raw)
{
	if (!split_end(s, words) || !brief_words(ret, &s->s))
		brief_long(ret, raw);
}

/* brief_words of names of plain words; false for all others. There are always four, of which the last may be nothing: without a branch. */
static inline bool brief_plain(struct name_brief *ret, const struct name_book *b, uint64_t words)
{
	const struct word *w[BOOK_NAME_WORDS];
	unsigned n = (79 - (unsigned)__builtin_clzll(words)) / 16, marks = 0, flen = 0;
	uint32_t letters = 0;
	uint64_t sum = n;
	_Static_assert(NAME_TOKENS_MAX >= BOOK_NAME_WORDS, "codes of all have room");
	for (unsigned i = 0; i < BOOK_NAME_WORDS; i++) {
		w[i] = &b->word[words >> 16 * i & NAME_NUMBER];
		marks |= w[i]->marks;
		letters |= w[i]->letters;
		sum += w[i]->sum;
		flen += w[i]->flen;
		ret->code[i] = w[i]->code;
	}
	ret->letters = ret->least = ret->most = letters;
	ret->flen = (uint8_t)flen;
	ret->ntoken = (uint8_t)n;
	ret->key = (uint32_t)(hash_u64(sum) | 1);
	ret->sure = true;
	ret->wide = (marks & WORD_WIDE) != 0;
	return LIKELY(!(marks & (WORD_ODD | WORD_TAIL)) && (marks & (WORD_OLD | WORD_JAY)) != (WORD_OLD | WORD_JAY));
}

static void brief_kept(struct name_brief *ret, const struct name_book *b, struct name_kept name)
{
	struct split s;
	char room[BOOK_NAME_ROOM];
	if (brief_plain(ret, b, name.words))
		return;
	if (UNLIKELY(!split_kept(&s, b, name.words) || !brief_words(ret, &s)))
		brief_long(ret, name_book_text(b, name, room));
}

void name_briefs(struct name_brief *ret, struct name_words *words, const struct name_book *b, const struct name_kept *name, size_t n)
{
	struct splitting s[NAME_BRIEFS];
	assert(n <= NAME_BRIEFS);
	for (size_t i = 0; i < n; i++)
		if (UNLIKELY(!name[i].words))
			split_begin(&s[i], words, name[i].text);
	for (size_t i = 0; i < n; i++) {
		if (LIKELY(name[i].words))
			brief_kept(&ret[i], b, name[i]);
		else
			brief_end(&ret[i], &s[i], words, name[i].text);
	}
}

/* A name without titles: it is put together here. */
static bool known_parts(const struct split *s)
{
	bool father = false;
	for (size_t i = 0; i < s->n; i++) {
		enum word_kind kind = (enum word_kind)s->word[i]->kind;
		if (LIKELY(kind == WORD_PLAIN))
			continue;
		if (kind != WORD_SHORT && (i == 0 || s->len[i] == 1 || (father && kind != WORD_FRONT)))
			return false;
		father |= kind == WORD_BIN;
	}
	return true;
}

/* Where the next word goes while a form is filled. */
struct filling {
	struct name_form *f;
	const struct split *split;
	const struct word *word; /* of all words, and their texts */
	const struct word_text *text;
	unsigned n, len, flen;
};

static inline void put_word(struct filling *w, size_t i, enum name_part part)
{
	struct name_form *f = w->f;
	const struct word *c = w->split->word[i];
	const struct word_text *text = &w->text[c - w->word];
	unsigned k = w->n++;
	/* Of fixed size: what is too much is overwritten or never read, and all of NAME_LONG fits. */
	word_put(f->clean + w->len, c);
	memcpy(f->folded + w->flen, text->folded, FOLDED_MAX);
	f->start[k] = (uint8_t)w->len;
	f->wlen[k] = w->split->len[i];
	f->fstart[k] = (uint8_t)w->flen;
	f->fwlen[k] = c->flen;
	f->token[k] = text->token;
	f->code[k] = c->code;
	f->part[k] = (uint8_t)part;
	f->abbr[k] = text->abbr;
	f->wide |= (c->marks & WORD_WIDE) != 0;
	w->len += w->split->len[i];
	w->flen += c->flen;
}

/* What BIN or BORU, word i, adds to what was taken off: as name_prepare does. */
static uint32_t mark_extra(const struct split *s, size_t i)
{
	uint64_t pack = 0;
	for (size_t k = 0; k < s->len[i]; k++)
		pack = name_pack_add(pack, word_letter(s->word[i], k));
	return (uint32_t)hash_u64(pack + i) | 1;
}

/* BIN, the first word behind the main ones, and the father. */
static void put_father(struct filling *w, size_t bin)
{
	struct name_form *f = w->f;
	for (size_t i = bin; i < w->split->n; i++) {
		f->most |= w->split->word[i]->letters;
		put_word(w, i, i == bin ? NAME_PART_MARK : NAME_PART_FATHER);
		if (i > bin)
			f->extra += (uint32_t)hash_u64(f->token[w->n - 1]) * w->n;
	}
	f->nother = (uint8_t)(w->n - f->ntoken);
	f->extra += mark_extra(w->split, bin);
}

/* s: of known_parts. */
static void put_together(struct name_form *f, const struct split *s, const struct word *word, const struct word_text *text)
{
	struct filling w = { f, s, word, text, 0, 0, 0 };
	uint64_t sum = 0;
	size_t i;
	memset(f, 0, offsetof(struct name_form, clean)); /* the letters are told by len */
	for (i = 0; i < s->n && s->word[i]->kind != WORD_BIN; i++) {
		if (UNLIKELY(s->word[i]->kind == WORD_BORU)) {
			/* The clan may be left out: the words before it stand for the name, too. */
			if (!f->marga && i + 1 < s->n) {
				f->marga = (uint8_t)w.n;
				f->least = f->letters;
			}
			f->marks = NAME_H_BIN;
			f->extra += mark_extra(s, i);
			continue;
		}
		f->letters |= s->word[i]->letters;
		sum += s->word[i]->sum;
		put_word(&w, i, NAME_PART_MAIN);
	}
	f->ntoken = (uint8_t)w.n;
	f->len = (uint8_t)w.len;
	f->flen = (uint8_t)w.flen;
	f->key = (uint32_t)(hash_u64(sum + w.n) | 1);
	f->most = f->letters;
	if (f->marga >= w.n)
		f->marga = 0;
	if (!f->marga)
		f->least = f->letters;
	if (i < s->n) {
		f->marks = NAME_H_BIN;
		put_father(&w, i);
	}
	if (f->marks)
		f->extra |= 1;
}

static void prepare_text(struct name_form *f, struct name_words *words, struct str raw)
{
	struct splitting s;
	split_begin(&s, words, raw);
	if (split_end(&s, words) && known_parts(&s.s))
		put_together(f, &s.s, words->slot, words->text);
	else
		name_prepare(f, raw);
}

void name_prepare_kept(struct name_form *f, struct name_words *words, const struct name_book *b, struct name_kept name)
{
	struct split s;
	char room[BOOK_NAME_ROOM];
	if (!name.words)
		prepare_text(f, words, name.text);
	else if (split_kept(&s, b, name.words) && known_parts(&s))
		put_together(f, &s, b->word, b->text);
	else
		name_prepare(f, name_book_text(b, name, room));
}
