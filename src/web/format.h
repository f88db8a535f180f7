/* How values are shown to people: dates "25 Juni 2023", numbers "1.234.567", money "Rp1.234.567,00". */
#ifndef PADAN_FORMAT_H
#define PADAN_FORMAT_H
#include "base/val.h"

/* angka, rupiah, tanggal (yyyymmdd), bulan (yyyymm), waktu (seconds), jam, nik (masked), ukuran (bytes), ringkas (first 12
 * of a hash), json, label, lahir (dd-mm-yyyy), permil, grafik (an object as web/grafik.h has it: the chart itself, in text only);
 * empty: as it is. */
bool format_known(struct str name);
void format_value(struct buf *out, const struct val *v, struct str format, bool english);
#endif
