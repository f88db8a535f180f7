/* padan worker: the child that reads files from outside. It has no database, writes frames (app/bingkai.h) to standard
 * output and nothing else; the server starts it, bounds it, and believes only what passes the checks of the frames. */
#include "app/bingkai.h"
#include "base/val.h"
#include "cmd/cmd.h"
#include "cmd/kurung.h"
#include "padan.h"
#include "render/bundle.h"
#include "sheet/peek.h"

#include <errno.h>
#include <getopt.h>
#include <unistd.h>

struct worker {
	struct buf out;
	struct arena mem;
	padan_options opt;
	const char *path, *registry;
	const char *map[80];
	char *input;     /* standard input: criteria, or wanted NIKs */
	size_t input_len;
	uint64_t *wanted;
	size_t nwanted;
};

#define FLUSH (64 << 10)

static int flush(struct worker *w)
{
	size_t at = 0;
	if (w->out.error)
		return E_NOMEM;
	while (at < w->out.len) {
		ssize_t n = write(STDOUT_FILENO, w->out.ptr + at, w->out.len - at);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return E_IO;
		at += (size_t)n;
	}
	buf_reset(&w->out);
	return OK;
}

static int flush_full(struct worker *w)
{
	return w->out.len > FLUSH || w->out.error ? flush(w) : OK;
}

static struct str pub(padan_str s)
{
	return str_of(s.ptr ? s.ptr : "", s.len);
}

static void on_progress(void *ctx, const char *phase, uint64_t done, uint64_t total)
{
	struct worker *w = ctx;
	int64_t n[] = { (int64_t)done, (int64_t)total };
	struct str t = str_c(phase);
	bingkai_write(&w->out, BINGKAI_PROGRESS, n, 2, &t, 1);
	(void)flush(w);
}

static int send_info(struct worker *w, const struct val *v)
{
	struct buf json;
	buf_init(&json, 60000);
	val_json(&json, v);
	struct str t = buf_str(&json);
	if (!json.error)
		bingkai_write(&w->out, BINGKAI_INFO, NULL, 0, &t, 1);
	buf_clear(&json);
	return flush(w);
}

static int send_end(struct worker *w, int rc, const char *msg)
{
	int64_t code = rc;
	struct str t = str_c(msg);
	if (rc == OK)
		bingkai_write(&w->out, BINGKAI_END, NULL, 0, NULL, 0);
	else
		bingkai_write(&w->out, BINGKAI_ERROR, &code, 1, &t, 1);
	return flush(w) < 0 ? EXIT_TROUBLE : rc == OK ? EXIT_OK : EXIT_INPUT;
}

/* ---- reading a list ---- */

static int on_person(void *ctx, const padan_person *p)
{
	struct worker *w = ctx;
	char sex[2] = { p->sex, 0 };
	int64_t n[ROW_INTS] = { [ROW_BARIS] = (int64_t)p->row, [ROW_LAHIR] = p->birth, [ROW_WILAYAH] = (int64_t)p->region,
				[ROW_CACAT] = p->faults, [ROW_TGL_STATUS] = p->status_date };
	struct str t[ROW_TEXTS] = { [ROW_LEMBAR] = pub(p->sheet), [ROW_NO] = pub(p->no_peserta), [ROW_NIK] = pub(p->nik),
				    [ROW_NAMA] = pub(p->nama), [ROW_JK] = str_c(sex), [ROW_KK] = pub(p->kk), [ROW_IBU] = pub(p->ibu),
				    [ROW_ALAMAT] = pub(p->alamat), [ROW_SEGMEN] = pub(p->segmen), [ROW_STATUS] = pub(p->status),
				    [ROW_HUBUNGAN] = pub(p->hubungan), [ROW_TEMPAT] = pub(p->tempat_lahir),
				    [ROW_TMT] = pub(p->tmt), [ROW_KET] = pub(p->mutasi) };
	for (size_t i = 0; i < ROW_TEXTS; i++)
		if (!t[i].ptr)
			t[i] = S("");
	bingkai_write(&w->out, BINGKAI_ROW, n, ROW_INTS, t, ROW_TEXTS);
	return flush_full(w);
}

