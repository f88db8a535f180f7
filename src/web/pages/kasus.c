#include "app/kasus.h"
#include "app/audit.h"
#include "app/bundel.h"
#include "app/cacah.h"
#include "app/rekap.h"
#include "base/rupiah.h"
#include "web/pages/bagan.h"
#include "web/pages/pages.h"
#include <padan.h>

void name_regions(struct cx *cx, struct val *rows)
{
	for (struct val_item *i = rows->items.first; i; i = i->next)
		val_put(cx->mem, &i->v, S("nama_wilayah"), val_str(rekap_wilayah(cx->mem, val_geti(&i->v, "wilayah", 0))));
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
		    { "sebelum", val_int(page > 1 ? page - 1 : 0) }, { "sesudah", val_int(page < last ? page + 1 : 0) },
		    { "terakhir", val_int(last) }, { "ke_sebelum", page_link(cx, page > 1 ? page - 1 : 0, query) },
		    { "ke_sesudah", page_link(cx, page < last ? page + 1 : 0, query) }));
}

/* --- steps as cards -------------------------------------------------------------------------------------------------- */

/* The page on which a step is done, who works there, and what its button says: one row a step of a procedure. */
#define STAFF (R_PENGELOLA | R_KASI)
static const struct door {
	const char *sop;
	int langkah;
	const char *alamat, *kerja, *lihat;
	unsigned roles;
	bool tamu_boleh;  /* a guest of BPJS may open it: what was handed to him */
	const char *tamu; /* what the guest does there, NULL: the same */
} doors[] = {
	{ "072", 1, "daftar", "Terima daftar", "Lihat daftar", R_PENGELOLA | R_BPJS, true, "Kirim daftar" },
	{ "072", 2, "periksa", "Periksa peserta", "Lihat pemeriksaan", STAFF, false, NULL },
	{ "072", 3, "rekap", "Susun surat", "Lihat rekap", STAFF, false, NULL },
	{ "072", 4, "persetujuan", "Lihat & setujui", "Lihat persetujuan", R_KADIS, false, NULL },
	{ "072", 5, "pengajuan", "Ajukan & rekonsiliasi", "Lihat pengajuan", STAFF | R_KADIS | R_BPJS, true, "Jawab usulan" },
	{ "070", 1, "terima", "Terima BA", "Lihat BA", R_PEMBAYARAN, false, NULL },
	{ "070", 2, "persetujuan", "Lihat & setujui", "Lihat persetujuan", R_KADIS | R_BENDAHARA, false, NULL },
	{ "070", 3, "serah", "Serah terima", "Lihat serah terima", R_PEMBAYARAN | R_KASI | R_BPJS, true, "Tanda tangani" },
	{ "070", 4, "tagihan", "Terima tagihan", "Lihat tagihan", R_PEMBAYARAN | R_BPJS, true, "Kirim tagihan" },
	{ "070", 5, "tagihan", "Siapkan dokumen", "Lihat tagihan", R_PEMBAYARAN, true, "Lihat tagihan" },
	{ "070", 6, "tagihan", "Ajukan pembayaran", "Lihat tagihan", R_PEMBAYARAN | R_KEUANGAN, true, "Lihat tagihan" },
};

static const struct door *door_of(struct str sop, int langkah)
{
	for (size_t i = 0; i < COUNT(doors); i++)
		if (doors[i].langkah == langkah && str_eq(sop, str_c(doors[i].sop)))
			return &doors[i];
	return NULL;
}

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

struct counts {
	int64_t temuan, diputus, nonaktif, usulan, dijawab;
};

static int count_all(struct cx *cx, const struct val *kasus, struct counts *c, struct err *err)
{
	struct val sums, p = OBJ(cx, { "kasus", val_int(val_geti(kasus, "id", 0)) });
	struct cacah n;
	*c = (struct counts){ 0 };
	TRY(cacah_temuan(cx, val_geti(kasus, "periksa", 0), &n, err));
	for (int v = 0; v < 3; v++) {
		c->temuan += v ? n.putusan[v].jumlah : 0;
		c->diputus += v ? n.putusan[v].diputus : 0;
		c->nonaktif += n.putusan[v].nonaktif;
	}
	TRY(ONE(cx, Q_USULAN_RINGKAS, &p, &sums, err));
	c->usulan = val_geti(&sums, "jumlah", 0);
	c->dijawab = c->usulan - val_geti(&sums, "belum", 0);
	return OK;
}

