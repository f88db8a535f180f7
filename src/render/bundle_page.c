#include "render/bundle_page.h"
#include <math.h>
#include <zlib.h>

#define SIDE_MIN 18.0    /* points of a page's side */
#define SIDE_MAX 14400.0 /* the most a reader must show (ISO 32000 annex C) */
#define CONTENT_MAX ((size_t)256 << 20)
#define NOTES_MAX 2000   /* notes (annotations) of one page */

static const char broken[] = "PDF ini rusak; buka lalu simpan ulang (cetak ke PDF), atau pindai ulang";
static const char odd_size[] = "ukuran halamannya tidak wajar; cetak ke PDF ukuran F4 atau A4, atau pindai ulang";
static const char no_look[] = "ada isian formulir atau catatan yang belum menjadi bagian halamannya; buka lalu cetak ke PDF";
static const char no_room[] = "PDF ini terlalu besar untuk disusun; simpan ulang dengan ukuran lebih kecil, atau bagi berkasnya";

struct box {
	double x0, y0, x1, y1;
};
struct matrix {
	double a, b, c, d, e, f;
};

void page_init(struct page *p, const struct qpdf_lib *lib, qpdf_data out)
{
	*p = (struct page){ .lib = lib, .out = out };
	buf_init(&p->draw, 4 << 20);
	p->xobjects = lib->oh_new_dictionary(out);
}

void page_clear(struct page *p)
{
	buf_clear(&p->draw);
}

/* A number with four decimals, whatever the language of the process. */
static void num(struct buf *b, double v)
{
	long long n = llround(v * 10000);
	buf_addf(b, "%s%lld.%04lld ", n < 0 ? "-" : "", llabs(n / 10000), llabs(n % 10000));
}

static void numbers(struct buf *b, struct matrix m)
{
	num(b, m.a);
	num(b, m.b);
	num(b, m.c);
	num(b, m.d);
	num(b, m.e);
	num(b, m.f);
}

static void draw_object(struct page *p, struct matrix m, const char *name, qpdf_oh object)
{
	char key[24];
	snprintf(key, sizeof key, "/%s", name);
	p->lib->oh_replace_key(p->out, p->xobjects, key, object);
	buf_addf(&p->draw, "q ");
	numbers(&p->draw, m);
	buf_addf(&p->draw, "cm %s Do Q\n", key);
}

/* --- reading a page -------------------------------------------------------------------------------------------------------- */

static double finite_of(double v)
{
	return isfinite(v) && fabs(v) < 1e6 ? v : 0;
}

static bool numbers_of(const struct qpdf_lib *l, qpdf_data q, qpdf_oh array, double *ret, int n)
{
	if (!l->oh_is_array(q, array) || l->oh_get_array_n_items(q, array) < n)
		return false;
	for (int i = 0; i < n; i++) {
		qpdf_oh item = l->oh_get_array_item(q, array, i);
		if (!l->oh_is_number(q, item))
			return false;
		ret[i] = finite_of(l->oh_get_numeric_value(q, item));
	}
	return true;
}

static bool box_of(const struct qpdf_lib *l, qpdf_data q, qpdf_oh dict, const char *key, struct box *ret)
{
	double v[4];
	if (!numbers_of(l, q, l->oh_get_key(q, dict, key), v, 4))
		return false;
	*ret = (struct box){ fmin(v[0], v[2]), fmin(v[1], v[3]), fmax(v[0], v[2]), fmax(v[1], v[3]) };
	return true;
}

/* What a reader shows: the crop box as far as there is paper below it (ISO 32000 14.11.2). */
static bool seen_of(const struct qpdf_lib *l, qpdf_data q, qpdf_oh page, struct box *ret)
{
	struct box media, crop;
	if (!box_of(l, q, page, "/MediaBox", &media))
		return false;
	*ret = media;
	if (box_of(l, q, page, "/CropBox", &crop)) {
		struct box both = { fmax(media.x0, crop.x0), fmax(media.y0, crop.y0), fmin(media.x1, crop.x1), fmin(media.y1, crop.y1) };
		if (both.x1 - both.x0 > 1 && both.y1 - both.y0 > 1)
			*ret = both;
	}
	return true;
}

