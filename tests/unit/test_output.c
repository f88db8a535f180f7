#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#undef setjmp /* a macro of libc, a name base.h bans */

#include "engine/output.h"

static padan_str text(const char *c)
{
	return (padan_str){ c, strlen(c) };
}

static padan_row healthy(void)
{
	return (padan_row){ .row = 12, .no_peserta = text("0001234567890"), .nik = text("2171014406755001"),
			    .nama = text("SITI AMINAH"), .nik_registry = text("2171014406755001"),
			    .explanation = text("Cocok dengan registri."), .score = 1000, .verdict = PADAN_LAYAK };
}

static void check(const char *file, int line, void (*fn)(struct buf *, const padan_row *), const padan_row *row,
		  const char *want)
{
	struct buf b;
	buf_init(&b, 1 << 20);
	fn(&b, row);
	if (b.error || !str_eq(buf_str(&b), str_c(want))) {
		print_error("%s:%d: %.*s\n  wanted %s\n", file, line, (int)b.len, b.ptr ? b.ptr : "", want);
		buf_clear(&b);
		fail();
	}
	buf_clear(&b);
}
#define CSV(row, want) check(__FILE__, __LINE__, output_csv, &(row), want)
#define JSON(row, want) check(__FILE__, __LINE__, output_json, &(row), want)

/* The row with this name as CSV: everything around the name is fixed. */
static void check_name(const char *file, int line, padan_str name, const char *cell)
{
	padan_row row = healthy();
	struct buf want;
	row.nama = name;
	buf_init(&want, 1 << 20);
	buf_addf(&want, "12,0001234567890,2171014406755001,%s,LAYAK,,2171014406755001,1000,Cocok dengan registri.\n", cell);
	buf_addc(&want, 0);
	check(file, line, output_csv, &row, want.ptr);
	buf_clear(&want);
}
#define NAME(name, cell) check_name(__FILE__, __LINE__, text(name), cell)

static void headings(void **state)
{
	(void)state;
	assert_true(str_eq(output_csv_heading(),
			   S("baris,no_peserta,nik,nama,putusan,alasan,nik_registry,skor,penjelasan\n")));
}

static void plain_rows(void **state)
{
	padan_row row = healthy();
	(void)state;
	CSV(row, "12,0001234567890,2171014406755001,SITI AMINAH,LAYAK,,2171014406755001,1000,Cocok dengan registri.\n");
	row = (padan_row){ .row = UINT64_C(10000000), .score = -1, .verdict = PADAN_TIDAK_LAYAK,
			   .reasons = 1U << PADAN_MENINGGAL, .explanation = text("A, b.") };
	CSV(row, "10000000,,,,TIDAK_LAYAK,MENINGGAL,,,\"A, b.\"\n");
	row.score = 0;
	row.verdict = PADAN_TINJAU;
	CSV(row, "10000000,,,,TINJAU,MENINGGAL,,0,\"A, b.\"\n");
	row.sheet = text("DATA 1");
	CSV(row, "DATA 1!10000000,,,,TINJAU,MENINGGAL,,0,\"A, b.\"\n");
	row.sheet = text("=A,\"B\"");
	CSV(row, "\"'=A,\"\"B\"\"!10000000\",,,,TINJAU,MENINGGAL,,0,\"A, b.\"\n");
}

static void quoting(void **state)
{
	(void)state;
	NAME("", "");
	NAME("ST. HAJAR", "ST. HAJAR");
	NAME("A,B", "\"A,B\"");
	NAME("A;B", "A;B");
	NAME("A\"B", "\"A\"\"B\"");
	NAME("\"", "\"\"\"\"");
	NAME("\"A\"", "\"\"\"A\"\"\"");
	NAME("A\nB", "\"A\nB\"");
	NAME("A\rB", "\"A\rB\"");
	NAME("A\r\n", "\"A\r\n\"");
	NAME("'AISYAH", "'AISYAH");
	NAME("\xC3\x89KA", "\xC3\x89KA");
}

static void formulas(void **state)
{
	(void)state;
	NAME("=1+1", "'=1+1");
	NAME("+62", "'+62");
	NAME("-", "'-");
	NAME("@SUM(A1)", "'@SUM(A1)");
	NAME("\tX", "'\tX");
	NAME("\rX", "\"'\rX\"");
	NAME("=HYPERLINK(\"a\",\"b\")", "\"'=HYPERLINK(\"\"a\"\",\"\"b\"\")\"");
	NAME("=", "'=");
	NAME("A=B", "A=B");
	NAME("(=)", "(=)");
	/* A NUL is no formula, and must not end the cell early. */
	{
		padan_row row = healthy();
		struct buf b;
		row.nama = (padan_str){ "\0A", 2 };
		buf_init(&b, 4096);
		output_csv(&b, &row);
		assert_int_equal(memchr(b.ptr, '\'', b.len) != NULL, 0);
		assert_int_equal(b.ptr[b.len - 1], '\n');
		buf_clear(&b);
	}
	/* Every text column, not the name alone. */
	{
		padan_row row = { .row = 1, .no_peserta = text("=1"), .nik = text("+2"), .nama = text("-3"), .score = -1,
				  .explanation = text("@4") };
		CSV(row, "1,'=1,'+2,'-3,LAYAK,,,,'@4\n");
	}
}

