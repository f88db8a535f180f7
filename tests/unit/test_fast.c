#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#undef setjmp /* a macro of libc, a name base.h bans */

#include "base/base.h"
#include "base/buf.h"
#include "padan.h"

#include <unistd.h>

static int take(void *ctx, const char *text, size_t len)
{
	buf_add(ctx, str_of(text, len));
	return 0;
}

static void put(char path[32], const char *text)
{
	int fd;
	(void)snprintf(path, 32, "/tmp/fast-test-XXXXXX");
	fd = mkstemp(path);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), (ssize_t)strlen(text));
	assert_int_equal(close(fd), 0);
}

/* Verifies list against registry, read as if for `read_for` (NULL: for any). The output is out. */
static int verify(struct buf *out, const char *list, const char *registry, const char *read_for, padan_err *err)
{
	char list_path[32], registry_path[32], for_path[32];
	padan_options opt = PADAN_OPTIONS_INIT;
	padan_sink sink = { PADAN_FORMAT_CSV, NULL, take, out };
	padan_summary *sum = calloc(1, sizeof(*sum));
	padan_registry *reg = NULL;
	int r;
	assert_non_null(sum);
	put(list_path, list);
	put(registry_path, registry);
	opt.as_of = 20261123;
	opt.threads = 2;
	if (read_for) {
		put(for_path, read_for);
		opt.list = for_path;
	}
	buf_reset(out);
	assert_int_equal(padan_registry_load(&reg, registry_path, &opt, err), 0);
	r = padan_verify(reg, list_path, &opt, &sink, sum, err);
	if (read_for && r == 0) {
		/* A registry that was loaded for one list has served. */
		padan_err again;
		assert_int_equal(padan_verify(reg, list_path, &opt, &sink, sum, &again), PADAN_EARG);
	}
	padan_registry_free(reg);
	(void)unlink(list_path);
	(void)unlink(registry_path);
	if (read_for)
		(void)unlink(for_path);
	free(sum);
	buf_addc(out, 0);
	return r;
}

#define RHEAD "NIK,NO_KK,NAMA,TANGGAL_LAHIR,JK,NAMA_IBU,STATUS,TGL_STATUS\n"
#define SITI "2171010406905001,2171010406905555,SITI AMINAH,1990-06-04,P,RATNA DEWI,HIDUP,\n"
#define BUDI "2171010112705002,2171010112705666,BUDI SANTOSO,1970-12-01,L,ENDANG,MENINGGAL,2025-03-02\n"
#define BARE "PSNOKA,NIK,NAMA,TGLLHR,JENKEL,KKNO\n1234567890,2171010406905001,SITI AMINAH,04-06-1990,P,\n"
#define WITH_MOTHER "PSNOKA,NIK,NAMA,TGLLHR,JENKEL,KKNO,NAMA IBU\n1234567890,,SITI AMINAH,04-06-1990,P,,RATNA DEWI\n"

/* What the list does not tell is left out of its registry; another list is not judged by what is left. */
static void a_registry_for_one_list(void **state)
{
	struct buf whole, part;
	padan_err err = { 0 };
	(void)state;
	buf_init(&whole, 1 << 16);
	buf_init(&part, 1 << 16);
	assert_int_equal(verify(&whole, BARE, RHEAD SITI BUDI, NULL, &err), 0);
	assert_int_equal(verify(&part, BARE, RHEAD SITI BUDI, BARE, &err), 0);
	assert_string_equal(whole.ptr, part.ptr);
	assert_non_null(strstr(whole.ptr, ",LAYAK,,2171010406905001,"));
	/* With the mother's name among the facts, the empty NIK finds its person. */
	assert_int_equal(verify(&whole, WITH_MOTHER, RHEAD SITI BUDI, NULL, &err), 0);
	assert_int_equal(verify(&part, WITH_MOTHER, RHEAD SITI BUDI, WITH_MOTHER, &err), 0);
	assert_string_equal(whole.ptr, part.ptr);
	assert_int_equal(verify(&part, WITH_MOTHER, RHEAD SITI BUDI, BARE, &err), PADAN_EARG);
	assert_non_null(strstr(err.msg, "nama ibu"));
	/* A list that cannot be read keeps the registry whole: its own reading will say what is wrong. */
	assert_int_equal(verify(&part, WITH_MOTHER, RHEAD SITI BUDI, "\n\n", &err), 0);
	assert_string_equal(whole.ptr, part.ptr);
	buf_clear(&whole);
	buf_clear(&part);
}

