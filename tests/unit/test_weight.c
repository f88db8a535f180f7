#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#undef setjmp /* a macro of libc, a name base.h bans */

#include "base/hash.h"
#include "engine/weight.h"

/* floor(16 * log2(v)), worked out with whole numbers of any length: 2^e <= v^16 < 2^(e+1). */
static void logarithms(void **state)
{
	static const uint16_t small[] = {
		0, 16, 25, 32, 37, 41, 44, 48, 50, 53, 55, 57, 59, 60, 62, 64, 65, 66, 67, 69,
		70, 71, 72, 73, 74, 75, 76, 76, 77, 78, 79, 80, 80, 81, 82, 82, 83, 83, 84, 85,
	};
	static const struct {
		uint64_t v;
		int at, below; /* of v and of v - 1 */
	} steps[] = {
		{ UINT64_C(2), 16, 0 }, { UINT64_C(2), 16, 0 }, { UINT64_C(2), 16, 0 },
		{ UINT64_C(2), 16, 0 }, { UINT64_C(3), 25, 16 }, { UINT64_C(3), 25, 16 },
		{ UINT64_C(4), 32, 25 }, { UINT64_C(6), 41, 37 }, { UINT64_C(16), 64, 62 },
		{ UINT64_C(77), 100, 99 }, { UINT64_C(1024), 160, 159 }, { UINT64_C(65536), 256, 255 },
		{ UINT64_C(440872), 300, 299 }, { UINT64_C(1841564), 333, 332 }, { UINT64_C(33554432), 400, 399 },
		{ UINT64_C(99108125), 425, 424 }, { UINT64_C(198216250), 441, 440 }, { UINT64_C(280320109), 449, 448 },
		{ UINT64_C(396432500), 457, 456 }, { UINT64_C(560640218), 465, 464 }, { UINT64_C(2242560872), 497, 496 },
		{ UINT64_C(4294967296), 512, 511 }, { UINT64_C(27668013225), 555, 554 }, { UINT64_C(194368031999), 600, 599 },
		{ UINT64_C(14793206181226), 700, 699 }, { UINT64_C(415689605034009), 777, 776 }, { UINT64_C(1125899906842624), 800, 799 },
		{ UINT64_C(9822420436951798), 850, 849 }, { UINT64_C(85691403519881555), 900, 899 }, { UINT64_C(1152921504606846976), 960, 959 },
		{ UINT64_C(6245401371186603364), 999, 998 }, { UINT64_C(9223372036854775808), 1008, 1007 }, { UINT64_C(9631725603661576981), 1009, 1008 },
		{ UINT64_C(12490802742373206727), 1015, 1014 }, { UINT64_C(16915738899553466671), 1022, 1021 }, { UINT64_C(17664662643191237677), 1023, 1022 },
		{ UINT64_C(10058158527438640871), 1010, 1009 }, { UINT64_C(10503471249702896439), 1011, 1010 },
		{ UINT64_C(10968499650544839024), 1012, 1011 }, { UINT64_C(11454116617628225966), 1013, 1012 },
		{ UINT64_C(11961233684655323371), 1014, 1013 }, { UINT64_C(13043817825332782213), 1016, 1015 },
		{ UINT64_C(13621316977754388159), 1017, 1016 }, { UINT64_C(14224384202002324190), 1018, 1017 },
		{ UINT64_C(14854151493325717732), 1019, 1018 }, { UINT64_C(15511800964685064949), 1020, 1019 },
		{ UINT64_C(16198567065652879634), 1021, 1020 },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(small); i++)
		assert_int_equal(log2_16(i + 1), small[i]);
	for (size_t i = 0; i < COUNT(steps); i++) {
		if (log2_16(steps[i].v) != steps[i].at)
			fail_msg("log2_16(%" PRIu64 ") is %d", steps[i].v, log2_16(steps[i].v));
		if (steps[i].v > 1 && log2_16(steps[i].v - 1) != steps[i].below)
			fail_msg("log2_16(%" PRIu64 ") is %d", steps[i].v - 1, log2_16(steps[i].v - 1));
	}
	for (int i = 0; i < 64; i++)
		assert_int_equal(log2_16(UINT64_C(1) << i), 16 * i);
	assert_int_equal(log2_16(UINT64_MAX), 1023);
	for (uint64_t v = 1; v < 300000; v++)
		assert_true(log2_16(v + 1) >= log2_16(v) && log2_16(2 * v) == log2_16(v) + 16);
}

