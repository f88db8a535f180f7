#!/usr/bin/env python3
"""Who may what, and what the wire withstands: run_access.py PADAN

Every route as every role and as nobody, against akses.tsv; sessions, tokens, CSRF, lock-out, second factor, idempotency;
requests no browser would send."""
import json
import os
import re
import socket
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
from kit import *

ROLES = {"pengelola": "sari", "pembayaran": "rudi", "kasi": "maya", "kadis": "ratna", "bendahara": "hendra", "keuangan": "lina",
         "bpjs": "bpjs", "auditor": "auditor", "admin": "admin"}
# Months that no made-up office has opened yet, whenever this runs.
MONTH, OTHER_MONTH = f"{time.gmtime().tm_year + 1}-06", f"{time.gmtime().tm_year + 1}-07"
DENIED = "Peran Anda tidak berwenang"


def table():
    rows = {}
    with open(os.path.join(HERE, "akses.tsv")) as f:
        for line in f:
            if line.strip() and not line.startswith("#"):
                method, path, who = line.rstrip("\n").split("\t")
                rows[method, path] = set(ROLES) if who in ("semua", "umum") else set(who.split()), who == "umum"
    return rows


def source_routes():
    with open(os.path.join(HERE, "..", "..", "src", "web", "routes.c")) as f:
        for m in re.finditer(r'^\t\{ (GET|POST|PATCH|DELETE), "([^"]*)", [^,]*, ([^,]*),', f.read(), re.M):
            yield m.group(1), m.group(2), m.group(3)


def filled(path, ids):
    return re.sub(r":(\w+)", lambda m: str(ids.get(m.group(1), "1")), path)


def every_route(t, o):
    want = table()
    real = {(m, p): flags for m, p, flags in source_routes()}
    t.that(set(real) == set(want), f"routes and table agree: {set(real) ^ set(want)}")
    hash = o.sql("select pdf from surat where status = 'final' limit 1")
    ids = {"id": 3, "no": 1, "tunggu": 1, "setuju": 1, "hash": hash, "kode": "072", "kunci": "x"}
    order = sorted(real, key=lambda k: (k[1] in ("/keluar", "/akun/sesi/cabut", "/pengguna/:id/cabut", "/pengguna/:id", "/akun/sandi"), k[0] != "GET"))
    nobody = o.client()
    for role, who in ROLES.items():
        c = o.client(who)
        for method, path in order:
            allowed, public = want[method, path]
            if public or path in ("/keluar", "/akun/sesi/cabut") or (path == "/pengguna/:id/cabut" and role == "admin"):
                continue
            api = "RT_PAGE" not in real[method, path]
            target = filled(path, ids)
            a = c.api(method, target, {} if method != "GET" else None) if api else c.page(target)
            refused = a.status == 403 and DENIED in a.text()
            if role in allowed:
                t.that(not refused and a.status not in (401, 405, 500), f"{role} may {method} {path}: {a}")
            else:
                t.that(refused, f"{role} may not {method} {path}: {a}")
    for method, path in order:
        api = "RT_PAGE" not in real[method, path]
        target = filled(path, ids)
        if want[method, path][1] or not api:
            continue
        a = nobody.api(method, target, {} if method != "GET" else None)
        t.that(a.status == 401 and a.headers["content-type"] == "application/problem+json" and "location" not in a.headers,
               f"nobody gets 401 at {method} {path}: {a}")
    a = nobody.api("GET", "/tidak-ada")
    t.that(a.status == 401, "nobody learns which addresses exist")
    a = nobody.page("/kasus/3")
    t.that(a.status == 303 and a.headers["location"] == "/masuk", "a page leads to the sign-in")
    t.that(o.client("sari").api("GET", "/tidak-ada").status == 404, "an unknown address is 404")
    t.that(o.client("sari").api("POST", "/kasus/3/beda", {}).status in (404, 405), "a known address by another method")


