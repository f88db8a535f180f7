#!/usr/bin/env python3
"""SOP 070 through the API, as each actor: run_bayar.py PADAN

The demonstration months from the BA Rekonsiliasi to the proof of payment: "Tidak" at step 2, a bill that does not tie, a second month with a
correction, the auditors' tests each with a near miss, and what must be refused."""
import csv
import datetime
import io
import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import zipfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from kit import *
import scans

RATE = 37800
SCAN = scans.pdf("pindaian")
DAY = (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=7)).date()  # the office's own day (WIB)
TODAY, YEAR = DAY.isoformat(), DAY.year


def day(n):
    return (DAY + datetime.timedelta(days=n)).isoformat()



def pdf_text(data):
    with tempfile.NamedTemporaryFile(suffix=".pdf") as f:
        f.write(data)
        f.flush()
        return subprocess.run(["pdftotext", "-layout", f.name, "-"], capture_output=True, text=True).stdout


def flat(text):
    return re.sub(r"\s+", " ", text)


def download(c, hash):
    a = c.api("GET", "/berkas/" + hash)
    assert a.status == 200, (hash, a)
    return a.body


def rupiah(n):
    return ("-" if n < 0 else "") + "Rp" + f"{abs(n):,}".replace(",", ".") + ",00"


def month_after(m, n=1):
    k = m // 100 * 12 + m % 100 - 1 + n
    return k // 12 * 100 + k % 12 + 1


class World:
    """Everybody who works in the office, and its months of payment."""

    def __init__(self, o):
        self.o = o
        for who in ("sari", "rudi", "maya", "ratna", "hendra", "lina", "bpjs", "auditor", "admin"):
            setattr(self, who, o.client(who))
        self.cases = {int(p): int(i) for i, p in (r.split("|") for r in o.sql("select id, periode from kasus where sop = '070'").splitlines())}
        self.bill_no = 0

    def own(self, periode):
        """The people a BA closes with: rows of the list, each once, without those BPJS took off."""
        rows = self.o.sql(f"""select p.kunci, p.no_peserta, p.nik, p.nama from kasus k join baris b on b.daftar = k.daftar join peserta p on p.id = b.peserta
            where k.sop = '072' and k.periode = {periode} and p.kunci not like '%#%' and not exists
            (select 1 from usulan u where u.kasus = k.id and u.kunci = p.kunci and u.jawaban = 'dikerjakan') order by p.kunci""")
        return [r.split("|") for r in rows.splitlines()]


def detail(people, month, bill_month=None, rate=RATE, kind="PBPU DAN BP PEMERINTAH DAERAH"):
    """BPJS's detail file, layout F."""
    out = io.StringIO()
    w = csv.writer(out, delimiter=";", lineterminator="\r\n")
    w.writerow(["PSNOKA", "NOKA", "NIK", "TGLLHR", "KETJNSPESERTA", "BULAN", "BLNTAG", "IURAN"])
    for p in people:
        m = p[5] if len(p) > 5 else month
        w.writerow([p[1], "", p[2], "", p[6] if len(p) > 6 else kind, bill_month or month, m, p[4] if len(p) > 4 else rate])
    return out.getvalue().encode()


def lines(*rows):
    """(jenis, month, people, rate, amount)"""
    return {"baris_jenis": [r[0] for r in rows], "baris_segmen": ["PBPU dan BP Pemda"] * len(rows),
            "baris_bulan": [f"{r[1] // 100}-{r[1] % 100:02d}" for r in rows], "baris_orang": [str(r[2]) for r in rows],
            "baris_tarif": [str(r[3]) for r in rows], "baris_jumlah": [str(r[4]) for r in rows], "baris_uraian": [""] * len(rows)}


VA = "8888800123456789"  # as the demonstration's own paper says


def send_bill(w, c, case, month, rows, people=None, number=None, expect=200, total=None, extra=None, **kw):
    w.bill_no += 1
    number = number or f"{100 + w.bill_no}/KC-BTM/1126"
    body = {"nomor": number, "tanggal": TODAY, "bulan": f"{month // 100}-{month % 100:02d}", "va": VA,
            "jumlah": str(sum(r[4] for r in rows) if total is None else total), **lines(*rows), **(extra or {})}
    files = [("surat", "tagihan.pdf", SCAN)]
    if people is not None:
        files.append(("rincian", "rincian.csv", detail(people, month, **kw)))
    a = c.api("POST", f"/kasus/{case}/tagihan", body, files)
    assert a.status == expect, a
    return a.json().get("id") if expect == 200 else a


def settle_all(w, bill, how="diterangkan"):
    for s in w.rudi.get(f"/tagihan/{bill}")["selisih"]:
        if s["status"] == "terbuka":
            if s["jenis"] in ("hitungan", "rincian"):
                w.ratna.post(f"/tagihan/{bill}/selisih", {"jenis": s["jenis"], "cara": "diterima", "catatan": "uji"})
            else:
                w.rudi.post(f"/tagihan/{bill}/selisih", {"jenis": s["jenis"], "cara": how, "catatan": "uji"})


def budget(w, iuran, bantuan, kind="murni"):
    a = w.rudi.post("/anggaran", {"jenis": kind, "tahun": YEAR, "nomor": f"DPA/{kind}/{iuran}", "tanggal": f"{YEAR}-01-01", "iuran": str(iuran), "bantuan": str(bantuan)},
                    [("pindaian", "dpa.pdf", scans.pdf("dpa"))])
    w.hendra.post(f"/anggaran/{a['id']}/tegas")


def to_step_4(t, w, case, say=True):
    """Steps 1 to 3 of a month."""
    rudi = w.rudi
    seen = rudi.get(f"/kasus/{case}/terima")
    rudi.post(f"/kasus/{case}/terima", {"catatan": "" if not seen["masalah"] else "selisih dijelaskan dalam BA"})
    for c in (w.hendra, w.ratna):
        view = c.get(f"/kasus/{case}/persetujuan")
        c.post(f"/kasus/{case}/persetujuan", {"hasil": "setuju", "hash": view["hash"], "catatan": ""})
    rudi.post(f"/kasus/{case}/serah/susun", {"tanggal": TODAY})
    s = rudi.get(f"/kasus/{case}/serah")["serah"]
    w.maya.post(f"/kasus/{case}/serah/dinas", {"hash": s["hash"]})
    w.bpjs.post(f"/kasus/{case}/serah/bpjs", {"hash": s["hash"]})
    if say:
        t.that(rudi.get(f"/kasus/{case}")["kasus"]["langkah"] == 4, "signed by both: step 4")


def papers(t, w, bill):
    """Step 5 with Padan's own numbers, and the signed scans."""
    for jenis in ("kwitansi", "ba_serah_terima", "ba_penyelesaian", "ba_pembayaran"):
        w.rudi.post(f"/tagihan/{bill}/dokumen/terbit", {"jenis": jenis, "tanggal": TODAY})
    d = w.rudi.get(f"/tagihan/{bill}/dokumen")["dokumen"]
    t.that(all(x["terbit"] and x["cocok"] for x in d), f"papers issued and agreeing: {[(x['kode'], x['terbit'], x['cocok']) for x in d if not (x['terbit'] and x['cocok'])]}")
    k = next(x for x in d if x["kode"] == "kwitansi")
    w.lina.post(f"/tagihan/{bill}/dokumen/kwitansi/tegas", {"hash": k["hash"]})
    w.rudi.post(f"/tagihan/{bill}/dokumen/selesai")
    return d


