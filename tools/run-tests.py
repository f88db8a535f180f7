#!/usr/bin/env python3
"""Runs every test of the project and closes with the line "N passed, N failed".

Three builds (gcc release, gcc with ASan+UBSan, clang with TSan for what runs in threads), the golden cases, the oracle,
the hostile files and the checks of the tree. A part counts its own tests; one that cannot run counts as failed.
"""
import json
import os
import re
import subprocess
import sys
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
ENV = dict(os.environ, ASAN_OPTIONS="detect_leaks=1:abort_on_error=1", UBSAN_OPTIONS="print_stacktrace=1:halt_on_error=1",
           TSAN_OPTIONS="halt_on_error=1:second_deadlock_stack=1", LC_ALL="C.UTF-8",
           LSAN_OPTIONS="print_suppressions=0:suppressions=" + os.path.join(ROOT, "tests", "lsan.supp"))


def run(args, **kw):
    return subprocess.run(args, cwd=ROOT, env=dict(ENV, **kw.pop("env", {})), stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, errors="replace", **kw)


def build(folder, cc, *options, targets=()):
    """Sets a build folder up once and builds it, or some of it; the text of the failure, or None."""
    path = os.path.join(ROOT, folder)
    if not os.path.exists(os.path.join(path, "build.ninja")):
        r = run(["meson", "setup", folder, *options], env={"CC": cc})
        if r.returncode:
            return r.stdout
    r = run(["ninja", "-C", folder, "--quiet", *targets])
    return r.stdout if r.returncode else None


def meson_suite(folder, *suites):
    """(passed, failed, text of failures) of a folder's meson tests; of a cmocka program each test counts."""
    args = ["meson", "test", "-C", folder, "--no-rebuild", "--print-errorlogs", "-t", "4"]
    for s in suites:
        args += ["--suite", s]
    log = os.path.join(ROOT, folder, "meson-logs", "testlog.json")
    if os.path.exists(log):
        os.remove(log)
    r = run(args)
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


def parts():
    """(title, function) of every part, in order."""
    release, asan, tsan = "build", "build-asan", "build-tsan"

    def built(folder, cc, options, then, targets=()):
        def go():
            trouble = build(folder, cc, *options, targets=targets)
            return (0, 1, trouble) if trouble else then()
        return go

    yield "unit tests, gcc", built(release, "gcc", ["--werror"], lambda: meson_suite(release))
    yield "checks of the tree", lambda: script("tools/check.py")
    yield "golden cases", lambda: script("tests/run_cases.py", release + "/padan")
    yield "interrupted and hindered runs", lambda: script("tests/run_stop.py", release + "/padan")
    yield "office: the five steps", lambda: script("tests/office/run_steps.py", release + "/padan")
    yield "office: from the BA to the proof of payment", lambda: script("tests/office/run_bayar.py", release + "/padan")
    yield "office: who may what, and the wire", lambda: script("tests/office/run_access.py", release + "/padan")
    yield "office: kept safe", lambda: script("tests/office/run_safety.py", release + "/padan")
    yield "office: settings", lambda: script("tests/office/run_setelan.py", release + "/padan")
    yield "office: files in pieces", lambda: script("tests/office/run_unggah.py", release + "/padan")
    yield "office: killed at random moments", lambda: script("tests/office/run_kill.py", release + "/padan", "21")
    yield "office in the browser", lambda: script("tests/e2e/run.py", release + "/padan")
    yield "fast engine against plain engine", lambda: script("tests/oracle.py", "--padan", release + "/padan", "--seeds", "60")
    yield "unit tests, gcc with ASan and UBSan", built(
        asan, "gcc", ["-Db_sanitize=address,undefined", "-Db_lundef=false", "-Db_lto=false", "-Doptimization=1"], lambda: meson_suite(asan))
    yield "office: the five steps, ASan and UBSan", lambda: script("tests/office/run_steps.py", asan + "/src/padan")
    yield "office: from the BA to the proof of payment, ASan and UBSan", lambda: script("tests/office/run_bayar.py", asan + "/src/padan")
    yield "office: the wire, ASan and UBSan", lambda: script("tests/office/run_access.py", asan + "/src/padan")
    yield "office: files in pieces, ASan and UBSan", lambda: script("tests/office/run_unggah.py", asan + "/src/padan")
    yield "golden cases, ASan and UBSan", lambda: script("tests/run_cases.py", asan + "/src/padan")
    yield "hostile files, ASan and UBSan", lambda: script("tests/run_hostile.py", release + "/padan", asan + "/src/padan")
    yield "engine in threads, clang with TSan", built(
        tsan, "clang", ["-Db_sanitize=thread", "-Db_lundef=false", "-Db_lto=false", "-Doptimization=1"],
        lambda: script("tests/run_threads.py", tsan + "/src/padan", release + "/padan"), targets=["src/padan"])
    yield "short fuzzing, clang", lambda: script("tests/run_fuzz.py", "5")


def main():
    passed = failed = 0
    for title, go in parts():
        begun = time.time()
        p, f, text = go()
        passed += p
        failed += f
        print(f"{'FAILED' if f else 'ok':6} {title}: {p} passed, {f} failed ({time.time() - begun:.0f} s)", flush=True)
        if f:
            print("\n".join("       " + line for line in text.splitlines()[-60:]), flush=True)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
