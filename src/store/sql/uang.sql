-- The ledger and the budget.
-- name: jurnal_tambah
INSERT INTO jurnal(tanggal, tahun, jenis, tagihan, nomor, uraian, berkas, waktu_s, oleh)
	VALUES (:tanggal, :tahun, :jenis, :tagihan, :nomor, :uraian, :berkas, :now, :oleh)
-- name: buku_tambah
INSERT INTO buku(jurnal, no, tahun, rekening, dari, ke, jumlah) VALUES (:jurnal, :no, :tahun, :rekening, :dari, :ke, :jumlah)
-- name: buku_saldo
SELECT coalesce(sum(CASE WHEN ke = :akun THEN jumlah ELSE 0 END), 0) - coalesce(sum(CASE WHEN dari = :akun THEN jumlah ELSE 0 END), 0) FROM buku
	WHERE (:tahun = 0 OR tahun = :tahun) AND (:rekening = '' OR rekening = :rekening) AND (ke = :akun OR dari = :akun)
-- name: buku_saldo_tagihan
SELECT b.rekening, coalesce(sum(CASE WHEN b.ke = :akun THEN b.jumlah ELSE 0 END), 0) - coalesce(sum(CASE WHEN b.dari = :akun THEN b.jumlah ELSE 0 END), 0) AS jumlah
	FROM jurnal j JOIN buku b ON b.jurnal = j.id WHERE j.tagihan = :tagihan AND (b.ke = :akun OR b.dari = :akun) GROUP BY b.rekening ORDER BY b.rekening
-- name: buku_kendali
SELECT b.rekening,
	coalesce(sum(CASE WHEN j.jenis = 'dpa_murni' THEN iif(b.ke = 'tersedia', b.jumlah, iif(b.dari = 'tersedia', -b.jumlah, 0)) END), 0) AS murni,
	coalesce(sum(CASE WHEN j.jenis IN ('dpa_perubahan', 'geser') THEN iif(b.ke = 'tersedia', b.jumlah, iif(b.dari = 'tersedia', -b.jumlah, 0)) END), 0) AS perubahan,
	coalesce(sum(iif(b.ke = 'realisasi', b.jumlah, 0)), 0) - coalesce(sum(iif(b.dari = 'realisasi', b.jumlah, 0)), 0) AS realisasi,
	coalesce(sum(iif(b.ke = 'tagihan', b.jumlah, 0)), 0) - coalesce(sum(iif(b.dari = 'tagihan', b.jumlah, 0)), 0) AS tagihan,
	coalesce(sum(iif(b.ke = 'tersedia', b.jumlah, 0)), 0) - coalesce(sum(iif(b.dari = 'tersedia', b.jumlah, 0)), 0) AS tersedia
	FROM buku b JOIN jurnal j ON j.id = b.jurnal WHERE b.tahun = :tahun AND j.tanggal <= :sampai GROUP BY b.rekening
-- The months of a budget year: what each added to budget, payments and open bills; what was booked outside the year counts at its edge.
-- name: buku_bulan
SELECT max(1, min(12, (j.tanggal / 10000 - :tahun) * 12 + j.tanggal / 100 % 100)) AS bulan,
	sum(iif(b.dari = 'pagu', b.jumlah, 0)) - sum(iif(b.ke = 'pagu', b.jumlah, 0)) AS pagu,
	sum(iif(b.ke = 'realisasi', b.jumlah, 0)) - sum(iif(b.dari = 'realisasi', b.jumlah, 0)) AS realisasi,
	sum(iif(b.ke = 'tagihan', b.jumlah, 0)) - sum(iif(b.dari = 'tagihan', b.jumlah, 0)) AS tagihan
	FROM buku b JOIN jurnal j ON j.id = b.jurnal WHERE b.tahun = :tahun GROUP BY 1 ORDER BY 1
-- name: jurnal_tahun
SELECT j.id, j.tanggal, j.jenis, j.tagihan, j.nomor, j.uraian, j.berkas, j.waktu_s, p.nama AS oleh,
	(SELECT max(coalesce(sum(iif(b.dari IN ('pagu', 'tersedia', 'tagihan', 'realisasi'), b.jumlah, 0)), 0),
		coalesce(sum(iif(b.dari IN ('kas', 'utang') AND b.ke IN ('kas', 'utang'), b.jumlah, 0)), 0),
		coalesce(sum(iif(b.ke = 'piutang', b.jumlah, 0)), 0)) FROM buku b WHERE b.jurnal = j.id) AS jumlah
	FROM jurnal j LEFT JOIN pengguna p ON p.id = j.oleh WHERE j.tahun = :tahun ORDER BY j.id DESC LIMIT :batas
