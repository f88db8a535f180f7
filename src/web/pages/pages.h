/* Handlers of the pages, one file for each room of the office; the table that names them is web/routes.c. */
#ifndef PADAN_PAGES_H
#define PADAN_PAGES_H
#include "app/jadwal.h"
#include "web/web.h"

#define HANDLER(name) int name(struct cx *cx, const struct val *in, struct val *out, struct err *err)

/* umum.c */
HANDLER(p_sehat); HANDLER(p_openapi); HANDLER(p_bahasa); HANDLER(p_tema); HANDLER(p_beranda); HANDLER(p_sop_semua); HANDLER(p_sop);
HANDLER(p_kalender); HANDLER(p_libur_tambah); HANDLER(p_audit); HANDLER(p_berkas); HANDLER(p_cari); HANDLER(p_cari_hasil); HANDLER(p_orang);
/* akun.c */
HANDLER(p_masuk);
HANDLER(p_masuk_kirim);
HANDLER(p_keluar);
HANDLER(p_tautan);
HANDLER(p_tautan_kirim);
HANDLER(p_totp);
HANDLER(p_totp_kirim);
HANDLER(p_akun); HANDLER(p_sandi_kirim); HANDLER(p_sesi_cabut); HANDLER(p_token_kirim); HANDLER(p_token_cabut);
/* kantor.c */
HANDLER(p_pengguna); HANDLER(p_pengguna_tambah); HANDLER(p_pengguna_satu); HANDLER(p_pengguna_ubah); HANDLER(p_pengguna_tautan);
HANDLER(p_pengguna_cabut);
HANDLER(p_pengguna_totp);
HANDLER(p_pejabat);
HANDLER(p_pejabat_tambah);
HANDLER(p_pejabat_akhiri);
HANDLER(p_delegasi_tambah);
HANDLER(p_delegasi_cabut); HANDLER(p_setelan); HANDLER(p_setelan_kirim); HANDLER(p_setelan_kelompok);
/* kasus.c */
HANDLER(p_kasus_semua); HANDLER(p_kasus_buka); HANDLER(p_kasus); HANDLER(p_tunggu_buka); HANDLER(p_tunggu_tutup); HANDLER(p_menit);
/* unggah.c */
HANDLER(p_unggah_mulai); HANDLER(p_unggah_semua); HANDLER(p_unggah); HANDLER(p_unggah_isi); HANDLER(p_unggah_batal);
/* daftar.c */
HANDLER(p_daftar_semua);
HANDLER(p_daftar_kirim);
HANDLER(p_daftar);
HANDLER(p_daftar_kemajuan);
HANDLER(p_daftar_kolom);
HANDLER(p_daftar_terima);
HANDLER(p_daftar_ketik); HANDLER(p_mutasi);
HANDLER(p_daftar_batal); HANDLER(p_daftar_tanda); HANDLER(p_beda);
/* periksa.c */
HANDLER(p_periksa); HANDLER(p_periksa_ulang); HANDLER(p_ekstrak_semua); HANDLER(p_ekstrak_kirim); HANDLER(p_peserta); HANDLER(p_ekspor);
HANDLER(p_antre); HANDLER(p_baris); HANDLER(p_baris_putus); HANDLER(p_baris_batal); HANDLER(p_baris_bukti); HANDLER(p_baris_buka);
HANDLER(p_sekaligus); HANDLER(p_periksa_selesai);
/* surat.c */
HANDLER(p_rekap);
HANDLER(p_surat_susun);
HANDLER(p_ajukan);
HANDLER(p_setuju);
HANDLER(p_setuju_kirim);
HANDLER(p_setuju_kertas);
HANDLER(p_setuju_tegas);
/* ajuan.c */
HANDLER(p_ajuan); HANDLER(p_terbit); HANDLER(p_paket); HANDLER(p_serah); HANDLER(p_terima); HANDLER(p_jawab); HANDLER(p_jawab_semua);
HANDLER(p_jawab_berkas); HANDLER(p_rekon); HANDLER(p_rekon_susun); HANDLER(p_rekon_dinkes); HANDLER(p_rekon_bpjs); HANDLER(p_nomor_batal);

