/* The made-up city: the same bytes for the same seed, numbers that lead back to their people, and a truth
 * that the files bear out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <unistd.h>

#include <cmocka.h>
#undef setjmp /* a macro of libc, a name base.h bans */

#include "base/buf.h"
#include "base/nik.h"
#include "demo/demo.h"
#include "demo/layout.h"
#include "demo/xlsxout.h"

#define PEOPLE 26000
#define ROWS   20000

static void city(struct demo_world *w, struct demo_list *l, uint64_t seed)
{
	world_init(w, seed, PEOPLE, ROWS / DEMO_SPARE_EVERY + 1, 100, 20261031);
	list_init(l, w, ROWS, 100);
}

static void test_perm_is_a_bijection(void **state)
{
	static const uint64_t sizes[] = { 1, 2, 3, 10, 1000, 4099 };
	(void)state;
	for (size_t k = 0; k < COUNT(sizes); k++) {
		struct demo_perm p;
		bool *seen = calloc(sizes[k], sizeof(bool));
		assert_non_null(seen);
		perm_init(&p, sizes[k], 7 + k);
		for (uint64_t i = 0; i < sizes[k]; i++) {
			uint64_t v = perm_at(&p, i);
			assert_true(v < sizes[k]);
			assert_false(seen[v]);
			seen[v] = true;
			assert_int_equal(perm_inverse(&p, v), i);
		}
		free(seen);
	}
}

static void test_nik_is_possible_and_leads_back(void **state)
{
	struct demo_world w;
	struct demo_list l;
	struct demo_person p, q;
	char digits[16];
	(void)state;
	city(&w, &l, 11);
	for (uint64_t i = 0; i < w.total; i += 7) {
		struct nik_fact f = { 0 };
		world_person(&w, i, &p);
		nik_digits(digits, (nik_num){ p.nik });
		nik_describe(&f, str_of(digits, 16));
		assert_int_equal(f.state, NIK_VALID);
		assert_true(f.serial >= 5001);
		assert_int_equal(f.sex, p.female ? 'P' : 'L');
		assert_true(p.birth <= w.as_of);
		assert_true(
			tanggal_valid(tanggal_year(p.birth), tanggal_month(p.birth), tanggal_day(p.birth)));
		assert_true(world_by_nik(&w, p.nik, &q));
		assert_int_equal(q.index, i);
	}
	assert_false(world_by_nik(&w, UINT64_C(2171010101900001), &q));
}

static void test_many_people_keep_unique_numbers(void **state)
{
	struct demo_world w;
	struct demo_person p, q;
	(void)state;
	/* More people than serials: the district digits must carry the rest. */
	world_init(&w, 5, 13000000, 2500001, 100, 20261031);
	assert_true(w.nclass > 1);
	for (uint64_t i = 0; i < w.total; i += 15013) {
		world_person(&w, i, &p);
		assert_true(world_by_nik(&w, p.nik, &q));
		assert_int_equal(q.index, i);
	}
}

static void test_households_share(void **state)
{
	struct demo_world w;
	struct demo_list l;
	struct demo_person p, head, spouse;
	unsigned children = 0;
	(void)state;
	city(&w, &l, 3);
	for (uint64_t i = 0; i < 5000; i++) {
		world_person(&w, i, &p);
		world_person(&w, p.family, &head);
		assert_int_equal(head.role, ROLE_HEAD);
		assert_int_equal(p.kk, head.kk);
		assert_memory_equal(&p.address, &head.address, sizeof(p.address));
		if (p.role != ROLE_CHILD || p.family_size < 3)
			continue;
		world_person(&w, p.family + 1, &spouse);
		if (spouse.role != ROLE_SPOUSE || head.female)
			continue;
		world_names(&w, &p);
		world_names(&w, &spouse);
		assert_string_equal(p.mother.text, spouse.name.text);
		assert_true(tanggal_year(p.birth) > tanggal_year(spouse.birth) + 10);
		children++;
	}
	assert_true(children > 500);
}

