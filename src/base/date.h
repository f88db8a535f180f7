/* Civil dates. A tanggal is an int32 yyyymmdd, 0 when there is none. A date is read from a cell in two steps: the
 * cell's shape (date_read), then, once the whole column has been seen, its day (date_resolve): FACTS section 2,
 * "decide per column and never per cell". */
#ifndef PADAN_DATE_H
#define PADAN_DATE_H
#include "base/str.h"

typedef int32_t tanggal;

/* True when y-m-d is a day of the Gregorian calendar, 1 <= y <= 9999. */
bool tanggal_valid(int y, int m, int d);
static inline tanggal tanggal_of(int y, int m, int d) { return y * 10000 + m * 100 + d; }
static inline int tanggal_year(tanggal t) { return t / 10000; }
static inline int tanggal_month(tanggal t) { return t / 100 % 100; }
static inline int tanggal_day(tanggal t) { return t % 100; }
/* A month yyyymm, n months later (earlier where n is negative). */
static inline int64_t bulan_sesudah(int64_t bulan, int n)
{
	int64_t m = bulan / 100 * 12 + bulan % 100 - 1 + n;
	return m / 12 * 100 + m % 12 + 1;
}
/* Days since 1970-01-01 (negative before), and back. */
int32_t tanggal_days(tanggal t);
tanggal tanggal_from_days(int32_t days);
/* "yyyy-mm-dd" exactly; 0 when it is not a valid date. */
tanggal tanggal_parse_iso(struct str s);
/* Writes "04-06-1990" (10 bytes, no NUL). */
void tanggal_format(char out[10], tanggal t);

/* The shape of a date cell, packed in 32 bits: shape 3 | short year 1 | year 14 | first number 7 | second number 7. */
typedef uint32_t date_raw;
enum date_shape {
	DATE_EMPTY, /* nothing, or a value that stands for "unknown": -, 0, 00-00-0000, 01-01-1900, 30-12-1899, 01-01-0001 */
	DATE_BAD,   /* something that is no date */
	DATE_FIXED, /* year, month = first, day = second: the order is certain */
	DATE_OPEN,  /* two numbers and a year: whether dd-mm or mm-dd, the column decides */
};
enum date_order { DATE_DMY, DATE_MDY };
/* What one column voted. Add the parts of several threads field by field. */
struct date_votes {
	uint64_t dmy;        /* first number above 12 */
	uint64_t mdy;        /* second number above 12 */
	uint64_t both;       /* neither */
	uint64_t short_year; /* two-digit years */
	uint64_t bad;
};
static inline enum date_shape date_raw_shape(date_raw r) { return (enum date_shape)(r & 7); }
static inline bool date_raw_short(date_raw r) { return (r >> 3) & 1; }

date_raw date_read_long(struct str s);
/* Reads one cell: dd-mm-yyyy, dd/mm/yyyy, dd.mm.yyyy, d m yyyy, yyyy-mm-dd, yyyy/mm/dd, yyyymmdd, ddmmyyyy where that is
 * no yyyymmdd, dd-Mmm-yy(yy) and
 * "dd Month yyyy" with Indonesian or English month names (Mei/May, Agu/Agt/Agustus/Aug, Okt/Oct, Des/Dec ...), each
 * with or without a time behind it. Never allocates. */
static inline bool date_quick(struct str s, date_raw *ret);
static inline date_raw date_read(struct str s)
{
	date_raw d;
	return LIKELY(date_quick(s, &d)) ? d : date_read_long(s);
}
/* The two shapes nearly all cells have, dd-mm-yyyy and yyyy-mm-dd: digits at fixed places are drawn together and judged at once. What
 * stands for "unknown" lies in 1900 or before. False: date_read_long knows. */
static inline bool date_quick(struct str s, date_raw *ret)
{
	uint64_t v, tail, pairs;
	char a, b;
	if (UNLIKELY(s.len != 10))
		return false;
	v = str_word(s.ptr, 8);
	tail = str_word(s.ptr + 8, 2) << 48;
	a = s.ptr[2];
	b = s.ptr[4];
	if ((a == '-' || a == '/') && s.ptr[5] == a && word_pairs((v & 0xFFFF) | (v >> 24 & 0xFFFF) << 16 | v >> 48 << 32 | tail, &pairs)) {
		uint32_t first = pairs & 0xFF, second = pairs >> 16 & 0xFF;
		uint32_t year = (uint32_t)(pairs >> 32 & 0xFF) * 100 + (uint32_t)(pairs >> 48 & 0xFF);
		*ret = (uint32_t)DATE_OPEN | year << 4 | first << 18 | second << 25;
		return (year > 1900) & (first - 1 < 31) & (second - 1 < 31) & ((first <= 12) | (second <= 12));
	}
	if (b == '-' && s.ptr[7] == '-' && word_pairs((v & UINT32_MAX) | (v >> 40 & 0xFFFF) << 32 | tail, &pairs)) {
		uint32_t month = pairs >> 32 & 0xFF, day = pairs >> 48 & 0xFF;
		uint32_t year = (uint32_t)(pairs & 0xFF) * 100 + (uint32_t)(pairs >> 16 & 0xFF);
		*ret = (uint32_t)DATE_FIXED | year << 4 | month << 18 | day << 25;
		return (year > 1900) & (month - 1 < 12) & (day - 1 < 31);
	}
	return false;
}
/* A spreadsheet serial number (text as in the file, fraction allowed); base1904 selects the epoch. The false
 * 29-02-1900 is DATE_BAD; serials 0 and 1 (01-01-1900) are DATE_EMPTY. */
date_raw date_read_serial(struct str s, bool base1904);
/* Counts what a cell votes for. What it is a column nearly always says alike; what its numbers are no processor foretells. */
static inline void date_vote(struct date_votes *v, date_raw r)
{
	unsigned first = (r >> 18 & 0x7F) > 12, second = (r >> 25) > 12;
	if (LIKELY((r & 15) == DATE_FIXED || (r & 15) == DATE_EMPTY))
		return;
	if (LIKELY((r & 7) == DATE_OPEN)) {
		v->dmy += first;
		v->mdy += second & ~first;
		v->both += !(first | second);
	}
	v->bad += (r & 7) == DATE_BAD;
	v->short_year += ((r & 7) >= DATE_FIXED) & (r >> 3);
}
/* Majority of what only one order explains; DMY when nothing tells (the Indonesian order). */
enum date_order date_decide(const struct date_votes *v);
/* The day under the column's order. 0 when it is none under it (or the shape is EMPTY/BAD). A two-digit year becomes
 * 19yy or 20yy, the latest that is not after as_of; *ret_century_open (may be NULL) tells that the century is a guess,
 * so that comparisons use the year modulo 100. */
tanggal date_resolve(date_raw r, enum date_order order, tanggal as_of, bool *ret_century_open);
#endif
