// What the browser tests share: Chromium of the system, people who sign in, checks that are counted, pictures for the guides.
import { chromium } from "playwright-core";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const here = path.dirname(fileURLToPath(import.meta.url));
const axeSource = fs.readFileSync(path.join(here, "node_modules/axe-core/axe.min.js"), "utf8");

export const DESK = { width: 1366, height: 768 }, PHONE = { width: 390, height: 844 };

export class Run {
	constructor(base, shots) {
		this.base = base;
		this.shots = shots;
		this.passed = this.failed = 0;
		this.seen = new Set();
	}

	async start() {
		this.browser = await chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: ["--no-sandbox", "--headless=new", "--disable-gpu"] });
	}

	that(ok, what) {
		if (ok) this.passed++;
		else {
			this.failed++;
			console.log("FAILED", what);
		}
		return ok;
	}

	// A browser of its own for one person.
	async person(who, { size = DESK, password = "contoh-padan-2026", dark = false } = {}) {
		const context = await this.browser.newContext({ viewport: size, locale: "id-ID", timezoneId: "Asia/Jakarta", colorScheme: dark ? "dark" : "light", acceptDownloads: true });
		const page = await context.newPage();
		page.setDefaultTimeout(20000);
		page.on("console", (m) => { if (m.type() === "error" && !/status of 4(01|03|09|22)/.test(m.text())) this.that(false, `${who}: the console says ${m.text()} at ${page.url()}`); });
		page.on("pageerror", (e) => this.that(false, `${who}: ${e} at ${page.url()}`));
		page.on("request", (r) => { if (!r.url().startsWith(this.base) && !r.url().startsWith("data:")) this.that(false, `a request leaves for ${r.url()}`); });
		await page.goto(this.base + "/masuk");
		if (who) {
			await page.fill("#akun", who);
			await page.fill("#sandi", password);
			await page.click("main form button.large");
			await page.waitForURL((u) => !u.pathname.startsWith("/masuk"));
		}
		page.size = size;
		return page;
	}

	// The same person before another screen: a browser of its own takes seconds.
	async turn(page, { size = DESK, dark = false } = {}) {
		await page.setViewportSize(size);
		await page.emulateMedia({ colorScheme: dark ? "dark" : "light" });
		page.size = size;
	}

	// A picture for the guides, and no serious fault for those who cannot see it.
	async look(page, name) {
		await this.axe(page, name);
		if (this.shots) await page.screenshot({ path: path.join(this.shots, name + ".png") });
	}

	async axe(page, name) {
		// What fades in is looked at when it is there.
		await page.evaluate(() => Promise.all(document.getAnimations().map((a) => a.finished.catch(() => 0))));
		await page.evaluate(axeSource);
		// Only what is wrong is told, and comes here: the names of all that is right would take longer than the looking.
		const bad = await page.evaluate(() => axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], resultTypes: ["violations"] })
			.then((found) => found.violations.filter((v) => ["serious", "critical"].includes(v.impact))));
		this.that(!bad.length, `${name}: ${bad.map((v) => `${v.id} (${v.nodes.length}) ${v.nodes[0].html.slice(0, 160)} ${v.nodes[0].failureSummary?.slice(0, 200)}`).join("; ")}`);
		const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth + 1);
		this.that(!wide, `${name}: nothing sticks out at the side`);
	}

	async end() {
		await this.browser.close();
		console.log(`${this.passed} passed, ${this.failed} failed`);
		process.exit(this.failed || !this.passed ? 1 : 0);
	}
}
