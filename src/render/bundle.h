/* The payment bundle (SOP 070): many papers and scans as one PDF in a fixed order: a contents page, then the pages of each
 * part, every page with its number in the whole and a short hash at the lower right of what is seen of it.
 * A page of a part is taken over as a picture of itself: it stands upright, cut to its visible part, with the appearance of
 * its notes and signatures, and with nothing that acts (links, scripts, forms, attachments stay behind). The same input
 * always gives the same bytes.
 * It opens files from outside: only in the cage (cmd/kurung.h), which is shut after bundle_new. */
#ifndef PADAN_BUNDLE_H
#define PADAN_BUNDLE_H
#include "render/paper.h"

#define BUNDLE_PARTS_MAX 100
#define BUNDLE_PAGES_MAX 2000

struct bundle_part {
	struct str title, number, date; /* of the contents, and title of the bookmark */
	struct str note;                /* below the title, may be empty: why it is absent, what it replaces */
	const char *path;               /* PDF, JPEG or PNG, known by its content; NULL: absent, listed only */
};
struct bundle_cover {
	struct paper_office office;
	struct str heading;
	const struct str *subtitle;     /* lines */
	size_t n_subtitle;
	struct str hash;                /* on the contents page, may be empty */
	struct str stamp;               /* short, at the foot of each page behind 'n / total'; may be empty */
	struct str author;              /* metadata */
	enum paper_size size;           /* of the contents and of pages made from pictures */
	int64_t made_s;                 /* metadata */
};
struct bundle_pages {
	uint32_t from, to;              /* from 1 in the whole; 0: none */
};
struct bundle_watch {
	void (*part)(void *ctx, size_t part, size_t n); /* this part (from 0) is opened next, or taken over next; may be NULL */
	void *ctx;
};

struct bundle;
int bundle_new(struct bundle **ret, struct err *err);
void bundle_free(struct bundle *b); /* NULL is fine */
/* Writes the bundle to the path `to`. ret_pages has n entries; *ret_total counts all pages. A part that cannot be used gives
 * E_REFUSED, its number from 1 in err->row, and a sentence with its title and what to do. What was written to `to` by then is
 * the caller's to remove. Once for each struct bundle. */
int bundle_make(struct bundle *b, const struct bundle_cover *cover, const struct bundle_part *parts, size_t n, const char *to,
		struct bundle_watch watch, struct bundle_pages *ret_pages, uint32_t *ret_total, struct err *err);
#endif