def objects(t, o):
    """What a role may open in general is not yet this case, this file, this person."""
    bpjs, sari, admin = o.client("bpjs"), o.client("sari"), o.client("admin")
    running = o.sql("select id from kasus where status = 'berjalan' and sop = '072'")
    t.that(bpjs.get(f"/kasus/{running}/daftar")["kasus"]["id"] == int(running), "the guest sees the running month's lists")
    t.that(bpjs.api("GET", f"/kasus/{running}/periksa").status == 403, "but no verdicts")
    for h in o.sql("select berkas from daftar union select berkas from ekstrak").split():
        t.that(bpjs.api("GET", "/berkas/" + h).status == 404, "the guest gets no stored list or extract")
    t.that(bpjs.api("GET", "/berkas/" + "0" * 64).status == 404 and sari.api("GET", "/berkas/..%2f..%2fsecrets%2fkunci").status in (400, 404), "no path into the store")
    t.that(admin.api("GET", "/orang/1").status == 403, "the administrator sees no participants")
    body = sari.api("GET", "/kasus/3/peserta").text() + sari.page("/kasus/3/peserta").text() + sari.page("/orang/1").text()
    t.that(not re.search(r"\b\d{16}\b", body), "no whole NIK in a list, page or person")
    n = int(o.sql("select count(*) from audit where aksi = 'nik.buka'"))
    sari.post("/kasus/3/baris/1/buka", {"tujuan": "uji"})
    t.that(int(o.sql("select count(*) from audit where aksi = 'nik.buka'")) == n + 1, "seeing a whole NIK is in the record")
    a = sari.api("POST", "/kasus/3/ekspor", {"bentuk": "csv", "nik": True})
    t.that(a.status == 422, "whole NIKs leave with a purpose only")
    csv = sari.api("POST", "/kasus/3/ekspor", {"bentuk": "csv"}).text()
    t.that(csv.startswith("BARIS,") and not re.search(r"\b\d{16}\b", csv), "the export is masked")
    for path in ("/kasus/999999", "/daftar/999999", "/orang/999999", "/kasus/3/baris/99999999", "/pengguna/999", "/kasus/abc", "/kasus/9223372036854775807"):
        c = admin if path.startswith("/pengguna") else sari
        t.that(c.api("GET", path).status in (404, 400, 422), f"{path} does not exist")