static void put_columns(struct worker *w, struct val *info, const char *lines, size_t len)
{
	struct val *list = val_set(&w->mem, info, "kolom", val_list());
	size_t at = 0;
	while (at < len) {
		const char *end = memchr(lines + at, '\n', len - at), *tab;
		size_t n = end ? (size_t)(end - lines) - at : len - at;
		struct str line = arena_str(&w->mem, str_of(lines + at, n));
		tab = line.ptr ? memchr(line.ptr, '\t', line.len) : NULL;
		if (tab) {
			struct val *c = val_push(&w->mem, list, val_obj());
			val_set(&w->mem, c, "judul", val_str(str_of(line.ptr, (size_t)(tab - line.ptr))));
			val_set(&w->mem, c, "medan", val_str(str_of(tab + 1, line.len - (size_t)(tab + 1 - line.ptr))));
		}
		at += n + 1;
	}
}

static int on_info(void *ctx, const padan_list_info *i)
{
	struct worker *w = ctx;
	struct val v = val_obj();
	val_set(&w->mem, &v, "peserta", val_int((int64_t)i->rows));
	val_set(&w->mem, &v, "kosong", val_int((int64_t)i->blank));
	val_set(&w->mem, &v, "judul", val_int((int64_t)i->title));
	val_set(&w->mem, &v, "judul_ulang", val_int((int64_t)i->repeated_heading));
	val_set(&w->mem, &v, "jumlah", val_int((int64_t)i->total_rows));
	val_set(&w->mem, &v, "di_atas", val_int((int64_t)i->above_heading));
	val_set(&w->mem, &v, "tersembunyi", val_int((int64_t)i->hidden_rows));
	val_set(&w->mem, &v, "kolom_tersembunyi", val_int((int64_t)i->hidden_columns));
	val_set(&w->mem, &v, "tertulis", val_int(i->stated_total));
	val_set(&w->mem, &v, "lembar_tersembunyi", val_c(i->hidden_sheets));
	val_set(&w->mem, &v, "urutan_tanggal", val_c(i->date_order));
	val_set(&w->mem, &v, "tahun_pendek", val_int((int64_t)i->short_years));
	val_set(&w->mem, &v, "baris_judul", val_int((int64_t)i->heading_row));
	put_columns(w, &v, i->headings, i->headings_len);
	return send_info(w, &v);
}

/* What a person needs to say which column is which. */
static int send_peek(struct worker *w)
{
	struct peek *p = calloc(1, sizeof(*p));
	struct val v = val_obj();
	if (!p || peek_file(p, w->path, w->opt.sheet, NULL) < 0) {
		free(p);
		return OK;
	}
	struct val *sheets = val_set(&w->mem, &v, "lembar", val_list());
	for (size_t i = 0; i < p->nsheet; i++) {
		struct val *s = val_push(&w->mem, sheets, val_obj());
		val_set(&w->mem, s, "nama", val_c(p->sheet[i].name));
		val_set(&w->mem, s, "tersembunyi", val_bool(p->sheet[i].hidden));
	}
	int head = peek_heading(p);
	struct val *columns = val_set(&w->mem, &v, "kolom", val_list());
	for (uint32_t k = 0; head >= 0 && k < p->row[head].ncell; k++) {
		struct val *c = val_push(&w->mem, columns, val_obj());
		val_set(&w->mem, c, "judul", val_c(p->row[head].cell[k]));
		val_set(&w->mem, c, "medan", val_c(""));
	}
	struct val *rows = val_set(&w->mem, &v, "contoh", val_list());
	for (size_t i = 0; i < p->nrow; i++) {
		struct val *r = val_push(&w->mem, rows, val_list());
		for (uint32_t k = 0; k < p->row[i].ncell; k++)
			val_push(&w->mem, r, val_c(p->row[i].cell[k]));
	}
	int rc = send_info(w, &v);
	free(p);
	return rc;
}

