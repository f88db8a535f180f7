/* Every address of the office: who may, what it takes, what it answers with. One row is the page and its API. */
#include "web/pages/pages.h"

#define OFFICE R_OFFICE
#define CASES (R_OFFICE | R_AUDITOR | R_BPJS)   /* who sees cases at all; put_case and the handlers narrow the guest */
#define READERS (R_OFFICE | R_AUDITOR)          /* who sees participants */
#define DATA R_PENGELOLA
#define SECTION (R_PENGELOLA | R_KASI)
#define END { .kind = F_END }
#define FIELDS(id, ...) static const struct field id[] = { __VA_ARGS__ __VA_OPT__(,) END }

FIELDS(f_page, { F_INT, "hal", .max = 1000000, .label = "Halaman" });
FIELDS(f_login, { F_TEXT, "akun", true, 100, .label = "Nama masuk" }, { F_SECRET, "sandi", true, 128, .label = "Kata sandi" },
       { F_TEXT, "kode", .max = 10, .label = "Kode kedua" });
FIELDS(f_set_password, { F_SECRET, "sandi", true, 128, .label = "Kata sandi" },
       { F_SECRET, "ulang", true, 128, .label = "Kata sandi sekali lagi" });
FIELDS(f_totp, { F_TEXT, "rahasia", true, 64, .label = "Rahasia" }, { F_TEXT, "kode", true, 10, .label = "Kode enam angka" },
       { F_TEXT, "lama", .max = 10, .label = "Kode dari ponsel lama" });
FIELDS(f_password, { F_SECRET, "lama", true, 128, .label = "Kata sandi sekarang" },
       { F_SECRET, "baru", true, 128, .label = "Kata sandi baru" },
       { F_SECRET, "ulang", true, 128, .label = "Kata sandi baru sekali lagi" });
FIELDS(f_token, { F_TEXT, "nama", true, 100, .label = "Nama token" },
       { F_CHOICE, "lingkup", true, .choices = "baca|tulis", .label = "Lingkup" },
       { F_INT, "hari", .max = 365, .label = "Berlaku berapa hari" });
FIELDS(f_language, { F_CHOICE, "bahasa", true, .choices = "id|en", .label = "Bahasa" },
       { F_TEXT, "kembali", .max = 300, .label = "Kembali ke" });
FIELDS(f_theme, { F_CHOICE, "tema", true, .choices = "terang|gelap|ikut", .label = "Tema" },
       { F_TEXT, "kembali", .max = 300, .label = "Kembali ke" });
FIELDS(f_open, { F_MONTH, "periode", true, .label = "Bulan" });
FIELDS(f_wait, { F_CHOICE, "pihak", true, .choices = "bpjs|dukcapil|keuangan|lain", .label = "Menunggu siapa" },
       { F_TEXT, "alasan", true, 300, .label = "Alasan" });
FIELDS(f_minutes, { F_INT, "langkah", true, 9, .label = "Langkah" }, { F_INT, "menit", true, 10000, .label = "Menit kerja" });
FIELDS(f_upload, { F_FILES, "berkas", true, .label = "Berkas" },
       { F_CHOICE, "jenis", true, .choices = "ganti|tambah", .label = "Jenis" },
       { F_TEXT, "pengirim", true, 200, .label = "Pengirim" }, { F_TEXT, "lembar", .max = 100, .label = "Lembar" },
       { F_TEXT, "tempat", .max = 200, .label = "Letak berkas kertas" });
FIELDS(f_typed, { F_TEXT, "no_peserta", .max = 20, .label = "Nomor peserta" }, { F_TEXT, "nik", .max = 20, .label = "NIK" },
       { F_TEXT, "no_kk", .max = 20, .label = "Nomor KK" }, { F_TEXT, "nama", true, 200, .label = "Nama" },
       { F_DATE, "lahir", true, .label = "Tanggal lahir" }, { F_CHOICE, "jk", true, .choices = "L|P", .label = "Jenis kelamin" },
       { F_TEXT, "alamat", .max = 300, .label = "Alamat" }, { F_TEXT, "segmen", .max = 100, .label = "Segmen" },
       { F_TEXT, "pengirim", true, 200, .label = "Pengirim" }, { F_TEXT, "tempat", .max = 200, .label = "Letak berkas kertas" });
FIELDS(f_changes, { F_FILE, "berkas", true, .label = "Berkas" },
       { F_CHOICE, "arah", true, .choices = "kolom|tambah|kurang", .label = "Isi berkas" });
FIELDS(f_columns, { F_TEXT, "PSNOKA", .label = "Nomor peserta" }, { F_TEXT, "NIK", .label = "NIK" },
       { F_TEXT, "KKNO", .label = "Nomor KK" },
       { F_TEXT, "NAMA", .label = "Nama" }, { F_TEXT, "TGLLHR", .label = "Tanggal lahir" },
       { F_TEXT, "TMPLHR", .label = "Tempat lahir" },
       { F_TEXT, "JENKEL", .label = "Jenis kelamin" }, { F_TEXT, "ALAMAT", .label = "Alamat" },
       { F_TEXT, "KELURAHAN", .label = "Kelurahan" },
       { F_TEXT, "KECAMATAN", .label = "Kecamatan" }, { F_TEXT, "NAMA_IBU", .label = "Nama ibu" },
       { F_TEXT, "SEGMEN", .label = "Segmen" },
       { F_TEXT, "STATUS", .label = "Status" }, { F_TEXT, "PISA", .label = "Hubungan keluarga" },
       { F_TEXT, "lembar", .max = 100, .label = "Lembar" });
