/* The papers of SOP 072, laid out (FACTS section 6). nomor empty: a draft, marked so. Each is stored; *ret_hash names it. */
#ifndef PADAN_KERTAS_H
#define PADAN_KERTAS_H
#include "app/cx.h"

int kertas_pengantar(struct cx *cx, const struct val *kasus, const struct val *facts, struct str nomor, int64_t hari, struct str *ret_hash,
		     struct err *err);
int kertas_rekap(struct cx *cx, const struct val *kasus, const struct val *facts, struct str nomor, int64_t hari, struct str *ret_hash,
		 struct err *err);
int kertas_tanda_terima(struct cx *cx, const struct val *kasus, const struct val *daftar, struct str *ret_hash, struct err *err);
int kertas_rekonsiliasi(struct cx *cx, const struct val *kasus, const struct val *rekon, struct str *ret_hash, struct err *err);
#endif
