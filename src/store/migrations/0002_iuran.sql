-- SOP 070: from the BA Rekonsiliasi to the proof of payment. Money is whole rupiah; a month is yyyymm, a day yyyymmdd.
ALTER TABLE persetujuan ADD COLUMN peran TEXT NOT NULL DEFAULT ''; -- as whom somebody decided, where several must
ALTER TABLE surat ADD COLUMN tagihan INTEGER;                      -- the bill a paper is about
ALTER TABLE kasus ADD COLUMN rekon INTEGER REFERENCES rekonsiliasi; -- the very BA a payment case stands on

-- Step 3: what was handed to BPJS, signed by both; frozen once both have.
CREATE TABLE serah (
	id INTEGER PRIMARY KEY, kasus INTEGER NOT NULL REFERENCES kasus, rekon INTEGER NOT NULL REFERENCES rekonsiliasi, versi INTEGER NOT NULL,
	tanggal INTEGER NOT NULL, isi TEXT NOT NULL, hash TEXT NOT NULL, pdf TEXT NOT NULL REFERENCES berkas, pindaian TEXT REFERENCES berkas,
	dinas_oleh INTEGER, dinas_s INTEGER, bpjs_oleh INTEGER, bpjs_s INTEGER, bpjs_nama TEXT NOT NULL DEFAULT '', batal_s INTEGER,
	dibuat_s INTEGER NOT NULL, oleh INTEGER NOT NULL, UNIQUE (kasus, versi)) STRICT;

-- Step 4: bills. status: diperiksa (step 4), dikembalikan (to BPJS), disiapkan (step 5), diajukan (step 6), selesai.
CREATE TABLE tagihan (
	id INTEGER PRIMARY KEY, kasus INTEGER NOT NULL REFERENCES kasus, nomor TEXT NOT NULL, tanggal INTEGER NOT NULL, bulan INTEGER NOT NULL,
	jatuh_tempo INTEGER NOT NULL, va TEXT NOT NULL, jumlah INTEGER NOT NULL CHECK (jumlah >= 0), status TEXT NOT NULL DEFAULT 'diperiksa',
	surat TEXT REFERENCES berkas, rincian TEXT REFERENCES berkas, rincian_baris INTEGER NOT NULL DEFAULT 0, dihitung_s INTEGER,
	ringkasan TEXT NOT NULL DEFAULT '{}', alasan_kembali TEXT NOT NULL DEFAULT '', dibuat_s INTEGER NOT NULL, oleh INTEGER NOT NULL,
	versi INTEGER NOT NULL DEFAULT 1) STRICT;
CREATE UNIQUE INDEX tagihan_nomor ON tagihan(nomor) WHERE status <> 'dikembalikan';
CREATE INDEX tagihan_per_kasus ON tagihan(kasus);
-- The cases (and so the BAs) a bill covers beside its own: a bill for a quarter covers three.
CREATE TABLE tagihan_kasus (
	tagihan INTEGER NOT NULL REFERENCES tagihan, kasus INTEGER NOT NULL REFERENCES kasus, PRIMARY KEY (tagihan, kasus)) STRICT, WITHOUT ROWID;
CREATE INDEX tagihan_kasus_balik ON tagihan_kasus(kasus, tagihan);
-- jenis: iuran, susulan (an earlier month), koreksi, kredit (uses up what BPJS owes). bulan is BLNTAG. koreksi and kredit are negative
-- when they lower the bill; orang * tarif = jumlah for iuran and susulan.
CREATE TABLE tagihan_baris (
	tagihan INTEGER NOT NULL REFERENCES tagihan, no INTEGER NOT NULL, jenis TEXT NOT NULL, segmen TEXT NOT NULL, bulan INTEGER NOT NULL,
	orang INTEGER NOT NULL, tarif INTEGER NOT NULL, jumlah INTEGER NOT NULL, uraian TEXT NOT NULL DEFAULT '', PRIMARY KEY (tagihan, no)) STRICT, WITHOUT ROWID;
