#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#undef setjmp /* a macro of libc, a name base.h bans */

#include "base/base.h"
#include "base/buf.h"
#include "engine/plain.h"

#include <unistd.h>

#define HEAD "baris,no_peserta,nik,nama,putusan,alasan,nik_registry,skor,penjelasan\n"

/* One run over texts; the output is in out. */
struct fixture {
	padan_options opt;
	padan_summary sum;
	padan_err err;
	struct buf out;
	int format;
	int stop_after; /* texts until the sink says no, 0: never */
};

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));
	if (!f)
		return -1;
	f->opt = (padan_options)PADAN_OPTIONS_INIT;
	f->opt.as_of = 20261123;
	f->format = PADAN_FORMAT_CSV;
	buf_init(&f->out, 1 << 24);
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;
	buf_clear(&f->out);
	free(f);
	return 0;
}

static int take(void *ctx, const char *text, size_t len)
{
	struct fixture *f = ctx;
	if (f->stop_after && --f->stop_after == 0)
		return PADAN_EIO;
	buf_add(&f->out, str_of(text, len));
	return 0;
}

static int take_rows(void *ctx, const padan_row *rows, size_t n)
{
	struct fixture *f = ctx;
	for (size_t i = 0; i < n; i++)
		buf_addf(&f->out, "%" PRIu64 " %x %d %d %" PRIu64 " [%.*s]\n", rows[i].row, (unsigned)rows[i].reasons, rows[i].score,
			 rows[i].verdict, rows[i].region, (int)rows[i].segment.len, rows[i].segment.ptr);
	return 0;
}

static void put(char path[32], const char *text, size_t len)
{
	int fd;
	(void)snprintf(path, 32, "/tmp/plain-test-XXXXXX");
	fd = mkstemp(path);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, len), (ssize_t)len);
	assert_int_equal(close(fd), 0);
}

static int run_bytes(struct fixture *f, const char *list, size_t len, const char *registry)
{
	char list_path[32], registry_path[32];
	padan_sink sink = { f->format, take_rows, take, f };
	int r;
	buf_reset(&f->out);
	put(list_path, list, len);
	if (registry)
		put(registry_path, registry, strlen(registry));
	r = plain_verify(registry ? registry_path : NULL, list_path, &f->opt, &sink, &f->sum, &f->err);
	(void)unlink(list_path);
	if (registry)
		(void)unlink(registry_path);
	buf_addc(&f->out, 0);
	assert_int_equal(f->out.error, 0);
	return r;
}

static int run(struct fixture *f, const char *list, const char *registry)
{
	return run_bytes(f, list, strlen(list), registry);
}

/* Line i (from 0, the heading) of the output begins with want. */
static void assert_line(const struct fixture *f, size_t i, const char *want)
{
	const char *p = f->out.ptr;
	while (i-- > 0) {
		p = strchr(p, '\n');
		assert_non_null(p);
		p++;
	}
	if (strncmp(p, want, strlen(want)) != 0)
		fail_msg("wanted: %s\n   got: %.*s", want, (int)strcspn(p, "\n"), p);
}

#define RHEAD "NIK,NO_KK,NAMA,TANGGAL_LAHIR,JK,STATUS,TGL_STATUS\n"
#define SITI "2171010406905001,2171010406905555,SITI AMINAH,1990-06-04,P,HIDUP,\n"
#define LHEAD "PSNOKA,NIK,NAMA,TGLLHR,JENKEL,KKNO\n"

static void healthy_row(void **state)
{
	struct fixture *f = *state;
	assert_int_equal(run(f, LHEAD "1234567890,2171010406905001,St. Amina,04-06-1990,P,\n", RHEAD SITI), 0);
	assert_string_equal(f->out.ptr, HEAD "2,0001234567890,2171010406905001,St. Amina,LAYAK,,2171010406905001,985,"
					     "Cocok dengan registri.\n");
	assert_int_equal(f->sum.participants, 1);
	assert_int_equal(f->sum.verdict[PADAN_LAYAK], 1);
	assert_int_equal(f->sum.above_heading, 1);
	assert_int_equal(f->sum.looked_up, 1);
	assert_int_equal(f->sum.not_found, 0);
	assert_int_equal(f->sum.registry_records, 1);
	assert_int_equal(f->sum.registry_date, 20261123);
	assert_int_equal(f->sum.registry_date_from, 4);
}

