/* What the papers of both procedures share: beginning and end with the letterhead, signers, hash and QR, words for days and money. */
#ifndef PADAN_KERTAS_ALAT_H
#define PADAN_KERTAS_ALAT_H
#include "app/cx.h"
#include "render/paper.h"

/* Texts in mem: "25 Juni 2023", "Juni 2023", "1.234", "Rp1.234,00", "seribu dua ratus". */
struct str kertas_tanggal(struct arena *mem, int64_t hari);
struct str kertas_bulan(struct arena *mem, int64_t periode);
struct str kertas_angka(struct arena *mem, int64_t n);
struct str kertas_uang(struct arena *mem, int64_t n);
struct str kertas_kata(struct arena *mem, int64_t n);

/* A paper of the office's size with its letterhead; draft marks it so on each page. */
int kertas_mulai(struct cx *cx, struct paper **ret, const char *title, bool landscape, bool draft, struct str footer, struct err *err);
/* Renders and stores it under `name`; p is gone, whatever happens. *ret_hash names the stored file. */
int kertas_selesai(struct cx *cx, struct paper *p, const char *name, struct str *ret_hash, struct err *err);
/* The head of the office in force on that day, with Plt./Plh. where that is so; dots where none is on record. */
void kertas_penanda(struct cx *cx, int64_t hari, struct paper_signer *s);
/* Hash and QR of what the paper shows. */
void kertas_sidik(struct cx *cx, struct paper *p, struct str hash, const char *what);
/* "Pada hari ini Kamis tanggal ... kami yang bertanda tangan di bawah ini:" (FACTS section 6, Berita Acara). */
void kertas_pembuka(struct cx *cx, struct paper *p, int64_t day);
#endif
