#!/usr/bin/env python3
"""Checks the fast engine against the plain one: random small lists and registries full of defects, both engines, all
formats, compared to the byte.

usage: oracle.py [--padan PROGRAM] [--seeds FIRST-LAST | N] [--big] [--keep DIR] [--no-shrink] [--stop-after N]

On a difference the input is kept under DIR (shrunk to few rows where it is CSV) and named. Exit status: 0 all equal,
1 a difference, 2 the program itself failed (a signal, a sanitizer's finding).
"""
import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import zipfile
from xml.sax.saxutils import escape

NAMES = [
    "SITI AMINAH", "ST AMINAH", "STI. AMINA", "AMINAH SITI", "SITIAMINAH", "SITI AMINAH LUBIS", "SITI A LUBIS", "SITY AMINAH",
    "MUHAMMAD RIZKI", "MUH. RIZKI", "M RIZKY", "MOHD RISKI", "MHD RIZKI PRATAMA", "RIZKI", "MUHAMMAD RIZKI PRATAMA SIREGAR",
    "BUDI SANTOSO", "BUDY SANTOSO", "BUDI SANTOSA", "BUDI SANTOSO, SE", "H. BUDI SANTOSO", "ALM. BUDI SANTOSO", "BUDI S",
    "JOKO WIDODO", "DJOKO WIDODO", "JOKO WIDODO BIN SUTOMO", "BY NY SITI AMINAH", "BAYI NY. AMINAH", "NURHAYATI", "NUR HAYATI",
    "NOERHAJATI", "NUR HAYATI BR SITORUS", "NURHAYATI BORU SITORUS", "TAN MEI LING", "MEI LING TAN", "A HUI", "LI", "ABDUL AZIZ",
    "ABD. AZIS", "ABDULAZIZ", "NU'MAN", "NUKMAN", "NUMAN", "JOS\u00c9 DA SILVA", "JOSE DA SILVA", "ANDI", "ANDY", "ANDI ALIAS ACONG",
    "DEWI", "DEWI SARTIKA", "DEWI SARTIKA PUTRI", "EKA", "DR. EKA PUTRI SARTIKA DEWI LESTARI NINGRUM ANGGRAINI MAHARANI",
]
ODD_NAMES = ["", "-", ".", "=SUM(A1)", "@ANI", "+BUDI", "'ANI", "ANI \"CI\"", "ANI, BUDI", "ANI\nBUDI", " ANI ", "123", "ANI;B|C", "12345678 ANI",
             "\tANI", "`SITI AMINAH", "X", "\u00c9", "ANI\u00a0", "\u4e2d\u6587"]
BIRTHS = [(1990, 6, 4), (1990, 4, 6), (1990, 6, 5), (1991, 6, 4), (1925, 3, 12), (2025, 3, 12), (2025, 12, 3), (1988, 2, 29),
          (1990, 6, 14), (2001, 12, 31), (1969, 8, 17), (2026, 11, 23), (2026, 12, 1)]
ADDRESSES = ["JL. MELATI NO 7 RT 01/02", "JALAN MELATI NOMOR 07", "MELATI 7 RT1 RW2", "BLOK A NO. 5, PERUM INDAH", "PERUM INDAH BLOK A 5",
             "KAMPUNG TUA", "kp tua", "", "X1"]
MOTHERS = ["FATIMAH", "PATIMAH", "SITI FATIMAH", "MARIA", "", "-", "RUKIAH"]
SEXES = ["L", "P", "1", "2", "LAKI-LAKI", "PEREMPUAN", "Lk", "Pr", "", "X", "M", "F"]
STATUS_R = ["HIDUP", "AKTIF", "ADA", "MENINGGAL", "MATI", "PINDAH", "PINDAH KELUAR", "NON AKTIF", "NONAKTIF", "GANDA", "", "ENTAH"]
STATUS_L = ["0", "2", "AKTIF", "MENINGGAL", "", "15", "TIDAK AKTIF"]
SEGMENTS = ["PBI APBD", "PBPU DAN BP PEMDA", "PBI APBN", "22", "21", "", "PPU"]
PLACES = [("SAGULUNG", "SUNGAI LANGKAI"), ("SAGULUNG", "SEI LANGKAI"), ("BATU AJI", "BULIANG"), ("BATAM KOTA", ""), ("", "TIBAN INDAH"),
          ("ENTAH", "ENTAH"), ("", "")]
