/* SOP 070 steps 1 to 3, and the treasurer's home: months as rows, steps as columns. */
#include "app/terima.h"
#include "app/dokumen.h"
#include "app/kasus.h"
#include "app/nomor.h"
#include "app/serah.h"
#include "app/setelan.h"
#include "app/setuju.h"
#include "web/pages/pages.h"

static int go(struct cx *cx, struct val *out, int64_t id, const char *page, const char *message)
{
	val_set(cx->mem, out, "lanjut", val_str(cx_textf(cx->mem, "/kasus/%" PRId64 "%s%s", id, page[0] ? "/" : "", page)));
	val_set(cx->mem, out, "pesan", val_c(message));
	return OK;
}

static bool stands_at(const struct val *k, int64_t step)
{
	return val_geti(k, "langkah", 0) == step && str_eq(val_getstr(k, "status"), S("berjalan"));
}

HANDLER(p_ba_terima)
{
	struct val k;
	int64_t id = val_geti(in, "id", 0);
	TRY(put_case(cx, id, "terima", out, &k, err));
	struct val keep = *val_get(out, "kasus");
	TRY(terima_lihat(cx, id, out, err));
	val_set(cx->mem, out, "kasus", keep);
	val_set(cx->mem, out, "di_langkah", val_bool(stands_at(&k, 1)));
	val_set(cx->mem, out, "luar", val_bool(!val_geti(&k, "asal", 0) || val_geti(&k, "asal", 0) == id));
	val_set(cx->mem, out, "hari_ini", val_str(today_text(cx)));
	return OK;
}

HANDLER(p_terima_selesai)
{
	int64_t id = val_geti(in, "id", 0);
	TRY(terima_selesai(cx, id, val_getstr(in, "catatan"), err));
	return go(cx, out, id, "persetujuan", "BA Rekonsiliasi diterima dan dimintakan persetujuan.");
}

HANDLER(p_terima_luar)
{
	int64_t id = val_geti(in, "id", 0);
	struct terima_luar t = { .segmen = val_get(in, "segmen"),
				 .awal = val_get(in, "awal"),
				 .tambah = val_get(in, "tambah"),
				 .kurang = val_get(in, "kurang"),
				 .koreksi = val_get(in, "koreksi"),
				 .nomor = val_getstr(in, "nomor"),
				 .tempat = val_getstr(in, "tempat"),
				 .tanggal = val_geti(in, "tanggal", 0),
				 .pindaian = file_or_null(in, "pindaian") };
	TRY(terima_luar(cx, id, &t, err));
	return go(cx, out, id, "terima", "BA Rekonsiliasi dicatat dari dokumen.");
}

HANDLER(p_serah_terima)
{
	struct val k;
	int64_t id = val_geti(in, "id", 0);
	TRY(put_case(cx, id, "serah", out, &k, err));
	struct val keep = *val_get(out, "kasus");
	if (val_geti(&k, "langkah", 0) < 3)
		return FAIL(err, E_REFUSED, "Serah terima dibuka sesudah BA Rekonsiliasi disetujui (langkah 3).");
	TRY(serah_lihat(cx, id, out, err));
	val_set(cx->mem, out, "kasus", keep);
	struct val s = *val_get(out, "serah");
	if (s.kind == VAL_OBJ) {
		val_set(cx->mem, &s, "dinas_sudah", val_bool(val_geti(&s, "dinas_s", 0) != 0));
		val_set(cx->mem, &s, "bpjs_sudah", val_bool(val_geti(&s, "bpjs_s", 0) != 0));
		val_set(cx->mem, out, "serah", s);
	}
	val_set(cx->mem, out, "di_langkah", val_bool(stands_at(&k, 3)));
	val_set(cx->mem, out, "nomor_sendiri", val_bool(nomor_sendiri(cx, "ba") || val_getstr(val_get(out, "rekon"), "nomor").len > 0));
	val_set(cx->mem, out, "hari_ini", val_str(today_text(cx)));
	return OK;
}

HANDLER(p_serah_susun)
{
	int64_t id = val_geti(in, "id", 0);
	TRY(serah_susun(cx, id, val_geti(in, "tanggal", 0), val_getstr(in, "nomor_ba"), err));
	return go(cx, out, id, "serah", "Berita acara serah terima tersusun.");
}

static int signed_by(struct cx *cx, struct val *out, int64_t id, struct err *err)
{
	struct val k;
	TRY(kasus_get(cx, id, &k, err));
	bool both = val_geti(&k, "langkah", 0) > 3;
	return go(cx, out, id, both ? "tagihan" : "serah",
		  both ? "Kedua pihak sudah menandatangani. Berkas dibekukan; menunggu surat tagihan."
		       : "Tanda tangan dicatat.");
}

