#include "app/ajuan.h"
#include "app/anak.h"
#include "app/audit.h"
#include "app/berkas.h"
#include "app/kasus.h"
#include "app/paket.h"
#include "app/rekap.h"
#include "base/rupiah.h"
#include <unistd.h>

#define STILL_BILLED_MAX 5000

static int newest_letter(struct cx *cx, int64_t kasus, const char *jenis, struct val *ret, struct err *err)
{
	struct val p = OBJ(cx, { "kasus", val_int(kasus) }, { "jenis", val_c(jenis) });
	int rc = ONE(cx, Q_SURAT_TERAKHIR, &p, ret, err);
	if (rc == E_NOTFOUND || (rc == OK && !str_eq(val_getstr(ret, "status"), S("final"))))
		return FAIL(err, E_REFUSED, "Surat pengantar belum terbit. Isi dahulu nomor suratnya.");
	return rc;
}

/* --- the package ----------------------------------------------------------------------------------------------------- */

static int make_list(struct cx *cx, const struct val *kasus, bool xlsx, struct str *ret_hash, struct err *err)
{
	const char *ext = xlsx ? "xlsx" : "csv";
	struct str path = cx_textf(cx->mem, "%s/spool/usulan-%" PRId64 "-%d.%s", cx->office->dir, val_geti(kasus, "id", 0),
				   (int)getpid(), ext);
	struct str name = cx_textf(cx->mem, "usulan-nonaktif-%" PRId64 ".%s", val_geti(kasus, "periode", 0), ext);
	int rc = xlsx ? rekap_list_xlsx(cx, kasus, path.ptr, err) : rekap_list_csv(cx, kasus, path.ptr, err);
	if (rc < 0) {
		unlink(path.ptr);
		return rc;
	}
	return berkas_move(cx, path.ptr, name.ptr,
			   xlsx ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
				: "text/csv; charset=utf-8",
			   ret_hash, err);
}

static int fill(struct cx *cx, struct paket *k, const struct val *kasus, const struct val *letter, const struct val *recap,
		struct str *ret_manifest, struct err *err)
{
	struct str xlsx, csv;
	struct val sums, pk = OBJ(cx, { "kasus", val_int(val_geti(kasus, "id", 0)) });
	TRY(make_list(cx, kasus, true, &xlsx, err));
	TRY(make_list(cx, kasus, false, &csv, err));
	TRY(paket_berkas(k, "surat-pengantar.pdf", val_getstr(letter, "pdf"), err));
	TRY(paket_berkas(k, "rekapitulasi.pdf", val_getstr(recap, "pdf"), err));
	if (val_getstr(recap, "lampiran").len)
		TRY(paket_berkas(k, "rekapitulasi.xlsx", val_getstr(recap, "lampiran"), err));
	TRY(paket_berkas(k, "usulan-nonaktif.xlsx", xlsx, err));
	TRY(paket_berkas(k, "usulan-nonaktif.csv", csv, err));
	TRY(ONE(cx, Q_USULAN_RINGKAS, &pk, &sums, err));
	struct val manifest = OBJ(cx, { "format", val_int(1) }, { "periode", val_int(val_geti(kasus, "periode", 0)) },
				  { "nomor_surat", val_str(val_getstr(letter, "nomor")) },
				  { "tanggal_surat", val_int(val_geti(letter, "tanggal", 0)) },
				  { "sidik_isi", val_str(val_getstr(letter, "hash")) },
				  { "jumlah", val_int(val_geti(&sums, "jumlah", 0)) }, { "berkas", *paket_isi(k) });
	*ret_manifest = cx_json(cx, &manifest);
	return paket_teks(k, "manifes.json", *ret_manifest, err);
}

