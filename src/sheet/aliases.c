#include "sheet/aliases.h"

#define A(f, k, t) { t, sizeof(t) - 1, F_##f, ALIAS_##k }
#define NONE(t) { t, sizeof(t) - 1, FIELD_COUNT, ALIAS_BR }

const struct alias aliases[] = {
	/* The number of the person, not of the family group (NOKA) and not the old ones (PSNOKALAMA): FACTS 1.3. */
	A(PSNOKA, B, "PSNOKA"), A(PSNOKA, B, "PSNOKABPJS"), A(PSNOKA, B, "NOKAPST"), A(PSNOKA, B, "NOKAPESERTA"),
	A(PSNOKA, B, "NOPESERTA"), A(PSNOKA, B, "NOMORPESERTA"), A(PSNOKA, B, "NOPESERTAJKN"),
	A(PSNOKA, B, "NOMORPESERTAJKN"), A(PSNOKA, B, "NOPESERTABPJS"), A(PSNOKA, B, "NOMORPESERTABPJS"),
	A(PSNOKA, B, "NOPESERTAKIS"), A(PSNOKA, B, "NOPESERTAJKNKIS"), A(PSNOKA, B, "NOPST"),
	A(PSNOKA, B, "NOKARTU"), A(PSNOKA, B, "NOMORKARTU"), A(PSNOKA, B, "NOKARTUPESERTA"),
	A(PSNOKA, B, "NOMORKARTUPESERTA"), A(PSNOKA, B, "NOKARTUJKN"), A(PSNOKA, B, "NOMORKARTUJKN"),
	A(PSNOKA, B, "NOKARTUJKNKIS"), A(PSNOKA, B, "NOMORKARTUJKNKIS"), A(PSNOKA, B, "NOKARTUBPJS"),
	A(PSNOKA, B, "NOMORKARTUBPJS"), A(PSNOKA, B, "NOKARTUBPJSKESEHATAN"),
	A(PSNOKA, B, "NOMORKARTUBPJSKESEHATAN"), A(PSNOKA, B, "NOKARTUKIS"), A(PSNOKA, B, "NOMORKARTUKIS"),
	A(PSNOKA, B, "NOKARTUJAMINAN"), A(PSNOKA, B, "NOJKN"), A(PSNOKA, B, "NOMORJKN"), A(PSNOKA, B, "NOJKNKIS"),
	A(PSNOKA, B, "NOMORJKNKIS"), A(PSNOKA, B, "NOKISJKN"), A(PSNOKA, B, "NOKIS"), A(PSNOKA, B, "NOMORKIS"),
	A(PSNOKA, B, "NOBPJS"), A(PSNOKA, B, "NOMORBPJS"), A(PSNOKA, B, "NOBPJSKESEHATAN"), A(PSNOKA, B, "NOBPJSKES"),
	A(PSNOKA, B, "NOMORBPJSKESEHATAN"), A(PSNOKA, B, "NOKEPESERTAAN"), A(PSNOKA, B, "NOMORKEPESERTAAN"),
	A(PSNOKA, B, "NOJAMINAN"), A(PSNOKA, B, "NOMORJAMINAN"), A(PSNOKA, B, "KARTUJKN"), A(PSNOKA, B, "KARTUKIS"),
	A(PSNOKA, B, "KARTUBPJS"), A(PSNOKA, B, "IDPESERTA"), A(PSNOKA, B, "NOKARTUPST"), A(PSNOKA, B, "NOMORKARTUPST"),
	A(NOKA, B, "NOKA"), A(NOKA, B, "NOKABPJS"), A(NOKA, B, "NOKAKELUARGA"), A(NOKA, B, "NOKAKK"),

	/* NIKKA is the NIK of the card's owner: better than none, worse than all others. */
	A(NIK, BR, "NIK"), A(NIK, BR, "NONIK"), A(NIK, BR, "NOMORNIK"), A(NIK, BR, "NIKPESERTA"), A(NIK, BR, "NIKPST"),
	A(NIK, BR, "NIKPENDUDUK"), A(NIK, BR, "NIKANGGOTA"), A(NIK, BR, "NIKANGGOTAKELUARGA"), A(NIK, BR, "NIKART"),
	A(NIK, BR, "NOMORINDUKKEPENDUDUKAN"), A(NIK, BR, "NOINDUKKEPENDUDUKAN"),
	A(NIK, BR, "NOMORINDUKKEPENDUDUKANNIK"), A(NIK, BR, "NOINDUKKEPENDUDUKANNIK"),
	A(NIK, BR, "NIKNOMORINDUKKEPENDUDUKAN"), A(NIK, BR, "NOMORINDUKPENDUDUK"), A(NIK, BR, "NOINDUKPENDUDUK"),
	A(NIK, BR, "INDUKKEPENDUDUKAN"), A(NIK, BR, "NIKKTP"), A(NIK, BR, "NIKEKTP"), A(NIK, BR, "NIKKTPEL"),
	A(NIK, BR, "NIKNOKTP"), A(NIK, BR, "NOKTPNIK"), A(NIK, BR, "KTPNIK"), A(NIK, BR, "NOKTP"),
	A(NIK, BR, "NOMORKTP"), A(NIK, BR, "NOMORKTPNIK"), A(NIK, BR, "NOEKTP"), A(NIK, BR, "NOMOREKTP"),
	A(NIK, BR, "NOKTPEL"), A(NIK, BR, "NIKKITAS"), A(NIK, BR, "NIKKITASKITAP"), A(NIK, BR, "NIKPASPOR"),
	A(NIK, B, "NIKBPJS"), A(NIK, R, "NIKDUKCAPIL"), A(NIK, R, "NIKSIAK"), A(NIK, BR, "KTP"), A(NIK, BR, "EKTP"),
	A(NIK, BR, "NIKKA"),

	A(KK, BR, "KKNO"), A(KK, BR, "NOKK"), A(KK, BR, "NKK"), A(KK, BR, "NOMORKK"), A(KK, BR, "NOKARTUKELUARGA"),
	A(KK, BR, "NOMORKARTUKELUARGA"), A(KK, BR, "NOKARTUKELUARGAKK"), A(KK, BR, "NOMORKARTUKELUARGAKK"),
	A(KK, BR, "NOKARTUKEL"), A(KK, BR, "KARTUKELUARGA"), A(KK, BR, "NOMORKARTUKEL"), A(KK, BR, "NOKKPESERTA"),
	A(KK, BR, "NOKELUARGA"), A(KK, BR, "NOMORKELUARGA"), A(KK, BR, "KK"),

	A(NAMA, BR, "NAMA"), A(NAMA, B, "NMPST"), A(NAMA, B, "NAMAPESERTA"), A(NAMA, B, "NAMALENGKAPPESERTA"),
	A(NAMA, BR, "NAMALGKP"), A(NAMA, BR, "NAMALENGKAP"), A(NAMA, B, "NAMAPST"), A(NAMA, B, "NMPESERTA"),
	A(NAMA, BR, "NMLGKP"), A(NAMA, BR, "NMLENGKAP"), A(NAMA, BR, "NAMAPENDUDUK"), A(NAMA, BR, "NAMAWARGA"),
	A(NAMA, BR, "NAMAANGGOTAKELUARGA"), A(NAMA, BR, "NAMAANGGOTA"), A(NAMA, BR, "NAMAART"), A(NAMA, BR, "NAMAJIWA"),
	A(NAMA, BR, "NAMAKTP"), A(NAMA, BR, "NAMADIKTP"), A(NAMA, B, "NAMADIKARTU"), A(NAMA, BR, "NM"),
	A(NAMA, BR, "NAME"), A(NAMA, BR, "FULLNAME"), A(NAMA, B, "NAMABPJS"), A(NAMA, R, "NAMADUKCAPIL"),
	A(NAMA, R, "NAMASIAK"), A(NAMA, B, "NMCETAK"), A(NAMA, B, "NAMACETAK"), A(NAMA, B, "NAMAKARTU"),

	A(PISA, BR, "PISA"), A(PISA, BR, "PISAT"), A(PISA, BR, "PISAPST"), A(PISA, BR, "KDHUBKEL"),
	A(PISA, BR, "HUBKEL"), A(PISA, BR, "HUBKELUARGA"), A(PISA, BR, "HUBUNGANKELUARGA"), A(PISA, BR, "STATHBKEL"),
	A(PISA, BR, "SHDK"), A(PISA, BR, "STATUSHUBUNGANDALAMKELUARGA"), A(PISA, BR, "HUBUNGANDALAMKELUARGA"),
	A(PISA, BR, "STATUSHUBUNGANKELUARGA"), A(PISA, BR, "STATUSHUBKELUARGA"), A(PISA, BR, "STATHUBKEL"),
	A(PISA, BR, "STATUSDALAMKELUARGA"), A(PISA, BR, "HUBDLMKELUARGA"), A(PISA, BR, "HUBUNGAN"),

	A(TEMPAT_LAHIR, BR, "TMPLHR"), A(TEMPAT_LAHIR, BR, "TEMPATLAHIR"), A(TEMPAT_LAHIR, BR, "TMPTLHR"),
	A(TEMPAT_LAHIR, BR, "TPTLAHIR"), A(TEMPAT_LAHIR, BR, "TMPLAHIR"), A(TEMPAT_LAHIR, BR, "TMPTLAHIR"),
	A(TEMPAT_LAHIR, BR, "TEMPATLHR"), A(TEMPAT_LAHIR, BR, "KOTALAHIR"), A(TEMPAT_LAHIR, BR, "TEMPATKELAHIRAN"),

	A(TANGGAL_LAHIR, BR, "TGLLHR"), A(TANGGAL_LAHIR, BR, "TGLLHRPST"), A(TANGGAL_LAHIR, BR, "TGLLAHIR"),
	A(TANGGAL_LAHIR, BR, "TANGGALLAHIR"), A(TANGGAL_LAHIR, BR, "TANGGALLHR"), A(TANGGAL_LAHIR, BR, "TGLAHIR"),
	A(TANGGAL_LAHIR, BR, "TANGGALAHIR"), A(TANGGAL_LAHIR, BR, "TGLKELAHIRAN"),
	A(TANGGAL_LAHIR, BR, "TANGGALKELAHIRAN"), A(TANGGAL_LAHIR, BR, "TGLBLNTHNLAHIR"),
	A(TANGGAL_LAHIR, BR, "TANGGALBULANTAHUNLAHIR"), A(TANGGAL_LAHIR, BR, "LAHIRTGL"),
	A(TANGGAL_LAHIR, BR, "LAHIRTANGGAL"), A(TANGGAL_LAHIR, BR, "BIRTHDATE"), A(TANGGAL_LAHIR, BR, "DATEOFBIRTH"),
	A(TANGGAL_LAHIR, BR, "DOB"),

	A(JK, BR, "JENKEL"), A(JK, BR, "JK"), A(JK, BR, "JKPST"), A(JK, BR, "JENISKELAMIN"), A(JK, BR, "JENISKLMIN"),
	A(JK, BR, "JNSKELAMIN"), A(JK, BR, "JNSKEL"), A(JK, BR, "JENISKEL"), A(JK, BR, "JENKELAMIN"),
	A(JK, BR, "JNSKLMIN"), A(JK, BR, "KDKELAMIN"), A(JK, BR, "KDJENKEL"), A(JK, BR, "KELAMIN"), A(JK, BR, "KLMIN"),
	A(JK, BR, "JKEL"), A(JK, BR, "JKLMIN"), A(JK, BR, "JKLAMIN"), A(JK, BR, "LP"), A(JK, BR, "PL"),
	A(JK, BR, "LKPR"), A(JK, BR, "LAKILAKIPEREMPUAN"), A(JK, BR, "SEX"), A(JK, BR, "SEKS"), A(JK, BR, "GENDER"),

	A(ALAMAT, BR, "ALAMAT"), A(ALAMAT, BR, "ALAMATLENGKAP"), A(ALAMAT, BR, "ALAMATRUMAH"),
	A(ALAMAT, BR, "ALAMATTINGGAL"), A(ALAMAT, BR, "ALAMATDOMISILI"), A(ALAMAT, BR, "ALAMATPESERTA"),
	A(ALAMAT, BR, "ALAMATKTP"), A(ALAMAT, BR, "ALAMATTEMPATTINGGAL"), A(ALAMAT, BR, "ALMT"), A(ALAMAT, BR, "ADDRESS"),
	A(ALAMAT, BR, "ALAMATSEKARANG"), A(ALAMAT, BR, "NAMAJALAN"), A(ALAMAT, BR, "JALAN"),
	A(MUTASI, M, "JENISMUTASI"), A(MUTASI, M, "JNSMUTASI"), A(MUTASI, M, "MUTASI"), A(MUTASI, M, "STATUSMUTASI"),
	A(MUTASI, M, "KETMUTASI"), A(MUTASI, M, "KODEMUTASI"), A(MUTASI, M, "ALASANMUTASI"), A(MUTASI, M, "KETERANGAN"),
	A(MUTASI, M, "KET"), A(MUTASI, M, "JENIS"),
	A(TMT, M, "TMTMUTASI"), A(TMT, M, "TMT"), A(TMT, M, "TGLMUTASI"), A(TMT, M, "TANGGALMUTASI"), A(TMT, M, "TGLTMT"),

	/* BLNTAG is the month paid for; BULAN that of the bill (FACTS 2, layout F). What the state pays is not on the city's bill. */
	A(BLNTAG, T, "BLNTAG"), A(BLNTAG, T, "BULANTAGIH"), A(BLNTAG, T, "BULANIURAN"), A(BLNTAG, T, "BLNIURAN"),
	A(BLNTAG, T, "PERIODEIURAN"), A(BLNTAG, T, "BULANTAGIHAN"), A(BLNTAG, T, "BLNTAGIHAN"), A(BLNTAG, T, "PERIODETAGIH"),
	A(IURAN, T, "IURAN"), A(IURAN, T, "IURANPEMDA"), A(IURAN, T, "PREMI"), A(IURAN, T, "JUMLAHIURAN"), A(IURAN, T, "TOTALIURAN"),
	A(IURAN, T, "TAGIHAN"), A(IURAN, T, "JUMLAHTAGIHAN"), A(IURAN, T, "NOMINAL"), A(IURAN, T, "NOMINALIURAN"),
	A(IURAN, T, "IURANPESERTA"), A(IURAN, T, "TAGIHANPEMDA"), A(IURAN, T, "JUMLAH"), A(IURAN, T, "RUPIAH"),
	A(BANTUAN, T, "BANTUANIURANPEMDA"), A(BANTUAN, T, "BANTUANPEMDA"), A(BANTUAN, T, "BANTUANIURAN"),
	A(RT, BR, "RT"), A(RT, BR, "NORT"), A(RT, BR, "NOMORRT"),
	A(RW, BR, "RW"), A(RW, BR, "NORW"), A(RW, BR, "NOMORRW"),

	/* Names before codes: the codes of BPJS files are a system of their own (FACTS 10). */
	A(KELURAHAN, BR, "NMDESA"), A(KELURAHAN, BR, "KELURAHAN"), A(KELURAHAN, BR, "KELNAME"), A(KELURAHAN, BR, "DESA"),
	A(KELURAHAN, BR, "KELURAHANDESA"), A(KELURAHAN, BR, "DESAKELURAHAN"), A(KELURAHAN, BR, "NAMAKELURAHAN"),
	A(KELURAHAN, BR, "NAMADESA"), A(KELURAHAN, BR, "NAMAKEL"), A(KELURAHAN, BR, "NMKEL"), A(KELURAHAN, BR, "NMKELURAHAN"),
	A(KELURAHAN, BR, "KELDESA"), A(KELURAHAN, BR, "DESAKEL"), A(KELURAHAN, BR, "NAMADESAKELURAHAN"),
	A(KELURAHAN, BR, "NAMAKELURAHANDESA"), A(KELURAHAN, BR, "KEL"), A(KELURAHAN, BR, "KDDESA"),
	A(KELURAHAN, BR, "KODEDESA"), A(KELURAHAN, BR, "KDKEL"), A(KELURAHAN, BR, "KDKELURAHAN"),
	A(KELURAHAN, BR, "KODEKELURAHAN"), A(KELURAHAN, BR, "KODEKEL"), A(KELURAHAN, BR, "KODEWILAYAH"),

	A(KECAMATAN, BR, "NMKEC"), A(KECAMATAN, BR, "KECAMATAN"), A(KECAMATAN, BR, "KEC"), A(KECAMATAN, BR, "KECNAME"),
	A(KECAMATAN, BR, "NAMAKEC"), A(KECAMATAN, BR, "NAMAKECAMATAN"), A(KECAMATAN, BR, "NMKECAMATAN"),
	A(KECAMATAN, BR, "KDKEC"), A(KECAMATAN, BR, "KODEKEC"), A(KECAMATAN, BR, "KODEKECAMATAN"),
	A(KECAMATAN, BR, "KDKECAMATAN"),

	A(KAB, BR, "NAMADATI2"), A(KAB, BR, "NMDATI2"), A(KAB, BR, "KABKOTA"), A(KAB, BR, "KOTAKAB"),
	A(KAB, BR, "KABUPATENKOTA"), A(KAB, BR, "KOTAKABUPATEN"), A(KAB, BR, "KABNAME"), A(KAB, BR, "KABUPATEN"),
	A(KAB, BR, "KOTA"), A(KAB, BR, "KAB"), A(KAB, BR, "NMKAB"), A(KAB, BR, "NAMAKAB"), A(KAB, BR, "NAMAKABKOTA"),
	A(KAB, BR, "NMKABKOTA"), A(KAB, BR, "NAMAKABUPATEN"), A(KAB, BR, "DATI2"), A(KAB, BR, "DATIII"),
	A(KAB, BR, "NAMADATIII"),

	A(PROVINSI, BR, "PROPNAME"), A(PROVINSI, BR, "PROVINSI"), A(PROVINSI, BR, "PROPINSI"), A(PROVINSI, BR, "PROV"),
	A(PROVINSI, BR, "PROP"), A(PROVINSI, BR, "NMPROP"), A(PROVINSI, BR, "NAMAPROP"), A(PROVINSI, BR, "NAMAPROVINSI"),
	A(PROVINSI, BR, "NMPROV"), A(PROVINSI, BR, "NMPROVINSI"), A(PROVINSI, BR, "NAMAPROPINSI"),

	A(IBU, BR, "NAMAIBUKANDUNG"), A(IBU, BR, "NAMALGKPIBU"), A(IBU, BR, "NAMAIBU"), A(IBU, BR, "NAMALENGKAPIBU"),
	A(IBU, BR, "NMIBU"), A(IBU, BR, "NMIBUKANDUNG"), A(IBU, BR, "NAMALENGKAPIBUKANDUNG"),
	A(IBU, BR, "NAMAGADISIBUKANDUNG"), A(IBU, BR, "IBUKANDUNG"), A(IBU, BR, "IBU"), A(IBU, BR, "NMLGKPIBU"),

	A(SEGMEN, B, "SEGMEN"), A(SEGMEN, B, "KETJNSPESERTA"), A(SEGMEN, B, "NMJNSPESERTA"), A(SEGMEN, B, "JNSPESERTA"),
	A(SEGMEN, B, "JENISPESERTA"), A(SEGMEN, B, "JENISKEPESERTAAN"), A(SEGMEN, B, "SEGMENPESERTA"),
	A(SEGMEN, B, "SEGMENKEPESERTAAN"), A(SEGMEN, B, "SEGMENTASI"), A(SEGMEN, B, "NAMASEGMEN"),
	A(SEGMEN, B, "NMSEGMEN"), A(SEGMEN, B, "KATEGORIPESERTA"), A(SEGMEN, B, "KELOMPOKPESERTA"),
	A(SEGMEN, B, "KETJENISPESERTA"), A(SEGMEN, B, "KDJNSPESERTA"), A(SEGMEN, B, "KODEJENISPESERTA"),

	/* In a list the state of the membership. */
	A(STATUS, B, "STATUS"), A(STATUS, B, "STATUSPST"), A(STATUS, B, "KETSTATUSPST"), A(STATUS, B, "STATUSPESERTA"),
	A(STATUS, B, "STATUSKEPESERTAAN"), A(STATUS, B, "NMSTATUSPST"), A(STATUS, B, "STATUSAKTIF"),
	A(STATUS, B, "STATUSKARTU"), A(STATUS, B, "STATUSJKN"), A(STATUS, B, "STATUSBPJS"), A(STATUS, B, "STATUSKIS"),
	A(STATUS, B, "KETSTATUS"), A(STATUS, B, "STATPST"), A(STATUS, B, "KDSTATUSPST"), A(STATUS, B, "KDSTATUS"),
	/* In an extract the state of life: never the marital status. */
	A(STATUS, R, "STATUSHIDUP"), A(STATUS, R, "STATHIDUP"), A(STATUS, R, "STATUSHIDUPMATI"),
	A(STATUS, R, "STATUSKEHIDUPAN"), A(STATUS, R, "STATUS"), A(STATUS, R, "KETSTATUS"),
	A(STATUS, R, "KETERANGANSTATUS"), A(STATUS, R, "STATUSPENDUDUK"), A(STATUS, R, "STATPENDUDUK"),
	A(STATUS, R, "STATUSKEPENDUDUKAN"), A(STATUS, R, "STATUSKEPEND"), A(STATUS, R, "STATUSWARGA"),
	A(STATUS, R, "STATUSNIK"), A(STATUS, R, "STATUSAKTIF"), A(STATUS, R, "STATUSDATA"), A(STATUS, R, "STATUSPDDK"),
	A(STATUS, R, "STATPDDK"), A(STATUS, R, "STAT"), A(STATUS, R, "FLAGSTATUS"), A(STATUS, R, "STATUSBIODATA"),

	A(TGL_STATUS, R, "TGLSTATUS"), A(TGL_STATUS, R, "TANGGALSTATUS"), A(TGL_STATUS, R, "TGLSTAT"),
	A(TGL_STATUS, R, "TGLPERISTIWA"), A(TGL_STATUS, R, "TANGGALPERISTIWA"), A(TGL_STATUS, R, "TGLSTATUSHIDUP"),
	A(TGL_STATUS, R, "TGLKETSTATUS"),
	A(TGL_MENINGGAL, R, "TGLMENINGGAL"), A(TGL_MENINGGAL, R, "TANGGALMENINGGAL"), A(TGL_MENINGGAL, R, "TGLMATI"),
	A(TGL_MENINGGAL, R, "TGLKEMATIAN"), A(TGL_MENINGGAL, R, "TANGGALKEMATIAN"), A(TGL_MENINGGAL, R, "TGLMD"),
	A(TGL_MENINGGAL, R, "TGLWAFAT"), A(TGL_MENINGGAL, R, "TANGGALWAFAT"), A(TGL_MENINGGAL, R, "TANGGALMATI"),
	A(TGL_MENINGGAL, R, "TGLMENINGGALDUNIA"),
	A(TGL_PINDAH, R, "TGLPINDAH"), A(TGL_PINDAH, R, "TANGGALPINDAH"), A(TGL_PINDAH, R, "TGLPINDAHKELUAR"),
	A(TGL_PINDAH, R, "TANGGALPINDAHKELUAR"), A(TGL_PINDAH, R, "TGLKEPINDAHAN"), A(TGL_PINDAH, R, "TGLKELUAR"),

	A(NO_PROP, BR, "NOPROP"), A(NO_PROP, BR, "NOPROV"), A(NO_PROP, R, "KDPROP"), A(NO_PROP, R, "KODEPROP"),
	A(NO_PROP, R, "KDPROV"), A(NO_PROP, R, "KODEPROVINSI"),
	A(NO_KAB, BR, "NOKAB"), A(NO_KAB, R, "KDKAB"), A(NO_KAB, R, "KODEKAB"), A(NO_KAB, R, "KODEKABKOTA"),
	A(NO_KAB, BR, "NOKABKOTA"),
	A(NO_KEC, BR, "NOKEC"), A(NO_KEC, BR, "NOKECAMATAN"),
	A(NO_KEL, BR, "NOKEL"), A(NO_KEL, BR, "NOKELURAHAN"), A(NO_KEL, BR, "NODESA"),

	A(BULAN, B, "BULAN"), A(BULAN, B, "BLN"), A(TAHUN, B, "TAHUN"), A(TAHUN, B, "THN"),
	A(URUT, BR, "NO"), A(URUT, BR, "NOMOR"), A(URUT, BR, "NOURUT"), A(URUT, BR, "NOMORURUT"), A(URUT, BR, "NOURT"),
	A(URUT, BR, "URUT"), A(URUT, BR, "NR"),

	NONE("NAMAKK"), NONE("NIKKK"), NONE("NAMAKEPALAKELUARGA"), NONE("NIKKEPALAKELUARGA"), NONE("NAMAKARTUKELUARGA"),
	NONE("STATUSKAWIN"), NONE("STATUSPERKAWINAN"), NONE("STATKWN"), NONE("STATUSKK"), NONE("STATUSKTP"),
	NONE("ALAMATIBU"), NONE("NIKIBU"), NONE("NIKAYAH"), NONE("NAMAAYAH"),
};
#undef A
#undef NONE
const size_t alias_count = COUNT(aliases);

