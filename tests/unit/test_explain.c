#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#undef setjmp /* a macro of libc, a name base.h bans */

#include "engine/explain.h"

#define AS_OF 20260401
#define NIK UINT64_C(2171014406755001)
#define KK UINT64_C(2171010101015555)

static struct criteria defaults(void)
{
	struct criteria c;
	assert_int_equal(criteria_parse(&c, STR_NONE, NULL), OK);
	return c;
}

/* The sentence as a C string; free it. */
static char *sentence(const struct finding *f)
{
	struct buf b;
	buf_init(&b, 1 << 16);
	explain(&b, f);
	buf_addc(&b, 0);
	assert_int_equal(b.error, 0);
	return b.ptr;
}

/* What every sentence must be. */
static void well_formed(const char *s)
{
	size_t n = strlen(s), digits = 0;
	if (n < 5 || s[n - 1] != '.' || s[n - 2] == '.' || s[n - 2] == ' ')
		fail_msg("no full stop: %s", s);
	if (s[0] < 'A' || s[0] > 'Z')
		fail_msg("no capital: %s", s);
	if (strstr(s, "; .") || strstr(s, "; ;") || strstr(s, "  ") || strstr(s, " ,") || strchr(s, '\n') || s[0] == ';')
		fail_msg("ill made: %s", s);
	if (str_utf8_valid(str_c(s)) != n)
		fail_msg("no UTF-8: %s", s);
	/* The digits of a date and of a row are the longest there may be. */
	for (size_t i = 0; i < n; i++) {
		digits = ch_digit(s[i]) ? digits + 1 : 0;
		if (digits > 4)
			fail_msg("a number: %s", s);
	}
}

static void says(const struct finding *f, const char *text)
{
	char *s = sentence(f);
	well_formed(s);
	if (!strstr(s, text))
		fail_msg("\"%s\" is not in: %s", text, s);
	free(s);
}

static void says_not(const struct finding *f, const char *text)
{
	char *s = sentence(f);
	well_formed(s);
	if (strstr(s, text))
		fail_msg("\"%s\" is in: %s", text, s);
	free(s);
}

/* docs/verify.md, "Together", in its own words. */
static bool is_this_participant(enum name_grade name, enum birth_agree birth, int sex, int kk)
{
	bool contradicts = birth == BIRTH_A_SWAP || birth == BIRTH_A_DIGIT || birth == BIRTH_A_DIFFER || sex == -1;
	bool fits = name == NAME_SAME || ((name == NAME_HABIT || name == NAME_TYPO) && !contradicts);
	bool agrees = birth == BIRTH_A_SAME || kk == 1;
	return fits && agrees && !contradicts;
}

static struct finding found(enum name_grade name, enum birth_agree birth, int sex, int kk, enum reg_status status)
{
	struct finding f = {
		.own = true, .has_registry = true, .as_of = AS_OF,
		.own_pair = { .name = { .grade = name }, .birth = birth, .sex = sex, .kk = kk },
		.own_facts = { .nik = NIK, .kk = KK, .birth = 19750604, .birth_state = BIRTH_OK, .status = (uint8_t)status,
			       .status_date = 20250110, .status_date_state = SDATE_OK },
	};
	f.own_by_name = pair_name_fits(&f.own_pair);
	return f;
}

