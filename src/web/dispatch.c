#include "web/web.h"
#include "app/akun.h"
#include "app/audit.h"
#include "app/idempoten.h"
#include "app/peran.h"
#include "app/unggahan.h"
#include "web/form.h"
#include "web/format.h"
#include "web/page.h"
#include "web/pool.h"
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#define API "/api/v1"
#define FORM_MAX (4 << 20)             /* bytes of a body without files */
#define UPLOAD_MAX ((uint64_t)256 << 20)
#define PAGE_MAX (64 << 20)
#define COOKIE "padan_sesi"

/* What the gate found out and the handler goes on with. */
struct visit {
	const struct route *route;
	struct val path;      /* the :parts */
	bool api;
	bool bearer;          /* by token: no cookie, so no CSRF */
	struct session session;
	bool signed_in;
	bool later;           /* a plain reading request: who asks is looked up in the transaction that answers */
	bool admitted;        /* who asks may */
	struct str where;     /* the address without the API's prefix */
	struct val uploads;   /* numbers of the uploads in pieces that end here */
};

/* --- routes ------------------------------------------------------------------------------------------------------- */

static struct str part(struct str *rest)
{
	size_t n = 0;
	if (rest->len && rest->ptr[0] == '/')
		*rest = str_of(rest->ptr + 1, rest->len - 1);
	while (n < rest->len && rest->ptr[n] != '/')
		n++;
	struct str p = str_of(rest->ptr, n);
	*rest = str_of(rest->ptr + n, rest->len - n);
	return p;
}

static bool matches(const char *pattern, struct str path, struct arena *mem, struct val *parts)
{
	struct str want = str_c(pattern);
	*parts = val_obj();
	while (want.len || path.len) {
		struct str w = part(&want), p = part(&path);
		if (!w.len || w.ptr[0] != ':') {
			if (!str_eq(w, p))
				return false;
			continue;
		}
		if (!p.len)
			return false;
		int64_t n = 0;
		bool number = str_digits(p) && p.len < 16;
		for (size_t i = 0; number && i < p.len; i++)
			n = n * 10 + (p.ptr[i] - '0');
		val_put(mem, parts, str_of(w.ptr + 1, w.len - 1), number ? val_int(n) : val_str(p));
	}
	return true;
}

/* NULL when no route has that path; *other_method tells that one has it for another method. */
static const struct route *find_route(enum http_method method, struct str path, bool api, struct arena *mem,
				      struct val *parts, bool *other_method)
{
	*other_method = false;
	if (method == HTTP_HEAD)
		method = HTTP_GET;
	for (size_t i = 0; i < route_count; i++) {
		const struct route *r = &routes[i];
		if ((api && (r->flags & RT_PAGE)) || (!api && (r->flags & RT_API)))
			continue;
		if (!matches(r->path, path, mem, parts))
			continue;
		if (r->method == method)
			return r;
		*other_method = true;
	}
	return NULL;
}

const struct route *web_route(enum http_method method, struct str path, struct arena *mem)
{
	struct val parts = val_obj();
	bool other;
	return find_route(method, path, false, mem, &parts, &other);
}

/* --- answers ------------------------------------------------------------------------------------------------------ */

static void security_headers(const struct web *web, struct http_resp *resp)
{
	http_resp_header(resp, "Content-Security-Policy",
			 S("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
			   "font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"));
	http_resp_header(resp, "X-Content-Type-Options", S("nosniff"));
	http_resp_header(resp, "Referrer-Policy", S("same-origin"));
	http_resp_header(resp, "X-Frame-Options", S("DENY"));
	http_resp_header(resp, "Cross-Origin-Opener-Policy", S("same-origin"));
	http_resp_header(resp, "Permissions-Policy", S("camera=(), microphone=(), geolocation=()"));
	if (web->config.secure)
		http_resp_header(resp, "Strict-Transport-Security", S("max-age=31536000"));
}

static int status_of(int rc)
{
	switch (rc) {
	case E_LOGIN: return 401;
	case E_DENIED: return 403;
	case E_NOTFOUND: return 404;
	case E_CONFLICT: return 409;
	case E_LIMIT: return 413;
	case E_ARG: case E_FORMAT: return 400;
	case E_REFUSED: return 422;
	case E_BUSY: return 503;
	case E_IO: return 507;
	default: return 500;
	}
}

