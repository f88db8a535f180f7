#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#undef setjmp /* a macro of libc, a name base.h bans */

#include "engine/record.h"

#define AS_OF 20260401
#define ROW_MAX 24

/* One table: its heading, read once, and rows read under it. */
struct table_of {
	struct cell cell[ROW_MAX];
	struct sheet_row row;
	struct layout layout;
	struct reader reader;
	struct record rec;
	char text[2048];
};

/* Takes "a;b;c" apart. */
static void cut(struct table_of *t, const char *line)
{
	char *p = t->text;
	uint32_t n = 0;
	size_t len = strlen(line);
	assert_true(len < sizeof(t->text));
	memcpy(t->text, line, len + 1);
	for (;;) {
		char *end = strchr(p, ';');
		assert_true(n < ROW_MAX);
		t->cell[n++] = (struct cell){ p, (uint32_t)(end ? (size_t)(end - p) : strlen(p)), CELL_TEXT };
		if (!end)
			break;
		p = end + 1;
	}
	t->row = (struct sheet_row){ .number = t->row.number + 1, .ncell = n, .cell = t->cell };
}

static struct table_of *table_with(enum list_kind kind, const char *heading)
{
	struct table_of *t = calloc(1, sizeof(*t));
	struct err err = { 0 };
	assert_non_null(t);
	cut(t, heading);
	if (layout_find(&t->layout, &t->row, 1, kind, NULL, 0, &err) != OK)
		fail_msg("%s: %s", heading, err.msg);
	assert_int_equal(reader_init(&t->reader, &t->layout, 2171, AS_OF, true, &err), OK);
	return t;
}

static void drop(struct table_of *t)
{
	reader_clear(&t->reader);
	assert_null(t->reader.region);
	free(t);
}

static enum row_class read_row(struct table_of *t, const char *line)
{
	int64_t stated;
	bool grand;
	cut(t, line);
	return record_read(&t->rec, &t->reader, &t->row, &stated, &grand);
}

#define LIST "PSNOKA;NIK;NAMA;JENKEL;TGLLHR;KKNO;ALAMAT;NMKEC;NMDESA;SEGMEN;STATUS;NAMA IBU"
#define HEALTHY(nik, name) "0001234567890;" nik ";" name ";2;04-06-1975;2171010101015555;JL. MAWAR NO. 12;" \
			   "BATU AMPAR;SUNGAI JODOH;PBI APBD;AKTIF;NURLELA"

static bool is(struct str s, const char *want)
{
	return str_eq(s, str_c(want));
}

static void a_healthy_row(void **state)
{
	struct table_of *t = table_with(LIST_BNBA, LIST);
	const struct record *r = &t->rec;
	struct facts f;
	(void)state;
	assert_int_equal(read_row(t, HEALTHY("2171014406755001", "SITI AMINAH")), ROW_PARTICIPANT);
	assert_false(r->broken || r->deceased || r->other_segment || r->psnoka_bad);
	assert_int_equal(r->f.nik, UINT64_C(2171014406755001));
	assert_int_equal(r->nik.state, NIK_VALID);
	assert_int_equal(r->psnoka, 1234567890);
	assert_int_equal(r->f.kk, UINT64_C(2171010101015555));
	assert_int_equal(r->f.sex, 'P');
	assert_int_equal(r->f.region, UINT64_C(2171021002));
	assert_int_equal(r->f.addr, address_hash(S("MAWAR 12")));
	assert_true(is(r->name, "SITI AMINAH") && is(r->nik_text, "2171014406755001") && is(r->mother, "NURLELA"));
	assert_true(r->psnoka == 1234567890 && r->psnoka_text.len == 0 && is(r->segment, "PBI APBD"));
	f = r->f;
	record_birth(&f, r->birth, DATE_DMY, AS_OF);
	assert_int_equal(f.birth_state, BIRTH_OK);
	assert_int_equal(f.birth, 19750604);
	record_birth(&f, r->birth, DATE_MDY, AS_OF);
	assert_int_equal(f.birth, 19750406);
	drop(t);
}

