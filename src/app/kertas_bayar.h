/* The papers of SOP 070 as PDF (FACTS section 6): kwitansi, ba_serah_terima, ba_penyelesaian, ba_pembayaran, kartu_kendali,
 * resume_kontrak, serah_dokumen (step 3), surat_keberatan. */
#ifndef PADAN_KERTAS_BAYAR_H
#define PADAN_KERTAS_BAYAR_H
#include "app/cx.h"

/* One paper from facts; what a fact does not say stands as dots. Members of fakta:
 *   hash, nomor, tanggal (of this paper), orang, bulan_teks, jumlah, tarif{pemda}, periode
 *   tagihan{nomor, tanggal, jatuh_tempo, va, jumlah, baris[]{jenis, segmen, bulan, orang, tarif, jumlah, uraian}}
 *   rekening[]{kode, uraian, jumlah}  anggaran{tahun, urusan, bidang, unit, sub_unit, program, kegiatan, sub_kegiatan, kode_sub_kegiatan}
 *   pks, mou, dpa, sk_kacab, va_dok {nomor, tanggal, mulai, selesai, nilai, cara_bayar, sanksi, nama ...}
 *   rekon{nomor, tanggal, akhir}  surat{kwitansi{nomor, tanggal}, ...}
 *   pihak_satu, pihak_dua {nama, nip, jabatan, alamat, instansi, npwp, bank, rekening}  penanda{pa, bendahara, pptk}{nama, nip, sebutan}
 *   kendali (anggaran_kendali)  isi[]{no, dokumen, nomor, tanggal, keterangan}  selisih[]{teks, orang, jumlah}
 * draf marks each page so. Stored; *ret_hash names it. E_NOTFOUND: no such paper. */
int kertas_bayar(struct cx *cx, const char *jenis, const struct val *fakta, bool draf, struct str *ret_hash, struct err *err);
#endif
