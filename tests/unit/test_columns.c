#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#undef setjmp /* a macro of libc, a name base.h bans */

#include "sheet/aliases.h"
#include "sheet/columns.h"

/* A sheet written as lines of cells parted by '|'. A cell beginning with '#' is a number cell, with '@' a date cell. */
#define ROWS_MAX 80
#define CELLS_MAX 64
struct sheet {
	struct cell cells[ROWS_MAX][CELLS_MAX];
	struct sheet_row rows[ROWS_MAX];
	size_t n;
};

static void sheet_line(struct sheet *s, const char *line, size_t len)
{
	struct sheet_row *r = &s->rows[s->n];
	size_t from = 0;
	*r = (struct sheet_row){ .number = s->n + 1, .cell = s->cells[s->n] };
	for (size_t i = 0; i <= len; i++) {
		if (i < len && line[i] != '|')
			continue;
		if (len > 0) {
			struct cell *c = &s->cells[s->n][r->ncell++];
			*c = (struct cell){ line + from, (uint32_t)(i - from), CELL_TEXT };
			if (c->len && (*c->ptr == '#' || *c->ptr == '@')) {
				c->kind = *c->ptr == '#' ? CELL_NUMBER : CELL_DATE;
				c->ptr++;
				c->len--;
			}
		}
		from = i + 1;
	}
	s->n++;
}

/* Cells in memory of their own, so that a sanitizer sees a byte read too far. */
static void cells_own(struct sheet_row *r, struct cell *cells)
{
	for (uint32_t i = 0; i < r->ncell; i++) {
		char *p = malloc(r->cell[i].len ? r->cell[i].len : 1);
		assert_non_null(p);
		memcpy(p, r->cell[i].ptr, r->cell[i].len);
		cells[i] = r->cell[i];
		cells[i].ptr = p;
	}
	r->cell = cells;
}

static void cells_free(const struct sheet_row *r)
{
	for (uint32_t i = 0; i < r->ncell; i++)
		free((void *)(uintptr_t)r->cell[i].ptr);
}

static struct sheet *sheet_of(struct sheet *s, const char *text)
{
	s->n = 0;
	while (*text) {
		size_t n = strcspn(text, "~");
		assert_true(s->n < ROWS_MAX);
		sheet_line(s, text, n);
		text += n + (text[n] != 0);
	}
	return s;
}

/* Lines are parted by '~', so that cells may hold line breaks. */
static int find(struct layout *l, const char *text, enum list_kind kind)
{
	struct sheet s;
	struct cell own[ROWS_MAX][CELLS_MAX];
	struct err err;
	int r;
	sheet_of(&s, text);
	for (size_t i = 0; i < s.n; i++)
		cells_own(&s.rows[i], own[i]);
	r = layout_find(l, s.rows, s.n, kind, NULL, 0, &err);
	for (size_t i = 0; i < s.n; i++)
		cells_free(&s.rows[i]);
	return r;
}

static void check_at(const struct layout *l, const char *file, int line, enum field f, int want)
{
	if (l->col[f] != want) {
		print_error("%s:%d: %s in column %d, wanted %d\n", file, line, field_name(f).ptr, l->col[f], want);
		fail();
	}
}
#define AT(l, f, want) check_at((l), __FILE__, __LINE__, (f), (want))

static void aliases_are_sound(void **state)
{
	(void)state;
	assert_true(alias_count > 300);
	for (size_t i = 0; i < alias_count; i++) {
		char t[HEADING_MAX];
		struct str s = str_of(aliases[i].text, aliases[i].len);
		/* written as the search sees headings */
		assert_int_equal(heading_squash(t, s), aliases[i].len);
		assert_memory_equal(t, s.ptr, s.len);
		assert_int_equal(strlen(aliases[i].text), aliases[i].len);
		for (size_t k = 0; k < i; k++)
			if (aliases[k].len == s.len && memcmp(aliases[k].text, s.ptr, s.len) == 0 &&
			    (aliases[k].kinds & aliases[i].kinds)) {
				print_error("alias twice: %s\n", aliases[i].text);
				fail();
			}
	}
}

static void names_go_both_ways(void **state)
{
	(void)state;
	for (int f = 0; f < FIELD_COUNT; f++) {
		enum field g;
		struct str name = field_name((enum field)f);
		assert_true(name.len > 0);
		assert_true(field_parse(&g, name));
		assert_int_equal(g, f);
	}
	enum field g;
	assert_true(field_parse(&g, S("tgl lahir")));
	assert_int_equal(g, F_TANGGAL_LAHIR);
	assert_true(field_parse(&g, S("Status_Hidup")));
	assert_int_equal(g, F_STATUS);
	assert_false(field_parse(&g, S("NAMA KK")));
	assert_false(field_parse(&g, S("WARNA")));
	assert_false(field_parse(&g, S("")));
	assert_int_equal(field_name(FIELD_COUNT).len, 0);
}

