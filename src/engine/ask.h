/* The rows that look for somebody, laid out so that a record of the registry finds those it shares a block with (docs/matching.md) in a few
 * looks: by birth date in groups, by everything else through hashes. */
#ifndef PADAN_ASK_H
#define PADAN_ASK_H
#include "base/hash.h"
#include "engine/candidate.h"

/* What a row and a record may have in common. A kind that gives a row more than BLOCK_RECORDS_MAX records is not used for it. */
enum ask_kind {
	ASK_BIRTH,   /* B1: birth date, words, sex */
	ASK_KK,      /* B2 */
	ASK_MONTH,   /* B3: name, year and month of birth */
	ASK_DAY,     /* B3: name, year and day of birth */
	ASK_DAYS,    /* B3: name, day and month in any order, and years alike */
	ASK_ADDRESS, /* B4: address and words */
	ASK_MOTHER,  /* B5: name and mother */
	ASK_NAME,    /* B6: name, and one of the two without a birth date */
	ASK_KINDS
};
/* What of a person blocks are made of. */
struct ask_person {
	struct name_brief name;
	tanggal birth; /* 0: none */
	uint8_t sex;   /* enum ask_sex */
	bool century_open;
	uint8_t nik[2]; /* of a row that asks: ask_nik_bits */
};
/* A row that asks. */
struct ask {
	struct ask_person is;
	uint16_t met[ASK_KINDS]; /* records so far, at most BLOCK_RECORDS_MAX + 1 and some */
	uint16_t kept;           /* of them noted */
	uint16_t kk, addr, mother; /* ask_bits */
};
_Static_assert(sizeof(struct ask) == 64, "a line of the cache each, where there are many");
/* In this order, so that the sexes a person may be of follow one another. */
enum ask_sex { ASK_MALE, ASK_UNKNOWN, ASK_FEMALE };
#define ASK_SEXES 3
/* All but the name and nik. */
void ask_person(struct ask_person *ret, const struct facts *f);
/* Some bits of a fact, 0: it is not told. Other bits, another fact. */
static inline uint16_t ask_bits(uint64_t fact) { return fact ? (uint16_t)(hash_u64(fact) >> 48 | 1) : 0; }
/* Of two niks of which one is the other with one digit wrong or two neighbours swapped, the first or the second are the same. */
static inline void ask_nik_bits(uint8_t ret[2], uint64_t nik)
{
	ret[0] = (uint8_t)(hash_u64(nik / UINT64_C(1000000000)) >> 56);
	ret[1] = (uint8_t)(hash_u64(nik % UINT64_C(10000000)) >> 56);
}

/* Which of many hashes are among a few: a bit each, by their high bits. What is not in it is surely not among them. */
struct sieve {
	uint64_t *bits;
	size_t size;
	unsigned shift;
};
static inline bool sieve_has(const struct sieve *v, uint32_t hash)
{
	uint32_t at = hash >> v->shift;
	return v->bits[at >> 6] >> (at & 63) & 1;
}
/* The same for what goes by a name: all that is asked of one name lies in one line of the cache, which its key leads to. */
struct name_sieve {
	uint64_t *bits; /* in room, from a line's border on */
	void *room;
	size_t size;    /* of room */
	unsigned shift;
};
static inline const uint64_t *name_sieve_line(const struct name_sieve *v, uint32_t key)
{
	return v->bits + (size_t)((key * UINT32_C(0x9E3779B1)) >> v->shift) * 8;
}
/* hash: of what is asked for; the key itself stands for all of it. */
static inline bool name_sieve_has(const uint64_t *line, uint32_t hash) { return line[hash >> 1 & 7] >> (hash >> 4 & 63) & 1; }
static inline void sieve_fetch(const struct sieve *v, uint32_t hash)
{
	__builtin_prefetch(&v->bits[hash >> v->shift >> 6]);
}

#define ASK_GROUP_LONG 128 /* asks of one birth date and sex: so many are looked through by first words */
#define ASK_BORN_BEHIND 4  /* entries that can be read behind the last */
#define ASK_BORN_CODES 4
#define ASK_BORN_MORE (UINT64_C(1) << 31)
#define ASK_NUMBER_BITS 29 /* at most: three more tell the kind */
struct asks {
	const struct candidate_job *job;
	struct ask *ask;      /* of job->rows */
	size_t ask_size;
	unsigned number_bits; /* a number of an ask fits */
	/* Asks by birth date and sex; rising where they are more than ASK_GROUP_LONG. An entry is the number of an ask in the low half, and
	 * above it the codes of its first four words, the first one on top; ASK_BORN_MORE: it has others. */
	uint64_t *born;
	uint32_t *group;      /* where in born each begins, and the end */
	size_t groups, group_size, born_size;
	uint32_t first_day;   /* of group 0 */
	/* Asks by what they share with a record, hashed. Entries by the high bits of the hash: first[b]..first[b + 1] are those of
	 * bucket b, two or so: the ask's number, and above it what the bucket leaves of the hash. */
	uint32_t *entry, *first;
	size_t entry_size, first_size;
	unsigned first_shift;
	struct sieve hashes; /* of all entries */
	struct name_sieve names;
};
/* E_LIMIT for more rows than numbers can be had for. Release with asks_clear, also after an error. */
int asks_make(struct asks *ret, const struct candidate_job *job, struct err *err);
void asks_clear(struct asks *a);

/* Never 0. */
static inline uint32_t ask_hash(enum ask_kind kind, uint64_t x, uint64_t y)
{
	return (uint32_t)(hash_mix(x * 16 + (uint64_t)kind, y) >> 32) | 1;
}
/* Day and month, whichever way round. */
static inline uint32_t ask_days(tanggal t)
{
	uint32_t d = (uint32_t)tanggal_day(t), m = (uint32_t)tanggal_month(t);
	return d < m ? d * 100 + m : m * 100 + d;
}
static inline uint32_t ask_year_month(tanggal t) { return (uint32_t)(t / 100); }
static inline uint32_t ask_year_day(tanggal t) { return (uint32_t)(t / 10000 * 100 + t % 100); }
/* A number for each day of the calendar; days of no month have theirs, too. */
static inline uint32_t ask_day(tanggal t)
{
	return ((uint32_t)tanggal_year(t) * 12 + (uint32_t)tanggal_month(t) - 1) * 31 + (uint32_t)tanggal_day(t) - 1;
}
/* Years that differ in one digit, or in the century. */
bool ask_years_alike(int a, int b);
/* Of the codes of two names' words: each one's first is among the other's. */
bool ask_words_meet(const uint8_t *a, size_t na, const uint8_t *b, size_t nb);

static inline size_t ask_bucket(const struct asks *a, uint32_t hash) { return hash >> a->first_shift; }
/* What is equal in an entry and a hash that belong together, once ask_entry_hash has taken the number off. */
static inline uint32_t ask_mark(const struct asks *a, uint32_t hash) { return (uint32_t)((uint64_t)hash << a->number_bits); }
static inline uint32_t ask_entry_number(const struct asks *a, uint32_t e) { return (uint32_t)(e & ((UINT64_C(1) << a->number_bits) - 1)); }
static inline uint32_t ask_entry_hash(const struct asks *a, uint32_t e) { return e & ~(uint32_t)((UINT64_C(1) << a->number_bits) - 1); }
#endif
