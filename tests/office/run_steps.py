#!/usr/bin/env python3
"""The five steps of SOP 072 through the API, as each actor: run_steps.py PADAN

The demonstration month with the arm "Tidak" walked too, and an office made without --demo from one file to the BA."""
import io
import json
import os
import re
import subprocess
import sys
import tempfile
import zipfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from kit import *
import scans


def pdf_text(data):
    with tempfile.NamedTemporaryFile(suffix=".pdf") as f:
        f.write(data)
        f.flush()
        return subprocess.run(["pdftotext", "-layout", f.name, "-"], capture_output=True, text=True).stdout


def download(c, hash):
    a = c.api("GET", "/berkas/" + hash)
    assert a.status == 200, a
    return a.body


def demo_month(t, o):
    sari, maya, ratna, bpjs, auditor = (o.client(w) for w in ("sari", "maya", "ratna", "bpjs", "auditor"))
    home = sari.get("/")
    t.that(len(home["kasus"]) == 1 and len(home["selesai"]) == 3, "one month runs, three are done")
    case = home["kasus"][0]["id"]
    lists = sari.get(f"/kasus/{case}/daftar")["daftar"]
    t.that(len(lists) == 1 and lists[0]["status"] == "pratinjau", "a list waits in preview")
    lid = lists[0]["id"]
    d = sari.get(f"/daftar/{lid}")
    t.that(d["daftar"]["baris"] > 0 and d["cacat_jumlah"] > 0, "the preview has rows and faults")
    t.that(sum(s["jumlah"] for s in d["segmen"]) == d["daftar"]["baris"], "counts by segment add up")
    # Step 1: the same file again is recognised; accepted, it is in force, and the run begins by itself.
    t.that(sari.api("GET", "/berkas/" + lists[0]["berkas"]).status == 422, "a list as received leaves with a purpose only")
    t.that(o.client("hendra").api("GET", "/berkas/" + lists[0]["berkas"]).status == 403, "and not to those who do not work with it")
    file = sari.api("POST", "/berkas/" + lists[0]["berkas"], {"tujuan": "uji"}).body
    a = sari.api("POST", f"/kasus/{case}/daftar", {"jenis": "ganti", "pengirim": "x"}, [("berkas", "a.csv", file)])
    t.that(a.status == 409, "the same file twice is recognised")
    sari.post(f"/daftar/{lid}/terima")
    p = verify_wait(sari, case)
    t.that(p["hitung"]["layak"]["jumlah"] + p["hitung"]["tinjau"]["jumlah"] + p["hitung"]["tidak_layak"]["jumlah"] == d["daftar"]["baris"],
           "every participant has a verdict")
    receipt = sari.post(f"/daftar/{lid}/tanda-terima")
    text = pdf_text(download(sari, receipt["pdf"]))
    t.that("TANDA TERIMA DATA PESERTA" in text and "Sari Wulandari" in text, "the receipt says what was received and by whom")
    diff = sari.get(f"/kasus/{case}/beda?apa=keluar")
    t.that(diff["jumlah"]["tetap"] > 0 and diff["sebelum"], "difference to last month")
    # Step 2: one person through the workbench, with proof; the rest in bulk.
    row = sari.post(f"/kasus/{case}/antre")["no"]
    risk = [int(x) for x in o.sql(f"select risiko from temuan where periksa = (select periksa from kasus where id = {case}) and putusan = 2 order by risiko desc").split()]
    t.that(risk and risk[0] > 3000, "who is new is looked at first")
    other = o.client("bayu").post(f"/kasus/{case}/antre")["no"]
    t.that(row >= 0 and row != other, "the queue gives two people two rows")
    r = sari.get(f"/kasus/{case}/baris/{row}")
    t.that(r["bisa_putus"] and len(r["banding"]) > 5, "side by side")
    t.that("•" in json.dumps(r["peserta"], ensure_ascii=False) or not r["peserta"]["nik"], "NIK is masked")
    shown = sari.post(f"/kasus/{case}/baris/{row}/buka", {"tujuan": "cek di portal"})
    t.that("•" not in shown["peserta"]["nik"], "revealed with a purpose")
    if len(shown["peserta"]["nik"]) == 16:
        sari.post(f"/kasus/{case}/baris/{row}/bukti", {"tanggal": "2026-11-20", "jawaban": "tidak_ditemukan", "rincian": "portal"},
                  [("bukti", "layar.png", scans.png())])
        t.that(len(sari.get(f"/kasus/{case}/baris/{row}")["bukti"]) == 1, "the portal's answer is kept with its proof")
        sari.post(f"/kasus/{case}/periksa/ulang", {})
        verify_wait(sari, case)
        again = sari.get(f"/kasus/{case}/baris/{row}")["temuan"]
        t.that(again["penjelasan"].startswith("Portal Dukcapil 20-11-2026") and again["kode_putusan"] != "LAYAK",
               f"a later run counts the answer and names its source: {again['penjelasan'][:80]}")
    # BPJS's list of changes against what the lists show.
    came = sari.get(f"/kasus/{case}/beda?apa=masuk")
    first = came["baris"][0]["no_peserta"] if came["baris"] else "0000000000000"
    gone = [b["no_peserta"] for b in sari.get(f"/kasus/{case}/beda?apa=keluar")["baris"]][:3]
    changes = "PSNOKA;JENIS MUTASI;TMT MUTASI;NAMA;NIK\n" + f"{first};REAKTIVASI;01-11-2026;SESEORANG;\n" + "".join(f"{g};KURANG - MENINGGAL;01-11-2026;;\n" for g in gone)
    m = bpjs.post(f"/kasus/{case}/mutasi", {"arah": "kolom"}, [("berkas", "mutasi.csv", changes.encode())])
    t.that(m["tambah"] == 1 and m["kurang"] == len(gone), f"data mutasi by direction: {m}")
    after = sari.get(f"/kasus/{case}/beda?apa=masuk")["jumlah"]
    t.that(after["tak_diminta"] == after["masuk"] - 1 and after["uang_tak_diminta"] > 0, "additions nobody asked for are listed with their money")
    bad = sari.api("POST", f"/kasus/{case}/baris/{row}", {"hasil": "nonaktif", "versi": 0})
    t.that(bad.status == 422, "a deactivation without a reason is refused")
    sari.post(f"/kasus/{case}/baris/{row}", {"hasil": "tunda", "catatan": "menunggu keluarga", "versi": r["versi"]})
    late = o.client("bayu").api("POST", f"/kasus/{case}/baris/{row}", {"hasil": "pertahankan", "versi": 0})
    t.that(late.status == 409 and "Sari" in late.text(), "the second person on one row is told who decided")
    decide_all(sari, case)
    p = sari.get(f"/kasus/{case}/periksa")
    t.that(p["hitung"]["belum"] == 0, "all findings decided")
    sari.post(f"/kasus/{case}/periksa/selesai", {"catatan": ""})
    # Step 3.
    t.that(sari.api("POST", f"/kasus/{case}/ajukan", {"catatan": ""}).status == 422, "no approval is asked without a letter")
    sari.post(f"/kasus/{case}/surat")
    recap = sari.get(f"/kasus/{case}/rekap")
    t.that(recap["cocok"] and recap["fakta"]["diusulkan"] == sum(a["jumlah"] for a in recap["fakta"]["alasan"]) - recap["fakta"].get("baris_ganda", 0),
           f"recap adds up: {recap['fakta']['diusulkan']} {recap['fakta'].get('baris_ganda')} {sum(a['jumlah'] for a in recap['fakta']['alasan'])}")
    letter = next(s for s in recap["surat"] if s["jenis"] == "surat_pengantar")
    text = pdf_text(download(sari, letter["pdf"]))
    t.that("Permohonan Penonaktifan" in text and letter["status"] == "draf" and not letter["nomor"], "the letter is a draft")
    sari.post(f"/kasus/{case}/ajukan", {"catatan": "mohon arahan"})
    # Step 4: the maker cannot approve; the head returns it, then approves.
    view = ratna.get(f"/kasus/{case}/persetujuan")
    t.that(len(view["acak"]) == min(10, view["fakta"]["diusulkan"]), "ten drawn at random")
    t.that(sari.api("POST", f"/kasus/{case}/persetujuan", {"hasil": "setuju", "hash": view["hash"]}).status == 403, "a clerk cannot approve")
    t.that(ratna.api("POST", f"/kasus/{case}/persetujuan", {"hasil": "kembali", "hash": view["hash"]}).status == 422, "returning needs a note")
    ratna.post(f"/kasus/{case}/persetujuan", {"hasil": "kembali", "hash": view["hash"], "catatan": "periksa lagi yang meninggal"})
    c = sari.get(f"/kasus/{case}")["kasus"]
    t.that(c["langkah"] == 3, "Tidak: back to step 3")
    # One decision changes: the old letter no longer fits.
    prop = next(b for b in sari.get(f"/kasus/{case}/peserta?hasil=nonaktif")["baris"])
    v = sari.get(f"/kasus/{case}/baris/{prop['no']}")["versi"]
    sari.post(f"/kasus/{case}/baris/{prop['no']}", {"hasil": "pertahankan", "catatan": "masih hidup, sudah didatangi", "versi": v, "lanjut_antre": True})
    t.that(not sari.get(f"/kasus/{case}/rekap")["cocok"], "a changed decision makes the letter stale")
    t.that(sari.api("POST", f"/kasus/{case}/ajukan", {}).status == 422, "and it cannot be sent on")
    sari.post(f"/kasus/{case}/surat")
    sari.post(f"/kasus/{case}/ajukan", {})
    t.that(ratna.api("POST", f"/kasus/{case}/persetujuan", {"hasil": "setuju", "hash": view["hash"]}).status == 409, "the old hash approves nothing")
    view = ratna.get(f"/kasus/{case}/persetujuan")
    t.that("masih hidup, sudah didatangi" in [c["catatan"] for c in view["perubahan"]], f"the head sees what changed since: {view['perubahan']}")
    ratna.post(f"/kasus/{case}/persetujuan", {"hasil": "setuju", "hash": view["hash"], "catatan": ""})
    # Step 5.
    t.that(bpjs.get(f"/kasus/{case}/pengajuan")["usulan"] == [], "BPJS sees nothing before it is handed over")
    maya.post(f"/kasus/{case}/pengajuan/terbit", {"nomor": "400.7/999/XI/2026", "tanggal": "2026-11-23"})
    maya.post(f"/kasus/{case}/pengajuan/paket")
    maya.post(f"/kasus/{case}/pengajuan/serah", {"cara": "akun tamu", "penerima": "BPJS Kesehatan"})
    pack = bpjs.get(f"/kasus/{case}/pengajuan")
    t.that(len(pack["usulan"]) == min(100, view["fakta"]["diusulkan"]), "BPJS sees the proposed people")
    bpjs.post(f"/kasus/{case}/pengajuan/terima")
    z = zipfile.ZipFile(io.BytesIO(download(bpjs, pack["pengajuan"]["zip"])))
    names = z.namelist()
    t.that(any(n.endswith(".pdf") for n in names) and any(n.endswith(".xlsx") for n in names) and any("manifes" in n for n in names),
           f"the package holds letter, list, manifest: {names}")
    first = pack["usulan"][0]["peserta"]
    bpjs.post(f"/kasus/{case}/pengajuan/jawab", {"peserta": first, "jawaban": "ditolak", "alasan": "masih dirawat"})
    sheet = next(n for n in names if n.endswith(".csv"))
    rows = z.read(sheet).decode("utf-8-sig").splitlines()
    head = rows[0]
    mark = [head] + [re.sub(r'(;|,)""?$|""$', "", r) for r in rows[1:]]
    n = bpjs.post(f"/kasus/{case}/pengajuan/jawab-semua", {"jawaban": "dikerjakan"})["jumlah"]
    t.that(n == view["fakta"]["diusulkan"] - 1, "the rest answered at once")
    t.that(sari.api("POST", f"/kasus/{case}/pengajuan/jawab", {"peserta": first, "jawaban": "ditolak", "alasan": ""}).status == 422, "a refusal needs a reason")
    t.that(sari.api("POST", f"/kasus/{case}/pengajuan/jawab", {"peserta": first, "jawaban": "dikerjakan"}).status == 422, "a clerk's word for BPJS needs the paper")
    sari.post(f"/kasus/{case}/rekonsiliasi/susun", {"koreksi": [], "selisih": "", "sumber": "padan", "tanggal": "2026-11-23"})
    ba = sari.get(f"/kasus/{case}/rekonsiliasi")
    sums = ba["hitung"]["jumlah"]
    t.that(sums["awal"] + sums["tambah"] - sums["kurang"] - sums["nonaktif"] + sums["koreksi"] == sums["akhir"], "the BA adds up")
    h = ba["rekonsiliasi"]["hash"]
    t.that(sari.api("POST", f"/kasus/{case}/rekonsiliasi/dinas", {"hash": h}).status == 403, "who drafted the BA does not agree to it")
    maya.post(f"/kasus/{case}/rekonsiliasi/dinas", {"hash": h})
    end = bpjs.post(f"/kasus/{case}/rekonsiliasi/bpjs", {"hash": h})
    t.that("selesai" in end["pesan"], "SOP 072 ends with both agreed")
    ba = bpjs.get(f"/kasus/{case}/rekonsiliasi")
    text = pdf_text(download(bpjs, ba["pdf"]))
    t.that("BERITA ACARA REKONSILIASI" in text and "DRAF" not in text and "PIHAK KESATU" in text, "the BA as a PDF, final")
    t.that(auditor.get(f"/kasus/{case}")["kasus"]["status"] == "selesai", "the auditor sees it done")
    for path in ("", "/daftar", "/beda", "/periksa", "/peserta", "/rekap", "/persetujuan", "/pengajuan", "/rekonsiliasi"):
        page = auditor.page(f"/kasus/{case}{path}")
        t.that(page.status == 200 and b"</html>" in page.body, f"page /kasus/N{path}")
    r = o.run("audit", "verify", "--data", o.dir)
    t.that(r.returncode == 0 and "utuh" in r.stdout, "the record's chain holds")


