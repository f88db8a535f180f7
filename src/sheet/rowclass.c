#include "sheet/columns.h"

#include "base/date.h"
#include "sheet/aliases.h"
#include "sheet/rowtext.h"

struct facts_of {
	const struct layout *l;
	const struct sheet_row *row;
	struct str nik, name, card, kk, birth;
	struct text_count nik_n, name_n, card_n, kk_n;
	int filled; /* cells that hold something; -1: not counted yet */
};

static struct str cell_of(const struct facts_of *f, enum field field)
{
	return str_unspreadsheet(row_cell(f->row, f->l->col[field]));
}

static struct str cell_at(const struct sheet_row *row, uint32_t i)
{
	return str_unspreadsheet(str_of(row->cell[i].ptr, row->cell[i].len));
}

static int filled(struct facts_of *f)
{
	if (f->filled >= 0)
		return f->filled;
	f->filled = 0;
	for (uint32_t i = 0; i < f->row->ncell; i++)
		f->filled += cell_at(f->row, i).len > 0;
	return f->filled;
}

static bool is_date(struct str s, enum cell_kind kind)
{
	struct text_count n;
	if (s.len == 0)
		return false;
	if (kind == CELL_DATE)
		return true;
	n = text_count_of(s);
	/* 19973 is a number, 19.973 too; a date has day, month and year. */
	if (n.digits < 3 || (n.digits < 6 && n.letters + n.as_digits < 3))
		return false;
	return date_raw_shape(date_read(s)) >= DATE_FIXED;
}

static bool has_birth(struct facts_of *f)
{
	return is_date(f->birth, row_kind(f->row, f->l->col[F_TANGGAL_LAHIR]));
}

/* The row under a heading that numbers the columns: "1 2 3 4 ...", "(1) (2) ...", "(8)=(6)x(7)". */
static bool is_number_row(struct facts_of *f)
{
	unsigned cells = 0, rising = 0;
	long last = -1;
	for (uint32_t i = 0; i < f->row->ncell; i++) {
		struct str s = cell_at(f->row, i);
		long v = 0;
		unsigned digits = 0;
		size_t k = 0;
		if (s.len == 0)
			continue;
		if (s.len > 12)
			return false;
		for (; k < s.len && strchr("( [", s.ptr[k]); k++)
			;
		for (; k < s.len && ch_digit(s.ptr[k]) && digits < 3; k++, digits++)
			v = v * 10 + (s.ptr[k] - '0');
		if (digits == 0 || digits == 3)
			return false;
		for (; k < s.len; k++)
			if (!ch_digit(s.ptr[k]) && !strchr("()[]. =+-xX*/abc", s.ptr[k]))
				return false;
		rising += v > last;
		last = v;
		cells++;
	}
	return cells >= 2 && rising == cells;
}

/* How many cells of the row repeat the heading of their column. */
static unsigned heading_cells(struct facts_of *f)
{
	unsigned n = 0;
	for (int k = 0; k < FIELD_COUNT; k++) {
		struct str s = row_cell(f->row, f->l->col[k]);
		n += s.len >= 1 && s.len < 64 && heading_is(s, (enum field)k, f->l->kind);
	}
	return n;
}

static bool is_heading(struct facts_of *f)
{
	unsigned n;
	if (f->name.len && text_wordy(f->name_n) && heading_is(f->name, F_NAMA, f->l->kind))
		return true;
	/* Above numbers and dates stand words. */
	if (!text_wordy(f->nik_n) && !text_wordy(f->card_n) && !text_wordy(f->kk_n) && !text_wordy(text_count_of(f->birth)))
		return false;
	n = heading_cells(f);
	return n >= 3 || (n == 2 && filled(f) <= 5);
}

/* The number of people a total row states: in the naming cell itself, else in the cells behind it, else before it;
 * where these give men, women and both, both. */
static int64_t stated(const struct sheet_row *row, uint32_t naming)
{
	int64_t first = -1, second = -1, left = -1, v;
	bool people, other = text_counts_other(cell_at(row, naming));
	v = text_people(cell_at(row, naming), &people);
	if (v >= 0 && people)
		return v;
	for (uint32_t i = 0; i < row->ncell; i++) {
		struct str s = cell_at(row, i);
		struct text_count n = text_count_of(s);
		int64_t w;
		bool p;
		if (i == naming || n.digits == 0 || row->cell[i].kind == CELL_DATE || is_date(s, CELL_TEXT))
			continue;
		w = text_people(s, &p);
		if (w < 0)
			continue;
		if (p)
			return w;
		if (i < naming)
			left = w;
		else if (first < 0)
			first = w;
		else if (second < 0)
			second = w;
		else if (w == first + second && v < 0 && !other)
			return w;
	}
	if (other)
		return -1;
	return v >= 0 ? v : first >= 0 ? first : left;
}

