/* Step 5 of SOP 072, first half: the package for BPJS, its hand-over, and what BPJS answered about each person. */
#ifndef PADAN_AJUAN_H
#define PADAN_AJUAN_H
#include "app/cx.h"

/* Makes the package (zip: letter, recap, list as XLSX and CSV, manifest with hashes and counts). E_REFUSED while the letter
 * has no number. */
int ajuan_susun(struct cx *cx, int64_t kasus, struct err *err);
/* Notes how it was handed over ("akun tamu", "pos-el" ...) and to whom. */
int ajuan_serah(struct cx *cx, int64_t kasus, struct str cara, struct str penerima, struct err *err);
/* BPJS says it has it. */
int ajuan_terima(struct cx *cx, int64_t kasus, struct err *err);

/* BPJS's answer about one person: dikerjakan, ditolak (with a reason) or belum. tmt yyyymm, 0: as asked. scan: the paper it
 * stands on, required of everybody but BPJS's own guest. */
int ajuan_jawab(struct cx *cx, int64_t kasus, int64_t peserta, struct str jawaban, struct str alasan, int64_t tmt, const struct val *scan,
		struct err *err);
/* The same about all who have no answer yet. */
int ajuan_jawab_semua(struct cx *cx, int64_t kasus, struct str jawaban, struct str alasan, const struct val *scan, int64_t *ret_n,
		      struct err *err);
/* A file of answers: the list as handed over with its STATUS column filled ("dikerjakan", "ditolak: sebab"). Opens its own
 * transaction, once the file is read. ret_known and ret_strange: rows that answered somebody proposed, and rows that fit
 * nobody. */
int ajuan_jawab_berkas(struct cx *cx, int64_t kasus, const struct val *file, int64_t *ret_known, int64_t *ret_strange, struct err *err);
/* { pengajuan, ringkas, surat, masih_ditagih[], uang_masih_ditagih } for the page. */
int ajuan_lihat(struct cx *cx, int64_t kasus, struct val *ret, struct err *err);
#endif
