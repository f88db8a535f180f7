-- Cases and their steps.
-- name: kasus_tambah
INSERT INTO kasus(sop, revisi, periode, langkah, dibuat_s) VALUES (:sop, :revisi, :periode, 1, :now)
-- name: kasus_id
SELECT k.id, k.sop, k.revisi, k.periode, k.langkah, k.status, k.versi, k.dibuat_s, k.selesai_s, k.daftar, k.periksa,
	k.rekon, (SELECT r.kasus FROM rekonsiliasi r WHERE r.id = k.rekon) AS asal,
	(SELECT d.baris FROM daftar d WHERE d.id = k.daftar) AS peserta FROM kasus k WHERE k.id = :id
-- name: kasus_periode
SELECT id FROM kasus WHERE sop = :sop AND periode = :periode
-- name: kasus_sebelum
SELECT id, periode, daftar, periksa FROM kasus WHERE sop = :sop AND periode < :periode AND daftar IS NOT NULL ORDER BY periode DESC LIMIT 1
-- name: kasus_sesudah
SELECT id, periode, daftar FROM kasus WHERE sop = :sop AND periode > :periode AND daftar IS NOT NULL ORDER BY periode LIMIT 1
-- name: kasus_daftar
SELECT k.id, k.sop, k.periode, k.langkah, k.status, k.versi, k.dibuat_s, k.selesai_s, k.daftar, k.periksa,
	(SELECT d.baris FROM daftar d WHERE d.id = k.daftar) AS peserta,
	(SELECT l.mulai_s FROM langkah l WHERE l.kasus = k.id ORDER BY l.id DESC LIMIT 1) AS langkah_mulai_s
	FROM kasus k WHERE k.sop = :sop AND (:semua = 1 OR k.status = 'berjalan') ORDER BY k.periode DESC LIMIT :batas
-- name: kasus_langkah_ubah
UPDATE kasus SET langkah = :langkah, versi = versi + 1 WHERE id = :id AND versi = :versi
-- name: kasus_daftar_ubah
UPDATE kasus SET daftar = :daftar, periksa = NULL, versi = versi + 1 WHERE id = :id
-- name: kasus_periksa_ubah
UPDATE kasus SET periksa = :periksa, versi = versi + 1 WHERE id = :id
-- name: kasus_selesai
UPDATE kasus SET status = 'selesai', selesai_s = :now, versi = versi + 1 WHERE id = :id AND versi = :versi
-- name: kasus_buka_lagi
UPDATE kasus SET status = 'berjalan', selesai_s = NULL, langkah = :langkah, versi = versi + 1 WHERE id = :id AND status = 'selesai'
-- name: kasus_rekon
UPDATE kasus SET rekon = :rekon, versi = versi + 1 WHERE id = :id
-- name: langkah_buka
INSERT INTO langkah(kasus, no, mulai_s) VALUES (:kasus, :no, :now)
-- name: langkah_tutup
UPDATE langkah SET selesai_s = :now, hasil = :hasil, oleh = :oleh, catatan = :catatan
	WHERE id = (SELECT max(id) FROM langkah WHERE kasus = :kasus) AND selesai_s IS NULL
-- name: langkah_menit
UPDATE langkah SET menit = :menit WHERE id = (SELECT max(id) FROM langkah WHERE kasus = :kasus AND no = :no)
-- name: langkah_kasus
SELECT l.id, l.no, l.mulai_s, l.selesai_s, l.hasil, l.catatan, l.menit, p.nama AS oleh FROM langkah l
	LEFT JOIN pengguna p ON p.id = l.oleh WHERE l.kasus = :kasus ORDER BY l.id
-- name: langkah_kini
SELECT id, no, mulai_s FROM langkah WHERE kasus = :kasus AND selesai_s IS NULL ORDER BY id DESC LIMIT 1
-- name: tunggu_buka
INSERT INTO tunggu(kasus, pihak, alasan, mulai_s, oleh) VALUES (:kasus, :pihak, :alasan, :now, :oleh)
-- name: tunggu_tutup
UPDATE tunggu SET selesai_s = :now WHERE id = :id AND kasus = :kasus AND selesai_s IS NULL
-- name: tunggu_kasus
SELECT id, pihak, alasan, mulai_s, selesai_s FROM tunggu WHERE kasus = :kasus ORDER BY id

-- name: kerja_tambah
INSERT INTO pekerjaan(jenis, sasaran, kasus, dibuat_s, oleh) VALUES (:jenis, :sasaran, :kasus, :now, :oleh)
-- name: kerja_ambil
SELECT id, jenis, sasaran, kasus, oleh FROM pekerjaan WHERE status = 'antre' ORDER BY id LIMIT 1
-- name: kerja_mulai
UPDATE pekerjaan SET status = 'jalan', mulai_s = :now WHERE id = :id AND status = 'antre'
-- name: kerja_maju
UPDATE pekerjaan SET tahap = :tahap, selesai = :selesai, jumlah = :jumlah WHERE id = :id
-- name: kerja_akhir
UPDATE pekerjaan SET status = :status, pesan = :pesan, akhir_s = :now, selesai = jumlah WHERE id = :id
-- name: kerja_ulang
UPDATE pekerjaan SET status = 'antre', mulai_s = NULL, selesai = 0 WHERE status = 'jalan'
-- name: kerja_menunggu
SELECT count(*) FROM pekerjaan WHERE kasus = :kasus AND jenis = :jenis AND status IN ('antre', 'jalan')
-- name: kerja_kasus
SELECT id, jenis, sasaran, status, tahap, selesai, jumlah, pesan, dibuat_s, akhir_s FROM pekerjaan WHERE kasus = :kasus ORDER BY id DESC LIMIT 10
-- name: kerja_id
SELECT id, jenis, sasaran, kasus, status, tahap, selesai, jumlah, pesan, dibuat_s, akhir_s FROM pekerjaan WHERE id = :id
-- name: kerja_sasaran
SELECT id, status, tahap, selesai, jumlah, pesan FROM pekerjaan WHERE jenis = :jenis AND sasaran = :sasaran ORDER BY id DESC LIMIT 1