/* Columns whose text may begin with such a word by chance. */
static bool is_free_text(const struct layout *l, int col)
{
	static const uint8_t free_text[] = { F_ALAMAT, F_KELURAHAN, F_KECAMATAN, F_KAB, F_IBU, F_TEMPAT_LAHIR };
	for (size_t i = 0; i < COUNT(free_text); i++)
		if (l->col[free_text[i]] == col)
			return true;
	return false;
}

/* The cell that names a total, -1 when there is none. Places and addresses count only in a row without a name. */
static int total_cell(struct facts_of *f)
{
	bool named = text_wordy(f->name_n);
	for (uint32_t i = 0; i < f->row->ncell; i++) {
		struct str s = cell_at(f->row, i);
		int col = (int)i;
		if (s.len < 3 || s.len > 200 || !text_says_total(s))
			continue;
		if (named && is_free_text(f->l, col))
			continue;
		return col;
	}
	return -1;
}

/* Something of a person in the wrong column: a NIK or card number somewhere, or a row as full as others and a date. */
static bool is_shifted(struct facts_of *f)
{
	bool words = false, date = false;
	for (uint32_t i = 0; i < f->row->ncell; i++) {
		struct str s = cell_at(f->row, i);
		struct text_count n;
		if (s.len == 0)
			continue;
		n = text_count_of(s);
		if (n.digits == 0 && (n.letters < 2 || words))
			continue;
		if ((n.digits == 16 || n.digits == 13) && n.letters + n.as_digits == 0 && n.others <= 3 &&
		    filled(f) >= 2)
			return true;
		if (n.digits == 0)
			words = !text_says_title(s);
		else
			date = date || is_date(s, (enum cell_kind)f->row->cell[i].kind);
	}
	return words && date && filled(f) >= 3 && (uint32_t)filled(f) * 2 >= f->l->ncol;
}

static bool is_sex(struct str s)
{
	char c = s.len ? ch_upper(s.ptr[0]) : 0;
	if (s.len == 1)
		return c == 'L' || c == 'P' || c == '1' || c == '2' || c == 'M' || c == 'F';
	return (str_istarts(s, S("LAKI")) && s.len <= 11) || str_ieq(s, S("LK")) || str_ieq(s, S("PR")) ||
	       str_ieq(s, S("PEREMPUAN")) || str_ieq(s, S("PRIA")) || str_ieq(s, S("WANITA"));
}

/* A title may stand left of the name's column with its value in it: "KECAMATAN | : | BATU AJI". */
static bool titled_left(struct facts_of *f)
{
	static const uint8_t left[] = { F_URUT, F_PSNOKA, F_NOKA, F_NIK, F_KK, F_TANGGAL_LAHIR };
	for (size_t i = 0; i < COUNT(left); i++) {
		struct str s = cell_of(f, (enum field)left[i]);
		if (s.len && text_count_of(s).letters && (text_says_title(s) || text_is_nip(s)))
			return true;
		if (s.len == 1 && s.ptr[0] == ':')
			return true;
	}
	return false;
}

static bool total_left(struct facts_of *f)
{
	static const uint8_t left[] = { F_URUT, F_PSNOKA, F_NOKA, F_NIK, F_KK };
	for (size_t i = 0; i < COUNT(left); i++)
		if (text_says_total(cell_of(f, (enum field)left[i])))
			return true;
	return false;
}

static void collect(struct facts_of *f)
{
	f->nik = cell_of(f, F_NIK);
	f->name = cell_of(f, F_NAMA);
	f->card = cell_of(f, F_PSNOKA);
	f->nik_n = text_count_of(f->nik);
	f->name_n = text_count_of(f->name);
	f->card_n = text_count_of(f->card);
	if (!text_numeric(f->card_n) && f->l->col[F_NOKA] >= 0) {
		struct str noka = cell_of(f, F_NOKA);
		struct text_count n = text_count_of(noka);
		if (text_numeric(n)) {
			f->card = noka;
			f->card_n = n;
		}
	}
	f->kk = cell_of(f, F_KK);
	f->kk_n = text_count_of(f->kk);
	f->birth = cell_of(f, F_TANGGAL_LAHIR);
}

/* A single cell of a signature block or a print mark that stands in the NIK's or card's column: a date, a NIP, a
 * telephone number. */
static bool lone_mark(struct facts_of *f)
{
	struct str s = f->nik.len ? f->nik : f->card;
	bool marks = false;
	if (text_wordy(f->name_n) || text_scientific(s))
		return false;
	if (text_is_bare_nip(s))
		return filled(f) <= 3;
	if (filled(f) != 1 || text_count_of(s).digits == 16)
		return false;
	for (size_t i = 0; i < s.len; i++)
		marks |= s.ptr[i] == '/' || s.ptr[i] == ':' || s.ptr[i] == '-' || s.ptr[i] == '(' || s.ptr[i] == '+';
	return marks;
}