static void strides(void **state)
{
	(void)state;
	assert_int_equal(weight_stride(0), 1);
	assert_int_equal(weight_stride(1), 1);
	assert_int_equal(weight_stride(WEIGHT_SAMPLE), 1);
	assert_int_equal(weight_stride(WEIGHT_SAMPLE + 1), 2);
	assert_int_equal(weight_stride(2 * WEIGHT_SAMPLE), 2);
	assert_int_equal(weight_stride(13000000), 199);
}

static struct name_form form(const char *name)
{
	struct name_form f;
	name_prepare(&f, str_c(name));
	return f;
}

/* A registry of n records in which most people are called SITI AMINAH. */
static void model_of(struct weight_model *m, uint64_t n)
{
	static const char *const names[] = { "SITI AMINAH", "SITI AMINAH", "SITI AMINAH", "SITI RAHMA", "BUDI SANTOSO" };
	struct name_form rare = form("ZULKARNAEN WIRYAWAN");
	assert_int_equal(weight_model_init(m, n, NULL), OK);
	for (uint64_t i = 0; i < 10000; i++) {
		struct name_form f = form(names[i % COUNT(names)]);
		assert_int_equal(weight_model_add(m, &f, NULL), OK);
	}
	assert_int_equal(weight_model_add(m, &rare, NULL), OK);
	weight_model_finish(m);
}

static int32_t weigh(const struct weight_model *m, const char *a, const char *b, struct pair p, uint64_t nik_a, uint64_t nik_b)
{
	struct name_form fa = form(a), fb = form(b);
	name_compare(&p.name, &fa, &fb);
	return weight_pair(m, &p, &fa, &fb, nik_a, nik_b);
}

static void rare_names_say_more(void **state)
{
	struct weight_model m;
	struct pair p = { .birth = BIRTH_A_SAME };
	int32_t common, middle, rare, unseen;
	(void)state;
	model_of(&m, 1000000);
	common = weigh(&m, "SITI AMINAH", "SITI AMINAH", p, 0, 0);
	middle = weigh(&m, "BUDI SANTOSO", "BUDI SANTOSO", p, 0, 0);
	rare = weigh(&m, "ZULKARNAEN WIRYAWAN", "ZULKARNAEN WIRYAWAN", p, 0, 0);
	unseen = weigh(&m, "QORIATUL XAVERIA", "QORIATUL XAVERIA", p, 0, 0);
	assert_true(common < middle && middle < rare && rare <= unseen);
	/* A name that is not there weighs nothing; one that is far off speaks against. */
	assert_true(weigh(&m, "", "SITI AMINAH", p, 0, 0) < common);
	assert_true(weigh(&m, "BUDI SANTOSO", "SITI AMINAH", p, 0, 0) < weigh(&m, "", "SITI AMINAH", p, 0, 0));
	/* The same letters say more than a slip of the pen. */
	assert_true(weigh(&m, "ZULKARNAEN WIRYAWXN", "ZULKARNAEN WIRYAWAN", p, 0, 0) < rare);
	/* A common name on the same birth date alone is not enough for a candidate; with a KK it is. */
	p.kk = 1;
	assert_true(weigh(&m, "SITI AMINAH", "SITI AMINAH", p, 0, 0) >= WEIGHT_MIN);
	weight_model_clear(&m);
}

/* More agreement never weighs less, whatever the other facts are. */
static void more_agreement_weighs_more(void **state)
{
	static const enum birth_agree order[] = { BIRTH_A_DIFFER, BIRTH_A_ABSENT, BIRTH_A_DIGIT, BIRTH_A_SWAP, BIRTH_A_SAME };
	static const uint64_t records[] = { 1, 10, 1000, 1000000, 300000000 };
	(void)state;
	for (size_t r = 0; r < COUNT(records); r++) {
		struct weight_model m;
		model_of(&m, records[r]);
		for (unsigned code = 0; code < 5 * 243; code++) {
			unsigned c = code / 5;
			struct pair p = { .birth = order[code % 5], .sex = (int)(c % 3) - 1, .kk = (int)(c / 3 % 3) - 1,
					  .addr = (int)(c / 9 % 3) - 1, .mother = (int)(c / 27 % 3) - 1,
					  .region = (int)(c / 81 % 3) - 1 };
			int *const facts[] = { &p.sex, &p.kk, &p.addr, &p.mother, &p.region };
			int32_t w = weigh(&m, "SITI AMINAH", "SITI AMINAH", p, 0, 0);
			for (size_t i = 0; i < COUNT(facts); i++)
				if (*facts[i] < 1) {
					++*facts[i];
					assert_true(weigh(&m, "SITI AMINAH", "SITI AMINAH", p, 0, 0) > w);
					--*facts[i];
				}
			if (code % 5 < 4) {
				p.birth = order[code % 5 + 1];
				assert_true(weigh(&m, "SITI AMINAH", "SITI AMINAH", p, 0, 0) > w);
			}
		}
		weight_model_clear(&m);
	}
}

