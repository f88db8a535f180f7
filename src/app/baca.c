#include "app/baca.h"
#include "app/anak.h"
#include "app/audit.h"
#include "app/berkas.h"
#include "app/setelan.h"
#include "app/daftar.h"
#include "app/kasus.h"
#include "app/kunci.h"
#include <sodium.h>

/* Which persons the list has had so far: open addressing over the hash of the key. */
struct seen {
	struct slot {
		uint64_t hash;
		uint32_t count;
	} *slot;
	size_t cap, n;
};

static uint64_t hash64(const void *p, size_t n)
{
	uint64_t h;
	unsigned char sum[crypto_generichash_BYTES_MIN];
	crypto_generichash(sum, sizeof sum, n ? p : (const unsigned char *)"", n, NULL, 0);
	memcpy(&h, sum, sizeof h);
	return h;
}

static bool seen_grow(struct seen *s)
{
	size_t cap = s->cap ? s->cap * 2 : 1 << 16;
	struct slot *to = calloc(cap, sizeof *to);
	if (!to)
		return false;
	for (size_t i = 0; i < s->cap; i++) {
		if (!s->slot[i].count)
			continue;
		size_t at = s->slot[i].hash & (cap - 1);
		while (to[at].count)
			at = (at + 1) & (cap - 1);
		to[at] = s->slot[i];
	}
	free(s->slot);
	s->slot = to;
	s->cap = cap;
	return true;
}

/* How often the key has come, this time included; 0 when memory ran out. */
static uint32_t seen_add(struct seen *s, struct str key)
{
	if (s->n * 2 >= s->cap && !seen_grow(s))
		return 0;
	uint64_t h = hash64(key.ptr, key.len);
	size_t at = h & (s->cap - 1);
	while (s->slot[at].count && s->slot[at].hash != h)
		at = (at + 1) & (s->cap - 1);
	if (!s->slot[at].count)
		s->n++;
	s->slot[at].hash = h;
	return ++s->slot[at].count;
}

int job_progress(struct cx *cx, const struct val *job, const char *tahap, int64_t done, int64_t total, struct err *err)
{
	struct val p = OBJ(cx, { "id", val_int(val_geti(job, "id", 0)) }, { "tahap", val_c(tahap) }, { "selesai", val_int(done) },
			   { "jumlah", val_int(total) });
	return db_run(cx->db, Q_KERJA_MAJU, &p, NULL, err);
}

struct reading {
	struct cx *cx;
	const struct val *job;
	int64_t daftar, no, in_batch, total;
	struct seen seen;
	struct buf key, text;
	struct val info;
	const volatile int *stop;
};

/* The person over the months (FACTS 1.3): card first, NIK second; else what is written of them. */
static void person_key(struct reading *r, const struct anak_frame *f)
{
	struct str no = f->texts[ROW_NO], nik = f->texts[ROW_NIK];
	buf_reset(&r->key);
	if (!kunci_tulis(&r->key, no, nik)) {
		buf_reset(&r->text);
		buf_addf(&r->text, "%.*s|%" PRId64 "|%.*s|%.*s", (int)f->texts[ROW_NAMA].len, f->texts[ROW_NAMA].ptr, f->ints[ROW_LAHIR],
			 (int)f->texts[ROW_KK].len, f->texts[ROW_KK].ptr, (int)nik.len, nik.ptr);
		buf_addf(&r->key, "X%016" PRIx64, hash64(r->text.ptr, r->text.len));
	}
	uint32_t n = seen_add(&r->seen, buf_str(&r->key));
	if (n > 1)
		buf_addf(&r->key, "#%" PRIu32, n);
}

static int64_t fingerprint(struct reading *r, const struct anak_frame *f)
{
	buf_reset(&r->text);
	buf_add(&r->text, buf_str(&r->key));
	buf_addf(&r->text, "|%" PRId64 "|%" PRId64, f->ints[ROW_LAHIR], f->ints[ROW_WILAYAH]);
	for (size_t i = ROW_NO; i < ROW_TEMPAT; i++) {
		buf_addc(&r->text, '\x1f');
		buf_add(&r->text, f->texts[i]);
	}
	return (int64_t)(hash64(r->text.ptr, r->text.len) >> 1);
}

