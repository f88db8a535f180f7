#include "engine/person.h"

/* Digits that differ between two numbers, the shorter one filled up with zeros. */
static int digits_apart(int a, int b)
{
	int n = 0;
	for (; a != b; a /= 10, b /= 10)
		n += a % 10 != b % 10;
	return n;
}

enum birth_agree birth_compare(const struct facts *a, const struct facts *b)
{
	int ya, yb, ma, mb, da, db;
	if (a->birth_state != BIRTH_OK || b->birth_state != BIRTH_OK)
		return BIRTH_A_ABSENT;
	if (a->birth == b->birth)
		return BIRTH_A_SAME;
	ya = tanggal_year(a->birth);
	yb = tanggal_year(b->birth);
	ma = tanggal_month(a->birth);
	mb = tanggal_month(b->birth);
	da = tanggal_day(a->birth);
	db = tanggal_day(b->birth);
	if (a->century_open || b->century_open) {
		ya %= 100;
		yb %= 100;
	}
	if (ya == yb && ma == mb && da == db)
		return BIRTH_A_SAME;
	if (ya == yb && ma == db && da == mb)
		return BIRTH_A_SWAP;
	if ((ya != yb) + (ma != mb) + (da != db) != 1)
		return BIRTH_A_DIFFER;
	return digits_apart(ya, yb) + digits_apart(ma, mb) + digits_apart(da, db) == 1 ? BIRTH_A_DIGIT : BIRTH_A_DIFFER;
}

int region_agree(uint64_t a, uint64_t b)
{
	if (a == 0 || b == 0)
		return 0;
	if (a < 1000000 || b < 1000000) {
		a = a >= 1000000 ? a / 10000 : a;
		b = b >= 1000000 ? b / 10000 : b;
	}
	return a == b ? 1 : -1;
}

char sex_read_long(struct str s)
{
	static const struct {
		char text[12];
		char sex;
	} words[] = {
		{ "L", 'L' },         { "P", 'P' },         { "1", 'L' },    { "2", 'P' },    { "LAKILAKI", 'L' },
		{ "PEREMPUAN", 'P' }, { "M", 'L' },         { "F", 'P' },    { "PRIA", 'L' }, { "WANITA", 'P' },
		{ "LK", 'L' },        { "PR", 'P' },        { "MALE", 'L' }, { "FEMALE", 'P' }, { "LAKI", 'L' },
		{ "LELAKI", 'L' },    { "10", 'L' },        { "20", 'P' }, /* 1.0 and 2.0 of a number cell */
	};
	char t[12];
	size_t n = 0;
	for (size_t i = 0; i < s.len; i++)
		if (ch_alpha(s.ptr[i]) || ch_digit(s.ptr[i])) {
			if (n == sizeof(t) - 1)
				return 0;
			t[n++] = ch_upper(s.ptr[i]);
		}
	t[n] = 0;
	for (size_t i = 0; i < COUNT(words); i++)
		if (n && strcmp(t, words[i].text) == 0)
			return words[i].sex;
	return 0;
}

/* Letters and digits of s in capitals; false when they do not fit. */
static bool squash(char *out, size_t cap, struct str s)
{
	size_t n = 0;
	for (size_t i = 0; i < s.len; i++)
		if (ch_alpha(s.ptr[i]) || ch_digit(s.ptr[i])) {
			if (n + 1 >= cap)
				return false;
			out[n++] = ch_upper(s.ptr[i]);
		}
	out[n] = 0;
	return true;
}

enum reg_status status_read(struct str s)
{
	static const struct {
		char text[20];
		uint8_t status;
	} words[] = {
		{ "HIDUP", REG_ALIVE },          { "AKTIF", REG_ALIVE },         { "ADA", REG_ALIVE },
		{ "PENDUDUK", REG_ALIVE },       { "MENINGGAL", REG_DEAD },      { "MATI", REG_DEAD },
		{ "MENINGGALDUNIA", REG_DEAD },  { "WAFAT", REG_DEAD },          { "MD", REG_DEAD },
		{ "PINDAH", REG_MOVED },         { "PINDAHKELUAR", REG_MOVED },  { "PINDAHDATANG", REG_UNKNOWN },
		{ "PINDAHDOMISILI", REG_MOVED }, { "NONAKTIF", REG_INACTIVE },   { "TIDAKAKTIF", REG_INACTIVE },
		{ "NONACTIVE", REG_INACTIVE },   { "GANDA", REG_DOUBLE },        { "DATAGANDA", REG_DOUBLE },
		{ "MENINGGALDUNIA11", REG_DEAD }, { "STATUSNONAKTIF", REG_INACTIVE },
	};
	char t[24];
	if (s.len == 5 && memcmp(s.ptr, "HIDUP", 5) == 0)
		return REG_ALIVE;
	if (!squash(t, sizeof(t), s))
		return REG_UNKNOWN;
	for (size_t i = 0; i < COUNT(words); i++)
		if (strcmp(t, words[i].text) == 0)
			return (enum reg_status)words[i].status;
	return REG_UNKNOWN;
}

bool list_status_deceased(struct str s)
{
	char t[32];
	if (s.len == 1)
		return s.ptr[0] == '2';
	if (s.len == 5 && memcmp(s.ptr, "AKTIF", 5) == 0)
		return false;
	if (!squash(t, sizeof(t), s))
		return false;
	return strstr(t, "MENINGGAL") || strcmp(t, "MATI") == 0 || strcmp(t, "WAFAT") == 0 || strcmp(t, "20") == 0;
}

bool segment_is_ours(struct str s)
{
	static const char *const words[] = { "APBD", "PEMDA", "DAERAH", "JAMKESDA", "PEMERINTAHDAERAH", "PEMKO", "PEMKAB" };
	/* Employees of the local government and of its firms are paid as workers. */
	static const char *const others[] = { "PPU", "PEGAWAI", "BUMD", "MILIKDAERAH" };
	static const char *const codes[] = { "14", "22", "23", "24", "25" };
	char t[96];
	size_t n = 0;
	bool squashed;
	s = str_unspreadsheet(s);
	squashed = squash(t, sizeof(t), s);
	if (!squashed) /* a long legend: judge its beginning */
		t[sizeof(t) - 1] = 0;
	n = strlen(t);
	if (n == 0)
		return true;
	for (size_t i = 0; i < COUNT(others); i++)
		if (strstr(t, others[i]))
			return false;
	for (size_t i = 0; i < COUNT(words); i++)
		if (strstr(t, words[i]))
			return true;
	for (size_t i = 0; i < COUNT(codes); i++)
		if (strcmp(t, codes[i]) == 0)
			return true;
	return false;
}