static void a_name_alone(void **state)
{
	struct weight_model m;
	struct pair p = { 0 }, sex = { .sex = 1, .region = 1 }, born = { .birth = BIRTH_A_DIGIT };
	int32_t alone;
	(void)state;
	model_of(&m, 1000000);
	alone = weigh(&m, "ZULKARNAEN WIRYAWAN", "ZULKARNAEN WIRYAWAN", p, 0, 0);
	assert_true(alone < WEIGHT_MIN);
	/* Sex and quarter are shared by thousands: they do not support a name. */
	assert_true(weigh(&m, "ZULKARNAEN WIRYAWAN", "ZULKARNAEN WIRYAWAN", sex, 0, 0) < WEIGHT_MIN);
	assert_true(weigh(&m, "ZULKARNAEN WIRYAWAN", "ZULKARNAEN WIRYAWAN", born, 0, 0) >= alone + 12 * WEIGHT_BIT);
	/* A NIK mistyped by one digit, or with two neighbours swapped, does. */
	assert_true(weigh(&m, "ZULKARNAEN WIRYAWAN", "ZULKARNAEN WIRYAWAN", p, 2171014406755001, 2171014406755002) > alone);
	assert_true(weigh(&m, "ZULKARNAEN WIRYAWAN", "ZULKARNAEN WIRYAWAN", p, 2171014406755001, 2171014046755001) > alone);
	assert_int_equal(weigh(&m, "ZULKARNAEN WIRYAWAN", "ZULKARNAEN WIRYAWAN", p, 2171014406755001, 2171014406755112), alone);
	assert_int_equal(weigh(&m, "ZULKARNAEN WIRYAWAN", "ZULKARNAEN WIRYAWAN", p, 2171014406755001, 2171014406715005), alone);
	assert_int_equal(weigh(&m, "ZULKARNAEN WIRYAWAN", "ZULKARNAEN WIRYAWAN", p, 0, 2171014406755001), alone);
	weight_model_clear(&m);
}

/* The table of words grows without losing a count. */
static void many_words(void **state)
{
	struct weight_model m;
	struct name_form f = { .ntoken = 1 };
	uint64_t sum = 0;
	(void)state;
	assert_int_equal(weight_model_init(&m, 60000, NULL), OK);
	for (uint32_t i = 0; i < 60000; i++) {
		f.token[0] = i / 3 * 2654435761U;
		assert_int_equal(weight_model_add(&m, &f, NULL), OK);
	}
	assert_int_equal(m.used, 20000);
	assert_int_equal(m.sampled, 60000);
	for (uint32_t i = 0; i <= m.mask; i++) {
		assert_true(m.count[i] == 0 || m.count[i] == 3);
		sum += m.count[i];
	}
	assert_int_equal(sum, 60000);
	assert_true(m.used <= m.mask / 2 + 1);
	weight_model_clear(&m);
	assert_null(m.word);
}

