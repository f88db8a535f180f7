#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#undef setjmp /* a macro of libc, a name base.h bans */

#include "base/base.h"
#include "base/buf.h"
#include "base/str.h"
#include "padan.h"

#include <unistd.h>

#define HEAD "PSNOKA,NIK,NAMA,JENKEL,TGLLHR,KKNO,ALAMAT,NMKEC,SEGMEN,STATUS\n"
#define SURYADI "1000200030407,2171121703845011,SURYADI,1,17-03-1984,2171120105215011,GG 1,BATU AJI,PBPU,AKTIF\n"
#define MEGAWATI "1000200030444,2171126207905012,MEGAWATI,2,22-07-1990,2171120105225012,GG 2,BATU AJI,PBPU,AKTIF\n"
#define RAHMAT "1000200030481,2171123011015013,RAHMAT HIDAYATULLAH,1,30-11-2001,,,BATU AJI,BP PEMDA,AKTIF\n"
#define SURYADI_READ "1000200030407|2171121703845011|2171120105215011|SURYADI|GG 1|PBPU|AKTIF|19840317|L|217112|0\n"
#define MEGAWATI_READ "1000200030444|2171126207905012|2171120105225012|MEGAWATI|GG 2|PBPU|AKTIF|19900722|P|217112|0\n"
#define RAHMAT_READ "1000200030481|2171123011015013||RAHMAT HIDAYATULLAH||BP PEMDA|AKTIF|20011130|L|217112|0\n"

static const char registry[] =
	"NIK,NO_KK,NAMA,TMPT_LHR,TGL_LHR,JENIS_KLMIN,NAMA_IBU,KELURAHAN,STATUS,TGL_STATUS\n"
	"2171121703845011,2171120105215011,SURYADI,TANJUNG PINANG,1984-03-17,L,ROHANA,2171121002,HIDUP,\n"
	"2171126207905012,2171120105225012,MEGAWATI SITORUS,MEDAN,1990-07-22,P,TIUR,2171121002,MENINGGAL,2026-02-01\n"
	"2171123011015013,2171120105235013,RAHMAT HIDAYATULLAH,,2001-11-30,L,,2171121002,HIDUP,\n"
	"2171126501795014,2171120105245014,DEWI ANGGRAINI,,1979-01-25,P,,2171121002,HIDUP,\n";

/* One reading; what was handed out is in out, a line for each person. */
static struct buf out;
static padan_options opt;
static padan_reader reader;
static padan_list_info info;
static padan_err err;
static char headings[2000];
static int infos, people, stop_after, answer;

static int take_info(void *ctx, const padan_list_info *i)
{
	assert_ptr_equal(ctx, &out);
	assert_int_equal(people, 0); /* it comes first */
	info = *i;
	assert_true(i->headings_len < sizeof headings);
	memcpy(headings, i->headings, i->headings_len);
	headings[i->headings_len] = 0;
	infos++;
	return stop_after < 0 ? answer : 0;
}

static void put(padan_str s)
{
	assert_true(s.len <= 1000);
	assert_int_equal(str_utf8_valid(str_of(s.ptr, s.len)), s.len);
	for (size_t i = 0; i < s.len; i++)
		assert_true((unsigned char)s.ptr[i] >= 32 && s.ptr[i] != 127);
	buf_add(&out, str_of(s.ptr, s.len));
	buf_addc(&out, '|');
}

static int take_person(void *ctx, const padan_person *p)
{
	assert_ptr_equal(ctx, &out);
	buf_addf(&out, "%" PRIu64 "|", p->row);
	put(p->no_peserta);
	put(p->nik);
	put(p->kk);
	put(p->nama);
	put(p->alamat);
	put(p->segmen);
	put(p->status);
	buf_addf(&out, "%d|%c|%" PRIu64 "|%x\n", p->birth, p->sex ? p->sex : '-', p->region, p->faults);
	return ++people == stop_after ? answer : 0;
}

