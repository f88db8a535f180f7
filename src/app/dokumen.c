#include "app/dokumen.h"
#include "app/audit.h"
#include "app/berkas.h"
#include "app/setelan.h"

const struct dokumen_jenis dokumen_jenis_table[] = {
	{ "pks", "PKS", "pihak cara_bayar sanksi jatuh_tempo" },
	{ "dpa", "DPA", "" },
	{ "mou", "MoU / Nota Kesepakatan", "pihak" },
	{ "sk_kacab", "SK Kacab BPJS Kesehatan", "nama jabatan" },
	{ "virtual_account", "Virtual Account", "va bank cabang" },
};
const size_t dokumen_jenis_count = COUNT(dokumen_jenis_table);

static const struct dokumen_jenis *kind_of(struct str kode)
{
	for (size_t i = 0; i < dokumen_jenis_count; i++)
		if (str_eq(kode, str_c(dokumen_jenis_table[i].kode)))
			return &dokumen_jenis_table[i];
	return NULL;
}

/* The members its kind has, of what was sent. */
static struct val details(struct cx *cx, const struct dokumen_jenis *k, const struct val *sent)
{
	struct val o = val_obj();
	for (const char *p = k->rincian; *p;) {
		size_t n = strcspn(p, " ");
		struct str key = str_of(p, n), v = sent ? val_getstr(sent, arena_str(cx->mem, key).ptr) : STR_NONE;
		if (v.len)
			val_sets(cx->mem, &o, key, val_str(v));
		p += n + (p[n] == ' ');
	}
	return o;
}

static bool is_day(int64_t t)
{
	return t > 19000101 && t <= 99991231 && tanggal_valid((int) (t / 10000), (int) (t / 100 % 100), (int) (t % 100));
}

int dokumen_tambah(struct cx *cx, const struct dokumen_baru *d, int64_t *ret_id, struct err *err)
{
	const struct dokumen_jenis *k = kind_of(d->jenis);
	if (!k)
		return FAIL(err, E_REFUSED, "Jenis dokumen itu tidak dikenal.");
	if (!is_day(d->mulai) || !is_day(d->selesai) || d->mulai > d->selesai)
		return FAIL(err, E_REFUSED, "Masa berlaku terbalik: tanggal mulai harus sebelum tanggal selesai.");
	if (!d->berkas || !val_getstr(d->berkas, "hash").len)
		return FAIL(err, E_REFUSED, "Lampirkan pindaian dokumennya.");
	struct val more = details(cx, k, d->rincian);
	if (strcmp(k->kode, "virtual_account") == 0 && (!val_getstr(&more, "va").len || !str_digits(val_getstr(&more, "va"))))
		return FAIL(err, E_REFUSED, "Isi nomor Virtual Account: angka saja, seperti pada dokumennya.");
	struct str due = val_getstr(&more, "jatuh_tempo");
	if (due.len && (!str_digits(due) || due.len > 2 || str_eq(due, S("0")) || str_eq(due, S("00")) ||
			(due.len == 2 && (due.ptr[0] > '3' || (due.ptr[0] == '3' && due.ptr[1] > '1')))))
		return FAIL(err, E_REFUSED, "Tanggal jatuh tempo di PKS: angka 1 sampai 31.");
	TRY(berkas_take(cx, d->berkas, d->tempat, err));
	struct val p = OBJ(cx, { "jenis", val_str(d->jenis) }, { "nomor", val_str(d->nomor) }, { "tanggal", val_int(d->tanggal) },
			   { "mulai", val_int(d->mulai) }, { "selesai", val_int(d->selesai) }, { "nilai", val_int(d->nilai) },
			   { "rincian", val_str(cx_json(cx, &more)) }, { "ditandatangani", val_int(d->ditandatangani) },
			   { "berkas", val_str(val_getstr(d->berkas, "hash")) }, { "tempat", val_str(d->tempat.ptr ? d->tempat : S("")) },
			   { "now", val_int(cx->now_s) }, { "oleh", val_int(cx->user->id) });
	TRY(db_run(cx->db, Q_DOKUMEN_TAMBAH, &p, NULL, err));
	*ret_id = db_last_id(cx->db);
	return audit_write(cx, "dokumen_tetap.catat", cx_textf(cx->mem, "dokumen/%" PRId64, *ret_id), NULL, &p, STR_NONE, err);
}

int dokumen_cabut(struct cx *cx, int64_t id, struct str alasan, struct err *err)
{
	int64_t n;
	struct val p = OBJ(cx, { "id", val_int(id) }, { "now", val_int(cx->now_s) }, { "alasan", val_str(alasan) });
	TRY(db_run(cx->db, Q_DOKUMEN_CABUT, &p, &n, err));
	if (!n)
		return FAIL(err, E_NOTFOUND, "Dokumen itu tidak ada atau sudah dicabut.");
	return audit_write(cx, "dokumen_tetap.cabut", cx_textf(cx->mem, "dokumen/%" PRId64, id), NULL, NULL, alasan, err);
}

