#include "web/page.h"
#include "app/peran.h"
#include "app/setelan.h"
#include "assets.gen.h"
#include "views.gen.h"
#include "words.gen.h"
#include <stdarg.h>

#define PAGE_MAX ((size_t)64 << 20)
#define FLASH "padan_pesan"
#define LANG "padan_bahasa"

/* Where people go, by role: one row a place. A place is shown as current when the page's address begins with it. */
static const struct place {
	const char *nama, *alamat, *ikon;
	unsigned roles;
	const char *kelompok; /* heading above it, NULL: as before */
	bool bawah;           /* in the bar at the bottom of the phone */
} places[] = {
	{ "Beranda", "/", "home", R_ANY, NULL, true },
	{ "Periode", "/kasus", "folder", R_OFFICE | R_AUDITOR | R_BPJS, NULL, true },
	{ "Pembayaran", "/bayar", "task", R_OFFICE | R_AUDITOR | R_BPJS | R_KEUANGAN, NULL, true },
	{ "Anggaran", "/anggaran", "list", R_OFFICE | R_AUDITOR | R_KEUANGAN, NULL, false },
	{ "Penghematan", "/hemat", "check", R_OFFICE | R_AUDITOR, NULL, false },
	{ "Dokumen tetap", "/dokumen", "stamp", R_PEMBAYARAN | R_KASI | R_BENDAHARA | R_KADIS | R_AUDITOR, NULL, false },
	{ "Cari peserta", "/cari", "search", R_OFFICE | R_AUDITOR, NULL, true },
	{ "Ekstrak Dukcapil", "/ekstrak", "list", R_PENGELOLA | R_KASI | R_AUDITOR, NULL, false },
	{ "Prosedur (SOP)", "/sop", "book", R_ANY, "Acuan", true },
	{ "Tarif iuran", "/tarif", "list", R_OFFICE | R_AUDITOR, NULL, false },
	{ "Kalender kerja", "/kalender", "calendar", R_OFFICE | R_AUDITOR | R_ADMIN, NULL, false },
	{ "Ruang auditor", "/auditor", "eye", R_AUDITOR | R_KASI | R_KADIS, NULL, false },
	{ "Catatan audit", "/audit", "history", R_AUDITOR | R_KASI | R_KADIS, NULL, false },
	{ "Pengguna", "/pengguna", "users", R_ADMIN, "Kantor", true },
	{ "Pejabat & delegasi", "/pejabat", "stamp", R_ADMIN | R_KASI, NULL, false },
	{ "Setelan", "/setelan", "gear", R_ADMIN | R_KASI, NULL, false },
};

int page_templates(struct tmpl_set **ret, struct err *err)
{
	struct tmpl_text texts[VIEWS_FILES];
	char(*names)[64] = calloc(VIEWS_FILES, sizeof *names);
	if (!names)
		return NOMEM(err);
	for (size_t i = 0; i < VIEWS_FILES; i++) {
		size_t n = strlen(views_files[i].name);
		/* "kasus.html" -> "kasus" */
		snprintf(names[i], sizeof names[i], "%.*s", (int)(n > 5 ? n - 5 : n), views_files[i].name);
		texts[i] = (struct tmpl_text){ names[i], views_files[i].ptr, views_files[i].len };
	}
	struct str words = STR_NONE, labels = STR_NONE;
	for (size_t i = 0; i < WORDS_FILES; i++)
		*(strcmp(words_files[i].name, "label.tsv") == 0 ? &labels : &words) = str_of(words_files[i].ptr, words_files[i].len);
	int rc = tmpl_load(ret, texts, VIEWS_FILES, words, labels, err);
	free(names);
	return rc;
}

static bool is_under(struct str path, const char *place)
{
	size_t n = strlen(place);
	if (n == 1)
		return path.len == 1;
	return str_starts(path, str_c(place)) && (path.len == n || path.ptr[n] == '/' || path.ptr[n] == '?');
}

