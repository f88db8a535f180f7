#include "app/peran.h"

const struct peran peran_table[ROLE_COUNT] = {
	{ R_PENGELOLA, "pengelola", "Petugas Pengelolaan Data", false, false },
	{ R_PEMBAYARAN, "pembayaran", "Petugas Pembayaran Jaminan Kesehatan", false, false },
	{ R_KASI, "kasi", "Kepala Seksi/Bidang", true, true },
	{ R_KADIS, "kadis", "Kepala Dinas", true, true },
	{ R_BENDAHARA, "bendahara", "Bendahara", true, true },
	{ R_KEUANGAN, "keuangan", "Bagian Keuangan", false, false },
	{ R_BPJS, "bpjs", "BPJS Kesehatan", false, false },
	{ R_AUDITOR, "auditor", "Auditor", false, false },
	{ R_ADMIN, "admin", "Administrator", true, false },
};

const struct peran *peran_by_code(struct str kode)
{
	for (size_t i = 0; i < ROLE_COUNT; i++)
		if (str_eq(kode, str_c(peran_table[i].kode)))
			return &peran_table[i];
	return NULL;
}

const struct peran *peran_by_bit(unsigned bit)
{
	for (size_t i = 0; i < ROLE_COUNT; i++)
		if (peran_table[i].bit == bit)
			return &peran_table[i];
	return NULL;
}
