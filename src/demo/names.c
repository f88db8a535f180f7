#include "demo/names.h"

void name_add(struct demo_name *n, const char *s, size_t len)
{
	if (n->len + len >= DEMO_NAME)
		return; /* longer than any form takes: the rest is left out, as the forms do */
	memcpy(n->text + n->len, s, len);
	n->len += len;
	n->text[n->len] = 0;
}

static void add_word(struct demo_name *n, const struct demo_word *w)
{
	if (n->len)
		name_add(n, " ", 1);
	name_add(n, w->ptr, w->len);
}

static void add_lit(struct demo_name *n, const char *s)
{
	const struct demo_word w = { s, strlen(s) };
	add_word(n, &w);
}

/* Few words are very common, most are rare: the square of a uniform number picks the front of the list more
 * often. */
static const struct demo_word *pick(struct demo_rng *r, enum demo_pool_id id)
{
	const struct demo_pool *p = &demo_pools[id];
	uint64_t u = rng_next(r) >> 40; /* 24 bits */
	return &p->word[(u * u >> 24) * p->count >> 24];
}

static void add_pick(struct demo_name *n, struct demo_rng *r, enum demo_pool_id id)
{
	const struct demo_word *w = pick(r, id);
	/* ADI ADI is nobody's name. */
	if (n->len >= w->len && memcmp(n->text + n->len - w->len, w->ptr, w->len) == 0)
		w = &demo_pools[id].word[(size_t)(w - demo_pools[id].word + 7) % demo_pools[id].count];
	add_word(n, w);
}

const struct demo_word *name_family(struct demo_rng *r, enum demo_custom custom)
{
	switch (custom) {
	case CUSTOM_BATAK:
		return pick(r, POOL_BATAK_M);
	case CUSTOM_NIAS:
		return pick(r, POOL_NIAS_M);
	case CUSTOM_NTT:
		return pick(r, POOL_NTT_M);
	case CUSTOM_CINA:
		return pick(r, POOL_CINA_M);
	case CUSTOM_MINANG:
		return rng_percent(r, 35) ? pick(r, POOL_MINANG_M) : NULL;
	default:
		return NULL;
	}
}

static void add_prefix(struct demo_name *n, struct demo_rng *r, bool female)
{
	uint32_t k = rng_below(r, 100);
	if (female) {
		if (k < 12)
			add_lit(n, "SITI");
		else if (k < 18)
			add_lit(n, "NUR");
	} else if (k < 14) {
		add_lit(n, "MUHAMMAD");
	} else if (k < 19) {
		add_lit(n, "AHMAD");
	} else if (k < 24) {
		add_lit(n, "ABDUL");
	} else if (k < 26) {
		add_lit(n, "MOHAMMAD");
	}
}

static void build_jawa(struct demo_name *n, struct demo_rng *r, bool female, bool young)
{
	if (young && rng_percent(r, 55)) {
		if (!female && rng_percent(r, 25))
			add_lit(n, "MUHAMMAD");
		add_pick(n, r, female ? POOL_ZAMAN_P : POOL_ZAMAN_L);
		add_pick(n, r, female ? POOL_ZAMAN_2P : POOL_ZAMAN_2L);
		if (rng_percent(r, 35))
			add_pick(n, r, female ? POOL_JAWA_2P : POOL_JAWA_2L);
		return;
	}
	if (rng_percent(r, 20))
		add_prefix(n, r, female);
	add_pick(n, r, female ? POOL_JAWA_P : POOL_JAWA_L);
	if (!rng_percent(r, young ? 3 : 14))
		add_pick(n, r, female ? POOL_JAWA_2P : POOL_JAWA_2L);
	if (rng_percent(r, 12))
		add_pick(n, r, female ? POOL_JAWA_2P : POOL_JAWA_2L);
}

static void build_melayu(struct demo_name *n, struct demo_rng *r, bool female, bool young)
{
	uint32_t k = rng_below(r, 100);
	if (k < 4)
		add_pick(n, r, female ? POOL_GELAR_MELAYU_P : POOL_GELAR_MELAYU_L);
	else
		add_prefix(n, r, female);
	add_pick(n, r, female ? POOL_ISLAM_P : POOL_ISLAM_L);
	k = rng_below(r, 100);
	if (k < 14) {
		add_lit(n, female ? "BINTI" : "BIN");
		add_pick(n, r, POOL_ISLAM_L);
	} else if (k < 64) {
		add_pick(n, r, female ? POOL_ISLAM_P : POOL_ISLAM_L);
	} else if (young && k < 80) {
		add_pick(n, r, female ? POOL_ZAMAN_2P : POOL_ZAMAN_2L);
	}
	if (rng_percent(r, 10))
		add_pick(n, r, female ? POOL_ISLAM_P : POOL_ISLAM_L);
}

