#include "app/akun.h"
#include "app/audit.h"
#include "app/peran.h"
#include "app/setelan.h"
#include "secret/keyring.h"
#include "secret/password.h"
#include "secret/totp.h"

#define IDLE_S (30 * 60)
#define WHOLE_S (12 * 3600)
#define LINK_S (72 * 3600)
#define FREE_TRIES 4       /* wrong passwords before a pair of account and address has to wait */
#define WAIT_MAX_S 900
#define ADDRESS_TRIES 40   /* wrong ones of all names together before an address has to wait */

bool akun_kantor_contoh(struct cx *cx)
{
	return str_eq(setelan_raw(cx, "kantor.contoh"), S("ya"));
}

static int in_tx(struct cx *cx, int (*fn)(struct cx *cx, void *ctx, struct err *err), void *ctx, struct err *err)
{
	TRY(db_begin(cx->db, true, err));
	int rc = fn(cx, ctx, err);
	if (rc < 0) {
		db_rollback(cx->db);
		return rc;
	}
	return db_commit(cx->db, err);
}

static struct str user_objek(struct cx *cx, int64_t id) { return cx_textf(cx->mem, "pengguna/%" PRId64, id); }

/* --- who is it ------------------------------------------------------------------------------------------------------ */

static void take_user(const struct val *row, struct session *ret)
{
	const struct peran *own = peran_by_code(val_getstr(row, "peran")), *second = peran_by_code(val_getstr(row, "peran2"));
	ret->user = (struct user){ .id = val_geti(row, "id", 0), .masuk = val_getstr(row, "masuk"), .nama = val_getstr(row, "nama"),
				   .jabatan = val_getstr(row, "jabatan"), .own = own ? own->bit : 0 };
	ret->user.roles = ret->user.own;
	/* Who left the office's rows for another role does not stand in for anybody any more. */
	if (second && second->delegable && !(ret->user.own & (R_ADMIN | R_AUDITOR | R_BPJS))) {
		ret->user.roles |= second->bit;
		ret->user.delegasi = val_geti(row, "delegasi", 0);
		ret->user.awalan = val_getstr(row, "awalan");
	}
}

/* Approvers, and whoever stands in for one, work with a second factor or not at all. */
static bool needs_factor(struct cx *cx, const struct val *row, const struct user *u)
{
	const struct peran *own = peran_by_bit(u->own);
	bool needs = (own && own->totp) || u->delegasi;
	return needs && !val_geti(row, "punya_totp", 0) && !akun_kantor_contoh(cx);
}

int akun_by_session(struct cx *cx, struct str cookie, struct session *ret, struct err *err)
{
	struct val row, p;
	*ret = (struct session){ .may_write = true };
	if (cookie.len < 20 || cookie.len > 100)
		return FAIL(err, E_LOGIN, "Sesi tidak dikenal.");
	ret->hash = secret_hash(cookie, cx->mem);
	p = OBJ(cx, { "hash", val_str(ret->hash) }, { "hari", val_int(cx_today(cx)) });
	int rc = ONE(cx, Q_SESI_CARI, &p, &row, err);
	if (rc == E_NOTFOUND)
		return FAIL(err, E_LOGIN, "Sesi tidak dikenal.");
	if (rc < 0)
		return rc;
	ret->last_s = val_geti(&row, "terakhir_s", 0);
	if (cx->now_s - ret->last_s > IDLE_S || cx->now_s - val_geti(&row, "dibuat_s", 0) > WHOLE_S)
		return FAIL(err, E_LOGIN, "Sesi sudah berakhir. Masuk lagi.");
	take_user(&row, ret);
	ret->half = needs_factor(cx, &row, &ret->user);
	return OK;
}

