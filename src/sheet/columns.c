#include "sheet/columns.h"

#include "base/date.h"
#include "sheet/aliases.h"

/* The name of each field as --map prints it: the BPJS column name where there is one (FACTS 2, layout B). */
static const struct {
	char name[14];
} names[FIELD_COUNT] = {
	[F_PSNOKA] = { "PSNOKA" },       [F_NOKA] = { "NOKA" },
	[F_NIK] = { "NIK" },             [F_KK] = { "KKNO" },
	[F_NAMA] = { "NAMA" },           [F_PISA] = { "PISA" },
	[F_TEMPAT_LAHIR] = { "TMPLHR" }, [F_TANGGAL_LAHIR] = { "TGLLHR" },
	[F_JK] = { "JENKEL" },           [F_ALAMAT] = { "ALAMAT" },
	[F_RT] = { "RT" },               [F_RW] = { "RW" },
	[F_KELURAHAN] = { "KELURAHAN" }, [F_KECAMATAN] = { "KECAMATAN" },
	[F_KAB] = { "KABUPATEN" },       [F_PROVINSI] = { "PROVINSI" },
	[F_IBU] = { "NAMA_IBU" },        [F_SEGMEN] = { "SEGMEN" },
	[F_STATUS] = { "STATUS" },       [F_TGL_STATUS] = { "TGL_STATUS" },
	[F_TGL_MENINGGAL] = { "TGL_MENINGGAL" }, [F_TGL_PINDAH] = { "TGL_PINDAH" },
	[F_NO_PROP] = { "NO_PROP" },     [F_NO_KAB] = { "NO_KAB" },
	[F_NO_KEC] = { "NO_KEC" },       [F_NO_KEL] = { "NO_KEL" },
	[F_BULAN] = { "BULAN" },         [F_TAHUN] = { "TAHUN" },
	[F_URUT] = { "NO" },             [F_BLNTAG] = { "BLNTAG" },
	[F_MUTASI] = { "MUTASI" },       [F_TMT] = { "TMT" },
	[F_IURAN] = { "IURAN" },         [F_BANTUAN] = { "BANTUANPEMDA" },
};

struct str field_name(enum field f)
{
	return (unsigned)f < FIELD_COUNT ? str_c(names[f].name) : STR_NONE;
}

bool field_parse(enum field *ret, struct str s)
{
	enum field f;
	int rank;
	for (enum list_kind kind = LIST_BNBA; kind <= LIST_MUTASI; kind++)
		if (heading_field(s, kind, &f, &rank) && f != FIELD_COUNT) {
			*ret = f;
			return true;
		}
	return false;
}

bool heading_is(struct str s, enum field f, enum list_kind kind)
{
	enum field g;
	int rank;
	return heading_field(s, kind, &g, &rank) && g == f;
}

/* One way to read the heading: one row, or two. */
struct reading {
	const struct sheet_row *upper, *lower; /* upper NULL: one row */
	int16_t col[FIELD_COUNT];
	int rank[FIELD_COUNT];
	int16_t combined;  /* column of "tempat/tanggal lahir", -1 */
	uint32_t ncol;
	size_t found;      /* fields, the serial number aside */
	size_t found_all;
	bool maps_found;
};

static struct str text_at(const struct sheet_row *r, uint32_t col)
{
	return r && col < r->ncell ? str_trim(str_of(r->cell[col].ptr, r->cell[col].len)) : STR_NONE;
}

static bool has_text(const struct sheet_row *r, uint32_t col)
{
	return text_at(r, col).len > 0;
}

static uint32_t last_text(const struct sheet_row *r)
{
	uint32_t n = r->ncell;
	while (n > 0 && !has_text(r, n - 1))
		n--;
	return n;
}