static const char *title_of(int rc)
{
	switch (rc) {
	case E_LOGIN: return "Perlu masuk";
	case E_DENIED: return "Tidak berwenang";
	case E_NOTFOUND: return "Tidak ditemukan";
	case E_CONFLICT: return "Sudah berubah";
	case E_LIMIT: return "Terlalu besar";
	case E_ARG: case E_FORMAT: return "Permintaan tidak bisa dibaca";
	case E_REFUSED: return "Belum bisa dilakukan";
	case E_BUSY: return "Sedang sibuk";
	case E_IO: return "Penyimpanan bermasalah";
	default: return "Terjadi kesalahan";
	}
}

static void problem(struct http_resp *resp, int rc, const struct err *err, const struct val *faults)
{
	struct val o = val_obj();
	resp->status = status_of(rc);
	resp->type = S("application/problem+json");
	val_put(resp->mem, &o, S("type"), val_c("about:blank"));
	val_put(resp->mem, &o, S("title"), val_c(title_of(rc)));
	val_put(resp->mem, &o, S("status"), val_int(resp->status));
	val_put(resp->mem, &o, S("detail"), val_c(err->msg));
	if (faults && val_true(faults))
		val_put(resp->mem, &o, S("galat"), *faults);
	val_json(&resp->body, &o);
	if (rc == E_LOGIN)
		http_resp_header(resp, "WWW-Authenticate", S("Bearer realm=\"padan\""));
}

static void trouble_page(struct web *web, struct cx *cx, const struct session *session, const struct http_req *req,
			 struct http_resp *resp, int rc, const struct err *err, const struct val *faults)
{
	struct val out = val_obj();
	resp->status = status_of(rc);
	val_set(cx->mem, &out, "judul", val_c(title_of(rc)));
	val_set(cx->mem, &out, "status", val_int(resp->status));
	val_set(cx->mem, &out, "isi", val_c(err->msg));
	if (faults && val_true(faults)) {
		struct val *list = val_set(cx->mem, &out, "galat", val_list());
		for (const struct val_item *i = faults->items.first; i; i = i->next) {
			struct val *o = val_push(cx->mem, list, val_obj());
			val_put(cx->mem, o, S("nama"), val_str(i->key));
			val_put(cx->mem, o, S("isi"), i->v);
		}
	}
	page_render(web, cx, session, req, resp, "galat", &out);
}

static void answer_error(struct web *web, struct cx *cx, const struct visit *v, const struct http_req *req, struct http_resp *resp,
			 int rc, const struct err *err, const struct val *faults)
{
	bool api = v->api;
	buf_reset(&resp->body);
	if (rc == E_DB || rc == E_NOMEM || rc == E_IO)
		web_log(web, "%s %s: %s (%s:%d)", status_of(rc) == 507 ? "penyimpanan" : "galat", title_of(rc), err->msg,
			err->file ? err->file : "?", err->line);
	struct err shown = *err;
	if (rc == E_DB || rc == E_NOMEM)
		snprintf(shown.msg, sizeof shown.msg, "Padan gagal menjalankan permintaan ini; tidak ada yang berubah. "
			 "Ulangi; bila terjadi lagi, beri tahu administrator.");
	if (api)
		problem(resp, rc, &shown, faults);
	else
		trouble_page(web, cx, v->signed_in ? &v->session : NULL, req, resp, rc, &shown, faults);
}

/* NIK and KK leave the server masked unless the handler says it wrote down the reveal; so does a person's key, which may hold
 * one. */
static bool is_secret_number(struct str key)
{
	static const struct str keys[] = { STR_LIT("nik"),       STR_LIT("no_kk"),    STR_LIT("nik_registri"), STR_LIT("nik_calon"),
					   STR_LIT("nik_lama"), STR_LIT("nik_baru"), STR_LIT("kunci") };
	/* Nearly every member of every row comes by here. */
	if (key.len < 3 || (key.ptr[0] != 'n' && key.ptr[0] != 'k'))
		return false;
	for (size_t i = 0; i < COUNT(keys); i++)
		if (str_same(key, keys[i]))
			return true;
	return false;
}

