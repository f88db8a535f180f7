-- The bundle of thirteen, Finance's answers, payments (SOP 070 step 6).
-- name: kelonggaran_satu
SELECT alasan, sampai, waktu_s FROM kelonggaran WHERE tagihan = :tagihan AND jenis = :jenis AND sampai >= :hari
-- name: kelonggaran_tulis
INSERT INTO kelonggaran(tagihan, jenis, alasan, sampai, oleh, waktu_s) VALUES (:tagihan, :jenis, :alasan, :sampai, :oleh, :now)
	ON CONFLICT(tagihan, jenis) DO UPDATE SET alasan = excluded.alasan, sampai = excluded.sampai, oleh = excluded.oleh, waktu_s = excluded.waktu_s
-- name: bundel_tambah
INSERT INTO bundel(tagihan, versi, isi, hash, pdf, zip, dibuat_s, oleh)
	VALUES (:tagihan, (SELECT coalesce(max(versi), 0) + 1 FROM bundel WHERE tagihan = :tagihan), :isi, :hash, :pdf, :zip, :now, :oleh)
-- name: bundel_terakhir
SELECT b.id, b.versi, b.isi, b.hash, b.pdf, b.zip, b.dibuat_s, b.diajukan_s, b.diterima_s, b.terima_kertas, b.dikembalikan_s, b.alasan, b.oleh AS oleh_id,
	p.nama AS oleh, q.nama AS penerima FROM bundel b LEFT JOIN pengguna p ON p.id = b.oleh LEFT JOIN pengguna q ON q.id = b.diterima_oleh
	WHERE b.tagihan = :tagihan ORDER BY b.versi DESC LIMIT 1
-- name: bundel_semua
SELECT b.id, b.versi, b.hash, b.isi, b.pdf, b.zip, b.dibuat_s, b.diajukan_s, b.diterima_s, b.dikembalikan_s, b.alasan, p.nama AS oleh FROM bundel b
	LEFT JOIN pengguna p ON p.id = b.oleh WHERE b.tagihan = :tagihan ORDER BY b.versi DESC
-- name: bundel_buang
DELETE FROM bundel WHERE tagihan = :tagihan AND diajukan_s IS NULL
-- name: bundel_ajukan
UPDATE bundel SET diajukan_s = :now WHERE id = :id AND diajukan_s IS NULL
-- name: bundel_terima
UPDATE bundel SET diterima_s = :now, diterima_oleh = :oleh, terima_kertas = :kertas WHERE id = :id AND diajukan_s IS NOT NULL AND diterima_s IS NULL
	AND dikembalikan_s IS NULL
-- name: bundel_kembali
UPDATE bundel SET dikembalikan_s = :now, alasan = :alasan, terima_kertas = coalesce(:kertas, terima_kertas) WHERE id = :id AND diajukan_s IS NOT NULL
	AND dikembalikan_s IS NULL
-- name: bundel_belum
SELECT count(*) FROM tagihan_kasus m JOIN tagihan t ON t.id = m.tagihan WHERE m.kasus = :kasus AND t.status NOT IN ('dikembalikan', 'selesai')
	AND NOT EXISTS (SELECT 1 FROM bundel b WHERE b.tagihan = t.id AND b.diterima_s IS NOT NULL AND b.dikembalikan_s IS NULL)
-- name: bayar_tambah
INSERT INTO bayar(tagihan, jenis, nomor, tanggal, jumlah, kanal, tujuan, berkas, dari_kertas, waktu_s, oleh)
	VALUES (:tagihan, :jenis, :nomor, :tanggal, :jumlah, :kanal, :tujuan, :berkas, :dari_kertas, :now, :oleh)
-- name: bayar_id
SELECT id, tagihan, jenis, nomor, tanggal, jumlah, kanal, tujuan, berkas, dari_kertas, ditegaskan, batal_s, oleh FROM bayar WHERE id = :id
-- name: bayar_tagihan
SELECT b.id, b.jenis, b.nomor, b.tanggal, b.jumlah, b.kanal, b.tujuan, b.berkas, b.dari_kertas, b.ditegaskan, b.ditegaskan_s, b.batal_s, b.batal_alasan,
	b.waktu_s, b.oleh AS oleh_id, p.nama AS oleh, q.nama AS penegas FROM bayar b LEFT JOIN pengguna p ON p.id = b.oleh
	LEFT JOIN pengguna q ON q.id = b.ditegaskan WHERE b.tagihan = :tagihan ORDER BY b.tanggal, b.id
-- name: bayar_jumlah
SELECT coalesce(sum(jumlah), 0) FROM bayar WHERE tagihan = :tagihan AND jenis = :jenis AND batal_s IS NULL AND id <> :kecuali
-- name: bayar_sah
SELECT coalesce(sum(jumlah), 0) FROM bayar WHERE tagihan = :tagihan AND jenis = :jenis AND batal_s IS NULL AND (dari_kertas = 0 OR ditegaskan IS NOT NULL)
-- name: bayar_tegas
UPDATE bayar SET ditegaskan = :oleh, ditegaskan_s = :now WHERE id = :id AND ditegaskan IS NULL AND batal_s IS NULL
-- name: bayar_batal
UPDATE bayar SET batal_s = :now, batal_alasan = :alasan WHERE id = :id AND batal_s IS NULL
