#include "demo/world.h"

/* Members of one block of people are divided into households; a block never needs its neighbours. */
#define BLOCK	     24
#define SERIAL_FIRST 5001 /* no real NIK reaches it (FACTS 1.1) */
#define SERIALS	     4999
#define KK_DAYS	     7300

enum {
	TAG_BLOCK = 1,
	TAG_FAMILY,
	TAG_MEMBER,
	TAG_STATUS,
	TAG_NAME,
	TAG_IDS,
	TAG_KK
};

struct household {
	uint64_t start;
	unsigned size;
	bool namesake; /* a single person who shares name, sex and birth year with the block's first */
	bool female_head, spouse, elder;
	int head_age, spouse_age;
	enum demo_custom custom, spouse_custom;
	const struct demo_word *family, *spouse_family;
	struct demo_rng rng; /* for what is drawn after */
};

void world_init(struct demo_world *w, uint64_t seed, uint64_t registry, uint64_t spare, unsigned defects,
		tanggal as_of)
{
	w->seed = hash_mix(seed, 0x706164616e);
	w->registry = registry;
	w->total = registry + spare;
	w->nclass = (unsigned)((w->total + 365 * SERIALS - 1) / (365 * SERIALS));
	w->defects = defects;
	w->as_of = as_of;
	perm_init(&w->ids, w->total, w->seed ^ TAG_IDS);
}

static unsigned next_size(uint64_t *bits, unsigned room)
{
	static const uint8_t sizes[16] = { 1, 1, 2, 2, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 6, 6 };
	unsigned n = sizes[*bits & 15];
	*bits = *bits >> 4 | *bits << 60;
	return n < room ? n : room;
}

static bool block_has_namesake(uint64_t bits, unsigned defects)
{
	return (bits * UINT64_C(0x9E3779B97F4A7C15) >> 56) * 100 < 48 * (uint64_t)defects;
}

static void family_customs(struct household *h)
{
	static const uint8_t share[DEMO_CUSTOM_COUNT] = { 24, 27, 14, 17, 6, 4, 3, 3, 2, 0 };
	uint32_t k = rng_below(&h->rng, 100), c = 0;
	while (c + 1 < DEMO_CUSTOM_COUNT - 1 && k >= share[c])
		k -= share[c++];
	h->custom = (enum demo_custom)c;
	if (rng_below(&h->rng, 250) == 0)
		h->custom = CUSTOM_LAMA;
	h->spouse_custom =
		rng_percent(&h->rng, 75) ? h->custom : (enum demo_custom)rng_below(&h->rng, CUSTOM_SUNDA);
	h->family = name_family(&h->rng, h->custom);
	h->spouse_family = name_family(&h->rng, h->spouse_custom);
}

/* The household of a person: found by walking the few households of the block. */
static void household_of(const struct demo_world *w, uint64_t index, struct household *h)
{
	uint64_t block = index / BLOCK, bits = hash_mix(w->seed ^ TAG_BLOCK, block), walk = bits;
	unsigned at = (unsigned)(index % BLOCK), from = 0, size = next_size(&walk, BLOCK);
	bool single_seen = false;
	while (from + size <= at) {
		single_seen |= size == 1 && from > 0;
		from += size;
		size = next_size(&walk, BLOCK - from);
	}
	h->start = block * BLOCK + from;
	h->size = size;
	h->namesake = size == 1 && from > 0 && !single_seen && block_has_namesake(bits, w->defects) &&
		      h->start < w->registry;
	h->rng = rng_of(w->seed, TAG_FAMILY, h->start);
	h->female_head = rng_percent(&h->rng, size == 1 ? 45 : 12);
	h->spouse = size >= 2 && rng_percent(&h->rng, h->female_head ? 10 : 94);
	h->elder = size >= 4 && rng_percent(&h->rng, 14);
	h->head_age = size == 1 ? rng_range(&h->rng, 19, 70) :
				  24 + rng_range(&h->rng, 0, 26) + rng_range(&h->rng, 0, 24);
	h->spouse_age =
		h->head_age + (h->female_head ? rng_range(&h->rng, -3, 8) : rng_range(&h->rng, -9, 3));
	if (h->spouse_age < 19)
		h->spouse_age = 19;
	family_customs(h);
}

