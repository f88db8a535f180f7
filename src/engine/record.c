#include "engine/record_parts.h"

#include "base/hash.h"
#include "base/wilayah.h"

int reader_init(struct reader *r, const struct layout *l, uint32_t city, tanggal as_of, bool csv, struct err *err)
{
	*r = (struct reader){ .layout = l, .city = city, .as_of = as_of, .csv = csv };
	r->region = calloc(REGION_SLOTS, sizeof(*r->region));
	return r->region ? OK : NOMEM(err);
}

void reader_clear(struct reader *r)
{
	free(r->region);
	r->region = NULL;
}

uint64_t region_code_long(struct str s)
{
	uint64_t v = 0;
	size_t n = 0;
	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] == '.' && n >= 2)
			continue;
		if (!ch_digit(s.ptr[i]) || ++n > 10)
			return 0;
		v = v * 10 + (uint64_t)(s.ptr[i] - '0');
	}
	return n == 10 || n == 6 || n == 4 ? v : 0;
}

static unsigned small_number(struct str s, unsigned max)
{
	unsigned v = 0;
	s = str_unspreadsheet(s);
	if (s.len == 0 || s.len > 4)
		return 0;
	for (size_t i = 0; i < s.len; i++) {
		if (!ch_digit(s.ptr[i]))
			return 0;
		v = v * 10 + (unsigned)(s.ptr[i] - '0');
	}
	return v > max ? 0 : v;
}

uint64_t region_of_numbers(struct row_view v)
{
	unsigned p = small_number(view_text(v, F_NO_PROP), 99), k = small_number(view_text(v, F_NO_KAB), 99);
	unsigned c = small_number(view_text(v, F_NO_KEC), 99), d = small_number(view_text(v, F_NO_KEL), 9999);
	if (!p || !k || !c)
		return 0;
	return d ? ((uint64_t)p * 10000 + k * 100 + c) * 10000 + d : (uint64_t)p * 10000 + k * 100 + c;
}

uint64_t region_find(struct reader *r, struct str kel, struct str kec)
{
	uint64_t h, v, kc;
	struct region_slot *slot;
	v = region_code(kel);
	if (v >= 100000)
		return v;
	if (kel.len == 0 && kec.len == 0)
		return 0;
	h = hash_mix(hash_str(kel), hash_str(kec)) | 1;
	slot = &r->region[h >> 32 & (REGION_SLOTS - 1)];
	if (slot->hash == h)
		return slot->region;
	kel = str_unspreadsheet(kel);
	kec = str_unspreadsheet(kec);
	kc = region_code(kec);
	if (kc < 100000)
		kc = kec.len ? wilayah_find_kecamatan(r->city, kec) : 0;
	v = region_code(kel);
	if (v < 100000)
		v = kel.len ? wilayah_find_kelurahan(r->city, kc > 999999 ? 0 : (uint32_t)kc, kel) : 0;
	if (v == 0)
		v = kc;
	slot->hash = h;
	slot->region = v;
	return v;
}

unsigned city_by_numbers(struct row_view v)
{
	unsigned p = small_number(view_text(v, F_NO_PROP), 99), k = small_number(view_text(v, F_NO_KAB), 99);
	return p && k ? p * 100 + k : 0;
}

unsigned city_by_name(struct reader *r, struct str s)
{
	uint64_t code;
	s = str_unspreadsheet(s);
	code = region_code(s);
	if (code == 0 && s.len) {
		uint64_t h = hash_mix(hash_str(s), 77) | 1;
		struct region_slot *slot = &r->region[h >> 32 & (REGION_SLOTS - 1)];
		if (slot->hash != h) {
			slot->hash = h;
			slot->region = wilayah_find_kab(s);
		}
		code = slot->region;
	}
	while (code > 9999)
		code /= 100;
	return (unsigned)code;
}

bool segment_met(struct reader *r, struct str s)
{
	r->segment_turn++;
	if (s.len == 0 || s.len > sizeof(r->segment))
		return !segment_is_ours(s);
	memcpy(r->segment, s.ptr, s.len);
	r->segment_len = (uint8_t)s.len;
	r->segment_other = !segment_is_ours(s);
	return r->segment_other;
}

uint32_t address_met(struct reader *r, struct str s)
{
	if (s.len == 0 || s.len > sizeof(r->address))
		return address_hash(s);
	memcpy(r->address, s.ptr, s.len);
	r->address_len = (uint8_t)s.len;
	r->address_hash = address_hash(s);
	return r->address_hash;
}

static void count_chars(struct str s, unsigned *letters, unsigned *digits)
{
	*letters = *digits = 0;
	for (size_t i = 0; i < s.len; i++) {
		*letters += ch_alpha(s.ptr[i]) || (unsigned char)s.ptr[i] >= 0x80;
		*digits += ch_digit(s.ptr[i]);
	}
}

