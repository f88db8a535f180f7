#include "app/anak.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#define READ_SIZE (256 << 10)

struct anak {
	pid_t pid;
	int out, in;
	struct str input;
	struct buf buf;
	size_t at;
	bool ended; /* END or ERROR frame seen */
};

static void make_args(posix_spawn_file_actions_t *fa, int in, int out)
{
	posix_spawn_file_actions_init(fa);
	posix_spawn_file_actions_adddup2(fa, in, 0);
	posix_spawn_file_actions_adddup2(fa, out, 1);
}

int anak_start(struct anak **ret, const char *exe, const char *const *argv, struct str input, struct err *err)
{
	int in[2] = { -1, -1 }, out[2] = { -1, -1 };
	struct anak *a = calloc(1, sizeof *a);
	if (!a)
		return NOMEM(err);
	if (pipe2(in, O_CLOEXEC) < 0 || pipe2(out, O_CLOEXEC) < 0) {
		int rc = FAIL(err, E_IO, "pekerja tidak bisa dijalankan: %s", errno_text(errno));
		if (in[0] >= 0) {
			close(in[0]);
			close(in[1]);
		}
		free(a);
		return rc;
	}
	posix_spawn_file_actions_t fa;
	posix_spawnattr_t attr;
	sigset_t none;
	make_args(&fa, in[0], out[1]);
	posix_spawnattr_init(&attr);
	sigemptyset(&none);
	posix_spawnattr_setsigmask(&attr, &none);
	posix_spawnattr_setflags(&attr, POSIX_SPAWN_SETSIGMASK);
	/* Only what the child needs; nothing of the server's environment. */
	char path[] = "PATH=/usr/bin:/bin";
	char *env[] = { path, NULL };
	/* posix_spawn's type predates const; it does not write to the words. */
	union {
		const char *const *in;
		char *const *out;
	} words = { .in = argv };
	int failed = posix_spawn(&a->pid, exe, &fa, &attr, words.out, env);
	posix_spawn_file_actions_destroy(&fa);
	posix_spawnattr_destroy(&attr);
	close(in[0]);
	close(out[1]);
	a->in = in[1];
	a->out = out[0];
	a->input = input;
	buf_init(&a->buf, 2 * BINGKAI_MAX + READ_SIZE);
	if (failed) {
		a->pid = 0;
		anak_end(a);
		return FAIL(err, E_IO, "pekerja tidak bisa dijalankan: %s", errno_text(failed));
	}
	fcntl(a->in, F_SETFL, O_NONBLOCK);
	if (!input.len) {
		close(a->in);
		a->in = -1;
	}
	*ret = a;
	return OK;
}

/* Feeds and reads at once, so that neither side waits for the other for ever. */
static int more(struct anak *a, struct err *err)
{
	for (;;) {
		struct pollfd p[2] = { { a->out, POLLIN, 0 }, { a->in, POLLOUT, 0 } };
		if (poll(p, a->in >= 0 ? 2 : 1, -1) < 0 && errno != EINTR)
			return FAIL(err, E_IO, "pekerja tidak bisa dibaca");
		if (a->in >= 0 && p[1].revents) {
			ssize_t n = write(a->in, a->input.ptr, a->input.len);
			if (n > 0)
				a->input = str_of(a->input.ptr + n, a->input.len - (size_t)n);
			if (!a->input.len || (n < 0 && errno != EAGAIN && errno != EINTR)) {
				close(a->in);
				a->in = -1;
			}
		}
		if (!p[0].revents)
			continue;
		if (a->at) {
			memmove(a->buf.ptr, a->buf.ptr + a->at, a->buf.len - a->at);
			a->buf.len -= a->at;
			a->at = 0;
		}
		if (!buf_room(&a->buf, READ_SIZE))
			return FAIL(err, E_LIMIT, "pekerja menjawab terlalu panjang");
		ssize_t n = read(a->out, a->buf.ptr + a->buf.len, READ_SIZE);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return FAIL(err, E_IO, "pekerja tidak bisa dibaca");
		a->buf.len += (size_t)n;
		return n > 0;
	}
}

static int reap(struct anak *a, struct err *err)
{
	int status = 0;
	while (waitpid(a->pid, &status, 0) < 0 && errno == EINTR)
		;
	a->pid = 0;
	if (!a->ended)
		return FAIL(err, E_FORMAT, "Berkas ini tidak bisa dibaca: pembacanya berhenti di tengah (%s). Minta berkas itu dikirim ulang.",
			    WIFSIGNALED(status) ? "dihentikan batas keamanan" : "keluar");
	return 0;
}

int anak_next(struct anak *a, struct anak_frame *f, struct err *err)
{
	for (;;) {
		int64_t n = a->buf.len == a->at ? 0 :
			    bingkai_read(str_of(a->buf.ptr + a->at, a->buf.len - a->at), &f->kind, f->ints, COUNT(f->ints), &f->n_ints,
					 f->texts, COUNT(f->texts), &f->n_texts);
		if (n < 0)
			return FAIL(err, E_FORMAT, "pekerja menjawab dengan bentuk yang tidak dikenal");
		if (n > 0) {
			a->at += (size_t)n;
			if (f->kind == BINGKAI_ERROR) {
				a->ended = true;
				struct str t = f->n_texts ? f->texts[0] : S("berkas tidak bisa dibaca");
				return FAIL(err, f->n_ints ? (int)f->ints[0] : E_FORMAT, "%.*s", (int)t.len, t.ptr);
			}
			if (f->kind != BINGKAI_END)
				return 1;
			a->ended = true;
			continue;
		}
		int rc = more(a, err);
		if (rc < 0)
			return rc;
		if (rc == 0)
			return reap(a, err);
	}
}

void anak_end(struct anak *a)
{
	if (!a)
		return;
	if (a->in >= 0)
		close(a->in);
	if (a->out >= 0)
		close(a->out);
	if (a->pid > 0) {
		kill(a->pid, SIGKILL);
		while (waitpid(a->pid, NULL, 0) < 0 && errno == EINTR)
			;
	}
	buf_clear(&a->buf);
	free(a);
}
