/* Handing out the people of a file with all their texts, through the same reading the verification uses. */
#ifndef PADAN_READ_H
#define PADAN_READ_H
#include "base/err.h"
#include "padan.h"

/* As padan_list_read of padan.h, with the engine's own error struct. */
int read_people(const char *path, const padan_options *opt, const padan_reader *reader, struct err *err);
#endif
