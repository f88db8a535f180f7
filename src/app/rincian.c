#include "app/rincian.h"
#include "app/anak.h"
#include "app/audit.h"
#include "app/berkas.h"
#include "app/hitung.h"
#include "app/kunci.h"
#include "app/tagihan.h"
#include "base/rupiah.h"
#include "padan.h"

#define ROWS_MAX 5000000

/* --- months ---------------------------------------------------------------------------------------------------------------- */

static int64_t month_valid(int64_t year, int64_t month)
{
	return year >= 2014 && year <= 2099 && month >= 1 && month <= 12 ? year * 100 + month : 0;
}

static int64_t number_of(struct str s)
{
	int64_t n = 0;
	for (size_t i = 0; i < s.len; i++)
		n = n * 10 + (s.ptr[i] - '0');
	return n;
}

static int64_t month_named(struct str s)
{
	static const char *const english[] = { "may", "aug", "oct", "dec" };
	static const int of_english[] = { 5, 8, 10, 12 };
	if (s.len < 3)
		return 0;
	for (int m = 1; m <= 12; m++)
		if (str_ieq(str_of(s.ptr, 3), str_of(bulan_nama(m), 3)))
			return m;
	for (size_t i = 0; i < COUNT(english); i++)
		if (str_ieq(str_of(s.ptr, 3), str_c(english[i])))
			return of_english[i];
	return str_ieq(s, S("agt")) ? 8 : 0;
}

static int64_t month_digits(struct str s)
{
	int64_t n = number_of(s);
	if (s.len == 6)
		return month_valid(n / 100, n % 100) ? n : month_valid(n % 10000, n / 10000);
	if (s.len == 8)
		return month_valid(n / 10000, n / 100 % 100);
	if (s.len == 5) {
		tanggal t = date_resolve(date_read_serial(s, false), DATE_DMY, 99991231, NULL);
		return month_valid(t / 10000, t / 100 % 100);
	}
	return 0;
}

int64_t rincian_bulan(struct str s)
{
	struct str part[3];
	size_t n = 0, i = 0;
	s = str_trim(s);
	if (str_digits(s) && s.len <= 8)
		return month_digits(s);
	while (i < s.len) {
		size_t from = i;
		while (i < s.len && (ch_digit(s.ptr[i]) || ch_alpha(s.ptr[i])))
			i++;
		if (i > from) {
			if (n == 3)
				break;
			part[n++] = str_of(s.ptr + from, i - from);
		} else {
			i++;
		}
	}
	if (n == 2) {
		bool first = str_digits(part[0]), second = str_digits(part[1]);
		if (first && part[0].len == 4 && second && part[1].len <= 2)
			return month_valid(number_of(part[0]), number_of(part[1]));
		if (second && part[1].len == 4)
			return month_valid(number_of(part[1]), first && part[0].len <= 2 ? number_of(part[0]) : month_named(part[0]));
		return first && part[0].len == 4 ? month_valid(number_of(part[0]), month_named(part[1])) : 0;
	}
	tanggal t = date_resolve(date_read(s), DATE_DMY, 99991231, NULL);
	return month_valid(t / 10000, t / 100 % 100);
}

/* --- rows ------------------------------------------------------------------------------------------------------------------ */

struct billed {
	int64_t bulan, orang, jumlah;
	int64_t no, faults;
	struct str no_peserta, nik, nama, jenis;
};
struct reading {
	struct cx *cx;
	struct arena mem;  /* texts of the rows: they are sorted before they are stored */
	struct billed *row;
	size_t n, cap;
	int64_t bulan;     /* of a row that names none; 0: it must */
	int64_t rate_month, rate;
	struct buf key;
	bool full;         /* memory ran out */
};

static int rate_of(struct reading *r, int64_t bulan, int64_t *ret, struct err *err)
{
	if (bulan != r->rate_month) {
		TRY(hitung_tarif(r->cx, bulan, &r->rate, err));
		r->rate_month = bulan;
	}
	*ret = r->rate;
	return OK;
}

