#include "base/val.h"

/* Longest whole number every JSON reader holds exactly. */
#define JSON_SAFE ((int64_t)1 << 53)

const struct val val_null = { .kind = VAL_NULL };

static struct val *append(struct arena *mem, struct val *to, struct str key, struct val v)
{
	struct val_item *item = arena_alloc(mem, sizeof *item);
	MUST(item);
	*item = (struct val_item){ NULL, key, v };
	if (to->items.last)
		to->items.last->next = item;
	else
		to->items.first = item;
	to->items.last = item;
	to->items.n++;
	return &item->v;
}

struct val *val_put(struct arena *mem, struct val *obj, struct str key, struct val v)
{
	MUST(obj->kind == VAL_OBJ);
	return append(mem, obj, key, v);
}

struct val *val_sets(struct arena *mem, struct val *obj, struct str key, struct val v)
{
	MUST(obj->kind == VAL_OBJ);
	for (struct val_item *i = obj->items.first; i; i = i->next)
		if (str_same(i->key, key)) {
			i->v = v;
			return &i->v;
		}
	return append(mem, obj, key, v);
}

struct val *val_set(struct arena *mem, struct val *obj, const char *key, struct val v)
{
	return val_sets(mem, obj, str_c(key), v);
}

struct val *val_push(struct arena *mem, struct val *list, struct val v)
{
	MUST(list->kind == VAL_LIST);
	return append(mem, list, STR_NONE, v);
}

const struct val *val_gets(const struct val *obj, struct str key)
{
	if (!obj || obj->kind != VAL_OBJ)
		return NULL;
	for (const struct val_item *i = obj->items.first; i; i = i->next)
		if (str_same(i->key, key))
			return &i->v;
	return NULL;
}

const struct val *val_get(const struct val *obj, const char *key) { return val_gets(obj, str_c(key)); }

const struct val *val_path(const struct val *root, struct str path)
{
	while (root && path.len) {
		size_t n = 0;
		while (n < path.len && path.ptr[n] != '.')
			n++;
		root = val_gets(root, str_of(path.ptr, n));
		size_t skip = n < path.len ? n + 1 : n;
		path = str_of(path.ptr + skip, path.len - skip);
	}
	return root;
}

int64_t val_geti(const struct val *obj, const char *key, int64_t otherwise)
{
	const struct val *v = val_get(obj, key);
	return v && (v->kind == VAL_INT || v->kind == VAL_BOOL) ? v->i : otherwise;
}

struct str val_getstr(const struct val *obj, const char *key)
{
	const struct val *v = val_get(obj, key);
	return v && v->kind == VAL_STR ? v->s : STR_NONE;
}

bool val_true(const struct val *v)
{
	if (!v)
		return false;
	switch (v->kind) {
	case VAL_NULL:
		return false;
	case VAL_BOOL:
	case VAL_INT:
		return v->i != 0;
	case VAL_STR:
		return v->s.len != 0;
	case VAL_LIST:
	case VAL_OBJ:
		return v->items.n != 0;
	}
	return false;
}

/* How many bytes at the beginning of s are letters that JSON writes as they are: ASCII, no control character, no quote and no
   backslash. Nearly always that is all of them. */
static size_t plain_start(struct str s)
{
#define EACH(byte) (UINT64_C(0x0101010101010101) * (byte))
	size_t i = 0;
	for (; i + 8 <= s.len; i += 8) {
		uint64_t x, quote, slash;
		memcpy(&x, s.ptr + i, 8);
		quote = x ^ EACH('"');
		slash = x ^ EACH('\\');
		/* The high bit of a byte: set in x itself, by a borrow from a byte too small, or by one more than 127. */
		if ((x | (x - EACH(32)) | (quote - EACH(1)) | (slash - EACH(1)) | (x + EACH(1))) & EACH(0x80))
			break;
	}
	while (i < s.len && s.ptr[i] >= 32 && s.ptr[i] < 127 && s.ptr[i] != '"' && s.ptr[i] != '\\')
		i++;
	return i;
#undef EACH
}

