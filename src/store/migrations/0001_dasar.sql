-- The office: people, record, files, cases, lists, verdicts, decisions, papers. Times (_s) are seconds since 1970 UTC, days
-- are yyyymmdd, periods yyyymm, money is whole rupiah, hashes are hexadecimal text.
CREATE TABLE skema (no INTEGER PRIMARY KEY, nama TEXT NOT NULL, waktu_s INTEGER NOT NULL) STRICT;

CREATE TABLE setelan (nama TEXT PRIMARY KEY, nilai TEXT NOT NULL, diubah_s INTEGER NOT NULL, oleh INTEGER) STRICT;

-- People ------------------------------------------------------------------------------------------------------------
CREATE TABLE pengguna (
	id INTEGER PRIMARY KEY, masuk TEXT NOT NULL UNIQUE COLLATE NOCASE, nama TEXT NOT NULL, nip TEXT NOT NULL DEFAULT '',
	jabatan TEXT NOT NULL DEFAULT '', peran TEXT NOT NULL, sandi TEXT NOT NULL DEFAULT '', totp TEXT NOT NULL DEFAULT '',
	totp_langkah INTEGER NOT NULL DEFAULT 0, aktif INTEGER NOT NULL DEFAULT 1, dibuat_s INTEGER NOT NULL,
	versi INTEGER NOT NULL DEFAULT 1) STRICT;
CREATE TABLE sesi (
	hash TEXT PRIMARY KEY, pengguna INTEGER NOT NULL REFERENCES pengguna, dibuat_s INTEGER NOT NULL,
	terakhir_s INTEGER NOT NULL, alamat TEXT NOT NULL, agen TEXT NOT NULL, dicabut_s INTEGER) STRICT;
CREATE INDEX sesi_pengguna ON sesi(pengguna);
CREATE TABLE token_api (
	id INTEGER PRIMARY KEY, hash TEXT NOT NULL UNIQUE, pengguna INTEGER NOT NULL REFERENCES pengguna, nama TEXT NOT NULL,
	lingkup TEXT NOT NULL, dibuat_s INTEGER NOT NULL, berakhir_s INTEGER NOT NULL, terakhir_s INTEGER, dicabut_s INTEGER) STRICT;
CREATE TABLE tautan (
	hash TEXT PRIMARY KEY, pengguna INTEGER NOT NULL REFERENCES pengguna, berakhir_s INTEGER NOT NULL, dipakai_s INTEGER) STRICT;
CREATE TABLE percobaan (kunci TEXT PRIMARY KEY, jumlah INTEGER NOT NULL, sampai_s INTEGER NOT NULL) STRICT;
CREATE TABLE delegasi (
	id INTEGER PRIMARY KEY, pengguna INTEGER NOT NULL REFERENCES pengguna, peran TEXT NOT NULL, awalan TEXT NOT NULL,
	mandat TEXT NOT NULL, mulai INTEGER NOT NULL, selesai INTEGER NOT NULL, dibuat_s INTEGER NOT NULL, oleh INTEGER NOT NULL,
	dicabut_s INTEGER) STRICT;
CREATE TABLE pejabat (
	id INTEGER PRIMARY KEY, jabatan TEXT NOT NULL, nama TEXT NOT NULL, nip TEXT NOT NULL DEFAULT '', pangkat TEXT NOT NULL DEFAULT '',
	sebutan TEXT NOT NULL, mulai INTEGER NOT NULL, selesai INTEGER NOT NULL DEFAULT 99991231) STRICT;
CREATE TABLE idempoten (
	kunci TEXT NOT NULL, pengguna INTEGER NOT NULL, sasaran TEXT NOT NULL, isi TEXT NOT NULL, status INTEGER NOT NULL,
	jawaban TEXT NOT NULL, dibuat_s INTEGER NOT NULL, PRIMARY KEY (pengguna, kunci)) STRICT;

