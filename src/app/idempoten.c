#include "app/idempoten.h"
#include <sodium.h>

int idempoten_find(struct cx *cx, struct str key, const char *path, const struct val *in, struct idempoten *ret,
		   struct val *out, struct err *err)
{
	if (!key.len || !cx->user)
		return OK;
	if (key.len < 8 || key.len > 100)
		return FAIL(err, E_ARG, "Idempotency-Key harus 8 sampai 100 huruf");
	/* What was asked, without what the dispatcher and the spooling of files add. */
	struct buf b;
	buf_init(&b, 8 << 20);
	for (const struct val_item *i = in->items.first; i; i = i->next) {
		const struct val *hash = val_get(&i->v, "hash");
		/* Of files the content counts, not where they were spooled. */
		if (i->v.kind == VAL_LIST && i->v.items.first && val_get(&i->v.items.first->v, "hash")) {
			val_json(&b, &(struct val){ .kind = VAL_STR, .s = i->key });
			for (const struct val_item *f = i->v.items.first; f; f = f->next)
				val_json(&b, val_get(&f->v, "hash"));
			continue;
		}
		struct val name = val_str(i->key);
		if (i->key.len && i->key.ptr[0] == '_')
			continue;
		val_json(&b, &name);
		val_json(&b, hash ? hash : &i->v);
	}
	unsigned char sum[16];
	char hex[33];
	crypto_generichash(sum, sizeof sum, (const unsigned char *)(b.ptr ? b.ptr : ""), b.len, NULL, 0);
	buf_clear(&b);
	sodium_bin2hex(hex, sizeof hex, sum, sizeof sum);
	*ret = (struct idempoten){ .kunci = key, .sasaran = str_c(path), .isi = arena_str(cx->mem, str_c(hex)) };
	struct val row, old = OBJ(cx, { "sebelum", val_int(cx->now_s - 7 * 86400) });
	TRY(db_run(cx->db, Q_IDEMPOTEN_SAPU, &old, NULL, err));
	struct val p = OBJ(cx, { "pengguna", val_int(cx->user->id) }, { "kunci", val_str(key) });
	int rc = ONE(cx, Q_IDEMPOTEN_CARI, &p, &row, err);
	if (rc == E_NOTFOUND)
		return OK;
	if (rc < 0)
		return rc;
	if (!str_eq(val_getstr(&row, "sasaran"), ret->sasaran) || !str_eq(val_getstr(&row, "isi"), ret->isi))
		return FAIL(err, E_CONFLICT, "Idempotency-Key ini sudah dipakai untuk permintaan lain");
	ret->known = true;
	return val_parse(out, cx->mem, val_getstr(&row, "jawaban"), 100000, err);
}

int idempoten_keep(struct cx *cx, const struct idempoten *once, const struct val *out, struct err *err)
{
	/* Files, reveals and secrets that are told once are not kept to be told again. */
	if (!once->kunci.len || val_true(val_get(out, "_file")) || val_true(val_get(out, "_buka")) ||
	    val_true(val_get(out, "token_baru")) || val_true(val_get(out, "tautan")))
		return OK;
	struct buf b;
	buf_init(&b, 8 << 20);
	val_json(&b, out);
	struct val p = OBJ(cx, { "pengguna", val_int(cx->user->id) }, { "kunci", val_str(once->kunci) },
			   { "sasaran", val_str(once->sasaran) }, { "isi", val_str(once->isi) },
			   { "status", val_int(val_geti(out, "_status", 200)) }, { "jawaban", val_str(buf_str(&b)) },
			   { "now", val_int(cx->now_s) });
	int rc = db_run(cx->db, Q_IDEMPOTEN_SIMPAN, &p, NULL, err);
	buf_clear(&b);
	return rc;
}
