#include "engine/fast.h"

#include "base/hash.h"
#include "base/wilayah.h"
#include "engine/fast_state.h"
#include "engine/output.h"

void fast_fail(struct fast *f, int code, const char *msg)
{
	(void)pthread_mutex_lock(&f->lock);
	if (!f->error) {
		(void)FAIL(&f->err, code, "%s", msg);
		__atomic_store_n(&f->error, code, __ATOMIC_RELEASE);
	}
	(void)pthread_mutex_unlock(&f->lock);
}

/* ---- second pass: exact by NIK ---- */

/* Room for one more of size bytes in *list. */
static bool room_for_one(void *list, size_t n, size_t *cap, size_t size)
{
	void *have, *p;
	size_t more = *cap ? *cap * 2 : 1024;
	if (n < *cap)
		return true;
	memcpy(&have, list, sizeof(have));
	p = realloc(have, more * size);
	if (!p)
		return false;
	memcpy(list, &p, sizeof(p));
	*cap = more;
	return true;
}

static bool ask(struct fast *f, unsigned t, uint64_t row)
{
	if (!room_for_one(&f->ask[t], f->nask[t], &f->cap_ask[t], sizeof(*f->ask[t])))
		return false;
	f->ask[t][f->nask[t]++] = (uint32_t)row;
	return true;
}

static bool keep_seen(struct fast *f, unsigned t, const struct seen *seen)
{
	if (!room_for_one(&f->seen[t], f->nseen[t], &f->cap_seen[t], sizeof(*f->seen[t])))
		return false;
	f->seen[t][f->nseen[t]++] = *seen;
	return true;
}

/* True when a name can be written into CSV as it stands. */
static bool plain_name(struct name_kept n)
{
	struct str s = n.text;
	if (LIKELY(n.words))
		return true;
	if (s.len == 0 || s.len > 100 || !ch_alpha(s.ptr[0]))
		return false;
	return output_plain(s);
}

/* False for names that may bear a mark (BY NY, ALM): those take the long way. */
static bool name_unmarked(const struct name_book *b, struct name_kept kept)
{
	struct str name = kept.text;
	char c, next;
	if (LIKELY(kept.words))
		return !(b->word[kept.words & NAME_NUMBER].marks & WORD_MARKED);
	c = name.len ? ch_upper(name.ptr[0]) : 0;
	if (!ch_alpha(c))
		return false;
	if (LIKELY(c != 'A' && c != 'B'))
		return true;
	if (name.len < 4)
		return false;
	next = ch_upper(name.ptr[1]);
	if (c == 'A')
		return next != 'L';
	return next != 'Y' && next != 'I' && !(next == 'A' && ch_upper(name.ptr[2]) == 'Y');
}

/* QUICK_* of a row whose name is the record's but for how it is written; 0 when anything but notes is to be said. */
static uint8_t quick_look(const struct fast *f, const struct list_row *r, const struct reg_row *g, const struct pair *p,
			  const struct facts *row)
{
	struct name_kept name = list_name(&f->list, r);
	if (!f->quick_ok || !name_unmarked(f->list.book, name) || g->status != REG_ALIVE || g->outside || g->twice || r->nik_double ||
	    r->person_double || r->psnoka_double || r->other_segment || r->deceased || p->sex < 0 || row->birth_state == BIRTH_BAD)
		return 0;
	if (p->birth != BIRTH_A_SAME && p->birth != BIRTH_A_ABSENT)
		return 0;
	return (uint8_t)(QUICK | (p->kk < 0 ? QUICK_KK_DIFFERS : 0) | (p->kk == 0 ? QUICK_KK_ABSENT : 0) |
			 (p->addr < 0 ? QUICK_ADDRESS_DIFFERS : 0) | (p->birth == BIRTH_A_ABSENT ? QUICK_BIRTH_ABSENT : 0) |
			 (p->sex == 0 ? QUICK_SEX_ABSENT : 0) | (plain_name(name) ? 0 : QUICK_QUOTED) |
			 (wilayah_prefix_known((uint32_t)(r->nik / UINT64_C(10000000000))) ? 0 : QUICK_REGION_UNKNOWN));
}

