#include "app/baca.h"
#include "app/anak.h"
#include "app/audit.h"
#include "app/berkas.h"
#include "app/kasus.h"
#include "app/setelan.h"
#include <padan.h>
#include <unistd.h>

struct storing {
	struct cx *cx;
	const struct val *job;
	int64_t periksa, daftar, no, in_batch, total;
	struct val summary;
	const volatile int *stop;
};

/* The reason a finding is filed under, most serious first, and how early a person should see it. */
static const struct {
	int reason, risk;
} weight[] = {
	{ PADAN_MENINGGAL, 900 }, { PADAN_PINDAH_DOMISILI, 800 }, { PADAN_NIK_MILIK_ORANG_LAIN, 780 }, { PADAN_NIK_GANDA, 700 },
	{ PADAN_ORANG_GANDA, 690 }, { PADAN_PESERTA_GANDA, 680 }, { PADAN_NIK_NONAKTIF, 650 }, { PADAN_NIK_TIDAK_DITEMUKAN, 600 },
	{ PADAN_SEGMEN_LAIN, 550 }, { PADAN_NIK_TIDAK_SAH, 500 }, { PADAN_NIK_KOSONG, 490 }, { PADAN_BARIS_RUSAK, 480 },
	{ PADAN_NAMA_BEDA, 400 }, { PADAN_TANGGAL_LAHIR_BEDA, 350 }, { PADAN_JENIS_KELAMIN_BEDA, 340 }, { PADAN_TANGGAL_TIDAK_SAH, 300 },
	{ PADAN_BELUM_DIPERIKSA, 100 }, { PADAN_KK_BEDA, 10 }, { PADAN_ALAMAT_BEDA, 9 }, { PADAN_WILAYAH_NIK_TIDAK_DIKENAL, 8 },
};

static void file_under(int64_t reasons, int64_t *main_reason, int64_t *risk)
{
	*main_reason = -1;
	*risk = 0;
	for (size_t i = 0; i < COUNT(weight); i++)
		if (reasons >> weight[i].reason & 1) {
			*main_reason = weight[i].reason;
			*risk = weight[i].risk;
			return;
		}
}

static int batch(struct storing *s, const char *tahap, struct err *err)
{
	if (stop_asked(s->stop))
		return FAIL(err, E_STOP, "dihentikan");
	if (db_in_transaction(s->cx->db)) {
		TRY(job_progress(s->cx, s->job, tahap, s->no, s->total, err));
		TRY(db_commit(s->cx->db, err));
	}
	s->in_batch = 0;
	return db_begin(s->cx->db, true, err);
}

static int store_verdict(struct storing *s, const struct anak_frame *f, struct err *err)
{
	if (f->n_ints < VERDICT_INTS || f->n_texts < VERDICT_TEXTS)
		return FAIL(err, E_FORMAT, "pekerja menjawab dengan bentuk yang tidak dikenal");
	if (s->in_batch++ >= BATCH)
		TRY(batch(s, "memeriksa", err));
	int64_t utama, risk, reasons = f->ints[VERDICT_ALASAN], putusan = f->ints[VERDICT_PUTUSAN];
	file_under(reasons, &utama, &risk);
	struct str nik = f->texts[VERDICT_NIK_REGISTRI], why = f->texts[VERDICT_PENJELASAN];
	/* The sentence of a clean row is one constant; it is not kept a hundred thousand times. */
	bool plain = putusan == PADAN_LAYAK && !reasons;
	struct db_bind b[] = { bind_int(s->periksa), bind_int(s->daftar), bind_int(s->no++), bind_int(putusan), bind_int(reasons),
			       bind_int(f->ints[VERDICT_NILAI]), bind_text(nik.len && !plain ? nik : STR_NONE),
			       bind_text(plain ? STR_NONE : why), bind_int(utama), bind_int(f->ints[VERDICT_WILAYAH]),
			       bind_int(risk + 1000 * (putusan == PADAN_TIDAK_LAYAK)) };
	return db_quick(s->cx->db, Q_TEMUAN_TAMBAH, b, COUNT(b), NULL, NULL, err);
}

