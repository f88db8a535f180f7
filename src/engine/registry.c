#include "engine/registry.h"

#include "base/big.h"
#include "base/hash.h"
#include "base/par.h"
#include "engine/batch.h"

#define NAME_CUT 2000
#define PROBES_MAX 20000 /* longer only when one NIK stands on thousands of records: no extract */

/* plain: of a plain record. */
PART void pack_row(struct batch *b, struct reg_row *to, const struct record *rec, bool plain)
{
	const struct padan_registry *g = b->opt->pack_ctx;
	struct str name = rec->name;
	uint32_t mother = g->mothers && rec->mother.len ? mother_hash(rec->mother) : 0;
	bool has_date = date_raw_shape(rec->status_date) != DATE_EMPTY, text;
	uint64_t words;
	if (name.len > NAME_CUT)
		name.len = NAME_CUT;
	words = plain ? name_book_find_wide(g->book, name) : 0;
	if (UNLIKELY(!words))
		words = name_book_add(g->book, name);
	text = !words || has_date || mother;
	/* Straight into its place, of plain numbers: put together elsewhere it would be copied while its parts are on the way. */
	*to = (struct reg_row){
		.nik = rec->nik.value.n & (((uint64_t)1 << 54) - 1),
		.sex = rec->f.sex == 'L' ? 1 : rec->f.sex == 'P' ? 2 : 0,
		.outside = rec->f.outside,
		.status_empty = rec->status_empty,
		.kk = rec->f.kk & (((uint64_t)1 << 54) - 1),
		.status = (unsigned)rec->f.status & 7U,
		.region_low = (uint32_t)rec->f.region,
		.region_high = rec->f.region >> 32 & 3,
		.birth = rec->birth,
		.addr = rec->f.addr,
		.name = { text ? (uint32_t)b->text.len : (uint32_t)words, text ? (uint32_t)name.len : (uint32_t)(words >> 32) },
		.words = words != 0,
		.has_date = has_date,
		.has_mother = mother != 0,
	};
	if (LIKELY(!text))
		return;
	if (has_date)
		buf_add(&b->text, str_of((const char *)&rec->status_date, sizeof(rec->status_date)));
	if (mother)
		buf_add(&b->text, str_of((const char *)&mother, sizeof(mother)));
	batch_name(b, words, name);
}

static bool reg_pack(struct batch *b, void *to, const struct record *rec, uint64_t number, bool name_only)
{
	(void)number;
	(void)name_only;
	if (rec->nik.state != NIK_VALID)
		return false;
	pack_row(b, to, rec, false);
	return true;
}

static bool reg_plain(void *ctx, const struct csv_plain *p)
{
	struct batch *b = ctx;
	const struct row_view v = { .col = b->reader.layout->col, .plain = *p };
	struct record rec;
	void *to = batch_place(b, p);
	if (UNLIKELY(!to || !read_plain(&rec, &b->reader, v, true)))
		return false;
	pack_row(b, to, &rec, true);
	date_vote(&b->counts.status, rec.status_date);
	b->counts.status_filled += rec.status_said;
	batch_taken(b, &rec);
	return true;
}

static void reg_fix(void *row, uint32_t text_base)
{
	struct reg_row *r = row;
	if (reg_has_text(r))
		r->name[0] += text_base;
}

struct name_kept reg_name_text(const struct padan_registry *g, const struct reg_row *r)
{
	const char *p = table_text(&g->load.table, r->name[0]) + 4 * (r->has_date + r->has_mother);
	return name_kept_at(p, r->words, r->name[1]);
}

void reg_facts(const struct padan_registry *g, const struct reg_row *r, struct facts *ret)
{
	memset(ret, 0, sizeof(*ret));
	ret->nik = r->nik;
	ret->kk = r->kk;
	ret->region = (uint64_t)r->region_high << 32 | r->region_low;
	birth_take(ret, r->birth);
	ret->addr = r->addr;
	ret->sex = r->sex == 1 ? 'L' : r->sex == 2 ? 'P' : 0;
	ret->status = r->status;
	ret->status_date_state = r->status_date_state;
	ret->outside = r->outside;
	if (UNLIKELY(r->has_date))
		memcpy(&ret->status_date, table_text(&g->load.table, r->name[0]), sizeof(ret->status_date));
	if (r->has_mother)
		memcpy(&ret->mother, table_text(&g->load.table, r->name[0]) + 4 * r->has_date, sizeof(ret->mother));
}

/* Dates settled and the index filled, side by side over ranges of records. */
struct build {
	struct padan_registry *g;
	tanggal as_of;
	enum date_order birth_order, status_order;
	unsigned threads;
	uint64_t next;
	bool crowded;
	uint64_t unknown[PAR_THREADS_MAX];
	tanggal latest[PAR_THREADS_MAX];
};

