/* padan serve: the office, on the network. */
#include "app/pekerja.h"
#include "app/unggahan.h"
#include "cmd/cmd.h"
#include "cmd/kantor.h"
#include "http/http.h"
#include "secret/keyring.h"
#include "web/web.h"
#include <dirent.h>
#include <getopt.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static void usage(FILE *to)
{
	(void)fputs("Pemakaian: padan serve --data FOLDER [--listen ALAMAT:PORT] [--tls-cert BERKAS --tls-key BERKAS]\n"
		    "                   [--proxy ALAMAT]\n\n"
		    "Menjalankan Padan untuk peramban. Bawaan: http://127.0.0.1:8171.\n\n"
		    "  --listen A:P    alamat dan port; hanya 127.0.0.1 yang boleh tanpa TLS atau proksi\n"
		    "  --tls-cert, --tls-key   sertifikat dan kunci PEM\n"
		    "  --proxy ALAMAT  proksi di depan yang X-Forwarded-For-nya dipercaya (kuki jadi Secure)\n"
		    "Pilihan yang sama bisa ditulis di FOLDER/padan.conf, sebaris satu: nama = nilai.\n", to);
}

struct options {
	char data[3000], listen[200], cert[1000], key[1000], proxy[100];
	bool plain; /* --listen-plain: knowingly without TLS */
};

static void set_option(struct options *o, const char *name, const char *value)
{
	const struct {
		const char *name;
		char *to;
		size_t size;
	} table[] = { { "listen", o->listen, sizeof o->listen },
		      { "tls-cert", o->cert, sizeof o->cert },
		      { "tls-key", o->key, sizeof o->key },
		      { "proxy", o->proxy, sizeof o->proxy } };
	for (size_t i = 0; i < COUNT(table); i++)
		if (strcmp(name, table[i].name) == 0 && !table[i].to[0])
			snprintf(table[i].to, table[i].size, "%s", value);
}

/* What the command line left open may stand in padan.conf. */
static void read_conf(struct options *o)
{
	char path[3100], *line = NULL;
	size_t cap = 0;
	snprintf(path, sizeof path, "%s/padan.conf", o->data);
	FILE *f = fopen(path, "re");
	while (f && getline(&line, &cap, f) > 0) {
		struct str s = str_trim(str_c(line));
		const char *eq = s.len ? memchr(s.ptr, '=', s.len) : NULL;
		if (!eq || s.ptr[0] == '#')
			continue;
		struct str name = str_trim(str_of(s.ptr, (size_t)(eq - s.ptr))),
			   value = str_trim(str_of(eq + 1, s.len - (size_t)(eq - s.ptr) - 1));
		char n[40], v[1000];
		snprintf(n, sizeof n, "%.*s", (int)name.len, name.ptr);
		snprintf(v, sizeof v, "%.*s", (int)value.len, value.len ? value.ptr : "");
		set_option(o, n, v);
	}
	free(line);
	if (f)
		fclose(f);
}

static void log_line(void *ctx, const char *line)
{
	(void)ctx;
	time_t now = time(NULL);
	struct tm t;
	char when[32];
	gmtime_r(&now, &t);
	strftime(when, sizeof when, "%Y-%m-%dT%H:%M:%SZ", &t);
	fprintf(stderr, "%s %s\n", when, line);
}

static int64_t clock_s(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec;
}

/* The worker: one thread with a connection of its own, woken by a new job. */
struct jobs {
	struct pekerja w;
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t wake;
	int64_t swept_s;   /* when unfinished uploads were last looked through */
	bool waiting;      /* a job may wait */
	volatile int stop;
	bool running;
};

static void wake_jobs(void *ctx)
{
	struct jobs *j = ctx;
	pthread_mutex_lock(&j->lock);
	j->waiting = true;
	pthread_cond_signal(&j->wake);
	pthread_mutex_unlock(&j->lock);
}