static int verdict_frames(struct storing *s, struct anak *a, struct err *err)
{
	struct anak_frame f;
	int rc;
	while ((rc = anak_next(a, &f, err)) > 0) {
		if (f.kind == BINGKAI_VERDICT)
			TRY(store_verdict(s, &f, err));
		else if (f.kind == BINGKAI_INFO && f.n_texts)
			TRY(val_parse(&s->summary, s->cx->mem, arena_str(s->cx->mem, f.texts[0]), 100000, err));
	}
	return rc;
}

/* --- the composed list: a file of its own for the engine ----------------------------------------------------------- */

struct csv {
	FILE *f;
	struct arena *mem;
};

static int csv_row(void *ctx, const struct val *row)
{
	struct csv *c = ctx;
	static const char *const columns[] = { "no_peserta", "nik", "no_kk", "nama", "tgl", "jk", "alamat", "kelurahan", "kecamatan", "ibu",
					       "segmen", "status", "hubungan" };
	for (size_t i = 0; i < COUNT(columns); i++) {
		const struct val *v = val_get(row, columns[i]);
		struct str s = v && v->kind == VAL_STR ? v->s : STR_NONE;
		fputc('"', c->f);
		for (size_t k = 0; k < s.len; k++) {
			if (s.ptr[k] == '"')
				fputc('"', c->f);
			fputc(s.ptr[k] == '\n' || s.ptr[k] == '\r' ? ' ' : s.ptr[k], c->f);
		}
		fputs(i + 1 < COUNT(columns) ? "\";" : "\"\n", c->f);
	}
	return ferror(c->f) ? E_IO : 0;
}

static int compose(struct cx *cx, int64_t daftar, struct str *ret, struct err *err)
{
	struct str path = cx_textf(cx->mem, "%s/spool/gabungan-%" PRId64 ".csv", cx->office->dir, daftar);
	struct csv c = { fopen(path.ptr, "we"), cx->mem };
	struct val p = OBJ(cx, { "daftar", val_int(daftar) });
	if (!c.f)
		return FAIL(err, E_IO, "daftar gabungan tidak bisa ditulis");
	fputs("PSNOKA;NIK;KKNO;NAMA;TGLLHR;JENKEL;ALAMAT;NMDESA;NMKEC;NAMA IBU;SEGMEN;STATUS;PISAT\n", c.f);
	int rc = db_each(cx->db, Q_BARIS_LENGKAP, &p, csv_row, &c, err);
	if (fclose(c.f) != 0 || rc == E_IO)
		rc = FAIL(err, E_IO, "daftar gabungan tidak bisa ditulis");
	*ret = path;
	return rc;
}

/* --- the run -------------------------------------------------------------------------------------------------------- */

#define ARGS_MAX 96
struct args {
	const char *v[ARGS_MAX];
	size_t n;
};

static void arg(struct args *a, const char *name, const char *value)
{
	MUST(a->n + 3 < ARGS_MAX);
	a->v[a->n++] = name;
	if (value)
		a->v[a->n++] = value;
}

static void list_args(struct cx *cx, struct args *a, const struct val *d)
{
	struct val map;
	struct str sheet = val_getstr(d, "lembar");
	if (sheet.len)
		arg(a, "--sheet", sheet.ptr);
	if (val_parse(&map, cx->mem, val_getstr(d, "peta"), 200, NULL) == OK && map.kind == VAL_LIST)
		for (const struct val_item *i = map.items.first; i && a->n + 20 < ARGS_MAX; i = i->next)
			if (i->v.kind == VAL_STR)
				arg(a, "--map", i->v.s.ptr);
}

static const char *date_text(struct cx *cx, int64_t day)
{
	return cx_textf(cx->mem, "%04d-%02d-%02d", (int)(day / 10000), (int)(day / 100 % 100), (int)(day % 100)).ptr;
}