/* QUICK_* of a row that says what its record says, name and all, told from the two as they are kept: nearly all rows.
 * 0: the long way. */
static uint8_t quick_same(const struct fast *f, const struct list_row *r, const struct reg_row *g)
{
	struct name_kept name = list_name(&f->list, r);
	uint32_t birth = r->birth >> BIRTH_KEPT_STATE;
	unsigned q = QUICK;
	if (!f->quick_ok || g->status != REG_ALIVE || g->outside || g->twice || r->nik_double || r->person_double || r->psnoka_double ||
	    r->other_segment || r->deceased || birth == BIRTH_BAD || !name_kept_same(f->list.book, name, reg_name(f->base.registry, g)) ||
	    !name_unmarked(f->list.book, name))
		return 0;
	if (birth == BIRTH_OK && g->birth >> BIRTH_KEPT_STATE == BIRTH_OK) {
		if ((r->birth ^ g->birth) & BIRTH_KEPT_DATE)
			return 0;
	} else {
		q |= QUICK_BIRTH_ABSENT;
	}
	if (!r->sex || !g->sex)
		q |= QUICK_SEX_ABSENT;
	else if (r->sex != g->sex)
		return 0;
	if (!r->kk || !g->kk)
		q |= QUICK_KK_ABSENT;
	else if (r->kk != g->kk)
		q |= QUICK_KK_DIFFERS;
	if (r->addr && g->addr && r->addr != g->addr)
		q |= QUICK_ADDRESS_DIFFERS;
	return (uint8_t)(q | (plain_name(name) ? 0 : QUICK_QUOTED) |
			 (wilayah_prefix_known((uint32_t)(r->nik / UINT64_C(10000000000))) ? 0 : QUICK_REGION_UNKNOWN));
}

static void keep_quick(struct list_row *r, uint8_t quick)
{
	r->quick = quick != 0;
	if (quick)
		r->addr = quick;
}

/* The list's name is BY NY ..., and the record's is not. */
static bool newborn_in_list(const struct verdict_base *b, const struct list_row *r)
{
	const struct padan_registry *g = b->registry;
	struct name_form form;
	if (LIKELY(!(verdict_marks(b->list, r) & NAME_H_NEWBORN_MARK)))
		return false;
	name_prepare_kept(&form, b->words, g->book, reg_name(g, reg_row(g, r->own)));
	return !(form.marks & NAME_H_NEWBORN_MARK);
}

static bool exact_row(struct fast *f, const struct verdict_base *b, unsigned t, struct list_row *r, uint64_t i)
{
	const struct padan_registry *g = f->base.registry;
	struct seen seen;
	struct facts row, reg;
	struct pair p;
	bool conflict = false;
	if (r->broken || r->dropped)
		return true;
	if (r->own == REG_NONE)
		return ask(f, t, i);
	keep_quick(r, quick_same(f, r, reg_row(g, r->own)));
	if (r->quick)
		return true;
	if (reg_row(g, r->own)->twice)
		r->own = verdict_own(b, r, &conflict);
	seen_look(&f->list, g, b->words, r, r->own, &p, &row, &reg);
	if (p.name.grade == NAME_SAME && p.name.score == 1000)
		keep_quick(r, quick_look(f, r, reg_row(g, r->own), &p, &row));
	if (!r->quick) {
		seen = seen_keep(&p, &reg, reg_row(g, r->own)->twice);
		seen.row = i % FAST_RANGE;
		seen.conflict = conflict;
		seen.newborn = newborn_in_list(b, r);
		if (!keep_seen(f, t, &seen))
			return false;
	}
	/* Where the record is not the row's person by name, somebody else is looked for. */
	return pair_name_fits(&p) ? true : ask(f, t, i);
}

