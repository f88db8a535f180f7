#include "app/rekap.h"
#include "app/periksa.h"
#include "app/setelan.h"
#include "app/berkas.h"
#include "base/rupiah.h"
#include "base/wilayah.h"
#include "render/tabel.h"
#include <sodium.h>
#include <unistd.h>

#define ALL_ROWS 2000000

struct str rekap_wilayah(struct arena *mem, int64_t kode)
{
	struct str name = kode > 999999 ? wilayah_name((uint64_t)kode, 10) : kode > 0 ? wilayah_name((uint64_t)kode, 6) : STR_NONE;
	if (name.ptr)
		return name;
	return kode > 0 ? cx_textf(mem, "Kode %" PRId64, kode) : S("Tidak diketahui");
}

int64_t rekap_tarif(struct cx *cx, int64_t periode)
{
	struct val row, p = OBJ(cx, { "periode", val_int(periode) });
	if (ONE(cx, Q_TARIF_PADA, &p, &row, NULL) < 0)
		return 0;
	return val_geti(&row, "pemda_iuran", 0) + val_geti(&row, "pemda_bantuan", 0);
}

struct str rekap_hash(struct cx *cx, const struct val *facts)
{
	struct buf b;
	unsigned char sum[32];
	char *hex = arena_alloc(cx->mem, 65);
	struct val told = *facts;
	MUST(hex);
	if (facts->kind == VAL_OBJ) {
		told = val_obj();
		for (const struct val_item *i = facts->items.first; i; i = i->next)
			if (!str_eq(i->key, S("lalu")))
				val_put(cx->mem, &told, i->key, i->v);
	}
	buf_init(&b, (size_t)64 << 20);
	val_json(&b, &told);
	crypto_generichash(sum, sizeof sum, (const unsigned char *)b.ptr, b.len, NULL, 0);
	buf_clear(&b);
	sodium_bin2hex(hex, 65, sum, sizeof sum);
	return str_of(hex, 64);
}

struct list_hash {
	crypto_generichash_state h;
	int64_t n;
};

static int hash_row(void *ctx, const struct val *row)
{
	struct list_hash *l = ctx;
	static const char *const keys[] = { "kunci", "no_peserta", "nik", "nama", "alasan" };
	for (size_t i = 0; i < COUNT(keys); i++) {
		struct str s = val_getstr(row, keys[i]);
		crypto_generichash_update(&l->h, (const unsigned char *)(s.ptr ? s.ptr : ""), s.len);
		crypto_generichash_update(&l->h, (const unsigned char *)"\n", 1);
	}
	l->n++;
	return 0;
}

static struct val usul_params(struct cx *cx, const struct val *kasus)
{
	return OBJ(cx, { "kasus", val_int(val_geti(kasus, "id", 0)) }, { "periksa", val_int(val_geti(kasus, "periksa", 0)) },
		   { "batas", val_int(ALL_ROWS) }, { "lewat", val_int(0) });
}

static void name_regions(struct cx *cx, struct val *rows, const char *key)
{
	for (struct val_item *i = rows->items.first; i; i = i->next)
		val_set(cx->mem, &i->v, "nama_wilayah", val_str(rekap_wilayah(cx->mem, val_geti(&i->v, key, 0))));
}

static int last_month(struct cx *cx, const struct val *kasus, struct val *ret, struct err *err)
{
	struct val row, p = OBJ(cx, { "sop", val_c("072") }, { "periode", val_int(val_geti(kasus, "periode", 0)) });
	int rc = ONE(cx, Q_KASUS_SEBELUM, &p, &row, err);
	*ret = val_null;
	if (rc == E_NOTFOUND)
		return OK;
	if (rc < 0)
		return rc;
	struct val pk = OBJ(cx, { "kasus", val_int(val_geti(&row, "id", 0)) }), sums;
	TRY(ONE(cx, Q_USULAN_RINGKAS, &pk, &sums, err));
	val_set(cx->mem, &sums, "periode", val_int(val_geti(&row, "periode", 0)));
	*ret = sums;
	return OK;
}

