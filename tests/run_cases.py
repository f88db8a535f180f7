#!/usr/bin/env python3
"""Golden cases: tests/run_cases.py PADAN [--bless] [NAME ...]

A case is a folder under tests/cases/:
  cmd            arguments of padan, quoted as in a shell; "< FILE" at the end gives standard input
  expect.csv     the result; only the columns of its heading are compared, rows in order; a cell "~REGEX" is searched
  expect.json    the same for --format json: one object a line, only the keys given are compared
  expect.out     standard output, to the byte (commands without a table)
  expect.err     a regular expression a line that must be found in standard error; "!" before it: must not
  expect.says    the same for standard output
  expect.status  exit status, 0 when missing
  NOTE           the line of the contract the case stands for
  *.xlsx.txt     a workbook as text, see make_xlsx
Everything else is copied to a scratch folder in which the command runs. Asked of every case beside that: no full NIK on
standard error; on failure one line there, no file added, changed or lost; the plain engine prints the same bytes.
Expectations are written from docs/verify.md; --bless rewrites them from what the program prints (read the diff).
Closes with "N passed, N failed".
"""
import csv
import datetime
import io
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

DEBIAN_PYTHON = "/usr/bin/python3"  # where the packages of tools/packages-debian.txt are found
try:
    import openpyxl
except ImportError:
    if sys.executable == DEBIAN_PYTHON or not os.path.exists(DEBIAN_PYTHON):
        raise
    os.execv(DEBIAN_PYTHON, [DEBIAN_PYTHON, *sys.argv])

ROOT = os.path.dirname(os.path.abspath(__file__))
CASES = os.path.join(ROOT, "cases")
OWN = re.compile(r"^(cmd|NOTE|expect\..*)$")
COLUMNS = "baris,no_peserta,nik,nama,putusan,alasan,nik_registry,skor,penjelasan".split(",")
TIMEOUT = 120


