/* Accounts: signing in and out, sessions, API tokens, passwords, second factor, delegation. Rules: NIST SP 800-63B for
 * passwords; 30 minutes idle and 12 hours in all for a session; a wrong password slows down the pair of account and address,
 * never the account alone, so that nobody can lock out somebody else. */
#ifndef PADAN_AKUN_H
#define PADAN_AKUN_H
#include "app/cx.h"

struct session {
	struct user user;
	struct str hash;      /* of the session's secret; the key of its row, empty for a token */
	bool may_write;
	bool half;            /* a second factor has to be set up before anything else */
	int64_t token;        /* id of the API token, 0: a session */
	int64_t last_s;
};

/* E_LOGIN when there is no such session, or it has ended. The session lives in cx->mem. */
int akun_by_session(struct cx *cx, struct str cookie, struct session *ret, struct err *err);
int akun_by_token(struct cx *cx, struct str token, struct session *ret, struct err *err);
/* Notes that the session is in use, at most once a minute; in a transaction of its own, trouble is ignored. */
void akun_touch(struct cx *cx, const struct session *s);
/* The CSRF token of a session, and the check of one. */
struct str akun_csrf(const struct office *office, const struct session *s, struct arena *mem);
bool akun_csrf_ok(const struct office *office, const struct session *s, struct str token);

/* Signs in; kode may be empty. Opens its own transactions. Success: *ret_cookie is the session's secret and *ret_need says
 * what must be done first ("" or "totp": a second factor has to be set up). E_DENIED says no more than that it did not fit. */
int akun_masuk(struct cx *cx, struct str masuk, struct str sandi, struct str kode, struct str agen, struct str *ret_cookie,
	       struct str *ret_need, struct err *err);
int akun_keluar(struct cx *cx, struct str session_hash, struct err *err);
/* Ends all sessions of an account except one (may be empty). */
int akun_cabut_sesi(struct cx *cx, int64_t pengguna, struct str except, struct err *err);

/* A one-time link (its secret) with which the account sets its password; 72 hours. */
int akun_tautan(struct cx *cx, int64_t pengguna, struct str *ret, struct err *err);
/* Who a link is for; E_NOTFOUND when used, expired or unknown. */
int akun_tautan_lihat(struct cx *cx, struct str secret, struct val *ret, struct err *err);
int akun_tautan_pakai(struct cx *cx, struct str secret, struct str sandi, struct err *err);
/* Sets a password after checking the present one; ends all other sessions. */
int akun_ganti_sandi(struct cx *cx, struct str lama, struct str baru, struct str session_hash, struct err *err);
/* For init and tests, in the caller's transaction: a password without further ado; it is checked all the same. */
int akun_sandi(struct cx *cx, int64_t pengguna, struct str masuk, struct str sandi, struct err *err);
/* True in the made-up office of init --demo, where nobody has a phone to make codes with. */
bool akun_kantor_contoh(struct cx *cx);

/* A new second factor: its secret is shown once, and counts once a code of it was typed. */
int akun_totp_baru(struct cx *cx, struct str *ret_secret, struct str *ret_uri, struct err *err);
/* lama: a code of the factor that is replaced, where there is one. */
int akun_totp_tegaskan(struct cx *cx, struct str secret, struct str kode, struct str lama, struct err *err);

int akun_token_baru(struct cx *cx, struct str nama, struct str lingkup, int64_t hari, struct str *ret, struct err *err);

/* People, by the administrator. role is a code of peran.h. */
int akun_tambah(struct cx *cx, struct str masuk, struct str nama, struct str nip, struct str jabatan, struct str peran,
		int64_t *ret_id, struct err *err);
#endif
