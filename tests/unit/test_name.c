/* Names: golden pairs, properties over made-up people, names that must not fold alike.
 * Run from the source root, or with -DPADAN_SOURCE_DIR="...". */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#undef setjmp /* a macro of libc, a name base.h bans */

#include "engine/name.h"

#ifndef PADAN_SOURCE_DIR
#define PADAN_SOURCE_DIR "."
#endif
#define FITS(v) ((v).grade >= NAME_SAME && (v).grade <= NAME_TYPO)

static struct name_verdict compare_str(struct str a, struct str b)
{
	struct name_form x, y;
	struct name_verdict v, w;
	name_prepare(&x, a);
	name_prepare(&y, b);
	name_compare(&v, &x, &y);
	name_compare(&w, &y, &x);
	assert_int_equal(v.grade, w.grade);
	assert_int_equal(v.score, w.score);
	assert_int_equal(v.habits, w.habits);
	return v;
}
static struct name_verdict compare(const char *a, const char *b)
{
	return compare_str(str_c(a), str_c(b));
}

/* ---- golden pairs ---- */

static const char *const habit_word[NAME_H_COUNT] = { "title", "abbrev", "old", "fold", "order", "join", "cut", "initial",
						      "bin", "typo", "deceased", "newborn" };

static void habit_words(char *dst, size_t room, uint16_t habits)
{
	dst[0] = '\0';
	for (unsigned i = 0; i < NAME_H_COUNT; i++) {
		size_t n = strlen(dst);
		if (habits >> i & 1)
			(void)snprintf(dst + n, room - n, "%s%s", n ? "," : "", habit_word[i]);
	}
	if (!dst[0])
		(void)snprintf(dst, room, "-");
}

/* Cuts the next cell off a line. */
static char *cell(char **line)
{
	char *start = *line, *end = start + strcspn(start, "\t\n");
	*line = *end ? end + 1 : end;
	*end = '\0';
	return start;
}

static void golden_pairs(void **state)
{
	char line[1024], got[200];
	unsigned n = 0, wrong = 0;
	FILE *file = fopen(PADAN_SOURCE_DIR "/tests/data/nama-pasangan.tsv", "r");
	(void)state;
	assert_non_null(file);
	while (fgets(line, sizeof(line), file)) {
		char *p = line;
		if (line[0] == '#' || line[0] == '\n')
			continue;
		const char *a = cell(&p), *b = cell(&p), *grade = cell(&p), *habits = cell(&p);
		struct name_verdict v = compare(a, b);
		habit_words(got, sizeof(got), v.habits);
		n++;
		if (strcmp(grade, name_grade_text(v.grade)) != 0 || strcmp(habits, got) != 0) {
			wrong++;
			print_error("%s | %s: %s %s, wanted %s %s\n", a, b, name_grade_text(v.grade), got, grade, habits);
		}
	}
	(void)fclose(file);
	assert_int_equal(wrong, 0);
	assert_true(n >= 150);
}

/* ---- names of the list that fold alike are those listed ---- */

#define COMMON_MAX 2000
static size_t read_common(char (*name)[24], struct name_form *form)
{
	size_t n = 0;
	char line[200];
	FILE *file = fopen(PADAN_SOURCE_DIR "/tests/data/nama-umum.txt", "r");
	assert_non_null(file);
	while (n < COMMON_MAX && fgets(line, sizeof(line), file)) {
		line[strcspn(line, "\n")] = '\0';
		if (line[0] == '#' || line[0] == '\0')
			continue;
		assert_true(strlen(line) < sizeof(name[n]));
		memcpy(name[n], line, strlen(line) + 1);
		name_prepare(&form[n], str_c(name[n]));
		n++;
	}
	(void)fclose(file);
	return n;
}

/* Calls found for each pair of different names that habits make one. */
static unsigned each_collision(void (*found)(void *ctx, const char *a, const char *b), void *ctx)
{
	char(*name)[24] = calloc(COMMON_MAX, sizeof(*name));
	struct name_form *form = calloc(COMMON_MAX, sizeof(*form));
	unsigned pairs = 0;
	assert_non_null(name);
	assert_non_null(form);
	size_t n = read_common(name, form);
	assert_true(n >= 300);
	for (size_t i = 0; i < n; i++) {
		for (size_t j = i + 1; j < n; j++) {
			struct name_verdict v;
			name_compare(&v, &form[i], &form[j]);
			assert_true(v.grade != NAME_SAME);
			if (v.grade != NAME_HABIT)
				continue;
			pairs++;
			found(ctx, name[i], name[j]);
		}
	}
	free(name);
	free(form);
	return pairs;
}

