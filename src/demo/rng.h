/* Numbers that depend on nothing but their key: every person and every row of the made-up city is computed from the
 * seed and its index, so no list of people is kept in memory. */
#ifndef PADAN_DEMO_RNG_H
#define PADAN_DEMO_RNG_H
#include "base/hash.h"

struct demo_rng {
	uint64_t state;
};

/* A stream for one thing (index) of one kind (tag). */
static inline struct demo_rng rng_of(uint64_t seed, uint64_t tag, uint64_t index)
{
	return (struct demo_rng){ hash_mix(seed ^ tag * UINT64_C(0xA24BAED4963EE407), index) };
}
static inline uint64_t rng_next(struct demo_rng *r)
{
	uint64_t z = (r->state += UINT64_C(0x9E3779B97F4A7C15));
	z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
	return z ^ (z >> 31);
}
/* 0 .. n-1. */
static inline uint32_t rng_below(struct demo_rng *r, uint32_t n)
{
	return (uint32_t)(((rng_next(r) >> 32) * n) >> 32);
}
/* lo .. hi. */
static inline int rng_range(struct demo_rng *r, int lo, int hi)
{
	return lo + (int)rng_below(r, (uint32_t)(hi - lo + 1));
}
static inline bool rng_percent(struct demo_rng *r, uint32_t percent) { return rng_below(r, 100) < percent; }

/* A bijection of 0..n-1 that looks like shuffling, and its inverse (a Feistel network over two near-equal radices). */
struct demo_perm {
	uint64_t n;
	uint32_t a, b; /* a * b >= n */
	uint64_t key[4];
};
void perm_init(struct demo_perm *p, uint64_t n, uint64_t seed);
uint64_t perm_at(const struct demo_perm *p, uint64_t i);
uint64_t perm_inverse(const struct demo_perm *p, uint64_t v);
#endif
