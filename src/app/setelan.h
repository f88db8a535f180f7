/* Settings of the office: a table of name, default and who may change it; values are dated and audited. */
#ifndef PADAN_SETELAN_H
#define PADAN_SETELAN_H
#include "app/cx.h"

struct setelan {
	const char *nama;
	const char *bawaan;
	const char *jenis;  /* "teks", "baris" (several lines), "bilangan", or choices "a|b|c" */
	const char *teks;   /* what it is, for the page */
};
extern const struct setelan setelan_table[];
extern const size_t setelan_count;
/* What is written under a name, of the table or not; empty when nothing is. */
struct str setelan_raw(struct cx *cx, const char *nama);
/* The value in force: of the office, else the default. Unknown names are a bug. */
struct str setelan_text(struct cx *cx, const char *nama);
int64_t setelan_int(struct cx *cx, const char *nama);
/* Changes one; E_REFUSED when the value does not fit its kind, E_NOTFOUND for an unknown name. */
int setelan_set(struct cx *cx, struct str nama, struct str nilai, struct err *err);
/* All with their values, for the page. */
int setelan_list(struct cx *cx, struct val *ret, struct err *err);
#endif
