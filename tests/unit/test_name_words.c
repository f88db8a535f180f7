/* name_prepare_kept and name_briefs say of texts what name_prepare says, of any name, in any order of names. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#undef setjmp /* a macro of libc, a name base.h bans */

#include "base/hash.h"
#include "engine/name_words.h"

#define NAMES 300000

static uint64_t next(uint64_t *seed) { return *seed = hash_u64(*seed + 0x9E37); }

/* Letters of all words of a name, or those that neither its main words nor an alias in their place lack, the clan left out. */
static uint32_t letters(const struct name_form *f, bool least)
{
	uint32_t all = 0, main = 0, alias = 0;
	for (unsigned i = 0; i < f->ntoken + f->nother; i++)
		for (unsigned k = 0; k < f->fwlen[i]; k++) {
			uint32_t bit = UINT32_C(1) << (f->folded[f->fstart[i] + k] - 'A');
			all |= bit;
			main |= i < f->ntoken && (!f->marga || i < f->marga) ? bit : 0;
			alias |= i >= f->ntoken && f->part[i] == NAME_PART_ALIAS ? bit : 0;
		}
	return !least ? all : alias ? main & alias : main;
}

static void same(struct name_words *w, struct str name)
{
	struct name_form want, got;
	struct name_brief brief = { 0 };
	memset(&got, 0x55, sizeof(got));
	name_prepare(&want, name);
	name_prepare_kept(&got, w, NULL, (struct name_kept){ .text = name });
	name_briefs(&brief, w, NULL, &(struct name_kept){ .text = name }, 1);
	if (memcmp(&want, &got, offsetof(struct name_form, clean)) != 0 || memcmp(want.clean, got.clean, want.len) != 0 ||
	    memcmp(want.folded, got.folded, want.flen) != 0)
		fail_msg("prepared otherwise: %.*s", (int)name.len, name.ptr);
	if (brief.key != want.key || brief.ntoken != want.ntoken || memcmp(brief.code, want.code, want.ntoken) != 0 ||
	    brief.letters != want.letters || brief.flen != want.flen || (brief.sure && !brief.wide && want.wide) ||
	    (brief.sure && memchr(want.wlen, 1, want.ntoken + want.nother) != NULL))
		fail_msg("told otherwise in brief: %.*s", (int)name.len, name.ptr);
	if ((letters(&want, false) & ~brief.most) || (brief.least & ~letters(&want, true)))
		fail_msg("readings have other letters: %.*s", (int)name.len, name.ptr);
}

/* Words of the tables, words that look like them, and ordinary ones. */
static size_t add_word(char *to, uint64_t *seed)
{
	static const char *const words[] = { "SITI", "ST",    "MUH",  "MOHAMMAD", "ABD",   "BIN",    "BINTI", "BR",    "H",	"HJ",  "DRS", "S",
					     "KEP",  "SKEP",  "AMD",  "A",	  "MD",	   "KEB",    "NY",    "BY",    "ALM",	"JOKO", "DJOKO", "SOERJO",
					     "NOER", "TJUT",  "JUNAIDI", "AMINAH", "BUDI", "RAHAYU", "LESTARI", "XXXXXXXXXXXXXXXX", "SITANGGANG",
					     "ABCDEFGHIJKLMNOP", "ABCDEFGHIJKLMNOPQ", "NUR", "AL", "EL", "RD", "TG", "DR", "NG", "LEE" };
	static const char letters[] = "ABDEHIJKMNOSTUYZXCQLRG";
	size_t n = 0;
	if (next(seed) % 3) {
		const char *w = words[next(seed) % COUNT(words)];
		n = strlen(w);
		memcpy(to, w, n);
	} else {
		for (size_t most = next(seed) % 18; n < most; n++)
			to[n] = letters[next(seed) % (sizeof(letters) - 1)];
	}
	if (next(seed) % 16 == 0)
		for (size_t i = 0; i < n; i++)
			to[i] = (char)(to[i] | 0x20);
	return n;
}

static void any_name(void **state)
{
	static const char *const between[] = { " ", " ", " ", " ", "  ", ".", ". ", "'", "-", "\xC3\x89", " (", ", ", "\t", ",", "/" };
	struct name_words *w = name_words_new();
	uint64_t seed = 20261124;
	(void)state;
	assert_non_null(w);
	for (size_t i = 0; i < NAMES; i++) {
		char name[512];
		size_t n = 0;
		for (size_t words = next(&seed) % 8; words > 0; words--) {
			const char *b = between[next(&seed) % (next(&seed) % 4 ? 5 : COUNT(between))];
			n += add_word(name + n, &seed);
			memcpy(name + n, b, strlen(b));
			n += strlen(b);
		}
		same(w, str_of(name, n - (n && name[n - 1] == ' ')));
	}
	name_words_free(w);
}

/* The ends of what is kept of a word and of a name. */
static void lengths(void **state)
{
	struct name_words *w = name_words_new();
	char name[128];
	(void)state;
	for (char c = 'A'; c <= 'Z'; c++)
		for (size_t n = 0; n <= 100; n++)
			for (size_t word = 1; word <= 18; word++) {
				for (size_t i = 0; i < n; i++)
					name[i] = i % (word + 1) == word ? ' ' : c;
				same(w, str_of(name, n));
			}
	name_words_free(w);
}

/* What is called far by letters alone is far to name_compare, too; and much is. */
static void far(void **state)
{
	struct name_words *w = name_words_new();
	uint64_t seed = 20261130;
	size_t told = 0, all = 0;
	(void)state;
	for (size_t i = 0; i < NAMES; i++) {
		char name[2][512];
		struct name_brief brief[2];
		struct name_form form[2];
		struct name_verdict v;
		for (size_t k = 0; k < 2; k++) {
			size_t n = 0;
			for (size_t words = 1 + next(&seed) % 4; words > 0; words--) {
				n += add_word(name[k] + n, &seed);
				name[k][n++] = ' ';
			}
			/* Every other pair is one name with a few letters changed. */
			if (k == 1 && i % 2) {
				memcpy(name[1], name[0], sizeof(name[0]));
				for (size_t c = next(&seed) % 6; c > 0; c--)
					name[1][next(&seed) % n] = (char)('A' + next(&seed) % 26);
			}
			name_prepare(&form[k], str_of(name[k], n));
			name_briefs(&brief[k], w, NULL, &(struct name_kept){ .text = str_of(name[k], n) }, 1);
		}
		name_compare(&v, &form[0], &form[1]);
		all += v.grade == NAME_FAR;
		if (!name_brief_far(&brief[0], &brief[1]))
			continue;
		told++;
		if (v.grade != NAME_FAR && v.grade != NAME_ABSENT)
			fail_msg("%s is not far from %s", name[0], name[1]);
	}
	assert_true(told > all / 10);
	name_words_free(w);
}

static void without_memory(void **state)
{
	(void)state;
	same(NULL, S("SITI AMINAH"));
	same(NULL, STR_NONE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(any_name),
		cmocka_unit_test(lengths),
		cmocka_unit_test(far),
		cmocka_unit_test(without_memory),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