static bool date_like(const struct cell *c)
{
	struct str s = str_trim(str_of(c->ptr, c->len));
	if (c->kind == CELL_DATE)
		return true;
	if (s.len < 6 || s.len > 30 || (!ch_digit(s.ptr[0]) && s.ptr[0] != '\''))
		return false;
	return date_raw_shape(date_read(s)) >= DATE_FIXED;
}

/* A row with a long number or a date is data, never a heading. */
static bool is_data(const struct sheet_row *r)
{
	for (uint32_t i = 0; i < r->ncell; i++) {
		const struct cell *c = &r->cell[i];
		size_t digits = 0, letters = 0;
		if (c->len == 0)
			continue;
		for (uint32_t k = 0; k < c->len && k < 64; k++) {
			digits += ch_digit(c->ptr[k]);
			letters += ch_alpha(c->ptr[k]);
		}
		if ((digits >= 8 && letters <= 2) || date_like(c))
			return true;
	}
	return false;
}

/* The title that stands over column col of a two-row heading: its own upper cell, or that of a merged cell to the left,
 * which is a title only where something stands below its first column. */
static struct str title_over(const struct reading *rd, uint32_t col)
{
	uint32_t g = col;
	if (!rd->upper)
		return STR_NONE;
	if (has_text(rd->upper, col))
		return text_at(rd->upper, col);
	while (g > 0 && !has_text(rd->upper, g))
		g--;
	return has_text(rd->upper, g) && has_text(rd->lower, g) ? text_at(rd->upper, g) : STR_NONE;
}

/* Joins two texts with a blank; false when they are too long for a heading. */
static bool join(char *out, size_t cap, struct str *ret, struct str a, struct str b)
{
	if (a.len == 0 || b.len == 0 || a.len + b.len + 1 > cap)
		return false;
	memcpy(out, a.ptr, a.len);
	out[a.len] = ' ';
	memcpy(out + a.len + 1, b.ptr, b.len);
	*ret = str_of(out, a.len + b.len + 1);
	return true;
}

/* Fields that belong to the person a group title names: "IBU KANDUNG" over "NIK" is not the participant's NIK. */
static bool is_personal(enum field f)
{
	return f == F_NIK || f == F_NAMA || f == F_PSNOKA || f == F_NOKA || f == F_TANGGAL_LAHIR || f == F_TEMPAT_LAHIR ||
	       f == F_JK || f == F_ALAMAT || f == F_STATUS;
}

static bool is_place(enum field f)
{
	return f == F_NO_PROP || f == F_NO_KAB || f == F_NO_KEC || f == F_NO_KEL || f == F_RT || f == F_RW;
}

/* What the heading of one column means. A column's heading is both of its cells read together, else the lower one, else
 * the upper one where the lower says nothing. */
static bool column_field(const struct reading *rd, uint32_t col, enum list_kind kind, enum field *ret, int *ret_rank)
{
	struct str lower = text_at(rd->lower, col), title, both;
	char tmp[200];
	bool ok;
	if (!rd->upper)
		return heading_field(lower, kind, ret, ret_rank);
	title = title_over(rd, col);
	if (join(tmp, sizeof(tmp), &both, title, lower) && heading_field(both, kind, ret, ret_rank))
		return true;
	/* "NO" under the line "KECAMATAN | BATU AJI" is the serial number, not that of the kecamatan. */
	if (join(tmp, sizeof(tmp), &both, lower, title) && heading_field(both, kind, ret, ret_rank) &&
	    !(is_place(*ret) && heading_is(lower, F_URUT, kind)))
		return true;
	if (lower.len == 0)
		return heading_field(text_at(rd->upper, col), kind, ret, ret_rank);
	ok = heading_field(lower, kind, ret, ret_rank);
	if (ok && is_personal(*ret))
		switch (heading_owner(title, kind)) {
		case OWNER_OTHER:
			return false;
		case OWNER_SOURCE:
			*ret_rank += RANK_SOURCE;
			break;
		case OWNER_ROW:
			break;
		}
	if (!ok && has_text(rd->upper, col)) {
		/* "ALAMAT" over parts of an address: the first part is the best there is. Over anything else an
		 * unknown lower cell makes the column unknown ("NAMA" over "FASKES"). */
		ok = heading_field(title, kind, ret, ret_rank) && *ret == F_ALAMAT;
		*ret_rank += RANK_SOURCE / 2;
	}
	return ok;
}