static int setup(void **state)
{
	(void)state;
	buf_init(&out, 1 << 24);
	opt = (padan_options)PADAN_OPTIONS_INIT;
	opt.as_of = 20261123;
	opt.threads = 1;
	reader = (padan_reader){ PADAN_LIST_BNBA, take_info, take_person, &out, NULL, 0 };
	stop_after = 0;
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	buf_clear(&out);
	return 0;
}

static int read_bytes(struct str text)
{
	char path[] = "/tmp/padan-read-XXXXXX";
	int fd = mkstemp(path);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, text.ptr, text.len), (ssize_t)text.len);
	assert_int_equal(close(fd), 0);
	buf_reset(&out);
	infos = people = 0;
	err = (padan_err){ 0 };
	int rc = padan_list_read(path, &opt, &reader, &err);
	unlink(path);
	assert_int_equal(err.code, rc < 0 ? rc : 0);
	assert_true(rc == 0 || err.msg[0]);
	return rc;
}

static void read_as(const char *text, const char *want)
{
	if (read_bytes(str_c(text)) != PADAN_OK)
		print_error("%s\n", err.msg);
	if (!str_eq(buf_str(&out), str_c(want))) {
		print_error("got\n%.*swanted\n%s", (int)out.len, out.len ? out.ptr : "", want);
		fail();
	}
}

/* The line of row `row` of the last reading, without its end. */
static struct str line_of(uint64_t row)
{
	char start[24];
	snprintf(start, sizeof start, "%" PRIu64 "|", row);
	struct str rest = buf_str(&out);
	while (rest.len) {
		size_t n = 0;
		while (n < rest.len && rest.ptr[n] != '\n')
			n++;
		if (str_starts(rest, str_c(start)))
			return str_of(rest.ptr, n);
		rest = str_of(rest.ptr + n + 1, rest.len - n - 1);
	}
	return STR_NONE;
}

static unsigned faults_of(uint64_t row)
{
	struct str s = line_of(row);
	assert_non_null(s.ptr);
	size_t at = s.len;
	while (s.ptr[at - 1] != '|')
		at--;
	return (unsigned)strtoul(s.ptr + at, NULL, 16);
}

static void a_list(void **state)
{
	(void)state;
	read_as(HEAD SURYADI MEGAWATI RAHMAT,
		"2|" SURYADI_READ "3|" MEGAWATI_READ "4|" RAHMAT_READ);
	assert_int_equal(infos, 1);
	assert_int_equal(info.rows, 3);
	assert_int_equal(info.heading_row, 1);
	assert_int_equal(info.blank + info.title + info.repeated_heading + info.total_rows, 0);
	assert_int_equal(info.stated_total, -1);
	assert_string_equal(info.date_order, "DMY");
	assert_string_equal(info.hidden_sheets, "");
	assert_non_null(strstr(headings, "PSNOKA\t"));
	int lines = 0;
	for (const char *p = headings; *p; p++)
		lines += *p == '\n';
	assert_int_equal(lines, 10); /* one for each column */
	/* nobody need ask for info */
	reader.info = NULL;
	assert_int_equal(read_bytes(S(HEAD SURYADI)), PADAN_OK);
	assert_int_equal(people, 1);
}

static void rows_that_are_nobody(void **state)
{
	(void)state;
	assert_int_equal(read_bytes(S("PEMERINTAH KOTA BATAM,,,,,,,,,\n,,,,,,,,,\n" HEAD SURYADI ",,,,,,,,,\n" MEGAWATI
				      HEAD RAHMAT "JUMLAH,,3,,,,,,,\n")), PADAN_OK);
	assert_int_equal(people, 3);
	assert_int_equal(info.rows, 3);
	assert_int_equal(info.heading_row, 3);
	assert_int_equal(info.above_heading, 3);
	assert_int_equal(info.blank, 1);
	assert_int_equal(info.repeated_heading, 1);
	assert_int_equal(info.total_rows, 1);
	assert_int_equal(info.stated_total, 3);
	assert_non_null(line_of(4).ptr);
	assert_non_null(line_of(6).ptr);
	assert_non_null(line_of(8).ptr);
}

