/* padan demo DIR: writes a made-up city. */
#include "cmd/cmd.h"
#include "demo/demo.h"

static void usage(FILE *out)
{
	(void)fputs(
		"Pemakaian: padan demo FOLDER [--rows N] [--seed N] [--layout NAMA]... [--no-xlsx]\n"
		"                  [--as-of YYYY-MM-DD] [--defects PERSEN | --clean] [--people N]\n"
		"\n"
		"Menulis kota buatan: kependudukan.csv (petikan registri), bnba-NAMA.csv atau .xlsx\n"
		"(daftar peserta) dan kebenaran.csv (keadaan sebenarnya tiap baris). Semua orang rekaan.\n"
		"\n"
		"  --rows N        baris daftar peserta (bawaan 20000)\n"
		"  --seed N        benih; benih yang sama memberi berkas yang sama (bawaan 1)\n"
		"  --layout NAMA   tata letak daftar, boleh berulang; all: semuanya (bawaan bpjs dan "
		"kantor):\n"
		"                  ",
		out);
	for (unsigned i = 0; demo_layout_name(i); i++)
		(void)fprintf(out, "%s%s", i ? " " : "", demo_layout_name(i));
	(void)fputs("\n"
		    "  --no-xlsx       tanpa berkas Excel\n"
		    "  --as-of TGL     tanggal acuan (bawaan 2026-10-31)\n"
		    "  --defects P     cacat data, persen dari yang lazim, 0-300 (bawaan 100)\n"
		    "  --clean         sama dengan --defects 0\n"
		    "  --people N      penduduk tiap 1000 baris daftar (bawaan 1300)\n",
		    out);
}

static bool number(const char *s, uint64_t max, uint64_t *ret)
{
	uint64_t v = 0;
	if (!s || !*s)
		return false;
	for (; *s; s++) {
		if (!ch_digit(*s) || v > (max - (uint64_t)(*s - '0')) / 10)
			return false;
		v = v * 10 + (uint64_t)(*s - '0');
	}
	*ret = v;
	return true;
}

static void wrote(void *ctx, const char *path, uint64_t rows, uint64_t bytes)
{
	(void)fprintf(ctx, "Ditulis: %s (%" PRIu64 " baris, %" PRIu64 " bita)\n", path, rows, bytes);
}

/* An option with a value; *i moves on to the value. Returns 1 taken, 0 not known, -1 wrong. */
static int value_option(struct demo_options *opt, int argc, char **argv, int *i)
{
	const char *name = argv[*i], *value = *i + 1 < argc ? argv[*i + 1] : NULL;
	uint64_t v = 0;
	bool ok;
	if (strcmp(name, "--rows") == 0) {
		ok = number(value, DEMO_ROWS_MAX, &v) && v >= 10;
		opt->rows = v;
	} else if (strcmp(name, "--seed") == 0) {
		ok = number(value, UINT64_MAX, &v);
		opt->seed = v;
	} else if (strcmp(name, "--people") == 0) {
		ok = number(value, 100000, &v) && v >= 1000;
		opt->ratio = (unsigned)v;
	} else if (strcmp(name, "--defects") == 0) {
		ok = number(value, 300, &v);
		opt->defects = (unsigned)v;
	} else if (strcmp(name, "--as-of") == 0) {
		opt->as_of = tanggal_parse_iso(str_c(value));
		ok = opt->as_of != 0;
	} else if (strcmp(name, "--layout") == 0) {
		unsigned bit = value ? demo_layout_parse(value) : 0;
		ok = bit != 0;
		opt->layouts |= bit;
	} else {
		return 0;
	}
	++*i;
	return ok ? 1 : -1;
}

int cmd_demo(int argc, char **argv)
{
	struct demo_options opt = DEMO_OPTIONS_INIT;
	struct err err = { 0 };
	int r;
	opt.layouts = 0;
	for (int i = 1; i < argc; i++) {
		int at = i, taken;
		if (strcmp(argv[i], "--help") == 0) {
			usage(stdout);
			return EXIT_OK;
		}
		if (strcmp(argv[i], "--no-xlsx") == 0) {
			opt.no_xlsx = true;
		} else if (strcmp(argv[i], "--clean") == 0) {
			opt.defects = 0;
		} else if (argv[i][0] == '-' && argv[i][1]) {
			taken = value_option(&opt, argc, argv, &i);
			if (taken <= 0) {
				(void)fprintf(stderr,
					      taken ? "padan demo: nilai untuk %s salah\n" :
						      "padan demo: pilihan %s tidak dikenal\n",
					      argv[at]);
				usage(stderr);
				return EXIT_USAGE;
			}
		} else if (!opt.dir) {
			opt.dir = argv[i];
		} else {
			usage(stderr);
			return EXIT_USAGE;
		}
	}
	if (!opt.dir) {
		usage(stderr);
		return EXIT_USAGE;
	}
	opt.wrote = wrote;
	opt.ctx = stdout;
	r = demo_write(&opt, &err);
	if (r < 0) {
		(void)fprintf(stderr, "padan demo: %s\n", err.msg);
		return r == E_ARG || r == E_LIMIT ? EXIT_USAGE : EXIT_TROUBLE;
	}
	if (opt.rows > DEMO_XLSX_ROWS_MAX && !opt.no_xlsx)
		(void)fprintf(
			stdout,
			"Berkas Excel tidak ditulis: satu lembar memuat paling banyak 1.048.576 baris.\n");
	return fflush(stdout) == 0 ? EXIT_OK : EXIT_TROUBLE;
}
