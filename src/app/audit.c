#include "app/audit.h"
#include <sodium.h>

/* What stands in for "the entry before" of the first one. */
#define GENESIS "0000000000000000000000000000000000000000000000000000000000000000"
#define DOMAIN "padan-audit-1"

static void feed(crypto_generichash_state *h, struct str s)
{
	unsigned char len[8];
	for (int i = 0; i < 8; i++)
		len[i] = (unsigned char)(s.len >> (8 * i));
	crypto_generichash_update(h, len, sizeof len);
	crypto_generichash_update(h, (const unsigned char *)(s.ptr ? s.ptr : ""), s.len);
}

static void feed_int(crypto_generichash_state *h, int64_t n)
{
	char text[24];
	int len = snprintf(text, sizeof text, "%" PRId64, n);
	feed(h, str_of(text, (size_t)len));
}

/* The columns in a fixed order, each with its length before it. */
static void entry_hash(char out[65], const struct val *row)
{
	static const char *const texts[] = { "pelaku", "dari", "aksi", "objek", "sebelum", "sesudah", "alasan", "lalu" };
	crypto_generichash_state h;
	unsigned char sum[32];
	crypto_generichash_init(&h, NULL, 0, sizeof sum);
	feed(&h, S(DOMAIN));
	feed_int(&h, val_geti(row, "no", 0));
	feed_int(&h, val_geti(row, "waktu_s", 0));
	feed_int(&h, val_geti(row, "pengguna", 0));
	for (size_t i = 0; i < COUNT(texts); i++)
		feed(&h, val_getstr(row, texts[i]));
	crypto_generichash_final(&h, sum, sizeof sum);
	sodium_bin2hex(out, 65, sum, sizeof sum);
}

static struct str json(struct arena *mem, const struct val *v)
{
	if (!v)
		return S("");
	struct buf b;
	buf_init(&b, 1 << 20);
	val_json(&b, v);
	struct str s = arena_str(mem, buf_str(&b));
	buf_clear(&b);
	MUST(s.ptr);
	return s;
}

int audit_write(struct cx *cx, const char *aksi, struct str objek, const struct val *before, const struct val *after,
		struct str alasan, struct err *err)
{
	struct val last;
	int64_t no = 1;
	struct str lalu = S(GENESIS);
	int rc = ONE(cx, Q_AUDIT_AKHIR, NULL, &last, err);
	if (rc == OK) {
		no = val_geti(&last, "no", 0) + 1;
		lalu = val_getstr(&last, "hash");
	} else if (rc != E_NOTFOUND) {
		return rc;
	}
	struct str pelaku = cx->user ? cx_textf(cx->mem, "%.*s (%.*s)", (int)cx->user->nama.len, cx->user->nama.ptr,
						 (int)cx->user->masuk.len, cx->user->masuk.ptr) : S("Padan");
	struct val row = OBJ(cx, { "no", val_int(no) }, { "waktu_s", val_int(cx->now_s) },
			     { "pengguna", cx->user ? val_int(cx->user->id) : val_null }, { "pelaku", val_str(pelaku) },
			     { "dari", val_str(cx->from.ptr ? cx->from : S("")) }, { "aksi", val_c(aksi) }, { "objek", val_str(objek) },
			     { "sebelum", val_str(json(cx->mem, before)) }, { "sesudah", val_str(json(cx->mem, after)) },
			     { "alasan", val_str(alasan.ptr ? alasan : S("")) }, { "lalu", val_str(lalu) });
	char hash[65];
	entry_hash(hash, &row);
	val_put(cx->mem, &row, S("hash"), val_str(arena_str(cx->mem, str_c(hash))));
	rc = db_run(cx->db, Q_AUDIT_TAMBAH, &row, NULL, err);
	if (rc == OK)
		cx->audited = true;
	return rc;
}

struct walk {
	int64_t n;
	char head[65];
	int64_t broken;
};

static int walk_entry(void *ctx, const struct val *row)
{
	struct walk *w = ctx;
	char hash[65];
	int64_t no = val_geti(row, "no", 0);
	entry_hash(hash, row);
	if (no != w->n + 1 || !str_eq(val_getstr(row, "lalu"), str_c(w->head)) || !str_eq(val_getstr(row, "hash"), str_c(hash))) {
		w->broken = w->n + 1;
		return 1;
	}
	w->n = no;
	memcpy(w->head, hash, sizeof hash);
	return 0;
}

int audit_verify(struct db *db, int64_t *ret_n, char ret_head[65], struct err *err)
{
	struct walk w = { 0, GENESIS, 0 };
	int rc = db_each(db, Q_AUDIT_SEMUA, NULL, walk_entry, &w, err);
	if (rc < 0)
		return rc;
	if (w.broken)
		return FAIL(err, E_FORMAT, "rantai catatan putus pada catatan nomor %" PRId64, w.broken);
	*ret_n = w.n;
	memcpy(ret_head, w.head, sizeof w.head);
	return OK;
}