/* Every way a row and the person under its NIK can agree, times every status. */
static void the_conscience(void **state)
{
	struct criteria c = defaults();
	size_t hard = 0, seen = 0;
	(void)state;
	for (unsigned n = 0; n <= NAME_FAR; n++)
	for (unsigned b = 0; b <= BIRTH_A_DIFFER; b++)
	for (int sex = -1; sex <= 1; sex++)
	for (int kk = -1; kk <= 1; kk++)
	for (unsigned st = 0; st <= REG_UNKNOWN; st++)
	for (unsigned more = 0; more < 8; more++) {
		struct finding f = found((enum name_grade)n, (enum birth_agree)b, sex, kk, (enum reg_status)st);
		bool same = is_this_participant((enum name_grade)n, (enum birth_agree)b, sex, kk);
		bool outside = more & 1, twice = more & 2, conflict = more & 4, moved;
		char *s;
		f.own_facts.outside = outside;
		f.own_twice = twice;
		f.own_conflict = conflict;
		finding_facts(&f);
		finding_status(&f);
		moved = st == REG_MOVED || outside;
		assert_int_equal(!!(f.reasons & R(MENINGGAL)), st == REG_DEAD);
		assert_int_equal(!!(f.reasons & R(PINDAH_DOMISILI)), moved);
		assert_int_equal(!!(f.reasons & R(NIK_NONAKTIF)), st == REG_INACTIVE || st == REG_DOUBLE || twice);
		assert_int_equal(!!(f.reasons & R(BELUM_DIPERIKSA)), st == REG_UNKNOWN); /* never taken for alive */
		assert_int_equal(!!(f.reasons & R(TANGGAL_LAHIR_BEDA)), b >= BIRTH_A_SWAP);
		assert_int_equal(!!(f.reasons & R(JENIS_KELAMIN_BEDA)), sex == -1);
		assert_int_equal(!!(f.reasons & R(KK_BEDA)), kk == -1);
		/* Hard only for this very participant, and then always. */
		assert_int_equal(f.hard & ~(R(MENINGGAL) | R(PINDAH_DOMISILI)), 0);
		assert_int_equal(f.hard & ~f.reasons, 0);
		if (!same || conflict)
			assert_int_equal(f.hard, 0);
		else {
			assert_int_equal(!!(f.hard & R(MENINGGAL)), st == REG_DEAD);
			if (st == REG_MOVED || (outside && st == REG_ALIVE))
				assert_true(f.hard & R(PINDAH_DOMISILI));
		}
		f.verdict = criteria_verdict(&c, f.reasons, f.hard);
		assert_int_equal(f.verdict == PADAN_TIDAK_LAYAK, f.hard != 0);
		if (f.reasons & (R(MENINGGAL) | R(PINDAH_DOMISILI)))
			assert_true(f.verdict >= PADAN_TINJAU);
		hard += f.hard != 0;
		s = sentence(&f);
		well_formed(s);
		if ((f.reasons & (R(MENINGGAL) | R(PINDAH_DOMISILI))) && !f.hard && !strstr(s, "mungkin milik orang lain"))
			fail_msg("not told that it may be another: %s", s);
		if ((f.reasons & R(MENINGGAL)) && !strstr(s, "meninggal"))
			fail_msg("%s", s);
		if (f.hard && st <= REG_MOVED && strstr(s, "mungkin milik orang lain") && !twice)
			fail_msg("doubt where there is none: %s", s);
		free(s);
		seen++;
	}
	assert_int_equal(seen, 6 * 5 * 9 * 6 * 8);
	assert_true(hard > 0);
}

/* BY NY SITI under the mother's NIK: the mother's death is not the child's. */
static void newborns(void **state)
{
	struct finding f = found(NAME_SAME, BIRTH_A_SAME, 1, 1, REG_DEAD);
	(void)state;
	f.own_pair.name.habits = NAME_H_NEWBORN_MARK;
	f.newborn = true;
	f.own_by_name = pair_name_fits(&f.own_pair);
	finding_status(&f);
	f.reasons |= R(NAMA_BEDA);
	f.verdict = PADAN_TINJAU;
	assert_int_equal(f.hard, 0);
	says(&f, "bayi dari pemilik NIK");
}

