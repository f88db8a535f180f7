/* The people of a recomputed bill, in memory: whom we have, whom BPJS bills, whom we asked to take off. Used by hitung.c only. */
#ifndef PADAN_HITUNG_ORANG_H
#define PADAN_HITUNG_ORANG_H
#include "app/cx.h"

/* A set of 64-bit keys with a number each; a key may come several times. 0 is no key. */
struct kunci_peta {
	int64_t *key;
	uint32_t *at;
	size_t cap, n;
};
/* The key of a NIK; 0 when it is none. */
int64_t hitung_nik(struct str nik);
bool peta_tambah(struct kunci_peta *p, int64_t key, uint32_t at);
/* Walks the entries of a key: *pos starts at SIZE_MAX; false when there are no more. */
bool peta_cari(const struct kunci_peta *p, int64_t key, size_t *pos, uint32_t *ret);
void peta_bebas(struct kunci_peta *p);

enum { ORANG_DITAGIH = 1, ORANG_DI_LAIN = 2 }; /* on this bill; on another */
struct milik_orang {
	int64_t orang, peserta;
	unsigned tanda; /* ORANG_ */
};
/* Our own people of one month, each once. */
struct milik {
	struct milik_orang *list;
	size_t n, cap;
	struct kunci_peta by_key, by_nik;
};
/* Loads the list without those in `pergi` of case `kasus`. */
struct usulan_semua;
int milik_muat(struct milik *m, struct cx *cx, int64_t daftar, int64_t kasus, const struct usulan_semua *pergi, struct err *err);
void milik_bebas(struct milik *m);
/* By key, else by NIK (0: none); SIZE_MAX when we do not have that person. */
size_t milik_cari(const struct milik *m, int64_t orang, int64_t nik);

/* Who was proposed for deactivation before a month, refused ones left out. */
struct usulan_satu {
	int64_t orang, kasus, periode, peserta;
	int64_t tanpa_kartu; /* whom a bill without card numbers calls that person, 0: no NIK */
	int32_t tmt;       /* yyyymm */
	bool dikerjakan;
	char apa;          /* 'M' dead, 'P' moved, 0 else */
};
struct usulan_semua {
	struct usulan_satu *list;
	size_t n, cap;
	struct kunci_peta by_key, by_nik;
};
int usulan_muat(struct usulan_semua *u, struct cx *cx, int64_t sebelum, struct err *err);
void usulan_bebas(struct usulan_semua *u);

/* A row of BPJS's detail. */
struct tagih_orang {
	int64_t bulan, orang, no, jumlah, nik; /* nik: key of the NIK, 0: none */
	unsigned cacat;
	bool bersegmen; /* the row says of which segment it is */
	bool tanpa_kartu; /* the NIK is all it says of who it is */
};
struct tagih_semua {
	struct tagih_orang *list; /* in the order of month and person */
	size_t n, cap;
};
int tagih_muat(struct tagih_semua *t, struct cx *cx, int64_t tagihan, struct err *err);
void tagih_bebas(struct tagih_semua *t);
#endif