static void posterior(void **state)
{
	struct weight_model m = { .records = 1 << 20, .log2_records = 20 * WEIGHT_BIT };
	int32_t level = m.log2_records + WEIGHT_DOUBT, w[1000];
	int last = -1;
	(void)state;
	/* 2^d / (2^d + 2^c), worked out by hand. */
	w[0] = level;
	assert_int_equal(weight_posterior(&m, w[0], w, 1), 500);
	w[0] = level + 1 * WEIGHT_BIT;
	assert_int_equal(weight_posterior(&m, w[0], w, 1), 666);
	w[0] = level + 3 * WEIGHT_BIT;
	assert_int_equal(weight_posterior(&m, w[0], w, 1), 888);
	w[0] = level - 1 * WEIGHT_BIT;
	assert_int_equal(weight_posterior(&m, w[0], w, 1), 333);
	w[0] = level - 3 * WEIGHT_BIT;
	assert_int_equal(weight_posterior(&m, w[0], w, 1), 111);
	w[0] = level + 8; /* half a bit: 1 / (1 + 2^-0.5) */
	assert_int_equal(weight_posterior(&m, w[0], w, 1), 585);
	/* Never certain, never below nothing. */
	for (int32_t x = level - 2000; x <= level + 2000; x++) {
		int p;
		w[0] = x;
		p = weight_posterior(&m, x, w, 1);
		assert_in_range(p, 0, 999);
		assert_true(p >= last);
		last = p;
	}
	assert_int_equal(last, 999);
	w[0] = -5000;
	assert_int_equal(weight_posterior(&m, -5000, w, 1), 0);
}

static void rivals(void **state)
{
	struct weight_model m = { .records = 1 << 20, .log2_records = 20 * WEIGHT_BIT };
	int32_t high = m.log2_records + 30 * WEIGHT_BIT, w[1000];
	int last = 1000;
	(void)state;
	/* Equals share: no candidate can be given among two. */
	for (size_t n = 1; n <= COUNT(w); n++) {
		int p;
		w[n - 1] = high;
		p = weight_posterior(&m, high, w, n);
		assert_true(p <= last);
		assert_in_range(p, 1000 / (int)n - 1, 1000 / (int)n);
		last = p;
	}
	/* A rival two bits behind: 1 / (1 + 1/4). */
	w[1] = high - 2 * WEIGHT_BIT;
	assert_in_range(weight_posterior(&m, high, w, 2), 799, 800);
	/* The nearer the rival, the less sure; the order of the rivals is all the same. */
	last = 999;
	for (int32_t d = 600; d >= 0; d--) {
		int p;
		w[0] = high;
		w[1] = high - d;
		p = weight_posterior(&m, high, w, 2);
		assert_true(p <= last);
		w[1] = high;
		w[0] = high - d;
		assert_int_equal(weight_posterior(&m, high, w, 2), p);
		last = p;
	}
}

static void score_of_the_own_person(void **state)
{
	static const enum name_grade names[] = { NAME_FAR, NAME_NEAR, NAME_TYPO, NAME_HABIT, NAME_SAME };
	struct pair best = { .name.grade = NAME_SAME, .birth = BIRTH_A_SAME, .sex = 1, .kk = 1, .addr = 1 };
	(void)state;
	assert_int_equal(weight_own(&best), 1000);
	for (unsigned g = 0; g <= NAME_FAR; g++)
		for (unsigned b = 0; b <= BIRTH_A_DIFFER; b++)
			for (int s = -1; s <= 1; s++)
				for (int k = -1; k <= 1; k++)
					for (int a = -1; a <= 1; a++) {
						struct pair p = { .name.grade = (enum name_grade)g, .birth = (enum birth_agree)b,
								  .sex = s, .kk = k, .addr = a };
						int *const f[] = { &p.sex, &p.kk, &p.addr };
						int w = weight_own(&p);
						assert_in_range(w, 0, 1000);
						for (size_t i = 0; i < COUNT(f); i++)
							if (*f[i] < 1) {
								++*f[i];
								assert_true(weight_own(&p) >= w);
								--*f[i];
							}
						p.birth = BIRTH_A_SAME;
						assert_true(weight_own(&p) >= w);
					}
	for (size_t i = 0; i + 1 < COUNT(names); i++) {
		struct pair lower = best, higher = best;
		lower.name.grade = names[i];
		higher.name.grade = names[i + 1];
		assert_true(weight_own(&lower) < weight_own(&higher));
	}
}

/* docs/matching.md: SAME, or HABIT or TYPO and neither birth date (SAME or ABSENT only) nor sex contradicts. */
static void which_names_fit(void **state)
{
	(void)state;
	for (unsigned g = 0; g <= NAME_FAR; g++)
		for (unsigned b = 0; b <= BIRTH_A_DIFFER; b++)
			for (int s = -1; s <= 1; s++) {
				struct pair p = { .name.grade = (enum name_grade)g, .birth = (enum birth_agree)b, .sex = s };
				bool folded = g == NAME_HABIT || g == NAME_TYPO;
				bool agrees = (b == BIRTH_A_SAME || b == BIRTH_A_ABSENT) && s != -1;
				assert_int_equal(pair_name_fits(&p), g == NAME_SAME || (folded && agrees));
				p.name.habits = NAME_H_NEWBORN_MARK; /* BY NY SITI is not SITI */
				assert_false(pair_name_fits(&p));
			}
}

