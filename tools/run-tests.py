#!/usr/bin/env python3
"""Runs every test of the project and closes with the line "N passed, N failed": run-tests.py [LANES]

Three builds (gcc release, gcc with ASan+UBSan, clang with TSan for what runs in threads), the golden cases, the oracle,
the hostile files and the checks of the tree. A part counts its own tests; one that cannot run counts as failed.

Parts run in lanes side by side, a lane for each processor (LANES says otherwise); the builds are made behind them, one
after another. A part begins when what it needs is built, in the order of PARTS; its line is printed when it ends.
"""
import json
import os
import re
import subprocess
import sys
import threading
import time
from typing import NamedTuple

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.join(ROOT, "tests"))
import run_fuzz

ENV = dict(os.environ, ASAN_OPTIONS="detect_leaks=1:abort_on_error=1", UBSAN_OPTIONS="print_stacktrace=1:halt_on_error=1",
           # Libraries of the system are built without it: what they do among themselves, it cannot judge.
           TSAN_OPTIONS="halt_on_error=1:second_deadlock_stack=1:ignore_noninstrumented_modules=1", LC_ALL="C.UTF-8",
           LSAN_OPTIONS="print_suppressions=0:suppressions=" + os.path.join(ROOT, "tests", "lsan.supp"))
LANES_MAX = 3  # beyond, parts with limits of time would stand in each other's way


def run(args, **kw):
    return subprocess.run(args, cwd=ROOT, env=dict(ENV, **kw.pop("env", {})), stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, errors="replace", **kw)


# --- what is built ---------------------------------------------------------------------------------------------------------

class Build(NamedTuple):
    folder: str
    cc: str
    options: list
    targets: list = []  # none: all


# Of what a debugger could know only the lines are asked for: reports name them, and the compiler is done sooner.
SANITIZED = ["-Db_lundef=false", "-Db_lto=false", "-Doptimization=1", "-Dc_args=-g1"]
# In the order they are made. Most parts need no more than the program; the unit tests have the longest test of all.
BUILDS = {
    "program": Build("build", "gcc", ["--werror"], ["src/padan"]),
    "unit": Build("build", "gcc", ["--werror"]),
    "asan": Build("build-asan", "gcc", ["-Db_sanitize=address,undefined", *SANITIZED], ["src/padan"]),
    "asan unit": Build("build-asan", "gcc", ["-Db_sanitize=address,undefined", *SANITIZED]),
    "fuzz": Build("build-fuzz", "clang", run_fuzz.OPTIONS, run_fuzz.programs()),
    "tsan": Build("build-tsan", "clang", ["-Db_sanitize=thread", *SANITIZED], ["src/padan"]),
}
PADAN, ASAN, TSAN = "build/padan", "build-asan/src/padan", "build-tsan/src/padan"


def build(b):
    """Sets a build folder up once and builds it, or some of it; the text of the failure, or None."""
    try:
        return set_up(b) or compile_all(b)
    except OSError as e:  # no compiler, no meson: nobody may wait for this build
        return str(e)


def set_up(b):
    if not os.path.exists(os.path.join(ROOT, b.folder, "build.ninja")):
        r = run(["meson", "setup", b.folder, *b.options], env={"CC": b.cc})
        return r.stdout if r.returncode else None
    return None


def compile_all(b):
    # The compiler takes what the parts leave of the processors: parts have limits of time, a build has none.
    r = run(["nice", "-n", "5", "ninja", "-C", b.folder, "--quiet", *b.targets])
    return r.stdout if r.returncode else None


# --- what a part does: (passed, failed, text of the failures) ----------------------------------------------------------------

def meson_suite(folder):
    """A folder's meson tests; of a cmocka program each test counts."""
    log = os.path.join(ROOT, folder, "meson-logs", "testlog.json")
    if os.path.exists(log):
        os.remove(log)
    r = run(["meson", "test", "-C", folder, "--no-rebuild", "--print-errorlogs", "-t", "4"])
    if not os.path.exists(log):
        return 0, 1, r.stdout
    passed = failed = 0
    with open(log, encoding="utf-8", errors="replace") as f:
        for test in map(json.loads, f):
            said = (test.get("stdout") or "") + "\n" + (test.get("stderr") or "")
            ok = len(re.findall(r"^\[ +OK \] ", said, re.M))
            bad = len(set(re.findall(r"^\[ +FAILED +\] (\w+)$", said, re.M)))
            if test["result"] == "SKIP":
                continue
            if test["result"] == "OK":
                passed += max(ok, 1)
            else:  # a program that crashed has no list of what failed
                passed += ok
                failed += max(bad, 1)
    if r.returncode and not failed:
        failed = 1
    return passed, failed, r.stdout if failed else ""


def script(*args):
    """A script that closes with "N passed, N failed" itself."""
    r = run([sys.executable, *args])
    m = None
    for m in re.finditer(r"(\d+) passed, (\d+) failed", r.stdout):
        pass
    if not m:
        return (1, 0, "") if r.returncode == 0 else (0, 1, r.stdout)
    passed, failed = int(m.group(1)), int(m.group(2))
    if r.returncode and not failed:
        failed = 1
    return passed, failed, r.stdout if failed else ""


