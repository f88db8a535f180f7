#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#undef setjmp /* a macro of libc, a name base.h bans */

#include "render/result_xlsx.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "render/xlsx_check.h"

struct place {
	char dir[64];
	char path[96];
};

static void place_make(struct place *p)
{
	snprintf(p->dir, sizeof(p->dir), "/tmp/padan_test_XXXXXX");
	assert_non_null(mkdtemp(p->dir));
	snprintf(p->path, sizeof(p->path), "%s/hasil.xlsx", p->dir);
}

/* Removes the place; returns how many files were in it. */
static unsigned place_clear(struct place *p)
{
	DIR *d = opendir(p->dir);
	struct dirent *e;
	unsigned n = 0;
	assert_non_null(d);
	while ((e = readdir(d))) {
		if (e->d_name[0] == '.')
			continue;
		unlinkat(dirfd(d), e->d_name, 0);
		n++;
	}
	closedir(d);
	assert_int_equal(rmdir(p->dir), 0);
	return n;
}

static unsigned open_files(void)
{
	DIR *d = opendir("/proc/self/fd");
	unsigned n = 0;
	while (d && readdir(d))
		n++;
	if (d)
		closedir(d);
	return n;
}

static unsigned char *file_read(const char *path, size_t *ret_len)
{
	struct stat st;
	int fd = open(path, O_RDONLY);
	unsigned char *p;
	assert_true(fd >= 0);
	assert_int_equal(fstat(fd, &st), 0);
	p = malloc((size_t)st.st_size + 1);
	assert_non_null(p);
	assert_int_equal(read(fd, p, (size_t)st.st_size), st.st_size);
	close(fd);
	*ret_len = (size_t)st.st_size;
	return p;
}

static uint32_t get16(const unsigned char *p) { return (uint32_t)(p[0] | p[1] << 8); }
static uint32_t get32(const unsigned char *p) { return get16(p) | get16(p + 2) << 16; }

/* A part of the workbook as a C string, NULL when there is none of that name. */
static char *part(const char *path, const char *name)
{
	size_t len;
	unsigned char *f = file_read(path, &len), *at;
	char *out = NULL;
	assert_true(len > 22);
	at = f + get32(f + len - 22 + 16);
	for (uint32_t i = 0; i < get16(f + len - 22 + 10); i++) {
		uint32_t n = get16(at + 28), size = get32(at + 24);
		unsigned char *local = f + get32(at + 42);
		if (n == strlen(name) && memcmp(at + 46, name, n) == 0) {
			z_stream z = { 0 };
			out = malloc(size + 1);
			assert_non_null(out);
			assert_int_equal(inflateInit2(&z, -MAX_WBITS), Z_OK);
			z.next_in = local + 30 + get16(local + 26) + get16(local + 28);
			z.avail_in = get32(at + 20);
			z.next_out = (unsigned char *)out;
			z.avail_out = size;
			assert_int_equal(inflate(&z, Z_FINISH), Z_STREAM_END);
			inflateEnd(&z);
			out[size] = '\0';
		}
		at += 46 + n + get16(at + 30) + get16(at + 32);
	}
	free(f);
	return out;
}

/* The cell's content between its tags, "" when the cell is empty; NULL when it is missing. Lives until the next call. */
static char *cell(const char *xml, const char *ref, char out[40000])
{
	char key[32];
	const char *p, *end, *from;
	snprintf(key, sizeof(key), "<c r=\"%s\"", ref);
	p = strstr(xml, key);
	if (!p)
		return NULL;
	end = strchr(p, '>');
	assert_non_null(end);
	out[0] = '\0';
	if (end[-1] == '/')
		return out;
	end = strstr(p, "</c>");
	from = end;
	while (from > p && !(from[-1] == '>' && from[0] != '<'))
		from--;
	if (from == p)
		return out;
	end = strchr(from, '<');
	assert_true((size_t)(end - from) < 40000);
	memcpy(out, from, (size_t)(end - from));
	out[end - from] = '\0';
	return out;
}

#define assert_cell(xml, ref, want)                                                                         \
	do {                                                                                                \
		char text_[40000];                                                                          \
		char *got_ = cell((xml), (ref), text_);                                                     \
		assert_non_null(got_);                                                                      \
		assert_string_equal(got_, (want));                                                          \
	} while (0)

