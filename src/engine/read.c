#include "engine/read.h"

#include "base/par.h"
#include "engine/batch.h"
#include "engine/fast.h"
#include "engine/list.h"
#include "sheet/csv.h"

#define TEXT_MAX 1000

/* The texts of one person, in the order they are kept in. */
enum {
	T_NO,
	T_NIK,
	T_KK,
	T_NAMA,
	T_IBU,
	T_ALAMAT,
	T_TEMPAT,
	T_SEGMEN,
	T_STATUS,
	T_HUBUNGAN,
	T_BLNTAG,
	T_IURAN,
	T_BANTUAN,
	T_MUTASI,
	T_TMT,
	T_COUNT
};

struct read_row {
	uint64_t region;
	uint32_t text;
	date_raw birth, status_date;
	uint16_t faults;
	char sex;
	bool name_only, dropped;
};

/* One text as two bytes of length and the text; control characters become blanks. */
static void put_text(struct buf *b, struct str s)
{
	size_t at = b->len, n;
	buf_add(b, str_of("\0\0", 2));
	csv_to_utf8(b, str_trim(s));
	if (b->error)
		return;
	n = b->len - at - 2;
	if (n > TEXT_MAX) {
		n = TEXT_MAX;
		while (n && ((unsigned char)b->ptr[at + 2 + n] & 0xC0) == 0x80)
			n--;
		b->len = at + 2 + n;
	}
	b->ptr[at] = (char)(n & 0xFF);
	b->ptr[at + 1] = (char)(n >> 8);
	for (size_t i = at + 2; i < b->len; i++)
		if ((unsigned char)b->ptr[i] < 0x20 || b->ptr[i] == 0x7F)
			b->ptr[i] = ' ';
}

static void put_digits(struct buf *b, uint64_t value, unsigned digits, struct str otherwise)
{
	if (!value) {
		put_text(b, otherwise);
		return;
	}
	char n[2] = { (char)digits, 0 };
	buf_add(b, str_of(n, 2));
	buf_addu0(b, value, digits);
}

static struct str field_text(const struct batch *b, enum field f)
{
	return str_unspreadsheet(row_cell(b->row, b->reader.layout->col[f]));
}

static unsigned faults_of(const struct batch *b, const struct record *rec)
{
	unsigned f = rec->broken ? PADAN_FAULT_ROW : 0;
	/* A bill's detail may name people by card alone. */
	if (rec->nik.state == NIK_EMPTY && b->reader.layout->kind == LIST_TAGIHAN && b->reader.layout->col[F_NIK] < 0)
		;
	else if (rec->nik.state == NIK_EMPTY)
		f |= PADAN_FAULT_NIK_EMPTY;
	else if (rec->nik.state != NIK_VALID)
		f |= PADAN_FAULT_NIK;
	if (rec->psnoka_bad)
		f |= PADAN_FAULT_NO_PESERTA;
	if (!rec->name.len)
		f |= PADAN_FAULT_NAMA;
	if (b->reader.layout->col[F_JK] >= 0 && !rec->f.sex)
		f |= PADAN_FAULT_SEX;
	if (b->reader.layout->kind == LIST_TAGIHAN && rec->other_segment)
		f |= PADAN_FAULT_SEGMENT;
	return f;
}

static bool is_wanted(const padan_reader *want, uint64_t nik)
{
	size_t from = 0, to = want->n_only;
	if (!want->only)
		return true;
	while (from < to) {
		size_t mid = from + (to - from) / 2;
		if (want->only[mid] == nik)
			return true;
		if (want->only[mid] < nik)
			from = mid + 1;
		else
			to = mid;
	}
	return false;
}

