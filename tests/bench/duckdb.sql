-- The job of docs/verify.md in SQL, as one would write it for DuckDB: every rule, note and column,
-- sentences included. $list, $registry, $wilayah, $wilayah_lama, $output, $as_of and $city are filled in by
-- duckdb.mjs; a block between "-- {candidates" and "-- }" is left out by --exact. What makes it fast:
-- numbers are cast once and joined as integers, an in-memory table keeps the order of the file (rowid),
-- dear name work is done only where two names differ, only the narrow table of verdicts is sorted, and the
-- final COPY sets it beside the list by position.
SET VARIABLE hari_ini = DATE '$as_of';

-- Letters only, words apart, titles off both ends, Muhammad and Abdul written out.
CREATE TEMP MACRO nama_bersih(s) AS trim(regexp_replace(regexp_replace(regexp_replace(
	' ' || regexp_replace(regexp_replace(upper(strip_accents(s)), '[.''`’]', '', 'g'), '[^A-Z]+', ' ', 'g') ||
		' ',
	'^ ((H|HJ|HAJI|HAJJAH|DR|DRG|DRS|DRA|IR|PROF|KH|UST|USTADZ|TGK|RADEN|RR|ALM|ALMH|SDR|NY|TN|AN|BY|BAYI) )+',
		' '),
	'( (SE|ST|SPD|SPDI|SKOM|SKEP|NERS|AMD|AMDKEB|AMDKEP|SSOS|SIP|SAG|SPT|SSI|SFARM|APT|MM|MKES|MSI|MPD|MAP|'
		|| 'SH|MH|SPOG|SKM|NS|ALM|ALMH))+ $',
	' '),
	' (BIN|BINTI|BTE|BT|BR|BORU) ', ' ', 'g'));
-- Spelling habits taken away: what remains of two spellings of one name is equal.
CREATE TEMP MACRO ejaan(s) AS
	replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
	replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
	regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(' ' || s || ' ',
		'^ (M|MD|MHD|MOH|MOCH|MUH|MUHD|MOHD|MUHAMAD|MOHAMMAD|MOHAMAD|MOCHAMAD|MOCHAMMAD|MUCHAMMAD|MUHAMMAD) ',
			' MUHAMAD '),
		' (AB|ABD|ABDOEL|ABDUL) ', ' ABDUL ', 'g'),
		' (ST|STI|SITI) ', ' SITI ', 'g'),
		' (NOOR|NOER|NUR) ', ' NUR ', 'g'),
		'^ (A|AHMAD|ACHMAD|AKHMAD|AMAT) ', ' AHMAD '),
	'OE', 'U'), 'DJ', 'J'), 'TJ', 'C'), 'NJ', 'NY'), 'SJ', 'S'), 'SY', 'S'), 'SH', 'S'), 'CH', 'K'), 'KH',
		'K'), 'TH', 'T'),
	'PH', 'P'), 'IE', 'I'), 'H ', ' '), 'F', 'P'), 'V', 'P'), 'Z', 'S'), 'J', 'S'), 'Q', 'K'), 'C', 'K'), 'Y',
		'I');
CREATE TEMP MACRO tunggal(s) AS replace(replace(replace(
	replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
	s, 'AA', 'A'), 'BB', 'B'), 'DD', 'D'),
	'EE', 'E'), 'GG', 'G'), 'II', 'I'), 'KK', 'K'), 'LL', 'L'), 'MM', 'M'),
	'NN', 'N'), 'PP', 'P'), 'RR', 'R'), 'SS', 'S'), 'TT', 'T'), 'UU', 'U');
