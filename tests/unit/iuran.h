/* An office's months in a database, written as the program writes them: for the tests of bills and for their bench. */
#ifndef PADAN_TEST_IURAN_H
#define PADAN_TEST_IURAN_H
#include "app/cx.h"
#include "app/kunci.h"

struct dunia {
	struct db *db;
	struct arena mem;
	struct user user;
	struct office office;
	struct cx cx;
	int64_t sidik; /* of the next participant row */
	int64_t bulan; /* of the last row of a detail */
};

/* Whatever fails in here is a fault of the test. */
#define HARUS(call)                                                                                       \
	do {                                                                                              \
		int harus_rc = (call);                                                                    \
		if (harus_rc < 0) {                                                                       \
			fprintf(stderr, "%s:%d: %s: %s\n", __FILE__, __LINE__, #call, w->salah.msg);      \
			abort();                                                                          \
		}                                                                                         \
	} while (0)

struct dunia_kerja {
	struct dunia *d;
	struct err salah;
};

static inline void dunia_buka(struct dunia *d, const char *path)
{
	struct dunia_kerja w0 = { .d = d }, *w = &w0;
	*d = (struct dunia){ .sidik = 1 };
	arena_init(&d->mem, 0, 0);
	db_setup();
	HARUS(db_open(&d->db, path, true, &w->salah));
	HARUS(db_migrate(d->db, 1700000000, &w->salah));
	d->office = (struct office){ .dir = "/nonexistent" };
	d->user = (struct user){ .id = 1, .masuk = S("uji"), .nama = S("Uji"), .own = R_PEMBAYARAN, .roles = R_PEMBAYARAN };
	d->cx = (struct cx){
		.db = d->db, .mem = &d->mem, .now_s = 1790000000, .user = &d->user, .from = S("uji"), .office = &d->office
	};
	struct val who = OBJ(&d->cx, { "masuk", val_c("uji") }, { "nama", val_c("Uji") }, { "nip", val_c("") },
			     { "jabatan", val_c("") }, { "peran", val_c("pembayaran") }, { "now", val_int(1) });
	struct val file = OBJ(&d->cx, { "hash", val_c("uji") }, { "nama", val_c("uji") }, { "jenis", val_c("") },
			      { "ukuran", val_int(1) }, { "now", val_int(1) }, { "oleh", val_null }, { "tempat", val_c("") });
	HARUS(db_begin(d->db, true, &w->salah));
	HARUS(db_run(d->db, Q_PENGGUNA_TAMBAH, &who, NULL, &w->salah));
	HARUS(db_run(d->db, Q_BERKAS_TAMBAH, &file, NULL, &w->salah));
	HARUS(db_commit(d->db, &w->salah));
}

static inline void dunia_tutup(struct dunia *d)
{
	db_close(d->db);
	arena_clear(&d->mem);
}

static inline struct str dunia_nik(struct dunia *d, int64_t n)
{
	return cx_textf(&d->mem, "217101%02d%02d%02d%04d", (int) (n % 28 + 1), (int) (n / 28 % 12 + 1), (int) (n / 336 % 90),
			(int) (5000 + n % 4999));
}

/* Person n as every list writes them, as a list's reader keys the `kali`-th row of the same person; answers the row. */
static inline int64_t dunia_peserta_ke(struct dunia *d, int64_t n, int kali)
{
	struct dunia_kerja w0 = { .d = d }, *w = &w0;
	char card[16], key[24], name[32];
	int64_t id = 0;
	bool row;
	snprintf(card, sizeof card, "%013d", (int)n);
	snprintf(key, sizeof key, kali > 1 ? "P%s#%d" : "P%s", card, kali);
	snprintf(name, sizeof name, "ORANG %d", (int)n);
	struct str none = S("");
	struct db_bind b[] = { bind_int(d->sidik++),	 bind_text(str_c(key)),	 bind_text(str_c(card)),
			       bind_text(dunia_nik(d, n)), bind_text(str_c(name)), bind_int(19800101),
			       bind_text(S("L")),	 bind_text(none),	 bind_text(none),
			       bind_text(none),		 bind_int(2171011001),	 bind_text(S("PBPU DAN BP PEMDA")),
			       bind_text(none),		 bind_text(none),	 bind_text(none),
			       bind_text(none) };
	HARUS(db_quick(d->db, Q_PESERTA_TAMBAH, b, COUNT(b), &row, &id, &w->salah));
	return id;
}

static inline int64_t dunia_peserta(struct dunia *d, int64_t n) { return dunia_peserta_ke(d, n, 1); }

/* A case of SOP 072 with an empty list in force; answers the case. */
static inline int64_t dunia_kasus(struct dunia *d, const char *sop, int64_t periode, int64_t *ret_daftar)
{
	struct dunia_kerja w0 = { .d = d }, *w = &w0;
	struct val k = OBJ(&d->cx, { "sop", val_c(sop) }, { "revisi", val_c("1") }, { "periode", val_int(periode) },
			   { "now", val_int(1) });
	HARUS(db_run(d->db, Q_KASUS_TAMBAH, &k, NULL, &w->salah));
	int64_t id = db_last_id(d->db);
	if (!ret_daftar)
		return id;
	struct val l = OBJ(&d->cx, { "kasus", val_int(id) }, { "jenis", val_c("ganti") }, { "berkas", val_c("uji") },
			   { "nama", val_c("uji") }, { "pengirim", val_c("BPJS") }, { "lembar", val_c("") },
			   { "peta", val_c("[]") }, { "now", val_int(1) }, { "oleh", val_int(1) }, { "induk", val_null });
	HARUS(db_run(d->db, Q_DAFTAR_TAMBAH, &l, NULL, &w->salah));
	*ret_daftar = db_last_id(d->db);
	struct val p = OBJ(&d->cx, { "id", val_int(id) }, { "daftar", val_int(*ret_daftar) });
	HARUS(db_run(d->db, Q_KASUS_DAFTAR_UBAH, &p, NULL, &w->salah));
	return id;
}

static inline void dunia_baris(struct dunia *d, int64_t daftar, int64_t no, int64_t peserta)
{
	struct dunia_kerja w0 = { .d = d }, *w = &w0;
	struct db_bind b[] = { bind_int(daftar), bind_int(no),	      bind_int(peserta),
			       bind_int(no + 2), bind_text(STR_NONE), bind_int(0) };
	HARUS(db_quick(d->db, Q_BARIS_TAMBAH, b, COUNT(b), NULL, NULL, &w->salah));
}

static inline void dunia_usulan(struct dunia *d, int64_t kasus, int64_t n, int64_t peserta, const char *alasan, int64_t tmt,
				const char *jawaban)
{
	struct dunia_kerja w0 = { .d = d }, *w = &w0;
	struct str key = cx_textf(&d->mem, "P%013d", (int)n);
	struct val u = OBJ(&d->cx, { "kasus", val_int(kasus) }, { "kunci", val_str(key) }, { "peserta", val_int(peserta) },
			   { "alasan", val_c(alasan) }, { "tmt", val_int(tmt) }, { "jawaban", val_c(jawaban) },
			   { "now", val_int(1) }, { "sumber", val_c("uji") });
	HARUS(db_run(d->db, Q_USULAN_ISI, &u, NULL, &w->salah));
	/* the statement that answers takes its reason under the same name */
	val_set(&d->mem, &u, "alasan", val_c(""));
	HARUS(db_run(d->db, Q_USULAN_JAWAB, &u, NULL, &w->salah));
}

/* An agreed BA with these figures (a JSON list of segments); answers it. */
static inline int64_t dunia_ba(struct dunia *d, int64_t kasus, struct str angka)
{
	struct dunia_kerja w0 = { .d = d }, *w = &w0;
	struct val r = OBJ(&d->cx, { "kasus", val_int(kasus) }, { "tanggal", val_int(20260101) }, { "angka", val_str(angka) },
			   { "hash", val_c("uji") }, { "pindaian", val_null }, { "now", val_int(1) }, { "oleh", val_int(1) });
	HARUS(db_run(d->db, Q_REKON_TAMBAH_LUAR, &r, NULL, &w->salah));
	return db_last_id(d->db);
}

/* A bill of a case; lines follow. */
static inline int64_t dunia_tagihan(struct dunia *d, int64_t kasus, int64_t bulan, int64_t jumlah)
{
	struct dunia_kerja w0 = { .d = d }, *w = &w0;
	/* a month may have several bills */
	struct str number = cx_textf(&d->mem, "T/%" PRId64 "/%" PRId64 "/%" PRId64, kasus, bulan, d->sidik++);
	struct val t =
		OBJ(&d->cx, { "kasus", val_int(kasus) }, { "nomor", val_str(number) }, { "tanggal", val_int(bulan * 100 + 3) },
		    { "bulan", val_int(bulan) }, { "jatuh_tempo", val_int(bulan * 100 + 10) }, { "va", val_c("") },
		    { "jumlah", val_int(jumlah) }, { "surat", val_null }, { "now", val_int(1) }, { "oleh", val_int(1) });
	HARUS(db_run(d->db, Q_TAGIHAN_TAMBAH, &t, NULL, &w->salah));
	int64_t id = db_last_id(d->db);
	struct val p = OBJ(&d->cx, { "tagihan", val_int(id) }, { "kasus", val_int(kasus) });
	HARUS(db_run(d->db, Q_TAGIHAN_KASUS_TAMBAH, &p, NULL, &w->salah));
	return id;
}

static inline void dunia_garis(struct dunia *d, int64_t tagihan, int64_t no, const char *jenis, int64_t bulan, int64_t orang,
			       int64_t tarif, int64_t jumlah)
{
	struct dunia_kerja w0 = { .d = d }, *w = &w0;
	struct val l = OBJ(&d->cx, { "tagihan", val_int(tagihan) }, { "no", val_int(no) }, { "jenis", val_c(jenis) },
			   { "segmen", val_c("") }, { "bulan", val_int(bulan) }, { "orang", val_int(orang) },
			   { "tarif", val_int(tarif) }, { "jumlah", val_int(jumlah) }, { "uraian", val_c("") });
	HARUS(db_run(d->db, Q_TAGIHAN_BARIS_TAMBAH, &l, NULL, &w->salah));
}

/* Somebody's key on a bill: by card, or by NIK where the row has no card. */
static inline int64_t dunia_kunci(struct dunia *d, int64_t n, bool nik)
{
	struct str s = dunia_nik(d, n), key = nik ? cx_textf(&d->mem, "N%.*s", (int)s.len, s.ptr) : cx_textf(&d->mem, "P%013d", (int)n);
	return kunci_angka(key);
}

/* One row of BPJS's detail, with card number and NIK, or with a NIK only; rows of a bill must come in the order of month and person key, no
 * counting from 1. */
static inline void dunia_rincian(struct dunia *d, int64_t tagihan, int64_t no, int64_t bulan, int64_t n, bool nik, int64_t jumlah)
{
	struct dunia_kerja w0 = { .d = d }, *w = &w0;
	char card[16], name[32];
	snprintf(card, sizeof card, "%013d", (int)n);
	snprintf(name, sizeof name, "ORANG %d", (int)n);
	struct db_bind b[] = { bind_int(bulan),	       bind_int(dunia_kunci(d, n, nik)),
			       bind_int(tagihan),      bind_int(no),
			       bind_text(nik ? S("") : str_c(card)), bind_text(dunia_nik(d, n)),
			       bind_text(str_c(name)), bind_text(S("PBPU PEMDA")),
			       bind_int(jumlah),       bind_int(0) };
	struct db_bind m[] = { bind_int(bulan), bind_int(tagihan) };
	if (no == 1 || d->bulan != bulan)
		HARUS(db_quick(d->db, Q_TAGIHAN_BULAN_TAMBAH, m, COUNT(m), NULL, NULL, &w->salah));
	d->bulan = bulan;
	HARUS(db_quick(d->db, Q_TAGIHAN_ORANG_TAMBAH, b, COUNT(b), NULL, NULL, &w->salah));
}

static inline void dunia_rincian_selesai(struct dunia *d, int64_t tagihan, int64_t n)
{
	struct dunia_kerja w0 = { .d = d }, *w = &w0;
	struct val p = OBJ(&d->cx, { "id", val_int(tagihan) }, { "baris", val_int(n) }, { "rincian", val_c("uji") });
	HARUS(db_run(d->db, Q_TAGIHAN_RINCIAN, &p, NULL, &w->salah));
}

/* The registry's day of death or move of person n, as the check of that case stored it. Day 0: the check knows none. */
static inline void dunia_registri(struct dunia *d, int64_t kasus, int64_t periksa, int64_t n, int64_t hari)
{
	struct dunia_kerja w0 = { .d = d }, *w = &w0;
	struct val k = OBJ(&d->cx, { "id", val_int(kasus) }, { "periksa", val_int(periksa) });
	struct db_bind b[] = { bind_int(periksa),   bind_text(dunia_nik(d, n)), bind_text(S("")), bind_int(19800101),
			       bind_text(S("L")),   bind_text(S("")),		bind_text(S("")), bind_text(S("")),
			       bind_int(2171011001), bind_text(S("")),		bind_text(S("")), bind_int(hari) };
	HARUS(db_run(d->db, Q_KASUS_PERIKSA_UBAH, &k, NULL, &w->salah));
	HARUS(db_quick(d->db, Q_REGISTRI_TAMBAH, b, COUNT(b), NULL, NULL, &w->salah));
}
#endif
