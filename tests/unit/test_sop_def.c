#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#undef setjmp /* a macro of libc, a name base.h bans */

#include "app/sop_def.h"

static struct arena mem;

static int setup(void **state)
{
	(void)state;
	arena_init(&mem, 0, 0);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	arena_clear(&mem);
	return 0;
}

static struct str file_text(const char *name)
{
	char path[400];
	snprintf(path, sizeof path, "%s/sop/%s", PADAN_SOURCE_DIR, name);
	FILE *f = fopen(path, "rb");
	assert_non_null(f);
	char *text = arena_alloc(&mem, 256 * 1024);
	assert_non_null(text);
	size_t n = fread(text, 1, 256 * 1024, f);
	fclose(f);
	assert_true(n > 1000 && n < 256 * 1024);
	return str_of(text, n);
}

static const struct sop_def *def(const char *name)
{
	const struct sop_def *d = NULL;
	struct err err = { 0 };
	if (sop_def_read(&d, &mem, str_c(name), file_text(name), &err) != OK)
		print_error("%s\n", err.msg);
	assert_non_null(d);
	return d;
}

/* The file of 072 with the first `from` behind `after` replaced. */
static struct str changed(const char *after, const char *from, const char *to)
{
	struct str text = file_text("072-rev00.json");
	const char *start = memmem(text.ptr, text.len, after, strlen(after));
	assert_non_null(start);
	size_t rest = text.len - (size_t)(start - text.ptr);
	const char *hit = memmem(start, rest, from, strlen(from));
	if (!hit) {
		print_error("no %s\n", from);
		fail();
	}
	size_t head = (size_t)(hit - text.ptr), tail = text.len - head - strlen(from);
	char *out = arena_alloc(&mem, head + strlen(to) + tail);
	assert_non_null(out);
	memcpy(out, text.ptr, head);
	memcpy(out + head, to, strlen(to));
	memcpy(out + head + strlen(to), hit + strlen(from), tail);
	return str_of(out, head + strlen(to) + tail);
}

static void refused_text(struct str text, const char *what)
{
	const struct sop_def *d = NULL;
	struct err err = { 0 };
	if (sop_def_read(&d, &mem, S("uji.json"), text, &err) != E_FORMAT || err.code != E_FORMAT ||
	    !strstr(err.msg, "uji.json")) {
		print_error("%s: %d %s\n", what, err.code, err.msg);
		fail();
	}
	assert_null(d);
}

static void verification(void **state)
{
	(void)state;
	const struct sop_def *d = def("072-rev00.json");
	assert_true(str_eq(d->kode, S("072-rev00")));
	assert_true(str_eq(d->prosedur, S("072")));
	assert_true(str_eq(d->nomor, S("000.8.3.3/ 072 /VI/2023"))); /* blanks as printed */
	assert_true(str_eq(d->revisi, S("00")));
	assert_int_equal(d->tanggal_pembuatan, 20230609);
	assert_int_equal(d->tanggal_revisi, 0);
	assert_int_equal(d->tanggal_efektif, 20230619);
	assert_int_equal(d->kop.n, 4);
	assert_true(str_eq(d->kop.isi[1], S("DINAS KESEHATAN")));
	assert_int_equal(d->dasar_hukum.n, 5);
	assert_int_equal(d->lajur_n, 3);
	assert_int_equal(d->lajur[1].peran, R_KADIS);
	assert_int_equal(d->langkah_n, 5);
	for (size_t i = 0; i < d->langkah_n; i++)
		assert_int_equal(d->langkah[i].no, i + 1);
	const struct sop_langkah *s = &d->langkah[0];
	assert_int_equal(s->simbol, SOP_MULAI);
	assert_int_equal(s->peran, R_PENGELOLA);
	assert_int_equal(s->penanggung, R_PENGELOLA);
	assert_int_equal(s->waktu, 5);
	assert_int_equal(s->satuan, SATUAN_MENIT);
	assert_true(str_eq(s->waktu_teks, S("5 Menit")));
	assert_int_equal(s->jalankan, SOP_RECEIVE_BNBA);
	assert_int_equal(s->kelengkapan_n, 2);
	assert_int_equal(s->kelengkapan[0].asal, SOP_DARI_UNGGAH);
	assert_int_equal(s->kelengkapan[0].dari_peran, R_BPJS);
	assert_true(s->kelengkapan[0].wajib);
	assert_false(s->kelengkapan[0].tambahan);
	assert_false(s->kelengkapan[1].wajib);
	assert_true(s->kelengkapan[1].tambahan);
	assert_true(s->kelengkapan[1].catatan.len > 0); /* what we add says why */
	assert_int_equal(d->langkah[1].waktu, 30);
	assert_int_equal(d->langkah[1].satuan, SATUAN_HARI);
	assert_int_equal(d->langkah[2].tanggal_tetap, 25);
	assert_int_equal(d->langkah[1].tanggal_tetap, 0);
	s = &d->langkah[3];
	assert_int_equal(s->simbol, SOP_KEPUTUSAN);
	assert_int_equal(s->jalankan, SOP_APPROVE);
	assert_int_equal(s->cabang_n, 2);
	/* typing errors of the print stay */
	assert_non_null(memmem(s->kegiatan.ptr, s->kegiatan.len, "PBPDU dan BP Penda", 18));
	assert_int_equal(d->langkah[4].simbol, SOP_SELESAI);
	assert_int_equal(d->isi.kind, VAL_OBJ);
	assert_true(str_eq(val_getstr(&d->isi, "kode"), S("072-rev00")));
}

