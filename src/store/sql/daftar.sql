-- Lists as received, and the people on them.
-- name: daftar_tambah
INSERT INTO daftar(kasus, versi, jenis, berkas, nama, pengirim, lembar, status, peta, dibuat_s, oleh, induk)
	VALUES (:kasus, (SELECT coalesce(max(versi), 0) + 1 FROM daftar WHERE kasus = :kasus), :jenis, :berkas, :nama, :pengirim, :lembar,
	'dibaca', :peta, :now, :oleh, :induk)
-- name: daftar_id
SELECT d.id, d.kasus, d.versi, d.jenis, d.berkas, d.nama, d.pengirim, d.lembar, d.status, d.baris, d.info, d.peta, d.sidik_kolom, d.pesan,
	d.dibuat_s, d.induk, p.nama AS oleh, p.peran, b.ukuran, b.tempat FROM daftar d JOIN berkas b ON b.hash = d.berkas
	LEFT JOIN pengguna p ON p.id = d.oleh WHERE d.id = :id
-- name: daftar_kasus
SELECT d.id, d.versi, d.jenis, d.berkas, d.nama, d.pengirim, d.status, d.baris, d.pesan, d.dibuat_s, p.nama AS oleh, p.peran, b.ukuran,
	d.id = (SELECT daftar FROM kasus WHERE id = d.kasus) AS berlaku FROM daftar d JOIN berkas b ON b.hash = d.berkas
	LEFT JOIN pengguna p ON p.id = d.oleh WHERE d.kasus = :kasus ORDER BY d.versi DESC
-- name: daftar_sama
SELECT d.id, d.kasus, d.status, k.periode, d.dibuat_s FROM daftar d JOIN kasus k ON k.id = d.kasus
	WHERE d.berkas = :berkas AND d.status <> 'batal' AND d.status <> 'gagal' ORDER BY d.id LIMIT 1
-- What was sent to be added to a preview.
-- name: daftar_lanjutan
SELECT id FROM daftar WHERE induk = :induk AND kasus = (SELECT kasus FROM daftar WHERE id = :induk) AND status IN ('pratinjau', 'gagal', 'dibaca')
	AND (SELECT status FROM daftar WHERE id = :induk) <> 'berlaku' ORDER BY id LIMIT 1
-- name: daftar_status
UPDATE daftar SET status = :status, pesan = :pesan WHERE id = :id
-- name: daftar_hasil
UPDATE daftar SET status = :status, baris = :baris, info = :info, sidik_kolom = :sidik, pesan = :pesan WHERE id = :id AND status = 'dibaca'
-- name: daftar_peta
UPDATE daftar SET peta = :peta, lembar = :lembar, status = 'dibaca' WHERE id = :id
-- name: daftar_lama
UPDATE daftar SET status = 'diganti' WHERE kasus = :kasus AND status = 'berlaku'
-- name: peta_cari
SELECT peta FROM peta_kolom WHERE sidik = :sidik
-- name: peta_simpan
INSERT INTO peta_kolom(sidik, peta, pengirim, diubah_s) VALUES (:sidik, :peta, :pengirim, :now)
	ON CONFLICT(sidik) DO UPDATE SET peta = excluded.peta, diubah_s = excluded.diubah_s

-- name: peserta_cari_sidik
SELECT id FROM peserta WHERE sidik = ?1 AND no_peserta = ?2 AND nik = ?3 AND nama = ?4
-- name: peserta_tambah
INSERT INTO peserta(sidik, kunci, no_peserta, nik, nama, lahir, jk, no_kk, ibu, alamat, wilayah, segmen, status, hubungan, faskes, tmt)
	VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16) RETURNING id
-- name: peserta_cari_isi
INSERT INTO peserta_cari(rowid, nama) SELECT id, nama FROM peserta WHERE id > :dari AND id <= :hingga
-- name: peserta_maks
SELECT coalesce(max(id), 0) FROM peserta
-- name: baris_tambah
INSERT INTO baris(daftar, no, peserta, baris, lembar, cacat) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
-- name: baris_hapus
DELETE FROM baris WHERE daftar = :daftar
-- name: baris_salin
INSERT INTO baris(daftar, no, peserta, baris, lembar, cacat)
	SELECT :daftar, no, peserta, baris, lembar, cacat FROM baris WHERE daftar = :induk
