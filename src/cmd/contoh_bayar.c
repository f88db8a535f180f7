/* The made-up office pays: SOP 070 by the very functions the pages call. */
#include "app/anggaran.h"
#include "app/audit.h"
#include "app/bayar.h"
#include "app/berkas.h"
#include "app/bundel.h"
#include "app/dokumen.h"
#include "app/hitung.h"
#include "app/kasus.h"
#include "app/kertas_alat.h"
#include "app/rincian.h"
#include "app/serah.h"
#include "app/setuju.h"
#include "app/tagihan.h"
#include "app/terima.h"
#include "cmd/contoh.h"
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define TOO_MUCH 42000 /* the whole rate: the state's part is not the city's */
#define VA "8888800123456789"

/* A paper that says of itself that it is one of the demonstration. */
static int scan(struct cx *cx, const char *title, struct val *ret, struct err *err)
{
	struct paper *p;
	struct str hash;
	TRY(kertas_mulai(cx, &p, title, false, false, S("Kantor contoh: semua isinya rekaan"), err));
	paper_title(p, str_c(title), STR_NONE);
	paper_para(p, S("Pindaian rekaan untuk kantor contoh. Di kantor yang sebenarnya di sini ada pindaian dokumen bertanda tangan."),
		   PAPER_LEFT, 0, 4);
	TRY(kertas_selesai(cx, p, "pindaian-contoh.pdf", &hash, err));
	*ret = OBJ(cx, { "path", val_str(berkas_path(cx->office, cx->mem, hash)) }, { "hash", val_str(hash) },
		   { "nama", val_c("pindaian-contoh.pdf") }, { "jenis", val_c("application/pdf") }, { "ukuran", val_int(1) });
	/* The store takes a file away from where it lies; this one lies where it belongs, so it gets a copy. */
	return kantor_unggah(cx, val_getstr(ret, "path").ptr, ret, err);
}

/* --- standing papers, budget, signers ------------------------------------------------------------------------------------- */

static int step_signers(struct cx *cx, void *ctx, struct err *err)
{
	static const struct {
		const char *jabatan, *nama, *pangkat, *sebutan;
	} who[] = { { "bendahara", "Hendra Wijaya, S.E.", "Penata", "Bendahara Pengeluaran" },
		    { "pptk", "Maya Anggraini, S.K.M.", "Penata Tingkat I", "Pejabat Pelaksana Teknis Kegiatan" },
		    { "ppk", "Nurul Hidayati, S.E.", "Penata", "Pejabat Penatausahaan Keuangan" },
		    { "bpjs", "dr. Surya Dharma, AAK", "", "Kepala BPJS Kesehatan Cabang Batam" } };
	(void)ctx;
	for (size_t i = 0; i < COUNT(who); i++) {
		struct val p =
			OBJ(cx, { "jabatan", val_c(who[i].jabatan) }, { "nama", val_c(who[i].nama) }, { "nip", val_c("") },
			    { "pangkat", val_c(who[i].pangkat) }, { "sebutan", val_c(who[i].sebutan) },
			    { "mulai", val_int(20240101) }, { "selesai", val_int(99991231) });
		TRY(db_run(cx->db, Q_PEJABAT_TAMBAH, &p, NULL, err));
		TRY(audit_write(cx, "pejabat.tambah", str_c(who[i].jabatan), NULL, &p, STR_NONE, err));
	}
	return OK;
}