static int run_engine(struct pekerja *w, struct storing *s, const struct val *q, const struct val *d, const struct val *e, struct err *err)
{
	struct cx *cx = s->cx;
	struct args a = { { "padan", "worker", "periksa" }, 3 };
	struct str list = berkas_path(cx->office, cx->mem, val_getstr(d, "berkas"));
	bool composed = val_geti(d, "induk", 0) != 0;
	if (composed)
		TRY(compose(cx, s->daftar, &list, err));
	arg(&a, list.ptr, NULL);
	if (!composed)
		list_args(cx, &a, d);
	arg(&a, "--as-of", date_text(cx, val_geti(q, "per_tanggal", 0)));
	arg(&a, "--city", setelan_text(cx, "kantor.kode_kota").ptr);
	if (val_true(e)) {
		arg(&a, "--registry", berkas_path(cx->office, cx->mem, val_getstr(e, "berkas")).ptr);
		arg(&a, "--registry-date", date_text(cx, val_geti(e, "tanggal", 0)));
		arg(&a, "--registry-scope", val_getstr(e, "cakupan").ptr);
	}
	struct str criteria = val_getstr(q, "kriteria");
	/* Answers about some NIKs are no registry: who is not among them is not missing. */
	if (val_true(e) && str_eq(val_getstr(e, "cakupan"), S("sebagian")))
		criteria = cx_textf(cx->mem, "%.*s\nNIK_TIDAK_DITEMUKAN = TINJAU\n", (int)criteria.len, criteria.len ? criteria.ptr : "");
	struct anak *child;
	TRY(anak_start(&child, w->exe, a.v, criteria, err));
	int rc = verdict_frames(s, child, err);
	anak_end(child);
	if (composed)
		unlink(list.ptr);
	return rc;
}

/* The records a person will need beside the findings: one more pass over the extract, keeping only those. */
static int gather(void *ctx, const struct val *row)
{
	struct buf *b = ctx;
	buf_add(b, val_getstr(row, "nik"));
	buf_addc(b, '\n');
	return b->error;
}

static int store_record(struct storing *s, const struct anak_frame *f, struct err *err)
{
	if (f->n_ints < ROW_INTS || f->n_texts < ROW_TEXTS)
		return FAIL(err, E_FORMAT, "pekerja menjawab dengan bentuk yang tidak dikenal");
	if (s->in_batch++ >= BATCH)
		TRY(batch(s, "mengambil data registri", err));
	const struct str *t = f->texts;
	struct db_bind b[] = { bind_int(s->periksa),	     bind_text(t[ROW_NIK]),    bind_text(t[ROW_NAMA]),
			       bind_int(f->ints[ROW_LAHIR]), bind_text(t[ROW_JK]),     bind_text(t[ROW_KK]),
			       bind_text(t[ROW_IBU]),	     bind_text(t[ROW_ALAMAT]), bind_int(f->ints[ROW_WILAYAH]),
			       bind_text(t[ROW_TEMPAT]),     bind_text(t[ROW_STATUS]), bind_int(f->ints[ROW_TGL_STATUS]) };
	return db_quick(s->cx->db, Q_REGISTRI_TAMBAH, b, COUNT(b), NULL, NULL, err);
}

static int fetch_records(struct pekerja *w, struct storing *s, const struct val *e, struct err *err)
{
	struct cx *cx = s->cx;
	struct buf wanted;
	struct val p = OBJ(cx, { "periksa", val_int(s->periksa) });
	buf_init(&wanted, (size_t)64 << 20);
	int rc = db_each(cx->db, Q_REGISTRI_PERLU, &p, gather, &wanted, err);
	if (rc == OK && wanted.len) {
		struct args a = { { "padan", "worker", "cari", berkas_path(cx->office, cx->mem, val_getstr(e, "berkas")).ptr }, 4 };
		arg(&a, "--as-of", date_text(cx, cx_today(cx)));
		arg(&a, "--city", setelan_text(cx, "kantor.kode_kota").ptr);
		struct anak *child;
		struct anak_frame f;
		rc = anak_start(&child, w->exe, a.v, buf_str(&wanted), err);
		if (rc == OK) {
			while ((rc = anak_next(child, &f, err)) > 0)
				if (f.kind == BINGKAI_ROW && (rc = store_record(s, &f, err)) < 0)
					break;
			anak_end(child);
		}
	}
	buf_clear(&wanted);
	return rc;
}

