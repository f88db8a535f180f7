/* The people of the made-up city. A person is a function of the seed and an index: 0 .. registry-1 stand in the civil
 * registry, registry .. total-1 stand nowhere. Number, family, dates and names agree with each other; NIK and KK are
 * unique by construction and can be taken back to the person. */
#ifndef PADAN_DEMO_WORLD_H
#define PADAN_DEMO_WORLD_H
#include "base/date.h"
#include "demo/names.h"

struct demo_world {
	uint64_t seed;
	uint64_t registry;
	uint64_t total;
	struct demo_perm ids;
	unsigned nclass;  /* kecamatan digits carry the person's class when serials run out */
	unsigned defects; /* percent of the usual share of deaths, moves and oddities */
	tanggal as_of;
};

enum demo_status {
	STATUS_ALIVE, STATUS_DEAD, STATUS_MOVED, STATUS_INACTIVE, STATUS_DOUBLE, STATUS_UNKNOWN,
	STATUS_OUTSIDE, /* alive, but the address is in another city */
};
enum demo_doubt { DATE_CERTAIN, DATE_MISSING, DATE_BEFORE_BIRTH, DATE_ZERO, DATE_FUTURE };
enum demo_role { ROLE_HEAD, ROLE_SPOUSE, ROLE_CHILD, ROLE_ELDER };

struct demo_address {
	uint8_t street, block, number, rt, rw;
	uint8_t style;
};
struct demo_person {
	uint64_t index;
	uint64_t nik, kk;
	uint64_t kelurahan;
	uint64_t family;    /* index of the household's first member */
	unsigned family_size;
	tanggal birth;
	bool female;
	enum demo_custom custom;
	enum demo_role role;
	enum demo_status status;
	enum demo_doubt doubt;
	tanggal status_date; /* 0: not given */
	uint8_t status_word; /* which of the words an extract uses for the status */
	bool twice;          /* the registry holds this NIK a second time */
	struct demo_address address;
	const struct demo_word *birthplace;
	struct demo_name name, mother; /* filled by world_names */
};

/* At most so many people (the numbers of a class of NIK run out). */
#define DEMO_PEOPLE_MAX UINT64_C(21000000)
void world_init(struct demo_world *w, uint64_t seed, uint64_t registry, uint64_t spare, unsigned defects, tanggal as_of);
/* Everything but the names. */
void world_person(const struct demo_world *w, uint64_t index, struct demo_person *p);
/* Name and mother's name of p, which world_person filled. */
void world_names(const struct demo_world *w, struct demo_person *p);
/* Whose NIK this is: fills *p (without names) and tells true, or false when nobody's. */
bool world_by_nik(const struct demo_world *w, uint64_t nik, struct demo_person *p);
/* A dead (or moved) person of the same name, sex and birth year as the person at index, if the city has one. */
bool world_namesake(const struct demo_world *w, uint64_t index, uint64_t *ret_other);

/* Words of the status in an extract ("MENINGGAL DUNIA"). Static. */
const char *status_text(const struct demo_person *p);

/* How an address is written; ADDRESS_AS_REGISTERED is the style of the person's own record. */
#define ADDRESS_AS_REGISTERED 255
#define ADDRESS_STYLES 8
#define ADDRESS_SIZE 160
size_t address_text(char out[ADDRESS_SIZE], const struct demo_address *a, unsigned style);
#endif
