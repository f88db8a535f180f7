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
FIELDS(f_piece_new, { F_TEXT, "tujuan", true, 200, .label = "Alamat yang menerima berkasnya, misalnya /kasus/5/daftar" },
       { F_TEXT, "nama", true, 200, .label = "Nama berkas" }, { F_INT, "ukuran", true, .label = "Ukuran, bita" },
       { F_INT, "diubah", .label = "Kapan berkas terakhir diubah (milidetik), agar berkas yang sama dikenali" },
       { F_TEXT, "jenis", .max = 100, .label = "Jenis isi" });
FIELDS(f_piece_list, { F_TEXT, "tujuan", .max = 200, .label = "Alamat yang menerima berkasnya" });
FIELDS(f_piece, { F_INT, "posisi", true, .label = "Bita ke berapa potongan ini mulai: posisi yang terakhir dijawab" },
       { F_BODY, "isi", true, .label = "Potongan, paling besar 4 MB" });
FIELDS(f_typed, { F_TEXT, "no_peserta", .max = 20, .label = "Nomor peserta" }, { F_TEXT, "nik", .max = 20, .label = "NIK" },
       { F_TEXT, "no_kk", .max = 20, .label = "Nomor KK" }, { F_TEXT, "nama", true, 200, .label = "Nama" },
       { F_DATE, "lahir", true, .label = "Tanggal lahir" },
       { F_CHOICE, "jk", true, .choices = "L|P", .label = "Jenis kelamin" },
       { F_TEXT, "alamat", .max = 300, .label = "Alamat" }, { F_TEXT, "segmen", .max = 100, .label = "Segmen" },
       { F_TEXT, "pengirim", true, 200, .label = "Pengirim" },
       { F_TEXT, "tempat", .max = 200, .label = "Letak berkas kertas" });
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
       { F_SCAN, "bukti", .label = "Bukti" },
       { F_BOOL, "lanjut_antre", .label = "Lanjut ke berikutnya" });
FIELDS(f_undo, { F_INT, "versi", true, .label = "Versi" });
FIELDS(f_proof, { F_DATE, "tanggal", true, .label = "Tanggal jawaban" },
       { F_CHOICE, "jawaban", true, .choices = "padan|tidak_padan|tidak_ditemukan|meninggal|pindah|nonaktif",
       .label = "Jawaban Dukcapil" },
       { F_AREA, "rincian", .max = 1000, .label = "Rincian" }, { F_SCAN, "bukti", .label = "Tangkapan layar atau pindaian" });
FIELDS(f_reveal, { F_TEXT, "tujuan", true, 200, .label = "Untuk apa NIK lengkap diperlukan" });
FIELDS(f_bulk, { F_INT, "putusan", true, 2, .label = "Putusan" }, { F_INT, "utama", true, 63, .label = "Alasan utama" },
       { F_CHOICE, "hasil", true, .choices = "pertahankan|nonaktif|tunda|koreksi", .label = "Keputusan" },
       { F_AREA, "catatan", .max = 1000, .label = "Catatan" });
FIELDS(f_note, { F_AREA, "catatan", .max = 1000, .label = "Catatan" });
#define APPROVE_FIELDS                                                                                                         \
	{ F_CHOICE, "hasil", true, .choices = "setuju|kembali", .label = "Keputusan" }, { F_TEXT, "hash", true, 64, .label = "Sidik isi" }, \
	{ F_AREA, "catatan", .max = 1000, .label = "Catatan" }
FIELDS(f_approve, APPROVE_FIELDS);
FIELDS(f_approve_paper, APPROVE_FIELDS, { F_SCAN, "pindaian", true, .label = "Pindaian" },
       { F_TEXT, "penanda", true, 200, .label = "Yang menandatangani" },
       { F_CHOICE, "peran", .choices = "kadis|bendahara", .label = "Persetujuan siapa" },
       { F_DATE, "tanggal", true, .label = "Tanggal tanda tangan" },
       { F_TEXT, "tempat", .max = 200, .label = "Letak berkas kertas" });
FIELDS(f_submission, { F_CHOICE, "jawaban", .choices = "belum|dikerjakan|ditolak", .label = "Jawaban" },
       { F_INT, "hal", .max = 1000000, .label = "Halaman" });
FIELDS(f_issue, { F_TEXT, "nomor", .max = 100, .label = "Nomor surat" }, { F_DATE, "tanggal", true, .label = "Tanggal surat" });
FIELDS(f_hand, { F_TEXT, "cara", true, 100, .label = "Cara penyerahan" },
       { F_TEXT, "penerima", true, 200, .label = "Diserahkan kepada" });
FIELDS(f_answer, { F_INT, "peserta", true, .label = "Peserta" },
       { F_CHOICE, "jawaban", true, .choices = "belum|dikerjakan|ditolak", .label = "Jawaban" },
       { F_TEXT, "alasan", .max = 300, .label = "Alasan ditolak" }, { F_MONTH, "tmt", .label = "Bulan mulai" },
       { F_SCAN, "pindaian", .label = "Pindaian jawaban (bila dicatat petugas)" });
FIELDS(f_answer_all, { F_CHOICE, "jawaban", true, .choices = "dikerjakan|ditolak", .label = "Jawaban" },
       { F_TEXT, "alasan", .max = 300, .label = "Alasan ditolak" },
       { F_SCAN, "pindaian", .label = "Pindaian jawaban (bila dicatat petugas)" });