HANDLER(p_serah_dinas)
{
	TRY(serah_dinas(cx, val_geti(in, "id", 0), val_getstr(in, "hash"), err));
	return signed_by(cx, out, val_geti(in, "id", 0), err);
}

HANDLER(p_serah_bpjs)
{
	struct serah_bpjs s = { .hash = val_getstr(in, "hash"), .nama = val_getstr(in, "nama"), .pindaian = file_or_null(in, "pindaian"),
				.pindaian_ba = file_or_null(in, "pindaian_ba") };
	TRY(serah_bpjs(cx, val_geti(in, "id", 0), &s, err));
	return signed_by(cx, out, val_geti(in, "id", 0), err);
}

/* Step 2, what treasurer and head see: the same check as step 1, the marks given, the one to give. */
int put_payment_approval(struct cx *cx, const struct val *k, struct val *out, struct err *err)
{
	int64_t id = val_geti(k, "id", 0);
	struct val rows, marks = val_list(), at, p = OBJ(cx, { "kasus", val_int(id) });
	const struct setuju_hal *h;
	struct val keep = *val_get(out, "kasus");
	if (val_geti(k, "langkah", 0) < 2)
		return FAIL(err, E_REFUSED, "Persetujuan dibuka sesudah BA Rekonsiliasi diterima (langkah 2).");
	TRY(terima_lihat(cx, id, out, err));
	val_set(cx->mem, out, "kasus", keep);
	bool here = stands_at(k, 2), mine = false;
	if (here) {
		TRY(setuju_hal_dari(cx, id, &at, &h, err));
		TRY(setuju_tanda(cx, id, h, val_getstr(out, "hash"), &marks, err));
		mine = (h->perlu(cx) & cx->user->roles) != 0;
	}
	TRY(ALL(cx, Q_SETUJU_KASUS, &p, &rows, err));
	put_confirmable(cx, &rows, here);
	val_set(cx->mem, out, "persetujuan", rows);
	val_set(cx->mem, out, "tanda", marks);
	val_set(cx->mem, out, "di_langkah", val_bool(here));
	val_set(cx->mem, out, "giliran", val_bool(mine));
	/* What the page for SOP 072 shows besides. */
	static const char *const none[] = { "fakta", "alasan", "tren",		 "perubahan",	"ganjil",
					    "acak",  "surat",  "dikembalikan_s", "tidak_wajar", "tren_paling" };
	for (size_t i = 0; i < COUNT(none); i++)
		val_set(cx->mem, out, none[i], val_null);
	return OK;
}

/* --- the treasurer's home ---------------------------------------------------------------------------------------------------- */

static int put_month(struct cx *cx, const struct kalender *cal, struct val *k, struct err *err)
{
	struct val bills, p = OBJ(cx, { "kasus", val_int(val_geti(k, "id", 0)) });
	int64_t sum = 0, paid = 0, due = 0, open = 0, at = val_geti(k, "langkah", 0);
	bool running = str_eq(val_getstr(k, "status"), S("berjalan")), spm = false;
	TRY(put_steps(cx, cal, k, k, err));
	TRY(ALL(cx, Q_TAGIHAN_PER_KASUS, &p, &bills, err));
	for (const struct val_item *i = bills.items.first; i; i = i->next) {
		if (str_eq(val_getstr(&i->v, "status"), S("dikembalikan")))
			continue;
		sum += val_geti(&i->v, "jumlah", 0);
		paid += val_geti(&i->v, "terbayar", 0);
		open += val_geti(&i->v, "terbuka", 0);
		spm |= val_geti(&i->v, "ada_spm", 0) != 0;
		if (val_geti(&i->v, "terbayar", 0) < val_geti(&i->v, "jumlah", 0) && (!due || val_geti(&i->v, "jatuh_tempo", 0) < due))
			due = val_geti(&i->v, "jatuh_tempo", 0);
	}
	static const char *const whose[] = { "",
					     "Petugas Pembayaran Jaminan Kesehatan",
					     "Bendahara",
					     "BPJS Kesehatan",
					     "BPJS Kesehatan",
					     "Petugas Pembayaran Jaminan Kesehatan",
					     "Bagian Keuangan" };
	int64_t today = cx_today(cx), left = due ? tanggal_days((tanggal)due) - tanggal_days((tanggal)today) : 0;
	bool finance = false, unpaid = sum > paid, here = at == 4 && sum > 0;
	if (at == 6 && running)
		for (const struct val_item *i = bills.items.first; i; i = i->next)
			finance |= val_geti(&i->v, "di_keuangan", 0) != 0;
	val_set(cx->mem, k, "jumlah", val_int(sum));
	val_set(cx->mem, k, "terbayar", val_int(paid));
	/* A guest is not told what we found. */
	val_set(cx->mem, k, "selisih_terbuka", val_int(is_guest(cx) ? 0 : open));
	val_set(cx->mem, k, "jatuh_tempo", val_int(unpaid ? due : 0));
	val_set(cx->mem, k, "sisa_hari", val_int(left < 0 ? -left : left));
	val_set(cx->mem, k, "belum_lewat", val_bool(left >= 0));
	val_set(cx->mem, k, "lewat", val_bool(unpaid && due && left < 0 && !spm));
	val_set(cx->mem, k, "segera", val_bool(unpaid && due && left >= 0 && left <= 5 && !spm));
	val_set(cx->mem, k, "lunas", val_bool(sum > 0 && !unpaid));
	val_set(cx->mem, k, "menunggu_bukti", val_bool(unpaid && spm));
	val_set(cx->mem, k, "pada", running && at >= 1 && at <= 6 ? val_c(whose[here || (at == 6 && !finance) ? 5 : at]) : val_null);
	val_set(cx->mem, k, "berjalan", val_bool(running));
	return OK;
}

