#include "app/rekon.h"
#include "app/audit.h"
#include "app/berkas.h"
#include "app/kasus.h"
#include "app/kertas.h"
#include "app/rekap.h"
#include "app/terima.h"

static const char *const figures[] = { "awal", "tambah", "kurang", "nonaktif", "koreksi", "akhir" };

static int64_t closing(const struct val *row)
{
	return val_geti(row, "awal", 0) + val_geti(row, "tambah", 0) - val_geti(row, "kurang", 0) - val_geti(row, "nonaktif", 0) +
	       val_geti(row, "koreksi", 0);
}

static struct val sum_of(struct cx *cx, const struct val *rows)
{
	struct val sum = val_obj();
	for (size_t k = 0; k < COUNT(figures); k++) {
		int64_t n = 0;
		for (const struct val_item *i = rows->items.first; i; i = i->next)
			n += val_geti(&i->v, figures[k], 0);
		val_set(cx->mem, &sum, figures[k], val_int(n));
	}
	return sum;
}

static struct val *row_of(struct cx *cx, struct val *rows, struct str segmen)
{
	for (struct val_item *i = rows->items.first; i; i = i->next)
		if (str_eq(val_getstr(&i->v, "segmen"), segmen))
			return &i->v;
	struct val *o = val_push(cx->mem, rows, OBJ(cx, { "segmen", val_str(segmen) }));
	for (size_t k = 0; k < COUNT(figures); k++)
		val_set(cx->mem, o, figures[k], val_int(0));
	return o;
}

/* A month opens with what the BA before closed with. Its corrections stood for people its list did not name; this month's list speaks for
 * itself, so they are taken out again, where everybody sees it. */
static int carry_over(struct cx *cx, int64_t before, struct val *rows, struct err *err)
{
	struct val r, old, p = OBJ(cx, { "kasus", val_int(before) });
	int rc = ONE(cx, Q_REKON_TERAKHIR, &p, &r, err);
	if (rc < 0 || !str_eq(val_getstr(&r, "status"), S("disepakati")))
		return rc == E_NOTFOUND ? OK : rc;
	TRY(val_parse(&old, cx->mem, val_getstr(&r, "angka"), 10000, err));
	for (const struct val_item *i = old.items.first; i; i = i->next) {
		int64_t n = rekon_tanpa_nama(&i->v);
		if (!n)
			continue;
		struct val *o = row_of(cx, rows, val_getstr(&i->v, "segmen"));
		val_set(cx->mem, o, "awal", val_int(val_geti(o, "awal", 0) + n));
		val_set(cx->mem, o, "koreksi", val_int(-n));
	}
	return OK;
}

int64_t rekon_tanpa_nama(const struct val *row) { return val_geti(row, "tanpa_nama", val_geti(row, "koreksi", 0)); }

int rekon_hitung(struct cx *cx, int64_t kasus, struct val *ret, struct err *err)
{
	struct val k, before = val_null, rows;
	TRY(kasus_get(cx, kasus, &k, err));
	if (!val_geti(&k, "daftar", 0))
		return FAIL(err, E_REFUSED, "Periode ini belum punya daftar peserta.");
	struct val p = OBJ(cx, { "sop", val_c("072") }, { "periode", val_int(val_geti(&k, "periode", 0)) });
	int rc = ONE(cx, Q_KASUS_SEBELUM, &p, &before, err);
	if (rc < 0 && rc != E_NOTFOUND)
		return rc;
	/* The first month of an office has no month before: everybody is an addition of that month's opening. */
	struct val q = OBJ(cx, { "kasus", val_int(kasus) }, { "daftar", val_int(val_geti(&k, "daftar", 0)) },
			   { "daftar_lalu", val_int(rc == OK ? val_geti(&before, "daftar", 0) : 0) },
			   { "kasus_lalu", val_int(rc == OK ? val_geti(&before, "id", 0) : 0) });
	TRY(ALL(cx, Q_REKON_ANGKA, &q, &rows, err));
	for (struct val_item *i = rows.items.first; i; i = i->next)
		val_set(cx->mem, &i->v, "koreksi", val_int(0));
	if (rc == OK)
		TRY(carry_over(cx, val_geti(&before, "id", 0), &rows, err));
	for (struct val_item *i = rows.items.first; i; i = i->next) {
		val_set(cx->mem, &i->v, "tanpa_nama", val_int(0));
		val_set(cx->mem, &i->v, "akhir", val_int(closing(&i->v)));
	}
	*ret = OBJ(cx, { "segmen", rows }, { "jumlah", sum_of(cx, &rows) },
		   { "sebelum", rc == OK ? val_int(val_geti(&before, "periode", 0)) : val_null });
	return OK;
}

