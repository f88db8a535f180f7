#!/usr/bin/env python3
"""Measures the office and writes docs/bench-kantor.md: office.py --padan PADAN [--quick] [--doc FILE]

A large list from upload to stored verdicts while others read pages; pages a second of 100 signed-in people beside bare
libmicrohttpd in the same run; searches over 36 months; memory and time at rest. Ratios are of one run on one machine."""
import argparse
import concurrent.futures
import datetime
import os
import re
import subprocess
import sys
import tempfile
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
sys.path.insert(0, os.path.join(ROOT, "tests", "office"))
from kit import *

PATHS = ["/", "/kasus", "/kasus/3", "/kasus/3/daftar", "/kasus/3/periksa", "/kasus/3/peserta?hal=3", "/kasus/3/peserta?putusan=TINJAU", "/kasus/3/baris/7",
         "/kasus/3/rekap", "/kasus/3/rekonsiliasi", "/orang/9", "/kasus/3/pengajuan"]
READERS = ["sari", "bayu", "maya", "ratna", "rudi", "hendra", "auditor"]


def rss_kb(pid):
    with open(f"/proc/{pid}/status") as f:
        return int(re.search(r"VmRSS:\s+(\d+)", f.read()).group(1))


def family_kb(pid):
    """The server and the children of its jobs."""
    total = rss_kb(pid)
    try:
        for task in os.listdir(f"/proc/{pid}/task"):
            with open(f"/proc/{pid}/task/{task}/children") as f:
                for child in f.read().split():
                    total += rss_kb(child)
    except OSError:
        pass
    return total


