#include "render/recap.h" /* first: includes <xlsxwriter.h>, which must come before base.h */
#include "render/xlsx_check.h"

#include <errno.h>
#include <fcntl.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"

#define SHEET_ROWS_MAX 1048575u /* 2^20 less the heading */

enum { COL_ROW, COL_CARD, COL_NIK, COL_NAME, COL_VERDICT, COL_REASONS, COL_REGISTRY, COL_SCORE, COL_WHY, COL_COUNT };

struct result_xlsx {
	lxw_workbook *wb;
	lxw_worksheet *recap_sheet;
	lxw_worksheet *list; /* the one being filled */
	lxw_worksheet **sheet; /* all, in order */
	size_t sheet_count, sheet_cap;
	size_t list_count;
	uint32_t row;      /* next row of list */
	uint32_t row_max;
	char *path, *tmp_dir, *text; /* text: what meta's slices point into */
	struct result_xlsx_meta meta;
	struct recap recap;
	struct paper paper;
};

static int io_error(struct err *err)
{
	return FAIL(err, E_IO, "berkas XLSX tidak dapat ditulis; periksa ruang disk dan izin folder, lalu ulangi");
}

static int lib_error(lxw_error e, struct err *err)
{
	return e == LXW_ERROR_MEMORY_MALLOC_FAILED ? NOMEM(err) : io_error(err);
}

static lxw_worksheet *add_sheet(struct result_xlsx *x, const char *name)
{
	lxw_worksheet *ws;
	if (x->sheet_count == x->sheet_cap) {
		size_t cap = x->sheet_cap ? x->sheet_cap * 2 : 8;
		lxw_worksheet **p = realloc(x->sheet, cap * sizeof(*p));
		if (!p)
			return NULL;
		x->sheet = p;
		x->sheet_cap = cap;
	}
	ws = workbook_add_worksheet(x->wb, name);
	if (ws)
		x->sheet[x->sheet_count++] = ws;
	return ws;
}

/* Header and footer text of the list's pages; & would begin a code there. */
static void list_header(struct result_xlsx *x, lxw_worksheet *ws)
{
	lxw_header_footer_options margin = { .margin = 0.3 };
	char text[200], name[81], date[PAPER_DATE_SIZE];
	struct str day = paper_date(date, x->meta.as_of);
	size_t n = 0, len = x->meta.list_name.len < sizeof(name) - 1 ? x->meta.list_name.len : sizeof(name) - 1;
	len = str_utf8_valid(str_of(x->meta.list_name.ptr, len));
	for (; n < len; n++) {
		char c = x->meta.list_name.ptr[n];
		name[n] = c == '&' || (unsigned char)c < 0x20 ? ' ' : c;
	}
	name[n] = '\0';
	snprintf(text, sizeof(text), "&L&\"Arial,Bold\"&9Daftar hasil verifikasi: %s&R&\"Arial,Regular\"&9Keadaan per %.*s", name,
		 (int)day.len, day.ptr);
	worksheet_set_header_opt(ws, text, &margin);
	worksheet_set_footer_opt(ws,
				 "&L&\"Arial,Italic\"&8Memuat data pribadi: jangan disebarkan; simpan dan musnahkan sesuai "
				 "ketentuan.&R&\"Arial,Regular\"&8Halaman &P dari &N", &margin);
}

static void list_setup(struct result_xlsx *x, lxw_worksheet *ws)
{
	static const struct {
		const char *head;
		double width;
	} column[COL_COUNT] = {
		{ "baris", 8 },   { "no_peserta", 14.5 },   { "nik", 17 }, { "nama", 29 },       { "putusan", 13.5 },
		{ "alasan", 29 }, { "nik_registry", 17 }, { "skor", 6.5 }, { "penjelasan", 80 },
	};
	for (lxw_col_t c = 0; c < COL_COUNT; c++) {
		worksheet_set_column(ws, c, c, column[c].width, NULL);
		paper_put(&x->paper, ws, 0, c, str_c(column[c].head), PF_LIST_HEAD);
	}
	worksheet_freeze_panes(ws, 1, 0);
	worksheet_repeat_rows(ws, 0, 0);
	worksheet_set_landscape(ws);
	worksheet_set_paper(ws, 14); /* Folio, the F4 of Indonesian offices */
	worksheet_set_default_row(ws, 13, LXW_FALSE);
	worksheet_fit_to_pages(ws, 1, 0);
	worksheet_center_horizontally(ws);
	worksheet_set_margins(ws, 0.4, 0.4, 0.6, 0.6);
	/* No green corners on digits that are text on purpose. */
	worksheet_ignore_errors(ws, LXW_IGNORE_NUMBER_STORED_AS_TEXT, "A1:I1048576");
	list_header(x, ws);
	x->row = 1;
}

static void list_finish(struct result_xlsx *x)
{
	worksheet_autofilter(x->list, 0, 0, x->row - 1, COL_COUNT - 1);
}

