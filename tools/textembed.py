#!/usr/bin/env python3
"""Text files as named const byte arrays in C: textembed.py OUT.h PREFIX FILE... | --dir DIR EXT DEPFILE

With --dir all files of DIR that end with EXT are taken, and DEPFILE tells the build to run again when one changes or comes.

For every file PREFIX_<name> holds its bytes, each byte that is no letter or digit of the name an underscore, with a NUL
behind them; PREFIX_files[] lists them by name in the order given, with length (without the NUL), PREFIX_FILES counts
them. Files must be UTF-8 without NUL bytes, so that they can be used as C strings too. The output depends on nothing but
the names and the bytes.
"""
import os
import re
import sys


def die(text):
    sys.exit("textembed: " + text)


def literal(data):
    """The bytes as string literals of about one text line each; printable ASCII stays readable."""
    out = []
    for line in data.splitlines(keepends=True):
        for i in range(0, len(line), 400):
            text = []
            for c in line[i : i + 400]:
                if c == 10:
                    text.append("\\n")
                elif 32 <= c < 127 and c not in b'"\\?':
                    text.append(chr(c))
                else:
                    text.append(f"\\{c:03o}")
            out.append('\t"' + "".join(text) + '"')
    return "\n".join(out) or '\t""'


def main():
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    out, prefix, paths = sys.argv[1], sys.argv[2], sys.argv[3:]
    if paths[0] == "--dir":
        _, folder, ext, depfile = paths
        paths = sorted(os.path.join(folder, n) for n in os.listdir(folder) if n.endswith(ext))
        with open(depfile, "w", encoding="utf-8") as f:
            f.write(os.path.basename(out) + ": " + " ".join([folder, *paths]) + "\n")
    if not re.fullmatch(r"[a-z][a-z0-9_]*", prefix):
        die(f"{prefix!r} is no name in C")
    texts = []
    for path in paths:
        with open(path, "rb") as f:
            data = f.read()
        try:
            data.decode("utf-8")
        except UnicodeDecodeError as e:
            die(f"{path}: byte {e.start} is not UTF-8")
        if b"\0" in data:
            die(f"{path}: holds a NUL byte")
        base = os.path.basename(path)
        name = prefix + "_" + re.sub(r"[^A-Za-z0-9]", "_", base)
        if any(name == n for n, _, _ in texts):
            die(f"{path}: {name} twice")
        texts.append((name, base, data))
    guard = "PADAN_" + re.sub(r"[^A-Za-z0-9]", "_", os.path.basename(out)).upper()
    with open(out + ".tmp", "w", encoding="ascii", newline="\n") as f:
        f.write(f"/* Made by tools/textembed.py; do not edit. */\n#ifndef {guard}\n#define {guard}\n#include <stddef.h>\n\n")
        # Longer than the 4095 characters ISO C promises; every compiler we build with takes it.
        f.write('#pragma GCC diagnostic push\n#pragma GCC diagnostic ignored "-Woverlength-strings"\n')
        for name, base, data in texts:
            f.write(f"/* {base} */\nstatic const char {name}[{len(data) + 1}] =\n{literal(data)};\n")
        f.write("#pragma GCC diagnostic pop\n\n")
        f.write(f"#define {prefix.upper()}_FILES {len(texts)}\n")
        f.write(f"static const struct {{\n\tconst char *name, *ptr;\n\tsize_t len;\n}} {prefix}_files[{len(texts)}] = {{\n")
        for name, base, data in texts:
            f.write(f'\t{{ "{base}", {name}, {len(data)} }},\n')
        f.write("};\n#endif\n")
    os.replace(out + ".tmp", out)


if __name__ == "__main__":
    main()
