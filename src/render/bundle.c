/* Three rounds: every part is opened and its pages are counted; the contents page is made, which needs those numbers; all
 * pages are put one behind the other and written. */
#include "render/bundle.h"
#include "render/bundle_page.h"
#include <cairo-pdf.h>
#include <pango/pangocairo.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define MADE_MAX ((size_t)256 << 20) /* bytes of a PDF made here */
#define CONTENTS_MAX 20              /* its pages */

static const char broken[] = "PDF ini rusak; buka lalu simpan ulang (cetak ke PDF), atau pindai ulang";
static const char locked[] = "PDF ini terkunci; simpan ulang tanpa kata sandi dan tanpa pembatasan (cetak ke PDF), atau pindai ulang";
static const char many[] = "halamannya terlalu banyak; sebuah bundel paling banyak 2.000 halaman";
static const char picture[] = "gambar ini tidak bisa dibuka; simpan ulang atau pindai ulang";

/* What the pages of a part come from. */
struct source {
	qpdf_data q;           /* NULL: a JPEG, or nothing */
	struct buf made;       /* the PDF, when it was made here */
	const char *map;       /* the file */
	size_t map_len;
	struct scan_info info;
	size_t pages;
};

struct bundle {
	struct qpdf_lib lib;
	qpdf_data out;
	struct source part[BUNDLE_PARTS_MAX], contents, stamps;
};

int bundle_new(struct bundle **ret, struct err *err)
{
	struct bundle *b = calloc(1, sizeof *b);
	if (!b)
		return NOMEM(err);
	int rc = qpdf_lib_load(&b->lib, err);
	if (rc < 0) {
		free(b);
		return rc;
	}
	*ret = b;
	return OK;
}

static void close_pdf(const struct qpdf_lib *l, qpdf_data *q)
{
	/* The library complains of an error nobody took. */
	if (*q && l->has_error(*q))
		(void)l->get_error(*q);
	if (*q)
		l->cleanup(q);
}

static void source_clear(struct bundle *b, struct source *s)
{
	close_pdf(&b->lib, &s->q);
	if (s->map)
		munmap((void *)(uintptr_t)s->map, s->map_len);
	buf_clear(&s->made);
	*s = (struct source){ 0 };
}

void bundle_free(struct bundle *b)
{
	if (!b)
		return;
	/* Its pages read from the sources: it goes first. */
	close_pdf(&b->lib, &b->out);
	for (size_t i = 0; i < COUNT(b->part); i++)
		source_clear(b, &b->part[i]);
	source_clear(b, &b->contents);
	source_clear(b, &b->stamps);
	free(b);
}

/* --- sources -------------------------------------------------------------------------------------------------------------- */

static qpdf_data new_pdf(const struct qpdf_lib *l)
{
	qpdf_data q = l->init();
	l->silence_errors(q);
	l->set_suppress_warnings(q, QPDF_TRUE);
	/* A file that must be guessed at may lack pages, and nobody would see it. */
	l->set_attempt_recovery(q, QPDF_FALSE);
	return q;
}

/* Counts the pages of a PDF just read (rc is what reading gave). */
static const char *count(const struct qpdf_lib *l, struct source *s, int rc)
{
	if (rc > QPDF_WARNINGS)
		return l->get_error_code(s->q, l->get_error(s->q)) == qpdf_e_password ? locked : broken;
	if (l->is_encrypted(s->q))
		return locked;
	int n = l->get_num_pages(s->q);
	if (n < 1)
		return broken;
	if (n > BUNDLE_PAGES_MAX)
		return many;
	if (l->push_inherited_attributes_to_page(s->q) > QPDF_WARNINGS || l->has_error(s->q) || l->more_warnings(s->q))
		return broken;
	s->pages = (size_t)n;
	return NULL;
}

static const char *read_made(const struct qpdf_lib *l, struct source *s)
{
	s->q = new_pdf(l);
	return count(l, s, l->read_memory(s->q, "dibuat", s->made.ptr, s->made.len, NULL));
}

static cairo_status_t take(void *ctx, const unsigned char *data, unsigned n)
{
	struct buf *b = ctx;
	buf_add(b, str_of((const char *)data, n));
	return b->error ? CAIRO_STATUS_WRITE_ERROR : CAIRO_STATUS_SUCCESS;
}

struct bytes {
	struct str left;
};