static void settle(struct build *b, struct reg_row *r, unsigned t)
{
	r->birth = birth_settle(r->birth, b->birth_order, b->as_of);
	if (r->has_date) {
		struct facts f = { 0 };
		char *at = table_text_at(&b->g->load.table, r->name[0]);
		date_raw raw;
		memcpy(&raw, at, sizeof(raw));
		record_status_date(&f, raw, b->status_order);
		memcpy(at, &f.status_date, sizeof(f.status_date));
		r->status_date_state = (unsigned)f.status_date_state & 3U;
		if (f.status_date_state == SDATE_OK && f.status_date <= b->as_of && f.status_date > b->latest[t])
			b->latest[t] = f.status_date;
	}
	/* A status column that says nothing at all is none. */
	if (b->g->load.counts.status_filled == 0 && r->status_empty)
		r->status = REG_ALIVE;
	b->unknown[t] += r->status == REG_UNKNOWN;
}

/* Puts record i in; several threads at once. The chain of a NIK may hold its records in any order. */
static bool insert(struct padan_registry *g, uint64_t i, uint64_t hash)
{
	uint64_t nik = reg_row(g, i)->nik, at = registry_slot(g, hash);
	uint32_t tag = registry_tag(g, hash), mask = registry_mask(g);
	for (int probes = 0; probes < PROBES_MAX; probes++) {
		uint32_t have = __atomic_load_n(&g->slot[at], __ATOMIC_ACQUIRE);
		if (have == 0) {
			uint32_t none = 0;
			if (__atomic_compare_exchange_n(&g->slot[at], &none, tag | ((uint32_t)i + 1), false, __ATOMIC_ACQ_REL,
							__ATOMIC_ACQUIRE))
				return true;
			have = none;
		}
		if ((have & ~mask) == tag && reg_row(g, (have & mask) - 1)->nik == nik)
			__atomic_fetch_or(&g->slot[g->slots + (i >> 5)], (uint32_t)1 << (i & 31), __ATOMIC_RELAXED);
		if (++at == g->slots)
			at = 0;
	}
	return false;
}

#define STEP 64
#define BUILD_RANGE 16384
static void build_worker(void *ctx, unsigned t)
{
	struct build *b = ctx;
	struct padan_registry *g = b->g;
	for (;;) {
		uint64_t from = __atomic_fetch_add(&b->next, BUILD_RANGE, __ATOMIC_RELAXED), end = from + BUILD_RANGE;
		if (from >= registry_rows(g) || __atomic_load_n(&b->crowded, __ATOMIC_RELAXED))
			return;
		if (end > registry_rows(g))
			end = registry_rows(g);
		for (uint64_t i = from; i < end; i += STEP) {
			uint64_t hash[STEP], n = end - i < STEP ? end - i : STEP;
			for (uint64_t k = 0; k < n; k++) {
				settle(b, reg_row(g, i + k), t);
				hash[k] = hash_u64(reg_row(g, i + k)->nik);
				__builtin_prefetch(&g->slot[registry_slot(g, hash[k])], 1);
			}
			for (uint64_t k = 0; k < n; k++)
				if (!insert(g, i + k, hash[k])) {
					__atomic_store_n(&b->crowded, true, __ATOMIC_RELAXED);
					return;
				}
		}
	}
}

/* Every record of a NIK that stands twice gets its mark (only the later ones were seen by insert). */
static void mark_twice(struct padan_registry *g)
{
	for (uint64_t w = 0; w < (registry_rows(g) + 31) / 32; w++) {
		uint32_t bits = g->slot[g->slots + w];
		while (bits) {
			uint32_t all[64];
			uint64_t i = w * 32 + (uint64_t)__builtin_ctz(bits);
			size_t n;
			bits &= bits - 1;
			reg_row(g, i)->twice = 1;
			n = registry_find_all(g, reg_row(g, i)->nik, all, COUNT(all));
			for (size_t k = 0; k < n; k++)
				reg_row(g, all[k])->twice = 1;
		}
	}
}

uint32_t registry_find(const struct padan_registry *g, uint64_t nik)
{
	uint64_t hash = hash_u64(nik), at = registry_slot(g, hash);
	uint32_t have, found = REG_NONE, tag = registry_tag(g, hash), mask = registry_mask(g);
	while ((have = g->slot[at]) != 0) {
		uint32_t record = (have & mask) - 1;
		if ((have & ~mask) == tag && reg_row(g, record)->nik == nik) {
			if (record < found)
				found = record;
			if (!reg_row(g, found)->twice)
				return found;
		}
		if (++at == g->slots)
			at = 0;
	}
	return found;
}

static int index_cmp(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
	return x < y ? -1 : x > y;
}

