/* One way to fail: a negative code is returned, the details go to the caller's struct err. */
#ifndef PADAN_ERR_H
#define PADAN_ERR_H
#include "base/base.h"

enum {
	OK = 0,
	E_NOMEM = -1,  /* out of memory */
	E_IO = -2,     /* opening, reading or writing failed */
	E_FORMAT = -3, /* the input cannot be used */
	E_LIMIT = -4,  /* the input is larger than we accept */
	E_ARG = -5,    /* wrong argument */
	E_STOP = -6,   /* interrupted by the user */
	/* Of the office's application. */
	E_DB = -10,       /* the database failed */
	E_BUSY = -11,     /* somebody else holds it; worth a second try */
	E_NOTFOUND = -12, /* there is none */
	E_CONFLICT = -13, /* somebody else changed it, or it exists already */
	E_DENIED = -14,   /* this person may not */
	E_REFUSED = -15,  /* the rules of the office say no */
	E_LOGIN = -16,    /* nobody is signed in */
};

/* msg is one line of Indonesian a clerk can act on; it never holds a full NIK, name or address.
 * row is the sheet row from 1 (0: none). */
struct err {
	int code;
	int line;
	const char *file;
	uint64_t row;
	char msg[400];
};

/* Fills err (which may be NULL) and returns code. Use through FAIL. */
int err_set(struct err *err, int code, const char *file, int line, const char *fmt, ...) PRINTF_LIKE(5, 6);
#define FAIL(err, code, ...) err_set((err), (code), __FILE__, __LINE__, __VA_ARGS__)
/* What went wrong, for a clerk: Indonesian for the errors of a full or forbidden disk, else the system's words. */
const char *errno_text(int number);
#define NOMEM(err) FAIL((err), E_NOMEM, "memori tidak cukup")
#endif
