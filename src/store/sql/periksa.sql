-- Runs, verdicts, decisions.
-- name: ekstrak_tambah
INSERT INTO ekstrak(berkas, nama, tanggal, cakupan, catatan, dibuat_s, oleh) VALUES (:berkas, :nama, :tanggal, :cakupan, :catatan, :now, :oleh)
-- name: ekstrak_semua
SELECT e.id, e.berkas, e.nama, e.tanggal, e.cakupan, e.catatan, e.dibuat_s, p.nama AS oleh, b.ukuran FROM ekstrak e
	JOIN berkas b ON b.hash = e.berkas LEFT JOIN pengguna p ON p.id = e.oleh ORDER BY e.tanggal DESC, e.id DESC LIMIT 50
-- name: ekstrak_id
SELECT id, berkas, nama, tanggal, cakupan FROM ekstrak WHERE id = :id
-- name: ekstrak_terakhir
SELECT id, berkas, nama, tanggal, cakupan FROM ekstrak ORDER BY tanggal DESC, id DESC LIMIT 1
-- name: periksa_tambah
INSERT INTO periksa(kasus, daftar, ekstrak, per_tanggal, hash_daftar, hash_ekstrak, kriteria, program, status, dibuat_s)
	VALUES (:kasus, :daftar, :ekstrak, :per_tanggal, :hash_daftar, :hash_ekstrak, :kriteria, :program, 'antre', :now)
-- name: periksa_id
SELECT id, kasus, daftar, ekstrak, per_tanggal, hash_daftar, hash_ekstrak, hash_kriteria, kriteria, program, status, ringkasan, tak_lengkap,
	dibuat_s, selesai_s FROM periksa WHERE id = :id
-- name: periksa_kasus
SELECT q.id, q.daftar, q.ekstrak, q.per_tanggal, q.hash_daftar, q.hash_ekstrak, q.hash_kriteria, q.program, q.status, q.dibuat_s, q.selesai_s,
	q.tak_lengkap, e.tanggal AS tanggal_ekstrak FROM periksa q LEFT JOIN ekstrak e ON e.id = q.ekstrak WHERE q.kasus = :kasus ORDER BY q.id DESC LIMIT 10
-- name: periksa_selesai
UPDATE periksa SET status = 'selesai', ringkasan = :ringkasan, tak_lengkap = :tak_lengkap, hash_kriteria = :hash_kriteria, selesai_s = :now WHERE id = :id
-- name: periksa_gagal
UPDATE periksa SET status = 'gagal' WHERE id = :id
-- name: temuan_hapus
DELETE FROM temuan WHERE periksa = :periksa
-- name: registri_hapus
DELETE FROM registri WHERE periksa = :periksa
-- name: temuan_tambah
INSERT INTO temuan(periksa, no, peserta, putusan, alasan, nilai, nik_registri, penjelasan, utama, wilayah, risiko)
	SELECT ?1, b.no, b.peserta, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11 FROM baris b WHERE b.daftar = ?2 AND b.no = ?3
-- name: registri_tambah
INSERT OR REPLACE INTO registri(periksa, nik, nama, lahir, jk, no_kk, ibu, alamat, wilayah, tempat, status, tanggal_status)
	VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
-- name: registri_perlu
SELECT DISTINCT nik FROM (SELECT p.nik FROM temuan t JOIN peserta p ON p.id = t.peserta WHERE t.periksa = :periksa AND t.putusan > 0 AND length(p.nik) = 16
	UNION SELECT nik_registri FROM temuan WHERE periksa = :periksa AND putusan > 0 AND nik_registri IS NOT NULL) ORDER BY nik
-- name: registri_nik
SELECT nik, nama, lahir, jk, no_kk, ibu, alamat, wilayah, tempat, status, tanggal_status FROM registri WHERE periksa = :periksa AND nik = :nik
-- name: temuan_bawa
UPDATE temuan SET hasil = (SELECT k.hasil FROM keputusan k JOIN peserta p ON p.kunci = k.kunci WHERE k.kasus = :kasus AND p.id = temuan.peserta
	AND k.peserta = temuan.peserta) WHERE periksa = :periksa AND peserta IN (SELECT peserta FROM keputusan WHERE kasus = :kasus)