static int person_id(struct reading *r, const struct anak_frame *f, int64_t *ret, struct err *err)
{
	const struct str *t = f->texts;
	int64_t sidik = fingerprint(r, f);
	/* Two different rows of one fingerprint: the next number is tried, so that nobody becomes somebody else. */
	for (int tries = 0; tries < 8; tries++, sidik++) {
		struct db_bind find[] = { bind_int(sidik), bind_text(t[ROW_NO]), bind_text(t[ROW_NIK]), bind_text(t[ROW_NAMA]) };
		bool row;
		TRY(db_quick(r->cx->db, Q_PESERTA_CARI_SIDIK, find, COUNT(find), &row, ret, err));
		if (row)
			return OK;
		struct db_bind add[] = { bind_int(sidik),	   bind_text(buf_str(&r->key)),	   bind_text(t[ROW_NO]),
					 bind_text(t[ROW_NIK]),	   bind_text(t[ROW_NAMA]),	   bind_int(f->ints[ROW_LAHIR]),
					 bind_text(t[ROW_JK]),	   bind_text(t[ROW_KK]),	   bind_text(t[ROW_IBU]),
					 bind_text(t[ROW_ALAMAT]), bind_int(f->ints[ROW_WILAYAH]), bind_text(t[ROW_SEGMEN]),
					 bind_text(t[ROW_STATUS]), bind_text(t[ROW_HUBUNGAN]),	   bind_text(t[ROW_FASKES]),
					 bind_text(t[ROW_TMT]) };
		int rc = db_quick(r->cx->db, Q_PESERTA_TAMBAH, add, COUNT(add), &row, ret, err);
		if (rc != E_CONFLICT)
			return rc;
	}
	return FAIL(err, E_DB, "sidik peserta bertabrakan");
}

static int batch(struct reading *r, struct err *err)
{
	if (stop_asked(r->stop))
		return FAIL(err, E_STOP, "dihentikan");
	if (db_in_transaction(r->cx->db)) {
		TRY(job_progress(r->cx, r->job, "membaca", r->no, r->total, err));
		TRY(db_commit(r->cx->db, err));
	}
	r->in_batch = 0;
	return db_begin(r->cx->db, true, err);
}

static int store_row(struct reading *r, const struct anak_frame *f, struct err *err)
{
	int64_t id;
	if (f->n_ints < ROW_INTS || f->n_texts < ROW_TEXTS)
		return FAIL(err, E_FORMAT, "pekerja menjawab dengan bentuk yang tidak dikenal");
	if (r->in_batch++ >= BATCH)
		TRY(batch(r, err));
	person_key(r, f);
	TRY(person_id(r, f, &id, err));
	struct str sheet = f->texts[ROW_LEMBAR];
	struct db_bind row[] = { bind_int(r->daftar), bind_int(r->no++), bind_int(id), bind_int(f->ints[ROW_BARIS]),
				 bind_text(sheet.len ? sheet : STR_NONE), bind_int(f->ints[ROW_CACAT]) };
	return db_quick(r->cx->db, Q_BARIS_TAMBAH, row, COUNT(row), NULL, NULL, err);
}

static int read_frames(struct reading *r, struct anak *a, struct err *err)
{
	struct anak_frame f;
	int rc;
	while ((rc = anak_next(a, &f, err)) > 0) {
		if (f.kind == BINGKAI_PROGRESS && f.n_ints >= 2)
			r->total = f.ints[1];
		else if (f.kind == BINGKAI_INFO && f.n_texts)
			TRY(val_parse(&r->info, r->cx->mem, arena_str(r->cx->mem, f.texts[0]), 100000, err));
		else if (f.kind == BINGKAI_ROW)
			TRY(store_row(r, &f, err));
	}
	return rc;
}

