#!/usr/bin/env python3
"""Hostile files under limits: tests/run_hostile.py PADAN [PADAN_SANITIZED] [--cell-mb N]

Every file of tests/hostile/make_csv.py and make_xlsx.py is given to `padan verify`, as the list and as the extract. Asked:
exit status 1 (0 only where the maker says the file is harmless), one line on standard error that holds no long number, no
control letter and no more than 400 letters, no output file left, what stood at --output untouched, at most 10 s. PADAN is
also held to its memory: peak RSS of 64 MiB and 64 bytes a row. PADAN_SANITIZED gets the files once more, without the
limits of time and memory: a find of the sanitizers ends it by a signal. Closes with "N passed, N failed".
"""
import os
import re
import resource
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor

HERE = os.path.dirname(os.path.abspath(__file__))
DEBIAN_PYTHON = "/usr/bin/python3"
SECONDS = 10
SECONDS_SANITIZED = 120
RSS = 64 << 20
RSS_PER_ROW = 64
GOOD_LIST = ("PSNOKA,NIK,NAMA,JENKEL,TGLLHR,KKNO,ALAMAT\n"
             "1000200030407,2171121703845011,SURYADI HALIM,1,17-03-1984,2171120105115011,KAVLING LAMA BLOK L NO 12\n")
GOOD_EXTRACT = ("NIK,NO_KK,NAMA,TGL_LHR,JENIS_KLMIN,ALAMAT,STATUS\n"
                "2171121703845011,2171120105115011,SURYADI HALIM,1984-03-17,L,KAVLING LAMA BLOK L NO 12,HIDUP\n")
OLD = "hasil bulan lalu\n"


def make(folder, cell_mb):
    """[(name, expectation, what)] of all files written to folder."""
    found = []
    python = DEBIAN_PYTHON if os.path.exists(DEBIAN_PYTHON) else sys.executable

    def run(maker, *extra):
        return subprocess.run([python, os.path.join(HERE, "hostile", maker), folder, *extra], stdout=subprocess.PIPE,
                              text=True, check=True).stdout

    for line in run("make_csv.py", "--cell-mb", str(cell_mb)).splitlines():
        found.append(tuple(line.split("\t")))
    # Workbooks say it in their names: "tolak-" is refused; "baca-" is read, though it need not hold a list.
    before = {name for name, _, _ in found}
    run("make_xlsx.py")
    for name in sorted(set(os.listdir(folder)) - before):
        found.append((name, "refuse" if name.startswith("tolak-") else "either", name.rsplit(".", 1)[0]))
    return found


def rows_of(path):
    """An upper bound of the rows a file can have, from its line ends; 0 for a packed file."""
    n = 0
    with open(path, "rb") as f:
        first = f.read(2)
        if first == b"PK":
            return 0
        f.seek(0)
        while True:
            block = f.read(1 << 20)
            if not block:
                return n
            n += block.count(b"\n")


class Run:
    """One run of padan under the eye: status, standard error, seconds, peak RSS."""

    def __init__(self, args, folder, seconds):
        begun = time.monotonic()
        with tempfile.TemporaryFile() as err:
            p = subprocess.Popen(args, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=err,
                                 preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CORE, (0, 0)))
            timer = threading.Timer(seconds, p.kill)
            timer.start()
            _, status, usage = os.wait4(p.pid, 0)
            timer.cancel()
            p.returncode = os.waitstatus_to_exitcode(status)
            err.seek(0)
            self.stderr = err.read(1 << 20).decode(errors="replace")
        self.status = p.returncode
        self.seconds = time.monotonic() - begun
        self.rss = usage.ru_maxrss * 1024


def judge(padan, folder, name, expect, as_list, limits):
    """What is wrong with the run on one file, as a list of sentences."""
    work = tempfile.mkdtemp(dir=folder)
    path = os.path.join(folder, name)
    for f, content in (("daftar.csv", GOOD_LIST), ("registri.csv", GOOD_EXTRACT), ("hasil.csv", OLD)):
        with open(os.path.join(work, f), "w") as h:
            h.write(content)
    before = sorted(os.listdir(work))
    pair = [path, "--registry", "registri.csv"] if as_list else ["daftar.csv", "--registry", path]
    r = Run([padan, "verify", *pair, "--as-of", "2026-10-31", "--output", "hasil.csv"], work,
            SECONDS * 3 if limits else SECONDS_SANITIZED)
    wrong = []
    if r.status not in (0, 1):
        wrong.append(f"exit status {r.status}: {r.stderr.strip()[:300]}")
    elif as_list and expect == "refuse" and r.status != 1:
        wrong.append("was verified, not refused")
    elif as_list and expect == "verify" and r.status != 0:
        wrong.append(f"was refused: {r.stderr.strip()}")
    if r.status == 1:
        line = r.stderr.strip()
        if len(line.splitlines()) != 1:
            wrong.append(f"standard error is {len(line.splitlines())} lines")
        if len(line) > 450:
            wrong.append("the message is too long")
    if re.search(r"\d{16}", r.stderr):
        wrong.append("a long number on standard error")
    if re.search(r"[\x00-\x08\x0b-\x1f\x7f]", r.stderr):
        wrong.append("control letters on standard error")
    with open(os.path.join(work, "hasil.csv")) as h:
        if r.status != 0 and h.read() != OLD:
            wrong.append("the earlier result was changed")
    if sorted(os.listdir(work)) != before:
        wrong.append(f"files left: {sorted(set(os.listdir(work)) - set(before))}")
    if limits and r.seconds > SECONDS:
        wrong.append(f"{r.seconds:.1f} s")
    allowed = RSS + RSS_PER_ROW * rows_of(path)
    if limits and r.rss > allowed:
        wrong.append(f"peak RSS {r.rss >> 20} MiB, allowed {allowed >> 20}")
    return wrong


def main():
    args = sys.argv[1:]
    cell_mb = 10
    if "--cell-mb" in args:
        at = args.index("--cell-mb")
        cell_mb = int(args[at + 1])
        del args[at:at + 2]
    if not args:
        print(__doc__, file=sys.stderr)
        return 2
    passed = failed = 0
    with tempfile.TemporaryDirectory(prefix="padan-hostile-") as folder, ThreadPoolExecutor(os.cpu_count() or 2) as pool:
        found = make(folder, cell_mb)
        jobs = [(os.path.abspath(padan), i == 0, as_list, item) for i, padan in enumerate(args) for item in found
                for as_list in (True, False)]
        results = pool.map(lambda j: judge(j[0], folder, j[3][0], j[3][1], j[2], j[1]), jobs)
        for (padan, limits, as_list, (name, _, what)), wrong in zip(jobs, results):
            if not wrong:
                passed += 1
                continue
            failed += 1
            print(f"{name} as {'list' if as_list else 'extract'}{'' if limits else ', sanitized'}: {what}")
            for w in wrong:
                print("    " + w)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
