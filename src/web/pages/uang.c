/* Money: the budget and its journals, rates, what deactivation saved and what was paid after death or moving. */
#include "app/anggaran.h"
#include "app/audit.h"
#include "app/buku.h"
#include "app/rekap.h"
#include "web/pages/bagan.h"
#include "web/pages/pages.h"

static int64_t year_of(struct cx *cx, const struct val *in)
{
	int64_t y = val_geti(in, "tahun", 0);
	return y >= 2014 && y <= 2100 ? y : cx_today(cx) / 10000;
}

HANDLER(p_anggaran)
{
	struct val table, guess, rows, wait;
	int64_t year = year_of(cx, in), credit;
	struct val p = OBJ(cx, { "tahun", val_int(year) }, { "batas", val_int(200) });
	TRY(anggaran_kendali(cx, year, 99991231, &table, err));
	TRY(anggaran_ramal(cx, year, val_geti(in, "tambah", 0), &guess, err));
	struct val months;
	TRY(bagan_anggaran(cx, year, &guess, &months, err));
	val_set(cx->mem, out, "bulanan", months);
	TRY(ALL(cx, Q_JURNAL_TAHUN, &p, &rows, err));
	TRY(ALL(cx, Q_TUNDA_TERBUKA, NULL, &wait, err));
	TRY(buku_saldo(cx, 0, STR_NONE, "piutang", &credit, err));
	int64_t t = cx_today(cx);
	val_set(cx->mem, out, "judul", val_c("Anggaran"));
	val_set(cx->mem, out, "tahun", val_int(year));
	val_set(cx->mem, out, "tahun_lalu", val_int(year - 1));
	val_set(cx->mem, out, "tahun_depan", val_int(year + 1));
	val_set(cx->mem, out, "kendali", table);
	val_set(cx->mem, out, "ramal", guess);
	val_set(cx->mem, out, "jurnal", rows);
	val_set(cx->mem, out, "tunda", wait);
	val_set(cx->mem, out, "kredit", val_int(credit));
	val_set(cx->mem, out, "rekening", anggaran_rekening(cx));
	val_set(cx->mem, out, "dua", val_bool(anggaran_rekening(cx).items.n > 1));
	val_set(cx->mem, out, "saya_id", val_int(cx->user->id));
	val_set(cx->mem, out, "hari_ini",
		val_str(cx_textf(cx->mem, "%04d-%02d-%02d", (int) (t / 10000), (int) (t / 100 % 100), (int) (t % 100))));
	val_set(cx->mem, out, "gagal", val_null);
	val_set(cx->mem, out, "isian", val_obj());
	return OK;
}

static int back(struct cx *cx, struct val *out, const char *message)
{
	val_set(cx->mem, out, "lanjut", val_c("/anggaran"));
	val_set(cx->mem, out, "pesan", val_c(message));
	return OK;
}

HANDLER(p_anggaran_catat)
{
	int64_t id;
	const struct val *file = val_get(in, "pindaian");
	struct anggaran_catat a = { .jenis = val_getstr(in, "jenis"),
				    .nomor = val_getstr(in, "nomor"),
				    .uraian = val_getstr(in, "uraian"),
				    .tempat = val_getstr(in, "tempat"),
				    .tahun = val_geti(in, "tahun", 0),
				    .tanggal = val_geti(in, "tanggal", 0),
				    .iuran = val_geti(in, "iuran", 0),
				    .bantuan = val_geti(in, "bantuan", 0),
				    .berkas = file && file->kind == VAL_OBJ ? file : NULL };
	TRY(anggaran_catat(cx, &a, &id, err));
	val_set(cx->mem, out, "id", val_int(id));
	return back(cx, out, "Dicatat. Berlaku sesudah ditegaskan orang kedua.");
}

HANDLER(p_anggaran_tegas)
{
	TRY(anggaran_tegas(cx, val_geti(in, "id", 0), err));
	return back(cx, out, "Catatan anggaran ditegaskan dan dibukukan.");
}

HANDLER(p_anggaran_tolak)
{
	TRY(anggaran_tolak(cx, val_geti(in, "id", 0), val_getstr(in, "alasan"), err));
	return back(cx, out, "Catatan anggaran ditolak.");
}

HANDLER(p_jurnal)
{
	struct val rows, j, p = OBJ(cx, { "jurnal", val_int(val_geti(in, "id", 0)) });
	int rc = ONE(cx, Q_JURNAL_ID, &p, &j, err);
	if (rc < 0)
		return rc == E_NOTFOUND ? FAIL(err, E_NOTFOUND, "Jurnal itu tidak ada.") : rc;
	TRY(ALL(cx, Q_JURNAL_BARIS, &p, &rows, err));
	val_set(cx->mem, out, "judul", val_c("Jurnal"));
	val_set(cx->mem, out, "jurnal", j);
	val_set(cx->mem, out, "baris", rows);
	return OK;
}

