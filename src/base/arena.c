#include "base/arena.h"

struct arena_chunk {
	struct arena_chunk *next;
	size_t cap, len;
	max_align_t data[];
};

void arena_init(struct arena *a, size_t chunk_size, size_t limit)
{
	*a = (struct arena){ .chunk_size = chunk_size ? chunk_size : 65536, .limit = limit };
}

void arena_clear(struct arena *a)
{
	struct arena_chunk *c = a->head;
	while (c) {
		struct arena_chunk *next = c->next;
		free(c);
		c = next;
	}
	a->head = NULL;
	a->used = 0;
}

void *arena_alloc(struct arena *a, size_t n)
{
	struct arena_chunk *c = a->head;
	void *p;
	if (n > SIZE_MAX / 4)
		return NULL;
	n = (n + 15) & ~(size_t)15;
	if (a->limit && (n > a->limit || a->used > a->limit - n))
		return NULL;
	if (!c || c->cap - c->len < n) {
		size_t cap = n > a->chunk_size ? n : a->chunk_size;
		c = malloc(sizeof(*c) + cap);
		if (!c)
			return NULL;
		c->next = a->head;
		c->cap = cap;
		c->len = 0;
		a->head = c;
	}
	p = (char *)c->data + c->len;
	c->len += n;
	a->used += n;
	return p;
}

struct str arena_str(struct arena *a, struct str s)
{
	char *p = arena_alloc(a, s.len + 1);
	if (!p)
		return STR_NONE;
	if (s.len)
		memcpy(p, s.ptr, s.len);
	p[s.len] = 0;
	return str_of(p, s.len);
}
