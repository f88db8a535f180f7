#include "sheet/columns.h"

#include "base/date.h"
#include "sheet/aliases.h"
#include "sheet/rowtext.h"

struct facts_of {
	const struct layout *l;
	const struct sheet_row *row;
	struct str nik, name, card, kk, birth;
	struct text_count nik_n, name_n, card_n, kk_n;
	unsigned filled; /* cells that hold something */
};

static struct str cell_of(const struct facts_of *f, enum field field)
{
	return str_unspreadsheet(row_cell(f->row, f->l->col[field]));
}

static struct str cell_at(const struct sheet_row *row, uint32_t i)
{
	return str_unspreadsheet(str_of(row->cell[i].ptr, row->cell[i].len));
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
	return n.digits >= 3 && (n.digits >= 6 || n.letters + n.as_digits >= 3) && date_raw_shape(date_read(s)) >= DATE_FIXED;
}

static bool has_birth(const struct facts_of *f)
{
	return is_date(f->birth, row_kind(f->row, f->l->col[F_TANGGAL_LAHIR]));
}

/* The row under a heading that numbers the columns: "1 2 3 4 ...", "(1) (2) ...", "(8)=(6)x(7)". */
static bool is_number_row(const struct facts_of *f)
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
static unsigned heading_cells(const struct facts_of *f)
{
	unsigned n = 0;
	for (int k = 0; k < FIELD_COUNT; k++) {
		struct str s = row_cell(f->row, f->l->col[k]);
		n += s.len >= 1 && s.len < 64 && heading_is(s, (enum field)k, f->l->kind);
	}
	return n;
}

static bool is_heading(const struct facts_of *f)
{
	unsigned n;
	if (f->name.len && text_wordy(f->name_n) && heading_is(f->name, F_NAMA, f->l->kind))
		return true;
	n = heading_cells(f);
	return n >= 3 || (n == 2 && f->filled <= 5);
}

/* The number of people a total row states: in the naming cell itself, else in the cells behind it, else before it; where
 * these give men, women and both, both. */
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

/* The cell that names a total, -1 when there is none. Places and addresses may begin with such a word by chance, so they
 * count only in a row without a name. */
static int total_cell(const struct facts_of *f)
{
	bool named = text_wordy(f->name_n);
	for (uint32_t i = 0; i < f->row->ncell; i++) {
		struct str s = cell_at(f->row, i);
		int col = (int)i;
		if (s.len < 3 || s.len > 200 || !text_says_total(s))
			continue;
		if (named && (col == f->l->col[F_ALAMAT] || col == f->l->col[F_KELURAHAN] || col == f->l->col[F_KECAMATAN] ||
			      col == f->l->col[F_KAB] || col == f->l->col[F_IBU] || col == f->l->col[F_TEMPAT_LAHIR]))
			continue;
		return col;
	}
	return -1;
}

/* Something of a person in the wrong column: a NIK or card number somewhere, or a row as full as the others with a date. */
static bool is_shifted(const struct facts_of *f)
{
	bool words = false, date = false;
	for (uint32_t i = 0; i < f->row->ncell; i++) {
		struct str s = cell_at(f->row, i);
		struct text_count n;
		if (s.len == 0)
			continue;
		n = text_count_of(s);
		if ((n.digits == 16 || n.digits == 13) && n.letters + n.as_digits == 0 && n.others <= 3 && f->filled >= 2)
			return true;
		if (text_says_title(s) && !is_date(s, (enum cell_kind)f->row->cell[i].kind))
			continue;
		words |= n.letters >= 2 && n.digits == 0;
		date |= is_date(s, (enum cell_kind)f->row->cell[i].kind);
	}
	return words && date && f->filled >= 3 && f->filled * 2 >= f->l->ncol;
}

static bool is_sex(struct str s)
{
	char c = s.len ? ch_upper(s.ptr[0]) : 0;
	if (s.len == 1)
		return c == 'L' || c == 'P' || c == '1' || c == '2' || c == 'M' || c == 'F';
	return str_istarts(s, S("LAKI")) || str_ieq(s, S("LK")) || str_ieq(s, S("PR")) || str_ieq(s, S("PEREMPUAN")) ||
	       str_ieq(s, S("PRIA")) || str_ieq(s, S("WANITA"));
}

/* A title may stand left of the name's column with its value in it: "KECAMATAN | : | BATU AJI". */
static bool titled_left(const struct facts_of *f)
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

