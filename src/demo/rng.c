#include "demo/rng.h"

void perm_init(struct demo_perm *p, uint64_t n, uint64_t seed)
{
	struct demo_rng r = rng_of(seed, 0x7065726d, n);
	uint64_t a = 1;
	while (a * a < n)
		a++;
	p->n = n;
	p->a = (uint32_t)a;
	p->b = (uint32_t)((n + a - 1) / a);
	for (size_t i = 0; i < COUNT(p->key); i++)
		p->key[i] = rng_next(&r);
}

static inline uint32_t perm_round(uint64_t key, uint32_t v, uint32_t n)
{
	return (uint32_t)(((hash_u64(key ^ v) >> 32) * n) >> 32);
}

uint64_t perm_at(const struct demo_perm *p, uint64_t i)
{
	uint32_t l, r;
	do { /* values from n to a*b walk on until they fall inside */
		l = (uint32_t)(i % p->a);
		r = (uint32_t)(i / p->a);
		l = (uint32_t)(((uint64_t)l + perm_round(p->key[0], r, p->a)) % p->a);
		r = (uint32_t)(((uint64_t)r + perm_round(p->key[1], l, p->b)) % p->b);
		l = (uint32_t)(((uint64_t)l + perm_round(p->key[2], r, p->a)) % p->a);
		r = (uint32_t)(((uint64_t)r + perm_round(p->key[3], l, p->b)) % p->b);
		i = (uint64_t)r * p->a + l;
	} while (i >= p->n);
	return i;
}

uint64_t perm_inverse(const struct demo_perm *p, uint64_t v)
{
	uint32_t l, r;
	do {
		l = (uint32_t)(v % p->a);
		r = (uint32_t)(v / p->a);
		r = (uint32_t)(((uint64_t)r + p->b - perm_round(p->key[3], l, p->b)) % p->b);
		l = (uint32_t)(((uint64_t)l + p->a - perm_round(p->key[2], r, p->a)) % p->a);
		r = (uint32_t)(((uint64_t)r + p->b - perm_round(p->key[1], l, p->b)) % p->b);
		l = (uint32_t)(((uint64_t)l + p->a - perm_round(p->key[0], r, p->a)) % p->a);
		v = (uint64_t)r * p->a + l;
	} while (v >= p->n);
	return v;
}
