/* The office's secrets: one master key in secrets/kunci (0600), from which a key for each purpose is derived, so that no
 * purpose can be used for another. libsodium throughout. */
#ifndef PADAN_KEYRING_H
#define PADAN_KEYRING_H
#include "base/arena.h"
#include "base/err.h"

struct keyring;
/* Reads secrets/kunci of a data directory; create makes it where there is none. E_IO, E_FORMAT. */
int keyring_open(struct keyring **ret, const char *dir, bool create, struct err *err);
void keyring_close(struct keyring *k); /* NULL is fine; wipes */

/* A keyed hash of parts under a purpose of at most 8 letters, as 64 hexadecimal digits in mem. */
struct str keyring_mac(const struct keyring *k, const char *purpose, struct str text, struct arena *mem);
/* Encrypts a short text (base64 with nonce), and back; E_FORMAT when it was changed or another key made it. */
struct str keyring_seal(const struct keyring *k, const char *purpose, struct str text, struct arena *mem);
int keyring_open_text(const struct keyring *k, const char *purpose, struct str sealed, struct arena *mem, struct str *ret, struct err *err);
/* 32 bytes of a purpose, for whoever needs the key itself. */
void keyring_key(const struct keyring *k, const char *purpose, unsigned char out[32]);

/* A new secret of 32 random bytes as 43 letters safe in addresses, and the hash it is known by (64 hexadecimal digits). */
struct str secret_new(struct arena *mem);
struct str secret_hash(struct str secret, struct arena *mem);
/* Compares in constant time. */
bool secret_equal(struct str a, struct str b);
#endif
