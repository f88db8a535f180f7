#!/usr/bin/env python3
"""The server is killed at random moments, and started again: run_kill.py PADAN [TIMES] [SEED]

What was acknowledged is there; nothing else is half there; jobs go on; the record's chain holds; every file that has a row
lies in the store with the content its name says."""
import hashlib
import http.client
import os
import random
import shutil
import signal
import sys
import tempfile
import threading
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from kit import *

TROUBLE = (OSError, http.client.HTTPException, AssertionError, ValueError)


def templates(padan, root):
    """Data folders that stand at the steps where the killing is to happen."""
    made = {}

    def keep(o, name):
        o.stop()
        made[name] = os.path.join(root, name)
        shutil.copytree(o.dir, made[name])
        o.start()

    with Office(padan, rows=1500) as o:
        keep(o, "import")
        made["bayar"] = made["import"]
        rudi, ratna = o.client("rudi"), o.client("ratna")
        for s in rudi.get("/tagihan/3")["selisih"]:
            who, how = (rudi, "diterangkan") if s["bisa_terang"] else (ratna, "diterima")
            who.post("/tagihan/3/selisih", {"jenis": s["jenis"], "cara": how, "catatan": "uji"})
        keep(o, "tagih")
        c = o.client("sari")
        case = c.get("/")["kasus"][0]["id"]
        keep(o, "terima")
        c.post(f"/daftar/{c.get(f'/kasus/{case}/daftar')['daftar'][0]['id']}/terima")
        verify_wait(c, case)
        keep(o, "putus")
        decide_all(c, case)
        c.post(f"/kasus/{case}/periksa/selesai", {"catatan": "-"})
        c.post(f"/kasus/{case}/surat")
        c.post(f"/kasus/{case}/ajukan", {})
        keep(o, "setuju")
        r = o.client("ratna")
        r.post(f"/kasus/{case}/persetujuan", {"hasil": "setuju", "hash": r.get(f"/kasus/{case}/persetujuan")["hash"]})
        o.client("admin").post("/setelan", {"nama": "surat.nomor_cara", "nilai": "register"})
        keep(o, "nomor")
    return made, case


