#include "demo/layout.h"

const struct demo_layout demo_layouts[] = {
	{ .name = "bpjs",
	  .file = "bnba-bpjs.csv",
	  .sep = ';',
	  .bom = true,
	  .crlf = true,
	  .apostrophe = true,
	  .segment = "PBPU DAN BP PEMDA",
	  .heading = "PSNOKA;NOKA;NAMA;JENKEL;TGLLHR;NIK;KKNO;PISAT;KDSTAWIN;NOPPK;NMPPK;ALAMAT;"
		     "NAMADATI2;KDDESA;KELAS;"
		     "STATUS;KETJNSPESERTA",
	  .col = { COL_PSNOKA, COL_NOKA, COL_NAMA, COL_SEX_NUMBER, COL_BIRTH, COL_NIK, COL_KK,
		   COL_PISAT, COL_KAWIN, COL_NOPPK, COL_NMPPK, COL_ALAMAT, COL_DATI2, COL_KDDESA,
		   COL_KELAS, COL_STATUS, COL_SEGMEN } },
	{ .name = "kantor",
	  .file = "bnba-kantor.xlsx",
	  .xlsx = true,
	  .date = DATE_STYLE_SERIAL,
	  .segment = "PBPU DAN BP PEMDA",
	  .col = { COL_URUT, COL_PSNOKA, COL_NIK, COL_KK, COL_NAMA, COL_BIRTH, COL_SEX_LETTER,
		   COL_ALAMAT, COL_KDDESA, COL_KELAS, COL_STATUS, COL_SEGMEN } },
	{ .name = "ringkas",
	  .file = "bnba-ringkas.csv",
	  .sep = ';',
	  .segment = "PBI APBD",
	  .heading = "PSNOKA;NIK;NAMA;SEGMEN;BULAN;TAHUN",
	  .col = { COL_PSNOKA, COL_NIK, COL_NAMA, COL_SEGMEN, COL_BULAN, COL_TAHUN } },
	{ .name = "sk",
	  .file = "bnba-sk.csv",
	  .sep = ',',
	  .crlf = true,
	  .date = DATE_STYLE_ISO,
	  .segment = "",
	  .heading = "id;iddtks;provinsi;kota;kecamatan;kelurahan;rt;rw;dusun;alamat;noka_bpjs;"
		     "psnoka_bpjs;nama;"
		     "tanggal_lahir;tempat_lahir;jenis_kelamin;nik;nokk;hub_keluarga;nama_ibu_"
		     "kandung;keterangan",
	  .col = { COL_URUT,	 COL_DTKS,  COL_PROVINSI, COL_DATI2,	  COL_NMKEC, COL_NMDESA,
		   COL_RT,	 COL_RW,    COL_KOSONG,	  COL_ALAMAT,	  COL_NOKA,  COL_PSNOKA,
		   COL_NAMA,	 COL_BIRTH, COL_TMPLHR,	  COL_SEX_NUMBER, COL_NIK,   COL_KK,
		   COL_HUBUNGAN, COL_IBU,   COL_KOSONG } },
	{ .name = "tanpa-kk",
	  .file = "bnba-tanpa-kk.csv",
	  .sep = '\t',
	  .segment = "PBPU PEMDA",
	  .heading = "NO KARTU;NIK;NAMA PESERTA;TGL LAHIR;JENIS "
		     "KELAMIN;ALAMAT;KELURAHAN;KECAMATAN;STATUS PESERTA;SEGMEN",
	  .col = { COL_PSNOKA, COL_NIK, COL_NAMA, COL_BIRTH, COL_SEX_WORD, COL_ALAMAT, COL_NMDESA,
		   COL_NMKEC, COL_STATUS, COL_SEGMEN } },
	{ .name = "tanpa-lahir",
	  .file = "bnba-tanpa-lahir.csv",
	  .sep = ',',
	  .bom = true,
	  .segment = "PD PEMDA",
	  .heading = "NO;NOKAPST;NMPST;NIK;NO_KK;L/P;ALAMAT;KELURAHAN;KECAMATAN;KETJNSPESERTA",
	  .col = { COL_URUT, COL_PSNOKA, COL_NAMA, COL_NIK, COL_KK, COL_SEX_LETTER, COL_ALAMAT,
		   COL_NMDESA, COL_NMKEC, COL_SEGMEN } },
	{ .name = "tanpa-jk",
	  .file = "bnba-tanpa-jk.csv",
	  .sep = ';',
	  .crlf = true,
	  .date = DATE_STYLE_MONTH,
	  .segment = "PBPU DAN BP PEMDA",
	  .heading = "NO;NO JKN;NO KTP;NKK;NAMA;TANGGAL LAHIR;ALAMAT;DESA;KEC;HAK "
		     "KELAS;STATUS;JNSPESERTA",
	  .col = { COL_URUT, COL_PSNOKA, COL_NIK, COL_KK, COL_NAMA, COL_BIRTH, COL_ALAMAT, COL_NMDESA,
		   COL_NMKEC, COL_KELAS, COL_STATUS, COL_SEGMEN } },
	{ .name = "amerika",
	  .file = "bnba-amerika.csv",
	  .sep = ',',
	  .date = DATE_STYLE_US,
	  .quote_all_text = true,
	  .segment = "PBPU DAN BP PEMDA",
	  .heading = "PSNOKA;NOKA;NIK;KKNO;NAMA;JENKEL;TMPLHR;TGLLHR;ALAMAT;NMDESA;NMKEC;NMPPK;"
		     "STATUS;SEGMEN",
	  .col = { COL_PSNOKA, COL_NOKA, COL_NIK, COL_KK, COL_NAMA, COL_SEX_LETTER, COL_TMPLHR,
		   COL_BIRTH, COL_ALAMAT, COL_NMDESA, COL_NMKEC, COL_NMPPK, COL_STATUS,
		   COL_SEGMEN } },
	{ .name = "latin1",
	  .file = "bnba-latin1.csv",
	  .sep = '|',
	  .crlf = true,
	  .latin1 = true,
	  .date = DATE_STYLE_TIME,
	  .segment = "PBPU DAN BP PEMDA",
	  .heading = "NOMOR PESERTA;NAMA "
		     "PESERTA;JNS_KELAMIN;TGL_LHR;NO_NIK;NOKK;ALAMAT;KELURAHAN;KECAMATAN;SEGMEN",
	  .col = { COL_PSNOKA, COL_NAMA, COL_SEX_WORD, COL_BIRTH, COL_NIK, COL_KK, COL_ALAMAT,
		   COL_NMDESA, COL_NMKEC, COL_SEGMEN } },
	{ .name = "kecamatan",
	  .file = "bnba-kecamatan.xlsx",
	  .xlsx = true,
	  .date = DATE_STYLE_DMY,
	  .segment = "PBPU DAN BP PEMDA",
	  .heading =
		  "NO;NO KARTU;NAMA;NIK;NO KK;TGL LAHIR;JK;ALAMAT;KELURAHAN;KECAMATAN;STATUS;SEGMEN",
	  .col = { COL_URUT, COL_PSNOKA, COL_NAMA, COL_NIK, COL_KK, COL_BIRTH, COL_SEX_LETTER,
		   COL_ALAMAT, COL_NMDESA, COL_NMKEC, COL_STATUS, COL_SEGMEN } },
	{ .name = NULL },
};