/* From the page's own space to where it is seen, upright with its corner at 0, 0. */
static struct matrix upright(struct box b, int turn, double unit)
{
	double u = unit;
	switch (turn) {
	case 90: return (struct matrix){ 0, -u, u, 0, -b.y0 * u, b.x1 * u };
	case 180: return (struct matrix){ -u, 0, 0, -u, b.x1 * u, b.y1 * u };
	case 270: return (struct matrix){ 0, u, -u, 0, b.y1 * u, -b.x0 * u };
	default: return (struct matrix){ u, 0, 0, u, -b.x0 * u, -b.y0 * u };
	}
}

/* The operators of a page as a form of its own, so that nothing of it reaches what is drawn beside it. 0: not readable. */
static const char *form_of(struct page *p, qpdf_data src, qpdf_oh page, struct box seen, qpdf_oh *ret)
{
	const struct qpdf_lib *l = p->lib;
	unsigned char *text = NULL;
	size_t len = 0;
	if (l->oh_get_page_content_data(src, page, &text, &len) > QPDF_WARNINGS || len > CONTENT_MAX) {
		free(text);
		return broken;
	}
	uLongf n = compressBound((uLong)len);
	unsigned char *packed = malloc(n);
	if (!packed || compress2(packed, &n, text ? text : (const unsigned char *)"", (uLong)len, 6) != Z_OK) {
		free(text);
		free(packed);
		return no_room;
	}
	free(text);
	qpdf_oh form = l->oh_new_stream(src), dict = l->oh_get_dict(src, form), bbox = l->oh_new_array(src);
	l->oh_replace_stream_data(src, form, packed, n, l->oh_new_name(src, "/FlateDecode"), l->oh_new_null(src));
	free(packed);
	const double side[] = { seen.x0, seen.y0, seen.x1, seen.y1 };
	for (size_t i = 0; i < COUNT(side); i++) {
		struct buf b;
		buf_init(&b, 64);
		num(&b, side[i]);
		buf_addc(&b, 0);
		l->oh_append_item(src, bbox, l->oh_parse(src, b.ptr));
		buf_clear(&b);
	}
	qpdf_oh resources = l->oh_get_key(src, page, "/Resources"), group = l->oh_get_key(src, page, "/Group");
	l->oh_replace_key(src, dict, "/Type", l->oh_new_name(src, "/XObject"));
	l->oh_replace_key(src, dict, "/Subtype", l->oh_new_name(src, "/Form"));
	l->oh_replace_key(src, dict, "/BBox", bbox);
	l->oh_replace_key(src, dict, "/Resources", l->oh_is_dictionary(src, resources) ? resources : l->oh_new_dictionary(src));
	if (l->oh_is_dictionary(src, group))
		l->oh_replace_key(src, dict, "/Group", group);
	*ret = l->oh_copy_foreign_object(p->out, src, form);
	return NULL;
}

/* --- notes, stamps and form fields of a page ----------------------------------------------------------------------------- */

/* Where the appearance goes: its box, turned by its own matrix, fills the note's place (ISO 32000 12.5.5, algorithm 8.1). */
static bool note_matrix(struct page *p, qpdf_data src, qpdf_oh note, qpdf_oh look, struct matrix *ret)
{
	const struct qpdf_lib *l = p->lib;
	struct box place, own;
	double m[6] = { 1, 0, 0, 1, 0, 0 };
	qpdf_oh dict = l->oh_get_dict(src, look);
	if (!box_of(l, src, note, "/Rect", &place) || !box_of(l, src, dict, "/BBox", &own))
		return false;
	(void)numbers_of(l, src, l->oh_get_key(src, dict, "/Matrix"), m, 6);
	struct box t = { INFINITY, INFINITY, -INFINITY, -INFINITY };
	for (int i = 0; i < 4; i++) {
		double x = i & 1 ? own.x1 : own.x0, y = i & 2 ? own.y1 : own.y0;
		double tx = m[0] * x + m[2] * y + m[4], ty = m[1] * x + m[3] * y + m[5];
		t = (struct box){ fmin(t.x0, tx), fmin(t.y0, ty), fmax(t.x1, tx), fmax(t.y1, ty) };
	}
	if (t.x1 - t.x0 < 1e-4 || t.y1 - t.y0 < 1e-4)
		return false;
	double sx = (place.x1 - place.x0) / (t.x1 - t.x0), sy = (place.y1 - place.y0) / (t.y1 - t.y0);
	*ret = (struct matrix){ sx, 0, 0, sy, place.x0 - t.x0 * sx, place.y0 - t.y0 * sy };
	return true;
}