static void test_variants_differ_and_strangers_are_far(void **state)
{
	struct demo_rng r = rng_of(1, 2, 3);
	unsigned seen[NAME_VARIANT_COUNT] = { 0 };
	(void)state;
	for (int i = 0; i < 4000; i++) {
		struct demo_name a, b;
		enum demo_custom c = (enum demo_custom)rng_below(&r, CUSTOM_LAMA);
		name_build(&a, &r, c, i % 2, name_family(&r, c), 1950 + i % 70);
		assert_true(a.len > 1 && a.len <= 80);
		name_vary_any(&b, &a, &r);
		assert_string_not_equal(a.text, b.text);
		assert_int_equal(strlen(b.text), b.len);
		for (int v = 0; v < NAME_VARIANT_COUNT; v++)
			if (name_vary(&b, &a, (enum name_variant)v, &r))
				seen[v]++;
	}
	for (int v = 0; v < NAME_VARIANT_COUNT; v++)
		assert_true(seen[v] > 20);
}

static struct demo_name name(const char *s)
{
	struct demo_name n = { 0, { 0 } };
	name_add(&n, s, strlen(s));
	return n;
}

static void test_far(void **state)
{
	static const struct {
		const char *a, *b;
		bool far;
	} rows[] = {
		{ "SITI AMINAH", "SITI AMINA", false },
		{ "SITI AMINAH", "AMINAH SITI", false },
		{ "SITI AMINAH", "BUDI SANTOSO", true },
		{ "MARIA S", "MARIA SITUMORANG", false },
		{ "NUR HAYATI", "NURHAYATI", false },
		{ "MUHAMMAD RIZKI", "MUHAMMAD RIZKI MAULANA", false },
		{ "LINA SITUMORANG", "FATIMAH HANA SITUMORANG", true },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct demo_name a = name(rows[i].a), b = name(rows[i].b);
		assert_int_equal(name_far(&a, &b), rows[i].far);
		assert_int_equal(name_far(&b, &a), rows[i].far);
	}
}

static uint64_t typed(const struct demo_row *row)
{
	uint64_t v = 0;
	if (strlen(row->nik) != 16)
		return 0;
	for (const char *s = row->nik; *s; s++)
		v = v * 10 + (uint64_t)(*s - '0');
	return v;
}

/* What each class promises of its row. */
static void check_row(const struct demo_world *w, const struct demo_row *row)
{
	struct demo_person p;
	bool hit = typed(row) && world_by_nik(w, typed(row), &p) && p.index < w->registry;
	switch (row->class) {
	case CLASS_OK:
	case CLASS_KK_OLD:
	case CLASS_NAME_VARIANT:
		assert_true(hit && p.nik == row->right && p.status == STATUS_ALIVE && !p.twice);
		assert_int_equal(p.birth, row->birth);
		assert_int_equal(p.female, row->female);
		assert_int_equal(row->kk == p.kk, row->class != CLASS_KK_OLD);
		break;
	case CLASS_DECEASED:
	case CLASS_MOVED:
		assert_true(hit && p.nik == row->right && p.status != STATUS_ALIVE && p.doubt != DATE_FUTURE);
		assert_int_equal(p.birth, row->birth);
		break;
	case CLASS_NIK_TYPO:
		assert_true(!hit && row->right);
		break;
	case CLASS_NIK_EMPTY:
		assert_true(row->nik[0] == 0 && row->right);
		break;
	case CLASS_NOT_IN_REGISTRY:
	case CLASS_NAMESAKE_STRANGER:
		assert_true(!hit && row->right == 0);
		break;
	case CLASS_DEAD_OTHER:
		assert_true(hit && (p.status == STATUS_DEAD || p.status == STATUS_MOVED));
		world_names(w, &p);
		assert_true(name_far(&p.name, &row->name));
		break;
	case CLASS_TYPO_LIVING:
	case CLASS_RELATIVE:
	case CLASS_DUP_OTHER:
		assert_true(hit && p.nik != row->right && p.status == STATUS_ALIVE);
		world_names(w, &p);
		assert_true(name_far(&p.name, &row->name));
		break;
	case CLASS_DIFFERENT_PERSON:
		assert_true(hit && row->right == 0);
		world_names(w, &p);
		assert_true(name_far(&p.name, &row->name));
		break;
	case CLASS_DATE_SWAP:
		assert_true(hit && p.birth != row->birth && row->birth <= w->as_of);
		break;
	case CLASS_SEX_WRONG:
		assert_true(hit && p.female != row->female);
		break;
	case CLASS_NEWBORN:
		assert_true(hit && p.female && row->right == 0 && row->birth > p.birth + 170000);
		break;
	default:
		break;
	}
}