static void what_a_spreadsheet_left(void **state)
{
	struct table_of *t = table_with(LIST_BNBA, LIST);
	const struct record *r = &t->rec;
	(void)state;
	assert_int_equal(read_row(t, "'0001234567890;'2171014406755001; 'SITI AMINAH ;P;1975-06-04;'2171010101015555;;;;;;"),
			 ROW_PARTICIPANT);
	assert_false(r->broken);
	assert_int_equal(r->f.nik, UINT64_C(2171014406755001));
	assert_true(is(r->nik_text, "2171014406755001") && is(r->name, "SITI AMINAH") && r->psnoka == 1234567890);
	assert_int_equal(r->f.kk, UINT64_C(2171010101015555));
	assert_int_equal(r->f.addr, 0);
	assert_int_equal(r->f.region, 0);
	assert_false(r->other_segment); /* an empty cell is no other segment */
	/* Spoilt numbers name nobody. */
	assert_int_equal(read_row(t, HEALTHY("2,17101E+15", "SITI AMINAH")), ROW_PARTICIPANT);
	assert_false(r->broken);
	assert_int_equal(r->nik.state, NIK_SPOILT);
	assert_int_equal(r->f.nik, 0);
	assert_true(is(r->nik_text, "2,17101E+15"));
	/* A number cell is spoilt even when its digits look right. */
	cut(t, HEALTHY("2171014406755001", "SITI AMINAH"));
	t->cell[1].kind = CELL_NUMBER;
	t->cell[5].kind = CELL_NUMBER;
	t->reader.csv = false;
	assert_int_equal(record_read(&t->rec, &t->reader, &t->row, NULL, NULL), ROW_PARTICIPANT);
	assert_int_equal(r->nik.state, NIK_SPOILT);
	assert_int_equal(r->f.nik, 0);
	assert_int_equal(r->f.kk, 0);
	drop(t);
}

static void impossible_niks(void **state)
{
	struct table_of *t = table_with(LIST_BNBA, LIST);
	(void)state;
	assert_int_equal(read_row(t, HEALTHY("", "SITI AMINAH")), ROW_PARTICIPANT);
	assert_int_equal(t->rec.nik.state, NIK_EMPTY);
	assert_false(t->rec.broken);
	assert_int_equal(read_row(t, HEALTHY("217101440675500", "SITI AMINAH")), ROW_PARTICIPANT);
	assert_int_equal(t->rec.nik.state, NIK_BAD_LENGTH);
	assert_false(t->rec.broken);
	assert_int_equal(t->rec.f.nik, 0);
	assert_int_equal(read_row(t, HEALTHY("2171014413755001", "SITI AMINAH")), ROW_PARTICIPANT);
	assert_int_equal(t->rec.nik.state, NIK_BAD_DATE);
	assert_int_equal(t->rec.f.nik, 0); /* it takes no part in doubles and look-ups */
	assert_true(is(t->rec.nik_text, "2171014413755001"));
	drop(t);
}

static void broken_rows(void **state)
{
	struct table_of *t = table_with(LIST_BNBA, "PSNOKA;NIK;NAMA;TGLLHR");
	(void)state;
	assert_int_equal(read_row(t, "0001234567890;2171014406755001;SITI AMINAH;04-06-1975"), ROW_PARTICIPANT);
	assert_false(t->rec.broken);
	/* Any other number of fields, unless the surplus is empty. */
	assert_int_equal(read_row(t, "0001234567890;2171014406755001;SITI AMINAH;04-06-1975;;  "), ROW_PARTICIPANT);
	assert_false(t->rec.broken);
	assert_int_equal(read_row(t, "0001234567890;2171014406755001;SITI AMINAH;04-06-1975;x"), ROW_PARTICIPANT);
	assert_true(t->rec.broken);
	assert_int_equal(read_row(t, "0001234567890;2171014406755001;SITI AMINAH"), ROW_PARTICIPANT);
	assert_true(t->rec.broken);
	/* Torn off behind a number: still somebody's row. */
	assert_int_equal(read_row(t, "0001234567890"), ROW_PARTICIPANT);
	assert_true(t->rec.broken);
	/* Shifted: a NIK where the name should be. */
	assert_int_equal(read_row(t, "X;0001234567890;2171014406755001;SITI AMINAH"), ROW_PARTICIPANT);
	assert_true(t->rec.broken);
	assert_int_equal(read_row(t, "0001234567890;SITI AMINAH;2171014406755001;04-06-1975"), ROW_PARTICIPANT);
	assert_true(t->rec.broken);
	assert_int_equal(read_row(t, "0001234567890;2171014406755001;0406 1975 A;04-06-1975"), ROW_PARTICIPANT);
	assert_true(t->rec.broken);
	assert_int_equal(read_row(t, "0001234567890;2171014406755001;2 SITI AMINAH;04-06-1975"), ROW_PARTICIPANT);
	assert_false(t->rec.broken);
	/* A NIK without a name. */
	assert_int_equal(read_row(t, "0001234567890;2171014406755001;;04-06-1975"), ROW_PARTICIPANT);
	assert_true(t->rec.broken);
	/* In a spreadsheet missing trailing cells are empty cells. */
	t->reader.csv = false;
	assert_int_equal(read_row(t, "0001234567890;2171014406755001;SITI AMINAH"), ROW_PARTICIPANT);
	assert_false(t->rec.broken);
	assert_int_equal(date_raw_shape(t->rec.birth), DATE_EMPTY);
	drop(t);
}