int rekap_facts(struct cx *cx, const struct val *kasus, struct val *ret, struct err *err)
{
	struct val p = usul_params(cx, kasus), rows, last;
	struct list_hash l = { .n = 0 };
	char *hex = arena_alloc(cx->mem, 65);
	unsigned char sum[32];
	MUST(hex);
	crypto_generichash_init(&l.h, NULL, 0, sizeof sum);
	TRY(db_each(cx->db, Q_USUL_DAFTAR, &p, hash_row, &l, err));
	crypto_generichash_final(&l.h, sum, sizeof sum);
	sodium_bin2hex(hex, 65, sum, sizeof sum);
	int64_t periode = val_geti(kasus, "periode", 0), rate = rekap_tarif(cx, periode), all;
	TRY(db_int(cx->db, Q_USUL_JUMLAH, &p, 0, &all, err));
	rupiah money = { 0 };
	if (!rupiah_times(&money, (rupiah){ rate }, l.n))
		return FAIL(err, E_LIMIT, "jumlah rupiah terlalu besar");
	*ret = OBJ(cx, { "periode", val_int(periode) }, { "peserta", val_int(val_geti(kasus, "peserta", 0)) },
		   { "diusulkan", val_int(l.n) }, { "baris_ganda", val_int(all - l.n) }, { "tarif", val_int(rate) },
		   { "uang", val_int(money.n) }, { "daftar_hash", val_str(str_of(hex, 64)) });
	TRY(ALL(cx, Q_USUL_ALASAN, &p, &rows, err));
	val_set(cx->mem, ret, "alasan", rows);
	TRY(ALL(cx, Q_USUL_KECAMATAN, &p, &rows, err));
	name_regions(cx, &rows, "kecamatan");
	val_set(cx->mem, ret, "kecamatan", rows);
	TRY(ALL(cx, Q_USUL_KELURAHAN, &p, &rows, err));
	name_regions(cx, &rows, "wilayah");
	val_set(cx->mem, ret, "kelurahan", rows);
	TRY(ALL(cx, Q_USUL_SEGMEN, &p, &rows, err));
	val_set(cx->mem, ret, "segmen", rows);
	struct val open = OBJ(cx, { "periksa", val_int(val_geti(kasus, "periksa", 0)) }, { "putusan", val_int(-1) },
			      { "alasan", val_int(0) }, { "kecamatan", val_int(0) }, { "hasil", val_c("tunda") });
	int64_t tunda;
	TRY(temuan_jumlah(cx, &open, NULL, &tunda, err));
	val_set(cx->mem, ret, "ditunda", val_int(tunda));
	TRY(last_month(cx, kasus, &last, err));
	val_set(cx->mem, ret, "lalu", last);
	return OK;
}

/* --- workbooks ----------------------------------------------------------------------------------------------------- */

struct lister {
	struct cx *cx;
	struct tabel *t;
	FILE *csv;
	int64_t no, tmt;
	struct arena mem;
};

static void day_text(struct arena *mem, int64_t day, struct str *ret)
{
	*ret = day > 0 ? cx_textf(mem, "%02d-%02d-%04d", (int)(day % 100), (int)(day / 100 % 100), (int)(day / 10000)) : S("");
}

#define LIST_COLUMNS 12
static void list_cells(struct lister *l, const struct val *row, struct str *c)
{
	int64_t w = val_geti(row, "wilayah", 0);
	c[0] = cx_textf(&l->mem, "%" PRId64, ++l->no);
	c[1] = val_getstr(row, "no_peserta");
	c[2] = val_getstr(row, "nik");
	c[3] = val_getstr(row, "nama");
	day_text(&l->mem, val_geti(row, "lahir", 0), &c[4]);
	c[5] = val_getstr(row, "jk");
	c[6] = w > 999999 ? rekap_wilayah(&l->mem, w) : S("");
	c[7] = w > 0 ? rekap_wilayah(&l->mem, w > 999999 ? w / 10000 : w) : S("");
	c[8] = val_getstr(row, "segmen");
	c[9] = val_getstr(row, "alasan");
	int64_t tmt = val_geti(row, "tmt", l->tmt);
	c[10] = cx_textf(&l->mem, "01-%02d-%04d", (int)(tmt % 100), (int)(tmt / 100));
	c[11] = S("");
}

