// Runs duckdb.sql as one whole process, so that it can be timed like any other program.
// usage: node duckdb.mjs LIST REGISTRY OUTPUT [--exact] [--as-of YYYY-MM-DD] [--city PPKK] [--threads N]
//        [--profile]
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { DuckDBInstance, version } from '@duckdb/node-api';

const options = { asOf: '2026-10-31', city: '2171', threads: '2' };
const names = [];
let exact = false, profile = false;
for (let i = 2; i < process.argv.length; i++) {
	const a = process.argv[i];
	if (a === '--exact') exact = true;
	else if (a === '--profile') profile = true;
	else if (a === '--as-of') options.asOf = process.argv[++i];
	else if (a === '--city') options.city = process.argv[++i];
	else if (a === '--threads') options.threads = process.argv[++i];
	else if (a === '--version') {
		console.log(version());
		process.exit(0);
	} else names.push(a);
}
if (names.length !== 3 || !/^\d{4}-\d\d-\d\d$/.test(options.asOf) || !/^\d{4}$/.test(options.city)) {
	console.error('usage: node duckdb.mjs LIST REGISTRY OUTPUT [--exact] [--as-of DATE] [--city PPKK]'
		+ ' [--threads N] [--profile]');
	process.exit(2);
}
const here = (p) => fileURLToPath(new URL(p, import.meta.url));
const quoted = (s) => s.replaceAll("'", "''");
const value = {
	list: names[0], registry: names[1], output: names[2], wilayah: here('../../data/wilayah.csv'),
	wilayah_lama: here('../../data/wilayah_kode_lama.csv'), as_of: options.asOf, city: options.city,
};
let sql = readFileSync(here('duckdb.sql'), 'utf8');
if (exact) sql = sql.replace(/^-- \{candidates\n[\s\S]*?^-- \}\n/m, '');
sql = sql.replace(/\$([a-z_]+)/g, (m, k) => (k in value ? quoted(value[k]) : m));

const instance = await DuckDBInstance.create(':memory:', { threads: options.threads });
const connection = await instance.connect();
if (!profile) {
	await connection.run(sql);
} else {
	const text = sql.replace(/--.*$/gm, '');
	const all = process.hrtime.bigint();
	for (const s of text.split(/;\s*\n/)) {
		if (!s.trim()) continue;
		const t = process.hrtime.bigint();
		await connection.run(s);
		const ms = Number(process.hrtime.bigint() - t) / 1e6;
		if (ms > 5) console.error(ms.toFixed(0).padStart(7), 'ms', s.trim().split('\n')[0]);
	}
	console.error((Number(process.hrtime.bigint() - all) / 1e6).toFixed(0).padStart(7), 'ms in all');
}
// Tearing the instance down frees gigabytes page by page; the result is on disk, so the process simply ends.
process.exit(0);
