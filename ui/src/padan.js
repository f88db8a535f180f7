// The pages work without this file. What it adds: progress of uploads and jobs, questions before what cannot be undone,
// keys of the workbench, and fields that appear with the choice they belong to.
import htmx from "htmx.org";
import { uploads } from "./unggah.js";

document.documentElement.classList.add("js");
window.htmx = htmx;

const csrf = () => document.querySelector("meta[name=csrf]")?.content ?? "";
document.addEventListener("htmx:configRequest", (e) => { e.detail.headers["X-CSRF"] = csrf(); });

// A job that has ended: the page shows its result.
document.addEventListener("htmx:afterSwap", (e) => {
	if (e.detail.elt?.matches?.("[data-selesai=muat]")) location.reload();
});
const job = document.querySelector("[data-muat-ulang]");
if (job) setTimeout(() => location.reload(), Number(job.dataset.muatUlang));

// A message about what just happened goes away by itself. After an upload the script brought it along.
let done = document.querySelector("[data-lalu]");
const told = sessionStorage.getItem("padan-pesan");
if (told) {
	sessionStorage.removeItem("padan-pesan");
	done = document.createElement("div");
	done.className = "notice ok";
	done.setAttribute("role", "status");
	const p = document.createElement("p");
	p.textContent = told;
	const inner = document.createElement("div");
	inner.append(p);
	done.append(inner);
}
if (done) {
	const box = document.createElement("div");
	box.className = "toasts";
	document.body.append(box);
	box.append(done);
	setTimeout(() => box.remove(), 9000);
}

// Menus close by Escape and by a click elsewhere.
document.addEventListener("click", (e) => {
	for (const m of document.querySelectorAll("details.menu[open]")) if (!m.contains(e.target)) m.open = false;
});
document.addEventListener("keydown", (e) => {
	if (e.key === "Escape") for (const m of document.querySelectorAll("details.menu[open]")) { m.open = false; m.querySelector("summary").focus(); }
});

// "Yakin?" before what cannot be undone.
const ask = document.getElementById("tanya");
document.addEventListener("submit", (e) => {
	const form = e.target;
	if (!form.dataset.tanya || form.dataset.ya || !ask?.showModal) return;
	e.preventDefault();
	ask.querySelector("p").textContent = form.dataset.tanya;
	ask.returnValue = "";
	ask.onclose = () => {
		if (ask.returnValue !== "ya") return;
		form.dataset.ya = "1";
		form.requestSubmit(e.submitter ?? undefined);
	};
	ask.showModal();
}, true);

// A button pressed twice must not act twice.
document.addEventListener("submit", (e) => {
	if (e.defaultPrevented || e.target.method === "get" || e.target.method === "dialog") return;
	if (e.target.dataset.kirim) { e.preventDefault(); return; }
	// A download answers without leaving the page.
	if (e.target.action.endsWith("/ekspor")) return;
	e.target.dataset.kirim = "1";
});
window.addEventListener("pageshow", () => { for (const f of document.querySelectorAll("form[data-kirim]")) delete f.dataset.kirim; });

// Filters act at once.
for (const form of document.querySelectorAll("form[data-saring]"))
	form.addEventListener("change", () => form.requestSubmit());

uploads();

// The workbench: fields of one choice, and keys for those who want them.
for (const form of document.querySelectorAll("form[data-putuskan]")) {
	const tell = () => {
		const value = new FormData(form).get("hasil");
		for (const f of form.querySelectorAll("[data-bila]")) f.hidden = f.dataset.bila !== value;
	};
	form.addEventListener("change", tell);
	tell();
	document.body.classList.add("keys-on");
	document.addEventListener("keydown", (e) => {
		if (e.ctrlKey || e.altKey || e.metaKey || /^(INPUT|TEXTAREA|SELECT)$/.test(e.target.tagName) && e.target.type !== "radio") return;
		const radio = form.querySelector(`[data-tombol="${e.key}"]`);
		if (radio) {
			radio.checked = true;
			radio.focus();
			radio.dispatchEvent(new Event("change", { bubbles: true }));
			e.preventDefault();
		}
	});
}