/* "37800", "37.800", "Rp37.800,00", and a spreadsheet's "37800.0". */
static bool read_money(struct str s, int64_t *ret)
{
	rupiah n = { 0 };
	size_t dot = s.len;
	s = str_trim(s);
	bool minus = s.len && s.ptr[0] == '-';
	if (minus)
		s = str_trim(str_of(s.ptr + 1, s.len - 1));
	for (size_t i = 0; i < s.len; i++)
		if (s.ptr[i] == '.')
			dot = i;
	size_t zeros = dot < s.len ? s.len - dot - 1 : 0;
	if (zeros == 1 || zeros == 2) {
		bool only = true;
		for (size_t i = dot + 1; i < s.len; i++)
			only &= s.ptr[i] == '0';
		if (only)
			s = str_of(s.ptr, dot);
	}
	if (!rupiah_parse(&n, s))
		return false;
	*ret = minus ? -n.n : n.n;
	return true;
}

static int row_fails(struct err *err, int64_t row, const char *what)
{
	int rc = FAIL(err, E_REFUSED, "Rincian baris %" PRId64 ": %s", row, what);
	if (err)
		err->row = (uint64_t)row;
	return rc;
}

static int read_amount(struct reading *r, const struct anak_frame *f, struct billed *b, struct err *err)
{
	struct str whole = str_trim(f->texts[TAGIH_IURAN]), aid = str_trim(f->texts[TAGIH_BANTUAN]);
	int64_t rate, more = 0;
	TRY(rate_of(r, b->bulan, &rate, err));
	if (!whole.len && !aid.len) {
		b->jumlah = rate;
		return OK;
	}
	if ((whole.len && !read_money(whole, &b->jumlah)) || (aid.len && !read_money(aid, &more)))
		return row_fails(err, f->ints[TAGIH_BARIS], "jumlah iurannya tidak terbaca; tulis rupiah bulat.");
	/* The contribution and its aid in two columns are added, unless the first holds the whole already. */
	if (b->jumlah != rate)
		b->jumlah += more;
	return OK;
}

static struct str kept(struct reading *r, struct str s)
{
	struct str t = s.len ? arena_str(&r->mem, s) : S("");
	r->full |= !t.ptr;
	return t.ptr ? t : S("");
}

static int room(struct reading *r, struct err *err)
{
	if (r->n == ROWS_MAX)
		return FAIL(err, E_LIMIT, "Berkas itu terlalu panjang (lebih dari %d baris).", ROWS_MAX);
	if (r->n < r->cap)
		return OK;
	size_t cap = r->cap ? r->cap * 2 : 4096;
	struct billed *more = realloc(r->row, cap * sizeof *more);
	if (!more)
		return NOMEM(err);
	r->row = more;
	r->cap = cap;
	return OK;
}

static int note_row(struct reading *r, const struct anak_frame *f, struct err *err)
{
	if (f->n_ints < TAGIH_INTS || f->n_texts < TAGIH_TEXTS)
		return FAIL(err, E_FORMAT, "pekerja menjawab dengan bentuk yang tidak dikenal");
	struct str month = str_trim(f->texts[TAGIH_BULAN]);
	TRY(room(r, err));
	bool no_nik = (f->ints[TAGIH_CACAT] & (PADAN_FAULT_NIK | PADAN_FAULT_NIK_EMPTY)) != 0;
	struct billed b = { .bulan = month.len ? rincian_bulan(month) : r->bulan, .no = f->ints[TAGIH_BARIS],
			    .faults = (no_nik ? TAGIHAN_NIK : 0) | (f->ints[TAGIH_CACAT] & PADAN_FAULT_SEGMENT ? TAGIHAN_SEGMEN : 0) };
	if (!b.bulan)
		return row_fails(err, f->ints[TAGIH_BARIS], "bulan iurannya (BLNTAG) tidak terbaca; tulis misalnya 202607.");
	TRY(read_amount(r, f, &b, err));
	b.no_peserta = kept(r, f->texts[TAGIH_NO]);
	b.nik = kept(r, f->texts[TAGIH_NIK]);
	b.nama = kept(r, f->texts[TAGIH_NAMA]);
	b.jenis = kept(r, f->texts[TAGIH_JENIS]);
	buf_reset(&r->key);
	if (!kunci_tulis(&r->key, b.no_peserta, b.nik))
		buf_addf(&r->key, "X%.*s|%.*s|%.*s", (int) b.no_peserta.len, b.no_peserta.ptr, (int) b.nik.len, b.nik.ptr,
			 (int) b.nama.len, b.nama.ptr);
	b.orang = kunci_angka(buf_str(&r->key));
	r->row[r->n++] = b;
	return r->full || r->key.error ? NOMEM(err) : OK;
}