static void put_facts(struct cx *cx, const struct val *kasus, const struct counts *c, int no, struct val *facts)
{
	int64_t at = val_geti(kasus, "langkah", 0);
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
		fact(cx, facts, "Iuran per bulan", cx_rupiah(cx, c->nonaktif * rekap_tarif(cx, val_geti(kasus, "periode", 0))));
		break;
	default:
		fact(cx, facts, "Dijawab BPJS", cx_textf(cx->mem, "%s dari %s", number(cx, c->dijawab).ptr, number(cx, c->usulan).ptr));
	}
}

/* SOP 070: what each step is about, in people and money. */
static int put_payment_facts(struct cx *cx, const struct val *kasus, int no, struct val *facts, struct err *err)
{
	struct val r, rows, p = OBJ(cx, { "id", val_int(val_geti(kasus, "rekon", 0)) }, { "kasus", val_int(val_geti(kasus, "id", 0)) });
	if (no > val_geti(kasus, "langkah", 0) || no == 2 || no == 5)
		return OK;
	if (no == 1 || no == 3) {
		int rc = ONE(cx, Q_REKON_ID, &p, &r, err);
		if (rc < 0)
			return rc == E_NOTFOUND ? OK : rc;
		if (no == 1) {
			int64_t n = 0;
			TRY(val_parse(&rows, cx->mem, val_getstr(&r, "angka"), 10000, err));
			for (const struct val_item *i = rows.items.first; i; i = i->next)
				n += val_geti(&i->v, "akhir", 0);
			fact(cx, facts, "Aktif akhir", number(cx, n));
		} else if (val_getstr(&r, "nomor").len) {
			fact(cx, facts, "Nomor BA", val_getstr(&r, "nomor"));
		}
		return OK;
	}
	int64_t sum = 0, paid = 0, n = 0;
	TRY(ALL(cx, Q_TAGIHAN_PER_KASUS, &p, &rows, err));
	for (const struct val_item *i = rows.items.first; i; i = i->next)
		if (!str_eq(val_getstr(&i->v, "status"), S("dikembalikan"))) {
			sum += val_geti(&i->v, "jumlah", 0);
			paid += val_geti(&i->v, "terbayar", 0);
			n++;
		}
	if (no == 4 && n)
		fact(cx, facts, n > 1 ? "Tagihan" : "Jumlah tagihan",
		     n > 1 ? cx_textf(cx->mem, "%s (%s)", cx_rupiah(cx, sum).ptr, number(cx, n).ptr) : cx_rupiah(cx, sum));
	if (no == 6 && n)
		fact(cx, facts, "Sudah dibayar", cx_rupiah(cx, paid));
	return OK;
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
	bool payment = str_eq(val_getstr(kasus, "sop"), S("070")), at_finance = false;
	if (payment) {
		c = (struct counts){ 0 };
		if (at == 6)
			TRY(bundel_di_keuangan(cx, id, &at_finance, err));
	} else {
		TRY(count_all(cx, kasus, &c, err));
	}
	int rc = ONE(cx, Q_LANGKAH_KINI, &p, &now, err);
	if (rc < 0 && rc != E_NOTFOUND)
		return rc;
	if (!is_guest(cx)) {
		val_set(cx->mem, out, "perlu_orang", val_int(c.temuan));
		val_set(cx->mem, out, "diputus_orang", val_int(c.diputus));
	}
	val_set(cx->mem, out, "menunggu_orang", val_int(at < 3 ? c.temuan - c.diputus : at < 5 ? c.nonaktif : c.usulan - c.dijawab));
	struct val *steps = val_set(cx->mem, out, "langkah_kartu", val_list());
	for (size_t i = 0; i < def->langkah_n; i++) {
		const struct sop_langkah *s = &def->langkah[i];
		struct val when = val_null;
		if (!done && s->no == at)
			TRY(jadwal_langkah(cx, k, kasus, s, val_geti(&now, "mulai_s", cx->now_s), &when, err));
		/* From the complete request on, Finance's own procedure governs the time (closing note of SOP 070). */
		if (at_finance && val_true(&when)) {
			val_set(cx->mem, &when, "alarm", val_bool(false));
			val_set(cx->mem, &when, "lewat", val_bool(false));
			val_set(cx->mem, &when, "kelas", val_c("idle"));
		}
		struct val *o =
			val_push(cx->mem, steps,
				 OBJ(cx, { "no", val_int(s->no) }, { "kegiatan", val_str(s->kegiatan) }, { "jadwal", when },
				     { "baku", val_str(s->waktu_teks) }, { "kini", val_bool(!done && s->no == at) }));
		put_badge(cx, o, s->no, at, done, &when);
		struct val *facts = val_set(cx->mem, o, "fakta", val_list());
		if (payment)
			TRY(put_payment_facts(cx, kasus, s->no, facts, err));
		else
			put_facts(cx, kasus, &c, s->no, facts);
		const struct door *d = door_of(val_getstr(kasus, "sop"), s->no);
		bool reachable = d && (done || s->no <= at) && (!is_guest(cx) || d->tamu_boleh);
		bool work = reachable && !done && s->no == at && (d->roles & cx->user->roles);
		val_set(cx->mem, o, "tombol",
			!reachable ? val_null
				   : OBJ(cx,
					 { "teks", val_c(!work			   ? d->lihat
							 : is_guest(cx) && d->tamu ? d->tamu
										   : d->kerja) },
					 { "kerja", val_bool(work) },
					 { "alamat", val_str(cx_textf(cx->mem, "/kasus/%" PRId64 "/%s", id, d->alamat)) }));
	}
	return OK;
}

