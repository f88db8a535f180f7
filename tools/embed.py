#!/usr/bin/env python3
"""Makes a C header that carries files inside the program: tools/embed.py OUT.h FILE...

For each FILE, in the order given, the header holds its bytes as they are and packed by gzip, both as const arrays
(.rodata), and one row of

    static const struct embedded { name, url, type, hash, raw, raw_len, gz, gz_len } embedded_files[EMBEDDED_FILES];

    name  base name of the file             "padan.js"
    url   name with the hash in it          "padan.0123456789abcdef.js": may be cached for ever, changes with the content
    type  value for Content-Type            "text/javascript; charset=utf-8"
    hash  SHA-256 of the bytes, 16 digits   "0123456789abcdef", also good for an ETag
    gz    what to send to a client that accepts gzip; NULL and 0 where packing would not make it smaller

Include the header in one .c file only: everything in it is static. The same input gives the same bytes: no date, no path
and no name of the machine is written.
"""
import hashlib
import os
import re
import sys
import zlib

TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".ico": "image/x-icon",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json",
}


def gzip(data):
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)  # 31: gzip wrapper, no time and no name in it
    return packer.compress(data) + packer.flush()


def array(name, data):
    rows = (data[i : i + 32] for i in range(0, len(data), 32))
    body = ",\n".join(",".join(map(str, row)) for row in rows)
    return f"static const unsigned char {name}[{len(data)}] = {{\n{body},\n}};\n"


def main(argv):
    if len(argv) < 3:
        sys.exit("usage: tools/embed.py OUT.h FILE...")
    out, files = argv[1], argv[2:]
    arrays, rows, seen = [], [], set()
    for path in files:
        name = os.path.basename(path)
        stem, ext = os.path.splitext(name)
        if ext not in TYPES:
            sys.exit(f"{path}: no Content-Type known for {ext!r}")
        if not re.fullmatch(r"[A-Za-z0-9._-]+", name) or name in seen:
            sys.exit(f"{path}: name twice or not fit for a URL")
        seen.add(name)
        with open(path, "rb") as file:
            data = file.read()
        if not data:
            sys.exit(f"{path}: empty")
        ident = "embedded_" + re.sub(r"[^A-Za-z0-9]", "_", name)
        digest = hashlib.sha256(data).hexdigest()[:16]
        packed = gzip(data)
        arrays.append(array(ident, data))
        gz = "NULL, 0"
        if len(packed) < len(data):
            arrays.append(array(ident + "_gz", packed))
            gz = f"{ident}_gz, sizeof {ident}_gz"
        rows.append(f'\t{{ "{name}", "{stem}.{digest}{ext}", "{TYPES[ext]}", "{digest}",\n'
                    f"\t  {ident}, sizeof {ident}, {gz} }},\n")
    text = (
        "/* Made by tools/embed.py; do not edit. */\n#pragma once\n#include <stddef.h>\n\n"
        "struct embedded {\n\tconst char *name, *url, *type, *hash;\n\tconst unsigned char *raw;\n\tsize_t raw_len;\n"
        "\tconst unsigned char *gz;\n\tsize_t gz_len;\n};\n\n"
        f"#define EMBEDDED_FILES {len(rows)}\n\n" + "\n".join(arrays)
        + "\nstatic const struct embedded embedded_files[EMBEDDED_FILES] = {\n" + "".join(rows) + "};\n"
    )
    with open(out + ".part", "w", encoding="utf-8", newline="\n") as file:
        file.write(text)
    os.replace(out + ".part", out)


if __name__ == "__main__":
    main(sys.argv)
