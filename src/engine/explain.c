#include "engine/explain.h"

/* The registry person is this participant: docs/verify.md, "Together". */
static bool is_this_person(const struct finding *f)
{
	const struct pair *p = &f->own_pair;
	return f->own_by_name && !f->own_conflict && (p->birth == BIRTH_A_SAME || p->kk > 0) &&
	       (p->birth == BIRTH_A_SAME || p->birth == BIRTH_A_ABSENT) && p->sex >= 0;
}

static bool status_future(const struct facts *g, tanggal as_of)
{
	return (g->status == REG_DEAD || g->status == REG_MOVED) && g->status_date_state == SDATE_OK &&
	       g->status_date > as_of;
}

static bool status_doubtful(const struct facts *g)
{
	return g->status_date_state != SDATE_OK || (g->birth_state == BIRTH_OK && g->status_date < g->birth);
}

void finding_status(struct finding *f)
{
	const struct facts *g = &f->own_facts;
	bool hard = is_this_person(f), future = status_future(g, f->as_of);
	if (g->status == REG_DEAD && !future) {
		f->reasons |= R(MENINGGAL);
		f->hard |= hard ? R(MENINGGAL) : 0;
	}
	/* A move still to come explains an address that is outside already. */
	if (g->status == REG_MOVED ? !future : g->outside) {
		f->reasons |= R(PINDAH_DOMISILI);
		if (hard && g->status != REG_UNKNOWN)
			f->hard |= R(PINDAH_DOMISILI);
	}
	if (g->status == REG_INACTIVE || g->status == REG_DOUBLE || f->own_twice)
		f->reasons |= R(NIK_NONAKTIF);
	if (g->status == REG_UNKNOWN)
		f->reasons |= R(BELUM_DIPERIKSA);
}

void finding_facts(struct finding *f)
{
	const struct pair *p = &f->own_pair;
	if (p->birth != BIRTH_A_ABSENT && p->birth != BIRTH_A_SAME)
		f->reasons |= R(TANGGAL_LAHIR_BEDA);
	if (p->sex < 0)
		f->reasons |= R(JENIS_KELAMIN_BEDA);
	if (p->kk < 0)
		f->reasons |= R(KK_BEDA);
	if (p->addr < 0)
		f->reasons |= R(ALAMAT_BEDA);
}

/* Clauses are joined by "; ", the first begins with a capital, a full stop ends the last. */
struct sentence {
	struct buf *b;
	size_t start;
};

static void clause(struct sentence *s, struct str text)
{
	if (s->b->len > s->start) {
		buf_add(s->b, S("; "));
		buf_add(s->b, text);
	} else if (text.len) {
		buf_addc(s->b, ch_upper(text.ptr[0]));
		buf_add(s->b, str_of(text.ptr + 1, text.len - 1));
	}
}

static void add_date(struct buf *b, tanggal t)
{
	char d[10];
	tanggal_format(d, t);
	buf_addc(b, ' ');
	buf_add(b, str_of(d, sizeof(d)));
}

static struct str nik_problem(enum nik_state state)
{
	switch (state) {
	case NIK_BAD_LENGTH: return S("NIK tidak terdiri dari 16 angka");
	case NIK_BAD_CHARS: return S("NIK memuat huruf atau tanda");
	case NIK_BAD_REGION: return S("kode wilayah pada NIK tidak mungkin");
	case NIK_BAD_DATE: return S("tanggal lahir di dalam NIK tidak mungkin");
	case NIK_BAD_SERIAL: return S("nomor urut NIK 0000 tidak mungkin");
	case NIK_BAD_PATTERN: return S("NIK hanya pola angka, bukan nomor sebenarnya");
	case NIK_SPOILT: return S("NIK rusak oleh spreadsheet (tersimpan sebagai angka)");
	default: return S("NIK tidak mungkin benar");
	}
}