static void pairs(void **state)
{
	struct facts row = { .birth = 19750604, .birth_state = BIRTH_OK, .sex = 'P', .kk = 5, .addr = 6, .mother = 7,
			     .region = 2171061003 };
	struct facts reg = row;
	struct name_form a = form("SITI AMINAH"), b = form("SITI AMINAH");
	struct pair p;
	(void)state;
	pair_compare(&p, &row, &a, &reg, &b);
	assert_int_equal(p.name.grade, NAME_SAME);
	assert_int_equal(p.birth, BIRTH_A_SAME);
	assert_true(p.sex == 1 && p.kk == 1 && p.addr == 1 && p.mother == 1 && p.region == 1);
	reg = (struct facts){ .birth = 19750406, .birth_state = BIRTH_OK, .sex = 'L', .kk = 1, .addr = 1, .mother = 1,
			      .region = 217107 };
	b = form("BUDI SANTOSO");
	pair_compare(&p, &row, &a, &reg, &b);
	assert_int_equal(p.name.grade, NAME_FAR);
	assert_int_equal(p.birth, BIRTH_A_SWAP);
	assert_true(p.sex == -1 && p.kk == -1 && p.addr == -1 && p.mother == -1 && p.region == -1);
	reg = (struct facts){ 0 };
	b = form("");
	pair_compare(&p, &row, &a, &reg, &b);
	assert_int_equal(p.name.grade, NAME_ABSENT);
	assert_int_equal(p.birth, BIRTH_A_ABSENT);
	assert_true(p.sex == 0 && p.kk == 0 && p.addr == 0 && p.mother == 0 && p.region == 0);
}

/* A NIK with one digit wrong, or two neighbours swapped, weighs six bits; no other does. */
static void niks_alike(void **state)
{
	struct weight_model m;
	struct pair p = { .birth = BIRTH_A_SAME };
	uint64_t seed = 20261130;
	size_t alike = 0;
	(void)state;
	assert_int_equal(weight_model_init(&m, 1000, NULL), OK);
	for (size_t i = 0; i < 200000; i++) {
		char a[17], b[17];
		unsigned n = 0, first = 0, last = 0;
		for (size_t k = 0; k < 16; k++)
			a[k] = (char)('0' + (seed = hash_u64(seed + 1)) % 10);
		memcpy(b, a, 16);
		for (size_t edits = (seed = hash_u64(seed + 1)) % 3; edits > 0; edits--) {
			seed = hash_u64(seed + 1);
			b[seed % 16] = (char)('0' + seed / 16 % 10);
		}
		if (i % 3 == 0) {
			size_t k = (seed = hash_u64(seed + 1)) % 15;
			char c = b[k];
			b[k] = b[k + 1];
			b[k + 1] = c;
		}
		a[16] = b[16] = 0;
		for (unsigned k = 0; k < 16; k++)
			if (a[k] != b[k]) {
				first = n++ ? first : k;
				last = k;
			}
		bool want = n == 1 || (n == 2 && last == first + 1 && a[first] == b[last] && a[last] == b[first]);
		int32_t more = weight_rest(&m, &p, strtoull(a, NULL, 10), strtoull(b, NULL, 10)) - weight_rest(&m, &p, 0, 0);
		/* A NIK of zeros is none. */
		if (strtoull(a, NULL, 10) && strtoull(b, NULL, 10) && more != (want ? 6 * WEIGHT_BIT : 0))
			fail_msg("%s and %s", a, b);
		alike += want;
	}
	assert_true(alike > 20000);
	weight_model_clear(&m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(logarithms),
		cmocka_unit_test(strides),
		cmocka_unit_test(rare_names_say_more),
		cmocka_unit_test(more_agreement_weighs_more),
		cmocka_unit_test(a_name_alone),
		cmocka_unit_test(many_words),
		cmocka_unit_test(posterior),
		cmocka_unit_test(rivals),
		cmocka_unit_test(niks_alike),
		cmocka_unit_test(score_of_the_own_person),
		cmocka_unit_test(which_names_fit),
		cmocka_unit_test(pairs),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