static void dead_and_moved(void **state)
{
	struct fixture *f = *state;
	const char *reg = RHEAD "2171010406905001,,SITI AMINAH,1990-06-04,P,MENINGGAL,2020-01-31\n"
				"2171010406905002,,BUDI SANTOSO,1990-06-04,L,PINDAH,2021-01-31\n"
				"2171010406905003,,DEWI,1990-06-04,P,MENINGGAL,2027-01-31\n"
				"2171010406905004,,EKA,1990-06-04,P,MENINGGAL,2020-01-31\n"
				"2171010406905005,,TRI,1990-06-04,P,ENTAH,\n";
	assert_int_equal(run(f, LHEAD "1,2171010406905001,SITI AMINAH,04-06-1990,P,\n"
				      "2,2171010406905002,BUDI SANTOSO,,L,\n"         /* nothing proves it is he */
				      "3,2171010406905003,DEWI,04-06-1990,P,\n"       /* still to come */
				      "4,2171010406905004,EKA,04-06-1990,L,\n"        /* the sex contradicts */
				      "5,2171010406905005,TRI,04-06-1990,P,\n", reg), 0);
	assert_line(f, 1, "2,0000000000001,2171010406905001,SITI AMINAH,TIDAK_LAYAK,MENINGGAL,");
	assert_line(f, 2, "3,0000000000002,2171010406905002,BUDI SANTOSO,TINJAU,PINDAH_DOMISILI,");
	assert_line(f, 3, "4,0000000000003,2171010406905003,DEWI,LAYAK,,2171010406905003,995,");
	assert_line(f, 4, "5,0000000000004,2171010406905004,EKA,TINJAU,MENINGGAL|JENIS_KELAMIN_BEDA,");
	assert_line(f, 5, "6,0000000000005,2171010406905005,TRI,TINJAU,BELUM_DIPERIKSA,");
	assert_int_equal(f->sum.registry_date, 20210131);
	assert_int_equal(f->sum.registry_date_from, 3);
	assert_int_equal(f->sum.registry_unknown_status, 1);
	assert_true(f->sum.warnings & PADAN_WARN_UNKNOWN_STATUS);
}

static void another_person(void **state)
{
	struct fixture *f = *state;
	static const char *const first[] = { "RUDI", "WATI", "GUNAWAN", "LESTARI", "HENDRA", "YOLANDA", "OKTA" };
	static const char *const last[] = { "PRAKOSO", "HARAHAP", "KURNIA", "ZEBUA", "MALIK" };
	struct buf reg;
	/* A candidate needs facts that are rare among many. */
	buf_init(&reg, 1 << 16);
	buf_add(&reg, S(RHEAD SITI));
	for (unsigned i = 0; i < 35; i++)
		buf_addf(&reg, "217102010170%04u,,%s %s,19%02u-01-01,L,HIDUP,\n", 5100 + i, first[i % 7], last[i / 7], 50 + i);
	buf_addc(&reg, 0);
	assert_int_equal(run(f, LHEAD "1,2171010406905001,BAMBANG WIJAYA,01-02-1970,L,\n"
				      "2,2171010406905001,WATI PRAKOSO,01-01-1951,L,\n"
				      "3,,ST AMINAH,04-06-1990,P,2171010406905555\n"
				      "4,217101040690500X,SITI AMINAH,06-04-1990,P,2171010406905555\n"
				      "5,,SITI AMINAH,,,\n", reg.ptr), 0);
	assert_line(f, 1, "2,0000000000001,2171010406905001,BAMBANG WIJAYA,TINJAU,"
			  "NIK_GANDA|NIK_MILIK_ORANG_LAIN|TANGGAL_LAHIR_BEDA|JENIS_KELAMIN_BEDA,,,");
	assert_line(f, 2, "3,0000000000002,2171010406905001,WATI PRAKOSO,TINJAU,"
			  "NIK_GANDA|NIK_MILIK_ORANG_LAIN|TANGGAL_LAHIR_BEDA|JENIS_KELAMIN_BEDA,2171020101705101,99");
	assert_line(f, 3, "4,0000000000003,,ST AMINAH,TINJAU,NIK_KOSONG,2171010406905001,99");
	assert_line(f, 4, "5,0000000000004,217101040690500X,SITI AMINAH,TINJAU,NIK_TIDAK_SAH,2171010406905001,99");
	/* A name alone proves nothing. */
	assert_line(f, 5, "6,0000000000005,,SITI AMINAH,TINJAU,NIK_KOSONG,,,");
	buf_clear(&reg);
}

