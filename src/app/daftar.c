#include "app/daftar.h"
#include "app/audit.h"
#include "app/berkas.h"
#include "app/kasus.h"
#include "app/periksa.h"

static struct str objek(struct cx *cx, int64_t kasus, int64_t id)
{
	return cx_textf(cx->mem, "kasus/%" PRId64 "/daftar/%" PRId64, kasus, id);
}

int daftar_get(struct cx *cx, int64_t id, struct val *ret, struct err *err)
{
	struct val p = OBJ(cx, { "id", val_int(id) });
	int rc = ONE(cx, Q_DAFTAR_ID, &p, ret, err);
	return rc == E_NOTFOUND ? FAIL(err, E_NOTFOUND, "Daftar itu tidak ada.") : rc;
}

static int check_same(struct cx *cx, int64_t kasus, struct str hash, struct str *ret_note, struct err *err)
{
	struct val p = OBJ(cx, { "berkas", val_str(hash) }), same;
	int rc = ONE(cx, Q_DAFTAR_SAMA, &p, &same, err);
	if (rc == E_NOTFOUND)
		return OK;
	if (rc < 0)
		return rc;
	if (val_geti(&same, "kasus", 0) == kasus)
		return FAIL(err, E_CONFLICT, "Berkas yang sama persis sudah diterima untuk periode ini.");
	if (ret_note)
		*ret_note = cx_textf(cx->mem, "Perhatian: berkas yang sama persis sudah dipakai untuk periode %" PRId64 ".",
				     val_geti(&same, "periode", 0));
	return OK;
}

int daftar_upload(struct cx *cx, int64_t kasus, const struct val *file, struct str jenis, struct str pengirim, struct str lembar,
		  struct str place, int64_t sesudah, int64_t *ret_id, struct str *ret_note, struct err *err)
{
	struct val k;
	TRY(kasus_at(cx, kasus, AT(1) | AT(2) | AT(3) | AT(4), &k, err));
	struct str hash = val_getstr(file, "hash");
	if (!hash.len)
		return FAIL(err, E_REFUSED, "Berkas harus dipilih.");
	TRY(check_same(cx, kasus, hash, ret_note, err));
	int64_t induk = sesudah ? sesudah : str_eq(jenis, S("tambah")) ? val_geti(&k, "daftar", 0) : 0;
	if (str_eq(jenis, S("tambah")) && !induk)
		return FAIL(err, E_REFUSED, "Belum ada daftar yang bisa ditambah; kirim sebagai daftar baru.");
	TRY(berkas_take(cx, file, place, err));
	struct val p =
		OBJ(cx, { "kasus", val_int(kasus) }, { "jenis", val_str(jenis) }, { "berkas", val_str(hash) },
		    { "nama", val_str(val_getstr(file, "nama")) }, { "pengirim", val_str(pengirim) },
		    { "lembar", val_str(lembar.ptr ? lembar : S("")) }, { "peta", val_c("[]") }, { "now", val_int(cx->now_s) },
		    { "oleh", cx->user ? val_int(cx->user->id) : val_null }, { "induk", induk ? val_int(induk) : val_null });
	TRY(db_run(cx->db, Q_DAFTAR_TAMBAH, &p, NULL, err));
	int64_t id = db_last_id(cx->db);
	struct val after = OBJ(cx, { "berkas", val_str(hash) }, { "nama", val_str(val_getstr(file, "nama")) }, { "jenis", val_str(jenis) },
			       { "pengirim", val_str(pengirim) }, { "ukuran", val_int(val_geti(file, "ukuran", 0)) });
	TRY(audit_write(cx, "daftar.terima", objek(cx, kasus, id), NULL, &after, STR_NONE, err));
	*ret_id = id;
	return kerja_add(cx, "baca", id, kasus, NULL, err);
}

static struct str map_json(struct cx *cx, const struct val *map)
{
	struct buf b;
	buf_init(&b, 1 << 16);
	val_json(&b, map);
	struct str s = arena_str(cx->mem, buf_str(&b));
	buf_clear(&b);
	MUST(s.ptr);
	return s;
}

