#include "engine/record.h"

#include "base/hash.h"
#include "base/wilayah.h"

#if defined(__x86_64__)
#include <emmintrin.h>
#endif

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

static inline struct str cell(const struct reader *r, const struct sheet_row *row, enum field f)
{
	return row_cell(row, r->layout->col[f]);
}

/* The first n (one at least) of the ROW_WIDE bytes at a and b are the same. */
static inline bool same_wide(const char *a, const char *b, size_t n)
{
#if defined(__x86_64__)
	/* Without a branch on the length, which no processor foretells. */
	uint64_t same = 0;
	for (int i = 0; i < ROW_WIDE / 16; i++) {
		__m128i v = _mm_loadu_si128((const __m128i *)(const void *)(a + 16 * i));
		__m128i w = _mm_loadu_si128((const __m128i *)(const void *)(b + 16 * i));
		same |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(v, w)) << 16 * i;
	}
	return ~same << (ROW_WIDE - n) == 0;
#else
	return memcmp(a, b, n) == 0;
#endif
}

/* A code of 4, 6 or 10 digits, dots allowed ("21.71.06.1003"); 0 when s is none. */
static uint64_t region_code_long(struct str s)
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

static inline uint64_t region_code(struct str s)
{
	uint32_t eight;
	if (LIKELY(s.len == 10 && str_eight(s.ptr, &eight) && ch_digit(s.ptr[8]) && ch_digit(s.ptr[9])))
		return (uint64_t)eight * 100 + (uint64_t)(s.ptr[8] - '0') * 10 + (uint64_t)(s.ptr[9] - '0');
	return region_code_long(s);
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

/* kelurahan: 10 digits; kecamatan: 6 digits; a kab/kota outside: 4 digits. */
static uint64_t region_find(struct reader *r, struct str kel, struct str kec)
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

static uint64_t region_read(struct reader *r, const struct sheet_row *row)
{
	const struct layout *l = r->layout;
	if (l->col[F_NO_KEC] >= 0 && l->col[F_NO_PROP] >= 0 && l->col[F_NO_KAB] >= 0) {
		unsigned p = small_number(cell(r, row, F_NO_PROP), 99), k = small_number(cell(r, row, F_NO_KAB), 99);
		unsigned c = small_number(cell(r, row, F_NO_KEC), 99), d = small_number(cell(r, row, F_NO_KEL), 9999);
		if (p && k && c)
			return d ? ((uint64_t)p * 10000 + k * 100 + c) * 10000 + d : (uint64_t)p * 10000 + k * 100 + c;
	}
	if (l->col[F_KELURAHAN] < 0 && l->col[F_KECAMATAN] < 0)
		return 0;
	return region_find(r, cell(r, row, F_KELURAHAN), cell(r, row, F_KECAMATAN));
}

/* The present address lies outside the city: by its codes, else by the name of its kab/kota. */
static bool outside_city(struct reader *r, const struct sheet_row *row, uint64_t region)
{
	const struct layout *l = r->layout;
	if (l->col[F_NO_PROP] >= 0 && l->col[F_NO_KAB] >= 0) {
		unsigned p = small_number(cell(r, row, F_NO_PROP), 99), k = small_number(cell(r, row, F_NO_KAB), 99);
		if (p && k)
			return p * 100 + k != r->city;
	}
	if (l->col[F_KAB] >= 0) {
		struct str s = str_unspreadsheet(cell(r, row, F_KAB));
		uint64_t code = region_code(s);
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
		if (code)
			return code != r->city;
	}
	if (region >= 1000000)
		region /= 10000;
	if (region >= 10000)
		region /= 100;
	return region && region != r->city;
}

static date_raw date_cell(const struct reader *r, const struct sheet_row *row, enum field f)
{
	int col = r->layout->col[f];
	struct str s = row_cell(row, col);
	enum cell_kind kind = row_kind(row, col);
	if (s.len == 0)
		return DATE_EMPTY;
	if (LIKELY(s.len == 10 && kind == CELL_TEXT))
		return date_read(s);
	if (kind == CELL_DATE)
		return date_read_serial(s, r->base1904);
	/* A bare number of five digits in a date column is a serial shown as a number. */
	if ((kind == CELL_NUMBER || r->csv) && s.len == 5 && str_digits(s))
		return date_read_serial(s, r->base1904);
	return date_read(s);
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

/* Is s the text that was met last? last: where it is kept, of ROW_WIDE bytes at least. */
static inline bool same_as_last(const char *last, size_t len, struct str s, bool wide)
{
	if (s.len != len || len == 0)
		return false;
	return LIKELY(wide && len <= ROW_WIDE) ? same_wide(s.ptr, last, len) : memcmp(s.ptr, last, len) == 0;
}

static bool segment_is_other(struct reader *r, struct str s, bool wide)
{
	if (LIKELY(same_as_last(r->segment, r->segment_len, s, wide)))
		return r->segment_other;
	r->segment_turn++;
	if (s.len == 0 || s.len > sizeof(r->segment))
		return !segment_is_ours(s);
	memcpy(r->segment, s.ptr, s.len);
	r->segment_len = (uint8_t)s.len;
	r->segment_other = !segment_is_ours(s);
	return r->segment_other;
}

static uint32_t address_of(struct reader *r, struct str s, bool wide)
{
	if (same_as_last(r->address, r->address_len, s, wide))
		return r->address_hash;
	if (s.len == 0 || s.len > sizeof(r->address))
		return address_hash(s);
	memcpy(r->address, s.ptr, s.len);
	r->address_len = (uint8_t)s.len;
	r->address_hash = address_hash(s);
	return r->address_hash;
}

static unsigned deceased_word(struct str s) { return list_status_deceased(s); }
static unsigned status_word(struct str s) { return status_read(s); }

/* What the words of a status column mean: a handful of them stand in all rows. word reads one. */
static inline unsigned status_of(struct reader *r, struct str s, bool wide, unsigned (*word)(struct str s))
{
	struct status_slot *slot;
	uint64_t first, second;
	if (UNLIKELY(!wide || s.len == 0 || s.len > 16))
		return word(s);
	first = str_word(s.ptr, 8);
	second = str_word(s.ptr + 8, 8);
	first &= ~UINT64_C(0) >> (s.len < 8 ? 64 - 8 * s.len : 0);
	second = s.len > 8 ? second & ~UINT64_C(0) >> (128 - 8 * s.len) : 0;
	slot = &r->status[(first + second) * UINT64_C(0xd6e8feb86659fd93) >> 60 & (STATUS_SLOTS - 1)];
	if (UNLIKELY(slot->len != s.len || slot->first != first || slot->second != second))
		*slot = (struct status_slot){ first, second, (uint8_t)s.len, (uint8_t)word(s) };
	return slot->value;
}

static void read_list(struct record *ret, struct reader *r, const struct sheet_row *row)
{
	const struct layout *l = r->layout;
	if (l->col[F_PSNOKA] >= 0) {
		struct str s = cell(r, row, F_PSNOKA);
		bool present;
		ret->psnoka = peserta_read(s, &present);
		if (ret->psnoka == 0)
			ret->psnoka_text = str_unspreadsheet(s);
		ret->psnoka_bad = present && ret->psnoka == 0 && !(ret->psnoka_text.len == 1);
	}
	if (l->col[F_SEGMEN] >= 0) {
		ret->segment = cell(r, row, F_SEGMEN);
		ret->other_segment = segment_is_other(r, ret->segment, row->wide);
	}
	if (l->col[F_STATUS] >= 0) {
		struct str s = cell(r, row, F_STATUS), status = str_trim(s);
		ret->deceased = status_of(r, status, row->wide && status.ptr == s.ptr, deceased_word);
	}
}

static void read_registry(struct record *ret, struct reader *r, const struct sheet_row *row)
{
	const struct layout *l = r->layout;
	struct str s = cell(r, row, F_STATUS), status = str_trim(s);
	date_raw dead = date_cell(r, row, F_TGL_MENINGGAL), moved = date_cell(r, row, F_TGL_PINDAH);
	ret->f.outside = outside_city(r, row, ret->f.region);
	ret->status_said = status.len > 0;
	ret->status_empty = status.len == 0;
	ret->f.status = REG_ALIVE;
	if (l->col[F_STATUS] >= 0)
		ret->f.status = (uint8_t)status_of(r, status, row->wide && status.ptr == s.ptr, status_word);
	ret->status_date = date_cell(r, row, F_TGL_STATUS);
	if (ret->f.status == REG_DEAD && date_raw_shape(ret->status_date) == DATE_EMPTY)
		ret->status_date = dead;
	if (ret->f.status == REG_MOVED && date_raw_shape(ret->status_date) == DATE_EMPTY)
		ret->status_date = moved;
	/* A date of death or move without its status: the status where there is no status column, a contradiction
	 * (to be looked at) where there is one. */
	if (date_raw_shape(dead) > DATE_EMPTY && ret->f.status != REG_DEAD) {
		/* Words in the date column ("TIDAK ADA") kill nobody. */
		ret->f.status = ret->status_empty && date_raw_shape(dead) != DATE_BAD ? REG_DEAD : REG_UNKNOWN;
		ret->status_date = dead;
		ret->status_empty = false;
	} else if (date_raw_shape(moved) > DATE_EMPTY && ret->f.status != REG_MOVED && ret->f.status != REG_DEAD) {
		ret->f.status = ret->status_empty && date_raw_shape(moved) != DATE_BAD ? REG_MOVED : REG_UNKNOWN;
		ret->status_date = moved;
		ret->status_empty = false;
	}
}

enum row_class record_read(struct record *ret, struct reader *r, const struct sheet_row *row, int64_t *ret_stated,
			   bool *ret_grand)
{
	const struct layout *l = r->layout;
	struct str s = cell(r, row, F_NIK);
	enum row_class cls = ROW_PARTICIPANT;
	memset(ret, 0, sizeof(*ret));
	nik_read(&ret->nik, s, row_kind(row, l->col[F_NIK]) == CELL_NUMBER);
	/* A possible NIK beside a name is the common case; everything else is looked at as a row. */
	ret->name = str_unspreadsheet(cell(r, row, F_NAMA));
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
	if (l->kind != LIST_REGISTRY)
		read_list(ret, r, row);
	ret->birth = date_cell(r, row, F_TANGGAL_LAHIR);
	if (l->col[F_KK] >= 0)
		ret->f.kk = kk_read(cell(r, row, F_KK), row_kind(row, l->col[F_KK]) == CELL_NUMBER);
	if (l->col[F_JK] >= 0)
		ret->f.sex = sex_read(cell(r, row, F_JK));
	if (l->col[F_ALAMAT] >= 0)
		ret->f.addr = address_of(r, cell(r, row, F_ALAMAT), row->wide);
	ret->mother = cell(r, row, F_IBU);
	ret->f.region = region_read(r, row);
	if (l->kind == LIST_REGISTRY) {
		read_registry(ret, r, row);
		/* What stands in a torn row is nobody's word for life, death or address: only that the NIK exists. */
		if (ret->broken) {
			ret->f = (struct facts){ .nik = ret->f.nik, .status = REG_UNKNOWN };
			ret->birth = ret->status_date = DATE_EMPTY;
			ret->status_empty = false;
			ret->mother = STR_NONE;
		}
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
