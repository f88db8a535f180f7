#include "render/recap.h"

#include "base/hash.h"
#include "base/wilayah.h"

#include <stdarg.h>

#define LIT(s) { "" s, sizeof(s) - 1 }

enum { COL_NO, COL_NAME, COL_TEXT, COL_LAYAK, COL_TINJAU, COL_TIDAK, COL_SUM, COL_SHARE, COL_LAST = COL_SHARE };

void recap_init(struct recap *r, unsigned city)
{
	memset(r, 0, sizeof(*r));
	r->city = city;
}

/* The counter of a kelurahan or kecamatan of the city; NULL when it is none that exists. */
static struct tally *region_tally(struct recap *r, uint64_t code)
{
	uint64_t i = hash_u64(code);
	for (size_t probe = 0; probe < RECAP_REGION_SLOTS; probe++, i++) {
		size_t at = (size_t)(i % RECAP_REGION_SLOTS);
		if (r->region[at].code == code)
			return &r->region[at].t;
		if (r->region[at].code)
			continue;
		if (!wilayah_name(code, code > 999999 ? 10 : 6).ptr || r->region_count > RECAP_REGION_SLOTS / 2)
			return NULL;
		r->region[at].code = code;
		r->region_count++;
		return &r->region[at].t;
	}
	return NULL;
}

static struct tally *place_tally(struct recap *r, uint64_t code)
{
	uint64_t kab = code;
	struct tally *t;
	while (kab > 9999)
		kab /= 100;
	if (code < 100000 || kab != r->city)
		return code < 1000 || !wilayah_name(kab, 4).ptr ? &r->unknown : &r->outside;
	t = region_tally(r, code);
	if (!t && code > 999999)
		t = region_tally(r, code / 10000);
	return t ? t : &r->unknown;
}

static struct tally *segment_tally(struct recap *r, padan_str text)
{
	struct str s = str_trim(str_of(text.ptr, text.len));
	if (s.len == 0)
		return &r->segment_empty;
	if (s.len > sizeof(r->segment[0].name))
		s.len = sizeof(r->segment[0].name);
	for (size_t i = 0; i < r->segment_count; i++)
		if (str_ieq(s, str_of(r->segment[i].name, r->segment[i].len)))
			return &r->segment[i].t;
	if (r->segment_count == RECAP_SEGMENTS)
		return &r->segment_other;
	memcpy(r->segment[r->segment_count].name, s.ptr, s.len);
	r->segment[r->segment_count].len = s.len;
	return &r->segment[r->segment_count++].t;
}

void recap_add(struct recap *r, const padan_row *row)
{
	unsigned v = row->verdict <= PADAN_TIDAK_LAYAK ? row->verdict : PADAN_TINJAU;
	uint32_t left = row->reasons & (((uint32_t)1 << PADAN_REASON_COUNT) - 1);
	r->all.n[v]++;
	for (; left; left &= left - 1)
		r->reason[__builtin_ctz(left)].n[v]++;
	place_tally(r, row->region)->n[v]++;
	segment_tally(r, row->segment)->n[v]++;
}

static uint64_t tally_sum(const struct tally *t) { return t->n[0] + t->n[1] + t->n[2]; }

static void tally_add(struct tally *to, const struct tally *t)
{
	for (size_t i = 0; i < COUNT(t->n); i++)
		to->n[i] += t->n[i];
}

/* One sheet being filled from top to bottom. */
struct page {
	const struct recap *r;
	struct paper *p;
	lxw_worksheet *ws;
	uint32_t row;
	double total; /* participants, at least 1 */
	unsigned number; /* of the next table row */
	struct tally sum; /* of the table's rows */
};

static void put(struct page *g, int col, struct str s, enum paper_format f)
{
	paper_put(g->p, g->ws, g->row, col, s, f);
}

