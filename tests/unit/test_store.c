#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#undef setjmp /* a macro of libc, a name base.h bans */

#include "store/store.h"
#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

static struct arena mem;
static struct db *db;
static char dir[64], file[128], other[128];

static int setup_empty(void **state)
{
	(void)state;
	arena_init(&mem, 0, 0);
	db = NULL;
	snprintf(dir, sizeof dir, "/tmp/padan-store-XXXXXX");
	if (!mkdtemp(dir))
		return -1;
	snprintf(file, sizeof file, "%s/padan.db", dir);
	snprintf(other, sizeof other, "%s/salinan.db", dir);
	return 0;
}

static int setup(void **state)
{
	struct err err;
	if (setup_empty(state) < 0)
		return -1;
	return db_open(&db, file, true, &err) < 0 || db_migrate(db, 1700000000, &err) < 0 ? -1 : 0;
}

static int teardown(void **state)
{
	static const char *const tails[] = { "", "-wal", "-shm", "-journal" };
	char path[200];
	(void)state;
	db_close(db);
	arena_clear(&mem);
	for (size_t i = 0; i < COUNT(tails); i++) {
		snprintf(path, sizeof path, "%s%s", file, tails[i]);
		unlink(path);
		snprintf(path, sizeof path, "%s%s", other, tails[i]);
		unlink(path);
	}
	return rmdir(dir);
}