static void put_nav(struct cx *cx, struct val *out, struct str path)
{
	struct val *nav = val_set(cx->mem, out, "nav", val_list()), *bar = val_set(cx->mem, out, "bar", val_list());
	for (size_t i = 0; i < COUNT(places); i++) {
		const struct place *p = &places[i];
		if (!(p->roles & cx->user->roles))
			continue;
		struct str said = val_getstr(out, "_tempat");
		bool here = said.len ? str_eq(said, str_c(p->alamat)) : is_under(path, p->alamat);
		struct val o = OBJ(cx, { "nama", val_c(p->nama) }, { "alamat", val_c(p->alamat) }, { "ikon", val_c(p->ikon) },
				   { "kini", val_bool(here) },
				   { "kelompok", p->kelompok ? val_c(p->kelompok) : val_null });
		val_push(cx->mem, nav, o);
		if (p->bawah && bar->items.n < 4)
			val_push(cx->mem, bar, o);
	}
}

static void put_user(struct cx *cx, struct val *out)
{
	const struct peran *role = peran_by_bit(cx->user->own);
	struct str n = cx->user->nama;
	char initials[9] = "";
	size_t k = 0;
	for (size_t i = 0; i < n.len && k < 2; i++)
		if (ch_alpha(n.ptr[i]) && (i == 0 || n.ptr[i - 1] == ' '))
			initials[k++] = ch_upper(n.ptr[i]);
	struct val u = OBJ(cx, { "nama", val_str(n) }, { "masuk", val_str(cx->user->masuk) }, { "peran", val_c(role ? role->nama : "") },
			   { "kode", val_c(role ? role->kode : "") }, { "inisial", val_str(arena_str(cx->mem, str_c(initials))) },
			   { "delegasi", cx->user->delegasi ? val_str(cx->user->awalan) : val_null });
	/* "boleh.pengelola" and so on: what templates ask to show a button. */
	struct val may = val_obj();
	for (size_t i = 0; i < ROLE_COUNT; i++)
		val_put(cx->mem, &may, str_c(peran_table[i].kode), val_bool((cx->user->roles & peran_table[i].bit) != 0));
	val_set(cx->mem, out, "saya", u);
	val_set(cx->mem, out, "boleh", may);
}

static struct str flash_of(struct cx *cx, const struct http_req *req)
{
	struct str s = http_cookie(req, FLASH), text;
	return s.len && s.len < 2000 && http_url_decode(&text, cx->mem, s, false) && str_utf8_valid(text) == text.len ? text : STR_NONE;
}

/* What was typed and what was wrong with it are there only after a refusal; all else a template names must exist. */
static void note_missing(void *ctx, struct str name)
{
	if (str_starts(name, S("isian.")) || str_starts(name, S("galat.")))
		return;
	web_log(ctx, "templat meminta \"%.*s\", model tidak punya", (int)name.len, name.ptr);
}

void page_render(struct web *web, struct cx *cx, const struct session *session, const struct http_req *req, struct http_resp *resp,
		 const char *view, struct val *out)
{
	struct err err = { 0 };
	enum tmpl_lang lang = str_eq(http_cookie(req, LANG), S("en")) ? LANG_EN : LANG_ID;
	bool fragment = http_header(req, "hx-request").len && !http_header(req, "hx-boosted").len;
	struct str flash = flash_of(cx, req);
	if (!val_get(out, "judul"))
		val_set(cx->mem, out, "judul", val_c("Padan"));
	val_set(cx->mem, out, "css", val_c(web->css_url));
	val_set(cx->mem, out, "js", val_c(web->js_url));
	val_set(cx->mem, out, "bahasa", val_c(lang == LANG_EN ? "en" : "id"));
	val_set(cx->mem, out, "tema", val_str(str_eq(http_cookie(req, "padan_tema"), S("gelap"))   ? S("dark")
					      : str_eq(http_cookie(req, "padan_tema"), S("terang")) ? S("light")
												    : S("")));
	val_set(cx->mem, out, "pesan_lalu", flash.len ? val_str(flash) : val_null);
	val_set(cx->mem, out, "penggal", val_bool(fragment));
	val_set(cx->mem, out, "jalur", val_str(req->path));
	val_set(cx->mem, out, "csrf", session ? val_str(akun_csrf(web->config.office, session, cx->mem)) : val_c(""));
	val_set(cx->mem, out, "setengah", val_bool(session && session->half));
	if (cx->user) {
		put_user(cx, out);
		put_nav(cx, out, req->path);
	} else {
		val_set(cx->mem, out, "saya", val_null);
	}
	if (cx->db) {
		val_set(cx->mem, out, "kantor", val_str(setelan_text(cx, "kantor.nama_lengkap")));
		val_set(cx->mem, out, "contoh", val_bool(akun_kantor_contoh(cx)));
	} else {
		val_set(cx->mem, out, "kantor", val_c(""));
		val_set(cx->mem, out, "contoh", val_bool(false));
	}
	if (flash.len)
		http_resp_header(resp, "Set-Cookie", S(FLASH "=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0"));
	if (!resp->status)
		resp->status = 200;
	resp->type = S("text/html; charset=utf-8");
	resp->body.max = PAGE_MAX;
	/* Most pages fit; what is short of room grows. */
	(void)buf_room(&resp->body, 24 << 10);
	int rc = tmpl_render(web->tmpl, view, out, lang, &resp->body, note_missing, web, &err);
	if (rc == OK && !resp->body.error)
		return;
	web_log(web, "templat %s: %s", view, rc < 0 ? err.msg : "halaman terlalu besar");
	buf_reset(&resp->body);
	resp->status = 500;
	resp->type = S("text/plain; charset=utf-8");
	buf_add(&resp->body, S("Halaman ini gagal dibuat. Beri tahu administrator.\n"));
}

