/* What the programs of poppler and qpdf say of a PDF: the tests look at papers with readers that are not ours. */
#ifndef PADAN_TEST_PDF_TOOL_H
#define PADAN_TEST_PDF_TOOL_H
#include "base/buf.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

/* Runs the words (found in PATH); what it prints goes to out. Returns its exit status, -1 when it did not run. */
static inline int tool_run(struct buf *out, const char *const *words)
{
	int fd[2], status = -1;
	char block[4096];
	pid_t pid;
	posix_spawn_file_actions_t fa;
	union {
		const char *const *in;
		char *const *out;
	} argv = { .in = words };
	if (pipe2(fd, O_CLOEXEC) < 0)
		return -1;
	posix_spawn_file_actions_init(&fa);
	posix_spawn_file_actions_adddup2(&fa, fd[1], 1);
	posix_spawn_file_actions_addopen(&fa, 2, "/dev/null", O_WRONLY, 0);
	int failed = posix_spawnp(&pid, words[0], &fa, NULL, argv.out, environ);
	posix_spawn_file_actions_destroy(&fa);
	close(fd[1]);
	buf_reset(out);
	for (ssize_t n; !failed && (n = read(fd[0], block, sizeof block)) > 0;)
		buf_add(out, str_of(block, (size_t)n));
	close(fd[0]);
	if (failed || waitpid(pid, &status, 0) < 0)
		return -1;
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static inline void file_put(const char *path, struct str bytes)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	MUST(fd >= 0);
	for (size_t at = 0; at < bytes.len;) {
		ssize_t n = write(fd, bytes.ptr + at, bytes.len - at);
		MUST(n > 0);
		at += (size_t)n;
	}
	close(fd);
}

static inline void file_get(struct buf *out, const char *path)
{
	char block[65536];
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	MUST(fd >= 0);
	buf_reset(out);
	for (ssize_t n; (n = read(fd, block, sizeof block)) > 0;)
		buf_add(out, str_of(block, (size_t)n));
	close(fd);
}

/* The text of one page (from 1; 0: of all). */
static inline struct str pdf_text(struct buf *out, const char *path, int page)
{
	char no[12], last[12];
	snprintf(no, sizeof no, "%d", page ? page : 1);
	snprintf(last, sizeof last, "%d", page ? page : 9999);
	const char *words[] = { "pdftotext", "-layout", "-f", no, "-l", last, path, "-", NULL };
	MUST(tool_run(out, words) == 0);
	return buf_str(out);
}
#endif
