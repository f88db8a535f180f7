/* The made-up office: every role has a person, three months went through all five steps by the very functions the pages
 * call, and a fourth list waits. The clock of those months is turned back; nobody in it exists. */
#include "app/ajuan.h"
#include "app/akun.h"
#include "app/audit.h"
#include "app/cacah.h"
#include "app/daftar.h"
#include "app/kasus.h"
#include "app/kertas.h"
#include "app/periksa.h"
#include "app/peran.h"
#include "app/rekap.h"
#include "app/rekon.h"
#include "app/setelan.h"
#include "app/setuju.h"
#include "app/surat.h"
#include "base/rupiah.h"
#include "cmd/contoh.h"
#include "demo/demo.h"
#include <padan.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define SANDI "contoh-padan-2026"

static const struct {
	const char *masuk, *nama, *jabatan, *peran;
} people[] = {
	{ "sari", "Sari Wulandari", "Pengelola Data Kepesertaan", "pengelola" },
	{ "bayu", "Bayu Pratomo", "Pengelola Data Kepesertaan", "pengelola" },
	{ "rudi", "Rudi Hartono", "Pengelola Pembayaran Jaminan Kesehatan", "pembayaran" },
	{ "maya", "Maya Anggraini, S.K.M.", "Kepala Seksi Pembiayaan Kesehatan", "kasi" },
	{ "ratna", "dr. Ratna Kusumawati, M.Kes.", "Kepala Dinas Kesehatan", "kadis" },
	{ "hendra", "Hendra Wijaya, S.E.", "Bendahara Pengeluaran", "bendahara" },
	{ "lina", "Lina Marlina", "Bagian Keuangan", "keuangan" },
	{ "bpjs", "Petugas BPJS Kesehatan Cabang Batam", "Staf Kepesertaan", "bpjs" },
	{ "auditor", "Agus Salim, Ak.", "Inspektorat", "auditor" },
	{ "admin", "Tono Saputra", "Pranata Komputer", "admin" },
};

static int64_t play_now(void *ctx) { return ((struct play *)ctx)->now_s; }

static int add_people(struct cx *cx, void *ctx, struct err *err)
{
	(void)ctx;
	struct val on = OBJ(cx, { "nama", val_c("kantor.contoh") }, { "nilai", val_c("ya") }, { "now", val_int(cx->now_s) },
			    { "oleh", val_null });
	TRY(db_run(cx->db, Q_SETELAN_TULIS, &on, NULL, err));
	cx->setelan = val_null;
	for (size_t i = 0; i < COUNT(people); i++) {
		int64_t id;
		TRY(akun_tambah(cx, str_c(people[i].masuk), str_c(people[i].nama), STR_NONE, str_c(people[i].jabatan),
				str_c(people[i].peran), &id, err));
		TRY(akun_sandi(cx, id, str_c(people[i].masuk), S(SANDI), err));
	}
	struct val p =
		OBJ(cx, { "jabatan", val_c("kadis") }, { "nama", val_c("dr. Ratna Kusumawati, M.Kes.") }, { "nip", val_c("") },
		    { "pangkat", val_c("Pembina Tingkat I") }, { "sebutan", val_c("Kepala Dinas Kesehatan Kota Batam") },
		    { "mulai", val_int(20240101) }, { "selesai", val_int(99991231) });
	TRY(db_run(cx->db, Q_PEJABAT_TAMBAH, &p, NULL, err));
	return audit_write(cx, "kantor.contoh", S("kantor"), NULL, NULL, STR_NONE, err);
}

/* Who acts now. */
static int as(struct play *p, const char *masuk, struct err *err)
{
	struct val u, q = OBJ(&p->cx, { "masuk", val_c(masuk) });
	p->cx.user = NULL;
	p->cx.now_s = p->now_s;
	TRY(ONE(&p->cx, Q_PENGGUNA_MASUK, &q, &u, err));
	const struct peran *role = peran_by_code(val_getstr(&u, "peran"));
	MUST(role);
	p->user = (struct user){ .id = val_geti(&u, "id", 0), .masuk = val_getstr(&u, "masuk"), .nama = val_getstr(&u, "nama"),
				 .jabatan = val_getstr(&u, "jabatan"), .own = role->bit, .roles = role->bit };
	p->cx.user = &p->user;
	p->cx.from = S("contoh");
	return OK;
}