static void json_text(struct buf *out, struct str s)
{
	buf_addc(out, '"');
	while (s.len) {
		size_t start = plain_start(s), ok = start == s.len ? start : str_utf8_valid(s);
		size_t from = 0;
		for (size_t i = start; i < ok; i++) {
			unsigned char c = (unsigned char)s.ptr[i];
			if (c >= 32 && c != '"' && c != '\\' && c != 127)
				continue;
			buf_add(out, str_of(s.ptr + from, i - from));
			from = i + 1;
			if (c == '"' || c == '\\')
				buf_addf(out, "\\%c", c);
			else if (c == '\n')
				buf_add(out, S("\\n"));
			else
				buf_addf(out, "\\u%04x", c);
		}
		buf_add(out, str_of(s.ptr + from, ok - from));
		if (ok < s.len) {
			buf_add(out, S("\xEF\xBF\xBD"));
			ok++;
		}
		s = str_of(s.ptr + ok, s.len - ok);
	}
	buf_addc(out, '"');
}

void val_json(struct buf *out, const struct val *v)
{
	switch (v ? v->kind : VAL_NULL) {
	case VAL_NULL:
		buf_add(out, S("null"));
		return;
	case VAL_BOOL:
		buf_add(out, v->i ? S("true") : S("false"));
		return;
	case VAL_INT:
		if (v->i > JSON_SAFE || v->i < -JSON_SAFE)
			buf_addf(out, "\"%" PRId64 "\"", v->i);
		else
			buf_addi(out, v->i);
		return;
	case VAL_STR:
		json_text(out, v->s);
		return;
	case VAL_LIST:
	case VAL_OBJ:
		break;
	}
	bool obj = v->kind == VAL_OBJ;
	buf_addc(out, obj ? '{' : '[');
	for (const struct val_item *i = v->items.first; i; i = i->next) {
		if (i != v->items.first)
			buf_addc(out, ',');
		if (obj) {
			json_text(out, i->key);
			buf_addc(out, ':');
		}
		val_json(out, &i->v);
	}
	buf_addc(out, obj ? '}' : ']');
}

/* --- reading ---------------------------------------------------------------------------------------------------- */

#define DEPTH_MAX 32
struct reader {
	struct arena *mem;
	struct str s;
	size_t at;
	size_t nodes;
	struct err *err;
};

static int bad(struct reader *r, const char *what)
{
	return FAIL(r->err, E_FORMAT, "JSON tidak sah di byte %zu: %s", r->at, what);
}

static bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

static void blanks(struct reader *r)
{
	while (r->at < r->s.len && is_blank(r->s.ptr[r->at]))
		r->at++;
}

static int hex4(struct reader *r, unsigned *ret)
{
	unsigned x = 0;
	if (r->s.len - r->at < 4)
		return bad(r, "urutan \\u terpotong");
	for (int i = 0; i < 4; i++) {
		char c = r->s.ptr[r->at++];
		unsigned d = ch_digit(c) ? (unsigned)(c - '0') : c >= 'a' && c <= 'f' ? (unsigned)(c - 'a' + 10) :
			     c >= 'A' && c <= 'F' ? (unsigned)(c - 'A' + 10) : 16;
		if (d > 15)
			return bad(r, "urutan \\u salah");
		x = x * 16 + d;
	}
	*ret = x;
	return OK;
}

