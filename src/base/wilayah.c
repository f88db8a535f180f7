#include "base/wilayah.h"

#include "wilayah.gen.h"

/* Names of all levels stand one behind the other in name_text: provinces, kab/kota, kecamatan, kelurahan. */
enum {
	PROV_COUNT = COUNT(prov_code),
	KAB_COUNT = COUNT(kab_code),
	KEC_COUNT = COUNT(kec_code),
	KEL_COUNT = COUNT(kel_code),
	KAB_BASE = PROV_COUNT,
	KEC_BASE = KAB_BASE + KAB_COUNT,
	KEL_BASE = KEC_BASE + KEC_COUNT,
};
static_assert(COUNT(name_at) == KEL_BASE + KEL_COUNT + 1, "one name for each code");
static_assert(COUNT(kec_first_kel) == KEC_COUNT + 1, "one range for each kecamatan");

bool wilayah_prefix_known(uint32_t prefix)
{
	uint32_t kab = prefix / 100, kec = prefix % 100;
	unsigned slot;
	if (kab >= COUNT(kab_slot))
		return false;
	slot = kab_slot[kab];
	return slot && (kec_bits[4 * (slot - 1) + kec / 32] >> (kec % 32) & 1);
}

/* First index whose value is not below key. */
static size_t lower16(const uint16_t *a, size_t n, uint32_t key)
{
	size_t lo = 0;
	while (n) {
		size_t half = n / 2;
		if (a[lo + half] < key) {
			lo += half + 1;
			n -= half + 1;
		} else {
			n = half;
		}
	}
	return lo;
}

static size_t lower32(const uint32_t *a, size_t n, uint32_t key)
{
	size_t lo = 0;
	while (n) {
		size_t half = n / 2;
		if (a[lo + half] < key) {
			lo += half + 1;
			n -= half + 1;
		} else {
			n = half;
		}
	}
	return lo;
}

static struct str name_of(size_t i)
{
	return str_of(name_text + name_at[i], name_at[i + 1] - name_at[i]);
}

/* Index of a kecamatan, KEC_COUNT when there is none. */
static size_t kec_index(uint32_t kec)
{
	size_t i = lower32(kec_code, KEC_COUNT, kec);
	return i < KEC_COUNT && kec_code[i] == kec ? i : KEC_COUNT;
}

struct str wilayah_name(uint64_t code, unsigned digits)
{
	size_t i, kec;
	switch (digits) {
	case 2:
		if (code > 99)
			return STR_NONE;
		i = lower16(prov_code, PROV_COUNT, (uint32_t)code);
		return i < PROV_COUNT && prov_code[i] == code ? name_of(i) : STR_NONE;
	case 4:
		if (code > 9999)
			return STR_NONE;
		i = lower16(kab_code, KAB_COUNT, (uint32_t)code);
		return i < KAB_COUNT && kab_code[i] == code ? name_of(KAB_BASE + i) : STR_NONE;
	case 6:
		if (code > 999999)
			return STR_NONE;
		i = kec_index((uint32_t)code);
		return i < KEC_COUNT ? name_of(KEC_BASE + i) : STR_NONE;
	case 10:
		if (code > UINT64_C(9999999999))
			return STR_NONE;
		kec = kec_index((uint32_t)(code / 10000));
		if (kec == KEC_COUNT)
			return STR_NONE;
		i = kec_first_kel[kec];
		i += lower16(kel_code + i, kec_first_kel[kec + 1] - i, (uint32_t)(code % 10000));
		return i < kec_first_kel[kec + 1] && kel_code[i] == code % 10000 ? name_of(KEL_BASE + i) : STR_NONE;
	default:
		return STR_NONE;
	}
}

#define LIT(s) { "" s, sizeof(s) - 1 }
#define FOLD_MAX 128  /* a longer name is no region */
#define TOKEN_MAX 16
struct folded {
	size_t len; /* 0: nothing, or too long */
	char ch[FOLD_MAX];
};

/* Words that are written in several ways (FACTS 10). whole: only as a word of its own with another behind it; else also
 * grown together with the next one (SEIBEDUK), which no other Indonesian place name begins like. */
