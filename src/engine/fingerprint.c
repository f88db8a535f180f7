#include "engine/fingerprint.h"

#include "base/hash.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#define ADDRESS_MIN 5 /* letters and digits; fewer say nothing */
#define MOTHER_MIN 2

/* Never 0. */
static inline uint32_t short_hash(uint64_t h)
{
	h ^= h >> 32;
	return (uint32_t)h ? (uint32_t)h : 1;
}

/* Words of an address that people write or leave out as they like. */
static bool address_noise(const char *w, size_t n)
{
	switch (n) {
	case 2:
		return !memcmp(w, "JL", 2) || !memcmp(w, "NO", 2) || !memcmp(w, "RT", 2) || !memcmp(w, "RW", 2);
	case 3:
		return !memcmp(w, "JLN", 3) || !memcmp(w, "BLK", 3) || !memcmp(w, "KEL", 3) || !memcmp(w, "KEC", 3);
	case 4:
		return !memcmp(w, "BLOK", 4);
	case 5:
		return !memcmp(w, "JALAN", 5) || !memcmp(w, "NOMOR", 5);
	default:
		return false;
	}
}

uint32_t address_hash_plain(struct str s)
{
	static const uint8_t upper_table[256] = {
		['0'] = '0', ['1'] = '1', ['2'] = '2', ['3'] = '3', ['4'] = '4', ['5'] = '5', ['6'] = '6', ['7'] = '7',
		['8'] = '8', ['9'] = '9', ['A'] = 'A', ['B'] = 'B', ['C'] = 'C', ['D'] = 'D', ['E'] = 'E', ['F'] = 'F',
		['G'] = 'G', ['H'] = 'H', ['I'] = 'I', ['J'] = 'J', ['K'] = 'K', ['L'] = 'L', ['M'] = 'M', ['N'] = 'N',
		['O'] = 'O', ['P'] = 'P', ['Q'] = 'Q', ['R'] = 'R', ['S'] = 'S', ['T'] = 'T', ['U'] = 'U', ['V'] = 'V',
		['W'] = 'W', ['X'] = 'X', ['Y'] = 'Y', ['Z'] = 'Z', ['a'] = 'A', ['b'] = 'B', ['c'] = 'C', ['d'] = 'D',
		['e'] = 'E', ['f'] = 'F', ['g'] = 'G', ['h'] = 'H', ['i'] = 'I', ['j'] = 'J', ['k'] = 'K', ['l'] = 'L',
		['m'] = 'M', ['n'] = 'N', ['o'] = 'O', ['p'] = 'P', ['q'] = 'Q', ['r'] = 'R', ['s'] = 'S', ['t'] = 'T',
		['u'] = 'U', ['v'] = 'V', ['w'] = 'W', ['x'] = 'X', ['y'] = 'Y', ['z'] = 'Z',
	};
	char out[160];
	size_t n = 0, i = 0;
	while (i < s.len) {
		size_t start = n;
		unsigned char c = upper_table[(unsigned char)s.ptr[i]];
		bool digits;
		if (!c) {
			i++;
			continue;
		}
		digits = c <= '9';
		/* A word is a run of letters or a run of digits: RT07 and RT 007 are the same. */
		for (; i < s.len; i++) {
			c = upper_table[(unsigned char)s.ptr[i]];
			if (!c || (c <= '9') != digits)
				break;
			if (digits && c == '0' && n == start)
				continue;
			if (n < sizeof(out))
				out[n++] = (char)c;
		}
		if (!digits && address_noise(out + start, n - start))
			n = start;
	}
	return n < ADDRESS_MIN ? 0 : short_hash(hash_bytes(out, n));
}

uint32_t mother_hash_plain(struct str s)
{
	char out[96];
	size_t n = 0;
	for (size_t i = 0; i < s.len && n < sizeof(out); i++)
		if (ch_alpha(s.ptr[i]))
			out[n++] = ch_upper(s.ptr[i]);
	return n < MOTHER_MIN ? 0 : short_hash(hash_bytes(out, n));
}

#if defined(__x86_64__)
#define WIDE_MAX 64
#define WIDE "avx512bw,avx512vbmi2,bmi2,popcnt"
#define HALF "avx2,bmi,bmi2,popcnt"

/* What the two wide ways have in common is worked out on masks: bit i is byte i of a text of at most 64. */
struct masks {
	uint64_t letter, digit, zero;
	uint64_t a, b, c, e, j, k, l, m, n, o, r, t, w; /* either case */
};

/* The bytes of the words of address_noise. */
static inline __attribute__((always_inline)) uint64_t noise_of(const struct masks *x)
{
	uint64_t word = x->letter, start = word & ~(word << 1), a = x->a, k = x->k, l = x->l, n = x->n, o = x->o;
	uint64_t two = start & ~(word >> 2) & ((x->j & l >> 1) | (n & o >> 1) | (x->r & (x->t | x->w) >> 1));
	uint64_t three = start & ~(word >> 3) &
			 ((x->j & l >> 1 & n >> 2) | (x->b & l >> 1 & k >> 2) | (k & x->e >> 1 & (l | x->c) >> 2));
	uint64_t four = start & ~(word >> 4) & x->b & l >> 1 & o >> 2 & k >> 3;
	uint64_t five = start & ~(word >> 5) &
			((x->j & a >> 1 & l >> 2 & a >> 3 & n >> 4) | (n & o >> 1 & x->m >> 2 & o >> 3 & x->r >> 4));
	uint64_t all = two | three | four | five;
	return all | all << 1 | (three | four | five) << 2 | (four | five) << 3 | five << 4;
}

