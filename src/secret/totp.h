/* Second factor: TOTP (RFC 6238), six digits, 30 seconds, SHA-1, as every phone application does it. */
#ifndef PADAN_TOTP_H
#define PADAN_TOTP_H
#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

/* A new secret of 160 bits in base32. */
struct str totp_secret(struct arena *mem);
/* "otpauth://totp/...": what the QR code holds. */
struct str totp_uri(struct arena *mem, struct str secret, struct str login, struct str office);
/* The step a code belongs to, one step before and behind allowed; 0 when it fits none, or not later than `after` (a code
 * counts once). */
int64_t totp_step(struct str secret, struct str code, int64_t now_s, int64_t after);
/* The code of a moment, for tests and the demonstration office. */
int totp_code(struct str secret, int64_t now_s, char out[7]);
#endif
