#!/usr/bin/env python3
"""Files in pieces: run_unggah.py PADAN

An upload goes on where it stopped: after a broken line, after kill -9, for its owner and nobody else; it ends as a file sent at
once would; limits, a full disk, what is left is swept away."""
import hashlib
import os
import signal
import subprocess
import sys
import threading
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from kit import *

CHANGED = 1790000000123


def list_of(rows):
    head = b"PSNOKA;NIK;NAMA;TGLLHR;JENKEL;ALAMAT;SEGMEN\n"
    return head + b"".join(b"%013d;2171%02d0101905%03d;ORANG REKAAN %d;01-01-1990;L;JALAN %d;PBPU DAN BP PEMDA\n" % (i + 10 ** 9, i % 12 + 1, i % 1000, i, i)
                           for i in range(rows))


def begin(c, target, name, data, changed=CHANGED, expect=200):
    a = c.api("POST", "/unggah", {"tujuan": target, "nama": name, "ukuran": len(data), "diubah": changed})
    assert a.status == expect, a
    return a.json()


def piece(c, id, at, data, kind="application/octet-stream"):
    return c.raw("PATCH", f"/api/v1/unggah/{id}?posisi={at}", data, {"Content-Type": kind, "X-CSRF": c.csrf})


def send(c, id, data, at=0, until=None, step=300_000):
    until = len(data) if until is None else until
    while at < until:
        a = piece(c, id, at, data[at:min(at + step, until)])
        assert a.status == 200, a
        at = a.json()["posisi"]
    return at


def case_of(c):
    return c.get("/")["kasus"][0]["id"]


