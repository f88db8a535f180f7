-- Papers, numbers, approvals, hand-over, reconciliation.
-- name: nomor_urut
SELECT coalesce(max(urut), 0) + 1 FROM nomor WHERE jenis = :jenis AND tahun = :tahun
-- name: nomor_tambah
INSERT INTO nomor(jenis, tahun, urut, nomor, kasus, surat, waktu_s, oleh) VALUES (:jenis, :tahun, :urut, :nomor, :kasus, :surat, :now, :oleh)
-- name: nomor_ada
SELECT count(*) FROM nomor WHERE jenis = :jenis AND tahun = :tahun AND nomor = :nomor
-- name: nomor_batal
UPDATE nomor SET batal_alasan = :alasan WHERE surat = :surat AND batal_alasan IS NULL
-- name: nomor_semua
SELECT n.id, n.jenis, n.tahun, n.urut, n.nomor, n.kasus, n.surat, n.batal_alasan, n.waktu_s, p.nama AS oleh FROM nomor n LEFT JOIN pengguna p ON p.id = n.oleh
	WHERE n.tahun = :tahun ORDER BY n.id DESC LIMIT 200
-- name: surat_tambah
INSERT INTO surat(kasus, jenis, versi, nomor, tanggal, fakta, hash, status, pdf, lampiran, dibuat_s, oleh)
	VALUES (:kasus, :jenis, (SELECT coalesce(max(versi), 0) + 1 FROM surat WHERE kasus = :kasus AND jenis = :jenis), :nomor, :tanggal, :fakta, :hash,
	:status, :pdf, :lampiran, :now, :oleh)
-- name: surat_id
SELECT s.id, s.kasus, s.jenis, s.versi, s.nomor, s.tanggal, s.fakta, s.hash, s.status, s.pdf, s.lampiran, s.pindaian, s.dibuat_s, p.nama AS oleh, s.oleh AS oleh_id
	FROM surat s LEFT JOIN pengguna p ON p.id = s.oleh WHERE s.id = :id
-- name: surat_kasus
SELECT s.id, s.jenis, s.versi, s.nomor, s.tanggal, s.hash, s.status, s.pdf, s.lampiran, s.pindaian, s.dibuat_s, p.nama AS oleh FROM surat s
	LEFT JOIN pengguna p ON p.id = s.oleh WHERE s.kasus = :kasus ORDER BY s.id DESC
-- name: surat_terakhir
SELECT id, kasus, jenis, versi, nomor, tanggal, fakta, hash, status, pdf, lampiran, pindaian, dibuat_s, oleh FROM surat
	WHERE kasus = :kasus AND jenis = :jenis AND status <> 'batal' ORDER BY versi DESC LIMIT 1
-- name: surat_status
UPDATE surat SET status = :status WHERE id = :id
-- name: surat_batal_kasus
UPDATE surat SET status = 'batal' WHERE kasus = :kasus AND status = 'draf' AND jenis = :jenis
-- name: surat_final
UPDATE surat SET status = 'final', pdf = :pdf, lampiran = :lampiran, nomor = :nomor, hash = :hash, fakta = :fakta,
	tanggal = coalesce(:tanggal, tanggal) WHERE id = :id
-- name: surat_tanpa_nomor
UPDATE surat SET status = 'draf', nomor = '' WHERE kasus = :kasus AND status = 'final' AND jenis IN ('surat_pengantar', 'rekapitulasi')
-- name: surat_pindaian
UPDATE surat SET pindaian = :pindaian WHERE id = :id

-- name: setuju_tambah
INSERT INTO persetujuan(kasus, langkah, hasil, hash, catatan, oleh, sebagai, peran, delegasi, waktu_s, kertas, penanda, tanggal)
	VALUES (:kasus, :langkah, :hasil, :hash, :catatan, :oleh, :sebagai, :peran, :delegasi, :now, :kertas, :penanda, :tanggal)
