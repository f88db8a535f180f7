/* The wire: one plain struct in, one plain struct out. Nothing above this layer knows the HTTP library; tests build
 * requests by hand. */
#ifndef PADAN_HTTP_H
#define PADAN_HTTP_H
#include "base/arena.h"
#include "base/buf.h"

enum http_method { HTTP_GET, HTTP_HEAD, HTTP_POST, HTTP_PUT, HTTP_PATCH, HTTP_DELETE, HTTP_OTHER };

struct http_pair {
	struct str name, value;
	struct http_pair *next; /* in the order they came */
};

/* One uploaded file, spooled to a temporary file under the server's spool folder while it arrives. The handler takes it
 * by renaming or linking `path`; what is still there when the request ends is removed. */
struct http_file {
	struct str field;      /* name of the form field */
	struct str filename;   /* last component of what the client said, cleaned of control bytes; for show only */
	struct str type;
	char path[256];
	uint64_t size;
	uint8_t hash[32];      /* BLAKE2b-256 of the content, made while it arrived */
	struct http_file *next;
};

struct http_req {
	enum http_method method;
	struct str method_text;
	struct str path;             /* decoded, starts with '/', no NUL, no "//", no "." or ".." components */
	struct str target;           /* path and query as they came */
	struct http_pair *query;     /* decoded */
	struct http_pair *headers;   /* names in lower case */
	struct http_pair *cookies;
	struct http_pair *form;      /* x-www-form-urlencoded or multipart fields (each at most 64 KiB), once read */
	struct http_file *files;
	struct str body;             /* other content types, once read */
	struct str remote;           /* address of the peer as text; from X-Forwarded-For only of a trusted proxy */
	bool tls;                    /* arrived by TLS, or a trusted proxy says so */
	struct arena *mem;           /* lives as long as the request */
	void *user;                  /* the gate may leave something here for the handler */
};
/* First value of that name; empty (ptr NULL) when there is none. */
struct str http_header(const struct http_req *req, const char *lower_name);
struct str http_cookie(const struct http_req *req, const char *name);
struct str http_query(const struct http_req *req, const char *name);
struct str http_form(const struct http_req *req, const char *name);

struct http_resp {
	int status;                 /* 0 until set */
	struct str type;            /* content type, "" for none */
	struct buf body;            /* when file_fd is -1 */
	int file_fd;                /* -1, or a file sent from its beginning and closed; file_size bytes */
	uint64_t file_size;
	struct http_pair *headers;  /* further headers; http_resp_header */
	struct arena *mem;          /* the request's */
};
/* Adds a header; a value with a CR, LF or NUL is left out. */
void http_resp_header(struct http_resp *resp, const char *name, struct str value);

/* What the gate decides once the headers are read and before any of the body is. */
struct http_gate {
	uint64_t body_max;    /* bytes of the whole body; 0: none is accepted */
	bool files;           /* multipart files are spooled; otherwise a multipart with files is refused (415) */
	bool slow;            /* run the handler on the worker threads, so that the network threads stay free */
	bool refuse;          /* answer with what is in resp now, read no body, close the connection if one is coming */
};

struct http_config {
	const char *address;        /* "127.0.0.1", "::1", "0.0.0.0" */
	uint16_t port;              /* 0: any free one; http_port tells */
	const char *tls_cert, *tls_key; /* PEM text, NULL: plain */
	const char *spool_dir;      /* for uploads; must exist */
	unsigned threads;           /* network threads, 0: two */
	unsigned workers;           /* threads for slow handlers, 0: four */
	unsigned connections_max;   /* 0: 2048 */
	unsigned per_address_max;   /* connections of one address, shared out among the network threads, 0: 256 */
	const char *trusted_proxy;  /* address whose X-Forwarded-For and -Proto count, NULL: none */
	unsigned idle_s;            /* seconds a connection may stay silent, 0: 30 */
	unsigned body_rate;         /* bytes per second a body must reach on average after its first 30 s, 0: 1024 */
	size_t arena_max;           /* memory of one request, 0: 64 MiB */
	void *ctx;
	void (*gate)(void *ctx, struct http_req *req, struct http_resp *resp, struct http_gate *ret);
	void (*handle)(void *ctx, struct http_req *req, struct http_resp *resp);
	/* One line per trouble of the wire (never content); may be NULL. */
	void (*log)(void *ctx, const char *line);
	/* Seconds of a clock that only goes forward, for the deadlines of bodies. */
	int64_t (*clock_s)(void);
};

struct http_server;
int http_start(struct http_server **ret, const struct http_config *config, struct err *err);
uint16_t http_port(const struct http_server *server);
/* Stops accepting, lets running handlers end (at most grace_s seconds), frees. NULL is fine. */
void http_stop(struct http_server *server, unsigned grace_s);

/* Parsers of their own, for the server and for tests; each bounded, each fuzzed.
 * Decodes %XX and, when plus is set, '+'. False for a bad escape or a NUL. */
bool http_url_decode(struct str *ret, struct arena *mem, struct str s, bool plus);
/* "a=1&b=2". At most max pairs. */
int http_parse_form(struct http_pair **ret, struct arena *mem, struct str s, size_t max, struct err *err);
/* "a=1; b=2". */
int http_parse_cookies(struct http_pair **ret, struct arena *mem, struct str s, size_t max, struct err *err);
#endif
