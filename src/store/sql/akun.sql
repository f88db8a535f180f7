-- People, sessions, tokens.
-- name: pengguna_masuk
SELECT id, masuk, nama, nip, jabatan, peran, sandi, totp, totp_langkah, aktif FROM pengguna WHERE masuk = :masuk
-- name: pengguna_id
SELECT id, masuk, nama, nip, jabatan, peran, aktif, versi, totp <> '' AS punya_totp, sandi <> '' AS punya_sandi FROM pengguna WHERE id = :id
-- name: pengguna_totp
SELECT totp, totp_langkah, sandi FROM pengguna WHERE id = :id
-- name: pengguna_semua
SELECT id, masuk, nama, nip, jabatan, peran, aktif, totp <> '' AS punya_totp, sandi <> '' AS punya_sandi,
	(SELECT max(terakhir_s) FROM sesi WHERE sesi.pengguna = pengguna.id) AS terakhir_s FROM pengguna ORDER BY nama
-- name: pengguna_tambah
INSERT INTO pengguna(masuk, nama, nip, jabatan, peran, dibuat_s) VALUES (:masuk, :nama, :nip, :jabatan, :peran, :now)
-- name: pengguna_ubah
UPDATE pengguna SET nama = :nama, nip = :nip, jabatan = :jabatan, peran = :peran, aktif = :aktif, versi = versi + 1
	WHERE id = :id AND versi = :versi
-- name: pengguna_sandi
UPDATE pengguna SET sandi = :sandi, versi = versi + 1 WHERE id = :id
-- name: pengguna_totp_atur
UPDATE pengguna SET totp = :totp, totp_langkah = 0, versi = versi + 1 WHERE id = :id
-- name: pengguna_totp_pakai
UPDATE pengguna SET totp_langkah = :langkah WHERE id = :id AND totp_langkah < :langkah
-- name: pengguna_jumlah
SELECT count(*) FROM pengguna
-- name: admin_lain
SELECT count(*) FROM pengguna WHERE peran = 'admin' AND aktif = 1 AND id <> :id

-- name: sesi_tambah
INSERT INTO sesi(hash, pengguna, dibuat_s, terakhir_s, alamat, agen) VALUES (:hash, :pengguna, :now, :now, :alamat, :agen)
-- name: sesi_cari
SELECT s.pengguna AS id, s.dibuat_s, s.terakhir_s, p.masuk, p.nama, p.jabatan, p.peran, p.totp <> '' AS punya_totp, d.id AS delegasi, d.peran AS peran2, d.awalan
	FROM sesi s JOIN pengguna p ON p.id = s.pengguna
	LEFT JOIN delegasi d ON d.pengguna = p.id AND d.dicabut_s IS NULL AND :hari BETWEEN d.mulai AND d.selesai
	WHERE s.hash = :hash AND s.dicabut_s IS NULL AND p.aktif = 1 LIMIT 1
-- name: sesi_sentuh
UPDATE sesi SET terakhir_s = :now WHERE hash = :hash
-- name: sesi_cabut
UPDATE sesi SET dicabut_s = :now WHERE hash = :hash AND pengguna = :pengguna AND dicabut_s IS NULL
-- name: sesi_cabut_semua
UPDATE sesi SET dicabut_s = :now WHERE pengguna = :pengguna AND dicabut_s IS NULL AND hash <> :kecuali
-- name: sesi_punya
SELECT hash, dibuat_s, terakhir_s, alamat, agen FROM sesi WHERE pengguna = :pengguna AND dicabut_s IS NULL
	AND terakhir_s > :sejak ORDER BY terakhir_s DESC LIMIT 50

-- name: token_cari
SELECT t.id AS token, t.pengguna AS id, t.lingkup, t.terakhir_s, p.masuk, p.nama, p.jabatan, p.peran, p.totp <> '' AS punya_totp, d.id AS delegasi, d.peran AS peran2, d.awalan
	FROM token_api t JOIN pengguna p ON p.id = t.pengguna
	LEFT JOIN delegasi d ON d.pengguna = p.id AND d.dicabut_s IS NULL AND :hari BETWEEN d.mulai AND d.selesai
	WHERE t.hash = :hash AND t.dicabut_s IS NULL AND t.berakhir_s > :now AND p.aktif = 1 LIMIT 1
