#include "engine/output.h"

#include "engine/rules.h"

#if defined(__x86_64__)
#include <emmintrin.h>
#endif

static const char *const verdict_names[] = { "LAYAK", "TINJAU", "TIDAK_LAYAK" };

static struct str of(padan_str s)
{
	return str_of(s.ptr, s.len);
}

struct str output_csv_heading(void)
{
	return S("baris,no_peserta,nik,nama,putusan,alasan,nik_registry,skor,penjelasan\n");
}

void output_reasons(struct buf *out, uint32_t reasons)
{
	bool first = true;
	while (reasons) {
		unsigned i = (unsigned)__builtin_ctz(reasons);
		reasons &= reasons - 1;
		if (!first)
			buf_addc(out, '|');
		buf_add(out, str_c(rules[i].name));
		first = false;
	}
}

#define EACH(byte) (UINT64_C(0x0101010101010101) * (byte))

/* The high bit of some byte is set where x has a byte that is a comma, a quote, a control character or above 0x7F. */
static inline uint64_t special(uint64_t x)
{
	uint64_t comma = x ^ EACH(','), quote = x ^ EACH('"');
	return x | ((x - EACH(0x20)) & ~x) | ((comma - EACH(1)) & ~comma) | ((quote - EACH(1)) & ~quote);
}

#if defined(__x86_64__)
/* The same of 16 bytes at once: all bits of those bytes are set. */
static inline __m128i special_16(const char *p)
{
	__m128i v = _mm_loadu_si128((const __m128i *)(const void *)p);
	return _mm_or_si128(_mm_cmplt_epi8(v, _mm_set1_epi8(0x20)),
			    _mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8(',')), _mm_cmpeq_epi8(v, _mm_set1_epi8('"'))));
}
#endif

bool output_plain(struct str s)
{
	uint64_t bad = 0, x;
#if defined(__x86_64__)
	if (LIKELY(s.len >= 16)) {
		__m128i some = special_16(s.ptr + s.len - 16);
		for (size_t at = 0; at + 16 < s.len; at += 16)
			some = _mm_or_si128(some, special_16(s.ptr + at));
		return _mm_movemask_epi8(some) == 0;
	}
#endif
	size_t i = 0;
	for (; i + 8 <= s.len; i += 8) {
		memcpy(&x, s.ptr + i, 8);
		bad |= special(x);
	}
	if (i < s.len && s.len >= 8) {
		memcpy(&x, s.ptr + s.len - 8, 8);
		bad |= special(x);
	} else if (i < s.len) {
		x = EACH('A');
		memcpy(&x, s.ptr, s.len);
		bad |= special(x);
	}
	return (bad & EACH(0x80)) == 0;
}

void output_csv_text(struct buf *out, struct str s)
{
	bool quote;
	if (s.len == 0)
		return;
	if (LIKELY((ch_alpha(s.ptr[0]) || ch_digit(s.ptr[0])) && output_plain(s))) {
		buf_add(out, s);
		return;
	}
	quote = memchr(s.ptr, ',', s.len) || memchr(s.ptr, '"', s.len) || memchr(s.ptr, '\n', s.len) || memchr(s.ptr, '\r', s.len);
	if (quote)
		buf_addc(out, '"');
	if (strchr("=+-@\t\r", s.ptr[0]) && s.ptr[0])
		buf_addc(out, '\'');
	if (!quote) {
		buf_add(out, s);
		return;
	}
	while (s.len) {
		const char *mark = memchr(s.ptr, '"', s.len);
		size_t n = mark ? (size_t)(mark - s.ptr) + 1 : s.len;
		buf_add(out, str_of(s.ptr, n));
		if (mark)
			buf_addc(out, '"');
		s = str_of(s.ptr + n, s.len - n);
	}
	buf_addc(out, '"');
}

static void row_number(struct buf *out, const padan_row *row)
{
	buf_addu(out, row->row);
}

void output_csv(struct buf *out, const padan_row *row)
{
	if (row->sheet.len) {
		struct buf label;
		buf_init(&label, 512);
		buf_add(&label, of(row->sheet));
		buf_addc(&label, '!');
		row_number(&label, row);
		output_csv_text(out, buf_str(&label));
		buf_clear(&label);
	} else {
		row_number(out, row);
	}
	buf_addc(out, ',');
	output_csv_text(out, of(row->no_peserta));
	buf_addc(out, ',');
	output_csv_text(out, of(row->nik));
	buf_addc(out, ',');
	output_csv_text(out, of(row->nama));
	buf_addc(out, ',');
	buf_add(out, str_c(verdict_names[row->verdict]));
	buf_addc(out, ',');
	output_reasons(out, row->reasons);
	buf_addc(out, ',');
	buf_add(out, of(row->nik_registry));
	buf_addc(out, ',');
	if (row->score >= 0)
		buf_addu(out, (uint64_t)row->score);
	buf_addc(out, ',');
	output_csv_text(out, of(row->explanation));
	buf_addc(out, '\n');
}

static void json_text(struct buf *out, struct str s)
{
	buf_addc(out, '"');
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];
		if (c == '"' || c == '\\') {
			buf_addc(out, '\\');
			buf_addc(out, (char)c);
		} else if (c < 0x20) {
			buf_addf(out, "\\u%04x", c);
		} else {
			buf_addc(out, (char)c);
		}
	}
	buf_addc(out, '"');
}

void output_json(struct buf *out, const padan_row *row)
{
	buf_add(out, S("{\"baris\":"));
	if (row->sheet.len) {
		struct buf label;
		buf_init(&label, 512);
		buf_add(&label, of(row->sheet));
		buf_addc(&label, '!');
		row_number(&label, row);
		json_text(out, buf_str(&label));
		buf_clear(&label);
	} else {
		row_number(out, row);
	}
	buf_add(out, S(",\"no_peserta\":"));
	json_text(out, of(row->no_peserta));
	buf_add(out, S(",\"nik\":"));
	json_text(out, of(row->nik));
	buf_add(out, S(",\"nama\":"));
	json_text(out, of(row->nama));
	buf_add(out, S(",\"putusan\":\""));
	buf_add(out, str_c(verdict_names[row->verdict]));
	buf_add(out, S("\",\"alasan\":\""));
	output_reasons(out, row->reasons);
	buf_add(out, S("\",\"nik_registry\":"));
	json_text(out, of(row->nik_registry));
	buf_add(out, S(",\"skor\":"));
	if (row->score >= 0)
		buf_addu(out, (uint64_t)row->score);
	else
		buf_add(out, S("null"));
	buf_add(out, S(",\"penjelasan\":"));
	json_text(out, of(row->explanation));
	buf_add(out, S("}\n"));
}
