#include "base/nik.h"

#include "base/wilayah.h"

/* Length of a blank at p: of ASCII, a no-break space, or one of the spaces and direction marks of U+2000 to U+202F that
 * come along when a number is copied from a page or a chat. */
static size_t blank_at(const char *p, size_t n)
{
	const unsigned char *u = (const unsigned char *)p;
	if (u[0] == ' ' || (u[0] >= 9 && u[0] <= 13))
		return 1;
	if (n >= 2 && u[0] == 0xC2 && u[1] == 0xA0)
		return 2;
	if (n >= 3 && u[0] == 0xE2 && u[1] == 0x80 && (u[2] <= 0x8F || u[2] >= 0xA8) && u[2] <= 0xAF)
		return 3;
	return n >= 3 && u[0] == 0xEF && u[1] == 0xBB && u[2] == 0xBF ? 3 : 0;
}

/* Takes blanks out from the middle; false when more than cap bytes remain. */
static bool squeeze(char *out, size_t cap, size_t *ret_len, struct str s)
{
	size_t n = 0;
	for (size_t i = 0, blank; i < s.len; i += blank ? blank : 1) {
		blank = blank_at(s.ptr + i, s.len - i);
		if (blank)
			continue;
		if (n == cap)
			return false;
		out[n++] = s.ptr[i];
	}
	*ret_len = n;
	return true;
}

/* The text of a number cell: what a spreadsheet left around it, and the closing quote of a quoted text, taken off. */
static struct str number_text(struct str s)
{
	s = str_unspreadsheet(s);
	if (s.len > 1 && s.ptr[s.len - 1] == '\'')
		s.len--;
	return s;
}

static bool is_nothing(struct str s)
{
	static const char words[][16] = { "NULL", "NIHIL", "NA", "NAN", "NONE", "NIL", "KOSONG", "TIDAKADA", "TDKADA",
		"BELUMADA", "BLMADA", "TIDAKPUNYA", "BELUMPUNYA", "TIDAKADANIK", "BELUMADANIK", "TANPANIK" };
	char t[16];
	size_t n = 0;
	if (s.len == 0)
		return true;
	for (size_t i = 0; i < s.len && n < sizeof(t); i++) {
		if (ch_digit(s.ptr[i])) {
			n = 0; /* no bare word */
			break;
		}
		if (ch_alpha(s.ptr[i]))
			t[n++] = ch_upper(s.ptr[i]);
	}
	for (size_t i = 0; n > 1 && n < sizeof(t) && i < COUNT(words); i++)
		if (strlen(words[i]) == n && memcmp(words[i], t, n) == 0)
			return true;
	for (size_t i = 0; i < s.len; i++)
		if (s.ptr[i] != '-' && s.ptr[i] != '*' && s.ptr[i] != '.' && s.ptr[i] != '0' && s.ptr[i] != '\'')
			return false;
	/* Sixteen zeros are a number somebody typed; a few are "no number". */
	return s.len < 16;
}

/* 2,17105E+15 or 2171...0 with ".0" / separators between digits: what a spreadsheet makes of a long number. */
static bool is_spoilt(struct str s)
{
	size_t digits = 0, marks = 0, e = 0;
	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i];
		if (ch_digit(c))
			digits++;
		else if (c == '.' || c == ',')
			marks++;
		else if ((c == 'E' || c == 'e') && i > 0 && i + 1 < s.len && (s.ptr[i + 1] == '+' || ch_digit(s.ptr[i + 1])))
			e++;
		else if (c != '+')
			return false;
	}
	return (digits >= 2 && e == 1) || (digits >= 10 && marks >= 1 && e == 0);
}

/* Sixteen digits as two numbers of eight. */
struct halves {
	uint32_t high, low;
};
static inline uint64_t whole(struct halves h) { return (uint64_t)h.high * 100000000 + h.low; }

/* What is typed where a number must stand and none is known. */
static inline bool is_pattern(struct halves h)
{
	return (h.high == 12345678 && h.low == 90123456) || (h.high == h.low && h.high % 11111111 == 0);
}

/* PPKKCCDD and MMYYSSSS. */
static inline enum nik_state judge(struct halves h)
{
	unsigned province = h.high / 1000000, kab = h.high / 10000 % 100, kec = h.high / 100 % 100, day = h.high % 100;
	unsigned month = h.low / 1000000;
	if (UNLIKELY(is_pattern(h)))
		return NIK_BAD_PATTERN;
	if (province < 11 || province > 96 || kab == 0 || kec == 0)
		return NIK_BAD_REGION;
	if (day > 40)
		day -= 40;
	if (day < 1 || day > 31 || month < 1 || month > 12)
		return NIK_BAD_DATE;
	return h.low % 10000 == 0 ? NIK_BAD_SERIAL : NIK_VALID;
}