/* The bytes of an address that count. */
static inline __attribute__((always_inline)) uint64_t address_keep(const struct masks *x)
{
	uint64_t first = x->digit & ~(x->digit << 1) & x->zero;
	/* Adding the first zero of a run to the run carries through it: the zeros that go out are those in front of a number. */
	return (x->letter | x->digit) & ~(x->zero & ~(x->zero + first)) & ~noise_of(x);
}

/* hash_bytes of n bytes that zeros follow up to a word's end. */
static inline __attribute__((always_inline)) uint64_t words_hash(const char *p, size_t n)
{
	uint64_t h = UINT64_C(0x9E3779B97F4A7C15) ^ n, w;
	for (size_t i = 0; i < n; i += 8) {
		memcpy(&w, p + i, 8);
		h = (h ^ w) * UINT64_C(0xd6e8feb86659fd93);
		h ^= h >> 29;
	}
	return hash_u64(h);
}

/* Every byte at once. */
struct wide {
	__m512i upper; /* letters as capitals, the others as they are, zeros behind */
	struct masks is;
};

__attribute__((target(WIDE))) static inline uint64_t wide_is(__m512i v, char c)
{
	return _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8(c));
}

__attribute__((target(WIDE))) static inline struct wide wide_read(struct str s)
{
	struct wide w;
	__m512i v = _mm512_maskz_loadu_epi8(s.len == 64 ? ~UINT64_C(0) : (UINT64_C(1) << s.len) - 1, s.ptr);
	__m512i up = _mm512_and_si512(v, _mm512_set1_epi8((char)0xDF));
	w.is.letter = _mm512_cmplt_epu8_mask(_mm512_sub_epi8(up, _mm512_set1_epi8('A')), _mm512_set1_epi8(26));
	w.is.digit = _mm512_cmplt_epu8_mask(_mm512_sub_epi8(v, _mm512_set1_epi8('0')), _mm512_set1_epi8(10));
	w.upper = _mm512_mask_blend_epi8(w.is.letter, v, up);
	return w;
}

/* hash_bytes of the bytes of keep, side by side. */
__attribute__((target(WIDE))) static inline uint64_t wide_hash(const struct wide *w, uint64_t keep, size_t n)
{
	char out[64];
	_mm512_storeu_si512(out, _mm512_maskz_compress_epi8(keep, w->upper));
	return words_hash(out, n);
}

__attribute__((target(WIDE))) static uint32_t address_hash_wide(struct str s)
{
	struct wide w = wide_read(s);
	__m512i v = w.upper;
	uint64_t keep;
	size_t n;
	w.is.zero = wide_is(v, '0');
	w.is.a = wide_is(v, 'A'), w.is.b = wide_is(v, 'B'), w.is.c = wide_is(v, 'C'), w.is.e = wide_is(v, 'E');
	w.is.j = wide_is(v, 'J'), w.is.k = wide_is(v, 'K'), w.is.l = wide_is(v, 'L'), w.is.m = wide_is(v, 'M');
	w.is.n = wide_is(v, 'N'), w.is.o = wide_is(v, 'O'), w.is.r = wide_is(v, 'R'), w.is.t = wide_is(v, 'T');
	w.is.w = wide_is(v, 'W');
	keep = address_keep(&w.is);
	n = (size_t)__builtin_popcountll(keep);
	return n < ADDRESS_MIN ? 0 : short_hash(wide_hash(&w, keep, n));
}

__attribute__((target(WIDE))) static uint32_t mother_hash_wide(struct str s)
{
	struct wide w = wide_read(s);
	size_t n = (size_t)__builtin_popcountll(w.is.letter);
	return n < MOTHER_MIN ? 0 : short_hash(wide_hash(&w, w.is.letter, n));
}

/* The same in two halves of 32 bytes. The second one ends where the text ends, and so lies over the first where the text is shorter:
 * a byte that both hold says the same in both. */
struct halves {
	__m256i low, high;   /* letters as capitals, the others as they are */
	unsigned at;         /* of the second half's first byte */
	uint64_t letter, digit;
};

__attribute__((target(HALF))) static inline uint64_t halves_mask(const struct halves *h, __m256i low, __m256i high)
{
	return (uint32_t)_mm256_movemask_epi8(low) | (uint64_t)(uint32_t)_mm256_movemask_epi8(high) << h->at;
}

__attribute__((target(HALF))) static inline uint64_t halves_is(const struct halves *h, char c)
{
	__m256i v = _mm256_set1_epi8(c);
	return halves_mask(h, _mm256_cmpeq_epi8(h->low, v), _mm256_cmpeq_epi8(h->high, v));
}

