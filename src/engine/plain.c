#include "engine/plain.h"

#include "base/wilayah.h"
#include "engine/plain_match.h"
#include "engine/plain_out.h"

struct run {
	const padan_options *opt;
	const padan_sink *sink;
	struct criteria criteria;
	struct column_map *map;
	struct plain_file list_file, registry_file;
	struct plain_people list, registry;
	struct plain_counts list_counts, registry_counts;
	struct plain_match match;
	bool has_registry;
	padan_summary sum;
};

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
	struct plain_candidate candidate = { .at = PLAIN_NONE };
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
		int r = plain_match_candidate(&run->match, row, &candidate, err);
		if (r < 0)
			return r;
	}
	if (own && !f->own_by_name) {
		const struct pair *p = &row->own_pair;
		f->far_better = candidate.at != PLAIN_NONE && pair_name_fits(&candidate.pair) &&
				candidate.weight >= plain_weigh(&run->match, p, row, own) + WEIGHT_FAR_BETTER;
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
	if (candidate.at != PLAIN_NONE && (!own || f->far_better)) {
		f->candidate = true;
		f->candidate_pair = candidate.pair;
		f->candidate_facts = run->registry.p[candidate.at].f;
		v->nik_registry = f->candidate_facts.nik;
		v->score = candidate.posterior;
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
	int r = plain_file_read(&run->registry_file, path, &want, err);
	if (r == OK)
		r = plain_people_load(&run->registry, &run->registry_counts, &run->registry_file, LIST_REGISTRY, run->opt, err);
	if (r < 0)
		return r;
	run->has_registry = true;
	count_registry(run);
	return OK;
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
		if (stop_asked(run->opt->stop))
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
	r = plain_match_init(&run->match, &run->list, &run->registry, run->criteria.candidate_min, err);
	if (r < 0)
		return r;
	plain_match_own(&run->match);
	r = plain_match_doubles(&run->match, err);
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
		plain_match_clear(&run->match);
		free(run->map);
		free(run);
	}
	if (r < 0 && err) {
		*err = (padan_err){ .code = r, .row = e.row };
		(void)snprintf(err->msg, sizeof(err->msg), "%s", e.msg);
	}
	return r;
}