bool world_namesake(const struct demo_world *w, uint64_t index, uint64_t *ret_other)
{
	uint64_t block = index / BLOCK, bits = hash_mix(w->seed ^ TAG_BLOCK, block), walk = bits;
	if (index % BLOCK != 0 || !block_has_namesake(bits, w->defects))
		return false;
	for (unsigned from = 0, size; from < BLOCK; from += size) {
		size = next_size(&walk, BLOCK - from);
		if (size == 1 && from > 0) {
			*ret_other = index + from;
			return *ret_other < w->registry;
		}
	}
	return false;
}

static enum demo_role role_of(const struct household *h, uint64_t index)
{
	unsigned member = (unsigned)(index - h->start);
	if (member == 0)
		return ROLE_HEAD;
	if (member == 1 && h->spouse)
		return ROLE_SPOUSE;
	if (h->elder && member == h->size - 1)
		return ROLE_ELDER;
	return ROLE_CHILD;
}

static int member_age(const struct household *h, enum demo_role role, struct demo_rng *r)
{
	int mother = h->spouse && !h->female_head ? h->spouse_age : h->head_age;
	int age;
	switch (role) {
	case ROLE_HEAD:
		return h->head_age;
	case ROLE_SPOUSE:
		return h->spouse_age;
	case ROLE_ELDER:
		age = h->head_age + rng_range(r, 19, 32);
		return age > 96 ? 96 : age;
	default:
		age = mother - rng_range(r, 18, 36);
		return age < 0 ? rng_range(r, 0, 3) : age;
	}
}

static const uint8_t month_days[12] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

static void day_of_year(unsigned doy, int *month, int *day)
{
	int m = 0;
	while (doy >= month_days[m])
		doy -= month_days[m++];
	*month = m + 1;
	*day = (int)doy + 1;
}

/* Day, month, serial and class name the person; year, sex and place are then free. */
static void number_person(const struct demo_world *w, struct demo_person *p, int age, struct demo_rng *r)
{
	uint64_t q = perm_at(&w->ids, p->index);
	unsigned doy = (unsigned)(q % 365), serial = (unsigned)(q / 365 % SERIALS),
		 class = (unsigned)(q / 365 / SERIALS);
	const struct demo_prefix_pool *pool = &demo_prefixes[p->custom];
	int year = tanggal_year(w->as_of) - age, month, day;
	unsigned kab = 2171, count = 12, kec;
	day_of_year(doy, &month, &day);
	if (tanggal_of(year, month, day) > w->as_of)
		year--;
	/* Most children and a good half of the grown-ups were registered here first. */
	if (p->custom == CUSTOM_LAMA || !rng_percent(r, age < 20 ? 80 : 45)) {
		const struct demo_prefix *x = &pool->prefix[rng_below(r, (uint32_t)pool->count)];
		kab = x->kab;
		count = x->count;
	}
	unsigned steps = class < count ? (count - class - 1) / w->nclass + 1 : 1;
	kec = 1 + class + w->nclass * rng_below(r, steps);
	p->birth = tanggal_of(year, month, day);
	p->nik = (uint64_t)kab * 100 + kec;
	p->nik = p->nik * 100 + (uint64_t)(day + (p->female ? 40 : 0));
	p->nik = (p->nik * 100 + (uint64_t)month) * 100 + (uint64_t)(year % 100);
	p->nik = p->nik * 10000 + SERIAL_FIRST + serial;
}

static uint64_t number_family(const struct demo_world *w, uint64_t start, unsigned kec)
{
	/* Unique too: the day of issue and the serial name the household (2741 and KK_DAYS have no common
	 * factor). */
	uint64_t round = start / KK_DAYS, day = (start * 2741 + hash_mix(w->seed, round)) % KK_DAYS;
	tanggal t = tanggal_from_days(tanggal_days(w->as_of) - 1 - (int32_t)day);
	uint64_t n = 217100 + kec;
	n = (n * 100 + (uint64_t)tanggal_day(t)) * 100 + (uint64_t)tanggal_month(t);
	return (n * 100 + (uint64_t)(tanggal_year(t) % 100)) * 10000 + 1 + round % 9999;
}

