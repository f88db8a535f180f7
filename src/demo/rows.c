#include "demo/rows.h"

enum {
	TAG_ROW = 101,
	TAG_PAIR,
	TAG_ORDER,
	TAG_TYPO
};

const char *class_name(enum demo_class c)
{
	static const char *const names[CLASS_COUNT] = {
		[CLASS_OK] = "OK",
		[CLASS_KK_OLD] = "KK_OLD",
		[CLASS_NAME_VARIANT] = "NAME_VARIANT",
		[CLASS_DECEASED] = "DECEASED",
		[CLASS_MOVED] = "MOVED",
		[CLASS_STATUS_LATER] = "STATUS_LATER",
		[CLASS_REG_INACTIVE] = "REG_INACTIVE",
		[CLASS_REG_TWICE] = "REG_TWICE",
		[CLASS_NIK_TYPO] = "NIK_TYPO",
		[CLASS_NIK_EMPTY] = "NIK_EMPTY",
		[CLASS_SPOILT] = "SPOILT",
		[CLASS_NOT_IN_REGISTRY] = "NOT_IN_REGISTRY",
		[CLASS_DIFFERENT_PERSON] = "DIFFERENT_PERSON",
		[CLASS_DEAD_OTHER] = "DEAD_OTHER",
		[CLASS_TYPO_LIVING] = "TYPO_LIVING",
		[CLASS_RELATIVE] = "RELATIVE",
		[CLASS_DEAD_NAMESAKE] = "DEAD_NAMESAKE",
		[CLASS_NAMESAKE_STRANGER] = "NAMESAKE_STRANGER",
		[CLASS_DATE_SWAP] = "DATE_SWAP",
		[CLASS_SEX_WRONG] = "SEX_WRONG",
		[CLASS_SEGMENT] = "SEGMENT",
		[CLASS_MALFORMED] = "MALFORMED_ROW",
		[CLASS_DUP_SAME] = "DUP_SAME",
		[CLASS_DUP_OTHER] = "DUP_OTHER",
		[CLASS_PERSON_TWICE] = "PERSON_TWICE",
		[CLASS_PESERTA_GANDA] = "PESERTA_GANDA",
		[CLASS_NEWBORN] = "NEWBORN_MOTHER_NIK",
	};
	return c < CLASS_COUNT ? names[c] : NULL;
}

/* Rows in 100,000 that are asked to become this; some cannot and stay as they are. */
static const struct {
	enum demo_class class;
	uint32_t share;
} shares[] = {
	{ CLASS_NAME_VARIANT, 4500 },	 { CLASS_KK_OLD, 5000 },    { CLASS_NIK_TYPO, 1100 },
	{ CLASS_NIK_EMPTY, 900 },	 { CLASS_SPOILT, 200 },	    { CLASS_DATE_SWAP, 1000 },
	{ CLASS_DIFFERENT_PERSON, 800 }, { CLASS_SEX_WRONG, 430 },  { CLASS_MALFORMED, 260 },
	{ CLASS_SEGMENT, 450 },		 { CLASS_DEAD_OTHER, 280 }, { CLASS_RELATIVE, 320 },
	{ CLASS_TYPO_LIVING, 2800 },
};
/* Pairs of rows in 100,000. */
static const struct {
	enum demo_class class;
	uint32_t share;
} pair_shares[] = {
	{ CLASS_DUP_SAME, 500 },      { CLASS_DUP_OTHER, 450 }, { CLASS_PERSON_TWICE, 400 },
	{ CLASS_PESERTA_GANDA, 300 }, { CLASS_NEWBORN, 2600 },
};

void list_init(struct demo_list *l, const struct demo_world *w, uint64_t rows, unsigned defects)
{
	l->world = w;
	l->rows = rows;
	l->defects = defects;
	perm_init(&l->order, w->registry, w->seed ^ TAG_ORDER);
}

static uint64_t psnoka_of(uint64_t row)
{
	return (row * UINT64_C(908100007) * 7 + 1234567) % UINT64_C(10000000000);
}

static void nik_put(struct demo_row *row, uint64_t nik)
{
	uint64_t v = nik;
	for (int i = 15; i >= 0; i--, v /= 10)
		row->nik[i] = (char)('0' + v % 10);
	row->nik[16] = 0;
}