-- name: temuan_baru_dahulu
UPDATE temuan SET risiko = risiko + 3000 WHERE periksa = :periksa AND putusan > 0 AND ((SELECT lahir FROM peserta WHERE id = temuan.peserta) > :bayi
	OR (:lalu > 0 AND NOT EXISTS (SELECT 1 FROM peserta p CROSS JOIN peserta q ON q.kunci = p.kunci CROSS JOIN baris b ON b.peserta = q.id AND b.daftar = :lalu
	WHERE p.id = temuan.peserta)))
-- name: temuan_berbukti
SELECT t.no, t.putusan, t.alasan, t.penjelasan, b.jawaban, b.tanggal, b.sumber FROM bukti b CROSS JOIN peserta p ON p.nik = b.nik
	CROSS JOIN baris r ON r.peserta = p.id AND r.daftar = :daftar CROSS JOIN temuan t ON t.periksa = :periksa AND t.no = r.no
	WHERE b.tanggal >= :sejak AND b.id = (SELECT c.id FROM bukti c WHERE c.nik = b.nik ORDER BY c.tanggal DESC, c.id DESC LIMIT 1)
-- name: temuan_bukti
UPDATE temuan SET putusan = :putusan, alasan = :alasan, utama = :utama, risiko = :risiko, penjelasan = :penjelasan WHERE periksa = :periksa AND no = :no
-- name: hitung_hapus
DELETE FROM hitung WHERE periksa = :periksa
-- name: hitung_wilayah_hapus
DELETE FROM hitung_wilayah WHERE periksa = :periksa
-- name: hitung_isi
INSERT INTO hitung SELECT periksa, putusan, utama, coalesce(hasil, ''), count(*) FROM temuan WHERE periksa = :periksa GROUP BY 1, 2, 3, 4
-- name: hitung_wilayah_isi
INSERT INTO hitung_wilayah SELECT periksa, CASE WHEN wilayah > 999999 THEN wilayah / 10000 ELSE wilayah END, putusan, coalesce(hasil, ''), count(*)
	FROM temuan WHERE periksa = :periksa GROUP BY 1, 2, 3, 4
-- name: hitung_baca
SELECT putusan, utama, hasil, jumlah FROM hitung WHERE periksa = ?1
-- name: hitung_wilayah_baca
SELECT kecamatan, putusan, hasil, jumlah FROM hitung_wilayah WHERE periksa = ?1 ORDER BY kecamatan
-- name: temuan_jumlah
SELECT count(*) FROM temuan t WHERE t.periksa = :periksa AND (:putusan < 0 OR t.putusan = :putusan) AND (:alasan = 0 OR t.alasan & :alasan)
	AND (:kecamatan = 0 OR t.wilayah = :kecamatan OR t.wilayah / 10000 = :kecamatan)
	AND (:hasil = '' OR (:hasil = 'belum' AND t.hasil IS NULL) OR t.hasil = :hasil)
-- One statement for each order, so that the usual one walks the table instead of sorting it; and one each for what people look at
-- most, the whole list and all findings of one verdict, that asks no more than it must.
-- name: temuan_halaman_semua
SELECT t.no, t.peserta, t.putusan, t.alasan, t.nilai, t.penjelasan, t.hasil, t.wilayah, t.risiko, p.nama, p.nik, p.no_peserta, p.lahir, p.jk, p.segmen
	FROM temuan t CROSS JOIN peserta p ON p.id = t.peserta WHERE t.periksa = :periksa
	AND t.no >= (SELECT no FROM temuan WHERE periksa = :periksa ORDER BY no LIMIT 1 OFFSET :lewat) ORDER BY t.no LIMIT :batas
-- name: temuan_halaman_putusan
SELECT t.no, t.peserta, t.putusan, t.alasan, t.nilai, t.penjelasan, t.hasil, t.wilayah, t.risiko, p.nama, p.nik, p.no_peserta, p.lahir, p.jk, p.segmen
	FROM temuan t INDEXED BY temuan_putusan CROSS JOIN peserta p ON p.id = t.peserta
	WHERE t.periksa = :periksa AND t.putusan = :putusan AND t.putusan <> 0 AND t.no >= (SELECT no FROM temuan INDEXED BY temuan_putusan
	WHERE periksa = :periksa AND putusan = :putusan AND putusan <> 0 ORDER BY no LIMIT 1 OFFSET :lewat) ORDER BY t.no LIMIT :batas
