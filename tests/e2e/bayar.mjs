// SOP 070 in the browser, after steps.mjs agreed the BA Rekonsiliasi: as each actor, "Tidak" at step 2, a bill that does not tie, and one
// that carries a correction.
import { PHONE } from "./kit.mjs";

// A whole PDF of one page.
export function pdf(text) {
	const content = `BT /F1 18 Tf 60 700 Td (${text}) Tj ET`;
	const body = ["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 1/Kids[4 0 R]>>", "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents 5 0 R>>",
		`<</Length ${content.length}>>stream\n${content}\nendstream`];
	let out = "%PDF-1.4\n";
	const at = body.map((b, i) => { const here = out.length; out += `${i + 1} 0 obj\n${b}\nendobj\n`; return here; });
	const xref = out.length;
	out += `xref\n0 6\n0000000000 65535 f \n${at.map((a) => `${String(a).padStart(10, "0")} 00000 n \n`).join("")}trailer\n<</Size 6/Root 1 0 R>>\nstartxref\n${xref}\n%%EOF\n`;
	return { name: "pindaian.pdf", mimeType: "application/pdf", buffer: Buffer.from(out, "latin1") };
}

const number = (s) => Number((s.match(/[\d.]+/) || ["0"])[0].replaceAll(".", ""));