-- Record ------------------------------------------------------------------------------------------------------------
CREATE TABLE audit (
	no INTEGER PRIMARY KEY, waktu_s INTEGER NOT NULL, pengguna INTEGER, pelaku TEXT NOT NULL, dari TEXT NOT NULL,
	aksi TEXT NOT NULL, objek TEXT NOT NULL, sebelum TEXT NOT NULL, sesudah TEXT NOT NULL, alasan TEXT NOT NULL,
	lalu TEXT NOT NULL, hash TEXT NOT NULL) STRICT;
CREATE INDEX audit_objek ON audit(objek, no);
CREATE TRIGGER audit_tetap_i BEFORE INSERT ON audit WHEN EXISTS (SELECT 1 FROM audit WHERE no = NEW.no)
	BEGIN SELECT RAISE(ABORT, 'catatan audit tidak bisa diganti'); END;
CREATE TRIGGER audit_tetap_u BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'catatan audit tidak bisa diubah'); END;
CREATE TRIGGER audit_tetap_d BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'catatan audit tidak bisa dihapus'); END;

CREATE TABLE berkas (
	hash TEXT PRIMARY KEY, nama TEXT NOT NULL, jenis TEXT NOT NULL, ukuran INTEGER NOT NULL, waktu_s INTEGER NOT NULL,
	oleh INTEGER, tempat TEXT NOT NULL DEFAULT '') STRICT;

-- Procedure -----------------------------------------------------------------------------------------------------------
CREATE TABLE kasus (
	id INTEGER PRIMARY KEY, sop TEXT NOT NULL, revisi TEXT NOT NULL, periode INTEGER NOT NULL, langkah INTEGER NOT NULL,
	status TEXT NOT NULL DEFAULT 'berjalan', versi INTEGER NOT NULL DEFAULT 1, dibuat_s INTEGER NOT NULL, selesai_s INTEGER,
	daftar INTEGER, periksa INTEGER, UNIQUE (sop, periode)) STRICT;
CREATE TABLE langkah (
	id INTEGER PRIMARY KEY, kasus INTEGER NOT NULL REFERENCES kasus, no INTEGER NOT NULL, mulai_s INTEGER NOT NULL,
	selesai_s INTEGER, hasil TEXT NOT NULL DEFAULT '', oleh INTEGER, catatan TEXT NOT NULL DEFAULT '', menit INTEGER) STRICT;
CREATE INDEX langkah_kasus ON langkah(kasus, id);
CREATE TABLE tunggu (
	id INTEGER PRIMARY KEY, kasus INTEGER NOT NULL REFERENCES kasus, pihak TEXT NOT NULL, alasan TEXT NOT NULL,
	mulai_s INTEGER NOT NULL, selesai_s INTEGER, oleh INTEGER NOT NULL) STRICT;
CREATE INDEX tunggu_kasus ON tunggu(kasus);
CREATE TABLE pekerjaan (
	id INTEGER PRIMARY KEY, jenis TEXT NOT NULL, sasaran INTEGER NOT NULL, kasus INTEGER REFERENCES kasus,
	status TEXT NOT NULL DEFAULT 'antre', tahap TEXT NOT NULL DEFAULT '', selesai INTEGER NOT NULL DEFAULT 0,
	jumlah INTEGER NOT NULL DEFAULT 0, pesan TEXT NOT NULL DEFAULT '', dibuat_s INTEGER NOT NULL, mulai_s INTEGER,
	akhir_s INTEGER, oleh INTEGER) STRICT;
CREATE INDEX pekerjaan_antre ON pekerjaan(status, id);

