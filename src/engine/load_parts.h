/* The two ways of reading that load_file chooses from. */
#ifndef PADAN_LOAD_PARTS_H
#define PADAN_LOAD_PARTS_H
#include "engine/load.h"

/* Text tables: several threads, in blocks. Each block's start is guessed at a line end and checked against where the block before it really
 * ended, so that quotes over line ends cost time, never correctness. */
int load_csv(struct load *l, const struct source *src, const struct load_options *opt, struct err *err);
/* Workbooks: one sheet after the other. */
int load_xlsx(struct load *l, const struct source *src, const struct load_options *opt, struct err *err);
#endif