static void mask_tree(struct arena *mem, struct val *v)
{
	if (v->kind != VAL_OBJ && v->kind != VAL_LIST)
		return;
	for (struct val_item *i = v->items.first; i; i = i->next) {
		if (i->v.kind == VAL_OBJ || i->v.kind == VAL_LIST)
			mask_tree(mem, &i->v);
		else if (i->v.kind == VAL_STR && v->kind == VAL_OBJ && i->v.s.len && is_secret_number(i->key))
			i->v = val_str(nik_masked(mem, i->v.s));
	}
}

static int64_t visible_json(struct buf *out, const struct val *v)
{
	/* Members that start with _ are for the page or the dispatcher. */
	buf_addc(out, '{');
	int64_t n = 0;
	for (const struct val_item *i = v->items.first; i; i = i->next) {
		if (i->key.len && i->key.ptr[0] == '_')
			continue;
		if (n++)
			buf_addc(out, ',');
		struct val key = val_str(i->key);
		val_json(out, &key);
		buf_addc(out, ':');
		val_json(out, &i->v);
	}
	buf_addc(out, '}');
	return n;
}

static void set_cookies(struct web *web, struct cx *cx, struct http_resp *resp, const struct val *list)
{
	if (!list || list->kind != VAL_LIST)
		return;
	for (const struct val_item *i = list->items.first; i; i = i->next) {
		struct str name = val_getstr(&i->v, "nama"), value = val_getstr(&i->v, "nilai");
		http_resp_header(resp, "Set-Cookie",
				 cx_textf(cx->mem, "%.*s=%.*s; Path=/; HttpOnly; SameSite=Lax; Max-Age=%" PRId64 "%s", (int)name.len,
					  name.ptr, (int)value.len, value.ptr, val_geti(&i->v, "umur", 0),
					  web->config.secure ? "; Secure" : ""));
	}
}

static int send_file(struct cx *cx, struct http_resp *resp, const struct val *f, struct err *err)
{
	struct str path = val_getstr(f, "path"), name = val_getstr(f, "nama");
	struct stat st;
	int fd = open(path.ptr, O_RDONLY | O_CLOEXEC);
	if (fd < 0 || fstat(fd, &st) < 0) {
		if (fd >= 0)
			close(fd);
		return FAIL(err, E_NOTFOUND, "berkas tidak ada di penyimpanan");
	}
	if (val_geti(f, "hapus", 0))
		unlink(path.ptr);
	struct buf quoted;
	buf_init(&quoted, 1024);
	for (size_t i = 0; i < name.len; i++)
		buf_addc(&quoted, ch_alpha(name.ptr[i]) || ch_digit(name.ptr[i]) || strchr("-._ ", name.ptr[i]) ? name.ptr[i] : '_');
	bool inline_ok = val_geti(f, "tampil", 0) != 0;
	http_resp_header(resp, "Content-Disposition",
			 cx_textf(cx->mem, "%s; filename=\"%.*s\"", inline_ok ? "inline" : "attachment", (int)quoted.len,
				  quoted.ptr ? quoted.ptr : ""));
	buf_clear(&quoted);
	resp->status = 200;
	resp->type = val_getstr(f, "jenis");
	resp->file_fd = fd;
	resp->file_size = (uint64_t)st.st_size;
	return OK;
}

static int answer(struct web *web, struct cx *cx, const struct visit *v, const struct http_req *req, struct http_resp *resp,
		  struct val *out, struct err *err)
{
	const struct val *file = val_get(out, "_file"), *body = val_get(out, "_isi");
	if (!val_geti(out, "_buka", 0))
		mask_tree(cx->mem, out);
	set_cookies(web, cx, resp, val_get(out, "_kue"));
	http_resp_header(resp, "Cache-Control", S("no-store"));
	if (val_true(file))
		return send_file(cx, resp, file, err);
	resp->status = (int)val_geti(out, "_status", 200);
	if (val_true(body)) {
		resp->type = val_getstr(body, "jenis");
		buf_add(&resp->body, val_getstr(body, "isi"));
		return OK;
	}
	if (v->api) {
		resp->type = S("application/json");
		visible_json(&resp->body, out);
		return resp->body.error ? FAIL(err, resp->body.error, "jawaban terlalu besar") : OK;
	}
	if (v->route->view) {
		page_render(web, cx, v->signed_in ? &v->session : NULL, req, resp, v->route->view, out);
		return OK;
	}
	struct str next = val_getstr(out, "lanjut");
	resp->status = 303;
	http_resp_header(resp, "Location", next.len ? next : S("/"));
	page_flash(cx, resp, val_getstr(out, "pesan"));
	return OK;
}

