#include "web/form.h"
#include "render/scan.h"
#include "base/date.h"
#include "base/rupiah.h"

#define TEXT_MAX 200
#define AREA_MAX 4000
#define MANY_MAX 5000

/* One value as it was sent, wherever it was sent. */
struct sent {
	bool there;
	struct str text;
	const struct val *json; /* when the body was JSON */
};

static struct sent find(const struct http_req *req, const struct val *json, const char *name)
{
	struct sent s = { 0 };
	if (json) {
		s.json = val_get(json, name);
		if (s.json && s.json->kind != VAL_NULL) {
			s.there = true;
			if (s.json->kind == VAL_STR)
				s.text = s.json->s;
			else if (s.json->kind == VAL_INT)
				s.text = cx_textf(req->mem, "%" PRId64, s.json->i);
			else if (s.json->kind == VAL_BOOL)
				s.text = s.json->i ? S("1") : S("");
		}
		if (s.there)
			return s;
	}
	struct str v = http_form(req, name);
	if (!v.ptr)
		v = http_query(req, name);
	s.there = v.ptr != NULL;
	s.text = v;
	return s;
}

/* UTF-8 without control characters (C0, DEL, C1); line ends and tabs where lines are allowed. */
static bool clean_text(struct str s, bool lines)
{
	if (str_utf8_valid(s) != s.len)
		return false;
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];
		if (c < 32 && !(lines && (c == '\n' || c == '\r' || c == '\t')))
			return false;
		if (c == 127 || (c == 0xC2 && (unsigned char)s.ptr[i + 1] < 0xA0))
			return false;
	}
	return true;
}

static size_t letters(struct str s)
{
	size_t n = 0;
	for (size_t i = 0; i < s.len; i++)
		n += ((unsigned char)s.ptr[i] & 0xC0) != 0x80;
	return n;
}

static bool read_int(struct str s, int64_t *ret)
{
	bool minus = s.len && s.ptr[0] == '-';
	struct str d = str_of(s.ptr + minus, s.len - minus);
	int64_t x = 0;
	if (!str_digits(d) || d.len > 18)
		return false;
	for (size_t i = 0; i < d.len; i++)
		x = x * 10 + (d.ptr[i] - '0');
	*ret = minus ? -x : x;
	return true;
}

static bool read_month(struct str s, int64_t *ret)
{
	int64_t x;
	if (s.len == 7 && s.ptr[4] == '-') {
		char t[6] = { s.ptr[0], s.ptr[1], s.ptr[2], s.ptr[3], s.ptr[5], s.ptr[6] };
		if (!read_int(str_of(t, 6), &x))
			return false;
	} else if (s.len != 6 || !read_int(s, &x)) {
		return false;
	}
	if (x % 100 < 1 || x % 100 > 12 || x < 200001 || x > 209912)
		return false;
	*ret = x;
	return true;
}

static bool is_choice(const char *choices, struct str s)
{
	struct str all = str_c(choices);
	while (all.len) {
		size_t n = 0;
		while (n < all.len && all.ptr[n] != '|')
			n++;
		if (str_eq(str_of(all.ptr, n), s))
			return true;
		size_t skip = n < all.len ? n + 1 : n;
		all = str_of(all.ptr + skip, all.len - skip);
	}
	return false;
}

