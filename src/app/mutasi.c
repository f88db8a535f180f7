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
	} words[] = { { "KURANG", "kurang" }, { "NONAKTIF", "kurang" },	  { "NON AKTIF", "kurang" }, { "MENINGGAL", "kurang" },
		      { "KELUAR", "kurang" }, { "PINDAH", "kurang" },	  { "GANDA", "kurang" },     { "TAMBAH", "tambah" },
		      { "BARU", "tambah" },   { "REAKTIVASI", "tambah" }, { "AKTIF", "tambah" },     { "MASUK", "tambah" },
		      { "LAHIR", "tambah" } };
	for (size_t i = 0; i < COUNT(words); i++)
		if (has(s, words[i].word))
			return words[i].means;
	return NULL;
}

#define ROWS_MAX 300000
struct change {
	struct str key, card, nik, name, segment, since, note;
	const char *way;
};
struct changes {
	struct change *list;
	size_t n, cap;
	int64_t tambah, kurang;
};

static struct str kept(struct cx *cx, struct str s)
{
	struct str t = arena_str(cx->mem, s.ptr ? s : S(""));
	return t.ptr ? t : S("");
}

static int note_row(struct cx *cx, struct changes *all, struct str arah, const struct anak_frame *f, struct err *err)
{
	if (f->n_texts < ROW_TEXTS || f->n_ints < ROW_INTS)
		return FAIL(err, E_FORMAT, "pekerja menjawab dengan bentuk yang tidak dikenal");
	const struct str *t = f->texts;
	struct str card = t[ROW_NO], nik = t[ROW_NIK], note = t[ROW_KET].len ? t[ROW_KET] : t[ROW_STATUS];
	const char *way = str_eq(arah, S("kolom")) ? direction(note) : str_eq(arah, S("tambah")) ? "tambah" : "kurang";
	if (!way || (!card.len && nik.len != 16))
		return OK;
	if (all->n == ROWS_MAX)
		return FAIL(err, E_LIMIT, "Berkas mutasi terlalu panjang.");
	if (all->n == all->cap) {
		size_t cap = all->cap ? all->cap * 2 : 1024;
		struct change *more = realloc(all->list, cap * sizeof *more);
		if (!more)
			return NOMEM(err);
		all->list = more;
		all->cap = cap;
	}
	struct str key = card.len ? cx_textf(cx->mem, "P%.*s", (int)card.len, card.ptr) : cx_textf(cx->mem, "N%.*s", (int)nik.len, nik.ptr);
	all->list[all->n++] = (struct change){ key, kept(cx, card), kept(cx, nik), kept(cx, t[ROW_NAMA]), kept(cx, t[ROW_SEGMEN]),
					       kept(cx, t[ROW_TMT]), kept(cx, note), way };
	*(strcmp(way, "tambah") == 0 ? &all->tambah : &all->kurang) += 1;
	return OK;
}

static int read_rows(struct cx *cx, const struct val *file, struct str arah, struct changes *all, struct err *err)
{
	struct anak *child;
	struct anak_frame f;
	const char *argv[] = { "padan", "worker", "mutasi", "--as-of", cx_textf(cx->mem, "%d", (int)cx_today(cx)).ptr,
			       val_getstr(file, "path").ptr, NULL };
	TRY(anak_start(&child, cx->office->exe, argv, STR_NONE, err));
	int rc;
	while ((rc = anak_next(child, &f, err)) > 0)
		if (f.kind == BINGKAI_ROW && (rc = note_row(cx, all, arah, &f, err)) < 0)
			break;
	anak_end(child);
	return rc;
}

static int store_rows(struct cx *cx, int64_t kasus, const struct val *file, struct str arah, const struct changes *all, struct err *err)
{
	int64_t no;
	TRY(berkas_take(cx, file, STR_NONE, err));
	struct val p = OBJ(cx, { "kasus", val_int(kasus) }, { "arah", str_eq(arah, S("kolom")) ? val_c("") : val_str(arah) });
	TRY(db_run(cx->db, Q_MUTASI_HAPUS, &p, NULL, err));
	TRY(db_int(cx->db, Q_MUTASI_NO, &p, 0, &no, err));
	for (size_t i = 0; i < all->n; i++) {
		const struct change *c = &all->list[i];
		struct db_bind b[] = { bind_int(kasus),	    bind_int(++no),    bind_text(str_c(c->way)), bind_text(c->key),
				       bind_text(c->card),  bind_text(c->nik), bind_text(c->name),	 bind_text(c->segment),
				       bind_text(c->since), bind_text(c->note) };
		TRY(db_quick(cx->db, Q_MUTASI_TAMBAH, b, COUNT(b), NULL, NULL, err));
	}
	struct val after = OBJ(cx, { "berkas", val_str(val_getstr(file, "hash")) }, { "tambah", val_int(all->tambah) },
			       { "kurang", val_int(all->kurang) });
	return audit_write(cx, "mutasi.terima", kasus_objek(cx, kasus), NULL, &after, STR_NONE, err);
}

int mutasi_berkas(struct cx *cx, int64_t kasus, const struct val *file, struct str arah, int64_t *ret_tambah, int64_t *ret_kurang,
		  struct err *err)
{
	struct val k;
	struct changes all = { 0 };
	TRY(kasus_get(cx, kasus, &k, err));
	if (!str_eq(val_getstr(&k, "status"), S("berjalan")))
		return FAIL(err, E_REFUSED, "Periode ini sudah selesai.");
	/* The payment clerk may still receive it (SOP 070 step 1): it belongs to the month the BA is about. */
	if (str_eq(val_getstr(&k, "sop"), S("070"))) {
		TRY(kasus_at(cx, kasus, BAYAR(1), &k, err));
		kasus = val_geti(&k, "asal", kasus);
	}
	int rc = read_rows(cx, file, arah, &all, err);
	if (rc == OK && !all.n)
		rc = FAIL(err, E_REFUSED, "Tidak ada baris yang terbaca sebagai mutasi: nomor peserta atau NIK tidak ada, "
					  "atau kolomnya tidak menyebut tambah/kurang.");
	if (rc == OK)
		rc = db_begin(cx->db, true, err);
	if (rc == OK) {
		rc = store_rows(cx, kasus, file, arah, &all, err);
		if (rc == OK)
			rc = db_commit(cx->db, err);
		else
			db_rollback(cx->db);
	}
	*ret_tambah = all.tambah;
	*ret_kurang = all.kurang;
	free(all.list);
	return rc;
}

int mutasi_lihat(struct cx *cx, int64_t kasus, struct val *ret, struct err *err)
{
	struct val p = OBJ(cx, { "kasus", val_int(kasus) });
	return ONE(cx, Q_MUTASI_JUMLAH, &p, ret, err);
}