static void payment(void **state)
{
	(void)state;
	const struct sop_def *d = def("070-rev03.json");
	assert_true(str_eq(d->prosedur, S("070")));
	assert_true(str_eq(d->revisi, S("03")));
	assert_true(d->tanggal_revisi >= d->tanggal_pembuatan && d->tanggal_efektif >= d->tanggal_revisi);
	assert_int_equal(d->langkah_n, 6);
	const struct sop_item *need = NULL;
	for (size_t i = 0; i < d->langkah[0].kelengkapan_n; i++)
		if (d->langkah[0].kelengkapan[i].asal == SOP_DARI_PROSEDUR)
			need = &d->langkah[0].kelengkapan[i];
	assert_non_null(need);
	assert_true(str_eq(need->dari_prosedur, S("072")));
	assert_int_equal(d->langkah[5].jalankan, SOP_REQUEST_PAYMENT);
}

static void steps(void **state)
{
	(void)state;
	const struct sop_def *d = def("072-rev00.json");
	assert_ptr_equal(sop_step_by_no(d, 1), &d->langkah[0]);
	assert_ptr_equal(sop_step_by_no(d, 5), &d->langkah[4]);
	assert_null(sop_step_by_no(d, 0));
	assert_null(sop_step_by_no(d, 6));
	assert_null(sop_step_by_no(d, -1));
	assert_null(sop_step_by_no(d, INT64_MAX));
	assert_ptr_equal(sop_step_by_slug(d, S("persetujuan")), &d->langkah[3]);
	assert_null(sop_step_by_slug(d, S("persetujua")));
	assert_null(sop_step_by_slug(d, S("")));
	assert_ptr_equal(sop_step_next(d, &d->langkah[0], STR_NONE), &d->langkah[1]);
	assert_ptr_equal(sop_step_next(d, &d->langkah[0], S("apa saja")), &d->langkah[1]);
	assert_ptr_equal(sop_step_next(d, &d->langkah[3], S("Setuju")), &d->langkah[4]);
	assert_ptr_equal(sop_step_next(d, &d->langkah[3], S("Tidak")), &d->langkah[2]); /* back */
	assert_null(sop_step_next(d, &d->langkah[3], S("setuju")));
	assert_null(sop_step_next(d, &d->langkah[3], STR_NONE));
	assert_null(sop_step_next(d, &d->langkah[4], STR_NONE));
	assert_true(sop_step_yields(&d->langkah[0], S("draft_rekapitulasi")));
	assert_true(sop_step_yields(&d->langkah[0], S("tanda_terima_bnba")));
	assert_false(sop_step_yields(&d->langkah[0], S("bnba"))); /* needed, not yielded */
	assert_string_equal(sop_operasi_nama(SOP_RECEIVE_BNBA), "receive_bnba");
	assert_string_equal(sop_operasi_nama(SOP_REQUEST_PAYMENT), "request_payment");
}