/* Fields missing or surplus (CSV), or columns shifted. */
static bool is_broken(const struct reader *r, const struct sheet_row *row, const struct record *rec)
{
	unsigned letters, digits;
	if (r->csv && row->ncell != r->layout->ncol) {
		if (row->ncell < r->layout->ncol)
			return true;
		for (uint32_t i = r->layout->ncol; i < row->ncell; i++)
			if (str_trim(str_of(row->cell[i].ptr, row->cell[i].len)).len)
				return true;
	}
	if (rec->name.len && ch_alpha(rec->name.ptr[0]) && (rec->nik.state == NIK_VALID || rec->nik.state == NIK_EMPTY))
		return false;
	count_chars(rec->name, &letters, &digits);
	if (r->layout->col[F_NAMA] >= 0 && (letters == 0 || digits >= 8))
		return true;
	if (rec->nik.state == NIK_BAD_CHARS) {
		count_chars(rec->nik_text, &letters, &digits);
		return letters >= 3 && digits == 0;
	}
	return false;
}

/* A record torn off early: fewer fields than the heading, and a number of a card, a NIK or a KK among them. */
static bool cut_short(const struct layout *l, const struct sheet_row *row)
{
	if (row->ncell >= l->ncol)
		return false;
	for (uint32_t i = 0; i < row->ncell; i++) {
		struct str s = str_unspreadsheet(str_of(row->cell[i].ptr, row->cell[i].len));
		if (s.len >= 8 && s.len <= 16 && str_digits(s))
			return true;
	}
	return false;
}

enum row_class record_read(struct record *ret, struct reader *r, const struct sheet_row *row, int64_t *ret_stated,
			   bool *ret_grand)
{
	const struct layout *l = r->layout;
	const struct row_view v = { .col = l->col, .row = row };
	struct str s = view_text(v, F_NIK);
	enum row_class cls = ROW_PARTICIPANT;
	memset(ret, 0, sizeof(*ret));
	nik_read(&ret->nik, s, view_kind(v, F_NIK) == CELL_NUMBER);
	/* A possible NIK beside a name is the common case; everything else is looked at as a row. */
	ret->name = str_unspreadsheet(view_text(v, F_NAMA));
	if (ret->nik.state != NIK_VALID || ret->name.len == 0 || !ch_alpha(ret->name.ptr[0])) {
		cls = row_classify(l, row, ret_stated, ret_grand);
		if (cls == ROW_TITLE && r->csv && cut_short(l, row))
			cls = ROW_PARTICIPANT;
		if (cls != ROW_PARTICIPANT && cls != ROW_NAME_ONLY)
			return cls;
	}
	/* Sixteen digits, bare or behind an apostrophe, or whatever else stands there. */
	if (ret->nik.value.n && s.len == 17 && s.ptr[0] == '\'')
		ret->nik_text = str_of(s.ptr + 1, 16);
	else
		ret->nik_text = ret->nik.value.n && s.len == 16 ? s : str_unspreadsheet(s);
	ret->f.nik = ret->nik.state == NIK_VALID ? ret->nik.value.n : 0;
	ret->broken = is_broken(r, row, ret);
	read_facts(ret, r, v);
	if (l->kind != LIST_REGISTRY)
		read_list(ret, r, v);
	else
		read_registry(ret, r, v);
	/* What stands in a torn row is nobody's word for life, death or address: only that the NIK exists. */
	if (l->kind == LIST_REGISTRY && ret->broken) {
		ret->f = (struct facts){ .nik = ret->f.nik, .status = REG_UNKNOWN };
		ret->birth = ret->status_date = DATE_EMPTY;
		ret->status_empty = false;
		ret->mother = STR_NONE;
	}
	return cls;
}

void record_birth(struct facts *f, date_raw raw, enum date_order order, tanggal as_of)
{
	f->birth_state = BIRTH_ABSENT;
	f->birth = 0;
	f->century_open = false;
	if (date_raw_shape(raw) == DATE_EMPTY)
		return;
	f->birth = date_resolve(raw, order, as_of, &f->century_open);
	if (f->birth && (f->birth > as_of || f->birth < 18700101))
		f->birth = 0;
	f->birth_state = f->birth ? BIRTH_OK : BIRTH_BAD;
}

void record_status_date(struct facts *f, date_raw raw, enum date_order order)
{
	f->status_date_state = SDATE_ABSENT;
	f->status_date = 0;
	if (date_raw_shape(raw) == DATE_EMPTY)
		return;
	f->status_date = date_resolve(raw, order, 0, NULL);
	f->status_date_state = f->status_date ? SDATE_OK : SDATE_BAD;
}