static void doubles(void **state)
{
	struct fixture *f = *state;
	/* The second row fits the registry best and is kept; the first is a stranger, the third the same person again. */
	const char *list = LHEAD "1,2171010406905001,BUDI,01-01-1980,L,\n"
				 "2,2171010406905001,SITI AMINAH,04-06-1990,P,\n"
				 "2,2171010406905001,SITI AMINAH,04-06-1990,P,\n";
	assert_int_equal(run(f, list, RHEAD SITI), 0);
	assert_line(f, 1, "2,0000000000001,2171010406905001,BUDI,TINJAU,NIK_GANDA|");
	assert_line(f, 2, "3,0000000000002,2171010406905001,SITI AMINAH,TINJAU,NIK_GANDA|PESERTA_GANDA,");
	assert_line(f, 3, "4,0000000000002,2171010406905001,SITI AMINAH,TIDAK_LAYAK,NIK_GANDA|PESERTA_GANDA,");
	/* Without an extract nobody is condemned. */
	assert_int_equal(run(f, list, NULL), 0);
	assert_int_equal(f->sum.verdict[PADAN_TIDAK_LAYAK], 0);
	assert_int_equal(f->sum.reason[PADAN_NIK_GANDA], 3);
	assert_int_equal(f->sum.reason[PADAN_BELUM_DIPERIKSA], 0);
	assert_int_equal(run(f, LHEAD "1,2171010406905001,SITI AMINAH,04-06-1990,P,\n2,2171010406905001,SITI AMINAH,04-06-1990,P,\n", NULL),
			 0);
	assert_line(f, 2, "3,0000000000002,2171010406905001,SITI AMINAH,TINJAU,NIK_GANDA,,,Orang dan NIK yang sama sudah tercantum "
			  "pada baris 2.");
	/* The same human under two numbers. */
	assert_int_equal(run(f, LHEAD "1,2171010406905001,SITI AMINAH,04-06-1990,P,2171010406905555\n"
				      "2,2171010406905002,AMINAH SITI,04-06-1990,P,2171010406905555\n"
				      "3,2171010406905003,SITI AMINAH,04-06-1990,P,2171010406905556\n", NULL), 0);
	assert_int_equal(f->sum.reason[PADAN_ORANG_GANDA], 2);
	assert_line(f, 3, "4,0000000000003,2171010406905003,SITI AMINAH,TINJAU,BELUM_DIPERIKSA,,,");
}

static void not_found(void **state)
{
	struct fixture *f = *state;
	const char *list = LHEAD "1,2171010406905009,BAMBANG,01-01-1980,L,\n2,9999010406905009,X Y,,L,\n3,9901010406905009,X Y,,L,\n";
	assert_int_equal(run(f, list, RHEAD SITI), 0);
	assert_line(f, 1, "2,0000000000001,2171010406905009,BAMBANG,TINJAU,NIK_TIDAK_DITEMUKAN,,,");
	assert_line(f, 2, "3,0000000000002,9999010406905009,X Y,TINJAU,NIK_TIDAK_SAH,,,");
	assert_int_equal(f->sum.not_found, 1);
	assert_int_equal(f->sum.incomplete, 1);
	f->opt.national = 1;
	assert_int_equal(run(f, list, RHEAD SITI), 0);
	assert_line(f, 1, "2,0000000000001,2171010406905009,BAMBANG,TIDAK_LAYAK,NIK_TIDAK_DITEMUKAN,,,");
	f->opt.national = 0;
	/* A number whose registry row is broken is in the registry all the same. */
	f->opt.national = 1;
	assert_int_equal(run(f, list, RHEAD SITI "2171010406905009,BAMBANG\n"), 0);
	assert_int_equal(f->sum.reason[PADAN_NIK_TIDAK_DITEMUKAN], 0);
}