static size_t put(char *out, const char *s, size_t n)
{
	memcpy(out, s, n);
	return n;
}

static size_t put_text(char *out, const char *s)
{
	return put(out, s, strlen(s));
}

static size_t digits(char *out, uint64_t v, unsigned n)
{
	for (unsigned i = n; i > 0; i--, v /= 10)
		out[i - 1] = (char)('0' + v % 10);
	return n;
}

static size_t put_birth(char *out, const struct demo_layout *l, tanggal t)
{
	static const char months[12][4] = { "Jan", "Feb", "Mar", "Apr", "Mei", "Jun",
					    "Jul", "Agu", "Sep", "Okt", "Nov", "Des" };
	unsigned y = (unsigned)tanggal_year(t), m = (unsigned)tanggal_month(t), d = (unsigned)tanggal_day(t);
	size_t n = 0;
	switch (l->date) {
	case DATE_STYLE_ISO:
		n += digits(out, y, 4);
		out[n++] = '-';
		n += digits(out + n, m, 2);
		out[n++] = '-';
		return n + digits(out + n, d, 2);
	case DATE_STYLE_US:
		n += digits(out, m, m > 9 ? 2 : 1);
		out[n++] = '/';
		n += digits(out + n, d, d > 9 ? 2 : 1);
		out[n++] = '/';
		return n + digits(out + n, y, 4);
	case DATE_STYLE_MONTH:
		n += digits(out, d, 2);
		out[n++] = '-';
		n += put(out + n, months[m - 1], 3);
		out[n++] = '-';
		return n + digits(out + n, y, 4);
	default: {
		char mark = l->date == DATE_STYLE_TIME ? '/' : '-';
		n += digits(out, d, 2);
		out[n++] = mark;
		n += digits(out + n, m, 2);
		out[n++] = mark;
		n += digits(out + n, y, 4);
		return l->date == DATE_STYLE_TIME ? n + put_text(out + n, " 00:00:00") : n;
	}
	}
}