-- name: temuan_halaman
SELECT t.no, t.peserta, t.putusan, t.alasan, t.nilai, t.penjelasan, t.hasil, t.wilayah, t.risiko, p.nama, p.nik, p.no_peserta, p.lahir, p.jk, p.segmen
	FROM (SELECT no, peserta, putusan, alasan, nilai, penjelasan, hasil, wilayah, risiko FROM temuan WHERE periksa = :periksa AND (:putusan < 0 OR putusan = :putusan) AND (:alasan = 0 OR alasan & :alasan)
	AND (:kecamatan = 0 OR wilayah = :kecamatan OR wilayah / 10000 = :kecamatan)
	AND (:hasil = '' OR (:hasil = 'belum' AND hasil IS NULL) OR hasil = :hasil)
	ORDER BY no LIMIT :batas OFFSET :lewat) t JOIN peserta p ON p.id = t.peserta
-- name: temuan_halaman_risiko
SELECT t.no, t.peserta, t.putusan, t.alasan, t.nilai, t.penjelasan, t.hasil, t.wilayah, t.risiko, p.nama, p.nik, p.no_peserta, p.lahir, p.jk, p.segmen
	FROM (SELECT no, peserta, putusan, alasan, nilai, penjelasan, hasil, wilayah, risiko FROM temuan WHERE periksa = :periksa AND (:putusan < 0 OR putusan = :putusan) AND (:alasan = 0 OR alasan & :alasan)
	AND (:kecamatan = 0 OR wilayah = :kecamatan OR wilayah / 10000 = :kecamatan)
	AND (:hasil = '' OR (:hasil = 'belum' AND hasil IS NULL) OR hasil = :hasil)
	ORDER BY risiko DESC, no LIMIT :batas OFFSET :lewat) t JOIN peserta p ON p.id = t.peserta
-- name: temuan_halaman_wilayah
SELECT t.no, t.peserta, t.putusan, t.alasan, t.nilai, t.penjelasan, t.hasil, t.wilayah, t.risiko, p.nama, p.nik, p.no_peserta, p.lahir, p.jk, p.segmen
	FROM (SELECT no, peserta, putusan, alasan, nilai, penjelasan, hasil, wilayah, risiko FROM temuan WHERE periksa = :periksa AND (:putusan < 0 OR putusan = :putusan) AND (:alasan = 0 OR alasan & :alasan)
	AND (:kecamatan = 0 OR wilayah = :kecamatan OR wilayah / 10000 = :kecamatan)
	AND (:hasil = '' OR (:hasil = 'belum' AND hasil IS NULL) OR hasil = :hasil)
	ORDER BY wilayah, no LIMIT :batas OFFSET :lewat) t JOIN peserta p ON p.id = t.peserta
-- name: temuan_ekspor
SELECT b.baris, b.lembar, t.no, t.putusan, t.alasan, t.nilai, t.penjelasan, t.hasil, t.wilayah, t.nik_registri, p.nama, p.nik, p.no_peserta, p.lahir, p.jk, p.segmen
	FROM temuan t JOIN peserta p ON p.id = t.peserta JOIN periksa q ON q.id = t.periksa JOIN baris b ON b.daftar = q.daftar AND b.no = t.no
	WHERE t.periksa = :periksa AND (:putusan < 0 OR t.putusan = :putusan) AND (:alasan = 0 OR t.alasan & :alasan)
	AND (:kecamatan = 0 OR t.wilayah = :kecamatan OR t.wilayah / 10000 = :kecamatan)
	AND (:hasil = '' OR (:hasil = 'belum' AND t.hasil IS NULL) OR t.hasil = :hasil) ORDER BY t.no
-- name: temuan_satu
SELECT t.no, t.peserta, t.putusan, t.alasan, t.utama, t.nilai, t.nik_registri, t.penjelasan, t.hasil, t.wilayah, t.risiko, t.pegang, t.pegang_s, b.baris, b.lembar
	FROM temuan t JOIN periksa q ON q.id = t.periksa JOIN baris b ON b.daftar = q.daftar AND b.no = t.no WHERE t.periksa = :periksa AND t.no = :no
-- name: temuan_berikut
SELECT no FROM temuan WHERE periksa = :periksa AND putusan > 0 AND hasil IS NULL AND no <> :kecuali
	AND (pegang IS NULL OR pegang = :saya OR pegang_s < :basi)
	AND (:putusan < 0 OR putusan = :putusan) AND (:utama < 0 OR utama = :utama) ORDER BY putusan DESC, risiko DESC, no LIMIT 1