void page_flash(struct cx *cx, struct http_resp *resp, struct str text)
{
	if (!text.len)
		return;
	struct buf b;
	buf_init(&b, 4000);
	for (size_t i = 0; i < text.len && i < 600; i++) {
		unsigned char c = (unsigned char)text.ptr[i];
		if (ch_alpha((char)c) || ch_digit((char)c) || strchr("-._~", c))
			buf_addc(&b, (char)c);
		else
			buf_addf(&b, "%%%02X", c);
	}
	http_resp_header(resp, "Set-Cookie",
			 cx_textf(cx->mem, FLASH "=%.*s; Path=/; HttpOnly; SameSite=Lax; Max-Age=60", (int)b.len, b.ptr));
	buf_clear(&b);
}

bool page_asset(struct web *web, const struct http_req *req, struct http_resp *resp)
{
	(void)web;
	struct str path = req->path;
	if (!str_starts(path, S("/aset/")))
		return false;
	path = str_of(path.ptr + 6, path.len - 6);
	for (size_t i = 0; i < EMBEDDED_FILES; i++) {
		const struct embedded *f = &embedded_files[i];
		if (!str_eq(path, str_c(f->url)))
			continue;
		struct str accept = http_header(req, "accept-encoding");
		bool gz = f->gz && accept.len && memmem(accept.ptr, accept.len, "gzip", 4);
		resp->status = 200;
		resp->type = str_c(f->type);
		http_resp_header(resp, "Cache-Control", S("public, max-age=31536000, immutable"));
		http_resp_header(resp, "Vary", S("Accept-Encoding"));
		if (gz)
			http_resp_header(resp, "Content-Encoding", S("gzip"));
		buf_add(&resp->body, gz ? str_of((const char *)f->gz, f->gz_len) : str_of((const char *)f->raw, f->raw_len));
		return true;
	}
	return false;
}

void web_log(struct web *web, const char *fmt, ...)
{
	char line[600];
	va_list ap;
	if (!web->config.log)
		return;
	va_start(ap, fmt);
	vsnprintf(line, sizeof line, fmt, ap);
	va_end(ap);
	web->config.log(web->config.log_ctx, line);
}

int web_new(struct web **ret, const struct web_config *config, struct err *err)
{
	struct web *w = calloc(1, sizeof *w);
	if (!w)
		return NOMEM(err);
	w->config = *config;
	int rc = page_templates(&w->tmpl, err);
	if (rc == OK)
		rc = pool_new(&w->pool, config->db_path, err);
	if (rc < 0) {
		web_free(w);
		return rc;
	}
	for (size_t i = 0; i < EMBEDDED_FILES; i++) {
		const struct embedded *f = &embedded_files[i];
		if (strcmp(f->name, "padan.css") == 0)
			snprintf(w->css_url, sizeof w->css_url, "/aset/%s", f->url);
		if (strcmp(f->name, "padan.js") == 0)
			snprintf(w->js_url, sizeof w->js_url, "/aset/%s", f->url);
	}
	*ret = w;
	return OK;
}

void web_free(struct web *web)
{
	if (!web)
		return;
	tmpl_free(web->tmpl);
	pool_free(web->pool);
	free(web);
}