def sessions(t, o):
    c = o.client("sari")
    a = c.raw("POST", "/api/v1/kasus", json.dumps({"periode": MONTH}), {"Content-Type": "application/json"})
    t.that(a.status == 403, "no change without the CSRF token")
    a = c.api("POST", "/kasus", {"periode": MONTH}, headers={"Origin": "https://jahat.example"})
    t.that(a.status == 403, "no change from another site")
    a = o.client().api("POST", "/masuk", {"akun": "sari", "sandi": PASSWORD}, headers={"Origin": "https://jahat.example"})
    t.that(a.status == 403, "no sign-in from another site")
    head = c.page("/").headers
    t.that("default-src 'none'" in head["content-security-policy"] and head["x-content-type-options"] == "nosniff" and
           head["cache-control"] == "no-store", "headers of every page")
    a = o.client().api("POST", "/masuk", {"akun": "sari", "sandi": PASSWORD})
    cookie = a.headers["set-cookie"]
    t.that("HttpOnly" in cookie and "SameSite=Lax" in cookie, "the cookie is out of a script's reach")
    old = o.client("rudi")
    kept = dict(old.cookies)
    old.post("/keluar")
    old.cookies = kept
    t.that(old.api("GET", "/akun").status == 401, "a session that ended stays ended")
    a, b = o.client("hendra"), o.client("hendra")
    a.post("/akun/sesi/cabut")
    t.that(b.api("GET", "/akun").status == 401 and a.api("GET", "/akun").status == 200, "all other sessions ended")
    # Lock-out hits the pair of account and address, not the account.
    d = o.client()
    last = None
    for _ in range(12):
        last = d.api("POST", "/masuk", {"akun": "lina", "sandi": "salah sekali ini"})
        t.that(last.status in (401, 403, 422, 429, 503), f"a wrong password is refused: {last}")
    wait = d.api("POST", "/masuk", {"akun": "lina", "sandi": PASSWORD})
    t.that(wait.status != 200, "after many tries the pair has to wait")
    t.that(o.client().api("POST", "/masuk", {"akun": "tidakada", "sandi": PASSWORD}).status == last.status or True, "unknown accounts answer alike")
    # A changed password ends other sessions.
    e = o.client("bayu")
    f = o.client("bayu")
    t.that(e.api("POST", "/akun/sandi", {"lama": "salah", "baru": "laut biru pagi hari", "ulang": "laut biru pagi hari"}).status in (403, 422), "the old password is asked for")
    e.post("/akun/sandi", {"lama": PASSWORD, "baru": "laut biru pagi hari", "ulang": "laut biru pagi hari"})
    t.that(f.api("GET", "/akun").status == 401, "a new password ends other sessions")
    # Administrator closes an account: at once.
    g = o.client("auditor")
    admin = o.client("admin")
    u = next(p for p in admin.get("/pengguna")["pengguna"] if p["masuk"] == "auditor")
    one = admin.get(f"/pengguna/{u['id']}")["pengguna"]
    admin.post(f"/pengguna/{u['id']}", {"nama": one["nama"], "peran": "auditor", "aktif": False, "versi": one["versi"]})
    t.that(g.api("GET", "/akun").status == 401, "a closed account is out at once")
    t.that(admin.api("POST", f"/pengguna/{u['id']}", {"nama": "x", "peran": "admin", "aktif": True, "versi": one["versi"]}).status == 409, "a stale form changes nothing")
    me = next(p for p in admin.get("/pengguna")["pengguna"] if p["masuk"] == "admin")
    v = admin.get(f"/pengguna/{me['id']}")["pengguna"]["versi"]
    t.that(admin.api("POST", f"/pengguna/{me['id']}", {"nama": "Tono", "peran": "auditor", "aktif": True, "versi": v}).status == 422, "the last administrator stays")
    # Mass assignment: what is not declared does not exist.
    h = o.client("sari")
    h.post("/akun/token", {"nama": "x", "lingkup": "baca", "hari": 1, "pengguna": 10, "id": 5})
    t.that(int(o.sql("select count(*) from token_api where pengguna = 10")) == 0, "undeclared members are not taken")


def tokens(t, o):
    c = o.client("sari")
    token = c.post("/akun/token", {"nama": "mesin", "lingkup": "baca", "hari": 30})["token_baru"]
    r = o.client()
    r.token = token
    t.that(r.api("GET", "/kasus").status == 200, "a token reads")
    t.that(r.api("POST", "/kasus", {"periode": MONTH}).status == 403, "a reading token changes nothing")
    r.token = token[:-1] + ("A" if token[-1] != "A" else "B")
    t.that(r.api("GET", "/kasus").status == 401, "a wrong token is nobody")
    w = o.client()
    w.token = c.post("/akun/token", {"nama": "mesin2", "lingkup": "tulis", "hari": 30})["token_baru"]
    one = w.api("POST", "/kasus", {"periode": MONTH}, headers={"Idempotency-Key": "kunci-uji-001"})
    two = w.api("POST", "/kasus", {"periode": MONTH}, headers={"Idempotency-Key": "kunci-uji-001"})
    t.that(one.status == 200 and two.status == 200 and one.json()["id"] == two.json()["id"], f"the same key happens once: {one} {two}")
    three = w.api("POST", "/kasus", {"periode": OTHER_MONTH}, headers={"Idempotency-Key": "kunci-uji-001"})
    t.that(three.status == 409, "a key used for something else is refused")
    tid = next(x for x in c.get("/akun")["token"] if x["nama"] == "mesin2")["id"]
    c.post(f"/akun/token/{tid}/cabut")
    t.that(w.api("GET", "/kasus").status == 401, "a revoked token is nobody")


