/* Writing verdicts as CSV and JSON lines (docs/verify.md, "Output columns"). */
#ifndef PADAN_OUTPUT_H
#define PADAN_OUTPUT_H
#include "base/buf.h"
#include "padan.h"

/* The CSV heading, with its line end. */
struct str output_csv_heading(void);
/* The reasons of a row joined by |, in the contract's order. */
void output_reasons(struct buf *out, uint32_t reasons);
void output_csv(struct buf *out, const padan_row *row);
void output_json(struct buf *out, const padan_row *row);
#endif
