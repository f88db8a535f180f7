/* A name kept by the numbers of its words is the name, to the byte and to all that is asked of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#undef setjmp /* a macro of libc, a name base.h bans */

#include "base/hash.h"
#include "base/par.h"
#include "engine/name_words.h"

#define NAMES 200000

static uint64_t next(uint64_t *seed) { return *seed = hash_u64(*seed + 0x9E37); }

/* A name of one to five words: of the tables, like them, and ordinary ones; rarely with something else in it. */
static size_t any_name(char *to, uint64_t *seed)
{
	static const char *const words[] = { "SITI", "ST", "MUH", "ABD", "BIN", "BINTI", "BR", "BORU", "H", "HJ", "DRS", "S", "KEP", "A", "MD", "NY",
					     "BY", "BAYI", "BI", "ALM", "AL", "AN", "NISA", "JOKO", "DJOKO", "SOERJO", "TJUT", "AMINAH", "BUDI", "RAHAYU",
					     "XXXXXXXXXXXXXX", "SITANGGANG", "NUR", "EL", "DR", "NG", "LEE", "K", "MUHAMMADIYAHWATI", "MI", "KOM", "SEK", "ON" };
	size_t n = 0;
	for (size_t k = 1 + next(seed) % 5; k > 0; k--) {
		const char *w = words[next(seed) % COUNT(words)];
		memcpy(to + n, w, strlen(w));
		n += strlen(w);
		if (next(seed) % 8 == 0)
			to[n++] = (char)('A' + next(seed) % 26);
		if (next(seed) % 60 == 0)
			to[n++] = (char)(' ' + next(seed) % 80);
		to[n++] = ' ';
	}
	return n - 1;
}

static void same_form(const struct name_form *want, const struct name_form *got, struct str name)
{
	if (memcmp(want, got, offsetof(struct name_form, clean)) != 0 || memcmp(want->clean, got->clean, want->len) != 0 ||
	    memcmp(want->folded, got->folded, want->flen) != 0)
		fail_msg("prepared otherwise: %.*s", (int)name.len, name.ptr);
}

static void same_brief(const struct name_brief *want, const struct name_brief *got, struct str name)
{
	if (want->key != got->key || want->letters != got->letters || want->least != got->least || want->most != got->most ||
	    want->ntoken != got->ntoken || want->flen != got->flen || want->sure != got->sure || want->wide != got->wide ||
	    memcmp(want->code, got->code, want->ntoken) != 0)
		fail_msg("told otherwise in brief: %.*s", (int)name.len, name.ptr);
}

static void kept_is_the_name(void **state)
{
	struct name_book *b = name_book_new();
	struct name_words *w = name_words_new();
	char name[512], room[BOOK_NAME_ROOM];
	size_t in_words = 0;
	(void)state;
	assert_non_null(b);
	for (uint64_t i = 0, seed = 11; i < NAMES; i++)
		(void)name_book_add(b, str_of(name, any_name(name, &seed)));
	name_book_learn(b, 2);
	for (uint64_t i = 0, seed = 11; i < NAMES; i++) {
		struct str s = str_of(name, any_name(name, &seed));
		struct name_kept kept = { name_book_find(b, s), s };
		struct name_kept text = { 0, s };
		struct name_form want, got;
		struct name_brief brief[2];
		memset(name + s.len, 'Z', 64);
		assert_true(name_book_find_wide(b, s) == kept.words);
		assert_true(name_book_add(b, s) == kept.words);
		in_words += kept.words != 0;
		assert_true(str_eq(name_book_text(b, kept, room), s));
		assert_true(name_kept_same(b, kept, kept));
		name_prepare(&want, s);
		memset(&got, 0x55, sizeof(got));
		name_prepare_kept(&got, w, b, kept);
		same_form(&want, &got, s);
		memset(brief, 0x55, sizeof(brief));
		name_briefs(&brief[0], w, b, &text, 1);
		name_briefs(&brief[1], w, b, &kept, 1);
		same_brief(&brief[0], &brief[1], s);
	}
	assert_true(in_words > NAMES / 2);
	name_words_free(w);
	name_book_free(b);
}