static const struct tabel_column list_columns[LIST_COLUMNS] = {
	{ "NO", 6, true },	 { "PSNOKA", 16, false }, { "NIK", 19, false },		 { "NAMA", 32, false },
	{ "TGLLHR", 12, false }, { "JENKEL", 8, false },  { "NMDESA", 20, false },	 { "NMKEC", 18, false },
	{ "SEGMEN", 16, false }, { "ALASAN", 22, false }, { "TMT NONAKTIF", 14, false }, { "STATUS", 16, false },
};

static int list_row(void *ctx, const struct val *row)
{
	struct lister *l = ctx;
	struct str c[LIST_COLUMNS];
	list_cells(l, row, c);
	if (l->t) {
		tabel_row(l->t, c, false);
	} else {
		for (size_t i = 0; i < LIST_COLUMNS; i++) {
			/* A text that a spreadsheet would run as a formula gets an apostrophe (CWE-1236). */
			bool formula = c[i].len && strchr("=+-@\t\r", c[i].ptr[0]);
			fputs(formula ? "\"'" : "\"", l->csv);
			for (size_t k = 0; k < c[i].len; k++) {
				if (c[i].ptr[k] == '"')
					fputc('"', l->csv);
				fputc(c[i].ptr[k], l->csv);
			}
			fputs(i + 1 < LIST_COLUMNS ? "\"," : "\"\n", l->csv);
		}
	}
	if (l->mem.used > 1 << 20)
		arena_clear(&l->mem);
	return l->csv && ferror(l->csv) ? E_IO : 0;
}

static int fill_list(struct cx *cx, const struct val *kasus, struct tabel *t, FILE *csv, struct err *err)
{
	struct val p = usul_params(cx, kasus);
	struct lister l = { .cx = cx,
			    .t = t,
			    .csv = csv,
			    .tmt = str_eq(setelan_text(cx, "usul.tmt"), S("bulan_ini"))
					   ? val_geti(kasus, "periode", 0)
					   : bulan_sesudah(val_geti(kasus, "periode", 0), 1) };
	arena_init(&l.mem, 0, 0);
	/* Once approved, the list is the frozen proposal and nothing else. */
	bool frozen = val_geti(kasus, "langkah", 0) >= 5;
	int rc = db_each(cx->db, frozen ? Q_USULAN_SEMUA : Q_USUL_DAFTAR, &p, list_row, &l, err);
	arena_clear(&l.mem);
	return rc == E_IO ? FAIL(err, E_IO, "daftar tidak bisa ditulis") : rc;
}

int rekap_list_xlsx(struct cx *cx, const struct val *kasus, const char *path, struct err *err)
{
	struct tabel *t;
	TRY(tabel_new(&t, path, err));
	tabel_sheet(t, "Usulan nonaktif", NULL, 0, list_columns, LIST_COLUMNS);
	int rc = fill_list(cx, kasus, t, NULL, err);
	int end = tabel_finish(t, rc < 0 ? NULL : err);
	return rc < 0 ? rc : end;
}

int rekap_list_csv(struct cx *cx, const struct val *kasus, const char *path, struct err *err)
{
	FILE *f = fopen(path, "we");
	if (!f)
		return FAIL(err, E_IO, "daftar tidak bisa ditulis");
	for (size_t i = 0; i < LIST_COLUMNS; i++)
		fprintf(f, "%s%s", list_columns[i].heading, i + 1 < LIST_COLUMNS ? "," : "\n");
	int rc = fill_list(cx, kasus, NULL, f, err);
	if (fclose(f) != 0 && rc == OK)
		rc = FAIL(err, E_IO, "daftar tidak bisa ditulis");
	return rc;
}