/* Rows keep the numbers a person sees, over blank lines, titles and repeated headings. */
static void numbers_of_rows(void **state)
{
	static const char list[] = "DAFTAR PESERTA\n\nPSNOKA,NIK,NAMA,TGLLHR,JENKEL,KKNO\n1,2171010406905001,SITI AMINAH,04-06-1990,P,\n\n\n"
				   "2,2171010112705002,BUDI SANTOSO,01-12-1970,L,\nPSNOKA,NIK,NAMA,TGLLHR,JENKEL,KKNO\n"
				   "3,2171010112705003,AGUS,01-12-1970,L,\n4,2171010112705004,AGUS SALIM,01-12-1970,L,\n";
	static const char *const begins[] = { "\n4,0000000000001,", "\n7,0000000000002,", "\n9,0000000000003,", "\n10,0000000000004," };
	struct buf out;
	padan_err err = { 0 };
	(void)state;
	buf_init(&out, 1 << 16);
	assert_int_equal(verify(&out, list, RHEAD SITI BUDI, NULL, &err), 0);
	for (size_t i = 0; i < COUNT(begins); i++)
		if (!strstr(out.ptr, begins[i]))
			fail_msg("%s not in\n%s", begins[i] + 1, out.ptr);
	buf_clear(&out);
}

static void verify_plain(struct buf *out, const char *list, const char *registry)
{
	char list_path[32], registry_path[32];
	padan_options opt = PADAN_OPTIONS_INIT;
	padan_sink sink = { PADAN_FORMAT_CSV, NULL, take, out };
	padan_summary *sum = calloc(1, sizeof(*sum));
	padan_err err = { 0 };
	assert_non_null(sum);
	put(list_path, list);
	put(registry_path, registry);
	opt.as_of = 20261123;
	buf_reset(out);
	assert_int_equal(padan_verify_plain(registry_path, list_path, &opt, &sink, sum, &err), 0);
	(void)unlink(list_path);
	(void)unlink(registry_path);
	free(sum);
	buf_addc(out, 0);
}

#define CROWD 4100
#define ASKING 400
/* More of a registry than is of use has one thing or another in common, and hundreds of rows ask for one birth date: the candidates are those
 * of the plain engine, and whom a rare fact tells is found all the same. */
static void crowds(void **state)
{
	static const char *const first[] = { "SITI", "BUDI", "AGUS", "DEWI", "EKA", "RUDI", "WATI", "NUR", "YANTI", "OKTA", "INDRA" };
	static const char *const second[] = { "AMINAH", "SANTOSO", "LUBIS", "HARAHAP", "GINTING", "WIBOWO", "KUSUMA", "PUTRI", "JAYA" };
	static const char *const sexes[] = { "P", "L", "" };
	struct buf list, registry, out, want;
	padan_err err = { 0 };
	(void)state;
	buf_init(&list, 1 << 20);
	buf_init(&registry, 1 << 22);
	buf_init(&out, 1 << 20);
	buf_init(&want, 1 << 20);
	buf_add(&registry, S("NIK,NO_KK,NAMA,TANGGAL_LAHIR,JK,NAMA_IBU,STATUS,TGL_STATUS\n"));
	buf_add(&list, S("PSNOKA,NIK,NAMA,TGLLHR,JENKEL,KKNO,NAMA IBU\n"));
	/* One name, one birth date; one name without a date; one household; one name and mother. */
	for (unsigned i = 0; i < CROWD; i++) {
		buf_addf(&registry, "21710144069%05u,2171010406%06u,SITI AMINAH,1990-06-04,P,,HIDUP,\n", 5000 + i, 905000 + i);
		buf_addf(&registry, "21710141017%05u,,RUDI HARTONO,,L,,HIDUP,\n", 5000 + i);
		buf_addf(&registry, "21710141018%05u,2171010406905003,%s %s,%u-01-02,L,,HIDUP,\n", 5000 + i, first[i % COUNT(first)],
			 second[i % COUNT(second)], 1950 + i % 60);
	}
	for (unsigned i = 0; i < 900; i++)
		buf_addf(&registry, "21710150057%05u,2171010506%06u,%s %s,1975-05-10,%s,%s,HIDUP,\n", 5000 + i, 905000 + i / 3,
			 first[i % COUNT(first)], second[i / 7 % COUNT(second)], sexes[i % 3], i % 5 ? "RATNA" : "");
	/* In the household that is of no use: the day of birth is another, and that they share it still tells. And words in another order, some of
	 * them, where several rows ask for one birth date. */
	buf_add(&registry, S("2171012704815001,2171010406905003,QORIAWAN ZEBEDEUS,1981-04-27,L,ENDANG,HIDUP,\n"
			     "2171010908835002,,SRI OYAMBO XENOFON,1983-08-09,L,,HIDUP,\n"));
	buf_add(&list, S("7,,QORIAWAN ZEBEDEUS,03-04-1981,L,2171010406905003,RATNA\n8,,OYAMBO SRI,09-08-1983,L,,\n9,,KAPITAN,09-08-1983,L,,\n"
			 "10,,FREDERIKUS,09-08-1983,L,,\n11,,GREGORIUS,09-08-1983,L,,\n12,,HUTAPAN,09-08-1983,L,,\n"));
	buf_add(&list, S("1,,SITI AMINAH,04-06-1990,P,2171010406905777,\n2,,SITI AMINAH,04-06-1990,P,,\n3,,SITI AMINA,,P,,\n"
			 "4,,RUDI HARTONO,01-02-1971,L,,\n5,,RUDI HARTONO,,L,,\n6,,BUDI LUBIS,02-01-1966,L,2171010406905003,\n"));
	for (unsigned i = 0; i < ASKING; i++)
		buf_addf(&list, "%u,,%s %s,10-05-1975,%s,2171010506%06u,%s\n", 100 + i, first[i % COUNT(first)], second[i / 5 % COUNT(second)],
			 sexes[i % 3], 905000 + i / 3, i % 4 ? "RATNA" : "");
	buf_addc(&list, 0);
	buf_addc(&registry, 0);
	assert_false(list.error || registry.error);
	assert_int_equal(verify(&out, list.ptr, registry.ptr, NULL, &err), 0);
	verify_plain(&want, list.ptr, registry.ptr);
	assert_string_equal(out.ptr, want.ptr);
	assert_non_null(strstr(out.ptr, ",SITI AMINAH,TINJAU,NIK_KOSONG,2171014406905777,"));
	assert_non_null(strstr(out.ptr, ",0000000000002,,SITI AMINAH,TINJAU,NIK_KOSONG,,,"));
	assert_non_null(strstr(out.ptr, ",QORIAWAN ZEBEDEUS,TINJAU,NIK_KOSONG,2171012704815001,"));
	assert_non_null(strstr(out.ptr, ",OYAMBO SRI,TINJAU,NIK_KOSONG,2171010908835002,"));
	buf_clear(&list);
	buf_clear(&registry);
	buf_clear(&out);
	buf_clear(&want);
}