int daftar_remap(struct cx *cx, int64_t id, const struct val *map, struct str lembar, struct err *err)
{
	struct val d, k;
	TRY(daftar_get(cx, id, &d, err));
	struct str status = val_getstr(&d, "status");
	if (!str_eq(status, S("pratinjau")) && !str_eq(status, S("gagal")))
		return FAIL(err, E_REFUSED, "Kolom hanya bisa diatur sebelum daftar diterima.");
	int64_t kasus = val_geti(&d, "kasus", 0);
	TRY(kasus_at(cx, kasus, AT(1) | AT(2) | AT(3) | AT(4), &k, err));
	struct str peta = map_json(cx, map);
	struct val p = OBJ(cx, { "id", val_int(id) }, { "peta", val_str(peta) }, { "lembar", val_str(lembar.ptr ? lembar : S("")) });
	TRY(db_run(cx->db, Q_DAFTAR_PETA, &p, NULL, err));
	struct val after = OBJ(cx, { "peta", val_str(peta) }, { "lembar", val_str(lembar) });
	TRY(audit_write(cx, "daftar.kolom", objek(cx, kasus, id), NULL, &after, STR_NONE, err));
	TRY(kerja_add(cx, "baca", id, kasus, NULL, err));
	/* What begins with its rows begins anew, one behind the other: jobs run in their order. */
	for (int64_t next = id;;) {
		struct val child, pn = OBJ(cx, { "induk", val_int(next) });
		int rc = ONE(cx, Q_DAFTAR_LANJUTAN, &pn, &child, err);
		if (rc < 0)
			return rc == E_NOTFOUND ? OK : rc;
		next = val_geti(&child, "id", 0);
		struct val ps = OBJ(cx, { "id", val_int(next) }, { "status", val_c("dibaca") }, { "pesan", val_c("") });
		TRY(db_run(cx->db, Q_DAFTAR_STATUS, &ps, NULL, err));
		TRY(kerja_add(cx, "baca", next, kasus, NULL, err));
	}
}

int daftar_bersama(struct cx *cx, const struct val *d, struct val *ret_sebelum, int64_t *ret_terakhir, struct err *err)
{
	struct val at = *d, k;
	*ret_sebelum = val_list();
	*ret_terakhir = 0;
	TRY(kasus_get(cx, val_geti(d, "kasus", 0), &k, err));
	for (int64_t up = val_geti(d, "induk", 0); up && up != val_geti(&k, "daftar", 0); up = val_geti(&at, "induk", 0)) {
		TRY(daftar_get(cx, up, &at, err));
		val_push(cx->mem, ret_sebelum, OBJ(cx, { "id", val_int(up) }, { "nama", val_str(val_getstr(&at, "nama")) },
						   { "status", val_str(val_getstr(&at, "status")) } ));
	}
	for (int64_t next = val_geti(d, "id", 0);;) {
		struct val p = OBJ(cx, { "induk", val_int(next) });
		int rc = ONE(cx, Q_DAFTAR_LANJUTAN, &p, &at, err);
		if (rc < 0)
			return rc == E_NOTFOUND ? OK : rc;
		*ret_terakhir = next = val_geti(&at, "id", 0);
	}
}

/* Those a preview was sent to be added to count with it: each has to be readable, and the first to stand on the list in force. */
static int accept_before(struct cx *cx, const struct val *d, struct err *err)
{
	struct val before;
	int64_t last;
	TRY(daftar_bersama(cx, d, &before, &last, err));
	for (const struct val_item *i = before.items.first; i; i = i->next) {
		struct str name = val_getstr(&i->v, "nama"), status = val_getstr(&i->v, "status");
		if (str_eq(status, S("diganti")) || str_eq(status, S("berlaku")))
			return FAIL(err, E_CONFLICT, "Daftar yang ditambah sudah diganti. Batalkan tambahan ini, lalu kirim lagi.");
		if (!str_eq(status, S("pratinjau")))
			return FAIL(err, E_CONFLICT, "Berkas %.*s yang dikirim bersama ini belum bisa dibaca atau dibatalkan. Perbaiki, atau batalkan "
						     "yang ini lalu kirim lagi.", (int)name.len, name.ptr);
	}
	for (const struct val_item *i = before.items.first; i; i = i->next) {
		struct val ps = OBJ(cx, { "id", val_int(val_geti(&i->v, "id", 0)) }, { "status", val_c("diganti") }, { "pesan",
			val_c("") });
		TRY(db_run(cx->db, Q_DAFTAR_STATUS, &ps, NULL, err));
	}
	return OK;
}

static int remember_map(struct cx *cx, const struct val *d, struct err *err)
{
	struct str sidik = val_getstr(d, "sidik_kolom"), peta = val_getstr(d, "peta");
	if (!sidik.len || str_eq(peta, S("[]")))
		return OK;
	struct val p = OBJ(cx, { "sidik", val_str(sidik) }, { "peta", val_str(peta) }, { "pengirim", val_str(val_getstr(d, "pengirim")) },
			   { "now", val_int(cx->now_s) });
	return db_run(cx->db, Q_PETA_SIMPAN, &p, NULL, err);
}

