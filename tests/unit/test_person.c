#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#undef setjmp /* a macro of libc, a name base.h bans */

#include "engine/person.h"

static struct facts born(tanggal t)
{
	return (struct facts){ .birth = t, .birth_state = BIRTH_OK };
}

static struct facts born_short(tanggal t)
{
	return (struct facts){ .birth = t, .birth_state = BIRTH_OK, .century_open = true };
}

static void check_birth(const char *file, int line, struct facts a, struct facts b, enum birth_agree want)
{
	if (birth_compare(&a, &b) != want || birth_compare(&b, &a) != want) {
		print_error("%s:%d: %d and %d: %d, wanted %d\n", file, line, a.birth, b.birth, (int)birth_compare(&a, &b),
			    (int)want);
		fail();
	}
}
#define BIRTH(a, b, want) check_birth(__FILE__, __LINE__, born(a), born(b), want)

static void birth_dates(void **state)
{
	(void)state;
	BIRTH(19750604, 19750604, BIRTH_A_SAME);
	BIRTH(19750604, 19750406, BIRTH_A_SWAP);
	BIRTH(19750604, 19760406, BIRTH_A_DIFFER); /* swapped, but another year */
	BIRTH(19750101, 19750110, BIRTH_A_DIFFER); /* two digits: 01 and 10 */
	BIRTH(19750604, 19750605, BIRTH_A_DIGIT);
	BIRTH(19750604, 19750614, BIRTH_A_DIGIT);
	BIRTH(19750604, 19750704, BIRTH_A_DIGIT);
	BIRTH(19751104, 19750104, BIRTH_A_DIGIT);
	BIRTH(19750604, 19740604, BIRTH_A_DIGIT);
	BIRTH(19750604, 19650604, BIRTH_A_DIGIT);
	BIRTH(19750604, 18750604, BIRTH_A_DIGIT);
	BIRTH(19750604, 20750604, BIRTH_A_DIFFER); /* 19 and 20: two digits */
	BIRTH(19750604, 19750716, BIRTH_A_DIFFER);
	BIRTH(19750609, 19750610, BIRTH_A_DIFFER); /* one day, two digits */
	BIRTH(19991231, 20000101, BIRTH_A_DIFFER);
	/* Swapping comes before the digit: 11-01 and 01-11 differ in two places, 12-02 and 02-12 too. */
	BIRTH(19750112, 19751201, BIRTH_A_SWAP);
	BIRTH(19750202, 19750212, BIRTH_A_DIGIT);
}

static void absent_birth_dates(void **state)
{
	static const uint8_t missing[] = { BIRTH_ABSENT, BIRTH_BAD };
	(void)state;
	for (size_t i = 0; i < COUNT(missing); i++) {
		struct facts none = { .birth_state = missing[i] };
		check_birth(__FILE__, __LINE__, none, born(19750604), BIRTH_A_ABSENT);
		check_birth(__FILE__, __LINE__, none, none, BIRTH_A_ABSENT); /* two unknown days are not the same day */
	}
}

/* Two-digit years are compared modulo 100. */
static void open_centuries(void **state)
{
	(void)state;
	check_birth(__FILE__, __LINE__, born_short(20200604), born(19200604), BIRTH_A_SAME);
	check_birth(__FILE__, __LINE__, born_short(20200604), born(20200604), BIRTH_A_SAME);
	check_birth(__FILE__, __LINE__, born_short(20200604), born_short(19200604), BIRTH_A_SAME);
	check_birth(__FILE__, __LINE__, born_short(20200604), born(19200406), BIRTH_A_SWAP);
	check_birth(__FILE__, __LINE__, born_short(20200604), born(19210604), BIRTH_A_DIGIT);
	check_birth(__FILE__, __LINE__, born_short(20200604), born(19200605), BIRTH_A_DIGIT);
	check_birth(__FILE__, __LINE__, born_short(20200604), born(19310604), BIRTH_A_DIFFER);
	check_birth(__FILE__, __LINE__, born_short(20000604), born(19000604), BIRTH_A_SAME);
	check_birth(__FILE__, __LINE__, born(20200604), born(19200604), BIRTH_A_DIFFER);
}

static void regions(void **state)
{
	(void)state;
	assert_int_equal(region_agree(2171061003, 2171061003), 1);
	assert_int_equal(region_agree(2171061003, 2171061004), -1);
	/* On the finest level both have. */
	assert_int_equal(region_agree(2171061003, 217106), 1);
	assert_int_equal(region_agree(217106, 2171061003), 1);
	assert_int_equal(region_agree(2171061003, 217107), -1);
	assert_int_equal(region_agree(217106, 217106), 1);
	assert_int_equal(region_agree(217106, 217107), -1);
	assert_int_equal(region_agree(0, 217107), 0);
	assert_int_equal(region_agree(2171061003, 0), 0);
	assert_int_equal(region_agree(0, 0), 0);
	assert_int_equal(fact_agree(0, 0), 0);
	assert_int_equal(fact_agree(1, 0), 0);
	assert_int_equal(fact_agree(0, 1), 0);
	assert_int_equal(fact_agree(1, 1), 1);
	assert_int_equal(fact_agree(1, 2), -1);
}