size_t heading_squash(char out[HEADING_MAX], struct str s)
{
	size_t n = 0;
	for (size_t i = 0; i < s.len; i++) {
		char c = ch_upper(s.ptr[i]);
		if (!ch_digit(c) && !ch_alpha(c))
			continue;
		if (n == HEADING_MAX - 1)
			return HEADING_MAX;
		out[n++] = c;
	}
	out[n] = 0;
	return n;
}

int alias_find(const char *text, size_t len, enum list_kind kind)
{
	unsigned bit = 1U << kind;
	if (len == 0 || len >= sizeof(aliases[0].text))
		return -1;
	for (size_t i = 0; i < COUNT(aliases); i++)
		if (aliases[i].len == len && aliases[i].text[0] == text[0] && (aliases[i].kinds & bit) &&
		    memcmp(aliases[i].text, text, len) == 0)
			return (int)i;
	return -1;
}

/* Notes behind a heading that do not change what it is. */
static const char notes[][16] = {
	"PESERTA", "PST", "JKN", "BPJS", "KIS", /* the first five in lists only: the member is somebody else elsewhere */
	"PENDUDUK", "SESUAIKTP", "SESUAIKK", "SESUAIKTPKK", "SESUAIKTPDANKK", "SESUAIEKTP", "SESUAIKTPEL", "DDMMYYYY",
	"DDMMYY", "HHBBTTTT", "TGLBLNTHN", "YYYYMMDD", "TTTTBBHH", "MMDDYYYY", "LP", "PL", "16DIGIT", "13DIGIT", "WAJIB",
	"WAJIBDIISI",
};
#define NOTES_OF_LISTS 5