-- Lists ---------------------------------------------------------------------------------------------------------------
CREATE TABLE daftar (
	id INTEGER PRIMARY KEY, kasus INTEGER NOT NULL REFERENCES kasus, versi INTEGER NOT NULL, jenis TEXT NOT NULL,
	berkas TEXT NOT NULL REFERENCES berkas, nama TEXT NOT NULL, pengirim TEXT NOT NULL, lembar TEXT NOT NULL DEFAULT '',
	status TEXT NOT NULL, baris INTEGER NOT NULL DEFAULT 0, info TEXT NOT NULL DEFAULT '{}', peta TEXT NOT NULL DEFAULT '[]',
	sidik_kolom TEXT NOT NULL DEFAULT '', pesan TEXT NOT NULL DEFAULT '', dibuat_s INTEGER NOT NULL, oleh INTEGER,
	induk INTEGER, UNIQUE (kasus, versi)) STRICT;
CREATE INDEX daftar_berkas ON daftar(berkas);
CREATE TABLE peta_kolom (sidik TEXT PRIMARY KEY, peta TEXT NOT NULL, pengirim TEXT NOT NULL, diubah_s INTEGER NOT NULL) STRICT;
-- One row for each different way a person was written in any list; a month whose row is unchanged points to the same one.
-- kunci: the person over the months (card, else NIK, else what is known): FACTS 1.3.
CREATE TABLE peserta (
	id INTEGER PRIMARY KEY, sidik INTEGER NOT NULL UNIQUE, kunci TEXT NOT NULL, no_peserta TEXT NOT NULL, nik TEXT NOT NULL,
	nama TEXT NOT NULL, lahir INTEGER NOT NULL, jk TEXT NOT NULL, no_kk TEXT NOT NULL, ibu TEXT NOT NULL, alamat TEXT NOT NULL,
	wilayah INTEGER NOT NULL, segmen TEXT NOT NULL, status TEXT NOT NULL, hubungan TEXT NOT NULL, faskes TEXT NOT NULL,
	tmt TEXT NOT NULL) STRICT;
CREATE INDEX peserta_kunci ON peserta(kunci);
CREATE INDEX peserta_nik ON peserta(nik);
CREATE INDEX peserta_kk ON peserta(no_kk) WHERE no_kk <> '';
CREATE VIRTUAL TABLE peserta_cari USING fts5(nama, content='', tokenize='trigram', columnsize=0);
CREATE TABLE baris (
	daftar INTEGER NOT NULL, no INTEGER NOT NULL, peserta INTEGER NOT NULL, baris INTEGER NOT NULL, lembar TEXT,
	cacat INTEGER NOT NULL, PRIMARY KEY (daftar, no)) STRICT, WITHOUT ROWID;
CREATE INDEX baris_peserta ON baris(peserta, daftar);
CREATE INDEX baris_cacat ON baris(daftar, no) WHERE cacat <> 0;

-- Verification ----------------------------------------------------------------------------------------------------------
CREATE TABLE ekstrak (
	id INTEGER PRIMARY KEY, berkas TEXT NOT NULL REFERENCES berkas, nama TEXT NOT NULL, tanggal INTEGER NOT NULL,
	cakupan TEXT NOT NULL DEFAULT 'kota', catatan TEXT NOT NULL DEFAULT '', dibuat_s INTEGER NOT NULL, oleh INTEGER) STRICT;
CREATE TABLE periksa (
	id INTEGER PRIMARY KEY, kasus INTEGER NOT NULL REFERENCES kasus, daftar INTEGER NOT NULL REFERENCES daftar, ekstrak INTEGER,
	per_tanggal INTEGER NOT NULL, hash_daftar TEXT NOT NULL, hash_ekstrak TEXT NOT NULL DEFAULT '',
	hash_kriteria TEXT NOT NULL DEFAULT '', kriteria TEXT NOT NULL DEFAULT '', program TEXT NOT NULL,
	status TEXT NOT NULL, ringkasan TEXT NOT NULL DEFAULT '{}', tak_lengkap INTEGER NOT NULL DEFAULT 0,
	dibuat_s INTEGER NOT NULL, selesai_s INTEGER) STRICT;
