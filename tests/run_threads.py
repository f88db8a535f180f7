#!/usr/bin/env python3
"""The engine under the thread sanitizer: python3 tests/run_threads.py PADAN_TSAN PADAN

Verifies a made-up city with 1, 2, 3 and 8 threads; every run must be silent and print the same bytes. The list has line
breaks inside quotes, so that blocks are guessed wrong and read again. Closes with "N passed, N failed".
"""
import csv
import os
import subprocess
import sys
import tempfile


def main():
    tsan, padan = sys.argv[1], sys.argv[2]
    passed = failed = 0
    with tempfile.TemporaryDirectory() as d:
        subprocess.run([padan, "demo", d, "--rows", "30000", "--seed", "11", "--layout", "bpjs", "--no-xlsx"], check=True,
                       stdout=subprocess.DEVNULL)
        source = next(os.path.join(d, f) for f in sorted(os.listdir(d)) if f.startswith("bnba"))
        plain, broken = os.path.join(d, "a.csv"), os.path.join(d, "b.csv")
        with open(source, encoding="utf-8-sig", newline="") as f, open(plain, "w", newline="") as a, \
                open(broken, "w", newline="") as b:
            rows = list(csv.reader(f, delimiter=";"))
            at = rows[0].index("ALAMAT")
            csv.writer(a, delimiter=";").writerows(rows)
            for r in rows[1:]:
                if len(r) > at:
                    r[at] = r[at] + "\n'0000000000000;\n"
            csv.writer(b, delimiter=";").writerows(rows)
        for name in (plain, broken):
            want = None
            for threads in ("1", "2", "3", "8"):
                r = subprocess.run([tsan, "verify", name, "--registry", os.path.join(d, "kependudukan.csv"), "--as-of",
                                    "2026-11-01", "--threads", threads, "--quiet"], stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE)
                want = want if want is not None else r.stdout
                if r.returncode == 0 and not r.stderr and r.stdout == want and r.stdout.count(b"\n") > 29000:
                    passed += 1
                else:
                    failed += 1
                    print(f"{os.path.basename(name)} with {threads} threads: exit {r.returncode}, "
                          f"{'same' if r.stdout == want else 'other'} bytes\n" + r.stderr.decode(errors="replace")[:2000])
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
