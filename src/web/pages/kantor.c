/* Rooms of the administrator: people, office holders, delegations, settings. No participant is seen here. */
#include "app/akun.h"
#include "app/audit.h"
#include "app/peran.h"
#include "app/setelan.h"
#include "web/pages/pages.h"

static struct val role_list(struct cx *cx, struct str chosen)
{
	struct val list = val_list();
	for (size_t i = 0; i < ROLE_COUNT; i++)
		val_push(cx->mem, &list, OBJ(cx, { "kode", val_c(peran_table[i].kode) }, { "nama", val_c(peran_table[i].nama) },
					     { "bisa_delegasi", val_bool(peran_table[i].delegable) },
					     { "dipilih", val_bool(str_eq(chosen, str_c(peran_table[i].kode))) }));
	return list;
}

static void blank(struct cx *cx, struct val *out, const char *title)
{
	val_set(cx->mem, out, "judul", val_c(title));
	val_set(cx->mem, out, "gagal", val_null);
	val_set(cx->mem, out, "galat", val_obj());
	val_set(cx->mem, out, "isian", val_obj());
}

HANDLER(p_pengguna)
{
	(void)in;
	struct val rows;
	TRY(ALL(cx, Q_PENGGUNA_SEMUA, NULL, &rows, err));
	for (struct val_item *i = rows.items.first; i; i = i->next) {
		const struct peran *r = peran_by_code(val_getstr(&i->v, "peran"));
		val_set(cx->mem, &i->v, "peran_nama", val_c(r ? r->nama : ""));
	}
	blank(cx, out, "Pengguna");
	val_set(cx->mem, out, "pengguna", rows);
	val_set(cx->mem, out, "peran", role_list(cx, STR_NONE));
	val_set(cx->mem, out, "tautan", val_null);
	return OK;
}

static void put_link(struct cx *cx, struct val *out, struct str secret)
{
	val_set(cx->mem, out, "tautan", val_str(cx_textf(cx->mem, "/tautan/%.*s", (int)secret.len, secret.ptr)));
}

HANDLER(p_pengguna_tambah)
{
	int64_t id;
	struct str secret;
	TRY(akun_tambah(cx, val_getstr(in, "masuk"), val_getstr(in, "nama"), val_getstr(in, "nip"), val_getstr(in, "jabatan"),
			val_getstr(in, "peran"), &id, err));
	TRY(akun_tautan(cx, id, &secret, err));
	TRY(p_pengguna(cx, in, out, err));
	val_set(cx->mem, out, "id", val_int(id));
	put_link(cx, out, secret);
	return OK;
}

HANDLER(p_pengguna_satu)
{
	struct val u, p = OBJ(cx, { "id", val_int(val_geti(in, "id", 0)) });
	int rc = ONE(cx, Q_PENGGUNA_ID, &p, &u, err);
	if (rc < 0)
		return rc == E_NOTFOUND ? FAIL(err, E_NOTFOUND, "Pengguna itu tidak ada.") : rc;
	blank(cx, out, "Pengguna");
	val_set(cx->mem, out, "pengguna", u);
	val_set(cx->mem, out, "peran", role_list(cx, val_getstr(&u, "peran")));
	val_set(cx->mem, out, "tautan", val_null);
	return OK;
}