/* --- rates -------------------------------------------------------------------------------------------------------------------- */

HANDLER(p_tarif)
{
	(void)in;
	struct val rows;
	TRY(ALL(cx, Q_TARIF_SEMUA, NULL, &rows, err));
	val_set(cx->mem, out, "judul", val_c("Tarif iuran"));
	val_set(cx->mem, out, "tarif", rows);
	val_set(cx->mem, out, "gagal", val_null);
	val_set(cx->mem, out, "isian", val_obj());
	return OK;
}

HANDLER(p_tarif_tambah)
{
	int64_t from = val_geti(in, "berlaku", 0), used;
	struct val p = OBJ(
		cx, { "berlaku", val_int(from) }, { "total", val_int(val_geti(in, "total", 0)) },
		{ "pusat", val_int(val_geti(in, "pusat", 0)) }, { "pemda_iuran", val_int(val_geti(in, "pemda_iuran", 0)) },
		{ "pemda_bantuan", val_int(val_geti(in, "pemda_bantuan", 0)) }, { "dasar", val_str(val_getstr(in, "dasar")) });
	static const char *const parts[] = { "total", "pusat", "pemda_iuran", "pemda_bantuan" };
	for (size_t i = 0; i < COUNT(parts); i++)
		if (val_geti(&p, parts[i], 0) < 0 || val_geti(&p, parts[i], 0) > 10000000)
			return FAIL(err, E_REFUSED, "Tarif di luar jangkauan.");
	if (val_geti(&p, "total", 0) != val_geti(&p, "pusat", 0) + val_geti(&p, "pemda_iuran", 0) + val_geti(&p, "pemda_bantuan", 0))
		return FAIL(err, E_REFUSED, "Total harus sama dengan Pusat + iuran Pemda + bantuan iuran Pemda.");
	/* What a bill was recomputed with does not change under it. */
	TRY(db_int(cx->db, Q_TARIF_TERPAKAI, &p, 0, &used, err));
	if (used)
		return FAIL(err, E_REFUSED, "Sudah ada tagihan yang diterima untuk bulan itu atau sesudahnya; tarifnya tidak bisa diubah.");
	TRY(db_run(cx->db, Q_TARIF_TULIS, &p, NULL, err));
	TRY(audit_write(cx, "tarif.catat", cx_textf(cx->mem, "tarif/%" PRId64, from), NULL, &p, STR_NONE, err));
	val_set(cx->mem, out, "lanjut", val_c("/tarif"));
	val_set(cx->mem, out, "pesan", val_c("Tarif dicatat."));
	return OK;
}

/* --- saved, and paid after death or move ----------------------------------------------------------------------------------- */

static void spread(struct cx *cx, struct val *rows, int64_t now, int64_t *ret_people, int64_t *ret_saved)
{
	*ret_people = *ret_saved = 0;
	for (struct val_item *i = rows->items.first; i; i = i->next) {
		int64_t from = val_geti(&i->v, "tmt", 0), people = val_geti(&i->v, "orang", 0);
		int64_t months = now < from ? 0 : (now / 100 - from / 100) * 12 + now % 100 - from % 100 + 1, sum = 0;
		for (int64_t m = 0; m < months && m < 120; m++)
			sum += people * rekap_tarif(cx, bulan_sesudah(from, (int)m));
		val_set(cx->mem, &i->v, "bulan_n", val_int(months));
		val_set(cx->mem, &i->v, "hemat", val_int(sum));
		*ret_people += people;
		*ret_saved += sum;
	}
}

