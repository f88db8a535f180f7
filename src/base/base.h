/* First include of every .c file: the few words the whole tree is written in. */
#ifndef PADAN_BASE_H
#define PADAN_BASE_H

#include <assert.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
/* Runs a call whose failure would be a bug, in release builds too. */
#define MUST(cond)                                                                                          \
	do {                                                                                                \
		if (!(cond))                                                                                \
			abort();                                                                            \
	} while (0)
#define LIKELY(x) __builtin_expect(!!(x), 1)
#define UNLIKELY(x) __builtin_expect(!!(x), 0)
/* Whether the flag that ends a long work early is set, by a signal or by another thread; NULL: there is none. */
static inline bool stop_asked(const volatile int *stop) { return stop && __atomic_load_n(stop, __ATOMIC_RELAXED) != 0; }
#define PRINTF_LIKE(f, a) __attribute__((format(printf, f, a)))

#include "base/banned.h"
#endif
