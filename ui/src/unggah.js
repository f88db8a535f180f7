// Uploads in pieces: what the server has acknowledged stays, so a line that breaks, a server that starts again or a page that is
// loaded anew costs at most one piece. The form still works without this file, as one post.
const csrf = () => document.querySelector("meta[name=csrf]")?.content ?? "";
const size = (n) => n < 1e6 ? `${Math.ceil(n / 1e3)} kB` : `${(n / 1048576).toFixed(1).replace(".", ",")} MB`;
const LEAST = 128 << 10, MOST = 2 << 20, SILENT = 20000;

class Refused extends Error {
	constructor(status, text) {
		super(text);
		this.status = status;
	}
}

// One request to the API: its answer, a Refused, or any other error when the line is to blame, or when nothing moved for a while.
function ask(method, path, { json, body, signal, moved } = {}) {
	return new Promise((done, fail) => {
		const x = new XMLHttpRequest();
		let timer;
		const lost = () => fail(new Error("putus")), stop = () => x.abort();
		const alive = (ms) => {
			clearTimeout(timer);
			timer = setTimeout(() => x.abort(), ms);
		};
		x.open(method, "/api/v1" + path);
		x.setRequestHeader("X-CSRF", csrf());
		if (json) x.setRequestHeader("Content-Type", "application/json");
		if (body instanceof ArrayBuffer) x.setRequestHeader("Content-Type", "application/octet-stream");
		x.upload.onprogress = (e) => {
			alive(SILENT);
			moved?.(e.loaded);
		};
		// What is sent is looked at: that may take its time.
		x.upload.onload = () => alive(body instanceof FormData ? 20 * SILENT : SILENT);
		x.onerror = x.onabort = lost;
		x.onload = () => {
			let answer = {};
			try { answer = JSON.parse(x.responseText); } catch { /* a proxy's page */ }
			if (x.status >= 200 && x.status < 300) done(answer);
			else fail(new Refused(x.status, [answer.detail ?? `HTTP ${x.status}`, ...Object.values(answer.galat ?? {})].filter((t, i, l) => !i || !l[0].includes(t)).join(" · ")));
		};
		x.onloadend = () => {
			clearTimeout(timer);
			signal?.removeEventListener("abort", stop);
		};
		signal?.addEventListener("abort", stop);
		alive(SILENT);
		x.send(json ? JSON.stringify(json) : body ?? null);
	});
}

class Upload {
	constructor(form) {
		this.form = form;
		this.words = form.querySelector("[data-kabar]").dataset;
		this.say = form.querySelector("[data-kabar]");
		this.bar = form.querySelector("progress");
		this.stop = form.querySelector("[data-buang]");
		this.target = new URL(form.action).pathname;
		this.piece = 512 << 10;
		this.control = new AbortController();
		this.sent = 0;
		this.id = 0;
	}

	tell(text, bad) {
		this.say.textContent = text;
		this.say.classList.toggle("bad", !!bad);
		this.say.hidden = !text;
	}

	show() {
		this.bar.hidden = false;
		this.bar.value = this.all ? Math.min(100, this.sent / this.all * 100) : 0;
	}

	// Waits longer each time; what the browser tells of the line ends the wait.
	async pause(tries) {
		const ms = Math.min(30000, 1000 * 2 ** tries);
		await new Promise((done) => {
			const end = () => {
				clearTimeout(timer);
				removeEventListener("online", end);
				this.control.signal.removeEventListener("abort", end);
				done();
			};
			const timer = setTimeout(end, ms);
			addEventListener("online", end);
			this.control.signal.addEventListener("abort", end);
		});
		this.control.signal.throwIfAborted();
	}

	// Asks until there is an answer. A full disk and a busy server are waited for too; any other refusal is the caller's.
	async insist(request) {
		for (let tries = 0; ; tries++) {
			try {
				const answer = await request(tries);
				if (tries) this.tell(this.words.lanjut);
				return answer;
			} catch (e) {
				this.control.signal.throwIfAborted();
				const wait = !(e instanceof Refused) || [502, 503, 504, 507].includes(e.status);
				if (!wait) throw e;
				const percent = this.all ? ` (${Math.floor(this.sent / this.all * 100)}%)` : "";
				this.tell(e.status === 507 ? `${e.message} ${this.words.putus}` : this.words.putus + percent, true);
				await this.pause(tries);
			}
		}
	}

	begin(file) {
		return this.insist(() => ask("POST", "/unggah", { signal: this.control.signal, json: {
			tujuan: this.target, nama: file.name, ukuran: file.size, diubah: file.lastModified, jenis: file.type.slice(0, 100) } }));
	}

