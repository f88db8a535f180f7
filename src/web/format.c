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

static void day(struct buf *out, tanggal t, bool english)
{
	if (t > 0)
		buf_addf(out, "%d %s %d", tanggal_day(t), month_name(tanggal_month(t), english), tanggal_year(t));
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
	buf_addf(out, "%s %d", month_name((int)(v->i % 100), english), (int)(v->i / 100));
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

static const struct {
	const char *name;
	void (*number)(struct buf *out, const struct val *v, bool english); /* NULL: a format of texts */
} formats[] = {
	{ "angka", f_angka }, { "rupiah", f_rupiah }, { "tanggal", f_tanggal }, { "bulan", f_bulan }, { "waktu", f_waktu },
	{ "jam", f_jam }, { "lahir", f_lahir }, { "ukuran", f_ukuran }, { "permil", f_permil }, { "nik", NULL },
	{ "ringkas", NULL }, { "json", NULL }, { "label", NULL }, { "grafik", NULL },
};

bool format_known(struct str name)
{
	for (size_t i = 0; i < COUNT(formats); i++)
		if (str_eq(name, str_c(formats[i].name)))
			return true;
	return false;
}

/* The city it was issued in stays; the birth date within stands beside it in the row, so all the rest is hidden. */
static void mask(struct buf *out, struct str s)
{
	if (s.len < 10) {
		for (size_t i = 0; i < s.len; i++)
			buf_add(out, S("•"));
		return;
	}
	buf_add(out, str_of(s.ptr, 4));
	for (size_t i = 4; i < s.len && i < 16; i++)
		buf_add(out, S("•"));
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

void format_value(struct buf *out, const struct val *v, struct str format, bool english)
{
	if (str_eq(format, S("json"))) {
		json(out, v);
		return;
	}
	if (v->kind == VAL_STR) {
		if (str_eq(format, S("nik")))
			mask(out, v->s);
		else if (str_eq(format, S("ringkas")))
			buf_add(out, str_of(v->s.ptr, v->s.len < 12 ? v->s.len : 12));
		else
			buf_add(out, v->s);
		return;
	}
	if (v->kind != VAL_INT && v->kind != VAL_BOOL)
		return;
	if (str_eq(format, S("nik"))) {
		/* A NIK is never a number; one that comes so is not shown at all. */
		mask(out, S("0"));
		return;
	}
	for (size_t i = 0; i < COUNT(formats); i++)
		if (formats[i].number && str_eq(format, str_c(formats[i].name))) {
			formats[i].number(out, v, english);
			return;
		}
	buf_addf(out, "%" PRId64, v->i);
}
