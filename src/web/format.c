#include "web/format.h"
#include "base/date.h"
#include "base/nik.h"
#include "base/rupiah.h"

#define WIB_S (7 * 3600) /* FACTS section 7: UTC+7, no daylight saving */

static const char *const english_month[] = { "January", "February", "March", "April", "May", "June", "July", "August",
					     "September", "October", "November", "December" };

static const char *month_name(int m, bool english)
{
	return !english ? bulan_nama(m) : m >= 1 && m <= 12 ? english_month[m - 1] : "";
}

static void day_text(struct buf *out, tanggal t, bool english)
{
	buf_addi(out, tanggal_day(t));
	buf_addc(out, ' ');
	buf_add(out, str_c(month_name(tanggal_month(t), english)));
	buf_addc(out, ' ');
	buf_addi(out, tanggal_year(t));
}

static void day(struct buf *out, tanggal t, bool english)
{
	if (t > 0)
		day_text(out, t, english);
	else
		buf_add(out, S("–"));
}

static void f_angka(struct buf *out, const struct val *v, bool english)
{
	(void)english;
	angka_format(out, v->i);
}

static void f_rupiah(struct buf *out, const struct val *v, bool english)
{
	(void)english;
	rupiah_format(out, (rupiah){ v->i });
}

static void f_tanggal(struct buf *out, const struct val *v, bool english) { day(out, (tanggal)v->i, english); }

static void f_bulan(struct buf *out, const struct val *v, bool english)
{
	buf_add(out, str_c(month_name((int)(v->i % 100), english)));
	buf_addc(out, ' ');
	buf_addi(out, v->i / 100);
}

static void f_jam(struct buf *out, const struct val *v, bool english)
{
	int64_t s = (v->i + WIB_S) % 86400;
	buf_addf(out, english ? "%02d:%02d" : "%02d.%02d", (int)(s / 3600), (int)(s / 60 % 60));
}

static void f_waktu(struct buf *out, const struct val *v, bool english)
{
	if (v->i <= 0) {
		buf_add(out, S("–"));
		return;
	}
	day(out, tanggal_from_days((int32_t)((v->i + WIB_S) / 86400)), english);
	buf_add(out, english ? S(", ") : S(" pukul "));
	f_jam(out, v, english);
}

static void f_lahir(struct buf *out, const struct val *v, bool english)
{
	(void)english;
	char text[10];
	if (v->i > 0) {
		tanggal_format(text, (tanggal)v->i);
		buf_add(out, str_of(text, sizeof text));
	} else {
		buf_add(out, S("–"));
	}
}

static void f_ukuran(struct buf *out, const struct val *v, bool english)
{
	char point = english ? '.' : ',';
	if (v->i < 1024)
		buf_addf(out, "%d B", (int)v->i);
	else if (v->i < 1024 * 1024)
		buf_addf(out, "%d%c%d KB", (int)(v->i >> 10), point, (int)((v->i & 1023) * 10 >> 10));
	else
		buf_addf(out, "%" PRId64 "%c%d MB", v->i >> 20, point, (int)(((v->i & 0xFFFFF) * 10) >> 20));
}

static void f_permil(struct buf *out, const struct val *v, bool english)
{
	buf_addf(out, "%d%c%d %%", (int)(v->i / 10), english ? '.' : ',', (int)(v->i % 10));
}

enum format_kind { F_NUMBER, F_NIK, F_SHORT, F_JSON, F_LABEL, F_CHART };
struct format {
	struct str name;
	enum format_kind kind;
	void (*number)(struct buf *out, const struct val *v, bool english); /* F_NUMBER */
};
static const struct format formats[] = {
	{ STR_LIT("angka"), F_NUMBER, f_angka },     { STR_LIT("rupiah"), F_NUMBER, f_rupiah }, { STR_LIT("tanggal"), F_NUMBER, f_tanggal },
	{ STR_LIT("bulan"), F_NUMBER, f_bulan },     { STR_LIT("waktu"), F_NUMBER, f_waktu },   { STR_LIT("jam"), F_NUMBER, f_jam },
	{ STR_LIT("lahir"), F_NUMBER, f_lahir },     { STR_LIT("ukuran"), F_NUMBER, f_ukuran }, { STR_LIT("permil"), F_NUMBER, f_permil },
	{ STR_LIT("nik"), F_NIK, NULL },		   { STR_LIT("ringkas"), F_SHORT, NULL },     { STR_LIT("json"), F_JSON, NULL },
	{ STR_LIT("label"), F_LABEL, NULL },	   { STR_LIT("grafik"), F_CHART, NULL },
};

const struct format *format_find(struct str name)
{
	for (size_t i = 0; i < COUNT(formats); i++)
		if (str_eq(name, formats[i].name))
			return &formats[i];
	return NULL;
}

bool format_is_json(const struct format *f) { return f && f->kind == F_JSON; }
bool format_is_chart(const struct format *f) { return f && f->kind == F_CHART; }
bool format_is_label(const struct format *f) { return f && f->kind == F_LABEL; }
bool format_is_text(const struct format *f, const struct val *v)
{
	return (v->kind == VAL_INT || v->kind == VAL_BOOL) && !format_is_json(f);
}

#define MASK_MAX 64
/* The city it was issued in stays; the birth date within stands beside it in the row, so all the rest is hidden. */
static size_t mask(char to[MASK_MAX], struct str s)
{
	static const char dots[] = "••••••••••••••••";
	size_t all = s.len < 16 ? s.len : 16, shown = s.len < 10 ? 0 : 4, hidden = (all - shown) * (sizeof("•") - 1);
	if (shown)
		memcpy(to, s.ptr, shown);
	memcpy(to + shown, dots, hidden);
	return shown + hidden;
}

struct str nik_masked(struct arena *mem, struct str s)
{
	char to[MASK_MAX];
	struct str copy = arena_str(mem, str_of(to, mask(to, s)));
	MUST(copy.ptr);
	return copy;
}

static void add_masked(struct buf *out, struct str s)
{
	char to[MASK_MAX];
	buf_add(out, str_of(to, mask(to, s)));
}

static void json(struct buf *out, const struct val *v)
{
	struct buf text;
	buf_init(&text, 4 << 20);
	val_json(&text, v);
	/* Half a text is none: the page fails instead of showing it. */
	if (text.error)
		out->error = text.error;
	struct str s = buf_str(&text);
	for (size_t i = 0; i < s.len; i++)
		if (s.ptr[i] == '<')
			buf_add(out, S("\\u003c"));
		else
			buf_addc(out, s.ptr[i]);
	buf_clear(&text);
}

void format_value(struct buf *out, const struct val *v, const struct format *f, bool english)
{
	if (format_is_json(f)) {
		json(out, v);
		return;
	}
	if (v->kind == VAL_STR) {
		if (f && f->kind == F_NIK)
			add_masked(out, v->s);
		else if (f && f->kind == F_SHORT)
			buf_add(out, str_of(v->s.ptr, v->s.len < 12 ? v->s.len : 12));
		else
			buf_add(out, v->s);
		return;
	}
	if (v->kind != VAL_INT && v->kind != VAL_BOOL)
		return;
	if (f && f->kind == F_NIK) /* A NIK is never a number; one that comes so is not shown at all. */
		add_masked(out, S("0"));
	else if (f && f->kind == F_NUMBER)
		f->number(out, v, english);
	else
		buf_addi(out, v->i);
}
