/* A QR code as a picture inside the page (data: address), so that no other host is asked. */
#ifndef PADAN_QRSVG_H
#define PADAN_QRSVG_H
#include "base/val.h"

/* Sets out[key] to "data:image/svg+xml,...". */
int qr_data_uri(struct arena *mem, struct str payload, struct val *out, const char *key, struct err *err);
#endif
