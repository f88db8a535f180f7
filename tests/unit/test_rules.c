#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#undef setjmp /* a macro of libc, a name base.h bans */

#include "engine/rules.h"

/* docs/verify.md, "Reasons": the verdict by default, and whether TIDAK_LAYAK needs a condition. Conditional codes are
 * TINJAU without it. */
static const struct {
	const char *name;
	enum padan_verdict_kind soft, hard;
} contract[] = {
	{ "BARIS_RUSAK", PADAN_TINJAU, PADAN_TINJAU },
	{ "NIK_KOSONG", PADAN_TINJAU, PADAN_TINJAU },
	{ "NIK_TIDAK_SAH", PADAN_TINJAU, PADAN_TINJAU },
	{ "NIK_GANDA", PADAN_TINJAU, PADAN_TIDAK_LAYAK },
	{ "ORANG_GANDA", PADAN_TINJAU, PADAN_TINJAU },
	{ "NIK_TIDAK_DITEMUKAN", PADAN_TINJAU, PADAN_TIDAK_LAYAK },
	{ "NIK_MILIK_ORANG_LAIN", PADAN_TINJAU, PADAN_TINJAU },
	{ "MENINGGAL", PADAN_TINJAU, PADAN_TIDAK_LAYAK },
	{ "PINDAH_DOMISILI", PADAN_TINJAU, PADAN_TIDAK_LAYAK },
	{ "NIK_NONAKTIF", PADAN_TINJAU, PADAN_TINJAU },
	{ "NAMA_BEDA", PADAN_TINJAU, PADAN_TINJAU },
	{ "TANGGAL_LAHIR_BEDA", PADAN_TINJAU, PADAN_TINJAU },
	{ "JENIS_KELAMIN_BEDA", PADAN_TINJAU, PADAN_TINJAU },
	{ "TANGGAL_TIDAK_SAH", PADAN_TINJAU, PADAN_TINJAU },
	{ "SEGMEN_LAIN", PADAN_TINJAU, PADAN_TINJAU },
	{ "BELUM_DIPERIKSA", PADAN_TINJAU, PADAN_TINJAU },
	{ "PESERTA_GANDA", PADAN_TINJAU, PADAN_TINJAU },
	{ "KK_BEDA", PADAN_LAYAK, PADAN_LAYAK },
	{ "ALAMAT_BEDA", PADAN_LAYAK, PADAN_LAYAK },
	{ "WILAYAH_NIK_TIDAK_DIKENAL", PADAN_LAYAK, PADAN_LAYAK },
};

static struct criteria parse(const char *text)
{
	struct criteria c;
	struct err err = { 0 };
	if (criteria_parse(&c, str_c(text), &err) != OK)
		fail_msg("%s: %s", text, err.msg);
	return c;
}

static bool needs_condition(uint32_t i)
{
	return contract[i].soft != contract[i].hard;
}

static void the_contracts_defaults(void **state)
{
	struct criteria c = parse("");
	(void)state;
	assert_int_equal(COUNT(contract), PADAN_REASON_COUNT);
	assert_int_equal(criteria_verdict(&c, 0, 0), PADAN_LAYAK);
	assert_int_equal(criteria_verdict(&c, 0, UINT32_MAX), PADAN_LAYAK);
	for (uint32_t i = 0; i < COUNT(contract); i++) {
		assert_string_equal(rules[i].name, contract[i].name);
		assert_true(strlen(rules[i].text) > 5);
		assert_int_equal(criteria_verdict(&c, UINT32_C(1) << i, 0), contract[i].soft);
		assert_int_equal(criteria_verdict(&c, UINT32_C(1) << i, UINT32_MAX), contract[i].hard);
		/* Another reason's condition is none of this one's. */
		assert_int_equal(criteria_verdict(&c, UINT32_C(1) << i, ~(UINT32_C(1) << i)), contract[i].soft);
		assert_int_equal(criteria_filter(&c, UINT32_C(1) << i), UINT32_C(1) << i);
	}
	assert_int_equal(c.not_found_warn, 50); /* 5 % */
	assert_in_range(c.candidate_min, 500, 1000);
}

static void the_hardest_holds(void **state)
{
	struct criteria c = parse("");
	(void)state;
	for (uint32_t a = 0; a < COUNT(contract); a++)
		for (uint32_t b = 0; b < COUNT(contract); b++)
			for (unsigned hard = 0; hard < 4; hard++) {
				uint32_t ra = UINT32_C(1) << a, rb = UINT32_C(1) << b;
				uint32_t h = (hard & 1 ? ra : 0) | (hard & 2 ? rb : 0);
				enum padan_verdict_kind va = h & ra ? contract[a].hard : contract[a].soft;
				enum padan_verdict_kind vb = h & rb ? contract[b].hard : contract[b].soft;
				assert_int_equal(criteria_verdict(&c, ra | rb, h), va > vb ? va : vb);
			}
	assert_int_equal(criteria_verdict(&c, (UINT32_C(1) << PADAN_REASON_COUNT) - 1, 0), PADAN_TINJAU);
	assert_int_equal(criteria_verdict(&c, R(KK_BEDA) | R(ALAMAT_BEDA) | R(WILAYAH_NIK_TIDAK_DIKENAL), 0), PADAN_LAYAK);
}