PLAIN = """PSNOKA;NIK;NAMA;TGLLHR;JENKEL;SEGMEN
0001112223334;2171011505905001;SITI AMINAH;15-05-1990;P;PBPU BP PEMDA
0001112223335;2171014101855002;BUDI SANTOSO;01-01-1985;L;PBPU BP PEMDA
0001112223336;2171015506705003;DEWI LESTARI;15-06-1970;P;PBPU BP PEMDA
0001112223337;2171010101805004;ANDI WIJAYA;01-01-1980;L;PBPU BP PEMDA
0001112223338;2171010101805004;ANDI WIJAYA;01-01-1980;L;PBPU BP PEMDA
0001112223339;1234;RINA;15-06-1975;P;PBPU BP PEMDA
"""


def plain_office(t, padan):
    """No --demo, no history, no extract: one file through all five steps."""
    o = Office(padan, demo=False)
    t.that("/tautan/" in o.init_text, "init prints a one-time link")
    link = re.search(r"/tautan/(\S+)", o.init_text).group(1)
    with o:
        c = o.client()
        t.that(c.page("/tautan/" + link).status == 200, "the link opens")
        t.that(c.api("POST", "/tautan/" + link, {"sandi": "pendek", "ulang": "pendek"}).status == 422, "a short password is refused")
        c.post("/tautan/" + link, {"sandi": "kuda hijau makan awan", "ulang": "kuda hijau makan awan"})
        t.that(c.api("POST", "/tautan/" + link, {"sandi": "kuda hijau makan awan", "ulang": "kuda hijau makan awan"}).status == 404, "the link counts once")
        admin = o.client("admin", "kuda hijau makan awan")
        t.that(admin.need == "totp" and admin.api("GET", "/pengguna").status == 403, "an administrator has to set a second factor first")
        secrets = {}

        def second(client, who):
            page = client.page("/totp").text()
            secret = re.search(r'name="rahasia" value="([A-Z2-7]+)"', page).group(1)
            client.post("/totp", {"rahasia": secret, "kode": totp(secret)})
            secrets[who] = secret

        second(admin, "admin")
        people = {}
        for who, role in (("sari", "pengelola"), ("maya", "kasi"), ("ratna", "kadis"), ("tamu", "bpjs")):
            a = admin.post("/pengguna", {"masuk": who, "nama": who.title() + " Contoh", "peran": role})
            people[who] = a["tautan"]
            o.client().post(a["tautan"], {"sandi": who + " rumah biru tepi laut" if False else "rumah biru tepi laut", "ulang": "rumah biru tepi laut"})
        sari, maya, ratna, tamu = (o.client(w, "rumah biru tepi laut") for w in ("sari", "maya", "ratna", "tamu"))
        for c, who in ((maya, "maya"), (ratna, "ratna")):
            second(c, who)
        admin.post("/pejabat", {"jabatan": "kadis", "nama": "dr. Ratna Contoh", "sebutan": "Kepala Dinas Kesehatan", "mulai": "2026-01-01"})
        case = sari.post("/kasus", {"periode": "2026-11"})["id"]
        t.that(sari.api("POST", "/kasus", {"periode": "2026-11"}).status == 409, "one case a month")
        lid = list_step(sari, case, "bnba.csv", PLAIN.encode())
        sari.post(f"/daftar/{lid}/terima")
        p = verify_wait(sari, case)
        t.that(p["hitung"]["layak"]["jumlah"] + p["hitung"]["tinjau"]["jumlah"] + p["hitung"]["tidak_layak"]["jumlah"] == 6, "verified without an extract")
        typed = sari.post(f"/kasus/{case}/daftar/ketik", {"nama": "LINA KARTIKA", "lahir": "1988-02-03", "jk": "P", "nik": "2171014302885006", "segmen": "PBPU BP PEMDA",
                                                          "pengirim": "BPJS Kesehatan"})["id"]
        sari.wait(f"/daftar/{typed}", lambda d: not d["sedang"])
        sari.post(f"/daftar/{typed}/terima")
        p = verify_wait(sari, case)
        t.that(sum(p["hitung"][k]["jumlah"] for k in ("layak", "tinjau", "tidak_layak")) == 7, "a participant typed from paper is one of the list")
        some = "NIK;NAMA;TGLLHR;JENKEL;STATUS\n2171011505905001;SITI AMINAH;15-05-1990;P;HIDUP\n2171014101855002;BUDI SANTOSO;01-01-1985;L;MENINGGAL\n"
        sari.post("/ekstrak", {"tanggal": "2026-11-22", "cakupan": "sebagian"}, [("berkas", "padan.csv", some.encode())])
        sari.post(f"/kasus/{case}/periksa/ulang", {})
        p = verify_wait(sari, case)
        missing = [b for b in sari.get(f"/kasus/{case}/peserta?alasan=NIK_TIDAK_DITEMUKAN")["baris"] if b["kode_putusan"] == "TIDAK_LAYAK"
                   and [a["kode"] for a in b["alasan_kode"] if not a["catatan"]] == ["NIK_TIDAK_DITEMUKAN"]]
        t.that(not missing, f"answers about some NIKs propose nobody who was not asked about: {missing}")
        rows = sari.get(f"/kasus/{case}/peserta?hasil=belum")["baris"]
        todo = [b for b in rows if b["kode_putusan"] != "LAYAK"]
        for b in todo:
            v = sari.get(f"/kasus/{case}/baris/{b['no']}")
            sari.post(f"/kasus/{case}/baris/{b['no']}", {"hasil": "nonaktif", "alasan": "NIK_TIDAK_SAH" if "1234" in v["peserta"]["nik"] or len(v["peserta"]["nik"]) < 16 else "GANDA_NIK",
                                                         "catatan": "diperiksa di kelurahan", "versi": v["versi"]})
        sari.post(f"/kasus/{case}/periksa/selesai", {"catatan": "tidak ada sisa"})
        sari.post(f"/kasus/{case}/surat")
        sari.post(f"/kasus/{case}/ajukan", {})
        # The head signs on paper; a clerk records it, a second person confirms.
        h = sari.get(f"/kasus/{case}/persetujuan")["hash"]
        a = sari.api("POST", f"/kasus/{case}/persetujuan/kertas", {"hasil": "setuju", "hash": h, "penanda": "dr. Ratna Contoh", "tanggal": "2026-11-23"})
        t.that(a.status == 422, "from paper only with a scan")
        sari.post(f"/kasus/{case}/persetujuan/kertas", {"hasil": "setuju", "hash": h, "penanda": "dr. Ratna Contoh", "tanggal": "2026-11-23"},
                  [("pindaian", "surat.pdf", scans.pdf("uji"))])
        t.that(sari.get(f"/kasus/{case}")["kasus"]["langkah"] == 4, "not in force before it is confirmed")
        sid = sari.get(f"/kasus/{case}/persetujuan")["persetujuan"][0]["id"]
        t.that(sari.api("POST", f"/kasus/{case}/persetujuan/{sid}/tegas").status == 403, "not confirmed by who recorded it")
        maya.post(f"/kasus/{case}/persetujuan/{sid}/tegas")
        t.that(sari.get(f"/kasus/{case}")["kasus"]["langkah"] == 5, "confirmed by a second person")
        maya.post(f"/kasus/{case}/pengajuan/terbit", {"nomor": "1/XI/2026", "tanggal": "2026-11-23"})
        maya.post(f"/kasus/{case}/pengajuan/paket")
        maya.post(f"/kasus/{case}/pengajuan/serah", {"cara": "pos-el", "penerima": "BPJS"})
        z = zipfile.ZipFile(io.BytesIO(download(sari, sari.get(f"/kasus/{case}/pengajuan")["pengajuan"]["zip"])))
        csv = z.read(next(n for n in z.namelist() if n.endswith(".csv"))).decode("utf-8-sig")
        sep = ";" if ";" in csv.splitlines()[0] else ","
        cols = csv.splitlines()[0].split(sep)
        t.that("STATUS" in csv.splitlines()[0], f"the list has a column for the answer: {cols}")
        out = [csv.splitlines()[0]]
        at = [c.strip('"') for c in cols].index("STATUS")
        for line in csv.splitlines()[1:]:
            cells = line.split(sep)
            cells[at] = "dikerjakan"
            out.append(sep.join(cells))
        sari.post(f"/kasus/{case}/pengajuan/jawab-berkas", {}, [("berkas", "jawaban.csv", "\n".join(out).encode())])
        t.that(sari.get(f"/kasus/{case}/pengajuan")["ringkas"]["belum"] == 0, "answers read back from the file")
        sari.post(f"/kasus/{case}/rekonsiliasi/susun", {"tanggal": "2026-11-23", "sumber": "padan"})
        h = sari.get(f"/kasus/{case}/rekonsiliasi")["rekonsiliasi"]["hash"]
        maya.post(f"/kasus/{case}/rekonsiliasi/dinas", {"hash": h})
        t.that(sari.api("POST", f"/kasus/{case}/rekonsiliasi/bpjs", {"hash": h}).status == 422, "BPJS's word from paper needs the scan")
        sari.post(f"/kasus/{case}/rekonsiliasi/bpjs", {"hash": h}, [("pindaian", "ba.pdf", scans.pdf("ba"))])
        t.that(sari.get(f"/kasus/{case}")["kasus"]["status"] == "selesai", "an office without history reaches the BA")
        t.that(o.run("audit", "verify", "--data", o.dir).returncode == 0, "the record's chain holds")
        missing = [l for l in o.log_text().splitlines() if "templat" in l]
        t.that(not missing, f"templates ask for nothing their model lacks: {sorted(set(missing))[:10]}")


def main():
    padan = sys.argv[1]
    t = Count()
    with Office(padan) as o:
        demo_month(t, o)
        missing = sorted({l.split(" ", 1)[1] for l in o.log_text().splitlines() if "templat" in l})
        t.that(not missing, f"templates ask for nothing their model lacks: {missing[:20]}")
    plain_office(t, padan)
    return t.end()


if __name__ == "__main__":
    sys.exit(main())