static void headings_as_offices_write_them(void **state)
{
	static const struct {
		const char *text;
		enum field f;
	} good[] = {
		{ "NO. KARTU BPJS", F_PSNOKA },       { "NOMOR KARTU JKN", F_PSNOKA },   { "No Kartu JKN-KIS", F_PSNOKA },
		{ "no_peserta", F_PSNOKA },           { "NOMOR PESERTA", F_PSNOKA },     { "psnoka_bpjs", F_PSNOKA },
		{ "NOKAPST", F_PSNOKA },              { "NOKA", F_NOKA },                { "noka_bpjs", F_NOKA },
		{ "NIK", F_NIK },                     { "N I K", F_NIK },                { "'NIK", F_NIK },
		{ "NIK *)", F_NIK },                  { "NIK**", F_NIK },                { "NIK (16 digit)", F_NIK },
		{ "NOMOR INDUK\nKEPENDUDUKAN\n(NIK)", F_NIK }, { "No. Induk  Kependudukan", F_NIK }, { "NIK / NO KTP", F_NIK },
		{ "NIK\xC2\xA0", F_NIK },             { "NIK 1)", F_NIK },               { "NIK Peserta", F_NIK },
		{ "NIKKA", F_NIK },                   { "NO KTP (NIK)", F_NIK },         { "NO. KK", F_KK },
		{ "NOMOR KARTU KELUARGA", F_KK },     { "Nomor Kartu Keluarga (KK)", F_KK }, { "NKK", F_KK },
		{ "NAMA LENGKAP", F_NAMA },           { "NAMA_LGKP", F_NAMA },           { "Nama Peserta", F_NAMA },
		{ "NAMA (sesuai KTP/KK)", F_NAMA },   { "NAMA LENGKAP SESUAI KTP", F_NAMA }, { "NMPST", F_NAMA },
		{ "NAMA (HURUF KAPITAL, TANPA GELAR)", F_NAMA }, { "TGL. LHR", F_TANGGAL_LAHIR },
		{ "TANGGAL LAHIR (DD-MM-YYYY)", F_TANGGAL_LAHIR }, { "TGL LAHIR\r\nDD/MM/YYYY", F_TANGGAL_LAHIR },
		{ "TANGGAL LAHIR PESERTA (TGL/BLN/THN)", F_TANGGAL_LAHIR }, { "TGLLHRPST", F_TANGGAL_LAHIR },
		{ "TMP_LHR", F_TEMPAT_LAHIR },        { "Tempat Lahir", F_TEMPAT_LAHIR }, { "L/P", F_JK },
		{ "Jenis Kelamin (L/P)", F_JK },      { "JENIS KELAMIN\n1=L, 2=P", FIELD_COUNT }, { "JNS KEL", F_JK },
		{ "JENIS KELAMIN (1=L, 2=P)", F_JK }, { "SEX", F_JK },                   { "HUB. KEL", F_PISA },
		{ "PISAT", F_PISA },                  { "KEL. / DESA", F_KELURAHAN },    { "DESA/KELURAHAN", F_KELURAHAN },
		{ "NMDESA", F_KELURAHAN },            { "KAB/KOTA", F_KAB },             { "NAMADATI2", F_KAB },
		{ "KECAMATAN", F_KECAMATAN },         { "NAMA IBU KANDUNG", F_IBU },     { "nama_ibu_kandung", F_IBU },
		{ "JENIS PESERTA", F_SEGMEN },        { "KETJNSPESERTA", F_SEGMEN },     { "STATUS KEPESERTAAN", F_STATUS },
		{ "KETSTATUSPST", F_STATUS },         { "No.", F_URUT },                 { "NO URUT", F_URUT },
		{ "RT", F_RT },                       { "No. RW", F_RW },                { "BULAN", F_BULAN },
	};
	static const char *const none[] = {
		"NMPPK", "NAMA FASKES", "NAMA PENERIMA", "NAMA KK", "NAMA KEPALA KELUARGA", "NAMA (AYAH)", "NAMA (KK)",
		"NAMA (Kepala Keluarga)", "NAMA AYAH", "NIK IBU", "NIK AYAH", "NIK KEPALA KELUARGA", "NIK (AYAH)", "PSNOKALAMA",
		"PSNOKALAMA2", "STATUS_KAWIN", "STAT_KWN", "KDSTAWIN", "STATUS PERKAWINAN", "TEMPAT/TGL LAHIR",
		"TEMPAT, TANGGAL LAHIR", "TTL", "RT/RW", "TMT", "TAT", "KELAS", "NAMABAYI", "NO HP", "NO FASKES", "NO AKTA LAHIR",
		"TANGGAL CETAK", "NAMA PUSKESMAS", "IDENTITAS PESERTA", "KEPESERTAAN", "", " ", "*", "NAMA1NAMA", "STATUS_HIDUP",
		"NIK DAN NAMA PESERTA YANG TERDAFTAR PADA PROGRAM JAMINAN KESEHATAN NASIONAL",
	};
	(void)state;
	for (size_t i = 0; i < COUNT(good); i++) {
		enum field f = FIELD_COUNT;
		int rank;
		if (!heading_field(str_c(good[i].text), LIST_BNBA, &f, &rank))
			f = FIELD_COUNT;
		if (f != good[i].f) {
			print_error("\"%s\" is field %d, wanted %d\n", good[i].text, f, good[i].f);
			fail();
		}
	}
	for (size_t i = 0; i < COUNT(none); i++)
		for (int f = 0; f < FIELD_COUNT; f++)
			if (heading_is(str_c(none[i]), (enum field)f, LIST_BNBA)) {
				print_error("\"%s\" taken for %s\n", none[i], field_name((enum field)f).ptr);
				fail();
			}
	assert_true(heading_is(S("NAMA (IBU)"), F_IBU, LIST_BNBA));
	/* Status means life in extracts, membership in lists. */
	assert_true(heading_is(S("STATUS_HIDUP"), F_STATUS, LIST_REGISTRY));
	assert_true(heading_is(S("KET_STATUS"), F_STATUS, LIST_REGISTRY));
	assert_true(heading_is(S("STATUS"), F_STATUS, LIST_REGISTRY));
	assert_false(heading_is(S("STATUS_KAWIN"), F_STATUS, LIST_REGISTRY));
	assert_false(heading_is(S("STAT_HBKEL"), F_STATUS, LIST_REGISTRY));
	assert_false(heading_is(S("EKTP_STATUS"), F_STATUS, LIST_REGISTRY));
	assert_false(heading_is(S("STATUS BPJS"), F_STATUS, LIST_REGISTRY));
	assert_true(heading_is(S("TGL_MENINGGAL"), F_TGL_MENINGGAL, LIST_REGISTRY));
	assert_true(heading_is(S("TGL_PINDAH"), F_TGL_PINDAH, LIST_REGISTRY));
	assert_true(heading_is(S("NO_KEL"), F_NO_KEL, LIST_REGISTRY));
}

static void layout_a(void **state)
{
	struct layout l;
	(void)state;
	assert_int_equal(find(&l, "PSNOKA|NIK|NAMA|SEGMEN|BULAN|TAHUN~0001234567890|2171014406755001|AMINAH|APBD|OKTOBER|2026",
			      LIST_BNBA), 0);
	AT(&l, F_PSNOKA, 0);
	AT(&l, F_NIK, 1);
	AT(&l, F_NAMA, 2);
	AT(&l, F_SEGMEN, 3);
	AT(&l, F_BULAN, 4);
	AT(&l, F_TAHUN, 5);
	AT(&l, F_KK, -1);
	AT(&l, F_TANGGAL_LAHIR, -1);
	assert_int_equal(l.ncol, 6);
	assert_int_equal(l.header_first, 1);
	assert_int_equal(l.header_last, 1);
}

static void layout_b_and_sample(void **state)
{
	struct layout l;
	(void)state;
	assert_int_equal(find(&l, "\xEF\xBB\xBFPSNOKA|NOKA|NAMA|JENKEL|TGLLHR|NIK|KKNO|PISAT|KDSTAWIN|NOPPK|NMPPK|ALAMAT|NAMADATI2|"
				  "NMKEC|NMDESA|STATUS|", LIST_BNBA), 0);
	AT(&l, F_PSNOKA, 0);
	AT(&l, F_NOKA, 1);
	AT(&l, F_NAMA, 2);
	AT(&l, F_JK, 3);
	AT(&l, F_TANGGAL_LAHIR, 4);
	AT(&l, F_NIK, 5);
	AT(&l, F_KK, 6);
	AT(&l, F_PISA, 7);
	AT(&l, F_ALAMAT, 11);
	AT(&l, F_KAB, 12);
	AT(&l, F_KECAMATAN, 13);
	AT(&l, F_KELURAHAN, 14);
	AT(&l, F_STATUS, 15);
	assert_int_equal(l.ncol, 16); /* the empty cell at the end is none */

	/* two rows, merged: the visible spreadsheet of an office */
	assert_int_equal(find(&l, "BPJS KESEHATAN~KANTOR CABANG BATAM~DATA PESERTA PBPU DAN BP PEMDA (BY NAME BY ADDRESS)~KOTA BATAM~"
				  "PERIODE OKTOBER 2026~~NO|IDENTITAS PESERTA||||||ALAMAT||KEPESERTAAN~"
				  "|NO KARTU|NIK|NO KK|NAMA|TGL LAHIR|L/P|ALAMAT|KDDESA|KELAS|STATUS|SEGMEN~"
				  "#1|0000001234567|1871014406755001|2171070901365700|AMINAH|@27549|P|KAV|2171061003|#3|AKTIF|PBPU",
			      LIST_BNBA), 0);
	assert_int_equal(l.header_first, 7);
	assert_int_equal(l.header_last, 8);
	assert_int_equal(l.ncol, 12);
	AT(&l, F_URUT, 0);
	AT(&l, F_PSNOKA, 1);
	AT(&l, F_NIK, 2);
	AT(&l, F_KK, 3);
	AT(&l, F_NAMA, 4);
	AT(&l, F_TANGGAL_LAHIR, 5);
	AT(&l, F_JK, 6);
	AT(&l, F_ALAMAT, 7);
	AT(&l, F_KELURAHAN, 8);
	AT(&l, F_STATUS, 10);
	AT(&l, F_SEGMEN, 11);
}