static void wide(struct page *g, struct str s, enum paper_format f, double height)
{
	paper_row_height(g->p, g->ws, g->row, height);
	paper_merge(g->p, g->ws, g->row++, COL_NO, COL_LAST, s, f);
}

static void put_tally(struct page *g, const struct tally *t, enum paper_format count, enum paper_format share)
{
	for (int v = 0; v < 3; v++)
		paper_put_number(g->p, g->ws, g->row, COL_LAYAK + v, (double)t->n[v], count);
	paper_put_number(g->p, g->ws, g->row, COL_SUM, (double)tally_sum(t), count);
	paper_put_number(g->p, g->ws, g->row, COL_SHARE, (double)tally_sum(t) / g->total, share);
}

/* Without a text the name takes its place too. */
static void put_pair(struct page *g, struct str name, struct str text, enum paper_format f, enum paper_format text_f)
{
	if (!text.len) {
		paper_merge(g->p, g->ws, g->row, COL_NAME, COL_TEXT, name, f);
		return;
	}
	put(g, COL_NAME, name, f);
	put(g, COL_TEXT, text, text_f);
}

static void table_begin(struct page *g, struct str title, struct str name, struct str text, struct str share)
{
	static const struct str head[] = { LIT("Layak"), LIT("Tinjau"), LIT("Tidak layak"), LIT("Jumlah") };
	g->row++;
	wide(g, title, PF_SECTION, 20);
	paper_row_height(g->p, g->ws, g->row, 18);
	put(g, COL_NO, S("No."), PF_HEAD);
	put_pair(g, name, text, PF_HEAD, PF_HEAD);
	for (int i = 0; i < 4; i++)
		put(g, COL_LAYAK + i, head[i], PF_HEAD);
	put(g, COL_SHARE, share, PF_HEAD);
	g->row++;
	g->number = 1;
	g->sum = (struct tally){ { 0 } };
}

static void table_row(struct page *g, struct str name, struct str text, const struct tally *t)
{
	paper_put_number(g->p, g->ws, g->row, COL_NO, g->number++, PF_NO);
	put_pair(g, name, text, PF_CODE, PF_TEXT);
	put_tally(g, t, PF_COUNT, PF_SHARE);
	tally_add(&g->sum, t);
	g->row++;
}

static void table_total(struct page *g)
{
	paper_merge(g->p, g->ws, g->row, COL_NO, COL_TEXT, S("JUMLAH"), PF_TOTAL);
	put_tally(g, &g->sum, PF_TOTAL_COUNT, PF_TOTAL_SHARE);
	g->row++;
}

static void by_verdict(struct page *g)
{
	static const struct {
		struct str name, text;
	} row[3] = {
		{ LIT("Layak"), LIT("Cocok dengan registri; kepesertaan dilanjutkan.") },
		{ LIT("Tinjau"), LIT("Harus diperiksa petugas sebelum diputuskan.") },
		{ LIT("Tidak layak"), LIT("Bukti kuat dari registri; diusulkan untuk dinonaktifkan.") },
	};
	g->row++;
	wide(g, S("A. Menurut putusan"), PF_SECTION, 20);
	paper_row_height(g->p, g->ws, g->row, 18);
	put(g, COL_NO, S("No."), PF_HEAD);
	put(g, COL_NAME, S("Putusan"), PF_HEAD);
	paper_merge(g->p, g->ws, g->row, COL_TEXT, COL_TIDAK, S("Arti"), PF_HEAD);
	put(g, COL_SUM, S("Jumlah"), PF_HEAD);
	put(g, COL_SHARE, S("Persen"), PF_HEAD);
	g->row++;
	for (size_t v = 0; v < COUNT(row); v++, g->row++) {
		double n = (double)g->r->all.n[v];
		paper_put_number(g->p, g->ws, g->row, COL_NO, (double)v + 1, PF_NO);
		put(g, COL_NAME, row[v].name, (enum paper_format)(PF_VERDICT_LAYAK + v));
		paper_merge(g->p, g->ws, g->row, COL_TEXT, COL_TIDAK, row[v].text, PF_TEXT);
		paper_put_number(g->p, g->ws, g->row, COL_SUM, n, PF_COUNT);
		paper_put_number(g->p, g->ws, g->row, COL_SHARE, n / g->total, PF_SHARE);
	}
	paper_merge(g->p, g->ws, g->row, COL_NO, COL_TIDAK, S("JUMLAH PESERTA"), PF_TOTAL);
	paper_put_number(g->p, g->ws, g->row, COL_SUM, (double)tally_sum(&g->r->all), PF_TOTAL_COUNT);
	paper_put_number(g->p, g->ws, g->row, COL_SHARE, (double)tally_sum(&g->r->all) / g->total, PF_TOTAL_SHARE);
	g->row++;
}

