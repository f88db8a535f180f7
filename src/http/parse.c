#include "http/http.h"

static int hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = ch_upper(c);
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

bool http_url_decode(struct str *ret, struct arena *mem, struct str s, bool plus)
{
	char *out = arena_alloc(mem, s.len + 1);
	size_t n = 0;
	if (!out)
		return false;
	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i];
		if (c == '%') {
			int a = i + 2 < s.len ? hex(s.ptr[i + 1]) : -1, b = i + 2 < s.len ? hex(s.ptr[i + 2]) : -1;
			if (a < 0 || b < 0)
				return false;
			c = (char)(a * 16 + b);
			i += 2;
		} else if (c == '+' && plus) {
			c = ' ';
		}
		if (!c)
			return false;
		out[n++] = c;
	}
	out[n] = 0;
	*ret = str_of(out, n);
	return true;
}

static struct http_pair *append(struct arena *mem, struct http_pair ***tail, struct str name, struct str value)
{
	struct http_pair *p = arena_alloc(mem, sizeof *p);
	if (!p)
		return NULL;
	*p = (struct http_pair){ name, value, NULL };
	**tail = p;
	*tail = &p->next;
	return p;
}

static struct str until(struct str *rest, char stop)
{
	size_t n = 0;
	while (n < rest->len && rest->ptr[n] != stop)
		n++;
	struct str head = str_of(rest->ptr, n);
	size_t skip = n < rest->len ? n + 1 : n;
	*rest = str_of(rest->ptr + skip, rest->len - skip);
	return head;
}

int http_parse_form(struct http_pair **ret, struct arena *mem, struct str s, size_t max, struct err *err)
{
	struct http_pair **tail = ret;
	size_t n = 0;
	*ret = NULL;
	while (s.len) {
		struct str pair = until(&s, '&'), name, value = S("");
		if (!pair.len)
			continue;
		if (++n > max)
			return FAIL(err, E_LIMIT, "terlalu banyak isian");
		bool has_value = memchr(pair.ptr, '=', pair.len) != NULL;
		struct str raw = until(&pair, '=');
		if (!http_url_decode(&name, mem, raw, true) || (has_value && !http_url_decode(&value, mem, pair, true)))
			return FAIL(err, E_FORMAT, "isian tidak bisa dibaca");
		if (!append(mem, &tail, name, value))
			return NOMEM(err);
	}
	return OK;
}

int http_parse_cookies(struct http_pair **ret, struct arena *mem, struct str s, size_t max, struct err *err)
{
	struct http_pair **tail = ret;
	size_t n = 0;
	*ret = NULL;
	while (s.len) {
		struct str pair = str_trim(until(&s, ';'));
		if (!pair.len)
			continue;
		if (++n > max)
			return FAIL(err, E_LIMIT, "terlalu banyak kuki");
		struct str name = str_trim(until(&pair, '='));
		struct str value = str_trim(pair);
		if (value.len >= 2 && value.ptr[0] == '"' && value.ptr[value.len - 1] == '"')
			value = str_of(value.ptr + 1, value.len - 2);
		if (!append(mem, &tail, name, arena_str(mem, value)))
			return NOMEM(err);
	}
	return OK;
}

static struct str find(const struct http_pair *p, struct str name)
{
	for (; p; p = p->next)
		if (str_eq(p->name, name))
			return p->value;
	return STR_NONE;
}

struct str http_header(const struct http_req *req, const char *lower_name) { return find(req->headers, str_c(lower_name)); }
struct str http_cookie(const struct http_req *req, const char *name) { return find(req->cookies, str_c(name)); }
struct str http_query(const struct http_req *req, const char *name) { return find(req->query, str_c(name)); }
struct str http_form(const struct http_req *req, const char *name) { return find(req->form, str_c(name)); }

void http_resp_header(struct http_resp *resp, const char *name, struct str value)
{
	for (size_t i = 0; i < value.len; i++)
		if (value.ptr[i] == '\r' || value.ptr[i] == '\n' || !value.ptr[i])
			return;
	struct http_pair **tail = &resp->headers;
	while (*tail)
		tail = &(*tail)->next;
	append(resp->mem, &tail, str_c(name), arena_str(resp->mem, value));
}