static int step_standing(struct cx *cx, void *ctx, struct err *err)
{
	struct play *play = ctx;
	int64_t year = cx_today(cx) / 10000, id, value = (int64_t)play->rows * 37800 * 12;
	for (size_t i = 0; i < dokumen_jenis_count; i++) {
		const struct dokumen_jenis *k = &dokumen_jenis_table[i];
		struct val file,
			more = OBJ(cx, { "pihak", val_c("BPJS Kesehatan Cabang Batam") },
				   { "cara_bayar", val_c("Bulanan, paling lambat tanggal 10") },
				   { "sanksi", val_c("Penangguhan kepesertaan bila iuran tidak dibayar") },
				   { "nama", val_c("dr. Surya Dharma, AAK") }, { "jabatan", val_c("Kepala Cabang") },
				   { "va", val_c(VA) }, { "bank", val_c("Bank Contoh") }, { "cabang", val_c("Batam") });
		TRY(scan(cx, k->nama, &file, err));
		assert(k->kode);
		bool money = strcmp(k->kode, "pks") == 0 || strcmp(k->kode, "dpa") == 0;
		struct dokumen_baru d = { .jenis = str_c(k->kode),
					  .nomor = cx_textf(cx->mem, "%s/01/%" PRId64, k->kode, year),
					  .tempat = S("Lemari 1, map kerja sama"),
					  .tanggal = year * 10000 + 102,
					  .mulai = year * 10000 + 101,
					  .selesai = (year + (money ? 0 : 2)) * 10000 + 1231,
					  .nilai = money ? value : 0,
					  .ditandatangani = true,
					  .rincian = &more,
					  .berkas = &file };
		TRY(dokumen_tambah(cx, &d, &id, err));
	}
	return OK;
}

/* What is left does not reach to the end of the year by a little, if the year has far to go. */
static int step_budget(struct cx *cx, void *ctx, struct err *err)
{
	struct play *play = ctx;
	int64_t year = cx_today(cx) / 10000, people = (int64_t)play->rows * 88 / 100, id;
	int64_t half_months = play->paid < 9 ? 23 : 26;
	struct val dpa, paid;
	TRY(scan(cx, "DPA", &dpa, err));
	TRY(scan(cx, "Realisasi sebelum Padan dipakai", &paid, err));
	struct anggaran_catat a = { .jenis = S("murni"),
				    .nomor = S("DPA/A.1/1.02.0.00.0.00.01.0000/001"),
				    .uraian = S("DPA murni"),
				    .tahun = year,
				    .tanggal = year * 10000 + 102,
				    .iuran = people * 35000 * half_months / 2,
				    .bantuan = people * 2800 * half_months / 2,
				    .berkas = &dpa };
	TRY(anggaran_catat(cx, &a, &id, err));
	if (!play->paid)
		return OK;
	struct anggaran_catat b = { .jenis = S("realisasi"),
				    .nomor = S("Kartu Kendali sebelum Padan"),
				    .uraian = S("Realisasi sebelum Padan dipakai"),
				    .tahun = year,
				    .tanggal = cx_today(cx),
				    .iuran = people * 35000 * play->paid,
				    .bantuan = people * 2800 * play->paid,
				    .berkas = &paid };
	return anggaran_catat(cx, &b, &id, err);
}

static int step_budget_confirm(struct cx *cx, void *ctx, struct err *err)
{
	struct val rows;
	(void)ctx;
	TRY(ALL(cx, Q_TUNDA_TERBUKA, NULL, &rows, err));
	for (const struct val_item *i = rows.items.first; i; i = i->next)
		TRY(anggaran_tegas(cx, val_geti(&i->v, "id", 0), err));
	return OK;
}

int contoh_penanda(struct play *p, struct err *err)
{
	static const struct act acts[] = { { "admin", step_signers, 0, 0, false, false } };
	return contoh_main(p, acts, COUNT(acts), err);
}

int contoh_tahun(struct play *p, struct err *err)
{
	static const struct act acts[] = { { "rudi", step_standing, 0, 5, false, false },
					   { "rudi", step_budget, 0, 5, false, false },
					   { "hendra", step_budget_confirm, 0, 30, false, false } };
	return contoh_main(p, acts, COUNT(acts), err);
}

/* --- steps 1 to 3 ------------------------------------------------------------------------------------------------------------ */

static int step_find(struct play *p, struct err *err)
{
	struct val k;
	struct cx *cx = &p->cx;
	TRY(kasus_get(cx, p->kasus, &k, err));
	struct val q = OBJ(cx, { "sop", val_c("070") }, { "periode", val_int(val_geti(&k, "periode", 0)) });
	return db_int(cx->db, Q_KASUS_PERIODE, &q, 0, &p->bayar, err);
}