/* terima.c */
HANDLER(p_bayar); HANDLER(p_bayar_buka); HANDLER(p_ba_terima); HANDLER(p_terima_selesai); HANDLER(p_terima_luar);
HANDLER(p_serah_terima); HANDLER(p_serah_susun); HANDLER(p_serah_dinas); HANDLER(p_serah_bpjs);
/* tagihan.c */
HANDLER(p_tagihan_semua);
HANDLER(p_tagihan_kirim);
HANDLER(p_tagihan);
HANDLER(p_tagihan_rincian);
HANDLER(p_tagihan_pbi);
HANDLER(p_tagihan_hitung);
HANDLER(p_selisih); HANDLER(p_selisih_urus); HANDLER(p_tagihan_kembali); HANDLER(p_tagihan_lanjut); HANDLER(p_keberatan);
HANDLER(p_dokumen_bayar); HANDLER(p_dokumen_susun); HANDLER(p_dokumen_terbit); HANDLER(p_kwitansi); HANDLER(p_kwitansi_tegas);
HANDLER(p_dokumen_pindaian); HANDLER(p_dokumen_selesai);
HANDLER(p_bundel);
HANDLER(p_bundel_longgar);
HANDLER(p_bundel_susun);
HANDLER(p_bundel_ajukan);
HANDLER(p_bundel_terima);
HANDLER(p_bundel_kembali);
HANDLER(p_bayar_catat); HANDLER(p_bayar_tegas); HANDLER(p_bayar_batal);
HANDLER(p_dokumen); HANDLER(p_dokumen_tambah); HANDLER(p_dokumen_cabut);

/* uang.c */
HANDLER(p_anggaran); HANDLER(p_anggaran_catat); HANDLER(p_anggaran_tegas); HANDLER(p_anggaran_tolak); HANDLER(p_jurnal); HANDLER(p_tarif);
HANDLER(p_tarif_tambah); HANDLER(p_hemat); HANDLER(p_hemat_daftar); HANDLER(p_terlambat);
/* As date and month fields of a form take them: "2026-07-25", "2026-07". */
struct str today_text(struct cx *cx);
struct str month_text(struct cx *cx, int64_t m);
/* The uploaded file of that field, NULL when none came. */
const struct val *file_or_null(const struct val *in, const char *name);
/* Marks the approvals from paper that whoever is signed in may confirm. */
void put_confirmable(struct cx *cx, struct val *rows, bool here);
/* What lies with Finance, and months of payment with their steps, for the home pages. */
int bayar_kotak(struct cx *cx, struct val *ret, struct err *err);
int bayar_bulan(struct cx *cx, const struct kalender *cal, int64_t limit, bool running, struct val *ret, struct err *err);
HANDLER(p_auditor); HANDLER(p_telusur); HANDLER(p_telusur_cetak);

/* What all pages of a case show: { kasus, langkah[] , tab[] } and judul; *ret_kasus (may be NULL) is the row. sini is the address
 * of the page within the case, "" for its first. E_DENIED for a guest and a case not handed to him. */
int put_case(struct cx *cx, int64_t id, const char *sini, struct val *out, struct val *ret_kasus, struct err *err);
/* The steps of a case as cards: { no, kegiatan, kelas, lencana, lencana_teks, fakta[], jadwal, tombol{} }. */
int put_steps(struct cx *cx, const struct kalender *k, const struct val *kasus, struct val *out, struct err *err);
/* SOP 070 step 2: what treasurer and head see, beside put_case. */
int put_payment_approval(struct cx *cx, const struct val *k, struct val *out, struct err *err);
/* Codes beside their bits: list of {kode, teks, catatan}. */
struct val reason_list(struct cx *cx, int64_t reasons);
/* Page numbers: { halaman, dari, sampai, jumlah, sebelum, sesudah, terakhir, ke_sebelum, ke_sesudah } for `size` rows a page; the
 * addresses carry query ("&apa=masuk", may be empty). */
void put_pager(struct cx *cx, struct val *out, int64_t page, int64_t size, int64_t total, struct str query);
/* Adds nama_wilayah from a code member to each row. */
void name_regions(struct cx *cx, struct val *rows);
/* True when somebody outside the office asks. */
static inline bool is_guest(const struct cx *cx) { return cx->user && (cx->user->roles & R_BPJS) != 0; }
#endif
