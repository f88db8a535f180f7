#include "engine/verdict.h"

#include "base/wilayah.h"

#define TWINS_MAX 64 /* records of one NIK that are looked at */

void verdict_pair(const struct verdict_base *base, const struct list_row *r, uint32_t record, struct pair *ret,
		  struct facts *row_facts, struct facts *reg_facts_)
{
	const struct reg_row *rr = reg_row(base->registry, record);
	struct name_kept a = list_name(base->list, r), b = reg_name(base->registry, rr);
	list_facts(base->list, r, row_facts);
	reg_facts(base->registry, rr, reg_facts_);
	if (name_kept_same(base->list->book, a, b) && (a.words || (a.text.len && ch_alpha(a.text.ptr[0])))) {
		/* The same bytes are the same name; only marks (BY NY, ALM) would need the long way, and they are equal too. */
		ret->name = (struct name_verdict){ NAME_SAME, 1000, 0 };
		pair_facts(ret, row_facts, reg_facts_);
	} else {
		struct name_form na, nb;
		name_prepare_kept(&na, base->words, base->list->book, a);
		name_prepare_kept(&nb, base->words, base->list->book, b);
		pair_compare(ret, row_facts, &na, reg_facts_, &nb);
	}
}

struct own_seen verdict_seen(uint64_t row, const struct pair *p, const struct facts *record, bool twice, bool conflict)
{
	return (struct own_seen){ .row = row & 4095U,
				  .status_date = (uint32_t)record->status_date & ((1U << 27) - 1),
				  .born = (uint32_t)record->birth & ((1U << 27) - 1),
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
				  .twice = twice,
				  .conflict = conflict };
}

static void take_seen(struct finding *f, const struct own_seen *s)
{
	f->own_twice = s->twice;
	f->own_conflict = s->conflict;
	f->own_pair = (struct pair){ .name = { (enum name_grade)s->grade, (uint16_t)s->score, (uint16_t)s->habits },
				     .birth = (enum birth_agree)s->birth,
				     .sex = (int)s->sex - 1,
				     .kk = (int)s->kk - 1,
				     .addr = (int)s->addr - 1,
				     .mother = (int)s->mother - 1,
				     .region = (int)s->region - 1 };
	f->own_facts.status = s->status;
	f->own_facts.birth = (tanggal)s->born;
	f->own_facts.birth_state = s->birth_state;
	f->own_facts.status_date = (tanggal)s->status_date;
	f->own_facts.status_date_state = s->status_date_state;
	f->own_facts.outside = s->outside;
}

static int32_t own_weight(const struct verdict_base *b, const struct list_row *r, uint32_t record, const struct pair *p)
{
	struct name_form na, nb;
	name_prepare_kept(&na, b->words, b->list->book, list_name(b->list, r));
	name_prepare_kept(&nb, b->words, b->list->book, reg_name(b->registry, reg_row(b->registry, record)));
	return weight_pair(b->model, p, &na, &nb, r->nik, r->nik);
}

static bool is_this(const struct pair *p)
{
	return pair_name_fits(p) && (p->birth == BIRTH_A_SAME || p->kk > 0) &&
	       (p->birth == BIRTH_A_SAME || p->birth == BIRTH_A_ABSENT) && p->sex >= 0;
}

uint32_t verdict_own(const struct verdict_base *b, const struct list_row *r, bool *ret_conflict)
{
	const struct padan_registry *g = b->registry;
	uint32_t all[TWINS_MAX], best = REG_NONE;
	size_t n = registry_find_all(g, r->nik, all, TWINS_MAX);
	struct facts fr, fg;
	struct pair p;
	int32_t best_w = 0;
	*ret_conflict = false;
	for (size_t i = 0; i < n; i++) {
		int32_t w;
		verdict_pair(b, r, all[i], &p, &fr, &fg);
		w = own_weight(b, r, all[i], &p);
		if (best == REG_NONE || w > best_w) {
			best = all[i];
			best_w = w;
		}
	}
	for (size_t i = 0; i < n; i++) {
		if (all[i] == best || (reg_row(g, all[i])->status == reg_row(g, best)->status &&
				       reg_row(g, all[i])->outside == reg_row(g, best)->outside))
			continue;
		verdict_pair(b, r, all[i], &p, &fr, &fg);
		*ret_conflict |= is_this(&p);
	}
	return best;
}

