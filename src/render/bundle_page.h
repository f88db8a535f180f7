/* One page of a bundle: taken from a page of a PDF or made from a picture, then stamped and put behind the others. */
#ifndef PADAN_BUNDLE_PAGE_H
#define PADAN_BUNDLE_PAGE_H
#include "render/qpdf.h"
#include "render/scan.h"
#include "base/buf.h"

#define MM (72.0 / 25.4)

/* A page in the making; everything belongs to `out`. */
struct page {
	const struct qpdf_lib *lib;
	qpdf_data out;
	double w, h;      /* points, as it is seen */
	struct buf draw;  /* its operators */
	qpdf_oh xobjects; /* what they draw */
};
void page_init(struct page *p, const struct qpdf_lib *lib, qpdf_data out);
void page_clear(struct page *p);

/* Page `no` (from 0) of src, upright and cut to what is seen of it. Functions give NULL, or what is wrong with the page. */
const char *page_take(struct page *p, qpdf_data src, size_t no);
/* A JPEG on paper of w x h points (turned when the picture is wide), its bytes as they are. */
const char *page_jpeg(struct page *p, struct str bytes, const struct scan_info *info, double w, double h);
/* Where a picture of that many pixels goes on paper of w x h points: room for the stamp stays. */
void page_fit(double *w, double *h, double pixels_w, double pixels_h, double *ret_x, double *ret_y, double *ret_w, double *ret_h);
/* Page `no` of src (a stamp as large as that page) goes to the lower right; then the page becomes the last of out. */
const char *page_put(struct page *p, qpdf_data stamps, size_t no);
#endif
