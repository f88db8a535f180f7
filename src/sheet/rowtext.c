#include "sheet/rowtext.h"

struct text_count text_count_of(struct str s)
{
	struct text_count n = { 0, 0, 0, 0 };
	for (size_t i = 0; i < s.len && i < 256; i++) {
		char c = ch_upper(s.ptr[i]);
		if (ch_digit(c))
			n.digits++;
		else if (c == 'O' || c == 'I' || c == 'L')
			n.as_digits++;
		else if (ch_alpha(c) || (unsigned char)c >= 0xC3) /* a letter with a mark; C2 leads no letter */
			n.letters++;
		else if (c != ' ')
			n.others++;
	}
	return n;
}

bool text_numeric(struct text_count n)
{
	return n.digits > 0 && n.letters <= 4 && n.letters * 2 <= n.digits && n.as_digits <= n.digits;
}

bool text_scientific(struct str s)
{
	size_t i = 0, digits = 0;
	while (i < s.len && (ch_digit(s.ptr[i]) || s.ptr[i] == '.' || s.ptr[i] == ','))
		digits += ch_digit(s.ptr[i++]);
	if (digits == 0 || i + 1 >= s.len || ch_upper(s.ptr[i]) != 'E')
		return false;
	for (i++, digits = 0; i < s.len; i++) {
		if (s.ptr[i] != '+' && !ch_digit(s.ptr[i]))
			return false;
		digits += ch_digit(s.ptr[i]);
	}
	return digits > 0;
}

/* The words of a cell: runs of letters or runs of digits, in capitals. */
struct words {
	struct str rest;
	char w[20]; /* cut off when longer */
	size_t len; /* of w */
	bool number;
};

static bool next_word(struct words *it)
{
	struct str s = it->rest;
	size_t i = 0;
	while (i < s.len && !ch_alpha(s.ptr[i]) && !ch_digit(s.ptr[i]))
		i++;
	if (i == s.len)
		return false;
	it->number = ch_digit(s.ptr[i]);
	it->len = 0;
	while (i < s.len && (it->number ? ch_digit(s.ptr[i]) : ch_alpha(s.ptr[i]))) {
		if (it->len < sizeof(it->w) - 1)
			it->w[it->len++] = ch_upper(s.ptr[i]);
		i++;
	}
	it->w[it->len] = 0;
	it->rest = str_of(s.ptr + i, s.len - i);
	return true;
}

#define IN(w, list) in_list((w), (const char *)(list), COUNT(list), sizeof((list)[0]))
static bool in_list(const char *w, const char *list, size_t n, size_t size)
{
	for (size_t i = 0; i < n; i++)
		if (w[0] == list[i * size] && strcmp(w, list + i * size) == 0)
			return true;
	return false;
}

static const char months[][10] = {
	"JANUARI",   "FEBRUARI", "PEBRUARI", "MARET", "APRIL", "MEI", "JUNI", "JULI", "AGUSTUS",
	"SEPTEMBER", "OKTOBER",  "NOVEMBER", "NOPEMBER", "DESEMBER",
};

static bool total_word(const char *w)
{
	static const char words[][14] = { "JUMLAH", "JML", "JMLH", "JLH", "TOTAL", "SUBTOTAL", "SUBJUMLAH", "GRANDTOTAL",
		"REKAP", "REKAPITULASI", "COUNT" };
	return IN(w, words);
}

/* "T O T A L" */
static bool spaced_total(struct str s)
{
	struct words it = { .rest = s };
	char spaced[8] = "";
	size_t n = 0;
	while (n < sizeof(spaced) - 1 && next_word(&it)) {
		if (it.len != 1 || it.number)
			break;
		spaced[n++] = it.w[0];
	}
	return memcmp(spaced, "JUMLAH", 6) == 0 || memcmp(spaced, "TOTAL", 5) == 0;
}

