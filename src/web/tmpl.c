#include "web/tmpl.h"
#include "base/hash.h"
#include "web/format.h"
#include "web/grafik.h"

#define LOOPS_MAX 8
#define INCLUDES_MAX 6
#define PARTS_MAX 3   /* names behind the first of a path */
#define GUESSES 128   /* a power of two: about as many values as a row of a table has */

enum place { IN_TEXT, IN_ATTR, IN_URL, IN_IMAGE, IN_URL_TAIL };
enum op_kind { OP_TEXT, OP_VALUE, OP_IF, OP_FOR, OP_JUMP, OP_NEXT, OP_INCLUDE };
struct op {
	enum op_kind kind;
	enum place place;
	bool negated, compared;
	struct str text;   /* literal, path, template name */
	struct str other;  /* English literal, compared text */
	size_t head;       /* a path's first name: its place in the set's list of names */
	struct str part_of[PARTS_MAX]; /* and those that follow */
	size_t parts;
	size_t var;        /* loop variable, as head */
	size_t no;         /* in the order of the whole set */
	const struct format *format;
	const struct tmpl *part;
	size_t to;         /* where to go on when a condition fails or a loop has ended */
};
struct tmpl {
	const char *name;
	struct op *ops;
	size_t n, cap;
};
struct pair {
	struct str key, id, en;
};
struct tmpl_set {
	struct arena mem;
	struct tmpl *list;
	size_t n;
	struct pair *words, *labels;
	size_t nwords, nlabels;
	struct str *names; /* every first name of a path, once */
	size_t nnames, names_cap, nops;
	uint16_t *label_slot; /* a label's place + 1 by its hash, 0: none */
	size_t label_mask;
};

/* --- words ------------------------------------------------------------------------------------------------------ */

static int pair_cmp(const void *a, const void *b)
{
	return str_cmp(((const struct pair *)a)->key, ((const struct pair *)b)->key);
}

static struct str cut(struct str *line, char at)
{
	size_t n = 0;
	while (n < line->len && line->ptr[n] != at)
		n++;
	struct str head = str_of(line->ptr, n);
	size_t skip = n < line->len ? n + 1 : n;
	*line = str_of(line->ptr + skip, line->len - skip);
	return head;
}

static void read_pairs(struct tmpl_set *set, struct str text, bool coded, struct pair **ret, size_t *ret_n)
{
	size_t n = 0;
	for (size_t i = 0; i < text.len; i++)
		n += text.ptr[i] == '\n';
	struct pair *p = arena_alloc(&set->mem, (n + 1) * sizeof *p);
	MUST(p);
	n = 0;
	while (text.len) {
		struct str line = cut(&text, '\n');
		if (!line.len || line.ptr[0] == '#')
			continue;
		struct pair *x = &p[n++];
		x->key = cut(&line, '\t');
		x->id = coded ? cut(&line, '\t') : x->key;
		x->en = cut(&line, '\t');
	}
	qsort(p, n, sizeof *p, pair_cmp);
	*ret = p;
	*ret_n = n;
}

static const struct pair *find_pair(const struct pair *p, size_t n, struct str key)
{
	struct pair want = { .key = key };
	return n ? bsearch(&want, p, n, sizeof *p, pair_cmp) : NULL;
}

/* Labels by their hash: rows are full of codes. */
static void index_labels(struct tmpl_set *set)
{
	set->label_mask = 63;
	while (set->label_mask < set->nlabels * 4)
		set->label_mask = set->label_mask * 2 + 1;
	set->label_slot = arena_alloc(&set->mem, (set->label_mask + 1) * sizeof *set->label_slot);
	MUST(set->label_slot && set->nlabels < UINT16_MAX);
	memset(set->label_slot, 0, (set->label_mask + 1) * sizeof *set->label_slot);
	for (size_t i = 0; i < set->nlabels; i++) {
		size_t at = hash_str(set->labels[i].key) & set->label_mask;
		while (set->label_slot[at])
			at = (at + 1) & set->label_mask;
		set->label_slot[at] = (uint16_t)(i + 1);
	}
}

