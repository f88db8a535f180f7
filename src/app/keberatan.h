/* The letter of objection to a bill (SOP 070 step 4), drafted from its differences, with the names behind them as a workbook. */
#ifndef PADAN_KEBERATAN_H
#define PADAN_KEBERATAN_H
#include "app/cx.h"

/* Drafts it, or issues it with its number and day (0: today); a draft is made anew each time. What was explained is left out;
 * the sum asks each billed row back once. E_REFUSED: nothing to object to, or it is issued already. */
int keberatan_susun(struct cx *cx, int64_t tagihan, struct str nomor, int64_t hari, bool terbit, struct err *err);
#endif
