#include "app/jadwal.h"
#include "app/audit.h"
#include "app/kasus.h"
#include "app/setelan.h"

int sop_set_load(struct sop_set *ret, struct arena *mem, struct err *err)
{
	struct str name, json;
	*ret = (struct sop_set){ .n = 0 };
	for (size_t i = 0; i < COUNT(ret->def) && sop_builtin(i, &name, &json); i++) {
		TRY(sop_def_read(&ret->def[i], mem, name, json, err));
		ret->n = i + 1;
	}
	return sop_def_links(ret->def, ret->n, err);
}

const struct sop_def *sop_set_find(const struct sop_set *s, struct str kode)
{
	for (size_t i = 0; i < s->n; i++)
		if (str_eq(s->def[i]->kode, kode) || str_eq(s->def[i]->prosedur, kode))
			return s->def[i];
	return NULL;
}

int jadwal_kalender(struct cx *cx, struct kalender *ret, struct err *err)
{
	struct val rows;
	struct str rule = setelan_text(cx, "jadwal.bila_libur");
	kalender_init(ret);
	ret->hitungan = str_eq(setelan_text(cx, "jadwal.hari"), S("kalender")) ? HITUNG_HARI_KALENDER : HITUNG_HARI_KERJA;
	ret->aturan = str_eq(rule, S("mundur")) ? ATURAN_MUNDUR : str_eq(rule, S("tetap")) ? ATURAN_TETAP : ATURAN_MAJU;
	TRY(ALL(cx, Q_LIBUR_SEMUA, NULL, &rows, err));
	if (!rows.items.n)
		return OK;
	struct hari_kantor *days = arena_alloc(cx->mem, rows.items.n * sizeof *days);
	MUST(days);
	size_t n = 0;
	for (const struct val_item *i = rows.items.first; i; i = i->next)
		days[n++] = (struct hari_kantor){ .tanggal = (tanggal)val_geti(&i->v, "tanggal", 0),
						  .libur = val_geti(&i->v, "libur", 1) != 0,
						  .nama = val_getstr(&i->v, "nama") };
	ret->hari = days;
	ret->hari_n = n;
	return OK;
}

static enum pihak pihak_of(struct str s)
{
	return str_eq(s, S("bpjs"))	  ? PIHAK_BPJS
	       : str_eq(s, S("dukcapil")) ? PIHAK_DUKCAPIL
	       : str_eq(s, S("keuangan")) ? PIHAK_KEUANGAN
					  : PIHAK_LAIN;
}

static int split(struct cx *cx, const struct kalender *k, int64_t kasus, int64_t mulai_s, struct bagi_waktu *ret, struct err *err)
{
	struct val rows, p = OBJ(cx, { "kasus", val_int(kasus) });
	TRY(ALL(cx, Q_TUNGGU_KASUS, &p, &rows, err));
	struct tunggu *waits = arena_alloc(cx->mem, (rows.items.n + 1) * sizeof *waits);
	MUST(waits);
	size_t n = 0;
	for (const struct val_item *i = rows.items.first; i; i = i->next)
		waits[n++] = (struct tunggu){ val_geti(&i->v, "mulai_s", 0), val_geti(&i->v, "selesai_s", 0),
					      pihak_of(val_getstr(&i->v, "pihak")) };
	*ret = kalender_bagi(k, mulai_s, cx->now_s, waits, n);
	return OK;
}

int jadwal_langkah(struct cx *cx, const struct kalender *k, const struct val *kasus, const struct sop_langkah *step, int64_t mulai_s,
		   struct val *ret, struct err *err)
{
	struct bagi_waktu days;
	struct tenggat t = kalender_tenggat(k, mulai_s, step->waktu, step->satuan);
	int64_t periode = val_geti(kasus, "periode", 0);
	/* A step bound to a day of the month is due on that day, or at once where it began later. */
	if (step->tanggal_tetap) {
		tanggal day = kalender_tanggal_bulanan(k, (int)(periode / 100), (int)(periode % 100),
						       (int)setelan_int(cx, "jadwal.tanggal"), k->aturan);
		if (day)
			t = kalender_tenggat_hari(k, day);
	}
	TRY(split(cx, k, val_geti(kasus, "id", 0), mulai_s, &days, err));
	int theirs = 0;
	for (int i = PIHAK_BPJS; i < PIHAK_COUNT; i++)
		theirs += days.hari[i];
	struct sisa left = kalender_sisa(k, t.tanggal, cx_today(cx));
	int elapsed = days.hari[PIHAK_KITA] + theirs;
	bool soon = !left.lewat && left.hari <= setelan_int(cx, "jadwal.peringatan");
	const char *kelas = !t.alarm ? "idle" : left.lewat ? "bad" : soon ? "warn" : "ok";
	*ret = OBJ(cx, { "tenggat", val_int(t.tanggal) }, { "sisa", val_int(left.hari) }, { "lewat", val_bool(left.lewat && t.alarm) },
		   { "hari_ini", val_bool(!left.lewat && left.hari == 0 && t.alarm) }, { "kelas", val_c(kelas) }, { "alarm", val_bool(t.alarm) },
		   { "perkiraan", val_bool(t.kepastian != KEPASTIAN_SKB) }, { "kita", val_int(days.hari[PIHAK_KITA]) }, { "mereka", val_int(theirs) },
		   { "jumlah_hari", val_int(elapsed) },
		   { "menit", val_int(kalender_menit_kerja(k, mulai_s, cx->now_s)) }, { "baku", val_str(step->waktu_teks) });
	return OK;
}

int tunggu_buka(struct cx *cx, int64_t kasus, struct str pihak, struct str alasan, struct err *err)
{
	struct val k;
	TRY(kasus_get(cx, kasus, &k, err));
	if (!str_eq(val_getstr(&k, "status"), S("berjalan")))
		return FAIL(err, E_REFUSED, "Periode ini sudah selesai.");
	struct val p = OBJ(cx, { "kasus", val_int(kasus) }, { "pihak", val_str(pihak) }, { "alasan", val_str(alasan) },
			   { "now", val_int(cx->now_s) }, { "oleh", val_int(cx->user->id) });
	TRY(db_run(cx->db, Q_TUNGGU_BUKA, &p, NULL, err));
	return audit_write(cx, "tunggu.mulai", kasus_objek(cx, kasus), NULL, &p, alasan, err);
}

int tunggu_tutup(struct cx *cx, int64_t kasus, int64_t id, struct err *err)
{
	int64_t n;
	struct val p = OBJ(cx, { "id", val_int(id) }, { "kasus", val_int(kasus) }, { "now", val_int(cx->now_s) });
	TRY(db_run(cx->db, Q_TUNGGU_TUTUP, &p, &n, err));
	if (!n)
		return FAIL(err, E_NOTFOUND, "Penantian itu tidak ada atau sudah berakhir.");
	return audit_write(cx, "tunggu.selesai", kasus_objek(cx, kasus), NULL, &p, STR_NONE, err);
}
