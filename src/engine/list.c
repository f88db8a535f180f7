#include "engine/list.h"

#include "base/par.h"
#include "engine/batch.h"

/* A short text behind its length; cut where it is absurdly long. */
static void add_short(struct buf *b, struct str s)
{
	size_t n = s.len > 250 ? 250 : s.len;
	buf_addc(b, (char)(unsigned char)n);
	buf_add(b, str_of(s.ptr, n));
}

static void add_extra(struct batch *b, const struct record *rec)
{
	add_short(&b->text, rec->nik_text);
	add_short(&b->text, rec->psnoka_text);
}

/* plain: of a plain record. */
PART void pack_row(struct batch *b, struct list_row *to, const struct record *rec, bool name_only, bool plain)
{
	const struct name_book *book = b->opt->pack_ctx;
	struct str name = rec->name;
	uint64_t words;
	uint32_t mother = rec->mother.len ? mother_hash(rec->mother) : 0;
	bool extra = rec->nik.value.n == 0 || rec->nik_text.len != 16 || (rec->psnoka == 0 && rec->psnoka_text.len);
	unsigned segment = batch_segment(b, rec->segment);
	if (name.len > LIST_NAME_MAX)
		name.len = LIST_NAME_MAX;
	words = plain && book ? name_book_find_wide(book, name) : name_book_find(book, name);
	/* Straight into its place, of plain numbers: put together elsewhere it would be copied while its parts are on the way. */
	*to = (struct list_row){
		.nik = rec->nik.value.n & (((uint64_t)1 << 54) - 1),
		.nik_state = rec->nik.state,
		.sex = rec->f.sex == 'L' ? 1 : rec->f.sex == 'P' ? 2 : 0,
		.broken = rec->broken,
		.deceased = rec->deceased,
		.other_segment = rec->other_segment,
		.name_only = name_only,
		.kk = rec->f.kk & (((uint64_t)1 << 54) - 1),
		.region_low = (uint32_t)rec->f.region,
		.region_high = rec->f.region >> 32 & 3,
		.psnoka = rec->psnoka & (((uint64_t)1 << 44) - 1),
		.name_len = name.len & LIST_NAME_MAX,
		.segment = segment & 0xFF,
		.birth = rec->birth,
		.addr = rec->f.addr,
		.own = REG_NONE,
		.words = words != 0,
		.name = { (uint32_t)words, (uint32_t)(words >> 32) },
		.has_mother = mother != 0,
		.extra = extra,
	};
	if (LIKELY(!list_has_text(to)))
		return;
	to->name[0] = (uint32_t)b->text.len;
	if (mother)
		buf_add(&b->text, str_of((const char *)&mother, sizeof(mother)));
	batch_name(b, words, name);
	if (UNLIKELY(extra))
		add_extra(b, rec);
}

static bool list_pack(struct batch *b, void *to, const struct record *rec, uint64_t number, bool name_only)
{
	(void)number;
	pack_row(b, to, rec, name_only, false);
	return true;
}

static bool list_plain(void *ctx, const struct csv_plain *p)
{
	struct batch *b = ctx;
	const struct row_view v = { .col = b->reader.layout->col, .plain = *p };
	struct record rec;
	void *to = batch_place(b, p);
	if (UNLIKELY(!to || !read_plain(&rec, &b->reader, v, false)))
		return false;
	pack_row(b, to, &rec, false, true);
	batch_taken(b, &rec);
	return true;
}

static void list_fix(void *row, uint32_t text_base)
{
	struct list_row *r = row;
	if (list_has_text(r))
		r->name[0] += text_base;
}

/* Names without any number behind the last participant of their sheet are signatures and notes. */
static void drop_tails(struct list *l)
{
	for (size_t s = 0; s < l->load.nsheet; s++) {
		const struct load_sheet *sh = &l->load.sheet[s];
		uint64_t end = s + 1 < l->load.nsheet ? l->load.sheet[s + 1].first : l->load.table.rows;
		uint64_t from = sh->last_identified > sh->first ? sh->last_identified : sh->first;
		for (uint64_t i = from; i < end; i++) {
			list_row(l, i)->dropped = 1;
			l->load.counts.people--;
			l->load.counts.title++;
		}
	}
}

/* The column's order is known once all of it was read. */
struct settle {
	struct list *l;
	uint64_t next;
};
#define SETTLE_RANGE 16384

static void settle_worker(void *ctx, unsigned t)
{
	struct settle *s = ctx;
	(void)t;
	for (;;) {
		uint64_t from = __atomic_fetch_add(&s->next, SETTLE_RANGE, __ATOMIC_RELAXED), end = from + SETTLE_RANGE;
		if (from >= list_rows(s->l))
			return;
		end = end > list_rows(s->l) ? list_rows(s->l) : end;
		for (uint64_t i = from; i < end; i++) {
			struct list_row *r = list_row(s->l, i);
			r->birth = birth_settle(r->birth, s->l->order, s->l->as_of);
		}
	}
}

