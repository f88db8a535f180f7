/* Who a person is over the months (FACTS 1.3): the participant number, else the NIK. */
#ifndef PADAN_KUNCI_H
#define PADAN_KUNCI_H
#include "base/buf.h"
#include "base/hash.h"

/* Writes the key of a person; false, and nothing written, when neither number is whole. */
static inline bool kunci_tulis(struct buf *out, struct str no_peserta, struct str nik)
{
	bool card = no_peserta.len == 13 && str_digits(no_peserta);
	if (!card && !(nik.len == 16 && str_digits(nik)))
		return false;
	buf_addc(out, card ? 'P' : 'N');
	buf_add(out, card ? no_peserta : nik);
	return true;
}
/* A key as a number of 63 bits, as tagihan_orang.orang has it. */
static inline int64_t kunci_angka(struct str kunci) { return (int64_t)(hash_str(kunci) & INT64_MAX); }
#endif