def signed(w, bill):
    for d in w.rudi.get(f"/tagihan/{bill}/berkas")["dokumen"]:
        if d["perlu_pindaian"]:
            w.rudi.post(f"/tagihan/{bill}/dokumen/pindaian", {"jenis": d["kode"]}, [("pindaian", "ttd.pdf", scans.pdf("ttd " + d["kode"]))])


def ledger(t, w, what):
    total = w.o.sql("select coalesce(sum(s), 0), coalesce(sum(abs(s)), 0) from (select coalesce(sum(case when x.ke then x.jumlah else -x.jumlah end), 0) s from "
                    "(select 1 as ke, jumlah from buku union all select 0, jumlah from buku) x)")
    t.that(total.split("|")[0] == "0", f"{what}: the ledger sums to zero")


def pay(w, bill, c, **kw):
    files = [("pindaian", "bukti.pdf", scans.pdf("bukti " + kw["jenis"]))]
    return c.api("POST", f"/tagihan/{bill}/bayar", {"tanggal": TODAY, **kw}, files)


def run_072(w, case):
    """The running month of SOP 072 to its agreed BA."""
    sari = w.sari
    lid = sari.get(f"/kasus/{case}/daftar")["daftar"][0]["id"]
    sari.post(f"/daftar/{lid}/terima")
    verify_wait(sari, case)
    decide_all(sari, case)
    sari.post(f"/kasus/{case}/periksa/selesai", {"catatan": ""})
    sari.post(f"/kasus/{case}/surat")
    sari.post(f"/kasus/{case}/ajukan", {"catatan": ""})
    w.ratna.post(f"/kasus/{case}/persetujuan", {"hasil": "setuju", "hash": w.ratna.get(f"/kasus/{case}/persetujuan")["hash"], "catatan": ""})
    w.maya.post(f"/kasus/{case}/pengajuan/terbit", {"nomor": "400.7/9000/XI/2026", "tanggal": TODAY})
    w.maya.post(f"/kasus/{case}/pengajuan/paket")
    w.maya.post(f"/kasus/{case}/pengajuan/serah", {"cara": "akun tamu", "penerima": "BPJS"})
    w.bpjs.post(f"/kasus/{case}/pengajuan/terima")
    w.bpjs.post(f"/kasus/{case}/pengajuan/jawab-semua", {"jawaban": "dikerjakan"})
    agree_ba(w, case)


def agree_ba(w, case):
    w.sari.post(f"/kasus/{case}/rekonsiliasi/susun", {"koreksi": [], "selisih": "", "sumber": "padan", "tanggal": TODAY})
    h = w.sari.get(f"/kasus/{case}/rekonsiliasi")["rekonsiliasi"]["hash"]
    w.maya.post(f"/kasus/{case}/rekonsiliasi/dinas", {"hash": h})
    w.bpjs.post(f"/kasus/{case}/rekonsiliasi/bpjs", {"hash": h})


def registry_month(o, kasus, peserta):
    d = o.sql(f"select r.tanggal_status from kasus k join peserta p on p.id = {peserta} join registri r on r.periksa = k.periksa and r.nik = p.nik where k.id = {kasus}")
    return int(d) // 100 if d and int(d) else 0


