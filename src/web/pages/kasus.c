#include "app/kasus.h"
#include "app/audit.h"
#include "app/rekap.h"
#include "base/rupiah.h"
#include "web/pages/pages.h"
#include <padan.h>

void name_regions(struct cx *cx, struct val *rows)
{
	for (struct val_item *i = rows->items.first; i; i = i->next)
		val_set(cx->mem, &i->v, "nama_wilayah", val_str(rekap_wilayah(cx->mem, val_geti(&i->v, "wilayah", 0))));
}

struct val reason_list(struct cx *cx, int64_t reasons)
{
	struct val list = val_list();
	for (int i = 0; i < PADAN_REASON_COUNT; i++)
		if (reasons >> i & 1)
			val_push(cx->mem, &list, OBJ(cx, { "kode", val_c(padan_reason_name(i)) }, { "teks", val_c(padan_reason_text(i)) },
						     { "catatan", val_bool(i >= PADAN_KK_BEDA) }));
	return list;
}

static struct val page_link(struct cx *cx, int64_t page, struct str query)
{
	return page ? val_str(cx_textf(cx->mem, "?hal=%" PRId64 "%.*s", page, (int)query.len, query.len ? query.ptr : "")) : val_null;
}

void put_pager(struct cx *cx, struct val *out, int64_t page, int64_t size, int64_t total, struct str query)
{
	int64_t last = total ? (total + size - 1) / size : 1;
	if (page > last)
		page = last;
	val_set(cx->mem, out, "pager",
		OBJ(cx, { "halaman", val_int(page) }, { "dari", val_int(total ? (page - 1) * size + 1 : 0) },
		    { "sampai", val_int(page * size < total ? page * size : total) }, { "jumlah", val_int(total) },
		    { "sebelum", val_int(page > 1 ? page - 1 : 0) }, { "sesudah", val_int(page < last ? page + 1 : 0) }, { "terakhir", val_int(last) },
		    { "ke_sebelum", page_link(cx, page > 1 ? page - 1 : 0, query) }, { "ke_sesudah", page_link(cx, page < last ? page + 1 : 0, query) }));
}

/* --- steps as cards -------------------------------------------------------------------------------------------------- */

/* The page on which a step is done, who works there, and what its button says. */
static const struct {
	const char *alamat, *kerja, *lihat;
	unsigned roles;
	const char *tamu; /* what the guest does there, NULL: the same */
} doors[] = {
	{ "daftar", "Terima daftar", "Lihat daftar", R_PENGELOLA | R_BPJS, "Kirim daftar" },
	{ "periksa", "Periksa peserta", "Lihat pemeriksaan", R_PENGELOLA | R_KASI, NULL },
	{ "rekap", "Susun surat", "Lihat rekap", R_PENGELOLA | R_KASI, NULL },
	{ "persetujuan", "Lihat & setujui", "Lihat persetujuan", R_KADIS, NULL },
	{ "pengajuan", "Ajukan & rekonsiliasi", "Lihat pengajuan", R_PENGELOLA | R_KASI | R_KADIS | R_BPJS, "Jawab usulan" },
};
/* What a guest of BPJS may open of a case: its list, the package and the BA. */
#define GUEST_DOORS (1u << 1 | 1u << 5)

static void fact(struct cx *cx, struct val *facts, const char *name, struct str value)
{
	val_push(cx->mem, facts, OBJ(cx, { "nama", val_c(name) }, { "nilai", val_str(value) }));
}

static struct str number(struct cx *cx, int64_t n)
{
	struct buf b;
	buf_init(&b, 64);
	angka_format(&b, n);
	struct str s = arena_str(cx->mem, buf_str(&b));
	buf_clear(&b);
	return s;
}

static struct str money(struct cx *cx, int64_t n)
{
	struct buf b;
	buf_init(&b, 64);
	rupiah_format(&b, (rupiah){ n });
	struct str s = arena_str(cx->mem, buf_str(&b));
	buf_clear(&b);
	return s;
}

struct counts {
	int64_t temuan, diputus, nonaktif, usulan, dijawab;
};