static void every_rule_every_action(void **state)
{
	static const struct {
		const char *word;
		enum padan_verdict_kind verdict;
	} actions[] = {
		{ "MATI", PADAN_LAYAK }, { "CATATAN", PADAN_LAYAK }, { "TINJAU", PADAN_TINJAU }, { "TIDAK_LAYAK", PADAN_TIDAK_LAYAK },
	};
	(void)state;
	for (uint32_t i = 0; i < COUNT(contract); i++)
		for (size_t k = 0; k < COUNT(actions); k++) {
			uint32_t bit = UINT32_C(1) << i;
			struct criteria c;
			char text[80];
			(void)snprintf(text, sizeof(text), "%s = %s\n", contract[i].name, actions[k].word);
			c = parse(text);
			assert_int_equal(criteria_verdict(&c, bit, bit), actions[k].verdict);
			/* A condition that does not hold never condemns, whatever the criteria say. */
			assert_int_equal(criteria_verdict(&c, bit, ~bit),
					 needs_condition(i) && k == 3 ? PADAN_TINJAU : actions[k].verdict);
			assert_int_equal(criteria_filter(&c, bit), k == 0 ? 0 : bit);
			assert_int_equal(criteria_filter(&c, ~bit & 0xFFFFF), ~bit & 0xFFFFF);
			for (uint32_t other = 0; other < COUNT(contract); other++)
				if (other != i)
					assert_int_equal(criteria_verdict(&c, UINT32_C(1) << other, 0), contract[other].soft);
		}
}

static void ways_of_writing(void **state)
{
	struct criteria c;
	(void)state;
	c = parse("# kriteria\r\n\r\n  meninggal=tinjau   # sementara\r\n\tNama_Beda =\tMati\r\nambang.kandidat = 990\r\n"
		  "AMBANG.TIDAK_DITEMUKAN=0");
	assert_int_equal(criteria_verdict(&c, R(MENINGGAL), R(MENINGGAL)), PADAN_TINJAU);
	assert_int_equal(criteria_filter(&c, R(NAMA_BEDA) | R(MENINGGAL)), R(MENINGGAL));
	assert_int_equal(c.candidate_min, 990);
	assert_int_equal(c.not_found_warn, 0);
	c = parse("\xEF\xBB\xBFMENINGGAL = MATI\n"); /* the mark Windows puts in front of a text */
	assert_int_equal(criteria_filter(&c, R(MENINGGAL)), 0);
	c = parse("MENINGGAL = MATI\nMENINGGAL = TINJAU\n"); /* the last line wins */
	assert_int_equal(criteria_verdict(&c, R(MENINGGAL), R(MENINGGAL)), PADAN_TINJAU);
	assert_int_equal(parse("ambang.kandidat = 500").candidate_min, 500);
	assert_int_equal(parse("ambang.kandidat = 1000").candidate_min, 1000);
	assert_int_equal(parse("ambang.tidak_ditemukan = 1000").not_found_warn, 1000);
}

static void refused(const char *text, const char *line)
{
	struct criteria c, before;
	struct err err = { 0 };
	memset(&c, 0x5A, sizeof(c));
	before = c;
	if (criteria_parse(&c, str_c(text), &err) != E_FORMAT)
		fail_msg("taken: %s", text);
	if (!strstr(err.msg, line))
		fail_msg("%s: %s", text, err.msg);
	assert_memory_equal(&c, &before, sizeof(c));
}

static void errors_name_the_line(void **state)
{
	(void)state;
	refused("MENINGAL = TINJAU", "baris 1");
	refused("# x\n\nMENINGGAL\n", "baris 3");
	refused("KK_BEDA = CATATAN\nMENINGGAL = LAYAK\n", "baris 2");
	refused("MENINGGAL =", "baris 1");
	refused("= TINJAU", "baris 1");
	refused("MENINGGAL = TINJAU = MATI", "baris 1");
	refused("MENINGGAL TINJAU", "baris 1");
	refused("ambang.kandidat = 499", "baris 1");
	refused("ambang.kandidat = 1001", "baris 1");
	refused("ambang.kandidat = 0,95", "baris 1");
	refused("ambang.kandidat = -950", "baris 1");
	refused("ambang.kandidat = 66486", "baris 1"); /* 950 in 16 bits */
	refused("ambang.kandidat = 4294968246", "baris 1");
	refused("ambang.kandidat =", "baris 1");
	refused("ambang.tidak_ditemukan = 1001", "baris 1");
	refused("ambang.lain = 5", "baris 1");
}

static void the_hash(void **state)
{
	struct criteria base = parse(""), c;
	(void)state;
	assert_int_equal(strlen(base.hash), 64);
	assert_int_equal(strspn(base.hash, "0123456789abcdef"), 64);
	/* It speaks of the criteria in force, not of how they are written. */
	assert_string_equal(parse("# nothing\n\n").hash, base.hash);
	assert_string_equal(parse("MENINGGAL = TIDAK_LAYAK\nKK_BEDA = CATATAN\nambang.tidak_ditemukan = 50\n").hash, base.hash);
	assert_string_equal(parse("NAMA_BEDA = MATI\nKK_BEDA = TINJAU").hash, parse("kk_beda=tinjau\r\nnama_beda=mati").hash);
	for (size_t i = 0; i < COUNT(contract); i++) {
		char text[80];
		(void)snprintf(text, sizeof(text), "%s = MATI\n", contract[i].name);
		c = parse(text);
		assert_string_not_equal(c.hash, base.hash);
	}
	assert_string_not_equal(parse("ambang.kandidat = 951").hash, parse("ambang.kandidat = 952").hash);
	assert_string_not_equal(parse("ambang.tidak_ditemukan = 51").hash, base.hash);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_contracts_defaults),
		cmocka_unit_test(the_hardest_holds),
		cmocka_unit_test(every_rule_every_action),
		cmocka_unit_test(ways_of_writing),
		cmocka_unit_test(errors_name_the_line),
		cmocka_unit_test(the_hash),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