static void place_family(const struct demo_world *w, struct household *h, struct demo_person *p)
{
	const struct demo_kelurahan *kel = &demo_kelurahan[rng_below(&h->rng, DEMO_KELURAHAN)];
	p->kelurahan = kel->code;
	p->kk = number_family(w, h->start, (unsigned)(kel->code / 10000 % 100));
	p->address.street = (uint8_t)rng_below(&h->rng, (uint32_t)demo_streets.count);
	p->address.block = (uint8_t)rng_below(&h->rng, 26);
	p->address.number = (uint8_t)(1 + rng_below(&h->rng, 60));
	p->address.rt = (uint8_t)(1 + rng_below(&h->rng, 12));
	p->address.rw = (uint8_t)(1 + rng_below(&h->rng, 20));
	p->address.style = rng_percent(&h->rng, 23) ? 1 : 0;
}

static enum demo_status draw_status(const struct demo_world *w, int age, struct demo_rng *r)
{
	uint32_t k = rng_below(r, 100000), d = w->defects;
	uint32_t dead = (age < 30 ? 400 : age < 50 ? 1300 : age < 65 ? 4000 : 12000) * d / 100;
	if (k < dead)
		return STATUS_DEAD;
	k -= dead;
	if (k < 3300 * d / 100)
		return STATUS_MOVED;
	if (k < 3500 * d / 100)
		return STATUS_INACTIVE;
	if (k < 3600 * d / 100)
		return STATUS_DOUBLE;
	if (k < 3700 * d / 100)
		return STATUS_UNKNOWN;
	if (k < 3950 * d / 100)
		return STATUS_OUTSIDE;
	return STATUS_ALIVE;
}

static void date_status(const struct demo_world *w, struct demo_person *p, struct demo_rng *r)
{
	int32_t today = tanggal_days(w->as_of), birth = tanggal_days(p->birth), life = today - birth;
	int32_t back = life < 3650 ? life : 3650;
	uint32_t k = rng_below(r, 1000);
	p->status_date = tanggal_from_days(today - (int32_t)rng_below(r, (uint32_t)back + 1));
	if (p->status != STATUS_DEAD && p->status != STATUS_MOVED) {
		if (p->status == STATUS_ALIVE || p->status == STATUS_OUTSIDE)
			p->status_date = 0;
		return;
	}
	if (k < 15) {
		p->doubt = DATE_MISSING;
		p->status_date = 0;
	} else if (k < 25) {
		p->doubt = DATE_BEFORE_BIRTH;
		p->status_date = tanggal_from_days(birth - 200 - (int32_t)rng_below(r, 4000));
	} else if (k < 31) {
		p->doubt = DATE_ZERO;
	} else if (k < 41) {
		p->doubt = DATE_FUTURE;
		p->status_date = tanggal_from_days(today + 1 + (int32_t)rng_below(r, 200));
	}
}

static void draw_fate(const struct demo_world *w, const struct household *h, struct demo_person *p, int age)
{
	struct demo_rng r = rng_of(w->seed, TAG_STATUS, p->index);
	p->doubt = DATE_CERTAIN;
	p->status = p->index < w->registry ? draw_status(w, age, &r) : STATUS_ALIVE;
	p->status_word = (uint8_t)rng_below(&r, 100);
	if (h->namesake)
		p->status = rng_percent(&r, 85) ? STATUS_DEAD : STATUS_MOVED;
	p->twice = p->status == STATUS_ALIVE && p->index < w->registry &&
		   rng_below(&r, 2000) * 100 < w->defects * 1;
	date_status(w, p, &r);
	if (p->status == STATUS_OUTSIDE) {
		static const uint64_t other[] = { 2172011002, 2101041001, 1471021003, 2102011001,
						  1271051004 };
		p->kelurahan = other[rng_below(&r, COUNT(other))];
	}
}

