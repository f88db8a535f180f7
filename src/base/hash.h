/* Small integer hashes for tables. Not against an attacker: tables that hold outside keys bound their probe length. */
#ifndef PADAN_HASH_H
#define PADAN_HASH_H
#include "base/str.h"

/* A bijection of 64 bits with good low and high bits (multiply, fold, multiply). */
static inline uint64_t hash_u64(uint64_t x)
{
	x ^= x >> 32;
	x *= UINT64_C(0xd6e8feb86659fd93);
	x ^= x >> 32;
	x *= UINT64_C(0xd6e8feb86659fd93);
	x ^= x >> 32;
	return x;
}
static inline uint64_t hash_mix(uint64_t a, uint64_t b) { return hash_u64(a * UINT64_C(0x9E3779B97F4A7C15) + b); }

static inline uint64_t hash_bytes(const char *p, size_t n)
{
	uint64_t h = UINT64_C(0x9E3779B97F4A7C15) ^ n, w;
	while (n >= 8) {
		memcpy(&w, p, 8);
		h = (h ^ w) * UINT64_C(0xd6e8feb86659fd93);
		h ^= h >> 29;
		p += 8;
		n -= 8;
	}
	if (n) {
		w = 0;
		for (size_t i = 0; i < n; i++)
			w |= (uint64_t)(unsigned char)p[i] << (8 * i);
		h = (h ^ w) * UINT64_C(0xd6e8feb86659fd93);
		h ^= h >> 29;
	}
	return hash_u64(h);
}
static inline uint64_t hash_str(struct str s) { return hash_bytes(s.ptr, s.len); }
#endif
