/* Formatted text at the speed of copying: pages are full of short pieces of it. */
#ifndef PADAN_FMT_H
#define PADAN_FMT_H
#include "base/base.h"
#include <stdarg.h>

/* What vsnprintf does, in its own way for %d %i %u %x %X with l, ll, z, a width and a 0 before it, %c, %s with a precision,
 * and %%; a format with anything else goes to vsnprintf as a whole. */
int fmt_v(char *to, size_t room, const char *fmt, va_list ap) __attribute__((format(printf, 3, 0)));
#endif