static bool squashed_field(const char *t, size_t n, enum list_kind kind, enum field *ret, int *ret_rank)
{
	int i = alias_find(t, n, kind);
	if (i >= 0) {
		*ret = (enum field)aliases[i].field;
		*ret_rank = i;
		return true;
	}
	for (size_t k = kind == LIST_REGISTRY ? NOTES_OF_LISTS : 0; k < COUNT(notes); k++) {
		size_t len = strlen(notes[k]);
		if (n <= len || memcmp(t + n - len, notes[k], len) != 0)
			continue;
		i = alias_find(t, n - len, kind);
		/* "NO" with anything behind it is not the serial number. */
		if (i >= 0 && aliases[i].field != F_URUT) {
			*ret = (enum field)aliases[i].field;
			*ret_rank = i + (int)COUNT(aliases);
			return true;
		}
	}
	return false;
}

/* Copies s without notes in parentheses; false when a note says that the column is about somebody else, or s is long.
 * A footnote mark "1)" at the end goes too. */
static bool drop_notes(char *out, size_t cap, size_t *ret_len, bool *ret_source, struct str s, enum list_kind kind)
{
	size_t n = 0;
	*ret_source = false;
	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i];
		if (c == '(' || c == '[') {
			size_t from = ++i;
			while (i < s.len && s.ptr[i] != ')' && s.ptr[i] != ']')
				i++;
			switch (heading_owner(str_of(s.ptr + from, i - from), kind)) {
			case OWNER_OTHER:
				return false;
			case OWNER_SOURCE:
				*ret_source = true;
				break;
			case OWNER_ROW:
				break;
			}
			continue;
		}
		if (c == ')') {
			while (n > 0 && ch_digit(out[n - 1]))
				n--;
			continue;
		}
		if (n == cap)
			return false;
		out[n++] = c;
	}
	*ret_len = n;
	return true;
}