FIELDS(f_cancel, { F_TEXT, "alasan", true, 300, .label = "Alasan" });
FIELDS(f_difference, { F_CHOICE, "apa", .choices = "masuk|keluar|berubah", .label = "Yang dilihat" },
       { F_INT, "hal", .max = 1000000, .label = "Halaman" });
FIELDS(f_run, { F_INT, "ekstrak", .label = "Ekstrak" });
FIELDS(f_extract, { F_FILE, "berkas", true, .label = "Berkas" }, { F_DATE, "tanggal", true, .label = "Tanggal ekstrak" },
       { F_CHOICE, "cakupan", true, .choices = "kota|nasional|sebagian", .label = "Cakupan" },
       { F_TEXT, "catatan", .max = 300, .label = "Catatan" });
#define TABLE_FIELDS                                                                                                                      \
	{ F_CHOICE, "putusan", .choices = "LAYAK|TINJAU|TIDAK_LAYAK", .label = "Putusan" }, { F_TEXT, "alasan", .max = 40, .label = "Alasan" }, \
	{ F_INT, "kecamatan", .max = 99999999, .label = "Kecamatan" },                                                                    \
	{ F_CHOICE, "hasil", .choices = "belum|pertahankan|koreksi|nonaktif|tunda", .label = "Keputusan" }
FIELDS(f_table, TABLE_FIELDS, { F_CHOICE, "urut", .choices = "no|risiko|wilayah", .label = "Urutan" },
       { F_INT, "hal", .max = 1000000, .label = "Halaman" });
FIELDS(f_export, TABLE_FIELDS, { F_CHOICE, "bentuk", true, .choices = "xlsx|csv", .label = "Bentuk" },
       { F_BOOL, "nik", .label = "NIK lengkap" },
       { F_TEXT, "tujuan", .max = 200, .label = "Untuk apa NIK lengkap diperlukan" });
FIELDS(f_queue, { F_INT, "putusan", .max = 2, .label = "Putusan" }, { F_INT, "utama", .max = 63, .label = "Alasan utama" },
       { F_INT, "kecuali", .label = "Baris yang dilewati" });
FIELDS(f_decide, { F_CHOICE, "hasil", true, .choices = "pertahankan|koreksi|nonaktif|tunda", .label = "Keputusan" },
       { F_TEXT, "alasan", .max = 40, .label = "Alasan penonaktifan" }, { F_AREA, "catatan", .max = 1000, .label = "Catatan" },
       { F_AREA, "koreksi", .max = 1000, .label = "Data yang seharusnya" }, { F_INT, "versi", .label = "Versi" },
       { F_FILE, "bukti", .label = "Bukti" },
       { F_BOOL, "lanjut_antre", .label = "Lanjut ke berikutnya" });
FIELDS(f_undo, { F_INT, "versi", true, .label = "Versi" });
FIELDS(f_proof, { F_DATE, "tanggal", true, .label = "Tanggal jawaban" },
       { F_CHOICE, "jawaban", true, .choices = "padan|tidak_padan|tidak_ditemukan|meninggal|pindah|nonaktif",
       .label = "Jawaban Dukcapil" },
       { F_AREA, "rincian", .max = 1000, .label = "Rincian" }, { F_FILE, "bukti", .label = "Tangkapan layar atau pindaian" });
FIELDS(f_reveal, { F_TEXT, "tujuan", true, 200, .label = "Untuk apa NIK lengkap diperlukan" });
FIELDS(f_bulk, { F_INT, "putusan", true, 2, .label = "Putusan" }, { F_INT, "utama", true, 63, .label = "Alasan utama" },
       { F_CHOICE, "hasil", true, .choices = "pertahankan|nonaktif|tunda|koreksi", .label = "Keputusan" },
       { F_AREA, "catatan", .max = 1000, .label = "Catatan" });
FIELDS(f_note, { F_AREA, "catatan", .max = 1000, .label = "Catatan" });
#define APPROVE_FIELDS                                                                                                         \
	{ F_CHOICE, "hasil", true, .choices = "setuju|kembali", .label = "Keputusan" }, { F_TEXT, "hash", true, 64, .label = "Sidik isi" }, \
	{ F_AREA, "catatan", .max = 1000, .label = "Catatan" }
FIELDS(f_approve, APPROVE_FIELDS);
FIELDS(f_approve_paper, APPROVE_FIELDS, { F_FILE, "pindaian", true, .label = "Pindaian" },
       { F_TEXT, "penanda", true, 200, .label = "Yang menandatangani" },
       { F_DATE, "tanggal", true, .label = "Tanggal tanda tangan" }, { F_TEXT, "tempat", .max = 200, .label = "Letak berkas kertas" });
FIELDS(f_submission, { F_CHOICE, "jawaban", .choices = "belum|dikerjakan|ditolak", .label = "Jawaban" },
       { F_INT, "hal", .max = 1000000, .label = "Halaman" });
