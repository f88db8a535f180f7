-- Bills (SOP 070 step 4).
-- name: tagihan_tambah
INSERT INTO tagihan(kasus, nomor, tanggal, bulan, jatuh_tempo, va, jumlah, surat, dibuat_s, oleh)
	VALUES (:kasus, :nomor, :tanggal, :bulan, :jatuh_tempo, :va, :jumlah, :surat, :now, :oleh)
-- name: tagihan_baris_tambah
INSERT INTO tagihan_baris(tagihan, no, jenis, segmen, bulan, orang, tarif, jumlah, uraian)
	VALUES (:tagihan, :no, :jenis, :segmen, :bulan, :orang, :tarif, :jumlah, :uraian)
-- name: tagihan_kasus_tambah
INSERT INTO tagihan_kasus(tagihan, kasus) VALUES (:tagihan, :kasus) ON CONFLICT DO NOTHING
-- name: tagihan_id
SELECT t.id, t.kasus, t.nomor, t.tanggal, t.bulan, t.jatuh_tempo, t.va, t.jumlah, t.status, t.surat, t.rincian, t.rincian_baris, t.dihitung_s, t.ringkasan,
	t.alasan_kembali, t.dibuat_s, t.oleh AS oleh_id, t.versi, p.nama AS oleh, p.peran AS oleh_peran, k.periode FROM tagihan t
	JOIN kasus k ON k.id = t.kasus LEFT JOIN pengguna p ON p.id = t.oleh WHERE t.id = :id
-- name: tagihan_per_kasus
SELECT t.id, t.kasus, t.nomor, t.tanggal, t.bulan, t.jatuh_tempo, t.va, t.jumlah, t.status, t.surat, t.alasan_kembali, t.dibuat_s,
	(SELECT count(*) FROM selisih s WHERE s.tagihan = t.id AND s.status = 'terbuka') AS terbuka,
	(SELECT coalesce(sum(b.jumlah), 0) FROM bayar b WHERE b.tagihan = t.id AND b.jenis = 'transfer' AND b.batal_s IS NULL
		AND (b.dari_kertas = 0 OR b.ditegaskan IS NOT NULL)) AS terbayar,
	EXISTS (SELECT 1 FROM bayar b WHERE b.tagihan = t.id AND b.jenis IN ('spm', 'sp2d') AND b.batal_s IS NULL
		AND (b.dari_kertas = 0 OR b.ditegaskan IS NOT NULL)) AS ada_spm,
	EXISTS (SELECT 1 FROM bundel b WHERE b.tagihan = t.id AND b.diajukan_s IS NOT NULL AND b.dikembalikan_s IS NULL) AS di_keuangan
	FROM tagihan_kasus m JOIN tagihan t ON t.id = m.tagihan WHERE m.kasus = :kasus ORDER BY t.id DESC
-- name: tagihan_kasusnya
SELECT m.kasus, k.periode, k.langkah, k.status FROM tagihan_kasus m JOIN kasus k ON k.id = m.kasus WHERE m.tagihan = :tagihan ORDER BY k.periode
-- name: tagihan_baris
SELECT no, jenis, segmen, bulan, orang, tarif, jumlah, uraian FROM tagihan_baris WHERE tagihan = :tagihan ORDER BY no
-- name: tagihan_status
UPDATE tagihan SET status = :status, alasan_kembali = coalesce(:alasan, alasan_kembali), versi = versi + 1 WHERE id = :id
-- name: tagihan_langkah
SELECT min(CASE t.status WHEN 'diperiksa' THEN 4 WHEN 'disiapkan' THEN 5 WHEN 'diajukan' THEN 6 ELSE 9 END) AS langkah FROM tagihan_kasus m
	JOIN tagihan t ON t.id = m.tagihan WHERE m.kasus = :kasus AND t.status <> 'dikembalikan'
-- name: selisih_tagihan
SELECT s.jenis, s.orang, s.jumlah, s.status, s.catatan, s.berkas, s.waktu_s, p.nama AS oleh FROM selisih s LEFT JOIN pengguna p ON p.id = s.oleh
	WHERE s.tagihan = :tagihan ORDER BY s.status <> 'terbuka', abs(s.jumlah) DESC
-- name: selisih_satu
SELECT jenis, orang, jumlah, status FROM selisih WHERE tagihan = :tagihan AND jenis = :jenis
-- name: selisih_urus
UPDATE selisih SET status = :status, catatan = :catatan, berkas = :berkas, oleh = :oleh, waktu_s = :now WHERE tagihan = :tagihan AND jenis = :jenis
-- name: selisih_terbuka
SELECT count(*) FROM selisih WHERE tagihan = :tagihan AND status = 'terbuka'
-- name: selisih_nama
SELECT s.no, s.peserta, s.no_peserta, s.nik, s.nama, s.blntag, s.jumlah, s.keterangan FROM selisih_orang s WHERE s.tagihan = :tagihan AND s.jenis = :jenis
	ORDER BY s.no LIMIT :batas OFFSET :lewat
