#!/usr/bin/env python3
"""Kept safe: run_safety.py PADAN

Backup while people work and restore into an office that works; a full disk, a failing one; a record that was tampered with; a newer
database; two servers on one folder; two people on one row, one approval, one number."""
import hashlib
import os
import re
import shutil
import subprocess
import sys
import threading
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from kit import *
import scans


def backup(t, padan):
    with Office(padan, rows=1200) as o:
        c = o.client("sari")
        case = c.get("/")["kasus"][0]["id"]
        c.post(f"/daftar/{c.get(f'/kasus/{case}/daftar')['daftar'][0]['id']}/terima")
        verify_wait(c, case)
        stop, made = threading.Event(), []

        def work():
            w = o.client("bayu")
            while not stop.is_set():
                row = w.post(f"/kasus/{case}/antre")["no"]
                if row < 0:
                    return
                w.post(f"/kasus/{case}/baris/{row}", {"hasil": "tunda", "catatan": "uji", "versi": 0}, [("bukti", "b.pdf", scans.pdf(os.urandom(20).hex()))])
                made.append(row)

        key = os.path.join(o.root, "sandi")
        with open(key, "w") as f:
            f.write("kalimat panjang untuk cadangan\n")
        th = threading.Thread(target=work)
        th.start()
        while len(made) < 3 and th.is_alive():
            time.sleep(0.05)
        before = len(made)
        archive = os.path.join(o.root, "cadangan.padan")
        r = o.run("backup", "--data", o.dir, "--sandi-berkas", key, archive)
        after = len(made)
        stop.set()
        th.join()
        t.that(r.returncode == 0 and before > 0, f"a backup while people work: {r.stderr}")
        with open(archive, "rb") as f:
            blob = f.read()
        t.that(b"SQLite format" not in blob and b"SITI" not in blob, "the archive is encrypted")
        to = os.path.join(o.root, "pulih")
        bad = os.path.join(o.root, "salah")
        with open(bad, "w") as f:
            f.write("kalimat yang lain sama sekali\n")
        t.that(o.run("restore", "--data", to, "--sandi-berkas", bad, archive).returncode == 1 and not os.path.exists(to), "another passphrase restores nothing")
        for cut in (len(blob) // 2, len(blob) - 1, 100):
            short = os.path.join(o.root, "pendek")
            with open(short, "wb") as f:
                f.write(blob[:cut])
            t.that(o.run("restore", "--data", to, "--sandi-berkas", key, short).returncode == 1 and not os.path.exists(to), f"an archive cut at {cut} restores nothing")
        flipped = bytearray(blob)
        flipped[len(blob) // 2] ^= 1
        with open(os.path.join(o.root, "pendek"), "wb") as f:
            f.write(flipped)
        t.that(o.run("restore", "--data", to, "--sandi-berkas", key, os.path.join(o.root, "pendek")).returncode == 1, "a changed archive restores nothing")
        r = o.run("restore", "--data", to, "--sandi-berkas", key, archive)
        t.that(r.returncode == 0 and "utuh" in r.stdout, f"restored and proven: {r.stderr}")
        t.that(o.run("restore", "--data", to, "--sandi-berkas", key, archive).returncode == 1, "an existing folder is not written over")
        with Office(padan, template=to) as p:
            d = p.client("sari")
            n = int(p.sql(f"select count(*) from keputusan where kasus = {case}"))
            t.that(before <= n <= after + 1, f"the restored office has the decisions of one moment: {before} <= {n} <= {after}")
            lost = [h for h in p.sql("select hash from berkas").split() if not os.path.exists(os.path.join(p.dir, "files", h[:2], h))]
            t.that(not lost, "every file a row names came along")
            t.that(d.get(f"/kasus/{case}/periksa")["ada"], "and works")


def full_disk(t, padan):
    o = Office(padan, rows=1200)
    try:
        o.start()
        c = o.client("sari")
        case = c.get("/")["kasus"][0]["id"]
        o.stop()
        size = max(os.path.getsize(os.path.join(o.dir, n)) for n in ("padan.db",)) // 1024
        o.start(limit_kb=max(60, 60))
        c = o.client("sari")
        a = c.api("POST", f"/kasus/{case}/daftar", {"jenis": "ganti", "pengirim": "x"}, [("berkas", "a.csv", b"x" * 200_000)])
        t.that(a.status == 507 and "enyimpanan" in a.text(), f"a full disk is said clearly: {a}")
        page = c.page(f"/kasus/{case}/daftar")
        t.that(page.status == 200, "reading goes on")
        t.that(os.listdir(os.path.join(o.dir, "spool")) == [], "nothing half-done stays in the spool")
        o.stop()
        o.start()
        t.that(o.sql("pragma integrity_check") == "ok" and o.run("audit", "verify", "--data", o.dir).returncode == 0, "nothing is lost")
        t.that(o.client("sari").get("/")["kasus"][0]["id"] == case, "and work goes on once there is room")
    finally:
        o.remove()


def read_only_disk(t, padan):
    """The disk fails under the running server, as ext4 does it: reading goes on, writing is refused, nothing is lost. Where this
    machine lets no file system be mounted the part is left out."""
    o = Office(padan, rows=1200)
    image, at = os.path.join(o.root, "disk.img"), os.path.join(o.root, "disk")
    os.mkdir(at)
    with open(image, "wb") as f:
        f.truncate(300 << 20)
    mount = ["mount", "-o", "loop", image, at]
    try:
        mounted = [subprocess.run(c, capture_output=True).returncode == 0 for c in (["mkfs.ext4", "-q", image], mount)]
    except OSError:
        mounted = [False]
    if not all(mounted):
        print("       no disk of its own can be mounted here: the read-only disk is left out")
        o.remove()
        return
    try:
        shutil.copytree(o.dir, os.path.join(at, "data"))
        for root, _, names in os.walk(os.path.join(at, "data")):
            os.chmod(root, 0o700)
            for n in names:
                os.chmod(os.path.join(root, n), 0o600)
        os.sync()
        o.dir = os.path.join(at, "data")
        o.start()
        c = o.client("sari")
        case = c.get("/")["kasus"][0]["id"]
        t.that(subprocess.run(["mount", "-o", "remount,abort", at], capture_output=True).returncode == 0, "the disk fails")
        t.that(c.page(f"/kasus/{case}").status == 200, "reading goes on")
        a = c.api("POST", f"/kasus/{case}/daftar", {"jenis": "ganti", "pengirim": "x"}, [("berkas", "a.csv", b"NIK;NAMA\n" * 2000)])
        t.that(a.status == 507 and "tidak bisa ditulis" in a.text(), f"a file is refused: {a}")
        try:
            o.client("bayu")
            t.that(False, "nobody signs in where nothing can be recorded")
        except AssertionError as e:
            t.that("507" in str(e) and "tidak ada yang tersimpan" in str(e), f"signing in says why: {e}")
        o.stop()
        try:
            o.start()
            t.that(False, "the server does not start where it cannot write")
        except RuntimeError as e:
            t.that("hanya dapat dibaca" in str(e), f"the server says why it does not start: {e}")
            o.server = None
        subprocess.run(["umount", at], check=True)
        subprocess.run(mount, check=True)
        o.start()
        t.that(o.sql("pragma integrity_check") == "ok" and o.run("audit", "verify", "--data", o.dir).returncode == 0, "nothing is lost")
        t.that(o.client("sari").get("/")["kasus"][0]["id"] == case, "and work goes on once the disk is mended")
        o.stop()
    finally:
        o.stop(signal.SIGKILL)
        subprocess.run(["umount", at], capture_output=True)
        o.remove()


def tampering(t, padan):
    with Office(padan, rows=300) as o:
        o.stop()
        total = int(o.sql("select count(*) from audit"))
        o.sql("drop trigger audit_tetap_u; drop trigger audit_tetap_d")
        for what, sql in (("changed", "update audit set alasan = 'x' where no = 20"), ("left out", "delete from audit where no = 20"),
                          ("swapped", "update audit set pelaku = 'orang lain' where no = 20")):
            shutil.copy(os.path.join(o.dir, "padan.db"), os.path.join(o.root, "asli.db"))
            o.sql(sql)
            r = o.run("audit", "verify", "--data", o.dir)
            t.that(r.returncode == 1 and "20" in r.stderr, f"an entry {what} is found and named: {r.stderr}")
            shutil.copy(os.path.join(o.root, "asli.db"), os.path.join(o.dir, "padan.db"))
        t.that(o.run("audit", "verify", "--data", o.dir).returncode == 0 and total > 20, "untouched, the chain holds")
        o.sql("insert into skema values (999, 'dari masa depan', 0)")
        r = o.run("serve", "--data", o.dir, "--listen", "127.0.0.1:0", timeout=20)
        t.that(r.returncode != 0 and "baru" in r.stderr, f"an older program refuses a newer database: {r.stderr}")
        o.sql("delete from skema where no = 999")
        o.start()
        r = o.run("serve", "--data", o.dir, "--listen", "127.0.0.1:0", timeout=20)
        t.that(r.returncode != 0 and "dipakai" in r.stderr, f"two servers on one folder: {r.stderr}")
        r = o.run("init", o.dir, "--demo")
        t.that(r.returncode != 0, "init leaves an office alone")


def at_once(t, padan):
    """Many at the same moment: one wins, the others are told."""
    with Office(padan, rows=1500) as o:
        c = o.client("sari")
        case = c.get("/")["kasus"][0]["id"]
        lid = c.get(f"/kasus/{case}/daftar")["daftar"][0]["id"]

        def together(calls):
            out, gate = [None] * len(calls), threading.Barrier(len(calls))

            def go(i):
                gate.wait()
                out[i] = calls[i]()
            ths = [threading.Thread(target=go, args=(i,)) for i in range(len(calls))]
            [x.start() for x in ths]
            [x.join() for x in ths]
            return [a.status for a in out]

        s = together([lambda k=o.client(w): k.api("POST", f"/daftar/{lid}/terima", {}) for w in ("sari", "bayu", "sari", "bayu")])
        t.that(s.count(200) == 1 and all(x in (200, 409, 422) for x in s), f"one acceptance: {s}")
        verify_wait(c, case)
        row = next(b for b in c.get(f"/kasus/{case}/peserta?putusan=TINJAU")["baris"])["no"]
        s = together([lambda k=o.client(w): k.api("POST", f"/kasus/{case}/baris/{row}", {"hasil": "tunda", "catatan": "x", "versi": 0}) for w in ("sari", "bayu", "sari", "bayu")])
        t.that(s.count(200) == 1 and all(x in (200, 409) for x in s), f"one decision: {s}")
        people = [o.client(w) for w in ("sari", "bayu")]
        rows = []
        for _ in range(20):
            for k in people:
                rows.append((k, k.post(f"/kasus/{case}/antre", {"kecuali": rows[-1][1] if rows else -1})["no"]))
        seen = {people[0]: set(), people[1]: set()}
        for k, no in rows:
            seen[k].add(no)
        t.that(not (seen[people[0]] & seen[people[1]]), "the queue never gives one row to two")
        decide_all(c, case)
        c.post(f"/kasus/{case}/periksa/selesai", {"catatan": "-"})
        c.post(f"/kasus/{case}/surat")
        c.post(f"/kasus/{case}/ajukan", {})
        r = o.client("ratna")
        h = r.get(f"/kasus/{case}/persetujuan")["hash"]
        s = together([lambda k=o.client("ratna"), w=w: k.api("POST", f"/kasus/{case}/persetujuan", {"hasil": w, "hash": h, "catatan": "x"}) for w in ("setuju", "kembali", "setuju", "kembali")])
        t.that(s.count(200) == 1, f"one word of the head: {s}")
        # An approval is void by itself when what it stands on changes.
        if int(o.sql(f"select langkah from kasus where id = {case}")) == 3:
            c.post(f"/kasus/{case}/ajukan", {})
            r.post(f"/kasus/{case}/persetujuan", {"hasil": "setuju", "hash": r.get(f"/kasus/{case}/persetujuan")["hash"]})
        m = o.client("maya")
        o.client("admin").post("/setelan", {"nama": "surat.nomor_cara", "nilai": "register"})
        s = together([lambda k=o.client(w): k.api("POST", f"/kasus/{case}/pengajuan/terbit", {"tanggal": "2026-11-23"}) for w in ("maya", "sari", "maya", "sari")])
        t.that(s.count(200) == 1 and int(o.sql(f"select count(*) from nomor where kasus = {case}")) == 1, f"one number: {s}")


def replaced_list(t, padan):
    """A new version of the period: unchanged people keep their decisions, an approval is void."""
    with Office(padan, rows=1500) as o:
        c = o.client("sari")
        case = c.get("/")["kasus"][0]["id"]
        d = c.get(f"/kasus/{case}/daftar")["daftar"][0]
        c.post(f"/daftar/{d['id']}/terima")
        verify_wait(c, case)
        decide_all(c, case)
        decided = int(o.sql(f"select count(*) from keputusan where kasus = {case}"))
        c.post(f"/kasus/{case}/periksa/selesai", {"catatan": "-"})
        c.post(f"/kasus/{case}/surat")
        c.post(f"/kasus/{case}/ajukan", {})
        h = d["berkas"]
        with open(os.path.join(o.dir, "files", h[:2], h), "rb") as f:
            lines = f.read().split(b"\n")
        shorter = b"\n".join(lines[:1] + lines[11:])
        lid = list_step(c, case, "pengganti.csv", shorter)
        c.post(f"/daftar/{lid}/terima")
        t.that(c.get(f"/kasus/{case}")["kasus"]["langkah"] == 2, "a replaced list leads back to step 2")
        p = verify_wait(c, case)
        open_now = p["hitung"]["belum"]
        t.that(decided - 20 <= decided - open_now and open_now <= 10, f"unchanged people keep their decisions: {open_now} of {decided} open")
        add = b"\n".join(lines[:1] + lines[1:11])
        lid = list_step(c, case, "tambahan.csv", add + b"\n", "tambah")
        c.post(f"/daftar/{lid}/terima")
        p = verify_wait(c, case)
        n = int(o.sql(f"select baris from daftar where id = {lid}"))
        t.that(n == d["baris"], f"an addition makes the list whole again: {n} {d['baris']}")
        c.post(f"/daftar/{lid}/batal", {"alasan": "salah kirim"})
        t.that(c.get(f"/kasus/{case}")["kasus"]["langkah"] in (1, 2), "until step 3 a list can be taken back")


def in_parts(t, padan):
    """Several files at once, by kecamatan as an example: one list, accepted once."""
    with Office(padan, rows=1200) as o:
        c = o.client("sari")
        case = c.get("/")["kasus"][0]["id"]
        d = c.get(f"/kasus/{case}/daftar")["daftar"][0]
        with open(os.path.join(o.dir, "files", d["berkas"][:2], d["berkas"]), "rb") as f:
            lines = f.read().rstrip(b"\n").split(b"\n")
        head, rows = lines[:1], lines[1:]
        third = len(rows) // 3
        parts = [b"\n".join(head + rows[i * third:(i + 1) * third if i < 2 else None]) + b"\n" for i in range(3)]
        sent = [("berkas", f"kecamatan {i}.csv", part) for i, part in enumerate(parts)]
        a = c.post(f"/kasus/{case}/daftar", {"jenis": "ganti", "pengirim": "BPJS"}, sent)
        last = a["id"]
        page = c.wait(f"/daftar/{last}", lambda x: not x["sedang"])
        t.that("3 berkas" in a["pesan"] and page["daftar"]["baris"] == d["baris"], f"three files are one list: {page['daftar']['baris']} of {d['baris']}")
        t.that([b["nama"] for b in page["bersama"]] == ["kecamatan 1.csv", "kecamatan 0.csv"], f"the last tells what comes along: {page['bersama']}")
        first = page["bersama"][1]["id"]
        t.that(c.get(f"/daftar/{first}")["terakhir"] == last, "the first tells which is the last")
        c.post(f"/daftar/{first}/kolom", {"NIK": "NIK"})
        c.wait(f"/daftar/{last}", lambda x: not x["sedang"])
        t.that(c.get(f"/daftar/{last}")["daftar"]["baris"] == d["baris"], "read again with other columns, all behind it are too")
        c.post(f"/daftar/{last}/terima")
        got = o.sql(f"select group_concat(status, ' ') from (select status from daftar where id >= {first} order by id)")
        t.that(got == "diganti diganti berlaku", f"one acceptance brings all: {got}")
        verify_wait(c, case)
        t.that(int(o.sql(f"select count(*) from temuan where periksa = (select periksa from kasus where id = {case})")) == d["baris"], "and all are verified")
        # Additions in parts; the one in the middle is no list.
        more = [("berkas", "tambah a.csv", b"\n".join(head + rows[:5]) + b"\n"), ("berkas", "tambah b.csv", b"bukan;daftar\n1;2\n"),
                ("berkas", "tambah c.csv", b"\n".join(head + rows[5:9]) + b"\n")]
        a = c.post(f"/kasus/{case}/daftar", {"jenis": "tambah", "pengirim": "BPJS"}, more)
        c.wait(f"/daftar/{a['id']}", lambda x: not x["sedang"])
        r = c.api("POST", f"/daftar/{a['id']}/terima", {})
        t.that(r.status == 409 and "tambah b.csv" in r.text(), f"with a part that cannot be read nothing is accepted: {r}")
        one = c.get(f"/daftar/{a['id']}")["bersama"][-1]["id"]
        c.post(f"/daftar/{one}/terima")
        t.that(c.api("POST", f"/daftar/{a['id']}/terima", {}).status == 409, "the first alone may be; the rest still not")
        t.that(c.api("POST", f"/kasus/{case}/daftar", {"jenis": "tambah", "pengirim": "x"}, [("berkas", "x.csv", parts[0] + b"\n"), ("berkas", "y.csv", parts[0] + b"\n")]).status == 409,
               "the same file twice at once is one too many")


def counts(t, o, what):
    """What the triggers keep is what counting the rows gives."""
    kept = o.sql("select periksa, putusan, utama, hasil, jumlah from hitung where jumlah <> 0 order by 1, 2, 3, 4")
    real = o.sql("select periksa, putusan, utama, coalesce(hasil, ''), count(*) from temuan group by 1, 2, 3, 4 order by 1, 2, 3, 4")
    t.that(kept == real, what + ": findings counted")
    kept = o.sql("select periksa, kecamatan, putusan, hasil, jumlah from hitung_wilayah where jumlah <> 0 order by 1, 2, 3, 4")
    real = o.sql("select periksa, case when wilayah > 999999 then wilayah / 10000 else wilayah end, putusan, coalesce(hasil, ''), count(*) from temuan group by 1, 2, 3, 4 order by 1, 2, 3, 4")
    t.that(kept == real, what + ": findings counted by district")
    kept = o.sql("select kasus, alasan, jawaban, jumlah from hitung_usulan where jumlah <> 0 order by 1, 2, 3")
    real = o.sql("select kasus, alasan, jawaban, count(*) from usulan group by 1, 2, 3 order by 1, 2, 3")
    t.that(kept == real, what + ": proposals counted")
    kept = o.sql("select kasus, hari, jumlah from hitung_harian where jumlah <> 0 order by 1, 2")
    real = o.sql("select kasus, (waktu_s + 25200) / 86400, count(*) from keputusan group by 1, 2 order by 1, 2")
    t.that(kept == real, what + ": decisions counted by day")
    t.that(o.sql("select count(*) from temuan t join periksa q on q.id = t.periksa join kasus k on k.periksa = q.id where t.hasil is not null and not exists "
                 "(select 1 from keputusan d where d.kasus = k.id and d.peserta = t.peserta and d.hasil = t.hasil)") == "0", what + ": findings and decisions agree")


def makers(t, padan):
    """Maker is never checker, whatever the way round."""
    with Office(padan, rows=1500) as o:
        sari, bayu, maya, ratna, admin = (o.client(w) for w in ("sari", "bayu", "maya", "ratna", "admin"))
        case = sari.get("/")["kasus"][0]["id"]
        sari.post(f"/daftar/{sari.get(f'/kasus/{case}/daftar')['daftar'][0]['id']}/terima")
        verify_wait(sari, case)
        row = bayu.post(f"/kasus/{case}/antre")["no"]
        bayu.post(f"/kasus/{case}/baris/{row}", {"hasil": "tunda", "catatan": "x", "versi": 0})
        bayu.post(f"/kasus/{case}/baris/{row}/batal", {"versi": 1})
        decide_all(sari, case)
        counts(t, o, "after bulk decisions")
        sari.post(f"/kasus/{case}/periksa/selesai", {"catatan": "-"})
        sari.post(f"/kasus/{case}/surat")
        maya.post(f"/kasus/{case}/ajukan", {})
        h = ratna.get(f"/kasus/{case}/persetujuan")["hash"]
        paper = {"hasil": "setuju", "hash": h, "penanda": "dr. Ratna", "tanggal": "2026-11-20"}
        sari.post(f"/kasus/{case}/persetujuan/kertas", paper, [("pindaian", "a.pdf", scans.pdf("a"))])
        pid = sari.get(f"/kasus/{case}/persetujuan")["persetujuan"][0]["id"]
        t.that(bayu.api("POST", f"/kasus/{case}/persetujuan/{pid}/tegas").status == 403, "who decided, and undid it, does not confirm")
        t.that(maya.api("POST", f"/kasus/{case}/persetujuan/{pid}/tegas").status == 403, "who sent it up does not confirm")
        t.that(ratna.api("POST", f"/kasus/1/persetujuan/{pid}/tegas").status == 404, "not by way of another case")
        u = next(p for p in admin.get("/pengguna")["pengguna"] if p["masuk"] == "maya")
        admin.post("/delegasi", {"pengguna": u["id"], "peran": "kadis", "awalan": "Plh.", "mandat": "800/1/2026", "mulai": "2026-11-01", "selesai": "2027-12-31"})
        m2 = o.client("maya")
        t.that(m2.api("POST", f"/kasus/{case}/persetujuan", {"hasil": "setuju", "hash": h}).status == 403, "a deputy does not approve what he sent up")
        ratna.post(f"/kasus/{case}/persetujuan", {"hasil": "kembali", "hash": h, "catatan": "jangan"})
        sari.post(f"/kasus/{case}/ajukan", {})
        t.that(ratna.api("POST", f"/kasus/{case}/persetujuan/{pid}/tegas").status == 422, "a word on paper falls with what was returned")
        ratna.post(f"/kasus/{case}/persetujuan", {"hasil": "setuju", "hash": h, "catatan": ""})
        counts(t, o, "after the approval")
        c = o.client("rudi")
        rid = next(p for p in admin.get("/pengguna")["pengguna"] if p["masuk"] == "rudi")["id"]
        token = c.post("/akun/token", {"nama": "x", "lingkup": "tulis", "hari": 5})["token_baru"]
        w = o.client()
        w.token = token
        t.that(w.api("GET", "/kasus").status == 200 and w.api("POST", "/akun/token", {"nama": "y", "lingkup": "baca", "hari": 5}).status == 403, "a token makes no tokens")
        admin.post(f"/pengguna/{rid}/cabut")
        t.that(w.api("GET", "/kasus").status == 401, "ending a person's sessions ends the tokens too")
        # Issue, hand over, answer, draft, agree; then an answer changes: the agreement falls.
        maya = o.client("maya")
        sari.post(f"/kasus/{case}/pengajuan/terbit", {"nomor": "1/XI", "tanggal": "2026-11-22"})
        sid = next(s for s in o.sql(f"select id from surat where kasus = {case} and jenis = 'surat_pengantar' and status = 'final'").split())
        sari.post(f"/kasus/{case}/pengajuan/nomor-batal", {"surat": int(sid), "alasan": "salah nomor"})
        t.that(sari.api("POST", f"/kasus/{case}/pengajuan/paket").status == 422, "a voided number ships nothing")
        sari.post(f"/kasus/{case}/pengajuan/terbit", {"nomor": "2/XI", "tanggal": "2026-11-22"})
        sari.post(f"/kasus/{case}/pengajuan/paket")
        sari.post(f"/kasus/{case}/pengajuan/serah", {"cara": "akun tamu", "penerima": "BPJS"})
        t.that(sari.api("POST", f"/kasus/{case}/pengajuan/paket").status == 422, "no second package once it is handed over")
        b = o.client("bpjs")
        b.post(f"/kasus/{case}/pengajuan/jawab-semua", {"jawaban": "dikerjakan"})
        sari.post(f"/kasus/{case}/rekonsiliasi/susun", {"tanggal": "2026-11-23", "sumber": "padan"})
        h = sari.get(f"/kasus/{case}/rekonsiliasi")["rekonsiliasi"]["hash"]
        maya.post(f"/kasus/{case}/rekonsiliasi/dinas", {"hash": h})
        who = b.get(f"/kasus/{case}/pengajuan")["usulan"][0]["peserta"]
        b.post(f"/kasus/{case}/pengajuan/jawab", {"peserta": who, "jawaban": "belum"})
        t.that(b.api("POST", f"/kasus/{case}/rekonsiliasi/bpjs", {"hash": h}).status in (404, 409, 422), "an answer after the draft lets the draft fall")
        counts(t, o, "after the answers")


def main():
    padan, t = sys.argv[1], Count()
    for part in (backup, full_disk, read_only_disk, tampering, at_once, replaced_list, in_parts, makers):
        try:
            part(t, padan)
        except Exception as e:
            t.that(False, f"{part.__name__} broke off: {e!r}")
    return t.end()


if __name__ == "__main__":
    sys.exit(main())
