-- Pages in the order they are shown in, without walking over the rest and without sorting.
CREATE INDEX temuan_putusan ON temuan(periksa, putusan, no) WHERE putusan <> 0;
CREATE INDEX surat_kasus ON surat(kasus);
CREATE INDEX ekstrak_tanggal ON ekstrak(tanggal);
CREATE INDEX kasus_per_daftar ON kasus(daftar);
