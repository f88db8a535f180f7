#include "app/cx.h"
#include "base/fmt.h"
#include "base/rupiah.h"

#define WIB_S (7 * 3600)

tanggal cx_today(const struct cx *cx) { return tanggal_from_days((int32_t)((cx->now_s + WIB_S) / 86400)); }

struct val cx_obj(struct arena *mem, const struct cx_pair *pairs, size_t n)
{
	struct val o = val_obj();
	struct val_item *item = arena_alloc(mem, (n + 1) * sizeof *item);
	MUST(item);
	for (size_t i = 0; i < n; i++)
		item[i] = (struct val_item){ i + 1 < n ? &item[i + 1] : NULL, str_c(pairs[i].key), pairs[i].v };
	if (n) {
		o.items.first = item;
		o.items.last = &item[n - 1];
		o.items.n = n;
		o.solid = (unsigned)n;
	}
	return o;
}

struct str cx_textf(struct arena *mem, const char *fmt, ...)
{
	char text[500];
	va_list ap, again;
	va_start(ap, fmt);
	va_copy(again, ap);
	int n = fmt_v(text, sizeof text, fmt, ap);
	va_end(ap);
	MUST(n >= 0);
	char *p = arena_alloc(mem, (size_t)n + 1);
	MUST(p);
	if ((size_t)n < sizeof text)
		memcpy(p, text, (size_t)n + 1);
	else
		(void)fmt_v(p, (size_t)n + 1, fmt, again);
	va_end(again);
	return str_of(p, (size_t)n);
}

struct str cx_json(struct cx *cx, const struct val *v)
{
	struct buf b;
	buf_init(&b, 64 << 20);
	val_json(&b, v);
	struct str s = b.error ? STR_NONE : arena_str(cx->mem, buf_str(&b));
	buf_clear(&b);
	MUST(s.ptr);
	return s;
}

struct str cx_rupiah(struct cx *cx, int64_t n)
{
	struct buf b;
	buf_init(&b, 100);
	rupiah_format(&b, (rupiah){ n });
	struct str s = arena_str(cx->mem, buf_str(&b));
	buf_clear(&b);
	MUST(s.ptr);
	return s;
}

struct str cx_hari(struct cx *cx, int64_t hari)
{
	return hari > 0 ? cx_textf(cx->mem, "%02d-%02d-%04d", (int)(hari % 100), (int)(hari / 100 % 100), (int)(hari / 10000)) : S("");
}

struct str cx_teks_ke(const struct val *list, size_t n)
{
	const struct val_item *i = list && list->kind == VAL_LIST ? list->items.first : NULL;
	while (i && n--)
		i = i->next;
	return i && i->v.kind == VAL_STR ? str_trim(i->v.s) : S("");
}
