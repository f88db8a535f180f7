/* The tokens of one XML part, with its nesting checked. */
#ifndef PADAN_XLSX_PART_H
#define PADAN_XLSX_PART_H
#include "sheet/xlsx_feed.h"
#include "sheet/xlsx_xml.h"

struct xml_part {
	struct feed *feed;
	char *p;   /* what has not been read yet */
	char *end; /* of the window */
	bool final; /* nothing follows the window */
	bool began;
	unsigned depth;
	uint64_t open[XML_DEPTH_MAX]; /* hashes of the names of the open elements */
	char label[64];               /* name of the part for messages */
};

/* Opens part i of z; close with part_close, also after a failure. */
int part_open(struct xml_part *part, struct zip *z, size_t i, struct err *err);
void part_close(struct xml_part *part);
/* 1 and a token (START, END, TEXT, CDATA; it lives until the next call), 0 at the end of the part, or an error. The end
 * before all elements are closed is E_FORMAT. */
int part_next(struct xml_part *part, struct xml_tok *t, struct err *err);
/* More text behind what begins at p; E_FORMAT when there is none: the caller wanted more than the part has. */
int part_more(struct xml_part *part, const char *p, struct err *err);
/* The error of a token that is XML_BAD, XML_DTD or, at the end of the part, XML_NEED. */
int part_fail(const struct xml_part *part, enum xml_kind kind, struct err *err);
#endif
