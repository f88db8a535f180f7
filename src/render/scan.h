/* What an uploaded scan is, by its content: PDF (ISO 32000), JPEG (ITU T.81) or PNG (ISO 15948), whole, of a size one can
 * work with, and nothing else at the same time. It looks at the frame of the file only; whoever opens what is inside does
 * that in the cage (cmd/worker.c). */
#ifndef PADAN_SCAN_H
#define PADAN_SCAN_H
#include "base/err.h"
#include "base/str.h"

enum scan_kind { SCAN_NONE, SCAN_PDF, SCAN_JPEG, SCAN_PNG };
#define SCAN_BYTES_MAX ((size_t)50 << 20)   /* a scan of 100 pages has 20 to 40 MB */
#define SCAN_PIXELS_MAX ((uint64_t)40000000) /* F4 at 600 dots an inch has 39.6 million */

struct scan_info {
	enum scan_kind kind;
	uint32_t width, height; /* pixels of a picture as they are stored */
	unsigned channels;      /* of a JPEG: 1 grey, 3 colour */
	unsigned turn;          /* EXIF orientation 1 to 8 of a JPEG; 1: upright */
	size_t used;            /* bytes that belong to it; cameras put things of their own behind a JPEG */
};
/* NULL and *ret (which may be NULL) when the bytes are a scan; else what is wrong and what to do, in Indonesian, to be put
 * behind the name of the field ("Pindaian: ..."). */
const char *scan_fault(struct str bytes, struct scan_info *ret);
/* The same of a file. E_REFUSED with the sentence, E_IO when it cannot be read. */
int scan_check(const char *path, struct scan_info *ret, struct err *err);
/* "application/pdf", "image/jpeg", "image/png". */
const char *scan_type(enum scan_kind kind);
#endif
