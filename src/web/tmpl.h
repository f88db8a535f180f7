/* Page templates. views/NAME.html are read once at start; a page is rendered from a value tree. What is printed is escaped
 * for the place it stands in: text, quoted attribute, or address (href, src, action ...: one of our own pages, for an <img> also
 * data:image/). Five constructs:
 *   {{a.b}}  {{a.b|angka}}        a value, perhaps through a format (tmpl.c: formats)
 *   {{_ Teks}}                    interface text; English from data/bahasa-en.tsv
 *   {{#if a}} {{#if !a}} {{#if a == "x"}} {{#else}} {{/if}}
 *   {{#for x in a.rows}} {{x.b}} {{@no}} {{#else}} {{/for}}
 *   {{> name}}                    another template, same names
 * A placeholder in a tag outside a quoted attribute, or in <script> and <style> other than {{x|json}}, is refused when the
 * templates are read. */
#ifndef PADAN_TMPL_H
#define PADAN_TMPL_H
#include "base/val.h"

struct tmpl_set;
struct tmpl_text {
	const char *name; /* "kasus/daftar" */
	const char *text;
	size_t len;
};
enum tmpl_lang { LANG_ID, LANG_EN };
/* words: "Indonesian TAB English" lines; labels: "code TAB Indonesian TAB English" lines. The texts must outlive the set, their names need not.
 * E_FORMAT names template and line. */
int tmpl_load(struct tmpl_set **ret, const struct tmpl_text *texts, size_t n, struct str words, struct str labels,
	      struct err *err);
void tmpl_free(struct tmpl_set *set);
/* Appends the page. missing (may be NULL) is told every name the model lacks. E_NOTFOUND when there is no such template. */
int tmpl_render(const struct tmpl_set *set, const char *name, const struct val *model, enum tmpl_lang lang, struct buf *out,
		void (*missing)(void *ctx, struct str name), void *ctx, struct err *err);
/* The label of a code, or the code itself. */
struct str tmpl_label(const struct tmpl_set *set, struct str code, enum tmpl_lang lang);
/* One value through a named format ("rupiah", "tanggal" ...), unescaped. */
void tmpl_format(const struct tmpl_set *set, struct buf *out, const struct val *v, struct str format, enum tmpl_lang lang);
/* & < > " ' escaped. */
void html_escape(struct buf *out, struct str s);
#endif