class Watch:
    """Peak memory of server and children, and how long pages of somebody else take meanwhile."""

    def __init__(self, o):
        self.o, self.peak, self.own, self.times, self.go = o, 0, 0, [], True
        self.threads = [threading.Thread(target=self.memory), threading.Thread(target=self.pages)]
        [t.start() for t in self.threads]

    def memory(self):
        while self.go:
            try:
                self.peak = max(self.peak, family_kb(self.o.server.pid))
                self.own = max(self.own, rss_kb(self.o.server.pid))
            except (OSError, AttributeError):
                pass
            time.sleep(0.01)

    def pages(self):
        c = self.o.client("maya")
        while self.go:
            for p in PATHS:
                t = time.time()
                a = c.page(p)
                self.times.append((time.time() - t) * 1000)
                assert a.status == 200, (p, a)
                time.sleep(0.005)

    def stop(self):
        self.go = False
        [t.join() for t in self.threads]
        self.times.sort()
        return self.times[len(self.times) // 2], self.times[int(len(self.times) * 0.99)]


def large_list(padan, work, rows):
    data = os.path.join(work, f"kota-{rows}")
    if not os.path.exists(os.path.join(data, "kependudukan.csv")):
        subprocess.run([padan, "demo", data, "--rows", str(rows), "--layout", "bpjs", "--no-xlsx"], check=True, stdout=subprocess.DEVNULL)
    with Office(padan, rows=1000) as o:
        c = o.client("sari")
        o.run("import", "--data", o.dir, "--ekstrak", "2026-11-20", os.path.join(data, "kependudukan.csv"))
        case = c.post("/kasus", {"periode": "2027-01"})["id"]
        with open(os.path.join(data, "bnba-bpjs.csv"), "rb") as f:
            body = f.read()
        w = Watch(o)
        t0 = time.time()
        lid = c.post(f"/kasus/{case}/daftar", {"jenis": "ganti", "pengirim": "x"}, [("berkas", "a.csv", body)])["id"]
        c.wait(f"/daftar/{lid}/kemajuan", lambda d: not d["sedang"])
        t1 = time.time()
        c.post(f"/daftar/{lid}/terima")
        verify_wait(c, case)
        t2 = time.time()
        p50, p99 = w.stop()
        n = int(o.sql(f"select count(*) from temuan where periksa = (select periksa from kasus where id = {case})"))
        assert n == rows, (n, rows)
        return [("list of %s rows: upload to stored verdicts" % f"{rows:,}", "< 10 s", f"{t2 - t0:.1f} s ({t1 - t0:.1f} s to the preview)", t2 - t0 < 10),
                ("server meanwhile", "< 256 MiB", f"{w.own / 1024:.0f} MiB; with its reading child {w.peak / 1024:.0f} MiB", w.own < 256 * 1024),
                ("other pages meanwhile, 99th percentile", "< 100 ms", f"{p99:.0f} ms (median {p50:.1f} ms, {len(w.times)} pages)", p99 < 100)]


def wrk(port, script, seconds):
    r = subprocess.run(["wrk", "-t1", "-c100", f"-d{seconds}s", "--latency", "-s", script, f"http://127.0.0.1:{port}/"], capture_output=True, text=True).stdout
    bad = re.search(r"Non-2xx or 3xx responses: (\d+)", r)
    assert not bad, r
    return float(re.search(r"Requests/sec:\s+([\d.]+)", r).group(1)), re.search(r"99%\s+(\S+)", r).group(1)


def many_people(padan, work, seconds):
    bare = os.path.join(work, "bare_http")
    subprocess.run(["gcc", "-O2", os.path.join(HERE, "bare_http.c"), "-lmicrohttpd", "-o", bare], check=True)
    with Office(padan, rows=6000) as o:
        c = o.client("sari")
        size = sum(len(c.page(p).body) for p in PATHS) // len(PATHS)
        with concurrent.futures.ThreadPoolExecutor(4) as ex:
            cookies = list(ex.map(lambda i: o.client(READERS[i % len(READERS)]).cookies["padan_sesi"], range(100)))
        script = os.path.join(work, "orang.lua")
        with open(script, "w") as f:
            f.write("local c={%s}\nlocal p={%s}\nlocal i=0\nrequest=function() i=i+1; return wrk.format('GET', p[(i*7)%%#p+1], {['Cookie']='padan_sesi='..c[(i*13)%%#c+1]}) end\n"
                    % (",".join(f'"{x}"' for x in cookies), ",".join(f'"{p}"' for p in PATHS)))
        port = free_port()
        b = subprocess.Popen([bare, str(port), str(size)], stdout=subprocess.PIPE)
        b.stdout.readline()
        runs = []
        try:
            for _ in range(5):
                mine, late = wrk(o.port, script, seconds)
                theirs, _ = wrk(port, script, seconds)
                runs.append((mine, theirs, late))
        finally:
            b.kill()
        runs.sort(key=lambda r: r[0] / r[1])
        mine, theirs, late = runs[len(runs) // 2]
        return [("100 signed-in people, 12 pages in turn", "1/8 of bare libmicrohttpd",
                 f"{mine:,.0f} pages/s, 99th percentile {late}; bare {theirs:,.0f}/s of {size:,} bytes: 1/{theirs / mine:.1f}", theirs / mine <= 8)]


def searches(padan, work, months, rows):
    data = os.path.join(work, f"kota-{rows}")
    if not os.path.exists(os.path.join(data, "kependudukan.csv")):
        subprocess.run([padan, "demo", data, "--rows", str(rows), "--layout", "bpjs", "--no-xlsx"], check=True, stdout=subprocess.DEVNULL)
    with open(os.path.join(data, "bnba-bpjs.csv"), "rb") as f:
        lines = f.read().split(b"\r\n")
    with Office(padan, rows=300) as o:
        c = o.client("sari")
        year, month = 2022, 1
        for m in range(months):
            # Each month a hundredth of the rows is written otherwise, so that the people grow as they do.
            body = b"\r\n".join([lines[0]] + [x.replace(b";AKTIF;", b";AKTIF ;") if (i + m) % 100 == 0 else x for i, x in enumerate(lines[1:])])
            case = c.post("/kasus", {"periode": f"{year}-{month:02d}"})["id"]
            lid = list_step(c, case, "a.csv", body, wait=False)
            c.wait(f"/daftar/{lid}/kemajuan", lambda d: not d["sedang"])
            c.post(f"/daftar/{lid}/terima")
            verify_wait(c, case)
            year, month = (year, month + 1) if month < 12 else (year + 1, 1)
        while int(o.sql("select count(*) from pekerjaan where status in ('antre', 'jalan')")):
            time.sleep(0.2)
        nik = o.sql("select nik from peserta where length(nik) = 16 limit 1 offset 5000")
        card = o.sql("select no_peserta from peserta where length(no_peserta) = 13 limit 1 offset 7000")
        times = []
        for text in ["SITI AMINAH", "SURYA", "HASI", "NUR", "MUHAMMAD", nik, card, "WATI", "ABDUL", "TIDAKADAORANGNYA"] * 10:
            t = time.time()
            a = c.api("POST", "/cari", {"teks": text})
            times.append((time.time() - t) * 1000)
            assert a.status == 200, a
        times.sort()
        n = o.sql("select (select count(*) from baris), (select count(*) from peserta)").split("|")
        size = os.path.getsize(os.path.join(o.dir, "padan.db"))
        return [(f"search by name part, NIK or card over {months} months x {rows:,}", "< 50 ms",
                 f"{times[int(len(times) * 0.99)]:.0f} ms at the 99th percentile, median {times[len(times) // 2]:.1f} ms ({int(n[0]):,} rows, {int(n[1]):,} people as written, {size / 2**20:,.0f} MiB)",
                 times[int(len(times) * 0.99)] < 50)]


def bills(padan, work, people, months):
    """A bill recomputed person by person, with months of lists and bills behind it."""
    build = os.path.dirname(os.path.dirname(os.path.realpath(padan)))
    subprocess.run(["ninja", "-C", build, "--quiet", "tests/bench_hitung"], check=True)
    db = os.path.join(work, "tagihan.db")
    for tail in ("", "-wal", "-shm"):
        if os.path.exists(db + tail):
            os.remove(db + tail)
    r = subprocess.run([os.path.join(build, "tests", "bench_hitung"), db, str(people), str(months)], capture_output=True, text=True, check=True)
    times = sorted(float(x) for x in r.stdout.split())
    size = os.path.getsize(db)
    os.remove(db)
    return [(f"bill of {people:,} people recomputed against {months} months", "< 2 s",
             f"{times[len(times) // 2] / 1000:.2f} s, slowest of five {times[-1] / 1000:.2f} s ({size / 2**20:,.0f} MiB)", times[len(times) // 2] < 2000)]


def at_rest(padan):
    o = Office(padan, rows=6000)
    try:
        t = time.time()
        o.start()
        ready = time.time() - t
        time.sleep(1)
        kb = rss_kb(o.server.pid)
        return [("ready", "< 1 s", f"{ready * 1000:.0f} ms", ready < 1), ("memory at rest", "< 64 MiB", f"{kb / 1024:.0f} MiB", kb < 64 * 1024)]
    finally:
        o.remove()


def machine():
    with open("/proc/cpuinfo") as f:
        name = re.search(r"model name\s*:\s*(.*)", f.read()).group(1)
    with open("/proc/meminfo") as f:
        mem = int(re.search(r"MemTotal:\s+(\d+)", f.read()).group(1)) // 2**20
    return f"{name}, {os.cpu_count()} cores, {mem} GiB"


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--padan", required=True)
    p.add_argument("--work", default=os.path.join(ROOT, "build", "bench-kantor"))
    p.add_argument("--doc", default=os.path.join(ROOT, "docs", "bench-kantor.md"))
    p.add_argument("--quick", action="store_true", help="small numbers, no document")
    a = p.parse_args()
    os.makedirs(a.work, exist_ok=True)
    rows = at_rest(a.padan) + large_list(a.padan, a.work, 20000 if a.quick else 250000)
    rows += many_people(a.padan, a.work, 2 if a.quick else 8)
    rows += searches(a.padan, a.work, 2 if a.quick else 36, 20000 if a.quick else 100000)
    rows += bills(a.padan, a.work, 20000 if a.quick else 250000, 6 if a.quick else 36)
    out = ["| measure | demanded | measured | reached |", "|---|---|---|---|"]
    out += [f"| {m} | {d} | {v} | {'yes' if ok else '**no**'} |" for m, d, v, ok in rows]
    print("\n".join(out))
    if not a.quick:
        with open(a.doc, "w") as f:
            f.write(f"# Speed of the office\n\nWritten by `make bench-kantor` on {datetime.date.today().isoformat()}; do not edit.\nMachine: {machine()}; client and server share it.\n\n")
            f.write("\n".join(out) + "\n\nPages are made from the database at every request; nothing is kept between two. People: 100 sessions of seven accounts, one\nconnection each; pages: " + ", ".join(f"`{x}`" for x in PATHS) + ".\nThe median of five paired runs counts.\n")


if __name__ == "__main__":
    main()
