/* padan import: a list or an extract from the command line, into the same preview as an upload. Works while the server runs:
 * the server's worker takes the job. */
#include "app/daftar.h"
#include "app/kasus.h"
#include "app/periksa.h"
#include "cmd/cmd.h"
#include "cmd/kantor.h"
#include "base/date.h"
#include <getopt.h>
#include <stdlib.h>

static void usage(FILE *to)
{
	(void)fputs("Pemakaian: padan import --data FOLDER --periode TTTT-BB [--jenis ganti|tambah] [--pengirim NAMA] [--lembar NAMA] BERKAS\n"
		    "           padan import --data FOLDER --ekstrak TTTT-BB-HH [--nasional] BERKAS\n\n"
		    "Memasukkan berkas BNBA ke pratinjau periode itu (periodenya dibuka bila belum ada), atau\n"
		    "menyimpan ekstrak Dukcapil dengan tanggalnya. Daftar baru berlaku sesudah diterima di layar.\n", to);
}

struct import {
	int64_t periode, hari, id;
	const char *jenis, *pengirim, *lembar, *file;
	bool nasional;
	struct str note;
};

static int take_list(struct cx *cx, struct import *m, const struct val *file, struct err *err)
{
	struct val row, p = OBJ(cx, { "sop", val_c("072") }, { "periode", val_int(m->periode) });
	int64_t kasus;
	int rc = ONE(cx, Q_KASUS_PERIODE, &p, &row, err);
	if (rc == E_NOTFOUND)
		rc = kasus_open(cx, "072", m->periode, &kasus, err);
	else
		kasus = rc == OK ? val_geti(&row, "id", 0) : 0;
	if (rc < 0)
		return rc;
	return daftar_upload(cx, kasus, file, str_c(m->jenis), str_c(m->pengirim), m->lembar ? str_c(m->lembar) : STR_NONE,
			     STR_NONE, 0, &m->id, &m->note, err);
}

static int take(struct cx *cx, void *ctx, struct err *err)
{
	struct import *m = ctx;
	struct val file;
	TRY(kantor_unggah(cx, m->file, &file, err));
	return m->hari ? ekstrak_add(cx, &file, m->hari, m->nasional ? S("nasional") : S("kota"), S("dari baris perintah"), &m->id, err)
		       : take_list(cx, m, &file, err);
}

static int64_t month_of(const char *s)
{
	struct str t = str_c(s);
	if (t.len != 7 || t.ptr[4] != '-' || !str_digits(str_of(t.ptr, 4)) || !str_digits(str_of(t.ptr + 5, 2)))
		return 0;
	int64_t y = strtol(s, NULL, 10), m = strtol(s + 5, NULL, 10);
	return m >= 1 && m <= 12 ? y * 100 + m : 0;
}

static int run(const char *data, struct import *m, struct err *err)
{
	struct kantor k;
	struct arena mem;
	arena_init(&mem, 0, (size_t)64 << 20);
	int rc = kantor_open(&k, data, 0, err);
	struct cx cx = { .db = k.db, .mem = &mem, .now_s = kantor_now(NULL), .from = S("baris perintah"), .office = &k.office };
	if (rc == OK)
		rc = kantor_write(&cx, take, m, err);
	if (rc == OK)
		printf(m->hari ? "Ekstrak disimpan (nomor %" PRId64 ").\n" : "Berkas diterima sebagai daftar %" PRId64 "; pembacaannya dikerjakan server Padan.\n", m->id);
	if (rc == OK && m->note.len)
		printf("%.*s\n", (int)m->note.len, m->note.ptr);
	kantor_close(&k);
	arena_clear(&mem);
	return rc;
}

int cmd_import(int argc, char **argv)
{
	static const struct option longs[] = { { "data", required_argument, NULL, 'd' },     { "periode", required_argument, NULL, 'p' },
					       { "jenis", required_argument, NULL, 'j' },    { "pengirim", required_argument, NULL, 's' },
					       { "lembar", required_argument, NULL, 'l' },   { "ekstrak", required_argument, NULL, 'e' },
					       { "nasional", no_argument, NULL, 'n' },       { "help", no_argument, NULL, 'h' }, { NULL, 0, NULL, 0 } };
	struct import m = { .jenis = "ganti", .pengirim = "BPJS Kesehatan" };
	const char *data = NULL;
	int c;
	while ((c = getopt_long(argc, argv, "", longs, NULL)) != -1) {
		switch (c) {
		case 'd': data = optarg; break;
		case 'p': m.periode = month_of(optarg); break;
		case 'j': m.jenis = optarg; break;
		case 's': m.pengirim = optarg; break;
		case 'l': m.lembar = optarg; break;
		case 'e': m.hari = tanggal_parse_iso(str_c(optarg)); break;
		case 'n': m.nasional = true; break;
		case 'h': usage(stdout); return EXIT_OK;
		default: usage(stderr); return EXIT_USAGE;
		}
	}
	bool kind_ok = strcmp(m.jenis, "ganti") == 0 || strcmp(m.jenis, "tambah") == 0;
	if (!data || optind + 1 != argc || !kind_ok || (m.periode == 0) == (m.hari == 0)) {
		usage(stderr);
		return EXIT_USAGE;
	}
	m.file = argv[optind];
	struct err err = { 0 };
	int rc = run(data, &m, &err);
	if (rc < 0)
		(void)fprintf(stderr, "padan import: %s\n", err.msg);
	return rc == OK ? EXIT_OK : EXIT_INPUT;
}