/* Every hour: what is left of uploads that nobody finished. */
static void sweep(struct jobs *j)
{
	struct arena mem;
	struct err err = { 0 };
	struct cx cx = { .db = j->w.db, .mem = &mem, .now_s = j->w.now_s(j->w.now_ctx), .from = S("pekerja"), .office = j->w.office };
	if (cx.now_s - j->swept_s < 3600 && cx.now_s >= j->swept_s)
		return;
	j->swept_s = cx.now_s;
	arena_init(&mem, 0, (size_t)16 << 20);
	if (unggahan_sweep(&cx, &err) < 0)
		log_line(NULL, err.msg);
	arena_clear(&mem);
}

static void *run_jobs(void *ctx)
{
	struct jobs *j = ctx;
	struct err err;
	while (!stop_asked(&j->stop)) {
		int rc = pekerja_one(&j->w, &err);
		if (rc < 0)
			log_line(NULL, err.msg);
		if (rc > 0)
			continue;
		sweep(j);
		struct timespec until;
		clock_gettime(CLOCK_REALTIME, &until);
		until.tv_sec += rc < 0 ? 5 : 30;
		pthread_mutex_lock(&j->lock);
		while (!j->waiting && !stop_asked(&j->stop))
			if (pthread_cond_timedwait(&j->wake, &j->lock, &until) != 0)
				break;
		j->waiting = false;
		pthread_mutex_unlock(&j->lock);
	}
	return NULL;
}

static int start_jobs(struct jobs *j, struct kantor *k, struct err *err)
{
	j->w = (struct pekerja){ .office = &k->office, .exe = k->exe, .now_s = kantor_now, .stop = &j->stop, .log = log_line };
	TRY(db_open(&j->w.db, k->db_path, false, err));
	TRY(pekerja_recover(&j->w, err));
	sweep(j);
	if (pthread_create(&j->thread, NULL, run_jobs, j) != 0)
		return FAIL(err, E_IO, "utas pekerja tidak bisa dibuat");
	j->running = true;
	return OK;
}

static void stop_jobs(struct jobs *j)
{
	__atomic_store_n(&j->stop, 1, __ATOMIC_RELAXED);
	wake_jobs(j);
	/* A long statement is not waited for: the job begins again at the next start. */
	db_interrupt(j->w.db);
	if (j->running)
		pthread_join(j->thread, NULL);
	db_close(j->w.db);
}

static char *read_text(const char *path, struct err *err)
{
	FILE *f = fopen(path, "re");
	char *text = calloc(1, 1 << 16);
	size_t n = f && text ? fread(text, 1, (1 << 16) - 1, f) : 0;
	if (f)
		fclose(f);
	if (!n) {
		FAIL(err, E_IO, "%s tidak bisa dibaca", path);
		free(text);
		return NULL;
	}
	return text;
}

static int split_listen(const char *text, char *address, size_t size, uint16_t *port, struct err *err)
{
	const char *colon = strrchr(text, ':');
	unsigned long n = colon ? strtoul(colon + 1, NULL, 10) : 0;
	if (!colon || n > 65535)
		return FAIL(err, E_ARG, "--listen perlu ALAMAT:PORT");
	size_t len = (size_t)(colon - text);
	bool bracket = len > 1 && text[0] == '[' && text[len - 1] == ']';
	snprintf(address, size, "%.*s", (int)(bracket ? len - 2 : len), text + (bracket ? 1 : 0));
	*port = (uint16_t)n;
	return OK;
}

static int wait_for_signal(void)
{
	sigset_t set;
	int sig = 0;
	sigemptyset(&set);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGTERM);
	sigwait(&set, &sig);
	return sig;
}

/* Uploads a crash left half done. */
static void clear_spool(const char *path)
{
	DIR *d = opendir(path);
	for (struct dirent *e; d && (e = readdir(d));) {
		char name[3400];
		snprintf(name, sizeof name, "%s/%s", path, e->d_name);
		if (e->d_name[0] != '.')
			unlink(name);
	}
	if (d)
		closedir(d);
}

