/* The table of roles. */
#ifndef PADAN_PERAN_H
#define PADAN_PERAN_H
#include "app/cx.h"

struct peran {
	unsigned bit;
	const char *kode;   /* "pengelola", as stored */
	const char *nama;   /* as people say it */
	bool totp;          /* a second factor is required */
	bool delegable;     /* may be handed to a deputy for a time */
};
extern const struct peran peran_table[ROLE_COUNT];
/* NULL when there is none of that code / bit. */
const struct peran *peran_by_code(struct str kode);
const struct peran *peran_by_bit(unsigned bit);
#endif
