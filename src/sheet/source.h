/* A file as readers need it: seekable, its kind told from its content. */
#ifndef PADAN_SOURCE_H
#define PADAN_SOURCE_H
#include "sheet/sheet.h"

struct source {
	int fd;
	uint64_t size;
	enum file_kind kind;
	char label[64]; /* file name for messages, without the folder */
};
/* Opens path, or spools standard input ("-") into an unlinked temporary file. E_IO when it cannot be opened or read,
 * E_FORMAT with the kind's advice when Padan cannot read such a file, E_STOP when
 * *stop (NULL: never) became non-zero while standard input was waited for. Close with source_close. */
int source_open(struct source *ret, const char *path, const volatile int *stop, struct err *err);
void source_close(struct source *s);
/* Reads exactly n bytes at off, or fails (E_IO). */
int source_read(const struct source *s, void *to, size_t n, uint64_t off, struct err *err);
/* An unlinked temporary file in $TMPDIR or /tmp; -1 and errno on failure. */
int source_temp(void);
#endif