-- name: setuju_kasus
SELECT s.id, s.langkah, s.hasil, s.hash, s.catatan, s.sebagai, s.waktu_s, s.kertas, s.penanda, s.tanggal, s.ditegaskan, s.ditegaskan_s, s.batal_s,
	s.batal_alasan, s.oleh AS oleh_id, p.nama AS oleh, t.nama AS penegas FROM persetujuan s LEFT JOIN pengguna p ON p.id = s.oleh
	LEFT JOIN pengguna t ON t.id = s.ditegaskan WHERE s.kasus = :kasus ORDER BY s.id DESC
-- name: setuju_berlaku
SELECT id, langkah, hasil, hash, oleh, sebagai, waktu_s, kertas, penanda, tanggal, ditegaskan FROM persetujuan
	WHERE kasus = :kasus AND langkah = :langkah AND hasil = 'setuju' AND batal_s IS NULL ORDER BY id DESC LIMIT 1
-- name: setuju_tanda
SELECT s.peran, p.nama, s.waktu_s, s.oleh FROM persetujuan s LEFT JOIN pengguna p ON p.id = s.oleh WHERE s.kasus = :kasus AND s.langkah = :langkah
	AND s.hash = :hash AND s.hasil = 'setuju' AND s.batal_s IS NULL AND (s.kertas IS NULL OR s.ditegaskan IS NOT NULL)
-- name: setuju_oleh
SELECT count(*) FROM persetujuan WHERE kasus = :kasus AND langkah = :langkah AND hash = :hash AND hasil = 'setuju' AND batal_s IS NULL AND kertas IS NULL
	AND oleh = :oleh
-- name: setuju_id
SELECT id, kasus, langkah, hasil, hash, oleh, kertas, ditegaskan, batal_s FROM persetujuan WHERE id = :id
-- name: setuju_batal
UPDATE persetujuan SET batal_s = :now, batal_alasan = :alasan WHERE kasus = :kasus AND batal_s IS NULL AND hasil = 'setuju'
-- name: setuju_gugur_tunda
UPDATE persetujuan SET batal_s = :now, batal_alasan = :alasan WHERE kasus = :kasus AND batal_s IS NULL AND kertas IS NOT NULL AND ditegaskan IS NULL
-- name: setuju_tegas
UPDATE persetujuan SET ditegaskan = :oleh, ditegaskan_s = :now WHERE id = :id AND ditegaskan IS NULL AND batal_s IS NULL

-- name: usulan_hapus
DELETE FROM usulan WHERE kasus = :kasus
-- name: usulan_isi
INSERT INTO usulan(kasus, kunci, peserta, alasan, tmt) VALUES (:kasus, :kunci, :peserta, :alasan, :tmt)
-- name: usulan_ringkas
SELECT coalesce(sum(jumlah), 0) AS jumlah, coalesce(sum(iif(jawaban = 'belum', jumlah, 0)), 0) AS belum,
	coalesce(sum(iif(jawaban = 'dikerjakan', jumlah, 0)), 0) AS dikerjakan, coalesce(sum(iif(jawaban = 'ditolak', jumlah, 0)), 0) AS ditolak
	FROM hitung_usulan WHERE kasus = :kasus
-- name: usulan_halaman
SELECT u.kunci, u.peserta, u.alasan, u.tmt, u.jawaban, u.alasan_tolak, u.dijawab_s, u.sumber, p.no_peserta, p.nik, p.nama, p.lahir, p.segmen, p.wilayah
	FROM usulan u JOIN peserta p ON p.id = u.peserta WHERE u.kasus = :kasus AND (:jawaban = '' OR u.jawaban = :jawaban)
	ORDER BY u.kunci LIMIT :batas OFFSET :lewat
-- name: usulan_jawab
UPDATE usulan SET jawaban = :jawaban, alasan_tolak = :alasan, tmt = :tmt, dijawab_s = :now, sumber = :sumber WHERE kasus = :kasus AND kunci = :kunci
-- name: usulan_jawab_semua
UPDATE usulan SET jawaban = :jawaban, alasan_tolak = :alasan, dijawab_s = :now, sumber = :sumber WHERE kasus = :kasus AND jawaban = 'belum'
-- name: usulan_jawab_kartu
UPDATE usulan SET jawaban = ?3, alasan_tolak = ?4, dijawab_s = ?5, sumber = ?6 WHERE kasus = ?1 AND kunci IN (SELECT u.kunci FROM usulan u
	JOIN peserta p ON p.id = u.peserta WHERE u.kasus = ?1 AND (u.kunci = 'P' || ?2 OR (p.nik = ?2 AND ?2 <> '')))
