#include "engine/plain_match.h"

#include "base/hash.h"

#define PLAIN_BLOCK_MAX 4096

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

static bool same_human(const struct plain_person *a, const struct plain_person *b)
{
	struct name_verdict v;
	if (a->f.nik && a->f.nik == b->f.nik)
		return false;
	if (fact_agree(a->f.kk, b->f.kk) <= 0 && fact_agree(a->f.mother, b->f.mother) <= 0)
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
	for (size_t i = 0; i < ix.n; i++)
		for (size_t k = i + 1; k < ix.n && ix.e[k].key == ix.e[i].key; k++) {
			struct plain_person *a = &m->list->p[ix.e[i].at], *b = &m->list->p[ix.e[k].at];
			if (same_human(a, b))
				a->orang_double = b->orang_double = true;
		}
	plain_index_clear(&ix);
	return OK;
}

/* ---- Candidates ---- */

/* The blocks B1 to B6 of docs/matching.md. A block is a kind and what its records have in common; its name is a hash. */
enum block {
	B1_BIRTH_WORDS = 1, B2_KK, B3_YEAR_MONTH, B3_YEAR_DAY, B3_DECADE, B3_UNIT, B3_CENTURY, B4_ADDR_WORDS, B5_KEY_MOTHER, B6_KEY,
	B6_KEY_NO_BIRTH
};

static uint64_t block_id(enum block kind, uint64_t a, uint64_t b)
{
	uint64_t h = hash_mix(hash_mix((uint64_t)kind, a), b);
	return h ? h : 1;
}

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

/* What B1 and B4 go by: the code of the row's first word and that of the record's. */
static uint64_t words_of(unsigned row_code, unsigned record_code) { return (uint64_t)row_code << 8 | record_code; }

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

/* Puts the blocks a record is in to out, at most BLOCKS_MAX; how many there are. */
#define BLOCKS_MAX (4 * 256 + 10)
static size_t blocks_of(const struct plain_person *p, uint64_t out[BLOCKS_MAX])
{
	static const char sexes[] = { 0, 'L', 'P' };
	size_t n = 0;
	for (unsigned code = 0; code < 256 && p->name.ntoken; code++) {
		uint64_t words = words_of(code, p->name.code[0]);
		if (!has_code(p, code))
			continue;
		for (size_t k = 0; k < COUNT(sexes); k++)
			if (has_birth(p) && sexes_agree(sexes[k], p->f.sex))
				out[n++] = block_id(B1_BIRTH_WORDS, (uint64_t)p->f.birth, words << 8 | (unsigned char)sexes[k]);
		if (p->f.addr)
			out[n++] = block_id(B4_ADDR_WORDS, p->f.addr, words);
	}
	if (p->f.kk)
		out[n++] = block_id(B2_KK, p->f.kk, 0);
	if (p->name.key && has_birth(p)) {
		out[n++] = block_id(B3_YEAR_MONTH, p->name.key, year_month(p));
		out[n++] = block_id(B3_YEAR_DAY, p->name.key, year_day(p));
		out[n++] = block_id(B3_DECADE, p->name.key, decade_of(p));
		out[n++] = block_id(B3_UNIT, p->name.key, unit_of(p));
		out[n++] = block_id(B3_CENTURY, p->name.key, century_of(p));
	}
	if (p->name.key && p->f.mother)
		out[n++] = block_id(B5_KEY_MOTHER, p->name.key, p->f.mother);
	if (p->name.key)
		out[n++] = block_id(B6_KEY, p->name.key, 0);
	if (p->name.key && !has_birth(p))
		out[n++] = block_id(B6_KEY_NO_BIRTH, p->name.key, 0);
	return n;
}

/* A block too many share says nothing. */
static bool is_used(const struct plain_match *m, enum block kind, uint64_t a, uint64_t b)
{
	size_t first;
	return plain_index_find(&m->block, block_id(kind, a, b), &first) <= PLAIN_BLOCK_MAX;
}

/* Each one's first word has a code that one of the other's words has. */
static bool words_meet(const struct plain_person *row, const struct plain_person *reg)
{
	return row->name.ntoken && reg->name.ntoken && has_code(row, reg->name.code[0]) && has_code(reg, row->name.code[0]);
}

