-- The auditor's room: one person's month from the row of the file to the proof of transfer, samples, a period at a glance.
-- name: telusur_baris
SELECT b.no, b.baris, coalesce(b.lembar, '') AS lembar, p.id AS peserta, p.no_peserta, p.nik, p.nama, p.segmen, p.status, d.id AS daftar, d.nama AS berkas_nama, d.berkas,
	d.pengirim, d.dibuat_s, d.versi, q.nama AS oleh, k.id AS kasus, k.periode, k.periksa FROM peserta p JOIN baris b ON b.peserta = p.id
	JOIN kasus k ON k.daftar = b.daftar JOIN daftar d ON d.id = b.daftar LEFT JOIN pengguna q ON q.id = d.oleh
	WHERE p.kunci = :kunci AND k.sop = '072' AND k.periode = :periode ORDER BY b.no
-- name: telusur_temuan
SELECT t.putusan, t.penjelasan, t.hasil, t.nilai, v.per_tanggal, v.program, v.hash_daftar, v.hash_ekstrak, v.hash_kriteria, v.selesai_s FROM periksa v
	LEFT JOIN temuan t ON t.periksa = v.id AND t.no = :no WHERE v.id = :periksa
-- name: telusur_registri
SELECT nama, lahir, status, tanggal_status, alamat FROM registri WHERE periksa = :periksa AND nik = :nik
-- name: telusur_usulan
SELECT alasan, tmt, jawaban, alasan_tolak, dijawab_s, sumber FROM usulan WHERE kasus = :kasus AND kunci = :kunci
-- name: telusur_surat
SELECT jenis, nomor, tanggal, hash, versi FROM surat WHERE kasus = :kasus AND status = 'final' AND tagihan IS NULL ORDER BY id
-- name: telusur_pengajuan
SELECT versi, cara, penerima, diserahkan_s, diterima_s FROM pengajuan WHERE kasus = :kasus AND diserahkan_s IS NOT NULL ORDER BY versi DESC LIMIT 1
-- name: telusur_rekon
SELECT r.versi, r.tanggal, r.hash, r.status, r.dinkes_s, r.bpjs_s, a.nama AS dinkes, b.nama AS bpjs, (SELECT s.nomor FROM surat s WHERE s.kasus = r.kasus
	AND s.jenis = 'ba_rekonsiliasi' AND s.hash = r.hash ORDER BY s.id DESC LIMIT 1) AS nomor FROM kasus k JOIN rekonsiliasi r ON r.id = k.rekon
	LEFT JOIN pengguna a ON a.id = r.dinkes_oleh LEFT JOIN pengguna b ON b.id = r.bpjs_oleh WHERE k.id = :kasus
-- name: telusur_rincian
SELECT t.id AS tagihan, o.no, o.jenis, o.jumlah, o.blntag, t.nomor, t.tanggal, t.status FROM tagihan_orang o JOIN tagihan t ON t.id = o.tagihan
	WHERE o.blntag = :bulan AND o.orang = :orang ORDER BY t.id
-- name: telusur_tagihan
SELECT t.id AS tagihan, t.nomor, t.tanggal, t.jumlah, t.status FROM tagihan_kasus m JOIN tagihan t ON t.id = m.tagihan WHERE m.kasus = :kasus AND t.rincian_baris = 0
	AND t.status <> 'dikembalikan' ORDER BY t.id
-- name: telusur_selisih
SELECT x.jenis, x.jumlah, x.keterangan, s.status, s.catatan, p.nama AS oleh, s.waktu_s FROM selisih_orang x JOIN selisih s ON s.tagihan = x.tagihan AND s.jenis = x.jenis
	LEFT JOIN pengguna p ON p.id = s.oleh WHERE x.tagihan = :tagihan AND x.blntag = :bulan AND x.no_peserta = :no_peserta AND x.nik = :nik