static void what_is_no_words(void **state)
{
	static const char *const texts[] = { "", " ", "Siti", "SITI  AMINAH", " SITI", "SITI ", "SITI.", "A B C D E", "ABCDEFGHIJKLMNO", "SITI-AMINAH",
					     "SITI\tAMINAH", "SITI\xC3\x89", "SITI [", "SITI @", "ABCDEFGHIJKLMN ABCDEFGHIJKLMN ABCDEFGHIJKLMN ABCDE" };
	static const char *const words[] = { "A", "ABCDEFGHIJKLMN", "A B C D", "Z", "ABCDEFGHIJKLMN ABCDEFGHIJKLMN ABCDEFGHIJKLMN ABC" };
	struct name_book *b = name_book_new();
	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++)
		if (name_book_add(b, str_c(texts[i])))
			fail_msg("kept in words: %s", texts[i]);
	for (size_t i = 0; i < COUNT(words); i++)
		if (!name_book_add(b, str_c(words[i])))
			fail_msg("not kept in words: %s", words[i]);
	assert_true(name_book_find(b, S("A B")) != 0);
	assert_true(name_book_find(b, S("A Z B")) != name_book_find(b, S("A B Z")));
	assert_true(name_book_find(b, S("SRI")) == 0);
	assert_true(name_book_find(NULL, S("A")) == 0);
	assert_true(name_book_find(b, STR_NONE) == 0);
	assert_true(name_book_add(b, STR_NONE) == 0);
	name_book_free(b);
}

/* Word i of as many as one likes. */
static struct str word_of(char to[16], unsigned i)
{
	for (size_t k = 0; k < 5; k++, i /= 26)
		to[k] = (char)('A' + i % 26);
	return str_of(to, 5);
}

/* Of a full book, words that came in are found, and others stay texts, which are the same as others of their bytes. */
static void full(void **state)
{
	struct name_book *b = name_book_new();
	char w[16], name[40];
	unsigned n = 0;
	struct name_kept in, out;
	(void)state;
	for (unsigned i = 0; i < 70000; i++)
		n += name_book_add(b, word_of(w, i)) != 0;
	assert_int_equal(n, BOOK_WORDS);
	name_book_learn(b, 2);
	assert_int_equal(b->n, BOOK_WORDS);
	in = (struct name_kept){ .words = name_book_add(b, word_of(w, 65534)) };
	assert_true(in.words != 0);
	assert_true(name_book_add(b, word_of(name, 65535)) == 0);
	out = (struct name_kept){ .text = word_of(name, 65534) };
	assert_true(name_kept_same(b, in, out));
	assert_true(name_kept_same(b, out, in));
	out.text = word_of(name, 65535);
	assert_false(name_kept_same(b, in, out));
	name_book_free(b);
}

struct filling {
	struct name_book *b;
	unsigned next;
};
static void fill(void *ctx, unsigned t)
{
	struct filling *f = ctx;
	char w[16];
	/* All put the same words in, each from elsewhere on. */
	for (unsigned i = 0; i < 40000; i++)
		(void)name_book_add(f->b, word_of(w, (i + t * 10) % 40000));
}

static void several_at_once(void **state)
{
	struct filling f = { .b = name_book_new() };
	char w[16], room[BOOK_NAME_ROOM];
	(void)state;
	par_run(4, fill, &f);
	for (unsigned i = 0; i < 40000; i++) {
		struct name_kept n = { .words = name_book_find(f.b, word_of(w, i)) };
		assert_true(n.words != 0);
		assert_true(str_eq(name_book_text(f.b, n, room), word_of(w, i)));
	}
	name_book_free(f.b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(kept_is_the_name),
		cmocka_unit_test(what_is_no_words),
		cmocka_unit_test(full),
		cmocka_unit_test(several_at_once),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