static void test_rows_keep_their_promise(void **state)
{
	struct demo_world w;
	struct demo_list l;
	struct demo_row row;
	unsigned count[CLASS_COUNT] = { 0 };
	(void)state;
	city(&w, &l, 20);
	for (uint64_t i = 0; i < l.rows; i++) {
		list_row(&l, i, &row);
		count[row.class]++;
		check_row(&w, &row);
	}
	for (int c = 0; c < CLASS_COUNT; c++) {
		assert_non_null(class_name((enum demo_class)c));
		assert_true(count[c] > 0);
	}
	assert_true(count[CLASS_OK] > ROWS * 7 / 10);
	assert_null(class_name(CLASS_COUNT));
}

static void test_clean_city_has_no_defect(void **state)
{
	struct demo_world w;
	struct demo_list l;
	struct demo_row row;
	(void)state;
	world_init(&w, 9, 1300, 251, 0, 20261031);
	list_init(&l, &w, 1000, 0);
	for (uint64_t i = 0; i < l.rows; i++) {
		list_row(&l, i, &row);
		assert_int_equal(row.class, CLASS_OK);
	}
}

static void test_cells(void **state)
{
	struct demo_world w;
	struct demo_list l;
	struct demo_row *row = calloc(1, sizeof(*row));
	char cell[DEMO_CELL];
	size_t n;
	(void)state;
	assert_non_null(row);
	city(&w, &l, 1);
	row->birth = 19750604;
	memcpy(row->nik, "2171014406755001", 17);
	row->psnoka = 1234567;
	static const struct {
		const char *layout, *birth, *nik;
	} rows[] = { { "bpjs", "04-06-1975", "'2171014406755001" },
		     { "sk", "1975-06-04", "2171014406755001" },
		     { "amerika", "6/4/1975", "2171014406755001" },
		     { "tanpa-jk", "04-Jun-1975", "2171014406755001" },
		     { "latin1", "04/06/1975 00:00:00", "2171014406755001" } };
	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct demo_layout *lay = demo_layouts;
		while (strcmp(lay->name, rows[i].layout) != 0)
			lay++;
		n = layout_cell(cell, lay, COL_BIRTH, &l, row);
		assert_true(str_eq(str_of(cell, n), str_c(rows[i].birth)));
		n = layout_cell(cell, lay, COL_NIK, &l, row);
		assert_true(str_eq(str_of(cell, n), str_c(rows[i].nik)));
	}
	row->spoilt = true;
	n = layout_cell(cell, &demo_layouts[0], COL_NIK, &l, row);
	assert_true(str_eq(str_of(cell, n), S("2,17101E+15")));
	n = layout_cell(cell, &demo_layouts[0], COL_PSNOKA, &l, row);
	assert_true(str_eq(str_of(cell, n), S("'0000001234567")));
	free(row);
}

static void test_csv_field_quotes(void **state)
{
	struct buf b;
	(void)state;
	buf_init(&b, 1000);
	csv_field(&b, ',', "a;b", 3);
	csv_field(&b, ';', "a;b\"\n", 5);
	assert_true(str_eq(buf_str(&b), S("a;b\"a;b\"\"\n\"")));
	buf_clear(&b);
}

static size_t read_file(const char *path, char **ret)
{
	FILE *f = fopen(path, "rb");
	assert_non_null(f);
	assert_int_equal(fseek(f, 0, SEEK_END), 0);
	size_t n = (size_t)ftell(f);
	rewind(f);
	*ret = malloc(n + 1);
	assert_non_null(*ret);
	assert_int_equal(fread(*ret, 1, n, f), n);
	(*ret)[n] = 0;
	(void)fclose(f);
	return n;
}

