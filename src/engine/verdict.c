#include "engine/verdict.h"

#include "base/wilayah.h"

#define TWINS_MAX 64 /* records of one NIK that are looked at */

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
		seen_look(b->list, g, b->words, r, all[i], &p, &fr, &fg);
		w = candidate_own_weight(b->list, g, b->model, b->words, r, all[i], &p);
		if (best == REG_NONE || w > best_w) {
			best = all[i];
			best_w = w;
		}
	}
	for (size_t i = 0; i < n; i++) {
		if (all[i] == best || (reg_row(g, all[i])->status == reg_row(g, best)->status &&
				       reg_row(g, all[i])->outside == reg_row(g, best)->outside))
			continue;
		seen_look(b->list, g, b->words, r, all[i], &p, &fr, &fg);
		*ret_conflict |= is_this(&p);
	}
	return best;
}

static const struct candidate *find_candidate(const struct verdict_base *b, uint64_t row)
{
	size_t at = candidate_first(b->candidate, b->ncandidate, row);
	const struct candidate *c = b->candidate + at;
	return at < b->ncandidate && c->row == row && c->nik ? c : NULL;
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

/* A look at the letters spares nearly all names the preparing. */
uint16_t verdict_marks(const struct list *l, const struct list_row *r)
{
	struct name_kept kept = list_name(l, r);
	struct str s;
	struct name_form form;
	char room[BOOK_NAME_ROOM], c;
	if (LIKELY(kept.words && !(l->book->word[kept.words & NAME_NUMBER].marks & WORD_MARKED)))
		return 0;
	s = name_book_text(l->book, kept, room);
	c = s.len ? ch_upper(s.ptr[0]) : 0;
	if (c != 'B' && c != 'A' && c != '(' && c != '[')
		return 0;
	if (c == 'A' && !str_istarts(s, S("AL")))
		return 0;
	if (c == 'B' && !str_istarts(s, S("BY")) && !str_istarts(s, S("BAYI")) && !str_istarts(s, S("BI")))
		return 0;
	name_prepare(&form, s);
	return form.marks;
}

static void list_reasons(const struct verdict_base *b, const struct list_row *r, uint64_t i, struct finding *f)
{
	struct facts facts;
	uint16_t marks;
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
	marks = verdict_marks(b->list, r);
	f->newborn = marks & NAME_H_NEWBORN_MARK;
	f->deceased_mark = marks & NAME_H_DECEASED_MARK;
	list_facts(b->list, r, &facts);
	if (facts.birth_state == BIRTH_BAD)
		f->reasons |= R(TANGGAL_TIDAK_SAH);
}

/* Takes the candidate over into the finding. */
static void take_candidate(const struct candidate *c, struct finding *f, uint64_t *ret_nik, int *ret_score)
{
	f->candidate = true;
	*ret_nik = c->nik;
	*ret_score = c->posterior;
}

/* The name does not fit: another person's NIK, or a name that differs? */
static void name_reasons(const struct verdict_base *b, uint64_t i, struct finding *f, uint64_t *ret_nik, int *ret_score)
{
	const struct candidate *c = find_candidate(b, i);
	const struct pair *p = &f->own_pair;
	bool other_birth = p->birth != BIRTH_A_SAME && p->birth != BIRTH_A_ABSENT;
	if (c) {
		seen_take(&c->seen, &f->candidate_pair, &f->candidate_facts);
		if (pair_name_fits(&f->candidate_pair) && c->far_better) {
			f->reasons |= R(NIK_MILIK_ORANG_LAIN);
			f->far_better = true;
			take_candidate(c, f, ret_nik, ret_score);
			return;
		}
	}
	if (p->name.grade == NAME_FAR && (other_birth || p->sex < 0)) {
		f->reasons |= R(NIK_MILIK_ORANG_LAIN);
		*ret_nik = 0;
		*ret_score = -1;
	} else {
		f->reasons |= R(NAMA_BEDA);
	}
}

static void registry_reasons(const struct verdict_base *b, uint64_t i, const struct list_row *r, struct finding *f, uint64_t *ret_nik,
			     int *ret_score)
{
	if (r->own == REG_NONE) {
		const struct candidate *c = find_candidate(b, i);
		if (r->nik_state == NIK_VALID)
			f->reasons |= R(NIK_TIDAK_DITEMUKAN);
		if (c) {
			seen_take(&c->seen, &f->candidate_pair, &f->candidate_facts);
			take_candidate(c, f, ret_nik, ret_score);
		} else if (r->nik_state == NIK_VALID && b->national) {
			f->hard |= R(NIK_TIDAK_DITEMUKAN);
		}
		return;
	}
	assert(b->seen);
	f->own = true;
	seen_take(b->seen, &f->own_pair, &f->own_facts);
	f->own_twice = b->seen->twice;
	f->own_conflict = b->seen->conflict;
	f->own_by_name = pair_name_fits(&f->own_pair);
	f->newborn &= b->seen->newborn;
	*ret_nik = r->nik;
	*ret_score = weight_own(&f->own_pair);
	if (!f->own_by_name)
		name_reasons(b, i, f, ret_nik, ret_score);
	finding_status(f);
	finding_facts(f);
}

void verdict_row(const struct verdict_base *b, uint64_t i, struct finding *f, uint64_t *ret_nik, int *ret_score)
{
	const struct list_row *r = list_row(b->list, i);
	memset(f, 0, sizeof(*f));
	f->has_registry = b->registry != NULL;
	f->national = b->national;
	f->as_of = b->as_of;
	*ret_nik = 0;
	*ret_score = -1;
	if (r->broken) {
		f->reasons = R(BARIS_RUSAK);
	} else {
		list_reasons(b, r, i, f);
		if (b->registry)
			registry_reasons(b, i, r, f, ret_nik, ret_score);
	}
	f->reasons = criteria_filter(b->criteria, f->reasons);
	f->hard &= f->reasons;
	f->verdict = criteria_verdict(b->criteria, f->reasons, f->hard);
	if (!b->registry && !r->broken && f->verdict == PADAN_LAYAK) {
		f->reasons = criteria_filter(b->criteria, f->reasons | R(BELUM_DIPERIKSA));
		f->verdict = criteria_verdict(b->criteria, f->reasons, f->hard);
	}
}