def planted(t, w):
    """The month whose bill the demonstration left open: returned to BPJS, and sent again with a case of each kind and a near miss beside it."""
    o, rudi = w.o, w.rudi
    periode = max(w.cases)
    case, month = w.cases[periode], month_after(periode)
    old = int(o.sql(f"select id from tagihan where kasus = {case}"))
    t.that(rudi.api("POST", f"/tagihan/{old}/kembali", {"alasan": ""}).status == 422, "no return without a reason")
    rudi.post(f"/tagihan/{old}/keberatan", {"tanggal": TODAY})
    rudi.post(f"/tagihan/{old}/keberatan", {"nomor": "400.7/77/XI/2026", "tanggal": TODAY, "terbit": "ya"})
    letter = rudi.get(f"/tagihan/{old}")["surat"][0]
    text = flat(pdf_text(download(rudi, letter["pdf"])))
    t.that("400.7/77/XI/2026" in text and "Ditagih dua kali" in text or "ditagih dua kali" in text, "the letter of objection names what is wrong")
    t.that(w.bpjs.api("GET", "/berkas/" + letter["pdf"]).status == 200, "BPJS can read the objection")
    book = zipfile.ZipFile(io.BytesIO(download(w.bpjs, letter["lampiran"])))
    names = "".join(book.read(n).decode() for n in book.namelist() if n.endswith(".xml"))
    t.that("Ditagih sesudah meninggal" in names and not re.search(r">\d{16}<", names), "its annex has names and card numbers, and no NIK")
    asked = int(o.sql(f"select sum(n) from (select max(o.jumlah) n from selisih s join selisih_orang o on o.tagihan = s.tagihan and o.jenis = s.jenis where s.tagihan = {old} and o.jumlah > 0 group by o.dari, o.baris)"))
    more = int(o.sql(f"select coalesce(sum(jumlah), 0) from selisih s where tagihan = {old} and jumlah > 0 and not exists (select 1 from selisih_orang o where o.tagihan = s.tagihan and o.jenis = s.jenis)"))
    t.that(rupiah(asked + more) in text, f"the letter asks each billed row back once: {asked} {more}")
    rudi.post(f"/tagihan/{old}/kembali", {"alasan": "rinciannya memuat yang sudah meninggal"})
    seen = w.bpjs.get(f"/tagihan/{old}")
    t.that(seen["tagihan"]["status"] == "dikembalikan" and "meninggal" in seen["tagihan"]["alasan_kembali"] and not seen["selisih"], "the guest sees what was returned and why, not our own figures")
    own = w.own(periode)
    n = len(own)
    months = {k: f"select u.kasus, u.peserta, p.kunci, p.no_peserta, p.nik, p.nama from usulan u join peserta p on p.id = u.peserta where u.jawaban = 'dikerjakan' and u.alasan = '{k}' order by u.kasus, p.kunci"
              for k in ("MENINGGAL", "PINDAH_DOMISILI")}
    people = [list(p) for p in own]
    rows = [p for p in people]
    late, early = month_after(month, -1), 201512
    first, dead, near_dead = people[0], None, None
    for r in o.sql(months["MENINGGAL"]).splitlines():
        k, ps, kunci, no, nik, nama = r.split("|")
        died = registry_month(o, k, ps)
        if not died:
            continue
        if not dead and died < month:
            dead = [kunci, no, nik, nama]
        elif not near_dead:
            near_dead = ([kunci, no, nik, nama], died)
    rows.append(first)                                                   # 2.A, twice
    rows.append(people[1] + [RATE, early])                               # 2.B
    rows.append(people[1] + [RATE, 201601])                              # near miss: the first month of the programme
    rows[2] = people[2] + [RATE + 4200]                                  # 2.C
    rows[3] = people[3][:2] + ["21710112345"] + people[3][3:]            # 2.D
    rows[4] = people[4] + [RATE, month, "PPU PEGAWAI SWASTA"]            # 2.E
    rows[5] = people[5] + [RATE, month, "22"]                            # near miss: a code that is the city's
    rows[6] = people[6] + [RATE, month, "PBI (APBD)"]                    # near miss: its old name
    rows.append(dead + [RATE, month])                                    # after death
    rows.append(near_dead[0] + [RATE, near_dead[1]])                     # near miss: the month of death itself
    rows.pop(9)                                                          # ours, not billed
    stranger = ["P0009998887776", "0009998887776", "2171014101905999", "ORANG TAK DIKENAL"]
    rows.append(stranger)
    # A woman's NIK has her day of birth plus forty: no fault.
    by_month = {}
    for r in rows:
        m, a = (r[5] if len(r) > 5 else month), (r[4] if len(r) > 4 else RATE)
        by_month.setdefault(m, []).append(a)
    lines_ = [("iuran" if m == month else "susulan", m, len(a), RATE, sum(a)) for m, a in sorted(by_month.items())]
    bill = send_bill(w, w.bpjs, case, month, lines_, rows)
    # PBI JK of the month has one of ours; that of another month has another.
    pbi = "NIK;NAMA\n" + f"{people[7][2]};X\n"
    rudi.post(f"/tagihan/{bill}/pbi", {"bulan": f"{late // 100}-{late % 100:02d}"}, [("berkas", "pbi.csv", ("NIK;NAMA\n" + f"{people[8][2]};X\n").encode())])
    rudi.post(f"/tagihan/{bill}/pbi", {"bulan": f"{month // 100}-{month % 100:02d}"}, [("berkas", "pbi.csv", pbi.encode())])
    v = rudi.get(f"/tagihan/{bill}")
    kinds = {s["jenis"]: s for s in v["selisih"]}

    def names(kind):
        return [(x["no_peserta"], x["blntag"]) for x in rudi.get(f"/tagihan/{bill}/selisih/{kind}")["orang"]]
    t.that(names("ganda") == [(first[1], month)], f"2.A: {names('ganda')}")
    t.that(names("sebelum_program") == [(people[1][1], early)], f"2.B: {names('sebelum_program')}")
    t.that((people[2][1], month) in names("tarif") and kinds["tarif"]["jumlah"] == 4200, f"2.C: {kinds['tarif']}")
    t.that((people[3][1], month) in names("nik"), "2.D")
    t.that(names("segmen") == [(people[4][1], month)], f"2.E: {names('segmen')}")
    t.that(names("pbi") == [(people[7][1], month)], f"2.F: {names('pbi')}")
    t.that((dead[1], month) in names("sesudah_meninggal") and (near_dead[0][1], near_dead[1]) not in names("sesudah_meninggal"), f"after death: {names('sesudah_meninggal')} {near_dead}")
    t.that(names("tak_ditagih") == [(people[9][1], month)], f"ours, not billed: {names('tak_ditagih')}")
    t.that(names("tak_dikenal") == [(stranger[1], month)], f"not ours: {names('tak_dikenal')}")
    r = v["ringkasan"]
    t.that(r["beda"] == r["tagihan"] - r["sendiri"] == sum(u["jumlah"] for u in r["urai"]) and r["beda"], f"every rupiah of the difference has its place: {r['beda']} {r['urai']}")
    t.that(all(u["diuji"] for u in r["uji"]), "all tests could be made")
    text = json.dumps(rudi.get(f"/tagihan/{bill}/selisih/ganda"))
    t.that(first[2] not in text, "NIKs behind a difference are masked")
    file = rudi.get(f"/tagihan/{bill}")["tagihan"]["rincian"]
    t.that(rudi.api("GET", "/berkas/" + file).status == 422 and rudi.api("POST", "/berkas/" + file, {"tujuan": "uji"}).status == 200
           and w.hendra.api("GET", "/berkas/" + file).status == 403 and w.bpjs.api("GET", "/berkas/" + file).status == 404, "a detail as received leaves with a purpose, to those who work with it")
    # A difference is settled by whom it must be.
    t.that(rudi.api("POST", f"/tagihan/{bill}/lanjut").status == 422, "open differences hold the bill")
    t.that(rudi.api("POST", f"/tagihan/{bill}/selisih", {"jenis": "ganda", "cara": "diterima", "catatan": "x"}).status == 403, "only the head accepts as it is")
    t.that(rudi.api("POST", f"/tagihan/{bill}/selisih", {"jenis": "tak_ditagih", "cara": "kredit", "catatan": "x"}).status == 422, "nothing can be claimed from what was not billed")
    t.that(rudi.api("POST", f"/tagihan/{bill}/selisih", {"jenis": "ganda", "cara": "kredit", "catatan": ""}).status == 422, "nothing is settled without a word")
    t.that(rudi.api("POST", f"/tagihan/{bill}/selisih", {"jenis": "kredit_belum", "cara": "kredit", "catatan": "x"}).status == 422, "what is claimed already is not claimed again")
    t.that(rudi.get("/bayar")["kasus"][0]["selisih_terbuka"] > 0 and not any(k["selisih_terbuka"] for k in w.bpjs.get("/bayar")["kasus"]), "the guest is not told how many differences we see")
    for kind in ("ganda", "sesudah_meninggal", "tarif"):
        rudi.post(f"/tagihan/{bill}/selisih", {"jenis": kind, "cara": "kredit", "catatan": "dipotong bulan depan"})
    open_credit = int(o.sql("select coalesce(sum(case when ke = 'piutang' then jumlah when dari = 'piutang' then -jumlah else 0 end), 0) from buku"))
    w.ratna.post(f"/tagihan/{bill}/selisih", {"jenis": "kredit_belum", "cara": "diterima", "catatan": "dipotong bulan depan"})
    settle_all(w, bill)
    rudi.post(f"/tagihan/{bill}/hitung")
    t.that(not rudi.get(f"/tagihan/{bill}")["terbuka"], "what is settled stays settled when nothing changed")
    rudi.post(f"/tagihan/{bill}/lanjut")
    ledger(t, w, "with claims")
    w.credit = int(o.sql("select coalesce(sum(case when ke = 'piutang' then jumlah when dari = 'piutang' then -jumlah else 0 end), 0) from buku"))
    t.that(w.credit == open_credit + RATE * len(names("sesudah_meninggal")) + RATE + 4200, f"what is claimed back is owed back, each billed row once: {w.credit} {open_credit}")
    return bill