-- name: telusur_kertas
SELECT jenis, nomor, tanggal, hash FROM surat WHERE tagihan = :tagihan AND status = 'final' ORDER BY id
-- name: sampel_tagihan
SELECT o.blntag, o.orang, o.tagihan, o.no, o.jumlah FROM tagihan_orang o JOIN tagihan t ON t.id = o.tagihan WHERE o.blntag BETWEEN ?1 AND ?2
	AND t.status IN ('disiapkan', 'diajukan', 'selesai') ORDER BY o.blntag, o.orang, o.tagihan, o.no
-- name: sampel_nonaktif
SELECT k.periode, u.peserta, u.kasus, 0, 0 FROM kasus k JOIN usulan u ON u.kasus = k.id WHERE k.sop = '072' AND k.periode BETWEEN ?1 AND ?2
	AND u.jawaban = 'dikerjakan' ORDER BY u.kasus, u.kunci
-- name: sampel_selisih
SELECT x.blntag, x.tagihan, x.no, 0, abs(x.jumlah), x.jenis FROM tagihan t JOIN selisih_orang x ON x.tagihan = t.id WHERE t.status <> 'dikembalikan'
	AND x.blntag BETWEEN ?1 AND ?2 ORDER BY x.tagihan, x.jenis, x.no
-- name: sampel_tagihan_satu
SELECT o.no_peserta, o.nik, coalesce(nullif(o.nama, ''), p.nama, '') AS nama, o.blntag AS bulan, o.jumlah, t.nomor, t.id AS tagihan, p.id AS peserta FROM tagihan_orang o
	JOIN tagihan t ON t.id = o.tagihan LEFT JOIN peserta p ON p.id = (SELECT max(q.id) FROM peserta q
		WHERE q.kunci = iif(length(o.no_peserta) = 13, 'P' || o.no_peserta, 'N' || o.nik)) WHERE o.tagihan = :b AND o.no = :c
-- name: sampel_nonaktif_satu
SELECT p.no_peserta, p.nik, p.nama, k.periode AS bulan, 0 AS jumlah, u.alasan AS nomor, 0 AS tagihan, p.id AS peserta FROM usulan u
	JOIN peserta p ON p.id = u.peserta JOIN kasus k ON k.id = u.kasus WHERE u.kasus = :b AND u.peserta = :a
-- name: sampel_selisih_satu
SELECT x.no_peserta, x.nik, x.nama, x.blntag AS bulan, x.jumlah, t.nomor, t.id AS tagihan, x.peserta, x.jenis FROM selisih_orang x JOIN tagihan t ON t.id = x.tagihan
	WHERE x.tagihan = :a AND x.no = :b AND x.jenis = :jenis
-- name: auditor_bulan
SELECT k.id AS bayar, k.periode, k.langkah, k.status, (SELECT r.kasus FROM rekonsiliasi r WHERE r.id = k.rekon) AS asal,
	(SELECT s.nomor FROM rekonsiliasi r JOIN surat s ON s.kasus = r.kasus AND s.jenis = 'ba_rekonsiliasi' AND s.hash = r.hash WHERE r.id = k.rekon
		ORDER BY s.id DESC LIMIT 1) AS ba,
	(SELECT coalesce(sum(t.jumlah), 0) FROM tagihan t WHERE t.kasus = k.id AND t.status <> 'dikembalikan') AS jumlah,
	(SELECT coalesce(sum(b.jumlah), 0) FROM tagihan t JOIN bayar b ON b.tagihan = t.id WHERE t.kasus = k.id AND b.jenis = 'transfer' AND b.batal_s IS NULL
		AND (b.dari_kertas = 0 OR b.ditegaskan IS NOT NULL)) AS terbayar,
	(SELECT count(*) FROM tagihan t JOIN selisih s ON s.tagihan = t.id WHERE t.kasus = k.id AND t.status <> 'dikembalikan') AS selisih,
	(SELECT t.id FROM tagihan t WHERE t.kasus = k.id AND t.status <> 'dikembalikan' ORDER BY t.id DESC LIMIT 1) AS tagihan,
	(SELECT t.nomor FROM tagihan t WHERE t.kasus = k.id AND t.status <> 'dikembalikan' ORDER BY t.id DESC LIMIT 1) AS nomor
	FROM kasus k WHERE k.sop = '070' AND k.periode BETWEEN :dari AND :sampai ORDER BY k.periode DESC