static void count_sheet(struct cx *cx, struct tabel *t, const char *name, const char *title, const char *what, const struct val *rows,
			const char *key)
{
	struct tabel_column c[] = { { what, 34, false }, { "Jumlah", 12, true } };
	const char *titles[] = { title };
	int64_t sum = 0;
	tabel_sheet(t, name, titles, 1, c, COUNT(c));
	for (const struct val_item *i = rows->items.first; i; i = i->next) {
		struct str cells[] = { val_getstr(&i->v, key), cx_textf(cx->mem, "%" PRId64, val_geti(&i->v, "jumlah", 0)) };
		if (!cells[0].len)
			cells[0] = S("(kosong)");
		sum += val_geti(&i->v, "jumlah", 0);
		tabel_row(t, cells, false);
	}
	struct str total[] = { S("Jumlah"), cx_textf(cx->mem, "%" PRId64, sum) };
	tabel_row(t, total, true);
}

static void kecamatan_sheet(struct cx *cx, struct tabel *t, const char *title, const struct val *rows)
{
	struct tabel_column c[] = { { "Kecamatan", 24, false }, { "Alasan", 26, false }, { "Jumlah", 12, true } };
	const char *titles[] = { title };
	int64_t sum = 0;
	tabel_sheet(t, "Kecamatan", titles, 1, c, COUNT(c));
	for (const struct val_item *i = rows->items.first; i; i = i->next) {
		struct str cells[] = { val_getstr(&i->v, "nama_wilayah"), val_getstr(&i->v, "alasan"),
				       cx_textf(cx->mem, "%" PRId64, val_geti(&i->v, "jumlah", 0)) };
		sum += val_geti(&i->v, "jumlah", 0);
		tabel_row(t, cells, false);
	}
	struct str total[] = { S("Jumlah"), S(""), cx_textf(cx->mem, "%" PRId64, sum) };
	tabel_row(t, total, true);
}

int rekap_xlsx(struct cx *cx, const struct val *kasus, const struct val *facts, struct str *ret_hash, struct err *err)
{
	int64_t periode = val_geti(kasus, "periode", 0);
	struct str path = cx_textf(cx->mem, "%s/spool/rekap-%" PRId64 "-%d.xlsx", cx->office->dir, val_geti(kasus, "id", 0), (int)getpid());
	struct str title = cx_textf(cx->mem, "Rekapitulasi usulan penonaktifan peserta PBPU dan BP Pemda, %s %d",
				    bulan_nama((int) (periode % 100)), (int) (periode / 100));
	struct tabel *t;
	TRY(tabel_new(&t, path.ptr, err));
	count_sheet(cx, t, "Alasan", title.ptr, "Alasan", val_get(facts, "alasan"), "alasan");
	kecamatan_sheet(cx, t, title.ptr, val_get(facts, "kecamatan"));
	count_sheet(cx, t, "Kelurahan", title.ptr, "Kelurahan", val_get(facts, "kelurahan"), "nama_wilayah");
	count_sheet(cx, t, "Segmen", title.ptr, "Segmen", val_get(facts, "segmen"), "segmen");
	const char *titles[] = { title.ptr };
	tabel_sheet(t, "Daftar", titles, 1, list_columns, LIST_COLUMNS);
	int rc = fill_list(cx, kasus, t, NULL, err);
	int end = tabel_finish(t, rc < 0 ? NULL : err);
	if (rc < 0 || end < 0) {
		unlink(path.ptr);
		return rc < 0 ? rc : end;
	}
	struct str name = cx_textf(cx->mem, "rekap-%" PRId64 ".xlsx", periode);
	return berkas_move(cx, path.ptr, name.ptr, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ret_hash, err);
}

int rekap_shown(struct cx *cx, const struct val *kasus, struct val *ret, struct err *err)
{
	struct val letter, p = OBJ(cx, { "kasus", val_int(val_geti(kasus, "id", 0)) }, { "jenis", val_c("surat_pengantar") });
	if (val_geti(kasus, "langkah", 0) < 5 || ONE(cx, Q_SURAT_TERAKHIR, &p, &letter, NULL) < 0)
		return rekap_facts(cx, kasus, ret, err);
	return val_parse(ret, cx->mem, val_getstr(&letter, "fakta"), 100000, err);
}
