#include "app/bundel_pdf.h"
int bundel_pdf_susun(struct cx *cx, const struct bundel_sampul *s, const struct bundel_bagian *b, size_t n, const char *nama, struct str *ret, struct err *err)
{
	(void)cx; (void)s; (void)nama;
	if (!n) return FAIL(err, E_IO, "x");
	*ret = b[0].hash;
	return OK;
}