-- name: surat_tagihan_tambah
INSERT INTO surat(kasus, jenis, versi, nomor, tanggal, fakta, hash, status, pdf, lampiran, dibuat_s, oleh, tagihan)
	VALUES (:kasus, :jenis, (SELECT coalesce(max(versi), 0) + 1 FROM surat WHERE kasus = :kasus AND jenis = :jenis), :nomor, :tanggal, :fakta, :hash,
	:status, :pdf, :lampiran, :now, :oleh, :tagihan)
-- name: surat_tagihan_terakhir
SELECT s.id, s.kasus, s.jenis, s.versi, s.nomor, s.tanggal, s.fakta, s.hash, s.status, s.pdf, s.pindaian, s.dibuat_s, s.oleh AS oleh_id, p.nama AS oleh FROM surat s
	LEFT JOIN pengguna p ON p.id = s.oleh WHERE s.tagihan = :tagihan AND s.jenis = :jenis AND s.status <> 'batal' ORDER BY s.versi DESC LIMIT 1
-- name: surat_tagihan_semua
SELECT s.id, s.jenis, s.versi, s.nomor, s.tanggal, s.hash, s.status, s.pdf, s.lampiran, s.pindaian, s.dibuat_s, p.nama AS oleh FROM surat s
	LEFT JOIN pengguna p ON p.id = s.oleh WHERE s.tagihan = :tagihan ORDER BY s.id DESC
-- name: surat_tagihan_batal
UPDATE surat SET status = 'batal' WHERE tagihan = :tagihan AND jenis = :jenis AND status <> 'batal'
-- name: surat_terbit
UPDATE surat SET status = 'final', nomor = :nomor, tanggal = :tanggal, pdf = :pdf, fakta = :fakta, hash = :hash WHERE id = :id
-- name: kasus_periode_lengkap
SELECT id, langkah, status FROM kasus WHERE sop = :sop AND periode = :periode
-- name: tagihan_keuangan
SELECT t.id, t.nomor, t.tanggal, t.bulan, t.jatuh_tempo, t.jumlah, t.status, b.versi, b.diajukan_s, b.diterima_s, b.dikembalikan_s,
	(SELECT coalesce(sum(y.jumlah), 0) FROM bayar y WHERE y.tagihan = t.id AND y.jenis = 'transfer' AND y.batal_s IS NULL
		AND (y.dari_kertas = 0 OR y.ditegaskan IS NOT NULL)) AS terbayar
	FROM tagihan t LEFT JOIN bundel b ON b.tagihan = t.id AND b.versi = (SELECT max(versi) FROM bundel WHERE tagihan = t.id AND diajukan_s IS NOT NULL)
	WHERE b.id IS NOT NULL OR (:padan = 1 AND EXISTS (SELECT 1 FROM surat s WHERE s.tagihan = t.id AND s.jenis = 'kwitansi' AND s.status = 'final'
		AND NOT EXISTS (SELECT 1 FROM persetujuan c WHERE c.kasus = t.kasus AND c.langkah = 5 AND c.hash = s.hash AND c.batal_s IS NULL)))
	ORDER BY t.status = 'selesai', t.id DESC LIMIT 60
-- name: selisih_nama_jumlah
SELECT count(*) FROM selisih_orang WHERE tagihan = :tagihan AND jenis = :jenis
-- name: keberatan_jumlah
SELECT coalesce(sum(n), 0) FROM (SELECT max(o.jumlah) AS n FROM selisih s JOIN selisih_orang o ON o.tagihan = s.tagihan AND o.jenis = s.jenis
	WHERE s.tagihan = :tagihan AND s.status <> 'diterangkan' AND o.jumlah > 0 GROUP BY o.dari, o.baris)
-- name: keberatan_tanpa_nama
SELECT coalesce(sum(s.jumlah), 0) FROM selisih s WHERE s.tagihan = :tagihan AND s.status <> 'diterangkan' AND s.jumlah > 0
	AND NOT EXISTS (SELECT 1 FROM selisih_orang o WHERE o.tagihan = s.tagihan AND o.jenis = s.jenis)
-- name: keberatan_nama
SELECT o.jenis, o.no_peserta, o.nama, o.blntag, o.jumlah, o.keterangan FROM selisih s JOIN selisih_orang o ON o.tagihan = s.tagihan AND o.jenis = s.jenis
	WHERE s.tagihan = :tagihan AND s.status <> 'diterangkan' AND o.jumlah > 0 ORDER BY o.jenis, o.no
