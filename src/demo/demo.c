#include "demo/demo.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "demo/layout.h"
#include "demo/xlsxout.h"

#define FILES_MAX (DEMO_LAYOUT_COUNT + 2)
#define PATH_SIZE 1024
#define FLUSH	  (1u << 20)

struct target {
	char path[PATH_SIZE], temp[PATH_SIZE + 16];
	uint64_t rows, bytes;
};
struct demo_run {
	const struct demo_options *opt;
	struct demo_world world;
	struct demo_list list;
	struct target target[FILES_MAX];
	size_t ntarget;
};
struct text_file {
	int fd;
	struct buf buf;
	struct target *target;
};

const char *demo_layout_name(unsigned i)
{
	return i < DEMO_LAYOUT_COUNT ? demo_layouts[i].name : NULL;
}

unsigned demo_layout_parse(const char *name)
{
	if (strcmp(name, "all") == 0 || strcmp(name, "semua") == 0)
		return DEMO_LAYOUT_ALL;
	for (unsigned i = 0; i < DEMO_LAYOUT_COUNT; i++)
		if (strcmp(name, demo_layouts[i].name) == 0)
			return 1u << i;
	return 0;
}

static struct target *target_add(struct demo_run *run, const char *file)
{
	struct target *t = &run->target[run->ntarget++];
	(void)snprintf(t->path, sizeof(t->path), "%s/%s", run->opt->dir, file);
	(void)snprintf(t->temp, sizeof(t->temp), "%s/%s.tulis", run->opt->dir, file);
	t->rows = t->bytes = 0;
	return t;
}