static int by_month(const void *a, const void *b)
{
	const struct billed *x = a, *y = b;
	if (x->bulan != y->bulan)
		return x->bulan < y->bulan ? -1 : 1;
	if (x->orang != y->orang)
		return x->orang < y->orang ? -1 : 1;
	return x->no < y->no ? -1 : x->no > y->no;
}

static int store_rows(struct reading *r, int64_t tagihan, struct err *err)
{
	struct db *db = r->cx->db;
	struct val p = OBJ(r->cx, { "tagihan", val_int(tagihan) });
	TRY(db_run(db, Q_TAGIHAN_ORANG_HAPUS, &p, NULL, err));
	TRY(db_run(db, Q_TAGIHAN_BULAN_HAPUS, &p, NULL, err));
	/* In the order of the table: each row goes to its end. Sheets of one file may repeat row numbers. */
	qsort(r->row, r->n, sizeof *r->row, by_month);
	for (size_t i = 0; i < r->n; i++) {
		const struct billed *b = &r->row[i];
		struct db_bind month[] = { bind_int(b->bulan), bind_int(tagihan) };
		if (!i || b[-1].bulan != b->bulan)
			TRY(db_quick(db, Q_TAGIHAN_BULAN_TAMBAH, month, COUNT(month), NULL, NULL, err));
		struct db_bind row[] = { bind_int(b->bulan),	    bind_int(b->orang),	      bind_int(tagihan),
					 bind_int((int64_t) i + 1), bind_text(b->no_peserta), bind_text(b->nik),
					 bind_text(b->nama),	    bind_text(b->jenis),      bind_int(b->jumlah),
					 bind_int(b->faults) };
		TRY(db_quick(db, Q_TAGIHAN_ORANG_TAMBAH, row, COUNT(row), NULL, NULL, err));
	}
	return OK;
}

/* The child knows the file by the name it lies under in the spool; the clerk by the one it was sent with. */
static int name_file(struct cx *cx, int rc, const struct val *upload, struct err *err)
{
	struct str name = val_getstr(upload, "nama"), was = str_c(err ? err->msg : "");
	size_t at = 0;
	if (rc >= 0 || !err || !str_starts(was, S("unggah-")))
		return rc;
	while (at + 2 < was.len && !(was.ptr[at] == ':' && was.ptr[at + 1] == ' '))
		at++;
	struct str rest = cx_textf(cx->mem, "%s", was.ptr + at);
	return FAIL(err, rc == E_FORMAT ? E_REFUSED : rc, "Berkas %.*s%.*s.", name.len < 80 ? (int) name.len : 80, name.ptr,
		    (int) rest.len, rest.ptr);
}

static int read_file(struct cx *cx, const struct val *upload, const char *mode,
		     int (*fn)(struct reading *r, const struct anak_frame *f, struct err *err), struct reading *r,
		     struct err *err)
{
	struct anak *a;
	struct anak_frame f;
	struct str path = val_getstr(upload, "path");
	const char *argv[] = { "padan", "worker", mode, "--as-of", cx_textf(cx->mem, "%d", (int)cx_today(cx)).ptr, path.ptr, NULL };
	if (!path.len)
		return FAIL(err, E_REFUSED, "Pilih berkasnya (CSV atau XLSX).");
	TRY(anak_start(&a, cx->office->exe, argv, STR_NONE, err));
	int rc;
	while ((rc = anak_next(a, &f, err)) > 0)
		if ((f.kind == BINGKAI_TAGIH || f.kind == BINGKAI_ROW) && (rc = fn(r, &f, err)) < 0)
			break;
	anak_end(a);
	return name_file(cx, rc, upload, err);
}

static int store_detail(struct cx *cx, struct reading *r, int64_t tagihan, const struct val *upload, struct err *err)
{
	struct val t;
	TRY(tagihan_pada(cx, tagihan, "diperiksa", &t, err));
	TRY(store_rows(r, tagihan, err));
	TRY(berkas_take(cx, upload, STR_NONE, err));
	struct val p = OBJ(cx, { "id", val_int(tagihan) }, { "baris", val_int((int64_t) r->n) },
			   { "rincian", val_str(val_getstr(upload, "hash")) });
	TRY(db_run(cx->db, Q_TAGIHAN_RINCIAN, &p, NULL, err));
	TRY(audit_write(cx, "tagihan.rincian", tagihan_objek(cx, &t), NULL, &p, STR_NONE, err));
	return hitung_tagihan(cx, tagihan, err);
}