/* --- the gate ----------------------------------------------------------------------------------------------------- */

static struct visit *visit_of(struct http_req *req)
{
	if (!req->user) {
		req->user = arena_alloc(req->mem, sizeof(struct visit));
		MUST(req->user);
		memset(req->user, 0, sizeof(struct visit));
	}
	return req->user;
}

static void cx_of(struct web *web, struct cx *cx, struct visit *v, struct http_req *req, struct db *db)
{
	*cx = (struct cx){ .db = db, .mem = req->mem, .now_s = web->config.now_s(web->config.now_ctx), .from = req->remote,
			   .office = web->config.office };
	if (v->signed_in)
		cx->user = &v->session.user;
}

static int sign_in_state(struct web *web, struct visit *v, struct http_req *req, struct db *given, struct err *err)
{
	struct str auth = http_header(req, "authorization"), cookie = http_cookie(req, COOKIE);
	struct str token = str_istarts(auth, S("bearer ")) ? str_trim(str_of(auth.ptr + 7, auth.len - 7)) : STR_NONE;
	if (!token.len && !cookie.len)
		return OK;
	struct db *db = given ? given : pool_take(web->pool, err);
	if (!db)
		return E_BUSY;
	struct cx cx;
	cx_of(web, &cx, v, req, db);
	v->bearer = token.len != 0;
	int rc = v->bearer ? akun_by_token(&cx, token, &v->session, err) : akun_by_session(&cx, cookie, &v->session, err);
	if (!given)
		pool_give(web->pool, db);
	v->signed_in = rc == OK;
	return rc == E_LOGIN ? OK : rc;
}

static int may(const struct visit *v, bool other_method, struct err *err)
{
	const struct route *r = v->route;
	if (r && (r->roles & R_PUBLIC))
		return OK;
	/* Who is not signed in learns nothing, not even which addresses exist. */
	if (!v->signed_in)
		return FAIL(err, E_LOGIN, "Masuk dahulu untuk membuka halaman ini.");
	if (v->session.half && !(r && (r->flags & RT_HALF)))
		return FAIL(err, E_DENIED, "Peran Anda memerlukan kode kedua. Pasang dahulu di halaman /totp.");
	if (!r)
		return FAIL(err, E_NOTFOUND, other_method ? "Alamat ini tidak menerima cara permintaan itu." :
							       "Halaman ini tidak ada.");
	if (!(r->roles & v->session.user.roles))
		return FAIL(err, E_DENIED, "Peran Anda tidak berwenang untuk ini. Hubungi administrator bila ini keliru.");
	if (v->bearer && r->method > HTTP_HEAD && (str_starts(str_c(r->path), S("/akun")) || str_starts(str_c(r->path), S("/totp"))))
		return FAIL(err, E_DENIED, "Akun diurus dengan masuk sendiri, bukan dengan token.");
	if (v->bearer && r->method > HTTP_HEAD && !v->session.may_write)
		return FAIL(err, E_DENIED, "Token ini hanya boleh membaca.");
	return OK;
}

static bool static_asset(struct web *web, const struct http_req *req, struct http_resp *resp)
{
	return req->method <= HTTP_HEAD && page_asset(web, req, resp);
}

/* Who asks, and may he? False: the answer is in resp. db: a connection to ask with, NULL: one of the pool. */
static bool admit(struct web *web, struct visit *v, bool other_method, struct http_req *req, struct http_resp *resp, struct db *db)
{
	struct err err = { 0 };
	int rc = sign_in_state(web, v, req, db, &err);
	if (rc == OK)
		rc = may(v, other_method, &err);
	if (rc == OK) {
		v->admitted = true;
		return true;
	}
	if (rc == E_LOGIN && !v->api && req->method <= HTTP_HEAD) {
		resp->status = 303;
		http_resp_header(resp, "Location", S("/masuk"));
		return false;
	}
	if (v->signed_in && v->session.half && !v->api && req->method <= HTTP_HEAD) {
		resp->status = 303;
		http_resp_header(resp, "Location", S("/totp"));
		return false;
	}
	struct cx cx;
	cx_of(web, &cx, v, req, NULL);
	answer_error(web, &cx, v, req, resp, rc, &err, NULL);
	if (!v->route && other_method)
		resp->status = 405;
	return false;
}

