#include "app/keberatan.h"
#include "app/audit.h"
#include "app/berkas.h"
#include "app/kertas_alat.h"
#include "app/kertas_bayar.h"
#include "app/nomor.h"
#include "app/pihak.h"
#include "app/rekap.h"
#include "app/tagihan.h"
#include "base/rupiah.h"
#include "render/tabel.h"
#include <unistd.h>

/* The kinds of hitung.c as a letter says them. */
static struct str difference_word(struct str jenis)
{
	static const struct {
		const char *kode, *teks;
	} words[] = { { "hitungan", "Penjumlahan pada surat tagihan tidak cocok" },
		      { "rincian", "Rincian tidak sama dengan surat tagihan" },
		      { "jumlah_orang", "Jumlah peserta melebihi BA Rekonsiliasi" },
		      { "tak_dikenal", "Ditagih, tetapi tidak ada dalam BA Rekonsiliasi" },
		      { "ganda", "Peserta dan bulan yang sama ditagih dua kali" },
		      { "sebelum_program", "Bulan iuran sebelum program dimulai" },
		      { "tarif", "Tarif tidak sesuai dengan yang berlaku" },
		      { "nik", "NIK tidak sah" },
		      { "segmen", "Bukan segmen PBPU dan BP Pemda" },
		      { "pbi", "Pada bulan yang sama ditanggung sebagai PBI JK" },
		      { "sesudah_meninggal", "Ditagih sesudah meninggal" },
		      { "sesudah_pindah", "Ditagih sesudah pindah domisili" },
		      { "diminta_nonaktif", "Sudah dinonaktifkan atas permintaan, masih ditagih" },
		      { "kredit", "Kredit bulan lalu belum dipotong" } };
	for (size_t i = 0; i < COUNT(words); i++)
		if (str_eq(jenis, str_c(words[i].kode)))
			return str_c(words[i].teks);
	return jenis;
}

/* What is asked back: each billed row once, however many tests it fails; and what has no names. */
static int asked_back(struct cx *cx, int64_t tagihan, int64_t *ret, struct err *err)
{
	int64_t named, unnamed;
	struct val p = OBJ(cx, { "tagihan", val_int(tagihan) });
	TRY(db_int(cx->db, Q_KEBERATAN_JUMLAH, &p, 0, &named, err));
	TRY(db_int(cx->db, Q_KEBERATAN_TANPA_NAMA, &p, 0, &unnamed, err));
	*ret = named + unnamed;
	return OK;
}

static int facts_of(struct cx *cx, const struct val *t, int64_t hari, struct val *ret, struct err *err)
{
	struct val rows, list = val_list(), p = OBJ(cx, { "tagihan", val_int(val_geti(t, "id", 0)) });
	int64_t sum;
	TRY(ALL(cx, Q_SELISIH_TAGIHAN, &p, &rows, err));
	for (const struct val_item *i = rows.items.first; i; i = i->next) {
		if (val_geti(&i->v, "jumlah", 0) <= 0 || str_eq(val_getstr(&i->v, "status"), S("diterangkan")))
			continue;
		val_push(cx->mem, &list,
			 OBJ(cx, { "teks", val_str(difference_word(val_getstr(&i->v, "jenis"))) },
			     { "orang", val_int(val_geti(&i->v, "orang", 0)) },
			     { "jumlah", val_int(val_geti(&i->v, "jumlah", 0)) }));
	}
	if (!list.items.n)
		return FAIL(err, E_REFUSED, "Tidak ada selisih yang perlu dikeberatkan.");
	TRY(asked_back(cx, val_geti(t, "id", 0), &sum, err));
	*ret = OBJ(cx, { "tagihan", *t }, { "tanggal", val_int(hari) }, { "bulan", val_int(val_geti(t, "bulan", 0)) }, { "selisih", list },
		   { "jumlah", val_int(sum) }, { "kasus", val_int(val_geti(t, "kasus", 0)) });
	return OK;
}

/* --- the names -------------------------------------------------------------------------------------------------------------- */

static const struct tabel_column columns[] = { { "No.", 6, true },	    { "Selisih", 44, false }, { "Nomor peserta", 16, false },
					       { "Nama", 34, false },	    { "Bulan iuran", 16, false }, { "Jumlah", 14, true },
					       { "Keterangan", 50, false } };

struct annex {
	struct cx *cx;
	struct tabel *t;
	int64_t n;
};