static int in_transaction(struct cx *cx, int rc, struct err *err)
{
	if (rc == OK)
		rc = db_commit(cx->db, err);
	if (rc < 0)
		db_rollback(cx->db);
	return rc;
}

static void reading_init(struct reading *r)
{
	arena_init(&r->mem, 0, (size_t)2 << 30);
	buf_init(&r->key, 4096);
}

static void reading_free(struct reading *r)
{
	buf_clear(&r->key);
	arena_clear(&r->mem);
	free(r->row);
}

int rincian_baca(struct cx *cx, int64_t tagihan, const struct val *upload, int64_t *ret_baris, struct err *err)
{
	struct val t;
	struct reading r = { .cx = cx };
	TRY(tagihan_pada(cx, tagihan, "diperiksa", &t, err));
	TRY(tagihan_boleh(cx, &t, err));
	struct val p = OBJ(cx, { "tagihan", val_int(tagihan) });
	TRY(db_int(cx->db, Q_TAGIHAN_SATU_BULAN, &p, 0, &r.bulan, err));
	reading_init(&r);
	int rc = read_file(cx, upload, "rincian", note_row, &r, err);
	if (rc == OK && !r.n)
		rc = FAIL(err, E_REFUSED, "Rincian itu tidak berisi satu pun peserta.");
	if (rc == OK)
		rc = db_begin(cx->db, true, err);
	if (rc == OK)
		rc = in_transaction(cx, store_detail(cx, &r, tagihan, upload, err), err);
	*ret_baris = (int64_t)r.n;
	reading_free(&r);
	return rc;
}

/* --- PBI JK ------------------------------------------------------------------------------------------------------------------ */

static int note_pbi(struct reading *r, const struct anak_frame *f, struct err *err)
{
	struct str nik = f->n_texts >= ROW_TEXTS ? f->texts[ROW_NIK] : S("");
	if (nik.len != 16 || !str_digits(nik))
		return OK;
	TRY(room(r, err));
	r->row[r->n++] = (struct billed){ .nik = kept(r, nik) };
	return r->full ? NOMEM(err) : OK;
}

static int store_pbi(struct cx *cx, struct reading *r, const struct val *upload, struct err *err)
{
	struct val p = OBJ(cx, { "bulan", val_int(r->bulan) });
	TRY(db_run(cx->db, Q_PBI_HAPUS, &p, NULL, err));
	for (size_t i = 0; i < r->n; i++) {
		struct db_bind row[] = { bind_int(r->bulan), bind_text(r->row[i].nik) };
		TRY(db_quick(cx->db, Q_PBI_TAMBAH, row, COUNT(row), NULL, NULL, err));
	}
	TRY(berkas_take(cx, upload, STR_NONE, err));
	struct val after = OBJ(cx, { "bulan", val_int(r->bulan) }, { "orang", val_int((int64_t) r->n) },
			       { "berkas", val_str(val_getstr(upload, "hash")) });
	return audit_write(cx, "pbi.catat", cx_textf(cx->mem, "pbi/%" PRId64, r->bulan), NULL, &after, STR_NONE, err);
}

int rincian_pbi(struct cx *cx, int64_t bulan, const struct val *upload, int64_t *ret_orang, struct err *err)
{
	struct reading r = { .cx = cx, .bulan = bulan };
	if (!month_valid(bulan / 100, bulan % 100))
		return FAIL(err, E_REFUSED, "Pilih bulan daftar PBI JK itu.");
	reading_init(&r);
	int rc = read_file(cx, upload, "baca", note_pbi, &r, err);
	if (rc == OK && !r.n)
		rc = FAIL(err, E_REFUSED, "Tidak ada satu pun NIK yang terbaca di berkas itu.");
	if (rc == OK)
		rc = db_begin(cx->db, true, err);
	if (rc == OK)
		rc = in_transaction(cx, store_pbi(cx, &r, upload, err), err);
	*ret_orang = (int64_t)r.n;
	reading_free(&r);
	return rc;
}