static void layouts_c_to_h(void **state)
{
	struct layout l;
	(void)state;
	assert_int_equal(find(&l, "id|iddtks|provinsi|kota|kecamatan|kelurahan|rt|rw|dusun|alamat|noka_bpjs|psnoka_bpjs|nama|"
				  "tanggal_lahir|tempat_lahir|jenis_kelamin|nik|nokk|hub_keluarga|nama_ibu_kandung|keterangan",
			      LIST_BNBA), 0);
	AT(&l, F_PROVINSI, 2);
	AT(&l, F_KAB, 3);
	AT(&l, F_NOKA, 10);
	AT(&l, F_PSNOKA, 11);
	AT(&l, F_NAMA, 12);
	AT(&l, F_TANGGAL_LAHIR, 13);
	AT(&l, F_TEMPAT_LAHIR, 14);
	AT(&l, F_NIK, 16);
	AT(&l, F_KK, 17);
	AT(&l, F_PISA, 18);
	AT(&l, F_IBU, 19);
	assert_int_equal(find(&l, "PSNOKA|PSNOKALAMA|PSNOKALAMA2|NAMA|NMCETAK|JENKEL|AGAMA|TMPLHR|TGLLHR|FLAGTANGGUNGAN|NOHP|NIK|"
				  "NOKTP|TMT|TAT|NPWP|EMAIL|NOKA|KDHUBKEL|KDSTAWIN|KDNEGARA|KDGOLDARAH|KDSTATUSPST|KDKANTOR",
			      LIST_BNBA), 0);
	AT(&l, F_PSNOKA, 0);
	AT(&l, F_NAMA, 3); /* not the cut NMCETAK */
	AT(&l, F_NIK, 11);
	AT(&l, F_NOKA, 17);
	AT(&l, F_STATUS, 22);
	assert_int_equal(find(&l, "NOKAPST|PSNOKALAMA|NOKA|NMPST|JKPST|TGLLHRPST|NIK|NOKTP|KKNO|KDHUBKEL|PISAPST|KDSTAWIN|NMSTAWIN|"
				  "KDSTATUSPST|KETSTATUSPST|PPKPST|NMPPK|NOHP|EMAIL|KDKANTOR|TMT|TAT|FLAGTANGGUNGAN|KDJNSPESERTA|"
				  "KETJNSPESERTA|ALAMAT|KDPPKPSTGIGI|NMPPKPSTGIGI|KDKELAS|KETKELAS|TGLCETAK|NAMABAYI|TGLSTATUS",
			      LIST_BNBA), 0);
	AT(&l, F_PSNOKA, 0);
	AT(&l, F_NOKA, 2);
	AT(&l, F_NAMA, 3);
	AT(&l, F_JK, 4);
	AT(&l, F_TANGGAL_LAHIR, 5);
	AT(&l, F_NIK, 6);
	AT(&l, F_KK, 8);
	AT(&l, F_PISA, 10);
	AT(&l, F_STATUS, 14); /* the words, not the code */
	AT(&l, F_SEGMEN, 24);
	AT(&l, F_ALAMAT, 25);
	assert_int_equal(find(&l, "PSNOKA|NOKA|NIK|TGLLHR|KETJNSPESERTA|BULAN|BLNTAG|BANTUAN_IURAN_PUSAT", LIST_BNBA), E_FORMAT);
	/* G: no NIK, no birth date: refused; with a birth date it is enough */
	assert_int_equal(find(&l, "NO|NO KARTU|NAMA|PISA|ALAMAT|NAMA PENERIMA|TANDA TANGAN", LIST_BNBA), E_FORMAT);
	assert_int_equal(find(&l, "JUMLAH PESERTA|250~NO|NO KARTU|NAMA|TGL LAHIR|PISA|ALAMAT|NAMA PENERIMA|TANDA TANGAN|"
				  "KETERANGAN KARTU TIDAK DITERIMA~||||||||MENINGGAL|ALAMAT TDK DITEMUKAN|GANDA|MAMPU~"
				  "1|0001234567890|AMINAH|04-06-1975|1|TIBAN", LIST_BNBA), 0);
	assert_int_equal(l.header_first, 2);
	assert_int_equal(l.header_last, 2); /* the second row adds nothing */
	AT(&l, F_PSNOKA, 1);
	AT(&l, F_NAMA, 2);
	AT(&l, F_TANGGAL_LAHIR, 3);
	AT(&l, F_ALAMAT, 5);
	assert_int_equal(find(&l, "No|No KK|NIK|Nama|PISAT|TmpLhr|TglLhr|JK|StaKawin|Alamat|RT|RW|KodePos|KdKec|NmKec|KdDesa|NmDesa|"
				  "KdFaskes|NmFaskes|KdFaskesGigi|NmFaskesGigi|NoHP|Email|NIP/NPP|Jabatan|StaPeg|Kelas|TMT kerja",
			      LIST_BNBA), 0);
	AT(&l, F_URUT, 0);
	AT(&l, F_KK, 1);
	AT(&l, F_NIK, 2);
	AT(&l, F_NAMA, 3);
	AT(&l, F_RT, 10);
	AT(&l, F_KECAMATAN, 14); /* names before codes */
	AT(&l, F_KELURAHAN, 16);
}

static void extracts(void **state)
{
	struct layout l;
	(void)state;
	assert_int_equal(find(&l, "nik|no_kk|nama|tempat_lahir|tanggal_lahir|jk|nama_ibu|alamat|kelurahan|status|tgl_status",
			      LIST_REGISTRY), 0);
	AT(&l, F_NIK, 0);
	AT(&l, F_KK, 1);
	AT(&l, F_NAMA, 2);
	AT(&l, F_TEMPAT_LAHIR, 3);
	AT(&l, F_TANGGAL_LAHIR, 4);
	AT(&l, F_JK, 5);
	AT(&l, F_IBU, 6);
	AT(&l, F_ALAMAT, 7);
	AT(&l, F_KELURAHAN, 8);
	AT(&l, F_STATUS, 9);
	AT(&l, F_TGL_STATUS, 10);
	assert_int_equal(find(&l, "NIK|NO_KK|NAMA_LGKP|TMPT_LHR|TGL_LHR|JENIS_KLMIN|GOL_DARAH|AGAMA|STATUS_KAWIN|TGL_KWN|STAT_HBKEL|"
				  "PDDK_AKH|JENIS_PKRJN|NIK_IBU|NAMA_LGKP_IBU|NIK_AYAH|NAMA_LGKP_AYAH|ALAMAT|NO_RT|NO_RW|DUSUN|"
				  "KODE_POS|NO_PROP|PROP_NAME|NO_KAB|KAB_NAME|NO_KEC|KEC_NAME|NO_KEL|KEL_NAME|NO_AKTA_LHR|EKTP_STATUS",
			      LIST_REGISTRY), 0);
	AT(&l, F_NIK, 0);
	AT(&l, F_KK, 1);
	AT(&l, F_NAMA, 2);
	AT(&l, F_STATUS, -1);
	AT(&l, F_PISA, 10);
	AT(&l, F_IBU, 14);
	AT(&l, F_RT, 18);
	AT(&l, F_RW, 19);
	AT(&l, F_NO_PROP, 22);
	AT(&l, F_PROVINSI, 23);
	AT(&l, F_NO_KAB, 24);
	AT(&l, F_KAB, 25);
	AT(&l, F_NO_KEC, 26);
	AT(&l, F_KECAMATAN, 27);
	AT(&l, F_NO_KEL, 28);
	AT(&l, F_KELURAHAN, 29);
	assert_int_equal(find(&l, "NO|NIK|NAMA LENGKAP|TGL_LHR|STAT_KWN|STATUS_HIDUP|TGL_MENINGGAL|TGL_PINDAH", LIST_REGISTRY), 0);
	AT(&l, F_STATUS, 5);
	AT(&l, F_TGL_MENINGGAL, 6);
	AT(&l, F_TGL_PINDAH, 7);
	/* the status twice, as a code and in words */
	assert_int_equal(find(&l, "NIK|NAMA|STATUS|KET_STATUS~2171014406755001|AMINAH|#1|HIDUP~2171014406755002|BUDI|#2|MENINGGAL",
			      LIST_REGISTRY), 0);
	AT(&l, F_STATUS, 3);
	assert_int_equal(find(&l, "NIK|NAMA|STATUS|KET_STATUS~2171014406755001|AMINAH|HIDUP|~2171014406755002|BUDI|PINDAH|KE BINTAN",
			      LIST_REGISTRY), 0);
	AT(&l, F_STATUS, 2);
	/* a registry needs a NIK; a birth date does not stand in for it */
	assert_int_equal(find(&l, "NAMA|TGL_LHR|STATUS", LIST_REGISTRY), E_FORMAT);
}