/* Sixteen digits; false when one is none. */
static inline bool sixteen(const char *p, struct halves *ret)
{
	return str_eight(p, &ret->high) && str_eight(p + 8, &ret->low);
}

void nik_read_long(struct nik_fact *f, struct str s, bool from_number)
{
	char tmp[32];
	size_t n;
	struct halves v;
	*f = (struct nik_fact){ .state = NIK_EMPTY };
	if (s.len == 17 && s.ptr[0] == '\'')
		s = str_of(s.ptr + 1, 16);
	if (!from_number && s.len == 16 && sixteen(s.ptr, &v)) {
		f->value.n = whole(v);
		f->state = judge(v);
		return;
	}
	s = number_text(s);
	if (is_nothing(s))
		return;
	if (from_number || is_spoilt(s)) {
		f->state = NIK_SPOILT;
		return;
	}
	if (!squeeze(tmp, sizeof(tmp), &n, s)) {
		f->state = NIK_BAD_LENGTH;
		return;
	}
	if (!str_digits(str_of(tmp, n))) {
		f->state = NIK_BAD_CHARS;
		return;
	}
	if (n != 16 || !sixteen(tmp, &v)) {
		f->state = NIK_BAD_LENGTH;
		return;
	}
	f->value.n = whole(v);
	f->state = judge(v);
}

void nik_split(struct nik_fact *f)
{
	uint64_t v = f->value.n;
	unsigned day = (unsigned)(v / 100000000 % 100);
	f->sex = day > 40 ? 'P' : 'L';
	f->day = (uint8_t)(day > 40 ? day - 40 : day);
	f->month = (uint8_t)(v / 1000000 % 100);
	f->year2 = (uint8_t)(v / 10000 % 100);
	f->prefix = (uint32_t)(v / UINT64_C(10000000000));
	f->serial = (uint16_t)(v % 10000);
}

void nik_describe(struct nik_fact *f, struct str s)
{
	nik_read(f, s, false);
	if (f->value.n == 0)
		return;
	nik_split(f);
	if (f->state != NIK_VALID)
		return;
	if (!wilayah_prefix_known(f->prefix))
		f->odd |= NIK_ODD_REGION;
	/* A leap year stands in for the unknown century. */
	if (!tanggal_valid(2000, f->month, f->day))
		f->odd |= NIK_ODD_DAY;
}

void nik_digits(char out[16], nik_num value)
{
	for (size_t i = 16; i-- > 0; value.n /= 10)
		out[i] = (char)('0' + value.n % 10);
}

void nik_mask(char out[NIK_MASK_SIZE], nik_num value)
{
	char d[16];
	nik_digits(d, value);
	memcpy(out, d, 4);
	for (size_t i = 0; i < 8; i++)
		memcpy(out + 4 + 3 * i, "\xE2\x80\xA2", 3);
	memcpy(out + 28, d + 12, 4);
	out[32] = 0;
}

uint64_t kk_read_long(struct str s, bool from_number)
{
	char tmp[16];
	size_t n;
	struct halves v;
	if (s.len == 17 && s.ptr[0] == '\'')
		s = str_of(s.ptr + 1, 16);
	if (from_number)
		return 0;
	if (s.len == 16 && sixteen(s.ptr, &v))
		return is_pattern(v) ? 0 : whole(v);
	s = number_text(s);
	if (!squeeze(tmp, sizeof(tmp), &n, s) || n != 16 || !sixteen(tmp, &v))
		return 0;
	return is_pattern(v) ? 0 : whole(v);
}

uint64_t peserta_read(struct str s, bool *ret_present)
{
	char tmp[16];
	size_t n;
	uint64_t v = 0;
	if (s.len && s.ptr[0] == '\'')
		s = str_of(s.ptr + 1, s.len - 1);
	s = number_text(s);
	if (ret_present)
		*ret_present = s.len > 0;
	if (!squeeze(tmp, sizeof(tmp), &n, s))
		return 0;
	/* A number cell may come as 123456.0 */
	if (n > 2 && tmp[n - 2] == '.' && tmp[n - 1] == '0')
		n -= 2;
	if (n > 13 || !str_digits(str_of(tmp, n)))
		return 0;
	for (size_t i = 0; i < n; i++)
		v = v * 10 + (uint64_t)(tmp[i] - '0');
	return v;
}
