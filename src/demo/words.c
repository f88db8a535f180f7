/* Word lists of the made-up city: given names, second names, family names by custom, the most common first. */
#include "demo/words.h"

#define W(s) { s, sizeof(s) - 1 }

static const struct demo_word jawa_l[] = {
	W("BUDI"), W("AGUS"), W("SLAMET"), W("EKO"), W("BAMBANG"), W("JOKO"), W("SUGENG"), W("WAHYU"),
	W("TRI"), W("DWI"), W("SUTRISNO"), W("SUPRIYADI"), W("BAYU"), W("DIMAS"), W("RUDI"), W("HENDRO"),
	W("SUPARMAN"), W("SUNARYO"), W("SUMARNO"), W("SUGIARTO"), W("SUGIYONO"), W("SUPARDI"), W("SUROSO"),
	W("SURYADI"), W("SUYANTO"), W("SUWARNO"), W("MULYADI"), W("MULYONO"), W("HARTONO"), W("HARYONO"),
	W("HARIYANTO"), W("WAGIMIN"), W("WAGINO"), W("PAIMIN"), W("PONIMAN"), W("TUKIMIN"), W("SARJONO"),
	W("SUKARDI"), W("SUMARDI"), W("SUBANDI"), W("SUDARSONO"), W("SUDARMAN"), W("SUHARDI"),
	W("SUHARTO"), W("SUKIRMAN"), W("KASIMAN"), W("TEGUH"), W("TOTOK"), W("GALIH"), W("GILANG"),
	W("ADITYA"), W("ARYA"), W("BAGAS"), W("BAGUS"), W("CAHYO"), W("DARMADI"), W("DANANG"), W("DIDIK"),
	W("DJOKO"), W("ENDRO"), W("ERWIN"), W("FAJAR"), W("GUNARTO"), W("HADI"), W("HERI"), W("HERU"),
	W("INDRA"), W("IRAWAN"), W("IWAN"), W("JUMADI"), W("KUNCORO"), W("LILIK"), W("MARGONO"),
	W("MISKUN"), W("NANANG"), W("NGADIMAN"), W("NUR"), W("PRASETYO"), W("PRIYO"), W("PURWANTO"),
	W("PURNOMO"), W("RADITYA"), W("RAHARJO"), W("RIYANTO"), W("SAMSUL"), W("SARWONO"), W("SETYO"),
	W("SIGIT"), W("SISWANTO"), W("SOLEH"), W("SUBAGYO"), W("TAUFIK"), W("TEDDY"), W("TRIYONO"),
	W("UNTUNG"), W("WARSITO"), W("WIDODO"), W("WINARNO"), W("YOGA"), W("YUDI"), W("YULIANTO"),
	W("ZAENAL"),
};
static const struct demo_word jawa_p[] = {
	W("SRI"), W("SITI"), W("DWI"), W("TRI"), W("EKA"), W("ENDANG"), W("SUMIATI"), W("SUPARNI"),
	W("WATI"), W("RINI"), W("YULI"), W("DEWI"), W("LESTARI"), W("NINGSIH"), W("SUNARTI"),
	W("SUGIARTI"), W("WAGINEM"), W("PONIEM"), W("TUMINAH"), W("SUPRIHATIN"), W("SULASTRI"),
	W("SUKARTI"), W("SUHARTINI"), W("SUMARNI"), W("SURATMI"), W("SUYATI"), W("SUTINAH"), W("RATNA"),
	W("INDAH"), W("AYU"), W("RETNO"), W("RUKMINI"), W("KARTINI"), W("KARTIKA"), W("KUSTINAH"),
	W("LASMINI"), W("LILIS"), W("MARYATI"), W("MARSINAH"), W("MURNI"), W("MURTINI"), W("MULYANI"),
	W("NANIK"), W("NINIK"), W("NUNUNG"), W("NURYATI"), W("PARTINI"), W("PARTIYEM"), W("PURWANTI"),
	W("PUJI"), W("RAHAYU"), W("RINA"), W("RUMINI"), W("SARTINI"), W("SARINAH"), W("SAINEM"), W("SEMI"),
	W("SETIYOWATI"), W("SISWATI"), W("SOPIAH"), W("SUMINAH"), W("TATIK"), W("TITIK"), W("TUTI"),
	W("TITIN"), W("TUKINAH"), W("UMI"), W("WIDYA"), W("WINARTI"), W("WIWIK"), W("WULAN"), W("YANTI"),
	W("YAYUK"), W("YUNI"), W("YATMI"), W("ANIK"), W("ASTUTI"), W("ATIK"), W("DIAN"), W("DIAH"),
	W("DYAH"), W("ERNI"), W("ESTI"), W("FITRI"), W("HARTATI"), W("HENI"), W("IDA"), W("ISMI"),
	W("JUMIATI"), W("KHOTIMAH"), W("LIS"), W("MEGA"), W("NOVI"),
};
static const struct demo_word jawa_2l[] = {
	W("SAPUTRA"), W("SETIAWAN"), W("NUGROHO"), W("SANTOSO"), W("PRASETYO"), W("WIBOWO"), W("SUSANTO"),
	W("KURNIAWAN"), W("WIJAYA"), W("HARYANTO"), W("SUPRIYANTO"), W("PRATAMA"), W("HANDOKO"),
	W("HERMAWAN"), W("SULISTYO"), W("WICAKSONO"), W("SUTANTO"), W("SUBAGYO"), W("MULYONO"),
	W("YULIANTO"), W("PURNOMO"), W("WIDODO"), W("RAHARJO"), W("RIYADI"), W("RAHMADI"), W("SUSILO"),
	W("BASUKI"), W("CAHYONO"), W("DARMAWAN"), W("FIRMANSYAH"), W("GUNAWAN"), W("HIDAYAT"), W("IRAWAN"),
	W("KUSUMA"), W("LAKSONO"), W("MAHENDRA"), W("NUGRAHA"), W("PAMUNGKAS"), W("PAMBUDI"), W("PERMADI"),
	W("PRABOWO"), W("PRAKOSO"), W("PRAYOGA"), W("PRAYITNO"), W("PRIYONO"), W("PURWANTO"),
	W("PUTRANTO"), W("RAMADHAN"), W("SAKTI"), W("SAMPURNA"), W("SASONGKO"), W("SATRIO"), W("SEJATI"),
	W("SETYAWAN"), W("SISWOYO"), W("SUDRAJAT"), W("SUGIHARTO"), W("SUHENDRA"), W("SUKMANA"),
	W("SUMANTRI"), W("SURYANTO"), W("SUTEJO"), W("TRIATMOJO"), W("UTOMO"), W("WARDANA"), W("WASKITO"),
	W("WINARNO"), W("WIRAWAN"), W("YUDHISTIRA"), W("YUWONO"), W("ABDILLAH"), W("ANGGORO"),
	W("ARDIANTO"), W("ARIFIN"), W("ARIYANTO"), W("BUDIMAN"),
};
static const struct demo_word jawa_2p[] = {
	W("LESTARI"), W("WAHYUNI"), W("RAHAYU"), W("NINGSIH"), W("HANDAYANI"), W("WULANDARI"),
	W("SUSANTI"), W("ASTUTI"), W("ANGGRAINI"), W("YULIANTI"), W("UTAMI"), W("RAHMAWATI"),
	W("PURNAMASARI"), W("PERMATASARI"), W("KURNIASIH"), W("SETYOWATI"), W("PUSPITASARI"), W("MULYANI"),
	W("HASTUTI"), W("WIDIASTUTI"), W("PRATIWI"), W("MAHARANI"), W("SAFITRI"), W("WIJAYANTI"),
	W("WINARSIH"), W("YULIANA"), W("KUSUMAWATI"), W("SULISTYOWATI"), W("SURYANI"), W("SARI"),
	W("INDRAWATI"), W("INDRIYANI"), W("AMBARWATI"), W("APRILIANI"), W("ARDIANI"), W("ARYANTI"),
	W("CAHYANI"), W("DAMAYANTI"), W("DARMAYANTI"), W("EKAWATI"), W("ERNAWATI"), W("FATMAWATI"),
	W("FEBRIANI"), W("HAPSARI"), W("HARDIYANTI"), W("HARYATI"), W("HIDAYATI"), W("ISTIQOMAH"),
	W("JUWARIYAH"), W("KARTIKASARI"), W("KOMALASARI"), W("KRISTIANI"), W("LARASATI"), W("MARDIANA"),
	W("MEILANI"), W("MURNIATI"), W("NOVITASARI"), W("NURHAYATI"), W("OKTAVIANI"), W("PALUPI"),
	W("PANGESTUTI"), W("PERTIWI"), W("PRIHATIN"), W("PURWANINGSIH"), W("RATNASARI"), W("RIYANTI"),
	W("ROHMAH"), W("SETIANINGSIH"), W("SUGIHARTI"), W("SUKMAWATI"), W("SUNDARI"), W("SUPRAPTI"),
	W("SUSILOWATI"), W("TRISNAWATI"), W("WIDYAWATI"), W("WINDARTI"), W("WINDARI"), W("YUNIARTI"),
	W("ZULAIKHA"),
};
static const struct demo_word islam_l[] = {
	W("AHMAD"), W("ABDUL"), W("RAHMAT"), W("HIDAYAT"), W("FAUZI"), W("IRFAN"), W("RIZKI"), W("ILHAM"),
	W("YUSUF"), W("IBRAHIM"), W("ISMAIL"), W("HAMZAH"), W("HASAN"), W("HUSEIN"), W("ALI"), W("UMAR"),
	W("USMAN"), W("IDRIS"), W("ISKANDAR"), W("SULAIMAN"), W("DAUD"), W("ZAINAL"), W("ZULKIFLI"),
	W("ZULFIKAR"), W("SYAHRUL"), W("SYAFRIZAL"), W("SYARIFUDDIN"), W("BURHANUDDIN"), W("BAHARUDDIN"),
	W("JAMALUDDIN"), W("KAMARUDDIN"), W("NASRUDDIN"), W("SALAHUDDIN"), W("SAIFUDDIN"), W("ZAINUDDIN"),
	W("FAKHRUDDIN"), W("IMAM"), W("IKHSAN"), W("ANWAR"), W("ANSHARI"), W("ARIF"), W("ASRUL"),
	W("AZHAR"), W("AZMAN"), W("AZIZ"), W("BASRI"), W("BUKHARI"), W("DARWIS"), W("EFENDI"), W("FADHIL"),
	W("FADILLAH"), W("FAHMI"), W("FAISAL"), W("FARHAN"), W("FERDIAN"), W("FIKRI"), W("GHANI"),
	W("HABIBI"), W("HAFIZ"), W("HAKIM"), W("HALIM"), W("HAMDAN"), W("HAMID"), W("HANAFI"), W("HARIS"),
	W("HARUN"), W("HASBI"), W("HELMI"), W("HENDRI"), W("ISHAK"), W("JAFAR"), W("JALIL"), W("JAMAL"),
	W("JUNAIDI"), W("KADIR"), W("KARIM"), W("KHAIRUL"), W("LUKMAN"), W("LUTHFI"), W("MAHMUD"),
	W("MALIK"), W("MANSUR"), W("MARZUKI"), W("MASYHUR"), W("MAULANA"), W("MUKHLIS"), W("MUKHTAR"),
	W("MUNIR"), W("MUSA"), W("MUSLIM"), W("MUSTAFA"), W("NASIR"), W("NASRUL"), W("NAUFAL"), W("NAZAR"),
	W("RAHIM"), W("RAHMAN"), W("RAIHAN"), W("RAMADHAN"), W("RAMLI"), W("RASYID"), W("RAZAK"),
	W("REZA"), W("RIDWAN"), W("ROSLAN"), W("RUSDI"), W("RUSLAN"), W("SABRI"), W("SAFRI"), W("SAID"),
	W("SALEH"), W("SALIM"), W("SAMSUDIN"), W("SOFYAN"), W("SUBHAN"), W("SYAHPUTRA"), W("SYAIFUL"),
	W("SYUKUR"), W("TAUFIQ"), W("THAMRIN"), W("TARMIZI"), W("WAHID"), W("YAHYA"), W("YAKUB"),
	W("ZAKARIA"), W("ZAKI"), W("ZULHAM"),
};
static const struct demo_word islam_p[] = {
	W("SITI"), W("NUR"), W("FATIMAH"), W("AISYAH"), W("KHADIJAH"), W("AMINAH"), W("ZAHRA"), W("NURUL"),
	W("MARYAM"), W("ROHANI"), W("HASANAH"), W("HALIMAH"), W("ROSMAWATI"), W("NURHAYATI"), W("NURAINI"),
	W("NURLELA"), W("JAMILAH"), W("ZUBAIDAH"), W("SALMAH"), W("RAMLAH"), W("HASNAH"), W("RAHMAH"),
	W("RAHIMAH"), W("RABIAH"), W("AZIZAH"), W("ASMAH"), W("ASMAWATI"), W("ATIKAH"), W("AULIA"),
	W("BAHARIAH"), W("CAHAYA"), W("DARMAWATI"), W("DAHLIA"), W("ELVIRA"), W("ERLINA"), W("FADHILAH"),
	W("FARAH"), W("FARIDAH"), W("FAUZIAH"), W("FITRIAH"), W("HABIBAH"), W("HAFSAH"), W("HAMIDAH"),
	W("HAMSIAH"), W("HANIFAH"), W("HANUM"), W("HAYATI"), W("HERLINA"), W("HIDAYAH"), W("HUSNA"),
	W("IRAWATI"), W("ISMAWATI"), W("JANNAH"), W("JULIANA"), W("JURIAH"), W("KALSUM"), W("KAMALIAH"),
	W("KAMARIAH"), W("KARTINI"), W("KHAIRUNNISA"), W("LAILA"), W("LATIFAH"), W("MAIMUNAH"),
	W("MAHMUDAH"), W("MARDIAH"), W("MARIAM"), W("MARIANI"), W("MASITAH"), W("MASTURA"), W("MASYITOH"),
	W("MELATI"), W("MUNAWARAH"), W("MURSYIDAH"), W("MUTIA"), W("NABILA"), W("NADIA"), W("NADHIRAH"),
	W("NAJWA"), W("NAFISAH"), W("NAZIRA"), W("NURAISYAH"), W("NURASIAH"), W("NURBAITI"), W("NURDIANA"),
	W("NURHALIZA"), W("NURJANAH"), W("NURMALA"), W("NURSYIDAH"), W("QONITA"), W("RAFIDAH"),
	W("RAIHANAH"), W("ROHAYA"), W("ROKIAH"), W("ROSDIANA"), W("ROSLINA"), W("ROSNAH"), W("RUKIAH"),
	W("RUSMINI"), W("SABARIAH"), W("SAFIAH"), W("SALBIAH"), W("SALSABILA"), W("SAKINAH"), W("SAMSIAH"),
	W("SARAH"), W("SARIFAH"), W("SOLEHA"), W("SUHAILA"), W("SURAYA"), W("SYAFIRA"), W("SYAHIRAH"),
	W("SYAMSIAH"), W("TASYA"), W("TIARA"), W("UMMI"), W("WAHIDAH"), W("WARDAH"), W("WARNIDA"),
	W("YASMIN"), W("YUSNIAR"), W("YUSRA"), W("ZAHARA"), W("ZAITUN"), W("ZAKIAH"), W("ZALEHA"),
	W("ZULAIKHA"), W("ZURAIDAH"),
};
static const struct demo_word minang_l[] = {
	W("YUSRIZAL"), W("SYAFRIZAL"), W("AFRIZAL"), W("RIZAL"), W("ZAINAL"), W("HENDRI"), W("YONDRI"),
	W("DONI"), W("RONI"), W("JONI"), W("FEBRI"), W("ROMI"), W("NOFRI"), W("EDISON"), W("SYAFRI"),
	W("SYAMSUL"), W("ASRIL"), W("ARMEN"), W("BENI"), W("BOBI"), W("BUSTAMI"), W("CHAIRUL"),
	W("DARMAN"), W("DASRIL"), W("DEDI"), W("DEFRI"), W("ERIZAL"), W("ERMAN"), W("FIRDAUS"),
	W("FIRMAN"), W("HARDI"), W("HARMEN"), W("HAVIZ"), W("HERIZAL"), W("IKHWAN"), W("INDRA"),
	W("IRWANDI"), W("JASRIL"), W("JEFRI"), W("JUFRI"), W("KHAIRIL"), W("LENDRA"), W("MAIZAL"),
	W("MASRIL"), W("MASRUL"), W("MEDRI"), W("MUKHNIZAR"), W("MUSLIADI"), W("NASRIL"), W("NASRIZAL"),
	W("NOVRIZAL"), W("OKTAVIANUS"), W("RAFLI"), W("RINALDI"), W("RISMAN"), W("ROZI"), W("RUSTAM"),
	W("SUHARDI"), W("SYAFNIR"), W("SYAHRIL"), W("SYAMSIR"), W("TASMAN"), W("WANDRA"), W("YASRIL"),
	W("YULIZAR"), W("YUSMAN"), W("ZAMRI"), W("ZULFADLI"), W("ZULHENDRI"), W("ZULKARNAIN"),
};
static const struct demo_word minang_p[] = {
	W("YULIA"), W("YENI"), W("YESI"), W("RESTI"), W("WINDA"), W("SISKA"), W("ELVI"), W("DESI"),
	W("LIZA"), W("SUSI"), W("NELVI"), W("NOVA"), W("AFRIANI"), W("ARNIS"), W("ASNI"), W("DESRIANI"),
	W("DEWITA"), W("ELFIRA"), W("ELMI"), W("ELSA"), W("ERNI"), W("FEBRIANI"), W("FITRIANI"),
	W("GUSNIATI"), W("HELMI"), W("HERAWATI"), W("HESTI"), W("IRMA"), W("JASMANIAR"), W("LENI"),
	W("LINDA"), W("LUSIANA"), W("MAIYULIS"), W("MARDALENA"), W("MARLINA"), W("MEGAWATI"), W("MELDA"),
	W("MIRA"), W("MURNIATI"), W("NELI"), W("NELLY"), W("NESI"), W("NIRWANA"), W("NOFRITA"),
	W("NURLIS"), W("NURMAINI"), W("NURSAL"), W("RAHMI"), W("RAMADHANI"), W("REFNI"), W("RENI"),
	W("RIKA"), W("RINA"), W("ROSNIDA"), W("SASMITA"), W("SILVIA"), W("SUMARNI"), W("SUSILAWATI"),
	W("SYAFRIDA"), W("SYAMSIAR"), W("WARNIS"), W("WELMI"), W("WIRDA"), W("YANIMAR"), W("YARNIS"),
	W("YASNI"), W("YULIARNI"), W("YULINAR"), W("YUNIZAR"), W("YURNALIS"), W("YUSNIDAR"), W("ZULFA"),
};
static const struct demo_word minang_m[] = {
	W("CHANIAGO"), W("TANJUNG"), W("SIKUMBANG"), W("PILIANG"), W("KOTO"), W("JAMBAK"), W("GUCI"),
	W("MALAYU"), W("PITOPANG"), W("SIMABUR"), W("BODI"), W("DALIMO"), W("PANYALAI"), W("KUTIANYIA"),
};
static const struct demo_word batak_l[] = {
	W("TOGAR"), W("JHON"), W("BINSAR"), W("MARULI"), W("PARLINDUNGAN"), W("SAHAT"), W("POLTAK"),
	W("TIGOR"), W("RONALD"), W("ROBERT"), W("MARTHIN"), W("FERRY"), W("DANIEL"), W("DAVID"),
	W("SAMUEL"), W("PARULIAN"), W("HASIHOLAN"), W("HOTMAN"), W("HALOMOAN"), W("MANGARA"), W("MANGASA"),
	W("TUMPAL"), W("TUNGGUL"), W("BONAR"), W("BUNGARAN"), W("BASA"), W("ALBERT"), W("ANTON"),
	W("ARNOLD"), W("BENNY"), W("CHANDRA"), W("DEDDY"), W("EDWARD"), W("ELIAS"), W("FRANS"),
	W("FREDDY"), W("GOMGOM"), W("HENDRIK"), W("HISAR"), W("HORAS"), W("IMMANUEL"), W("JANNES"),
	W("JEFFRY"), W("JONATHAN"), W("JONNY"), W("JOSUA"), W("KRISTIAN"), W("LAMHOT"), W("LEONARDO"),
	W("LUHUT"), W("LUKAS"), W("MARSAULI"), W("MARIHOT"), W("MICHAEL"), W("MONANG"), W("NATANAEL"),
	W("NELSON"), W("OLOAN"), W("PAHALA"), W("PANGIHUTAN"), W("PANTAS"), W("PATAR"), W("PAULUS"),
	W("PETRUS"), W("RAMLAN"), W("RAMOT"), W("RICARDO"), W("RICKY"), W("RIKARDO"), W("RISMAN"),
	W("ROMULUS"), W("RUDOLF"), W("SABAM"), W("SALOMO"), W("SAUT"), W("SIHOL"), W("SINTONG"),
	W("STEVEN"), W("SUDUNG"), W("SURUNG"), W("TAHAN"), W("TIMBUL"), W("TOHAP"), W("TOMMY"),
	W("VIKTOR"), W("WALSEN"), W("WILLIAM"), W("YAKOB"), W("YOHANES"),
};
static const struct demo_word batak_p[] = {
	W("ROTUA"), W("TIURMA"), W("HOTMAIDA"), W("LASMA"), W("DAMERIA"), W("ROSITA"), W("MAGDALENA"),
	W("CHRISTINA"), W("ELISABETH"), W("AGNES"), W("THERESIA"), W("HOTMA"), W("TIAMSA"), W("TIODOR"),
	W("TIORIA"), W("TIOMINAR"), W("TIARMA"), W("SONDANG"), W("SANTI"), W("RUGUN"), W("ROULI"),
	W("ROSDIANA"), W("RINCE"), W("RIAMA"), W("PURNAMA"), W("NURMAIDA"), W("NURHAIDA"), W("NURCAHAYA"),
	W("NORMA"), W("NAOMI"), W("MORINA"), W("MINAR"), W("MERRY"), W("MELVA"), W("MARTHA"),
	W("MARSINTA"), W("MARISI"), W("MARGARETHA"), W("MARDIANA"), W("LUSIANA"), W("LISBET"),
	W("LINDAWATI"), W("LERIANA"), W("LENTINA"), W("LAMTIUR"), W("LAMRIA"), W("KRISTINA"), W("JUNITA"),
	W("JULIANA"), W("JOJOR"), W("JERNITA"), W("JELITA"), W("HOTNAULI"), W("HERTINA"), W("HELENA"),
	W("GRACE"), W("FRISKA"), W("FLORA"), W("ESTER"), W("ERNITA"), W("ERIKA"), W("ERA"), W("ENI"),
	W("DUMARIA"), W("DORLAN"), W("DORTHEA"), W("DESMA"), W("DERMAWAN"), W("DEBORA"), W("CORRY"),
	W("BUNGA"), W("BETTY"), W("BERLIANA"), W("ARTAULI"), W("ANITA"), W("ANGEL"), W("AGUSTINA"),
	W("ADELINA"),
};
static const struct demo_word batak_m[] = {
	W("SIREGAR"), W("NASUTION"), W("HARAHAP"), W("SIMANJUNTAK"), W("HASIBUAN"), W("LUBIS"),
	W("SITUMORANG"), W("SIHOMBING"), W("SINAGA"), W("SIAHAAN"), W("PANJAITAN"), W("HUTAGALUNG"),
	W("PASARIBU"), W("NAINGGOLAN"), W("SITORUS"), W("SILALAHI"), W("TARIGAN"), W("MANURUNG"),
	W("GINTING"), W("RAJAGUKGUK"), W("SARAGIH"), W("SEMBIRING"), W("HUTABARAT"), W("PURBA"),
	W("ARITONANG"), W("DAMANIK"), W("TAMPUBOLON"), W("TAMBUNAN"), W("LUMBANTOBING"), W("PARDEDE"),
	W("GULTOM"), W("SIMBOLON"), W("NAPITUPULU"), W("SIBARANI"), W("BUTARBUTAR"), W("RITONGA"),
	W("SIANTURI"), W("BANJARNAHOR"), W("MARPAUNG"), W("MUNTHE"), W("SIMAMORA"), W("SILABAN"),
	W("SIPAYUNG"), W("SIRAIT"), W("SITOMPUL"), W("SITANGGANG"), W("SIGALINGGING"), W("SIDABUTAR"),
	W("LUMBANGAOL"), W("LUMBANRAJA"), W("HUTAPEA"), W("HUTAURUK"), W("HUTASOIT"), W("GURNING"),
	W("DONGORAN"), W("DALIMUNTHE"), W("BATUBARA"), W("BANGUN"), W("BARUS"), W("KARO"), W("KETAREN"),
	W("PERANGINANGIN"), W("SURBAKTI"), W("TURNIP"), W("SAMOSIR"), W("PAKPAHAN"), W("PANGARIBUAN"),
	W("NABABAN"), W("MANIK"), W("MALAU"), W("HALOHO"), W("GIRSANG"), W("BERUTU"), W("BANCIN"),
	W("AMBARITA"), W("PANGGABEAN"), W("POHAN"), W("RAMBE"), W("RANGKUTI"),
};
static const struct demo_word nias_m[] = {
	W("ZEBUA"), W("GULO"), W("HAREFA"), W("LAOLI"), W("TELAUMBANUA"), W("ZALUKHU"), W("WARUWU"),
	W("ZEGA"), W("MENDROFA"), W("LASE"), W("HULU"), W("DAELI"), W("NDRURU"), W("LAIA"), W("DACHI"),
	W("DUHA"), W("HALAWA"), W("GEA"), W("ZENDRATO"), W("LAHAGU"), W("BULOLO"), W("GIAWA"),
	W("SARUMAHA"), W("WAU"), W("BAEHA"),
};
static const struct demo_word nias_l[] = {
	W("YASOKHI"), W("FATIZANOLO"), W("SOKHIZARO"), W("ARO"), W("AROZATULO"), W("BEZISOKHI"),
	W("DALIZARO"), W("ELIAMANI"), W("FAIGIZARO"), W("FANOLO"), W("HATIELI"), W("ITOLO"), W("KARYAMAN"),
	W("MARTINUS"), W("NOTAFAO"), W("OTORIUS"), W("SADARMAN"), W("SARONI"), W("SITEFANUS"),
	W("TALIZARO"), W("TEHESOKHI"), W("YARMAN"), W("YULIANUS"),
};
static const struct demo_word nias_p[] = {
	W("YASMANI"), W("ADIRIA"), W("ATIRIA"), W("ERNIWATI"), W("FATILIMA"), W("GATIRIA"), W("KASIANI"),
	W("LESTARIA"), W("MARNIWATI"), W("NIBENIA"), W("NURNIA"), W("RATIWATI"), W("ROSNIWATI"),
	W("SADIRIA"), W("SETIANI"), W("SITINIA"), W("WARNIWATI"), W("YARNIWATI"), W("YULIRIA"),
	W("YUNIMAN"),
};
static const struct demo_word ntt_l[] = {
	W("PETRUS"), W("YOHANES"), W("YOSEF"), W("FRANSISKUS"), W("ANTONIUS"), W("BENEDIKTUS"),
	W("DOMINIKUS"), W("STEFANUS"), W("ALOYSIUS"), W("ANDREAS"), W("AGUSTINUS"), W("BERNARDUS"),
	W("DONATUS"), W("EMANUEL"), W("FABIANUS"), W("FELIKS"), W("FERDINANDUS"), W("GABRIEL"),
	W("GREGORIUS"), W("HENDRIKUS"), W("HIRONIMUS"), W("IGNASIUS"), W("KAROLUS"), W("KLEMENS"),
	W("KORNELIS"), W("KRISPINUS"), W("LAURENSIUS"), W("LEONARDUS"), W("LUKAS"), W("MARKUS"),
	W("MARSELINUS"), W("MATEUS"), W("MAXIMUS"), W("MIKAEL"), W("NIKOLAUS"), W("PASKALIS"), W("PAULUS"),
	W("PIUS"), W("RAFAEL"), W("REINARDUS"), W("ROBERTUS"), W("SEBASTIANUS"), W("SIMON"),
	W("SILVESTER"), W("THEODORUS"), W("THOMAS"), W("VALENTINUS"), W("VINSENSIUS"), W("WILHELMUS"),
	W("XAVERIUS"), W("YAKOBUS"), W("JOSE"), W("ANDRE"), W("RENE"),
};
static const struct demo_word ntt_p[] = {
	W("MARIA"), W("MAGDALENA"), W("ELISABETH"), W("THERESIA"), W("AGNES"), W("AGUSTINA"),
	W("ANASTASIA"), W("ANGELINA"), W("BENEDIKTA"), W("BERNADETA"), W("BRIGITA"), W("CATHARINA"),
	W("CLARA"), W("DOROTEA"), W("EMERENSIANA"), W("EMILIANA"), W("FELISITAS"), W("FLORENTINA"),
	W("FRANSISKA"), W("GENOVEVA"), W("GERTRUDIS"), W("GODELIVA"), W("HELENA"), W("IMELDA"), W("IRENE"),
	W("KRISTINA"), W("LUSIA"), W("LUDGARDIS"), W("MARGARETA"), W("MARSELINA"), W("MARTINA"),
	W("MATILDA"), W("MONIKA"), W("OKTAVIANA"), W("PAULINA"), W("PETRONELA"), W("PRISKA"), W("REGINA"),
	W("RITA"), W("ROFINA"), W("ROSALIA"), W("ROSA"), W("SESILIA"), W("SKOLASTIKA"), W("SOFIA"),
	W("STEFANIA"), W("SUSANA"), W("VERONIKA"), W("VIKTORIA"), W("WILHELMINA"), W("YASINTA"),
	W("YOSEFINA"), W("YULIANA"),
};
static const struct demo_word ntt_m[] = {
	W("TUKAN"), W("FERNANDEZ"), W("DASILVA"), W("DACOSTA"), W("LAMAWURAN"), W("KELEN"), W("HAYON"),
	W("KOTEN"), W("OLA"), W("MARAN"), W("LEWAR"), W("LIWUN"), W("TOKAN"), W("BEDA"), W("BOLI"),
	W("DIAZ"), W("GOMES"), W("PEREIRA"), W("MAU"), W("BEREK"), W("SERAN"), W("NAHAK"), W("KLAU"),
	W("BRIA"), W("TAEK"), W("NENO"), W("SABU"), W("BENU"), W("NUBATONIS"), W("TAFUI"), W("LIUNOKAS"),
	W("MANEK"), W("TANEO"), W("WADU"), W("DJAMI"), W("RIWU"), W("HABA"), W("LERO"), W("RAGA"),
	W("SOGE"), W("PARERA"), W("LOPEZ"), W("MARTINEZ"),
};
static const struct demo_word cina_m[] = {
	W("TAN"), W("LIM"), W("WONG"), W("LIE"), W("ONG"), W("GO"), W("TEO"), W("CHUA"), W("NG"), W("KHO"),
	W("TIO"), W("OEI"), W("SIM"), W("HO"), W("LAI"), W("YAP"), W("LOW"), W("QUEK"), W("SIAUW"),
	W("THE"), W("KWEE"), W("TJIA"), W("CHIN"), W("LAU"), W("POH"),
};
static const struct demo_word cina_sl[] = {
	W("WEI"), W("JUN"), W("MING"), W("HUI"), W("KEONG"), W("HOCK"), W("SENG"), W("GUAN"), W("BENG"),
	W("KIAT"), W("CHUAN"), W("HENG"), W("TECK"), W("HAO"), W("JIE"), W("LIANG"), W("KOK"), W("SOON"),
	W("BOON"), W("SIONG"), W("ENG"), W("TONG"), W("LEONG"), W("KIM"), W("CHAI"), W("POH"), W("YONG"),
};
static const struct demo_word cina_sp[] = {
	W("MEI"), W("LING"), W("HUI"), W("XIN"), W("HWA"), W("LIAN"), W("ENG"), W("SIEW"), W("LAN"),
	W("FANG"), W("YAN"), W("YING"), W("GEK"), W("KIM"), W("HONG"), W("CHOO"), W("POH"), W("AI"),
	W("SOK"), W("HIONG"), W("NGO"), W("FONG"), W("YEN"), W("LI"), W("SIOK"),
};
static const struct demo_word cina_l[] = {
	W("STEVEN"), W("HENDRA"), W("RUDY"), W("WILLIAM"), W("KEVIN"), W("ANDY"), W("JIMMY"), W("TONY"),
	W("EDDY"), W("HERMAN"), W("SUWANDI"), W("DARWIN"), W("JOHNNY"), W("FELIX"), W("VINCENT"),
	W("RICHARD"), W("CALVIN"), W("JASON"), W("HENGKY"), W("ALEX"), W("BUDIMAN"), W("SUSANTO"),
	W("ROBIN"), W("DENNIS"), W("ERICK"), W("FENDY"), W("LEO"), W("RAYMOND"),
};
static const struct demo_word cina_p[] = {
	W("LILY"), W("CINDY"), W("VIVIAN"), W("FELICIA"), W("STEPHANIE"), W("MELISA"), W("JESSICA"),
	W("MERRY"), W("SUSAN"), W("SHERLY"), W("WINNIE"), W("YULIANTI"), W("HERLINA"), W("FENNY"),
	W("JULIA"), W("SELVIA"), W("IVONNE"), W("MICHELLE"), W("NATALIA"), W("OLIVIA"), W("PATRICIA"),
	W("SILVIA"), W("TIFFANY"), W("VERONICA"), W("ANGELA"), W("CAROLINE"), W("EVELYN"),
};
static const struct demo_word cina_2[] = {
	W("WIJAYA"), W("HALIM"), W("GUNAWAN"), W("TANUWIJAYA"), W("SALIM"), W("HARTONO"), W("KURNIAWAN"),
	W("SUSANTO"), W("TANJAYA"), W("LIMANTO"), W("SUTANTO"), W("WIRAWAN"), W("CHANDRA"), W("SETIAWAN"),
	W("LESMANA"), W("KOSASIH"), W("SUGIARTO"), W("SANJAYA"), W("KUSNADI"), W("BUDIONO"), W("GOUW"),
	W("ANGKASA"), W("TEDJA"), W("WIDJAJA"),
};
static const struct demo_word bugis_l[] = {
	W("BASO"), W("BECCE"), W("DAENG"), W("AMBO"), W("LATUO"), W("MAPPA"), W("PATTA"), W("SANGKALA"),
	W("TAHIR"), W("TAMRIN"), W("UMAR"), W("MUHTAR"), W("RUSTAM"), W("SUPARDI"), W("NURDIN"),
	W("HAMKA"), W("JUFRI"), W("SALMAN"), W("SYAMSU"), W("ASWAR"), W("ASRIADI"), W("BASRI"),
	W("HERMAN"), W("IRWAN"), W("JUMADI"), W("KAHARUDDIN"), W("MUSTAMIN"), W("NASARUDDIN"), W("RAHMAN"),
	W("SUDIRMAN"),
};
static const struct demo_word bugis_p[] = {
	W("BESSE"), W("TENRI"), W("BATARI"), W("HASNIAH"), W("HASNAWATI"), W("HAERIAH"), W("INDO"),
	W("JUMRIAH"), W("KASMAWATI"), W("MARDIANA"), W("NURHAEDAH"), W("NURJANNAH"), W("NURMIATI"),
	W("RAHMATIA"), W("ROSTINA"), W("SITTI"), W("SUARNI"), W("SULFIANI"), W("SUMARNI"), W("SYAMSIAH"),
	W("TASMIATI"), W("WAHYUNI"),
};
static const struct demo_word sunda_l[] = {
	W("ASEP"), W("DEDE"), W("DADANG"), W("UJANG"), W("AEP"), W("AJAT"), W("ATEP"), W("CECEP"),
	W("DEDI"), W("DIDIN"), W("ENDANG"), W("ENCEP"), W("GUNGUN"), W("HENDRA"), W("IMAS"), W("IWAN"),
	W("JAJANG"), W("KOSWARA"), W("MAMAN"), W("NANDANG"), W("ODANG"), W("OPIK"), W("RUHIYAT"),
	W("SOLIHIN"), W("SOPANDI"), W("SUHERMAN"), W("SUPRIATNA"), W("TATANG"), W("TEDI"), W("USEP"),
	W("UUS"), W("WAWAN"), W("YANA"), W("YAYAN"), W("ZAELANI"), W("BEBEN"), W("COMAR"),
};
static const struct demo_word sunda_p[] = {
	W("EUIS"), W("NENG"), W("CUCU"), W("IIS"), W("TITIN"), W("ENUNG"), W("ELIS"), W("ENOK"), W("IMAS"),
	W("LILIS"), W("NANI"), W("NENENG"), W("NUNUNG"), W("ODAH"), W("ONENG"), W("POPON"), W("RINRIN"),
	W("TETI"), W("TINI"), W("TUTI"), W("WIWIN"), W("YANI"), W("YOYOH"), W("ENENG"), W("AAM"),
	W("DEDEH"), W("EMAY"), W("ENTIN"),
};
static const struct demo_word sunda_2[] = {
	W("SUHENDAR"), W("HIDAYAT"), W("SUPRIATNA"), W("KURNIA"), W("ROHMAT"), W("PERMANA"), W("SURYANA"),
	W("NUGRAHA"), W("SETIADI"), W("GUNAWAN"), W("SOBARI"), W("RAMDANI"), W("FAUZI"), W("ROSADI"),
	W("SUKMANA"), W("MAULANA"), W("RUSTANDI"), W("WAHYUDIN"),
};
static const struct demo_word zaman_l[] = {
	W("RIZKI"), W("DIMAS"), W("AKBAR"), W("ADITYA"), W("BIMA"), W("DENI"), W("FAJAR"), W("GILANG"),
	W("KEVIN"), W("RAFA"), W("ARKA"), W("RAYHAN"), W("DAFFA"), W("ALVARO"), W("AZKA"), W("ZIDAN"),
	W("BINTANG"), W("RANGGA"), W("SATRIA"), W("VINO"), W("ATHAYA"), W("KENZO"), W("RAFFI"),
	W("REYHAN"), W("FAREL"), W("NAUFAL"), W("GIBRAN"), W("ELANG"),
};
static const struct demo_word zaman_p[] = {
	W("PUTRI"), W("NABILA"), W("KAYLA"), W("NAYLA"), W("TASYA"), W("SAFIRA"), W("AULIA"), W("ALYA"),
	W("CITRA"), W("DINDA"), W("ELSA"), W("GITA"), W("HANA"), W("INTAN"), W("KIRANA"), W("LUNA"),
	W("MUTIARA"), W("NAURA"), W("PRISILLA"), W("QUEENSHA"), W("RANIA"), W("SALWA"), W("SHAKILA"),
	W("TALITA"), W("VANIA"), W("ZASKIA"), W("AQILA"), W("KEISHA"),
};
static const struct demo_word zaman_2l[] = {
	W("PRATAMA"), W("RAMADHAN"), W("SAPUTRA"), W("ALFATIH"), W("ALFARIZI"), W("MAULANA"), W("PUTRA"),
	W("WIJAYA"), W("HAKIM"), W("ANUGRAH"), W("DIRGANTARA"), W("FIRMANSYAH"), W("KHAIRULLAH"),
	W("MAHARDIKA"), W("NARENDRA"), W("PERDANA"), W("SAPUTRO"), W("ZULFADHLI"), W("GHIFARI"),
	W("ARDIANSYAH"),
};
static const struct demo_word zaman_2p[] = {
	W("RAMADHANI"), W("SALSABILA"), W("AZZAHRA"), W("KHAIRUNNISA"), W("MAHARANI"), W("OKTAVIANI"),
	W("PUTRI"), W("ANINDITA"), W("APRILIA"), W("AURELIA"), W("CALLISTA"), W("FEBRIANTI"), W("HUMAIRA"),
	W("KANAYA"), W("LARASATI"), W("MAULIDA"), W("NATASYA"), W("PERMATA"), W("RAMADANI"), W("SAFITRI"),
	W("SYAKIRA"), W("ZAHIRA"),
};
static const struct demo_word gelar_melayu_l[] = {
	W("RAJA"), W("TENGKU"), W("SAID"), W("WAN"), W("MEGAT"),
};
static const struct demo_word gelar_melayu_p[] = {
	W("RAJA"), W("TENGKU"), W("SYARIFAH"), W("WAN"),
};
static const struct demo_word india_l[] = {
	W("MURUGAN"), W("RAJU"), W("KUMAR"), W("SELVAM"), W("GANESAN"), W("SIVA"), W("MANIAM"),
	W("PERUMAL"), W("RAMASAMY"),
};
static const struct demo_word india_p[] = {
	W("LAKSHMI"), W("DEVI"), W("PARVATI"), W("SARASWATI"), W("KAVITHA"), W("MALAR"), W("PUSHPA"),
	W("SELVI"),
};
static const struct demo_word petik[] = {
	W("NU'MAN"), W("MA'RUF"), W("JUM'AT"), W("SYA'BAN"), W("SA'DIAH"), W("JUM'IYAH"), W("MU'AWANAH"),
	W("NI'MAH"), W("RIFA'I"), W("SYAFI'I"), W("KHUZA'I"), W("RUQAYYAH"),
};
static const struct demo_word kota[] = {
	W("BATAM"), W("BATAM"), W("BATAM"), W("BATAM"), W("MEDAN"), W("PADANG"), W("TANJUNGPINANG"),
	W("PEKANBARU"), W("PALEMBANG"), W("JAMBI"), W("JAKARTA"), W("BANDUNG"), W("SEMARANG"),
	W("SURABAYA"), W("SOLO"), W("KLATEN"), W("GRESIK"), W("BUKITTINGGI"), W("PEMATANGSIANTAR"),
	W("TARUTUNG"), W("KARIMUN"), W("LINGGA"), W("NATUNA"), W("BINTAN"), W("MAKASSAR"), W("LARANTUKA"),
	W("PONTIANAK"), W("LAMPUNG"), W("BENGKULU"), W("YOGYAKARTA"), W("KEBUMEN"), W("CILACAP"),
	W("MALANG"), W("JEMBER"), W("NIAS"), W("KUPANG"), W("SINGKAWANG"), W("MANADO"), W("AMBON"),
	W("DUMAI"), W("BENGKALIS"), W("SIAK"), W("KAMPAR"), W("PADANGSIDIMPUAN"), W("SIBOLGA"),
};

