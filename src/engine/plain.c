#include "engine/plain.h"

#include "engine/explain.h"
#include "engine/plain_out.h"
#include "engine/plain_people.h"
#include "base/wilayah.h"

struct run {
	const padan_options *opt;
	const padan_sink *sink;
	struct criteria criteria;
	struct column_map *map;
	struct plain_file list_file, registry_file;
	struct plain_people list, registry;
	struct plain_counts list_counts, registry_counts;
	struct plain_index registry_nik;
	struct weight_model model;
	bool has_registry;
	/* Candidates of one row. */
	struct plain_key *found; /* NIK and position of every person considered */
	int32_t *weight;
	size_t cap;
	padan_summary sum;
};

static uint64_t key_nik(const struct plain_person *p) { return p->f.nik; }
static uint64_t key_double_nik(const struct plain_person *p) { return p->rec.broken ? 0 : p->f.nik; }
static uint64_t key_peserta(const struct plain_person *p) { return p->rec.broken ? 0 : p->rec.psnoka; }
static uint64_t key_birth(const struct plain_person *p)
{
	return p->rec.broken || p->f.birth_state != BIRTH_OK ? 0 : (uint64_t)p->f.birth;
}

static int32_t weigh(const struct run *run, const struct pair *pair, const struct plain_person *row,
		     const struct plain_person *reg)
{
	return weight_pair(&run->model, pair, &row->name, &reg->name, row->rec.nik.value.n, reg->f.nik);
}

/* ---- The person under the row's own NIK ---- */

/* The record is this participant, as far as one record tells. */
static bool is_this(const struct pair *p)
{
	return pair_name_fits(p) && (p->birth == BIRTH_A_SAME || p->kk > 0) &&
	       (p->birth == BIRTH_A_SAME || p->birth == BIRTH_A_ABSENT) && p->sex >= 0;
}

static void find_own(const struct run *run, struct plain_person *row)
{
	size_t first, n = plain_index_find(&run->registry_nik, row->f.nik, &first);
	int32_t best = 0;
	if (n == 0)
		return;
	for (size_t i = first; i < first + n; i++) {
		size_t at = run->registry_nik.e[i].at;
		struct pair pair;
		int32_t w;
		pair_compare(&pair, &row->f, &row->name, &run->registry.p[at].f, &run->registry.p[at].name);
		w = weigh(run, &pair, row, &run->registry.p[at]);
		if (row->own == PLAIN_NONE || w > best) {
			best = w;
			row->own = at;
			row->own_pair = pair;
		}
	}
	row->own_twice = n > 1;
	for (size_t i = first; i < first + n; i++) {
		const struct plain_person *other = &run->registry.p[run->registry_nik.e[i].at];
		struct pair pair;
		pair_compare(&pair, &row->f, &row->name, &other->f, &other->name);
		if (is_this(&pair) && other->f.status != run->registry.p[row->own].f.status)
			row->own_conflict = true;
	}
}

/* ---- Doubles ---- */

