#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#undef setjmp /* a macro of libc, a name base.h bans */

#include "sheet/source.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

/* A file of its own under /tmp; unlink and free. */
static char *file_with(const void *text, size_t len)
{
	char *path = strdup("/tmp/padan-test-XXXXXX");
	int fd;
	assert_non_null(path);
	fd = mkstemp(path);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, len), len);
	(void)close(fd);
	return path;
}

static void drop(char *path)
{
	(void)unlink(path);
	free(path);
}

static void a_list(void **state)
{
	static const char text[] = "NIK;NAMA\n2171014406755001;SITI AMINAH\n";
	char *path = file_with(text, sizeof(text) - 1), got[64] = "";
	struct source s;
	struct err err = { 0 };
	(void)state;
	assert_int_equal(source_open(&s, path, NULL, &err), OK);
	assert_int_equal(s.kind, FILE_CSV);
	assert_int_equal(s.size, sizeof(text) - 1);
	assert_null(strchr(s.label, '/')); /* a folder may be named after a person */
	assert_int_equal(strncmp(s.label, "padan-test-", 11), 0);
	assert_int_equal(source_read(&s, got, sizeof(text) - 1, 0, &err), OK);
	assert_string_equal(got, text);
	assert_int_equal(source_read(&s, got, 4, 4, &err), OK);
	assert_memory_equal(got, "NAMA", 4);
	assert_int_equal(source_read(&s, got, 0, sizeof(text) + 99, &err), OK); /* nothing is always there */
	/* Exactly n bytes or none. */
	assert_int_equal(source_read(&s, got, 5, sizeof(text) - 5, &err), E_IO);
	assert_non_null(strstr(err.msg, s.label));
	assert_int_equal(source_read(&s, got, 1, sizeof(text) - 1, &err), E_IO);
	source_close(&s);
	assert_int_equal(s.fd, -1);
	source_close(&s); /* twice does no harm */
	drop(path);
}

static void what_cannot_be_opened(void **state)
{
	struct source s = { .fd = 77 };
	struct err err = { 0 };
	char dir[] = "/tmp/padan-test-XXXXXX";
	(void)state;
	assert_int_equal(source_open(&s, "/tmp/padan/there/is/no/such.csv", NULL, &err), E_IO);
	assert_non_null(strstr(err.msg, "such.csv"));
	assert_null(strchr(err.msg, '/'));
	assert_int_equal(s.fd, 77); /* set on success only */
	assert_non_null(mkdtemp(dir));
	assert_int_equal(source_open(&s, dir, NULL, &err), E_IO);
	(void)rmdir(dir);
	assert_int_equal(source_open(&s, "", NULL, &err), E_IO);
}

static void refuse(const void *bytes, size_t n)
{
	char *path = file_with(bytes, n);
	struct source s = { .fd = 77 };
	struct err err = { 0 };
	assert_int_equal(source_open(&s, path, NULL, &err), E_FORMAT);
	assert_non_null(strstr(err.msg, "padan-test-"));
	assert_true(strlen(err.msg) > 30); /* the name of the file and what to do */
	assert_int_equal(s.fd, 77);
	drop(path);
}