const struct demo_pool demo_pools[DEMO_POOL_COUNT] = {
	[POOL_JAWA_L] = { jawa_l, COUNT(jawa_l) },
	[POOL_JAWA_P] = { jawa_p, COUNT(jawa_p) },
	[POOL_JAWA_2L] = { jawa_2l, COUNT(jawa_2l) },
	[POOL_JAWA_2P] = { jawa_2p, COUNT(jawa_2p) },
	[POOL_ISLAM_L] = { islam_l, COUNT(islam_l) },
	[POOL_ISLAM_P] = { islam_p, COUNT(islam_p) },
	[POOL_MINANG_L] = { minang_l, COUNT(minang_l) },
	[POOL_MINANG_P] = { minang_p, COUNT(minang_p) },
	[POOL_MINANG_M] = { minang_m, COUNT(minang_m) },
	[POOL_BATAK_L] = { batak_l, COUNT(batak_l) },
	[POOL_BATAK_P] = { batak_p, COUNT(batak_p) },
	[POOL_BATAK_M] = { batak_m, COUNT(batak_m) },
	[POOL_NIAS_M] = { nias_m, COUNT(nias_m) },
	[POOL_NIAS_L] = { nias_l, COUNT(nias_l) },
	[POOL_NIAS_P] = { nias_p, COUNT(nias_p) },
	[POOL_NTT_L] = { ntt_l, COUNT(ntt_l) },
	[POOL_NTT_P] = { ntt_p, COUNT(ntt_p) },
	[POOL_NTT_M] = { ntt_m, COUNT(ntt_m) },
	[POOL_CINA_M] = { cina_m, COUNT(cina_m) },
	[POOL_CINA_SL] = { cina_sl, COUNT(cina_sl) },
	[POOL_CINA_SP] = { cina_sp, COUNT(cina_sp) },
	[POOL_CINA_L] = { cina_l, COUNT(cina_l) },
	[POOL_CINA_P] = { cina_p, COUNT(cina_p) },
	[POOL_CINA_2] = { cina_2, COUNT(cina_2) },
	[POOL_BUGIS_L] = { bugis_l, COUNT(bugis_l) },
	[POOL_BUGIS_P] = { bugis_p, COUNT(bugis_p) },
	[POOL_SUNDA_L] = { sunda_l, COUNT(sunda_l) },
	[POOL_SUNDA_P] = { sunda_p, COUNT(sunda_p) },
	[POOL_SUNDA_2] = { sunda_2, COUNT(sunda_2) },
	[POOL_ZAMAN_L] = { zaman_l, COUNT(zaman_l) },
	[POOL_ZAMAN_P] = { zaman_p, COUNT(zaman_p) },
	[POOL_ZAMAN_2L] = { zaman_2l, COUNT(zaman_2l) },
	[POOL_ZAMAN_2P] = { zaman_2p, COUNT(zaman_2p) },
	[POOL_GELAR_MELAYU_L] = { gelar_melayu_l, COUNT(gelar_melayu_l) },
	[POOL_GELAR_MELAYU_P] = { gelar_melayu_p, COUNT(gelar_melayu_p) },
	[POOL_INDIA_L] = { india_l, COUNT(india_l) },
	[POOL_INDIA_P] = { india_p, COUNT(india_p) },
	[POOL_PETIK] = { petik, COUNT(petik) },
	[POOL_KOTA] = { kota, COUNT(kota) },
};