static cairo_status_t give(void *ctx, unsigned char *out, unsigned n)
{
	struct bytes *b = ctx;
	if (b->left.len < n)
		return CAIRO_STATUS_READ_ERROR;
	memcpy(out, b->left.ptr, n);
	b->left = str_of(b->left.ptr + n, b->left.len - n);
	return CAIRO_STATUS_SUCCESS;
}

static double paper_w(enum paper_size size) { return (size == PAPER_F4 ? 215 : 210) * MM; }
static double paper_h(enum paper_size size) { return (size == PAPER_F4 ? 330 : 297) * MM; }

/* A PNG becomes a PDF of one page. */
static const char *read_png(const struct qpdf_lib *l, struct source *s, enum paper_size size)
{
	struct bytes b = { str_of(s->map, s->info.used) };
	double w = paper_w(size), h = paper_h(size), x, y, iw, ih;
	cairo_surface_t *image = cairo_image_surface_create_from_png_stream(give, &b);
	if (cairo_surface_status(image) != CAIRO_STATUS_SUCCESS) {
		cairo_surface_destroy(image);
		return picture;
	}
	page_fit(&w, &h, s->info.width, s->info.height, &x, &y, &iw, &ih);
	buf_init(&s->made, MADE_MAX);
	cairo_surface_t *pdf = cairo_pdf_surface_create_for_stream(take, &s->made, w, h);
	cairo_pdf_surface_set_metadata(pdf, CAIRO_PDF_METADATA_CREATE_DATE, "2000-01-01T00:00:00Z");
	cairo_t *cr = cairo_create(pdf);
	cairo_translate(cr, x, h - y - ih);
	cairo_scale(cr, iw / s->info.width, ih / s->info.height);
	cairo_set_source_surface(cr, image, 0, 0);
	cairo_paint(cr);
	cairo_surface_destroy(image);
	cairo_show_page(cr);
	cairo_destroy(cr);
	cairo_surface_finish(pdf);
	cairo_status_t status = cairo_surface_status(pdf);
	cairo_surface_destroy(pdf);
	return status != CAIRO_STATUS_SUCCESS || s->made.error ? picture : read_made(l, s);
}

static const char *open_part(struct bundle *b, struct source *s, const char *path, enum paper_size size)
{
	struct stat st;
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0 || fstat(fd, &st) < 0 || !S_ISREG(st.st_mode) || st.st_size > (off_t)MADE_MAX) {
		if (fd >= 0)
			close(fd);
		return "berkasnya tidak bisa dibaca dari penyimpanan; hubungi administrator";
	}
	void *map = st.st_size ? mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0) : NULL;
	close(fd);
	if (map == MAP_FAILED)
		return "memori tidak cukup; coba lagi, atau hubungi administrator";
	s->map = map;
	s->map_len = (size_t)st.st_size;
	const char *fault = scan_fault(str_of(s->map ? s->map : "", s->map_len), &s->info);
	if (fault)
		return fault;
	s->pages = 1;
	if (s->info.kind == SCAN_PDF) {
		s->q = new_pdf(&b->lib);
		return count(&b->lib, s, b->lib.read_memory(s->q, "bagian", s->map, s->map_len, NULL));
	}
	return s->info.kind == SCAN_PNG ? read_png(&b->lib, s, size) : NULL;
}

static int part_fails(const struct bundle_part *part, size_t no, const char *fault, struct err *err)
{
	size_t n = part->title.len < 80 ? part->title.len : 80;
	while (n < part->title.len && n > 0 && ((unsigned char)part->title.ptr[n] & 0xC0) == 0x80)
		n--;
	int rc = FAIL(err, E_REFUSED, "Bagian %zu (%.*s): %s.", no + 1, (int)n, part->title.ptr, fault);
	if (err)
		err->row = no + 1;
	return rc;
}

/* --- contents ----------------------------------------------------------------------------------------------------------------- */

static void contents_rows(struct paper *p, const struct bundle_part *parts, size_t n, const struct bundle_pages *pages)
{
	for (size_t i = 0; i < n; i++) {
		char no[24], range[40] = "\xE2\x80\x93";
		struct buf title;
		buf_init(&title, 8000);
		buf_add(&title, parts[i].title);
		if (parts[i].note.len)
			buf_addf(&title, "\n(%.*s)", (int)parts[i].note.len, parts[i].note.ptr);
		snprintf(no, sizeof no, "%zu", i + 1);
		if (pages[i].from && pages[i].from == pages[i].to)
			snprintf(range, sizeof range, "%u", pages[i].from);
		else if (pages[i].from)
			snprintf(range, sizeof range, "%u\xE2\x80\x93%u", pages[i].from, pages[i].to);
		const struct str cells[] = { str_c(no), buf_str(&title), parts[i].number, parts[i].date, str_c(range) };
		paper_row(p, cells, false);
		buf_clear(&title);
	}
}