void world_person(const struct demo_world *w, uint64_t index, struct demo_person *p)
{
	struct household h;
	struct demo_rng r = rng_of(w->seed, TAG_MEMBER, index);
	int age;
	household_of(w, index, &h);
	p->index = index;
	p->family = h.start;
	p->family_size = h.size;
	p->role = role_of(&h, index);
	p->custom = p->role == ROLE_SPOUSE ? h.spouse_custom : h.custom;
	age = member_age(&h, p->role, &r);
	p->female = p->role == ROLE_HEAD   ? h.female_head :
		    p->role == ROLE_SPOUSE ? !h.female_head :
		    p->role == ROLE_ELDER  ? true :
					     rng_percent(&r, 49);
	p->birthplace = &demo_pools[POOL_KOTA].word[rng_below(&r, (uint32_t)demo_pools[POOL_KOTA].count)];
	if (h.namesake) {
		struct demo_person first;
		world_person(w, index - index % BLOCK, &first);
		age = tanggal_year(w->as_of) - tanggal_year(first.birth);
		p->female = first.female;
		p->custom = first.custom;
	}
	number_person(w, p, age, &r);
	/* A twin has the brother's or sister's day; a court corrects a date now and then, and the number
	 * stays. */
	if (p->role == ROLE_CHILD && index - h.start >= 2 && role_of(&h, index - 1) == ROLE_CHILD &&
	    rng_below(&r, 90) == 0) {
		struct demo_person twin;
		world_person(w, index - 1, &twin);
		p->birth = twin.birth;
	} else if (rng_below(&r, 300) == 0) {
		tanggal t = tanggal_from_days(tanggal_days(p->birth) - 1 - (int32_t)rng_below(&r, 700));
		p->birth = t;
	}
	place_family(w, &h, p);
	draw_fate(w, &h, p, age);
}

/* Fashions of names go by this year; world_person draws the age in the same way. */
static int name_year(const struct demo_world *w, const struct household *h, uint64_t index)
{
	struct demo_rng r = rng_of(w->seed, TAG_MEMBER, index);
	return tanggal_year(w->as_of) - member_age(h, role_of(h, index), &r);
}

static void name_of(const struct demo_world *w, const struct household *h, uint64_t index, bool female,
		    struct demo_name *out)
{
	struct demo_rng r = rng_of(w->seed, TAG_NAME, index);
	bool spouse = role_of(h, index) == ROLE_SPOUSE;
	bool elder = role_of(h, index) == ROLE_ELDER;
	name_build(out, &r, spouse ? h->spouse_custom : h->custom, female,
		   spouse ? h->spouse_family :
		   elder  ? name_family(&r, h->custom) :
			    h->family,
		   name_year(w, h, index));
}

static void mother_of(const struct demo_world *w, const struct household *h, struct demo_person *p)
{
	struct demo_rng r = rng_of(w->seed, TAG_NAME ^ 64, p->index);
	if (p->role == ROLE_CHILD && (h->female_head || h->spouse))
		name_of(w, h, h->start + (h->female_head ? 0 : 1), true, &p->mother);
	else if (p->role == ROLE_HEAD && h->elder)
		name_of(w, h, h->start + h->size - 1, true, &p->mother);
	else
		name_build(&p->mother, &r, p->custom, true, name_family(&r, p->custom), 1950);
}

void world_names(const struct demo_world *w, struct demo_person *p)
{
	struct household h;
	household_of(w, p->index, &h);
	if (h.namesake) {
		struct household first;
		uint64_t at = p->index - p->index % BLOCK;
		household_of(w, at, &first);
		name_of(w, &first, at, first.female_head, &p->name);
	} else {
		name_of(w, &h, p->index, p->female, &p->name);
	}
	mother_of(w, &h, p);
}