static const struct demo_word streets[] = {
	W("PERUM GRIYA BATU AJI ASRI"),
	W("PERUM MEGA LEGENDA"),
	W("PERUM PURI AGUNG"),
	W("PERUM MARINA PARK"),
	W("PERUM CENDANA"),
	W("PERUM GENTA"),
	W("PERUM TAMAN RAYA"),
	W("KAV SAGULUNG BARU"),
	W("KAV SUNGAI LEKOP"),
	W("RUSUN MUKA KUNING"),
	W("BIDA ASRI"),
	W("BALOI KOLAM"),
	W("TIBAN KAMPUNG"),
	W("TANJUNG UMA"),
	W("KP BELIAN"),
	W("KP TUA BAKAU SERIP"),
	W("BATU BESAR"),
	W("BENGKONG INDAH"),
	W("JL IMAM BONJOL"),
	W("JL RAJA ALI HAJI"),
	W("PERUM BUKIT PALEM"),
	W("PERUM PEMDA"),
	W("PERUM TIBAN MAS"),
	W("PERUM BUANA VISTA"),
	W("PERUM ANGGREK MAS"),
	W("PERUM CITRA BATAM"),
	W("PERUM MUKA KUNING INDAH"),
	W("PERUM PUTERA MORO"),
	W("PERUM TAMAN LESTARI"),
	W("PERUM VILLA PAMRIN"),
	W("PERUM VILLA MUKA KUNING"),
	W("PERUM MITRA RAYA"),
	W("PERUM OMA BATAM"),
	W("PERUM MEDITERANIA"),
	W("PERUM KURNIA DJAJA"),
	W("PERUM RHABAYU"),
	W("PERUM BELLA VISTA"),
	W("PERUM BANDARA MAS"),
	W("PERUM BUKIT RAYA"),
	W("KAV BUKIT KAMBOJA"),
	W("KAV SENJULUNG"),
	W("KAV NONGSA"),
	W("KAV BAGAN"),
	W("KAV LAMA SEI PANCUR"),
	W("RUSUN TANJUNG UNCANG"),
	W("RUSUN FANINDO"),
	W("KP SERAYA"),
	W("KP AIR"),
	W("KP TELAGA PUNGGUR"),
	W("KP JABI"),
	W("KP SETENGAH"),
	W("KP MELAYU"),
	W("BENGKONG SADAI"),
	W("BENGKONG HARAPAN"),
	W("BENGKONG PALAPA"),
	W("TANJUNG PIAYU LAUT"),
	W("TANJUNG SENGKUANG"),
	W("SEI PANAS"),
	W("JL GAJAH MADA"),
	W("JL LAKSAMANA BINTAN"),
	W("JL AHMAD YANI"),
	W("JL HANG TUAH"),
	W("JL YOS SUDARSO"),
	W("JL DUYUNG"),
	W("JL BRIGJEN KATAMSO"),
	W("JL LETJEND SUPRAPTO"),
	W("PULAU KASU"),
	W("PULAU BULUH"),
	W("PULAU ABANG"),
};
const struct demo_pool demo_streets = { streets, COUNT(streets) };