static void links(void **state)
{
	struct err err = { 0 };
	(void)state;
	const struct sop_def *both[] = { def("070-rev03.json"), def("072-rev00.json") };
	assert_int_equal(sop_def_links(both, 2, &err), OK);
	assert_int_equal(sop_def_links(both + 1, 1, &err), OK);
	assert_int_equal(sop_def_links(both, 1, &err), E_FORMAT); /* 072 makes what 070 needs */
	assert_non_null(strstr(err.msg, "070"));
	assert_non_null(strstr(err.msg, "072"));
	assert_int_equal(sop_def_links(NULL, 0, &err), OK);
}

static void built_in(void **state)
{
	static const char *const files[] = { "072-rev00.json", "070-rev03.json" };
	struct str name, json;
	(void)state;
	for (size_t i = 0; i < COUNT(files); i++) {
		const struct sop_def *d = NULL;
		assert_true(sop_builtin(i, &name, &json));
		assert_true(str_eq(json, file_text(files[i])));
		assert_int_equal(sop_def_read(&d, &mem, name, json, NULL), OK);
		assert_true(str_starts(str_c(files[i]), d->kode));
	}
	assert_false(sop_builtin(2, &name, &json));
	assert_false(sop_builtin(SIZE_MAX, &name, &json));
}

static void nothing_points_into_the_file(void **state)
{
	struct err err = { 0 };
	const struct sop_def *d = NULL;
	(void)state;
	struct str text = file_text("072-rev00.json");
	char *copy = malloc(text.len);
	assert_non_null(copy);
	memcpy(copy, text.ptr, text.len);
	assert_int_equal(sop_def_read(&d, &mem, S("x"), str_of(copy, text.len), &err), OK);
	free(copy);
	assert_true(str_eq(d->kode, S("072-rev00")));
	assert_true(str_eq(val_getstr(&d->isi, "kode"), S("072-rev00")));
	assert_true(sop_step_yields(&d->langkah[0], S("draft_rekapitulasi")));
}