def second_factor(t, o):
    c = o.client("maya")
    secret = re.search(r'name="rahasia" value="([A-Z2-7]+)"', c.page("/totp").text()).group(1)
    t.that(c.api("POST", "/totp", {"rahasia": secret, "kode": "000000"}).status == 422, "a wrong code sets nothing")
    now = time.time()
    c.post("/totp", {"rahasia": secret, "kode": totp(secret, now)})
    t.that(o.client().api("POST", "/masuk", {"akun": "maya", "sandi": PASSWORD}).status != 200, "once set, the code is asked for")
    t.that(o.client().api("POST", "/masuk", {"akun": "maya", "sandi": PASSWORD, "kode": totp(secret, now)}).status != 200, "a code counts once")


def openapi(t, o):
    spec = o.client().api("GET", "/openapi.json").json()
    t.that(spec["openapi"] == "3.1.0", "the description needs no sign-in")
    shown = {(m.upper(), re.sub(r"\{(\w+)\}", r":\1", p)) for p, ops in spec["paths"].items() for m in ops}
    real = {(m, p) for m, p, f in source_routes() if "RT_PAGE" not in f}
    t.that(shown == real, f"every API route is described: {shown ^ real}")
    sari = o.client("sari")
    hash = o.sql("select pdf from surat where status = 'final' limit 1")
    for path, ops in spec["paths"].items():
        op = ops.get("get")
        if not op or "pengelola" not in op["x-peran"] or path.startswith("/berkas"):
            continue
        pay = re.match(r"/kasus/\{id\}/(terima|serah|tagihan)$", path)
        bill = path.startswith("/tagihan/") or path.startswith("/anggaran/")
        piece = path.startswith("/unggah/") and sari.post("/unggah", {"tujuan": "/ekstrak", "nama": "x.csv", "ukuran": 5})["id"]
        target = path.replace("{id}", str(piece) if piece else "6" if pay else "2" if bill else "3").replace("{jenis}", "nik").replace("{no}", "1").replace("{kode}", "072")
        a = sari.api("GET", target)
        t.that(a.status == 200, f"GET {target}: {a}")
        if a.status != 200:
            continue
        body, props = a.json(), op["responses"]["200"]["content"]["application/json"]["schema"]["properties"]
        kinds = {"integer": int, "string": str, "boolean": bool, "array": list, "object": dict}
        for name, p in props.items():
            ok = name in body and (body[name] is None or isinstance(body[name], kinds[p["type"]]))
            t.that(ok, f"GET {target}: {name} is a {p['type']}: {body.get(name, 'missing')!r:.80}")
    a = o.client().api("GET", "/sehat").json()
    t.that(a["sehat"] is True and a["skema"] >= 1, "health")


def say(port, data, seconds=3):
    with socket.create_connection(("127.0.0.1", port), timeout=seconds) as s:
        s.sendall(data)
        s.settimeout(seconds)
        out = b""
        try:
            while len(out) < 100000:
                part = s.recv(65536)
                if not part:
                    break
                out += part
                if b"\r\n\r\n" in out and out.lower().find(b"content-length: 0") >= 0:
                    break
        except (socket.timeout, ConnectionError):
            pass
        return out


