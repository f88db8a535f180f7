#include "sheet/csv_ahead.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

/* Bit i of a mask: byte i of 64. */
struct kinds {
	uint64_t sep, lf, cr, quote;
};

/* What the bytes before say about the next one. */
struct state {
	uint64_t inside; /* all ones within quotes */
	uint64_t border; /* 1: a field begins */
	uint64_t closed; /* 1: a field's quote was closed */
	uint64_t cr;
};

/* Bit i: the number of bits up to and with i is odd. */
static inline uint64_t odd_so_far(uint64_t v)
{
	for (int i = 1; i < 64; i <<= 1)
		v ^= v << i;
	return v;
}

/* Borders of fields among 64 bytes; false when they are not plain. */
static inline __attribute__((always_inline)) bool borders_of(const struct kinds *k, struct state *s, uint64_t *ret)
{
	uint64_t border = k->sep | k->lf, bad = (k->cr << 1 | s->cr) & ~k->lf;
	if (k->quote | s->inside | s->closed) {
		uint64_t inside = odd_so_far(k->quote) ^ s->inside, open = k->quote & inside, close = k->quote & ~inside;
		border &= ~inside;
		bad |= (k->lf | k->cr) & inside;
		bad |= open & ~(border << 1 | s->border);
		bad |= (close << 1 | s->closed) & ~(border | k->cr);
		s->inside = 0 - (inside >> 63);
		s->closed = close >> 63;
	}
	s->border = border >> 63;
	s->cr = k->cr >> 63;
	*ret = border;
	return bad == 0;
}

static inline __attribute__((always_inline)) size_t put_ends(uint64_t lf, uint64_t border, size_t marks, uint16_t *end, size_t ends)
{
	/* There is none or one, but for very short records. */
	end[ends] = (uint16_t)(marks + (size_t)__builtin_popcountll(border & (lf ^ (lf - 1))));
	ends += lf != 0;
	for (lf &= lf - 1; UNLIKELY(lf); lf &= lf - 1)
		end[ends++] = (uint16_t)(marks + (size_t)__builtin_popcountll(border & (lf ^ (lf - 1))));
	return ends;
}

static struct kinds kinds_plain(const char *p, char sep)
{
	struct kinds k = { 0, 0, 0, 0 };
	for (int i = 0; i < 64; i++) {
		k.sep |= (uint64_t)(p[i] == sep) << i;
		k.lf |= (uint64_t)(p[i] == '\n') << i;
		k.cr |= (uint64_t)(p[i] == '\r') << i;
		k.quote |= (uint64_t)(p[i] == '"') << i;
	}
	return k;
}

typedef struct kinds (*kinds_fn)(const char *p, char sep);
static inline __attribute__((always_inline)) size_t ahead_by(kinds_fn kinds_of, const char *text, size_t n, char sep, uint32_t *mark,
							     uint16_t *end)
{
	struct state s = { .border = 1 };
	size_t marks = 0, ends = 0;
	for (size_t at = 0; at + 64 <= n; at += 64) {
		struct kinds k = kinds_of(text + at, sep);
		uint64_t border;
		if (!borders_of(&k, &s, &border))
			break;
		ends = put_ends(k.lf, border, marks, end, ends);
		for (; border; border &= border - 1)
			mark[++marks] = (uint32_t)at + (uint32_t)__builtin_ctzll(border);
	}
	return ends;
}

size_t csv_ahead_plain(const char *text, size_t n, char sep, uint32_t *mark, uint16_t *end)
{
	return ahead_by(kinds_plain, text, n, sep, mark, end);
}

#if defined(__x86_64__)
static inline __m128i eq16(__m128i v, char c)
{
	return _mm_cmpeq_epi8(v, _mm_set1_epi8(c));
}

static inline struct kinds kinds_sse2(const char *p, char sep)
{
	struct kinds k = { 0, 0, 0, 0 };
	for (int i = 0; i < 4; i++) {
		__m128i v = _mm_loadu_si128((const __m128i *)(const void *)(p + 16 * i));
		k.sep |= (uint64_t)(uint32_t)_mm_movemask_epi8(eq16(v, sep)) << 16 * i;
		k.lf |= (uint64_t)(uint32_t)_mm_movemask_epi8(eq16(v, '\n')) << 16 * i;
		k.cr |= (uint64_t)(uint32_t)_mm_movemask_epi8(eq16(v, '\r')) << 16 * i;
		k.quote |= (uint64_t)(uint32_t)_mm_movemask_epi8(eq16(v, '"')) << 16 * i;
	}
	return k;
}

size_t csv_ahead_sse2(const char *text, size_t n, char sep, uint32_t *mark, uint16_t *end)
{
	return ahead_by(kinds_sse2, text, n, sep, mark, end);
}

#define HALF "avx2,bmi,bmi2,popcnt"
__attribute__((target(HALF))) static inline uint64_t eq_mask(__m256i low, __m256i high, char c)
{
	__m256i v = _mm256_set1_epi8(c);
	return (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(low, v)) |
	       (uint64_t)(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(high, v)) << 32;
}

__attribute__((target(HALF))) static size_t ahead_avx2(const char *text, size_t n, char sep, uint32_t *mark, uint16_t *end)
{
	struct state s = { .border = 1 };
	uint32_t *to = mark + 1;
	size_t ends = 0;
	for (size_t at = 0; at + 64 <= n; at += 64) {
		__m256i low = _mm256_loadu_si256((const __m256i *)(const void *)(text + at));
		__m256i high = _mm256_loadu_si256((const __m256i *)(const void *)(text + at + 32));
		struct kinds k = { .sep = eq_mask(low, high, sep), .lf = eq_mask(low, high, '\n'), .cr = eq_mask(low, high, '\r'),
				   .quote = eq_mask(low, high, '"') };
		uint64_t border;
		uint32_t *next;
		if (!borders_of(&k, &s, &border))
			break;
		ends = put_ends(k.lf, border, (size_t)(to - mark) - 1, end, ends);
		next = to + __builtin_popcountll(border);
		/* Eight without asking how many there are: what is too much is written over. */
		do {
			for (int i = 0; i < 8; i++) {
				to[i] = (uint32_t)at + (uint32_t)_tzcnt_u64(border);
				border = _blsr_u64(border);
			}
			to += 8;
		} while (UNLIKELY(border));
		to = next;
	}
	return ends;
}
#endif

csv_ahead_fn csv_ahead_best(void)
{
#if defined(__x86_64__)
	if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2"))
		return ahead_avx2;
	return csv_ahead_sse2;
#endif
	return csv_ahead_plain;
}
