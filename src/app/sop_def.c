#include "app/sop_def.h"
#include "app/sop_read.h"
#include "sop.gen.h"

#define JSON_MAX ((size_t)256 * 1024)
#define NODES_MAX 5000
#define NAME_MAX 60

static const char *const operation_names[SOP_OPERASI_COUNT] = {
	"receive_bnba", "verify", "draft_recap", "approve", "submit",
	"receive_rekon", "handover", "bill", "prepare", "request_payment",
};
static const char *const symbol_names[] = { "mulai", "proses", "keputusan", "selesai" };
static const char *const source_names[] = { "langkah", "unggah", "prosedur", "sarana" };
static const char *const unit_names[] = { "menit", "hari" };

/* Lower-case letters, digits and one mark between them: slugs with '-', documents with '_'. */
static int code(struct reader *r, const struct place *p, struct str s, char mark)
{
	bool ok = s.len > 0 && s.len <= 40;
	for (size_t i = 0; ok && i < s.len; i++) {
		char c = s.ptr[i];
		bool between = i > 0 && i + 1 < s.len && s.ptr[i - 1] != mark;
		ok = (c >= 'a' && c <= 'z') || ch_digit(c) || (c == mark && between);
	}
	return ok ? OK : rd_refuse(r, p, "\"%s\" bukan kode: pakai huruf kecil, angka, dan '%c' di antaranya", rd_shown(s).c, mark);
}

static int role(struct reader *r, const struct place *p, struct str s, unsigned *ret)
{
	const struct peran *found = peran_by_code(s);
	if (!found)
		return rd_refuse(r, p, "peran \"%s\" tidak dikenal", rd_shown(s).c);
	*ret = found->bit;
	return OK;
}

static int acting_role(struct reader *r, const struct place *p, struct str s, unsigned *ret)
{
	TRY(role(r, p, s, ret));
	for (size_t i = 0; i < r->def->lajur_n; i++)
		if (r->def->lajur[i].peran == *ret)
			return OK;
	return rd_refuse(r, p, "peran \"%s\" tidak punya lajur dalam pelaksana", rd_shown(s).c);
}

/* What we add must say why. */
static int addition(struct reader *r, const struct place *p, const struct val *v, bool *ret_tambahan, struct str *ret_catatan)
{
	*ret_tambahan = val_geti(v, "tambahan", 0);
	if (val_get(v, "catatan"))
		return rd_text(r, p, v, "catatan", ret_catatan);
	return *ret_tambahan ? rd_refuse(r, p, "tambahan harus disertai catatan") : OK;
}

/* --- parts -------------------------------------------------------------------------------------------------------- */

static int notes(struct reader *r, const struct place *p, const struct val *v, const struct sop_catatan **ret, size_t *ret_n)
{
	static const struct member note[] = { { "isi", VAL_STR, NEED }, { "tambahan", VAL_BOOL, NEED } };
	const struct val *list = val_get(v, "catatan");
	const struct place *here = IN(p, "catatan");
	void *mem;
	TRY(rd_room(r, here, list, 0, sizeof **ret, &mem));
	struct sop_catatan *out = mem;
	*ret = out;
	for (const struct val_item *i = list->items.first; i; i = i->next, out++, ++*ret_n) {
		TRY(MEMBERS(r, NTH(here, *ret_n), &i->v, note));
		TRY(rd_text(r, NTH(here, *ret_n), &i->v, "isi", &out->isi));
		out->tambahan = val_geti(&i->v, "tambahan", 0);
	}
	return OK;
}

