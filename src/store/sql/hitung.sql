-- A bill recomputed (SOP 070 step 4).
-- name: tagihan_orang_hapus
DELETE FROM tagihan_orang WHERE (blntag, orang, tagihan, no) IN (SELECT blntag, orang, tagihan, no FROM tagihan_orang INDEXED BY tagihan_orang_per
	WHERE tagihan = :tagihan)
-- name: tagihan_orang_tambah
INSERT INTO tagihan_orang(blntag, orang, tagihan, no, no_peserta, nik, nama, jenis, jumlah, cacat) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
-- name: tagihan_bulan_hapus
DELETE FROM tagihan_bulan WHERE tagihan = :tagihan
-- name: tagihan_bulan_tambah
INSERT INTO tagihan_bulan(bulan, tagihan) VALUES (?1, ?2)
-- name: tagihan_rincian
UPDATE tagihan SET rincian = :rincian, rincian_baris = :baris, versi = versi + 1 WHERE id = :id
-- name: tagihan_satu_bulan
SELECT iif(count(DISTINCT bulan) = 1, max(bulan), 0) FROM tagihan_baris WHERE tagihan = :tagihan AND jenis IN ('iuran', 'susulan')
-- name: pbi_hapus
DELETE FROM pbi_jk WHERE bulan = :bulan
-- name: pbi_tambah
INSERT INTO pbi_jk(bulan, nik) VALUES (?1, ?2) ON CONFLICT DO NOTHING
-- name: pbi_ada
SELECT count(*) FROM (SELECT 1 FROM pbi_jk WHERE bulan = :bulan LIMIT 1)
-- name: hitung_rincian
SELECT blntag, orang, no, jumlah, cacat, nik, jenis <> '', length(no_peserta) <> 13 FROM tagihan_orang INDEXED BY tagihan_orang_per WHERE tagihan = ?1 ORDER BY no
-- name: hitung_sumber
SELECT r.id AS rekon, r.angka, k.id AS kasus, k.daftar, k.periode FROM kasus k JOIN rekonsiliasi r ON r.kasus = k.id WHERE k.periode = :periode
	AND r.status = 'disepakati' ORDER BY k.sop DESC, r.id DESC LIMIT 1
-- name: hitung_daftar
SELECT p.kunci, p.nik, p.id FROM baris b JOIN peserta p ON p.id = b.peserta WHERE b.daftar = ?1 ORDER BY b.no
-- name: hitung_daftar_jumlah
SELECT count(*) FROM baris b JOIN peserta p ON p.id = b.peserta WHERE b.daftar = :daftar AND p.kunci NOT LIKE '%#%'
	AND NOT EXISTS (SELECT 1 FROM usulan u WHERE u.kasus = :kasus AND u.kunci = p.kunci AND u.jawaban = 'dikerjakan')
-- name: hitung_usulan
SELECT u.kunci, u.alasan, u.tmt, u.kasus, k.periode, u.jawaban = 'dikerjakan', u.peserta, p.nik, 'N' || p.nik FROM kasus k JOIN usulan u ON u.kasus = k.id
	JOIN peserta p ON p.id = u.peserta WHERE k.sop = '072'
	AND k.periode < ?1 AND u.jawaban <> 'ditolak'
-- name: hitung_lain
SELECT t.id, t.rincian_baris, (SELECT coalesce(sum(l.orang), 0) FROM tagihan_baris l WHERE l.tagihan = t.id AND l.bulan = :bulan AND l.jenis IN ('iuran', 'susulan'))
	AS orang FROM (SELECT tagihan FROM tagihan_baris WHERE bulan = :bulan AND jenis IN ('iuran', 'susulan') UNION SELECT tagihan FROM tagihan_bulan
	WHERE bulan = :bulan) m JOIN tagihan t ON t.id = m.tagihan
	WHERE t.id <> :tagihan AND t.status <> 'dikembalikan' AND (t.status <> 'diperiksa' OR t.id < :tagihan)
-- name: hitung_lain_orang
SELECT orang, nik FROM tagihan_orang WHERE blntag = ?1 AND tagihan = ?2
-- name: hitung_lain_satu
SELECT o.tagihan FROM tagihan_orang o JOIN tagihan t ON t.id = o.tagihan WHERE o.blntag = ?1 AND o.orang = ?2 AND o.tagihan <> ?3
	AND t.status <> 'dikembalikan' AND (t.status <> 'diperiksa' OR t.id < ?3) LIMIT 1
