/* Hashes of texts of which only this is asked: are they the same, apart from how they are written? docs/matching.md. */
#ifndef PADAN_FINGERPRINT_H
#define PADAN_FINGERPRINT_H
#include "base/str.h"

/* Hash of an address with the ways of writing it folded (docs/matching.md); 0 when too little is left. */
uint32_t address_hash(struct str s);
/* Hash of the letters of a mother's name (capitals, all else dropped); 0 when there are fewer than two. */
uint32_t mother_hash(struct str s);
/* The same, byte by byte: for machines without the wide instructions, and what the fast ones are checked against. */
uint32_t address_hash_plain(struct str s);
uint32_t mother_hash_plain(struct str s);
#endif