/* "NIK / NO KTP": every part means the same field. */
static bool alternatives(struct str s, enum list_kind kind, enum field *ret, int *ret_rank)
{
	enum field f = FIELD_COUNT;
	int best = INT32_MAX;
	size_t from = 0, parts = 0;
	for (size_t i = 0; i <= s.len; i++) {
		char t[HEADING_MAX];
		size_t n;
		enum field g;
		int rank;
		if (i < s.len && s.ptr[i] != '/' && s.ptr[i] != '|')
			continue;
		n = heading_squash(t, str_of(s.ptr + from, i - from));
		from = i + 1;
		if (n >= HEADING_MAX || !squashed_field(t, n, kind, &g, &rank) || (parts && g != f))
			return false;
		f = g;
		best = rank < best ? rank : best;
		parts++;
	}
	if (parts < 2)
		return false;
	*ret = f;
	*ret_rank = best;
	return true;
}

static bool has_any(struct str s, const char *marks)
{
	for (; *marks; marks++)
		if (memchr(s.ptr, *marks, s.len))
			return true;
	return false;
}

bool heading_field(struct str s, enum list_kind kind, enum field *ret, int *ret_rank)
{
	char t[HEADING_MAX], bare[160];
	size_t n = heading_squash(t, s), len;
	bool source;
	if (n == 0)
		return false;
	if (n < HEADING_MAX && squashed_field(t, n, kind, ret, ret_rank))
		return true;
	if (!s.ptr || !has_any(s, "([)/|"))
		return false;
	if (!drop_notes(bare, sizeof(bare), &len, &source, s, kind))
		return false;
	if (len != s.len) {
		n = heading_squash(t, str_of(bare, len));
		if (n && n < HEADING_MAX && squashed_field(t, n, kind, ret, ret_rank)) {
			*ret_rank += source ? RANK_SOURCE : 0;
			return true;
		}
	}
	return alternatives(str_of(bare, len), kind, ret, ret_rank);
}

