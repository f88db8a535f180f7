/* Names of any bytes: nothing is read or written outside, comparing is symmetric, a name is itself. */
#include "engine/name.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *)data, *cut = size ? memchr(text, '\n', size) : NULL;
	size_t n = cut ? (size_t)(cut - text) : size;
	struct name_form a, b;
	struct name_verdict v, w, self;
	name_prepare(&a, str_of(text, n));
	name_prepare(&b, cut ? str_of(cut + 1, size - n - 1) : STR_NONE);
	name_compare(&v, &a, &b);
	name_compare(&w, &b, &a);
	name_compare(&self, &a, &a);
	MUST(v.grade == w.grade && v.score == w.score && v.habits == w.habits && v.score <= 1000);
	MUST(self.grade == (a.ntoken ? NAME_SAME : NAME_ABSENT));
	MUST((a.key != 0) == (a.ntoken > 0) && a.ntoken + a.nother <= NAME_TOKENS_MAX);
	for (unsigned i = 0; i < a.ntoken; i++)
		MUST(a.code[i] != 0 && a.wlen[i] > 0 && a.fwlen[i] > 0);
	return 0;
}