/* NULL when good. */
static const char *read_one(const struct field *f, struct str s, struct val *ret)
{
	int64_t n;
	rupiah r;
	switch (f->kind) {
	case F_TEXT:
	case F_AREA:
	case F_SECRET: {
		size_t max = f->max ? (size_t)f->max : f->kind == F_AREA ? AREA_MAX : TEXT_MAX;
		if (!clean_text(s, f->kind == F_AREA))
			return "berisi huruf yang tidak diterima";
		if (letters(s) > max)
			return "terlalu panjang";
		*ret = val_str(s);
		return NULL;
	}
	case F_INT:
		if (!read_int(s, &n) || (f->max && n > f->max))
			return "bukan bilangan yang diterima";
		*ret = val_int(n);
		return NULL;
	case F_DATE:
		n = tanggal_parse_iso(s);
		if (!n && s.len == 8 && read_int(s, &n) &&
		    !tanggal_valid((int)(n / 10000), (int)(n / 100 % 100), (int)(n % 100)))
			n = 0;
		if (n <= 0)
			return "bukan tanggal yang sah";
		*ret = val_int(n);
		return NULL;
	case F_MONTH:
		if (!read_month(s, &n))
			return "bukan bulan yang sah";
		*ret = val_int(n);
		return NULL;
	case F_MONEY:
		if (!rupiah_parse(&r, s))
			return "bukan jumlah rupiah";
		*ret = val_int(r.n);
		return NULL;
	case F_BOOL:
		*ret = val_bool(!(str_eq(s, S("0")) || str_ieq(s, S("false")) || !s.len));
		return NULL;
	case F_CHOICE:
		if (!is_choice(f->choices, s))
			return "bukan salah satu pilihan";
		*ret = val_str(s);
		return NULL;
	default:
		return "tidak diterima";
	}
}

static const char *read_many(const struct field *f, const struct http_req *req, const struct val *json, struct val *ret)
{
	struct val list = val_list(), one;
	const struct field text = { F_TEXT, f->name, .max = TEXT_MAX };
	const struct val *j = val_get(json, f->name);
	const char *fault = NULL;
	if (j && j->kind == VAL_LIST) {
		for (const struct val_item *i = j->items.first; i && !fault; i = i->next) {
			if (i->v.kind == VAL_INT)
				val_push(req->mem, &list, i->v);
			else if (i->v.kind != VAL_STR)
				fault = "bukan daftar teks";
			else if (!(fault = read_one(&text, str_trim(i->v.s), &one)))
				val_push(req->mem, &list, one);
		}
	} else {
		for (const struct http_pair *p = req->form; p && !fault; p = p->next)
			/* A blank keeps its place: the values are meant in order. */
			if (str_eq(p->name, str_c(f->name)) && !(fault = read_one(&text, str_trim(p->value), &one)))
				val_push(req->mem, &list, one);
	}
	if (fault)
		return fault;
	if (list.items.n > MANY_MAX)
		return "terlalu banyak pilihan";
	*ret = list;
	return list.items.n || !f->required ? NULL : "harus dipilih";
}

/* Names are as the page made them; what they mean the handler knows. */
static const char *read_map(const struct field *f, const struct http_req *req, const struct val *json, struct val *ret)
{
	const struct val *j = val_get(json, f->name);
	const struct field text = { F_AREA, f->name, .max = f->max };
	const char *fault = NULL;
	size_t n = strlen(f->name);
	struct val map = val_obj(), one;
	if (j && j->kind != VAL_NULL && j->kind != VAL_OBJ)
		return "bukan objek";
	for (const struct val_item *i = j && j->kind == VAL_OBJ ? j->items.first : NULL; i && !fault; i = i->next) {
		if (i->v.kind != VAL_STR && i->v.kind != VAL_INT)
			fault = "bukan teks";
		else if (!(fault = read_one(&text, i->v.kind == VAL_STR ? i->v.s : cx_textf(req->mem, "%" PRId64, i->v.i), &one)))
			val_sets(req->mem, &map, i->key, one);
	}
	for (const struct http_pair *p = json ? NULL : req->form; p && !fault; p = p->next)
		if (p->name.len > n + 1 && p->name.ptr[n] == '.' && str_starts(p->name, str_c(f->name)) &&
			!(fault = read_one(&text, p->value, &one)))
			val_sets(req->mem, &map, str_of(p->name.ptr + n + 1, p->name.len - n - 1), one);
	if (fault)
		return fault;
	*ret = map;
	return map.items.n || !f->required ? NULL : "harus diisi";
}

