/* One XML part as a window that moves over its text. Big parts are unpacked by a thread of their own, at most a few
 * blocks ahead. Memory: four blocks, and twice the longest piece that was kept (at most 2 * FEED_KEEP_MAX). */
#ifndef PADAN_XLSX_FEED_H
#define PADAN_XLSX_FEED_H
#include "sheet/zip.h"

#define FEED_KEEP_MAX ((size_t)4 << 20)
#define FEED_SLACK 64 /* NUL bytes behind the window, so that a scanner may look ahead without asking */

struct feed;
/* Begins with part i of z, whose text must be UTF-8 (a byte order mark is skipped). The window is empty at first. */
int feed_open(struct feed **ret, struct zip *z, size_t i, struct err *err);
/* Stops the thread; NULL is fine. */
void feed_close(struct feed *f);
/* Moves the window: its new text begins with what stood at keep (up to the old end) and has more behind it. *ret and
 * *ret_end are the new window, NUL at *ret_end; the caller may write into it. Returns 1 when there is more text, 0
 * when the part has ended (the window is then what was kept, and size and CRC of the part were right), E_LIMIT when
 * more than FEED_KEEP_MAX would have to be kept. keep is NULL for the first call. */
int feed_more(struct feed *f, const char *keep, char **ret, char **ret_end, struct err *err);
/* Unpacks the rest without keeping it: E_FORMAT when the part turns out damaged. */
int feed_drain(struct feed *f, struct err *err);
#endif