static int step_received(struct cx *cx, void *ctx, struct err *err)
{
	struct play *p = ctx;
	return terima_selesai(cx, p->bayar, S("Bulan pertama di Padan; mutasi dicocokkan dengan BA"), err);
}

static int step_mark(struct cx *cx, void *ctx, struct err *err)
{
	struct play *p = ctx;
	struct val k;
	struct str hash;
	TRY(kasus_get(cx, p->bayar, &k, err));
	TRY(terima_sidik(cx, &k, &hash, err));
	return setuju_decide(cx, p->bayar, S("setuju"), hash, STR_NONE, err);
}

static int step_hand(struct cx *cx, void *ctx, struct err *err)
{
	return serah_susun(cx, ((struct play *) ctx)->bayar, cx_today(cx), S(""), err);
}

static int sign(struct cx *cx, int64_t kasus, bool bpjs, struct err *err)
{
	struct val out = val_obj();
	TRY(serah_lihat(cx, kasus, &out, err));
	struct str hash = val_getstr(val_get(&out, "serah"), "hash");
	struct serah_bpjs s = { .hash = hash };
	return bpjs ? serah_bpjs(cx, kasus, &s, err) : serah_dinas(cx, kasus, hash, err);
}

static int step_sign(struct cx *cx, void *ctx, struct err *err) { return sign(cx, ((struct play *)ctx)->bayar, false, err); }
static int step_sign_bpjs(struct cx *cx, void *ctx, struct err *err) { return sign(cx, ((struct play *)ctx)->bayar, true, err); }

int contoh_setujui(struct play *p, struct err *err)
{
	static const struct act acts[] = {
		{ "rudi", step_received, 0, 20, false, false }, { "hendra", step_mark, 0, 60, false, false },
		{ "ratna", step_mark, 1, 0, false, false },	{ "rudi", step_hand, 0, 15, false, false },
		{ "maya", step_sign, 0, 15, false, false },	{ "bpjs", step_sign_bpjs, 0, 45, false, false },
	};
	TRY(step_find(p, err));
	return contoh_main(p, acts, COUNT(acts), err);
}

/* --- step 4 -------------------------------------------------------------------------------------------------------------------- */

struct writing {
	FILE *out;
	int64_t month, rate, n, sum;
	bool odd;
};

static void one(struct writing *w, const struct val *row, int64_t rate)
{
	struct str no = val_getstr(row, "no_peserta"), nik = val_getstr(row, "nik");
	fprintf(w->out, "%.*s;%.*s;PBPU DAN BP PEMERINTAH DAERAH;%06d;%06d;%d\r\n", (int) no.len, no.ptr, (int) nik.len,
		nik.ptr, (int) w->month, (int) w->month, (int) rate);
	w->n++;
	w->sum += rate;
}

/* Where it is to differ: one not billed, one twice, one at the rate before aid is taken off. */
static int write_row(void *ctx, const struct val *row)
{
	struct writing *w = ctx;
	if (w->odd && w->n == 40) {
		w->odd = false;
		return 0;
	}
	one(w, row, w->odd && w->n == 20 ? TOO_MUCH : w->rate);
	if (w->odd && w->n == 31)
		one(w, row, w->rate);
	return 0;
}

static int write_gone(void *ctx, const struct val *row)
{
	struct writing *w = ctx;
	one(w, row, w->rate);
	return 0;
}

static int write_detail(struct cx *cx, struct play *p, struct writing *w, const char *path, bool odd, struct err *err)
{
	struct val k;
	TRY(kasus_get(cx, p->bayar, &k, err));
	w->month = bulan_sesudah(val_geti(&k, "periode", 0), 1);
	w->odd = odd;
	TRY(hitung_tarif(cx, w->month, &w->rate, err));
	struct val q = OBJ(cx, { "kasus", val_int(val_geti(&k, "asal", 0)) });
	w->out = fopen(path, "we");
	if (!w->out)
		return FAIL(err, E_IO, "rincian contoh tidak bisa ditulis");
	fputs("PSNOKA;NIK;KETJNSPESERTA;BULAN;BLNTAG;IURAN\r\n", w->out);
	int rc = db_each(cx->db, Q_CONTOH_MILIK, &q, write_row, w, err);
	if (rc == OK && odd)
		rc = db_each(cx->db, Q_CONTOH_PERGI, &q, write_gone, w, err);
	return fclose(w->out) == 0 ? rc : FAIL(err, E_IO, "rincian contoh tidak bisa ditulis");
}

