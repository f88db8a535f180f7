/* Writing of results for the plain engine: rows, CSV, JSON lines; docs/verify.md, "Output columns". */
#ifndef PADAN_PLAIN_OUT_H
#define PADAN_PLAIN_OUT_H
#include "engine/explain.h"
#include "engine/plain_people.h"

struct plain_verdict {
	uint32_t reasons;
	enum padan_verdict_kind verdict;
	uint64_t nik_registry; /* 0: none */
	int score;             /* -1: none */
};
struct plain_out {
	const padan_sink *sink;
	bool several;          /* rows are named SHEET!ROW */
	bool header_done;
	struct buf line, sheet, no_peserta, nik, nama, explanation, segment;
};
void plain_out_init(struct plain_out *o, const padan_sink *sink, bool several);
void plain_out_clear(struct plain_out *o);
/* One row to the sink. What the sink returns when it is negative; E_STOP when it is positive. */
int plain_out_row(struct plain_out *o, const struct plain_person *row, const struct plain_verdict *v,
		  const struct finding *f, struct err *err);
/* After the last row. */
int plain_out_finish(struct plain_out *o, struct err *err);
#endif