int ajuan_susun(struct cx *cx, int64_t kasus, struct err *err)
{
	struct val kase, letter, recap;
	TRY(kasus_at(cx, kasus, AT(5), &kase, err));
	TRY(newest_letter(cx, kasus, "surat_pengantar", &letter, err));
	TRY(newest_letter(cx, kasus, "rekapitulasi", &recap, err));
	struct val made, pk = OBJ(cx, { "kasus", val_int(kasus) });
	if (ONE(cx, Q_AJUAN_TERAKHIR, &pk, &made, NULL) == OK && val_geti(&made, "diserahkan_s", 0))
		return FAIL(err, E_REFUSED, "Paket bulan ini sudah diserahkan kepada BPJS Kesehatan.");
	struct str manifest, hash;
	struct paket *k;
	TRY(paket_buka(&k, cx, err));
	int rc = fill(cx, k, &kase, &letter, &recap, &manifest, err);
	TRY(paket_tutup(k, rc, cx_textf(cx->mem, "paket-bpjs-%" PRId64 ".zip", val_geti(&kase, "periode", 0)).ptr, &hash, err));
	struct val p = OBJ(cx, { "kasus", val_int(kasus) }, { "zip", val_str(hash) }, { "manifes", val_str(manifest) },
			   { "now", val_int(cx->now_s) }, { "oleh", val_int(cx->user->id) });
	TRY(db_run(cx->db, Q_AJUAN_TAMBAH, &p, NULL, err));
	struct val after = OBJ(cx, { "zip", val_str(hash) });
	return audit_write(cx, "pengajuan.susun", kasus_objek(cx, kasus), NULL, &after, STR_NONE, err);
}

/* --- hand-over ------------------------------------------------------------------------------------------------------- */

static int newest(struct cx *cx, int64_t kasus, struct val *k, struct val *ret, struct err *err)
{
	struct val p = OBJ(cx, { "kasus", val_int(kasus) });
	TRY(kasus_at(cx, kasus, AT(5), k, err));
	int rc = ONE(cx, Q_AJUAN_TERAKHIR, &p, ret, err);
	return rc == E_NOTFOUND ? FAIL(err, E_REFUSED, "Paket pengajuan belum disusun.") : rc;
}

int ajuan_serah(struct cx *cx, int64_t kasus, struct str cara, struct str penerima, struct err *err)
{
	struct val k, a;
	int64_t n;
	TRY(newest(cx, kasus, &k, &a, err));
	struct val p =
		OBJ(cx, { "id", val_int(val_geti(&a, "id", 0)) }, { "cara", val_str(cara) }, { "penerima", val_str(penerima) },
		    { "now", val_int(cx->now_s) }, { "kasus", val_int(kasus) }, { "pihak", val_c("bpjs") },
		    { "alasan", val_c("menunggu hasil penonaktifan dari BPJS Kesehatan") }, { "oleh", val_int(cx->user->id) });
	TRY(db_run(cx->db, Q_AJUAN_SERAH, &p, &n, err));
	if (!n)
		return FAIL(err, E_REFUSED, "Paket ini sudah diserahkan.");
	TRY(db_run(cx->db, Q_TUNGGU_BUKA, &p, NULL, err));
	struct val after = OBJ(cx, { "cara", val_str(cara) }, { "penerima", val_str(penerima) });
	return audit_write(cx, "pengajuan.serah", kasus_objek(cx, kasus), NULL, &after, STR_NONE, err);
}

int ajuan_terima(struct cx *cx, int64_t kasus, struct err *err)
{
	struct val k, a;
	int64_t n;
	TRY(newest(cx, kasus, &k, &a, err));
	struct val p = OBJ(cx, { "id", val_int(val_geti(&a, "id", 0)) }, { "now", val_int(cx->now_s) });
	TRY(db_run(cx->db, Q_AJUAN_TERIMA, &p, &n, err));
	if (!n)
		return FAIL(err, E_REFUSED, "Paket ini belum diserahkan, atau sudah dinyatakan diterima.");
	return audit_write(cx, "pengajuan.terima", kasus_objek(cx, kasus), NULL, NULL, STR_NONE, err);
}

/* --- answers --------------------------------------------------------------------------------------------------------- */

static int handed_over(struct cx *cx, int64_t kasus, struct val *k, struct err *err)
{
	struct val a;
	TRY(newest(cx, kasus, k, &a, err));
	return val_geti(&a, "diserahkan_s", 0) ? OK : FAIL(err, E_REFUSED, "Paket belum diserahkan kepada BPJS Kesehatan.");
}

