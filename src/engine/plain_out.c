#include "engine/plain_out.h"

#define LINE_MAX_BYTES ((size_t)1 << 30)

void plain_out_init(struct plain_out *o, const padan_sink *sink, bool several)
{
	struct buf *all[] = { &o->line, &o->sheet, &o->no_peserta, &o->nik, &o->nama, &o->explanation, &o->segment };
	*o = (struct plain_out){ .sink = sink, .several = several };
	for (size_t i = 0; i < COUNT(all); i++)
		buf_init(all[i], LINE_MAX_BYTES);
}

void plain_out_clear(struct plain_out *o)
{
	struct buf *all[] = { &o->line, &o->sheet, &o->no_peserta, &o->nik, &o->nama, &o->explanation, &o->segment };
	for (size_t i = 0; i < COUNT(all); i++)
		buf_clear(all[i]);
}

static int answer(int r, struct err *err)
{
	if (r > 0)
		return FAIL(err, E_STOP, "dihentikan");
	return r < 0 ? FAIL(err, r, "hasil tidak dapat ditulis") : OK;
}

static int send(struct plain_out *o, struct err *err)
{
	return o->line.error ? NOMEM(err) : answer(o->sink->text(o->sink->ctx, o->line.ptr, o->line.len), err);
}

/* A CSV field; guard: a text that a spreadsheet would take for a formula gets an apostrophe. */
static void csv_field(struct buf *b, struct str s, bool guard)
{
	bool quote = false, formula = guard && s.len && memchr("=+-@\t\r", s.ptr[0], 6);
	for (size_t i = 0; i < s.len; i++)
		quote |= s.ptr[i] == ',' || s.ptr[i] == '"' || s.ptr[i] == '\n' || s.ptr[i] == '\r';
	if (quote)
		buf_addc(b, '"');
	if (formula)
		buf_addc(b, '\'');
	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] == '"')
			buf_addc(b, '"');
		buf_addc(b, s.ptr[i]);
	}
	if (quote)
		buf_addc(b, '"');
}

static void json_string(struct buf *b, struct str s)
{
	buf_addc(b, '"');
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];
		switch (c) {
		case '"': buf_add(b, S("\\\"")); break;
		case '\\': buf_add(b, S("\\\\")); break;
		default:
			if (c < 0x20) {
				static const char hex[] = "0123456789abcdef";
				buf_add(b, S("\\u00"));
				buf_addc(b, hex[c / 16]);
				buf_addc(b, hex[c % 16]);
			} else {
				buf_addc(b, (char)c);
			}
		}
	}
	buf_addc(b, '"');
}

static void add_reasons(struct buf *b, uint32_t reasons)
{
	bool first = true;
	for (int i = 0; i < PADAN_REASON_COUNT; i++)
		if (reasons >> i & 1) {
			if (!first)
				buf_addc(b, '|');
			buf_add(b, str_c(rules[i].name));
			first = false;
		}
}

static struct str verdict_text(enum padan_verdict_kind v)
{
	return v == PADAN_LAYAK ? S("LAYAK") : v == PADAN_TINJAU ? S("TINJAU") : S("TIDAK_LAYAK");
}

static void csv_line(struct plain_out *o, const padan_row *row)
{
	struct buf *b = &o->line, label;
	buf_reset(b);
	buf_init(&label, LINE_MAX_BYTES);
	if (o->several) {
		buf_add(&label, buf_str(&o->sheet));
		buf_addc(&label, '!');
	}
	buf_addu(&label, row->row);
	csv_field(b, buf_str(&label), o->several);
	buf_clear(&label);
	buf_addc(b, ',');
	csv_field(b, buf_str(&o->no_peserta), true);
	buf_addc(b, ',');
	csv_field(b, buf_str(&o->nik), true);
	buf_addc(b, ',');
	csv_field(b, buf_str(&o->nama), true);
	buf_addc(b, ',');
	buf_add(b, verdict_text((enum padan_verdict_kind)row->verdict));
	buf_addc(b, ',');
	add_reasons(b, row->reasons);
	buf_addc(b, ',');
	buf_add(b, str_of(row->nik_registry.ptr, row->nik_registry.len));
	buf_addc(b, ',');
	if (row->score >= 0)
		buf_addu(b, (uint64_t)row->score);
	buf_addc(b, ',');
	csv_field(b, buf_str(&o->explanation), true);
	buf_addc(b, '\n');
}