static void faults(void **state)
{
	static const struct {
		const char *row;
		unsigned fault;
	} c[] = {
		{ "1000200030001,,TANPA NIK,1,17-03-1984,,,BATU AJI,PBPU,\n", PADAN_FAULT_NIK_EMPTY },
		{ "1000200030002,217112170384501,NIK PENDEK,1,17-03-1984,,,BATU AJI,PBPU,\n", PADAN_FAULT_NIK },
		{ "1000200030003,2171121703845O11,NIK BERHURUF,1,17-03-1984,,,BATU AJI,PBPU,\n", PADAN_FAULT_NIK },
		{ "1000200030004,2171121703845021,LAHIR RUSAK,1,31-02-1984,,,BATU AJI,PBPU,\n", PADAN_FAULT_BIRTH },
		{ "1000200030005,2171121703845022,LAHIR KOSONG,1,,,,BATU AJI,PBPU,\n", PADAN_FAULT_BIRTH_EMPTY },
		{ "ABC,2171121703845023,KARTU RUSAK,1,17-03-1984,,,BATU AJI,PBPU,\n", PADAN_FAULT_NO_PESERTA },
		{ "1000200030007,2171121703845024,,1,17-03-1984,,,BATU AJI,PBPU,\n",
		  PADAN_FAULT_NAMA | PADAN_FAULT_ROW },
		{ "1000200030008,2171121703845025,KELAMIN RUSAK,X,17-03-1984,,,BATU AJI,PBPU,\n", PADAN_FAULT_SEX },
		{ "1000200030010,2171121703845027,BARIS TERPOTONG,1\n",
		  PADAN_FAULT_ROW | PADAN_FAULT_BIRTH_EMPTY },
		{ "1000200030011,2171121703845028,BARIS LEBIH,1,17-03-1984,,,BATU AJI,PBPU,,x\n", PADAN_FAULT_ROW },
		{ "1000200030009,2171121703845026,BAIK SAJA,P,17-03-1984,,,BATU AJI,PBPU,AKTIF\n", 0 },
	};
	struct buf text;
	(void)state;
	buf_init(&text, 1 << 20);
	buf_add(&text, S(HEAD SURYADI MEGAWATI RAHMAT));
	for (size_t i = 0; i < COUNT(c); i++)
		buf_add(&text, str_c(c[i].row));
	for (int i = 0; i < 30; i++) /* a list of nothing but faults would be refused */
		buf_add(&text, S(MEGAWATI));
	assert_int_equal(read_bytes(buf_str(&text)), PADAN_OK);
	assert_int_equal(people, 3 + COUNT(c) + 30);
	for (size_t i = 0; i < COUNT(c); i++) {
		unsigned got = faults_of(5 + i);
		if (got != c[i].fault) {
			print_error("%s%x, wanted %x\n", c[i].row, got, c[i].fault);
			fail();
		}
	}
	/* what is no number is handed out as it stands */
	assert_non_null(memmem(line_of(6).ptr, line_of(6).len, "|217112170384501|", 17));
	assert_non_null(memmem(line_of(10).ptr, line_of(10).len, "10|ABC|", 7));
	buf_clear(&text);
}

static void texts(void **state)
{
	(void)state;
	/* white space, a spreadsheet's marks, control bytes, Windows-1252, quotes */
	read_as(HEAD SURYADI "'1000200030444,' 2171126207905012,\"  MEGA\tWATI\n\"\"X\"\" \",2,22-07-1990,,"
			     "\"R\xE9ne\x01 7\",BATU AJI,PBPU,AKTIF\n",
		"2|" SURYADI_READ
		"3|1000200030444|2171126207905012||MEGA WATI \"X\"|R\xC3\xA9ne  7|PBPU|AKTIF|19900722|P|217112|0\n");
	/* a text is cut after 1000 bytes, never within a letter */
	struct buf text;
	buf_init(&text, 1 << 20);
	buf_add(&text, S(HEAD "1000200030407,2171121703845011,SURYADI,1,17-03-1984,,x"));
	for (int i = 0; i < 600; i++)
		buf_add(&text, S("\xC3\xA9"));
	buf_add(&text, S(",BATU AJI,PBPU,AKTIF\n"));
	assert_int_equal(read_bytes(buf_str(&text)), PADAN_OK);
	assert_int_equal(people, 1);
	buf_clear(&text);
}