-- name: usulan_kartu
SELECT count(*) FROM usulan u JOIN peserta p ON p.id = u.peserta WHERE u.kasus = ?1 AND (u.kunci = 'P' || ?2 OR (p.nik = ?2 AND ?2 <> ''))
-- name: usulan_kunci
SELECT kunci, peserta, alasan, tmt, jawaban FROM usulan WHERE kasus = :kasus AND peserta = :peserta
-- name: masih_tagih_hapus
DELETE FROM masih_tagih WHERE kasus = :kasus
-- name: masih_tagih_isi
INSERT OR IGNORE INTO masih_tagih SELECT n.id, k.id, u.kunci FROM kasus n CROSS JOIN kasus k ON k.sop = n.sop AND k.periode < n.periode
	CROSS JOIN usulan u ON u.kasus = k.id CROSS JOIN peserta q ON q.kunci = u.kunci CROSS JOIN baris b ON b.peserta = q.id AND b.daftar = n.daftar
	WHERE n.daftar IS NOT NULL AND (n.id = :kasus OR k.id = :kasus)
-- name: usulan_masih_ditagih
SELECT u.kasus, k.periode, u.alasan, u.tmt, u.jawaban, p.no_peserta, p.nama, p.segmen, n.periode AS periode_daftar
	FROM kasus n CROSS JOIN masih_tagih m ON m.kasus = n.id JOIN kasus k ON k.id = m.asal JOIN usulan u ON u.kasus = m.asal AND u.kunci = m.kunci
	JOIN peserta p ON p.id = u.peserta WHERE n.id = :kasus AND u.jawaban <> 'ditolak' AND u.tmt <= n.periode ORDER BY k.periode, p.nama LIMIT :batas

-- name: ajuan_tambah
INSERT INTO pengajuan(kasus, versi, zip, manifes, dibuat_s, oleh)
	VALUES (:kasus, (SELECT coalesce(max(versi), 0) + 1 FROM pengajuan WHERE kasus = :kasus), :zip, :manifes, :now, :oleh)
-- name: ajuan_terakhir
SELECT id, versi, zip, manifes, cara, penerima, diserahkan_s, diterima_s, dibuat_s FROM pengajuan WHERE kasus = :kasus ORDER BY versi DESC LIMIT 1
-- name: ajuan_buang
DELETE FROM pengajuan WHERE kasus = :kasus AND diserahkan_s IS NULL
-- name: ajuan_serah
UPDATE pengajuan SET cara = :cara, penerima = :penerima, diserahkan_s = :now WHERE id = :id AND diserahkan_s IS NULL
-- name: ajuan_terima
UPDATE pengajuan SET diterima_s = :now WHERE id = :id AND diserahkan_s IS NOT NULL AND diterima_s IS NULL

-- name: rekon_tambah
INSERT INTO rekonsiliasi(kasus, versi, status, tanggal, angka, selisih, sumber, hash, surat, pindaian, dibuat_s, oleh)
	VALUES (:kasus, (SELECT coalesce(max(versi), 0) + 1 FROM rekonsiliasi WHERE kasus = :kasus), 'draf', :tanggal, :angka, :selisih, :sumber, :hash,
	:surat, :pindaian, :now, :oleh)
-- name: rekon_terakhir
SELECT r.id, r.versi, r.status, r.tanggal, r.angka, r.selisih, r.sumber, r.hash, r.surat, r.pindaian, r.dinkes_s, r.bpjs_s, r.dinkes_oleh, r.bpjs_oleh,
	r.dibuat_s, r.oleh, a.nama AS dinkes, b.nama AS bpjs FROM rekonsiliasi r LEFT JOIN pengguna a ON a.id = r.dinkes_oleh
	LEFT JOIN pengguna b ON b.id = r.bpjs_oleh WHERE r.kasus = :kasus AND r.status <> 'diganti' ORDER BY r.versi DESC LIMIT 1