static uint64_t nik_value(const char *s)
{
	uint64_t v = 0;
	size_t n = strlen(s);
	for (size_t i = 0; i < n; i++)
		v = v * 10 + (uint64_t)(s[i] - '0');
	return n == 16 ? v : 0;
}

/* Fills the row with its person's facts as the registry has them. */
static void row_of_person(const struct demo_list *l, struct demo_row *row, uint64_t index, struct demo_rng *r)
{
	const struct demo_world *w = l->world;
	unsigned style = ADDRESS_AS_REGISTERED;
	world_person(w, index, &row->person);
	world_names(w, &row->person);
	row->name = row->person.name;
	row->birth = row->person.birth;
	row->female = row->person.female;
	row->kk = row->person.kk;
	row->right = index < w->registry ? row->person.nik : 0;
	nik_put(row, row->person.nik);
	if (rng_below(r, 100) * 100 < 25 * l->defects)
		style = rng_below(r, ADDRESS_STYLES);
	row->address_len = address_text(row->address, &row->person.address, style);
}

static void old_kk(struct demo_row *row, struct demo_rng *r)
{
	/* The household's number before it was renewed: other day, other serial. */
	uint64_t kec = row->kk / UINT64_C(10000000000);
	uint64_t n = kec * 100 + 1 + rng_below(r, 28);
	n = (n * 100 + 1 + rng_below(r, 12)) * 100 + 3 + rng_below(r, 20);
	row->kk = n * 10000 + 1 + rng_below(r, 9998);
}

static void old_address(struct demo_row *row, struct demo_rng *r)
{
	struct demo_address a = { (uint8_t)rng_below(r, (uint32_t)demo_streets.count),
				  (uint8_t)rng_below(r, 26),
				  (uint8_t)(1 + rng_below(r, 60)),
				  (uint8_t)(1 + rng_below(r, 12)),
				  (uint8_t)(1 + rng_below(r, 20)),
				  0 };
	row->address_len = address_text(row->address, &a, 0);
}

static bool slip_once(char out[32], const char *nik, struct demo_rng *r)
{
	size_t n = strlen(nik), i = rng_below(r, (uint32_t)n);
	uint32_t kind = rng_below(r, 100);
	memcpy(out, nik, n + 1);
	if (kind < 45) {
		out[i] = (char)('0' + (char)rng_below(r, 10));
	} else if (kind < 70) {
		if (i + 1 >= n)
			return false;
		out[i] = nik[i + 1];
		out[i + 1] = nik[i];
	} else if (kind < 88) {
		memmove(out + i, nik + i + 1, n - i);
	} else {
		memmove(out + i + 1, nik + i, n - i + 1);
	}
	return strcmp(out, nik) != 0;
}

/* A typing error in the NIK that hits nobody's number. */
static void mistype(const struct demo_list *l, struct demo_row *row, struct demo_rng *r)
{
	char out[32];
	struct demo_person p;
	for (;;) {
		if (!slip_once(out, row->nik, r))
			continue;
		uint64_t v = nik_value(out);
		if (v == 0 || !world_by_nik(l->world, v, &p))
			break;
	}
	memcpy(row->nik, out, sizeof(row->nik));
}

/* A birth date written wrongly: day and month exchanged, one digit off, or the year off by a little. */
static void wrong_date(const struct demo_world *w, struct demo_row *row, struct demo_rng *r)
{
	int y = tanggal_year(row->birth), m = tanggal_month(row->birth), d = tanggal_day(row->birth);
	tanggal t = 0;
	if (d <= 12 && d != m && rng_percent(r, 75))
		t = tanggal_of(y, d, m);
	while (t == 0 || t > w->as_of || t == row->birth) {
		static const int step[] = { 1, 10, 100, 1000, 10000, 100000 };
		int unit = step[rng_below(r, COUNT(step))], digit = row->birth / unit % 10;
		t = row->birth + (rng_range(r, 0, 9) - digit) * unit;
		if (!tanggal_valid(tanggal_year(t), tanggal_month(t), tanggal_day(t)) ||
		    tanggal_year(t) < 1920)
			t = 0;
	}
	row->birth = t;
}