static void rows_that_are_no_participants(void **state)
{
	struct table_of *t = table_with(LIST_BNBA, "PSNOKA;NIK;NAMA;TGLLHR");
	int64_t stated = 0;
	bool grand = false;
	(void)state;
	assert_int_equal(read_row(t, ";;;"), ROW_BLANK);
	assert_int_equal(read_row(t, ""), ROW_BLANK);
	assert_int_equal(read_row(t, "PSNOKA;NIK;NAMA;TGLLHR"), ROW_HEADING);
	assert_int_equal(read_row(t, "KECAMATAN BATU AMPAR;;;"), ROW_TITLE);
	cut(t, "JUMLAH;120;;");
	assert_int_equal(record_read(&t->rec, &t->reader, &t->row, &stated, &grand), ROW_TOTAL);
	assert_int_equal(stated, 120);
	assert_true(grand);
	/* A person may be called so. */
	assert_int_equal(read_row(t, "0001234567890;2171014406755001;TOTAL JUMLAH;04-06-1975"), ROW_PARTICIPANT);
	assert_false(t->rec.broken);
	drop(t);
}

static void the_lists_own_words(void **state)
{
	struct table_of *t = table_with(LIST_BNBA, "PSNOKA;NIK;NAMA;SEGMEN;STATUS");
	(void)state;
	assert_int_equal(read_row(t, "77;2171014406755001;A BUDI;PPU BU;0"), ROW_PARTICIPANT);
	assert_true(t->rec.other_segment);
	assert_int_equal(t->rec.psnoka, 77);
	/* The segment is remembered from row to row: it must change with the row. */
	assert_int_equal(read_row(t, "78;2171014406755001;A BUDI;PBI APBD;2"), ROW_PARTICIPANT);
	assert_false(t->rec.other_segment);
	assert_true(t->rec.deceased);
	assert_int_equal(read_row(t, "78;2171014406755001;A BUDI;PBI APBN;Meninggal"), ROW_PARTICIPANT);
	assert_true(t->rec.other_segment);
	assert_true(t->rec.deceased);
	assert_int_equal(read_row(t, "ABC12;2171014406755001;A BUDI;;AKTIF"), ROW_PARTICIPANT);
	assert_false(t->rec.other_segment || t->rec.deceased);
	assert_true(t->rec.psnoka_bad);
	assert_int_equal(t->rec.psnoka, 0);
	assert_int_equal(read_row(t, ";2171014406755001;A BUDI;;AKTIF"), ROW_PARTICIPANT);
	assert_false(t->rec.psnoka_bad);
	drop(t);
}

/* The last address is remembered, too. */
static void addresses(void **state)
{
	static const char *const text[] = { "MAWAR 12", "MAWAR 12", "MAWAR 13", "", "MAWAR 13", "MAWAR 1" };
	struct table_of *t = table_with(LIST_BNBA, "NIK;NAMA;ALAMAT");
	(void)state;
	for (size_t i = 0; i < COUNT(text); i++) {
		char line[200];
		(void)snprintf(line, sizeof(line), "2171014406755001;SITI AMINAH;%s", text[i]);
		assert_int_equal(read_row(t, line), ROW_PARTICIPANT);
		assert_int_equal(t->rec.f.addr, address_hash(str_c(text[i])));
	}
	drop(t);
}