-- name: hitung_kunci
SELECT kunci FROM peserta WHERE id = :id
-- name: hitung_pbi
SELECT nik FROM pbi_jk WHERE bulan = ?1
-- name: hitung_kembali_aktif
SELECT 1 FROM mutasi m JOIN kasus k ON k.id = m.kasus WHERE m.kunci = ?1 AND m.arah = 'tambah' AND k.periode > ?2 AND k.periode < ?3 LIMIT 1
-- name: hitung_tanggal
SELECT r.tanggal_status FROM kasus k JOIN peserta p ON p.id = ?2 JOIN registri r ON r.periksa = k.periksa AND r.nik = p.nik WHERE k.id = ?1
-- name: hitung_bayar_lalu
SELECT o.tagihan, o.no, o.jumlah FROM tagihan_orang o JOIN tagihan t ON t.id = o.tagihan WHERE o.blntag = ?1 AND o.orang = ?2 AND t.id <> ?3
	AND t.status IN ('disiapkan', 'diajukan', 'selesai') AND o.jumlah > 0 AND NOT EXISTS (SELECT 1 FROM selisih_orang x JOIN selisih s ON s.tagihan = x.tagihan
		AND s.jenis = x.jenis JOIN tagihan y ON y.id = x.tagihan WHERE x.dari = o.tagihan AND x.baris = o.no AND x.jumlah > 0
		AND x.tagihan <> ?3 AND s.status IN ('kredit', 'diterima') AND y.status <> 'dikembalikan')
-- name: hitung_bulan_rincian
SELECT DISTINCT m.bulan FROM tagihan_bulan m JOIN tagihan t ON t.id = m.tagihan WHERE m.bulan >= :dari AND m.bulan < :sampai
	AND t.status IN ('disiapkan', 'diajukan', 'selesai') ORDER BY m.bulan
-- name: selisih_hapus
DELETE FROM selisih WHERE tagihan = :tagihan
-- name: selisih_tambah
INSERT INTO selisih(tagihan, jenis, orang, jumlah, status, catatan, berkas, oleh, waktu_s)
	VALUES (:tagihan, :jenis, :orang, :jumlah, :status, :catatan, :berkas, :oleh, :waktu_s)
-- name: selisih_lama
SELECT jenis, orang, jumlah, status, catatan, berkas, oleh, waktu_s FROM selisih WHERE tagihan = :tagihan
-- name: selisih_orang_hapus
DELETE FROM selisih_orang WHERE tagihan = :tagihan
-- name: selisih_orang_rincian
INSERT INTO selisih_orang(tagihan, jenis, no, dari, baris, peserta, no_peserta, nik, nama, blntag, jumlah, keterangan)
	SELECT ?1, ?2, ?3, ?4, ?5, p.id, o.no_peserta, o.nik, coalesce(nullif(o.nama, ''), p.nama, ''), o.blntag, ?6, ?7 FROM tagihan_orang o
	LEFT JOIN peserta p ON p.id = (SELECT max(q.id) FROM peserta q WHERE q.kunci = iif(length(o.no_peserta) = 13, 'P' || o.no_peserta, 'N' || o.nik))
	WHERE o.tagihan = ?4 AND o.no = ?5
-- name: selisih_orang_peserta
INSERT INTO selisih_orang(tagihan, jenis, no, peserta, no_peserta, nik, nama, blntag, jumlah, keterangan)
	SELECT ?1, ?2, ?3, p.id, p.no_peserta, p.nik, p.nama, ?5, ?6, ?7 FROM peserta p WHERE p.id = ?4
-- name: tagihan_dihitung
UPDATE tagihan SET ringkasan = :ringkasan, dihitung_s = :now WHERE id = :id
-- name: contoh_milik
SELECT p.no_peserta, p.nik FROM kasus k JOIN baris b ON b.daftar = k.daftar JOIN peserta p ON p.id = b.peserta WHERE k.id = :kasus AND p.kunci NOT LIKE '%#%'
	AND NOT EXISTS (SELECT 1 FROM usulan u WHERE u.kasus = k.id AND u.kunci = p.kunci AND u.jawaban = 'dikerjakan') ORDER BY p.kunci
-- name: contoh_pergi
SELECT p.no_peserta, p.nik FROM usulan u JOIN peserta p ON p.id = u.peserta WHERE u.kasus = :kasus AND u.jawaban = 'dikerjakan'
	AND u.alasan IN ('MENINGGAL', 'PINDAH_DOMISILI') ORDER BY u.alasan, p.kunci LIMIT 4
