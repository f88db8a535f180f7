/* libmicrohttpd under http.h. A request is gated when its headers are there, its body is read (forms in memory, files to
 * the spool while they arrive), and its handler runs on the network thread, or on a worker when it may take long. */
#include "http/http.h"
#include <arpa/inet.h>
#include <microhttpd.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sodium.h>
#include <stdatomic.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define PAIRS_MAX 4000
#define FIELD_MAX (64 << 10)
#define FORM_MAX (4 << 20)   /* bytes of all fields of a multipart body together */
#define FILES_MAX 40
#define HEADERS_MAX (32 << 10)
#define THREADS_MAX 64

enum stage { AT_START, AT_BODY, AT_WORK, AT_DONE };

struct request {
	struct http_server *server;
	struct MHD_Connection *connection;
	struct arena mem;
	struct http_req req;
	struct http_resp resp;
	struct http_gate gate;
	enum stage stage;
	bool bad;                    /* the request line could not be read */
	int trouble;                 /* HTTP status of a fault of the body, 0: none */
	uint64_t got;                /* bytes of the body */
	int64_t began_s;
	struct buf body;
	struct MHD_PostProcessor *parts;
	size_t fields_n, files_n, fields_bytes;
	/* The part that is arriving. */
	struct http_file *file;
	int file_fd;
	crypto_generichash_state hash;
	struct buf field;
	struct str field_name;
	struct request *next;        /* in the queue of the workers */
};

struct http_server {
	struct http_config config;
	struct MHD_Daemon **daemons; /* one a network thread */
	unsigned daemons_n;
	uint16_t port;
	atomic_uint running;
	atomic_ullong serial;
	pthread_t *workers;
	unsigned workers_n;
	pthread_mutex_t lock;
	pthread_cond_t wake;
	struct request *first, **last;
	bool stop;
};

static void say(struct http_server *s, const char *line)
{
	if (s->config.log)
		s->config.log(s->config.ctx, line);
}

/* --- the request line and its headers ---------------------------------------------------------------------------------- */

static bool clean_path(struct str p)
{
	if (!p.len || p.ptr[0] != '/')
		return false;
	for (size_t i = 0; i < p.len; i++) {
		if ((unsigned char)p.ptr[i] < 0x20 || p.ptr[i] == '\\')
			return false;
		if (p.ptr[i] != '/')
			continue;
		struct str rest = str_of(p.ptr + i + 1, p.len - i - 1);
		size_t n = 0;
		while (n < rest.len && rest.ptr[n] != '/')
			n++;
		bool last = i + 1 == p.len;
		if ((n == 0 && !last) || (n == 1 && rest.ptr[0] == '.') || (n == 2 && rest.ptr[0] == '.' && rest.ptr[1] == '.'))
			return false;
	}
	return true;
}

static void *on_uri(void *cls, const char *uri, struct MHD_Connection *connection)
{
	struct http_server *s = cls;
	struct request *r = calloc(1, sizeof *r);
	if (!r)
		return NULL;
	r->server = s;
	r->connection = connection;
	r->file_fd = -1;
	r->resp.file_fd = -1;
	arena_init(&r->mem, 16 << 10, s->config.arena_max);
	r->req.mem = r->resp.mem = &r->mem;
	buf_init(&r->resp.body, (size_t)64 << 20);
	buf_init(&r->body, FORM_MAX);
	buf_init(&r->field, FIELD_MAX);
	struct str target = arena_str(&r->mem, str_c(uri)), path = target;
	r->req.target = target;
	const char *mark = target.len ? memchr(target.ptr, '?', target.len) : NULL;
	if (mark) {
		path = str_of(target.ptr, (size_t)(mark - target.ptr));
		struct str query = str_of(mark + 1, target.len - path.len - 1);
		r->bad = http_parse_form(&r->req.query, &r->mem, query, PAIRS_MAX, NULL) < 0;
	}
	if (!target.len || !http_url_decode(&r->req.path, &r->mem, path, false) || !clean_path(r->req.path))
		r->bad = true;
	return r;
}