static void birth_dates(void **state)
{
	static const struct {
		const char *text;
		enum birth_state state;
		tanggal day;
	} cases[] = {
		{ "", BIRTH_ABSENT, 0 },        { "-", BIRTH_ABSENT, 0 },       { "00-00-0000", BIRTH_ABSENT, 0 },
		{ "04-06-1975", BIRTH_OK, 19750604 }, { "1975-06-04", BIRTH_OK, 19750604 }, { "31-02-1975", BIRTH_BAD, 0 },
		{ "BATAM", BIRTH_BAD, 0 },      { "01-04-2026", BIRTH_OK, 20260401 }, { "02-04-2026", BIRTH_BAD, 0 },
		{ "31-12-1869", BIRTH_BAD, 0 }, { "01-01-1870", BIRTH_OK, 18700101 }, { "04-06-2975", BIRTH_BAD, 0 },
	};
	struct table_of *t = table_with(LIST_BNBA, "NIK;NAMA;TGLLHR");
	struct facts f = { 0 };
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		char line[200];
		(void)snprintf(line, sizeof(line), "2171014406755001;SITI AMINAH;%s", cases[i].text);
		assert_int_equal(read_row(t, line), ROW_PARTICIPANT);
		f = t->rec.f;
		f.birth = 1; /* what stood there before is gone */
		record_birth(&f, t->rec.birth, DATE_DMY, AS_OF);
		if (f.birth_state != cases[i].state || f.birth != cases[i].day)
			fail_msg("%s: %d %d", cases[i].text, f.birth_state, f.birth);
		assert_false(f.century_open);
	}
	assert_int_equal(read_row(t, "2171014406755001;SITI AMINAH;04-06-75"), ROW_PARTICIPANT);
	record_birth(&f, t->rec.birth, DATE_DMY, AS_OF);
	assert_true(f.century_open);
	assert_int_equal(f.birth, 19750604);
	/* The serial number of a spreadsheet. */
	assert_int_equal(read_row(t, "2171014406755001;SITI AMINAH;27549"), ROW_PARTICIPANT);
	record_birth(&f, t->rec.birth, DATE_DMY, AS_OF);
	assert_int_equal(f.birth, 19750604);
	drop(t);
}

static void regions(void **state)
{
	static const struct {
		const char *kec, *kel;
		uint64_t want;
	} cases[] = {
		{ "Batu Ampar", "Sungai Jodoh", 2171021002 },
		{ "BATU AMPAR", "SEI JODOH", 2171021002 },
		{ "", "SUNGAI JODOH", 2171021002 },
		{ "BATU AMPAR", "", 217102 },
		{ "BATU AMPAR", "NEGERI ANTAH", 217102 },
		{ "NEGERI ANTAH", "NEGERI BERANTAH", 0 },
		{ "", "21.71.02.1002", 2171021002 },
		{ "217102", "2171021002", 2171021002 },
		{ "21.71.02", "", 217102 },
		{ "", "", 0 },
	};
	struct table_of *t = table_with(LIST_BNBA, "NIK;NAMA;NMKEC;NMDESA");
	(void)state;
	for (int round = 0; round < 2; round++) /* out of the cache as into it */
		for (size_t i = 0; i < COUNT(cases); i++) {
			char line[200];
			(void)snprintf(line, sizeof(line), "2171014406755001;SITI AMINAH;%s;%s", cases[i].kec, cases[i].kel);
			assert_int_equal(read_row(t, line), ROW_PARTICIPANT);
			if (t->rec.f.region != cases[i].want)
				fail_msg("%s, %s: %" PRIu64, cases[i].kec, cases[i].kel, t->rec.f.region);
		}
	drop(t);
}

#define EXTRACT "NIK;NAMA;TGL_LHR;STATUS;TGL_STATUS;TGL_MENINGGAL;TGL_PINDAH;NO_PROP;NO_KAB;NO_KEC;NO_KEL"

static void person(struct table_of *t, const char *rest)
{
	char line[400];
	(void)snprintf(line, sizeof(line), "2171014406755001;SITI AMINAH;04-06-1975;%s", rest);
	assert_int_equal(read_row(t, line), ROW_PARTICIPANT);
	assert_false(t->rec.broken);
	record_status_date(&t->rec.f, t->rec.status_date, DATE_DMY);
}

