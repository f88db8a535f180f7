/* Shared strings of a workbook: numbered texts in at most 48 MiB of memory, what is more in unlinked temporary files. */
#ifndef PADAN_XLSX_STRINGS_H
#define PADAN_XLSX_STRINGS_H
#include "sheet/zip.h"

#define STRING_MAX (((size_t)1 << 20) - 1) /* bytes of one text; Excel's own limit is 32,767 characters */
#define STRINGS_MAX ((uint64_t)64 << 20)   /* how many: their index stays below 512 MiB */

struct strings;
/* Reads part i of z, an <sst>. E_LIMIT when a text or their number is too large. */
int strings_load(struct strings **ret, struct zip *z, size_t i, struct err *err);
void strings_free(struct strings *s); /* NULL is fine */
uint64_t strings_count(const struct strings *s);
/* Where text i is: ret->ptr NULL when it stands in the temporary file and must be fetched with strings_copy. i must be
 * below the count. E_IO when the temporary file cannot be read. */
int strings_get(struct strings *s, uint64_t i, struct str *ret, uint64_t *ret_at, struct err *err);
/* Copies n bytes of a text in the temporary file; at comes from strings_get. */
int strings_copy(struct strings *s, char *to, uint64_t at, size_t n, struct err *err);
/* Pages of 1 MiB to be kept in memory for texts and for their index, for tests of the temporary file. */
int strings_load_sized(struct strings **ret, struct zip *z, size_t i, unsigned text_pages, unsigned index_pages,
		       struct err *err);
#endif