static bool is_combined(struct str s)
{
	static const char texts[][24] = { "TEMPATTANGGALLAHIR", "TEMPATTGLLAHIR", "TEMPATDANTANGGALLAHIR", "TEMPATTGLLHR",
		"TEMPATDANTGLLAHIR", "TMPTTGLLAHIR", "TMPTGLLAHIR", "TTL", "TEMPATLAHIRTANGGALLAHIR", "TEMPATLAHIRTGLLAHIR",
		"TMPTTGLLHR", "TPTTGLLAHIR" };
	char t[HEADING_MAX];
	size_t n = heading_squash(t, s);
	if (n == 0 || n >= HEADING_MAX)
		return false;
	for (size_t i = 0; i < COUNT(texts); i++)
		if (strcmp(texts[i], t) == 0)
			return true;
	return false;
}

static bool same_heading(struct str a, struct str b)
{
	char ta[HEADING_MAX], tb[HEADING_MAX];
	size_t na = heading_squash(ta, a), nb = heading_squash(tb, b);
	if (na == 0 || na >= HEADING_MAX || nb >= HEADING_MAX) /* only marks, or very long: letter by letter */
		return a.len > 0 && str_ieq(str_trim(a), str_trim(b));
	return na == nb && memcmp(ta, tb, na) == 0;
}

/* True when column col bears the heading a --map names: its lower, upper or joined text. */
static bool column_bears(const struct reading *rd, uint32_t col, struct str heading)
{
	struct str lower = text_at(rd->lower, col), both;
	char tmp[400];
	if (same_heading(heading, lower))
		return true;
	if (!rd->upper)
		return false;
	if (same_heading(heading, text_at(rd->upper, col)))
		return true;
	return join(tmp, sizeof(tmp), &both, title_over(rd, col), lower) && same_heading(heading, both);
}

static void apply_maps(struct reading *rd, const struct column_map *map, size_t nmap, uint32_t ncol)
{
	rd->maps_found = true;
	for (size_t m = 0; m < nmap; m++) {
		uint32_t c = 0;
		while (c < ncol && !column_bears(rd, c, map[m].heading))
			c++;
		if (c == ncol) {
			rd->maps_found = false;
			continue;
		}
		/* A column somebody names is that field and no other. */
		for (int f = 0; f < FIELD_COUNT; f++)
			if (rd->col[f] == (int16_t)c)
				rd->col[f] = -1;
		rd->col[map[m].field] = (int16_t)c;
	}
}

static void read_heading(struct reading *rd, const struct sheet_row *upper, const struct sheet_row *lower,
			 enum list_kind kind, const struct column_map *map, size_t nmap)
{
	uint32_t n;
	*rd = (struct reading){ .upper = upper, .lower = lower, .combined = -1 };
	for (int f = 0; f < FIELD_COUNT; f++)
		rd->col[f] = -1;
	n = last_text(lower);
	if (upper && last_text(upper) > n)
		n = last_text(upper);
	rd->ncol = n;
	n = n < HEADER_COLS_MAX ? n : HEADER_COLS_MAX;
	for (uint32_t c = 0; c < n; c++) {
		enum field f;
		int rank;
		if (rd->combined < 0 && (is_combined(text_at(lower, c)) || (upper && is_combined(text_at(upper, c)))))
			rd->combined = (int16_t)c;
		if (!column_field(rd, c, kind, &f, &rank) || f == FIELD_COUNT)
			continue;
		if (rd->col[f] < 0 || rank < rd->rank[f]) {
			rd->col[f] = (int16_t)c;
			rd->rank[f] = rank;
		}
	}
	apply_maps(rd, map, nmap, n);
	for (int f = 0; f < FIELD_COUNT; f++) {
		rd->found_all += rd->col[f] >= 0;
		rd->found += rd->col[f] >= 0 && f != F_URUT;
	}
}