static int count_all(struct cx *cx, const struct val *kasus, struct counts *c, struct err *err)
{
	struct val rows, sums,
		p = OBJ(cx, { "periksa", val_int(val_geti(kasus, "periksa", 0)) },
			{ "kasus", val_int(val_geti(kasus, "id", 0)) });
	*c = (struct counts){ 0 };
	TRY(ALL(cx, Q_TEMUAN_KERJA, &p, &rows, err));
	for (const struct val_item *i = rows.items.first; i; i = i->next) {
		c->temuan += val_geti(&i->v, "jumlah", 0);
		c->diputus += val_geti(&i->v, "diputus", 0);
	}
	TRY(ALL(cx, Q_KEPUTUSAN_HASIL, &p, &rows, err));
	for (const struct val_item *i = rows.items.first; i; i = i->next)
		if (str_eq(val_getstr(&i->v, "hasil"), S("nonaktif")))
			c->nonaktif = val_geti(&i->v, "jumlah", 0);
	TRY(ONE(cx, Q_USULAN_RINGKAS, &p, &sums, err));
	c->usulan = val_geti(&sums, "jumlah", 0);
	c->dijawab = c->usulan - val_geti(&sums, "belum", 0);
	return OK;
}

static void put_facts(struct cx *cx, const struct val *kasus, const struct counts *c, int no, struct val *facts)
{
	int64_t at = val_geti(kasus, "langkah", 0), rate = rekap_tarif(cx, val_geti(kasus, "periode", 0));
	/* What the office finds and decides is its own until it is handed over. */
	if (no > at || (is_guest(cx) && no > 1 && at < 5))
		return;
	switch (no) {
	case 1:
		if (val_geti(kasus, "peserta", 0))
			fact(cx, facts, "Peserta", number(cx, val_geti(kasus, "peserta", 0)));
		break;
	case 2:
		fact(cx, facts, "Temuan", number(cx, c->temuan));
		fact(cx, facts, "Belum diputuskan", number(cx, c->temuan - c->diputus));
		break;
	case 3:
		fact(cx, facts, "Diusulkan nonaktif", number(cx, c->nonaktif));
		break;
	case 4:
		fact(cx, facts, "Iuran per bulan", money(cx, c->nonaktif * rate));
		break;
	default:
		fact(cx, facts, "Dijawab BPJS", cx_textf(cx->mem, "%s dari %s", number(cx, c->dijawab).ptr, number(cx, c->usulan).ptr));
	}
}

static void put_badge(struct cx *cx, struct val *step, int no, int64_t at, bool done, const struct val *when)
{
	const char *kelas = "", *badge = "plain", *text = "Menunggu";
	if (done || no < at) {
		kelas = badge = "ok";
		text = "Selesai";
	} else if (no == at) {
		kelas = "now";
		badge = "info";
		text = "Sedang berjalan";
		if (val_geti(when, "lewat", 0)) {
			kelas = "now bad";
			badge = "bad";
			text = "Lewat tenggat";
		} else if (str_eq(val_getstr(when, "kelas"), S("warn"))) {
			kelas = "now warn";
			badge = "warn";
			text = "Segera";
		}
	}
	val_set(cx->mem, step, "kelas", val_c(kelas));
	val_set(cx->mem, step, "lencana", val_c(badge));
	val_set(cx->mem, step, "lencana_teks", val_c(text));
}

int put_steps(struct cx *cx, const struct kalender *k, const struct val *kasus, struct val *out, struct err *err)
{
	const struct sop_def *def = sop_set_find(cx->office->sop, val_getstr(kasus, "sop"));
	struct counts c;
	struct val now = val_null, p = OBJ(cx, { "kasus", val_int(val_geti(kasus, "id", 0)) });
	int64_t at = val_geti(kasus, "langkah", 0), id = val_geti(kasus, "id", 0);
	bool done = str_eq(val_getstr(kasus, "status"), S("selesai"));
	MUST(def);
	TRY(count_all(cx, kasus, &c, err));
	int rc = ONE(cx, Q_LANGKAH_KINI, &p, &now, err);
	if (rc < 0 && rc != E_NOTFOUND)
		return rc;
	val_set(cx->mem, out, "menunggu_orang", val_int(at < 3 ? c.temuan - c.diputus : at < 5 ? c.nonaktif : c.usulan - c.dijawab));
	struct val *steps = val_set(cx->mem, out, "langkah_kartu", val_list());
	for (size_t i = 0; i < def->langkah_n; i++) {
		const struct sop_langkah *s = &def->langkah[i];
		struct val when = val_null;
		if (!done && s->no == at)
			TRY(jadwal_langkah(cx, k, kasus, s, val_geti(&now, "mulai_s", cx->now_s), &when, err));
		struct val *o =
			val_push(cx->mem, steps,
				 OBJ(cx, { "no", val_int(s->no) }, { "kegiatan", val_str(s->kegiatan) }, { "jadwal", when },
				     { "baku", val_str(s->waktu_teks) }, { "kini", val_bool(!done && s->no == at) }));
		put_badge(cx, o, s->no, at, done, &when);
		put_facts(cx, kasus, &c, s->no, val_set(cx->mem, o, "fakta", val_list()));
		bool may_open = !is_guest(cx) || (GUEST_DOORS >> s->no & 1);
		bool reachable = (done || s->no <= at) && (size_t)s->no <= COUNT(doors) && may_open;
		bool work = reachable && !done && s->no == at && (doors[s->no - 1].roles & cx->user->roles);
		val_set(cx->mem, o, "tombol",
			!reachable ? val_null
				   : OBJ(cx,
					 { "teks", val_c(!work					 ? doors[s->no - 1].lihat
							 : is_guest(cx) && doors[s->no - 1].tamu ? doors[s->no - 1].tamu
												 : doors[s->no - 1].kerja) },
					 { "kerja", val_bool(work) },
					 { "alamat",
					   val_str(cx_textf(cx->mem, "/kasus/%" PRId64 "/%s", id, doors[s->no - 1].alamat)) }));
	}
	return OK;
}