static void what_is_not_the_participant(void **state)
{
	struct layout l;
	(void)state;
	assert_int_equal(find(&l, "NMPPK|NAMA IBU|NAMA FASKES|NAMA PENERIMA|NAMA KK|NIK IBU|NIK AYAH|NIKKA|NIK|NAMA|KELAS", LIST_BNBA), 0);
	AT(&l, F_NAMA, 9);
	AT(&l, F_NIK, 8);
	AT(&l, F_IBU, 1);
	assert_int_equal(find(&l, "NIKKA|NAMA|NIK IBU", LIST_BNBA), 0);
	AT(&l, F_NIK, 0);
	assert_int_equal(find(&l, "NIK|NAMA KK|NAMA IBU", LIST_BNBA), E_FORMAT);
	assert_int_equal(find(&l, "NIK AYAH|NAMA|ALAMAT", LIST_BNBA), E_FORMAT);
	/* two claims: the better alias, then the left one */
	assert_int_equal(find(&l, "NAMA CETAK|NO KTP|NAMA|NIK|NIK|NAMA", LIST_BNBA), 0);
	AT(&l, F_NIK, 3);
	AT(&l, F_NAMA, 2);
	/* titles over several columns tell whose they are */
	assert_int_equal(find(&l, "NO|KEPALA KELUARGA||PESERTA|||IBU KANDUNG|~|NAMA|NIK|NO KARTU|NAMA|NIK|NAMA|NIK", LIST_BNBA), 0);
	AT(&l, F_NAMA, 4);
	AT(&l, F_NIK, 5);
	AT(&l, F_PSNOKA, 3);
	AT(&l, F_IBU, 6);
	/* of the head of the family nothing is taken but the KK number */
	assert_int_equal(find(&l, "NO|KEPALA KELUARGA||||||||PESERTA|~|NO KK|NIK|NAMA|NO KARTU|TGL LAHIR|TEMPAT LAHIR|L/P|ALAMAT|NIK|NAMA",
			      LIST_BNBA), 0);
	AT(&l, F_KK, 1);
	AT(&l, F_NIK, 9);
	AT(&l, F_NAMA, 10);
	AT(&l, F_PSNOKA, -1);
	AT(&l, F_TANGGAL_LAHIR, -1);
	AT(&l, F_TEMPAT_LAHIR, -1);
	AT(&l, F_JK, -1);
	AT(&l, F_ALAMAT, -1);
	assert_int_equal(find(&l, "NO|DATA DUKCAPIL||DATA BPJS|~|NIK|NAMA|NIK|NAMA", LIST_BNBA), 0);
	AT(&l, F_NIK, 3);
	AT(&l, F_NAMA, 4);
	assert_int_equal(find(&l, "NO|DATA BPJS||DATA DUKCAPIL|~|NIK|NAMA|NIK|NAMA", LIST_REGISTRY), 0);
	AT(&l, F_NIK, 3);
	/* the only ones there are */
	assert_int_equal(find(&l, "NO|IDENTITAS SESUAI DUKCAPIL||~|NIK|NAMA", LIST_BNBA), 0);
	AT(&l, F_NIK, 1);
	assert_int_equal(find(&l, "NO|FASKES||PESERTA|~|KODE|NAMA|NIK|NAMA", LIST_BNBA), 0);
	AT(&l, F_NAMA, 4);
}

static void two_rows(void **state)
{
	struct layout l;
	(void)state;
	/* the reverse of the usual: headings above, parts of the address below */
	assert_int_equal(find(&l, "NO|NO KARTU|NIK|NAMA|ALAMAT||||KET~||||JALAN|RT|RW|DESA|~"
				  "1|0001234567890|2171014406755001|AMINAH|JL MERDEKA|1|2|TIBAN|", LIST_BNBA), 0);
	assert_int_equal(l.header_first, 1);
	assert_int_equal(l.header_last, 2);
	assert_int_equal(l.ncol, 9);
	AT(&l, F_URUT, 0);
	AT(&l, F_PSNOKA, 1);
	AT(&l, F_NIK, 2);
	AT(&l, F_NAMA, 3);
	AT(&l, F_ALAMAT, 4);
	AT(&l, F_RT, 5);
	AT(&l, F_RW, 6);
	AT(&l, F_KELURAHAN, 7);
	assert_int_equal(find(&l, "NO|NIK|NAMA|ALAMAT|||~|||BLOK/JALAN|RT|RW|KELURAHAN", LIST_BNBA), 0);
	AT(&l, F_ALAMAT, 3);
	AT(&l, F_KELURAHAN, 6);
	/* words split over the rows */
	assert_int_equal(find(&l, "NO|NO|NIK|NAMA|TANGGAL|JENIS|TEMPAT|NO~URUT|KARTU||PESERTA|LAHIR|KELAMIN|LAHIR|KK", LIST_BNBA), 0);
	AT(&l, F_URUT, 0);
	AT(&l, F_PSNOKA, 1);
	AT(&l, F_NIK, 2);
	AT(&l, F_NAMA, 3);
	AT(&l, F_TANGGAL_LAHIR, 4);
	AT(&l, F_JK, 5);
	AT(&l, F_TEMPAT_LAHIR, 6);
	AT(&l, F_KK, 7);
	/* a title over parts that mean nothing alone */
	assert_int_equal(find(&l, "NO|NOMOR|||NAMA|LAHIR||KELAMIN~|KARTU|NIK|KK|PESERTA|TEMPAT|TANGGAL|L/P", LIST_BNBA), 0);
	AT(&l, F_PSNOKA, 1);
	AT(&l, F_NIK, 2);
	AT(&l, F_KK, 3);
	AT(&l, F_NAMA, 4);
	AT(&l, F_TEMPAT_LAHIR, 5);
	AT(&l, F_TANGGAL_LAHIR, 6);
	AT(&l, F_JK, 7);
	assert_int_equal(find(&l, "NO|NIK|NAMA||TGL~|||IBU KANDUNG|LAHIR~", LIST_BNBA), 0);
	AT(&l, F_NAMA, 2);
	AT(&l, F_IBU, 3);
	AT(&l, F_TANGGAL_LAHIR, 4);
	assert_int_equal(find(&l, "NO|NAMA||NIK~|KK|PESERTA|", LIST_BNBA), 0);
	AT(&l, F_NAMA, 2);
	AT(&l, F_KK, -1);
}

