#include "engine/rules.h"

#include "base/buf.h"

#include <sodium.h>

const struct rule rules[PADAN_REASON_COUNT] = {
	[PADAN_BARIS_RUSAK] = { "BARIS_RUSAK", RULE_TINJAU, false, "Baris tidak terbaca sebagai peserta" },
	[PADAN_NIK_KOSONG] = { "NIK_KOSONG", RULE_TINJAU, false, "NIK kosong" },
	[PADAN_NIK_TIDAK_SAH] = { "NIK_TIDAK_SAH", RULE_TINJAU, false, "NIK tidak mungkin benar" },
	[PADAN_NIK_GANDA] = { "NIK_GANDA", RULE_TIDAK_LAYAK, true, "NIK tercantum pada lebih dari satu baris" },
	[PADAN_ORANG_GANDA] = { "ORANG_GANDA", RULE_TINJAU, false, "Orang yang sama dengan NIK berbeda" },
	[PADAN_NIK_TIDAK_DITEMUKAN] = { "NIK_TIDAK_DITEMUKAN", RULE_TIDAK_LAYAK, true, "NIK tidak ada di registri" },
	[PADAN_NIK_MILIK_ORANG_LAIN] = { "NIK_MILIK_ORANG_LAIN", RULE_TINJAU, false, "NIK milik orang lain" },
	[PADAN_MENINGGAL] = { "MENINGGAL", RULE_TIDAK_LAYAK, true, "Meninggal menurut registri" },
	[PADAN_PINDAH_DOMISILI] = { "PINDAH_DOMISILI", RULE_TIDAK_LAYAK, true, "Pindah atau beralamat di luar kota" },
	[PADAN_NIK_NONAKTIF] = { "NIK_NONAKTIF", RULE_TINJAU, false, "NIK nonaktif atau ganda di registri" },
	[PADAN_NAMA_BEDA] = { "NAMA_BEDA", RULE_TINJAU, false, "Nama berbeda" },
	[PADAN_TANGGAL_LAHIR_BEDA] = { "TANGGAL_LAHIR_BEDA", RULE_TINJAU, false, "Tanggal lahir berbeda" },
	[PADAN_JENIS_KELAMIN_BEDA] = { "JENIS_KELAMIN_BEDA", RULE_TINJAU, false, "Jenis kelamin berbeda" },
	[PADAN_TANGGAL_TIDAK_SAH] = { "TANGGAL_TIDAK_SAH", RULE_TINJAU, false, "Tanggal lahir pada daftar bukan tanggal" },
	[PADAN_SEGMEN_LAIN] = { "SEGMEN_LAIN", RULE_TINJAU, false, "Bukan didaftarkan pemerintah daerah" },
	[PADAN_BELUM_DIPERIKSA] = { "BELUM_DIPERIKSA", RULE_TINJAU, false, "Belum ada jawaban registri" },
	[PADAN_PESERTA_GANDA] = { "PESERTA_GANDA", RULE_TINJAU, false, "Nomor peserta pada lebih dari satu baris" },
	[PADAN_KK_BEDA] = { "KK_BEDA", RULE_NOTE, false, "Nomor KK berbeda (catatan)" },
	[PADAN_ALAMAT_BEDA] = { "ALAMAT_BEDA", RULE_NOTE, false, "Alamat berbeda (catatan)" },
	[PADAN_WILAYAH_NIK_TIDAK_DIKENAL] = { "WILAYAH_NIK_TIDAK_DIKENAL", RULE_NOTE, false,
					      "Kode wilayah NIK tidak dikenal (catatan)" },
};
_Static_assert(PADAN_REASON_COUNT == 20, "a new reason needs a row in rules[], in docs/verify.md and in padan-rules.7");

static const struct {
	char name[12];
	uint8_t action;
} actions[] = {
	{ "TIDAK_LAYAK", RULE_TIDAK_LAYAK },
	{ "TINJAU", RULE_TINJAU },
	{ "CATATAN", RULE_NOTE },
	{ "MATI", RULE_OFF },
};

static bool parse_number(struct str s, unsigned min, unsigned max, uint16_t *ret)
{
	unsigned v = 0;
	if (!str_digits(s) || s.len > 5)
		return false;
	for (size_t i = 0; i < s.len; i++)
		v = v * 10 + (unsigned)(s.ptr[i] - '0');
	if (v < min || v > max)
		return false;
	*ret = (uint16_t)v;
	return true;
}