static void test_same_seed_same_bytes(void **state)
{
	static const char *const files[] = { "kependudukan.csv", "kebenaran.csv", "bnba-bpjs.csv",
					     "bnba-kantor.xlsx", "bnba-kecamatan.xlsx" };
	char dir[2][64] = { "/tmp/padan-demo-a-XXXXXX", "/tmp/padan-demo-b-XXXXXX" }, path[128];
	struct err err;
	(void)state;
	for (int k = 0; k < 2; k++) {
		struct demo_options opt = DEMO_OPTIONS_INIT;
		assert_non_null(mkdtemp(dir[k]));
		opt.dir = dir[k];
		opt.rows = 500;
		opt.layouts = DEMO_BPJS | DEMO_KANTOR | DEMO_KECAMATAN;
		assert_int_equal(demo_write(&opt, &err), OK);
	}
	for (size_t i = 0; i < COUNT(files); i++) {
		char *text[2];
		size_t n[2];
		for (int k = 0; k < 2; k++) {
			(void)snprintf(path, sizeof(path), "%s/%s", dir[k], files[i]);
			n[k] = read_file(path, &text[k]);
			assert_int_equal(unlink(path), 0);
		}
		assert_int_equal(n[0], n[1]);
		assert_memory_equal(text[0], text[1], n[0]);
		free(text[0]);
		free(text[1]);
	}
	/* No temporary file is left. */
	assert_int_equal(rmdir(dir[0]), 0);
	assert_int_equal(rmdir(dir[1]), 0);
}

static void test_failure_leaves_nothing(void **state)
{
	char dir[] = "/tmp/padan-demo-c-XXXXXX", path[128];
	struct demo_options opt = DEMO_OPTIONS_INIT;
	struct err err;
	(void)state;
	assert_non_null(mkdtemp(dir));
	/* The list's temporary name is taken by a folder: the registry, written before it, must go again. */
	(void)snprintf(path, sizeof(path), "%s/bnba-bpjs.csv.tulis", dir);
	opt.dir = path;
	opt.rows = 20;
	opt.layouts = DEMO_RINGKAS;
	assert_int_equal(demo_write(&opt, &err), OK);
	static const char *const made[] = { "kependudukan.csv", "kebenaran.csv", "bnba-ringkas.csv" };
	opt.dir = dir;
	opt.layouts = DEMO_BPJS;
	assert_int_equal(demo_write(&opt, &err), E_IO);
	for (size_t i = 0; i < COUNT(made); i++) {
		char inner[256];
		(void)snprintf(inner, sizeof(inner), "%s/%s", path, made[i]);
		assert_int_equal(unlink(inner), 0);
	}
	assert_int_equal(rmdir(path), 0);
	assert_int_equal(rmdir(dir), 0);
}

static void test_options(void **state)
{
	struct demo_options opt = DEMO_OPTIONS_INIT;
	struct err err;
	(void)state;
	assert_int_equal(demo_write(&opt, &err), E_ARG); /* no folder */
	opt.dir = "/nonexistent/padan/demo";
	opt.city = 3171;
	assert_int_equal(demo_write(&opt, &err), E_ARG);
	opt.city = 2171;
	opt.rows = DEMO_ROWS_MAX + 1;
	assert_int_equal(demo_write(&opt, &err), E_LIMIT);
	opt.rows = 5;
	assert_int_equal(demo_write(&opt, &err), E_ARG);
	opt.rows = 50;
	opt.ratio = 999;
	assert_int_equal(demo_write(&opt, &err), E_ARG);
	opt.ratio = 1300;
	opt.as_of = 20261331;
	assert_int_equal(demo_write(&opt, &err), E_ARG);
	opt.as_of = 20261031;
	assert_int_equal(demo_write(&opt, &err), E_IO);
	assert_int_equal(demo_layout_parse("all"), DEMO_LAYOUT_ALL);
	assert_int_equal(demo_layout_parse("tidak-ada"), 0);
	for (unsigned i = 0; i < DEMO_LAYOUT_COUNT; i++)
		assert_int_equal(demo_layout_parse(demo_layout_name(i)), 1u << i);
	assert_null(demo_layout_name(DEMO_LAYOUT_COUNT));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_perm_is_a_bijection),
		cmocka_unit_test(test_nik_is_possible_and_leads_back),
		cmocka_unit_test(test_many_people_keep_unique_numbers),
		cmocka_unit_test(test_households_share),
		cmocka_unit_test(test_variants_differ_and_strangers_are_far),
		cmocka_unit_test(test_far),
		cmocka_unit_test(test_rows_keep_their_promise),
		cmocka_unit_test(test_clean_city_has_no_defect),
		cmocka_unit_test(test_cells),
		cmocka_unit_test(test_csv_field_quotes),
		cmocka_unit_test(test_same_seed_same_bytes),
		cmocka_unit_test(test_failure_leaves_nothing),
		cmocka_unit_test(test_options),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
