/* Names: the habits of FACTS 11, as tables under data/, and the comparison that says which habit explained a
 * difference. Pure functions, no allocation, no locale. */
#ifndef PADAN_NAME_H
#define PADAN_NAME_H
#include "base/str.h"

#define NAME_LETTERS_MAX 96 /* letters kept of a name; what is longer is cut */
#define NAME_TOKENS_MAX 12
#define NAME_CODE_NEXT 13 /* a block code is 1 + the first letter's class times this + the next consonant's */

enum name_grade {
	NAME_ABSENT, /* one of them is empty (or only dots, dashes, titles) */
	NAME_SAME,   /* the same letters; case, blanks between words, dots, apostrophes and hyphens aside */
	NAME_HABIT,  /* the same once habits are folded: see NAME_H_* */
	NAME_TYPO,   /* one letter wrong, missing, doubled or two neighbours swapped (besides habits) */
	NAME_NEAR,   /* alike (Jaro-Winkler >= .92 or one is the other cut off): a person must look */
	NAME_FAR,
};
/* Habits that explained a difference. */
enum {
	NAME_H_TITLE = 1 << 0,    /* titles at the ends, NY/BY/AN, ALM */
	NAME_H_ABBREV = 1 << 1,   /* MUH, M., ABD, ST for SITI ... */
	NAME_H_OLD = 1 << 2,      /* oe dj tj nj sj ch j */
	NAME_H_FOLD = 1 << 3,     /* double letters, f/v/p, z/s/j, sy/sh/s, th/t, kh/h, q/k, y/i, final h, ie/i */
	NAME_H_ORDER = 1 << 4,    /* word order */
	NAME_H_JOIN = 1 << 5,     /* words joined or split */
	NAME_H_CUT = 1 << 6,      /* the last word of three or more is missing */
	NAME_H_INITIAL = 1 << 7,  /* a word given by its first letter */
	NAME_H_BIN = 1 << 8,      /* bin, binti, B., BT, BTE, BR, BORU and alias parts */
	NAME_H_TYPO = 1 << 9,
	NAME_H_DECEASED_MARK = 1 << 10, /* ALM/ALMH stood before one of them: a hint, not a difference */
	NAME_H_NEWBORN_MARK = 1 << 11,  /* BY NY / BAYI NY: the name is the mother's */
};
#define NAME_H_COUNT 12

/* What a word beside the main words of a name is; the comparison also tries the name with such words in place. */
enum name_part {
	NAME_PART_MAIN,
	NAME_PART_LEAD,   /* the title next to the name, before it: H may be an initial, AN NISA a name */
	NAME_PART_TRAIL,  /* the title next to the name, behind it: MA is also a family name */
	NAME_PART_MARK,   /* BIN, B., AL.: may be an initial or a word of its own */
	NAME_PART_FATHER, /* behind BIN */
	NAME_PART_ALIAS,  /* behind ALIAS, @ or in brackets */
};
/* A name prepared for comparison. Plain data, copyable. The words 0..ntoken-1 are the name; nother more words follow
 * them in all arrays, letters included, and are looked at only when the main words do not settle the matter. */
struct name_form {
	uint8_t ntoken;                       /* words after titles, marks and bin/binti are taken off */
	uint8_t len;                          /* letters in clean, without blanks */
	uint8_t flen;                         /* letters in folded */
	uint8_t nother;                       /* words after the main ones */
	uint16_t marks;                       /* NAME_H_TITLE, _BIN, _DECEASED_MARK, _NEWBORN_MARK met while preparing */
	uint8_t marga;                        /* first word behind BR/BORU, 0: none */
	bool old;                             /* a J, and OE, TJ, SJ or DJ in some word */
	bool wide;                            /* some letter has more than one reading: CH, Z, J beside old spelling */
	uint32_t letters;                     /* bit i: letter 'A'+i occurs in the folded name */
	uint32_t least, most;                 /* likewise: letters that no reading of the name lacks, and that some reading has */
	uint32_t key;                         /* hash of the folded words, in any order: equal for names that differ by fold,
	                                       * spelling, abbreviation, title and word order only; never 0 unless empty */
	uint32_t extra;                       /* hash of all that was taken off; 0: nothing was */
	uint32_t token[NAME_TOKENS_MAX];      /* hash of each folded word, in order (an initial: of its letter) */
	uint8_t code[NAME_TOKENS_MAX];        /* class of the first letter and of the next consonant, 1..255: the block code
	                                       * of a word. Same for a word and its habitual spellings */
	uint8_t start[NAME_TOKENS_MAX], fstart[NAME_TOKENS_MAX]; /* where each word starts in clean / folded */
	uint8_t wlen[NAME_TOKENS_MAX], fwlen[NAME_TOKENS_MAX];
	uint8_t part[NAME_TOKENS_MAX];        /* enum name_part */
	uint8_t abbr[NAME_TOKENS_MAX];        /* which word the abbreviation stands for, 0: it is none */
	char clean[NAME_LETTERS_MAX];         /* capital letters of the words, joined; abbreviations as written */
	char folded[NAME_LETTERS_MAX];        /* the same, abbreviations written out, spelling folded */
};
struct name_verdict {
	enum name_grade grade;
	uint16_t score;  /* 0..1000, 1000 for NAME_SAME; integer Jaro-Winkler based, symmetric */
	uint16_t habits; /* NAME_H_* that explained the difference */
};

/* A word of one letter, which may stand for any that begins with it. */
static inline bool name_has_initial(const struct name_form *f) { return memchr(f->wlen, 1, (size_t)f->ntoken + f->nother) != NULL; }
/* Prepares a name: UTF-8 or bytes; Latin letters with marks lose them (É -> E), everything else that is no letter parts
 * words, but for apostrophes, which join. */
void name_prepare(struct name_form *f, struct str raw);
/* Compares two prepared names. Symmetric: swapping them changes nothing. */
void name_compare(struct name_verdict *ret, const struct name_form *a, const struct name_form *b);
/* Grade by name, for the command and the tests. */
const char *name_grade_text(enum name_grade g);
/* Indonesian words for one habit bit ("gelar", "singkatan nama", "ejaan lama", ...). */
const char *name_habit_text(unsigned bit);
#endif
