#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#undef setjmp /* a macro of libc, a name base.h bans */

#include "sheet/csv.h"
#include "sheet/csv_ahead.h"

/* Rows as one text: [number]cell<1F>cell<1E>, an M behind the number of a multiline row. */
static int collect(void *ctx, const struct sheet_row *row, struct err *err)
{
	struct buf *b = ctx;
	(void)err;
	buf_addf(b, "%" PRIu64 "%s:", row->number, row->multiline ? "M" : "");
	for (uint32_t i = 0; i < row->ncell; i++) {
		if (i)
			buf_addc(b, '|');
		assert_int_equal(row->cell[i].kind, CELL_TEXT);
		buf_add(b, str_of(row->cell[i].ptr, row->cell[i].len));
	}
	buf_addc(b, '~');
	return OK;
}

/* Scans a copy that ends where the text ends, so that a sanitizer sees a byte read too far. */
static int scan(struct buf *b, char sep, struct str text, struct err *err)
{
	struct csv_scanner s;
	uint64_t number = 1;
	size_t end = 0;
	char *copy = malloc(text.len ? text.len : 1);
	int r;
	assert_non_null(copy);
	if (text.len)
		memcpy(copy, text.ptr, text.len);
	assert_int_equal(csv_scanner_init(&s, sep, NULL), OK);
	r = csv_scan(&s, copy, 0, text.len, text.len, true, &number, &end, collect, b, err);
	if (r == OK)
		assert_int_equal(end, text.len);
	csv_scanner_clear(&s);
	free(copy);
	return r;
}

static void check(const char *file, int line, char sep, struct str text, const char *want)
{
	struct err err = { 0 };
	struct buf b;
	int r;
	buf_init(&b, 1 << 24);
	r = scan(&b, sep, text, &err);
	if (r != OK || !str_eq(buf_str(&b), str_c(want))) {
		print_error("%s:%d: %d %s\n  got    %.*s\n  wanted %s\n", file, line, r, err.msg, (int)b.len, b.ptr ? b.ptr : "",
			    want);
		buf_clear(&b);
		fail();
	}
	buf_clear(&b);
}
#define ROWS(text, want) check(__FILE__, __LINE__, ',', S(text), want)

static void line_ends(void **state)
{
	(void)state;
	ROWS("", "");
	ROWS("a", "1:a~");
	ROWS("a\n", "1:a~");
	ROWS("a,b\nc,d\n", "1:a|b~2:c|d~");
	ROWS("a,b\nc,d", "1:a|b~2:c|d~");
	ROWS("a,b\r\nc,d\r\n", "1:a|b~2:c|d~");
	ROWS("a,b\rc,d\r", "1:a|b~2:c|d~");
	ROWS("a\r\n\r\nb", "1:a~2:~3:b~"); /* blank lines count */
	ROWS("a\n\n\nb", "1:a~2:~3:~4:b~");
	ROWS("a\r\rb", "1:a~2:~3:b~");
	ROWS("a\n\rb", "1:a~2:~3:b~"); /* LF CR are two ends */
	ROWS("\n", "1:~");
	ROWS("\r\n", "1:~");
	ROWS(",", "1:|~");
	ROWS("a,", "1:a|~");
	ROWS("a,\n", "1:a|~");
	ROWS(",,\n,", "1:||~2:|~");
	ROWS(" a , b \n", "1: a | b ~");
	ROWS("a;b\tc|d\n", "1:a;b\tc|d~");
}

static void separators(void **state)
{
	(void)state;
	check(__FILE__, __LINE__, ';', S("a;b,c\n"), "1:a|b,c~");
	check(__FILE__, __LINE__, '\t', S("a\tb;c\n"), "1:a|b;c~");
	check(__FILE__, __LINE__, '|', S("a|\"x|y\"\n"), "1:a|x|y~");
	check(__FILE__, __LINE__, ';', S("\"a;\"\"b\";c\r\n"), "1:a;\"b|c~");
}

