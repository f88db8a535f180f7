#ifndef PADAN_HITUNG_H
#define PADAN_HITUNG_H
#include "app/cx.h"
int hitung_rincian(struct cx *cx, int64_t tagihan, const struct val *upload, int64_t *ret_baris, struct err *err);
int hitung_pbi(struct cx *cx, int64_t bulan, const struct val *upload, int64_t *ret_baris, struct err *err);
int hitung_tagihan(struct cx *cx, int64_t tagihan, struct err *err);
#endif