#define ALIKE 4000 /* records, few enough to be of use */
/* What is found for a row does not depend on how many ask beside it, also where memory is not for all at once. */
static void many_ask_for_many(void **state)
{
	struct buf list, registry, out, one;
	padan_err err = { 0 };
	const char *line, *want;
	(void)state;
	buf_init(&list, 1 << 20);
	buf_init(&registry, 1 << 22);
	buf_init(&out, 1 << 20);
	buf_init(&one, 1 << 16);
	buf_add(&registry, S("NIK,NO_KK,NAMA,TANGGAL_LAHIR,JK,STATUS\n"));
	for (unsigned i = 0; i < ALIKE; i++)
		buf_addf(&registry, "21710144069%05u,2171010406%06u,SITI AMINAH,1990-06-04,P,HIDUP\n", 5000 + i, 905000 + i);
	buf_add(&list, S("PSNOKA,NIK,NAMA,TGLLHR,JENKEL,KKNO\n"));
	for (unsigned i = 0; i < 300; i++)
		buf_addf(&list, "%u,,SITI AMINAH,04-06-1990,P,2171010406%06u\n", 100 + i, (i % 2 ? 905000 : 915000) + i);
	buf_addc(&list, 0);
	buf_addc(&registry, 0);
	assert_int_equal(verify(&out, list.ptr, registry.ptr, NULL, &err), 0);
	line = strchr(out.ptr, '\n') + 1;
	for (unsigned i = 0; i < 300; i++) {
		/* The first two by themselves say what all the others are to say behind their numbers. */
		if (i < 2) {
			struct buf alone;
			buf_init(&alone, 1 << 10);
			buf_addf(&alone, "PSNOKA,NIK,NAMA,TGLLHR,JENKEL,KKNO\n%u,,SITI AMINAH,04-06-1990,P,2171010406%06u\n", 100 + i,
				 (i ? 905000 : 915000) + i);
			buf_addc(&alone, 0);
			assert_int_equal(verify(&one, alone.ptr, registry.ptr, NULL, &err), 0);
			want = strchr(strchr(one.ptr, '\n'), ',') + 14;
			if (strncmp(strchr(line, ',') + 14, want, strlen(want)) != 0)
				fail_msg("%.300s alone is %s", strchr(line, ',') + 14, want);
			buf_clear(&alone);
		}
		/* And every other row is as the second before it. */
		if (i >= 2) {
			const char *two = out.ptr;
			size_t n = (size_t)(strchr(line, '\n') - strchr(line, ',')) - 14;
			for (unsigned k = 0; k < 1 + i % 2; k++)
				two = strchr(two, '\n') + 1;
			assert_memory_equal(strchr(line, ',') + 14, strchr(two, ',') + 14, n);
		}
		line = strchr(line, '\n') + 1;
	}
	buf_clear(&list);
	buf_clear(&registry);
	buf_clear(&out);
	buf_clear(&one);
}