def cockpit(t, w, bill):
    """What the thirteen documents must not let pass."""
    rudi = w.rudi

    def row(kode):
        return next(x for x in rudi.get(f"/tagihan/{bill}/berkas")["dokumen"] if x["kode"] == kode)

    def add(jenis, **more):
        body = {"jenis": jenis, "nomor": f"{jenis}/9", "tanggal": f"{YEAR}-01-01", "mulai": f"{YEAR}-01-01", "selesai": f"{YEAR + 2}-12-31", "ditandatangani": "ya", **more}
        return rudi.post("/dokumen", body, [("pindaian", "x.pdf", scans.pdf(jenis + json.dumps(more)))])["id"]

    pks = next(d["id"] for d in rudi.get("/dokumen")["dokumen"] if d["jenis"] == "pks" and not d["dicabut_s"])
    rudi.post(f"/dokumen/{pks}/cabut", {"alasan": "uji"})
    t.that(row("pks")["masalah"] and not row("pks")["lengkap"], "a missing PKS is named")
    old = add("pks", mulai=day(-400), selesai=day(-3), nilai="1000000000")
    r = row("pks")
    t.that("habis" in r["masalah"][0]["teks"] and r["bisa_longgar"], "an expired PKS stops the bundle")
    t.that(rudi.api("POST", f"/tagihan/{bill}/berkas/longgar", {"jenis": "pks", "alasan": "x", "sampai": day(20)}).status == 403, "only the head makes an exception")
    t.that(w.ratna.api("POST", f"/tagihan/{bill}/berkas/longgar", {"jenis": "kwitansi", "alasan": "x", "sampai": day(20)}).status == 422, "and only for standing papers")
    w.ratna.post(f"/tagihan/{bill}/berkas/longgar", {"jenis": "pks", "alasan": "PKS baru masih ditandatangani Kacab", "sampai": day(20)})
    t.that(row("pks")["lengkap"] and row("pks")["longgar"], "with an exception it passes, and says so")
    rudi.post(f"/dokumen/{old}/cabut", {"alasan": "uji"})
    add("pks", nilai="1000000000", cara_bayar="Bulanan")
    va = next(d["id"] for d in rudi.get("/dokumen")["dokumen"] if d["jenis"] == "virtual_account" and not d["dicabut_s"])
    rudi.post(f"/dokumen/{va}/cabut", {"alasan": "uji"})
    other = add("virtual_account", va=VA, bank="Bank Contoh", cabang="Tanjungpinang")
    t.that("milik cabang" in row("virtual_account")["masalah"][0]["teks"], "a Virtual Account of another branch is named")
    rudi.post(f"/dokumen/{other}/cabut", {"alasan": "uji"})
    wrong = add("virtual_account", va="8888800999999999", bank="Bank Contoh", cabang="Batam")
    t.that("lain dari" in row("virtual_account")["masalah"][0]["teks"], "an account that is not the bill's is named")
    rudi.post(f"/dokumen/{wrong}/cabut", {"alasan": "uji"})
    add("virtual_account", va=VA, bank="Bank Contoh", cabang="Batam", nomor="va/baru")
    # Rubbish that calls itself a scan.
    for name, data in (("a.pdf", b"bukan pdf sama sekali"), ("b.pdf", b"MZ" + os.urandom(3000)), ("c.jpg", b"\xff\xd8\xff" + b"x" * 50), ("d.png", b"\x89PNG\r\n"), ("e.pdf", b"%PDF-1.4 cut off")):
        a = rudi.api("POST", f"/tagihan/{bill}/dokumen/pindaian", {"jenis": "kwitansi"}, [("pindaian", name, data)])
        t.that(a.status == 422 and "pindaian" in a.json().get("galat", {}), f"{name} is no scan: {a}")
    t.that(row("kwitansi")["lengkap"] is False or True, "nothing is lost")
    with socket.create_connection(("127.0.0.1", w.o.port), timeout=10) as s:
        s.sendall((f"POST /api/v1/tagihan/{bill}/dokumen/pindaian HTTP/1.1\r\nHost: x\r\nX-CSRF: {rudi.csrf}\r\nContent-Type: multipart/form-data; boundary=x\r\n"
                   f"Cookie: {'; '.join(k + '=' + v for k, v in rudi.cookies.items())}\r\nContent-Length: {2 << 30}\r\n\r\n").encode())
        answer = s.recv(4000).decode("utf-8", "replace")
    t.that(" 413 " in answer.split("\r\n")[0] + " ", f"2 GB is refused before it is sent: {answer[:80]!r}")