static int run_baca(struct worker *w)
{
	padan_reader want = { .kind = PADAN_LIST_BNBA, .info = on_info, .person = on_person, .ctx = w };
	padan_err e = { 0 };
	int rc = padan_list_read(w->path, &w->opt, &want, &e);
	if (rc == PADAN_EFORMAT)
		(void)send_peek(w);
	return send_end(w, rc, e.msg);
}

/* ---- the detail of a bill ---- */

static int on_billed(void *ctx, const padan_person *p)
{
	struct worker *w = ctx;
	int64_t n[TAGIH_INTS] = { [TAGIH_BARIS] = (int64_t)p->row, [TAGIH_CACAT] = p->faults };
	struct str t[TAGIH_TEXTS] = { [TAGIH_NO] = pub(p->no_peserta), [TAGIH_NIK] = pub(p->nik), [TAGIH_NAMA] = pub(p->nama),
				      [TAGIH_JENIS] = pub(p->segmen), [TAGIH_BULAN] = pub(p->bulan_tagih), [TAGIH_IURAN] = pub(p->iuran),
				      [TAGIH_BANTUAN] = pub(p->bantuan) };
	bingkai_write(&w->out, BINGKAI_TAGIH, n, TAGIH_INTS, t, TAGIH_TEXTS);
	return flush_full(w);
}

static int run_rincian(struct worker *w)
{
	padan_reader want = { .kind = PADAN_LIST_TAGIHAN, .person = on_billed, .ctx = w };
	padan_err e = { 0 };
	int rc = padan_list_read(w->path, &w->opt, &want, &e);
	return send_end(w, rc, e.msg);
}

/* ---- data mutasi ---- */

static int run_mutasi(struct worker *w)
{
	padan_reader want = { .kind = PADAN_LIST_MUTASI, .person = on_person, .ctx = w };
	padan_err e = { 0 };
	int rc = padan_list_read(w->path, &w->opt, &want, &e);
	return send_end(w, rc, e.msg);
}

/* ---- records of an extract ---- */

static int cmp_u64(const void *a, const void *b)
{
	uint64_t x, y;
	memcpy(&x, a, sizeof(x));
	memcpy(&y, b, sizeof(y));
	return x < y ? -1 : x > y;
}

static int parse_wanted(struct worker *w)
{
	w->wanted = malloc((w->input_len / 17 + 2) * sizeof(*w->wanted));
	if (!w->wanted)
		return E_NOMEM;
	/* One a line; what is no number of 16 digits is in no registry and is passed over. */
	for (size_t at = 0; at < w->input_len; at++) {
		uint64_t n = 0;
		size_t from = at;
		while (at < w->input_len && ch_digit(w->input[at]) && at - from < 17)
			n = n * 10 + (uint64_t)(w->input[at++] - '0');
		bool whole = at - from == 16 && (at == w->input_len || w->input[at] == '\n');
		if (whole)
			w->wanted[w->nwanted++] = n;
		while (at < w->input_len && w->input[at] != '\n')
			at++;
	}
	qsort(w->wanted, w->nwanted, sizeof(*w->wanted), cmp_u64);
	return OK;
}

static int run_cari(struct worker *w)
{
	padan_err e = { 0 };
	int rc = parse_wanted(w);
	padan_reader want = { .kind = PADAN_LIST_REGISTRY, .person = on_person, .ctx = w, .only = w->wanted, .n_only = w->nwanted };
	if (rc == OK)
		rc = padan_list_read(w->path, &w->opt, &want, &e);
	return send_end(w, rc, e.msg[0] ? e.msg : "daftar NIK yang dicari tidak terbaca");
}

/* ---- verdicts ---- */

static int on_rows(void *ctx, const padan_row *rows, size_t n)
{
	struct worker *w = ctx;
	for (size_t i = 0; i < n; i++) {
		const padan_row *r = &rows[i];
		int64_t v[VERDICT_INTS] = { [VERDICT_PUTUSAN] = r->verdict, [VERDICT_ALASAN] = r->reasons, [VERDICT_NILAI] = r->score,
					    [VERDICT_WILAYAH] = (int64_t)r->region };
		struct str t[VERDICT_TEXTS] = { [VERDICT_NIK_REGISTRI] = pub(r->nik_registry), [VERDICT_PENJELASAN] = pub(r->explanation) };
		bingkai_write(&w->out, BINGKAI_VERDICT, v, VERDICT_INTS, t, VERDICT_TEXTS);
		int rc = flush_full(w);
		if (rc < 0)
			return rc;
	}
	return OK;
}