static void registry_twice(void **state)
{
	struct fixture *f = *state;
	/* Two records of the number that both are this person but disagree on her life: nobody is condemned. */
	assert_int_equal(run(f, LHEAD "1,2171010406905001,SITI AMINAH,04-06-1990,P,\n",
			     RHEAD "2171010406905001,,SITI AMINAH,1990-06-04,P,MENINGGAL,2020-01-01\n" SITI), 0);
	assert_line(f, 1, "2,0000000000001,2171010406905001,SITI AMINAH,TINJAU,MENINGGAL|NIK_NONAKTIF,2171010406905001,995,");
	/* A stranger's record with the number does not protect the dead. */
	assert_int_equal(run(f, LHEAD "1,2171010406905001,SITI AMINAH,04-06-1990,P,\n",
			     RHEAD "2171010406905001,,BUDI,1970-06-04,L,HIDUP,\n"
				   "2171010406905001,,SITI AMINAH,1990-06-04,P,MENINGGAL,2020-01-01\n"), 0);
	assert_line(f, 1, "2,0000000000001,2171010406905001,SITI AMINAH,TIDAK_LAYAK,MENINGGAL|NIK_NONAKTIF,2171010406905001,995,");
}

static void csv_shapes(void **state)
{
	struct fixture *f = *state;
	static const char nul[] = "NIK;NAMA\n2171010406905001;SI\0TI\n";
	/* BOM, semicolon, CR, a line break and a quote inside quotes, text behind a quote, title rows, a total. */
	assert_int_equal(run(f, "\xEF\xBB\xBF" "DAFTAR;;\r\rNIK;NAMA;ALAMAT\r2171010406905001;\"SITI\n\"\"A\"\"\" B;\"x;y\"\r"
				"=\"2171010406905002\";=CMD;\r\rJUMLAH;3;\r", NULL), 0);
	assert_line(f, 1, "4,,2171010406905001,\"SITI\n\"\"A\"\" B\",TINJAU,BELUM_DIPERIKSA,,,");
	assert_line(f, 3, "5,,2171010406905002,'=CMD,TINJAU,BELUM_DIPERIKSA,,,");
	assert_int_equal(f->sum.above_heading, 3);
	assert_int_equal(f->sum.blank, 1);
	assert_int_equal(f->sum.total_rows, 1);
	assert_int_equal(f->sum.stated_total, 3);
	assert_true(f->sum.warnings & PADAN_WARN_STATED_TOTAL);
	/* Fields missing or surplus; an empty surplus is none. */
	assert_int_equal(run(f, "NIK|NAMA|ALAMAT\n2171010406905001|SITI\n2171010406905002|BUDI|x|y\n2171010406905003|DEWI|x|\n", NULL), 0);
	assert_line(f, 1, "2,,2171010406905001,SITI,TINJAU,BARIS_RUSAK,,,");
	assert_line(f, 2, "3,,2171010406905002,BUDI,TINJAU,BARIS_RUSAK,,,");
	assert_line(f, 3, "4,,2171010406905003,DEWI,TINJAU,BELUM_DIPERIKSA,,,");
	/* Windows-1252. */
	assert_int_equal(run(f, "NIK\tNAMA\n2171010406905001\tJOS\xC9 \x80\x81\n", NULL), 0);
	assert_line(f, 1, "2,,2171010406905001,JOS\xC3\x89 \xE2\x82\xAC\xEF\xBF\xBD,");
	/* What cannot be read. */
	assert_int_equal(run(f, "NIK;NAMA;A\n2171010406905001;SITI;\n2171010406905002;\"BUDI;\n", NULL), PADAN_EFORMAT);
	assert_int_equal(f->err.row, 3);
	assert_non_null(strstr(f->err.msg, "tanda kutip"));
	assert_int_equal(run(f, "NIK;NAMA;A\n2171010406905001;SITI;\"x\n2171010406905002;BUDI;y\n2171010406905003;DEWI;\"\n", NULL),
			 PADAN_EFORMAT);
	assert_int_equal(f->err.row, 2);
	assert_int_equal(run_bytes(f, nul, sizeof(nul) - 1, NULL), PADAN_EFORMAT);
	assert_int_equal(run(f, "", NULL), PADAN_EFORMAT);
	assert_int_equal(run(f, "NIK,NAMA\n", NULL), PADAN_EFORMAT);
	assert_int_equal(run(f, "a,b\n1,2\n", NULL), PADAN_EFORMAT);
}

