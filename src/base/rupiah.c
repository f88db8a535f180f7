#include "base/rupiah.h"

bool rupiah_add(rupiah *sum, rupiah x)
{
	int64_t n;
	if (__builtin_add_overflow(sum->n, x.n, &n))
		return false;
	sum->n = n;
	return true;
}

bool rupiah_sub(rupiah *sum, rupiah x)
{
	int64_t n;
	if (__builtin_sub_overflow(sum->n, x.n, &n))
		return false;
	sum->n = n;
	return true;
}

bool rupiah_times(rupiah *ret, rupiah rate, int64_t n)
{
	int64_t x;
	if (__builtin_mul_overflow(rate.n, n, &x))
		return false;
	ret->n = x;
	return true;
}

static uint64_t magnitude(int64_t n) { return n < 0 ? 0 - (uint64_t)n : (uint64_t)n; }

static void add_grouped(struct buf *out, uint64_t x)
{
	char text[32];
	size_t at = sizeof text, digits = 0;
	do {
		if (digits && digits % 3 == 0)
			text[--at] = '.';
		text[--at] = (char)('0' + x % 10);
		x /= 10;
		digits++;
	} while (x);
	buf_add(out, str_of(text + at, sizeof text - at));
}

void angka_format(struct buf *out, int64_t n)
{
	if (n < 0)
		buf_addc(out, '-');
	add_grouped(out, magnitude(n));
}

void rupiah_format(struct buf *out, rupiah r)
{
	if (r.n < 0)
		buf_addc(out, '-');
	buf_add(out, S("Rp"));
	add_grouped(out, magnitude(r.n));
	buf_add(out, S(",00"));
}

/* "1.234.567" or "1234567": groups of three once there is a point. */
static bool whole(struct str s, uint64_t *ret)
{
	uint64_t n = 0;
	size_t first = 0, since = 0;
	bool grouped = false;
	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] == '.') {
			if (grouped ? since != 3 : i == 0 || i > 3)
				return false;
			grouped = true;
			since = 0;
			continue;
		}
		if (!ch_digit(s.ptr[i]) || n > (UINT64_MAX - 9) / 10)
			return false;
		n = n * 10 + (uint64_t)(s.ptr[i] - '0');
		since++;
		first++;
	}
	*ret = n;
	return first > 0 && (!grouped || since == 3);
}

bool rupiah_parse(rupiah *ret, struct str s)
{
	uint64_t n;
	s = str_trim(s);
	bool minus = s.len && s.ptr[0] == '-';
	if (minus)
		s = str_trim(str_of(s.ptr + 1, s.len - 1));
	if (str_istarts(s, S("rp"))) {
		s = str_of(s.ptr + 2, s.len - 2);
		if (s.len && s.ptr[0] == '.')
			s = str_of(s.ptr + 1, s.len - 1);
		s = str_trim(s);
	}
	static const char *const tails[] = { ",00", ",-", ",--" };
	for (size_t i = 0; i < COUNT(tails); i++) {
		size_t len = strlen(tails[i]);
		if (s.len > len && memcmp(s.ptr + s.len - len, tails[i], len) == 0) {
			s = str_of(s.ptr, s.len - len);
			break;
		}
	}
	if (!whole(s, &n) || n > (uint64_t)INT64_MAX)
		return false;
	ret->n = minus ? -(int64_t)n : (int64_t)n;
	return true;
}

static const char *const ones[] = { "nol",  "satu",  "dua",	"tiga",	    "empat",   "lima",
				    "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas" };

/* 1 to 999, a blank before each word but the first. */
static void below_thousand(struct buf *out, unsigned n, bool *first)
{
	struct part {
		const char *a, *b;
	} p[3];
	size_t k = 0;
	if (n >= 200)
		p[k++] = (struct part){ ones[n / 100], "ratus" };
	else if (n >= 100)
		p[k++] = (struct part){ "seratus", NULL };
	n %= 100;
	if (n >= 20) {
		p[k++] = (struct part){ ones[n / 10], "puluh" };
		if (n % 10)
			p[k++] = (struct part){ ones[n % 10], NULL };
	} else if (n >= 12) {
		p[k++] = (struct part){ ones[n - 10], "belas" };
	} else if (n) {
		p[k++] = (struct part){ ones[n], NULL };
	}
	for (size_t i = 0; i < k; i++) {
		buf_addf(out, "%s%s", *first ? "" : " ", p[i].a);
		*first = false;
		if (p[i].b)
			buf_addf(out, " %s", p[i].b);
	}
}

void terbilang(struct buf *out, int64_t n)
{
	static const struct {
		uint64_t unit;
		const char *name;
	} scale[] = { { 1000000000000000000u, "kuintiliun" }, { 1000000000000000u, "kuadriliun" }, { 1000000000000u, "triliun" },
		      { 1000000000u, "miliar" }, { 1000000u, "juta" }, { 1000u, "ribu" }, { 1u, "" } };
	uint64_t x = magnitude(n);
	bool first = true;
	if (n < 0)
		buf_add(out, S("minus "));
	if (!x)
		buf_add(out, S("nol"));
	for (size_t i = 0; i < COUNT(scale); i++) {
		unsigned group = (unsigned)(x / scale[i].unit % 1000);
		if (!group)
			continue;
		/* One thousand is a word of its own: seribu, but satu juta. */
		if (scale[i].unit == 1000 && group == 1) {
			buf_addf(out, "%sseribu", first ? "" : " ");
			first = false;
			continue;
		}
		below_thousand(out, group, &first);
		if (scale[i].name[0])
			buf_addf(out, " %s", scale[i].name);
	}
}

const char *bulan_romawi(int month)
{
	static const char *const roman[] = { "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII" };
	return month >= 1 && month <= 12 ? roman[month - 1] : "";
}

const char *bulan_nama(int month)
{
	static const char *const names[] = { "Januari", "Februari", "Maret",	 "April",   "Mei",	"Juni",
					     "Juli",	"Agustus",  "September", "Oktober", "November", "Desember" };
	return month >= 1 && month <= 12 ? names[month - 1] : "";
}

const char *hari_nama(int weekday)
{
	static const char *const names[] = { "Minggu", "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu" };
	return weekday >= 0 && weekday <= 6 ? names[weekday] : "";
}
