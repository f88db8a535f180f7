#include "render/xlsx_paper.h"

#define FONT "Arial"
#define BLUE 0x1F3864
#define PALE 0xD9E2F3
#define LINE 0x8EA9DB
#define LIST_LINE 0xD9D9D9
#define COUNT_FORMAT "[$-421]#,##0_ ;-#,##0_ ;\"-\"_ "
#define SHARE_FORMAT "[$-421]0.0%_ "

struct format_spec {
	uint8_t size, bold, italic, align, valign, wrap, indent;
	uint32_t fg, bg, line; /* 0: none */
	const char *number;
};
enum { L = LXW_ALIGN_LEFT, C = LXW_ALIGN_CENTER, R = LXW_ALIGN_RIGHT, M = LXW_ALIGN_VERTICAL_CENTER,
       T = LXW_ALIGN_VERTICAL_TOP };

static const struct format_spec specs[PF_FORMATS] = {
	[PF_OFFICE] = { 10, 1, 0, C, M, 0, 0, 0x404040, 0, 0, NULL },
	[PF_TITLE] = { 14, 1, 0, C, M, 0, 0, BLUE, 0, 0, NULL },
	[PF_SUBTITLE] = { 11, 1, 0, C, M, 0, 0, BLUE, 0, 0, NULL },
	[PF_LABEL] = { 10, 0, 0, L, T, 0, 0, 0x595959, 0, 0, NULL },
	[PF_VALUE] = { 10, 0, 0, L, T, 1, 0, 0, 0, 0, "@" },
	[PF_WARN] = { 10, 0, 0, L, M, 1, 1, 0x7F6000, 0xFFF2CC, 0xE2C766, NULL },
	[PF_NOTE] = { 9, 0, 1, L, T, 1, 0, 0x595959, 0, 0, NULL },
	[PF_SECTION] = { 11, 1, 0, L, M, 0, 0, BLUE, 0, 0, NULL },
	[PF_HEAD] = { 10, 1, 0, C, M, 1, 0, 0xFFFFFF, BLUE, BLUE, NULL },
	[PF_NO] = { 10, 0, 0, C, M, 0, 0, 0, 0, LINE, "0" },
	[PF_TEXT] = { 10, 0, 0, L, M, 1, 1, 0, 0, LINE, "@" },
	[PF_CODE] = { 10, 0, 0, L, M, 0, 1, 0, 0, LINE, "@" },
	[PF_COUNT] = { 10, 0, 0, R, M, 0, 0, 0, 0, LINE, COUNT_FORMAT },
	[PF_SHARE] = { 10, 0, 0, R, M, 0, 0, 0, 0, LINE, SHARE_FORMAT },
	[PF_TOTAL] = { 10, 1, 0, C, M, 0, 0, 0, PALE, LINE, "@" },
	[PF_TOTAL_COUNT] = { 10, 1, 0, R, M, 0, 0, 0, PALE, LINE, COUNT_FORMAT },
	[PF_TOTAL_SHARE] = { 10, 1, 0, R, M, 0, 0, 0, PALE, LINE, SHARE_FORMAT },
	[PF_VERDICT_LAYAK] = { 10, 1, 0, L, M, 0, 1, 0x375623, 0xE2EFDA, LINE, "@" },
	[PF_VERDICT_TINJAU] = { 10, 1, 0, L, M, 0, 1, 0x7F6000, 0xFFF2CC, LINE, "@" },
	[PF_VERDICT_TIDAK_LAYAK] = { 10, 1, 0, L, M, 0, 1, 0x9C0006, 0xF8CBAD, LINE, "@" },
	[PF_LIST_HEAD] = { 9, 1, 0, C, M, 0, 0, 0xFFFFFF, BLUE, BLUE, "@" },
	[PF_LIST_ROW] = { 9, 0, 0, R, M, 0, 0, 0x595959, 0, LIST_LINE, "0" },
	[PF_LIST_TEXT] = { 9, 0, 0, L, M, 0, 0, 0, 0, LIST_LINE, "@" },
	[PF_LIST_WRAP] = { 9, 0, 0, L, M, 1, 0, 0, 0, LIST_LINE, "@" },
	[PF_LIST_ID] = { 9, 0, 0, C, M, 0, 0, 0, 0, LIST_LINE, "@" },
	[PF_LIST_SCORE] = { 9, 0, 0, C, M, 0, 0, 0, 0, LIST_LINE, "0" },
	[PF_LIST_LAYAK] = { 9, 1, 0, C, M, 0, 0, 0x375623, 0xE2EFDA, LIST_LINE, "@" },
	[PF_LIST_TINJAU] = { 9, 1, 0, C, M, 0, 0, 0x7F6000, 0xFFF2CC, LIST_LINE, "@" },
	[PF_LIST_TIDAK_LAYAK] = { 9, 1, 0, C, M, 0, 0, 0x9C0006, 0xF8CBAD, LIST_LINE, "@" },
};