static void spoilt_columns(void **state)
{
	struct fixture *f = *state;
	struct buf b;
	assert_int_equal(run(f, "NIK;NAMA\n2,17101E+15;SITI\n2,17101E+15;BUDI\n2171010406905001;DEWI\n", NULL), PADAN_EFORMAT);
	assert_null(strstr(f->err.msg, "2171"));
	assert_int_equal(run(f, "NIK;NAMA\n2,17101E+15;SITI\n2171010406905002;BUDI\n", NULL), 0);
	assert_line(f, 1, "2,,\"2,17101E+15\",SITI,TINJAU,NIK_TIDAK_SAH,");
	assert_int_equal(run(f, LHEAD "1,2171010406905001,SITI AMINAH,,,\n", "NIK;NAMA\n2,17101E+15;SITI\n"), PADAN_EFORMAT);
	/* The last digit became 0 all over. */
	buf_init(&b, 1 << 16);
	buf_add(&b, S("NIK;NAMA\n"));
	for (unsigned i = 0; i < 50; i++)
		buf_addf(&b, "217101040690%04u;SITI\n", 5000 + i * 10 + (i % 2 ? 0 : i == 48 ? 0 : 1));
	buf_addc(&b, 0);
	assert_int_equal(run(f, b.ptr, NULL), PADAN_EFORMAT);
	buf_clear(&b);
}

static void names_alone(void **state)
{
	struct fixture *f = *state;
	assert_int_equal(run(f, "NIK,NAMA,ALAMAT\n,SURYADI,\n2171010406905001,SITI,\n,RUDI HARTONO,\n", NULL), 0);
	assert_int_equal(f->sum.participants, 2);
	assert_int_equal(f->sum.title, 1);
	assert_line(f, 1, "2,,,SURYADI,TINJAU,NIK_KOSONG,");
	assert_line(f, 2, "3,,2171010406905001,SITI,TINJAU,BELUM_DIPERIKSA,");
}

static void column_of_dates(void **state)
{
	struct fixture *f = *state;
	/* One cell that only one order explains decides for the column; the registry has its own. */
	assert_int_equal(run(f, LHEAD "1,2171010406905001,SITI AMINAH,6/4/1990,P,\n2,2171010406905002,BUDI,6/14/1990,L,\n",
			     RHEAD SITI "2171010406905002,,BUDI,1990-06-14,L,HIDUP,\n"), 0);
	assert_string_equal(f->sum.date_order, "MDY");
	assert_line(f, 1, "2,0000000000001,2171010406905001,SITI AMINAH,LAYAK,,");
	assert_int_equal(run(f, LHEAD "1,2171010406905001,SITI AMINAH,06-04-1990,P,\n2,2171010406905002,BUDI,31-02-1990,L,\n",
			     RHEAD SITI "2171010406905002,,BUDI,1990-06-14,L,HIDUP,\n"), 0);
	assert_line(f, 1, "2,0000000000001,2171010406905001,SITI AMINAH,TINJAU,TANGGAL_LAHIR_BEDA,2171010406905001,915,"
			  "Tanggal lahir berbeda (hari dan bulan tertukar)");
	assert_line(f, 2, "3,0000000000002,2171010406905002,BUDI,TINJAU,TANGGAL_TIDAK_SAH,");
}

static void status_columns(void **state)
{
	struct fixture *f = *state;
	const char *list = LHEAD "1,2171010406905001,SITI AMINAH,04-06-1990,P,\n2,2171010406905002,BUDI,04-06-1990,L,\n";
	/* No cell filled: no column. One filled: the empty ones are unknown. */
	assert_int_equal(run(f, list, "NIK,NAMA,STATUS\n2171010406905001,SITI AMINAH,\n2171010406905002,BUDI,\n"), 0);
	assert_int_equal(f->sum.verdict[PADAN_LAYAK], 2);
	assert_int_equal(f->sum.registry_has_status, 0);
	assert_true(f->sum.warnings & PADAN_WARN_NO_STATUS);
	assert_int_equal(run(f, list, "NIK,NAMA,STATUS\n2171010406905001,SITI AMINAH,HIDUP\n2171010406905002,BUDI,\n"), 0);
	assert_int_equal(f->sum.reason[PADAN_BELUM_DIPERIKSA], 1);
	/* Dates of death without a status; words there kill nobody. */
	assert_int_equal(run(f, list, "NIK,NAMA,TANGGAL_LAHIR,TGL_MENINGGAL\n2171010406905001,SITI AMINAH,1990-06-04,2020-01-01\n"
				      "2171010406905002,BUDI,1990-06-04,TIDAK ADA\n"), 0);
	assert_line(f, 1, "2,0000000000001,2171010406905001,SITI AMINAH,TIDAK_LAYAK,MENINGGAL,");
	assert_line(f, 2, "3,0000000000002,2171010406905002,BUDI,TINJAU,BELUM_DIPERIKSA,");
}

