/* padan.h - verify a BNBA list against the civil registry.
 *
 * The whole public interface of libpadan. C99 and C++ clean. No result depends on a clock; the library writes no log and
 * keeps no state outside its two opaque types; every function may be called from several threads on different objects,
 * and padan_verify from several threads on one registry, if that was not loaded for one list (padan_options.list).
 *
 * Functions return 0 or a negative PADAN_E* code; details go to the caller's padan_err, which may be NULL. Results
 * behind ret_ pointers are set only on success.
 */
#ifndef PADAN_H
#define PADAN_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define PADAN_VERSION "0.1.0"
#define PADAN_API __attribute__((visibility("default")))

enum {
	PADAN_OK = 0,
	PADAN_ENOMEM = -1,  /* out of memory */
	PADAN_EIO = -2,     /* opening, reading or writing failed */
	PADAN_EFORMAT = -3, /* the input cannot be used */
	PADAN_ELIMIT = -4,  /* the input is larger than accepted */
	PADAN_EARG = -5,    /* wrong argument or option */
	PADAN_ESTOP = -6    /* the stop flag was set */
};

/* One line of Indonesian a clerk can act on; never a full NIK, name or address. */
typedef struct padan_err {
	int code;
	uint64_t row;
	char msg[400];
} padan_err;

/* Verdicts and reasons: docs/verify.md. The order of the reasons is the order they are printed in. */
enum padan_verdict_kind { PADAN_LAYAK, PADAN_TINJAU, PADAN_TIDAK_LAYAK };
enum padan_reason {
	PADAN_BARIS_RUSAK,
	PADAN_NIK_KOSONG,
	PADAN_NIK_TIDAK_SAH,
	PADAN_NIK_GANDA,
	PADAN_ORANG_GANDA,
	PADAN_NIK_TIDAK_DITEMUKAN,
	PADAN_NIK_MILIK_ORANG_LAIN,
	PADAN_MENINGGAL,
	PADAN_PINDAH_DOMISILI,
	PADAN_NIK_NONAKTIF,
	PADAN_NAMA_BEDA,
	PADAN_TANGGAL_LAHIR_BEDA,
	PADAN_JENIS_KELAMIN_BEDA,
	PADAN_TANGGAL_TIDAK_SAH,
	PADAN_SEGMEN_LAIN,
	PADAN_BELUM_DIPERIKSA,
	PADAN_PESERTA_GANDA,
	PADAN_KK_BEDA,                    /* notes: do not change the verdict */
	PADAN_ALAMAT_BEDA,
	PADAN_WILAYAH_NIK_TIDAK_DIKENAL,
	PADAN_REASON_COUNT
};
/* "MENINGGAL"; NULL when out of range. Static. */
PADAN_API const char *padan_reason_name(int reason);
/* What the reason means, in Indonesian; NULL when out of range. Static. */
PADAN_API const char *padan_reason_text(int reason);
/* "TIDAK_LAYAK"; NULL when out of range. Static. */
PADAN_API const char *padan_verdict_name(int verdict);

/* A slice of text that belongs to whoever handed it out. */
typedef struct padan_str {
	const char *ptr;
	size_t len;
} padan_str;

/* Where a file comes from: a path, or "-" for standard input (CSV only). */
typedef struct padan_options {
	int version;                 /* PADAN_OPTIONS_VERSION */
	int as_of;                   /* yyyymmdd, required */
	int city;                    /* PPKK, 2171 */
	int threads;                 /* 0: as many as there are processors */
	int national;                /* the registry is the national one (--registry-scope nasional) */
	int registry_date;           /* yyyymmdd, 0: from the extract */
	const char *sheet;           /* NULL: the only visible one; "*": all */
	const char *const *map;      /* "FIELD=HEADING", map_count of them */
	size_t map_count;
	const char *criteria;        /* text of a criteria file, NULL: the contract's defaults */
	size_t criteria_len;
	const volatile int *stop;    /* when a signal or another thread makes it non-zero the work ends with PADAN_ESTOP; may be NULL */
	/* Told from time to time how far the work is, from one thread at a time; may be NULL. */
	void (*progress)(void *ctx, const char *phase, uint64_t done, uint64_t total);
	void *progress_ctx;
	/* padan_registry_load: the only list the registry will be asked about, once, as padan_verify will read it. What that
	 * list does not tell anyway is left out of the registry, and its memory serves the result that is written: a second
	 * padan_verify ends with PADAN_EARG. NULL: the registry is kept whole, for any list. */
	const char *list;
} padan_options;
#define PADAN_OPTIONS_VERSION 1
#define PADAN_OPTIONS_INIT { PADAN_OPTIONS_VERSION, 0, 2171, 0, 0, 0, NULL, NULL, 0, NULL, 0, NULL, NULL, NULL, NULL }