struct listed {
	char *text;
	unsigned missing;
};
static void must_be_listed(void *ctx, const char *a, const char *b)
{
	struct listed *l = ctx;
	char pair[60];
	(void)snprintf(pair, sizeof(pair), "\n%s\t%s\n", a, b);
	if (strstr(l->text, pair))
		return;
	l->missing++;
	print_error("now one by habit, and not in nama-sama.tsv: %s %s\n", a, b);
}
static void print_pair(void *ctx, const char *a, const char *b)
{
	(void)ctx;
	printf("%s\t%s\n", a, b);
}

static void different_names_stay_apart(void **state)
{
	size_t room = 1 << 16;
	struct listed l = { calloc(1, room), 0 };
	FILE *file = fopen(PADAN_SOURCE_DIR "/tests/data/nama-sama.tsv", "r");
	(void)state;
	assert_non_null(file);
	assert_non_null(l.text);
	assert_true(fread(l.text, 1, room - 1, file) > 0);
	(void)fclose(file);
	unsigned pairs = each_collision(must_be_listed, &l);
	free(l.text);
	assert_int_equal(l.missing, 0);
	assert_true(pairs > 100); /* and they do fold */
}

/* ---- made-up people ---- */

static const char *const given[] = {
	"AGUS", "AHMAD", "ALFIAN", "ANITA", "ARIF", "AZIZ", "BAMBANG", "BUDI", "CAHYA", "CHANDRA", "CITRA", "DANIEL",
	"DEWI", "DIMAS", "ENDANG", "FADLI", "FATIMAH", "FAUZI", "FITRI", "GALIH", "HALIMAH", "HASANAH", "HENDRA", "HUSEIN",
	"IBRAHIM", "ILHAM", "INDAH", "IQBAL", "ISMAIL", "JOKO", "JULIANA", "JUNAIDI", "KHADIJAH", "KHAIRUL", "KURNIA",
	"LESTARI", "LUKMAN", "MARIA", "MAULANA", "MELISA", "MUHAMMAD", "NABILA", "NOVITA", "NURHAYATI", "OKTAVIA", "PUTRI",
	"QONITA", "RAHAYU", "RATNA", "RIDHO", "RIZKI", "ROHANI", "RUDI", "SALMAH", "SHINTA", "SITI", "STEFANUS",
	"STEPHANIE", "SUGENG", "SULASTRI", "SUPARNI", "SURYADI", "SYAHRUL", "SYARIFAH", "TASYA", "TAUFIK", "THERESIA",
	"UMAR", "VERA", "WAGINEM", "WIDYA", "WULANDARI", "YANTI", "YOHANES", "YULIANTI", "YUSUF", "ZAHRA", "ZAKARIA",
};
static const char *const family[] = {
	"SITUMORANG", "SIMANJUNTAK", "SIHOMBING", "SIREGAR", "SINAGA", "SITORUS", "TARIGAN", "TAMPUBOLON", "PANJAITAN",
	"PASARIBU", "NAINGGOLAN", "NASUTION", "MANURUNG", "LUBIS", "HUTABARAT", "HARAHAP", "GULTOM", "ZEBUA", "GULO",
	"TELAUMBANUA", "TUKAN", "FERNANDEZ", "WIJAYA", "SANTOSO", "SAPUTRA", "PRATAMA", "NUGROHO", "SETIAWAN", "WIBOWO",
	"PERMANA", "SUPRIYANTO", "HALIM", "WONG", "TANJUNG", "RAHMAN", "HAKIM", "RAMADHAN", "PERMATASARI", "HANDAYANI",
};
struct person {
	const char *word[4];
	unsigned n;
};
static uint32_t next_random(uint32_t *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 17;
	*seed ^= *seed << 5;
	return *seed;
}
static const char *pick(uint32_t *seed, const char *const *list, size_t n)
{
	return list[next_random(seed) % n];
}
static struct person person_make(uint32_t *seed)
{
	struct person p = { { NULL }, 0 };
	unsigned given_words = 1 + next_random(seed) % 2;
	for (unsigned i = 0; i < given_words; i++)
		p.word[p.n++] = pick(seed, given, COUNT(given));
	if (next_random(seed) % 8)
		p.word[p.n++] = pick(seed, family, COUNT(family));
	return p;
}
static void person_text(char *dst, size_t room, const struct person *p)
{
	dst[0] = '\0';
	for (unsigned i = 0; i < p->n; i++) {
		size_t n = strlen(dst);
		(void)snprintf(dst + n, room - n, "%s%s", i ? " " : "", p->word[i]);
	}
}