int akun_by_token(struct cx *cx, struct str token, struct session *ret, struct err *err)
{
	struct val row, p;
	*ret = (struct session){ .hash = S("") };
	if (token.len < 20 || token.len > 100)
		return FAIL(err, E_LOGIN, "Token tidak dikenal.");
	p = OBJ(cx, { "hash", val_str(secret_hash(token, cx->mem)) }, { "hari", val_int(cx_today(cx)) }, { "now", val_int(cx->now_s) });
	int rc = ONE(cx, Q_TOKEN_CARI, &p, &row, err);
	if (rc == E_NOTFOUND)
		return FAIL(err, E_LOGIN, "Token tidak dikenal atau sudah berakhir.");
	if (rc < 0)
		return rc;
	take_user(&row, ret);
	ret->half = needs_factor(cx, &row, &ret->user);
	ret->last_s = val_geti(&row, "terakhir_s", 0);
	ret->token = val_geti(&row, "token", 0);
	ret->may_write = str_eq(val_getstr(&row, "lingkup"), S("tulis"));
	return OK;
}

void akun_touch(struct cx *cx, const struct session *s)
{
	struct err ignored;
	if (cx->now_s - s->last_s < 60 || db_in_transaction(cx->db))
		return;
	/* Nobody waits for this. */
	if (!db_try_begin(cx->db))
		return;
	struct val p = OBJ(cx, { "hash", val_str(s->hash) }, { "now", val_int(cx->now_s) }, { "id", val_int(s->token) });
	if (db_run(cx->db, s->token ? Q_TOKEN_SENTUH : Q_SESI_SENTUH, &p, NULL, &ignored) < 0 || db_commit(cx->db, &ignored) < 0)
		db_rollback(cx->db);
}

struct str akun_csrf(const struct office *office, const struct session *s, struct arena *mem)
{
	return keyring_mac(office->keys, "csrf", s->hash, mem);
}

bool akun_csrf_ok(const struct office *office, const struct session *s, struct str token)
{
	struct arena mem;
	arena_init(&mem, 1024, 8192);
	bool ok = s->hash.len && secret_equal(akun_csrf(office, s, &mem), token);
	arena_clear(&mem);
	return ok;
}

/* --- signing in ------------------------------------------------------------------------------------------------------- */

struct login {
	struct str masuk, sandi, kode, agen, cookie, kunci, sealed;
	struct val row;
	bool good;
	int64_t step;
};

static struct str throttle_key(struct cx *cx, struct str masuk)
{
	struct buf b;
	buf_init(&b, 4096);
	for (size_t i = 0; i < masuk.len && i < 200; i++)
		buf_addc(&b, masuk.ptr[i] >= 'A' && masuk.ptr[i] <= 'Z' ? (char)(masuk.ptr[i] | 32) : masuk.ptr[i]);
	buf_addf(&b, "|%.*s", (int)cx->from.len, cx->from.ptr ? cx->from.ptr : "");
	struct str key = secret_hash(buf_str(&b), cx->mem);
	buf_clear(&b);
	return key;
}

static int check_wait(struct cx *cx, struct str kunci, int64_t free, struct err *err)
{
	struct val row, p = OBJ(cx, { "kunci", val_str(kunci) });
	int rc = ONE(cx, Q_PERCOBAAN_BACA, &p, &row, err);
	if (rc == E_NOTFOUND)
		return OK;
	if (rc < 0)
		return rc;
	int64_t left = val_geti(&row, "sampai_s", 0) - cx->now_s;
	if (left <= 0 || val_geti(&row, "jumlah", 0) <= free)
		return OK;
	return FAIL(err, E_DENIED, "Terlalu banyak percobaan dari tempat ini. Tunggu %" PRId64 " detik, lalu coba lagi.", left);
}

