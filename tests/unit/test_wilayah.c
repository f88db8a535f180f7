#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#undef setjmp /* a macro of libc, a name base.h bans */

#include "base/wilayah.h"

static void assert_name(uint64_t code, unsigned digits, const char *want)
{
	struct str s = wilayah_name(code, digits);
	if (!want) {
		assert_null(s.ptr);
		return;
	}
	assert_non_null(s.ptr);
	assert_int_equal(s.len, strlen(want));
	assert_memory_equal(s.ptr, want, s.len);
}

static void prefixes(void **state)
{
	(void)state;
	for (uint32_t c = 1; c <= 12; c++)
		assert_true(wilayah_prefix_known(217100 + c));
	assert_false(wilayah_prefix_known(217100));
	assert_false(wilayah_prefix_known(217113));
	assert_true(wilayah_prefix_known(110101));
	assert_true(wilayah_prefix_known(910101)); /* Merauke until 2022: only in the old codes */
	assert_true(wilayah_prefix_known(927110));
	assert_false(wilayah_prefix_known(0));
	assert_false(wilayah_prefix_known(990101));
	assert_false(wilayah_prefix_known(999999));
	assert_false(wilayah_prefix_known(1000000));
	assert_false(wilayah_prefix_known(UINT32_MAX));
}

/* Whole table: as many prefixes as the two files hold, and each present one has a name. */
static void prefix_count(void **state)
{
	unsigned known = 0, named = 0;
	(void)state;
	for (uint32_t p = 0; p < 1000000; p++) {
		bool k = wilayah_prefix_known(p), n = wilayah_name(p, 6).ptr != NULL;
		known += k;
		named += n;
		assert_true(k || !n);
	}
	assert_int_equal(named, 7285);
	assert_int_equal(known, 7285 + 594);
}

static void names(void **state)
{
	(void)state;
	assert_name(21, 2, "Kepulauan Riau");
	assert_name(11, 2, "Aceh");
	assert_name(2171, 4, "Kota Batam");
	assert_name(217101, 6, "Belakang Padang");
	assert_name(217112, 6, "Batu Aji");
	assert_name(UINT64_C(2171101004), 10, "Belian");
	assert_name(UINT64_C(1101012001), 10, "Keude Bakongan");
	assert_name(UINT64_C(5307012021), 10, "Regapu\342\200\231u");
	assert_name(910101, 6, NULL); /* no present name */
	assert_name(UINT64_C(2171011001), 10, NULL); /* a real gap */
	assert_name(UINT64_C(2171991001), 10, NULL);
	assert_name(UINT64_C(9999999999), 10, NULL);
	assert_name(UINT64_MAX, 10, NULL);
	assert_name(2171, 2, NULL);
	assert_name(21, 4, NULL);
	assert_name(99, 2, NULL);
	assert_name(2171, 5, NULL);
}

static uint32_t kec(const char *name) { return wilayah_find_kecamatan(2171, str_c(name)); }
static uint64_t kel(uint32_t k, const char *name) { return wilayah_find_kelurahan(2171, k, str_c(name)); }

static void kecamatan(void **state)
{
	(void)state;
	assert_int_equal(kec("Belakang Padang"), 217101);
	assert_int_equal(kec("BELAKANGPADANG"), 217101);
	assert_int_equal(kec("KEC. SEI BEDUK"), 217107);
	assert_int_equal(kec("Kecamatan Sungai  Beduk"), 217107);
	assert_int_equal(kec("S. Beduk"), 217107);
	assert_int_equal(kec("SEIBEDUK"), 217107);
	assert_int_equal(kec("SUNGAIBEDUK"), 217107);
	assert_int_equal(kec("batam kota"), 217110);
	assert_int_equal(kec("BATAM CENTRE"), 217110);
	assert_int_equal(kec("BATU-AJI"), 217112);
	assert_int_equal(kec("BATU"), 0);
	assert_int_equal(kec(""), 0);
	assert_int_equal(kec(" . "), 0);
	assert_int_equal(kec("KEC."), 0);
	assert_int_equal(kec("SUNGAI"), 0);
	assert_int_equal(wilayah_find_kecamatan(2172, S("Sei Beduk")), 0);
	assert_int_equal(wilayah_find_kecamatan(9999, S("Sei Beduk")), 0);
	assert_int_equal(wilayah_find_kecamatan(UINT32_MAX, S("Sei Beduk")), 0);
	assert_int_equal(wilayah_find_kecamatan(2171, STR_NONE), 0);
}

