/* The description of the API, made from the route table: what is not there does not exist, what is there is described. */
#include "app/peran.h"
#include "web/web.h"
#include <padan.h>

static void text(struct buf *b, const char *s)
{
	struct val v = val_c(s);
	val_json(b, &v);
}

static const char *type_of(char c)
{
	switch (c) {
	case 'i': return "{\"type\":\"integer\"}";
	case 'b': return "{\"type\":\"boolean\"}";
	case 'o': return "{\"type\":\"object\"}";
	case 'l': return "{\"type\":\"array\",\"items\":{\"type\":\"object\"}}";
	default: return "{\"type\":\"string\"}";
	}
}

static void field_schema(struct buf *b, const struct field *f)
{
	switch (f->kind) {
	case F_INT:
	case F_MONEY:
		buf_addf(b, "{\"type\":\"integer\"");
		if (f->max)
			buf_addf(b, ",\"maximum\":%d", f->max);
		break;
	case F_BOOL:
		buf_addf(b, "{\"type\":\"boolean\"");
		break;
	case F_DATE:
		buf_addf(b, "{\"type\":\"string\",\"format\":\"date\"");
		break;
	case F_MONTH:
		buf_addf(b, "{\"type\":\"string\",\"pattern\":\"^[0-9]{4}-?[0-9]{2}$\"");
		break;
	case F_BODY:
		buf_addf(b, "{\"type\":\"string\",\"format\":\"binary\"");
		break;
	case F_FILE:
	case F_SCAN:
		buf_addf(b, "{\"type\":\"string\",\"contentMediaType\":\"application/octet-stream\"");
		break;
	case F_FILES:
		buf_addf(b, "{\"type\":\"array\",\"items\":{\"type\":\"string\",\"contentMediaType\":\"application/octet-stream\"}");
		break;
	case F_MAP:
		buf_addf(b, "{\"type\":\"object\",\"additionalProperties\":{\"type\":\"string\"}");
		break;
	case F_MANY:
		buf_addf(b, "{\"type\":\"array\",\"items\":{\"type\":\"string\"}");
		break;
	default:
		buf_addf(b, "{\"type\":\"string\",\"maxLength\":%d", f->max ? f->max : 200);
	}
	if (f->kind == F_CHOICE) {
		buf_addf(b, ",\"enum\":[");
		for (const char *p = f->choices ? f->choices : ""; *p;) {
			size_t n = strcspn(p, "|");
			buf_addf(b, "%s\"%.*s\"", p == f->choices ? "" : ",", (int)n, p);
			p += n + (p[n] == '|');
		}
		buf_addc(b, ']');
	}
	if (f->label) {
		buf_addf(b, ",\"description\":");
		text(b, f->label);
	}
	buf_addc(b, '}');
}

/* The body of the route is no form. */
static bool raw(const struct route *r)
{
	for (const struct field *f = r->fields; f && f->kind != F_END; f++)
		if (f->kind == F_BODY)
			return true;
	return false;
}

static void parameters(struct buf *b, const struct route *r)
{
	size_t n = 0;
	buf_addf(b, ",\"parameters\":[");
	for (const char *p = strchr(r->path, ':'); p; p = strchr(p + 1, ':')) {
		size_t len = strcspn(p + 1, "/");
		buf_addf(b, "%s{\"name\":\"%.*s\",\"in\":\"path\",\"required\":true,\"schema\":{\"type\":\"string\"}}",
			 n++ ? "," : "", (int)len, p + 1);
	}
	for (const struct field *f = r->method == HTTP_GET || raw(r) ? r->fields : NULL; f && f->kind != F_END; f++) {
		if (f->kind == F_BODY)
			continue;
		buf_addf(b, "%s{\"name\":\"%s\",\"in\":\"query\",\"required\":%s,\"schema\":", n++ ? "," : "", f->name,
			 f->required ? "true" : "false");
		field_schema(b, f);
		buf_addc(b, '}');
	}
	if (r->flags & RT_WRITE && r->method != HTTP_GET)
		buf_addf(b, "%s{\"$ref\":\"#/components/parameters/IdempotencyKey\"}", n ? "," : "");
	buf_addc(b, ']');
}

static void body(struct buf *b, const struct route *r)
{
	bool files = false, required = false;
	if (!r->fields || r->method == HTTP_GET)
		return;
	if (raw(r)) {
		buf_addf(b,
			",\"requestBody\":{\"required\":true,\"content\":{\"application/octet-stream\":{\"schema\":{\"type\":\"string\","
			    "\"format\":\"binary\"}}}}");
		return;
	}
	for (const struct field *f = r->fields; f->kind != F_END; f++)
		files |= f->kind == F_FILE || f->kind == F_FILES || f->kind == F_SCAN;
	buf_addf(b, ",\"requestBody\":{\"content\":{\"%s\":{\"schema\":{\"type\":\"object\",\"properties\":{",
		 files ? "multipart/form-data" : "application/json");
	for (const struct field *f = r->fields; f->kind != F_END; f++) {
		buf_addf(b, "%s\"%s\":", f == r->fields ? "" : ",", f->name);
		field_schema(b, f);
	}
	buf_addc(b, '}');
	for (const struct field *f = r->fields; f->kind != F_END; f++)
		if (f->required) {
			buf_addf(b, "%s\"%s\"", required ? "," : ",\"required\":[", f->name);
			required = true;
		}
	buf_addf(b, "%s}}}}", required ? "]" : "");
}

