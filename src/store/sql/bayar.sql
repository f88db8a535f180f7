-- Steps 1 to 3 of SOP 070: the BA received, its checks, the hand-over.
-- name: rekon_sebelum
SELECT r.id, r.angka, k.periode FROM kasus k JOIN rekonsiliasi r ON r.kasus = k.id WHERE k.periode < :periode AND r.status = 'disepakati'
	ORDER BY k.periode DESC, r.id DESC LIMIT 1
-- name: rekon_tambah_luar
INSERT INTO rekonsiliasi(kasus, versi, status, tanggal, angka, selisih, sumber, hash, surat, pindaian, dibuat_s, oleh)
	VALUES (:kasus, (SELECT coalesce(max(versi), 0) + 1 FROM rekonsiliasi WHERE kasus = :kasus), 'disepakati', :tanggal, :angka, '[]', 'luar', :hash,
	NULL, :pindaian, :now, :oleh)
-- name: rekon_luar_ganti
UPDATE rekonsiliasi SET status = 'diganti' WHERE kasus = :kasus AND status <> 'diganti'
-- name: rekon_pindaian
UPDATE rekonsiliasi SET pindaian = :pindaian WHERE id = :id
-- name: terima_beda
WITH kini AS (SELECT p.kunci FROM baris b JOIN peserta p ON p.id = b.peserta WHERE b.daftar = :baru),
	lalu AS (SELECT p.kunci FROM baris b JOIN peserta p ON p.id = b.peserta WHERE b.daftar = :lama),
	masuk AS (SELECT kunci FROM kini EXCEPT SELECT kunci FROM lalu), keluar AS (SELECT kunci FROM lalu EXCEPT SELECT kunci FROM kini),
	tambah AS (SELECT DISTINCT kunci FROM mutasi WHERE kasus = :kasus AND arah = 'tambah'),
	kurang AS (SELECT DISTINCT kunci FROM mutasi WHERE kasus = :kasus AND arah = 'kurang')
	SELECT (SELECT count(*) FROM masuk) AS masuk, (SELECT count(*) FROM keluar) AS keluar,
	(SELECT count(*) FROM tambah) AS tambah, (SELECT count(*) FROM kurang) AS kurang,
	(SELECT count(*) FROM masuk WHERE kunci NOT IN (SELECT kunci FROM tambah)) AS masuk_saja,
	(SELECT count(*) FROM keluar WHERE kunci NOT IN (SELECT kunci FROM kurang)) AS keluar_saja,
	(SELECT count(*) FROM tambah WHERE kunci NOT IN (SELECT kunci FROM masuk)) AS tambah_saja,
	(SELECT count(*) FROM kurang WHERE kunci NOT IN (SELECT kunci FROM keluar)) AS kurang_saja
-- name: terima_orang
WITH kini AS (SELECT p.kunci, p.id FROM baris b JOIN peserta p ON p.id = b.peserta WHERE b.daftar = :baru),
	lalu AS (SELECT p.kunci, p.id FROM baris b JOIN peserta p ON p.id = b.peserta WHERE b.daftar = :lama),
	beda AS (SELECT 'masuk_saja' AS apa, k.id AS peserta, NULL AS mutasi FROM kini k WHERE k.kunci NOT IN (SELECT kunci FROM lalu)
			AND k.kunci NOT IN (SELECT kunci FROM mutasi WHERE kasus = :kasus AND arah = 'tambah')
		UNION ALL SELECT 'keluar_saja', l.id, NULL FROM lalu l WHERE l.kunci NOT IN (SELECT kunci FROM kini)
			AND l.kunci NOT IN (SELECT kunci FROM mutasi WHERE kasus = :kasus AND arah = 'kurang')
		UNION ALL SELECT 'tambah_saja', NULL, m.no FROM mutasi m WHERE m.kasus = :kasus AND m.arah = 'tambah'
			AND (m.kunci NOT IN (SELECT kunci FROM kini) OR m.kunci IN (SELECT kunci FROM lalu))
		UNION ALL SELECT 'kurang_saja', NULL, m.no FROM mutasi m WHERE m.kasus = :kasus AND m.arah = 'kurang'
			AND (m.kunci NOT IN (SELECT kunci FROM lalu) OR m.kunci IN (SELECT kunci FROM kini)))
	SELECT x.apa, x.peserta, coalesce(p.no_peserta, m.no_peserta) AS no_peserta, coalesce(p.nik, m.nik) AS nik, coalesce(p.nama, m.nama) AS nama,
	coalesce(m.keterangan, '') AS keterangan FROM beda x LEFT JOIN peserta p ON p.id = x.peserta
	LEFT JOIN mutasi m ON m.kasus = :kasus AND m.no = x.mutasi WHERE :apa = '' OR x.apa = :apa LIMIT :batas
-- name: serah_tambah
INSERT INTO serah(kasus, rekon, versi, tanggal, isi, hash, pdf, dibuat_s, oleh)
	VALUES (:kasus, :rekon, (SELECT coalesce(max(versi), 0) + 1 FROM serah WHERE kasus = :kasus), :tanggal, :isi, :hash, :pdf, :now, :oleh)
-- name: serah_batal
UPDATE serah SET batal_s = :now WHERE kasus = :kasus AND batal_s IS NULL
-- name: serah_terakhir
SELECT s.id, s.kasus, s.rekon, s.versi, s.tanggal, s.isi, s.hash, s.pdf, s.pindaian, s.dinas_oleh, s.dinas_s, s.bpjs_oleh, s.bpjs_s, s.bpjs_nama, s.dibuat_s,
	s.oleh, a.nama AS dinas, b.nama AS bpjs FROM serah s LEFT JOIN pengguna a ON a.id = s.dinas_oleh LEFT JOIN pengguna b ON b.id = s.bpjs_oleh
	WHERE s.kasus = :kasus AND s.batal_s IS NULL ORDER BY s.versi DESC LIMIT 1
-- name: serah_dinas
UPDATE serah SET dinas_oleh = :oleh, dinas_s = :now WHERE id = :id AND dinas_s IS NULL AND batal_s IS NULL
-- name: serah_bpjs
UPDATE serah SET bpjs_oleh = :oleh, bpjs_s = :now, bpjs_nama = :nama, pindaian = coalesce(:pindaian, pindaian) WHERE id = :id AND bpjs_s IS NULL AND batal_s IS NULL
-- name: surat_nomori
UPDATE surat SET nomor = :nomor, pdf = :pdf WHERE id = :id
-- name: surat_sidik
SELECT id, kasus, jenis, versi, nomor, tanggal, fakta, hash, status, pdf FROM surat WHERE kasus = :kasus AND jenis = :jenis AND hash = :hash ORDER BY id DESC LIMIT 1