FIELDS(f_answer_file, { F_FILE, "berkas", true, .label = "Berkas jawaban" });
FIELDS(f_void, { F_INT, "surat", true, .label = "Surat" }, { F_TEXT, "alasan", true, 300, .label = "Alasan" });
FIELDS(f_ba, { F_MANY, "koreksi", .max = 20, .label = "Koreksi" }, { F_AREA, "selisih", .max = 4000, .label = "Selisih" },
       { F_CHOICE, "sumber", .choices = "padan|bpjs", .label = "Sumber" },
       { F_INT, "akhir_bpjs", .max = 100000000, .label = "Jumlah akhir menurut BPJS" },
       { F_DATE, "tanggal", true, .label = "Tanggal berita acara" }, { F_SCAN, "pindaian", .label = "Pindaian" });
FIELDS(f_agree, { F_TEXT, "hash", true, 64, .label = "Sidik isi" });
FIELDS(f_agree_paper, { F_TEXT, "hash", true, 64, .label = "Sidik isi" }, { F_SCAN, "pindaian", .label = "Pindaian" });
/* SOP 070. */
#define PAY R_PEMBAYARAN
#define BILLS (R_OFFICE | R_AUDITOR | R_BPJS | R_KEUANGAN) /* who sees bills; tagihan_boleh narrows Finance, the pages the guest */
FIELDS(f_ba_paper, { F_MANY, "segmen", true, 100, .label = "Segmen" }, { F_MANY, "awal", .max = 12, .label = "Aktif awal" },
       { F_MANY, "tambah", .max = 12, .label = "Tambah" }, { F_MANY, "kurang", .max = 12, .label = "Kurang" },
       { F_MANY, "koreksi", .max = 12, .label = "Koreksi" }, { F_TEXT, "nomor", true, 100, .label = "Nomor berita acara" },
       { F_DATE, "tanggal", true, .label = "Tanggal berita acara" }, { F_SCAN, "pindaian", true, .label = "Pindaian" },
       { F_TEXT, "tempat", .max = 200, .label = "Letak berkas kertas" });
FIELDS(f_hand_over, { F_DATE, "tanggal", true, .label = "Tanggal serah terima" },
       { F_TEXT, "nomor_ba", .max = 100, .label = "Nomor BA Rekonsiliasi" });
FIELDS(f_sign_bpjs, { F_TEXT, "hash", true, 64, .label = "Sidik isi" },
       { F_TEXT, "nama", .max = 200, .label = "Yang menandatangani" },
       { F_SCAN, "pindaian", .label = "Pindaian serah terima" },
       { F_SCAN, "pindaian_ba", .label = "Pindaian BA Rekonsiliasi" });
FIELDS(f_bill, { F_TEXT, "nomor", true, 100, .label = "Nomor surat tagihan" },
       { F_DATE, "tanggal", true, .label = "Tanggal surat tagihan" },
       { F_MONTH, "bulan", true, .label = "Bulan iuran" }, { F_DATE, "jatuh_tempo", .label = "Jatuh tempo" },
       { F_TEXT, "va", .max = 40, .label = "Virtual Account" }, { F_MONEY, "jumlah", true, .label = "Jumlah tagihan" },
       { F_MANY, "baris_jenis", .max = 20, .label = "Jenis baris" }, { F_MANY, "baris_segmen", .max = 100, .label = "Segmen" },
       { F_MANY, "baris_bulan", .max = 10, .label = "Bulan iuran baris" },
       { F_MANY, "baris_orang", .max = 20, .label = "Jumlah orang" },
       { F_MANY, "baris_tarif", .max = 30, .label = "Tarif" }, { F_MANY, "baris_jumlah", .max = 30, .label = "Jumlah baris" },
       { F_MANY, "baris_uraian", .max = 200, .label = "Uraian" },
       { F_MANY, "meliputi", .max = 10, .label = "Bulan lain yang diliputi" },
       { F_SCAN, "surat", .label = "Pindaian surat tagihan" }, { F_FILE, "rincian", .label = "Rincian per peserta" },
       { F_TEXT, "tempat", .max = 200, .label = "Letak berkas kertas" });
FIELDS(f_detail, { F_FILE, "rincian", true, .label = "Rincian per peserta" });
FIELDS(f_pbi, { F_MONTH, "bulan", true, .label = "Bulan" }, { F_FILE, "berkas", true, .label = "Daftar PBI JK" });
FIELDS(f_gap, { F_TEXT, "jenis", true, 40, .label = "Selisih" },
       { F_CHOICE, "cara", true, .choices = "diterangkan|kredit|diterima", .label = "Cara" },
       { F_AREA, "catatan", true, 1000, .label = "Penjelasan" }, { F_SCAN, "bukti", .label = "Bukti" });
FIELDS(f_reason, { F_TEXT, "alasan", true, 500, .label = "Alasan" });
FIELDS(f_objection, { F_TEXT, "nomor", .max = 100, .label = "Nomor surat" }, { F_DATE, "tanggal", .label = "Tanggal surat" },
       { F_BOOL, "terbit", .label = "Terbitkan" });
FIELDS(f_paper, { F_TEXT, "jenis", true, 40, .label = "Dokumen" }, { F_TEXT, "nomor", .max = 100, .label = "Nomor" },
       { F_DATE, "tanggal", true, .label = "Tanggal" });
FIELDS(f_receipt, { F_TEXT, "nomor", true, 100, .label = "Nomor kwitansi" },
       { F_DATE, "tanggal", true, .label = "Tanggal kwitansi" },
       { F_MONEY, "jumlah", true, .label = "Jumlah" }, { F_SCAN, "pindaian", true, .label = "Pindaian kwitansi" });