-- name: temuan_pegang
UPDATE temuan SET pegang = :saya, pegang_s = :now WHERE periksa = :periksa AND no = :no AND (pegang IS NULL OR pegang = :saya OR pegang_s < :basi)
-- name: temuan_lepas
UPDATE temuan SET pegang = NULL, pegang_s = NULL WHERE periksa = :periksa AND no = :no AND pegang = :saya
-- name: temuan_hasil
UPDATE temuan SET hasil = :hasil, pegang = NULL, pegang_s = NULL WHERE periksa = :periksa AND no = :no
-- name: temuan_serupa
SELECT coalesce(sum(jumlah), 0) FROM hitung WHERE periksa = :periksa AND putusan = :putusan AND utama = :utama AND hasil = ''
-- name: temuan_keluarga
SELECT t.no, t.putusan, t.alasan, t.hasil, p.nama, p.lahir, p.jk, p.hubungan FROM peserta p CROSS JOIN baris b ON b.peserta = p.id
	AND b.daftar = (SELECT daftar FROM periksa WHERE id = :periksa) CROSS JOIN temuan t ON t.periksa = :periksa AND t.no = b.no
	WHERE p.no_kk = :kk AND p.no_kk <> '' AND t.no <> :no LIMIT 20


-- name: keputusan_cari
SELECT k.id, k.hasil, k.alasan, k.catatan, k.koreksi, k.berkas, k.sumber, k.waktu_s, k.versi, p.nama AS oleh, k.oleh AS oleh_id FROM keputusan k
	LEFT JOIN pengguna p ON p.id = k.oleh WHERE k.kasus = :kasus AND k.kunci = :kunci
-- name: keputusan_tambah
INSERT INTO keputusan(kasus, kunci, peserta, hasil, alasan, catatan, koreksi, berkas, sumber, oleh, waktu_s)
	VALUES (:kasus, :kunci, :peserta, :hasil, :alasan, :catatan, :koreksi, :berkas, :sumber, :oleh, :now)
-- name: keputusan_ubah
UPDATE keputusan SET hasil = :hasil, alasan = :alasan, catatan = :catatan, koreksi = :koreksi, berkas = :berkas, sumber = :sumber, peserta = :peserta,
	oleh = :oleh, waktu_s = :now, versi = versi + 1 WHERE kasus = :kasus AND kunci = :kunci AND versi = :versi
-- name: keputusan_sejak
SELECT t.no, p.nama, k.hasil, k.alasan, k.catatan, k.waktu_s, o.nama AS oleh FROM keputusan k JOIN peserta p ON p.id = k.peserta
	JOIN pengguna o ON o.id = k.oleh JOIN kasus c ON c.id = k.kasus LEFT JOIN temuan t ON t.peserta = k.peserta AND t.periksa = c.periksa AND t.putusan > 0
	WHERE k.kasus = :kasus AND k.waktu_s >= :sejak ORDER BY k.waktu_s DESC LIMIT 60
-- name: keputusan_hapus
DELETE FROM keputusan WHERE kasus = :kasus AND kunci = :kunci AND versi = :versi
-- name: keputusan_massal
INSERT INTO keputusan(kasus, kunci, peserta, hasil, alasan, catatan, sumber, oleh, waktu_s)
	SELECT :kasus, p.kunci, p.id, :hasil, :alasan, :catatan, :sumber, :oleh, :now FROM temuan t JOIN peserta p ON p.id = t.peserta
	WHERE t.periksa = :periksa AND t.putusan = :putusan AND t.utama = :utama AND t.hasil IS NULL
	ON CONFLICT(kasus, kunci) DO NOTHING
-- name: temuan_massal
UPDATE temuan SET hasil = :hasil, pegang = NULL WHERE periksa = :periksa AND putusan = :putusan AND utama = :utama AND hasil IS NULL
	AND EXISTS (SELECT 1 FROM keputusan k JOIN peserta p ON p.kunci = k.kunci WHERE k.kasus = :kasus AND p.id = temuan.peserta AND k.peserta = temuan.peserta
	AND k.hasil = :hasil)

-- name: bukti_tambah
INSERT INTO bukti(nik, tanggal, sumber, jawaban, rincian, berkas, dicatat_s, oleh) VALUES (:nik, :tanggal, :sumber, :jawaban, :rincian, :berkas, :now, :oleh)
-- name: bukti_nik
SELECT b.id, b.tanggal, b.sumber, b.jawaban, b.rincian, b.berkas, b.dicatat_s, p.nama AS oleh FROM bukti b LEFT JOIN pengguna p ON p.id = b.oleh
	WHERE b.nik = :nik ORDER BY b.tanggal DESC, b.id DESC LIMIT 20