static size_t put_nik(char *out, const struct demo_layout *l, const struct demo_row *row)
{
	size_t n = 0, len = strlen(row->nik);
	if (row->spoilt) { /* 2,17105E+15 */
		out[0] = row->nik[0];
		out[1] = l->sep == ',' ? '.' : ',';
		n = 2 + put(out + 2, row->nik + 1, 5);
		return n + put_text(out + n, "E+15");
	}
	if (len == 0)
		return 0;
	if (l->apostrophe)
		out[n++] = '\'';
	memcpy(out + n, row->nik, len);
	if (row->broken == BREAK_LETTER_O)
		for (size_t i = 6; i < len; i++)
			if (out[n + i] == '0') {
				out[n + i] = 'O';
				break;
			}
	return n + len;
}

/* The few accented names a Windows-1252 list shows; the registry writes them without marks. */
static size_t put_name(char *out, const struct demo_layout *l, const struct demo_name *name)
{
	static const struct {
		const char *word;
		size_t at;
		char mark;
	} accents[] = { { "JOSE", 3, '\xC9' },	{ "ANDRE", 4, '\xC9' }, { "RENE", 3, '\xC9' },
			{ "MARIA", 3, '\xCD' }, { "IRENE", 4, '\xC8' }, { "LOPEZ", 1, '\xD3' },
			{ "DIAZ", 1, '\xCD' } };
	(void)put(out, name->text, name->len);
	if (!l->latin1)
		return name->len;
	for (size_t i = 0; i < name->len; i++) {
		if (i > 0 && name->text[i - 1] != ' ')
			continue;
		size_t end = i;
		while (end < name->len && name->text[end] != ' ')
			end++;
		for (size_t k = 0; k < COUNT(accents); k++)
			if (strlen(accents[k].word) == end - i &&
			    memcmp(accents[k].word, name->text + i, end - i) == 0)
				out[i + accents[k].at] = accents[k].mark;
	}
	return name->len;
}

static size_t put_place(char *out, const struct demo_row *row, bool kecamatan)
{
	/* People whose registered address is elsewhere stand in the list with an address in the city. */
	uint64_t code = row->person.kelurahan;
	for (size_t i = 0; i < DEMO_KELURAHAN; i++)
		if (demo_kelurahan[i].code == code) {
			const struct demo_word *w =
				kecamatan ? &demo_kecamatan[code / 10000 % 100 - 1] : &demo_kelurahan[i].name;
			return put(out, w->ptr, w->len);
		}
	return put_text(out, kecamatan ? demo_kecamatan[9].ptr : "BELIAN");
}

