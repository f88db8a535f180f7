#include "sheet/xlsx_book.h"

#include "base/base.h"
#include "sheet/xlsx_part.h"

#define RELATIONS_MAX 4000
#define SHEET_NAME_MAX 1000 /* bytes; Excel itself allows 31 characters */
#define DAMAGED(err, what) FAIL((err), E_FORMAT, "berkas .xlsx rusak (" what "); buka di Excel, simpan ulang, lalu ulangi")

enum relation_kind { REL_OTHER, REL_BOOK, REL_SHEET, REL_STYLES, REL_STRINGS, REL_CHART };
struct relation {
	struct str id;
	enum relation_kind kind;
	int part; /* -1: not in the archive */
};
struct relations {
	struct relation *rel;
	size_t count;
};

/* The name of the part a target means, seen from a part in folder `dir`. ".." never leaves the archive. False when it
 * is no name. */
static bool resolve(char out[ZIP_NAME_MAX + 1], size_t *ret_len, struct str dir, struct str target)
{
	size_t len = 0;
	if (target.len == 0 || target.len + dir.len > ZIP_NAME_MAX)
		return false;
	if (*target.ptr == '/' || *target.ptr == '\\')
		dir.len = 0;
	if (dir.len)
		memcpy(out, dir.ptr, dir.len);
	len = dir.len;
	for (size_t i = 0; i < target.len;) {
		size_t from = i, n;
		while (i < target.len && target.ptr[i] != '/' && target.ptr[i] != '\\')
			i++;
		n = i++ - from;
		if (n == 0 || (n == 1 && target.ptr[from] == '.'))
			continue;
		if (n == 2 && memcmp(target.ptr + from, "..", 2) == 0) {
			if (len == 0)
				return false;
			for (len--; len && out[len - 1] != '/';)
				len--;
			continue;
		}
		memcpy(out + len, target.ptr + from, n);
		len += n;
		if (from + n < target.len)
			out[len++] = '/';
	}
	*ret_len = len;
	return len > 0;
}

static struct str folder_of(struct str name)
{
	size_t n = name.len;
	while (n && name.ptr[n - 1] != '/')
		n--;
	return str_of(name.ptr, n);
}

/* Kinds are told by the last word of the type: the strict and the transitional namespace end alike. */
static enum relation_kind relation_kind(struct str type)
{
	static const struct {
		struct str word;
		enum relation_kind kind;
	} known[] = { { { "officeDocument", 14 }, REL_BOOK }, { { "worksheet", 9 }, REL_SHEET },
		      { { "styles", 6 }, REL_STYLES }, { { "sharedStrings", 13 }, REL_STRINGS },
		      { { "chartsheet", 10 }, REL_CHART }, { { "dialogsheet", 11 }, REL_CHART },
		      { { "xlMacrosheet", 12 }, REL_CHART }, { { "xlIntlMacrosheet", 16 }, REL_CHART } };
	struct str dir = folder_of(type);
	for (size_t i = 0; i < COUNT(known); i++)
		if (str_eq(str_of(type.ptr + dir.len, type.len - dir.len), known[i].word))
			return known[i].kind;
	return REL_OTHER;
}

static int add_relation(struct relations *rs, struct arena *mem, const struct zip *z, struct str dir, struct str attrs,
			struct err *err)
{
	struct str id = xml_attr_get(attrs, S("Id")), raw = xml_attr_get(attrs, S("Target"));
	char target[ZIP_NAME_MAX], name[ZIP_NAME_MAX + 1];
	struct relation *rel = &rs->rel[rs->count];
	size_t len = 0;
	int64_t n;
	if (rs->count == RELATIONS_MAX)
		return FAIL(err, E_LIMIT, "berkas .xlsx memuat lebih dari %d hubungan antarbagian", RELATIONS_MAX);
	rel->kind = relation_kind(xml_attr_get(attrs, S("Type")));
	rel->part = -1;
	rel->id = arena_str(mem, id);
	if (!rel->id.ptr)
		return NOMEM(err);
	rs->count++;
	if (raw.len > sizeof(target) || str_eq(xml_attr_get(attrs, S("TargetMode")), S("External")))
		return OK;
	n = xml_decode(target, raw, false);
	if (n > 0 && resolve(name, &len, dir, str_of(target, (size_t)n)))
		rel->part = ziparc_find(z, str_of(name, len));
	return OK;
}