static void files_refused(void **state)
{
	static const struct {
		const char *after, *from, *to;
	} c[] = {
		/* members: unknown, missing, of another kind, twice */
		{ "{", "\"format\": 1", "\"format\": 1, \"lain\": 1" },
		{ "{", "\"format\": 1", "\"format\": \"1\"" },
		{ "{", "\"format\": 1", "\"format\": 2" },
		{ "{", "\"format\": 1,", "" },
		{ "{", "\"format\": 1", "\"format\": 1, \"format\": 1" },
		{ "{", "\"pencatatan\":", "\"pencatat\":" },
		{ "\"langkah\": [", "\"slug\":", "\"sluk\":" },
		{ "\"identitas\"", "\"tanggal_revisi\": null", "\"tanggal_revisi\": 0" },
		{ "\"peralatan\"", "[", "\"x\", \"x\": [" },
		/* the code and the days */
		{ "{", "072-rev00", "072-rev0" },
		{ "{", "072-rev00", "72-rev000" },
		{ "{", "072-rev00", "072-rev01" },
		{ "{", "072-rev00", "O72-rev00" },
		{ "{", "2023-06-19", "2023-06-31" },
		{ "{", "2023-06-19", "2023-06-01" },
		{ "{", "2023-06-19", "19-06-2023" },
		{ "{", "\"tanggal_revisi\": null", "\"tanggal_revisi\": \"2023-06-10\"" },
		/* texts */
		{ "\"keterkaitan\"", "\"BPJS Kesehatan\"", "\"\"" },
		{ "\"keterkaitan\"", "\"BPJS Kesehatan\"", "\" BPJS Kesehatan\"" },
		{ "\"keterkaitan\"", "\"BPJS Kesehatan\"", "\"BPJS Kesehatan\\n\"" },
		{ "\"keterkaitan\"", "\"BPJS Kesehatan\"", "\"BPJS\\u0007Kesehatan\"" },
		{ "\"keterkaitan\"", "\"BPJS Kesehatan\"", "5" },
		/* lanes and roles */
		{ "\"pelaksana\"", "\"peran\": \"kadis\"", "\"peran\": \"auditor\"" },
		{ "\"pelaksana\"", "\"peran\": \"kadis\"", "\"peran\": \"admin\"" },
		{ "\"pelaksana\"", "\"peran\": \"kadis\"", "\"peran\": \"raja\"" },
		{ "\"pelaksana\"", "\"peran\": \"kadis\"", "\"peran\": \"pengelola\"" },
		{ "\"langkah\": [", "[\"pengelola\"]", "[\"kasi\"]" }, /* a role without a lane */
		{ "\"langkah\": [", "[\"pengelola\"]", "[\"pengelola\", \"pengelola\"]" },
		{ "\"langkah\": [", "[\"pengelola\"]", "[]" },
		{ "\"langkah\": [", "\"dari\": \"bpjs\"", "\"dari\": \"keuangan\"" },
		/* the order of the steps */
		{ "\"langkah\": [", "\"no\": 2", "\"no\": 3" },
		{ "\"langkah\": [", "\"no\": 1", "\"no\": 0" },
		{ "\"langkah\": [", "\"slug\": \"verifikasi\"", "\"slug\": \"terima-bnba\"" },
		{ "\"langkah\": [", "\"slug\": \"verifikasi\"", "\"slug\": \"Verifikasi\"" },
		{ "\"langkah\": [", "\"slug\": \"verifikasi\"", "\"slug\": \"-verifikasi\"" },
		{ "\"langkah\": [", "\"simbol\": \"mulai\"", "\"simbol\": \"proses\"" },
		{ "\"langkah\": [", "\"simbol\": \"proses\"", "\"simbol\": \"selesai\"" },
		{ "\"langkah\": [", "\"simbol\": \"selesai\"", "\"simbol\": \"proses\"" },
		{ "\"langkah\": [", "\"jalankan\": \"verify\"", "\"jalankan\": \"approve\"" },
		{ "\"langkah\": [", "\"jalankan\": \"verify\"", "\"jalankan\": \"hapus\"" },
		{ "\"langkah\": [", "\"jalankan\": \"approve\"", "\"jalankan\": \"verify\"" },
		/* arms */
		{ "\"cabang\"", "\"ke\": 5", "\"ke\": 6" },
		{ "\"cabang\"", "\"ke\": 5", "\"ke\": 4" },
		{ "\"cabang\"", "\"ke\": 5", "\"ke\": 0" },
		{ "\"cabang\"", "\"ke\": 5", "\"ke\": 3" }, /* no way on */
		{ "\"cabang\"", "\"ke\": 3", "\"ke\": 5" }, /* no way back */
		{ "\"cabang\"", "\"jawaban\": \"Tidak\"", "\"jawaban\": \"Setuju\"" },
		/* time standards */
		{ "\"langkah\": [", "\"nilai\": 5", "\"nilai\": 6" },
		{ "\"langkah\": [", "\"nilai\": 5", "\"nilai\": 0" },
		{ "\"langkah\": [", "\"nilai\": 5", "\"nilai\": 5.5" },
		{ "\"langkah\": [", "\"satuan\": \"menit\"", "\"satuan\": \"jam\"" },
		{ "\"langkah\": [", "\"tanggal_tetap\": 25", "\"tanggal_tetap\": 32" },
		/* documents */
		/* neither yielded nor received before */
		{ "\"no\": 4", "\"draft_surat_pengantar\"", "\"surat_lain\"" },
		{ "\"no\": 2", "[\"bnba\"]", "[\"data_mutasi\"]" },            /* received, but it may be missing */
		{ "\"langkah\": [", "[\"bnba\"]", "[\"BNBA\"]" },
		{ "\"langkah\": [", "[\"bnba\"]", "[\"bnba\", \"bnba\"]" },
		{ "\"langkah\": [", "[\"bnba\"]", "[]" },
		{ "\"langkah\": [", "\"asal\": \"unggah\", \"dari\": \"bpjs\"", "\"asal\": \"unggah\"" },
		{ "\"langkah\": [", "\"asal\": \"unggah\"", "\"asal\": \"langit\"" },
		{ "\"langkah\": [", "\"asal\": \"unggah\", \"dari\": \"bpjs\"",
			"\"asal\": \"prosedur\", \"dari\": \"072\"" },
		/* what is added says why */
		{ "\"cabang\"", "\"catatan\": \"Cabang tidak tertulis dalam naskah. Persetujuan meneruskan ke "
			"pengajuan.\"", "\"tambahan\": true" },
		{ "\"cabang\"", ",\n\t\t\t\t\t\"catatan\": \"Cabang tidak tertulis dalam naskah. Persetujuan "
			"meneruskan ke pengajuan.\"", "" },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(c); i++)
		refused_text(changed(c[i].after, c[i].from, c[i].to), c[i].to);
}