static void answer(struct buf *b, const struct route *r)
{
	buf_addf(b, ",\"responses\":{\"200\":{\"description\":\"Berhasil\",\"content\":{");
	if (!r->shape) {
		buf_addf(b, "\"application/octet-stream\":{}");
	} else {
		size_t n = 0;
		buf_addf(b, "\"application/json\":{\"schema\":{\"type\":\"object\",\"properties\":{");
		/* Members of the first level; deeper ones are told in words. */
		for (const struct shape *s = r->shape; s->name; s++) {
			if (strpbrk(s->name, ".["))
				continue;
			buf_addf(b, "%s\"%s\":{\"description\":", n++ ? "," : "", s->name);
			text(b, s->text);
			const char *type = type_of(s->type);
			buf_addf(b, ",%s", type + 1);
		}
		buf_addf(b, "}}}");
	}
	buf_addf(b, "}},\"4XX\":{\"$ref\":\"#/components/responses/Galat\"}}");
}

static void roles(struct buf *b, const struct route *r)
{
	struct buf t;
	buf_init(&t, 4000);
	if (r->roles & R_PUBLIC) {
		buf_addf(&t, "Terbuka.");
	} else {
		buf_addf(&t, "Peran: ");
		size_t n = 0;
		for (size_t i = 0; i < ROLE_COUNT; i++)
			if (r->roles & peran_table[i].bit)
				buf_addf(&t, "%s%s", n++ ? ", " : "", peran_table[i].nama);
	}
	buf_addc(&t, '\0');
	buf_addf(b, ",\"description\":");
	text(b, t.ptr ? t.ptr : "");
	buf_clear(&t);
	/* The same for programs: codes of the roles. */
	size_t n = 0;
	buf_addf(b, ",\"x-peran\":[");
	for (size_t i = 0; !(r->roles & R_PUBLIC) && i < ROLE_COUNT; i++)
		if (r->roles & peran_table[i].bit)
			buf_addf(b, "%s\"%s\"", n++ ? "," : "", peran_table[i].kode);
	buf_addc(b, ']');
	if (r->roles & R_PUBLIC)
		buf_addf(b, ",\"security\":[]");
}

static void operation(struct buf *b, const struct route *r)
{
	static const char *const methods[] = { "get", "head", "post", "put", "patch", "delete" };
	buf_addf(b, "\"%s\":{\"summary\":", methods[r->method]);
	text(b, r->text);
	roles(b, r);
	parameters(b, r);
	body(b, r);
	answer(b, r);
	buf_addc(b, '}');
}

static void path_text(struct buf *b, const char *path)
{
	buf_addc(b, '"');
	for (const char *p = path; *p;) {
		if (*p == ':') {
			size_t n = strcspn(p + 1, "/");
			buf_addf(b, "{%.*s}", (int)n, p + 1);
			p += n + 1;
		} else {
			buf_addc(b, *p++);
		}
	}
	buf_addf(b, "\":{");
}

static bool first_of_path(size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (!(routes[k].flags & RT_PAGE) && strcmp(routes[k].path, routes[i].path) == 0)
			return false;
	return true;
}

void web_openapi(struct buf *out)
{
	bool any = false;
	buf_addf(
		out,
		"{\"openapi\":\"3.1.0\",\"info\":{"
		 "\"title\":\"Padan\",\"version\":\"%s\",\"description\":\"API kantor: setiap halaman dan setiap tindakan. "
		"NIK dan nomor KK keluar tersamar. Berkas besar boleh dikirim berpotong lewat /unggah; nomornya lalu menjadi isi medan berkas.\"},\"servers\":[{\"url\":\"/api/v1\"}],\"security\":[{\"token\":[]},{"
		 "\"sesi\":[]}],\"paths\":{",
		PADAN_VERSION);
	for (size_t i = 0; i < route_count; i++) {
		if ((routes[i].flags & RT_PAGE) || !first_of_path(i))
			continue;
		if (any)
			buf_addc(out, ',');
		any = true;
		path_text(out, routes[i].path);
		bool more = false;
		for (size_t k = i; k < route_count; k++) {
			if ((routes[k].flags & RT_PAGE) || strcmp(routes[k].path, routes[i].path) != 0)
				continue;
			if (more)
				buf_addc(out, ',');
			more = true;
			operation(out, &routes[k]);
		}
		buf_addc(out, '}');
	}
	buf_addf(out,
		 "},\"components\":{\"securitySchemes\":{\"token\":{"
		 "\"type\":\"http\",\"scheme\":\"bearer\",\"description\":\"Token API; lingkup baca atau tulis\"},"
		 "\"sesi\":{\"type\":\"apiKey\",\"in\":\"cookie\",\"name\":\"padan_sesi\",\"description\":\"Sesi dari POST "
		 "/masuk; perubahan memerlukan header X-CSRF\"}},"
		 "\"parameters\":{\"IdempotencyKey\":{"
		 "\"name\":\"Idempotency-Key\",\"in\":\"header\",\"required\":false,\"schema\":{"
		 "\"type\":\"string\",\"minLength\":8,\"maxLength\":100},"
		 "\"description\":\"Permintaan yang sama dengan kunci yang sama hanya terjadi sekali\"}},"
		 "\"responses\":{\"Galat\":{\"description\":\"Galat\",\"content\":{\"application/problem+json\":{\"schema\":{"
		 "\"type\":\"object\",\"properties\":{"
		 "\"type\":{\"type\":\"string\"},\"title\":{\"type\":\"string\"},\"status\":{\"type\":\"integer\"},\"detail\":{"
		 "\"type\":\"string\"},"
		 "\"galat\":{\"type\":\"object\",\"description\":\"Galat per isian\"}}}}}}}}}");
}