bool world_by_nik(const struct demo_world *w, uint64_t nik, struct demo_person *p)
{
	unsigned serial = (unsigned)(nik % 10000), month = (unsigned)(nik / 1000000 % 100);
	unsigned day = (unsigned)(nik / 100000000 % 100), kec = (unsigned)(nik / UINT64_C(10000000000) % 100);
	unsigned doy = 0;
	if (day > 40)
		day -= 40;
	if (serial < SERIAL_FIRST || month < 1 || month > 12 || day < 1 || day > month_days[month - 1] ||
	    kec < 1)
		return false;
	for (unsigned m = 1; m < month; m++)
		doy += month_days[m - 1];
	uint64_t class = (kec - 1) % w->nclass;
	uint64_t q = (class * SERIALS + serial - SERIAL_FIRST) * 365 + doy + day - 1;
	if (q >= w->total)
		return false;
	world_person(w, perm_inverse(&w->ids, q), p);
	return p->nik == nik;
}

const char *status_text(const struct demo_person *p)
{
	switch (p->status) {
	case STATUS_DEAD:
		return p->status_word < 92 ? "MENINGGAL" : p->status_word < 97 ? "MENINGGAL DUNIA" : "MATI";
	case STATUS_MOVED:
		return p->status_word < 92 ? "PINDAH" : "PINDAH KELUAR";
	case STATUS_INACTIVE:
		return p->status_word < 60 ? "NONAKTIF" : "NON AKTIF";
	case STATUS_DOUBLE:
		return "GANDA";
	case STATUS_UNKNOWN:
		return p->status_word < 50 ? "TIDAK DIKETAHUI" : "BELUM REKAM";
	default:
		return p->status_word < 97 ? "HIDUP" : p->status_word < 99 ? "AKTIF" : "ADA";
	}
}

/* What is written before and behind the number, the RT and the RW; each style once. */
static const struct {
	const char *block, *number, *rt, *rw;
	uint8_t rt_digits, rw_digits;
} address_styles[ADDRESS_STYLES] = {
	{ " BLOK ", " NO ", " RT ", " RW ", 3, 3 },	 { " BLOK ", " NO ", ", RT ", "/RW ", 3, 3 },
	{ " BLOK ", " NO.", " RT.", " RW.", 0, 0 },	 { " BLOK ", " NOMOR ", " RT ", " RW ", 2, 2 },
	{ " BLK ", " NO. ", ", RT. ", " / RW. ", 3, 3 }, { " BLOK ", "-", " RT ", "/", 3, 3 },
	{ " BLOK ", "/", " RT/RW ", "/", 3, 3 },	 { " BLOK ", "", " RT", " RW", 3, 3 },
};

static char *add(char *p, const char *s)
{
	size_t n = strlen(s);
	memcpy(p, s, n);
	return p + n;
}

static char *add_number(char *p, unsigned v, unsigned width)
{
	unsigned n = width ? width : v > 9 ? 2 : 1;
	for (unsigned i = n; i > 0; i--, v /= 10)
		p[i - 1] = (char)('0' + v % 10);
	return p + n;
}

size_t address_text(char out[ADDRESS_SIZE], const struct demo_address *a, unsigned style)
{
	static const struct {
		const char *as, *to[2];
	} lead[] = { { "JL ", { "JLN ", "JALAN " } },
		     { "PERUM ", { "PERUM. ", "PERUMAHAN " } },
		     { "KP ", { "KP. ", "KAMPUNG " } },
		     { "KAV ", { "KAV. ", "KAVLING " } } };
	const char *street = demo_streets.word[a->street].ptr;
	char *p = out;
	unsigned s = style == ADDRESS_AS_REGISTERED ? a->style : style;
	for (size_t i = 0; s >= 2 && i < COUNT(lead); i++)
		if (strncmp(street, lead[i].as, strlen(lead[i].as)) == 0) {
			p = add(p, lead[i].to[s & 1]);
			street += strlen(lead[i].as);
			break;
		}
	p = add(p, street);
	p = add(p, address_styles[s].block);
	*p++ = (char)('A' + a->block);
	p = add(p, address_styles[s].number);
	p = add_number(p, a->number, 0);
	p = add(p, address_styles[s].rt);
	p = add_number(p, a->rt, address_styles[s].rt_digits);
	p = add(p, address_styles[s].rw);
	p = add_number(p, a->rw, address_styles[s].rw_digits);
	return (size_t)(p - out);
}