#define STRANGERS 2000
/* Of the same name, but born on another day of the month: nobody, but for one more thing in common, whatever it is. */
static void born_on_other_days(void **state)
{
	static const char *const first[] = { "SITI", "BUDI", "AGUS", "DEWI", "EKA", "RUDI", "WATI", "NUR", "YANTI", "OKTA", "INDRA" };
	static const char *const second[] = { "AMINAH", "SANTOSO", "LUBIS", "HARAHAP", "GINTING", "WIBOWO", "KUSUMA", "PUTRI", "JAYA" };
	static const char *const row[] = { "2171010304815001,2171010304819001,QORIAWAN ZEBEDEUS,03-04-1981,L,RATNA,JL MELATI INDAH NO 1",
					   "2171010304815002,2171010304819002,WIRYATMO XENOFON,03-04-1981,L,RATNA,JL MELATI INDAH NO 2",
					   "2171010304815003,2171010304819003,FREDERIKUS OYAMBO,03-04-1981,L,SUMARTINAH,JL MELATI INDAH NO 3",
					   "2171012704815004,2171010304819004,YOSEPHUS KAPITARAU,03-04-1981,L,,JL MELATI INDAH NO 4",
					   "2171010304815005,2171010304819005,GREGORIUS HUTAPAN,03-04-1981,L,RATNA,JL MELATI INDAH NO 5" };
	/* Found by KK, by address, by mother, by a NIK of which one digit differs, and not. */
	static const char *const person[] = { "2171012704816001,2171010304819001,QORIAWAN ZEBEDEUS,1981-04-27,L,ENDANG,KAV BARU BLOK C NO 91,HIDUP,",
					      "2171012704816002,2171010304818002,WIRYATMO XENOFON,1981-04-27,L,ENDANG,JL MELATI INDAH NO 2,HIDUP,",
					      "2171012704816003,2171010304818003,FREDERIKUS OYAMBO,1981-04-27,L,SUMARTINAH,KAV BARU BLOK C NO 93,HIDUP,",
					      "2171012704816004,2171010304818004,YOSEPHUS KAPITARAU,1981-04-27,L,ENDANG,KAV BARU BLOK C NO 94,HIDUP,",
					      "2171012704816005,2171010304818005,GREGORIUS HUTAPAN,1981-04-27,L,ENDANG,KAV BARU BLOK C NO 95,HIDUP," };
	struct buf list, registry, out, want;
	padan_err err = { 0 };
	char line[200];
	(void)state;
	buf_init(&list, 1 << 20);
	buf_init(&registry, 1 << 22);
	buf_init(&out, 1 << 20);
	buf_init(&want, 1 << 20);
	buf_add(&list, S("PSNOKA,NIK,KKNO,NAMA,TGLLHR,JENKEL,NAMA IBU,ALAMAT\n"));
	buf_add(&registry, S("NIK,NO_KK,NAMA,TANGGAL_LAHIR,JK,NAMA_IBU,ALAMAT,STATUS,TGL_STATUS\n"));
	for (int i = 0; i < STRANGERS; i++) {
		(void)snprintf(line, sizeof(line), "217102%02d%02d%02d%04d,21710204058%05d,%s %s,19%02d-%02d-%02d,P,NURAINI,GANG %d DALAM,HIDUP,\n",
			       41 + i % 28, 1 + i / 28 % 12, 50 + i % 50, 5001 + i, i, first[i % 11], second[i / 11 % 9], 50 + i % 50,
			       1 + i / 28 % 12, 1 + i % 28, i);
		buf_add(&registry, str_c(line));
	}
	for (size_t i = 0; i < COUNT(row); i++) {
		(void)snprintf(line, sizeof(line), "%zu,%s\n", 100 + i, row[i]);
		buf_add(&list, str_c(line));
		buf_add(&registry, str_c(person[i]));
		buf_addc(&registry, '\n');
	}
	buf_addc(&list, 0);
	buf_addc(&registry, 0);
	assert_int_equal(verify(&out, list.ptr, registry.ptr, NULL, &err), 0);
	verify_plain(&want, list.ptr, registry.ptr);
	assert_string_equal(out.ptr, want.ptr);
	for (size_t i = 0; i < COUNT(person); i++) {
		char nik[20];
		(void)snprintf(nik, sizeof(nik), ",%.16s,", person[i]);
		if ((strstr(out.ptr, nik) != NULL) != (i < 4))
			fail_msg("%zu is %sfound:\n%s", i, i < 4 ? "not " : "", out.ptr);
	}
	buf_clear(&list);
	buf_clear(&registry);
	buf_clear(&out);
	buf_clear(&want);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_registry_for_one_list),
		cmocka_unit_test(numbers_of_rows),
		cmocka_unit_test(born_on_other_days),
		cmocka_unit_test(crowds),
		cmocka_unit_test(many_ask_for_many),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