FIELDS(f_issue, { F_TEXT, "nomor", .max = 100, .label = "Nomor surat" }, { F_DATE, "tanggal", true, .label = "Tanggal surat" });
FIELDS(f_hand, { F_TEXT, "cara", true, 100, .label = "Cara penyerahan" },
       { F_TEXT, "penerima", true, 200, .label = "Diserahkan kepada" });
FIELDS(f_answer, { F_INT, "peserta", true, .label = "Peserta" },
       { F_CHOICE, "jawaban", true, .choices = "belum|dikerjakan|ditolak", .label = "Jawaban" },
       { F_TEXT, "alasan", .max = 300, .label = "Alasan ditolak" }, { F_MONTH, "tmt", .label = "Bulan mulai" },
       { F_FILE, "pindaian", .label = "Pindaian jawaban (bila dicatat petugas)" });
FIELDS(f_answer_all, { F_CHOICE, "jawaban", true, .choices = "dikerjakan|ditolak", .label = "Jawaban" },
       { F_TEXT, "alasan", .max = 300, .label = "Alasan ditolak" },
       { F_FILE, "pindaian", .label = "Pindaian jawaban (bila dicatat petugas)" });
FIELDS(f_answer_file, { F_FILE, "berkas", true, .label = "Berkas jawaban" });
FIELDS(f_void, { F_INT, "surat", true, .label = "Surat" }, { F_TEXT, "alasan", true, 300, .label = "Alasan" });
FIELDS(f_ba, { F_MANY, "koreksi", .max = 20, .label = "Koreksi" }, { F_AREA, "selisih", .max = 4000, .label = "Selisih" },
       { F_CHOICE, "sumber", .choices = "padan|bpjs", .label = "Sumber" },
       { F_INT, "akhir_bpjs", .max = 100000000, .label = "Jumlah akhir menurut BPJS" },
       { F_DATE, "tanggal", true, .label = "Tanggal berita acara" }, { F_FILE, "pindaian", .label = "Pindaian" });
FIELDS(f_agree, { F_TEXT, "hash", true, 64, .label = "Sidik isi" });
FIELDS(f_agree_paper, { F_TEXT, "hash", true, 64, .label = "Sidik isi" }, { F_FILE, "pindaian", .label = "Pindaian" });
FIELDS(f_search, { F_TEXT, "teks", true, 100, .label = "Nama, NIK, atau nomor peserta" });
FIELDS(f_calendar, { F_MONTH, "bulan", .label = "Bulan" });
FIELDS(f_holiday, { F_DATE, "tanggal", true, .label = "Tanggal" }, { F_TEXT, "nama", true, 200, .label = "Keterangan" },
       { F_CHOICE, "jenis", true, .choices = "libur|masuk", .label = "Jenis" });
FIELDS(f_audit, { F_INT, "sebelum", .label = "Sebelum nomor" }, { F_TEXT, "aksi", .max = 60, .label = "Jenis kejadian" });
#define PERSON_FIELDS                                                                                                             \
	{ F_TEXT, "nama", true, 200, .label = "Nama" }, { F_TEXT, "nip", .max = 30, .label = "NIP" }, { F_TEXT, "jabatan", .max = 200, .label = "Jabatan" }, \
	{ F_CHOICE, "peran", true, .choices = "pengelola|pembayaran|kasi|kadis|bendahara|keuangan|bpjs|auditor|admin", .label = "Peran" }
FIELDS(f_user_new, { F_TEXT, "masuk", true, 60, .label = "Nama masuk" }, PERSON_FIELDS);
FIELDS(f_user, PERSON_FIELDS, { F_BOOL, "aktif", .label = "Aktif" }, { F_INT, "versi", true, .label = "Versi" });
FIELDS(f_official, { F_CHOICE, "jabatan", true, .choices = "kadis|kasi|bendahara|pptk|ppk|bpjs", .label = "Jabatan" },
       { F_TEXT, "nama", true, 200, .label = "Nama" },
       { F_TEXT, "nip", .max = 30, .label = "NIP" }, { F_TEXT, "pangkat", .max = 100, .label = "Pangkat" },
       { F_TEXT, "sebutan", true, 200, .label = "Sebutan di surat" }, { F_DATE, "mulai", true, .label = "Mulai" },
       { F_DATE, "selesai", .label = "Selesai" });
FIELDS(f_official_end, { F_DATE, "selesai", true, .label = "Selesai" });
FIELDS(f_delegate, { F_INT, "pengguna", true, .label = "Penerima" },
       { F_CHOICE, "peran", true, .choices = "kadis|kasi|bendahara", .label = "Peran" },
       { F_CHOICE, "awalan", true, .choices = "Plt.|Plh.", .label = "Sebutan" },
       { F_TEXT, "mandat", true, 200, .label = "Nomor surat mandat" },
       { F_DATE, "mulai", true, .label = "Mulai" }, { F_DATE, "selesai", true, .label = "Selesai" });
FIELDS(f_setting, { F_TEXT, "nama", true, 60, .label = "Setelan" }, { F_AREA, "nilai", .max = 4000, .label = "Nilai" });

/* Shapes: what stands in an answer, beside { judul }. */
#define SHAPE(id, ...) static const struct shape id[] = { __VA_ARGS__, { .name = NULL } }
SHAPE(s_health, { "sehat", 'b', "Selalu true" }, { "versi", 's', "Versi program" }, { "skema", 'i', "Nomor skema basis data" });
SHAPE(s_login, { "csrf", 's', "Kunci untuk header X-CSRF" },
       { "perlu", 's', "\"totp\" bila kode kedua harus dipasang dahulu" }, { "lanjut", 's', "Halaman berikutnya" });