/* Figures drafted before an answer are no figures any more: what one side agreed to falls with them. */
static int draft_falls(struct cx *cx, int64_t kasus, struct err *err)
{
	int64_t n;
	struct val p = OBJ(cx, { "kasus", val_int(kasus) }, { "jenis", val_c("ba_rekonsiliasi") });
	TRY(db_run(cx->db, Q_REKON_GANTI, &p, &n, err));
	if (!n)
		return OK;
	TRY(db_run(cx->db, Q_SURAT_BATAL_KASUS, &p, NULL, err));
	return audit_write(cx, "rekonsiliasi.gugur", kasus_objek(cx, kasus), NULL, NULL, S("jawaban BPJS Kesehatan berubah"), err);
}

/* What BPJS said on paper is kept with the answer; its own guest needs none. */
static int keep_paper(struct cx *cx, const struct val *scan, struct str *ret, struct err *err)
{
	*ret = scan ? val_getstr(scan, "hash") : STR_NONE;
	if (cx->user->own & R_BPJS)
		return OK;
	if (!ret->len)
		return FAIL(err, E_REFUSED, "Lampirkan pindaian jawaban BPJS Kesehatan.");
	return berkas_take(cx, scan, STR_NONE, err);
}

static int check_answer(struct str jawaban, struct str alasan, struct err *err)
{
	if (str_eq(jawaban, S("ditolak")) && !alasan.len)
		return FAIL(err, E_REFUSED, "Tulis alasan BPJS menolak.");
	return OK;
}

static struct str source(struct cx *cx)
{
	return cx->user->own & R_BPJS ? S("akun BPJS") : S("dicatat dari dokumen");
}

int ajuan_jawab(struct cx *cx, int64_t kasus, int64_t peserta, struct str jawaban, struct str alasan, int64_t tmt, const struct val *scan,
		struct err *err)
{
	struct str paper;
	struct val k, before, p = OBJ(cx, { "kasus", val_int(kasus) }, { "peserta", val_int(peserta) });
	TRY(handed_over(cx, kasus, &k, err));
	TRY(check_answer(jawaban, alasan, err));
	TRY(keep_paper(cx, scan, &paper, err));
	int rc = ONE(cx, Q_USULAN_KUNCI, &p, &before, err);
	if (rc < 0)
		return rc == E_NOTFOUND ? FAIL(err, E_NOTFOUND, "Peserta itu tidak ada di usulan ini.") : rc;
	struct val q = OBJ(cx, { "kasus", val_int(kasus) }, { "kunci", val_str(val_getstr(&before, "kunci")) },
			   { "jawaban", val_str(jawaban) }, { "alasan", val_str(alasan.ptr ? alasan : S("")) },
			   { "tmt", val_int(tmt ? tmt : val_geti(&before, "tmt", 0)) }, { "now", val_int(cx->now_s) },
			   { "sumber", val_str(source(cx)) });
	TRY(db_run(cx->db, Q_USULAN_JAWAB, &q, NULL, err));
	TRY(draft_falls(cx, kasus, err));
	struct val after = OBJ(cx, { "jawaban", val_str(jawaban) }, { "tmt", val_int(tmt) },
			       { "pindaian", val_str(paper.ptr ? paper : S("")) });
	return audit_write(cx, "jawaban.catat",
			   cx_textf(cx->mem, "kasus/%" PRId64 "/usulan/%" PRId64, kasus, val_geti(&before, "peserta", 0)), NULL,
			   &after, alasan, err);
}

