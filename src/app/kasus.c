#include "app/kasus.h"
#include "app/audit.h"

struct str kasus_objek(struct cx *cx, int64_t id) { return cx_textf(cx->mem, "kasus/%" PRId64, id); }

int kasus_open(struct cx *cx, const char *sop, int64_t periode, int64_t *ret_id, struct err *err)
{
	int64_t have;
	struct val p = OBJ(cx, { "sop", val_c(sop) }, { "periode", val_int(periode) }, { "now", val_int(cx->now_s) },
			   { "revisi", val_c(strcmp(sop, "072") == 0 ? "00" : "03") });
	TRY(db_int(cx->db, Q_KASUS_PERIODE, &p, 0, &have, err));
	if (have)
		return FAIL(err, E_CONFLICT, "Periode itu sudah dibuka.");
	TRY(db_run(cx->db, Q_KASUS_TAMBAH, &p, NULL, err));
	int64_t id = db_last_id(cx->db);
	struct val l = OBJ(cx, { "kasus", val_int(id) }, { "no", val_int(1) }, { "now", val_int(cx->now_s) });
	TRY(db_run(cx->db, Q_LANGKAH_BUKA, &l, NULL, err));
	struct val after = OBJ(cx, { "sop", val_c(sop) }, { "periode", val_int(periode) });
	TRY(audit_write(cx, "kasus.buka", kasus_objek(cx, id), NULL, &after, STR_NONE, err));
	*ret_id = id;
	return OK;
}

int kasus_get(struct cx *cx, int64_t id, struct val *ret, struct err *err)
{
	struct val p = OBJ(cx, { "id", val_int(id) });
	int rc = ONE(cx, Q_KASUS_ID, &p, ret, err);
	return rc == E_NOTFOUND ? FAIL(err, E_NOTFOUND, "Kasus itu tidak ada.") : rc;
}

int kasus_at(struct cx *cx, int64_t id, unsigned steps, struct val *ret, struct err *err)
{
	struct val k;
	TRY(kasus_get(cx, id, &k, err));
	int64_t at = val_geti(&k, "langkah", 0);
	if (!str_eq(val_getstr(&k, "status"), S("berjalan")))
		return FAIL(err, E_REFUSED, "Periode ini sudah selesai; tidak ada yang bisa diubah lagi.");
	bool payment = str_eq(val_getstr(&k, "sop"), S("070"));
	if (at < 0 || at > 15 || !(steps & (payment ? 0xFFFF0000u : 0xFFFFu)))
		return FAIL(err, E_REFUSED, "Tindakan ini bukan bagian SOP %s.", payment ? "070" : "072");
	if (!(steps & (payment ? BAYAR(at) : AT(at))))
		return FAIL(err, E_REFUSED, "Periode ini sedang di langkah %" PRId64 "; tindakan ini bukan bagian langkah itu.", at);
	*ret = k;
	return OK;
}

static int close_step(struct cx *cx, int64_t id, const char *hasil, struct str catatan, struct err *err)
{
	struct val p = OBJ(cx, { "kasus", val_int(id) }, { "now", val_int(cx->now_s) }, { "hasil", val_c(hasil) },
			   { "oleh", cx->user ? val_int(cx->user->id) : val_null }, { "catatan", val_str(catatan.ptr ? catatan : S("")) });
	return db_run(cx->db, Q_LANGKAH_TUTUP, &p, NULL, err);
}

int kasus_move(struct cx *cx, const struct val *k, int to, const char *hasil, struct str catatan, struct err *err)
{
	int64_t id = val_geti(k, "id", 0), n;
	struct val p = OBJ(cx, { "id", val_int(id) }, { "langkah", val_int(to) }, { "versi", val_int(val_geti(k, "versi", 0)) });
	TRY(db_run(cx->db, Q_KASUS_LANGKAH_UBAH, &p, &n, err));
	if (n != 1)
		return FAIL(err, E_CONFLICT, "Periode ini baru saja diubah orang lain. Muat ulang lalu lihat perubahannya.");
	TRY(close_step(cx, id, hasil, catatan, err));
	struct val l = OBJ(cx, { "kasus", val_int(id) }, { "no", val_int(to) }, { "now", val_int(cx->now_s) });
	TRY(db_run(cx->db, Q_LANGKAH_BUKA, &l, NULL, err));
	struct val before = OBJ(cx, { "langkah", val_int(val_geti(k, "langkah", 0)) }), after = OBJ(cx, { "langkah", val_int(to) });
	return audit_write(cx, strcmp(hasil, "kembali") == 0 ? "kasus.kembali" : "kasus.maju", kasus_objek(cx, id), &before, &after,
			   catatan, err);
}

int kasus_finish(struct cx *cx, const struct val *k, struct str catatan, struct err *err)
{
	int64_t id = val_geti(k, "id", 0), n;
	struct val p = OBJ(cx, { "id", val_int(id) }, { "now", val_int(cx->now_s) }, { "versi", val_int(val_geti(k, "versi", 0)) });
	TRY(db_run(cx->db, Q_KASUS_SELESAI, &p, &n, err));
	if (n != 1)
		return FAIL(err, E_CONFLICT, "Periode ini baru saja diubah orang lain. Muat ulang lalu lihat perubahannya.");
	TRY(close_step(cx, id, "selesai", catatan, err));
	return audit_write(cx, "kasus.selesai", kasus_objek(cx, id), NULL, NULL, catatan, err);
}

int kasus_reopen(struct cx *cx, int64_t id, int to, struct str alasan, struct err *err)
{
	int64_t n;
	struct val p = OBJ(cx, { "id", val_int(id) }, { "langkah", val_int(to) }, { "kasus", val_int(id) }, { "no", val_int(to) },
			   { "now", val_int(cx->now_s) });
	TRY(db_run(cx->db, Q_KASUS_BUKA_LAGI, &p, &n, err));
	if (n != 1)
		return FAIL(err, E_REFUSED, "Periode itu tidak sedang selesai.");
	TRY(db_run(cx->db, Q_LANGKAH_BUKA, &p, NULL, err));
	return audit_write(cx, "kasus.buka_lagi", kasus_objek(cx, id), NULL, NULL, alasan, err);
}

int kasus_void_approval(struct cx *cx, int64_t id, const char *alasan, struct err *err)
{
	int64_t n;
	struct val p = OBJ(cx, { "kasus", val_int(id) }, { "now", val_int(cx->now_s) }, { "alasan", val_c(alasan) });
	TRY(db_run(cx->db, Q_SETUJU_BATAL, &p, &n, err));
	return n ? audit_write(cx, "persetujuan.gugur", kasus_objek(cx, id), NULL, NULL, str_c(alasan), err) : OK;
}

int kerja_add(struct cx *cx, const char *jenis, int64_t sasaran, int64_t kasus, int64_t *ret_id, struct err *err)
{
	struct val p = OBJ(cx, { "jenis", val_c(jenis) }, { "sasaran", val_int(sasaran) }, { "kasus", kasus ? val_int(kasus) : val_null },
			   { "now", val_int(cx->now_s) }, { "oleh", cx->user ? val_int(cx->user->id) : val_null });
	TRY(db_run(cx->db, Q_KERJA_TAMBAH, &p, NULL, err));
	cx->woken = true;
	if (ret_id)
		*ret_id = db_last_id(cx->db);
	return OK;
}