size_t registry_find_all(const struct padan_registry *g, uint64_t nik, uint32_t *ret, size_t max)
{
	uint64_t hash = hash_u64(nik), at = registry_slot(g, hash);
	uint32_t have, tag = registry_tag(g, hash), mask = registry_mask(g);
	size_t n = 0;
	while ((have = g->slot[at]) != 0) {
		uint32_t record = (have & mask) - 1;
		if ((have & ~mask) == tag && reg_row(g, record)->nik == nik) {
			if (n < max) {
				ret[n++] = record;
			} else {
				/* Keep the earliest. */
				size_t last = 0;
				for (size_t k = 1; k < n; k++)
					last = ret[k] > ret[last] ? k : last;
				if (record < ret[last])
					ret[last] = record;
			}
		}
		if (++at == g->slots)
			at = 0;
	}
	qsort(ret, n, sizeof(*ret), index_cmp);
	return n;
}

static int build_index(struct padan_registry *g, const struct load_options *opt, struct err *err)
{
	struct build b = { .g = g, .as_of = opt->as_of, .threads = par_threads(opt->threads) };
	uint64_t n = registry_rows(g);
	b.birth_order = date_decide(&g->load.counts.birth);
	b.status_order = date_decide(&g->load.counts.status);
	/* Where the status dates leave it open, the birth dates of the same file tell. */
	if (g->load.counts.status.dmy == g->load.counts.status.mdy)
		b.status_order = b.birth_order;
	g->slots = n + n / 4 + 16;
	while (g->row_bits < 32 && n >> g->row_bits)
		g->row_bits++;
	/* Behind the slots: one bit a record, set when its NIK was there before. */
	g->slot_size = (size_t)(g->slots + n / 32 + 1) * sizeof(*g->slot);
	g->slot = big_alloc(g->slot_size);
	if (!g->slot)
		return NOMEM(err);
	par_run(b.threads, build_worker, &b);
	if (b.crowded)
		return FAIL(err, E_FORMAT, "ekstrak registri memuat NIK yang sama pada ribuan baris");
	for (unsigned t = 0; t < b.threads; t++) {
		g->unknown_status += b.unknown[t];
		if (b.latest[t] > g->date)
			g->date = b.latest[t];
	}
	mark_twice(g);
	return OK;
}

int registry_load(struct padan_registry **ret, const char *path, const struct load_options *opt, bool mothers, struct err *err)
{
	struct load_options o = *opt;
	struct padan_registry *g;
	struct source src;
	int r = source_open(&src, path, opt->stop, err);
	if (r < 0)
		return r;
	o.kind = LIST_REGISTRY;
	o.pack = reg_pack;
	o.plain = reg_plain;
	o.fix = reg_fix;
	o.row_size = sizeof(struct reg_row);
	o.sheet = NULL;
	o.map = NULL;
	o.nmap = 0;
	g = calloc(1, sizeof(*g));
	if (g) {
		g->mothers = mothers;
		g->book = name_book_new();
	}
	o.pack_ctx = g;
	r = g && g->book ? load_file(&g->load, &src, &o, err) : NOMEM(err);
	source_close(&src);
	if (r == OK) {
		const struct load_counts *c = &g->load.counts;
		const struct layout *l = &g->load.layout;
		g->has_status = (l->col[F_STATUS] >= 0 && c->status_filled > 0) || l->col[F_TGL_MENINGGAL] >= 0 ||
				l->col[F_TGL_PINDAH] >= 0;
		if (c->nik_spoilt * 2 > c->nik_filled || (c->nik_16 >= 50 && c->nik_16_zero * 2 > c->nik_16))
			r = FAIL(err, E_FORMAT,
				 "%s: kolom NIK ekstrak registri rusak oleh spreadsheet; minta ulang berkas dengan kolom NIK "
				 "sebagai teks",
				 src.label);
		else if (registry_rows(g) == 0)
			r = FAIL(err, E_FORMAT, "%s: tidak ada satu pun penduduk dengan NIK yang sah", src.label);
		else
			r = build_index(g, opt, err);
	}
	if (r == OK)
		name_book_learn(g->book, par_threads(opt->threads));
	if (r < 0) {
		registry_free(g);
		return r;
	}
	*ret = g;
	return OK;
}

void registry_give_back(struct padan_registry *g)
{
	uint64_t rows = registry_rows(g);
	table_clear(&g->load.table);
	g->load.table.rows = rows;
	big_free(g->slot, g->slot_size);
	g->slot = NULL;
}

void registry_free(struct padan_registry *g)
{
	if (!g)
		return;
	load_clear(&g->load);
	big_free(g->slot, g->slot_size);
	name_book_free(g->book);
	free(g);
}
