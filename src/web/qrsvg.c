#include "web/qrsvg.h"
#include <qrencode.h>

int qr_data_uri(struct arena *mem, struct str payload, struct val *out, const char *key, struct err *err)
{
	struct buf b;
	QRcode *q = QRcode_encodeString(payload.ptr, 0, QR_ECLEVEL_M, QR_MODE_8, 1);
	if (!q)
		return NOMEM(err);
	buf_init(&b, 1 << 20);
	buf_addf(&b, "data:image/svg+xml,%%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='-4 -4 %d %d'%%3E%%3Crect x='-4' y='-4' width='100%%25' "
		     "height='100%%25' fill='white'/%%3E%%3Cpath d='", q->width + 8, q->width + 8);
	for (int y = 0; y < q->width; y++)
		for (int x = 0; x < q->width; x++)
			if (q->data[y * q->width + x] & 1)
				buf_addf(&b, "M%d %dh1v1h-1z", x, y);
	buf_add(&b, S("'/%3E%3C/svg%3E"));
	QRcode_free(q);
	struct str s = arena_str(mem, buf_str(&b));
	bool bad = b.error != 0;
	buf_clear(&b);
	if (bad || !s.ptr)
		return NOMEM(err);
	val_set(mem, out, key, val_str(s));
	return OK;
}
