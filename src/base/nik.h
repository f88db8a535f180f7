/* NIK, nomor KK and participant number: text from first byte to last, held as integers of up to 16 decimal digits
 * (below 2^54; never a double). Rules: FACTS 1.1 to 1.3. */
#ifndef PADAN_NIK_H
#define PADAN_NIK_H
#include "base/date.h"
#include "base/digits.h"

enum nik_state {
	NIK_VALID,       /* a possible NIK */
	NIK_EMPTY,       /* nothing, or -, 0, null, *, TIDAK ADA and their kind */
	NIK_BAD_LENGTH,  /* digits, but not 16 */
	NIK_BAD_CHARS,   /* something that is no digit inside (letter O for zero, ...) */
	NIK_BAD_REGION,  /* province not 11-96, or regency/district 00 */
	NIK_BAD_DATE,    /* day not 01-31 / 41-71, or month not 01-12 */
	NIK_BAD_SERIAL,  /* serial 0000 */
	NIK_BAD_PATTERN, /* all the same digit, 1234567890123456 */
	NIK_SPOILT,      /* scientific notation, decimals, thousand separators: a spreadsheet was here */
	NIK_STATE_COUNT
};
/* Oddities of a possible NIK: warnings, never a rejection. */
enum {
	NIK_ODD_REGION = 1, /* the six-digit prefix is not in the region table, old codes included */
	NIK_ODD_DAY = 2,    /* day 29-31 in a month that never has it */
};

/* A NIK that cannot be printed by mistake: no conversion of printf takes it. */
typedef struct {
	uint64_t n;
} nik_num;

struct nik_fact {
	nik_num value;            /* 0 unless the text is 16 digits */
	enum nik_state state;
	uint8_t odd;          /* NIK_ODD_*; set by nik_describe only */
	uint8_t day;          /* 1-31, the 40 of women taken off */
	uint8_t month;
	uint8_t year2;        /* two digits */
	char sex;             /* 'L' or 'P' */
	uint32_t prefix;      /* PPKKCC as a number */
	uint16_t serial;
};

/* The sixteen bytes at p, if they are a possible NIK (a few of those excepted, which nik_read_long knows): judged without a branch. What
 * is typed for want of a number is none of them: 1234567890123456 has no such day, and of one digit sixteen times both halves are the
 * same. */
static inline bool nik_valid(const char *p, uint64_t *ret)
{
	digit_pairs v;
	bool digits = digits_pairs(p, 16, &v);
	uint64_t halves = digits_halves(v);
	*ret = digits_whole(halves);
	return digits & digits_nik(v) & ((uint32_t)halves != halves >> 32);
}
void nik_read_long(struct nik_fact *f, struct str s, bool from_number);
/* Reads a NIK cell; from_number tells that the spreadsheet held a number (then NIK_SPOILT if it is not empty). Outer
 * and inner blanks, apostrophes and ="..." are taken off; nothing else is repaired. Fills value and state only. */
static inline void nik_read(struct nik_fact *f, struct str s, bool from_number)
{
	uint64_t n;
	size_t quote = s.len == 17 && s.ptr[0] == '\'';
	if (LIKELY(s.len - quote == 16 && !from_number && nik_valid(s.ptr + quote, &n)))
		*f = (struct nik_fact){ .value.n = n, .state = NIK_VALID };
	else
		nik_read_long(f, s, from_number);
}
/* The same, with the parts of the number and its oddities. */
void nik_describe(struct nik_fact *f, struct str s);
/* Takes a possible NIK apart: day, month, year2, sex, prefix, serial. */
void nik_split(struct nik_fact *f);
/* "2171********0003" as 2171, eight bullets (U+2022), 0003: at most 32 bytes and a NUL. */
#define NIK_MASK_SIZE 33
void nik_mask(char out[NIK_MASK_SIZE], nik_num value);
/* 16 digits, no NUL. */
void nik_digits(char out[16], nik_num value);

uint64_t kk_read_long(struct str s, bool from_number);
/* A KK number: 16 digits that are not all the same nor 1234567890123456, else 0 (0 also for a cell a spreadsheet
 * spoilt). */
/* The same for sixteen digits, bare or behind an apostrophe; false when s is something else, or what is typed for want of a number. */
static inline bool kk_quick(struct str s, uint64_t *ret)
{
	size_t quote = s.len == 17 && s.ptr[0] == '\'';
	digit_pairs v;
	uint64_t halves;
	if (UNLIKELY(s.len - quote != 16 || !digits_pairs(s.ptr + quote, 16, &v)))
		return false;
	halves = digits_halves(v);
	*ret = digits_whole(halves);
	return ((uint32_t)halves != halves >> 32) & ((uint32_t)halves != 12345678);
}
static inline uint64_t kk_read(struct str s, bool from_number)
{
	uint64_t n;
	return LIKELY(!from_number && kk_quick(s, &n)) ? n : kk_read_long(s, from_number);
}
/* A participant number (FACTS 1.3): up to 13 digits, left-padded by the writer; 0 when there is none or it is no
 * number. *ret_present (may be NULL) tells that the cell held something. */
uint64_t peserta_read(struct str s, bool *ret_present);
/* Thirteen digits, bare or behind an apostrophe; false when s is something else. Reads 17 bytes of s, however short it is. */
static inline bool peserta_quick(struct str s, uint64_t *ret)
{
	size_t quote = s.len == 14 && s.ptr[0] == '\'';
	digit_pairs v;
	if (UNLIKELY(s.len - quote != 13 || !digits_pairs(s.ptr + quote, 13, &v)))
		return false;
	*ret = digits_whole(digits_halves(v));
	return true;
}
#endif