static void quotes(void **state)
{
	(void)state;
	ROWS("\"a\",\"b\"\n", "1:a|b~");
	ROWS("\"a,b\",c\n", "1:a,b|c~");
	ROWS("\"\",\"\"\n", "1:|~");
	ROWS("\"\"\"\"\n", "1:\"~");
	ROWS("\"a\"\"b\"\n", "1:a\"b~");
	ROWS("\"\"\"a\"\"\",b\n", "1:\"a\"|b~");
	ROWS("\"a\"", "1:a~");
	ROWS("\"a\"\"\"", "1:a\"~");
	ROWS("x,\"a\"\r\ny", "1:x|a~2:y~");
	ROWS("x,\"a\"\ry", "1:x|a~2:y~");
	/* Quotes open only at the start of a field. */
	ROWS("a\"b,c\n", "1:a\"b|c~");
	ROWS("a \"b\",c\n", "1:a \"b\"|c~");
	ROWS(" \"b,c\"\n", "1: \"b|c\"~");
	ROWS("5\",6\"\n", "1:5\"|6\"~");
	/* Text behind the closing quote is part of the field. */
	ROWS("\"a\"b,c\n", "1:ab|c~");
	ROWS("\"a\" ,c\n", "1:a |c~");
	ROWS("\"a\"b\"c,d\n", "1:ab\"c|d~");
	ROWS("\"a\"\"x\"b\"\"c\n", "1:a\"xb\"\"c~");
	/* A line break inside quotes does not count as a row. */
	ROWS("\"a\nb\",c\nd\n", "1M:a\nb|c~2:d~");
	ROWS("\"a\r\nb\"\r\nd\r\n", "1M:a\r\nb~2:d~");
	ROWS("\"a\rb\",\"c\"\rd", "1M:a\rb|c~2:d~");
	ROWS("\"a\n\"\"b\"\n", "1M:a\n\"b~");
	/* Several unquoted cells of one record stand side by side. */
	ROWS("\"a\"\"1\",\"b\"\"2\",\"c\"x,d\n\"e\"\"\"\n", "1:a\"1|b\"2|cx|d~2:e\"~");
}

static void unclosed(void **state)
{
	struct err err = { 0 };
	struct buf b;
	(void)state;
	buf_init(&b, 4096);
	assert_int_equal(scan(&b, ',', S("a,b\nc,d\ne,\"f\ng,h\n"), &err), E_FORMAT);
	assert_non_null(strstr(err.msg, "baris 3"));
	assert_true(str_eq(buf_str(&b), S("1:a|b~2:c|d~")));
	assert_int_equal(scan(&b, ',', S("\""), &err), E_FORMAT);
	assert_non_null(strstr(err.msg, "baris 1"));
	assert_int_equal(scan(&b, ',', S("\"a\"\""), &err), E_FORMAT);
	buf_clear(&b);
}

/* Fields of all lengths around the 64 bytes that are looked at together. */
static void long_fields(void **state)
{
	(void)state;
	for (size_t n = 0; n < 200; n++) {
		struct buf text, want;
		buf_init(&text, 1 << 16);
		buf_init(&want, 1 << 16);
		for (int i = 0; i < 3; i++) {
			buf_addf(&want, "%d:", i + 1);
			for (size_t k = 0; k < n; k++) {
				buf_addc(&text, (char)('a' + k % 26));
				buf_addc(&want, (char)('a' + k % 26));
			}
			buf_add(&text, i == 1 ? S(",\"q,\"\"\"\r\n") : S(",z\r\n"));
			buf_add(&want, i == 1 ? S("|q,\"~") : S("|z~"));
		}
		buf_addc(&want, 0);
		check(__FILE__, __LINE__, ',', buf_str(&text), want.ptr);
		buf_clear(&text);
		buf_clear(&want);
	}
}

static const char nasty[] =
	"NIK,NAMA,ALAMAT\r\n2171014406755001,\"SITI, \"\"AMINAH\"\"\",x\r\n\r\n\"a\nb\",\"\",\"\"\"\"\r,\r,,\n\n"
	"\"tail\"junk,c d,\"e\"\r\n5\",\"x\r\ny\"\"\",\"\"\n"
	"abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz,\"0123456789012345678901234567890123"
	"4567890123456789\"\"012345678901234567890123456789\",z\rlast,\"row\"";