/* Replaces one occurrence of from by to; false when there is none. */
static bool replace(char *dst, size_t room, const char *src, const char *from, const char *to)
{
	const char *at = strstr(src, from);
	if (!at)
		return false;
	(void)snprintf(dst, room, "%.*s%s%s", (int)(at - src), src, to, at + strlen(from));
	return true;
}

/* One of the habits, by number; false when the name gives no occasion. */
enum { HABITS = 9 };
static bool write_otherwise(char *dst, size_t room, uint32_t *seed, unsigned habit, const struct person *p)
{
	static const char *const before[] = { "H. ", "HJ ", "DR. ", "DRG ", "DRS. ", "IR ", "PROF. DR. H. ", "KH ", "NY. ",
					      "ALM. " };
	static const char *const after[] = { ", S.E", " SE", " ST", ", S.Pd.", " S.KOM", ", S.KEP, NS", " AMD.KEB",
					     ", M.M.", " SH", " (ALM)" };
	static const char *const letters[][2] = { { "U", "OE" }, { "J", "DJ" }, { "F", "V" }, { "V", "F" }, { "F", "P" },
						  { "Z", "S" }, { "Z", "J" }, { "SY", "S" }, { "SH", "S" }, { "TH", "T" },
						  { "KH", "H" }, { "KH", "CH" }, { "K", "KK" }, { "N", "NN" }, { "Y", "I" },
						  { "IA", "IYA" }, { "PH", "F" }, { "Q", "K" } };
	static const char *const muh[] = { "M.", "M", "MD", "MHD", "MUH", "MOH.", "MOCH", "MUHAMAD", "MOHAMMAD" };
	char name[120];
	person_text(name, sizeof(name), p);
	switch (habit) {
	case 0:
		(void)snprintf(dst, room, "%s%s", pick(seed, before, COUNT(before)), name);
		return true;
	case 1:
		(void)snprintf(dst, room, "%s%s", name, pick(seed, after, COUNT(after)));
		return true;
	case 2: {
		const char *const *r = letters[next_random(seed) % COUNT(letters)];
		return replace(dst, room, name, r[0], r[1]);
	}
	case 3:
		return p->n > 1 && strcmp(p->word[0], "MUHAMMAD") == 0 &&
		       replace(dst, room, name, "MUHAMMAD", pick(seed, muh, COUNT(muh)));
	case 4: { /* order */
		struct person q = *p;
		for (unsigned i = 0; i < p->n; i++)
			q.word[i] = p->word[(i + 1) % p->n];
		person_text(dst, room, &q);
		return p->n > 1;
	}
	case 5:
		return replace(dst, room, name, " ", "");
	case 6: { /* cut */
		struct person q = *p;
		q.n--;
		person_text(dst, room, &q);
		return p->n > 2;
	}
	case 7:
		(void)snprintf(dst, room, "%s %s %s", name, next_random(seed) % 2 ? "BIN" : "BT.",
			       pick(seed, given, COUNT(given)));
		return true;
	default: { /* an initial */
		char initial[3] = { p->word[p->n - 1][0], '.', '\0' };
		struct person q = *p;
		q.word[p->n - 1] = initial;
		person_text(dst, room, &q);
		return p->n > 1;
	}
	}
}