-- name: jurnal_baris
SELECT b.no, b.rekening, b.dari, b.ke, b.jumlah FROM buku b WHERE b.jurnal = :jurnal ORDER BY b.no
-- name: klaim_tagihan
SELECT coalesce(sum(n), 0) FROM (SELECT max(o.jumlah) AS n FROM selisih s JOIN selisih_orang o ON o.tagihan = s.tagihan AND o.jenis = s.jenis
	WHERE s.tagihan = :tagihan AND s.status = 'kredit' AND o.jumlah > 0 GROUP BY o.dari, o.baris)
-- name: klaim_tanpa_nama
SELECT coalesce(sum(s.jumlah), 0) FROM selisih s WHERE s.tagihan = :tagihan AND s.status = 'kredit' AND s.jumlah > 0
	AND NOT EXISTS (SELECT 1 FROM selisih_orang o WHERE o.tagihan = s.tagihan AND o.jenis = s.jenis)
-- name: tagihan_potongan
SELECT coalesce(-sum(jumlah), 0) FROM tagihan_baris WHERE tagihan = :tagihan AND jumlah < 0 AND jenis IN ('koreksi', 'kredit')
-- name: tagihan_diterima_terakhir
SELECT t.id, t.bulan, t.jumlah, (SELECT coalesce(sum(b.orang), 0) FROM tagihan_baris b WHERE b.tagihan = t.id AND b.jenis = 'iuran') AS orang,
	(SELECT count(DISTINCT b.bulan) FROM tagihan_baris b WHERE b.tagihan = t.id AND b.jenis = 'iuran') AS bulan_n
	FROM tagihan t WHERE t.status IN ('disiapkan', 'diajukan', 'selesai') AND t.tanggal / 10000 = :tahun ORDER BY t.bulan DESC, t.id DESC LIMIT 1
-- name: tagihan_bulan_terakhir
SELECT coalesce(max(b.bulan), 0) FROM tagihan t JOIN tagihan_baris b ON b.tagihan = t.id WHERE t.status IN ('disiapkan', 'diajukan', 'selesai') AND b.jenis = 'iuran'
-- name: tunda_tambah
INSERT INTO anggaran_tunda(jenis, tahun, tanggal, nomor, uraian, iuran, bantuan, berkas, waktu_s, oleh)
	VALUES (:jenis, :tahun, :tanggal, :nomor, :uraian, :iuran, :bantuan, :berkas, :now, :oleh)
-- name: tunda_id
SELECT id, jenis, tahun, tanggal, nomor, uraian, iuran, bantuan, berkas, oleh, selesai_s FROM anggaran_tunda WHERE id = :id
-- name: tunda_selesai
UPDATE anggaran_tunda SET selesai_s = :now, penegas = :oleh, ditolak = :ditolak, alasan = :alasan WHERE id = :id AND selesai_s IS NULL
-- name: tunda_terbuka
SELECT t.id, t.jenis, t.tahun, t.tanggal, t.nomor, t.uraian, t.iuran, t.bantuan, t.berkas, t.waktu_s, t.oleh AS oleh_id, p.nama AS oleh FROM anggaran_tunda t
	LEFT JOIN pengguna p ON p.id = t.oleh WHERE t.selesai_s IS NULL ORDER BY t.id
-- name: jurnal_id
SELECT j.id, j.tanggal, j.tahun, j.jenis, j.tagihan, j.nomor, j.uraian, j.berkas, j.waktu_s, p.nama AS oleh FROM jurnal j LEFT JOIN pengguna p ON p.id = j.oleh
	WHERE j.id = :jurnal
-- name: tarif_semua
SELECT berlaku, total, pusat, pemda_iuran, pemda_bantuan, pemda_iuran + pemda_bantuan AS pemda, dasar FROM tarif ORDER BY berlaku DESC
-- name: tarif_terpakai
SELECT count(*) FROM tagihan t JOIN tagihan_baris b ON b.tagihan = t.id WHERE t.status IN ('disiapkan', 'diajukan', 'selesai') AND b.bulan >= :berlaku
-- name: tarif_tulis
INSERT INTO tarif(berlaku, total, pusat, pemda_iuran, pemda_bantuan, dasar) VALUES (:berlaku, :total, :pusat, :pemda_iuran, :pemda_bantuan, :dasar)
	ON CONFLICT(berlaku) DO UPDATE SET total = excluded.total, pusat = excluded.pusat, pemda_iuran = excluded.pemda_iuran,
	pemda_bantuan = excluded.pemda_bantuan, dasar = excluded.dasar