/* One more wrong try of a key; waiting grows from `free` on, a day without a mistake forgets. */
static int count_failure(struct cx *cx, struct str kunci, int64_t free, struct err *err)
{
	struct val row = val_null, p = OBJ(cx, { "kunci", val_str(kunci) });
	int rc = ONE(cx, Q_PERCOBAAN_BACA, &p, &row, err);
	if (rc < 0 && rc != E_NOTFOUND)
		return rc;
	int64_t n = val_geti(&row, "jumlah", 0) + 1;
	if (rc == OK && cx->now_s - val_geti(&row, "sampai_s", 0) > 86400)
		n = 1;
	int64_t wait = n > free ? (int64_t)1 << (n - free < 10 ? n - free : 10) : 0;
	struct val q = OBJ(cx, { "kunci", val_str(kunci) }, { "jumlah", val_int(n) },
			   { "sampai", val_int(cx->now_s + (wait > WAIT_MAX_S ? WAIT_MAX_S : wait)) });
	return db_run(cx->db, Q_PERCOBAAN_TULIS, &q, NULL, err);
}

static int note_failure(struct cx *cx, void *ctx, struct err *err)
{
	struct login *l = ctx;
	TRY(count_failure(cx, l->kunci, FREE_TRIES, err));
	TRY(count_failure(cx, throttle_key(cx, S("*")), ADDRESS_TRIES, err));
	int64_t id = val_geti(&l->row, "id", 0);
	return audit_write(cx, "masuk.gagal", id ? user_objek(cx, id) : S("pengguna/?"), NULL, NULL, STR_NONE, err);
}

static int open_session(struct cx *cx, void *ctx, struct err *err)
{
	struct login *l = ctx;
	int64_t id = val_geti(&l->row, "id", 0), n = 1;
	struct user who = { .id = id, .masuk = val_getstr(&l->row, "masuk"), .nama = val_getstr(&l->row, "nama") };
	struct val p = OBJ(cx, { "kunci", val_str(l->kunci) }, { "hash", val_str(secret_hash(l->cookie, cx->mem)) }, { "pengguna", val_int(id) },
			   { "now", val_int(cx->now_s) }, { "alamat", val_str(cx->from) },
			   { "agen", val_str(str_of(l->agen.ptr ? l->agen.ptr : "", l->agen.len < 200 ? l->agen.len : 200)) },
			   { "id", val_int(id) }, { "langkah", val_int(l->step) });
	TRY(db_run(cx->db, Q_PERCOBAAN_HAPUS, &p, NULL, err));
	if (l->step)
		TRY(db_run(cx->db, Q_PENGGUNA_TOTP_PAKAI, &p, &n, err));
	if (n != 1)
		return FAIL(err, E_DENIED, "Kode itu sudah dipakai. Tunggu kode berikutnya.");
	TRY(db_run(cx->db, Q_SESI_TAMBAH, &p, NULL, err));
	cx->user = &who;
	int rc = audit_write(cx, "masuk", user_objek(cx, id), NULL, NULL, STR_NONE, err);
	cx->user = NULL;
	return rc;
}

static bool second_factor(struct cx *cx, struct login *l)
{
	struct str sealed = val_getstr(&l->row, "totp"), secret;
	if (!sealed.len)
		return true;
	if (keyring_open_text(cx->office->keys, "totp", sealed, cx->mem, &secret, NULL) < 0)
		return false;
	l->step = totp_step(secret, l->kode, cx->now_s, val_geti(&l->row, "totp_langkah", 0));
	return l->step != 0;
}

