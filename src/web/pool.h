/* Connections to the database, one per running request, kept open. */
#ifndef PADAN_POOL_H
#define PADAN_POOL_H
#include "store/store.h"

struct pool;
int pool_new(struct pool **ret, const char *path, struct err *err);
void pool_free(struct pool *p);
/* NULL and err when none can be opened. */
struct db *pool_take(struct pool *p, struct err *err);
void pool_give(struct pool *p, struct db *db);
#endif
