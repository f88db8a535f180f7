-- The months a detail has rows of, whatever the letter's lines say.
CREATE TABLE tagihan_bulan (
	bulan INTEGER NOT NULL, tagihan INTEGER NOT NULL REFERENCES tagihan, PRIMARY KEY (bulan, tagihan)) STRICT, WITHOUT ROWID;
INSERT INTO tagihan_bulan(bulan, tagihan) SELECT DISTINCT blntag, tagihan FROM tagihan_orang;
-- dari, baris: the row of some bill's detail a difference is about, NULL for somebody nobody billed. A row is claimed back once.
ALTER TABLE selisih_orang ADD COLUMN dari INTEGER;
ALTER TABLE selisih_orang ADD COLUMN baris INTEGER;
-- A bill still looked at is recomputed before it goes on; the settled ones keep what was claimed, by the row it was about.
CREATE INDEX tagihan_orang_siapa ON tagihan_orang(blntag, no_peserta, nik);
UPDATE selisih_orang SET (dari, baris) = (SELECT o.tagihan, o.no FROM tagihan_orang o WHERE o.blntag = selisih_orang.blntag
	AND o.no_peserta = selisih_orang.no_peserta AND o.nik = selisih_orang.nik
	AND (selisih_orang.jenis = 'lalu') = (o.tagihan <> selisih_orang.tagihan) LIMIT 1) WHERE jumlah > 0;
DROP INDEX tagihan_orang_siapa;
DROP INDEX selisih_orang_bulan;
CREATE INDEX selisih_orang_bulan ON selisih_orang(blntag);
CREATE INDEX selisih_orang_baris ON selisih_orang(dari, baris);