static const struct pair *find_label(const struct tmpl_set *set, struct str code)
{
	for (size_t at = hash_str(code) & set->label_mask; set->label_slot[at]; at = (at + 1) & set->label_mask)
		if (str_same(set->labels[set->label_slot[at] - 1].key, code))
			return &set->labels[set->label_slot[at] - 1];
	return NULL;
}

struct str tmpl_label(const struct tmpl_set *set, struct str code, enum tmpl_lang lang)
{
	const struct pair *p = find_label(set, code);
	return !p ? code : lang == LANG_EN && p->en.len ? p->en : p->id;
}

/* --- reading templates -------------------------------------------------------------------------------------------- */

struct open_block {
	size_t op;        /* the OP_IF or OP_FOR */
	size_t else_jump; /* the OP_JUMP before {{#else}}, or SIZE_MAX */
};
struct compiler {
	struct tmpl_set *set;
	struct tmpl *t;
	const struct tmpl_text *in;
	size_t at;
	struct open_block open[16];
	size_t depth;
	bool literal; /* the last operation is text, and nothing jumps behind it */
	/* Where in the HTML the text so far ends. */
	bool in_tag, in_script, in_comment;
	bool attr_end; /* a blank or a value followed the attribute's name */
	size_t dashes;
	char quote;
	char attr[32];
	size_t attr_len, attr_at;
	char tag[16];
	size_t tag_len;
	bool tag_name;
	struct err *err;
};

static int complain(struct compiler *c, const char *what)
{
	size_t line = 1;
	for (size_t i = 0; i < c->at; i++)
		line += c->in->text[i] == '\n';
	return FAIL(c->err, E_FORMAT, "views/%s.html:%zu: %s", c->in->name, line, what);
}

static struct op *emit(struct compiler *c, enum op_kind kind)
{
	struct tmpl *t = c->t;
	if (t->n == t->cap) {
		size_t cap = t->cap ? t->cap * 2 : 64;
		struct op *ops = arena_alloc(&c->set->mem, cap * sizeof *ops);
		MUST(ops);
		if (t->n)
			memcpy(ops, t->ops, t->n * sizeof *ops);
		t->ops = ops;
		t->cap = cap;
	}
	t->ops[t->n] = (struct op){ .kind = kind };
	c->literal = kind == OP_TEXT;
	return &t->ops[t->n++];
}

static struct op *emit_op(struct compiler *c, const struct op *op)
{
	struct op *to = emit(c, op->kind);
	*to = *op;
	to->no = c->set->nops++;
	return to;
}

static struct str joined(struct tmpl_set *set, struct str a, struct str b)
{
	char *p = arena_alloc(&set->mem, a.len + b.len + 1);
	MUST(p);
	if (a.len)
		memcpy(p, a.ptr, a.len);
	if (b.len)
		memcpy(p + a.len, b.ptr, b.len);
	return str_of(p, a.len + b.len);
}

/* What stands in the page as it is, in both languages; behind other such text it becomes one piece with it. */
static void add_literal(struct compiler *c, struct str id, struct str en)
{
	if (c->literal) {
		struct op *last = &c->t->ops[c->t->n - 1];
		bool same = last->other.ptr == last->text.ptr && id.ptr == en.ptr;
		last->text = joined(c->set, last->text, id);
		last->other = same ? last->text : joined(c->set, last->other, en);
		return;
	}
	struct op *op = emit(c, OP_TEXT);
	op->text = id;
	op->other = en;
}