/* Answered at once on this thread, in one transaction: nothing is to come that a stranger must not send. */
static bool reads_only(const struct visit *v, const struct http_req *req)
{
	return v->route && req->method <= HTTP_HEAD && !(v->route->flags & (RT_WRITE | RT_SLOW | RT_FILES | RT_NOTX)) &&
	       !http_header(req, "content-length").len && !http_header(req, "transfer-encoding").len;
}

void web_gate(void *ctx, struct http_req *req, struct http_resp *resp, struct http_gate *gate)
{
	struct web *web = ctx;
	struct visit *v = visit_of(req);
	security_headers(web, resp);
	if (static_asset(web, req, resp)) {
		gate->refuse = true;
		return;
	}
	struct str path = req->path;
	v->api = str_starts(path, S(API)) && (path.len == strlen(API) || path.ptr[strlen(API)] == '/');
	if (v->api)
		path = str_of(path.ptr + strlen(API), path.len - strlen(API));
	if (!path.len)
		path = S("/");
	bool other = false;
	v->where = path;
	v->route = find_route(req->method, path, v->api, req->mem, &v->path, &other);
	v->later = reads_only(v, req);
	if (v->later)
		return;
	if (!admit(web, v, other, req, resp, NULL)) {
		gate->refuse = true;
		return;
	}
	gate->body_max = v->route->flags & RT_FILES ? UPLOAD_MAX : FORM_MAX;
	gate->files = (v->route->flags & RT_FILES) != 0;
	/* A write may wait for another: the network threads wait for nobody. */
	gate->slow = (v->route->flags & (RT_SLOW | RT_WRITE)) != 0;
}

/* --- one request -------------------------------------------------------------------------------------------------- */

static int check_csrf(struct web *web, const struct visit *v, const struct http_req *req, struct err *err)
{
	if (req->method <= HTTP_HEAD || v->bearer)
		return OK;
	/* A form of another site cannot know the token; sign-in is guarded by the origin alone. */
	struct str origin = http_header(req, "origin"), host = http_header(req, "host");
	if (origin.len && !str_eq(origin, S("null"))) {
		const char *at = memmem(origin.ptr, origin.len, "://", 3);
		struct str name = at ? str_of(at + 3, (size_t)(origin.ptr + origin.len - at - 3)) : origin;
		if (!str_eq(name, host))
			return FAIL(err, E_DENIED, "Permintaan ini datang dari situs lain dan ditolak.");
	} else if (origin.len) {
		return FAIL(err, E_DENIED, "Permintaan ini datang dari situs lain dan ditolak.");
	}
	if (v->route->roles & R_PUBLIC)
		return OK;
	struct str token = http_header(req, "x-csrf");
	if (!token.len)
		token = http_form(req, "_csrf");
	if (!akun_csrf_ok(web->config.office, &v->session, token))
		return FAIL(err, E_DENIED, "Halaman ini sudah kedaluwarsa. Kembali, muat ulang, lalu ulangi.");
	return OK;
}

static bool takes_file(const struct route *r, struct str name)
{
	for (const struct field *f = r->fields; f && f->kind != F_END; f++)
		if ((f->kind == F_FILE || f->kind == F_FILES || f->kind == F_SCAN) && str_eq(name, str_c(f->name)))
			return true;
	return false;
}

static int hex_digit(char c) { return c <= '9' ? c - '0' : c - 'a' + 10; }