def make_xlsx(text, path):
    """Lines "# sheet NAME" or "# hidden sheet NAME", then one line a row, cells by tab. A cell is text; "n:" before it a
    number, "d:yyyy-mm-dd" a date, "f:FORMULA" a formula. A line that begins with "~" is a hidden row. "# merge A1:C1",
    "# hide C" hides a column."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    sheet, at = None, 0
    for line in text.splitlines():
        if line.startswith("# "):
            word = line[2:].split(" ", 1)
            if word[0] == "merge":
                sheet.merge_cells(word[1])
            elif word[0] == "hide":
                sheet.column_dimensions[word[1]].hidden = True
            else:
                sheet, at = book.create_sheet(line.split("sheet ", 1)[1]), 0
                if word[0] == "hidden":
                    sheet.sheet_state = "hidden"
            continue
        at += 1
        if line.startswith("~"):
            sheet.row_dimensions[at].hidden = True
            line = line[1:]
        for i, cell in enumerate(line.split("\t"), 1):
            if cell == "":
                continue
            kind, rest = cell[:2], cell[2:]
            if kind == "n:":
                value = float(rest) if "." in rest else int(rest)
            elif kind == "d:":
                value = datetime.datetime.strptime(rest, "%Y-%m-%d")
            elif kind == "f:":
                value = rest
            else:
                value = cell
            target = sheet.cell(row=at, column=i, value=value)
            if kind not in ("n:", "d:", "f:"):
                target.data_type = "s"
                target.number_format = "@"
    book.save(path)


def same_row(want, got):
    if want is None or got is None or len(want) != len(got):
        return False
    return all(re.search(w[1:], g) if w.startswith("~") else w == g for w, g in zip(want, got))


def unmet(text, rules, where):
    """The rules (a regular expression a line, "!" before it: must not be found) that text does not keep."""
    trouble = []
    for line in rules.splitlines():
        banned = line.startswith("!")
        if bool(re.search(line[1:] if banned else line, text)) == banned:
            trouble.append(("found" if banned else "not found") + f" on standard {where}: {line}")
    return trouble


def snapshot(folder):
    found = {}
    for top, _, files in os.walk(folder):
        for f in files:
            path = os.path.join(top, f)
            with open(path, "rb") as h:
                found[os.path.relpath(path, folder)] = h.read()
    return found


def read_csv(text, where):
    rows = list(csv.reader(io.StringIO(text, newline="")))
    if not rows:
        raise AssertionError(f"{where}: empty")
    return rows[0], rows[1:]


def read_result_xlsx(path):
    """Heading and rows of the sheet of a result workbook that holds the verdicts."""
    book = openpyxl.load_workbook(path, read_only=True)
    for sheet in book.worksheets:
        rows = [["" if c is None else str(c) for c in row] for row in sheet.iter_rows(values_only=True)]
        for i, row in enumerate(rows):
            if row[:len(COLUMNS)] == COLUMNS:
                return COLUMNS, [r[:len(COLUMNS)] for r in rows[i + 1:]]
    raise AssertionError("no sheet with the columns of the contract")


class Case:
    def __init__(self, name):
        self.name = name
        self.folder = os.path.join(CASES, name)
        words = shlex.split(self.text("cmd"))
        self.stdin = None
        if len(words) > 1 and words[-2] == "<":
            self.stdin = words[-1]
            words = words[:-2]
        self.args = words
        self.is_verify = words[:1] == ["verify"]
        self.output = words[words.index("--output") + 1] if "--output" in words[:-1] else "-"
        self.status = int(self.text("expect.status", "0"))

    def text(self, file, missing=None):
        path = os.path.join(self.folder, file)
        if missing is not None and not os.path.exists(path):
            return missing
        with open(path, encoding="utf-8", newline="") as f:
            return f.read()

    def has(self, file):
        return os.path.exists(os.path.join(self.folder, file))

    def run(self, padan, extra):
        """(status, stdout, stderr, files before, files after)."""
        with tempfile.TemporaryDirectory(prefix="padan-case-") as d:
            for f in sorted(os.listdir(self.folder)):
                if OWN.match(f):
                    continue
                if f.endswith(".xlsx.txt"):
                    make_xlsx(self.text(f), os.path.join(d, f[:-4]))
                else:
                    shutil.copy(os.path.join(self.folder, f), d)
            before = snapshot(d)
            stdin = open(os.path.join(d, self.stdin), "rb") if self.stdin else subprocess.DEVNULL
            try:
                p = subprocess.run([padan, *self.args, *extra], cwd=d, stdin=stdin, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, timeout=TIMEOUT)
            finally:
                if self.stdin:
                    stdin.close()
            self.result_xlsx = None
            if self.output.endswith(".xlsx") and os.path.exists(os.path.join(d, self.output)):
                self.result_xlsx = read_result_xlsx(os.path.join(d, self.output))
            return (p.returncode, p.stdout.decode(errors="replace"), p.stderr.decode(errors="replace"), before,
                    snapshot(d))

    def result(self, stdout, after):
        if self.output == "-":
            return stdout
        if self.output not in after:
            raise AssertionError(f"{self.output} was not written")
        return after[self.output].decode(errors="replace")

    def compare_rows(self, heading, rows):
        want_heading, want = read_csv(self.text("expect.csv"), "expect.csv")
        if heading != COLUMNS:
            return [f"heading is {heading}"]
        at = [heading.index(c) for c in want_heading]
        got = [[r[i] if i < len(r) else "?" for i in at] for r in rows]
        trouble = []
        for i in range(max(len(want), len(got))):
            w = want[i] if i < len(want) else None
            g = got[i] if i < len(got) else None
            if not same_row(w, g):
                trouble.append(f"result row {i + 1}: expected {','.join(w) if w else 'none'}")
                trouble.append(f"{'':15}got {','.join(g) if g else 'none'}"
                               + (f"   [{rows[i][-1]}]" if g else ""))
        return trouble

    def compare_json(self, text):
        want = [json.loads(line) for line in self.text("expect.json").splitlines() if line]
        got = [json.loads(line) for line in text.splitlines() if line]
        trouble = [] if len(want) == len(got) else [f"{len(got)} lines of JSON, expected {len(want)}"]
        for i, (w, g) in enumerate(zip(want, got)):
            if list(g) != COLUMNS:
                trouble.append(f"JSON line {i + 1}: names are {list(g)}")
            for key, value in w.items():
                if g.get(key) != value:
                    trouble.append(f"JSON line {i + 1}: {key} is {g.get(key)!r}, expected {value!r}")
        return trouble

    def check(self, padan):
        status, out, err, before, after = self.run(padan, [])
        trouble = []
        if status != self.status:
            trouble.append(f"exit status {status}, expected {self.status}")
        trouble += self.check_stderr(status, err)
        changed = sorted(f for f in set(before) | set(after)
                         if before.get(f) != after.get(f) and not (status == 0 and f == self.output))
        if changed:
            trouble.append("files changed: " + ", ".join(changed))
        if status in (1, 2) and self.status == status and self.is_verify and out:
            trouble.append("standard output is not empty")
        if status == self.status:
            trouble += unmet(out, self.text("expect.says", ""), "output")
            if self.has("expect.out") and out != self.text("expect.out"):
                trouble.append(f"standard output is {out!r}")
            if self.has("expect.csv"):
                heading, rows = self.result_xlsx or read_csv(self.result(out, after), "result")
                trouble += self.compare_rows(heading, rows)
            if self.has("expect.json"):
                trouble += self.compare_json(self.result(out, after))
            trouble += self.check_plain(padan, status, out, after)
        if trouble:
            trouble += ["stderr: " + line for line in err.splitlines()[:12]]
        return trouble

    def check_stderr(self, status, err):
        trouble = []
        if re.search(r"(?<!\d)\d{16}(?!\d)", err):
            trouble.append("a full NIK on standard error")
        if status == 1 and len(err.strip().splitlines()) != 1 and self.is_verify:
            trouble.append("standard error is not one line")
        return trouble + unmet(err, self.text("expect.err", ""), "error")

    def check_plain(self, padan, status, out, after):
        """The slow plain engine must print the same."""
        if not self.is_verify or self.status not in (0, 1) or self.result_xlsx:
            return []
        p_status, p_out, p_err, _, p_after = self.run(padan, ["--engine", "plain"])
        if p_status != status:
            return [f"plain engine: exit status {p_status}: {p_err.strip()[:200]}"]
        if status == 0 and self.result(p_out, p_after) != self.result(out, after):
            mine, its = self.result(out, after).splitlines(), self.result(p_out, p_after).splitlines()
            row = next((i for i, (a, b) in enumerate(zip(mine, its)) if a != b), min(len(mine), len(its)))
            return ["plain engine prints something else:", "  fast  " + (mine[row] if row < len(mine) else "(nothing)"),
                    "  plain " + (its[row] if row < len(its) else "(nothing)")]
        return []

    def bless(self, padan):
        status, out, _, _, after = self.run(padan, [])
        if status != self.status or self.has("expect.status"):
            self.write("expect.status", f"{status}\n")
        if status:
            return
        if self.has("expect.out"):
            self.write("expect.out", out)
        if self.has("expect.csv"):
            heading, rows = self.result_xlsx or read_csv(self.result(out, after), "result")
            keep = read_csv(self.text("expect.csv"), "expect.csv")[0]
            at = [heading.index(c) for c in keep]
            to = io.StringIO(newline="")
            csv.writer(to, lineterminator="\n").writerows([keep] + [[r[i] for i in at] for r in rows])
            self.write("expect.csv", to.getvalue())
        if self.has("expect.json"):
            keys = list(json.loads(self.text("expect.json").splitlines()[0]))
            rows = [json.loads(line) for line in self.result(out, after).splitlines()]
            self.write("expect.json", "".join(json.dumps({k: r[k] for k in keys}, ensure_ascii=False) + "\n"
                                              for r in rows))

    def write(self, file, text):
        with open(os.path.join(self.folder, file), "w", encoding="utf-8", newline="") as f:
            f.write(text)


def judge(case, padan):
    try:
        return case.check(padan)
    except (AssertionError, ValueError, OSError, subprocess.TimeoutExpired) as e:
        return [f"{type(e).__name__}: {e}"]


def main():
    args = [a for a in sys.argv[1:] if not a.startswith("--")]
    if not args:
        print(__doc__, file=sys.stderr)
        return 2
    padan = os.path.abspath(args[0])
    names = args[1:] or sorted(d for d in os.listdir(CASES) if os.path.exists(os.path.join(CASES, d, "cmd")))
    cases = [Case(n) for n in names]
    if "--bless" in sys.argv:
        for c in cases:
            c.bless(padan)
        print(f"{len(cases)} cases rewritten; read the diff before you keep it")
        return 0
    failed = 0
    with ThreadPoolExecutor(os.cpu_count() or 2) as pool:
        for c, trouble in zip(cases, pool.map(lambda c: judge(c, padan), cases)):
            if trouble:
                failed += 1
                print(f"tests/cases/{c.name}: " + c.text("NOTE", "").strip().split("\n")[0])
                for line in trouble:
                    print("    " + line)
    print(f"{len(cases) - failed} passed, {failed} failed")
    return 1 if failed or not cases else 0


if __name__ == "__main__":
    sys.exit(main())