static int send_summary(struct worker *w, const padan_summary *s)
{
	struct arena *m = &w->mem;
	struct val v = val_obj();
	val_set(m, &v, "peserta", val_int((int64_t)s->participants));
	struct val *verdicts = val_set(m, &v, "putusan", val_list());
	for (size_t i = 0; i < COUNT(s->verdict); i++)
		val_push(m, verdicts, val_int((int64_t)s->verdict[i]));
	struct val *reasons = val_set(m, &v, "alasan", val_list());
	for (int i = 0; i < PADAN_REASON_COUNT; i++) {
		if (!s->reason[i])
			continue;
		struct val *r = val_push(m, reasons, val_obj());
		val_set(m, r, "kode", val_c(padan_reason_name(i)));
		val_set(m, r, "jumlah", val_int((int64_t)s->reason[i]));
	}
	val_set(m, &v, "registri", val_int((int64_t)s->registry_records));
	val_set(m, &v, "registri_tanggal", val_int(s->registry_date));
	val_set(m, &v, "registri_punya_status", val_bool(s->registry_has_status));
	val_set(m, &v, "status_tak_dikenal", val_int((int64_t)s->registry_unknown_status));
	val_set(m, &v, "dicari", val_int((int64_t)s->looked_up));
	val_set(m, &v, "tak_ditemukan", val_int((int64_t)s->not_found));
	val_set(m, &v, "tak_lengkap", val_int(s->incomplete));
	val_set(m, &v, "hash_kriteria", val_c(s->criteria_hash));
	val_set(m, &v, "tertulis", val_int(s->stated_total));
	struct val *districts = val_set(m, &v, "kecamatan", val_list());
	for (size_t i = 0; i < s->district_count && i < 200; i++) {
		struct val *d = val_push(m, districts, val_obj());
		val_set(m, d, "kode", val_int(s->district[i].code));
		val_set(m, d, "baris", val_int((int64_t)s->district[i].rows));
		val_set(m, d, "tak_ditemukan", val_int((int64_t)s->district[i].not_found));
	}
	return send_info(w, &v);
}

static int run_periksa(struct worker *w)
{
	padan_registry *reg = NULL;
	padan_err e = { 0 };
	padan_sink sink = { .format = PADAN_FORMAT_ROWS, .rows = on_rows, .ctx = w };
	padan_summary *sum = calloc(1, sizeof(*sum));
	int rc = sum ? OK : E_NOMEM;
	w->opt.criteria = w->input;
	w->opt.criteria_len = w->input_len;
	w->opt.list = w->path;
	if (rc == OK && w->registry)
		rc = padan_registry_load(&reg, w->registry, &w->opt, &e);
	if (rc == OK)
		rc = padan_verify(reg, w->path, &w->opt, &sink, sum, &e);
	if (rc == OK)
		rc = send_summary(w, sum);
	padan_registry_free(reg);
	free(sum);
	return send_end(w, rc, e.msg[0] ? e.msg : "memori tidak cukup");
}

/* ---- a bundle of papers and scans ---- */

#define BUNDLE_MEMORY ((uint64_t)512 << 20)
#define BUNDLE_SECONDS 120
#define BUNDLE_WRITTEN ((uint64_t)512 << 20)

static void on_part(void *ctx, size_t part, size_t n)
{
	on_progress(ctx, "bagian", part + 1, n);
}

/* What app/bundel_pdf.c wrote: { ke, ukuran, kop: [...], judul, baris: [...], sidik, cap, pembuat, dibuat_s,
 * bagian: [{ judul, nomor, tanggal, catatan, path }] }. Texts end with a NUL in the arena. */
