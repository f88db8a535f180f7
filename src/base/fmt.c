#include "base/fmt.h"

struct out {
	char *to;
	size_t room, n; /* n: bytes the whole text has so far, whether they fit or not */
};
struct spec {
	bool zero, precise;
	unsigned width, precision;
	enum { AN_INT, A_LONG, A_LONG_LONG, A_SIZE } size;
	char kind;
};

static void put(struct out *o, const char *p, size_t n)
{
	if (o->n < o->room) {
		size_t fits = o->room - o->n;
		memcpy(o->to + o->n, p, n < fits ? n : fits);
	}
	o->n += n;
}

/* Between % and the letter; false where vsnprintf knows more. */
static bool read_spec(const char **at, struct spec *s, va_list *ap)
{
	const char *p = *at;
	*s = (struct spec){ 0 };
	if (*p == '0') {
		s->zero = true;
		p++;
	}
	for (; *p >= '0' && *p <= '9' && s->width < 100; p++)
		s->width = s->width * 10 + (unsigned)(*p - '0');
	if (*p == '.') {
		p++;
		s->precise = true;
		if (*p == '*') {
			int n = va_arg(*ap, int);
			/* A negative one counts as none. */
			s->precise = n >= 0;
			s->precision = n >= 0 ? (unsigned)n : 0;
			p++;
		}
		for (; *p >= '0' && *p <= '9' && s->precision < 100000; p++)
			s->precision = s->precision * 10 + (unsigned)(*p - '0');
	}
	for (; *p == 'l' && s->size < A_LONG_LONG; p++)
		s->size++;
	if (*p == 'z' && s->size == AN_INT) {
		s->size = A_SIZE;
		p++;
	}
	s->kind = *p;
	*at = p + (*p != 0);
	switch (s->kind) {
	case 'd': case 'i': case 'u': case 'x': case 'X':
		return !s->precise && s->width < 100;
	case 's':
		return s->size == AN_INT && !s->width && !s->zero;
	case 'c': case '%':
		return s->size == AN_INT && !s->width && !s->zero && !s->precise;
	default:
		return false;
	}
}

static void put_number(struct out *o, const struct spec *s, bool minus, uint64_t v)
{
	char text[128];
	size_t i = sizeof text;
	if (s->kind == 'x' || s->kind == 'X') {
		const char *digits = s->kind == 'x' ? "0123456789abcdef" : "0123456789ABCDEF";
		do {
			text[--i] = digits[v & 15];
			v >>= 4;
		} while (v);
	} else {
		do {
			text[--i] = (char)('0' + v % 10);
			v /= 10;
		} while (v);
	}
	while (s->zero && sizeof text - i + minus < s->width)
		text[--i] = '0';
	if (minus)
		text[--i] = '-';
	while (sizeof text - i < s->width)
		text[--i] = ' ';
	put(o, text + i, sizeof text - i);
}

static void put_signed(struct out *o, const struct spec *s, va_list *ap)
{
	int64_t v = s->size == AN_INT ? va_arg(*ap, int) : s->size == A_LONG ? va_arg(*ap, long) :
		    s->size == A_LONG_LONG ? va_arg(*ap, long long) : va_arg(*ap, ssize_t);
	put_number(o, s, v < 0, v < 0 ? ~(uint64_t)v + 1 : (uint64_t)v);
}

static void put_unsigned(struct out *o, const struct spec *s, va_list *ap)
{
	uint64_t v = s->size == AN_INT ? va_arg(*ap, unsigned) : s->size == A_LONG ? va_arg(*ap, unsigned long) :
		     s->size == A_LONG_LONG ? va_arg(*ap, unsigned long long) : va_arg(*ap, size_t);
	put_number(o, s, false, v);
}

static void put_one(struct out *o, const struct spec *s, va_list *ap)
{
	if (s->kind == 's') {
		const char *p = va_arg(*ap, const char *);
		if (!p)
			p = "(null)";
		put(o, p, s->precise ? strnlen(p, s->precision) : strlen(p));
	} else if (s->kind == 'd' || s->kind == 'i') {
		put_signed(o, s, ap);
	} else if (s->kind == 'c') {
		char c = (char)va_arg(*ap, int);
		put(o, &c, 1);
	} else if (s->kind == '%') {
		put(o, "%", 1);
	} else {
		put_unsigned(o, s, ap);
	}
}

int fmt_v(char *to, size_t room, const char *fmt, va_list given)
{
	struct out o = { to, room, 0 };
	va_list ap;
	va_copy(ap, given);
	for (const char *p = fmt; *p;) {
		const char *mark = strchrnul(p, '%');
		put(&o, p, (size_t)(mark - p));
		if (!*mark)
			break;
		p = mark + 1;
		struct spec s;
		if (!read_spec(&p, &s, &ap)) {
			va_end(ap);
			return vsnprintf(to, room, fmt, given);
		}
		put_one(&o, &s, &ap);
	}
	va_end(ap);
	if (room)
		to[o.n < room ? o.n : room - 1] = 0;
	return o.n > INT32_MAX ? -1 : (int)o.n;
}