/* The path is decoded above, once. */
static size_t no_unescape(void *cls, struct MHD_Connection *connection, char *s)
{
	(void)cls;
	(void)connection;
	return strlen(s);
}

static enum MHD_Result on_header(void *cls, enum MHD_ValueKind kind, const char *key, const char *value)
{
	(void)kind;
	struct request *r = cls;
	struct http_pair *p = arena_alloc(&r->mem, sizeof *p);
	size_t n = strlen(key);
	char *name = arena_alloc(&r->mem, n + 1);
	if (!p || !name)
		return MHD_NO;
	for (size_t i = 0; i < n; i++)
		name[i] = key[i] >= 'A' && key[i] <= 'Z' ? (char)(key[i] + 32) : key[i];
	name[n] = 0;
	*p = (struct http_pair){ str_of(name, n), arena_str(&r->mem, value ? str_c(value) : S("")), NULL };
	struct http_pair **tail = &r->req.headers;
	while (*tail)
		tail = &(*tail)->next;
	*tail = p;
	return MHD_YES;
}

static void peer(struct request *r)
{
	char text[INET6_ADDRSTRLEN] = "?";
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(r->connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
	if (info && info->client_addr) {
		const struct sockaddr *a = info->client_addr;
		union {
			const struct sockaddr *any;
			const struct sockaddr_in *v4;
			const struct sockaddr_in6 *v6;
		} u = { .any = a };
		const void *bytes = a->sa_family == AF_INET6 ? (const void *)&u.v6->sin6_addr : (const void *)&u.v4->sin_addr;
		inet_ntop(a->sa_family, bytes, text, sizeof text);
	}
	r->req.remote = arena_str(&r->mem, str_c(text));
	r->req.tls = MHD_get_connection_info(r->connection, MHD_CONNECTION_INFO_GNUTLS_SESSION) != NULL;
	const char *proxy = r->server->config.trusted_proxy;
	if (!proxy || !str_eq(r->req.remote, str_c(proxy)))
		return;
	struct str forwarded = STR_NONE, proto = STR_NONE;
	/* The last line and the last address in it are what our own proxy wrote. */
	for (const struct http_pair *h = r->req.headers; h; h = h->next) {
		if (str_eq(h->name, S("x-forwarded-for")))
			forwarded = h->value;
		if (str_eq(h->name, S("x-forwarded-proto")))
			proto = h->value;
	}
	size_t at = forwarded.len;
	while (at && forwarded.ptr[at - 1] != ',')
		at--;
	struct str last = str_trim(str_of(forwarded.ptr + at, forwarded.len - at));
	char number[64];
	struct in6_addr any;
	snprintf(number, sizeof number, "%.*s", (int)(last.len < 60 ? last.len : 60), last.len ? last.ptr : "");
	if (inet_pton(AF_INET, number, &any) == 1 || inet_pton(AF_INET6, number, &any) == 1)
		r->req.remote = arena_str(&r->mem, str_c(number));
	r->req.tls = str_ieq(proto, S("https"));
}

static enum http_method method_of(struct str m)
{
	static const struct {
		const char *name;
		enum http_method method;
	} table[] = { { "GET", HTTP_GET }, { "HEAD", HTTP_HEAD },   { "POST", HTTP_POST },
		      { "PUT", HTTP_PUT }, { "PATCH", HTTP_PATCH }, { "DELETE", HTTP_DELETE } };
	for (size_t i = 0; i < COUNT(table); i++)
		if (str_eq(m, str_c(table[i].name)))
			return table[i].method;
	return HTTP_OTHER;
}

/* --- the body ------------------------------------------------------------------------------------------------------------ */

static void end_part(struct request *r)
{
	if (r->file_fd >= 0) {
		crypto_generichash_final(&r->hash, r->file->hash, sizeof r->file->hash);
		if (close(r->file_fd) != 0)
			r->trouble = 507;
		r->file_fd = -1;
		r->file = NULL;
	} else if (r->field_name.len) {
		struct http_pair *p = arena_alloc(&r->mem, sizeof *p);
		struct http_pair **tail = &r->req.form;
		while (*tail)
			tail = &(*tail)->next;
		if (p) {
			*p = (struct http_pair){ r->field_name, arena_str(&r->mem, buf_str(&r->field)), NULL };
			if (!p->value.ptr)
				p->value = S("");
			*tail = p;
		} else {
			r->trouble = 413;
		}
		if (r->field.error)
			r->trouble = 413;
	}
	r->field_name = STR_NONE;
	buf_reset(&r->field);
}

static struct str plain_name(struct request *r, const char *name)
{
	struct str s = str_c(name);
	for (size_t i = 0; i < s.len; i++)
		if (s.ptr[i] == '/' || s.ptr[i] == '\\')
			return plain_name(r, name + i + 1);
	char *out = arena_alloc(&r->mem, s.len + 1);
	if (!out)
		return S("");
	size_t n = str_utf8_valid(s) == s.len ? s.len : 0;
	for (size_t i = 0; i < n; i++)
		out[i] = (unsigned char)s.ptr[i] < 0x20 || s.ptr[i] == 0x7F ? '_' : s.ptr[i];
	out[n] = 0;
	return str_of(out, n > 200 ? 200 : n);
}

static void begin_file(struct request *r, const char *key, const char *filename, const char *type)
{
	struct http_file *f = arena_alloc(&r->mem, sizeof *f);
	if (!f || ++r->files_n > FILES_MAX) {
		r->trouble = 413;
		return;
	}
	memset(f, 0, sizeof *f);
	f->field = arena_str(&r->mem, str_c(key));
	f->filename = plain_name(r, filename);
	f->type = arena_str(&r->mem, type ? str_c(type) : S(""));
	unsigned long long id = atomic_fetch_add(&r->server->serial, 1);
	snprintf(f->path, sizeof f->path, "%s/unggah-%d-%llu", r->server->config.spool_dir, (int)getpid(), id);
	r->file_fd = open(f->path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
	if (r->file_fd < 0) {
		r->trouble = 507;
		return;
	}
	crypto_generichash_init(&r->hash, NULL, 0, sizeof f->hash);
	struct http_file **tail = &r->req.files;
	while (*tail)
		tail = &(*tail)->next;
	*tail = f;
	r->file = f;
}

static void file_bytes(struct request *r, const char *data, size_t size)
{
	while (size && r->file_fd >= 0) {
		ssize_t n = write(r->file_fd, data, size);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0) {
			r->trouble = 507;
			return;
		}
		crypto_generichash_update(&r->hash, (const unsigned char *)data, (size_t)n);
		r->file->size += (uint64_t)n;
		data += n;
		size -= (size_t)n;
	}
}

static enum MHD_Result on_part(void *cls, enum MHD_ValueKind kind, const char *key, const char *filename, const char *type,
			       const char *encoding, const char *data, uint64_t off, size_t size)
{
	(void)kind;
	(void)encoding;
	struct request *r = cls;
	if (r->trouble)
		return MHD_YES;
	if (off == 0) {
		end_part(r);
		/* An empty file input comes as a file without a name. */
		if (filename && filename[0]) {
			if (!r->gate.files) {
				r->trouble = 415;
				return MHD_YES;
			}
			begin_file(r, key, filename, type);
		} else if (!filename) {
			if (++r->fields_n > PAIRS_MAX)
				r->trouble = 413;
			r->field_name = arena_str(&r->mem, str_c(key ? key : ""));
		}
	}
	if (r->file_fd >= 0) {
		file_bytes(r, data, size);
	} else if (r->field_name.len) {
		r->fields_bytes += size;
		if (r->fields_bytes > FORM_MAX)
			r->trouble = 413;
		buf_add(&r->field, str_of(data, size));
	}
	return MHD_YES;
}

static void begin_body(struct request *r)
{
	struct str type = http_header(&r->req, "content-type"), length = http_header(&r->req, "content-length");
	uint64_t declared = 0;
	for (size_t i = 0; i < length.len && i < 18; i++)
		declared = ch_digit(length.ptr[i]) ? declared * 10 + (uint64_t)(length.ptr[i] - '0') : UINT64_MAX / 20;
	if (declared > r->gate.body_max)
		r->trouble = 413;
	else if (str_istarts(type, S("multipart/form-data"))) {
		r->parts = MHD_create_post_processor(r->connection, 64 << 10, on_part, r);
		if (!r->parts)
			r->trouble = 400;
	}
	r->began_s = r->server->config.clock_s();
}

static bool take_body(struct request *r, const char *data, size_t size)
{
	unsigned rate = r->server->config.body_rate;
	int64_t took = r->server->config.clock_s() - r->began_s;
	r->got += size;
	if (r->got > r->gate.body_max)
		r->trouble = 413;
	if (took > 30 && r->got < (uint64_t)took * rate)
		return false;
	/* Beyond the limit nothing more is read. */
	if (r->trouble == 413 && r->got > r->gate.body_max + ((uint64_t)1 << 20))
		return false;
	if (r->trouble)
		return true;
	if (r->parts) {
		if (MHD_post_process(r->parts, data, size) == MHD_NO && !r->trouble)
			r->trouble = 400;
	} else {
		buf_add(&r->body, str_of(data, size));
		if (r->body.error)
			r->trouble = 413;
	}
	return true;
}

static void end_body(struct request *r)
{
	if (r->parts) {
		enum MHD_Result ok = MHD_destroy_post_processor(r->parts);
		r->parts = NULL;
		if (ok == MHD_NO && !r->trouble)
			r->trouble = 400;
		end_part(r);
		return;
	}
	struct str type = http_header(&r->req, "content-type");
	r->req.body = buf_str(&r->body);
	if (str_istarts(type, S("application/x-www-form-urlencoded")) && r->body.len &&
	    http_parse_form(&r->req.form, &r->mem, r->req.body, PAIRS_MAX, NULL) < 0)
		r->trouble = 400;
}

/* --- answers --------------------------------------------------------------------------------------------------------------- */

static const char *trouble_text(int status)
{
	switch (status) {
	case 413: return "Kiriman terlalu besar.";
	case 415: return "Kiriman ini tidak boleh memuat berkas.";
	case 507: return "Penyimpanan penuh atau tidak bisa ditulis; kiriman tidak diterima. Beri tahu administrator.";
	default: return "Permintaan tidak bisa dibaca.";
	}
}

static void plain_trouble(struct request *r, int status)
{
	struct http_resp *p = &r->resp;
	buf_reset(&p->body);
	p->status = status;
	bool api = str_starts(r->req.path, S("/api/"));
	p->type = api ? S("application/problem+json") : S("text/plain; charset=utf-8");
	if (api)
		buf_addf(&p->body, "{\"type\":\"about:blank\",\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\"}", trouble_text(status), status, trouble_text(status));
	else
		buf_addf(&p->body, "%s\n", trouble_text(status));
}

static enum MHD_Result reply(struct request *r)
{
	struct http_resp *p = &r->resp;
	struct MHD_Response *m;
	if (p->body.error && p->file_fd < 0)
		plain_trouble(r, 500);
	if (p->file_fd >= 0) {
		m = MHD_create_response_from_fd64(p->file_size, p->file_fd);
		if (m)
			p->file_fd = -1;
	} else {
		/* The response frees what the buffer holds. */
		m = MHD_create_response_from_buffer(p->body.len, p->body.ptr, p->body.ptr ? MHD_RESPMEM_MUST_FREE : MHD_RESPMEM_PERSISTENT);
		if (m)
			buf_init(&p->body, p->body.max);
	}
	if (!m)
		return MHD_NO;
	if (p->type.len)
		MHD_add_response_header(m, MHD_HTTP_HEADER_CONTENT_TYPE, arena_str(&r->mem, p->type).ptr);
	for (const struct http_pair *h = p->headers; h; h = h->next)
		MHD_add_response_header(m, h->name.ptr, h->value.ptr);
	enum MHD_Result rc = MHD_queue_response(r->connection, (unsigned)(p->status ? p->status : 500), m);
	MHD_destroy_response(m);
	return rc;
}

static void run(struct request *r)
{
	struct http_server *s = r->server;
	if (r->trouble)
		plain_trouble(r, r->trouble);
	else
		s->config.handle(s->config.ctx, &r->req, &r->resp);
}

static void *work(void *arg)
{
	struct http_server *s = arg;
	pthread_mutex_lock(&s->lock);
	for (;;) {
		while (!s->first && !s->stop)
			pthread_cond_wait(&s->wake, &s->lock);
		struct request *r = s->first;
		if (!r)
			break;
		s->first = r->next;
		if (!s->first)
			s->last = &s->first;
		pthread_mutex_unlock(&s->lock);
		run(r);
		r->stage = AT_DONE;
		MHD_resume_connection(r->connection);
		pthread_mutex_lock(&s->lock);
	}
	pthread_mutex_unlock(&s->lock);
	return NULL;
}

static void hand_over(struct request *r)
{
	struct http_server *s = r->server;
	MHD_suspend_connection(r->connection);
	pthread_mutex_lock(&s->lock);
	r->next = NULL;
	*s->last = r;
	s->last = &r->next;
	pthread_cond_signal(&s->wake);
	pthread_mutex_unlock(&s->lock);
}

static enum MHD_Result on_request(void *cls, struct MHD_Connection *connection, const char *url, const char *method, const char *version,
				  const char *data, size_t *size, void **state)
{
	(void)url;
	(void)version;
	struct http_server *s = cls;
	struct request *r = *state;
	if (!r)
		return MHD_NO;
	if (r->stage == AT_START) {
		struct err err = { 0 };
		atomic_fetch_add(&s->running, 1);
		r->stage = AT_BODY;
		r->req.method_text = arena_str(&r->mem, str_c(method));
		r->req.method = method_of(r->req.method_text);
		MHD_get_connection_values(connection, MHD_HEADER_KIND, on_header, r);
		peer(r);
		if (r->bad || http_parse_cookies(&r->req.cookies, &r->mem, http_header(&r->req, "cookie"), 200, &err) < 0) {
			plain_trouble(r, 400);
			return reply(r);
		}
		s->config.gate(s->config.ctx, &r->req, &r->resp, &r->gate);
		if (r->gate.refuse)
			return reply(r);
		begin_body(r);
		/* What is too large is refused before it is sent. */
		if (r->trouble) {
			plain_trouble(r, r->trouble);
			return reply(r);
		}
		return MHD_YES;
	}
	if (r->stage == AT_BODY && *size) {
		size_t n = *size;
		*size = 0;
		return take_body(r, data, n) ? MHD_YES : MHD_NO;
	}
	if (r->stage == AT_BODY) {
		end_body(r);
		r->stage = AT_WORK;
		if (r->gate.slow && s->workers_n && !r->trouble) {
			hand_over(r);
			return MHD_YES;
		}
		run(r);
		r->stage = AT_DONE;
	}
	return r->stage == AT_DONE ? reply(r) : MHD_YES;
}

static void on_done(void *cls, struct MHD_Connection *connection, void **state, enum MHD_RequestTerminationCode why)
{
	(void)connection;
	(void)why;
	struct http_server *s = cls;
	struct request *r = *state;
	if (!r)
		return;
	if (r->stage != AT_START)
		atomic_fetch_sub(&s->running, 1);
	if (r->parts)
		MHD_destroy_post_processor(r->parts);
	if (r->file_fd >= 0)
		close(r->file_fd);
	if (r->resp.file_fd >= 0)
		close(r->resp.file_fd);
	for (const struct http_file *f = r->req.files; f; f = f->next)
		unlink(f->path);
	buf_clear(&r->resp.body);
	buf_clear(&r->body);
	buf_clear(&r->field);
	arena_clear(&r->mem);
	free(r);
	*state = NULL;
}

static void on_log(void *cls, const char *fmt, va_list ap)
{
	char line[300];
	vsnprintf(line, sizeof line, fmt, ap);
	size_t n = strlen(line);
	while (n && (line[n - 1] == '\n' || line[n - 1] == '\r'))
		line[--n] = 0;
	say(cls, line);
}

/* --- start and stop ---------------------------------------------------------------------------------------------------------- */

static void defaults(struct http_config *c)
{
	if (!c->threads)
		c->threads = 2;
	if (c->threads > THREADS_MAX)
		c->threads = THREADS_MAX;
	if (!c->workers)
		c->workers = 4;
	if (!c->connections_max)
		c->connections_max = 2048;
	if (!c->per_address_max)
		c->per_address_max = 256;
	if (!c->idle_s)
		c->idle_s = 30;
	if (!c->body_rate)
		c->body_rate = 1024;
	if (!c->arena_max)
		c->arena_max = (size_t)64 << 20;
}

static int start_workers(struct http_server *s, struct err *err)
{
	s->workers = calloc(s->config.workers, sizeof *s->workers);
	if (!s->workers)
		return NOMEM(err);
	for (unsigned i = 0; i < s->config.workers; i++) {
		if (pthread_create(&s->workers[i], NULL, work, s) != 0)
			return FAIL(err, E_IO, "utas pekerja tidak bisa dibuat");
		s->workers_n++;
	}
	return OK;
}

static void stop_workers(struct http_server *s)
{
	pthread_mutex_lock(&s->lock);
	s->stop = true;
	pthread_cond_broadcast(&s->wake);
	pthread_mutex_unlock(&s->lock);
	for (unsigned i = 0; i < s->workers_n; i++)
		pthread_join(s->workers[i], NULL);
	s->workers_n = 0;
}

union address {
	struct sockaddr any;
	struct sockaddr_in v4;
	struct sockaddr_in6 v6;
};

static int read_address(union address *ret, const char *text, unsigned *flags, struct err *err)
{
	if (inet_pton(AF_INET, text, &ret->v4.sin_addr) == 1) {
		ret->v4.sin_family = AF_INET;
	} else if (inet_pton(AF_INET6, text, &ret->v6.sin6_addr) == 1) {
		ret->v6.sin6_family = AF_INET6;
		*flags |= MHD_USE_IPv6;
	} else {
		return FAIL(err, E_ARG, "alamat %s bukan alamat IP", text);
	}
	return OK;
}

static void set_port(union address *a, uint16_t port)
{
	if (a->any.sa_family == AF_INET)
		a->v4.sin_port = htons(port);
	else
		a->v6.sin6_port = htons(port);
}

/* Each network thread listens on a socket of its own at the same address, so that the kernel spreads the connections: threads that
 * share one socket leave nearly all of them to whoever wakes first, and the other cores idle. */
static int start_daemon(struct http_server *s, union address *a, unsigned flags, struct err *err)
{
	struct MHD_OptionItem tls[] = { { MHD_OPTION_HTTPS_MEM_CERT, 0, NULL },
					{ MHD_OPTION_HTTPS_MEM_KEY, 0, NULL },
					{ MHD_OPTION_END, 0, NULL } };
	const struct http_config *c = &s->config;
	unsigned share = c->threads;
	if (c->tls_cert && c->tls_key) {
		union {
			const char *c;
			void *p;
		} cert = { .c = c->tls_cert }, key = { .c = c->tls_key };
		flags |= MHD_USE_TLS;
		tls[0].ptr_value = cert.p;
		tls[1].ptr_value = key.p;
	} else {
		tls[0].option = MHD_OPTION_END;
	}
	set_port(a, s->port);
	struct MHD_Daemon *d = MHD_start_daemon(
		flags, s->port, NULL, NULL, on_request, s, MHD_OPTION_EXTERNAL_LOGGER, on_log, s, MHD_OPTION_SOCK_ADDR, &a->any,
		MHD_OPTION_URI_LOG_CALLBACK, on_uri, s, MHD_OPTION_UNESCAPE_CALLBACK, no_unescape, NULL, MHD_OPTION_NOTIFY_COMPLETED,
		on_done, s, MHD_OPTION_CONNECTION_LIMIT, (c->connections_max + share - 1) / share, MHD_OPTION_PER_IP_CONNECTION_LIMIT,
		(c->per_address_max + share - 1) / share, MHD_OPTION_CONNECTION_TIMEOUT, c->idle_s, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
		(size_t)HEADERS_MAX, MHD_OPTION_LISTENING_ADDRESS_REUSE, 1u, MHD_OPTION_ARRAY, tls, MHD_OPTION_END);
	if (!d)
		return FAIL(err, E_IO, "tidak bisa mendengarkan di %s:%u: %s", c->address, s->port, errno_text(errno));
	s->daemons[s->daemons_n++] = d;
	const union MHD_DaemonInfo *info = MHD_get_daemon_info(d, MHD_DAEMON_INFO_BIND_PORT);
	if (info)
		s->port = info->port;
	return OK;
}

int http_start(struct http_server **ret, const struct http_config *config, struct err *err)
{
	union address a = { 0 };
	unsigned flags = MHD_USE_AUTO | MHD_USE_INTERNAL_POLLING_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG;
	struct http_server *s = calloc(1, sizeof *s);
	if (!s)
		return NOMEM(err);
	s->config = *config;
	defaults(&s->config);
	s->port = s->config.port;
	s->last = &s->first;
	pthread_mutex_init(&s->lock, NULL);
	pthread_cond_init(&s->wake, NULL);
	s->daemons = calloc(s->config.threads, sizeof(struct MHD_Daemon *));
	int rc = s->daemons ? read_address(&a, s->config.address, &flags, err) : NOMEM(err);
	if (rc == OK)
		rc = start_workers(s, err);
	while (rc == OK && s->daemons_n < s->config.threads)
		rc = start_daemon(s, &a, flags, err);
	if (rc < 0) {
		http_stop(s, 0);
		return rc;
	}
	*ret = s;
	return OK;
}

uint16_t http_port(const struct http_server *server) { return server->port; }

void http_stop(struct http_server *server, unsigned grace_s)
{
	if (!server)
		return;
	MHD_socket listening[THREADS_MAX];
	for (unsigned i = 0; i < server->daemons_n; i++)
		listening[i] = MHD_quiesce_daemon(server->daemons[i]);
	for (unsigned i = 0; i < grace_s * 20 && atomic_load(&server->running); i++)
		nanosleep(&(struct timespec){ 0, 50 * 1000 * 1000 }, NULL);
	/* Workers end what they have before the daemons go: a suspended connection must not outlive its own. */
	stop_workers(server);
	for (unsigned i = 0; i < server->daemons_n; i++) {
		MHD_stop_daemon(server->daemons[i]);
		if (listening[i] != MHD_INVALID_SOCKET)
			close(listening[i]);
	}
	free(server->daemons);
	free(server->workers);
	pthread_mutex_destroy(&server->lock);
	pthread_cond_destroy(&server->wake);
	free(server);
}