int rekon_koreksi(struct cx *cx, struct val *rows, const struct val *koreksi, struct err *err)
{
	const struct val_item *c = koreksi && koreksi->kind == VAL_LIST ? koreksi->items.first : NULL;
	for (struct val_item *i = rows->items.first; i && c; i = i->next, c = c->next) {
		struct str s = str_trim(c->v.kind == VAL_STR ? c->v.s : S(""));
		bool minus = s.len && s.ptr[0] == '-';
		int64_t n = 0;
		if (minus || (s.len && s.ptr[0] == '+'))
			s = str_of(s.ptr + 1, s.len - 1);
		if (!s.len)
			continue;
		if (!str_digits(s) || s.len > 7)
			return FAIL(err, E_REFUSED, "Koreksi harus berupa bilangan, misalnya 3 atau -2.");
		for (size_t j = 0; j < s.len; j++)
			n = n * 10 + (s.ptr[j] - '0');
		n = minus ? -n : n;
		val_set(cx->mem, &i->v, "koreksi", val_int(val_geti(&i->v, "koreksi", 0) - val_geti(&i->v, "tanpa_nama", 0) + n));
		val_set(cx->mem, &i->v, "tanpa_nama", val_int(n));
		val_set(cx->mem, &i->v, "akhir", val_int(closing(&i->v)));
		if (closing(&i->v) < 0)
			return FAIL(err, E_REFUSED, "Koreksi itu membuat jumlah akhir di bawah nol.");
	}
	return OK;
}

/* "uraian | jumlah | pihak" lines. */
static int parse_gaps(struct cx *cx, struct str text, struct val *ret, struct err *err)
{
	while (text.len) {
		size_t n = 0;
		while (n < text.len && text.ptr[n] != '\n')
			n++;
		struct str line = str_trim(str_of(text.ptr, n)), part[3] = { S(""), S(""), S("") };
		size_t skip = n < text.len ? n + 1 : n;
		text = str_of(text.ptr + skip, text.len - skip);
		if (!line.len)
			continue;
		for (size_t k = 0; k < 3; k++) {
			size_t m = 0;
			while (m < line.len && line.ptr[m] != '|')
				m++;
			part[k] = str_trim(str_of(line.ptr, m));
			size_t next = m < line.len ? m + 1 : m;
			line = str_of(line.ptr + next, line.len - next);
		}
		int64_t count = 0;
		if (!part[0].len || !str_digits(part[1]) || part[1].len > 7 || !part[2].len)
			return FAIL(err, E_REFUSED, "Tulis tiap selisih sebagai: uraian | jumlah jiwa | siapa yang menyelesaikan.");
		for (size_t j = 0; j < part[1].len; j++)
			count = count * 10 + (part[1].ptr[j] - '0');
		val_push(cx->mem, ret,
			 OBJ(cx, { "uraian", val_str(part[0]) }, { "jumlah", val_int(count) }, { "pihak", val_str(part[2]) }));
	}
	return OK;
}

static int current(struct cx *cx, int64_t kasus, struct val *ret, struct err *err)
{
	struct val p = OBJ(cx, { "kasus", val_int(kasus) });
	int rc = ONE(cx, Q_REKON_TERAKHIR, &p, ret, err);
	return rc == E_NOTFOUND ? FAIL(err, E_NOTFOUND, "Berita acara belum disusun.") : rc;
}