/* Which facts of a pair agree: "nama, tanggal lahir, dan nomor KK". */
static void agreeing(struct buf *b, const struct pair *p, bool name_fits)
{
	struct str parts[6];
	size_t n = 0;
	if (p->name.grade == NAME_SAME)
		parts[n++] = S("nama");
	else if (name_fits)
		parts[n++] = S("nama (beda penulisan)");
	if (p->birth == BIRTH_A_SAME)
		parts[n++] = S("tanggal lahir");
	if (p->sex > 0)
		parts[n++] = S("jenis kelamin");
	if (p->kk > 0)
		parts[n++] = S("nomor KK");
	if (p->mother > 0)
		parts[n++] = S("nama ibu");
	if (p->addr > 0)
		parts[n++] = S("alamat");
	if (n == 0)
		buf_add(b, S("tidak ada data lain yang cocok"));
	else
		buf_add(b, S("yang cocok: "));
	for (size_t i = 0; i < n; i++) {
		if (i)
			buf_add(b, n == 2 ? S(" dan ") : i + 1 == n ? S(", dan ") : S(", "));
		buf_add(b, parts[i]);
	}
}

static void status_clause(struct sentence *s, const struct facts *g, tanggal as_of, bool dead, bool hard)
{
	if (dead || (g->status == REG_MOVED && !status_future(g, as_of))) {
		clause(s, dead ? S("registri mencatat meninggal") : S("registri mencatat pindah"));
		if (g->status_date_state == SDATE_OK)
			add_date(s->b, g->status_date);
		if (status_doubtful(g))
			buf_add(s->b, S(" (tanggalnya meragukan)"));
	} else {
		clause(s, S("alamat di registri berada di luar kota"));
	}
	if (!hard)
		buf_add(s->b, S(", tetapi catatan itu mungkin milik orang lain"));
}

static void double_clause(struct sentence *s, const struct finding *f)
{
	if (f->further)
		clause(s, S("orang dan NIK yang sama sudah tercantum"));
	else if (f->kept)
		clause(s, S("NIK ini tercantum lagi"));
	else
		clause(s, S("NIK ini juga dipakai"));
	if (f->twin_row) {
		buf_add(s->b, S(" pada baris "));
		buf_addu(s->b, f->twin_row);
	}
	if (f->kept)
		buf_add(s->b, S(", dan baris ini yang dipertahankan"));
}

static void birth_clause(struct sentence *s, const struct pair *p)
{
	clause(s, S("tanggal lahir berbeda"));
	if (p->birth == BIRTH_A_SWAP)
		buf_add(s->b, S(" (hari dan bulan tertukar)"));
	else if (p->birth == BIRTH_A_DIGIT)
		buf_add(s->b, S(" (satu angka)"));
}

static void candidate_clause(struct sentence *s, const struct finding *f)
{
	const struct facts *g = &f->candidate_facts;
	if (!f->candidate) {
		if (f->has_registry && (f->reasons & (R(NIK_KOSONG) | R(NIK_TIDAK_SAH) | R(NIK_TIDAK_DITEMUKAN))))
			clause(s, S("tidak ada orang di registri yang cukup pasti cocok"));
		return;
	}
	clause(s, f->far_better ? S("orang yang jauh lebih cocok terdaftar dengan NIK lain, ")
				: S("kemungkinan orangnya terdaftar dengan NIK lain, "));
	agreeing(s->b, &f->candidate_pair, f->candidate_pair.name.grade == NAME_HABIT ||
						   f->candidate_pair.name.grade == NAME_TYPO);
	if (f->candidate_pair.birth == BIRTH_A_SWAP)
		buf_add(s->b, S(", tanggal lahir tertukar hari dan bulan"));
	else if (f->candidate_pair.birth == BIRTH_A_DIGIT)
		buf_add(s->b, S(", tanggal lahir berbeda satu angka"));
	else if (f->candidate_pair.birth == BIRTH_A_DIFFER)
		buf_add(s->b, S(", tanggal lahir berbeda"));
	if (g->status == REG_DEAD)
		buf_add(s->b, S(", dan orang itu tercatat meninggal"));
	else if (g->status == REG_MOVED || g->outside)
		buf_add(s->b, S(", dan orang itu tercatat pindah"));
	else if (g->status != REG_ALIVE)
		buf_add(s->b, S(", dan status orang itu perlu diperiksa"));
}

