/* padan init: makes an office. */
#include "app/akun.h"
#include "app/audit.h"
#include "app/peran.h"
#include "cmd/cmd.h"
#include "cmd/kantor.h"
#include <getopt.h>
#include <stdlib.h>

static void usage(FILE *to)
{
	(void)fputs("Pemakaian: padan init FOLDER [--demo [--rows N]] [--admin NAMA_MASUK]\n\n"
		    "Membuat folder data sebuah kantor: basis data, kunci rahasia, dan administrator pertama\n"
		    "dengan tautan sekali pakai untuk memasang kata sandinya.\n\n"
		    "  --demo        kantor contoh: Kota Batam rekaan dengan semua peran, tiga bulan selesai,\n"
		    "                dan satu daftar yang menunggu; akun-akunnya dicetak\n"
		    "  --rows N      peserta tiap bulan di kantor contoh (bawaan 6000)\n"
		    "  --admin NAMA  nama masuk administrator pertama (bawaan admin)\n", to);
}

struct first {
	struct str name, link;
};

static int first_admin(struct cx *cx, void *ctx, struct err *err)
{
	struct first *f = ctx;
	int64_t id;
	TRY(akun_tambah(cx, f->name, S("Administrator"), STR_NONE, S("Administrator sistem"), S("admin"), &id, err));
	return akun_tautan(cx, id, &f->link, err);
}

static int fill(struct kantor *k, bool demo, uint64_t rows, const char *admin, struct err *err)
{
	int64_t people;
	TRY(db_int(k->db, Q_PENGGUNA_JUMLAH, NULL, 0, &people, err));
	if (people)
		return FAIL(err, E_CONFLICT, "%s sudah berisi sebuah kantor; tidak ada yang diubah", k->dir);
	if (demo)
		return contoh_isi(k, rows, err);
	struct arena mem;
	arena_init(&mem, 0, (size_t)64 << 20);
	struct cx cx = { .db = k->db, .mem = &mem, .now_s = kantor_now(NULL), .from = S("init"), .office = &k->office };
	struct first f = { .name = str_c(admin) };
	int rc = kantor_write(&cx, first_admin, &f, err);
	if (rc == OK)
		printf("Kantor dibuat di %s.\n"
		       "Jalankan:   padan serve --data %s\n"
		       "Lalu buka:  http://127.0.0.1:8171/tautan/%.*s\n"
		       "untuk memasang kata sandi %s (berlaku 72 jam, sekali pakai).\n", k->dir, k->dir, (int)f.link.len, f.link.ptr, admin);
	arena_clear(&mem);
	return rc;
}

int cmd_init(int argc, char **argv)
{
	static const struct option longs[] = { { "demo", no_argument, NULL, 'd' }, { "rows", required_argument, NULL, 'r' },
					       { "admin", required_argument, NULL, 'a' }, { "help", no_argument, NULL, 'h' }, { NULL, 0, NULL, 0 } };
	const char *admin = "admin";
	unsigned long rows = 6000;
	bool demo = false;
	int c;
	while ((c = getopt_long(argc, argv, "", longs, NULL)) != -1) {
		switch (c) {
		case 'd': demo = true; break;
		case 'r': rows = strtoul(optarg, NULL, 10); break;
		case 'a': admin = optarg; break;
		case 'h': usage(stdout); return EXIT_OK;
		default: usage(stderr); return EXIT_USAGE;
		}
	}
	if (optind + 1 != argc || rows < 100 || rows > 2000000) {
		usage(stderr);
		return EXIT_USAGE;
	}
	struct kantor k;
	struct err err = { 0 };
	int rc = kantor_open(&k, argv[optind], KANTOR_BARU | KANTOR_KUNCI, &err);
	if (rc == OK)
		rc = fill(&k, demo, rows, admin, &err);
	kantor_close(&k);
	if (rc < 0)
		(void)fprintf(stderr, "padan init: %s\n", err.msg);
	return rc == OK ? EXIT_OK : EXIT_INPUT;
}