static void status_dates(void **state)
{
	static const enum reg_status both[] = { REG_DEAD, REG_MOVED };
	(void)state;
	for (size_t i = 0; i < 2; i++) {
		uint32_t bit = i ? R(PINDAH_DOMISILI) : R(MENINGGAL);
		struct finding f = found(NAME_SAME, BIRTH_A_SAME, 1, 1, both[i]);
		/* On the as-of day it counts. */
		f.own_facts.status_date = AS_OF;
		finding_status(&f);
		assert_int_equal(f.hard, bit);
		f.verdict = PADAN_TIDAK_LAYAK;
		says(&f, "01-04-2026");
		says_not(&f, "meragukan");
		/* After it, it is a note. */
		f = found(NAME_SAME, BIRTH_A_SAME, 1, 1, both[i]);
		f.own_facts.status_date = AS_OF + 1;
		finding_status(&f);
		assert_int_equal(f.reasons, 0);
		assert_int_equal(f.hard, 0);
		f.verdict = PADAN_LAYAK;
		says(&f, "02-04-2026");
		says(&f, i ? "pindah" : "meninggal");
		/* Empty, unreadable or before birth: the status stands and the date is doubtful. */
		for (int k = 0; k < 3; k++) {
			f = found(NAME_SAME, BIRTH_A_SAME, 1, 1, both[i]);
			f.own_facts.status_date = k == 2 ? 19750603 : 0;
			f.own_facts.status_date_state = k == 0 ? SDATE_ABSENT : k == 1 ? SDATE_BAD : SDATE_OK;
			finding_status(&f);
			assert_int_equal(f.reasons, bit);
			assert_int_equal(f.hard, bit);
			f.verdict = PADAN_TIDAK_LAYAK;
			says(&f, "meragukan");
			says_not(&f, "00-00-0000");
		}
		/* Dead on the day of birth is sad, not doubtful. */
		f = found(NAME_SAME, BIRTH_A_SAME, 1, 1, both[i]);
		f.own_facts.status_date = f.own_facts.birth;
		finding_status(&f);
		f.verdict = PADAN_TIDAK_LAYAK;
		says_not(&f, "meragukan");
	}
	/* A death still to come does not take a present address outside away; a move still to come explains it. */
	{
		struct finding f = found(NAME_SAME, BIRTH_A_SAME, 1, 1, REG_DEAD);
		f.own_facts.status_date = AS_OF + 1;
		f.own_facts.outside = true;
		finding_status(&f);
		assert_int_equal(f.reasons, R(PINDAH_DOMISILI));
		assert_int_equal(f.hard, R(PINDAH_DOMISILI));
		f.verdict = PADAN_TIDAK_LAYAK;
		says(&f, "di luar kota");
		f = found(NAME_SAME, BIRTH_A_SAME, 1, 1, REG_MOVED);
		f.own_facts.status_date = AS_OF + 1;
		f.own_facts.outside = true;
		finding_status(&f);
		assert_int_equal(f.reasons | f.hard, 0);
		says(&f, "02-04-2026");
	}
}

static void the_constant(void **state)
{
	struct finding f = found(NAME_SAME, BIRTH_A_SAME, 1, 1, REG_ALIVE);
	char *s;
	(void)state;
	finding_status(&f);
	finding_facts(&f);
	assert_int_equal(f.reasons, 0);
	s = sentence(&f);
	assert_string_equal(s, "Cocok dengan registri.");
	free(s);
	f.reasons = R(KK_BEDA) | R(ALAMAT_BEDA) | R(WILAYAH_NIK_TIDAK_DIKENAL);
	s = sentence(&f);
	well_formed(s);
	assert_int_equal(strncmp(s, "Cocok dengan registri", 21), 0);
	assert_true(strstr(s, "KK") && strstr(s, "alamat") && strstr(s, "wilayah"));
	free(s);
	f.reasons = 0;
	f.list_deceased = true;
	says(&f, "menyebut peserta meninggal");
	f.list_deceased = false;
	f.deceased_mark = true;
	says(&f, "almarhum");
}

static void what_differs_is_named(void **state)
{
	struct finding f = found(NAME_SAME, BIRTH_A_SWAP, 1, 1, REG_ALIVE);
	(void)state;
	finding_facts(&f);
	f.verdict = PADAN_TINJAU;
	says(&f, "hari dan bulan tertukar");
	says(&f, "yang cocok: nama, jenis kelamin, dan nomor KK");
	f = found(NAME_SAME, BIRTH_A_DIGIT, 0, 0, REG_ALIVE);
	finding_facts(&f);
	f.verdict = PADAN_TINJAU;
	says(&f, "satu angka");
	f = found(NAME_SAME, BIRTH_A_SAME, -1, 0, REG_ALIVE);
	finding_facts(&f);
	f.verdict = PADAN_TINJAU;
	says(&f, "enis kelamin berbeda"); /* a capital in front */
	says(&f, "yang cocok: nama dan tanggal lahir");
	f = found(NAME_FAR, BIRTH_A_DIFFER, -1, -1, REG_ALIVE);
	finding_facts(&f);
	f.reasons |= R(NAMA_BEDA);
	f.verdict = PADAN_TINJAU;
	says(&f, "ama berbeda jauh");
	says(&f, "tidak ada data lain yang cocok");
	f = (struct finding){ .reasons = R(NIK_GANDA), .further = true, .twin_row = 4711, .verdict = PADAN_TINJAU };
	says(&f, "pada baris 4711");
	f = (struct finding){ .reasons = R(NIK_GANDA), .kept = true, .twin_row = 12, .verdict = PADAN_TINJAU };
	says(&f, "dipertahankan");
}

