#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#undef setjmp /* a macro of libc, a name base.h bans */

#include "base/base.h"
#include "engine/output.h"
#include "engine/tail.h"

static uint32_t number(uint32_t *seed, uint32_t below)
{
	*seed = *seed * 1664525U + 1013904223U;
	return (*seed >> 8) % below;
}

static struct pair some_pair(uint32_t *seed)
{
	return (struct pair){ .name = { (enum name_grade)number(seed, NAME_ABSENT + 1), 900, 0 },
			      .birth = (enum birth_agree)number(seed, BIRTH_A_DIFFER + 1),
			      .sex = (int)number(seed, 3) - 1,
			      .kk = (int)number(seed, 3) - 1,
			      .addr = (int)number(seed, 3) - 1,
			      .mother = (int)number(seed, 3) - 1 };
}

static struct finding some_finding(uint32_t *seed)
{
	struct finding f = { .reasons = 0 };
	/* Few reasons, as on most rows. */
	for (unsigned n = number(seed, 4); n > 0; n--)
		f.reasons |= UINT32_C(1) << number(seed, PADAN_REASON_COUNT);
	f.hard = number(seed, 2) ? f.reasons : 0;
	f.verdict = (enum padan_verdict_kind)number(seed, 3);
	f.nik_state = (enum nik_state)number(seed, 9);
	f.own = number(seed, 2);
	f.own_pair = some_pair(seed);
	f.own_facts.status = (uint8_t)number(seed, REG_UNKNOWN + 1);
	f.own_facts.status_date_state = (uint8_t)number(seed, SDATE_OK + 1);
	f.own_facts.status_date = tanggal_of(2024 + (int)number(seed, 4), 1 + (int)number(seed, 12), 1 + (int)number(seed, 28));
	f.own_facts.birth_state = (uint8_t)number(seed, BIRTH_OK + 1);
	f.own_facts.birth = tanggal_of(2024 + (int)number(seed, 2), 1, 1);
	f.own_facts.outside = number(seed, 2);
	f.own_twice = number(seed, 2);
	f.own_by_name = number(seed, 2);
	f.candidate = number(seed, 2);
	f.candidate_pair = some_pair(seed);
	f.candidate_facts.status = (uint8_t)number(seed, REG_UNKNOWN + 1);
	f.candidate_facts.outside = number(seed, 2);
	f.far_better = number(seed, 2);
	f.has_registry = number(seed, 2);
	f.national = number(seed, 2);
	f.list_deceased = number(seed, 2);
	f.newborn = number(seed, 2);
	f.deceased_mark = number(seed, 2);
	f.further = number(seed, 2);
	f.kept = number(seed, 2);
	f.twin_row = number(seed, 2) ? number(seed, 1000000) : 0;
	f.as_of = 20261031;
	return f;
}

/* What the row would say without a memory. */
static void plain(struct buf *out, const struct finding *f)
{
	struct buf s;
	buf_init(&s, 1 << 16);
	buf_reset(out);
	buf_addc(out, ',');
	buf_add(out, str_c(padan_verdict_name((int)f->verdict)));
	buf_addc(out, ',');
	output_reasons(out, f->reasons);
	buf_add(out, S(",,"));
	explain(&s, f);
	output_csv_text(out, buf_str(&s));
	buf_addc(out, '\n');
	buf_clear(&s);
	assert_int_equal(out->error, 0);
}

static void expect(struct tails *t, const struct finding *f, struct buf *want, size_t *told)
{
	const struct tail *one = tail_of(t, f);
	plain(want, f);
	if (!one) {
		assert_true(want->len > TAIL_TEXT);
		return;
	}
	(*told)++;
	assert_int_equal((size_t)one->before_len + one->behind_len, want->len);
	assert_memory_equal(one->text, want->ptr, want->len);
}

/* Findings at random, each again and again with other dates, numbers and single facts. */
static void as_said_without(void **state)
{
	struct tails *t = tails_new();
	struct buf want;
	uint32_t seed = 7;
	size_t told = 0;
	(void)state;
	assert_non_null(t);
	buf_init(&want, 1 << 16);
	for (size_t i = 0; i < 20000; i++) {
		struct finding f = some_finding(&seed);
		expect(t, &f, &want, &told);
		for (size_t k = 0; k < 4; k++) {
			struct finding g = f, other = some_finding(&seed);
			g.own_facts.status_date = other.own_facts.status_date;
			expect(t, &g, &want, &told);
			g.own_facts.birth = other.own_facts.birth;
			expect(t, &g, &want, &told);
			switch (number(&seed, 12)) {
			case 0: g.own_pair.addr = other.own_pair.addr; break;
			case 1: g.own_pair.mother = other.own_pair.mother; break;
			case 2: g.own_pair.birth = other.own_pair.birth; break;
			case 3: g.own_pair.name = other.own_pair.name; break;
			case 4: g.candidate_pair = other.candidate_pair; break;
			case 5: g.candidate_facts = other.candidate_facts; break;
			case 6: g.hard = other.hard; break;
			case 7: g.nik_state = other.nik_state; break;
			case 8: g.twin_row = other.twin_row; break;
			case 9: g.own_facts = other.own_facts; break;
			case 10: g.own_twice = !g.own_twice; break;
			default: g.own_by_name = !g.own_by_name; break;
			}
			expect(t, &g, &want, &told);
		}
	}
	assert_true(told > 100000);
	buf_clear(&want);
	tails_free(t);
	tails_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(as_said_without),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
