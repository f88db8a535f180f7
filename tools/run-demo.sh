#!/bin/sh
# The main job on a demonstration month: makes it, verifies it, says where the results lie.
set -eu
padan=$1
dir=demo
if [ ! -f $dir/bnba-bpjs.csv ]; then
	echo "Menulis kota rekaan ke $dir/ ..."
	"$padan" demo $dir
fi
echo
echo "Memeriksa $dir/bnba-kantor.xlsx terhadap $dir/kependudukan.csv ..."
"$padan" verify $dir/bnba-kantor.xlsx --registry $dir/kependudukan.csv --as-of 2026-11-01 --output $dir/hasil.csv
"$padan" verify $dir/bnba-kantor.xlsx --registry $dir/kependudukan.csv --as-of 2026-11-01 --output $dir/hasil.xlsx --quiet
echo
echo "Putusan tiap peserta : $dir/hasil.csv"
echo "Rekapitulasi (XLSX)  : $dir/hasil.xlsx"
