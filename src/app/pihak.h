/* The two parties and the signers of the payment papers on a day: office holders in force (table pejabat), names and addresses
 * from the settings, BPJS's from SK Kacab and settings (FACTS section 6, Persons). */
#ifndef PADAN_PIHAK_H
#define PADAN_PIHAK_H
#include "app/cx.h"

/* Adds pihak_satu, pihak_dua and penanda { pa, bendahara, pptk, ppk } to the facts of a paper dated `hari`. */
int pihak_isi(struct cx *cx, int64_t hari, struct val *fakta, struct err *err);
#endif