/* Things told whatever the verdict: a death or move still to come, the list's own word. */
static void remarks(struct sentence *s, const struct finding *f)
{
	if (f->own && status_future(&f->own_facts, f->as_of)) {
		clause(s, f->own_facts.status == REG_DEAD ? S("registri mencatat meninggal")
							  : S("registri mencatat pindah"));
		add_date(s->b, f->own_facts.status_date);
		buf_add(s->b, S(", setelah tanggal acuan"));
	}
	if (f->list_deceased)
		clause(s, S("daftar ini sendiri menyebut peserta meninggal"));
	if (f->deceased_mark)
		clause(s, S("tanda almarhum tertulis pada nama"));
}

static void notes(struct sentence *s, const struct finding *f)
{
	if (f->reasons & R(KK_BEDA))
		clause(s, S("nomor KK berbeda"));
	if (f->reasons & R(ALAMAT_BEDA))
		clause(s, S("alamat berbeda"));
	if (f->reasons & R(WILAYAH_NIK_TIDAK_DIKENAL))
		clause(s, S("kode wilayah NIK tidak dikenal"));
}

/* Reasons that the list alone gives. */
static void list_clauses(struct sentence *s, const struct finding *f)
{
	uint32_t r = f->reasons;
	if (r & R(BARIS_RUSAK))
		clause(s, S("isi baris tidak sesuai dengan judul kolom sehingga tidak terbaca sebagai peserta"));
	if (r & R(NIK_KOSONG))
		clause(s, S("NIK kosong"));
	if (r & R(NIK_TIDAK_SAH))
		clause(s, nik_problem(f->nik_state));
	if (r & R(NIK_GANDA))
		double_clause(s, f);
	if (r & R(ORANG_GANDA))
		clause(s, S("orang yang sama tercantum juga dengan NIK lain"));
}

static void registry_clauses(struct sentence *s, const struct finding *f)
{
	uint32_t r = f->reasons;
	if (r & R(NIK_TIDAK_DITEMUKAN))
		clause(s, f->national ? S("NIK tidak ditemukan di registri nasional") : S("NIK tidak ditemukan di registri"));
	if (r & R(NIK_MILIK_ORANG_LAIN))
		clause(s, S("NIK terdaftar atas nama orang lain"));
	if (r & R(MENINGGAL))
		status_clause(s, &f->own_facts, f->as_of, true, f->hard & R(MENINGGAL));
	if (r & R(PINDAH_DOMISILI))
		status_clause(s, &f->own_facts, f->as_of, false, f->hard & R(PINDAH_DOMISILI));
	if (r & R(NIK_NONAKTIF))
		clause(s, f->own_twice || f->own_facts.status == REG_DOUBLE ? S("NIK tercatat ganda di registri")
									    : S("NIK tercatat nonaktif di registri"));
	if (r & R(NAMA_BEDA))
		clause(s, f->newborn                                ? S("nama daftar adalah bayi dari pemilik NIK")
			  : f->own_pair.name.grade == NAME_NEAR      ? S("nama mirip tetapi tidak sama")
			  : f->own_pair.name.grade == NAME_FAR       ? S("nama berbeda jauh")
			  : f->own_pair.name.grade == NAME_ABSENT    ? S("nama di registri kosong")
								     : S("nama ditulis berbeda dan data lain tidak cocok"));
	if (r & R(TANGGAL_LAHIR_BEDA))
		birth_clause(s, &f->own_pair);
	if (r & R(JENIS_KELAMIN_BEDA))
		clause(s, S("jenis kelamin berbeda"));
}