# --- the parts -------------------------------------------------------------------------------------------------------------

class Part(NamedTuple):
    title: str
    needs: list  # of BUILDS
    does: tuple  # the function and what it is given


# Long ones first, so that no lane is left with one at the end; what waits for a build lets the others go before.
PARTS = [
    Part("office in the browser", ["program"], (script, "tests/e2e/run.py", PADAN)),
    Part("unit tests, gcc", ["unit"], (meson_suite, "build")),
    Part("checks of the tree", ["program"], (script, "tools/check.py")),
    Part("golden cases", ["program"], (script, "tests/run_cases.py", PADAN)),
    Part("interrupted and hindered runs", ["program"], (script, "tests/run_stop.py", PADAN)),
    Part("office: the five steps", ["program"], (script, "tests/office/run_steps.py", PADAN)),
    Part("office: from the BA to the proof of payment", ["program"], (script, "tests/office/run_bayar.py", PADAN)),
    Part("office: who may what, and the wire", ["program"], (script, "tests/office/run_access.py", PADAN)),
    Part("office: kept safe", ["program"], (script, "tests/office/run_safety.py", PADAN)),
    Part("office: settings", ["program"], (script, "tests/office/run_setelan.py", PADAN)),
    Part("office: files in pieces", ["program"], (script, "tests/office/run_unggah.py", PADAN)),
    Part("office: killed at random moments", ["program"], (script, "tests/office/run_kill.py", PADAN, "21")),
    Part("fast engine against plain engine", ["program"], (script, "tests/oracle.py", "--padan", PADAN, "--seeds", "60")),
    Part("unit tests, gcc with ASan and UBSan", ["asan unit"], (meson_suite, "build-asan")),
    Part("office: the five steps, ASan and UBSan", ["asan"], (script, "tests/office/run_steps.py", ASAN)),
    Part("office: from the BA to the proof of payment, ASan and UBSan", ["asan"], (script, "tests/office/run_bayar.py", ASAN)),
    Part("office: the wire, ASan and UBSan", ["asan"], (script, "tests/office/run_access.py", ASAN)),
    Part("office: files in pieces, ASan and UBSan", ["asan"], (script, "tests/office/run_unggah.py", ASAN)),
    Part("golden cases, ASan and UBSan", ["asan"], (script, "tests/run_cases.py", ASAN)),
    Part("hostile files, ASan and UBSan", ["program", "asan"], (script, "tests/run_hostile.py", PADAN, ASAN)),
    Part("short fuzzing, clang", ["fuzz"], (script, "tests/run_fuzz.py", "5")),
    Part("engine in threads, clang with TSan", ["program", "tsan"], (script, "tests/run_threads.py", TSAN, PADAN)),
    Part("office: the five steps, clang with TSan", ["tsan"], (script, "tests/office/run_steps.py", TSAN)),
    Part("office: the wire, clang with TSan", ["tsan"], (script, "tests/office/run_access.py", TSAN)),
]


class Lanes:
    """Which parts wait, which builds are made, what came out."""

    def __init__(self, parts):
        self.waiting, self.made = list(parts), {}  # of a build: the text of its failure, or None
        self.passed = self.failed = 0
        self.change = threading.Condition()

    def make(self):
        """The builds, one after another: each takes all processors by itself."""
        for name, b in BUILDS.items():
            begun, trouble = time.time(), build(b)
            with self.change:
                self.made[name] = trouble
                self.change.notify_all()
                print(f"{'built' if trouble is None else 'FAILED':6} {name} ({time.time() - begun:.0f} s)", flush=True)

    def next(self):
        """The first part in order whose builds are there; None when no part is left."""
        with self.change:
            while self.waiting:
                for part in self.waiting:
                    if all(n in self.made for n in part.needs):
                        self.waiting.remove(part)
                        return part
                self.change.wait()
        return None

    def lane(self):
        while part := self.next():
            begun = time.time()
            trouble = [self.made[n] for n in part.needs if self.made[n] is not None]
            try:
                p, f, text = (0, 1, trouble[0]) if trouble else part.does[0](*part.does[1:])
            except Exception as e:  # a part that breaks off must not take the lane's others with it
                p, f, text = 0, 1, repr(e)
            with self.change:  # a part's line and its text together
                self.passed += p
                self.failed += f
                print(f"{'FAILED' if f else 'ok':6} {part.title}: {p} passed, {f} failed ({time.time() - begun:.0f} s)", flush=True)
                if f:
                    print("\n".join("       " + line for line in text.splitlines()[-60:]), flush=True)


def main():
    lanes = int(sys.argv[1]) if len(sys.argv) > 1 else min(os.cpu_count() or 1, LANES_MAX)
    all = Lanes(PARTS)
    threads = [threading.Thread(target=all.make)] + [threading.Thread(target=all.lane) for _ in range(lanes)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    print(f"{all.passed} passed, {all.failed} failed")
    return 1 if all.failed or not all.passed else 0


if __name__ == "__main__":
    sys.exit(main())