/* Most of the cells of each row of a two-row heading must have a part in it: an upper cell is a heading or stands over
 * something; a lower cell is a heading, alone or together with its title. A line such as "KECAMATAN | SAGULUNG" above or
 * below a heading is none. */
static bool is_pair(const struct reading *rd, enum list_kind kind)
{
	uint32_t n = rd->ncol < HEADER_COLS_MAX ? rd->ncol : HEADER_COLS_MAX;
	unsigned upper = 0, upper_good = 0, lower = 0, lower_good = 0, over = 0;
	uint32_t lower_end = last_text(rd->lower);
	bool gap = false; /* a column without any heading right of the lower row: what follows is no part of the table */
	for (uint32_t c = 0; c < n; c++) {
		enum field f;
		int rank;
		bool up = has_text(rd->upper, c), low = has_text(rd->lower, c);
		bool known = (up || low) && column_field(rd, c, kind, &f, &rank);
		for (int k = 0; k < FIELD_COUNT && !known; k++)
			known = rd->col[k] == (int16_t)c; /* by --map */
		gap = gap || (c >= lower_end && !up);
		upper += up;
		upper_good += up && !gap && (low || known || is_combined(text_at(rd->upper, c)));
		lower += low;
		lower_good += low && (known || heading_owner(title_over(rd, c), kind) == OWNER_OTHER);
		over += up && low;
	}
	return over > 0 && upper_good * 2 > upper && lower_good * 2 > lower;
}

/* True when two has every field of one in the same column. */
static bool agrees(const struct reading *one, const struct reading *two)
{
	for (int f = 0; f < FIELD_COUNT; f++)
		if (one->col[f] >= 0 && one->col[f] != two->col[f])
			return false;
	return true;
}

static bool is_enough(const struct reading *rd, enum list_kind kind)
{
	if (!rd->maps_found)
		return false;
	if (kind == LIST_TAGIHAN)
		return (rd->col[F_PSNOKA] >= 0 || rd->col[F_NIK] >= 0) && (rd->col[F_BLNTAG] >= 0 || rd->col[F_IURAN] >= 0);
	if (kind == LIST_MUTASI)
		return (rd->col[F_PSNOKA] >= 0 || rd->col[F_NIK] >= 0) && (rd->col[F_MUTASI] >= 0 || rd->col[F_NAMA] >= 0);
	if (rd->col[F_NAMA] < 0)
		return false;
	return rd->col[F_NIK] >= 0 || (kind == LIST_BNBA && rd->col[F_TANGGAL_LAHIR] >= 0);
}

/* How the next rows of data fill a column. */
static void sample_column(const struct sheet_row *rows, size_t nrow, uint32_t col, unsigned *ret_dates,
			  unsigned *ret_words, unsigned *ret_filled)
{
	*ret_dates = *ret_words = *ret_filled = 0;
	for (size_t i = 0; i < nrow; i++) {
		const struct cell *c = col < rows[i].ncell ? &rows[i].cell[col] : NULL;
		bool word = false;
		if (!c || text_at(&rows[i], col).len == 0)
			continue;
		for (uint32_t k = 0; k < c->len; k++)
			word |= ch_alpha(c->ptr[k]);
		*ret_filled += 1;
		*ret_words += word;
		*ret_dates += date_like(c);
	}
}

/* "TEMPAT/TANGGAL LAHIR" over two columns without headings of their own: where the second holds dates, it is the birth
 * date. Over one column it is one only where that column holds bare dates ("BATAM, 04-06-1990" is read by nobody). */
