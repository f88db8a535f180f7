#include "base/err.h"

#include <stdarg.h>

int err_set(struct err *err, int code, const char *file, int line, const char *fmt, ...)
{
	if (err) {
		va_list ap;
		err->code = code;
		err->file = file;
		err->line = line;
		va_start(ap, fmt);
		(void)vsnprintf(err->msg, sizeof(err->msg), fmt, ap);
		va_end(ap);
		/* One line, whatever came in through an argument. */
		for (char *p = err->msg; *p; p++)
			if ((unsigned char)*p < 0x20 || *p == 0x7f)
				*p = ' ';
	}
	return code;
}
