#include "app/akun.h"
#include "app/audit.h"
#include "app/peran.h"
#include "web/pages/pages.h"
#include "web/qrsvg.h"

#define SESSION_COOKIE "padan_sesi"

static void put_cookie(struct cx *cx, struct val *out, struct str value, int64_t age)
{
	struct val *list = val_set(cx->mem, out, "_kue", val_list());
	val_push(cx->mem, list, OBJ(cx, { "nama", val_c(SESSION_COOKIE) }, { "nilai", val_str(value) }, { "umur", val_int(age) }));
}

HANDLER(p_masuk)
{
	(void)in;
	(void)err;
	val_set(cx->mem, out, "judul", val_c("Masuk"));
	val_set(cx->mem, out, "gagal", val_null);
	val_set(cx->mem, out, "isian", val_obj());
	return OK;
}

HANDLER(p_masuk_kirim)
{
	struct str cookie, need;
	TRY(akun_masuk(cx, val_getstr(in, "akun"), val_getstr(in, "sandi"), val_getstr(in, "kode"), val_getstr(in, "_agen"),
		       &cookie, &need, err));
	put_cookie(cx, out, cookie, 12 * 3600);
	struct session s = { .hash = S("") };
	TRY(akun_by_session(cx, cookie, &s, err));
	val_set(cx->mem, out, "csrf", val_str(akun_csrf(cx->office, &s, cx->mem)));
	val_set(cx->mem, out, "perlu", val_str(need));
	val_set(cx->mem, out, "lanjut", val_c(need.len ? "/totp" : "/"));
	return OK;
}

HANDLER(p_keluar)
{
	TRY(akun_keluar(cx, val_getstr(in, "_sesi"), err));
	put_cookie(cx, out, S(""), 0);
	val_set(cx->mem, out, "lanjut", val_c("/masuk"));
	return OK;
}

HANDLER(p_tautan)
{
	struct val who;
	TRY(akun_tautan_lihat(cx, val_getstr(in, "kunci"), &who, err));
	val_set(cx->mem, out, "judul", val_c("Pasang kata sandi"));
	val_set(cx->mem, out, "siapa",
		OBJ(cx, { "nama", val_str(val_getstr(&who, "nama")) }, { "masuk", val_str(val_getstr(&who, "masuk")) }));
	val_set(cx->mem, out, "kunci", val_str(val_getstr(in, "kunci")));
	val_set(cx->mem, out, "gagal", val_null);
	return OK;
}

HANDLER(p_tautan_kirim)
{
	if (!str_eq(val_getstr(in, "sandi"), val_getstr(in, "ulang")))
		return FAIL(err, E_REFUSED, "Kedua kata sandi tidak sama.");
	TRY(akun_tautan_pakai(cx, val_getstr(in, "kunci"), val_getstr(in, "sandi"), err));
	val_set(cx->mem, out, "lanjut", val_c("/masuk"));
	val_set(cx->mem, out, "pesan", val_c("Kata sandi terpasang. Silakan masuk."));
	return OK;
}

HANDLER(p_totp)
{
	(void)in;
	struct str secret, uri;
	TRY(akun_totp_baru(cx, &secret, &uri, err));
	val_set(cx->mem, out, "judul", val_c("Kode kedua"));
	struct val me, pid = OBJ(cx, { "id", val_int(cx->user->id) });
	TRY(ONE(cx, Q_PENGGUNA_ID, &pid, &me, err));
	val_set(cx->mem, out, "punya", val_bool(val_geti(&me, "punya_totp", 0) != 0));
	val_set(cx->mem, out, "rahasia", val_str(secret));
	val_set(cx->mem, out, "uri", val_str(uri));
	TRY(qr_data_uri(cx->mem, uri, out, "qr", err));
	val_set(cx->mem, out, "gagal", val_null);
	return OK;
}

HANDLER(p_totp_kirim)
{
	TRY(akun_totp_tegaskan(cx, val_getstr(in, "rahasia"), val_getstr(in, "kode"), val_getstr(in, "lama"), err));
	val_set(cx->mem, out, "lanjut", val_c("/"));
	val_set(cx->mem, out, "pesan", val_c("Kode kedua terpasang."));
	return OK;
}

HANDLER(p_akun)
{
	struct val rows, p = OBJ(cx, { "pengguna", val_int(cx->user->id) }, { "sejak", val_int(cx->now_s - 12 * 3600) });
	TRY(ALL(cx, Q_SESI_PUNYA, &p, &rows, err));
	for (struct val_item *i = rows.items.first; i; i = i->next) {
		val_set(cx->mem, &i->v, "ini", val_bool(str_eq(val_getstr(&i->v, "hash"), val_getstr(in, "_sesi"))));
		/* A session is named to its owner by the beginning of its hash only. */
		struct str h = val_getstr(&i->v, "hash");
		val_set(cx->mem, &i->v, "hash", val_str(str_of(h.ptr, h.len < 12 ? h.len : 12)));
	}
	val_set(cx->mem, out, "sesi", rows);
	TRY(ALL(cx, Q_TOKEN_PUNYA, &p, &rows, err));
	val_set(cx->mem, out, "token", rows);
	val_set(cx->mem, out, "judul", val_c("Akun saya"));
	val_set(cx->mem, out, "token_baru", val_null);
	val_set(cx->mem, out, "gagal", val_null);
	val_set(cx->mem, out, "galat", val_obj());
	return OK;
}

HANDLER(p_sandi_kirim)
{
	if (!str_eq(val_getstr(in, "baru"), val_getstr(in, "ulang")))
		return FAIL(err, E_REFUSED, "Kedua kata sandi baru tidak sama.");
	TRY(akun_ganti_sandi(cx, val_getstr(in, "lama"), val_getstr(in, "baru"), val_getstr(in, "_sesi"), err));
	val_set(cx->mem, out, "lanjut", val_c("/akun"));
	val_set(cx->mem, out, "pesan", val_c("Kata sandi diganti. Sesi Anda di tempat lain sudah diakhiri."));
	return OK;
}

HANDLER(p_sesi_cabut)
{
	TRY(akun_cabut_sesi(cx, cx->user->id, val_getstr(in, "_sesi"), err));
	val_set(cx->mem, out, "lanjut", val_c("/akun"));
	val_set(cx->mem, out, "pesan", val_c("Semua sesi lain sudah diakhiri."));
	return OK;
}

HANDLER(p_token_kirim)
{
	struct str token;
	TRY(akun_token_baru(cx, val_getstr(in, "nama"), val_getstr(in, "lingkup"), val_geti(in, "hari", 90), &token, err));
	TRY(p_akun(cx, in, out, err));
	val_set(cx->mem, out, "token_baru", val_str(token));
	return OK;
}

HANDLER(p_token_cabut)
{
	int64_t n;
	struct val p = OBJ(cx, { "id", val_int(val_geti(in, "id", 0)) }, { "pengguna", val_int(cx->user->id) },
			   { "now", val_int(cx->now_s) });
	TRY(db_run(cx->db, Q_TOKEN_CABUT, &p, &n, err));
	if (!n)
		return FAIL(err, E_NOTFOUND, "Token itu tidak ada.");
	TRY(audit_write(cx, "token.cabut", cx_textf(cx->mem, "pengguna/%" PRId64, cx->user->id), NULL, &p, STR_NONE, err));
	val_set(cx->mem, out, "lanjut", val_c("/akun"));
	val_set(cx->mem, out, "pesan", val_c("Token dicabut."));
	return OK;
}
