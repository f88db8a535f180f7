#include "app/hitung_orang.h"
#include "app/kunci.h"

/* --- a map of keys ----------------------------------------------------------------------------------------------------------- */

static size_t slot_of(const struct kunci_peta *p, int64_t key) { return hash_u64((uint64_t)key) & (p->cap - 1); }

static void put(struct kunci_peta *p, int64_t key, uint32_t at)
{
	size_t i = slot_of(p, key);
	while (p->key[i])
		i = (i + 1) & (p->cap - 1);
	p->key[i] = key;
	p->at[i] = at;
}

static bool grow(struct kunci_peta *p)
{
	struct kunci_peta to = { .cap = p->cap ? p->cap * 2 : 1024, .n = p->n };
	to.key = calloc(to.cap, sizeof *to.key);
	to.at = calloc(to.cap, sizeof *to.at);
	if (!to.key || !to.at) {
		peta_bebas(&to);
		return false;
	}
	for (size_t i = 0; i < p->cap; i++)
		if (p->key[i])
			put(&to, p->key[i], p->at[i]);
	peta_bebas(p);
	*p = to;
	return true;
}

bool peta_tambah(struct kunci_peta *p, int64_t key, uint32_t at)
{
	if (!key)
		return true;
	if (p->n * 2 >= p->cap && !grow(p))
		return false;
	put(p, key, at);
	p->n++;
	return true;
}

bool peta_cari(const struct kunci_peta *p, int64_t key, size_t *pos, uint32_t *ret)
{
	if (!p->cap || !key)
		return false;
	size_t i = *pos == SIZE_MAX ? slot_of(p, key) : (*pos + 1) & (p->cap - 1);
	while (p->key[i] && p->key[i] != key)
		i = (i + 1) & (p->cap - 1);
	*pos = i;
	*ret = p->at[i];
	return p->key[i] != 0;
}

void peta_bebas(struct kunci_peta *p)
{
	free(p->key);
	free(p->at);
	*p = (struct kunci_peta){ 0 };
}

int64_t hitung_nik(struct str nik) { return nik.len == 16 && str_digits(nik) ? kunci_angka(nik) : 0; }

/* Room for one more of `size` bytes; what is in *list moves. */
static bool room(void **list, size_t n, size_t *cap, size_t size)
{
	if (n < *cap)
		return true;
	size_t more = *cap ? *cap * 2 : 4096;
	void *to = realloc(*list, more * size);
	if (!to)
		return false;
	*list = to;
	*cap = more;
	return true;
}

/* --- our own ------------------------------------------------------------------------------------------------------------------- */

struct loading {
	struct milik *m;
	const struct usulan_semua *gone;
	int64_t kasus;
};

static bool went(const struct loading *l, int64_t orang)
{
	size_t pos = SIZE_MAX;
	uint32_t i;
	while (peta_cari(&l->gone->by_key, orang, &pos, &i))
		if (l->gone->list[i].kasus == l->kasus && l->gone->list[i].dikerjakan)
			return true;
	return false;
}

static int own_row(void *ctx, const struct db_cell *c)
{
	struct loading *l = ctx;
	struct milik *m = l->m;
	/* "P...#2" is the same person a second time: that person is owed for once. */
	if (c[0].s.len && memchr(c[0].s.ptr, '#', c[0].s.len))
		return OK;
	int64_t orang = kunci_angka(c[0].s);
	if (went(l, orang))
		return OK;
	if (!room((void **)&m->list, m->n, &m->cap, sizeof *m->list) || !peta_tambah(&m->by_key, orang, (uint32_t)m->n) ||
	    !peta_tambah(&m->by_nik, hitung_nik(c[1].s), (uint32_t)m->n))
		return E_NOMEM;
	m->list[m->n++] = (struct milik_orang){ .orang = orang, .peserta = c[2].i };
	return OK;
}