FIELDS(f_confirm_receipt, { F_TEXT, "hash", true, 64, .label = "Sidik isi" },
       { F_SCAN, "pindaian", .label = "Pindaian kwitansi yang ditegaskan" });
FIELDS(f_signed, { F_TEXT, "jenis", true, 40, .label = "Dokumen" },
       { F_SCAN, "pindaian", true, .label = "Pindaian bertanda tangan" },
       { F_TEXT, "tempat", .max = 200, .label = "Letak berkas kertas" });
FIELDS(f_loose, { F_TEXT, "jenis", true, 40, .label = "Dokumen" }, { F_TEXT, "alasan", true, 500, .label = "Alasan" },
       { F_DATE, "sampai", true, .label = "Sampai" });
FIELDS(f_finance, { F_SCAN, "pindaian", .label = "Pindaian dari Bagian Keuangan (bila dicatat petugas)" });
FIELDS(f_finance_back, { F_TEXT, "alasan", true, 500, .label = "Alasan" },
       { F_SCAN, "pindaian", .label = "Pindaian dari Bagian Keuangan (bila dicatat petugas)" });
FIELDS(f_payment, { F_CHOICE, "jenis", true, .choices = "spp|spm|sp2d|transfer", .label = "Dokumen" },
       { F_TEXT, "nomor", true, 100, .label = "Nomor" },
       { F_DATE, "tanggal", true, .label = "Tanggal" }, { F_MONEY, "jumlah", true, .label = "Jumlah" },
       { F_CHOICE, "kanal", .choices = "SKN|RTGS|BI-FAST|VA|OB", .label = "Kanal transfer" },
       { F_TEXT, "tujuan", .max = 60, .label = "Virtual Account atau rekening tujuan" },
       { F_SCAN, "pindaian", .label = "Pindaian" });
FIELDS(f_standing, { F_CHOICE, "jenis", true, .choices = "pks|dpa|mou|sk_kacab|virtual_account", .label = "Dokumen" },
       { F_TEXT, "nomor", true, 100, .label = "Nomor" }, { F_DATE, "tanggal", true, .label = "Tanggal" },
       { F_DATE, "mulai", true, .label = "Berlaku mulai" },
       { F_DATE, "selesai", true, .label = "Berlaku sampai" }, { F_MONEY, "nilai", .label = "Nilai" },
       { F_BOOL, "ditandatangani", .label = "Sudah ditandatangani" },
       { F_TEXT, "pihak", .max = 200, .label = "Pihak" }, { F_TEXT, "cara_bayar", .max = 300, .label = "Cara pembayaran" },
       { F_TEXT, "jatuh_tempo", .max = 2, .label = "Tagihan jatuh tempo tiap tanggal" },
       { F_TEXT, "sanksi", .max = 500, .label = "Ketentuan sanksi" }, { F_TEXT, "nama", .max = 200, .label = "Nama pejabat" },
       { F_TEXT, "jabatan", .max = 200, .label = "Jabatan" }, { F_TEXT, "va", .max = 40, .label = "Nomor Virtual Account" },
       { F_TEXT, "bank", .max = 100, .label = "Bank" }, { F_TEXT, "cabang", .max = 100, .label = "Cabang BPJS Kesehatan" },
       { F_SCAN, "pindaian", true, .label = "Pindaian" }, { F_TEXT, "tempat", .max = 200, .label = "Letak berkas kertas" });
#define MONEY (R_OFFICE | R_AUDITOR | R_KEUANGAN) /* who sees the budget */
FIELDS(f_year, { F_INT, "tahun", .max = 2100, .label = "Tahun anggaran" },
       { F_INT, "tambah", .max = 10000000, .label = "Bila peserta bertambah" });
FIELDS(f_budget, { F_CHOICE, "jenis", true, .choices = "murni|perubahan|geser|realisasi|utang|bayar_utang|kredit", .label = "Jenis" },
       { F_INT, "tahun", true, 2100, .label = "Tahun anggaran" }, { F_TEXT, "nomor", true, 100, .label = "Nomor dokumen" },
       { F_DATE, "tanggal", true, .label = "Tanggal" }, { F_MONEY, "iuran", .label = "Jumlah rekening iuran" },
       { F_MONEY, "bantuan", .label = "Jumlah rekening bantuan iuran" }, { F_TEXT, "uraian", .max = 300, .label = "Uraian" },
       { F_SCAN, "pindaian", true, .label = "Pindaian dasarnya" },
       { F_TEXT, "tempat", .max = 200, .label = "Letak berkas kertas" });
FIELDS(f_rate, { F_MONTH, "berlaku", true, .label = "Berlaku mulai" }, { F_MONEY, "total", true, .label = "Total" },
       { F_MONEY, "pusat", true, .label = "Pusat" },
       { F_MONEY, "pemda_iuran", true, .label = "Iuran Pemda" },
       { F_MONEY, "pemda_bantuan", true, .label = "Bantuan iuran Pemda" },
       { F_TEXT, "dasar", true, 300, .label = "Dasar hukum" });
FIELDS(f_saved, { F_INT, "kasus", .label = "Kasus" }, { F_INT, "kecamatan", .max = 99999999, .label = "Kecamatan" },
       { F_TEXT, "alasan", .max = 40, .label = "Alasan" },
       { F_INT, "hal", .max = 1000000, .label = "Halaman" });
FIELDS(f_auditor, { F_MONTH, "dari", .label = "Dari bulan" }, { F_MONTH, "sampai", .label = "Sampai bulan" },
       { F_CHOICE, "populasi", .choices = "tagihan|nonaktif|selisih", .label = "Populasi" },
       { F_CHOICE, "cara", .choices = "acak|nilai", .label = "Cara" }, { F_TEXT, "benih", .max = 60, .label = "Benih" },
       { F_INT, "n", .max = 500, .label = "Banyaknya" });
