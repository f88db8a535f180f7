#include "engine/plain_match.h"

#include "base/hash.h"

#define PLAIN_BLOCK_MAX 4096
#define PLAIN_PERSONS_MAX 200

static uint64_t key_nik(const struct plain_person *p) { return p->f.nik; }
static uint64_t key_double_nik(const struct plain_person *p) { return p->rec.broken ? 0 : p->f.nik; }
static uint64_t key_peserta(const struct plain_person *p) { return p->rec.broken ? 0 : p->rec.psnoka; }
static uint64_t key_birth(const struct plain_person *p)
{
	return p->rec.broken || p->f.birth_state != BIRTH_OK ? 0 : (uint64_t)p->f.birth;
}

int32_t plain_weigh(const struct plain_match *m, const struct pair *pair, const struct plain_person *row,
		    const struct plain_person *reg)
{
	return weight_pair(&m->model, pair, &row->name, &reg->name, row->rec.nik.value.n, reg->f.nik);
}

/* ---- The person under the row's own NIK ---- */

/* The record is this participant, as far as one record tells. */
static bool is_this(const struct pair *p)
{
	return pair_name_fits(p) && (p->birth == BIRTH_A_SAME || p->kk > 0) &&
	       (p->birth == BIRTH_A_SAME || p->birth == BIRTH_A_ABSENT) && p->sex >= 0;
}

static void find_own(const struct plain_match *m, struct plain_person *row)
{
	size_t first, n = plain_index_find(&m->registry_nik, row->f.nik, &first);
	int32_t best = 0;
	if (n == 0)
		return;
	for (size_t i = first; i < first + n; i++) {
		size_t at = m->registry_nik.e[i].at;
		struct pair pair;
		int32_t w;
		pair_compare(&pair, &row->f, &row->name, &m->registry->p[at].f, &m->registry->p[at].name);
		w = plain_weigh(m, &pair, row, &m->registry->p[at]);
		if (row->own == PLAIN_NONE || w > best) {
			best = w;
			row->own = at;
			row->own_pair = pair;
		}
	}
	row->own_twice = n > 1;
	for (size_t i = first; i < first + n; i++) {
		const struct plain_person *other = &m->registry->p[m->registry_nik.e[i].at];
		struct pair pair;
		pair_compare(&pair, &row->f, &row->name, &other->f, &other->name);
		if (is_this(&pair) && (other->f.status != m->registry->p[row->own].f.status ||
				       other->f.outside != m->registry->p[row->own].f.outside))
			row->own_conflict = true;
	}
}

void plain_match_own(struct plain_match *m)
{
	for (size_t i = 0; i < m->list->n; i++)
		if (!m->list->p[i].rec.broken && m->list->p[i].f.nik)
			find_own(m, &m->list->p[i]);
}

/* ---- Doubles ---- */

static void double_nik(struct plain_match *m, const struct plain_key *e, size_t n)
{
	struct plain_person *kept = &m->list->p[e[0].at];
	for (size_t i = 1; i < n; i++) {
		struct plain_person *row = &m->list->p[e[i].at];
		if (row->own != PLAIN_NONE && weight_own(&row->own_pair) > weight_own(&kept->own_pair))
			kept = row;
	}
	for (size_t i = 0; i < n; i++) {
		struct plain_person *row = &m->list->p[e[i].at];
		struct pair pair;
		row->nik_double = true;
		if (row == kept)
			continue;
		pair_compare(&pair, &row->f, &row->name, &kept->f, &kept->name);
		row->further = pair_name_fits(&pair) && pair.birth == BIRTH_A_SAME;
		row->twin_row = kept->row;
	}
	kept->kept = true;
	kept->twin_row = m->list->p[kept == &m->list->p[e[0].at] ? e[1].at : e[0].at].row;
}

/* Of rows with the same birth date. */
static bool same_human(const struct plain_person *a, const struct plain_person *b)
{
	struct name_verdict v;
	if (a->f.nik && a->f.nik == b->f.nik)
		return false;
	name_compare(&v, &a->name, &b->name);
	/* BY NY SITI is not SITI. */
	return v.grade == NAME_SAME || (v.grade == NAME_HABIT && !(v.habits & NAME_H_NEWBORN_MARK));
}

