#!/usr/bin/env python3
"""Writes the hostile XLSX set into a directory: make_xlsx.py DIR [--check PROGRAM].

Each file's name begins with "tolak-" when it must be refused and with "baca-" when it must be read. With --check,
PROGRAM FILE is run on each within 2 seconds and 64 MiB of resident memory: exit status 1 and one line of text for the
former, 0 for the latter, and nothing left behind in its TMPDIR.
"""

import argparse
import os
import pathlib
import resource
import struct
import subprocess
import sys
import tempfile
import time
import zlib

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SHEET = f'<worksheet xmlns="{MAIN}"><sheetData>%s</sheetData></worksheet>'
ROW = '<row r="1"><c r="A1" t="inlineStr"><is><t>SITI</t></is></c></row>'
NAMES = ("_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet1.xml")


def parts(sheet=SHEET % ROW, strings=None, styles=None, book=None, rels=None):
    """The parts of a sound workbook, but for those given."""
    p = {
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": book or f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="Data" sheetId="1" '
        'r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": rels or f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{OFFICE}/sharedStrings" '
        f'Target="sharedStrings.xml"/><Relationship Id="rId3" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": sheet,
    }
    if strings is not None:
        p["xl/sharedStrings.xml"] = strings
    if styles is not None:
        p["xl/styles.xml"] = styles
    return {n: v.encode() if isinstance(v, str) else v for n, v in p.items()}


class Zip:
    """An archive whose every field can lie."""

    def __init__(self):
        self.out, self.dir, self.count = bytearray(), bytearray(), 0

    def add(self, name, data=b"", packed=None, size=None, crc=None, method=8, flags=0, offset=None, local=None):
        name = name.encode() if isinstance(name, str) else name
        if packed is None:
            c = zlib.compressobj(9, zlib.DEFLATED, -15)
            packed = c.compress(data) + c.flush() if method == 8 else data
        size = len(data) if size is None else size
        crc = zlib.crc32(data) if crc is None else crc
        offset = len(self.out) if offset is None else offset
        small = min(size, 0xFFFFFFFF)
        extra = struct.pack("<HHQ", 1, 8, size) if small == 0xFFFFFFFF else b""
        local_extra = struct.pack("<HHQQ", 1, 16, size, len(packed)) if extra else b""
        low = 0xFFFFFFFF if extra else len(packed)
        self.out += struct.pack("<IHHHHHIIIHH", 0x04034B50, 20, flags, method, 0, 0, crc, low, small,
                                len(local or name), len(local_extra)) + (local or name) + local_extra + packed
        self.dir += struct.pack("<IHHHHHHIIIHHHHHII", 0x02014B50, 20, 20, flags, method, 0, 0, crc, len(packed), small,
                                len(name), len(extra), 0, 0, 0, 0, offset) + name + extra
        self.count += 1
        return self

    def all(self, p):
        for name, data in p.items():
            self.add(name, data)
        return self

    def end(self, count=None, size=None, at=None, comment=b"", disk=0):
        count = min(self.count if count is None else count, 0xFFFF)
        at, size = len(self.out) if at is None else at, len(self.dir) if size is None else size
        return bytes(self.out + self.dir) + struct.pack("<IHHHHIIH", 0x06054B50, disk, disk, count, count, size, at,
                                                        len(comment)) + comment


def book(**changed):
    return Zip().all(parts(**changed)).end()


def rows(text):
    return book(sheet=SHEET % text)


def without(name):
    return {n: v for n, v in parts().items() if n != name}


def bomb(head, tail, mib, fill=b"A"):
    """Deflated head + mib MiB of one byte + tail, made from one packed MiB repeated; its size and CRC are true."""
    block = fill * (1 << 20)
    c = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = c.compress(head) + c.flush(zlib.Z_FULL_FLUSH)
    one = c.compress(block) + c.flush(zlib.Z_FULL_FLUSH)
    packed += one * mib + c.compress(tail) + c.flush()
    crc = zlib.crc32(head)
    for _ in range(mib):
        crc = zlib.crc32(block, crc)
    return packed, len(head) + (mib << 20) + len(tail), zlib.crc32(tail, crc)