-- name: token_sentuh
UPDATE token_api SET terakhir_s = :now WHERE id = :id
-- name: token_tambah
INSERT INTO token_api(hash, pengguna, nama, lingkup, dibuat_s, berakhir_s) VALUES (:hash, :pengguna, :nama, :lingkup, :now, :berakhir)
-- name: token_cabut_semua
UPDATE token_api SET dicabut_s = :now WHERE pengguna = :pengguna AND dicabut_s IS NULL
-- name: token_punya
SELECT id, nama, lingkup, dibuat_s, berakhir_s, terakhir_s FROM token_api WHERE pengguna = :pengguna AND dicabut_s IS NULL ORDER BY id DESC
-- name: token_cabut
UPDATE token_api SET dicabut_s = :now WHERE id = :id AND pengguna = :pengguna AND dicabut_s IS NULL

-- name: tautan_tambah
INSERT INTO tautan(hash, pengguna, berakhir_s) VALUES (:hash, :pengguna, :berakhir)
-- name: tautan_cari
SELECT t.pengguna, p.masuk, p.nama, p.peran FROM tautan t JOIN pengguna p ON p.id = t.pengguna
	WHERE t.hash = :hash AND t.dipakai_s IS NULL AND t.berakhir_s > :now AND p.aktif = 1
-- name: tautan_buang
UPDATE tautan SET dipakai_s = :now WHERE pengguna = :pengguna AND dipakai_s IS NULL
-- name: tautan_pakai
UPDATE tautan SET dipakai_s = :now WHERE hash = :hash AND dipakai_s IS NULL AND berakhir_s > :now

-- name: percobaan_baca
SELECT jumlah, sampai_s FROM percobaan WHERE kunci = :kunci
-- name: percobaan_tulis
INSERT INTO percobaan(kunci, jumlah, sampai_s) VALUES (:kunci, :jumlah, :sampai)
	ON CONFLICT(kunci) DO UPDATE SET jumlah = excluded.jumlah, sampai_s = excluded.sampai_s
-- name: percobaan_hapus
DELETE FROM percobaan WHERE kunci = :kunci
-- name: percobaan_sapu
DELETE FROM percobaan WHERE sampai_s < :sebelum

-- name: delegasi_semua
SELECT d.id, d.pengguna, p.nama, d.peran, d.awalan, d.mandat, d.mulai, d.selesai, d.dicabut_s FROM delegasi d
	JOIN pengguna p ON p.id = d.pengguna ORDER BY d.id DESC
-- name: delegasi_tambah
INSERT INTO delegasi(pengguna, peran, awalan, mandat, mulai, selesai, dibuat_s, oleh)
	VALUES (:pengguna, :peran, :awalan, :mandat, :mulai, :selesai, :now, :oleh)
-- name: delegasi_cabut
UPDATE delegasi SET dicabut_s = :now WHERE id = :id AND dicabut_s IS NULL

-- name: pejabat_semua
SELECT id, jabatan, nama, nip, pangkat, sebutan, mulai, selesai FROM pejabat ORDER BY jabatan, mulai DESC
-- name: pejabat_pada
SELECT id, jabatan, nama, nip, pangkat, sebutan FROM pejabat WHERE jabatan = :jabatan AND :hari BETWEEN mulai AND selesai
	ORDER BY mulai DESC LIMIT 1
-- name: pejabat_tambah
INSERT INTO pejabat(jabatan, nama, nip, pangkat, sebutan, mulai, selesai) VALUES (:jabatan, :nama, :nip, :pangkat, :sebutan, :mulai, :selesai)
-- name: pejabat_akhiri
UPDATE pejabat SET selesai = :selesai WHERE id = :id

-- name: setelan_baca
SELECT nilai FROM setelan WHERE nama = :nama
-- name: setelan_semua
SELECT nama, nilai FROM setelan
-- name: setelan_tulis
INSERT INTO setelan(nama, nilai, diubah_s, oleh) VALUES (:nama, :nilai, :now, :oleh)
	ON CONFLICT(nama) DO UPDATE SET nilai = excluded.nilai, diubah_s = excluded.diubah_s, oleh = excluded.oleh, versi = versi + 1
-- name: setelan_rinci
SELECT s.nama, s.nilai, s.diubah_s, s.versi, p.nama AS oleh FROM setelan s LEFT JOIN pengguna p ON p.id = s.oleh

-- name: idempoten_cari
SELECT sasaran, isi, status, jawaban FROM idempoten WHERE pengguna = :pengguna AND kunci = :kunci
-- name: idempoten_simpan
INSERT INTO idempoten(kunci, pengguna, sasaran, isi, status, jawaban, dibuat_s) VALUES (:kunci, :pengguna, :sasaran, :isi, :status, :jawaban, :now)
-- name: idempoten_sapu
DELETE FROM idempoten WHERE dibuat_s < :sebelum