export async function pay(t, periode, { maya, ratna, bpjs, sari }) {
	const rudi = await t.person("rudi"), hendra = await t.person("hendra"), lina = await t.person("lina");
	const text = (page) => page.textContent("body");
	const press = async (page, what) => Promise.all([page.waitForNavigation(), page.click(what)]);

	// Step 1: the treasurer's home, and the BA that SOP 072 ended with.
	await rudi.goto(t.base + "/bayar");
	await t.look(rudi, "pembayaran");
	await rudi.locator("tbody th a").first().click();
	await rudi.waitForURL(/kasus\/\d+$/);
	const kase = rudi.url().match(/kasus\/(\d+)/)[1], at = `${t.base}/kasus/${kase}`;
	await rudi.goto(at + "/terima");
	await t.look(rudi, "terima-ba");
	await rudi.fill("#catatan", "Data mutasi menyusul; angkanya cocok dengan berita acara.");
	await press(rudi, "text=Terima dan minta persetujuan");

	// Step 2: "Tidak" opens the reconciliation again; the new version is agreed and approved by both.
	await hendra.goto(at + "/persetujuan");
	await t.look(hendra, "persetujuan-bendahara");
	await hendra.fill("#catatan", "Periksa lagi segmen yang bukan tanggungan kota.");
	await hendra.click("button[value=kembali]");
	await hendra.waitForLoadState();
	await rudi.goto(at + "/terima");
	t.that((await text(rudi)).includes("Versi ini dikembalikan."), "Tidak: the clerk is told that the version was returned");
	await t.look(rudi, "terima-ba-dikembalikan");
	await sari.goto(`${t.base}/kasus/${periode}/rekonsiliasi`);
	await maya.goto(`${t.base}/kasus/${periode}/rekonsiliasi`);
	await press(maya, "text=Dinas sepakat");
	await bpjs.goto(`${t.base}/kasus/${periode}/rekonsiliasi`);
	await press(bpjs, "text=BPJS Kesehatan sepakat");
	await rudi.goto(at + "/terima");
	await rudi.fill("#catatan", "Versi kedua, disepakati lagi.");
	await press(rudi, "text=Terima dan minta persetujuan");
	for (const page of [hendra, ratna]) {
		await page.goto(at + "/persetujuan");
		await page.click("button:has-text('Setuju')");
		await page.waitForLoadState();
	}

	// Step 3: both sign the hand-over.
	await rudi.goto(at + "/serah");
	await press(rudi, "button:has-text('Susun')");
	await maya.goto(at + "/serah");
	await press(maya, "text=Tandatangani atas nama dinas");
	await bpjs.goto(at + "/serah");
	await t.look(bpjs, "serah-terima");
	await press(bpjs, "button:has-text('BPJS Kesehatan menandatangani')");

	// Step 4: a bill that does not tie goes back; the second carries the correction.
	await bpjs.goto(at + "/tagihan");
	t.that(await bpjs.isVisible("#tn"), "the guest can hand over a bill");
	await rudi.goto(at + "/tagihan");
	await t.look(rudi, "catat-tagihan");
	const people = number(await rudi.locator("input[name=baris_orang]").first().inputValue());
	const rate = number(await rudi.locator("input[name=baris_tarif]").first().inputValue());
	t.that(people > 100 && rate > 1000, `the form begins with our own count and rate: ${people} ${rate}`);
	const bill = async (nomor, extra, credit) => {
		await rudi.goto(at + "/tagihan");
		if (!(await rudi.isVisible("#tn"))) await rudi.click("summary:has-text('Catat surat tagihan')");
		await rudi.fill("#tn", nomor);
		await rudi.locator("input[name=baris_orang]").first().fill(String(people + extra));
		await rudi.fill("#tj", String((people + extra) * rate - credit));
		if (credit) {
			await rudi.locator("select[name=baris_jenis]").nth(1).selectOption("kredit");
			await rudi.locator("input[name=baris_jumlah]").nth(1).fill(String(-credit));
		}
		await rudi.setInputFiles("#ts", pdf("surat tagihan " + nomor));
		await press(rudi, "text=Catat dan hitung ulang");
		return rudi.url().match(/tagihan\/(\d+)/)?.[1];
	};
	await bill("900/KC-BTM/01", 40, 0);
	t.that((await text(rudi)).includes("Ditagih dua kali"), "who stands on the list twice is owed for once");
	t.that((await text(rudi)).includes("Jumlah jiwa lain dari BA Rekonsiliasi"), "forty people too many are seen");
	await t.look(rudi, "tagihan-beda");
	t.that(await rudi.locator("button:has-text('Terima tagihan, siapkan dokumen')").isDisabled(), "and the bill cannot go on");
	await rudi.click("summary:has-text('Kembalikan kepada BPJS')");
	await rudi.fill("#ka", "Empat puluh jiwa lebih dari BA, dan kredit bulan lalu belum dipotong.");
	await press(rudi, "button:has-text('Kembalikan')");
	await bpjs.goto(at + "/tagihan");
	await bpjs.click("text=900/KC-BTM/01");
	t.that((await text(bpjs)).includes("Empat puluh jiwa lebih dari BA"), "the guest reads what was returned and why");
	await rudi.goto(t.base + "/anggaran");
	const owed = number(((await text(rudi)).match(/kredit pada BPJS\s+Rp([\d.]+)/) || ["", "0"])[1]);
	await bill("900/KC-BTM/02", 0, owed);
	t.that((await text(rudi)).includes("tidak ada selisih terbuka"), "the corrected bill ties: " + owed);
	await t.look(rudi, "tagihan-cocok");
	await press(rudi, "text=Terima tagihan, siapkan dokumen");
	const id = rudi.url().match(/tagihan\/(\d+)/)[1], here = `${t.base}/tagihan/${id}`;

	// Step 5: the papers.
	await rudi.goto(here + "/dokumen");
	await t.look(rudi, "dokumen-pembayaran");
	for (let i = 0; i < 4; i++) await press(rudi, "button:has-text('Terbitkan'):not([disabled])");
	await lina.goto(t.base + "/bayar");
	await lina.goto(here + "/dokumen");
	await press(lina, "text=Tegaskan kwitansi ini");
	await rudi.goto(here + "/dokumen");
	await press(rudi, "text=Lanjut ke tiga belas dokumen");

	// Step 6: thirteen papers, Finance, the proof.
	await rudi.goto(here + "/berkas");
	await t.look(rudi, "tiga-belas-belum");
	for (;;) {
		const form = rudi.locator("form:has(button:has-text('Lampirkan pindaian'))").first();
		if (!(await form.count())) break;
		await form.locator("input[type=file]").setInputFiles(pdf(await form.locator("input[name=jenis]").inputValue()));
		await Promise.all([rudi.waitForNavigation(), form.locator("button").click()]);
	}
	await press(rudi, "button:has-text('Susun berkas')");
	await t.look(rudi, "tiga-belas-lengkap");
	await press(rudi, "text=Ajukan ke Bagian Keuangan");
	await lina.goto(t.base + "/bayar");
	await lina.click("tbody th a >> nth=0");
	await lina.waitForURL(/berkas$/);
	await t.look(lina, "berkas-di-keuangan");
	await press(lina, "text=Berkas diterima lengkap");
	const record = async (kind, nomor, kanal) => {
		await lina.selectOption("#bj", kind);
		await lina.fill("#bn", nomor);
		if (kanal) await lina.selectOption("#bk", kanal);
		await lina.setInputFiles("#bp", pdf(kind));
		await press(lina, "form:has(#bj) button:has-text('Catat')");
	};
	await record("spm", "SPM/0900/2026");
	t.that((await text(lina)).includes("menunggu bukti transfer"), "an SPM without proof waits for it");
	await record("sp2d", "SP2D/0900/2026");
	await record("transfer", "TRF/0900/2026", "VA");
	t.that((await text(lina)).includes("lunas"), "paid");
	await t.look(lina, "lunas");
	await rudi.goto(t.base + "/bayar");
	await rudi.goto(at);
	t.that((await rudi.locator(".step.ok").count()) === 6, "six steps are done");
	await rudi.goto(t.base + "/anggaran");
	await t.look(rudi, "anggaran");
	const phone = await t.person("ratna", { size: PHONE });
	await phone.goto(here);
	await t.look(phone, "tagihan-hp");
}