/* The same gaps a person would write, made from what is known. */
static void known_gaps(struct cx *cx, const struct val *sums, const struct val *rows, const struct val *sum, const struct rekon_draf *d,
		       struct val *gaps)
{
	int64_t back = 0;
	for (const struct val_item *i = rows->items.first; i; i = i->next)
		back += llabs(val_geti(&i->v, "koreksi", 0) - rekon_tanpa_nama(&i->v));
	if (back)
		val_push(cx->mem, gaps,
			 OBJ(cx, { "uraian", val_c("Koreksi berita acara bulan lalu dibalik: daftar bulan ini sudah memuat orangnya") },
			     { "jumlah", val_int(back) }, { "pihak", val_c("Dinas Kesehatan") }));
	int64_t refused = val_geti(sums, "ditolak", 0), ours = val_geti(sum, "akhir", 0);
	if (refused)
		val_push(cx->mem, gaps,
			 OBJ(cx, { "uraian", val_c("Usulan nonaktif yang ditolak BPJS Kesehatan") },
			     { "jumlah", val_int(refused) }, { "pihak", val_c("Dinas Kesehatan") }));
	if (str_eq(d->sumber, S("bpjs")) && d->akhir_bpjs != ours)
		val_push(cx->mem, gaps,
			 OBJ(cx,
			     { "uraian",
			       val_c("Beda jumlah akhir berita acara BPJS Kesehatan dengan hitungan Dinas Kesehatan") },
			     { "jumlah", val_int(d->akhir_bpjs > ours ? d->akhir_bpjs - ours : ours - d->akhir_bpjs) },
			     { "pihak", val_c("BPJS Kesehatan") }));
}

static int check_draft(struct cx *cx, int64_t kasus, const struct rekon_draf *d, struct val *k, struct val *sums, struct err *err)
{
	struct val a, pk = OBJ(cx, { "kasus", val_int(kasus) });
	TRY(kasus_at(cx, kasus, AT(5), k, err));
	int rc = ONE(cx, Q_AJUAN_TERAKHIR, &pk, &a, err);
	if (rc < 0 && rc != E_NOTFOUND)
		return rc;
	if (rc == E_NOTFOUND || !val_geti(&a, "diserahkan_s", 0))
		return FAIL(err, E_REFUSED, "Paket belum diserahkan kepada BPJS Kesehatan.");
	TRY(ONE(cx, Q_USULAN_RINGKAS, &pk, sums, err));
	if (val_geti(sums, "belum", 0))
		return FAIL(err, E_REFUSED, "Masih ada %" PRId64 " usulan yang belum dijawab BPJS Kesehatan.", val_geti(sums, "belum", 0));
	if (str_eq(d->sumber, S("bpjs")) && (!d->pindaian || !val_getstr(d->pindaian, "hash").len || d->akhir_bpjs <= 0))
		return FAIL(err, E_REFUSED, "Untuk berita acara dari BPJS, lampirkan pindaiannya dan isi jumlah akhirnya.");
	return OK;
}

/* The paper of a draft, its row, and whatever draft it replaces. */
static int put_paper(struct cx *cx, const struct val *k, const struct val *r, const struct val *facts, struct err *err)
{
	struct str pdf;
	struct val p = OBJ(cx, { "kasus", val_int(val_geti(k, "id", 0)) }, { "jenis", val_c("ba_rekonsiliasi") });
	TRY(kertas_rekonsiliasi(cx, k, r, &pdf, err));
	TRY(db_run(cx->db, Q_SURAT_BATAL_KASUS, &p, NULL, err));
	struct val s = OBJ(cx, { "kasus", val_int(val_geti(k, "id", 0)) }, { "jenis", val_c("ba_rekonsiliasi") }, { "nomor", val_c("") },
			   { "tanggal", val_int(val_geti(r, "tanggal", 0)) }, { "fakta", val_str(cx_json(cx, facts)) },
			   { "hash", val_str(val_getstr(r, "hash")) }, { "status", val_c("draf") }, { "pdf", val_str(pdf) },
			   { "lampiran", val_null }, { "now", val_int(cx->now_s) }, { "oleh", val_int(cx->user->id) });
	return db_run(cx->db, Q_SURAT_TAMBAH, &s, NULL, err);
}

