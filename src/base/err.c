#include "base/err.h"

#include "base/str.h"

#include <stdarg.h>

int err_set(struct err *err, int code, const char *file, int line, const char *fmt, ...)
{
	if (err) {
		va_list ap;
		int n;
		err->code = code;
		err->file = file;
		err->line = line;
		va_start(ap, fmt);
		n = vsnprintf(err->msg, sizeof(err->msg), fmt, ap);
		va_end(ap);
		/* A message that was cut off ends with a whole character. */
		if (n >= (int)sizeof(err->msg))
			err->msg[str_utf8_valid(str_of(err->msg, sizeof(err->msg) - 1))] = 0;
		/* One line, whatever came in through an argument. */
		for (char *p = err->msg; *p; p++)
			if ((unsigned char)*p < 0x20 || *p == 0x7f)
				*p = ' ';
	}
	return code;
}
