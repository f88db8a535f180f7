/* What the text of one cell says about its row: numbers, totals, titles, signature lines. For row_classify. */
#ifndef PADAN_ROWTEXT_H
#define PADAN_ROWTEXT_H
#include "base/str.h"

/* What one cell holds, counted once. Letters that stand for digits in a mistyped number (O, I, L) are counted apart. */
struct text_count {
	unsigned digits, letters, as_digits, others;
};
struct text_count text_count_of(struct str s);
/* A number with at most a few strange letters in it, not a sentence with a number in it. */
bool text_numeric(struct text_count n);
/* At least as many letters as digits: a name, a word. */
bool text_wordy(struct text_count n);
/* 2,17105E+15 */
bool text_scientific(struct str s);
/* A total is named by the first word of a cell ("JUMLAH PESERTA", "SUB TOTAL", "II. JUMLAH") or its last ("SAGULUNG
 * Total", as a spreadsheet's subtotals write it), or in spaced letters. */
bool text_says_total(struct str s);
/* Headings of groups, notes, legends and signature blocks. A test for rows in which nothing else speaks of a
 * participant: some people are called like the first word of a title. */
bool text_says_title(struct str s);
/* "NIP. 19660731 199703 1 007", and the same without its label (digits in groups of 8, 6, 1 and 3: FACTS 1.4). */
bool text_is_nip(struct str s);
bool text_is_bare_nip(struct str s);
/* The number a text states: the one beside JIWA, ORANG or PESERTA, else the first that is not part of a date, a class,
 * a page or an amount in rupiah; -1 when there is none. *ret_people tells the first case. */
int64_t text_people(struct str s, bool *ret_people);
/* A total of families or of money, not of people. */
bool text_counts_other(struct str s);
/* A total of the whole list, unless a word names a part: SUB, a page, a kecamatan, or any word that is not one of those
 * in which a whole list is spoken of. */
bool text_says_grand(struct str s);
#endif