static void by_reason(struct page *g)
{
	unsigned none = 0;
	table_begin(g, S("B. Menurut alasan"), S("Alasan"), S("Uraian"), S("Persen"));
	for (int i = 0; i < PADAN_REASON_COUNT; i++) {
		if (tally_sum(&g->r->reason[i]))
			table_row(g, str_c(padan_reason_name(i)), str_c(padan_reason_text(i)), &g->r->reason[i]);
		else
			none++;
	}
	if (none == PADAN_REASON_COUNT) {
		paper_merge(g->p, g->ws, g->row++, COL_NO, COL_LAST, S("Tidak ada temuan."), PF_TEXT);
		return;
	}
	wide(g, S("Satu peserta dapat mempunyai lebih dari satu alasan, sehingga tabel ini tidak dijumlahkan. Alasan yang tidak "
		  "ditemukan pada daftar ini tidak dicantumkan."), PF_NOTE, 26);
}

struct place {
	uint64_t code;
	const struct tally *t;
};

static int place_cmp(const void *a, const void *b)
{
	const struct place *x = a, *y = b;
	/* A kecamatan's own rows come behind its kelurahan. */
	uint64_t u = x->code > 999999 ? x->code : x->code * 10000 + 9999;
	uint64_t v = y->code > 999999 ? y->code : y->code * 10000 + 9999;
	return (u > v) - (u < v);
}

static size_t places_of(const struct recap *r, struct place *out)
{
	size_t n = 0;
	for (size_t i = 0; i < RECAP_REGION_SLOTS; i++)
		if (r->region[i].code)
			out[n++] = (struct place){ r->region[i].code, &r->region[i].t };
	if (n)
		qsort(out, n, sizeof(*out), place_cmp);
	return n;
}

static uint32_t kec_of(uint64_t code) { return (uint32_t)(code > 999999 ? code / 10000 : code); }

static void place_rest(struct page *g)
{
	struct str city = wilayah_name(g->r->city, 4);
	char text[80];
	int n = snprintf(text, sizeof(text), "Di luar %.*s", (int)city.len, city.ptr ? city.ptr : "");
	if (tally_sum(&g->r->outside))
		table_row(g, n > 0 && city.len ? str_of(text, (size_t)n) : S("Di luar kota"), S("-"), &g->r->outside);
	if (tally_sum(&g->r->unknown))
		table_row(g, S("Tidak diketahui"), S("Wilayah kosong atau tidak dikenal"), &g->r->unknown);
}

/* "Tidak ditemukan" per kecamatan, as the summary has it: a hole in the extract shows here. */
static struct str not_found_text(char out[96], const padan_summary *s, uint32_t kec)
{
	int n = 0;
	for (size_t i = 0; i < s->district_count && i < PADAN_DISTRICTS_MAX; i++) {
		uint64_t rows = s->district[i].rows, miss = s->district[i].not_found, tenth;
		if (s->district[i].code != kec || rows == 0)
			continue;
		tenth = (miss * 1000 + rows / 2) / rows;
		n = snprintf(out, 96, "NIK tidak ditemukan: %" PRIu64 " (%" PRIu64 ",%" PRIu64 "%%)", miss, tenth / 10,
			     tenth % 10);
	}
	return n > 0 && n < 96 ? str_of(out, (size_t)n) : S("-");
}

