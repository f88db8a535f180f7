/* The verification once more, slow and plain: every row that needs a candidate is compared with every registry record,
 * everything is kept in memory, one thread. It is the oracle the fast engine is checked against, byte for byte, and
 * shares with it the pure parts only (docs/matching.md). */
#ifndef PADAN_PLAIN_H
#define PADAN_PLAIN_H
#include "padan.h"

/* Verifies list_path against the extract registry_path (NULL: none). Results, errors and *ret_summary as padan_verify
 * and padan_registry_load give them. A registry index built beforehand is not read. */
int plain_verify(const char *registry_path, const char *list_path, const padan_options *opt, const padan_sink *sink,
		 padan_summary *ret_summary, padan_err *err);
#endif
