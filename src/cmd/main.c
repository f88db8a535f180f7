#include "cmd/cmd.h"
#include "padan.h"

static const struct command {
	const char *name;
	int (*run)(int argc, char **argv);
	const char *text;
} commands[] = {
	{ "init", cmd_init, "membuat kantor baru (folder data)" },
	{ "serve", cmd_serve, "menjalankan Padan untuk peramban" },
	{ "import", cmd_import, "memasukkan berkas BNBA atau ekstrak dari baris perintah" },
	{ "audit", cmd_audit, "membuktikan catatan audit utuh" },
	{ "backup", cmd_backup, "membuat cadangan terenkripsi" },
	{ "restore", cmd_restore, "memulihkan dari cadangan" },
	{ "verify", cmd_verify, "memeriksa daftar BNBA terhadap registri kependudukan" },
	{ "nik", cmd_nik, "menerangkan isi sebuah NIK" },
	{ "compare", cmd_compare, "membandingkan dua nama" },
	{ "demo", cmd_demo, "menulis kota rekaan untuk mencoba" },
	{ "worker", cmd_worker, NULL },
};

static void usage(FILE *to)
{
	(void)fprintf(to, "Pemakaian: padan PERINTAH [PILIHAN]\n\n");
	for (size_t i = 0; i < COUNT(commands); i++)
		if (commands[i].text)
			(void)fprintf(to, "  %-8s %s\n", commands[i].name, commands[i].text);
	(void)fprintf(to, "\npadan PERINTAH --help menerangkan satu perintah; padan --version menyebut versinya.\n");
}

int main(int argc, char **argv)
{
	if (argc < 2) {
		usage(stderr);
		return EXIT_USAGE;
	}
	if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 || strcmp(argv[1], "help") == 0) {
		usage(stdout);
		return EXIT_OK;
	}
	if (strcmp(argv[1], "--version") == 0) {
		(void)printf("padan %s\n", PADAN_VERSION);
		return EXIT_OK;
	}
	for (size_t i = 0; i < COUNT(commands); i++)
		if (strcmp(argv[1], commands[i].name) == 0)
			return commands[i].run(argc - 1, argv + 1);
	(void)fprintf(stderr, "padan: perintah tidak dikenal; lihat padan --help\n");
	return EXIT_USAGE;
}