SHAPE(s_next, { "lanjut", 's', "Halaman berikutnya" }, { "pesan", 's', "Satu kalimat tentang apa yang terjadi" });
SHAPE(s_opened, { "id", 'i', "Nomor kasus" }, { "lanjut", 's', "Halaman berikutnya" });
SHAPE(s_new_id, { "id", 'i', "Nomor yang baru" }, { "lanjut", 's', "Halaman berikutnya" },
       { "pesan", 's', "Satu kalimat tentang apa yang terjadi" });
SHAPE(s_cases, { "kasus", 'l', "Periode" }, { "kasus[].id", 'i', "Nomor kasus" },
       { "kasus[].periode", 'i', "Bulan, yyyymm" }, { "kasus[].langkah", 'i', "Langkah SOP" },
      { "kasus[].status", 's', "berjalan atau selesai" });
SHAPE(s_case, { "kasus", 'o', "Kasus" }, { "kasus.id", 'i', "Nomor kasus" }, { "kasus.periode", 'i', "Bulan, yyyymm" },
       { "kasus.langkah", 'i', "Langkah SOP" },
      { "kasus.status", 's', "berjalan atau selesai" }, { "langkah_kartu", 'l', "Langkah SOP dengan tenggatnya" },
       { "riwayat", 'l', "Riwayat langkah" },
      { "tunggu", 'l', "Penantian" }, { "pekerjaan", 'l', "Pekerjaan latar" }, { "surat", 'l', "Surat" });
SHAPE(s_lists, { "kasus", 'o', "Kasus" }, { "daftar", 'l', "Daftar yang pernah diterima" },
       { "daftar[].id", 'i', "Nomor daftar" }, { "daftar[].status", 's', "dibaca, pratinjau, berlaku, diganti, batal, gagal" });
SHAPE(s_list, { "daftar", 'o', "Daftar" }, { "daftar.id", 'i', "Nomor daftar" },
       { "daftar.status", 's', "dibaca, pratinjau, berlaku, diganti, batal, gagal" },
      { "daftar.baris", 'i', "Jumlah peserta" }, { "sedang", 'b', "Sedang dibaca" },
       { "cacat_jumlah", 'i', "Baris yang bermasalah" }, { "cacat", 'l', "Baris yang bermasalah" },
      { "medan", 'l', "Kolom yang dikenali" }, { "segmen", 'l', "Jumlah per segmen" }, { "info", 'o', "Apa yang terlihat di berkas" });
SHAPE(s_progress, { "sedang", 'b', "Masih berjalan" }, { "daftar", 'o', "Daftar" });
SHAPE(s_diff, { "apa", 's', "masuk, keluar, atau berubah" }, { "baris", 'l', "Peserta" }, { "pager", 'o', "Halaman" });
SHAPE(s_check, { "jalan", 'b', "Sedang diperiksa" }, { "ada", 'b', "Sudah ada hasil" },
       { "riwayat", 'l', "Pemeriksaan yang pernah dijalankan" }, { "ekstrak", 'l', "Ekstrak yang tersedia" });
SHAPE(s_people, { "baris", 'l', "Peserta" }, { "baris[].no", 'i', "Nomor di daftar" },
       { "baris[].kode_putusan", 's', "LAYAK, TINJAU, TIDAK_LAYAK" }, { "pager", 'o', "Halaman" });
SHAPE(s_taken, { "no", 'i', "Nomor baris yang diambil, -1 bila habis" }, { "lanjut", 's', "Halaman berikutnya" });
SHAPE(s_row, { "peserta", 'o', "Peserta" }, { "temuan", 'o', "Temuan" }, { "banding", 'l', "Perbandingan per kolom" },
       { "bukti", 'l', "Jawaban Dukcapil" },
      { "versi", 'i', "Versi keputusan yang dilihat" }, { "bisa_putus", 'b', "Boleh diputuskan oleh Anda" });
SHAPE(s_bulk, { "jumlah", 'i', "Berapa yang diputuskan" }, { "lanjut", 's', "Halaman berikutnya" },
       { "pesan", 's', "Satu kalimat tentang apa yang terjadi" });
SHAPE(s_recap, { "fakta", 'o', "Angka usulan" }, { "fakta.diusulkan", 'i', "Diusulkan nonaktif" },
       { "fakta.peserta", 'i', "Peserta dalam daftar" }, { "ada_surat", 'b', "Surat tersusun" },
      { "cocok", 'b', "Surat sama dengan keputusan sekarang" }, { "surat", 'l', "Surat" });
SHAPE(s_approve, { "hash", 's', "Sidik isi yang disetujui" }, { "fakta", 'o', "Angka usulan" },
       { "acak", 'l', "Sepuluh orang diambil acak" }, { "ganjil", 'l', "Kasus yang perlu dilihat" },
      { "persetujuan", 'l', "Persetujuan yang pernah diberikan" });
SHAPE(s_submission, { "usulan", 'l', "Usulan penonaktifan" }, { "usulan[].peserta", 'i', "Peserta" },
       { "usulan[].jawaban", 's', "belum, dikerjakan, ditolak" }, { "ringkas", 'o', "Jumlah per jawaban" },
      { "diserahkan", 'b', "Paket sudah diserahkan" });