HANDLER(p_hemat)
{
	(void)in;
	struct val saved, late, by;
	int64_t now = cx_today(cx) / 100, people, sum, late_sum = 0;
	TRY(ALL(cx, Q_HEMAT_BULAN, NULL, &saved, err));
	spread(cx, &saved, now, &people, &sum);
	TRY(ALL(cx, Q_HEMAT_KECAMATAN, NULL, &by, err));
	int64_t ignore;
	spread(cx, &by, now, &ignore, &ignore);
	/* One row a kecamatan: the same place under several months is summed. */
	struct val places = val_list();
	for (struct val_item *i = by.items.first; i; i = i->next) {
		struct val *at = NULL;
		for (struct val_item *k = places.items.first; k; k = k->next)
			if (val_geti(&k->v, "kecamatan", -1) == val_geti(&i->v, "kecamatan", 0))
				at = &k->v;
		if (!at)
			at = val_push(cx->mem, &places,
				      OBJ(cx, { "kecamatan", val_int(val_geti(&i->v, "kecamatan", 0)) },
					  { "orang", val_int(0) }, { "hemat", val_int(0) },
					  { "nama", val_str(rekap_wilayah(cx->mem, val_geti(&i->v, "kecamatan", 0))) }));
		val_set(cx->mem, at, "orang", val_int(val_geti(at, "orang", 0) + val_geti(&i->v, "orang", 0)));
		val_set(cx->mem, at, "hemat", val_int(val_geti(at, "hemat", 0) + val_geti(&i->v, "hemat", 0)));
	}
	TRY(ALL(cx, Q_BAYAR_TERLAMBAT, NULL, &late, err));
	/* One who is dead and was to be deactivated too is paid for once. */
	struct val late_by;
	int64_t late_people = 0;
	TRY(ALL(cx, Q_TERLAMBAT_KECAMATAN, NULL, &late_by, err));
	for (struct val_item *i = late_by.items.first; i; i = i->next) {
		int64_t n = val_geti(&i->v, "jumlah", 0), place = val_geti(&i->v, "kecamatan", 0);
		late_sum += n;
		late_people += val_geti(&i->v, "orang", 0);
		val_set(cx->mem, &i->v, "nama", val_str(place ? rekap_wilayah(cx->mem, place) : S("tidak diketahui")));
	}
	val_set(cx->mem, out, "terlambat_kecamatan", late_by);
	static const struct bagan_bagian part = { "jumlah", "grafik.jumlah" };
	val_set(cx->mem, out, "terlambat_wilayah",
		bagan_mendatar(cx, "terlambat", "grafik.terlambat_wilayah", "rupiah", &late_by, "nama", &part, 1));
	val_set(cx->mem, out, "terlambat_orang", val_int(late_people));
	val_set(cx->mem, out, "judul", val_c("Penghematan"));
	val_set(cx->mem, out, "hemat", saved);
	val_set(cx->mem, out, "kecamatan", places);
	val_set(cx->mem, out, "wilayah", bagan_wilayah(cx, "grafik.hemat_wilayah", "rupiah", &places, "nama", "hemat"));
	val_set(cx->mem, out, "orang", val_int(people));
	val_set(cx->mem, out, "jumlah", val_int(sum));
	val_set(cx->mem, out, "terlambat", late);
	val_set(cx->mem, out, "jumlah_terlambat", val_int(late_sum));
	return OK;
}

#define LIST_ROWS 100

HANDLER(p_terlambat)
{
	struct val rows, by;
	int64_t page = val_geti(in, "hal", 1), n = 0, place = val_geti(in, "kecamatan", 0);
	page = page < 1 ? 1 : page;
	struct val p = OBJ(cx, { "kecamatan", val_int(place) }, { "batas", val_int(LIST_ROWS) },
			   { "lewat", val_int((page - 1) * LIST_ROWS) });
	TRY(ALL(cx, Q_TERLAMBAT_ORANG, &p, &rows, err));
	TRY(ALL(cx, Q_TERLAMBAT_KECAMATAN, NULL, &by, err));
	for (const struct val_item *i = by.items.first; i; i = i->next)
		if (!place || val_geti(&i->v, "kecamatan", 0) == place)
			n += val_geti(&i->v, "orang", 0);
	val_set(cx->mem, out, "judul", val_c("Terlanjur ditagih"));
	val_set(cx->mem, out, "orang", rows);
	val_set(cx->mem, out, "jumlah", val_int(n));
	put_pager(cx, out, page, LIST_ROWS, n, cx_textf(cx->mem, "&kecamatan=%" PRId64, place));
	return OK;
}

HANDLER(p_hemat_daftar)
{
	struct val rows;
	int64_t page = val_geti(in, "hal", 1), total;
	struct str why = val_getstr(in, "alasan");
	if (page < 1)
		page = 1;
	struct val p = OBJ(cx, { "kasus", val_int(val_geti(in, "kasus", 0)) },
			   { "kecamatan", val_int(val_geti(in, "kecamatan", 0)) }, { "alasan", val_str(why.ptr ? why : S("")) },
			   { "batas", val_int(LIST_ROWS) }, { "lewat", val_int((page - 1) * LIST_ROWS) });
	TRY(ALL(cx, Q_HEMAT_ORANG, &p, &rows, err));
	TRY(db_int(cx->db, Q_HEMAT_ORANG_JUMLAH, &p, 0, &total, err));
	name_regions(cx, &rows);
	val_set(cx->mem, out, "judul", val_c("Penghematan"));
	val_set(cx->mem, out, "orang", rows);
	val_set(cx->mem, out, "jumlah", val_int(total));
	put_pager(cx, out, page, LIST_ROWS, total,
		  cx_textf(cx->mem, "&kasus=%" PRId64 "&kecamatan=%" PRId64 "&alasan=%.*s", val_geti(in, "kasus", 0),
			   val_geti(in, "kecamatan", 0), (int) why.len, why.ptr ? why.ptr : ""));
	return OK;
}