/* --- the head of every page of a case -------------------------------------------------------------------------------- */

static const struct {
	const char *sop, *nama, *alamat;
	int langkah; /* shown from this step on */
	unsigned roles;
} tabs[] = {
	{ "072", "Ringkasan", "", 0, R_OFFICE | R_AUDITOR | R_BPJS },
	{ "072", "Daftar", "daftar", 0, R_OFFICE | R_AUDITOR | R_BPJS },
	{ "072", "Beda bulan lalu", "beda", 2, R_OFFICE | R_AUDITOR },
	{ "072", "Pemeriksaan", "periksa", 2, R_OFFICE | R_AUDITOR },
	{ "072", "Peserta", "peserta", 2, R_OFFICE | R_AUDITOR },
	{ "072", "Rekap & surat", "rekap", 3, R_OFFICE | R_AUDITOR },
	{ "072", "Persetujuan", "persetujuan", 4, R_OFFICE | R_AUDITOR },
	{ "072", "Pengajuan", "pengajuan", 5, R_OFFICE | R_AUDITOR | R_BPJS },
	{ "072", "BA Rekonsiliasi", "rekonsiliasi", 5, R_OFFICE | R_AUDITOR | R_BPJS },
	{ "070", "Ringkasan", "", 0, R_OFFICE | R_AUDITOR | R_BPJS },
	{ "070", "Terima BA", "terima", 0, R_OFFICE | R_AUDITOR },
	{ "070", "Persetujuan", "persetujuan", 2, R_OFFICE | R_AUDITOR },
	{ "070", "Serah terima", "serah", 3, R_OFFICE | R_AUDITOR | R_BPJS },
	{ "070", "Tagihan & pembayaran", "tagihan", 4, R_OFFICE | R_AUDITOR | R_BPJS | R_KEUANGAN },
};

int put_case(struct cx *cx, int64_t id, const char *sini, struct val *out, struct val *ret_kasus, struct err *err)
{
	struct val k;
	TRY(kasus_get(cx, id, &k, err));
	int64_t at = val_geti(&k, "langkah", 0), periode = val_geti(&k, "periode", 0);
	struct val *list = val_set(cx->mem, out, "tab", val_list());
	bool known = false;
	for (size_t i = 0; i < COUNT(tabs); i++)
		known |= str_eq(val_getstr(&k, "sop"), str_c(tabs[i].sop)) && strcmp(tabs[i].alamat, sini) == 0;
	if (!known)
		return FAIL(err, E_NOTFOUND, "Halaman itu bukan bagian SOP periode ini.");
	for (size_t i = 0; i < COUNT(tabs); i++)
		if (str_eq(val_getstr(&k, "sop"), str_c(tabs[i].sop)) && tabs[i].langkah <= at && (tabs[i].roles & cx->user->roles))
			val_push(cx->mem, list,
				 OBJ(cx, { "nama", val_c(tabs[i].nama) },
				     { "kini", val_bool(strcmp(tabs[i].alamat, sini) == 0) },
				     { "alamat", val_str(cx_textf(cx->mem, "/kasus/%" PRId64 "%s%s", id,
								  tabs[i].alamat[0] ? "/" : "", tabs[i].alamat)) }));
	val_set(cx->mem, &k, "berjalan", val_bool(str_eq(val_getstr(&k, "status"), S("berjalan"))));
	val_set(cx->mem, &k, "bayar", val_bool(str_eq(val_getstr(&k, "sop"), S("070"))));
	val_set(cx->mem, out, "_tempat", val_c(str_eq(val_getstr(&k, "sop"), S("070")) ? "/bayar" : "/kasus"));
	const struct sop_def *def = sop_set_find(cx->office->sop, val_getstr(&k, "sop"));
	val_set(cx->mem, &k, "langkah_n", val_int(def ? (int64_t)def->langkah_n : 0));
	val_set(cx->mem, out, "kasus", k);
	struct str sop = val_getstr(&k, "sop");
	val_set(cx->mem, out, "judul",
		val_str(cx_textf(cx->mem, "SOP %.*s %s %d", (int) sop.len, sop.ptr, bulan_nama((int) (periode % 100)),
				 (int) (periode / 100))));
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
	struct val progress = val_null;
	/* While it is being decided; afterwards it stands with the verification. */
	if (!is_guest(cx) && str_eq(val_getstr(&k, "sop"), S("072")) && val_geti(&k, "langkah", 0) <= 3)
		TRY(bagan_kemajuan(cx, &cal, &k, val_geti(out, "perlu_orang", 0), val_geti(out, "diputus_orang", 0), &progress, err));
	val_set(cx->mem, out, "kemajuan", progress);
	if (is_guest(cx)) {
		val_set(cx->mem, out, "riwayat", val_list());
		val_set(cx->mem, out, "tunggu", val_list());
		val_set(cx->mem, out, "pekerjaan", val_list());
	}
	return OK;
}

