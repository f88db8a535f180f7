/* name_prepare_words and name_brief say what name_prepare says, of any name, in any order of names. */
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

static void same(struct name_words *w, struct str name)
{
	struct name_form want, got;
	struct name_brief brief = { 0 };
	memset(&got, 0x55, sizeof(got));
	name_prepare(&want, name);
	name_prepare_words(&got, w, name);
	name_brief(&brief, w, name);
	if (memcmp(&want, &got, offsetof(struct name_form, clean)) != 0 || memcmp(want.clean, got.clean, want.len) != 0 ||
	    memcmp(want.folded, got.folded, want.flen) != 0)
		fail_msg("prepared otherwise: %.*s", (int)name.len, name.ptr);
	if (brief.key != want.key || brief.ntoken != want.ntoken || memcmp(brief.code, want.code, want.ntoken) != 0)
		fail_msg("told otherwise in brief: %.*s", (int)name.len, name.ptr);
}

/* Words of the tables, words that look like them, and ordinary ones. */
static size_t add_word(char *to, uint64_t *seed)
{
	static const char *const words[] = { "SITI", "ST",    "MUH",  "MOHAMMAD", "ABD",   "BIN",    "BINTI", "BR",    "H",	"HJ",  "DRS", "S",
					     "KEP",  "SKEP",  "AMD",  "A",	  "MD",	   "KEB",    "NY",    "BY",    "ALM",	"JOKO", "DJOKO", "SOERJO",
					     "NOER", "TJUT",  "JUNAIDI", "AMINAH", "BUDI", "RAHAYU", "LESTARI", "XXXXXXXXXXXXXXXX", "SITANGGANG",
					     "ABCDEFGHIJKLMNOP", "ABCDEFGHIJKLMNOPQ", "NUR", "AL", "EL", "RD", "TG" };
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
	static const char *const between[] = { " ", " ", " ", " ", "  ", ".", ". ", "'", "-", "\xC3\x89", " (", ", ", "\t" };
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
		cmocka_unit_test(without_memory),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