CREATE TEMP MACRO kata(s) AS string_split(s, ' ');
CREATE TEMP MACRO alamat_bersih(s) AS translate(upper(s), ' .,/-:', '');
-- Do two cleaned names fit? The order is from cheap to dear.
CREATE TEMP MACRO huruf(s) AS replace(s, ' ', '');
CREATE TEMP MACRO inti_cocok(a, b) AS CASE
	WHEN a = b OR huruf(a) = huruf(b) THEN true
	WHEN damerau_levenshtein(huruf(a), huruf(b)) <= 1 THEN true
	WHEN list_sort(kata(a)) = list_sort(kata(b)) THEN true
	WHEN starts_with(a, b || ' ') THEN len(kata(a)) >= 3 AND len(kata(a)) = len(kata(b)) + 1
	WHEN starts_with(b, a || ' ') THEN len(kata(b)) >= 3 AND len(kata(b)) = len(kata(a)) + 1
	WHEN len(kata(a)) <> len(kata(b)) THEN false
	ELSE len(list_filter(list_zip(kata(a), kata(b)), lambda z: z[1] <> z[2]
		AND NOT (len(z[1]) = 1 AND starts_with(z[2], z[1])) AND NOT (len(z[2]) = 1 AND starts_with(z[1], z[2]))))
			= 0 END;
CREATE TEMP MACRO inti(s) AS tunggal(trim(ejaan(s)));
-- (CASE, not IN: a list of more than five constants becomes a join, and a join loses the order of the file.)
CREATE TEMP MACRO perempuan(s) AS CASE s WHEN '1' THEN false WHEN '2' THEN true WHEN 'L' THEN false WHEN 'P'
	THEN true
	ELSE CASE upper(trim(s)) WHEN '1' THEN false WHEN 'L' THEN false WHEN 'LAKI-LAKI' THEN false WHEN 'PRIA'
		THEN false
		WHEN 'M' THEN false WHEN 'LK' THEN false WHEN '2' THEN true WHEN 'P' THEN true WHEN 'PEREMPUAN' THEN true
		WHEN 'WANITA' THEN true WHEN 'F' THEN true WHEN 'PR' THEN true END END;
-- Text apostrophes and blanks around a cell.
CREATE TEMP MACRO sel(s) AS trim(s, ' ''');

CREATE TEMP TABLE wilayah AS
	SELECT DISTINCT CAST(replace(kode, '.', '') AS INTEGER) AS kode
	FROM (SELECT kode FROM read_csv('$wilayah', header = true, all_varchar = true)
		UNION ALL SELECT kode FROM read_csv('$wilayah_lama', header = true, all_varchar = true))
	WHERE length(kode) = 8;

CREATE TEMP TABLE l AS
	SELECT sel(PSNOKA) AS psnoka, sel(NIK) AS nik_teks, trim(NAMA) AS nama, ALAMAT AS alamat,
		CASE WHEN regexp_full_match(sel(NIK), '(1[1-9]|[2-8]\d|9[0-6])(0[1-9]|[1-9]\d)(0[1-9]|[1-9]\d)'
			|| '(0[1-9]|[12]\d|3[01]|4[1-9]|[56]\d|7[01])(0[1-9]|1[0-2])\d{6}')
			AND NOT ends_with(sel(NIK), '0000') THEN TRY_CAST(sel(NIK) AS BIGINT) END AS nik,
		TRY_CAST(sel(KKNO) AS BIGINT) AS kk, perempuan(JENKEL) AS perempuan,
		CAST(try_strptime(sel(TGLLHR), ['%d-%m-%Y', '%d/%m/%Y', '%Y-%m-%d']) AS DATE) AS tgl, sel(TGLLHR) <> '' AS
			tgl_ada,
		CASE trim(KETJNSPESERTA) WHEN 'PBPU DAN BP PEMDA' THEN false WHEN 'PBI APBD' THEN false WHEN 'PBI (APBD)'
			THEN false
			WHEN 'PBI DAERAH' THEN false WHEN 'PD PEMDA' THEN false WHEN 'PBPU PEMDA' THEN false WHEN '' THEN false
			ELSE KETJNSPESERTA IS NOT NULL END AS segmen_lain,
		STATUS IN ('2', 'MENINGGAL', 'MENINGGAL DUNIA') AS status_mati, KETJNSPESERTA IS NULL AND STATUS IS NULL
			AS rusak
	FROM read_csv('$list', delim = ';', quote = '"', escape = '"', header = true, all_varchar = true,
		null_padding = true,
		strict_mode = false);