HANDLER(p_pengguna_ubah)
{
	int64_t id = val_geti(in, "id", 0), n, others;
	struct val u, p = OBJ(cx, { "id", val_int(id) }, { "nama", val_str(val_getstr(in, "nama")) },
			      { "nip", val_str(val_getstr(in, "nip").ptr ? val_getstr(in, "nip") : S("")) },
			      { "jabatan", val_str(val_getstr(in, "jabatan").ptr ? val_getstr(in, "jabatan") : S("")) },
			      { "peran", val_str(val_getstr(in, "peran")) }, { "aktif", val_int(val_geti(in, "aktif", 0)) },
			      { "versi", val_int(val_geti(in, "versi", 0)) });
	int rc = ONE(cx, Q_PENGGUNA_ID, &p, &u, err);
	if (rc < 0)
		return rc == E_NOTFOUND ? FAIL(err, E_NOTFOUND, "Pengguna itu tidak ada.") : rc;
	if (!peran_by_code(val_getstr(in, "peran")))
		return FAIL(err, E_REFUSED, "Peran itu tidak ada.");
	TRY(db_int(cx->db, Q_ADMIN_LAIN, &p, 0, &others, err));
	bool was = str_eq(val_getstr(&u, "peran"), S("admin")),
	     stays = str_eq(val_getstr(in, "peran"), S("admin")) && val_geti(in, "aktif", 0);
	if (was && !stays && !others)
		return FAIL(err, E_REFUSED, "Ini administrator terakhir yang aktif; angkat administrator lain dahulu.");
	TRY(db_run(cx->db, Q_PENGGUNA_UBAH, &p, &n, err));
	if (n != 1)
		return FAIL(err, E_CONFLICT, "Data pengguna ini baru saja diubah orang lain. Muat ulang lalu lihat perubahannya.");
	/* A changed role or a closed account takes effect at once. */
	if (!val_geti(in, "aktif", 0) || !str_eq(val_getstr(&u, "peran"), val_getstr(in, "peran")))
		TRY(akun_cabut_sesi(cx, id, STR_NONE, err));
	TRY(audit_write(cx, "pengguna.ubah", cx_textf(cx->mem, "pengguna/%" PRId64, id), &u, &p, STR_NONE, err));
	val_set(cx->mem, out, "lanjut", val_c("/pengguna"));
	val_set(cx->mem, out, "pesan", val_c("Perubahan disimpan."));
	return OK;
}

HANDLER(p_pengguna_tautan)
{
	struct str secret;
	TRY(p_pengguna_satu(cx, in, out, err));
	TRY(akun_tautan(cx, val_geti(in, "id", 0), &secret, err));
	put_link(cx, out, secret);
	return OK;
}

/* The phone is lost: whoever needs the factor sets a new one at the next sign-in. */
HANDLER(p_pengguna_totp)
{
	int64_t id = val_geti(in, "id", 0);
	struct val p = OBJ(cx, { "id", val_int(id) }, { "totp", val_c("") });
	if (id == cx->user->id)
		return FAIL(err, E_DENIED, "Kode kedua Anda sendiri diganti di Akun saya.");
	TRY(p_pengguna_satu(cx, in, out, err));
	TRY(db_run(cx->db, Q_PENGGUNA_TOTP_ATUR, &p, NULL, err));
	TRY(akun_cabut_sesi(cx, id, STR_NONE, err));
	TRY(audit_write(cx, "totp.hapus", cx_textf(cx->mem, "pengguna/%" PRId64, id), NULL, NULL, STR_NONE, err));
	val_set(cx->mem, out, "lanjut", val_str(cx_textf(cx->mem, "/pengguna/%" PRId64, id)));
	val_set(cx->mem, out, "pesan", val_c("Kode kedua dihapus; sesi dan tokennya berakhir."));
	return OK;
}

HANDLER(p_pengguna_cabut)
{
	TRY(akun_cabut_sesi(cx, val_geti(in, "id", 0), STR_NONE, err));
	val_set(cx->mem, out, "lanjut", val_str(cx_textf(cx->mem, "/pengguna/%" PRId64, val_geti(in, "id", 0))));
	val_set(cx->mem, out, "pesan", val_c("Semua sesi pengguna ini diakhiri."));
	return OK;
}

