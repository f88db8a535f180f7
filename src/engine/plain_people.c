#include "engine/plain_people.h"

static struct plain_person *people_add(struct plain_people *to, struct err *err)
{
	if (to->n == to->cap) {
		size_t cap = to->cap ? to->cap * 2 : 64;
		struct plain_person *p = realloc(to->p, cap * sizeof(*p));
		if (!p) {
			(void)NOMEM(err);
			return NULL;
		}
		to->p = p;
		to->cap = cap;
	}
	return &to->p[to->n++];
}

void plain_people_clear(struct plain_people *p)
{
	free(p->p);
	*p = (struct plain_people){ 0 };
}

/* What the NIK column looks like, row by row. */
static void count_nik(struct plain_counts *c, const struct record *rec)
{
	if (rec->nik.state == NIK_EMPTY)
		return;
	c->nik_filled++;
	c->nik_spoilt += rec->nik.state == NIK_SPOILT;
	if (rec->nik.value.n) {
		c->nik_16++;
		c->nik_16_zero += rec->nik.value.n % 10 == 0;
	}
}

struct sheet_run {
	struct plain_people *to;
	struct plain_counts *c;
	enum list_kind kind;
	size_t sure;             /* people before this one are no rows of a name alone that nobody follows */
	int64_t grand, sub;      /* last total of the whole sheet, sum of the subtotals; -1: none */
};

static int add_row(struct sheet_run *run, const struct plain_sheet *s, const struct sheet_row *row, const struct record *rec,
		   enum row_class cls, struct err *err)
{
	struct plain_person *p;
	count_nik(run->c, rec);
	if (!rec->broken) {
		date_vote(&run->c->birth, rec->birth);
		date_vote(&run->c->status, rec->status_date);
	}
	if (run->kind == LIST_REGISTRY)
		run->c->status_filled |= str_trim(row_cell(row, s->layout.col[F_STATUS])).len > 0;
	if (run->kind == LIST_REGISTRY && rec->f.nik == 0)
		return OK;
	p = people_add(run->to, err);
	if (!p)
		return E_NOMEM;
	*p = (struct plain_person){ .rec = *rec, .row = row->number, .sheet = s, .own = PLAIN_NONE };
	if (cls == ROW_PARTICIPANT)
		run->sure = run->to->n;
	return OK;
}

static int load_row(struct sheet_run *run, struct reader *rd, const struct plain_sheet *s, const struct sheet_row *row,
		    struct err *err)
{
	struct record rec;
	int64_t stated = -1;
	bool grand = false;
	enum row_class cls;
	if (row->number <= s->layout.header_last) {
		run->c->above++;
		return OK;
	}
	cls = record_read(&rec, rd, row, &stated, &grand);
	switch (cls) {
	case ROW_PARTICIPANT:
	case ROW_NAME_ONLY:
		return add_row(run, s, row, &rec, cls, err);
	case ROW_BLANK:
		run->c->blank++;
		break;
	case ROW_TITLE:
		run->c->title++;
		break;
	case ROW_HEADING:
		run->c->heading++;
		break;
	case ROW_TOTAL:
		run->c->total++;
		if (stated >= 0 && grand)
			run->grand = stated;
		else if (stated >= 0)
			run->sub = (run->sub < 0 ? 0 : run->sub) + stated;
		break;
	}
	return OK;
}

static int load_sheet(struct plain_people *to, struct plain_counts *c, const struct plain_file *file,
		      const struct plain_sheet *s, enum list_kind kind, const padan_options *opt, struct err *err)
{
	struct sheet_run run = { .to = to, .c = c, .kind = kind, .sure = to->n, .grand = -1, .sub = -1 };
	struct reader rd;
	int64_t stated;
	int r = reader_init(&rd, &s->layout, (uint32_t)opt->city, opt->as_of, file->csv, err);
	if (r < 0)
		return r;
	rd.base1904 = s->base1904;
	for (size_t i = 0; r == OK && i < s->nrow; i++) {
		if (stop_asked(opt->stop))
			r = FAIL(err, E_STOP, "dihentikan");
		else
			r = load_row(&run, &rd, s, &s->row[i], err);
	}
	reader_clear(&rd);
	/* Names below the last identified participant are no participants: signatures, notes. */
	if (r == OK && kind == LIST_BNBA) {
		c->title += to->n - run.sure;
		to->n = run.sure;
	}
	stated = run.grand >= 0 ? run.grand : run.sub;
	if (stated >= 0)
		c->stated = (c->stated < 0 ? 0 : c->stated) + stated;
	return r;
}