static size_t name_no(struct tmpl_set *set, struct str name)
{
	for (size_t i = 0; i < set->nnames; i++)
		if (str_eq(set->names[i], name))
			return i;
	if (set->nnames == set->names_cap) {
		size_t cap = set->names_cap ? set->names_cap * 2 : 128;
		struct str *more = arena_alloc(&set->mem, cap * sizeof *more);
		MUST(more);
		if (set->nnames)
			memcpy(more, set->names, set->nnames * sizeof *more);
		set->names = more;
		set->names_cap = cap;
	}
	set->names[set->nnames] = name;
	return set->nnames++;
}

/* One character inside a tag but outside quotes. */
static void follow_tag(struct compiler *c, char ch)
{
	bool blank = ch == ' ' || ch == '\n' || ch == '\t' || ch == '\r';
	char low = ch >= 'A' && ch <= 'Z' ? (char)(ch | 32) : ch;
	struct str tag = str_of(c->tag, c->tag_len);
	if (ch == '>') {
		c->in_tag = false;
		if (str_eq(tag, S("script")) || str_eq(tag, S("style")))
			c->in_script = true;
		else if (str_eq(tag, S("/script")) || str_eq(tag, S("/style")))
			c->in_script = false;
	} else if (c->tag_name && !blank) {
		if (c->tag_len < sizeof c->tag)
			c->tag[c->tag_len++] = low;
		if (str_eq(str_of(c->tag, c->tag_len), S("!--"))) {
			c->in_tag = false;
			c->in_comment = true;
			c->dashes = 0;
		}
	} else if (ch == '"' || ch == '\'') {
		c->quote = ch;
		c->attr_at = 0;
	} else if (blank) {
		c->tag_name = false;
		c->attr_end = true;
	} else if (ch == '=') {
		c->attr_end = false;
	} else {
		if (c->attr_end)
			c->attr_len = 0;
		c->attr_end = false;
		if (c->attr_len < sizeof c->attr)
			c->attr[c->attr_len++] = low;
	}
}

/* Follows the HTML so that a placeholder knows where it stands. */
static void follow(struct compiler *c, struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		char ch = s.ptr[i];
		if (c->in_comment) {
			c->in_comment = !(ch == '>' && c->dashes >= 2);
			c->dashes = ch == '-' ? c->dashes + 1 : 0;
		} else if (c->in_tag && c->quote) {
			if (ch == c->quote) {
				c->quote = 0;
				c->attr_end = true;
			} else {
				c->attr_at++;
			}
		} else if (c->in_tag) {
			follow_tag(c, ch);
		} else if (ch == '<') {
			c->in_tag = c->tag_name = true;
			c->tag_len = c->attr_len = 0;
		}
	}
}

static bool place_of(struct compiler *c, enum place *ret)
{
	static const char *const urls[] = { "href", "src", "action", "formaction", "hx-get", "hx-post", "data-url" };
	if (!c->in_tag) {
		*ret = IN_TEXT;
		return true;
	}
	if (!c->quote)
		return false;
	*ret = IN_ATTR;
	for (size_t i = 0; i < COUNT(urls); i++)
		if (str_eq(str_of(c->attr, c->attr_len), str_c(urls[i])))
			*ret = c->attr_at ? IN_URL_TAIL : IN_URL;
	if (*ret == IN_URL && str_eq(str_of(c->tag, c->tag_len), S("img")))
		*ret = IN_IMAGE;
	return true;
}

static int set_path(struct compiler *c, struct op *op, struct str path)
{
	struct str rest = path;
	op->text = path;
	op->head = name_no(c->set, cut(&rest, '.'));
	while (rest.len) {
		if (op->parts == PARTS_MAX)
			return complain(c, "nama terlalu dalam");
		op->part_of[op->parts++] = cut(&rest, '.');
	}
	return OK;
}