static int step_bill(struct play *p, bool odd, struct err *err)
{
	struct cx *cx = &p->cx;
	struct writing w = { 0 };
	struct val letter, detail, kinds = val_list(), segments = val_list(), people = val_list(), rates = val_list(), sums = val_list();
	int64_t rows;
	char path[3300];
	snprintf(path, sizeof path, "%s/rincian.csv", p->file);
	TRY(write_detail(cx, p, &w, path, odd, err));
	TRY(db_begin(cx->db, true, err));
	int rc = scan(cx, "Surat Tagihan Iuran", &letter, err);
	for (int i = 0; i <= (odd ? 1 : 0); i++) {
		int64_t n = i ? 1 : w.n - odd, rate = i ? TOO_MUCH : w.rate;
		val_push(cx->mem, &kinds, val_c("iuran"));
		val_push(cx->mem, &segments, val_c("PBPU dan BP Pemda"));
		val_push(cx->mem, &people, val_str(cx_textf(cx->mem, "%" PRId64, n)));
		val_push(cx->mem, &rates, val_str(cx_textf(cx->mem, "%" PRId64, rate)));
		val_push(cx->mem, &sums, val_str(cx_textf(cx->mem, "%" PRId64, n * rate)));
	}
	struct tagihan_baru t = { .nomor = cx_textf(cx->mem, "%d/VI-04/%02d%02d", 310 + p->month, (int) (w.month % 100),
						    (int) (w.month / 100 % 100)),
				  .va = S(VA),
				  .tempat = S("Lemari 1, map tagihan"),
				  .tanggal = cx_today(cx),
				  .bulan = w.month,
				  .jumlah = w.sum,
				  .jenis = &kinds,
				  .segmen = &segments,
				  .orang = &people,
				  .tarif = &rates,
				  .jumlah_baris = &sums,
				  .surat = &letter };
	if (rc == OK)
		rc = tagihan_tambah(cx, p->bayar, &t, &p->tagihan, err);
	if (rc == OK)
		rc = db_commit(cx->db, err);
	if (rc < 0) {
		db_rollback(cx->db);
		return rc;
	}
	TRY(kantor_unggah(cx, path, &detail, err));
	unlink(path);
	return rincian_baca(cx, p->tagihan, &detail, &rows, err);
}

static int step_right_bill(struct cx *cx, void *ctx, struct err *err)
{
	(void)cx;
	return step_bill(ctx, false, err);
}

static int step_odd_bill(struct cx *cx, void *ctx, struct err *err)
{
	(void)cx;
	return step_bill(ctx, true, err);
}

static int step_settle(struct cx *cx, void *ctx, struct err *err)
{
	struct play *p = ctx;
	struct val rows, q = OBJ(cx, { "tagihan", val_int(p->tagihan) });
	TRY(ALL(cx, Q_SELISIH_TAGIHAN, &q, &rows, err));
	for (const struct val_item *i = rows.items.first; i; i = i->next) {
		bool back = !str_eq(val_getstr(&i->v, "jenis"), S("nik")) && val_geti(&i->v, "jumlah", 0) > 0;
		TRY(tagihan_urus(cx, p->tagihan, val_getstr(&i->v, "jenis"), back ? S("kredit") : S("diterangkan"),
				 back ? S("BPJS Kesehatan sepakat memotongnya dari tagihan berikut.")
				      : S("NIK-nya diperbaiki BPJS Kesehatan bulan depan; orangnya memang tanggungan kota."),
				 NULL, err));
	}
	return tagihan_lanjut(cx, p->tagihan, err);
}

