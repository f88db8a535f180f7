/* What a row's cells say, cell by cell: one text for the row of any file and for the plain record of a text table, which is read where it
 * stands. Of record.c, list.c and registry.c. */
#ifndef PADAN_RECORD_PARTS_H
#define PADAN_RECORD_PARTS_H
#include "engine/record.h"
#include "sheet/csv.h"

#if defined(__x86_64__)
#include <emmintrin.h>
#endif

/* Fields of a row: of row, or, where that is NULL, of plain, which has the layout's number of fields. Which of them it is is known where
 * it is made, and compiled away; handed on by value, so that nothing of it has to lie in memory. */
struct row_view {
	const int16_t *col; /* of the layout */
	const struct sheet_row *row;
	struct csv_plain plain;
};
#define PART static inline __attribute__((always_inline))
PART struct str view_text(struct row_view v, enum field f)
{
	if (v.row)
		return row_cell(v.row, v.col[f]);
	return v.col[f] >= 0 ? csv_plain_field(v.plain, v.col[f]) : STR_NONE;
}
/* The same with the quotes of a text table around it: for what is decided by its length and digits alone, as nearly all numbers are. */
PART struct str view_raw(struct row_view v, enum field f)
{
	uint32_t from;
	if (v.row || v.col[f] < 0)
		return view_text(v, f);
	from = v.plain.mark[v.col[f] - 1] + 1;
	return str_of(v.plain.text + from, (size_t)v.plain.mark[v.col[f]] - from);
}
PART enum cell_kind view_kind(struct row_view v, enum field f)
{
	return v.row ? row_kind(v.row, v.col[f]) : CELL_TEXT;
}
PART bool view_wide(struct row_view v)
{
	return !v.row || v.row->wide;
}

/* The rarer half of what follows. region_find, city_by_name: by the names that stand there; 0: unknown. */
uint64_t region_code_long(struct str s);
uint64_t region_of_numbers(struct row_view v);
uint64_t region_find(struct reader *r, struct str kel, struct str kec);
unsigned city_by_numbers(struct row_view v);
unsigned city_by_name(struct reader *r, struct str s);
/* Another segment, another address than the row's before. */
bool segment_met(struct reader *r, struct str s);
uint32_t address_met(struct reader *r, struct str s);

/* The first n (one at least) of the ROW_WIDE bytes at a and b are the same. */
PART bool same_wide(const char *a, const char *b, size_t n)
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
PART uint64_t region_code(struct str s)
{
	uint32_t eight;
	if (LIKELY(s.len == 10 && str_eight(s.ptr, &eight) && ch_digit(s.ptr[8]) && ch_digit(s.ptr[9])))
		return (uint64_t)eight * 100 + (uint64_t)(s.ptr[8] - '0') * 10 + (uint64_t)(s.ptr[9] - '0');
	return region_code_long(s);
}

/* kelurahan: 10 digits; kecamatan: 6 digits; a kab/kota outside: 4 digits. */
PART uint64_t region_read(struct reader *r, struct row_view v)
{
	struct str kel;
	uint64_t region = 0;
	if (v.col[F_NO_KEC] >= 0 && v.col[F_NO_PROP] >= 0 && v.col[F_NO_KAB] >= 0)
		region = region_of_numbers(v);
	if (region || (v.col[F_KELURAHAN] < 0 && v.col[F_KECAMATAN] < 0))
		return region;
	if (view_wide(v)) {
		digit_pairs pairs;
		kel = view_raw(v, F_KELURAHAN);
		if (LIKELY(kel.len == 10 && digits_pairs(kel.ptr, 10, &pairs))) {
			region = digits_whole(digits_halves(pairs));
			if (LIKELY(region >= 100000))
				return region;
		}
	}
	kel = view_text(v, F_KELURAHAN);
	region = region_code(kel);
	return LIKELY(region >= 100000) ? region : region_find(r, kel, view_text(v, F_KECAMATAN));
}

/* The present address lies outside the city: by its codes, else by the name of its kab/kota. */
PART bool outside_city(struct reader *r, struct row_view v, uint64_t region)
{
	unsigned city = 0;
	if (v.col[F_NO_PROP] >= 0 && v.col[F_NO_KAB] >= 0)
		city = city_by_numbers(v);
	if (!city && v.col[F_KAB] >= 0)
		city = city_by_name(r, view_text(v, F_KAB));
	if (city)
		return city != r->city;
	if (region >= 1000000)
		region /= 10000;
	if (region >= 10000)
		region /= 100;
	return region && region != r->city;
}

PART date_raw date_of(const struct reader *r, struct row_view v, enum field f)
{
	struct str s = view_raw(v, f);
	enum cell_kind kind = view_kind(v, f);
	date_raw d;
	if (s.len == 0)
		return DATE_EMPTY;
	if (LIKELY(kind == CELL_TEXT && date_quick(s, &d)))
		return d;
	s = view_text(v, f);
	if (s.len == 0)
		return DATE_EMPTY;
	if (kind == CELL_DATE)
		return date_read_serial(s, r->base1904);
	/* A bare number of five digits in a date column is a serial shown as a number. */
	if ((kind == CELL_NUMBER || r->csv) && s.len == 5 && str_digits(s))
		return date_read_serial(s, r->base1904);
	return date_read(s);
}

/* Is s the text that was met last? last: where it is kept, of ROW_WIDE bytes at least. */
PART bool same_as_last(const char *last, size_t len, struct str s, bool wide)
{
	if (s.len != len || len == 0)
		return false;
	return LIKELY(wide && len <= ROW_WIDE) ? same_wide(s.ptr, last, len) : memcmp(s.ptr, last, len) == 0;
}

