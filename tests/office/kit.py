"""What the tests of the office share: an office in a folder of its own, its server, and clients that speak the API."""
import atexit
import base64
import hashlib
import hmac
import json
import os
import random
import re
import shutil
import signal
import socket
import struct
import subprocess
import tempfile
import threading
import time
import http.client
import urllib.parse

PASSWORD = "contoh-padan-2026"


KEPT = []  # the names of free_port, held until this process ends


def free_port():
    """A port of our own, also while its server is down: two servers on one port would share its callers and neither would
    notice. Below those the system gives to outgoing connections; a name on this machine keeps other tests away from it."""
    with open("/proc/sys/net/ipv4/ip_local_port_range") as f:
        end = int(f.read().split()[0])
    while True:
        port = random.randrange(10000, max(end, 20000))
        name = socket.socket(socket.AF_UNIX)
        try:
            name.bind(f"\0padan-uji-{port}")
            with socket.socket() as s:
                s.bind(("127.0.0.1", port))
        except OSError:
            name.close()
            continue
        KEPT.append(name)
        return port


MADE = {}  # demonstration offices made so far: (program, rows) -> (data folder, what init said)


def made_office(padan, rows):
    """One of that size is made once and copied then: making it takes seconds, and it is the same each time."""
    if (padan, rows) not in MADE:
        root = tempfile.mkdtemp(prefix="padan-contoh-")
        atexit.register(shutil.rmtree, root, ignore_errors=True)
        folder = os.path.join(root, "data")
        r = subprocess.run([padan, "init", folder, "--demo", "--rows", str(rows)], capture_output=True, text=True)
        if r.returncode:
            raise RuntimeError("init: " + r.stderr)
        MADE[padan, rows] = folder, r.stdout
    return MADE[padan, rows]


class Office:
    """A data folder and its server; with Office(...) as office: ..."""

    def __init__(self, padan, demo=True, rows=2500, keep=None, template=None):
        self.padan = os.path.abspath(padan)
        self.root = tempfile.mkdtemp(prefix="padan-kantor-")
        self.dir = os.path.join(self.root, "data")
        self.port = None
        self.server = None
        self.init_text = ""
        if demo and not template:
            template, self.init_text = made_office(self.padan, rows)
        if template:
            shutil.copytree(template, self.dir)
        else:
            r = subprocess.run([self.padan, "init", self.dir], capture_output=True, text=True)
            if r.returncode:
                raise RuntimeError("init: " + r.stderr)
            self.init_text = r.stdout

    def start(self, limit_kb=None):
        """limit_kb: no file may grow beyond, as on a full disk."""
        self.port = self.port or free_port()
        self.log = open(os.path.join(self.root, "log"), "a")
        before = ["bash", "-c", f'ulimit -f {limit_kb}; exec "$0" "$@"'] if limit_kb else []
        self.server = subprocess.Popen([*before, self.padan, "serve", "--data", self.dir, "--listen", f"127.0.0.1:{self.port}"],
                                       stdout=subprocess.PIPE, stderr=self.log, text=True)
        line = self.server.stdout.readline()
        if "siap" not in line:
            self.server.wait(5)
            raise RuntimeError("serve did not start: " + open(os.path.join(self.root, "log")).read()[-500:])
        return self

    def stop(self, sig=signal.SIGTERM):
        """Asked to end, it ends well: sanitizers say by the exit status what they found."""
        if self.server:
            self.server.send_signal(sig)
            status = self.server.wait(60)
            self.server.stdout.close()
            self.server = None
            self.log.close()
            if sig == signal.SIGTERM and status:
                raise RuntimeError(f"serve ended with {status}: " + self.log_text()[-4000:])

    def log_text(self):
        with open(os.path.join(self.root, "log")) as f:
            return f.read()

    def client(self, who=None, password=PASSWORD, **kw):
        c = Client(self.port)
        if who:
            c.login(who, password, **kw)
        return c

    def run(self, *args, **kw):
        return subprocess.run([self.padan, *args], capture_output=True, text=True, **kw)

    def sql(self, text):
        r = subprocess.run(["sqlite3", os.path.join(self.dir, "padan.db"), text], capture_output=True, text=True)
        if r.returncode:
            raise RuntimeError(r.stderr)
        return r.stdout.strip()

    def remove(self):
        self.stop(signal.SIGKILL) if self.server else None
        shutil.rmtree(self.root, ignore_errors=True)

    def __enter__(self):
        return self.start()

    def __exit__(self, trouble, *a):
        try:
            if not trouble and self.server and self.server.poll() is None:
                self.stop()
        finally:
            self.remove()


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    def json(self):
        return json.loads(self.body)

    def text(self):
        return self.body.decode("utf-8", "replace")

    def __repr__(self):
        return f"<{self.status} {self.body[:300]!r}>"