def cell_bombs(out):
    head = SHEET.split("%s")[0].encode() + b'<row r="1"><c r="A1" t="inlineStr"><is><t>'
    tail = b"</t></is></c></row></sheetData></worksheet>"
    packed, size, crc = bomb(head, tail, 4096)
    for name, said in (("bom-4gib", size), ("bom-4gib-ukuran-bohong", 4000000), ("bom-4gib-ukuran-nol", 0)):
        z = Zip().all(without("xl/worksheets/sheet1.xml"))
        out["tolak-" + name] = z.add("xl/worksheets/sheet1.xml", packed=packed, size=said, crc=crc).end()
    # Poor enough in ratio to pass that limit: the cell's own must stop it.
    text = "".join(f"{i * 7919 % 100003:x} {'z' * 300}" for i in range(1 << 16))
    out["tolak-sel-20mib"] = rows(f'<row r="1"><c r="A1" t="inlineStr"><is><t>{text}</t></is></c></row>')
    out["tolak-komentar-20mib"] = rows(f"<!--{text}-->" + ROW)
    out["tolak-atribut-20mib"] = rows(f'<row r="1" a="{text}"/>')
    out["tolak-string-20mib"] = book(strings=f"<sst><si><t>{text}</t></si></sst>")
    out["tolak-isi-spasi"] = book(sheet=SHEET % (" " * 30000000 + ROW))
    out["tolak-teks-bersama-berulang"] = book(
        strings=f"<sst><si><t>{text[:1000000]}</t></si></sst>",
        sheet=SHEET % ("<row>" + '<c t="s"><v>0</v></c>' * 16384 + "</row>"))


def xml_tricks(out):
    laughs = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10 if i else "ha"}">' for i in range(10))
    out["tolak-doctype"] = book(sheet="<!DOCTYPE worksheet>" + SHEET % ROW)
    out["tolak-tawa"] = book(sheet=f"<!DOCTYPE x [{laughs}]>" + SHEET % ROW.replace("SITI", "&a9;"))
    out["tolak-kuadrat"] = book(sheet=f'<!DOCTYPE x [<!ENTITY a "{"x" * 50000}">]>' + SHEET % ROW.replace("SITI", "&a;" * 50000))
    for name, where in (("file", "file:///etc/passwd"), ("http", "http://127.0.0.1:9/x")):
        out["tolak-xxe-" + name] = book(sheet=f'<!DOCTYPE x [<!ENTITY e SYSTEM "{where}">]>' + SHEET % ROW.replace("SITI", "&e;"))
        out["tolak-xxe-param-" + name] = book(strings=f'<!DOCTYPE x [<!ENTITY % e SYSTEM "{where}"> %e;]><sst/>')
    for part in ("book", "rels", "styles", "strings"):
        out["tolak-doctype-" + part] = book(**{part: "<!DOCTYPE a><a/>"})
    out["tolak-entitas"] = rows(ROW.replace("SITI", "&siti;"))
    out["tolak-acuan-nol"] = rows(ROW.replace("SITI", "&#0;"))
    out["tolak-acuan-besar"] = rows(ROW.replace("SITI", "&#x110000;"))
    out["tolak-acuan-tanpa-akhir"] = rows(ROW.replace("SITI", "&#" + "9" * 100000 + ";"))
    out["tolak-utf16"] = book(sheet=("\ufeff" + SHEET % ROW).encode("utf-16-le"))
    out["tolak-utf16-tanpa-bom"] = book(sheet=(SHEET % ROW).encode("utf-16-be"))
    out["tolak-encoding"] = book(sheet='<?xml version="1.0" encoding="UTF-7"?>' + SHEET % ROW)
    out["tolak-utf8-panjang"] = book(sheet=(SHEET % ROW).encode().replace(b"SITI", b"\xc0\xbcscript\xc0\xbe"))
    out["tolak-utf8-surogat"] = book(sheet=(SHEET % ROW).encode().replace(b"SITI", b"\xed\xa0\x80"))
    out["tolak-bita-nol"] = book(sheet=(SHEET % ROW).encode().replace(b"SITI", b"SI\0TI"))
    out["tolak-kendali"] = book(sheet=(SHEET % ROW).encode().replace(b"SITI", b"SI\x08TI"))
    out["tolak-dalam"] = book(sheet=SHEET % ("<a>" * 20000 + "</a>" * 20000))
    out["tolak-dalam-di-sel"] = rows('<row r="1"><c r="A1">' + "<a>" * 20000 + "</a>" * 20000 + "</c></row>")
    out["tolak-dalam-string"] = book(strings="<sst><si>" + "<r>" * 20000 + "</r>" * 20000 + "</si></sst>")
    out["tolak-terpotong"] = book(sheet=(SHEET % ROW)[:120])
    out["tolak-tag-silang"] = rows('<row r="1"><c r="A1"><v>1</c></v></row>')
    out["tolak-cdata-terbuka"] = rows('<row r="1"><c r="A1"><v><![CDATA[1</v></c></row>')
    out["tolak-komentar-terbuka"] = rows("<!-- " + ROW)
    out["tolak-atribut-terbuka"] = rows('<row r="1><c/></row>')
    out["baca-bidi"] = rows(ROW.replace("SITI", "\u202eITIS\u202c\u200b"))
    out["baca-atribut-banyak"] = rows('<row r="1" ' + " ".join(f'a{i}="{i}"' for i in range(20000)) + "/>")
    out["baca-cdata"] = rows(ROW.replace("SITI", "<![CDATA[</c></row>&a;<!DOCTYPE x>]]>"))
    out["baca-rumus"] = rows(ROW.replace("SITI", '=HYPERLINK("http://127.0.0.1/","x")'))


