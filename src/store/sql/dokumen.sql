-- Standing papers (PKS, MoU, SK Kacab, DPA, Virtual Account).
-- name: dokumen_tambah
INSERT INTO dokumen(jenis, nomor, tanggal, mulai, selesai, nilai, rincian, ditandatangani, berkas, tempat, dicatat_s, oleh)
	VALUES (:jenis, :nomor, :tanggal, :mulai, :selesai, :nilai, :rincian, :ditandatangani, :berkas, :tempat, :now, :oleh)
-- name: dokumen_id
SELECT id, jenis, nomor, tanggal, mulai, selesai, nilai, rincian, ditandatangani, berkas, dicabut_s FROM dokumen WHERE id = :id
-- name: dokumen_cabut
UPDATE dokumen SET dicabut_s = :now, dicabut_alasan = :alasan WHERE id = :id AND dicabut_s IS NULL
-- name: dokumen_pada
SELECT id, jenis, nomor, tanggal, mulai, selesai, nilai, rincian, ditandatangani, berkas FROM dokumen WHERE jenis = :jenis AND dicabut_s IS NULL
	ORDER BY (:hari BETWEEN mulai AND selesai AND ditandatangani) DESC, mulai DESC, id DESC LIMIT 1
-- name: dokumen_semua
SELECT d.id, d.jenis, d.nomor, d.tanggal, d.mulai, d.selesai, d.nilai, d.rincian, d.ditandatangani, d.berkas, d.tempat, d.dicabut_s, d.dicabut_alasan,
	d.dicatat_s, p.nama AS oleh FROM dokumen d LEFT JOIN pengguna p ON p.id = d.oleh ORDER BY d.jenis, d.mulai DESC, d.id DESC LIMIT 300