/* A row's slot, its record and the record's text are each asked for so many rows before they are read: while others are compared, and not
 * all at once, for only so many lines can be on their way. */
#define EXACT_AHEAD 32
struct ahead {
	uint64_t hash[2 * EXACT_AHEAD]; /* of the rows on their way to their records, by the low bits of their numbers */
};

static void ask_slot(const struct padan_registry *g, struct ahead *a, const struct list_row *r, size_t i)
{
	uint64_t hash = hash_u64(r->nik);
	a->hash[i % COUNT(a->hash)] = hash;
	__builtin_prefetch(&g->slot[registry_slot(g, hash)]);
}

static void ask_record(const struct padan_registry *g, const struct ahead *a, struct list_row *r, size_t i)
{
	r->own = r->nik_state == NIK_VALID ? registry_likely(g, a->hash[i % COUNT(a->hash)]) : REG_NONE;
	if (r->own != REG_NONE)
		reg_row_fetch(g, r->own);
}

static void ask_text(const struct padan_registry *g, struct list_row *r)
{
	if (r->own == REG_NONE)
		return;
	if (reg_row(g, r->own)->nik != r->nik || reg_row(g, r->own)->twice)
		r->own = registry_find(g, r->nik);
	if (r->own != REG_NONE)
		reg_text_fetch(g, reg_row(g, r->own));
}

/* Rows from..end-1, of one range, and so of one chunk of the table. */
static void exact_rows(struct fast *f, const struct verdict_base *b, unsigned t, uint64_t from, uint64_t end)
{
	const struct padan_registry *g = f->base.registry;
	struct list_row *row = list_row(&f->list, from);
	size_t n = (size_t)(end - from);
	struct ahead a;
	for (size_t i = 0; i < n + 3 * EXACT_AHEAD; i++) {
		if (i < n)
			ask_slot(g, &a, &row[i], i);
		if (i >= EXACT_AHEAD && i < n + EXACT_AHEAD)
			ask_record(g, &a, &row[i - EXACT_AHEAD], i - EXACT_AHEAD);
		if (i >= 2 * EXACT_AHEAD && i < n + 2 * EXACT_AHEAD)
			ask_text(g, &row[i - 2 * EXACT_AHEAD]);
		if (i >= 3 * EXACT_AHEAD && !exact_row(f, b, t, &row[i - 3 * EXACT_AHEAD], from + i - 3 * EXACT_AHEAD))
			fast_fail(f, E_NOMEM, "memori tidak cukup");
	}
}
_Static_assert(TABLE_CHUNK_ROWS % FAST_RANGE == 0, "a range does not cross the end of a chunk");

static void exact_worker(void *ctx, unsigned t)
{
	struct fast *f = ctx;
	struct verdict_base base = f->base;
	uint64_t rows = list_rows(&f->list);
	base.words = f->words[t];
	for (;;) {
		uint64_t from = __atomic_fetch_add(&f->next, FAST_RANGE, __ATOMIC_RELAXED), end = from + FAST_RANGE;
		if (from >= rows || fast_stopped(f))
			break;
		struct fast_range *k = &f->range[from / FAST_RANGE];
		end = end > rows ? rows : end;
		*k = (struct fast_range){ .thread = t, .ask = f->nask[t], .seen = f->nseen[t] };
		exact_rows(f, &base, t, from, end);
		k->nask = f->nask[t] - k->ask;
		k->nseen = f->nseen[t] - k->seen;
	}
}