int daftar_accept(struct cx *cx, int64_t id, struct err *err)
{
	struct val d, k;
	TRY(daftar_get(cx, id, &d, err));
	if (!str_eq(val_getstr(&d, "status"), S("pratinjau")))
		return FAIL(err, E_REFUSED, "Daftar ini belum selesai dibaca, atau sudah diputuskan.");
	if (!val_geti(&d, "baris", 0))
		return FAIL(err, E_REFUSED, "Daftar ini tidak berisi satu peserta pun.");
	int64_t kasus = val_geti(&d, "kasus", 0);
	TRY(kasus_at(cx, kasus, AT(1) | AT(2) | AT(3) | AT(4), &k, err));
	int64_t lama = val_geti(&k, "daftar", 0);
	TRY(accept_before(cx, &d, err));
	struct val pk = OBJ(cx, { "kasus", val_int(kasus) });
	TRY(db_run(cx->db, Q_DAFTAR_LAMA, &pk, NULL, err));
	struct val ps = OBJ(cx, { "id", val_int(id) }, { "status", val_c("berlaku") }, { "pesan", val_c("") });
	TRY(db_run(cx->db, Q_DAFTAR_STATUS, &ps, NULL, err));
	struct val pd = OBJ(cx, { "id", val_int(kasus) }, { "daftar", val_int(id) });
	TRY(db_run(cx->db, Q_KASUS_DAFTAR_UBAH, &pd, NULL, err));
	TRY(remember_map(cx, &d, err));
	struct val before = OBJ(cx, { "daftar", lama ? val_int(lama) : val_null }),
		   after = OBJ(cx, { "daftar", val_int(id) }, { "peserta", val_int(val_geti(&d, "baris", 0)) },
			       { "berkas", val_str(val_getstr(&d, "berkas")) });
	TRY(audit_write(cx, "daftar.berlaku", objek(cx, kasus, id), &before, &after, STR_NONE, err));
	TRY(kasus_void_approval(cx, kasus, "daftar peserta diganti", err));
	TRY(kasus_get(cx, kasus, &k, err));
	int64_t at = val_geti(&k, "langkah", 0);
	if (at != 2)
		TRY(kasus_move(cx, &k, 2, at < 2 ? "maju" : "kembali", at < 2 ? STR_NONE : S("daftar peserta diganti"), err));
	return periksa_queue(cx, kasus, 0, err);
}

int daftar_cancel(struct cx *cx, int64_t id, struct str alasan, struct err *err)
{
	struct val d, k;
	TRY(daftar_get(cx, id, &d, err));
	int64_t kasus = val_geti(&d, "kasus", 0);
	struct str status = val_getstr(&d, "status");
	bool in_force = str_eq(status, S("berlaku"));
	TRY(kasus_at(cx, kasus, in_force ? AT(2) : AT(1) | AT(2) | AT(3) | AT(4), &k, err));
	if (str_eq(status, S("batal")) || str_eq(status, S("diganti")))
		return FAIL(err, E_REFUSED, "Daftar ini sudah tidak berlaku.");
	if (in_force && !alasan.len)
		return FAIL(err, E_REFUSED, "Alasan membatalkan daftar harus diisi.");
	struct val ps = OBJ(cx, { "id", val_int(id) }, { "status", val_c("batal") }, { "pesan", val_str(alasan.ptr ? alasan : S("")) });
	TRY(db_run(cx->db, Q_DAFTAR_STATUS, &ps, NULL, err));
	TRY(audit_write(cx, "daftar.batal", objek(cx, kasus, id), NULL, NULL, alasan, err));
	if (in_force) {
		struct val pd = OBJ(cx, { "id", val_int(kasus) }, { "daftar", val_null });
		TRY(db_run(cx->db, Q_KASUS_DAFTAR_UBAH, &pd, NULL, err));
		TRY(kasus_get(cx, kasus, &k, err));
		return kasus_move(cx, &k, 1, "kembali", alasan, err);
	}
	/* Its rows are of no use to anybody; a list in force keeps them as record of what was decided on. */
	struct val pb = OBJ(cx, { "daftar", val_int(id) });
	return db_run(cx->db, Q_BARIS_HAPUS, &pb, NULL, err);
}