CREATE INDEX tagihan_baris_bulan ON tagihan_baris(bulan, tagihan);
-- BPJS's detail (FACTS 2, layout F): who was billed for which month. orang: 63-bit hash of the person's key over the months
-- (peserta.kunci), so that the same person and month of two bills lie side by side. no: in the order of blntag and orang.
-- cacat: 1 no possible NIK, 2 a segment that is not the city's.
CREATE TABLE tagihan_orang (
	blntag INTEGER NOT NULL, orang INTEGER NOT NULL, tagihan INTEGER NOT NULL, no INTEGER NOT NULL, no_peserta TEXT NOT NULL, nik TEXT NOT NULL,
	nama TEXT NOT NULL, jenis TEXT NOT NULL, jumlah INTEGER NOT NULL, cacat INTEGER NOT NULL,
	PRIMARY KEY (blntag, orang, tagihan, no)) STRICT, WITHOUT ROWID;
CREATE INDEX tagihan_orang_per ON tagihan_orang(tagihan, no);
-- Who stood on the list of PBI JK (paid by the state) in a month.
CREATE TABLE pbi_jk (bulan INTEGER NOT NULL, nik TEXT NOT NULL, PRIMARY KEY (bulan, nik)) STRICT, WITHOUT ROWID;
-- What differs, by kind; jumlah > 0: billed too much. status: terbuka, diterangkan, kredit (claimed back), diterima (by the head).
CREATE TABLE selisih (
	tagihan INTEGER NOT NULL REFERENCES tagihan, jenis TEXT NOT NULL, orang INTEGER NOT NULL, jumlah INTEGER NOT NULL,
	status TEXT NOT NULL DEFAULT 'terbuka', catatan TEXT NOT NULL DEFAULT '', berkas TEXT REFERENCES berkas, oleh INTEGER, waktu_s INTEGER,
	PRIMARY KEY (tagihan, jenis)) STRICT, WITHOUT ROWID;
CREATE TABLE selisih_orang (
	tagihan INTEGER NOT NULL, jenis TEXT NOT NULL, no INTEGER NOT NULL, peserta INTEGER, no_peserta TEXT NOT NULL, nik TEXT NOT NULL,
	nama TEXT NOT NULL, blntag INTEGER NOT NULL, jumlah INTEGER NOT NULL, keterangan TEXT NOT NULL,
	PRIMARY KEY (tagihan, jenis, no)) STRICT, WITHOUT ROWID;
CREATE INDEX selisih_orang_bulan ON selisih_orang(blntag, no_peserta, nik);

-- The ledger: each row moves an amount out of one account into another, so that all accounts always sum to zero. Nothing in it
-- is changed or deleted; a mistake is moved back. Accounts: pagu -> tersedia -> tagihan -> realisasi (the budget),
-- utang -> beban, kas -> utang, beban -> piutang, piutang -> utang (what is owed to BPJS and by it).
CREATE TABLE jurnal (
	id INTEGER PRIMARY KEY, tanggal INTEGER NOT NULL, tahun INTEGER NOT NULL, jenis TEXT NOT NULL, tagihan INTEGER REFERENCES tagihan,
	nomor TEXT NOT NULL DEFAULT '', uraian TEXT NOT NULL, berkas TEXT REFERENCES berkas, waktu_s INTEGER NOT NULL, oleh INTEGER NOT NULL) STRICT;
CREATE INDEX jurnal_tagihan ON jurnal(tagihan);
CREATE TABLE buku (
	jurnal INTEGER NOT NULL REFERENCES jurnal, no INTEGER NOT NULL, tahun INTEGER NOT NULL, rekening TEXT NOT NULL, dari TEXT NOT NULL,
	ke TEXT NOT NULL, jumlah INTEGER NOT NULL CHECK (jumlah > 0), CHECK (dari <> ke), PRIMARY KEY (jurnal, no)) STRICT, WITHOUT ROWID;
CREATE INDEX buku_tahun ON buku(tahun, rekening);
CREATE TRIGGER buku_tetap_u BEFORE UPDATE ON buku BEGIN SELECT RAISE(ABORT, 'buku tidak bisa diubah'); END;
CREATE TRIGGER buku_tetap_d BEFORE DELETE ON buku BEGIN SELECT RAISE(ABORT, 'buku tidak bisa dihapus'); END;
CREATE TRIGGER jurnal_tetap_u BEFORE UPDATE ON jurnal BEGIN SELECT RAISE(ABORT, 'jurnal tidak bisa diubah'); END;
CREATE TRIGGER jurnal_tetap_d BEFORE DELETE ON jurnal BEGIN SELECT RAISE(ABORT, 'jurnal tidak bisa dihapus'); END;

