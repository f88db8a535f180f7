/* The public functions, nothing else: arguments are checked and converted, the work is done below. */
#include "padan.h"

#include "base/nik.h"
#include "base/wilayah.h"
#include "engine/fast.h"
#include "engine/list.h"
#include "engine/name.h"
#include "engine/plain.h"
#include "engine/read.h"
#include "engine/registry.h"
#include "engine/rules.h"

static int give(padan_err *to, const struct err *from, int code)
{
	if (to && code < 0) {
		to->code = code;
		to->row = from->row;
		(void)snprintf(to->msg, sizeof(to->msg), "%s", from->msg);
	}
	return code;
}

const char *padan_reason_name(int reason)
{
	return reason >= 0 && reason < PADAN_REASON_COUNT ? rules[reason].name : NULL;
}

const char *padan_reason_text(int reason)
{
	return reason >= 0 && reason < PADAN_REASON_COUNT ? rules[reason].text : NULL;
}

const char *padan_verdict_name(int verdict)
{
	switch (verdict) {
	case PADAN_LAYAK: return "LAYAK";
	case PADAN_TINJAU: return "TINJAU";
	case PADAN_TIDAK_LAYAK: return "TIDAK_LAYAK";
	default: return NULL;
	}
}

static int check_options(const padan_options *o, struct err *err)
{
	if (!o || o->version != PADAN_OPTIONS_VERSION)
		return FAIL(err, E_ARG, "versi padan_options tidak dikenal");
	if (!tanggal_valid(tanggal_year(o->as_of), tanggal_month(o->as_of), tanggal_day(o->as_of)))
		return FAIL(err, E_ARG, "tanggal acuan (as_of) tidak sah");
	if (o->registry_date && !tanggal_valid(tanggal_year(o->registry_date), tanggal_month(o->registry_date),
					       tanggal_day(o->registry_date)))
		return FAIL(err, E_ARG, "tanggal registri tidak sah");
	if (o->city < 1101 || o->city > 9699)
		return FAIL(err, E_ARG, "kode kota harus empat angka, misalnya 2171");
	if (o->threads < 0 || o->threads > 64)
		return FAIL(err, E_ARG, "jumlah utas harus 0 sampai 64");
	return OK;
}

int padan_registry_load(padan_registry **ret, const char *path, const padan_options *opt, padan_err *err)
{
	struct err e = { 0 };
	struct column_map map[FIELD_COUNT];
	struct load_options lo;
	bool mothers = true;
	int r = check_options(opt, &e);
	if (r == OK && (!ret || !path))
		r = FAIL(&e, E_ARG, "argumen kosong");
	if (r == OK)
		r = options_map(opt, map, COUNT(map), &e);
	if (r < 0)
		return give(err, &e, r);
	if (opt->list) {
		lo = (struct load_options){ .city = (uint32_t)opt->city, .as_of = opt->as_of, .map = map, .nmap = opt->map_count };
		mothers = list_may_have(opt->list, F_IBU, &lo);
	}
	lo = (struct load_options){ .city = (uint32_t)opt->city,
				    .as_of = opt->as_of,
				    .threads = (unsigned)opt->threads,
				    .stop = opt->stop,
				    .progress = opt->progress,
				    .progress_ctx = opt->progress_ctx };
	r = registry_load(ret, path, &lo, mothers, &e);
	if (r == OK)
		(*ret)->only = opt->list != NULL;
	return give(err, &e, r);
}

void padan_registry_free(padan_registry *reg)
{
	registry_free(reg);
}

static int check_verify(const char *path, const padan_options *opt, const padan_sink *sink, const padan_summary *summary,
			struct err *err)
{
	int r = check_options(opt, err);
	if (r < 0)
		return r;
	if (!path || !sink || !summary || sink->format < PADAN_FORMAT_ROWS || sink->format > PADAN_FORMAT_JSON ||
	    (sink->format == PADAN_FORMAT_ROWS ? !sink->rows : !sink->text))
		return FAIL(err, E_ARG, "argumen kosong");
	return OK;
}

