#include "sheet/source.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

int source_temp(void)
{
	const char *dir = getenv("TMPDIR");
	char path[4096];
	int fd;
	if (!dir || !*dir)
		dir = "/tmp";
	fd = open(dir, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
	if (fd >= 0)
		return fd;
	if (snprintf(path, sizeof(path), "%s/padan-XXXXXX", dir) >= (int)sizeof(path)) {
		errno = ENAMETOOLONG;
		return -1;
	}
	fd = mkostemp(path, O_CLOEXEC);
	if (fd >= 0)
		(void)unlink(path);
	return fd;
}

static int write_all(int fd, const char *p, size_t n)
{
	while (n) {
		ssize_t w = write(fd, p, n);
		if (w < 0 && errno == EINTR)
			continue;
		if (w <= 0)
			return -1;
		p += w;
		n -= (size_t)w;
	}
	return 0;
}

static int spool(const volatile int *stop, struct err *err)
{
	char buf[65536];
	int fd = source_temp();
	if (fd < 0)
		return FAIL(err, E_IO, "berkas sementara tidak dapat dibuat: %s", errno_text(errno));
	for (;;) {
		ssize_t n;
		if (stop_asked(stop)) {
			(void)close(fd);
			return FAIL(err, E_STOP, "dihentikan");
		}
		n = read(STDIN_FILENO, buf, sizeof(buf));
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 || (n > 0 && write_all(fd, buf, (size_t)n) < 0)) {
			int r = FAIL(err, E_IO, "masukan baku tidak dapat disalin: %s", errno_text(errno));
			(void)close(fd);
			return r;
		}
		if (n == 0)
			return fd;
	}
}

int source_open(struct source *ret, const char *path, const volatile int *stop, struct err *err)
{
	struct source s = { .fd = -1 };
	struct stat st;
	const char *slash = strrchr(path, '/');
	int r;
	(void)snprintf(s.label, sizeof(s.label), "%s", strcmp(path, "-") == 0 ? "masukan baku" : slash ? slash + 1 : path);
	if (strcmp(path, "-") == 0) {
		s.fd = spool(stop, err);
		if (s.fd < 0)
			return s.fd;
	} else {
		s.fd = open(path, O_RDONLY | O_CLOEXEC);
		if (s.fd < 0)
			return FAIL(err, E_IO, "%s tidak dapat dibuka: %s", s.label, errno_text(errno));
	}
	if (fstat(s.fd, &st) < 0 || !S_ISREG(st.st_mode)) {
		r = FAIL(err, E_IO, "%s bukan berkas biasa", s.label);
		(void)close(s.fd);
		return r;
	}
	s.size = (uint64_t)st.st_size;
	r = file_kind_of(&s.kind, s.fd, err);
	if (r == OK && file_kind_advice(s.kind))
		r = FAIL(err, E_FORMAT, "%s: %s", s.label, file_kind_advice(s.kind));
	if (r < 0) {
		(void)close(s.fd);
		return r;
	}
	(void)posix_fadvise(s.fd, 0, 0, POSIX_FADV_SEQUENTIAL);
	*ret = s;
	return OK;
}

void source_close(struct source *s)
{
	if (s->fd >= 0)
		(void)close(s->fd);
	s->fd = -1;
}

int source_read(const struct source *s, void *to, size_t n, uint64_t off, struct err *err)
{
	char *p = to;
	while (n) {
		ssize_t g = pread(s->fd, p, n, (off_t)off);
		if (g < 0 && errno == EINTR)
			continue;
		if (g < 0)
			return FAIL(err, E_IO, "%s tidak dapat dibaca: %s", s->label, errno_text(errno));
		if (g == 0)
			return FAIL(err, E_IO, "%s memendek selagi dibaca", s->label);
		p += g;
		off += (uint64_t)g;
		n -= (size_t)g;
	}
	return OK;
}