SHAPE(s_recon, { "hitung", 'o', "Angka rekonsiliasi menurut Padan" }, { "ringkas", 'o', "Jumlah per jawaban" });
SHAPE(s_found, { "hasil", 'l', "Peserta" });
SHAPE(s_person, { "peserta", 'o', "Peserta" }, { "bulan", 'l', "Riwayat bulanan" });
SHAPE(s_pdf, { "pdf", 's', "Sidik berkas PDF" }, { "lanjut", 's', "Alamat berkas" });
SHAPE(s_sops, { "sop", 'l', "Prosedur" });
SHAPE(s_sop, { "identitas", 'o', "Kotak identitas" }, { "langkah", 'l', "Langkah" }, { "lajur", 'l', "Pelaksana" });
SHAPE(s_calendar, { "minggu", 'l', "Minggu" }, { "bulan", 'i', "Bulan, yyyymm" }, { "jatuh", 'i', "Hari surat pengantar, yyyymmdd" });
SHAPE(s_audit, { "catatan", 'l', "Catatan" }, { "berikut", 'i', "Nomor untuk halaman berikutnya, 0: habis" });
SHAPE(s_users, { "pengguna", 'l', "Pengguna" }, { "peran", 'l', "Peran" });
SHAPE(s_user, { "pengguna", 'o', "Pengguna" }, { "peran", 'l', "Peran" });
SHAPE(s_officials, { "pejabat", 'l', "Pejabat" }, { "delegasi", 'l', "Delegasi" });
SHAPE(s_settings, { "setelan", 'l', "Setelan" });
SHAPE(s_extracts, { "ekstrak", 'l', "Ekstrak" });
SHAPE(s_account, { "sesi", 'l', "Sesi" }, { "token", 'l', "Token" });
SHAPE(s_home, { "kasus", 'l', "Kasus yang berjalan" }, { "selesai", 'l', "Kasus yang sudah selesai" },
       { "tren", 'l', "Usulan bulan-bulan lalu" });