const struct demo_word demo_kecamatan[12] = {
	W("BELAKANG PADANG"),
	W("BATU AMPAR"),
	W("SEKUPANG"),
	W("NONGSA"),
	W("BULANG"),
	W("LUBUK BAJA"),
	W("SEI BEDUK"),
	W("GALANG"),
	W("BENGKONG"),
	W("BATAM KOTA"),
	W("SAGULUNG"),
	W("BATU AJI"),
};
const struct demo_kelurahan demo_kelurahan[DEMO_KELURAHAN] = {
	{ UINT64_C(2171011002), W("PEMPING") },
	{ UINT64_C(2171011003), W("KASU") },
	{ UINT64_C(2171011004), W("PULAU TERUNG") },
	{ UINT64_C(2171011005), W("PECONG") },
	{ UINT64_C(2171011006), W("TANJUNG SARI") },
	{ UINT64_C(2171011007), W("SEKANAK RAYA") },
	{ UINT64_C(2171021001), W("TANJUNG SENGKUANG") },
	{ UINT64_C(2171021002), W("SUNGAI JODOH") },
	{ UINT64_C(2171021003), W("BATU MERAH") },
	{ UINT64_C(2171021004), W("KAMPUNG SERAYA") },
	{ UINT64_C(2171031001), W("SUNGAI HARAPAN") },
	{ UINT64_C(2171031002), W("TANJUNG PINGGIR") },
	{ UINT64_C(2171031003), W("TANJUNG RIAU") },
	{ UINT64_C(2171031005), W("TIBAN INDAH") },
	{ UINT64_C(2171031006), W("TIBAN BARU") },
	{ UINT64_C(2171031007), W("TIBAN LAMA") },
	{ UINT64_C(2171031008), W("PATAM LESTARI") },
	{ UINT64_C(2171041001), W("SAMBAU") },
	{ UINT64_C(2171041002), W("BATU BESAR") },
	{ UINT64_C(2171041003), W("KABIL") },
	{ UINT64_C(2171041004), W("NGENANG") },
	{ UINT64_C(2171051001), W("BULANG LINTANG") },
	{ UINT64_C(2171051002), W("PULAU BULUH") },
	{ UINT64_C(2171051003), W("TEMOYONG") },
	{ UINT64_C(2171051004), W("BATU LEGONG") },
	{ UINT64_C(2171051005), W("PANTAI GELAM") },
	{ UINT64_C(2171051006), W("PULAU SETOKOK") },
	{ UINT64_C(2171061001), W("KAMPUNG PELITA") },
	{ UINT64_C(2171061003), W("LUBUK BAJA KOTA") },
	{ UINT64_C(2171061004), W("BATU SELICIN") },
	{ UINT64_C(2171061005), W("TANJUNG UMA") },
	{ UINT64_C(2171061006), W("BALOI INDAH") },
	{ UINT64_C(2171071001), W("MUKA KUNING") },
	{ UINT64_C(2171071002), W("DURIANGKANG") },
	{ UINT64_C(2171071003), W("MANGSANG") },
	{ UINT64_C(2171071004), W("TANJUNG PIAYU") },
	{ UINT64_C(2171081001), W("SIJANTUNG") },
	{ UINT64_C(2171081002), W("KARAS") },
	{ UINT64_C(2171081003), W("GALANG BARU") },
	{ UINT64_C(2171081004), W("SEMBULANG") },
	{ UINT64_C(2171081005), W("REMPANG CATE") },
	{ UINT64_C(2171081006), W("SUBANG MAS") },
	{ UINT64_C(2171081007), W("PULAU ABANG") },
	{ UINT64_C(2171081008), W("AIR RAJA") },
	{ UINT64_C(2171091001), W("BENGKONG INDAH") },
	{ UINT64_C(2171091002), W("BENGKONG LAUT") },
	{ UINT64_C(2171091003), W("SADAI") },
	{ UINT64_C(2171091004), W("TANJUNG BUNTUNG") },
	{ UINT64_C(2171101001), W("BALOI PERMAI") },
	{ UINT64_C(2171101002), W("TAMAN BALOI") },
	{ UINT64_C(2171101003), W("TELUK TERING") },
	{ UINT64_C(2171101004), W("BELIAN") },
	{ UINT64_C(2171101005), W("SUKAJADI") },
	{ UINT64_C(2171101006), W("SUNGAI PANAS") },
	{ UINT64_C(2171111001), W("TEMBESI") },
	{ UINT64_C(2171111002), W("SUNGAI BINTI") },
	{ UINT64_C(2171111003), W("SUNGAI LEKOP") },
	{ UINT64_C(2171111004), W("SAGULUNG KOTA") },
	{ UINT64_C(2171111005), W("SUNGAI LANGKAI") },
	{ UINT64_C(2171111006), W("SUNGAI PELUNGGUT") },
	{ UINT64_C(2171121001), W("TANJUNG UNCANG") },
	{ UINT64_C(2171121002), W("BULIANG") },
	{ UINT64_C(2171121003), W("KIBING") },
	{ UINT64_C(2171121004), W("BUKIT TEMPAYAN") },
};