static lxw_format *make_format(lxw_workbook *wb, const struct format_spec *s)
{
	lxw_format *f = workbook_add_format(wb);
	if (!f)
		return NULL;
	format_set_font_name(f, FONT);
	format_set_font_size(f, s->size);
	if (s->bold)
		format_set_bold(f);
	if (s->italic)
		format_set_italic(f);
	if (s->fg)
		format_set_font_color(f, s->fg);
	if (s->bg)
		format_set_bg_color(f, s->bg);
	if (s->line) {
		format_set_border(f, LXW_BORDER_THIN);
		format_set_border_color(f, s->line);
	}
	if (s->number)
		format_set_num_format(f, s->number);
	if (s->wrap)
		format_set_text_wrap(f);
	if (s->indent)
		format_set_indent(f, s->indent);
	format_set_align(f, s->align);
	format_set_align(f, s->valign);
	return f;
}

bool paper_init(struct paper *p, lxw_workbook *wb)
{
	/* The format of unformatted cells: its font is what column widths are measured in. */
	lxw_format *normal = STAILQ_FIRST(wb->formats);
	p->error = LXW_NO_ERROR;
	if (normal) {
		format_set_font_name(normal, FONT);
		format_set_font_size(normal, 10);
	}
	for (size_t i = 0; i < PF_FORMATS; i++) {
		p->format[i] = make_format(wb, &specs[i]);
		if (!p->format[i])
			return false;
	}
	return true;
}

static bool is_hex(char c)
{
	return ch_digit(c) || (ch_upper(c) >= 'A' && ch_upper(c) <= 'F');
}

/* _xHHHH_ stands for a character in the format. */
static bool is_escape(const char *s, size_t n)
{
	return n >= 7 && s[0] == '_' && (s[1] == 'x' || s[1] == 'X') && is_hex(s[2]) && is_hex(s[3]) && is_hex(s[4]) &&
	       is_hex(s[5]) && s[6] == '_';
}

/* Length of the UTF-8 character s begins with, 0 when it is none or none that XML allows. */
static size_t char_len(const char *s, size_t n)
{
	unsigned char c = (unsigned char)s[0];
	size_t want = c < 0xC2 ? 0 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : c < 0xF5 ? 4 : 0;
	if (want == 0 || want > n || str_utf8_valid(str_of(s, want)) != want)
		return 0;
	if (want == 3 && c == 0xEF && (unsigned char)s[1] == 0xBF && (unsigned char)s[2] >= 0xBE)
		return 0; /* U+FFFE, U+FFFF */
	return want;
}

const char *paper_text(struct paper *p, struct str s)
{
	size_t used = 0, k;
	for (size_t i = 0; i < s.len;) {
		unsigned char c = (unsigned char)s.ptr[i];
		const char *from = s.ptr + i;
		size_t n = 1;
		k = 1;
		if (c < 0x20 || c == 0x7F) {
			from = " ";
		} else if (c == '_' && is_escape(s.ptr + i, s.len - i)) {
			from = "_x005F_";
			n = 7;
		} else if (c >= 0x80) {
			n = k = char_len(s.ptr + i, s.len - i);
			if (n == 0) {
				from = "\357\277\275";
				n = 3;
				k = 1;
			}
		}
		if (n > PAPER_TEXT_MAX - used)
			break;
		memcpy(p->text + used, from, n);
		used += n;
		i += k;
	}
	p->text[used] = '\0';
	return p->text;
}

static void note(struct paper *p, lxw_error e)
{
	if (e != LXW_NO_ERROR && p->error == LXW_NO_ERROR)
		p->error = e;
}

void paper_put(struct paper *p, lxw_worksheet *ws, uint32_t row, int col, struct str s, enum paper_format f)
{
	note(p, worksheet_write_string(ws, row, (lxw_col_t)col, paper_text(p, s), p->format[f]));
}

void paper_put_number(struct paper *p, lxw_worksheet *ws, uint32_t row, int col, double v, enum paper_format f)
{
	note(p, worksheet_write_number(ws, row, (lxw_col_t)col, v, p->format[f]));
}

void paper_merge(struct paper *p, lxw_worksheet *ws, uint32_t row, int from, int to, struct str s, enum paper_format f)
{
	note(p, worksheet_merge_range(ws, row, (lxw_col_t)from, row, (lxw_col_t)to, paper_text(p, s), p->format[f]));
}

void paper_row_height(struct paper *p, lxw_worksheet *ws, uint32_t row, double points)
{
	note(p, worksheet_set_row(ws, row, points, NULL));
}

struct str paper_date(char out[PAPER_DATE_SIZE], int d)
{
	static const char month[12][10] = { "Januari", "Februari", "Maret",     "April",   "Mei",      "Juni",
					    "Juli",    "Agustus",  "September", "Oktober", "November", "Desember" };
	int m = d / 100 % 100, n;
	if (d <= 0 || m < 1 || m > 12)
		return S("-");
	n = snprintf(out, PAPER_DATE_SIZE, "%d %s %d", d % 100, month[m - 1], d / 10000);
	return str_of(out, n > 0 && n < PAPER_DATE_SIZE ? (size_t)n : 0);
}