int plain_match_doubles(struct plain_match *m, struct err *err)
{
	struct plain_index ix;
	int r = plain_index_make(&ix, m->list, key_double_nik, err);
	if (r < 0)
		return r;
	for (size_t i = 0, n; i < ix.n; i += n) {
		for (n = 1; i + n < ix.n && ix.e[i + n].key == ix.e[i].key; n++)
			;
		if (n > 1)
			double_nik(m, &ix.e[i], n);
	}
	plain_index_clear(&ix);

	r = plain_index_make(&ix, m->list, key_peserta, err);
	if (r < 0)
		return r;
	for (size_t i = 1; i < ix.n; i++)
		if (ix.e[i].key == ix.e[i - 1].key)
			m->list->p[ix.e[i].at].peserta_double = m->list->p[ix.e[i - 1].at].peserta_double = true;
	plain_index_clear(&ix);

	r = plain_index_make(&ix, m->list, key_birth, err);
	if (r < 0)
		return r;
	for (size_t i = 0; i < ix.n; i++) {
		/* Rows behind this one that have its KK, its mother: the first of them are compared. */
		size_t kk = 0, mother = 0;
		for (size_t k = i + 1; k < ix.n && ix.e[k].key == ix.e[i].key; k++) {
			struct plain_person *a = &m->list->p[ix.e[i].at], *b = &m->list->p[ix.e[k].at];
			bool by_kk = fact_agree(a->f.kk, b->f.kk) > 0 && kk++ < PLAIN_PERSONS_MAX;
			bool by_mother = fact_agree(a->f.mother, b->f.mother) > 0 && mother++ < PLAIN_PERSONS_MAX;
			if ((by_kk || by_mother) && same_human(a, b))
				a->orang_double = b->orang_double = true;
		}
	}
	plain_index_clear(&ix);
	return OK;
}

/* ---- Candidates ---- */

/* The blocks B1 to B6 of docs/matching.md, in the kinds that are counted for themselves. */
enum block { B1_BIRTH_WORDS, B2_KK, B3_YEAR_MONTH, B3_YEAR_DAY, B3_DAYS, B4_ADDR_WORDS, B5_KEY_MOTHER, B6_KEY, BLOCK_KINDS };
_Static_assert(BLOCK_KINDS <= 8, "a byte of struct plain_match's shared");

static bool has_code(const struct plain_person *p, unsigned code)
{
	return p->codes[code / 64] >> (code % 64) & 1;
}

static bool has_birth(const struct plain_person *p) { return p->f.birth_state == BIRTH_OK; }

/* Day and month, whichever way round. */
static uint64_t day_pair(const struct plain_person *p)
{
	int d = tanggal_day(p->f.birth), m = tanggal_month(p->f.birth);
	return (uint64_t)(d < m ? d * 100 + m : m * 100 + d);
}

/* The sexes a row can have whose record is of sex x: 0, 'L', 'P'. */
static bool sexes_agree(char row, char x) { return row == 0 || x == 0 || row == x; }

/* The three ways in which years may be alike, under one name and one pair of day and month. */
static uint64_t decade_of(const struct plain_person *p) { return day_pair(p) * 10000 + (uint64_t)(tanggal_year(p->f.birth) / 10); }
static uint64_t unit_of(const struct plain_person *p)
{
	int y = tanggal_year(p->f.birth);
	return day_pair(p) * 10000 + (uint64_t)(y / 100 * 100 + y % 10);
}
static uint64_t century_of(const struct plain_person *p) { return day_pair(p) * 10000 + (uint64_t)(tanggal_year(p->f.birth) % 100); }
static uint64_t year_month(const struct plain_person *p)
{
	return (uint64_t)(tanggal_year(p->f.birth) * 100 + tanggal_month(p->f.birth));
}
static uint64_t year_day(const struct plain_person *p) { return (uint64_t)(tanggal_year(p->f.birth) * 100 + tanggal_day(p->f.birth)); }

/* Each one's first word has a code that one of the other's words has. */
static bool words_meet(const struct plain_person *row, const struct plain_person *reg)
{
	return row->name.ntoken && reg->name.ntoken && has_code(row, reg->name.code[0]) && has_code(reg, row->name.code[0]);
}

static bool days_alike(const struct plain_person *a, const struct plain_person *b)
{
	return decade_of(a) == decade_of(b) || unit_of(a) == unit_of(b) || century_of(a) == century_of(b);
}

static unsigned bit_if(bool is, enum block kind) { return is ? 1U << kind : 0; }

/* The kinds of blocks a row and a record share, a bit each. */
static unsigned shared_blocks(const struct plain_person *row, const struct plain_person *reg)
{
	const struct facts *a = &row->f, *b = &reg->f;
	bool births = has_birth(row) && has_birth(reg);
	uint64_t key = row->name.key == reg->name.key ? row->name.key : 0;
	unsigned s = 0;
	s |= bit_if(births && a->birth == b->birth && words_meet(row, reg) && sexes_agree(a->sex, b->sex), B1_BIRTH_WORDS);
	s |= bit_if(a->kk && a->kk == b->kk, B2_KK);
	s |= bit_if(key && births && year_month(row) == year_month(reg), B3_YEAR_MONTH);
	s |= bit_if(key && births && year_day(row) == year_day(reg), B3_YEAR_DAY);
	s |= bit_if(key && births && days_alike(row, reg), B3_DAYS);
	s |= bit_if(a->addr && a->addr == b->addr && words_meet(row, reg), B4_ADDR_WORDS);
	s |= bit_if(key && a->mother && a->mother == b->mother, B5_KEY_MOTHER);
	s |= bit_if(key && !births, B6_KEY);
	return s;
}