def ends_like_one_shot(t, padan):
    with Office(padan, rows=300) as o:
        c = o.client("sari")
        case = case_of(c)
        target, data = f"/kasus/{case}/daftar", list_of(20000)
        u = begin(c, target, "bnba uji.csv", data)
        t.that(u["posisi"] == 0 and u["lanjut"] is None and u["potong"] == 1 << 20, f"it begins at nothing: {u}")
        send(c, u["id"], data, until=len(data) // 2)
        half = c.get(f"/unggah/{u['id']}")["posisi"]
        t.that(half == len(data) // 2, "the server tells how far it is")
        t.that(begin(c, target, "bnba uji.csv", data)["posisi"] == half, "the same file goes on where it stopped")
        other = begin(c, target, "bnba uji.csv", data, changed=CHANGED + 1)
        t.that(other["posisi"] == 0 and other["id"] != u["id"], "a file changed meanwhile is another")
        t.that([x["id"] for x in c.get("/unggah?tujuan=" + target)["unggahan"]] == [u["id"], other["id"]], "what is unfinished is told")
        t.that(c.api("DELETE", f"/unggah/{other['id']}").status == 200 and c.api("GET", f"/unggah/{other['id']}").status == 404, "one can be thrown away")
        form = {"jenis": "ganti", "pengirim": "BPJS Kesehatan", "berkas": u["id"]}
        early = c.raw("POST", "/api/v1" + target, *wrap(form, c))
        t.that(early.status == 422 and "seluruhnya" in early.text(), f"half a file ends nowhere: {early}")
        send(c, u["id"], data, at=half)
        n = int(o.sql("select count(*) from audit"))
        refused = c.raw("POST", "/api/v1" + target, *wrap({**form, "pengirim": ""}, c))
        t.that(refused.status == 422 and c.get(f"/unggah/{u['id']}")["posisi"] == len(data), f"a refusal keeps what was sent: {refused}")
        t.that(int(o.sql("select count(*) from audit")) == n, "and leaves no entry")
        elsewhere = c.raw("POST", f"/api/v1/kasus/{case}/mutasi", *wrap({"arah": "kolom", "berkas": u["id"]}, c))
        t.that(elsewhere.status == 422 and "halaman lain" in elsewhere.text(), f"it ends where it was meant for: {elsewhere}")
        done = c.raw("POST", "/api/v1" + target, *wrap(form, c))
        t.that(done.status == 200 and done.json()["lanjut"].startswith("/daftar/"), f"the end is the one of a file sent at once: {done}")
        t.that(o.sql("select aksi from audit where aksi = 'daftar.terima' order by no desc limit 1") == "daftar.terima" and
               int(o.sql("select count(*) from audit")) == n + 1, "one audit entry, at the end")
        t.that(o.sql("select nama || ' ' || ukuran from berkas order by rowid desc limit 1") == f"bnba uji.csv {len(data)}", "kept under its name")
        h = o.sql("select berkas from daftar order by id desc limit 1")
        with open(os.path.join(o.dir, "files", h[:2], h), "rb") as f:
            t.that(f.read() == data and h == hashlib.blake2b(data, digest_size=32).hexdigest(), "byte for byte")
        t.that(c.get(f"/unggah/{u['id']}")["lanjut"] == done.json()["lanjut"], "who missed the answer finds where it led to")
        t.that(os.listdir(os.path.join(o.dir, "unggahan")) == [] and os.listdir(os.path.join(o.dir, "spool")) == [], "nothing is left over")
        again = c.raw("POST", "/api/v1" + target, *wrap(form, c))
        t.that(again.status == 409, f"an upload ends once: {again}")
        t.that(piece(c, u["id"], len(data), b"x").status == 409, "and takes nothing more")
        page = c.wait(f"/daftar/{done.json()['id']}", lambda d: not d["sedang"])
        t.that(page["daftar"]["baris"] == 20000, f"and is read: {page['daftar']['baris']}")
        c.post(f"/daftar/{done.json()['id']}/batal", {"alasan": "uji"})
        # A page, a token, a program: the plain form and the one-shot post stay.
        a = c.post(target, {"jenis": "ganti", "pengirim": "BPJS"}, [("berkas", "lain.csv", list_of(50))])
        t.that(a["lanjut"].startswith("/daftar/"), "sent at once it works as before")
        extract = begin(c, "/ekstrak", "e.csv", data)
        send(c, extract["id"], data)
        html = c.raw("POST", "/ekstrak", *wrap({"tanggal": "2026-11-01", "cakupan": "kota", "berkas": extract["id"], "_csrf": c.csrf}, c))
        t.that(html.status == 303 and html.headers["location"] == "/ekstrak", f"the page's own post ends it too: {html}")


def wrap(fields, c):
    body, kind = multipart(fields, [])
    return body, {"Content-Type": kind, "X-CSRF": c.csrf}


def only_ones_own(t, padan):
    with Office(padan, rows=300) as o:
        sari, bayu, bpjs, auditor = (o.client(w) for w in ("sari", "bayu", "bpjs", "auditor"))
        case = case_of(sari)
        target, data = f"/kasus/{case}/daftar", list_of(100)
        u = begin(sari, target, "a.csv", data)
        send(sari, u["id"], data, until=1000)
        for who, c in (("a colleague", bayu), ("the guest", bpjs)):
            t.that(c.api("GET", f"/unggah/{u['id']}").status == 404, f"{who} does not see it")
            t.that(piece(c, u["id"], 1000, data[1000:]).status == 404, f"{who} appends nothing")
            t.that(c.api("DELETE", f"/unggah/{u['id']}").status == 404, f"{who} throws nothing away")
            t.that(c.get("/unggah")["unggahan"] == [], f"{who} has none")
            a = c.raw("POST", "/api/v1" + target, *wrap({"jenis": "ganti", "pengirim": "x", "berkas": u["id"]}, c))
            t.that(a.status == 404, f"{who} does not end it: {a}")
            t.that(begin(c, target, "a.csv", data)["posisi"] == 0, f"{who} with the same file begins a file of his own")
        t.that(auditor.api("POST", "/unggah", {"tujuan": target, "nama": "a", "ukuran": 5}).status == 403, "the auditor uploads nothing")
        a = bpjs.api("POST", "/unggah", {"tujuan": "/ekstrak", "nama": "a", "ukuran": 5})
        t.that(a.status == 403, f"who may not end there does not begin: {a}")
        for where in ("/kasus", "/tidak/ada", "https://x/ekstrak", "/setelan", "/ekstrak/1", ""):
            a = sari.api("POST", "/unggah", {"tujuan": where, "nama": "a", "ukuran": 5})
            t.that(a.status in (403, 422), f"{where!r} takes no files: {a}")
        t.that(sari.raw("PATCH", f"/api/v1/unggah/{u['id']}?posisi=1000", b"x", {"Content-Type": "application/octet-stream"}).status == 403, "no piece without the CSRF token")
        t.that(o.client().raw("PATCH", f"/api/v1/unggah/{u['id']}?posisi=1000", b"x", {}).status == 401, "nor of nobody")
        token = sari.post("/akun/token", {"nama": "baca", "lingkup": "baca", "hari": 5})["token_baru"]
        r = o.client()
        r.token = token
        t.that(piece(r, u["id"], 1000, b"x").status == 403, "a reading token appends nothing")
        t.that(sari.get(f"/unggah/{u['id']}")["posisi"] == 1000, "after all that it stands where it stood")


def pieces_in_order(t, padan):
    with Office(padan, rows=300) as o:
        c = o.client("sari")
        target, data = f"/kasus/{case_of(c)}/daftar", list_of(200)
        u = begin(c, target, "a.csv", data)
        for at in (1, 10 ** 9, -1):
            t.that(piece(c, u["id"], at, b"x").status in (409, 422), f"a piece at {at} is refused")
        t.that(piece(c, u["id"], 0, data[:500]).json()["posisi"] == 500, "a piece is acknowledged")
        t.that(piece(c, u["id"], 0, data[:500]).status == 409 and c.get(f"/unggah/{u['id']}")["posisi"] == 500, "the same piece again changes nothing")
        t.that(piece(c, u["id"], 500, data[500:] + b"x").status == 413, "nothing beyond the end")
        t.that(piece(c, u["id"], 500, b"").status == 422, "an empty piece is none")
        t.that(piece(c, u["id"], 500, data[500:600], "application/x-www-form-urlencoded").status == 422, "a form is no piece")
        t.that(piece(c, u["id"], 500, b"x" * 5_000_000).status == 413, "a piece has a size")
        answers, gate = [], threading.Barrier(6)

        def race():
            gate.wait()
            answers.append(piece(o_clients.pop(), u["id"], 500, data[500:900]).status)
        o_clients = [o.client("sari") for _ in range(6)]
        ths = [threading.Thread(target=race) for _ in range(6)]
        [x.start() for x in ths]
        [x.join() for x in ths]
        t.that(answers.count(200) == 1 and all(s in (200, 409, 503) for s in answers), f"of many at once one counts: {answers}")
        send(c, u["id"], data, at=900)
        with open(os.path.join(o.dir, "unggahan", str(u["id"])), "rb") as f:
            t.that(f.read() == data, "and the bytes are those of the file")
        for size, status in ((0, 422), (-5, 422), ((200 << 20) + 1, 422), (200 << 20, 200)):
            a = c.api("POST", "/unggah", {"tujuan": target, "nama": f"b{size}.csv", "ukuran": size})
            t.that(a.status == status, f"a file of {size} bytes: {a}")
        last = None
        for i in range(25):
            last = c.api("POST", "/unggah", {"tujuan": target, "nama": f"c{i}.csv", "ukuran": 100 << 20})
            if last.status != 200:
                break
        t.that(last.status == 422 and "belum selesai" in last.text() and i < 12, f"one person has a limit: {i} {last}")


def killed(t, padan):
    with Office(padan, rows=300) as o:
        c = o.client("sari")
        target, data = f"/kasus/{case_of(c)}/daftar", list_of(60000)
        u = begin(c, target, "besar.csv", data)
        at, rounds = 0, 0
        while at < len(data):
            acknowledged, stop = [at], threading.Event()

            def work(k=c):
                try:
                    here = acknowledged[0]
                    while here < len(data) and not stop.is_set():
                        a = piece(k, u["id"], here, data[here:here + 150_000])
                        if a.status != 200:
                            return
                        here = a.json()["posisi"]
                        acknowledged[0] = here
                except OSError:
                    pass
            th = threading.Thread(target=work)
            th.start()
            time.sleep(0.04 + rounds % 5 * 0.02)
            if rounds < 12:
                o.stop(signal.SIGKILL)
                stop.set()
                th.join()
                o.start()
                c = o.client("sari")
            else:
                th.join()
            at = c.get(f"/unggah/{u['id']}")["posisi"]
            t.that(at >= acknowledged[0], f"what was acknowledged is there after kill -9: {at} >= {acknowledged[0]}")
            rounds += 1
        done = c.raw("POST", "/api/v1" + target, *wrap({"jenis": "ganti", "pengirim": "BPJS", "berkas": u["id"]}, c))
        t.that(done.status == 200, f"it ends: {done}")
        h = o.sql("select berkas from daftar order by id desc limit 1")
        t.that(h == hashlib.blake2b(data, digest_size=32).hexdigest(), f"whole, after {rounds} rounds")
        t.that(o.run("audit", "verify", "--data", o.dir).returncode == 0, "the record holds")


def full_and_old(t, padan):
    o = Office(padan, rows=300)
    try:
        o.start()
        case = case_of(o.client("sari"))
        o.stop()
        o.start(limit_kb=600)
        c = o.client("sari")
        target, data = f"/kasus/{case}/daftar", list_of(12000)
        u = begin(c, target, "penuh.csv", data)
        at = 0
        while at < len(data):
            a = piece(c, u["id"], at, data[at:at + 100_000])
            if a.status != 200:
                break
            at = a.json()["posisi"]
        t.that(a.status == 507 and "enyimpanan" in a.text() and at > 0, f"a full disk is said clearly: {at} {a}")
        t.that(c.get(f"/unggah/{u['id']}")["posisi"] == at, "what was sent stays")
        o.stop()
        o.start()
        c = o.client("sari")
        send(c, u["id"], data, at=c.get(f"/unggah/{u['id']}")["posisi"])
        with open(os.path.join(o.dir, "unggahan", str(u["id"])), "rb") as f:
            t.that(f.read() == data, "and it goes on once there is room")
        # A restored office has rows whose bytes were not in the archive.
        os.unlink(os.path.join(o.dir, "unggahan", str(u["id"])))
        t.that(c.get(f"/unggah/{u['id']}")["posisi"] == 0, "without its bytes it begins again")
        send(c, u["id"], data)
        # Swept at the next start: what is older than a day, and bytes nobody knows.
        v = begin(c, target, "baru.csv", data)
        send(c, v["id"], data, until=500)
        o.stop()
        o.sql(f"update unggahan set disentuh_s = disentuh_s - 86500 where id = {u['id']}")
        with open(os.path.join(o.dir, "unggahan", "999"), "w") as f:
            f.write("x")
        o.start()
        left = sorted(os.listdir(os.path.join(o.dir, "unggahan")))
        t.that(left == [str(v["id"])], f"what is old is swept, what is not stays: {left}")
        c = o.client("sari")
        t.that(c.api("GET", f"/unggah/{u['id']}").status == 404 and c.get(f"/unggah/{v['id']}")["posisi"] == 500, "rows and bytes go together")
    finally:
        o.remove()


def main():
    padan, t = sys.argv[1], Count()
    for part in (ends_like_one_shot, only_ones_own, pieces_in_order, killed, full_and_old):
        try:
            part(t, padan)
        except Exception as e:
            t.that(False, f"{part.__name__} broke off: {e!r}")
    return t.end()


if __name__ == "__main__":
    sys.exit(main())