static void wait_days(struct play *p, int days, int minutes) { p->now_s += (int64_t)days * 86400 + minutes * 60; }

static int step_open(struct cx *cx, void *ctx, struct err *err)
{
	struct play *p = ctx;
	struct val file;
	tanggal t = cx_today(cx);
	TRY(kasus_open(cx, "072", t / 100, &p->kasus, err));
	TRY(kantor_unggah(cx, p->path, &file, err));
	return daftar_upload(cx, p->kasus, &file, S("ganti"), S("BPJS Kesehatan Cabang Batam"), STR_NONE,
			     S("Lemari 2, map BNBA"), 0, &p->daftar, NULL, err);
}

static int step_extract(struct cx *cx, void *ctx, struct err *err)
{
	struct play *p = ctx;
	struct val file;
	int64_t id;
	char path[3300];
	snprintf(path, sizeof path, "%s/kependudukan.csv", p->file);
	TRY(kantor_unggah(cx, path, &file, err));
	return ekstrak_add(cx, &file, cx_today(cx), S("kota"), S("Data kota rekaan"), &id, err);
}

static int step_accept(struct cx *cx, void *ctx, struct err *err)
{
	struct play *p = ctx;
	return daftar_accept(cx, p->daftar, err);
}

/* Decides like cases together, at most so many groups of them. */
static int decide(struct cx *cx, const struct play *p, int groups, struct err *err)
{
	struct val k, rows;
	TRY(kasus_get(cx, p->kasus, &k, err));
	struct cacah c;
	TRY(cacah_temuan(cx, val_geti(&k, "periksa", 0), &c, err));
	rows = cacah_utama(cx, &c);
	for (const struct val_item *i = rows.items.first; i && groups > 0; i = i->next) {
		int64_t verdict = val_geti(&i->v, "putusan", 0), n;
		if (!val_geti(&i->v, "belum", 0))
			continue;
		groups--;
		bool sure = verdict == PADAN_TIDAK_LAYAK;
		TRY(putusan_bulk(cx, p->kasus, verdict, val_geti(&i->v, "utama", 0), sure ? S("nonaktif") : S("pertahankan"),
				 sure ? STR_NONE : S("Sudah ditanyakan ke kelurahan; tetap layak."), &n, err));
	}
	return OK;
}

static int step_some(struct cx *cx, void *ctx, struct err *err) { return decide(cx, ctx, 2, err); }

static int step_decide(struct cx *cx, void *ctx, struct err *err)
{
	struct play *p = ctx;
	TRY(decide(cx, p, 1000, err));
	return periksa_finish(cx, p->kasus, STR_NONE, err);
}

static int step_letter(struct cx *cx, void *ctx, struct err *err)
{
	struct play *p = ctx;
	TRY(surat_draft(cx, p->kasus, err));
	return surat_ask(cx, p->kasus, STR_NONE, err);
}

static int step_approve(struct cx *cx, void *ctx, struct err *err)
{
	struct play *p = ctx;
	struct val view = val_obj();
	TRY(setuju_view(cx, p->kasus, &view, err));
	return setuju_decide(cx, p->kasus, S("setuju"), val_getstr(&view, "hash"), STR_NONE, err);
}

static int step_send(struct cx *cx, void *ctx, struct err *err)
{
	struct play *p = ctx;
	TRY(surat_issue(cx, p->kasus,
			cx_textf(cx->mem, "400.7/%d/%s/%d", 1200 + p->month * 17,
				 bulan_romawi((int) (cx_today(cx) / 100 % 100)), (int) (cx_today(cx) / 10000)),
			cx_today(cx), err));
	TRY(ajuan_susun(cx, p->kasus, err));
	return ajuan_serah(cx, p->kasus, S("akun tamu"), S("BPJS Kesehatan Cabang Batam"), err);
}

