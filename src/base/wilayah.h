/* Region codes of Kemendagri (FACTS 10), built in from data/wilayah.csv and data/wilayah_kode_lama.csv. */
#ifndef PADAN_WILAYAH_H
#define PADAN_WILAYAH_H
#include "base/str.h"

/* True when PPKKCC (as a number) is or once was a kecamatan. */
bool wilayah_prefix_known(uint32_t prefix);
/* Name of a present province (2 digits), kab/kota (4), kecamatan (6) or kelurahan (10); ptr NULL when unknown. */
struct str wilayah_name(uint64_t code, unsigned digits);
/* Code of the kecamatan (kab: 4-digit code, result 6 digits) or of the kelurahan (result 10 digits) of that kab/kota
 * whose name folds to the same as name (Sei/Sungai/S., Kp/Kampung, Tg/Tj/Tanjung, P./Pulau, Terung/Terong, blanks,
 * dots, "KEC."/"KEL."/"DESA" in front are folded); 0 when there is none or more than one. */
uint32_t wilayah_find_kecamatan(uint32_t kab, struct str name);
uint64_t wilayah_find_kelurahan(uint32_t kab, uint32_t kecamatan_or_0, struct str name);
/* 4-digit code of the kab/kota of that name, with or without KOTA/KABUPATEN/KAB. in front ("KOTA BATAM", "BATAM");
 * 0 when unknown; a bare name that is both a kota and a kabupaten gives 0. */
uint32_t wilayah_find_kab(struct str name);
#endif