static int read_value(struct compiler *c, struct str s)
{
	struct op op = { .kind = OP_VALUE };
	struct str path = cut(&s, '|');
	struct str format = str_trim(s);
	int rc = set_path(c, &op, str_trim(path));
	if (rc < 0)
		return rc;
	if (!op.text.len)
		return complain(c, "nama kosong");
	op.format = format_find(format);
	if (format.len && !op.format)
		return complain(c, "format tidak dikenal");
	if (!place_of(c, &op.place))
		return complain(c, "nilai di dalam tag tetapi di luar tanda kutip");
	if (c->in_tag && format_is_chart(op.format))
		return complain(c, "grafik di dalam tag");
	if (c->in_script && !format_is_json(op.format))
		return complain(c, "di dalam script atau style hanya {{x|json}}");
	if (c->in_tag)
		c->attr_at++;
	emit_op(c, &op);
	return OK;
}

static struct str escaped(struct tmpl_set *set, struct str s)
{
	struct buf b;
	buf_init(&b, SIZE_MAX / 4);
	html_escape(&b, s);
	struct str kept = arena_str(&set->mem, buf_str(&b));
	MUST(kept.ptr && !b.error);
	buf_clear(&b);
	return kept;
}

static int read_word(struct compiler *c, struct str s)
{
	enum place place;
	s = str_trim(s);
	if (c->in_script || !place_of(c, &place) || place > IN_ATTR)
		return complain(c, "teks di tempat yang salah");
	const struct pair *p = find_pair(c->set->words, c->set->nwords, s);
	struct str id = escaped(c->set, s);
	add_literal(c, id, p ? escaped(c->set, p->en) : id);
	if (c->in_tag)
		c->attr_at++;
	return OK;
}

static int read_if(struct compiler *c, struct str s)
{
	struct op op = { .kind = OP_IF };
	s = str_trim(s);
	bool not = s.len && s.ptr[0] == '!';
	if (not) {
		op.negated = true;
		s = str_of(s.ptr + 1, s.len - 1);
	}
	for (size_t i = 0; i + 1 < s.len; i++)
		if ((s.ptr[i] == '=' || s.ptr[i] == '!') && s.ptr[i + 1] == '=') {
			if (not)
				return complain(c, "tulis != sebagai ganti ! di depan bandingan");
			op.compared = true;
			op.negated = s.ptr[i] == '!';
			struct str right = str_trim(str_of(s.ptr + i + 2, s.len - i - 2));
			if (right.len < 2 || right.ptr[0] != '"' || right.ptr[right.len - 1] != '"')
				return complain(c, "bandingan harus berupa teks dalam tanda kutip");
			op.other = str_of(right.ptr + 1, right.len - 2);
			s = str_of(s.ptr, i);
			break;
		}
	int rc = set_path(c, &op, str_trim(s));
	if (rc < 0)
		return rc;
	emit_op(c, &op);
	return OK;
}

static int read_for(struct compiler *c, struct str s)
{
	struct op op = { .kind = OP_FOR };
	s = str_trim(s);
	op.var = name_no(c->set, cut(&s, ' '));
	struct str in = cut(&s, ' ');
	int rc = set_path(c, &op, str_trim(s));
	if (rc < 0)
		return rc;
	if (!str_eq(in, S("in")) || !op.text.len)
		return complain(c, "tulis {{#for x in daftar}}");
	emit_op(c, &op);
	return OK;
}

static int read_block(struct compiler *c, struct str s)
{
	bool opens_for = str_starts(s, S("#for "));
	if (opens_for || str_starts(s, S("#if "))) {
		if (c->depth == COUNT(c->open))
			return complain(c, "terlalu dalam");
		c->open[c->depth++] = (struct open_block){ c->t->n, SIZE_MAX };
		return opens_for ? read_for(c, str_of(s.ptr + 5, s.len - 5)) : read_if(c, str_of(s.ptr + 4, s.len - 4));
	}
	if (!c->depth)
		return complain(c, "tidak ada blok yang terbuka");
	struct open_block *b = &c->open[c->depth - 1];
	bool is_for = c->t->ops[b->op].kind == OP_FOR;
	if (str_eq(s, S("#else"))) {
		if (b->else_jump != SIZE_MAX)
			return complain(c, "dua kali #else");
		if (is_for)
			emit(c, OP_NEXT)->to = b->op;
		b->else_jump = c->t->n;
		emit(c, OP_JUMP);
		c->t->ops[b->op].to = c->t->n;
		c->literal = false;
		return OK;
	}
	if (!str_eq(s, is_for ? S("/for") : S("/if")))
		return complain(c, "penutup tidak cocok");
	if (is_for && b->else_jump == SIZE_MAX)
		emit(c, OP_NEXT)->to = b->op;
	if (b->else_jump != SIZE_MAX)
		c->t->ops[b->else_jump].to = c->t->n;
	else
		c->t->ops[b->op].to = c->t->n;
	c->literal = false;
	c->depth--;
	return OK;
}