static void one_row_where_the_next_adds_nothing(void **state)
{
	struct layout l;
	(void)state;
	/* data is never a second heading row */
	assert_int_equal(find(&l, "NO|NIK|NAMA|KET~1|2171014406755001|AMINAH|ALAMAT~", LIST_BNBA), 0);
	assert_int_equal(l.header_last, 1);
	assert_int_equal(find(&l, "NO|NIK|NAMA|ALAMAT||~|||RT|RW|12345678", LIST_BNBA), 0);
	assert_int_equal(l.header_last, 1);
	assert_int_equal(find(&l, "NO|NIK|NAMA|ALAMAT||~|||RT|RW|04-06-1990", LIST_BNBA), 0);
	assert_int_equal(l.header_last, 1);
	assert_int_equal(find(&l, "NO|NIK|NAMA|ALAMAT||~|||RT|RW|1234567", LIST_BNBA), 0);
	assert_int_equal(l.header_last, 2);
	assert_int_equal(find(&l, "NAMA|NIK|ALAMAT|X~BUDI|-|RW|RT~", LIST_BNBA), 0);
	AT(&l, F_NIK, 1);
	assert_int_equal(find(&l, "NO|NIK|NAMA|X|Y~DESA|x|y|RT|@33000~", LIST_BNBA), 0);
	assert_int_equal(l.header_last, 1);
	AT(&l, F_RT, -1);
	/* group lines above and below */
	assert_int_equal(find(&l, "KECAMATAN|BATU AJI~NO|NIK|NAMA|ALAMAT~KELURAHAN|TANJUNG UNCANG~1|2171014406755001|AMINAH|X", LIST_BNBA), 0);
	assert_int_equal(l.header_first, 2);
	assert_int_equal(l.header_last, 2);
	AT(&l, F_KECAMATAN, -1);
	AT(&l, F_KELURAHAN, -1);
	AT(&l, F_URUT, 0);
	/* a value far to the right of a title must not widen the table */
	assert_int_equal(find(&l, "DAFTAR PESERTA|||||BULAN|OKTOBER~NO|NIK|NAMA~1|2171014406755001|AMINAH", LIST_BNBA), 0);
	assert_int_equal(l.header_first, 2);
	assert_int_equal(l.ncol, 3);
	/* column numbers under the heading */
	assert_int_equal(find(&l, "NO|NIK|NAMA|ALAMAT~1|2|3|4~1|2171014406755001|AMINAH|X", LIST_BNBA), 0);
	assert_int_equal(l.header_last, 1);
	/* rows with a gap between them are not two rows of one heading */
	struct sheet s;
	sheet_of(&s, "NO|PESERTA|~|NIK|NAMA");
	s.rows[1].number = 5;
	assert_int_equal(layout_find(&l, s.rows, s.n, LIST_BNBA, NULL, 0, NULL), 0);
	assert_int_equal(l.header_first, 5);
	assert_int_equal(l.header_last, 5);
	AT(&l, F_URUT, -1);
}

static void combined_birth(void **state)
{
	struct layout l;
	(void)state;
	assert_int_equal(find(&l, "NIK|NAMA|TEMPAT/TGL LAHIR~2171014406755001|AMINAH|BATAM, 04-06-1975", LIST_BNBA), 0);
	AT(&l, F_TANGGAL_LAHIR, -1);
	AT(&l, F_TEMPAT_LAHIR, -1);
	/* merged over two columns */
	assert_int_equal(find(&l, "NIK|NAMA|TEMPAT, TANGGAL LAHIR||JK~2171014406755001|AMINAH|BATAM|04-06-1975|P", LIST_BNBA), 0);
	AT(&l, F_TEMPAT_LAHIR, 2);
	AT(&l, F_TANGGAL_LAHIR, 3);
	assert_int_equal(find(&l, "NIK|NAMA|TEMPAT/TANGGAL LAHIR|~2171014406755001|AMINAH|BATAM|@27549", LIST_BNBA), 0);
	AT(&l, F_TANGGAL_LAHIR, 3);
	assert_int_equal(l.ncol, 4);
	/* bare dates under it */
	assert_int_equal(find(&l, "NIK|NAMA|TTL~2171014406755001|AMINAH|04-06-1975", LIST_BNBA), 0);
	AT(&l, F_TANGGAL_LAHIR, 2);
	/* a proper one beside it wins */
	assert_int_equal(find(&l, "NIK|NAMA|TTL|TGL LAHIR~2171014406755001|AMINAH|04-06-1975|04-06-1975", LIST_BNBA), 0);
	AT(&l, F_TANGGAL_LAHIR, 3);
	/* with its parts in the second row */
	assert_int_equal(find(&l, "NO|NIK|NAMA|TEMPAT/TANGGAL LAHIR|~|||TEMPAT LAHIR|TANGGAL LAHIR~1|2171014406755001|AMINAH|BATAM|04-06-1975",
			      LIST_BNBA), 0);
	AT(&l, F_TEMPAT_LAHIR, 3);
	AT(&l, F_TANGGAL_LAHIR, 4);
}

static void position_and_limits(void **state)
{
	struct layout l;
	struct sheet s;
	struct err err = { 0 };
	(void)state;
	for (size_t at = 0; at < 52; at += 17) {
		s.n = 0;
		for (size_t i = 0; i < at; i++)
			sheet_line(&s, "DAFTAR PESERTA", 14);
		sheet_line(&s, "NO|NIK|NAMA", 11);
		sheet_line(&s, "1|2171014406755001|AMINAH", 25);
		if (at < HEADER_ROWS_MAX) {
			assert_int_equal(layout_find(&l, s.rows, s.n, LIST_BNBA, NULL, 0, &err), 0);
			assert_int_equal(l.header_first, at + 1);
		} else {
			assert_int_equal(layout_find(&l, s.rows, s.n, LIST_BNBA, NULL, 0, &err), E_FORMAT);
		}
	}
	assert_int_equal(layout_find(&l, s.rows, 0, LIST_BNBA, NULL, 0, &err), E_FORMAT);
	assert_non_null(strstr(err.msg, "judul kolom"));
	/* row 50 is the last that counts */
	s.n = 0;
	for (size_t i = 0; i < 49; i++)
		sheet_line(&s, "x", 1);
	sheet_line(&s, "NIK|NAMA", 8);
	assert_int_equal(layout_find(&l, s.rows, s.n, LIST_BNBA, NULL, 0, &err), 0);
	assert_int_equal(l.header_first, 50);
	/* a hidden row is no heading */
	sheet_of(&s, "nik|nama~NAMA|NIK");
	s.rows[0].hidden = true;
	assert_int_equal(layout_find(&l, s.rows, s.n, LIST_BNBA, NULL, 0, &err), 0);
	assert_int_equal(l.header_first, 2);
	AT(&l, F_NAMA, 0);
}

static void refusals_say_what_is_missing(void **state)
{
	struct layout l = { .ncol = 77 };
	struct sheet s;
	struct err err = { 0 };
	(void)state;
	sheet_of(&s, "DAFTAR~NO|NAMA|ALAMAT|KELAS");
	assert_int_equal(layout_find(&l, s.rows, s.n, LIST_BNBA, NULL, 0, &err), E_FORMAT);
	assert_non_null(strstr(err.msg, "NIK"));
	assert_non_null(strstr(err.msg, "baris 2"));
	assert_int_equal(err.row, 2);
	assert_int_equal(l.ncol, 77); /* untouched on failure */
	sheet_of(&s, "NO|NIK|ALAMAT|KELAS");
	assert_int_equal(layout_find(&l, s.rows, s.n, LIST_BNBA, NULL, 0, &err), E_FORMAT);
	assert_non_null(strstr(err.msg, "kolom NAMA"));
	sheet_of(&s, "ISI|NO|SATU");
	assert_int_equal(layout_find(&l, s.rows, s.n, LIST_REGISTRY, NULL, 0, &err), E_FORMAT);
	assert_non_null(strstr(err.msg, "NIK dan NAMA"));
	/* names in the rows never come into the message */
	sheet_of(&s, "2171014406755001|AMINAH");
	assert_int_equal(layout_find(&l, s.rows, s.n, LIST_BNBA, NULL, 0, &err), E_FORMAT);
	assert_null(strstr(err.msg, "AMINAH"));
	assert_null(strstr(err.msg, "2171"));
}