/* --- the head of every page of a case -------------------------------------------------------------------------------- */

static const struct {
	const char *nama, *alamat;
	int langkah; /* shown from this step on */
	unsigned roles;
} tabs[] = {
	{ "Ringkasan", "", 0, R_OFFICE | R_AUDITOR | R_BPJS },
	{ "Daftar", "daftar", 0, R_OFFICE | R_AUDITOR | R_BPJS },
	{ "Beda bulan lalu", "beda", 2, R_OFFICE | R_AUDITOR },
	{ "Pemeriksaan", "periksa", 2, R_OFFICE | R_AUDITOR },
	{ "Peserta", "peserta", 2, R_OFFICE | R_AUDITOR },
	{ "Rekap & surat", "rekap", 3, R_OFFICE | R_AUDITOR },
	{ "Persetujuan", "persetujuan", 4, R_OFFICE | R_AUDITOR },
	{ "Pengajuan", "pengajuan", 5, R_OFFICE | R_AUDITOR | R_BPJS },
	{ "BA Rekonsiliasi", "rekonsiliasi", 5, R_OFFICE | R_AUDITOR | R_BPJS },
};

int put_case(struct cx *cx, int64_t id, const char *sini, struct val *out, struct val *ret_kasus, struct err *err)
{
	struct val k;
	TRY(kasus_get(cx, id, &k, err));
	int64_t at = val_geti(&k, "langkah", 0), periode = val_geti(&k, "periode", 0);
	struct val *list = val_set(cx->mem, out, "tab", val_list());
	for (size_t i = 0; i < COUNT(tabs); i++)
		if (tabs[i].langkah <= at && (tabs[i].roles & cx->user->roles))
			val_push(cx->mem, list,
				 OBJ(cx, { "nama", val_c(tabs[i].nama) },
				     { "kini", val_bool(strcmp(tabs[i].alamat, sini) == 0) },
				     { "alamat", val_str(cx_textf(cx->mem, "/kasus/%" PRId64 "%s%s", id,
								  tabs[i].alamat[0] ? "/" : "", tabs[i].alamat)) }));
	val_set(cx->mem, &k, "berjalan", val_bool(str_eq(val_getstr(&k, "status"), S("berjalan"))));
	val_set(cx->mem, out, "kasus", k);
	val_set(cx->mem, out, "judul", val_str(cx_textf(cx->mem, "SOP 072 %s %d", bulan_nama((int)(periode % 100)), (int)(periode / 100))));
	val_set(cx->mem, out, "gagal", val_null);
	val_set(cx->mem, out, "galat", val_obj());
	val_set(cx->mem, out, "isian", val_obj());
	if (ret_kasus)
		*ret_kasus = k;
	return OK;
}

HANDLER(p_kasus_semua)
{
	(void)in;
	struct val rows, p = OBJ(cx, { "sop", val_c("072") }, { "semua", val_int(1) }, { "batas", val_int(120) });
	TRY(ALL(cx, Q_KASUS_DAFTAR, &p, &rows, err));
	val_set(cx->mem, out, "judul", val_c("Periode"));
	val_set(cx->mem, out, "kasus", rows);
	val_set(cx->mem, out, "gagal", val_null);
	val_set(cx->mem, out, "isian", val_obj());
	int64_t today = cx_today(cx);
	val_set(cx->mem, out, "bulan_ini", val_str(cx_textf(cx->mem, "%04d-%02d", (int)(today / 10000), (int)(today / 100 % 100))));
	return OK;
}