static int list_begin(struct result_xlsx *x, struct err *err)
{
	char name[32] = "Daftar";
	if (x->list)
		list_finish(x);
	if (++x->list_count > 1)
		snprintf(name, sizeof(name), "Daftar %zu", x->list_count);
	x->list = add_sheet(x, name);
	if (!x->list)
		return io_error(err);
	list_setup(x, x->list);
	return x->paper.error ? lib_error(x->paper.error, err) : OK;
}

static char *copy_slice(char *at, struct str *s)
{
	if (s->len)
		memcpy(at, s->ptr, s->len);
	s->ptr = at;
	return at + s->len;
}

static int copy_meta(struct result_xlsx *x, const char *path, const struct result_xlsx_meta *meta, struct err *err)
{
	const char *slash = strrchr(path, '/');
	char *at;
	x->meta = *meta;
	x->text = malloc(meta->list_name.len + meta->registry_name.len + meta->office.len + 1);
	x->path = strdup(path);
	x->tmp_dir = meta->tmp_dir   ? strdup(meta->tmp_dir)
		     : !slash        ? strdup(".")
		     : slash == path ? strdup("/")
				     : strndup(path, (size_t)(slash - path));
	if (!x->text || !x->path || !x->tmp_dir)
		return NOMEM(err);
	at = copy_slice(x->text, &x->meta.list_name);
	at = copy_slice(at, &x->meta.registry_name);
	copy_slice(at, &x->meta.office);
	x->row_max = meta->sheet_rows && meta->sheet_rows < SHEET_ROWS_MAX ? meta->sheet_rows : SHEET_ROWS_MAX;
	return OK;
}

