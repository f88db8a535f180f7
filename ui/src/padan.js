// The pages work without this file. What it adds: progress of uploads and jobs, questions before what cannot be undone,
// keys of the workbench, and fields that appear with the choice they belong to.
import htmx from "htmx.org";

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

// A message about what just happened goes away by itself.
const done = document.querySelector("[data-lalu]");
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

// Uploads: what was picked, dropping, and how far it is.
const size = (n) => n < 1e6 ? `${Math.ceil(n / 1e3)} kB` : `${(n / 1e6).toFixed(1).replace(".", ",")} MB`;
for (const form of document.querySelectorAll("form[data-unggah]")) {
	const input = form.querySelector("input[type=file]"), drop = form.querySelector(".drop");
	const list = form.querySelector(".picked"), bar = form.querySelector("progress");
	const show = () => {
		list.replaceChildren(...[...input.files].map((f) => {
			const li = document.createElement("li"), name = document.createElement("span");
			name.className = "name";
			name.textContent = f.name;
			li.append(name, size(f.size));
			return li;
		}));
		list.hidden = !input.files.length;
	};
	input.addEventListener("change", show);
	for (const t of ["dragenter", "dragover"]) drop.addEventListener(t, () => drop.classList.add("over"));
	for (const t of ["dragleave", "drop"]) drop.addEventListener(t, () => drop.classList.remove("over"));
	form.addEventListener("submit", (e) => {
		if (form.dataset.jalan) return;
		e.preventDefault();
		form.dataset.jalan = "1";
		bar.hidden = false;
		const x = new XMLHttpRequest();
		x.open("POST", form.action);
		x.upload.onprogress = (p) => { if (p.lengthComputable) bar.value = p.loaded / p.total * 100; };
		const fall = () => { bar.hidden = true; delete form.dataset.jalan; delete form.dataset.kirim; };
		x.onload = () => {
			if (x.responseURL && new URL(x.responseURL).pathname !== new URL(form.action).pathname) { location.href = x.responseURL; return; }
			// Refused: the page it answers with says why and holds what was typed.
			document.open();
			document.write(x.responseText);
			document.close();
		};
		x.onerror = fall;
		x.send(new FormData(form));
	});
}

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