/* The stream that shows the note now; false when it has none. */
static bool look_of(struct page *p, qpdf_data src, qpdf_oh note, qpdf_oh *ret)
{
	const struct qpdf_lib *l = p->lib;
	qpdf_oh looks = l->oh_get_key(src, note, "/AP"), state = l->oh_get_key(src, note, "/AS");
	if (!l->oh_is_dictionary(src, looks))
		return false;
	qpdf_oh look = l->oh_get_key(src, looks, "/N");
	if (l->oh_is_dictionary(src, look) && l->oh_is_name(src, state))
		look = l->oh_get_key(src, look, l->oh_get_name(src, state));
	*ret = look;
	return l->oh_is_stream(src, look);
}

/* Something to read that only some readers would draw: a filled field or a typed note without an appearance. */
static bool says_something(struct page *p, qpdf_data src, qpdf_oh note)
{
	const struct qpdf_lib *l = p->lib;
	qpdf_oh kind = l->oh_get_key(src, note, "/Subtype");
	bool field = l->oh_is_name_and_equals(src, kind, "/Widget");
	if (!field && !l->oh_is_name_and_equals(src, kind, "/FreeText"))
		return false;
	qpdf_oh at = note;
	for (int depth = 0; depth < 32 && l->oh_is_dictionary(src, at); depth++) {
		qpdf_oh value = l->oh_get_key(src, at, field ? "/V" : "/Contents");
		if (l->oh_is_string(src, value))
			return l->oh_get_utf8_value(src, value)[0] != 0;
		at = l->oh_get_key(src, at, "/Parent");
	}
	return false;
}

static const char *one_note(struct page *p, qpdf_data src, qpdf_oh note, qpdf_oh fonts, size_t no)
{
	const struct qpdf_lib *l = p->lib;
	struct matrix m;
	qpdf_oh look = 0, flags = l->oh_get_key(src, note, "/F");
	if (!l->oh_is_dictionary(src, note))
		return NULL;
	/* invisible 1, hidden 2, not on the screen 32; a popup only opens by a click */
	if ((l->oh_is_integer(src, flags) && l->oh_get_int_value(src, flags) & (2 | 32)) ||
	    l->oh_is_name_and_equals(src, l->oh_get_key(src, note, "/Subtype"), "/Popup"))
		return NULL;
	if (!look_of(p, src, note, &look))
		return says_something(p, src, note) ? no_look : NULL;
	if (!note_matrix(p, src, note, look, &m))
		return NULL;
	qpdf_oh dict = l->oh_get_dict(src, look);
	l->oh_replace_key(src, dict, "/Type", l->oh_new_name(src, "/XObject"));
	l->oh_replace_key(src, dict, "/Subtype", l->oh_new_name(src, "/Form"));
	if (!l->oh_has_key(src, dict, "/Resources") && l->oh_is_dictionary(src, fonts))
		l->oh_replace_key(src, dict, "/Resources", fonts);
	char name[24];
	snprintf(name, sizeof name, "Cat%zu", no);
	draw_object(p, m, name, l->oh_copy_foreign_object(p->out, src, look));
	return NULL;
}

