/* The cage of the child process that reads files from outside: no network, no other program, no file but those named, and
 * nothing to write to but the pipes it was given. */
#ifndef PADAN_CMD_KURUNG_H
#define PADAN_CMD_KURUNG_H
#include "base/base.h"

struct kurung_plan {
	const char *const *read;  /* files that may be read; NULL ones are passed over */
	size_t n_read;
	const char *write;        /* the one file that may be written; it is there already. NULL: none */
	bool fonts;               /* letters and their list may be read */
	uint64_t memory;          /* bytes of address space */
	uint64_t written;         /* bytes of a file written */
	unsigned work, wait;      /* seconds of a processor, and by the clock */
};
void kurung_plan(const struct kurung_plan *plan);
/* Shuts the cage around this process; paths (NULL ones are passed over) may be read. What the kernel does not know is left
 * out: each part stands alone (seccomp since 3.17, Landlock since 5.13). */
void kurung(const char *const *paths, size_t n);
#endif
