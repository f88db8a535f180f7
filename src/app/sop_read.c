#include "app/sop_read.h"
#include <stdarg.h>

#define TEXT_MAX 1000

/* --- where in the file -------------------------------------------------------------------------------------------- */

/* The text has been parsed by now, so the walk below need not doubt its form; it only must not leave it. */
static size_t skip_blanks(struct str s, size_t at)
{
	while (at < s.len && (s.ptr[at] == ' ' || s.ptr[at] == '\t' || s.ptr[at] == '\r' || s.ptr[at] == '\n'))
		at++;
	return at;
}

static size_t skip_value(struct str s, size_t at)
{
	int depth = 0;
	bool quoted = false;
	for (; at < s.len; at++) {
		char c = s.ptr[at];
		if (quoted) {
			if (c == '\\')
				at++;
			else if (c == '"')
				quoted = false;
			continue;
		}
		if (depth == 0 && (c == ',' || c == ']' || c == '}'))
			break;
		if (c == '"')
			quoted = true;
		else if (c == '{' || c == '[')
			depth++;
		else if (c == '}' || c == ']')
			depth--;
	}
	return at;
}

/* Where the member or entry begins inside the value at at; at itself when it cannot be found. */
static size_t enter(struct str s, size_t at, const struct place *p)
{
	size_t pos = skip_blanks(s, at + 1), n = 1;
	while (pos < s.len && s.ptr[pos] != '}' && s.ptr[pos] != ']') {
		if (!p->key) {
			if (n++ == p->index)
				return pos;
			pos = skip_value(s, pos);
		} else {
			size_t len = strlen(p->key);
			bool hit = s.len - pos > len + 2 && s.ptr[pos] == '"' && memcmp(s.ptr + pos + 1, p->key, len) == 0 &&
				   s.ptr[pos + 1 + len] == '"';
			size_t colon = pos + 1;
			while (colon < s.len && s.ptr[colon] != '"')
				colon += s.ptr[colon] == '\\' ? 2 : 1;
			colon = skip_blanks(s, colon + 1);
			if (hit)
				return skip_blanks(s, colon + 1);
			pos = skip_value(s, colon + 1);
		}
		if (pos < s.len && s.ptr[pos] == ',')
			pos = skip_blanks(s, pos + 1);
	}
	return at;
}

static size_t find(struct str s, const struct place *p)
{
	return p->up ? enter(s, find(s, p->up), p) : skip_blanks(s, 0);
}

static void describe(struct buf *out, const struct place *p)
{
	if (!p->up)
		return;
	describe(out, p->up);
	if (p->key)
		buf_addf(out, "%s%s", p->up->up ? ", " : "", p->key);
	else
		buf_addf(out, " %zu", p->index);
}

int rd_refuse(struct reader *r, const struct place *p, const char *fmt, ...)
{
	char why[200];
	va_list ap;
	va_start(ap, fmt);
	vsnprintf(why, sizeof why, fmt, ap);
	va_end(ap);
	size_t at = find(r->json, p), line = 1;
	for (size_t i = 0; i < at && i < r->json.len; i++)
		line += r->json.ptr[i] == '\n';
	struct buf where;
	buf_init(&where, 160);
	describe(&where, p);
	int rc = FAIL(r->err, E_FORMAT, "%.*s baris %zu%s%.*s: %s", (int)r->name.len, r->name.ptr, line,
		      where.len ? ", " : "", (int)where.len, where.len ? where.ptr : "", why);
	buf_clear(&where);
	return rc;
}

struct shown rd_shown(struct str s)
{
	struct shown out;
	size_t n = s.len < sizeof out.c - 1 ? s.len : sizeof out.c - 1;
	n = str_utf8_valid(str_of(s.ptr, n));
	for (size_t i = 0; i < n; i++)
		out.c[i] = (unsigned char)s.ptr[i] < 32 || s.ptr[i] == 127 ? '?' : s.ptr[i];
	out.c[n] = 0;
	return out;
}

/* --- members and their types -------------------------------------------------------------------------------------- */

static const char *kind_name(enum val_kind kind)
{
	switch (kind) {
	case VAL_BOOL:
		return "true atau false";
	case VAL_INT:
		return "bilangan bulat";
	case VAL_STR:
		return "teks";
	case VAL_LIST:
		return "daftar";
	case VAL_OBJ:
		return "objek";
	case VAL_NULL:
		break;
	}
	return "null";
}

