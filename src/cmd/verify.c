#include "base/err.h"
#include "base/wilayah.h"
#include "cmd/cmd.h"
#include "padan.h"
#include "render/result_xlsx.h"

#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <malloc.h>
#include <signal.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* The one piece of writable state a signal handler can reach. */
static volatile sig_atomic_t stop_flag;

static void on_signal(int sig)
{
	(void)sig;
	stop_flag = 1;
}

enum format { FORMAT_AUTO, FORMAT_CSV, FORMAT_XLSX, FORMAT_JSON };

struct verify {
	padan_options opt;
	const char *list, *registry, *output, *criteria_path;
	const char *map[64];
	enum format format;
	bool quiet, plain;
	char *criteria;
	/* Output. */
	int fd;
	bool temp;             /* fd is a temporary file beside the output */
	off_t written, room;   /* bytes written to fd, and asked for (room_ahead) */
	bool room_refused;
	char temp_path[4096];
	struct result_xlsx *xlsx;
	struct err err;
	bool write_failed;
	/* Progress. */
	bool bar;
	int shown;
	const char *phase;
};

static const char usage_text[] =
	"Pemakaian: padan verify BNBA [PILIHAN]\n"
	"Memeriksa setiap peserta pada daftar BNBA (CSV, XLSX, atau - untuk masukan baku).\n\n"
	"  --registry BERKAS          ekstrak registri kependudukan (CSV atau XLSX)\n"
	"  --output BERKAS            tempat hasil; tanpa ini CSV ke keluaran baku\n"
	"  --format csv|xlsx|json     bentuk hasil; bila tidak disebut, menurut akhiran nama berkas\n"
	"  --criteria BERKAS          kriteria kantor (KODE = TIDAK_LAYAK | TINJAU | CATATAN | MATI)\n"
	"  --as-of YYYY-MM-DD         tanggal acuan putusan (bila tidak disebut: hari ini)\n"
	"  --city PPKK                kode kota kantor (bila tidak disebut: 2171, Batam)\n"
	"  --registry-scope kota|nasional\n"
	"  --registry-date YYYY-MM-DD tanggal ekstrak\n"
	"  --sheet NAMA               lembar yang dibaca; '*' untuk semua\n"
	"  --map KOLOM=JUDUL          judul kolom yang dipakai, misalnya NIK=\"NO KTP\"\n"
	"  --threads N                jumlah utas\n"
	"  --quiet                    tanpa ringkasan dan tanpa kemajuan\n";

/* ---- options ---- */

static bool parse_date(const char *s, int *ret)
{
	int v[3] = { 0, 0, 0 };
	static const char shape[] = "dddd-dd-dd";
	size_t part = 0;
	if (strlen(s) != sizeof(shape) - 1)
		return false;
	for (size_t i = 0; s[i]; i++) {
		if (shape[i] == '-') {
			if (s[i] != '-')
				return false;
			part++;
		} else {
			if (s[i] < '0' || s[i] > '9')
				return false;
			v[part] = v[part] * 10 + (s[i] - '0');
		}
	}
	*ret = v[0] * 10000 + v[1] * 100 + v[2];
	if (v[1] < 1 || v[1] > 12 || v[2] < 1 || v[0] < 1900)
		return false;
	{
		static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
		int leap = (v[0] % 4 == 0 && v[0] % 100 != 0) || v[0] % 400 == 0;
		return v[2] <= days[v[1] - 1] + (v[1] == 2 && leap);
	}
}

static bool parse_int(const char *s, int min, int max, int *ret)
{
	long v = 0;
	if (!*s)
		return false;
	for (; *s; s++) {
		if (*s < '0' || *s > '9' || v > 100000)
			return false;
		v = v * 10 + (*s - '0');
	}
	*ret = (int)v;
	return v >= min && v <= max;
}

static int usage_error(const char *text)
{
	(void)fprintf(stderr, "padan verify: %s; lihat padan verify --help\n", text);
	return EXIT_USAGE;
}

