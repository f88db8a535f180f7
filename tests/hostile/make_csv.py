#!/usr/bin/env python3
"""Hostile text files: tests/hostile/make_csv.py DIR [--cell-mb N]

Writes them to DIR and prints a line each: name, tab, expectation, tab, what it is. Expectation: "refuse" (exit status 1),
"verify" (harmless: 0), "either". --cell-mb is the size of the single giant cell (10; 1024 for the long test).
"""
import os
import sys

HEADING = "PSNOKA,NIK,NAMA,JENKEL,TGLLHR,KKNO,ALAMAT\n"
ROW = "1000200030407,2171121703845011,SURYADI HALIM,1,17-03-1984,2171120105115011,KAVLING LAMA BLOK L NO 12\n"
ROW2 = "1000200030444,2171126207905012,MEGAWATI SITORUS,2,22-07-1990,2171120105125012,KAVLING LAMA BLOK M NO 13\n"
MIB = 1 << 20


def pieces(cell_mb):
    """(name, expectation, what, iterable of bytes)."""
    good = (HEADING + ROW + ROW2).encode()
    head, row, row2 = HEADING.encode(), ROW.encode(), ROW2.encode()

    def giant(before, after, fill=b"A" * MIB):
        yield before
        for _ in range(cell_mb):
            yield fill
        yield after

    yield "empty.csv", "refuse", "no bytes", [b""]
    yield "only-bom.csv", "refuse", "a byte order mark alone", [b"\xef\xbb\xbf"]
    yield "only-line-ends.csv", "refuse", "line ends alone", [b"\r\n" * 5000]
    yield "only-quote.csv", "refuse", "one quote", [b'"']
    yield "one-line.csv", "refuse", "one line without an end", [b"halo"]
    yield "only-heading.csv", "refuse", "a heading without an end", [head.rstrip()]
    yield "only-separators.csv", "refuse", "separators alone", [b",,,,,,,\n" * 20000]
    yield "nul-in-name.csv", "either", "NUL within a name", [head, row.replace(b"SURYADI", b"SUR\0YADI"), row2]
    yield "nul-in-nik.csv", "either", "NUL within a NIK", [head, row.replace(b"2171121", b"217\0121"), row2]
    yield "nul-page.csv", "refuse", "zeros for 4 MB", [b"\0" * MIB] * 4
    yield "nul-behind.csv", "either", "a list with 1 MB of zeros behind it", [good, b"\0" * MIB]
    yield "lone-quote.csv", "either", "a quote within a cell that does not begin with one", [head, row.replace(b"LAMA", b'LA"MA'), row2]
    yield "open-quote.csv", "either", "a quote that is never closed", [head, row, row2.replace(b"KAVLING", b'"KAVLING'), row * 2000]
    yield "open-quote-heading.csv", "refuse", "the heading opens a quote that is never closed", [b'"' + good]
    yield "cut-quote.csv", "either", "ends within a quoted cell", [good, row2[:-5].replace(b"KAVLING", b'"KAVLING')]
    yield "cut-quote-pair.csv", "either", "ends between two quotes", [good, row2.strip().replace(b"KAVLING", b'"KAVLING') + b'""']
    yield "behind-quote.csv", "either", "text behind a closing quote", [head, row.replace(b"KAVLING LAMA", b'"KAVLING" LAMA'), row2]
    yield "quotes.csv", "refuse", "quotes alone, 2 MB", [b'"' * (2 * MIB)]
    yield "quotes-and-ends.csv", "refuse", "quotes and line ends in turn, 2 MB", [b'"\n' * MIB]
    yield "mixed-line-ends.csv", "verify", "LF, CRLF and a blank line", [head, row.replace(b"\n", b"\r\n"), b"\n", row2]
    yield "cr-only.csv", "either", "CR as line end", [good.replace(b"\n", b"\r")]
    yield "cr-inside.csv", "either", "a CR within a cell", [head, row.replace(b"LAMA", b"LA\rMA"), row2]
    yield "giant-cell.csv", "refuse", f"one cell of {cell_mb} MB", giant(head + row[:-1], b"\n" + row2)
    yield "giant-quoted-cell.csv", "refuse", f"one quoted cell of {cell_mb} MB with line ends", giant(
        head + row.strip().rsplit(b",", 1)[0] + b',"', b'"\n' + row2, (b"JL MELATI,\n" * (MIB // 11 + 1))[:MIB])
    yield "giant-line-no-end.csv", "refuse", f"{cell_mb} MB of letters without a line end", giant(b"", b"")
    yield "giant-heading.csv", "refuse", f"a heading with a cell of {cell_mb} MB", giant(b"NIK,NAMA,", b"\n" + row)
    yield "giant-name.csv", "either", "a name of 60 KB", [head, row.replace(b"SURYADI", b"SURYADI " * 8000), row2]
    yield "giant-nik.csv", "either", "a NIK of 60 KB", [head, row.replace(b"2171121703845011", b"2171" * 15000), row2]
    yield "words-name.csv", "either", "a name of 20,000 one-letter words", [head, row.replace(b"SURYADI HALIM", b"A B " * 10000), row2]
    yield "many-columns.csv", "either", "a row of 200,000 columns", [good, b"1," * 200000, b"\n", row2]
    yield "many-columns-heading.csv", "either", "a heading of 100,000 columns", [b",".join(b"K%d" % i for i in range(100000)), b"\n", row]
    yield "many-columns-all.csv", "either", "2,000 columns in every row", [
        HEADING.strip().encode() + b"," * 1993 + b"\n"] + [row.strip() + b"," * 1993 + b"\n"] * 50
    yield "many-headings.csv", "either", "the heading again and again", [head * 20000, row]
    yield "heading-late.csv", "refuse", "the heading behind 100,000 title rows", [b"DAFTAR,,,,,,\n" * 100000, good]
    yield "same-headings.csv", "either", "NIK as the title of every column", [b"NIK," * 300 + b"NAMA\n", b"2171121703845011," * 300 + b"SURYADI\n"]
    yield "utf16le.csv", "refuse", "UTF-16, little end first", [("\ufeff" + good.decode()).encode("utf-16-le")]
    yield "utf16be.csv", "refuse", "UTF-16, big end first", [("\ufeff" + good.decode()).encode("utf-16-be")]
    yield "utf16-no-bom.csv", "refuse", "UTF-16 without a mark", [good.decode().encode("utf-16-le")]
    yield "utf32.csv", "refuse", "UTF-32", [good.decode().encode("utf-32")]
    yield "overlong-utf8.csv", "verify", "overlong forms and surrogates in a name", [
        head, row.replace(b"SURYADI", b"SUR\xc0\xafY\xe0\x80\xafAD\xed\xa0\x80I"), row2]
    yield "cut-utf8.csv", "verify", "a letter cut in half at the end of a cell", [head, row.replace(b"HALIM", b"HALI\xe2\x82"), row2]
    yield "invalid-bytes.csv", "verify", "bytes that are no letters in any reading", [head, row.replace(b"HALIM", bytes(range(0x80, 0x100))), row2]
    yield "control-letters.csv", "either", "control letters and escape sequences in a name", [head, row.replace(b"HALIM", b"\x1b[31mHALIM\x07\x08"), row2]
    yield "binary.csv", "refuse", "noise", [bytes((i * 2654435761 >> 13) & 255 for i in range(1, 300001))]
    yield "elf.csv", "refuse", "a program", [b"\x7fELF\x02\x01\x01" + bytes(4096)]
    yield "pdf.csv", "refuse", "a PDF", [b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n"]
    yield "png.csv", "refuse", "a picture", [b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20]
    yield "gzip.csv", "refuse", "gzip", [b"\x1f\x8b\x08\x00" + bytes(range(256)) * 20]
    yield "html.xls", "refuse", "HTML called .xls", [
        b"<html><head><meta charset=utf-8></head><body><table><tr><th>NIK</th><th>NAMA</th></tr><tr><td>2171121703845011</td>"
        b"<td>SURYADI HALIM</td></tr></table></body></html>\n"]
    yield "spreadsheetml.xls", "refuse", "XML of 2003 called .xls", [
        b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook xmlns="urn:schemas-microsoft-com:office:'
        b'spreadsheet"><Worksheet ss:Name="S"><Table><Row><Cell><Data>NIK</Data></Cell></Row></Table></Worksheet></Workbook>\n']
    yield "json.csv", "refuse", "JSON", [b'[{"nik": "2171121703845011", "nama": "SURYADI HALIM"}]\n']
    yield "rtf.csv", "refuse", "RTF", [b"{\\rtf1\\ansi NIK,NAMA\\par}\n"]
    yield "ole-cut.xls", "refuse", "the first 100 bytes of an .xls", [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(92)]
    yield "zip-cut.xlsx", "refuse", "the first 30 bytes of a zip", [b"PK\x03\x04" + bytes(26)]
    yield "numbers.csv", "refuse", "every NIK in scientific notation", [head] + [row.replace(b"2171121703845011", b'"2,17112E+15"')] * 500
    yield "no-people.csv", "refuse", "a heading and 50,000 blank rows", [head, b",,,,,,\n" * 50000]
    yield "same-nik.csv", "verify", "one NIK on 30,000 rows", [head] + [
        row.replace(b"1000200030407", b"%013d" % i).replace(b"SURYADI", b"SURYADI %c%c" % (65 + i % 26, 65 + i // 26 % 26)) for i in range(30000)]
    yield "same-card.csv", "verify", "one participant number on 30,000 rows", [head] + [
        row.replace(b"2171121703845011", b"217112170384%04d" % (5000 + i % 5000)) for i in range(30000)]
    yield "same-person.csv", "verify", "one person on 20,000 rows without a NIK", [head] + [row.replace(b"2171121703845011", b"")] * 20000
    yield "formulas.csv", "verify", "formulas in every cell", [head] + [
        b"=1+1,2171121703845011,=HYPERLINK(0),1,17-03-1984,=A1,@SUM(A1)\n"] * 3


def main():
    if len(sys.argv) < 2:
        print(__doc__, file=sys.stderr)
        return 2
    folder = sys.argv[1]
    cell_mb = int(sys.argv[sys.argv.index("--cell-mb") + 1]) if "--cell-mb" in sys.argv else 10
    os.makedirs(folder, exist_ok=True)
    for name, expect, what, parts in pieces(cell_mb):
        with open(os.path.join(folder, name), "wb") as f:
            f.writelines(parts)
        print(f"{name}\t{expect}\t{what}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