/* What the columns are called, as one text: the sender's layout, by which a mended map is found again. */
static struct str layout_mark(struct cx *cx, const struct val *info)
{
	struct buf b;
	buf_init(&b, 1 << 20);
	const struct val *columns = val_get(info, "kolom");
	for (const struct val_item *i = columns && columns->kind == VAL_LIST ? columns->items.first : NULL; i; i = i->next) {
		buf_add(&b, val_getstr(&i->v, "judul"));
		buf_addc(&b, '\n');
	}
	struct str s = b.len ? cx_textf(cx->mem, "%016" PRIx64, hash64(b.ptr, b.len)) : S("");
	buf_clear(&b);
	return s;
}

/* Arguments of the child: the map is a JSON list of "FIELD=HEADING". */
#define ARGS_MAX 80
static size_t map_args(struct cx *cx, const struct val *d, const char **argv, size_t n, struct err *err)
{
	struct val map;
	struct str sheet = val_getstr(d, "lembar");
	/* Years of two digits need a day to be read by. */
	argv[n++] = "--as-of";
	argv[n++] = cx_textf(cx->mem, "%d", (int)cx_today(cx)).ptr;
	argv[n++] = "--city";
	argv[n++] = setelan_text(cx, "kantor.kode_kota").ptr;
	if (sheet.len) {
		argv[n++] = "--sheet";
		argv[n++] = sheet.ptr;
	}
	if (val_parse(&map, cx->mem, val_getstr(d, "peta"), 200, err) < 0 || map.kind != VAL_LIST)
		return n;
	for (const struct val_item *i = map.items.first; i && n + 3 < ARGS_MAX; i = i->next)
		if (i->v.kind == VAL_STR) {
			argv[n++] = "--map";
			argv[n++] = i->v.s.ptr;
		}
	return n;
}

static int try_read(struct pekerja *w, struct reading *r, const struct val *d, struct err *err)
{
	struct cx *cx = r->cx;
	const char *argv[ARGS_MAX] = { "padan", "worker", "baca", berkas_path(cx->office, cx->mem, val_getstr(d, "berkas")).ptr };
	argv[map_args(cx, d, argv, 4, err)] = NULL;
	/* Nobody waits for a file from outside: the next transaction begins with its first row. */
	TRY(db_commit(cx->db, err));
	r->in_batch = BATCH;
	struct anak *a;
	TRY(anak_start(&a, w->exe, argv, STR_NONE, err));
	int rc = read_frames(r, a, err);
	anak_end(a);
	return rc;
}

static int seen_before(void *ctx, const struct val *row)
{
	struct str key = val_getstr(row, "kunci");
	const char *mark = key.len ? memchr(key.ptr, '#', key.len) : NULL;
	seen_add(ctx, mark ? str_of(key.ptr, (size_t)(mark - key.ptr)) : key);
	return 0;
}

static int list_begin(struct reading *r, const struct val *d, struct err *err)
{
	struct cx *cx = r->cx;
	struct val p = OBJ(cx, { "daftar", val_int(r->daftar) });
	TRY(db_begin(cx->db, true, err));
	TRY(db_run(cx->db, Q_BARIS_HAPUS, &p, NULL, err));
	int64_t induk = val_geti(d, "induk", 0);
	r->no = 0;
	r->seen.n = 0;
	if (r->seen.slot)
		memset(r->seen.slot, 0, r->seen.cap * sizeof *r->seen.slot);
	if (!induk)
		return OK;
	struct val ps = OBJ(cx, { "daftar", val_int(r->daftar) }, { "induk", val_int(induk) });
	TRY(db_run(cx->db, Q_BARIS_SALIN, &ps, NULL, err));
	/* Whom the list has already: an added row of the same person is that person's second. */
	TRY(db_each(cx->db, Q_BARIS_KUNCI, &p, seen_before, &r->seen, err));
	return db_int(cx->db, Q_BARIS_JUMLAH, &p, 0, &r->no, err);
}