static const struct {
	struct str from, to;
	bool whole;
} same_word[] = {
	{ LIT("SEI"), LIT("SUNGAI"), false },     { LIT("SUNGEI"), LIT("SUNGAI"), false },
	{ LIT("S"), LIT("SUNGAI"), true },        { LIT("SUNG"), LIT("SUNGAI"), true },
	{ LIT("SUI"), LIT("SUNGAI"), true },      { LIT("KAMPONG"), LIT("KAMPUNG"), false },
	{ LIT("KP"), LIT("KAMPUNG"), false },     { LIT("KPG"), LIT("KAMPUNG"), true },
	{ LIT("KAMP"), LIT("KAMPUNG"), true },    { LIT("KMP"), LIT("KAMPUNG"), true },
	{ LIT("TJG"), LIT("TANJUNG"), false },    { LIT("TNJ"), LIT("TANJUNG"), true },
	{ LIT("TANJ"), LIT("TANJUNG"), true },    { LIT("TJ"), LIT("TANJUNG"), false },
	{ LIT("TG"), LIT("TANJUNG"), false },     { LIT("P"), LIT("PULAU"), true },
	{ LIT("PL"), LIT("PULAU"), true },        { LIT("PUL"), LIT("PULAU"), true },
	{ LIT("KEP"), LIT("KEPULAUAN"), true },
};

/* Cuts s into words of letters and digits, upper case, at most cap. Other bytes part words, apostrophes (straight or
 * U+2019) do not. Returns the number of words; 0 also when the name is too long to be one. */
static size_t words_of(struct str word[], size_t cap, char text[FOLD_MAX], struct str s)
{
	size_t n = 0, used = 0;
	bool inside = false;
	for (size_t i = 0; i < s.len; i++) {
		char c = ch_upper(s.ptr[i]);
		if (c == '\'' || c == '`')
			continue;
		if (i + 2 < s.len && memcmp(s.ptr + i, "\342\200\231", 3) == 0) {
			i += 2;
			continue;
		}
		if (!ch_alpha(c) && !ch_digit(c)) {
			inside = false;
			continue;
		}
		if (used == FOLD_MAX || (!inside && n == cap))
			return 0;
		if (!inside)
			word[n++] = str_of(text + used, 0);
		inside = true;
		text[used++] = c;
		word[n - 1].len++;
	}
	return n;
}

static void fold_add(struct folded *f, struct str s)
{
	if (s.len > FOLD_MAX - f->len) {
		f->len = FOLD_MAX; /* equal to no region's name, which is far shorter */
		return;
	}
	memcpy(f->ch + f->len, s.ptr, s.len);
	f->len += s.len;
}

static void fold_word(struct folded *f, struct str w, bool last)
{
	for (size_t i = 0; i < COUNT(same_word); i++) {
		struct str from = same_word[i].from;
		if (!str_starts(w, from) || (w.len == from.len && last) || (w.len > from.len && same_word[i].whole))
			continue;
		fold_add(f, same_word[i].to);
		w.ptr += from.len;
		w.len -= from.len;
		break;
	}
	fold_add(f, str_eq(w, S("TERONG")) ? S("TERUNG") : w);
}

static void fold_words(struct folded *f, const struct str *word, size_t n)
{
	f->len = 0;
	for (size_t i = 0; i < n; i++)
		fold_word(f, word[i], i + 1 == n);
}

static bool is_one_of(struct str w, const struct str *set, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(w, set[i]))
			return true;
	return false;
}

/* A kecamatan's or kelurahan's name, folded. */
static void fold_name(struct folded *f, struct str name)
{
	static const struct str kind[] = { LIT("KEC"), LIT("KECAMATAN"), LIT("KEL"), LIT("KELURAHAN"),
					   LIT("DESA"), LIT("DS") };
	struct str word[TOKEN_MAX];
	char text[FOLD_MAX];
	size_t n = words_of(word, TOKEN_MAX, text, name), from = 0;
	if (n > 1 && is_one_of(word[0], kind, COUNT(kind)))
		from = 1;
	fold_words(f, word + from, n - from);
	/* What people call the kecamatan Batam Kota after its quarter. */
	if (n - from == 2 && str_eq(word[from], S("BATAM")) &&
	    (str_eq(word[from + 1], S("CENTRE")) || str_eq(word[from + 1], S("CENTER")))) {
		f->len = 0;
		fold_add(f, S("BATAMKOTA"));
	}
}

static bool folded_eq(const struct folded *a, const struct folded *b)
{
	return a->len == b->len && memcmp(a->ch, b->ch, a->len) == 0;
}

