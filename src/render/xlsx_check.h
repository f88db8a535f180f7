/* Reading back a finished workbook. The writer does not notice a full disk under its temporary files: what it could not
 * write is simply missing from the parts it packs. */
#ifndef PADAN_XLSX_CHECK_H
#define PADAN_XLSX_CHECK_H
#include "base/err.h"

/* fd: the whole .xlsx. Every part must unpack to its stated length and checksum and end with the end tag of its root;
 * xl/worksheets/sheet<i + 1>.xml must hold exactly sheet_bytes[i] bytes between <sheetData> and </sheetData>. Only pread
 * is used. E_IO when the file is not whole, E_NOMEM. */
int xlsx_check(int fd, const uint64_t *sheet_bytes, size_t nsheet, struct err *err);
#endif
