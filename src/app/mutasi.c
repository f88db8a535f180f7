#include "app/mutasi.h"
#include "app/anak.h"
#include "app/audit.h"
#include "app/berkas.h"
#include "app/kasus.h"

static bool has(struct str s, const char *word)
{
	size_t n = strlen(word);
	for (size_t i = 0; i + n <= s.len; i++)
		if (str_ieq(str_of(s.ptr + i, n), str_of(word, n)))
			return true;
	return false;
}

/* "Mutasi Tambah", "REAKTIVASI", "Kurang - meninggal": as the files say it. */
static const char *direction(struct str s)
{
	static const struct {
		const char *word, *means;
	} words[] = { { "KURANG", "kurang" }, { "NONAKTIF", "kurang" }, { "NON AKTIF", "kurang" }, { "MENINGGAL", "kurang" }, { "KELUAR", "kurang" },
		      { "PINDAH", "kurang" }, { "GANDA", "kurang" }, { "TAMBAH", "tambah" }, { "BARU", "tambah" }, { "REAKTIVASI", "tambah" },
		      { "AKTIF", "tambah" }, { "MASUK", "tambah" }, { "LAHIR", "tambah" } };
	for (size_t i = 0; i < COUNT(words); i++)
		if (has(s, words[i].word))
			return words[i].means;
	return NULL;
}

struct taking {
	struct cx *cx;
	int64_t kasus, no, tambah, kurang;
	struct str arah;
};

static int take_row(struct taking *t, const struct anak_frame *f, struct err *err)
{
	if (f->n_texts < ROW_TEXTS || f->n_ints < ROW_INTS)
		return FAIL(err, E_FORMAT, "pekerja menjawab dengan bentuk yang tidak dikenal");
	struct cx *cx = t->cx;
	struct str card = f->texts[ROW_NO], nik = f->texts[ROW_NIK], note = f->texts[ROW_KET].len ? f->texts[ROW_KET] : f->texts[ROW_STATUS];
	const char *way = str_eq(t->arah, S("kolom")) ? direction(note) : t->arah.ptr;
	if (!way || (!card.len && nik.len != 16))
		return OK;
	struct str key = card.len ? cx_textf(cx->mem, "P%.*s", (int)card.len, card.ptr) : cx_textf(cx->mem, "N%.*s", (int)nik.len, nik.ptr);
	struct val p = OBJ(cx, { "kasus", val_int(t->kasus) }, { "no", val_int(++t->no) }, { "arah", val_c(way) }, { "kunci", val_str(key) },
			   { "no_peserta", val_str(card.ptr ? card : S("")) }, { "nik", val_str(nik.ptr ? nik : S("")) },
			   { "nama", val_str(f->texts[ROW_NAMA].ptr ? f->texts[ROW_NAMA] : S("")) },
			   { "segmen", val_str(f->texts[ROW_SEGMEN].ptr ? f->texts[ROW_SEGMEN] : S("")) },
			   { "tmt", val_str(f->texts[ROW_TMT].ptr ? f->texts[ROW_TMT] : S("")) }, { "keterangan", val_str(note.ptr ? note : S("")) });
	*(strcmp(way, "tambah") == 0 ? &t->tambah : &t->kurang) += 1;
	return db_run(cx->db, Q_MUTASI_TAMBAH, &p, NULL, err);
}

int mutasi_berkas(struct cx *cx, int64_t kasus, const struct val *file, struct str arah, int64_t *ret_tambah, int64_t *ret_kurang,
		  struct err *err)
{
	struct val k;
	struct anak *child;
	struct anak_frame f;
	struct taking t = { .cx = cx, .kasus = kasus, .arah = arah };
	TRY(kasus_get(cx, kasus, &k, err));
	if (!str_eq(val_getstr(&k, "status"), S("berjalan")))
		return FAIL(err, E_REFUSED, "Periode ini sudah selesai.");
	TRY(berkas_take(cx, file, STR_NONE, err));
	struct val p = OBJ(cx, { "kasus", val_int(kasus) }, { "arah", str_eq(arah, S("kolom")) ? val_c("") : val_str(arah) });
	TRY(db_run(cx->db, Q_MUTASI_HAPUS, &p, NULL, err));
	TRY(db_int(cx->db, Q_MUTASI_NO, &p, 0, &t.no, err));
	struct str path = berkas_path(cx->office, cx->mem, val_getstr(file, "hash"));
	const char *argv[] = { "padan", "worker", "baca", "--as-of", cx_textf(cx->mem, "%d", (int)cx_today(cx)).ptr, path.ptr, NULL };
	TRY(anak_start(&child, cx->office->exe, argv, STR_NONE, err));
	int rc;
	while ((rc = anak_next(child, &f, err)) > 0)
		if (f.kind == BINGKAI_ROW && (rc = take_row(&t, &f, err)) < 0)
			break;
	anak_end(child);
	if (rc < 0)
		return rc;
	if (!t.tambah && !t.kurang)
		return FAIL(err, E_REFUSED, "Tidak ada baris yang terbaca sebagai mutasi: nomor peserta atau NIK tidak ada, atau kolomnya tidak menyebut tambah/kurang.");
	struct val after = OBJ(cx, { "berkas", val_str(val_getstr(file, "hash")) }, { "tambah", val_int(t.tambah) }, { "kurang", val_int(t.kurang) });
	*ret_tambah = t.tambah;
	*ret_kurang = t.kurang;
	return audit_write(cx, "mutasi.terima", kasus_objek(cx, kasus), NULL, &after, STR_NONE, err);
}

int mutasi_lihat(struct cx *cx, int64_t kasus, struct val *ret, struct err *err)
{
	struct val p = OBJ(cx, { "kasus", val_int(kasus) });
	return ONE(cx, Q_MUTASI_JUMLAH, &p, ret, err);
}