def act(o, kind, case, done):
    """Does its work until the server dies; `done` gets what was acknowledged."""
    c = o.client({"setuju": "ratna", "nomor": "maya", "tagih": "rudi", "bayar": "lina"}.get(kind, "sari"))
    done.append("ready")
    if kind == "import":
        data = o.list_bytes
        a = c.post(f"/kasus/{case}/daftar", {"jenis": "ganti", "pengirim": "uji"}, [("berkas", "baru.csv", data)])
        done.append(("daftar", a["id"]))
        c.wait(f"/daftar/{a['id']}", lambda d: not d["sedang"])
    elif kind == "terima":
        lid = c.get(f"/kasus/{case}/daftar")["daftar"][0]["id"]
        c.post(f"/daftar/{lid}/terima")
        done.append(("terima", lid))
        verify_wait(c, case)
    elif kind == "putus":
        for b in c.get(f"/kasus/{case}/peserta?hasil=belum&putusan=TINJAU")["baris"]:
            c.post(f"/kasus/{case}/baris/{b['no']}", {"hasil": "tunda", "catatan": "uji", "versi": 0})
            done.append(("putus", b["no"]))
    elif kind == "setuju":
        c.post(f"/kasus/{case}/persetujuan", {"hasil": "setuju", "hash": c.get(f"/kasus/{case}/persetujuan")["hash"]})
        done.append(("setuju",))
    elif kind == "nomor":
        c.post(f"/kasus/{case}/pengajuan/terbit", {"tanggal": "2026-11-23"})
        done.append(("nomor",))
    elif kind == "tagih":
        c.post("/tagihan/3/lanjut")
        done.append(("lanjut",))
        for paper in ("kwitansi", "ba_serah_terima", "ba_penyelesaian", "ba_pembayaran"):
            c.post("/tagihan/3/dokumen/terbit", {"jenis": paper, "tanggal": o.sql("select date('now', '+7 hours')")})
            done.append(("terbit", paper))
    elif kind == "bayar":
        day, rest = o.sql("select date('now', '+7 hours')"), c.get("/tagihan/2/berkas")["sisa"]
        for i in range(12):
            name = "sp2d" if i % 2 == 0 else "transfer"
            c.post("/tagihan/2/bayar", {"jenis": name, "nomor": f"{name}/{i}", "tanggal": day, "jumlah": str(rest // 10 + i), "kanal": "OB"})
            done.append(("bayar", f"{name}/{i}"))


def whole(t, o, kind, case, done, what):
    """After the restart."""
    t.that(o.sql("pragma integrity_check") == "ok", what + ": the database is whole")
    r = o.run("audit", "verify", "--data", o.dir)
    t.that(r.returncode == 0, what + ": the chain holds: " + r.stderr)
    lost = []
    for h in o.sql("select hash from berkas").split():
        try:
            with open(os.path.join(o.dir, "files", h[:2], h), "rb") as f:
                if hashlib.blake2b(f.read(), digest_size=32).hexdigest() != h:
                    lost.append(h)
        except OSError:
            lost.append(h)
    t.that(not lost, f"{what}: files of rows are there: {lost}")
    if kind == "import":
        c = o.client("sari")
        rows = o.sql(f"select id from daftar where kasus = {case} and pengirim = 'uji'").split()
        for d in done:
            if d[0] == "daftar":
                t.that(str(d[1]) in rows, what + ": the acknowledged list is there")
        for lid in rows:
            d = c.wait(f"/daftar/{lid}", lambda d: not d["sedang"])
            t.that(d["daftar"]["status"] == "pratinjau" and d["daftar"]["baris"] == o.list_rows, f"{what}: the job went on: {d['daftar']}")
    elif kind == "terima":
        c = o.client("sari")
        step = int(o.sql(f"select langkah from kasus where id = {case}"))
        status = o.sql(f"select status from daftar where kasus = {case}")
        t.that((step, status) in ((1, "pratinjau"), (2, "berlaku")), f"{what}: accepted whole or not at all: {step} {status}")
        t.that(step == 2 or not any(d[0] == "terima" for d in done), what + ": the acknowledged acceptance is there")
        if step == 2:
            p = verify_wait(c, case)
            n = int(o.sql(f"select count(*) from temuan where periksa = (select periksa from kasus where id = {case})"))
            t.that(n == int(o.sql(f"select baris from daftar where kasus = {case}")), what + ": the run went on to its end")
    elif kind == "putus":
        nos = set(o.sql(f"select t.no from temuan t join kasus k on k.periksa = t.periksa where k.id = {case} and t.hasil = 'tunda'").split())
        acked = {str(d[1]) for d in done if d[0] == "putus"}
        t.that(acked <= nos, f"{what}: acknowledged decisions are there: {acked - nos}")
        t.that(len(nos - acked) <= 1, f"{what}: no others: {nos - acked}")
        k = int(o.sql(f"select count(*) from keputusan where kasus = {case} and hasil = 'tunda'"))
        a = int(o.sql(f"select count(*) from audit where aksi like 'keputusan.%' and objek like 'kasus/{case}/%'"))
        t.that(k == len(nos) == a, f"{what}: finding, decision and record agree: {len(nos)} {k} {a}")
    elif kind == "setuju":
        step = int(o.sql(f"select langkah from kasus where id = {case}"))
        ok = int(o.sql(f"select count(*) from persetujuan where kasus = {case} and hasil = 'setuju' and batal_s is null"))
        people = int(o.sql(f"select count(*) from usulan where kasus = {case}"))
        t.that((step, ok, people > 0) in ((4, 0, False), (5, 1, True)), f"{what}: approved whole or not at all: {step} {ok} {people}")
        t.that(step == 5 or ("setuju",) not in done, what + ": the acknowledged approval is there")
    elif kind == "nomor":
        n = int(o.sql(f"select count(*) from nomor where kasus = {case}"))
        final = int(o.sql(f"select count(*) from surat where kasus = {case} and status = 'final' and jenis = 'surat_pengantar'"))
        t.that(n == final and n <= 1, f"{what}: number and letter together or not at all: {n} {final}")
        t.that(n == 1 or ("nomor",) not in done, what + ": the acknowledged number is there")
        if not n:
            o.client("maya").post(f"/kasus/{case}/pengajuan/terbit", {"tanggal": "2026-11-23"})
        gaps = o.sql("select urut from nomor where jenis = 'surat' and urut > 0 order by urut").split()
        t.that(gaps == [str(i + 1) for i in range(len(gaps))],
               f"{what}: numbers without a gap: {gaps}")
    elif kind == "tagih":
        status = o.sql("select status from tagihan where id = 3")
        moves = int(o.sql("select count(*) from jurnal where tagihan = 3"))
        papers = int(o.sql("select count(distinct jenis) from surat where tagihan = 3 and status <> 'batal'"))
        charged = o.sql("select coalesce(sum(case when b.ke = 'tagihan' then b.jumlah else 0 end), 0) from jurnal j join buku b on b.jurnal = j.id where j.tagihan = 3")
        t.that((status, moves, papers, charged) in (("diperiksa", 0, 0, "0"), ("disiapkan", 1, 6, o.sql("select jumlah from tagihan where id = 3"))),
               f"{what}: a bill is accepted, charged and papered whole or not at all: {status} {moves} {papers} {charged}")
        t.that(status == "disiapkan" or ("lanjut",) not in done, what + ": the acknowledged acceptance is there")
        issued = set(o.sql("select jenis from surat where tagihan = 3 and status = 'final' and nomor <> ''").split())
        t.that({d[1] for d in done if d[0] == "terbit"} <= issued, f"{what}: acknowledged papers are there: {issued}")
        used = o.sql("select urut from nomor where jenis = 'ba' order by urut").split()
        t.that(used == [str(i + 1) for i in range(len(used))], f"{what}: numbers without a gap: {used}")
    elif kind == "bayar":
        there = set(o.sql("select nomor from bayar where tagihan = 2").split())
        t.that({d[1] for d in done if d[0] == "bayar"} <= there, f"{what}: acknowledged payments are there")
        sums = {k: int(o.sql(f"select coalesce(sum(jumlah), 0) from bayar where tagihan = 2 and jenis = '{k}'")) for k in ("sp2d", "transfer")}
        book = {a: int(o.sql("select coalesce(sum(case when b.ke = '%s' then b.jumlah when b.dari = '%s' then -b.jumlah else 0 end), 0) from jurnal j join buku b on b.jurnal = j.id where j.tagihan = 2" % (a, a)))
                for a in ("realisasi", "kas")}
        t.that(book["realisasi"] == max(sums.values()) and -book["kas"] == sums["transfer"], f"{what}: payments and ledger agree: {sums} {book}")


def trial(t, padan, made, case, kind, rng, i, span):
    o = Office(padan, template=made[kind])
    what = f"{i} {kind}"
    try:
        o.start()
        src = o.sql(f"select berkas from daftar where kasus = {case} order by id limit 1")
        with open(os.path.join(o.dir, "files", src[:2], src), "rb") as f:
            lines = f.read().split(b"\n")
        o.list_bytes = b"\n".join(lines[:900]) + b"\n"
        o.list_rows = 899
        done = []

        def go():
            try:
                act(o, kind, case, done)
            except TROUBLE:
                pass

        th = threading.Thread(target=go)
        th.start()
        while not done and th.is_alive():
            time.sleep(0.001)
        time.sleep(rng.random() * span[kind])
        o.stop(signal.SIGKILL)
        th.join()
        o.start()
        whole(t, o, kind, case, done, what)
    except Exception as e:
        t.that(False, f"{what}: {e!r}")
    finally:
        o.remove()


def main():
    padan, times = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 15
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 7
    t, rng = Count(), random.Random(seed)
    # Seconds within which each kind of work is over: the kill falls anywhere in it.
    span = {"import": 0.25, "terima": 0.9, "putus": 0.6, "setuju": 0.12, "nomor": 0.35, "tagih": 0.6, "bayar": 0.25}
    with tempfile.TemporaryDirectory(prefix="padan-bunuh-") as root:
        made, case = templates(padan, root)
        for i in range(times):
            trial(t, padan, made, case, list(span)[i % len(span)], rng, i, span)
    return t.end()


if __name__ == "__main__":
    sys.exit(main())