static int exact_pass(struct fast *f, struct err *err)
{
	size_t n = 0, ranges = (size_t)((list_rows(&f->list) + FAST_RANGE - 1) / FAST_RANGE);
	f->range = calloc(ranges + 1, sizeof(*f->range));
	if (!f->range)
		return NOMEM(err);
	f->next = 0;
	par_run(f->threads, exact_worker, f);
	if (f->error) {
		*err = f->err;
		return f->error;
	}
	for (unsigned t = 0; t < f->threads; t++)
		n += f->nask[t];
	f->asking = malloc((n + 1) * sizeof(*f->asking));
	if (!f->asking)
		return NOMEM(err);
	/* Each thread took its ranges in rising order; range by range, the rows rise. */
	for (size_t k = 0; k < ranges; k++) {
		const struct fast_range *r = &f->range[k];
		if (r->nask)
			memcpy(f->asking + f->nasking, f->ask[r->thread] + r->ask, r->nask * sizeof(*f->asking));
		f->nasking += r->nask;
	}
	for (unsigned t = 0; t < f->threads; t++) {
		free(f->ask[t]);
		f->ask[t] = NULL;
	}
	return OK;
}

static int learn_model(struct fast *f, struct err *err)
{
	const struct padan_registry *g = f->base.registry;
	uint64_t stride = weight_stride(registry_rows(g));
	int r = weight_model_init(&f->model, registry_rows(g), err);
	for (uint64_t i = 0; i < registry_rows(g) && r == OK; i += stride) {
		struct name_form name;
		if (i + 16 * stride < registry_rows(g))
			reg_row_fetch(g, i + 16 * stride);
		if (i + 8 * stride < registry_rows(g))
			reg_text_fetch(g, reg_row(g, i + 8 * stride));
		name_prepare_kept(&name, f->words[0], g->book, reg_name(g, reg_row(g, i)));
		r = weight_model_add(&f->model, &name, err);
	}
	weight_model_finish(&f->model);
	f->base.model = &f->model;
	return r;
}

/* ---- NIK_GANDA: which row of a group is kept ---- */

static int own_score(const struct verdict_base *b, uint32_t row)
{
	struct facts fr, fg;
	struct pair p;
	const struct list_row *r = list_row(b->list, row);
	if (!b->registry || r->own == REG_NONE)
		return -1;
	seen_look(b->list, b->registry, b->words, r, r->own, &p, &fr, &fg);
	return weight_own(&p);
}

static bool same_person(const struct verdict_base *base, uint32_t kept, uint32_t row)
{
	const struct list *l = base->list;
	const struct list_row *a = list_row(l, row), *b = list_row(l, kept);
	struct name_kept ka = list_name(l, a), kb = list_name(l, b);
	struct name_form na, nb;
	struct facts fa, fb;
	struct pair p;
	list_facts(l, a, &fa);
	list_facts(l, b, &fb);
	if (birth_compare(&fa, &fb) != BIRTH_A_SAME)
		return false;
	/* The same bytes are the same name. */
	if (name_kept_same(l->book, ka, kb) && (ka.words || (ka.text.len && ch_alpha(ka.text.ptr[0]))))
		return true;
	name_prepare_kept(&na, base->words, l->book, ka);
	name_prepare_kept(&nb, base->words, l->book, kb);
	pair_compare(&p, &fa, &na, &fb, &nb);
	return pair_name_fits(&p);
}

static int twin_cmp(const void *a, const void *b)
{
	const struct twin *x = a, *y = b;
	return x->row < y->row ? -1 : x->row > y->row;
}

/* The rows of one group, to where they stand in doubles.row. */
static void settle_group(struct fast *f, const struct verdict_base *b, const struct nik_group *g)
{
	const uint32_t *row = &f->doubles.row[g->first];
	uint32_t kept = 0;
	int best = own_score(b, row[0]);
	for (uint32_t k = 1; k < g->n; k++) {
		int s = own_score(b, row[k]);
		if (s > best) {
			best = s;
			kept = k;
		}
	}
	for (uint32_t k = 0; k < g->n; k++) {
		struct twin *t = &f->twin[g->first + k];
		*t = (struct twin){ .row = row[k], .other = row[kept] };
		if (k == kept) {
			t->kind = TWIN_KEPT;
			t->other = row[kept == 0 ? 1 : 0];
		} else {
			t->kind = same_person(b, row[kept], row[k]) ? TWIN_FURTHER : TWIN_STRANGER;
		}
	}
}