FIELDS(f_trace, { F_MONTH, "bulan", .label = "Bulan iuran" });
FIELDS(f_trace_print, { F_MONTH, "bulan", true, .label = "Bulan iuran" });
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
FIELDS(f_setting_group, { F_INT, "versi", true, .label = "Versi kelompok yang dilihat" }, { F_MAP, "nilai", true, 4000,
	.label = "Nilai menurut nama setelan" });
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
SHAPE(s_piece, { "id", 'i', "Nomor unggahan: isi medan berkas pada permintaan yang menyelesaikannya" }, { "tujuan", 's', "Alamat yang menerima berkasnya" },
       { "nama", 's', "Nama berkas" }, { "ukuran", 'i', "Ukuran, bita" }, { "posisi", 'i', "Bita yang sudah tersimpan: dari sini diteruskan" },
       { "potong", 'i', "Besar potongan yang disarankan" }, { "lanjut", 's', "Halaman hasilnya, bila sudah selesai" });
SHAPE(s_pieces, { "unggahan", 'l', "Unggahan Anda yang belum selesai: id, tujuan, nama, ukuran, posisi" });
SHAPE(s_dropped, { "pesan", 's', "Satu kalimat tentang apa yang terjadi" });
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
       { "riwayat", 'l', "Pemeriksaan yang pernah dijalankan" }, { "ekstrak", 'l', "Ekstrak yang tersedia" },
       { "kemajuan", 'o', "Keputusan dari hari ke hari: grafik, perlu, diputus, jatuh, hari[] { tanggal, diputus, sasaran }" },
       { "wilayah", 'o', "Grafik temuan menurut kecamatan" });
SHAPE(s_people, { "baris", 'l', "Peserta" }, { "baris[].no", 'i', "Nomor di daftar" },
       { "baris[].kode_putusan", 's', "LAYAK, TINJAU, TIDAK_LAYAK" }, { "pager", 'o', "Halaman" });
SHAPE(s_taken, { "no", 'i', "Nomor baris yang diambil, -1 bila habis" }, { "lanjut", 's', "Halaman berikutnya" });
SHAPE(s_row, { "peserta", 'o', "Peserta" }, { "temuan", 'o', "Temuan" }, { "banding", 'l', "Perbandingan per kolom" },
       { "bukti", 'l', "Jawaban Dukcapil" },
      { "versi", 'i', "Versi keputusan yang dilihat" }, { "bisa_putus", 'b', "Boleh diputuskan oleh Anda" });
SHAPE(s_bulk, { "jumlah", 'i', "Berapa yang diputuskan" }, { "lanjut", 's', "Halaman berikutnya" },
       { "pesan", 's', "Satu kalimat tentang apa yang terjadi" });
SHAPE(s_recap, { "fakta", 'o', "Angka usulan" }, { "fakta.diusulkan", 'i', "Diusulkan nonaktif" },
       { "fakta.peserta", 'i', "Peserta dalam daftar" }, { "wilayah", 'o', "Grafik usulan menurut kecamatan" }, { "ada_surat",
	'b', "Surat tersusun" },
      { "cocok", 'b', "Surat sama dengan keputusan sekarang" }, { "surat", 'l', "Surat" });
SHAPE(s_approve, { "hash", 's', "Sidik isi yang disetujui" }, { "fakta", 'o', "Angka usulan" },
       { "acak", 'l', "Sepuluh orang diambil acak" }, { "ganjil", 'l', "Kasus yang perlu dilihat" },
      { "persetujuan", 'l', "Persetujuan yang pernah diberikan" });
SHAPE(s_submission, { "usulan", 'l', "Usulan penonaktifan" }, { "usulan[].peserta", 'i', "Peserta" },
       { "usulan[].jawaban", 's', "belum, dikerjakan, ditolak" }, { "ringkas", 'o', "Jumlah per jawaban" },
      { "diserahkan", 'b', "Paket sudah diserahkan" });
SHAPE(s_recon, { "hitung", 'o', "Angka rekonsiliasi menurut Padan" }, { "ringkas", 'o', "Jumlah per jawaban" });
SHAPE(s_pay_home, { "kasus", 'l', "Bulan pembayaran" }, { "kasus[].id", 'i', "Nomor kasus" },
       { "kasus[].periode", 'i', "Bulan, yyyymm" },
       { "kasus[].jumlah", 'i', "Tagihan, rupiah" }, { "kasus[].terbayar", 'i', "Terbayar, rupiah" },
       { "dokumen", 'l', "Dokumen tetap yang perlu diperbarui" });
SHAPE(s_received, { "segmen", 'l', "Angka BA per segmen" }, { "masalah", 'l', "Selisih yang ditemukan" },
       { "hash", 's', "Sidik isi yang disetujui" });
SHAPE(s_handed, { "kasus", 'o', "Kasus" }, { "di_langkah", 'b', "Sedang di langkah 3" });
SHAPE(s_bills, { "tagihan", 'l', "Tagihan bulan ini" }, { "tagihan[].id", 'i', "Nomor tagihan" },
       { "tagihan[].jumlah", 'i', "Rupiah" },
       { "tagihan[].status", 's', "diperiksa, dikembalikan, disiapkan, diajukan, selesai" });
