#!/usr/bin/env python3
"""Settings: run_setelan.py PADAN

Groups are saved together, all or none; nobody writes over what he did not see; each change is in the record; the single change
through the API stays."""
import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from kit import *

HERE = os.path.dirname(os.path.abspath(__file__))


def group(c, kode):
    return next(k for k in c.get("/setelan")["kelompok"] if k["kode"] == kode)


def value(c, nama):
    return next(s for s in c.get("/setelan")["setelan"] if s["nama"] == nama)


def groups(t, o):
    admin, maya = o.client("admin"), o.client("maya")
    all = admin.get("/setelan")
    t.that(sorted(s["nama"] for s in all["setelan"]) == sorted(s["nama"] for k in all["kelompok"] for s in k["setelan"]), "each setting stands in one group")
    words = dict(l.rstrip("\n").split("\t", 1) for l in open(os.path.join(HERE, "..", "..", "data", "label.tsv"), encoding="utf-8") if "\t" in l)
    for k in all["kelompok"]:
        for s in k["setelan"]:
            t.that(s["teks"] in words and (not s["bantu"] or s["bantu"] in words), f"{s['nama']} has its English")
            for p in s["pilihan"] or []:
                t.that(p["teks"] in words, f"the choice {p['teks']} has its words")
    k = group(admin, "jadwal")
    t.that(k["versi"] == 0 and value(admin, "jadwal.tanggal")["diubah_s"] == 0, "a new office has only defaults")
    n = int(o.sql("select count(*) from audit"))
    a = admin.post("/setelan/jadwal", {"versi": 0, "nilai": {"jadwal.tanggal": "20", "jadwal.peringatan": "5", "jadwal.hari": "kerja"}})
    t.that(a["jumlah"] == 2 and a["lanjut"] == "/setelan#k-jadwal", f"what differs is changed: {a}")
    t.that(int(o.sql("select count(*) from audit where aksi = 'setelan.ubah'")) >= 2 and int(o.sql("select count(*) from audit")) == n + 2, "each change is in the record")
    t.that(o.sql("select sebelum || sesudah from audit where objek = 'setelan/jadwal.tanggal'") == '{"nilai":"25"}{"nilai":"20"}', "with before and after")
    s = value(maya, "jadwal.tanggal")
    t.that(s["nilai"] == "20" and s["bawaan"] == "25" and s["oleh"] == "Tono Saputra" and s["diubah_s"] > 0, f"who changed it and when is told: {s}")
    a = admin.api("POST", "/setelan/jadwal", {"versi": 0, "nilai": {"jadwal.tanggal": "21"}})
    t.that(a.status == 409 and "Tono Saputra" in a.text() and value(admin, "jadwal.tanggal")["nilai"] == "20", f"who has not seen it does not write over it: {a}")
    v = group(admin, "jadwal")["versi"]
    a = admin.post("/setelan/jadwal", {"versi": v, "nilai": {"jadwal.tanggal": "20"}})
    t.that(a["jumlah"] == 0 and group(admin, "jadwal")["versi"] == v, "nothing changed is nothing written")
    # One wrong value, and none of them counts.
    n = int(o.sql("select count(*) from audit"))
    a = admin.api("POST", "/setelan/jadwal", {"versi": v, "nilai": {"jadwal.tanggal": "32", "jadwal.peringatan": "x", "jadwal.hari": "minggu", "jadwal.bila_libur": "mundur"}})
    t.that(a.status == 422 and set(a.json()["galat"]) == {"jadwal.tanggal", "jadwal.peringatan", "jadwal.hari"}, f"faults are told by field: {a}")
    t.that(value(admin, "jadwal.bila_libur")["nilai"] == "maju" and int(o.sql("select count(*) from audit")) == n, "all or none")
    t.that(admin.api("POST", "/setelan/jadwal", {"versi": v, "nilai": {"kantor.nama": "X"}}).status == 422, "a setting of another group is refused")
    t.that(admin.api("POST", "/setelan/jadwal", {"versi": v, "nilai": {"tidak.ada": "X"}}).status == 422, "an unknown one too")
    t.that(admin.api("POST", "/setelan/tidak-ada", {"versi": 0, "nilai": {"a": "b"}}).status == 404, "an unknown group is not there")
    t.that(admin.api("POST", "/setelan/jadwal", {"nilai": {"jadwal.tanggal": "1"}}).status == 422, "the version is asked for")
    for bad in ("x", [], 5, {"jadwal.tanggal": {}}, {"jadwal.tanggal": ["1"]}):
        t.that(admin.api("POST", "/setelan/jadwal", {"versi": v, "nilai": bad}).status == 422, f"{bad!r} are no settings")
    t.that(maya.api("POST", "/setelan/jadwal", {"versi": v, "nilai": {"jadwal.tanggal": "1"}}).status == 403, "the head of section reads only")