static int lanes(struct reader *r, const struct place *p, const struct val *v)
{
	static const struct member lane[] = {
		{ "peran", VAL_STR, NEED }, { "nama", VAL_STR, NEED }, { "tambahan", VAL_BOOL, MAY }, { "catatan", VAL_STR, MAY },
	};
	const struct val *list = val_get(v, "pelaksana");
	const struct place *here = IN(p, "pelaksana");
	void *mem;
	TRY(rd_room(r, here, list, 1, sizeof(struct sop_lajur), &mem));
	struct sop_lajur *out = mem;
	r->def->lajur = out;
	for (const struct val_item *i = list->items.first; i; i = i->next, out++, r->def->lajur_n++) {
		const struct place *one = NTH(here, r->def->lajur_n);
		TRY(MEMBERS(r, one, &i->v, lane));
		TRY(role(r, IN(one, "peran"), val_getstr(&i->v, "peran"), &out->peran));
		/* These two change nothing that belongs to a participant, whatever a file says. */
		if (out->peran & (R_AUDITOR | R_ADMIN))
			return rd_refuse(r, IN(one, "peran"), "auditor dan administrator bukan pelaksana");
		for (size_t k = 0; k < r->def->lajur_n; k++)
			if (r->def->lajur[k].peran == out->peran)
				return rd_refuse(r, IN(one, "peran"), "peran ini sudah punya lajur");
		TRY(rd_text(r, one, &i->v, "nama", &out->nama));
		TRY(addition(r, one, &i->v, &out->tambahan, &out->catatan));
	}
	return OK;
}

static int documents(struct reader *r, const struct place *p, const struct val *v, struct sop_item *out)
{
	struct sop_daftar list = { 0 };
	TRY(rd_texts(r, p, v, "dokumen", &list));
	for (size_t i = 0; i < list.n; i++) {
		TRY(code(r, NTH(IN(p, "dokumen"), i), list.isi[i], '_'));
		for (size_t k = 0; k < i; k++)
			if (str_eq(list.isi[k], list.isi[i]))
				return rd_refuse(r, NTH(IN(p, "dokumen"), i), "dokumen \"%s\" dua kali", rd_shown(list.isi[i]).c);
	}
	out->dokumen = list.isi;
	out->dokumen_n = list.n;
	return OK;
}

static int need_source(struct reader *r, const struct place *p, const struct val *v, struct sop_item *out)
{
	unsigned from;
	TRY(rd_word(r, p, v, "asal", source_names, COUNT(source_names), &from));
	out->asal = (enum sop_asal)from;
	bool named = out->asal == SOP_DARI_UNGGAH || out->asal == SOP_DARI_PROSEDUR;
	struct str who = val_getstr(v, "dari");
	if (named != (val_get(v, "dari") != NULL))
		return rd_refuse(r, p, named ? "kunci \"dari\" tidak ada" : "kunci \"dari\" hanya untuk unggah dan prosedur");
	if (out->asal == SOP_DARI_UNGGAH)
		return acting_role(r, IN(p, "dari"), who, &out->dari_peran);
	if (out->asal == SOP_DARI_PROSEDUR) {
		if (who.len != 3 || !str_digits(who) || str_eq(who, r->def->prosedur))
			return rd_refuse(r, IN(p, "dari"), "harus nomor tiga angka dari prosedur lain");
		out->dari_prosedur = who;
	}
	return OK;
}

static int items(struct reader *r, const struct place *p, const struct val *v, bool needs, const struct sop_item **ret,
		 size_t *ret_n)
{
	static const struct member need[] = {
		{ "teks", VAL_STR, NEED }, { "dokumen", VAL_LIST, NEED }, { "asal", VAL_STR, NEED }, { "dari", VAL_STR, MAY },
		{ "wajib", VAL_BOOL, MAY }, { "tambahan", VAL_BOOL, MAY }, { "catatan", VAL_STR, MAY },
	};
	static const struct member output[] = {
		{ "teks", VAL_STR, NEED }, { "dokumen", VAL_LIST, NEED }, { "salah_satu", VAL_BOOL, MAY },
		{ "tambahan", VAL_BOOL, MAY }, { "catatan", VAL_STR, MAY },
	};
	const char *key = needs ? "kelengkapan" : "output";
	const struct val *list = val_get(v, key);
	const struct place *here = IN(p, key);
	void *mem;
	TRY(rd_room(r, here, list, 1, sizeof **ret, &mem));
	struct sop_item *out = mem;
	*ret = out;
	for (const struct val_item *i = list->items.first; i; i = i->next, out++, ++*ret_n) {
		const struct place *one = NTH(here, *ret_n);
		TRY(needs ? MEMBERS(r, one, &i->v, need) : MEMBERS(r, one, &i->v, output));
		TRY(rd_text(r, one, &i->v, "teks", &out->teks));
		TRY(documents(r, one, &i->v, out));
		TRY(addition(r, one, &i->v, &out->tambahan, &out->catatan));
		out->wajib = val_geti(&i->v, "wajib", 1);
		out->salah_satu = val_geti(&i->v, "salah_satu", 0);
		if (out->salah_satu && out->dokumen_n < 2)
			return rd_refuse(r, IN(one, "salah_satu"), "perlu sedikitnya dua dokumen untuk dipilih");
		if (needs)
			TRY(need_source(r, one, &i->v, out));
	}
	return OK;
}

