#include "app/setuju.h"
#include "app/audit.h"
#include "app/berkas.h"
#include "app/kasus.h"
#include "app/peran.h"
#include "app/surat.h"
#include "app/terima.h"

static unsigned head_only(struct cx *cx)
{
	(void)cx;
	return R_KADIS;
}

static const struct setuju_hal matters[] = {
	{ "072", 4, head_only, surat_sidik, surat_putus, Q_PEMBUAT_JUMLAH },
	{ "070", 2, terima_penyetuju, terima_sidik, terima_putus, Q_PEMBUAT_BAYAR },
};

int setuju_hal_dari(struct cx *cx, int64_t kasus, struct val *ret_kasus, const struct setuju_hal **ret, struct err *err)
{
	struct val k;
	TRY(kasus_get(cx, kasus, &k, err));
	int64_t at = val_geti(&k, "langkah", 0);
	if (!str_eq(val_getstr(&k, "status"), S("berjalan")))
		return FAIL(err, E_REFUSED, "Periode ini sudah selesai; tidak ada yang bisa diubah lagi.");
	for (size_t i = 0; i < COUNT(matters); i++)
		if (str_eq(val_getstr(&k, "sop"), str_c(matters[i].sop)) && matters[i].langkah == at) {
			*ret = &matters[i];
			*ret_kasus = k;
			return OK;
		}
	return FAIL(err, E_REFUSED, "Periode ini sedang di langkah %" PRId64 "; langkah itu tidak meminta persetujuan.", at);
}

/* Nobody approves or confirms what they received, decided on, proved, drafted or sent up. The record tells, so that a decision
 * undone or overwritten does not hide its maker. */
static int not_the_maker(struct cx *cx, const struct setuju_hal *h, int64_t kasus, struct err *err)
{
	struct val p = OBJ(cx, { "oleh", val_int(cx->user->id) }, { "objek", val_str(kasus_objek(cx, kasus)) },
			   { "dari", val_str(cx_textf(cx->mem, "kasus/%" PRId64 "/", kasus)) },
			   { "hingga", val_str(cx_textf(cx->mem, "kasus/%" PRId64 "0", kasus)) });
	int64_t n;
	TRY(db_int(cx->db, h->pembuat, &p, 0, &n, err));
	return n ? FAIL(err, E_DENIED, "Anda ikut menyusun usulan ini, jadi persetujuannya harus oleh orang lain.") : OK;
}

/* "Plt. Kepala Dinas" where the role is delegated. */
static struct str signed_as(struct cx *cx, unsigned role)
{
	const struct peran *p = peran_by_bit(role);
	MUST(p);
	if (!(cx->user->own & role) && cx->user->delegasi)
		return cx_textf(cx->mem, "%.*s %s", (int)cx->user->awalan.len, cx->user->awalan.ptr, p->nama);
	return str_c(p->nama);
}

struct mark {
	struct str hasil, hash, catatan, sebagai, kertas, penanda;
	unsigned role;
	int64_t tanggal;
};

static int record(struct cx *cx, const struct setuju_hal *h, int64_t kasus, const struct mark *m, struct err *err)
{
	const struct peran *role = peran_by_bit(m->role);
	struct val p = OBJ(cx, { "kasus", val_int(kasus) }, { "langkah", val_int(h->langkah) }, { "hasil", val_str(m->hasil) },
			   { "hash", val_str(m->hash) }, { "catatan", val_str(m->catatan.ptr ? m->catatan : S("")) },
			   { "oleh", val_int(cx->user->id) }, { "sebagai", val_str(m->sebagai) },
			   { "peran", val_c(role ? role->kode : "") },
			   { "delegasi", cx->user->delegasi ? val_int(cx->user->delegasi) : val_null },
			   { "now", val_int(cx->now_s) }, { "kertas", m->kertas.len ? val_str(m->kertas) : val_null },
			   { "penanda", val_str(m->penanda.ptr ? m->penanda : S("")) }, { "tanggal", val_int(m->tanggal) });
	TRY(db_run(cx->db, Q_SETUJU_TAMBAH, &p, NULL, err));
	return audit_write(cx,
			   m->kertas.len		   ? "persetujuan.dari_dokumen"
			   : str_eq(m->hasil, S("setuju")) ? "persetujuan.setuju"
							   : "persetujuan.kembali",
			   kasus_objek(cx, kasus), NULL, &p, m->catatan, err);
}