HANDLER(p_pejabat)
{
	(void)in;
	struct val rows;
	blank(cx, out, "Pejabat & delegasi");
	TRY(ALL(cx, Q_PEJABAT_SEMUA, NULL, &rows, err));
	val_set(cx->mem, out, "pejabat", rows);
	TRY(ALL(cx, Q_DELEGASI_SEMUA, NULL, &rows, err));
	for (struct val_item *i = rows.items.first; i; i = i->next) {
		const struct peran *r = peran_by_code(val_getstr(&i->v, "peran"));
		val_set(cx->mem, &i->v, "peran_nama", val_c(r ? r->nama : ""));
		int64_t today = cx_today(cx);
		val_set(cx->mem, &i->v, "berlaku", val_bool(!val_geti(&i->v, "dicabut_s", 0) && val_geti(&i->v, "mulai", 0) <= today && today <= val_geti(&i->v, "selesai", 0)));
	}
	val_set(cx->mem, out, "delegasi", rows);
	TRY(ALL(cx, Q_PENGGUNA_SEMUA, NULL, &rows, err));
	val_set(cx->mem, out, "pengguna", rows);
	val_set(cx->mem, out, "peran", role_list(cx, STR_NONE));
	return OK;
}

static struct str or_empty(struct str s) { return s.ptr ? s : S(""); }

HANDLER(p_pejabat_tambah)
{
	int64_t from = val_geti(in, "mulai", 0), to = val_geti(in, "selesai", 0);
	if (to && to < from)
		return FAIL(err, E_REFUSED, "Tanggal selesai mendahului tanggal mulai.");
	struct val p = OBJ(cx, { "jabatan", val_str(val_getstr(in, "jabatan")) }, { "nama", val_str(val_getstr(in, "nama")) },
			   { "nip", val_str(or_empty(val_getstr(in, "nip"))) },
			   { "pangkat", val_str(or_empty(val_getstr(in, "pangkat"))) },
			   { "sebutan", val_str(val_getstr(in, "sebutan")) }, { "mulai", val_int(from) },
			   { "selesai", val_int(to ? to : 99991231) });
	TRY(db_run(cx->db, Q_PEJABAT_TAMBAH, &p, NULL, err));
	TRY(audit_write(cx, "pejabat.tambah", cx_textf(cx->mem, "pejabat/%" PRId64, db_last_id(cx->db)), NULL, &p, STR_NONE, err));
	val_set(cx->mem, out, "lanjut", val_c("/pejabat"));
	val_set(cx->mem, out, "pesan", val_c("Pejabat dicatat."));
	return OK;
}

HANDLER(p_pejabat_akhiri)
{
	int64_t n;
	struct val p = OBJ(cx, { "id", val_int(val_geti(in, "id", 0)) }, { "selesai", val_int(val_geti(in, "selesai", 0)) });
	TRY(db_run(cx->db, Q_PEJABAT_AKHIRI, &p, &n, err));
	if (!n)
		return FAIL(err, E_NOTFOUND, "Pejabat itu tidak ada.");
	TRY(audit_write(cx, "pejabat.akhiri", cx_textf(cx->mem, "pejabat/%" PRId64, val_geti(in, "id", 0)), NULL, &p, STR_NONE, err));
	val_set(cx->mem, out, "lanjut", val_c("/pejabat"));
	val_set(cx->mem, out, "pesan", val_c("Masa jabatan diakhiri."));
	return OK;
}