static int arms(struct reader *r, const struct place *p, const struct val *v, struct sop_langkah *step, size_t steps)
{
	static const struct member arm[] = {
		{ "jawaban", VAL_STR, NEED }, { "ke", VAL_INT, NEED }, { "tambahan", VAL_BOOL, MAY }, { "catatan", VAL_STR, MAY },
	};
	const struct val *list = val_get(v, "cabang");
	const struct place *here = IN(p, "cabang");
	bool forward = false, back = false;
	void *mem;
	TRY(rd_room(r, here, list, 2, sizeof *step->cabang, &mem));
	struct sop_cabang *out = mem;
	step->cabang = out;
	for (const struct val_item *i = list->items.first; i; i = i->next, out++, step->cabang_n++) {
		const struct place *one = NTH(here, step->cabang_n);
		TRY(MEMBERS(r, one, &i->v, arm));
		TRY(rd_text(r, one, &i->v, "jawaban", &out->jawaban));
		for (size_t k = 0; k < step->cabang_n; k++)
			if (str_eq(step->cabang[k].jawaban, out->jawaban))
				return rd_refuse(r, IN(one, "jawaban"), "jawaban \"%s\" dua kali", rd_shown(out->jawaban).c);
		int64_t to = val_geti(&i->v, "ke", 0);
		if (to < 1 || to > (int64_t)steps)
			return rd_refuse(r, IN(one, "ke"), "langkah %" PRId64 " tidak ada", to);
		/* A jump over a step would leave its outputs unmade; to itself nothing would change. */
		if (to == step->no || to > step->no + 1)
			return rd_refuse(r, IN(one, "ke"), "cabang hanya ke langkah berikutnya atau kembali ke langkah sebelumnya");
		out->ke = (int)to;
		forward |= to > step->no;
		back |= to < step->no;
		TRY(addition(r, one, &i->v, &out->tambahan, &out->catatan));
	}
	if (!forward || !back)
		return rd_refuse(r, here, "keputusan perlu cabang yang meneruskan dan cabang yang mengembalikan");
	return OK;
}

static int time_standard(struct reader *r, const struct place *p, const struct val *v, struct sop_langkah *step)
{
	static const struct member standard[] = {
		{ "nilai", VAL_INT, NEED }, { "satuan", VAL_STR, NEED }, { "teks", VAL_STR, NEED },
	};
	const struct val *w = val_get(v, "waktu");
	const struct place *here = IN(p, "waktu");
	unsigned unit;
	TRY(MEMBERS(r, here, w, standard));
	TRY(rd_word(r, here, w, "satuan", unit_names, COUNT(unit_names), &unit));
	step->satuan = (enum satuan_waktu)unit;
	TRY(rd_number(r, here, w, "nilai", 1, step->satuan == SATUAN_HARI ? 366 : 10000, &step->waktu));
	TRY(rd_text(r, here, w, "teks", &step->waktu_teks));
	char expect[24];
	int n = snprintf(expect, sizeof expect, "%d %s", step->waktu, unit_names[unit]);
	/* "30 Hari", "30 hari kerja": what people read and what the calendar counts may not part. */
	if (!str_istarts(step->waktu_teks, str_of(expect, (size_t)n)) ||
	    (step->waktu_teks.len > (size_t)n && step->waktu_teks.ptr[n] != ' '))
		return rd_refuse(r, IN(here, "teks"), "tidak sesuai dengan nilai dan satuan (%s)", expect);
	return OK;
}