static size_t put_rank(char *out, const struct demo_row *row)
{
	if (row->newborn)
		return put_text(out, "4");
	switch (row->person.role) {
	case ROLE_HEAD:
		return put_text(out, "1");
	case ROLE_SPOUSE:
		return put_text(out, row->person.female ? "3" : "2");
	case ROLE_CHILD:
		return put_text(out, "4");
	default:
		return put_text(out, "5");
	}
}

static size_t put_address(char *out, const struct demo_row *row)
{
	/* A few addresses hold what breaks careless readers. */
	unsigned k = (unsigned)(row->psnoka % 997);
	size_t n = put(out, row->address, row->address_len);
	if (k == 1)
		n += put_text(out + n, "; SAMPING MASJID");
	else if (k == 2)
		n += put_text(out + n, " (RUMAH \"BIRU\")");
	else if (k == 3 && row->psnoka % 2)
		n += put_text(out + n, "\nDEKAT POS RW");
	else if (k == 4)
		n += put_text(out + n, "  ");
	return n;
}

size_t layout_cell(char out[DEMO_CELL], const struct demo_layout *l, enum demo_col col,
		   const struct demo_list *list, const struct demo_row *row)
{
	static const char month_names[12][10] = { "JANUARI",   "FEBRUARI", "MARET",    "APRIL",
						  "MEI",       "JUNI",	   "JULI",     "AGUSTUS",
						  "SEPTEMBER", "OKTOBER",  "NOVEMBER", "DESEMBER" };
	tanggal as_of = list->world->as_of;
	uint64_t code;
	size_t n = 0;
	switch (col) {
	case COL_URUT:
		return (size_t)snprintf(out, DEMO_CELL, "%" PRIu64, row->number);
	case COL_PSNOKA:
	case COL_NOKA:
		if (l->apostrophe)
			out[n++] = '\'';
		return n + digits(out + n, row->psnoka, 13);
	case COL_NAMA:
		return put_name(out, l, &row->name);
	case COL_SEX_NUMBER:
		return put_text(out, row->female ? "2" : "1");
	case COL_SEX_LETTER:
		return put_text(out, row->female ? "P" : "L");
	case COL_SEX_WORD:
		return put_text(out, row->female ? "PEREMPUAN" : "LAKI-LAKI");
	case COL_BIRTH:
		if (row->broken == BREAK_DATE) {
			n = digits(out, (uint64_t)tanggal_year(row->birth), 4);
			n += put_text(out + n, "-13-");
			return n + digits(out + n, (uint64_t)tanggal_day(row->birth), 2);
		}
		return put_birth(out, l, row->birth);
	case COL_NIK:
		return put_nik(out, l, row);
	case COL_KK:
		if (l->apostrophe)
			out[n++] = '\'';
		return row->kk ? n + digits(out + n, row->kk, 16) : n;
	case COL_PISAT:
	case COL_HUBUNGAN:
		return put_rank(out, row);
	case COL_KAWIN:
		return put_text(out, row->newborn || row->person.role == ROLE_CHILD ? "1" : "2");
	case COL_NOPPK:
		n = put_text(out, "0123U0");
		return n + digits(out + n, row->person.kelurahan / 10000 % 100, 2);
	case COL_NMPPK:
		n = put_text(out, "PKM ");
		return n + put_place(out + n, row, true);
	case COL_ALAMAT:
		return put_address(out, row);
	case COL_DATI2:
		return put_text(out, "KOTA BATAM");
	case COL_KDDESA:
		code = row->person.kelurahan;
		return digits(out, code / 1000000 == 2171 ? code : UINT64_C(2171101004), 10);
	case COL_NMDESA:
		return put_place(out, row, false);
	case COL_NMKEC:
		return put_place(out, row, true);
	case COL_KELAS:
		return put_text(out, "3");
	case COL_STATUS:
		return put_text(out, row->inactive ? "NONAKTIF" : "AKTIF");
	case COL_SEGMEN:
		return put_text(out, row->segment ? row->segment : l->segment);
	case COL_BULAN:
		return put_text(out, month_names[tanggal_month(as_of) - 1]);
	case COL_TAHUN:
		return digits(out, (uint64_t)tanggal_year(as_of), 4);
	case COL_TMPLHR:
		return put(out, row->person.birthplace->ptr, row->person.birthplace->len);
	case COL_IBU:
		return row->newborn ? put(out, row->person.name.text, row->person.name.len) :
				      put(out, row->person.mother.text, row->person.mother.len);
	case COL_RT:
		return digits(out, row->person.address.rt, 3);
	case COL_RW:
		return digits(out, row->person.address.rw, 3);
	case COL_PROVINSI:
		return put_text(out, "KEPULAUAN RIAU");
	case COL_DTKS:
		return digits(out, row->psnoka ^ 0x5a5a5, 10);
	default:
		return 0;
	}
}

