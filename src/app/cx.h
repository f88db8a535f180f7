/* What an operation of the office gets: nothing comes from anywhere else. The clock is read once, by whoever made the cx. */
#ifndef PADAN_CX_H
#define PADAN_CX_H
#include "base/date.h"
#include "store/store.h"

/* Roles (peran.c has the table). Bits, so that a route can name several. */
enum {
	R_PENGELOLA = 1 << 0,  /* Petugas Pengelolaan Data */
	R_PEMBAYARAN = 1 << 1, /* Petugas Pembayaran Jaminan Kesehatan */
	R_KASI = 1 << 2,       /* Kepala Seksi/Bidang */
	R_KADIS = 1 << 3,      /* Kepala Dinas */
	R_BENDAHARA = 1 << 4,
	R_KEUANGAN = 1 << 5,
	R_BPJS = 1 << 6,       /* guest: sees what is handed to it */
	R_AUDITOR = 1 << 7,    /* reads all, changes nothing */
	R_ADMIN = 1 << 8,      /* people and settings, no participants */
};
#define ROLE_COUNT 9
#define R_OFFICE (R_PENGELOLA | R_PEMBAYARAN | R_KASI | R_KADIS | R_BENDAHARA)

struct user {
	int64_t id;
	struct str masuk, nama, jabatan;
	unsigned own;       /* the one role of the account */
	unsigned roles;     /* with what is delegated to it today */
	int64_t delegasi;   /* delegation in force, 0: none */
	struct str awalan;  /* "Plt." of that delegation */
};

struct keyring;
struct sop_set;
struct password_gate;
struct office {
	const char *dir;          /* data directory */
	const char *exe;          /* the program itself, for child processes */
	struct keyring *keys;
	struct password_gate *passwords;
	const struct sop_set *sop; /* the procedures as data */
	void (*wake)(void *ctx);  /* tells the worker that a job waits; may be NULL */
	void *wake_ctx;
};

struct cx {
	struct db *db;
	struct arena *mem;
	int64_t now_s;
	const struct user *user;  /* NULL: nobody is signed in */
	struct str from;          /* address it came from, "cli", "pekerja" */
	const struct office *office;
	bool audited;             /* an audit entry was written in this transaction */
	struct val setelan;       /* the office's settings, read once; setelan.c */
	bool woken;               /* a job was queued: wake the worker after the commit */
};

/* Today in the office's own time (WIB, FACTS section 7). */
tanggal cx_today(const struct cx *cx);

struct cx_pair {
	const char *key;
	struct val v;
};
struct val cx_obj(struct arena *mem, const struct cx_pair *pairs, size_t n);
/* OBJ(cx, { "id", val_int(5) }, { "nama", val_c("x") }) */
#define OBJ(cx, ...) cx_obj((cx)->mem, (const struct cx_pair[]){ __VA_ARGS__ }, \
			    sizeof((const struct cx_pair[]){ __VA_ARGS__ }) / sizeof(struct cx_pair))
/* Text formatted into the arena. */
struct str cx_textf(struct arena *mem, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* "Rp1.234,00", and "25-06-2023" ("" for 0), in cx->mem. */
struct str cx_rupiah(struct cx *cx, int64_t n);
struct str cx_hari(struct cx *cx, int64_t hari);
/* The n-th text of a list as a form sends it, trimmed; "" when there is none. list may be NULL. */
struct str cx_teks_ke(const struct val *list, size_t n);

/* The value as JSON, in cx->mem. */
struct str cx_json(struct cx *cx, const struct val *v);

/* Statements with this cx. ALL fills a list, ONE an object. */
#define ALL(cx, q, params, ret, err) db_all((cx)->db, q, params, (cx)->mem, ret, err)
#define ONE(cx, q, params, ret, err) db_one((cx)->db, q, params, (cx)->mem, ret, err)
/* Leaves the function when r is negative. */
#define TRY(call)                     \
	do {                          \
		int try_rc = (call);  \
		if (try_rc < 0)       \
			return try_rc; \
	} while (0)
#endif
