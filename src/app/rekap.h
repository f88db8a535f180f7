/* The facts of a month's proposal: one tree from which letter, recap, the head's page and their hash are made, so that
 * nothing on one paper can differ from another. */
#ifndef PADAN_REKAP_H
#define PADAN_REKAP_H
#include "app/cx.h"

/* { periode, peserta, diusulkan, tinjau_terbuka, uang, tarif, alasan[], kecamatan[], kelurahan[], segmen[], lalu{}, daftar_hash } ;
 * daftar_hash is over every proposed person and reason in order. */
int rekap_facts(struct cx *cx, const struct val *kasus, struct val *ret, struct err *err);
/* The facts as they are to be shown: of an approved month those that were approved, else those of now. */
int rekap_shown(struct cx *cx, const struct val *kasus, struct val *ret, struct err *err);
/* Hash of the facts as hexadecimal, in cx->mem: of their JSON, without what is only told beside them (last month, whose answers
 * still come in). */
struct str rekap_hash(struct cx *cx, const struct val *facts);
/* Monthly contribution the city pays for one person in that period, 0 when no rate is known. */
int64_t rekap_tarif(struct cx *cx, int64_t periode);
/* Name of a kecamatan or kelurahan code; "Tidak diketahui" for 0. */
struct str rekap_wilayah(struct arena *mem, int64_t kode);
/* The recap as a workbook (recap by reason, kecamatan, kelurahan, segment; the list), and the list alone as BPJS wants it. */
int rekap_xlsx(struct cx *cx, const struct val *kasus, const struct val *facts, struct str *ret_hash, struct err *err);
int rekap_list_xlsx(struct cx *cx, const struct val *kasus, const char *path, struct err *err);
int rekap_list_csv(struct cx *cx, const struct val *kasus, const char *path, struct err *err);
#endif
