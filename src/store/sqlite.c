#include "store/store.h"
#include <sqlite3.h>

#define BUSY_MS 8000
#define VALUE_MAX (64 << 20) /* bytes of one value */

struct db {
	sqlite3 *h;
	sqlite3_stmt *stmt[QUERY_COUNT];
	struct str *names[QUERY_COUNT]; /* of the columns, once the statement was used */
	int64_t changes_before;
};

static int trouble(struct db *db, const char *what, struct err *err)
{
	int code = sqlite3_errcode(db->h) & 0xff; /* the kind; the extended code tells more */
	int ext = sqlite3_extended_errcode(db->h);
	/* The text of a constraint names tables and columns, never values. */
	const char *msg = sqlite3_errmsg(db->h);
	switch (code) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return FAIL(err, E_BUSY, "basis data sedang dipakai; coba lagi sebentar (%s)", what);
	case SQLITE_CONSTRAINT:
		return FAIL(err, E_CONFLICT, "bertentangan dengan yang sudah tercatat (%s: %s)", what, msg);
	case SQLITE_FULL:
		return FAIL(err, E_IO, "tempat penyimpanan penuh: tidak ada yang tersimpan; kosongkan ruang lalu ulangi");
	case SQLITE_READONLY:
		return FAIL(err, E_IO, "basis data hanya bisa dibaca: periksa izin folder data");
	case SQLITE_IOERR:
		return FAIL(err, E_IO, "penyimpanan gagal dibaca atau ditulis (%d): tidak ada yang tersimpan; beri tahu administrator", ext);
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
		return FAIL(err, E_DB, "basis data rusak: hentikan dan pulihkan dari cadangan (%s)", msg);
	case SQLITE_NOMEM:
		return NOMEM(err);
	default:
		return FAIL(err, E_DB, "%s: %s", what, msg);
	}
}

static int exec(struct db *db, const char *sql, struct err *err)
{
	return sqlite3_exec(db->h, sql, NULL, NULL, NULL) == SQLITE_OK ? OK : trouble(db, "perintah", err);
}