static int actors(struct reader *r, const struct place *p, const struct val *v, struct sop_langkah *step)
{
	struct sop_daftar list = { 0 };
	TRY(rd_texts(r, p, v, "pelaksana", &list));
	for (size_t i = 0; i < list.n; i++) {
		unsigned bit;
		TRY(acting_role(r, NTH(IN(p, "pelaksana"), i), list.isi[i], &bit));
		if (step->peran & bit)
			return rd_refuse(r, NTH(IN(p, "pelaksana"), i), "peran \"%s\" dua kali", rd_shown(list.isi[i]).c);
		step->peran |= bit;
		if (i == 0)
			step->penanggung = bit;
	}
	return OK;
}

/* The flow of the chart: it begins once, ends once, and only a decision has arms. */
static int flow(struct reader *r, const struct place *p, const struct val *v, struct sop_langkah *step, size_t steps)
{
	unsigned symbol, op;
	TRY(rd_word(r, p, v, "simbol", symbol_names, COUNT(symbol_names), &symbol));
	TRY(rd_word(r, p, v, "jalankan", operation_names, COUNT(operation_names), &op));
	step->simbol = (enum sop_simbol)symbol;
	step->jalankan = (enum sop_operasi)op;
	if ((step->simbol == SOP_MULAI) != (step->no == 1) || (step->simbol == SOP_SELESAI) != (step->no == (int)steps))
		return rd_refuse(r, IN(p, "simbol"), "langkah pertama harus mulai, langkah terakhir selesai, dan hanya keduanya");
	bool decision = step->simbol == SOP_KEPUTUSAN;
	if (decision != (step->jalankan == SOP_APPROVE))
		return rd_refuse(r, IN(p, "jalankan"), "approve dijalankan oleh langkah keputusan dan hanya olehnya");
	if (decision != (val_get(v, "cabang") != NULL))
		return rd_refuse(r, p, decision ? "kunci \"cabang\" tidak ada" : "hanya keputusan yang punya cabang");
	return decision ? arms(r, p, v, step, steps) : OK;
}

static int one_step(struct reader *r, const struct place *p, const struct val *v, struct sop_langkah *step, int no, size_t steps)
{
	static const struct member table[] = {
		{ "no", VAL_INT, NEED }, { "slug", VAL_STR, NEED }, { "kegiatan", VAL_STR, NEED }, { "pelaksana", VAL_LIST, NEED },
		{ "simbol", VAL_STR, NEED }, { "tanggal_tetap", VAL_INT, MAY }, { "kelengkapan", VAL_LIST, NEED },
		{ "waktu", VAL_OBJ, NEED }, { "output", VAL_LIST, NEED }, { "cabang", VAL_LIST, MAY },
		{ "jalankan", VAL_STR, NEED }, { "catatan", VAL_LIST, NEED },
	};
	TRY(MEMBERS(r, p, v, table));
	if (val_geti(v, "no", 0) != no)
		return rd_refuse(r, IN(p, "no"), "nomor langkah harus berurutan dari 1; di sini %d", no);
	step->no = no;
	step->slug = val_getstr(v, "slug");
	TRY(code(r, IN(p, "slug"), step->slug, '-'));
	for (int i = 0; i < no - 1; i++)
		if (str_eq(r->def->langkah[i].slug, step->slug))
			return rd_refuse(r, IN(p, "slug"), "slug \"%s\" dua kali", rd_shown(step->slug).c);
	TRY(rd_text(r, p, v, "kegiatan", &step->kegiatan));
	TRY(actors(r, p, v, step));
	if (val_get(v, "tanggal_tetap"))
		TRY(rd_number(r, p, v, "tanggal_tetap", 1, 31, &step->tanggal_tetap));
	TRY(items(r, p, v, true, &step->kelengkapan, &step->kelengkapan_n));
	TRY(time_standard(r, p, v, step));
	TRY(items(r, p, v, false, &step->output, &step->output_n));
	TRY(flow(r, p, v, step, steps));
	return notes(r, p, v, &step->catatan, &step->catatan_n);
}