CREATE TEMP TABLE r AS
	SELECT TRY_CAST(nik AS BIGINT) AS nik, TRY_CAST(no_kk AS BIGINT) AS kk, nama, alamat,
		TRY_CAST(tanggal_lahir AS DATE) AS tgl, perempuan(jk) AS perempuan, TRY_CAST(tgl_status AS DATE) AS
			tgl_status,
		CAST(CASE WHEN status IN ('MENINGGAL', 'MATI', 'MENINGGAL DUNIA') THEN 1
			WHEN status IN ('PINDAH', 'PINDAH KELUAR') OR NOT starts_with(kelurahan, '$city') THEN 2
			WHEN status IN ('HIDUP', 'AKTIF', 'ADA') THEN 0 ELSE 3 END AS TINYINT) AS status
	FROM read_csv('$registry', delim = ',', quote = '"', escape = '"', header = true, all_varchar = true,
		null_padding = true,
		strict_mode = false);

-- A NIK twice in the registry: its first record serves, and it is told.
CREATE TEMP TABLE r_ganda AS SELECT nik, min(rowid) AS pertama FROM r GROUP BY nik HAVING count(*) > 1;

-- The join by NIK; one narrow row for each row of the list.
CREATE TEMP TABLE m AS
	SELECT l.rowid AS id, r.rid, r.status, r.tgl_status, l.nama = r.nama AS nama_sama, l.tgl = r.tgl AS tgl_sama,
		l.perempuan = r.perempuan AS jk_sama, l.kk = r.kk AS kk_sama,
		CASE WHEN l.alamat = r.alamat THEN true WHEN r.nik IS NULL THEN NULL
			ELSE alamat_bersih(l.alamat) = alamat_bersih(r.alamat) END AS alamat_sama,
		CASE WHEN l.tgl <> r.tgl THEN year(l.tgl) = year(r.tgl) AND month(l.tgl) = day(r.tgl) AND day(l.tgl) =
			month(r.tgl)
			ELSE false END AS tgl_tukar,
		l.nik // 10000000000 NOT IN (SELECT kode FROM wilayah) AS wilayah_asing
	FROM l LEFT JOIN (SELECT rowid AS rid, * FROM r WHERE rowid NOT IN (
			SELECT r.rowid FROM r JOIN r_ganda g ON r.nik = g.nik WHERE r.rowid <> g.pertama)) r ON l.nik = r.nik;

-- Names that are not the same letter for letter.
CREATE TEMP TABLE beda AS
	WITH x AS MATERIALIZED (SELECT m.id, nama_bersih(l.nama) AS a, nama_bersih(r.nama) AS b
		FROM m JOIN l ON l.rowid = m.id JOIN r ON r.rowid = m.rid WHERE NOT m.nama_sama),
	y AS MATERIALIZED (SELECT id, a, b, inti(a) AS ia, inti(b) AS ib FROM x WHERE a <> b)
	SELECT id, true AS cocok, 1 AS mirip FROM x WHERE a = b
	UNION ALL SELECT id, inti_cocok(ia, ib), jaro_winkler_similarity(a, b) FROM y;

