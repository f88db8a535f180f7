#!/bin/sh
# The office of a made-up city: makes it the first time, then serves it.
set -eu
padan=$1
dir=$2
listen=$3
mkdir -p "$(dirname "$dir")"
if [ -f "$dir/padan.db" ]; then
	echo "Kantor contoh di $dir (hapus foldernya untuk mulai dari awal)."
	echo "Kata sandi semua akun: contoh-padan-2026  (sari, bayu, rudi, maya, ratna, hendra, lina, bpjs, auditor, admin)"
else
	"$padan" init "$dir" --demo
fi
exec "$padan" serve --data "$dir" --listen "$listen"
