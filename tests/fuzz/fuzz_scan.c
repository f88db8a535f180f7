/* Uploaded scans of any bytes: what is taken has a kind, a size, and an end within the file. */
#include "render/scan.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct scan_info i = { 0 };
	if (scan_fault(str_of((const char *)data, size), &i))
		return 0;
	MUST(i.kind == SCAN_PDF || i.kind == SCAN_JPEG || i.kind == SCAN_PNG);
	MUST(i.used > 0 && i.used <= size);
	MUST(i.turn >= 1 && i.turn <= 8);
	MUST(i.kind == SCAN_PDF || (i.width && i.height && (uint64_t)i.width * i.height <= SCAN_PIXELS_MAX));
	return 0;
}