/* What a row without a good NIK still tells: half the time no KK, sometimes a wrong date or letter. */
static void thin_out(const struct demo_list *l, struct demo_row *row, struct demo_rng *r)
{
	uint32_t k = rng_below(r, 100);
	if (rng_percent(r, 50))
		row->kk = 0;
	else if (rng_percent(r, 8))
		old_kk(row, r);
	if (k < 18) {
		wrong_date(l->world, row, r);
	} else if (k < 30) {
		struct demo_name n = row->name;
		name_vary_any(&row->name, &n, r);
	} else if (k < 34 && row->kk) {
		old_address(row, r);
	}
}

static bool another_name(struct demo_row *row, struct demo_rng *r)
{
	for (int tries = 0; tries < 30; tries++) {
		struct demo_name n;
		enum demo_custom c =
			tries < 10 ? row->person.custom : (enum demo_custom)rng_below(r, CUSTOM_LAMA);
		name_build(&n, r, c, row->female, name_family(r, c), tanggal_year(row->birth));
		if (!name_far(&n, &row->name))
			continue;
		row->name = n;
		return true;
	}
	return false;
}

/* Whether other may lend its number: somebody whom no name comparison takes for the row's person. */
static bool stranger(const struct demo_list *l, const struct demo_row *row, struct demo_person *other)
{
	if (other->index >= l->world->registry || other->index == row->person.index)
		return false;
	world_names(l->world, other);
	return name_far(&other->name, &row->name);
}

static bool take_dead_nik(const struct demo_list *l, struct demo_row *row, struct demo_rng *r)
{
	struct demo_person p;
	/* A dead parent's number is the likeliest slip, and the nastiest: family, address and KK agree. */
	for (unsigned i = 0; i < row->person.family_size; i++) {
		if (row->person.family + i >= l->world->registry)
			break;
		world_person(l->world, row->person.family + i, &p);
		if ((p.status == STATUS_DEAD || p.status == STATUS_MOVED) && stranger(l, row, &p)) {
			nik_put(row, p.nik);
			return true;
		}
	}
	for (int tries = 0; tries < 400; tries++) {
		world_person(l->world, rng_next(r) % l->world->registry, &p);
		if ((p.status == STATUS_DEAD || p.status == STATUS_MOVED) && stranger(l, row, &p)) {
			nik_put(row, p.nik);
			return true;
		}
	}
	return false;
}

/* Looks through all numbers one slip away for a living person's. */
static bool take_neighbour_nik(const struct demo_list *l, struct demo_row *row, struct demo_rng *r)
{
	struct demo_person p;
	char t[32];
	for (size_t i = 4; i < 16; i++)
		for (char c = '0'; c <= '9'; c++) {
			memcpy(t, row->nik, sizeof(t));
			/* Another province, regency or year leads back to the row's own person: see
			 * number_person. */
			if (t[i] == c || i == 10 || i == 11)
				continue;
			t[i] = c;
			if (!world_by_nik(l->world, nik_value(t), &p) || p.status != STATUS_ALIVE ||
			    !stranger(l, row, &p))
				continue;
			nik_put(row, p.nik);
			return true;
		}
	if (!rng_percent(r, 5))
		return false;
	/* Now and then the line below was copied. */
	for (int tries = 0; tries < 60; tries++) {
		world_person(l->world, rng_next(r) % l->world->registry, &p);
		if (p.status == STATUS_ALIVE && stranger(l, row, &p)) {
			nik_put(row, p.nik);
			return true;
		}
	}
	return false;
}

static bool take_relative_nik(const struct demo_list *l, struct demo_row *row, struct demo_rng *r)
{
	struct demo_person p;
	uint32_t from = rng_below(r, row->person.family_size);
	for (uint32_t i = 0; i < row->person.family_size; i++) {
		uint64_t at = row->person.family + (from + i) % row->person.family_size;
		if (at >= l->world->registry || at == row->person.index)
			continue;
		world_person(l->world, at, &p);
		if (p.status != STATUS_ALIVE || !stranger(l, row, &p))
			continue;
		nik_put(row, p.nik);
		return true;
	}
	return false;
}