static bool pack(struct batch *b, void *to, const struct record *rec, uint64_t number, bool name_only)
{
	struct read_row *r = to;
	const padan_reader *want = b->opt->pack_ctx;
	(void)number;
	if (want->kind == PADAN_LIST_REGISTRY && rec->nik.state != NIK_VALID)
		return false;
	if (!is_wanted(want, rec->nik.value.n))
		return false;
	*r = (struct read_row){ .region = rec->f.region,
				.text = (uint32_t)b->text.len,
				.birth = rec->birth,
				.status_date = rec->status_date,
				.faults = (uint16_t)faults_of(b, rec),
				.sex = (char)rec->f.sex,
				.name_only = name_only };
	put_digits(&b->text, rec->psnoka, 13, rec->psnoka_text);
	put_digits(&b->text, rec->nik.value.n, 16, rec->nik_text);
	put_digits(&b->text, rec->f.kk, 16, field_text(b, F_KK));
	put_text(&b->text, rec->name);
	put_text(&b->text, rec->mother);
	put_text(&b->text, field_text(b, F_ALAMAT));
	put_text(&b->text, field_text(b, F_TEMPAT_LAHIR));
	put_text(&b->text, rec->segment);
	put_text(&b->text, field_text(b, F_STATUS));
	put_text(&b->text, field_text(b, F_PISA));
	put_text(&b->text, field_text(b, F_BLNTAG));
	put_text(&b->text, field_text(b, F_IURAN));
	put_text(&b->text, field_text(b, F_BANTUAN));
	put_text(&b->text, field_text(b, F_MUTASI));
	put_text(&b->text, field_text(b, F_TMT));
	return true;
}

static void fix(void *row, uint32_t text_base)
{
	struct read_row *r = row;
	r->text += text_base;
}

struct reading {
	struct load load;
	const padan_reader *want;
	enum date_order birth, status;
	tanggal as_of;
};

static struct read_row *row_at(const struct reading *r, uint64_t i)
{
	return table_row(&r->load.table, i);
}

/* As list_load does: names without any number behind the last participant of their sheet are signatures and notes. */
static void drop_tails(struct reading *r)
{
	for (size_t s = 0; s < r->load.nsheet; s++) {
		const struct load_sheet *sh = &r->load.sheet[s];
		uint64_t end = s + 1 < r->load.nsheet ? r->load.sheet[s + 1].first : r->load.table.rows;
		uint64_t from = sh->last_identified > sh->first ? sh->last_identified : sh->first;
		for (uint64_t i = from; i < end; i++) {
			row_at(r, i)->dropped = true;
			r->load.counts.people--;
			r->load.counts.title++;
		}
	}
}

static int hand_info(const struct reading *r)
{
	const struct load_counts *c = &r->load.counts;
	padan_list_info info = { .rows = c->people,
				 .blank = c->blank,
				 .title = c->title,
				 .repeated_heading = c->heading,
				 .total_rows = c->total,
				 .above_heading = c->above,
				 .hidden_rows = c->hidden_rows,
				 .hidden_columns = r->load.hidden_columns,
				 .stated_total = c->stated >= 0 ? c->stated : c->stated_sub,
				 .short_years = c->birth.short_year,
				 .heading_row = r->load.layout.header_last,
				 .headings = r->load.headings.ptr,
				 .headings_len = r->load.headings.len };
	if (!r->want->info)
		return OK;
	(void)snprintf(info.hidden_sheets, sizeof(info.hidden_sheets), "%s", r->load.hidden_sheets);
	(void)snprintf(info.date_order, sizeof(info.date_order), "%s", r->birth == DATE_MDY ? "MDY" : "DMY");
	return r->want->info(r->want->ctx, &info);
}

static padan_str sheet_name(const struct reading *r, uint64_t i)
{
	size_t s = r->load.nsheet;
	if (!r->load.several)
		return (padan_str){ NULL, 0 };
	while (s > 1 && r->load.sheet[s - 1].first > i)
		s--;
	return (padan_str){ r->load.sheet[s - 1].name, strlen(r->load.sheet[s - 1].name) };
}