static void criteria(void **state)
{
	struct fixture *f = *state;
	static const char text[] = "BELUM_DIPERIKSA = MATI\nNIK_KOSONG = TIDAK_LAYAK\nMENINGGAL = TIDAK_LAYAK\n";
	f->opt.criteria = text;
	f->opt.criteria_len = sizeof(text) - 1;
	assert_int_equal(run(f, "NIK,NAMA,JK\n,SITI,P\n2171010406905001,BUDI,L\n", NULL), 0);
	assert_line(f, 1, "2,,,SITI,TIDAK_LAYAK,NIK_KOSONG,,,");
	assert_line(f, 2, "3,,2171010406905001,BUDI,LAYAK,,,,");
	/* No criteria take the condition of a condemning rule away. */
	assert_int_equal(run(f, LHEAD "1,2171010406905001,SITI AMINAH,,P,\n",
			     RHEAD "2171010406905001,,SITI AMINAH,1990-06-04,P,MENINGGAL,\n"), 0);
	assert_line(f, 1, "2,0000000000001,2171010406905001,SITI AMINAH,TINJAU,MENINGGAL,");
	f->opt.criteria = "X";
	f->opt.criteria_len = 1;
	assert_int_equal(run(f, "NIK,NAMA\n2171010406905001,BUDI\n", NULL), PADAN_EFORMAT);
}

static void formats(void **state)
{
	struct fixture *f = *state;
	const char *list = LHEAD "AB\"1,2171010406905001,\"SITI\t\"\"A\"\"\",04-06-1990,P,\n";
	f->format = PADAN_FORMAT_JSON;
	assert_int_equal(run(f, list, NULL), 0);
	assert_string_equal(f->out.ptr, "{\"baris\":2,\"no_peserta\":\"AB\\\"1\",\"nik\":\"2171010406905001\",\"nama\":\"SITI\\u0009\\\"A\\\"\","
					"\"putusan\":\"TINJAU\",\"alasan\":\"BELUM_DIPERIKSA\",\"nik_registry\":\"\",\"skor\":null,"
					"\"penjelasan\":\"Belum ada jawaban registri untuk orang ini.\"}\n");
	f->format = PADAN_FORMAT_ROWS;
	assert_int_equal(run(f, "NIK,NAMA,SEGMEN,NMKEC\n2171010406905001,SITI, PBI APBN ,SAGULUNG\n", NULL), 0);
	assert_string_equal(f->out.ptr, "2 4000 -1 1 217111 [PBI APBN]\n");
	/* The sink's own no comes back, and nothing is said of a summary. */
	f->format = PADAN_FORMAT_CSV;
	f->stop_after = 2;
	f->sum.participants = 77;
	assert_int_equal(run(f, list, NULL), PADAN_EIO);
	assert_int_equal(f->sum.participants, 77);
}

static void arguments(void **state)
{
	struct fixture *f = *state;
	static const char *const map[] = { "NIK=NOMOR ANEH" }, *const bad[] = { "X" };
	volatile int stop = 1;
	f->opt.map = map;
	f->opt.map_count = 1;
	assert_int_equal(run(f, "NOMOR ANEH,NAMA\n2171010406905001,SITI\n", NULL), 0);
	f->opt.map = bad;
	assert_int_equal(run(f, "NIK,NAMA\n2171010406905001,SITI\n", NULL), PADAN_EARG);
	f->opt.map_count = 0;
	f->opt.stop = &stop;
	assert_int_equal(run(f, "NIK,NAMA\n2171010406905001,SITI\n", NULL), PADAN_ESTOP);
	f->opt.stop = NULL;
	f->opt.as_of = 20260230;
	assert_int_equal(run(f, "NIK,NAMA\n2171010406905001,SITI\n", NULL), PADAN_EARG);
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		T(healthy_row), T(dead_and_moved), T(another_person), T(doubles), T(not_found), T(registry_twice), T(csv_shapes),
		T(spoilt_columns), T(names_alone), T(column_of_dates), T(status_columns), T(criteria), T(formats), T(arguments),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
