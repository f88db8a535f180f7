#!/usr/bin/env python3
"""Interrupted and hindered runs: tests/run_stop.py PADAN

docs/verify.md: exit status 130 when interrupted, 3 when writing fails; in both cases no output file is left and one that
stood there before is untouched. Closes with "N passed, N failed".
"""
import fcntl
import os
import resource
import signal
import subprocess
import sys
import tempfile
import termios
import time

OLD = b"hasil bulan lalu\n"
ROWS = 200000
HEADING = b"NIK,NAMA,TGLLHR\n"


def left(folder):
    """What is wrong in the folder where hasil.csv alone may stand, as it was."""
    names = sorted(os.listdir(folder))
    if names != ["hasil.csv"]:
        return f"files left: {names}"
    with open(os.path.join(folder, "hasil.csv"), "rb") as f:
        return "" if f.read() == OLD else "the earlier result was changed"


def fresh(top):
    folder = tempfile.mkdtemp(dir=top)
    with open(os.path.join(folder, "hasil.csv"), "wb") as f:
        f.write(OLD)
    return folder


def interrupted(padan, top, city, delay, sig, *extra):
    """A signal `delay` seconds after the start. A run that was done before the signal came says nothing."""
    folder = fresh(top)
    p = subprocess.Popen([padan, "verify", city[0], "--registry", city[1], "--as-of", "2026-10-31", "--output",
                          "hasil.csv", *extra], cwd=folder, stderr=subprocess.PIPE)
    time.sleep(delay)
    p.send_signal(sig)
    _, err = p.communicate(timeout=60)
    if p.returncode == 0:
        return None
    if p.returncode not in (130, -sig):  # -sig: before the program had begun
        return f"exit status {p.returncode}: {err.decode(errors='replace')[:200]}"
    return left(folder)


def waiting(padan, top):
    """A signal while standard input keeps it waiting."""
    folder = fresh(top)
    r, w = os.pipe()
    p = subprocess.Popen([padan, "verify", "-", "--as-of", "2026-10-31", "--output", "hasil.csv"], cwd=folder, stdin=r,
                         stderr=subprocess.PIPE)
    os.write(w, HEADING)
    there, end = 1, time.monotonic() + 30
    while there and time.monotonic() < end:  # until it has read that
        time.sleep(0.05)
        there = int.from_bytes(fcntl.ioctl(r, termios.FIONREAD, bytes(4)), sys.byteorder)
    os.close(r)
    time.sleep(0.3)
    p.send_signal(signal.SIGINT)
    try:
        p.communicate(timeout=10)
    except subprocess.TimeoutExpired:
        p.kill()
        p.communicate()
        return "does not stop while it waits for standard input"
    finally:
        os.close(w)
    return left(folder) if p.returncode == 130 else f"exit status {p.returncode}"


def full(padan, top, city, to):
    """The disk is full."""
    folder = fresh(top)
    with open("/dev/full", "wb") as out:
        r = subprocess.run([padan, "verify", city[0], "--as-of", "2026-10-31", *to], cwd=folder, stdout=out,
                           stderr=subprocess.PIPE)
    if r.returncode != 3 or len(r.stderr.decode(errors="replace").strip().splitlines()) != 1:
        return f"exit status {r.returncode}: {r.stderr.decode(errors='replace')[:200]}"
    return left(folder)


def too_large(padan, top, city):
    """The result is larger than the limit of the shell allows: no signal kills, and nothing is left of it."""
    folder = fresh(top)
    r = subprocess.run([padan, "verify", city[0], "--as-of", "2026-10-31", "--output", "hasil.csv"], cwd=folder,
                       stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                       preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100000, 100000)))
    if r.returncode != 3 or "batas ukuran" not in r.stderr.decode(errors="replace"):
        return f"exit status {r.returncode}: {r.stderr.decode(errors='replace')[:200]}"
    return left(folder)


def nobody_reads(padan, top, city):
    """Who reads the result goes away: writing fails, and no signal kills."""
    folder = fresh(top)
    p = subprocess.Popen([padan, "verify", city[0], "--as-of", "2026-10-31", "--quiet"], cwd=folder,
                         stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    p.stdout.read(10)
    p.stdout.close()
    p.stderr.read()
    p.stderr.close()
    return left(folder) if p.wait(60) == 3 else f"exit status {p.returncode}"


def main():
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    padan = os.path.abspath(sys.argv[1])
    passed = failed = stopped = 0
    with tempfile.TemporaryDirectory(prefix="padan-stop-") as top:
        city_dir = os.path.join(top, "kota")
        subprocess.run([padan, "demo", city_dir, "--rows", str(ROWS), "--layout", "bpjs", "--no-xlsx"], check=True,
                       stdout=subprocess.DEVNULL)
        city = os.path.join(city_dir, "bnba-bpjs.csv"), os.path.join(city_dir, "kependudukan.csv")
        for delay in (0.005, 0.02, 0.05, 0.1, 0.15, 0.25, 0.4):
            for sig, extra in ((signal.SIGINT, ()), (signal.SIGTERM, ("--threads", "1"))):
                wrong = interrupted(padan, top, city, delay, sig, *extra)
                stopped += wrong == ""
                passed += not wrong
                failed += bool(wrong)
                if wrong:
                    print(f"{sig.name} after {delay} s: {wrong}")
        others = [("interrupted while waiting", waiting(padan, top)), ("nobody reads", nobody_reads(padan, top, city)),
                  ("full disk, standard output", full(padan, top, city, [])),
                  ("full disk, --output", full(padan, top, city, ["--output", "/dev/full"])),
                  ("file size limit", too_large(padan, top, city)),
                  ("no run was caught", "" if stopped >= 3 else f"{stopped} runs were interrupted in time")]
        for what, wrong in others:
            passed += not wrong
            failed += bool(wrong)
            if wrong:
                print(f"{what}: {wrong}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
