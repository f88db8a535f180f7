#include "engine/weight.h"

#include "base/hash.h"

int32_t log2_16(uint64_t v)
{
	/* The smallest 64-bit number whose logarithm is 63 + i/16: squaring a truncated mantissa would fall short of it. */
	static const uint64_t least[16] = {
		UINT64_C(0x8000000000000000), UINT64_C(0x85aac367cc487b15), UINT64_C(0x8b95c1e3ea8bd6e7), UINT64_C(0x91c3d373ab11c337),
		UINT64_C(0x9837f0518db8a970), UINT64_C(0x9ef5326091a111ae), UINT64_C(0xa5fed6a9b15138eb), UINT64_C(0xad583eea42a14ac7),
		UINT64_C(0xb504f333f9de6485), UINT64_C(0xbd08a39f580c36bf), UINT64_C(0xc5672a115506dade), UINT64_C(0xce248c151f8480e4),
		UINT64_C(0xd744fccad69d6af5), UINT64_C(0xe0ccdeec2a94e112), UINT64_C(0xeac0c6e7dd24392f), UINT64_C(0xf5257d152486cc2d),
	};
	int zeros = __builtin_clzll(v);
	uint64_t m = v << zeros;
	int32_t frac = 0;
	for (int32_t step = 8; step; step /= 2)
		if (m >= least[frac + step])
			frac += step;
	return (63 - zeros) * 16 + frac;
}

uint64_t weight_stride(uint64_t records)
{
	return records <= WEIGHT_SAMPLE ? 1 : (records + WEIGHT_SAMPLE - 1) / WEIGHT_SAMPLE;
}

int weight_model_init(struct weight_model *m, uint64_t records, struct err *err)
{
	*m = (struct weight_model){ .records = records, .log2_records = log2_16(records ? records : 1), .mask = 4095 };
	m->word = calloc((size_t)m->mask + 1, sizeof(*m->word));
	m->count = calloc((size_t)m->mask + 1, sizeof(*m->count));
	if (!m->word || !m->count) {
		weight_model_clear(m);
		return NOMEM(err);
	}
	return OK;
}

void weight_model_clear(struct weight_model *m)
{
	free(m->word);
	free(m->count);
	*m = (struct weight_model){ 0 };
}

static uint32_t slot_of(const struct weight_model *m, uint32_t word)
{
	uint32_t i = (uint32_t)hash_u64(word) & m->mask;
	while (m->count[i] && m->word[i] != word)
		i = (i + 1) & m->mask;
	return i;
}

static int grow(struct weight_model *m, struct err *err)
{
	struct weight_model old = *m;
	m->mask = m->mask * 2 + 1;
	m->word = calloc((size_t)m->mask + 1, sizeof(*m->word));
	m->count = calloc((size_t)m->mask + 1, sizeof(*m->count));
	if (!m->word || !m->count) {
		free(m->word);
		free(m->count);
		*m = old;
		return NOMEM(err);
	}
	for (uint32_t i = 0; i <= old.mask; i++)
		if (old.count[i]) {
			uint32_t k = slot_of(m, old.word[i]);
			m->word[k] = old.word[i];
			m->count[k] = old.count[i];
		}
	free(old.word);
	free(old.count);
	return OK;
}

int weight_model_add(struct weight_model *m, const struct name_form *name, struct err *err)
{
	for (size_t i = 0; i < name->ntoken; i++) {
		uint32_t k;
		int r;
		if (m->used > m->mask / 2) {
			r = grow(m, err);
			if (r < 0)
				return r;
		}
		k = slot_of(m, name->token[i]);
		m->used += m->count[k] == 0;
		m->word[k] = name->token[i];
		m->count[k]++;
	}
	m->sampled++;
	return OK;
}

void weight_model_finish(struct weight_model *m)
{
	m->log2_sampled = log2_16(m->sampled + 1);
}

/* Weight of agreeing on one word: log2 of how rare it is. */
static int32_t word_weight(const struct weight_model *m, uint32_t word)
{
	uint32_t k = slot_of(m, word);
	int32_t w = m->log2_sampled - log2_16((uint64_t)m->count[k] + 1);
	return w < 0 ? 0 : w;
}