HANDLER(p_kasus_buka)
{
	int64_t id, periode = val_geti(in, "periode", 0), today = cx_today(cx) / 100;
	if (periode < 201401 || periode > today + 100)
		return FAIL(err, E_REFUSED, "Bulan itu di luar jangkauan.");
	TRY(kasus_open(cx, "072", periode, &id, err));
	val_set(cx->mem, out, "id", val_int(id));
	val_set(cx->mem, out, "lanjut", val_str(cx_textf(cx->mem, "/kasus/%" PRId64 "/daftar", id)));
	return OK;
}

HANDLER(p_kasus)
{
	struct val k, rows;
	struct kalender cal;
	int64_t id = val_geti(in, "id", 0);
	TRY(put_case(cx, id, "", out, &k, err));
	TRY(jadwal_kalender(cx, &cal, err));
	TRY(put_steps(cx, &cal, &k, out, err));
	struct val p = OBJ(cx, { "kasus", val_int(id) }, { "batas", val_int(40) },
			   { "dari", val_str(cx_textf(cx->mem, "kasus/%" PRId64, id)) },
			   { "hingga", val_str(cx_textf(cx->mem, "kasus/%" PRId64 "0", id)) });
	TRY(ALL(cx, Q_LANGKAH_KASUS, &p, &rows, err));
	val_set(cx->mem, out, "riwayat", rows);
	TRY(ALL(cx, Q_TUNGGU_KASUS, &p, &rows, err));
	val_set(cx->mem, out, "tunggu", rows);
	TRY(ALL(cx, Q_KERJA_KASUS, &p, &rows, err));
	val_set(cx->mem, out, "pekerjaan", rows);
	rows = val_list();
	if (!is_guest(cx))
		TRY(ALL(cx, Q_SURAT_KASUS, &p, &rows, err));
	val_set(cx->mem, out, "surat", rows);
	if (is_guest(cx)) {
		val_set(cx->mem, out, "riwayat", val_list());
		val_set(cx->mem, out, "tunggu", val_list());
		val_set(cx->mem, out, "pekerjaan", val_list());
	}
	return OK;
}

HANDLER(p_tunggu_buka)
{
	int64_t id = val_geti(in, "id", 0);
	TRY(tunggu_buka(cx, id, val_getstr(in, "pihak"), val_getstr(in, "alasan"), err));
	val_set(cx->mem, out, "lanjut", val_str(cx_textf(cx->mem, "/kasus/%" PRId64, id)));
	val_set(cx->mem, out, "pesan", val_c("Penantian dicatat. Waktu SOP tetap berjalan."));
	return OK;
}

HANDLER(p_tunggu_tutup)
{
	int64_t id = val_geti(in, "id", 0);
	TRY(tunggu_tutup(cx, id, val_geti(in, "tunggu", 0), err));
	val_set(cx->mem, out, "lanjut", val_str(cx_textf(cx->mem, "/kasus/%" PRId64, id)));
	val_set(cx->mem, out, "pesan", val_c("Penantian diakhiri."));
	return OK;
}

HANDLER(p_menit)
{
	int64_t id = val_geti(in, "id", 0), n;
	struct val k;
	TRY(kasus_at(cx, id, 0x3E, &k, err));
	if (val_geti(in, "menit", 0) < 0)
		return FAIL(err, E_REFUSED, "Menit kerja tidak bisa di bawah nol.");
	struct val p = OBJ(cx, { "kasus", val_int(id) }, { "no", val_int(val_geti(in, "langkah", 0)) },
			   { "menit", val_int(val_geti(in, "menit", 0)) });
	TRY(db_run(cx->db, Q_LANGKAH_MENIT, &p, &n, err));
	if (!n)
		return FAIL(err, E_NOTFOUND, "Langkah itu belum dijalankan.");
	TRY(audit_write(cx, "langkah.menit", kasus_objek(cx, id), NULL, &p, STR_NONE, err));
	val_set(cx->mem, out, "lanjut", val_str(cx_textf(cx->mem, "/kasus/%" PRId64, id)));
	val_set(cx->mem, out, "pesan", val_c("Waktu kerja dicatat."));
	return OK;
}