static void reasons_in_order(void **state)
{
	static const char *const names[] = {
		"BARIS_RUSAK", "NIK_KOSONG", "NIK_TIDAK_SAH", "NIK_GANDA", "ORANG_GANDA", "NIK_TIDAK_DITEMUKAN",
		"NIK_MILIK_ORANG_LAIN", "MENINGGAL", "PINDAH_DOMISILI", "NIK_NONAKTIF", "NAMA_BEDA", "TANGGAL_LAHIR_BEDA",
		"JENIS_KELAMIN_BEDA", "TANGGAL_TIDAK_SAH", "SEGMEN_LAIN", "BELUM_DIPERIKSA", "PESERTA_GANDA", "KK_BEDA",
		"ALAMAT_BEDA", "WILAYAH_NIK_TIDAK_DIKENAL",
	};
	struct buf all, b;
	uint32_t bits = 0;
	(void)state;
	buf_init(&all, 4096);
	buf_init(&b, 4096);
	output_reasons(&b, 0);
	assert_int_equal(b.len, 0);
	assert_int_equal(COUNT(names), PADAN_REASON_COUNT);
	for (size_t i = 0; i < COUNT(names); i++) {
		buf_reset(&b);
		output_reasons(&b, UINT32_C(1) << i);
		assert_true(str_eq(buf_str(&b), str_c(names[i])));
		bits |= UINT32_C(1) << i;
		buf_addf(&all, "%s%s", i ? "|" : "", names[i]);
	}
	buf_reset(&b);
	output_reasons(&b, bits);
	assert_true(str_eq(buf_str(&b), buf_str(&all)));
	buf_clear(&b);
	buf_clear(&all);
}

static void json(void **state)
{
	padan_row row = healthy();
	(void)state;
	JSON(row, "{\"baris\":12,\"no_peserta\":\"0001234567890\",\"nik\":\"2171014406755001\",\"nama\":\"SITI AMINAH\","
		  "\"putusan\":\"LAYAK\",\"alasan\":\"\",\"nik_registry\":\"2171014406755001\",\"skor\":1000,"
		  "\"penjelasan\":\"Cocok dengan registri.\"}\n");
	row = (padan_row){ .row = 3, .sheet = text("A\"B"), .score = -1, .verdict = PADAN_TINJAU,
			   .reasons = 1U << PADAN_NIK_KOSONG | 1U << PADAN_KK_BEDA, .explanation = text("X.") };
	JSON(row, "{\"baris\":\"A\\\"B!3\",\"no_peserta\":\"\",\"nik\":\"\",\"nama\":\"\",\"putusan\":\"TINJAU\","
		  "\"alasan\":\"NIK_KOSONG|KK_BEDA\",\"nik_registry\":\"\",\"skor\":null,\"penjelasan\":\"X.\"}\n");
}

static void json_escapes(void **state)
{
	padan_row row = { .row = 1, .score = -1 };
	(void)state;
	for (unsigned c = 1; c < 0x80; c++) {
		char name[2] = { (char)c, 0 }, want[300], cell[8];
		row.nama = text(name);
		if (c == '"' || c == '\\')
			(void)snprintf(cell, sizeof(cell), "\\%c", (int)c);
		else if (c < 0x20)
			(void)snprintf(cell, sizeof(cell), "\\u%04x", c);
		else
			(void)snprintf(cell, sizeof(cell), "%c", (int)c); /* nothing else is escaped, DEL neither */
		(void)snprintf(want, sizeof(want),
			       "{\"baris\":1,\"no_peserta\":\"\",\"nik\":\"\",\"nama\":\"%s\",\"putusan\":\"LAYAK\",\"alasan\":\"\","
			       "\"nik_registry\":\"\",\"skor\":null,\"penjelasan\":\"\"}\n", cell);
		JSON(row, want);
	}
	row.nama = text("=\xC3\x89/\xF0\x9F\x99\x82"); /* no apostrophe here: JSON has no formulas */
	JSON(row, "{\"baris\":1,\"no_peserta\":\"\",\"nik\":\"\",\"nama\":\"=\xC3\x89/\xF0\x9F\x99\x82\",\"putusan\":\"LAYAK\","
		  "\"alasan\":\"\",\"nik_registry\":\"\",\"skor\":null,\"penjelasan\":\"\"}\n");
	row.nama = (padan_str){ "\0", 1 };
	JSON(row, "{\"baris\":1,\"no_peserta\":\"\",\"nik\":\"\",\"nama\":\"\\u0000\",\"putusan\":\"LAYAK\",\"alasan\":\"\","
		  "\"nik_registry\":\"\",\"skor\":null,\"penjelasan\":\"\"}\n");
}

/* One byte of any kind at any place of a text of any length. */
static void plain_texts(void **state)
{
	char t[48];
	(void)state;
	for (size_t len = 0; len <= sizeof(t); len++) {
		memset(t, 'A', sizeof(t));
		assert_true(output_plain(str_of(t, len)));
		for (size_t at = 0; at < len; at++) {
			for (unsigned c = 0; c < 256; c++) {
				bool want = c >= 0x20 && c < 0x80 && c != ',' && c != '"';
				t[at] = (char)c;
				if (output_plain(str_of(t, len)) != want)
					fail_msg("byte %u at %zu of %zu", c, at, len);
			}
			t[at] = 'A';
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(headings),
		cmocka_unit_test(plain_rows),
		cmocka_unit_test(quoting),
		cmocka_unit_test(plain_texts),
		cmocka_unit_test(formulas),
		cmocka_unit_test(reasons_in_order),
		cmocka_unit_test(json),
		cmocka_unit_test(json_escapes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