/* Today in Western Indonesia Time (UTC+7, no daylight saving). */
static int today(void)
{
	time_t t = time(NULL) + 7 * 3600;
	struct tm tm;
	(void)gmtime_r(&t, &tm);
	return (tm.tm_year + 1900) * 10000 + (tm.tm_mon + 1) * 100 + tm.tm_mday;
}

enum { O_REGISTRY = 256, O_OUTPUT, O_FORMAT, O_CRITERIA, O_AS_OF, O_CITY, O_THREADS, O_SCOPE, O_DATE, O_SHEET, O_MAP,
       O_PASSWORD, O_QUIET, O_ENGINE, O_HELP };

static int take_option(struct verify *v, int c)
{
	switch (c) {
	case O_REGISTRY:
		v->registry = optarg;
		return 0;
	case O_OUTPUT:
		v->output = optarg;
		return 0;
	case O_FORMAT:
		v->format = strcmp(optarg, "csv") == 0    ? FORMAT_CSV
			    : strcmp(optarg, "xlsx") == 0 ? FORMAT_XLSX
			    : strcmp(optarg, "json") == 0 ? FORMAT_JSON
							  : FORMAT_AUTO;
		return v->format == FORMAT_AUTO ? usage_error("--format harus csv, xlsx, atau json") : 0;
	case O_CRITERIA:
		v->criteria_path = optarg;
		return 0;
	case O_AS_OF:
		return parse_date(optarg, &v->opt.as_of) ? 0 : usage_error("--as-of harus tanggal YYYY-MM-DD");
	case O_CITY:
		return strlen(optarg) == 4 && parse_int(optarg, 1101, 9699, &v->opt.city)
			       ? 0
			       : usage_error("--city harus empat angka, misalnya 2171");
	case O_THREADS:
		return parse_int(optarg, 1, 64, &v->opt.threads) ? 0 : usage_error("--threads harus 1 sampai 64");
	case O_SCOPE:
		v->opt.national = strcmp(optarg, "nasional") == 0;
		return v->opt.national || strcmp(optarg, "kota") == 0
			       ? 0
			       : usage_error("--registry-scope harus kota atau nasional");
	case O_DATE:
		return parse_date(optarg, &v->opt.registry_date) ? 0
								 : usage_error("--registry-date harus tanggal YYYY-MM-DD");
	case O_SHEET:
		v->opt.sheet = optarg;
		return 0;
	case O_MAP:
		if (v->opt.map_count == COUNT(v->map))
			return usage_error("terlalu banyak --map");
		v->map[v->opt.map_count++] = optarg;
		return 0;
	case O_PASSWORD:
		(void)fprintf(stderr, "padan verify: berkas bersandi belum dapat dibaca; simpan dahulu tanpa sandi\n");
		return EXIT_INPUT;
	case O_QUIET:
		v->quiet = true;
		return 0;
	case O_ENGINE:
		v->plain = strcmp(optarg, "plain") == 0;
		return v->plain || strcmp(optarg, "fast") == 0 ? 0 : usage_error("--engine harus fast atau plain");
	case O_HELP:
		(void)fputs(usage_text, stdout);
		return -1;
	default:
		return usage_error("pilihan tidak dikenal");
	}
}