static int parse_line(struct criteria *c, struct str key, struct str value, uint64_t line, struct err *err)
{
	if (str_ieq(key, S("ambang.kandidat"))) {
		if (!parse_number(value, 500, 1000, &c->candidate_min))
			return FAIL(err, E_FORMAT, "kriteria baris %" PRIu64 ": ambang.kandidat harus 500 sampai 1000", line);
		return OK;
	}
	if (str_ieq(key, S("ambang.tidak_ditemukan"))) {
		if (!parse_number(value, 0, 1000, &c->not_found_warn))
			return FAIL(err, E_FORMAT, "kriteria baris %" PRIu64 ": ambang.tidak_ditemukan harus 0 sampai 1000",
				    line);
		return OK;
	}
	for (size_t i = 0; i < PADAN_REASON_COUNT; i++) {
		if (!str_ieq(key, str_c(rules[i].name)))
			continue;
		for (size_t k = 0; k < COUNT(actions); k++)
			if (str_ieq(value, str_c(actions[k].name))) {
				c->action[i] = actions[k].action;
				return OK;
			}
		return FAIL(err, E_FORMAT, "kriteria baris %" PRIu64 ": %s harus TIDAK_LAYAK, TINJAU, CATATAN, atau MATI",
			    line, rules[i].name);
	}
	return FAIL(err, E_FORMAT, "kriteria baris %" PRIu64 ": kode tidak dikenal", line);
}

static int criteria_sum(struct criteria *c, struct err *err)
{
	unsigned char sum[32];
	struct buf b;
	buf_init(&b, 65536);
	for (size_t i = 0; i < PADAN_REASON_COUNT; i++)
		buf_addf(&b, "%s=%u\n", rules[i].name, c->action[i]);
	buf_addf(&b, "ambang.kandidat=%u\nambang.tidak_ditemukan=%u\n", c->candidate_min, c->not_found_warn);
	if (b.error) {
		buf_clear(&b);
		return NOMEM(err);
	}
	(void)crypto_generichash(sum, sizeof(sum), (const unsigned char *)b.ptr, b.len, NULL, 0);
	(void)sodium_bin2hex(c->hash, sizeof(c->hash), sum, sizeof(sum));
	buf_clear(&b);
	return OK;
}

int criteria_parse(struct criteria *ret, struct str text, struct err *err)
{
	struct criteria c = { .candidate_min = 950, .not_found_warn = 50 };
	uint64_t line = 0;
	int r;
	for (size_t i = 0; i < PADAN_REASON_COUNT; i++)
		c.action[i] = rules[i].action;
	while (text.len) {
		const char *nl = memchr(text.ptr, '\n', text.len), *eq;
		struct str l = str_of(text.ptr, nl ? (size_t)(nl - text.ptr) : text.len);
		text = nl ? str_of(nl + 1, text.len - l.len - 1) : STR_NONE;
		line++;
		eq = memchr(l.ptr, '#', l.len);
		if (eq)
			l.len = (size_t)(eq - l.ptr);
		l = str_trim(l);
		if (l.len == 0)
			continue;
		eq = memchr(l.ptr, '=', l.len);
		if (!eq)
			return FAIL(err, E_FORMAT, "kriteria baris %" PRIu64 ": harus berbentuk KODE = PUTUSAN", line);
		r = parse_line(&c, str_trim(str_of(l.ptr, (size_t)(eq - l.ptr))),
			       str_trim(str_of(eq + 1, (size_t)(l.ptr + l.len - eq - 1))), line, err);
		if (r < 0)
			return r;
	}
	for (unsigned i = 0; i < PADAN_REASON_COUNT; i++)
		c.off |= c.action[i] == RULE_OFF ? UINT32_C(1) << i : 0;
	r = criteria_sum(&c, err);
	if (r == OK)
		*ret = c;
	return r;
}

uint32_t criteria_filter(const struct criteria *c, uint32_t reasons)
{
	return reasons & ~c->off;
}

enum padan_verdict_kind criteria_verdict(const struct criteria *c, uint32_t reasons, uint32_t hard)
{
	enum padan_verdict_kind v = PADAN_LAYAK;
	while (reasons) {
		unsigned i = (unsigned)__builtin_ctz(reasons);
		reasons &= reasons - 1;
		if (c->action[i] == RULE_TIDAK_LAYAK && (!rules[i].conditional || (hard >> i & 1)))
			return PADAN_TIDAK_LAYAK;
		if (c->action[i] >= RULE_TINJAU)
			v = PADAN_TINJAU;
	}
	return v;
}