static padan_str ps(const char *s) { return (padan_str){ s, strlen(s) }; }

static padan_row row_of(uint64_t number, const char *name, int verdict, uint32_t reasons, uint64_t region)
{
	padan_row r = { .row = number, .reasons = reasons, .score = -1, .verdict = (uint8_t)verdict, .region = region };
	r.sheet = ps("");
	r.no_peserta = ps("0001000005001");
	r.nik = ps("2171010101905001");
	r.nama = ps(name);
	r.nik_registry = ps("");
	r.explanation = ps("Cocok dengan registri.");
	r.segment = ps("PBI APBD");
	return r;
}

static struct result_xlsx_meta meta_of(void)
{
	return (struct result_xlsx_meta){ .list_name = S("daftar & uji.csv"), .office = S("DINAS KESEHATAN"),
					  .as_of = 20261123, .city = 2171 };
}

static void write_all(const char *path, const struct result_xlsx_meta *m, const padan_row *rows, size_t n)
{
	struct result_xlsx *x;
	struct err err = { 0 };
	padan_summary *s = calloc(1, sizeof(*s));
	assert_non_null(s);
	s->participants = n;
	s->total_rows = 2;
	assert_int_equal(result_xlsx_open(&x, path, m, &err), OK);
	assert_int_equal(result_xlsx_rows(x, rows, n, &err), OK);
	assert_int_equal(result_xlsx_close(x, s, &err), OK);
	free(s);
}

#define BIT(r) ((uint32_t)1 << (r))

static void list_cells(void **state)
{
	struct place p;
	padan_row rows[4];
	struct result_xlsx_meta m = meta_of();
	char *xml;
	unsigned fds = open_files();
	(void)state;
	place_make(&p);
	rows[0] = row_of(7, "SITI <AMINAH> & \"ANAK\"", PADAN_LAYAK, 0, UINT64_C(2171011002));
	rows[0].score = 1000;
	rows[0].nik_registry = ps("2171010101905001");
	rows[1] = row_of(8, "=HYPERLINK(\"http://x\")", PADAN_TIDAK_LAYAK, BIT(PADAN_MENINGGAL) | BIT(PADAN_KK_BEDA), 217102);
	rows[2] = row_of(9, "A\001B\tC\377D\357\277\277E_x0041_F", PADAN_TINJAU, BIT(PADAN_NIK_KOSONG), 0);
	rows[2].nik = ps("");
	rows[3] = row_of(12, "+62", PADAN_TINJAU, 0, 0);
	rows[3].sheet = ps("Lembar A");
	write_all(p.path, &m, rows, 4);
	assert_int_equal(open_files(), fds);
	xml = part(p.path, "xl/worksheets/sheet2.xml");
	assert_non_null(xml);
	assert_cell(xml, "A1", "baris");
	assert_cell(xml, "I1", "penjelasan");
	assert_cell(xml, "A2", "7");
	assert_cell(xml, "B2", "0001000005001");
	assert_cell(xml, "C2", "2171010101905001");
	assert_cell(xml, "D2", "SITI &lt;AMINAH&gt; &amp; \"ANAK\"");
	assert_cell(xml, "E2", "LAYAK");
	assert_cell(xml, "F2", "");
	assert_cell(xml, "G2", "2171010101905001");
	assert_cell(xml, "H2", "1000");
	assert_cell(xml, "I2", "Cocok dengan registri.");
	assert_cell(xml, "D3", "=HYPERLINK(\"http://x\")");
	assert_cell(xml, "E3", "TIDAK_LAYAK");
	assert_cell(xml, "F3", "MENINGGAL|KK_BEDA");
	assert_cell(xml, "H3", "");
	assert_cell(xml, "C4", "");
	assert_cell(xml, "D4", "A B C\357\277\275D\357\277\275\357\277\275\357\277\275E_x005F_x0041_F");
	assert_cell(xml, "A5", "Lembar A!12");
	assert_cell(xml, "D5", "+62");
	/* Digits and texts are strings, and nothing is a formula. */
	assert_non_null(strstr(xml, "<c r=\"C2\" s=\""));
	assert_non_null(strstr(strstr(xml, "<c r=\"C2\""), "t=\"inlineStr\""));
	assert_null(strstr(xml, "<f>"));
	assert_non_null(strstr(xml, "<autoFilter ref=\"A1:I5\"/>"));
	assert_non_null(strstr(xml, "orientation=\"landscape\""));
	assert_non_null(strstr(xml, "state=\"frozen\""));
	free(xml);
	assert_int_equal(place_clear(&p), 1); /* no temporary file is left */
}

