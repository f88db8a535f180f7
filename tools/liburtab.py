#!/usr/bin/env python3
"""Holidays and Ramadan as C: liburtab.py DATADIR OUTFILE.h

Reads DATADIR/hari_libur.csv and DATADIR/ramadan.csv, checks what a hand may get wrong (weekday, order, doubles, words out of
the list, the last day of Ramadan against Idul Fitri) and writes what src/app/kalender.c includes. The output depends on
nothing but the two files.
"""
import csv
import datetime
import os
import sys

DAYS = "Senin Selasa Rabu Kamis Jumat Sabtu Minggu".split()
KIND = {"libur_nasional": "HARI_LIBUR_NASIONAL", "cuti_bersama": "HARI_CUTI_BERSAMA", "libur_khusus": "HARI_LIBUR_KHUSUS"}
STATUS = {"skb": "false", "keppres": "false", "isbat": "false", "estimate": "true"}


def die(text):
    sys.exit("liburtab: " + text)


def rows(path):
    with open(path, encoding="utf-8", newline="") as f:
        kept = [(n, line) for n, line in enumerate(f, 1) if not line.startswith("#") and line.strip()]
    table = csv.DictReader([line for _, line in kept], strict=True)
    for (n, _), row in zip(kept[1:], table):
        if None in row or None in row.values():
            die(f"{path}:{n}: wrong number of fields")
        yield f"{path}:{n}", row


def day(text, where):
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        die(f"{where}: {text!r} is no date")


def number(d):
    return d.year * 10000 + d.month * 100 + d.day


def literal(text):
    return "".join(chr(c) if 32 <= c < 127 and c not in b'"\\?' else f"\\{c:03o}" for c in text.encode())


def read_holidays(path):
    out, before = [], datetime.date.min
    for where, row in rows(path):
        d = day(row["tanggal"], where)
        if DAYS[d.weekday()] != row["hari"]:
            die(f"{where}: {d} is a {DAYS[d.weekday()]}, not a {row['hari']}")
        if d <= before:
            die(f"{where}: days must rise, each once")
        if row["jenis"] not in KIND or row["status"] not in ("skb", "keppres", "estimate"):
            die(f"{where}: unknown jenis or status")
        name = row["keterangan"].strip()
        if not name or len(name.encode()) > 100:
            die(f"{where}: keterangan empty or longer than 100 bytes")
        # People read this text; the list shortens, they need not.
        if name.startswith("CB "):
            name = "Cuti bersama " + name[3:]
        out.append((d, KIND[row["jenis"]], STATUS[row["status"]], name))
        before = d
    return out


def read_ramadan(path, holidays):
    names = {d: name for d, _, _, name in holidays}
    out, before = [], datetime.date.min
    for where, row in rows(path):
        first, last = day(row["mulai"], where), day(row["selesai"], where)
        if (last - first).days + 1 not in (29, 30) or first <= before:
            die(f"{where}: not 29 or 30 days after the year before")
        if row["status"] not in ("isbat", "estimate") or not row["tahun_hijriah"].isdigit():
            die(f"{where}: unknown status or year")
        feast = names.get(last + datetime.timedelta(days=1), "")
        if not feast.startswith(f"Idul Fitri {row['tahun_hijriah']} H (1)"):
            die(f"{where}: the day after {last} is not Idul Fitri {row['tahun_hijriah']} H in the holidays")
        out.append((first, last, STATUS[row["status"]]))
        before = last
    return out


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    data, out = sys.argv[1:]
    holidays = read_holidays(os.path.join(data, "hari_libur.csv"))
    ramadan = read_ramadan(os.path.join(data, "ramadan.csv"), holidays)
    years = sorted({d.year for d, _, _, _ in holidays})
    if years != list(range(years[0], years[-1] + 1)):
        die("a year is missing between the first and the last")
    sure = [y for y in years if all(e == "false" for d, _, e, _ in holidays if d.year == y)]
    if sure != years[: len(sure)]:
        die("an estimated year stands before a published one")
    with open(out + ".tmp", "w", encoding="ascii", newline="\n") as f:
        f.write("/* Made by tools/liburtab.py from data/hari_libur.csv and data/ramadan.csv; do not edit. */\n")
        f.write(f"enum {{ LIBUR_TAHUN_AWAL = {years[0]}, LIBUR_TAHUN_PASTI = {sure[-1] if sure else years[0] - 1}, "
                f"LIBUR_TAHUN_AKHIR = {years[-1]} }};\n")
        f.write("static const struct {\n\ttanggal tanggal;\n\tenum hari_jenis jenis;\n\tbool perkiraan;\n"
                f"\tstruct str nama;\n}} libur_table[{len(holidays)}] = {{\n")
        for d, kind, estimate, name in holidays:
            f.write(f'\t{{ {number(d)}, {kind}, {estimate}, {{ "{literal(name)}", {len(name.encode())} }} }},\n')
        f.write(f"}};\nstatic const struct ramadan ramadan_table[{len(ramadan)}] = {{\n")
        for first, last, estimate in ramadan:
            f.write(f"\t{{ {number(first)}, {number(last)}, {estimate} }},\n")
        f.write("};\n")
    os.replace(out + ".tmp", out)


if __name__ == "__main__":
    main()