static void dates(void **state)
{
	(void)state;
	/* one column has one order, and the cells that tell decide it */
	read_as(HEAD "1000200030407,2171121703845011,SURYADI,1,03/17/1984,,,BATU AJI,PBPU,AKTIF\n"
		     "1000200030444,2171126207905012,MEGAWATI SITORUS,2,07/08/1990,,,BATU AJI,PBPU,AKTIF\n",
		"2|1000200030407|2171121703845011||SURYADI||PBPU|AKTIF|19840317|L|217112|0\n"
		"3|1000200030444|2171126207905012||MEGAWATI SITORUS||PBPU|AKTIF|19900708|P|217112|0\n");
	assert_string_equal(info.date_order, "MDY");
	assert_int_equal(info.short_years, 0);
	const char *const short_year = HEAD "1000200030407,2171121703845011,SURYADI,1,17-03-84,,,BATU AJI,PBPU,AKTIF\n";
	assert_int_equal(read_bytes(str_c(short_year)), PADAN_OK);
	assert_int_equal(info.short_years, 1);
	assert_non_null(memmem(out.ptr, out.len, "|19840317|", 10));
}

static void only_some(void **state)
{
	const uint64_t only[] = { UINT64_C(1111111111111111), UINT64_C(2171121703845011), UINT64_C(2171123011015013) };
	(void)state;
	reader.only = only;
	reader.n_only = COUNT(only);
	assert_int_equal(read_bytes(S(HEAD SURYADI MEGAWATI RAHMAT)), PADAN_OK);
	assert_int_equal(people, 2);
	assert_non_null(line_of(2).ptr);
	assert_null(line_of(3).ptr);
	assert_non_null(line_of(4).ptr);
}

static int count_registry(void *ctx, const padan_person *p)
{
	(void)ctx;
	people++;
	buf_add(&out, str_of(p->nik.ptr, p->nik.len));
	buf_addc(&out, '|');
	put(p->ibu);
	put(p->tempat_lahir);
	put(p->status);
	buf_addf(&out, "%d|%d|%c|%" PRIu64 "\n", p->birth, p->status_date, p->sex, p->region);
	return 0;
}

static void a_registry(void **state)
{
	const uint64_t only[] = { UINT64_C(2171121703845011), UINT64_C(2171126207905012), UINT64_C(2171126207905013) };
	(void)state;
	reader.kind = PADAN_LIST_REGISTRY;
	reader.person = count_registry;
	assert_int_equal(read_bytes(str_c(registry)), PADAN_OK);
	assert_int_equal(people, 4);
	assert_int_equal(infos, 1);
	/* only those asked for; a NIK that is not there is nobody */
	reader.only = only;
	reader.n_only = COUNT(only);
	read_as(registry, "2171121703845011|ROHANA|TANJUNG PINANG|HIDUP|19840317|0|L|2171121002\n"
			  "2171126207905012|TIUR|MEDAN|MENINGGAL|19900722|20260201|P|2171121002\n");
	/* nobody is there of those asked for, and nobody is asked for */
	reader.only = only + 2;
	for (reader.n_only = 0; reader.n_only < 2; reader.n_only++) {
		assert_int_equal(read_bytes(str_c(registry)), PADAN_OK);
		assert_int_equal(people, 0);
		assert_int_equal(infos, 1);
	}
}

