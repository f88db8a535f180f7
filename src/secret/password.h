/* Passwords: Argon2id, the rules of NIST SP 800-63B (length, a list of what attackers try first, nothing about kinds of
 * letters, no expiry), and a gate that lets only so many hashes run at once: each takes 19 MiB (OWASP's least). */
#ifndef PADAN_PASSWORD_H
#define PADAN_PASSWORD_H
#include "base/arena.h"
#include "base/err.h"

#define PASSWORD_MIN 12
#define PASSWORD_MAX 128

struct password_gate;
int password_gate_new(struct password_gate **ret, unsigned at_once, struct err *err);
void password_gate_free(struct password_gate *g); /* NULL is fine */

/* E_REFUSED with the reason. login is the account's name: a password may not hold it. */
int password_check(struct str password, struct str login, struct err *err);
/* The text to store, in mem. */
int password_hash(struct password_gate *g, struct str password, struct arena *mem, struct str *ret, struct err *err);
/* stored may be empty (no such account): the same time passes all the same, and the answer is false. */
bool password_fits(struct password_gate *g, struct str stored, struct str password);
#endif
