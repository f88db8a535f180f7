#!/usr/bin/env python3
"""Measures the speed table of docs/verify.md and writes docs/bench.md.

Makes the data (padan demo), fetches DuckDB (npm, exact versions from the lock file), runs padan and the
others in turn in one go, as whole processes from spawn to exit, and prints medians and ratios. Nothing is
asserted about the ratios; the exit status is 1 only when a program fails or a result is wrong.

Data stay in --work between runs as long as size and seed are the same.
"""

import argparse
import csv
import datetime
import glob
import hashlib
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
MIB = 1 << 20
AS_OF = "2026-10-31"  # of padan demo

# Runs a command and prints wall seconds, peak RSS in KiB and exit status. It is a process of its own,
# because a child starts with the peak of the process it was forked from, and this driver's peak would be
# counted as padan's.
MEASURE = """
import os, sys, time
out = os.open(sys.argv[1], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
err = os.open(sys.argv[2], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
acts = [(os.POSIX_SPAWN_DUP2, out, 1), (os.POSIX_SPAWN_DUP2, err, 2)]
t = time.perf_counter()
pid = os.posix_spawnp(sys.argv[3], sys.argv[3:], os.environ, file_actions=acts)
_, status, use = os.wait4(pid, 0)
t = time.perf_counter() - t
print(t, use.ru_maxrss, use.ru_utime + use.ru_stime, os.waitstatus_to_exitcode(status))
"""


class Failed(Exception):
    """A program failed or gave a wrong result."""


class Run:
    """One measured run of one program."""

    def __init__(self, wall, rss, cpu):
        self.wall, self.rss, self.cpu = wall, rss, cpu


