/* The jobs: reading a list, verifying it. A job parses files only through a child process (padan worker) that has neither
 * database nor network; rows go into the database in batches, and one short transaction at the end makes them count. A job
 * that was cut off starts again from the beginning. */
#ifndef PADAN_PEKERJA_H
#define PADAN_PEKERJA_H
#include "app/cx.h"

struct pekerja {
	struct db *db;
	const struct office *office;
	const char *exe;                  /* the program itself, for the child */
	int64_t (*now_s)(void *ctx);
	void *now_ctx;
	const volatile int *stop;
	void (*log)(void *ctx, const char *line);
	void *log_ctx;
};
/* Puts jobs a crash left half done back into the queue. Once, at start. */
int pekerja_recover(struct pekerja *w, struct err *err);
/* Runs the oldest waiting job. 1 one was run, 0 none waits, negative: the database failed. A job that fails is marked so,
 * with a sentence for the clerk, and counts as run. */
int pekerja_one(struct pekerja *w, struct err *err);
#endif
