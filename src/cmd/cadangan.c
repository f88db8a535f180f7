#include "cmd/cadangan.h"
#include "cmd/cmd.h"
#include <getopt.h>
#include <stdio.h>

static void usage(FILE *to)
{
	(void)fputs("Pemakaian: padan backup --data FOLDER --sandi-berkas BERKAS CADANGAN\n"
		    "           padan restore --data FOLDER_BARU --sandi-berkas BERKAS CADANGAN\n\n"
		    "Cadangan dienkripsi dengan kata sandi di baris pertama BERKAS (sedikitnya 12 huruf). Tanpa kata\n"
		    "sandi itu cadangan tidak bisa dipulihkan: simpan di tempat lain. backup boleh dijalankan selagi\n"
		    "server bekerja. restore hanya menulis ke folder yang belum ada.\n", to);
}

int cadangan_key(const char *path, unsigned char key[32], const unsigned char *salt, struct err *err)
{
	char line[300];
	FILE *f = path ? fopen(path, "re") : NULL;
	if (!f || !fgets(line, sizeof line, f)) {
		if (f)
			fclose(f);
		return FAIL(err, E_IO, "berkas kata sandi tidak bisa dibaca");
	}
	fclose(f);
	size_t n = strcspn(line, "\r\n");
	if (n < 12) {
		sodium_memzero(line, sizeof line);
		return FAIL(err, E_REFUSED, "kata sandi cadangan sedikitnya 12 huruf");
	}
	int rc = crypto_pwhash(key, 32, line, n, salt, crypto_pwhash_OPSLIMIT_MODERATE, crypto_pwhash_MEMLIMIT_MODERATE,
			       crypto_pwhash_ALG_ARGON2ID13);
	sodium_memzero(line, sizeof line);
	return rc == 0 ? OK : NOMEM(err);
}

int cadangan_command(int argc, char **argv, const char *name, const struct option *longs,
		     int (*fn)(const char *data, const char *pass, const char *archive, struct err *err))
{
	const char *data = NULL, *pass = NULL;
	int c;
	while ((c = getopt_long(argc, argv, "", longs, NULL)) != -1) {
		switch (c) {
		case 'd': data = optarg; break;
		case 's': pass = optarg; break;
		case 'h': usage(stdout); return EXIT_OK;
		default: usage(stderr); return EXIT_USAGE;
		}
	}
	if (!data || !pass || optind + 1 != argc) {
		usage(stderr);
		return EXIT_USAGE;
	}
	struct err err = { 0 };
	int rc = sodium_init() < 0 ? FAIL(&err, E_IO, "pustaka kripto tidak bisa disiapkan") : fn(data, pass, argv[optind], &err);
	if (rc < 0)
		(void)fprintf(stderr, "padan %s: %s\n", name, err.msg);
	return rc == OK ? EXIT_OK : EXIT_INPUT;
}