static void check_sex(const char *text, char want)
{
	if (sex_read(str_c(text)) != want)
		fail_msg("%s: not %c", text, want ? want : '0');
}

static void sexes(void **state)
{
	static const char *const men[] = { "L", "l", "1", "LAKI-LAKI", "Laki - laki", "laki laki", "M", "m", "LK", "Lk.", "PRIA" };
	static const char *const women[] = { "P", "p", "2", "PEREMPUAN", "perempuan", "F", "f", "PR", "Pr.", "WANITA" };
	static const char *const none[] = { "", " ", "-", "0", "3", "X", "L/P", "LP", "?", "LAKI-LAKI DAN PEREMPUAN", "12",
					    "TIDAK TAHU", "PEREMPUANXXXXXXX" };
	(void)state;
	for (size_t i = 0; i < COUNT(men); i++)
		check_sex(men[i], 'L');
	for (size_t i = 0; i < COUNT(women); i++)
		check_sex(women[i], 'P');
	for (size_t i = 0; i < COUNT(none); i++)
		check_sex(none[i], 0);
	assert_int_equal(sex_read(STR_NONE), 0);
}

static void check_status(const char *text, enum reg_status want)
{
	if (status_read(str_c(text)) != want)
		fail_msg("%s: %d", text, (int)status_read(str_c(text)));
}

static void registry_status(void **state)
{
	static const char *const unknown[] = { "", "-", "0", "1", "HIDUPX", "HIDUP?/MENINGGAL", "BELUM MENINGGAL", "TIDAK HIDUP",
					       "BELUM HIDUP", "PINDAH DATANG", "SEBUAH KALIMAT YANG PANJANG SEKALI" };
	(void)state;
	check_status("HIDUP", REG_ALIVE);
	check_status("hidup", REG_ALIVE);
	check_status(" Hidup ", REG_ALIVE);
	check_status("MENINGGAL", REG_DEAD);
	check_status("Meninggal Dunia", REG_DEAD);
	check_status("MENINGGAL-DUNIA", REG_DEAD);
	check_status("PINDAH", REG_MOVED);
	check_status("Pindah Keluar", REG_MOVED);
	check_status("PINDAH_DOMISILI", REG_MOVED);
	check_status("NONAKTIF", REG_INACTIVE);
	check_status("non aktif", REG_INACTIVE);
	check_status("NON-AKTIF", REG_INACTIVE);
	check_status("TIDAK AKTIF", REG_INACTIVE);
	check_status("GANDA", REG_DOUBLE);
	check_status("DATA GANDA", REG_DOUBLE);
	for (size_t i = 0; i < COUNT(unknown); i++)
		check_status(unknown[i], REG_UNKNOWN); /* never taken for alive */
}

static void the_lists_own_status(void **state)
{
	static const char *const dead[] = { "2", "MENINGGAL", "Meninggal Dunia", "meninggal", "WAFAT" };
	static const char *const not_dead[] = { "", "0", "AKTIF", "6", "7", "9", "15", "12", "22", "PENANGGUHAN", "NON AKTIF" };
	(void)state;
	for (size_t i = 0; i < COUNT(dead); i++)
		assert_true(list_status_deceased(str_c(dead[i])));
	for (size_t i = 0; i < COUNT(not_dead); i++)
		assert_false(list_status_deceased(str_c(not_dead[i])));
}

static void segments(void **state)
{
	static const char *const ours[] = {
		"", " ", "APBD", "PBI APBD", "PBI (APBD)", "pbi daerah", "PD Pemda", "PBPU Pemda", "PBPU dan BP Pemda",
		"Jamkesda terintegrasi", "CACAT TOTAL TETAP DAN TIDAK MAMPU (APBD)", "PHK > 6 BULAN DAN TIDAK MAMPU (APBD)",
		"14", "22", "23", "24", "25", "'22", "PBPU BP PEMERINTAH DAERAH",
	};
	static const char *const others[] = {
		"APBN", "PBI APBN", "PBI JK", "PPU", "PPU PN", "PPU BU", "PBPU", "PBPU MANDIRI", "BP", "Pekerja mandiri", "13",
		"21", "122", "2", "BUMD", "PPU BADAN USAHA MILIK DAERAH", "PPU PN DAERAH", "Pegawai Pemerintah Daerah",
	};
	char text[300];
	(void)state;
	for (size_t i = 0; i < COUNT(ours); i++)
		if (!segment_is_ours(str_c(ours[i])))
			fail_msg("%s", ours[i]);
	for (size_t i = 0; i < COUNT(others); i++)
		if (segment_is_ours(str_c(others[i])))
			fail_msg("%s", others[i]);
	/* A legend longer than any name of a segment: judged by its beginning, without reading past anything. */
	memset(text, 'X', sizeof(text));
	assert_false(segment_is_ours(str_of(text, sizeof(text))));
	memcpy(text, "PBI APBD", 8);
	assert_true(segment_is_ours(str_of(text, sizeof(text))));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(birth_dates),
		cmocka_unit_test(absent_birth_dates),
		cmocka_unit_test(open_centuries),
		cmocka_unit_test(regions),
		cmocka_unit_test(sexes),
		cmocka_unit_test(registry_status),
		cmocka_unit_test(the_lists_own_status),
		cmocka_unit_test(segments),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