-- Budget entries from paper wait here until a second person confirms them.
CREATE TABLE anggaran_tunda (
	id INTEGER PRIMARY KEY, jenis TEXT NOT NULL, tahun INTEGER NOT NULL, tanggal INTEGER NOT NULL, nomor TEXT NOT NULL, uraian TEXT NOT NULL,
	iuran INTEGER NOT NULL, bantuan INTEGER NOT NULL, berkas TEXT REFERENCES berkas, waktu_s INTEGER NOT NULL, oleh INTEGER NOT NULL,
	selesai_s INTEGER, penegas INTEGER, ditolak INTEGER NOT NULL DEFAULT 0, alasan TEXT NOT NULL DEFAULT '') STRICT;

-- Standing papers, kept once with their validity. jenis: pks, mou, sk_kacab, dpa, virtual_account. rincian: a JSON object with what
-- that kind has of its own (nilai_kuota, cara_bayar, sanksi, bank, npwp, va, kantor_cabang ...).
CREATE TABLE dokumen (
	id INTEGER PRIMARY KEY, jenis TEXT NOT NULL, nomor TEXT NOT NULL, tanggal INTEGER NOT NULL, mulai INTEGER NOT NULL, selesai INTEGER NOT NULL,
	nilai INTEGER NOT NULL DEFAULT 0, rincian TEXT NOT NULL DEFAULT '{}', ditandatangani INTEGER NOT NULL, berkas TEXT REFERENCES berkas,
	tempat TEXT NOT NULL DEFAULT '', dicabut_s INTEGER, dicabut_alasan TEXT NOT NULL DEFAULT '', dicatat_s INTEGER NOT NULL, oleh INTEGER NOT NULL) STRICT;
CREATE INDEX dokumen_jenis ON dokumen(jenis, mulai);
-- The head lets one bill go on with a standing paper that is not in force, until a day (January often runs so).
CREATE TABLE kelonggaran (
	tagihan INTEGER NOT NULL REFERENCES tagihan, jenis TEXT NOT NULL, alasan TEXT NOT NULL, sampai INTEGER NOT NULL, oleh INTEGER NOT NULL,
	waktu_s INTEGER NOT NULL, PRIMARY KEY (tagihan, jenis)) STRICT, WITHOUT ROWID;

-- Step 6: the bundle of thirteen and what Finance said of it.
CREATE TABLE bundel (
	id INTEGER PRIMARY KEY, tagihan INTEGER NOT NULL REFERENCES tagihan, versi INTEGER NOT NULL, isi TEXT NOT NULL, hash TEXT NOT NULL,
	pdf TEXT NOT NULL REFERENCES berkas, zip TEXT NOT NULL REFERENCES berkas, dibuat_s INTEGER NOT NULL, oleh INTEGER NOT NULL,
	diajukan_s INTEGER, diterima_s INTEGER, diterima_oleh INTEGER, terima_kertas TEXT REFERENCES berkas, dikembalikan_s INTEGER,
	alasan TEXT NOT NULL DEFAULT '', UNIQUE (tagihan, versi)) STRICT;
-- jenis: spp, spm, sp2d, transfer. From paper: kertas is the scan, and it counts once a second person has confirmed it.
CREATE TABLE bayar (
	id INTEGER PRIMARY KEY, tagihan INTEGER NOT NULL REFERENCES tagihan, jenis TEXT NOT NULL, nomor TEXT NOT NULL, tanggal INTEGER NOT NULL,
	jumlah INTEGER NOT NULL CHECK (jumlah > 0), kanal TEXT NOT NULL DEFAULT '', tujuan TEXT NOT NULL DEFAULT '', berkas TEXT REFERENCES berkas,
	dari_kertas INTEGER NOT NULL DEFAULT 0, ditegaskan INTEGER, ditegaskan_s INTEGER, batal_s INTEGER, batal_alasan TEXT NOT NULL DEFAULT '',
	waktu_s INTEGER NOT NULL, oleh INTEGER NOT NULL) STRICT;
CREATE UNIQUE INDEX bayar_nomor ON bayar(jenis, nomor, tanggal / 10000) WHERE batal_s IS NULL;
CREATE INDEX bayar_tagihan ON bayar(tagihan);