static int hand_person(const struct reading *r, uint64_t i)
{
	const struct read_row *row = row_at(r, i);
	const char *p = table_text(&r->load.table, row->text);
	padan_str t[T_COUNT];
	struct facts f = { 0 };
	unsigned faults = row->faults;
	for (size_t k = 0; k < T_COUNT; k++) {
		size_t n = (size_t)(unsigned char)p[0] | (size_t)(unsigned char)p[1] << 8;
		t[k] = (padan_str){ p + 2, n };
		p += 2 + n;
	}
	record_birth(&f, row->birth, r->birth, r->as_of);
	record_status_date(&f, row->status_date, r->status);
	if (f.birth_state == BIRTH_BAD)
		faults |= PADAN_FAULT_BIRTH;
	else if (f.birth_state == BIRTH_ABSENT && r->load.has[F_TANGGAL_LAHIR])
		faults |= PADAN_FAULT_BIRTH_EMPTY;
	padan_person who = { .row = load_number(&r->load, i),
			     .sheet = sheet_name(r, i),
			     .no_peserta = t[T_NO],
			     .nik = t[T_NIK],
			     .kk = t[T_KK],
			     .nama = t[T_NAMA],
			     .ibu = t[T_IBU],
			     .alamat = t[T_ALAMAT],
			     .tempat_lahir = t[T_TEMPAT],
			     .segmen = t[T_SEGMEN],
			     .status = t[T_STATUS],
			     .hubungan = t[T_HUBUNGAN],
			     .bulan_tagih = t[T_BLNTAG],
			     .iuran = t[T_IURAN],
			     .bantuan = t[T_BANTUAN],
			     .mutasi = t[T_MUTASI],
			     .tmt = t[T_TMT],
			     .birth = (int)f.birth,
			     .status_date = (int)f.status_date,
			     .sex = row->sex,
			     .region = row->region,
			     .faults = faults };
	return r->want->person(r->want->ctx, &who);
}

static int hand_out(struct reading *r, const char *label, const padan_options *opt, struct err *err)
{
	bool list = r->want->kind != PADAN_LIST_REGISTRY;
	int rc = list ? list_check_nik(&r->load.counts, label, err) : OK;
	if (rc < 0)
		return rc;
	r->birth = date_decide(&r->load.counts.birth);
	r->status = r->load.counts.status.dmy == r->load.counts.status.mdy ? r->birth : date_decide(&r->load.counts.status);
	if (list)
		drop_tails(r);
	rc = hand_info(r);
	/* Nobody of those who were asked for is no fault of the file. */
	if (rc == OK && list && r->load.counts.people == 0 && !r->want->only)
		return FAIL(err, E_FORMAT, "%s: tidak ada satu pun baris peserta di bawah judul kolom", label);
	for (uint64_t i = 0; rc == OK && i < r->load.table.rows; i++) {
		if (stop_asked(opt->stop))
			return FAIL(err, E_STOP, "dihentikan");
		if (!row_at(r, i)->dropped)
			rc = hand_person(r, i);
	}
	return rc < 0 ? FAIL(err, rc, "pembacaan dihentikan oleh penerima") : OK;
}

int read_people(const char *path, const padan_options *opt, const padan_reader *reader, struct err *err)
{
	static const enum list_kind kinds[] = { [PADAN_LIST_BNBA] = LIST_BNBA, [PADAN_LIST_REGISTRY] = LIST_REGISTRY,
						[PADAN_LIST_TAGIHAN] = LIST_TAGIHAN, [PADAN_LIST_MUTASI] = LIST_MUTASI };
	struct column_map map[FIELD_COUNT];
	struct reading r = { .want = reader, .as_of = opt->as_of };
	struct source src;
	if (reader->kind < 0 || (size_t)reader->kind >= COUNT(kinds))
		return FAIL(err, E_ARG, "jenis daftar tidak dikenal");
	int rc = options_map(opt, map, COUNT(map), err);
	if (rc < 0)
		return rc;
	struct load_options o = { .kind = kinds[reader->kind],
				  .city = (uint32_t) opt->city,
				  .as_of = opt->as_of,
				  .threads = par_threads((unsigned) opt->threads),
				  .sheet = opt->sheet,
				  .map = map,
				  .nmap = opt->map_count,
				  .stop = opt->stop,
				  .progress = opt->progress,
				  .progress_ctx = opt->progress_ctx,
				  .pack = pack,
				  .fix = fix,
				  .pack_ctx = reader,
				  .row_size = sizeof(struct read_row) };
	rc = source_open(&src, path, opt->stop, err);
	if (rc < 0)
		return rc;
	rc = load_file(&r.load, &src, &o, err);
	source_close(&src);
	if (rc < 0)
		return rc;
	rc = hand_out(&r, src.label, opt, err);
	load_clear(&r.load);
	return rc;
}
