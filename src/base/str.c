#include "base/str.h"

int str_cmp(struct str a, struct str b)
{
	size_t n = a.len < b.len ? a.len : b.len;
	int r = n ? memcmp(a.ptr, b.ptr, n) : 0;
	if (r)
		return r;
	return a.len < b.len ? -1 : a.len > b.len;
}

bool str_ieq(struct str a, struct str b)
{
	return a.len == b.len && str_istarts(a, b);
}

bool str_starts(struct str s, struct str prefix)
{
	return s.len >= prefix.len && (prefix.len == 0 || memcmp(s.ptr, prefix.ptr, prefix.len) == 0);
}

bool str_istarts(struct str s, struct str prefix)
{
	if (s.len < prefix.len)
		return false;
	for (size_t i = 0; i < prefix.len; i++)
		if (ch_upper(s.ptr[i]) != ch_upper(prefix.ptr[i]))
			return false;
	return true;
}

/* Length of a blank at the start of p, 0 if there is none. */
static size_t blank_at(const char *p, size_t n)
{
	const unsigned char *u = (const unsigned char *)p;
	if (n == 0)
		return 0;
	if (u[0] == ' ' || (u[0] >= 9 && u[0] <= 13))
		return 1;
	if (n >= 2 && u[0] == 0xC2 && u[1] == 0xA0)
		return 2;
	if (n >= 3 && u[0] == 0xE2 && u[1] == 0x80 && u[2] == 0xAF)
		return 3;
	if (n >= 3 && u[0] == 0xEF && u[1] == 0xBB && u[2] == 0xBF)
		return 3;
	return 0;
}

struct str str_trim_long(struct str s)
{
	size_t n;
	while ((n = blank_at(s.ptr, s.len)) > 0) {
		s.ptr += n;
		s.len -= n;
	}
	while (s.len > 0) {
		if (blank_at(s.ptr + s.len - 1, 1) == 1)
			s.len -= 1;
		else if (s.len >= 2 && blank_at(s.ptr + s.len - 2, 2) == 2)
			s.len -= 2;
		else if (s.len >= 3 && blank_at(s.ptr + s.len - 3, 3) == 3)
			s.len -= 3;
		else
			break;
	}
	return s;
}

static bool eat(struct str *s, struct str prefix)
{
	if (!str_starts(*s, prefix))
		return false;
	s->ptr += prefix.len;
	s->len -= prefix.len;
	return true;
}

struct str str_unspreadsheet_long(struct str s)
{
	s = str_trim(s);
	if (s.len >= 3 && s.ptr[0] == '=' && s.ptr[1] == '"' && s.ptr[s.len - 1] == '"')
		s = str_trim(str_of(s.ptr + 2, s.len - 3));
	for (int i = 0; i < 2; i++)
		if (!eat(&s, S("'")) && !eat(&s, S("\xE2\x80\x98")) && !eat(&s, S("\xE2\x80\x99")) && !eat(&s, S("`")))
			break;
	return str_trim(s);
}

size_t str_utf8_valid(struct str s)
{
	const unsigned char *p = (const unsigned char *)s.ptr;
	size_t i = 0;
	while (i < s.len) {
		unsigned char c = p[i];
		size_t n;
		uint32_t v;
		if (c < 0x80) {
			/* Eight letters of ASCII at a time. */
			uint64_t eight;
			for (i++; s.len - i >= 8; i += 8) {
				memcpy(&eight, p + i, 8);
				if (eight & UINT64_C(0x8080808080808080))
					break;
			}
			continue;
		}
		if (c >= 0xC2 && c <= 0xDF) {
			n = 1;
			v = c & 0x1FU;
		} else if (c >= 0xE0 && c <= 0xEF) {
			n = 2;
			v = c & 0x0FU;
		} else if (c >= 0xF0 && c <= 0xF4) {
			n = 3;
			v = c & 0x07U;
		} else {
			return i;
		}
		if (s.len - i <= n)
			return i;
		for (size_t k = 1; k <= n; k++) {
			if ((p[i + k] & 0xC0) != 0x80)
				return i;
			v = (v << 6) | (p[i + k] & 0x3FU);
		}
		if ((n == 2 && (v < 0x800 || (v >= 0xD800 && v <= 0xDFFF))) || (n == 3 && (v < 0x10000 || v > 0x10FFFF)))
			return i;
		i += n + 1;
	}
	return i;
}

bool str_digits(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!ch_digit(s.ptr[i]))
			return false;
	return s.len > 0;
}