static int annex_row(void *ctx, const struct val *row)
{
	struct annex *a = ctx;
	struct arena mem;
	arena_init(&mem, 0, 0);
	struct str c[COUNT(columns)] = { cx_textf(&mem, "%" PRId64, ++a->n),
					 difference_word(val_getstr(row, "jenis")),
					 val_getstr(row, "no_peserta"),
					 val_getstr(row, "nama"),
					 kertas_bulan(&mem, val_geti(row, "blntag", 0)),
					 cx_textf(&mem, "%" PRId64, val_geti(row, "jumlah", 0)),
					 val_getstr(row, "keterangan") };
	tabel_row(a->t, c, false);
	arena_clear(&mem);
	return 0;
}

/* A workbook of the people behind the differences: card numbers and names, no NIK; *ret is empty where no difference has names. */
static int annex_of(struct cx *cx, int64_t tagihan, struct str *ret, struct err *err)
{
	struct annex a = { .cx = cx };
	struct val p = OBJ(cx, { "tagihan", val_int(tagihan) });
	struct str path = cx_textf(cx->mem, "%s/spool/keberatan-%d-%zu.xlsx", cx->office->dir, (int)getpid(), cx->mem->used);
	TRY(tabel_new(&a.t, path.ptr, err));
	tabel_sheet(a.t, "Nama", NULL, 0, columns, COUNT(columns));
	int rc = db_each(cx->db, Q_KEBERATAN_NAMA, &p, annex_row, &a, err);
	int end = tabel_finish(a.t, rc < 0 ? NULL : err);
	rc = rc < 0 ? rc : end;
	*ret = STR_NONE;
	if (rc == OK && a.n)
		rc = berkas_move(cx, path.ptr, "lampiran-keberatan.xlsx",
				 "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ret, err);
	if (rc < 0 || !a.n)
		unlink(path.ptr);
	return rc;
}

int keberatan_susun(struct cx *cx, int64_t id, struct str nomor, int64_t hari, bool terbit, struct err *err)
{
	struct val t, facts, s, p = OBJ(cx, { "tagihan", val_int(id) }, { "jenis", val_c("surat_keberatan") });
	struct str pdf, annex, number = S("");
	TRY(tagihan_get(cx, id, &t, err));
	val_set(cx->mem, &t, "ringkasan", val_null);
	if (!hari)
		hari = cx_today(cx);
	TRY(facts_of(cx, &t, hari, &facts, err));
	int rc = ONE(cx, Q_SURAT_TAGIHAN_TERAKHIR, &p, &s, err);
	if (rc < 0 && rc != E_NOTFOUND)
		return rc;
	if (rc == OK && str_eq(val_getstr(&s, "status"), S("final")))
		return FAIL(err, E_REFUSED, "Surat keberatan untuk tagihan ini sudah terbit.");
	if (terbit)
		TRY(nomor_beri(cx, "surat", val_geti(&t, "kasus", 0), 0, nomor, hari, &number, err));
	TRY(annex_of(cx, id, &annex, err));
	val_set(cx->mem, &facts, "lampiran", val_str(annex.ptr ? annex : S("")));
	val_set(cx->mem, &facts, "hash", val_str(rekap_hash(cx, &facts)));
	val_set(cx->mem, &facts, "nomor", val_str(number));
	TRY(pihak_isi(cx, hari, &facts, err));
	TRY(kertas_bayar(cx, "surat_keberatan", &facts, !terbit, &pdf, err));
	TRY(db_run(cx->db, Q_SURAT_TAGIHAN_BATAL, &p, NULL, err));
	struct val q = OBJ(cx, { "kasus", val_int(val_geti(&t, "kasus", 0)) }, { "jenis", val_c("surat_keberatan") },
			   { "nomor", val_str(number) }, { "tanggal", val_int(hari) }, { "fakta", val_str(cx_json(cx, &facts)) },
			   { "hash", *val_get(&facts, "hash") }, { "status", val_c(terbit ? "final" : "draf") }, { "pdf", val_str(pdf) },
			   { "lampiran", annex.len ? val_str(annex) : val_null }, { "now", val_int(cx->now_s) },
			   { "oleh", val_int(cx->user->id) }, { "tagihan", val_int(id) });
	TRY(db_run(cx->db, Q_SURAT_TAGIHAN_TAMBAH, &q, NULL, err));
	return audit_write(cx, terbit ? "keberatan.terbit" : "keberatan.draf", tagihan_objek(cx, &t), NULL, &q, STR_NONE, err);
}