static void kinds_that_are_refused(void **state)
{
	static const char pdf[] = "%PDF-1.4\n%\xE2\xE3\xCF\xD3\n", utf16[] = "\xFF\xFEN\0I\0K\0;\0N\0";
	static const char png[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
	(void)state;
	refuse("", 0);
	refuse(pdf, sizeof(pdf) - 1);
	refuse(utf16, sizeof(utf16) - 1);
	refuse(png, sizeof(png) - 1);
}

static size_t open_files(void)
{
	size_t n = 0;
	for (int fd = 0; fd < 256; fd++)
		n += fcntl(fd, F_GETFD) >= 0;
	return n;
}

static void nothing_stays_open(void **state)
{
	size_t before = open_files();
	char *good;
	struct source s;
	(void)state;
	for (int i = 0; i < 5; i++) {
		refuse("", 0);
		assert_true(source_open(&s, "/tmp", NULL, NULL) < 0);
		assert_true(source_open(&s, "/tmp/padan-none.csv", NULL, NULL) < 0);
	}
	good = file_with("NIK,NAMA\n", 9);
	assert_int_equal(source_open(&s, good, NULL, NULL), OK);
	assert_true(fcntl(s.fd, F_GETFD) & FD_CLOEXEC);
	source_close(&s);
	drop(good);
	assert_int_equal(open_files(), before);
}

/* Runs source_open("-") with a pipe as standard input that holds n bytes. */
static void from_pipe(const char *text, size_t n, int want)
{
	int pipe_fd[2], saved = dup(STDIN_FILENO), r;
	struct source s = { .fd = -1 };
	struct err err = { 0 };
	pid_t child;
	assert_int_equal(pipe(pipe_fd), 0);
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		size_t done = 0;
		(void)close(pipe_fd[0]);
		while (done < n) {
			ssize_t w = write(pipe_fd[1], text + done, n - done);
			if (w <= 0)
				_exit(1);
			done += (size_t)w;
		}
		_exit(0);
	}
	(void)close(pipe_fd[1]);
	assert_int_equal(dup2(pipe_fd[0], STDIN_FILENO), STDIN_FILENO);
	(void)close(pipe_fd[0]);
	r = source_open(&s, "-", NULL, &err);
	if (saved >= 0) {
		(void)dup2(saved, STDIN_FILENO);
		(void)close(saved);
	}
	assert_int_equal(r, want);
	if (r == OK) {
		struct stat st;
		char *got = malloc(n);
		assert_non_null(got);
		assert_int_equal(s.size, n);
		assert_int_equal(s.kind, FILE_CSV);
		assert_string_equal(s.label, "masukan baku");
		assert_int_equal(source_read(&s, got, n, 0, &err), OK);
		assert_memory_equal(got, text, n);
		free(got);
		/* People's data must not stay behind on the disk. */
		assert_int_equal(fstat(s.fd, &st), 0);
		assert_int_equal(st.st_nlink, 0);
		assert_int_equal(st.st_mode & 077, 0);
		source_close(&s);
	} else {
		assert_true(err.msg[0] != 0);
	}
}

static void standard_input(void **state)
{
	size_t n = 300001;
	char *big = malloc(n);
	(void)state;
	assert_non_null(big);
	for (size_t i = 0; i < n; i++)
		big[i] = i % 41 == 40 ? '\n' : (char)('a' + i % 23);
	from_pipe("NIK,NAMA\n1,A\n", 13, OK);
	from_pipe(big, n, OK);
	from_pipe("", 0, E_FORMAT);
	free(big);
}

/* Who interrupts the wait for standard input gets E_STOP, and nothing stays open. */
static void interrupted(void **state)
{
	volatile int stop = 1;
	size_t before = open_files();
	struct source s = { .fd = 77 };
	(void)state;
	assert_int_equal(source_open(&s, "-", &stop, NULL), E_STOP);
	assert_int_equal(s.fd, 77);
	assert_int_equal(open_files(), before);
}

static void temporary_files(void **state)
{
	struct stat st;
	char dir[] = "/tmp/padan-test-XXXXXX";
	const char *before = getenv("TMPDIR");
	char *saved = before ? strdup(before) : NULL;
	int fd;
	(void)state;
	assert_non_null(mkdtemp(dir));
	assert_int_equal(setenv("TMPDIR", dir, 1), 0);
	fd = source_temp();
	assert_true(fd >= 0);
	assert_int_equal(fstat(fd, &st), 0);
	assert_int_equal(st.st_nlink, 0);
	assert_int_equal(st.st_mode & 077, 0);
	assert_true(fcntl(fd, F_GETFD) & FD_CLOEXEC);
	assert_int_equal(write(fd, "x", 1), 1);
	assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
	assert_int_equal(rmdir(dir), 0); /* empty: nothing with a name was left in it */
	(void)close(fd);
	fd = source_temp(); /* the folder is gone */
	assert_int_equal(fd, -1);
	assert_int_equal(setenv("TMPDIR", "", 1), 0);
	fd = source_temp();
	assert_true(fd >= 0);
	(void)close(fd);
	if (saved)
		(void)setenv("TMPDIR", saved, 1);
	else
		(void)unsetenv("TMPDIR");
	free(saved);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_list),
		cmocka_unit_test(what_cannot_be_opened),
		cmocka_unit_test(kinds_that_are_refused),
		cmocka_unit_test(nothing_stays_open),
		cmocka_unit_test(standard_input),
		cmocka_unit_test(interrupted),
		cmocka_unit_test(temporary_files),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
