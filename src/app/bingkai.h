/* What the worker process writes and the server reads: frames of a kind, a length and a payload. The worker parses files
 * from outside and has neither database nor network; the server believes none of it without bounds. */
#ifndef PADAN_BINGKAI_H
#define PADAN_BINGKAI_H
#include "base/buf.h"

enum bingkai_kind {
	BINGKAI_PROGRESS = 'P', /* u64 done, u64 total, text phase */
	BINGKAI_INFO = 'I',     /* JSON */
	BINGKAI_ERROR = 'E',    /* i64 code, text */
	BINGKAI_ROW = 'R',      /* a participant of a list, or a record of an extract: enum bingkai_row */
	BINGKAI_TAGIH = 'T',    /* a row of a bill's detail: enum bingkai_tagih */
	BINGKAI_VERDICT = 'V',  /* enum bingkai_verdict */
	BINGKAI_END = 'Z',      /* all went well */
};
#define BINGKAI_MAX (1 << 20) /* bytes of one payload */

/* Numbers of a row, then its texts, in this order. */
enum { ROW_BARIS, ROW_LAHIR, ROW_WILAYAH, ROW_CACAT, ROW_TGL_STATUS, ROW_INTS };
enum {
	ROW_LEMBAR,
	ROW_NO,
	ROW_NIK,
	ROW_NAMA,
	ROW_JK,
	ROW_KK,
	ROW_IBU,
	ROW_ALAMAT,
	ROW_SEGMEN,
	ROW_STATUS,
	ROW_HUBUNGAN,
	ROW_FASKES,
	ROW_TMT,
	ROW_TEMPAT,
	ROW_KET,
	ROW_TEXTS
};
enum { TAGIH_BARIS, TAGIH_CACAT, TAGIH_INTS };
enum { TAGIH_NO, TAGIH_NIK, TAGIH_NAMA, TAGIH_JENIS, TAGIH_BULAN, TAGIH_IURAN, TAGIH_BANTUAN, TAGIH_TEXTS };
enum { VERDICT_PUTUSAN, VERDICT_ALASAN, VERDICT_NILAI, VERDICT_WILAYAH, VERDICT_INTS };
enum { VERDICT_NIK_REGISTRI, VERDICT_PENJELASAN, VERDICT_TEXTS };

/* Appends one frame made of numbers and texts (each at most 65535 bytes, longer ones are cut at a letter). */
void bingkai_write(struct buf *out, enum bingkai_kind kind, const int64_t *ints, size_t n_ints, const struct str *texts, size_t n_texts);
/* Takes the first whole frame of s apart: its size in bytes, 0 when it is not whole yet, -1 when it is none. */
int64_t bingkai_read(struct str s, enum bingkai_kind *kind, int64_t *ints, size_t n_ints_max, size_t *n_ints, struct str *texts,
		     size_t n_texts_max, size_t *n_texts);
#endif