bool text_says_total(struct str s)
{
	struct words it = { .rest = s };
	size_t from = s.len;
	bool mark;
	if (s.len < 3 || !next_word(&it))
		return false;
	if (it.len == 1 && spaced_total(s))
		return true;
	if (!it.number && total_word(it.w))
		return true;
	mark = it.number || it.len <= 3 || strcmp(it.w, "GRAND") == 0; /* a list mark, SUB, GRAND */
	if (!next_word(&it))
		return false;
	if (mark && !it.number && total_word(it.w))
		return true;
	/* the last word */
	while (from > 0 && !ch_alpha(s.ptr[from - 1]) && !ch_digit(s.ptr[from - 1]))
		from--;
	while (from > 0 && ch_alpha(s.ptr[from - 1]))
		from--;
	it.rest = str_of(s.ptr + from, s.len - from);
	return next_word(&it) && !it.number && total_word(it.w);
}

bool text_says_title(struct str s)
{
	static const char first[][14] = {
		"KECAMATAN", "KEC",       "KELURAHAN", "KEL",       "DESA",      "PUSKESMAS", "PKM",        "HALAMAN",
		"HAL",       "PAGE",      "KEPALA",    "MENGETAHUI", "MENYETUJUI", "DISETUJUI", "CATATAN",  "KETERANGAN",
		"SUMBER",    "NIP",       "NRP",       "NPP",       "DICETAK",   "TANGGAL",   "TGL",        "PERIODE",
		"PROVINSI",  "PROPINSI",  "KABUPATEN", "KAB",       "KOTA",      "DINAS",     "BPJS",       "KANTOR",
		"CABANG",    "DIREKTUR",  "MANAJER",   "MANAGER",   "PETUGAS",   "DIBUAT",    "TTD",        "PLT",
		"PLH",       "WALIKOTA",  "BUPATI",    "CAMAT",     "LURAH",     "SEKRETARIS", "KABID",     "KASI",
		"PEMBINA",   "PENATA",    "PENGATUR",  "FASKES",    "FKTP",      "DUSUN",     "LINGKUNGAN", "SEGMEN",
		"KELAS",     "DAFTAR",    "LAMPIRAN",  "NB",        "NOTE",      "DEMIKIAN",  "PIHAK",      "JABATAN",
		"PEMERINTAH", "KEMENTERIAN", "PELAKSANA", "VERIFIKATOR", "BENDAHARA", "DITERIMA", "PENANGGUNG", "KLINIK",
		"PERIHAL",   "LEMBAR",    "SHEET",     "LAPORAN",   "REKAPITULASI", "WILAYAH", "UPT",       "UPTD",
		"RT",        "RW",
	};
	/* First words that are also names of people: titles only before these. */
	static const struct {
		char first[8];
		char next[8][14];
	} second[] = {
		{ "YANG", { "MENERIMA", "MENYERAHKAN", "MEMBUAT", "MENYATAKAN", "BERTANDA", "MENGETAHUI" } },
		{ "DATA", { "PESERTA", "PENDUDUK", "BNBA", "KEPESERTAAN", "PER", "BULAN", "TERLAMPIR", "TIDAK" } },
		{ "HORMAT", { "KAMI", "SAYA" } },
		{ "AN", { "KEPALA", "WALIKOTA", "WALI", "BUPATI" } },
	};
	struct words it = { .rest = s };
	unsigned digits = 0, letters = 0;
	bool month = false;
	if (s.len > 90)
		return true;
	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] == ':' || s.ptr[i] == '=')
			return true;
		digits += ch_digit(s.ptr[i]);
		letters += ch_alpha(s.ptr[i]);
	}
	if (s.len && (s.ptr[0] == '(' || s.ptr[0] == '*' || s.ptr[0] == '[' || s.ptr[0] == '#' || s.ptr[0] == '<'))
		return true;
	for (unsigned at = 0; next_word(&it); at++) {
		if (at == 0 && !it.number && IN(it.w, first))
			return true;
		for (size_t k = 0; at == 0 && k < COUNT(second); k++)
			if (strcmp(it.w, second[k].first) == 0 && next_word(&it))
				return IN(it.w, second[k].next);
		/* "1) PESERTA ..." and "A. PUSKESMAS ..." */
		if (at == 1 && !it.number && IN(it.w, first) && s.ptr[0] != '\'' && (ch_digit(s.ptr[0]) || s.len > 2) &&
		    (s.ptr[1] == '.' || s.ptr[1] == ')'))
			return true;
		month = month || (!it.number && IN(it.w, months));
		if (month && it.number && it.len == 4)
			return true;
	}
	return letters > 0 && digits >= 4;
}