static bool by_birth_and_words(const struct plain_match *m, const struct plain_person *row, const struct plain_person *reg)
{
	return row->f.birth == reg->f.birth && words_meet(row, reg) && sexes_agree(row->f.sex, reg->f.sex) &&
	       is_used(m, B1_BIRTH_WORDS, (uint64_t)row->f.birth,
		       words_of(row->name.code[0], reg->name.code[0]) << 8 | (unsigned char)row->f.sex);
}

/* The same name, and a birth date that is right in two of its parts, or in day and month and nearly in the year. */
static bool by_name_and_birth(const struct plain_match *m, uint64_t key, const struct plain_person *row, const struct plain_person *reg)
{
	return (year_month(row) == year_month(reg) && is_used(m, B3_YEAR_MONTH, key, year_month(row))) ||
	       (year_day(row) == year_day(reg) && is_used(m, B3_YEAR_DAY, key, year_day(row))) ||
	       (decade_of(row) == decade_of(reg) && is_used(m, B3_DECADE, key, decade_of(row))) ||
	       (unit_of(row) == unit_of(reg) && is_used(m, B3_UNIT, key, unit_of(row))) ||
	       (century_of(row) == century_of(reg) && is_used(m, B3_CENTURY, key, century_of(row)));
}

static bool is_considered(const struct plain_match *m, const struct plain_person *row, const struct plain_person *reg)
{
	const struct facts *a = &row->f, *b = &reg->f;
	bool births = has_birth(row) && has_birth(reg);
	uint64_t key = row->name.key == reg->name.key ? row->name.key : 0;
	if (a->nik && a->nik == b->nik)
		return false;
	if (births && by_birth_and_words(m, row, reg))
		return true;
	if (a->kk && a->kk == b->kk && is_used(m, B2_KK, a->kk, 0))
		return true;
	if (key && births && by_name_and_birth(m, key, row, reg))
		return true;
	if (a->addr && a->addr == b->addr && words_meet(row, reg) &&
	    is_used(m, B4_ADDR_WORDS, a->addr, words_of(row->name.code[0], reg->name.code[0])))
		return true;
	if (key && a->mother && a->mother == b->mother && is_used(m, B5_KEY_MOTHER, key, a->mother))
		return true;
	if (key && !has_birth(row) && is_used(m, B6_KEY, key, 0))
		return true;
	return key && !has_birth(reg) && is_used(m, B6_KEY_NO_BIRTH, key, 0);
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
	int posterior;
	*ret = (struct plain_candidate){ .at = PLAIN_NONE, .posterior = -1 };
	for (size_t i = 0; i < m->registry->n; i++) {
		const struct plain_person *reg = &m->registry->p[i];
		struct pair pair;
		int32_t w;
		size_t k;
		int r;
		if (!is_considered(m, row, reg))
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

static int make_blocks(struct plain_match *m, struct err *err)
{
	uint64_t id[BLOCKS_MAX];
	size_t n = 0;
	for (size_t i = 0; i < m->registry->n; i++)
		n += blocks_of(&m->registry->p[i], id);
	m->block.e = calloc(n ? n : 1, sizeof(*m->block.e));
	if (!m->block.e)
		return NOMEM(err);
	for (size_t i = 0; i < m->registry->n; i++) {
		size_t k = blocks_of(&m->registry->p[i], id);
		while (k-- > 0)
			m->block.e[m->block.n++] = (struct plain_key){ id[k], i };
	}
	plain_index_sort(&m->block);
	return OK;
}

int plain_match_init(struct plain_match *m, struct plain_people *list, const struct plain_people *registry,
		     int candidate_min, struct err *err)
{
	uint64_t stride = weight_stride(registry->n);
	int r;
	*m = (struct plain_match){ .list = list, .registry = registry, .candidate_min = candidate_min };
	r = plain_index_make(&m->registry_nik, registry, key_nik, err);
	if (r == OK)
		r = make_blocks(m, err);
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
	plain_index_clear(&m->block);
	weight_model_clear(&m->model);
	free(m->found);
	free(m->weight);
	*m = (struct plain_match){ 0 };
}