static void broken_json(void **state)
{
	(void)state;
	struct str text = file_text("072-rev00.json");
	for (size_t n = 0; n < text.len - 4; n += 53)
		refused_text(str_of(text.ptr, n), "cut");
	refused_text(S("[]"), "list");
	refused_text(S("null"), "null");
	refused_text(S("{}"), "empty");
	refused_text(changed("{", "\"format\"", "format"), "no quotes");
	refused_text(changed("{", "DINAS KESEHATAN", "DINAS \xFF"), "no UTF-8");
	refused_text(changed("\"catatan\"", "]", "],"), "comma");
}

static void where_it_is_wrong(void **state)
{
	const struct sop_def *d = NULL;
	struct err err = { 0 };
	(void)state;
	struct str text = changed("{", "\"format\": 1", "\"format\": 2");
	assert_int_equal(sop_def_read(&d, &mem, S("uji.json"), text, &err), E_FORMAT);
	assert_non_null(strstr(err.msg, "uji.json"));
	assert_non_null(strstr(err.msg, "baris 2"));
	assert_non_null(strstr(err.msg, "format"));
	text = changed("\"langkah\"", "\"ke\": 5", "\"ke\": 9");
	assert_int_equal(sop_def_read(&d, &mem, S("uji.json"), text, &err), E_FORMAT);
	assert_non_null(strstr(err.msg, "langkah 4, cabang 1, ke"));
	/* what the file says comes into a message without its control bytes */
	text = changed("{", "\"format\"", "\"a\\u001b[2J\": 1, \"format\"");
	assert_int_equal(sop_def_read(&d, &mem, S("uji.json"), text, &err), E_FORMAT);
	assert_null(strchr(err.msg, '\x1b'));
}

static void how_long_a_file(void **state)
{
	const struct sop_def *d = NULL;
	struct err err = { 0 };
	const size_t max = 256 * 1024;
	(void)state;
	struct str text = file_text("072-rev00.json");
	char *big = malloc(max + 1);
	assert_non_null(big);
	memset(big, ' ', max + 1);
	memcpy(big, text.ptr, text.len);
	assert_int_equal(sop_def_read(&d, &mem, S("uji.json"), str_of(big, max), &err), OK);
	assert_int_equal(sop_def_read(&d, &mem, S("uji.json"), str_of(big, max + 1), &err), E_LIMIT);
	free(big);
	/* a text of 1000 bytes is read, a longer one is not */
	static char longer[1004];
	memset(longer, 'x', sizeof longer);
	longer[0] = longer[1001] = '"';
	longer[1002] = 0;
	d = NULL;
	text = changed("\"keterkaitan\"", "\"BPJS Kesehatan\"", longer);
	assert_int_equal(sop_def_read(&d, &mem, S("uji.json"), text, &err), OK);
	longer[1001] = 'x';
	longer[1002] = '"';
	longer[1003] = 0;
	refused_text(changed("\"keterkaitan\"", "\"BPJS Kesehatan\"", longer), "1001 bytes");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(verification, setup, teardown),
		cmocka_unit_test_setup_teardown(payment, setup, teardown),
		cmocka_unit_test_setup_teardown(steps, setup, teardown),
		cmocka_unit_test_setup_teardown(links, setup, teardown),
		cmocka_unit_test_setup_teardown(built_in, setup, teardown),
		cmocka_unit_test_setup_teardown(nothing_points_into_the_file, setup, teardown),
		cmocka_unit_test_setup_teardown(files_refused, setup, teardown),
		cmocka_unit_test_setup_teardown(broken_json, setup, teardown),
		cmocka_unit_test_setup_teardown(where_it_is_wrong, setup, teardown),
		cmocka_unit_test_setup_teardown(how_long_a_file, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
