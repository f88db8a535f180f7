// Every page that is read, as those who read it, on the desk and on the phone, light and dark, in both languages: pages.mjs BASE
import { Run, DESK, PHONE } from "./kit.mjs";

const t = new Run(process.argv[2], process.argv[3]);
await t.start();
const C = "/kasus/3", B = "/kasus/6";
const pages = {
	sari: ["/", "/kasus", C, C + "/daftar", "/daftar/3", C + "/beda", C + "/beda?apa=berubah", C + "/periksa", C + "/peserta", C + "/peserta?putusan=TIDAK_LAYAK", C + "/baris/1",
		C + "/rekap", C + "/persetujuan", C + "/pengajuan", C + "/rekonsiliasi", "/kasus/7/daftar", "/daftar/4", "/ekstrak", "/cari", "/orang/1", "/sop", "/sop/072", "/sop/070-rev03", "/kalender", "/akun", "/totp"],
	rudi: ["/bayar", B, B + "/terima", B + "/persetujuan", B + "/serah", B + "/tagihan", "/tagihan/3", "/tagihan/3/selisih/nik", "/tagihan/2/dokumen", "/tagihan/2/berkas", "/dokumen",
		"/anggaran", "/hemat", "/tarif", "/hemat/daftar", "/hemat/terlambat", "/anggaran/jurnal/3", "/"],
	hendra: ["/", "/bayar", B + "/persetujuan", "/anggaran"],
	ratna: ["/", C + "/persetujuan", "/audit", B + "/persetujuan", "/tagihan/3", "/tagihan/2/berkas"],
	bpjs: ["/", C + "/pengajuan", C + "/rekonsiliasi", "/bayar", B + "/serah", B + "/tagihan", "/tagihan/3"],
	auditor: ["/", "/audit", "/auditor", "/auditor?dari=2025-01&sampai=2029-12&populasi=tagihan&cara=acak&n=10&benih=uji", "/orang/1/telusur", "/tagihan/2", "/bayar"],
	admin: ["/", "/pengguna", "/pengguna/1", "/pejabat", "/setelan", "/kalender"],
	lina: ["/", "/bayar", "/tagihan/2/dokumen", "/tagihan/2/berkas", "/anggaran"],
};
const ways = [{ size: DESK }, { size: PHONE }, { size: PHONE, dark: true }, { size: DESK, dark: true, english: true }];
for (const [who, list] of Object.entries(pages)) {
	let page;
	for (const way of ways) {
		try {
			page ??= await t.person(who);
			await t.turn(page, way);
			if (way.english) await page.context().addCookies([{ name: "padan_bahasa", value: "en", url: t.base }]);
			for (const path of way === ways[0] ? list : list.slice(0, 14)) {
				const r = await page.goto(t.base + path);
				const name = `${who}${path.replace(/\W+/g, "-")}${way.size === PHONE ? "-hp" : ""}${way.dark ? "-gelap" : ""}${way.english ? "-en" : ""}`;
				t.that(r.status() === 200, `${name}: ${r.status()}`);
				await t.look(page, name);
				const heads = await page.locator("h1").count();
				t.that(heads === 1, `${name}: one heading of the page, not ${heads}`);
			}
		} catch (e) {
			t.that(false, `${who}: ${String(e).slice(0, 500)}`);
		}
	}
	await page?.context().close();
}
// Signing in is the same on every screen.
for (const way of ways.slice(1)) await (await t.person("sari", way)).context().close();
// Without the script all of it still works: a form answers with a page.
const bare = await t.browser.newContext({ javaScriptEnabled: false, viewport: DESK });
const p = await bare.newPage();
await p.goto(t.base + "/masuk");
await p.fill("#akun", "sari");
await p.fill("#sandi", "contoh-padan-2026");
await p.click("main form button.large");
await p.goto(t.base + C + "/peserta");
await p.selectOption("#fp", "TINJAU");
await p.click("text=Saring");
t.that(p.url().includes("putusan=TINJAU"), "filters work without the script");
await t.end();