def kinds(t, o):
    admin = o.client("admin")
    for nama, nilai, ok in (("kantor.nama", "", False), ("kantor.nama", "  ", False), ("kantor.nama", "a\nb", False), ("kantor.nama", "x" * 301, False),
                            ("kantor.kode_kota", "2171", True), ("kantor.kode_kota", "9999", False), ("kantor.kode_kota", "batam", False),
                            ("surat.kertas", "A4", True), ("surat.kertas", "A3", False), ("surat.nomor_pola", "tanpa urut", False),
                            ("surat.nomor_pola", "400/{urut}/X", True), ("program.mulai", "2016-02", True), ("program.mulai", "201613", False),
                            ("program.mulai", "201602", True), ("kriteria", "NAMA_BEDA = CATATAN", True), ("kriteria", "NAMA_BEDA adalah apa", False),
                            ("usul.batas_permil", "1001", False), ("usul.batas_permil", "0", True), ("jadwal.tanggal", "0", False), ("bpjs.npwp", "", True)):
        a = admin.api("POST", "/setelan", {"nama": nama, "nilai": nilai})
        t.that((a.status == 200) == ok and a.status in (200, 422), f"{nama} = {nilai[:30]!r}: {a}")
    t.that(value(admin, "program.mulai")["nilai"] == "201602", "a month is kept as the program reads it")
    g = group(admin, "nomor")
    a = admin.api("POST", "/setelan/nomor", {"versi": g["versi"], "nilai": {"surat.nomor_cara": "blok", "surat.nomor_blok": ""}})
    t.that(a.status == 422 and "surat.nomor_blok" in a.json()["galat"], f"a block has to hold numbers: {a}")
    html = admin.raw("POST", "/setelan/nomor", urllib.parse.urlencode({"_csrf": admin.csrf, "versi": g["versi"], "nilai.surat.nomor_cara": "blok", "nilai.surat.nomor_blok": ""}),
                     {"Content-Type": "application/x-www-form-urlencoded"})
    t.that(html.text().count("Isi blok nomornya, atau pilih cara lain.") == 2, "and the page says so at the field")
    a = admin.post("/setelan/nomor", {"versi": g["versi"], "nilai": {"surat.nomor_cara": "blok", "surat.nomor_blok": "400.7/1\r\n400.7/2\r\n"}})
    t.that(value(admin, "surat.nomor_blok")["nilai"] == "400.7/1\n400.7/2", "lines are kept as lines")
    g = group(admin, "nomor")
    a = admin.post("/setelan/nomor", {"versi": g["versi"], "nilai": {"surat.nomor_blok": "400.7/1\r\n400.7/2"}})
    t.that(a["jumlah"] == 0, "the same lines from a browser are no change")


def pages(t, o):
    admin = o.client("admin")
    page = admin.page("/setelan").text()
    versi = re.search(r'action="/setelan/bpjs".*?name="versi" value="(\d+)"', page, re.S).group(1)
    form = {"_csrf": admin.csrf, "versi": versi, "nilai.bpjs.nama": "BPJS <b>Uji</b>", "nilai.bpjs.tujuan": ""}
    a = admin.raw("POST", "/setelan/bpjs", urllib.parse.urlencode(form), {"Content-Type": "application/x-www-form-urlencoded"})
    t.that(a.status == 422 and "Tidak boleh kosong." in a.text() and "BPJS &lt;b&gt;Uji&lt;/b&gt;" in a.text(), "a refused form keeps what was typed, beside the fault")
    t.that(value(admin, "bpjs.nama")["nilai"] != form["nilai.bpjs.nama"], "and stores nothing")
    form["nilai.bpjs.tujuan"] = "Kepala Cabang"
    a = admin.raw("POST", "/setelan/bpjs", urllib.parse.urlencode(form), {"Content-Type": "application/x-www-form-urlencoded"})
    t.that(a.status == 303 and a.headers["location"] == "/setelan#k-bpjs", f"a good one leads back to its group: {a}")
    a = admin.raw("POST", "/setelan/bpjs", urllib.parse.urlencode({**form, "nilai.bpjs.nama": "Lain"}), {"Content-Type": "application/x-www-form-urlencoded"})
    t.that(a.status == 409 and "Berlaku sekarang" in a.text() and 'value="Lain"' in a.text(), "the second of two sees both values")


def main():
    t = Count()
    with Office(sys.argv[1], rows=300) as o:
        for part in (groups, kinds, pages):
            try:
                part(t, o)
            except Exception as e:
                t.that(False, f"{part.__name__} broke off: {e!r}")
        t.that(o.run("audit", "verify", "--data", o.dir).returncode == 0, "the record holds")
        bad = [l for l in o.log_text().splitlines() if "templat" in l or "galat" in l]
        t.that(not bad, f"the log is clean: {bad[:5]}")
    return t.end()


if __name__ == "__main__":
    sys.exit(main())
