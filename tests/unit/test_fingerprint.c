#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "engine/fingerprint.h"

static void check_address(const char *a, const char *b, bool same)
{
	uint32_t ha = address_hash(str_c(a)), hb = address_hash(str_c(b));
	if (ha == 0 || hb == 0)
		fail_msg("%s / %s: no address", a, b);
	if ((ha == hb) != same)
		fail_msg("%s / %s", a, b);
}

static void addresses(void **state)
{
	(void)state;
	check_address("JL. MAWAR NO. 12", "Jalan Mawar 12", true);
	check_address("JLN MAWAR NOMOR 12", "MAWAR 12", true);
	check_address("KAVLING LAMA BLOK L NO 12", "kavling lama blk l no.12", true);
	check_address("KAVLING LAMA RT 007 RW 02", "Kavling Lama RT07/RW2", true);
	check_address("MAWAR 012", "MAWAR 12", true); /* zeros in front of a number */
	check_address("MAWAR 120", "MAWAR 12", false);
	check_address("MAWAR 102", "MAWAR 12", false);
	check_address("MAWAR 12 KEL. SEI PANAS KEC. BATAM KOTA", "MAWAR 12 SEI PANAS BATAM KOTA", true);
	check_address("MAWAR 12", "MAWAR 13", false);
	check_address("MAWAR 12", "MELATI 12", false);
	check_address("NOVITA 12345", "VITA 12345", false); /* NO within a word is no NO */
	check_address("BLOKADE 12345", "ADE 12345", false);
	/* Fewer than 5 letters and digits say nothing. */
	assert_int_equal(address_hash(S("")), 0);
	assert_int_equal(address_hash(STR_NONE), 0);
	assert_int_equal(address_hash(S("-")), 0);
	assert_int_equal(address_hash(S("BTM")), 0);
	assert_int_equal(address_hash(S("JL. JALAN NO RT RW KEL KEC BLOK")), 0);
	assert_int_equal(address_hash(S("RT 0007 RW 00012")), 0); /* 7 and 12 remain */
	assert_int_equal(address_hash(S("ABCD")), 0);
	assert_int_not_equal(address_hash(S("ABCDE")), 0);
	{
		char text[1000];
		memset(text, 'x', sizeof(text));
		assert_int_not_equal(address_hash(str_of(text, sizeof(text))), 0);
	}
}

static void mothers(void **state)
{
	(void)state;
	assert_int_not_equal(mother_hash(S("SITI AMINAH")), 0);
	assert_int_equal(mother_hash(S("SITI AMINAH")), mother_hash(S("siti  aminah.")));
	assert_int_not_equal(mother_hash(S("SITI AMINAH")), mother_hash(S("SITI AMINAN")));
	assert_int_equal(mother_hash(S("")), 0);
	assert_int_equal(mother_hash(S("-")), 0);
	assert_int_equal(mother_hash(S("X")), 0);
	assert_int_equal(mother_hash(S("0000")), 0);
}

/* Addresses put together from what the two ways of reading could take differently, at every length around 64. */
static void ways_agree(void **state)
{
	static const char *const part[] = { "JL", "JLN", "JALAN", "NO", "NOMOR", "RT", "RW", "BLK", "BLOK", "KEL", "KEC", "JALANAN", "NOMO",
					    "B", "0", "00", "007", "700", "1", "KECIL", "rt", "Blok", "jl", "a", "z", "Z9", " ", ".", "/", "-",
					    "'", "\xC3\xA9", "@", "[", "`", "{", ":", ",", "\t", "MAWAR", "KAVLING" };
	uint64_t x = 88172645463325252U;
	(void)state;
	for (int i = 0; i < 300000; i++) {
		char text[128];
		size_t n = 0, want;
		struct str s;
		x ^= x << 13, x ^= x >> 7, x ^= x << 17;
		want = x % 80;
		while (n < want) {
			const char *p;
			size_t len;
			x ^= x << 13, x ^= x >> 7, x ^= x << 17;
			p = part[(x >> 20) % COUNT(part)];
			len = strlen(p);
			if (n + len > sizeof(text))
				break;
			memcpy(text + n, p, len);
			n += len;
			if (x & 1 && n < sizeof(text))
				text[n++] = ' ';
		}
		s = str_of(text, n);
		if (address_hash(s) != address_hash_plain(s) || mother_hash(s) != mother_hash_plain(s))
			fail_msg("%.*s", (int)n, text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(addresses),
		cmocka_unit_test(mothers),
		cmocka_unit_test(ways_agree),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