	async file(file, before) {
		let u = await this.begin(file);
		this.id = u.id;
		while (u.posisi < file.size) {
			this.sent = before + u.posisi;
			this.show();
			// A file that changed or went away on this computer is no trouble of the line.
			const bytes = await file.slice(u.posisi, u.posisi + this.piece).arrayBuffer().catch(() => { throw new Refused(0, this.words.berubah); });
			const began = performance.now(), at = u.posisi;
			u = await this.insist(async (tries) => {
				if (tries) {
					this.piece = Math.max(LEAST, this.piece >> 1);
					// What arrived before the line broke need not go again.
					const now = await ask("GET", `/unggah/${u.id}`, { signal: this.control.signal });
					if (now.posisi !== at) return now;
				}
				return ask("PATCH", `/unggah/${u.id}?posisi=${at}`, { body: bytes, signal: this.control.signal, moved: (n) => {
					this.sent = before + at + Math.min(n, bytes.byteLength);
					this.show();
				} });
			}).catch(async (e) => {
				if (e.status === 409) return ask("GET", `/unggah/${u.id}`, { signal: this.control.signal });
				if (e.status === 404) return this.begin(file);
				throw e;
			});
			const took = performance.now() - began;
			if (took < 1000 && bytes.byteLength === this.piece) this.piece = Math.min(MOST, this.piece * 2);
			else if (took > 6000) this.piece = Math.max(LEAST, this.piece >> 1);
		}
		this.sent = before + file.size;
		this.show();
		return u.id;
	}

	async run() {
		const data = new FormData(this.form), inputs = [...this.form.querySelectorAll("input[type=file]")].filter((i) => i.name && i.files.length);
		const files = inputs.flatMap((i) => [...i.files].map((f) => [i.name, f]));
		let before = 0;
		this.all = files.reduce((n, [, f]) => n + f.size, 0);
		for (const i of inputs) data.delete(i.name);
		this.tell(this.words.kirim);
		this.stop.hidden = false;
		for (const [name, file] of files) {
			data.append(name, await this.file(file, before));
			before += file.size;
		}
		this.stop.hidden = true;
		this.tell(this.words.periksa);
		this.bar.removeAttribute("value");
		// The form goes with numbers where its files were. If the answer is lost, the upload knows where it led to.
		const end = await this.insist(async (tries) => {
			const now = tries && this.id ? await ask("GET", `/unggah/${this.id}`) : {};
			return now.lanjut ? now : ask("POST", this.target, { body: data });
		});
		if (end.pesan) sessionStorage.setItem("padan-pesan", end.pesan);
		location.href = end.lanjut ?? location.pathname;
	}

	end() {
		this.bar.hidden = true;
		this.stop.hidden = true;
		delete this.form.dataset.jalan;
		delete this.form.dataset.kirim;
	}
}

// What was left unfinished here earlier, so that one knows which file to choose.
function unfinished(form, all) {
	const say = form.querySelector("[data-kabar]"), stop = form.querySelector("[data-buang]"), path = new URL(form.action).pathname;
	const unggahan = all.filter((u) => u.tujuan === path);
	if (!unggahan.length || form.dataset.jalan) return;
	say.textContent = `${say.dataset.sisa} ${unggahan.map((u) => `${u.nama} (${Math.floor(u.posisi / u.ukuran * 100)}%, ${size(u.ukuran)})`).join("; ")}`;
	say.hidden = false;
	stop.hidden = false;
	stop.onclick = async () => {
		for (const u of unggahan) await ask("DELETE", `/unggah/${u.id}`).catch(() => 0);
		say.hidden = stop.hidden = true;
	};
}

function guard(form) {
	const input = form.querySelector("input[type=file]"), drop = form.querySelector(".drop"), list = form.querySelector(".picked");
	input.addEventListener("change", () => {
		if (!list) return;
		list.replaceChildren(...[...input.files].map((f) => {
			const li = document.createElement("li"), name = document.createElement("span");
			name.className = "name";
			name.textContent = f.name;
			li.append(name, size(f.size));
			return li;
		}));
		list.hidden = !input.files.length;
	});
	if (drop) {
		for (const t of ["dragenter", "dragover"]) drop.addEventListener(t, () => drop.classList.add("over"));
		for (const t of ["dragleave", "drop"]) drop.addEventListener(t, () => drop.classList.remove("over"));
	}
	form.addEventListener("submit", async (e) => {
		e.preventDefault();
		if (form.dataset.jalan) return;
		form.dataset.jalan = "1";
		const up = new Upload(form);
		up.stop.onclick = () => up.control.abort();
		try {
			await up.run();
		} catch (err) {
			up.end();
			if (up.control.signal.aborted) {
				if (up.id) ask("DELETE", `/unggah/${up.id}`).catch(() => 0);
				up.tell(up.words.batal);
			} else {
				// What was typed and chosen stays; what was sent too.
				up.tell(err.status === 401 ? up.words.sesi : err.message, true);
			}
		}
	});
}

export function uploads() {
	const forms = [...document.querySelectorAll("form[data-unggah]")].filter((f) => f.querySelector("[data-kabar]"));
	forms.forEach(guard);
	if (forms.length) ask("GET", "/unggah").then((a) => forms.forEach((f) => unfinished(f, a.unggahan))).catch(() => 0);
}
