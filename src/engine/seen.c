#include "engine/seen.h"

#define DATE ((UINT32_C(1) << 27) - 1)

void seen_look(const struct list *l, const struct padan_registry *g, struct name_words *words, const struct list_row *r, uint32_t record,
	       struct pair *ret, struct facts *row_facts, struct facts *reg_facts_)
{
	const struct reg_row *rr = reg_row(g, record);
	struct name_kept a = list_name(l, r), b = reg_name(g, rr);
	list_facts(l, r, row_facts);
	reg_facts(g, rr, reg_facts_);
	if (name_kept_same(l->book, a, b) && (a.words || (a.text.len && ch_alpha(a.text.ptr[0])))) {
		/* The same bytes are the same name; only marks (BY NY, ALM) would need the long way, and they are equal too. */
		ret->name = (struct name_verdict){ NAME_SAME, 1000, 0 };
		pair_facts(ret, row_facts, reg_facts_);
	} else {
		struct name_form na, nb;
		name_prepare_kept(&na, words, l->book, a);
		name_prepare_kept(&nb, words, l->book, b);
		pair_compare(ret, row_facts, &na, reg_facts_, &nb);
	}
}

struct seen seen_keep(const struct pair *p, const struct facts *record, bool twice)
{
	return (struct seen){ .status_date = (uint32_t)record->status_date & DATE,
			      .born = (uint32_t)record->birth & DATE,
			      .birth_state = record->birth_state & 3U,
			      .grade = p->name.grade & 7U,
			      .score = p->name.score & 1023U,
			      .habits = p->name.habits & ((1U << NAME_H_COUNT) - 1),
			      .birth = p->birth & 7U,
			      .sex = (unsigned)(p->sex + 1) & 3U,
			      .kk = (unsigned)(p->kk + 1) & 3U,
			      .addr = (unsigned)(p->addr + 1) & 3U,
			      .mother = (unsigned)(p->mother + 1) & 3U,
			      .region = (unsigned)(p->region + 1) & 3U,
			      .status = record->status & 7U,
			      .status_date_state = record->status_date_state & 3U,
			      .outside = record->outside,
			      .twice = twice };
}

void seen_take(const struct seen *s, struct pair *ret_pair, struct facts *ret_record)
{
	*ret_pair = (struct pair){ .name = { (enum name_grade)s->grade, (uint16_t)s->score, (uint16_t)s->habits },
				   .birth = (enum birth_agree)s->birth,
				   .sex = (int)s->sex - 1,
				   .kk = (int)s->kk - 1,
				   .addr = (int)s->addr - 1,
				   .mother = (int)s->mother - 1,
				   .region = (int)s->region - 1 };
	*ret_record = (struct facts){ .status = s->status,
				      .birth = (tanggal)s->born,
				      .birth_state = s->birth_state,
				      .status_date = (tanggal)s->status_date,
				      .status_date_state = s->status_date_state,
				      .outside = s->outside };
}