int padan_verify(padan_registry *reg, const char *path, const padan_options *opt, const padan_sink *sink,
		 padan_summary *ret_summary, padan_err *err)
{
	struct err e = { 0 };
	int r = check_verify(path, opt, sink, ret_summary, &e);
	if (r == OK && reg && !reg->slot)
		r = FAIL(&e, E_ARG, "registri dimuat untuk satu daftar saja, dan daftar itu sudah diperiksa");
	if (r == OK)
		r = fast_verify(reg, path, opt, sink, ret_summary, &e);
	return give(err, &e, r);
}

int padan_verify_plain(const char *registry_path, const char *path, const padan_options *opt, const padan_sink *sink,
		       padan_summary *ret_summary, padan_err *err)
{
	struct err e = { 0 };
	int r = check_verify(path, opt, sink, ret_summary, &e);
	if (r == OK)
		r = plain_verify(registry_path, path, opt, sink, ret_summary, err);
	return r < 0 && e.code ? give(err, &e, r) : r;
}

int padan_list_read(const char *path, const padan_options *opt, const padan_reader *reader, padan_err *err)
{
	struct err e = { 0 };
	int r = check_options(opt, &e);
	if (r == OK && (!path || !reader || !reader->person))
		r = FAIL(&e, E_ARG, "argumen kosong");
	if (r == OK)
		r = read_people(path, opt, reader, &e);
	return give(err, &e, r);
}

void padan_nik_describe(padan_nik *ret, const char *text)
{
	static const char *const problems[NIK_STATE_COUNT] = {
		[NIK_VALID] = NULL,
		[NIK_EMPTY] = "NIK kosong",
		[NIK_BAD_LENGTH] = "tidak terdiri dari 16 angka",
		[NIK_BAD_CHARS] = "memuat huruf atau tanda",
		[NIK_BAD_REGION] = "kode wilayah tidak mungkin",
		[NIK_BAD_DATE] = "tanggal lahir tidak mungkin",
		[NIK_BAD_SERIAL] = "nomor urut 0000 tidak mungkin",
		[NIK_BAD_PATTERN] = "hanya pola angka",
		[NIK_SPOILT] = "rusak oleh spreadsheet (tersimpan sebagai angka)",
	};
	struct nik_fact f;
	struct str s;
	memset(ret, 0, sizeof(*ret));
	nik_describe(&f, str_c(text));
	ret->valid = f.state == NIK_VALID;
	ret->problem = problems[f.state];
	if (f.value.n == 0)
		return;
	nik_mask(ret->masked, f.value);
	ret->day = f.day;
	ret->month = f.month;
	ret->year2 = f.year2;
	ret->sex = f.sex;
	ret->serial = f.serial;
	ret->odd_region = (f.odd & NIK_ODD_REGION) != 0;
	ret->odd_day = (f.odd & NIK_ODD_DAY) != 0;
	s = wilayah_name(f.prefix / 10000, 2);
	(void)snprintf(ret->province, sizeof(ret->province), "%.*s", (int)s.len, s.len ? s.ptr : "");
	s = wilayah_name(f.prefix / 100, 4);
	(void)snprintf(ret->city, sizeof(ret->city), "%.*s", (int)s.len, s.len ? s.ptr : "");
	s = wilayah_name(f.prefix, 6);
	(void)snprintf(ret->district, sizeof(ret->district), "%.*s", (int)s.len, s.len ? s.ptr : "");
}

void padan_name_compare(padan_name_result *ret, const char *a, const char *b)
{
	struct name_form fa, fb;
	struct name_verdict v;
	size_t at = 0;
	memset(ret, 0, sizeof(*ret));
	name_prepare(&fa, str_c(a));
	name_prepare(&fb, str_c(b));
	name_compare(&v, &fa, &fb);
	ret->score = v.score;
	ret->grade = name_grade_text(v.grade);
	ret->fits = v.grade == NAME_SAME || v.grade == NAME_HABIT || v.grade == NAME_TYPO;
	for (unsigned i = 0; i < NAME_H_COUNT; i++) {
		int n;
		if (!(v.habits >> i & 1))
			continue;
		n = snprintf(ret->why + at, sizeof(ret->why) - at, "%s%s", at ? ", " : "", name_habit_text(1U << i));
		if (n < 0 || (size_t)n >= sizeof(ret->why) - at)
			break;
		at += (size_t)n;
	}
}
