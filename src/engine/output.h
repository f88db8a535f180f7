/* Writing verdicts as CSV and JSON lines (docs/verify.md, "Output columns"). */
#ifndef PADAN_OUTPUT_H
#define PADAN_OUTPUT_H
#include "base/buf.h"
#include "padan.h"

/* The CSV heading, with its line end. */
struct str output_csv_heading(void);
/* The reasons of a row joined by |, in the contract's order. */
void output_reasons(struct buf *out, uint32_t reasons);
/* True when no byte of s is a comma, a quote, a control character or above 0x7F: what can stand in CSV as it is, but for how it begins. */
bool output_plain(struct str s);
/* A text cell: quoted where RFC 4180 asks for it, and never the beginning of a formula. */
void output_csv_text(struct buf *out, struct str s);
void output_csv(struct buf *out, const padan_row *row);
void output_json(struct buf *out, const padan_row *row);
#endif
