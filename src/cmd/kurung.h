/* The cage of the child process that reads files from outside: no network, no other program, no file but those named, and
 * nothing to write to but the pipes it was given. */
#ifndef PADAN_CMD_KURUNG_H
#define PADAN_CMD_KURUNG_H
#include "base/base.h"

/* Shuts the cage around this process; paths (NULL ones are passed over) may be read. What the kernel does not know is left
 * out: each part stands alone (seccomp since 3.17, Landlock since 5.13). */
void kurung(const char *const *paths, size_t n);
#endif
