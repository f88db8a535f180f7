#include "app/pekerja.h"
#include "app/anak.h"
#include "app/audit.h"
#include "app/baca.h"
#include "app/kasus.h"
#include <sodium.h>

/* One job and what it needs. */
static void job_cx(struct pekerja *w, struct cx *cx, struct arena *mem)
{
	*cx = (struct cx){ .db = w->db, .mem = mem, .now_s = w->now_s(w->now_ctx), .from = S("pekerja"), .office = w->office };
}

int pekerja_recover(struct pekerja *w, struct err *err)
{
	TRY(db_begin(w->db, true, err));
	int rc = db_run(w->db, Q_KERJA_ULANG, NULL, NULL, err);
	if (rc < 0) {
		db_rollback(w->db);
		return rc;
	}
	return db_commit(w->db, err);
}

static int take(struct cx *cx, struct val *job, struct err *err)
{
	TRY(db_begin(cx->db, true, err));
	int rc = ONE(cx, Q_KERJA_AMBIL, NULL, job, err);
	if (rc == OK) {
		struct val p = OBJ(cx, { "id", val_int(val_geti(job, "id", 0)) }, { "now", val_int(cx->now_s) });
		rc = db_run(cx->db, Q_KERJA_MULAI, &p, NULL, err);
	}
	if (rc < 0) {
		db_rollback(cx->db);
		return rc;
	}
	return db_commit(cx->db, err);
}

static int finish(struct cx *cx, const struct val *job, const char *status, const char *message, struct err *err)
{
	TRY(db_begin(cx->db, true, err));
	struct val p = OBJ(cx, { "id", val_int(val_geti(job, "id", 0)) }, { "status", val_c(status) }, { "pesan", val_c(message) },
			   { "now", val_int(cx->now_s) });
	int rc = db_run(cx->db, Q_KERJA_AKHIR, &p, NULL, err);
	if (rc < 0) {
		db_rollback(cx->db);
		return rc;
	}
	return db_commit(cx->db, err);
}

static const struct {
	const char *jenis;
	int (*run)(struct pekerja *w, struct cx *cx, const struct val *job, struct err *err);
	int (*failed)(struct pekerja *w, struct cx *cx, const struct val *job, const struct err *why);
} kinds[] = {
	{ "baca", baca_run, baca_failed },
	{ "periksa", hasil_run, hasil_failed },
	{ "nama", nama_run, nama_failed },
};

int pekerja_one(struct pekerja *w, struct err *err)
{
	struct arena mem;
	struct cx cx;
	struct val job;
	arena_init(&mem, 0, (size_t)256 << 20);
	job_cx(w, &cx, &mem);
	int rc = take(&cx, &job, err);
	if (rc == E_NOTFOUND || rc < 0) {
		arena_clear(&mem);
		return rc == E_NOTFOUND ? 0 : rc;
	}
	struct err why = { 0 };
	(void)db_bulk(w->db, true, NULL);
	rc = FAIL(&why, E_ARG, "pekerjaan tidak dikenal");
	for (size_t i = 0; i < COUNT(kinds); i++)
		if (str_eq(val_getstr(&job, "jenis"), str_c(kinds[i].jenis))) {
			rc = kinds[i].run(w, &cx, &job, &why);
			db_rollback(cx.db);
			if (rc < 0 && !stop_asked(w->stop))
				kinds[i].failed(w, &cx, &job, &why);
			db_rollback(cx.db);
		}
	/* From here on a commit is on the disk, and with it all before it. */
	(void)db_bulk(w->db, false, NULL);
	cx.now_s = w->now_s(w->now_ctx);
	if (rc < 0 && stop_asked(w->stop)) {
		/* The server is going down: the job waits for the next start. */
		rc = pekerja_recover(w, err);
	} else {
		if (rc < 0 && w->log)
			w->log(w->log_ctx, why.msg);
		rc = finish(&cx, &job, rc < 0 ? "gagal" : "selesai", rc < 0 ? why.msg : "", err);
	}
	arena_clear(&mem);
	return rc < 0 ? rc : 1;
}
