// A ledger of ten thousand cases and one of a million in the store: what the desk asks of each, how it grows, an import of
// a hundred thousand lines from XLSX, and every open case worked out anew, on SQLite and, where GONGKAI_BENCH_POSTGRES names
// one, on PostgreSQL. Beside it, in the same run: the engine's own shell asked the same of the same store, and openpyxl
// reading the same workbook where Python has it.
// Fails when the board or the search by applicant takes longer with a million cases than GROWTH times that of ten thousand
// (and longer than NOTICEABLE milliseconds).

import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answers, freePort, median, residentMegabytes, sleep, start } from './machine.mjs';

const BINARY = process.env.GONGKAI_BINARY;
const FILLER = process.env.GONGKAI_FILLER;
const SMALL = Number(process.env.GONGKAI_BENCH_SMALL ?? 10_000);
const LARGE = Number(process.env.GONGKAI_BENCH_LARGE ?? 1_000_000);
const LINES = Number(process.env.GONGKAI_BENCH_LINES ?? 100_000);
const POSTGRES = process.env.GONGKAI_BENCH_POSTGRES;
const GROWTH = 3;
const NOTICEABLE = 20;
const TODAY = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date());

const folder = mkdtempSync(join(tmpdir(), 'gongkai-cases-'));
const running = [];

const percentile = (numbers, part) => [...numbers].sort((a, b) => a - b)[Math.min(numbers.length - 1, Math.ceil(numbers.length * part) - 1)];
const shown = (milliseconds) => (milliseconds < 100 ? `${milliseconds.toFixed(2)} ms` : `${Math.round(milliseconds).toLocaleString('en')} ms`);
const say = (name, ...words) => console.log(`${name.padEnd(34)}${words.join('   ')}`);

function run(program, ...args) {
  const began = performance.now();
  const said = execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 1 << 26 });
  return { said, milliseconds: performance.now() - began };
}

/** A store on one of the engines: how the program and the engine's shell reach it. */
function onSqlite(name) {
  const data = join(folder, name);
  const file = join(data, 'gongkai.db');
  return {
    shell: 'sqlite3',
    data,
    program: ['--data', data],
    sql: (text) => run('sqlite3', file, text),
    megabytes: () => statSync(file).size / 1e6,
    drop: () => {},
  };
}

function onPostgres(name) {
  const server = new URL(POSTGRES);
  const database = new URL(server);
  database.pathname = `/gongkai_bench_${name}_${process.pid}`;
  const own = database.pathname.slice(1);
  run('psql', server.href, '-qc', `CREATE DATABASE ${own} TEMPLATE template0 ENCODING 'UTF8'`);
  const data = join(folder, `${name}-postgres`);
  return {
    shell: 'psql',
    data,
    database: database.href,
    program: ['--data', data, '--database', database.href],
    sql: (text) => run('psql', database.href, '-qAt', '-c', text),
    megabytes: () => Number(run('psql', database.href, '-qAtc', 'SELECT pg_database_size(current_database())').said) / 1e6,
    drop: () => run('psql', server.href, '-qc', `DROP DATABASE ${own} WITH (FORCE)`),
  };
}

/** The helper program, on that store. */
function helper(store, ...args) {
  const env = store.database ? { ...process.env, GONGKAI_DATABASE: store.database } : process.env;
  const said = execFileSync(FILLER, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 1 << 26, env });
  return JSON.parse(said);
}

/** The store filled with that many cases, the demo's organ and people with it. */
function filled(store, cases) {
  run(BINARY, ...store.program, 'demo', '--without-cases', '--load-only');
  const { seconds } = helper(store, 'fill', store.data, String(cases), TODAY);
  // What a server does by itself after a while.
  if (store.database) store.sql('VACUUM ANALYZE');
  say(`filled with ${cases.toLocaleString('en')}`, `${seconds.toFixed(1)} s`, `${store.megabytes().toFixed(0)} MB`);
  return store;
}

