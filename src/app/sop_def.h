/* A procedure of the office as data: the printed text word for word, typing errors included, and what is added where the
 * print is silent, marked tambahan (docs/sop.md). One revision is one file under sop/; a case keeps the revision it began
 * under. */
#ifndef PADAN_SOP_DEF_H
#define PADAN_SOP_DEF_H
#include "app/kalender.h"
#include "app/peran.h"
#include "base/val.h"

enum sop_simbol { SOP_MULAI, SOP_PROSES, SOP_KEPUTUSAN, SOP_SELESAI };
/* What a step can do: the closed list. Whatever a revision may change is data, whatever needs code is one of these. */
enum sop_operasi {
	SOP_RECEIVE_BNBA, SOP_VERIFY, SOP_DRAFT_RECAP, SOP_APPROVE, SOP_SUBMIT,
	SOP_RECEIVE_REKON, SOP_HANDOVER, SOP_BILL, SOP_PREPARE, SOP_REQUEST_PAYMENT,
	SOP_OPERASI_COUNT
};
/* Where what a step needs comes from. */
enum sop_asal {
	SOP_DARI_LANGKAH,  /* an earlier step yielded or received it */
	SOP_DARI_UNGGAH,   /* received in this step, from a role */
	SOP_DARI_PROSEDUR, /* another procedure yields it: the same record, not a copy */
	SOP_SARANA,        /* a means of work, no document */
};

struct sop_catatan {
	struct str isi;
	bool tambahan; /* ours; false: printed */
};
struct sop_lajur {
	unsigned peran;      /* R_*: who acts in this lane */
	struct str nama;     /* as printed */
	bool tambahan;
	struct str catatan;  /* why it was added, or a remark; may be empty */
};
/* One need or one output: a printed text and the documents it means. */
struct sop_item {
	struct str teks;
	const struct str *dokumen;
	size_t dokumen_n;
	enum sop_asal asal;      /* needs only, as are dari_* and wajib */
	unsigned dari_peran;     /* SOP_DARI_UNGGAH: R_* who hands it over */
	struct str dari_prosedur;/* SOP_DARI_PROSEDUR: "072" */
	bool wajib;              /* the step cannot end without it */
	bool salah_satu;         /* outputs only: one of the documents is enough */
	bool tambahan;
	struct str catatan;
};
struct sop_cabang {
	struct str jawaban; /* "Setuju", "Tidak" */
	int ke;             /* number of the step; smaller than the own: back */
	bool tambahan;
	struct str catatan;
};
struct sop_langkah {
	int no;
	struct str slug, kegiatan;
	unsigned peran;             /* R_* bits that may act */
	unsigned penanggung;        /* the one named first: whose task it is */
	enum sop_simbol simbol;
	const struct sop_item *kelengkapan;
	size_t kelengkapan_n;
	int waktu;
	enum satuan_waktu satuan;
	struct str waktu_teks;      /* as printed */
	int tanggal_tetap;          /* day of the month the step is bound to, 0: none */
	const struct sop_item *output;
	size_t output_n;
	const struct sop_cabang *cabang; /* decisions only */
	size_t cabang_n;
	enum sop_operasi jalankan;
	const struct sop_catatan *catatan;
	size_t catatan_n;
};
struct sop_daftar {
	const struct str *isi;
	size_t n;
};
struct sop_def {
	struct str kode;            /* "072-rev00": the key of this revision */
	struct str prosedur;        /* "072" */
	struct sop_daftar kop;
	struct str unit_kerja, nomor, judul, revisi, disahkan_jabatan, disahkan_nama;
	tanggal tanggal_pembuatan, tanggal_revisi, tanggal_efektif; /* tanggal_revisi 0: none printed */
	struct sop_daftar dasar_hukum, kualifikasi, keterkaitan, peralatan;
	struct str peringatan, pencatatan;
	const struct sop_lajur *lajur;
	size_t lajur_n;
	const struct sop_langkah *langkah;
	size_t langkah_n;
	const struct sop_catatan *catatan;
	size_t catatan_n;
	struct val isi;             /* the whole file, for pages and the API */
};

/* Reads one definition; all of it lives in mem, nothing points into json. name is what messages call the file. Strict:
 * E_FORMAT with file, line and place for bad JSON, an unknown, missing or wrongly typed member, text that is empty or too
 * long, steps out of order, an arm to a step that is not there, a role without a lane, a document needed and neither
 * yielded nor received before. E_LIMIT above 256 KiB. */
int sop_def_read(const struct sop_def **ret, struct arena *mem, struct str name, struct str json, struct err *err);
/* What only several definitions together show: each need from another procedure is an output of a step of one of them.
 * E_FORMAT names the first that is not. */
int sop_def_links(const struct sop_def *const *defs, size_t n, struct err *err);

/* NULL when there is none. */
const struct sop_langkah *sop_step_by_no(const struct sop_def *def, int64_t no);
const struct sop_langkah *sop_step_by_slug(const struct sop_def *def, struct str slug);
/* The step after this one, by the answer where it is a decision (else the answer does not matter). NULL: the procedure is
 * at its end, or there is no such arm. */
const struct sop_langkah *sop_step_next(const struct sop_def *def, const struct sop_langkah *step, struct str jawaban);
/* True when the step yields this document. */
bool sop_step_yields(const struct sop_langkah *step, struct str dokumen);
/* "receive_bnba", as in the files. */
const char *sop_operasi_nama(enum sop_operasi op);

/* The definitions built in: 072 first, then 070. false when there is no such index. */
bool sop_builtin(size_t index, struct str *ret_name, struct str *ret_json);
#endif
