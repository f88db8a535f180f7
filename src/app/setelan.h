/* Settings of the office: a table of name, default, kind and group; who changed one last, and when, is kept, each change audited. */
#ifndef PADAN_SETELAN_H
#define PADAN_SETELAN_H
#include "app/cx.h"

struct setelan_kelompok {
	const char *kode, *nama, *teks;
};
struct setelan {
	const char *kelompok;
	const char *nama;
	const char *bawaan;
	const char *jenis;  /* "teks", "baris" (several lines), "bilangan", "bulan" (yyyymm), "pola" (of numbers), "kriteria",
		or choices "a|b|c" */
	const char *teks;   /* what it is, for the page */
	const char *bantu;  /* a sentence of help, may be "" */
	int64_t least, most;/* of a "bilangan" */
	bool wajib;         /* must not be empty */
};
extern const struct setelan_kelompok setelan_kelompok_table[];
extern const size_t setelan_kelompok_count;
extern const struct setelan setelan_table[];
extern const size_t setelan_count;
/* What is written under a name, of the table or not; empty when nothing is. */
struct str setelan_raw(struct cx *cx, const char *nama);
/* The row of a setting; NULL when there is none of that name. */
const struct setelan *setelan_find(struct str nama);
/* The value in force: of the office, else the default. Unknown names are a bug. */
struct str setelan_text(struct cx *cx, const char *nama);
int64_t setelan_int(struct cx *cx, const char *nama);
/* What is wrong with a value, as a sentence for its field, in cx->mem; NULL when nothing is. *ret is the value as it is kept: trimmed,
 * lines ended by LF, a month as yyyymm. */
const char *setelan_check(struct cx *cx, const struct setelan *s, struct str nilai, struct str *ret);
/* Changes one; E_REFUSED when the value does not fit its kind, E_NOTFOUND for an unknown name. */
int setelan_set(struct cx *cx, struct str nama, struct str nilai, struct err *err);
/* Changes several of a group, all or none. nilai: object name -> text; what is not in it stays. versi is what setelan_list said of the
 * group: E_CONFLICT when it has changed since. E_REFUSED with *faults (object name -> sentence) when values do not fit. *ret_n: how
 * many changed. */
int setelan_set_group(struct cx *cx, struct str kelompok, int64_t versi, const struct val *nilai, struct val *faults,
	int64_t *ret_n, struct err *err);
/* Groups with their settings, for the page: { kode, nama, teks, versi, setelan[] { nama, teks, bantu, jenis, nilai, bawaan, diubah_s, oleh,
 * pilihan[]? { nilai, teks } } }. */
int setelan_list(struct cx *cx, struct val *ret, struct err *err);
#endif