void explain(struct buf *out, const struct finding *f)
{
	struct sentence s = { out, out->len };
	uint32_t r = f->reasons;
	if (f->verdict == PADAN_LAYAK && f->own && f->own_by_name) {
		buf_add(out, S("Cocok dengan registri"));
		remarks(&s, f);
		if (r & ~R(KK_BEDA) & ~R(ALAMAT_BEDA) & ~R(WILAYAH_NIK_TIDAK_DIKENAL)) {
			list_clauses(&s, f);
			registry_clauses(&s, f);
		}
		notes(&s, f);
		buf_addc(out, '.');
		return;
	}
	list_clauses(&s, f);
	registry_clauses(&s, f);
	if (r & R(TANGGAL_TIDAK_SAH))
		clause(&s, S("tanggal lahir pada daftar bukan tanggal yang sah"));
	if (r & R(SEGMEN_LAIN))
		clause(&s, S("segmen bukan yang didaftarkan pemerintah daerah"));
	if (r & R(BELUM_DIPERIKSA))
		clause(&s, f->own ? S("status di registri tidak dikenal") : S("belum ada jawaban registri untuk orang ini"));
	if (r & R(PESERTA_GANDA))
		clause(&s, S("nomor peserta juga tercantum pada baris lain"));
	candidate_clause(&s, f);
	if (f->own && !f->far_better && (r & ~(R(KK_BEDA) | R(ALAMAT_BEDA) | R(WILAYAH_NIK_TIDAK_DIKENAL)))) {
		clause(&s, STR_NONE);
		agreeing(out, &f->own_pair, f->own_by_name);
	}
	remarks(&s, f);
	notes(&s, f);
	if (out->len == s.start)
		clause(&s, S("tidak ada temuan"));
	buf_addc(out, '.');
}

/* How a pair agrees, in 14 bits. */
static uint64_t pair_key(const struct pair *p)
{
	return (uint64_t)p->name.grade | (uint64_t)p->birth << 3 | (uint64_t)(p->sex + 1) << 6 | (uint64_t)(p->kk + 1) << 8 |
	       (uint64_t)(p->mother + 1) << 10 | (uint64_t)(p->addr + 1) << 12;
}

void explain_key(const struct finding *f, uint64_t ret[2])
{
	const struct facts *g = &f->own_facts;
	unsigned bits = (unsigned)((f->hard & R(MENINGGAL)) != 0) | (unsigned)((f->hard & R(PINDAH_DOMISILI)) != 0) << 1 |
			(unsigned)f->has_registry << 2 | (unsigned)f->national << 3 | (unsigned)f->own << 4 |
			(unsigned)f->own_by_name << 5 | (unsigned)f->own_twice << 6 | (unsigned)f->far_better << 7 |
			(unsigned)f->candidate << 8 | (unsigned)f->newborn << 9 | (unsigned)f->list_deceased << 10 |
			(unsigned)f->deceased_mark << 11 | (unsigned)f->further << 12 | (unsigned)f->kept << 13 |
			(unsigned)(f->twin_row != 0) << 14 | (unsigned)(g->status_date_state == SDATE_OK) << 15 |
			(unsigned)status_doubtful(g) << 16 | (unsigned)status_future(g, f->as_of) << 17 |
			(unsigned)f->candidate_facts.outside << 18;
	_Static_assert(PADAN_REASON_COUNT <= 24, "the reasons share a word with the bits");
	ret[0] = f->reasons | (uint64_t)bits << 24 | (uint64_t)f->verdict << 48 | (uint64_t)f->nik_state << 50 | (uint64_t)g->status << 54 |
		 (uint64_t)f->candidate_facts.status << 57;
	ret[1] = pair_key(&f->own_pair) | pair_key(&f->candidate_pair) << 14;
}
