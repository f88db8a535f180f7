#!/usr/bin/env python3
"""Named statements and migrations as C tables: sqlgen.py OUT.h OUT.c SQLDIR MIGRATIONDIR [DEPFILE]

A statement is a block of SQLDIR/*.sql that starts with "-- name: kasus_list"; it ends where the next begins. A migration is
a whole file MIGRATIONDIR/NNNN_name.sql. The header holds enum query (Q_KASUS_LIST ...), the source the texts.
"""
import glob
import os
import re
import sys


def literal(text):
    out = []
    for line in text.splitlines():
        out.append('\t"' + line.replace("\\", "\\\\").replace('"', '\\"').replace("\t", " ") + '\\n"')
    return "\n".join(out)


def main():
    header, source, sqldir, migdir = sys.argv[1:5]
    if len(sys.argv) > 5:
        inputs = [sqldir, migdir, *glob.glob(os.path.join(sqldir, "*.sql")), *glob.glob(os.path.join(migdir, "*.sql"))]
        with open(sys.argv[5], "w", encoding="utf-8") as f:
            f.write(os.path.basename(source) + ": " + " ".join(sorted(inputs)) + "\n")
    statements = []
    for path in sorted(glob.glob(os.path.join(sqldir, "*.sql"))):
        text = open(path, encoding="utf-8").read()
        parts = re.split(r"^-- name: *([a-z0-9_]+) *$", text, flags=re.M)
        for name, body in zip(parts[1::2], parts[2::2]):
            body = "\n".join(line for line in body.splitlines() if line.strip() and not line.strip().startswith("--"))
            if not body.strip():
                sys.exit(f"{path}: {name} is empty")
            if any(name == n for n, _ in statements):
                sys.exit(f"{path}: {name} twice")
            statements.append((name, body))
    migrations = []
    for number, path in enumerate(sorted(glob.glob(os.path.join(migdir, "*.sql"))), 1):
        base = os.path.basename(path)
        if int(base.split("_")[0]) != number:
            sys.exit(f"{path}: expected number {number:04}")
        migrations.append((base, open(path, encoding="utf-8").read()))
    with open(header, "w", encoding="utf-8") as f:
        f.write("/* Made by tools/sqlgen.py. */\n#ifndef PADAN_QUERIES_GEN_H\n#define PADAN_QUERIES_GEN_H\n#include <stddef.h>\n\n")
        f.write("enum query {\n" + "".join(f"\tQ_{n.upper()},\n" for n, _ in statements) + "\tQUERY_COUNT\n};\n")
        f.write("struct query_text {\n\tconst char *name, *sql;\n};\n")
        f.write("extern const struct query_text queries[QUERY_COUNT];\n")
        f.write("struct migration_text {\n\tconst char *name, *sql;\n};\n")
        f.write(f"enum {{ MIGRATION_COUNT = {len(migrations)} }};\n")
        f.write("extern const struct migration_text migrations[];\n#endif\n")
    with open(source, "w", encoding="utf-8") as f:
        f.write('/* Made by tools/sqlgen.py. */\n#include "queries.gen.h"\n#pragma GCC diagnostic ignored "-Woverlength-strings"\n\n')
        f.write("const struct query_text queries[QUERY_COUNT] = {\n")
        for n, sql in statements:
            f.write(f'\t[Q_{n.upper()}] = {{ "{n}",\n{literal(sql)} }},\n')
        f.write("};\nconst struct migration_text migrations[] = {\n")
        for n, sql in migrations:
            f.write(f'\t{{ "{n}",\n{literal(sql)} }},\n')
        f.write("};\n")


main()