-- Doubles: NIK, participant number, person.
CREATE TEMP TABLE nik_ganda AS
	WITH g AS (SELECT l.rowid AS id, l.nik, l.nama, l.tgl FROM l
		WHERE nik IN (SELECT nik FROM l WHERE nik IS NOT NULL GROUP BY nik HAVING count(*) > 1)),
	-- The row that fits the registry best is kept; a further row of the same person is TIDAK_LAYAK.
	u AS (SELECT g.*, m.rid IS NOT NULL AS ada, first_value(g.id) OVER w AS pertama, first_value(g.nama) OVER w
		AS nama1,
			first_value(g.tgl) OVER w AS tgl1
		FROM g JOIN m ON m.id = g.id LEFT JOIN beda b ON g.id = b.id
		WINDOW w AS (PARTITION BY g.nik ORDER BY coalesce(b.mirip, 1) DESC, coalesce(m.tgl_sama, false) DESC,
			coalesce(m.jk_sama, false) DESC, g.id)),
	n AS MATERIALIZED (SELECT id, inti(nama_bersih(nama)) AS a, inti(nama_bersih(nama1)) AS b FROM u
		WHERE id <> pertama AND ada AND tgl = tgl1)
	SELECT u.id, CASE WHEN n.id IS NULL THEN false ELSE inti_cocok(n.a, n.b) END AS lebih FROM u LEFT JOIN n ON
		u.id = n.id;
CREATE TEMP TABLE peserta_ganda AS
	SELECT rowid AS id FROM l WHERE psnoka <> ''
		AND psnoka IN (SELECT psnoka FROM l WHERE psnoka <> '' GROUP BY psnoka HAVING count(*) > 1);
CREATE TEMP TABLE orang_ganda AS
	WITH p AS MATERIALIZED (SELECT rowid AS id, kk, tgl, nik, inti(nama_bersih(nama)) AS nama FROM l WHERE (kk,
		tgl) IN
		(SELECT (kk, tgl) FROM l WHERE kk IS NOT NULL AND tgl IS NOT NULL GROUP BY kk, tgl HAVING count(*) > 1))
	SELECT DISTINCT a.id FROM p a JOIN p b ON a.kk = b.kk AND a.tgl = b.tgl AND a.id <> b.id
	WHERE coalesce(a.nik <> b.nik, true) AND inti_cocok(a.nama, b.nama);