static int contents_paper(const struct bundle_cover *c, const struct bundle_part *parts, size_t n, const struct bundle_pages *pages,
			  struct buf *out, struct err *err)
{
	const struct paper_column columns[] = {
		{ S("No"), 1, PAPER_CENTER },	   { S("Dokumen"), 7, PAPER_LEFT },   { S("Nomor"), 4, PAPER_LEFT },
		{ S("Tanggal"), 3, PAPER_LEFT }, { S("Halaman"), 2, PAPER_CENTER },
	};
	struct paper_config config = { .size = c->size, .title = c->heading, .author = c->author, .made_s = c->made_s, .no_foot = true };
	struct paper *p = NULL;
	int rc = paper_new(&p, &config, err);
	if (rc < 0)
		return rc;
	paper_kop(p, &c->office);
	paper_title(p, c->heading, STR_NONE);
	for (size_t i = 0; i < c->n_subtitle; i++)
		paper_para(p, c->subtitle[i], PAPER_CENTER, 0, i + 1 == c->n_subtitle ? 5 : 0);
	paper_table(p, columns, COUNT(columns), 0);
	contents_rows(p, parts, n, pages);
	paper_table_end(p);
	if (c->hash.len) {
		struct buf text;
		buf_init(&text, 4000);
		buf_addf(&text, "Sidik isi: %.*s", (int)c->hash.len, c->hash.ptr);
		paper_para(p, buf_str(&text), PAPER_LEFT, 0, 0);
		buf_clear(&text);
	}
	buf_init(out, MADE_MAX);
	rc = paper_finish(p, out, err);
	paper_free(p);
	return rc;
}

/* The contents name pages that begin behind it: how many it has is tried until it is so. */
static int make_contents(struct bundle *b, const struct bundle_cover *c, const struct bundle_part *parts, size_t n,
			 struct bundle_pages *pages, uint32_t *ret_total, struct err *err)
{
	for (size_t own = 1; own <= CONTENTS_MAX; own++) {
		uint32_t at = (uint32_t)own;
		for (size_t i = 0; i < n; i++) {
			uint32_t k = (uint32_t)b->part[i].pages;
			pages[i] = k ? (struct bundle_pages){ at + 1, at + k } : (struct bundle_pages){ 0, 0 };
			at += k;
		}
		source_clear(b, &b->contents);
		int rc = contents_paper(c, parts, n, pages, &b->contents.made, err);
		if (rc < 0)
			return rc;
		const char *fault = read_made(&b->lib, &b->contents);
		if (fault)
			return FAIL(err, E_NOMEM, "daftar isi bundel tidak bisa dibuat: %s", fault);
		if (b->contents.pages == own) {
			*ret_total = at;
			return OK;
		}
	}
	return FAIL(err, E_LIMIT, "daftar isi bundel terlalu panjang");
}

/* --- stamps -------------------------------------------------------------------------------------------------------------------- */

#define STAMP_W (70 * MM)
#define STAMP_H (4.5 * MM)