static void many_rows_many_threads(void **state)
{
	struct buf text, first;
	uint64_t *only = malloc(20000 * sizeof *only);
	(void)state;
	assert_non_null(only);
	buf_init(&text, 8 << 20);
	buf_init(&first, 8 << 20);
	buf_add(&text, S(HEAD));
	for (int i = 0; i < 20000; i++) {
		only[i] = 2171011703845000 + (uint64_t)i % 5000 + (uint64_t)i / 5000 * 10000000000;
		buf_addf(&text, "%013d,%" PRIu64 ",PESERTA KE %d,1,17-03-1984,,JALAN %d,BATU AJI,PBPU,AKTIF\n",
			 i + 1, only[i], i, i % 97);
	}
	assert_int_equal(read_bytes(buf_str(&text)), PADAN_OK);
	assert_int_equal(people, 20000);
	assert_int_equal(info.rows, 20000);
	buf_add(&first, buf_str(&out));
	opt.threads = 4;
	assert_int_equal(read_bytes(buf_str(&text)), PADAN_OK);
	assert_true(str_eq(buf_str(&first), buf_str(&out))); /* in the file's order */
	for (int i = 0; i < 10000; i++)
		only[i] = only[2 * i + 1];
	reader.only = only;
	reader.n_only = 10000;
	assert_int_equal(read_bytes(buf_str(&text)), PADAN_OK);
	assert_int_equal(people, 10000);
	assert_true(str_starts(buf_str(&out), S("3|0000000000002|")));
	buf_clear(&text);
	buf_clear(&first);
	free(only);
}

static void whoever_reads_may_stop(void **state)
{
	const int flag = 1;
	(void)state;
	stop_after = 2;
	answer = PADAN_EIO;
	assert_int_equal(read_bytes(S(HEAD SURYADI MEGAWATI RAHMAT)), PADAN_EIO);
	assert_int_equal(people, 2);
	answer = 1; /* enough: no error */
	assert_int_equal(read_bytes(S(HEAD SURYADI MEGAWATI RAHMAT)), PADAN_OK);
	assert_int_equal(people, 2);
	stop_after = -1; /* info ends it */
	assert_int_equal(read_bytes(S(HEAD SURYADI)), PADAN_OK);
	assert_int_equal(people, 0);
	answer = PADAN_ELIMIT;
	assert_int_equal(read_bytes(S(HEAD SURYADI)), PADAN_ELIMIT);
	assert_int_equal(people, 0);
	stop_after = 0;
	opt.stop = &flag;
	assert_int_equal(read_bytes(S(HEAD SURYADI)), PADAN_ESTOP);
	assert_int_equal(people, 0);
}

static void lists_refused(void **state)
{
	(void)state;
	assert_int_equal(read_bytes(S("")), PADAN_EFORMAT);
	assert_int_equal(read_bytes(S("a,b,c\n1,2,3\n")), PADAN_EFORMAT);
	assert_int_equal(read_bytes(S(HEAD)), PADAN_EFORMAT); /* nobody below the heading */
	assert_int_equal(read_bytes(S("%PDF-1.4\n")), PADAN_EFORMAT);
	assert_int_equal(people, 0);
	assert_int_equal(padan_list_read("/tmp/padan/tidak-ada.csv", &opt, &reader, &err), PADAN_EIO);
	assert_int_equal(padan_list_read(NULL, &opt, &reader, &err), PADAN_EARG);
	assert_int_equal(padan_list_read("/tmp/x.csv", &opt, NULL, &err), PADAN_EARG);
	assert_int_equal(padan_list_read("/tmp/x.csv", NULL, &reader, NULL), PADAN_EARG);
	opt.as_of = 0;
	assert_int_equal(read_bytes(S(HEAD SURYADI)), PADAN_EARG);
	opt.as_of = 20261123;
	opt.version = 99;
	assert_int_equal(read_bytes(S(HEAD SURYADI)), PADAN_EARG);
	opt.version = PADAN_OPTIONS_VERSION;
	reader.person = NULL;
	assert_int_equal(read_bytes(S(HEAD SURYADI)), PADAN_EARG);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_list, setup, teardown),
		cmocka_unit_test_setup_teardown(rows_that_are_nobody, setup, teardown),
		cmocka_unit_test_setup_teardown(faults, setup, teardown),
		cmocka_unit_test_setup_teardown(texts, setup, teardown),
		cmocka_unit_test_setup_teardown(dates, setup, teardown),
		cmocka_unit_test_setup_teardown(only_some, setup, teardown),
		cmocka_unit_test_setup_teardown(a_registry, setup, teardown),
		cmocka_unit_test_setup_teardown(many_rows_many_threads, setup, teardown),
		cmocka_unit_test_setup_teardown(whoever_reads_may_stop, setup, teardown),
		cmocka_unit_test_setup_teardown(lists_refused, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
