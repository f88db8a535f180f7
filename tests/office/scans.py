"""Small whole scans, made here: PDF, PNG and JPEG that every reader opens."""
import struct
import zlib


def pdf(text="uji", pages=1, extra=b"", objects=()):
    """A PDF of some pages; extra goes into each page's dictionary, objects (bytes) stand behind, numbered from 4 + 2 * pages."""
    body = [b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Count %d/Kids[%s]>>" % (pages, b" ".join(b"%d 0 R" % (4 + 2 * i) for i in range(pages))),
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"]
    for i in range(pages):
        content = b"BT /F1 18 Tf 60 700 Td (%s %d) Tj ET" % (text.encode("latin-1"), i + 1)
        body.append(b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents %d 0 R%s>>" % (5 + 2 * i, extra))
        body.append(b"<</Length %d>>stream\n%s\nendstream" % (len(content), content))
    body += objects
    out, at = b"%PDF-1.4\n", []
    for n, b in enumerate(body, 1):
        at.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (n, b)
    table = b"".join(b"%010d 00000 n \n" % a for a in at)
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(at) + 1, table, len(at) + 1, len(out))


def png(w=40, h=30, rows=None):
    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
    rows = rows or zlib.compress((b"\0" + bytes(x * 255 // w for x in range(w))) * h)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", w, h, 8, 0, 0, 0, 0)) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def jpeg(w=64, h=64):
    """Grey all over: each block is its level alone, and that is zero."""
    blocks = ((w + 7) // 8) * ((h + 7) // 8)
    bits = "00" * blocks
    bits += "1" * (-len(bits) % 8)
    data = int(bits, 2).to_bytes(len(bits) // 8, "big").replace(b"\xff", b"\xff\0")
    return (b"\xff\xd8\xff\xdb\0\x43\0" + b"\1" * 64 + b"\xff\xc0\0\x0b\x08" + struct.pack(">HH", h, w) + b"\1\1\x11\0"
            b"\xff\xc4\0\x14\0\1" + bytes(15) + b"\0" + b"\xff\xc4\0\x14\x10\1" + bytes(15) + b"\0"
            b"\xff\xda\0\x08\1\1\0\0\x3f\0" + data + b"\xff\xd9")