-- name: hemat_bulan
SELECT k.id AS kasus, k.periode, u.alasan, u.tmt, count(*) AS orang FROM kasus k JOIN usulan u ON u.kasus = k.id WHERE k.sop = '072' AND u.jawaban = 'dikerjakan'
	GROUP BY 1, 3, 4 ORDER BY k.periode DESC, 5 DESC LIMIT 400
-- name: hemat_kecamatan
SELECT CASE WHEN p.wilayah > 999999 THEN p.wilayah / 10000 ELSE p.wilayah END AS kecamatan, u.tmt, count(*) AS orang FROM kasus k
	JOIN usulan u ON u.kasus = k.id JOIN peserta p ON p.id = u.peserta WHERE k.sop = '072' AND u.jawaban = 'dikerjakan' GROUP BY 1, 2 ORDER BY 3 DESC
-- name: hemat_orang
SELECT u.peserta, p.nama, p.no_peserta, p.nik, p.wilayah, u.alasan, u.tmt, k.periode FROM kasus k JOIN usulan u ON u.kasus = k.id JOIN peserta p ON p.id = u.peserta
	WHERE k.sop = '072' AND u.jawaban = 'dikerjakan' AND (:kasus = 0 OR k.id = :kasus) AND (:alasan = '' OR u.alasan = :alasan)
	AND (:kecamatan = 0 OR CASE WHEN p.wilayah > 999999 THEN p.wilayah / 10000 ELSE p.wilayah END = :kecamatan)
	ORDER BY k.periode DESC, p.nama LIMIT :batas OFFSET :lewat
-- name: hemat_orang_jumlah
SELECT count(*) FROM kasus k JOIN usulan u ON u.kasus = k.id JOIN peserta p ON p.id = u.peserta
	WHERE k.sop = '072' AND u.jawaban = 'dikerjakan' AND (:kasus = 0 OR k.id = :kasus) AND (:alasan = '' OR u.alasan = :alasan)
	AND (:kecamatan = 0 OR CASE WHEN p.wilayah > 999999 THEN p.wilayah / 10000 ELSE p.wilayah END = :kecamatan)
-- name: bayar_terlambat
SELECT t.id AS tagihan, t.nomor, t.bulan, s.jenis, s.orang, s.jumlah, s.status FROM selisih s JOIN tagihan t ON t.id = s.tagihan
	WHERE s.jenis IN ('sesudah_meninggal', 'sesudah_pindah', 'diminta_nonaktif', 'lalu') AND t.status <> 'dikembalikan' ORDER BY t.bulan DESC, s.jenis LIMIT 200
-- name: terlambat_kecamatan
SELECT kecamatan, count(*) AS orang, sum(n) AS jumlah FROM (SELECT max(x.jumlah) AS n, max(CASE WHEN p.wilayah > 999999 THEN p.wilayah / 10000 ELSE p.wilayah END)
	AS kecamatan FROM tagihan t CROSS JOIN selisih_orang x ON x.tagihan = t.id LEFT JOIN peserta p ON p.id = x.peserta WHERE t.status <> 'dikembalikan'
	AND x.jenis IN ('sesudah_meninggal', 'sesudah_pindah', 'diminta_nonaktif', 'lalu') GROUP BY x.dari, x.baris) GROUP BY kecamatan ORDER BY 3 DESC
-- name: terlambat_orang
SELECT x.peserta, x.no_peserta, x.nik, x.nama, x.blntag, max(x.jumlah) AS jumlah, group_concat(x.jenis, ' ') AS jenis, max(x.keterangan) AS keterangan,
	max(t.nomor) AS nomor, max(t.id) AS tagihan FROM tagihan t CROSS JOIN selisih_orang x ON x.tagihan = t.id LEFT JOIN peserta p ON p.id = x.peserta
	WHERE t.status <> 'dikembalikan' AND x.jenis IN ('sesudah_meninggal', 'sesudah_pindah', 'diminta_nonaktif', 'lalu')
	AND (:kecamatan = 0 OR CASE WHEN p.wilayah > 999999 THEN p.wilayah / 10000 ELSE p.wilayah END = :kecamatan)
	GROUP BY x.dari, x.baris ORDER BY x.blntag DESC, x.nama LIMIT :batas OFFSET :lewat
