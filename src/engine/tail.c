#include "engine/tail.h"

#include "base/hash.h"
#include "engine/output.h"

#define TAILS 512 /* kept; one takes the place of another */

struct tails {
	struct buf text, sentence;
	struct tail one[TAILS];
};

struct tails *tails_new(void)
{
	struct tails *t = calloc(1, sizeof(*t));
	if (!t)
		return NULL;
	buf_init(&t->text, 1 << 16);
	buf_init(&t->sentence, 1 << 16);
	return t;
}

void tails_free(struct tails *t)
{
	if (!t)
		return;
	buf_clear(&t->text);
	buf_clear(&t->sentence);
	free(t);
}

/* Where in the text, from `at` on, that date stands, 0: nowhere. */
static uint16_t find_date(const struct tail *t, size_t at, tanggal date)
{
	char d[10];
	size_t end = (size_t)t->before_len + t->behind_len;
	tanggal_format(d, date);
	for (; at + sizeof(d) <= end; at++)
		if (memcmp(t->text + at, d, sizeof(d)) == 0)
			return (uint16_t)at;
	return 0;
}

static bool make_tail(struct tails *t, struct tail *ret, const struct finding *f)
{
	struct buf *b = &t->text;
	const struct facts *own = &f->own_facts;
	size_t before;
	buf_reset(b);
	buf_reset(&t->sentence);
	buf_addc(b, ',');
	buf_add(b, str_c(padan_verdict_name((int)f->verdict)));
	buf_addc(b, ',');
	output_reasons(b, f->reasons);
	buf_addc(b, ',');
	before = b->len;
	buf_addc(b, ',');
	explain(&t->sentence, f);
	output_csv_text(b, buf_str(&t->sentence));
	buf_addc(b, '\n');
	if (b->error || t->sentence.error || b->len > sizeof(ret->text))
		return false;
	memcpy(ret->text, b->ptr, b->len);
	ret->before_len = (uint16_t)before;
	ret->behind_len = (uint16_t)(b->len - before);
	ret->date_at = own->status_date_state == SDATE_OK ? find_date(ret, before, own->status_date) : 0;
	/* What tells another row's number, or a date twice, is made anew each time. */
	ret->used = !f->twin_row && !(ret->date_at && find_date(ret, ret->date_at + 1U, own->status_date));
	return true;
}

const struct tail *tail_of(struct tails *t, const struct finding *f)
{
	uint64_t key[2];
	struct tail *one;
	explain_key(f, key);
	one = &t->one[hash_mix(key[0], key[1]) % TAILS];
	if (!one->used || one->key[0] != key[0] || one->key[1] != key[1]) {
		one->used = false;
		if (!make_tail(t, one, f))
			return NULL;
		memcpy(one->key, key, sizeof(key));
	} else if (one->date_at) {
		tanggal_format(one->text + one->date_at, f->own_facts.status_date);
	}
	return one;
}