/* BPJS does nearly all, refuses one, and of three it says "done" without doing it: they come back next month. */
static int step_answer(struct cx *cx, void *ctx, struct err *err)
{
	struct play *p = ctx;
	struct val rows, q = OBJ(cx, { "kasus", val_int(p->kasus) }, { "jawaban", val_c("") }, { "batas", val_int(1) },
				 { "lewat", val_int(3) });
	int64_t n;
	TRY(ajuan_terima(cx, p->kasus, err));
	TRY(ALL(cx, Q_USULAN_HALAMAN, &q, &rows, err));
	if (rows.items.n)
		TRY(ajuan_jawab(cx, p->kasus, val_geti(&rows.items.first->v, "peserta", 0), S("ditolak"),
				S("Peserta sedang dirawat; diproses bulan berikutnya"), 0, NULL, err));
	return ajuan_jawab_semua(cx, p->kasus, S("dikerjakan"), STR_NONE, NULL, &n, err);
}

static int step_draft(struct cx *cx, void *ctx, struct err *err)
{
	struct play *p = ctx;
	struct rekon_draf d = { .sumber = S("padan"), .tanggal = cx_today(cx) };
	return rekon_susun(cx, p->kasus, &d, err);
}

static int agree(struct cx *cx, int64_t kasus, bool bpjs, struct err *err)
{
	struct val out = val_obj();
	TRY(rekon_lihat(cx, kasus, &out, err));
	struct str hash = val_getstr(val_get(&out, "rekonsiliasi"), "hash");
	return bpjs ? rekon_bpjs(cx, kasus, hash, NULL, err) : rekon_dinkes(cx, kasus, hash, err);
}

static int step_agree(struct cx *cx, void *ctx, struct err *err) { return agree(cx, ((struct play *)ctx)->kasus, false, err); }
static int step_agree_bpjs(struct cx *cx, void *ctx, struct err *err) { return agree(cx, ((struct play *)ctx)->kasus, true, err); }

static const struct act script[] = {
	{ "sari", step_open, 0, 0, true, false },	 { "sari", step_accept, 0, 6, true, false },
	{ "sari", step_some, 2, 30, false, false },	 { "sari", step_some, 3, 0, false, false },
	{ "sari", step_some, 2, 10, false, false },	 { "sari", step_decide, 5, 0, false, false },	 { "sari", step_letter, 3, 0, false, false },
	{ "ratna", step_approve, 1, 30, false, false }, { "maya", step_send, 0, 40, false, false },
	{ "bpjs", step_answer, 5, 0, false, false },	 { "sari", step_draft, 2, 0, false, false },
	{ "maya", step_agree, 0, 50, false, false },	 { "bpjs", step_agree_bpjs, 1, 0, false, false },
};

/* --- the lists -------------------------------------------------------------------------------------------------------- */

struct lists {
	bool *odd;    /* by line of the list: something is the matter with this row */
	size_t odd_n;
	char **gone;  /* cards that BPJS took off, sorted */
	size_t gone_n, gone_cap;
};

static int by_text(const void *a, const void *b)
{
	char *const *x = a, *const *y = b;
	return strcmp(*x, *y);
}

static int note_gone(void *ctx, const struct val *row)
{
	struct lists *l = ctx;
	if (!str_eq(val_getstr(row, "jawaban"), S("dikerjakan")) || !val_getstr(row, "no_peserta").len)
		return 0;
	if (l->gone_n == l->gone_cap) {
		size_t cap = l->gone_cap ? l->gone_cap * 2 : 1024;
		char **more = realloc(l->gone, cap * sizeof(char *));
		if (!more)
			return 1;
		l->gone = more;
		l->gone_cap = cap;
	}
	struct str s = val_getstr(row, "no_peserta");
	l->gone[l->gone_n] = strndup(s.ptr, s.len);
	return l->gone[l->gone_n++] ? 0 : 1;
}

