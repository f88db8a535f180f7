/* The detail of a bill as BPJS sends it (FACTS 2, layout F): who is billed, for which month, how much; and the list of those the state
 * pays for (PBI JK), against which a bill is tested. Both files are opened by the caged child (cmd/worker.c). */
#ifndef PADAN_RINCIAN_H
#define PADAN_RINCIAN_H
#include "app/cx.h"

/* Reads the uploaded detail into tagihan_orang in place of what was there, and recomputes the bill; in a transaction of its own. The bill
 * must be at step 4. A row without an amount is billed by the rate of its month; one whose month or amount cannot be read refuses the
 * whole file (E_REFUSED, with the row). *ret_baris: rows. */
int rincian_baca(struct cx *cx, int64_t tagihan, const struct val *upload, int64_t *ret_baris, struct err *err);
/* Reads a list of PBI JK participants of a month yyyymm, in place of that month's; in a transaction of its own. */
int rincian_pbi(struct cx *cx, int64_t bulan, const struct val *upload, int64_t *ret_orang, struct err *err);
/* A month as files write it: 202607, 072026, 2026-07, 07/2026, "Juli 2026", 01-07-2026, a spreadsheet's serial day; 0 when it is none. */
int64_t rincian_bulan(struct str s);
#endif