void csv_field(struct buf *out, char sep, const char *s, size_t len)
{
	size_t i = 0;
	while (i < len && s[i] != sep && s[i] != '"' && s[i] != '\n' && s[i] != '\r')
		i++;
	if (i == len) {
		buf_add(out, str_of(s, len));
		return;
	}
	buf_addc(out, '"');
	for (i = 0; i < len; i++) {
		if (s[i] == '"')
			buf_addc(out, '"');
		buf_addc(out, s[i]);
	}
	buf_addc(out, '"');
}

void layout_heading(struct buf *out, const struct demo_layout *l)
{
	if (l->bom)
		buf_add(out, S("\xEF\xBB\xBF"));
	for (const char *p = l->heading; *p; p++)
		buf_addc(out, *p == ';' ? l->sep : *p);
	buf_add(out, l->crlf ? S("\r\n") : S("\n"));
}

static bool is_text(enum demo_col c)
{
	return c == COL_NAMA || c == COL_ALAMAT || c == COL_NMDESA || c == COL_NMKEC || c == COL_TMPLHR ||
	       c == COL_NMPPK;
}

void layout_row(struct buf *out, const struct demo_layout *l, const struct demo_list *list,
		const struct demo_row *row)
{
	char cell[DEMO_CELL];
	unsigned ncol = 0, known = 0, last;
	for (; ncol < COUNT(l->col) && l->col[ncol] != COL_END; ncol++)
		if (l->col[ncol] == COL_PSNOKA)
			known = ncol + 1;
	/* A row cut off (behind its number: it still is somebody's), one with a field too many, and one that
	 * lost a field in the middle. */
	last = row->broken == BREAK_SHORT ? known + (unsigned)(row->number % (ncol - known)) : ncol;
	for (unsigned i = 0; i < last; i++) {
		enum demo_col c = (enum demo_col)l->col[i];
		if (row->broken == BREAK_SHIFTED && c == COL_NIK)
			continue;
		size_t n = layout_cell(cell, l, c, list, row);
		if (i > 0)
			buf_addc(out, l->sep);
		if (l->quote_all_text && is_text(c) && !memchr(cell, '"', n)) {
			buf_addc(out, '"');
			buf_add(out, str_of(cell, n));
			buf_addc(out, '"');
		} else {
			csv_field(out, l->sep, cell, n);
		}
		if (row->broken == BREAK_SURPLUS && c == COL_NAMA) {
			buf_addc(out, l->sep);
			buf_add(out, S("S.PD"));
		}
	}
	buf_add(out, l->crlf ? S("\r\n") : S("\n"));
}
