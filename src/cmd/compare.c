#include "cmd/cmd.h"
#include "padan.h"

int cmd_compare(int argc, char **argv)
{
	padan_name_result r;
	if (argc == 2 && strcmp(argv[1], "--help") == 0) {
		(void)printf("Pemakaian: padan compare \"NAMA\" \"NAMA\"\nMembandingkan dua nama: skor 0-1000 dan sebabnya.\n");
		return EXIT_OK;
	}
	if (argc != 3) {
		(void)fprintf(stderr, "Pemakaian: padan compare \"NAMA\" \"NAMA\"\n");
		return EXIT_USAGE;
	}
	padan_name_compare(&r, argv[1], argv[2]);
	(void)printf("Skor     %d\nHasil    %s\n", r.score, r.grade);
	if (r.why[0])
		(void)printf("Karena   %s\n", r.why);
	(void)printf("Putusan  %s\n", r.fits ? "cocok, bila tanggal lahir dan jenis kelamin tidak berbeda"
					      : "tidak cocok: perlu ditinjau");
	return EXIT_OK;
}