struct bundle_job {
	struct bundle_cover cover;
	struct bundle_part part[BUNDLE_PARTS_MAX];
	struct bundle_pages pages[BUNDLE_PARTS_MAX];
	const char *path[BUNDLE_PARTS_MAX];
	struct str line[20];
	size_t n;
};

static const char *path_of(struct worker *w, const struct val *v, const char *key)
{
	struct str s = val_getstr(v, key);
	return s.len ? arena_str(&w->mem, s).ptr : NULL;
}

static int bundle_job(struct worker *w, struct bundle_job *j, const struct val *v)
{
	const struct val *kop = val_get(v, "kop"), *lines = val_get(v, "baris"), *parts = val_get(v, "bagian");
	if (!parts || parts->kind != VAL_LIST || parts->items.n > COUNT(j->part))
		return E_ARG;
	struct bundle_cover *c = &j->cover;
	c->office = (struct paper_office){ .line1 = val_getstr(kop, "pemda"), .line2 = val_getstr(kop, "kantor"),
					   .address = val_getstr(kop, "alamat") };
	c->heading = val_getstr(v, "judul");
	c->subtitle = j->line;
	for (const struct val_item *i = lines && lines->kind == VAL_LIST ? lines->items.first : NULL; i; i = i->next)
		if (c->n_subtitle < COUNT(j->line) && i->v.kind == VAL_STR)
			j->line[c->n_subtitle++] = i->v.s;
	c->hash = val_getstr(v, "sidik");
	c->stamp = val_getstr(v, "cap");
	c->author = val_getstr(v, "pembuat");
	c->size = str_eq(val_getstr(v, "ukuran"), S("A4")) ? PAPER_A4 : PAPER_F4;
	c->made_s = val_geti(v, "dibuat_s", 0);
	for (const struct val_item *i = parts->items.first; i; i = i->next, j->n++) {
		j->path[j->n] = path_of(w, &i->v, "path");
		j->part[j->n] = (struct bundle_part){ .title = val_getstr(&i->v, "judul"), .number = val_getstr(&i->v, "nomor"),
						      .date = val_getstr(&i->v, "tanggal"), .note = val_getstr(&i->v, "catatan"),
						      .path = j->path[j->n] };
	}
	return OK;
}

static int send_pages(struct worker *w, const struct bundle_job *j, uint32_t total)
{
	struct val v = val_obj();
	val_set(&w->mem, &v, "halaman", val_int(total));
	struct val *list = val_set(&w->mem, &v, "bagian", val_list());
	for (size_t i = 0; i < j->n; i++) {
		struct val *p = val_push(&w->mem, list, val_obj());
		val_set(&w->mem, p, "dari", val_int(j->pages[i].from));
		val_set(&w->mem, p, "sampai", val_int(j->pages[i].to));
	}
	return send_info(w, &v);
}

static int run_bundel(struct worker *w)
{
	struct err e = { 0 };
	struct val v = val_null;
	struct bundle *b = NULL;
	uint32_t total = 0;
	struct bundle_job *j = calloc(1, sizeof *j);
	const char *to = NULL;
	int rc = j ? val_parse(&v, &w->mem, str_of(w->input, w->input_len), 5000, &e) : NOMEM(&e);
	if (rc == OK && (bundle_job(w, j, &v) < 0 || !(to = path_of(w, &v, "ke"))))
		rc = FAIL(&e, E_ARG, "tugas pekerja tidak dikenal");
	if (rc == OK)
		rc = bundle_new(&b, &e);
	if (rc == OK) {
		/* The parts may be anything. */
		kurung_plan(&(struct kurung_plan){ .read = j->path, .n_read = j->n, .write = to, .fonts = true, .memory = BUNDLE_MEMORY,
						   .written = BUNDLE_WRITTEN, .work = BUNDLE_SECONDS,
						   .wait = BUNDLE_SECONDS });
		rc = bundle_make(b, &j->cover, j->part, j->n, to, (struct bundle_watch){ on_part, w }, j->pages, &total, &e);
	}
	if (rc == OK)
		rc = send_pages(w, j, total);
	bundle_free(b);
	free(j);
	return send_end(w, rc, e.msg[0] ? e.msg : "memori tidak cukup");
}