class Bench:
    def __init__(self, args):
        self.args = args
        self.work = Path(args.work).resolve()
        self.work.mkdir(parents=True, exist_ok=True)
        self.rows = []  # of the table
        self.notes = []
        self.wrong = []

    def say(self, *what):
        print(*what, flush=True)

    # ---- running ----

    def run(self, cmd, must=True):
        """One measured run; the output of the program is in self.out and self.err."""
        out, err = self.work / "stdout", self.work / "stderr"
        os.sync()
        got = subprocess.run(
            [sys.executable, "-I", "-S", "-c", MEASURE, str(out), str(err), *map(str, cmd)],
            stdout=subprocess.PIPE,
            check=True,
            text=True,
            cwd=self.work,
        ).stdout.split()
        self.out = out.read_text(errors="replace")
        self.err = err.read_text(errors="replace")
        code = int(got[3])
        if code and must:
            raise Failed(f"{Path(str(cmd[0])).name}: exit status {code}: {self.err.strip()[-300:]}")
        self.code = code
        return Run(float(got[0]), int(got[1]) * 1024, float(got[2]))

    def alternate(self, named, warm, runs):
        """named: name -> (command, output or None, how often at most). Runs A B A B; gives name -> [Run]."""
        got = {n: [] for n in named}
        for i in range(runs):
            for name, (cmd, output, most) in named.items():
                if i >= most:
                    continue
                if output:
                    Path(output).unlink(missing_ok=True)
                for f in warm:
                    read_through(f)
                r = self.run(cmd)
                got[name].append(r)
                self.say(f"  {name:<24} {r.wall:8.3f} s  {r.rss / MIB:8.1f} MiB  cpu {r.cpu:.2f} s")
        return got

    # ---- data ----

    def data(self, rows, seed):
        """Paths of the list and the extract of that size."""
        d = self.work / f"data-{rows}-{seed}"
        stamp = d / "stamp.json"
        want = {"rows": rows, "seed": seed, "layout": "bpjs"}
        if not (stamp.exists() and json.loads(stamp.read_text()) == want and all(find_data(d))):
            shutil.rmtree(d, ignore_errors=True)
            d.mkdir(parents=True)
            self.say(f"making {rows:,} rows (seed {seed}) ...")
            self.run(
                [self.args.padan, "demo", d, "--rows", rows, "--seed", seed, "--layout", "bpjs", "--no-xlsx"]
            )
            if not all(find_data(d)):
                raise Failed(f"padan demo left no bnba*.csv and kependudukan*.csv in {d}")
            stamp.write_text(json.dumps(want))
        return find_data(d)

    def xlsx(self, kind, rows, source):
        f = self.work / f"{kind}-{rows}.xlsx"
        if not f.exists():
            self.say(f"making {f.name} ...")
            part = f.with_suffix(".part")
            self.run([sys.executable, HERE / "make_xlsx.py", source, part, "--rows", rows, "--strings", kind])
            part.rename(f)
        return f

    # ---- the measures ----

    def padan(self, lst, reg, out, *more):
        return [
            self.args.padan,
            "verify",
            lst,
            "--registry",
            reg,
            "--output",
            out,
            "--as-of",
            AS_OF,
            "--quiet",
            *more,
        ]

    def duckdb(self, lst, reg, out, *more):
        return ["node", HERE / "duckdb.mjs", lst, reg, out, "--as-of", AS_OF, *more]

    def fetch_duckdb(self):
        if not shutil.which("node"):
            self.notes.append("DuckDB: not measured, `node` is not installed.")
            return False
        lock = json.loads((HERE / "package-lock.json").read_text())["packages"][
            "node_modules/@duckdb/node-api"
        ]["version"]
        have = HERE / "node_modules/@duckdb/node-api/package.json"
        if not have.exists() or json.loads(have.read_text())["version"] != lock:
            self.say("fetching DuckDB (npm ci) ...")
            r = subprocess.run(
                ["npm", "ci", "--no-audit", "--no-fund"],
                cwd=HERE,
                capture_output=True,
                text=True,
                check=False,
            )
            if r.returncode:
                self.notes.append("DuckDB: not measured, `npm ci` failed.")
                self.say(r.stderr[-500:])
                return False
        return True

    def csv_measures(self, rows, demand, runs, with_index):
        lst, reg = self.data(rows, self.args.seed)
        n, m = count_records(lst), count_records(reg)
        size = f"{short(n)} against {short(m)}"
        self.say(f"{size}, CSV to CSV:")
        p_out, d_out, x_out, i_out = (
            self.work / f for f in ("padan.csv", "duckdb.csv", "exact.csv", "index.csv")
        )
        named = {"padan": (self.padan(lst, reg, p_out), p_out, runs)}
        if self.have_duckdb:
            named["duckdb"] = (self.duckdb(lst, reg, d_out), d_out, runs)
            if with_index:  # the small size only
                named["duckdb, exact part"] = (
                    self.duckdb(lst, reg, x_out, "--exact"),
                    x_out,
                    1 if self.args.quick else runs,
                )
        if with_index:
            idx = self.work / f"registry-{rows}.index"
            build = self.run([self.args.padan, "registry", "build", reg, "--output", idx], must=False)
            if self.code == 0:
                named["padan, index"] = (self.padan(lst, idx, i_out), i_out, runs)
            else:
                self.notes.append(
                    f"Prebuilt index: not measured, `padan registry build` ended with status {self.code}."
                )
        got = self.alternate(named, [lst, reg], runs)
        p = Medians(got["padan"])
        d = Medians(got["duckdb"]) if "duckdb" in got else None
        self.compare(
            f"{size}, CSV to CSV, wall time",
            f"{frac(demand)} of DuckDB",
            demand,
            p.wall,
            d and d.wall,
            seconds,
        )
        if with_index:
            self.compare("the same, memory (peak RSS)", "1/3 of DuckDB", 1 / 3, p.rss, d and d.rss, mebi)
        limit = 64 * (n + m) + 32 * MIB
        self.row(
            f"{size}, memory limit",
            f"at most {mebi(limit)}",
            mebi(p.rss),
            "",
            f"{p.rss / limit:.2f}",
            p.rss <= limit,
        )
        if "duckdb, exact part" in got:
            x = Medians(got["duckdb, exact part"])
            self.row(
                "for information: DuckDB without the search for candidates",
                "",
                seconds(p.wall),
                seconds(x.wall),
                ratio(p.wall, x.wall),
                None,
            )
        if "padan, index" in got:
            i = Medians(got["padan, index"])
            want = d.wall * 0.2 / 5.5 if d else 0.2
            self.row(
                f"{short(n)} against a prebuilt index of {short(m)}",
                f"at most {seconds(want)} (0.2 s where DuckDB needs 5.5 s)",
                seconds(i.wall),
                d and seconds(d.wall),
                d and ratio(i.wall, d.wall),
                i.wall <= want,
            )
            self.row("the same, memory (peak RSS)", "", mebi(i.rss), "", "", None)
            self.row(f"building that index of {short(m)}", "", seconds(build.wall), "", "", None)
            if not same(p_out, i_out):
                self.wrong.append(
                    "the result with the prebuilt index differs from the result with the extract"
                )
        self.agreement(n, p_out, d_out if d else None)
        self.remember(f"csv-{rows}", got)

    def agreement(self, n, p_out, d_out):
        """Rows and order of the result; how far DuckDB's verdicts agree (its job must not be a straw man)."""
        with open(p_out, newline="", encoding="utf-8") as f:
            rows = sum(1 for _ in csv.reader(f)) - 1
        if rows > n or rows < n - max(100, n // 1000):
            self.wrong.append(f"padan wrote {rows:,} result rows for {n:,} records")
        if not d_out:
            return
        alike = total = person = 0
        with open(p_out, newline="", encoding="utf-8") as a, open(d_out, newline="", encoding="utf-8") as b:
            for x, y in zip(csv.DictReader(a), csv.DictReader(b)):
                if (
                    not {"no_peserta", "putusan", "nik_registry"} <= x.keys()
                    or x["no_peserta"] != y["no_peserta"]
                ):
                    continue
                total += 1
                alike += x["putusan"] == y["putusan"]
                person += x["nik_registry"] == y["nik_registry"]
        if total:
            self.notes.append(
                f"Of {total:,} rows, DuckDB's SQL gives padan's verdict on {100 * alike / total:.2f} % "
                f"and names the "
                f"same person on {100 * person / total:.2f} %"
                + (": the two do the same job." if alike > 0.98 * total else ".")
            )
        else:
            self.notes.append("DuckDB's and padan's results could not be laid side by side.")

    def check(self):
        """The result of the fast engine against the slow plain one, byte by byte, on a smaller size."""
        n = min(self.args.check_rows, self.args.rows)
        name = f"result against the plain implementation, {short(n)} rows"
        lst, reg = self.data(n, self.args.seed + 1)
        fast, plain = self.work / "fast.csv", self.work / "plain.csv"
        a = self.run(self.padan(lst, reg, fast))
        b = self.run(self.padan(lst, reg, plain, "--engine", "plain"), must=False)
        if self.code:
            self.row(name, "equal", "not checked", "", "", None)
            self.notes.append(
                f"Not checked against the plain implementation: `--engine plain` ended with {self.code}."
            )
            return
        equal = same(fast, plain)
        self.row(
            name,
            "equal to the byte",
            f"equal ({seconds(a.wall)})" if equal else "DIFFERS",
            seconds(b.wall),
            ratio(a.wall, b.wall),
            equal,
        )
        if not equal:
            self.wrong.append("the fast engine's result differs from the plain one's")

    def xlsx_measures(self):
        n, reader = self.args.xlsx_rows, Path(self.args.xlsx_read).resolve()
        source, _ = self.data(self.args.rows, self.args.seed)
        if not reader.exists():
            self.notes.append(f"XLSX: not measured, {self.args.xlsx_read} is missing.")
            return
        python = next((p for p in (sys.executable, "/usr/bin/python3") if has_openpyxl(p)), None)
        if not python:
            self.notes.append("openpyxl: not measured (Debian package python3-openpyxl).")
        for kind in ("inline", "shared"):
            f = self.xlsx(kind, n, source)
            named = {"padan": ([reader, f], None, self.args.runs)}
            if python:
                named["openpyxl"] = ([python, HERE / "read_openpyxl.py", f], None, self.args.openpyxl_runs)
            what = f"XLSX of {short(n)} rows × 12, {kind} strings"
            self.say(what + ":")
            counts = {}
            got = {k: [] for k in named}
            for i in range(self.args.runs):
                for k, (cmd, _, most) in named.items():
                    if i < most:
                        read_through(f)
                        r = self.run(cmd)
                        got[k].append(r)
                        counts[k] = self.out.split()[:2]
                        self.say(f"  {k:<24} {r.wall:8.3f} s  {r.rss / MIB:8.1f} MiB  {' '.join(counts[k])}")
            p = Medians(got["padan"])
            o = Medians(got["openpyxl"]) if python else None
            self.compare(
                f"{what}, read, wall time", "1/40 of openpyxl", 1 / 40, p.wall, o and o.wall, seconds
            )
            self.row(
                "the same, memory (peak RSS)",
                "under 64 MiB" if kind == "inline" else "64 MiB + a temporary file",
                mebi(p.rss),
                o and mebi(o.rss),
                o and ratio(p.rss, o.rss),
                p.rss < 64 * MIB,
            )
            if o and counts["padan"] != counts["openpyxl"]:
                self.wrong.append(
                    f"{kind}: padan counts {counts['padan']} rows and cells, openpyxl {counts['openpyxl']}"
                )
            self.remember(f"xlsx-{kind}-{n}", got)

    # ---- the table ----

    def row(self, measure, demanded, padan, other, rat, reached):
        self.rows.append(
            (
                measure,
                demanded,
                padan,
                other or "",
                rat or "",
                "" if reached is None else "yes" if reached else "**no**",
            )
        )

    def compare(self, measure, demanded, limit, ours, theirs, unit):
        if theirs is None:
            self.row(measure, demanded, unit(ours), "not measured", "", None)
        else:
            self.row(measure, demanded, unit(ours), unit(theirs), ratio(ours, theirs), ours <= theirs * limit)

    def remember(self, key, got):
        for name, runs in got.items():
            self.single.append((key, name, [r.wall for r in runs], [r.rss for r in runs]))

    def all(self):
        a = self.args
        self.single = []
        self.have_duckdb = self.fetch_duckdb()
        self.csv_measures(a.rows, 1 / 10, a.runs, True)
        if a.big:
            self.csv_measures(a.big_rows, 1 / 20, a.big_runs, False)
        else:
            self.row(
                "10M against 13M, CSV to CSV", "1/20 of DuckDB", "not in this run (`--big`)", "", "", None
            )
        self.check()
        self.xlsx_measures()

    def document(self):
        out = [
            "# Speed",
            "",
            f"Written by `make bench` on {datetime.date.today().isoformat()}; do not edit. What is demanded: "
            "[verify.md](verify.md), *How good, how fast*.",
            "",
            "## Machine",
            "",
        ]
        out += [f"- {k}: {v}" for k, v in machine(self.args.padan, self.have_duckdb)]
        out += ["", "## Table", "", "Medians; a ratio is padan's figure to the other's.", ""]
        out += table([("measure", "demanded", "padan", "other", "ratio", "reached"), *self.rows])
        if self.wrong:
            out += ["", "**Wrong results:** " + "; ".join(self.wrong) + "."]
        out += ["", *(f"- {n}" for n in self.notes)] if self.notes else []
        out += ["", "## Single runs", ""]
        out += table(
            [
                ("data", "program", "wall time", "peak RSS"),
                *((k, n, ", ".join(map(seconds, w)), ", ".join(map(mebi, r))) for k, n, w, r in self.single),
            ]
        )
        out += [
            "",
            "## How it is measured",
            "",
            "- Whole processes, from spawn to exit, with their peak RSS as the kernel reports it",
            "  (`wait4`; mapped file pages counted). The programs take turns in one run; before each",
            "  the input files are read once, so that they are in the page cache, and what was written",
            "  before is flushed. Two threads each.",
            "- DuckDB: `tests/bench/duckdb.sql`, run by `node tests/bench/duckdb.mjs`, with all rules,",
            "  notes and columns, in an in-memory database. Starting node and loading the library is",
            "  part of its time (about 0.2 s).",
            "- openpyxl: `load_workbook(read_only=True)`, all rows as values",
            "  (`tests/bench/read_openpyxl.py`); rows and non-empty cells counted must be those padan's",
            "  reader counts.",
            "- The launcher itself has about 8 MiB, so a smaller peak RSS is shown as that.",
            "- All people are invented: `padan demo`.",
        ]
        return "\n".join(out) + "\n"


class Medians:
    def __init__(self, runs):
        self.wall = statistics.median(r.wall for r in runs)
        self.rss = statistics.median(r.rss for r in runs)


def find_data(d):
    return tuple(
        next(iter(sorted(glob.glob(str(d / "**" / p), recursive=True))), None)
        for p in ("bnba*.csv", "kependudukan*.csv")
    )


def read_through(path):
    with open(path, "rb", buffering=0) as f:
        while f.read(4 * MIB):
            pass


def count_records(path):
    """Records of a CSV file, its heading left out; a line break inside quotes ends none."""
    n, quoted = -1, False
    with open(path, "rb", buffering=4 * MIB) as f:
        for line in f:
            quoted ^= line.count(b'"') & 1 == 1
            n += not quoted
    return n


def same(a, b):
    with open(a, "rb") as f, open(b, "rb") as g:
        return hashlib.file_digest(f, "sha256").digest() == hashlib.file_digest(g, "sha256").digest()


def has_openpyxl(python):
    try:
        return (
            subprocess.run([python, "-c", "import openpyxl"], capture_output=True, check=False).returncode
            == 0
        )
    except OSError:
        return False


def seconds(s):
    return f"{s:.3f} s" if s < 10 else f"{s:.1f} s"


def mebi(n):
    return f"{n / MIB:.1f} MiB" if n < 100 * MIB else f"{n / MIB:,.0f} MiB"


def ratio(a, b):
    return f"1/{b / a:.1f}" if 0 < a < b else f"{a / b:.1f}" if b else ""


def frac(f):
    return f"1/{round(1 / f)}"


def short(n):
    return f"{n / 1e6:.3g}M" if n >= 1_000_000 else f"{n:,}"


def table(rows):
    rows = [[str(c).replace("|", "\\|") for c in r] for r in rows]
    lines = ["| " + " | ".join(r) + " |" for r in rows]
    return [lines[0], "|" + " --- |" * len(rows[0]), *lines[1:]]


def first_line(cmd):
    try:
        r = subprocess.run(cmd, capture_output=True, text=True, check=False)
        return (r.stdout or r.stderr).strip().splitlines()[0] if r.returncode == 0 else "?"
    except (OSError, IndexError):
        return "?"


def machine(padan, duckdb):
    cpu = "?"
    for line in subprocess.run(
        ["lscpu"], capture_output=True, text=True, check=False, env={**os.environ, "LC_ALL": "C"}
    ).stdout.splitlines():
        if line.startswith("Model name:"):
            cpu = line.split(":", 1)[1].strip()
    with open("/proc/meminfo", encoding="ascii") as f:
        mem = int(f.readline().split()[1]) / MIB
    release = platform.freedesktop_os_release().get("PRETTY_NAME", "?")
    yield "processor", f"{cpu}, {len(os.sched_getaffinity(0))} cores, {platform.machine()}"
    yield "memory", f"{mem:.0f} GiB"
    yield "system", f"{release}, Linux {platform.release()}"
    yield "compiler", first_line([os.environ.get("CC", "cc"), "--version"])
    yield "padan", first_line([padan, "--version"])
    if duckdb:
        version, node = first_line(["node", HERE / "duckdb.mjs", "--version"]), first_line(
            ["node", "--version"]
        )
        yield "DuckDB", f"{version} (@duckdb/node-api), node {node}"
    for p in (sys.executable, "/usr/bin/python3"):
        if has_openpyxl(p):
            code = (
                "import openpyxl, platform as p; print(openpyxl.__version__, 'on Python', p.python_version())"
            )
            yield "openpyxl", first_line([p, "-c", code])
            break


def find_reader(build):
    """xlsx_read, wherever in the build folder the build put it."""
    return str(next((p for p in sorted(build.rglob("xlsx_read")) if p.is_file()), build / "xlsx_read"))


def arguments():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--padan", default=str(ROOT / "build/padan"), help="the program under test")
    p.add_argument("--xlsx-read", help="the reader of spreadsheets (xlsx_read in the folder of padan)")
    p.add_argument("--work", default=str(ROOT / "build/bench"), help="where data and results go")
    p.add_argument("--doc", help="the table (docs/bench.md; with --quick in the work folder)")
    p.add_argument("--rows", type=int, default=1_000_000)
    p.add_argument("--xlsx-rows", type=int, help="as --rows, at most 1,000,000")
    p.add_argument("--runs", type=int, default=3)
    p.add_argument("--openpyxl-runs", type=int, default=1, help="it needs minutes")
    p.add_argument(
        "--check-rows", type=int, default=50_000, help="size of the comparison with the plain implementation"
    )
    p.add_argument("--seed", type=int, default=7)
    p.add_argument("--big", action="store_true", help="10M against 13M as well")
    p.add_argument("--big-rows", type=int, default=10_000_000)
    p.add_argument("--big-runs", type=int, default=1)
    p.add_argument("--quick", action="store_true", help="100,000 rows, one run: does everything work?")
    a = p.parse_args()
    if a.quick:
        a.rows, a.runs, a.check_rows = min(a.rows, 100_000), 1, min(a.check_rows, 20_000)
    if a.xlsx_rows is None:
        a.xlsx_rows = min(a.rows, 1_000_000)
    a.xlsx_read = a.xlsx_read or find_reader(Path(a.padan).absolute().parent)
    a.padan = str(Path(a.padan).resolve())
    a.doc = a.doc or str(Path(a.work) / "bench.md" if a.quick else ROOT / "docs/bench.md")
    return a


def main():
    args = arguments()
    if not os.access(args.padan, os.X_OK):
        print(f"bench: {args.padan} is missing; build it first (make build)", file=sys.stderr)
        return 1
    bench = Bench(args)
    try:
        bench.all()
    except Failed as e:
        print(f"bench: {e}", file=sys.stderr)
        return 1
    text = bench.document()
    Path(args.doc).write_text(text, encoding="utf-8")
    print(
        "\n" + "\n".join(table([("measure", "demanded", "padan", "other", "ratio", "reached"), *bench.rows]))
    )
    for note in bench.notes:
        print("-", note)
    for wrong in bench.wrong:
        print("bench: WRONG:", wrong, file=sys.stderr)
    print(f"\nwritten: {args.doc}")
    return 1 if bench.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