/* The verdict on one row. Slices live until the sink's function returns. */
typedef struct padan_row {
	uint64_t row;              /* as a person sees it in the sheet, from 1 */
	padan_str sheet;           /* name of the sheet when several were read, else empty */
	padan_str no_peserta;      /* 13 digits, or as in the list when it is no number; may be empty */
	padan_str nik;             /* as in the list, cleaned */
	padan_str nama;            /* as in the list, cleaned */
	padan_str nik_registry;    /* 16 digits or empty */
	padan_str explanation;     /* one Indonesian sentence */
	uint32_t reasons;          /* bit i: enum padan_reason i */
	int16_t score;             /* 0..1000, -1: none */
	uint8_t verdict;           /* enum padan_verdict_kind */
	uint64_t region;           /* kelurahan (10 digits) or kecamatan (6 digits) of the list, 0: unknown */
	padan_str segment;         /* as in the list; empty when there is no such column */
} padan_row;

enum padan_format { PADAN_FORMAT_ROWS, PADAN_FORMAT_CSV, PADAN_FORMAT_JSON };
/* Where results go, in the input's order, called by one thread at a time. A non-zero result ends the work; it is
 * returned as it is when negative. */
typedef struct padan_sink {
	int format;                                                           /* enum padan_format */
	int (*rows)(void *ctx, const padan_row *rows, size_t n);              /* PADAN_FORMAT_ROWS */
	int (*text)(void *ctx, const char *text, size_t len);                 /* PADAN_FORMAT_CSV, _JSON: whole lines */
	void *ctx;
} padan_sink;

/* Counts of one run; they add up to the rows read. */
#define PADAN_DISTRICTS_MAX 1024
typedef struct padan_summary {
	uint64_t participants;                 /* output rows */
	uint64_t verdict[3];
	uint64_t reason[PADAN_REASON_COUNT];   /* rows that have it */
	/* Rows of the sheet(s) below the heading that are no participants. */
	uint64_t blank, title, repeated_heading, total_rows;
	uint64_t above_heading;                /* heading included */
	int64_t stated_total;                  /* what the list itself states, -1: nothing */
	uint64_t hidden_rows, hidden_columns;  /* not read */
	char hidden_sheets[256];               /* names, joined by ", "; empty: none */
	char columns[512];                     /* which heading gave which field, for the clerk */
	uint64_t status_deceased;              /* rows whose own STATUS says deceased */
	/* The registry. */
	uint64_t registry_records;             /* 0: none was given */
	uint64_t registry_unknown_status;
	int registry_date;                     /* yyyymmdd, 0: none */
	int registry_date_from;                /* 1 option, 2 index, 3 latest status date, 4 as-of */
	int registry_has_status;               /* 0: deaths and moves cannot be known */
	uint64_t not_found;                    /* rows with a possible NIK that is not in the registry */
	uint64_t looked_up;                    /* rows with a possible NIK */
	int incomplete;                        /* 1: the share not found is above the threshold */
	struct {
		uint32_t code;                 /* kecamatan, 0: unknown */
		uint64_t rows, not_found;
	} district[PADAN_DISTRICTS_MAX];
	size_t district_count;
	char criteria_hash[65];                /* BLAKE2b-256 of the criteria in force, hex */
	char date_order[4];                    /* "DMY" or "MDY": how the list's birth dates were read */
	uint64_t short_years;                  /* birth dates with a two-digit year */
	uint64_t warnings;                     /* bits PADAN_WARN_* */
} padan_summary;
enum {
	PADAN_WARN_STATED_TOTAL = 1,     /* stated total differs from rows read */
	PADAN_WARN_INCOMPLETE = 2,
	PADAN_WARN_SHORT_YEARS = 4,
	PADAN_WARN_UNKNOWN_STATUS = 8,
	PADAN_WARN_NO_STATUS = 16,
	PADAN_WARN_HIDDEN = 32
};

typedef struct padan_registry padan_registry;
/* Loads an extract of the civil registry. The result belongs to the caller; free with padan_registry_free (NULL is
 * fine). */
PADAN_API int padan_registry_load(padan_registry **ret, const char *path, const padan_options *opt, padan_err *err);
PADAN_API void padan_registry_free(padan_registry *reg);

/* Verifies a list. reg may be NULL (rules of the list alone). *ret_summary is filled on success. */
PADAN_API int padan_verify(padan_registry *reg, const char *path, const padan_options *opt,
			   const padan_sink *sink, padan_summary *ret_summary, padan_err *err);

