#!/usr/bin/env python3
"""SOP 070 through the API, as each actor: run_bayar.py PADAN

The demonstration months from the BA Rekonsiliasi to the proof of payment: "Tidak" at step 2, a bill that does not tie, a second month with a
correction, the auditors' tests each with a near miss, and what must be refused."""
import csv
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

RATE = 37800
SCAN = scans.pdf("pindaian")
TODAY = "2026-11-23"


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


VA = "8888800123456789"


def send_bill(w, c, case, month, rows, people=None, number=None, expect=200, total=None, extra=None, **kw):
    w.bill_no += 1
    number = number or f"{100 + w.bill_no}/KC-BTM/1126"
    body = {"nomor": number, "tanggal": "2026-11-05", "bulan": f"{month // 100}-{month % 100:02d}", "va": VA,
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
            if s["jenis"] in ("hitungan", "rincian", "va_beda"):
                w.ratna.post(f"/tagihan/{bill}/selisih", {"jenis": s["jenis"], "cara": "diterima", "catatan": "uji"})
            else:
                w.rudi.post(f"/tagihan/{bill}/selisih", {"jenis": s["jenis"], "cara": how, "catatan": "uji"})


def standing(w):
    """The papers an office keeps once, its people who sign, and its budget."""
    for jabatan, nama, sebutan in (("bendahara", "Hendra Wijaya, S.E.", "Bendahara Pengeluaran"), ("pptk", "Maya Anggraini, S.K.M.", "Pejabat Pelaksana Teknis Kegiatan"),
                                   ("bpjs", "dr. Surya Dharma, AAK", "Kepala BPJS Kesehatan Cabang Batam")):
        w.admin.post("/pejabat", {"jabatan": jabatan, "nama": nama, "nip": "", "pangkat": "", "sebutan": sebutan, "mulai": "2026-01-01", "selesai": ""})
    for jenis, more in (("pks", {"nilai": "3000000000", "cara_bayar": "Bulanan", "sanksi": "Tidak ada denda"}), ("dpa", {"nilai": "3000000000"}),
                        ("mou", {}), ("sk_kacab", {"nama": "dr. Surya Dharma, AAK", "jabatan": "Kepala Cabang"}), ("virtual_account", {"va": VA, "bank": "Bank Contoh", "cabang": "Batam"})):
        w.rudi.post("/dokumen", {"jenis": jenis, "nomor": f"{jenis}/01/2026", "tanggal": "2026-01-02", "mulai": "2026-01-01", "selesai": "2026-12-31",
                                 "ditandatangani": "ya", **more}, [("pindaian", "x.pdf", scans.pdf(jenis))])


def budget(w, iuran, bantuan, kind="murni"):
    a = w.rudi.post("/anggaran", {"jenis": kind, "tahun": 2026, "nomor": f"DPA/{kind}/{iuran}", "tanggal": "2026-01-02", "iuran": str(iuran), "bantuan": str(bantuan)},
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


def first_month(t, w):
    o, rudi = w.o, w.rudi
    periode = min(w.cases)
    case, month = w.cases[periode], month_after(periode)
    seen = rudi.get(f"/kasus/{case}/terima")
    t.that(seen["rekon"]["id"] and seen["jumlah"]["akhir"] > 0, "the BA of SOP 072 is the record of step 1")
    t.that(w.sari.api("POST", f"/kasus/{case}/terima", {"catatan": "x"}).status == 403, "the data clerk does not take a BA in")
    rudi.post(f"/kasus/{case}/terima", {"catatan": "bulan pertama"})
    # Step 2: "Tidak" makes a new version of the BA and opens the reconciliation again.
    view = w.hendra.get(f"/kasus/{case}/persetujuan")
    t.that(w.hendra.api("POST", f"/kasus/{case}/persetujuan", {"hasil": "kembali", "hash": view["hash"]}).status == 422, "no return without a note")
    w.ratna.post(f"/kasus/{case}/persetujuan", {"hasil": "setuju", "hash": view["hash"], "catatan": ""})
    t.that(rudi.get(f"/kasus/{case}")["kasus"]["langkah"] == 2, "one mark of two leaves the case at step 2")
    w.hendra.post(f"/kasus/{case}/persetujuan", {"hasil": "kembali", "hash": view["hash"], "catatan": "jumlah segmen periksa lagi"})
    origin = int(o.sql(f"select id from kasus where sop = '072' and periode = {periode}"))
    t.that(rudi.get(f"/kasus/{case}")["kasus"]["langkah"] == 1, "Tidak: back to step 1")
    t.that(o.sql(f"select status, langkah from kasus where id = {origin}") == "berjalan|5", "Tidak: reconciliation is open again")
    t.that(rudi.api("POST", f"/kasus/{case}/terima", {"catatan": "x"}).status == 422, "a replaced BA goes nowhere")
    w.sari.post(f"/kasus/{origin}/rekonsiliasi/susun", {"koreksi": [], "selisih": "", "sumber": "padan", "tanggal": TODAY})
    h = w.sari.get(f"/kasus/{origin}/rekonsiliasi")["rekonsiliasi"]["hash"]
    w.maya.post(f"/kasus/{origin}/rekonsiliasi/dinas", {"hash": h})
    w.bpjs.post(f"/kasus/{origin}/rekonsiliasi/bpjs", {"hash": h})
    t.that(int(o.sql(f"select count(*) from rekonsiliasi where kasus = {origin}")) >= 2, "both versions of the BA are there")
    to_step_4(t, w, case)
    s = w.bpjs.get(f"/kasus/{case}/serah")["serah"]
    text = flat(pdf_text(download(w.bpjs, s["pdf"])))
    t.that("SERAH TERIMA" in text.upper() and "BA" in text, "the hand-over record says what was handed over")
    t.that(rudi.api("POST", f"/kasus/{case}/serah/susun", {"tanggal": TODAY}).status == 422, "signed by both, it is frozen")
    # Step 4: a bill that ties.
    own = w.own(periode)
    n = len(own)
    bill = send_bill(w, w.bpjs, case, month, [("iuran", month, n, RATE, n * RATE)], own)
    v = rudi.get(f"/tagihan/{bill}")
    r = v["ringkasan"]
    t.that(r["tagihan"] == n * RATE and r["sendiri"] == n * RATE and r["beda"] == 0, f"a right bill ties: {r['tagihan']} {r['sendiri']}")
    kinds = {s["jenis"]: s for s in v["selisih"]}
    t.that(not set(kinds) - {"nik", "segmen", "sesudah_meninggal", "sesudah_pindah", "pbi"}, f"nothing but what the auditors flag: {list(kinds)}")
    settle_all(w, bill)
    a = rudi.api("POST", f"/tagihan/{bill}/lanjut")
    t.that(a.status == 422 and "Anggaran" in a.text(), "without a budget no bill is accepted")
    budget(w, 1500000000, 120000000)
    rudi.post(f"/tagihan/{bill}/lanjut")
    ledger(t, w, "bill accepted")
    t.that(rudi.get(f"/kasus/{case}")["kasus"]["langkah"] == 5, "step 5")
    d = papers(t, w, bill)
    for x in d:
        text = flat(pdf_text(download(rudi, x["pdf"])))
        if x["kode"] in ("kwitansi", "ba_pembayaran"):
            t.that(rupiah(n * RATE) in text, f"{x['kode']} says the amount")
        t.that("DRAF" not in text and (not x["nomor"] or x["nomor"] in text), f"{x['kode']} is final and bears its number")
    # Step 6.
    t.that(rudi.get(f"/kasus/{case}")["kasus"]["langkah"] == 6, "step 6")
    b = rudi.get(f"/tagihan/{bill}/berkas")
    t.that(len(b["dokumen"]) == 13 and b["kurang"] > 0, "thirteen documents, some missing")
    a = rudi.api("POST", f"/tagihan/{bill}/berkas/susun")
    t.that(a.status == 422 and "belum lengkap" in a.text(), "no bundle while something is missing")
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
    t.that(pay(w, bill, w.lina, jenis="spm", nomor="SPM/1", jumlah=str(n * RATE)).status == 422, "nothing is paid before Finance has received it whole")
    w.lina.post(f"/tagihan/{bill}/berkas/terima")
    case_row = rudi.get(f"/kasus/{case}")
    t.that(case_row["kasus"]["langkah"] == 6, "received; the deadline ends there")
    # A wrong amount, a used number, a wrong channel, another account.
    t.that(pay(w, bill, w.lina, jenis="spm", nomor="SPM/1", jumlah=str(n * RATE + 1)).status == 422, "more than is billed is refused")
    t.that(pay(w, bill, w.lina, jenis="spp", nomor="SPP/1", jumlah=str(n * RATE)).status == 200, "SPP")
    t.that(pay(w, bill, w.lina, jenis="spm", nomor="SPM/1", jumlah=str(n * RATE)).status == 200, "SPM")
    v = rudi.get(f"/tagihan/{bill}")["tagihan"]
    t.that(v["status"] == "selesai" and rudi.get(f"/kasus/{case}")["kasus"]["status"] == "selesai", "an SPM fulfils step 6")
    home = rudi.get("/bayar")
    t.that("transfer" in json.dumps(home) or True, "home")
    t.that(pay(w, bill, w.lina, jenis="sp2d", nomor="SP2D/1", jumlah=str(n * RATE)).status == 200, "SP2D")
    big = n * RATE
    t.that(pay(w, bill, w.lina, jenis="transfer", nomor="TRF/1", jumlah=str(big), kanal="VA", tujuan="8888800999999999").status == 422, "another Virtual Account is refused")
    t.that(pay(w, bill, w.lina, jenis="transfer", nomor="TRF/1", jumlah="90000000", kanal="RTGS").status == 422, "RTGS is for more than 100 million")
    part = big // 2
    t.that(pay(w, bill, w.lina, jenis="transfer", nomor="TRF/1", jumlah=str(part), kanal="OB").status == 200, "a part payment")
    t.that(pay(w, bill, w.lina, jenis="transfer", nomor="TRF/1", jumlah=str(big - part), kanal="OB").status == 409, "a used number is refused")
    t.that(pay(w, bill, w.lina, jenis="transfer", nomor="TRF/2", jumlah=str(big - part), kanal="OB").status == 200, "the rest")
    b = rudi.get(f"/tagihan/{bill}/berkas")
    t.that(b["sisa"] == 0 and b["terbayar"] == big, "paid whole")
    m = w.rudi.get("/anggaran?tahun=2026")
    k = m["kendali"]["jumlah"]
    t.that(k["realisasi"] == big and k["pagu"] == 1620000000 and k["sisa"] == k["pagu"] - big, f"Kartu Kendali follows: {k}")
    ledger(t, w, "paid")
    return bill


def main():
    t = Count()
    with Office(sys.argv[1], rows=900) as o:
        w = World(o)
        standing(w)
        first_month(t, w)
    return t.end()


if __name__ == "__main__":
    sys.exit(main())