static void json_line(struct plain_out *o, const padan_row *row)
{
	struct buf *b = &o->line, label;
	buf_reset(b);
	buf_add(b, S("{\"baris\":"));
	if (o->several) {
		buf_init(&label, LINE_MAX_BYTES);
		buf_add(&label, buf_str(&o->sheet));
		buf_addc(&label, '!');
		buf_addu(&label, row->row);
		json_string(b, buf_str(&label));
		buf_clear(&label);
	} else {
		buf_addu(b, row->row);
	}
	buf_add(b, S(",\"no_peserta\":"));
	json_string(b, buf_str(&o->no_peserta));
	buf_add(b, S(",\"nik\":"));
	json_string(b, buf_str(&o->nik));
	buf_add(b, S(",\"nama\":"));
	json_string(b, buf_str(&o->nama));
	buf_add(b, S(",\"putusan\":\""));
	buf_add(b, verdict_text((enum padan_verdict_kind)row->verdict));
	buf_add(b, S("\",\"alasan\":\""));
	add_reasons(b, row->reasons);
	buf_add(b, S("\",\"nik_registry\":\""));
	buf_add(b, str_of(row->nik_registry.ptr, row->nik_registry.len));
	buf_add(b, S("\",\"skor\":"));
	if (row->score >= 0)
		buf_addu(b, (uint64_t)row->score);
	else
		buf_add(b, S("null"));
	buf_add(b, S(",\"penjelasan\":"));
	json_string(b, buf_str(&o->explanation));
	buf_add(b, S("}\n"));
}

static int header(struct plain_out *o, struct err *err)
{
	if (o->header_done || o->sink->format != PADAN_FORMAT_CSV)
		return OK;
	o->header_done = true;
	buf_reset(&o->line);
	buf_add(&o->line, S("baris,no_peserta,nik,nama,putusan,alasan,nik_registry,skor,penjelasan\n"));
	return send(o, err);
}

static padan_str out_str(const struct buf *b)
{
	return (padan_str){ b->len ? b->ptr : "", b->len };
}

int plain_out_row(struct plain_out *o, const struct plain_person *row, const struct plain_verdict *v,
		  const struct finding *f, struct err *err)
{
	struct buf *all[] = { &o->sheet, &o->no_peserta, &o->nik, &o->nama, &o->explanation, &o->segment };
	const struct record *rec = &row->rec;
	char nik_registry[16], nik_text[16];
	padan_row out = { .row = row->row, .reasons = v->reasons, .score = (int16_t)v->score,
			  .verdict = (uint8_t)v->verdict, .region = rec->broken ? 0 : row->f.region };
	int r;
	for (size_t i = 0; i < COUNT(all); i++)
		buf_reset(all[i]);
	if (o->several)
		plain_utf8(&o->sheet, row->sheet->name);
	if (rec->psnoka)
		buf_addu0(&o->no_peserta, rec->psnoka, 13);
	else
		plain_utf8(&o->no_peserta, rec->psnoka_text);
	if (rec->nik.value.n) {
		nik_digits(nik_text, rec->nik.value);
		buf_add(&o->nik, str_of(nik_text, 16));
	} else {
		plain_utf8(&o->nik, rec->nik_text);
	}
	plain_utf8(&o->nama, rec->name);
	if (!rec->broken)
		plain_utf8(&o->segment, str_trim(rec->segment));
	explain(&o->explanation, f);
	for (size_t i = 0; i < COUNT(all); i++)
		if (all[i]->error)
			return NOMEM(err);
	out.sheet = out_str(&o->sheet);
	out.no_peserta = out_str(&o->no_peserta);
	out.nik = out_str(&o->nik);
	out.nama = out_str(&o->nama);
	out.explanation = out_str(&o->explanation);
	out.segment = out_str(&o->segment);
	out.nik_registry = (padan_str){ "", 0 };
	if (v->nik_registry) {
		nik_digits(nik_registry, (nik_num){ v->nik_registry });
		out.nik_registry = (padan_str){ nik_registry, 16 };
	}
	r = header(o, err);
	if (r < 0)
		return r;
	if (o->sink->format == PADAN_FORMAT_ROWS)
		return answer(o->sink->rows(o->sink->ctx, &out, 1), err);
	if (o->sink->format == PADAN_FORMAT_CSV)
		csv_line(o, &out);
	else
		json_line(o, &out);
	return send(o, err);
}

int plain_out_finish(struct plain_out *o, struct err *err)
{
	return header(o, err);
}
