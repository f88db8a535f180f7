/* Numbers of fixed width, all digits at once. Forms for x86-64 (SSE2, which all of them have) and for any other processor. */
#ifndef PADAN_DIGITS_H
#define PADAN_DIGITS_H
#include "base/str.h"

#if defined(__x86_64__)
#include <emmintrin.h>

/* Sixteen digits as eight numbers of two. */
typedef __m128i digit_pairs;

/* The n digits of the 16 bytes at p behind 16 - n zeros; false when one of the n bytes is no digit. n: a constant. */
static inline __attribute__((always_inline)) bool digits_pairs(const char *p, int n, digit_pairs *ret)
{
	__m128i v = _mm_sub_epi8(_mm_loadu_si128((const __m128i *)(const void *)p), _mm_set1_epi8('0'));
	if (n == 13)
		v = _mm_slli_si128(v, 3);
	else if (n == 10)
		v = _mm_slli_si128(v, 6);
	/* Ten times the first of two and the second: both in one word, of which the upper byte is wanted. */
	*ret = _mm_srli_epi16(_mm_mullo_epi16(v, _mm_set1_epi16(2561)), 8);
	return _mm_movemask_epi8(_mm_cmpeq_epi8(_mm_min_epu8(v, _mm_set1_epi8(9)), v)) == 0xFFFF;
}

/* The first and the last eight digits as numbers, one in each half of the word. */
static inline __attribute__((always_inline)) uint64_t digits_halves(digit_pairs v)
{
	v = _mm_madd_epi16(v, _mm_set1_epi32(1 << 16 | 100));
	v = _mm_madd_epi16(_mm_packs_epi32(v, v), _mm_set1_epi32(1 << 16 | 10000));
	return (uint64_t)_mm_cvtsi128_si64(v);
}

/* PPKKCCDDMMYYSSSS: province 11 to 96, regency and district not 00, day 1 to 31 or 41 to 71, month 1 to 12, serial not 0000. */
static inline __attribute__((always_inline)) bool digits_nik(digit_pairs v)
{
	const __m128i none = _mm_setzero_si128(), woman = _mm_set_epi16(0, 0, 0, 0, 40, 0, 0, 0);
	const __m128i above = _mm_set_epi16(99, 99, 99, 99, 40, 99, 99, 99), least = _mm_set_epi16(0, 0, 0, 1, 1, 1, 1, 11);
	const __m128i range = _mm_set_epi16(99, 99, 99, 11, 30, 98, 98, 96 - 11);
	__m128i w = _mm_sub_epi16(_mm_sub_epi16(v, _mm_and_si128(_mm_cmpgt_epi16(v, above), woman)), least);
	/* What is too small is far too large here. */
	return ((int)(_mm_movemask_epi8(_mm_cmpeq_epi16(_mm_subs_epu16(w, range), none)) == 0xFFFF) &
		(int)((~_mm_movemask_epi8(_mm_cmpeq_epi16(v, none)) & 0xF000) != 0)) != 0;
}
#else
typedef struct {
	uint64_t first, last;
} digit_pairs;

static inline bool digits_pairs(const char *p, int n, digit_pairs *ret)
{
	char t[16] = "0000000000000000";
	memcpy(t + 16 - n, p, (size_t)n);
	return word_pairs(str_word(t, 8), &ret->first) & word_pairs(str_word(t + 8, 8), &ret->last);
}

static inline uint64_t digits_halves(digit_pairs v)
{
	return pairs_number(v.first) | (uint64_t)pairs_number(v.last) << 32;
}

static inline bool digits_nik(digit_pairs v)
{
	unsigned province = v.first & 0xFF, kab = v.first >> 16 & 0xFF, kec = v.first >> 32 & 0xFF, day = v.first >> 48 & 0xFF;
	unsigned month = v.last & 0xFF;
	day -= day > 40 ? 40 : 0;
	return (province - 11 <= 96 - 11) & (kab != 0) & (kec != 0) & (day - 1 < 31) & (month - 1 < 12) & (v.last >> 32 != 0);
}
#endif

static inline uint64_t digits_whole(uint64_t halves) { return (halves & UINT32_MAX) * 100000000 + (halves >> 32); }
#endif