static void maps(void **state)
{
	struct layout l;
	struct sheet s;
	struct err err = { 0 };
	struct column_map m[] = { { F_NIK, S("Kolom Kependudukan") }, { F_NAMA, S("nama kk") } };
	struct column_map noka[] = { { F_PSNOKA, S("NOKA") } };
	struct column_map lost[] = { { F_NIK, S("TIDAK ADA") } };
	(void)state;
	sheet_of(&s, "JUDUL~NO|KOLOM KEPENDUDUKAN|NIK|NAMA|NAMA KK");
	assert_int_equal(layout_find(&l, s.rows, s.n, LIST_BNBA, m, 2, &err), 0);
	AT(&l, F_NIK, 1);
	AT(&l, F_NAMA, 4);
	sheet_of(&s, "NOKA|NIK|NAMA");
	assert_int_equal(layout_find(&l, s.rows, s.n, LIST_BNBA, noka, 1, &err), 0);
	AT(&l, F_PSNOKA, 0);
	AT(&l, F_NOKA, -1); /* one column, one field */
	assert_int_equal(layout_find(&l, s.rows, s.n, LIST_BNBA, lost, 1, &err), E_FORMAT);
	assert_non_null(strstr(err.msg, "TIDAK ADA"));
	assert_non_null(strstr(err.msg, "--map"));
	/* headings that are no alias at all */
	struct column_map own[] = { { F_NIK, S("A") }, { F_NAMA, S("B") } };
	sheet_of(&s, "A|B|C~2171014406755001|AMINAH|X");
	assert_int_equal(layout_find(&l, s.rows, s.n, LIST_BNBA, own, 2, &err), 0);
	assert_int_equal(l.header_first, 1);
	AT(&l, F_NIK, 0);
	/* a joined heading and one made of marks */
	struct column_map two[] = { { F_NAMA, S("PIHAK KEDUA") }, { F_NIK, S("*") } };
	sheet_of(&s, "NO|PIHAK|NIK|ALAMAT|**~|KEDUA||RT|*");
	assert_int_equal(layout_find(&l, s.rows, s.n, LIST_BNBA, two, 2, &err), 0);
	AT(&l, F_NAMA, 1);
	AT(&l, F_NIK, 4);
}

/* The sample's layout: NO | NO KARTU | NIK | NO KK | NAMA | TGL LAHIR | L/P | ALAMAT | KDDESA | KELAS | STATUS | SEGMEN */
static void list_layout(struct layout *l)
{
	assert_int_equal(find(l, "NO|NO KARTU|NIK|NO KK|NAMA|TGL LAHIR|L/P|ALAMAT|KDDESA|KELAS|STATUS|SEGMEN", LIST_BNBA), 0);
}

struct row_case {
	const char *line;
	enum row_class want;
	int64_t stated;
	bool grand;
};

static void check_rows(const struct layout *l, const struct row_case *c, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct sheet s;
		struct cell own[CELLS_MAX];
		int64_t stated = 99;
		bool grand = true;
		enum row_class got;
		sheet_of(&s, c[i].line[0] ? c[i].line : "~");
		cells_own(&s.rows[0], own);
		got = row_classify(l, &s.rows[0], &stated, &grand);
		cells_free(&s.rows[0]);
		if (got != c[i].want) {
			print_error("\"%s\" is class %d, wanted %d\n", c[i].line, got, c[i].want);
			fail();
		}
		if (got != ROW_TOTAL)
			continue;
		if (stated != c[i].stated || grand != c[i].grand) {
			print_error("\"%s\" states %" PRId64 " %d, wanted %" PRId64 " %d\n", c[i].line, stated, grand, c[i].stated,
				    c[i].grand);
			fail();
		}
	}
}

static void participants_are_never_dropped(void **state)
{
	static const struct row_case c[] = {
		{ "1|0001234567890|2171014406755001|2171070901365700|AMINAH|04-06-1975|P|TIBAN|X|3|AKTIF|APBD", ROW_PARTICIPANT, 0, 0 },
		/* names like words of a table */
		{ "1|0001234567890|2171014406755001||TOTALIA|04-06-1975", ROW_PARTICIPANT, 0, 0 },
		{ "1|0001234567890|2171014406755001||JUMLAH|04-06-1975", ROW_PARTICIPANT, 0, 0 },
		{ "1||2171014406755001||TOTAL", ROW_PARTICIPANT, 0, 0 },
		{ "1|0001234567890|||JUMLAH", ROW_PARTICIPANT, 0, 0 },
		{ "1||||TOTAL SINAGA|04-06-1975|L|TIBAN||3|AKTIF|APBD", ROW_PARTICIPANT, 0, 0 },
		{ "1|0001234567890|||KEPALA|04-06-1975", ROW_PARTICIPANT, 0, 0 },
		{ "1|0001234567890|||NAMA|04-06-1975", ROW_PARTICIPANT, 0, 0 },
		{ "|||2171070901365700|BULAN PURNAMA", ROW_PARTICIPANT, 0, 0 },
		{ "1||||TOTALIA|04-06-1975", ROW_PARTICIPANT, 0, 0 },
		/* places and addresses with such words */
		{ "1||||AMINAH|04-06-1975|P|TOTAL BUANA BLOK A 3||3|AKTIF|APBD", ROW_PARTICIPANT, 0, 0 },
		{ "1||||AMINAH||P|JUMLAH|||AKTIF|", ROW_PARTICIPANT, 0, 0 },
		{ "1||||AMINAH|04-06-1975||DESA KECAMATAN", ROW_PARTICIPANT, 0, 0 },
		/* empty, broken and spoilt numbers */
		{ "1|0001234567890|||AMINAH", ROW_PARTICIPANT, 0, 0 },
		{ "1|1234567|-||AMINAH", ROW_PARTICIPANT, 0, 0 },
		{ "1|12|||AMINAH", ROW_PARTICIPANT, 0, 0 },
		{ "1||||AMINAH|04-06-1975", ROW_PARTICIPANT, 0, 0 },
		{ "||-||AMINAH|@27549", ROW_PARTICIPANT, 0, 0 },
		{ "||BELUM ADA||AMINAH|04-06-1975", ROW_PARTICIPANT, 0, 0 },
		{ "||DATA TIDAK ADA||AMINAH|04-06-1975|P", ROW_PARTICIPANT, 0, 0 },
		{ "||'2171014406755001||AMINAH", ROW_PARTICIPANT, 0, 0 },
		{ "||217101||AMINAH", ROW_PARTICIPANT, 0, 0 },
		{ "||2,17105E+15||AMINAH", ROW_PARTICIPANT, 0, 0 },
		{ "||2.17105E+15||", ROW_PARTICIPANT, 0, 0 },
		{ "||#2171014406755000||AMINAH", ROW_PARTICIPANT, 0, 0 },
		{ "||2171O144O6755OO1||AMINAH", ROW_PARTICIPANT, 0, 0 },
		{ "||2171 0144 0675 5001||AMINAH", ROW_PARTICIPANT, 0, 0 },
		{ "||2171********5001||AMINAH", ROW_PARTICIPANT, 0, 0 },
		{ "||=\"2171014406755001\"||AMINAH", ROW_PARTICIPANT, 0, 0 },
		{ "||2171014406755001", ROW_PARTICIPANT, 0, 0 },
		{ "||2171-0144-0675-5001", ROW_PARTICIPANT, 0, 0 },
		{ "|0001234567890", ROW_PARTICIPANT, 0, 0 },
		{ "#12||||AMINAH||P|TIBAN||#3|AKTIF|", ROW_PARTICIPANT, 0, 0 },
		{ "||||AMINAH||P", ROW_PARTICIPANT, 0, 0 },
		{ "12||||AMINAH|||TIBAN", ROW_PARTICIPANT, 0, 0 },
		{ "||||AMINAH|00-00-0000|1|", ROW_PARTICIPANT, 0, 0 },
		{ "|||2171070901365700|AMINAH", ROW_PARTICIPANT, 0, 0 },
		/* shifted by one to the right, to the left, and exchanged */
		{ "|1|0001234567890|2171014406755001|2171070901365700|AMINAH|04-06-1975|P|TIBAN", ROW_PARTICIPANT, 0, 0 },
		{ "0001234567890|2171014406755001|2171070901365700|AMINAH|04-06-1975|P|TIBAN|X|3|AKTIF|APBD", ROW_PARTICIPANT, 0, 0 },
		{ "1||AMINAH||2171014406755001", ROW_PARTICIPANT, 0, 0 },
		{ "1|0001234567890|AMINAH||2171014406755001|04-06-1975", ROW_PARTICIPANT, 0, 0 },
		{ "1||||||2171014406755001|AMINAH", ROW_PARTICIPANT, 0, 0 },
		{ "||AMINAH||04-06-1975|P|TIBAN|X|3|AKTIF|APBD", ROW_PARTICIPANT, 0, 0 },
		/* names that begin like a title */
		{ "||||HORMAT SIREGAR", ROW_NAME_ONLY, 0, 0 },
		{ "||||AMINAH||2", ROW_PARTICIPANT, 0, 0 },
		{ "||||AMINAH||1", ROW_PARTICIPANT, 0, 0 },
		{ "||||AMINAH||F", ROW_PARTICIPANT, 0, 0 },
		{ "||||BUDI||m", ROW_PARTICIPANT, 0, 0 },
		{ "||||BUDI||Laki-laki", ROW_PARTICIPANT, 0, 0 },
		{ "||||AMINAH||X", ROW_NAME_ONLY, 0, 0 },
		{ "||||AMINAH||3", ROW_NAME_ONLY, 0, 0 },
		{ "||217101|||||TIBAN|3", ROW_PARTICIPANT, 0, 0 }, /* no name, half a NIK among other things */
		{ "||||YANG MEI LING", ROW_NAME_ONLY, 0, 0 },
		{ "||||DATA SEMBIRING", ROW_NAME_ONLY, 0, 0 },
		{ "||||SITI AMINAH", ROW_NAME_ONLY, 0, 0 },
		{ "||||NU'MAN", ROW_NAME_ONLY, 0, 0 },
		{ "||||KASIH REKARIA", ROW_NAME_ONLY, 0, 0 },
		{ "||||dr. DIDI S., M.Kes", ROW_NAME_ONLY, 0, 0 },
	};
	struct layout l;
	(void)state;
	list_layout(&l);
	check_rows(&l, c, COUNT(c));
}

