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
#define WIDE "avx512bw,avx512vbmi2,bmi2,popcnt"
#define WIDE_MAX 64

/* A text of at most 64 bytes, every byte at once. Bit i of a mask is byte i. */
struct wide {
	__m512i upper;           /* letters as capitals, the others as they are, zeros behind */
	uint64_t letter, digit;
};

__attribute__((target(WIDE))) static inline struct wide wide_read(struct str s)
{
	struct wide w;
	__m512i v = _mm512_maskz_loadu_epi8(s.len == 64 ? ~UINT64_C(0) : (UINT64_C(1) << s.len) - 1, s.ptr);
	__m512i up = _mm512_and_si512(v, _mm512_set1_epi8((char)0xDF));
	w.letter = _mm512_cmplt_epu8_mask(_mm512_sub_epi8(up, _mm512_set1_epi8('A')), _mm512_set1_epi8(26));
	w.digit = _mm512_cmplt_epu8_mask(_mm512_sub_epi8(v, _mm512_set1_epi8('0')), _mm512_set1_epi8(10));
	w.upper = _mm512_mask_blend_epi8(w.letter, v, up);
	return w;
}

__attribute__((target(WIDE))) static inline uint64_t wide_is(const struct wide *w, char c)
{
	return _mm512_cmpeq_epi8_mask(w->upper, _mm512_set1_epi8(c));
}

/* hash_bytes of the bytes of keep, side by side. */
__attribute__((target(WIDE))) static inline uint64_t wide_hash(const struct wide *w, uint64_t keep, size_t n)
{
	uint64_t out[8], h = UINT64_C(0x9E3779B97F4A7C15) ^ n;
	_mm512_storeu_si512(out, _mm512_maskz_compress_epi8(keep, w->upper));
	for (size_t i = 0; i < n; i += 8) {
		h = (h ^ out[i >> 3]) * UINT64_C(0xd6e8feb86659fd93);
		h ^= h >> 29;
	}
	return hash_u64(h);
}

/* Where a word of address_noise begins, and the bytes of all of them. */
__attribute__((target(WIDE))) static inline uint64_t wide_noise(const struct wide *w)
{
	uint64_t word = w->letter, start = word & ~(word << 1);
	uint64_t a = wide_is(w, 'A'), b = wide_is(w, 'B'), c = wide_is(w, 'C'), e = wide_is(w, 'E'), j = wide_is(w, 'J');
	uint64_t k = wide_is(w, 'K'), l = wide_is(w, 'L'), m = wide_is(w, 'M'), n = wide_is(w, 'N'), o = wide_is(w, 'O');
	uint64_t r = wide_is(w, 'R'), t = wide_is(w, 'T'), v = wide_is(w, 'W');
	uint64_t two = start & ~(word >> 2) & ((j & l >> 1) | (n & o >> 1) | (r & (t | v) >> 1));
	uint64_t three = start & ~(word >> 3) & ((j & l >> 1 & n >> 2) | (b & l >> 1 & k >> 2) | (k & e >> 1 & (l | c) >> 2));
	uint64_t four = start & ~(word >> 4) & b & l >> 1 & o >> 2 & k >> 3;
	uint64_t five = start & ~(word >> 5) &
			((j & a >> 1 & l >> 2 & a >> 3 & n >> 4) | (n & o >> 1 & m >> 2 & o >> 3 & r >> 4));
	uint64_t all = two | three | four | five;
	return all | all << 1 | (three | four | five) << 2 | (four | five) << 3 | five << 4;
}

__attribute__((target(WIDE))) static uint32_t address_hash_wide(struct str s)
{
	struct wide w = wide_read(s);
	uint64_t zero = wide_is(&w, '0'), first = w.digit & ~(w.digit << 1) & zero;
	/* Adding the first zero of a run to the run carries through it: the zeros that go out are those in front of a number. */
	uint64_t keep = (w.letter | w.digit) & ~(zero & ~(zero + first)) & ~wide_noise(&w);
	size_t n = (size_t)__builtin_popcountll(keep);
	return n < ADDRESS_MIN ? 0 : short_hash(wide_hash(&w, keep, n));
}

__attribute__((target(WIDE))) static uint32_t mother_hash_wide(struct str s)
{
	struct wide w = wide_read(s);
	size_t n = (size_t)__builtin_popcountll(w.letter);
	return n < MOTHER_MIN ? 0 : short_hash(wide_hash(&w, w.letter, n));
}
#endif

uint32_t address_hash(struct str s)
{
#if defined(__x86_64__)
	if (s.len <= WIDE_MAX && __builtin_cpu_supports("avx512vbmi2"))
		return address_hash_wide(s);
#endif
	return address_hash_plain(s);
}

uint32_t mother_hash(struct str s)
{
	if (s.len < MOTHER_MIN)
		return 0;
#if defined(__x86_64__)
	if (s.len <= WIDE_MAX && __builtin_cpu_supports("avx512vbmi2"))
		return mother_hash_wide(s);
#endif
	return mother_hash_plain(s);
}