def first_month(t, w):
    o, rudi = w.o, w.rudi
    origin = int(o.sql("select id from kasus where sop = '072' and status = 'berjalan'"))
    run_072(w, origin)
    periode = int(o.sql(f"select periode from kasus where id = {origin}"))
    case, month = int(o.sql(f"select id from kasus where sop = '070' and periode = {periode}")), month_after(periode)
    seen = rudi.get(f"/kasus/{case}/terima")
    t.that(seen["rekon"]["id"] and seen["jumlah"]["akhir"] > 0, "the BA of SOP 072 is the record of step 1")
    t.that(w.sari.api("POST", f"/kasus/{case}/terima", {"catatan": "x"}).status == 403, "the data clerk does not take a BA in")
    # Data mutasi against the lists, down to names: one came without an addition, one removal is still in the list.
    change = {a: o.sql(f"""select p.no_peserta from kasus k join baris b on b.daftar = k.daftar join peserta p on p.id = b.peserta where k.sop = '072' and k.periode = {n}
        and length(p.no_peserta) = 13 and p.kunci not in (select q.kunci from kasus c join baris d on d.daftar = c.daftar join peserta q on q.id = d.peserta where c.sop = '072'
        and c.periode = {m})""").split() for a, n, m in (("tambah", periode, month_after(periode, -1)), ("kurang", month_after(periode, -1), periode))}
    stays = w.own(periode)[0]
    rows = [f"{x};MUTASI TAMBAH" for x in change["tambah"][1:]] + [f"{x};NON AKTIF" for x in change["kurang"]] + [f"{stays[1]};MENINGGAL"]
    rudi.post(f"/kasus/{case}/terima/mutasi", {"arah": "kolom"}, [("berkas", "mutasi.csv", ("PSNOKA;JENIS MUTASI\n" + "\n".join(rows) + "\n").encode())])
    seen = rudi.get(f"/kasus/{case}/terima")
    found = {(x["apa"], x["no_peserta"]) for x in seen["orang"]}
    t.that(("masuk_saja", change["tambah"][0]) in found and ("kurang_saja", stays[1]) in found and seen["masalah"], f"differences of step 1 come down to names: {sorted(found)[:6]} {seen['beda']}")
    t.that(rudi.api("POST", f"/kasus/{case}/terima", {"catatan": ""}).status == 422, "and must be explained before approval is asked")
    rudi.post(f"/kasus/{case}/terima", {"catatan": "bulan pertama"})
    # Step 2: "Tidak" makes a new version of the BA and opens the reconciliation again.
    view = w.hendra.get(f"/kasus/{case}/persetujuan")
    t.that(w.hendra.api("POST", f"/kasus/{case}/persetujuan", {"hasil": "kembali", "hash": view["hash"]}).status == 422, "no return without a note")
    w.ratna.post(f"/kasus/{case}/persetujuan", {"hasil": "setuju", "hash": view["hash"], "catatan": ""})
    t.that(rudi.get(f"/kasus/{case}")["kasus"]["langkah"] == 2, "one mark of two leaves the case at step 2")
    w.hendra.post(f"/kasus/{case}/persetujuan", {"hasil": "kembali", "hash": view["hash"], "catatan": "jumlah segmen periksa lagi"})
    t.that(rudi.get(f"/kasus/{case}")["kasus"]["langkah"] == 1, "Tidak: back to step 1")
    t.that(o.sql(f"select status, langkah from kasus where id = {origin}") == "berjalan|5", "Tidak: reconciliation is open again")
    t.that(rudi.api("POST", f"/kasus/{case}/terima", {"catatan": "x"}).status == 422, "a replaced BA goes nowhere")
    agree_ba(w, origin)
    t.that(int(o.sql(f"select count(*) from rekonsiliasi where kasus = {origin}")) >= 2, "both versions of the BA are there")
    to_step_4(t, w, case)
    s = w.bpjs.get(f"/kasus/{case}/serah")["serah"]
    text = flat(pdf_text(download(w.bpjs, s["pdf"])))
    t.that("SERAH TERIMA" in text.upper() and "BA" in text, "the hand-over record says what was handed over")
    t.that(rudi.api("POST", f"/kasus/{case}/serah/susun", {"tanggal": TODAY}).status == 422, "signed by both, it is frozen")
    # Step 4: a bill that ties.
    own = w.own(periode)
    n = len(own)
    asked = send_bill(w, w.bpjs, case, month, [("iuran", month, n, RATE, n * RATE)], own)
    k = {s["jenis"]: s["jumlah"] for s in rudi.get(f"/tagihan/{asked}")["selisih"]}
    t.that(k.get("kredit_belum") == w.credit, f"a bill that does not deduct what BPJS owes does not tie: {k} {w.credit}")
    rudi.post(f"/tagihan/{asked}/kembali", {"alasan": "kredit bulan lalu belum dipotong"})
    number = rudi.get(f"/tagihan/{asked}")["tagihan"]["nomor"]
    # The second month carries the correction.
    bill = send_bill(w, w.bpjs, case, month, [("iuran", month, n, RATE, n * RATE), ("kredit", month, 0, 0, -w.credit)], own, number=number)
    t.that(send_bill(w, w.bpjs, case, month, [("iuran", month, n, RATE, n * RATE)], number=number, expect=409).status == 409, "a used number is refused")
    total = n * RATE - w.credit
    v = rudi.get(f"/tagihan/{bill}")
    r = v["ringkasan"]
    t.that(r["tagihan"] == total and r["sendiri"] == total and r["beda"] == 0, f"a right bill ties: {r['tagihan']} {r['sendiri']}")
    kinds = {s["jenis"]: s for s in v["selisih"]}
    t.that(not set(kinds) - {"nik", "segmen", "sesudah_meninggal", "sesudah_pindah", "pbi", "diminta_nonaktif", "lalu"}, f"nothing but what the auditors flag: {list(kinds)}")
    settle_all(w, bill)
    left = {r["kode"]: r["tersedia"] for r in rudi.get("/anggaran?tahun=%d" % YEAR)["kendali"]["rekening"]}
    budget(w, 1000 - left["5.1.02.02.02.0003"], 0, "perubahan")
    a = rudi.api("POST", f"/tagihan/{bill}/lanjut")
    t.that(a.status == 422 and "Anggaran" in a.text(), "without a budget no bill is accepted")
    budget(w, 500000000, 50000000, "perubahan")
    rudi.post(f"/tagihan/{bill}/lanjut")
    ledger(t, w, "bill accepted")
    t.that(rudi.get(f"/kasus/{case}")["kasus"]["langkah"] == 5, "step 5")
    d = papers(t, w, bill)
    for x in d:
        text = flat(pdf_text(download(rudi, x["pdf"])))
        if x["kode"] == "kwitansi":
            t.that(f"{n:,}".replace(",", ".") + f" jiwa x {rupiah(RATE)}, dikurangi koreksi dan kredit {rupiah(w.credit)}" in text, "the kwitansi says people, rate and what was deducted")
        if x["kode"] in ("kwitansi", "ba_pembayaran"):
            t.that(rupiah(total) in text, f"{x['kode']} says the amount")
        t.that("DRAF" not in text and (not x["nomor"] or x["nomor"] in text), f"{x['kode']} is final and bears its number")
    # Step 6.
    t.that(rudi.get(f"/kasus/{case}")["kasus"]["langkah"] == 6, "step 6")
    b = rudi.get(f"/tagihan/{bill}/berkas")
    t.that(len(b["dokumen"]) == 13 and b["kurang"] > 0, "thirteen documents, some missing")
    a = rudi.api("POST", f"/tagihan/{bill}/berkas/susun")
    t.that(a.status == 422 and "belum lengkap" in a.text(), "no bundle while something is missing")
    cockpit(t, w, bill)
    rudi.post(f"/tagihan/{bill}/dokumen/susun")
    d = rudi.get(f"/tagihan/{bill}/dokumen")["dokumen"]
    t.that(all(x["cocok"] for x in d) and next(x for x in d if x["kode"] == "ba_pembayaran")["nomor"], "a changed fact remakes all that use it, numbers kept")
    w.lina.post(f"/tagihan/{bill}/dokumen/kwitansi/tegas", {"hash": next(x["hash"] for x in d if x["kode"] == "kwitansi")})
    signed(w, bill)
    b = rudi.get(f"/tagihan/{bill}/berkas")
    left = [(x["kode"], [m["teks"] for m in x["masalah"]]) for x in b["dokumen"] if not x["lengkap"]]
    t.that(not left, f"all thirteen in order: {left}")
    rudi.post(f"/tagihan/{bill}/berkas/susun")
    b = rudi.get(f"/tagihan/{bill}/berkas")
    pdf = download(rudi, b["bundel"]["pdf"])
    text = pdf_text(pdf)
    t.that("BERKAS PERMOHONAN PEMBAYARAN" in text and b["bundel"]["hash"][:16] in flat(text).replace(" ", ""), "one PDF with contents and hash")
    t.that(all(f"{i}" in text for i in range(1, 14)) and "Kartu Kendali" in text, "the contents page lists them")
    z = zipfile.ZipFile(io.BytesIO(download(rudi, b["bundel"]["zip"])))
    t.that(len(z.namelist()) == 15 and "manifes.json" in z.namelist(), f"a zip of the originals: {len(z.namelist())}")
    t.that(w.lina.api("GET", f"/tagihan/{bill}/berkas").status == 403, "Finance sees nothing before it is sent")
    rudi.post(f"/tagihan/{bill}/berkas/ajukan")
    t.that(w.lina.get(f"/tagihan/{bill}/berkas")["diajukan"], "Finance has it")
    download(w.lina, b["bundel"]["pdf"])
    # Finance returns it, with a reason; what changed since is told.
    t.that(w.lina.api("POST", f"/tagihan/{bill}/berkas/kembali", {"alasan": ""}).status == 422, "no return without a reason")
    w.lina.post(f"/tagihan/{bill}/berkas/kembali", {"alasan": "stempel BA pembayaran kurang jelas"})
    t.that(rudi.get(f"/kasus/{case}")["kasus"]["langkah"] == 5, "returned: back to the papers")
    rudi.post(f"/tagihan/{bill}/dokumen/selesai")
    rudi.post(f"/tagihan/{bill}/dokumen/pindaian", {"jenis": "ba_pembayaran"}, [("pindaian", "ttd2.pdf", scans.pdf("ttd kedua"))])
    rudi.post(f"/tagihan/{bill}/berkas/susun")
    rudi.post(f"/tagihan/{bill}/berkas/ajukan")
    b = rudi.get(f"/tagihan/{bill}/berkas")
    t.that(len(b["riwayat"]) == 2 and "stempel" in json.dumps(b["riwayat"]), "the return and its reason stay on record")
    t.that([x["nama"] for x in w.lina.get(f"/tagihan/{bill}/berkas")["berubah"]] == ["BA Pembayaran"], f"Finance sees what changed since: {b['berubah']}")
    t.that(pay(w, bill, w.lina, jenis="spm", nomor="SPM/1", jumlah=str(total)).status == 422, "nothing is paid before Finance has received it whole")
    w.lina.post(f"/tagihan/{bill}/berkas/terima")
    case_row = rudi.get(f"/kasus/{case}")
    t.that(case_row["kasus"]["langkah"] == 6, "received; the deadline ends there")
    # A wrong amount, a used number, a wrong channel, another account.
    t.that(pay(w, bill, w.lina, jenis="spm", nomor="SPM/1", jumlah=str(total + 1)).status == 422, "more than is billed is refused")
    t.that(pay(w, bill, w.lina, jenis="spp", nomor="SPP/1", jumlah=str(total)).status == 200, "SPP")
    t.that(pay(w, bill, w.lina, jenis="spm", nomor="SPM/1", jumlah=str(total)).status == 200, "SPM")
    v = rudi.get(f"/tagihan/{bill}")["tagihan"]
    t.that(v["status"] == "selesai" and rudi.get(f"/kasus/{case}")["kasus"]["status"] == "selesai", "an SPM fulfils step 6")
    home = next(k for k in rudi.get("/bayar")["kasus"] if k["id"] == case)
    t.that(home["menunggu_bukti"] and not home["lewat"], "an SPM without proof waits for it, without alarm")
    before = rudi.get("/anggaran?tahun=%d" % YEAR)["kendali"]["jumlah"]
    t.that(pay(w, bill, w.lina, jenis="sp2d", nomor="SP2D/1", jumlah=str(total)).status == 200, "SP2D")
    big = total
    t.that(pay(w, bill, w.lina, jenis="transfer", nomor="TRF/1", jumlah=str(big), kanal="VA", tujuan="8888800999999999").status == 422, "another Virtual Account is refused")
    t.that(pay(w, bill, w.lina, jenis="transfer", nomor="TRF/1", jumlah="90000000", kanal="RTGS").status == 422, "RTGS is for more than 100 million")
    part = big // 2
    t.that(pay(w, bill, w.lina, jenis="transfer", nomor="TRF/1", jumlah=str(part), kanal="OB").status == 200, "a part payment")
    t.that(pay(w, bill, w.lina, jenis="transfer", nomor="TRF/1", jumlah=str(big - part), kanal="OB").status == 409, "a used number is refused")
    t.that(pay(w, bill, w.lina, jenis="transfer", nomor="TRF/2", jumlah=str(big - part), kanal="OB").status == 200, "the rest")
    b = rudi.get(f"/tagihan/{bill}/berkas")
    t.that(b["sisa"] == 0 and b["terbayar"] == big, "paid whole")
    after = rudi.get("/anggaran?tahun=%d" % YEAR)["kendali"]["jumlah"]
    t.that(after["realisasi"] == before["realisasi"] + big and after["sisa"] == after["pagu"] - after["realisasi"], f"Kartu Kendali follows: {before} {after}")
    ledger(t, w, "paid")
    return bill


