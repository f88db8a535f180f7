#include "sheet/xlsx_xml.h"

#include "base/base.h"

static bool is_space(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static bool is_name(char c)
{
	return ch_alpha(c) || ch_digit(c) || c == '_' || c == '-' || c == '.' || c == ':' || (unsigned char)c >= 0x80;
}

static const char *stop(struct xml_tok *t, enum xml_kind kind)
{
	t->kind = kind;
	return NULL;
}

/* A byte that does not belong there: the end of the memory, or damage. */
static const char *stop_at(struct xml_tok *t, const char *p, const char *end)
{
	return stop(t, p >= end ? XML_NEED : XML_BAD);
}

static const char *skip_space(const char *p)
{
	while (is_space(*p))
		p++;
	return p;
}

static const char *read_name(struct xml_tok *t, const char *p, const char *end)
{
	const char *from = p, *colon = NULL;
	while (is_name(*p)) {
		if (*p == ':')
			colon = colon ? colon : p;
		p++;
	}
	if (p == from || p >= end)
		return stop_at(t, p, end);
	t->prefix = colon ? str_of(from, (size_t)(colon - from)) : STR_NONE;
	from = colon ? colon + 1 : from;
	t->name = str_of(from, (size_t)(p - from));
	return p;
}

static const char *read_start(struct xml_tok *t, const char *p, const char *end)
{
	const char *from;
	p = read_name(t, p, end);
	if (!p)
		return NULL;
	from = p;
	for (;;) {
		const char *blank = p, *close;
		p = skip_space(p);
		if (*p == '>' || (*p == '/' && p[1] == '>'))
			break;
		if (*p == '/' && p + 1 >= end)
			return stop(t, XML_NEED);
		if (p == blank || !is_name(*p))
			return stop_at(t, p, end);
		while (is_name(*p))
			p++;
		p = skip_space(p);
		if (*p != '=')
			return stop_at(t, p, end);
		p = skip_space(p + 1);
		if (*p != '"' && *p != '\'')
			return stop_at(t, p, end);
		close = memchr(p + 1, *p, (size_t)(end - p - 1));
		if (!close)
			return stop(t, XML_NEED);
		if (memchr(p, '<', (size_t)(close - p)))
			return stop(t, XML_BAD);
		p = close + 1;
	}
	t->attrs = str_of(from, (size_t)(p - from));
	t->empty = *p == '/';
	t->kind = XML_START;
	return p + (t->empty ? 2 : 1);
}

static const char *read_end(struct xml_tok *t, const char *p, const char *end)
{
	p = read_name(t, p, end);
	if (!p)
		return NULL;
	p = skip_space(p);
	if (*p != '>')
		return stop_at(t, p, end);
	t->kind = XML_END;
	return p + 1;
}

/* What stands between p and the mark that closes it. */
static const char *read_until(struct xml_tok *t, const char *p, const char *end, struct str mark, enum xml_kind kind)
{
	const char *close = p >= end ? NULL : memmem(p, (size_t)(end - p), mark.ptr, mark.len);
	if (!close)
		return stop(t, XML_NEED);
	t->text = str_of(p, (size_t)(close - p));
	t->kind = kind;
	return close + mark.len;
}

static bool starts(const char *p, const char *end, struct str s)
{
	return (size_t)(end - p) >= s.len && memcmp(p, s.ptr, s.len) == 0;
}

static const char *read_mark(struct xml_tok *t, const char *p, const char *end)
{
	if (starts(p, end, S("<!--")))
		return read_until(t, p + 4, end, S("-->"), XML_OTHER);
	if (starts(p, end, S("<![CDATA[")))
		return read_until(t, p + 9, end, S("]]>"), XML_CDATA);
	/* Too short to tell? */
	if ((size_t)(end - p) < 9 && (memcmp(p, "<!--", (size_t)(end - p) < 4 ? (size_t)(end - p) : 4) == 0 ||
				      memcmp(p, "<![CDATA[", (size_t)(end - p)) == 0))
		return stop(t, XML_NEED);
	return stop(t, XML_DTD);
}

const char *xml_next(struct xml_tok *t, const char *p, const char *end, bool final)
{
	const char *lt;
	*t = (struct xml_tok){ 0 };
	if (p >= end)
		return stop(t, XML_NEED);
	if (*p != '<') {
		lt = memchr(p, '<', (size_t)(end - p));
		if (!lt && !final)
			return stop(t, XML_NEED);
		lt = lt ? lt : end;
		t->kind = XML_TEXT;
		t->text = str_of(p, (size_t)(lt - p));
		return lt;
	}
	switch (p[1]) {
	case '/':
		return read_end(t, p + 2, end);
	case '?':
		return read_until(t, p + 2, end, S("?>"), XML_OTHER);
	case '!':
		return read_mark(t, p, end);
	default:
		return read_start(t, p + 1, end);
	}
}

bool xml_attr(struct str *attrs, struct str *ret_name, struct str *ret_value)
{
	const char *p = attrs->ptr, *end = p + attrs->len, *from;
	while (p < end && is_space(*p))
		p++;
	from = p;
	while (p < end && is_name(*p))
		p++;
	if (p == from)
		return false;
	*ret_name = str_of(from, (size_t)(p - from));
	while (p < end && *p != '"' && *p != '\'')
		p++;
	if (p >= end)
		return false;
	from = p + 1;
	p = memchr(from, *p, (size_t)(end - from));
	if (!p)
		return false;
	*ret_value = str_of(from, (size_t)(p - from));
	*attrs = str_of(p + 1, (size_t)(end - p - 1));
	return true;
}

struct str xml_attr_get(struct str attrs, struct str name)
{
	struct str n, v;
	while (xml_attr(&attrs, &n, &v))
		if (str_eq(n, name))
			return v;
	return STR_NONE;
}

bool xml_true(struct str v)
{
	return str_eq(v, S("1")) || str_eq(v, S("true")) || str_eq(v, S("on"));
}

bool xml_uint(uint64_t *ret, struct str s, uint64_t max)
{
	uint64_t v = 0;
	if (s.len == 0 || s.len > 18)
		return false;
	for (size_t i = 0; i < s.len; i++) {
		if (!ch_digit(s.ptr[i]))
			return false;
		v = v * 10 + (uint64_t)(s.ptr[i] - '0');
	}
	if (v > max)
		return false;
	*ret = v;
	return true;
}

static int digit_value(char c, unsigned base)
{
	int v = ch_digit(c) ? c - '0' : ch_upper(c) >= 'A' && ch_upper(c) <= 'F' ? ch_upper(c) - 'A' + 10 : 99;
	return v < (int)base ? v : -1;
}

static char *put_utf8(char *to, uint32_t c)
{
	if (c < 0x80) {
		*to++ = (char)c;
	} else if (c < 0x800) {
		*to++ = (char)(0xc0 | c >> 6);
		*to++ = (char)(0x80 | (c & 0x3f));
	} else if (c < 0x10000) {
		*to++ = (char)(0xe0 | c >> 12);
		*to++ = (char)(0x80 | (c >> 6 & 0x3f));
		*to++ = (char)(0x80 | (c & 0x3f));
	} else {
		*to++ = (char)(0xf0 | c >> 18);
		*to++ = (char)(0x80 | (c >> 12 & 0x3f));
		*to++ = (char)(0x80 | (c >> 6 & 0x3f));
		*to++ = (char)(0x80 | (c & 0x3f));
	}
	return to;
}

/* XML 1.0, production 2. */
static bool is_char(uint32_t c)
{
	return c == 9 || c == 10 || c == 13 || (c >= 0x20 && c < 0xd800) || (c >= 0xe000 && c <= 0xfffd) ||
	       (c >= 0x10000 && c <= 0x10ffff);
}

/* Writes the character that the reference at p (on '&') stands for; where it ends, NULL when there is no such one. */
static const char *decode_ref(char **to, const char *p, const char *end)
{
	static const struct {
		struct str text;
		char c;
	} known[] = { { { "amp;", 4 }, '&' }, { { "lt;", 3 }, '<' }, { { "gt;", 3 }, '>' },
		      { { "quot;", 5 }, '"' }, { { "apos;", 5 }, '\'' } };
	uint32_t c = 0;
	unsigned base = 10;
	const char *from;
	p++;
	for (size_t i = 0; i < COUNT(known); i++)
		if (starts(p, end, known[i].text)) {
			*(*to)++ = known[i].c;
			return p + known[i].text.len;
		}
	if (p >= end || *p++ != '#')
		return NULL;
	if (p < end && *p == 'x') {
		base = 16;
		p++;
	}
	for (from = p; p < end && digit_value(*p, base) >= 0; p++) {
		c = c * base + (uint32_t)digit_value(*p, base);
		if (c > 0x10ffff)
			return NULL;
	}
	if (p == from || p >= end || *p != ';' || !is_char(c))
		return NULL;
	*to = put_utf8(*to, c);
	return p + 1;
}

static bool office_unit(uint32_t *ret, const char *p, const char *end)
{
	uint32_t c = 0;
	if (end - p < 7 || p[0] != '_' || p[1] != 'x' || p[6] != '_')
		return false;
	for (int i = 2; i < 6; i++) {
		int v = digit_value(p[i], 16);
		if (v < 0)
			return false;
		c = c << 4 | (uint32_t)v;
	}
	*ret = c;
	return true;
}

/* _x000D_ and its kind: one UTF-16 unit. What would make no character stays as it is. NULL when there is none at p. */
static const char *decode_office(char **to, const char *p, const char *end)
{
	uint32_t c, low;
	if (!office_unit(&c, p, end) || c == 0)
		return NULL;
	if (c >= 0xd800 && c < 0xdc00 && office_unit(&low, p + 7, end) && low >= 0xdc00 && low < 0xe000) {
		*to = put_utf8(*to, 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00));
		return p + 14;
	}
	if (c >= 0xd800 && c < 0xe000)
		return NULL;
	*to = put_utf8(*to, c);
	return p + 7;
}