SHAPE(s_bill, { "tagihan", 'o', "Tagihan" }, { "tagihan.jumlah", 'i', "Rupiah" },
       { "tagihan.status", 's', "diperiksa, dikembalikan, disiapkan, diajukan, selesai" },
       { "baris", 'l', "Baris surat tagihan" }, { "selisih", 'l', "Selisih menurut hitungan sendiri" },
       { "terbuka", 'i', "Selisih yang belum diurus" });
SHAPE(s_gap, { "satu", 'o', "Selisih" }, { "orang", 'l', "Nama-nama di baliknya" }, { "pager", 'o', "Halaman" });
SHAPE(s_papers, { "dokumen", 'l', "Dokumen pembayaran" }, { "dokumen[].kode", 's', "Dokumen" },
       { "dokumen[].terbit", 'b', "Sudah bernomor" }, { "siap", 'b', "Semua terbit dan cocok" });
SHAPE(s_bundle, { "dokumen", 'l', "Ketiga belas dokumen" },
       { "dokumen[].lengkap", 'b', "Ada, berlaku, bertanda tangan, cocok" }, { "kurang", 'i', "Berapa yang belum lengkap" },
       { "bayar", 'l', "SPP, SPM, SP2D, bukti transfer" }, { "terbayar", 'i', "Rupiah" }, { "sisa", 'i', "Rupiah" });
SHAPE(s_standing, { "dokumen", 'l', "Dokumen tetap" });
SHAPE(s_budget, { "kendali", 'o', "Kartu kendali" }, { "ramal", 'o', "Perkiraan sampai Desember" },
       { "bulanan", 'o', "Terpakai sampai tiap bulan: grafik, bulan[] { bulan, realisasi, tagihan, perkiraan, pagu }" }, { "jurnal", 'l', "Jurnal" },
       { "tunda", 'l', "Menunggu penegasan" });
SHAPE(s_journal, { "jurnal", 'o', "Jurnal" }, { "baris", 'l', "Baris: dari, ke, jumlah" });
SHAPE(s_rates, { "tarif", 'l', "Tarif menurut bulan" });
SHAPE(s_saved, { "hemat", 'l', "Menurut bulan dan alasan" }, { "kecamatan", 'l', "Menurut kecamatan" },
       { "jumlah", 'i', "Rupiah" }, { "terlambat", 'l', "Terlanjur ditagih" });
SHAPE(s_auditor, { "bulan", 'l', "Bulan pembayaran pada periode itu" },
      { "sampel", 'o', "Sampel: baris[], populasi_n, populasi_jumlah, selang" }, { "benih", 's', "Benih sampel" });
SHAPE(s_trace, { "peserta", 'o', "Peserta" }, { "bagian", 'l', "Bagian berkas: judul dan baris[] {label, teks}" });
SHAPE(s_saved_list, { "orang", 'l', "Peserta" }, { "jumlah", 'i', "Berapa" });
SHAPE(s_found, { "hasil", 'l', "Peserta" });
SHAPE(s_person, { "peserta", 'o', "Peserta" }, { "bulan", 'l', "Riwayat bulanan" });
SHAPE(s_pdf, { "pdf", 's', "Sidik berkas PDF" }, { "lanjut", 's', "Alamat berkas" });
SHAPE(s_sops, { "sop", 'l', "Prosedur" });
SHAPE(s_sop, { "identitas", 'o', "Kotak identitas" }, { "langkah", 'l', "Langkah" }, { "lajur", 'l', "Pelaksana" });
SHAPE(s_calendar, { "minggu", 'l', "Minggu" }, { "bulan", 'i', "Bulan, yyyymm" },
       { "jatuh", 'i', "Hari surat pengantar, yyyymmdd" });
SHAPE(s_audit, { "catatan", 'l', "Catatan" }, { "berikut", 'i', "Nomor untuk halaman berikutnya, 0: habis" });
SHAPE(s_users, { "pengguna", 'l', "Pengguna" }, { "peran", 'l', "Peran" });
SHAPE(s_user, { "pengguna", 'o', "Pengguna" }, { "peran", 'l', "Peran" });
SHAPE(s_officials, { "pejabat", 'l', "Pejabat" }, { "delegasi", 'l', "Delegasi" });
SHAPE(s_settings, { "setelan", 'l', "Setelan" }, { "setelan[].nama", 's', "Nama" }, { "setelan[].nilai", 's', "Nilai yang berlaku" },
       { "kelompok", 'l', "Kelompok setelan: kode, nama, versi, setelan[]" }, { "kelompok[].versi", 'i', "Untuk menyimpan kelompok itu" });
SHAPE(s_settings_kept, { "jumlah", 'i', "Berapa yang berubah" }, { "lanjut", 's', "Halaman berikutnya" },
       { "pesan", 's', "Satu kalimat tentang apa yang terjadi" });
SHAPE(s_extracts, { "ekstrak", 'l', "Ekstrak" });
SHAPE(s_account, { "sesi", 'l', "Sesi" }, { "token", 'l', "Token" });
SHAPE(s_home, { "kasus", 'l', "Kasus yang berjalan" }, { "selesai", 'l', "Kasus yang sudah selesai" },
       { "tren", 'l', "Usulan bulan-bulan lalu" },
       { "alasan_bulan", 'o', "Usulan menurut alasan, dua belas bulan: grafik, alasan[], bulan[] { periode, sel[], jumlah }" });