bool text_is_nip(struct str s)
{
	struct words it = { .rest = s };
	return s.len >= 3 && next_word(&it) && !it.number &&
	       (strcmp(it.w, "NIP") == 0 || strcmp(it.w, "NRP") == 0 || strcmp(it.w, "NPP") == 0);
}

bool text_is_bare_nip(struct str s)
{
	static const uint8_t want[] = { 8, 6, 1, 3 };
	struct words it = { .rest = s };
	for (size_t i = 0; i < COUNT(want); i++)
		if (!next_word(&it) || !it.number || it.len != want[i])
			return false;
	return !next_word(&it);
}

/* A separator and exactly three digits at s[i]. */
static bool group_at(struct str s, size_t i)
{
	if (i + 3 >= s.len || (s.ptr[i] != '.' && s.ptr[i] != ',' && s.ptr[i] != '\'' && s.ptr[i] != ' '))
		return false;
	return ch_digit(s.ptr[i + 1]) && ch_digit(s.ptr[i + 2]) && ch_digit(s.ptr[i + 3]) &&
	       (i + 4 == s.len || !ch_digit(s.ptr[i + 4]));
}

/* A number of people: digits in groups of three parted by dots, commas or blanks, an optional zero fraction. Gives
 * the value and what is left behind it; -1 when it is something else. */
static int64_t read_count(struct str s, struct str *ret_rest)
{
	int64_t v = 0;
	size_t i = 0, digits = 0, first;
	while (i < s.len && ch_digit(s.ptr[i]) && digits < 13) {
		v = v * 10 + (s.ptr[i++] - '0');
		digits++;
	}
	first = digits;
	while (first >= 1 && first <= 3 && digits <= 9 && group_at(s, i)) {
		v = v * 1000 + (s.ptr[i + 1] - '0') * 100 + (s.ptr[i + 2] - '0') * 10 + (s.ptr[i + 3] - '0');
		digits += 3;
		i += 4;
	}
	if (i + 1 < s.len && (s.ptr[i] == '.' || s.ptr[i] == ',') && s.ptr[i + 1] == '0') {
		i += 2;
		while (i < s.len && s.ptr[i] == '0')
			i++;
	}
	*ret_rest = str_of(s.ptr + i, s.len - i);
	/* More people than the country has, twice over, is an amount of money or a number of something. */
	return digits == 0 || v > 600000000 ? -1 : v;
}