static void by_kecamatan(struct page *g, const struct place *place, size_t n, const padan_summary *s)
{
	bool registry = s->registry_records > 0;
	char text[96];
	table_begin(g, S("C. Menurut kecamatan"), S("Kecamatan"), registry ? S("Keterangan") : S("Kode wilayah"), S("Persen"));
	for (size_t i = 0; i < n;) {
		uint32_t kec = kec_of(place[i].code);
		struct tally t = { { 0 } };
		while (i < n && kec_of(place[i].code) == kec)
			tally_add(&t, place[i++].t);
		if (!registry)
			snprintf(text, sizeof(text), "%02u.%02u.%02u", kec / 10000, kec / 100 % 100, kec % 100);
		table_row(g, wilayah_name(kec, 6), registry ? not_found_text(text, s, kec) : str_c(text), &t);
	}
	place_rest(g);
	table_total(g);
}

/* On a page of its own where the program heeds breaks of pages that are fitted to the width (Excel does not). */
static void by_kelurahan(struct page *g, const struct place *place, size_t n)
{
	lxw_row_t breaks[] = { g->row + 1, 0 };
	if (worksheet_set_h_pagebreaks(g->ws, breaks) != LXW_NO_ERROR)
		g->p->error = LXW_ERROR_MEMORY_MALLOC_FAILED;
	table_begin(g, S("E. Menurut kelurahan"), S("Kelurahan"), S("Kecamatan"), S("Persen"));
	for (size_t i = 0; i < n; i++) {
		struct str kec = wilayah_name(kec_of(place[i].code), 6);
		struct str kel = place[i].code > 999999 ? wilayah_name(place[i].code, 10) : S("Kelurahan tidak diketahui");
		table_row(g, kel, kec, place[i].t);
	}
	place_rest(g);
	table_total(g);
}

static void by_segment(struct page *g)
{
	const struct recap *r = g->r;
	if (r->segment_count == 0)
		return;
	table_begin(g, S("D. Menurut segmen"), S("Segmen menurut daftar"), STR_NONE, S("Persen"));
	for (size_t i = 0; i < r->segment_count; i++)
		table_row(g, str_of(r->segment[i].name, r->segment[i].len), STR_NONE, &r->segment[i].t);
	if (tally_sum(&r->segment_other))
		table_row(g, S("Segmen lain"), STR_NONE, &r->segment_other);
	if (tally_sum(&r->segment_empty))
		table_row(g, S("Tidak diisi"), STR_NONE, &r->segment_empty);
	table_total(g);
}

static void fact(struct page *g, struct str label, struct str value)
{
	if (value.len == 0)
		return;
	paper_row_height(g->p, g->ws, g->row, 14.0 * (1 + (double)(value.len / 112)));
	paper_merge(g->p, g->ws, g->row, COL_NO, COL_NAME, label, PF_LABEL);
	paper_merge(g->p, g->ws, g->row++, COL_TEXT, COL_LAST, value, PF_VALUE);
}

/* "1.234.567" */
static struct str grouped(char out[32], uint64_t v)
{
	size_t n = 0, at = 32;
	do {
		if (n && n % 3 == 0)
			out[--at] = '.';
		out[--at] = (char)('0' + v % 10);
		v /= 10;
		n++;
	} while (v);
	return str_of(out + at, 32 - at);
}

static struct str registry_date_note(int from)
{
	return from == 1   ? S("dinyatakan petugas")
	       : from == 2 ? S("tercatat pada indeks registri")
	       : from == 3 ? S("tanggal status terakhir di dalamnya")
			   : S("dianggap sama dengan tanggal acuan");
}