/* Bytes below n once from is taken off, as a vector. */
__attribute__((target(HALF))) static inline __m256i half_within(__m256i v, char from, char n)
{
	__m256i d = _mm256_sub_epi8(v, _mm256_set1_epi8(from));
	return _mm256_cmpeq_epi8(_mm256_min_epu8(d, _mm256_set1_epi8((char)(n - 1))), d);
}

__attribute__((target(HALF))) static inline struct halves halves_read(struct str s)
{
	const __m256i upper = _mm256_set1_epi8((char)0xDF), blank = _mm256_set1_epi8(0x20);
	struct halves h;
	__m256i low, high, l, g;
	if (s.len >= 32) {
		h.at = (unsigned)s.len - 32;
		low = _mm256_loadu_si256((const __m256i *)(const void *)s.ptr);
		high = _mm256_loadu_si256((const __m256i *)(const void *)(s.ptr + h.at));
	} else {
		char text[32] = { 0 };
		h.at = 0;
		str_copy(text, s);
		low = high = _mm256_loadu_si256((const __m256i *)(const void *)text);
	}
	l = half_within(_mm256_and_si256(low, upper), 'A', 26);
	g = half_within(_mm256_and_si256(high, upper), 'A', 26);
	h.letter = halves_mask(&h, l, g);
	h.digit = halves_mask(&h, half_within(low, '0', 10), half_within(high, '0', 10));
	h.low = _mm256_andnot_si256(_mm256_and_si256(l, blank), low);
	h.high = _mm256_andnot_si256(_mm256_and_si256(g, blank), high);
	return h;
}

/* hash_bytes of the bytes of keep, side by side: eight at a time are drawn together. */
__attribute__((target(HALF))) static inline uint64_t halves_hash(const struct halves *h, uint64_t keep, size_t n)
{
	char text[64], out[72];
	size_t to = 0;
	_mm256_storeu_si256((__m256i *)(void *)(text + 32), _mm256_setzero_si256());
	_mm256_storeu_si256((__m256i *)(void *)text, h->low);
	_mm256_storeu_si256((__m256i *)(void *)(text + h->at), h->high);
	for (size_t i = 0; i < 64; i += 8) {
		uint64_t w, bytes = _pdep_u64(keep >> i & 0xFF, UINT64_C(0x0101010101010101)) * 0xFF;
		memcpy(&w, text + i, 8);
		w = _pext_u64(w, bytes);
		memcpy(out + to, &w, 8);
		to += (size_t)__builtin_popcountll(keep >> i & 0xFF);
	}
	memset(out + to, 0, 8);
	return words_hash(out, n);
}

__attribute__((target(HALF))) static uint32_t address_hash_halves(struct str s)
{
	struct halves h = halves_read(s);
	struct masks x = { .letter = h.letter, .digit = h.digit, .zero = halves_is(&h, '0') };
	uint64_t keep;
	size_t n;
	x.a = halves_is(&h, 'A'), x.b = halves_is(&h, 'B'), x.c = halves_is(&h, 'C'), x.e = halves_is(&h, 'E');
	x.j = halves_is(&h, 'J'), x.k = halves_is(&h, 'K'), x.l = halves_is(&h, 'L'), x.m = halves_is(&h, 'M');
	x.n = halves_is(&h, 'N'), x.o = halves_is(&h, 'O'), x.r = halves_is(&h, 'R'), x.t = halves_is(&h, 'T');
	x.w = halves_is(&h, 'W');
	keep = address_keep(&x);
	n = (size_t)__builtin_popcountll(keep);
	return n < ADDRESS_MIN ? 0 : short_hash(halves_hash(&h, keep, n));
}

__attribute__((target(HALF))) static uint32_t mother_hash_halves(struct str s)
{
	struct halves h = halves_read(s);
	size_t n = (size_t)__builtin_popcountll(h.letter);
	return n < MOTHER_MIN ? 0 : short_hash(halves_hash(&h, h.letter, n));
}

enum way { WAY_PLAIN, WAY_HALVES, WAY_WIDE };
static inline enum way way_of(size_t len)
{
	if (len > WIDE_MAX)
		return WAY_PLAIN;
	if (__builtin_cpu_supports("avx512vbmi2"))
		return WAY_WIDE;
	/* The first two generations of Zen draw bits together a hundred times slower than others. */
	return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2") && !__builtin_cpu_is("amdfam17h") ? WAY_HALVES : WAY_PLAIN;
}
#endif

uint32_t address_hash(struct str s)
{
#if defined(__x86_64__)
	switch (way_of(s.len)) {
	case WAY_WIDE: return address_hash_wide(s);
	case WAY_HALVES: return address_hash_halves(s);
	case WAY_PLAIN: break;
	}
#endif
	return address_hash_plain(s);
}

uint32_t mother_hash(struct str s)
{
	if (s.len < MOTHER_MIN)
		return 0;
#if defined(__x86_64__)
	switch (way_of(s.len)) {
	case WAY_WIDE: return mother_hash_wide(s);
	case WAY_HALVES: return mother_hash_halves(s);
	case WAY_PLAIN: break;
	}
#endif
	return mother_hash_plain(s);
}