static void registry_people(void **state)
{
	struct table_of *t = table_with(LIST_REGISTRY, EXTRACT);
	const struct facts *f = &t->rec.f;
	(void)state;
	person(t, "HIDUP;;;;21;71;02;1002");
	assert_int_equal(f->status, REG_ALIVE);
	assert_int_equal(f->status_date_state, SDATE_ABSENT);
	assert_false(f->outside);
	assert_int_equal(f->region, UINT64_C(2171021002));
	person(t, "MENINGGAL;10-01-2025;11-01-2025;;21;71;02;1002");
	assert_int_equal(f->status, REG_DEAD);
	assert_int_equal(f->status_date, 20250110); /* the status' own date first */
	person(t, "MENINGGAL;;11-01-2025;;21;71;02;1002");
	assert_int_equal(f->status_date, 20250111);
	person(t, "PINDAH;;;12-01-2025;21;71;02;1002");
	assert_int_equal(f->status, REG_MOVED);
	assert_int_equal(f->status_date, 20250112);
	person(t, "MENINGGAL;KEMARIN;;;21;71;02;1002");
	assert_int_equal(f->status, REG_DEAD);
	assert_int_equal(f->status_date_state, SDATE_BAD);
	assert_int_equal(f->status_date, 0);
	person(t, "SEHAT;;;;21;71;02;1002");
	assert_int_equal(f->status, REG_UNKNOWN);
	assert_true(t->rec.status_said && !t->rec.status_empty);
	/* A date of death beside HIDUP is a contradiction: nobody is taken for alive or dead by it. */
	person(t, "HIDUP;;11-01-2025;;21;71;02;1002");
	assert_int_equal(f->status, REG_UNKNOWN);
	person(t, "HIDUP;;;11-01-2025;21;71;02;1002");
	assert_int_equal(f->status, REG_UNKNOWN);
	/* Beside an empty status it is the status; words in it make the status unknown. */
	person(t, ";;11-01-2025;;21;71;02;1002");
	assert_int_equal(f->status, REG_DEAD);
	assert_false(t->rec.status_empty);
	person(t, ";;TIDAK ADA DATA;;21;71;02;1002");
	assert_int_equal(f->status, REG_UNKNOWN);
	person(t, ";;;TAHUN LALU;21;71;02;1002");
	assert_int_equal(f->status, REG_UNKNOWN);
	person(t, ";;-;00-00-0000;21;71;02;1002");
	assert_true(t->rec.status_empty && !t->rec.status_said);
	assert_int_equal(f->status, REG_UNKNOWN); /* until the whole column is known */
	drop(t);
	/* Without a status column a person without such a date is alive. */
	t = table_with(LIST_REGISTRY, "NIK;NAMA;TGL_LHR;TGL_MENINGGAL;TGL_PINDAH");
	f = &t->rec.f;
	person(t, ";");
	assert_int_equal(f->status, REG_ALIVE);
	person(t, "11-01-2025;");
	assert_int_equal(f->status, REG_DEAD);
	assert_int_equal(f->status_date, 20250111);
	person(t, ";12-01-2025");
	assert_int_equal(f->status, REG_MOVED);
	person(t, "12-01-2025;11-01-2025"); /* moved, then died */
	assert_int_equal(f->status, REG_DEAD);
	assert_int_equal(f->status_date, 20250112);
	drop(t);
}

static void who_lives_outside(void **state)
{
	struct table_of *t = table_with(LIST_REGISTRY, EXTRACT);
	(void)state;
	person(t, "HIDUP;;;;21;72;02;1002");
	assert_true(t->rec.f.outside);
	person(t, "HIDUP;;;;31;71;02;1002");
	assert_true(t->rec.f.outside);
	person(t, "HIDUP;;;;;;;"); /* nothing said, nothing proved */
	assert_false(t->rec.f.outside);
	person(t, "HIDUP;;;;0;0;0;0");
	assert_false(t->rec.f.outside);
	drop(t);
	t = table_with(LIST_REGISTRY, "NIK;NAMA;TGL_LHR;NAMADATI2");
	person(t, "KOTA BATAM");
	assert_false(t->rec.f.outside);
	person(t, "Batam");
	assert_false(t->rec.f.outside);
	person(t, "KOTA TANJUNG PINANG");
	assert_true(t->rec.f.outside);
	person(t, "21.71");
	assert_false(t->rec.f.outside);
	person(t, "2172");
	assert_true(t->rec.f.outside);
	person(t, "NEGERI ANTAH BERANTAH");
	assert_false(t->rec.f.outside);
	person(t, "");
	assert_false(t->rec.f.outside);
	drop(t);
}