/* A field of a file that holds a number means an upload that came in pieces: from here on it is a file like any other. */
static int take_uploads(struct cx *cx, struct visit *v, struct http_req *req, struct err *err)
{
	v->uploads = val_list();
	struct http_file **tail = &req->files;
	while (*tail)
		tail = &(*tail)->next;
	for (const struct http_pair *p = v->route->flags & RT_FILES ? req->form : NULL; p; p = p->next) {
		struct val u;
		int64_t id = 0;
		if (!p->value.len || !takes_file(v->route, p->name))
			continue;
		if (!str_digits(p->value) || p->value.len > 15)
			return FAIL(err, E_REFUSED, "Berkas harus dipilih.");
		for (size_t i = 0; i < p->value.len; i++)
			id = id * 10 + (p->value.ptr[i] - '0');
		TRY(unggahan_take(cx, id, v->where, &u, err));
		struct http_file *f = arena_alloc(req->mem, sizeof *f);
		MUST(f);
		struct str path = val_getstr(&u, "path"), hash = val_getstr(&u, "hash");
		*f = (struct http_file){ .field = p->name, .filename = val_getstr(&u, "nama"), .type = val_getstr(&u, "jenis"),
					 .size = (uint64_t)val_geti(&u, "ukuran", 0) };
		snprintf(f->path, sizeof f->path, "%s", path.ptr);
		for (size_t i = 0; i < sizeof f->hash; i++)
			f->hash[i] = (uint8_t)(hex_digit(hash.ptr[2 * i]) << 4 | hex_digit(hash.ptr[2 * i + 1]));
		*tail = f;
		tail = &f->next;
		val_push(req->mem, &v->uploads, val_int(id));
	}
	return OK;
}

/* In the transaction that took them, or in one of their own where the handler made its. */
static int end_uploads(struct cx *cx, const struct visit *v, const struct val *out, struct err *err)
{
	bool own = (v->route->flags & RT_NOTX) != 0;
	if (!v->uploads.items.n)
		return OK;
	if (own)
		TRY(db_begin(cx->db, true, err));
	int rc = OK;
	for (const struct val_item *i = v->uploads.items.first; i && rc == OK; i = i->next)
		rc = unggahan_done(cx, i->v.i, val_getstr(out, "lanjut"), err);
	if (own && rc < 0)
		db_rollback(cx->db);
	return own && rc == OK ? db_commit(cx->db, err) : rc;
}

static int run(struct web *web, struct cx *cx, const struct visit *v, const struct http_req *req, const struct val *in,
	       struct val *out, struct err *err)
{
	const struct route *r = v->route;
	(void)web;
	if (r->flags & RT_NOTX) {
		TRY(r->fn(cx, in, out, err));
		return end_uploads(cx, v, out, err);
	}
	bool write = (r->flags & RT_WRITE) != 0;
	struct idempoten once = { 0 };
	if (!v->later)
		TRY(db_begin(cx->db, write, err));
	int rc = write ? idempoten_find(cx, http_header(req, "idempotency-key"), r->path, in, &once, out, err) : OK;
	if (rc == OK && !once.known) {
		rc = r->fn(cx, in, out, err);
		if (rc == OK && write && db_changes(cx->db) > 0 && !cx->audited)
			rc = FAIL(err, E_DB, "perubahan tanpa catatan audit: %s", r->path);
		if (rc == OK)
			rc = end_uploads(cx, v, out, err);
		if (rc == OK && write)
			rc = idempoten_keep(cx, &once, out, err);
	}
	if (rc < 0) {
		db_rollback(cx->db);
		return rc;
	}
	/* What only reads ends once it is laid out, too. */
	return write ? db_commit(cx->db, err) : OK;
}

/* What was typed, without secrets and files. */
static struct val typed(struct cx *cx, const struct route *r, const struct val *in)
{
	struct val o = val_obj();
	for (const struct field *f = r->fields; f && f->kind != F_END; f++) {
		const struct val *v = val_get(in, f->name);
		if (v && f->kind != F_SECRET && f->kind != F_FILE && f->kind != F_FILES && f->kind != F_SCAN && f->kind != F_BODY)
			val_set(cx->mem, &o, f->name, *v);
	}
	return o;
}