/* --- steps 5 and 6 ----------------------------------------------------------------------------------------------------------- */

static int step_papers(struct cx *cx, void *ctx, struct err *err)
{
	struct play *p = ctx;
	for (size_t i = 0; i < bayar_kertas_count; i++)
		if (bayar_kertas_table[i].diterbitkan)
			TRY(bayar_terbit(cx, p->tagihan, str_c(bayar_kertas_table[i].kode), S(""), cx_today(cx), err));
	return OK;
}

static int step_receipt(struct cx *cx, void *ctx, struct err *err)
{
	struct play *p = ctx;
	struct val s, q = OBJ(cx, { "tagihan", val_int(p->tagihan) }, { "jenis", val_c("kwitansi") });
	TRY(ONE(cx, Q_SURAT_TAGIHAN_TERAKHIR, &q, &s, err));
	return bayar_kwitansi_tegas(cx, p->tagihan, val_getstr(&s, "hash"), NULL, err);
}

static int step_bundle(struct cx *cx, void *ctx, struct err *err)
{
	struct play *p = ctx;
	struct val seen = val_obj(), file;
	TRY(bayar_selesai(cx, p->tagihan, err));
	TRY(bundel_lihat(cx, p->tagihan, &seen, err));
	for (const struct val_item *i = val_get(&seen, "dokumen")->items.first; i; i = i->next)
		if (val_true(val_get(&i->v, "perlu_pindaian"))) {
			TRY(scan(cx, val_getstr(&i->v, "nama").ptr, &file, err));
			TRY(bayar_pindaian(cx, p->tagihan, val_getstr(&i->v, "kode"), &file, S("Lemari 1, map tagihan"), err));
		}
	TRY(bundel_susun(cx, p->tagihan, err));
	return bundel_ajukan(cx, p->tagihan, err);
}

static int step_complete(struct cx *cx, void *ctx, struct err *err) { return bundel_terima(cx, ((struct play *)ctx)->tagihan, NULL, err); }

static int pay(struct cx *cx, struct play *p, const char *jenis, const char *kanal, struct err *err)
{
	struct val t, file;
	int64_t id;
	TRY(tagihan_get(cx, p->tagihan, &t, err));
	TRY(scan(cx, jenis, &file, err));
	struct bayar_baru b = { .jenis = str_c(jenis),
				.nomor = cx_textf(cx->mem, "%s/%05d/LS/%d", jenis, 4100 + p->month,
						  (int) (cx_today(cx) / 10000)),
				.kanal = str_c(kanal),
				.tujuan = kanal[0] ? S(VA) : S(""),
				.tanggal = cx_today(cx),
				.jumlah = val_geti(&t, "jumlah", 0),
				.berkas = &file };
	return bundel_bayar(cx, p->tagihan, &b, &id, err);
}

static int step_spm(struct cx *cx, void *ctx, struct err *err)
{
	TRY(pay(cx, ctx, "spp", "", err));
	return pay(cx, ctx, "spm", "", err);
}

static int step_paid(struct cx *cx, void *ctx, struct err *err)
{
	TRY(pay(cx, ctx, "sp2d", "", err));
	return pay(cx, ctx, "transfer", "VA", err);
}

int contoh_tagih(struct play *p, int sampai, struct err *err)
{
	static const struct act right[] = {
		{ "rudi", step_right_bill, 0, 30, false, true }, { "rudi", step_settle, 0, 40, false, false },
		{ "rudi", step_papers, 1, 0, false, false },	  { "lina", step_receipt, 0, 90, false, false },
		{ "rudi", step_bundle, 0, 45, false, false },	  { "lina", step_complete, 1, 0, false, false },
		{ "lina", step_spm, 1, 0, false, false },	  { "lina", step_paid, 2, 0, false, false },
	};
	static const struct act odd[] = { { "rudi", step_odd_bill, 0, 30, false, true } };
	return sampai == 3 ? contoh_main(p, odd, COUNT(odd), err) : contoh_main(p, right, COUNT(right) - (sampai == 2), err);
}
