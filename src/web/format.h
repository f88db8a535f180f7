/* How values are shown to people: dates "25 Juni 2023", numbers "1.234.567", money "Rp1.234.567,00". */
#ifndef PADAN_FORMAT_H
#define PADAN_FORMAT_H
#include "base/val.h"

/* angka, rupiah, tanggal (yyyymmdd), bulan (yyyymm), waktu (seconds), jam, nik (masked), ukuran (bytes), ringkas (first 12
 * of a hash), json, label, lahir (dd-mm-yyyy), permil, grafik (an object as web/grafik.h has it: the chart itself, in text only);
 * empty: as it is. */
struct format;
/* NULL when there is none of that name. */
const struct format *format_find(struct str name);
/* f NULL: as it is. */
void format_value(struct buf *out, const struct val *v, const struct format *f, bool english);
/* What it makes of v has no character that is anything but text in HTML. */
bool format_is_text(const struct format *f, const struct val *v);
/* As the format "nik" shows it, in the arena. */
struct str nik_masked(struct arena *mem, struct str s);
bool format_is_json(const struct format *f);
bool format_is_label(const struct format *f);
bool format_is_chart(const struct format *f);
#endif
