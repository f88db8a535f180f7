#include "sheet/xlsx_book.h"

#include "base/base.h"
#include "sheet/xlsx_part.h"

#define IDS 65536 /* number format ids that are looked at */

struct styles {
	uint8_t *code;  /* of each id: 0 not defined here, 1 a number, 2 a date */
	uint16_t *xf;   /* number format id of each cell style */
	uint32_t count;
	uint32_t cap;
	enum { IN_NONE, IN_FORMATS, IN_STYLES } in;
	unsigned in_depth;
};

bool book_builtin_is_date(uint64_t id)
{
	return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);
}

bool book_format_is_date(struct str code)
{
	for (size_t i = 0; i < code.len; i++) {
		char c = code.ptr[i], close = c == '"' ? '"' : c == '[' ? ']' : 0;
		if (close) {
			for (i++; i < code.len && code.ptr[i] != close;)
				i++;
		} else if (c == '\\' || c == '_' || c == '*') {
			i++;
		} else {
			switch (ch_upper(c)) {
			case 'G': /* General, a word of its own */
				if (str_istarts(str_of(code.ptr + i, code.len - i), S("General")))
					i += 6;
				break;
			case 'D':
			case 'M':
			case 'Y':
			case 'H':
			case 'S':
				return true;
			default:
				break;
			}
		}
	}
	return false;
}

static int add_style(struct styles *s, struct str attrs, struct err *err)
{
	uint64_t id = 0;
	if (s->count == STYLES_MAX)
		return FAIL(err, E_LIMIT, "berkas .xlsx memuat lebih dari %d gaya sel", STYLES_MAX);
	if (s->count == s->cap) {
		uint32_t cap = s->cap ? s->cap * 2 : 256;
		uint16_t *p = realloc(s->xf, cap * sizeof(*p));
		if (!p)
			return NOMEM(err);
		s->xf = p;
		s->cap = cap;
	}
	if (!xml_uint(&id, xml_attr_get(attrs, S("numFmtId")), IDS - 1))
		id = 0;
	s->xf[s->count++] = (uint16_t)id;
	return OK;
}

static void add_format(struct styles *s, struct str attrs)
{
	struct str raw = xml_attr_get(attrs, S("formatCode"));
	char code[1024];
	uint64_t id;
	int64_t n;
	if (!xml_uint(&id, xml_attr_get(attrs, S("numFmtId")), IDS - 1) || raw.len > sizeof(code))
		return;
	n = xml_decode(code, raw, false);
	s->code[id] = n >= 0 && book_format_is_date(str_of(code, (size_t)n)) ? 2 : 1;
}

static int read_styles(struct styles *s, struct xml_part *part, struct err *err)
{
	struct xml_tok t;
	int r;
	while ((r = part_next(part, &t, err)) > 0) {
		if (t.kind == XML_END && part->depth < s->in_depth)
			s->in = IN_NONE;
		if (t.kind != XML_START)
			continue;
		if (part->depth == 2 && !t.empty) {
			s->in = str_eq(t.name, S("numFmts")) ? IN_FORMATS : str_eq(t.name, S("cellXfs")) ? IN_STYLES : IN_NONE;
			s->in_depth = 2;
		} else if (part->depth == (t.empty ? 2u : 3u)) {
			if (s->in == IN_FORMATS && str_eq(t.name, S("numFmt")))
				add_format(s, t.attrs);
			else if (s->in == IN_STYLES && str_eq(t.name, S("xf")))
				r = add_style(s, t.attrs, err);
			if (r < 0)
				break;
		}
	}
	return r;
}

int book_load_styles(struct xlsx *x, size_t i, struct err *err)
{
	struct styles s = { .code = calloc(IDS, 1) };
	struct xml_part part;
	int r;
	if (!s.code)
		return NOMEM(err);
	r = part_open(&part, x->zip, i, err);
	if (r == OK)
		r = read_styles(&s, &part, err);
	part_close(&part);
	if (r == OK && s.count) {
		x->date_style = arena_alloc(&x->mem, s.count);
		if (!x->date_style)
			r = NOMEM(err);
	}
	if (r == OK)
		x->nstyle = s.count;
	for (uint32_t k = 0; r == OK && k < s.count; k++)
		x->date_style[k] = s.code[s.xf[k]] ? s.code[s.xf[k]] == 2 : book_builtin_is_date(s.xf[k]);
	free(s.code);
	free(s.xf);
	return r;
}
