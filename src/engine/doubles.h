/* The first pass: what stands more than once in the list. Marks rows (nik_double, psnoka_double, person_double). */
#ifndef PADAN_DOUBLES_H
#define PADAN_DOUBLES_H
#include "engine/list.h"

/* A group of rows with the same possible NIK: its rows, rising, at row[first .. first+n). */
struct nik_group {
	uint64_t nik;
	uint32_t first, n;
};
struct doubles {
	struct nik_group *group;
	size_t ngroup;
	uint32_t *row;
};
/* Broken and dropped rows take no part. Free with doubles_clear. */
int doubles_find(struct doubles *ret, struct list *l, unsigned threads, struct err *err);
void doubles_clear(struct doubles *d);
#endif