static size_t utf8(char *out, unsigned c)
{
	if (c < 0x80) {
		out[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		out[0] = (char)(0xC0 | c >> 6);
		out[1] = (char)(0x80 | (c & 63));
		return 2;
	}
	if (c < 0x10000) {
		out[0] = (char)(0xE0 | c >> 12);
		out[1] = (char)(0x80 | (c >> 6 & 63));
		out[2] = (char)(0x80 | (c & 63));
		return 3;
	}
	out[0] = (char)(0xF0 | c >> 18);
	out[1] = (char)(0x80 | (c >> 12 & 63));
	out[2] = (char)(0x80 | (c >> 6 & 63));
	out[3] = (char)(0x80 | (c & 63));
	return 4;
}

static int escape(struct reader *r, char *out, size_t *n)
{
	char c = r->at < r->s.len ? r->s.ptr[r->at++] : 0;
	static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
	const char *p = c ? strchr(from, c) : NULL;
	if (p) {
		out[(*n)++] = to[p - from];
		return OK;
	}
	unsigned u, low;
	if (c != 'u')
		return bad(r, "urutan \\ salah");
	if (hex4(r, &u) < 0)
		return E_FORMAT;
	if (u >= 0xD800 && u < 0xDC00) {
		if (r->s.len - r->at < 6 || r->s.ptr[r->at] != '\\' || r->s.ptr[r->at + 1] != 'u')
			return bad(r, "pasangan \\u terpotong");
		r->at += 2;
		if (hex4(r, &low) < 0)
			return E_FORMAT;
		if (low < 0xDC00 || low > 0xDFFF)
			return bad(r, "pasangan \\u salah");
		u = 0x10000 + ((u - 0xD800) << 10) + (low - 0xDC00);
	} else if (u == 0 || (u >= 0xDC00 && u <= 0xDFFF)) {
		return bad(r, "huruf tidak diterima");
	}
	*n += utf8(out + *n, u);
	return OK;
}

static int text(struct reader *r, struct str *ret)
{
	size_t start = ++r->at, end = start + plain_start(str_of(r->s.ptr + start, r->s.len - start));
	if (end < r->s.len && r->s.ptr[end] == '"') {
		*ret = arena_str(r->mem, str_of(r->s.ptr + start, end - start));
		MUST(ret->ptr);
		r->at = end + 1;
		return OK;
	}
	while (end < r->s.len && r->s.ptr[end] != '"')
		end += r->s.ptr[end] == '\\' ? 2 : 1;
	if (end >= r->s.len)
		return bad(r, "teks tidak ditutup");
	char *out = arena_alloc(r->mem, end - start + 1);
	MUST(out);
	size_t n = 0;
	while (r->at < end) {
		char c = r->s.ptr[r->at++];
		if ((unsigned char)c < 32)
			return bad(r, "byte kendali di dalam teks");
		if (c != '\\')
			out[n++] = c;
		else if (escape(r, out, &n) < 0)
			return E_FORMAT;
	}
	r->at = end + 1;
	out[n] = 0;
	*ret = str_of(out, n);
	return str_utf8_valid(*ret) == n ? OK : bad(r, "teks bukan UTF-8");
}

/* Digits, then perhaps a fraction, then perhaps an exponent (RFC 8259, section 6), without the sign. */
static bool is_decimal(struct str s)
{
	size_t i = 0, n = 0;
	while (i < s.len && ch_digit(s.ptr[i]))
		i++;
	if (i < s.len && s.ptr[i] == '.') {
		for (i++; i < s.len && ch_digit(s.ptr[i]); i++)
			n++;
		if (!n)
			return false;
	}
	if (i < s.len && (s.ptr[i] | 32) == 'e') {
		i++;
		if (i < s.len && (s.ptr[i] == '+' || s.ptr[i] == '-'))
			i++;
		for (n = 0; i < s.len && ch_digit(s.ptr[i]); i++)
			n++;
		if (!n)
			return false;
	}
	return i == s.len;
}

static int number(struct reader *r, struct val *ret)
{
	size_t start = r->at;
	while (r->at < r->s.len && (ch_digit(r->s.ptr[r->at]) || strchr("+-.eE", r->s.ptr[r->at])) && r->s.ptr[r->at])
		r->at++;
	struct str s = str_of(r->s.ptr + start, r->at - start);
	bool minus = s.len && s.ptr[0] == '-';
	struct str digits = str_of(s.ptr + minus, s.len - minus);
	if (!digits.len || !ch_digit(digits.ptr[0]) || (digits.len > 1 && digits.ptr[0] == '0' && ch_digit(digits.ptr[1])))
		return bad(r, "bilangan salah");
	int64_t x = 0;
	bool whole = str_digits(digits);
	if (!whole && !is_decimal(digits))
		return bad(r, "bilangan salah");
	for (size_t i = 0; whole && i < digits.len; i++)
		if (__builtin_mul_overflow(x, 10, &x) || __builtin_sub_overflow(x, digits.ptr[i] - '0', &x))
			whole = false;
	if (whole && !minus && x == INT64_MIN)
		whole = false;
	if (whole) {
		*ret = val_int(minus ? x : -x);
		return OK;
	}
	struct str copy = arena_str(r->mem, s);
	MUST(copy.ptr);
	*ret = val_str(copy);
	return OK;
}

static int value(struct reader *r, struct val *ret, size_t nodes_max, int depth);

static int members(struct reader *r, struct val *ret, size_t nodes_max, int depth)
{
	bool obj = r->s.ptr[r->at++] == '{';
	char close = obj ? '}' : ']';
	*ret = obj ? val_obj() : val_list();
	blanks(r);
	if (r->at < r->s.len && r->s.ptr[r->at] == close) {
		r->at++;
		return OK;
	}
	for (;;) {
		struct str key = STR_NONE;
		struct val v;
		blanks(r);
		if (obj) {
			if (r->at >= r->s.len || r->s.ptr[r->at] != '"')
				return bad(r, "nama anggota diharapkan");
			if (text(r, &key) < 0)
				return E_FORMAT;
			if (val_gets(ret, key))
				return bad(r, "nama anggota dua kali");
			blanks(r);
			if (r->at >= r->s.len || r->s.ptr[r->at++] != ':')
				return bad(r, "titik dua diharapkan");
		}
		int rc = value(r, &v, nodes_max, depth);
		if (rc < 0)
			return rc;
		append(r->mem, ret, key, v);
		blanks(r);
		if (r->at >= r->s.len)
			return bad(r, "berakhir di tengah");
		char c = r->s.ptr[r->at++];
		if (c == close)
			return OK;
		if (c != ',')
			return bad(r, "koma diharapkan");
	}
}

static bool word(struct reader *r, struct str w)
{
	if (!str_starts(str_of(r->s.ptr + r->at, r->s.len - r->at), w))
		return false;
	r->at += w.len;
	return true;
}

static int value(struct reader *r, struct val *ret, size_t nodes_max, int depth)
{
	blanks(r);
	if (r->at >= r->s.len)
		return bad(r, "berakhir di tengah");
	if (++r->nodes > nodes_max || depth >= DEPTH_MAX)
		return bad(r, "terlalu banyak atau terlalu dalam");
	char c = r->s.ptr[r->at];
	if (c == '{' || c == '[')
		return members(r, ret, nodes_max, depth + 1);
	if (c == '"') {
		ret->kind = VAL_STR;
		return text(r, &ret->s);
	}
	if (word(r, S("true")) || word(r, S("false"))) {
		*ret = val_bool(c == 't');
		return OK;
	}
	if (word(r, S("null"))) {
		*ret = val_null;
		return OK;
	}
	return number(r, ret);
}

int val_parse(struct val *ret, struct arena *mem, struct str json, size_t max_nodes, struct err *err)
{
	struct reader r = { mem, json, 0, 0, err };
	struct val v;
	int rc = value(&r, &v, max_nodes, 0);
	if (rc < 0)
		return rc;
	blanks(&r);
	if (r.at != json.len)
		return bad(&r, "ada isi sesudah akhir");
	*ret = v;
	return OK;
}
