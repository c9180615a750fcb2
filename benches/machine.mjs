// Small tools of the bench: starting programs, asking them, measuring them. Everything stays on the loopback interface.

import { execFileSync, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { performance } from 'node:perf_hooks';

export const median = (numbers) => {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};

export const sleep = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

export function freePort() {
  return new Promise((done) => {
    const listener = createServer().listen(0, '127.0.0.1', () => {
      const { port } = listener.address();
      listener.close(() => done(port));
    });
  });
}

/** Starts a program that runs until `stop` is called; its output goes nowhere unless it dies early. */
export function start(program, args, env = {}) {
  const child = spawn(program, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (piece) => (said = (said + piece).slice(-4000)));
  const ended = new Promise((done) => child.on('exit', done));
  return {
    pid: child.pid,
    hasEnded: () => child.exitCode !== null,
    said: () => said,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** Waits until the address answers 200; returns the milliseconds it took. */
export async function answers(url, program, seconds = 120) {
  const began = performance.now();
  while (performance.now() - began < seconds * 1000) {
    if (program.hasEnded()) throw new Error(`${url}: the program ended early\n${program.said()}`);
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return performance.now() - began;
    await sleep(2);
  }
  throw new Error(`${url} did not answer in ${seconds} s\n${program.said()}`);
}

/** Milliseconds one run of a command takes, the median of several. */
export function timed(program, args, runs = 5) {
  const each = Array.from({ length: runs }, () => {
    const began = performance.now();
    execFileSync(program, args, { stdio: ['ignore', 'ignore', 'inherit'] });
    return performance.now() - began;
  });
  return median(each);
}

/** The memory a process holds, in MB. */
export function residentMegabytes(pid) {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+)/m.exec(status)[1]) / 1024;
}

/** One run of wrk: one thread, 32 kept connections, bounded. */
export function load(url, encoding, seconds) {
  const script = new URL('report.lua', import.meta.url).pathname;
  const args = ['-t1', '-c32', `-d${seconds}s`, '-H', `Accept-Encoding: ${encoding}`, '-s', script, url];
  const lines = execFileSync('wrk', args, { encoding: 'utf8' }).trim().split('\n');
  const run = JSON.parse(lines.at(-1));
  if (run.failed > 0) throw new Error(`${url}: ${run.failed} requests failed`);
  return { perSecond: run.requests / run.seconds, p50: run.p50_ms, p99: run.p99_ms };
}

/** The bytes a client gets that asks for this encoding, undecoded. */
export function bytes(url, encoding) {
  return execFileSync('curl', ['--silent', '--fail', '-H', `Accept-Encoding: ${encoding}`, url], { maxBuffer: 1 << 26 });
}