static const char *read_files(const struct field *f, const struct http_req *req, struct val *ret)
{
	struct val list = val_list();
	for (const struct http_file *x = req->files; x; x = x->next) {
		if (!str_eq(x->field, str_c(f->name)) || !x->size)
			continue;
		static const char digit[] = "0123456789abcdef";
		char *hex = arena_alloc(req->mem, 65);
		MUST(hex);
		for (size_t i = 0; i < 32; i++) {
			hex[2 * i] = digit[x->hash[i] >> 4];
			hex[2 * i + 1] = digit[x->hash[i] & 15];
		}
		hex[64] = 0;
		struct scan_info scan = { 0 };
		struct err why = { 0 };
		/* A paper is what it says it is, whatever its name: nobody finds out at the auditor's that it cannot be opened. */
		if (f->kind == F_SCAN && scan_check(x->path, &scan, &why) < 0)
			return arena_str(req->mem, str_c(why.msg)).ptr;
		struct val o = val_obj();
		val_put(req->mem, &o, S("path"), val_c(x->path));
		val_put(req->mem, &o, S("nama"), val_str(x->filename));
		val_put(req->mem, &o, S("jenis"), f->kind == F_SCAN ? val_c(scan_type(scan.kind)) : val_str(x->type));
		val_put(req->mem, &o, S("ukuran"), val_int((int64_t)x->size));
		val_put(req->mem, &o, S("hash"), val_str(str_of(hex, 64)));
		val_push(req->mem, &list, o);
	}
	if (f->required && !list.items.n)
		return "berkas harus dipilih";
	*ret = f->kind == F_FILES ? list : list.items.n ? list.items.first->v : val_null;
	return NULL;
}

static const char *read_field(const struct field *f, const struct http_req *req, const struct val *json, struct val *ret)
{
	*ret = val_null;
	if (f->kind == F_FILE || f->kind == F_FILES || f->kind == F_SCAN)
		return read_files(f, req, ret);
	if (f->kind == F_BODY) {
		if (!req->body.len || !str_istarts(http_header(req, "content-type"), S("application/octet-stream")))
			return "harus dikirim sebagai application/octet-stream";
		*ret = val_str(req->body);
		return NULL;
	}
	if (f->kind == F_MANY)
		return read_many(f, req, json, ret);
	if (f->kind == F_MAP)
		return read_map(f, req, json, ret);
	struct sent s = find(req, json, f->name);
	if (f->kind != F_SECRET)
		s.text = str_trim(s.text);
	if (f->kind == F_BOOL && !s.there) {
		*ret = val_bool(false);
		return NULL;
	}
	if (s.json && (s.json->kind == VAL_OBJ || s.json->kind == VAL_LIST))
		return "bukan nilai tunggal";
	if (!s.there || (!s.text.len && f->kind != F_BOOL))
		return f->required ? "harus diisi" : NULL;
	return read_one(f, s.text, ret);
}

int form_read(struct val *in, struct val *faults, const struct field *fields, const struct http_req *req, struct err *err)
{
	struct val json = val_null;
	if (req->body.len && str_starts(http_header(req, "content-type"), S("application/json"))) {
		TRY(val_parse(&json, req->mem, req->body, 20000, err));
		if (json.kind != VAL_OBJ)
			return FAIL(err, E_FORMAT, "isi permintaan harus objek JSON");
	}
	*faults = val_obj();
	const char *first = NULL, *label = NULL;
	for (const struct field *f = fields; f && f->kind != F_END; f++) {
		struct val v;
		const char *what = read_field(f, req, json.kind == VAL_OBJ ? &json : NULL, &v);
		val_set(req->mem, in, f->name, v);
		if (!what)
			continue;
		val_set(req->mem, faults, f->name, val_c(what));
		if (!first) {
			first = what;
			label = f->label ? f->label : f->name;
		}
	}
	return first ? FAIL(err, E_REFUSED, "%s: %s", label, first) : OK;
}