static void registry_fact(struct page *g, const struct result_xlsx_meta *meta, const padan_summary *s)
{
	char text[320], number[32], date[PAPER_DATE_SIZE];
	struct str count, day, why, name = meta->registry_name;
	int n;
	if (s->registry_records == 0) {
		fact(g, S("Registri"), S("tidak ada; hanya pemeriksaan yang tidak memerlukan registri"));
		return;
	}
	count = grouped(number, s->registry_records);
	day = paper_date(date, s->registry_date);
	why = registry_date_note(s->registry_date_from);
	n = snprintf(text, sizeof(text), "%.*s%s%.*s penduduk", name.len < 200 ? (int)name.len : 200,
		     name.ptr ? name.ptr : "", name.len ? "; " : "", (int)count.len, count.ptr);
	fact(g, S("Registri"), n > 0 ? str_of(text, (size_t)n) : name);
	n = snprintf(text, sizeof(text), "%.*s (%.*s)", (int)day.len, day.ptr, (int)why.len, why.ptr);
	fact(g, S("Tanggal registri"), n > 0 ? str_of(text, (size_t)n) : day);
}

static void rows_fact(struct page *g, const padan_summary *s)
{
	char text[256], a[32];
	struct str people = grouped(a, tally_sum(&g->r->all));
	int n = snprintf(text, sizeof(text),
			 "%.*s peserta; bukan peserta: %" PRIu64 " judul dan catatan, %" PRIu64 " kosong, %" PRIu64
			 " judul ulang, %" PRIu64 " jumlah",
			 (int)people.len, people.ptr, s->above_heading + s->title, s->blank, s->repeated_heading,
			 s->total_rows);
	fact(g, S("Isi daftar"), n > 0 ? str_of(text, (size_t)n) : STR_NONE);
}

static void head(struct page *g, const struct result_xlsx_meta *meta, const padan_summary *s)
{
	struct str city = wilayah_name(meta->city, 4);
	char date[PAPER_DATE_SIZE], text[80], hash[17] = { 0 };
	size_t n = 0;
	if (meta->office.len)
		wide(g, meta->office, PF_OFFICE, 16);
	wide(g, S("REKAPITULASI HASIL VERIFIKASI DATA KEPENDUDUKAN"), PF_TITLE, 22);
	wide(g, S("PESERTA JKN YANG DIDAFTARKAN OLEH PEMERINTAH DAERAH"), PF_SUBTITLE, 18);
	for (size_t i = 0; i < city.len && n < sizeof(text); i++)
		text[n++] = ch_upper(city.ptr[i]);
	if (n)
		wide(g, str_of(text, n), PF_SUBTITLE, 18);
	g->row++;
	fact(g, S("Daftar peserta"), meta->list_name);
	fact(g, S("Keadaan per tanggal"), paper_date(date, meta->as_of));
	rows_fact(g, s);
	registry_fact(g, meta, s);
	memcpy(hash, s->criteria_hash, sizeof(hash) - 1);
	fact(g, S("Sidik kriteria"), str_c(hash));
}

static void warn(struct page *g, const char *fmt, ...) PRINTF_LIKE(2, 3);

static void warn(struct page *g, const char *fmt, ...)
{
	char text[512];
	va_list ap;
	int n;
	va_start(ap, fmt);
	n = vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	if (n <= 0)
		return;
	wide(g, str_of(text, (size_t)n < sizeof(text) ? (size_t)n : sizeof(text) - 1), PF_WARN, n > 110 ? 30 : 17);
}

