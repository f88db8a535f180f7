#include "sheet/xlsx_strings.h"

#include "base/base.h"
#include "sheet/xlsx_part.h"
#include "sheet/xlsx_scan.h"
#include "sheet/xlsx_store.h"

/* 48 MiB in all: pages of texts and index, one page of each being filled, and (after that) the caches. */
#define TEXT_PAGES 33
#define INDEX_PAGES 9
#define TEXT_CACHE 1024
#define INDEX_CACHE 512
#define LEN_BITS 20 /* of an index entry; the rest is the place */

struct strings {
	struct store text;
	struct store index;
	uint64_t count;
};

static int add(struct strings *s, const char *p, size_t n, struct err *err)
{
	uint64_t at = 0, entry;
	int r;
	if (n > STRING_MAX)
		return FAIL(err, E_LIMIT, "teks bersama nomor %" PRIu64 " lebih panjang dari 1 MiB", s->count + 1);
	if (s->count == STRINGS_MAX)
		return FAIL(err, E_LIMIT, "berkas .xlsx memuat lebih dari %" PRIu64 " teks bersama", STRINGS_MAX);
	r = store_append(&s->text, p, n, &at, err);
	entry = at << LEN_BITS | n;
	if (r == OK)
		r = store_append(&s->index, &entry, sizeof(entry), &at, err);
	s->count += r == OK;
	return r;
}

static int bad_text(const struct strings *s, struct err *err)
{
	return FAIL(err, E_FORMAT, "teks bersama nomor %" PRIu64 " pada berkas .xlsx rusak; buka di Excel, simpan ulang, "
		    "lalu ulangi", s->count + 1);
}

/* <si><t>text</t></si> as every writer puts it, at p. 1 when done (*p moved on), 0 when it is something else or goes on
 * behind the window. */
static int add_plain(struct strings *s, char **p, struct err *err)
{
	bool special = false;
	char *from = *p, *end;
	int64_t n;
	int r;
	if (memcmp(from, "<si><t", 6) != 0)
		return 0;
	if (from[6] == '>')
		from += 7;
	else if (memcmp(from + 6, " xml:space=\"preserve\">", 22) == 0)
		from += 28;
	else
		return 0;
	end = scan_text(from, &special);
	if (memcmp(end, "</t></si>", 9) != 0)
		return 0;
	n = end - from;
	if (special)
		n = xml_decode(from, str_of(from, (size_t)n), true);
	if (n < 0)
		return bad_text(s, err);
	r = add(s, from, (size_t)n, err);
	*p = end + 9;
	return r < 0 ? r : 1;
}

/* Any <si>, its tag t read and standing before p. */
static int add_any(struct strings *s, struct xml_tok *t, char **p, const char *end, struct err *err)
{
	const char *body_end, *next;
	int64_t n;
	int r;
	if (t->empty)
		return add(s, "", 0, err);
	next = xml_skip(t, *p, end, &body_end);
	if (!next)
		return 0;
	n = xml_rich_text(*p, str_of(*p, (size_t)(body_end - *p)), false);
	if (n < 0)
		return bad_text(s, err);
	r = add(s, *p, (size_t)n, err);
	*p += next - *p;
	return r < 0 ? r : 1;
}

/* All <si> up to </sst>. */
static int load_items(struct strings *s, struct xml_part *part, struct err *err)
{
	for (;;) {
		const char *next, *body_end;
		struct xml_tok t;
		char *p;
		int r = add_plain(s, &part->p, err);
		if (r < 0)
			return r;
		if (r > 0)
			continue;
		next = xml_next(&t, part->p, part->end, part->final);
		p = next ? part->p + (next - part->p) : NULL;
		if (next && t.kind == XML_END)
			return str_eq(t.name, S("sst")) ? OK : part_fail(part, XML_BAD, err);
		if (next && t.kind == XML_START && str_eq(t.name, S("si"))) {
			r = add_any(s, &t, &p, part->end, err);
			if (r < 0)
				return r;
			next = r > 0 || t.empty ? p : NULL;
		} else if (next && t.kind == XML_START && !t.empty) {
			next = xml_skip(&t, p, part->end, &body_end);
		}
		if (next) {
			part->p += next - part->p;
			continue;
		}
		if (t.kind != XML_NEED)
			return part_fail(part, t.kind, err);
		if (part->end - part->p > (int64_t)STRING_MAX * 2)
			return FAIL(err, E_LIMIT, "teks bersama nomor %" PRIu64 " lebih panjang dari 1 MiB", s->count + 1);
		r = part_more(part, part->p, err);
		if (r < 0)
			return r;
	}
}

static int load(struct strings *s, struct xml_part *part, struct err *err)
{
	struct xml_tok t;
	int r;
	do
		r = part_next(part, &t, err);
	while (r > 0 && t.kind != XML_START);
	if (r == 0)
		return part_fail(part, XML_NEED, err);
	if (r > 0 && !str_eq(t.name, S("sst")))
		r = part_fail(part, XML_BAD, err);
	if (r > 0 && !t.empty)
		r = load_items(s, part, err);
	if (r >= 0)
		r = feed_drain(part->feed, err);
	if (r == OK)
		r = store_finish(&s->text, err);
	if (r == OK)
		r = store_finish(&s->index, err);
	return r;
}

int strings_load_sized(struct strings **ret, struct zip *z, size_t i, unsigned text_pages, unsigned index_pages,
		       struct err *err)
{
	struct strings *s = calloc(1, sizeof(*s));
	struct xml_part part;
	int r;
	if (!s)
		return NOMEM(err);
	store_init(&s->text, text_pages, TEXT_CACHE);
	store_init(&s->index, index_pages, INDEX_CACHE);
	r = part_open(&part, z, i, err);
	if (r == OK)
		r = load(s, &part, err);
	part_close(&part);
	if (r < 0) {
		strings_free(s);
		return r;
	}
	*ret = s;
	return OK;
}

int strings_load(struct strings **ret, struct zip *z, size_t i, struct err *err)
{
	return strings_load_sized(ret, z, i, TEXT_PAGES, INDEX_PAGES, err);
}

void strings_free(struct strings *s)
{
	if (!s)
		return;
	store_clear(&s->text);
	store_clear(&s->index);
	free(s);
}

uint64_t strings_count(const struct strings *s)
{
	return s ? s->count : 0;
}

int strings_get(struct strings *s, uint64_t i, struct str *ret, uint64_t *ret_at, struct err *err)
{
	const char *p = store_memory(&s->index, i * sizeof(uint64_t));
	uint64_t entry;
	assert(i < s->count);
	if (p) {
		memcpy(&entry, p, sizeof(entry));
	} else {
		int r = store_copy(&s->index, &entry, i * sizeof(entry), sizeof(entry), err);
		if (r < 0)
			return r;
	}
	*ret_at = entry >> LEN_BITS;
	*ret = str_of("", (size_t)(entry & STRING_MAX));
	if (ret->len)
		ret->ptr = store_memory(&s->text, *ret_at);
	return OK;
}

int strings_copy(struct strings *s, char *to, uint64_t at, size_t n, struct err *err)
{
	return store_copy(&s->text, to, at, n, err);
}