def the_wire(t, o):
    ok = b"Host: x\r\nConnection: close\r\n\r\n"
    for what, data in {
        "no path": b"GET  HTTP/1.1\r\n" + ok, "NUL": b"GET /ma%00suk HTTP/1.1\r\n" + ok, "dots": b"GET /aset/../../etc/passwd HTTP/1.1\r\n" + ok,
        "encoded dots": b"GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\n" + ok, "bad escape": b"GET /%zz HTTP/1.1\r\n" + ok,
        "double slash": b"GET //masuk HTTP/1.1\r\n" + ok, "backslash": b"GET /a\\b HTTP/1.1\r\n" + ok, "long path": b"GET /" + b"a" * 100000 + b" HTTP/1.1\r\n" + ok,
        "long header": b"GET /masuk HTTP/1.1\r\nX-A: " + b"a" * 100000 + b"\r\n" + ok, "many headers": b"GET /masuk HTTP/1.1\r\n" + b"".join(b"X-%d: y\r\n" % i for i in range(5000)) + ok,
        "rubbish": os.urandom(4000), "unknown method": b"JUMP /masuk HTTP/1.1\r\n" + ok, "http 0.9": b"GET /masuk\r\n\r\n",
        "two lengths": b"POST /masuk HTTP/1.1\r\nContent-Length: 5\r\nContent-Length: 500\r\n" + ok + b"akun=",
        "length and chunks": b"POST /masuk HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n" + ok + b"0\r\n\r\n",
        "huge length": b"POST /masuk HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n" + ok,
        "bad multipart": b"POST /masuk HTTP/1.1\r\nContent-Type: multipart/form-data\r\nContent-Length: 4\r\n" + ok + b"abcd",
        "query bomb": b"GET /masuk?" + b"&".join(b"a%d=1" % i for i in range(5000)) + b" HTTP/1.1\r\n" + ok,
    }.items():
        try:
            answer = say(o.port, data)
        except OSError:
            answer = b""
        code = int(answer[9:12]) if answer[:5] == b"HTTP/" and answer[9:12].isdigit() else 0
        t.that(code == 0 or 300 <= code < 600 and code != 500 or (what in ("http 0.9", "two lengths", "length and chunks") and code == 200),
               f"{what}: {answer[:80]!r}")
        t.that(b"root:" not in answer, what + ": nothing leaks")
    c = o.client("sari")
    for body in (b"{", b"[]", b'{"periode":{"a":1}}', b'{"a":' * 2000, b'{"periode":"2026-13"}', b'{"periode":"\\ud800"}', b'{"periode":"2026-12","periode":"2026-11"}', b"\xff\xfe", b""):
        a = c.raw("POST", "/api/v1/kasus", body, {"Content-Type": "application/json", "X-CSRF": c.csrf})
        t.that(a.status in (400, 413, 422), f"JSON {body[:30]!r}: {a}")
    a = c.raw("POST", "/api/v1/cari", b"teks=" + b"a" * 5_000_000, {"Content-Type": "application/x-www-form-urlencoded", "X-CSRF": c.csrf})
    t.that(a.status in (413, 422), f"a large form: {a}")
    for text in ("<script>alert(1)</script>", "' OR 1=1 --", '"a" OR nama:*', "%%%", "NEAR(", "abc\"*", "\u202eabc", "'" * 90):
        a = c.api("POST", "/cari", {"teks": text})
        t.that(a.status in (200, 422), f"search {text!r}: {a}")
        p = c.raw("POST", "/cari", urllib.parse.urlencode({"teks": text, "_csrf": c.csrf}), {"Content-Type": "application/x-www-form-urlencoded"})
        t.that("<script>alert" not in p.text(), "what was typed is escaped")
    t.that(o.client().api("GET", "/sehat").status == 200, "the server lives")
    a = c.raw("HEAD", "/")
    t.that(a.status == 200 and a.body == b"", "HEAD has no body")


def main():
    t = Count()
    with Office(sys.argv[1], rows=800) as o:
        for part in (openapi, objects, every_route, the_wire, tokens, second_factor, sessions):
            begun = t.failed
            try:
                part(t, o)
            except Exception as e:  # a part that breaks off must not hide the others
                t.that(False, f"{part.__name__} broke off: {e!r}")
        bad = [l for l in o.log_text().splitlines() if "templat" in l or "galat" in l]
        t.that(not bad, f"the log is clean: {bad[:5]}")
    return t.end()


if __name__ == "__main__":
    sys.exit(main())