static const char *notes(struct page *p, qpdf_data src, qpdf_oh page)
{
	const struct qpdf_lib *l = p->lib;
	qpdf_oh list = l->oh_get_key(src, page, "/Annots"), form = l->oh_get_key(src, l->get_root(src), "/AcroForm");
	qpdf_oh fonts = l->oh_is_dictionary(src, form) ? l->oh_get_key(src, form, "/DR") : l->oh_new_null(src);
	int n = l->oh_is_array(src, list) ? l->oh_get_array_n_items(src, list) : 0;
	if (n > NOTES_MAX)
		return no_room;
	for (int i = 0; i < n; i++) {
		const char *fault = one_note(p, src, l->oh_get_array_item(src, list, i), fonts, (size_t)i);
		if (fault)
			return fault;
	}
	return NULL;
}

const char *page_take(struct page *p, qpdf_data src, size_t no)
{
	const struct qpdf_lib *l = p->lib;
	struct box seen;
	qpdf_oh form, page = l->get_page_n(src, no), rotate = l->oh_get_key(src, page, "/Rotate"),
		      scale = l->oh_get_key(src, page, "/UserUnit");
	if (!l->oh_is_dictionary(src, page) || !seen_of(l, src, page, &seen))
		return broken;
	double unit = l->oh_is_number(src, scale) ? finite_of(l->oh_get_numeric_value(src, scale)) : 1;
	if (unit <= 0)
		unit = 1;
	int turn = l->oh_is_integer(src, rotate) ? (int)((l->oh_get_int_value(src, rotate) % 360 + 360) % 360) : 0;
	double w = (seen.x1 - seen.x0) * unit, h = (seen.y1 - seen.y0) * unit;
	if (!(w >= SIDE_MIN && w <= SIDE_MAX && h >= SIDE_MIN && h <= SIDE_MAX))
		return odd_size;
	p->w = turn % 180 == 90 ? h : w;
	p->h = turn % 180 == 90 ? w : h;
	const char *fault = form_of(p, src, page, seen, &form);
	if (fault)
		return fault;
	buf_addf(&p->draw, "q ");
	numbers(&p->draw, upright(seen, turn, unit));
	buf_addf(&p->draw, "cm\n");
	for (const double *v = (const double[]){ seen.x0, seen.y0, seen.x1 - seen.x0, seen.y1 - seen.y0 }, *end = v + 4; v < end; v++)
		num(&p->draw, *v);
	buf_addf(&p->draw, "re W n\n");
	draw_object(p, (struct matrix){ 1, 0, 0, 1, 0, 0 }, "Isi", form);
	fault = notes(p, src, page);
	buf_addf(&p->draw, "Q\n");
	/* What the library had to guess may be what is missing now. */
	if (!fault && (l->has_error(src) || l->more_warnings(src)))
		fault = broken;
	return fault;
}

/* --- pictures -------------------------------------------------------------------------------------------------------------- */

void page_fit(double *w, double *h, double pixels_w, double pixels_h, double *ret_x, double *ret_y, double *ret_w, double *ret_h)
{
	double side = 8 * MM, foot = 14 * MM;
	if ((pixels_w > pixels_h) != (*w > *h)) {
		double t = *w;
		*w = *h;
		*h = t;
	}
	double scale = fmin(1, fmin((*w - 2 * side) / pixels_w, (*h - side - foot) / pixels_h));
	*ret_w = pixels_w * scale;
	*ret_h = pixels_h * scale;
	*ret_x = (*w - *ret_w) / 2;
	*ret_y = foot + (*h - side - foot - *ret_h) / 2;
}

/* From the unit square a picture fills to its place, turned as its camera was held (EXIF 2.3, tag Orientation). */
static struct matrix turned(unsigned turn, double x, double y, double w, double h)
{
	switch (turn) {
	case 2: return (struct matrix){ -w, 0, 0, h, x + w, y };
	case 3: return (struct matrix){ -w, 0, 0, -h, x + w, y + h };
	case 4: return (struct matrix){ w, 0, 0, -h, x, y + h };
	case 5: return (struct matrix){ 0, -h, -w, 0, x + w, y + h };
	case 6: return (struct matrix){ 0, -h, w, 0, x, y + h };
	case 7: return (struct matrix){ 0, h, w, 0, x, y };
	case 8: return (struct matrix){ 0, h, -w, 0, x + w, y };
	default: return (struct matrix){ w, 0, 0, h, x, y };
	}
}

