/* Reading a strict JSON file member by member: each refusal names file, line and place. Of sop_def.c alone. */
#ifndef PADAN_SOP_READ_H
#define PADAN_SOP_READ_H
#include "base/date.h"
#include "app/cx.h"
#include "app/sop_def.h"
#include "base/val.h"

#define LIST_MAX 40

/* The way from the root to a value: a member of an object, or an entry of a list (key NULL, from 1). */
struct place {
	const struct place *up;
	const char *key;
	size_t index;
};
#define IN(p, k) (&(const struct place){ (p), (k), 0 })
#define NTH(p, i) (&(const struct place){ (p), NULL, (i) + 1 })

struct sop_def;
struct sop_daftar;
struct reader {
	struct arena *mem;
	struct str name, json; /* of the file */
	struct sop_def *def;   /* what is being filled */
	struct err *err;
};

struct member {
	const char *key;
	enum val_kind kind;
	enum { NEED, MAY, NULLABLE } need;
};

struct shown {
	char c[48];
};
/* A few words of the file as they may stand in a message: cut, without control characters. */
struct shown rd_shown(struct str s);
/* E_FORMAT at a place. Text of the file comes in only through rd_shown(). */
int rd_refuse(struct reader *r, const struct place *p, const char *fmt, ...) PRINTF_LIKE(3, 4);
/* An object with these members and no other, each of its kind. Afterwards they may be read without doubt. */
int rd_members(struct reader *r, const struct place *p, const struct val *v, const struct member *m, size_t n);
#define MEMBERS(r, p, v, table) rd_members(r, p, v, table, COUNT(table))
/* Text people read: not empty, at most 1000 bytes, no blanks at its ends, no control characters. */
int rd_check_text(struct reader *r, const struct place *p, struct str s);
int rd_text(struct reader *r, const struct place *p, const struct val *v, const char *key, struct str *ret);
int rd_number(struct reader *r, const struct place *p, const struct val *v, const char *key, int min, int max, int *ret);
/* Index of a word of a closed list. */
int rd_word(struct reader *r, const struct place *p, const struct val *v, const char *key, const char *const *words, size_t n,
	    unsigned *ret);
int rd_date(struct reader *r, const struct place *p, const struct val *v, const char *key, tanggal *ret);
/* A cleared array in the arena, one entry for each of a list of min to LIST_MAX. */
int rd_room(struct reader *r, const struct place *p, const struct val *list, size_t min, size_t size, void **ret);
/* A list of at least one text. */
int rd_texts(struct reader *r, const struct place *p, const struct val *v, const char *key, struct sop_daftar *ret);
#endif
