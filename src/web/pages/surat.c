#include "app/surat.h"
#include "app/kasus.h"
#include "app/rekap.h"
#include "app/setelan.h"
#include "app/setuju.h"
#include "web/pages/bagan.h"
#include "web/pages/pages.h"

static struct str case_page(struct cx *cx, int64_t id, const char *page) { return cx_textf(cx->mem, "/kasus/%" PRId64 "/%s", id, page); }

static void widest(struct cx *cx, struct val *rows)
{
	int64_t most = 1;
	for (const struct val_item *i = rows->items.first; i; i = i->next)
		if (val_geti(&i->v, "jumlah", 0) > most)
			most = val_geti(&i->v, "jumlah", 0);
	for (struct val_item *i = rows->items.first; i; i = i->next)
		val_set(cx->mem, &i->v, "paling", val_int(most));
}

HANDLER(p_rekap)
{
	struct val k, facts, rows;
	int64_t id = val_geti(in, "id", 0);
	struct kalender cal;
	TRY(put_case(cx, id, "rekap", out, &k, err));
	if (!val_geti(&k, "periksa", 0))
		return FAIL(err, E_REFUSED, "Daftar periode ini belum selesai diperiksa.");
	TRY(rekap_shown(cx, &k, &facts, err));
	struct str hash = rekap_hash(cx, &facts); /* before anything is added for the page */
	struct val reasons = *val_get(&facts, "alasan");
	widest(cx, &reasons);
	val_set(cx->mem, out, "wilayah", bagan_wilayah(cx, "grafik.wilayah", "orang", val_get(&facts, "kecamatan"),
		"nama_wilayah", "jumlah"));
	val_set(cx->mem, out, "fakta", facts);
	val_set(cx->mem, out, "alasan", reasons);
	struct val p = OBJ(cx, { "kasus", val_int(id) });
	TRY(ALL(cx, Q_SURAT_KASUS, &p, &rows, err));
	bool have = false, fits = false;
	for (const struct val_item *i = rows.items.first; i; i = i->next)
		if (str_eq(val_getstr(&i->v, "jenis"), S("surat_pengantar")) && !str_eq(val_getstr(&i->v, "status"), S("batal"))) {
			have = true;
			fits |= str_eq(val_getstr(&i->v, "hash"), hash);
		}
	val_set(cx->mem, out, "surat", rows);
	val_set(cx->mem, out, "ada_surat", val_bool(have));
	val_set(cx->mem, out, "cocok", val_bool(fits));
	TRY(ALL(cx, Q_SETUJU_KASUS, &p, &rows, err));
	val_set(cx->mem, out, "persetujuan", rows);
	TRY(jadwal_kalender(cx, &cal, err));
	int64_t periode = val_geti(&k, "periode", 0);
	val_set(cx->mem, out, "jatuh",
		val_int(kalender_tanggal_bulanan(&cal, (int)(periode / 100), (int)(periode % 100),
						 (int)setelan_int(cx, "jadwal.tanggal"), cal.aturan)));
	val_set(cx->mem, out, "di_langkah",
		val_bool(val_geti(&k, "langkah", 0) == 3 && val_true(val_get(val_get(out, "kasus"), "berjalan"))));
	return OK;
}

HANDLER(p_surat_susun)
{
	int64_t id = val_geti(in, "id", 0);
	TRY(surat_draft(cx, id, err));
	val_set(cx->mem, out, "lanjut", val_str(case_page(cx, id, "rekap")));
	val_set(cx->mem, out, "pesan", val_c("Surat pengantar dan rekapitulasi disusun. Periksa PDF-nya sebelum dimintakan persetujuan."));
	return OK;
}

HANDLER(p_ajukan)
{
	int64_t id = val_geti(in, "id", 0);
	TRY(surat_ask(cx, id, val_getstr(in, "catatan"), err));
	val_set(cx->mem, out, "lanjut", val_str(case_page(cx, id, "persetujuan")));
	val_set(cx->mem, out, "pesan", val_c("Persetujuan dimintakan kepada Kepala Dinas."));
	return OK;
}