int rekon_susun(struct cx *cx, int64_t kasus, const struct rekon_draf *d, struct err *err)
{
	struct val k, sums, calc, gaps = val_list();
	TRY(check_draft(cx, kasus, d, &k, &sums, err));
	TRY(rekon_hitung(cx, kasus, &calc, err));
	struct val rows = *val_get(&calc, "segmen");
	TRY(rekon_koreksi(cx, &rows, d->koreksi, err));
	TRY(parse_gaps(cx, d->selisih, &gaps, err));
	struct val sum = sum_of(cx, &rows);
	known_gaps(cx, &sums, &rows, &sum, d, &gaps);
	bool corrected = false;
	for (const struct val_item *i = rows.items.first; i; i = i->next)
		corrected |= rekon_tanpa_nama(&i->v) != 0;
	if (corrected && !d->selisih.len)
		return FAIL(err, E_REFUSED, "Terangkan koreksi di bagian selisih: apa, berapa, siapa yang menyelesaikan.");
	int64_t hari = d->tanggal ? d->tanggal : cx_today(cx);
	struct val facts = OBJ(cx, { "kasus", val_int(kasus) }, { "periode", val_int(val_geti(&k, "periode", 0)) },
			       { "angka", rows }, { "selisih", gaps }, { "akhir_bpjs", val_int(d->akhir_bpjs) },
			       { "daftar", val_int(val_geti(&k, "daftar", 0)) });
	struct str hash = rekap_hash(cx, &facts), scan = d->pindaian ? val_getstr(d->pindaian, "hash") : STR_NONE;
	if (scan.len)
		TRY(berkas_take(cx, d->pindaian, STR_NONE, err));
	struct val p =
		OBJ(cx, { "kasus", val_int(kasus) }, { "tanggal", val_int(hari) }, { "angka", val_str(cx_json(cx, &rows)) },
		    { "selisih", val_str(cx_json(cx, &gaps)) }, { "sumber", val_str(d->sumber) }, { "hash", val_str(hash) },
		    { "surat", val_null }, { "pindaian", scan.len ? val_str(scan) : val_null }, { "now", val_int(cx->now_s) },
		    { "oleh", val_int(cx->user->id) }, { "status", val_c("draf") }, { "jenis", val_c("ba_rekonsiliasi") });
	TRY(db_run(cx->db, Q_REKON_GANTI, &p, NULL, err));
	TRY(db_run(cx->db, Q_REKON_TAMBAH, &p, NULL, err));
	TRY(put_paper(cx, &k, &p, &facts, err));
	struct val after = OBJ(cx, { "hash", val_str(hash) }, { "jumlah", sum });
	return audit_write(cx, "rekonsiliasi.susun", kasus_objek(cx, kasus), NULL, &after, STR_NONE, err);
}

static int finish(struct cx *cx, const struct val *k, struct err *err)
{
	int64_t kasus = val_geti(k, "id", 0), n;
	struct val r, s, p = OBJ(cx, { "kasus", val_int(kasus) }, { "jenis", val_c("ba_rekonsiliasi") });
	TRY(current(cx, kasus, &r, err));
	struct val pid = OBJ(cx, { "id", val_int(val_geti(&r, "id", 0)) });
	TRY(db_run(cx->db, Q_REKON_SEPAKAT, &pid, &n, err));
	if (!n)
		return OK;
	struct str pdf;
	TRY(current(cx, kasus, &r, err));
	TRY(kertas_rekonsiliasi(cx, k, &r, &pdf, err));
	TRY(ONE(cx, Q_SURAT_TERAKHIR, &p, &s, err));
	struct val f = OBJ(cx, { "id", val_int(val_geti(&s, "id", 0)) }, { "pdf", val_str(pdf) }, { "lampiran", val_null },
			   { "nomor", val_c("") }, { "hash", val_str(val_getstr(&r, "hash")) },
			   { "fakta", val_str(val_getstr(&s, "fakta")) }, { "tanggal", val_null });
	TRY(db_run(cx->db, Q_SURAT_FINAL, &f, NULL, err));
	struct val waits, now;
	TRY(ALL(cx, Q_TUNGGU_KASUS, &p, &waits, err));
	for (const struct val_item *i = waits.items.first; i; i = i->next) {
		struct val pw = OBJ(cx, { "id", val_int(val_geti(&i->v, "id", 0)) }, { "kasus", val_int(kasus) },
				    { "now", val_int(cx->now_s) });
		TRY(db_run(cx->db, Q_TUNGGU_TUTUP, &pw, NULL, err));
	}
	TRY(kasus_get(cx, kasus, &now, err));
	TRY(kasus_finish(cx, &now, S("BA Rekonsiliasi disepakati"), err));
	/* The record is the one the payment procedure begins with. */
	return terima_dari_rekon(cx, val_geti(&now, "periode", 0), val_geti(&r, "id", 0), err);
}