/* What the row shares with each record, to m->shared, and the kinds that give it no more records than are of use. */
static unsigned used_blocks(struct plain_match *m, const struct plain_person *row)
{
	size_t n[BLOCK_KINDS] = { 0 };
	unsigned used = 0;
	for (size_t i = 0; i < m->registry->n; i++) {
		unsigned s = shared_blocks(row, &m->registry->p[i]);
		m->shared[i] = (uint8_t)s;
		for (unsigned k = 0; s >> k; k++)
			n[k] += s >> k & 1;
	}
	for (unsigned k = 0; k < BLOCK_KINDS; k++)
		used |= bit_if(n[k] <= PLAIN_BLOCK_MAX, (enum block)k);
	return used;
}

static int found_add(struct plain_match *m, size_t n, uint64_t nik_value, size_t at, struct err *err)
{
	if (n == m->cap) {
		size_t cap = m->cap ? m->cap * 2 : 64;
		struct plain_key *f = realloc(m->found, cap * sizeof(*f));
		int32_t *w;
		if (!f)
			return NOMEM(err);
		m->found = f;
		w = realloc(m->weight, cap * sizeof(*w));
		if (!w)
			return NOMEM(err);
		m->weight = w;
		m->cap = cap;
	}
	m->found[n] = (struct plain_key){ nik_value, at };
	return OK;
}

int plain_match_candidate(struct plain_match *m, const struct plain_person *row, struct plain_candidate *ret, struct err *err)
{
	size_t n = 0, best = 0;
	unsigned used = used_blocks(m, row);
	int posterior;
	*ret = (struct plain_candidate){ .at = PLAIN_NONE, .posterior = -1 };
	for (size_t i = 0; i < m->registry->n; i++) {
		const struct plain_person *reg = &m->registry->p[i];
		struct pair pair;
		int32_t w;
		size_t k;
		int r;
		if ((row->f.nik && row->f.nik == reg->f.nik) || !(m->shared[i] & used))
			continue;
		pair_compare(&pair, &row->f, &row->name, &reg->f, &reg->name);
		if (pair.name.grade == NAME_FAR || pair.name.grade == NAME_ABSENT)
			continue;
		w = plain_weigh(m, &pair, row, reg);
		/* A NIK counts once, by its better record. */
		for (k = 0; k < n && m->found[k].key != reg->f.nik; k++)
			;
		if (k == n) {
			r = found_add(m, n++, reg->f.nik, i, err);
			if (r < 0)
				return r;
			m->weight[k] = w;
		} else if (w > m->weight[k]) {
			m->weight[k] = w;
			m->found[k].at = i;
		}
	}
	if (n == 0)
		return OK;
	for (size_t k = 1; k < n; k++)
		if (m->weight[k] > m->weight[best] || (m->weight[k] == m->weight[best] && m->found[k].key < m->found[best].key))
			best = k;
	posterior = weight_posterior(&m->model, m->weight[best], m->weight, n);
	if (posterior < m->candidate_min || m->weight[best] < WEIGHT_MIN)
		return OK;
	ret->at = m->found[best].at;
	ret->weight = m->weight[best];
	ret->posterior = posterior;
	pair_compare(&ret->pair, &row->f, &row->name, &m->registry->p[ret->at].f, &m->registry->p[ret->at].name);
	return OK;
}

/* ---- Learning the registry ---- */

int plain_match_init(struct plain_match *m, struct plain_people *list, const struct plain_people *registry,
		     int candidate_min, struct err *err)
{
	uint64_t stride = weight_stride(registry->n);
	int r;
	*m = (struct plain_match){ .list = list, .registry = registry, .candidate_min = candidate_min };
	m->shared = malloc(registry->n + 1);
	r = m->shared ? plain_index_make(&m->registry_nik, registry, key_nik, err) : NOMEM(err);
	if (r == OK)
		r = weight_model_init(&m->model, registry->n, err);
	if (r < 0)
		return r;
	for (size_t i = 0; r == OK && i < registry->n; i += stride)
		r = weight_model_add(&m->model, &registry->p[i].name, err);
	weight_model_finish(&m->model);
	return r;
}

void plain_match_clear(struct plain_match *m)
{
	plain_index_clear(&m->registry_nik);
	weight_model_clear(&m->model);
	free(m->shared);
	free(m->found);
	free(m->weight);
	*m = (struct plain_match){ 0 };
}
