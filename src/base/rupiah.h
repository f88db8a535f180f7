/* Money: whole rupiah in 64 bits, checked. A rupiah cannot be added to a count by mistake. */
#ifndef PADAN_RUPIAH_H
#define PADAN_RUPIAH_H
#include "base/buf.h"

typedef struct {
	int64_t n;
} rupiah;

/* false (and *sum untouched) when the result does not fit in 64 bits. */
bool rupiah_add(rupiah *sum, rupiah x);
bool rupiah_sub(rupiah *sum, rupiah x);
/* persons x rate. */
bool rupiah_times(rupiah *ret, rupiah rate, int64_t n);
/* "Rp3.429.669.600,00"; a negative amount as "-Rp1.000,00". */
void rupiah_format(struct buf *out, rupiah r);
/* "1.234.567" */
void angka_format(struct buf *out, int64_t n);
/* Reads "3429669600", "3.429.669.600", "Rp3.429.669.600,00", "Rp. 3.429.669.600,-": false when it is none, has sen, or
 * does not fit. */
bool rupiah_parse(rupiah *ret, struct str s);
/* The number in Indonesian words, lower case, without "rupiah" (FACTS 6, Terbilang); negative: "minus ...". */
void terbilang(struct buf *out, int64_t n);
/* "XI" for 11; "" outside 1..12. */
const char *bulan_romawi(int month);
/* "Juni", "Rabu" (0 = Minggu). "" outside the range. */
const char *bulan_nama(int month);
const char *hari_nama(int weekday);
#endif