/* Whose procedure it is: that of the data clerks, or that of payment; section and head look after both. */
static int may_work(struct cx *cx, int64_t id, struct err *err)
{
	struct val k;
	TRY(kasus_get(cx, id, &k, err));
	bool pay = str_eq(val_getstr(&k, "sop"), S("070"));
	unsigned who = R_KASI | R_KADIS | (pay ? R_PEMBAYARAN | R_BENDAHARA : R_PENGELOLA);
	return cx->user->roles & who ? OK : FAIL(err, E_DENIED, "Peran Anda tidak berwenang untuk ini.");
}

HANDLER(p_tunggu_buka)
{
	int64_t id = val_geti(in, "id", 0);
	TRY(may_work(cx, id, err));
	TRY(tunggu_buka(cx, id, val_getstr(in, "pihak"), val_getstr(in, "alasan"), err));
	val_set(cx->mem, out, "lanjut", val_str(cx_textf(cx->mem, "/kasus/%" PRId64, id)));
	val_set(cx->mem, out, "pesan", val_c("Penantian dicatat. Waktu SOP tetap berjalan."));
	return OK;
}

HANDLER(p_tunggu_tutup)
{
	int64_t id = val_geti(in, "id", 0);
	TRY(tunggu_tutup(cx, id, val_geti(in, "tunggu", 0), err));
	TRY(may_work(cx, id, err));
	val_set(cx->mem, out, "lanjut", val_str(cx_textf(cx->mem, "/kasus/%" PRId64, id)));
	val_set(cx->mem, out, "pesan", val_c("Penantian diakhiri."));
	return OK;
}

HANDLER(p_menit)
{
	int64_t id = val_geti(in, "id", 0), n;
	struct val k;
	TRY(may_work(cx, id, err));
	TRY(kasus_at(cx, id, ~0u, &k, err));
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

void put_confirmable(struct cx *cx, struct val *rows, bool here)
{
	for (struct val_item *i = rows->items.first; i; i = i->next)
		val_set(cx->mem, &i->v, "bisa_tegas",
			val_bool(here && val_getstr(&i->v, "kertas").len && !val_geti(&i->v, "ditegaskan", 0) &&
				 !val_geti(&i->v, "batal_s", 0) && val_geti(&i->v, "oleh_id", 0) != cx->user->id &&
				 (cx->user->roles & (R_PENGELOLA | R_KASI | R_KADIS | R_BENDAHARA))));
}

struct str today_text(struct cx *cx)
{
	int64_t t = cx_today(cx);
	return cx_textf(cx->mem, "%04d-%02d-%02d", (int)(t / 10000), (int)(t / 100 % 100), (int)(t % 100));
}

struct str month_text(struct cx *cx, int64_t m)
{
	return cx_textf(cx->mem, "%04d-%02d", (int)(m / 100), (int)(m % 100));
}

const struct val *file_or_null(const struct val *in, const char *name)
{
	const struct val *f = val_get(in, name);
	return f && f->kind == VAL_OBJ ? f : NULL;
}