static const struct demo_prefix prefix_melayu[] = {
	{ 2101, 10 }, { 2102, 14 }, { 2104, 13 }, { 2103, 17 }, { 2172, 4 }, { 1403, 11 }, { 2105, 10 }, { 1401, 21 }, { 1471, 15 }, { 1571, 11 }, { 6101, 19 },
};
static const struct demo_prefix prefix_jawa[] = {
	{ 3310, 26 }, { 3313, 17 }, { 3372, 5 }, { 3374, 16 }, { 3507, 33 }, { 3509, 31 }, { 3525, 18 }, { 3578, 31 }, { 3301, 24 }, { 3404, 17 }, { 3501, 12 }, { 1801, 17 }, { 1871, 20 }, { 3573, 5 }, { 3174, 10 },
};
static const struct demo_prefix prefix_minang[] = {
	{ 1371, 11 }, { 1306, 16 }, { 1307, 13 }, { 1301, 15 }, { 1375, 3 }, { 1471, 15 },
};
static const struct demo_prefix prefix_batak[] = {
	{ 1202, 15 }, { 1271, 21 }, { 1207, 22 }, { 1272, 8 }, { 1212, 16 }, { 1201, 20 }, { 1277, 6 },
};
static const struct demo_prefix prefix_cina[] = {
	{ 2172, 4 }, { 6171, 6 }, { 6172, 5 }, { 1271, 21 }, { 1901, 8 }, { 3172, 6 }, { 2102, 14 },
};
static const struct demo_prefix prefix_ntt[] = {
	{ 5306, 19 }, { 5303, 24 }, { 5309, 12 }, { 5371, 6 },
};
static const struct demo_prefix prefix_bugis[] = {
	{ 7304, 11 }, { 7302, 10 }, { 7308, 27 }, { 7371, 15 }, { 7472, 8 },
};
static const struct demo_prefix prefix_sunda[] = {
	{ 3205, 42 }, { 3273, 30 }, { 3201, 40 }, { 3275, 12 }, { 3603, 29 },
};
static const struct demo_prefix prefix_nias[] = {
	{ 1214, 35 }, { 1271, 21 },
};
static const struct demo_prefix prefix_lama[] = {
	{ 9101, 22 }, { 9102, 3 },
};
const struct demo_prefix_pool demo_prefixes[DEMO_CUSTOM_COUNT] = {
	[CUSTOM_MELAYU] = { prefix_melayu, COUNT(prefix_melayu) },
	[CUSTOM_JAWA] = { prefix_jawa, COUNT(prefix_jawa) },
	[CUSTOM_MINANG] = { prefix_minang, COUNT(prefix_minang) },
	[CUSTOM_BATAK] = { prefix_batak, COUNT(prefix_batak) },
	[CUSTOM_CINA] = { prefix_cina, COUNT(prefix_cina) },
	[CUSTOM_NTT] = { prefix_ntt, COUNT(prefix_ntt) },
	[CUSTOM_BUGIS] = { prefix_bugis, COUNT(prefix_bugis) },
	[CUSTOM_SUNDA] = { prefix_sunda, COUNT(prefix_sunda) },
	[CUSTOM_NIAS] = { prefix_nias, COUNT(prefix_nias) },
	[CUSTOM_LAMA] = { prefix_lama, COUNT(prefix_lama) },
};