static bool is_gone(const struct lists *l, const char *line)
{
	/* The card stands in the row as 13 digits behind an apostrophe or alone. */
	for (const char *p = line; *p; p++) {
		size_t n = 0;
		while (ch_digit(p[n]))
			n++;
		if (n == 13) {
			char card[14];
			snprintf(card, sizeof card, "%.13s", p);
			char *key = card;
			/* Three of those BPJS says it did are still billed. */
			size_t at = l->gone_n ? (size_t)((char **)bsearch(&key, l->gone, l->gone_n, sizeof(char *), by_text) -
							 l->gone)
					      : SIZE_MAX;
			return at < l->gone_n && at % 97 != 5;
		}
		p += n ? n - 1 : 0;
	}
	return false;
}

/* Which rows are what the months have to find: from the truth beside the list. */
static int read_truth(const struct play *p, struct lists *l, uint64_t rows, struct err *err)
{
	static const char *const usual[] = { ",OK,", ",KK_OLD,", ",NAME_VARIANT," };
	char path[3300], *line = NULL;
	size_t cap = 0;
	l->odd = calloc(rows + 2, sizeof(bool));
	snprintf(path, sizeof path, "%s/kebenaran.csv", p->file);
	FILE *f = fopen(path, "re");
	for (; f && l->odd && l->odd_n < rows + 2 && getline(&line, &cap, f) > 0; l->odd_n++) {
		bool *odd = &l->odd[l->odd_n];
		*odd = l->odd_n > 0;
		for (size_t i = 0; i < COUNT(usual); i++)
			if (strstr(line, usual[i]))
				*odd = false;
	}
	free(line);
	if (f)
		fclose(f);
	return f && l->odd ? OK : FAIL(err, E_IO, "daftar contoh tidak bisa dibaca");
}

/* The month from which a row is on the list, 0 the first. Trouble is spread over the months, so that each has its own. */
static int joins(const struct lists *l, size_t no)
{
	unsigned at = (unsigned)(no * 2654435761u >> 7) % 100;
	if (no < l->odd_n && l->odd[no])
		return at < 55 ? 0 : at < 70 ? 1 : at < 85 ? 2 : 3;
	return at < 97 ? 0 : (int)(at - 96);
}

/* The list of a month: who joined by then, without those who left and those BPJS took off. */
static int month_list(struct play *p, const struct lists *l, struct err *err)
{
	char from[3300], *line = NULL;
	size_t cap = 0, no = 0;
	snprintf(from, sizeof from, "%s/bnba-bpjs.csv", p->file);
	snprintf(p->path, sizeof p->path, "%s/BNBA_BATAM_%06d.csv", p->file, (int)(cx_today(&p->cx) / 100));
	FILE *in = fopen(from, "re"), *out = fopen(p->path, "we");
	while (in && out && getline(&line, &cap, in) > 0) {
		bool left = no % 401 < (size_t)p->month;
		if (no == 0 || (joins(l, no) <= p->month && !left && !is_gone(l, line)))
			fputs(line, out);
		no++;
	}
	free(line);
	int bad = !in || !out || ferror(in) || ferror(out);
	if (in)
		fclose(in);
	if (out && fclose(out) != 0)
		bad = 1;
	return bad ? FAIL(err, E_IO, "daftar contoh tidak bisa ditulis") : OK;
}

int contoh_main(struct play *p, const struct act *acts, size_t n, struct err *err)
{
	for (size_t i = 0; i < n; i++) {
		wait_days(p, acts[i].days, acts[i].minutes);
		TRY(as(p, acts[i].who, err));
		TRY(acts[i].alone ? acts[i].fn(&p->cx, p, err) : kantor_write(&p->cx, acts[i].fn, p, err));
		if (acts[i].jobs)
			TRY(kantor_jobs(p->k, play_now, p, err));
	}
	return OK;
}

/* Last month's bill comes on the third, while this month's list is being verified. */
static int bill_meanwhile(struct play *p, struct err *err)
{
	int64_t now = p->now_s;
	if (!p->bayar)
		return OK;
	wait_days(p, 1, 0);
	TRY(contoh_tagih(p, p->month, err));
	p->now_s = now;
	return OK;
}