const char *page_jpeg(struct page *p, struct str bytes, const struct scan_info *info, double w, double h)
{
	const struct qpdf_lib *l = p->lib;
	double x, y, iw, ih;
	bool lies = info->turn >= 5;
	page_fit(&w, &h, lies ? info->height : info->width, lies ? info->width : info->height, &x, &y, &iw, &ih);
	qpdf_oh image = l->oh_new_stream(p->out), dict = l->oh_get_dict(p->out, image);
	l->oh_replace_stream_data(p->out, image, (const unsigned char *)bytes.ptr, info->used, l->oh_new_name(p->out, "/DCTDecode"),
				  l->oh_new_null(p->out));
	l->oh_replace_key(p->out, dict, "/Type", l->oh_new_name(p->out, "/XObject"));
	l->oh_replace_key(p->out, dict, "/Subtype", l->oh_new_name(p->out, "/Image"));
	l->oh_replace_key(p->out, dict, "/Width", l->oh_new_integer(p->out, info->width));
	l->oh_replace_key(p->out, dict, "/Height", l->oh_new_integer(p->out, info->height));
	l->oh_replace_key(p->out, dict, "/BitsPerComponent", l->oh_new_integer(p->out, 8));
	l->oh_replace_key(p->out, dict, "/ColorSpace", l->oh_new_name(p->out, info->channels == 1 ? "/DeviceGray" : "/DeviceRGB"));
	p->w = w;
	p->h = h;
	draw_object(p, turned(info->turn, x, y, iw, ih), "Isi", image);
	return l->has_error(p->out) ? no_room : NULL;
}

/* --- the whole page ---------------------------------------------------------------------------------------------------------- */

const char *page_put(struct page *p, qpdf_data stamps, size_t no)
{
	const struct qpdf_lib *l = p->lib;
	struct box seen;
	qpdf_oh form, stamp = l->get_page_n(stamps, no);
	if (!seen_of(l, stamps, stamp, &seen))
		return broken;
	const char *fault = form_of(p, stamps, stamp, seen, &form);
	if (fault)
		return fault;
	/* On a plan it is as large, and on a receipt as small, as on A4 when either is printed on A4. */
	double sw = seen.x1 - seen.x0, sh = seen.y1 - seen.y0, scale = fmin(p->w, p->h) / (210 * MM), edge = 5 * MM * scale;
	scale = fmin(scale, (p->w - 2 * edge) / sw);
	draw_object(p, (struct matrix){ scale, 0, 0, scale, p->w - edge - sw * scale, fmin(edge, (p->h - sh * scale) / 2) }, "Cap", form);
	struct buf b;
	buf_init(&b, 256);
	buf_addf(&b, "[0 0 ");
	num(&b, p->w);
	num(&b, p->h);
	buf_addf(&b, "]");
	buf_addc(&b, 0);
	qpdf_oh page = l->oh_new_dictionary(p->out), resources = l->oh_new_dictionary(p->out), content = l->oh_new_stream(p->out);
	if (p->draw.error || b.error) {
		buf_clear(&b);
		return no_room;
	}
	l->oh_replace_stream_data(p->out, content, (const unsigned char *)p->draw.ptr, p->draw.len, l->oh_new_null(p->out),
				  l->oh_new_null(p->out));
	l->oh_replace_key(p->out, resources, "/XObject", p->xobjects);
	l->oh_replace_key(p->out, page, "/Type", l->oh_new_name(p->out, "/Page"));
	l->oh_replace_key(p->out, page, "/MediaBox", l->oh_parse(p->out, b.ptr));
	l->oh_replace_key(p->out, page, "/Resources", resources);
	l->oh_replace_key(p->out, page, "/Contents", content);
	buf_clear(&b);
	page = l->make_indirect_object(p->out, page);
	if (l->add_page(p->out, p->out, page, QPDF_FALSE) > QPDF_WARNINGS || l->has_error(p->out))
		return no_room;
	return NULL;
}