static void totals(void **state)
{
	static const struct row_case c[] = {
		{ "||||JUMLAH PESERTA|#19973", ROW_TOTAL, 19973, true },
		{ "JUMLAH|||||||||||19.973", ROW_TOTAL, 19973, true },
		{ "JUMLAH|19.973", ROW_TOTAL, 19973, true },
		{ "JUMLAH||19.973", ROW_TOTAL, 19973, true },
		{ "JUMLAH||#123456", ROW_TOTAL, 123456, true },
		{ "TOTAL|||||19,973", ROW_TOTAL, 19973, true },
		{ "JUMLAH PESERTA : 19.973 JIWA", ROW_TOTAL, 19973, true },
		{ "||||JUMLAH PESERTA : 1.234.567 JIWA", ROW_TOTAL, 1234567, true },
		{ "TOTAL : 250", ROW_TOTAL, 250, true },
		{ "T O T A L||||#250", ROW_TOTAL, 250, true },
		{ "J U M L A H||||#250", ROW_TOTAL, 250, true },
		{ "||||GRAND TOTAL||||||| 19973.0", ROW_TOTAL, 19973, true },
		{ "GRAND TOTAL||||#500", ROW_TOTAL, 500, true },
		{ "TOTAL KESELURUHAN||||#500", ROW_TOTAL, 500, true },
		{ "JUMLAH SELURUH KECAMATAN||||#500", ROW_TOTAL, 500, true },
		{ "JUMLAH PESERTA KOTA BATAM||||#500", ROW_TOTAL, 500, true },
		{ "JUMLAH PESERTA BULAN OKTOBER 2026|||#19973", ROW_TOTAL, 19973, true },
		{ "JUMLAH PESERTA BULAN OKTOBER 2026 : 19.973", ROW_TOTAL, 19973, true },
		{ "JUMLAH PER 25-10-2026 : 19.973", ROW_TOTAL, 19973, true },
		{ "JUMLAH PER 25 Oktober 2026|||#77", ROW_TOTAL, 77, true },
		{ "JML PST||#45", ROW_TOTAL, 45, false },
		{ "SUB TOTAL||||#120", ROW_TOTAL, 120, false },
		{ "SUBTOTAL||||#120", ROW_TOTAL, 120, false },
		{ "SUB JUMLAH KEC. BATU AJI||||#120", ROW_TOTAL, 120, false },
		{ "JUMLAH KECAMATAN SAGULUNG||||#120", ROW_TOTAL, 120, false },
		{ "||||JUMLAH KEL. TIBAN LAMA|120", ROW_TOTAL, 120, false },
		{ "JUMLAH BATAM KOTA|||#55", ROW_TOTAL, 55, false },
		{ "JUMLAH HALAMAN 3||||#50", ROW_TOTAL, 50, false },
		{ "||||||||SAGULUNG KOTA Total|#31", ROW_TOTAL, 31, false },
		{ "||#31||||||SAGULUNG KOTA Total", ROW_TOTAL, 31, false },
		{ "II. JUMLAH PESERTA|||#8", ROW_TOTAL, 8, true },
		{ "JUMLAH||||#9|#11|#20", ROW_TOTAL, 20, true },
		{ "JUMLAH||||#9|#11", ROW_TOTAL, 9, true },
		{ "JUMLAH KK : 5.210 JIWA : 19.973", ROW_TOTAL, 19973, true },
		{ "JUMLAH KK : 5.210", ROW_TOTAL, -1, true },
		{ "JUMLAH KK||||#5210", ROW_TOTAL, -1, true },
		{ "JUMLAH IURAN||||Rp 3.429.669.600", ROW_TOTAL, -1, true },
		{ "JUMLAH||Rp3.429.669.600", ROW_TOTAL, -1, true },
		{ "TOTAL|75.497.940", ROW_TOTAL, 75497940, true },
		{ "TOTAL||||19973|754979400", ROW_TOTAL, 19973, true },
		{ "TOTAL||||999.999.999", ROW_TOTAL, -1, true },
		{ "TOTAL||||19.973,00", ROW_TOTAL, 19973, true },
		{ "TOTAL||||19 973", ROW_TOTAL, 19973, true },
		{ "TOTAL", ROW_TOTAL, -1, true },
		{ "||||TOTAL", ROW_TOTAL, -1, true },
		{ "REKAPITULASI PER KECAMATAN", ROW_TOTAL, -1, false },
	};
	struct layout l;
	struct sheet s;
	(void)state;
	list_layout(&l);
	check_rows(&l, c, COUNT(c));
	/* both results may be left out */
	sheet_of(&s, "JUMLAH|5");
	assert_int_equal(row_classify(&l, &s.rows[0], NULL, NULL), ROW_TOTAL);
}

