// A large file over a line that breaks, a server that dies, a page that is loaded anew: unggah.mjs BASE; whoever started it kills
// the server and starts it again when a line says @bunuh, and answers with a line.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import readline from "node:readline";
import { Run } from "./kit.mjs";

const t = new Run(process.argv[2], process.argv[3]);
await t.start();
const lines = readline.createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const kill = async () => {
	console.log("@bunuh");
	await lines.next();
};
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "padan-unggah-"));
const file = path.join(folder, "bnba besar.csv");
const rows = ["PSNOKA;NIK;NAMA;TGLLHR;JENKEL;ALAMAT;SEGMEN"];
for (let i = 0; i < 120000; i++)
	rows.push(`${String(1e9 + i).padStart(13, "0")};2171${String(i % 12 + 1).padStart(2, "0")}0101905${String(i % 1000).padStart(3, "0")};ORANG REKAAN ${i};01-01-1990;L;JALAN CONTOH NOMOR ${i};PBPU DAN BP PEMDA`);
fs.writeFileSync(file, rows.join("\n") + "\n");

try {
	// The kit's own page takes each console message for a fault; here broken requests are what is looked for.
	const context = await t.browser.newContext({ viewport: { width: 1366, height: 768 }, locale: "id-ID" });
	const page = await context.newPage();
	page.setDefaultTimeout(40000);
	page.on("pageerror", (e) => t.that(false, `${e} at ${page.url()}`));
	const sign = async () => {
		await page.goto(t.base + "/masuk");
		await page.fill("#akun", "sari");
		await page.fill("#sandi", "contoh-padan-2026");
		await page.click("main form button.large");
		await page.waitForURL((u) => !u.pathname.startsWith("/masuk"));
	};
	await sign();
	await page.click("text=Terima daftar");
	const lists = page.url(), note = page.locator("form[action$='/daftar'] [data-kabar]");
	let broken = 0, from = [], slow = 60;
	await page.route("**/api/v1/unggah/*", async (route) => {
		const r = route.request();
		if (r.method() === "PATCH") {
			from.push(Number(new URL(r.url()).searchParams.get("posisi")));
			await new Promise((done) => setTimeout(done, slow));
			if (broken > 0) {
				broken--;
				return route.abort("connectionreset").catch(() => 0);
			}
		}
		return route.continue().catch(() => 0);
	});
	const choose = async () => {
		await page.setInputFiles("form[action$='/daftar'] input[type=file]", file);
		await page.click("form[action$='/daftar'] button:not([type=button])");
	};
	const pieces = (n) => page.waitForFunction(() => 1).then(async () => { for (let i = 0; i < 400 && from.length < n; i++) await page.waitForTimeout(50); });

	// The line breaks.
	await choose();
	await pieces(2);
	broken = 2;
	await page.waitForFunction(() => /Terputus, mencoba lagi/.test(document.querySelector("[data-kabar]").textContent));
	t.that(true, "a broken line is said");
	t.that(await page.locator("form[action$='/daftar'] progress").isVisible(), "and how far it is stays in sight");
	await t.look(page, "unggahan-terputus");
	await page.waitForFunction(() => /diteruskan/.test(document.querySelector("[data-kabar]").textContent));
	const sofar = from.length;
	t.that(from.filter((x) => x === 0).length === 1, `and it goes on by itself, not from the beginning: ${from}`);

	// The page is loaded anew in the middle.
	await pieces(sofar + 1);
	await page.reload();
	await page.waitForSelector("text=Unggahan yang terputus");
	await t.look(page, "unggahan-lanjut");
	from = [];
	slow = 300;
	await choose();
	await pieces(1);
	t.that(from[0] > 0, `the same file goes on where it stopped: ${from[0]}`);

	// The server dies and starts again.
	await pieces(2);
	await kill();
	slow = 0;
	await page.waitForURL(/\/daftar\/\d+$/, { timeout: 90000 });
	t.that(from.every((x) => x > 0), `after kill -9 it goes on too: ${from}`);
	await page.waitForSelector("text=Terima daftar ini", { timeout: 60000 });
	t.that((await page.textContent("body")).includes("120.000"), "and the list is whole");

	// Refused: what was typed and chosen stays, and the reason stands there.
	await page.unroute("**/api/v1/unggah/*");
	await page.goto(lists);
	await choose();
	await page.waitForFunction(() => /sama persis/.test(document.querySelector("[data-kabar]").textContent));
	t.that((await page.inputValue("#pengirim")) !== "", "a refusal keeps the form");
	t.that(page.url() === lists, "and the page");

	// Several at once are one list, accepted once.
	const parts = [1, 2, 3].map((n) => path.join(folder, `kecamatan ${n}.csv`));
	parts.forEach((p, n) => fs.writeFileSync(p, [rows[0], ...rows.slice(1 + n * 100, 101 + n * 100)].join("\n") + "\n"));
	await page.setInputFiles("form[action$='/daftar'] input[type=file]", parts);
	await page.click("form[action$='/daftar'] button:not([type=button])");
	await page.waitForURL(/\/daftar\/\d+$/);
	t.that(/3 berkas diterima/.test(await page.textContent(".toasts")), "what happened is told on the page it leads to");
	await page.waitForSelector("text=Mencakup juga berkas yang dikirim sekaligus");
	t.that((await page.locator(".tiles .brand dd").first().textContent()) === "300", "three files are one list");
	await page.goto(lists);

	// Cancelled: nothing of it is left.
	const second = path.join(folder, "lain.csv");
	fs.writeFileSync(second, rows.slice(0, 90000).join("\n") + "\n");
	await page.reload();
	await page.route("**/api/v1/unggah/*", async (route) => {
		if (route.request().method() === "PATCH") await new Promise((done) => setTimeout(done, 500));
		return route.continue().catch(() => 0);
	});
	await page.setInputFiles("form[action$='/daftar'] input[type=file]", second);
	await page.click("form[action$='/daftar'] button:not([type=button])");
	await page.click("form[action$='/daftar'] [data-buang]");
	await page.waitForSelector("text=Unggahan dibatalkan");
	await page.waitForTimeout(300);
	const left = await page.evaluate(() => fetch("/api/v1/unggah").then((r) => r.json()));
	t.that(left.unggahan.filter((u) => u.nama === "lain.csv").length === 0, "a cancelled upload leaves nothing");
} catch (e) {
	t.that(false, String(e).slice(0, 1500));
}
fs.rmSync(folder, { recursive: true });
await t.end();