class Client:
    def __init__(self, port):
        self.port, self.cookies, self.csrf, self.token = port, {}, "", None

    def raw(self, method, path, body=None, headers=None, timeout=120):
        h = dict(headers or {})
        if self.cookies:
            h["Cookie"] = "; ".join(f"{k}={v}" for k, v in self.cookies.items())
        if self.token:
            h["Authorization"] = "Bearer " + self.token
        c = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            c.request(method, path, body=body, headers=h)
        except (BrokenPipeError, ConnectionResetError):
            pass  # refused before all of it was sent: the answer is there to read
        r = c.getresponse()
        data = r.read()
        for name, value in r.getheaders():
            if name.lower() == "set-cookie":
                k, _, v = value.split(";")[0].partition("=")
                if v:
                    self.cookies[k] = v
                else:
                    self.cookies.pop(k, None)
        c.close()
        return Answer(r.status, {k.lower(): v for k, v in r.getheaders()}, data)

    def api(self, method, path, data=None, files=None, headers=None):
        h = {"X-CSRF": self.csrf} if self.csrf else {}
        h.update(headers or {})
        if files:
            body, kind = multipart(data or {}, files)
            h["Content-Type"] = kind
        elif data is not None:
            body = json.dumps(data)
            h["Content-Type"] = "application/json"
        else:
            body = None
        return self.raw(method, "/api/v1" + path, body, h)

    def get(self, path):
        a = self.api("GET", path)
        assert a.status == 200, (path, a)
        return a.json()

    def post(self, path, data=None, files=None, expect=200, headers=None):
        a = self.api("POST", path, data if data is not None else {}, files, headers)
        assert a.status == expect, (path, a)
        return a.json() if a.headers.get("content-type", "").startswith(("application/json", "application/problem")) else a

    def login(self, who, password=PASSWORD, kode=None):
        body = {"akun": who, "sandi": password}
        if kode:
            body["kode"] = kode
        a = self.api("POST", "/masuk", body)
        assert a.status == 200, (who, a)
        self.csrf = a.json()["csrf"]
        self.need = a.json()["perlu"]
        return self

    def page(self, path):
        return self.raw("GET", path)

    def wait(self, path, done, seconds=120):
        end = time.time() + seconds
        while time.time() < end:
            a = self.get(path)
            if done(a):
                return a
            time.sleep(0.1)
        raise AssertionError((path, "not in time"))


def multipart(fields, files):
    mark = "padan" + os.urandom(8).hex()
    out = []
    for k, v in fields.items():
        for one in v if isinstance(v, list) else [v]:
            out.append(f'--{mark}\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{one}\r\n'.encode())
    for k, name, data in files:
        out.append(f'--{mark}\r\nContent-Disposition: form-data; name="{k}"; filename="{name}"\r\n'
                   f"Content-Type: application/octet-stream\r\n\r\n".encode() + data + b"\r\n")
    return b"".join(out) + f"--{mark}--\r\n".encode(), "multipart/form-data; boundary=" + mark


def totp(secret, at=None):
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    step = int((at or time.time()) // 30)
    mac = hmac.new(key, struct.pack(">Q", step), hashlib.sha1).digest()
    o = mac[-1] & 15
    return f"{(struct.unpack('>I', mac[o:o + 4])[0] & 0x7FFFFFFF) % 1000000:06d}"


class Count:
    """Counts checks; a failed one is printed and does not end the run."""

    def __init__(self):
        self.passed = self.failed = 0

    def that(self, ok, what):
        if ok:
            self.passed += 1
        else:
            self.failed += 1
            print("FAILED", what, flush=True)
        return ok

    def end(self):
        print(f"{self.passed} passed, {self.failed} failed")
        return 1 if self.failed or not self.passed else 0


# --- the five steps, said once for all tests -----------------------------------------------------------------------------

def list_step(c, case, name, data, kind="ganti", wait=True):
    a = c.post(f"/kasus/{case}/daftar", {"jenis": kind, "pengirim": "BPJS Kesehatan"}, [("berkas", name, data)])
    if wait:
        c.wait(f"/daftar/{a['id']}", lambda d: not d["sedang"])
    return a["id"]


def verify_wait(c, case):
    return c.wait(f"/kasus/{case}/periksa", lambda p: p["ada"] and not p["jalan"])


def decide_all(c, case):
    for u in c.get(f"/kasus/{case}/periksa")["utama"]:
        if u["belum"]:
            c.post(f"/kasus/{case}/sekaligus", {"putusan": u["putusan"], "utama": u["utama"],
                                                "hasil": "nonaktif" if u["pasti"] else "pertahankan", "catatan": "uji"})