#define GET HTTP_GET
#define POST HTTP_POST
#define PATCH HTTP_PATCH
#define DELETE HTTP_DELETE
#define UPLOADERS (R_OFFICE | R_KEUANGAN | R_BPJS) /* whoever may end in some route that takes files */
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
	{ POST, "/kasus/:id/tunggu", SECTION | R_PEMBAYARAN, RT_WRITE, p_tunggu_buka, NULL, f_wait, s_next, "Mencatat penantian atas pihak lain", "/kasus/:id" },
	{ POST, "/kasus/:id/tunggu/:tunggu/selesai", SECTION | R_PEMBAYARAN, RT_WRITE, p_tunggu_tutup, NULL, NULL, s_next, "Mengakhiri penantian", "/kasus/:id" },
	{ POST, "/kasus/:id/menit", SECTION | R_KADIS | R_PEMBAYARAN | R_BENDAHARA, RT_WRITE, p_menit, NULL, f_minutes, s_next, "Mencatat waktu kerja bersih satu langkah", "/kasus/:id" },

	/* Step 1. */
	{ GET, "/kasus/:id/daftar", CASES, 0, p_daftar_semua, "daftar_semua", NULL, s_lists, "Daftar BNBA periode ini", NULL },
	/* Files in pieces: they end at any route that takes files, with their number in the field of the file. */
	{ POST, "/unggah", UPLOADERS, RT_API | RT_NOTX | RT_SLOW, p_unggah_mulai, NULL, f_piece_new, s_piece, "Memulai atau menemukan kembali unggahan berpotong", NULL },
	{ GET, "/unggah", UPLOADERS, RT_API, p_unggah_semua, NULL, f_piece_list, s_pieces, "Unggahan Anda yang belum selesai", NULL },
	{ GET, "/unggah/:id", UPLOADERS, RT_API, p_unggah, NULL, NULL, s_piece, "Sampai mana suatu unggahan", NULL },
	{ PATCH, "/unggah/:id", UPLOADERS, RT_API | RT_NOTX | RT_SLOW, p_unggah_isi, NULL, f_piece, s_piece, "Menyambung satu potongan", NULL },
	{ DELETE, "/unggah/:id", UPLOADERS, RT_API | RT_NOTX | RT_SLOW, p_unggah_batal, NULL, NULL, s_dropped, "Membatalkan unggahan", NULL },
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
	{ POST, "/kasus/:id/persetujuan", R_KADIS | R_BENDAHARA, RT_WRITE, p_setuju_kirim, NULL, f_approve, s_next, "Menyetujui atau mengembalikan", "/kasus/:id/persetujuan" },
	{ POST, "/kasus/:id/persetujuan/kertas", SECTION | R_PEMBAYARAN, RT_WRITE | RT_FILES, p_setuju_kertas, NULL, f_approve_paper, s_next, "Mencatat persetujuan dari dokumen bertanda tangan", "/kasus/:id/persetujuan" },
	{ POST, "/kasus/:id/persetujuan/:setuju/tegas", SECTION | R_KADIS | R_BENDAHARA, RT_WRITE, p_setuju_tegas, NULL, NULL, s_next, "Menegaskan persetujuan dari dokumen", "/kasus/:id/persetujuan" },

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

	/* SOP 070: the treasurer's home, steps 1 to 3. */
	{ GET, "/bayar", BILLS, 0, p_bayar, "bayar", NULL, s_pay_home, "Bulan-bulan pembayaran: bulan sebagai baris, langkah sebagai kolom", NULL },
	{ POST, "/bayar", PAY, RT_WRITE, p_bayar_buka, NULL, f_open, s_opened, "Membuka bulan pembayaran tanpa SOP 072 di Padan", "/bayar" },
	{ GET, "/kasus/:id/terima", READERS, RT_SLOW, p_ba_terima, "terima", NULL, s_received, "BA Rekonsiliasi yang diterima dan pemeriksaannya", NULL },
	{ POST, "/kasus/:id/terima", PAY, RT_WRITE | RT_SLOW, p_terima_selesai, NULL, f_note, s_next, "Langkah 1 selesai: dimintakan persetujuan", "/kasus/:id/terima" },
	{ POST, "/kasus/:id/terima/luar", PAY, RT_WRITE | RT_FILES, p_terima_luar, NULL, f_ba_paper, s_next, "Mencatat BA Rekonsiliasi dari dokumen", "/kasus/:id/terima" },
	{ POST, "/kasus/:id/terima/mutasi", PAY, RT_NOTX | RT_FILES | RT_SLOW, p_mutasi, NULL, f_changes, s_next, "Menerima data mutasi pada langkah 1", "/kasus/:id/terima" },
	{ GET, "/kasus/:id/serah", CASES, 0, p_serah_terima, "serah", NULL, s_handed, "Serah terima dokumen dengan BPJS", NULL },
	{ POST, "/kasus/:id/serah/susun", PAY, RT_WRITE | RT_SLOW, p_serah_susun, NULL, f_hand_over, s_next, "Menyusun BA serah terima dokumen", "/kasus/:id/serah" },
	{ POST, "/kasus/:id/serah/dinas", PAY | R_KASI | R_KADIS, RT_WRITE, p_serah_dinas, NULL, f_agree, s_next, "Dinas menandatangani serah terima", "/kasus/:id/serah" },
	{ POST, "/kasus/:id/serah/bpjs", PAY | R_KASI | R_BPJS, RT_WRITE | RT_FILES, p_serah_bpjs, NULL, f_sign_bpjs, s_next, "BPJS menandatangani, atau dicatat dari dokumen", "/kasus/:id/serah" },

	/* Step 4. */
	{ GET, "/kasus/:id/tagihan", BILLS & ~R_KEUANGAN, 0, p_tagihan_semua, "tagihan_semua", NULL, s_bills, "Tagihan satu bulan", NULL },
	{ POST, "/kasus/:id/tagihan", PAY | R_BPJS, RT_NOTX | RT_FILES | RT_SLOW, p_tagihan_kirim, NULL, f_bill, s_new_id, "Mencatat surat tagihan", "/kasus/:id/tagihan" },
	{ GET, "/tagihan/:id", BILLS, 0, p_tagihan, "tagihan", NULL, s_bill, "Satu tagihan: tagihan, hitungan sendiri, selisih", NULL },
	{ POST, "/tagihan/:id/rincian", PAY | R_BPJS, RT_NOTX | RT_FILES | RT_SLOW, p_tagihan_rincian, NULL, f_detail, s_bulk, "Mengirim rincian per peserta", "/tagihan/:id" },
	{ POST, "/tagihan/:id/pbi", PAY, RT_NOTX | RT_FILES | RT_SLOW, p_tagihan_pbi, NULL, f_pbi, s_bulk, "Mengirim daftar PBI JK suatu bulan", "/tagihan/:id" },
	{ POST, "/tagihan/:id/hitung", PAY, RT_WRITE | RT_SLOW, p_tagihan_hitung, NULL, NULL, s_next, "Menghitung ulang", "/tagihan/:id" },
	{ GET, "/tagihan/:id/selisih/:jenis", READERS, 0, p_selisih, "selisih", f_page, s_gap, "Nama-nama di balik satu selisih", NULL },
	{ POST, "/tagihan/:id/selisih", PAY | R_KADIS, RT_WRITE | RT_FILES, p_selisih_urus, NULL, f_gap, s_next, "Menerangkan, menuntut kembali, atau menerima selisih", "/tagihan/:id" },
	{ POST, "/tagihan/:id/kembali", PAY, RT_WRITE, p_tagihan_kembali, NULL, f_reason, s_next, "Mengembalikan tagihan kepada BPJS", "/tagihan/:id" },
	{ POST, "/tagihan/:id/keberatan", PAY | R_KASI, RT_WRITE | RT_SLOW, p_keberatan, NULL, f_objection, s_next, "Menyusun atau menerbitkan surat keberatan", "/tagihan/:id" },
	{ POST, "/tagihan/:id/lanjut", PAY, RT_WRITE | RT_SLOW, p_tagihan_lanjut, NULL, NULL, s_next, "Langkah 4 selesai", "/tagihan/:id" },

	/* Step 5. */
	{ GET, "/tagihan/:id/dokumen", READERS | R_KEUANGAN, 0, p_dokumen_bayar, "dokumen_bayar", NULL, s_papers, "Dokumen pembayaran", NULL },
	{ POST, "/tagihan/:id/dokumen/susun", PAY, RT_WRITE | RT_SLOW, p_dokumen_susun, NULL, NULL, s_next, "Menyusun ulang dokumen", "/tagihan/:id/dokumen" },
	{ POST, "/tagihan/:id/dokumen/terbit", PAY, RT_WRITE | RT_SLOW, p_dokumen_terbit, NULL, f_paper, s_next, "Menerbitkan satu dokumen", "/tagihan/:id/dokumen" },
	{ POST, "/tagihan/:id/dokumen/kwitansi", PAY, RT_WRITE | RT_FILES | RT_SLOW, p_kwitansi, NULL, f_receipt, s_next, "Mencatat kwitansi dari Bagian Keuangan", "/tagihan/:id/dokumen" },
	{ POST, "/tagihan/:id/dokumen/kwitansi/tegas", PAY | R_BENDAHARA | R_KEUANGAN, RT_WRITE | RT_FILES, p_kwitansi_tegas, NULL, f_confirm_receipt, s_next, "Bagian Keuangan menegaskan kwitansi", "/tagihan/:id/dokumen" },
	{ POST, "/tagihan/:id/dokumen/pindaian", PAY, RT_WRITE | RT_FILES, p_dokumen_pindaian, NULL, f_signed, s_next, "Melampirkan pindaian bertanda tangan", "/tagihan/:id/berkas" },
	{ POST, "/tagihan/:id/dokumen/selesai", PAY, RT_WRITE, p_dokumen_selesai, NULL, NULL, s_next, "Langkah 5 selesai", "/tagihan/:id/dokumen" },

	/* Step 6. */
	{ GET, "/tagihan/:id/berkas", READERS | R_KEUANGAN, 0, p_bundel, "bundel", NULL, s_bundle, "Ketiga belas dokumen dan pembayarannya", NULL },
	{ POST, "/tagihan/:id/berkas/longgar", R_KADIS, RT_WRITE, p_bundel_longgar, NULL, f_loose, s_next, "Memberi kelonggaran atas dokumen tetap", "/tagihan/:id/berkas" },
	{ POST, "/tagihan/:id/berkas/susun", PAY, RT_WRITE | RT_SLOW, p_bundel_susun, NULL, NULL, s_next, "Menyusun berkas: satu PDF dan satu zip", "/tagihan/:id/berkas" },
	{ POST, "/tagihan/:id/berkas/ajukan", PAY, RT_WRITE, p_bundel_ajukan, NULL, NULL, s_next, "Mengajukan kepada Bagian Keuangan", "/tagihan/:id/berkas" },
	{ POST, "/tagihan/:id/berkas/terima", R_KEUANGAN | R_BENDAHARA | PAY, RT_WRITE | RT_FILES, p_bundel_terima, NULL, f_finance, s_next, "Bagian Keuangan menerima berkas lengkap", "/tagihan/:id/berkas" },
	{ POST, "/tagihan/:id/berkas/kembali", R_KEUANGAN | R_BENDAHARA | PAY, RT_WRITE | RT_FILES, p_bundel_kembali, NULL, f_finance_back, s_next, "Bagian Keuangan mengembalikan berkas", "/tagihan/:id/berkas" },
	{ POST, "/tagihan/:id/bayar", R_KEUANGAN | R_BENDAHARA | PAY, RT_WRITE | RT_FILES, p_bayar_catat, NULL, f_payment, s_new_id, "Mencatat SPP, SPM, SP2D, atau bukti transfer", "/tagihan/:id/berkas" },
	{ POST, "/tagihan/:id/bayar/:bayar/tegas", R_KEUANGAN | R_BENDAHARA | PAY, RT_WRITE, p_bayar_tegas, NULL, NULL, s_next, "Menegaskan catatan dari dokumen", "/tagihan/:id/berkas" },
	{ POST, "/tagihan/:id/bayar/:bayar/batal", R_KEUANGAN | R_BENDAHARA, RT_WRITE, p_bayar_batal, NULL, f_cancel, s_next, "Membatalkan catatan pembayaran", "/tagihan/:id/berkas" },
	{ GET, "/dokumen", READERS, 0, p_dokumen, "dokumen", NULL, s_standing, "Dokumen tetap: PKS, MoU, SK Kacab, DPA, Virtual Account", NULL },
	{ POST, "/dokumen", PAY | R_KASI, RT_WRITE | RT_FILES, p_dokumen_tambah, NULL, f_standing, s_new_id, "Mencatat dokumen tetap", "/dokumen" },
	{ POST, "/dokumen/:id/cabut", PAY | R_KASI, RT_WRITE, p_dokumen_cabut, NULL, f_cancel, s_next, "Mencabut dokumen tetap", "/dokumen" },

	/* Money. */
	{ GET, "/anggaran", MONEY, 0, p_anggaran, "anggaran", f_year, s_budget, "Anggaran: kartu kendali, perkiraan, buku", NULL },
	{ POST, "/anggaran", PAY | R_BENDAHARA, RT_WRITE | RT_FILES, p_anggaran_catat, NULL, f_budget, s_new_id, "Mencatat DPA, pergeseran, atau saldo awal", "/anggaran" },
	{ POST, "/anggaran/:id/tegas", PAY | R_BENDAHARA | R_KASI, RT_WRITE, p_anggaran_tegas, NULL, NULL, s_next, "Menegaskan catatan anggaran", "/anggaran" },
	{ POST, "/anggaran/:id/tolak", PAY | R_BENDAHARA | R_KASI, RT_WRITE, p_anggaran_tolak, NULL, f_cancel, s_next, "Menolak catatan anggaran", "/anggaran" },
	{ GET, "/anggaran/jurnal/:id", MONEY, 0, p_jurnal, "jurnal", NULL, s_journal, "Satu jurnal", NULL },
	{ GET, "/tarif", READERS, 0, p_tarif, "tarif", NULL, s_rates, "Tarif iuran menurut bulan", NULL },
	{ POST, "/tarif", R_KASI | R_BENDAHARA, RT_WRITE, p_tarif_tambah, NULL, f_rate, s_next, "Mencatat tarif", "/tarif" },
	{ GET, "/hemat", READERS, RT_SLOW, p_hemat, "hemat", NULL, s_saved, "Uang yang dihemat dan yang terlanjur ditagih", NULL },
	{ GET, "/hemat/daftar", READERS, 0, p_hemat_daftar, "hemat_daftar", f_saved, s_saved_list, "Orang di balik penghematan", NULL },

	{ GET, "/hemat/terlambat", READERS, 0, p_terlambat, "terlambat", f_saved, s_saved_list, "Orang yang ditagih sesudah meninggal, pindah, atau diminta nonaktif", NULL },

	/* The auditor's room. */
	{ GET, "/auditor", R_AUDITOR | R_KASI | R_KADIS, 0, p_auditor, "auditor", f_auditor, s_auditor, "Ruang auditor: satu periode dan sampelnya", NULL },
	{ GET, "/orang/:id/telusur", READERS, 0, p_telusur, "telusur", f_trace, s_trace, "Satu peserta satu bulan, dari baris impor sampai bukti transfer", NULL },
	{ POST, "/orang/:id/telusur", READERS, RT_WRITE | RT_SLOW, p_telusur_cetak, NULL, f_trace_print, NULL, "Berkas satu peserta sebagai satu PDF", "/orang/:id/telusur" },

	/* Looking things up. */
	{ GET, "/cari", READERS, RT_PAGE, p_cari, "cari", NULL, NULL, "Halaman pencarian", NULL },
	{ POST, "/cari", READERS, 0, p_cari_hasil, "cari", f_search, s_found, "Mencari peserta menurut nama, NIK, atau nomor", "/cari" },
	{ GET, "/orang/:id", READERS, 0, p_orang, "orang", NULL, s_person, "Riwayat satu peserta", NULL },
	{ GET, "/berkas/:hash", CASES | R_KEUANGAN, RT_WRITE, p_berkas, NULL, NULL, NULL, "Mengunduh berkas", NULL },
	{ POST, "/berkas/:hash", SECTION | R_AUDITOR | PAY, RT_WRITE, p_berkas, NULL, f_reveal, NULL, "Mengunduh daftar atau ekstrak seperti diterima, dengan tujuannya", NULL },
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
	{ POST, "/setelan/:kelompok", R_ADMIN, RT_WRITE, p_setelan_kelompok, NULL, f_setting_group, s_settings_kept, "Mengubah setelan satu kelompok, semua atau tidak sama sekali", "/setelan" },
};
const size_t route_count = COUNT(routes);