/* 0, an exit status, or -1 when there is nothing more to do. */
static int parse(struct verify *v, int argc, char **argv)
{
	static const struct option options[] = {
		{ "registry", 1, NULL, O_REGISTRY },      { "output", 1, NULL, O_OUTPUT },
		{ "format", 1, NULL, O_FORMAT },          { "criteria", 1, NULL, O_CRITERIA },
		{ "as-of", 1, NULL, O_AS_OF },            { "city", 1, NULL, O_CITY },
		{ "threads", 1, NULL, O_THREADS },        { "registry-scope", 1, NULL, O_SCOPE },
		{ "registry-date", 1, NULL, O_DATE },     { "sheet", 1, NULL, O_SHEET },
		{ "map", 1, NULL, O_MAP },                { "password-file", 1, NULL, O_PASSWORD },
		{ "quiet", 0, NULL, O_QUIET },            { "engine", 1, NULL, O_ENGINE },
		{ "help", 0, NULL, O_HELP },              { NULL, 0, NULL, 0 },
	};
	int c;
	opterr = 0;
	while ((c = getopt_long(argc, argv, "h", options, NULL)) != -1) {
		int r = take_option(v, c == 'h' ? O_HELP : c);
		if (r)
			return r;
	}
	if (optind + 1 != argc)
		return usage_error("sebutkan tepat satu berkas BNBA");
	v->list = argv[optind];
	if (v->output && strcmp(v->output, "-") == 0)
		v->output = NULL;
	if (v->format == FORMAT_AUTO) {
		const char *dot = v->output ? strrchr(v->output, '.') : NULL;
		v->format = dot && strcmp(dot, ".xlsx") == 0                                      ? FORMAT_XLSX
			    : dot && (strcmp(dot, ".json") == 0 || strcmp(dot, ".jsonl") == 0) ? FORMAT_JSON
											       : FORMAT_CSV;
	}
	if (v->format == FORMAT_XLSX && !v->output)
		return usage_error("hasil XLSX memerlukan --output BERKAS");
	for (size_t i = 0; i < v->opt.map_count; i++)
		if (!strchr(v->map[i], '='))
			return usage_error("--map harus berbentuk KOLOM=JUDUL");
	v->opt.map = v->map;
	if (v->opt.as_of == 0)
		v->opt.as_of = today();
	return 0;
}

static int read_criteria(struct verify *v)
{
	char *text;
	size_t n;
	FILE *f;
	if (!v->criteria_path)
		return 0;
	f = fopen(v->criteria_path, "re");
	if (!f) {
		(void)fprintf(stderr, "padan verify: kriteria tidak dapat dibuka: %s\n", errno_text(errno));
		return EXIT_TROUBLE;
	}
	text = malloc(1 << 20);
	n = text ? fread(text, 1, 1 << 20, f) : 0;
	if (!text || ferror(f) || n == 1 << 20) {
		(void)fclose(f);
		free(text);
		(void)fprintf(stderr, "padan verify: kriteria tidak dapat dibaca\n");
		return EXIT_TROUBLE;
	}
	(void)fclose(f);
	v->criteria = text;
	v->opt.criteria = text;
	v->opt.criteria_len = n;
	return 0;
}

/* ---- progress and summary ---- */

static void progress(void *ctx, const char *phase, uint64_t done, uint64_t total)
{
	struct verify *v = ctx;
	int now = total ? (int)(done * 40 / total) : (int)(done / 8192 % 40);
	if (!v->bar || (now == v->shown && phase == v->phase))
		return;
	v->shown = now;
	v->phase = phase;
	(void)fprintf(stderr, "\r%-16s [%.*s%*s]", phase, now > 40 ? 40 : now, "########################################",
		      now > 40 ? 0 : 40 - now, "");
}

static void bar_clear(const struct verify *v)
{
	if (v->bar)
		(void)fprintf(stderr, "\r%60s\r", "");
}

/* 1234567 as 1.234.567. */
static const char *number(char out[32], uint64_t n)
{
	char digits[24];
	size_t len = (size_t)snprintf(digits, sizeof(digits), "%" PRIu64, n), k = 0;
	for (size_t i = 0; i < len; i++) {
		if (i && (len - i) % 3 == 0)
			out[k++] = '.';
		out[k++] = digits[i];
	}
	out[k] = 0;
	return out;
}

static void date_text(char out[16], int t)
{
	(void)snprintf(out, 16, "%02d-%02d-%04d", t % 100, t / 100 % 100, t / 10000);
}

/* Thousandths, rounded. */
static uint64_t share(uint64_t part, uint64_t whole)
{
	return whole ? (part * 1000 + whole / 2) / whole : 0;
}

static void district_label(char *out, size_t size, uint32_t code)
{
	struct str name = wilayah_name(code, code > 9999 ? 6 : 4);
	if (name.len)
		(void)snprintf(out, size, "%.*s", (int)name.len, name.ptr);
	else
		(void)snprintf(out, size, "kode %u", code);
}

