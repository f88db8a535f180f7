/* Counts of a run by verdict, reason, region and segment, and the sheet that shows them. Internal to render. */
#ifndef PADAN_RECAP_H
#define PADAN_RECAP_H
#include "render/xlsx_paper.h"

#define RECAP_SEGMENTS 40
#define RECAP_REGION_SLOTS 4096 /* a kab/kota has below 1,000 kecamatan and kelurahan */

struct tally {
	uint64_t n[3]; /* by enum padan_verdict_kind */
};
struct recap {
	uint32_t city;
	struct tally all, outside, unknown;
	struct tally reason[PADAN_REASON_COUNT];
	struct {
		uint64_t code; /* of the city: kelurahan (10 digits) or kecamatan (6); 0: free */
		struct tally t;
	} region[RECAP_REGION_SLOTS];
	size_t region_count;
	struct {
		char name[64];
		size_t len;
		struct tally t;
	} segment[RECAP_SEGMENTS];
	size_t segment_count;
	struct tally segment_other, segment_empty;
};

void recap_init(struct recap *r, unsigned city);
void recap_add(struct recap *r, const padan_row *row);
/* Fills the sheet from its first row on. */
void recap_write(const struct recap *r, struct paper *p, lxw_worksheet *ws, const struct result_xlsx_meta *meta,
		 const padan_summary *summary);
#endif
