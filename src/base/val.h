/* struct val: a small tree of values. What a handler answers is one tree: the page's template reads it by name, and the
 * API writes the same tree as JSON. Everything lives in the arena it was made in; keys are not copied (literals, or text
 * of the same arena). */
#ifndef PADAN_VAL_H
#define PADAN_VAL_H
#include "base/arena.h"
#include "base/buf.h"

enum val_kind { VAL_NULL, VAL_BOOL, VAL_INT, VAL_STR, VAL_LIST, VAL_OBJ };
struct val {
	enum val_kind kind;
	unsigned solid; /* VAL_OBJ: so many members from the first on lie one behind another, as an array */
	union {
		int64_t i;      /* VAL_INT, VAL_BOOL */
		struct str s;   /* VAL_STR */
		struct {
			struct val_item *first, *last;
			size_t n;
		} items;        /* VAL_LIST, VAL_OBJ: in the order they were added */
	};
};
struct val_item {
	struct val_item *next;
	struct str key; /* VAL_OBJ only */
	struct val v;
};

extern const struct val val_null;
static inline struct val val_int(int64_t i) { return (struct val){ .kind = VAL_INT, .i = i }; }
static inline struct val val_bool(bool b) { return (struct val){ .kind = VAL_BOOL, .i = b }; }
static inline struct val val_str(struct str s) { return (struct val){ .kind = VAL_STR, .s = s }; }
static inline struct val val_c(const char *s) { return s ? val_str(str_c(s)) : val_null; }
static inline struct val val_obj(void) { return (struct val){ .kind = VAL_OBJ }; }
static inline struct val val_list(void) { return (struct val){ .kind = VAL_LIST }; }

/* Adds or replaces a member of an object. Returns the stored value, so that lists and objects can be filled in place:
 * struct val *rows = val_set(mem, out, "rows", val_list()). Out of memory aborts: arenas of requests are bounded. */
struct val *val_set(struct arena *mem, struct val *obj, const char *key, struct val v);
struct val *val_sets(struct arena *mem, struct val *obj, struct str key, struct val v);
/* Appends without looking for the key: the caller knows it is new. */
struct val *val_put(struct arena *mem, struct val *obj, struct str key, struct val v);
struct val *val_push(struct arena *mem, struct val *list, struct val v);
/* Member of an object; NULL when it is none or has none. */
const struct val *val_get(const struct val *obj, const char *key);
const struct val *val_gets(const struct val *obj, struct str key);
/* "a.b.c" from root; NULL when something on the way is missing. */
const struct val *val_path(const struct val *root, struct str path);
/* Typed reads with what stands for "missing or of another kind". */
int64_t val_geti(const struct val *obj, const char *key, int64_t otherwise);
struct str val_getstr(const struct val *obj, const char *key);
/* What a template's if takes for true: not null, not 0, not empty. */
bool val_true(const struct val *v);

/* Compact JSON, NIK-safe: integers beyond 2^53 are written as text. Bytes that are no UTF-8 become U+FFFD. */
void val_json(struct buf *out, const struct val *v);
/* Reads JSON: depth at most 32, at most max_nodes values, duplicate keys refused, numbers must be integers of int64
 * (others are kept as their text). E_FORMAT with the place otherwise. */
int val_parse(struct val *ret, struct arena *mem, struct str json, size_t max_nodes, struct err *err);
#endif
