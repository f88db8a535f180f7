#include "base/buf.h"
#include "base/fmt.h"

void buf_init(struct buf *b, size_t max)
{
	*b = (struct buf){ .max = max };
}

void buf_clear(struct buf *b)
{
	free(b->ptr);
	*b = (struct buf){ .max = b->max };
}

void buf_reset(struct buf *b)
{
	b->len = 0;
	b->error = 0;
}

bool buf_room(struct buf *b, size_t n)
{
	size_t need, cap;
	char *p;
	if (b->error)
		return false;
	if (n <= b->cap - b->len)
		return true;
	if (n > b->max || b->len > b->max - n) {
		b->error = E_LIMIT;
		return false;
	}
	need = b->len + n;
	cap = b->cap ? b->cap : 256;
	while (cap < need)
		cap = cap > b->max / 2 ? b->max : cap * 2;
	if (cap > b->max)
		cap = b->max;
	/* One byte more than counted: vsnprintf ends its text with a NUL. */
	p = cap < SIZE_MAX ? realloc(b->ptr, cap + 1) : NULL;
	if (!p) {
		b->error = E_NOMEM;
		return false;
	}
	b->ptr = p;
	b->cap = cap;
	return true;
}

void buf_addf(struct buf *b, const char *fmt, ...)
{
	va_list ap;
	int n;
	/* Straight into the room there is; a second time only where it was too little. */
	size_t room = b->ptr && !b->error ? b->cap - b->len + 1 : 0;
	va_start(ap, fmt);
	n = fmt_v(room ? b->ptr + b->len : NULL, room, fmt, ap);
	va_end(ap);
	if (n < 0)
		b->error = b->error ? b->error : E_LIMIT;
	if (n > 0 && (size_t)n < room) {
		b->len += (size_t)n;
		return;
	}
	if (n <= 0 || !buf_room(b, (size_t)n))
		return;
	va_start(ap, fmt);
	(void)fmt_v(b->ptr + b->len, (size_t)n + 1, fmt, ap);
	va_end(ap);
	b->len += (size_t)n;
}

static const char pairs[] = "00010203040506070809101112131415161718192021222324252627282930313233343536373839"
			    "40414243444546474849505152535455565758596061626364656667686970717273747576777879"
			    "8081828384858687888990919293949596979899";

void buf_addu(struct buf *b, uint64_t v)
{
	char tmp[20];
	size_t i = sizeof(tmp);
	for (; v >= 100; v /= 100) {
		i -= 2;
		memcpy(tmp + i, pairs + v % 100 * 2, 2);
	}
	if (v >= 10) {
		i -= 2;
		memcpy(tmp + i, pairs + v * 2, 2);
	} else {
		tmp[--i] = (char)('0' + v);
	}
	buf_add(b, str_of(tmp + i, sizeof(tmp) - i));
}

void buf_addi(struct buf *b, int64_t v)
{
	if (v < 0)
		buf_addc(b, '-');
	buf_addu(b, v < 0 ? ~(uint64_t)v + 1 : (uint64_t)v);
}

char *buf_digits(char *to, uint64_t v, unsigned n)
{
	unsigned i = n;
	/* Eight at a time: the pairs of one half do not wait for the other's divisions. */
	while (i >= 8) {
		uint32_t low = (uint32_t)(v % 100000000), high4, low4;
		v /= 100000000;
		high4 = low / 10000;
		low4 = low % 10000;
		i -= 8;
		memcpy(to + i, pairs + high4 / 100 * 2, 2);
		memcpy(to + i + 2, pairs + high4 % 100 * 2, 2);
		memcpy(to + i + 4, pairs + low4 / 100 * 2, 2);
		memcpy(to + i + 6, pairs + low4 % 100 * 2, 2);
	}
	for (; i >= 2; i -= 2, v /= 100)
		memcpy(to + i - 2, pairs + v % 100 * 2, 2);
	if (i)
		to[0] = (char)('0' + v % 10);
	return to + n;
}

void buf_addu0(struct buf *b, uint64_t v, unsigned n)
{
	if (!buf_room(b, n))
		return;
	(void)buf_digits(b->ptr + b->len, v, n);
	b->len += n;
}
