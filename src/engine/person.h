/* The facts of one person as list and registry give them, and how two such facts agree. docs/matching.md. */
#ifndef PADAN_PERSON_H
#define PADAN_PERSON_H
#include "base/date.h"
#include "base/nik.h"

enum birth_state { BIRTH_ABSENT, BIRTH_BAD, BIRTH_OK };
enum birth_agree { BIRTH_A_ABSENT, BIRTH_A_SAME, BIRTH_A_SWAP, BIRTH_A_DIGIT, BIRTH_A_DIFFER };

/* Life status of a registry record. */
enum reg_status {
	REG_ALIVE,
	REG_DEAD,
	REG_MOVED,
	REG_INACTIVE,
	REG_DOUBLE,  /* the registry itself calls it GANDA */
	REG_UNKNOWN, /* a value we do not know: never taken for alive */
};
enum status_date_state { SDATE_ABSENT, SDATE_BAD, SDATE_OK };

struct facts {
	uint64_t nik;    /* 0: none, or no possible NIK */
	uint64_t kk;     /* 0: none */
	uint64_t region; /* kelurahan (10 digits) or kecamatan (6 digits), 0: unknown */
	tanggal birth;   /* 0 unless BIRTH_OK */
	uint32_t addr;   /* address_hash (fingerprint.h) */
	uint32_t mother; /* mother_hash (fingerprint.h) */
	uint8_t birth_state;
	bool century_open;
	char sex;        /* 'L', 'P', 0 */
	/* Registry records only. */
	uint8_t status;            /* enum reg_status */
	uint8_t status_date_state; /* enum status_date_state */
	bool outside;              /* the present address is outside the office's city */
	tanggal status_date;
};

/* A birth date as rows keep it in 32 bits: the tanggal, century_open above it, birth_state on top. */
#define BIRTH_KEPT_DATE ((UINT32_C(1) << 28) - 1)
#define BIRTH_KEPT_OPEN (UINT32_C(1) << 28)
#define BIRTH_KEPT_STATE 29
static inline uint32_t birth_keep(const struct facts *f)
{
	return (uint32_t)f->birth | (f->century_open ? BIRTH_KEPT_OPEN : 0) | (uint32_t)f->birth_state << BIRTH_KEPT_STATE;
}
static inline void birth_take(struct facts *f, uint32_t kept)
{
	f->birth = (tanggal)(kept & BIRTH_KEPT_DATE);
	f->birth_state = (uint8_t)(kept >> BIRTH_KEPT_STATE);
	f->century_open = (kept & BIRTH_KEPT_OPEN) != 0;
}

enum birth_agree birth_compare(const struct facts *a, const struct facts *b);
/* +1 agree, -1 differ, 0 when one of them lacks it. */
static inline int fact_agree(uint64_t a, uint64_t b) { return a == 0 || b == 0 ? 0 : a == b ? 1 : -1; }
/* A region agrees on the finest level both have. */
int region_agree(uint64_t a, uint64_t b);

char sex_read_long(struct str s);
/* One of the four bytes that nearly all cells hold, else 0. Which of the two sexes, no processor foretells: there is no branch. */
static inline char sex_quick(char c)
{
	bool l = (c == 'L') | (c == '1'), p = (c == 'P') | (c == '2');
	return (char)('L' * l + 'P' * p);
}
/* 'L', 'P' or 0: L/P, 1/2, LAKI-LAKI/PEREMPUAN, M/F, PRIA/WANITA, LK/PR (FACTS 2). */
static inline char sex_read(struct str s)
{
	return s.len == 1 && sex_quick(s.ptr[0]) ? sex_quick(s.ptr[0]) : sex_read_long(s);
}
/* Life status of an extract (FACTS 3.2). An empty cell is REG_UNKNOWN; the loader decides about empty columns. */
enum reg_status status_read(struct str s);
/* True when the list's own STATUS means deceased (FACTS 2: code 2, MENINGGAL ...). */
bool list_status_deceased(struct str s);
/* True when the segment is the local government's (FACTS 2 and 4); an empty cell is no other segment. */
bool segment_is_ours(struct str s);
#endif
