/* Numbers of papers, by kind ("surat", "ba", "kwitansi"): typed from the office's agenda or SRIKANDI, from a block the secretariat
 * gave, or from Padan's own gapless register; unique for each kind and year (setting <kind>.nomor_cara, .nomor_blok,
 * .nomor_pola). Voided ones stay, with the reason (FACTS section 6, Nomor surat). */
#ifndef PADAN_NOMOR_H
#define PADAN_NOMOR_H
#include "app/cx.h"

/* Gives the paper `surat` (row of table surat, 0: none) of a case its number within the caller's transaction: no gap, no double.
 * typed: what a person entered, used where the setting says so. E_REFUSED (nothing typed, block empty), E_CONFLICT (used). */
int nomor_beri(struct cx *cx, const char *jenis, int64_t kasus, int64_t surat, struct str typed, int64_t hari, struct str *ret,
	       struct err *err);
/* True where Padan numbers that kind itself, so that pages ask for none. */
bool nomor_sendiri(struct cx *cx, const char *jenis);
#endif