/* The library would fall back to another directory without a word, and open the result only at the end. */
static int check_places(const struct result_xlsx *x, struct err *err)
{
	int fd;
	if (access(x->tmp_dir, W_OK | X_OK) != 0)
		return FAIL(err, E_IO, "folder untuk berkas sementara tidak dapat ditulisi");
	fd = open(x->path, O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
	if (fd < 0)
		return FAIL(err, E_IO, "berkas hasil tidak dapat dibuat: %s", errno_text(errno));
	close(fd);
	return OK;
}

/* No clock: the file says the day the verdicts speak of. */
static void set_properties(struct result_xlsx *x)
{
	struct tm day = { .tm_year = x->meta.as_of / 10000 - 1900, .tm_mon = x->meta.as_of / 100 % 100 - 1,
			  .tm_mday = x->meta.as_of % 100, .tm_hour = 12 };
	char title[] = "Hasil verifikasi peserta JKN", by[] = "Padan " PADAN_VERSION;
	lxw_doc_properties p = { .title = title, .author = by, .created = timegm(&day) };
	workbook_set_properties(x->wb, &p);
}

static int begin(struct result_xlsx *x, const char *path, const struct result_xlsx_meta *meta, struct err *err)
{
	lxw_workbook_options opt = { .constant_memory = LXW_TRUE };
	int r = copy_meta(x, path, meta, err);
	if (r < 0)
		return r;
	r = check_places(x, err);
	if (r < 0)
		return r;
	opt.tmpdir = x->tmp_dir;
	x->wb = workbook_new_opt(x->path, &opt);
	if (!x->wb || !paper_init(&x->paper, x->wb))
		return NOMEM(err);
	set_properties(x);
	x->recap_sheet = add_sheet(x, "Rekapitulasi");
	if (!x->recap_sheet)
		return io_error(err);
	return list_begin(x, err);
}

int result_xlsx_open(struct result_xlsx **ret, const char *path, const struct result_xlsx_meta *meta, struct err *err)
{
	struct result_xlsx *x = calloc(1, sizeof(*x));
	int r;
	if (!x)
		return NOMEM(err);
	recap_init(&x->recap, meta->city);
	r = begin(x, path, meta, err);
	if (r < 0) {
		result_xlsx_abort(x);
		return r;
	}
	*ret = x;
	return OK;
}

static struct str slice(padan_str s) { return str_of(s.ptr, s.len); }

/* Reason codes joined by |, in the order of the contract. */
static struct str reason_codes(char *out, size_t cap, uint32_t reasons)
{
	size_t n = 0;
	for (int i = 0; i < PADAN_REASON_COUNT; i++) {
		struct str s = str_c(reasons >> i & 1 ? padan_reason_name(i) : NULL);
		if (s.len == 0 || n + 1 + s.len > cap)
			continue;
		if (n)
			out[n++] = '|';
		memcpy(out + n, s.ptr, s.len);
		n += s.len;
	}
	return str_of(out, n);
}

static void put_row_number(struct result_xlsx *x, const padan_row *row)
{
	char text[128];
	int n, len = row->sheet.len < 96 ? (int)row->sheet.len : 96;
	if (row->sheet.len == 0) {
		paper_put_number(&x->paper, x->list, x->row, COL_ROW, (double)row->row, PF_LIST_ROW);
		return;
	}
	n = snprintf(text, sizeof(text), "%.*s!%" PRIu64, len, row->sheet.ptr, row->row);
	paper_put(&x->paper, x->list, x->row, COL_ROW, n > 0 ? str_of(text, (size_t)n) : STR_NONE, PF_LIST_TEXT);
}

static unsigned lines_of(size_t len, size_t per_line) { return len <= per_line ? 1 : (unsigned)((len - 1) / per_line + 1); }

/* Lines that the long texts of a row take at the column widths of list_setup; most rows take one. The height is set
 * here, as no program should have to measure a million rows when it opens the file. */
static unsigned row_lines(size_t name, size_t codes, size_t why)
{
	unsigned n = lines_of(name, 27), a = lines_of(codes, 27), b = lines_of(why, 110);
	if (n < a)
		n = a;
	if (n < b)
		n = b;
	return n > 8 ? 8 : n;
}

static void put_row(struct result_xlsx *x, const padan_row *row)
{
	struct paper *p = &x->paper;
	lxw_worksheet *ws = x->list;
	unsigned v = row->verdict <= PADAN_TIDAK_LAYAK ? row->verdict : PADAN_TINJAU;
	char text[640];
	struct str codes = reason_codes(text, sizeof(text), row->reasons);
	unsigned lines = row_lines(row->nama.len, codes.len, row->explanation.len);
	enum paper_format long_text = lines > 1 ? PF_LIST_WRAP : PF_LIST_TEXT;
	if (lines > 1)
		paper_row_height(p, ws, x->row, 12.5 * lines);
	put_row_number(x, row);
	paper_put(p, ws, x->row, COL_CARD, slice(row->no_peserta), PF_LIST_ID);
	paper_put(p, ws, x->row, COL_NIK, slice(row->nik), PF_LIST_ID);
	paper_put(p, ws, x->row, COL_NAME, slice(row->nama), long_text);
	paper_put(p, ws, x->row, COL_VERDICT, str_c(padan_verdict_name((int)v)), (enum paper_format)(PF_LIST_LAYAK + v));
	paper_put(p, ws, x->row, COL_REASONS, codes, long_text);
	paper_put(p, ws, x->row, COL_REGISTRY, slice(row->nik_registry), PF_LIST_ID);
	if (row->score >= 0)
		paper_put_number(p, ws, x->row, COL_SCORE, row->score, PF_LIST_SCORE);
	else
		paper_put(p, ws, x->row, COL_SCORE, STR_NONE, PF_LIST_SCORE);
	paper_put(p, ws, x->row, COL_WHY, slice(row->explanation), long_text);
	x->row++;
}

int result_xlsx_rows(struct result_xlsx *x, const padan_row *rows, size_t n, struct err *err)
{
	for (size_t i = 0; i < n; i++) {
		if (x->row > x->row_max) {
			int r = list_begin(x, err);
			if (r < 0)
				return r;
		}
		put_row(x, &rows[i]);
		recap_add(&x->recap, &rows[i]);
		if (UNLIKELY(x->paper.error))
			return lib_error(x->paper.error, err);
	}
	/* The library never looks whether its temporary file took the rows. */
	return ferror(x->list->optimize_tmpfile) ? io_error(err) : OK;
}

/* Puts what is still in memory into the temporary files and notes how much each holds. */
static int flush_sheets(struct result_xlsx *x, uint64_t *bytes, struct err *err)
{
	for (size_t i = 0; i < x->sheet_count; i++) {
		lxw_worksheet *ws = x->sheet[i];
		off_t at;
		lxw_worksheet_write_single_row(ws);
		if (fflush(ws->optimize_tmpfile) != 0 || ferror(ws->optimize_tmpfile))
			return io_error(err);
		at = ftello(ws->optimize_tmpfile);
		if (at < 0)
			return io_error(err);
		bytes[i] = (uint64_t)at;
	}
	return OK;
}

static int check_and_sync(const struct result_xlsx *x, const uint64_t *bytes, struct err *err)
{
	int r, fd = open(x->path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return io_error(err);
	r = xlsx_check(fd, bytes, x->sheet_count, err);
	if (r == OK && fsync(fd) != 0)
		r = io_error(err);
	if (close(fd) != 0 && r == OK)
		r = io_error(err);
	return r;
}

static int finish(struct result_xlsx *x, const padan_summary *summary, uint64_t *bytes, struct err *err)
{
	lxw_error e;
	int r;
	list_finish(x);
	recap_write(&x->recap, &x->paper, x->recap_sheet, &x->meta, summary);
	if (x->paper.error)
		return lib_error(x->paper.error, err);
	r = flush_sheets(x, bytes, err);
	if (r < 0)
		return r;
	e = workbook_close(x->wb);
	x->wb = NULL; /* freed, whatever the result */
	return e ? lib_error(e, err) : check_and_sync(x, bytes, err);
}

int result_xlsx_close(struct result_xlsx *x, const padan_summary *summary, struct err *err)
{
	uint64_t *bytes = calloc(x->sheet_count, sizeof(*bytes));
	int r = bytes ? finish(x, summary, bytes, err) : NOMEM(err);
	free(bytes);
	result_xlsx_abort(x);
	return r;
}

void result_xlsx_abort(struct result_xlsx *x)
{
	if (!x)
		return;
	if (x->wb)
		lxw_workbook_free(x->wb);
	free(x->sheet);
	free(x->path);
	free(x->tmp_dir);
	free(x->text);
	free(x);
}