static void double_nik(struct run *run, const struct plain_key *e, size_t n)
{
	struct plain_person *kept = &run->list.p[e[0].at];
	for (size_t i = 1; i < n; i++) {
		struct plain_person *row = &run->list.p[e[i].at];
		if (row->own != PLAIN_NONE && weight_own(&row->own_pair) > weight_own(&kept->own_pair))
			kept = row;
	}
	for (size_t i = 0; i < n; i++) {
		struct plain_person *row = &run->list.p[e[i].at];
		struct pair pair;
		row->nik_double = true;
		if (row == kept)
			continue;
		pair_compare(&pair, &row->f, &row->name, &kept->f, &kept->name);
		row->further = pair_name_fits(&pair) && pair.birth == BIRTH_A_SAME;
		row->twin_row = kept->row;
	}
	kept->kept = true;
	kept->twin_row = run->list.p[kept == &run->list.p[e[0].at] ? e[1].at : e[0].at].row;
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

static int find_doubles(struct run *run, struct err *err)
{
	struct plain_index ix;
	int r = plain_index_make(&ix, &run->list, key_double_nik, err);
	if (r < 0)
		return r;
	for (size_t i = 0, n; i < ix.n; i += n) {
		for (n = 1; i + n < ix.n && ix.e[i + n].key == ix.e[i].key; n++)
			;
		if (n > 1)
			double_nik(run, &ix.e[i], n);
	}
	plain_index_clear(&ix);

	r = plain_index_make(&ix, &run->list, key_peserta, err);
	if (r < 0)
		return r;
	for (size_t i = 1; i < ix.n; i++)
		if (ix.e[i].key == ix.e[i - 1].key)
			run->list.p[ix.e[i].at].peserta_double = run->list.p[ix.e[i - 1].at].peserta_double = true;
	plain_index_clear(&ix);

	r = plain_index_make(&ix, &run->list, key_birth, err);
	if (r < 0)
		return r;
	for (size_t i = 0; i < ix.n; i++)
		for (size_t k = i + 1; k < ix.n && ix.e[k].key == ix.e[i].key; k++) {
			struct plain_person *a = &run->list.p[ix.e[i].at], *b = &run->list.p[ix.e[k].at];
			if (same_human(a, b))
				a->orang_double = b->orang_double = true;
		}
	plain_index_clear(&ix);
	return OK;
}

/* ---- Candidates ---- */

static bool word_code_in_common(const struct plain_person *a, const struct plain_person *b)
{
	return (a->codes[0] & b->codes[0]) || (a->codes[1] & b->codes[1]) || (a->codes[2] & b->codes[2]) ||
	       (a->codes[3] & b->codes[3]);
}

static bool years_equal(const struct facts *a, const struct facts *b)
{
	int ya = tanggal_year(a->birth), yb = tanggal_year(b->birth);
	return a->century_open || b->century_open ? ya % 100 == yb % 100 : ya == yb;
}

static bool day_month_equal(const struct facts *a, const struct facts *b)
{
	int da = tanggal_day(a->birth), ma = tanggal_month(a->birth), db = tanggal_day(b->birth), mb = tanggal_month(b->birth);
	return (da == db && ma == mb) || (da == mb && ma == db);
}

/* One of the blocks B1 to B6 of docs/matching.md holds. */
static bool is_considered(const struct plain_person *row, const struct plain_person *reg)
{
	const struct facts *a = &row->f, *b = &reg->f;
	bool births = a->birth_state == BIRTH_OK && b->birth_state == BIRTH_OK;
	bool keys = row->name.key && row->name.key == reg->name.key;
	if (a->nik && a->nik == b->nik)
		return false;
	if (births && birth_compare(a, b) == BIRTH_A_SAME && word_code_in_common(row, reg)) /* B1 */
		return true;
	if (a->kk && a->kk == b->kk) /* B2 */
		return true;
	if (keys && births && (years_equal(a, b) || day_month_equal(a, b))) /* B3 */
		return true;
	if (a->addr && a->addr == b->addr && word_code_in_common(row, reg)) /* B4 */
		return true;
	if (keys && a->mother && a->mother == b->mother) /* B5 */
		return true;
	return keys && !births; /* B6 */
}

static int found_add(struct run *run, size_t n, uint64_t nik_value, size_t at, struct err *err)
{
	if (n == run->cap) {
		size_t cap = run->cap ? run->cap * 2 : 64;
		struct plain_key *f = realloc(run->found, cap * sizeof(*f));
		int32_t *w;
		if (!f)
			return NOMEM(err);
		run->found = f;
		w = realloc(run->weight, cap * sizeof(*w));
		if (!w)
			return NOMEM(err);
		run->weight = w;
		run->cap = cap;
	}
	run->found[n] = (struct plain_key){ nik_value, at };
	return OK;
}

/* The registry person the row most surely is, PLAIN_NONE when no one is sure enough. */
static int find_candidate(struct run *run, const struct plain_person *row, size_t *ret, struct pair *ret_pair,
			  int32_t *ret_weight, int *ret_posterior, struct err *err)
{
	size_t n = 0, best = 0;
	int posterior;
	*ret = PLAIN_NONE;
	for (size_t i = 0; i < run->registry.n; i++) {
		const struct plain_person *reg = &run->registry.p[i];
		struct pair pair;
		int32_t w;
		size_t k;
		int r;
		if (!is_considered(row, reg))
			continue;
		pair_compare(&pair, &row->f, &row->name, &reg->f, &reg->name);
		if (pair.name.grade == NAME_FAR || pair.name.grade == NAME_ABSENT)
			continue;
		w = weigh(run, &pair, row, reg);
		/* A NIK counts once, by its better record. */
		for (k = 0; k < n && run->found[k].key != reg->f.nik; k++)
			;
		if (k == n) {
			r = found_add(run, n++, reg->f.nik, i, err);
			if (r < 0)
				return r;
			run->weight[k] = w;
		} else if (w > run->weight[k]) {
			run->weight[k] = w;
			run->found[k].at = i;
		}
	}
	if (n == 0)
		return OK;
	for (size_t k = 1; k < n; k++)
		if (run->weight[k] > run->weight[best] ||
		    (run->weight[k] == run->weight[best] && run->found[k].key < run->found[best].key))
			best = k;
	posterior = weight_posterior(&run->model, run->weight[best], run->weight, n);
	if (posterior < run->criteria.candidate_min || run->weight[best] < WEIGHT_MIN)
		return OK;
	*ret = run->found[best].at;
	*ret_weight = run->weight[best];
	*ret_posterior = posterior;
	pair_compare(ret_pair, &row->f, &row->name, &run->registry.p[*ret].f, &run->registry.p[*ret].name);
	return OK;
}

/* ---- The verdict on one row ---- */

static void judge_list(const struct run *run, const struct plain_person *row, struct finding *f)
{
	struct nik_fact nik = row->rec.nik;
	if (nik.state == NIK_EMPTY)
		f->reasons |= R(NIK_KOSONG);
	else if (nik.state != NIK_VALID)
		f->reasons |= R(NIK_TIDAK_SAH);
	else {
		nik_split(&nik);
		if (!wilayah_prefix_known(nik.prefix))
			f->reasons |= R(WILAYAH_NIK_TIDAK_DIKENAL);
	}
	if (row->nik_double)
		f->reasons |= R(NIK_GANDA);
	if (row->further && run->has_registry)
		f->hard |= R(NIK_GANDA);
	if (row->orang_double)
		f->reasons |= R(ORANG_GANDA);
	if (row->peserta_double)
		f->reasons |= R(PESERTA_GANDA);
	if (row->f.birth_state == BIRTH_BAD)
		f->reasons |= R(TANGGAL_TIDAK_SAH);
	if (row->rec.other_segment)
		f->reasons |= R(SEGMEN_LAIN);
	f->further = row->further;
	f->kept = row->kept;
	f->twin_row = row->twin_row;
	f->list_deceased = row->rec.deceased;
	f->deceased_mark = row->name.marks & NAME_H_DECEASED_MARK;
}

static int judge_registry(struct run *run, const struct plain_person *row, struct finding *f, struct plain_verdict *v,
			  struct err *err)
{
	const struct plain_person *own = row->own == PLAIN_NONE ? NULL : &run->registry.p[row->own];
	size_t candidate = PLAIN_NONE;
	int32_t weight = 0;
	int posterior = -1;
	if (own) {
		f->own = true;
		f->own_pair = row->own_pair;
		f->own_facts = own->f;
		f->own_twice = row->own_twice;
		f->own_conflict = row->own_conflict;
		f->own_by_name = pair_name_fits(&row->own_pair);
		f->newborn = (row->name.marks & NAME_H_NEWBORN_MARK) && !(own->name.marks & NAME_H_NEWBORN_MARK);
		finding_status(f);
		finding_facts(f);
		v->nik_registry = own->f.nik;
		v->score = weight_own(&row->own_pair);
	}
	if (!f->own_by_name) {
		int r = find_candidate(run, row, &candidate, &f->candidate_pair, &weight, &posterior, err);
		if (r < 0)
			return r;
	}
	if (own && !f->own_by_name) {
		const struct pair *p = &row->own_pair;
		f->far_better = candidate != PLAIN_NONE && pair_name_fits(&f->candidate_pair) &&
				weight >= weigh(run, p, row, own) + WEIGHT_FAR_BETTER;
		if (f->far_better) {
			f->reasons |= R(NIK_MILIK_ORANG_LAIN);
		} else if (p->name.grade == NAME_FAR &&
			   (p->sex < 0 || (p->birth != BIRTH_A_SAME && p->birth != BIRTH_A_ABSENT))) {
			f->reasons |= R(NIK_MILIK_ORANG_LAIN);
			v->nik_registry = 0;
			v->score = -1;
		} else {
			f->reasons |= R(NAMA_BEDA);
		}
	}
	/* A candidate who is not better than the person under the NIK is not told of. */
	if (candidate != PLAIN_NONE && (!own || f->far_better)) {
		f->candidate = true;
		f->candidate_facts = run->registry.p[candidate].f;
		v->nik_registry = f->candidate_facts.nik;
		v->score = posterior;
	}
	if (row->f.nik && !own) {
		f->reasons |= R(NIK_TIDAK_DITEMUKAN);
		if (run->opt->national && !f->candidate)
			f->hard |= R(NIK_TIDAK_DITEMUKAN);
	}
	return OK;
}

static int judge(struct run *run, const struct plain_person *row, struct finding *f, struct plain_verdict *v, struct err *err)
{
	int r = OK;
	*f = (struct finding){ .nik_state = row->rec.nik.state, .has_registry = run->has_registry,
			       .national = run->opt->national, .as_of = run->opt->as_of };
	*v = (struct plain_verdict){ .score = -1 };
	if (row->rec.broken) {
		f->reasons = R(BARIS_RUSAK);
	} else {
		judge_list(run, row, f);
		if (run->has_registry)
			r = judge_registry(run, row, f, v, err);
	}
	if (r < 0)
		return r;
	f->reasons = criteria_filter(&run->criteria, f->reasons);
	/* Without an extract every row that has no verdict yet still waits for the registry's answer. */
	if (!run->has_registry && !row->rec.broken && criteria_verdict(&run->criteria, f->reasons, f->hard) == PADAN_LAYAK)
		f->reasons = criteria_filter(&run->criteria, f->reasons | R(BELUM_DIPERIKSA));
	f->hard &= f->reasons;
	f->verdict = criteria_verdict(&run->criteria, f->reasons, f->hard);
	v->reasons = f->reasons;
	v->verdict = f->verdict;
	return OK;
}

/* ---- Counting ---- */

static void count_district(padan_summary *s, uint64_t region, bool not_found)
{
	uint32_t code = (uint32_t)(region >= 1000000 ? region / 10000 : region);
	size_t i = 0;
	while (i < s->district_count && s->district[i].code < code)
		i++;
	if (i == s->district_count || s->district[i].code != code) {
		if (s->district_count == PADAN_DISTRICTS_MAX) {
			if (code)
				count_district(s, 0, not_found);
			return;
		}
		memmove(&s->district[i + 1], &s->district[i], (s->district_count - i) * sizeof(s->district[0]));
		memset(&s->district[i], 0, sizeof(s->district[0]));
		s->district[i].code = code;
		s->district_count++;
	}
	s->district[i].rows++;
	s->district[i].not_found += not_found;
}

static void count_row(struct run *run, const struct plain_person *row, const struct plain_verdict *v)
{
	padan_summary *s = &run->sum;
	bool looked = run->has_registry && !row->rec.broken && row->f.nik, missing = looked && row->own == PLAIN_NONE;
	s->participants++;
	s->verdict[v->verdict]++;
	for (unsigned i = 0; i < PADAN_REASON_COUNT; i++)
		s->reason[i] += v->reasons >> i & 1;
	s->status_deceased += !row->rec.broken && row->rec.deceased;
	s->looked_up += looked;
	s->not_found += missing;
	if (looked)
		count_district(s, row->f.region, missing);
}

static void count_list(struct run *run)
{
	padan_summary *s = &run->sum;
	const struct plain_counts *c = &run->list_counts;
	s->blank = c->blank;
	s->title = c->title;
	s->repeated_heading = c->heading;
	s->total_rows = c->total;
	s->above_heading = c->above;
	s->stated_total = c->stated;
	for (size_t i = 0; i < run->list_file.nsheet; i++) {
		s->hidden_rows += run->list_file.sheet[i].hidden_rows;
		s->hidden_columns += run->list_file.sheet[i].hidden_columns;
	}
	memcpy(s->hidden_sheets, run->list_file.hidden_sheets, sizeof(s->hidden_sheets));
	plain_columns(s->columns, sizeof(s->columns), &run->list_file.sheet[0]);
	memcpy(s->criteria_hash, run->criteria.hash, sizeof(s->criteria_hash));
	memcpy(s->date_order, c->birth_order == DATE_MDY ? "MDY" : "DMY", 4);
	s->short_years = c->birth.short_year;
}

static void count_registry(struct run *run)
{
	padan_summary *s = &run->sum;
	tanggal latest = 0;
	s->registry_records = run->registry.n;
	s->registry_has_status = run->registry_counts.status_filled;
	for (size_t i = 0; i < run->registry_file.nsheet; i++) {
		const struct layout *l = &run->registry_file.sheet[i].layout;
		if (l->col[F_TGL_MENINGGAL] >= 0 || l->col[F_TGL_PINDAH] >= 0)
			s->registry_has_status = 1;
	}
	for (size_t i = 0; i < run->registry.n; i++) {
		const struct facts *g = &run->registry.p[i].f;
		s->registry_unknown_status += g->status == REG_UNKNOWN;
		if (g->status_date_state == SDATE_OK && g->status_date <= run->opt->as_of && g->status_date > latest)
			latest = g->status_date;
	}
	s->registry_date = run->opt->registry_date ? run->opt->registry_date : latest ? latest : run->opt->as_of;
	s->registry_date_from = run->opt->registry_date ? 1 : latest ? 3 : 4;
}

static void count_warnings(struct run *run)
{
	padan_summary *s = &run->sum;
	s->incomplete = s->not_found * 1000 > s->looked_up * run->criteria.not_found_warn;
	if (s->stated_total >= 0 && (uint64_t)s->stated_total != s->participants)
		s->warnings |= PADAN_WARN_STATED_TOTAL;
	if (s->incomplete)
		s->warnings |= PADAN_WARN_INCOMPLETE;
	if (s->short_years)
		s->warnings |= PADAN_WARN_SHORT_YEARS;
	if (s->registry_unknown_status)
		s->warnings |= PADAN_WARN_UNKNOWN_STATUS;
	if (run->has_registry && !s->registry_has_status)
		s->warnings |= PADAN_WARN_NO_STATUS;
	if (s->hidden_rows || s->hidden_columns || s->hidden_sheets[0])
		s->warnings |= PADAN_WARN_HIDDEN;
}

/* ---- The whole ---- */

static int parse_maps(struct run *run, struct err *err)
{
	run->map = calloc(run->opt->map_count + 1, sizeof(*run->map));
	if (!run->map)
		return NOMEM(err);
	for (size_t i = 0; i < run->opt->map_count; i++) {
		struct str s = str_c(run->opt->map[i]);
		const char *eq = memchr(s.ptr, '=', s.len);
		if (!eq || !field_parse(&run->map[i].field, str_trim(str_of(s.ptr, (size_t)(eq - s.ptr)))))
			return FAIL(err, E_ARG, "--map harus berbentuk KOLOM=JUDUL, misalnya NIK=\"NO KTP\"");
		run->map[i].heading = str_trim(str_of(eq + 1, s.len - (size_t)(eq + 1 - s.ptr)));
	}
	return OK;
}

static int check_options(struct run *run, struct err *err)
{
	const padan_options *o = run->opt;
	int r;
	if (o->version != PADAN_OPTIONS_VERSION)
		return FAIL(err, E_ARG, "versi padan_options tidak dikenal");
	if (!tanggal_valid(tanggal_year(o->as_of), tanggal_month(o->as_of), tanggal_day(o->as_of)))
		return FAIL(err, E_ARG, "tanggal acuan (--as-of) bukan tanggal yang sah");
	if (o->registry_date && !tanggal_valid(tanggal_year(o->registry_date), tanggal_month(o->registry_date),
					       tanggal_day(o->registry_date)))
		return FAIL(err, E_ARG, "tanggal registri (--registry-date) bukan tanggal yang sah");
	if (o->city < 1101 || o->city > 9999)
		return FAIL(err, E_ARG, "kode kota (--city) harus empat angka, misalnya 2171");
	r = criteria_parse(&run->criteria, str_of(o->criteria, o->criteria ? o->criteria_len : 0), err);
	return r < 0 ? r : parse_maps(run, err);
}

static int load_registry(struct run *run, const char *path, struct err *err)
{
	/* --sheet and --map speak of the list. */
	const struct plain_want want = { .kind = LIST_REGISTRY };
	uint64_t stride;
	int r = plain_file_read(&run->registry_file, path, &want, err);
	if (r == OK)
		r = plain_people_load(&run->registry, &run->registry_counts, &run->registry_file, LIST_REGISTRY, run->opt, err);
	if (r == OK)
		r = plain_index_make(&run->registry_nik, &run->registry, key_nik, err);
	if (r == OK)
		r = weight_model_init(&run->model, run->registry.n, err);
	if (r < 0)
		return r;
	stride = weight_stride(run->registry.n);
	for (size_t i = 0; r == OK && i < run->registry.n; i += stride)
		r = weight_model_add(&run->model, &run->registry.p[i].name, err);
	weight_model_finish(&run->model);
	run->has_registry = true;
	count_registry(run);
	return r;
}

static int verify_rows(struct run *run, struct err *err)
{
	struct plain_out out;
	int r = OK;
	plain_out_init(&out, run->sink, run->list_file.nsheet > 1);
	for (size_t i = 0; r == OK && i < run->list.n; i++) {
		const struct plain_person *row = &run->list.p[i];
		struct plain_verdict v;
		struct finding f;
		if (run->opt->stop && *run->opt->stop)
			r = FAIL(err, E_STOP, "dihentikan");
		else
			r = judge(run, row, &f, &v, err);
		if (r == OK)
			r = plain_out_row(&out, row, &v, &f, err);
		if (r == OK)
			count_row(run, row, &v);
	}
	if (r == OK)
		r = plain_out_finish(&out, err);
	plain_out_clear(&out);
	return r;
}

static int verify(struct run *run, const char *registry_path, const char *list_path, struct err *err)
{
	struct plain_want want;
	int r = check_options(run, err);
	if (r == OK && registry_path)
		r = load_registry(run, registry_path, err);
	if (r < 0)
		return r;
	want = (struct plain_want){ LIST_BNBA, run->opt->sheet, run->map, run->opt->map_count };
	r = plain_file_read(&run->list_file, list_path, &want, err);
	if (r == OK)
		r = plain_people_load(&run->list, &run->list_counts, &run->list_file, LIST_BNBA, run->opt, err);
	if (r < 0)
		return r;
	count_list(run);
	for (size_t i = 0; run->has_registry && i < run->list.n; i++)
		if (!run->list.p[i].rec.broken && run->list.p[i].f.nik)
			find_own(run, &run->list.p[i]);
	r = find_doubles(run, err);
	if (r == OK)
		r = verify_rows(run, err);
	if (r == OK)
		count_warnings(run);
	return r;
}

int plain_verify(const char *registry_path, const char *list_path, const padan_options *opt, const padan_sink *sink,
		 padan_summary *ret_summary, padan_err *err)
{
	struct run *run = calloc(1, sizeof(*run));
	struct err e = { 0 };
	int r;
	if (!run) {
		r = NOMEM(&e);
	} else {
		run->opt = opt;
		run->sink = sink;
		r = verify(run, registry_path, list_path, &e);
		if (r == OK)
			*ret_summary = run->sum;
		plain_people_clear(&run->list);
		plain_people_clear(&run->registry);
		plain_file_clear(&run->list_file);
		plain_file_clear(&run->registry_file);
		plain_index_clear(&run->registry_nik);
		weight_model_clear(&run->model);
		free(run->map);
		free(run->found);
		free(run->weight);
		free(run);
	}
	if (r < 0 && err) {
		*err = (padan_err){ .code = r, .row = e.row };
		(void)snprintf(err->msg, sizeof(err->msg), "%s", e.msg);
	}
	return r;
}
