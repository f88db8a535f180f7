#include "web/pool.h"
#include <pthread.h>

#define KEEP 16

struct pool {
	pthread_mutex_t lock;
	char *path;
	struct db *idle[KEEP];
	size_t n;
};

int pool_new(struct pool **ret, const char *path, struct err *err)
{
	struct pool *p = calloc(1, sizeof *p);
	if (!p || !(p->path = strdup(path))) {
		free(p);
		return NOMEM(err);
	}
	pthread_mutex_init(&p->lock, NULL);
	*ret = p;
	return OK;
}

void pool_free(struct pool *p)
{
	if (!p)
		return;
	for (size_t i = 0; i < p->n; i++)
		db_close(p->idle[i]);
	pthread_mutex_destroy(&p->lock);
	free(p->path);
	free(p);
}

struct db *pool_take(struct pool *p, struct err *err)
{
	struct db *db = NULL;
	pthread_mutex_lock(&p->lock);
	if (p->n)
		db = p->idle[--p->n];
	pthread_mutex_unlock(&p->lock);
	if (!db && db_open(&db, p->path, false, err) < 0)
		return NULL;
	return db;
}

void pool_give(struct pool *p, struct db *db)
{
	db_rollback(db);
	pthread_mutex_lock(&p->lock);
	if (p->n < KEEP) {
		p->idle[p->n++] = db;
		db = NULL;
	}
	pthread_mutex_unlock(&p->lock);
	db_close(db);
}