HANDLER(p_setuju)
{
	struct val k;
	int64_t id = val_geti(in, "id", 0);
	TRY(put_case(cx, id, "persetujuan", out, &k, err));
	struct val keep = *val_get(out, "kasus");
	if (str_eq(val_getstr(&k, "sop"), S("070")))
		return put_payment_approval(cx, &k, out, err);
	if (!val_geti(&k, "periksa", 0))
		return FAIL(err, E_REFUSED, "Daftar periode ini belum selesai diperiksa.");
	TRY(setuju_view(cx, id, out, err));
	val_set(cx->mem, out, "kasus", keep);
	static const char *const lists[] = { "acak", "ganjil" };
	for (size_t i = 0; i < COUNT(lists); i++) {
		struct val rows = *val_get(out, lists[i]);
		name_regions(cx, &rows);
		val_set(cx->mem, out, lists[i], rows);
	}
	struct val facts = *val_get(out, "fakta"), reasons = *val_get(&facts, "alasan"), trend = *val_get(out, "tren");
	widest(cx, &reasons);
	val_set(cx->mem, out, "wilayah", bagan_wilayah(cx, "grafik.wilayah", "orang", val_get(&facts, "kecamatan"),
		"nama_wilayah", "jumlah"));
	val_set(cx->mem, out, "alasan", reasons);
	int64_t most = val_geti(&facts, "diusulkan", 0) > 0 ? val_geti(&facts, "diusulkan", 0) : 1;
	for (const struct val_item *i = trend.items.first; i; i = i->next)
		if (val_geti(&i->v, "diusulkan", 0) > most)
			most = val_geti(&i->v, "diusulkan", 0);
	val_set(cx->mem, out, "tren_paling", val_int(most));
	bool here = val_geti(&k, "langkah", 0) == 4 && val_true(val_get(&keep, "berjalan"));
	val_set(cx->mem, out, "di_langkah", val_bool(here));
	struct val rows = *val_get(out, "persetujuan");
	put_confirmable(cx, &rows, here);
	val_set(cx->mem, out, "giliran", val_bool((cx->user->roles & R_KADIS) != 0));
	return OK;
}

HANDLER(p_setuju_kirim)
{
	int64_t id = val_geti(in, "id", 0);
	bool yes = str_eq(val_getstr(in, "hasil"), S("setuju"));
	TRY(setuju_decide(cx, id, val_getstr(in, "hasil"), val_getstr(in, "hash"), val_getstr(in, "catatan"), err));
	val_set(cx->mem, out, "lanjut", val_str(cx_textf(cx->mem, "/kasus/%" PRId64, id)));
	struct val k;
	TRY(kasus_get(cx, id, &k, err));
	bool pay = str_eq(val_getstr(&k, "sop"), S("070"));
	const char *done = !pay				     ? "Usulan disetujui."
			   : val_geti(&k, "langkah", 0) == 2 ? "Persetujuan Anda dicatat; menunggu persetujuan yang lain."
							     : "Disetujui; lanjut ke serah terima dengan BPJS.";
	val_set(cx->mem, out, "pesan",
		val_c(yes ? done : pay ? "Berita acara dikembalikan." : "Usulan dikembalikan untuk diperbaiki."));
	return OK;
}

HANDLER(p_setuju_kertas)
{
	int64_t id = val_geti(in, "id", 0);
	struct setuju_kertas s = { .hasil = val_getstr(in, "hasil"),
				   .hash = val_getstr(in, "hash"),
				   .catatan = val_getstr(in, "catatan"),
				   .penanda = val_getstr(in, "penanda"),
				   .tempat = val_getstr(in, "tempat"),
				   .peran = val_getstr(in, "peran"),
				   .tanggal = val_geti(in, "tanggal", 0),
				   .pindaian = val_get(in, "pindaian") };
	TRY(setuju_paper(cx, id, &s, err));
	val_set(cx->mem, out, "lanjut", val_str(case_page(cx, id, "persetujuan")));
	val_set(cx->mem, out, "pesan", val_c("Dicatat dari dokumen. Berlaku sesudah ditegaskan orang kedua."));
	return OK;
}

HANDLER(p_setuju_tegas)
{
	TRY(setuju_confirm(cx, val_geti(in, "id", 0), val_geti(in, "setuju", 0), err));
	val_set(cx->mem, out, "lanjut", val_str(cx_textf(cx->mem, "/kasus/%" PRId64, val_geti(in, "id", 0))));
	val_set(cx->mem, out, "pesan", val_c("Persetujuan dari dokumen ditegaskan."));
	return OK;
}