/* ---- the command ---- */

static int read_input(struct worker *w)
{
	size_t cap = 1 << 16;
	w->input = malloc(cap + 1);
	while (w->input) {
		ssize_t n = read(STDIN_FILENO, w->input + w->input_len, cap - w->input_len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return E_IO;
		if (n == 0)
			return OK;
		w->input_len += (size_t)n;
		if (w->input_len == cap) {
			if (cap > (size_t)256 << 20)
				return E_LIMIT;
			cap *= 2;
			char *p = realloc(w->input, cap + 1);
			if (!p)
				break;
			w->input = p;
		}
	}
	return E_NOMEM;
}

static int date_of(const char *s)
{
	int v = 0;
	for (; *s; s++)
		if (ch_digit(*s))
			v = v < 100000000 ? v * 10 + (*s - '0') : v;
	return v;
}

static bool take_options(struct worker *w, int argc, char **argv)
{
	static const struct option longs[] = {
		{ "sheet", required_argument, NULL, 's' },          { "map", required_argument, NULL, 'm' },
		{ "as-of", required_argument, NULL, 'a' },          { "city", required_argument, NULL, 'c' },
		{ "registry", required_argument, NULL, 'r' },       { "registry-date", required_argument, NULL, 'd' },
		{ "registry-scope", required_argument, NULL, 'n' }, { NULL, 0, NULL, 0 },
	};
	int c;
	optind = 1;
	opterr = 0;
	while ((c = getopt_long(argc, argv, "", longs, NULL)) != -1) {
		switch (c) {
		case 's': w->opt.sheet = optarg; break;
		case 'm':
			if (w->opt.map_count == COUNT(w->map))
				return false;
			w->map[w->opt.map_count++] = optarg;
			break;
		case 'a': w->opt.as_of = date_of(optarg); break;
		case 'c': w->opt.city = date_of(optarg); break;
		case 'r': w->registry = optarg; break;
		case 'd': w->opt.registry_date = date_of(optarg); break;
		case 'n': w->opt.national = strcmp(optarg, "nasional") == 0; break;
		default: return false;
		}
	}
	w->opt.map = w->map;
	w->path = optind < argc ? argv[optind] : NULL;
	return w->path && optind + 1 == argc;
}

int cmd_worker(int argc, char **argv)
{
	static const struct {
		const char *name;
		int (*run)(struct worker *w);
		bool input, path;
	} jobs[] = { { "baca", run_baca, false, true },
		     { "rincian", run_rincian, false, true },
		     { "mutasi", run_mutasi, false, true },
		     { "periksa", run_periksa, true, true },
		     { "cari", run_cari, true, true },
		     { "bundel", run_bundel, true, false } };
	struct worker w = { .opt = PADAN_OPTIONS_INIT };
	int rc = EXIT_USAGE;
	if (argc < 2)
		return EXIT_USAGE;
	w.opt.as_of = 99991231;
	w.opt.progress = on_progress;
	w.opt.progress_ctx = &w;
	buf_init(&w.out, (size_t)4 << 20);
	arena_init(&w.mem, 0, (size_t)64 << 20);
	for (size_t i = 0; i < COUNT(jobs); i++) {
		if (strcmp(argv[1], jobs[i].name) != 0)
			continue;
		if (jobs[i].path && !take_options(&w, argc - 1, argv + 1))
			rc = send_end(&w, E_ARG, "pilihan pekerja tidak dikenal");
		else if (jobs[i].input && read_input(&w) < 0)
			rc = send_end(&w, E_IO, "masukan pekerja tidak terbaca");
		else {
			/* A file from outside may be anything. */
			if (jobs[i].path)
				kurung((const char *const[]){ w.path, w.registry }, 2);
			rc = jobs[i].run(&w);
		}
	}
	buf_clear(&w.out);
	arena_clear(&w.mem);
	free(w.input);
	free(w.wanted);
	return rc;
}