/* The first bytes of a file, then the rest: the records are those of the whole, wherever the cut is. */
static void cut_at_every_byte(void **state)
{
	struct str text = str_c(nasty);
	struct buf whole, parts;
	(void)state;
	buf_init(&whole, 1 << 16);
	buf_init(&parts, 1 << 16);
	assert_int_equal(scan(&whole, ',', text, NULL), OK);
	assert_int_equal(whole.ptr[0], '1');
	for (size_t cut = 0; cut <= text.len; cut++) {
		struct csv_scanner s;
		uint64_t number = 1;
		size_t end = 0;
		char *head = malloc(cut ? cut : 1);
		int r;
		assert_non_null(head);
		memcpy(head, text.ptr, cut);
		buf_reset(&parts);
		assert_int_equal(csv_scanner_init(&s, ',', NULL), OK);
		r = csv_scan(&s, head, 0, cut, cut, false, &number, &end, collect, &parts, NULL);
		assert_true(r == OK || r == CSV_MORE);
		assert_true(end <= cut);
		if (r == OK)
			assert_int_equal(end, cut);
		free(head);
		r = csv_scan(&s, text.ptr, end, text.len, text.len, true, &number, &end, collect, &parts, NULL);
		assert_int_equal(r, OK);
		if (!str_eq(buf_str(&whole), buf_str(&parts)))
			fail_msg("cut at %zu: %.*s", cut, (int)parts.len, parts.ptr);
		csv_scanner_clear(&s);
	}
	buf_clear(&whole);
	buf_clear(&parts);
}

/* Blocks side by side: each scans on to the end of the record its end falls into. */
static void stops_at_every_byte(void **state)
{
	struct str text = str_c(nasty);
	struct buf whole, parts;
	(void)state;
	buf_init(&whole, 1 << 16);
	buf_init(&parts, 1 << 16);
	assert_int_equal(scan(&whole, ',', text, NULL), OK);
	for (size_t stop = 0; stop <= text.len; stop++) {
		struct csv_scanner s;
		uint64_t number = 1;
		size_t end = 0;
		buf_reset(&parts);
		assert_int_equal(csv_scanner_init(&s, ',', NULL), OK);
		assert_int_equal(csv_scan(&s, text.ptr, 0, text.len, stop, true, &number, &end, collect, &parts, NULL), OK);
		assert_true(end >= stop);
		assert_int_equal(csv_scan(&s, text.ptr, end, text.len, text.len, true, &number, &end, collect, &parts, NULL),
				 OK);
		if (!str_eq(buf_str(&whole), buf_str(&parts)))
			fail_msg("stop at %zu: %.*s", stop, (int)parts.len, parts.ptr);
		csv_scanner_clear(&s);
	}
	buf_clear(&whole);
	buf_clear(&parts);
}

/* Records are read the same alone and in the midst of many, where 64 bytes are looked at together. */
static void alone_and_among_others(void **state)
{
	static const char *const part[] = { "a", "SITI", ",", ",", ",", "\"", "\"\"", "\"x y\"", "\"p,q\"", "\"r\"\"s\"", ",\"t,,u\",", ",\"\",", " ",
					    "2171010000005001", "\r", "\"l\nm\"" };
	uint64_t x = 88172645463325252U;
	(void)state;
	for (int round = 0; round < 400; round++) {
		struct buf text, want, got, one;
		unsigned number = 1;
		buf_init(&text, 1 << 20);
		buf_init(&want, 1 << 20);
		buf_init(&got, 1 << 20);
		buf_init(&one, 1 << 16);
		for (int k = 0; k < 60; k++) {
			size_t from = text.len, n = (x >> 7) % 12;
			struct str alone;
			for (size_t i = 0; i <= n; i++) {
				x ^= x << 13, x ^= x >> 7, x ^= x << 17;
				buf_add(&text, str_c(part[(x >> 20) % COUNT(part)]));
			}
			buf_add(&text, x & 1 ? S("\n") : S("\r\n"));
			alone = str_of(text.ptr + from, text.len - from);
			buf_reset(&one);
			/* Only what is one record by itself: no open quote, no line end within. */
			if (scan(&one, ',', alone, NULL) != OK || memchr(one.ptr, '~', one.len - 1)) {
				text.len = from;
				continue;
			}
			buf_addf(&want, "%u", number++);
			buf_add(&want, str_of(one.ptr + 1, one.len - 1));
		}
		assert_int_equal(scan(&got, ',', buf_str(&text), NULL), OK);
		if (!str_eq(buf_str(&got), buf_str(&want)))
			fail_msg("round %d:\n%.*s\ngot    %.*s\nwanted %.*s", round, (int)text.len, text.ptr, (int)got.len, got.ptr, (int)want.len,
				 want.ptr);
		buf_clear(&text);
		buf_clear(&want);
		buf_clear(&got);
		buf_clear(&one);
	}
}

