// The demonstration month through all five steps in the browser, as each actor, the arm "Tidak" too: steps.mjs BASE [PICTURES]
import { Run, PHONE } from "./kit.mjs";
import { pay } from "./bayar.mjs";

const t = new Run(process.argv[2], process.argv[3]);
await t.start();
const text = (page) => page.textContent("body");
const press = async (page, what) => Promise.all([page.waitForNavigation(), page.click(what)]);
const confirmed = async (page, ask) => {
	await ask();
	await Promise.all([page.waitForNavigation(), page.click("#tanya button[value=ya]")]);
};

try {
	const anyone = await t.person(null);
	await t.look(anyone, "masuk");
	await anyone.fill("#akun", "sari");
	await anyone.fill("#sandi", "keliru sekali ini");
	await anyone.click("main form button.large");
	t.that((await anyone.inputValue("#akun")) === "sari" && (await anyone.isVisible(".notice.bad")), "a refused sign-in keeps what was typed");

	// Step 1: the clerk receives the list.
	const sari = await t.person("sari");
	await t.look(sari, "beranda-petugas");
	await sari.click("text=Terima daftar");
	await t.look(sari, "daftar");
	await sari.click("text=Periksa pratinjau");
	await t.look(sari, "pratinjau");
	await sari.click("text=Terima daftar ini");
	await sari.waitForURL(/periksa$/);
	await sari.waitForSelector("text=Mulai meninjau", { timeout: 60000 });
	const kase = sari.url().match(/kasus\/(\d+)/)[1];

	// Step 2: the workbench, by keys alone.
	await t.look(sari, "pemeriksaan");
	await sari.click("text=Mulai meninjau");
	await sari.waitForURL(/baris/);
	await t.look(sari, "meja-kerja");
	const first = sari.url();
	await sari.keyboard.press("4");
	t.that(await sari.isChecked("input[value=tunda]"), "a key chooses");
	await sari.fill("#catatan", "menunggu keluarga");
	await press(sari, "text=Simpan dan lanjut");
	await sari.waitForURL((u) => u.href !== first && /baris/.test(u.href));
	t.that(true, "the next row comes by itself");
	await sari.keyboard.press("3");
	t.that(await sari.isVisible("#alasan"), "reasons appear with the choice they belong to");
	await sari.keyboard.press("2");
	t.that((await sari.isVisible("#koreksi")) && !(await sari.isVisible("#alasan")), "a correction asks for the data");
	await sari.fill("#koreksi", "Nama seharusnya SITI AMINAH");
	await press(sari, "text=Simpan dan lanjut");
	await sari.goto(`${t.base}/kasus/${kase}/periksa`);
	for (let i = 0; i < 40; i++) {
		const row = sari.locator("form[action$=sekaligus]").first();
		if (!(await row.count())) break;
		await row.locator("input[name=catatan]").fill("diperiksa bersama");
		await confirmed(sari, () => row.locator("button").click());
		await sari.waitForLoadState();
	}
	t.that(!(await sari.locator("form[action$=sekaligus]").count()), "bulk decisions until none is open");
	await sari.fill("#catatan", "semua sudah diputuskan");
	await sari.click("text=Lanjut ke rekap dan surat");

	// Step 3.
	await sari.waitForURL(/rekap$/);
	await sari.click("text=Susun surat dan rekap");
	await sari.waitForSelector("text=Minta persetujuan");
	await t.look(sari, "rekap");
	const [pdf] = await Promise.all([sari.context().waitForEvent("page").catch(() => null), sari.waitForResponse((r) => r.url().includes("/berkas/")).catch(() => null), sari.locator("a:has-text('PDF')").first().click({ modifiers: ["Control"] })]);
	if (pdf) await pdf.close();
	await sari.click("text=Minta persetujuan");
	await sari.waitForURL(/persetujuan$/);
	t.that(!(await sari.isVisible("button:has-text('Setuju')")), "the clerk has no button to approve");

	// Step 4 on the head's phone: returned, then approved.
	const ratna = await t.person("ratna", { size: PHONE });
	await t.look(ratna, "beranda-kepala-dinas");
	await ratna.click("text=Lihat & setujui");
	await t.look(ratna, "persetujuan");
	await ratna.click("text=Tidak, kembalikan");
	t.that(await ratna.isVisible(".notice.bad"), "returning without a note is refused in plain words");
	await ratna.fill("#catatan", "Periksa lagi yang pindah domisili.");
	await ratna.click("text=Tidak, kembalikan");
	await ratna.waitForURL(new RegExp(`kasus/${kase}$`));
	await sari.goto(`${t.base}/kasus/${kase}/rekap`);
	t.that((await text(sari)).includes("Periksa lagi yang pindah domisili."), "the clerk reads why it came back");
	await t.look(sari, "dikembalikan");
	await sari.goto(`${t.base}/kasus/${kase}/peserta?hasil=nonaktif`);
	await t.look(sari, "peserta");
	await sari.locator("tbody a").first().click();
	await sari.waitForURL(/baris/);
	await sari.waitForSelector(".keys-on");
	await sari.keyboard.press("1");
	await sari.fill("#catatan", "Sudah didatangi; masih tinggal di Batam.");
	await press(sari, "text=Simpan dan lanjut");
	await sari.goto(`${t.base}/kasus/${kase}/rekap`);
	t.that((await text(sari)).includes("susun ulang"), "a changed decision asks for a new letter: " + (await text(sari)).replace(/\s+/g, " ").slice(300, 1500));
	await sari.click("button:has-text('Susun ulang')");
	await sari.click("text=Minta persetujuan");
	await ratna.goto(`${t.base}/kasus/${kase}/persetujuan`);
	await ratna.click("button:has-text('Setuju')");
	await ratna.waitForURL(new RegExp(`kasus/${kase}$`));

	// Step 5: issued, handed over, answered, agreed.
	const maya = await t.person("maya");
	await maya.goto(`${t.base}/kasus/${kase}/pengajuan`);
	await maya.fill("#nomor", "400.7/1301/XI/2026");
	await maya.click("text=Terbitkan surat");
	await maya.click("text=Susun paket");
	await maya.waitForSelector("button:has-text('Serahkan')");
	await t.look(maya, "pengajuan");
	await maya.click("button:has-text('Serahkan')");
	const bpjs = await t.person("bpjs");
	await t.look(bpjs, "beranda-bpjs");
	await bpjs.click("text=Jawab usulan");
	await bpjs.click("text=Paket sudah kami terima");
	await bpjs.locator("summary:has-text('Jawab')").first().click();
	await bpjs.locator("details[open] input[name=alasan]").fill("Sedang dirawat inap");
	await bpjs.locator("details[open] button:has-text('Ditolak')").click();
	await bpjs.waitForSelector("td :text('Sedang dirawat inap')");
	await confirmed(bpjs, () => bpjs.click("button:has-text('Jawab semua')"));
	await bpjs.waitForSelector("text=Semua usulan sudah dijawab");
	await t.look(bpjs, "jawaban-bpjs");
	await sari.goto(`${t.base}/kasus/${kase}/rekonsiliasi`);
	await sari.click("button:has-text('Susun draf')");
	await sari.waitForSelector("text=Sidik isi");
	await t.look(sari, "rekonsiliasi");
	await maya.goto(`${t.base}/kasus/${kase}/rekonsiliasi`);
	await maya.click("text=Dinas sepakat");
	await bpjs.goto(`${t.base}/kasus/${kase}/rekonsiliasi`);
	await bpjs.click("text=BPJS Kesehatan sepakat");
	await bpjs.waitForSelector("text=Disepakati");
	await sari.goto(`${t.base}/kasus/${kase}`);
	t.that((await sari.locator(".step.ok").count()) === 5, "five steps are done");
	await t.look(sari, "selesai");

	await pay(t, kase, { maya, ratna, bpjs, sari });
	await sari.goto(`${t.base}/kasus/${kase}`);

	// Without a mouse: the first stop is the way past the menus.
	await sari.keyboard.press("Tab");
	t.that((await sari.evaluate(() => document.activeElement.className)) === "skip", "Tab first leads past the menus");
} catch (e) {
	t.that(false, String(e).slice(0, 1500));
}
await t.end();