static void same_person_written_otherwise_fits(void **state)
{
	uint32_t seed = 20261001;
	unsigned tried = 0, wrong = 0;
	(void)state;
	for (unsigned round = 0; round < 20000; round++) {
		char a[120], b[200];
		struct person p = person_make(&seed);
		person_text(a, sizeof(a), &p);
		if (!write_otherwise(b, sizeof(b), &seed, round % HABITS, &p) || strcmp(a, b) == 0)
			continue;
		struct name_verdict v = compare(a, b);
		tried++;
		if (FITS(v))
			continue;
		wrong++;
		print_message("%s | %s: %s\n", a, b, name_grade_text(v.grade));
	}
	print_message("written otherwise: %u of %u do not fit\n", wrong, tried);
	assert_true(tried > 10000);
	assert_true(wrong * 1000 <= tried * 5);
}

static void one_letter_wrong_fits(void **state)
{
	uint32_t seed = 5;
	unsigned tried = 0;
	(void)state;
	for (unsigned round = 0; round < 20000; round++) {
		char a[120], b[122];
		struct person p = person_make(&seed);
		person_text(a, sizeof(a), &p);
		size_t n = strlen(a), at = next_random(&seed) % n;
		if (a[at] == ' ' || strlen(p.word[0]) < 3)
			continue;
		memcpy(b, a, n + 1);
		switch (next_random(&seed) % 4) {
		case 0:
			b[at] = (char)('A' + next_random(&seed) % 26);
			break;
		case 1:
			memmove(b + at, a + at + 1, n - at);
			break;
		case 2:
			memmove(b + at + 1, a + at, n - at + 1);
			break;
		default:
			if (a[at + 1] == '\0' || a[at + 1] == ' ')
				continue;
			b[at] = a[at + 1];
			b[at + 1] = a[at];
		}
		struct name_verdict v = compare(a, b);
		tried++;
		if (!FITS(v))
			print_error("%s | %s: %s\n", a, b, name_grade_text(v.grade));
		assert_true(FITS(v));
	}
	assert_true(tried > 10000);
}

/* Letters to change to make one name of the other, at most 3. */
static unsigned letters_apart(const char *a, const char *b)
{
	unsigned row[2][130];
	size_t na = strlen(a), nb = strlen(b);
	for (unsigned j = 0; j <= nb; j++)
		row[0][j] = j;
	for (unsigned i = 1; i <= na; i++) {
		unsigned *now = row[i & 1], *was = row[(i - 1) & 1];
		now[0] = i;
		for (size_t j = 1; j <= nb; j++) {
			unsigned best = was[j - 1] + (a[i - 1] != b[j - 1]);
			best = was[j] + 1 < best ? was[j] + 1 : best;
			now[j] = now[j - 1] + 1 < best ? now[j - 1] + 1 : best;
		}
	}
	return row[na & 1][nb] < 3 ? row[na & 1][nb] : 3;
}

/* Strangers, and brothers and sisters with the same family name. */
static void other_people_do_not_fit(void **state)
{
	uint32_t seed = 77;
	unsigned tried = 0, wrong = 0;
	(void)state;
	for (unsigned round = 0; round < 60000; round++) {
		char a[120], b[120];
		struct person p = person_make(&seed), q = person_make(&seed);
		if (round & 1)
			q.word[q.n - 1] = p.word[p.n - 1];
		person_text(a, sizeof(a), &p);
		person_text(b, sizeof(b), &q);
		/* One word of another, or the same words in another order, may well be the same person. */
		if (letters_apart(a, b) < 2 || (q.n == 1 && p.n == 1) ||
		    (p.word[0] == q.word[0] && p.word[p.n - 1] == q.word[q.n - 1]))
			continue;
		struct name_verdict v = compare(a, b);
		if (v.habits & (NAME_H_ORDER | NAME_H_CUT))
			continue;
		tried++;
		if (!FITS(v))
			continue;
		wrong++;
		print_message("%s | %s: %s\n", a, b, name_grade_text(v.grade));
	}
	print_message("other people: %u of %u fit\n", wrong, tried);
	assert_true(tried > 30000);
	assert_true(wrong * 1000 <= tried * 2);
}

/* ---- the form ---- */

static void form_of(struct name_form *f, const char *text)
{
	name_prepare(f, str_c(text));
}