-- What is proposed: decided "nonaktif". A row whose card another row keeps is no deactivation but a surplus row of the file.
-- name: usul_daftar
SELECT t.no, p.id AS peserta, p.kunci, p.no_peserta, p.nik, p.nama, p.lahir, p.jk, p.wilayah, p.segmen, k.alasan, k.catatan, t.penjelasan, b.baris
	FROM temuan t INDEXED BY temuan_nonaktif JOIN peserta p ON p.id = t.peserta JOIN keputusan k ON k.kasus = :kasus AND k.kunci = p.kunci
	JOIN periksa q ON q.id = t.periksa JOIN baris b ON b.daftar = q.daftar AND b.no = t.no
	WHERE t.periksa = :periksa AND t.hasil = 'nonaktif' AND NOT EXISTS (SELECT 1 FROM peserta o CROSS JOIN baris ob ON ob.daftar = q.daftar AND ob.peserta = o.id
	CROSS JOIN temuan ot ON ot.periksa = t.periksa AND ot.no = ob.no WHERE p.no_peserta <> '' AND o.kunci BETWEEN 'P' || p.no_peserta AND 'P' || p.no_peserta || '#~' AND o.kunci <> p.kunci
	AND coalesce(ot.hasil, '') <> 'nonaktif')
	ORDER BY t.no LIMIT :batas OFFSET :lewat
-- name: usul_jumlah
SELECT coalesce(sum(jumlah), 0) FROM hitung WHERE periksa = :periksa AND hasil = 'nonaktif'
-- name: usul_alasan
SELECT k.alasan, count(*) AS jumlah FROM temuan t INDEXED BY temuan_nonaktif JOIN peserta p ON p.id = t.peserta JOIN keputusan k ON k.kasus = :kasus AND k.kunci = p.kunci
	WHERE t.periksa = :periksa AND t.hasil = 'nonaktif' GROUP BY k.alasan ORDER BY 2 DESC
-- name: usul_kecamatan
SELECT CASE WHEN t.wilayah > 999999 THEN t.wilayah / 10000 ELSE t.wilayah END AS kecamatan, k.alasan, count(*) AS jumlah
	FROM temuan t INDEXED BY temuan_nonaktif JOIN peserta p ON p.id = t.peserta JOIN keputusan k ON k.kasus = :kasus AND k.kunci = p.kunci
	WHERE t.periksa = :periksa AND t.hasil = 'nonaktif' GROUP BY 1, 2 ORDER BY 1
-- name: usul_kelurahan
SELECT t.wilayah, count(*) AS jumlah FROM temuan t INDEXED BY temuan_nonaktif WHERE t.periksa = :periksa AND t.hasil = 'nonaktif' GROUP BY 1 ORDER BY 1
-- name: usul_segmen
SELECT p.segmen, count(*) AS jumlah FROM temuan t INDEXED BY temuan_nonaktif JOIN peserta p ON p.id = t.peserta WHERE t.periksa = :periksa AND t.hasil = 'nonaktif' GROUP BY 1 ORDER BY 2 DESC
-- name: usul_acak
SELECT t.no, p.nama, p.lahir, p.wilayah, k.alasan, t.penjelasan FROM temuan t INDEXED BY temuan_nonaktif JOIN peserta p ON p.id = t.peserta
	JOIN keputusan k ON k.kasus = :kasus AND k.kunci = p.kunci WHERE t.periksa = :periksa AND t.hasil = 'nonaktif'
	ORDER BY (t.no * 2654435761 + :benih) % 4294967291 LIMIT 10
-- name: usul_ganjil
SELECT t.no, p.nama, p.lahir, p.wilayah, t.putusan, k.alasan, k.catatan, t.penjelasan FROM temuan t INDEXED BY temuan_nonaktif JOIN peserta p ON p.id = t.peserta
	JOIN keputusan k ON k.kasus = :kasus AND k.kunci = p.kunci WHERE t.periksa = :periksa AND t.hasil = 'nonaktif'
	AND (t.putusan < 2 OR p.lahir > :anak) ORDER BY t.putusan, t.no LIMIT 20

-- Days on which something was decided, and the one step 2 began on (it counts nothing).
-- name: harian_kasus
SELECT hari, jumlah FROM hitung_harian WHERE kasus = :kasus AND jumlah > 0
	UNION ALL SELECT (min(mulai_s) + 25200) / 86400, 0 FROM langkah WHERE kasus = :kasus AND no = 2 HAVING count(*) > 0 ORDER BY 1