int ajuan_jawab_semua(struct cx *cx, int64_t kasus, struct str jawaban, struct str alasan, const struct val *scan, int64_t *ret_n,
		      struct err *err)
{
	struct str paper;
	struct val k, q = OBJ(cx, { "kasus", val_int(kasus) }, { "jawaban", val_str(jawaban) },
			      { "alasan", val_str(alasan.ptr ? alasan : S("")) }, { "now", val_int(cx->now_s) },
			      { "sumber", val_str(source(cx)) });
	TRY(handed_over(cx, kasus, &k, err));
	TRY(check_answer(jawaban, alasan, err));
	TRY(keep_paper(cx, scan, &paper, err));
	TRY(db_run(cx->db, Q_USULAN_JAWAB_SEMUA, &q, ret_n, err));
	TRY(draft_falls(cx, kasus, err));
	if (!*ret_n)
		return FAIL(err, E_REFUSED, "Semua usulan sudah dijawab.");
	struct val after = OBJ(cx, { "jawaban", val_str(jawaban) }, { "jumlah", val_int(*ret_n) },
			       { "pindaian", val_str(paper.ptr ? paper : S("")) });
	return audit_write(cx, "jawaban.semua", kasus_objek(cx, kasus), NULL, &after, alasan, err);
}

/* What a status cell says: dikerjakan, ditolak, or nothing (NULL). */
static const char *answer_of(struct str s)
{
	static const struct {
		const char *word, *means;
	} words[] = { { "TIDAK AKTIF", "dikerjakan" },
		      { "NONAKTIF", "dikerjakan" },
		      { "NON AKTIF", "dikerjakan" },
		      { "TOLAK", "ditolak" },
		      { "GAGAL", "ditolak" },
		      { "TIDAK", "ditolak" },
		      { "BELUM", NULL },
		      { "DIKERJAKAN", "dikerjakan" },
		      { "NONAKTIF", "dikerjakan" },
		      { "NON AKTIF", "dikerjakan" },
		      { "BERHASIL", "dikerjakan" },
		      { "SELESAI", "dikerjakan" },
		      { "SUDAH", "dikerjakan" } };
	for (size_t w = 0; w < COUNT(words); w++) {
		struct str word = str_c(words[w].word);
		for (size_t i = 0; i + word.len <= s.len; i++)
			if (str_ieq(str_of(s.ptr + i, word.len), word))
				return words[w].means;
	}
	return NULL;
}

/* What a file answers: read before any transaction is open, so that nobody waits for a file from outside. */
#define ANSWERS_MAX 300000
struct answer {
	struct str card, status;
	const char *means;
};
struct answers {
	struct answer *list;
	size_t n, cap;
};

static int note_answer(struct cx *cx, struct answers *all, const struct anak_frame *f, struct err *err)
{
	if (f->n_texts < ROW_TEXTS)
		return FAIL(err, E_FORMAT, "pekerja menjawab dengan bentuk yang tidak dikenal");
	const char *means = answer_of(f->texts[ROW_STATUS]);
	struct str card = f->texts[ROW_NO].len ? f->texts[ROW_NO] : f->texts[ROW_NIK];
	if (!means || !card.len)
		return OK;
	if (all->n == ANSWERS_MAX)
		return FAIL(err, E_LIMIT, "Berkas jawaban terlalu panjang.");
	if (all->n == all->cap) {
		size_t cap = all->cap ? all->cap * 2 : 1024;
		struct answer *more = realloc(all->list, cap * sizeof *more);
		if (!more)
			return NOMEM(err);
		all->list = more;
		all->cap = cap;
	}
	struct answer a = { arena_str(cx->mem, card), arena_str(cx->mem, f->texts[ROW_STATUS]), means };
	if (!a.card.ptr || !a.status.ptr)
		return FAIL(err, E_LIMIT, "Berkas jawaban terlalu panjang.");
	all->list[all->n++] = a;
	return OK;
}

static int read_answers(struct cx *cx, const struct val *file, struct answers *all, struct err *err)
{
	struct anak *child;
	struct anak_frame f;
	const char *argv[] = { "padan", "worker", "baca", "--as-of", cx_textf(cx->mem, "%d", (int)cx_today(cx)).ptr,
			       val_getstr(file, "path").ptr, NULL };
	TRY(anak_start(&child, cx->office->exe, argv, STR_NONE, err));
	int rc;
	while ((rc = anak_next(child, &f, err)) > 0)
		if (f.kind == BINGKAI_ROW && (rc = note_answer(cx, all, &f, err)) < 0)
			break;
	anak_end(child);
	return rc;
}