static void keys_agree_over_habits(void **state)
{
	static const char *const alike[][2] = {
		{ "MUH YUSUF", "MUHAMMAD JOESOEF" }, { "M. YUSUF", "Yusuf, Muhammad" }, { "SITI AISYAH", "ST. AISAH" },
		{ "H. ABDUL RAHMAN, S.E.", "ABD RACHMAN" }, { "CHRISTINA DEVI", "KRISTINA DEFI" },
		{ "AMINAH BINTI ALI", "AMINAH" },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(alike); i++) {
		struct name_form a, b;
		form_of(&a, alike[i][0]);
		form_of(&b, alike[i][1]);
		if (a.key != b.key)
			print_error("%s %s\n", alike[i][0], alike[i][1]);
		assert_int_equal(a.key, b.key);
		assert_int_not_equal(a.key, 0);
		assert_int_equal(a.letters, b.letters);
		assert_int_equal(a.ntoken, b.ntoken);
	}
	struct name_form x, y;
	form_of(&x, "AHMAD AHMAD");
	form_of(&y, "AHMAD");
	assert_int_not_equal(x.key, y.key);
	form_of(&x, "BUDI SANTOSO");
	form_of(&y, "BUDI SUSANTO");
	assert_int_not_equal(x.key, y.key);
}

static void codes_agree_over_habits(void **state)
{
	static const char *const alike[][2] = {
		{ "YUSUF", "JOESOEF" }, { "NURHAYATI", "NUR" }, { "KHAIRUL", "HAIRUL" }, { "CHOLID", "KHOLID" },
		{ "ZAINAL", "SAINAL" }, { "FITRI", "VITRI" }, { "SYAHRUL", "SAHRUL" }, { "OESMAN", "USMAN" },
		{ "WAHYU", "WAYU" }, { "SITUMORANG", "SITUMORNG" }, { "YULIANA", "JULIANA" }, { "MUH ALI", "MOCH ALI" },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(alike); i++) {
		struct name_form a, b;
		form_of(&a, alike[i][0]);
		form_of(&b, alike[i][1]);
		if (a.code[0] != b.code[0])
			print_error("%s %s\n", alike[i][0], alike[i][1]);
		assert_int_equal(a.code[0], b.code[0]);
	}
	for (char c = 'A'; c <= 'Z'; c++) {
		for (char d = 'A'; d <= 'Z'; d++) {
			char name[3] = { c, d, '\0' };
			struct name_form f;
			form_of(&f, name);
			assert_int_equal(f.ntoken, 1);
			assert_int_not_equal(f.code[0], 0);
		}
	}
}

static void titles_never_empty_a_name(void **state)
{
	static const char *const whole[] = { "ANDI", "H", "HAJI", "DR", "ST", "SE", "AN", "ALM", "RADEN", "BY NY", "M", "B",
					     "BIN", "BINTI", "ALIAS", "H DR SE", "TENGKU", "TEUKU", "RAJA", "SAID",
					     "SYARIFAH", "A B", "(BUDI)" };
	(void)state;
	for (size_t i = 0; i < COUNT(whole); i++) {
		struct name_form f;
		form_of(&f, whole[i]);
		assert_true(f.ntoken > 0);
		assert_int_equal(compare(whole[i], whole[i]).grade, NAME_SAME);
	}
	static const char *const empty[] = { "", ".", "-", "  ", "123", "...", "\xE5\xBC\xA0", "'", "@", "(" };
	for (size_t i = 0; i < COUNT(empty); i++) {
		struct name_form f;
		form_of(&f, empty[i]);
		assert_int_equal(f.ntoken, 0);
		assert_int_equal(f.key, 0);
		assert_int_equal(compare(empty[i], "BUDI").grade, NAME_ABSENT);
	}
}

static void marks_are_told(void **state)
{
	struct name_form f;
	(void)state;
	form_of(&f, "BY. NY. SITI AMINAH");
	assert_int_equal(f.ntoken, 2);
	assert_true(f.marks & NAME_H_NEWBORN_MARK);
	form_of(&f, "SUPRIYADI (ALM)");
	assert_int_equal(f.ntoken, 1);
	assert_true(f.marks & NAME_H_DECEASED_MARK);
	assert_int_equal(compare("BY NY SITI", "BAYI NY. SITI").habits & NAME_H_NEWBORN_MARK, 0);
	assert_int_equal(compare("BY NY SITI", "SITI").habits & NAME_H_NEWBORN_MARK, NAME_H_NEWBORN_MARK);
	assert_int_equal(compare("SITI", "SITI").habits, 0);
}