static void settle(struct plain_person *p, const struct plain_counts *c, enum list_kind kind, tanggal as_of)
{
	p->f = p->rec.f;
	if (kind == LIST_REGISTRY && p->rec.broken) {
		/* The number is in the registry, whatever stands in the wrong columns of its row. */
		p->f = (struct facts){ .nik = p->rec.f.nik, .status = REG_UNKNOWN };
		p->rec.birth = p->rec.status_date = DATE_EMPTY;
		p->rec.status_empty = false;
		p->rec.mother = STR_NONE;
	}
	record_birth(&p->f, p->rec.birth, c->birth_order, as_of);
	if (kind == LIST_REGISTRY) {
		record_status_date(&p->f, p->rec.status_date, c->status_order);
		/* A status column that says nothing at all is no status column. */
		if (!c->status_filled && p->f.status == REG_UNKNOWN && p->rec.status_empty)
			p->f.status = REG_ALIVE;
	}
	name_prepare(&p->name, p->rec.name);
	p->f.mother = mother_hash(p->rec.mother);
	for (size_t i = 0; i < p->name.ntoken; i++)
		p->codes[p->name.code[i] / 64] |= UINT64_C(1) << (p->name.code[i] % 64);
}

static int refuse_spoilt(const struct plain_counts *c, const char *label, struct err *err)
{
	if (c->nik_spoilt * 2 > c->nik_filled)
		return FAIL(err, E_FORMAT,
			    "%s: kolom NIK rusak oleh spreadsheet (tersimpan sebagai angka); simpan ulang kolom NIK sebagai "
			    "teks dari berkas aslinya, lalu ulangi", label);
	if (c->nik_16 >= 50 && c->nik_16_zero * 2 > c->nik_16)
		return FAIL(err, E_FORMAT,
			    "%s: kolom NIK rusak oleh spreadsheet (angka terakhir menjadi 0); simpan ulang kolom NIK sebagai "
			    "teks dari berkas aslinya, lalu ulangi", label);
	return OK;
}

int plain_people_load(struct plain_people *ret, struct plain_counts *counts, const struct plain_file *file,
		      enum list_kind kind, const padan_options *opt, struct err *err)
{
	struct plain_people to = { 0 };
	struct plain_counts c = { .stated = -1 };
	int r = OK;
	for (size_t i = 0; r == OK && i < file->nsheet; i++)
		r = load_sheet(&to, &c, file, &file->sheet[i], kind, opt, err);
	if (r == OK)
		r = refuse_spoilt(&c, file->label, err);
	if (r == OK && to.n == 0)
		r = FAIL(err, E_FORMAT, kind == LIST_BNBA ? "%s: tidak ada satu pun baris peserta di bawah judul kolom"
							  : "%s: tidak ada satu pun penduduk dengan NIK yang mungkin benar",
			 file->label);
	c.birth_order = date_decide(&c.birth);
	/* Where the status dates do not tell, they are written as the birth dates of the same file are. */
	c.status_order = c.status.mdy == c.status.dmy ? c.birth_order : date_decide(&c.status);
	for (size_t i = 0; r == OK && i < to.n; i++)
		settle(&to.p[i], &c, kind, opt->as_of);
	if (r < 0) {
		plain_people_clear(&to);
		return r;
	}
	*ret = to;
	*counts = c;
	return OK;
}

static int key_cmp(const void *a, const void *b)
{
	const struct plain_key *x = a, *y = b;
	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	return x->at < y->at ? -1 : x->at > y->at;
}

void plain_index_sort(struct plain_index *ix)
{
	qsort(ix->e, ix->n, sizeof(*ix->e), key_cmp);
}

int plain_index_make(struct plain_index *ret, const struct plain_people *p,
		     uint64_t (*key)(const struct plain_person *), struct err *err)
{
	struct plain_index ix = { .e = calloc(p->n ? p->n : 1, sizeof(*ix.e)) };
	if (!ix.e)
		return NOMEM(err);
	for (size_t i = 0; i < p->n; i++)
		if (key(&p->p[i]))
			ix.e[ix.n++] = (struct plain_key){ key(&p->p[i]), i };
	plain_index_sort(&ix);
	*ret = ix;
	return OK;
}

void plain_index_clear(struct plain_index *ix)
{
	free(ix->e);
	*ix = (struct plain_index){ 0 };
}

/* The first entry that is not below key. */
static size_t lower_bound(const struct plain_index *ix, uint64_t key)
{
	size_t lo = 0, hi = ix->n;
	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		if (ix->e[mid].key < key)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

size_t plain_index_find(const struct plain_index *ix, uint64_t key, size_t *ret_first)
{
	*ret_first = lower_bound(ix, key);
	return (key == UINT64_MAX ? ix->n : lower_bound(ix, key + 1)) - *ret_first;
}