/* Names become searchable once they are on a list that counts. */
static int index_names(struct cx *cx, struct err *err)
{
	int64_t to, from = 0;
	struct val row, p = OBJ(cx, { "nama", val_c("cari.sampai") });
	if (ONE(cx, Q_SETELAN_BACA, &p, &row, NULL) == OK) {
		struct str s = val_getstr(&row, "nilai");
		for (size_t i = 0; i < s.len && ch_digit(s.ptr[i]); i++)
			from = from * 10 + (s.ptr[i] - '0');
	}
	TRY(db_int(cx->db, Q_PESERTA_MAKS, NULL, 0, &to, err));
	for (int64_t at = from; at < to;) {
		int64_t next = at + 20000 < to ? at + 20000 : to;
		struct val b = OBJ(cx, { "dari", val_int(at) }, { "hingga", val_int(next) }, { "nama", val_c("cari.sampai") },
				   { "nilai", val_str(cx_textf(cx->mem, "%" PRId64, next)) }, { "now", val_int(cx->now_s) },
				   { "oleh", val_null });
		TRY(db_begin(cx->db, true, err));
		TRY(db_run(cx->db, Q_PESERTA_CARI_ISI, &b, NULL, err));
		TRY(db_run(cx->db, Q_SETELAN_TULIS, &b, NULL, err));
		TRY(db_commit(cx->db, err));
		at = next;
	}
	return OK;
}

/* What Dukcapil answered through the portal about a NIK counts with the rest, named by source and date, where it is not older
 * than the extract. It never proposes anybody by itself: at most it puts a row before a person (FACTS section 3). */
static int apply_proofs(struct storing *s, int64_t since, struct err *err)
{
	static const struct {
		const char *jawaban;
		int reason;
	} bad[] = { { "meninggal", PADAN_MENINGGAL }, { "pindah", PADAN_PINDAH_DOMISILI }, { "tidak_ditemukan", PADAN_NIK_TIDAK_DITEMUKAN },
		    { "nonaktif", PADAN_NIK_NONAKTIF }, { "tidak_padan", PADAN_NAMA_BEDA } };
	static const int64_t unasked = (int64_t)1 << PADAN_NIK_TIDAK_DITEMUKAN | (int64_t)1 << PADAN_BELUM_DIPERIKSA |
				       (int64_t)1 << PADAN_KK_BEDA | (int64_t)1 << PADAN_ALAMAT_BEDA;
	struct cx *cx = s->cx;
	struct val rows, p = OBJ(cx, { "periksa", val_int(s->periksa) }, { "daftar", val_int(s->daftar) }, { "sejak", val_int(since) });
	TRY(ALL(cx, Q_TEMUAN_BERBUKTI, &p, &rows, err));
	for (const struct val_item *i = rows.items.first; i; i = i->next) {
		int64_t verdict = val_geti(&i->v, "putusan", 0), reasons = val_geti(&i->v, "alasan", 0), main_reason, risk;
		int64_t day = val_geti(&i->v, "tanggal", 0);
		struct str said = val_getstr(&i->v, "jawaban"), why = val_getstr(&i->v, "penjelasan");
		if (str_eq(said, S("padan")) && !(reasons & ~unasked)) {
			verdict = PADAN_LAYAK;
			reasons &= (int64_t)1 << PADAN_KK_BEDA | (int64_t)1 << PADAN_ALAMAT_BEDA;
		}
		for (size_t k = 0; k < COUNT(bad); k++)
			if (str_eq(said, str_c(bad[k].jawaban))) {
				reasons |= (int64_t)1 << bad[k].reason;
				verdict = verdict == PADAN_LAYAK ? PADAN_TINJAU : verdict;
			}
		file_under(reasons, &main_reason, &risk);
		struct val q =
			OBJ(cx, { "periksa", val_int(s->periksa) }, { "no", val_int(val_geti(&i->v, "no", 0)) },
			    { "putusan", val_int(verdict) }, { "alasan", val_int(reasons) }, { "utama", val_int(main_reason) },
			    { "risiko", val_int(risk + 1000 * (verdict == PADAN_TIDAK_LAYAK)) },
			    { "penjelasan", val_str(cx_textf(cx->mem, "Portal Dukcapil %02d-%02d-%04d: %.*s. %.*s",
							     (int)(day % 100), (int)(day / 100 % 100), (int)(day / 10000),
							     (int)said.len, said.ptr, (int)why.len, why.len ? why.ptr : "")) });
		TRY(db_run(cx->db, Q_TEMUAN_BUKTI, &q, NULL, err));
	}
	return OK;
}