static bool names(const struct sop_item *item, struct str dokumen)
{
	for (size_t i = 0; i < item->dokumen_n; i++)
		if (str_eq(item->dokumen[i], dokumen))
			return true;
	return false;
}

bool sop_step_yields(const struct sop_langkah *step, struct str dokumen)
{
	for (size_t i = 0; i < step->output_n; i++)
		if (names(&step->output[i], dokumen))
			return true;
	return false;
}

/* Yielded by a step before this one, or come in there from outside. What may be missing there is no promise. */
static bool at_hand(const struct sop_def *def, int no, struct str dokumen)
{
	for (int s = 0; s < no - 1; s++) {
		const struct sop_langkah *step = &def->langkah[s];
		if (sop_step_yields(step, dokumen))
			return true;
		for (size_t i = 0; i < step->kelengkapan_n; i++) {
			const struct sop_item *need = &step->kelengkapan[i];
			if ((need->asal == SOP_DARI_UNGGAH || need->asal == SOP_DARI_PROSEDUR) && need->wajib && names(need, dokumen))
				return true;
		}
	}
	return false;
}

static int check_needs(struct reader *r, const struct place *p, const struct sop_langkah *step)
{
	for (size_t i = 0; i < step->kelengkapan_n; i++) {
		const struct sop_item *need = &step->kelengkapan[i];
		for (size_t k = 0; need->asal == SOP_DARI_LANGKAH && k < need->dokumen_n; k++)
			if (!at_hand(r->def, step->no, need->dokumen[k]))
				return rd_refuse(r, NTH(IN(NTH(IN(p, "kelengkapan"), i), "dokumen"), k),
					      "\"%s\" tidak dihasilkan atau diunggah pada langkah sebelumnya",
					      rd_shown(need->dokumen[k]).c);
	}
	return OK;
}

static int steps(struct reader *r, const struct place *p, const struct val *v)
{
	const struct val *list = val_get(v, "langkah");
	const struct place *here = IN(p, "langkah");
	size_t total = list->items.n;
	void *mem;
	TRY(rd_room(r, here, list, 2, sizeof(struct sop_langkah), &mem));
	struct sop_langkah *out = mem;
	r->def->langkah = out;
	for (const struct val_item *i = list->items.first; i; i = i->next, r->def->langkah_n++) {
		size_t n = r->def->langkah_n;
		TRY(one_step(r, NTH(here, n), &i->v, &out[n], (int)n + 1, total));
	}
	for (size_t i = 0; i < r->def->langkah_n; i++)
		TRY(check_needs(r, NTH(here, i), &out[i]));
	return OK;
}

