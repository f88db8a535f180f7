/* Looking ahead in a text table: where the fields of plain records end, 64 bytes at a time. Of csv.c. */
#ifndef PADAN_CSV_AHEAD_H
#define PADAN_CSV_AHEAD_H
#include "base/str.h"

#define CSV_AHEAD ((size_t)16 << 10)     /* bytes looked at, at most */
#define CSV_AHEAD_MARKS (CSV_AHEAD + 16) /* marks are put down eight at a time, wanted or not */

/* The text begins at a record; n: at most CSV_AHEAD. Puts the places of separators and line ends outside quotes into mark[1] and the
 * following, and for each line end the number of marks up to and with it into end; both hold CSV_AHEAD_MARKS. Returns how many ends
 * there are. It goes as far as the text is plain: before what a quote does elsewhere than around a whole field, a line break in quotes or
 * a CR without LF, and never past the last full 64 bytes. */
typedef size_t (*csv_ahead_fn)(const char *text, size_t n, char sep, uint32_t *mark, uint16_t *end);
/* The fastest form this processor has, the one all of its kind have, and the one they are checked against. */
csv_ahead_fn csv_ahead_best(void);
#if defined(__x86_64__)
size_t csv_ahead_sse2(const char *text, size_t n, char sep, uint32_t *mark, uint16_t *end);
#endif
size_t csv_ahead_plain(const char *text, size_t n, char sep, uint32_t *mark, uint16_t *end);
#endif