static void print_registry(const padan_summary *s, bool national)
{
	static const char *const from[] = { "", "disebut", "dari indeks", "tanggal status terakhir", "tanggal acuan" };
	char a[32], b[32], d[16];
	if (!s->registry_records) {
		(void)fprintf(stderr, "Registri       tidak ada: hanya aturan daftar yang diperiksa\n");
		return;
	}
	date_text(d, s->registry_date);
	(void)fprintf(stderr, "Registri       %s penduduk (%s), per %s (%s)\n", number(a, s->registry_records),
		      national ? "nasional" : "kota", d, from[s->registry_date_from]);
	(void)fprintf(stderr, "Tidak ada      %s dari %s NIK (%" PRIu64 ",%" PRIu64 " %%)\n", number(a, s->not_found),
		      number(b, s->looked_up), share(s->not_found, s->looked_up) / 10, share(s->not_found, s->looked_up) % 10);
	for (size_t i = 0; i < s->district_count; i++) {
		char label[64];
		uint64_t permil;
		if (s->district[i].code)
			district_label(label, sizeof(label), s->district[i].code);
		else
			(void)snprintf(label, sizeof(label), "tanpa kecamatan");
		permil = share(s->district[i].not_found, s->district[i].rows);
		(void)fprintf(stderr, "  %-24s %8s dari %8s (%" PRIu64 ",%" PRIu64 " %%)\n", label,
			      number(a, s->district[i].not_found), number(b, s->district[i].rows), permil / 10, permil % 10);
	}
}

static void print_warnings(const padan_summary *s)
{
	char a[32], b[32];
	if (s->warnings & PADAN_WARN_STATED_TOTAL)
		(void)fprintf(stderr, "Peringatan: daftar menyebut %s peserta, terbaca %s.\n",
			      number(a, (uint64_t)s->stated_total), number(b, s->participants));
	if (s->warnings & PADAN_WARN_INCOMPLETE)
		(void)fprintf(stderr, "Peringatan: terlalu banyak NIK tidak ditemukan; ekstrak registri tampaknya tidak lengkap.\n");
	if (s->warnings & PADAN_WARN_SHORT_YEARS)
		(void)fprintf(stderr, "Peringatan: %s tanggal lahir bertahun dua angka; abadnya diperkirakan.\n",
			      number(a, s->short_years));
	if (s->warnings & PADAN_WARN_UNKNOWN_STATUS)
		(void)fprintf(stderr, "Peringatan: %s catatan registri berstatus tidak dikenal; tidak dianggap hidup.\n",
			      number(a, s->registry_unknown_status));
	if (s->warnings & PADAN_WARN_NO_STATUS)
		(void)fprintf(stderr, "Peringatan: ekstrak tanpa status; kematian dan kepindahan tidak dapat diketahui.\n");
	if (s->warnings & PADAN_WARN_HIDDEN)
		(void)fprintf(stderr, "Peringatan: tidak dibaca karena tersembunyi: %s baris, %s kolom%s%s.\n",
			      number(a, s->hidden_rows), number(b, s->hidden_columns),
			      s->hidden_sheets[0] ? ", lembar " : "", s->hidden_sheets);
}

static void print_summary(const struct verify *v, const padan_summary *s)
{
	char a[32], d[16];
	date_text(d, v->opt.as_of);
	(void)fprintf(stderr, "Tanggal acuan  %s, kriteria %.16s\n", d, s->criteria_hash);
	(void)fprintf(stderr, "Kolom          %s\n", s->columns);
	(void)fprintf(stderr, "Tanggal lahir  dibaca %s\n", strcmp(s->date_order, "MDY") == 0 ? "bulan-hari-tahun" : "hari-bulan-tahun");
	print_registry(s, v->opt.national);
	(void)fprintf(stderr, "Peserta        %s\n", number(a, s->participants));
	for (int i = 0; i < 3; i++)
		(void)fprintf(stderr, "  %-26s %10s\n", padan_verdict_name(i), number(a, s->verdict[i]));
	(void)fprintf(stderr, "Alasan\n");
	for (int i = 0; i < PADAN_REASON_COUNT; i++)
		if (s->reason[i])
			(void)fprintf(stderr, "  %-26s %10s\n", padan_reason_name(i), number(a, s->reason[i]));
	(void)fprintf(stderr,
		      "Bukan peserta  %" PRIu64 " judul dan catatan, %" PRIu64 " kosong, %" PRIu64 " judul ulang, %" PRIu64
		      " jumlah\n",
		      s->above_heading + s->title, s->blank, s->repeated_heading, s->total_rows);
	if (s->status_deceased)
		(void)fprintf(stderr, "Menurut daftar %s peserta berstatus meninggal\n", number(a, s->status_deceased));
	print_warnings(s);
}