/* The only name of [from, to) that folds to want; `to` when there is none or more than one. */
static size_t find_one(const struct folded *want, size_t base, size_t from, size_t to)
{
	size_t found = to;
	struct folded f;
	for (size_t i = from; i < to; i++) {
		fold_name(&f, name_of(base + i));
		if (!folded_eq(&f, want))
			continue;
		if (found != to)
			return to;
		found = i;
	}
	return found;
}

uint32_t wilayah_find_kecamatan(uint32_t kab, struct str name)
{
	struct folded want;
	size_t from, to, i;
	fold_name(&want, name);
	if (!want.len || kab > 9999)
		return 0;
	from = lower32(kec_code, KEC_COUNT, kab * 100);
	to = lower32(kec_code, KEC_COUNT, kab * 100 + 100);
	i = find_one(&want, KEC_BASE, from, to);
	return i < to ? kec_code[i] : 0;
}

uint64_t wilayah_find_kelurahan(uint32_t kab, uint32_t kecamatan_or_0, struct str name)
{
	struct folded want;
	size_t kec_from, kec_to, from, to, i;
	fold_name(&want, name);
	if (!want.len || kab > 9999 || (kecamatan_or_0 && kecamatan_or_0 / 100 != kab))
		return 0;
	kec_from = lower32(kec_code, KEC_COUNT, kecamatan_or_0 ? kecamatan_or_0 : kab * 100);
	kec_to = lower32(kec_code, KEC_COUNT, kecamatan_or_0 ? kecamatan_or_0 + 1 : kab * 100 + 100);
	from = kec_first_kel[kec_from];
	to = kec_first_kel[kec_to];
	i = find_one(&want, KEL_BASE, from, to);
	if (i == to)
		return 0;
	while (kec_first_kel[kec_from + 1] <= i)
		kec_from++;
	return (uint64_t)kec_code[kec_from] * 10000 + kel_code[i];
}

enum kab_kind { KAB_ANY, KAB_KABUPATEN, KAB_KOTA };

/* Takes KOTA, KABUPATEN and their kind off the front of the words; what is left is [*ret_from, n). */
static enum kab_kind kab_kind_of(const struct str *word, size_t n, size_t *ret_from)
{
	static const struct str kota[] = { LIT("KOTA"), LIT("KOTAMADYA"), LIT("KODYA"), LIT("KOT") };
	static const struct str kab[] = { LIT("KABUPATEN"), LIT("KAB") };
	static const struct str adm[] = { LIT("ADMINISTRASI"), LIT("ADM") };
	enum kab_kind kind = KAB_ANY;
	size_t i = 0;
	if (n > 2 && is_one_of(word[0], kab, COUNT(kab)) && is_one_of(word[1], kota, COUNT(kota)))
		i = 2; /* the form's own "KAB/KOTA" */
	else if (n > 1 && is_one_of(word[0], kota, COUNT(kota)))
		kind = KAB_KOTA, i = 1;
	else if (n > 1 && is_one_of(word[0], kab, COUNT(kab)))
		kind = KAB_KABUPATEN, i = 1;
	if (i && i + 1 < n && is_one_of(word[i], adm, COUNT(adm)))
		i++;
	*ret_from = i;
	return kind;
}

static uint32_t find_kab(enum kab_kind kind, const struct folded *want)
{
	struct str word[TOKEN_MAX];
	char text[FOLD_MAX];
	struct folded f;
	uint32_t found = 0;
	for (size_t i = 0; i < KAB_COUNT; i++) {
		size_t n = words_of(word, TOKEN_MAX, text, name_of(KAB_BASE + i)), from;
		enum kab_kind k = kab_kind_of(word, n, &from);
		if (kind != KAB_ANY && k != kind)
			continue;
		fold_words(&f, word + from, n - from);
		if (!folded_eq(&f, want))
			continue;
		if (found)
			return 0;
		found = kab_code[i];
	}
	return found;
}

uint32_t wilayah_find_kab(struct str name)
{
	struct str word[TOKEN_MAX];
	char text[FOLD_MAX];
	struct folded want;
	size_t n = words_of(word, TOKEN_MAX, text, name), from;
	enum kab_kind kind = kab_kind_of(word, n, &from);
	uint32_t code;
	fold_words(&want, word + from, n - from);
	if (!want.len)
		return 0;
	code = find_kab(kind, &want);
	if (code || kind == KAB_ANY)
		return code;
	/* KOTA BARU and KOTA MOBAGU are whole names. */
	fold_words(&want, word, n);
	return find_kab(KAB_ANY, &want);
}
