/* The auditor's room: a period at a glance, samples that can be drawn again, one person's month as one file. */
#include "web/pages/pages.h"
#include "app/berkas.h"
#include "app/sampel.h"
#include "app/setelan.h"
#include "app/telusur.h"

HANDLER(p_auditor)
{
	int64_t today = cx_today(cx), from = val_geti(in, "dari", 0), to = val_geti(in, "sampai", 0), n = val_geti(in, "n", 0);
	from = from ? from : today / 10000 * 100 + 1;
	to = to ? to : today / 100;
	struct str seed = val_getstr(in, "benih"), what = val_getstr(in, "populasi"), how = val_getstr(in, "cara");
	struct val rows, p = OBJ(cx, { "dari", val_int(from) }, { "sampai", val_int(to) }), sample = val_obj();
	TRY(ALL(cx, Q_AUDITOR_BULAN, &p, &rows, err));
	val_set(cx->mem, out, "judul", val_c("Ruang auditor"));
	val_set(cx->mem, out, "bulan", rows);
	val_set(cx->mem, out, "dari", val_str(month_text(cx, from)));
	val_set(cx->mem, out, "sampai", val_str(month_text(cx, to)));
	val_set(cx->mem, out, "populasi", val_str(what.len ? what : S("tagihan")));
	val_set(cx->mem, out, "cara", val_str(how.len ? how : S("acak")));
	val_set(cx->mem, out, "benih", val_str(seed.len ? seed : cx_textf(cx->mem, "%d", (int)today)));
	val_set(cx->mem, out, "n", val_int(n > 0 ? n : 25));
	val_set(cx->mem, out, "sampel", val_null);
	val_set(cx->mem, out, "gagal", val_null);
	if (!seed.len)
		return OK;
	struct sampel_minta m = { .populasi = what, .cara = how, .benih = seed, .dari = from, .sampai = to, .n = n };
	struct err why = { 0 };
	int rc = sampel_ambil(cx, &m, &sample, &why);
	if (rc == E_REFUSED) {
		val_set(cx->mem, out, "gagal", val_str(cx_textf(cx->mem, "%s", why.msg)));
		return OK;
	}
	if (rc < 0)
		return FAIL(err, rc, "%s", why.msg);
	/* Who was taken off in a month is looked for in the bill that follows it. */
	int step = str_eq(what, S("nonaktif")) && !str_eq(setelan_text(cx, "tagihan.bulan_iuran"), S("bulan_ini"));
	for (struct val_item *i = ((struct val *)(uintptr_t)val_get(&sample, "baris"))->items.first; i; i = i->next)
		val_set(cx->mem, &i->v, "telusur", val_str(month_text(cx, bulan_sesudah(val_geti(&i->v, "bulan", 0), step))));
	val_set(cx->mem, out, "sampel", sample);
	return OK;
}

HANDLER(p_telusur)
{
	int64_t month = val_geti(in, "bulan", 0);
	if (!month)
		month = cx_today(cx) / 100;
	TRY(telusur_lihat(cx, val_geti(in, "id", 0), month, out, err));
	val_set(cx->mem, out, "judul", val_c("Berkas satu peserta"));
	val_set(cx->mem, out, "bulan_teks", val_str(month_text(cx, month)));
	val_set(cx->mem, out, "_tempat", val_c("/auditor"));
	return OK;
}

HANDLER(p_telusur_cetak)
{
	struct str hash;
	TRY(telusur_pdf(cx, val_geti(in, "id", 0), val_geti(in, "bulan", 0), &hash, err));
	val_set(cx->mem, out, "_file",
		OBJ(cx, { "path", val_str(berkas_path(cx->office, cx->mem, hash)) }, { "nama", val_c("berkas-satu-peserta.pdf") },
		    { "jenis", val_c("application/pdf") }, { "tampil", val_int(1) }));
	return OK;
}
