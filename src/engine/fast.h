/* The fast engine: three passes over the list (doubles, exact by NIK, candidates), then the verdicts in order. */
#ifndef PADAN_FAST_H
#define PADAN_FAST_H
#include "base/err.h"
#include "padan.h"
#include "sheet/columns.h"

/* As padan_verify of padan.h, with the engine's own error struct. */
int fast_verify(struct padan_registry *reg, const char *path, const padan_options *opt, const padan_sink *sink,
		padan_summary *ret_summary, struct err *err);
/* The "FIELD=HEADING" texts of opt, at most max of them. E_ARG. */
int options_map(const padan_options *opt, struct column_map *map, size_t max, struct err *err);
#endif
