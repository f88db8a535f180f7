#!/usr/bin/env python3
"""Measures how good `padan verify` judges, on made-up cities whose truth is known (docs/verify.md, "How good").

    tools/quality.py PADAN [--rows N] [--seed N] [--layout NAME]... [--output FILE] [--keep DIR]
    tools/quality.py --judge RESULT TRUTH LAYOUT        # a result that stands already

Prints a Markdown table; exit status 1 when a measure is missed, 2 on wrong usage or when the program fails.
"""
import argparse
import csv
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict

# What a layout tells of a person; the measures that need a fact are asked only where it is there.
LAYOUTS = {
    "bpjs": "birth sex kk segment address",
    "kantor": "birth sex kk segment address",
    "sk": "birth sex kk address",
    "amerika": "birth sex kk segment address",
    "latin1": "birth sex kk segment address",
    "kecamatan": "birth sex kk segment address",
    "tanpa-kk": "birth sex segment address",
    "tanpa-lahir": "sex kk segment address",
    "tanpa-jk": "birth kk segment address",
    "ringkas": "segment",
}
XLSX = {"kantor", "kecamatan"}
AS_OF = "2026-10-31"

HEALTHY = {"OK", "KK_OLD", "STATUS_LATER"}
GONE = {"DECEASED", "MOVED"}
OTHERS = {"DIFFERENT_PERSON", "DEAD_OTHER", "TYPO_LIVING", "RELATIVE", "DUP_OTHER"}
LOST = {"NIK_TYPO", "NIK_EMPTY", "SPOILT", "DEAD_NAMESAKE"}
ABSENT = {"NOT_IN_REGISTRY", "NAMESAKE_STRANGER"}


class Row:
    __slots__ = ("cls", "right", "nik", "verdict", "reasons", "found", "number", "name")

    def __init__(self, truth, result):
        self.cls = truth["kelas_cacat"]
        self.right = truth["nik_benar"]
        self.number = truth["baris"]
        self.nik = result["nik"]
        self.name = result["nama"]
        self.verdict = result["putusan"]
        self.reasons = set(result["alasan"].split("|")) if result["alasan"] else set()
        self.found = result["nik_registry"]


def join(truth, result, by_number):
    """Pairs truth and result: in order, or (sheets by district) by participant number and then in order."""
    if len(truth) != len(result):
        raise ValueError(f"{len(result)} baris hasil untuk {len(truth)} baris kebenaran")
    if by_number:
        queue = defaultdict(list)
        for r in result:
            queue[r["no_peserta"]].append(r)
        pairs, rest = [], []
        for t in truth:
            q = queue.get(t["no_peserta"])
            # One number on two rows: whichever has the truth's NIK, else the first.
            if q:
                q.sort(key=lambda r, right=t["nik_benar"]: r["nik"] != right)
                pairs.append((t, q.pop(0)))
            else:
                rest.append(t)
        left = [r for q in queue.values() for r in q]
        return [Row(t, r) for t, r in pairs + list(zip(rest, left))]
    rows = [Row(t, r) for t, r in zip(truth, result)]
    off = sum(t["no_peserta"] != r["no_peserta"] and t["kelas_cacat"] != "MALFORMED_ROW" for t, r in zip(truth, result))
    if off:
        raise ValueError(f"{off} nomor peserta tidak cocok urutannya dengan kebenaran")
    return rows