static const struct candidate *find_candidate(const struct verdict_base *b, uint64_t row)
{
	size_t at = candidate_first(b->candidate, b->ncandidate, row);
	const struct candidate *c = b->candidate + at;
	return at < b->ncandidate && c->row == row && c->record != REG_NONE ? c : NULL;
}

static const struct twin *find_twin(const struct verdict_base *b, uint64_t row)
{
	size_t lo = 0, hi = b->ntwin;
	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		if (b->twin[mid].row < row)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < b->ntwin && b->twin[lo].row == row ? &b->twin[lo] : NULL;
}

/* BY NY, ALM in front of the list's name; a look at the letters spares nearly all names the preparing. */
static void name_marks(const struct list *l, const struct list_row *r, struct finding *f)
{
	struct name_kept kept = list_name(l, r);
	struct str s;
	struct name_form form;
	char room[BOOK_NAME_ROOM], c;
	if (LIKELY(kept.words && !(l->book->word[kept.words & NAME_NUMBER].marks & WORD_MARKED)))
		return;
	s = name_book_text(l->book, kept, room);
	c = s.len ? ch_upper(s.ptr[0]) : 0;
	if (c != 'B' && c != 'A' && c != '(' && c != '[')
		return;
	if (c == 'A' && !str_istarts(s, S("AL")))
		return;
	if (c == 'B' && !str_istarts(s, S("BY")) && !str_istarts(s, S("BAYI")) && !str_istarts(s, S("BI")))
		return;
	name_prepare(&form, s);
	f->newborn = form.marks & NAME_H_NEWBORN_MARK;
	f->deceased_mark = form.marks & NAME_H_DECEASED_MARK;
}

static void list_reasons(const struct verdict_base *b, const struct list_row *r, uint64_t i, struct finding *f)
{
	struct facts facts;
	f->nik_state = (enum nik_state)r->nik_state;
	if (r->nik_state == NIK_EMPTY)
		f->reasons |= R(NIK_KOSONG);
	else if (r->nik_state != NIK_VALID)
		f->reasons |= R(NIK_TIDAK_SAH);
	else if (!wilayah_prefix_known((uint32_t)(r->nik / UINT64_C(10000000000))))
		f->reasons |= R(WILAYAH_NIK_TIDAK_DIKENAL);
	if (r->nik_double) {
		const struct twin *t = find_twin(b, i);
		f->reasons |= R(NIK_GANDA);
		if (t) {
			f->kept = t->kind == TWIN_KEPT;
			f->further = t->kind == TWIN_FURTHER;
			f->twin_row = list_number(b->list, t->other);
			if (f->further && b->registry)
				f->hard |= R(NIK_GANDA);
		}
	}
	if (r->person_double)
		f->reasons |= R(ORANG_GANDA);
	if (r->psnoka_double)
		f->reasons |= R(PESERTA_GANDA);
	if (r->other_segment)
		f->reasons |= R(SEGMEN_LAIN);
	f->list_deceased = r->deceased;
	name_marks(b->list, r, f);
	list_facts(b->list, r, &facts);
	if (facts.birth_state == BIRTH_BAD)
		f->reasons |= R(TANGGAL_TIDAK_SAH);
}

/* Takes the candidate over into the finding. */
static void take_candidate(const struct verdict_base *b, const struct list_row *r, const struct candidate *c,
			   struct finding *f, uint32_t *ret_record, int *ret_score)
{
	f->candidate = true;
	*ret_record = c->record;
	*ret_score = c->posterior;
	(void)b;
	(void)r;
}