PREFIXES = ["217101", "217106", "121401", "910101", "999901", "217199", "950199"]

HEAD_L = {
    "psnoka": ["PSNOKA", "NO KARTU", "NOMOR PESERTA", "NO_PESERTA"], "noka": ["NOKA"], "nik": ["NIK", "NO KTP", "no_nik"],
    "nama": ["NAMA", "NAMA PESERTA", "nmpst"], "kk": ["KKNO", "NO_KK", "NO KK"], "birth": ["TGLLHR", "TANGGAL LAHIR", "TGL_LAHIR"],
    "sex": ["JENKEL", "JK", "L/P"], "addr": ["ALAMAT"], "kec": ["NMKEC", "KECAMATAN"], "kel": ["NMDESA", "KELURAHAN"],
    "mother": ["NAMA_IBU", "NAMA IBU KANDUNG"], "segment": ["SEGMEN", "KETJNSPESERTA"], "status": ["STATUS", "KDSTATUSPST"],
    "urut": ["NO"], "other": ["NOHP", "KETERANGAN"],
}
HEAD_R = {
    "nik": ["NIK"], "nama": ["NAMA_LGKP", "NAMA"], "kk": ["NO_KK"], "birth": ["TGL_LHR", "TANGGAL_LAHIR"], "sex": ["JENIS_KLMIN", "JK"],
    "addr": ["ALAMAT"], "kec": ["KEC_NAME", "KECAMATAN"], "kel": ["KEL_NAME", "KELURAHAN"], "mother": ["NAMA_LGKP_IBU", "NAMA_IBU"],
    "status": ["STATUS", "STATUS_HIDUP"], "sdate": ["TGL_STATUS"], "dead": ["TGL_MENINGGAL"], "moved": ["TGL_PINDAH"],
    "kab": ["KAB_NAME"], "noprop": ["NO_PROP"], "nokab": ["NO_KAB"], "nokec": ["NO_KEC"], "nokel": ["NO_KEL"], "other": ["AGAMA"],
}


class World:
    """A handful of people whose facts collide as often as they can."""

    def __init__(self, rng, big):
        self.rng = rng
        self.names = rng.sample(NAMES, rng.randint(3, 14) if not big else len(NAMES))
        self.births = rng.sample(BIRTHS, rng.randint(1, 6))
        if big:
            self.births = [(rng.randint(1940, 2025), rng.randint(1, 12), rng.randint(1, 28)) for _ in range(3000)]
            self.names += [a + " " + b + c for a in ("SRI", "TRI", "RINI", "AGUS", "DEDI") for b in ("WAHYU", "LESTARI", "KURNIA")
                           for c in ("", " PUTRA", " HARAHAP", " NASUTION")]
        self.niks = [self.nik() for _ in range(rng.randint(3, 14) if not big else 20000)]
        for _ in range(rng.randint(0, 4)):  # neighbours of a number: one digit, or two swapped
            d = list(rng.choice(self.niks))
            i = rng.randint(11, 14)
            if rng.random() < .5:
                d[i], d[i + 1] = d[i + 1], d[i]
            else:
                d[15] = rng.choice("123456789")
            self.niks.append("".join(d))
        self.kks = [self.nik() for _ in range(rng.randint(1, 4) if not big else 6000)]
        self.cards = ["%013d" % rng.randint(1, 10 ** rng.choice([3, 10, 13]) - 1) for _ in range(rng.randint(2, 9) if not big else 15000)]
        self.people = [self.person() for _ in range(rng.randint(2, 14) if not big else 16000)]

    def nik(self):
        r = self.rng
        return "%s%02d%02d%02d%04d" % (r.choice(PREFIXES), r.randint(1, 31) + r.choice([0, 40]), r.randint(1, 12), r.randint(0, 99),
                                       r.randint(5001, 5999))

    def person(self):
        r = self.rng
        return {"nik": r.choice(self.niks), "nama": r.choice(self.names), "birth": r.choice(self.births), "sex": r.choice("LP"),
                "kk": r.choice(self.kks), "addr": r.choice(ADDRESSES), "mother": r.choice(MOTHERS), "place": r.choice(PLACES),
                "card": r.choice(self.cards)}

    def near(self, p, rate):
        """The same person as another office writes them."""
        r, q = self.rng, dict(p)
        for key in q:
            if r.random() < rate:
                q[key] = self.person()[key]
        if r.random() < rate:
            y, m, d = q["birth"]
            q["birth"] = r.choice([(y, d if d <= 12 else m, m), (y + 1, m, d), (y, m, d % 28 + 1)])
        if r.random() < rate / 2:
            n = q["nama"]
            if n:
                i = r.randrange(len(n))
                q["nama"] = r.choice([n[:i] + n[i + 1:], n[:i] + n[i] + n[i:], n[:i] + r.choice("AEIOUX") + n[i + 1:]])
        return q


