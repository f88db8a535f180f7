#!/usr/bin/env python3
"""Fuzzes every target for some seconds: python3 tests/run_fuzz.py SECONDS_EACH [TARGET ...]

Builds build-fuzz with clang once. A find is copied to tests/fuzz/crashes/TARGET/, where it stays as a test. Closes with
"N passed, N failed".
"""
import os
import shutil
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
BUILD = os.path.join(ROOT, "build-fuzz")
OPTIONS = ["-Dfuzz=true", "-Db_sanitize=address,undefined", "-Db_lundef=false", "-Db_lto=false", "-Doptimization=1"]
TARGETS = sorted(f[:-2] for f in os.listdir(os.path.join(ROOT, "tests/fuzz")) if f.startswith("fuzz_") and f.endswith(".c"))


def programs(targets=TARGETS):
    """What ninja is to build: these only, for linking the office and the unit tests for fuzzing would take minutes."""
    return ["tests/" + t for t in targets]


def main():
    seconds = sys.argv[1] if len(sys.argv) > 1 else "60"
    env = dict(os.environ, CC="clang")
    if not os.path.exists(os.path.join(BUILD, "build.ninja")):
        subprocess.run(["meson", "setup", BUILD, ROOT, *OPTIONS], env=env, check=True, stdout=subprocess.DEVNULL)
    folder = os.path.join(BUILD, "tests")
    targets = sys.argv[2:] or TARGETS
    subprocess.run(["ninja", "-C", BUILD, "--quiet", *programs(targets)], check=True)
    passed = failed = 0
    for target in targets:
        name = target[len("fuzz_"):]
        corpus = os.path.join(BUILD, "corpus", name)
        finds = os.path.join(BUILD, "finds", name)
        os.makedirs(corpus, exist_ok=True)
        shutil.rmtree(finds, ignore_errors=True)
        os.makedirs(finds)
        seeds = [d for d in (os.path.join(ROOT, "tests/fuzz/corpus", name), os.path.join(ROOT, "tests/fuzz/crashes", name))
                 if os.path.isdir(d)]
        r = subprocess.run([os.path.join(folder, target), f"-max_total_time={seconds}", "-max_len=65536",
                            "-rss_limit_mb=1024", "-timeout=10", f"-artifact_prefix={finds}/", corpus, *seeds],
                           stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace")
        if r.returncode == 0:
            passed += 1
            continue
        failed += 1
        print(r.stdout[-3000:])
        keep = os.path.join(ROOT, "tests/fuzz/crashes", name)
        os.makedirs(keep, exist_ok=True)
        for f in os.listdir(finds):
            shutil.copy(os.path.join(finds, f), keep)
            print(f"kept: tests/fuzz/crashes/{name}/{f}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