static int play_month(struct play *p, struct lists *l, bool whole, struct err *err)
{
	if (l->gone_n)
		qsort(l->gone, l->gone_n, sizeof(char *), by_text);
	p->cx.now_s = p->now_s;
	TRY(month_list(p, l, err));
	TRY(contoh_main(p, script, whole ? 2 : 1, err));
	unlink(p->path);
	if (!whole)
		return OK;
	TRY(bill_meanwhile(p, err));
	TRY(contoh_main(p, script + 2, COUNT(script) - 2, err));
	TRY(contoh_setujui(p, err));
	struct val q = OBJ(&p->cx, { "kasus", val_int(p->kasus) });
	return db_each(p->cx.db, Q_USULAN_SEMUA, &q, note_gone, l, err);
}

static int months(struct play *p, struct lists *l, int64_t today_s, struct err *err)
{
	tanggal today = cx_today(&p->cx);
	int first = today / 10000 * 12 + today / 100 % 100 - 1 - 3;
	for (int i = 0; i <= 3; i++) {
		int y = (first + i) / 12, m = (first + i) % 12 + 1;
		/* Lists come on the second; the present month's list came this morning. */
		int64_t begin = (int64_t)tanggal_days(y * 10000 + m * 100 + 2) * 86400 + 2 * 3600;
		p->now_s = i == 3 ? today_s - 600 : begin;
		p->month = i;
		p->cx.now_s = p->now_s;
		if (i == 0) {
			TRY(as(p, "sari", err));
			TRY(kantor_write(&p->cx, step_extract, p, err));
			TRY(contoh_penanda(p, err));
		}
		if (i == 0 || m == 1) {
			/* The year before had its papers; of its budget no more than eleven months can be gone. */
			p->paid = i ? 0 : m < 11 ? m : 11;
			TRY(contoh_tahun(p, err));
			p->now_s = i == 3 ? today_s - 600 : begin;
		}
		if (i == 3) {
			p->now_s = begin + 86400 < today_s - 3600 ? begin + 86400 : today_s - 3600;
			TRY(contoh_tagih(p, 3, err));
			p->now_s = today_s - 600;
		}
		TRY(play_month(p, l, i < 3, err));
	}
	return OK;
}

int contoh_isi(struct kantor *k, uint64_t rows, struct err *err)
{
	char dir[3100];
	struct arena mem;
	struct play p = { .k = k, .file = dir, .now_s = kantor_now(NULL) };
	struct lists l = { 0 };
	int64_t today_s = p.now_s;
	snprintf(dir, sizeof dir, "%s/spool/contoh", k->dir);
	struct demo_options opt = DEMO_OPTIONS_INIT;
	opt.dir = dir;
	opt.rows = p.rows = rows;
	opt.layouts = DEMO_BPJS;
	arena_init(&mem, 0, (size_t)1 << 30);
	p.cx = (struct cx){ .db = k->db, .mem = &mem, .now_s = p.now_s, .from = S("init"), .office = &k->office };
	int rc = kantor_write(&p.cx, add_people, NULL, err);
	opt.as_of = cx_today(&p.cx);
	if (rc == OK)
		rc = demo_write(&opt, err);
	if (rc == OK)
		rc = read_truth(&p, &l, rows, err);
	if (rc == OK)
		rc = months(&p, &l, today_s, err);
	static const char *const leftovers[] = { "bnba-bpjs.csv", "kependudukan.csv", "kebenaran.csv" };
	for (size_t i = 0; i < COUNT(leftovers); i++) {
		char path[3300];
		snprintf(path, sizeof path, "%s/%s", dir, leftovers[i]);
		unlink(path);
	}
	rmdir(dir);
	for (size_t i = 0; i < l.gone_n; i++)
		free(l.gone[i]);
	free(l.gone);
	free(l.odd);
	arena_clear(&mem);
	if (rc < 0)
		return rc;
	printf("Kantor contoh (semua orang dan datanya rekaan). Kata sandi semua akun: %s\n", SANDI);
	for (size_t i = 0; i < COUNT(people); i++)
		printf("  %-8s %-38s %s\n", people[i].masuk, people[i].nama, peran_by_code(str_c(people[i].peran))->nama);
	return OK;
}