static void split_combined(struct reading *rd, const struct sheet_row *rows, size_t nrow)
{
	unsigned dates, words, filled;
	uint32_t c;
	if (rd->combined < 0 || rd->col[F_TANGGAL_LAHIR] >= 0)
		return;
	c = (uint32_t)rd->combined;
	if (!has_text(rd->lower, c + 1) && !has_text(rd->upper, c + 1)) {
		sample_column(rows, nrow, c + 1, &dates, &words, &filled);
		if (filled && dates * 2 > filled) {
			rd->col[F_TANGGAL_LAHIR] = (int16_t)(c + 1);
			if (rd->col[F_TEMPAT_LAHIR] < 0)
				rd->col[F_TEMPAT_LAHIR] = (int16_t)c;
			if (rd->ncol < c + 2)
				rd->ncol = c + 2;
			return;
		}
	}
	sample_column(rows, nrow, c, &dates, &words, &filled);
	if (filled && dates * 2 > filled)
		rd->col[F_TANGGAL_LAHIR] = (int16_t)c;
}

/* An extract may hold the status twice, as a code and in words; words are what status_read knows. */
static void choose_status(struct reading *rd, const struct sheet_row *rows, size_t nrow, const struct column_map *map,
			  size_t nmap)
{
	uint32_t n = rd->ncol < HEADER_COLS_MAX ? rd->ncol : HEADER_COLS_MAX;
	unsigned dates, words, filled;
	int rank = INT32_MAX;
	if (rd->col[F_STATUS] < 0)
		return;
	for (size_t m = 0; m < nmap; m++)
		if (map[m].field == F_STATUS)
			return;
	sample_column(rows, nrow, (uint32_t)rd->col[F_STATUS], &dates, &words, &filled);
	if (filled == 0 || words > 0)
		return;
	for (uint32_t c = 0; c < n; c++) {
		enum field f;
		int r;
		if (!column_field(rd, c, LIST_REGISTRY, &f, &r) || f != F_STATUS || r >= rank)
			continue;
		sample_column(rows, nrow, c, &dates, &words, &filled);
		if (words > 0) {
			rd->col[F_STATUS] = (int16_t)c;
			rank = r;
		}
	}
}

static void settle(struct layout *ret, struct reading *rd, const struct sheet_row *rows, size_t nrow, enum list_kind kind,
		   const struct column_map *map, size_t nmap)
{
	if (kind == LIST_REGISTRY)
		choose_status(rd, rows, nrow, map, nmap);
	ret->kind = kind;
	ret->header_first = rd->upper ? rd->upper->number : rd->lower->number;
	ret->header_last = rd->lower->number;
	ret->ncol = rd->ncol;
	memcpy(ret->col, rd->col, sizeof(ret->col));
}