/* Who is new, came back, or was born lately is looked at first. */
static int new_people_first(struct storing *s, int64_t kasus, struct err *err)
{
	struct cx *cx = s->cx;
	struct val k, before;
	TRY(kasus_get(cx, kasus, &k, err));
	struct val p = OBJ(cx, { "sop", val_str(val_getstr(&k, "sop")) }, { "periode", val_int(val_geti(&k, "periode", 0)) },
			   { "periksa", val_int(s->periksa) },
			   { "bayi", val_int(tanggal_from_days(tanggal_days(cx_today(cx)) - 92)) });
	int rc = ONE(cx, Q_KASUS_SEBELUM, &p, &before, err);
	if (rc < 0 && rc != E_NOTFOUND)
		return rc;
	val_set(cx->mem, &p, "lalu", val_int(rc == OK ? val_geti(&before, "daftar", 0) : 0));
	return db_run(cx->db, Q_TEMUAN_BARU_DAHULU, &p, NULL, err);
}

static int make_current(struct storing *s, const struct val *q, struct err *err)
{
	struct cx *cx = s->cx;
	int64_t kasus = val_geti(q, "kasus", 0), n;
	struct val k, pd = OBJ(cx, { "daftar", val_int(s->daftar) });
	TRY(db_int(cx->db, Q_BARIS_JUMLAH, &pd, 0, &n, err));
	if (n != s->no)
		return FAIL(err, E_FORMAT, "Mesin memutuskan %" PRId64 " baris, daftar berisi %" PRId64 ": hasil tidak dipakai.", s->no, n);
	struct val p = OBJ(
		cx, { "id", val_int(s->periksa) }, { "ringkasan", val_str(cx_json(cx, &s->summary)) },
		{ "tak_lengkap", val_int(val_geti(&s->summary, "tak_lengkap", 0)) },
		{ "hash_kriteria",
		  val_str(val_getstr(&s->summary, "hash_kriteria").ptr ? val_getstr(&s->summary, "hash_kriteria") : S("")) },
		{ "now", val_int(cx->now_s) }, { "kasus", val_int(kasus) }, { "periksa", val_int(s->periksa) });
	TRY(db_run(cx->db, Q_PERIKSA_SELESAI, &p, NULL, err));
	TRY(kasus_get(cx, kasus, &k, err));
	/* A list that was replaced meanwhile has its own run waiting. */
	if (val_geti(&k, "daftar", 0) == s->daftar && val_geti(&k, "langkah", 0) == 2) {
		struct val pk = OBJ(cx, { "id", val_int(kasus) }, { "periksa", val_int(s->periksa) });
		TRY(db_run(cx->db, Q_KASUS_PERIKSA_UBAH, &pk, NULL, err));
		TRY(db_run(cx->db, Q_TEMUAN_BAWA, &p, NULL, err));
		TRY(db_run(cx->db, Q_MASIH_TAGIH_HAPUS, &p, NULL, err));
		TRY(db_run(cx->db, Q_MASIH_TAGIH_ISI, &p, NULL, err));
	}
	TRY(db_run(cx->db, Q_HITUNG_HAPUS, &p, NULL, err));
	TRY(db_run(cx->db, Q_HITUNG_WILAYAH_HAPUS, &p, NULL, err));
	TRY(db_run(cx->db, Q_HITUNG_ISI, &p, NULL, err));
	TRY(db_run(cx->db, Q_HITUNG_WILAYAH_ISI, &p, NULL, err));
	TRY(kerja_add(cx, "nama", s->periksa, kasus, NULL, err));
	struct val after = OBJ(cx, { "periksa", val_int(s->periksa) }, { "baris", val_int(s->no) }, { "ringkasan", s->summary });
	return audit_write(cx, "periksa.selesai", kasus_objek(cx, kasus), NULL, &after, STR_NONE, err);
}

