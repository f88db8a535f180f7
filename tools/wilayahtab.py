#!/usr/bin/env python3
"""Region tables of Kemendagri as C: python3 wilayahtab.py DATADIR OUTFILE.h

Reads DATADIR/wilayah.csv (kode,nama,level) and DATADIR/wilayah_kode_lama.csv (kode first); writes what
src/base/wilayah.c includes. The output depends on nothing but the two files.
"""
import csv
import os
import sys

LEVEL_DIGITS = {"provinsi": 2, "kabupaten": 4, "kota": 4, "kecamatan": 6, "kelurahan": 10, "desa": 10}


def die(text):
    sys.exit("wilayahtab: " + text)


def code_of(text, where):
    digits = text.replace(".", "")
    if not digits.isdigit() or len(digits) not in (2, 4, 6, 10):
        die(f"{where}: {text!r} is no region code")
    return digits


def read_present(path):
    """{digits: [(code, name), ...] in rising order}"""
    out = {2: [], 4: [], 6: [], 10: []}
    with open(path, encoding="utf-8", newline="") as f:
        for n, row in enumerate(csv.DictReader(f), 2):
            digits = code_of(row["kode"], f"{path}:{n}")
            if LEVEL_DIGITS.get(row["level"]) != len(digits):
                die(f"{path}:{n}: level {row['level']!r} does not fit the code")
            if not row["nama"] or len(row["nama"].encode()) > 60:
                die(f"{path}:{n}: name empty or longer than 60 bytes")
            out[len(digits)].append((digits, row["nama"]))
    for level, rows in out.items():
        rows.sort()
        for a, b in zip(rows, rows[1:]):
            if a[0] == b[0]:
                die(f"{path}: code {a[0]} twice")
        parents = {r[0] for r in out.get({4: 2, 6: 4, 10: 6}.get(level), [])}
        if level > 2:
            for code, _ in rows:
                if code[: {4: 2, 6: 4, 10: 6}[level]] not in parents:
                    die(f"{path}: {code} has no parent")
    return out


def read_old_prefixes(path):
    with open(path, encoding="utf-8", newline="") as f:
        codes = [code_of(row["kode"], f"{path}:{n}") for n, row in enumerate(csv.DictReader(f), 2)]
    return {c for c in codes if len(c) == 6}


def array(f, ctype, name, values, per_line):
    f.write(f"static const {ctype} {name}[{len(values)}] = {{\n")
    for i in range(0, len(values), per_line):
        f.write(",".join(map(str, values[i : i + per_line])) + ",\n")
    f.write("};\n")


def blob(f, name, data):
    # The literal is longer than the 4095 characters ISO C promises; every compiler we build with takes it.
    f.write('#pragma GCC diagnostic push\n#pragma GCC diagnostic ignored "-Woverlength-strings"\n')
    f.write(f"static const char {name}[{len(data) + 1}] =\n")
    for i in range(0, len(data), 100):
        text = "".join(chr(c) if 32 <= c < 127 and c not in b'"\\?' else f"\\{c:03o}" for c in data[i : i + 100])
        f.write(f'"{text}"\n')
    f.write(";\n#pragma GCC diagnostic pop\n")


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    data, out = sys.argv[1:]
    present = read_present(os.path.join(data, "wilayah.csv"))
    prefixes = read_old_prefixes(os.path.join(data, "wilayah_kode_lama.csv"))
    prefixes |= {code for code, _ in present[6]}

    kabs = sorted({int(p[:4]) for p in prefixes})
    slot = [0] * 10000
    for i, kab in enumerate(kabs):
        slot[kab] = i + 1
    words = [0] * (4 * len(kabs))
    for p in prefixes:
        i, bit = slot[int(p[:4])] - 1, int(p[4:])
        words[4 * i + bit // 32] |= 1 << bit % 32

    kel = [code for code, _ in present[10]]
    first = []
    at = 0
    for kec, _ in present[6]:
        while at < len(kel) and kel[at][:6] < kec:
            at += 1
        first.append(at)
    first.append(len(kel))

    names = bytearray()
    offset = []
    for level in (2, 4, 6, 10):
        for _, name in present[level]:
            offset.append(len(names))
            names += name.encode()
    offset.append(len(names))

    with open(out + ".tmp", "w", encoding="ascii", newline="\n") as f:
        f.write("/* Made by tools/wilayahtab.py from data/wilayah.csv and data/wilayah_kode_lama.csv; do not edit. */\n")
        array(f, "uint16_t", "kab_slot", slot, 50)
        array(f, "uint32_t", "kec_bits", [f"{w}u" for w in words], 12)
        array(f, "uint16_t", "prov_code", [int(c) for c, _ in present[2]], 20)
        array(f, "uint16_t", "kab_code", [int(c) for c, _ in present[4]], 20)
        array(f, "uint32_t", "kec_code", [int(c) for c, _ in present[6]], 15)
        array(f, "uint32_t", "kec_first_kel", first, 15)
        array(f, "uint16_t", "kel_code", [int(c[6:]) for c in kel], 20)
        array(f, "uint32_t", "name_at", offset, 15)
        blob(f, "name_text", bytes(names))
    os.replace(out + ".tmp", out)


if __name__ == "__main__":
    main()