CREATE TEMP TABLE calon (id BIGINT, rid BIGINT, nik BIGINT, bobot DOUBLE, skor INTEGER);
-- {candidates
-- Rows without a person, or whose person does not fit by name, looked up by the facts of the person.
CREATE TEMP TABLE cari AS
	SELECT m.id, l.nik_teks, nama_bersih(l.nama) AS nama, l.tgl, l.perempuan, l.kk, l.alamat, m.rid,
		CASE WHEN day(l.tgl) <= 12 THEN make_date(year(l.tgl), day(l.tgl), month(l.tgl)) END AS tukar
	FROM m JOIN l ON l.rowid = m.id LEFT JOIN beda b ON m.id = b.id
	WHERE NOT l.rusak AND (m.rid IS NULL OR NOT coalesce(b.cocok, true));
CREATE TEMP TABLE pasangan AS
	SELECT c.id, r.rowid AS rid FROM cari c JOIN r ON c.tgl = r.tgl AND left(c.nama, 1) = left(r.nama, 1)
		WHERE jaro_winkler_similarity(c.nama, r.nama) >= 0.85
	UNION SELECT c.id, r.rowid FROM cari c JOIN r ON c.tukar = r.tgl AND left(c.nama, 1) = left(r.nama, 1)
		WHERE jaro_winkler_similarity(c.nama, r.nama) >= 0.92
	UNION SELECT c.id, r.rowid FROM cari c JOIN r ON c.kk = r.kk
		WHERE jaro_winkler_similarity(c.nama, r.nama) >= 0.80
	UNION SELECT c.id, r.rowid FROM cari c JOIN r ON c.alamat = r.alamat
		WHERE jaro_winkler_similarity(c.nama, r.nama) >= 0.85
	UNION SELECT c.id, r.rowid FROM cari c JOIN r ON c.nama = r.nama
		WHERE year(c.tgl) = year(r.tgl) OR (month(c.tgl) = month(r.tgl) AND day(c.tgl) = day(r.tgl)) OR c.tgl IS
			NULL;
-- Weights in bits after Fellegi and Sunter; a rare name says more.
INSERT INTO calon
	WITH n AS (SELECT count(*) AS semua, log2(count(*)) AS bit FROM r),
	f AS (SELECT nama, count(*) AS kali FROM r
		WHERE nama IN (SELECT DISTINCT r2.nama FROM pasangan p JOIN r r2 ON r2.rowid = p.rid) GROUP BY nama),
	w AS (SELECT c.id, p.rid, r.nik,
			log2(n.semua / f.kali) * greatest(0, (jaro_winkler_similarity(c.nama, r.nama) - 0.8) * 5)
			+ CASE WHEN c.tgl = r.tgl THEN 14 WHEN c.tukar = r.tgl THEN 10
				WHEN damerau_levenshtein(CAST(c.tgl AS VARCHAR), CAST(r.tgl AS VARCHAR)) = 1 THEN 8
				WHEN c.tgl <> r.tgl THEN -8 ELSE 0 END
			+ CASE WHEN c.perempuan = r.perempuan THEN 1 WHEN c.perempuan <> r.perempuan THEN -6 ELSE 0 END
			+ CASE WHEN c.kk = r.kk THEN 14 WHEN c.kk <> r.kk THEN -1 ELSE 0 END
			+ CASE WHEN c.alamat = r.alamat THEN 12 WHEN c.alamat <> r.alamat THEN -1 ELSE 0 END
			+ CASE WHEN c.nik_teks <> '' AND damerau_levenshtein(c.nik_teks, CAST(r.nik AS VARCHAR)) <= 2
				THEN 18 ELSE 0 END AS bobot
		FROM pasangan p JOIN cari c ON p.id = c.id JOIN r ON r.rowid = p.rid JOIN f ON f.nama = r.nama, n
		WHERE p.rid IS DISTINCT FROM c.rid),
	b AS (SELECT id, arg_max(rid, (bobot, -nik)) AS rid, arg_max(nik, (bobot, -nik)) AS nik, max(bobot) AS bobot,
			max(pow(2, bobot - n.bit)) / (sum(pow(2, bobot - n.bit)) + 8) AS p FROM w, n GROUP BY id, n.bit)
	SELECT id, rid, nik, bobot, least(999, CAST(floor(p * 1000) AS INTEGER)) FROM b WHERE p >= 0.9 AND bobot >=
		18;
-- }

CREATE TEMP TABLE putus AS
WITH fakta AS (
	SELECT m.*, b.mirip, g.lebih, g.id IS NOT NULL AS nik_ganda, c.nik AS c_nik, c.skor AS c_skor,
		coalesce(m.nama_sama, false) OR (coalesce(b.cocok, true) AND coalesce(tgl_sama, true) AND
			coalesce(jk_sama, true))
			AS nama_cocok,
		m.id IN (SELECT id FROM peserta_ganda) AS no_ganda, m.id IN (SELECT id FROM orang_ganda) AS orang_ganda
	FROM m LEFT JOIN beda b ON m.id = b.id LEFT JOIN nik_ganda g ON m.id = g.id LEFT JOIN calon c ON m.id = c.id)
SELECT id, rid, c_nik, c_skor, mirip, tgl_status, tgl_tukar,
	nama_cocok AND (coalesce(tgl_sama, false) OR coalesce(kk_sama, false)) AND coalesce(tgl_sama, true)
		AND coalesce(jk_sama, true) AS orangnya,
	rid IS NOT NULL AND NOT nama_cocok AND (c_nik IS NOT NULL
		OR (mirip < 0.92 AND (NOT coalesce(tgl_sama, true) OR NOT coalesce(jk_sama, true)))) AS orang_lain,
	coalesce(lebih, false) AS lebih,
	CASE WHEN nik_ganda THEN 8 ELSE 0 END
		+ CASE WHEN orang_ganda THEN 16 ELSE 0 END
		+ CASE WHEN orang_lain THEN 64 ELSE 0 END
		+ CASE WHEN status = 1 AND coalesce(tgl_status <= getvariable('hari_ini'), true) THEN 128 ELSE 0 END
		+ CASE WHEN status = 2 AND coalesce(tgl_status <= getvariable('hari_ini'), true) THEN 256 ELSE 0 END
		+ CASE WHEN status = 3 OR rid IN (SELECT pertama FROM r_ganda) THEN 512 ELSE 0 END
		+ CASE WHEN rid IS NOT NULL AND NOT nama_cocok AND NOT orang_lain THEN 1024 ELSE 0 END
		+ CASE WHEN NOT tgl_sama THEN 2048 ELSE 0 END
		+ CASE WHEN NOT jk_sama THEN 4096 ELSE 0 END
		+ CASE WHEN no_ganda THEN 65536 ELSE 0 END
		+ CASE WHEN NOT kk_sama THEN 131072 ELSE 0 END
		+ CASE WHEN NOT alamat_sama THEN 262144 ELSE 0 END
		+ CASE WHEN wilayah_asing THEN 524288 ELSE 0 END AS kode