static void kelurahan(void **state)
{
	(void)state;
	assert_int_equal(kel(0, "KEL. SEI HARAPAN"), UINT64_C(2171031001));
	assert_int_equal(kel(217103, "Sungai Harapan"), UINT64_C(2171031001));
	assert_int_equal(kel(217104, "Sungai Harapan"), 0);
	assert_int_equal(kel(0, "Kelurahan Tg. Sengkuang"), UINT64_C(2171021001));
	assert_int_equal(kel(0, "TJ SENGKUANG"), UINT64_C(2171021001));
	assert_int_equal(kel(0, "TANJUNGSENGKUANG"), UINT64_C(2171021001));
	assert_int_equal(kel(0, "KP SERAYA"), UINT64_C(2171021004));
	assert_int_equal(kel(0, "KP.PELITA"), UINT64_C(2171061001));
	assert_int_equal(kel(0, "P. TERONG"), UINT64_C(2171011004));
	assert_int_equal(kel(0, "Pulau Terung"), UINT64_C(2171011004));
	assert_int_equal(kel(0, "MUKAKUNING"), UINT64_C(2171071001));
	assert_int_equal(kel(0, "DESA BELIAN"), UINT64_C(2171101004));
	assert_int_equal(kel(217101, "Belian"), 0);
	assert_int_equal(kel(360101, "Belian"), 0);
	assert_int_equal(kel(217199, "Belian"), 0);
	assert_int_equal(kel(0, "Tidak Ada"), 0);
}

/* Every name of the city leads back to its code, with and without its kecamatan. */
static void round_trip(void **state)
{
	unsigned n = 0;
	(void)state;
	for (uint64_t c = UINT64_C(2171000000); c < UINT64_C(2172000000); c++) {
		struct str s = wilayah_name(c, 10);
		if (!s.ptr)
			continue;
		n++;
		assert_int_equal(wilayah_find_kelurahan(2171, 0, s), c);
		assert_int_equal(wilayah_find_kelurahan(2171, (uint32_t)(c / 10000), s), c);
	}
	assert_int_equal(n, 64);
}

/* Folding must not make different kecamatan of one kab/kota alike: only a handful of names is really used twice. */
static void kecamatan_everywhere(void **state)
{
	unsigned lost = 0;
	(void)state;
	for (uint32_t c = 110000; c < 970000; c++) {
		struct str s = wilayah_name(c, 6);
		if (!s.ptr)
			continue;
		uint32_t found = wilayah_find_kecamatan(c / 100, s);
		assert_true(found == c || found == 0);
		lost += found == 0;
	}
	assert_true(lost <= 10);
}

static void long_names(void **state)
{
	char text[400];
	(void)state;
	for (size_t n = 1; n < sizeof(text); n++) {
		for (size_t i = 0; i < n; i++)
			text[i] = i % 2 ? 'p' : ' ';
		assert_int_equal(wilayah_find_kelurahan(2171, 0, str_of(text, n)), 0);
		for (size_t i = 0; i < n; i++)
			text[i] = i % 4 == 2 ? ' ' : "kp"[i % 4 % 2];
		assert_int_equal(wilayah_find_kecamatan(2171, str_of(text, n)), 0);
		memset(text, 'x', n);
		assert_int_equal(wilayah_find_kab(str_of(text, n)), 0);
	}
}

static void kab(void **state)
{
	(void)state;
	assert_int_equal(wilayah_find_kab(S("KOTA BATAM")), 2171);
	assert_int_equal(wilayah_find_kab(S("Batam")), 2171);
	assert_int_equal(wilayah_find_kab(S("KAB/KOTA BATAM")), 2171);
	assert_int_equal(wilayah_find_kab(S("KODYA BATAM")), 2171);
	assert_int_equal(wilayah_find_kab(S("KABUPATEN BATAM")), 0);
	assert_int_equal(wilayah_find_kab(S("KAB. BINTAN")), 2101);
	assert_int_equal(wilayah_find_kab(S("TJ. PINANG")), 2172);
	assert_int_equal(wilayah_find_kab(S("KEP. ANAMBAS")), 2105);
	assert_int_equal(wilayah_find_kab(S("BANDUNG")), 0); /* both */
	assert_int_equal(wilayah_find_kab(S("KOTA BANDUNG")), 3273);
	assert_int_equal(wilayah_find_kab(S("KAB BANDUNG")), 3204);
	assert_int_equal(wilayah_find_kab(S("JAKARTA SELATAN")), 3174);
	assert_int_equal(wilayah_find_kab(S("KOTA ADM. JAKARTA SELATAN")), 3174);
	assert_int_equal(wilayah_find_kab(S("KAB. ADM. KEP. SERIBU")), 3101);
	assert_int_equal(wilayah_find_kab(S("KOTA BARU")), 6302); /* Kabupaten Kotabaru */
	assert_int_equal(wilayah_find_kab(S("KOTAMOBAGU")), 7174);
	assert_int_equal(wilayah_find_kab(S("KOTA")), 0);
	assert_int_equal(wilayah_find_kab(S("-")), 0);
	assert_int_equal(wilayah_find_kab(STR_NONE), 0);
	for (uint32_t c = 1100; c < 9700; c++) {
		struct str s = wilayah_name(c, 4);
		if (s.ptr)
			assert_int_equal(wilayah_find_kab(s), c);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(prefixes),  cmocka_unit_test(prefix_count),         cmocka_unit_test(names),
		cmocka_unit_test(kecamatan), cmocka_unit_test(kelurahan),            cmocka_unit_test(round_trip),
		cmocka_unit_test(kab),       cmocka_unit_test(kecamatan_everywhere), cmocka_unit_test(long_names),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
