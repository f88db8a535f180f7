// The settings page as the administrator works with it, and the charts of the pages as everybody sees them: setelan.mjs BASE
import { Run, PHONE } from "./kit.mjs";

const t = new Run(process.argv[2], process.argv[3]);
await t.start();
try {
	// A group is one form: two settings at once, who and when beside them.
	const admin = await t.person("admin");
	await admin.goto(t.base + "/setelan");
	t.that((await admin.locator("section.settings form").count()) === (await admin.locator("section.settings").count()), "one form a group");
	t.that((await admin.locator("section.settings form").count()) >= 8, "several groups");
	t.that(!/=/.test((await admin.locator("section.settings select option").allTextContents()).join("")), "choices have words");
	await admin.fill("[id='i-jadwal.tanggal']", "20");
	await admin.selectOption("[id='i-jadwal.bila_libur']", "mundur");
	const other = await t.person("admin");
	await other.goto(t.base + "/setelan");
	await admin.click("#k-jadwal button");
	await admin.waitForURL(/setelan#k-jadwal/);
	t.that((await admin.inputValue("[id='i-jadwal.tanggal']")) === "20" && (await admin.inputValue("[id='i-jadwal.bila_libur']")) === "mundur", "both are kept");
	t.that(/Tono Saputra/.test(await admin.textContent("[id='b-jadwal.tanggal']")) && /bawaan: 25/.test(await admin.textContent("[id='b-jadwal.tanggal']")), "who changed it, and what it was by default");
	await t.look(admin, "setelan");

	// A fault stands beside its field, and what was typed stays.
	await admin.fill("[id='i-jadwal.tanggal']", "40");
	await admin.fill("[id='i-jadwal.peringatan']", "7");
	await admin.click("#k-jadwal button");
	await admin.waitForSelector("[id='b-jadwal.tanggal'] .error");
	t.that((await admin.inputValue("[id='i-jadwal.peringatan']")) === "7" && (await admin.getAttribute("[id='i-jadwal.tanggal']", "aria-invalid")) === "true", "the fault is at its field");
	t.that(await admin.evaluate(() => document.activeElement.id === "i-jadwal.tanggal"), "and the cursor too");
	await t.look(admin, "setelan-galat");

	// The second of two is told and sees the difference.
	await other.fill("[id='i-jadwal.tanggal']", "15");
	await other.click("#k-jadwal button");
	await other.waitForSelector(".notice.bad");
	t.that(/baru saja diubah/.test(await other.textContent(".notice.bad")) && /Berlaku sekarang: 20/.test(await other.textContent("[id='b-jadwal.tanggal']")), "two at once: the second is told");
	await t.look(other, "setelan-bersamaan");
	await other.click("#k-jadwal button");
	await other.waitForURL(/setelan#k-jadwal/);
	t.that((await other.inputValue("[id='i-jadwal.tanggal']")) === "15", "and may save knowingly");
	const maya = await t.person("maya", { size: PHONE });
	await maya.goto(t.base + "/setelan");
	t.that((await maya.locator("section.settings form").count()) === 0 && (await maya.locator("section.settings dd").count()) > 40, "who only reads sees values");
	await t.look(maya, "setelan-baca");

	// Charts: drawn without a script, named, with their table beneath, in both lights and both languages.
	const charts = [["sari", "/", 1], ["sari", "/kasus/5/periksa", 2], ["sari", "/kasus/5/rekap", 1], ["ratna", "/kasus/5/persetujuan", 1], ["hendra", "/anggaran", 1], ["rudi", "/hemat", 1]];
	const readers = {};
	for (const way of [{}, { size: PHONE, dark: true }]) {
		for (const [who, path, n] of charts) {
			const page = (readers[who] ??= await t.person(who));
			await t.turn(page, way);
			await page.goto(t.base + path);
			const found = await page.locator(".chart > svg[role=img]").evaluateAll((list) => list.map((s) => ({
				name: document.getElementById(s.getAttribute("aria-labelledby").split(" ")[0])?.textContent,
				says: document.getElementById(s.getAttribute("aria-labelledby").split(" ")[1])?.textContent,
				wide: s.getBoundingClientRect().width, box: s.parentElement.getBoundingClientRect().width,
				drawn: s.querySelectorAll("rect, polyline").length, table: !!s.parentElement.querySelector("details table"),
				out: [...s.querySelectorAll("text")].filter((x) => { const a = x.getBoundingClientRect(), b = s.getBoundingClientRect(); return a.width && (a.left < b.left - 6 || a.right > b.right + 6); }).map((x) => x.textContent),
			})));
			t.that(found.length >= n, `${who} ${path}: ${n} charts, not ${found.length}`);
			for (const c of found) {
				t.that(c.name && c.says && c.drawn && c.table, `${path}: named, told and with its table: ${JSON.stringify(c)}`);
				t.that(c.wide <= c.box + 1 && !c.out.length, `${path}: letters stay inside: ${JSON.stringify(c.out)}`);
			}
		}
	}
	const bare = await t.browser.newContext({ javaScriptEnabled: false });
	const p = await bare.newPage();
	await p.goto(t.base + "/masuk");
	await p.fill("#akun", "hendra");
	await p.fill("#sandi", "contoh-padan-2026");
	await p.click("main form button.large");
	await p.goto(t.base + "/anggaran");
	const fill = await p.locator(".chart rect.s1").first().evaluate((x) => getComputedStyle(x).fill);
	t.that(fill !== "rgb(0, 0, 0)" && (await p.locator(".chart polyline").count()) === 1, `charts need no script and have their colours: ${fill}`);
	await p.emulateMedia({ media: "print" });
	t.that(await p.locator(".chart svg[role=img]").first().isVisible(), "and print");
	// An office without a month has nothing to draw, and says so.
	await p.goto(t.base + "/anggaran?tahun=2030");
	t.that(/masih nol/.test(await p.textContent(".chart")), "a year without money is said");
} catch (e) {
	t.that(false, String(e).slice(0, 1500));
}
await t.end();
