#include "sheet/xlsx_part.h"

#include "base/base.h"
#include "base/hash.h"

int part_open(struct xml_part *part, struct zip *z, size_t i, struct err *err)
{
	struct str name = ziparc_at(z, i).name;
	*part = (struct xml_part){ 0 };
	(void)snprintf(part->label, sizeof(part->label), "%.*s", name.len > 60 ? 60 : (int)name.len, name.ptr);
	return feed_open(&part->feed, z, i, err);
}

void part_close(struct xml_part *part)
{
	feed_close(part->feed);
	part->feed = NULL;
}

int part_fail(const struct xml_part *part, enum xml_kind kind, struct err *err)
{
	if (kind == XML_DTD)
		return FAIL(err, E_FORMAT, "bagian %s memuat DOCTYPE atau ENTITY, yang tidak ada pada berkas wajar; "
			    "berkas ini ditolak", part->label);
	if (kind == XML_NEED)
		return FAIL(err, E_FORMAT, "bagian %s terpotong; buka di Excel, simpan ulang, lalu ulangi", part->label);
	return FAIL(err, E_FORMAT, "bagian %s rusak (XML-nya salah); buka di Excel, simpan ulang, lalu ulangi",
		    part->label);
}

int part_more(struct xml_part *part, const char *p, struct err *err)
{
	int r = part->final ? 0 : feed_more(part->feed, part->began ? p : NULL, &part->p, &part->end, err);
	part->began = true;
	if (r < 0)
		return r;
	part->final = r == 0;
	return part->final ? part_fail(part, XML_NEED, err) : OK;
}

/* Only UTF-8 and its subset; the feed has refused UTF-16 by its bytes. */
static int check_encoding(const struct xml_part *part, struct str text, struct err *err)
{
	const char *p = memmem(text.ptr, text.len, "encoding", 8), *end = text.ptr + text.len, *from;
	struct str name;
	if (!str_starts(text, S("xml")) || !p)
		return OK;
	for (p += 8; p < end && *p != '"' && *p != '\'';)
		p++;
	from = p < end ? p + 1 : p;
	p = p < end ? memchr(from, *p, (size_t)(end - from)) : NULL;
	name = p ? str_of(from, (size_t)(p - from)) : STR_NONE;
	if (str_ieq(name, S("UTF-8")) || str_ieq(name, S("UTF8")) || str_ieq(name, S("US-ASCII")) ||
	    str_ieq(name, S("ASCII")))
		return OK;
	return FAIL(err, E_FORMAT, "bagian %s tidak ditulis dalam UTF-8; buka di Excel, simpan ulang sebagai .xlsx, lalu "
		    "ulangi", part->label);
}

static int check_nesting(struct xml_part *part, const struct xml_tok *t, struct err *err)
{
	if (t->kind == XML_START && !t->empty) {
		if (part->depth == XML_DEPTH_MAX)
			return FAIL(err, E_FORMAT, "bagian %s bersarang terlalu dalam; berkas ini ditolak", part->label);
		part->open[part->depth++] = hash_str(t->name);
	} else if (t->kind == XML_END) {
		if (part->depth == 0 || part->open[part->depth - 1] != hash_str(t->name))
			return part_fail(part, XML_BAD, err);
		part->depth--;
	}
	return OK;
}

int part_next(struct xml_part *part, struct xml_tok *t, struct err *err)
{
	int r;
	for (;;) {
		const char *next = part->began ? xml_next(t, part->p, part->end, part->final) : NULL;
		if (next) {
			part->p += next - part->p;
			if (t->kind == XML_OTHER) {
				r = check_encoding(part, t->text, err);
				if (r < 0)
					return r;
				continue;
			}
			r = check_nesting(part, t, err);
			return r < 0 ? r : 1;
		}
		if (part->began && t->kind != XML_NEED)
			return part_fail(part, t->kind, err);
		if (part->final && part->p == part->end)
			return part->depth ? part_fail(part, XML_NEED, err) : 0;
		if (part->final)
			return part_fail(part, XML_NEED, err);
		r = feed_more(part->feed, part->began ? part->p : NULL, &part->p, &part->end, err);
		part->began = true;
		if (r < 0)
			return r;
		part->final = r == 0;
	}
}