-- name: rekon_ganti
UPDATE rekonsiliasi SET status = 'diganti' WHERE kasus = :kasus AND status = 'draf'
-- name: rekon_lama
UPDATE rekonsiliasi SET status = 'diganti' WHERE id = :id
-- name: rekon_id
SELECT r.id, r.kasus, r.versi, r.status, r.tanggal, r.angka, r.selisih, r.sumber, r.hash, r.pindaian, r.dinkes_s, r.bpjs_s, r.dibuat_s, r.oleh, a.nama AS dinkes,
	b.nama AS bpjs, (SELECT s.pdf FROM surat s WHERE s.kasus = r.kasus AND s.jenis = 'ba_rekonsiliasi' AND s.hash = r.hash ORDER BY s.id DESC LIMIT 1) AS pdf,
	(SELECT s.nomor FROM surat s WHERE s.kasus = r.kasus AND s.jenis = 'ba_rekonsiliasi' AND s.hash = r.hash ORDER BY s.id DESC LIMIT 1) AS nomor
	FROM rekonsiliasi r LEFT JOIN pengguna a ON a.id = r.dinkes_oleh LEFT JOIN pengguna b ON b.id = r.bpjs_oleh WHERE r.id = :id
-- name: rekon_dinkes
UPDATE rekonsiliasi SET dinkes_oleh = :oleh, dinkes_s = :now WHERE id = :id AND dinkes_s IS NULL AND status = 'draf'
-- name: rekon_bpjs
UPDATE rekonsiliasi SET bpjs_oleh = :oleh, bpjs_s = :now, pindaian = coalesce(:pindaian, pindaian) WHERE id = :id AND bpjs_s IS NULL AND status = 'draf'
-- name: rekon_sepakat
UPDATE rekonsiliasi SET status = 'disepakati' WHERE id = :id AND dinkes_s IS NOT NULL AND bpjs_s IS NOT NULL
-- name: rekon_angka
WITH semua AS (SELECT p.kunci, p.segmen, 1 AS kini, 0 AS lalu FROM baris b JOIN peserta p ON p.id = b.peserta WHERE b.daftar = :daftar
	UNION ALL SELECT p.kunci, p.segmen, 0, 1 FROM baris b JOIN peserta p ON p.id = b.peserta WHERE b.daftar = :daftar_lalu
		AND NOT EXISTS (SELECT 1 FROM usulan u WHERE u.kasus = :kasus_lalu AND u.kunci = p.kunci AND u.jawaban = 'dikerjakan')),
	orang AS (SELECT kunci, segmen, max(kini) AS kini, max(lalu) AS lalu FROM semua GROUP BY kunci, segmen)
	SELECT o.segmen, sum(o.lalu) AS awal, sum(o.kini AND NOT o.lalu) AS tambah, sum(o.lalu AND NOT o.kini) AS kurang,
	sum(o.kini AND EXISTS (SELECT 1 FROM usulan u WHERE u.kasus = :kasus AND u.kunci = o.kunci AND u.jawaban = 'dikerjakan')) AS nonaktif
	FROM orang o GROUP BY o.segmen ORDER BY o.segmen
-- name: tarif_pada
SELECT berlaku, total, pusat, pemda_iuran, pemda_bantuan, dasar FROM tarif WHERE berlaku <= :periode ORDER BY berlaku DESC LIMIT 1
-- name: tren
SELECT k.periode, k.id AS kasus, (SELECT coalesce(sum(jumlah), 0) FROM hitung_usulan u WHERE u.kasus = k.id) AS diusulkan,
	(SELECT d.baris FROM daftar d WHERE d.id = k.daftar) AS peserta FROM kasus k WHERE k.sop = '072' AND k.periode < :periode ORDER BY k.periode DESC LIMIT 6