int bayar_kotak(struct cx *cx, struct val *ret, struct err *err)
{
	struct val p = OBJ(cx, { "padan", val_int(str_eq(setelan_text(cx, "kwitansi.asal"), S("padan"))) });
	return ALL(cx, Q_TAGIHAN_KEUANGAN, &p, ret, err);
}

int bayar_bulan(struct cx *cx, const struct kalender *cal, int64_t limit, bool running, struct val *ret, struct err *err)
{
	struct val p = OBJ(cx, { "sop", val_c("070") }, { "semua", val_int(!running) }, { "batas", val_int(limit) });
	*ret = val_list();
	if (cx->user->own & R_KEUANGAN)
		return OK; /* Finance sees bills, not months */
	TRY(ALL(cx, Q_KASUS_DAFTAR, &p, ret, err));
	for (struct val_item *i = ret->items.first; i; i = i->next)
		TRY(put_month(cx, cal, &i->v, err));
	return OK;
}

HANDLER(p_bayar)
{
	(void)in;
	struct val rows, warn = val_list();
	struct kalender cal;
	const struct sop_def *def = sop_set_find(cx->office->sop, S("070"));
	TRY(jadwal_kalender(cx, &cal, err));
	TRY(bayar_bulan(cx, &cal, 24, false, &rows, err));
	bool alarm = false;
	for (struct val_item *i = rows.items.first; i; i = i->next)
		alarm |= val_true(val_get(&i->v, "lewat"));
	if (!is_guest(cx))
		TRY(dokumen_peringatan(cx, &warn, err));
	struct val inbox = val_list();
	if (cx->user->own & R_KEUANGAN)
		TRY(bayar_kotak(cx, &inbox, err));
	val_set(cx->mem, out, "judul", val_c("Pembayaran"));
	val_set(cx->mem, out, "kasus", rows);
	val_set(cx->mem, out, "bulan_bayar", rows);
	val_set(cx->mem, out, "kotak", inbox);
	val_set(cx->mem, out, "dokumen", warn);
	val_set(cx->mem, out, "tenggat_lewat", val_bool(alarm));
	val_set(cx->mem, out, "peringatan", val_str(def->peringatan));
	val_set(cx->mem, out, "sop_judul", val_str(def->judul));
	val_set(cx->mem, out, "sop_nomor", val_str(def->nomor));
	int64_t today = cx_today(cx);
	val_set(cx->mem, out, "bulan_ini", val_str(cx_textf(cx->mem, "%04d-%02d", (int)(today / 10000), (int)(today / 100 % 100))));
	val_set(cx->mem, out, "gagal", val_null);
	val_set(cx->mem, out, "isian", val_obj());
	return OK;
}

HANDLER(p_bayar_buka)
{
	int64_t id, periode = val_geti(in, "periode", 0), today = cx_today(cx) / 100;
	if (periode < 201401 || periode > today + 100)
		return FAIL(err, E_REFUSED, "Bulan itu di luar jangkauan.");
	bool have;
	TRY(terima_buka(cx, periode, &id, &have, err));
	val_set(cx->mem, out, "id", val_int(id));
	return go(cx, out, id, "terima",
		  have ? "Bulan pembayaran dibuka dengan BA Rekonsiliasi dari SOP 072."
		       : "Bulan pembayaran dibuka. Catat BA Rekonsiliasinya.");
}