static int stop_at_two(void *ctx, const struct sheet_row *row, struct err *err)
{
	(void)err;
	++*(int *)ctx;
	return row->number == 2 ? 42 : OK;
}

static void the_reader_may_stop(void **state)
{
	struct csv_scanner s;
	uint64_t number = 1;
	size_t end;
	int calls = 0;
	(void)state;
	assert_int_equal(csv_scanner_init(&s, ',', NULL), OK);
	assert_int_equal(csv_scan(&s, "a\nb\nc\n", 0, 6, 6, true, &number, &end, stop_at_two, &calls, NULL), 42);
	assert_int_equal(calls, 2);
	csv_scanner_clear(&s);
}

static void limits(void **state)
{
	struct buf text, b;
	struct err err = { 0 };
	(void)state;
	buf_init(&text, 8 << 20);
	buf_init(&b, 8 << 20);
	for (size_t i = 0; i < CSV_FIELDS_MAX - 1; i++)
		buf_addc(&text, ',');
	assert_int_equal(scan(&b, ',', buf_str(&text), &err), OK);
	buf_addc(&text, ',');
	assert_int_equal(scan(&b, ',', buf_str(&text), &err), E_LIMIT);
	assert_non_null(strstr(err.msg, "baris 1"));
	for (int quoted = 0; quoted < 3; quoted++) {
		buf_reset(&text);
		buf_add(&text, S("a\n"));
		if (quoted)
			buf_addc(&text, '"');
		for (size_t i = 0; i < CSV_RECORD_MAX + 10; i++)
			buf_addc(&text, 'x');
		if (quoted)
			buf_add(&text, quoted == 2 ? S("\"\"\"") : S("\""));
		buf_reset(&b);
		assert_int_equal(scan(&b, ',', buf_str(&text), &err), E_LIMIT);
		assert_non_null(strstr(err.msg, "baris 2"));
		assert_true(str_eq(buf_str(&b), S("1:a~")));
	}
	buf_clear(&text);
	buf_clear(&b);
}

static bool swallowed(const char *cell, char sep, uint32_t ncol)
{
	struct cell c[2] = { { "NAMA", 4, CELL_TEXT }, { cell, (uint32_t)strlen(cell), CELL_TEXT } };
	struct sheet_row row = { .number = 1, .ncell = 2, .multiline = true, .cell = c };
	return csv_swallowed(&row, sep, ncol);
}

static void stray_quotes(void **state)
{
	(void)state;
	assert_false(swallowed("JL. MAWAR\nRT 01", ',', 4));
	assert_false(swallowed("a,b,c,d", ',', 4)); /* no line break */
	assert_false(swallowed("x\na,b,c", ',', 4));
	assert_true(swallowed("x\na,b,c,d", ',', 4));
	assert_true(swallowed("a,b,c,d\nx", ',', 4));
	assert_true(swallowed("x\ra,b,c,d", ',', 4));
	assert_false(swallowed("a,b,c\nd,e", ',', 4)); /* counted line by line */
	assert_false(swallowed("a,b,c\rd,e", ',', 4));
	assert_false(swallowed("x\na,b,c,d", ';', 4));
	assert_true(swallowed("x\na;b;c;d\ny", ';', 4));
	assert_true(swallowed("x\na,b,c", ',', 3));
	assert_false(swallowed("x\na,b,c,d", ',', 2)); /* two columns tell too little */
}

