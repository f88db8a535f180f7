-- The record and the files.
-- name: audit_akhir
SELECT no, hash FROM audit ORDER BY no DESC LIMIT 1
-- name: audit_tambah
INSERT INTO audit(no, waktu_s, pengguna, pelaku, dari, aksi, objek, sebelum, sesudah, alasan, lalu, hash)
	VALUES (:no, :waktu_s, :pengguna, :pelaku, :dari, :aksi, :objek, :sebelum, :sesudah, :alasan, :lalu, :hash)
-- name: audit_semua
SELECT no, waktu_s, pengguna, pelaku, dari, aksi, objek, sebelum, sesudah, alasan, lalu, hash FROM audit ORDER BY no
-- name: audit_halaman
SELECT no, waktu_s, pelaku, dari, aksi, objek, sebelum, sesudah, alasan, hash FROM audit
	WHERE no < :sebelum_no AND (:aksi = '' OR aksi LIKE :aksi || '%') ORDER BY no DESC LIMIT :batas
-- name: audit_objek
SELECT no, waktu_s, pelaku, aksi, objek, sebelum, sesudah, alasan FROM audit WHERE objek = :objek ORDER BY no DESC LIMIT :batas
-- name: audit_kasus
SELECT no, waktu_s, pelaku, aksi, objek, alasan FROM audit WHERE objek >= :dari AND objek < :hingga ORDER BY no DESC LIMIT :batas

-- name: berkas_cari
SELECT hash, nama, jenis, ukuran, waktu_s, tempat FROM berkas WHERE hash = :hash
-- name: berkas_isi
SELECT EXISTS (SELECT 1 FROM daftar WHERE berkas = :hash) OR EXISTS (SELECT 1 FROM ekstrak WHERE berkas = :hash) AS mentah,
	EXISTS (SELECT 1 FROM pengajuan WHERE zip = :hash) OR EXISTS (SELECT 1 FROM surat WHERE lampiran = :hash AND tagihan IS NULL) AS nama_lengkap,
	EXISTS (SELECT 1 FROM tagihan WHERE rincian = :hash) AS rincian
-- name: berkas_tambah
INSERT INTO berkas(hash, nama, jenis, ukuran, waktu_s, oleh, tempat) VALUES (:hash, :nama, :jenis, :ukuran, :now, :oleh, :tempat)
	ON CONFLICT(hash) DO NOTHING
-- name: berkas_tempat
UPDATE berkas SET tempat = :tempat WHERE hash = :hash
-- name: berkas_semua
SELECT hash FROM berkas