/* A candidate's death or move is told, never a reason of the row. */
static void candidates(void **state)
{
	static const enum reg_status status[] = { REG_ALIVE, REG_DEAD, REG_MOVED, REG_INACTIVE, REG_UNKNOWN };
	static const char *const told[] = { "kemungkinan orangnya", "tercatat meninggal", "tercatat pindah", "perlu diperiksa",
					    "perlu diperiksa" };
	(void)state;
	for (size_t i = 0; i < COUNT(status); i++) {
		struct finding f = { .reasons = R(NIK_KOSONG), .verdict = PADAN_TINJAU, .has_registry = true, .candidate = true,
				     .as_of = AS_OF,
				     .candidate_pair = { .name = { .grade = NAME_HABIT }, .birth = BIRTH_A_SWAP, .kk = 1 },
				     .candidate_facts = { .nik = NIK, .status = (uint8_t)status[i] } };
		says(&f, told[i]);
		says(&f, "tertukar");
		says(&f, "NIK kosong");
		f.candidate = false;
		says(&f, "tidak ada orang di registri yang cukup pasti");
		f.has_registry = false;
		says_not(&f, "tidak ada orang di registri");
	}
}

/* Every reason alone, every pair of reasons, every state of a NIK, found or not. */
static void every_reason_is_told(void **state)
{
	struct criteria c = defaults();
	char *empty;
	struct finding nothing = { .as_of = AS_OF };
	(void)state;
	empty = sentence(&nothing);
	well_formed(empty);
	for (uint32_t a = 0; a < PADAN_REASON_COUNT; a++)
		for (uint32_t b = 0; b < PADAN_REASON_COUNT; b++)
			for (unsigned way = 0; way < 16; way++)
				for (unsigned nik = 0; nik < (a == PADAN_NIK_TIDAK_SAH ? NIK_STATE_COUNT : 1); nik++) {
					struct finding f = found(NAME_NEAR, BIRTH_A_DIFFER, -1, 0, REG_DEAD);
					char *s;
					f.reasons = UINT32_C(1) << a | UINT32_C(1) << b;
					f.verdict = criteria_verdict(&c, f.reasons, 0);
					f.nik_state = (enum nik_state)nik;
					f.own = way & 1;
					f.own_by_name = (way & 3) == 3;
					f.candidate = way & 4;
					f.candidate_facts = f.own_facts;
					f.candidate_pair = f.own_pair;
					f.far_better = (way & 12) == 12;
					f.national = way & 8;
					f.twin_row = way & 8 ? 17 : 0;
					s = sentence(&f);
					well_formed(s);
					assert_string_not_equal(s, empty);
					free(s);
				}
	free(empty);
}

/* The sentence is appended: what stands before it stays. */
static void appended(void **state)
{
	struct finding f = { .reasons = R(NIK_KOSONG), .verdict = PADAN_TINJAU };
	struct buf b;
	(void)state;
	buf_init(&b, 4096);
	buf_add(&b, S("x"));
	explain(&b, &f);
	assert_true(str_eq(buf_str(&b), S("xNIK kosong.")));
	buf_clear(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_conscience),
		cmocka_unit_test(newborns),
		cmocka_unit_test(status_dates),
		cmocka_unit_test(the_constant),
		cmocka_unit_test(what_differs_is_named),
		cmocka_unit_test(candidates),
		cmocka_unit_test(every_reason_is_told),
		cmocka_unit_test(appended),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