CREATE TABLE temuan (
	periksa INTEGER NOT NULL, no INTEGER NOT NULL, peserta INTEGER NOT NULL, putusan INTEGER NOT NULL, alasan INTEGER NOT NULL,
	nilai INTEGER NOT NULL, nik_registri TEXT, penjelasan TEXT, utama INTEGER NOT NULL, wilayah INTEGER NOT NULL,
	risiko INTEGER NOT NULL, hasil TEXT, pegang INTEGER, pegang_s INTEGER,
	PRIMARY KEY (periksa, no)) STRICT, WITHOUT ROWID;
CREATE INDEX temuan_antre ON temuan(periksa, putusan, risiko DESC, no, hasil) WHERE putusan > 0;
CREATE INDEX temuan_peserta ON temuan(peserta, periksa) WHERE putusan > 0;
CREATE INDEX temuan_nonaktif ON temuan(periksa, no) WHERE hasil = 'nonaktif';
-- How many findings of each kind: kept by triggers in the transaction that changes one, so that no page counts rows.
CREATE TABLE hitung (
	periksa INTEGER NOT NULL, putusan INTEGER NOT NULL, utama INTEGER NOT NULL, hasil TEXT NOT NULL, jumlah INTEGER NOT NULL,
	PRIMARY KEY (periksa, putusan, utama, hasil)) STRICT, WITHOUT ROWID;
CREATE TABLE hitung_wilayah (
	periksa INTEGER NOT NULL, kecamatan INTEGER NOT NULL, putusan INTEGER NOT NULL, hasil TEXT NOT NULL, jumlah INTEGER NOT NULL,
	PRIMARY KEY (periksa, kecamatan, putusan, hasil)) STRICT, WITHOUT ROWID;
CREATE TRIGGER temuan_dihitung AFTER UPDATE OF hasil ON temuan WHEN OLD.hasil IS NOT NEW.hasil BEGIN
	UPDATE hitung SET jumlah = jumlah - 1 WHERE periksa = OLD.periksa AND putusan = OLD.putusan AND utama = OLD.utama
		AND hasil = coalesce(OLD.hasil, '');
	INSERT INTO hitung VALUES (NEW.periksa, NEW.putusan, NEW.utama, coalesce(NEW.hasil, ''), 1) ON CONFLICT DO UPDATE SET jumlah = jumlah + 1;
	UPDATE hitung_wilayah SET jumlah = jumlah - 1 WHERE periksa = OLD.periksa AND putusan = OLD.putusan AND hasil = coalesce(OLD.hasil, '')
		AND kecamatan = CASE WHEN OLD.wilayah > 999999 THEN OLD.wilayah / 10000 ELSE OLD.wilayah END;
	INSERT INTO hitung_wilayah VALUES (NEW.periksa, CASE WHEN NEW.wilayah > 999999 THEN NEW.wilayah / 10000 ELSE NEW.wilayah END, NEW.putusan,
		coalesce(NEW.hasil, ''), 1) ON CONFLICT DO UPDATE SET jumlah = jumlah + 1;
END;
CREATE TABLE registri (
	periksa INTEGER NOT NULL, nik TEXT NOT NULL, nama TEXT NOT NULL, lahir INTEGER NOT NULL, jk TEXT NOT NULL, no_kk TEXT NOT NULL,
	ibu TEXT NOT NULL, alamat TEXT NOT NULL, wilayah INTEGER NOT NULL, tempat TEXT NOT NULL, status TEXT NOT NULL,
	tanggal_status INTEGER NOT NULL, PRIMARY KEY (periksa, nik)) STRICT, WITHOUT ROWID;
-- What Dukcapil answered of one NIK, dated: portal, padan data, extract.
CREATE TABLE bukti (
	id INTEGER PRIMARY KEY, nik TEXT NOT NULL, tanggal INTEGER NOT NULL, sumber TEXT NOT NULL, jawaban TEXT NOT NULL,
	rincian TEXT NOT NULL DEFAULT '', berkas TEXT REFERENCES berkas, dicatat_s INTEGER NOT NULL, oleh INTEGER NOT NULL) STRICT;