HANDLER(p_delegasi_tambah)
{
	const struct peran *role = peran_by_code(val_getstr(in, "peran"));
	int64_t from = val_geti(in, "mulai", 0), to = val_geti(in, "selesai", 0);
	if (!role || !role->delegable)
		return FAIL(err, E_REFUSED, "Peran itu tidak bisa didelegasikan.");
	if (to < from)
		return FAIL(err, E_REFUSED, "Tanggal selesai mendahului tanggal mulai.");
	struct val u, p = OBJ(cx, { "id", val_int(val_geti(in, "pengguna", 0)) },
			      { "pengguna", val_int(val_geti(in, "pengguna", 0)) },
			      { "peran", val_str(val_getstr(in, "peran")) }, { "awalan", val_str(val_getstr(in, "awalan")) },
			      { "mandat", val_str(val_getstr(in, "mandat")) }, { "mulai", val_int(from) },
			      { "selesai", val_int(to) }, { "now", val_int(cx->now_s) }, { "oleh", val_int(cx->user->id) });
	int rc = ONE(cx, Q_PENGGUNA_ID, &p, &u, err);
	if (rc < 0)
		return rc == E_NOTFOUND ? FAIL(err, E_REFUSED, "Pilih pengguna yang menerima delegasi.") : rc;
	const struct peran *own = peran_by_code(val_getstr(&u, "peran"));
	if (own && (own->bit & (R_BPJS | R_ADMIN | R_AUDITOR)))
		return FAIL(err, E_REFUSED, "Delegasi hanya bisa diberikan kepada pegawai kantor.");
	TRY(db_run(cx->db, Q_DELEGASI_TAMBAH, &p, NULL, err));
	TRY(audit_write(cx, "delegasi.beri", cx_textf(cx->mem, "pengguna/%" PRId64, val_geti(in, "pengguna", 0)), NULL, &p,
			val_getstr(in, "mandat"), err));
	val_set(cx->mem, out, "lanjut", val_c("/pejabat"));
	val_set(cx->mem, out, "pesan", val_c("Delegasi dicatat."));
	return OK;
}

HANDLER(p_delegasi_cabut)
{
	int64_t n;
	struct val p = OBJ(cx, { "id", val_int(val_geti(in, "id", 0)) }, { "now", val_int(cx->now_s) });
	TRY(db_run(cx->db, Q_DELEGASI_CABUT, &p, &n, err));
	if (!n)
		return FAIL(err, E_NOTFOUND, "Delegasi itu tidak ada atau sudah dicabut.");
	TRY(audit_write(cx, "delegasi.cabut", cx_textf(cx->mem, "delegasi/%" PRId64, val_geti(in, "id", 0)), NULL, NULL, STR_NONE, err));
	val_set(cx->mem, out, "lanjut", val_c("/pejabat"));
	val_set(cx->mem, out, "pesan", val_c("Delegasi dicabut."));
	return OK;
}

/* What was typed of one setting, when its form was refused; NULL when it was not. */
static const struct val *typed_of(const struct val *in, struct str group, struct str name)
{
	const struct val *typed = val_get(in, "_isian");
	return str_eq(val_getstr(in, "kelompok"), group) ? val_gets(val_get(typed, "nilai"), name) : NULL;
}

/* "201601" as a field of months has it. */
static struct str month_field(struct cx *cx, struct str s)
{
	return s.len == 6 ? cx_textf(cx->mem, "%.4s-%.2s", s.ptr, s.ptr + 4) : s;
}

