/* Declared fields -> typed values. What is not declared does not exist (mass assignment); a text is trimmed, must be UTF-8
 * without control bytes, and is no longer than its field says. */
#ifndef PADAN_FORM_H
#define PADAN_FORM_H
#include "web/web.h"

/* Fills `in` from query, form or JSON body. All faults are gathered: E_REFUSED, err tells the first and *faults is an
 * object field -> sentence. A field that was not sent and is not required is null. */
int form_read(struct val *in, struct val *faults, const struct field *fields, const struct http_req *req, struct err *err);
#endif