-- name: baris_kunci
SELECT p.kunci FROM baris b JOIN peserta p ON p.id = b.peserta WHERE b.daftar = :daftar
-- name: baris_jumlah
SELECT count(*) FROM baris WHERE daftar = :daftar
-- name: baris_cacat
SELECT b.no, b.baris, b.lembar, b.cacat, p.nama, p.nik, p.no_peserta FROM baris b JOIN peserta p ON p.id = b.peserta
	WHERE b.daftar = :daftar AND b.cacat <> 0 ORDER BY b.no LIMIT :batas OFFSET :lewat
-- name: baris_cacat_jumlah
SELECT count(*) FROM baris WHERE daftar = :daftar AND cacat <> 0
-- name: baris_contoh
SELECT b.baris, b.lembar, p.no_peserta, p.nik, p.nama, p.lahir, p.jk, p.wilayah, p.segmen FROM baris b JOIN peserta p ON p.id = b.peserta
	WHERE b.daftar = :daftar ORDER BY b.no LIMIT :batas
-- name: baris_segmen
SELECT p.segmen, count(*) AS jumlah FROM baris b JOIN peserta p ON p.id = b.peserta WHERE b.daftar = :daftar GROUP BY p.segmen ORDER BY 2 DESC

-- name: beda_jumlah
WITH semua AS (SELECT p.kunci, b.peserta AS baru, NULL AS lama FROM baris b JOIN peserta p ON p.id = b.peserta WHERE b.daftar = :baru
	UNION ALL SELECT p.kunci, NULL, b.peserta FROM baris b JOIN peserta p ON p.id = b.peserta WHERE b.daftar = :lama),
	orang AS (SELECT kunci, max(baru) AS baru, max(lama) AS lama FROM semua GROUP BY kunci)
	SELECT coalesce(sum(lama IS NULL), 0) AS masuk, coalesce(sum(baru IS NULL), 0) AS keluar, coalesce(sum(baru <> lama), 0) AS berubah,
	coalesce(sum(baru = lama), 0) AS tetap FROM orang
-- name: beda_masuk
SELECT b.no, p.id AS peserta, p.no_peserta, p.nik, p.nama, p.lahir, p.jk, p.wilayah, p.segmen, p.kunci,
	EXISTS (SELECT 1 FROM peserta q JOIN baris r ON r.peserta = q.id JOIN kasus k ON k.daftar = r.daftar
		WHERE q.kunci = p.kunci AND r.daftar <> :baru AND k.periode < :periode) AS kembali,
	EXISTS (SELECT 1 FROM mutasi m WHERE m.kasus = :kasus AND m.kunci = p.kunci AND m.arah = 'tambah') AS di_mutasi
	FROM baris b JOIN peserta p ON p.id = b.peserta WHERE b.daftar = :baru
	AND p.kunci NOT IN (SELECT q.kunci FROM baris r JOIN peserta q ON q.id = r.peserta WHERE r.daftar = :lama)
	ORDER BY b.no LIMIT :batas OFFSET :lewat
-- name: beda_keluar
SELECT b.no, p.id AS peserta, p.no_peserta, p.nik, p.nama, p.lahir, p.jk, p.wilayah, p.segmen, p.kunci,
	EXISTS (SELECT 1 FROM mutasi m WHERE m.kasus = :kasus AND m.kunci = p.kunci AND m.arah = 'kurang') AS di_mutasi,
	EXISTS (SELECT 1 FROM usulan u WHERE u.kunci = p.kunci AND u.kasus <> :kasus) AS pernah_diusulkan
	FROM baris b JOIN peserta p ON p.id = b.peserta WHERE b.daftar = :lama
	AND p.kunci NOT IN (SELECT q.kunci FROM baris r JOIN peserta q ON q.id = r.peserta WHERE r.daftar = :baru)
	ORDER BY b.no LIMIT :batas OFFSET :lewat
-- name: beda_berubah
SELECT c.no, p.id AS peserta, p.no_peserta, p.nik, p.nama, q.nik AS nik_lama, q.nama AS nama_lama, p.lahir, q.lahir AS lahir_lama,
	p.segmen, q.segmen AS segmen_lama, p.wilayah, q.wilayah AS wilayah_lama, p.alamat, q.alamat AS alamat_lama
	FROM baris c JOIN peserta p ON p.id = c.peserta
	JOIN peserta q ON q.kunci = p.kunci AND q.id <> p.id JOIN baris a ON a.daftar = :lama AND a.peserta = q.id
	WHERE c.daftar = :baru ORDER BY c.no LIMIT :batas OFFSET :lewat

