/* Heading search and row classes on arbitrary cells. First byte: bit 0 --map, bits 1-2 kind of the cells, bit 3 hidden
 * first row. Then cells parted by tabs, rows by line feeds. */
#include "sheet/columns.h"

#include "sheet/aliases.h"
#include "sheet/rowtext.h"

#define FUZZ_ROWS 64
#define FUZZ_CELLS 2048

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What must hold for any layout that was found. */
static void check_layout(const struct layout *l, size_t nrow)
{
	bool numbered = l->col[F_NIK] >= 0 || l->col[F_PSNOKA] >= 0, named = l->col[F_NAMA] >= 0;
	switch (l->kind) {
	case LIST_BNBA:
		MUST(named && (l->col[F_NIK] >= 0 || l->col[F_TANGGAL_LAHIR] >= 0));
		break;
	case LIST_REGISTRY:
		MUST(named && l->col[F_NIK] >= 0);
		break;
	case LIST_TAGIHAN:
		MUST(numbered && (l->col[F_BLNTAG] >= 0 || l->col[F_IURAN] >= 0));
		break;
	case LIST_MUTASI:
		MUST(numbered && (l->col[F_MUTASI] >= 0 || named));
		break;
	}
	MUST(l->header_last == l->header_first || l->header_last == l->header_first + 1);
	MUST(l->header_first >= 1 && l->header_last <= nrow && l->header_last <= HEADER_ROWS_MAX);
	for (int f = 0; f < FIELD_COUNT; f++) {
		MUST(l->col[f] >= -1 && (l->col[f] < 0 || (uint32_t)l->col[f] < l->ncol));
		for (int g = 0; g < f; g++)
			MUST(l->col[f] < 0 || l->col[f] != l->col[g]);
	}
}

static void check_rows(const struct layout *l, const struct sheet_row *rows, size_t nrow)
{
	for (size_t i = 0; i < nrow; i++) {
		int64_t stated = 7;
		bool grand = true, blank = true;
		enum row_class c = row_classify(l, &rows[i], &stated, &grand);
		MUST((unsigned)c <= ROW_TOTAL);
		MUST(stated >= -1 && (c == ROW_TOTAL || (stated == -1 && !grand)));
		MUST(row_classify(l, &rows[i], NULL, NULL) == c);
		for (uint32_t k = 0; k < rows[i].ncell; k++)
			blank = blank && str_unspreadsheet(row_cell(&rows[i], (int)k)).len == 0;
		MUST(!blank || c == ROW_BLANK);
	}
}

static void check_text(struct str s)
{
	bool people;
	enum field f;
	struct str name;
	(void)text_people(s, &people);
	(void)text_says_grand(s);
	(void)text_says_title(s);
	(void)text_says_total(s);
	if (field_parse(&f, s)) {
		MUST((unsigned)f < FIELD_COUNT);
		name = field_name(f);
		MUST(name.len > 0);
		bool known = false;
		for (enum list_kind kind = LIST_BNBA; kind <= LIST_MUTASI; kind++)
			known |= heading_is(s, f, kind);
		MUST(known);
	}
}

static size_t split(struct cell *cells, struct sheet_row *rows, const char *p, size_t n, uint8_t flags)
{
	size_t nrow = 0, ncell = 0, from = 0, first = 0;
	for (size_t i = 0; i <= n && nrow < FUZZ_ROWS && ncell < FUZZ_CELLS; i++) {
		if (i < n && p[i] != '\t' && p[i] != '\n')
			continue;
		cells[ncell] = (struct cell){ p + from, (uint32_t)(i - from), CELL_TEXT };
		if (ncell % 3 == 0)
			cells[ncell].kind = (flags >> 1) & 3;
		ncell++;
		from = i + 1;
		if (i == n || p[i] == '\n' || ncell == FUZZ_CELLS) {
			rows[nrow] = (struct sheet_row){ .number = nrow + 1, .ncell = (uint32_t)(ncell - first), .cell = cells + first };
			rows[nrow].hidden = nrow == 0 && (flags & 8);
			nrow++;
			first = ncell;
		}
	}
	return nrow;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct cell cells[FUZZ_CELLS];
	struct sheet_row rows[FUZZ_ROWS];
	struct layout l;
	struct err err;
	size_t nrow, nmap;
	struct column_map map;
	if (size < 2)
		return 0;
	nrow = split(cells, rows, (const char *)data + 1, size - 1, data[0]);
	if (nrow == 0)
		return 0;
	map = (struct column_map){ F_NIK, row_cell(&rows[0], 0) };
	nmap = data[0] & 1;
	for (enum list_kind kind = LIST_BNBA; kind <= LIST_MUTASI; kind++) {
		err.msg[0] = 0;
		if (layout_find(&l, rows, nrow, kind, &map, nmap, &err) == 0) {
			MUST(l.kind == kind);
			check_layout(&l, nrow);
			check_rows(&l, rows, nrow);
		} else {
			MUST(err.msg[0] != 0);
		}
		/* rows under a layout that is not theirs */
		l = (struct layout){ .kind = kind, .ncol = 8 };
		for (int f = 0; f < FIELD_COUNT; f++)
			l.col[f] = (int16_t)((f * 5 + data[0]) % 9 - 1);
		check_rows(&l, rows, nrow);
	}
	for (uint32_t k = 0; k < rows[0].ncell && k < 8; k++)
		check_text(row_cell(&rows[0], (int)k));
	return 0;
}