int rd_members(struct reader *r, const struct place *p, const struct val *v, const struct member *m, size_t n)
{
	if (v->kind != VAL_OBJ)
		return rd_refuse(r, p, "harus berupa objek");
	for (const struct val_item *i = v->items.first; i; i = i->next) {
		size_t k = 0;
		while (k < n && !str_eq(i->key, str_c(m[k].key)))
			k++;
		if (k == n)
			return rd_refuse(r, p, "kunci \"%s\" tidak dikenal", rd_shown(i->key).c);
		if (i->v.kind != m[k].kind && !(m[k].need == NULLABLE && i->v.kind == VAL_NULL))
			return rd_refuse(r, IN(p, m[k].key), "harus berupa %s%s", kind_name(m[k].kind),
				      m[k].need == NULLABLE ? " atau null" : "");
	}
	for (size_t k = 0; k < n; k++)
		if (m[k].need != MAY && !val_get(v, m[k].key))
			return rd_refuse(r, p, "kunci \"%s\" tidak ada", m[k].key);
	return OK;
}

int rd_check_text(struct reader *r, const struct place *p, struct str s)
{
	if (!s.len || str_trim(s).len != s.len)
		return rd_refuse(r, p, s.len ? "teks diawali atau diakhiri spasi" : "teks kosong");
	if (s.len > TEXT_MAX)
		return rd_refuse(r, p, "teks lebih dari %d byte", TEXT_MAX);
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.ptr[i] < 32 || s.ptr[i] == 127)
			return rd_refuse(r, p, "teks memuat karakter kendali");
	return OK;
}

int rd_text(struct reader *r, const struct place *p, const struct val *v, const char *key, struct str *ret)
{
	*ret = val_getstr(v, key);
	return rd_check_text(r, IN(p, key), *ret);
}

int rd_number(struct reader *r, const struct place *p, const struct val *v, const char *key, int min, int max, int *ret)
{
	int64_t i = val_geti(v, key, 0);
	if (i < min || i > max)
		return rd_refuse(r, IN(p, key), "harus antara %d dan %d", min, max);
	*ret = (int)i;
	return OK;
}

int rd_word(struct reader *r, const struct place *p, const struct val *v, const char *key, const char *const *words,
		size_t n, unsigned *ret)
{
	struct str s = val_getstr(v, key);
	for (size_t i = 0; i < n; i++)
		if (str_eq(s, str_c(words[i]))) {
			*ret = (unsigned)i;
			return OK;
		}
	return rd_refuse(r, IN(p, key), "\"%s\" tidak termasuk pilihan yang dikenal", rd_shown(s).c);
}

int rd_date(struct reader *r, const struct place *p, const struct val *v, const char *key, tanggal *ret)
{
	*ret = tanggal_parse_iso(val_getstr(v, key));
	return *ret ? OK : rd_refuse(r, IN(p, key), "bukan tanggal yyyy-mm-dd yang sah");
}

int rd_room(struct reader *r, const struct place *p, const struct val *list, size_t min, size_t size, void **ret)
{
	size_t n = list ? list->items.n : 0;
	if (n < min || n > LIST_MAX)
		return rd_refuse(r, p, "daftar harus berisi %zu sampai %d", min, LIST_MAX);
	*ret = arena_alloc(r->mem, n ? n * size : 1);
	if (!*ret)
		return NOMEM(r->err);
	memset(*ret, 0, n * size);
	return OK;
}

int rd_texts(struct reader *r, const struct place *p, const struct val *v, const char *key, struct sop_daftar *ret)
{
	const struct val *list = val_get(v, key);
	const struct place *here = IN(p, key);
	void *mem;
	TRY(rd_room(r, here, list, 1, sizeof(struct str), &mem));
	struct str *out = mem;
	for (const struct val_item *i = list->items.first; i; i = i->next) {
		size_t n = ret->n;
		if (i->v.kind != VAL_STR)
			return rd_refuse(r, NTH(here, n), "harus berupa teks");
		TRY(rd_check_text(r, NTH(here, n), i->v.s));
		out[ret->n++] = i->v.s;
	}
	ret->isi = out;
	return OK;
}
