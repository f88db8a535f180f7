/* The XML of spreadsheet parts: one token at a time from memory, and text with its escapes undone. Namespaces are told
 * by their prefix only; entities other than the five of XML do not exist, and a DOCTYPE ends the reading. */
#ifndef PADAN_XLSX_XML_H
#define PADAN_XLSX_XML_H
#include "base/err.h"
#include "base/str.h"

#define XML_DEPTH_MAX 64

enum xml_kind {
	XML_START,
	XML_END,
	XML_TEXT,
	XML_CDATA,
	XML_OTHER, /* comment, processing instruction */
	XML_NEED,  /* the token goes on behind the memory */
	XML_BAD,
	XML_DTD,
};
struct xml_tok {
	enum xml_kind kind;
	bool empty;        /* XML_START of <a/> */
	struct str prefix; /* of the name */
	struct str name;   /* without the prefix */
	struct str attrs;  /* XML_START: all attributes */
	struct str text;   /* XML_TEXT, XML_CDATA: raw */
};
/* Reads the token at p; *end must be a NUL byte that is not part of the text. Returns where the next one begins; NULL
 * for XML_NEED, XML_BAD and XML_DTD. Text is one token up to the next '<'; with `final` it may end at the memory's end. */
const char *xml_next(struct xml_tok *t, const char *p, const char *end, bool final);

/* Takes the first attribute off *attrs (which came with a token). The value is raw. False when there is none left. */
bool xml_attr(struct str *attrs, struct str *ret_name, struct str *ret_value);
/* Raw value of an attribute without prefix; ptr NULL when there is none. */
struct str xml_attr_get(struct str attrs, struct str name);
/* "1", "true" or "on". */
bool xml_true(struct str value);
/* Decimal digits only; false when there is anything else or more than max. */
bool xml_uint(uint64_t *ret, struct str s, uint64_t max);

/* Undoes entities, CR line ends and (escapes) the _xHHHH_ of Office; to may be from.ptr, the result is never longer.
 * Returns its length, or -1 when it holds an entity that does not exist, a forbidden character or no UTF-8. */
int64_t xml_decode(char *to, struct str from, bool escapes);
/* p stands behind the start tag of an element, t. Finds its end tag: *ret_body_end is where that begins, the result is
 * where it ends. NULL with t->kind telling XML_NEED, XML_BAD or XML_DTD. */
const char *xml_skip(struct xml_tok *t, const char *p, const char *end, const char **ret_body_end);
/* Text of <is> or <si>, given what stands between their tags: all <t> in it and in its <r>, but not in <rPh>. With
 * plain it is the text of <v>: all of it. `to` may be body.ptr. Returns the length or -1 as xml_decode. */
int64_t xml_rich_text(char *to, struct str body, bool plain);
#endif