static int identity(struct reader *r, const struct place *p, const struct val *v)
{
	static const struct member box[] = {
		{ "kop", VAL_LIST, NEED }, { "unit_kerja", VAL_STR, NEED }, { "nomor", VAL_STR, NEED }, { "judul", VAL_STR, NEED },
		{ "tanggal_pembuatan", VAL_STR, NEED }, { "revisi", VAL_STR, NEED }, { "tanggal_revisi", VAL_STR, NULLABLE },
		{ "tanggal_efektif", VAL_STR, NEED }, { "disahkan_oleh", VAL_OBJ, NEED },
	};
	static const struct member signer[] = { { "jabatan", VAL_STR, NEED }, { "nama", VAL_STR, NEED } };
	struct sop_def *d = r->def;
	const struct val *who = val_get(v, "disahkan_oleh");
	TRY(MEMBERS(r, p, v, box));
	TRY(rd_texts(r, p, v, "kop", &d->kop));
	TRY(rd_text(r, p, v, "unit_kerja", &d->unit_kerja));
	TRY(rd_text(r, p, v, "nomor", &d->nomor));
	TRY(rd_text(r, p, v, "judul", &d->judul));
	TRY(rd_date(r, p, v, "tanggal_pembuatan", &d->tanggal_pembuatan));
	TRY(rd_date(r, p, v, "tanggal_efektif", &d->tanggal_efektif));
	TRY(rd_text(r, p, v, "revisi", &d->revisi));
	if (!str_eq(d->revisi, str_of(d->kode.ptr + 7, 2)))
		return rd_refuse(r, IN(p, "revisi"), "tidak sesuai dengan kode %s", rd_shown(d->kode).c);
	bool first = str_eq(d->revisi, S("00"));
	if (first != (val_get(v, "tanggal_revisi")->kind == VAL_NULL))
		return rd_refuse(r, IN(p, "tanggal_revisi"), first ? "revisi 00 tidak punya tanggal revisi" : "tanggal revisi belum diisi");
	if (!first)
		TRY(rd_date(r, p, v, "tanggal_revisi", &d->tanggal_revisi));
	tanggal last = first ? d->tanggal_pembuatan : d->tanggal_revisi;
	if (last < d->tanggal_pembuatan || d->tanggal_efektif < last)
		return rd_refuse(r, IN(p, "tanggal_efektif"), "tanggal pembuatan, revisi, dan efektif tidak berurutan");
	TRY(MEMBERS(r, IN(p, "disahkan_oleh"), who, signer));
	TRY(rd_text(r, IN(p, "disahkan_oleh"), who, "jabatan", &d->disahkan_jabatan));
	return rd_text(r, IN(p, "disahkan_oleh"), who, "nama", &d->disahkan_nama);
}

static int root(struct reader *r, const struct val *v)
{
	static const struct member table[] = {
		{ "format", VAL_INT, NEED }, { "kode", VAL_STR, NEED }, { "identitas", VAL_OBJ, NEED },
		{ "dasar_hukum", VAL_LIST, NEED }, { "kualifikasi", VAL_LIST, NEED }, { "keterkaitan", VAL_LIST, NEED },
		{ "peralatan", VAL_LIST, NEED }, { "peringatan", VAL_STR, NEED }, { "pencatatan", VAL_STR, NEED },
		{ "pelaksana", VAL_LIST, NEED }, { "langkah", VAL_LIST, NEED }, { "catatan", VAL_LIST, NEED },
	};
	const struct place top = { NULL, NULL, 0 };
	struct sop_def *d = r->def;
	TRY(MEMBERS(r, &top, v, table));
	if (val_geti(v, "format", 0) != 1)
		return rd_refuse(r, IN(&top, "format"), "format berkas yang dikenal hanya 1");
	d->kode = val_getstr(v, "kode");
	if (d->kode.len != 9 || !str_digits(str_of(d->kode.ptr, 3)) || memcmp(d->kode.ptr + 3, "-rev", 4) != 0 ||
	    !str_digits(str_of(d->kode.ptr + 7, 2)))
		return rd_refuse(r, IN(&top, "kode"), "harus berbentuk 072-rev00");
	d->prosedur = str_of(d->kode.ptr, 3);
	TRY(identity(r, IN(&top, "identitas"), val_get(v, "identitas")));
	TRY(rd_texts(r, &top, v, "dasar_hukum", &d->dasar_hukum));
	TRY(rd_texts(r, &top, v, "kualifikasi", &d->kualifikasi));
	TRY(rd_texts(r, &top, v, "keterkaitan", &d->keterkaitan));
	TRY(rd_texts(r, &top, v, "peralatan", &d->peralatan));
	TRY(rd_text(r, &top, v, "peringatan", &d->peringatan));
	TRY(rd_text(r, &top, v, "pencatatan", &d->pencatatan));
	TRY(lanes(r, &top, v));
	TRY(steps(r, &top, v));
	return notes(r, &top, v, &d->catatan, &d->catatan_n);
}

