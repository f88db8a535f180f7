#!/usr/bin/env python3
"""Writes the first rows of a BNBA list (CSV, semicolons) as an XLSX of 12 columns, the way spreadsheet
programs do: text as inline or shared strings, a running number, dates as numbers with a date style.
Streams; memory stays small but for the shared strings' table."""

import argparse
import csv
import datetime
import itertools
import zipfile
from xml.sax.saxutils import escape

COLUMNS = (
    "PSNOKA",
    "NAMA",
    "JENKEL",
    "TGLLHR",
    "NIK",
    "KKNO",
    "ALAMAT",
    "KDDESA",
    "KELAS",
    "STATUS",
    "KETJNSPESERTA",
)
X = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
EPOCH = datetime.date(1899, 12, 30).toordinal()

PARTS = {
    "[Content_Types].xml": (
        f'{X}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{TYPE}.worksheet+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{TYPE}.styles+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{TYPE}.sharedStrings+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'{X}<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'{X}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
        '<sheet name="BNBA" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'{X}<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{OFFICE}/styles" Target="styles.xml"/>'
        f'<Relationship Id="rId3" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
    ),
    "xl/styles.xml": (
        f'{X}<styleSheet xmlns="{MAIN}">'
        '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
        '<xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>'
        "</styleSheet>"
    ),
}


def serial(text):
    """The number a spreadsheet stores for dd-mm-yyyy; None when it is no date."""
    try:
        d, m, y = text.split("-")
        return datetime.date(int(y), int(m), int(d)).toordinal() - EPOCH
    except ValueError:
        return None


class Strings:
    """The shared strings: inline, or a number for each text in the order of their first use."""

    def __init__(self, shared):
        self.shared, self.number, self.uses = shared, {}, 0

    def cell(self, ref, text):
        if text == "":
            return ""
        if not self.shared:
            return f'<c r="{ref}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'
        self.uses += 1
        n = self.number.setdefault(text, len(self.number))
        return f'<c r="{ref}" t="s"><v>{n}</v></c>'


def source_rows(path):
    """The wanted columns of the list, over and over if it is too short."""
    while True:
        with open(path, newline="", encoding="utf-8-sig") as f:
            rows = csv.reader(f, delimiter=";")
            head = next(rows)
            at = [head.index(c) for c in COLUMNS]
            for row in rows:
                if len(row) == len(head):
                    yield [row[i].lstrip("'") for i in at]


def write_sheet(out, strings, source, count):
    out.write(f'{X}<worksheet xmlns="{MAIN}"><dimension ref="A1:L{count + 1}"/><sheetData>'.encode())
    cells = "".join(strings.cell(f"{c}1", t) for c, t in zip("ABCDEFGHIJKL", ("NO", *COLUMNS)))
    chunk = [f'<row r="1">{cells}</row>']
    for n, row in enumerate(itertools.islice(source_rows(source), count), 1):
        r = n + 1
        cells = [f'<c r="A{r}"><v>{n}</v></c>']
        for letter, text in zip("BCDEFGHIJKL", row):
            day = serial(text) if letter == "E" else None
            cells.append(
                strings.cell(f"{letter}{r}", text) if day is None else f'<c r="E{r}" s="1"><v>{day}</v></c>'
            )
        chunk.append(f'<row r="{r}">{"".join(cells)}</row>')
        if len(chunk) >= 1000:
            out.write("".join(chunk).encode())
            chunk.clear()
    out.write("".join(chunk).encode())
    out.write(b"</sheetData></worksheet>")


def write_strings(out, strings):
    out.write(f'{X}<sst xmlns="{MAIN}" count="{strings.uses}" uniqueCount="{len(strings.number)}">'.encode())
    texts = iter(strings.number)
    while chunk := list(itertools.islice(texts, 4000)):
        out.write("".join(f"<si><t>{escape(t)}</t></si>" for t in chunk).encode())
    out.write(b"</sst>")


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("source")
    p.add_argument("output")
    p.add_argument("--rows", type=int, default=1_000_000)
    p.add_argument("--strings", choices=("inline", "shared"), default="inline")
    a = p.parse_args()
    strings = Strings(a.strings == "shared")
    with zipfile.ZipFile(a.output, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as z:
        for name, text in PARTS.items():
            z.writestr(name, text)
        with z.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as out:
            write_sheet(out, strings, a.source, a.rows)
        with z.open("xl/sharedStrings.xml", "w", force_zip64=True) as out:
            write_strings(out, strings)


if __name__ == "__main__":
    main()
