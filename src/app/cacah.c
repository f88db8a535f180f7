#include "app/cacah.h"

static struct cacah_hasil *hasil_of(struct cx *cx, struct cacah *c, struct str hasil)
{
	size_t at = 0;
	while (at < c->hasil_n && str_cmp(c->hasil[at].hasil, hasil) < 0)
		at++;
	if (at < c->hasil_n && str_eq(c->hasil[at].hasil, hasil))
		return &c->hasil[at];
	MUST(c->hasil_n < COUNT(c->hasil));
	memmove(&c->hasil[at + 1], &c->hasil[at], (c->hasil_n - at) * sizeof c->hasil[0]);
	c->hasil_n++;
	c->hasil[at] = (struct cacah_hasil){ arena_str(cx->mem, hasil), 0 };
	return &c->hasil[at];
}

struct counting {
	struct cx *cx;
	struct cacah *c;
};

/* putusan, utama, hasil, jumlah */
static int count_one(void *ctx, const struct db_cell *cells)
{
	struct counting *t = ctx;
	int64_t putusan = cells[0].i, utama = cells[1].i, n = cells[3].i;
	struct str hasil = cells[2].s;
	if (putusan < 0 || putusan > 2)
		return 0;
	struct cacah_putusan *p = &t->c->putusan[putusan];
	struct cacah_alasan *a = &t->c->alasan[putusan][utama >= 0 && utama < PADAN_REASON_COUNT ? utama : PADAN_REASON_COUNT];
	p->ada = true;
	p->jumlah += n;
	a->jumlah += n;
	if (!hasil.len) {
		a->belum += n;
		return 0;
	}
	p->diputus += n;
	p->nonaktif += str_eq(hasil, S("nonaktif")) ? n : 0;
	p->tunda += str_eq(hasil, S("tunda")) ? n : 0;
	p->koreksi += str_eq(hasil, S("koreksi")) ? n : 0;
	hasil_of(t->cx, t->c, hasil)->jumlah += n;
	return 0;
}

int cacah_temuan(struct cx *cx, int64_t periksa, struct cacah *ret, struct err *err)
{
	struct counting t = { cx, ret };
	struct db_bind b[] = { bind_int(periksa) };
	*ret = (struct cacah){ 0 };
	return db_scan(cx->db, Q_HITUNG_BACA, b, COUNT(b), count_one, &t, err);
}

struct val cacah_putusan(struct cx *cx, const struct cacah *c, int putusan)
{
	const struct cacah_putusan *p = &c->putusan[putusan];
	return OBJ(cx, { "putusan", val_int(putusan) }, { "jumlah", val_int(p->jumlah) }, { "diputus", val_int(p->diputus) },
		   { "nonaktif", val_int(p->nonaktif) }, { "tunda", val_int(p->tunda) }, { "koreksi", val_int(p->koreksi) });
}

struct val cacah_utama(struct cx *cx, const struct cacah *c)
{
	struct val list = val_list();
	for (int v = 2; v > 0; v--) {
		bool told[PADAN_REASON_COUNT + 1] = { false };
		for (;;) {
			int best = -1;
			for (int i = 0; i <= PADAN_REASON_COUNT; i++)
				if (!told[i] && c->alasan[v][i].jumlah > 0 &&
				    (best < 0 || c->alasan[v][i].jumlah > c->alasan[v][best].jumlah))
					best = i;
			if (best < 0)
				break;
			told[best] = true;
			val_push(cx->mem, &list,
				 OBJ(cx, { "putusan", val_int(v) }, { "utama", val_int(best < PADAN_REASON_COUNT ? best : -1) },
				     { "jumlah", val_int(c->alasan[v][best].jumlah) }, { "belum", val_int(c->alasan[v][best].belum) }));
		}
	}
	return list;
}

struct val cacah_keputusan(struct cx *cx, const struct cacah *c)
{
	struct val list = val_list();
	for (size_t i = 0; i < c->hasil_n; i++)
		if (c->hasil[i].jumlah > 0)
			val_push(cx->mem, &list,
				 OBJ(cx, { "hasil", val_str(c->hasil[i].hasil) }, { "jumlah", val_int(c->hasil[i].jumlah) }));
	return list;
}

/* --- by district ------------------------------------------------------------------------------------------------------- */

struct gathering {
	struct cx *cx;
	struct cacah_wilayah *w;
};

/* kecamatan, putusan, hasil, jumlah */
static int gather_one(void *ctx, const struct db_cell *cells)
{
	struct gathering *g = ctx;
	struct cacah_wilayah *w = g->w;
	if (w->n == w->cap) {
		size_t cap = w->cap ? w->cap * 2 : 128;
		struct cacah_sel *more = arena_alloc(g->cx->mem, cap * sizeof *more);
		MUST(more);
		if (w->n)
			memcpy(more, w->sel, w->n * sizeof *more);
		w->sel = more;
		w->cap = cap;
	}
	w->sel[w->n++] = (struct cacah_sel){ cells[0].i, cells[1].i, cells[3].i,
					     cells[2].s.len ? arena_str(g->cx->mem, cells[2].s) : STR_NONE };
	return 0;
}

int cacah_wilayah(struct cx *cx, int64_t periksa, struct cacah_wilayah *ret, struct err *err)
{
	struct gathering g = { cx, ret };
	struct db_bind b[] = { bind_int(periksa) };
	*ret = (struct cacah_wilayah){ 0 };
	return db_scan(cx->db, Q_HITUNG_WILAYAH_BACA, b, COUNT(b), gather_one, &g, err);
}

struct val cacah_kecamatan(struct cx *cx, const struct cacah_wilayah *w)
{
	struct val list = val_list();
	for (size_t i = 0; i < w->n;) {
		int64_t at = w->sel[i].kecamatan, all = 0, tinjau = 0, tidak = 0, nonaktif = 0;
		for (; i < w->n && w->sel[i].kecamatan == at; i++) {
			const struct cacah_sel *s = &w->sel[i];
			all += s->jumlah;
			tinjau += s->putusan == PADAN_TINJAU ? s->jumlah : 0;
			tidak += s->putusan == PADAN_TIDAK_LAYAK ? s->jumlah : 0;
			nonaktif += str_eq(s->hasil, S("nonaktif")) ? s->jumlah : 0;
		}
		val_push(cx->mem, &list,
			 OBJ(cx, { "kecamatan", val_int(at) }, { "jumlah", val_int(all) }, { "tinjau", val_int(tinjau) },
			     { "tidak_layak", val_int(tidak) }, { "nonaktif", val_int(nonaktif) }));
	}
	return list;
}

int64_t cacah_jumlah(const struct cacah_wilayah *w, int64_t putusan, int64_t kecamatan, struct str hasil)
{
	int64_t n = 0;
	bool open = str_eq(hasil, S("belum"));
	for (size_t i = 0; i < w->n; i++) {
		const struct cacah_sel *s = &w->sel[i];
		if ((putusan < 0 || s->putusan == putusan) && (!kecamatan || s->kecamatan == kecamatan) &&
		    (!hasil.len || (open ? !s->hasil.len : str_eq(s->hasil, hasil))))
			n += s->jumlah;
	}
	return n;
}