/* A field of the form: what stands in it, what is wrong with it, and the value in force where that is another. */
static bool put_field(struct cx *cx, struct val *s, const struct val *typed, const struct val *faults, bool first)
{
	struct str now = val_getstr(s, "nilai"), shown = typed ? typed->s : now, kept, kind = val_getstr(s, "jenis");
	const struct setelan *def = setelan_find(val_getstr(s, "nama"));
	const struct val *fault = typed ? val_gets(faults, val_getstr(s, "nama")) : NULL;
	if (typed)
		(void)setelan_check(cx, def, typed->s, &kept);
	bool month = str_eq(kind, S("bulan"));
	val_set(cx->mem, s, "baris", val_bool(str_eq(kind, S("baris")) || str_eq(kind, S("kriteria"))));
	val_set(cx->mem, s, "bulan", val_bool(month));
	val_set(cx->mem, s, "bilangan", val_bool(str_eq(kind, S("bilangan"))));
	val_set(cx->mem, s, "isi", val_str(month ? month_field(cx, shown) : shown));
	val_set(cx->mem, s, "galat", fault ? *fault : val_null);
	bool differs = typed && !fault && !str_eq(kept, now);
	val_set(cx->mem, s, "pertama", val_bool(first && (fault || differs)));
	val_set(cx->mem, s, "beda", val_bool(differs));
	val_set(cx->mem, s, "asli", val_bool(str_eq(now, val_getstr(s, "bawaan"))));
	val_set(cx->mem, s, "teks_nilai", val_str(month ? month_field(cx, now) : now));
	val_set(cx->mem, s, "teks_bawaan", val_str(month ? month_field(cx, val_getstr(s, "bawaan")) : val_getstr(s, "bawaan")));
	struct val *choices = NULL;
	for (struct val_item *c = s->items.first; c; c = c->next)
		if (str_eq(c->key, S("pilihan")) && c->v.kind == VAL_LIST)
			choices = &c->v;
	for (struct val_item *c = choices ? choices->items.first : NULL; c; c = c->next) {
		val_set(cx->mem, &c->v, "dipilih", val_bool(str_eq(val_getstr(&c->v, "nilai"), shown)));
		if (str_eq(val_getstr(&c->v, "nilai"), now))
			val_set(cx->mem, s, "teks_nilai", val_str(val_getstr(&c->v, "teks")));
		if (str_eq(val_getstr(&c->v, "nilai"), val_getstr(s, "bawaan")))
			val_set(cx->mem, s, "teks_bawaan", val_str(val_getstr(&c->v, "teks")));
	}
	return fault || differs;
}

HANDLER(p_setelan)
{
	struct val groups, all = val_list();
	bool marked = false, again = val_getstr(in, "kelompok").len && val_get(in, "_isian");
	blank(cx, out, "Setelan");
	TRY(setelan_list(cx, &groups, err));
	for (struct val_item *g = groups.items.first; g; g = g->next)
		for (struct val_item *l = g->v.items.first; l; l = l->next)
			for (struct val_item *s = str_eq(l->key, S("setelan")) ? l->v.items.first : NULL; s; s = s->next) {
				marked |= put_field(cx, &s->v, typed_of(in, val_getstr(&g->v, "kode"), val_getstr(&s->v,
					"nama")), val_get(in, "_galat"), !marked);
				val_push(cx->mem, &all, s->v);
			}
	for (struct val_item *g = groups.items.first; g; g = g->next)
		val_set(cx->mem, &g->v, "diisi", val_bool(again && str_eq(val_getstr(in, "kelompok"), val_getstr(&g->v, "kode"))));
	val_set(cx->mem, out, "di_kelompok", val_bool(again));
	val_set(cx->mem, out, "kelompok", groups);
	val_set(cx->mem, out, "setelan", all);
	return OK;
}

HANDLER(p_setelan_kirim)
{
	TRY(setelan_set(cx, val_getstr(in, "nama"), or_empty(val_getstr(in, "nilai")), err));
	val_set(cx->mem, out, "lanjut", val_c("/setelan"));
	val_set(cx->mem, out, "pesan", val_c("Setelan disimpan."));
	return OK;
}

HANDLER(p_setelan_kelompok)
{
	struct val faults;
	int64_t n;
	struct str group = val_getstr(in, "kelompok");
	int rc = setelan_set_group(cx, group, val_geti(in, "versi", 0), val_get(in, "nilai"), &faults, &n, err);
	if (rc < 0) {
		val_set(cx->mem, out, "_galat", faults);
		return rc;
	}
	val_set(cx->mem, out, "jumlah", val_int(n));
	val_set(cx->mem, out, "lanjut", val_str(cx_textf(cx->mem, "/setelan#k-%.*s", (int)group.len, group.ptr)));
	val_set(cx->mem, out, "pesan", n ? val_str(cx_textf(cx->mem, "%" PRId64 " setelan disimpan.",
		n)) : val_c("Tidak ada yang berubah."));
	return OK;
}
