#include "base/date.h"

static const uint8_t month_days[13] = { 0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

static bool leap(int y)
{
	return y % 4 == 0 && (y % 100 != 0 || y % 400 == 0);
}

bool tanggal_valid(int y, int m, int d)
{
	if (y < 1 || y > 9999 || m < 1 || m > 12 || d < 1)
		return false;
	return d <= month_days[m] + (m == 2 && leap(y));
}

int32_t tanggal_days(tanggal t)
{
	int y = tanggal_year(t), m = tanggal_month(t), d = tanggal_day(t), era, yoe, doy;
	y -= m <= 2;
	era = (y >= 0 ? y : y - 399) / 400;
	yoe = y - era * 400;
	doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
	return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

tanggal tanggal_from_days(int32_t days)
{
	int z = days + 719468, era = (z >= 0 ? z : z - 146096) / 146097, doe = z - era * 146097;
	int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365, y = yoe + era * 400;
	int doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
	int d = doy - (153 * mp + 2) / 5 + 1, m = mp + (mp < 10 ? 3 : -9);
	return tanggal_of(y + (m <= 2), m, d);
}

void tanggal_format(char out[10], tanggal t)
{
	int y = tanggal_year(t), m = tanggal_month(t), d = tanggal_day(t);
	out[0] = (char)('0' + d / 10);
	out[1] = (char)('0' + d % 10);
	out[2] = '-';
	out[3] = (char)('0' + m / 10);
	out[4] = (char)('0' + m % 10);
	out[5] = '-';
	out[6] = (char)('0' + y / 1000 % 10);
	out[7] = (char)('0' + y / 100 % 10);
	out[8] = (char)('0' + y / 10 % 10);
	out[9] = (char)('0' + y % 10);
}

tanggal tanggal_parse_iso(struct str s)
{
	int n[3] = { 0, 0, 0 };
	static const uint8_t at[10] = { 0, 0, 0, 0, 9, 1, 1, 9, 2, 2 };
	if (s.len != 10)
		return 0;
	for (size_t i = 0; i < 10; i++) {
		if (at[i] == 9) {
			if (s.ptr[i] != '-')
				return 0;
		} else {
			if (!ch_digit(s.ptr[i]))
				return 0;
			n[at[i]] = n[at[i]] * 10 + (s.ptr[i] - '0');
		}
	}
	return tanggal_valid(n[0], n[1], n[2]) ? tanggal_of(n[0], n[1], n[2]) : 0;
}

static date_raw raw(enum date_shape shape, bool short_year, unsigned year, unsigned a, unsigned b)
{
	return (uint32_t)shape | (uint32_t)short_year << 3 | (year & 0x3FFFU) << 4 | (a & 0x7FU) << 18 | (b & 0x7FU) << 25;
}
static unsigned raw_year(date_raw r) { return (r >> 4) & 0x3FFFU; }
static unsigned raw_a(date_raw r) { return (r >> 18) & 0x7FU; }
static unsigned raw_b(date_raw r) { return (r >> 25) & 0x7FU; }

/* Month names by their first three letters; both languages, and the two Indonesian shortenings of Agustus. */
static const struct {
	char name[4];
	uint8_t month;
} months[] = {
	{ "JAN", 1 }, { "FEB", 2 }, { "PEB", 2 }, { "MAR", 3 }, { "APR", 4 }, { "MEI", 5 }, { "MAY", 5 }, { "JUN", 6 },
	{ "JUL", 7 }, { "AGU", 8 }, { "AGT", 8 }, { "AGS", 8 }, { "AUG", 8 }, { "SEP", 9 }, { "OKT", 10 }, { "OCT", 10 },
	{ "NOV", 11 }, { "NOP", 11 }, { "DES", 12 }, { "DEC", 12 },
};

static unsigned month_of(const char *p, size_t n)
{
	if (n < 3)
		return 0;
	for (size_t i = 0; i < COUNT(months); i++)
		if (ch_upper(p[0]) == months[i].name[0] && ch_upper(p[1]) == months[i].name[1] &&
		    ch_upper(p[2]) == months[i].name[2])
			return months[i].month;
	return 0;
}

/* "unknown" as offices, spreadsheets and databases write it: all zero, the zero of a calendar (0 and 1 January 1900, 30
 * and 31 December 1899), 1 January of the year 1. */
static bool is_unknown(unsigned y, unsigned m, unsigned d)
{
	if (y == 0)
		return m == 0 && d == 0;
	return (y == 1900 && m <= 1 && d <= 1) || (y == 1899 && m == 12 && d >= 30) || (y == 1 && m == 1 && d == 1);
}

static date_raw fixed(unsigned y, unsigned m, unsigned d, bool short_year)
{
	if (!short_year ? is_unknown(y, m, d) : y == 0 && m == 0 && d == 0)
		return raw(DATE_EMPTY, false, 0, 0, 0);
	if (m < 1 || m > 12 || d < 1 || d > 31)
		return raw(DATE_BAD, false, 0, 0, 0);
	return raw(DATE_FIXED, short_year, y, m, d);
}

static inline unsigned two(const char *p) { return (unsigned)(p[0] - '0') * 10U + (unsigned)(p[1] - '0'); }

static date_raw open_date(unsigned a, unsigned b, unsigned y, bool short_year)
{
	if (short_year ? y == 0 && a == 0 && b == 0 : is_unknown(y, b, a) || is_unknown(y, a, b))
		return raw(DATE_EMPTY, false, 0, 0, 0);
	if (a < 1 || b < 1 || a > 31 || b > 31 || (a > 12 && b > 12))
		return raw(DATE_BAD, false, 0, 0, 0);
	return raw(DATE_OPEN, short_year, y, a, b);
}

/* strchr would find the NUL that ends its own list. */
static bool one_of(char c, const char *list)
{
	return c && strchr(list, c);
}

/* Length of what parts the numbers of a date at p: a mark, a blank, a no-break space in UTF-8. */
static size_t separator_at(const char *p, const char *end)
{
	if (p >= end)
		return 0;
	if (one_of(*p, "-/. ,\n\r\t"))
		return 1;
	return end - p >= 2 && (unsigned char)p[0] == 0xC2 && (unsigned char)p[1] == 0xA0 ? 2 : 0;
}

/* A time of day (or nothing) behind the date: only digits, colons, dots, blanks, T, Z, AM/PM. */
static bool time_tail(const char *p, const char *end)
{
	if (p == end)
		return true;
	if (*p != ' ' && *p != 'T' && *p != 't')
		return false;
	for (; p < end; p++)
		if (!ch_digit(*p) && !one_of(*p, " :.TtZzAaPpMm+"))
			return false;
	return true;
}

date_raw date_read_long(struct str s)
{
	const char *p, *end;
	unsigned n[3] = { 0, 0, 0 }, width[3] = { 0, 0, 0 }, month_at = 3, k = 0;
	s = str_unspreadsheet(s);
	if (s.len == 0 || (s.len == 1 && (s.ptr[0] == '-' || s.ptr[0] == '0' || s.ptr[0] == '.' || s.ptr[0] == '*')) ||
	    str_ieq(s, S("null")) || str_ieq(s, S("n/a")) || str_ieq(s, S("--")))
		return raw(DATE_EMPTY, false, 0, 0, 0);
	p = s.ptr;
	end = s.ptr + s.len;
	if (s.len == 8 && str_digits(s)) {
		unsigned y = two(p) * 100 + two(p + 2), m = two(p + 4), d = two(p + 6);
		if (y == 0 && m == 0 && d == 0)
			return raw(DATE_EMPTY, false, 0, 0, 0);
		/* 20061990 is a day of 1990: there is no month 19. */
		if (y >= 1800 && y <= 2200 && m >= 1 && m <= 12)
			return fixed(y, m, d, false);
		return open_date(two(p), two(p + 2), two(p + 4) * 100 + two(p + 6), false);
	}
	while (p < end && k < 3) {
		if (ch_digit(*p)) {
			while (p < end && ch_digit(*p)) {
				if (++width[k] > 4)
					return raw(DATE_BAD, false, 0, 0, 0);
				n[k] = n[k] * 10 + (unsigned)(*p++ - '0');
			}
		} else if (ch_alpha(*p) && month_at == 3) {
			const char *q = p;
			while (p < end && ch_alpha(*p))
				p++;
			n[k] = month_of(q, (size_t)(p - q));
			if (!n[k])
				return raw(DATE_BAD, false, 0, 0, 0);
			month_at = k;
		} else {
			return raw(DATE_BAD, false, 0, 0, 0);
		}
		k++;
		if (k == 3)
			break;
		if (!separator_at(p, end))
			return raw(DATE_BAD, false, 0, 0, 0);
		while (separator_at(p, end))
			p += separator_at(p, end);
	}
	if (k != 3 || !time_tail(p, end))
		return raw(DATE_BAD, false, 0, 0, 0);
	if (width[0] >= 3) { /* yyyy first */
		if (width[0] != 4 || (month_at != 3 && month_at != 1) || width[2] > 2)
			return raw(DATE_BAD, false, 0, 0, 0);
		return fixed(n[0], n[1], n[2], false);
	}
	if (width[2] != 4 && width[2] != 2)
		return raw(DATE_BAD, false, 0, 0, 0);
	if (month_at == 1)
		return fixed(n[2], n[1], n[0], width[2] == 2);
	if (month_at == 0)
		return fixed(n[2], n[0], n[1], width[2] == 2);
	if (month_at == 2 || width[1] > 2)
		return raw(DATE_BAD, false, 0, 0, 0);
	return open_date(n[0], n[1], n[2], width[2] == 2);
}

date_raw date_read_serial(struct str s, bool base1904)
{
	int64_t v = 0;
	size_t i = 0;
	tanggal t;
	for (; i < s.len && ch_digit(s.ptr[i]); i++) {
		v = v * 10 + (s.ptr[i] - '0');
		if (v > 3000000)
			return raw(DATE_BAD, false, 0, 0, 0);
	}
	if (i == 0 || (i < s.len && s.ptr[i] != '.'))
		return raw(DATE_BAD, false, 0, 0, 0);
	for (i++; i < s.len; i++)
		if (!ch_digit(s.ptr[i]))
			return raw(DATE_BAD, false, 0, 0, 0);
	if (base1904)
		v += 1462;
	if (v <= 1)
		return raw(DATE_EMPTY, false, 0, 0, 0);
	if (v == 60)
		return raw(DATE_BAD, false, 0, 0, 0);
	/* 25569 is 1970-01-01 in the 1900 system; before the false leap day it is one less. */
	t = tanggal_from_days((int32_t)(v - 25569 + (v < 60)));
	return raw(DATE_FIXED, false, (unsigned)tanggal_year(t), (unsigned)tanggal_month(t), (unsigned)tanggal_day(t));
}

enum date_order date_decide(const struct date_votes *v)
{
	return v->mdy > v->dmy ? DATE_MDY : DATE_DMY;
}

tanggal date_resolve(date_raw r, enum date_order order, tanggal as_of, bool *ret_century_open)
{
	int y, m, d;
	enum date_shape shape = date_raw_shape(r);
	if (ret_century_open)
		*ret_century_open = false;
	if (shape == DATE_EMPTY || shape == DATE_BAD)
		return 0;
	y = (int)raw_year(r);
	m = (int)raw_a(r);
	d = (int)raw_b(r);
	if (shape == DATE_OPEN && order == DATE_DMY) {
		d = (int)raw_a(r);
		m = (int)raw_b(r);
	}
	if (date_raw_short(r)) {
		y += 2000;
		if (as_of && tanggal_of(y, m, d) > as_of)
			y -= 100;
		if (ret_century_open)
			*ret_century_open = true;
	}
	return tanggal_valid(y, m, d) ? tanggal_of(y, m, d) : 0;
}