int hasil_run(struct pekerja *w, struct cx *cx, const struct val *job, struct err *err)
{
	struct storing s = { .cx = cx, .job = job, .periksa = val_geti(job, "sasaran", 0), .summary = val_obj(), .stop = w->stop };
	struct val q, d, e = val_null, p = OBJ(cx, { "id", val_int(s.periksa) }, { "periksa", val_int(s.periksa) });
	TRY(ONE(cx, Q_PERIKSA_ID, &p, &q, err));
	s.daftar = val_geti(&q, "daftar", 0);
	struct val pd = OBJ(cx, { "id", val_int(s.daftar) }), pe = OBJ(cx, { "id", val_int(val_geti(&q, "ekstrak", 0)) });
	TRY(ONE(cx, Q_DAFTAR_ID, &pd, &d, err));
	s.total = val_geti(&d, "baris", 0);
	if (val_geti(&q, "ekstrak", 0))
		TRY(ONE(cx, Q_EKSTRAK_ID, &pe, &e, err));
	TRY(db_begin(cx->db, true, err));
	TRY(db_run(cx->db, Q_TEMUAN_HAPUS, &p, NULL, err));
	TRY(db_run(cx->db, Q_REGISTRI_HAPUS, &p, NULL, err));
	/* Nobody waits while the engine works: the next transaction begins with its first verdict. */
	TRY(db_commit(cx->db, err));
	s.in_batch = BATCH;
	TRY(run_engine(w, &s, &q, &d, &e, err));
	if (val_true(&e)) {
		if (db_in_transaction(cx->db))
			TRY(db_commit(cx->db, err));
		s.in_batch = BATCH;
		TRY(fetch_records(w, &s, &e, err));
	}
	TRY(batch(&s, "memeriksa", err));
	TRY(apply_proofs(&s, val_true(&e) ? val_geti(&e, "tanggal", 0) : 0, err));
	TRY(new_people_first(&s, val_geti(&q, "kasus", 0), err));
	TRY(make_current(&s, &q, err));
	TRY(job_progress(cx, job, "selesai", s.total, s.total, err));
	return db_commit(cx->db, err);
}

int nama_run(struct pekerja *w, struct cx *cx, const struct val *job, struct err *err)
{
	(void)w;
	(void)job;
	return index_names(cx, err);
}

/* Names not searchable yet are taken along by the next run. */
int nama_failed(struct pekerja *w, struct cx *cx, const struct val *job, const struct err *why)
{
	(void)w;
	(void)cx;
	(void)job;
	(void)why;
	return OK;
}

int hasil_failed(struct pekerja *w, struct cx *cx, const struct val *job, const struct err *why)
{
	(void)w;
	(void)why;
	struct err err;
	struct val p = OBJ(cx, { "id", val_int(val_geti(job, "sasaran", 0)) });
	TRY(db_begin(cx->db, true, &err));
	TRY(db_run(cx->db, Q_PERIKSA_GAGAL, &p, NULL, &err));
	return db_commit(cx->db, &err);
}