static void make_newborn(const struct demo_list *l, struct demo_row *row, struct demo_rng *r)
{
	static const char *const marks[] = { "BY NY ", "BY. NY. ", "BAYI NY ", "BAYI NY. ", "BY NY. " };
	const char *mark = marks[rng_below(r, COUNT(marks))];
	struct demo_name n = { 0, { 0 } };
	name_add(&n, mark, strlen(mark));
	name_add(&n, row->name.text, row->name.len);
	row->name = n;
	row->birth = tanggal_from_days(tanggal_days(l->world->as_of) - (int32_t)rng_below(r, 200));
	row->female = rng_percent(r, 50);
	row->newborn = true;
	row->right = 0;
	row->class = CLASS_NEWBORN;
}

/* Small dirt that is no difference: case, blanks. */
static void dirty_name(struct demo_row *row, struct demo_rng *r)
{
	struct demo_name n = { 0, { 0 } };
	size_t gap = 0;
	while (gap < row->name.len && row->name.text[gap] != ' ')
		gap++;
	switch (rng_below(r, 4)) {
	case 0:
		name_add(&row->name, rng_percent(r, 50) ? " " : "  ", 1);
		break;
	case 1:
		name_add(&n, row->name.text, gap);
		name_add(&n, gap < row->name.len ? " " : "", gap < row->name.len ? 1 : 0);
		name_add(&n, row->name.text + gap, row->name.len - gap);
		row->name = n;
		break;
	case 2:
		for (size_t i = 1; i < row->name.len; i++)
			if (ch_alpha(row->name.text[i]) && row->name.text[i - 1] != ' ')
				row->name.text[i] = (char)(row->name.text[i] | 32);
		break;
	default:
		name_add(&n, " ", 1);
		name_add(&n, row->name.text, row->name.len);
		row->name = n;
		break;
	}
}

/* The defects of a row of its own. False: it cannot be done to this person. */
static bool defect_number(const struct demo_list *l, struct demo_row *row, enum demo_class c,
			  struct demo_rng *r)
{
	bool alive = row->person.status == STATUS_ALIVE;
	switch (c) {
	case CLASS_NIK_TYPO:
		mistype(l, row, r);
		thin_out(l, row, r);
		return true;
	case CLASS_NIK_EMPTY:
		row->nik[0] = 0;
		thin_out(l, row, r);
		return true;
	case CLASS_SPOILT:
		row->spoilt = true;
		return true;
	case CLASS_DEAD_OTHER:
		if (!alive || !take_dead_nik(l, row, r))
			return false;
		if (rng_percent(r, 30))
			row->kk = 0;
		return true;
	case CLASS_TYPO_LIVING:
		return alive && take_neighbour_nik(l, row, r);
	case CLASS_RELATIVE:
		return alive && take_relative_nik(l, row, r);
	default:
		return false;
	}
}

static bool defect_fact(const struct demo_list *l, struct demo_row *row, enum demo_class c,
			struct demo_rng *r)
{
	static const char *const segments[] = {
		"PPU PN", "PBI JK", "PPU BU", "PPU", "PBPU", "PBI APBN", "BP"
	};
	struct demo_name n = row->name;
	bool alive = row->person.status == STATUS_ALIVE;
	uint32_t k;
	switch (c) {
	case CLASS_NAME_VARIANT:
		if (!alive)
			return false;
		name_vary_any(&row->name, &n, r);
		return true;
	case CLASS_KK_OLD:
		old_kk(row, r);
		return alive;
	case CLASS_DATE_SWAP:
		wrong_date(l->world, row, r);
		return true;
	case CLASS_SEX_WRONG:
		row->female = !row->female;
		return true;
	case CLASS_SEGMENT:
		row->segment = segments[rng_below(r, COUNT(segments))];
		return true;
	case CLASS_MALFORMED:
		row->broken = (enum demo_break)(1 + rng_below(r, BREAK_DATE));
		return true;
	case CLASS_DIFFERENT_PERSON:
		if (!another_name(row, r))
			return false;
		k = rng_below(r, 100);
		if (k < 35)
			row->birth = tanggal_from_days(tanggal_days(row->birth) - 400 -
						       (int32_t)rng_below(r, 9000));
		if (k < 15)
			row->female = !row->female;
		row->right = 0;
		return true;
	default:
		return false;
	}
}

