-- Decisions by the day they were recorded on (days since 1970 in the office's own time, WIB): what the chart of progress is drawn
-- from, kept by triggers like the other counts (docs/adr/0004).
CREATE TABLE hitung_harian (
	kasus INTEGER NOT NULL, hari INTEGER NOT NULL, jumlah INTEGER NOT NULL, PRIMARY KEY (kasus, hari)) STRICT, WITHOUT ROWID;
INSERT INTO hitung_harian SELECT kasus, (waktu_s + 25200) / 86400, count(*) FROM keputusan GROUP BY 1, 2;
CREATE TRIGGER keputusan_masuk AFTER INSERT ON keputusan BEGIN
	INSERT INTO hitung_harian VALUES (NEW.kasus, (NEW.waktu_s + 25200) / 86400, 1) ON CONFLICT DO UPDATE SET jumlah = jumlah + 1;
END;
CREATE TRIGGER keputusan_berubah AFTER UPDATE OF waktu_s ON keputusan WHEN (OLD.waktu_s + 25200) / 86400 <> (NEW.waktu_s + 25200) / 86400 BEGIN
	UPDATE hitung_harian SET jumlah = jumlah - 1 WHERE kasus = OLD.kasus AND hari = (OLD.waktu_s + 25200) / 86400;
	INSERT INTO hitung_harian VALUES (NEW.kasus, (NEW.waktu_s + 25200) / 86400, 1) ON CONFLICT DO UPDATE SET jumlah = jumlah + 1;
END;
CREATE TRIGGER keputusan_keluar AFTER DELETE ON keputusan BEGIN
	UPDATE hitung_harian SET jumlah = jumlah - 1 WHERE kasus = OLD.kasus AND hari = (OLD.waktu_s + 25200) / 86400;
END;

-- Files that arrive in pieces: whose, for which address, how many bytes are on the disk for certain. lanjut: where the finished one
-- led to, so that a browser that missed the answer finds it. The bytes lie under unggahan/, by id, and never under another's.
CREATE TABLE unggahan (
	id INTEGER PRIMARY KEY AUTOINCREMENT, pengguna INTEGER NOT NULL REFERENCES pengguna, tujuan TEXT NOT NULL, nama TEXT NOT NULL,
	jenis TEXT NOT NULL, ukuran INTEGER NOT NULL, diubah INTEGER NOT NULL, posisi INTEGER NOT NULL DEFAULT 0,
	dibuat_s INTEGER NOT NULL, disentuh_s INTEGER NOT NULL, lanjut TEXT) STRICT;
CREATE INDEX unggahan_pengguna ON unggahan(pengguna, tujuan);

-- How often a setting was changed: what a form showed, so that nobody writes over what he did not see.
ALTER TABLE setelan ADD COLUMN versi INTEGER NOT NULL DEFAULT 1;