int rekon_buka_lagi(struct cx *cx, int64_t kasus, struct str alasan, struct err *err)
{
	struct val k, r, gaps, facts;
	TRY(current(cx, kasus, &r, err));
	TRY(kasus_reopen(cx, kasus, 5, alasan, err));
	TRY(kasus_get(cx, kasus, &k, err));
	struct val pid = OBJ(cx, { "id", val_int(val_geti(&r, "id", 0)) }, { "kasus", val_int(kasus) });
	TRY(db_run(cx->db, Q_REKON_LAMA, &pid, NULL, err));
	TRY(val_parse(&facts, cx->mem, val_getstr(&r, "angka"), 10000, err));
	TRY(val_parse(&gaps, cx->mem, val_getstr(&r, "selisih"), 10000, err));
	/* The same figures under a new version: why it was returned is part of what both sides agree to next. */
	struct val all = OBJ(cx, { "kasus", val_int(kasus) }, { "periode", val_int(val_geti(&k, "periode", 0)) }, { "angka", facts },
			     { "selisih", gaps }, { "lama", val_str(val_getstr(&r, "hash")) }, { "alasan", val_str(alasan) });
	struct val p = OBJ(cx, { "kasus", val_int(kasus) }, { "tanggal", val_int(cx_today(cx)) },
			   { "angka", val_str(val_getstr(&r, "angka")) }, { "selisih", val_str(val_getstr(&r, "selisih")) },
			   { "sumber", val_str(val_getstr(&r, "sumber")) }, { "hash", val_str(rekap_hash(cx, &all)) },
			   { "surat", val_null }, { "pindaian", val_null }, { "now", val_int(cx->now_s) },
			   { "oleh", val_int(val_geti(&r, "oleh", 0)) }, { "status", val_c("draf") });
	TRY(db_run(cx->db, Q_REKON_TAMBAH, &p, NULL, err));
	TRY(put_paper(cx, &k, &p, &all, err));
	return audit_write(cx, "rekonsiliasi.buka_lagi", kasus_objek(cx, kasus), NULL, &pid, alasan, err);
}

static int draft_as_shown(struct cx *cx, int64_t kasus, struct str hash, struct val *k, struct val *r, struct err *err)
{
	struct val sums, pk = OBJ(cx, { "kasus", val_int(kasus) });
	TRY(kasus_at(cx, kasus, AT(5), k, err));
	TRY(current(cx, kasus, r, err));
	if (!str_eq(val_getstr(r, "hash"), hash))
		return FAIL(err, E_CONFLICT, "Berita acara berubah sejak halaman ini dibuka. Muat ulang lalu periksa lagi.");
	TRY(ONE(cx, Q_USULAN_RINGKAS, &pk, &sums, err));
	if (val_geti(&sums, "belum", 0))
		return FAIL(err, E_REFUSED, "Masih ada usulan yang belum dijawab BPJS Kesehatan.");
	return OK;
}

int rekon_dinkes(struct cx *cx, int64_t kasus, struct str hash, struct err *err)
{
	struct val k, r;
	int64_t n;
	TRY(draft_as_shown(cx, kasus, hash, &k, &r, err));
	if (val_geti(&r, "oleh", 0) == cx->user->id)
		return FAIL(err, E_DENIED, "Anda yang menyusun berita acara ini, jadi yang menyepakatinya harus orang lain.");
	if (val_geti(&r, "bpjs_oleh", 0) == cx->user->id)
		return FAIL(err, E_DENIED, "Anda sudah mencatat persetujuan BPJS Kesehatan; dinas diwakili orang lain.");
	struct val p = OBJ(cx, { "id", val_int(val_geti(&r, "id", 0)) }, { "oleh", val_int(cx->user->id) }, { "now", val_int(cx->now_s) });
	TRY(db_run(cx->db, Q_REKON_DINKES, &p, &n, err));
	if (!n)
		return FAIL(err, E_REFUSED, "Dinas sudah menyepakati berita acara ini.");
	TRY(audit_write(cx, "rekonsiliasi.sepakat_dinas", kasus_objek(cx, kasus), NULL, &p, STR_NONE, err));
	return finish(cx, &k, err);
}