static const char *state_of(const struct val *d, int64_t hari)
{
	return !val_geti(d, "ditandatangani", 0)	? "belum_ditandatangani"
	       : hari < val_geti(d, "mulai", 0)		? "belum_mulai"
	       : hari > val_geti(d, "selesai", 0)	? "berakhir"
							: "berlaku";
}

/* Members of rincian beside the others. */
static int open_details(struct cx *cx, struct val *d, struct err *err)
{
	struct val more;
	TRY(val_parse(&more, cx->mem, val_getstr(d, "rincian"), 100, err));
	for (const struct val_item *i = more.kind == VAL_OBJ ? more.items.first : NULL; i; i = i->next)
		val_sets(cx->mem, d, i->key, i->v);
	val_set(cx->mem, d, "rincian", val_null);
	return OK;
}

int dokumen_pada(struct cx *cx, const char *jenis, int64_t hari, struct val *ret, struct err *err)
{
	struct val p = OBJ(cx, { "jenis", val_c(jenis) }, { "hari", val_int(hari) });
	int rc = ONE(cx, Q_DOKUMEN_PADA, &p, ret, err);
	if (rc < 0)
		return rc;
	TRY(open_details(cx, ret, err));
	val_set(cx->mem, ret, "keadaan", val_c(state_of(ret, hari)));
	return OK;
}

int dokumen_semua(struct cx *cx, struct val *ret, struct err *err)
{
	int64_t today = cx_today(cx), soon = setelan_int(cx, "dokumen.peringatan");
	TRY(ALL(cx, Q_DOKUMEN_SEMUA, NULL, ret, err));
	for (struct val_item *i = ret->items.first; i; i = i->next) {
		const struct dokumen_jenis *k = kind_of(val_getstr(&i->v, "jenis"));
		bool gone = val_geti(&i->v, "dicabut_s", 0) != 0;
		const char *state = gone ? "dicabut" : state_of(&i->v, today);
		int64_t left = tanggal_days((tanggal)val_geti(&i->v, "selesai", 0)) - tanggal_days((tanggal)today);
		TRY(open_details(cx, &i->v, err));
		val_set(cx->mem, &i->v, "nama_jenis", val_c(k ? k->nama : ""));
		val_set(cx->mem, &i->v, "keadaan", val_c(state));
		val_set(cx->mem, &i->v, "sisa", val_int(left));
		val_set(cx->mem, &i->v, "segera", val_bool(strcmp(state, "berlaku") == 0 && left <= soon));
	}
	return OK;
}

int dokumen_peringatan(struct cx *cx, struct val *ret, struct err *err)
{
	int64_t today = cx_today(cx), soon = setelan_int(cx, "dokumen.peringatan");
	*ret = val_list();
	for (size_t i = 0; i < dokumen_jenis_count; i++) {
		const struct dokumen_jenis *k = &dokumen_jenis_table[i];
		struct val d;
		int rc = dokumen_pada(cx, k->kode, today, &d, err);
		if (rc < 0 && rc != E_NOTFOUND)
			return rc;
		if (rc == E_NOTFOUND)
			continue; /* an office that never paid yet has none to warn of; the bundle asks for it */
		int64_t left = tanggal_days((tanggal)val_geti(&d, "selesai", 0)) - tanggal_days((tanggal)today);
		bool ok = str_eq(val_getstr(&d, "keadaan"), S("berlaku"));
		if (ok && left <= soon) {
			/* A follower that is on record already answers the warning. */
			struct val next;
			int64_t after = tanggal_from_days(tanggal_days((tanggal)val_geti(&d, "selesai", 0)) + 1);
			if (dokumen_pada(cx, k->kode, after, &next, NULL) == OK && str_eq(val_getstr(&next, "keadaan"), S("berlaku")))
				continue;
		}
		if (!ok || left <= soon)
			val_push(cx->mem, ret,
				 OBJ(cx, { "nama", val_c(k->nama) }, { "nomor", val_str(val_getstr(&d, "nomor")) },
				     { "keadaan", *val_get(&d, "keadaan") }, { "selesai", val_int(val_geti(&d, "selesai", 0)) },
				     { "sisa", val_int(left) }, { "lewat", val_bool(!ok) }));
	}
	return OK;
}

int dokumen_isi(struct cx *cx, int64_t hari, struct val *fakta, struct err *err)
{
	for (size_t i = 0; i < dokumen_jenis_count; i++) {
		const char *kode = dokumen_jenis_table[i].kode;
		struct val d;
		int rc = dokumen_pada(cx, kode, hari, &d, err);
		if (rc == E_NOTFOUND)
			continue;
		if (rc < 0)
			return rc;
		val_set(cx->mem, &d, "keadaan", val_null); /* changes with the day, and no paper says it */
		val_set(cx->mem, fakta, strcmp(kode, "virtual_account") == 0 ? "va_dok" : kode, d);
	}
	return OK;
}

bool dokumen_angka_sama(struct str a, struct str b)
{
	size_t i = 0, j = 0;
	for (;;) {
		while (i < a.len && !ch_digit(a.ptr[i]))
			i++;
		while (j < b.len && !ch_digit(b.ptr[j]))
			j++;
		if (i == a.len || j == b.len)
			return i == a.len && j == b.len;
		if (a.ptr[i++] != b.ptr[j++])
			return false;
	}
}
