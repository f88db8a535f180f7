/* The ledger. Every row moves an amount out of one account into another, so that all accounts always sum to zero: nothing else
 * can be written. What a screen or a paper says about money is a balance of it. Accounts:
 *   pagu -> tersedia     what the DPA grants         tersedia -> tagihan   a bill accepted
 *   tagihan -> realisasi paid (SP2D, or transfer)    utang -> beban        owed to BPJS
 *   kas -> utang         transferred                 beban -> piutang      claimed back from BPJS
 *   piutang -> beban     a claim deducted from a later bill
 * Rows are never changed; a mistake is moved back. Amounts are whole rupiah above zero. */
#ifndef PADAN_BUKU_H
#define PADAN_BUKU_H
#include "app/cx.h"

struct buku_baris {
	struct str rekening;
	const char *dari, *ke;
	int64_t jumlah; /* 0: the row is left out */
};
struct buku_jurnal {
	int64_t tahun, tanggal;
	const char *jenis;   /* dpa_murni, dpa_perubahan, geser, saldo_awal, tagihan, bayar, batal */
	int64_t tagihan;     /* 0: none */
	struct str nomor, uraian, berkas;
};
/* Writes one journal within the caller's transaction, with its audit entry. A journal without rows is not written. */
int buku_catat(struct cx *cx, const struct buku_jurnal *j, const struct buku_baris *b, size_t n, struct err *err);
/* Balance of an account (what came in less what went out) in a budget year; rekening empty: all. tahun 0: all years. */
int buku_saldo(struct cx *cx, int64_t tahun, struct str rekening, const char *akun, int64_t *ret, struct err *err);

/* A bill accepted at the end of step 4: charged to the accounts of its year, refused where one does not suffice (no exception exists);
 * debts and claims follow: lines that lower it use up what BPJS owes, differences treated as `kredit` are claimed. */
int buku_tagihan(struct cx *cx, int64_t tagihan, struct err *err);
/* Moves the bill's balances to what its payments say now: realised = the larger of SP2D and transfers, paid = transfers. Called after a
 * payment counts, and after one was cancelled. */
int buku_setel(struct cx *cx, int64_t tagihan, struct str nomor, struct str uraian, struct err *err);
#endif