#define TWIN_RANGE 64
/* Asks for the rows of the groups from..end-1, their records and all their names, before any of them is looked at. */
static void fetch_groups(const struct fast *f, uint64_t from, uint64_t end)
{
	const struct padan_registry *g = f->base.registry;
	const struct nik_group *first = &f->doubles.group[from], *last = &f->doubles.group[end - 1];
	const uint32_t *row = f->doubles.row + first->first, *past = f->doubles.row + last->first + last->n;
	for (const uint32_t *p = row; p < past; p++)
		list_row_fetch(&f->list, *p);
	for (const uint32_t *p = row; p < past; p++) {
		const struct list_row *r = list_row(&f->list, *p);
		list_name_fetch(&f->list, r);
		if (g && r->own != REG_NONE)
			reg_row_fetch(g, r->own);
	}
	for (const uint32_t *p = row; g && p < past; p++) {
		const struct list_row *r = list_row(&f->list, *p);
		if (r->own != REG_NONE)
			reg_text_fetch(g, reg_row(g, r->own));
	}
}

static void twin_worker(void *ctx, unsigned t)
{
	struct fast *f = ctx;
	struct verdict_base base = f->base;
	base.words = f->words[t];
	for (;;) {
		uint64_t from = __atomic_fetch_add(&f->next, TWIN_RANGE, __ATOMIC_RELAXED), end = from + TWIN_RANGE;
		if (from >= f->doubles.ngroup)
			break;
		end = end > f->doubles.ngroup ? f->doubles.ngroup : end;
		fetch_groups(f, from, end);
		for (uint64_t i = from; i < end; i++)
			settle_group(f, &base, &f->doubles.group[i]);
	}
}

static int settle_twins(struct fast *f, struct err *err)
{
	size_t n = 0;
	for (size_t i = 0; i < f->doubles.ngroup; i++)
		n += f->doubles.group[i].n;
	f->twin = malloc((n + 1) * sizeof(*f->twin));
	if (!f->twin)
		return NOMEM(err);
	f->next = 0;
	par_run(f->threads, twin_worker, f);
	qsort(f->twin, n, sizeof(*f->twin), twin_cmp);
	f->base.twin = f->twin;
	f->base.ntwin = n;
	return OK;
}

/* ---- the whole ---- */

int options_map(const padan_options *opt, struct column_map *map, size_t max, struct err *err)
{
	if (opt->map_count > max)
		return FAIL(err, E_ARG, "lebih dari %zu --map", max);
	for (size_t i = 0; i < opt->map_count; i++) {
		const char *eq = strchr(opt->map[i], '=');
		if (!eq || !field_parse(&map[i].field, str_of(opt->map[i], (size_t)(eq - opt->map[i]))))
			return FAIL(err, E_ARG, "--map harus berbentuk KOLOM=JUDUL, misalnya NIK=\"NO KTP\"");
		map[i].heading = str_c(eq + 1);
	}
	return OK;
}

/* The model is one thread's work, and doubles leave one idle at their end: side by side. */
struct learning {
	struct fast *f;
	struct err err;
	int result;
};

static void *learn_main(void *ctx)
{
	struct learning *l = ctx;
	l->result = learn_model(l->f, &l->err);
	return NULL;
}

static int doubles_and_model(struct fast *f, struct err *err)
{
	struct learning l = { .f = f };
	pthread_t thread;
	bool started = f->base.registry && f->threads > 1 && pthread_create(&thread, NULL, learn_main, &l) == 0;
	int r = doubles_find(&f->doubles, &f->list, f->threads, err);
	if (started)
		(void)pthread_join(thread, NULL);
	else if (f->base.registry)
		(void)learn_main(&l);
	if (r == OK && l.result < 0) {
		*err = l.err;
		r = l.result;
	}
	return r;
}