static void warnings(struct page *g, const padan_summary *s)
{
	char a[32], b[32];
	struct str n, m;
	uint64_t w = s->warnings;
	if (!w)
		return;
	g->row++;
	if (w & PADAN_WARN_INCOMPLETE) {
		n = grouped(a, s->not_found);
		m = grouped(b, s->looked_up);
		warn(g, "Perhatian: ekstrak registri tampak tidak lengkap. NIK yang tidak ditemukan: %.*s dari %.*s; lihat "
			"keterangan pada tabel C.", (int)n.len, n.ptr, (int)m.len, m.ptr);
	}
	if (w & PADAN_WARN_NO_STATUS)
		warn(g, "Perhatian: registri tidak mempunyai kolom status, sehingga kematian dan kepindahan tidak dapat "
			"diketahui.");
	if (w & PADAN_WARN_UNKNOWN_STATUS) {
		n = grouped(a, s->registry_unknown_status);
		warn(g, "Perhatian: status %.*s penduduk di registri tidak dikenal; pesertanya diberi putusan Tinjau.",
		     (int)n.len, n.ptr);
	}
	if ((w & PADAN_WARN_STATED_TOTAL) && s->stated_total >= 0) {
		n = grouped(a, (uint64_t)s->stated_total);
		m = grouped(b, s->participants);
		warn(g, "Perhatian: daftar menyebut jumlah %.*s peserta, tetapi terbaca %.*s peserta.", (int)n.len, n.ptr,
		     (int)m.len, m.ptr);
	}
	if (w & PADAN_WARN_SHORT_YEARS) {
		n = grouped(a, s->short_years);
		warn(g, "Perhatian: %.*s tanggal lahir bertahun dua angka; abadnya diperkirakan.", (int)n.len, n.ptr);
	}
	if (w & PADAN_WARN_HIDDEN)
		warn(g, "Perhatian: bagian tersembunyi tidak dibaca: %" PRIu64 " baris, %" PRIu64 " kolom%s%.200s.",
		     s->hidden_rows, s->hidden_columns, s->hidden_sheets[0] ? ", lembar " : "", s->hidden_sheets);
}

static void setup(struct page *g)
{
	static const double width[COL_LAST + 1] = { 5, 30, 37, 10, 10, 11, 11, 9 };
	lxw_worksheet *ws = g->ws;
	lxw_header_footer_options margin = { .margin = 0.3 };
	for (lxw_col_t c = 0; c <= COL_LAST; c++)
		worksheet_set_column(ws, c, c, width[c], NULL);
	worksheet_gridlines(ws, LXW_HIDE_ALL_GRIDLINES);
	worksheet_set_portrait(ws);
	worksheet_set_paper(ws, 14); /* Folio, the F4 of Indonesian offices */
	worksheet_set_default_row(ws, 14, LXW_FALSE);
	worksheet_fit_to_pages(ws, 1, 0);
	worksheet_center_horizontally(ws);
	worksheet_set_margins(ws, 0.5, 0.5, 0.6, 0.7);
	worksheet_set_footer_opt(ws, "&L&\"Arial,Italic\"&8Padan " PADAN_VERSION "&R&\"Arial,Regular\"&8Halaman &P dari &N",
				 &margin);
}

void recap_write(const struct recap *r, struct paper *p, lxw_worksheet *ws, const struct result_xlsx_meta *meta,
		 const padan_summary *summary)
{
	struct page g = { .r = r, .p = p, .ws = ws };
	struct place *place = malloc(RECAP_REGION_SLOTS * sizeof(*place));
	size_t n;
	if (!place) {
		p->error = LXW_ERROR_MEMORY_MALLOC_FAILED;
		return;
	}
	n = places_of(r, place);
	g.total = (double)tally_sum(&r->all);
	if (g.total < 1)
		g.total = 1;
	setup(&g);
	head(&g, meta, summary);
	warnings(&g, summary);
	by_verdict(&g);
	by_reason(&g);
	by_kecamatan(&g, place, n, summary);
	by_segment(&g);
	by_kelurahan(&g, place, n);
	g.row++;
	wide(&g, S("Setiap tabel kecuali B berjumlah sama dengan banyaknya baris pada lembar Daftar. Kertas ini memuat hasil "
		   "pengolahan data pribadi; simpan dan musnahkan sesuai ketentuan."), PF_NOTE, 26);
	free(place);
}
