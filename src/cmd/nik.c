#include "cmd/cmd.h"
#include "padan.h"

int cmd_nik(int argc, char **argv)
{
	static const char *const months[] = { "",     "Januari", "Februari", "Maret",     "April",   "Mei",      "Juni",
					      "Juli", "Agustus", "September", "Oktober", "November", "Desember" };
	padan_nik n;
	if (argc == 2 && strcmp(argv[1], "--help") == 0) {
		(void)printf("Pemakaian: padan nik NIK\nMenerangkan isi sebuah NIK dan yang janggal padanya.\n");
		return EXIT_OK;
	}
	if (argc != 2) {
		(void)fprintf(stderr, "Pemakaian: padan nik NIK\n");
		return EXIT_USAGE;
	}
	padan_nik_describe(&n, argv[1]);
	if (n.masked[0])
		(void)printf("NIK           %s\n", n.masked);
	(void)printf("Putusan       %s%s\n", n.valid ? "mungkin benar" : "tidak mungkin benar: ", n.valid ? "" : n.problem);
	if (n.masked[0] && n.month <= 12) {
		(void)printf("Terdaftar di  %s%s%s%s%s\n", n.district[0] ? n.district : "(kecamatan tidak dikenal)",
			     n.city[0] ? ", " : "", n.city, n.province[0] ? ", " : "", n.province);
		(void)printf("Tanggal lahir %d %s ..%02d\n", n.day, months[n.month], n.year2);
		(void)printf("Jenis kelamin %s\n", n.sex == 'P' ? "perempuan" : "laki-laki");
		(void)printf("Nomor urut    %04u\n", n.serial);
	}
	if (n.valid && n.odd_region)
		(void)printf("Janggal       kode wilayah tidak ada dalam tabel, juga tidak di antara kode lama\n");
	if (n.valid && n.odd_day)
		(void)printf("Janggal       tanggal itu tidak ada pada bulannya\n");
	if (n.valid)
		(void)printf("Catatan       wilayah pada NIK adalah tempat pertama terdaftar, bukan domisili\n");
	return n.valid ? EXIT_OK : EXIT_INPUT;
}
