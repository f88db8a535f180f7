#include "app/bingkai.h"

#define HEAD 7 /* kind, length (4), count of numbers, count of texts */

static void put32(char *p, uint32_t x)
{
	for (int i = 0; i < 4; i++)
		p[i] = (char)(x >> (8 * i));
}

static uint64_t get(const char *p, int bytes)
{
	uint64_t x = 0;
	for (int i = bytes; i-- > 0;)
		x = x << 8 | (unsigned char)p[i];
	return x;
}

void bingkai_write(struct buf *out, enum bingkai_kind kind, const int64_t *ints, size_t n_ints, const struct str *texts, size_t n_texts)
{
	size_t at = out->len;
	char head[HEAD] = { (char)kind, 0, 0, 0, 0, (char)n_ints, (char)n_texts };
	buf_add(out, str_of(head, HEAD));
	for (size_t i = 0; i < n_ints; i++) {
		char b[8];
		for (int k = 0; k < 8; k++)
			b[k] = (char)((uint64_t)ints[i] >> (8 * k));
		buf_add(out, str_of(b, 8));
	}
	for (size_t i = 0; i < n_texts; i++) {
		struct str t = texts[i];
		if (t.len > 65535) {
			t.len = 65535;
			while (t.len && ((unsigned char)t.ptr[t.len] & 0xC0) == 0x80)
				t.len--;
		}
		char b[2] = { (char)t.len, (char)(t.len >> 8) };
		buf_add(out, str_of(b, 2));
		buf_add(out, t);
	}
	if (!out->error)
		put32(out->ptr + at + 1, (uint32_t)(out->len - at - HEAD));
}

int64_t bingkai_read(struct str s, enum bingkai_kind *kind, int64_t *ints, size_t n_ints_max, size_t *n_ints, struct str *texts,
		     size_t n_texts_max, size_t *n_texts)
{
	if (s.len < HEAD)
		return 0;
	size_t len = get(s.ptr + 1, 4), ni = (unsigned char)s.ptr[5], nt = (unsigned char)s.ptr[6];
	if (len > BINGKAI_MAX || ni > n_ints_max || nt > n_texts_max || ni * 8 > len)
		return -1;
	if (s.len < HEAD + len)
		return 0;
	const char *p = s.ptr + HEAD, *end = p + len;
	*kind = (enum bingkai_kind)s.ptr[0];
	for (size_t i = 0; i < ni; i++, p += 8)
		ints[i] = (int64_t)get(p, 8);
	for (size_t i = 0; i < nt; i++) {
		if (end - p < 2)
			return -1;
		size_t n = get(p, 2);
		p += 2;
		if ((size_t)(end - p) < n)
			return -1;
		texts[i] = str_of(p, n);
		p += n;
	}
	*n_ints = ni;
	*n_texts = nt;
	return p == end ? (int64_t)(HEAD + len) : -1;
}