/* Pass over what _x005F_ protects: the escape of an underscore is undone, what follows it is not looked at again. */
int64_t xml_decode(char *to, struct str from, bool escapes)
{
	const char *p = from.ptr, *end, *next;
	char *out = to;
	if (from.len == 0)
		return 0;
	end = p + from.len;
	if (str_utf8_valid(from) != from.len)
		return -1;
	while (p < end) {
		char c = *p;
		if (c == '&') {
			p = decode_ref(&out, p, end);
			if (!p)
				return -1;
		} else if (c == '_' && escapes && (next = decode_office(&out, p, end)) != NULL) {
			p = next;
		} else if (c == '\r') {
			*out++ = '\n';
			p += p + 1 < end && p[1] == '\n' ? 2 : 1;
		} else if ((unsigned char)c < 0x20 && c != '\t' && c != '\n') {
			return -1;
		} else {
			*out++ = c;
			p++;
		}
	}
	return out - to;
}

const char *xml_skip(struct xml_tok *t, const char *p, const char *end, const char **ret_body_end)
{
	struct str name[XML_DEPTH_MAX];
	size_t depth = 0;
	name[0] = t->name;
	for (;;) {
		const char *at = p;
		p = xml_next(t, p, end, false);
		if (!p)
			return NULL;
		if (t->kind == XML_END) {
			if (!str_eq(t->name, name[depth]))
				return stop(t, XML_BAD);
			if (depth == 0) {
				*ret_body_end = at;
				return p;
			}
			depth--;
		} else if (t->kind == XML_START && !t->empty) {
			if (++depth == XML_DEPTH_MAX)
				return stop(t, XML_BAD);
			name[depth] = t->name;
		}
	}
}

int64_t xml_rich_text(char *to, struct str body, bool plain)
{
	const char *p = body.ptr, *end;
	int text = plain, phonetic = 0; /* how deep within them */
	char *out = to;
	struct xml_tok t;
	if (body.len == 0)
		return 0;
	end = p + body.len;
	while (p < end && (p = xml_next(&t, p, end, true)) != NULL) {
		int step = t.kind == XML_START && !t.empty ? 1 : t.kind == XML_END ? -1 : 0;
		int64_t n;
		if (step && str_eq(t.name, S("t")))
			text += step;
		if (step && str_eq(t.name, S("rPh")))
			phonetic += step;
		if (text <= 0 || phonetic > 0 || (t.kind != XML_TEXT && t.kind != XML_CDATA))
			continue;
		if (t.kind == XML_CDATA && str_utf8_valid(t.text) == t.text.len) {
			memmove(out, t.text.ptr, t.text.len);
			n = (int64_t)t.text.len;
		} else {
			n = xml_decode(out, t.text, true);
		}
		if (n < 0)
			return -1;
		out += n;
	}
	return p ? out - to : -1;
}
