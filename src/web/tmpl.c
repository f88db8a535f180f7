#include "web/tmpl.h"
#include "base/hash.h"
#include "web/format.h"
#include "web/grafik.h"

#define LOOPS_MAX 8
#define INCLUDES_MAX 6

enum place { IN_TEXT, IN_ATTR, IN_URL, IN_IMAGE, IN_URL_TAIL };
enum op_kind { OP_TEXT, OP_WORD, OP_VALUE, OP_IF, OP_FOR, OP_JUMP, OP_NEXT, OP_INCLUDE };
struct op {
	enum op_kind kind;
	enum place place;
	bool negated, compared;
	struct str text;   /* literal, path, template name */
	struct str other;  /* English text, compared text, loop variable */
	struct str head, rest; /* a path's first name, and what follows */
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
	return &t->ops[t->n++];
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

static void set_path(struct op *op, struct str path)
{
	op->text = op->rest = path;
	op->head = cut(&op->rest, '.');
}

static int read_value(struct compiler *c, struct str s)
{
	struct op op = { .kind = OP_VALUE };
	struct str path = cut(&s, '|');
	struct str format = str_trim(s);
	set_path(&op, str_trim(path));
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
	*emit(c, OP_VALUE) = op;
	return OK;
}

static int read_word(struct compiler *c, struct str s)
{
	enum place place;
	s = str_trim(s);
	if (c->in_script || !place_of(c, &place) || place > IN_ATTR)
		return complain(c, "teks di tempat yang salah");
	const struct pair *p = find_pair(c->set->words, c->set->nwords, s);
	struct op *op = emit(c, OP_WORD);
	op->place = place;
	op->text = s;
	op->other = p ? p->en : s;
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
	set_path(&op, str_trim(s));
	*emit(c, OP_IF) = op;
	return OK;
}

static int read_for(struct compiler *c, struct str s)
{
	struct op op = { .kind = OP_FOR };
	s = str_trim(s);
	op.other = cut(&s, ' ');
	struct str in = cut(&s, ' ');
	set_path(&op, str_trim(s));
	if (!str_eq(in, S("in")) || !op.text.len)
		return complain(c, "tulis {{#for x in daftar}}");
	*emit(c, OP_FOR) = op;
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
			emit(&c, OP_TEXT)->text = str_of(from, n);
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
	struct str name;
	const struct val_item *item;
	size_t op, no;
};
struct run {
	const struct tmpl_set *set;
	const struct val *model;
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

/* How many bytes at the beginning of s are surely no & < > " or ': eight at a time. */
static size_t plain_start(struct str s)
{
	size_t i = 0;
	for (; i + 8 <= s.len; i += 8) {
		uint64_t x;
		memcpy(&x, s.ptr + i, 8);
		/* & and ' differ in the lowest bit only, < and > in the second. */
		if (zero_bytes((x & EACH(0xFE)) ^ EACH('&')) | zero_bytes((x & EACH(0xFD)) ^ EACH('<')) | zero_bytes(x ^ EACH('"')))
			break;
	}
	return i;
}

void html_escape(struct buf *out, struct str s)
{
	size_t from = 0;
	for (size_t i = plain_start(s); i < s.len; i++) {
		const char *by;
		switch (s.ptr[i]) {
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

static const struct val *look(struct run *r, const struct op *op)
{
	if (UNLIKELY(op->text.len && op->text.ptr[0] == '@')) {
		r->number = val_int(r->loops ? (int64_t)r->loop[r->loops - 1].no : 0);
		return &r->number;
	}
	for (size_t i = r->loops; i-- > 0;)
		if (str_same(r->loop[i].name, op->head))
			return op->rest.len ? val_path(&r->loop[i].item->v, op->rest) : &r->loop[i].item->v;
	return val_path(r->model, op->text);
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
	r->loop[r->loops++] = (struct loop){ op->other, v->items.first, at, 1 };
	return at + 1;
}

static void run(struct run *r, const struct tmpl *t, int depth)
{
	MUST(depth < INCLUDES_MAX);
	for (size_t i = 0; i < t->n;) {
		const struct op *op = &t->ops[i];
		switch (op->kind) {
		case OP_TEXT:
			buf_add(r->out, op->text);
			i++;
			break;
		case OP_WORD:
			put(r, op->place, r->lang == LANG_EN ? op->other : op->text);
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
	buf_init(&r.scratch, 4 << 20);
	run(&r, t, 0);
	buf_clear(&r.scratch);
	return out->error ? FAIL(err, out->error, "halaman terlalu besar") : OK;
}

void tmpl_format(const struct tmpl_set *set, struct buf *out, const struct val *v, struct str format, enum tmpl_lang lang)
{
	put_format(set, out, v, format_find(format), lang);
}