/* Bits of the needed roles whose yes to that hash stands. Older rows name no role: where one role decides, it is that one. */
static int marks(struct cx *cx, int64_t kasus, const struct setuju_hal *h, struct str hash, unsigned *ret, struct err *err)
{
	unsigned need = h->perlu(cx);
	struct val rows, p = OBJ(cx, { "kasus", val_int(kasus) }, { "langkah", val_int(h->langkah) }, { "hash", val_str(hash) });
	TRY(ALL(cx, Q_SETUJU_TANDA, &p, &rows, err));
	*ret = 0;
	for (const struct val_item *i = rows.items.first; i; i = i->next) {
		const struct peran *role = peran_by_code(val_getstr(&i->v, "peran"));
		*ret |= role ? role->bit : need;
	}
	*ret &= need;
	return OK;
}

int setuju_tanda(struct cx *cx, int64_t kasus, const struct setuju_hal *h, struct str hash, struct val *ret, struct err *err)
{
	unsigned need = h->perlu(cx);
	struct val rows, p = OBJ(cx, { "kasus", val_int(kasus) }, { "langkah", val_int(h->langkah) }, { "hash", val_str(hash) });
	TRY(ALL(cx, Q_SETUJU_TANDA, &p, &rows, err));
	*ret = val_list();
	for (size_t i = 0; i < ROLE_COUNT; i++) {
		if (!(peran_table[i].bit & need))
			continue;
		struct val *o = val_push(cx->mem, ret,
					 OBJ(cx, { "peran", val_c(peran_table[i].kode) }, { "nama", val_c(peran_table[i].nama) },
					     { "sudah", val_bool(false) }, { "oleh", val_null }, { "waktu_s", val_null }));
		for (const struct val_item *r = rows.items.first; r; r = r->next)
			if (!val_getstr(&r->v, "peran").len || str_eq(val_getstr(&r->v, "peran"), str_c(peran_table[i].kode))) {
				val_set(cx->mem, o, "sudah", val_bool(true));
				val_set(cx->mem, o, "oleh", val_str(val_getstr(&r->v, "nama")));
				val_set(cx->mem, o, "waktu_s", val_int(val_geti(&r->v, "waktu_s", 0)));
			}
	}
	return OK;
}

static int settle(struct cx *cx, const struct setuju_hal *h, const struct val *k, struct str hasil, struct str hash, struct str catatan,
		  struct err *err)
{
	int64_t id = val_geti(k, "id", 0);
	bool yes = str_eq(hasil, S("setuju"));
	unsigned have;
	TRY(marks(cx, id, h, hash, &have, err));
	if (yes && have != h->perlu(cx))
		return OK;
	/* A word on paper nobody confirmed falls with the matter it was about. */
	struct val pending =
		OBJ(cx, { "kasus", val_int(id) }, { "now", val_int(cx->now_s) }, { "alasan", val_c("sudah ada putusan lain") });
	TRY(db_run(cx->db, Q_SETUJU_GUGUR_TUNDA, &pending, NULL, err));
	return h->putus(cx, k, yes, catatan, err);
}

static int as_shown(struct cx *cx, const struct setuju_hal *h, const struct val *k, struct str hash, struct err *err)
{
	struct str now;
	TRY(h->sidik(cx, k, &now, err));
	if (!str_eq(now, hash))
		return FAIL(err, E_CONFLICT,
			    "Usulan berubah sejak halaman ini dibuka; persetujuan hanya berlaku untuk yang Anda lihat. Muat "
			    "ulang.");
	return OK;
}

int setuju_decide(struct cx *cx, int64_t kasus, struct str hasil, struct str hash, struct str catatan, struct err *err)
{
	struct val k;
	const struct setuju_hal *h;
	unsigned have, mine;
	TRY(setuju_hal_dari(cx, kasus, &k, &h, err));
	mine = h->perlu(cx) & cx->user->roles;
	if (!mine)
		return FAIL(err, E_DENIED, "Persetujuan langkah ini bukan wewenang peran Anda.");
	/* What is returned need not be what is on the papers any more. */
	if (str_eq(hasil, S("setuju"))) {
		TRY(as_shown(cx, h, &k, hash, err));
		TRY(marks(cx, kasus, h, hash, &have, err));
		mine &= ~have;
		if (!mine)
			return FAIL(err, E_REFUSED, "Anda sudah menyetujui; menunggu penyetuju lain.");
		/* Two marks are two people: a deputy does not give both. */
		struct val p = OBJ(cx, { "kasus", val_int(kasus) }, { "langkah", val_int(h->langkah) }, { "hash", val_str(hash) },
				   { "oleh", val_int(cx->user->id) });
		int64_t n;
		TRY(db_int(cx->db, Q_SETUJU_OLEH, &p, 0, &n, err));
		if (n)
			return FAIL(err, E_DENIED, "Anda sudah memberi satu persetujuan; yang kedua harus oleh orang lain.");
	} else if (!catatan.len) {
		return FAIL(err, E_REFUSED, "Tulis apa yang harus diperbaiki.");
	}
	TRY(not_the_maker(cx, h, kasus, err));
	unsigned role = mine & (~mine + 1);
	struct mark m = { .hasil = hasil, .hash = hash, .catatan = catatan, .sebagai = signed_as(cx, role), .role = role };
	TRY(record(cx, h, kasus, &m, err));
	return settle(cx, h, &k, hasil, hash, catatan, err);
}