int akun_masuk(struct cx *cx, struct str masuk, struct str sandi, struct str kode, struct str agen, struct str *ret_cookie,
	       struct str *ret_need, struct err *err)
{
	struct login l = { .masuk = masuk,
			   .sandi = sandi,
			   .kode = str_trim(kode),
			   .agen = agen,
			   .kunci = throttle_key(cx, masuk),
			   .row = val_null };
	struct val p = OBJ(cx, { "masuk", val_str(masuk) });
	TRY(check_wait(cx, l.kunci, FREE_TRIES, err));
	TRY(check_wait(cx, throttle_key(cx, S("*")), ADDRESS_TRIES, err));
	int rc = ONE(cx, Q_PENGGUNA_MASUK, &p, &l.row, err);
	if (rc < 0 && rc != E_NOTFOUND)
		return rc;
	bool active = rc == OK && val_geti(&l.row, "aktif", 0);
	l.good = password_fits(cx->office->passwords, active ? val_getstr(&l.row, "sandi") : STR_NONE, sandi) && second_factor(cx, &l);
	if (!l.good) {
		TRY(in_tx(cx, note_failure, &l, err));
		return FAIL(err, E_DENIED, "Nama akun, kata sandi, atau kode tidak cocok.");
	}
	l.cookie = secret_new(cx->mem);
	TRY(in_tx(cx, open_session, &l, err));
	const struct peran *role = peran_by_code(val_getstr(&l.row, "peran"));
	*ret_cookie = l.cookie;
	*ret_need = role && role->totp && !val_getstr(&l.row, "totp").len && !akun_kantor_contoh(cx) ? S("totp") : S("");
	return OK;
}

int akun_keluar(struct cx *cx, struct str session_hash, struct err *err)
{
	struct val p = OBJ(cx, { "hash", val_str(session_hash) }, { "pengguna", val_int(cx->user->id) }, { "now", val_int(cx->now_s) });
	int64_t n;
	TRY(db_run(cx->db, Q_SESI_CABUT, &p, &n, err));
	if (!n)
		return FAIL(err, E_NOTFOUND, "Sesi itu sudah berakhir.");
	return audit_write(cx, "keluar", user_objek(cx, cx->user->id), NULL, NULL, STR_NONE, err);
}

int akun_cabut_sesi(struct cx *cx, int64_t pengguna, struct str except, struct err *err)
{
	struct val p = OBJ(cx, { "pengguna", val_int(pengguna) }, { "now", val_int(cx->now_s) },
			   { "kecuali", val_str(except.ptr ? except : S("")) });
	int64_t n;
	TRY(db_run(cx->db, Q_SESI_CABUT_SEMUA, &p, &n, err));
	/* Ending all of somebody's sessions ends the programs that act in the same name; one's own others: only sessions. */
	if (!except.len)
		TRY(db_run(cx->db, Q_TOKEN_CABUT_SEMUA, &p, NULL, err));
	struct val after = OBJ(cx, { "jumlah", val_int(n) });
	return audit_write(cx, "sesi.cabut", user_objek(cx, pengguna), NULL, &after, STR_NONE, err);
}

/* --- passwords --------------------------------------------------------------------------------------------------------- */

int akun_tautan(struct cx *cx, int64_t pengguna, struct str *ret, struct err *err)
{
	*ret = secret_new(cx->mem);
	struct val p = OBJ(cx, { "hash", val_str(secret_hash(*ret, cx->mem)) }, { "pengguna", val_int(pengguna) }, { "berakhir", val_int(cx->now_s + LINK_S) }, { "now", val_int(cx->now_s) });
	/* One link at a time. */
	TRY(db_run(cx->db, Q_TAUTAN_BUANG, &p, NULL, err));
	TRY(db_run(cx->db, Q_TAUTAN_TAMBAH, &p, NULL, err));
	return audit_write(cx, "tautan.buat", user_objek(cx, pengguna), NULL, NULL, STR_NONE, err);
}

int akun_tautan_lihat(struct cx *cx, struct str secret, struct val *ret, struct err *err)
{
	struct val p = OBJ(cx, { "hash", val_str(secret_hash(secret, cx->mem)) }, { "now", val_int(cx->now_s) });
	int rc = ONE(cx, Q_TAUTAN_CARI, &p, ret, err);
	return rc == E_NOTFOUND ? FAIL(err, E_NOTFOUND, "Tautan ini sudah dipakai atau sudah lewat waktunya. Minta yang baru kepada administrator.") : rc;
}

struct setting {
	int64_t pengguna;
	struct str stored, link, keep;
	const char *aksi;
};