class Dates:
    """How one file writes its dates."""

    def __init__(self, rng):
        self.style = rng.choice(["dmy", "dmy", "iso", "slash", "mdy", "short", "month", "compact", "time", "mixed"])
        self.rng = rng

    def text(self, date):
        y, m, d = date
        style = self.style
        if style == "mixed":
            style = self.rng.choice(["dmy", "iso", "slash", "short", "month"])
        if style == "dmy":
            return "%02d-%02d-%04d" % (d, m, y)
        if style == "iso":
            return "%04d-%02d-%02d" % (y, m, d)
        if style == "slash":
            return "%d/%d/%04d" % (d, m, y)
        if style == "mdy":
            return "%d/%d/%04d" % (m, d, y)
        if style == "short":
            return "%02d-%02d-%02d" % (d, m, y % 100)
        if style == "month":
            return "%02d-%s-%04d" % (d, "Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des".split()[m - 1], y)
        if style == "compact":
            return "%04d%02d%02d" % (y, m, d)
        return "%02d-%02d-%04d 00:00:00" % (d, m, y)

    def cell(self, date, odd):
        if self.rng.random() < odd:
            return self.rng.choice(["", "-", "00-00-0000", "31-13-1990", "30-02-1991", "ENTAH", "44000", "1900-01-01", "01-01-2030", "0"])
        return self.text(date)


def spoil_nik(r, nik):
    return r.choice(["", "-", "0", nik[:15], nik + "1", nik[:4] + "O" + nik[5:], "'" + nik, "=\"" + nik + "\"", " " + nik, nik[:8] + " " + nik[8:],
                     "2,17105E+15", nik + ".0", "9" * 16, "0" * 16, nik[:12] + "0000", nik[:6] + "99" + nik[8:], "null", "-" + nik, "*", "=1+1"])


def list_row(w, columns, dates, odd):
    r = w.rng
    p = w.near(r.choice(w.people) if r.random() < .9 else w.person(), r.choice([0, odd, .3]))
    nik = p["nik"] if r.random() > odd else spoil_nik(r, p["nik"])
    values = {
        "psnoka": p["card"] if r.random() > odd else r.choice(["", "-", "0", p["card"].lstrip("0"), "12345678901234", "AB12", "'" + p["card"], "=2"]),
        "noka": p["card"], "nik": nik, "nama": p["nama"] if r.random() > odd / 2 else r.choice(ODD_NAMES),
        "kk": p["kk"] if r.random() > odd else r.choice(["", "-", "0" * 16, "2,1E+15"]), "birth": dates.cell(p["birth"], odd),
        "sex": r.choice([p["sex"], p["sex"], r.choice(SEXES)]), "addr": p["addr"], "kec": p["place"][0], "kel": p["place"][1],
        "mother": p["mother"], "segment": r.choice(SEGMENTS) if r.random() < odd else "PBI APBD",
        "status": r.choice(STATUS_L) if r.random() < odd else "0", "urut": str(r.randint(1, 99)), "other": r.choice(["", "0811", "x,y"]),
    }
    return [values[c] for c in columns]