/* Number in the row whose column A holds that text. */
static double total_of(const char *xml, const char *label, const char *col, unsigned nth)
{
	char key[64], ref[16], text[40000];
	const char *at = xml;
	unsigned long row;
	snprintf(key, sizeof(key), ">%s<", label);
	for (unsigned i = 0; i <= nth; i++) {
		at = strstr(at + 1, key);
		assert_non_null(at);
	}
	while (memcmp(at, "<row r=\"", 8) != 0)
		at--;
	row = strtoul(at + 8, NULL, 10);
	snprintf(ref, sizeof(ref), "%s%lu", col, row);
	assert_non_null(cell(xml, ref, text));
	return strtod(text, NULL);
}

static void recap_adds_up(void **state)
{
	enum { N = 1000 };
	static const uint64_t region[] = { UINT64_C(2171011002), UINT64_C(2171121004), 217105, UINT64_C(2171999999), 217199,
					   UINT64_C(2101012001), 2101, 0, 5, UINT64_MAX };
	struct place p;
	struct result_xlsx_meta m = meta_of();
	padan_row *rows = calloc(N, sizeof(*rows));
	double want[3] = { 0 };
	char *xml;
	(void)state;
	assert_non_null(rows);
	place_make(&p);
	for (unsigned i = 0; i < N; i++) {
		unsigned v = i % 7 < 4 ? 0 : i % 7 < 6 ? 1 : 2;
		rows[i] = row_of(i + 2, "BUDI", (int)v, v == 2 ? BIT(PADAN_MENINGGAL) : 0, region[i % 10]);
		rows[i].segment = ps(i % 3 ? "pbi apbd" : i % 2 ? "PBI APBD" : "");
		want[v]++;
	}
	write_all(p.path, &m, rows, N);
	xml = part(p.path, "xl/worksheets/sheet1.xml");
	assert_non_null(xml);
	assert_null(strstr(xml, "<f>"));
	assert_true(total_of(xml, "JUMLAH PESERTA", "G", 0) == N);
	for (unsigned table = 0; table < 3; table++) { /* kecamatan, segmen, kelurahan */
		assert_true(total_of(xml, "JUMLAH", "D", table) == want[0]);
		assert_true(total_of(xml, "JUMLAH", "E", table) == want[1]);
		assert_true(total_of(xml, "JUMLAH", "F", table) == want[2]);
		assert_true(total_of(xml, "JUMLAH", "G", table) == N);
	}
	assert_true(total_of(xml, "MENINGGAL", "F", 0) == want[2]);
	assert_true(total_of(xml, "Belakang Padang", "G", 0) == 100);
	assert_true(total_of(xml, "Pemping", "G", 0) == 100);
	assert_true(total_of(xml, "Bulang", "G", 0) == 100);
	assert_true(total_of(xml, "Kelurahan tidak diketahui", "G", 0) == 100);
	assert_true(total_of(xml, "Di luar Kota Batam", "G", 0) == 200);
	assert_true(total_of(xml, "Tidak diketahui", "G", 0) == 500);
	assert_true(total_of(xml, "Tidak diisi", "G", 0) == 167);
	assert_non_null(strstr(xml, "23 November 2026"));
	assert_non_null(strstr(xml, "1.000 peserta; bukan peserta: 0 judul dan catatan, 0 kosong, 0 judul ulang, 2 jumlah"));
	assert_non_null(strstr(xml, "daftar &amp; uji.csv"));
	free(xml);
	free(rows);
	place_clear(&p);
}