static int store_password(struct cx *cx, void *ctx, struct err *err)
{
	struct setting *s = ctx;
	int64_t n = 1;
	struct val p = OBJ(cx, { "id", val_int(s->pengguna) }, { "sandi", val_str(s->stored) },
			   { "hash", val_str(s->link.ptr ? s->link : S("")) }, { "now", val_int(cx->now_s) },
			   { "pengguna", val_int(s->pengguna) }, { "kecuali", val_str(s->keep.ptr ? s->keep : S("")) });
	if (s->link.len)
		TRY(db_run(cx->db, Q_TAUTAN_PAKAI, &p, &n, err));
	if (n != 1)
		return FAIL(err, E_CONFLICT, "Tautan ini sudah dipakai.");
	TRY(db_run(cx->db, Q_PENGGUNA_SANDI, &p, NULL, err));
	TRY(db_run(cx->db, Q_SESI_CABUT_SEMUA, &p, NULL, err));
	TRY(db_run(cx->db, Q_TOKEN_CABUT_SEMUA, &p, NULL, err));
	TRY(db_run(cx->db, Q_TAUTAN_BUANG, &p, NULL, err));
	return audit_write(cx, s->aksi, user_objek(cx, s->pengguna), NULL, NULL, STR_NONE, err);
}

int akun_tautan_pakai(struct cx *cx, struct str secret, struct str sandi, struct err *err)
{
	struct val who;
	TRY(akun_tautan_lihat(cx, secret, &who, err));
	struct setting s = { .pengguna = val_geti(&who, "pengguna", 0), .link = secret_hash(secret, cx->mem), .aksi = "sandi.pasang" };
	TRY(password_check(sandi, val_getstr(&who, "masuk"), err));
	TRY(password_hash(cx->office->passwords, sandi, cx->mem, &s.stored, err));
	return in_tx(cx, store_password, &s, err);
}

int akun_ganti_sandi(struct cx *cx, struct str lama, struct str baru, struct str session_hash, struct err *err)
{
	struct val row, p = OBJ(cx, { "id", val_int(cx->user->id) });
	TRY(ONE(cx, Q_PENGGUNA_TOTP, &p, &row, err));
	if (!password_fits(cx->office->passwords, val_getstr(&row, "sandi"), lama))
		return FAIL(err, E_DENIED, "Kata sandi sekarang tidak cocok.");
	TRY(password_check(baru, cx->user->masuk, err));
	struct setting s = { .pengguna = cx->user->id, .keep = session_hash, .aksi = "sandi.ganti" };
	TRY(password_hash(cx->office->passwords, baru, cx->mem, &s.stored, err));
	return in_tx(cx, store_password, &s, err);
}

int akun_sandi(struct cx *cx, int64_t pengguna, struct str masuk, struct str sandi, struct err *err)
{
	struct setting s = { .pengguna = pengguna, .aksi = "sandi.pasang" };
	TRY(password_check(sandi, masuk, err));
	TRY(password_hash(cx->office->passwords, sandi, cx->mem, &s.stored, err));
	return store_password(cx, &s, err);
}

/* --- second factor, tokens ----------------------------------------------------------------------------------------------- */

int akun_totp_baru(struct cx *cx, struct str *ret_secret, struct str *ret_uri, struct err *err)
{
	(void)err;
	*ret_secret = totp_secret(cx->mem);
	*ret_uri = totp_uri(cx->mem, *ret_secret, cx->user->masuk, S("Padan"));
	return OK;
}