int rekon_bpjs(struct cx *cx, int64_t kasus, struct str hash, const struct val *pindaian, struct err *err)
{
	struct val k, r;
	int64_t n;
	bool guest = (cx->user->own & R_BPJS) != 0;
	TRY(draft_as_shown(cx, kasus, hash, &k, &r, err));
	struct str scan = pindaian ? val_getstr(pindaian, "hash") : STR_NONE;
	if (!guest && !scan.len)
		return FAIL(err, E_REFUSED, "Lampirkan pindaian berita acara yang ditandatangani BPJS Kesehatan.");
	if (!guest && val_geti(&r, "dinkes_oleh", 0) == cx->user->id)
		return FAIL(err, E_DENIED, "Anda sudah menyepakati atas nama dinas; persetujuan BPJS dicatat oleh orang lain.");
	if (scan.len)
		TRY(berkas_take(cx, pindaian, STR_NONE, err));
	struct val p = OBJ(cx, { "id", val_int(val_geti(&r, "id", 0)) }, { "oleh", val_int(cx->user->id) }, { "now", val_int(cx->now_s) },
			   { "pindaian", scan.len ? val_str(scan) : val_null });
	TRY(db_run(cx->db, Q_REKON_BPJS, &p, &n, err));
	if (!n)
		return FAIL(err, E_REFUSED, "Persetujuan BPJS Kesehatan sudah tercatat.");
	TRY(audit_write(cx, guest ? "rekonsiliasi.sepakat_bpjs" : "rekonsiliasi.sepakat_bpjs_dari_dokumen",
			kasus_objek(cx, kasus), NULL, &p, STR_NONE, err));
	return finish(cx, &k, err);
}

static struct val before_of(struct cx *cx, const struct val *k)
{
	struct val row, p = OBJ(cx, { "sop", val_c("072") }, { "periode", val_int(val_geti(k, "periode", 0)) });
	return ONE(cx, Q_KASUS_SEBELUM, &p, &row, NULL) == OK ? val_int(val_geti(&row, "periode", 0)) : val_null;
}

int rekon_lihat(struct cx *cx, int64_t kasus, struct val *ret, struct err *err)
{
	struct val k, calc = val_null, r, rows, sums, pk = OBJ(cx, { "kasus", val_int(kasus) });
	TRY(kasus_get(cx, kasus, &k, err));
	TRY(ONE(cx, Q_USULAN_RINGKAS, &pk, &sums, err));
	val_set(cx->mem, ret, "kasus", k);
	val_set(cx->mem, ret, "ringkas", sums);
	int rc = ONE(cx, Q_REKON_TERAKHIR, &pk, &r, err);
	if (rc < 0 && rc != E_NOTFOUND)
		return rc;
	if (rc == OK) {
		TRY(val_parse(&rows, cx->mem, val_getstr(&r, "angka"), 10000, err));
		val_set(cx->mem, &r, "jumlah", sum_of(cx, &rows));
		val_set(cx->mem, &r, "angka", rows);
		TRY(val_parse(&rows, cx->mem, val_getstr(&r, "selisih"), 10000, err));
		val_set(cx->mem, &r, "selisih", rows);
	}
	/* What both sides agreed stands; before that the figures follow lists and answers. */
	if (rc == OK && str_eq(val_getstr(&r, "status"), S("disepakati")))
		calc = OBJ(cx, { "segmen", *val_get(&r, "angka") }, { "jumlah", *val_get(&r, "jumlah") }, { "sebelum", before_of(cx, &k) });
	else if (val_geti(&k, "daftar", 0))
		TRY(rekon_hitung(cx, kasus, &calc, err));
	val_set(cx->mem, ret, "hitung", calc);
	val_set(cx->mem, ret, "rekonsiliasi", rc == OK ? r : val_null);
	TRY(ALL(cx, Q_SURAT_KASUS, &pk, &rows, err));
	val_set(cx->mem, ret, "surat", rows);
	return OK;
}