static void further_sheets(void **state)
{
	struct place p;
	struct result_xlsx_meta m = meta_of();
	padan_row rows[7];
	char *xml;
	(void)state;
	place_make(&p);
	m.sheet_rows = 3;
	for (unsigned i = 0; i < 7; i++)
		rows[i] = row_of(i + 2, "BUDI", 0, 0, 0);
	write_all(p.path, &m, rows, 7);
	xml = part(p.path, "xl/workbook.xml");
	assert_non_null(strstr(xml, "<sheet name=\"Rekapitulasi\" sheetId=\"1\""));
	assert_non_null(strstr(xml, "<sheet name=\"Daftar\" sheetId=\"2\""));
	assert_non_null(strstr(xml, "<sheet name=\"Daftar 2\" sheetId=\"3\""));
	assert_non_null(strstr(xml, "<sheet name=\"Daftar 3\" sheetId=\"4\""));
	assert_null(strstr(xml, "sheetId=\"5\""));
	free(xml);
	xml = part(p.path, "xl/worksheets/sheet4.xml");
	assert_cell(xml, "A1", "baris");
	assert_cell(xml, "A2", "8");
	assert_null(strstr(xml, "<row r=\"3\""));
	free(xml);
	place_clear(&p);
}

static void long_text(void **state)
{
	enum { N = 70000 };
	struct place p;
	struct result_xlsx_meta m = meta_of();
	char *name = malloc(N), *xml, *got, *text = malloc(40000);
	padan_row row = row_of(2, "", 0, 0, 0);
	(void)state;
	assert_true(name && text);
	place_make(&p);
	for (unsigned i = 0; i < N; i += 2)
		memcpy(name + i, "\303\251", 2);
	row.nama = (padan_str){ name, N };
	row.explanation = (padan_str){ name + 1, N - 1 };
	m.list_name = str_of(name, 3001);
	write_all(p.path, &m, &row, 1);
	xml = part(p.path, "xl/worksheets/sheet2.xml");
	got = cell(xml, "D2", text);
	assert_non_null(got);
	assert_int_equal(strlen(got), 32766); /* the last whole character below 32767 bytes */
	free(xml);
	free(name);
	free(text);
	place_clear(&p);
}

/* The library says its errors on standard error as well. */
static int quiet_begin(void)
{
	int old = dup(2), null = open("/dev/null", O_WRONLY);
	dup2(null, 2);
	close(null);
	return old;
}

static void quiet_end(int old)
{
	dup2(old, 2);
	close(old);
}

static int write_limited(const char *path, const padan_row *rows, size_t n, rlim_t limit)
{
	struct rlimit all, some;
	struct result_xlsx *x;
	struct result_xlsx_meta m = meta_of();
	struct err err = { 0 };
	padan_summary *s = calloc(1, sizeof(*s));
	int r, old = quiet_begin();
	assert_non_null(s);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &all), 0);
	some = all;
	some.rlim_cur = limit;
	setrlimit(RLIMIT_FSIZE, &some);
	r = result_xlsx_open(&x, path, &m, &err);
	for (size_t i = 0; r == OK && i < n; i += 100) {
		r = result_xlsx_rows(x, rows + i, 100, &err);
		if (r < 0)
			result_xlsx_abort(x);
	}
	if (r == OK)
		r = result_xlsx_close(x, s, &err);
	setrlimit(RLIMIT_FSIZE, &all);
	quiet_end(old);
	if (r < 0) {
		assert_int_equal(err.code, r);
		assert_true(err.msg[0]);
	}
	free(s);
	return r;
}

/* A full disk at any point is an error, never a crash and never a damaged file called good. */
static void disk_full(void **state)
{
	enum { N = 5000 };
	static const rlim_t limit[] = { 0, 1, 100, 1000, 4096, 5000, 20000, 65536, 100000, 400000, 1000000, 1500000, 2000000 };
	struct place p;
	static const size_t less[] = { 1, 2, 100, 500, 1000, 2000, 5000, 100000 };
	padan_row *rows = calloc(N, sizeof(*rows));
	char *xml;
	size_t size;
	(void)state;
	assert_non_null(rows);
	for (unsigned i = 0; i < N; i++)
		rows[i] = row_of(i + 2, "MUHAMMAD RIZKY PRATAMA", 0, 0, UINT64_C(2171011002));
	signal(SIGXFSZ, SIG_IGN);
	place_make(&p);
	for (size_t i = 0; i < COUNT(limit); i++) {
		int r = write_limited(p.path, rows, N, limit[i]);
		assert_int_equal(r, E_IO);
	}
	/* The list's XML is the largest file: one byte less than it needs is too little, its size is enough. */
	assert_int_equal(write_limited(p.path, rows, N, RLIM_INFINITY), OK);
	xml = part(p.path, "xl/worksheets/sheet2.xml");
	assert_non_null(xml);
	size = strlen(xml);
	free(xml);
	assert_true(size > 2000000);
	for (size_t i = 0; i < COUNT(less); i++)
		assert_int_equal(write_limited(p.path, rows, N, size - less[i]), E_IO);
	assert_int_equal(write_limited(p.path, rows, N, size), OK);
	free(rows);
	place_clear(&p);
}

