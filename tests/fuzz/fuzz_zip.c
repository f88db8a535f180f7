/* Any bytes as a zip: every part is unpacked as far as it goes. */
#include "base/base.h"

#include <sys/mman.h>
#include <unistd.h>

#include "sheet/sheet.h"
#include "sheet/zip.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void unpack(struct zip *z, size_t i)
{
	struct err err = { 0 };
	struct ziparc_stream *s;
	char block[4096];
	uint64_t total = 0;
	size_t n = 0;
	int r;
	if (ziparc_stream_open(&s, z, i, &err) < 0)
		return;
	do {
		r = ziparc_stream_read(s, block, sizeof(block), &n, &err);
		total += n;
	} while (r == OK && n);
	MUST(total <= ziparc_at(z, i).size && (r < 0 || total == ziparc_at(z, i).size));
	MUST(r == OK || err.msg[0]);
	ziparc_stream_close(s);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	int fd = memfd_create("fuzz", MFD_CLOEXEC);
	enum file_kind kind;
	struct zip *z;
	MUST(fd >= 0 && write(fd, data, size) == (ssize_t)size);
	MUST(file_kind_of(&kind, fd, NULL) == OK);
	if (ziparc_open(&z, fd, NULL) == OK) {
		for (size_t i = 0; i < ziparc_count(z); i++) {
			MUST(ziparc_find(z, ziparc_at(z, i).name) == (int)i);
			unpack(z, i);
		}
		ziparc_close(z);
	}
	(void)close(fd);
	return 0;
}