/* The same by a second, slow and plain implementation that shares none of the passes: for checking. registry_path may be
 * NULL. Time grows with rows times records. */
PADAN_API int padan_verify_plain(const char *registry_path, const char *path, const padan_options *opt,
				 const padan_sink *sink, padan_summary *ret_summary, padan_err *err);

/* One person of a list or an extract as it is read, for whoever keeps the texts. Slices live until the function returns;
 * texts are UTF-8 without control characters, each at most 1000 bytes. */
enum padan_fault {
	PADAN_FAULT_ROW = 1,        /* the row is torn or shifted */
	PADAN_FAULT_NIK_EMPTY = 2,
	PADAN_FAULT_NIK = 4,        /* no possible NIK */
	PADAN_FAULT_BIRTH = 8,      /* the birth date is no date */
	PADAN_FAULT_BIRTH_EMPTY = 16,
	PADAN_FAULT_NO_PESERTA = 32,
	PADAN_FAULT_NAMA = 64,      /* no name */
	PADAN_FAULT_SEX = 128,      /* not L or P, in a list that has the column */
	PADAN_FAULT_SEGMENT = 256   /* detail of a bill: another segment than those a city pays for */
};
typedef struct padan_person {
	uint64_t row;              /* of the sheet, from 1 */
	padan_str sheet;           /* when several were read, else empty */
	padan_str no_peserta, nik, kk, nama, ibu, alamat, tempat_lahir, segmen, status, hubungan;
	int birth;                 /* yyyymmdd, 0: none or no date */
	int status_date;           /* of an extract */
	char sex;                  /* 'L', 'P', 0 */
	uint64_t region;           /* as in padan_row */
	unsigned faults;           /* enum padan_fault */
	padan_str bulan_tagih, iuran, bantuan; /* of the detail of a bill, as written */
	padan_str mutasi, tmt;                 /* of data mutasi, as written */
} padan_person;
/* PADAN_LIST_TAGIHAN: the detail of a bill (who was billed, for which month, how much); names may be missing in it.
 * PADAN_LIST_MUTASI: who was added and removed. */
enum padan_list_kind { PADAN_LIST_BNBA, PADAN_LIST_REGISTRY, PADAN_LIST_TAGIHAN, PADAN_LIST_MUTASI };
typedef struct padan_list_info {
	uint64_t rows, blank, title, repeated_heading, total_rows, above_heading, hidden_rows, hidden_columns;
	int64_t stated_total;      /* -1: nothing */
	char hidden_sheets[256];
	char date_order[4];
	uint64_t short_years;
	uint64_t heading_row;      /* of the first sheet read */
	const char *headings;      /* a line for each column: heading, tab, field or nothing; lives until the function returns */
	size_t headings_len;
} padan_list_info;
/* Reads a list (or an extract) and hands out its people in the file's order: of a BNBA exactly the rows padan_verify
 * judges, in the same order. info comes first. only (may be NULL): n_only NIKs in rising order, nobody else is handed out.
 * Memory grows with what is handed out. A non-zero result of a function ends the work; it is returned when negative. */
typedef struct padan_reader {
	int kind;                  /* enum padan_list_kind */
	int (*info)(void *ctx, const padan_list_info *info);
	int (*person)(void *ctx, const padan_person *person);
	void *ctx;
	const uint64_t *only;
	size_t n_only;
} padan_reader;
PADAN_API int padan_list_read(const char *path, const padan_options *opt, const padan_reader *reader, padan_err *err);

/* What a NIK says. Strings are static or in the struct. */
typedef struct padan_nik {
	int valid;              /* 1: a possible NIK */
	const char *problem;    /* Indonesian, why not; NULL when valid */
	int day, month, year2;  /* of birth, 0 when the text is no 16 digits */
	char sex;               /* 'L', 'P', 0 */
	unsigned serial;
	char masked[40];
	char province[64], city[64], district[64]; /* names, empty when unknown */
	int odd_region, odd_day;
} padan_nik;
PADAN_API void padan_nik_describe(padan_nik *ret, const char *text);

typedef struct padan_name_result {
	int score;              /* 0..1000 */
	int fits;               /* 1: the same name for the verdict when birth date and sex agree */
	const char *grade;      /* SAMA, KEBIASAAN, SALAH_KETIK, MIRIP, BEDA, KOSONG */
	char why[256];          /* Indonesian: the habits that explained the difference */
} padan_name_result;
PADAN_API void padan_name_compare(padan_name_result *ret, const char *a, const char *b);

#ifdef __cplusplus
}
#endif
#endif
