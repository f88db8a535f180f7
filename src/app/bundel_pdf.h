#ifndef PADAN_BUNDEL_PDF_H
#define PADAN_BUNDEL_PDF_H
#include "app/cx.h"
struct bundel_bagian { struct str judul, nomor, hash; int64_t tanggal; };
struct bundel_sampul { struct str judul, subjudul, sidik; };
int bundel_pdf_susun(struct cx *cx, const struct bundel_sampul *s, const struct bundel_bagian *b, size_t n, const char *nama, struct str *ret, struct err *err);
#endif