#define GET HTTP_GET
#define POST HTTP_POST
const struct route routes[] = {
	/* Health, sign-in and what belongs to the person. */
	{ GET, "/sehat", R_PUBLIC, RT_API, p_sehat, NULL, NULL, s_health, "Apakah server hidup dan basis datanya terbaca", NULL },
	{ GET, "/openapi.json", R_PUBLIC, RT_API | RT_NOTX, p_openapi, NULL, NULL, NULL, "Uraian API ini", NULL },
	{ GET, "/masuk", R_PUBLIC, RT_PAGE, p_masuk, "masuk", NULL, NULL, "Halaman masuk", NULL },
	{ POST, "/masuk", R_PUBLIC, RT_NOTX | RT_SLOW, p_masuk_kirim, NULL, f_login, s_login, "Masuk; sesi ada di kuki padan_sesi", "/masuk" },
	{ POST, "/keluar", R_ANY, RT_WRITE | RT_HALF, p_keluar, NULL, NULL, NULL, "Keluar", NULL },
	{ GET, "/tautan/:kunci", R_PUBLIC, RT_PAGE, p_tautan, "tautan", NULL, NULL, "Memasang kata sandi dari tautan", NULL },
	{ POST, "/tautan/:kunci", R_PUBLIC, RT_NOTX | RT_SLOW, p_tautan_kirim, NULL, f_set_password, s_next, "Memasang kata sandi dari tautan sekali pakai", "/tautan/:kunci" },
	{ GET, "/totp", R_ANY, RT_HALF | RT_PAGE, p_totp, "totp", NULL, NULL, "Halaman memasang kode kedua", NULL },
	{ POST, "/totp", R_ANY, RT_WRITE | RT_HALF, p_totp_kirim, NULL, f_totp, s_next, "Memasang kode kedua", NULL },
	{ GET, "/akun", R_ANY, 0, p_akun, "akun", NULL, s_account, "Akun, sesi, dan token saya", NULL },
	{ POST, "/akun/sandi", R_ANY, RT_NOTX | RT_SLOW, p_sandi_kirim, NULL, f_password, s_next, "Mengganti kata sandi sendiri", "/akun" },
	{ POST, "/akun/sesi/cabut", R_ANY, RT_WRITE, p_sesi_cabut, NULL, NULL, s_next, "Mengakhiri semua sesi lain", "/akun" },
	{ POST, "/akun/token", R_ANY, RT_WRITE, p_token_kirim, "akun", f_token, s_account, "Membuat token API; tokennya hanya tampil sekali", "/akun" },
	{ POST, "/akun/token/:id/cabut", R_ANY, RT_WRITE, p_token_cabut, NULL, NULL, s_next, "Mencabut token", "/akun" },
	{ POST, "/bahasa", R_PUBLIC, RT_PAGE | RT_NOTX, p_bahasa, NULL, f_language, NULL, "Memilih bahasa", NULL },
	{ POST, "/tema", R_PUBLIC, RT_PAGE | RT_NOTX, p_tema, NULL, f_theme, NULL, "Memilih tema", NULL },
	{ GET, "/", R_ANY, 0, p_beranda, "beranda", NULL, s_home, "Beranda: kasus yang berjalan", NULL },

	/* Cases. */
	{ GET, "/kasus", CASES, 0, p_kasus_semua, "kasus_semua", NULL, s_cases, "Semua periode", NULL },
	{ POST, "/kasus", DATA, RT_WRITE, p_kasus_buka, NULL, f_open, s_opened, "Membuka periode baru (SOP 072 langkah 1)", "/kasus" },
	{ GET, "/kasus/:id", CASES, 0, p_kasus, "kasus", NULL, s_case, "Satu periode: langkah, riwayat, surat", NULL },
	{ POST, "/kasus/:id/tunggu", SECTION, RT_WRITE, p_tunggu_buka, NULL, f_wait, s_next, "Mencatat penantian atas pihak lain", "/kasus/:id" },
	{ POST, "/kasus/:id/tunggu/:tunggu/selesai", SECTION, RT_WRITE, p_tunggu_tutup, NULL, NULL, s_next, "Mengakhiri penantian", "/kasus/:id" },
	{ POST, "/kasus/:id/menit", SECTION | R_KADIS, RT_WRITE, p_menit, NULL, f_minutes, s_next, "Mencatat waktu kerja bersih satu langkah", "/kasus/:id" },

	/* Step 1. */
	{ GET, "/kasus/:id/daftar", CASES, 0, p_daftar_semua, "daftar_semua", NULL, s_lists, "Daftar BNBA periode ini", NULL },
	{ POST, "/kasus/:id/daftar", DATA | R_BPJS, RT_WRITE | RT_FILES | RT_SLOW, p_daftar_kirim, NULL, f_upload, s_new_id, "Mengirim berkas BNBA", "/kasus/:id/daftar" },
	{ POST, "/kasus/:id/daftar/ketik", DATA, RT_WRITE, p_daftar_ketik, NULL, f_typed, s_new_id, "Mengetik satu peserta dari kertas", "/kasus/:id/daftar" },
	{ POST, "/kasus/:id/mutasi", DATA | R_BPJS, RT_NOTX | RT_FILES | RT_SLOW, p_mutasi, NULL, f_changes, s_next, "Mengirim data mutasi", "/kasus/:id/daftar" },
	{ GET, "/daftar/:id", CASES, 0, p_daftar, "daftar", f_page, s_list, "Pratinjau satu daftar", NULL },
	{ GET, "/daftar/:id/kemajuan", CASES, 0, p_daftar_kemajuan, "kemajuan", NULL, s_progress, "Sejauh mana pembacaan daftar", NULL },
	{ POST, "/daftar/:id/kolom", DATA, RT_WRITE, p_daftar_kolom, NULL, f_columns, s_next, "Menunjuk kolom dengan tangan lalu membaca ulang", "/daftar/:id" },
	{ POST, "/daftar/:id/terima", DATA, RT_WRITE | RT_SLOW, p_daftar_terima, NULL, NULL, s_next, "Menerima daftar: langkah 1 selesai", "/daftar/:id" },
	{ POST, "/daftar/:id/batal", DATA, RT_WRITE | RT_SLOW, p_daftar_batal, NULL, f_cancel, s_next, "Membatalkan daftar", "/daftar/:id" },
	{ POST, "/daftar/:id/tanda-terima", DATA, RT_WRITE | RT_SLOW, p_daftar_tanda, NULL, NULL, s_pdf, "Membuat tanda terima (PDF)", "/daftar/:id" },
	{ GET, "/kasus/:id/beda", READERS, 0, p_beda, "beda", f_difference, s_diff, "Beda dengan bulan lalu", NULL },

	/* Step 2. */
	{ GET, "/kasus/:id/periksa", READERS, 0, p_periksa, "periksa", NULL, s_check, "Pemeriksaan periode ini", NULL },
	{ POST, "/kasus/:id/periksa/ulang", DATA, RT_WRITE, p_periksa_ulang, NULL, f_run, s_next, "Memeriksa ulang, dengan ekstrak tertentu", "/kasus/:id/periksa" },
	{ POST, "/kasus/:id/periksa/selesai", DATA, RT_WRITE, p_periksa_selesai, NULL, f_note, s_next, "Langkah 2 selesai", "/kasus/:id/periksa" },
	{ GET, "/kasus/:id/peserta", READERS, 0, p_peserta, "peserta", f_table, s_people, "Tabel peserta, disaring dan diurutkan", NULL },
	{ POST, "/kasus/:id/ekspor", SECTION | R_AUDITOR, RT_WRITE | RT_SLOW, p_ekspor, NULL, f_export, NULL, "Mengunduh peserta yang sedang disaring", "/kasus/:id/peserta" },
	{ POST, "/kasus/:id/antre", DATA, RT_WRITE, p_antre, NULL, f_queue, s_taken, "Mengambil baris berikutnya dari antrean", NULL },
	{ GET, "/kasus/:id/baris/:no", READERS, 0, p_baris, "baris", NULL, s_row, "Satu peserta di samping data kependudukannya", NULL },
	{ POST, "/kasus/:id/baris/:no", DATA, RT_WRITE | RT_FILES, p_baris_putus, NULL, f_decide, s_next, "Memutuskan satu peserta", "/kasus/:id/baris/:no" },
	{ POST, "/kasus/:id/baris/:no/batal", DATA, RT_WRITE, p_baris_batal, NULL, f_undo, s_next, "Menarik keputusan", "/kasus/:id/baris/:no" },
	{ POST, "/kasus/:id/baris/:no/bukti", DATA, RT_WRITE | RT_FILES, p_baris_bukti, NULL, f_proof, s_next, "Mencatat jawaban Dukcapil", "/kasus/:id/baris/:no" },
	{ POST, "/kasus/:id/baris/:no/buka", SECTION | R_AUDITOR, RT_WRITE, p_baris_buka, "baris", f_reveal, s_row, "Melihat NIK lengkap; tercatat dengan tujuannya", "/kasus/:id/baris/:no" },
	{ POST, "/kasus/:id/sekaligus", DATA, RT_WRITE | RT_SLOW, p_sekaligus, NULL, f_bulk, s_bulk, "Memutuskan banyak temuan serupa sekaligus", "/kasus/:id/periksa" },
	{ GET, "/ekstrak", SECTION | R_AUDITOR, 0, p_ekstrak_semua, "ekstrak", NULL, s_extracts, "Ekstrak Dukcapil", NULL },
	{ POST, "/ekstrak", DATA, RT_WRITE | RT_FILES | RT_SLOW, p_ekstrak_kirim, NULL, f_extract, s_new_id, "Menyimpan ekstrak Dukcapil", "/ekstrak" },

	/* Steps 3 and 4. */
	{ GET, "/kasus/:id/rekap", READERS, 0, p_rekap, "rekap", NULL, s_recap, "Rekapitulasi usulan", NULL },
	{ POST, "/kasus/:id/surat", DATA, RT_WRITE | RT_SLOW, p_surat_susun, NULL, NULL, s_next, "Menyusun surat pengantar dan rekapitulasi", "/kasus/:id/rekap" },
	{ POST, "/kasus/:id/ajukan", SECTION, RT_WRITE, p_ajukan, NULL, f_note, s_next, "Meminta persetujuan", "/kasus/:id/rekap" },
	{ GET, "/kasus/:id/persetujuan", READERS, 0, p_setuju, "setuju", NULL, s_approve, "Yang dilihat kepala dinas", NULL },
	{ POST, "/kasus/:id/persetujuan", R_KADIS, RT_WRITE, p_setuju_kirim, NULL, f_approve, s_next, "Menyetujui atau mengembalikan", "/kasus/:id/persetujuan" },
	{ POST, "/kasus/:id/persetujuan/kertas", SECTION, RT_WRITE | RT_FILES, p_setuju_kertas, NULL, f_approve_paper, s_next, "Mencatat persetujuan dari dokumen bertanda tangan", "/kasus/:id/persetujuan" },
	{ POST, "/kasus/:id/persetujuan/:setuju/tegas", SECTION | R_KADIS, RT_WRITE, p_setuju_tegas, NULL, NULL, s_next, "Menegaskan persetujuan dari dokumen", "/kasus/:id/persetujuan" },

	/* Step 5. */
	{ GET, "/kasus/:id/pengajuan", CASES, 0, p_ajuan, "ajuan", f_submission, s_submission, "Pengajuan ke BPJS dan jawabannya", NULL },
	{ POST, "/kasus/:id/pengajuan/terbit", SECTION, RT_WRITE | RT_SLOW, p_terbit, NULL, f_issue, s_next, "Menerbitkan surat pengantar dengan nomornya", "/kasus/:id/pengajuan" },
	{ POST, "/kasus/:id/pengajuan/paket", SECTION, RT_WRITE | RT_SLOW, p_paket, NULL, NULL, s_next, "Menyusun paket untuk BPJS", "/kasus/:id/pengajuan" },
	{ POST, "/kasus/:id/pengajuan/serah", SECTION, RT_WRITE, p_serah, NULL, f_hand, s_next, "Mencatat penyerahan paket", "/kasus/:id/pengajuan" },
	{ POST, "/kasus/:id/pengajuan/terima", R_BPJS, RT_WRITE, p_terima, NULL, NULL, s_next, "BPJS menyatakan paket diterima", "/kasus/:id/pengajuan" },
	{ POST, "/kasus/:id/pengajuan/jawab", DATA | R_BPJS, RT_WRITE | RT_FILES, p_jawab, NULL, f_answer, s_next, "Jawaban BPJS atas satu peserta", "/kasus/:id/pengajuan" },
	{ POST, "/kasus/:id/pengajuan/jawab-semua", DATA | R_BPJS, RT_WRITE | RT_FILES | RT_SLOW, p_jawab_semua, NULL, f_answer_all, s_bulk, "Jawaban BPJS atas semua yang belum dijawab", "/kasus/:id/pengajuan" },
	{ POST, "/kasus/:id/pengajuan/jawab-berkas", DATA | R_BPJS, RT_NOTX | RT_FILES | RT_SLOW, p_jawab_berkas, NULL, f_answer_file, s_next, "Jawaban BPJS dari berkas", "/kasus/:id/pengajuan" },
	{ POST, "/kasus/:id/pengajuan/nomor-batal", SECTION, RT_WRITE, p_nomor_batal, NULL, f_void, s_next, "Membatalkan nomor surat", "/kasus/:id/pengajuan" },
	{ GET, "/kasus/:id/rekonsiliasi", CASES, 0, p_rekon, "rekon", NULL, s_recon, "Berita Acara Rekonsiliasi", NULL },
	{ POST, "/kasus/:id/rekonsiliasi/susun", SECTION, RT_WRITE | RT_FILES | RT_SLOW, p_rekon_susun, NULL, f_ba, s_next, "Menyusun draf berita acara", "/kasus/:id/rekonsiliasi" },
	{ POST, "/kasus/:id/rekonsiliasi/dinas", SECTION | R_KADIS, RT_WRITE | RT_SLOW, p_rekon_dinkes, NULL, f_agree, s_next, "Dinas sepakat", "/kasus/:id/rekonsiliasi" },
	{ POST, "/kasus/:id/rekonsiliasi/bpjs", SECTION | R_BPJS, RT_WRITE | RT_FILES | RT_SLOW, p_rekon_bpjs, NULL, f_agree_paper, s_next, "BPJS sepakat", "/kasus/:id/rekonsiliasi" },

	/* Looking things up. */
	{ GET, "/cari", READERS, RT_PAGE, p_cari, "cari", NULL, NULL, "Halaman pencarian", NULL },
	{ POST, "/cari", READERS, 0, p_cari_hasil, "cari", f_search, s_found, "Mencari peserta menurut nama, NIK, atau nomor", "/cari" },
	{ GET, "/orang/:id", READERS, 0, p_orang, "orang", NULL, s_person, "Riwayat satu peserta", NULL },
	{ GET, "/berkas/:hash", CASES, RT_WRITE, p_berkas, NULL, NULL, NULL, "Mengunduh berkas", NULL },
	{ POST, "/berkas/:hash", SECTION | R_AUDITOR, RT_WRITE, p_berkas, NULL, f_reveal, NULL, "Mengunduh daftar atau ekstrak seperti diterima, dengan tujuannya", NULL },
	{ GET, "/sop", R_ANY, 0, p_sop_semua, "sop_semua", NULL, s_sops, "Prosedur yang dijalankan", NULL },
	{ GET, "/sop/:kode", R_ANY, 0, p_sop, "sop", NULL, s_sop, "Satu prosedur: identitas dan mutu baku", NULL },
	{ GET, "/kalender", READERS | R_ADMIN, 0, p_kalender, "kalender", f_calendar, s_calendar, "Kalender kerja", NULL },
	{ POST, "/kalender", R_ADMIN | R_KASI, RT_WRITE, p_libur_tambah, NULL, f_holiday, s_next, "Menambah atau mengubah hari libur kantor", "/kalender" },
	{ GET, "/audit", R_AUDITOR | R_KASI | R_KADIS, 0, p_audit, "audit", f_audit, s_audit, "Catatan audit", NULL },

	/* Rooms of the administrator. */
	{ GET, "/pengguna", R_ADMIN, 0, p_pengguna, "pengguna", NULL, s_users, "Pengguna", NULL },
	{ POST, "/pengguna", R_ADMIN, RT_WRITE, p_pengguna_tambah, "pengguna", f_user_new, s_users, "Menambah pengguna; jawabannya memuat tautan sekali pakai", "/pengguna" },
	{ GET, "/pengguna/:id", R_ADMIN, 0, p_pengguna_satu, "pengguna_satu", NULL, s_user, "Satu pengguna", NULL },
	{ POST, "/pengguna/:id", R_ADMIN, RT_WRITE, p_pengguna_ubah, NULL, f_user, s_next, "Mengubah pengguna", "/pengguna/:id" },
	{ POST, "/pengguna/:id/tautan", R_ADMIN, RT_WRITE, p_pengguna_tautan, "pengguna_satu", NULL, s_user, "Tautan baru untuk memasang kata sandi", NULL },
	{ POST, "/pengguna/:id/cabut", R_ADMIN, RT_WRITE, p_pengguna_cabut, NULL, NULL, s_next, "Mengakhiri semua sesi pengguna", NULL },
	{ POST, "/pengguna/:id/totp-hapus", R_ADMIN, RT_WRITE, p_pengguna_totp, NULL, NULL, s_next, "Menghapus kode kedua pengguna", NULL },
	{ GET, "/pejabat", R_ADMIN | R_KASI, 0, p_pejabat, "pejabat", NULL, s_officials, "Pejabat penanda tangan dan delegasi", NULL },
	{ POST, "/pejabat", R_ADMIN, RT_WRITE, p_pejabat_tambah, NULL, f_official, s_next, "Mencatat pejabat", "/pejabat" },
	{ POST, "/pejabat/:id/akhiri", R_ADMIN, RT_WRITE, p_pejabat_akhiri, NULL, f_official_end, s_next, "Mengakhiri masa jabatan", "/pejabat" },
	{ POST, "/delegasi", R_ADMIN, RT_WRITE, p_delegasi_tambah, NULL, f_delegate, s_next, "Mencatat delegasi (Plt./Plh.)", "/pejabat" },
	{ POST, "/delegasi/:id/cabut", R_ADMIN, RT_WRITE, p_delegasi_cabut, NULL, NULL, s_next, "Mencabut delegasi", "/pejabat" },
	{ GET, "/setelan", R_ADMIN | R_KASI, 0, p_setelan, "setelan", NULL, s_settings, "Setelan kantor", NULL },
	{ POST, "/setelan", R_ADMIN, RT_WRITE, p_setelan_kirim, NULL, f_setting, s_next, "Mengubah satu setelan", "/setelan" },
};
const size_t route_count = COUNT(routes);
