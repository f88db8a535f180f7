#include "app/hitung.h"
int hitung_rincian(struct cx *cx, int64_t tagihan, const struct val *upload, int64_t *ret_baris, struct err *err) { (void)cx; (void)tagihan; (void)upload; (void)ret_baris; return FAIL(err, E_IO, "x"); }
int hitung_pbi(struct cx *cx, int64_t bulan, const struct val *upload, int64_t *ret_baris, struct err *err) { (void)cx; (void)bulan; (void)upload; (void)ret_baris; return FAIL(err, E_IO, "x"); }
int hitung_tagihan(struct cx *cx, int64_t tagihan, struct err *err) { (void)cx; (void)tagihan; (void)err; return OK; }