static void letters_with_marks(void **state)
{
	(void)state;
	assert_int_equal(compare("JOS\xC3\x89", "JOSE").grade, NAME_SAME);           /* UTF-8 */
	assert_int_equal(compare("JOS\xC9", "JOSE").grade, NAME_SAME);               /* Windows-1252 */
	assert_int_equal(compare("NU\xE2\x80\x99MAN", "NU'MAN").grade, NAME_SAME);   /* curly apostrophe */
	assert_int_equal(compare("NU\x92MAN", "NU`MAN").grade, NAME_SAME);
	assert_int_equal(compare("JOSE\xCC\x81", "jose").grade, NAME_SAME);          /* combining accent */
	assert_int_equal(compare("SITI\xC2\xA0" "AMINAH", "SITI  AMINAH").grade, NAME_SAME);
	assert_int_equal(compare("SITI-AMINAH", "SITI AMINAH").grade, NAME_SAME);
	assert_int_equal(compare("SITI\xE2\x80", "SITI").grade, NAME_SAME);          /* cut in a character */
}

static void any_bytes_of_any_length(void **state)
{
	static const char words[][8] = { "H ", "BIN ", "@", "(", "M ", "AL. ", "BR ", "\xC3\x89", "\xFF", " S.E", "OE", "ZJ", "SITI ",
					 "A", "CH", ".", "'" };
	uint32_t seed = 99;
	(void)state;
	for (unsigned round = 0; round < 30000; round++) {
		char a[700], b[700];
		size_t n[2] = { 0, 0 };
		for (int k = 0; k < 2; k++) {
			char *dst = k ? b : a;
			size_t want = next_random(&seed) % (round % 50 == 0 ? 600 : 40);
			while (n[k] < want) {
				if (next_random(&seed) % 3) {
					const char *w = words[next_random(&seed) % COUNT(words)];
					memcpy(dst + n[k], w, strlen(w));
					n[k] += strlen(w);
				} else {
					dst[n[k]++] = (char)next_random(&seed);
				}
			}
		}
		struct name_verdict v = compare_str(str_of(a, n[0]), str_of(b, n[1]));
		assert_true(v.score <= 1000);
		v = compare_str(str_of(a, n[0]), str_of(a, n[0]));
		assert_true(v.grade == NAME_SAME || v.grade == NAME_ABSENT);
	}
	assert_int_equal(compare_str(STR_NONE, S("A")).grade, NAME_ABSENT);
}

static void texts(void **state)
{
	(void)state;
	for (unsigned i = 0; i < NAME_H_COUNT; i++)
		assert_true(strlen(name_habit_text(1U << i)) > 3);
	assert_string_equal(name_habit_text(0), "");
	assert_string_equal(name_habit_text(1U << NAME_H_COUNT), "");
	assert_string_equal(name_habit_text(NAME_H_OLD), "ejaan lama");
	assert_string_equal(name_grade_text(NAME_TYPO), "SALAH_KETIK");
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(golden_pairs),
		cmocka_unit_test(different_names_stay_apart),
		cmocka_unit_test(same_person_written_otherwise_fits),
		cmocka_unit_test(one_letter_wrong_fits),
		cmocka_unit_test(other_people_do_not_fit),
		cmocka_unit_test(keys_agree_over_habits),
		cmocka_unit_test(codes_agree_over_habits),
		cmocka_unit_test(titles_never_empty_a_name),
		cmocka_unit_test(marks_are_told),
		cmocka_unit_test(letters_with_marks),
		cmocka_unit_test(any_bytes_of_any_length),
		cmocka_unit_test(texts),
	};
	if (argc > 1 && strcmp(argv[1], "collisions") == 0) {
		(void)each_collision(print_pair, NULL);
		return 0;
	}
	return cmocka_run_group_tests(tests, NULL, NULL);
}
