#include "web/pages/banding.h"
#include "app/rekap.h"
#include <padan.h>

#define LETTERS 120

/* Longest common subsequence of two short texts: the letters outside it differ. */
static void mark_letters(struct str a, struct str b, bool *in_a, bool *in_b)
{
	size_t n = a.len < LETTERS ? a.len : LETTERS, m = b.len < LETTERS ? b.len : LETTERS;
	static const size_t width = LETTERS + 1;
	uint8_t *t = calloc(width * width, 1);
	if (!t)
		return;
	for (size_t i = n; i-- > 0;)
		for (size_t j = m; j-- > 0;) {
			uint8_t skip_a = t[(i + 1) * width + j], skip_b = t[i * width + j + 1];
			t[i * width + j] = ch_upper(a.ptr[i]) == ch_upper(b.ptr[j]) ? (uint8_t)(t[(i + 1) * width + j + 1] + 1)
										 : skip_a > skip_b ? skip_a : skip_b;
		}
	for (size_t i = 0, j = 0; i < n && j < m;) {
		if (ch_upper(a.ptr[i]) == ch_upper(b.ptr[j])) {
			in_a[i++] = in_b[j++] = true;
		} else if (t[(i + 1) * width + j] >= t[i * width + j + 1]) {
			i++;
		} else {
			j++;
		}
	}
	free(t);
}

static struct val pieces(struct cx *cx, struct str s, const bool *same)
{
	struct val list = val_list();
	size_t at = 0;
	while (at < s.len) {
		bool is = at < LETTERS ? same[at] : true;
		size_t n = 1;
		while (at + n < s.len && ((at + n < LETTERS ? same[at + n] : true) == is || ((unsigned char)s.ptr[at + n] & 0xC0) == 0x80))
			n++;
		val_push(cx->mem, &list, OBJ(cx, { "teks", val_str(str_of(s.ptr + at, n)) }, { "beda", val_bool(!is) }));
		at += n;
	}
	return list;
}

static void row(struct cx *cx, struct val *list, const char *name, struct str a, struct str b, bool have, int score)
{
	const char *kelas = "differ", *word = "beda";
	bool same_a[LETTERS + 1] = { false }, same_b[LETTERS + 1] = { false };
	if (!have || !b.len || !a.len) {
		kelas = "none";
		word = "tidak ada";
	} else if (str_ieq(a, b)) {
		kelas = "same";
		word = "sama";
	} else if (score >= 700) {
		kelas = "near";
		word = "mirip";
	}
	bool mark = strcmp(kelas, "near") == 0 || strcmp(kelas, "differ") == 0;
	if (mark)
		mark_letters(a, b, same_a, same_b);
	else
		memset(same_a, 1, sizeof same_a), memset(same_b, 1, sizeof same_b);
	val_push(cx->mem, list,
		 OBJ(cx, { "medan", val_c(name) }, { "daftar", val_str(a.ptr ? a : S("")) },
		     { "registri", val_str(b.ptr ? b : S("")) }, { "kelas", val_c(kelas) }, { "kata", val_c(word) },
		     { "daftar_potong", pieces(cx, a, same_a) }, { "registri_potong", pieces(cx, b, same_b) },
		     { "nomor", val_bool(false) }));
}

/* Numbers of a person: no pieces, and members named so that the dispatcher masks them. */
static void number_row(struct cx *cx, struct val *list, const char *name, const char *key, struct str a, struct str b, bool have)
{
	bool none = !have || !a.len || !b.len, same = !none && str_eq(a, b);
	val_push(cx->mem, list,
		 OBJ(cx, { "medan", val_c(name) }, { "nomor", val_bool(true) },
		     { "kelas", val_c(none   ? "none"
				      : same ? "same"
					     : "differ") },
		     { "kata", val_c(none   ? "tidak ada"
				     : same ? "sama"
					    : "beda") },
		     { "kiri", OBJ(cx, { key, val_str(a.ptr ? a : S("")) }, { "n", val_c(key) }) },
		     { "kanan", OBJ(cx, { key, val_str(b.ptr ? b : S("")) }, { "n", val_c(key) }) },
		     { "nik_baris", val_bool(strcmp(key, "nik") == 0) }));
}

static int name_score(struct str a, struct str b)
{
	char x[512], y[512];
	padan_name_result r;
	snprintf(x, sizeof x, "%.*s", (int)a.len, a.ptr ? a.ptr : "");
	snprintf(y, sizeof y, "%.*s", (int)b.len, b.ptr ? b.ptr : "");
	padan_name_compare(&r, x, y);
	return r.score;
}

struct val banding(struct cx *cx, const struct val *peserta, const struct val *other)
{
	struct val list = val_list();
	bool have = other != NULL;
	struct val none = val_obj();
	const struct val *o = have ? other : &none;
	struct str na = val_getstr(peserta, "nama"), nb = val_getstr(o, "nama"), ia = val_getstr(peserta, "ibu"), ib = val_getstr(o, "ibu");
	number_row(cx, &list, "NIK", "nik", val_getstr(peserta, "nik"), val_getstr(o, "nik"), have);
	row(cx, &list, "Nama", na, nb, have, have ? name_score(na, nb) : 0);
	row(cx, &list, "Tanggal lahir", cx_hari(cx, val_geti(peserta, "lahir", 0)), cx_hari(cx, val_geti(o, "lahir", 0)), have, 0);
	row(cx, &list, "Jenis kelamin", val_getstr(peserta, "jk"), val_getstr(o, "jk"), have, 0);
	number_row(cx, &list, "Nomor KK", "no_kk", val_getstr(peserta, "no_kk"), val_getstr(o, "no_kk"), have);
	row(cx, &list, "Nama ibu", ia, ib, have, have ? name_score(ia, ib) : 0);
	row(cx, &list, "Alamat", val_getstr(peserta, "alamat"), val_getstr(o, "alamat"), have, 700);
	int64_t wa = val_geti(peserta, "wilayah", 0), wb = val_geti(o, "wilayah", 0);
	row(cx, &list, "Kelurahan/kecamatan", wa ? rekap_wilayah(cx->mem, wa) : S(""), wb ? rekap_wilayah(cx->mem, wb) : S(""), have, 0);
	if (have)
		row(cx, &list, "Status kependudukan", S(""), val_getstr(o, "status"), true, 0);
	if (have && val_geti(o, "tanggal_status", 0))
		row(cx, &list, "Tanggal status", S(""), cx_hari(cx, val_geti(o, "tanggal_status", 0)), true, 0);
	return list;
}