static void lines_that_are_nobody(void **state)
{
	static const struct row_case c[] = {
		{ "", ROW_BLANK, 0, 0 },
		{ "|||||", ROW_BLANK, 0, 0 },
		{ " |\xC2\xA0| '||", ROW_BLANK, 0, 0 },
		{ "#17|||||", ROW_BLANK, 0, 0 },
		{ "1|2|3|4|5|6|7|8|9|10|11|12", ROW_TITLE, 0, 0 },
		{ "(1)|(2)|(3)|(4)|(5)|(6)|(7)", ROW_TITLE, 0, 0 },
		{ "#1|#2|#3|#4|#5|#6|#7", ROW_TITLE, 0, 0 },
		{ "1|2|3|4|5|6|7|8a|9=7+8", ROW_TITLE, 0, 0 },
		{ "10|11|12|13", ROW_TITLE, 0, 0 },
		{ "NO|NO KARTU|NIK|NO KK|NAMA|TGL LAHIR|L/P|ALAMAT|KDDESA|KELAS|STATUS|SEGMEN", ROW_HEADING, 0, 0 },
		{ "No.|No. Kartu|N I K|No. KK|Nama|Tgl Lahir|L/P|Alamat", ROW_HEADING, 0, 0 },
		{ "|NO KARTU|NIK|NO KK|NAMA", ROW_HEADING, 0, 0 },
		{ "NO|IDENTITAS PESERTA||||||ALAMAT||KEPESERTAAN", ROW_HEADING, 0, 0 },
		{ "KECAMATAN BATU AJI", ROW_TITLE, 0, 0 },
		{ "||||KECAMATAN : SAGULUNG", ROW_TITLE, 0, 0 },
		{ "||||KELURAHAN TIBAN LAMA", ROW_TITLE, 0, 0 },
		{ "||||DESA PULAU ABANG", ROW_TITLE, 0, 0 },
		{ "||||PUSKESMAS BATU AJI", ROW_TITLE, 0, 0 },
		{ "A.||||PUSKESMAS BATU AJI", ROW_TITLE, 0, 0 },
		{ "||||A. PUSKESMAS BATU AJI", ROW_TITLE, 0, 0 },
		{ "KECAMATAN|:|||BATU AJI", ROW_TITLE, 0, 0 },
		{ "|KELURAHAN|||TIBAN LAMA", ROW_TITLE, 0, 0 },
		{ "||||Halaman 3 dari 20", ROW_TITLE, 0, 0 },
		{ "|Halaman 3 dari 20", ROW_TITLE, 0, 0 },
		{ "||||||||Batam, 25 Oktober 2026", ROW_TITLE, 0, 0 },
		{ "||||Batam, 25 Oktober 2026", ROW_TITLE, 0, 0 },
		{ "||Batam, 25 Oktober 2026", ROW_TITLE, 0, 0 },
		{ "||||Batam,|25 Oktober 2026", ROW_TITLE, 0, 0 },
		{ "||||||||Kepala Cabang", ROW_TITLE, 0, 0 },
		{ "||||Kepala Cabang", ROW_TITLE, 0, 0 },
		{ "||Mengetahui,||Kepala Dinas Kesehatan", ROW_TITLE, 0, 0 },
		{ "||||NIP. 19660731 199703 1 007", ROW_TITLE, 0, 0 },
		{ "||NIP. 19660731 199703 1 007", ROW_TITLE, 0, 0 },
		{ "||NIP 196607311997031007||NIP. 197001012000121001", ROW_TITLE, 0, 0 },
		{ "||NIP.196607311997031007||DIDI SURYADI", ROW_TITLE, 0, 0 },
		{ "||19660731 199703 1 007", ROW_TITLE, 0, 0 },
		{ "|19660731 199703 1 007", ROW_TITLE, 0, 0 },
		{ "||25/10/2026 10:22:31", ROW_TITLE, 0, 0 },
		{ "||0778-123456", ROW_TITLE, 0, 0 },
		{ "||No. 440/123/DINKES/X/2026", ROW_TITLE, 0, 0 },
		{ "||||Pembina Utama Muda", ROW_TITLE, 0, 0 },
		{ "||||Dicetak tanggal 25-10-2026", ROW_TITLE, 0, 0 },
		{ "||||TANGGAL|25-10-2026", ROW_TITLE, 0, 0 },
		{ "Keterangan: 1) Meninggal = dengan surat kematian", ROW_TITLE, 0, 0 },
		{ "||||*) Peserta yang pindah", ROW_TITLE, 0, 0 },
		{ "||||1) PESERTA = aktif", ROW_TITLE, 0, 0 },
		{ "||||(....................)", ROW_TITLE, 0, 0 },
		{ "||||.....................", ROW_TITLE, 0, 0 },
		{ "||||-", ROW_TITLE, 0, 0 },
		{ "||||Yang Menerima", ROW_TITLE, 0, 0 },
		{ "||||Data peserta aktif", ROW_TITLE, 0, 0 },
		{ "|||||||MENINGGAL|ALAMAT TDK DITEMUKAN|GANDA|MAMPU", ROW_TITLE, 0, 0 },
		{ "DATA PESERTA PBPU DAN BP PEMDA (BY NAME BY ADDRESS)", ROW_TITLE, 0, 0 },
		{ "||||Demikian daftar ini dibuat untuk dipergunakan sebagaimana mestinya", ROW_TITLE, 0, 0 },
	};
	struct layout l;
	(void)state;
	list_layout(&l);
	check_rows(&l, c, COUNT(c));
}

/* Narrow lists have less to go by. */
static void narrow_lists(void **state)
{
	static const struct row_case with_nik[] = {
		{ "2171014406755001|AMINAH", ROW_PARTICIPANT, 0, 0 },
		{ "AMINAH|2171014406755001", ROW_PARTICIPANT, 0, 0 },
		{ "|AMINAH", ROW_NAME_ONLY, 0, 0 },
		{ "-|AMINAH", ROW_NAME_ONLY, 0, 0 },
		{ "NIK|NAMA", ROW_HEADING, 0, 0 },
		{ "1|2", ROW_TITLE, 0, 0 },
		{ "TOTAL|250", ROW_TOTAL, 250, true },
		{ "250|TOTAL", ROW_TOTAL, 250, true },
		{ "KECAMATAN|BATU AJI", ROW_TITLE, 0, 0 },
		{ "|", ROW_BLANK, 0, 0 },
	};
	static const struct row_case with_birth[] = {
		{ "1|AMINAH|04-06-1975", ROW_PARTICIPANT, 0, 0 },
		{ "1|AMINAH|4 Juni 1975", ROW_PARTICIPANT, 0, 0 },
		{ "1|AMINAH|@27549", ROW_PARTICIPANT, 0, 0 },
		{ "|AMINAH|19750604", ROW_PARTICIPANT, 0, 0 },
		{ "1|AMINAH|", ROW_NAME_ONLY, 0, 0 },
		{ "|JUMLAH|250", ROW_TOTAL, 250, true },
		{ "|JUMLAH PER|25-10-2026", ROW_PARTICIPANT, 0, 0 },
		{ "NO|NAMA|TGL LAHIR", ROW_HEADING, 0, 0 },
		{ "|Batam,|25 Oktober 2026", ROW_TITLE, 0, 0 },
	};
	static const struct row_case family_card[] = {
		{ "0001234567890|AMINAH|", ROW_PARTICIPANT, 0, 0 },
		{ "|AMINAH|", ROW_NAME_ONLY, 0, 0 },
		{ "0001234567890||", ROW_PARTICIPANT, 0, 0 },
	};
	static const struct row_case registry[] = {
		{ "2171024106905001|2171071811090002|MAHARANI|BATAM|1990-06-01|HIDUP", ROW_PARTICIPANT, 0, 0 },
		{ "|2171071811090002|MAHARANI|BATAM|1990-06-01|HIDUP", ROW_PARTICIPANT, 0, 0 },
		{ "nik|no_kk|nama|tempat_lahir|tanggal_lahir|status", ROW_HEADING, 0, 0 },
		{ "Jumlah penduduk|||||25.000", ROW_TOTAL, 25000, true },
	};
	struct layout l;
	(void)state;
	assert_int_equal(find(&l, "NIK|NAMA", LIST_BNBA), 0);
	check_rows(&l, with_nik, COUNT(with_nik));
	assert_int_equal(find(&l, "NO|NAMA|TGL LAHIR", LIST_BNBA), 0);
	check_rows(&l, with_birth, COUNT(with_birth));
	assert_int_equal(find(&l, "NOKA|NAMA|NIK", LIST_BNBA), 0);
	check_rows(&l, family_card, COUNT(family_card));
	assert_int_equal(find(&l, "nik|no_kk|nama|tempat_lahir|tanggal_lahir|status", LIST_REGISTRY), 0);
	check_rows(&l, registry, COUNT(registry));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(aliases_are_sound),
		cmocka_unit_test(names_go_both_ways),
		cmocka_unit_test(headings_as_offices_write_them),
		cmocka_unit_test(layout_a),
		cmocka_unit_test(layout_b_and_sample),
		cmocka_unit_test(layouts_c_to_h),
		cmocka_unit_test(extracts),
		cmocka_unit_test(what_is_not_the_participant),
		cmocka_unit_test(two_rows),
		cmocka_unit_test(one_row_where_the_next_adds_nothing),
		cmocka_unit_test(combined_birth),
		cmocka_unit_test(position_and_limits),
		cmocka_unit_test(refusals_say_what_is_missing),
		cmocka_unit_test(maps),
		cmocka_unit_test(participants_are_never_dropped),
		cmocka_unit_test(totals),
		cmocka_unit_test(lines_that_are_nobody),
		cmocka_unit_test(narrow_lists),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