enum heading_owner heading_owner(struct str s, enum list_kind kind)
{
	static const char others[][14] = {
		"IBU",       "AYAH",    "BAPAK",     "ORTU",     "ORANGTUA",   "TUA",     "WALI",         "KEPALA",
		"KRT",       "FASKES",  "FKTP",      "FKRTL",    "FASILITAS",  "PPK",     "PUSKESMAS",    "KLINIK",
		"DOKTER",    "PENERIMA", "PETUGAS",  "SUAMI",    "ISTRI",      "PASANGAN", "PENANGGUNG",  "PERUSAHAAN",
		"PEMBERI",   "PELAPOR", "SAKSI",     "SEMULA",   "LAMA",       "SEBELUM", "SEBELUMNYA",   "PERUJUK",
		"REKENING",  "BANK",    "KADER",     "PENDAMPING",
	};
	static const char source[4][5][14] = {
		[LIST_BNBA] = { "DUKCAPIL", "DISDUKCAPIL", "KEMENDAGRI", "SIAK", "ADMINDUK" },
		[LIST_MUTASI] = { "DUKCAPIL", "DISDUKCAPIL", "KEMENDAGRI", "SIAK", "ADMINDUK" },
		[LIST_TAGIHAN] = { "DUKCAPIL", "DISDUKCAPIL", "KEMENDAGRI", "SIAK", "ADMINDUK" },
		[LIST_REGISTRY] = { "BPJS", "JKN", "KIS", "DTSEN", "DTKS" },
	};
	enum heading_owner ret = OWNER_ROW;
	size_t letters = 0, i = 0;
	char w[16] = "";
	for (;; i++) {
		char c = i < s.len ? ch_upper(s.ptr[i]) : 0;
		if (ch_alpha(c)) {
			if (letters < sizeof(w) - 1)
				w[letters] = c;
			letters++;
			continue;
		}
		if (letters && letters < sizeof(w)) {
			w[letters] = 0;
			for (size_t k = 0; k < COUNT(others); k++)
				if (strcmp(w, others[k]) == 0)
					return OWNER_OTHER;
			for (size_t k = 0; k < COUNT(source[kind]); k++)
				if (strcmp(w, source[kind][k]) == 0)
					ret = OWNER_SOURCE;
			/* "NAMA (KK)" is the head of the family; "sesuai KTP/KK" is not. */
			if (strcmp(w, "KK") == 0 && s.len <= 4)
				return OWNER_OTHER;
		}
		letters = 0;
		if (i >= s.len)
			return ret;
	}
}