def sheet_tricks(out):
    out["tolak-kolom"] = rows('<row r="1"><c r="XFE1"/></row>')
    out["tolak-kolom-besar"] = rows('<row r="1"><c r="ZZZZZZZZZZZZ1"/></row>')
    out["tolak-kolom-tanpa-alamat"] = rows('<row r="1">' + "<c/>" * 16385 + "</row>")
    out["tolak-baris"] = rows('<row r="1048577"/>')
    out["tolak-baris-besar"] = rows('<row r="18446744073709551617"/>')
    out["tolak-baris-turun"] = rows('<row r="5"/><row r="4"/>')
    out["tolak-baris-sama"] = rows('<row r="5"/><row r="5"/>')
    out["tolak-sel-dua-kali"] = rows('<row r="1"><c r="A1"/><c r="A1"/></row>')
    out["tolak-sel-mundur"] = rows('<row r="1"><c r="B1"/><c r="A1"/></row>')
    out["tolak-alamat-lain"] = rows('<row r="1"><c r="A2"/></row>')
    out["tolak-string-luar"] = book(strings="<sst><si><t>a</t></si></sst>", sheet=SHEET % '<row><c t="s"><v>1</v></c></row>')
    out["tolak-string-negatif"] = book(strings="<sst><si><t>a</t></si></sst>", sheet=SHEET % '<row><c t="s"><v>-1</v></c></row>')
    out["tolak-string-besar"] = book(strings="<sst/>", sheet=SHEET % '<row><c t="s"><v>99999999999999999999</v></c></row>')
    out["baca-gaya-luar"] = rows('<row r="1"><c r="A1" s="4294967295"><v>1</v></c><c r="B1" s="-1"><v>2</v></c></row>')
    out["baca-gaya-format-luar"] = book(styles='<styleSheet><cellXfs><xf numFmtId="4294967295"/></cellXfs></styleSheet>')
    out["baca-lebar"] = rows('<row r="1"><c r="XFD1"><v>1</v></c></row>' + "".join(
        f'<row r="{i}"><c r="XFD{i}"><v>1</v></c></row>' for i in range(2, 300)))
    out["tolak-gaya-banyak"] = book(styles="<styleSheet><cellXfs>" + "".join(f'<xf numFmtId="{i}"/>' for i in range(200000)) +
                                    "</cellXfs></styleSheet>")
    many = "".join(f'<sheet name="s{i}" sheetId="{i}" r:id="rId1"/>' for i in range(5000))
    out["tolak-lembar-sama"] = book(book=f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{many}</sheets></workbook>')
    for i, target in enumerate(("../../../etc/passwd", "/etc/passwd", "file:///etc/passwd", "..\\..\\x", "worksheets", "\u202ex")):
        out[f"tolak-jalur-{i}"] = book(rels=f'<Relationships><Relationship Id="rId1" Type="{OFFICE}/worksheet" '
                                            f'Target="{target}"/></Relationships>')
    out["tolak-hubungan-banyak"] = book(rels="<Relationships>" + '<Relationship Id="a" Type="b" Target="c"/>' * 10000 +
                                        "</Relationships>")
    out["tolak-tanpa-lembar"] = book(book=f'<workbook xmlns="{MAIN}"><sheets/></workbook>')


def zip_tricks(out):
    sound = book()
    out["baca-biasa"] = sound
    out["baca-awalan"] = b"#!/bin/sh\n" * 100 + sound
    out["baca-zip-slip"] = Zip().add("../../../../tmp/jahat", b"x").add("/etc/jahat", b"x").add("C:\\jahat", b"x").all(parts()).end()
    out["baca-komentar"] = Zip().all(parts()).end(comment=b"PK\5\6" + b"x" * 40)
    out["baca-1996-bagian"] = Zip().all({f"x/{i}": b"" for i in range(1996)} | parts()).end()
    out["tolak-2001-bagian"] = Zip().all({f"x/{i}": b"" for i in range(1997)} | parts()).end()
    out["tolak-70000-bagian"] = Zip().all({f"x/{i}": b"" for i in range(70000)} | parts()).end(count=70004 & 0xFFFF)
    for n in (1, 10, 21, 22, 100, len(sound) // 2, len(sound) - 30):
        out[f"tolak-potong-{n}"] = sound[:-n]
    out["tolak-eocd-jumlah"] = Zip().all(parts()).end(count=3)
    out["tolak-eocd-jumlah-lebih"] = Zip().all(parts()).end(count=5)
    out["tolak-eocd-letak"] = Zip().all(parts()).end(at=1 << 30)
    out["tolak-eocd-ukuran"] = Zip().all(parts()).end(size=1 << 30)
    out["tolak-eocd-cakram"] = Zip().all(parts()).end(disk=1)
    out["tolak-bukan-zip"] = b"PK\3\4" + b"\0" * 1000
    out["tolak-zip-kosong"] = Zip().end()
    for part in NAMES[1:]:
        out["tolak-tanpa-" + part.rsplit("/", 1)[1]] = Zip().all(without(part)).end()
    data, rest = (SHEET % ROW).encode(), without("xl/worksheets/sheet1.xml")
    lies = {
        "crc": {"crc": 1}, "ukuran-lebih": {"size": len(data) + 1}, "ukuran-kurang": {"size": len(data) - 1},
        "sandi": {"flags": 1}, "sandi-kuat": {"flags": 0x41}, "cara": {"method": 99, "packed": data},
        "letak": {"offset": 1 << 30}, "letak-bagian-lain": {"offset": 0}, "nama-setempat": {"local": b"xl/worksheets/sheet2.xml"},
        "deflate-rusak": {"packed": b"\x07" * 50}, "deflate-tanpa-akhir": {"packed": zlib.compress(data, 9)[2:-8]},
    }
    for name, lie in lies.items():
        out["tolak-bagian-" + name] = Zip().all(rest).add("xl/worksheets/sheet1.xml", data, **lie).end()
    out["tolak-nama-kembar"] = Zip().all(parts()).add("XL/worksheets/SHEET1.xml", data).end()
    out["tolak-nama-nol"] = Zip().all(rest).add("xl/worksheets/sheet1.xml\0.txt", data).end()
    out["tolak-nama-panjang"] = Zip().all(parts()).add("x" * 60000, b"").end()
    z = Zip().all(parts())
    for i in range(1000):  # one stream for a thousand entries
        z.add(f"k/{i}", packed=b"", size=1 << 28, offset=0)
    out["tolak-tumpang-tindih"] = z.end()


def check_one(program, path, must_read):
    with tempfile.TemporaryDirectory() as tmp:
        begun = time.monotonic()
        with subprocess.Popen([program, str(path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              env={**os.environ, "TMPDIR": tmp}) as p:
            out, err = p.stdout.read(), p.stderr.read()
            _, status, used = os.wait4(p.pid, 0)
            p.returncode = os.waitstatus_to_exitcode(status)
        took, said = time.monotonic() - begun, err.decode().strip()
        left = os.listdir(tmp)
    wrong = []
    if p.returncode != (0 if must_read else 1):
        wrong.append(f"exit status {p.returncode}: {out[:100]!r}")
    if not must_read and (not said or "\n" in said):
        wrong.append("no single sentence")
    if took > 2 or used.ru_utime + used.ru_stime > 2:
        wrong.append(f"{took:.1f} s")
    if used.ru_maxrss > 65536:
        wrong.append(f"{used.ru_maxrss} KiB")
    if left:
        wrong.append(f"left {left}")
    return wrong, said, used.ru_maxrss


def write(folder):
    out = {}
    for make in (zip_tricks, xml_tricks, sheet_tricks, cell_bombs):
        make(out)
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in out.items():
        (folder / (name + ".xlsx")).write_bytes(data)


def main():
    a = argparse.ArgumentParser(description=__doc__)
    a.add_argument("dir", type=pathlib.Path)
    a.add_argument("--check", metavar="PROGRAM")
    a.add_argument("--verbose", action="store_true")
    args = a.parse_args()
    # In a process of its own: a child's resident memory is counted from its parent's.
    if os.fork() == 0:
        write(args.dir)
        os._exit(0)
    if os.wait()[1] != 0:
        return 1
    files = sorted(args.dir.glob("*.xlsx"))
    bad = most = 0
    for path in files if args.check else []:
        wrong, said, rss = check_one(args.check, path, path.name.startswith("baca-"))
        most = max(most, rss)
        bad += bool(wrong)
        if wrong or args.verbose:
            print(f"{path.stem}: {'; '.join(wrong) or 'ok'}: {said}")
    if args.check:
        print(f"{len(files)} files, {bad} wrong, at most {most} KiB resident")
    return 1 if bad else 0


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.exit(main())
