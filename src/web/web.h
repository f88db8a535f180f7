/* The web side: a table of routes; what a handler cannot forget because it does not do it (session, permission, CSRF,
 * declared fields, transaction, audit, masking) is done by dispatch.c for every row. A page and its API call are one row:
 * GET /kasus/5 is HTML, GET /api/v1/kasus/5 is the same model as JSON. */
#ifndef PADAN_WEB_H
#define PADAN_WEB_H
#include "app/cx.h"
#include "http/http.h"
#include "web/tmpl.h"

enum {
	R_PUBLIC = 1 << 20,            /* nobody need be signed in */
	R_ANY = (1 << ROLE_COUNT) - 1, /* whoever is signed in */
};

/* F_MAP: texts of several lines by name, "nilai.NAME" in a form, an object in JSON.
 * F_BODY: the whole body as it came, application/octet-stream; other fields of such a route come in the query. */
enum field_kind { F_END, F_TEXT, F_AREA, F_INT, F_DATE, F_MONTH, F_MONEY, F_BOOL, F_CHOICE, F_MANY, F_FILE, F_FILES, F_SECRET,
	F_SCAN, F_BODY, F_MAP };
struct field {
	enum field_kind kind;
	const char *name;
	bool required;
	int max;             /* letters of a text, highest number; 0: 200 letters, any number */
	const char *choices; /* F_CHOICE: "a|b|c" */
	const char *label;   /* as the page says it */
};

/* What an answer holds, for OpenAPI and for the test that compares answers with it. */
struct shape {
	const char *name;  /* NULL ends; "rows[].nama" style paths */
	char type;         /* s i b o l */
	const char *text;
};

typedef int (*handler)(struct cx *cx, const struct val *in, struct val *out, struct err *err);

enum {
	RT_WRITE = 1,    /* runs in a write transaction; must leave an audit entry when it changed something */
	RT_SLOW = 2,     /* may take long: a worker thread runs it */
	RT_FILES = 4,    /* takes large files */
	RT_PAGE = 8,     /* HTML only, no API row */
	RT_NOTX = 16,    /* no transaction of the dispatcher's: the handler makes its own (sign-in: hashing must not hold one) */
	RT_API = 32,     /* API only */
	RT_HALF = 64,    /* also before a required second factor is set up */
};
struct route {
	enum http_method method;
	const char *path;           /* "/kasus/:id" ; a :part becomes a member of `in`, a number when it is digits */
	unsigned roles;             /* who may; 0 is nobody */
	unsigned flags;
	handler fn;
	const char *view;           /* template of the HTML answer; NULL: redirect to out.lanjut */
	const struct field *fields; /* ends with F_END; may be NULL */
	const struct shape *shape;  /* may be NULL */
	const char *text;           /* what it does, for the API's description */
	const char *again;          /* path of the page that is shown again, with what was typed, when the handler refuses */
};
extern const struct route routes[];
extern const size_t route_count;
/* The route of an address ("/kasus/5/daftar"); NULL when there is none for that method. */
const struct route *web_route(enum http_method method, struct str path, struct arena *mem);

/* Members of `out` with a meaning of their own:
 *   lanjut  path to go to after a change            pesan   one sentence shown there
 *   _tempat address of the place of the navigation the page belongs to, where its own address does not say so
 *   _buka   true: NIKs are not masked (the handler wrote the audit entry of the reveal)
 *   _file   { path, nama, jenis, hapus }  the answer is this file
 *   _isi    { nama, jenis, isi }          the answer is this text
 *   _kue    { nama, nilai, umur }         list of cookies to set
 *   _status number of the HTTP status instead of 200
 * Where a route takes files, the field of one may hold the number of an upload that came in pieces (app/unggahan.h) instead; the
 * dispatcher puts the file in its place.
 * A page shown again after a refusal finds the sentence in `gagal`, fields with faults in `galat`, what was typed in
 * `isian`. */

struct web;
struct web_config {
	const char *dir;      /* data directory */
	const char *db_path;
	const struct office *office;
	int64_t (*now_s)(void *ctx);
	void *now_ctx;
	bool secure;          /* cookies get Secure: served by TLS, or behind a proxy that does */
	void (*log)(void *ctx, const char *line);
	void *log_ctx;
};
int web_new(struct web **ret, const struct web_config *config, struct err *err);
void web_free(struct web *web);
/* The two callbacks of the HTTP server; ctx is the struct web. */
void web_gate(void *ctx, struct http_req *req, struct http_resp *resp, struct http_gate *gate);
void web_handle(void *ctx, struct http_req *req, struct http_resp *resp);
/* The OpenAPI 3.1 description of the route table, as JSON. */
void web_openapi(struct buf *out);
#endif