/** Signs a clerk in; gives the cookie. */
async function signedIn(origin) {
  const page = await fetch(`${origin}/desk/session`);
  const visit = page.headers.getSetCookie().map((line) => line.split(';')[0]);
  const csrf = /name="csrf" value="([0-9a-f]+)"/.exec(await page.text())[1];
  const body = new URLSearchParams({ csrf, next: '', login: 'jingban', password: 'Gongkai-Demo-2026' });
  const answer = await fetch(`${origin}/desk/session`, { method: 'POST', body, headers: { cookie: visit.join('; ') }, redirect: 'manual' });
  if (answer.status !== 303) throw new Error(`no sign-in: ${answer.status}`);
  return answer.headers.getSetCookie().map((line) => line.split(';')[0]).join('; ');
}

/** Pages of the desk, through the server. */
async function pages(store) {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const server = start(BINARY, [...store.program, '--listen', `127.0.0.1:${port}`, 'serve']);
  running.push(server);
  await answers(`${origin}/readyz`, server);
  const cookie = await signedIn(origin);
  const found = {};
  for (const [name, path] of [['board, page', '/desk/cases'], ['search by applicant, page', '/desk/cases/ledger?q=%E7%94%B3%E8%AF%B7%E4%BA%BA00037']]) {
    found[name] = [];
    for (let round = 0; round < 20; round += 1) {
      const began = performance.now();
      const answer = await fetch(origin + path, { headers: { cookie }, redirect: 'manual' });
      await answer.text();
      if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`);
      found[name].push(performance.now() - began);
    }
  }
  const memory = residentMegabytes(server.pid);
  await server.stop();
  return { found, memory };
}

async function asked(store) {
  const { cases, open, milliseconds } = helper(store, 'measure', store.data, TODAY);
  const { found, memory } = await pages(store);
  return { cases, open, memory, milliseconds: { ...milliseconds, ...found } };
}

/** Every open standing marked wrong, then worked out anew: each row is written. */
function recomputed(store) {
  store.sql("UPDATE request_case SET due_on = '2000-01-01' WHERE state NOT IN ('delivered', 'withdrawn');");
  return run(BINARY, ...store.program, 'cases', 'recompute').milliseconds;
}

/** The bare queries in the engine's shell, its start taken off. */
function bare(store, sql) {
  const time = (text) => median(Array.from({ length: 5 }, () => store.sql(text).milliseconds));
  return Math.max(time(sql) - time('SELECT 1;'), 0.01);
}

const ORGAN = '(SELECT id FROM organ ORDER BY id LIMIT 1)';
/** The open cases, in the words that the program asks for them in: the shell is asked the same. */
const OPEN = `organ_id = ${ORGAN} AND state NOT IN ('delivered', 'withdrawn') AND next_due_on IS NOT NULL`;
const SHELL = {
  board: `SELECT COUNT(*) FROM request_case WHERE ${OPEN}; SELECT * FROM request_case WHERE ${OPEN} ORDER BY next_due_on, id LIMIT 200;`,
  'search by applicant': `SELECT * FROM request_case WHERE organ_id = ${ORGAN} AND applicant_name = '申请人00037' ORDER BY id DESC LIMIT 30;`,
  'search by words': `SELECT COUNT(*) FROM request_case WHERE organ_id = ${ORGAN} AND request LIKE '%第37号地块%';`,
};

function imported(store, file) {
  const organ = store.sql('SELECT code FROM organ ORDER BY id LIMIT 1;').said.trim();
  const timed = (...more) => {
    const args = ['-v', BINARY, ...store.program, 'cases', 'import', file, '--organ', organ, ...more];
    const began = performance.now();
    const ended = spawnSync('/usr/bin/time', args, { encoding: 'utf8' });
    if (ended.status !== 0) throw new Error(`import: ${ended.status} ${ended.error ?? ''}\n${ended.stdout}${ended.stderr}`);
    const memory = /Maximum resident set size \(kbytes\): (\d+)/.exec(ended.stderr);
    return { milliseconds: performance.now() - began, memory: Number(memory[1]) / 1024, progress: (ended.stderr.match(/已(检查|写入)/g) ?? []).length };
  };
  const check = timed('--dry-run');
  say('XLSX checked', shown(check.milliseconds), `${check.memory.toFixed(0)} MB at most`, `${check.progress} reports of progress`);
  const take = timed();
  say('XLSX checked and taken in', shown(take.milliseconds), `${take.memory.toFixed(0)} MB at most`, `${(LINES / take.milliseconds * 1000).toFixed(0)} lines/s`);
  return check.milliseconds;
}

/** A well-known reader alone, on the same workbook; `ours` is the whole check. */
function readByOpenpyxl(file, ours) {
  const python = "import openpyxl, sys\nfor row in openpyxl.load_workbook(sys.argv[1], read_only=True).active.iter_rows(values_only=True): pass";
  const has = (program) => spawnSync(program, ['-c', 'import openpyxl']).status === 0;
  const interpreter = ['/usr/bin/python3', 'python3'].find(has);
  if (!interpreter) return say('openpyxl, reading alone', 'not on this machine');
  const { milliseconds } = run(interpreter, '-c', python, file);
  say('openpyxl, reading alone', shown(milliseconds), `ratio to our whole check ${(milliseconds / ours).toFixed(2)}`);
}

/** Both stores of one engine; whether the board and the search by applicant hold. */
async function engine(title, on, workbook) {
  console.log(`\n${title}`);
  const made = [];
  try {
    for (const name of ['small', 'large']) made.push(on(name));
    const stores = [filled(made[0], SMALL), filled(made[1], LARGE)];
    const [small, large] = [await asked(stores[0]), await asked(stores[1])];
    say('', `${small.cases.toLocaleString('en')} cases, ${small.open} open`, `${large.cases.toLocaleString('en')} cases, ${large.open} open`);
    const isGood = compared(small.milliseconds, large.milliseconds);
    for (const [name, sql] of Object.entries(SHELL)) {
      const theirs = bare(stores[1], sql);
      say(`${stores[1].shell}, ${name}`, shown(theirs), `ratio ${(median(large.milliseconds[name]) / theirs).toFixed(2)}`);
    }
    say('server memory after the pages', `${small.memory.toFixed(0)} MB`, `${large.memory.toFixed(0)} MB`);
    const [few, many] = stores.map(recomputed);
    say('open cases worked out anew', `${shown(few)} for ${small.open}`, `${shown(many)} for ${large.open}`, `${(many / large.open).toFixed(3)} ms a case`);
    readByOpenpyxl(workbook, imported(stores[0], workbook));
    return isGood;
  } finally {
    for (const store of made) store.drop();
  }
}

/** Each question on both sizes; whether those that a clerk asks all day hold. */
function compared(small, large) {
  let isGood = true;
  for (const name of Object.keys(small)) {
    const [few, many] = [small[name], large[name]];
    const growth = median(many) / median(few);
    const sides = [few, many].map((times) => `p50 ${shown(median(times))}, p95 ${shown(percentile(times, 0.95))}`);
    say(name, ...sides, `grows ${growth.toFixed(1)} times`);
    const isHeld = name.startsWith('board') || name.startsWith('search by applicant');
    if (isHeld && growth > GROWTH && median(many) > NOTICEABLE) isGood = false;
  }
  return isGood;
}

async function main() {
  const workbook = join(folder, 'ledger.xlsx');
  run(FILLER, 'workbook', String(LINES), workbook, TODAY);
  say(`workbook of ${LINES.toLocaleString('en')} lines`, `${(statSync(workbook).size / 1e6).toFixed(1)} MB`);
  let isGood = await engine('SQLite', onSqlite, workbook);
  if (POSTGRES) isGood = (await engine('PostgreSQL', onPostgres, workbook)) && isGood;
  else say('PostgreSQL', 'not named: set GONGKAI_BENCH_POSTGRES');
  if (!isGood) console.log(`the board or the search by applicant grows more than ${GROWTH} times`);
  return isGood;
}

let isGood = false;
try {
  isGood = await main();
} finally {
  await Promise.all(running.filter((program) => !program.hasEnded()).map((program) => program.stop()));
  await sleep(100);
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = isGood ? 0 : 1;