static void settle_births(struct list *l, unsigned threads)
{
	struct settle s = { l, 0 };
	par_run(par_threads(threads), settle_worker, &s);
}

int list_check_nik(const struct load_counts *c, const char *label, struct err *err)
{
	if (c->nik_spoilt * 2 > c->nik_filled)
		return FAIL(err, E_FORMAT,
			    "%s: kolom NIK rusak oleh spreadsheet (%" PRIu64 " dari %" PRIu64
			    " tersimpan sebagai angka); minta ulang berkas dengan kolom NIK sebagai teks",
			    label, c->nik_spoilt, c->nik_filled);
	if (c->nik_16 >= 50 && c->nik_16_zero * 2 > c->nik_16)
		return FAIL(err, E_FORMAT,
			    "%s: kolom NIK rusak oleh spreadsheet (%" PRIu64 " dari %" PRIu64
			    " berakhir angka 0 karena pembulatan); minta ulang berkas dengan kolom NIK sebagai teks",
			    label, c->nik_16_zero, c->nik_16);
	return OK;
}

bool list_may_have(const char *path, enum field f, const struct load_options *opt)
{
	struct load_options o = *opt;
	struct source src;
	bool has[FIELD_COUNT], may = true;
	if (strcmp(path, "-") == 0 || source_open(&src, path, NULL, NULL) < 0)
		return true;
	o.kind = LIST_BNBA;
	if (src.kind != FILE_XLSX && load_fields(&src, &o, has) == OK)
		may = has[f];
	source_close(&src);
	return may;
}

int list_load(struct list *ret, const char *path, const struct name_book *book, const struct load_options *opt, struct err *err)
{
	struct load_options o = *opt;
	struct source src;
	int r = source_open(&src, path, opt->stop, err);
	if (r < 0)
		return r;
	o.kind = LIST_BNBA;
	o.pack = list_pack;
	o.pack_ctx = book;
	o.plain = list_plain;
	o.fix = list_fix;
	o.row_size = sizeof(struct list_row);
	memset(ret, 0, sizeof(*ret));
	ret->as_of = opt->as_of;
	ret->book = book;
	r = load_file(&ret->load, &src, &o, err);
	source_close(&src);
	if (r < 0)
		return r;
	r = list_check_nik(&ret->load.counts, src.label, err);
	if (r == OK) {
		ret->order = date_decide(&ret->load.counts.birth);
		settle_births(ret, opt->threads);
		drop_tails(ret);
		if (ret->load.counts.people == 0)
			r = FAIL(err, E_FORMAT, "%s: tidak ada satu pun baris peserta di bawah judul kolom", src.label);
	}
	if (r < 0)
		list_clear(ret);
	return r;
}

void list_clear(struct list *l)
{
	load_clear(&l->load);
}

void list_facts(const struct list *l, const struct list_row *r, struct facts *ret)
{
	memset(ret, 0, sizeof(*ret));
	ret->nik = r->nik_state == NIK_VALID ? r->nik : 0;
	ret->kk = r->kk;
	ret->region = (uint64_t)r->region_high << 32 | r->region_low;
	ret->addr = r->addr;
	ret->sex = r->sex == 1 ? 'L' : r->sex == 2 ? 'P' : 0;
	if (r->has_mother)
		memcpy(&ret->mother, table_text(&l->load.table, r->name[0]), sizeof(ret->mother));
	birth_take(ret, r->birth);
}

struct name_kept list_name_text(const struct list *l, const struct list_row *r)
{
	return name_kept_at(table_text(&l->load.table, r->name[0]) + (r->has_mother ? 4 : 0), r->words, r->name_len);
}

#define TEXT_LOOK 4096 /* rows */
uint32_t list_text_from(const struct list *l, uint64_t i)
{
	for (uint64_t end = i + TEXT_LOOK < list_rows(l) ? i + TEXT_LOOK : list_rows(l); i < end; i++)
		if (list_has_text(list_row(l, i)))
			return list_row(l, i)->name[0];
	return 0;
}

void list_texts(const struct list *l, const struct list_row *r, struct list_texts *ret)
{
	ret->name = name_book_text(l->book, list_name(l, r), ret->room);
	ret->nik = ret->psnoka = STR_NONE;
	if (r->extra) {
		const char *p = table_text(&l->load.table, r->name[0]) + (r->has_mother ? 4 : 0) + (r->words ? 8U : r->name_len);
		ret->nik = str_of(p + 1, (unsigned char)*p);
		p += 1 + ret->nik.len;
		ret->psnoka = str_of(p + 1, (unsigned char)*p);
	}
}

struct str list_sheet(const struct list *l, uint64_t i)
{
	size_t s = l->load.nsheet;
	if (!l->load.several)
		return STR_NONE;
	while (s > 1 && l->load.sheet[s - 1].first > i)
		s--;
	return str_c(l->load.sheet[s - 1].name);
}