void pair_facts(struct pair *ret, const struct facts *row, const struct facts *reg)
{
	ret->birth = birth_compare(row, reg);
	ret->sex = fact_agree((uint64_t)row->sex, (uint64_t)reg->sex);
	ret->kk = fact_agree(row->kk, reg->kk);
	ret->addr = fact_agree(row->addr, reg->addr);
	ret->mother = fact_agree(row->mother, reg->mother);
	ret->region = region_agree(row->region, reg->region);
}

void pair_compare(struct pair *ret, const struct facts *row, const struct name_form *row_name, const struct facts *reg,
		  const struct name_form *reg_name)
{
	name_compare(&ret->name, row_name, reg_name);
	pair_facts(ret, row, reg);
}

bool pair_name_fits(const struct pair *p)
{
	/* BY NY SITI is not SITI. */
	if (p->name.habits & NAME_H_NEWBORN_MARK)
		return false;
	switch (p->name.grade) {
	case NAME_SAME:
		return true;
	case NAME_HABIT:
	case NAME_TYPO:
		return (p->birth == BIRTH_A_SAME || p->birth == BIRTH_A_ABSENT) && p->sex >= 0;
	default:
		return false;
	}
}

static int32_t name_weight(const struct weight_model *m, const struct name_form *a, const struct name_form *b,
			   const struct name_verdict *v)
{
	int32_t sum = 0;
	if (v->grade == NAME_ABSENT)
		return 0;
	if (v->grade == NAME_FAR)
		return -8 * WEIGHT_BIT;
	/* The registry's words that stand in the row too; the rest are words spelt otherwise. */
	for (size_t i = 0; i < b->ntoken; i++) {
		bool shared = false;
		for (size_t k = 0; k < a->ntoken && !shared; k++)
			shared = a->token[k] == b->token[i];
		if (shared)
			sum += word_weight(m, b->token[i]);
		else if (v->grade != NAME_NEAR)
			sum += word_weight(m, b->token[i]) / 2;
	}
	if (v->grade == NAME_TYPO)
		sum -= 2 * WEIGHT_BIT;
	if (v->grade == NAME_NEAR)
		sum = sum / 2 + 1 * WEIGHT_BIT;
	/* Names go together more than their words tell (fashions, clans). */
	return sum > WEIGHT_NAME_MAX ? WEIGHT_NAME_MAX : sum;
}

/* One digit wrong, or two neighbours swapped, between two 16-digit numbers. */
static bool nik_near(uint64_t a, uint64_t b)
{
	char da[16], db[16];
	size_t n = 0, at[2] = { 0, 0 };
	uint64_t apart = a > b ? a - b : b - a;
	/* One digit makes 1 to 9 times a power of ten, two neighbours 9 to 81 times one: hardly any two others do. */
	while (apart > 81 && apart % 10 == 0)
		apart /= 10;
	if (LIKELY(apart > 81))
		return false;
	nik_digits(da, (nik_num){ a });
	nik_digits(db, (nik_num){ b });
	for (size_t i = 0; i < 16; i++)
		if (da[i] != db[i]) {
			if (n == 2)
				return false;
			at[n++] = i;
		}
	if (n == 1)
		return true;
	return n == 2 && at[1] == at[0] + 1 && da[at[0]] == db[at[1]] && da[at[1]] == db[at[0]];
}