/* One page for each page of the whole: 'n / total' and the hash on a white ground, at the right. */
static const char *make_stamps(struct bundle *b, const struct bundle_cover *c, uint32_t total)
{
	struct source *s = &b->stamps;
	buf_init(&s->made, MADE_MAX);
	cairo_surface_t *pdf = cairo_pdf_surface_create_for_stream(take, &s->made, STAMP_W, STAMP_H);
	cairo_pdf_surface_set_metadata(pdf, CAIRO_PDF_METADATA_CREATE_DATE, "2000-01-01T00:00:00Z");
	cairo_t *cr = cairo_create(pdf);
	PangoFontDescription *font = pango_font_description_from_string("Liberation Sans");
	pango_font_description_set_absolute_size(font, 7.5 * PANGO_SCALE);
	for (uint32_t i = 1; i <= total; i++) {
		struct buf text;
		int w, h;
		PangoLayout *l = pango_cairo_create_layout(cr);
		buf_init(&text, 1000);
		buf_addf(&text, "%u / %u", i, total);
		if (c->stamp.len)
			buf_addf(&text, " \xC2\xB7 %.*s", (int)c->stamp.len, c->stamp.ptr);
		pango_layout_set_font_description(l, font);
		pango_layout_set_text(l, text.ptr, (int)text.len);
		pango_layout_set_width(l, (int)((STAMP_W - 3 * MM) * PANGO_SCALE));
		pango_layout_set_height(l, -1);
		pango_layout_set_ellipsize(l, PANGO_ELLIPSIZE_END);
		pango_layout_set_alignment(l, PANGO_ALIGN_RIGHT);
		PangoRectangle box;
		pango_layout_get_extents(l, NULL, &box);
		w = box.width / PANGO_SCALE;
		h = box.height / PANGO_SCALE;
		cairo_set_source_rgb(cr, 1, 1, 1);
		cairo_rectangle(cr, STAMP_W - w - 4 * MM, 0, w + 4 * MM, STAMP_H);
		cairo_fill(cr);
		cairo_set_source_rgb(cr, 0.2, 0.2, 0.2);
		cairo_move_to(cr, 1 * MM, (STAMP_H - h) / 2);
		pango_cairo_show_layout(cr, l);
		cairo_show_page(cr);
		g_object_unref(l);
		buf_clear(&text);
	}
	pango_font_description_free(font);
	cairo_destroy(cr);
	cairo_surface_finish(pdf);
	cairo_status_t status = cairo_surface_status(pdf);
	cairo_surface_destroy(pdf);
	return status != CAIRO_STATUS_SUCCESS || s->made.error ? "memori tidak cukup" : read_made(&b->lib, s);
}

/* --- the whole -------------------------------------------------------------------------------------------------------------- */

static const char *put_page(struct bundle *b, const struct bundle_cover *c, struct source *s, size_t k, uint32_t no)
{
	struct page p;
	page_init(&p, &b->lib, b->out);
	const char *fault = s->q ? page_take(&p, s->q, k)
				 : page_jpeg(&p, str_of(s->map, s->map_len), &s->info, paper_w(c->size), paper_h(c->size));
	if (!fault)
		fault = page_put(&p, b->stamps.q, no - 1);
	page_clear(&p);
	/* Handles only; the objects stay. */
	b->lib.oh_release_all(b->out);
	b->lib.oh_release_all(b->stamps.q);
	if (s->q)
		b->lib.oh_release_all(s->q);
	return fault;
}

static void bookmark(struct bundle *b, qpdf_oh root, struct str title, uint32_t page, qpdf_oh *last)
{
	const struct qpdf_lib *l = &b->lib;
	struct buf t;
	buf_init(&t, 4000);
	buf_add(&t, title);
	buf_addc(&t, 0);
	qpdf_oh item = l->make_indirect_object(b->out, l->oh_new_dictionary(b->out)), dest = l->oh_new_array(b->out);
	l->oh_append_item(b->out, dest, l->get_page_n(b->out, page - 1));
	l->oh_append_item(b->out, dest, l->oh_new_name(b->out, "/Fit"));
	l->oh_replace_key(b->out, item, "/Title", l->oh_new_unicode_string(b->out, t.error ? "" : t.ptr));
	l->oh_replace_key(b->out, item, "/Dest", dest);
	l->oh_replace_key(b->out, item, "/Parent", root);
	if (*last) {
		l->oh_replace_key(b->out, item, "/Prev", *last);
		l->oh_replace_key(b->out, *last, "/Next", item);
	} else {
		l->oh_replace_key(b->out, root, "/First", item);
	}
	*last = item;
	buf_clear(&t);
}

static void bookmarks(struct bundle *b, const struct bundle_part *parts, size_t n, const struct bundle_pages *pages)
{
	const struct qpdf_lib *l = &b->lib;
	qpdf_oh root = l->make_indirect_object(b->out, l->oh_new_dictionary(b->out)), last = 0;
	long long items = 1;
	bookmark(b, root, S("Daftar isi"), 1, &last);
	for (size_t i = 0; i < n; i++)
		if (pages[i].from) {
			bookmark(b, root, parts[i].title, pages[i].from, &last);
			items++;
		}
	l->oh_replace_key(b->out, root, "/Type", l->oh_new_name(b->out, "/Outlines"));
	l->oh_replace_key(b->out, root, "/Last", last);
	l->oh_replace_key(b->out, root, "/Count", l->oh_new_integer(b->out, items));
	l->oh_replace_key(b->out, l->get_root(b->out), "/Outlines", root);
	l->oh_replace_key(b->out, l->get_root(b->out), "/PageMode", l->oh_new_name(b->out, "/UseOutlines"));
}