static int store_answers(struct cx *cx, int64_t kasus, const struct val *file, const struct answers *all, int64_t *ret_known,
			 int64_t *ret_strange, struct err *err)
{
	struct val k;
	TRY(handed_over(cx, kasus, &k, err));
	TRY(berkas_take(cx, file, STR_NONE, err));
	*ret_known = *ret_strange = 0;
	for (size_t i = 0; i < all->n; i++) {
		const struct answer *a = &all->list[i];
		bool refused = strcmp(a->means, "ditolak") == 0, row;
		int64_t n;
		struct db_bind b[] = { bind_int(kasus),
				       bind_text(a->card),
				       bind_text(str_c(a->means)),
				       bind_text(refused ? a->status : S("")),
				       bind_int(cx->now_s),
				       bind_text(S("berkas BPJS")) };
		TRY(db_quick(cx->db, Q_USULAN_JAWAB_KARTU, b, COUNT(b), NULL, NULL, err));
		TRY(db_quick(cx->db, Q_USULAN_KARTU, b, 2, &row, &n, err));
		*(row && n ? ret_known : ret_strange) += 1;
	}
	if (!*ret_known)
		return FAIL(err, E_REFUSED,
			    "Tidak ada baris berkas ini yang menjawab usulan: kolom STATUS kosong, atau nomor kartunya tidak dikenal.");
	TRY(draft_falls(cx, kasus, err));
	struct val after = OBJ(cx, { "berkas", val_str(val_getstr(file, "hash")) }, { "dijawab", val_int(*ret_known) },
			       { "asing", val_int(*ret_strange) });
	return audit_write(cx, "jawaban.berkas", kasus_objek(cx, kasus), NULL, &after, STR_NONE, err);
}

int ajuan_jawab_berkas(struct cx *cx, int64_t kasus, const struct val *file, int64_t *ret_known, int64_t *ret_strange, struct err *err)
{
	struct answers all = { 0 };
	struct val k;
	int rc = handed_over(cx, kasus, &k, err);
	if (rc == OK)
		rc = read_answers(cx, file, &all, err);
	if (rc == OK)
		rc = db_begin(cx->db, true, err);
	if (rc == OK) {
		rc = store_answers(cx, kasus, file, &all, ret_known, ret_strange, err);
		if (rc == OK)
			rc = db_commit(cx->db, err);
		else
			db_rollback(cx->db);
	}
	free(all.list);
	return rc;
}

int ajuan_lihat(struct cx *cx, int64_t kasus, struct val *ret, struct err *err)
{
	struct val k, row, rows, p = OBJ(cx, { "kasus", val_int(kasus) }, { "batas", val_int(STILL_BILLED_MAX) });
	TRY(kasus_get(cx, kasus, &k, err));
	val_set(cx->mem, ret, "kasus", k);
	int rc = ONE(cx, Q_AJUAN_TERAKHIR, &p, &row, err);
	if (rc < 0 && rc != E_NOTFOUND)
		return rc;
	val_set(cx->mem, ret, "pengajuan", rc == OK ? row : val_null);
	TRY(ONE(cx, Q_USULAN_RINGKAS, &p, &row, err));
	val_set(cx->mem, ret, "ringkas", row);
	TRY(ALL(cx, Q_SURAT_KASUS, &p, &rows, err));
	val_set(cx->mem, ret, "surat", rows);
	TRY(ALL(cx, Q_USULAN_MASIH_DITAGIH, &p, &rows, err));
	rupiah money = { 0 }, sum = { 0 };
	if (!rupiah_times(&money, (rupiah){ rekap_tarif(cx, val_geti(&k, "periode", 0)) }, (int64_t) rows.items.n) ||
	    !rupiah_add(&sum, money))
		return FAIL(err, E_LIMIT, "jumlah rupiah terlalu besar");
	val_set(cx->mem, ret, "masih_ditagih", rows);
	val_set(cx->mem, ret, "uang_masih_ditagih", val_int(sum.n));
	return OK;
}