/* Name and kind of a status, where nothing else was done. */
static enum demo_class class_by_status(const struct demo_person *p)
{
	switch (p->status) {
	case STATUS_DEAD:
	case STATUS_MOVED:
		if (p->doubt == DATE_FUTURE)
			return CLASS_STATUS_LATER;
		return p->status == STATUS_DEAD ? CLASS_DECEASED : CLASS_MOVED;
	case STATUS_OUTSIDE:
		return CLASS_MOVED;
	case STATUS_INACTIVE:
	case STATUS_DOUBLE:
	case STATUS_UNKNOWN:
		return CLASS_REG_INACTIVE;
	default:
		return p->twice ? CLASS_REG_TWICE : CLASS_OK;
	}
}

static bool keeps_any_status(enum demo_class c)
{
	return c == CLASS_NIK_TYPO || c == CLASS_NIK_EMPTY || c == CLASS_SPOILT ||
	       c == CLASS_DIFFERENT_PERSON;
}

static enum demo_class draw_class(const struct demo_list *l, struct demo_rng *r)
{
	uint32_t k = rng_below(r, 100000);
	for (size_t i = 0; i < COUNT(shares); i++) {
		uint32_t share = shares[i].share * l->defects / 100;
		if (k < share)
			return shares[i].class;
		k -= share;
	}
	return CLASS_OK;
}

/* The stranger in no registry: a person in reserve, or one who bears a dead person's name. */
static bool make_unregistered(const struct demo_list *l, struct demo_row *row, uint64_t index,
			      struct demo_rng *r)
{
	const struct demo_world *w = l->world;
	struct demo_person p;
	uint64_t spare = w->registry + index / DEMO_SPARE_EVERY;
	if (index % DEMO_SPARE_EVERY != 0 || spare >= w->total)
		return false;
	row_of_person(l, row, spare, r);
	row->class = CLASS_NOT_IN_REGISTRY;
	if (!rng_percent(r, 25))
		return true;
	for (int tries = 0; tries < 200; tries++) {
		world_person(w, rng_next(r) % w->registry, &p);
		int year = tanggal_year(p.birth);
		if (p.status != STATUS_DEAD || year == tanggal_year(w->as_of) ||
		    p.birth % 10000 == row->birth % 10000)
			continue;
		world_names(w, &p);
		row->name = p.name;
		row->female = p.female;
		row->birth = year * 10000 + row->birth % 10000;
		row->class = CLASS_NAMESAKE_STRANGER;
		break;
	}
	return true;
}

static void make_single(const struct demo_list *l, struct demo_row *row, uint64_t index, struct demo_rng *r)
{
	const struct demo_person *p = &row->person;
	enum demo_class c = draw_class(l, r), by_status;
	uint64_t dead;
	row_of_person(l, row, perm_at(&l->order, index), r);
	row->class = by_status = class_by_status(p);
	if (by_status == CLASS_OK && world_namesake(l->world, p->index, &dead) && rng_percent(r, 30)) {
		if (rng_percent(r, 50))
			row->nik[0] = 0;
		else
			mistype(l, row, r);
		if (rng_percent(r, 50))
			row->kk = 0;
		row->class = CLASS_DEAD_NAMESAKE;
		return;
	}
	/* Only every fourth row has someone in reserve, so it is asked four times as often. */
	if (index % DEMO_SPARE_EVERY == 0 &&
	    rng_below(r, 100000) < 800 * DEMO_SPARE_EVERY * l->defects / 100 &&
	    make_unregistered(l, row, index, r))
		return;
	if (c != CLASS_OK && (by_status == CLASS_OK || keeps_any_status(c))) {
		struct demo_row before = *row;
		if (defect_number(l, row, c, r) || defect_fact(l, row, c, r)) {
			row->class = c == CLASS_DIFFERENT_PERSON &&
						     (p->status == STATUS_DEAD || p->status == STATUS_MOVED) ?
					     CLASS_DEAD_OTHER :
					     c;
			return;
		}
		*row = before;
	}
	if (by_status == CLASS_DECEASED || by_status == CLASS_MOVED) {
		struct demo_name n = row->name;
		if (c == CLASS_NAME_VARIANT || rng_percent(r, 6))
			name_vary_any(&row->name, &n, r);
		if (rng_percent(r, 6))
			old_kk(row, r);
		else if (rng_percent(r, 6))
			row->kk = 0;
	}
	if (by_status == CLASS_OK && rng_below(r, 100) * 100 < 3 * l->defects)
		dirty_name(row, r);
	if (by_status == CLASS_OK && rng_below(r, 100) * 100 < 3 * l->defects)
		old_address(row, r);
}