-- name: tren_alasan
SELECT k.periode, u.alasan, u.jumlah FROM (SELECT id, periode FROM kasus WHERE sop = '072' ORDER BY periode DESC LIMIT 14) k
	CROSS JOIN hitung_usulan u ON u.kasus = k.id WHERE u.jumlah > 0
-- name: libur_semua
SELECT tanggal, nama, libur FROM libur_kantor ORDER BY tanggal
-- name: pembuat_jumlah
SELECT EXISTS (SELECT 1 FROM audit WHERE pengguna = :oleh AND (objek = :objek OR (objek >= :dari AND objek < :hingga))
	AND (aksi LIKE 'keputusan.%' OR aksi LIKE 'surat.%' OR aksi LIKE 'bukti.%' OR aksi LIKE 'daftar.%' OR aksi = 'persetujuan.dari_dokumen'
	OR (aksi = 'kasus.maju' AND sesudah NOT LIKE '%"langkah":5%')))
-- name: pembuat_bayar
SELECT EXISTS (SELECT 1 FROM audit WHERE pengguna = :oleh AND (objek = :objek OR (objek >= :dari AND objek < :hingga))
	AND (aksi LIKE 'terima.%' OR aksi = 'persetujuan.dari_dokumen'))
-- name: usulan_semua
SELECT u.kunci, u.alasan, u.tmt, u.jawaban, u.alasan_tolak, p.no_peserta, p.nik, p.nama, p.lahir, p.jk, p.segmen, p.wilayah
	FROM usulan u JOIN peserta p ON p.id = u.peserta WHERE u.kasus = :kasus ORDER BY u.kunci
-- name: libur_tulis
INSERT INTO libur_kantor(tanggal, nama, libur) VALUES (:tanggal, :nama, :libur) ON CONFLICT(tanggal) DO UPDATE SET nama = excluded.nama, libur = excluded.libur
-- name: berkas_tamu
SELECT EXISTS (SELECT 1 FROM pengajuan a WHERE a.diserahkan_s IS NOT NULL AND (a.zip = :hash OR EXISTS (SELECT 1 FROM surat s WHERE s.kasus = a.kasus
	AND s.status <> 'batal' AND (s.pdf = :hash OR s.lampiran = :hash) AND (s.status = 'final' OR s.jenis = 'ba_rekonsiliasi'))))
	OR EXISTS (SELECT 1 FROM serah WHERE batal_s IS NULL AND (pdf = :hash OR pindaian = :hash))
	OR EXISTS (SELECT 1 FROM rekonsiliasi r JOIN serah h ON h.rekon = r.id WHERE r.pindaian = :hash)
	OR EXISTS (SELECT 1 FROM surat s JOIN serah h ON h.kasus = s.kasus WHERE s.jenis = 'ba_rekonsiliasi' AND s.status <> 'batal' AND s.pdf = :hash)
	OR EXISTS (SELECT 1 FROM rekonsiliasi r JOIN serah h ON h.rekon = r.id JOIN surat s ON s.kasus = r.kasus AND s.jenis = 'ba_rekonsiliasi' AND s.hash = r.hash
		WHERE s.pdf = :hash)
	OR EXISTS (SELECT 1 FROM tagihan WHERE surat = :hash)
	OR EXISTS (SELECT 1 FROM surat WHERE jenis = 'surat_keberatan' AND status = 'final' AND (pdf = :hash OR lampiran = :hash))
-- name: berkas_keuangan
SELECT EXISTS (SELECT 1 FROM bundel WHERE diajukan_s IS NOT NULL AND (pdf = :hash OR zip = :hash OR instr(isi, :hash) > 0))
	OR EXISTS (SELECT 1 FROM surat s JOIN tagihan t ON t.id = s.tagihan WHERE t.status IN ('disiapkan', 'diajukan', 'selesai') AND s.jenis = 'kwitansi'
		AND s.status = 'final' AND (s.pdf = :hash OR s.pindaian = :hash))
	OR EXISTS (SELECT 1 FROM bayar WHERE berkas = :hash) OR EXISTS (SELECT 1 FROM jurnal WHERE berkas = :hash)