static void metadata(struct bundle *b, const struct bundle_cover *c)
{
	const struct qpdf_lib *l = &b->lib;
	struct tm t;
	time_t at = (time_t)c->made_s;
	char when[40];
	qpdf_oh info = l->make_indirect_object(b->out, l->oh_new_dictionary(b->out));
	const struct {
		const char *key;
		struct str text;
	} entry[] = { { "/Title", c->heading }, { "/Author", c->author } };
	for (size_t i = 0; i < COUNT(entry); i++) {
		struct buf text;
		buf_init(&text, 4000);
		buf_add(&text, entry[i].text);
		buf_addc(&text, 0);
		if (!text.error && text.len > 1)
			l->oh_replace_key(b->out, info, entry[i].key, l->oh_new_unicode_string(b->out, text.ptr));
		buf_clear(&text);
	}
	gmtime_r(&at, &t);
	strftime(when, sizeof when, "D:%Y%m%d%H%M%SZ", &t);
	l->oh_replace_key(b->out, info, "/CreationDate", l->oh_new_string(b->out, when));
	l->oh_replace_key(b->out, info, "/Producer", l->oh_new_string(b->out, "Padan"));
	l->oh_replace_key(b->out, l->get_trailer(b->out), "/Info", info);
}

static int put_all(struct bundle *b, const struct bundle_cover *c, const struct bundle_part *parts, size_t n,
		   struct bundle_watch watch, struct err *err)
{
	uint32_t no = 0;
	const char *fault = NULL;
	b->out = new_pdf(&b->lib);
	if (b->lib.empty_pdf(b->out) > QPDF_WARNINGS)
		return NOMEM(err);
	for (size_t k = 0; k < b->contents.pages && !fault; k++)
		fault = put_page(b, c, &b->contents, k, ++no);
	if (fault)
		return FAIL(err, E_NOMEM, "daftar isi bundel tidak bisa dibuat: %s", fault);
	for (size_t i = 0; i < n; i++) {
		if (watch.part && b->part[i].pages)
			watch.part(watch.ctx, i, n);
		for (size_t k = 0; k < b->part[i].pages; k++) {
			fault = put_page(b, c, &b->part[i], k, ++no);
			if (fault)
				return part_fails(&parts[i], i, fault, err);
		}
	}
	return OK;
}

static int write_all(struct bundle *b, const char *to, struct err *err)
{
	const struct qpdf_lib *l = &b->lib;
	int rc = l->init_write(b->out, to);
	if (rc <= QPDF_WARNINGS) {
		l->set_object_stream_mode(b->out, qpdf_o_generate);
		l->set_deterministic_ID(b->out, QPDF_TRUE);
		rc = l->write(b->out);
	}
	if (rc > QPDF_WARNINGS || l->has_error(b->out))
		return FAIL(err, E_IO, "bundel tidak bisa ditulis; mungkin disk penuh atau memori tidak cukup");
	return OK;
}

int bundle_make(struct bundle *b, const struct bundle_cover *cover, const struct bundle_part *parts, size_t n, const char *to,
		struct bundle_watch watch, struct bundle_pages *ret_pages, uint32_t *ret_total, struct err *err)
{
	size_t pages = 0;
	if (!n || n > BUNDLE_PARTS_MAX || b->out)
		return FAIL(err, E_ARG, "sebuah bundel berisi 1 sampai 100 bagian");
	for (size_t i = 0; i < n; i++) {
		if (!parts[i].path)
			continue;
		if (watch.part)
			watch.part(watch.ctx, i, n);
		const char *fault = open_part(b, &b->part[i], parts[i].path, cover->size);
		pages += b->part[i].pages;
		if (!fault && pages > BUNDLE_PAGES_MAX)
			fault = many;
		if (fault)
			return part_fails(&parts[i], i, fault, err);
	}
	int rc = make_contents(b, cover, parts, n, ret_pages, ret_total, err);
	if (rc < 0)
		return rc;
	const char *fault = make_stamps(b, cover, *ret_total);
	if (fault)
		return FAIL(err, E_NOMEM, "cap halaman tidak bisa dibuat: %s", fault);
	rc = put_all(b, cover, parts, n, watch, err);
	if (rc < 0)
		return rc;
	bookmarks(b, parts, n, ret_pages);
	metadata(b, cover);
	return write_all(b, to, err);
}