def measures(rows, facts):
    """List of (name, demanded as text, hits, of, reached, None = only told)."""
    out = []
    shared = Counter(r.nik for r in rows if r.nik)
    group = defaultdict(list)
    for r in rows:
        if r.right and r.nik == r.right and shared[r.nik] > 1:
            group[r.nik].append(r)

    def share(name, chosen, good, least, demanded=True):
        n = sum(1 for r in chosen if good(r))
        ok = None if not demanded or not chosen else n >= least * len(chosen) - 1e-9
        text = "semua" if least == 1 else f"{least * 100:.1f} %"
        out.append((name, f">= {text}" if demanded else "-", n, len(chosen), ok))

    def at_most(name, chosen, bad, most, demanded=True):
        n = sum(1 for r in chosen if bad(r))
        ok = None if not demanded else n <= most * len(chosen) + 1e-9
        out.append((name, ("tidak ada" if most == 0 else f"<= {most * 100:.1f} %") if demanded else "-", n, len(chosen), ok))

    full = {"birth", "sex", "kk"} <= facts
    can_condemn = bool({"birth", "kk"} & facts)
    gone = [r for r in rows if r.cls in GONE]
    share("MENINGGAL/PINDAH_DOMISILI ditemukan", gone, lambda r: bool(r.reasons & {"MENINGGAL", "PINDAH_DOMISILI"}), 1)
    share("... dan TIDAK_LAYAK", gone, lambda r: r.verdict == "TIDAK_LAYAK", 0.995, "birth" in facts)
    healthy = HEALTHY | (set() if "segment" in facts else {"SEGMENT"})
    share("sehat tetap LAYAK", [r for r in rows if r.cls in healthy and shared[r.nik] < 2],
          lambda r: r.verdict == "LAYAK", 0.999)
    share("nama ditulis lain tetap LAYAK", [r for r in rows if r.cls == "NAME_VARIANT" and shared[r.nik] < 2],
          lambda r: r.verdict == "LAYAK", 0.995, {"birth", "sex"} <= facts)
    share("orang lain: NAMA_BEDA/NIK_MILIK_ORANG_LAIN", [r for r in rows if r.cls in OTHERS],
          lambda r: bool(r.reasons & {"NAMA_BEDA", "NIK_MILIK_ORANG_LAIN"}), 0.998)

    def condemned_wrongly(r):
        if r.verdict != "TIDAK_LAYAK":
            return False
        if not can_condemn:
            return True
        if r.cls in GONE:
            return False
        mates = group.get(r.nik, [])
        return not (r in mates and any(m.verdict != "TIDAK_LAYAK" for m in mates))

    at_most("TIDAK_LAYAK yang salah", rows, condemned_wrongly, 0)
    wrong_nik = LOST | ABSENT | OTHERS | {"NEWBORN_MOTHER_NIK"}
    at_most("LAYAK walau NIK kosong/salah/milik orang lain/tak terdaftar",
            [r for r in rows if r.cls in wrong_nik or (r.cls == "PERSON_TWICE" and r.nik != r.right)],
            lambda r: r.verdict == "LAYAK", 0)
    lost = [r for r in rows if r.cls in LOST or (r.cls == "PERSON_TWICE" and r.nik != r.right)]
    share("NIK kosong/salah ketik: calon benar", lost, lambda r: r.found == r.right, 0.99, full)
    at_most("NIK kosong/salah ketik: calon salah", lost, lambda r: r.found not in ("", r.right), 0.002)
    at_most("tidak terdaftar, tetapi diberi calon", [r for r in rows if r.cls in ABSENT], lambda r: r.found != "", 0.02)
    return out


def judge(result_path, truth_path, layout):
    with open(truth_path, newline="", encoding="utf-8") as f:
        truth = list(csv.DictReader(f))
    with open(result_path, newline="", encoding="utf-8") as f:
        result = list(csv.DictReader(f))
    rows = join(truth, result, layout == "kecamatan")
    return rows, measures(rows, set(LAYOUTS[layout].split()))


def percent(n, of):
    return "-" if not of else f"{100 * n / of:.3f} %"


def report(layout, rows, found, seconds, show):
    missed = [m for m in found if m[4] is False]
    lines = [f"## {layout} ({LAYOUTS[layout]})", ""]
    if seconds is not None:
        lines += [f"{len(rows)} baris, {seconds:.2f} detik", ""]
    lines += ["| ukuran | diminta | dicapai | jumlah | |", "| --- | --- | --- | --- | --- |"]
    for name, demanded, n, of, ok in found:
        mark = {True: "ya", False: "**TIDAK**", None: ""}[ok]
        lines.append(f"| {name} | {demanded} | {percent(n, of)} | {n} / {of} | {mark} |")
    verdicts = defaultdict(Counter)
    for r in rows:
        verdicts[r.cls][r.verdict] += 1
    lines += ["", "| kelas | LAYAK | TINJAU | TIDAK_LAYAK | alasan terbanyak |", "| --- | --- | --- | --- | --- |"]
    for cls in sorted(verdicts, key=lambda c: -sum(verdicts[c].values())):
        v = verdicts[cls]
        why = Counter("+".join(sorted(r.reasons)) or "-" for r in rows if r.cls == cls).most_common(2)
        lines.append(f"| {cls} | {v['LAYAK']} | {v['TINJAU']} | {v['TIDAK_LAYAK']} | "
                     + ", ".join(f"{k} {n}" for k, n in why) + " |")
    if show and missed:
        lines += ["", "Baris menurut kelas dan putusan yang tidak diharapkan (nomor baris daftar):"]
        for cls in sorted(verdicts):
            odd = [r for r in rows if r.cls == cls and unexpected(r)]
            if odd:
                lines.append(f"- {cls}: " + ", ".join(
                    f"{r.number} ({r.verdict}{' ' + '+'.join(sorted(r.reasons)) if r.reasons else ''})" for r in odd[:show]))
    return "\n".join(lines) + "\n", bool(missed)


