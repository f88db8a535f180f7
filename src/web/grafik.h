/* Charts: inline SVG made on the server from numbers, without script and without inline style, so that they print, follow
 * the theme (classes s1 ... s8 of ui/src/grafik.css) and need nobody's permission. A chart says what a table says quicker:
 * role=img with a title and a sentence; the table of exact numbers stands beneath it on the page, which is the template's.
 *
 * The model is plain data, the same that the API hands out:
 *   id        part of the element ids on the page, letters, digits and '-'
 *   judul     title (a label code or text)
 *   bentuk    "tegak" (columns and lines over an axis) or "mendatar" (bars, longest first)
 *   satuan    "orang" or "rupiah" (any other: a label behind the numbers)
 *   sumbu     "bulan" (yyyymm), "hari" (yyyymmdd) or "teks": what kategori[] holds
 *   kategori  list
 *   seri      list of { nama, bentuk, nilai[] }; bentuk: "batang" (stacked), "ramal" (stacked, drawn as not yet real), "bidang" (line
 *             with the area under it), "garis", "sasaran" (dashed line); a null in nilai[] is no point
 *   batas     optional { di: number of a category, teks }: an upright mark
 * At most GRAFIK_SERI series and the last GRAFIK_KATEGORI categories are drawn; lying charts sum all beyond the 40 longest up as
 * LAINNYA. What is below zero is drawn as zero. */
#ifndef PADAN_GRAFIK_H
#define PADAN_GRAFIK_H
#include "web/tmpl.h"

#define GRAFIK_SERI 8
#define GRAFIK_KATEGORI 100

/* Appends the <svg> and, where there are several series, the list of their names. set gives the words of label codes. Whatever
 * the model lacks is drawn as nothing: there are no errors beside out's own. */
void grafik_svg(struct buf *out, const struct val *model, const struct tmpl_set *set, enum tmpl_lang lang);

/* Marks of an axis from 0: n steps of 1, 2 or 5 times a power of ten, at most `most`, the last at max or above; for 0 one of 1. */
struct grafik_skala {
	uint64_t step;
	unsigned n;
};
struct grafik_skala grafik_skala(uint64_t max, unsigned most);
/* Where v stands between 0 and span when top stands at span, rounded; v above top counts as top. */
unsigned grafik_letak(uint64_t v, uint64_t top, unsigned span);
#endif