/* A part is compiled as text between tags, so it may stand nowhere else. */
static int read_part(struct compiler *c, struct str s)
{
	if (c->in_tag || c->in_script)
		return complain(c, "bagian di dalam tag atau script");
	emit(c, OP_INCLUDE)->text = str_trim(s);
	return OK;
}

static int compile(struct tmpl_set *set, struct tmpl *t, const struct tmpl_text *in, struct err *err)
{
	struct compiler c = { .set = set, .t = t, .in = in, .err = err };
	struct str text = str_of(in->text, in->len);
	while (c.at < text.len) {
		const char *from = text.ptr + c.at;
		const char *mark = memmem(from, text.len - c.at, "{{", 2);
		size_t n = mark ? (size_t)(mark - from) : text.len - c.at;
		if (n) {
			add_literal(&c, str_of(from, n), str_of(from, n));
			follow(&c, str_of(from, n));
		}
		c.at += n;
		if (!mark)
			break;
		const char *end = memmem(mark, text.len - c.at, "}}", 2);
		if (!end)
			return complain(&c, "{{ tidak ditutup");
		struct str s = str_trim(str_of(mark + 2, (size_t)(end - mark) - 2));
		int rc = !s.len ? complain(&c, "kosong") :
			 s.ptr[0] == '_' ? read_word(&c, str_of(s.ptr + 1, s.len - 1)) :
			 s.ptr[0] == '#' || s.ptr[0] == '/' ? read_block(&c, s) :
			 s.ptr[0] == '>' ? read_part(&c, str_of(s.ptr + 1, s.len - 1)) : read_value(&c, s);
		if (rc < 0)
			return rc;
		c.at = (size_t)(end + 2 - text.ptr);
	}
	return c.depth ? complain(&c, "blok tidak ditutup") : OK;
}

static struct tmpl *find(const struct tmpl_set *set, struct str name)
{
	for (size_t i = 0; i < set->n; i++)
		if (str_eq(name, str_c(set->list[i].name)))
			return &set->list[i];
	return NULL;
}

/* Every included part is there, and neither loops nor parts nest deeper than a rendering can hold; a part that includes
   itself nests without end. */
static int check_parts(const struct tmpl_set *set, struct tmpl *t, size_t loops, int parts, struct err *err)
{
	if (parts > INCLUDES_MAX)
		return FAIL(err, E_FORMAT, "views/%s.html: bagian di dalam bagian terlalu dalam", t->name);
	for (size_t k = 0; k < t->n; k++) {
		struct op *op = &t->ops[k];
		if (op->kind == OP_FOR && ++loops > LOOPS_MAX)
			return FAIL(err, E_FORMAT, "views/%s.html: for di dalam for terlalu dalam", t->name);
		if (op->kind == OP_NEXT)
			loops--;
		if (op->kind != OP_INCLUDE)
			continue;
		struct tmpl *part = find(set, op->text);
		if (!part)
			return FAIL(err, E_FORMAT, "views/%s.html: bagian %.*s tidak ada", t->name, (int)op->text.len, op->text.ptr);
		op->part = part;
		int rc = check_parts(set, part, loops, parts + 1, err);
		if (rc < 0)
			return rc;
	}
	return OK;
}

