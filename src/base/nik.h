/* NIK, nomor KK and participant number: text from first byte to last, held as integers of up to 16 decimal digits
 * (below 2^54; never a double). Rules: FACTS 1.1 to 1.3. */
#ifndef PADAN_NIK_H
#define PADAN_NIK_H
#include "base/date.h"

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

/* Sixteen digits at p, PPKKCCDDMMYYSSSS, as numbers of two (word_pairs); false when a byte is no digit. */
static inline bool nik_pairs(const char *p, uint64_t *ret_high, uint64_t *ret_low)
{
	return word_pairs(str_word(p, 8), ret_high) & word_pairs(str_word(p + 8, 8), ret_low);
}
static inline uint64_t nik_whole(uint64_t high, uint64_t low)
{
	return (uint64_t)pairs_number(high) * 100000000 + pairs_number(low);
}
/* The sixteen bytes at p, if they are a possible NIK (a few of those excepted, which nik_read_long knows): judged without a branch. What
 * is typed for want of a number is none of them: 1234567890123456 has no such day, and of one digit sixteen times both halves are the
 * same. */
static inline bool nik_valid(const char *p, uint64_t *ret)
{
	uint64_t high, low;
	bool digits = nik_pairs(p, &high, &low);
	unsigned province = high & 0xFF, kab = high >> 16 & 0xFF, kec = high >> 32 & 0xFF, day = high >> 48 & 0xFF, month = low & 0xFF;
	day -= day > 40 ? 40 : 0;
	*ret = nik_whole(high, low);
	return digits & (province - 11 <= 96 - 11) & (kab != 0) & (kec != 0) & (day - 1 < 31) & (month - 1 < 12) & (low >> 32 != 0) &
	       (high != low);
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
uint64_t peserta_read_long(struct str s, bool *ret_present);
/* A KK number: 16 digits that are not all the same nor 1234567890123456, else 0 (0 also for a cell a spreadsheet
 * spoilt). */
static inline uint64_t kk_read(struct str s, bool from_number)
{
	uint64_t high, low;
	size_t quote = s.len == 17 && s.ptr[0] == '\'';
	/* Neither 1234567890123456, for its 78, nor one digit sixteen times. */
	if (LIKELY(s.len - quote == 16 && !from_number && nik_pairs(s.ptr + quote, &high, &low) && high != low &&
		   high >> 48 != 78))
		return nik_whole(high, low);
	return kk_read_long(s, from_number);
}
/* A participant number (FACTS 1.3): up to 13 digits, left-padded by the writer; 0 when there is none or it is no
 * number. *ret_present (may be NULL) tells that the cell held something. */
static inline uint64_t peserta_read(struct str s, bool *ret_present)
{
	uint64_t first, last;
	size_t quote = s.len == 14 && s.ptr[0] == '\'';
	/* Nearly always thirteen digits: the last eight of them overlap the first. */
	if (LIKELY(s.len - quote == 13 &&
		   word_pairs(str_word(s.ptr + quote, 8), &first) & word_pairs(str_word(s.ptr + quote + 5, 8), &last))) {
		if (ret_present)
			*ret_present = true;
		return (uint64_t)pairs_number(first) * 100000 + pairs_number(last) % 100000;
	}
	return peserta_read_long(s, ret_present);
}
#endif