/* What somebody with a tool of their own does to the file. */
static int raw(const char *path, const char *sql)
{
	sqlite3 *h;
	assert_int_equal(sqlite3_open_v2(path, &h, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
	int rc = sqlite3_exec(h, sql, NULL, NULL, NULL);
	sqlite3_close(h);
	return rc;
}

static int64_t raw_int(const char *path, const char *sql)
{
	sqlite3 *h;
	sqlite3_stmt *s;
	assert_int_equal(sqlite3_open_v2(path, &h, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(h, sql, -1, &s, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(s), SQLITE_ROW);
	int64_t n = sqlite3_column_int64(s, 0);
	sqlite3_finalize(s);
	sqlite3_close(h);
	return n;
}

static void good(int rc, const struct err *err)
{
	if (rc < 0) {
		print_error("%d: %s\n", rc, err->msg);
		fail();
	}
}

static struct val setting(const char *name, const char *value)
{
	struct val p = val_obj();
	val_set(&mem, &p, "nama", val_c(name));
	val_set(&mem, &p, "nilai", val_c(value));
	val_set(&mem, &p, "now", val_int(5));
	val_set(&mem, &p, "oleh", val_null);
	return p;
}

static int write_setting(struct db *to, const char *name, const char *value)
{
	struct val p = setting(name, value);
	return db_run(to, Q_SETELAN_TULIS, &p, NULL, NULL);
}

static struct val account(const char *login)
{
	static const char *const empty[] = { "nip", "jabatan", "nama" };
	struct val p = val_obj();
	val_set(&mem, &p, "masuk", val_c(login));
	for (size_t i = 0; i < COUNT(empty); i++)
		val_set(&mem, &p, empty[i], val_c(""));
	val_set(&mem, &p, "peran", val_c("petugas"));
	val_set(&mem, &p, "now", val_int(5));
	return p;
}

static int64_t accounts(struct db *from)
{
	int64_t n = -1;
	assert_int_equal(db_int(from, Q_PENGGUNA_JUMLAH, NULL, -1, &n, NULL), OK);
	return n;
}

static void opening(void **state)
{
	struct err err = { 0 };
	struct stat st;
	(void)state;
	assert_int_equal(db_open(&db, file, false, &err), E_IO);
	assert_true(err.msg[0]);
	assert_null(db);
	assert_int_equal(stat(file, &st), -1); /* nothing was made */
	assert_int_equal(db_open(&db, dir, true, &err), E_IO);
	assert_null(db);
	/* a file that is something else stays what it is */
	int fd = open(file, O_WRONLY | O_CREAT, 0600);
	for (int i = 0; i < 200; i++)
		assert_int_equal(write(fd, "bukan basis data\n", 17), 17);
	close(fd);
	assert_int_equal(db_open(&db, file, true, &err), E_DB);
	assert_null(db);
	assert_int_equal(stat(file, &st), 0);
	assert_int_equal(st.st_size, 200 * 17);
	unlink(file);
	good(db_open(&db, file, true, &err), &err);
	db_close(db);
	db = NULL;
	good(db_open(&db, file, false, &err), &err);
	db_close(NULL);
}

static void migrating(void **state)
{
	struct err err = { 0 };
	int version = -1;
	(void)state;
	good(db_open(&db, file, true, &err), &err);
	good(db_schema_version(db, &version, &err), &err);
	assert_int_equal(version, 0);
	assert_true(db_schema_known() > 0);
	good(db_migrate(db, 1700000000, &err), &err);
	good(db_schema_version(db, &version, &err), &err);
	assert_int_equal(version, db_schema_known());
	/* again: nothing to do, nothing is lost */
	assert_int_equal(write_setting(db, "kota", "2171"), OK);
	good(db_migrate(db, 1800000000, &err), &err);
	good(db_schema_version(db, &version, &err), &err);
	assert_int_equal(version, db_schema_known());
	assert_false(db_in_transaction(db));
	assert_int_equal(raw_int(file, "SELECT count(*) FROM setelan"), 1);
	assert_int_equal(raw_int(file, "SELECT count(*) FROM skema"), db_schema_known());
	assert_int_equal(raw_int(file, "SELECT max(waktu_s) FROM skema"), 1700000000);
}

static void a_newer_database(void **state)
{
	struct err err = { 0 };
	int version = 0;
	(void)state;
	assert_int_equal(raw(file, "INSERT INTO skema(no, nama, waktu_s) VALUES (9999, 'kelak', 1)"), SQLITE_OK);
	assert_int_equal(db_migrate(db, 1, &err), E_REFUSED);
	assert_true(err.msg[0]);
	good(db_schema_version(db, &version, NULL), &err);
	assert_int_equal(version, 9999); /* as it was */
}

static void every_statement(void **state)
{
	struct err err = { 0 };
	(void)state;
	good(db_prepare_all(db, &err), &err);
	good(db_prepare_all(db, &err), &err);
}

static void pragmas(void **state)
{
	(void)state;
	assert_int_equal(raw_int(file, "SELECT journal_mode = 'wal' FROM pragma_journal_mode"), 1);
	/* every table of ours is strict; what FTS5 makes for itself is not */
	assert_int_equal(raw_int(file, "SELECT count(*) FROM pragma_table_list WHERE schema = 'main' AND strict = 0"
				       " AND type = 'table' AND name NOT LIKE 'sqlite_%'"), 0);
}

static void transactions(void **state)
{
	struct err err = { 0 };
	struct val p = account("siti");
	int64_t changed = -1;
	(void)state;
	db_rollback(db); /* there is none */
	assert_false(db_in_transaction(db));
	good(db_begin(db, true, &err), &err);
	assert_true(db_in_transaction(db));
	assert_int_equal(db_changes(db), 0);
	good(db_run(db, Q_PENGGUNA_TAMBAH, &p, &changed, &err), &err);
	assert_int_equal(changed, 1);
	assert_int_equal(db_last_id(db), 1);
	assert_int_equal(db_changes(db), 1);
	assert_int_equal(write_setting(db, "a", "1"), OK);
	assert_int_equal(db_changes(db), 2);
	db_rollback(db);
	assert_false(db_in_transaction(db));
	assert_int_equal(accounts(db), 0);
	good(db_begin(db, true, &err), &err);
	assert_int_equal(db_changes(db), 0);
	good(db_run(db, Q_PENGGUNA_TAMBAH, &p, NULL, &err), &err);
	good(db_commit(db, &err), &err);
	assert_false(db_in_transaction(db));
	assert_int_equal(accounts(db), 1);
}

static void two_connections(void **state)
{
	struct db *second = NULL;
	struct err err = { 0 };
	struct val p = account("siti"), q = account("budi");
	(void)state;
	good(db_open(&second, file, false, &err), &err);
	good(db_begin(db, true, &err), &err);
	good(db_run(db, Q_PENGGUNA_TAMBAH, &p, NULL, &err), &err);
	/* reading goes on beside a writer and sees nothing half done */
	good(db_begin(second, false, &err), &err);
	assert_int_equal(accounts(second), 0);
	good(db_commit(db, &err), &err);
	assert_int_equal(accounts(second), 0);
	/* what was read is not what is written to any more */
	int rc = db_run(second, Q_PENGGUNA_TAMBAH, &q, NULL, &err);
	assert_int_equal(rc, E_BUSY);
	assert_int_equal(err.code, E_BUSY);
	db_rollback(second);
	assert_int_equal(accounts(second), 1);
	good(db_run(second, Q_PENGGUNA_TAMBAH, &q, NULL, &err), &err);
	assert_int_equal(accounts(db), 2);
	db_close(second);
}

static void conflicts(void **state)
{
	struct err err = { 0 };
	struct val p = account("Siti.Rahma"), q = account("siti.rahma");
	(void)state;
	good(db_run(db, Q_PENGGUNA_TAMBAH, &p, NULL, &err), &err);
	assert_int_equal(db_run(db, Q_PENGGUNA_TAMBAH, &p, NULL, &err), E_CONFLICT);
	/* one account, however its name is typed */
	assert_int_equal(db_run(db, Q_PENGGUNA_TAMBAH, &q, NULL, &err), E_CONFLICT);
	assert_int_equal(err.code, E_CONFLICT);
	assert_null(strcasestr(err.msg, "rahma")); /* a message never tells values */
	assert_int_equal(accounts(db), 1);
	/* somebody who is not there */
	struct val s = val_obj();
	val_set(&mem, &s, "hash", val_c("00"));
	val_set(&mem, &s, "pengguna", val_int(77));
	val_set(&mem, &s, "now", val_int(1));
	val_set(&mem, &s, "alamat", val_c(""));
	val_set(&mem, &s, "agen", val_c(""));
	assert_int_equal(db_run(db, Q_SESI_TAMBAH, &s, NULL, &err), E_CONFLICT);
	/* null where something must stand, and a text where a number must */
	p = account("budi");
	val_set(&mem, &p, "peran", val_null);
	assert_int_equal(db_run(db, Q_PENGGUNA_TAMBAH, &p, NULL, &err), E_CONFLICT);
	p = account("budi");
	val_set(&mem, &p, "now", val_c("kemarin"));
	assert_int_equal(db_run(db, Q_PENGGUNA_TAMBAH, &p, NULL, &err), E_CONFLICT);
	/* a statement that failed can be used again */
	p = account("budi");
	good(db_run(db, Q_PENGGUNA_TAMBAH, &p, NULL, &err), &err);
	assert_int_equal(accounts(db), 2);
}

static void a_version_counts_once(void **state)
{
	struct err err = { 0 };
	struct val p = account("siti");
	int64_t changed = -1;
	(void)state;
	good(db_run(db, Q_PENGGUNA_TAMBAH, &p, NULL, &err), &err);
	val_set(&mem, &p, "id", val_int(1));
	val_set(&mem, &p, "versi", val_int(1));
	val_set(&mem, &p, "aktif", val_bool(true));
	good(db_run(db, Q_PENGGUNA_UBAH, &p, &changed, &err), &err);
	assert_int_equal(changed, 1);
	good(db_run(db, Q_PENGGUNA_UBAH, &p, &changed, &err), &err);
	assert_int_equal(changed, 0);
}

static void rows(void **state)
{
	struct err err = { 0 };
	struct val p = account("siti"), row = val_null, list = val_null;
	(void)state;
	assert_int_equal(db_one(db, Q_PENGGUNA_MASUK, &p, &mem, &row, &err), E_NOTFOUND);
	assert_int_equal(row.kind, VAL_NULL);
	good(db_all(db, Q_PENGGUNA_SEMUA, NULL, &mem, &list, &err), &err);
	assert_int_equal(list.kind, VAL_LIST);
	assert_int_equal(list.items.n, 0);
	good(db_run(db, Q_PENGGUNA_TAMBAH, &p, NULL, &err), &err);
	p = account("budi");
	val_set(&mem, &p, "nama", val_str(S("BUDI \"B\" \0 O'NEIL \xC3\xA9"))); /* nothing of it is SQL */
	good(db_run(db, Q_PENGGUNA_TAMBAH, &p, NULL, &err), &err);
	good(db_one(db, Q_PENGGUNA_MASUK, &p, &mem, &row, &err), &err);
	assert_int_equal(val_geti(&row, "id", 0), 2);
	assert_true(str_eq(val_getstr(&row, "nama"), S("BUDI \"B\" \0 O'NEIL \xC3\xA9")));
	assert_true(str_eq(val_getstr(&row, "peran"), S("petugas")));
	assert_int_equal(val_get(&row, "aktif")->kind, VAL_INT);
	assert_non_null(val_getstr(&row, "nip").ptr); /* empty is not null */
	assert_null(val_get(&row, "versi"));
	good(db_all(db, Q_PENGGUNA_SEMUA, NULL, &mem, &list, &err), &err);
	assert_int_equal(list.items.n, 2);
	assert_true(str_eq(val_getstr(&list.items.first->v, "masuk"), S("siti"))); /* ORDER BY nama */
	assert_int_equal(val_get(&list.items.first->v, "terakhir_s")->kind, VAL_NULL);
}

static void numbers(void **state)
{
	struct err err = { 0 };
	struct val p = val_obj();
	int64_t n = 0;
	(void)state;
	val_set(&mem, &p, "nama", val_c("kota"));
	good(db_int(db, Q_SETELAN_BACA, &p, -7, &n, &err), &err); /* no row */
	assert_int_equal(n, -7);
	good(db_int(db, Q_PESERTA_MAKS, NULL, -7, &n, &err), &err);
	assert_int_equal(n, 0);
	val_set(&mem, &p, "periode", val_int(202406));
	good(db_int(db, Q_TARIF_PADA, &p, -7, &n, &err), &err);
	assert_int_equal(n, 202101);
	struct val k = val_obj();
	val_set(&mem, &k, "id", val_int(1));
	n = 3;
	good(db_int(db, Q_KASUS_ID, &k, -7, &n, &err), &err);
	assert_int_equal(n, -7);
}

static void parameters(void **state)
{
	struct err err = { 0 };
	struct val row, p = setting("kota", "2171");
	(void)state;
	/* a member more does no harm; one too few is a bug that is not hidden */
	val_set(&mem, &p, "lain", val_list());
	good(db_run(db, Q_SETELAN_TULIS, &p, NULL, &err), &err);
	assert_int_equal(db_one(db, Q_SETELAN_BACA, NULL, &mem, &row, &err), E_DB);
	struct val few = val_obj();
	assert_int_equal(db_one(db, Q_SETELAN_BACA, &few, &mem, &row, &err), E_DB);
	assert_non_null(strstr(err.msg, "nama"));
	assert_int_equal(db_all(db, Q_SETELAN_BACA, &few, &mem, &row, &err), E_DB);
	assert_int_equal(db_run(db, Q_SETELAN_TULIS, &few, NULL, &err), E_DB);
	val_set(&mem, &few, "nama", val_list());
	assert_true(db_one(db, Q_SETELAN_BACA, &few, &mem, &row, &err) < 0);
	/* and the statement still works */
	val_set(&mem, &few, "nama", val_c("kota"));
	good(db_one(db, Q_SETELAN_BACA, &few, &mem, &row, &err), &err);
	assert_true(str_eq(val_getstr(&row, "nilai"), S("2171")));
	val_set(&mem, &few, "nama", val_null);
	assert_int_equal(db_one(db, Q_SETELAN_BACA, &few, &mem, &row, &err), E_NOTFOUND);
}

struct walk {
	int n, stop_at, answer;
};

static int count_row(void *ctx, const struct val *row)
{
	struct walk *w = ctx;
	assert_true(val_getstr(row, "nama").len > 0);
	return ++w->n == w->stop_at ? w->answer : 0;
}

static void walking(void **state)
{
	struct err err = { 0 };
	char name[20];
	(void)state;
	for (int i = 0; i < 50; i++) {
		snprintf(name, sizeof name, "n%d", i);
		assert_int_equal(write_setting(db, name, "x"), OK);
	}
	struct walk w = { 0, 0, 0 };
	assert_int_equal(db_each(db, Q_SETELAN_SEMUA, NULL, count_row, &w, &err), 0);
	assert_int_equal(w.n, 50);
	w = (struct walk){ 0, 3, 42 };
	assert_int_equal(db_each(db, Q_SETELAN_SEMUA, NULL, count_row, &w, &err), 42);
	assert_int_equal(w.n, 3);
	w = (struct walk){ 0, 5, E_STOP };
	assert_int_equal(db_each(db, Q_SETELAN_SEMUA, NULL, count_row, &w, &err), E_STOP);
	assert_int_equal(w.n, 5);
	w = (struct walk){ 0, 0, 0 }; /* from the beginning again */
	assert_int_equal(db_each(db, Q_SETELAN_SEMUA, NULL, count_row, &w, &err), 0);
	assert_int_equal(w.n, 50);
	assert_int_equal(db_each(db, Q_SETELAN_BACA, NULL, count_row, &w, &err), E_DB);
}

static int64_t participant(const char *key, int64_t fingerprint, struct err *err)
{
	int64_t id = 0;
	bool row = false;
	struct db_bind b[16] = { bind_int(fingerprint), bind_text(str_c(key)), bind_text(S("0001")),
				 bind_text(S("2171014406755001")), bind_text(S("AMINAH")), bind_int(19750604) };
	for (size_t i = 6; i < 16; i++)
		b[i] = i == 10 ? bind_int(217101) : bind_text(S(""));
	int rc = db_quick(db, Q_PESERTA_TAMBAH, b, 16, &row, &id, err);
	assert_true(rc < 0 || row);
	return rc < 0 ? rc : id;
}

static void quick(void **state)
{
	struct err err = { 0 };
	int64_t id = -1;
	bool row = true;
	(void)state;
	assert_int_equal(participant("P0001", 11, &err), 1);
	assert_int_equal(participant("P0002", 12, &err), 2);
	assert_int_equal(participant("P0003", 12, &err), E_CONFLICT);
	struct db_bind find[] = { bind_int(12), bind_text(S("0001")), bind_text(S("2171014406755001")),
		bind_text(S("AMINAH")) };
	good(db_quick(db, Q_PESERTA_CARI_SIDIK, find, COUNT(find), &row, &id, &err), &err);
	assert_true(row);
	assert_int_equal(id, 2);
	find[3] = bind_text(S("AMINAH ")); /* a fingerprint alone is nobody */
	id = -1;
	good(db_quick(db, Q_PESERTA_CARI_SIDIK, find, COUNT(find), &row, &id, &err), &err);
	assert_false(row);
	assert_int_equal(id, -1);
	find[3] = bind_text(STR_NONE); /* null is equal to nothing */
	good(db_quick(db, Q_PESERTA_CARI_SIDIK, find, COUNT(find), &row, NULL, &err), &err);
	assert_false(row);
	struct db_bind line[] = { bind_int(1), bind_int(1), bind_int(2), bind_int(9), bind_text(STR_NONE),
		bind_int(0) };
	good(db_quick(db, Q_BARIS_TAMBAH, line, COUNT(line), NULL, NULL, &err), &err);
	assert_int_equal(db_quick(db, Q_BARIS_TAMBAH, line, COUNT(line), NULL, NULL, &err), E_CONFLICT);
	line[1] = bind_int(2);
	good(db_quick(db, Q_BARIS_TAMBAH, line, COUNT(line), NULL, NULL, &err), &err);
	assert_int_equal(raw_int(file, "SELECT count(*) FROM baris WHERE lembar IS NULL"), 2);
}

static int64_t counted(const char *where)
{
	char sql[200];
	snprintf(sql, sizeof sql, "SELECT coalesce(sum(jumlah), 0) FROM hitung WHERE %s", where);
	return raw_int(file, sql);
}

static void findings_are_counted(void **state)
{
	struct err err = { 0 };
	struct val p = val_obj();
	(void)state;
	assert_int_equal(participant("P0001", 11, &err), 1);
	assert_int_equal(raw(file, "INSERT INTO temuan(periksa, no, peserta, putusan, alasan, nilai, utama, wilayah,"
				   " risiko) VALUES (1, 1, 1, 2, 128, 0, 7, 2171011001, 5),"
				   " (1, 2, 1, 2, 128, 0, 7, 217101, 5)"), SQLITE_OK);
	val_set(&mem, &p, "periksa", val_int(1));
	good(db_run(db, Q_HITUNG_ISI, &p, NULL, &err), &err);
	good(db_run(db, Q_HITUNG_WILAYAH_ISI, &p, NULL, &err), &err);
	assert_int_equal(counted("hasil = ''"), 2);
	val_set(&mem, &p, "no", val_int(2));
	val_set(&mem, &p, "hasil", val_c("nonaktif"));
	int64_t changed = 0;
	good(db_run(db, Q_TEMUAN_HASIL, &p, &changed, &err), &err);
	assert_int_equal(changed, 1); /* without what the trigger did */
	assert_int_equal(counted("hasil = ''"), 1);
	assert_int_equal(counted("hasil = 'nonaktif'"), 1);
	good(db_run(db, Q_TEMUAN_HASIL, &p, NULL, &err), &err); /* the same again */
	assert_int_equal(counted("hasil = 'nonaktif'"), 1);
	val_set(&mem, &p, "hasil", val_null);
	good(db_run(db, Q_TEMUAN_HASIL, &p, NULL, &err), &err);
	assert_int_equal(counted("hasil = ''"), 2);
	assert_int_equal(counted("hasil = 'nonaktif'"), 0);
	assert_int_equal(raw_int(file, "SELECT sum(jumlah) FROM hitung_wilayah WHERE kecamatan = 217101"
				       " AND hasil = ''"), 2);
}

static void the_record_stands(void **state)
{
	static const char *const names[] = { "pelaku", "dari", "aksi", "objek", "sebelum", "sesudah", "alasan",
		"lalu", "hash" };
	struct err err = { 0 };
	struct val p = val_obj(), row;
	(void)state;
	val_set(&mem, &p, "no", val_int(1));
	val_set(&mem, &p, "waktu_s", val_int(5));
	val_set(&mem, &p, "pengguna", val_null);
	for (size_t i = 0; i < COUNT(names); i++)
		val_set(&mem, &p, names[i], val_c("x"));
	good(db_run(db, Q_AUDIT_TAMBAH, &p, NULL, &err), &err);
	assert_int_equal(db_run(db, Q_AUDIT_TAMBAH, &p, NULL, &err), E_CONFLICT);
	assert_int_equal(raw(file, "UPDATE audit SET pelaku = 'y'"), SQLITE_CONSTRAINT);
	assert_int_equal(raw(file, "INSERT OR REPLACE INTO audit VALUES (1,5,NULL,'y','y','y','y','y','y','y','y','y')"),
			 SQLITE_CONSTRAINT);
	assert_int_equal(raw(file, "UPDATE audit SET no = 2 WHERE no = 1"), SQLITE_CONSTRAINT);
	assert_int_equal(raw(file, "DELETE FROM audit"), SQLITE_CONSTRAINT);
	assert_int_equal(raw(file, "DELETE FROM audit WHERE no = 1"), SQLITE_CONSTRAINT);
	good(db_one(db, Q_AUDIT_AKHIR, NULL, &mem, &row, &err), &err);
	assert_int_equal(val_geti(&row, "no", 0), 1);
	assert_int_equal(raw_int(file, "SELECT count(*) FROM audit WHERE pelaku = 'x'"), 1);
}

/* SQLite prepares a statement again when the schema changed under it; the names of its columns must stay. */
static void the_schema_changes(void **state)
{
	struct err err = { 0 };
	struct val before, after;
	(void)state;
	good(db_one(db, Q_PENGGUNA_JUMLAH, NULL, &mem, &before, &err), &err);
	assert_int_equal(raw(file, "CREATE TABLE lain (a)"), SQLITE_OK);
	good(db_one(db, Q_PENGGUNA_JUMLAH, NULL, &mem, &after, &err), &err);
	assert_true(before.items.n > 0 && before.items.n == after.items.n);
	assert_true(str_eq(before.items.first->key, after.items.first->key));
}

static void a_copy_while_somebody_writes(void **state)
{
	struct db *second = NULL, *copy = NULL;
	struct err err = { 0 };
	struct val p = account("siti"), q = account("budi");
	char wal[200];
	struct stat st;
	(void)state;
	good(db_run(db, Q_PENGGUNA_TAMBAH, &p, NULL, &err), &err);
	good(db_open(&second, file, false, &err), &err);
	good(db_begin(second, true, &err), &err);
	good(db_run(second, Q_PENGGUNA_TAMBAH, &q, NULL, &err), &err);
	good(db_copy_to(db, other, &err), &err);
	good(db_commit(second, &err), &err);
	db_close(second);
	/* one file, nothing beside it */
	snprintf(wal, sizeof wal, "%s-wal", other);
	assert_int_equal(stat(wal, &st), -1);
	good(db_open(&copy, other, false, &err), &err);
	assert_int_equal(accounts(copy), 1); /* nothing half done is in it */
	assert_int_equal(accounts(db), 2);
	int version = 0;
	good(db_schema_version(copy, &version, &err), &err);
	assert_int_equal(version, db_schema_known());
	good(db_check(copy, &err), &err);
	db_close(copy);
	snprintf(wal, sizeof wal, "%s/tidak/ada.db", dir);
	assert_int_equal(db_copy_to(db, wal, &err), E_IO);
}

static void damage(void **state)
{
	struct db *copy = NULL;
	struct err err = { 0 };
	char junk[4096];
	(void)state;
	good(db_check(db, &err), &err);
	for (int64_t i = 0; i < 300; i++)
		assert_true(participant("P", 1000 + i, &err) > 0);
	good(db_copy_to(db, other, &err), &err);
	struct stat st;
	assert_int_equal(stat(other, &st), 0);
	memset(junk, 0x5A, sizeof junk);
	int fd = open(other, O_WRONLY);
	assert_int_equal(pwrite(fd, junk, sizeof junk, (st.st_size - (off_t)sizeof junk) / 4096 * 4096), sizeof junk);
	close(fd);
	good(db_open(&copy, other, false, &err), &err);
	assert_int_equal(db_check(copy, &err), E_DB);
	assert_true(err.msg[0]);
	db_close(copy);
}

/* Tables that grow with every month: a statement that walks one whole is a page that gets slower every month. */
static const char *const large[] = { "peserta", "baris", "temuan", "audit", "tagihan_orang", "selisih_orang", "pbi_jk" };

/* True when the statement calls that table by this name: itself, or "peserta p". */
static bool names_table(const char *sql, const char *table, struct str name)
{
	size_t n = strlen(table);
	if (str_eq(name, str_c(table)))
		return true;
	for (const char *p = strstr(sql, table); p; p = strstr(p + 1, table)) {
		if (p == sql || !strchr(" ,(\n", p[-1]) || p[n] != ' ')
			continue;
		struct str rest = str_c(p + n + 1);
		if (str_istarts(rest, S("as ")))
			rest = str_of(rest.ptr + 3, rest.len - 3);
		char behind = str_starts(rest, name) && rest.len > name.len ? rest.ptr[name.len] : ' ';
		if (str_starts(rest, name) && !ch_alpha(behind) && !ch_digit(behind) && behind != '_')
			return true;
	}
	return false;
}

static bool may_scan(enum query q, const char *table)
{
	static const struct {
		enum query q;
		const char *table;
	} may[] = {
		{ Q_AUDIT_AKHIR, "audit" },          /* from the end, one row */
		{ Q_AUDIT_SEMUA, "audit" },          /* the whole chain is checked: "padan audit", no page */
		{ Q_TEMUAN_BARU_DAHULU, "peserta" }, /* once a run, in the job that writes every finding anyway */
	};
	for (size_t i = 0; i < COUNT(may); i++)
		if (may[i].q == q && strcmp(may[i].table, table) == 0)
			return true;
	return false;
}

static void no_page_walks_a_large_table(void **state)
{
	struct err err = { 0 };
	bool found = false;
	(void)state;
	for (int q = 0; q < QUERY_COUNT; q++) {
		struct buf plan;
		buf_init(&plan, 1 << 16);
		good(db_plan(db, (enum query)q, &plan, &err), &err);
		struct str rest = buf_str(&plan);
		while (rest.len) {
			size_t n = 0, k = 5;
			while (n < rest.len && rest.ptr[n] != '\n')
				n++;
			struct str line = str_of(rest.ptr, n);
			rest = str_of(rest.ptr + n + (n < rest.len), rest.len - n - (n < rest.len));
			if (!str_starts(line, S("SCAN ")))
				continue;
			while (k < line.len && line.ptr[k] != ' ')
				k++;
			for (size_t i = 0; i < COUNT(large); i++) {
				if (!names_table(queries[q].sql, large[i], str_of(line.ptr + 5, k - 5)) ||
				    may_scan((enum query)q, large[i]))
					continue;
				print_error("%s: %.*s\n", queries[q].name, (int)line.len, line.ptr);
				found = true;
			}
		}
		buf_clear(&plan);
	}
	assert_false(found);
	/* the test itself sees what it looks for */
	assert_true(names_table("SELECT 1 FROM peserta p JOIN x", "peserta", S("p")));
	assert_true(names_table("SELECT 1 FROM (baris AS b)", "baris", S("b")));
	assert_true(names_table("SELECT 1 FROM temuan", "temuan", S("temuan")));
	assert_false(names_table("SELECT 1 FROM peserta_cari p", "peserta", S("p")));
	assert_false(names_table("SELECT 1 FROM peserta pq", "peserta", S("p")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(opening, setup_empty, teardown),
		cmocka_unit_test_setup_teardown(migrating, setup_empty, teardown),
		cmocka_unit_test_setup_teardown(a_newer_database, setup, teardown),
		cmocka_unit_test_setup_teardown(every_statement, setup, teardown),
		cmocka_unit_test_setup_teardown(pragmas, setup, teardown),
		cmocka_unit_test_setup_teardown(transactions, setup, teardown),
		cmocka_unit_test_setup_teardown(two_connections, setup, teardown),
		cmocka_unit_test_setup_teardown(conflicts, setup, teardown),
		cmocka_unit_test_setup_teardown(a_version_counts_once, setup, teardown),
		cmocka_unit_test_setup_teardown(rows, setup, teardown),
		cmocka_unit_test_setup_teardown(numbers, setup, teardown),
		cmocka_unit_test_setup_teardown(parameters, setup, teardown),
		cmocka_unit_test_setup_teardown(walking, setup, teardown),
		cmocka_unit_test_setup_teardown(quick, setup, teardown),
		cmocka_unit_test_setup_teardown(findings_are_counted, setup, teardown),
		cmocka_unit_test_setup_teardown(the_record_stands, setup, teardown),
		cmocka_unit_test_setup_teardown(a_copy_while_somebody_writes, setup, teardown),
		cmocka_unit_test_setup_teardown(the_schema_changes, setup, teardown),
		cmocka_unit_test_setup_teardown(damage, setup, teardown),
		cmocka_unit_test_setup_teardown(no_page_walks_a_large_table, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
