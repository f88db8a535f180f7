/* The rows of the made-up list: which person each stands for, what was done to it, and the truth about it. A row is a
 * function of the seed and its index. */
#ifndef PADAN_DEMO_ROWS_H
#define PADAN_DEMO_ROWS_H
#include "demo/world.h"

/* What was done to a row. */
enum demo_class {
	CLASS_OK, CLASS_KK_OLD, CLASS_NAME_VARIANT, CLASS_DECEASED, CLASS_MOVED,
	CLASS_STATUS_LATER, /* the registry's death or move is dated after the as-of day */
	CLASS_REG_INACTIVE, /* the registry's record is inactive, double or of unknown status */
	CLASS_REG_TWICE,    /* the registry has the NIK twice */
	CLASS_NIK_TYPO, CLASS_NIK_EMPTY, CLASS_SPOILT,
	CLASS_NOT_IN_REGISTRY,
	CLASS_DIFFERENT_PERSON, CLASS_DEAD_OTHER, CLASS_TYPO_LIVING, CLASS_RELATIVE,
	CLASS_DEAD_NAMESAKE,     /* NIK missing or mistyped, and a dead person bears the name */
	CLASS_NAMESAKE_STRANGER, /* the same, and the person is in no registry */
	CLASS_DATE_SWAP, CLASS_SEX_WRONG, CLASS_SEGMENT, CLASS_MALFORMED,
	CLASS_DUP_SAME, CLASS_DUP_OTHER, CLASS_PERSON_TWICE, CLASS_PESERTA_GANDA, CLASS_NEWBORN,
	CLASS_COUNT
};
const char *class_name(enum demo_class c);

/* How a malformed row is broken. */
enum demo_break { BREAK_NONE, BREAK_SHORT, BREAK_SURPLUS, BREAK_SHIFTED, BREAK_LETTER_O, BREAK_DATE };

struct demo_list {
	const struct demo_world *world;
	uint64_t rows;
	struct demo_perm order;
	unsigned defects; /* percent of the usual share of defects */
};
struct demo_row {
	uint64_t number;   /* from 1 */
	enum demo_class class;
	enum demo_break broken;
	uint64_t right;    /* NIK of the person in the registry, 0: none */
	uint64_t psnoka;
	char nik[32];      /* as typed; empty: no NIK */
	bool spoilt;       /* a spreadsheet turned the NIK into a number: nik holds its 16 digits */
	uint64_t kk;       /* 0: none */
	tanggal birth;
	bool female;
	bool newborn;
	bool inactive;     /* the list's own status */
	const char *segment; /* NULL: registered by the local government */
	size_t address_len;
	char address[ADDRESS_SIZE];
	struct demo_name name;
	struct demo_person person; /* whose row it is; kelurahan, family, birthplace, mother */
};

void list_init(struct demo_list *l, const struct demo_world *w, uint64_t rows, unsigned defects);
/* One in so many rows has a person of no registry in reserve. */
#define DEMO_SPARE_EVERY 4
void list_row(const struct demo_list *l, uint64_t index, struct demo_row *row);
#endif
