/* The child process of a job. */
#ifndef PADAN_ANAK_H
#define PADAN_ANAK_H
#include "app/bingkai.h"

struct anak;
/* Starts exe with argv (NULL at the end); input is given to its standard input. */
int anak_start(struct anak **ret, const char *exe, const char *const *argv, struct str input, struct err *err);
struct anak_frame {
	enum bingkai_kind kind;
	int64_t ints[16];
	size_t n_ints;
	struct str texts[24];
	size_t n_texts;
};
/* The next frame: 1, 0 at the end of a run that went well, negative when the child failed (its own sentence in err). The
 * texts live until the next call. */
int anak_next(struct anak *a, struct anak_frame *f, struct err *err);
/* Ends the child if it still runs, and frees. NULL is fine. */
void anak_end(struct anak *a);
#endif