int setuju_paper(struct cx *cx, int64_t kasus, const struct setuju_kertas *s, struct err *err)
{
	struct val k;
	const struct setuju_hal *h;
	TRY(setuju_hal_dari(cx, kasus, &k, &h, err));
	TRY(as_shown(cx, h, &k, s->hash, err));
	if (!s->penanda.len || s->tanggal <= 0 || s->tanggal > cx_today(cx))
		return FAIL(err, E_REFUSED, "Isi siapa yang menandatangani dan tanggalnya (tidak di masa depan).");
	if (str_eq(s->hasil, S("kembali")) && !s->catatan.len)
		return FAIL(err, E_REFUSED, "Tulis apa yang harus diperbaiki.");
	unsigned need = h->perlu(cx);
	const struct peran *role = s->peran.len ? peran_by_code(s->peran) : (need & (need - 1)) == 0 ? peran_by_bit(need) : NULL;
	if (!role || !(role->bit & need))
		return FAIL(err, E_REFUSED, "Sebutkan persetujuan siapa yang tertulis di dokumen itu.");
	TRY(berkas_take(cx, s->pindaian, s->tempat, err));
	struct mark m = { .hasil = s->hasil,
			  .hash = s->hash,
			  .catatan = s->catatan,
			  .sebagai = S("dicatat dari dokumen"),
			  .role = role->bit,
			  .kertas = val_getstr(s->pindaian, "hash"),
			  .penanda = s->penanda,
			  .tanggal = s->tanggal };
	return record(cx, h, kasus, &m, err);
}

int setuju_confirm(struct cx *cx, int64_t kasus, int64_t id, struct err *err)
{
	struct val s, k, p = OBJ(cx, { "id", val_int(id) }, { "oleh", val_int(cx->user->id) }, { "now", val_int(cx->now_s) });
	const struct setuju_hal *h;
	int64_t n;
	int rc = ONE(cx, Q_SETUJU_ID, &p, &s, err);
	if (rc < 0 || val_geti(&s, "kasus", 0) != kasus)
		return rc == OK || rc == E_NOTFOUND ? FAIL(err, E_NOTFOUND, "Persetujuan itu tidak ada.") : rc;
	if (!val_getstr(&s, "kertas").len || val_geti(&s, "ditegaskan", 0) || val_geti(&s, "batal_s", 0))
		return FAIL(err, E_REFUSED, "Persetujuan ini tidak menunggu penegasan.");
	if (val_geti(&s, "oleh", 0) == cx->user->id)
		return FAIL(err, E_DENIED, "Penegasan harus oleh orang lain daripada yang mencatat.");
	TRY(setuju_hal_dari(cx, kasus, &k, &h, err));
	if (val_geti(&s, "langkah", 0) != h->langkah)
		return FAIL(err, E_REFUSED, "Persetujuan ini tidak menunggu penegasan.");
	TRY(not_the_maker(cx, h, kasus, err));
	TRY(as_shown(cx, h, &k, val_getstr(&s, "hash"), err));
	TRY(db_run(cx->db, Q_SETUJU_TEGAS, &p, &n, err));
	if (n != 1)
		return FAIL(err, E_CONFLICT, "Persetujuan ini baru saja diubah orang lain.");
	TRY(audit_write(cx, "persetujuan.tegas", kasus_objek(cx, kasus), NULL, &p, STR_NONE, err));
	return settle(cx, h, &k, val_getstr(&s, "hasil"), val_getstr(&s, "hash"), val_getstr(&s, "catatan"), err);
}