int32_t weight_rest(const struct weight_model *m, const struct pair *p, uint64_t row_nik, uint64_t reg_nik)
{
	static const int16_t birth[] = {
		[BIRTH_A_ABSENT] = 0,
		[BIRTH_A_SAME] = 233, /* log2 of the days of about 70 years, 14.6 bits */
		[BIRTH_A_SWAP] = 160,
		[BIRTH_A_DIGIT] = 88,
		[BIRTH_A_DIFFER] = -7 * WEIGHT_BIT,
	};
	int32_t w = birth[p->birth];
	bool alone = (p->birth == BIRTH_A_ABSENT || p->birth == BIRTH_A_DIFFER) && p->kk <= 0 && p->addr <= 0 && p->mother <= 0;
	int32_t rare = m->log2_records - 3 * WEIGHT_BIT; /* shared by a household of up to eight */
	if (rare > 16 * WEIGHT_BIT)
		rare = 16 * WEIGHT_BIT;
	if (rare < 2 * WEIGHT_BIT)
		rare = 2 * WEIGHT_BIT;
	w += p->sex > 0 ? WEIGHT_BIT : p->sex < 0 ? -5 * WEIGHT_BIT : 0;
	w += p->kk > 0 ? rare : p->kk < 0 ? -WEIGHT_BIT : 0;
	w += p->addr > 0 ? (rare > 12 * WEIGHT_BIT ? 12 * WEIGHT_BIT : rare) : p->addr < 0 ? -WEIGHT_BIT / 2 : 0;
	w += p->mother > 0 ? 9 * WEIGHT_BIT : p->mother < 0 ? -WEIGHT_BIT : 0;
	w += p->region > 0 ? 3 * WEIGHT_BIT : p->region < 0 ? -WEIGHT_BIT : 0;
	if (row_nik && reg_nik && nik_near(row_nik, reg_nik)) {
		w += 6 * WEIGHT_BIT;
		alone = false;
	}
	/* However rare a name is, another family may have it: by itself it names nobody. */
	return alone ? w - 12 * WEIGHT_BIT : w;
}

int32_t weight_pair(const struct weight_model *m, const struct pair *p, const struct name_form *row_name,
		    const struct name_form *reg_name, uint64_t row_nik, uint64_t reg_nik)
{
	return name_weight(m, row_name, reg_name, &p->name) + weight_rest(m, p, row_nik, reg_nik);
}

int weight_own(const struct pair *p)
{
	static const int16_t name[] = {
		[NAME_ABSENT] = 100, [NAME_SAME] = 0,   [NAME_HABIT] = 10,
		[NAME_TYPO] = 30,    [NAME_NEAR] = 250, [NAME_FAR] = 600,
	};
	static const int16_t birth[] = {
		[BIRTH_A_ABSENT] = 20, [BIRTH_A_SAME] = 0,     [BIRTH_A_SWAP] = 80,
		[BIRTH_A_DIGIT] = 100, [BIRTH_A_DIFFER] = 250,
	};
	int s = 1000 - name[p->name.grade] - birth[p->birth];
	s -= p->sex < 0 ? 120 : p->sex == 0 ? 10 : 0;
	s -= p->kk < 0 ? 10 : p->kk == 0 ? 5 : 0;
	s -= p->addr < 0 ? 5 : 0;
	return s < 0 ? 0 : s;
}

/* 2^(d/16) with 24 fraction bits, d capped to [-24, 24] bits. */
static uint64_t pow2_16(int32_t d)
{
	static const uint32_t frac[16] = {
		16777216, 17520006, 18295683, 19105702, 19951584, 20834917, 21757357, 22720638,
		23726566, 24777031, 25874004, 27019544, 28215802, 29465022, 30769549, 32131834,
	};
	int32_t whole;
	if (d < -24 * 16)
		return 0;
	if (d > 24 * 16)
		d = 24 * 16;
	whole = d >= 0 ? d / 16 : -((-d + 15) / 16);
	return whole >= 0 ? (uint64_t)frac[d - whole * 16] << whole : (uint64_t)frac[d - whole * 16] >> -whole;
}

int weight_posterior(const struct weight_model *m, int32_t best, const int32_t *w, size_t n)
{
	/* Relative to the best, so that the sum cannot overflow: at most n times 2^24, and n is bounded by 2^32. */
	uint64_t sum = pow2_16(m->log2_records + WEIGHT_DOUBT - best), one = pow2_16(0);
	int p;
	for (size_t i = 0; i < n; i++)
		if (w[i] >= best - WEIGHT_NEGLIGIBLE)
			sum += pow2_16(w[i] - best);
	p = (int)(one * 1000 / sum);
	return p > 999 ? 999 : p;
}