static int read_relations(struct relations *rs, struct arena *mem, struct zip *z, struct str dir, size_t part_index,
			  struct err *err)
{
	struct xml_part part;
	struct xml_tok t;
	int r;
	rs->count = 0;
	rs->rel = arena_alloc(mem, (RELATIONS_MAX + 1) * sizeof(*rs->rel));
	if (!rs->rel)
		return NOMEM(err);
	r = part_open(&part, z, part_index, err);
	while (r >= 0 && (r = part_next(&part, &t, err)) > 0)
		if (t.kind == XML_START && str_eq(t.name, S("Relationship")))
			r = add_relation(rs, mem, z, dir, t.attrs, err);
	part_close(&part);
	return r;
}

static bool ends_with(struct str s, struct str tail)
{
	return s.len >= tail.len && str_eq(str_of(s.ptr + s.len - tail.len, tail.len), tail);
}

/* Looks for the workbook in [Content_Types].xml. */
static int find_by_type(struct zip *z, size_t types, int *ret_part, bool *ret_binary, struct err *err)
{
	static const struct str known[] = { { "spreadsheetml.sheet.main+xml", 28 },
					    { "spreadsheetml.template.main+xml", 31 },
					    { "ms-excel.sheet.macroEnabled.main+xml", 36 },
					    { "ms-excel.template.macroEnabled.main+xml", 39 },
					    { "ms-excel.sheet.binary.macroEnabled.main", 39 } };
	struct xml_part part;
	struct xml_tok t;
	int r = part_open(&part, z, types, err);
	while (r >= 0 && (r = part_next(&part, &t, err)) > 0) {
		struct str type, name;
		if (t.kind != XML_START || !str_eq(t.name, S("Override")))
			continue;
		type = xml_attr_get(t.attrs, S("ContentType"));
		name = xml_attr_get(t.attrs, S("PartName"));
		for (size_t i = 0; i < COUNT(known) && name.len > 1; i++)
			if (ends_with(type, known[i]) && *ret_part < 0) {
				*ret_part = ziparc_find(z, str_of(name.ptr + 1, name.len - 1));
				*ret_binary = i == COUNT(known) - 1;
			}
	}
	part_close(&part);
	return r < 0 ? r : OK;
}

int book_find(struct zip *z, int *ret_part, bool *ret_binary, struct err *err)
{
	int rels = ziparc_find(z, S("_rels/.rels")), types = ziparc_find(z, S("[Content_Types].xml"));
	struct relations rs;
	struct arena mem;
	int r = OK;
	*ret_part = -1;
	*ret_binary = false;
	if (rels >= 0) {
		arena_init(&mem, 0, 0);
		r = read_relations(&rs, &mem, z, STR_NONE, (size_t)rels, err);
		for (size_t i = 0; r == OK && i < rs.count; i++)
			if (rs.rel[i].kind == REL_BOOK && *ret_part < 0)
				*ret_part = rs.rel[i].part;
		arena_clear(&mem);
	}
	if (r == OK && *ret_part < 0 && types >= 0)
		r = find_by_type(z, (size_t)types, ret_part, ret_binary, err);
	if (r < 0)
		return r;
	if (*ret_part < 0)
		*ret_part = ziparc_find(z, S("xl/workbook.xml"));
	if (*ret_part < 0)
		*ret_part = ziparc_find(z, S("xl/workbook.bin"));
	if (*ret_part >= 0 && ends_with(ziparc_at(z, (size_t)*ret_part).name, S(".bin")))
		*ret_binary = true;
	return OK;
}

/* The relation a <sheet> names: an attribute whose name is id in some namespace. */
static const struct relation *sheet_relation(const struct relations *rs, struct str attrs)
{
	struct str name, value;
	while (xml_attr(&attrs, &name, &value)) {
		if (!ends_with(name, S(":id")))
			continue;
		for (size_t i = 0; i < rs->count; i++)
			if (str_eq(rs->rel[i].id, value))
				return &rs->rel[i];
		return NULL;
	}
	return NULL;
}

