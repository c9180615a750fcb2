// gongkai against nginx: the same bytes, the same load, the same minutes. nginx serves files from disk; gongkai serves its
// pages with everything on that it has in service. Prints what it measured; fails below LEAST of nginx's requests per second.

import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answers, bytes, freePort, load, median, residentMegabytes, sleep, start, timed } from './machine.mjs';

const LEAST = 0.6;
const ROUNDS = 3;
const SECONDS = Number(process.env.GONGKAI_BENCH_SECONDS ?? 6);
const PAGES = { 'annual report': '/reports/2024', 'list page': '/columns/%E5%9B%AD%E5%8C%BA%E5%8A%A8%E6%80%81' };
const BINARY = process.env.GONGKAI_BINARY;
const SEED = new URL('../examples/mengjin/annual-report-2024.txt', import.meta.url).pathname;

const folder = mkdtempSync(join(tmpdir(), 'gongkai-bench-'));
const running = [];

function nginxConfiguration(port) {
  const asRoot = process.getuid() === 0 ? 'user root;' : '';
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder}/nginx-tmp;`);
  return `${asRoot} daemon off; worker_processes auto; pid ${folder}/nginx.pid; error_log ${folder}/nginx-error.log;
events { worker_connections 1024; multi_accept on; }
http {
  ${temporary.join(' ')}
  access_log off; sendfile on; tcp_nopush on; tcp_nodelay on; keepalive_requests 100000000;
  open_file_cache max=100 inactive=60s; open_file_cache_valid 60s;
  default_type "text/html; charset=utf-8"; gzip_static on;
  server { listen 127.0.0.1:${port}; root ${folder}/www; }
}
`;
}

async function startNginx(origin) {
  const port = await freePort();
  mkdirSync(`${folder}/www`);
  for (const [number, path] of Object.values(PAGES).entries()) {
    writeFileSync(`${folder}/www/${number}`, bytes(origin + path, 'identity'));
    writeFileSync(`${folder}/www/${number}.gz`, bytes(origin + path, 'gzip'));
  }
  writeFileSync(`${folder}/nginx.conf`, nginxConfiguration(port));
  const nginx = start('/usr/sbin/nginx', ['-c', `${folder}/nginx.conf`, '-e', `${folder}/nginx-error.log`]);
  running.push(nginx);
  await answers(`http://127.0.0.1:${port}/0`, nginx);
  return `http://127.0.0.1:${port}`;
}

/** The demo's records, made once; then the server as an office runs it. */
async function startGongkai() {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const place = ['--data', `${folder}/data`, '--listen', `127.0.0.1:${port}`];
  const demo = start(BINARY, ['demo', '--without-cases', ...place]);
  running.push(demo);
  await answers(`${origin}/readyz`, demo);
  await demo.stop();
  const startUps = [];
  let server;
  for (let round = 0; round < 5; round += 1) {
    await server?.stop();
    server = start(BINARY, ['serve', ...place]);
    running.push(server);
    startUps.push(await answers(`${origin}/readyz`, server));
  }
  await sleep(3000);
  return { origin, server, startUp: median(startUps), idle: residentMegabytes(server.pid) };
}

/** Alternates the two servers, so that whatever else the machine does falls on both. */
function compare(name, encoding, ours, theirs) {
  const size = bytes(ours, encoding).length;
  if (!bytes(ours, encoding).equals(bytes(theirs, encoding))) throw new Error(`${name}: the two do not serve the same bytes`);
  load(ours, encoding, 1);
  load(theirs, encoding, 1);
  const runs = Array.from({ length: ROUNDS }, () => ({ ours: load(ours, encoding, SECONDS), theirs: load(theirs, encoding, SECONDS) }));
  const of = (who, what) => median(runs.map((run) => run[who][what]));
  const ratio = of('ours', 'perSecond') / of('theirs', 'perSecond');
  const side = (who) => `${Math.round(of(who, 'perSecond')).toLocaleString('en').padStart(8)} requests/s, p99 ${of(who, 'p99').toFixed(2)} ms`;
  console.log(`${name}, ${encoding}, ${(size / 1024).toFixed(1)} KB`);
  console.log(`  gongkai ${side('ours')}\n  nginx   ${side('theirs')}\n  ratio   ${ratio.toFixed(2)}`);
  return ratio;
}

async function warmPdf(origin) {
  const each = [];
  for (let round = 0; round < 6; round += 1) {
    const began = performance.now();
    bytes(`${origin}/reports/2024.pdf`, 'identity');
    each.push(performance.now() - began);
  }
  return median(each.slice(1));
}

async function main() {
  const { origin, server, startUp, idle } = await startGongkai();
  const nginx = await startNginx(origin);
  const ratios = [];
  for (const [number, [name, path]] of Object.entries(PAGES).entries()) {
    for (const encoding of ['identity', 'gzip']) ratios.push(compare(name, encoding, origin + path, `${nginx}/${number}`));
  }
  console.log(`start-up to first ready answer   ${startUp.toFixed(0)} ms`);
  console.log(`memory, idle after start         ${idle.toFixed(1)} MB`);
  console.log(`report as PDF, from the server   ${(await warmPdf(origin)).toFixed(1)} ms`);
  console.log(`memory after the load and PDF    ${residentMegabytes(server.pid).toFixed(1)} MB`);
  console.log(`report as PDF, command line      ${timed(BINARY, ['report', 'convert', SEED, '--to', 'pdf', `${folder}/report.pdf`]).toFixed(0)} ms`);
  console.log(`release binary                   ${(statSync(BINARY).size / 1e6).toFixed(1)} MB`);
  const worst = Math.min(...ratios);
  console.log(`lowest ratio ${worst.toFixed(2)}, at least ${LEAST} is asked`);
  return worst >= LEAST;
}

let isGood = false;
try {
  isGood = await main();
} finally {
  await Promise.all(running.filter((program) => !program.hasEnded()).map((program) => program.stop()));
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = isGood ? 0 : 1;