def unexpected(r):
    if r.cls in HEALTHY or r.cls == "NAME_VARIANT":
        return r.verdict != "LAYAK"
    if r.cls in GONE:
        return r.verdict != "TIDAK_LAYAK"
    if r.cls in LOST:
        return r.found != r.right or r.verdict == "LAYAK"
    if r.cls in ABSENT:
        return r.found != "" or r.verdict == "LAYAK"
    if r.cls in OTHERS:
        return r.verdict != "TINJAU" or not r.reasons & {"NAMA_BEDA", "NIK_MILIK_ORANG_LAIN"}
    return r.verdict == "TIDAK_LAYAK" and r.cls != "DUP_SAME"


def run(cmd):
    try:
        done = subprocess.run(cmd, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, check=False)
    except OSError as e:
        sys.stderr.write(f"quality: {cmd[0]} tidak dapat dijalankan: {e.strerror}\n")
        sys.exit(2)
    if done.returncode != 0:
        sys.stderr.write(f"quality: {' '.join(cmd[:3])} ... berakhir dengan {done.returncode}\n{done.stderr}")
        sys.exit(2)


def measure(padan, args, folder):
    layouts = args.layout or list(LAYOUTS)
    cmd = [padan, "demo", folder, "--rows", str(args.rows), "--seed", str(args.seed), "--defects", str(args.defects),
           "--as-of", AS_OF]
    for name in layouts:
        cmd += ["--layout", name]
    run(cmd)
    text = [f"# Mutu putusan: {args.rows} baris, benih {args.seed}, cacat {args.defects} %\n"]
    missed = []
    for name in layouts:
        bnba = os.path.join(folder, f"bnba-{name}.{'xlsx' if name in XLSX else 'csv'}")
        result = os.path.join(folder, f"hasil-{name}.csv")
        cmd = [padan, "verify", bnba, "--registry", os.path.join(folder, "kependudukan.csv"), "--output", result,
               "--as-of", AS_OF, "--quiet"]
        if name == "kecamatan":
            cmd += ["--sheet", "*"]
        start = time.monotonic()
        run(cmd)
        seconds = time.monotonic() - start
        try:
            rows, found = judge(result, os.path.join(folder, "kebenaran.csv"), name)
        except (ValueError, KeyError) as e:
            text.append(f"## {name}\n\n**TIDAK**: hasil tidak dapat dibandingkan: {e}\n")
            missed.append(name)
            continue
        part, bad = report(name, rows, found, seconds, args.show)
        text.append(part)
        if bad:
            missed.append(name)
    text.append("Semua ukuran tercapai.\n" if not missed else f"**Ada ukuran yang tidak tercapai: {', '.join(missed)}**\n")
    return "\n".join(text), bool(missed)


def main():
    p = argparse.ArgumentParser(description="Mengukur mutu putusan padan verify pada kota buatan.")
    p.add_argument("padan", nargs="?", help="program padan")
    p.add_argument("--rows", type=int, default=20000)
    p.add_argument("--seed", type=int, default=20261123)
    p.add_argument("--defects", type=int, default=100, help="persen dari cacat yang lazim")
    p.add_argument("--layout", action="append", choices=list(LAYOUTS))
    p.add_argument("--output", help="berkas Markdown")
    p.add_argument("--keep", help="folder kota buatan yang tidak dihapus")
    p.add_argument("--show", type=int, default=8, help="contoh baris tiap kelas bila ada ukuran yang tidak tercapai")
    p.add_argument("--judge", nargs=3, metavar=("HASIL", "KEBENARAN", "TATA_LETAK"))
    args = p.parse_args()
    if args.judge:
        if args.judge[2] not in LAYOUTS:
            p.error("tata letak tidak dikenal")
        rows, found = judge(*args.judge)
        text, bad = report(args.judge[2], rows, found, None, args.show)
    elif args.padan and args.keep:
        text, bad = measure(args.padan, args, args.keep)
    elif args.padan:
        with tempfile.TemporaryDirectory(prefix="padan-mutu-") as folder:
            text, bad = measure(args.padan, args, folder)
    else:
        p.error("program padan belum disebut")
    sys.stdout.write(text)
    if args.output:
        with open(args.output, "w", encoding="utf-8") as f:
            f.write(text)
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