/* ---- output ---- */

/* Asks the disk for room ahead of what is written: in one piece it is found once, and not page by page. The size that is seen stays; what
 * is left over goes when the file is closed. A file system that cannot, or has no room, is told by write. */
#define ROOM_AHEAD ((off_t)64 << 20)
static void room_ahead(struct verify *v, size_t len)
{
	if (!v->temp || v->room_refused || v->written + (off_t)len <= v->room)
		return;
	v->room_refused = fallocate(v->fd, FALLOC_FL_KEEP_SIZE, v->room, (off_t)len + ROOM_AHEAD) < 0;
	v->room += (off_t)len + ROOM_AHEAD;
}

static int write_text(void *ctx, const char *text, size_t len)
{
	struct verify *v = ctx;
	room_ahead(v, len);
	v->written += (off_t)len;
	while (len) {
		ssize_t n = write(v->fd, text, len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0) {
			(void)FAIL(&v->err, E_IO, "hasil tidak dapat ditulis: %s", n < 0 ? errno_text(errno) : "tidak ada tempat");
			v->write_failed = true;
			return PADAN_EIO;
		}
		text += n;
		len -= (size_t)n;
	}
	return 0;
}

static int write_rows(void *ctx, const padan_row *rows, size_t n)
{
	struct verify *v = ctx;
	int r = result_xlsx_rows(v->xlsx, rows, n, &v->err);
	v->write_failed |= r < 0;
	return r;
}

static int open_output(struct verify *v)
{
	struct stat st;
	v->fd = STDOUT_FILENO;
	if (!v->output)
		return 0;
	if (stat(v->output, &st) == 0 && !S_ISREG(st.st_mode)) {
		if (S_ISDIR(st.st_mode) || v->format == FORMAT_XLSX)
			return FAIL(&v->err, E_IO, "hasil tidak dapat ditulis: %s bukan berkas", v->output);
		v->fd = open(v->output, O_WRONLY | O_CLOEXEC);
		return v->fd < 0 ? FAIL(&v->err, E_IO, "%s tidak dapat dibuka: %s", v->output, errno_text(errno)) : 0;
	}
	if (snprintf(v->temp_path, sizeof(v->temp_path), "%s.XXXXXX", v->output) >= (int)sizeof(v->temp_path))
		return FAIL(&v->err, E_IO, "nama berkas hasil terlalu panjang");
	v->fd = mkostemp(v->temp_path, O_CLOEXEC);
	if (v->fd < 0)
		return FAIL(&v->err, E_IO, "%s tidak dapat ditulis: %s", v->output, errno_text(errno));
	v->temp = true;
	if (v->format == FORMAT_XLSX) {
		const char *slash = strrchr(v->list, '/');
		const char *reg = v->registry ? strrchr(v->registry, '/') : NULL;
		struct result_xlsx_meta meta = { .list_name = str_c(slash ? slash + 1 : v->list),
						 .registry_name = str_c(reg ? reg + 1 : v->registry),
						 .as_of = v->opt.as_of,
						 .city = (unsigned)v->opt.city };
		return result_xlsx_open(&v->xlsx, v->temp_path, &meta, &v->err);
	}
	return 0;
}

