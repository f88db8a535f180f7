/* A participant beside a record of the registry, field by field, with the letters that differ marked. */
#ifndef PADAN_BANDING_H
#define PADAN_BANDING_H
#include "app/cx.h"

/* List of { medan, daftar, registri, kelas ("same" "near" "differ" "none"), kata, daftar_potong[], registri_potong[] } where a
 * piece is { teks, beda }. other may be NULL: nothing to compare with. NIK and KK come as members of their own name, so that
 * they are masked. */
struct val banding(struct cx *cx, const struct val *peserta, const struct val *other);
#endif