static int run(const struct options *o, struct kantor *k, struct err *err)
{
	char address[100], spool[3100];
	struct http_config hc = { .workers = 4, .threads = 2, .handle = web_handle, .gate = web_gate, .log = log_line, .clock_s = clock_s };
	struct jobs jobs = { .lock = PTHREAD_MUTEX_INITIALIZER, .wake = PTHREAD_COND_INITIALIZER };
	struct web *web = NULL;
	struct http_server *http = NULL;
	char *cert = NULL, *key = NULL;
	TRY(split_listen(o->listen[0] ? o->listen : "127.0.0.1:8171", address, sizeof address, &hc.port, err));
	bool local = strcmp(address, "127.0.0.1") == 0 || strcmp(address, "::1") == 0, tls = o->cert[0] && o->key[0];
	if (!local && !tls && !o->proxy[0] && !o->plain)
		return FAIL(err, E_REFUSED, "tanpa TLS Padan hanya mendengarkan di 127.0.0.1; beri --tls-cert dan --tls-key, atau --proxy");
	if (tls && (!(cert = read_text(o->cert, err)) || !(key = read_text(o->key, err)))) {
		free(cert);
		return E_IO;
	}
	snprintf(spool, sizeof spool, "%s/spool", k->dir);
	clear_spool(spool);
	hc.address = address;
	hc.spool_dir = spool;
	hc.tls_cert = cert;
	hc.tls_key = key;
	hc.trusted_proxy = o->proxy[0] ? o->proxy : NULL;
	k->office.wake = wake_jobs;
	k->office.wake_ctx = &jobs;
	struct web_config wc = { .dir = k->dir,
				 .db_path = k->db_path,
				 .office = &k->office,
				 .now_s = kantor_now,
				 .secure = tls || o->proxy[0],
				 .log = log_line };
	int rc = web_new(&web, &wc, err);
	if (rc == OK)
		rc = start_jobs(&jobs, k, err);
	hc.ctx = web;
	if (rc == OK)
		rc = http_start(&http, &hc, err);
	if (rc == OK) {
		printf("Padan siap di %s://%s:%u  (Ctrl+C untuk berhenti)\n", tls ? "https" : "http", address, http_port(http));
		fflush(stdout);
		wait_for_signal();
	}
	http_stop(http, 10);
	stop_jobs(&jobs);
	web_free(web);
	free(cert);
	free(key);
	return rc;
}

int cmd_serve(int argc, char **argv)
{
	static const struct option longs[] = { { "data", required_argument, NULL, 'd' },     { "listen", required_argument, NULL, 'l' },
					       { "tls-cert", required_argument, NULL, 'c' }, { "tls-key", required_argument, NULL, 'k' },
					       { "proxy", required_argument, NULL, 'p' },    { "plain", no_argument, NULL, 'P' },
					       { "help", no_argument, NULL, 'h' },           { NULL, 0, NULL, 0 } };
	struct options o = { 0 };
	int c;
	while ((c = getopt_long(argc, argv, "", longs, NULL)) != -1) {
		switch (c) {
		case 'd': snprintf(o.data, sizeof o.data, "%s", optarg); break;
		case 'l': set_option(&o, "listen", optarg); break;
		case 'c': set_option(&o, "tls-cert", optarg); break;
		case 'k': set_option(&o, "tls-key", optarg); break;
		case 'p': set_option(&o, "proxy", optarg); break;
		case 'P': o.plain = true; break;
		case 'h': usage(stdout); return EXIT_OK;
		default: usage(stderr); return EXIT_USAGE;
		}
	}
	if (!o.data[0] || optind != argc) {
		usage(stderr);
		return EXIT_USAGE;
	}
	read_conf(&o);
	/* All threads leave the signals to the one that waits for them; a peer that goes away is no reason to die. */
	sigset_t set;
	sigemptyset(&set);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGTERM);
	pthread_sigmask(SIG_BLOCK, &set, NULL);
	signal(SIGPIPE, SIG_IGN);
	/* A file that may not grow is an error to report, no reason to die either. */
	signal(SIGXFSZ, SIG_IGN);
	struct kantor k;
	struct err err = { 0 };
	int rc = kantor_open(&k, o.data, KANTOR_KUNCI, &err);
	if (rc == OK)
		rc = run(&o, &k, &err);
	kantor_close(&k);
	if (rc < 0)
		(void)fprintf(stderr, "padan serve: %s\n", err.msg);
	return rc == OK ? EXIT_OK : EXIT_TROUBLE;
}
