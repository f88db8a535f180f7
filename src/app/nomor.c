#include "app/nomor.h"
#include "app/setelan.h"
#include "base/rupiah.h"

static struct str setting(struct cx *cx, const char *jenis, const char *name)
{
	return setelan_text(cx, cx_textf(cx->mem, "%s.%s", jenis, name).ptr);
}

static struct str from_pattern(struct cx *cx, const char *jenis, int64_t urut, int64_t hari)
{
	struct str pattern = setting(cx, jenis, "nomor_pola");
	struct buf b;
	buf_init(&b, 400);
	for (size_t i = 0; i < pattern.len;) {
		struct str rest = str_of(pattern.ptr + i, pattern.len - i);
		if (str_starts(rest, S("{urut}"))) {
			buf_addf(&b, "%03" PRId64, urut);
			i += 6;
		} else if (str_starts(rest, S("{bulan_romawi}"))) {
			buf_add(&b, str_c(bulan_romawi((int)(hari / 100 % 100))));
			i += 14;
		} else if (str_starts(rest, S("{tahun}"))) {
			buf_addf(&b, "%04d", (int)(hari / 10000));
			i += 7;
		} else {
			buf_addc(&b, pattern.ptr[i++]);
		}
	}
	struct str s = arena_str(cx->mem, buf_str(&b));
	buf_clear(&b);
	return s;
}

/* The first number of the secretariat's block that was not given yet. */
static int from_block(struct cx *cx, const char *jenis, struct val *p, struct str *ret, struct err *err)
{
	struct str rest = setting(cx, jenis, "nomor_blok");
	while (rest.len) {
		const char *end = memchr(rest.ptr, '\n', rest.len);
		size_t n = end ? (size_t)(end - rest.ptr) : rest.len, skip = end ? n + 1 : n;
		struct str line = str_trim(str_of(rest.ptr, n));
		int64_t used;
		rest = str_of(rest.ptr + skip, rest.len - skip);
		if (!line.len)
			continue;
		val_set(cx->mem, p, "nomor", val_str(line));
		TRY(db_int(cx->db, Q_NOMOR_ADA, p, 0, &used, err));
		if (!used) {
			*ret = line;
			return OK;
		}
	}
	return FAIL(err, E_REFUSED, "Blok nomor dari sekretariat sudah habis. Minta blok baru lalu isi di Setelan.");
}

bool nomor_sendiri(struct cx *cx, const char *jenis) { return !str_eq(setting(cx, jenis, "nomor_cara"), S("agenda")); }

int nomor_beri(struct cx *cx, const char *jenis, int64_t kasus, int64_t surat, struct str typed, int64_t hari, struct str *ret,
	       struct err *err)
{
	struct val p = OBJ(cx, { "jenis", val_c(jenis) }, { "tahun", val_int(hari / 10000) });
	struct str way = setting(cx, jenis, "nomor_cara");
	int64_t urut = 0;
	bool own = str_eq(way, S("register"));
	if (own)
		TRY(db_int(cx->db, Q_NOMOR_URUT, &p, 1, &urut, err));
	else if (str_eq(way, S("blok")))
		TRY(from_block(cx, jenis, &p, &typed, err));
	else if (!typed.len)
		return FAIL(err, E_REFUSED, "Isi nomor surat dari buku agenda atau SRIKANDI.");
	*ret = own ? from_pattern(cx, jenis, urut, hari) : typed;
	struct val q =
		OBJ(cx, { "jenis", val_c(jenis) }, { "tahun", val_int(hari / 10000) }, { "urut", val_int(urut) },
		    { "nomor", val_str(*ret) }, { "kasus", val_int(kasus) }, { "surat", surat ? val_int(surat) : val_null },
		    { "now", val_int(cx->now_s) }, { "oleh", val_int(cx->user->id) });
	int rc = db_run(cx->db, Q_NOMOR_TAMBAH, &q, NULL, err);
	return rc == E_CONFLICT
		       ? FAIL(err, E_CONFLICT, "Nomor %.*s sudah dipakai tahun ini. Periksa buku agenda lalu isi nomor lain.",
			      (int) ret->len, ret->ptr)
		       : rc;
}