int tmpl_load(struct tmpl_set **ret, const struct tmpl_text *texts, size_t n, struct str words, struct str labels,
	      struct err *err)
{
	struct tmpl_set *set = calloc(1, sizeof *set);
	if (!set)
		return NOMEM(err);
	arena_init(&set->mem, 0, 0);
	read_pairs(set, words, false, &set->words, &set->nwords);
	read_pairs(set, labels, true, &set->labels, &set->nlabels);
	index_labels(set);
	set->list = arena_alloc(&set->mem, (n + 1) * sizeof *set->list);
	MUST(set->list);
	int rc = OK;
	for (size_t i = 0; i < n && rc == OK; i++) {
		struct str kept = arena_str(&set->mem, str_c(texts[i].name));
		MUST(kept.ptr);
		set->list[i] = (struct tmpl){ .name = kept.ptr };
		set->n = i + 1;
		rc = compile(set, &set->list[i], &texts[i], err);
	}
	for (size_t i = 0; i < n && rc == OK; i++)
		rc = check_parts(set, &set->list[i], 0, 1, err);
	if (rc < 0) {
		tmpl_free(set);
		return rc;
	}
	*ret = set;
	return OK;
}

void tmpl_free(struct tmpl_set *set)
{
	if (!set)
		return;
	arena_clear(&set->mem);
	free(set);
}

/* --- rendering ---------------------------------------------------------------------------------------------------- */

struct loop {
	size_t name;
	const struct val_item *item;
	size_t op, no;
};
/* Rows of a table have their members in the same places: where a name was found last. */
struct guess {
	const struct str *name; /* of the template */
	const char *key;        /* the member's, by its address */
	size_t at;
};
struct run {
	const struct tmpl_set *set;
	const struct val *model;
	const struct val **root; /* members of the model by the set's list of names; NULL: not looked for yet */
	struct guess guess[GUESSES];
	enum tmpl_lang lang;
	struct buf *out;
	struct buf scratch;
	struct loop loop[LOOPS_MAX];
	size_t loops;
	void (*missing)(void *ctx, struct str name);
	void *ctx;
	struct val number; /* what @no answers */
};

#define EACH(byte) (UINT64_C(0x0101010101010101) * (byte))
static inline uint64_t zero_bytes(uint64_t x) { return (x - EACH(1)) & ~x & EACH(0x80); }

/* Is one of eight bytes & < > " or ': now and then it says so of others, too. & and ' differ in the lowest bit only, < and > in the
   second. */
static inline bool special(const char *p)
{
	uint64_t x;
	memcpy(&x, p, 8);
	return (zero_bytes((x & EACH(0xFE)) ^ EACH('&')) | zero_bytes((x & EACH(0xFD)) ^ EACH('<')) | zero_bytes(x ^ EACH('"'))) != 0;
}

/* How many bytes at the beginning of s are surely none of them: eight at a time, the last eight perhaps twice. */
static size_t plain_start(struct str s)
{
	size_t i = 0;
	for (; i + 8 <= s.len; i += 8)
		if (special(s.ptr + i))
			return i;
	return s.len >= 8 && !special(s.ptr + s.len - 8) ? s.len : i;
}

void html_escape(struct buf *out, struct str s)
{
	size_t from = 0;
	for (size_t i = plain_start(s); i < s.len; i++) {
		const char *by;
		char c = s.ptr[i];
		/* All five lie below '?'. */
		if (c > '>' || c < '"')
			continue;
		switch (c) {
		case '&': by = "&amp;"; break;
		case '<': by = "&lt;"; break;
		case '>': by = "&gt;"; break;
		case '"': by = "&quot;"; break;
		case '\'': by = "&#39;"; break;
		default: continue;
		}
		buf_add(out, str_of(s.ptr + from, i - from));
		buf_add(out, str_c(by));
		from = i + 1;
		i += plain_start(str_of(s.ptr + from, s.len - from));
	}
	buf_add(out, str_of(s.ptr + from, s.len - from));
}