static int passes(struct fast *f, struct err *err)
{
	struct candidate_job job = { .list = &f->list,
				     .registry = f->base.registry,
				     .model = &f->model,
				     .threads = f->threads,
				     .words = f->words,
				     .posterior_min = f->criteria.candidate_min,
				     .stop = f->opt->stop };
	int r = doubles_and_model(f, err);
	if (r == OK && f->base.registry) {
		r = exact_pass(f, err);
		job.rows = f->asking;
		job.nrows = f->nasking;
		if (r == OK)
			r = candidate_search(&job, &f->candidate, err);
		f->base.candidate = f->candidate;
		f->base.ncandidate = f->nasking;
	}
	return r == OK ? settle_twins(f, err) : r;
}

int fast_verify(struct padan_registry *reg, const char *path, const padan_options *opt, const padan_sink *sink,
		padan_summary *ret_summary, struct err *err)
{
	struct fast *f = calloc(1, sizeof(*f));
	struct column_map map[FIELD_COUNT];
	struct err local = { 0 };
	struct load_options lo;
	int r;
	if (!err)
		err = &local;
	if (!f)
		return NOMEM(err);
	f->opt = opt;
	f->sink = sink;
	f->threads = par_threads((unsigned)opt->threads);
	f->summary = calloc(1, sizeof(*f->summary));
	for (unsigned t = 0; t < f->threads; t++)
		f->words[t] = name_words_new();
	(void)pthread_mutex_init(&f->lock, NULL);
	par_turn_init(&f->turn);
	r = f->summary ? criteria_parse(&f->criteria, str_of(opt->criteria, opt->criteria_len), err) : NOMEM(err);
	if (r == OK)
		r = options_map(opt, map, COUNT(map), err);
	if (r == OK) {
		lo = (struct load_options){ .city = (uint32_t)opt->city,
					    .as_of = opt->as_of,
					    .threads = f->threads,
					    .sheet = opt->sheet,
					    .map = map,
					    .nmap = opt->map_count,
					    .stop = opt->stop,
					    .progress = opt->progress,
					    .progress_ctx = opt->progress_ctx };
		r = list_load(&f->list, path, reg ? reg->book : NULL, &lo, err);
	}
	if (r == OK && reg && !reg->mothers && f->list.load.has[F_IBU]) {
		r = FAIL(err, E_ARG, "registri dibaca untuk daftar lain: nama ibu tidak dimuat");
		list_clear(&f->list);
	}
	if (r == OK) {
		f->base = (struct verdict_base){ .list = &f->list,
						 .registry = reg,
						 .criteria = &f->criteria,
						 .national = opt->national != 0,
						 .as_of = opt->as_of };
		f->quick_ok = f->criteria.action[PADAN_KK_BEDA] == RULE_NOTE &&
			      f->criteria.action[PADAN_ALAMAT_BEDA] == RULE_NOTE &&
			      f->criteria.action[PADAN_WILAYAH_NIK_TIDAK_DIKENAL] == RULE_NOTE;
		r = passes(f, err);
		/* The verdicts look at no record, and the text that is written wants memory: such that has been in use costs less. */
		if (r == OK && reg && reg->only)
			registry_give_back(reg);
		if (r == OK)
			r = fast_emit(f, err);
		list_clear(&f->list);
	}
	if (r == OK)
		*ret_summary = *f->summary;
	for (unsigned t = 0; t < f->threads; t++) {
		name_words_free(f->words[t]);
		free(f->ask[t]);
		free(f->seen[t]);
	}
	free(f->range);
	weight_model_clear(&f->model);
	doubles_clear(&f->doubles);
	free(f->quick_text);
	free(f->twin);
	free(f->asking);
	free(f->candidate);
	free(f->summary);
	(void)pthread_mutex_destroy(&f->lock);
	par_turn_clear(&f->turn);
	free(f);
	return r;
}
