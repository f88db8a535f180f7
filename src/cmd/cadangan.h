/* The encrypted archive of padan backup and padan restore. Form: "PADANBK1", salt of Argon2id, then libsodium's secretstream in
 * chunks; inside it entries of u16 name length, u64 size, name, bytes; the last chunk carries the final tag, so that a cut
 * archive is refused. */
#ifndef PADAN_CMD_CADANGAN_H
#define PADAN_CMD_CADANGAN_H
#include "base/err.h"
#include <getopt.h>
#include <sodium.h>

#define CADANGAN_MAGIC "PADANBK1"
#define CADANGAN_CHUNK 65536
#define CADANGAN_SEALED (CADANGAN_CHUNK + crypto_secretstream_xchacha20poly1305_ABYTES)
#define CADANGAN_NAME_MAX 200

/* The key made from the first line of a file; E_REFUSED when it is shorter than 12 letters. */
int cadangan_key(const char *path, unsigned char key[32], const unsigned char *salt, struct err *err);
/* Reads the options ('d' data, 's' passphrase file, 'h') and runs either command. */
int cadangan_command(int argc, char **argv, const char *name, const struct option *longs,
		     int (*fn)(const char *data, const char *pass, const char *archive, struct err *err));
#endif