static int text_open(struct text_file *f, struct target *t, struct err *err)
{
	f->target = t;
	buf_init(&f->buf, 4u << 20);
	f->fd = open(t->temp, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
	if (f->fd < 0)
		return FAIL(err, E_IO, "berkas \"%.200s\" tidak dapat ditulis: %s", t->temp, errno_text(errno));
	return OK;
}

static int text_flush(struct text_file *f, struct err *err)
{
	size_t done = 0;
	if (f->buf.error)
		return NOMEM(err);
	while (done < f->buf.len) {
		ssize_t n = write(f->fd, f->buf.ptr + done, f->buf.len - done);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return FAIL(err, E_IO, "berkas \"%.200s\" tidak dapat ditulis: %s", f->target->temp,
				    errno_text(errno));
		done += (size_t)n;
	}
	f->target->bytes += done;
	buf_reset(&f->buf);
	return OK;
}

/* Called behind each row. */
static inline int text_row(struct text_file *f, struct err *err)
{
	f->target->rows++;
	return f->buf.len >= FLUSH ? text_flush(f, err) : OK;
}

/* Takes the result so far; closes in any case. */
static int text_close(struct text_file *f, int r, struct err *err)
{
	if (r == OK)
		r = text_flush(f, err);
	if (close(f->fd) != 0 && r == OK)
		r = FAIL(err, E_IO, "berkas \"%.200s\" tidak dapat ditulis: %s", f->target->temp,
			 errno_text(errno));
	buf_clear(&f->buf);
	return r;
}

static void add_iso(struct buf *b, tanggal t)
{
	buf_addu0(b, (uint64_t)tanggal_year(t), 4);
	buf_addc(b, '-');
	buf_addu0(b, (uint64_t)tanggal_month(t), 2);
	buf_addc(b, '-');
	buf_addu0(b, (uint64_t)tanggal_day(t), 2);
}

static void registry_row(struct buf *b, const struct demo_person *p, const char *status)
{
	char address[ADDRESS_SIZE];
	size_t n = address_text(address, &p->address, ADDRESS_AS_REGISTERED);
	buf_addu0(b, p->nik, 16);
	buf_addc(b, ',');
	buf_addu0(b, p->kk, 16);
	buf_addc(b, ',');
	csv_field(b, ',', p->name.text, p->name.len);
	buf_addc(b, ',');
	buf_add(b, str_of(p->birthplace->ptr, p->birthplace->len));
	buf_addc(b, ',');
	add_iso(b, p->birth);
	buf_add(b, p->female ? S(",P,") : S(",L,"));
	csv_field(b, ',', p->mother.text, p->mother.len);
	buf_addc(b, ',');
	csv_field(b, ',', address, n);
	buf_addc(b, ',');
	buf_addu0(b, p->kelurahan, 10);
	buf_addc(b, ',');
	buf_add(b, str_c(status));
	buf_addc(b, ',');
	if (p->doubt == DATE_ZERO)
		buf_add(b, S("00-00-0000"));
	else if (p->status_date)
		add_iso(b, p->status_date);
	buf_addc(b, '\n');
}

/* The second record of a NIK that stands twice: most often the same person by an older hand, sometimes a
 * stranger. */
static void registry_twin(const struct demo_world *w, struct buf *b, struct demo_person *p)
{
	struct demo_rng r = rng_of(w->seed, 900, p->index);
	struct demo_name n = p->name;
	if (rng_percent(&r, 70))
		name_vary_any(&p->name, &n, &r);
	else
		name_build(&p->name, &r, p->custom, p->female, NULL, tanggal_year(p->birth));
	p->kk += 1 + rng_below(&r, 50);
	registry_row(b, p, rng_percent(&r, 40) ? "GANDA" : "HIDUP");
}

static int registry_rows(struct demo_run *run, struct text_file *f, struct demo_person *p, uint64_t *twice,
			 size_t cap, struct err *err)
{
	const struct demo_world *w = &run->world;
	size_t n = 0;
	int r = OK;
	buf_add(&f->buf, S("nik,no_kk,nama,tempat_lahir,tanggal_lahir,jk,nama_ibu,alamat,kelurahan,status,"
			   "tgl_status\n"));
	for (uint64_t i = 0; i < w->registry && r == OK; i++) {
		world_person(w, i, p);
		world_names(w, p);
		registry_row(&f->buf, p, status_text(p));
		if (p->twice && n < cap)
			twice[n++] = i;
		r = text_row(f, err);
	}
	for (size_t i = 0; i < n && r == OK; i++) {
		world_person(w, twice[i], p);
		world_names(w, p);
		registry_twin(w, &f->buf, p);
		r = text_row(f, err);
	}
	return r;
}

static int write_registry(struct demo_run *run, struct target *t, struct err *err)
{
	size_t cap = (size_t)(run->world.registry / 200) + 64; /* ten times as many as are expected */
	struct demo_person *p = malloc(sizeof(*p));
	uint64_t *twice = malloc(cap * sizeof(*twice));
	struct text_file f;
	int r = p && twice ? text_open(&f, t, err) : NOMEM(err);
	if (r == OK)
		r = text_close(&f, registry_rows(run, &f, p, twice, cap, err), err);
	free(p);
	free(twice);
	return r;
}

static void truth_row(struct buf *b, const struct demo_row *row)
{
	buf_addu(b, row->number);
	buf_addc(b, ',');
	buf_addu0(b, row->psnoka, 13);
	buf_addc(b, ',');
	buf_add(b, str_c(class_name(row->class)));
	buf_addc(b, ',');
	if (row->right)
		buf_addu0(b, row->right, 16);
	buf_addc(b, '\n');
}

/* The list in a text layout, or (l NULL) the truth alone; truth may be NULL. Rows cost more to make than to
 * write, so the truth goes along with the first list. */
static int write_rows(struct demo_run *run, struct target *t, const struct demo_layout *l,
		      struct target *truth, struct err *err)
{
	struct demo_row *row = malloc(sizeof(*row));
	struct text_file list, facts;
	bool list_open, facts_open;
	int r = row ? OK : NOMEM(err);
	if (r == OK && l)
		r = text_open(&list, t, err);
	list_open = r == OK && l;
	if (r == OK && truth)
		r = text_open(&facts, truth, err);
	facts_open = r == OK && truth;
	if (list_open)
		layout_heading(&list.buf, l);
	if (facts_open)
		buf_add(&facts.buf, S("baris,no_peserta,kelas_cacat,nik_benar\n"));
	for (uint64_t i = 0; i < run->list.rows && r == OK; i++) {
		list_row(&run->list, i, row);
		if (list_open) {
			layout_row(&list.buf, l, &run->list, row);
			r = text_row(&list, err);
		}
		if (facts_open && r == OK) {
			truth_row(&facts.buf, row);
			r = text_row(&facts, err);
		}
	}
	free(row);
	if (facts_open)
		r = text_close(&facts, r, err);
	return list_open ? text_close(&list, r, err) : r;
}

/* ---- XLSX ---- */

static void sheet_line(struct xlsx_out *x, uint64_t row, unsigned col, const char *text)
{
	xlsx_out_row(x, row);
	xlsx_out_text(x, col, str_c(text));
	xlsx_out_row_end(x);
}

static void sheet_heading(struct xlsx_out *x, uint64_t row, const char *heading)
{
	unsigned col = 0;
	xlsx_out_row(x, row);
	for (const char *p = heading, *q; *p; p = *q ? q + 1 : q, col++) {
		for (q = p; *q && *q != ';'; q++)
			;
		xlsx_out_text(x, col, str_of(p, (size_t)(q - p)));
	}
	xlsx_out_row_end(x);
}

/* A NIK cell that a spreadsheet took for a number keeps 15 digits. */
static void spoilt_cell(struct xlsx_out *x, unsigned col, const char *nik)
{
	char s[32];
	(void)snprintf(s, sizeof(s), "%c.%.14sE+15", nik[0], nik + 1);
	xlsx_out_number(x, col, str_c(s), false);
}

static void sheet_row(struct xlsx_out *x, uint64_t number, const struct demo_layout *l,
		      const struct demo_list *list, const struct demo_row *row)
{
	char cell[DEMO_CELL];
	unsigned out = 0;
	xlsx_out_row(x, number);
	for (unsigned i = 0; i < COUNT(l->col) && l->col[i] != COL_END; i++) {
		enum demo_col c = (enum demo_col)l->col[i];
		if (row->broken == BREAK_SHIFTED && c == COL_NIK)
			continue;
		if (row->broken == BREAK_SHORT && i > 2 + row->number % 4)
			break;
		if (c == COL_NIK && row->spoilt) {
			spoilt_cell(x, out++, row->nik);
			continue;
		}
		if (c == COL_BIRTH && l->date == DATE_STYLE_SERIAL && row->broken != BREAK_DATE) {
			int n = snprintf(cell, sizeof(cell), "%" PRId32, tanggal_days(row->birth) + 25569);
			xlsx_out_number(x, out++, str_of(cell, (size_t)n), true);
			continue;
		}
		size_t n = layout_cell(cell, l, c, list, row);
		if (c == COL_URUT || c == COL_KELAS)
			xlsx_out_number(x, out++, str_of(cell, n), false);
		else
			xlsx_out_text(x, out++, str_of(cell, n));
		if (row->broken == BREAK_SURPLUS && c == COL_NAMA)
			xlsx_out_text(x, out++, S("S.PD"));
	}
	xlsx_out_row_end(x);
}

static void total_row(struct xlsx_out *x, uint64_t row, unsigned col, const char *text, uint64_t n)
{
	char s[32];
	(void)snprintf(s, sizeof(s), "%" PRIu64, n);
	xlsx_out_row(x, row);
	xlsx_out_text(x, col, str_c(text));
	xlsx_out_number(x, col + 1, str_c(s), false);
	xlsx_out_row_end(x);
}

static const char *month_upper(tanggal t)
{
	static const char names[12][10] = { "JANUARI",	 "FEBRUARI", "MARET",	 "APRIL",
					    "MEI",	 "JUNI",     "JULI",	 "AGUSTUS",
					    "SEPTEMBER", "OKTOBER",  "NOVEMBER", "DESEMBER" };
	return names[tanggal_month(t) - 1];
}

static int write_office(struct demo_run *run, struct target *t, const struct demo_layout *l, struct err *err)
{
	static const char *const titles[] = { "BPJS KESEHATAN", "KANTOR CABANG BATAM",
					      "DATA PESERTA PBPU DAN BP PEMDA (BY NAME BY ADDRESS)",
					      "KOTA BATAM" };
	struct demo_row *row = malloc(sizeof(*row));
	struct xlsx_out *x;
	uint64_t at = 9;
	char period[64];
	tanggal as_of = run->world.as_of;
	int r;
	if (!row)
		return NOMEM(err);
	r = xlsx_out_open(&x, t->temp, false, err);
	if (r < 0) {
		free(row);
		return r;
	}
	xlsx_out_sheet(x, "BNBA");
	for (unsigned i = 0; i < COUNT(titles); i++)
		sheet_line(x, i + 1, 0, titles[i]);
	(void)snprintf(period, sizeof(period), "PERIODE %s %d", month_upper(as_of), tanggal_year(as_of));
	sheet_line(x, 5, 0, period);
	sheet_heading(x, 7, "NO;IDENTITAS PESERTA;;;;;;ALAMAT;;KEPESERTAAN");
	sheet_heading(x, 8, ";NO KARTU;NIK;NO KK;NAMA;TGL LAHIR;L/P;ALAMAT;KDDESA;KELAS;STATUS;SEGMEN");
	for (uint64_t i = 0; i < run->list.rows; i++) {
		list_row(&run->list, i, row);
		sheet_row(x, at++, l, &run->list, row);
		t->rows++;
		if ((i + 1) % 5000 == 0)
			at++; /* a blank row, as between prints */
	}
	total_row(x, at, 4, "JUMLAH PESERTA", run->list.rows);
	(void)snprintf(period, sizeof(period), "Batam, 25-%02d-%d", tanggal_month(as_of),
		       tanggal_year(as_of));
	sheet_line(x, at + 2, 8, period);
	sheet_line(x, at + 3, 8, "Kepala Cabang");
	xlsx_out_sheet_end(x, "B7:G7,J7:L7");
	free(row);
	return xlsx_out_close(x, &t->bytes, err);
}

static unsigned kecamatan_of(const struct demo_row *row)
{
	uint64_t kec = row->person.kelurahan / 10000;
	return kec / 100 == 2171 && kec % 100 >= 1 && kec % 100 <= 12 ? (unsigned)(kec % 100) : 10;
}

static void write_district(struct demo_run *run, struct xlsx_out *x, struct target *t,
			   const struct demo_layout *l, const uint8_t *where, unsigned kec,
			   struct demo_row *row)
{
	char s[64];
	uint64_t at = 5, n = 0;
	const struct demo_word *name = &demo_kecamatan[kec - 1];
	for (uint64_t i = 0; i < run->list.rows; i++) {
		if (where[i] != kec)
			continue;
		if (n == 0) {
			xlsx_out_sheet(x, name->ptr);
			sheet_line(x, 1, 0, "DAFTAR PESERTA PBPU DAN BP PEMDA KOTA BATAM");
			(void)snprintf(s, sizeof(s), "KECAMATAN %s", name->ptr);
			sheet_line(x, 2, 0, s);
			sheet_heading(x, 4, l->heading);
		} else if (n % 400 == 0) { /* a new page: subtotal, and the heading again */
			total_row(x, at++, 2, "SUB TOTAL", 400);
			at++;
			sheet_heading(x, at++, l->heading);
		}
		list_row(&run->list, i, row);
		row->number = ++n;
		sheet_row(x, at++, l, &run->list, row);
		t->rows++;
	}
	if (n == 0)
		return;
	(void)snprintf(s, sizeof(s), "JUMLAH KECAMATAN %s", name->ptr);
	total_row(x, at, 2, s, n);
	xlsx_out_sheet_end(x, NULL);
}

static int write_districts(struct demo_run *run, struct target *t, const struct demo_layout *l,
			   struct err *err)
{
	struct demo_row *row = malloc(sizeof(*row));
	uint8_t *where = malloc(run->list.rows);
	struct xlsx_out *x = NULL;
	int r = row && where ? xlsx_out_open(&x, t->temp, true, err) : NOMEM(err);
	if (r == OK) {
		for (uint64_t i = 0; i < run->list.rows; i++) {
			list_row(&run->list, i, row);
			where[i] = (uint8_t)kecamatan_of(row);
		}
		for (unsigned kec = 1; kec <= 12; kec++)
			write_district(run, x, t, l, where, kec, row);
		r = xlsx_out_close(x, &t->bytes, err);
	}
	free(row);
	free(where);
	return r;
}

/* ---- the whole ---- */

static int check(struct demo_options *opt, struct err *err)
{
	if (!opt->dir || !*opt->dir || strlen(opt->dir) > PATH_SIZE - 64)
		return FAIL(err, E_ARG, "nama folder tujuan kosong atau terlalu panjang");
	if (opt->city != 0 && opt->city != 2171)
		return FAIL(err, E_ARG, "kota %u belum tersedia; hanya 2171 (Kota Batam)", opt->city);
	opt->rows = opt->rows ? opt->rows : 20000;
	opt->ratio = opt->ratio ? opt->ratio : 1300;
	opt->as_of = opt->as_of ? opt->as_of : 20261031;
	opt->layouts = opt->layouts ? opt->layouts : DEMO_LAYOUT_DEFAULT;
	if (opt->rows > DEMO_ROWS_MAX ||
	    opt->rows * opt->ratio / 1000 + opt->rows / DEMO_SPARE_EVERY > DEMO_PEOPLE_MAX)
		return FAIL(err, E_LIMIT, "jumlah baris terlalu besar; paling banyak %" PRIu64,
			    DEMO_ROWS_MAX);
	if (opt->ratio < 1000)
		return FAIL(err, E_ARG, "penduduk harus sedikitnya sebanyak peserta");
	if (opt->rows < 10)
		return FAIL(err, E_ARG, "jumlah baris paling sedikit 10");
	if (opt->defects > 300)
		return FAIL(err, E_ARG, "bagian cacat paling banyak 300 persen");
	if (!tanggal_valid(tanggal_year(opt->as_of), tanggal_month(opt->as_of), tanggal_day(opt->as_of)) ||
	    opt->as_of < 20200101 || opt->as_of > 20991231)
		return FAIL(err, E_ARG, "tanggal acuan harus antara 2020 dan 2099");
	return OK;
}

static int write_all(struct demo_run *run, struct err *err)
{
	struct target *truth = target_add(run, "kebenaran.csv");
	int r = write_registry(run, target_add(run, "kependudukan.csv"), err);
	for (unsigned i = 0; i < DEMO_LAYOUT_COUNT && r == OK; i++) {
		const struct demo_layout *l = &demo_layouts[i];
		if (!(run->opt->layouts & 1u << i))
			continue;
		if (l->xlsx && (run->opt->no_xlsx || run->list.rows > DEMO_XLSX_ROWS_MAX))
			continue;
		struct target *t = target_add(run, l->file);
		if (!l->xlsx) {
			r = write_rows(run, t, l, truth, err);
			truth = NULL;
		} else {
			r = 1u << i == DEMO_KECAMATAN ? write_districts(run, t, l, err) :
							write_office(run, t, l, err);
		}
	}
	return r == OK && truth ? write_rows(run, NULL, NULL, truth, err) : r;
}

int demo_write(const struct demo_options *given, struct err *err)
{
	struct demo_options opt = *given;
	struct demo_run *run;
	int r = check(&opt, err);
	if (r < 0)
		return r;
	if (mkdir(opt.dir, 0755) != 0 && errno != EEXIST)
		return FAIL(err, E_IO, "folder \"%.200s\" tidak dapat dibuat: %s", opt.dir, errno_text(errno));
	run = calloc(1, sizeof(*run));
	if (!run)
		return NOMEM(err);
	run->opt = &opt;
	world_init(&run->world, opt.seed, opt.rows * opt.ratio / 1000, opt.rows / DEMO_SPARE_EVERY + 1,
		   opt.defects, opt.as_of);
	list_init(&run->list, &run->world, opt.rows, opt.defects);
	r = write_all(run, err);
	for (size_t i = 0; i < run->ntarget && r == OK; i++)
		if (rename(run->target[i].temp, run->target[i].path) != 0)
			r = FAIL(err, E_IO, "berkas \"%.200s\" tidak dapat diganti: %s", run->target[i].path,
				 errno_text(errno));
	for (size_t i = 0; i < run->ntarget; i++)
		if (r < 0)
			(void)unlink(run->target[i].temp);
		else if (opt.wrote)
			opt.wrote(opt.ctx, run->target[i].path, run->target[i].rows, run->target[i].bytes);
	free(run);
	return r;
}