static enum demo_class draw_pair(const struct demo_list *l, uint64_t pair, bool *ret_second)
{
	struct demo_rng r = rng_of(l->world->seed, TAG_PAIR, pair);
	uint32_t k = rng_below(&r, 100000);
	*ret_second = rng_percent(&r, 65);
	for (size_t i = 0; i < COUNT(pair_shares); i++) {
		uint32_t share = pair_shares[i].share * l->defects / 100;
		if (k < share)
			return pair_shares[i].class;
		k -= share;
	}
	return CLASS_OK;
}

/* The row of a pair that something was done to; base is the index of the other row, which stays as it is. */
static bool make_deviant(const struct demo_list *l, struct demo_row *row, uint64_t index, uint64_t base,
			 enum demo_class c, struct demo_rng *r)
{
	struct demo_person other;
	world_person(l->world, perm_at(&l->order, base), &other);
	if (other.status != STATUS_ALIVE || other.twice)
		return false;
	switch (c) {
	case CLASS_DUP_SAME:
	case CLASS_PERSON_TWICE:
		row_of_person(l, row, other.index, r);
		if (c == CLASS_PERSON_TWICE)
			mistype(l, row, r);
		break;
	case CLASS_DUP_OTHER:
	case CLASS_PESERTA_GANDA:
		row_of_person(l, row, perm_at(&l->order, index), r);
		if (row->person.status != STATUS_ALIVE || row->person.twice || !stranger(l, row, &other))
			return false;
		if (c == CLASS_DUP_OTHER)
			nik_put(row, other.nik);
		else
			row->psnoka = psnoka_of(base);
		break;
	default: {
		int age = tanggal_year(l->world->as_of) - tanggal_year(other.birth);
		if (!other.female || age < 18 || age > 46)
			return false;
		row_of_person(l, row, other.index, r);
		make_newborn(l, row, r);
		break;
	}
	}
	row->class = c;
	return true;
}

void list_row(const struct demo_list *l, uint64_t index, struct demo_row *row)
{
	uint64_t half = l->rows / 2, pair = index < half ? index : index - half;
	uint64_t other = index < half ? index + half : pair;
	struct demo_rng r = rng_of(l->world->seed, TAG_ROW, index);
	bool second;
	memset(row, 0, offsetof(struct demo_row, address));
	row->number = index + 1;
	row->psnoka = psnoka_of(index);
	row->inactive = rng_percent(&r, 8);
	if (pair < half) {
		enum demo_class c = draw_pair(l, pair, &second);
		if (c != CLASS_OK) {
			bool deviant = (index >= half) == second;
			uint64_t mine = deviant ? index : other, base = deviant ? other : index;
			struct demo_row probe;
			struct demo_rng pr = rng_of(l->world->seed, TAG_ROW, mine);
			if (deviant) {
				if (make_deviant(l, row, mine, base, c, &r))
					return;
				r = rng_of(l->world->seed, TAG_TYPO, index);
			} else {
				memset(&probe, 0, sizeof(probe));
				(void)rng_percent(&pr, 8);
				if (make_deviant(l, &probe, mine, base, c, &pr)) {
					row_of_person(l, row, perm_at(&l->order, index), &r);
					row->class = c == CLASS_PERSON_TWICE || c == CLASS_PESERTA_GANDA ?
							     c :
							     CLASS_OK;
					return;
				}
			}
			row->psnoka = psnoka_of(index);
		}
	}
	make_single(l, row, index, &r);
}
