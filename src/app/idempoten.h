/* Idempotency keys: a change sent twice under one key happens once, and is answered the same. */
#ifndef PADAN_IDEMPOTEN_H
#define PADAN_IDEMPOTEN_H
#include "app/cx.h"

struct idempoten {
	bool known;           /* answered before: `out` holds that answer */
	struct str kunci;     /* empty: none was sent */
	struct str sasaran, isi;
};
/* E_CONFLICT when the key was used for something else; keys are 8 to 100 letters. */
int idempoten_find(struct cx *cx, struct str key, const char *path, const struct val *in, struct idempoten *ret,
		   struct val *out, struct err *err);
int idempoten_keep(struct cx *cx, const struct idempoten *once, const struct val *out, struct err *err);
#endif