/* The name does not fit: another person's NIK, or a name that differs? */
static void name_reasons(const struct verdict_base *b, uint64_t i, const struct list_row *r, uint32_t own,
			 struct finding *f, uint32_t *ret_record, int *ret_score)
{
	const struct candidate *c = find_candidate(b, i);
	const struct pair *p = &f->own_pair;
	bool other_birth = p->birth != BIRTH_A_SAME && p->birth != BIRTH_A_ABSENT;
	if (c) {
		struct facts row;
		verdict_pair(b, r, c->record, &f->candidate_pair, &row, &f->candidate_facts);
		if (pair_name_fits(&f->candidate_pair) && c->weight >= own_weight(b, r, own, p) + WEIGHT_FAR_BETTER) {
			f->reasons |= R(NIK_MILIK_ORANG_LAIN);
			f->far_better = true;
			take_candidate(b, r, c, f, ret_record, ret_score);
			return;
		}
	}
	if (p->name.grade == NAME_FAR && (other_birth || p->sex < 0)) {
		f->reasons |= R(NIK_MILIK_ORANG_LAIN);
		*ret_record = REG_NONE;
		*ret_score = -1;
	} else {
		f->reasons |= R(NAMA_BEDA);
	}
}

static void registry_reasons(const struct verdict_base *b, uint64_t i, const struct list_row *r, struct finding *f,
			     uint32_t *ret_record, int *ret_score)
{
	uint32_t own = r->own;
	struct facts row;
	if (own == REG_NONE) {
		const struct candidate *c = find_candidate(b, i);
		if (r->nik_state == NIK_VALID)
			f->reasons |= R(NIK_TIDAK_DITEMUKAN);
		if (c) {
			verdict_pair(b, r, c->record, &f->candidate_pair, &row, &f->candidate_facts);
			take_candidate(b, r, c, f, ret_record, ret_score);
		} else if (r->nik_state == NIK_VALID && b->national) {
			f->hard |= R(NIK_TIDAK_DITEMUKAN);
		}
		return;
	}
	f->own = true;
	if (b->seen) {
		take_seen(f, b->seen);
	} else {
		f->own_twice = reg_row(b->registry, own)->twice;
		verdict_pair(b, r, own, &f->own_pair, &row, &f->own_facts);
		if (f->own_twice)
			(void)verdict_own(b, r, &f->own_conflict);
	}
	f->own_by_name = pair_name_fits(&f->own_pair);
	if (f->newborn) {
		struct name_form form;
		name_prepare_kept(&form, b->words, b->registry->book, reg_name(b->registry, reg_row(b->registry, own)));
		f->newborn = !(form.marks & NAME_H_NEWBORN_MARK);
	}
	*ret_record = own;
	*ret_score = weight_own(&f->own_pair);
	if (!f->own_by_name)
		name_reasons(b, i, r, own, f, ret_record, ret_score);
	finding_status(f);
	finding_facts(f);
}

void verdict_row(const struct verdict_base *b, uint64_t i, struct finding *f, uint32_t *ret_record, int *ret_score)
{
	const struct list_row *r = list_row(b->list, i);
	memset(f, 0, sizeof(*f));
	f->has_registry = b->registry != NULL;
	f->national = b->national;
	f->as_of = b->as_of;
	*ret_record = REG_NONE;
	*ret_score = -1;
	if (r->broken) {
		f->reasons = R(BARIS_RUSAK);
	} else {
		list_reasons(b, r, i, f);
		if (b->registry)
			registry_reasons(b, i, r, f, ret_record, ret_score);
	}
	f->reasons = criteria_filter(b->criteria, f->reasons);
	f->hard &= f->reasons;
	f->verdict = criteria_verdict(b->criteria, f->reasons, f->hard);
	if (!b->registry && !r->broken && f->verdict == PADAN_LAYAK) {
		f->reasons = criteria_filter(b->criteria, f->reasons | R(BELUM_DIPERIKSA));
		f->verdict = criteria_verdict(b->criteria, f->reasons, f->hard);
	}
}