/* A map somebody mended before for a file of these columns, "" when there is none. */
static struct str remembered(struct cx *cx, const struct val *info, const struct val *d)
{
	struct val row, p = OBJ(cx, { "sidik", val_str(layout_mark(cx, info)) });
	if (!str_eq(val_getstr(d, "peta"), S("[]")) || ONE(cx, Q_PETA_CARI, &p, &row, NULL) != OK)
		return S("");
	return val_getstr(&row, "peta");
}

static int list_end(struct reading *r, const struct val *d, int read_rc, const struct err *why, struct err *err)
{
	struct cx *cx = r->cx;
	if (!db_in_transaction(cx->db))
		TRY(db_begin(cx->db, true, err));
	struct str info = cx_json(cx, &r->info);
	bool good = read_rc == OK;
	struct val p = OBJ(cx, { "id", val_int(r->daftar) }, { "status", val_c(good ? "pratinjau" : "gagal") },
			   { "baris", val_int(r->no) }, { "info", val_str(info) },
			   { "sidik", val_str(layout_mark(cx, &r->info)) }, { "pesan", val_c(good ? "" : why->msg) });
	TRY(db_run(cx->db, Q_DAFTAR_HASIL, &p, NULL, err));
	struct val after = OBJ(cx, { "status", val_c(good ? "pratinjau" : "gagal") }, { "baris", val_int(r->no) });
	return audit_write(cx, "daftar.baca",
			   cx_textf(cx->mem, "kasus/%" PRId64 "/daftar/%" PRId64, val_geti(d, "kasus", 0), r->daftar), NULL, &after,
			   good ? STR_NONE : str_c(why->msg), err);
}

int baca_run(struct pekerja *w, struct cx *cx, const struct val *job, struct err *err)
{
	struct val d;
	struct reading r = { .cx = cx, .job = job, .daftar = val_geti(job, "sasaran", 0), .info = val_obj(), .stop = w->stop };
	struct err why = { 0 };
	buf_init(&r.key, 256);
	buf_init(&r.text, 4 << 20);
	int rc = daftar_get(cx, r.daftar, &d, err);
	if (rc == OK)
		rc = list_begin(&r, &d, err);
	int read_rc = rc == OK ? try_read(w, &r, &d, &why) : rc;
	struct str again = rc == OK && read_rc == E_FORMAT ? remembered(cx, &r.info, &d) : S("");
	if (again.len) {
		db_rollback(cx->db);
		val_set(cx->mem, &d, "peta", val_str(again));
		struct val p = OBJ(cx, { "id", val_int(r.daftar) }, { "peta", val_str(again) },
				   { "lembar", val_str(val_getstr(&d, "lembar")) });
		rc = list_begin(&r, &d, err);
		if (rc == OK)
			rc = db_run(cx->db, Q_DAFTAR_PETA, &p, NULL, err);
		read_rc = rc == OK ? try_read(w, &r, &d, &why) : rc;
	}
	if (rc == OK && (read_rc == E_FORMAT || read_rc == E_LIMIT || read_rc == E_ARG)) {
		/* The file, not the office, is at fault: the clerk sees why, and what was found so far. */
		db_rollback(cx->db);
		rc = list_begin(&r, &d, err);
		if (rc == OK)
			rc = list_end(&r, &d, read_rc, &why, err);
	} else if (rc == OK && read_rc < 0) {
		rc = err_set(err, read_rc, why.file, why.line, "%s", why.msg);
	} else if (rc == OK) {
		rc = list_end(&r, &d, OK, NULL, err);
	}
	if (rc == OK)
		rc = db_commit(cx->db, err);
	free(r.seen.slot);
	buf_clear(&r.key);
	buf_clear(&r.text);
	return rc;
}

int baca_failed(struct pekerja *w, struct cx *cx, const struct val *job, const struct err *why)
{
	(void)w;
	struct err err;
	struct val p = OBJ(cx, { "id", val_int(val_geti(job, "sasaran", 0)) }, { "status", val_c("gagal") }, { "pesan", val_c(why->msg) });
	TRY(db_begin(cx->db, true, &err));
	TRY(db_run(cx->db, Q_DAFTAR_STATUS, &p, NULL, &err));
	return db_commit(cx->db, &err);
}