void db_setup(void)
{
	(void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	(void)sqlite3_config(SQLITE_CONFIG_MULTITHREAD);
}

int db_open(struct db **ret, const char *path, bool create, struct err *err)
{
	struct db *db = calloc(1, sizeof *db);
	if (!db)
		return NOMEM(err);
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE | (create ? SQLITE_OPEN_CREATE : 0);
	if (sqlite3_open_v2(path, &db->h, flags, NULL) != SQLITE_OK) {
		int rc = FAIL(err, E_IO, "basis data tidak bisa dibuka: %s", db->h ? sqlite3_errmsg(db->h) : "memori habis");
		db_close(db);
		return rc;
	}
	sqlite3_busy_timeout(db->h, BUSY_MS);
	sqlite3_limit(db->h, SQLITE_LIMIT_LENGTH, VALUE_MAX);
	sqlite3_limit(db->h, SQLITE_LIMIT_ATTACHED, 0);
	sqlite3_db_config(db->h, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(db->h, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	sqlite3_db_config(db->h, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
	sqlite3_db_config(db->h, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
	int rc = exec(db, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA cell_size_check=ON;"
			  "PRAGMA cache_size=-8000; PRAGMA secure_delete=OFF; PRAGMA temp_store=MEMORY; PRAGMA mmap_size=0;"
			  "PRAGMA wal_autocheckpoint=4000;", err);
	if (rc < 0) {
		db_close(db);
		return rc;
	}
	*ret = db;
	return OK;
}

void db_close(struct db *db)
{
	if (!db)
		return;
	for (int i = 0; i < QUERY_COUNT; i++) {
		sqlite3_finalize(db->stmt[i]);
		free(db->names[i]);
	}
	sqlite3_close(db->h);
	free(db);
}

void db_interrupt(struct db *db)
{
	if (db)
		sqlite3_interrupt(db->h);
}

int db_bulk(struct db *db, bool on, struct err *err)
{
	return exec(db, on ? "PRAGMA synchronous=NORMAL; PRAGMA cache_size=-65536; PRAGMA wal_autocheckpoint=20000;"
			   : "PRAGMA synchronous=FULL; PRAGMA cache_size=-8000; PRAGMA wal_autocheckpoint=4000;", err);
}

void db_rollback(struct db *db)
{
	if (db_in_transaction(db))
		sqlite3_exec(db->h, "ROLLBACK", NULL, NULL, NULL);
}

bool db_in_transaction(const struct db *db) { return !sqlite3_get_autocommit(db->h); }
int64_t db_changes(const struct db *db) { return sqlite3_total_changes64(db->h) - db->changes_before; }
int64_t db_last_id(const struct db *db) { return sqlite3_last_insert_rowid(db->h); }

static int statement(struct db *db, enum query q, sqlite3_stmt **ret, struct err *err)
{
	assert((unsigned)q < QUERY_COUNT);
	if (!db->stmt[q]) {
		const char *tail = NULL;
		if (sqlite3_prepare_v3(db->h, queries[q].sql, -1, SQLITE_PREPARE_PERSISTENT, &db->stmt[q], &tail) != SQLITE_OK)
			return trouble(db, queries[q].name, err);
		while (tail && (*tail == ';' || *tail == '\n' || *tail == ' '))
			tail++;
		if (tail && *tail)
			return FAIL(err, E_DB, "%s: lebih dari satu perintah", queries[q].name);
	}
	*ret = db->stmt[q];
	return OK;
}

/* A statement without parameters and rows. */
static int plain(struct db *db, enum query q, struct err *err)
{
	sqlite3_stmt *s = NULL;
	int rc = statement(db, q, &s, err);
	if (rc < 0)
		return rc;
	int step = sqlite3_step(s);
	rc = step == SQLITE_DONE ? OK : trouble(db, queries[q].name, err);
	sqlite3_reset(s);
	return rc;
}

int db_begin(struct db *db, bool write, struct err *err)
{
	assert(!db_in_transaction(db));
	db->changes_before = sqlite3_total_changes64(db->h);
	return plain(db, write ? Q_TX_TULIS : Q_TX_BACA, err);
}

bool db_try_begin(struct db *db)
{
	sqlite3_busy_timeout(db->h, 0);
	int rc = db_begin(db, true, NULL);
	sqlite3_busy_timeout(db->h, BUSY_MS);
	return rc == OK;
}

int db_commit(struct db *db, struct err *err)
{
	int rc = plain(db, Q_TX_TUTUP, err);
	if (rc < 0)
		db_rollback(db);
	return rc;
}

static int bind_value(sqlite3_stmt *s, int i, const struct val *v)
{
	switch (v->kind) {
	case VAL_NULL:
		return sqlite3_bind_null(s, i);
	case VAL_BOOL:
	case VAL_INT:
		return sqlite3_bind_int64(s, i, v->i);
	case VAL_STR:
		return sqlite3_bind_text64(s, i, v->s.ptr ? v->s.ptr : "", v->s.len, SQLITE_STATIC, SQLITE_UTF8);
	default:
		return SQLITE_MISMATCH;
	}
}

static int bind_all(struct db *db, enum query q, sqlite3_stmt *s, const struct val *params, struct err *err)
{
	int n = sqlite3_bind_parameter_count(s);
	for (int i = 1; i <= n; i++) {
		const char *name = sqlite3_bind_parameter_name(s, i);
		const struct val *v = name ? val_get(params, name + 1) : NULL;
		if (!v)
			return FAIL(err, E_DB, "%s: parameter %s tidak diisi", queries[q].name, name ? name : "?");
		if (bind_value(s, i, v) != SQLITE_OK)
			return trouble(db, queries[q].name, err);
	}
	return OK;
}

/* The value itself is asked, once: connections belong to one thread at a time (SQLITE_CONFIG_MULTITHREAD), so that nobody else
   can change it meanwhile. */
static struct val column(sqlite3_stmt *s, int i, struct arena *mem)
{
	sqlite3_value *v = sqlite3_column_value(s, i);
	switch (sqlite3_value_type(v)) {
	case SQLITE_INTEGER:
		return val_int(sqlite3_value_int64(v));
	case SQLITE_NULL:
		return val_null;
	default: {
		const char *p = sqlite3_value_blob(v);
		struct str copy = arena_str(mem, str_of(p ? p : "", (size_t)sqlite3_value_bytes(v)));
		MUST(copy.ptr);
		return val_str(copy);
	}
	}
}

/* Copies, valid as long as the connection: SQLite's own texts go when it prepares a statement again. No statement asks
   for "*", so their number and order stay. */
static const struct str *names_of(struct db *db, enum query q, sqlite3_stmt *s, int n)
{
	if (db->names[q])
		return db->names[q];
	size_t bytes = 0, heads = ((size_t)n + 1) * sizeof(struct str);
	for (int i = 0; i < n; i++)
		bytes += strlen(sqlite3_column_name(s, i));
	db->names[q] = malloc(heads + bytes);
	MUST(db->names[q]);
	char *at = (char *)db->names[q] + heads;
	for (int i = 0; i < n; i++) {
		struct str name = str_c(sqlite3_column_name(s, i));
		memcpy(at, name.ptr, name.len);
		db->names[q][i] = str_of(at, name.len);
		at += name.len;
	}
	return db->names[q];
}

static struct val row_of(struct db *db, enum query q, sqlite3_stmt *s, struct arena *mem)
{
	struct val row = val_obj();
	int n = sqlite3_column_count(s);
	const struct str *names = names_of(db, q, s, n);
	struct val_item *item = arena_alloc(mem, (size_t)(n + 1) * sizeof *item);
	MUST(item);
	for (int i = 0; i < n; i++)
		item[i] = (struct val_item){ i + 1 < n ? &item[i + 1] : NULL, names[i], column(s, i, mem) };
	if (n) {
		row.items.first = item;
		row.items.last = &item[n - 1];
		row.items.n = (size_t)n;
		row.solid = (unsigned)n;
	}
	return row;
}

/* Begins a statement. The caller steps and then always ends it. */
static int start(struct db *db, enum query q, const struct val *params, sqlite3_stmt **ret, struct err *err)
{
	int rc = statement(db, q, ret, err);
	if (rc < 0)
		return rc;
	rc = bind_all(db, q, *ret, params, err);
	if (rc < 0)
		sqlite3_clear_bindings(*ret);
	return rc;
}

static int end(struct db *db, enum query q, sqlite3_stmt *s, int step, struct err *err)
{
	int rc = step == SQLITE_DONE || step == SQLITE_ROW ? OK : trouble(db, queries[q].name, err);
	sqlite3_reset(s);
	sqlite3_clear_bindings(s);
	return rc;
}

int db_all(struct db *db, enum query q, const struct val *params, struct arena *mem, struct val *ret, struct err *err)
{
	sqlite3_stmt *s;
	int rc = start(db, q, params, &s, err), step;
	if (rc < 0)
		return rc;
	struct val list = val_list();
	while ((step = sqlite3_step(s)) == SQLITE_ROW)
		val_push(mem, &list, row_of(db, q, s, mem));
	rc = end(db, q, s, step, err);
	if (rc == OK)
		*ret = list;
	return rc;
}

int db_one(struct db *db, enum query q, const struct val *params, struct arena *mem, struct val *ret, struct err *err)
{
	sqlite3_stmt *s;
	int rc = start(db, q, params, &s, err);
	if (rc < 0)
		return rc;
	int step = sqlite3_step(s);
	struct val row = val_null;
	if (step == SQLITE_ROW)
		row = row_of(db, q, s, mem);
	rc = end(db, q, s, step, err);
	if (rc < 0)
		return rc;
	if (step != SQLITE_ROW)
		return FAIL(err, E_NOTFOUND, "tidak ditemukan");
	*ret = row;
	return OK;
}

int db_int(struct db *db, enum query q, const struct val *params, int64_t otherwise, int64_t *ret, struct err *err)
{
	sqlite3_stmt *s;
	int rc = start(db, q, params, &s, err);
	if (rc < 0)
		return rc;
	int step = sqlite3_step(s);
	int64_t x = otherwise;
	if (step == SQLITE_ROW && sqlite3_column_type(s, 0) != SQLITE_NULL)
		x = sqlite3_column_int64(s, 0);
	rc = end(db, q, s, step, err);
	if (rc == OK)
		*ret = x;
	return rc;
}

int db_run(struct db *db, enum query q, const struct val *params, int64_t *ret_changed, struct err *err)
{
	sqlite3_stmt *s;
	int rc = start(db, q, params, &s, err), step;
	if (rc < 0)
		return rc;
	do
		step = sqlite3_step(s);
	while (step == SQLITE_ROW);
	rc = end(db, q, s, step, err);
	if (rc == OK && ret_changed)
		/* Without what triggers did. */
		*ret_changed = sqlite3_changes64(db->h);
	return rc;
}

int db_each(struct db *db, enum query q, const struct val *params, int (*fn)(void *ctx, const struct val *row), void *ctx,
	    struct err *err)
{
	sqlite3_stmt *s;
	int rc = start(db, q, params, &s, err), step, stop = 0;
	if (rc < 0)
		return rc;
	struct arena mem;
	arena_init(&mem, 0, 0);
	while (!stop && (step = sqlite3_step(s)) == SQLITE_ROW) {
		struct val row = row_of(db, q, s, &mem);
		stop = fn(ctx, &row);
		if (mem.used > (1 << 20))
			arena_clear(&mem);
	}
	arena_clear(&mem);
	rc = end(db, q, s, stop ? SQLITE_DONE : step, err);
	return rc < 0 ? rc : stop;
}

static int bind_quick(struct db *db, enum query q, sqlite3_stmt *s, const struct db_bind *b, size_t n, struct err *err)
{
	for (size_t i = 0; i < n; i++) {
		int at = (int)i + 1, r = SQLITE_OK;
		switch (b[i].kind) {
		case BIND_NULL:
			r = sqlite3_bind_null(s, at);
			break;
		case BIND_INT:
			r = sqlite3_bind_int64(s, at, b[i].i);
			break;
		case BIND_TEXT:
			r = sqlite3_bind_text64(s, at, b[i].s.ptr, b[i].s.len, SQLITE_STATIC, SQLITE_UTF8);
			break;
		case BIND_BLOB:
			r = sqlite3_bind_blob64(s, at, b[i].s.ptr, b[i].s.len, SQLITE_STATIC);
			break;
		}
		if (r != SQLITE_OK)
			return trouble(db, queries[q].name, err);
	}
	return OK;
}

int db_quick(struct db *db, enum query q, const struct db_bind *b, size_t n, bool *ret_row, int64_t *ret_int, struct err *err)
{
	sqlite3_stmt *s = NULL;
	int rc = statement(db, q, &s, err);
	if (rc == OK)
		rc = bind_quick(db, q, s, b, n, err);
	if (rc < 0)
		return rc;
	int step = sqlite3_step(s);
	bool row = step == SQLITE_ROW;
	if (ret_row)
		*ret_row = row;
	if (row && ret_int)
		*ret_int = sqlite3_column_int64(s, 0);
	rc = step == SQLITE_ROW || step == SQLITE_DONE ? OK : trouble(db, queries[q].name, err);
	sqlite3_reset(s);
	return rc;
}

int db_scan(struct db *db, enum query q, const struct db_bind *b, size_t n, int (*fn)(void *ctx, const struct db_cell *cells), void *ctx,
	    struct err *err)
{
	sqlite3_stmt *s;
	struct db_cell cells[DB_CELLS];
	int rc = statement(db, q, &s, err), step = SQLITE_DONE, stop = 0;
	if (rc == OK)
		rc = bind_quick(db, q, s, b, n, err);
	if (rc < 0)
		return rc;
	int width = sqlite3_column_count(s);
	MUST(width <= DB_CELLS);
	while (!stop && (step = sqlite3_step(s)) == SQLITE_ROW) {
		for (int i = 0; i < width; i++) {
			sqlite3_value *v = sqlite3_column_value(s, i);
			bool number = sqlite3_value_type(v) == SQLITE_INTEGER;
			const char *p = number ? NULL : (const char *)sqlite3_value_text(v);
			cells[i].i = number ? sqlite3_value_int64(v) : 0;
			cells[i].s = p ? str_of(p, (size_t)sqlite3_value_bytes(v)) : S("");
		}
		stop = fn(ctx, cells);
	}
	rc = end(db, q, s, stop ? SQLITE_DONE : step, err);
	return rc < 0 ? rc : stop;
}

int db_prepare_all(struct db *db, struct err *err)
{
	for (int q = 0; q < QUERY_COUNT; q++) {
		sqlite3_stmt *s;
		int rc = statement(db, (enum query)q, &s, err);
		if (rc < 0)
			return rc;
	}
	return OK;
}

/* --- schema -------------------------------------------------------------------------------------------------------- */

static int scalar(struct db *db, const char *sql, int64_t *ret, struct err *err)
{
	sqlite3_stmt *s;
	if (sqlite3_prepare_v2(db->h, sql, -1, &s, NULL) != SQLITE_OK)
		return trouble(db, "skema", err);
	int step = sqlite3_step(s);
	*ret = step == SQLITE_ROW ? sqlite3_column_int64(s, 0) : 0;
	/* A busy or damaged file is no empty one. */
	int rc = step == SQLITE_ROW || step == SQLITE_DONE ? OK : trouble(db, "skema", err);
	sqlite3_finalize(s);
	return rc;
}

int db_schema_known(void) { return MIGRATION_COUNT; }

int db_schema_version(struct db *db, int *ret, struct err *err)
{
	int64_t there, version = 0;
	int rc = scalar(db, "SELECT count(*) FROM sqlite_master WHERE type='table' AND name='skema'", &there, err);
	if (rc == OK && there)
		rc = scalar(db, "SELECT max(no) FROM skema", &version, err);
	if (rc == OK)
		*ret = (int)version;
	return rc;
}

static int migrate_one(struct db *db, int no, int64_t now_s, struct err *err)
{
	int rc = db_begin(db, true, err);
	if (rc < 0)
		return rc;
	rc = exec(db, migrations[no - 1].sql, err);
	sqlite3_stmt *s = NULL;
	if (rc == OK && sqlite3_prepare_v2(db->h, "INSERT INTO skema(no, nama, waktu_s) VALUES (?,?,?)", -1, &s, NULL) != SQLITE_OK)
		rc = trouble(db, "skema", err);
	if (rc == OK) {
		sqlite3_bind_int(s, 1, no);
		sqlite3_bind_text(s, 2, migrations[no - 1].name, -1, SQLITE_STATIC);
		sqlite3_bind_int64(s, 3, now_s);
		if (sqlite3_step(s) != SQLITE_DONE)
			rc = trouble(db, "skema", err);
	}
	sqlite3_finalize(s);
	if (rc < 0) {
		db_rollback(db);
		return rc;
	}
	return db_commit(db, err);
}

int db_migrate(struct db *db, int64_t now_s, struct err *err)
{
	int have, rc = db_schema_version(db, &have, err);
	if (rc < 0)
		return rc;
	if (have > MIGRATION_COUNT)
		return FAIL(err, E_REFUSED, "basis data ini dibuat oleh Padan yang lebih baru (skema %d, program ini mengenal %d): "
			    "pasang versi yang lebih baru", have, MIGRATION_COUNT);
	for (int no = have + 1; no <= MIGRATION_COUNT; no++) {
		rc = migrate_one(db, no, now_s, err);
		if (rc < 0)
			return rc;
	}
	return OK;
}

int db_copy_to(struct db *db, const char *path, struct err *err)
{
	sqlite3 *to = NULL;
	if (sqlite3_open_v2(path, &to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL) != SQLITE_OK) {
		sqlite3_close(to);
		return FAIL(err, E_IO, "salinan basis data tidak bisa dibuat");
	}
	sqlite3_backup *b = sqlite3_backup_init(to, "main", db->h, "main");
	int step = SQLITE_ERROR;
	if (b) {
		/* One step holds a read snapshot: writers go on in the WAL, and the copy need not start again. */
		do
			step = sqlite3_backup_step(b, -1);
		while (step == SQLITE_OK || step == SQLITE_BUSY || step == SQLITE_LOCKED);
		sqlite3_backup_finish(b);
	}
	int rc = step == SQLITE_DONE ? OK : FAIL(err, E_IO, "salinan basis data gagal: %s", sqlite3_errmsg(to));
	/* The copy stands alone: no WAL beside it. */
	if (rc == OK && sqlite3_exec(to, "PRAGMA journal_mode=DELETE", NULL, NULL, NULL) != SQLITE_OK)
		rc = FAIL(err, E_IO, "salinan basis data gagal ditutup");
	sqlite3_close(to);
	return rc;
}

int db_check(struct db *db, struct err *err)
{
	sqlite3_stmt *s;
	if (sqlite3_prepare_v2(db->h, "PRAGMA integrity_check(1)", -1, &s, NULL) != SQLITE_OK)
		return trouble(db, "pemeriksaan", err);
	int rc = OK;
	const unsigned char *text = sqlite3_step(s) == SQLITE_ROW ? sqlite3_column_text(s, 0) : NULL;
	if (!text || strcmp((const char *)text, "ok") != 0)
		rc = FAIL(err, E_DB, "basis data rusak: %s", text ? (const char *)text : "tidak terbaca");
	sqlite3_finalize(s);
	return rc;
}

int db_plan(struct db *db, enum query q, struct buf *out, struct err *err)
{
	char *sql = sqlite3_mprintf("EXPLAIN QUERY PLAN %s", queries[q].sql);
	sqlite3_stmt *s;
	if (!sql)
		return NOMEM(err);
	int prepared = sqlite3_prepare_v2(db->h, sql, -1, &s, NULL);
	sqlite3_free(sql);
	if (prepared != SQLITE_OK)
		return trouble(db, queries[q].name, err);
	while (sqlite3_step(s) == SQLITE_ROW) {
		buf_add(out, str_c((const char *)sqlite3_column_text(s, 3)));
		buf_addc(out, '\n');
	}
	sqlite3_finalize(s);
	return OK;
}