/* 3.429.669.600 in a total row is money, in whatever column it stands. */
static bool is_amount(struct facts_of *f, struct str s)
{
	bool parted = s.len > 4 && (s.ptr[s.len - 4] == '.' || s.ptr[s.len - 4] == ',');
	return (parted || str_istarts(s, S("RP"))) && total_cell(f) >= 0;
}

static bool long_number(struct facts_of *f, struct str s, struct text_count n, unsigned digits)
{
	if (text_is_nip(s))
		return false;
	return text_scientific(s) || (text_numeric(n) && n.digits >= digits && !is_amount(f, s));
}

/* Evidence that no words of the row can outweigh: a long number where the NIK or the card number stands. */
static bool strong(struct facts_of *f)
{
	bool ret = long_number(f, f->nik, f->nik_n, 10) || long_number(f, f->card, f->card_n, 8);
	if (!ret && text_wordy(f->name_n) && !text_is_nip(f->name))
		ret = long_number(f, f->kk, f->kk_n, 16);
	return ret && !lone_mark(f);
}

/* A name with a number, a date or the sex of its person beside it. */
static bool weak(struct facts_of *f)
{
	struct str sex;
	if (!text_wordy(f->name_n) || text_says_title(f->name) || text_says_total(f->name) || total_left(f))
		return false;
	if (text_is_nip(f->name) || text_is_nip(f->nik) || text_is_nip(f->card))
		return false;
	if (text_numeric(f->nik_n) && f->nik_n.digits >= 6)
		return true;
	if (text_numeric(f->card_n) && !is_date(f->card, CELL_TEXT))
		return true;
	if (has_birth(f) || (text_numeric(f->kk_n) && f->kk_n.digits >= 6))
		return f->name.ptr[f->name.len - 1] != ',' || filled(f) > 2; /* "Batam, | 25-10-2026" */
	sex = cell_of(f, F_JK);
	return sex.len > 0 && !ch_digit(sex.ptr[0]) && is_sex(sex);
}

/* Somebody may be called TOTAL: the birth date tells, in a row that is more than a label, a day and a number. */
static bool person_named_total(struct facts_of *f, int64_t number)
{
	return text_wordy(f->name_n) && !total_left(f) && has_birth(f) &&
	       (filled(f) >= 4 || number < 0 || is_sex(cell_of(f, F_JK)));
}

/* What stands beside a name alone. */
static enum row_class classify_name(struct facts_of *f)
{
	if (!text_wordy(f->name_n) || text_says_title(f->name))
		return ROW_TITLE;
	/* Beside a sex, or in a numbered line with something more in it, it is a person whose number is missing. */
	if (is_sex(cell_of(f, F_JK)))
		return ROW_PARTICIPANT;
	if (titled_left(f))
		return ROW_TITLE;
	return text_numeric(text_count_of(cell_of(f, F_URUT))) && filled(f) >= 3 ? ROW_PARTICIPANT : ROW_NAME_ONLY;
}

enum row_class row_classify(const struct layout *l, const struct sheet_row *row, int64_t *ret_stated, bool *ret_grand)
{
	struct facts_of f = { .l = l, .row = row, .filled = -1 };
	int t;
	if (ret_stated)
		*ret_stated = -1;
	if (ret_grand)
		*ret_grand = false;
	collect(&f);
	if (strong(&f) || weak(&f))
		return ROW_PARTICIPANT;
	if (filled(&f) == 0)
		return ROW_BLANK;
	/* A numbered line of an empty form. */
	if (filled(&f) == 1 && text_numeric(text_count_of(cell_of(&f, F_URUT))))
		return ROW_BLANK;
	if (is_number_row(&f))
		return ROW_TITLE;
	t = total_cell(&f);
	if (t >= 0) {
		int64_t number = stated(row, (uint32_t)t);
		if (person_named_total(&f, number))
			return ROW_PARTICIPANT;
		if (ret_stated)
			*ret_stated = number;
		if (ret_grand)
			*ret_grand = text_says_grand(cell_at(row, (uint32_t)t));
		return ROW_TOTAL;
	}
	if (is_heading(&f))
		return ROW_HEADING;
	if (text_is_nip(f.nik) || text_is_nip(f.name) || text_is_nip(f.card))
		return ROW_TITLE;
	/* No name, but half a NIK among other things; name and NIK exchanged; all of it in the wrong columns. */
	if (text_numeric(f.nik_n) && f.nik_n.digits >= 6 && filled(&f) >= 3 && !lone_mark(&f) && !titled_left(&f))
		return ROW_PARTICIPANT;
	if (text_numeric(f.name_n) && f.name_n.digits >= 10 && text_wordy(f.nik_n) && !text_says_title(f.nik))
		return ROW_PARTICIPANT;
	return is_shifted(&f) ? ROW_PARTICIPANT : classify_name(&f);
}