/* Puts the finished file in place, or takes away what there is of it. */
static int close_output(struct verify *v, int r, const padan_summary *s)
{
	if (v->xlsx) {
		if (r == 0)
			r = result_xlsx_close(v->xlsx, s, &v->err);
		else
			result_xlsx_abort(v->xlsx);
		v->xlsx = NULL;
	}
	if (!v->output)
		return r;
	if (r == 0 && v->room > v->written && ftruncate(v->fd, v->written) < 0)
		r = FAIL(&v->err, E_IO, "hasil tidak dapat disimpan: %s", errno_text(errno));
	/* Only where an older result is replaced: it must not be lost with the new one when the power fails. A first one can
	 * be made again in seconds, and waiting for the disk takes longer than making it. */
	if (r == 0 && v->temp && v->format != FORMAT_XLSX && access(v->output, F_OK) == 0 && fsync(v->fd) < 0)
		r = FAIL(&v->err, E_IO, "hasil tidak dapat disimpan: %s", errno_text(errno));
	if (v->fd >= 0 && close(v->fd) < 0 && r == 0)
		r = FAIL(&v->err, E_IO, "hasil tidak dapat disimpan: %s", errno_text(errno));
	if (r == 0 && stop_flag)
		r = PADAN_ESTOP;
	if (r == 0 && v->temp && rename(v->temp_path, v->output) < 0)
		r = FAIL(&v->err, E_IO, "%s tidak dapat diganti: %s", v->output, errno_text(errno));
	if (r != 0 && v->temp)
		(void)unlink(v->temp_path);
	return r;
}

static int exit_status(int r)
{
	switch (r) {
	case 0: return EXIT_OK;
	case PADAN_EFORMAT:
	case PADAN_ELIMIT: return EXIT_INPUT;
	case PADAN_EARG: return EXIT_USAGE;
	case PADAN_ESTOP: return EXIT_STOPPED;
	default: return EXIT_TROUBLE;
	}
}

static int run(struct verify *v, padan_summary *s, padan_err *err)
{
	padan_registry *reg = NULL;
	padan_sink sink = { .format = v->format == FORMAT_CSV    ? PADAN_FORMAT_CSV
				      : v->format == FORMAT_JSON ? PADAN_FORMAT_JSON
								 : PADAN_FORMAT_ROWS,
			    .rows = write_rows,
			    .text = write_text,
			    .ctx = v };
	int r = 0;
	v->opt.list = v->list;
	if (v->registry && !v->plain)
		r = padan_registry_load(&reg, v->registry, &v->opt, err);
	if (r < 0)
		return r;
	r = open_output(v);
	if (r == 0)
		r = v->plain ? padan_verify_plain(v->registry, v->list, &v->opt, &sink, s, err)
			     : padan_verify(reg, v->list, &v->opt, &sink, s, err);
	else
		v->write_failed = true;
	{
		int before = r;
		r = close_output(v, r, s);
		v->write_failed |= before == 0 && r != 0;
	}
#ifdef PADAN_FREE_ALL
	padan_registry_free(reg);
#else
	/* The process ends now: giving a gigabyte back page by page would only cost time. */
	(void)reg;
#endif
	return r;
}

int cmd_verify(int argc, char **argv)
{
	struct verify v = { .opt = PADAN_OPTIONS_INIT, .fd = -1, .shown = -1 };
	struct sigaction sa = { .sa_handler = on_signal };
	padan_summary *s;
	padan_err err = { 0 };
	int r = parse(&v, argc, argv);
	if (r)
		return r < 0 ? EXIT_OK : r;
	r = read_criteria(&v);
	if (r)
		return r;
	s = calloc(1, sizeof(*s));
	if (!s)
		return EXIT_TROUBLE;
	(void)sigaction(SIGINT, &sa, NULL);
	(void)sigaction(SIGTERM, &sa, NULL);
	(void)sigaction(SIGHUP, &sa, NULL);
	(void)signal(SIGPIPE, SIG_IGN);
	(void)signal(SIGXFSZ, SIG_IGN);
	v.opt.stop = &stop_flag;
	v.bar = !v.quiet && isatty(STDERR_FILENO);
	if (v.bar) {
		v.opt.progress = progress;
		v.opt.progress_ctx = &v;
	}
	/* What is large goes back when it is freed, however much was freed before. */
	(void)mallopt(M_MMAP_THRESHOLD, 1 << 18);
	r = run(&v, s, &err);
	bar_clear(&v);
	if (r < 0)
		(void)fprintf(stderr, "padan verify: %s\n", v.write_failed ? v.err.msg : err.msg);
	else if (!v.quiet)
		print_summary(&v, s);
	free(v.criteria);
	free(s);
	return exit_status(r);
}