int milik_muat(struct milik *m, struct cx *cx, int64_t daftar, int64_t kasus, const struct usulan_semua *pergi, struct err *err)
{
	struct loading l = { m, pergi, kasus };
	struct db_bind b[] = { bind_int(daftar) };
	int rc = db_scan(cx->db, Q_HITUNG_DAFTAR, b, COUNT(b), own_row, &l, err);
	return rc == E_NOMEM ? NOMEM(err) : rc;
}

void milik_bebas(struct milik *m)
{
	free(m->list);
	peta_bebas(&m->by_key);
	peta_bebas(&m->by_nik);
	*m = (struct milik){ 0 };
}

size_t milik_cari(const struct milik *m, int64_t orang, int64_t nik)
{
	size_t pos = SIZE_MAX;
	uint32_t i;
	if (peta_cari(&m->by_key, orang, &pos, &i))
		return i;
	pos = SIZE_MAX;
	return peta_cari(&m->by_nik, nik, &pos, &i) ? i : SIZE_MAX;
}

/* --- proposals ------------------------------------------------------------------------------------------------------------------ */

static int proposal_row(void *ctx, const struct db_cell *c)
{
	struct usulan_semua *u = ctx;
	int64_t tmt = c[2].i > 999999 ? c[2].i / 100 : c[2].i;
	int64_t nik = hitung_nik(c[7].s);
	if (!room((void **)&u->list, u->n, &u->cap, sizeof *u->list) || !peta_tambah(&u->by_key, kunci_angka(c[0].s), (uint32_t)u->n) ||
	    !peta_tambah(&u->by_nik, nik, (uint32_t)u->n))
		return E_NOMEM;
	u->list[u->n++] = (struct usulan_satu){ .orang = kunci_angka(c[0].s), .kasus = c[3].i, .periode = c[4].i, .peserta = c[6].i,
						.tanpa_kartu = nik ? kunci_angka(c[8].s) : 0,
						.tmt = (int32_t)tmt, .dikerjakan = c[5].i != 0,
						.apa = str_eq(c[1].s, S("MENINGGAL"))	      ? 'M'
						       : str_eq(c[1].s, S("PINDAH_DOMISILI")) ? 'P'
											      : 0 };
	return OK;
}

int usulan_muat(struct usulan_semua *u, struct cx *cx, int64_t sebelum, struct err *err)
{
	struct db_bind b[] = { bind_int(sebelum) };
	int rc = db_scan(cx->db, Q_HITUNG_USULAN, b, COUNT(b), proposal_row, u, err);
	return rc == E_NOMEM ? NOMEM(err) : rc;
}

void usulan_bebas(struct usulan_semua *u)
{
	free(u->list);
	peta_bebas(&u->by_key);
	peta_bebas(&u->by_nik);
	*u = (struct usulan_semua){ 0 };
}

/* --- the bill ------------------------------------------------------------------------------------------------------------------- */

static int billed_row(void *ctx, const struct db_cell *c)
{
	struct tagih_semua *t = ctx;
	if (!room((void **)&t->list, t->n, &t->cap, sizeof *t->list))
		return E_NOMEM;
	t->list[t->n++] = (struct tagih_orang){ .bulan = c[0].i, .orang = c[1].i, .no = c[2].i, .jumlah = c[3].i, .cacat = (unsigned)c[4].i,
						.nik = hitung_nik(c[5].s), .bersegmen = c[6].i != 0, .tanpa_kartu = c[7].i != 0 };
	return OK;
}

int tagih_muat(struct tagih_semua *t, struct cx *cx, int64_t tagihan, struct err *err)
{
	struct db_bind b[] = { bind_int(tagihan) };
	int rc = db_scan(cx->db, Q_HITUNG_RINCIAN, b, COUNT(b), billed_row, t, err);
	return rc == E_NOMEM ? NOMEM(err) : rc;
}

void tagih_bebas(struct tagih_semua *t)
{
	free(t->list);
	*t = (struct tagih_semua){ 0 };
}