int akun_totp_tegaskan(struct cx *cx, struct str secret, struct str kode, struct str lama, struct err *err)
{
	int64_t id = cx->user->id, step = totp_step(secret, str_trim(kode), cx->now_s, 0);
	struct val row, who = OBJ(cx, { "id", val_int(id) });
	struct str old;
	TRY(ONE(cx, Q_PENGGUNA_TOTP, &who, &row, err));
	/* Whoever found an open session must not be able to take the factor over. */
	if (val_getstr(&row, "totp").len &&
	    (keyring_open_text(cx->office->keys, "totp", val_getstr(&row, "totp"), cx->mem, &old, NULL) < 0 ||
	     !totp_step(old, str_trim(lama), cx->now_s, val_geti(&row, "totp_langkah", 0))))
		return FAIL(err, E_REFUSED, "Ketik juga kode dari kode kedua yang lama. Bila ponselnya hilang, minta administrator menghapusnya.");
	if (secret.len != 32 || !step)
		return FAIL(err, E_REFUSED, "Kode tidak cocok. Periksa jam ponsel Anda, lalu ketik kode yang sedang tampil.");
	struct val p = OBJ(cx, { "id", val_int(id) }, { "totp", val_str(keyring_seal(cx->office->keys, "totp", secret, cx->mem)) }, { "langkah", val_int(step) });
	TRY(db_run(cx->db, Q_PENGGUNA_TOTP_ATUR, &p, NULL, err));
	TRY(db_run(cx->db, Q_PENGGUNA_TOTP_PAKAI, &p, NULL, err));
	return audit_write(cx, "totp.pasang", user_objek(cx, id), NULL, NULL, STR_NONE, err);
}

int akun_token_baru(struct cx *cx, struct str nama, struct str lingkup, int64_t hari, struct str *ret, struct err *err)
{
	if (hari < 1 || hari > 366)
		return FAIL(err, E_REFUSED, "Masa berlaku token 1 sampai 366 hari.");
	*ret = secret_new(cx->mem);
	struct val p = OBJ(cx, { "hash", val_str(secret_hash(*ret, cx->mem)) }, { "pengguna", val_int(cx->user->id) },
			   { "nama", val_str(nama) }, { "lingkup", val_str(lingkup) }, { "now", val_int(cx->now_s) },
			   { "berakhir", val_int(cx->now_s + hari * 86400) });
	TRY(db_run(cx->db, Q_TOKEN_TAMBAH, &p, NULL, err));
	struct val after = OBJ(cx, { "nama", val_str(nama) }, { "lingkup", val_str(lingkup) }, { "hari", val_int(hari) });
	return audit_write(cx, "token.buat", user_objek(cx, cx->user->id), NULL, &after, STR_NONE, err);
}

/* --- people ------------------------------------------------------------------------------------------------------------- */

static bool login_ok(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!ch_alpha(s.ptr[i]) && !ch_digit(s.ptr[i]) && !strchr("._-", s.ptr[i]))
			return false;
	return s.len >= 3 && s.len <= 40;
}

int akun_tambah(struct cx *cx, struct str masuk, struct str nama, struct str nip, struct str jabatan, struct str peran, int64_t *ret_id,
		struct err *err)
{
	if (!login_ok(masuk))
		return FAIL(err, E_REFUSED, "Nama akun terdiri dari 3 sampai 40 huruf, angka, titik, garis, atau garis bawah.");
	if (!peran_by_code(peran))
		return FAIL(err, E_REFUSED, "Peran itu tidak ada.");
	struct val p = OBJ(cx, { "masuk", val_str(masuk) }, { "nama", val_str(nama) },
			   { "nip", val_str(nip.ptr ? nip : S("")) }, { "jabatan", val_str(jabatan.ptr ? jabatan : S("")) },
			   { "peran", val_str(peran) }, { "now", val_int(cx->now_s) });
	int rc = db_run(cx->db, Q_PENGGUNA_TAMBAH, &p, NULL, err);
	if (rc == E_CONFLICT)
		return FAIL(err, E_CONFLICT, "Nama akun itu sudah dipakai.");
	if (rc < 0)
		return rc;
	*ret_id = db_last_id(cx->db);
	return audit_write(cx, "pengguna.tambah", user_objek(cx, *ret_id), NULL, &p, STR_NONE, err);
}