static int add_sheet(struct xlsx *x, const struct relations *rs, struct str attrs, struct err *err)
{
	struct str raw = xml_attr_get(attrs, S("name")), state = xml_attr_get(attrs, S("state"));
	const struct relation *rel = sheet_relation(rs, attrs);
	struct book_sheet *s = &x->sheet[x->nsheet];
	char name[SHEET_NAME_MAX];
	int64_t n;
	if (rel && rel->kind == REL_CHART)
		return OK;
	if (x->nsheet == ZIP_PARTS_MAX)
		return FAIL(err, E_LIMIT, "berkas .xlsx memuat lebih dari %d lembar", ZIP_PARTS_MAX);
	if (raw.len == 0 || raw.len > sizeof(name) || (n = xml_decode(name, raw, true)) <= 0)
		return DAMAGED(err, "nama lembarnya salah");
	if (!rel || rel->kind != REL_SHEET || rel->part < 0)
		return DAMAGED(err, "salah satu lembarnya tidak ada isinya");
	for (size_t i = 0; i < x->nsheet; i++)
		if (x->sheet[i].part == (size_t)rel->part)
			return DAMAGED(err, "dua lembar berisi bagian yang sama");
	s->name = arena_str(&x->mem, str_of(name, (size_t)n));
	if (!s->name.ptr)
		return NOMEM(err);
	s->hidden = str_eq(state, S("hidden")) || str_eq(state, S("veryHidden"));
	s->part = (size_t)rel->part;
	x->nsheet++;
	return OK;
}

static int read_book(struct xlsx *x, const struct relations *rs, size_t part_index, struct err *err)
{
	struct xml_part part;
	struct xml_tok t;
	bool in_sheets = false;
	int r;
	x->sheet = arena_alloc(&x->mem, (ZIP_PARTS_MAX + 1) * sizeof(*x->sheet));
	if (!x->sheet)
		return NOMEM(err);
	r = part_open(&part, x->zip, part_index, err);
	while (r >= 0 && (r = part_next(&part, &t, err)) > 0) {
		if (t.kind == XML_END && str_eq(t.name, S("sheets")))
			in_sheets = false;
		if (t.kind != XML_START)
			continue;
		if (part.depth == (t.empty ? 0u : 1u) && !str_eq(t.name, S("workbook")))
			r = DAMAGED(err, "buku kerjanya salah");
		else if (part.depth == 2 && !t.empty && str_eq(t.name, S("sheets")))
			in_sheets = true;
		else if (in_sheets && str_eq(t.name, S("sheet")))
			r = add_sheet(x, rs, t.attrs, err);
		else if (str_eq(t.name, S("workbookPr")))
			x->base1904 = xml_true(xml_attr_get(t.attrs, S("date1904")));
	}
	part_close(&part);
	return r;
}

/* "xl/workbook.xml" has its relations in "xl/_rels/workbook.xml.rels". */
static int find_relations(const struct zip *z, size_t part)
{
	struct str name = ziparc_at(z, part).name, dir = folder_of(name);
	char path[ZIP_NAME_MAX + 32];
	int n = snprintf(path, sizeof(path), "%.*s_rels/%.*s.rels", (int)dir.len, dir.len ? dir.ptr : "",
			 (int)(name.len - dir.len), name.ptr + dir.len);
	return n > 0 && n < (int)sizeof(path) ? ziparc_find(z, str_of(path, (size_t)n)) : -1;
}

int book_load(struct xlsx *x, struct err *err)
{
	struct relations rs;
	int book, rels, r;
	bool binary;
	r = book_find(x->zip, &book, &binary, err);
	if (r < 0)
		return r;
	if (book < 0)
		return FAIL(err, E_FORMAT, "berkas ini zip, tetapi bukan buku kerja .xlsx");
	if (binary)
		return FAIL(err, E_FORMAT, "%s", file_kind_advice(FILE_XLSB));
	rels = find_relations(x->zip, (size_t)book);
	if (rels < 0)
		return DAMAGED(err, "daftar hubungan buku kerjanya tidak ada");
	r = read_relations(&rs, &x->mem, x->zip, folder_of(ziparc_at(x->zip, (size_t)book).name), (size_t)rels, err);
	if (r == OK)
		r = read_book(x, &rs, (size_t)book, err);
	if (r == OK && x->nsheet == 0)
		r = FAIL(err, E_FORMAT, "berkas .xlsx ini tidak memuat lembar kerja");
	for (size_t i = 0; r == OK && i < rs.count; i++) {
		if (rs.rel[i].part < 0)
			continue;
		if (rs.rel[i].kind == REL_STYLES && !x->date_style)
			r = book_load_styles(x, (size_t)rs.rel[i].part, err);
		else if (rs.rel[i].kind == REL_STRINGS && !x->strings)
			r = strings_load(&x->strings, x->zip, (size_t)rs.rel[i].part, err);
	}
	return r;
}