def audit(t, w, bill):
    """Samples that can be drawn again; each case one file from the imported row to the proof of transfer."""
    a = w.auditor
    where = f"/auditor?dari={YEAR - 1}-01&sampai={YEAR + 1}-12&n=20&populasi="
    one, again, other = (a.get(where + f"tagihan&cara=acak&benih={s}")["sampel"] for s in ("pertama", "pertama", "kedua"))
    names = [[(x["no_peserta"], x["bulan"], x["nomor"]) for x in s["baris"]] for s in (one, again, other)]
    t.that(names[0] == names[1] and names[0] != names[2] and len(set(names[0])) == 20, "the same seed gives the same sample, another seed another")
    v = a.get(where + "tagihan&cara=nilai&benih=x")["sampel"]
    total = int(w.o.sql(f"select sum(o.jumlah) from tagihan_orang o join tagihan t on t.id = o.tagihan where t.status in ('disiapkan', 'diajukan', 'selesai') and o.blntag between {YEAR - 1}01 and {YEAR + 1}12"))
    t.that(v["populasi_jumlah"] == total and v["selang"] == total // 20 and len(v["baris"]) == 20, f"by value, one in every interval: {v['populasi_jumlah']} {total} {len(v['baris'])}")
    t.that(len(a.get(where + "nonaktif&cara=acak&benih=x")["sampel"]["baris"]) == 20, "a sample of deactivations")
    t.that(a.get(where + "selisih&cara=nilai&benih=x")["sampel"]["baris"], "a sample of differences")
    t.that("•" in json.dumps(v["baris"], ensure_ascii=False) and not re.search(r'"\d{16}"', json.dumps(v)), "NIKs of a sample are masked")
    r = a.get(where + "nonaktif&cara=nilai&benih=x")
    t.that("tidak bernilai" in (r.get("gagal") or ""), f"{r.get('gagal')} what has no value cannot be sampled by it")
    who = int(w.o.sql(f"""select p.id from tagihan_orang o join peserta p on p.kunci = 'P' || o.no_peserta where o.tagihan = {bill} and exists
        (select 1 from baris b join kasus k on k.daftar = b.daftar where b.peserta = p.id and k.id = (select r.kasus from rekonsiliasi r join kasus c on c.rekon = r.id
        join tagihan t on t.kasus = c.id where t.id = {bill})) limit 1"""))
    month = w.o.sql(f"select bulan from tagihan where id = {bill}")
    f = a.api("POST", f"/orang/{who}/telusur", {"bulan": f"{month[:4]}-{month[4:]}"})
    text = flat(pdf_text(f.body))
    nik = w.o.sql(f"select nik from peserta where id = {who}")
    wanted = ["Baris daftar", "Pemeriksaan terhadap data kependudukan", "BA Rekonsiliasi", "SPM/1", "SP2D/1", "TRF/1", "TRF/2", "Kwitansi", "Serah terima"]
    t.that(all(x in text for x in wanted) and nik not in text, f"one file from the imported row to the proof of transfer: {[x for x in wanted if x not in text]}")
    t.that(w.bpjs.api("GET", f"/orang/{who}/telusur").status == 403 and w.lina.api("GET", "/auditor").status == 403, "not for guests")


def on_paper(t, w):
    """Months that BPJS and the office ran on paper: typed from scans, confirmed by a second person; one bill for three months; Finance's own
    kwitansi; numbers from the agenda; payments recorded by the clerk."""
    o, rudi = w.o, w.rudi
    last = int(o.sql("select max(periode) from kasus where sop = '070'"))
    periods = [month_after(last, i) for i in (1, 2, 3)]
    w.admin.post("/setelan", {"nama": "kwitansi.asal", "nilai": "keuangan"})
    w.admin.post("/setelan", {"nama": "ba.nomor_cara", "nilai": "agenda"})
    cases, start = [], 1000
    for n, period in enumerate(periods):
        case = rudi.post("/bayar", {"periode": f"{period // 100}-{period % 100:02d}"})["id"]
        cases.append(case)
        t.that(rudi.api("POST", f"/kasus/{case}/terima", {"catatan": "x"}).status == 422, "without a BA nothing goes on")
        ba = {"segmen": ["PBPU dan BP Pemda"], "awal": [str(start)], "tambah": ["20"], "kurang": ["5"], "koreksi": ["-1"], "nomor": f"BA/{n}/LUAR", "tanggal": TODAY}
        t.that(rudi.api("POST", f"/kasus/{case}/terima/luar", ba).status == 422, "a BA from paper needs its scan")
        rudi.post(f"/kasus/{case}/terima/luar", ba, [("pindaian", "ba.pdf", scans.pdf(f"ba {n}"))])
        start += 14
        t.that(rudi.get(f"/kasus/{case}/terima")["jumlah"]["akhir"] == start, "typed figures close as the paper does")
        rudi.post(f"/kasus/{case}/terima", {"catatan": "dari dokumen"})
        # Both approvals from one signed paper each, confirmed by somebody else.
        for who, peran in (("Hendra Wijaya, S.E.", "bendahara"), ("dr. Ratna Kusumawati, M.Kes.", "kadis")):
            h = rudi.get(f"/kasus/{case}/persetujuan")["hash"]
            rudi.post(f"/kasus/{case}/persetujuan/kertas", {"hasil": "setuju", "hash": h, "penanda": who, "peran": peran, "tanggal": TODAY},
                      [("pindaian", "setuju.pdf", scans.pdf(f"setuju {n} {peran}"))])
            sid = rudi.get(f"/kasus/{case}/persetujuan")["persetujuan"][0]["id"]
            t.that(rudi.api("POST", f"/kasus/{case}/persetujuan/{sid}/tegas").status == 403, "who typed it does not confirm it")
            w.maya.post(f"/kasus/{case}/persetujuan/{sid}/tegas")
        t.that(rudi.get(f"/kasus/{case}")["kasus"]["langkah"] == 3, "approved from paper by both")
        rudi.post(f"/kasus/{case}/serah/susun", {"tanggal": TODAY})
        s = rudi.get(f"/kasus/{case}/serah")["serah"]
        w.maya.post(f"/kasus/{case}/serah/dinas", {"hash": s["hash"]})
        t.that(rudi.api("POST", f"/kasus/{case}/serah/bpjs", {"hash": s["hash"], "nama": "dr. Surya Dharma, AAK"}).status == 422, "BPJS's signature from paper needs the scans")
        rudi.post(f"/kasus/{case}/serah/bpjs", {"hash": s["hash"], "nama": "dr. Surya Dharma, AAK"},
                  [("pindaian", "st.pdf", scans.pdf(f"st {n}")), ("pindaian_ba", "ba.pdf", scans.pdf(f"ba ttd {n}"))])
        t.that(rudi.get(f"/kasus/{case}")["kasus"]["langkah"] == 4, "step 4 from paper")
    months = [month_after(p) for p in periods]
    people = [1014, 1028, 1042]
    rows = [("iuran", m, n, RATE, n * RATE) for m, n in zip(months, people)]
    also = {"meliputi": [f"{p // 100}-{p % 100:02d}" for p in periods[1:]]}
    wrong = [("iuran", months[0], 1014, RATE, 1014 * RATE + 7), ("iuran", months[1], 1030, RATE, 1030 * RATE), ("iuran", months[2], 1042, 42000, 1042 * 42000)]
    bill = send_bill(w, rudi, cases[0], months[0], wrong, total=sum(r[4] for r in wrong) + 100, extra=also)
    v = rudi.get(f"/tagihan/{bill}")
    k = {s["jenis"]: (s["orang"], s["jumlah"]) for s in v["selisih"]}
    early = send_bill(w, rudi, cases[0], months[0], [("susulan", 201512, 1, RATE + 5, RATE + 5), ("iuran", months[0], 1014, RATE, 1014 * RATE)])
    r = rudi.get(f"/tagihan/{early}")
    t.that({s["jenis"]: s["jumlah"] for s in r["selisih"]}.get("sebelum_program") == RATE + 5 and "tarif" not in {s["jenis"] for s in r["selisih"]}
           and r["ringkasan"]["beda"] == sum(u["jumlah"] for u in r["ringkasan"]["urai"]), "a line before the programme is one difference, once")
    rudi.post(f"/tagihan/{early}/kembali", {"alasan": "sebelum program"})
    t.that(k.get("hitungan") == (0, 107) and k.get("jumlah_orang") == (2, 2 * RATE) and k.get("tarif") == (1042, 1042 * 4200), f"a letter without a detail is checked by sums, people, rate: {k}")
    t.that(v["ringkasan"]["beda"] == sum(u["jumlah"] for u in v["ringkasan"]["urai"]), "and every rupiah has its place")
    t.that(rudi.api("POST", f"/tagihan/{bill}/selisih", {"jenis": "hitungan", "cara": "diterangkan", "catatan": "x"}).status == 422, "a letter that does not add up is not explained away")
    rudi.post(f"/tagihan/{bill}/kembali", {"alasan": "salah jumlah"})
    t.that(rudi.get(f"/kasus/{cases[0]}")["kasus"]["langkah"] == 4, "returned: still step 4")
    bill = send_bill(w, rudi, cases[0], months[0], rows, extra=also)
    t.that(not rudi.get(f"/tagihan/{bill}")["selisih"], f"three months in one bill tie: {rudi.get(f'/tagihan/{bill}')['selisih']}")
    second = send_bill(w, rudi, cases[0], months[0], [("iuran", months[0], 1, RATE, RATE)])
    t.that({s["jenis"] for s in rudi.get(f"/tagihan/{second}")["selisih"]} == {"jumlah_orang"}, "a second bill of the month finds its people billed already")
    rudi.post(f"/tagihan/{second}/kembali", {"alasan": "sudah ditagih"})
    rudi.post(f"/tagihan/{bill}/lanjut")
    t.that(all(rudi.get(f"/kasus/{c}")["kasus"]["langkah"] == 5 for c in cases), "all three months go on together")
    total = sum(r[4] for r in rows)
    scan = [("pindaian", "kwitansi.pdf", scans.pdf("kwitansi keuangan"))]
    t.that(rudi.api("POST", f"/tagihan/{bill}/dokumen/terbit", {"jenis": "kwitansi", "tanggal": TODAY}).status == 422, "the kwitansi is Finance's")
    a = rudi.api("POST", f"/tagihan/{bill}/dokumen/kwitansi", {"nomor": "K/1", "tanggal": TODAY, "jumlah": str(total - 1)}, scan)
    t.that(a.status == 422 and rupiah(total)[2:-3] in a.text(), f"a kwitansi of another amount is refused, and says which: {a}")
    rudi.post(f"/tagihan/{bill}/dokumen/kwitansi", {"nomor": "K/1", "tanggal": TODAY, "jumlah": str(total)}, scan)
    t.that(rudi.api("POST", f"/tagihan/{bill}/dokumen/terbit", {"jenis": "ba_serah_terima", "tanggal": TODAY}).status == 422, "from the agenda a number must be typed")
    rudi.post(f"/tagihan/{bill}/dokumen/terbit", {"jenis": "ba_serah_terima", "tanggal": TODAY, "nomor": "900.1/500/XI"})
    a = rudi.api("POST", f"/tagihan/{bill}/dokumen/terbit", {"jenis": "ba_penyelesaian", "tanggal": TODAY, "nomor": "900.1/500/XI"})
    t.that(a.status in (409, 422) and "900.1/500/XI" in a.text(), f"a used letter number is refused: {a}")
    rudi.post(f"/tagihan/{bill}/dokumen/terbit", {"jenis": "ba_penyelesaian", "tanggal": TODAY, "nomor": "900.1/501/XI"})
    rudi.post(f"/tagihan/{bill}/dokumen/terbit", {"jenis": "ba_pembayaran", "tanggal": TODAY, "nomor": "900.1/502/XI"})
    d = {x["kode"]: x for x in rudi.get(f"/tagihan/{bill}/dokumen")["dokumen"]}
    text = flat(pdf_text(download(rudi, d["ba_pembayaran"]["pdf"])))
    t.that(rupiah(total) in text and bulan(months[0]).split()[0] in text and bulan(months[2]) in text, "the paper says three months and their sum")
    papers_fit(t, w, bill)
    # The kwitansi Finance sent no longer says what the facts are: a new one is asked for.
    d = {x["kode"]: x for x in rudi.get(f"/tagihan/{bill}/dokumen")["dokumen"]}
    t.that(d["kwitansi"]["perlu"] and not d["kwitansi"]["cocok"], "Finance's kwitansi is asked for again when a fact changed")
    rudi.post(f"/tagihan/{bill}/dokumen/kwitansi", {"nomor": "K/2", "tanggal": TODAY, "jumlah": str(total)}, scan)
    rudi.post(f"/tagihan/{bill}/dokumen/selesai")
    signed(w, bill)
    rudi.post(f"/tagihan/{bill}/berkas/susun")
    rudi.post(f"/tagihan/{bill}/berkas/ajukan")
    t.that(w.hendra.api("POST", f"/tagihan/{bill}/berkas/terima").status == 422, "Finance's receipt from paper needs its scan")
    w.hendra.post(f"/tagihan/{bill}/berkas/terima", {}, [("pindaian", "tt.pdf", scans.pdf("tanda terima"))])
    a = pay(w, bill, rudi, jenis="spm", nomor="SPM/9", jumlah=str(total)).json()["id"]
    t.that(rudi.get(f"/kasus/{cases[0]}")["kasus"]["status"] == "berjalan", "from paper it does not count before it is confirmed")
    t.that(rudi.api("POST", f"/tagihan/{bill}/bayar/{a}/tegas").status == 403, "and not by who recorded it")
    w.hendra.post(f"/tagihan/{bill}/bayar/{a}/tegas")
    t.that(all(rudi.get(f"/kasus/{c}")["kasus"]["status"] == "selesai" for c in cases), "an SPM from paper, confirmed, fulfils step 6 of all three months")
    ledger(t, w, "three months at once")
    # Opening entries of an office that begins within a year.
    before = rudi.get("/anggaran?tahun=%d" % YEAR)["kendali"]["jumlah"]
    budget(w, 700000, 0, "utang")
    after = rudi.get("/anggaran?tahun=%d" % YEAR)["kendali"]["jumlah"]
    t.that(after["tagihan"] == before["tagihan"] + 700000 and after["tersedia"] == before["tersedia"] - 700000, "an unpaid bill of before is owed")
    budget(w, 700000, 0, "bayar_utang")
    budget(w, 50000, 0, "kredit")
    ledger(t, w, "opening entries")
    t.that(rudi.api("POST", "/anggaran", {"jenis": "geser", "tahun": YEAR, "nomor": "G/1", "tanggal": TODAY, "iuran": "5", "bantuan": "5"}, [("pindaian", "g.pdf", SCAN)]).status == 422, "a shift moves, it does not grant")


def boxes(data):
    """Words of a PDF with their boxes, page by page: [(width, height, [(x0, y0, x1, y1, word)])]."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as f:
        f.write(data)
        f.flush()
        html = subprocess.run(["pdftotext", "-bbox", f.name, "-"], capture_output=True, text=True).stdout
    pages = []
    for p in re.finditer(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', html, re.S):
        words = [(*map(float, m.groups()[:4]), m.group(5)) for m in re.finditer(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>', p.group(3))]
        pages.append((float(p.group(1)), float(p.group(2)), words))
    return pages


def misprints(data):
    """What runs off the page, and words that lie on each other."""
    bad = []
    for n, (w, h, words) in enumerate(boxes(data), 1):
        for x0, y0, x1, y1, word in words:
            if x0 < 25 or y0 < 12 or x1 > w - 25 or y1 > h - 12:
                bad.append((n, "off", word))
        for i, a in enumerate(words):
            for b in words[i + 1:]:
                x, y = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
                if x > 1 and y > 0.45 * min(a[3] - a[1], b[3] - b[1]):
                    bad.append((n, "on", a[4], b[4]))
    return bad


LONG = "Prof. Dr. dr. Raden Mas Haji Muhammad Abdurrahman Sastrawijaya Kusumanegara Wiryodiningrat, Sp.PD-KHOM., M.Kes., FINASIM."


def papers_fit(t, w, bill):
    """The papers with the longest names and titles there are, on both sizes of paper: nothing overlaps, nothing runs off, and the text is what the
    records say."""
    for jabatan in ("kadis", "bendahara", "pptk", "bpjs"):
        w.admin.post("/pejabat", {"jabatan": jabatan, "nama": LONG, "nip": "197001011999031001", "pangkat": "Pembina Utama Madya",
                                  "sebutan": "Kepala Dinas Kesehatan, Pengendalian Penduduk, dan Keluarga Berencana Kota Batam", "mulai": TODAY, "selesai": ""})
    for nama, nilai in (("bpjs.nama", "Badan Penyelenggara Jaminan Sosial Kesehatan Kantor Cabang Batam yang meliputi Kota Batam dan Kabupaten Karimun"),
                        ("bpjs.alamat", "Jalan Raja Haji Fisabilillah Nomor 1, Kelurahan Teluk Tering, Kecamatan Batam Kota, Kota Batam, Provinsi Kepulauan Riau 29461"),
                        ("anggaran.kegiatan", "Penyediaan Layanan Kesehatan untuk Upaya Kesehatan Masyarakat dan Upaya Kesehatan Perorangan Rujukan Tingkat Daerah Kabupaten/Kota " * 2)):
        w.admin.post("/setelan", {"nama": nama, "nilai": nilai.strip()})
    for size, points in (("A4", (595, 842)), ("F4", (609, 935))):
        w.admin.post("/setelan", {"nama": "surat.kertas", "nilai": size})
        # A paper is made again when a fact changes: the value of the PKS, here.
        for d in w.rudi.get("/dokumen")["dokumen"]:
            if d["jenis"] == "pks" and not d["dicabut_s"]:
                w.rudi.post(f"/dokumen/{d['id']}/cabut", {"alasan": "uji"})
        w.rudi.post("/dokumen", {"jenis": "pks", "nomor": f"119/PKS/DINKES/{size}/2026/000.0000/0000000000", "tanggal": f"{YEAR}-01-01", "mulai": f"{YEAR}-01-01", "selesai": f"{YEAR + 1}-12-31",
                                 "nilai": "999999999999", "ditandatangani": "ya", "cara_bayar": "Bulanan, paling lambat tanggal sepuluh, melalui Virtual Account " * 3, "sanksi": "Penangguhan " * 12},
                    [("pindaian", "x.pdf", scans.pdf(size))])
        w.rudi.post(f"/tagihan/{bill}/dokumen/susun")
        for d in w.rudi.get(f"/tagihan/{bill}/dokumen")["dokumen"]:
            if d["keuangan"]:
                continue
            data = download(w.rudi, d["pdf"])
            bad = misprints(data)
            page = boxes(data)[0]
            text = flat(pdf_text(data))
            t.that(not bad, f"{d['kode']} on {size}: {bad[:5]}")
            t.that({round(page[0]), round(page[1])} <= {points[0], points[1], points[0] + 1, points[1] + 1, points[1] - 1}, f"{d['kode']} is {size}: {page[:2]}")
            t.that("Wiryodiningrat" in text and (d["kode"] == "kartu_kendali" or f"PKS/DINKES/{size}" in text.replace(" ", "") or d["kode"] == "ba_penyelesaian" or "PKS/DINKES" in text), f"{d['kode']}: names and numbers whole")


def bulan(m):
    return ["Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember"][m % 100 - 1] + f" {m // 100}"


def main():
    t = Count()
    with Office(sys.argv[1], rows=900) as o:
        w = World(o)
        planted(t, w)
        audit(t, w, first_month(t, w))
        on_paper(t, w)
        t.that(o.sql("select count(*) from tagihan_bulan") != "0" and o.sql("select count(*) from (select blntag, tagihan from tagihan_orang except select bulan, tagihan from tagihan_bulan)") == "0"
               and o.sql("select count(*) from (select bulan, tagihan from tagihan_bulan except select blntag, tagihan from tagihan_orang)") == "0", "each month of a detail is noted, and no other")
        r = o.run("audit", "verify", "--data", o.dir)
        t.that(r.returncode == 0 and "utuh" in r.stdout, "the record's chain holds")
    return t.end()


if __name__ == "__main__":
    sys.exit(main())
