/* Reader of zip archives from outside: the central directory is checked whole before anything is unpacked, and a part
 * is unpacked as a stream whose length, ratio and CRC must be what the directory promised. Rules: PKWARE APPNOTE 6.3. */
#ifndef PADAN_ZIP_H
#define PADAN_ZIP_H
#include "base/err.h"
#include "base/str.h"

#define ZIP_PARTS_MAX 2000
#define ZIP_NAME_MAX 512
#define ZIP_TOTAL_MAX ((uint64_t)8 << 30) /* bytes unpacked from one archive */
/* Deflate cannot pass 1032:1. Sheets of one row said again and again measure up to 66:1 as every known writer puts them,
 * and up to 234:1 where cells carry no reference; bombs lie near the top. */
#define ZIP_RATIO_MAX 250
#define ZIP_RATIO_FREE ((uint64_t)1 << 20) /* bytes of a part for which the ratio is not looked at */

struct zip;
struct ziparc_stream;
struct ziparc_entry {
	struct str name; /* as stored, except that backslashes are slashes; lives in the zip */
	uint64_t packed;
	uint64_t size;
	bool encrypted;
};

/* Reads and checks the directory. fd stays the caller's and must outlive the zip; only pread is used. Bytes in front
 * of the archive are allowed. E_FORMAT when it is damaged or no zip, E_LIMIT when it has too many parts. */
int ziparc_open(struct zip **ret, int fd, struct err *err);
void ziparc_close(struct zip *z); /* NULL is fine */
size_t ziparc_count(const struct zip *z);
struct ziparc_entry ziparc_at(const struct zip *z, size_t i);
/* Index of the part of that name (ASCII letters without case), -1 when there is none. */
int ziparc_find(const struct zip *z, struct str name);

/* Begins unpacking part i. Its size counts once against ZIP_TOTAL_MAX. Streams of one zip may be read in other threads
 * than the one that opened them, but are opened and closed in one thread. */
int ziparc_stream_open(struct ziparc_stream **ret, struct zip *z, size_t i, struct err *err);
void ziparc_stream_close(struct ziparc_stream *s); /* NULL is fine */
/* Fills to with up to cap bytes; *ret_len is smaller than cap only at the end of the part. 0 bytes: the end, and size
 * and CRC were right. */
int ziparc_stream_read(struct ziparc_stream *s, void *to, size_t cap, size_t *ret_len, struct err *err);
#endif