CREATE INDEX bukti_nik ON bukti(nik, tanggal);
CREATE TABLE keputusan (
	id INTEGER PRIMARY KEY, kasus INTEGER NOT NULL REFERENCES kasus, kunci TEXT NOT NULL, peserta INTEGER NOT NULL REFERENCES peserta,
	hasil TEXT NOT NULL, alasan TEXT NOT NULL, catatan TEXT NOT NULL, koreksi TEXT NOT NULL DEFAULT '', berkas TEXT REFERENCES berkas,
	sumber TEXT NOT NULL DEFAULT '', oleh INTEGER NOT NULL, waktu_s INTEGER NOT NULL, versi INTEGER NOT NULL DEFAULT 1,
	UNIQUE (kasus, kunci)) STRICT;
CREATE INDEX keputusan_hasil ON keputusan(kasus, hasil);

-- Papers ----------------------------------------------------------------------------------------------------------------
CREATE TABLE nomor (
	id INTEGER PRIMARY KEY, jenis TEXT NOT NULL, tahun INTEGER NOT NULL, urut INTEGER NOT NULL, nomor TEXT NOT NULL, kasus INTEGER,
	surat INTEGER, batal_alasan TEXT, waktu_s INTEGER NOT NULL, oleh INTEGER NOT NULL, UNIQUE (jenis, tahun, nomor)) STRICT;
CREATE TABLE surat (
	id INTEGER PRIMARY KEY, kasus INTEGER NOT NULL REFERENCES kasus, jenis TEXT NOT NULL, versi INTEGER NOT NULL,
	nomor TEXT NOT NULL DEFAULT '', tanggal INTEGER NOT NULL, fakta TEXT NOT NULL, hash TEXT NOT NULL, status TEXT NOT NULL,
	pdf TEXT REFERENCES berkas, lampiran TEXT REFERENCES berkas, pindaian TEXT REFERENCES berkas, dibuat_s INTEGER NOT NULL,
	oleh INTEGER NOT NULL, UNIQUE (kasus, jenis, versi)) STRICT;
CREATE TABLE persetujuan (
	id INTEGER PRIMARY KEY, kasus INTEGER NOT NULL REFERENCES kasus, langkah INTEGER NOT NULL, hasil TEXT NOT NULL, hash TEXT NOT NULL,
	catatan TEXT NOT NULL, oleh INTEGER NOT NULL, sebagai TEXT NOT NULL, delegasi INTEGER, waktu_s INTEGER NOT NULL,
	kertas TEXT REFERENCES berkas, penanda TEXT NOT NULL DEFAULT '', tanggal INTEGER NOT NULL DEFAULT 0,
	ditegaskan INTEGER, ditegaskan_s INTEGER, batal_s INTEGER, batal_alasan TEXT NOT NULL DEFAULT '') STRICT;
CREATE INDEX persetujuan_kasus ON persetujuan(kasus, id);

-- BPJS --------------------------------------------------------------------------------------------------------------------
CREATE TABLE pengajuan (
	id INTEGER PRIMARY KEY, kasus INTEGER NOT NULL REFERENCES kasus, versi INTEGER NOT NULL, zip TEXT NOT NULL REFERENCES berkas,
	manifes TEXT NOT NULL, cara TEXT NOT NULL DEFAULT '', penerima TEXT NOT NULL DEFAULT '', diserahkan_s INTEGER, diterima_s INTEGER,
	dibuat_s INTEGER NOT NULL, oleh INTEGER NOT NULL, UNIQUE (kasus, versi)) STRICT;
CREATE TABLE usulan (
	kasus INTEGER NOT NULL REFERENCES kasus, kunci TEXT NOT NULL, peserta INTEGER NOT NULL REFERENCES peserta, alasan TEXT NOT NULL,
	tmt INTEGER NOT NULL, jawaban TEXT NOT NULL DEFAULT 'belum', alasan_tolak TEXT NOT NULL DEFAULT '', dijawab_s INTEGER,
	sumber TEXT NOT NULL DEFAULT '', PRIMARY KEY (kasus, kunci)) STRICT, WITHOUT ROWID;
