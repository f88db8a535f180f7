-- Files that arrive in pieces.
-- name: unggahan_id
SELECT id, tujuan, nama, jenis, ukuran, posisi, lanjut FROM unggahan WHERE id = :id AND pengguna = :pengguna
-- name: unggahan_sama
SELECT id, tujuan, nama, jenis, ukuran, posisi, lanjut FROM unggahan WHERE pengguna = :pengguna AND tujuan = :tujuan AND nama = :nama
	AND ukuran = :ukuran AND diubah = :diubah AND lanjut IS NULL ORDER BY id DESC LIMIT 1
-- name: unggahan_jumlah
SELECT count(*) AS n, coalesce(sum(ukuran), 0) AS ukuran FROM unggahan WHERE pengguna = :pengguna AND lanjut IS NULL
-- name: unggahan_tambah
INSERT INTO unggahan(pengguna, tujuan, nama, jenis, ukuran, diubah, dibuat_s, disentuh_s)
	VALUES (:pengguna, :tujuan, :nama, :jenis, :ukuran, :diubah, :now, :now)
-- name: unggahan_sentuh
UPDATE unggahan SET disentuh_s = :now WHERE id = :id
-- name: unggahan_terbuka
SELECT id, tujuan, nama, jenis, ukuran, posisi, lanjut FROM unggahan WHERE pengguna = :pengguna AND (:tujuan = '' OR tujuan = :tujuan)
	AND lanjut IS NULL ORDER BY id
-- name: unggahan_maju
UPDATE unggahan SET posisi = :baru, disentuh_s = :now WHERE id = :id AND posisi = :lama AND lanjut IS NULL
-- name: unggahan_hapus
DELETE FROM unggahan WHERE id = :id
-- name: unggahan_selesai
UPDATE unggahan SET lanjut = :lanjut, disentuh_s = :now WHERE id = :id AND lanjut IS NULL
-- name: unggahan_sapu
DELETE FROM unggahan WHERE disentuh_s < :sebelum
-- name: unggahan_semua_terbuka
SELECT id FROM unggahan WHERE lanjut IS NULL