static void check_utf8(const char *file, int line, struct str in, const char *want)
{
	struct buf b;
	buf_init(&b, 4096);
	csv_to_utf8(&b, in);
	if (!str_eq(buf_str(&b), str_c(want))) {
		print_error("%s:%d: %.*s\n", file, line, (int)b.len, b.ptr ? b.ptr : "");
		fail();
	}
	buf_clear(&b);
}
#define UTF8(in, want) check_utf8(__FILE__, __LINE__, S(in), want)

static void windows_1252(void **state)
{
	(void)state;
	UTF8("", "");
	UTF8("SITI", "SITI");
	UTF8("\xC3\x89KA", "\xC3\x89KA"); /* UTF-8 stays */
	UTF8("\xE2\x80\x99N", "\xE2\x80\x99N");
	UTF8("\xF0\x9F\x99\x82", "\xF0\x9F\x99\x82");
	UTF8("\xC9KA", "\xC3\x89KA");
	UTF8("MA\x92RUF", "MA\xE2\x80\x99RUF");
	UTF8("\x80", "\xE2\x82\xAC");
	UTF8("\x8E\x9F", "\xC5\xBD\xC5\xB8");
	UTF8("\xA0\xFF", "\xC2\xA0\xC3\xBF");
	/* The five unused ones. */
	UTF8("\x81\x8D\x8F\x90\x9D", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
	UTF8("\xC3", "\xC3\x83"); /* cut off in the middle: no UTF-8 */
	UTF8("\xED\xA0\x80", "\xC3\xAD\xC2\xA0\xE2\x82\xAC"); /* a surrogate is none either */
	for (unsigned c = 0x80; c < 0x100; c++) {
		char one = (char)c;
		struct buf b;
		buf_init(&b, 16);
		csv_to_utf8(&b, str_of(&one, 1));
		assert_in_range(b.len, 2, 3);
		assert_int_equal(str_utf8_valid(buf_str(&b)), b.len);
		buf_clear(&b);
	}
}

/* The fields of a plain record as collect writes a row; every seventh record is declined. */
static bool collect_plain(void *ctx, const struct csv_plain *p)
{
	struct buf *b = ctx;
	if (p->number % 7 == 3)
		return false;
	assert_true(p->mark[-1] + 1 <= p->mark[0]);
	buf_addf(b, "%" PRIu64 ":", p->number);
	for (uint32_t i = 0; i < p->n; i++) {
		if (i)
			buf_addc(b, '|');
		buf_add(b, csv_plain_field(*p, (int)i));
	}
	buf_addc(b, '~');
	return true;
}

/* Text of all that may stand in the way of a plain record, now and then. */
static size_t odd_text(char *text, size_t max, uint64_t *seed)
{
	static const char *const part[] = { "\n", "\r\n", "\"a;b\";", ";\"x\"\n", ";", ";;", "A", "JL MAWAR NO 12;",
					    "'2171014406755001;", "\"\";", "abc",
					    "\"\"\"q\"", "\"line\nbreak\";", "\r", "x\"y", "\"open", "\"c\"d;", "\"cr\r\";" };
	uint64_t x = *seed;
	size_t n = 0, wild = x % 3 == 0 ? COUNT(part) : 11;
	for (;;) {
		const char *p;
		x ^= x << 13, x ^= x >> 7, x ^= x << 17;
		p = part[(x >> 20) % (x % 50 == 0 ? COUNT(part) : wild)];
		if (n + strlen(p) > max)
			break;
		memcpy(text + n, p, strlen(p));
		n += strlen(p);
	}
	*seed = x;
	return n;
}

/* Records that were looked for ahead are the ones the scanner finds without. */
static void looked_for_ahead(void **state)
{
	uint64_t seed = 88172645463325252U;
	char *text = malloc(40000 + ROW_WIDE);
	(void)state;
	assert_non_null(text);
	for (int i = 0; i < 4000; i++) {
		struct csv_scanner a, b;
		struct buf rows, plain;
		uint64_t na = 1, nb = 1;
		size_t ea = 0, eb = 0, n = odd_text(text, i % 50 == 0 ? 40000 : (size_t)(seed % 2000), &seed);
		size_t stop = n ? (size_t)(seed >> 8) % n + 1 : 0;
		int ra, rb;
		memset(text + n, 0, ROW_WIDE);
		buf_init(&rows, 1 << 20);
		buf_init(&plain, 1 << 20);
		assert_int_equal(csv_scanner_init(&a, ';', NULL), OK);
		assert_int_equal(csv_scanner_init(&b, ';', NULL), OK);
		assert_int_equal(csv_scanner_wide(&b, collect_plain, NULL), OK);
		ra = csv_scan(&a, text, 0, n, stop, i & 1, &na, &ea, collect, &rows, NULL);
		rb = csv_scan(&b, text, 0, n, stop, i & 1, &nb, &eb, collect, &plain, NULL);
		assert_int_equal(ra, rb);
		assert_int_equal(na, nb);
		assert_int_equal(ea, eb);
		if (!str_eq(buf_str(&rows), buf_str(&plain)))
			fail_msg("%.*s", (int)n, text);
		csv_scanner_clear(&a);
		csv_scanner_clear(&b);
		buf_clear(&rows);
		buf_clear(&plain);
	}
	free(text);
}

/* The ways of looking ahead find the same borders, at every length. */
static void ways_agree(void **state)
{
	uint64_t seed = 362436069;
	uint32_t *mark[2];
	uint16_t *end[2];
	(void)state;
	for (int k = 0; k < 2; k++) {
		mark[k] = calloc(1 + CSV_AHEAD_MARKS, sizeof(**mark));
		end[k] = calloc(CSV_AHEAD_MARKS, sizeof(**end));
		assert_true(mark[k] && end[k]);
	}
	for (int i = 0; i < 6000; i++) {
		size_t want = i < 20 ? CSV_AHEAD : (size_t)i % 700, ends;
		char *text = malloc(want + 1), *exact;
		assert_non_null(text);
		if (i < 3)
			memset(text, "\n;\""[i], want); /* as many marks as there can be */
		else
			want = odd_text(text, want, &seed);
		exact = malloc(want ? want : 1);
		assert_non_null(exact);
		memcpy(exact, text, want);
		ends = csv_ahead_plain(exact, want, ';', mark[0], end[0]);
		assert_int_equal(csv_ahead_best()(exact, want, ';', mark[1], end[1]), ends);
		assert_memory_equal(end[0], end[1], ends * sizeof(**end));
		if (ends)
			assert_memory_equal(mark[0] + 1, mark[1] + 1, end[0][ends - 1] * sizeof(**mark));
#if defined(__x86_64__)
		assert_int_equal(csv_ahead_sse2(exact, want, ';', mark[1], end[1]), ends);
		assert_memory_equal(end[0], end[1], ends * sizeof(**end));
		if (ends)
			assert_memory_equal(mark[0] + 1, mark[1] + 1, end[0][ends - 1] * sizeof(**mark));
#endif
		free(exact);
		free(text);
	}
	for (int k = 0; k < 2; k++) {
		free(mark[k]);
		free(end[k]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(line_ends),
		cmocka_unit_test(separators),
		cmocka_unit_test(quotes),
		cmocka_unit_test(unclosed),
		cmocka_unit_test(long_fields),
		cmocka_unit_test(cut_at_every_byte),
		cmocka_unit_test(stops_at_every_byte),
		cmocka_unit_test(alone_and_among_others),
		cmocka_unit_test(the_reader_may_stop),
		cmocka_unit_test(limits),
		cmocka_unit_test(stray_quotes),
		cmocka_unit_test(windows_1252),
		cmocka_unit_test(looked_for_ahead),
		cmocka_unit_test(ways_agree),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