CREATE INDEX usulan_kunci ON usulan(kunci);
CREATE TABLE hitung_usulan (
	kasus INTEGER NOT NULL, alasan TEXT NOT NULL, jawaban TEXT NOT NULL, jumlah INTEGER NOT NULL,
	PRIMARY KEY (kasus, alasan, jawaban)) STRICT, WITHOUT ROWID;
CREATE TRIGGER usulan_masuk AFTER INSERT ON usulan BEGIN
	INSERT INTO hitung_usulan VALUES (NEW.kasus, NEW.alasan, NEW.jawaban, 1) ON CONFLICT DO UPDATE SET jumlah = jumlah + 1;
END;
CREATE TRIGGER usulan_dijawab AFTER UPDATE OF jawaban ON usulan WHEN OLD.jawaban <> NEW.jawaban BEGIN
	UPDATE hitung_usulan SET jumlah = jumlah - 1 WHERE kasus = OLD.kasus AND alasan = OLD.alasan AND jawaban = OLD.jawaban;
	INSERT INTO hitung_usulan VALUES (NEW.kasus, NEW.alasan, NEW.jawaban, 1) ON CONFLICT DO UPDATE SET jumlah = jumlah + 1;
END;
CREATE TRIGGER usulan_keluar AFTER DELETE ON usulan BEGIN
	UPDATE hitung_usulan SET jumlah = jumlah - 1 WHERE kasus = OLD.kasus AND alasan = OLD.alasan AND jawaban = OLD.jawaban;
END;
-- Who was proposed in an earlier month and stands on the list of a later one: found when the list counts, and when an earlier
-- month is approved.
CREATE TABLE masih_tagih (
	kasus INTEGER NOT NULL, asal INTEGER NOT NULL, kunci TEXT NOT NULL, PRIMARY KEY (kasus, asal, kunci)) STRICT, WITHOUT ROWID;
CREATE TABLE mutasi (
	kasus INTEGER NOT NULL REFERENCES kasus, no INTEGER NOT NULL, arah TEXT NOT NULL, kunci TEXT NOT NULL, no_peserta TEXT NOT NULL,
	nik TEXT NOT NULL, nama TEXT NOT NULL, segmen TEXT NOT NULL, tmt TEXT NOT NULL, keterangan TEXT NOT NULL,
	PRIMARY KEY (kasus, no)) STRICT, WITHOUT ROWID;
CREATE TABLE rekonsiliasi (
	id INTEGER PRIMARY KEY, kasus INTEGER NOT NULL REFERENCES kasus, versi INTEGER NOT NULL, status TEXT NOT NULL, tanggal INTEGER NOT NULL,
	angka TEXT NOT NULL, selisih TEXT NOT NULL, sumber TEXT NOT NULL, hash TEXT NOT NULL, surat INTEGER, pindaian TEXT REFERENCES berkas,
	dinkes_oleh INTEGER, dinkes_s INTEGER, bpjs_oleh INTEGER, bpjs_s INTEGER, dibuat_s INTEGER NOT NULL, oleh INTEGER NOT NULL,
	UNIQUE (kasus, versi)) STRICT;

CREATE TABLE tarif (
	berlaku INTEGER PRIMARY KEY, total INTEGER NOT NULL, pusat INTEGER NOT NULL, pemda_iuran INTEGER NOT NULL,
	pemda_bantuan INTEGER NOT NULL, dasar TEXT NOT NULL) STRICT;
CREATE TABLE libur_kantor (tanggal INTEGER PRIMARY KEY, nama TEXT NOT NULL, libur INTEGER NOT NULL) STRICT;
INSERT INTO tarif VALUES
	(202007, 42000, 16500, 25500, 0, 'Perpres 64/2020'),
	(202101, 42000, 4200, 35000, 2800, 'Perpres 64/2020 Pasal 34; PMK 78/PMK.02/2020');