static bool total_left(const struct facts_of *f)
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
	if (!text_numeric(f->card_n)) {
		f->card = cell_of(f, F_NOKA);
		f->card_n = text_count_of(f->card);
	}
	f->kk = cell_of(f, F_KK);
	f->kk_n = text_count_of(f->kk);
	f->birth = cell_of(f, F_TANGGAL_LAHIR);
	for (uint32_t i = 0; i < f->row->ncell; i++)
		f->filled += cell_at(f->row, i).len > 0;
}

/* A single cell of a signature block or a print mark that stands in the NIK's or card's column: a date, a NIP, a
 * telephone number. */
static bool lone_mark(const struct facts_of *f)
{
	struct str s = f->nik.len ? f->nik : f->card;
	bool marks = false;
	if (text_wordy(f->name_n) || text_scientific(s))
		return false;
	if (text_is_bare_nip(s))
		return f->filled <= 3;
	if (f->filled != 1)
		return false;
	for (size_t i = 0; i < s.len; i++)
		marks |= s.ptr[i] == '/' || s.ptr[i] == ':' || s.ptr[i] == '-' || s.ptr[i] == '(' || s.ptr[i] == '+';
	return marks;
}

/* Evidence that no words of the row can outweigh: a long number where the NIK or the card number stands. */
static bool strong(const struct facts_of *f)
{
	bool nik = !text_is_nip(f->nik) && ((text_numeric(f->nik_n) && f->nik_n.digits >= 10) || text_scientific(f->nik));
	bool card = !text_is_nip(f->card) && text_numeric(f->card_n) && (f->card_n.digits >= 8 || text_scientific(f->card));
	bool kk = !text_is_nip(f->kk) && text_numeric(f->kk_n) && f->kk_n.digits >= 16 && text_wordy(f->name_n) && !text_is_nip(f->name);
	return (nik || card || kk) && !lone_mark(f);
}

/* A name with some number of its person beside it. */
static bool weak(const struct facts_of *f)
{
	if (!text_wordy(f->name_n) || text_says_title(f->name) || text_says_total(f->name) || text_is_nip(f->name) || total_left(f))
		return false;
	if (text_is_nip(f->nik) || text_is_nip(f->card))
		return false;
	if (text_numeric(f->nik_n) && f->nik_n.digits >= 6)
		return true;
	if (text_numeric(f->card_n) && !is_date(f->card, CELL_TEXT))
		return true;
	if (has_birth(f) || (text_numeric(f->kk_n) && f->kk_n.digits >= 6))
		return f->name.ptr[f->name.len - 1] != ',' || f->filled > 2; /* "Batam, | 25-10-2026" */
	return false;
}

/* Somebody may be called TOTAL or JUMLAH: the birth date tells, in a row that is more than a label, a day and a number. */
static bool person_named_total(const struct facts_of *f, int64_t number)
{
	return text_wordy(f->name_n) && !total_left(f) && has_birth(f) &&
	       (f->filled >= 4 || number < 0 || is_sex(cell_of(f, F_JK)));
}

/* What stands beside a name alone. */
static enum row_class classify_name(const struct facts_of *f)
{
	if (!text_wordy(f->name_n) || text_says_title(f->name))
		return ROW_TITLE;
	/* Beside a sex, or in a numbered line with something more in it, it is a person whose number is missing. */
	if (is_sex(cell_of(f, F_JK)))
		return ROW_PARTICIPANT;
	if (titled_left(f))
		return ROW_TITLE;
	return text_numeric(text_count_of(cell_of(f, F_URUT))) && f->filled >= 3 ? ROW_PARTICIPANT : ROW_NAME_ONLY;
}

enum row_class row_classify(const struct layout *l, const struct sheet_row *row, int64_t *ret_stated, bool *ret_grand)
{
	struct facts_of f = { .l = l, .row = row };
	int t;
	if (ret_stated)
		*ret_stated = -1;
	if (ret_grand)
		*ret_grand = false;
	collect(&f);
	if (f.filled == 0)
		return ROW_BLANK;
	if (strong(&f) || weak(&f))
		return ROW_PARTICIPANT;
	/* A numbered line of an empty form. */
	if (f.filled == 1 && text_numeric(text_count_of(cell_of(&f, F_URUT))))
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
	if (text_numeric(f.nik_n) && f.nik_n.digits >= 6 && f.filled >= 3 && !lone_mark(&f) && !titled_left(&f))
		return ROW_PARTICIPANT;
	if (text_numeric(f.name_n) && f.name_n.digits >= 10 && text_wordy(f.nik_n) && !text_says_title(f.nik))
		return ROW_PARTICIPANT;
	return is_shifted(&f) ? ROW_PARTICIPANT : classify_name(&f);
}