int sop_def_read(const struct sop_def **ret, struct arena *mem, struct str name, struct str json, struct err *err)
{
	name.len = name.len < NAME_MAX ? name.len : NAME_MAX;
	struct sop_def *def = arena_alloc(mem, sizeof *def);
	struct reader r = { mem, name, json, def, err };
	struct err why = { 0 };
	if (!def)
		return NOMEM(err);
	if (json.len > JSON_MAX)
		return FAIL(err, E_LIMIT, "%.*s: lebih dari %zu KiB", (int)name.len, name.ptr, JSON_MAX / 1024);
	memset(def, 0, sizeof *def);
	if (val_parse(&def->isi, mem, json, NODES_MAX, &why) < 0)
		return FAIL(err, why.code, "%.*s: %s", (int)name.len, name.ptr, why.msg);
	TRY(root(&r, &def->isi));
	*ret = def;
	return OK;
}

/* --- asking a definition ------------------------------------------------------------------------------------------ */

static bool procedure_yields(const struct sop_def *def, struct str dokumen)
{
	for (size_t s = 0; s < def->langkah_n; s++)
		if (sop_step_yields(&def->langkah[s], dokumen))
			return true;
	return false;
}

static bool linked(const struct sop_def *const *defs, size_t n, const struct sop_item *need)
{
	for (size_t k = 0; k < need->dokumen_n; k++) {
		bool found = false;
		for (size_t i = 0; i < n && !found; i++)
			found = str_eq(defs[i]->prosedur, need->dari_prosedur) && procedure_yields(defs[i], need->dokumen[k]);
		if (!found)
			return false;
	}
	return true;
}

int sop_def_links(const struct sop_def *const *defs, size_t n, struct err *err)
{
	for (size_t i = 0; i < n; i++)
		for (size_t s = 0; s < defs[i]->langkah_n; s++) {
			const struct sop_langkah *step = &defs[i]->langkah[s];
			for (size_t k = 0; k < step->kelengkapan_n; k++)
				if (step->kelengkapan[k].asal == SOP_DARI_PROSEDUR && !linked(defs, n, &step->kelengkapan[k]))
					return FAIL(err, E_FORMAT, "%s langkah %d: \"%s\" tidak dihasilkan oleh SOP %s",
						    rd_shown(defs[i]->kode).c, step->no, rd_shown(step->kelengkapan[k].teks).c,
						    rd_shown(step->kelengkapan[k].dari_prosedur).c);
		}
	return OK;
}

const struct sop_langkah *sop_step_by_no(const struct sop_def *def, int64_t no)
{
	return no >= 1 && no <= (int64_t)def->langkah_n ? &def->langkah[no - 1] : NULL;
}

const struct sop_langkah *sop_step_by_slug(const struct sop_def *def, struct str slug)
{
	for (size_t i = 0; i < def->langkah_n; i++)
		if (str_eq(def->langkah[i].slug, slug))
			return &def->langkah[i];
	return NULL;
}

const struct sop_langkah *sop_step_next(const struct sop_def *def, const struct sop_langkah *step, struct str jawaban)
{
	if (step->simbol != SOP_KEPUTUSAN)
		return sop_step_by_no(def, step->no + 1);
	for (size_t i = 0; i < step->cabang_n; i++)
		if (str_eq(step->cabang[i].jawaban, jawaban))
			return sop_step_by_no(def, step->cabang[i].ke);
	return NULL;
}

const char *sop_operasi_nama(enum sop_operasi op)
{
	return (unsigned)op < SOP_OPERASI_COUNT ? operation_names[op] : "";
}

bool sop_builtin(size_t index, struct str *ret_name, struct str *ret_json)
{
	if (index >= SOP_FILES)
		return false;
	*ret_name = str_c(sop_files[index].name);
	*ret_json = str_of(sop_files[index].ptr, sop_files[index].len);
	return true;
}