FROM fakta
ORDER BY id;

COPY (
	SELECT id + 2 AS baris, lpad(psnoka, 13, '0') AS no_peserta, nik_teks AS nik,
		CASE WHEN nama[1] IN ('=', '+', '-', '@') THEN '''' || nama ELSE nama END AS nama,
		CASE WHEN kode & 131071 = 0 THEN 'LAYAK'
			WHEN (kode & 384 <> 0 AND orangnya) OR lebih THEN 'TIDAK_LAYAK' ELSE 'TINJAU' END AS putusan,
		CASE WHEN kode = 0 THEN NULL ELSE concat_ws('|',
			CASE WHEN kode & 1 <> 0 THEN 'BARIS_RUSAK' END,
			CASE WHEN kode & 2 <> 0 THEN 'NIK_KOSONG' END,
			CASE WHEN kode & 4 <> 0 THEN 'NIK_TIDAK_SAH' END,
			CASE WHEN kode & 8 <> 0 THEN 'NIK_GANDA' END,
			CASE WHEN kode & 16 <> 0 THEN 'ORANG_GANDA' END,
			CASE WHEN kode & 32 <> 0 THEN 'NIK_TIDAK_DITEMUKAN' END,
			CASE WHEN kode & 64 <> 0 THEN 'NIK_MILIK_ORANG_LAIN' END,
			CASE WHEN kode & 128 <> 0 THEN 'MENINGGAL' END,
			CASE WHEN kode & 256 <> 0 THEN 'PINDAH_DOMISILI' END,
			CASE WHEN kode & 512 <> 0 THEN 'NIK_NONAKTIF' END,
			CASE WHEN kode & 1024 <> 0 THEN 'NAMA_BEDA' END,
			CASE WHEN kode & 2048 <> 0 THEN 'TANGGAL_LAHIR_BEDA' END,
			CASE WHEN kode & 4096 <> 0 THEN 'JENIS_KELAMIN_BEDA' END,
			CASE WHEN kode & 8192 <> 0 THEN 'TANGGAL_TIDAK_SAH' END,
			CASE WHEN kode & 16384 <> 0 THEN 'SEGMEN_LAIN' END,
			CASE WHEN kode & 65536 <> 0 THEN 'PESERTA_GANDA' END,
			CASE WHEN kode & 131072 <> 0 THEN 'KK_BEDA' END,
			CASE WHEN kode & 262144 <> 0 THEN 'ALAMAT_BEDA' END,
			CASE WHEN kode & 524288 <> 0 THEN 'WILAYAH_NIK_TIDAK_DIKENAL' END) END AS alasan,
		CASE WHEN ada AND NOT orang_lain THEN nik ELSE c_nik END AS nik_registry,
		CASE WHEN ada AND NOT orang_lain THEN
			CAST(1000 - 500 * (1 - coalesce(mirip, 1)) AS INTEGER) - CASE WHEN kode & 2048 = 0 THEN 0 ELSE 200 END
				- CASE WHEN kode & 4096 = 0 THEN 0 ELSE 150 END - CASE WHEN kode & 131072 = 0 THEN 0 ELSE 20 END
			ELSE c_skor END AS skor,
		CASE WHEN kode = 0 THEN 'Cocok dengan registri.' ELSE concat_ws('; ',
			CASE WHEN kode & 1 <> 0 THEN 'baris tidak dapat dibaca' END,
			CASE WHEN kode & 2 <> 0 THEN 'NIK kosong' END,
			CASE WHEN kode & 4 <> 0 THEN 'NIK tidak mungkin' END,
			CASE WHEN lebih THEN 'orang yang sama sudah tercantum dengan NIK ini'
				WHEN kode & 8 <> 0 THEN 'NIK ini ada di lebih dari satu baris' END,
			CASE WHEN kode & 16 <> 0 THEN 'orang yang sama tercantum dengan NIK lain' END,
			CASE WHEN kode & 32 <> 0 THEN 'NIK tidak ada di registri' END,
			CASE WHEN kode & 64 <> 0 THEN 'menurut registri NIK ini milik orang lain' END,
			CASE WHEN kode & 128 <> 0 THEN 'meninggal dunia' || coalesce(' tanggal ' || strftime(tgl_status,
				'%d-%m-%Y'), '')
				|| CASE WHEN orangnya THEN '' ELSE ', tetapi catatan itu mungkin milik orang lain' END END,
			CASE WHEN kode & 256 <> 0 THEN 'pindah' || coalesce(' tanggal ' || strftime(tgl_status, '%d-%m-%Y'), '')
				|| CASE WHEN orangnya THEN '' ELSE ', tetapi catatan itu mungkin milik orang lain' END END,
			CASE WHEN kode & 512 <> 0 THEN 'catatan registri tidak aktif atau ganda' END,
			CASE WHEN kode & 1024 <> 0 THEN 'nama berbeda' END,
			CASE WHEN tgl_tukar THEN 'tanggal lahir berbeda (tanggal dan bulan tertukar)'
				WHEN kode & 2048 <> 0 THEN 'tanggal lahir berbeda' END,
			CASE WHEN kode & 4096 <> 0 THEN 'jenis kelamin berbeda' END,
			CASE WHEN kode & 8192 <> 0 THEN 'tanggal lahir bukan tanggal' END,
			CASE WHEN kode & 16384 <> 0 THEN 'segmen bukan PBPU dan BP Pemda' END,
			CASE WHEN kode & 65536 <> 0 THEN 'nomor peserta ada di lebih dari satu baris' END,
			CASE WHEN kode & 131072 <> 0 THEN 'nomor KK berbeda' END,
			CASE WHEN kode & 262144 <> 0 THEN 'alamat berbeda' END,
			CASE WHEN kode & 524288 <> 0 THEN 'wilayah NIK tidak dikenal' END,
			CASE WHEN c_nik IS NOT NULL THEN 'calon orangnya ditemukan di registri' END,
			CASE WHEN status_mati THEN 'daftar sendiri menyebut meninggal' END) || '.' END AS penjelasan
	FROM (SELECT p.* EXCLUDE kode, l.psnoka, l.nik_teks, l.nama, l.nik, p.rid IS NOT NULL AS ada, l.status_mati,
			CASE WHEN l.rusak THEN 1 ELSE p.kode
				+ CASE WHEN coalesce(l.nik_teks, '') IN ('', '-', '0') THEN 2 WHEN l.nik IS NULL THEN 4
					WHEN p.rid IS NULL THEN 32 ELSE 0 END
				+ CASE WHEN l.tgl_ada AND coalesce(l.tgl > getvariable('hari_ini') OR l.tgl < DATE '1870-01-01', true)
					THEN 8192 ELSE 0 END
				+ CASE WHEN l.segmen_lain THEN 16384 ELSE 0 END END AS kode
		FROM l POSITIONAL JOIN putus p)
) TO '$output' (FORMAT csv, HEADER true, DELIMITER ',');