PART bool segment_is_other(struct reader *r, struct str s, bool wide)
{
	return LIKELY(same_as_last(r->segment, r->segment_len, s, wide)) ? r->segment_other : segment_met(r, s);
}

PART uint32_t address_of(struct reader *r, struct str s, bool wide)
{
	if (same_as_last(r->address, r->address_len, s, wide))
		return r->address_hash;
	if (UNLIKELY(!wide || s.len == 0 || s.len > ROW_WIDE))
		return address_met(r, s);
	memcpy(r->address, s.ptr, ROW_WIDE);
	r->address_len = (uint8_t)s.len;
	return r->address_hash = address_hash(s);
}

static inline unsigned deceased_word(struct str s) { return list_status_deceased(s); }
static inline unsigned status_word(struct str s) { return status_read(s); }

/* What the words of a status column mean: a handful of them stand in all rows. word reads one. */
PART unsigned status_of(struct reader *r, struct str s, bool wide, unsigned (*word)(struct str s))
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

/* What every kind of file tells of a person. */
PART void read_facts(struct record *ret, struct reader *r, struct row_view v)
{
	ret->birth = date_of(r, v, F_TANGGAL_LAHIR);
	if (v.col[F_KK] >= 0 && UNLIKELY(view_kind(v, F_KK) == CELL_NUMBER || !kk_quick(view_raw(v, F_KK), &ret->f.kk)))
		ret->f.kk = kk_read(view_text(v, F_KK), view_kind(v, F_KK) == CELL_NUMBER);
	if (v.col[F_JK] >= 0) {
		struct str s = view_raw(v, F_JK);
		ret->f.sex = s.len == 1 ? sex_quick(s.ptr[0]) : 0;
		if (UNLIKELY(!ret->f.sex))
			ret->f.sex = sex_read(view_text(v, F_JK));
	}
	if (v.col[F_ALAMAT] >= 0)
		ret->f.addr = address_of(r, view_text(v, F_ALAMAT), view_wide(v));
	ret->mother = view_text(v, F_IBU);
	ret->f.region = region_read(r, v);
}

PART void read_list(struct record *ret, struct reader *r, struct row_view v)
{
	if (v.col[F_PSNOKA] >= 0) {
		if (UNLIKELY(!view_wide(v) || !peserta_quick(view_raw(v, F_PSNOKA), &ret->psnoka) || ret->psnoka == 0)) {
			struct str s = view_text(v, F_PSNOKA);
			bool present;
			ret->psnoka = peserta_read(s, &present);
			if (ret->psnoka == 0)
				ret->psnoka_text = str_unspreadsheet(s);
			ret->psnoka_bad = present && ret->psnoka == 0 && !(ret->psnoka_text.len == 1);
		}
	}
	if (v.col[F_SEGMEN] >= 0) {
		ret->segment = view_text(v, F_SEGMEN);
		ret->other_segment = segment_is_other(r, ret->segment, view_wide(v));
	}
	if (v.col[F_STATUS] >= 0) {
		struct str s = view_text(v, F_STATUS), status = str_trim(s);
		ret->deceased = status_of(r, status, view_wide(v) && status.ptr == s.ptr, deceased_word);
	}
}

PART void read_registry(struct record *ret, struct reader *r, struct row_view v)
{
	struct str s = view_text(v, F_STATUS), status = str_trim(s);
	date_raw dead = date_of(r, v, F_TGL_MENINGGAL), moved = date_of(r, v, F_TGL_PINDAH);
	ret->f.outside = outside_city(r, v, ret->f.region);
	ret->status_said = status.len > 0;
	ret->status_empty = status.len == 0;
	ret->f.status = REG_ALIVE;
	if (v.col[F_STATUS] >= 0)
		ret->f.status = (uint8_t)status_of(r, status, view_wide(v) && status.ptr == s.ptr, status_word);
	ret->status_date = date_of(r, v, F_TGL_STATUS);
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

#define PLAIN_NAME_MAX ROW_WIDE
/* The whole of a plain record, if it is a common one: of a possible NIK and a name with nothing to take off. ret is set then as
 * record_read would set it, but for what no row keeps. */
PART bool read_plain(struct record *ret, struct reader *r, struct row_view v, bool registry)
{
	struct str s = view_raw(v, F_NIK), name = view_text(v, F_NAMA);
	size_t quote = s.len == 17 && s.ptr[0] == '\'';
	uint64_t nik;
	if (UNLIKELY(s.len - quote != 16 || !nik_valid(s.ptr + quote, &nik)))
		return false;
	if (UNLIKELY(name.len == 0 || name.len > PLAIN_NAME_MAX || !ch_alpha(name.ptr[0]) || !ch_solid(name.ptr[name.len - 1])))
		return false;
	/* One by one: a record cleared as a whole would have to lie in memory. */
	ret->nik.state = NIK_VALID;
	ret->nik.value.n = ret->f.nik = nik;
	ret->f.kk = ret->f.region = ret->psnoka = 0;
	ret->f.addr = 0;
	ret->f.sex = 0;
	ret->f.status = REG_ALIVE;
	ret->f.outside = ret->broken = ret->deceased = ret->other_segment = ret->psnoka_bad = ret->status_said = ret->status_empty = false;
	ret->status_date = DATE_EMPTY;
	ret->segment = ret->psnoka_text = STR_NONE;
	ret->name = name;
	ret->nik_text = str_of(s.ptr + quote, 16);
	read_facts(ret, r, v);
	if (registry)
		read_registry(ret, r, v);
	else
		read_list(ret, r, v);
	return true;
}
#endif