/* A part of an address: what is no plain letter is percent-encoded, so that it stays one part. */
static void url_escape(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i];
		if (ch_alpha(c) || ch_digit(c) || (c && strchr("-._~", c)))
			buf_addc(out, c);
		else
			buf_addf(out, "%%%02X", (unsigned char)c);
	}
}

/* A whole address must be one of our own pages. Browsers read a backslash as a slash and skip control characters. */
static bool own_page(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.ptr[i] < 32 || s.ptr[i] == '\\' || s.ptr[i] == 127)
			return false;
	return s.len && (s.ptr[0] == '/' || s.ptr[0] == '?' || s.ptr[0] == '#') && !str_starts(s, S("//"));
}

static void put(struct run *r, enum place place, struct str s)
{
	switch (place) {
	case IN_TEXT:
	case IN_ATTR:
		html_escape(r->out, s);
		break;
	case IN_URL:
	case IN_IMAGE:
		if (own_page(s) || (place == IN_IMAGE && str_starts(s, S("data:image/"))))
			html_escape(r->out, s);
		else
			buf_addc(r->out, '#');
		break;
	case IN_URL_TAIL:
		url_escape(r->out, s);
		break;
	}
}

static const struct val no_such_member = { .kind = VAL_NULL };

static const struct val *root(struct run *r, size_t name)
{
	if (!r->root[name]) {
		const struct val *v = val_gets(r->model, r->set->names[name]);
		r->root[name] = v ? v : &no_such_member;
	}
	return r->root[name] == &no_such_member ? NULL : r->root[name];
}

/* The member a guess means, if that is how the object looks. */
static const struct val_item *guessed(const struct val *obj, const struct guess *g)
{
	const struct val_item *i = obj->items.first;
	size_t left = g->at;
	if (obj->solid) {
		size_t skip = left < obj->solid ? left : obj->solid - 1;
		i += skip;
		left -= skip;
	}
	while (i && left--)
		i = i->next;
	return i && i->key.ptr == g->key ? i : NULL;
}

static const struct val *member(struct run *r, const struct op *op, size_t part, const struct val *obj)
{
	const struct str *name = &op->part_of[part];
	struct guess *g = &r->guess[(op->no + part * 41) % GUESSES];
	if (obj->kind != VAL_OBJ)
		return NULL;
	if (g->name == name) {
		const struct val_item *i = guessed(obj, g);
		if (i && i->key.len == name->len)
			return &i->v;
	}
	size_t at = 0;
	for (const struct val_item *i = obj->items.first; i; i = i->next, at++)
		if (str_same(i->key, *name)) {
			*g = (struct guess){ name, i->key.ptr, at };
			return &i->v;
		}
	return NULL;
}

static const struct val *look(struct run *r, const struct op *op)
{
	if (UNLIKELY(op->text.len && op->text.ptr[0] == '@')) {
		r->number = val_int(r->loops ? (int64_t)r->loop[r->loops - 1].no : 0);
		return &r->number;
	}
	const struct val *v = NULL;
	for (size_t i = r->loops; i-- > 0 && !v;)
		if (r->loop[i].name == op->head)
			v = &r->loop[i].item->v;
	if (!v)
		v = root(r, op->head);
	for (size_t i = 0; i < op->parts && v; i++)
		v = member(r, op, i, v);
	return v;
}

static bool holds(struct run *r, const struct op *op)
{
	const struct val *v = look(r, op);
	if (!op->compared)
		return val_true(v) != op->negated;
	bool same = false;
	if (v && v->kind == VAL_STR) {
		same = str_eq(v->s, op->other);
	} else if (v && (v->kind == VAL_INT || v->kind == VAL_BOOL)) {
		buf_reset(&r->scratch);
		buf_addi(&r->scratch, v->i);
		same = str_eq(buf_str(&r->scratch), op->other);
	}
	return same != op->negated;
}