static void bad_places(void **state)
{
	struct place p;
	char path[128];
	struct result_xlsx_meta m = meta_of();
	struct result_xlsx *x = NULL;
	struct err err = { 0 };
	(void)state;
	place_make(&p);
	snprintf(path, sizeof(path), "%s/tidak-ada/hasil.xlsx", p.dir);
	assert_int_equal(result_xlsx_open(&x, path, &m, &err), E_IO);
	m.tmp_dir = "/tidak-ada";
	assert_int_equal(result_xlsx_open(&x, p.path, &m, &err), E_IO);
	m.tmp_dir = NULL;
	assert_int_equal(result_xlsx_open(&x, p.dir, &m, &err), E_IO);
	assert_null(x);
	result_xlsx_abort(NULL);
	assert_int_equal(result_xlsx_open(&x, p.path, &m, &err), OK);
	result_xlsx_abort(x);
	assert_int_equal(place_clear(&p), 1);
}

/* Damage to a finished file is seen. */
static void read_back(void **state)
{
	struct place p;
	struct result_xlsx_meta m = meta_of();
	padan_row row = row_of(2, "BUDI", 0, 0, 0);
	uint64_t bytes[2];
	size_t len, damaged = 0, tried = 0;
	unsigned char *f;
	(void)state;
	place_make(&p);
	write_all(p.path, &m, &row, 1);
	for (unsigned i = 0; i < 2; i++) {
		char *xml = part(p.path, i ? "xl/worksheets/sheet2.xml" : "xl/worksheets/sheet1.xml");
		bytes[i] = (uint64_t)(strstr(xml, "</sheetData>") - strstr(xml, "<sheetData>")) - 11;
		free(xml);
	}
	f = file_read(p.path, &len);
	for (size_t i = 0; i < len; i += 13, tried++) {
		int fd = open(p.path, O_RDWR);
		unsigned char c = (unsigned char)(f[i] ^ 0x10);
		if (i == 0)
			assert_int_equal(xlsx_check(fd, bytes, 2, NULL), OK);
		assert_int_equal(pwrite(fd, &c, 1, (off_t)i), 1);
		damaged += xlsx_check(fd, bytes, 2, NULL) == E_IO;
		assert_int_equal(pwrite(fd, &f[i], 1, (off_t)i), 1);
		close(fd);
	}
	assert_true(damaged * 10 > tried * 8); /* the rest hits dates and the like */
	for (size_t n = 0; n < len; n += 97) {
		int fd = open(p.path, O_RDWR);
		assert_int_equal(ftruncate(fd, 0), 0);
		assert_int_equal(pwrite(fd, f, n, 0), (ssize_t)n);
		assert_int_equal(xlsx_check(fd, bytes, 2, NULL), E_IO);
		close(fd);
	}
	int fd = open(p.path, O_RDWR);
	assert_int_equal(pwrite(fd, f, len, 0), (ssize_t)len);
	assert_int_equal(xlsx_check(fd, bytes, 2, NULL), OK);
	bytes[1]++;
	assert_int_equal(xlsx_check(fd, bytes, 2, NULL), E_IO);
	close(fd);
	free(f);
	place_clear(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(list_cells), cmocka_unit_test(recap_adds_up), cmocka_unit_test(further_sheets),
		cmocka_unit_test(long_text),  cmocka_unit_test(disk_full),     cmocka_unit_test(bad_places),
		cmocka_unit_test(read_back),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