/* The page the form stood on, once more, with the reason above it: nobody types twice. */
static bool show_again(struct web *web, struct cx *cx, const struct visit *v, const struct http_req *req, struct http_resp *resp,
		       int rc, const struct err *why, const struct val *in, const struct val *faults)
{
	const struct route *page = NULL;
	struct val out = val_obj(), parts = v->path;
	struct err err = { 0 };
	if (v->api || !v->route->again ||
	    !(rc == E_REFUSED || rc == E_CONFLICT || rc == E_DENIED || rc == E_FORMAT || rc == E_LIMIT || rc == E_ARG))
		return false;
	for (size_t i = 0; i < route_count && !page; i++)
		if (routes[i].method == HTTP_GET && strcmp(routes[i].path, v->route->again) == 0)
			page = &routes[i];
	if (!page || !page->view || !(page->roles & (R_PUBLIC | (cx->user ? cx->user->roles : 0))))
		return false;
	for (const struct field *f = page->fields; f && f->kind != F_END; f++)
		val_set(cx->mem, &parts, f->name, f->kind == F_BOOL ? val_bool(false) : f->kind == F_MANY ? val_list() : val_null);
	val_set(cx->mem, &parts, "_sesi", val_str(v->session.hash));
	if (db_begin(cx->db, false, &err) < 0)
		return false;
	/* For pages that lay out rows of their own from it. */
	val_set(cx->mem, &parts, "_isian", typed(cx, v->route, in));
	val_set(cx->mem, &parts, "_galat", faults && faults->kind == VAL_OBJ ? *faults : val_obj());
	int shown = page->fn(cx, &parts, &out, &err);
	if (shown == OK) {
		mask_tree(cx->mem, &out);
		val_set(cx->mem, &out, "gagal", val_c(why->msg));
		val_set(cx->mem, &out, "galat", faults && faults->kind == VAL_OBJ ? *faults : val_obj());
		val_set(cx->mem, &out, "isian", typed(cx, v->route, in));
		resp->status = status_of(rc);
		buf_reset(&resp->body);
		http_resp_header(resp, "Cache-Control", S("no-store"));
		page_render(web, cx, v->signed_in ? &v->session : NULL, req, resp, page->view, &out);
	}
	db_rollback(cx->db);
	return shown == OK;
}

/* The request itself, by somebody who may. */
static void handle(struct web *web, struct cx *cx, struct visit *v, struct http_req *req, struct http_resp *resp)
{
	struct err err = { 0 };
	struct val faults = val_null, out = val_obj(), in = v->path;
	int rc = check_csrf(web, v, req, &err);
	if (rc == OK)
		rc = take_uploads(cx, v, req, &err);
	if (rc == OK)
		rc = form_read(&in, &faults, v->route->fields, req, &err);
	if (rc == OK) {
		val_set(req->mem, &in, "_sesi", val_str(v->session.hash));
		val_set(req->mem, &in, "_agen", val_str(http_header(req, "user-agent")));
		rc = run(web, cx, v, req, &in, &out, &err);
		/* What a handler says of single fields. */
		if (rc < 0 && val_get(&out, "_galat"))
			faults = *val_get(&out, "_galat");
		for (const struct val_item *i = rc == OK ? v->uploads.items.first : NULL; i; i = i->next)
			unggahan_forget(cx, i->v.i);
	}
	if (rc == OK)
		rc = answer(web, cx, v, req, resp, &out, &err);
	if (rc < 0 && db_in_transaction(cx->db))
		db_rollback(cx->db);
	if (rc < 0 && !show_again(web, cx, v, req, resp, rc, &err, &in, &faults))
		answer_error(web, cx, v, req, resp, rc, &err, &faults);
	if (rc == OK && cx->woken && web->config.office->wake)
		web->config.office->wake(web->config.office->wake_ctx);
}

void web_handle(void *ctx, struct http_req *req, struct http_resp *resp)
{
	struct web *web = ctx;
	struct visit *v = visit_of(req);
	struct err err = { 0 };
	struct cx cx;
	struct db *db = pool_take(web->pool, &err);
	int rc = db ? OK : E_BUSY;
	if (rc == OK && v->later)
		rc = db_begin(db, false, &err);
	if (rc == OK && v->later)
		(void)admit(web, v, false, req, resp, db);
	cx_of(web, &cx, v, req, db);
	if (rc < 0)
		answer_error(web, &cx, v, req, resp, rc, &err, NULL);
	else if (v->admitted)
		handle(web, &cx, v, req, resp);
	if (!db)
		return;
	if (db_in_transaction(db))
		(void)db_commit(db, &err);
	if (v->admitted && v->signed_in)
		akun_touch(&cx, &v->session);
	pool_give(web->pool, db);
}
