// The program under test: `gongkai demo` on a free loopback port, its records in a folder that goes away afterwards.

import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { turnableClock } from './clock.mjs';

const ROOT = new URL('../../../', import.meta.url).pathname;
export const BINARY = process.env.GONGKAI_BINARY ?? join(ROOT, 'target/debug/gongkai');
export const SEED = join(ROOT, 'examples/mengjin/annual-report-2024.txt');

export function freePort() {
  return new Promise((done) => {
    const listener = createServer().listen(0, '127.0.0.1', () => {
      const { port } = listener.address();
      listener.close(() => done(port));
    });
  });
}

/** A folder of its own that `remove` takes away. */
export function scratch() {
  const folder = mkdtempSync(join(tmpdir(), 'gongkai-browser-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/**
 * Starts the demo and waits until it is ready. `said` is what it prints: the addresses and the accounts. With `day` its
 * clock stands at that day's morning, and `turn` moves it to another day.
 */
export async function startDemo({ database, day } = {}) {
  const { folder, remove } = scratch();
  const port = await freePort();
  const args = ['demo', '--without-cases', '--data', folder, '--listen', `127.0.0.1:${port}`];
  if (database) args.push('--database', database);
  const clock = day ? turnableClock(folder, day) : undefined;
  const env = { ...process.env, ...clock?.env };
  const child = spawn(BINARY, args, { stdio: ['ignore', 'pipe', 'pipe'], env });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece) => (said += piece));
  const ended = new Promise((done) => child.on('exit', done));
  const origin = `http://127.0.0.1:${port}`;
  for (let tries = 0; ; tries += 1) {
    const answer = await fetch(`${origin}/readyz`).catch(() => undefined);
    if (answer?.ok) break;
    if (child.exitCode !== null || tries > 600) throw new Error(`the demo did not start:\n${said}`);
    await new Promise((done) => setTimeout(done, 100));
  }
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
    remove();
  };
  /** Moves the clock to the morning of a day, and waits until every thread of the program has seen it. */
  const turn = async (to) => {
    clock.turn(to);
    const hour = new Date(`${to}T09:00:00+08:00`).toUTCString().slice(0, 19);
    for (let seen = 0, tries = 0; seen < 8; tries += 1) {
      if (tries > 600) throw new Error(`the program does not see ${to}`);
      const answer = await fetch(`${origin}/readyz`);
      seen = answer.headers.get('date')?.startsWith(hour) ? seen + 1 : 0;
      await new Promise((done) => setTimeout(done, 100));
    }
  };
  return { origin, said: () => said, turn, stop };
}

/** Runs the command line; returns what it prints. */
export function gongkai(...args) {
  return execFileSync(BINARY, args, { encoding: 'utf8', maxBuffer: 1 << 26 });
}

/** What the program reads out of a report's file. */
export function readReport(path) {
  return JSON.parse(gongkai('report', 'read', path, '--json'));
}