static void build_batak(struct demo_name *n, struct demo_rng *r, bool female, const struct demo_word *family)
{
	add_pick(n, r, female ? POOL_BATAK_P : POOL_BATAK_L);
	if (rng_percent(r, 40))
		add_pick(n, r, female ? POOL_BATAK_P : POOL_BATAK_L);
	if (female && rng_percent(r, 12))
		add_lit(n, "BR");
	if (family)
		add_word(n, family);
}

static void build_cina(struct demo_name *n, struct demo_rng *r, bool female, const struct demo_word *family)
{
	uint32_t k = rng_below(r, 100);
	if (k < 45) {
		if (family)
			add_word(n, family);
		add_pick(n, r, female ? POOL_CINA_SP : POOL_CINA_SL);
		add_pick(n, r, female ? POOL_CINA_SP : POOL_CINA_SL);
		return;
	}
	add_pick(n, r, female ? POOL_CINA_P : POOL_CINA_L);
	if (k < 90)
		add_pick(n, r, POOL_CINA_2);
	else if (family)
		add_word(n, family);
	if (k > 96) {
		add_lit(n, "ALIAS");
		add_pick(n, r, POOL_CINA_M);
		add_pick(n, r, female ? POOL_CINA_SP : POOL_CINA_SL);
		add_pick(n, r, female ? POOL_CINA_SP : POOL_CINA_SL);
	}
}

static void build_rest(struct demo_name *n, struct demo_rng *r, enum demo_custom custom, bool female,
		       const struct demo_word *family)
{
	switch (custom) {
	case CUSTOM_MINANG:
		add_pick(n, r, female ? POOL_MINANG_P : POOL_MINANG_L);
		if (rng_percent(r, 55))
			add_pick(n, r, female ? POOL_ISLAM_P : POOL_ISLAM_L);
		break;
	case CUSTOM_NTT:
		add_pick(n, r, female ? POOL_NTT_P : POOL_NTT_L);
		if (rng_percent(r, 70))
			add_pick(n, r, female ? POOL_NTT_P : POOL_NTT_L);
		if (rng_percent(r, 15))
			add_pick(n, r, female ? POOL_NTT_P : POOL_NTT_L);
		break;
	case CUSTOM_BUGIS:
		if (rng_percent(r, 30))
			add_lit(n, "ANDI");
		add_pick(n, r, female ? POOL_BUGIS_P : POOL_BUGIS_L);
		if (rng_percent(r, 60))
			add_pick(n, r, female ? POOL_ISLAM_P : POOL_ISLAM_L);
		break;
	case CUSTOM_SUNDA:
		add_pick(n, r, female ? POOL_SUNDA_P : POOL_SUNDA_L);
		if (rng_percent(r, 85))
			add_pick(n, r, female ? POOL_JAWA_2P : POOL_SUNDA_2);
		break;
	case CUSTOM_NIAS:
		add_pick(n, r, female ? POOL_NIAS_P : POOL_NIAS_L);
		break;
	default:
		add_pick(n, r, female ? POOL_INDIA_P : POOL_INDIA_L);
		add_pick(n, r, female ? POOL_ISLAM_P : POOL_ISLAM_L);
		break;
	}
	if (family)
		add_word(n, family);
}

void name_build(struct demo_name *out, struct demo_rng *r, enum demo_custom custom, bool female,
		const struct demo_word *family, int born)
{
	bool young = born >= 1998;
	out->len = 0;
	out->text[0] = 0;
	if (rng_below(r, 400) == 0 && custom != CUSTOM_CINA && custom != CUSTOM_BATAK) {
		add_pick(out, r, POOL_PETIK);
		add_pick(out, r, female ? POOL_ISLAM_P : POOL_ISLAM_L);
		return;
	}
	switch (custom) {
	case CUSTOM_JAWA:
		build_jawa(out, r, female, young);
		break;
	case CUSTOM_MELAYU:
		build_melayu(out, r, female, young);
		break;
	case CUSTOM_BATAK:
		build_batak(out, r, female, family);
		break;
	case CUSTOM_CINA:
		build_cina(out, r, female, family);
		break;
	default:
		build_rest(out, r, custom, female, family);
		break;
	}
}