def registry_row(w, p, columns, dates, odd):
    r = w.rng
    status = r.choice(STATUS_R) if r.random() < .4 else "HIDUP"
    day = r.choice([(2020, 1, 5), (2026, 11, 23), (2026, 11, 24), (1950, 1, 1), (2025, 13 - r.randint(1, 12), 3)])
    values = {
        "nik": p["nik"] if r.random() > odd / 3 else spoil_nik(r, p["nik"]), "nama": p["nama"] if r.random() > odd / 4 else r.choice(ODD_NAMES),
        "kk": p["kk"], "birth": dates.cell(p["birth"], odd / 3), "sex": p["sex"], "addr": p["addr"], "kec": p["place"][0], "kel": p["place"][1],
        "mother": p["mother"], "status": status, "sdate": "" if r.random() < .5 else dates.cell(day, odd),
        "dead": dates.text(day) if r.random() < odd / 2 else "", "moved": dates.text(day) if r.random() < odd / 2 else "",
        "kab": r.choice(["KOTA BATAM", "BATAM", "KARIMUN", "", "2171"]), "noprop": r.choice(["21", "21", "12", ""]),
        "nokab": r.choice(["71", "71", "2", ""]), "nokec": r.choice(["6", "06", "1", ""]), "nokel": r.choice(["1003", ""]), "other": "",
    }
    return [values[c] for c in columns]


def other_rows(r, columns, heading):
    """Rows that are no participants."""
    n = len(columns)
    at = columns.index("nama") if "nama" in columns else 0
    row = [""] * n
    kind = r.randrange(7)
    if kind == 0:
        return row
    if kind == 1:
        row[r.choice([0, at])] = r.choice(["JUMLAH", "TOTAL", "SUB TOTAL", "JUMLAH PESERTA: 12", "GRAND TOTAL"])
        row[-1] = r.choice(["", "5", "12"])
    elif kind == 2:
        return list(heading)
    elif kind == 3:
        row[0] = r.choice(["KECAMATAN SAGULUNG", "Mengetahui,", "Batam, 25 November 2026", "Keterangan: data sementara"])
    elif kind == 4:
        row[at] = r.choice(["RUDI HARTONO", "SITI AMINAH", "dr. Hasan"])
    elif kind == 5:
        row[at] = "NIP. 19660731 199003 1 005"
    else:
        row[r.randrange(n)] = r.choice(["x", "1", "-"])
    return row


class Table:
    """One sheet: title rows, heading, rows."""

    def __init__(self, rng, columns, heading):
        self.rng, self.columns, self.heading = rng, columns, heading
        self.above, self.rows = [], []


def make_columns(r, heads, needed, rate):
    columns = [c for c in heads if c in needed or r.random() < rate]
    r.shuffle(columns)
    heading = [r.choice(heads[c]) for c in columns]
    return columns, heading


def make_list(w, n, odd):
    r = w.rng
    needed = {"nik", "nama"} if r.random() < .93 else {"nama", "birth"}
    heads = dict(HEAD_L)
    if "nik" not in needed:
        del heads["nik"]
    columns, heading = make_columns(r, heads, needed, r.choice([.3, .6, .9]))
    t = Table(r, columns, heading)
    dates = Dates(r)
    for _ in range(r.choice([0, 0, 0, 1, 3])):
        t.above.append([r.choice(["DAFTAR PESERTA", "BULAN NOVEMBER 2026", ""])] + [""] * (len(columns) - 1))
    for _ in range(n):
        if r.random() < odd / 3:
            t.rows.append(other_rows(r, columns, heading))
        t.rows.append(list_row(w, columns, dates, odd))
    if r.random() < .3:
        t.rows.append(other_rows(r, columns, heading))
    return t