-- name: cari_nama
SELECT p.id AS peserta, p.kunci, p.no_peserta, p.nik, p.nama, p.lahir, p.jk, p.wilayah,
	(SELECT max(k.periode) FROM baris b JOIN kasus k ON k.daftar = b.daftar WHERE b.peserta = p.id) AS periode
	FROM peserta p WHERE p.id IN (SELECT rowid FROM peserta_cari WHERE peserta_cari MATCH :teks LIMIT 200) LIMIT 100
-- name: cari_nik
SELECT p.id AS peserta, p.kunci, p.no_peserta, p.nik, p.nama, p.lahir, p.jk, p.wilayah,
	(SELECT max(k.periode) FROM baris b JOIN kasus k ON k.daftar = b.daftar WHERE b.peserta = p.id) AS periode
	FROM peserta p WHERE p.nik = :teks LIMIT 100
-- name: cari_kartu
SELECT p.id AS peserta, p.kunci, p.no_peserta, p.nik, p.nama, p.lahir, p.jk, p.wilayah,
	(SELECT max(k.periode) FROM baris b JOIN kasus k ON k.daftar = b.daftar WHERE b.peserta = p.id) AS periode
	FROM peserta p WHERE p.kunci = :teks LIMIT 100
-- name: peserta_id
SELECT id, kunci, no_peserta, nik, nama, lahir, jk, no_kk, ibu, alamat, wilayah, segmen, status, hubungan, faskes, tmt FROM peserta WHERE id = :id
-- name: peserta_bulan
SELECT k.id AS kasus, k.periode, b.no, b.baris, t.putusan, t.alasan, t.penjelasan, t.hasil, u.jawaban, u.tmt, p.id AS peserta
	FROM peserta p JOIN baris b ON b.peserta = p.id JOIN kasus k ON k.daftar = b.daftar
	LEFT JOIN temuan t ON t.periksa = k.periksa AND t.no = b.no
	LEFT JOIN usulan u ON u.kasus = k.id AND u.kunci = p.kunci
	WHERE p.kunci = :kunci ORDER BY k.periode DESC LIMIT 60

-- name: mutasi_hapus
DELETE FROM mutasi WHERE kasus = :kasus AND (:arah = '' OR arah = :arah)
-- name: mutasi_no
SELECT coalesce(max(no), 0) FROM mutasi WHERE kasus = :kasus
-- name: beda_tak_diminta
SELECT count(*) FROM baris b JOIN peserta p ON p.id = b.peserta WHERE b.daftar = :baru
	AND p.kunci NOT IN (SELECT q.kunci FROM baris r JOIN peserta q ON q.id = r.peserta WHERE r.daftar = :lama)
	AND p.kunci NOT IN (SELECT kunci FROM mutasi WHERE kasus = :kasus AND arah = 'tambah')
-- name: mutasi_tambah
INSERT INTO mutasi(kasus, no, arah, kunci, no_peserta, nik, nama, segmen, tmt, keterangan)
	VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
-- name: mutasi_kasus
SELECT no, arah, no_peserta, nik, nama, segmen, tmt, keterangan FROM mutasi WHERE kasus = :kasus ORDER BY no LIMIT :batas OFFSET :lewat
-- name: mutasi_jumlah
SELECT coalesce(sum(arah = 'tambah'), 0) AS tambah, coalesce(sum(arah = 'kurang'), 0) AS kurang FROM mutasi WHERE kasus = :kasus
-- name: baris_lengkap
SELECT p.no_peserta, p.nik, p.no_kk, p.nama, CASE WHEN p.lahir > 0 THEN printf('%04d-%02d-%02d', p.lahir / 10000, p.lahir / 100 % 100, p.lahir % 100) ELSE '' END AS tgl,
	p.jk, p.alamat, CASE WHEN p.wilayah > 999999 THEN CAST(p.wilayah AS TEXT) ELSE '' END AS kelurahan,
	CASE WHEN p.wilayah > 0 THEN CAST(CASE WHEN p.wilayah > 999999 THEN p.wilayah / 10000 ELSE p.wilayah END AS TEXT) ELSE '' END AS kecamatan, p.ibu, p.segmen, p.status, p.hubungan
	FROM baris b JOIN peserta p ON p.id = b.peserta WHERE b.daftar = :daftar ORDER BY b.no
