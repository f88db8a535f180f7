/* The play of the made-up office: whose turn it is, and what time the play says it is (contoh.c, contoh_bayar.c). */
#ifndef PADAN_CMD_CONTOH_H
#define PADAN_CMD_CONTOH_H
#include "cmd/kantor.h"

struct play {
	struct kantor *k;
	struct cx cx;
	struct user user;
	int64_t now_s;
	int64_t kasus, daftar;   /* SOP 072 */
	const char *file;
	int month;
	char path[3200];
	int64_t bayar, tagihan;  /* SOP 070 */
	uint64_t rows;
	int paid;                /* months of the budget year that were paid before Padan came */
};
/* One act: who does it, how much time passes before it, whether the worker runs afterwards. */
struct act {
	const char *who;
	int (*fn)(struct cx *cx, void *ctx, struct err *err);
	int days, minutes;
	bool jobs;
	bool alone; /* the function has transactions of its own */
};
int contoh_main(struct play *p, const struct act *acts, size_t n, struct err *err);

/* Who signs; once. And the standing papers and the budget of the year the play is in. */
int contoh_penanda(struct play *p, struct err *err);
int contoh_tahun(struct play *p, struct err *err);
/* Steps 1 to 3 of the payment of the month that was just agreed. */
int contoh_setujui(struct play *p, struct err *err);
/* The bill of last month's BA: paid (1), waiting for the proof of transfer (2), or just recorded with what differs (3). */
int contoh_tagih(struct play *p, int sampai, struct err *err);
#endif