def make_registry(w, odd):
    r = w.rng
    columns, heading = make_columns(r, HEAD_R, {"nik", "nama"}, r.choice([.3, .6, .9]))
    if "status" not in columns and r.random() < .7:
        columns.append("status")
        heading.append("STATUS")
    t = Table(r, columns, heading)
    dates = Dates(r)
    for p in w.people:
        if r.random() < .85:
            t.rows.append(registry_row(w, w.near(p, odd / 2), columns, dates, odd))
        if r.random() < .1:  # the same number once more
            t.rows.append(registry_row(w, w.near(p, .3) | {"nik": p["nik"]}, columns, dates, odd))
    if r.random() < .1 and "status" in columns:
        at = columns.index("status")
        for row in t.rows:
            row[at] = ""
    r.shuffle(t.rows)
    return t


class Csv:
    """A CSV file as records of bytes, so that it can be shrunk."""

    def __init__(self, rng, table, odd):
        self.sep = rng.choice([",", ";", "\t", "|"])
        self.end = rng.choice(["\n", "\n", "\r\n", "\r"])
        self.quote = rng.choice(["need", "need", "all", "some"])
        self.encoding = rng.choice(["utf-8", "utf-8", "utf-8-sig", "cp1252"])
        self.last_end = rng.random() < .8
        self.rng, self.odd = rng, odd
        self.head = [self.record(row, False) for row in table.above + [table.heading]]
        self.rows = [self.record(row, True) for row in table.rows]
        if rng.random() < odd / 20 and self.rows:  # a quote nobody closes
            i = rng.randrange(len(self.rows))
            self.rows[i] = b'"' + self.rows[i]

    def field(self, text):
        need = any(c in text for c in (self.sep, '"', "\n", "\r"))
        if self.quote == "all" or need or (self.quote == "some" and self.rng.random() < .3):
            text = '"' + text.replace('"', '""') + '"'
            if self.rng.random() < self.odd / 30:
                text += "x"
        return text

    def record(self, row, defects):
        r = self.rng
        row = list(row)
        if defects and r.random() < self.odd / 4:
            row = r.choice([row[:-1], row + [""], row + ["", ""], row + ["x"], row[1:] + [""], [""] + row, row[:len(row) // 2]])
        text = self.sep.join(self.field(c) for c in row)
        if defects and r.random() < self.odd / 30:
            text = r.choice(["", self.sep * (len(row) - 1), text + self.sep])
        return text.encode("cp1252" if self.encoding == "cp1252" else "utf-8", "replace") + self.end.encode()

    def name(self):
        return "csv"

    def write(self, path, rows=None):
        data = b"".join(self.head + (self.rows if rows is None else rows))
        if self.encoding == "utf-8-sig":
            data = b"\xef\xbb\xbf" + data
        if not self.last_end and data.endswith(self.end.encode()):
            data = data[:-len(self.end)]
        with open(path, "wb") as f:
            f.write(data)


def column_name(i):
    s = ""
    i += 1
    while i:
        i, k = divmod(i - 1, 26)
        s = chr(65 + k) + s
    return s


class Xlsx:
    """A workbook of several sheets, some of its rows, columns and sheets hidden."""

    def __init__(self, rng, tables, odd):
        self.rng, self.tables, self.odd = rng, tables, odd
        self.rows = None
        self.shared = []
        self.shared_at = {}
        self.use_shared = rng.random() < .5
        self.base1904 = rng.random() < .15
        self.names = ["Daftar", "Rekap", "=cmd", "Data & Isi", "Sembunyi"]
        self.visible = [True] + [rng.random() < .7 for _ in tables[1:]]
        self.sheets = [self.sheet(t) for t in tables]

    def name(self):
        return "xlsx"

    def cell(self, ref, text, header):
        r = self.rng
        if text == "" and r.random() < .8:
            return ""
        ok = "".join(c for c in text if c in "\t\n" or ord(c) >= 32)
        if not header and text.isdigit() and len(text) < 16 and r.random() < .3 and not (len(text) > 1 and text[0] == "0"):
            return '<c r="%s"><v>%s</v></c>' % (ref, text)
        if not header and text.isdigit() and len(text) == 16 and r.random() < self.odd / 3:
            return '<c r="%s"><v>%s</v></c>' % (ref, text[:15] + "0")
        if not header and len(text) == 5 and text.isdigit():
            return '<c r="%s" s="1"><v>%s</v></c>' % (ref, text)
        if not header and r.random() < self.odd / 100:
            return '<c r="%s" t="e"><v>#N/A</v></c>' % ref
        if self.use_shared:
            if ok not in self.shared_at:
                self.shared_at[ok] = len(self.shared)
                self.shared.append(ok)
            return '<c r="%s" t="s"><v>%d</v></c>' % (ref, self.shared_at[ok])
        return '<c r="%s" t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>' % (ref, escape(ok))

    def sheet(self, t):
        r = self.rng
        out = ['<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">']
        hidden = [i + 1 for i in range(len(t.columns)) if t.columns[i] not in ("nik", "nama") and r.random() < self.odd / 6]
        if hidden:
            out.append("<cols>" + "".join('<col min="%d" max="%d" width="9" hidden="1"/>' % (c, c) for c in hidden) + "</cols>")
        out.append("<sheetData>")
        number = 0
        for k, row in enumerate(t.above + [t.heading] + t.rows):
            header = k <= len(t.above)
            number += 1 if header or r.random() > self.odd / 10 else r.randint(2, 4)
            attr = ' hidden="1"' if not header and r.random() < self.odd / 10 else ""
            cells = "".join(self.cell(column_name(i) + str(number), c, header) for i, c in enumerate(row))
            out.append('<row r="%d"%s>%s</row>' % (number, attr, cells))
        out.append("</sheetData></worksheet>")
        return "".join(out)

    def write(self, path, rows=None):
        ns = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" ' \
             'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
        rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
        book = "".join('<sheet name="%s" sheetId="%d" r:id="rId%d"%s/>' % (escape(self.names[i], {'"': "&quot;"}), i + 1, i + 1,
                                                                         "" if self.visible[i] else ' state="hidden"')
                       for i in range(len(self.sheets)))
        types = "".join('<Override PartName="/xl/worksheets/sheet%d.xml" ContentType="application/vnd.openxmlformats-officedocument.'
                        'spreadsheetml.worksheet+xml"/>' % (i + 1) for i in range(len(self.sheets)))
        n = len(self.sheets)
        rels = "".join('<Relationship Id="rId%d" Type="%sworksheet" Target="worksheets/sheet%d.xml"/>' % (i + 1, rel, i + 1) for i in range(n))
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as z:
            z.writestr("[Content_Types].xml", '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
                       '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                       '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType='
                       '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>' + types + "</Types>")
            z.writestr("_rels/.rels", '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                       '<Relationship Id="rId1" Type="%sofficeDocument" Target="xl/workbook.xml"/></Relationships>' % rel)
            z.writestr("xl/workbook.xml", '<?xml version="1.0"?><workbook %s>%s<sheets>%s</sheets></workbook>' %
                       (ns, '<workbookPr date1904="1"/>' if self.base1904 else "<workbookPr/>", book))
            z.writestr("xl/_rels/workbook.xml.rels", '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
                       'relationships">%s<Relationship Id="rId%d" Type="%sstyles" Target="styles.xml"/>'
                       '<Relationship Id="rId%d" Type="%ssharedStrings" Target="sharedStrings.xml"/></Relationships>' % (rels, n + 1, rel, n + 2, rel))
            z.writestr("xl/styles.xml", '<?xml version="1.0"?><styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
                       '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>')
            z.writestr("xl/sharedStrings.xml", '<?xml version="1.0"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">%s</sst>' %
                       "".join('<si><t xml:space="preserve">%s</t></si>' % escape(s) for s in self.shared))
            for i, sheet in enumerate(self.sheets):
                z.writestr("xl/worksheets/sheet%d.xml" % (i + 1), sheet)


CODES = ["BARIS_RUSAK", "NIK_KOSONG", "NIK_TIDAK_SAH", "NIK_GANDA", "ORANG_GANDA", "NIK_TIDAK_DITEMUKAN", "NIK_MILIK_ORANG_LAIN", "MENINGGAL",
         "PINDAH_DOMISILI", "NIK_NONAKTIF", "NAMA_BEDA", "TANGGAL_LAHIR_BEDA", "JENIS_KELAMIN_BEDA", "TANGGAL_TIDAK_SAH", "SEGMEN_LAIN",
         "BELUM_DIPERIKSA", "PESERTA_GANDA", "KK_BEDA", "ALAMAT_BEDA", "WILAYAH_NIK_TIDAK_DIKENAL"]


class Case:
    """One list, perhaps one registry, and the options."""

    def __init__(self, seed, big):
        r = random.Random(seed)
        odd = r.choice([0, .05, .2, .5])
        w = World(r, big)
        self.criteria = None
        # A list as long as the fast engine cuts files into several blocks.
        t = make_list(w, r.randint(1, 25) if not big else 20000, odd if not big else min(odd, .1))
        reg = make_registry(w, odd if not big else min(odd, .1))
        xlsx = not big and r.random() < .2
        if xlsx:
            tables = [t] + [make_list(w, r.randint(0, 6), odd) for _ in range(r.choice([0, 0, 1, 2]))]
            self.list = Xlsx(r, tables, odd)
        else:
            self.list = Csv(r, t, odd)
        self.registry = None
        if r.random() < .88 and reg.rows:
            self.registry = Xlsx(r, [reg], odd) if not big and r.random() < .1 else Csv(r, reg, odd / 3)
        self.args = ["--as-of", r.choice(["2026-11-23", "2026-11-23", "2024-02-29"]), "--threads", r.choice(["1", "2", "3"])]
        if self.registry and r.random() < .3:
            self.args += ["--registry-scope", "nasional"]
        if self.registry and r.random() < .2:
            self.args += ["--registry-date", "2026-10-01"]
        if r.random() < .1:
            self.args += ["--city", r.choice(["1214", "2172"])]
        if xlsx and r.random() < .5:
            self.args += ["--sheet", r.choice(["*", "Daftar", "Rekap", "Sembunyi"])]
        if r.random() < .1:
            i = r.randrange(len(t.heading))
            self.args += ["--map", r.choice(["NAMA", "NIK", "TGLLHR", "KKNO", "ALAMAT", "NAMA_IBU"]) + "=" + t.heading[i]]
        if r.random() < .2:
            lines = ["%s = %s" % (c, r.choice(["TIDAK_LAYAK", "TINJAU", "CATATAN", "MATI"])) for c in r.sample(CODES, r.randint(1, 9))]
            lines.append("ambang.kandidat = %d" % r.choice([500, 800, 950, 999, 1000]))
            self.criteria = "\n".join(lines) + "\n"


class Runner:
    def __init__(self, padan, folder):
        self.padan, self.folder = padan, folder

    def run(self, case, engine, fmt):
        cmd = [self.padan, "verify", os.path.join(self.folder, "list"), "--engine", engine, "--format", fmt] + case.args
        if case.registry:
            cmd += ["--registry", os.path.join(self.folder, "registry")]
        if case.criteria:
            cmd += ["--criteria", os.path.join(self.folder, "criteria")]
        p = subprocess.run(cmd, capture_output=True, timeout=600, check=False)
        return p.returncode, p.stdout, p.stderr

    def write(self, case, list_rows=None, registry_rows=None):
        case.list.write(os.path.join(self.folder, "list"), list_rows)
        if case.registry:
            case.registry.write(os.path.join(self.folder, "registry"), registry_rows)
        if case.criteria:
            with open(os.path.join(self.folder, "criteria"), "w", encoding="utf-8") as f:
                f.write(case.criteria)

    def compare(self, case, formats):
        """None when equal, else (kind, what)."""
        for fmt in formats:
            a, b = self.run(case, "fast", fmt), self.run(case, "plain", fmt)
            for name, x in (("fast", a), ("plain", b)):
                if x[0] < 0 or x[0] not in (0, 1, 2, 3) or b"Sanitizer" in x[2] or b"runtime error" in x[2]:
                    return ("crash", "%s %s: status %d\n%s" % (fmt, name, x[0], x[2].decode(errors="replace")[-3000:]))
            if a[0] != b[0]:
                return ("status", "%s: fast %d, plain %d\n%s%s" % (fmt, a[0], b[0], a[2].decode(errors="replace"), b[2].decode(errors="replace")))
            if a[0] == 0 and a[1] != b[1]:
                return ("output", fmt + "\n" + first_difference(a[1], b[1]))
            if a[0] == 0 and a[2] != b[2]:
                return ("summary", fmt + "\n" + first_difference(a[2], b[2]))
        return None


def first_difference(a, b):
    x, y = a.split(b"\n"), b.split(b"\n")
    for i in range(max(len(x), len(y))):
        p, q = x[i] if i < len(x) else b"(end)", y[i] if i < len(y) else b"(end)"
        if p != q:
            return "line %d\nfast:  %s\nplain: %s" % (i + 1, p.decode(errors="replace"), q.decode(errors="replace"))
    return "?"


def shrink(runner, case, formats, kind):
    """Takes rows away as long as the same kind of difference stays."""
    parts = {"list": list(case.list.rows), "registry": list(case.registry.rows) if isinstance(case.registry, Csv) else None}

    def differs(p):
        runner.write(case, p["list"], p["registry"])
        d = runner.compare(case, formats)
        return d is not None and d[0] == kind

    for which in ("registry", "list"):
        if parts[which] is None:
            continue
        size = max(1, len(parts[which]) // 2)
        while size:
            i = 0
            while i < len(parts[which]):
                trial = dict(parts)
                trial[which] = parts[which][:i] + parts[which][i + size:]
                if differs(trial):
                    parts = trial
                else:
                    i += size
            size //= 2
    runner.write(case, parts["list"], parts["registry"])


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--padan", default="build/padan")
    ap.add_argument("--seeds", default="200")
    ap.add_argument("--big", action="store_true")
    ap.add_argument("--keep", default=os.path.join(tempfile.gettempdir(), "padan-oracle"))
    ap.add_argument("--no-shrink", action="store_true")
    ap.add_argument("--stop-after", type=int, default=5)
    ap.add_argument("--formats", default="csv,json")
    args = ap.parse_args()
    first, last = (int(x) for x in args.seeds.split("-")) if "-" in args.seeds else (1, int(args.seeds))
    formats = args.formats.split(",")
    bad, crashed, verified = 0, 0, 0
    for seed in range(first, last + 1):
        with tempfile.TemporaryDirectory() as folder:
            case = Case(seed, args.big)
            runner = Runner(args.padan, folder)
            runner.write(case)
            d = runner.compare(case, formats)
            if d is None:
                verified += runner.run(case, "plain", formats[0])[0] == 0
                continue
            bad += 1
            crashed += d[0] == "crash"
            if not args.no_shrink and isinstance(case.list, Csv):
                shrink(runner, case, formats, d[0])
                d = runner.compare(case, formats) or d
            keep = os.path.join(args.keep, "seed-%d%s" % (seed, "-big" if args.big else ""))
            shutil.rmtree(keep, ignore_errors=True)
            shutil.copytree(folder, keep)
            with open(os.path.join(keep, "cmd"), "w", encoding="utf-8") as f:
                f.write("%s verify list%s%s %s\n" % (args.padan, " --registry registry" if case.registry else "",
                                                     " --criteria criteria" if case.criteria else "", " ".join(case.args)))
            print("seed %d: %s: %s\n  kept in %s" % (seed, d[0], d[1], keep), flush=True)
            if bad >= args.stop_after:
                break
    print("%d seeds, %d of them verified (the others refused alike), %d differences" % (seed - first + 1, verified, bad))
    return 2 if crashed else 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
