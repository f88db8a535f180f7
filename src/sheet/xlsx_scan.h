/* Scanning of cell text at memory speed. Internal to the XLSX reader. */
#ifndef PADAN_XLSX_SCAN_H
#define PADAN_XLSX_SCAN_H
#include "base/base.h"
#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* The first '<' or byte below 0x20 from p on; one always comes, as a NUL follows every window, and 16 bytes more may be
 * read behind it. *special is set when one of the bytes before it is '&', '_' or no ASCII. */
#ifdef __SSE2__
static inline char *scan_run(char *p, bool *special)
{
	const __m128i lt = _mm_set1_epi8('<'), amp = _mm_set1_epi8('&'), low = _mm_set1_epi8('_');
	const __m128i ctl = _mm_set1_epi8(0x1f);
	unsigned odd = 0;
	for (;;) {
		__m128i x;
		unsigned stop, mark;
		memcpy(&x, p, 16);
		stop = (unsigned)_mm_movemask_epi8(
			_mm_or_si128(_mm_cmpeq_epi8(x, lt), _mm_cmpeq_epi8(_mm_min_epu8(x, ctl), x)));
		mark = (unsigned)_mm_movemask_epi8(
			_mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(x, amp), _mm_cmpeq_epi8(x, low)), x));
		if (stop) {
			odd |= mark & (stop ^ (stop - 1)) & ~stop;
			*special |= odd != 0;
			return p + __builtin_ctz(stop);
		}
		odd |= mark;
		p += 16;
	}
}
#else
/* Eight bytes at a time. For each byte of x: its high bit in the result tells that it is below n (n <= 128). */
static inline uint64_t scan_below(uint64_t x, uint64_t n)
{
	return (x - UINT64_C(0x0101010101010101) * n) & ~x & UINT64_C(0x8080808080808080);
}
static inline char *scan_run(char *p, bool *special)
{
	const uint64_t ones = UINT64_C(0x0101010101010101);
	for (;;) {
		uint64_t x;
		memcpy(&x, p, 8);
		/* A borrow can only raise a false alarm in a byte behind a true one: the bytewise look settles it. */
		if ((scan_below(x, 0x20) | scan_below(x ^ ones * '<', 1)) != 0)
			break;
		if ((x & ones << 7) | scan_below(x ^ ones * '&', 1) | scan_below(x ^ ones * '_', 1))
			*special = true;
		p += 8;
	}
	for (; (unsigned char)*p >= 0x20 && *p != '<'; p++)
		if (*p == '&' || *p == '_' || (unsigned char)*p >= 0x80)
			*special = true;
	return p;
}
#endif

/* The end of a run of XML text: '<', NUL (the window's end) or a forbidden control character. */
static inline char *scan_text(char *p, bool *special)
{
	p = scan_run(p, special);
	while (UNLIKELY(*p == '\n' || *p == '\t' || *p == '\r')) {
		if (*p == '\r')
			*special = true;
		p = scan_run(p + 1, special);
	}
	return p;
}
#endif
