/* Times the recomputation of a bill: hitung DATABASE [PEOPLE [MONTHS]]. Builds 36 months of lists and of bills with their details, 250,000
 * people each, a list of PBI JK as long, and recomputes the newest bill five times. Prints the times in milliseconds, one a line. */
#include "../unit/iuran.h"
#include "app/hitung.h"
#include <time.h>

struct row {
	int64_t key, n;
};

static int by_key(const void *a, const void *b)
{
	const struct row *x = a, *y = b;
	return x->key < y->key ? -1 : x->key > y->key;
}

static double now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

int main(int argc, char **argv)
{
	struct dunia d;
	struct dunia_kerja w0 = { .d = &d }, *w = &w0;
	int64_t people = argc > 2 ? atoll(argv[2]) : 250000, months = argc > 3 ? atoll(argv[3]) : 36, bill = 0;
	if (argc < 2)
		return 2;
	dunia_buka(&d, argv[1]);
	/* A tenth joins over the months, a tenth leaves: a list is a window over all people. */
	int64_t all = people + people / 10, *id = calloc((size_t)all, sizeof *id);
	struct row *rows = calloc((size_t)people, sizeof *rows);
	if (!id || !rows)
		return 1;
	HARUS(db_bulk(d.db, true, &w->salah));
	HARUS(db_begin(d.db, true, &w->salah));
	for (int64_t n = 0; n < all; n++)
		id[n] = dunia_peserta(&d, n + 1);
	for (int64_t m = 0; m < months; m++) {
		int64_t periode = bulan_sesudah(202301, (int) m), month = bulan_sesudah(periode, 1),
			from = m * (people / 10) / months, daftar;
		int64_t kasus = dunia_kasus(&d, "072", periode, &daftar), bayar = dunia_kasus(&d, "070", periode, NULL);
		for (int64_t i = 0; i < people; i++)
			dunia_baris(&d, daftar, i, id[from + i]);
		/* One in a thousand is found dead and taken off. */
		for (int64_t i = m; i < people; i += 1000)
			dunia_usulan(&d, kasus, from + i + 1, id[from + i], "MENINGGAL", month, "dikerjakan");
		int64_t gone = (people - m + 999) / 1000, n = 0;
		struct str angka = cx_textf(&d.mem, "[{\"segmen\":\"PBPU\",\"akhir\":%" PRId64 ",\"koreksi\":0}]", people - gone);
		int64_t ba = dunia_ba(&d, kasus, angka);
		struct val p = OBJ(&d.cx, { "id", val_int(bayar) }, { "rekon", val_int(ba) });
		HARUS(db_run(d.db, Q_KASUS_REKON, &p, NULL, &w->salah));
		for (int64_t i = 0; i < people; i++) {
			/* The newest bill still has some of the dead. */
			bool dead = i >= m && (i - m) % 1000 == 0;
			if (!dead || (m == months - 1 && i % 7 == 0))
				rows[n++] = (struct row){ dunia_kunci(&d, from + i + 1, false), from + i + 1 };
		}
		qsort(rows, (size_t)n, sizeof *rows, by_key);
		bill = dunia_tagihan(&d, bayar, month, n * 37800);
		dunia_garis(&d, bill, 1, "iuran", month, n, 37800, n * 37800);
		for (int64_t i = 0; i < n; i++)
			dunia_rincian(&d, bill, i + 1, month, rows[i].n, false, 37800);
		dunia_rincian_selesai(&d, bill, n);
		if (m < months - 1) {
			struct val s =
				OBJ(&d.cx, { "id", val_int(bill) }, { "status", val_c("selesai") }, { "alasan", val_null });
			HARUS(db_run(d.db, Q_TAGIHAN_STATUS, &s, NULL, &w->salah));
		}
		HARUS(db_commit(d.db, &w->salah));
		HARUS(db_begin(d.db, true, &w->salah));
		arena_clear(&d.mem);
		d.cx.setelan = val_null;
	}
	for (int64_t i = 0; i < people; i++) {
		struct db_bind b[] = { bind_int(bulan_sesudah(202301, (int)months)), bind_text(dunia_nik(&d, all + i + 1)) };
		HARUS(db_quick(d.db, Q_PBI_TAMBAH, b, COUNT(b), NULL, NULL, &w->salah));
	}
	HARUS(db_commit(d.db, &w->salah));
	HARUS(db_bulk(d.db, false, &w->salah));
	for (int i = 0; i < 5; i++) {
		double t = now();
		HARUS(db_begin(d.db, true, &w->salah));
		HARUS(hitung_tagihan(&d.cx, bill, &w->salah));
		HARUS(db_commit(d.db, &w->salah));
		printf("%.0f\n", now() - t);
		arena_clear(&d.mem);
		d.cx.setelan = val_null;
	}
	dunia_tutup(&d);
	free(id);
	free(rows);
	return 0;
}
