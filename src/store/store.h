/* The database. Statements have names (src/store/sql/ *.sql) and are the only SQL there is: no function takes SQL text.
 * Parameters are bound by name from a value tree, rows come back as one. A connection belongs to one thread at a time.
 * SQLite: WAL, synchronous=FULL, foreign keys, STRICT tables; writes BEGIN IMMEDIATE. */
#ifndef PADAN_STORE_H
#define PADAN_STORE_H
#include "base/val.h"
#include "queries.gen.h" /* enum query: Q_... */

struct db;
/* Once, before the first connection of the process: SQLite keeps no statistics of its memory, which cost a lock each, and leaves it to us
 * that no two threads use one connection at a time. */
void db_setup(void);
/* Opens; create makes the file when there is none. E_IO, E_DB. */
int db_open(struct db **ret, const char *path, bool create, struct err *err);
void db_close(struct db *db); /* NULL is fine */

/* For a connection that stores hundreds of thousands of rows in batches: a larger cache, and commits that reach the disk with
 * the next one of db_bulk(db, false) or of any other connection, in order. What is lost to a power cut is the end of a job
 * that starts again from its beginning. Outside a transaction. */
int db_bulk(struct db *db, bool on, struct err *err);

int db_begin(struct db *db, bool write, struct err *err);
/* Begins a write transaction if nobody else is writing right now; false and nothing else when somebody is. */
bool db_try_begin(struct db *db);
int db_commit(struct db *db, struct err *err);
void db_rollback(struct db *db); /* fine when there is no transaction */
bool db_in_transaction(const struct db *db);
/* Rows changed since the transaction began. */
int64_t db_changes(const struct db *db);
int64_t db_last_id(const struct db *db);

/* All rows as a list of objects, columns by their names in the statement. A parameter :x is member "x" of params (an
 * object, or NULL when the statement has none); a missing member is E_DB (a bug), null binds NULL. */
int db_all(struct db *db, enum query q, const struct val *params, struct arena *mem, struct val *ret, struct err *err);
/* The one row as an object; E_NOTFOUND when there is none. */
int db_one(struct db *db, enum query q, const struct val *params, struct arena *mem, struct val *ret, struct err *err);
/* First column of the one row as a number; `otherwise` when there is no row or it is NULL. */
int db_int(struct db *db, enum query q, const struct val *params, int64_t otherwise, int64_t *ret, struct err *err);
/* Runs a statement that answers nothing. *ret_changed (may be NULL): rows it changed. */
int db_run(struct db *db, enum query q, const struct val *params, int64_t *ret_changed, struct err *err);
/* Row by row, for what is too long for memory. row belongs to a scratch arena that is cleared after each call. Non-zero
 * from fn ends the walk and is returned. */
int db_each(struct db *db, enum query q, const struct val *params, int (*fn)(void *ctx, const struct val *row), void *ctx,
	    struct err *err);

/* The quick way for loops over hundreds of thousands of rows: parameters by position (?1 ...). */
struct db_bind {
	enum { BIND_NULL, BIND_INT, BIND_TEXT, BIND_BLOB } kind;
	int64_t i;
	struct str s;
};
static inline struct db_bind bind_int(int64_t i) { return (struct db_bind){ BIND_INT, i, STR_NONE }; }
static inline struct db_bind bind_text(struct str s) { return (struct db_bind){ s.ptr ? BIND_TEXT : BIND_NULL, 0, s }; }
static inline struct db_bind bind_blob(struct str s) { return (struct db_bind){ s.ptr ? BIND_BLOB : BIND_NULL, 0, s }; }
/* Steps once; *ret_row tells whether a row came, *ret_int is its first column. */
int db_quick(struct db *db, enum query q, const struct db_bind *b, size_t n, bool *ret_row, int64_t *ret_int,
	     struct err *err);

/* Rows with their columns as they are, for the same loops. cells live until fn returns; non-zero from fn ends the walk and is returned.
 * At most DB_CELLS columns. */
#define DB_CELLS 16
struct db_cell {
	int64_t i;    /* 0 of a text or NULL */
	struct str s; /* "" of a number or NULL */
};
int db_scan(struct db *db, enum query q, const struct db_bind *b, size_t n, int (*fn)(void *ctx, const struct db_cell *cells), void *ctx,
	    struct err *err);

/* Brings the schema to what this program knows: forward only, each step in its transaction. now_s is written beside it. A
 * database that is newer than the program is refused (E_REFUSED). */
int db_migrate(struct db *db, int64_t now_s, struct err *err);
/* Newest migration this program knows, and the one the database has (0: none). */
int db_schema_known(void);
int db_schema_version(struct db *db, int *ret, struct err *err);
/* Breaks off the statement that runs on another thread of this connection; it fails as stopped. */
void db_interrupt(struct db *db);
/* A consistent copy while others write (online backup). */
int db_copy_to(struct db *db, const char *path, struct err *err);
/* Prepares every statement: what a test runs against an empty database. */
int db_prepare_all(struct db *db, struct err *err);
/* Whole check of the file: E_DB with what is wrong. */
int db_check(struct db *db, struct err *err);
/* How SQLite means to run a statement, as text; for the test that looks for scans of large tables. */
int db_plan(struct db *db, enum query q, struct buf *out, struct err *err);
#endif