/* Docs: a broken row of the extract is taken with its number and name only, its status unknown. */
static void torn_registry_rows(void **state)
{
	struct table_of *t = table_with(LIST_REGISTRY, EXTRACT);
	const struct record *r = &t->rec;
	(void)state;
	assert_int_equal(read_row(t, "2171014406755001;SITI AMINAH;04-06-1975;MENINGGAL;10-01-2025"), ROW_PARTICIPANT);
	assert_true(r->broken);
	assert_int_equal(r->f.nik, UINT64_C(2171014406755001));
	assert_true(is(r->name, "SITI AMINAH"));
	assert_int_equal(r->f.status, REG_UNKNOWN);
	assert_int_equal(date_raw_shape(r->birth), DATE_EMPTY);
	assert_int_equal(date_raw_shape(r->status_date), DATE_EMPTY);
	assert_false(r->status_empty); /* an empty status column does not make it alive */
	assert_int_equal(r->f.kk | r->f.region | r->f.addr, 0);
	assert_false(r->f.outside);
	drop(t);
}

static void status_dates(void **state)
{
	struct facts f = { .status_date = 5, .status_date_state = SDATE_OK };
	(void)state;
	record_status_date(&f, DATE_EMPTY, DATE_DMY);
	assert_true(f.status_date == 0 && f.status_date_state == SDATE_ABSENT);
	record_status_date(&f, date_read(S("05-04-2030")), DATE_DMY); /* it may lie ahead */
	assert_true(f.status_date == 20300405 && f.status_date_state == SDATE_OK);
	record_status_date(&f, date_read(S("05-04-2030")), DATE_MDY);
	assert_int_equal(f.status_date, 20300504);
	record_status_date(&f, date_read(S("31-02-2020")), DATE_DMY);
	assert_true(f.status_date == 0 && f.status_date_state == SDATE_BAD);
}

/* The short way says what the long one says, of every cell. */
static void births_as_rows_keep_them(void **state)
{
	static const tanggal days[] = { AS_OF, 20261231, 0 };
	(void)state;
	for (uint32_t shape = 0; shape < 16; shape++)
		for (uint32_t year = 0; year <= 2100; year += year < 1860 || (shape & 8) ? 31 : 1)
			for (uint32_t first = 0; first <= 33; first++)
				for (uint32_t second = 0; second <= 33; second += second < 10 || second > 25 ? 1 : 5)
					for (unsigned k = 0; k < 2 * COUNT(days); k++) {
						date_raw raw = shape | year % (shape & 8 ? 100 : 9999) << 4 | first << 18 | second << 25;
						enum date_order order = k % 2 ? DATE_MDY : DATE_DMY;
						struct facts f = { 0 };
						if ((raw & 7) > DATE_OPEN)
							continue;
						record_birth(&f, raw, order, days[k / 2]);
						if (birth_settle(raw, order, days[k / 2]) != birth_keep(&f))
							fail_msg("%x, order %u, day %d", raw, k % 2, days[k / 2]);
					}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_healthy_row),
		cmocka_unit_test(what_a_spreadsheet_left),
		cmocka_unit_test(impossible_niks),
		cmocka_unit_test(broken_rows),
		cmocka_unit_test(rows_that_are_no_participants),
		cmocka_unit_test(the_lists_own_words),
		cmocka_unit_test(addresses),
		cmocka_unit_test(birth_dates),
		cmocka_unit_test(births_as_rows_keep_them),
		cmocka_unit_test(regions),
		cmocka_unit_test(registry_people),
		cmocka_unit_test(who_lives_outside),
		cmocka_unit_test(torn_registry_rows),
		cmocka_unit_test(status_dates),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