int64_t text_people(struct str s, bool *ret_people)
{
	static const char people[][8] = { "JIWA", "ORANG", "PESERTA", "ORG", "ANGGOTA" };
	static const char not_before[][9] = { "KELAS", "HALAMAN", "HAL", "TAHUN", "TA", "RP", "RT", "RW", "NO", "NOMOR", "KE",
		"BULAN", "TANGGAL", "TGL", "PER", "LEMBAR", "PERIODE", "KK", "KELUARGA", "IURAN", "SEBESAR" };
	int64_t ret = -1;
	char before[20] = "";
	size_t i = 0;
	*ret_people = false;
	while (i < s.len) {
		struct words it = { .rest = str_of(s.ptr + i, s.len - i) };
		struct str rest;
		int64_t v;
		size_t start = i;
		bool skip, counted, more;
		while (start < s.len && !ch_digit(s.ptr[start]) && !ch_alpha(s.ptr[start]))
			start++;
		if (start == s.len || !next_word(&it))
			break;
		i = (size_t)(it.rest.ptr - s.ptr);
		if (!it.number) {
			memcpy(before, it.w, it.len + 1);
			continue;
		}
		v = read_count(str_of(s.ptr + start, s.len - start), &rest);
		i = (size_t)(rest.ptr - s.ptr);
		it.rest = rest;
		skip = IN(before, not_before) || IN(before, months);
		counted = IN(before, people);
		before[0] = 0;
		more = next_word(&it) && !it.number;
		if (skip || v < 0 || (more && strcmp(it.w, "KK") == 0))
			continue;
		if (counted || (more && IN(it.w, people))) {
			*ret_people = true;
			return v;
		}
		/* 25 Oktober, 25-10-2026 */
		if ((rest.len && (rest.ptr[0] == '-' || rest.ptr[0] == '/')) || (more && IN(it.w, months))) {
			while (i < s.len && s.ptr[i] != ' ')
				i++;
			continue;
		}
		if (ret < 0)
			ret = v;
	}
	return ret;
}

bool text_counts_other(struct str s)
{
	static const char other[][10] = { "KK", "KELUARGA", "RUMAH", "IURAN", "RUPIAH", "RP", "TAGIHAN", "BIAYA", "PREMI" };
	static const char people[][8] = { "JIWA", "ORANG", "PESERTA", "ORG" };
	struct words it = { .rest = s };
	bool ret = false;
	while (next_word(&it)) {
		if (IN(it.w, people))
			return false;
		ret |= IN(it.w, other);
	}
	return ret;
}

bool text_says_grand(struct str s)
{
	static const char grand[][14] = { "GRAND", "GRANDTOTAL", "SELURUH", "SELURUHNYA", "KESELURUHAN", "SEMUA", "UMUM" };
	static const char part[][14] = { "SUB", "SUBTOTAL", "SUBJUMLAH", "KEC", "KECAMATAN", "KEL", "KELURAHAN", "DESA",
		"PUSKESMAS", "PKM", "HALAMAN", "HAL", "LEMBAR", "DUSUN", "RT", "RW", "FASKES", "FKTP", "PINDAHAN",
		"DIPINDAHKAN", "KLINIK" };
	static const char neutral[][14] = { "PESERTA", "JIWA", "ORANG", "ORG", "AKHIR", "DATA", "BARIS", "KK", "KARTU", "ANGGOTA",
		"PENDUDUK", "PBPU", "DAN", "BP", "PEMDA", "PBI", "APBD", "JKN", "KIS", "BPJS", "KESEHATAN", "YANG", "DENGAN",
		"AKTIF", "DIDAFTARKAN", "TERDAFTAR", "OLEH", "PEMERINTAH", "DAERAH", "KOTA", "KABUPATEN", "KAB", "BULAN",
		"TAHUN", "PERIODE", "PER", "TANGGAL", "TGL", "SEGMEN", "KEPALA", "KELUARGA", "LAKI", "PEREMPUAN", "L", "P",
		"DI", "INI", "ADALAH", "SEBANYAK", "BNBA", "IURAN", "SE", "RP", "KELAS", "II", "III" };
	struct words it = { .rest = s };
	bool ret = true, city = false;
	while (next_word(&it)) {
		if (it.number)
			continue;
		if (IN(it.w, grand))
			return true;
		if (IN(it.w, part))
			ret = false;
		else if (!IN(it.w, neutral) && !IN(it.w, months) && !total_word(it.w) && it.len > 1 && !city)
			ret = false;
		/* KOTA BATAM is the whole city, BATAM KOTA one of its districts. */
		city = ret && (!strcmp(it.w, "KOTA") || !strcmp(it.w, "KABUPATEN") || !strcmp(it.w, "KAB") || city);
	}
	return ret;
}

bool text_wordy(struct text_count n)
{
	return n.letters + n.as_digits > 0 && n.letters + n.as_digits >= n.digits;
}