static void put_format(const struct tmpl_set *set, struct buf *out, const struct val *v, const struct format *f, enum tmpl_lang lang)
{
	if (format_is_label(f))
		buf_add(out, v->kind == VAL_STR ? tmpl_label(set, v->s, lang) : STR_NONE);
	else
		format_value(out, v, f, lang == LANG_EN);
}

static void value(struct run *r, const struct op *op)
{
	const struct val *v = look(r, op);
	if (!v) {
		if (r->missing)
			r->missing(r->ctx, op->text);
		return;
	}
	if (format_is_chart(op->format)) {
		grafik_svg(r->out, v, r->set, r->lang);
	} else if (v->kind == VAL_STR && !op->format) {
		put(r, op->place, v->s);
	} else if (format_is_text(op->format, v) && op->place <= IN_ATTR) {
		format_value(r->out, v, op->format, r->lang == LANG_EN);
	} else if (format_is_json(op->format) && op->place == IN_TEXT) {
		/* JSON for a script of data escapes < itself and must stay as it is; in an attribute it is escaped as text. */
		format_value(r->out, v, op->format, r->lang == LANG_EN);
	} else {
		buf_reset(&r->scratch);
		put_format(r->set, &r->scratch, v, op->format, r->lang);
		put(r, op->place, buf_str(&r->scratch));
	}
}

static size_t begin_loop(struct run *r, const struct op *op, size_t at)
{
	const struct val *v = look(r, op);
	if (!v && r->missing)
		r->missing(r->ctx, op->text);
	if (!v || v->kind != VAL_LIST || !v->items.n)
		return op->to;
	MUST(r->loops < LOOPS_MAX);
	r->loop[r->loops++] = (struct loop){ op->var, v->items.first, at, 1 };
	return at + 1;
}

static void run(struct run *r, const struct tmpl *t, int depth)
{
	MUST(depth < INCLUDES_MAX);
	for (size_t i = 0; i < t->n;) {
		const struct op *op = &t->ops[i];
		switch (op->kind) {
		case OP_TEXT:
			buf_add(r->out, r->lang == LANG_EN ? op->other : op->text);
			i++;
			break;
		case OP_VALUE:
			value(r, op);
			i++;
			break;
		case OP_IF:
			i = holds(r, op) ? i + 1 : op->to;
			break;
		case OP_FOR:
			i = begin_loop(r, op, i);
			break;
		case OP_NEXT: {
			struct loop *l = &r->loop[r->loops - 1];
			l->item = l->item->next;
			l->no++;
			if (l->item) {
				i = op->to + 1;
			} else {
				r->loops--;
				/* The jump over {{#else}}, if there is one, stands right behind. */
				i++;
			}
			break;
		}
		case OP_JUMP:
			i = op->to;
			break;
		case OP_INCLUDE:
			run(r, op->part, depth + 1);
			i++;
			break;
		}
	}
}

int tmpl_render(const struct tmpl_set *set, const char *name, const struct val *model, enum tmpl_lang lang, struct buf *out,
		void (*missing)(void *ctx, struct str name), void *ctx, struct err *err)
{
	const struct tmpl *t = find(set, str_c(name));
	if (!t)
		return FAIL(err, E_NOTFOUND, "halaman %s tidak ada", name);
	struct run r = { .set = set, .model = model, .lang = lang, .out = out, .missing = missing, .ctx = ctx };
	r.root = calloc(set->nnames + 1, sizeof(const struct val *));
	if (!r.root)
		return NOMEM(err);
	buf_init(&r.scratch, 4 << 20);
	run(&r, t, 0);
	buf_clear(&r.scratch);
	free(r.root);
	return out->error ? FAIL(err, out->error, "halaman terlalu besar") : OK;
}

void tmpl_format(const struct tmpl_set *set, struct buf *out, const struct val *v, struct str format, enum tmpl_lang lang)
{
	put_format(set, out, v, format_find(format), lang);
}