/* Says what is missing, at the row that comes nearest to a heading. */
static int refuse(const struct reading *best, enum list_kind kind, const struct column_map *map, size_t nmap,
		  struct err *err)
{
	int r;
	if (best->found < 2) {
		return FAIL(err, E_FORMAT,
			    "judul kolom tidak ditemukan dalam %d baris pertama; tabel harus punya judul kolom %s", HEADER_ROWS_MAX,
			    kind == LIST_TAGIHAN ? "PSNOKA atau NIK, dan BLNTAG atau IURAN"
			    : kind == LIST_MUTASI ? "PSNOKA atau NIK, dan JENIS MUTASI atau NAMA"
			    : kind == LIST_BNBA	 ? "NAMA dan NIK (atau NAMA dan TANGGAL LAHIR)"
						 : "NIK dan NAMA");
	}
	for (size_t m = 0; m < nmap; m++) {
		struct reading rd = *best;
		apply_maps(&rd, &map[m], 1, rd.ncol < HEADER_COLS_MAX ? rd.ncol : HEADER_COLS_MAX);
		if (!rd.maps_found) {
			r = FAIL(err, E_FORMAT, "baris %" PRIu64 ": kolom \"%.*s\" yang disebut --map tidak ada pada judul tabel",
				 best->lower->number, (int)(map[m].heading.len < 60 ? map[m].heading.len : 60),
				 map[m].heading.ptr ? map[m].heading.ptr : "");
			goto row;
		}
	}
	if (kind == LIST_MUTASI) {
		r = FAIL(err, E_FORMAT,
			 "baris %" PRIu64 " tampak sebagai judul tabel, tetapi data mutasi memerlukan kolom PSNOKA atau NIK, "
			 "dan JENIS MUTASI atau NAMA; beri nama kolom itu",
			 best->lower->number);
		goto row;
	}
	if (kind == LIST_TAGIHAN) {
		r = FAIL(err, E_FORMAT,
			 "baris %" PRIu64 " tampak sebagai judul tabel, tetapi rincian tagihan memerlukan kolom PSNOKA atau NIK, "
			 "dan BLNTAG atau IURAN; beri nama kolom itu",
			 best->lower->number);
		goto row;
	}
	r = FAIL(err, E_FORMAT,
		 "baris %" PRIu64 " tampak sebagai judul tabel, tetapi kolom %s tidak ada; "
		 "beri nama kolom itu atau tunjukkan dengan --map %s",
		 best->lower->number,
		 best->col[F_NAMA] < 0 ? "NAMA" : kind == LIST_BNBA ? "NIK (atau TANGGAL LAHIR)" : "NIK",
		 best->col[F_NAMA] < 0 ? "NAMA=JUDUL" : "NIK=JUDUL");
row:
	if (err)
		err->row = best->lower->number;
	return r;
}

/* Tries row i alone and, where it can be, with the next as its second row. True when ret is a heading. */
static bool try_rows(struct reading *ret, const struct sheet_row *rows, size_t nrow, size_t limit, size_t i,
		     enum list_kind kind, const struct column_map *map, size_t nmap)
{
	struct reading one, next, two;
	bool ok_one, ok_next, has_next = i + 1 < limit && !rows[i + 1].hidden && rows[i + 1].number == rows[i].number + 1 &&
				   !is_data(&rows[i + 1]);
	read_heading(&one, NULL, &rows[i], kind, map, nmap);
	split_combined(&one, rows + i + 1, nrow - i - 1);
	ok_one = is_enough(&one, kind);
	*ret = one;
	if (!has_next)
		return ok_one;
	read_heading(&two, &rows[i], &rows[i + 1], kind, map, nmap);
	split_combined(&two, rows + i + 2, nrow - i - 2);
	if (!is_enough(&two, kind) || !is_pair(&two, kind))
		return ok_one;
	read_heading(&next, NULL, &rows[i + 1], kind, map, nmap);
	split_combined(&next, rows + i + 2, nrow - i - 2);
	ok_next = is_enough(&next, kind);
	/* One row where the second adds nothing. */
	if (ok_one && two.found_all <= one.found_all && agrees(&one, &two))
		return true;
	*ret = ok_next && two.found_all <= next.found_all && agrees(&next, &two) ? next : two;
	return true;
}

int layout_find(struct layout *ret, const struct sheet_row *rows, size_t nrow, enum list_kind kind,
		const struct column_map *map, size_t nmap, struct err *err)
{
	size_t limit = nrow < HEADER_ROWS_MAX ? nrow : HEADER_ROWS_MAX;
	struct reading best = { .found = 0 }, rd;
	for (size_t i = 0; i < limit; i++) {
		if (rows[i].hidden || is_data(&rows[i]))
			continue;
		if (try_rows(&rd, rows, nrow, limit, i, kind, map, nmap)) {
			size_t below = (size_t)(rd.lower - rows) + 1;
			settle(ret, &rd, rows + below, nrow - below, kind, map, nmap);
			return OK;
		}
		if (rd.found > best.found)
			best = rd;
	}
	return refuse(&best, kind, map, nmap, err);
}
